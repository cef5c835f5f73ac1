/* rounds.h - how often tests by chance try, and from which seed. */
#ifndef AUDITWALK_TESTS_STORE_ROUNDS_H
#define AUDITWALK_TESTS_STORE_ROUNDS_H

#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>

/* AUDITWALK_TEST_SEED, else usual; then it is one round. */
static inline uint64_t rounds_seed(uint64_t usual)
{
    const char *text = getenv("AUDITWALK_TEST_SEED");

    return text != NULL ? strtoull(text, NULL, 10) : usual;
}

/* Under sanitizers or valgrind. */
static inline bool rounds_are_slow(void)
{
#ifdef __SANITIZE_ADDRESS__
    return true;
#else
    const char *preload = getenv("LD_PRELOAD"); /* valgrind's own */

    return preload != NULL && preload[0] != '\0';
#endif
}

/* AUDITWALK_TEST_ROUNDS, else usual, or fewer where every step is slow. */
static inline int rounds_count(int usual, int slow)
{
    const char *text = getenv("AUDITWALK_TEST_ROUNDS");

    if (text != NULL)
        return atoi(text);
    if (getenv("AUDITWALK_TEST_SEED") != NULL)
        return 1;
    return rounds_are_slow() ? slow : usual;
}

#endif
