/* audits_view.h - which audits of a file the list shows, in which order. */
#ifndef AUDITWALK_UI_AUDITS_VIEW_H
#define AUDITWALK_UI_AUDITS_VIEW_H

#include "store/audits.h"

enum audits_sort {
    AUDITS_BY_NUMBER,
    AUDITS_BY_TITLE,
    AUDITS_BY_DATE,
    AUDITS_BY_STATE,
    AUDITS_SORT_COUNT
};

/* All, those that are running (neither closed nor cancelled), then one state each. */
enum { AUDITS_ALL, AUDITS_RUNNING, AUDITS_OF_STATE };

struct audits_view {
    enum audits_sort sort;
    size_t filter;
    size_t *rows; /* indexes of the heads that are shown, in order */
    size_t count;
};

/* Chooses and orders; reads more of the audits only if that needs it. On an error all are shown, by
 * number. */
enum err_code audits_view_apply(struct audits_view *view, struct store *store,
                                struct audit_heads *heads, struct err *err);
void audits_view_clear(struct audits_view *view);

size_t audits_filter_count(void);
const char *audits_sort_label(enum audits_sort sort); /* translated, as the next */
const char *audits_filter_label(size_t filter);

#endif
