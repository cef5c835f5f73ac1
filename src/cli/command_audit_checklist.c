/* command_audit_checklist.c - the checklists of an audit: list, add, remove, take a newer version.
 */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "cli/cli.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/i18n.h"
#include "core/ref.h"
#include "exchange/checklist_file.h"
#include "store/audit_checklists.h"

/* ---- list ------------------------------------------------------------------------------------ */

static const struct column list_columns[] = {
    {N_("Checklist"), false, false}, {N_("Version"), false, false}, {N_("Done"), true, false},
    {N_("of"), true, false},         {N_("Again"), true, false},    {N_("Title"), false, true},
};

static void list_json(const struct audit_checklists *lists)
{
    struct buf json;

    buf_init(&json);
    buf_putc(&json, '[');
    for (size_t i = 0; i < lists->count; i++) {
        const struct audit_checklist *list = &lists->items[i];
        buf_puts(&json, i > 0 ? ",\n  {\"id\": " : "\n  {\"id\": ");
        output_json_text(&json, list->checklist);
        buf_puts(&json, ", \"version\": ");
        output_json_text(&json, list->version);
        buf_puts(&json, ", \"title\": ");
        output_json_text(&json, list->title);
        buf_printf(&json, ", \"items\": %zu, \"assessed\": %zu, \"again\": %zu}",
                   tally_total(&list->tally), tally_assessed(&list->tally), list->again);
    }
    buf_puts(&json, lists->count > 0 ? "\n]\n" : "]\n");
    output_buf(&json);
}

static void list_table(const struct audit_checklists *lists)
{
    struct table *table = table_new(list_columns, sizeof list_columns / sizeof list_columns[0]);

    for (size_t i = 0; i < lists->count; i++) {
        const struct audit_checklist *list = &lists->items[i];
        table_cell(table, TONE_PLAIN, list->checklist);
        table_cell(table, TONE_PLAIN, list->version);
        table_number(table, TONE_PLAIN, tally_assessed(&list->tally));
        table_number(table, TONE_PLAIN, tally_total(&list->tally));
        table_number(table, TONE_WARN, list->again);
        table_cell(table, TONE_PLAIN, list->title);
    }
    table_print(table);
}

static enum err_code run_list(struct session *session, const struct args *args, struct err *err)
{
    struct ident audit;
    struct audit_checklists lists;

    enum err_code code = session_open(session, OPEN_TO_READ, err);
    if (code == ERR_OK)
        code = session_audit(session, &audit, err);
    if (code == ERR_OK)
        code = audit_checklists_list(session->store, &audit, session->language, &lists, err);
    if (code != ERR_OK)
        return code;
    if (args_has(args, "json"))
        list_json(&lists);
    else
        list_table(&lists);
    audit_checklists_clear(&lists);
    return ERR_OK;
}

static const struct option list_options[] = {
    {"audit", 0, ARGUMENT_LINE, 0, NULL, "NUMBER", N_("the audit (else the one that is open)")},
    {"json", 0, ARGUMENT_NONE, 0, NULL, NULL, N_("as JSON")},
    {NULL, 0, ARGUMENT_NONE, 0, NULL, NULL, NULL}};

const struct command command_audit_checklists = {
    .name = "audit checklists",
    .summary = N_("list the checklists of an audit"),
    .details = N_("\"Again\" counts the answers that a newer version of the checklist asks to look "
                  "at again."),
    .options = list_options,
    .run = run_list};

/* ---- what all that change it do first -------------------------------------------------------- */

static enum err_code read_checklist(const char *name, struct checklist *checklist, struct err *err)
{
    char *path = NULL;

    enum err_code code = checklist_locate(name, &path, err);
    if (code == ERR_OK)
        code = checklist_file_read(path, checklist, NULL, err);
    free(path);
    return code;
}

static enum err_code open_audit(struct session *session, enum open_purpose purpose,
                                struct ident *audit, struct err *err)
{
    enum err_code code = session_open(session, purpose, err);

    return code == ERR_OK ? session_audit(session, audit, err) : code;
}

static void print_number(struct session *session, const struct ident *audit)
{
    char *number = store_name(session->store, RECORD_AUDIT, audit);
    char *shown = printable(number);

    printf("%s  ", shown);
    free(shown);
    free(number);
}

/* ---- add ------------------------------------------------------------------------------------- */

static enum err_code run_add(struct session *session, const struct args *args, struct err *err)
{
    struct ident audit;
    struct checklist checklist;

    checklist_init(&checklist);
    enum err_code code = read_checklist(args->words[0], &checklist, err);
    if (code == ERR_OK)
        code = open_audit(session, OPEN_TO_WRITE, &audit, err);
    if (code == ERR_OK)
        code = audit_checklist_add(session->store, &audit, &checklist, err);
    if (code == ERR_OK) {
        print_number(session, &audit);
        printf(_("checklist added: %zu requirements of %s %s\n"), checklist.item_count,
               checklist.id, checklist.version);
    }
    checklist_clear(&checklist);
    return code;
}

static const struct option add_options[] = {
    {"audit", 0, ARGUMENT_LINE, 0, NULL, "NUMBER", N_("the audit (else the one that is open)")},
    {NULL, 0, ARGUMENT_NONE, 0, NULL, NULL, NULL}};

const struct command command_audit_checklist_add = {
    .name = "audit add-checklist",
    .words = "PATH-OR-ID",
    .summary = N_("put a further checklist into an audit"),
    .details = N_("It stands behind those the audit has, its clauses apart from theirs. One that "
                  "was removed before comes back with its answers."),
    .options = add_options,
    .word_kind = ARGUMENT_PATH,
    .words_min = 1,
    .words_max = 1,
    .run = run_add};

