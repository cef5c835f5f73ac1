/* similar.c - how alike two texts are. */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "core/similar.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"

static int compare_pairs(const void *a, const void *b)
{
    uint64_t left = *(const uint64_t *)a;
    uint64_t right = *(const uint64_t *)b;

    return (left > right) - (left < right);
}

/* The pairs of neighbours, sorted; heap. */
static uint64_t *pairs_of(const uint32_t *letters, size_t count)
{
    size_t pairs = count > 0 ? count - 1 : 0;
    uint64_t *all = mem_zalloc(pairs + 1, sizeof *all);

    for (size_t i = 0; i < pairs; i++)
        all[i] = (uint64_t)letters[i] << 32 | letters[i + 1];
    qsort(all, pairs, sizeof *all, compare_pairs);
    return all;
}

/* How many pairs both have, each as often as the one that has it less often. */
static size_t count_common(const uint64_t *a, size_t a_count, const uint64_t *b, size_t b_count)
{
    size_t common = 0;

    for (size_t i = 0, j = 0; i < a_count && j < b_count;) {
        common += a[i] == b[j];
        bool first = a[i] <= b[j];
        bool second = b[j] <= a[i];
        i += first;
        j += second;
    }
    return common;
}

static unsigned dice(const uint32_t *a, size_t a_count, const uint32_t *b, size_t b_count)
{
    if (a_count == 0 || b_count == 0)
        return 0;
    if (a_count == b_count && memcmp(a, b, a_count * sizeof *a) == 0)
        return 100;
    if (a_count + b_count == 2)
        return 0; /* one letter each, and not the same: no pairs at all */
    uint64_t *left = pairs_of(a, a_count);
    uint64_t *right = pairs_of(b, b_count);
    size_t common = count_common(left, a_count - 1, right, b_count - 1);

    free(left);
    free(right);
    unsigned percent = (unsigned)(200 * common / (a_count - 1 + b_count - 1));
    return percent < 100 ? percent : 99; /* the same pairs in another order */
}

unsigned text_similarity(const char *a, const char *b)
{
    size_t a_count = 0;
    size_t b_count = 0;
    uint32_t *left = text_letters(a, &a_count);
    uint32_t *right = text_letters(b, &b_count);
    unsigned percent = dice(left, a_count, right, b_count);

    free(left);
    free(right);
    return percent;
}
