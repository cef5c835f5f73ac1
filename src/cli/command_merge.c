/* command_merge.c - auditwalk merge: what colleagues wrote, from their packages; and taking it
 * back.
 *
 * All packages of one command are one plan: either everything in them is merged or nothing. What is
 * made on the way (a new audit file, the scratch file of a dry run) goes again if nothing came of
 * it.
 */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "cli/cli.h"

#include <errno.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "base/i18n.h"
#include "cli/merge_show.h"
#include "exchange/listing.h"
#include "exchange/package.h"
#include "store/search.h"
#include "store/conflicts.h"
#include "store/history.h"

struct merging {
    struct session *session;
    const struct args *args;
    const char *path; /* of the audit file, as it was named */
    char *passphrase;
    size_t passphrase_length;
    struct package **packages;
    struct merge_package *contents; /* borrowed from the packages */
    size_t count;
    struct ident *accept;
    size_t accept_count;
    bool made; /* the audit file was not there */
    bool bare; /* nothing was ever saved in it */
    bool applied;
    char *scratch; /* folder of the file that a dry run makes instead */
    struct merge_plan *plan;
};

static bool wants(const struct merging *merging, const char *option)
{
    return args_has(merging->args, option);
}

/* A line for people: beside JSON it goes to standard error. */
static void tell(const struct merging *merging, const char *format, ...) BASE_PRINTF(2, 3);
static void tell(const struct merging *merging, const char *format, ...)
{
    va_list arguments;
    char *text = NULL;

    va_start(arguments, format);
    if (vasprintf(&text, format, arguments) < 0)
        text = NULL;
    va_end(arguments);
    if (wants(merging, "json"))
        message_note("%s", text != NULL ? text : format);
    else
        printf("%s\n", text != NULL ? text : format);
    free(text);
}

/* ---- packages -------------------------------------------------------------------------------- */

static enum err_code read_keys(struct merging *merging, struct err *err)
{
    size_t count = 0;
    const char *file = args_text(merging->args, "passphrase-file");
    const char **list = args_list(merging->args, "accept", &count);
    enum err_code code = session_device(merging->session, err);

    if (code == ERR_OK && file != NULL)
        code = passphrase_read(file, &merging->passphrase, &merging->passphrase_length, err);
    merging->accept = mem_zalloc(count + 1, sizeof *merging->accept);
    for (size_t i = 0; code == ERR_OK && i < count; i++) {
        code = fingerprint_parse(list[i], &merging->accept[i], err);
        merging->accept_count = i + 1;
    }
    free(list);
    return code;
}

/* The same package given twice counts once, whatever its files are called. */
static bool is_known(const struct merging *merging, const struct hash *hash)
{
    for (size_t i = 0; i < merging->count; i++)
        if (hash_equal(&merging->contents[i].hash, hash))
            return true;
    return false;
}

static enum err_code open_packages(struct merging *merging, struct err *err)
{
    const struct args *args = merging->args;
    struct package_key key = {.device = &merging->session->device,
                              .passphrase = merging->passphrase,
                              .passphrase_length = merging->passphrase_length};

    merging->packages = mem_zalloc(args->word_count, sizeof(struct package *));
    merging->contents = mem_zalloc(args->word_count, sizeof *merging->contents);
    for (size_t i = 0; i < args->word_count; i++) {
        struct package *package = NULL;
        job_begin(&merging->session->job, _("Reading the package"));
        enum err_code code =
            package_open(args->words[i], &key, &package, job_percent, &merging->session->job, err);
        job_end(&merging->session->job);
        if (code != ERR_OK)
            return code;
        if (is_known(merging, &package_content(package)->hash)) {
            package_close(package);
            continue;
        }
        merging->contents[merging->count] = *package_content(package);
        merging->packages[merging->count++] = package;
    }
    return ERR_OK;
}

/* ---- the file -------------------------------------------------------------------------------- */

/* Where a dry run plans instead of a file that is not there yet. */
static enum err_code make_scratch(struct merging *merging, char **path, struct err *err)
{
    const char *place = getenv("TMPDIR");

    merging->scratch =
        file_join(place != NULL && place[0] == '/' ? place : "/tmp", "auditwalk-merge-XXXXXX");
    if (mkdtemp(merging->scratch) == NULL) {
        enum err_code code =
            err_errno(err, errno, _("no folder can be made for a dry run: %s"), merging->scratch);
        free(merging->scratch);
        merging->scratch = NULL;
        return code;
    }
    *path = file_join(merging->scratch, "plan.audit");
    return ERR_OK;
}

static enum err_code make_file(struct merging *merging, struct err *err)
{
    char *path = NULL;
    char *person = NULL;
    struct session *session = merging->session;
    enum err_code code = session_person(session, &person, err);

