/* merge_plan.c - what a merge would do. Nothing is written here. */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "store/merge_parts.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/i18n.h"
#include "store/shown.h"

void merge_warn(struct merge_plan *plan, const char *format, ...)
{
    struct err line;
    char text[ERR_MESSAGE_SIZE];
    va_list arguments;

    va_start(arguments, format);
    vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    err_set(&line, ERR_FOUND, "%s", text); /* safe to show: names come from others */
    for (size_t i = 0; i < plan->warning_count; i++)
        if (strcmp(plan->warnings[i], line.message) == 0)
            return;
    plan->warnings = mem_grow(plan->warnings, plan->warning_count, &plan->warning_capacity,
                              sizeof *plan->warnings);
    plan->warnings[plan->warning_count++] = mem_strdup(line.message);
}

/* ---- where it comes from --------------------------------------------------------------------- */

static enum err_code merged_before(struct store *store, const struct hash *package, bool *before,
                                   struct err *err)
{
    sqlite3_stmt *stmt = db_use(store, "SELECT 1 FROM merge_record WHERE package = ?1", err);

    if (stmt == NULL)
        return err_code_of(err);
    db_bind_hash(stmt, 1, package);
    enum err_code code = db_step(store, stmt, before, err);
    db_done(store, stmt);
    return code;
}

static enum err_code count_objects(struct merge_plan *plan, struct merge_source *source,
                                   const struct merge_package *package, struct err *err)
{
    for (size_t i = 0; i < package->object_count; i++) {
        bool has = false;
        enum err_code code = object_has(plan->store, &package->objects[i].hash, &has, err);
        if (code != ERR_OK)
            return code;
        if (has)
            continue;
        source->objects_new++;
        plan->summary.objects_new++;
        plan->summary.object_bytes += package->objects[i].size;
    }
    return ERR_OK;
}

/* The value that what comes in gives to a cell, the first one; NULL if there is none. */
static const struct value *incoming(const struct merge_plan *plan, enum record_type type,
                                    const struct ident *record, uint16_t field)
{
    for (size_t i = 0; i < plan->count; i++)
        for (size_t j = 0; j < plan->items[i].batch.count; j++) {
            const struct operation *operation = &plan->items[i].batch.operations[j];
            if (operation->type == (uint32_t)type && operation->field == field &&
                ident_equal(&operation->record, record))
                return &operation->value;
        }
    return NULL;
}

static char *incoming_text(const struct merge_plan *plan, enum record_type type,
                           const struct ident *record, uint16_t field)
{
    const struct value *value = incoming(plan, type, record, field);

    return mem_strdup(value != NULL && value->kind == VALUE_IS_TEXT ? value->bytes : "");
}

/* What the sender's laptop and its user are called, from the file or from what comes in. */
static void name_sender(struct merge_plan *plan, struct merge_source *source)
{
    struct row row;
    struct ident person = ident_none();

    if (store_get(plan->store, RECORD_DEVICE, &source->sender, &row, NULL) == ERR_OK) {
        source->sender_name = mem_strdup(row_text(&row, DEVICE_NAME));
        person = row_id(&row, DEVICE_PERSON);
        row_clear(&row);
    } else {
        source->sender_name = incoming_text(plan, RECORD_DEVICE, &source->sender, DEVICE_NAME);
        const struct value *user = incoming(plan, RECORD_DEVICE, &source->sender, DEVICE_PERSON);
        if (user != NULL && user->kind == VALUE_IS_BYTES && user->length == IDENT_SIZE)
            memcpy(person.bytes, user->bytes, IDENT_SIZE);
    }
    source->sender_person = shown_person(plan->store, &person);
    if (source->sender_person[0] == '\0') { /* not in the file yet */
        free(source->sender_person);
        source->sender_person = incoming_text(plan, RECORD_PERSON, &person, PERSON_NAME);
    }
}

