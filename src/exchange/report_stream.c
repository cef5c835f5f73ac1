/* report_stream.c - findings and actions one at a time, in the order of their sheets. */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "exchange/report_stream.h"

#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/mem.h"
#include "exchange/report_load.h"
#include "exchange/report_trend.h"
#include "store/evidence.h"
#include "store/finding_keys.h"

enum { NAMES_KEPT = 2048 };

struct report_stream {
    struct report_source source;
    struct report_scope scope;
    struct loader loader;
    struct report_choice choice;
    bool with_evidence;
    enum report_list list; /* the one that is being read */
    struct finding_keys keys;
    struct due_ids actions;
    size_t at;
};

/* ---- order ------------------------------------------------------------------------------------
 */

static struct report_urgency urgency(const struct finding_key *key, const char *texts)
{
    return (struct report_urgency){key->state == FINDING_CLOSED, key->grade,          key->raised,
                                   texts + key->audit,           texts + key->number, &key->id};
}

static int by_urgency(const void *a, const void *b, void *context)
{
    struct report_urgency first = urgency(a, context);
    struct report_urgency second = urgency(b, context);

    return report_compare_urgency(&first, &second);
}

static bool is_nonconformity(const struct finding_key *key)
{
    return key->counts && (key->grade == GRADE_MAJOR || key->grade == GRADE_MINOR);
}

static void local_date(int64_t ms, char out[CLOCK_DATE_SIZE])
{
    out[0] = '\0';
    if (ms > KEY_BAD_TIME)
        clock_local_date(ms, out);
}

static bool has_period(const struct report_stream *stream)
{
    return stream->scope.period.from != NULL || stream->scope.period.to != NULL;
}

static bool in_period(const struct report_stream *stream, const struct finding_key *key)
{
    char raised[CLOCK_DATE_SIZE];
    char closed[CLOCK_DATE_SIZE];

    if (!has_period(stream))
        return true;
    local_date(key->raised, raised);
    local_date(key->closed, closed);
    return report_dates_in_period(raised, closed, &stream->scope.period);
}

static bool is_wanted(const struct report_stream *stream, const struct finding_key *key)
{
    if (!in_period(stream, key))
        return false;
    if (stream->list == REPORT_LIST_NONCONFORMITIES)
        return is_nonconformity(key);
    return key->counts || stream->choice.with_merged;
}

static enum err_code start_findings(struct report_stream *stream, size_t *count, struct err *err)
{
    struct finding_keys *keys = &stream->keys;
    size_t kept = 0;
    enum err_code code = finding_keys_list(stream->loader.store, stream->scope.audit, keys, err);

    if (code != ERR_OK)
        return code;
    for (size_t i = 0; i < keys->count; i++)
        if (is_wanted(stream, &keys->items[i]))
            keys->items[kept++] = keys->items[i];
    keys->count = *count = kept;
    if (kept > 1)
        qsort_r(keys->items, kept, sizeof *keys->items, by_urgency, keys->texts.data);
    return ERR_OK;
}

static int by_id(const void *a, const void *b)
{
    return ident_compare(&((const struct finding_key *)a)->id,
                         &((const struct finding_key *)b)->id);
}

static bool is_of_period(const struct ident *finding, const void *context)
{
    const struct finding_keys *keys = context;
    const struct finding_key key = {.id = *finding};

    return keys->count > 0 &&
           bsearch(&key, keys->items, keys->count, sizeof *keys->items, by_id) != NULL;
}

/* The findings whose actions are shown where there is a period. */
static enum err_code load_period(struct report_stream *stream, struct finding_keys *keys,
                                 struct err *err)
{
    size_t kept = 0;
    enum err_code code = finding_keys_list(stream->loader.store, stream->scope.audit, keys, err);

    for (size_t i = 0; i < keys->count; i++)
        if (in_period(stream, &keys->items[i]))
            keys->items[kept++] = keys->items[i];
    keys->count = kept;
    if (kept > 1)
        qsort(keys->items, kept, sizeof *keys->items, by_id);
    return code;
}

