/* report_team.c - what the team differed about and how it was decided, and whose work was merged.
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
#include "store/conflicts.h"
#include "store/shown.h"

/* ---- opinions ----------------------------------------------------------------------------------
 */

/* "A: Minor nonconformity (Li Na, laptop-7 (k7q2), 2026-11-23 14:32, evidence: 2)" */
static void add_position(const char *language, const struct conflict_side *side, size_t index,
                         struct buf *out)
{
    char stamp[17];

    clock_local_stamp(side->wall, stamp);
    buf_printf(out, "%s%c: %s (%s%s%s, %s", index > 0 ? "\n" : "", (char)('A' + (char)(index % 26)),
               side->text, side->author, *side->author != '\0' ? ", " : "", side->device, stamp);
    if (side->clock_suspect)
        buf_printf(out, ", %s", report_label(language, N_("clock suspect")));
    if (side->evidence > 0) {
        char *evidence = translate_words(language, N_("evidence: %zu"), side->evidence);
        buf_printf(out, ", %s", evidence);
        free(evidence);
    }
    buf_putc(out, ')');
}

static void add_conflict(struct report *report, const struct conflict *conflict)
{
    struct report_opinion *opinion = report_add_opinion(report);
    struct buf positions;

    buf_init(&positions);
    for (size_t i = 0; i < conflict->side_count; i++)
        add_position(report->language, &conflict->sides[i], i, &positions);
    mem_replace(&opinion->state, report_label(report->language, N_("not decided yet")));
    mem_replace(
        &opinion->kind,
        report_label(report->language, code_at(&code_conflict_kinds, (int)conflict->kind)->label));
    mem_replace(&opinion->subject, conflict->subject);
    mem_replace(&opinion->field, report_label(report->language, conflict->label));
    free(opinion->positions);
    opinion->positions = buf_take(&positions);
}

static void add_decision(struct report *report, const struct decision_line *line)
{
    struct report_opinion *opinion = report_add_opinion(report);

    mem_replace(&opinion->state,
                report_label(report->language, code_at(&code_decision_kinds, line->kind)->label));
    mem_replace(&opinion->subject, line->subject);
    if (line->label != NULL)
        mem_replace(&opinion->field, report_label(report->language, line->label));
    mem_replace(&opinion->positions, line->positions);
    mem_replace(&opinion->decision, line->taken);
    mem_replace(&opinion->reason, line->reason);
    mem_replace(&opinion->decided_by, line->decided_by);
    mem_replace(&opinion->decided_at, line->decided_at);
}

enum err_code loader_opinions(struct loader *loader, struct err *err)
{
    struct report *report = loader->report;
    const struct ident *audit = loader->scope->audit;
    struct conflicts conflicts = {0};
    struct decision_lines decisions = {0};
    struct translate_turn turn;

    /* Values of positions come in words: in those of the report. */
    translate_turn(&turn, report->language);
    enum err_code code = conflicts_list(loader->store, audit, report->language, &conflicts, err);
    if (code == ERR_OK)
        code = decisions_list(loader->store, audit, report->language, &decisions, err);
    translate_back(&turn);
    for (size_t i = 0; code == ERR_OK && i < conflicts.count; i++)
        add_conflict(report, &conflicts.items[i]);
    for (size_t i = 0; code == ERR_OK && i < decisions.count; i++)
        add_decision(report, &decisions.items[i]);
    decision_lines_clear(&decisions);
    conflicts_clear(&conflicts);
    return code;
}

/* ---- merges ------------------------------------------------------------------------------------
 */

static void take(char **slot, char *text)
{
    free(*slot);
    *slot = text;
}

static void add_merge(struct loader *loader, const struct row *row)
{
    struct report_merge *merge = report_add_merge(loader->report);
    struct ident sender = row_id(row, MERGE_SENDER);
    struct ident by = row_id(row, MERGE_BY);
    const struct field *package = record_field(row->record, MERGE_PACKAGE);

    take(&merge->package, shown_value(loader->store, package, row_value(row, MERGE_PACKAGE)));
    take(&merge->sender, shown_device(loader->store, &sender));
    mem_replace(&merge->packed_at, row_text(row, MERGE_PACKED_AT));
    mem_replace(&merge->merged_by, loader_name(loader, RECORD_PERSON, &by));
    mem_replace(&merge->merged_at, row_text(row, MERGE_AT));
    mem_replace(&merge->accepted, row_text(row, MERGE_ACCEPTED));
    merge->batches = row_int(row, MERGE_BATCHES);
    merge->known = row_int(row, MERGE_KNOWN);
    merge->waiting = row_int(row, MERGE_WAITING);
    merge->records_new = row_int(row, MERGE_RECORDS_NEW);
    merge->records_changed = row_int(row, MERGE_RECORDS_CHANGED);
    merge->conflicts = row_int(row, MERGE_CONFLICTS);
}

/* Of the whole file: a package is merged at once, whatever audits it brings. */
enum err_code loader_merges(struct loader *loader, struct err *err)
{
    struct rows rows;
    enum err_code code = loader_list(loader, RECORD_MERGE, 0, NULL, MERGE_AT, &rows, err);

    for (size_t i = 0; code == ERR_OK && i < rows.count; i++)
        add_merge(loader, &rows.items[i]);
    rows_clear(&rows);
    return code;
}
