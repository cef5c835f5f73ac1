/* command_audit_process.c - the processes of an audit, and the clauses each is audited against. */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "cli/cli.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/i18n.h"
#include "exchange/listing.h"
#include "store/audit_processes.h"
#include "store/programme.h"

/* ---- list ------------------------------------------------------------------------------------ */

static const struct column columns[] = {{N_("Process"), false, true},
                                        {N_("Owner"), false, false},
                                        {N_("Done"), true, false},
                                        {N_("of"), true, false},
                                        {N_("Clauses"), false, true}};

static void print_list(const struct audit_processes *processes)
{
    if (processes->count == 0) {
        printf("%s\n", _("the plan of the audit names no process"));
        return;
    }
    struct table *table = table_new(columns, sizeof columns / sizeof columns[0]);
    for (size_t i = 0; i < processes->count; i++) {
        const struct audit_process *process = &processes->items[i];
        table_cell(table, TONE_PLAIN, process->name);
        table_cell(table, TONE_PLAIN, process->owner);
        table_number(table, TONE_PLAIN, tally_assessed(&process->tally));
        table_number(table, TONE_PLAIN, tally_total(&process->tally));
        table_cell(table, TONE_PLAIN, process->clauses);
    }
    table_cell(table, TONE_MUTED, _("No process covers these"));
    table_cell(table, TONE_PLAIN, "");
    table_number(table, TONE_MUTED, tally_assessed(&processes->rest));
    table_number(table, TONE_MUTED, tally_total(&processes->rest));
    table_cell(table, TONE_PLAIN, "");
    table_print(table);
    for (size_t i = 0; i < processes->count; i++) {
        const struct audit_process *process = &processes->items[i];
        if (process->unknown[0] == '\0')
            continue;
        char *name = printable(process->name);
        char *unknown = printable(process->unknown);
        message_note(_("%s: no checklist of the audit has any more: %s"), name, unknown);
        free(name);
        free(unknown);
    }
}

static enum err_code run_list(struct session *session, const struct args *args, struct err *err)
{
    struct ident audit;
    struct audit_processes processes = {0};
    struct buf json;
    enum err_code code = session_open(session, OPEN_TO_READ, err);

    if (code == ERR_OK)
        code = session_audit(session, &audit, err);
    if (code == ERR_OK)
        code = audit_processes_list(session->store, &audit, &processes, err);
    if (code == ERR_OK && args_has(args, "json")) {
        buf_init(&json);
        listing_processes(&processes, &json);
        output_buf(&json);
    } else if (code == ERR_OK) {
        print_list(&processes);
    }
    audit_processes_clear(&processes);
    return code;
}

static const struct option list_options[] = {
    {"audit", 0, ARGUMENT_LINE, 0, NULL, "NUMBER", N_("the audit (else the one that is open)")},
    {"json", 0, ARGUMENT_NONE, 0, NULL, NULL, N_("as JSON")},
    {NULL, 0, ARGUMENT_NONE, 0, NULL, NULL, NULL}};

const struct command command_audit_processes = {
    .name = "audit processes",
    .summary = N_("list the processes of an audit, and the clauses each is audited against"),
    .details = N_("Requirements that no process covers stand in a line of their own."),
    .options = list_options,
    .run = run_list};

/* ---- add, edit, remove ----------------------------------------------------------------------- */

struct work {
    struct ident audit;
    struct ident process;
    struct audit_processes processes;
};

/* The audit, what its plan has, and the process that is named: of the plan, else of the file. */
static enum err_code begin(struct session *session, const struct args *args, struct work *work,
                           struct err *err)
{
    enum err_code code = session_open(session, OPEN_TO_WRITE, err);

    if (code == ERR_OK)
        code = session_audit(session, &work->audit, err);
    if (code == ERR_OK)
        code = audit_processes_list(session->store, &work->audit, &work->processes, err);
    if (code != ERR_OK)
        return code;
    const struct audit_process *there = audit_processes_find(&work->processes, args->words[0]);
    if (there != NULL) {
        work->process = there->process;
        return ERR_OK;
    }
    return programme_find(session->store, RECORD_PROCESS, args->words[0], &work->process, err);
}

static enum err_code tell(struct session *session, struct work *work, struct err *err)
{
    enum err_code code = audit_processes_list(session->store, &work->audit, &work->processes, err);

    for (size_t i = 0; i < work->processes.count && code == ERR_OK; i++) {
        const struct audit_process *process = &work->processes.items[i];
        if (!ident_equal(&process->process, &work->process))
            continue;
        char *name = printable(process->name);
        printf(_("%s: %s (requirements: %zu)\n"), name,
               process->clauses[0] != '\0' ? process->clauses : _("no clauses"),
               tally_total(&process->tally));
        free(name);
        break;
    }
    return code;
}

