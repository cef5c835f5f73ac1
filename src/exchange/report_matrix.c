/* report_matrix.c - clauses against sites: what was judged and found where. */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "exchange/report_matrix.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "core/ref.h"

static struct report_site *site_of(struct report *report, const char *name)
{
    for (size_t i = 0; i < report->site_matrix.count; i++)
        if (strcmp(report->site_matrix.items[i].name, name) == 0)
            return &report->site_matrix.items[i];
    return NULL;
}

static void add_site(struct report *report, const char *name)
{
    if (site_of(report, name) != NULL)
        return;
    report->site_matrix.items =
        mem_grow(report->site_matrix.items, report->site_matrix.count,
                 &report->site_matrix.capacity, sizeof *report->site_matrix.items);
    report->site_matrix.items[report->site_matrix.count++] = (struct report_site){
        mem_strdup(name), mem_zalloc(report->clauses.count + 1, sizeof(struct report_site_clause))};
}

/* Sites that only records name come behind those of the audit. */
static int by_name(const void *a, const void *b)
{
    return text_compare_natural(((const struct report_site *)a)->name,
                                ((const struct report_site *)b)->name);
}

static void add_sites(struct report *report)
{
    bool nowhere = report->sites.count == 0;

    for (size_t i = 0; i < report->sites.count; i++)
        add_site(report, report->sites.items[i]);
    size_t planned = report->site_matrix.count;
    for (size_t i = 0; i < report->rows.count; i++) {
        if (report->rows.items[i].site[0] != '\0')
            add_site(report, report->rows.items[i].site);
        nowhere = nowhere || report->rows.items[i].site[0] == '\0';
    }
    for (size_t i = 0; i < report->findings.count; i++) {
        if (report->findings.items[i].site[0] != '\0')
            add_site(report, report->findings.items[i].site);
        nowhere = nowhere || report->findings.items[i].site[0] == '\0';
    }
    if (report->site_matrix.count > planned + 1)
        qsort(report->site_matrix.items + planned, report->site_matrix.count - planned,
              sizeof *report->site_matrix.items, by_name);
    if (nowhere)
        add_site(report, "");
}

static bool is_in(const struct report_row *row, const struct report_clause *clause)
{
    return strcmp(row->checklist, clause->checklist) == 0 &&
           clause_inside(row->clause, clause->clause);
}

static void add_row(struct report *report, const struct report_row *row)
{
    struct report_site *site = site_of(report, row->site);

    for (size_t i = 0; i < report->clauses.count; i++)
        if (is_in(row, &report->clauses.items[i]))
            site->clauses[i].tally.by[row->result]++;
}

static void add_finding(struct report *report, size_t index)
{
    const struct report_finding *finding = &report->findings.items[index];
    struct report_site *site = site_of(report, finding->site);

    for (size_t i = 0; i < report->clauses.count; i++)
        for (size_t j = 0; j < finding->rows.count; j++) {
            struct report_links *links = &site->clauses[i].findings;
            if (!is_in(&report->rows.items[finding->rows.items[j]], &report->clauses.items[i]))
                continue;
            links->items =
                mem_grow(links->items, links->count, &links->capacity, sizeof *links->items);
            links->items[links->count++] = index;
            break;
        }
}

void report_make_matrix(struct report *report)
{
    if (report->clauses.count == 0)
        return;
    add_sites(report);
    for (size_t i = 0; i < report->rows.count; i++)
        add_row(report, &report->rows.items[i]);
    for (size_t i = 0; i < report->findings.count; i++)
        if (report_counts(&report->findings.items[i]))
            add_finding(report, i);
}
