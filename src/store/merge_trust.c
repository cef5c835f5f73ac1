/* merge_trust.c - who signed what comes in, and whether the team accepts that (MERGE "Package").
 *
 * Trusted are this laptop, the devices that the log has saves of, those that the roster accepts,
 * and those whose fingerprints were compared just now; then those whom the roster entries of
 * trusted devices accept, until nothing changes. Of a revoked device only what leads to the chain
 * ends noted at its revocation counts, also where the revocation itself comes in now; and no device
 * has a say about itself.
 */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "store/merge_parts.h"

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "store/log_read.h"

struct ident roster_id(const struct ident *device)
{
    struct ident_part part = {device->bytes, IDENT_SIZE};

    return ident_derive("roster", &part, 1);
}

/* ---- verdicts -------------------------------------------------------------------------------- */

static struct verdict *find_verdict(struct merge_plan *plan, const struct ident *device)
{
    for (size_t i = 0; i < plan->verdict_count; i++)
        if (ident_equal(&plan->verdicts[i].device, device))
            return &plan->verdicts[i];
    plan->verdicts = mem_grow(plan->verdicts, plan->verdict_count, &plan->verdict_capacity,
                              sizeof *plan->verdicts);
    struct verdict *verdict = &plan->verdicts[plan->verdict_count++];
    *verdict = (struct verdict){.device = *device};
    return verdict;
}

static bool is_trusted(struct merge_plan *plan, const struct ident *device)
{
    const struct device *own = plan->store->device;
    const struct verdict *verdict = find_verdict(plan, device);

    if (own != NULL && ident_equal(&own->id, device))
        return true;
    for (size_t i = 0; i < plan->options.accept_count; i++)
        if (ident_equal(&plan->accept[i], device))
            return true;
    return !verdict->revoked && (verdict->accepted || verdict->in_log);
}

/* A contested entry counts as a revocation: between yes and no the careful answer. */
static void take_entry(struct merge_plan *plan, const struct ident *device, const char *state,
                       bool contested, const char *valid)
{
    struct verdict *verdict = find_verdict(plan, device);

    if (verdict->pinned)
        return;
    verdict->accepted = !contested && strcmp(state, "accepted") == 0;
    verdict->revoked = contested || strcmp(state, "revoked") == 0;
    chain_ends_clear(&verdict->valid);
    if (verdict->revoked && !chain_ends_parse(valid, &verdict->valid))
        verdict->valid = (struct chain_ends){0};
}

static enum err_code load_roster(struct merge_plan *plan, struct err *err)
{
    bool row = false;
    sqlite3_stmt *stmt =
        db_use(plan->store,
               "SELECT device, coalesce(state, ''), coalesce(valid, ''),"
               " EXISTS (SELECT 1 FROM conflict WHERE type = ?1 AND record = roster.id), id"
               " FROM roster WHERE device IS NOT NULL AND withdrawn IS NULL",
               err);

    if (stmt == NULL)
        return err_code_of(err);
    sqlite3_bind_int(stmt, 1, RECORD_ROSTER);
    enum err_code code = db_step(plan->store, stmt, &row, err);
    while (code == ERR_OK && row) {
        struct ident device = db_ident(stmt, 0);
        struct ident id = db_ident(stmt, 4);
        struct ident right = roster_id(&device);
        if (ident_equal(&id, &right)) { /* else anybody could write a second one, beside it */
            take_entry(plan, &device, (const char *)sqlite3_column_text(stmt, 1),
                       sqlite3_column_int(stmt, 3) != 0,
                       (const char *)sqlite3_column_text(stmt, 2));
            struct verdict *verdict = find_verdict(plan, &device);
            verdict->revoked_before = verdict->revoked;
        }
        code = db_step(plan->store, stmt, &row, err);
    }
    db_done(plan->store, stmt);
    return code;
}

/* Into a new file goes the log of its first sender as it is, with the laptops that this one does
 * not use any more and that no roster names. */
static enum err_code load_devices(struct merge_plan *plan, struct err *err)
{
    bool row = false;
    sqlite3_stmt *stmt = db_use(plan->store, "SELECT DISTINCT device FROM chain", err);

