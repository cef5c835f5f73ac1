/* report_closure.c - the way of findings to their closure, actions, what was followed up,
 * deployment, and who signed the report.
 */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "exchange/report_load.h"

#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "store/closure.h"
#include "store/deployment.h"
#include "store/directory.h"
#include "store/ready.h"

/* ---- findings -------------------------------------------------------------------------------- */

/* A line more. */
static void add_line(char **slot, const char *text)
{
    char *joined = NULL;

    if (text[0] == '\0')
        return;
    joined = (*slot)[0] != '\0' ? mem_printf("%s\n%s", *slot, text) : mem_strdup(text);
    free(*slot);
    *slot = joined;
}

static void add_text(char **slot, const struct row *row, uint16_t field)
{
    add_line(slot, row_text(row, field));
}

static void add_name(struct loader *loader, char **slot, const struct row *row, uint16_t field)
{
    struct ident id = row_id(row, field);

    add_line(slot, loader_name(loader, RECORD_PERSON, &id));
}

static void fill_corrections(struct loader *loader, const struct closure *closure,
                             struct report_finding *finding)
{
    for (size_t i = 0; i < closure->corrections.count; i++) {
        const struct row *row = &closure->corrections.items[i];
        add_text(&finding->correction, row, CORRECTION_TEXT);
        add_name(loader, &finding->correction_owner, row, CORRECTION_OWNER);
        add_text(&finding->correction_due, row, CORRECTION_DUE);
        add_text(&finding->correction_done, row, CORRECTION_DONE);
    }
}

static void fill_cause(struct loader *loader, const struct closure *closure,
                       struct report_finding *finding)
{
    const char *language = loader->report->language;

    for (size_t i = 0; i < closure->causes.count; i++)
        if (row_int(&closure->causes.items[i], CAUSE_ROUND) == closure->round)
            add_text(&finding->cause, &closure->causes.items[i], CAUSE_TEXT);
    for (size_t i = 0; i < closure->analyses.count; i++) {
        const struct row *row = &closure->analyses.items[i];
        if (row_int(row, CAUSE_ANALYSIS_ROUND) != closure->round)
            continue;
        finding->cause_method = row_code(row, CAUSE_ANALYSIS_METHOD);
        finding->cause_category = row_code(row, CAUSE_ANALYSIS_CATEGORY);
        add_text(&finding->cause, row, CAUSE_ANALYSIS_ROOT);
    }
    for (size_t i = 0; i < closure->similar.count; i++) {
        const struct row *row = &closure->similar.items[i];
        int result = row_code(row, SIMILAR_RESULT);
        char *line = mem_printf(
            "%s: %s", row_text(row, SIMILAR_PLACE),
            result < 0 ? ""
                       : report_label(language, code_at(&code_similar_results, result)->label));
        add_line(&finding->similar, line);
        free(line);
    }
}

static void fill_actions(struct loader *loader, const struct closure *closure,
                         struct report_finding *finding)
{
    char *today = loader->report->today;

    finding->extensions = (int64_t)closure->extensions.count;
    for (size_t i = 0; i < closure->actions.count; i++) {
        const struct row *row = &closure->actions.items[i];
        if (row_int(row, CORRECTIVE_ROUND) != closure->round)
            continue;
        add_text(&finding->actions, row, CORRECTIVE_TEXT);
        add_name(loader, &finding->action_owners, row, CORRECTIVE_OWNER);
        add_text(&finding->action_due, row, CORRECTIVE_DUE);
        add_text(&finding->action_done, row, CORRECTIVE_DONE);
        add_text(&finding->system_change, row, CORRECTIVE_SYSTEM_TEXT);
        long late = clock_is_date(row_text(row, CORRECTIVE_DUE))
                        ? closure_overdue(row_text(row, CORRECTIVE_DUE), today)
                        : 0;
        if (row_is_null(row, CORRECTIVE_DONE) && late > 0 && late > finding->days_overdue)
            finding->days_overdue = late;
    }
}

static void fill_checks(struct loader *loader, const struct closure *closure,
                        struct report_finding *finding)
{
    const char *language = loader->report->language;

