/* plan_head.c - what stands above the records of a merge plan: packages, numbers, warnings. */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "ui/plan_head.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/clock.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "ui/record_text.h"

void plan_head_clear(struct plan_head *head)
{
    for (size_t i = 0; i < head->count; i++)
        free(head->items[i].text);
    head->count = 0;
}

static void add_head(struct plan_head *head, enum style style, const char *format, ...)
    BASE_PRINTF(3, 4);

static void add_head(struct plan_head *head, enum style style, const char *format, ...)
{
    struct head_line line = {.style = style};
    va_list arguments;

    va_start(arguments, format);
    if (vasprintf(&line.text, format, arguments) < 0)
        line.text = mem_strdup("");
    va_end(arguments);
    head->items = mem_grow(head->items, head->count, &head->capacity, sizeof *head->items);
    head->items[head->count++] = line;
}

/* "Wang Wei, laptop-7 (k7q2)"; heap. */
static char *sender_text(const struct merge_source *source, const struct package_info *info)
{
    const char *known = source->sender_person != NULL ? source->sender_person : "";
    const char *person = known[0] != '\0' ? known : info->sender_person;
    const char *name = source->sender_name != NULL ? source->sender_name : "";

    return mem_printf("%s%s%s (%.4s)", person, person[0] != '\0' && name[0] != '\0' ? ", " : "",
                      name, source->fingerprint);
}

static void add_sources(struct plan_head *head, const struct merge_summary *summary,
                        const struct package_info *info)
{
    for (size_t i = 0; i < summary->source_count; i++) {
        const struct merge_source *source = &summary->sources[i];
        char *sender = sender_text(source, info);
        char stamp[RECORD_STAMP_SIZE];
        clock_local_stamp(source->created, stamp);
        add_head(head, STYLE_HEADING, _("%s from %s, packed %s"), source->name, sender, stamp);
        add_head(head, STYLE_NORMAL, _("saves in it: %zu, new here: %zu; files new here: %zu%s"),
                 source->batches, source->batches_new, source->objects_new,
                 source->merged_before ? _("; merged before") : "");
        free(sender);
    }
}

/* "Diverging opinions 2 · Text 1"; heap, "" for none. */
static char *conflicts_text(const struct merge_summary *summary)
{
    struct buf text;

    buf_init(&text);
    for (int kind = 0; kind < CONFLICT_KIND_COUNT; kind++)
        if (summary->conflicts[kind] > 0)
            buf_printf(&text, "%s%s %zu", text.length > 0 ? " · " : "",
                       _(code_at(&code_conflict_kinds, kind)->label), summary->conflicts[kind]);
    return buf_take(&text);
}

static void add_numbers(struct plan_head *head, const struct merge_summary *summary)
{
    char *conflicts = conflicts_text(summary);

    if (summary->nothing_new) {
        add_head(head, STYLE_GOOD, "%s",
                 _("Nothing new: all that is in the package is in the file already."));
    } else {
        add_head(head, STYLE_NORMAL, _("Records: new %zu · changed %zu · same %zu"),
                 summary->records[MERGE_NEW], summary->records[MERGE_CHANGED],
                 summary->records[MERGE_SAME]);
        add_head(head, conflicts[0] != '\0' ? STYLE_WARN : STYLE_GOOD, _("New conflicts: %s"),
                 conflicts[0] != '\0' ? conflicts : _("none"));
    }
    if (summary->conflicts_settled > 0)
        add_head(head, STYLE_GOOD, _("Conflicts that others have decided: %zu"),
                 summary->conflicts_settled);
    free(conflicts);
}

static void add_warnings(struct plan_head *head, const struct merge_summary *summary)
{
    if (summary->batches_waiting > 0)
        add_head(head, STYLE_WARN,
                 _("Saves that wait for earlier ones, which are in another package: %zu"),
                 summary->batches_waiting);
    if (summary->batches_released > 0)
        add_head(head, STYLE_GOOD, _("Saves that waited for this package: %zu"),
                 summary->batches_released);
    if (summary->batches_refused > 0)
        add_head(head, STYLE_WARN, _("Saves of a revoked laptop, left out: %zu"),
                 summary->batches_refused);
    for (size_t i = 0; i < summary->vouched_count; i++) {
        const struct team_device *device = &summary->vouched[i];
        add_head(head, STYLE_NOTICE, _("New laptop: %s (%s), accepted by %s"), device->name,
                 device->fingerprint, device->decided_by);
    }
    for (size_t i = 0; i < summary->warning_count; i++)
        add_head(head, STYLE_WARN, "%s", summary->warnings[i]);
}

void plan_head_build(struct plan_head *head, const struct merge_summary *summary,
                     const struct package_info *info)
{
    add_sources(head, summary, info);
    add_numbers(head, summary);
    add_warnings(head, summary);
}
