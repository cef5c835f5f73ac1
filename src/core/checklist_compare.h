/* checklist_compare.h - what a newer version of a checklist does to the answers of an older one. */
#ifndef AUDITWALK_CORE_CHECKLIST_COMPARE_H
#define AUDITWALK_CORE_CHECKLIST_COMPARE_H

#include "core/checklist.h"

/* Does an answer to the one still answer the other? Question, what to look for, requirement and
 * obligation are the same, the texts in every language that both have. A language that came or went
 * changes no question; topic, methods and places only help to find it. */
bool checklist_item_is_same(const struct checklist_item *a, const struct checklist_item *b);

enum item_step { ITEM_KEPT, ITEM_CHANGED, ITEM_ADDED, ITEM_REMOVED, ITEM_STEP_COUNT };
extern const struct code_list code_item_steps;

/* What happens to one item: older NULL: added; newer NULL: removed. Borrowed from the checklists.
 */
struct item_change {
    enum item_step step;
    const struct checklist_item *older;
    const struct checklist_item *newer;
};

struct checklist_changes {
    struct item_change *items; /* of the newer one in its order, then those removed */
    size_t count;
    size_t counts[ITEM_STEP_COUNT];
};

/* Matches the items of two versions by their ids; the caller clears. */
void checklist_compare(const struct checklist *older, const struct checklist *newer,
                       struct checklist_changes *changes);
void checklist_changes_clear(struct checklist_changes *changes);

#endif
