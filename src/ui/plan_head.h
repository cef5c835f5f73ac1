/* plan_head.h - what stands above the records of a merge plan; for plan_screen.c. */
#ifndef AUDITWALK_UI_PLAN_HEAD_H
#define AUDITWALK_UI_PLAN_HEAD_H

#include "exchange/package.h"
#include "ui/theme.h"

struct head_line {
    enum style style;
    char *text;
};
struct plan_head {
    struct head_line *items;
    size_t count;
    size_t capacity;
};

/* Adds the lines, in the language there is now. */
void plan_head_build(struct plan_head *head, const struct merge_summary *summary,
                     const struct package_info *info);
void plan_head_clear(struct plan_head *head); /* the texts; the array stays */

#endif
