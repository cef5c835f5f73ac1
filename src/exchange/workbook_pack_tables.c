/* workbook_pack_tables.c - the columns of the pack's tables: audits, coverage, what is to be done,
 * what came back, opportunities.
 */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "exchange/workbook_pack.h"

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"

#define AUDIT(member) offsetof(struct pack_audit, member)
#define CLAUSE(member) offsetof(struct pack_clause, member)
#define DUE(member) offsetof(struct pack_due, member)
#define AGAIN(member) offsetof(struct pack_again, member)
#define FINDING(member) offsetof(struct report_finding, member)
#define COUNT(columns) (sizeof(columns) / sizeof(columns)[0])

/* ---- sources -----------------------------------------------------------------------------------
 */

/* A msgid of the program. */
static void source_label(const struct book *book, const struct column *column, const void *record,
                         size_t part, struct table_cell *cell)
{
    const char *msgid = *(const char *const *)(const void *)((const char *)record + column->offset);

    (void)part;
    cell->kind = CELL_TEXT;
    cell->owned = mem_strdup(book_label(book, msgid));
}

/* A nonconformity leads to its line in the register. Drafts of two audits may have one number. */
static void link_finding(const struct book *book, const char *audit, struct table_cell *cell)
{
    /* Too many to look through for each of too many. */
    for (size_t i = 0; !book->large && i < book->listed_count; i++) {
        const struct report_finding *finding = book->listed[i];
        if (strcmp(finding->number, cell->text) != 0 || strcmp(finding->audit, audit) != 0)
            continue;
        cell->target = SHEET_NONCONFORMITIES;
        cell->record = i;
        return;
    }
}

static void source_due(const struct book *book, const struct column *column, const void *record,
                       size_t part, struct table_cell *cell)
{
    source_text(book, column, record, part, cell);
    link_finding(book, ((const struct pack_due *)record)->audit, cell);
}

static void source_again(const struct book *book, const struct column *column, const void *record,
                         size_t part, struct table_cell *cell)
{
    source_text(book, column, record, part, cell);
    link_finding(book, ((const struct pack_again *)record)->audit, cell);
}

static void source_earlier(const struct book *book, const struct column *column, const void *record,
                           size_t part, struct table_cell *cell)
{
    source_text(book, column, record, part, cell);
    link_finding(book, ((const struct pack_again *)record)->earlier_audit, cell);
}

static const char *progress_label(enum pack_progress progress)
{
    static const char *const labels[PACK_PROGRESS_COUNT] = {N_("done"), N_("running"),
                                                            N_("not begun"), N_("cancelled")};
    return labels[progress];
}

static void source_progress(const struct book *book, const struct column *column,
                            const void *record, size_t part, struct table_cell *cell)
{
    const struct pack_audit *audit = record;

    (void)column;
    (void)part;
    cell->kind = CELL_TEXT;
    cell->owned = mem_strdup(book_label(book, progress_label(audit->progress)));
}

static void source_conformity(const struct book *book, const struct column *column,
                              const void *record, size_t part, struct table_cell *cell)
{
    const struct pack_audit *audit = record;

    (void)book;
    (void)column;
    (void)part;
    if (audit->conformity < 0)
        return;
    cell->kind = CELL_NUMBER;
    cell->number = audit->conformity / 1000.0;
}

/* ---- columns -----------------------------------------------------------------------------------
 */

#define COLUMN(id, title, columns, looks, from, at)                                                \
    {                                                                                              \
        .key = id, .heading = title, .width = columns, .style = looks, .source = from,             \
        .offset = at                                                                               \
    }
#define TEXT(key, heading, width, at) COLUMN(key, heading, width, STYLE_TEXT, source_text, at)
#define DATE(key, heading, width, at) COLUMN(key, heading, width, STYLE_DATE, source_date, at)
#define NUMBER(key, heading, width, at)                                                            \
    COLUMN(key, heading, width, STYLE_NUMBER, source_natural, at)
#define OPTIONAL(id, title, columns, at)                                                           \
    {                                                                                              \
        .key = id, .heading = title, .width = columns, .style = STYLE_TEXT, .source = source_text, \
        .offset = at, .optional = true                                                             \
    }
#define CODE(id, title, columns, at, list)                                                         \
    {                                                                                              \
        .key = id, .heading = title, .width = columns, .style = STYLE_TEXT, .source = source_code, \
        .offset = at, .codes = &list                                                               \
    }

static void source_type(const struct book *book, const struct column *column, const void *record,
                        size_t part, struct table_cell *cell)
{
    const struct pack_audit *audit = record;

    (void)column;
    (void)part;
    cell->kind = CELL_TEXT;
    cell->owned = book_code(book, &code_audit_types, audit->type);
}

