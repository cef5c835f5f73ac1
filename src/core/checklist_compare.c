/* checklist_compare.c - matching the items of two versions of a checklist. */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "core/checklist_compare.h"

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"

static const struct code steps[] = {{"kept", N_("unchanged"), "=", '=', TONE_MUTED},
                                    {"changed", N_("changed"), "~", '~', TONE_WARN},
                                    {"added", N_("new"), "+", '+', TONE_GOOD},
                                    {"removed", N_("removed"), "-", '-', TONE_NOTICE},
                                    {NULL, NULL, NULL, 0, TONE_PLAIN}};
const struct code_list code_item_steps = {"step", steps, ITEM_STEP_COUNT};

static bool is_same_text(const char *a, const char *b)
{
    return strcmp(a != NULL ? a : "", b != NULL ? b : "") == 0;
}

/* Two texts with no language in common can't be compared, and are then not the same. */
static bool is_same_local(const struct local_text *a, const struct local_text *b)
{
    size_t common = 0;

    for (size_t i = 0; i < a->count; i++) {
        const char *other = local_text_exact(b, a->items[i].language);
        if (other == NULL)
            continue;
        common++;
        if (strcmp(a->items[i].text, other) != 0)
            return false;
    }
    return common > 0 || (a->count == 0 && b->count == 0);
}

bool checklist_item_is_same(const struct checklist_item *a, const struct checklist_item *b)
{
    return a->obligation == b->obligation && is_same_text(a->ref, b->ref) &&
           is_same_text(a->clause, b->clause) && is_same_local(&a->ask, &b->ask) &&
           is_same_local(&a->look_for, &b->look_for);
}

static int compare_ids(const void *a, const void *b)
{
    const struct checklist_item *const *left = a;
    const struct checklist_item *const *right = b;

    return strcmp((*left)->id, (*right)->id);
}

static const struct checklist_item **sorted_items(const struct checklist *checklist)
{
    const struct checklist_item **items = mem_zalloc(checklist->item_count + 1, sizeof *items);

    for (size_t i = 0; i < checklist->item_count; i++)
        items[i] = &checklist->items[i];
    if (checklist->item_count > 1)
        qsort(items, checklist->item_count, sizeof *items, compare_ids);
    return items;
}

static const struct checklist_item *find(const struct checklist_item **sorted, size_t count,
                                         const struct checklist_item *item)
{
    const struct checklist_item **found =
        count == 0 ? NULL : bsearch(&item, sorted, count, sizeof *sorted, compare_ids);

    return found != NULL ? *found : NULL;
}

static void add(struct checklist_changes *changes, enum item_step step,
                const struct checklist_item *older, const struct checklist_item *newer)
{
    changes->items[changes->count++] = (struct item_change){step, older, newer};
    changes->counts[step]++;
}

void checklist_compare(const struct checklist *older, const struct checklist *newer,
                       struct checklist_changes *changes)
{
    const struct checklist_item **before = sorted_items(older);
    const struct checklist_item **after = sorted_items(newer);

    *changes = (struct checklist_changes){0};
    changes->items = mem_zalloc(older->item_count + newer->item_count + 1, sizeof *changes->items);
    for (size_t i = 0; i < newer->item_count; i++) {
        const struct checklist_item *item = &newer->items[i];
        const struct checklist_item *old = find(before, older->item_count, item);
        if (old == NULL)
            add(changes, ITEM_ADDED, NULL, item);
        else
            add(changes, checklist_item_is_same(old, item) ? ITEM_KEPT : ITEM_CHANGED, old, item);
    }
    for (size_t i = 0; i < older->item_count; i++)
        if (find(after, newer->item_count, &older->items[i]) == NULL)
            add(changes, ITEM_REMOVED, &older->items[i], NULL);
    free(before);
    free(after);
}

void checklist_changes_clear(struct checklist_changes *changes)
{
    free(changes->items);
    *changes = (struct checklist_changes){0};
}