/* ---- remove ---------------------------------------------------------------------------------- */

static enum err_code run_remove(struct session *session, const struct args *args, struct err *err)
{
    struct ident audit;

    enum err_code code = open_audit(session, OPEN_TO_WRITE, &audit, err);
    if (code == ERR_OK)
        code = audit_checklist_remove(session->store, &audit, args->words[0],
                                      args_text(args, "reason"), err);
    if (code == ERR_OK) {
        print_number(session, &audit);
        printf(_("checklist removed: %s; its answers stay in the history\n"), args->words[0]);
    }
    return code;
}

static const struct option remove_options[] = {
    {"audit", 0, ARGUMENT_LINE, 0, NULL, "NUMBER", N_("the audit (else the one that is open)")},
    {"reason", 0, ARGUMENT_LINE, OPTION_REQUIRED, NULL, "TEXT",
     N_("why; it stays with the record")},
    {NULL, 0, ARGUMENT_NONE, 0, NULL, NULL, NULL}};

const struct command command_audit_checklist_remove = {
    .name = "audit remove-checklist",
    .words = "ID",
    .summary = N_("take a checklist out of an audit, with a reason"),
    .details = N_("Its answers and findings stay in the file. The only checklist of an audit can't "
                  "be taken out."),
    .options = remove_options,
    .word_kind = ARGUMENT_LINE,
    .words_min = 1,
    .words_max = 1,
    .run = run_remove};

/* ---- update ---------------------------------------------------------------------------------- */

static const struct column plan_columns[] = {
    {N_("What"), false, false},
    {N_("Requirement"), false, false},
    {N_("Answer"), false, false},
    {N_("Topic"), false, true},
};

static void print_steps(const struct update_plan *plan)
{
    struct table *table = table_new(plan_columns, sizeof plan_columns / sizeof plan_columns[0]);

    for (size_t i = 0; i < plan->step_count; i++) {
        const struct update_step *step = &plan->steps[i];
        const struct code *what = code_at(&code_item_steps, (int)step->step);
        const struct code *answer = code_at(&code_results, (int)step->result);
        char *ref = ref_display(step->ref[0] != '\0' ? step->ref : step->item);
        table_cell(table, what->tone, _(what->label));
        table_cell(table, TONE_PLAIN, ref);
        table_cell(table, answer->tone,
                   step->result == RESULT_NOT_ASSESSED ? "" : _(answer->label));
        table_cell(table, TONE_PLAIN, step->heading);
        free(ref);
    }
    table_print(table);
}

static void print_plan(const struct update_plan *plan)
{
    printf(_("%s: %s becomes %s\n"), plan->checklist, plan->from, plan->to);
    if (plan->step_count > 0)
        print_steps(plan);
    printf(_("unchanged: %zu, answers carried over: %zu\n"), plan->counts[ITEM_KEPT],
           plan->answered[ITEM_KEPT]);
    printf(_("changed: %zu, answers to look at again: %zu\n"), plan->counts[ITEM_CHANGED],
           plan->answered[ITEM_CHANGED]);
    printf(_("new: %zu\n"), plan->counts[ITEM_ADDED]);
    printf(_("removed: %zu, answers that stay in the history only: %zu\n"),
           plan->counts[ITEM_REMOVED], plan->answered[ITEM_REMOVED]);
}

static enum err_code update(struct session *session, const struct ident *audit,
                            const struct checklist *checklist, struct err *err)
{
    struct update_plan plan;
    bool only_plan = args_has(session->args, "dry-run");

    enum err_code code =
        audit_checklist_plan(session->store, audit, checklist, session->language, &plan, err);
    if (code == ERR_OK && plan.same) {
        print_number(session, audit);
        printf(_("has exactly this %s %s already\n"), plan.checklist, plan.to);
    } else if (code == ERR_OK) {
        print_plan(&plan);
        if (!only_plan)
            code = audit_checklist_update(session->store, audit, checklist, err);
    }
    if (code == ERR_OK && !plan.same) {
        print_number(session, audit);
        printf("%s\n", only_plan ? _("nothing was changed (--dry-run)") : _("checklist updated"));
    }
    update_plan_clear(&plan);
    return code;
}

static enum err_code run_update(struct session *session, const struct args *args, struct err *err)
{
    struct ident audit;
    struct checklist checklist;
    bool only_plan = args_has(args, "dry-run");

    checklist_init(&checklist);
    enum err_code code = read_checklist(args->words[0], &checklist, err);
    if (code == ERR_OK)
        code = open_audit(session, only_plan ? OPEN_TO_READ : OPEN_TO_WRITE, &audit, err);
    if (code == ERR_OK)
        code = update(session, &audit, &checklist, err);
    checklist_clear(&checklist);
    return code;
}

static const struct option update_options[] = {
    {"audit", 0, ARGUMENT_LINE, 0, NULL, "NUMBER", N_("the audit (else the one that is open)")},
    {"dry-run", 'n', ARGUMENT_NONE, 0, NULL, NULL, N_("only show what would be done")},
    {NULL, 0, ARGUMENT_NONE, 0, NULL, NULL, NULL}};

const struct command command_audit_checklist_update = {
    .name = "audit update-checklist",
    .words = "PATH-OR-ID",
    .summary = N_("take another version of a checklist into an audit"),
    .details =
        N_("Items are matched by their ids. Answers to unchanged questions are carried over; "
           "answers to changed ones are kept and marked, until the result is given again; "
           "those of removed items stay in the history. All in one save, which undo takes "
           "back."),
    .options = update_options,
    .word_kind = ARGUMENT_PATH,
    .words_min = 1,
    .words_max = 1,
    .run = run_update};
