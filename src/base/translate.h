/* translate.h - messages in a language that need not be the program's, or in two at once.
 *
 * A workbook has a language of its own: it may be written in Chinese by a program that speaks
 * English, or in both side by side. Languages are tags: "en" (the msgids themselves), "zh_CN", or
 * "both": first English, then Chinese. The locale of a language need not be installed.
 */
#ifndef AUDITWALK_BASE_TRANSLATE_H
#define AUDITWALK_BASE_TRANSLATE_H

#include <stdbool.h>

#define TRANSLATE_BOTH "both"
#define TRANSLATE_FIRST "en"
#define TRANSLATE_SECOND "zh_CN"

#if defined(__GNUC__)
#define TRANSLATE_FORMAT_ARG(n) __attribute__((format_arg(n)))
#define TRANSLATE_PRINTF(n, m) __attribute__((format(printf, n, m)))
#else
#define TRANSLATE_FORMAT_ARG(n)
#define TRANSLATE_PRINTF(n, m)
#endif

/* The message in the language; stays valid to the end of the program. "both" joins the two with a
 * slash, sentences with a space; a msgid with a conversion (%zu) is given in the first language
 * only, since its arguments are not there twice: use translate_words for those. "" stays "". */
const char *translate(const char *language, const char *msgid) TRANSLATE_FORMAT_ARG(2);

/* A format filled in, in "both" once in each language. Heap. */
char *translate_words(const char *language, const char *msgid, ...) TRANSLATE_PRINTF(2, 3);

/* Two texts as "both" joins them: once if they are the same or one is empty. Heap. */
char *translate_join(const char *first, const char *second);

bool translate_is_both(const char *language);

/* For what asks gettext itself: in between it answers in the language ("both": in the first). */
struct translate_turn {
    char *language; /* what was before; NULL: nothing */
    char *locale;   /* NULL: was not changed */
};
void translate_turn(struct translate_turn *turn, const char *language);
void translate_back(struct translate_turn *turn);

#endif
