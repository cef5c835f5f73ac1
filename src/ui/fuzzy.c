/* fuzzy.c - see fuzzy.h. Works on letters and digits alone, so that it is the same for every
 * script.
 */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "ui/fuzzy.h"

#include <stdlib.h>
#include <string.h>

#include "base/text.h"

enum { AT_START = 3000, AS_PART = 2000, WITH_GAPS = 1000, LONGEST = 400, GAP = 6, MOST_GAPS = 500 };

static bool stands_at(const uint32_t *text, const uint32_t *needle, size_t length)
{
    return memcmp(text, needle, length * sizeof *needle) == 0;
}

/* Where needle stands as it is; count if nowhere. */
static size_t part(const uint32_t *text, size_t count, const uint32_t *needle, size_t length)
{
    for (size_t at = 0; at + length <= count; at++)
        if (stands_at(text + at, needle, length))
            return at;
    return count;
}

/* How many times the letters break off when each is taken as early as it comes; -1: they do not
 * all come. */
static int breaks(const uint32_t *text, size_t count, const uint32_t *needle, size_t length)
{
    int broken = 0;
    size_t at = 0;

    for (size_t i = 0; i < length; i++) {
        size_t from = at;
        while (at < count && text[at] != needle[i])
            at++;
        if (at == count)
            return -1;
        broken += at > from;
        at++;
    }
    return broken;
}

static int score(const uint32_t *text, size_t count, const uint32_t *needle, size_t length)
{
    int shortness = LONGEST - (count < (size_t)LONGEST ? (int)count : LONGEST);
    size_t at = part(text, count, needle, length);

    if (at == 0 && length <= count)
        return AT_START + shortness;
    if (at < count)
        return AS_PART + shortness;
    int broken = breaks(text, count, needle, length);
    if (broken < 0)
        return FUZZY_NONE;
    int cost = broken * GAP < MOST_GAPS ? broken * GAP : MOST_GAPS;
    return WITH_GAPS - cost + shortness / 4;
}

int fuzzy_score(const char *needle, const char *text)
{
    size_t length = 0;
    size_t count = 0;
    uint32_t *typed = text_letters(needle, &length);
    uint32_t *letters = text_letters(text, &count);
    int result = length == 0 ? 0 : score(letters, count, typed, length);

    free(typed);
    free(letters);
    return result;
}