static enum err_code describe_sources(struct merge_plan *plan, struct err *err)
{
    enum err_code code = ERR_OK;

    plan->sources = mem_zalloc(plan->package_count, sizeof *plan->sources);
    plan->summary.sources = plan->sources;
    plan->summary.source_count = plan->package_count;
    for (size_t i = 0; i < plan->package_count && code == ERR_OK; i++) {
        const struct merge_package *package = &plan->packages[i];
        struct merge_source *source = &plan->sources[i];
        *source = (struct merge_source){.name = mem_strdup(package->name),
                                        .hash = package->hash,
                                        .sender = package->sender,
                                        .created = package->created,
                                        .batches = package->batch_count};
        fingerprint_text(&package->sender, source->fingerprint);
        name_sender(plan, source);
        for (size_t j = 0; j < plan->count; j++)
            source->batches_new += plan->items[j].package == i;
        code = merged_before(plan->store, &package->hash, &source->merged_before, err);
        if (code == ERR_OK)
            code = count_objects(plan, source, package, err);
    }
    return code;
}

/* ---- new laptops ------------------------------------------------------------------------------
 */

static void list_vouched(struct merge_plan *plan)
{
    for (size_t i = 0; i < plan->verdict_count; i++) {
        if (!plan->verdicts[i].vouched)
            continue;
        struct team *team = &plan->vouched;
        team->items = mem_grow(team->items, team->count, &team->capacity, sizeof *team->items);
        struct team_device *device = &team->items[team->count++];
        struct merge_source named = {.sender = plan->verdicts[i].device};
        name_sender(plan, &named);
        *device = (struct team_device){.id = plan->verdicts[i].device,
                                       .name = named.sender_name,
                                       .person = named.sender_person,
                                       .accepted = true,
                                       .decided_by = mem_strdup(""),
                                       .decided_at = mem_strdup(""),
                                       .reason = mem_strdup("")};
        fingerprint_text(&device->id, device->fingerprint);
    }
    plan->summary.vouched = plan->vouched.items;
    plan->summary.vouched_count = plan->vouched.count;
}

void merge_add_accepted(const struct merge_plan *plan, struct change *change)
{
    char now[CLOCK_ISO_SIZE];

    clock_now_iso(now);
    for (size_t i = 0; i < plan->options.accept_count; i++) {
        const struct ident *device = &plan->accept[i];
        struct ident id = roster_id(device);
        bool accepted = false;
        for (size_t j = 0; j < plan->verdict_count; j++)
            if (ident_equal(&plan->verdicts[j].device, device))
                accepted = plan->verdicts[j].accepted;
        if (accepted || ident_equal(device, &plan->store->device->id))
            continue;
        change_set_id(change, RECORD_ROSTER, &id, ROSTER_DEVICE, device);
        change_set_text(change, RECORD_ROSTER, &id, ROSTER_STATE, "accepted");
        change_set_text(change, RECORD_ROSTER, &id, ROSTER_VALID, NULL); /* of a revocation */
        change_set_text(change, RECORD_ROSTER, &id, ROSTER_REASON, NULL);
        change_set_text(change, RECORD_ROSTER, &id, FIELD_WITHDRAWN, NULL);
        change_set_id(change, RECORD_ROSTER, &id, ROSTER_BY, &plan->store->author);
        change_set_text(change, RECORD_ROSTER, &id, ROSTER_AT, now);
    }
}

bool merge_writes(const struct merge_plan *plan)
{
    struct change change;
    bool writes = plan->summary.batches_new > 0;

    for (size_t i = 0; i < plan->count && !writes; i++) {
        const struct incoming *item = &plan->items[i];
        writes = item->held ? item->state != INCOMING_WAITING : item->state == INCOMING_WAITING;
    }
    if (writes || plan->store->device == NULL)
        return writes;
    change_init(&change, NULL);
    merge_add_accepted(plan, &change);
    writes = change.count > 0;
    change_clear(&change);
    return writes;
}

