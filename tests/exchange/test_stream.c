/* test_stream.c - a register that is read while it is written says what one says that was loaded
 * whole; lists as CSV and JSON: the same bytes twice, stopped anywhere, no room.
 */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include <CUnit/CUnit.h>
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#include "base/file.h"
#include "base/mem.h"
#include "demo_store.h"
#include "exchange/export.h"
#include "exchange/lists.h"
#include "suites.h"

#ifndef TOP_SRCDIR
#define TOP_SRCDIR "."
#endif

static bool same_bytes(const char *a, const char *b)
{
    struct buf first = {0};
    struct buf second = {0};
    bool same = file_read(a, 1 << 24, &first, NULL) == ERR_OK &&
                file_read(b, 1 << 24, &second, NULL) == ERR_OK && first.length == second.length &&
                first.length > 0 && memcmp(first.data, second.data, first.length) == 0;

    buf_clear(&first);
    buf_clear(&second);
    return same;
}

static bool same_cells(const char *a, const char *b)
{
    const char *python = getenv("PYTHON3");
    char *command = mem_printf("'%s' '%s/tests/exchange/find_fields.py' same '%s' '%s'",
                               python != NULL ? python : "/usr/bin/python3", TOP_SRCDIR, a, b);
    bool there = system("/usr/bin/python3 -c 'import openpyxl' 2>/dev/null") == 0;
    bool same = !there || system(command) == 0;

    free(command);
    return same;
}

static void export_register(const char *path, size_t large, const struct ident *audit,
                            const char *from, const char *to)
{
    struct err err = {0};
    const struct export_request request = {.kind = EXPORT_REGISTER,
                                           .audit = audit,
                                           .from = from,
                                           .to = to,
                                           .language = "en",
                                           .path = path,
                                           .large = large};

    CU_ASSERT_EQUAL(export_workbook(demo.store, &request, NULL, &err), ERR_OK);
    CU_ASSERT_STRING_EQUAL(err.message, "");
}

static void test_register_streamed(void)
{
    const struct {
        const struct ident *audit;
        const char *from;
        const char *to;
    } scopes[] = {{NULL, NULL, NULL},         {&demo.audit, NULL, NULL},
                  {&demo.old, NULL, NULL},    {NULL, "2026-01-01", NULL},
                  {NULL, NULL, "2025-12-31"}, {NULL, "1999-01-01", "1999-12-31"}};
    char *whole = file_join(demo.home, "whole.xlsx");
    char *streamed = file_join(demo.home, "streamed.xlsx");
    char *again = file_join(demo.home, "again.xlsx");

    for (size_t i = 0; i < sizeof scopes / sizeof scopes[0]; i++) {
        export_register(whole, 0, scopes[i].audit, scopes[i].from, scopes[i].to);
        export_register(streamed, 1, scopes[i].audit, scopes[i].from, scopes[i].to);
        export_register(again, 1, scopes[i].audit, scopes[i].from, scopes[i].to);
        CU_ASSERT(same_cells(whole, streamed));
        CU_ASSERT(same_bytes(streamed, again));
        CU_ASSERT(demo_reads_back(streamed, "sound"));
    }
    free(again);
    free(streamed);
    free(whole);
}

static bool stop_at(void *context, unsigned percent)
{
    const unsigned *limit = context;

    return percent < *limit;
}

static void test_register_stopped(void)
{
    char *path = file_join(demo.home, "stopped.xlsx");
    struct err err = {0};

    CU_ASSERT_EQUAL(file_write_atomic(path, "old", 3, &err), ERR_OK);
    for (unsigned limit = 0; limit <= 85; limit += 5) {
        struct buf bytes = {0};
        const struct export_request request = {.kind = EXPORT_REGISTER,
                                               .path = path,
                                               .large = 1,
                                               .progress = stop_at,
                                               .context = &limit};
        CU_ASSERT_EQUAL(export_workbook(demo.store, &request, NULL, &err), ERR_CANCELLED);
        CU_ASSERT_EQUAL(file_read(path, 100, &bytes, &err), ERR_OK);
        CU_ASSERT_STRING_EQUAL(bytes.data, "old");
        buf_clear(&bytes);
    }
    free(path);
}

/* No file may be longer than so many bytes: as if the disk were full. */
static enum err_code with_limit(rlim_t limit,
                                enum err_code (*write)(const char *path, struct err *),
                                const char *path, struct err *err)
{
    struct rlimit before;
    void (*old)(int) = signal(SIGXFSZ, SIG_IGN);

    CU_ASSERT_EQUAL_FATAL(getrlimit(RLIMIT_FSIZE, &before), 0);
    const struct rlimit small = {limit, before.rlim_max};
    CU_ASSERT_EQUAL_FATAL(setrlimit(RLIMIT_FSIZE, &small), 0);
    enum err_code code = write(path, err);
    setrlimit(RLIMIT_FSIZE, &before);
    signal(SIGXFSZ, old);
    return code;
}

