/* passphrase.c - reading a passphrase from a file, so that it never stands on a command line. */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "exchange/package.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <sodium.h>

#include "base/file.h"
#include "base/i18n.h"

enum { PASSPHRASE_MIN = 8, PASSPHRASE_MAX = 1024 };

void passphrase_clear(char *passphrase, size_t length)
{
    if (passphrase != NULL)
        sodium_memzero(passphrase, length);
    free(passphrase);
}

/* The first line, without the carriage return that some editors put at its end. */
static enum err_code take_line(const char *bytes, size_t got, const char *path, char **passphrase,
                               size_t *length, struct err *err)
{
    const char *end = memchr(bytes, '\n', got);
    size_t size = end != NULL ? (size_t)(end - bytes) : got;

    if (size > 0 && bytes[size - 1] == '\r')
        size--;
    if (size > PASSPHRASE_MAX) {
        err_set(err, ERR_USAGE, _("the passphrase in %s is too long: at most %d bytes"), path,
                PASSPHRASE_MAX);
        err_hint(err, _("its first line is the passphrase; is this the file you mean?"));
        return ERR_USAGE;
    }
    if (size < PASSPHRASE_MIN) {
        err_set(err, ERR_USAGE, _("the passphrase in %s is too short: at least %d characters"),
                path, PASSPHRASE_MIN);
        err_hint(err, _("five or six unrelated words are easy to say and hard to guess"));
        return ERR_USAGE;
    }
    *passphrase = mem_dup(bytes, size);
    *length = size;
    return ERR_OK;
}

enum err_code passphrase_read(const char *path, char **passphrase, size_t *length, struct err *err)
{
    char bytes[PASSPHRASE_MAX + 2]; /* a carriage return, and one more to notice a longer line */
    size_t got = 0;
    ssize_t step = 1;
    int fd = -1;
    uint64_t size = 0;

    *passphrase = NULL;
    *length = 0;
    enum err_code code = file_open_regular(path, &fd, &size, err);
    if (code != ERR_OK)
        return code;
    while (got < sizeof bytes && step != 0) {
        step = read(fd, bytes + got, sizeof bytes - got);
        if (step < 0 && errno != EINTR)
            break;
        got += step > 0 ? (size_t)step : 0;
    }
    if (step < 0)
        code = err_errno(err, errno, _("%s can't be read"), path);
    else
        code = take_line(bytes, got, path, passphrase, length, err);
    close(fd);
    sodium_memzero(bytes, sizeof bytes);
    return code;
}
