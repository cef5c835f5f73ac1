/* lists_columns.c - the columns of lists that no sheet of a workbook shows. */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "exchange/lists_parts.h"

#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "store/audits.h"
#include "store/closure.h"
#include "store/conflicts.h"
#include "store/consolidate.h"
#include "store/history.h"
#include "store/ready.h"
#include "store/search.h"
#include "store/shown.h"
#include "store/team.h"

/* ---- sources -----------------------------------------------------------------------------------
 */

#define SOURCE(name)                                                                               \
    static void name(const struct book *book, const struct column *column, const void *record,     \
                     size_t part, struct table_cell *cell)

static const void *at(const struct column *column, const void *record)
{
    return (const char *)record + column->offset;
}

static void set_text(struct table_cell *cell, const char *text)
{
    cell->kind = CELL_TEXT;
    cell->text = text != NULL ? text : "";
}

/* A char * member that is a word of a list. */
SOURCE(source_word)
{
    const char *word = *(char *const *)at(column, record);

    (void)book;
    (void)part;
    set_text(cell, word);
    cell->codes = column->codes;
    cell->code = word != NULL ? code_index(column->codes, word) : -1;
}

/* A text that may be NULL. */
SOURCE(source_maybe)
{
    (void)book;
    (void)part;
    set_text(cell, *(char *const *)at(column, record));
}

/* Characters that stand in the record itself. */
SOURCE(source_chars)
{
    (void)book;
    (void)part;
    set_text(cell, at(column, record));
}

/* Milliseconds; 0: not known. */
SOURCE(source_ms)
{
    int64_t ms = *(const int64_t *)at(column, record);

    (void)book;
    (void)part;
    if (ms == 0)
        return;
    cell->kind = CELL_STAMP;
    cell->owned = mem_alloc(CLOCK_ISO_SIZE);
    clock_iso(ms, cell->owned);
    cell->text = cell->owned;
}

SOURCE(source_long)
{
    (void)book;
    (void)part;
    cell->kind = CELL_NUMBER;
    cell->number = (double)*(const long *)at(column, record);
}

SOURCE(source_unsigned)
{
    (void)book;
    (void)part;
    cell->kind = CELL_NUMBER;
    cell->number = (double)*(const unsigned *)at(column, record);
}

SOURCE(source_u64)
{
    (void)book;
    (void)part;
    cell->kind = CELL_NUMBER;
    cell->number = (double)*(const uint64_t *)at(column, record);
}

static void set_label(const struct book *book, struct table_cell *cell, const char *word,
                      const char *msgid)
{
    set_text(cell, msgid != NULL ? book_label(book, msgid) : "");
    cell->word = word != NULL ? word : msgid;
}

static void set_record_name(const struct book *book, enum record_type type, const char *other,
                            struct table_cell *cell)
{
    const struct record *record = type != 0 ? record_find((int)type) : NULL;

    set_label(book, cell, record != NULL ? record->table : other,
              record != NULL ? record->name : other);
}

#define COLUMN(id, title, from, at)                                                                \
    {                                                                                              \
        .key = id, .heading = title, .source = from, .offset = at                                  \
    }
#define CODES(id, title, from, at, list)                                                           \
    {                                                                                              \
        .key = id, .heading = title, .source = from, .offset = at, .codes = &list                  \
    }
#define LIST(name, columns)                                                                        \
    const struct list_columns name = {columns, sizeof(columns) / sizeof(columns)[0]}

/* ---- audits ------------------------------------------------------------------------------------
 */

#define AUDIT(member) offsetof(struct audit_line, member)
#define RESULTS(id, title, result) COLUMN(id, title, source_count, AUDIT(tally.by[result]))
#define GRADES(id, title, grade) COLUMN(id, title, source_count, AUDIT(findings[grade]))

SOURCE(source_percent)
{
    const struct audit_line *line = record;

    (void)book;
    (void)column;
    (void)part;
    cell->kind = CELL_NUMBER;
    cell->number = (double)tally_percent(&line->tally);
}

