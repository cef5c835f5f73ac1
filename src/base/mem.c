/* mem.c - allocation that succeeds or ends the program, and the growable byte buffer. */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "base/mem.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static void (*failure_hook)(void);

void mem_on_failure(void (*hook)(void))
{
    failure_hook = hook;
}

/* Not translated: looking a translation up may allocate. */
static _Noreturn void fail(const char *what)
{
    void (*hook)(void) = failure_hook;
    failure_hook = NULL; /* once, even if the hook itself runs out of memory */
    if (hook != NULL)
        hook();
    char line[128];
    int length = snprintf(line, sizeof line, "auditwalk: out of memory (%s)\n", what);
    if (length > 0 && write(STDERR_FILENO, line, (size_t)length) < 0)
        abort();
    abort();
}

static size_t product(size_t count, size_t size)
{
    size_t bytes;
    if (__builtin_mul_overflow(count, size, &bytes))
        fail("the size is too large");
    return bytes;
}

static size_t sum(size_t a, size_t b)
{
    size_t bytes;
    if (__builtin_add_overflow(a, b, &bytes))
        fail("the size is too large");
    return bytes;
}

/* For zero bytes malloc may return NULL, which here always means a failure. */
static size_t at_least_one(size_t bytes)
{
    return bytes > 0 ? bytes : 1;
}

void *mem_alloc(size_t size)
{
    void *memory = malloc(at_least_one(size));
    if (memory == NULL)
        fail("malloc");
    return memory;
}

void *mem_zalloc(size_t count, size_t size)
{
    void *memory = calloc(at_least_one(product(count, size)), 1);
    if (memory == NULL)
        fail("calloc");
    return memory;
}

void *mem_resize(void *old, size_t count, size_t size)
{
    void *memory = realloc(old, at_least_one(product(count, size)));
    if (memory == NULL)
        fail("realloc");
    return memory;
}

char *mem_strdup(const char *text)
{
    return text == NULL ? NULL : mem_dup(text, strlen(text) + 1);
}

char *mem_strndup(const char *text, size_t length)
{
    if (text == NULL)
        return NULL;
    size_t bytes = strnlen(text, length);
    char *copy = mem_alloc(sum(bytes, 1));
    memcpy(copy, text, bytes);
    copy[bytes] = '\0';
    return copy;
}

void *mem_dup(const void *bytes, size_t length)
{
    void *copy = mem_alloc(length);
    if (length > 0)
        memcpy(copy, bytes, length);
    return copy;
}

char *mem_printf(const char *format, ...)
{
    char *text = NULL;
    va_list arguments;
    va_start(arguments, format);
    int length = vasprintf(&text, format, arguments);
    va_end(arguments);
    if (length < 0)
        fail("vasprintf");
    return text;
}

void mem_replace(char **slot, const char *text)
{
    char *copy = mem_strdup(text); /* first: text may lie inside the old one */
    free(*slot);
    *slot = copy;
}

void *mem_grow(void *items, size_t count, size_t *capacity, size_t size)
{
    if (count < *capacity)
        return items;
    size_t wanted = *capacity < 8 ? 8 : product(*capacity, 2);
    if (wanted <= count)
        wanted = sum(count, 1);
    items = mem_resize(items, wanted, size);
    *capacity = wanted;
    return items;
}

void buf_init(struct buf *buf)
{
    *buf = (struct buf){NULL, 0, 0};
}

void buf_clear(struct buf *buf)
{
    free(buf->data);
    buf_init(buf);
}

void buf_reset(struct buf *buf)
{
    buf->length = 0;
    if (buf->data != NULL)
        buf->data[0] = '\0';
}

void buf_reserve(struct buf *buf, size_t more)
{
    size_t needed = sum(sum(buf->length, more), 1);
    if (needed <= buf->capacity)
        return;
    /* Doubling keeps many small additions linear; near the limit the need itself has to do. */
    size_t wanted = buf->capacity > SIZE_MAX / 2 ? needed : buf->capacity * 2;
    if (wanted < 64)
        wanted = 64;
    if (wanted < needed)
        wanted = needed;
    buf->data = mem_resize(buf->data, wanted, 1);
    buf->capacity = wanted;
    buf->data[buf->length] = '\0';
}

void buf_add(struct buf *buf, const void *bytes, size_t length)
{
    buf_reserve(buf, length);
    if (length > 0)
        memcpy(buf->data + buf->length, bytes, length);
    buf->length += length;
    buf->data[buf->length] = '\0';
}

void buf_puts(struct buf *buf, const char *text)
{
    buf_add(buf, text, strlen(text));
}

void buf_putc(struct buf *buf, char c)
{
    buf_add(buf, &c, 1);
}

void buf_printf(struct buf *buf, const char *format, ...)
{
    va_list arguments;
    va_list again;
    va_start(arguments, format);
    va_copy(again, arguments);
    int length = vsnprintf(NULL, 0, format, arguments);
    va_end(arguments);
    if (length < 0)
        fail("vsnprintf");
    buf_reserve(buf, (size_t)length);
    vsnprintf(buf->data + buf->length, (size_t)length + 1, format, again);
    va_end(again);
    buf->length += (size_t)length;
}

char *buf_take(struct buf *buf)
{
    char *text = buf->data != NULL ? buf->data : mem_zalloc(1, 1);
    buf_init(buf);
    return text;
}