static void source_state(const struct book *book, const struct column *column, const void *record,
                         size_t part, struct table_cell *cell)
{
    const struct pack_audit *audit = record;

    (void)column;
    (void)part;
    cell->kind = CELL_TEXT;
    cell->owned = book_code(book, &code_audit_states, audit->state);
}

static const struct column audit_columns[] = {
    COLUMN("number", N_("Number"), 13, STYLE_KEY, source_text, AUDIT(number)),
    TEXT("title", N_("Title"), 24, AUDIT(title)),
    COLUMN("type", N_("Type"), 11, STYLE_TEXT, source_type, 0),
    COLUMN("progress", N_("Progress"), 11, STYLE_TEXT, source_progress, 0),
    COLUMN("state", N_("State"), 12, STYLE_TEXT, source_state, 0),
    TEXT("sites", N_("Sites"), 20, AUDIT(sites)),
    TEXT("lead", N_("Lead auditor"), 14, AUDIT(lead)),
    DATE("planned_from", N_("Planned from"), 11, AUDIT(planned_from)),
    DATE("planned_to", N_("Planned to"), 11, AUDIT(planned_to)),
    DATE("actual_from", N_("Began"), 11, AUDIT(actual_from)),
    DATE("actual_to", N_("Ended"), 11, AUDIT(actual_to)),
    NUMBER("late", N_("Days late"), 8, AUDIT(days_late)),
    NUMBER("requirements", N_("Requirements"), 13, AUDIT(requirements)),
    NUMBER("assessed", N_("Assessed"), 10, AUDIT(assessed)),
    COLUMN("conformity", N_("Degree of conformity"), 11, STYLE_PERCENT, source_conformity, 0),
    NUMBER("major", N_("Major nonconformity"), 14, AUDIT(findings[GRADE_MAJOR])),
    NUMBER("minor", N_("Minor nonconformity"), 14, AUDIT(findings[GRADE_MINOR])),
    NUMBER("ofi", N_("Opportunity for improvement"), 14, AUDIT(findings[GRADE_OFI])),
    NUMBER("good", N_("Good practice"), 10, AUDIT(findings[GRADE_GOOD_PRACTICE])),
    TEXT("conclusion", N_("Conclusion"), 36, AUDIT(conclusion)),
};
const struct table table_pack_audits = {.sheet = SHEET_PACK_AUDITS,
                                        .name = "Audits",
                                        .title = N_("Audits of the period"),
                                        .empty = N_("No audit has a day in this period."),
                                        .columns = audit_columns,
                                        .column_count = COUNT(audit_columns),
                                        .emphasis = "{late}>0",
                                        .frozen = 1};

static const struct column due_columns[] = {
    COLUMN("finding", N_("Finding"), 13, STYLE_LINK, source_due, DUE(finding)),
    COLUMN("kind", N_("What"), 18, STYLE_TEXT, source_label, DUE(kind)),
    TEXT("number", N_("Number"), 12, DUE(number)),
    TEXT("audit", N_("Audit"), 13, DUE(audit)),
    CODE("grade", N_("Grade"), 17, DUE(grade), code_grades),
    CODE("state", N_("State"), 16, DUE(state), code_finding_states),
    TEXT("text", N_("To be done"), 44, DUE(text)),
    TEXT("owner", N_("Owner"), 16, DUE(owner)),
    DATE("due", N_("Due"), 11, DUE(due)),
    NUMBER("overdue", N_("Days overdue"), 9, DUE(days_overdue)),
    NUMBER("age", N_("Days open"), 8, DUE(age)),
};
const struct table table_pack_dues = {.sheet = SHEET_PACK_DUES,
                                      .name = "OpenActions",
                                      .title = N_("Open actions"),
                                      .empty = N_("Nothing is left to be done."),
                                      .columns = due_columns,
                                      .column_count = COUNT(due_columns),
                                      .emphasis = "{overdue}>0",
                                      .frozen = 1};

static const struct column again_columns[] = {
    COLUMN("number", N_("Number"), 13, STYLE_LINK, source_again, AGAIN(number)),
    TEXT("audit", N_("Audit"), 13, AGAIN(audit)),
    CODE("grade", N_("Grade"), 17, AGAIN(grade), code_grades),
    DATE("raised", N_("Raised"), 11, AGAIN(raised_at)),
    COLUMN("how", N_("How it is known"), 26, STYLE_TEXT, source_label, AGAIN(how)),
    COLUMN("earlier", N_("Earlier finding"), 13, STYLE_LINK, source_earlier, AGAIN(earlier)),
    TEXT("earlier_audit", N_("Earlier audit"), 13, AGAIN(earlier_audit)),
    DATE("earlier_day", N_("Earlier raised"), 11, AGAIN(earlier_day)),
    TEXT("refs", N_("Requirements"), 14, AGAIN(refs)),
    TEXT("statement", N_("What was found"), 44, AGAIN(statement)),
};
const struct table table_pack_again = {.sheet = SHEET_PACK_AGAIN,
                                       .name = "Recurrence",
                                       .title = N_("Recurrence"),
                                       .empty = N_("Nothing came back."),
                                       .columns = again_columns,
                                       .column_count = COUNT(again_columns),
                                       .frozen = 1};

