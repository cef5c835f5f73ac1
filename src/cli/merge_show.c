/* merge_show.c - a merge plan as people read it on standard output.
 *
 * Names and titles come from packages: nothing of them reaches the terminal unchecked.
 */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "cli/merge_show.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/clock.h"
#include "base/i18n.h"
#include "cli/cli.h"

static const char *const change_words[] = {N_("new"), N_("changed"), N_("the same")};

/* ---- packages -------------------------------------------------------------------------------- */

/* "Li Na, laptop-7": as far as known. */
static char *sender_text(const char *person, const char *device)
{
    char *name = printable(person[0] != '\0' ? person : _("somebody unknown"));
    char *laptop = printable(device[0] != '\0' ? device : _("an unknown laptop"));
    char *text = mem_printf("%s, %s", name, laptop);

    free(name);
    free(laptop);
    return text;
}

static void show_source(const struct merge_source *source)
{
    char stamp[17];
    char *name = printable(source->name);
    char *sender = sender_text(source->sender_person, source->sender_name);

    clock_local_stamp(source->created, stamp);
    printf(_("%s  from %s, packed %s\n"), name, sender, stamp);
    printf(_("  fingerprint %s\n"), source->fingerprint);
    printf(_("  saves: %zu, new ones: %zu, new attachments: %zu\n"), source->batches,
           source->batches_new, source->objects_new);
    if (source->merged_before)
        printf("  %s\n", _("merged before"));
    free(name);
    free(sender);
}

/* ---- records --------------------------------------------------------------------------------- */

static const struct column columns[] = {
    {N_("Records"), false, true}, {N_("New"), true, false},       {N_("Changed"), true, false},
    {N_("Same"), true, false},    {N_("Conflicts"), true, false},
};

static void show_type(struct table *table, const struct merge_summary *summary,
                      const struct record *record)
{
    size_t counts[3] = {0};
    size_t conflicts = 0;

    for (size_t i = 0; i < summary->line_count; i++) {
        if (summary->lines[i].type != record->type)
            continue;
        counts[summary->lines[i].change]++;
        conflicts += summary->lines[i].conflicts;
    }
    if (counts[0] + counts[1] + counts[2] == 0)
        return;
    table_cell(table, TONE_PLAIN, _(record->name));
    table_number(table, TONE_GOOD, counts[MERGE_NEW]);
    table_number(table, TONE_NOTICE, counts[MERGE_CHANGED]);
    table_number(table, TONE_PLAIN, counts[MERGE_SAME]);
    table_number(table, TONE_WARN, conflicts);
}

static void show_records(const struct merge_summary *summary)
{
    struct table *table = table_new(columns, sizeof columns / sizeof columns[0]);

    for (size_t i = 0; i < record_count; i++)
        show_type(table, summary, &records[i]);
    table_print(table);
}

static void show_lines(struct merge_plan *plan, const struct merge_summary *summary,
                       const char *language)
{
    for (size_t i = 0; i < summary->line_count; i++) {
        const struct merge_line *line = &summary->lines[i];
        const struct record *record = record_find((int)line->type);
        if (line->change == MERGE_SAME && line->conflicts == 0)
            continue;
        char *title = merge_line_title(plan, line, language);
        char *clean = printable(title);
        printf("  %s: %s", _(change_words[line->change]), record != NULL ? _(record->name) : "?");
        printf(clean[0] != '\0' ? " %s" : "%s", clean);
        if (line->conflicts > 0)
            printf(_(" (conflicts: %zu)"), line->conflicts);
        putchar('\n');
        free(clean);
        free(title);
    }
}

/* ---- what else there is to know -------------------------------------------------------------- */

static void show_conflicts(const struct merge_summary *summary)
{
    size_t all = 0;

    for (int i = 0; i < CONFLICT_KIND_COUNT; i++)
        all += summary->conflicts[i];
    if (all > 0) {
        printf(_("New conflicts: %zu"), all);
        const char *between = "  (";
        for (int i = 0; i < CONFLICT_KIND_COUNT; i++) {
            if (summary->conflicts[i] == 0)
                continue;
            printf("%s%s %zu", between, _(code_at(&code_conflict_kinds, i)->label),
                   summary->conflicts[i]);
            between = ", ";
        }
        puts(")");
    }
    if (summary->conflicts_settled > 0)
        printf(_("Conflicts decided by what comes: %zu\n"), summary->conflicts_settled);
}

static void show_saves(const struct merge_summary *summary)
{
    printf(_("Saves: new %zu, known %zu\n"), summary->batches_new, summary->batches_known);
    if (summary->batches_released > 0)
        printf(_("Saves that waited and are complete now: %zu\n"), summary->batches_released);
    if (summary->batches_waiting > 0)
        printf(_("Saves that wait for a package with what was written before them: %zu\n"),
               summary->batches_waiting);
    if (summary->batches_refused > 0)
        printf(_("Saves of a revoked laptop, left out: %zu\n"), summary->batches_refused);
    if (summary->objects_new > 0)
        printf(_("New attachments: %zu (%llu bytes)\n"), summary->objects_new,
               (unsigned long long)summary->object_bytes);
}

static void show_vouched(const struct merge_summary *summary)
{
    for (size_t i = 0; i < summary->vouched_count; i++) {
        const struct team_device *device = &summary->vouched[i];
        char *who = sender_text(device->person, device->name);
        char *by = printable(device->decided_by);
        printf(_("New to this file: %s, %s"), who, device->fingerprint);
        if (by[0] != '\0')
            printf(_(" (accepted by %s)"), by);
        putchar('\n');
        free(by);
        free(who);
    }
}

void merge_show(struct merge_plan *plan, bool details, const char *language)
{
    const struct merge_summary *summary = merge_plan_summary(plan);

    for (size_t i = 0; i < summary->source_count; i++)
        show_source(&summary->sources[i]);
    show_saves(summary);
    show_records(summary);
    show_conflicts(summary);
    show_vouched(summary);
    for (size_t i = 0; i < summary->warning_count; i++) {
        char *warning = printable(summary->warnings[i]);
        printf(_("Warning: %s\n"), warning);
        free(warning);
    }
    if (details)
        show_lines(plan, summary, language);
}
