/* ref.c - references to requirements. */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "core/ref.h"

#include <ctype.h>
#include <string.h>

#include "base/mem.h"

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* How many bytes at the start form a clause number such as "8.4.1". */
static size_t clause_length(const char *text)
{
    size_t length = 0;

    while (is_digit(text[length])) {
        while (is_digit(text[length]))
            length++;
        if (text[length] != '.' || !is_digit(text[length + 1]))
            break;
        length++;
    }
    return length;
}

char *ref_display(const char *ref)
{
    struct buf out;
    size_t clause = clause_length(ref);
    const char *part = ref + clause;

    if (clause == 0 || part[0] != '-' || part[1] == '\0')
        return mem_strdup(ref);
    buf_init(&out);
    buf_add(&out, ref, clause);
    part++;
    bool first = true;
    while (*part != '\0') {
        size_t length = strcspn(part, ".");
        bool bare_number = first && is_digit(part[0]);
        buf_printf(&out, bare_number ? " (%.*s)" : " %.*s)", (int)length, part);
        first = false;
        part += length;
        if (*part == '.')
            part++;
    }
    return buf_take(&out);
}

char *ref_normalise(const char *typed)
{
    struct buf out;
    bool gap = false;

    buf_init(&out);
    while (*typed == ' ')
        typed++;
    size_t clause = clause_length(typed);
    buf_add(&out, typed, clause);
    /* Behind the clause every run of letters or digits is a step inside it. */
    for (const char *at = typed + clause; *at != '\0'; at++) {
        if (!is_letter(*at) && !is_digit(*at)) {
            gap = true;
            continue;
        }
        bool first = out.length == clause && clause > 0;
        bool turn = out.length > clause && is_digit(*at) != is_digit(out.data[out.length - 1]);
        if (first)
            buf_putc(&out, '-');
        else if (out.length > clause && (gap || turn))
            buf_putc(&out, '.');
        buf_putc(&out, (char)tolower((unsigned char)*at));
        gap = false;
    }
    return buf_take(&out);
}

char *ref_clause(const char *ref)
{
    return mem_strndup(ref, strcspn(ref, "-"));
}

bool clause_inside(const char *clause, const char *outer)
{
    size_t length = strlen(outer);

    if (strncmp(clause, outer, length) != 0)
        return false;
    return clause[length] == '\0' || clause[length] == '.';
}
