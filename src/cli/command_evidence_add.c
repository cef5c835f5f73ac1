/* command_evidence_add.c - auditwalk evidence add: audit evidence with its files. */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "cli/cli.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/i18n.h"
#include "core/ref.h"
#include "store/evidence.h"
#include "store/findings.h"
#include "store/walk.h"

struct work {
    struct ident audit;
    struct ident area;
    struct ident finding;
    char *checklist;
    char *item;
    const char **paths;
    char **same; /* of each path, the evidence that has its content already */
    struct evidence_new what;
};

/* What the evidence is linked to. */
static enum err_code resolve(struct session *session, struct work *work, struct err *err)
{
    const char *ref = args_text(session->args, "ref");
    const char *finding = args_text(session->args, "finding");

    enum err_code code = session_audit(session, &work->audit, err);
    if (code == ERR_OK && ref != NULL)
        code = walk_find(session->store, &work->audit, ref, &work->checklist, &work->item, err);
    if (code == ERR_OK && finding != NULL) {
        code = finding_find(session->store, &work->audit, finding, &work->finding, err);
        work->what.finding = &work->finding;
    }
    if (code == ERR_OK)
        code = session_record(session, RECORD_AREA, "area", &work->area, &work->what.area, err);
    return code;
}

static void fill(const struct args *args, struct work *work)
{
    struct evidence_new *what = &work->what;

    what->kind = args_code(args, "kind");
    what->title = args_text(args, "title");
    what->detail = args_text(args, "detail");
    what->source = args_text(args, "source");
    what->asked = args_text(args, "asked");
    what->confidentiality = args_text(args, "confidentiality");
    what->checklist = work->checklist;
    what->item = work->item;
    work->paths = args_list(args, "attach", &what->path_count);
    what->paths = work->paths;
}

/* The number comes first, for scripts. */
static enum err_code tell(struct session *session, const struct work *work, const struct ident *id,
                          struct err *err)
{
    struct row row = {0};
    const char *ref = args_text(session->args, "ref");
    const char *finding = args_text(session->args, "finding");

    enum err_code code = store_get(session->store, RECORD_EVIDENCE, id, &row, err);
    if (code != ERR_OK)
        return code;
    char *number = printable(row_text(&row, EVIDENCE_NUMBER));
    printf("%s  ", number);
    free(number);
    if (ref != NULL) {
        char *normal = ref_normalise(ref);
        char *shown = ref_display(normal);
        printf(_("added to %s"), shown);
        free(shown);
        free(normal);
    } else if (finding != NULL) {
        printf(_("added to %s"), finding);
    } else {
        printf("%s", _("added"));
    }
    if (work->what.path_count > 0)
        printf(_(", files attached: %zu"), work->what.path_count);
    putchar('\n');
    row_clear(&row);
    return ERR_OK;
}

/* Asked before they are attached: then they would be their own duplicates. */
static void find_duplicates(struct session *session, struct work *work)
{
    work->same = mem_zalloc(work->what.path_count + 1, sizeof *work->same);
    for (size_t i = 0; i < work->what.path_count; i++)
        evidence_with_file(session->store, work->paths[i], &work->same[i], NULL);
}

/* The same photo twice is mostly a slip, but it is the person who knows. */
static void tell_duplicates(const struct work *work)
{
    for (size_t i = 0; i < work->what.path_count; i++) {
        if (work->same[i] == NULL || work->same[i][0] == '\0')
            continue;
        char *path = printable(work->paths[i]);
        message_note(_("%s: the same content is attached to %s"), path, work->same[i]);
        free(path);
    }
}

static void work_clear(struct work *work)
{
    for (size_t i = 0; work->same != NULL && i < work->what.path_count; i++)
        free(work->same[i]);
    free(work->same);
    free(work->checklist);
    free(work->item);
    free(work->paths);
}