    for (size_t i = 0; i < closure->reviews.count; i++) {
        const struct row *row = &closure->reviews.items[i];
        int kind = row_code(row, RISK_REVIEW_KIND);
        if (row_int(row, RISK_REVIEW_ROUND) != closure->round || kind < 0)
            continue;
        char *line =
            mem_printf("%s: %s", report_label(language, code_at(&code_review_kinds, kind)->label),
                       row_text(row, RISK_REVIEW_TEXT));
        add_line(&finding->risk_review, line);
        free(line);
    }
    for (size_t i = 0; i < closure->checks.count; i++) { /* the last that says something stays */
        const struct row *row = &closure->checks.items[i];
        struct ident by = row_id(row, EFFECTIVENESS_BY);
        mem_replace(&finding->criterion, row_text(row, EFFECTIVENESS_CRITERION));
        mem_replace(&finding->verified_by, loader_name(loader, RECORD_PERSON, &by));
        mem_replace(&finding->verified_at, row_text(row, EFFECTIVENESS_AT));
        finding->effect = row_code(row, EFFECTIVENESS_RESULT);
    }
}

enum err_code loader_closure_of(struct loader *loader, struct report_finding *finding,
                                struct err *err)
{
    struct closure closure;

    if (!report_is_nonconformity(finding))
        return ERR_OK;
    enum err_code code = closure_load_work(loader->store, &finding->id, &closure, err);
    if (code != ERR_OK)
        return code;
    fill_corrections(loader, &closure, finding);
    fill_cause(loader, &closure, finding);
    fill_actions(loader, &closure, finding);
    fill_checks(loader, &closure, finding);
    closure_clear(&closure);
    return ERR_OK;
}

enum err_code loader_closure(struct loader *loader, struct err *err)
{
    struct report *report = loader->report;
    enum err_code code = ERR_OK;

    for (size_t i = 0; i < report->findings.count && code == ERR_OK; i++)
        code = loader_closure_of(loader, &report->findings.items[i], err);
    return code;
}

/* ---- actions --------------------------------------------------------------------------------- */

static void fill_proof(struct loader *loader, const struct due_line *line,
                       struct report_action *action)
{
    struct row row;

    if (store_get(loader->store, RECORD_ACTION, &line->id, &row, NULL) != ERR_OK)
        return;
    struct ident evidence = row_id(&row, CORRECTIVE_EVIDENCE);
    mem_replace(&action->proof, row_text(&row, CORRECTIVE_PROOF));
    mem_replace(&action->evidence, loader_name(loader, RECORD_EVIDENCE, &evidence));
    mem_replace(&action->system_text, row_text(&row, CORRECTIVE_SYSTEM_TEXT));
    action->system = row_code(&row, CORRECTIVE_SYSTEM);
    row_clear(&row);
}

void loader_action(struct loader *loader, const struct due_line *line)
{
    struct report_action *action = report_add_action(loader->report);

    action->finding_id = line->finding_id;
    action->grade = (int)line->grade;
    action->state = (int)line->state;
    action->extensions = (int64_t)line->extensions;
    action->days_overdue = line->overdue > 0 ? line->overdue : -1;
    mem_replace(&action->number, line->number);
    mem_replace(&action->finding, line->finding);
    mem_replace(&action->audit, line->audit);
    mem_replace(&action->text, line->text);
    mem_replace(&action->owner, line->owner);
    mem_replace(&action->due, line->due);
    mem_replace(&action->done, line->done);
    fill_proof(loader, line, action);
}

enum err_code loader_actions(struct loader *loader, struct err *err)
{
    const struct due_query query = {
        .audit = loader->scope->audit, .within = -1, .with_done = true, .actions_only = true};
    struct due_lines lines;
    enum err_code code = due_list(loader->store, &query, &lines, err);

    for (size_t i = 0; code == ERR_OK && i < lines.count; i++)
        loader_action(loader, &lines.items[i]);
    due_lines_clear(&lines);
    return code;
}

/* ---- of the audit ---------------------------------------------------------------------------- */

