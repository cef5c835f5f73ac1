/* report_trend.c - the audits of a file side by side. */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "exchange/report_trend.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "store/audits.h"

size_t report_audit_findings(const struct report_audit *audit)
{
    size_t count = 0;

    for (int i = 0; i < GRADE_COUNT; i++)
        count += audit->grades[i];
    return count;
}

/* When the audit ended, else what is known that comes nearest to it. */
static const char *date_of(const struct row *row)
{
    static const uint16_t fields[] = {AUDIT_ACTUAL_TO, AUDIT_ACTUAL_FROM, AUDIT_PLANNED_TO,
                                      AUDIT_PLANNED_FROM};

    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
        if (*row_text(row, fields[i]) != '\0')
            return row_text(row, fields[i]);
    return "";
}

static void add_audit(struct report *report, const struct audit_line *line, const char *date,
                      size_t evidenced)
{
    struct report_audit *audit = report_add_audit(report);

    audit->id = line->id;
    audit->state = (int)line->state;
    audit->tally = line->tally;
    audit->evidenced = evidenced;
    memcpy(audit->grades, line->findings, sizeof audit->grades);
    mem_replace(&audit->number, line->number);
    mem_replace(&audit->title, line->title);
    mem_replace(&audit->date, date);
}

static enum err_code load_audit(struct store *store, const struct audit_line *line,
                                const char *up_to, struct report *report, struct err *err)
{
    struct row row = {0};
    size_t evidenced = 0;
    enum err_code code = store_get(store, RECORD_AUDIT, &line->id, &row, err);

    if (code != ERR_OK)
        return code;
    char *date = mem_strdup(date_of(&row));
    row_clear(&row);
    if (up_to == NULL || *up_to == '\0' || strcmp(date, up_to) <= 0) {
        code = audit_evidenced(store, &line->id, &evidenced, err);
        if (code == ERR_OK)
            add_audit(report, line, date, evidenced);
    }
    free(date);
    return code;
}

static bool has_something(const struct audit_line *line)
{
    size_t findings = 0;

    for (int i = 0; i < GRADE_COUNT; i++)
        findings += line->findings[i];
    return line->state != AUDIT_CANCELLED && (tally_assessed(&line->tally) > 0 || findings > 0);
}

static int by_date(const void *a, const void *b)
{
    const struct report_audit *first = a;
    const struct report_audit *second = b;
    int order = strcmp(first->date, second->date);

    if (order == 0)
        order = text_compare_natural(first->number, second->number);
    return order != 0 ? order : ident_compare(&first->id, &second->id);
}

enum err_code report_load_audits(struct store *store, const char *up_to, struct report *report,
                                 struct err *err)
{
    struct audit_lines lines = {0};
    enum err_code code = audits_list(store, &lines, err);

    for (size_t i = 0; code == ERR_OK && i < lines.count; i++)
        if (has_something(&lines.items[i]))
            code = load_audit(store, &lines.items[i], up_to, report, err);
    audit_lines_clear(&lines);
    if (report->audits.count > 1)
        qsort(report->audits.items, report->audits.count, sizeof *report->audits.items, by_date);
    return code;
}
