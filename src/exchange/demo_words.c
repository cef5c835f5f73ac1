/* demo_words.c - small helpers of the demo: its times, its texts, the cells it sets. */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "exchange/demo_parts.h"

#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/i18n.h"
#include "base/mem.h"

static const int64_t minute_ms = (int64_t)60 * 1000;
static const int64_t day_ms = (int64_t)24 * 60 * 60 * 1000;

/* ---- times and texts ------------------------------------------------------------------------- */

int64_t demo_midnight(int64_t now, int days_back)
{
    char date[CLOCK_DATE_SIZE];
    int64_t midnight = 0;

    clock_local_date(now - days_back * day_ms, date);
    char *text = mem_printf("%sT00:00:00Z", date);
    clock_parse(text, &midnight);
    free(text);
    return midnight - clock_zone_minutes(midnight) * minute_ms;
}

/* Noon, so that a change to summer time in between can't shift the date. */
void demo_date(int64_t midnight, long day, char out[CLOCK_DATE_SIZE])
{
    clock_local_date(midnight + day * day_ms + day_ms / 2, out);
}

/* The store asks the clock, and the clock asks this variable first. */
char *demo_freeze(void)
{
    return mem_strdup(getenv("AUDITWALK_NOW"));
}

void demo_set_clock(int64_t midnight, int minute)
{
    char iso[CLOCK_ISO_SIZE];

    clock_iso(midnight + minute * minute_ms, iso);
    setenv("AUDITWALK_NOW", iso, 1);
}

void demo_thaw(char *before)
{
    if (before != NULL)
        setenv("AUDITWALK_NOW", before, 1);
    else
        unsetenv("AUDITWALK_NOW");
    free(before);
}

char *demo_say(int64_t midnight, const char *msgid)
{
    struct buf out;
    char date[CLOCK_DATE_SIZE];

    if (msgid == NULL || msgid[0] == '\0')
        return NULL;
    buf_init(&out);
    for (const char *at = _(msgid); *at != '\0'; at++) {
        char *end = NULL;
        long day = *at == '{' ? strtol(at + 1, &end, 10) : 0;
        if (end == NULL || *end != '}') {
            buf_putc(&out, *at);
            continue;
        }
        demo_date(midnight, day, date);
        buf_puts(&out, date);
        at = end;
    }
    return buf_take(&out);
}

void demo_set_words(struct change *change, enum record_type type, const struct ident *id,
                    uint16_t field, int64_t midnight, const char *msgid)
{
    char *text = demo_say(midnight, msgid);

    if (text != NULL)
        change_set_text(change, type, id, field, text);
    free(text);
}

/* Codes and names that no language changes; NULL is left out. */
void demo_set_word(struct change *change, enum record_type type, const struct ident *id,
                   uint16_t field, const char *word)
{
    if (word != NULL)
        change_set_text(change, type, id, field, word);
}

void demo_set_date(struct change *change, enum record_type type, const struct ident *id,
                   uint16_t field, int64_t midnight, long day)
{
    char date[CLOCK_DATE_SIZE];

    demo_date(midnight, day, date);
    change_set_text(change, type, id, field, date);
}

void demo_set_time(struct change *change, enum record_type type, const struct ident *id,
                   uint16_t field, int64_t midnight, int minute)
{
    char iso[CLOCK_ISO_SIZE];

    clock_iso(midnight + minute * minute_ms, iso);
    change_set_text(change, type, id, field, iso);
}

/* ---- lists of words -------------------------------------------------------------------------- */

/* The next word of a list between spaces; heap, NULL at the end. */
char *demo_next_word(const char **list)
{
    const char *start = *list + strspn(*list, " ");
    size_t length = strcspn(start, " ");

    *list = start + length;
    return length > 0 ? mem_strndup(start, length) : NULL;
}

bool demo_has_word(const char *list, const char *word)
{
    bool found = false;

    for (char *each = NULL; !found && (each = demo_next_word(&list)) != NULL; free(each))
        found = strcmp(each, word) == 0;
    return found;
}
