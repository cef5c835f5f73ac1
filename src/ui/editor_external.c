/* editor_external.c - a long text in the editor the user knows: $VISUAL, $EDITOR.
 *
 * The text stands in a private directory (mode 0700) in a file of mode 0600 for as long as the
 * editor runs. No shell is involved.
 */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "ui/editor.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/file.h"
#include "base/i18n.h"
#include "ui/term.h"

struct words {
    char **items;
    size_t count;
    size_t capacity;
};

static void words_add(struct words *words, char *word)
{
    words->items = mem_grow(words->items, words->count, &words->capacity, sizeof *words->items);
    words->items[words->count++] = word;
}

void editor_free_words(char **words)
{
    for (size_t i = 0; words != NULL && words[i] != NULL; i++)
        free(words[i]);
    free(words);
}

/* One word from *at on, behind which *at then stands; NULL if a quote is open. */
static char *next_word(const char **at)
{
    struct buf word;
    char quote = '\0';
    buf_init(&word);
    for (const char *c = *at;; c++) {
        bool ends = *c == '\0' || (quote == '\0' && (*c == ' ' || *c == '\t'));
        if (ends) {
            if (quote == '\0')
                *at = c;
            break;
        }
        if (quote == '\0' && (*c == '"' || *c == '\'')) {
            quote = *c;
        } else if (quote != '\0' && *c == quote) {
            quote = '\0';
        } else {
            if (*c == '\\' && quote != '\'' && c[1] != '\0')
                c++;
            buf_putc(&word, *c);
        }
    }
    if (quote != '\0') {
        buf_clear(&word);
        return NULL;
    }
    return buf_take(&word);
}

char **editor_split_words(const char *command)
{
    struct words words = {NULL, 0, 0};
    const char *at = command;
    for (;;) {
        at += strspn(at, " \t");
        char *word = *at != '\0' ? next_word(&at) : NULL;
        bool open = word == NULL && *at != '\0';
        if (open || (word == NULL && words.count == 0)) {
            words_add(&words, NULL);
            editor_free_words(words.items);
            return NULL;
        }
        words_add(&words, word);
        if (word == NULL)
            return words.items;
    }
}

static const char *command(void)
{
    static const char *const variables[] = {"VISUAL", "EDITOR"};
    for (size_t i = 0; i < sizeof variables / sizeof variables[0]; i++) {
        const char *value = getenv(variables[i]);
        if (value != NULL && value[0] != '\0')
            return value;
    }
    return access("/usr/bin/sensible-editor", X_OK) == 0 ? "sensible-editor" : "vi";
}

/* In the child. */
static void run(char **words)
{
    execvp(words[0], words);
    _exit(errno == ENOENT ? 127 : 126);
}

static enum err_code check_status(const char *name, int status, struct err *err)
{
    if (WIFEXITED(status) && WEXITSTATUS(status) == 0)
        return ERR_OK;
    if (WIFEXITED(status) && WEXITSTATUS(status) == 127)
        err_set(err, ERR_USAGE, _("the editor \"%s\" was not found"), name);
    else if (WIFEXITED(status))
        err_set(err, ERR_USAGE, _("the editor \"%s\" ended with status %d; the text is unchanged"),
                name, WEXITSTATUS(status));
    else
        err_set(err, ERR_USAGE, _("the editor \"%s\" was killed; the text is unchanged"), name);
    err_hint(err, _("set VISUAL or EDITOR to the editor you use"));
    return ERR_USAGE;
}

/* The keys that stop a program go to the editor, not to us. */
static enum err_code run_and_wait(char **words, struct err *err)
{
    struct sigaction ignore = {.sa_handler = SIG_IGN};
    struct sigaction interrupt;
    struct sigaction quit;
    int status = 0;
    sigemptyset(&ignore.sa_mask);
    sigaction(SIGINT, &ignore, &interrupt);
    sigaction(SIGQUIT, &ignore, &quit);
    pid_t child = fork();
    if (child == 0) {
        signal(SIGINT, SIG_DFL);
        signal(SIGQUIT, SIG_DFL);
        run(words);
    }
    int number = errno;
    pid_t waited;
    do
        waited = child > 0 ? waitpid(child, &status, 0) : -1;
    while (waited < 0 && child > 0 && errno == EINTR);
    sigaction(SIGINT, &interrupt, NULL);
    sigaction(SIGQUIT, &quit, NULL);
    if (waited < 0)
        return err_errno(err, number, _("the editor \"%s\" can't be started"), words[0]);
    return check_status(words[0], status, err);
}

static enum err_code write_text(const char *path, const char *text, struct err *err)
{
    int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    size_t length = strlen(text);
    size_t done = 0;
    if (fd < 0)
        return err_errno(err, errno, _("%s can't be written"), path);
    while (done < length) {
        ssize_t written = write(fd, text + done, length - done);
        if (written < 0 && errno != EINTR)
            break;
        done += written > 0 ? (size_t)written : 0;
    }
    int number = errno;
    if (close(fd) != 0 || done < length)
        return err_errno(err, number, _("%s can't be written"), path);
    return ERR_OK;
}

static enum err_code edit_file(struct term *term, const char *path, struct err *err)
{
    char **words = editor_split_words(command());
    if (words == NULL) {
        err_set(err, ERR_USAGE, _("the editor's command has an open quote: %s"), command());
        err_hint(err, _("set VISUAL or EDITOR to the editor you use"));
        return ERR_USAGE;
    }
    size_t count = 0;
    while (words[count] != NULL)
        count++;
    words = mem_resize(words, count + 2, sizeof *words);
    words[count] = mem_strdup(path);
    words[count + 1] = NULL;
    if (term != NULL)
        term_suspend(term);
    enum err_code code = run_and_wait(words, err);
    if (term != NULL)
        term_resume(term);
    editor_free_words(words);
    return code;
}

static enum err_code read_back(const char *path, enum text_kind kind, char **out, struct err *err)
{
    struct buf buf;
    buf_init(&buf);
    enum err_code code = file_read(path, TEXT_LIMIT + 1, &buf, err);
    if (code == ERR_OK)
        code = text_clean(buf.length > 0 ? buf.data : "", buf.length, kind, out, err);
    buf_clear(&buf);
    return code;
}

enum err_code editor_external(struct term *term, const char *text, enum text_kind kind, char **out,
                              struct err *err)
{
    const char *base = getenv("TMPDIR");
    *out = NULL;
    char *directory = file_join(base != NULL && base[0] == '/' ? base : "/tmp", "auditwalk-XXXXXX");
    if (mkdtemp(directory) == NULL) {
        enum err_code code = err_errno(err, errno, _("%s can't be made"), directory);
        free(directory);
        return code;
    }
    char *path = file_join(directory, "text.txt");
    enum err_code code = write_text(path, text, err);
    if (code == ERR_OK)
        code = edit_file(term, path, err);
    bool unread = code == ERR_OK && (code = read_back(path, kind, out, err)) != ERR_OK;
    if (unread && access(path, F_OK) != 0)
        err_hint(err, "%s", _("the editor took the file away; the text is unchanged"));
    else if (unread)
        err_hint(err, _("what you wrote is kept in %s"), path);
    else
        unlink(path);
    rmdir(directory); /* what an editor left beside it keeps the directory, private as it is */
    free(path);
    free(directory);
    return code;
}
