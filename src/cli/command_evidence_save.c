/* command_evidence_save.c - auditwalk evidence save: the attached files out of the audit file.
 *
 * The names come from other people's laptops, so they are never paths here; no file that exists is
 * written over.
 */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "cli/cli.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/file.h"
#include "base/i18n.h"
#include "store/evidence.h"

enum { SAVE_NAME_LIMIT = 200 };

/* A plain file name: no directories, not hidden, not too long for a file system. */
static char *safe_name(const char *name)
{
    size_t length = strlen(name);
    char *safe = mem_strdup(length > 0 ? name : "attachment");

    for (char *c = safe; *c != '\0'; c++)
        if (*c == '/' || *c == '\\' || (unsigned char)*c < 0x20)
            *c = '_';
    for (char *c = safe; *c == '.' || *c == '-'; c++)
        *c = '_';
    if (length <= SAVE_NAME_LIMIT)
        return safe;
    const char *ending = strrchr(safe, '.');
    if (ending == NULL || strlen(ending) > 10)
        ending = "";
    size_t keep = SAVE_NAME_LIMIT;
    while (keep > 0 && ((unsigned char)safe[keep] & 0xc0) == 0x80)
        keep--;
    char *cut = mem_printf("%.*s%s", (int)keep, safe, ending);
    free(safe);
    return cut;
}

static bool exists(const char *path)
{
    struct stat status;
    return lstat(path, &status) == 0;
}

/* "photo.jpg", else "2-photo.jpg" with the number of the attachment. */
static char *free_path(const char *directory, const char *name, size_t number)
{
    char *safe = safe_name(name);
    char *path = file_join(directory, safe);

    if (exists(path)) {
        char *numbered = mem_printf("%zu-%s", number, safe);
        free(path);
        path = file_join(directory, numbered);
        free(numbered);
    }
    free(safe);
    return path;
}

static enum err_code save_one(struct store *store, const struct row *row, const char *directory,
                              size_t number, struct err *err)
{
    struct hash hash = {0};
    enum err_code code = ERR_OK;
    const struct value *object = row_value(row, ATTACHMENT_OBJECT);

    if (object == NULL || object->length != sizeof hash.bytes)
        return err_set(err, ERR_DATA, _("attachment %zu names no file"), number);
    memcpy(hash.bytes, object->bytes, sizeof hash.bytes);
    char *path = free_path(directory, row_text(row, ATTACHMENT_NAME), number);
    char *shown = printable(path);
    if (exists(path)) {
        err_set(err, ERR_CANTCREAT, _("%s exists already"), shown);
        code = err_hint(err, _("choose another directory with --to; it was left as it is"));
    } else {
        code = object_save_as(store, &hash, path, err);
    }
    if (code == ERR_OK)
        printf("%s\n", shown);
    free(shown);
    free(path);
    return code;
}

static enum err_code save_all(struct store *store, const struct ident *id, const char *directory,
                              struct err *err)
{
    struct rows rows = {0};
    struct value equals = value_id(id);
    struct list_query query = {.type = RECORD_ATTACHMENT,
                               .where = ATTACHMENT_EVIDENCE,
                               .equals = equals,
                               .order = ATTACHMENT_POSITION};

    enum err_code code = store_list(store, &query, &rows, err);
    if (code == ERR_OK && rows.count == 0)
        message_note("%s", _("this evidence has no files"));
    for (size_t i = 0; i < rows.count && code == ERR_OK; i++)
        code = save_one(store, &rows.items[i], directory, i + 1, err);
    rows_clear(&rows);
    value_clear(&equals);
    return code;
}

static enum err_code check_directory(const char *directory, struct err *err)
{
    struct stat status;

    if (stat(directory, &status) == 0 && S_ISDIR(status.st_mode))
        return ERR_OK;
    err_set(err, ERR_NOINPUT, _("--to: %s is no directory"), directory);
    return err_hint(err, _("make it first"));
}

static enum err_code run(struct session *session, const struct args *args, struct err *err)
{
    struct ident audit;
    struct ident id;
    const char *directory = args_has(args, "to") ? args_text(args, "to") : ".";

    enum err_code code = check_directory(directory, err);
    if (code == ERR_OK)
        code = session_open(session, OPEN_TO_READ, err);
    if (code == ERR_OK)
        code = session_audit(session, &audit, err);
    if (code == ERR_OK)
        code = evidence_find(session->store, &audit, args->words[0], &id, err);
    if (code == ERR_OK)
        code = save_all(session->store, &id, directory, err);
    return code;
}

static const struct option options[] = {
    {"audit", 0, ARGUMENT_LINE, 0, NULL, "NUMBER", N_("the audit (else the one that is open)")},
    {"to", 0, ARGUMENT_PATH, 0, NULL, "DIR", N_("where to (else the current directory)")},
    {NULL, 0, ARGUMENT_NONE, 0, NULL, NULL, NULL}};

const struct command command_evidence_save = {
    .name = "evidence save",
    .words = "NUMBER",
    .summary = N_("copy attached files out of the audit file"),
    .details = N_("Prints the paths. The bytes are checked against their hash; no file that exists "
                  "is written over."),
    .options = options,
    .word_kind = ARGUMENT_LINE,
    .words_min = 1,
    .words_max = 1,
    .run = run};
