/* paths.c - paths as people type, paste and drop them. */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "ui/paths.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/mem.h"
#include "base/text.h"

enum { PATH_LONGEST = 4096 };

/* Without the quotes around it. */
static char *unquote(const char *text, size_t length)
{
    if (length >= 2 && (text[0] == '\'' || text[0] == '"') && text[length - 1] == text[0])
        return mem_strndup(text + 1, length - 2);
    return mem_strndup(text, length);
}

char *path_typed(const char *text)
{
    const char *home = getenv("HOME");
    char *path = unquote(text, strlen(text));

    if (path[0] != '~' || (path[1] != '/' && path[1] != '\0') || home == NULL)
        return path;
    char *whole = mem_printf("%s%s", home, path + 1);
    free(path);
    return whole;
}

static int hex_digit(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    if (c >= 'A' && c <= 'F')
        return c - 'A' + 10;
    return -1;
}

/* In place: %20 of a file:// URI. */
static void decode_percent(char *path)
{
    char *to = path;

    for (const char *from = path; *from != '\0'; from++) {
        int high = from[0] == '%' ? hex_digit(from[1]) : -1;
        int low = high >= 0 ? hex_digit(from[2]) : -1;
        if (low >= 0 && high * 16 + low != 0) {
            *to++ = (char)(high * 16 + low);
            from += 2;
        } else {
            *to++ = *from;
        }
    }
    *to = '\0';
}

/* In place: the backslashes a shell would want before blanks. */
static void drop_backslashes(char *path)
{
    char *to = path;

    for (const char *from = path; *from != '\0'; from++) {
        if (from[0] == '\\' && from[1] != '\0')
            from++;
        *to++ = *from;
    }
    *to = '\0';
}

static bool is_file(const char *path)
{
    struct stat status;

    return stat(path, &status) == 0 && S_ISREG(status.st_mode);
}

char *path_pasted(const char *bytes, size_t length)
{
    while (length > 0 && strchr(" \r\n", bytes[length - 1]) != NULL)
        length--;
    while (length > 0 && bytes[0] == ' ') {
        bytes++;
        length--;
    }
    if (length < 2 || length > PATH_LONGEST || memchr(bytes, '\n', length) != NULL ||
        !text_is_utf8(bytes, length))
        return NULL;
    bool quoted = bytes[0] == '\'' || bytes[0] == '"';
    char *path = unquote(bytes, length);
    if (strncmp(path, "file://", 7) == 0) {
        memmove(path, path + 7, strlen(path + 7) + 1);
        decode_percent(path);
    } else if (!quoted && !is_file(path)) {
        drop_backslashes(path);
    }
    if (path[0] == '/' && is_file(path))
        return path;
    free(path);
    return NULL;
}