static enum err_code set(struct session *session, const struct args *args, bool adds,
                         struct err *err)
{
    struct work work = {0};
    enum err_code code = begin(session, args, &work, err);
    bool there = code == ERR_OK && audit_processes_find(&work.processes, args->words[0]) != NULL;

    if (code == ERR_OK && adds && there) {
        err_set(err, ERR_USAGE, _("%s is in the plan already"), args->words[0]);
        code = err_hint(err, "%s", _("auditwalk audit edit-process gives it other clauses"));
    } else if (code == ERR_OK && !adds && !there) {
        err_set(err, ERR_USAGE, _("%s is no process of the audit"), args->words[0]);
        code = err_hint(err, "%s", _("auditwalk audit add-process puts it into the plan"));
    }
    if (code == ERR_OK)
        code = audit_process_set(session->store, &work.audit, &work.process,
                                 args_text(args, "clauses"), err);
    audit_processes_clear(&work.processes);
    if (code == ERR_OK)
        code = tell(session, &work, err);
    audit_processes_clear(&work.processes);
    return code;
}

static enum err_code run_add(struct session *session, const struct args *args, struct err *err)
{
    return set(session, args, true, err);
}

static enum err_code run_edit(struct session *session, const struct args *args, struct err *err)
{
    if (!args_has(args, "clauses")) {
        err_set(err, ERR_USAGE, _("%s: --%s is missing"), args->command->name, "clauses");
        return err_hint(err, "--clauses \"8.4, 8.5.2, 9.1-9.3\"");
    }
    return set(session, args, false, err);
}

static enum err_code run_remove(struct session *session, const struct args *args, struct err *err)
{
    struct work work = {0};
    enum err_code code = begin(session, args, &work, err);

    audit_processes_clear(&work.processes);
    if (code == ERR_OK)
        code = audit_process_remove(session->store, &work.audit, &work.process,
                                    args_text(args, "reason"), err);
    if (code == ERR_OK) {
        edit_tell(session, RECORD_PROCESS, &work.process, _("withdrawn"));
        putchar('\n');
    }
    return code;
}

static const struct option add_options[] = {
    {"audit", 0, ARGUMENT_LINE, 0, NULL, "NUMBER", N_("the audit (else the one that is open)")},
    {"clauses", 0, ARGUMENT_LINE, 0, NULL, "LIST",
     N_("what it is audited against: \"8.4, 8.5.2, 9.1-9.3\"")},
    {NULL, 0, ARGUMENT_NONE, 0, NULL, NULL, NULL}};
static const struct option edit_options[] = {
    {"audit", 0, ARGUMENT_LINE, 0, NULL, "NUMBER", N_("the audit (else the one that is open)")},
    {"clauses", 0, ARGUMENT_LINE, 0, NULL, "LIST",
     N_("what it is audited against from now on; empty: nothing yet")},
    {NULL, 0, ARGUMENT_NONE, 0, NULL, NULL, NULL}};
static const struct option remove_options[] = {
    {"audit", 0, ARGUMENT_LINE, 0, NULL, "NUMBER", N_("the audit (else the one that is open)")},
    {"reason", 0, ARGUMENT_BLOCK, OPTION_REQUIRED, NULL, "TEXT", N_("why; it stays on record")},
    {NULL, 0, ARGUMENT_NONE, 0, NULL, NULL, NULL}};

const struct command command_audit_process_add = {
    .name = "audit add-process",
    .words = "PROCESS",
    .summary = N_("put a process into the plan of an audit, with its clauses"),
    .details =
        N_("A clause stands for all that is inside it: 8 is the whole chapter. 9.1-9.3 is a range, "
           "8.4 c) one requirement, CHECKLIST:8.4 a clause of one of several checklists, its id "
           "alone all of it. The walk by process follows these lists."),
    .options = add_options,
    .word_kind = ARGUMENT_LINE,
    .words_min = 1,
    .words_max = 1,
    .run = run_add};

const struct command command_audit_process_edit = {
    .name = "audit edit-process",
    .words = "PROCESS",
    .summary = N_("give a process of an audit other clauses"),
    .options = edit_options,
    .word_kind = ARGUMENT_LINE,
    .words_min = 1,
    .words_max = 1,
    .run = run_edit};

const struct command command_audit_process_remove = {
    .name = "audit remove-process",
    .words = "PROCESS",
    .summary = N_("take a process out of the plan of an audit, with the reason"),
    .options = remove_options,
    .word_kind = ARGUMENT_LINE,
    .words_min = 1,
    .words_max = 1,
    .run = run_remove};