    if (code == ERR_OK && wants(merging, "dry-run"))
        code = make_scratch(merging, &path, err);
    else if (code == ERR_OK)
        path = mem_strdup(merging->path);
    if (code == ERR_OK)
        code = store_create_for_merge(path, &session->device, &merging->contents[0].file, person,
                                      &session->store, err);
    merging->made = code == ERR_OK;
    merging->bare = true;
    free(person);
    free(path);
    return code;
}

/* A first merge that was killed leaves a file with nothing in it: it is as good as none. */
static enum err_code look_whether_bare(struct merging *merging, struct err *err)
{
    struct log_lines lines = {0};
    enum err_code code = log_list(merging->session->store, NULL, 1, &lines, err);

    merging->bare = code == ERR_OK && lines.count == 0;
    log_lines_clear(&lines);
    return code;
}

static enum err_code open_file(struct merging *merging, struct err *err)
{
    struct stat status;
    bool dry = wants(merging, "dry-run");

    if (lstat(merging->path, &status) != 0 && errno == ENOENT)
        return make_file(merging, err);
    enum err_code code = session_open(merging->session, dry ? OPEN_TO_READ : OPEN_TO_WRITE, err);
    return code == ERR_OK ? look_whether_bare(merging, err) : code;
}

/* ---- what came of it ------------------------------------------------------------------------- */

static void tell_trust(const struct merging *merging)
{
    const struct merge_source *first = &merge_plan_summary(merging->plan)->sources[0];
    char *name =
        printable(first->sender_person[0] != '\0' ? first->sender_person : first->sender_name);

    tell(merging,
         _("This file trusts the laptop that packed it. Compare the fingerprint with the "
           "one on %s's screen (auditwalk team list):"),
         name);
    tell(merging, "  %s", first->fingerprint);
    tell(merging, _("If it differs, delete the file: somebody else made the package."));
    free(name);
}

/* Another laptop writes under this one's key: from now on this one has a key of its own. */
static enum err_code renew_device(struct merging *merging, struct err *err)
{
    char fingerprint[FINGERPRINT_SIZE];
    struct session *session = merging->session;
    enum err_code code = store_renew_device(session->store, &session->device, err);

    if (code != ERR_OK)
        return code;
    fingerprint_text(&session->device.id, fingerprint);
    tell(merging,
         _("Another laptop writes with a copy of this laptop's key. Everything of both was "
           "kept; this laptop has a new key now, which your colleagues must accept:"));
    tell(merging, "  %s", fingerprint);
    return ERR_OK;
}

static enum err_code tell_next(const struct merging *merging, struct err *err)
{
    size_t conflicts = 0;
    const struct merge_summary *summary = merge_plan_summary(merging->plan);
    enum err_code code = conflicts_count(merging->session->store, NULL, &conflicts, err);

    if (code == ERR_OK && conflicts > 0)
        tell(merging, _("Open conflicts: %zu. Next: auditwalk conflicts"), conflicts);
    if (code == ERR_OK && summary->batches_waiting > 0)
        tell(merging,
             _("Waiting saves: %zu. Ask for a package of the laptops that auditwalk team "
               "list names"),
             summary->batches_waiting);
    /* The new key of a cloned laptop is not that of the merge. */
    if (code == ERR_OK && !merging->made && !summary->self_cloned)
        tell(merging, "%s", _("Until the next save auditwalk merge --undo takes this back."));
    return code;
}

static enum err_code apply(struct merging *merging, struct err *err)
{
    const struct merge_summary *summary = merge_plan_summary(merging->plan);
    struct job *job = &merging->session->job;

    job_begin(job, _("Merging"));
    enum err_code code = merge_apply(merging->plan, job_percent, job, err);
    job_end(job);
    if (code != ERR_OK)
        return code;
    merging->applied = true;
    char *path = printable(merging->path);
    tell(merging, _("%s  merged: new records %zu, changed ones %zu"), path,
         summary->records[MERGE_NEW], summary->records[MERGE_CHANGED]);
    free(path);
    /* The merge stands; words that could not be indexed now are when somebody searches. */
    search_catch_up(merging->session->store, NULL);
    if (merging->bare)
        tell_trust(merging);
    if (summary->self_cloned)
        code = renew_device(merging, err);
    return code == ERR_OK ? tell_next(merging, err) : code;
}

static enum err_code finish(struct merging *merging, struct err *err)
{
    bool dry = wants(merging, "dry-run");
    bool nothing_new = merge_plan_summary(merging->plan)->nothing_new;
    struct buf json;
    enum err_code code = ERR_OK;

    buf_init(&json);
    if (wants(merging, "json"))
        listing_merge(merging->plan, dry, &json);
    else
        merge_show(merging->plan, dry, merging->session->language);
    if (nothing_new)
        tell(merging, "%s", _("Nothing new: the file has all of it already."));
    else if (dry)
        tell(merging, "%s", _("A dry run: nothing was written."));
    else
        code = apply(merging, err);
    return output_json(code, &json);
}

