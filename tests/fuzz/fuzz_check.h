/* fuzz_check.h - what holds for every input of the checklist readers. */
#ifndef AUDITWALK_TESTS_FUZZ_CHECK_H
#define AUDITWALK_TESTS_FUZZ_CHECK_H

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "exchange/checklist_overlay.h"
#include "store/snapshot.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

static inline void must(bool holds)
{
    if (!holds)
        abort();
}

/* No error leaves a checklist that the rest of the program may rely on. */
static inline void check_whole(const struct checklist *checklist)
{
    must(checklist->id != NULL && checklist->version != NULL && checklist->language != NULL);
    must(checklist->title.count > 0 && checklist->item_count > 0);
    for (size_t i = 0; i < checklist->item_count; i++) {
        const struct checklist_item *item = &checklist->items[i];
        must(item->id != NULL && item->clause != NULL && item->ask.count > 0);
    }
}

/* What was read can be written in either format, and read again it is the same. */
static inline void check_round_trip(const struct checklist *checklist)
{
    struct buf before;

    buf_init(&before);
    snapshot_encode(checklist, &before);
    for (int format = 0; format < CHECKLIST_FORMAT_COUNT; format++) {
        struct checklist again;
        struct buf written;
        struct buf after;
        buf_init(&written);
        buf_init(&after);
        checklist_write(checklist, (enum checklist_format)format, &written);
        if (written.length <= CHECKLIST_FILE_LIMIT) {
            must(checklist_file_parse_as("again", (enum checklist_format)format, written.data,
                                         written.length, &again, NULL, NULL) == ERR_OK);
            snapshot_encode(&again, &after);
            must(before.length == after.length &&
                 memcmp(before.data, after.data, before.length) == 0);
            checklist_clear(&again);
        }
        buf_clear(&after);
        buf_clear(&written);
    }
    buf_clear(&before);
}

/* An error leaves nothing behind and says why. */
static inline void check_problems(struct checklist_problems *problems, enum err_code code)
{
    must((code == ERR_OK) == (problems->errors == 0));
    must(code == ERR_OK || problems->count > 0);
    for (size_t i = 0; i < problems->count; i++)
        free(checklist_problem_text("fuzz", &problems->items[i]));
    checklist_problems_clear(problems);
}

static inline void check_checklist(const char *bytes, size_t length, enum checklist_format format)
{
    struct checklist checklist;
    struct checklist_problems problems;

    enum err_code code =
        checklist_file_parse_as("fuzz", format, bytes, length, &checklist, &problems, NULL);
    check_problems(&problems, code);
    if (code == ERR_OK) {
        check_whole(&checklist);
        check_round_trip(&checklist);
    } else {
        must(checklist.id == NULL && checklist.item_count == 0);
    }
    checklist_clear(&checklist);
}

#endif
