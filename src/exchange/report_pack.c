/* report_pack.c - loads what a management review is told beside the findings. */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "exchange/report_pack.h"

#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/text.h"
#include "core/ref.h"
#include "exchange/report_load.h"
#include "store/audits.h"
#include "store/closure.h"
#include "store/deployment.h"

#define ADD(list)                                                                                  \
    ((list).items = mem_grow((list).items, (list).count, &(list).capacity, sizeof *(list).items),  \
     &(list).items[(list).count++])

/* ---- audits ------------------------------------------------------------------------------------
 */

static void take_line(struct pack_audit *audit, const struct audit_line *line)
{
    audit->id = line->id;
    audit->number = mem_strdup(line->number);
    audit->title = mem_strdup(line->title);
    audit->type = code_index(&code_audit_types, line->type);
    audit->state = (int)line->state;
    audit->sites = mem_strdup(line->sites);
    audit->lead = mem_strdup(line->lead);
    audit->requirements = (int64_t)tally_total(&line->tally);
    audit->assessed = (int64_t)tally_assessed(&line->tally);
    audit->conformity = tally_conformity(&line->tally);
    for (int i = 0; i < GRADE_COUNT; i++)
        audit->findings[i] = (int64_t)line->findings[i];
}

static enum pack_progress progress_of(int state)
{
    switch ((enum audit_state)state) {
    case AUDIT_ISSUED:
    case AUDIT_FOLLOW_UP:
    case AUDIT_CLOSED:
        return PACK_DONE;
    case AUDIT_CANCELLED:
        return PACK_CANCELLED;
    case AUDIT_FIELDWORK:
    case AUDIT_REPORTING:
        return PACK_RUNNING;
    default:
        return PACK_NOT_BEGUN;
    }
}

/* Behind its plan: by the day the work ended, or, as long as it is not done, by today. */
static int64_t days_late(const struct pack_audit *audit, const char *today)
{
    const char *end = clock_is_date(audit->actual_to) ? audit->actual_to
                      : audit->progress == PACK_RUNNING || audit->progress == PACK_NOT_BEGUN ? today
                                                                                             : "";

    if (audit->progress == PACK_CANCELLED || !clock_is_date(audit->planned_to) ||
        !clock_is_date(end))
        return -1;
    long days = clock_days_between(audit->planned_to, end);
    return days > 0 ? days : -1;
}

static void set_days(struct pack_audit *audit, const struct row *row)
{
    char created[CLOCK_DATE_SIZE] = "";

    report_local_date(row_text(row, AUDIT_CREATED_AT), created);
    const char *const first[] = {audit->actual_from, audit->planned_from, audit->actual_to,
                                 audit->planned_to, created};
    const char *const last[] = {audit->actual_to, audit->planned_to, audit->actual_from,
                                audit->planned_from, created};
    const char *begins = "";
    const char *ends = "";
    for (size_t i = 0; i < sizeof first / sizeof *first; i++) {
        if (*begins == '\0' && clock_is_date(first[i]))
            begins = first[i];
        if (*ends == '\0' && clock_is_date(last[i]))
            ends = last[i];
    }
    audit->begins = mem_strdup(begins);
    audit->ends = mem_strdup(strcmp(ends, begins) < 0 ? begins : ends);
}

static void take_row(struct pack_audit *audit, const struct row *row, const char *today)
{
    audit->planned_from = mem_strdup(row_text(row, AUDIT_PLANNED_FROM));
    audit->planned_to = mem_strdup(row_text(row, AUDIT_PLANNED_TO));
    audit->actual_from = mem_strdup(row_text(row, AUDIT_ACTUAL_FROM));
    audit->actual_to = mem_strdup(row_text(row, AUDIT_ACTUAL_TO));
    audit->conclusion = mem_strdup(row_text(row, AUDIT_CONCLUSION));
    audit->effectiveness = mem_strdup(row_text(row, AUDIT_EFFECTIVENESS));
    audit->recommendations = mem_strdup(row_text(row, AUDIT_RECOMMENDATIONS));
    audit->progress = progress_of(audit->state);
    audit->days_late = days_late(audit, today);
    set_days(audit, row);
}

