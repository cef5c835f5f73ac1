/* fuzz_csv.c - feeds the CSV reader of checklists with anything; seeds in corpus-csv. */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "fuzz_check.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    /* A copy of exactly that size, so that reading past its end shows. */
    char *copy = mem_dup(bytes, length);

    check_checklist(copy, length, CHECKLIST_CSV);
    free(copy);
    return 0;
}
