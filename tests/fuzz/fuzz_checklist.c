/* fuzz_checklist.c - feeds the checklist reader with anything; seeds in corpus-checklist. */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "exchange/checklist_file.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

/* What holds for every input: an error leaves nothing behind, and no error leaves a checklist that
 * the rest of the program may rely on. */
static void check(enum err_code code, const struct checklist *checklist,
                  const struct checklist_problems *problems)
{
    if ((code == ERR_OK) != (problems->errors == 0))
        abort();
    if (code != ERR_OK) {
        if (checklist->id != NULL || checklist->item_count != 0 || problems->count == 0)
            abort();
        return;
    }
    if (checklist->id == NULL || checklist->version == NULL || checklist->language == NULL ||
        checklist->title.count == 0 || checklist->item_count == 0)
        abort();
    for (size_t i = 0; i < checklist->item_count; i++) {
        const struct checklist_item *item = &checklist->items[i];
        if (item->id == NULL || item->clause == NULL || item->ask.count == 0)
            abort();
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    struct checklist checklist;
    struct checklist_problems problems;
    struct err err;
    /* A copy of exactly that size, so that reading past its end shows. */
    char *copy = mem_dup(bytes, length);

    check(checklist_file_parse("fuzz", copy, length, &checklist, &problems, &err), &checklist,
          &problems);
    for (size_t i = 0; i < problems.count; i++)
        free(checklist_problem_text("fuzz", &problems.items[i]));
    checklist_problems_clear(&problems);
    checklist_clear(&checklist);
    free(copy);
    return 0;
}