static void audit_clear(struct pack_audit *audit)
{
    char *const texts[] = {audit->number,         audit->title,        audit->sites,
                           audit->lead,           audit->planned_from, audit->planned_to,
                           audit->actual_from,    audit->actual_to,    audit->begins,
                           audit->ends,           audit->conclusion,   audit->effectiveness,
                           audit->recommendations};

    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        free(texts[i]);
}

static bool is_wanted(const struct loader *loader, const struct pack_audit *audit)
{
    const struct report_period *period = &loader->scope->period;

    if (loader->scope->audit != NULL)
        return ident_equal(loader->scope->audit, &audit->id);
    return (period->to == NULL || strcmp(audit->begins, period->to) <= 0) &&
           (period->from == NULL || strcmp(audit->ends, period->from) >= 0);
}

static enum err_code count_deployment(struct loader *loader, struct pack_audit *audit,
                                      struct err *err)
{
    struct deployment_lines lines;
    enum err_code code = deployment_list(loader->store, &audit->id, NULL, &lines, err);

    for (size_t i = 0; code == ERR_OK && i < lines.count; i++) {
        audit->deployed += lines.items[i].checked ? 1 : 0;
        audit->failing += lines.items[i].checked && lines.items[i].fails ? 1 : 0;
    }
    deployment_lines_clear(&lines);
    return code;
}

static int by_day(const void *a, const void *b)
{
    const struct pack_audit *first = a;
    const struct pack_audit *second = b;
    int order = strcmp(first->begins, second->begins);

    if (order == 0)
        order = text_compare_natural(first->number, second->number);
    return order != 0 ? order : ident_compare(&first->id, &second->id);
}

static enum err_code load_audit(struct loader *loader, struct report_pack *pack,
                                const struct audit_line *line, struct err *err)
{
    struct row row = {0};
    struct pack_audit audit = {0};
    enum err_code code = store_get(loader->store, RECORD_AUDIT, &line->id, &row, err);

    if (code != ERR_OK)
        return code;
    take_line(&audit, line);
    take_row(&audit, &row, loader->report->today);
    row_clear(&row);
    if (!is_wanted(loader, &audit)) {
        audit_clear(&audit);
        return ERR_OK;
    }
    code = count_deployment(loader, &audit, err);
    *ADD(pack->audits) = audit;
    return code;
}

static enum err_code load_audits(struct loader *loader, struct report_pack *pack, struct err *err)
{
    struct audit_lines lines;
    enum err_code code = audits_list(loader->store, &lines, err);

    for (size_t i = 0; code == ERR_OK && i < lines.count; i++)
        code = load_audit(loader, pack, &lines.items[i], err);
    audit_lines_clear(&lines);
    if (pack->audits.count > 1)
        qsort(pack->audits.items, pack->audits.count, sizeof *pack->audits.items, by_day);
    return code;
}

/* ---- clauses -----------------------------------------------------------------------------------
 */

size_t pack_covered(const struct tally *tally)
{
    return tally_assessed(tally) - tally->by[RESULT_NOT_COVERED];
}

static struct pack_clause *clause_for(struct report_pack *pack, const struct report_clause *from)
{
    for (size_t i = 0; i < pack->clauses.count; i++)
        if (strcmp(pack->clauses.items[i].clause, from->clause) == 0 &&
            strcmp(pack->clauses.items[i].checklist, from->checklist) == 0)
            return &pack->clauses.items[i];
    struct pack_clause *clause = ADD(pack->clauses);
    *clause = (struct pack_clause){.checklist = mem_strdup(from->checklist),
                                   .list = mem_strdup(""),
                                   .clause = mem_strdup(from->clause),
                                   .title = mem_strdup(from->title),
                                   .title_other = mem_strdup(from->title_other),
                                   .chapter = from->chapter,
                                   .last = mem_strdup(""),
                                   .last_day = mem_strdup(""),
                                   .days_since = -1};
    clause->tallies = mem_zalloc(pack->audits.count + 1, sizeof *clause->tallies);
    return clause;
}

/* The titles of the checklists, to tell clauses of one number apart. */
static void set_list(struct pack_clause *clause, const struct report *report)
{
    for (size_t i = 0; i < report->checklists.count; i++)
        if (strcmp(report->checklists.items[i].id, clause->checklist) == 0)
            mem_replace(&clause->list, report->checklists.items[i].title);
}

