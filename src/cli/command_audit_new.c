/* command_audit_new.c - auditwalk audit new: an audit with a snapshot of its checklist. */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "cli/cli.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/text.h"
#include "exchange/checklist_file.h"
#include "store/audit_checklists.h"
#include "store/audits.h"
#include "store/ready.h"

/* Everything that the command needs and frees. */
struct work {
    struct checklist *checklists; /* the first makes the audit, the others are added */
    size_t checklist_count;
    struct ident *sites;
    char **made; /* names of the sites that were not there before */
    size_t made_count;
    const char **team;
    struct ident *earlier; /* audits that it follows up */
    size_t earlier_count;
    size_t followed;
};

static enum err_code read_checklist(const char *name, struct checklist *checklist, struct err *err)
{
    char *path = NULL;

    enum err_code code = checklist_locate(name, &path, err);
    if (code == ERR_OK)
        code = checklist_file_read(path, checklist, NULL, err);
    free(path);
    return code;
}

static bool is_twice(const struct work *work, const char *id)
{
    for (size_t i = 0; i + 1 < work->checklist_count; i++)
        if (strcmp(work->checklists[i].id, id) == 0)
            return true;
    return false;
}

/* All of --checklist, before anything is written. */
static enum err_code read_checklists(const struct args *args, struct work *work, struct err *err)
{
    size_t count = 0;
    const char **names = args_list(args, "checklist", &count);
    enum err_code code = ERR_OK;

    work->checklists = mem_zalloc(count + 1, sizeof *work->checklists);
    for (size_t i = 0; i < count && code == ERR_OK; i++) {
        struct checklist *checklist = &work->checklists[work->checklist_count++];
        checklist_init(checklist);
        code = read_checklist(names[i], checklist, err);
        if (code == ERR_OK && is_twice(work, checklist->id))
            code = err_set(err, ERR_USAGE, _("--checklist: %s is named twice"), checklist->id);
    }
    free(names);
    return code;
}

/* Before anything is written, so that a number that is taken leaves no new sites behind. */
static enum err_code check_number(struct store *store, const char *number, struct err *err)
{
    struct audit_lines lines = {0};

    enum err_code code = audits_list(store, &lines, err);
    for (size_t i = 0; i < lines.count && code == ERR_OK; i++) {
        if (strcmp(lines.items[i].number, number) != 0)
            continue;
        err_set(err, ERR_USAGE, _("--number: there is an audit %s already: %s"), number,
                lines.items[i].title);
        code = err_hint(err, _("give another number"));
    }
    audit_lines_clear(&lines);
    return code;
}

static enum err_code check_dates(const struct args *args, struct err *err)
{
    const char *from = args_text(args, "from");
    const char *to = args_text(args, "to");

    if (from == NULL || to == NULL || strcmp(from, to) <= 0)
        return ERR_OK;
    return err_set(err, ERR_USAGE, _("--to: %s is before --from %s"), to, from);
}

/* The same name but for upper and lower case. */
static bool same_name(const char *a, const char *b)
{
    return text_contains(a, b) && text_contains(b, a);
}

/* The site of a name: exact, else the only one that differs in case; none if the file has none. */
static enum err_code find_site(const struct rows *rows, const char *name, struct ident *id,
                               struct err *err)
{
    size_t similar = 0;

    *id = ident_none();
    for (size_t i = 0; i < rows->count; i++) {
        const char *known = row_text(&rows->items[i], SITE_NAME);
        if (strcmp(known, name) == 0) {
            *id = rows->items[i].id;
            return ERR_OK;
        }
        if (same_name(known, name)) {
            *id = rows->items[i].id;
            similar++;
        }
    }
    if (similar <= 1)
        return ERR_OK;
    err_set(err, ERR_USAGE, _("--site: several sites are called \"%s\""), name);
    return err_hint(err, _("write the name exactly as it is in the file"));
}

