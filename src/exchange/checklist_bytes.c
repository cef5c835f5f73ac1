/* checklist_bytes.c - are the bytes of a checklist file text at all?
 *
 * Asked before any parser sees them, for YAML and CSV alike.
 */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "exchange/checklist_parts.h"

#include <stdio.h>
#include <string.h>

#include "base/text.h"

/* Length of the character at p if a file may have it, 0 for one that is UTF-8 but not allowed, -1
 * for what is no UTF-8. */
static int character_length(const unsigned char *p, size_t left)
{
    if (p[0] < 0x80)
        return p[0] >= 0x20 ? p[0] != 0x7F : p[0] == '\t' || p[0] == '\n' || p[0] == '\r';
    size_t length = p[0] < 0xE0 ? 2 : p[0] < 0xF0 ? 3 : 4;
    if (length > left || !text_is_utf8((const char *)p, length))
        return -1;
    bool c1_control = p[0] == 0xC2 && p[1] < 0xA0 && p[1] != 0x85;
    bool noncharacter = p[0] == 0xEF && p[1] == 0xBF && p[2] >= 0xBE;
    return c1_control || noncharacter ? 0 : (int)length;
}

/* Finds the first character that can't be there and reports it with line and column. */
static void report_bad_character(const char *bytes, size_t length,
                                 struct checklist_problems *problems)
{
    const unsigned char *p = (const unsigned char *)bytes;
    size_t line = 1;
    size_t column = 1;
    size_t at = 0;

    while (at < length) {
        int step = character_length(p + at, length - at);
        if (step <= 0) {
            char shown[8];
            snprintf(shown, sizeof shown, "0x%02X", p[at]);
            problem_add(problems, step == 0 ? PROBLEM_CONTROL : PROBLEM_NOT_UTF8, line, column,
                        &(struct problem_note){.values = {shown}});
            return;
        }
        column++;
        if (p[at] == '\n') {
            line++;
            column = 1;
        }
        at += (size_t)step;
    }
}

/* ASCII without control characters is the common case and needs no look at each character. */
static bool is_text(const char *bytes, size_t length)
{
    const unsigned char *p = (const unsigned char *)bytes;

    for (size_t at = 0; at < length;) {
        if (p[at] >= 0x20 && p[at] < 0x7F) {
            at++;
            continue;
        }
        int step = character_length(p + at, length - at);
        if (step <= 0)
            return false;
        at += (size_t)step;
    }
    return true;
}

bool checklist_bytes_are_utf16(const char *bytes, size_t length)
{
    if (length < 2)
        return false;
    if (memcmp(bytes, "\xFF\xFE", 2) == 0 || memcmp(bytes, "\xFE\xFF", 2) == 0)
        return true;
    /* Without a mark: the file starts with an ASCII character, half of which is then a zero. */
    return (bytes[0] == '\0') != (bytes[1] == '\0') && (bytes[0] & 0x80) == 0 &&
           (bytes[1] & 0x80) == 0;
}

bool checklist_bytes_are_text(const char *bytes, size_t length, struct checklist_problems *problems)
{
    if (checklist_bytes_are_utf16(bytes, length)) {
        problem_add(problems, PROBLEM_UTF16, 1, 1, &(struct problem_note){0});
        return false;
    }
    if (is_text(bytes, length))
        return true;
    report_bad_character(bytes, length, problems);
    return false;
}

size_t checklist_bytes_mark(const char *bytes, size_t length)
{
    static const char mark[] = "\xEF\xBB\xBF";

    return length >= strlen(mark) && memcmp(bytes, mark, strlen(mark)) == 0 ? strlen(mark) : 0;
}