static enum err_code load_previous(struct loader *loader, struct err *err)
{
    struct follow_lines lines;
    enum err_code code = follow_up_list(loader->store, loader->scope->audit, &lines, err);

    for (size_t i = 0; code == ERR_OK && i < lines.count; i++) {
        const struct follow_line *line = &lines.items[i];
        struct report_previous *previous = report_add_previous(loader->report);
        previous->grade = (int)line->grade;
        previous->state = (int)line->state;
        previous->effect = line->effect;
        mem_replace(&previous->number, line->number);
        mem_replace(&previous->audit, line->audit);
        mem_replace(&previous->statement, line->statement);
        mem_replace(&previous->verified_by, line->verified_by);
        mem_replace(&previous->verified_at, line->verified_at);
        mem_replace(&previous->note, line->note);
    }
    follow_lines_clear(&lines);
    return code;
}

static enum err_code load_deployment(struct loader *loader, struct err *err)
{
    struct deployment_lines lines;
    enum err_code code = deployment_list(loader->store, loader->scope->audit, NULL, &lines, err);

    for (size_t i = 0; code == ERR_OK && i < lines.count; i++) {
        const struct deployment_line *line = &lines.items[i];
        struct report_deployment *deployment = report_add_deployment(loader->report);
        deployment->kind = line->kind;
        deployment->planned_count = line->planned_count;
        deployment->found_count = line->found_count;
        deployment->working = line->working;
        mem_replace(&deployment->site, line->site);
        mem_replace(&deployment->area, line->area);
        mem_replace(&deployment->what, line->what);
        mem_replace(&deployment->planned_hours, line->planned_hours);
        mem_replace(&deployment->planned_spec, line->planned_spec);
        mem_replace(&deployment->found_hours, line->found_hours);
        mem_replace(&deployment->found_spec, line->found_spec);
        mem_replace(&deployment->checked_by, line->checked_by);
        mem_replace(&deployment->checked_at, line->checked_at);
        mem_replace(&deployment->evidence, line->evidence);
        mem_replace(&deployment->finding, line->finding);
        mem_replace(&deployment->note, line->note);
    }
    deployment_lines_clear(&lines);
    return code;
}

static enum err_code load_meetings(struct loader *loader, struct err *err)
{
    struct rows rows;
    enum err_code code =
        directory_list(loader->store, loader->scope->audit, RECORD_MEETING, &rows, err);

    for (size_t i = 0; code == ERR_OK && i < rows.count; i++) {
        const struct row *row = &rows.items[i];
        struct report_meeting *meeting = report_add_meeting(loader->report);
        meeting->kind = row_code(row, MEETING_KIND);
        mem_replace(&meeting->held_on, row_text(row, MEETING_ON));
        mem_replace(&meeting->hours, row_text(row, MEETING_HOURS));
        mem_replace(&meeting->place, row_text(row, MEETING_PLACE));
        mem_replace(&meeting->people, row_text(row, MEETING_PEOPLE));
        mem_replace(&meeting->notes, row_text(row, MEETING_NOTES));
    }
    rows_clear(&rows);
    return code;
}

/* The bytes of the signature itself, hexadecimal; heap, "" if they can't be read. */
static char *signature_hex(struct loader *loader, const struct ident *sign)
{
    struct row row = {0};
    struct buf hex;

    buf_init(&hex);
    if (store_get(loader->store, RECORD_SIGN_OFF, sign, &row, NULL) == ERR_OK) {
        const struct value *value = row_value(&row, SIGN_OFF_SIGNATURE);
        for (size_t i = 0; value != NULL && value->kind == VALUE_IS_BYTES && i < value->length; i++)
            buf_printf(&hex, "%02x", (unsigned)(unsigned char)value->bytes[i]);
        row_clear(&row);
    }
    return buf_take(&hex);
}