static enum err_code start_actions(struct report_stream *stream, size_t *count, struct err *err)
{
    struct finding_keys chosen = {0};
    bool period = has_period(stream);
    const struct due_query query = {.audit = stream->scope.audit,
                                    .finding = stream->choice.finding,
                                    .owner = stream->choice.owner,
                                    .within = stream->choice.within,
                                    .with_done = !stream->choice.only_open,
                                    .actions_only = true};
    enum err_code code = period ? load_period(stream, &chosen, err) : ERR_OK;

    if (code == ERR_OK)
        code = due_action_ids(stream->loader.store, &query, period ? is_of_period : NULL, &chosen,
                              &stream->actions, err);
    finding_keys_clear(&chosen);
    *count = stream->actions.count;
    return code;
}

static enum err_code start(void *context, enum report_list list, size_t *count, struct err *err)
{
    struct report_stream *stream = context;

    report_drop_findings(stream->loader.report);
    report_drop_evidence(stream->loader.report);
    report_drop_actions(stream->loader.report);
    finding_keys_clear(&stream->keys);
    due_ids_clear(&stream->actions);
    stream->list = list;
    stream->at = 0;
    return list == REPORT_LIST_ACTIONS ? start_actions(stream, count, err)
                                       : start_findings(stream, count, err);
}

/* ---- records ----------------------------------------------------------------------------------
 */

/* What was merged into this finding adds its criteria. */
static enum err_code add_parts(struct report_stream *stream, struct report_finding *finding,
                               struct err *err)
{
    const struct finding_keys *keys = &stream->keys;
    size_t low = 0;
    size_t high = keys->part_count;
    enum err_code code = ERR_OK;

    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (ident_compare(&keys->parts[middle].whole, &finding->id) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    for (; low < keys->part_count && code == ERR_OK; low++) {
        if (!ident_equal(&keys->parts[low].whole, &finding->id))
            break;
        code = loader_finding_part(&stream->loader, &keys->parts[low].part, finding, err);
    }
    return code;
}

static enum err_code add_evidence(struct report_stream *stream, struct err *err)
{
    struct report *report = stream->loader.report;
    struct evidence_lines lines = {0};
    const struct evidence_query query = {.finding = &report->findings.items[0].id};
    enum err_code code = evidence_list(stream->loader.store, &query, &lines, err);

    for (size_t i = lines.count; code == ERR_OK && i > 0; i--) { /* the oldest first */
        mem_replace(&report_add_evidence(report)->number, lines.items[i - 1].number);
        report_link_proof(report, report->evidence.count - 1, 0);
    }
    evidence_lines_clear(&lines);
    return code;
}

static enum err_code read_finding(struct report_stream *stream, const struct ident *id,
                                  struct err *err)
{
    struct loader *loader = &stream->loader;
    struct row row = {0};

    report_drop_findings(loader->report);
    report_drop_evidence(loader->report);
    enum err_code code = store_get(loader->store, RECORD_FINDING, id, &row, err);
    if (code != ERR_OK)
        return code;
    struct report_finding *finding = report_add_finding(loader->report);
    code = loader_finding(loader, &row, finding, err);
    row_clear(&row);
    if (code == ERR_OK && stream->keys.part_count > 0)
        code = add_parts(stream, finding, err);
    if (code == ERR_OK)
        code = loader_closure_of(loader, finding, err);
    if (code == ERR_OK && stream->with_evidence)
        code = add_evidence(stream, err);
    report_finish_finding(loader->report, finding);
    return code;
}

static enum err_code read_action(struct report_stream *stream, const struct ident *id,
                                 struct err *err)
{
    struct due_line line = {0};
    enum err_code code = due_action_get(stream->loader.store, id, &line, err);