    if (stmt == NULL)
        return err_code_of(err);
    enum err_code code = db_step(plan->store, stmt, &row, err);
    while (code == ERR_OK && row) {
        struct ident device = db_ident(stmt, 0);
        find_verdict(plan, &device)->in_log = true;
        code = db_step(plan->store, stmt, &row, err);
    }
    db_done(plan->store, stmt);
    for (size_t i = 0; i < plan->count && plan->options.accept_first; i++)
        if (plan->items[i].package == 0)
            find_verdict(plan, &plan->items[i].batch.device)->in_log = true;
    return code;
}

/* ---- signatures ------------------------------------------------------------------------------ */

static const char *from(const struct merge_plan *plan, const struct incoming *item)
{
    return item->package < plan->package_count ? plan->packages[item->package].name
                                               : _("the saves that wait");
}

/* Was it signed by the device it names? Not so while nobody brought the key of that one. */
static enum err_code check_signature(struct merge_plan *plan, struct incoming *item, bool *good,
                                     struct err *err)
{
    struct known_key *key = NULL;
    enum err_code code = merge_key(plan, &item->batch.device, &key, err);

    *good = false;
    if (code != ERR_OK || key == NULL)
        return code;
    *good = batch_signed_by(item->bytes, item->length, key->bytes);
    if (*good)
        return ERR_OK;
    if (item->package >= plan->package_count) {
        merge_reject(plan, item);
        return ERR_OK;
    }
    err_set(err, ERR_DATA, _("%s: a save in it was not signed by the laptop it names"),
            from(plan, item));
    return err_hint(err, _("it was forged or damaged; nothing was merged"));
}

void merge_reject(struct merge_plan *plan, struct incoming *item)
{
    item->state = INCOMING_BAD;
    item->trusted = false;
    merge_warn(plan, _("a save that waited was forged or damaged: it is dropped"));
}

/* ---- roster entries that come in --------------------------------------------------------------
 */

struct entries {
    struct fold_operation *items;
    size_t count;
    size_t capacity;
};

static void add_entries(const struct incoming *item, struct entries *entries)
{
    const struct record *record = record_find(RECORD_ROSTER);
    struct ident own = roster_id(&item->batch.device);

    for (size_t i = 0; i < item->batch.count; i++) {
        const struct operation *operation = &item->batch.operations[i];
        if (operation->type != RECORD_ROSTER || ident_equal(&operation->record, &own))
            continue;
        entries->items =
            mem_grow(entries->items, entries->count, &entries->capacity, sizeof *entries->items);
        entries->items[entries->count++] = (struct fold_operation){
            .record = record, .source = &item->source, .index = (uint32_t)i};
    }
}

static const struct value *folded_value(const struct folded *folded, uint16_t field)
{
    const struct field *known = record_field(folded->record, field);

    return &folded->values[known - folded->record->fields];
}

static const char *folded_text(const struct folded *folded, uint16_t field)
{
    const struct value *value = folded_value(folded, field);

    return value->kind == VALUE_IS_TEXT ? value->bytes : "";
}

/* The device of an entry: said by the entry itself, and right only if the id fits. */
static bool entry_device(struct merge_plan *plan, const struct folded *folded, struct ident *device)
{
    const struct value *value = folded_value(folded, ROSTER_DEVICE);

    if (value->kind == VALUE_IS_BYTES && value->length == IDENT_SIZE) {
        memcpy(device->bytes, value->bytes, IDENT_SIZE);
        struct ident id = roster_id(device);
        return ident_equal(&id, &folded->id);
    }
    for (size_t i = 0; i < plan->verdict_count; i++) {
        struct ident id = roster_id(&plan->verdicts[i].device);
        *device = plan->verdicts[i].device;
        if (ident_equal(&id, &folded->id))
            return true;
    }
    return false;
}

static enum err_code fold_entries(struct merge_plan *plan, struct entries *entries, struct err *err)
{
    struct fold_context context = {.store = plan->store, .unknowns = true};
    const struct field *state = record_field(record_find(RECORD_ROSTER), ROSTER_STATE);
    enum err_code code = ERR_OK;

