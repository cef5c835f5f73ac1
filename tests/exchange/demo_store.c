/* demo_store.c - the demo in a folder of its own. */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "demo_store.h"

#include <CUnit/CUnit.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "base/mem.h"
#include "exchange/demo.h"
#include "store/audits.h"
#include "store/findings.h"

#ifndef TOP_SRCDIR
#define TOP_SRCDIR "."
#endif

struct demo_store demo;

static const char *const variables[] = {"HOME", "XDG_DATA_HOME", "TZ", "AUDITWALK_NOW",
                                        "AUDITWALK_CHECKLISTS"};
enum { VARIABLE_COUNT = sizeof variables / sizeof variables[0] };
static char *saved[VARIABLE_COUNT];

static void find_numbers(void)
{
    const struct finding_query query = {.audit = &demo.audit};
    struct finding_lines lines = {0};

    if (findings_list(demo.store, &query, &lines, NULL) != ERR_OK)
        return;
    for (size_t i = 0; i < lines.count; i++) {
        if (strstr(lines.items[i].statement, "Seal check at Gate 2") != NULL)
            demo.seal = mem_strdup(lines.items[i].number);
        if (strstr(lines.items[i].statement, "Section F12") != NULL)
            demo.fence = mem_strdup(lines.items[i].number);
    }
    if (demo.seal != NULL) /* F-k7q2-5: E-k7q2- */
        demo.evidence = mem_printf("E%.6s", demo.seal + 1);
    setenv("SEAL", demo.seal != NULL ? demo.seal : "", 1);
    setenv("FENCE", demo.fence != NULL ? demo.fence : "", 1);
    setenv("EVIDENCE", demo.evidence != NULL ? demo.evidence : "", 1);
    finding_lines_clear(&lines);
}

static int make_demo(void)
{
    struct err err = {0};
    char *path = file_join(demo.home, "demo.audit");
    int failed = device_load(&demo.device, &err) != ERR_OK ||
                 demo_create(path, &demo.device, &demo.store, &err) != ERR_OK ||
                 audit_find(demo.store, "IA-2026-03", &demo.audit, &err) != ERR_OK ||
                 audit_find(demo.store, "IA-2025-02", &demo.old, &err) != ERR_OK;

    if (failed)
        fprintf(stderr, "demo: %s (%s)\n", err.message, err.hint);
    else
        find_numbers();
    free(path);
    return failed || demo.seal == NULL || demo.fence == NULL;
}

int demo_store_set_up(void)
{
    demo = (struct demo_store){.home = mem_strdup("/tmp/test-demo.XXXXXX")};
    for (size_t i = 0; i < VARIABLE_COUNT; i++)
        saved[i] = mem_strdup(getenv(variables[i]));
    if (mkdtemp(demo.home) == NULL)
        return 1;
    setenv("HOME", demo.home, 1);
    setenv("XDG_DATA_HOME", demo.home, 1);
    setenv("TZ", "UTC", 1);
    setenv("AUDITWALK_NOW", "2026-11-23T14:32:07Z", 1);
    setenv("AUDITWALK_CHECKLISTS", TOP_SRCDIR "/checklists", 1);
    return make_demo();
}

int demo_store_tear_down(void)
{
    char *command = mem_printf("rm -rf '%s'", demo.home);

    store_close(demo.store);
    device_clear(&demo.device);
    if (system(command) != 0)
        fprintf(stderr, "demo: %s is still there\n", demo.home);
    for (size_t i = 0; i < VARIABLE_COUNT; i++) {
        if (saved[i] != NULL)
            setenv(variables[i], saved[i], 1);
        else
            unsetenv(variables[i]);
        free(saved[i]);
    }
    free(command);
    free(demo.home);
    free(demo.seal);
    free(demo.fence);
    free(demo.evidence);
    return 0;
}

void demo_find(const struct ident *of, const char *number, struct ident *finding)
{
    struct err err = {0};

    CU_ASSERT_EQUAL_FATAL(finding_find(demo.store, of, number, finding, &err), ERR_OK);
}

bool demo_reads_back(const char *path, const char *checks)
{
    char *command = mem_printf("/usr/bin/python3 '%s/tests/exchange/read_workbook.py' '%s' %s",
                               TOP_SRCDIR, path, checks);
    int status = system(command);

    free(command);
    return status == 0;
}
