/* audits_view.c - see audits_view.h. */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "ui/audits_view.h"

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"

static const char *const sort_labels[AUDITS_SORT_COUNT] = {
    [AUDITS_BY_NUMBER] = N_("newest number first"),
    [AUDITS_BY_TITLE] = N_("by title"),
    [AUDITS_BY_DATE] = N_("latest date first"),
    [AUDITS_BY_STATE] = N_("by state")};

size_t audits_filter_count(void)
{
    return AUDITS_OF_STATE + code_audit_states.count;
}

const char *audits_sort_label(enum audits_sort sort)
{
    return _(sort_labels[sort]);
}

const char *audits_filter_label(size_t filter)
{
    if (filter == AUDITS_ALL)
        return _("all");
    if (filter == AUDITS_RUNNING)
        return _("running ones");
    return _(code_at(&code_audit_states, (int)(filter - AUDITS_OF_STATE))->label);
}

static bool is_shown(const struct audits_view *view, const struct audit_head *head)
{
    if (view->filter == AUDITS_ALL)
        return true;
    if (view->filter == AUDITS_RUNNING)
        return head->state != AUDIT_CLOSED && head->state != AUDIT_CANCELLED;
    return (size_t)head->state == view->filter - AUDITS_OF_STATE;
}

/* A row while it is sorted: the heads are in the order of their numbers already. */
struct sorted {
    const struct audit_head *head;
    size_t index;
};

static int by_index(const struct sorted *left, const struct sorted *right)
{
    return left->index < right->index ? -1 : left->index > right->index;
}

static int by_title(const void *a, const void *b)
{
    const struct sorted *left = a;
    const struct sorted *right = b;
    int order = strcoll(left->head->title, right->head->title);

    return order != 0 ? order : by_index(left, right);
}

/* Without a date last. */
static int by_date(const void *a, const void *b)
{
    const struct sorted *left = a;
    const struct sorted *right = b;
    int order = strcmp(right->head->planned_from, left->head->planned_from);

    return order != 0 ? order : by_index(left, right);
}

static int by_state(const void *a, const void *b)
{
    const struct sorted *left = a;
    const struct sorted *right = b;

    if (left->head->state != right->head->state)
        return left->head->state < right->head->state ? -1 : 1;
    return by_index(left, right);
}

static void sort(struct sorted *rows, size_t count, enum audits_sort how)
{
    static int (*const orders[AUDITS_SORT_COUNT])(const void *, const void *) = {
        [AUDITS_BY_TITLE] = by_title, [AUDITS_BY_DATE] = by_date, [AUDITS_BY_STATE] = by_state};

    if (count > 1 && orders[how] != NULL)
        qsort(rows, count, sizeof *rows, orders[how]);
}

enum err_code audits_view_apply(struct audits_view *view, struct store *store,
                                struct audit_heads *heads, struct err *err)
{
    bool more =
        view->filter != AUDITS_ALL || view->sort == AUDITS_BY_DATE || view->sort == AUDITS_BY_STATE;
    enum err_code code = more ? audits_heads_more(store, heads, err) : ERR_OK;
    struct sorted *rows = mem_zalloc(heads->count + 1, sizeof *rows);
    size_t count = 0;

    if (code != ERR_OK) {
        view->filter = AUDITS_ALL;
        view->sort = AUDITS_BY_NUMBER;
    }
    for (size_t i = 0; i < heads->count; i++) {
        if (more && heads->items[i].planned_from == NULL)
            heads->items[i].planned_from = mem_strdup(""); /* came in between */
        if (is_shown(view, &heads->items[i]))
            rows[count++] = (struct sorted){&heads->items[i], i};
    }
    sort(rows, count, view->sort);
    free(view->rows);
    view->rows = mem_zalloc(count + 1, sizeof *view->rows);
    for (size_t i = 0; i < count; i++)
        view->rows[i] = rows[i].index;
    view->count = count;
    free(rows);
    return code;
}

void audits_view_clear(struct audits_view *view)
{
    free(view->rows);
    view->rows = NULL;
    view->count = 0;
}