static const struct column chance_columns[] = {
    COLUMN("number", N_("Number"), 13, STYLE_KEY, source_text, FINDING(number)),
    CODE("grade", N_("Grade"), 18, FINDING(grade), code_grades),
    TEXT("audit", N_("Audit"), 13, FINDING(audit)),
    DATE("raised_at", N_("Raised"), 11, FINDING(raised_at)),
    CODE("state", N_("State"), 14, FINDING(state), code_finding_states),
    TEXT("refs", N_("Requirements"), 14, FINDING(refs)),
    TEXT("title", N_("Title"), 26, FINDING(title)),
    TEXT("statement", N_("Statement"), 44, FINDING(statement)),
    TEXT("site", N_("Site"), 14, FINDING(site)),
    OPTIONAL("process", N_("Process"), 14, FINDING(process)),
};
const struct table table_pack_chances = {.sheet = SHEET_PACK_CHANCES,
                                         .name = "Opportunities",
                                         .title = N_("Opportunities and good practice"),
                                         .empty = N_("No opportunities were recorded."),
                                         .columns = chance_columns,
                                         .column_count = COUNT(chance_columns),
                                         .frozen = 1};

/* ---- coverage ----------------------------------------------------------------------------------
 */

/* The worst of what was found. */
static int worst(const struct tally *tally)
{
    static const enum result order[] = {RESULT_MAJOR,      RESULT_MINOR, RESULT_OFI,
                                        RESULT_CONFORMING, RESULT_NA,    RESULT_NOT_COVERED};

    for (size_t i = 0; i < COUNT(order); i++)
        if (tally->by[order[i]] > 0)
            return (int)order[i];
    return -1;
}

/* "11/12 ▲": covered of all, and the worst result; empty where the audit did not ask. */
static void source_covered(const struct book *book, const struct column *column, const void *record,
                           size_t part, struct table_cell *cell)
{
    const struct pack_clause *clause = record;
    const struct tally *tally = &clause->tallies[column->offset];
    int result = worst(tally);

    (void)book;
    (void)part;
    if (tally_total(tally) == 0)
        return;
    cell->kind = CELL_TEXT;
    cell->owned =
        mem_printf("%zu/%zu%s%s", pack_covered(tally), tally_total(tally), result >= 0 ? " " : "",
                   result >= 0 ? code_at(&code_results, result)->symbol : "");
}

static const struct column coverage_columns[] = {
    COLUMN("clause", N_("Clause"), 9, STYLE_KEY, source_text, CLAUSE(clause)),
    {.key = "title",
     .heading = N_("Title"),
     .width = 34,
     .style = STYLE_TEXT,
     .source = source_text,
     .offset = CLAUSE(title),
     .tongue = TONGUE_FIRST},
    {.key = "title_other",
     .heading = N_("Title"),
     .width = 26,
     .style = STYLE_TEXT,
     .source = source_text,
     .offset = CLAUSE(title_other),
     .optional = true,
     .tongue = TONGUE_SECOND},
    OPTIONAL("list", N_("Checklist"), 18, CLAUSE(list)),
    NUMBER("audits", N_("Audits"), 8, CLAUSE(audits)),
    TEXT("last", N_("Last audit"), 13, CLAUSE(last)),
    DATE("last_day", N_("Last audited"), 11, CLAUSE(last_day)),
    NUMBER("days", N_("Days since"), 8, CLAUSE(days_since)),
    NUMBER("nonconformities", N_("Nonconformities"), 15, CLAUSE(nonconformities)),
};

/* Its own columns, then one an audit, headed by its number; cancelled ones covered nothing. */
void pack_coverage_table(const struct book *book, struct table *table)
{
    const struct report_pack *pack = book->report->pack;
    size_t count = COUNT(coverage_columns);
    struct column *columns = mem_zalloc(count + pack->audits.count, sizeof *columns);

    memcpy(columns, coverage_columns, sizeof coverage_columns);
    for (size_t i = 0; i < pack->audits.count; i++)
        if (pack->audits.items[i].progress != PACK_CANCELLED)
            columns[count++] = (struct column){.key = "audit",
                                               .heading = pack->audits.items[i].number,
                                               .width = 14,
                                               .style = STYLE_CENTER,
                                               .source = source_covered,
                                               .offset = i,
                                               .literal = true};
    *table = (struct table){
        .sheet = SHEET_PACK_COVERAGE,
        .name = "Coverage",
        .title = N_("Coverage: clauses and audits"),
        .empty = N_("No audit of this period has requirements."),
        .columns = columns,
        .column_count = count,
        .frozen = 2,
        .own_columns = columns,
    };
}
