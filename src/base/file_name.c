/* file_name.c - safe names of files, each once. */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "base/file_name.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/text.h"

enum { ENDING_LIMIT = 12 };

/* "CON", "lpt1": devices on Windows, whatever stands behind the first dot. */
static bool is_device(const char *name)
{
    static const char *const words[] = {"CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$", "CLOCK$"};
    size_t length = strcspn(name, ".");

    while (length > 0 && name[length - 1] == ' ')
        length--;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (strlen(words[i]) == length && strncasecmp(name, words[i], length) == 0)
            return true;
    if (strncasecmp(name, "COM", 3) != 0 && strncasecmp(name, "LPT", 3) != 0)
        return false;
    if (length == 4)
        return name[3] >= '0' && name[3] <= '9';
    /* Superscript digits count there too. */
    return length == 5 && ((unsigned char)name[3] == 0xC2 &&
                           ((unsigned char)name[4] == 0xB9 || (unsigned char)name[4] == 0xB2 ||
                            (unsigned char)name[4] == 0xB3));
}

/* One dash for any run of what must not be in a name. */
static char *without_specials(const char *text)
{
    static const char specials[] = "/\\:*?\"<>|'`$&;!#%{}[]()^~=,@";
    struct buf out;

    buf_init(&out);
    for (; *text != '\0'; text++) {
        bool special =
            (unsigned char)*text <= 0x20 || *text == 0x7F || strchr(specials, *text) != NULL;
        if (!special)
            buf_putc(&out, *text);
        else if (out.length > 0 && out.data[out.length - 1] != '-')
            buf_putc(&out, '-');
    }
    return buf_take(&out);
}

/* At most limit bytes of it, at a character. */
static size_t cut(const char *text, size_t length, size_t limit)
{
    if (length <= limit)
        return length;
    while (limit > 0 && ((unsigned char)text[limit] & 0xC0) == 0x80)
        limit--;
    return limit;
}

/* Where the ending begins (".jpg"), the end if there is none worth keeping. */
static const char *ending(const char *name)
{
    const char *dot = strrchr(name, '.');
    const char *end = name + strlen(name);

    return dot == NULL || dot == name || end - dot > ENDING_LIMIT ? end : dot;
}

/* No blanks, dots and dashes at the ends; in front of the ending neither. */
static void trim(char *name)
{
    size_t start = strspn(name, ".-_ ");

    memmove(name, name + start, strlen(name + start) + 1);
    for (size_t end = strlen(name); end > 0 && strchr(".-_ ", name[end - 1]) != NULL;)
        name[--end] = '\0';
    char *last = name + (ending(name) - name);
    char *stem = last;
    while (stem > name && strchr(".-_ ", stem[-1]) != NULL)
        stem--;
    memmove(stem, last, strlen(last) + 1);
}

char *file_name_safe(const char *text, size_t limit)
{
    char *clean = NULL;

    if (text_clean(text, strlen(text), TEXT_LINE, &clean, NULL) != ERR_OK)
        clean = mem_strdup("");
    char *name = without_specials(clean);
    trim(name);
    if (*name == '\0' || is_device(name)) {
        char *other = mem_printf("file%s%s", *name != '\0' ? "-" : "", name);
        free(name);
        name = other;
    }
    const char *last = ending(name);
    size_t stem = cut(name, (size_t)(last - name), limit - strlen(last));
    char *out = mem_printf("%.*s%s", (int)stem, name, last);
    trim(out);
    if (is_device(out)) { /* what told it apart was cut off */
        char *other = mem_printf("file-%s", out);
        free(out);
        out = other;
    }
    free(name);
    free(clean);
    return out;
}

/* ---- each once ------------------------------------------------------------------------------- */

/* Where it is or should be. */
static size_t position(const struct file_names *names, const char *folded, bool *found)
{
    size_t low = 0;
    size_t high = names->count;

    *found = false;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int order = strcmp(names->items[middle], folded);
        if (order == 0) {
            *found = true;
            return middle;
        }
        if (order < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static bool take(struct file_names *names, const char *name)
{
    bool found;
    char *folded = text_fold(name);
    size_t at = position(names, folded, &found);

    if (found) {
        free(folded);
        return false;
    }
    names->items = mem_grow(names->items, names->count, &names->capacity, sizeof *names->items);
    memmove(names->items + at + 1, names->items + at, (names->count - at) * sizeof *names->items);
    names->items[at] = folded;
    names->count++;
    return true;
}

char *file_names_take(struct file_names *names, const char *name)
{
    const char *slash = strrchr(name, '/');
    const char *last = ending(slash != NULL ? slash + 1 : name);
    char *given = mem_strdup(name);

    for (size_t number = 2; !take(names, given); number++) {
        free(given);
        given = mem_printf("%.*s-%zu%s", (int)(last - name), name, number, last);
    }
    return given;
}

void file_names_clear(struct file_names *names)
{
    for (size_t i = 0; i < names->count; i++)
        free(names->items[i]);
    free(names->items);
    *names = (struct file_names){0};
}

/* ---- sums ------------------------------------------------------------------------------------ */

void file_sums_add(struct buf *out, const char *sha256, const char *name)
{
    if (strpbrk(name, "\\\n\r") != NULL)
        buf_putc(out, '\\');
    buf_printf(out, "%s  ", sha256);
    for (; *name != '\0'; name++) {
        if (*name == '\\')
            buf_puts(out, "\\\\");
        else if (*name == '\n')
            buf_puts(out, "\\n");
        else if (*name == '\r')
            buf_puts(out, "\\r");
        else
            buf_putc(out, *name);
    }
    buf_putc(out, '\n');
}