static enum err_code write_register(const char *path, struct err *err)
{
    const struct export_request request = {.kind = EXPORT_REGISTER, .path = path, .large = 1};

    return export_workbook(demo.store, &request, NULL, err);
}

static enum err_code write_csv(const char *path, struct err *err)
{
    const struct list_request request = {.kind = list_kind_find("requirements"),
                                         .store = demo.store,
                                         .audit = &demo.audit,
                                         .within = -1,
                                         .path = path};

    return list_write(&request, NULL, err);
}

static void test_no_room(void)
{
    char *path = file_join(demo.home, "no-room");
    struct err err = {0};

    CU_ASSERT_EQUAL(with_limit(20000, write_register, path, &err), ERR_CANTCREAT);
    CU_ASSERT_PTR_NOT_NULL(strstr(err.message, "no space"));
    CU_ASSERT_NOT_EQUAL(access(path, F_OK), 0);
    CU_ASSERT_EQUAL(with_limit(20000, write_csv, path, &err), ERR_CANTCREAT);
    CU_ASSERT_NOT_EQUAL(access(path, F_OK), 0);
    CU_ASSERT_EQUAL(write_csv(path, &err), ERR_OK);
    free(path);
}

/* ---- lists -------------------------------------------------------------------------------------
 */

static struct list_request list_of(const struct list_kind *kind, enum list_format format,
                                   const char *path)
{
    return (struct list_request){.kind = kind,
                                 .format = format,
                                 .store = demo.store,
                                 .audit =
                                     (kind->takes & LIST_NEEDS_AUDIT) != 0 ? &demo.audit : NULL,
                                 .within = -1,
                                 .all = true,
                                 .merged = true,
                                 .text = (kind->takes & LIST_TEXT) == 0      ? NULL
                                         : strcmp(kind->word, "search") == 0 ? "gate"
                                                                             : "IA-2026-03",
                                 .language = "en",
                                 .path = path};
}

static void test_lists_twice(void)
{
    char *a = file_join(demo.home, "a.list");
    char *b = file_join(demo.home, "b.list");

    for (size_t i = 0; i < list_kind_count; i++) {
        for (int format = 0; format < LIST_FORMAT_COUNT; format++) {
            struct err err = {0};
            size_t rows = 0;
            size_t again = 0;
            struct list_request request = list_of(&list_kinds[i], (enum list_format)format, a);
            CU_ASSERT_EQUAL(list_write(&request, &rows, &err), ERR_OK);
            CU_ASSERT_STRING_EQUAL(err.message, "");
            request.path = b;
            CU_ASSERT_EQUAL(list_write(&request, &again, &err), ERR_OK);
            CU_ASSERT_EQUAL(rows, again);
            CU_ASSERT(same_bytes(a, b));
        }
    }
    free(b);
    free(a);
}

static void test_lists_stopped(void)
{
    char *path = file_join(demo.home, "stopped.csv");
    struct err err = {0};

    CU_ASSERT_EQUAL(file_write_atomic(path, "old", 3, &err), ERR_OK);
    for (size_t i = 0; i < list_kind_count; i++) {
        struct buf bytes = {0};
        unsigned limit = 0;
        struct list_request request = list_of(&list_kinds[i], LIST_CSV, path);
        request.progress = stop_at;
        request.context = &limit;
        CU_ASSERT_EQUAL(list_write(&request, NULL, &err), ERR_CANCELLED);
        CU_ASSERT_EQUAL(file_read(path, 100, &bytes, &err), ERR_OK);
        CU_ASSERT_STRING_EQUAL(bytes.data, "old");
        buf_clear(&bytes);
    }
    free(path);
}

static int refuse(void *out, const void *bytes, size_t length)
{
    (void)out;
    (void)bytes;
    (void)length;
    return EPIPE;
}

static void test_list_unwanted(void)
{
    struct err err = {0};
    struct list_request request = list_of(list_kind_find("findings"), LIST_JSON, NULL);

    request.put = refuse;
    CU_ASSERT_EQUAL(list_write(&request, NULL, &err), ERR_IO);
    CU_ASSERT_PTR_NULL(list_kind_find("finding"));
}

CU_ErrorCode test_stream_add(void)
{
    CU_pSuite suite = CU_add_suite("stream", demo_store_set_up, demo_store_tear_down);

    if (suite == NULL || CU_ADD_TEST(suite, test_register_streamed) == NULL ||
        CU_ADD_TEST(suite, test_register_stopped) == NULL ||
        CU_ADD_TEST(suite, test_no_room) == NULL || CU_ADD_TEST(suite, test_lists_twice) == NULL ||
        CU_ADD_TEST(suite, test_lists_stopped) == NULL ||
        CU_ADD_TEST(suite, test_list_unwanted) == NULL)
        return CU_get_error();
    return CUE_SUCCESS;
}