/* ---- the command ----------------------------------------------------------------------------- */

static enum err_code plan(struct merging *merging, struct err *err)
{
    enum err_code code = session_need_file(merging->session, &merging->path, err);

    if (code == ERR_OK)
        code = read_keys(merging, err);
    if (code == ERR_OK)
        code = open_packages(merging, err);
    if (code == ERR_OK)
        code = open_file(merging, err);
    if (code != ERR_OK)
        return code;
    const struct merge_options how = {.accept = merging->accept,
                                      .accept_count = merging->accept_count,
                                      .accept_first = merging->bare};
    return merge_plan_build(merging->session->store, merging->contents, merging->count, &how,
                            &merging->plan, err);
}

/* A file that was made and is not wanted goes again. */
static void clean_up(struct merging *merging)
{
    merge_plan_free(merging->plan);
    for (size_t i = 0; i < merging->count; i++)
        package_close(merging->packages[i]);
    if (merging->made && !merging->applied) {
        store_discard(merging->session->store);
        merging->session->store = NULL;
    }
    if (merging->scratch != NULL)
        rmdir(merging->scratch);
    if (merging->passphrase != NULL)
        passphrase_clear(merging->passphrase, merging->passphrase_length);
    free(merging->scratch);
    free(merging->packages);
    free(merging->contents);
    free(merging->accept);
}

static void tell_undone(const char *name)
{
    struct buf json;
    char *kept = mem_printf("%s.undone-merge", name);

    buf_init(&json);
    buf_puts(&json, "{\n  \"undone\": true,\n  \"kept\": ");
    output_json_text(&json, kept);
    buf_puts(&json, "\n}\n");
    output_buf(&json);
    free(kept);
}

static enum err_code undo(struct session *session, const struct args *args, struct err *err)
{
    const char *path;
    enum err_code code = session_need_file(session, &path, err);

    if (code == ERR_OK && (args->word_count > 0 || args_has(args, "dry-run"))) {
        err_set(err, ERR_USAGE, _("merge --undo takes no packages"));
        code = err_hint(err, _("auditwalk merge --help tells how"));
    }
    if (code == ERR_OK)
        code = session_device(session, err);
    if (code == ERR_OK)
        code = merge_undo(path, &session->device, err);
    if (code != ERR_OK)
        return code;
    char *name = printable(path);
    if (args_has(args, "json"))
        tell_undone(name);
    else
        printf(_("%s  is as it was before the last merge; with it, it is kept as "
                 "%s.undone-merge\n"),
               name, name);
    free(name);
    return ERR_OK;
}

static enum err_code run(struct session *session, const struct args *args, struct err *err)
{
    struct merging merging = {.session = session, .args = args};

    if (args_has(args, "undo"))
        return undo(session, args, err);
    if (args->word_count == 0) {
        err_set(err, ERR_USAGE, _("%s: %s is missing"), args->command->name, args->command->words);
        return err_hint(err, _("auditwalk %s --help tells how"), args->command->name);
    }
    enum err_code code = plan(&merging, err);
    if (code == ERR_OK)
        code = finish(&merging, err);
    clean_up(&merging);
    return code;
}

static const struct option options[] = {
    {"passphrase-file", 0, ARGUMENT_PATH, 0, NULL, "FILE",
     N_("the passphrase of the packages, in the first line of a file")},
    {"accept", 0, ARGUMENT_LINE, OPTION_MANY, NULL, "FINGERPRINT",
     N_("accept a laptop whose fingerprint you have compared with its owner")},
    {"dry-run", 0, ARGUMENT_NONE, 0, NULL, NULL,
     N_("show what would be new, changed and contested, and write nothing")},
    {"undo", 0, ARGUMENT_NONE, 0, NULL, NULL,
     N_("take the last merge back; refused once something was saved after it")},
    {"json", 0, ARGUMENT_NONE, 0, NULL, NULL, N_("as JSON")},
    {NULL, 0, ARGUMENT_NONE, 0, NULL, NULL, NULL}};

const struct command command_merge = {
    .name = "merge",
    .words = "PACKAGE...",
    .summary = N_("take in what colleagues wrote, from their packages"),
    .details =
        N_("Packages may come in any order, some of them twice; all that are named are merged in "
           "one step or, if one of them is bad, none. An audit file that is not there yet is made, "
           "and trusts the laptop that packed the first package. What two laptops wrote "
           "differently stays with both until somebody decides: auditwalk conflicts."),
    .options = options,
    .word_kind = ARGUMENT_PATH,
    .words_min = 0,
    .words_max = SIZE_MAX,
    .run = run};
