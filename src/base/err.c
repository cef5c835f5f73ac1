/* err.c - filling the error shape: whatever the arguments hold, what comes out is one safe line. */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "base/err.h"

#include <errno.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <unistr.h>

#include "base/i18n.h"

/* Cleaning never makes a text shorter, so a raw text cut at RAW_SIZE overflows every target and the
 * target's own ellipsis covers the cut. */
enum { RAW_SIZE = 1024 };
_Static_assert((int)RAW_SIZE > (int)ERR_MESSAGE_SIZE && (int)RAW_SIZE > (int)ERR_HINT_SIZE,
               "a cut raw text must not fit its target");

static const char REPLACEMENT[] = "\xef\xbf\xbd";
static const char ELLIPSIS[] = "\xe2\x80\xa6";
enum { MARK_LENGTH = 3 };

/* Not for a terminal: C1, line and paragraph separators, bidi controls, the byte order mark. */
static bool is_unsafe(ucs4_t c)
{
    return (c >= 0x7f && c <= 0x9f) || c == 0x061c || c == 0x200e || c == 0x200f ||
           (c >= 0x2028 && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069) || c == 0xfeff;
}

/* The safe bytes for the first character of the rest of a raw text; *used gets the bytes it takes.
 */
static const char *safe_character(const char *raw, size_t left, size_t *used, size_t *length)
{
    const uint8_t *bytes = (const uint8_t *)raw;
    ucs4_t c = 0;
    if (bytes[0] < 0x20) {
        *used = *length = 1;
        return " ";
    }
    int got = u8_mbtoucr(&c, bytes, left);
    if (got <= 0 || is_unsafe(c)) {
        *used = got > 0 ? (size_t)got : 1;
        *length = MARK_LENGTH;
        return REPLACEMENT;
    }
    *used = *length = (size_t)got;
    return raw;
}

/* Copies raw into out[size], cleaned; a text too long is cut with an ellipsis. */
static void copy_safe(char *out, size_t size, const char *raw)
{
    size_t left = strlen(raw);
    size_t length = 0;
    size_t cut = 0; /* the last character boundary that leaves room for the ellipsis */
    while (left > 0) {
        size_t used;
        size_t add;
        const char *from = safe_character(raw, left, &used, &add);
        if (length + add >= size) {
            memcpy(out + cut, ELLIPSIS, MARK_LENGTH);
            length = cut + MARK_LENGTH;
            break;
        }
        memcpy(out + length, from, add);
        length += add;
        if (length + MARK_LENGTH < size)
            cut = length;
        raw += used;
        left -= used;
    }
    out[length] = '\0';
}

/* By way of a buffer of its own, since an argument may point into the target. */
static void format_safe(char *out, size_t size, const char *format, va_list arguments)
    BASE_PRINTF(3, 0);

static void format_safe(char *out, size_t size, const char *format, va_list arguments)
{
    char raw[RAW_SIZE];
    if (vsnprintf(raw, sizeof raw, format, arguments) < 0)
        snprintf(raw, sizeof raw, "%s", _("an error whose text could not be made"));
    copy_safe(out, size, raw);
}

static enum err_code code_of_errno(int number)
{
    switch (number) {
    case ENOENT:
        return ERR_NOINPUT;
    case EACCES:
    case EPERM:
        return ERR_DENIED;
    case EROFS:
    case ENOSPC:
    case EDQUOT:
    case EEXIST:
        return ERR_CANTCREAT;
    default:
        return ERR_IO;
    }
}

enum err_code err_set(struct err *err, enum err_code code, const char *format, ...)
{
    if (err == NULL)
        return code;
    va_list arguments;
    va_start(arguments, format);
    format_safe(err->message, sizeof err->message, format, arguments);
    va_end(arguments);
    err->code = code;
    err->hint[0] = '\0';
    return code;
}

enum err_code err_hint(struct err *err, const char *format, ...)
{
    if (err == NULL)
        return ERR_INTERNAL;
    va_list arguments;
    va_start(arguments, format);
    format_safe(err->hint, sizeof err->hint, format, arguments);
    va_end(arguments);
    return err->code;
}

enum err_code err_errno(struct err *err, int number, const char *format, ...)
{
    enum err_code code = code_of_errno(number);
    if (err == NULL)
        return code;
    /* The reason is kept whole: a long path in front of it is cut instead. */
    char reason[ERR_MESSAGE_SIZE / 3];
    copy_safe(reason, sizeof reason, strerror(number));
    size_t tail = strlen(reason) + 2;
    va_list arguments;
    va_start(arguments, format);
    format_safe(err->message, sizeof err->message - tail, format, arguments);
    va_end(arguments);
    strcat(strcat(err->message, ": "), reason);
    err->code = code;
    err->hint[0] = '\0';
    return code;
}

void err_clear(struct err *err)
{
    if (err == NULL)
        return;
    err->code = ERR_OK;
    err->message[0] = '\0';
    err->hint[0] = '\0';
}

int err_exit_status(enum err_code code)
{
    switch (code) {
    case ERR_OK:
        return 0;
    case ERR_FOUND:
    case ERR_CANCELLED:
        return 1;
    case ERR_USAGE:
        return 64;
    case ERR_DATA:
        return 65;
    case ERR_NOINPUT:
        return 66;
    case ERR_CANTCREAT:
        return 73;
    case ERR_IO:
        return 74;
    case ERR_BUSY:
        return 75;
    case ERR_DENIED:
        return 77;
    case ERR_INTERNAL:
    case ERR_CODE_COUNT:
        break;
    }
    return 70;
}