/* ---- the plan -------------------------------------------------------------------------------- */

static enum err_code load_created(struct merge_plan *plan, struct err *err)
{
    bool row = false;
    sqlite3_stmt *stmt = db_use(plan->store, "SELECT created_at FROM audit_file", err);

    if (stmt == NULL)
        return err_code_of(err);
    enum err_code code = db_step(plan->store, stmt, &row, err);
    if (code == ERR_OK && row)
        clock_parse((const char *)sqlite3_column_text(stmt, 0), &plan->created);
    db_done(plan->store, stmt);
    return code;
}

/* What was accepted just now, and in a new file the sender of the first package. */
static void copy_options(struct merge_plan *plan, const struct merge_options *options)
{
    bool is_new = plan->store->lamport == 0;
    size_t first = options->accept_first && is_new && plan->package_count > 0;

    plan->options = *options;
    plan->options.accept_first = first > 0;
    plan->accept = mem_zalloc(options->accept_count + first, sizeof *plan->accept);
    for (size_t i = 0; i < options->accept_count; i++)
        plan->accept[i] = options->accept[i];
    if (first)
        plan->accept[plan->options.accept_count++] = plan->packages[0].sender;
    plan->options.accept = plan->accept;
}

static enum err_code build(struct merge_plan *plan, struct err *err)
{
    static enum err_code (*const steps[])(struct merge_plan *, struct err *) = {
        load_created, merge_collect, merge_judge, merge_order, merge_fold, describe_sources};
    enum err_code code = ERR_OK;

    for (size_t i = 0; i < sizeof steps / sizeof steps[0] && code == ERR_OK; i++)
        code = steps[i](plan, err);
    if (code != ERR_OK)
        return code;
    list_vouched(plan);
    plan->summary.warnings = (const char *const *)plan->warnings;
    plan->summary.warning_count = plan->warning_count;
    plan->summary.nothing_new = !merge_writes(plan);
    return ERR_OK;
}

enum err_code merge_plan_build(struct store *store, const struct merge_package *packages,
                               size_t count, const struct merge_options *options,
                               struct merge_plan **out, struct err *err)
{
    struct merge_plan *plan = mem_zalloc(1, sizeof *plan);

    *out = NULL;
    plan->store = store;
    plan->packages = packages;
    plan->package_count = count;
    plan->lamport = store->lamport;
    plan->last = store->last;
    copy_options(plan, options);
    /* One view of the file, and one lock for thousands of questions. */
    enum err_code code = store_begin_read(store, err);
    if (code == ERR_OK) {
        code = build(plan, err);
        store_end_read(store);
    }
    if (code == ERR_OK)
        *out = plan;
    else
        merge_plan_free(plan);
    return code;
}

void merge_plan_free(struct merge_plan *plan)
{
    if (plan == NULL)
        return;
    for (size_t i = 0; i < plan->count; i++) {
        batch_clear(&plan->items[i].batch);
        free(plan->items[i].own);
    }
    for (size_t i = 0; i < plan->verdict_count; i++)
        chain_ends_clear(&plan->verdicts[i].valid);
    for (size_t i = 0; i < plan->folded_count; i++)
        folded_clear(&plan->folded[i]);
    for (size_t i = 0; plan->sources != NULL && i < plan->package_count; i++) {
        free(plan->sources[i].name);
        free(plan->sources[i].sender_name);
        free(plan->sources[i].sender_person);
    }
    for (size_t i = 0; i < plan->warning_count; i++)
        free(plan->warnings[i]);
    team_clear(&plan->vouched);
    free(plan->items);
    free(plan->content);
    free(plan->chain);
    free(plan->keys);
    free(plan->verdicts);
    free(plan->folded);
    free(plan->sources);
    free(plan->lines);
    free(plan->warnings);
    free(plan->accept);
    free(plan);
}

const struct merge_summary *merge_plan_summary(const struct merge_plan *plan)
{
    return &plan->summary;
}