    fold_sort(entries->items, entries->count);
    for (size_t at = 0; at < entries->count && code == ERR_OK;) {
        size_t run = fold_run(entries->items + at, entries->count - at);
        struct folded folded;
        struct ident device;
        code = fold_record(&context, entries->items + at, run, &folded, err);
        at += run;
        if (code != ERR_OK)
            break;
        size_t column = (size_t)(state - folded.record->fields);
        if (folded.dirty[column] && entry_device(plan, &folded, &device)) {
            bool known = is_trusted(plan, &device);
            take_entry(plan, &device, folded_text(&folded, ROSTER_STATE),
                       folded.contested[column] != 0, folded_text(&folded, ROSTER_VALID));
            struct verdict *verdict = find_verdict(plan, &device);
            verdict->vouched = verdict->accepted && (verdict->vouched || !known);
        }
        folded_clear(&folded);
    }
    return code;
}

/* One round: the entries of all batches trusted so far. */
static enum err_code trust_round(struct merge_plan *plan, bool first, bool *more, struct err *err)
{
    struct entries entries = {0};
    enum err_code code = ERR_OK;

    *more = first; /* for what leads to the ends of revoked devices */
    for (size_t i = 0; i < plan->count && code == ERR_OK; i++) {
        struct incoming *item = &plan->items[i];
        if (!item->trusted && item->state != INCOMING_BAD &&
            is_trusted(plan, &item->batch.device)) {
            code = check_signature(plan, item, &item->trusted, err);
            *more = *more || item->trusted;
        }
        if (item->trusted)
            add_entries(item, &entries);
    }
    if (code == ERR_OK && *more)
        code = fold_entries(plan, &entries, err);
    free(entries.items);
    return code;
}

/* ---- refusals -------------------------------------------------------------------------------- */

static enum err_code refuse_stranger(const struct ident *device, const char *package,
                                     struct err *err)
{
    char fingerprint[FINGERPRINT_SIZE];

    fingerprint_text(device, fingerprint);
    err_set(err, ERR_DENIED, _("%s: the laptop %s is not accepted in this file"), package,
            fingerprint);
    return err_hint(err,
                    _("compare this fingerprint with the one on its own screen, then accept it "
                      "(--accept); nothing was merged"));
}

static enum err_code refuse_revoked(const struct ident *device, const char *package,
                                    struct err *err)
{
    char fingerprint[FINGERPRINT_SIZE];

    fingerprint_text(device, fingerprint);
    err_set(err, ERR_DENIED, _("%s: the laptop %s was revoked"), package, fingerprint);
    return err_hint(err, _("if it may write again, accept it anew; nothing was merged"));
}

static bool accepted_now(const struct merge_plan *plan, const struct ident *device)
{
    for (size_t i = 0; i < plan->options.accept_count; i++)
        if (ident_equal(&plan->accept[i], device))
            return true;
    return false;
}

static enum err_code check_senders(struct merge_plan *plan, struct err *err)
{
    for (size_t i = 0; i < plan->package_count; i++) {
        const struct merge_package *package = &plan->packages[i];
        struct ident claimed = device_id_of(package->key);
        if (!ident_equal(&claimed, &package->sender))
            return err_set(err, ERR_DATA, _("%s: its sender's key is not the sender's"),
                           package->name);
        if (is_trusted(plan, &package->sender))
            continue;
        return find_verdict(plan, &package->sender)->revoked
                   ? refuse_revoked(&package->sender, package->name, err)
                   : refuse_stranger(&package->sender, package->name, err);
    }
    return ERR_OK;
}

/* ---- up to the end --------------------------------------------------------------------------- */

/* Trusts what leads to a chain end, from the end backwards. What is in the log already is trusted,
 * and so is all before it. */
static enum err_code trust_up_to(struct merge_plan *plan, const struct verdict *verdict,
                                 const struct chain_end *end, struct err *err)
{
    struct hash name = end->name;
    bool has = true;

    for (size_t steps = 0; has && steps <= plan->count; steps++) {
        struct incoming *item = merge_find(plan, &name);
        if (item == NULL || item->state == INCOMING_BAD ||
            !ident_equal(&item->batch.device, &verdict->device))
            return ERR_OK;
        enum err_code code = check_signature(plan, item, &item->trusted, err);
        if (code != ERR_OK || !item->trusted)
            return code;
        has = item->batch.has_previous;
        name = item->batch.previous;
    }
    return ERR_OK;
}

