/* fuzz_checklist.c - feeds the YAML reader of checklists and overlays with anything; seeds in
 * corpus-checklist. */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "fuzz_check.h"

int LLVMFuzzerInitialize(int *argc, char ***argv);

/* No places to look into: an overlay's checklist is then never there, and nothing else is read. */
int LLVMFuzzerInitialize(int *argc, char ***argv)
{
    (void)argc;
    (void)argv;
    unsetenv("AUDITWALK_CHECKLISTS");
    setenv("XDG_DATA_HOME", "/nonexistent", 1);
    return 0;
}

static void check_overlay(const struct buf *bytes)
{
    struct checklist_overlay overlay;
    struct checklist_problems problems;

    enum err_code code = checklist_overlay_parse("fuzz", bytes, &overlay, &problems, NULL);
    check_problems(&problems, code);
    must(code == ERR_OK || overlay.count == 0);
    checklist_overlay_clear(&overlay);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    /* A copy of exactly that size, so that reading past its end shows. */
    struct buf copy = {.data = mem_dup(bytes, length), .length = length, .capacity = length};

    check_checklist(copy.data, length, CHECKLIST_YAML);
    check_overlay(&copy);
    free(copy.data);
    return 0;
}
