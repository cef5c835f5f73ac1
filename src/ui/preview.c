/* preview.c - asks auditwalk-preview, which reads the photo in a process of its own. */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "ui/preview.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/child.h"
#include "base/mem.h"
#include "base/text.h"

enum { LONGEST = 256 * 1024, PATIENCE_MS = 3000 };

/* The camera's clock shows local time. */
static int64_t local_ms(const char *taken)
{
    struct tm time = {.tm_isdst = -1};

    if (sscanf(taken, "%4d-%2d-%2dT%2d:%2d:%2d", &time.tm_year, &time.tm_mon, &time.tm_mday,
               &time.tm_hour, &time.tm_min, &time.tm_sec) != 6)
        return 0;
    if (time.tm_year < 1990 || time.tm_mon < 1 || time.tm_mon > 12 || time.tm_mday < 1 ||
        time.tm_mday > 31)
        return 0;
    time.tm_year -= 1900;
    time.tm_mon -= 1;
    time_t seconds = mktime(&time);
    return seconds > 0 ? (int64_t)seconds * 1000 : 0;
}

void preview_clear(struct preview *preview)
{
    free(preview->text);
    *preview = (struct preview){0};
}

void preview_load(const char *path, int columns, int rows, bool ascii, struct preview *preview)
{
    char taken[24] = "";
    char *program = child_find("auditwalk-preview", "AUDITWALK_PREVIEW");
    char *wide = mem_printf("%d", columns);
    char *high = mem_printf("%d", rows);
    char *words[] = {program, wide, high, ascii ? "ascii" : NULL, NULL};

    *preview = (struct preview){0};
    char *text = columns > 0 && rows > 0 ? child_output(words, path, LONGEST, PATIENCE_MS) : NULL;
    const char *first = text != NULL ? strchr(text, '\n') : NULL;
    if (first != NULL && text_is_utf8(text, strlen(text)) &&
        sscanf(text, "%d %d %23s", &preview->width, &preview->height, taken) == 3) {
        preview->text = mem_strdup(first + 1);
        preview->taken_at = local_ms(taken);
    }
    free(text);
    free(high);
    free(wide);
    free(program);
}