    report_drop_actions(stream->loader.report);
    if (code == ERR_OK)
        loader_action(&stream->loader, &line);
    due_line_clear(&line);
    return code;
}

static enum err_code next(void *context, const void **record, struct err *err)
{
    struct report_stream *stream = context;
    struct report *report = stream->loader.report;
    bool actions = stream->list == REPORT_LIST_ACTIONS;

    *record = NULL;
    if (stream->loader.name_count > NAMES_KEPT)
        loader_forget_names(&stream->loader);
    if (stream->at >= (actions ? stream->actions.count : stream->keys.count))
        return ERR_OK;
    size_t at = stream->at++;
    enum err_code code = actions ? read_action(stream, &stream->actions.items[at], err)
                                 : read_finding(stream, &stream->keys.items[at].id, err);
    if (code == ERR_OK)
        *record =
            actions ? (const void *)report->actions.items : (const void *)report->findings.items;
    return code;
}

/* ---- opening ----------------------------------------------------------------------------------
 */

static void add_age(struct report *report, const struct finding_key *key)
{
    struct report_age age = {.grade = (int8_t)key->grade,
                             .open = key->closed == KEY_NO_TIME && key->state != FINDING_CLOSED};

    local_date(key->raised, age.raised);
    local_date(key->closed, age.closed);
    age.days_open = (int32_t)report_days_open(report, age.raised, age.closed);
    report_add_age(report, &age);
}

/* The charts want them all, but little of each. */
static enum err_code load_ages(struct report_stream *stream, struct err *err)
{
    struct finding_keys keys = {0};
    enum err_code code = finding_keys_list(stream->loader.store, stream->scope.audit, &keys, err);

    for (size_t i = 0; code == ERR_OK && i < keys.count; i++) {
        if (!in_period(stream, &keys.items[i]))
            continue;
        stream->source.counted += keys.items[i].counts;
        if (is_nonconformity(&keys.items[i]))
            add_age(stream->loader.report, &keys.items[i]);
    }
    finding_keys_clear(&keys);
    return code;
}

static enum err_code load_head(struct report_stream *stream, struct err *err)
{
    size_t findings = 0;
    size_t actions = 0;
    enum err_code code = loader_cover(&stream->loader, err);

    loader_choose(&stream->loader);
    if (code == ERR_OK)
        code = report_load_audits(stream->loader.store, stream->loader.report->today,
                                  stream->loader.report, err);
    if (code == ERR_OK)
        code = load_ages(stream, err);
    if (code == ERR_OK)
        code =
            finding_keys_count(stream->loader.store, stream->scope.audit, &findings, &actions, err);
    stream->source.total = findings + actions;
    return code;
}

enum err_code report_stream_open(struct store *store, const struct report_scope *scope,
                                 struct report *report, struct report_stream **out, struct err *err)
{
    struct report_stream *stream = mem_zalloc(1, sizeof *stream);

    stream->scope = *scope;
    stream->choice.within = -1;
    stream->loader = (struct loader){.store = store, .scope = &stream->scope, .report = report};
    stream->source.context = stream;
    stream->source.start = start;
    stream->source.next = next;
    *out = NULL;
    enum err_code code = store_begin_read(store, err);
    if (code != ERR_OK) {
        free(stream);
        return code;
    }
    code = load_head(stream, err);
    if (code != ERR_OK) {
        report_stream_close(stream);
        return code;
    }
    report->source = &stream->source;
    *out = stream;
    return ERR_OK;
}

void report_stream_close(struct report_stream *stream)
{
    if (stream == NULL)
        return;
    stream->loader.report->source = NULL;
    store_end_read(stream->loader.store);
    loader_clear(&stream->loader);
    finding_keys_clear(&stream->keys);
    due_ids_clear(&stream->actions);
    free(stream);
}

void report_stream_choose(struct report_stream *stream, const struct report_choice *choice)
{
    stream->choice = *choice;
}

void report_stream_with_evidence(struct report_stream *stream)
{
    stream->with_evidence = true;
}
