/* err.h - the one error shape of the program.
 *
 * Every function that can fail returns an err_code and takes a struct err * as its last parameter
 * (NULL is allowed: the details are then dropped). Nothing below ui and cli prints, prompts or
 * exits. The message says what failed and why, with the offending value; the hint what to do. Both
 * are single lines of valid UTF-8 without control characters, safe to show on a terminal.
 */
#ifndef AUDITWALK_BASE_ERR_H
#define AUDITWALK_BASE_ERR_H

#include <stddef.h>

#if defined(__GNUC__)
#define BASE_PRINTF(fmt, args) __attribute__((format(printf, fmt, args)))
#else
#define BASE_PRINTF(fmt, args)
#endif

/* The kinds of failure; each has one exit status (after sysexits.h), see err_exit_status(). */
enum err_code {
    ERR_OK = 0,
    ERR_FOUND,     /* the check ran and found problems                        status  1 */
    ERR_USAGE,     /* unknown command, option, audit, reference, result       status 64 */
    ERR_DATA,      /* bad input: not UTF-8, broken, newer, not an audit file   status 65 */
    ERR_NOINPUT,   /* no such file, not a regular file                        status 66 */
    ERR_INTERNAL,  /* a promise of our own code was broken                    status 70 */
    ERR_CANTCREAT, /* the file can't be written: read-only, full, exists      status 73 */
    ERR_IO,        /* input/output error                                      status 74 */
    ERR_BUSY,      /* in use by another program                               status 75 */
    ERR_DENIED,    /* not allowed by a rule of the audit or the file system   status 77 */
    ERR_CANCELLED, /* the user stopped it; nothing was changed                status  1 */
    ERR_CODE_COUNT
};

enum { ERR_MESSAGE_SIZE = 768, ERR_HINT_SIZE = 384 };

struct err {
    enum err_code code;
    char message[ERR_MESSAGE_SIZE];
    char hint[ERR_HINT_SIZE];
};

/* Fills *err (hint cleared) and returns code, so that a caller can `return err_set(...)`. Control
 * characters and invalid UTF-8 in the result become U+FFFD or a space; a text too long is cut at a
 * character boundary with an ellipsis. */
enum err_code err_set(struct err *err, enum err_code code, const char *format, ...)
    BASE_PRINTF(3, 4);

/* Sets what to do about it; keeps code and message. Returns err->code (ERR_INTERNAL for NULL). */
enum err_code err_hint(struct err *err, const char *format, ...) BASE_PRINTF(2, 3);

/* err_set with ": " and the text of the errno value appended; picks the code from errno number:
 * ENOENT ERR_NOINPUT, EACCES EPERM ERR_DENIED, EROFS ENOSPC EDQUOT EEXIST ERR_CANTCREAT,
 * else ERR_IO. */
enum err_code err_errno(struct err *err, int number, const char *format, ...) BASE_PRINTF(3, 4);

void err_clear(struct err *err);

/* The code that a call which reports only through err has set. */
static inline enum err_code err_code_of(const struct err *err)
{
    return err != NULL && err->code != ERR_OK ? err->code : ERR_INTERNAL;
}

/* The exit status for a code, 0 for ERR_OK. */
int err_exit_status(enum err_code code);

#endif
