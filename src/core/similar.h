/* similar.h - how alike two texts are, for findings that may describe one fact. Pure. */
#ifndef AUDITWALK_CORE_SIMILAR_H
#define AUDITWALK_CORE_SIMILAR_H

/* 0 (nothing in common) to 100 (the same but for case, spaces and punctuation): Dice's coefficient
 * over the pairs of neighbouring letters, so it works for English and for Chinese alike. Two empty
 * texts: 0. */
unsigned text_similarity(const char *a, const char *b);

#endif