static void take_clauses(struct report_pack *pack, const struct report *report, size_t index,
                         const char *today)
{
    const struct pack_audit *audit = &pack->audits.items[index];
    /* One that is still running was there until today. */
    const char *day = strcmp(audit->ends, today) > 0 ? today : audit->ends;

    for (size_t i = 0; i < report->clauses.count; i++) {
        const struct report_clause *from = &report->clauses.items[i];
        struct pack_clause *clause = clause_for(pack, from);
        clause->tallies[index] = from->tally;
        set_list(clause, report);
        if (pack_covered(&from->tally) == 0)
            continue;
        clause->audits++;
        if (strcmp(day, clause->last_day) < 0)
            continue;
        mem_replace(&clause->last, audit->number);
        mem_replace(&clause->last_day, day);
        clause->days_since = clock_is_date(day) ? clock_days_between(day, today) : -1;
    }
}

static int by_clause(const void *a, const void *b)
{
    const struct pack_clause *first = a;
    const struct pack_clause *second = b;
    int order = strcmp(first->checklist, second->checklist);

    return order != 0 ? order : text_compare_natural(first->clause, second->clause);
}

static bool names_clause(const struct report_finding *finding, const char *clause)
{
    for (const char *at = finding->clauses; *at != '\0';) {
        size_t length = strcspn(at, ",");
        char *one = mem_strndup(at, length);
        bool inside = clause_inside(one, clause);
        free(one);
        if (inside)
            return true;
        at += length;
        at += strspn(at, ", ");
    }
    return false;
}

/* A finding counts in each clause that its criteria name, of whichever checklist. */
static void count_nonconformities(const struct report *report, struct report_pack *pack)
{
    for (size_t i = 0; i < report->findings.count; i++) {
        const struct report_finding *finding = &report->findings.items[i];
        if (!report_counts(finding) || !report_is_nonconformity(finding))
            continue;
        for (size_t j = 0; j < pack->clauses.count; j++)
            pack->clauses.items[j].nonconformities +=
                names_clause(finding, pack->clauses.items[j].clause) ? 1 : 0;
    }
}

/* Where all is of one checklist, nobody has to be told of which. */
static void drop_lists(struct report_pack *pack)
{
    bool several = false;

    for (size_t i = 1; i < pack->clauses.count; i++)
        several = several ||
                  strcmp(pack->clauses.items[i].checklist, pack->clauses.items[0].checklist) != 0;
    for (size_t i = 0; !several && i < pack->clauses.count; i++)
        mem_replace(&pack->clauses.items[i].list, "");
}

static enum err_code load_clauses(struct loader *loader, struct report_pack *pack, struct err *err)
{
    enum err_code code = ERR_OK;

    for (size_t i = 0; code == ERR_OK && i < pack->audits.count; i++) {
        struct report one;
        if (pack->audits.items[i].progress == PACK_CANCELLED)
            continue;
        report_init(&one, loader->report->language);
        code = loader_clauses(loader, &pack->audits.items[i].id, &one, err);
        if (code == ERR_OK)
            take_clauses(pack, &one, i, loader->report->today);
        report_clear(&one);
        if (code == ERR_OK)
            code = loader_progress(loader, 20 + (unsigned)(i * 10 / pack->audits.count), err);
    }
    if (pack->clauses.count > 1)
        qsort(pack->clauses.items, pack->clauses.count, sizeof *pack->clauses.items, by_clause);
    drop_lists(pack);
    count_nonconformities(loader->report, pack);
    return code;
}

/* ---- what is to be done ------------------------------------------------------------------------
 */

static enum err_code load_dues(struct loader *loader, struct report_pack *pack, struct err *err)
{
    const struct due_query query = {.audit = loader->scope->audit, .within = -1};
    struct due_lines lines;
    struct ident *ids = report_finding_ids(loader->report);
    enum err_code code = due_list(loader->store, &query, &lines, err);