static const struct column audit_columns[] = {
    COLUMN("number", N_("Number"), source_text, AUDIT(number)),
    COLUMN("title", N_("Title"), source_text, AUDIT(title)),
    CODES("type", N_("Type"), source_word, AUDIT(type), code_audit_types),
    CODES("state", N_("State"), source_code, AUDIT(state), code_audit_states),
    COLUMN("planned_from", N_("Planned from"), source_date, AUDIT(planned_from)),
    COLUMN("planned_to", N_("Planned to"), source_date, AUDIT(planned_to)),
    COLUMN("sites", N_("Sites"), source_text, AUDIT(sites)),
    COLUMN("lead", N_("Lead"), source_text, AUDIT(lead)),
    COLUMN("percent", N_("Assessed, per cent"), source_percent, 0),
    RESULTS("conforming", N_("Conforming"), RESULT_CONFORMING),
    RESULTS("ofi", N_("Opportunity for improvement"), RESULT_OFI),
    RESULTS("minor", N_("Minor nonconformity"), RESULT_MINOR),
    RESULTS("major", N_("Major nonconformity"), RESULT_MAJOR),
    RESULTS("na", N_("Not applicable"), RESULT_NA),
    RESULTS("not_covered", N_("Not covered"), RESULT_NOT_COVERED),
    RESULTS("not_assessed", N_("Not assessed"), RESULT_NOT_ASSESSED),
    GRADES("findings_major", N_("Findings: major"), GRADE_MAJOR),
    GRADES("findings_minor", N_("Findings: minor"), GRADE_MINOR),
    GRADES("findings_ofi", N_("Findings: opportunity"), GRADE_OFI),
    GRADES("findings_good", N_("Findings: good practice"), GRADE_GOOD_PRACTICE),
    COLUMN("evidence", N_("Evidence"), source_count, AUDIT(evidence)),
};
LIST(list_audit_columns, audit_columns);

/* ---- findings: behind the columns of the register ----------------------------------------------
 */

#define FINDING(member) offsetof(struct report_finding, member)
static const struct column finding_columns[] = {
    {.key = "evidence",
     .heading = N_("Evidence"),
     .source = source_links,
     .offset = FINDING(evidence),
     .target = SHEET_EVIDENCE},
    COLUMN("merged_into", N_("Merged into"), source_text, FINDING(merged_into)),
};
LIST(list_finding_columns, finding_columns);

/* ---- what is due ------------------------------------------------------------------------------
 */

#define DUE(member) offsetof(struct due_line, member)

SOURCE(source_due_kind)
{
    const struct due_line *line = record;

    (void)column;
    (void)part;
    set_label(book, cell, due_kind_word(line->kind), due_kind_text(line->kind));
}

static const struct column due_columns[] = {
    COLUMN("kind", N_("Kind"), source_due_kind, 0),
    COLUMN("number", N_("Number"), source_text, DUE(number)),
    COLUMN("finding", N_("Finding"), source_text, DUE(finding)),
    COLUMN("audit", N_("Audit"), source_text, DUE(audit)),
    CODES("grade", N_("Grade"), source_code, DUE(grade), code_grades),
    CODES("state", N_("State"), source_code, DUE(state), code_finding_states),
    COLUMN("text", N_("Text"), source_text, DUE(text)),
    COLUMN("owner", N_("Owner"), source_text, DUE(owner)),
    COLUMN("due", N_("Due"), source_date, DUE(due)),
    COLUMN("overdue", N_("Days overdue"), source_long, DUE(overdue)),
    COLUMN("age", N_("Age in days"), source_long, DUE(age)),
    COLUMN("done", N_("Done"), source_date, DUE(done)),
    COLUMN("extensions", N_("Extensions"), source_count, DUE(extensions)),
};
LIST(list_due_columns, due_columns);

/* ---- teams ------------------------------------------------------------------------------------
 */

#define SIDE(member) offsetof(struct list_side, member)

SOURCE(source_side_field)
{
    const struct list_side *side = record;

    (void)column;
    (void)part;
    set_label(book, cell, side->field_word, side->field);
}

static const struct column conflict_columns[] = {
    COLUMN("id", N_("Conflict"), source_text, SIDE(id)),
    CODES("kind", N_("Kind"), source_code, SIDE(kind), code_conflict_kinds),
    COLUMN("audit", N_("Audit"), source_text, SIDE(audit)),
    COLUMN("subject", N_("About"), source_text, SIDE(subject)),
    COLUMN("field", N_("Field"), source_side_field, 0),
    COLUMN("side", N_("Side"), source_chars, SIDE(letter)),
    COLUMN("text", N_("Text"), source_text, SIDE(text)),
    COLUMN("author", N_("Who"), source_text, SIDE(author)),
    COLUMN("device", N_("Laptop"), source_text, SIDE(device)),
    COLUMN("at", N_("When"), source_ms, SIDE(wall)),
    COLUMN("clock_suspect", N_("Clock suspect"), source_flag, SIDE(clock_suspect)),
    COLUMN("evidence", N_("Evidence"), source_count, SIDE(evidence)),
    COLUMN("shown", N_("Shown meanwhile"), source_flag, SIDE(shown)),
};
LIST(list_conflict_columns, conflict_columns);

