/* sample.h - drawing the items of a sample so that anybody can draw the same again.
 *
 * Number i = 0, 1, 2 ... of a seed is the first 8 bytes, most significant first, of the SHA-256 of
 *
 *     auditwalk-sample-1:SEED:i
 *
 * (SEED as its bytes, i in decimal). A number of 2^64 - (2^64 mod population) or more is passed
 * over, so that every item is as likely as another; else its remainder by the population, plus 1,
 * is the item. Items drawn before are passed over until there are as many as the sample is large.
 */
#ifndef AUDITWALK_CORE_SAMPLE_H
#define AUDITWALK_CORE_SAMPLE_H

#include <stdint.h>

#include "base/err.h"

enum { SAMPLE_SIZE_MOST = 1000, SAMPLE_POPULATION_MOST = 1000000000, SAMPLE_SEED_SIZE = 17 };

struct sample {
    int64_t population;
    int64_t size;
    const char *seed;
};

/* ERR_USAGE with the reason: nothing to draw from, more than there are, too many, no seed. */
enum err_code sample_check(const struct sample *sample, struct err *err);

/* Draws sample->size items, 1 to population, ascending; the sample must have passed the check. */
void sample_draw(const struct sample *sample, uint32_t *items);

/* "3, 17, 25": heap. */
char *sample_text(const uint32_t *items, int64_t size);

/* A new seed: 16 letters and digits by chance. */
void sample_seed(char out[SAMPLE_SEED_SIZE]);

#endif