/* A piece for each file; their numbers a line each, for scripts. */
static enum err_code add_each(struct session *session, struct work *work,
                              const struct object_options *how, struct err *err)
{
    size_t count = work->what.path_count;
    struct ident *ids = mem_zalloc(count + 1, sizeof *ids);
    enum err_code code = ERR_OK;

    if (count == 0)
        code = err_set(err, ERR_USAGE, "%s", _("--each needs files: --attach PATH"));
    if (code == ERR_OK)
        code = evidence_add_each(session->store, &work->audit, &work->what, NULL, how, ids, err);
    for (size_t i = 0; i < count && code == ERR_OK; i++) {
        struct row row;
        code = store_get(session->store, RECORD_EVIDENCE, &ids[i], &row, err);
        if (code != ERR_OK)
            break;
        char *number = printable(row_text(&row, EVIDENCE_NUMBER));
        char *title = printable(row_text(&row, EVIDENCE_TITLE));
        printf("%s  %s\n", number, title);
        free(number);
        free(title);
        row_clear(&row);
    }
    free(ids);
    return code;
}

static enum err_code run(struct session *session, const struct args *args, struct err *err)
{
    struct ident id;
    struct work work = {0};
    struct object_options how = session_object_options(session);

    enum err_code code = session_open(session, OPEN_TO_WRITE, err);
    if (code == ERR_OK)
        code = resolve(session, &work, err);
    if (code == ERR_OK) {
        fill(args, &work);
        find_duplicates(session, &work);
        job_begin(&session->job, _("Attaching"));
        code = args_has(args, "each")
                   ? add_each(session, &work, &how, err)
                   : evidence_add(session->store, &work.audit, &work.what, &how, &id, err);
        job_end(&session->job);
    }
    if (code == ERR_OK) {
        tell_duplicates(&work);
        code = args_has(args, "each") ? ERR_OK : tell(session, &work, &id, err);
    }
    work_clear(&work);
    return code;
}

static const struct option options[] = {
    {"audit", 0, ARGUMENT_LINE, 0, NULL, "NUMBER", N_("the audit (else the one that is open)")},
    {"ref", 0, ARGUMENT_LINE, 0, NULL, "REF", N_("the requirement it belongs to, 8.4-c")},
    {"kind", 0, ARGUMENT_CODE, OPTION_REQUIRED, &code_evidence_kinds, "KIND",
     N_("what kind of evidence it is")},
    {"title", 0, ARGUMENT_LINE, OPTION_REQUIRED, NULL, "TEXT", N_("what it is, in short")},
    {"attach", 0, ARGUMENT_PATH, OPTION_MANY, NULL, "PATH",
     N_("a file to keep in the audit file; all are attached or none")},
    {"each", 0, ARGUMENT_NONE, 0, NULL, NULL,
     N_("a piece of evidence for each file, in one save; the titles are numbered")},
    {"detail", 0, ARGUMENT_BLOCK, 0, NULL, "TEXT", N_("what was seen or said")},
    {"source", 0, ARGUMENT_LINE, 0, NULL, "TEXT", N_("where it comes from, or who said it")},
    {"asked", 0, ARGUMENT_BLOCK, 0, NULL, "TEXT", N_("the question that was asked")},
    {"area", 0, ARGUMENT_LINE, 0, NULL, "NAME", N_("where in the facility")},
    {"finding", 0, ARGUMENT_LINE, 0, NULL, "NUMBER", N_("a finding that it supports")},
    {"confidentiality", 0, ARGUMENT_CODE, 0, &code_confidentiality, "WORD", N_("who may see it")},
    {NULL, 0, ARGUMENT_NONE, 0, NULL, NULL, NULL}};

const struct command command_evidence_add = {
    .name = "evidence add",
    .alias = "evidence new",
    .summary = N_("record audit evidence, with files"),
    .details =
        N_("Prints its number first. A file is copied into the audit file; the limit for one "
           "is 100 MiB, attachment-limit-mib in auditwalk-config(5) changes it."),
    .options = options,
    .run = run};