/* "as it is now; laptop-7 (k7q2)", the digest and the signature, a line each. */
static char *signature_text(struct loader *loader, const struct sign_line *line)
{
    const char *language = loader->report->language;
    char digest[HASH_TEXT_SIZE];
    const char *what = line->current ? N_("as it is now") : N_("changed since then");

    if (!line->valid)
        what = N_("the signature is wrong");
    hash_text(&line->digest, digest);
    char *hex = signature_hex(loader, &line->id);
    char *text = mem_printf("%s%s%s; %s\nBLAKE2b-256 %s\nEd25519 %s", line->note,
                            line->note[0] != '\0' ? "\n" : "", report_label(language, what),
                            line->device, digest, hex);
    free(hex);
    return text;
}

static void set_stamp(char **cell, const char *time)
{
    char stamp[17];

    mem_replace(cell, report_local_stamp(time, stamp) ? stamp : "");
}

static enum err_code load_signs(struct loader *loader, struct err *err)
{
    struct sign_lines lines = {0};
    int64_t revision = 0;
    enum err_code code = audit_revision(loader->store, loader->scope->audit, &revision, err);

    if (code == ERR_OK)
        code = audit_signatures(loader->store, loader->scope->audit, &lines, err);
    for (size_t i = 0; code == ERR_OK && i < lines.count; i++) {
        const struct sign_line *line = &lines.items[i];
        if (line->revision != revision)
            continue;
        struct report_line *sign = report_add_sign(loader->report);
        sign->step = (int)line->step;
        mem_replace(&sign->cells[1], line->person);
        set_stamp(&sign->cells[2], line->signed_at);
        free(sign->cells[3]);
        sign->cells[3] = signature_text(loader, line);
    }
    sign_lines_clear(&lines);
    return code;
}

static enum err_code load_revisions(struct loader *loader, struct err *err)
{
    struct rows rows;
    enum err_code code = audit_revisions(loader->store, loader->scope->audit, &rows, err);

    for (size_t i = 0; code == ERR_OK && i < rows.count; i++) {
        const struct row *row = &rows.items[i];
        struct report_line *line = report_add_revision(loader->report);
        struct ident by = row_id(row, REVISION_BY);
        free(line->cells[0]);
        line->cells[0] = mem_printf("%lld", (long long)row_int(row, REVISION_NUMBER));
        mem_replace(&line->cells[1], loader_name(loader, RECORD_PERSON, &by));
        set_stamp(&line->cells[2], row_text(row, REVISION_AT));
        mem_replace(&line->cells[3], row_text(row, REVISION_REASON));
    }
    rows_clear(&rows);
    return code;
}

static enum err_code load_overrides(struct loader *loader, struct err *err)
{
    struct rows rows;
    enum err_code code = loader_list(loader, RECORD_OVERRIDE, OVERRIDE_AUDIT, loader->scope->audit,
                                     OVERRIDE_AT, &rows, err);

    for (size_t i = 0; code == ERR_OK && i < rows.count; i++) {
        const struct row *row = &rows.items[i];
        struct ident person = row_id(row, OVERRIDE_PERSON);
        struct ident finding = row_id(row, OVERRIDE_FINDING);
        int kind = row_code(row, OVERRIDE_KIND);
        if (row_is_null(row, OVERRIDE_REASON))
            continue; /* taken back by undo */
        struct report_line *line = report_add_override(loader->report);
        mem_replace(&line->cells[0], loader_name(loader, RECORD_PERSON, &person));
        if (kind >= 0)
            mem_replace(&line->cells[1], report_label(loader->report->language,
                                                      code_at(&code_override_kinds, kind)->label));
        mem_replace(&line->cells[2], loader_name(loader, RECORD_FINDING, &finding));
        mem_replace(&line->cells[3], row_text(row, OVERRIDE_REASON));
    }
    rows_clear(&rows);
    return code;
}

enum err_code loader_audit_path(struct loader *loader, struct err *err)
{
    enum err_code code = load_previous(loader, err);

    if (code == ERR_OK)
        code = load_deployment(loader, err);
    if (code == ERR_OK)
        code = load_meetings(loader, err);
    if (code == ERR_OK)
        code = load_signs(loader, err);
    if (code == ERR_OK)
        code = load_revisions(loader, err);
    return code == ERR_OK ? load_overrides(loader, err) : code;
}
