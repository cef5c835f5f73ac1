/* demo_store.h - the demo in a folder of its own, for suites that export it. */
#ifndef AUDITWALK_TESTS_EXCHANGE_DEMO_STORE_H
#define AUDITWALK_TESTS_EXCHANGE_DEMO_STORE_H

#include <stdbool.h>

#include "store/store.h"

struct demo_store {
    char *home;
    struct device device;
    struct store *store;
    struct ident audit; /* IA-2026-03 */
    struct ident old;   /* IA-2025-02 */
    /* Drafts have the name of the laptop in their numbers; for checks they are in the environment
     * as SEAL, FENCE and EVIDENCE. */
    char *seal;
    char *fence;
    char *evidence; /* what the numbers of evidence begin with */
};
extern struct demo_store demo;

/* For CUnit: 0 if all is well. Time stands still at 2026-11-23T14:32:07Z, the zone is UTC. */
int demo_store_set_up(void);
int demo_store_tear_down(void);

/* A finding of an audit by its number; the test fails if there is none. */
void demo_find(const struct ident *of, const char *number, struct ident *finding);

/* read_workbook.py finds all of the checks, which are words of a shell. */
bool demo_reads_back(const char *path, const char *checks);

#endif