static enum err_code trust_ends(struct merge_plan *plan, struct err *err)
{
    enum err_code code = ERR_OK;

    for (size_t i = 0; i < plan->verdict_count && code == ERR_OK; i++) {
        const struct verdict *verdict = &plan->verdicts[i];
        if (!verdict->revoked || accepted_now(plan, &verdict->device))
            continue;
        for (size_t j = 0; j < verdict->valid.count && code == ERR_OK; j++)
            code = trust_up_to(plan, verdict, &verdict->valid.items[j], err);
    }
    return code;
}

/* Before its end, which would show that it leads there: that one may still come. Where the end is
 * in the log, all that leads to it is. */
static enum err_code may_lead_to_end(struct merge_plan *plan, struct incoming *item,
                                     const struct verdict *verdict, bool *may, struct err *err)
{
    bool there = false;
    bool good = false;
    const struct chain_end *end =
        chain_ends_find(&verdict->valid, &item->batch.scope, item->batch.epoch);

    *may = false;
    if (end == NULL || item->batch.sequence >= end->sequence)
        return ERR_OK;
    enum err_code code = log_has(plan->store, end->name.bytes, &there, err);
    if (code == ERR_OK && !there)
        code = check_signature(plan, item, &good, err);
    *may = !there;
    return code;
}

static enum err_code refuse_rest(struct merge_plan *plan, struct err *err)
{
    for (size_t i = 0; i < plan->count; i++) {
        struct incoming *item = &plan->items[i];
        bool waits = false;
        if (item->trusted || item->state == INCOMING_BAD)
            continue;
        if (is_trusted(plan, &item->batch.device))
            continue; /* nobody brought its key yet: it waits */
        const struct verdict *verdict = find_verdict(plan, &item->batch.device);
        if (!verdict->revoked)
            return refuse_stranger(&item->batch.device, from(plan, item), err);
        enum err_code code = may_lead_to_end(plan, item, verdict, &waits, err);
        if (code != ERR_OK)
            return code;
        if (waits)
            continue;
        item->state = INCOMING_REFUSED;
        plan->summary.batches_refused++;
    }
    return ERR_OK;
}

/* ---- all of it ------------------------------------------------------------------------------- */

static void begin_again(struct merge_plan *plan)
{
    for (size_t i = 0; i < plan->count; i++)
        plan->items[i].trusted = false;
    for (size_t i = 0; i < plan->verdict_count; i++) {
        struct verdict *verdict = &plan->verdicts[i];
        verdict->accepted = false;
        verdict->vouched = false;
        verdict->revoked = verdict->pinned;
        if (!verdict->pinned)
            chain_ends_clear(&verdict->valid);
    }
}

/* A revocation that comes in now: what its device wrote after the end, and whom it accepted there,
 * must not have counted. */
static bool pin_revoked(struct merge_plan *plan)
{
    bool any = false;

    for (size_t i = 0; i < plan->verdict_count; i++) {
        struct verdict *verdict = &plan->verdicts[i];
        bool fresh = verdict->revoked && !verdict->revoked_before && !verdict->pinned;
        verdict->pinned = verdict->pinned || fresh;
        any = any || fresh;
    }
    return any;
}

static enum err_code judge_once(struct merge_plan *plan, struct err *err)
{
    bool more = true;

    begin_again(plan);
    enum err_code code = load_devices(plan, err);
    if (code == ERR_OK)
        code = load_roster(plan, err);
    if (code == ERR_OK)
        code = trust_ends(plan, err);
    for (size_t i = 0; code == ERR_OK && more && i <= plan->count; i++)
        code = trust_round(plan, i == 0, &more, err);
    return code;
}

enum err_code merge_judge(struct merge_plan *plan, struct err *err)
{
    enum err_code code = merge_learn_keys(plan, err);

    if (code == ERR_OK)
        code = judge_once(plan, err);
    while (code == ERR_OK && pin_revoked(plan))
        code = judge_once(plan, err);
    if (code == ERR_OK)
        code = check_senders(plan, err);
    if (code == ERR_OK)
        code = trust_ends(plan, err);
    return code == ERR_OK ? refuse_rest(plan, err) : code;
}