    for (size_t i = 0; code == ERR_OK && i < lines.count; i++) {
        const struct due_line *line = &lines.items[i];
        if (line->state == FINDING_CLOSED ||
            !report_has_finding(loader->report, ids, &line->finding_id))
            continue;
        *ADD(pack->dues) = (struct pack_due){.kind = due_kind_text(line->kind),
                                             .number = mem_strdup(line->number),
                                             .finding = mem_strdup(line->finding),
                                             .audit = mem_strdup(line->audit),
                                             .grade = (int)line->grade,
                                             .state = (int)line->state,
                                             .text = mem_strdup(line->text),
                                             .owner = mem_strdup(line->owner),
                                             .due = mem_strdup(line->due),
                                             .days_overdue = line->overdue > 0 ? line->overdue : -1,
                                             .age = line->age};
    }
    due_lines_clear(&lines);
    free(ids);
    return code;
}

static enum err_code load_changes(struct loader *loader, struct report_pack *pack, struct err *err)
{
    const struct report_period *period = &loader->scope->period;
    struct rows rows;
    enum err_code code =
        loader_list(loader, RECORD_PROCESS, 0, NULL, PROCESS_CHANGED_ON, &rows, err);

    for (size_t i = 0; code == ERR_OK && i < rows.count; i++) {
        const struct row *row = &rows.items[i];
        const char *day = row_text(row, PROCESS_CHANGED_ON);
        struct ident site = row_id(row, PROCESS_SITE);
        if (!clock_is_date(day) || (period->from != NULL && strcmp(day, period->from) < 0) ||
            strcmp(day, period->to != NULL ? period->to : loader->report->today) > 0)
            continue;
        *ADD(pack->changes) =
            (struct pack_change){.process = mem_strdup(row_text(row, PROCESS_NAME)),
                                 .site = mem_strdup(loader_name(loader, RECORD_SITE, &site)),
                                 .day = mem_strdup(day),
                                 .risk = row_code(row, PROCESS_RISK),
                                 .note = mem_strdup(row_text(row, PROCESS_NOTE))};
    }
    rows_clear(&rows);
    return code;
}

/* ---- all of it ---------------------------------------------------------------------------------
 */

enum err_code loader_pack(struct loader *loader, struct err *err)
{
    struct report_pack *pack = mem_zalloc(1, sizeof *pack);

    loader->report->pack = pack;
    enum err_code code = load_audits(loader, pack, err);
    if (code == ERR_OK)
        code = load_clauses(loader, pack, err);
    if (code == ERR_OK)
        code = load_dues(loader, pack, err);
    if (code == ERR_OK)
        code = load_changes(loader, pack, err);
    return code == ERR_OK ? loader_again(loader, pack, err) : code;
}

static void clauses_free(struct report_pack *pack)
{
    for (size_t i = 0; i < pack->clauses.count; i++) {
        struct pack_clause *clause = &pack->clauses.items[i];
        char *const texts[] = {clause->checklist,   clause->list, clause->clause,  clause->title,
                               clause->title_other, clause->last, clause->last_day};
        for (size_t j = 0; j < sizeof texts / sizeof *texts; j++)
            free(texts[j]);
        free(clause->tallies);
    }
    free(pack->clauses.items);
}

static void dues_free(struct report_pack *pack)
{
    for (size_t i = 0; i < pack->dues.count; i++) {
        struct pack_due *due = &pack->dues.items[i];
        char *const texts[] = {due->number, due->finding, due->audit,
                               due->text,   due->owner,   due->due};
        for (size_t j = 0; j < sizeof texts / sizeof *texts; j++)
            free(texts[j]);
    }
    free(pack->dues.items);
}

void report_pack_free(struct report_pack *pack)
{
    if (pack == NULL)
        return;
    for (size_t i = 0; i < pack->audits.count; i++)
        audit_clear(&pack->audits.items[i]);
    free(pack->audits.items);
    clauses_free(pack);
    dues_free(pack);
    for (size_t i = 0; i < pack->again.count; i++) {
        struct pack_again *again = &pack->again.items[i];
        char *const texts[] = {again->number,  again->audit,         again->raised_at,
                               again->earlier, again->earlier_audit, again->earlier_day,
                               again->refs,    again->statement};
        for (size_t j = 0; j < sizeof texts / sizeof *texts; j++)
            free(texts[j]);
    }
    free(pack->again.items);
    for (size_t i = 0; i < pack->changes.count; i++) {
        free(pack->changes.items[i].process);
        free(pack->changes.items[i].site);
        free(pack->changes.items[i].day);
        free(pack->changes.items[i].note);
    }
    free(pack->changes.items);
    free(pack);
}