/* The sites of --site; those that the file lacks are added to the change. */
static enum err_code choose_sites(struct session *session, struct work *work, struct change *change,
                                  size_t *count, struct err *err)
{
    struct rows rows = {0};
    struct list_query query = {.type = RECORD_SITE, .order = SITE_POSITION};
    const char **names = args_list(session->args, "site", count);

    enum err_code code = store_list(session->store, &query, &rows, err);
    size_t position = rows.count;
    work->sites = mem_zalloc(*count + 1, sizeof *work->sites);
    work->made = mem_zalloc(*count + 1, sizeof *work->made);
    for (size_t i = 0; i < *count && code == ERR_OK; i++) {
        for (size_t j = 0; j < i && ident_is_none(&work->sites[i]); j++)
            if (same_name(names[i], names[j]))
                work->sites[i] = work->sites[j];
        if (!ident_is_none(&work->sites[i]))
            continue;
        code = find_site(&rows, names[i], &work->sites[i], err);
        if (code != ERR_OK || !ident_is_none(&work->sites[i]))
            continue;
        work->sites[i] = ident_random();
        change_set_text(change, RECORD_SITE, &work->sites[i], SITE_NAME, names[i]);
        change_set_int(change, RECORD_SITE, &work->sites[i], SITE_POSITION, (int64_t)++position);
        work->made[work->made_count++] = mem_strdup(names[i]);
    }
    rows_clear(&rows);
    free(names);
    return code;
}

/* --lead and every --auditor; the author leads where only auditors are named. */
static size_t choose_team(struct session *session, struct work *work)
{
    size_t count = 0;
    const char *lead = args_text(session->args, "lead");
    const char **auditors = args_list(session->args, "auditor", &count);

    work->team = mem_zalloc(count + 1, sizeof *work->team);
    work->team[0] = lead != NULL ? lead : store_author_name(session->store);
    for (size_t i = 0; i < count; i++)
        work->team[i + 1] = auditors[i];
    free(auditors);
    return lead != NULL || count > 0 ? count + 1 : 0;
}

static void work_clear(struct work *work)
{
    for (size_t i = 0; i < work->made_count; i++)
        free(work->made[i]);
    free(work->made);
    free(work->sites);
    free(work->team);
    free(work->earlier);
    for (size_t i = 0; i < work->checklist_count; i++)
        checklist_clear(&work->checklists[i]);
    free(work->checklists);
}

/* The audits of --follow-up; before anything is written. */
static enum err_code find_earlier(struct session *session, struct work *work, struct err *err)
{
    const char **numbers = args_list(session->args, "follow-up", &work->earlier_count);
    enum err_code code = ERR_OK;

    work->earlier = mem_zalloc(work->earlier_count + 1, sizeof *work->earlier);
    for (size_t i = 0; i < work->earlier_count && code == ERR_OK; i++)
        code = audit_find(session->store, numbers[i], &work->earlier[i], err);
    free(numbers);
    return code;
}

static enum err_code create(struct session *session, const struct args *args, struct work *work,
                            struct err *err)
{
    struct ident id;
    struct change change;
    struct audit_new what = {.number = args_text(args, "number"),
                             .title = args_text(args, "title"),
                             .type = args_text(args, "type"),
                             .objectives = args_text(args, "objectives"),
                             .scope = args_text(args, "scope"),
                             .criteria = args_text(args, "criteria"),
                             .planned_from = args_text(args, "from"),
                             .planned_to = args_text(args, "to"),
                             .planned = args_has(args, "planned")};

    if (what.type == NULL && work->earlier_count > 0)
        what.type = "follow-up";

    change_init(&change, NULL);
    enum err_code code = choose_sites(session, work, &change, &what.site_count, err);
    if (code == ERR_OK && change.count > 0)
        code = store_save(session->store, &change, NULL, err);
    change_clear(&change);
    if (code != ERR_OK)
        return code;
    what.sites = work->sites;
    what.lead_count = choose_team(session, work);
    what.leads = work->team;
    code = audit_create(session->store, &what, &work->checklists[0], &id, err);
    for (size_t i = 1; i < work->checklist_count && code == ERR_OK; i++)
        code = audit_checklist_add(session->store, &id, &work->checklists[i], err);
    if (code == ERR_OK && work->earlier_count > 0)
        code = audit_follow_up(session->store, &id, work->earlier, work->earlier_count,
                               &work->followed, err);
    return code;
}

