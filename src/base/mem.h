/* mem.h - memory that can't fail quietly, and growable buffers.
 *
 * An allocation that fails calls the hook (the ui sets one that restores the terminal), writes one
 * line to standard error and aborts: SQLite then rolls the open transaction back, so the file is as
 * it was before the save. Sizes are checked for overflow.
 */
#ifndef AUDITWALK_BASE_MEM_H
#define AUDITWALK_BASE_MEM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"

/* Called once before the abort; must not allocate. */
void mem_on_failure(void (*hook)(void));

void *mem_alloc(size_t size);                              /* uninitialised, never NULL */
void *mem_zalloc(size_t count, size_t size);               /* zeroed array, never NULL */
void *mem_resize(void *old, size_t count, size_t size);    /* realloc with overflow check */
char *mem_strdup(const char *text);                        /* NULL in, NULL out */
char *mem_strndup(const char *text, size_t length);
void *mem_dup(const void *bytes, size_t length);
char *mem_printf(const char *format, ...) BASE_PRINTF(1, 2); /* heap, caller frees */

/* Replaces *slot by a copy of text (NULL allowed), freeing the old one. */
void mem_replace(char **slot, const char *text);

/* Makes room in a growable array for one more element; returns the (moved) array.
 *   items = mem_grow(items, count, &capacity, sizeof *items); items[count++] = x; */
void *mem_grow(void *items, size_t count, size_t *capacity, size_t size);

/* A growable byte buffer; data is always NUL-terminated once anything was added. */
struct buf {
    char *data;
    size_t length;
    size_t capacity;
};

void buf_init(struct buf *buf);
void buf_clear(struct buf *buf); /* frees; the buffer is empty and usable again */
void buf_reset(struct buf *buf); /* empties, keeps the memory */
void buf_reserve(struct buf *buf, size_t more);
void buf_add(struct buf *buf, const void *bytes, size_t length);
void buf_puts(struct buf *buf, const char *text);
void buf_putc(struct buf *buf, char c);
void buf_printf(struct buf *buf, const char *format, ...) BASE_PRINTF(2, 3);
char *buf_take(struct buf *buf); /* the text, "" if empty; the caller frees, the buffer is empty */

#endif