#define PAIR(member) offsetof(struct duplicate, member)
static const struct column duplicate_columns[] = {
    COLUMN("left", N_("Raised first"), source_text, PAIR(left_number)),
    COLUMN("left_text", N_("Its text"), source_text, PAIR(left_text)),
    COLUMN("left_author", N_("Its author"), source_text, PAIR(left_author)),
    COLUMN("right", N_("Raised later"), source_text, PAIR(right_number)),
    COLUMN("right_text", N_("Text of the later one"), source_text, PAIR(right_text)),
    COLUMN("right_author", N_("Author of the later one"), source_text, PAIR(right_author)),
    COLUMN("refs", N_("Requirements"), source_text, PAIR(refs)),
    COLUMN("similarity", N_("Alike, per cent"), source_unsigned, PAIR(similarity)),
};
LIST(list_duplicate_columns, duplicate_columns);

#define DEVICE(member) offsetof(struct team_device, member)
static const struct column device_columns[] = {
    COLUMN("name", N_("Laptop"), source_text, DEVICE(name)),
    COLUMN("fingerprint", N_("Fingerprint"), source_chars, DEVICE(fingerprint)),
    COLUMN("person", N_("Used by"), source_text, DEVICE(person)),
    COLUMN("self", N_("This laptop"), source_flag, DEVICE(self)),
    COLUMN("accepted", N_("Accepted"), source_flag, DEVICE(accepted)),
    COLUMN("revoked", N_("Revoked"), source_flag, DEVICE(revoked)),
    COLUMN("saves", N_("Saves"), source_u64, DEVICE(batches)),
    COLUMN("waiting", N_("Waiting saves"), source_u64, DEVICE(waiting)),
    COLUMN("last", N_("Last save"), source_ms, DEVICE(last_wall)),
    COLUMN("clock_suspect", N_("Clock suspect"), source_flag, DEVICE(clock_suspect)),
    COLUMN("cloned", N_("Cloned"), source_flag, DEVICE(cloned)),
    COLUMN("decided_by", N_("Decided by"), source_text, DEVICE(decided_by)),
    COLUMN("decided_at", N_("Decided"), source_stamp, DEVICE(decided_at)),
    COLUMN("reason", N_("Reason"), source_text, DEVICE(reason)),
};
LIST(list_device_columns, device_columns);

#define SAVE(member) offsetof(struct log_line, member)
static const struct column save_columns[] = {
    COLUMN("at", N_("When"), source_ms, SAVE(wall)),
    COLUMN("clock_suspect", N_("Clock suspect"), source_flag, SAVE(clock_suspect)),
    COLUMN("author", N_("Who"), source_text, SAVE(author)),
    COLUMN("device", N_("Laptop"), source_text, SAVE(device)),
    COLUMN("audit", N_("Audit"), source_text, SAVE(audit)),
    COLUMN("cells", N_("Cells"), source_count, SAVE(cells)),
    COLUMN("action", N_("What"), source_text, SAVE(action)),
};
LIST(list_save_columns, save_columns);

#define WRITTEN(member) offsetof(struct history_line, member)

SOURCE(source_history_field)
{
    const struct history_line *line = record;
    const struct record *type = record_find((int)line->type);
    const struct field *field = type != NULL ? record_field(type, line->field) : NULL;

    (void)column;
    (void)part;
    set_label(book, cell, field != NULL ? field->column : NULL, line->label);
}

static const struct column history_columns[] = {
    COLUMN("at", N_("When"), source_ms, WRITTEN(wall)),
    COLUMN("clock_suspect", N_("Clock suspect"), source_flag, WRITTEN(clock_suspect)),
    COLUMN("author", N_("Who"), source_text, WRITTEN(author)),
    COLUMN("device", N_("Laptop"), source_text, WRITTEN(device)),
    COLUMN("field", N_("Field"), source_history_field, 0),
    COLUMN("from", N_("From"), source_text, WRITTEN(from)),
    COLUMN("to", N_("To"), source_text, WRITTEN(to)),
    COLUMN("contested", N_("Contested"), source_flag, WRITTEN(contested)),
    COLUMN("action", N_("What"), source_text, WRITTEN(action)),
};
LIST(list_history_columns, history_columns);

