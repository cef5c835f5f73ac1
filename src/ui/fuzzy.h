/* fuzzy.h - how well a name fits what was typed, letters in their order, gaps allowed. */
#ifndef AUDITWALK_UI_FUZZY_H
#define AUDITWALK_UI_FUZZY_H

enum { FUZZY_NONE = -1 };

/* FUZZY_NONE if the letters of needle do not all stand in text in this order; else the better the
 * higher: a beginning before a part, a part before letters with gaps, words begun before letters
 * inside them, short texts before long ones. Case, blanks and punctuation do not count; a needle
 * without letters fits everything alike (0). */
int fuzzy_score(const char *needle, const char *text);

#endif