static void tell_checklists(const struct args *args, const struct work *work)
{
    const char *number = args_text(args, "number");

    for (size_t i = 0; i < work->checklist_count; i++) {
        const struct checklist *list = &work->checklists[i];
        if (i == 0) {
            printf(_("%s  audit made: %zu requirements of %s %s\n"), number, list->item_count,
                   list->id, list->version);
            continue;
        }
        printf("%s  ", number);
        printf(_("checklist added: %zu requirements of %s %s\n"), list->item_count, list->id,
               list->version);
    }
}

static enum err_code run(struct session *session, const struct args *args, struct err *err)
{
    struct work work = {0};

    enum err_code code = check_dates(args, err);
    if (code == ERR_OK)
        code = read_checklists(args, &work, err);
    if (code == ERR_OK)
        code = session_open(session, OPEN_TO_WRITE, err);
    if (code == ERR_OK)
        code = check_number(session->store, args_text(args, "number"), err);
    if (code == ERR_OK)
        code = find_earlier(session, &work, err);
    if (code == ERR_OK)
        code = create(session, args, &work, err);
    if (code == ERR_OK) {
        tell_checklists(args, &work);
        for (size_t i = 0; i < work.made_count; i++)
            printf(_("site made: %s\n"), work.made[i]);
        if (work.earlier_count > 0)
            printf(_("nonconformities to follow up: %zu\n"), work.followed);
    }
    work_clear(&work);
    return code;
}

static const struct option options[] = {
    {"number", 0, ARGUMENT_LINE, OPTION_REQUIRED, NULL, "NUMBER",
     N_("the audit's number, for example IA-2026-01")},
    {"title", 0, ARGUMENT_LINE, OPTION_REQUIRED, NULL, "TEXT", N_("what is audited, in short")},
    {"checklist", 0, ARGUMENT_PATH, OPTION_REQUIRED | OPTION_MANY, NULL, "ID",
     N_("a checklist by its id (iso28000-2022) or path; once for each")},
    {"site", 0, ARGUMENT_LINE, OPTION_MANY, NULL, "NAME",
     N_("a site that is audited; made if the file does not have it")},
    {"type", 0, ARGUMENT_CODE, 0, &code_audit_types, "TYPE", N_("the kind of audit")},
    {"follow-up", 0, ARGUMENT_LINE, OPTION_MANY, NULL, "NUMBER",
     N_("an earlier audit whose open nonconformities are verified")},
    {"planned", 0, ARGUMENT_NONE, 0, NULL, NULL, N_("begin as planned (else with the fieldwork)")},
    {"from", 0, ARGUMENT_DATE, 0, NULL, "DATE", N_("planned first day, as 2026-03-12")},
    {"to", 0, ARGUMENT_DATE, 0, NULL, "DATE", N_("planned last day")},
    {"scope", 0, ARGUMENT_BLOCK, 0, NULL, "TEXT", N_("extent and boundaries of the audit")},
    {"objectives", 0, ARGUMENT_BLOCK, 0, NULL, "TEXT", N_("what the audit is to find out")},
    {"criteria", 0, ARGUMENT_BLOCK, 0, NULL, "TEXT", N_("what is audited against")},
    {"lead", 0, ARGUMENT_LINE, 0, NULL, "NAME", N_("the lead auditor (else the author)")},
    {"auditor", 0, ARGUMENT_LINE, OPTION_MANY, NULL, "NAME", N_("a further auditor of the team")},
    {NULL, 0, ARGUMENT_NONE, 0, NULL, NULL, NULL}};

const struct command command_audit_new = {
    .name = "audit new",
    .alias = "audit add",
    .summary = N_("make an audit with a copy of its checklist"),
    .details = N_("The audit keeps the checklist as it is now, whatever becomes of the file it "
                  "was read from."),
    .options = options,
    .run = run};
