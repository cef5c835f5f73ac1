/* output.c - what is printed: messages to standard error, results to standard output.
 *
 * Nothing printed can steer a terminal, and nothing that could not be written is forgotten.
 */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "cli/cli.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "base/i18n.h"
#include "base/text.h"

void message_error(const struct err *err)
{
    if (err->hint[0] != '\0')
        fprintf(stderr, "auditwalk: %s (%s)\n", err->message, err->hint);
    else
        fprintf(stderr, "auditwalk: %s\n", err->message);
}

void message_note(const char *format, ...)
{
    struct err clean;
    va_list arguments;
    char *text = NULL;

    va_start(arguments, format);
    if (vasprintf(&text, format, arguments) < 0)
        text = NULL;
    va_end(arguments);
    err_set(&clean, ERR_OK, "%s", text != NULL ? text : format);
    fprintf(stderr, "auditwalk: %s\n", clean.message);
    free(text);
}

enum err_code err_prefix(struct err *err, const char *what)
{
    if (err == NULL)
        return ERR_INTERNAL;
    struct err old = *err;
    err_set(err, old.code, "%s: %s", what, old.message);
    return err_hint(err, "%s", old.hint);
}

char *printable(const char *text)
{
    struct err clean;

    err_set(&clean, ERR_OK, "%s", text);
    return mem_strdup(clean.message);
}

char *printable_block(const char *text)
{
    char *clean = NULL;

    if (text_clean(text, strlen(text), TEXT_BLOCK, &clean, NULL) != ERR_OK)
        clean = printable(text);
    return clean;
}

void output_buf(struct buf *buf)
{
    if (buf->length > 0)
        fwrite(buf->data, 1, buf->length, stdout);
    buf_clear(buf);
}

enum err_code output_json(enum err_code code, struct buf *json)
{
    if (code == ERR_OK)
        output_buf(json);
    buf_clear(json);
    return code;
}

void output_json_text(struct buf *out, const char *text)
{
    buf_putc(out, '"');
    for (; *text != '\0'; text++) {
        unsigned char c = (unsigned char)*text;
        if (c == '"' || c == '\\')
            buf_printf(out, "\\%c", c);
        else if (c < 0x20 || c == 0x7f)
            buf_printf(out, "\\u%04x", c);
        else if (c == 0xc2 && (unsigned char)text[1] >= 0x80 && (unsigned char)text[1] < 0xa0)
            buf_printf(out, "\\u%04x", (unsigned char)*++text); /* C1: as good as an escape */
        else
            buf_putc(out, (char)c);
    }
    buf_putc(out, '"');
}

enum err_code output_finish(struct err *err)
{
    int number = 0;

    errno = 0;
    if (fflush(stdout) != 0 || ferror(stdout) != 0)
        number = errno != 0 ? errno : EIO;
    if (fclose(stdout) != 0 && number == 0)
        number = errno;
    if (number == 0)
        return ERR_OK;
    err_errno(err, number, _("standard output can't be written"));
    if (err != NULL)
        err->code = ERR_IO; /* whatever the cause */
    return ERR_IO;
}

bool output_colour(void)
{
    const char *term = getenv("TERM");
    const char *no_color = getenv("NO_COLOR");

    if (no_color != NULL && no_color[0] != '\0')
        return false;
    return term != NULL && term[0] != '\0' && strcmp(term, "dumb") != 0 && isatty(STDOUT_FILENO);
}

size_t output_columns(void)
{
    struct winsize size;
    const char *columns = getenv("COLUMNS");

    if (!isatty(STDOUT_FILENO))
        return 0;
    long asked = columns != NULL ? strtol(columns, NULL, 10) : 0;
    if (asked > 0 && asked < 10000)
        return (size_t)asked;
    if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0)
        return size.ws_col;
    return 80;
}
