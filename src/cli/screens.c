/* screens.c - auditwalk FILE: the screens; without a file the first start, or help. */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "cli/cli.h"

#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/i18n.h"
#include "ui/screens.h"
#include "ui/ui.h"

static bool on_terminal(void)
{
    const char *term = getenv("TERM");

    return isatty(STDIN_FILENO) && isatty(STDOUT_FILENO) && term != NULL && term[0] != '\0' &&
           strcmp(term, "dumb") != 0;
}

static enum err_code no_terminal(struct err *err)
{
    err_set(err, ERR_USAGE, _("the screens need a terminal that can move the cursor"));
    return err_hint(err, _("use the commands instead: status, assess, evidence add, finding add, "
                           "export; auditwalk help lists them"));
}

/* A word that is neither a command nor a file. */
static enum err_code missing(const char *word, struct err *err)
{
    const char *nearest = command_nearest(word);

    if (strpbrk(word, "/.") != NULL) {
        err_set(err, ERR_NOINPUT, _("%s: there is no such file"), word);
        return err_hint(err, _("auditwalk new FILE makes an audit file, auditwalk demo FILE one to "
                               "try"));
    }
    err_set(err, ERR_USAGE, _("%s: neither a command nor an audit file"), word);
    if (nearest != NULL)
        return err_hint(err, _("did you mean auditwalk %s?"), nearest);
    return err_hint(err, _("auditwalk help lists the commands; auditwalk new FILE makes an audit "
                           "file, auditwalk demo FILE one to try"));
}

static enum err_code show(struct session *session, struct err *err)
{
    struct app_options options = {.store = session->store,
                                  .owns_store = true, /* undoing a merge closes and opens it */
                                  .device = session->has_device ? &session->device : NULL,
                                  .language = session->language,
                                  .theme = session->config.theme,
                                  .looks = &session->config.looks,
                                  .photos = session->config.photos,
                                  .capture = session->config.capture,
                                  .template = session->config.template,
                                  .plain = args_has(session->args, "plain")};

    session->store = NULL;
    signal(SIGPIPE, SIG_DFL);
    locale_for_screens();
    keymap_use(session->config.keymap);
    return app_run(&options, audits_screen_new(), err);
}

static enum err_code check_words(const struct args *args, struct err *err)
{
    struct stat status;

    if (args->word_count == 0)
        return ERR_OK;
    const char *word = args->words[0];
    if (stat(word, &status) != 0 && (errno == ENOENT || errno == ENOTDIR))
        return missing(word, err);
    if (args->word_count > 1) {
        err_set(err, ERR_USAGE, _("\"%s\" is too much"), args->words[1]);
        return err_hint(err, _("auditwalk FILE opens one file; auditwalk help lists the commands"));
    }
    return ERR_OK;
}

enum err_code screens_run(struct session *session, const struct args *args, struct err *err)
{
    enum err_code code = check_words(args, err);

    if (code != ERR_OK)
        return code;
    bool named = args->word_count > 0 || session_file(session) != NULL;
    if (!on_terminal()) {
        if (named)
            return no_terminal(err);
        help_overview();
        return ERR_OK;
    }
    if (named)
        code = session_open(session, OPEN_TO_WRITE, err);
    else
        code = session_device(session, err);
    return code == ERR_OK ? show(session, err) : code;
}
