/* report_again.c - nonconformities that were there before: raised as a recurrence, or against a
 * requirement that had one in an earlier audit.
 */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "exchange/report_pack.h"

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "base/text.h"
#include "core/ref.h"
#include "exchange/report_load.h"
#include "store/findings.h"

#define ADD(list)                                                                                  \
    ((list).items = mem_grow((list).items, (list).count, &(list).capacity, sizeof *(list).items),  \
     &(list).items[(list).count++])

/* A requirement of a nonconformity of the file, in the order of ref and time. */
struct mark {
    char *ref;
    const struct finding_line *line;
};
struct marks {
    struct mark *items;
    size_t count;
    size_t capacity;
};

static int by_mark(const void *a, const void *b)
{
    const struct mark *first = a;
    const struct mark *second = b;
    int order = strcmp(first->ref, second->ref);

    if (order == 0)
        order = strcmp(first->line->raised_at, second->line->raised_at);
    return order != 0 ? order : ident_compare(&first->line->id, &second->line->id);
}

/* The next of comma separated texts from *at on; heap, NULL behind the last. */
static char *next_ref(const char **at)
{
    *at += strspn(*at, ", ");
    if (**at == '\0')
        return NULL;
    size_t length = strcspn(*at, ",");
    char *ref = mem_strndup(*at, length);
    *at += length;
    return ref;
}

static void take_marks(const struct finding_lines *lines, struct marks *marks)
{
    for (size_t i = 0; i < lines->count; i++) {
        const char *at = lines->items[i].refs;
        for (char *ref; (ref = next_ref(&at)) != NULL; free(ref))
            *ADD(*marks) = (struct mark){ref_display(ref), &lines->items[i]};
    }
    if (marks->count > 1)
        qsort(marks->items, marks->count, sizeof *marks->items, by_mark);
}

static void marks_clear(struct marks *marks)
{
    for (size_t i = 0; i < marks->count; i++)
        free(marks->items[i].ref);
    free(marks->items);
}

/* The latest nonconformity of another audit against the requirement that was raised before. */
static const struct finding_line *find_earlier(const struct marks *marks, const char *ref,
                                               const struct report_finding *finding)
{
    size_t low = 0;
    size_t high = marks->count;

    while (low < high) { /* the first that is not before this one */
        size_t middle = low + (high - low) / 2;
        int order = strcmp(marks->items[middle].ref, ref);
        if (order == 0)
            order = strcmp(marks->items[middle].line->raised_at, finding->raised_at);
        if (order < 0)
            low = middle + 1;
        else
            high = middle;
    }
    while (low-- > 0 && strcmp(marks->items[low].ref, ref) == 0)
        if (strcmp(marks->items[low].line->audit, finding->audit) != 0)
            return marks->items[low].line;
    return NULL;
}

/* The finding that came back, which was raised before. */
static const struct finding_line *find_line(const struct finding_lines *lines,
                                            const struct report_finding *finding)
{
    for (size_t i = 0; i < lines->count; i++)
        if (strcmp(lines->items[i].number, finding->recurrence_of) == 0 &&
            strcmp(lines->items[i].raised_at, finding->raised_at) < 0)
            return &lines->items[i];
    return NULL;
}

static void add_again(struct report_pack *pack, const struct report_finding *finding,
                      const char *how, const struct finding_line *earlier, const char *number,
                      const char *refs)
{
    const char *said = *finding->title != '\0' ? finding->title : finding->statement;

    *ADD(pack->again) =
        (struct pack_again){.how = how,
                            .number = mem_strdup(finding->number),
                            .audit = mem_strdup(finding->audit),
                            .grade = finding->grade,
                            .raised_at = mem_strdup(finding->raised_at),
                            .earlier = mem_strdup(number),
                            .earlier_audit = mem_strdup(earlier != NULL ? earlier->audit : ""),
                            .earlier_day = mem_strdup(earlier != NULL ? earlier->raised_at : ""),
                            .refs = mem_strdup(refs),
                            .statement = mem_strdup(said)};
}

static void find_again(struct report_pack *pack, const struct finding_lines *lines,
                       const struct marks *marks, const struct report_finding *finding)
{
    if (*finding->recurrence_of != '\0') {
        add_again(pack, finding, N_("raised as a recurrence"), find_line(lines, finding),
                  finding->recurrence_of, finding->refs);
        return;
    }
    const char *at = finding->refs;
    for (char *ref; (ref = next_ref(&at)) != NULL; free(ref)) {
        const struct finding_line *earlier = find_earlier(marks, ref, finding);
        if (earlier != NULL)
            add_again(pack, finding, N_("same requirement in an earlier audit"), earlier,
                      earlier->number, ref);
    }
}

enum err_code loader_again(struct loader *loader, struct report_pack *pack, struct err *err)
{
    const struct report *report = loader->report;
    const struct finding_query query = {.grades = 1U << GRADE_MAJOR | 1U << GRADE_MINOR,
                                        .sort = FINDING_BY_RAISED};
    struct finding_lines lines;
    struct marks marks = {0};
    enum err_code code = findings_list(loader->store, &query, &lines, err);

    if (code == ERR_OK) {
        take_marks(&lines, &marks);
        for (size_t i = 0; i < report->findings.count; i++)
            if (report_counts(&report->findings.items[i]) &&
                report_is_nonconformity(&report->findings.items[i]))
                find_again(pack, &lines, &marks, &report->findings.items[i]);
    }
    marks_clear(&marks);
    finding_lines_clear(&lines);
    return code;
}
