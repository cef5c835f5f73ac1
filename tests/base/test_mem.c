/* test_mem.c - allocation, its failure, and the growable buffer. */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "base/mem.h"

#include <fcntl.h>
#include <signal.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "suites.h"

static int report; /* a pipe from the child that fails to the test */

static void hook(void)
{
    if (write(report, "hook;", 5) != 5)
        _exit(CHILD_FAILED);
}

static void prepare_failure(void)
{
    dup2(report, STDERR_FILENO);
    mem_on_failure(hook);
}

static int overflow_zalloc(void)
{
    prepare_failure();
    free(mem_zalloc(SIZE_MAX / 2, 3));
    return CHILD_PASSED;
}

static int overflow_resize(void)
{
    prepare_failure();
    free(mem_resize(NULL, SIZE_MAX / 8 + 1, 8));
    return CHILD_PASSED;
}

static int overflow_buffer(void)
{
    prepare_failure();
    struct buf buf;
    buf_init(&buf);
    buf_putc(&buf, 'x');
    buf_reserve(&buf, SIZE_MAX - 1);
    return CHILD_PASSED;
}

static int overflow_grow(void)
{
    prepare_failure();
    size_t capacity = SIZE_MAX / 2 + 1;
    free(mem_grow(NULL, capacity, &capacity, 16));
    return CHILD_PASSED;
}

static int overflow_without_hook(void)
{
    prepare_failure();
    mem_on_failure(NULL);
    free(mem_zalloc(SIZE_MAX, SIZE_MAX));
    return CHILD_PASSED;
}

static void failing_hook(void)
{
    hook();
    free(mem_zalloc(SIZE_MAX, SIZE_MAX));
}

static int overflow_in_the_hook(void)
{
    prepare_failure();
    mem_on_failure(failing_hook);
    free(mem_zalloc(SIZE_MAX, SIZE_MAX));
    return CHILD_PASSED;
}

/* The child must abort, after the hook, with one line. */
static void expect_failure(int (*body)(void), const char *expected)
{
    int ends[2];
    char text[256] = "";
    CU_ASSERT_FATAL(pipe2(ends, O_CLOEXEC) == 0);
    report = ends[1];
    CU_ASSERT_EQUAL(in_child(body), -SIGABRT);
    close(ends[1]);
    CU_ASSERT(read(ends[0], text, sizeof text - 1) >= 0);
    close(ends[0]);
    CU_ASSERT_STRING_EQUAL(text, expected);
}

static void failure_aborts_after_the_hook(void)
{
    const char *with_hook = "hook;auditwalk: out of memory (the size is too large)\n";
    expect_failure(overflow_zalloc, with_hook);
    expect_failure(overflow_resize, with_hook);
    expect_failure(overflow_buffer, with_hook);
    expect_failure(overflow_grow, with_hook);
    expect_failure(overflow_in_the_hook, with_hook);
    expect_failure(overflow_without_hook, with_hook + 5);
}

static void nothing_is_still_memory(void)
{
    void *a = mem_alloc(0);
    void *b = mem_zalloc(0, 8);
    void *c = mem_resize(NULL, 0, 8);
    void *d = mem_dup(NULL, 0);
    CU_ASSERT_PTR_NOT_NULL(a);
    CU_ASSERT_PTR_NOT_NULL(b);
    CU_ASSERT_PTR_NOT_NULL(c);
    CU_ASSERT_PTR_NOT_NULL(d);
    c = mem_resize(c, 0, 0);
    CU_ASSERT_PTR_NOT_NULL(c);
    free(a);
    free(b);
    free(c);
    free(d);
}

static void copies(void)
{
    CU_ASSERT_PTR_NULL(mem_strdup(NULL));
    CU_ASSERT_PTR_NULL(mem_strndup(NULL, 3));
    char *a = mem_strndup("abcdef", 3);
    char *b = mem_strndup("ab", 30);
    char *c = mem_printf("%s-%d", a, 5);
    CU_ASSERT_STRING_EQUAL(a, "abc");
    CU_ASSERT_STRING_EQUAL(b, "ab");
    CU_ASSERT_STRING_EQUAL(c, "abc-5");
    mem_replace(&c, c + 2); /* a part of the old text */
    CU_ASSERT_STRING_EQUAL(c, "c-5");
    mem_replace(&c, NULL);
    CU_ASSERT_PTR_NULL(c);
    mem_replace(&c, "new");
    CU_ASSERT_STRING_EQUAL(c, "new");
    free(a);
    free(b);
    free(c);
    int *zeros = mem_zalloc(100, sizeof *zeros);
    for (int i = 0; i < 100; i++)
        CU_ASSERT_EQUAL(zeros[i], 0);
    free(zeros);
}

static void arrays_grow(void)
{
    size_t count = 0;
    size_t capacity = 0;
    size_t moves = 0;
    int *items = NULL;
    for (int i = 0; i < 10000; i++) {
        size_t before = capacity;
        items = mem_grow(items, count, &capacity, sizeof *items);
        moves += before != capacity;
        items[count++] = i;
    }
    CU_ASSERT(capacity >= count);
    CU_ASSERT(moves < 20);
    for (int i = 0; i < 10000; i++)
        if (items[i] != i)
            CU_FAIL("an element was lost");
    free(items);
}

static void buffers(void)
{
    struct buf buf;
    buf_init(&buf);
    CU_ASSERT_PTR_NULL(buf.data);
    char *empty = buf_take(&buf);
    CU_ASSERT_STRING_EQUAL(empty, "");
    free(empty);
    buf_add(&buf, NULL, 0);
    CU_ASSERT_STRING_EQUAL(buf.data, "");
    buf_puts(&buf, "ab");
    buf_putc(&buf, 'c');
    buf_printf(&buf, "%05d|%s", 42, "");
    CU_ASSERT_STRING_EQUAL(buf.data, "abc00042|");
    buf_add(&buf, "\0z", 2);
    CU_ASSERT_EQUAL(buf.length, 11);
    CU_ASSERT_EQUAL(memcmp(buf.data, "abc00042|\0z", 12), 0);
    size_t capacity = buf.capacity;
    buf_reset(&buf);
    CU_ASSERT_EQUAL(buf.length, 0);
    CU_ASSERT_EQUAL(buf.capacity, capacity);
    CU_ASSERT_STRING_EQUAL(buf.data, "");
    for (int i = 0; i < 5000; i++)
        buf_printf(&buf, "%d,", i % 10);
    CU_ASSERT_EQUAL(buf.length, 10000);
    CU_ASSERT_EQUAL(strlen(buf.data), 10000);
    buf_clear(&buf);
    CU_ASSERT(buf.data == NULL && buf.length == 0 && buf.capacity == 0);
    buf_clear(&buf);
    buf_reset(&buf);
    buf_puts(&buf, "again");
    char *taken = buf_take(&buf);
    CU_ASSERT_STRING_EQUAL(taken, "again");
    CU_ASSERT_PTR_NULL(buf.data);
    free(taken);
}

CU_ErrorCode test_mem_add(void)
{
    static const struct suite_test tests[] = {
        {"failure aborts after the hook", failure_aborts_after_the_hook},
        {"nothing is still memory", nothing_is_still_memory},
        {"copies", copies},
        {"arrays grow", arrays_grow},
        {"buffers", buffers},
        {NULL, NULL}};
    return suite_add("mem", tests);
}
