/* context.c - what a command works with: file, person, this laptop, configuration, language. */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "cli/cli.h"

#include <ctype.h>
#include <pwd.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/i18n.h"
#include "base/translate.h"
#include "base/text.h"
#include "store/audits.h"
#include "store/programme.h"
#include "ui/language.h"

static const char *environment(const char *name)
{
    const char *text = getenv(name);
    return text != NULL && text[0] != '\0' ? text : NULL;
}

/* --lang as it will be read, for what is wrong with the command line itself; NULL: not given. */
static const char *find_lang(int argc, char *const *argv)
{
    const char *found = NULL;

    for (int i = 1; i < argc && strcmp(argv[i], "--") != 0; i++) {
        if (strncmp(argv[i], "--lang=", 7) == 0)
            found = argv[i] + 7;
        else if (strcmp(argv[i], "--lang") == 0 && i + 1 < argc)
            found = argv[i + 1];
    }
    return found;
}

/* --lang ("both" is not one that messages can have), $LANGUAGE, the configuration, the locale.
 * Where the locale of a language is not installed $LANGUAGE still makes gettext find it. */
void session_init(struct session *session, int argc, char *const *argv)
{
    const char *asked = find_lang(argc, argv);
    bool both = asked != NULL && translate_is_both(asked);
    char *tag = asked != NULL && !both ? locale_tag(asked) : NULL;

    *session = (struct session){.both = both};
    if (tag != NULL)
        locale_use(tag);
    config_load(&session->config);
    if (tag == NULL && environment("LANGUAGE") == NULL && session->config.language != NULL)
        tag = mem_strdup(session->config.language);
    if (tag == NULL)
        tag = mem_strdup(language_current());
    if ((asked != NULL && !both) || environment("LANGUAGE") == NULL)
        locale_use(tag);
    session->language = tag;
}

void session_clear(struct session *session)
{
    store_close(session->store);
    if (session->has_device)
        device_clear(&session->device);
    config_clear(&session->config);
    free(session->language);
    *session = (struct session){0};
}

const char *session_file(const struct session *session)
{
    const struct args *args = session->args;
    const char *file = args_text(args, "file");

    if (args->command == NULL && args->word_count > 0)
        return args->words[0];
    if (file == NULL)
        file = environment("AUDITWALK_FILE");
    return file != NULL ? file : session->config.file;
}

/* ---- the person ------------------------------------------------------------------------------ */

/* The full name of a login up to the comma; "&" stands for the login with a capital. */
static char *full_name(const struct passwd *entry)
{
    struct buf name;

    buf_init(&name);
    for (const char *c = entry->pw_gecos; c != NULL && *c != '\0' && *c != ','; c++) {
        if (*c != '&') {
            buf_putc(&name, *c);
            continue;
        }
        buf_putc(&name, (char)toupper((unsigned char)entry->pw_name[0]));
        if (entry->pw_name[0] != '\0')
            buf_puts(&name, entry->pw_name + 1);
    }
    return buf_take(&name);
}

/* Clean and not empty, or NULL. Frees text. */
static char *clean_name(char *text)
{
    char *clean = NULL;

    if (text != NULL && text_clean(text, strlen(text), TEXT_LINE, &clean, NULL) != ERR_OK)
        clean = NULL;
    free(text);
    if (clean != NULL && clean[0] == '\0') {
        free(clean);
        clean = NULL;
    }
    return clean;
}

enum err_code session_person(const struct session *session, char **person, struct err *err)
{
    const char *named = args_text(session->args, "person");
    const char *set = environment("AUDITWALK_PERSON");

    *person = NULL;
    if (named != NULL) {
        *person = mem_strdup(named);
        return ERR_OK;
    }
    if (set != NULL) {
        enum err_code code = text_clean(set, strlen(set), TEXT_LINE, person, err);
        return code == ERR_OK ? code : err_prefix(err, "$AUDITWALK_PERSON");
    }
    if (session->config.person != NULL) {
        *person = mem_strdup(session->config.person);
        return ERR_OK;
    }
    if (session->store != NULL) {
        *person = clean_name(store_device_person(session->store));
        if (*person != NULL)
            return ERR_OK;
    }
    const struct passwd *entry = getpwuid(getuid());
    if (entry != NULL) {
        *person = clean_name(full_name(entry));
        if (*person == NULL)
            *person = clean_name(mem_strdup(entry->pw_name));
    }
    if (*person != NULL)
        return ERR_OK;
    err_set(err, ERR_USAGE, _("nobody is named as the author"));
    return err_hint(err, _("give --person NAME or set AUDITWALK_PERSON"));
}

/* ---- the file -------------------------------------------------------------------------------- */

enum err_code session_device(struct session *session, struct err *err)
{
    if (session->has_device)
        return ERR_OK;
    enum err_code code = device_load(&session->device, err);
    session->has_device = code == ERR_OK;
    return code;
}

static enum err_code set_author(struct session *session, struct err *err)
{
    char *person = NULL;

    enum err_code code = session_person(session, &person, err);
    if (code == ERR_OK)
        code = store_set_author(session->store, person, err);
    free(person);
    return code;
}

enum err_code session_need_file(const struct session *session, const char **path, struct err *err)
{
    *path = session_file(session);
    if (*path != NULL)
        return ERR_OK;
    err_set(err, ERR_USAGE, _("no audit file is named"));
    return err_hint(err, _("give -f FILE or set AUDITWALK_FILE"));
}

enum err_code session_open(struct session *session, enum open_purpose purpose, struct err *err)
{
    const char *path;

    enum err_code code = session_need_file(session, &path, err);
    if (code != ERR_OK)
        return code;
    code = session_device(session, err);
    if (code != ERR_OK && purpose == OPEN_TO_WRITE)
        return code;
    /* Reading needs no key: it works where none can be kept. */
    const struct device *device = session->has_device ? &session->device : NULL;
    err_clear(err);
    code = store_open(path, device, 0, &session->store, err);
    if (code == ERR_NOINPUT && access(path, F_OK) != 0)
        err_hint(err, _("auditwalk new makes an audit file, auditwalk demo one to try"));
    if (code != ERR_OK)
        return code;
    if (store_notice(session->store) != NULL)
        message_note("%s: %s", path, store_notice(session->store));
    return purpose == OPEN_TO_WRITE ? set_author(session, err) : ERR_OK;
}

enum err_code session_audit(struct session *session, struct ident *audit, struct err *err)
{
    return audit_find(session->store, args_text(session->args, "audit"), audit, err);
}

enum err_code session_record(struct session *session, enum record_type type, const char *option,
                             struct ident *id, const struct ident **chosen, struct err *err)
{
    const char *name = args_text(session->args, option);

    *chosen = NULL;
    if (name == NULL || name[0] == '\0')
        return ERR_OK;
    enum err_code code = programme_find(session->store, type, name, id, err);
    if (code == ERR_OK)
        *chosen = id;
    return code;
}

struct object_options session_object_options(struct session *session)
{
    return (struct object_options){
        .limit = session->config.attachment_limit, .progress = job_bytes, .context = &session->job};
}