/* ---- search, readiness, checklists -------------------------------------------------------------
 */

#define HIT(member) offsetof(struct search_hit, member)

SOURCE(source_hit_kind)
{
    (void)column;
    (void)part;
    set_record_name(book, ((const struct search_hit *)record)->type, N_("requirement"), cell);
}

SOURCE(source_hit_field)
{
    (void)column;
    (void)part;
    set_label(book, cell, NULL, ((const struct search_hit *)record)->what);
}

static const struct column hit_columns[] = {
    COLUMN("audit", N_("Audit"), source_text, HIT(audit_number)),
    COLUMN("kind", N_("Kind"), source_hit_kind, 0),
    COLUMN("name", N_("Where"), source_text, HIT(name)),
    COLUMN("field", N_("Field"), source_hit_field, 0),
    COLUMN("text", N_("Text"), source_text, HIT(text)),
    COLUMN("checklist", N_("Checklist"), source_maybe, HIT(checklist)),
    COLUMN("item", N_("Item"), source_maybe, HIT(item)),
};
LIST(list_hit_columns, hit_columns);

#define READY(member) offsetof(struct ready_item, member)

SOURCE(source_gate)
{
    const struct gate_row *row = &gate_rows[((const struct ready_item *)record)->gate];

    (void)column;
    (void)part;
    set_label(book, cell, row->word, row->text);
}

SOURCE(source_ready_kind)
{
    (void)column;
    (void)part;
    set_record_name(book, ((const struct ready_item *)record)->type, NULL, cell);
}

static const struct column ready_columns[] = {
    COLUMN("gate", N_("What is missing"), source_gate, 0),
    COLUMN("stops", N_("Stops the next step"), source_flag, READY(stops)),
    COLUMN("kind", N_("Kind"), source_ready_kind, 0),
    COLUMN("subject", N_("Where"), source_text, READY(subject)),
};
LIST(list_ready_columns, ready_columns);

#define OWN(member) offsetof(struct list_checklist, member)
static const struct column own_columns[] = {
    COLUMN("id", N_("Checklist"), source_text, OWN(id)),
    COLUMN("version", N_("Version"), source_text, OWN(version)),
    COLUMN("title", N_("Title"), source_maybe, OWN(title)),
    COLUMN("standard", N_("Standard"), source_maybe, OWN(standard)),
    COLUMN("items", N_("Requirements"), source_count, OWN(items)),
    COLUMN("path", N_("File"), source_text, OWN(path)),
};
LIST(list_own_columns, own_columns);

/* ---- records by the tables of core/record ------------------------------------------------------
 */

/* offset: the number of the field. */
SOURCE(source_field)
{
    const struct list_record *what = record;
    const struct field *field = record_field(what->row->record, (int)column->offset);
    const struct value *value = row_value(what->row, field->number);

    (void)book;
    (void)part;
    if (value->kind == VALUE_IS_NULL)
        return;
    if (value->kind == VALUE_IS_INT) {
        cell->kind = CELL_NUMBER;
        cell->number = (double)value->integer;
        return;
    }
    cell->kind = CELL_TEXT;
    if (field->type == VALUE_CODE) {
        set_text(cell, value->bytes);
        cell->codes = field->codes;
        cell->code = code_index(field->codes, value->bytes);
    } else if (value->kind == VALUE_IS_TEXT) {
        cell->text = value->bytes;
        cell->kind = field->type == VALUE_TIME   ? CELL_STAMP
                     : field->type == VALUE_DATE ? CELL_DATE
                                                 : CELL_TEXT;
    } else {
        cell->owned = shown_value(what->store, field, value);
        cell->text = cell->owned;
    }
}

struct column *list_record_columns(const struct record *record, size_t *count)
{
    struct column *columns = mem_zalloc(record->field_count, sizeof *columns);

    *count = 0;
    for (size_t i = 0; i < record->field_count; i++) {
        const struct field *field = &record->fields[i];
        if (field->number == FIELD_WITHDRAWN)
            continue;
        columns[(*count)++] = (struct column){.key = field->column,
                                              .heading = field->label,
                                              .source = source_field,
                                              .offset = field->number};
    }
    return columns;
}
