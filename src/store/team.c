/* team.c - the laptops of a file and its roster. */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "store/team.h"

#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "store/log_read.h"
#include "store/query.h"
#include "store/rows.h"
#include "store/shown.h"

enum team_sql {
    SQL_DEVICES,
    SQL_HEADS,
    SQL_SAVES,
    SQL_FORKS,
    SQL_WAITING,
    SQL_ALL_WAITING,
    SQL_ENDS
};

static const char *const sql[] = {
    [SQL_DEVICES] = "SELECT id FROM device UNION SELECT device FROM batch"
                    " UNION SELECT device FROM pending_batch"
                    " UNION SELECT device FROM roster WHERE device IS NOT NULL"
                    " AND withdrawn IS NULL",
    [SQL_HEADS] = "SELECT heads FROM roster WHERE id = ?1",
    [SQL_SAVES] = "SELECT device, lamport, bytes FROM batch",
    /* A chain that forks may do so between what is in the log and what waits for it. */
    [SQL_FORKS] = "SELECT DISTINCT device FROM (SELECT scope, device, epoch, sequence, name"
                  " FROM batch UNION SELECT scope, device, epoch, sequence, name"
                  " FROM pending_batch) GROUP BY scope, device, epoch, sequence"
                  " HAVING count(*) > 1",
    [SQL_WAITING] = "SELECT device, count(*) FROM pending_batch GROUP BY device",
    [SQL_ALL_WAITING] = "SELECT count(*) FROM pending_batch",
    [SQL_ENDS] = "SELECT scope, epoch, sequence, head FROM chain WHERE device = ?1"
                 " ORDER BY scope, epoch"};

static void device_clear_texts(struct team_device *device)
{
    free(device->name);
    free(device->person);
    free(device->decided_by);
    free(device->decided_at);
    free(device->reason);
}

void team_clear(struct team *team)
{
    for (size_t i = 0; i < team->count; i++)
        device_clear_texts(&team->items[i]);
    free(team->items);
    *team = (struct team){0};
}

static struct team_device *member(struct team *team, const struct ident *id)
{
    for (size_t i = 0; i < team->count; i++)
        if (ident_equal(&team->items[i].id, id))
            return &team->items[i];
    return NULL;
}

static void add_member(struct team *team, const struct ident *id)
{
    if (ident_is_none(id) || member(team, id) != NULL)
        return;
    team->items = mem_grow(team->items, team->count, &team->capacity, sizeof *team->items);
    struct team_device *device = &team->items[team->count++];
    *device = (struct team_device){.id = *id};
    fingerprint_text(id, device->fingerprint);
}

/* ---- the roster ------------------------------------------------------------------------------ */

static struct ident roster_id(const struct ident *device)
{
    const struct ident_part part = {device->bytes, IDENT_SIZE};

    return ident_derive("roster", &part, 1);
}

struct packed_heads {
    struct heads heads;
    struct err *err;
    enum err_code code;
};

static void take_heads(sqlite3_stmt *stmt, void *context)
{
    struct packed_heads *packed = context;

    packed->code = heads_unpack(sqlite3_column_blob(stmt, 0), (size_t)sqlite3_column_bytes(stmt, 0),
                                &packed->heads, packed->err);
}

static enum err_code head_says_revoked(struct store *store, const struct head *head, bool *revoked,
                                       struct err *err)
{
    struct batch batch;
    bool found = false;

    enum err_code code = log_read(store, head->ref.batch, &batch, NULL, &found, err);
    if (code == ERR_OK && found && head->ref.index < batch.count) {
        const struct value *value = &batch.operations[head->ref.index].value;
        *revoked =
            *revoked || (value->kind == VALUE_IS_TEXT && strcmp(value->bytes, "revoked") == 0);
    }
    batch_clear(&batch);
    return code;
}

/* Of two who decided differently at the same time, the one who revoked is heard, whatever lists
 * show until that is settled. */
static enum err_code any_head_revokes(struct store *store, const struct ident *entry, bool *revoked,
                                      struct err *err)
{
    struct packed_heads packed = {.err = err};
    sqlite3_stmt *stmt = db_use(store, sql[SQL_HEADS], err);

    if (stmt != NULL)
        db_bind_ident(stmt, 1, entry);
    enum err_code code = query_each(store, stmt, take_heads, &packed, err);
    if (code == ERR_OK)
        code = packed.code;
    for (size_t i = 0; i < packed.heads.count && code == ERR_OK; i++)
        if (packed.heads.items[i].field == ROSTER_STATE)
            code = head_says_revoked(store, &packed.heads.items[i], revoked, err);
    heads_clear(&packed.heads);
    return code;
}

static enum err_code load_entry(struct store *store, struct team_device *device, struct err *err)
{
    struct row row;
    struct ident id = roster_id(&device->id);

    device->accepted = device->self;
    if (store_get(store, RECORD_ROSTER, &id, &row, NULL) == ERR_OK) {
        bool stands = row_is_null(&row, FIELD_WITHDRAWN);
        struct ident by = row_id(&row, ROSTER_BY);
        device->revoked = strcmp(row_text(&row, ROSTER_STATE), "revoked") == 0;
        device->accepted =
            device->self || (stands && strcmp(row_text(&row, ROSTER_STATE), "accepted") == 0);
        device->decided_by = shown_person(store, &by);
        device->decided_at = mem_strdup(row_text(&row, ROSTER_AT));
        device->reason = mem_strdup(row_text(&row, ROSTER_REASON));
        row_clear(&row);
    } else {
        device->decided_by = mem_strdup("");
        device->decided_at = mem_strdup("");
        device->reason = mem_strdup("");
    }
    enum err_code code = any_head_revokes(store, &id, &device->revoked, err);
    if (device->revoked)
        device->accepted = device->self;
    return code;
}

static void load_names(struct store *store, struct team_device *device)
{
    struct row row;
    struct ident person = ident_none();

    device->name = store_name(store, RECORD_DEVICE, &device->id);
    if (store_get(store, RECORD_DEVICE, &device->id, &row, NULL) == ERR_OK) {
        person = row_id(&row, DEVICE_PERSON);
        row_clear(&row);
    }
    device->person = shown_person(store, &person);
    if (device->self && device->name[0] == '\0')
        mem_replace(&device->name, store->device->name);
}

/* ---- saves ----------------------------------------------------------------------------------- */

struct counting {
    struct team *team;
    uint64_t *last; /* Lamport time of the latest save, by member */
    struct log_clock clock;
};

static void take_save(sqlite3_stmt *stmt, void *context)
{
    struct counting *counting = context;
    struct ident id = db_ident(stmt, 0);
    uint64_t lamport = (uint64_t)sqlite3_column_int64(stmt, 1);
    struct team_device *device = member(counting->team, &id);
    struct batch batch;

    if (device == NULL)
        return;
    device->batches++;
    if (batch_decode_head(sqlite3_column_blob(stmt, 2), (size_t)sqlite3_column_bytes(stmt, 2),
                          &batch, NULL, NULL) != ERR_OK)
        return; /* verify tells of damage */
    uint64_t *last = &counting->last[device - counting->team->items];
    if (lamport >= *last) {
        *last = lamport;
        device->last_wall = batch.wall;
    }
    device->clock_suspect = device->clock_suspect ||
                            clock_is_suspect(batch.wall, counting->clock.made, counting->clock.now);
    batch_clear(&batch);
}

static enum err_code count_saves(struct store *store, struct team *team, struct err *err)
{
    struct counting counting = {.team = team};
    enum err_code code = log_clock_load(store, &counting.clock, err);

    if (code != ERR_OK)
        return code;
    counting.last = mem_zalloc(team->count, sizeof *counting.last);
    code = query_each(store, db_use(store, sql[SQL_SAVES], err), take_save, &counting, err);
    free(counting.last);
    return code;
}

static void take_fork(sqlite3_stmt *stmt, void *context)
{
    struct ident id = db_ident(stmt, 0);
    struct team_device *device = member(context, &id);

    if (device != NULL)
        device->cloned = true;
}

static void take_waiting(sqlite3_stmt *stmt, void *context)
{
    struct ident id = db_ident(stmt, 0);
    struct team_device *device = member(context, &id);

    if (device != NULL)
        device->waiting = (uint64_t)sqlite3_column_int64(stmt, 1);
}

/* ---- the list -------------------------------------------------------------------------------- */

static void take_device(sqlite3_stmt *stmt, void *context)
{
    struct ident id = db_ident(stmt, 0);

    add_member(context, &id);
}

static int compare_devices(const void *a, const void *b)
{
    const struct team_device *left = a;
    const struct team_device *right = b;

    if (left->self != right->self)
        return left->self ? -1 : 1;
    return strcmp(left->fingerprint, right->fingerprint);
}

static enum err_code load_members(struct store *store, struct team *team, struct err *err)
{
    enum err_code code = ERR_OK;

    for (size_t i = 0; i < team->count && code == ERR_OK; i++) {
        struct team_device *device = &team->items[i];
        device->self = store->device != NULL && ident_equal(&device->id, &store->device->id);
        load_names(store, device);
        code = load_entry(store, device, err);
    }
    if (code == ERR_OK && team->count > 1)
        qsort(team->items, team->count, sizeof *team->items, compare_devices);
    return code;
}

/* The devices with what the roster says of them; their saves are not looked at. */
static enum err_code load_roster(struct store *store, struct team *team, struct err *err)
{
    *team = (struct team){0};
    enum err_code code =
        query_each(store, db_use(store, sql[SQL_DEVICES], err), take_device, team, err);
    if (store->device != NULL)
        add_member(team, &store->device->id);
    return code == ERR_OK ? load_members(store, team, err) : code;
}

enum err_code team_list(struct store *store, struct team *team, struct err *err)
{
    enum err_code code = load_roster(store, team, err);

    if (code == ERR_OK)
        code = count_saves(store, team, err);
    if (code == ERR_OK)
        code = query_each(store, db_use(store, sql[SQL_FORKS], err), take_fork, team, err);
    if (code == ERR_OK)
        code = query_each(store, db_use(store, sql[SQL_WAITING], err), take_waiting, team, err);
    if (code != ERR_OK)
        team_clear(team);
    return code;
}

/* ---- finding one ----------------------------------------------------------------------------- */

static bool is_named(const struct team_device *device, const char *text)
{
    return fingerprint_begins(&device->id, text) || text_is_same(device->name, text) ||
           text_is_same(device->person, text);
}

static char *shown_all(struct store *store, const struct team *team, const char *text, bool named)
{
    struct texts names = {0};

    for (size_t i = 0; i < team->count; i++) {
        if (named && !is_named(&team->items[i], text))
            continue;
        char *name = shown_device(store, &team->items[i].id);
        texts_add(&names, name);
        free(name);
    }
    texts_sort(&names);
    char *all = named ? texts_join(&names) : texts_near(&names, text);
    texts_clear(&names);
    return all;
}

static enum err_code not_one(struct store *store, const struct team *team, const char *text,
                             size_t count, struct err *err)
{
    struct ident device;

    if (count == 0 && strlen(text) >= 28) /* too long for a name: say what is wrong with it */
        return fingerprint_parse(text, &device, err);
    char *names = shown_all(store, team, text, count > 0);
    if (count == 0) {
        err_set(err, ERR_USAGE, _("there is no laptop '%s'"), text);
        err_hint(err, _("known are: %s"), names);
    } else {
        err_set(err, ERR_USAGE, _("'%s' may be any of %zu laptops"), text, count);
        err_hint(err, _("give the fingerprint of one: %s"), names);
    }
    free(names);
    return ERR_USAGE;
}

enum err_code team_find(struct store *store, const char *text, struct ident *device,
                        struct err *err)
{
    struct team team;
    size_t count = 0;

    if (fingerprint_parse(text, device, NULL) == ERR_OK)
        return ERR_OK;
    enum err_code code = load_roster(store, &team, err);
    for (size_t i = 0; i < team.count && code == ERR_OK; i++)
        if (text[0] != '\0' && is_named(&team.items[i], text) && count++ == 0)
            *device = team.items[i].id;
    if (code == ERR_OK && count != 1) {
        *device = ident_none();
        code = not_one(store, &team, text, count, err);
    }
    team_clear(&team);
    return code;
}

/* ---- deciding -------------------------------------------------------------------------------- */

/* What the roster says of one device, known to the file or not. */
static enum err_code load_one(struct store *store, const struct ident *id,
                              struct team_device *device, struct err *err)
{
    *device = (struct team_device){.id = *id};
    device->self = store->device != NULL && ident_equal(id, &store->device->id);
    return load_entry(store, device, err);
}

static enum err_code write_entry(struct store *store, const struct ident *device, const char *state,
                                 const char *valid, const char *reason, const char *done,
                                 struct err *err)
{
    struct change change;
    struct ident id = roster_id(device);
    char now[CLOCK_ISO_SIZE];
    char *name = shown_device(store, device);
    char *label = mem_printf("%s %s", name, done);

    clock_now_iso(now);
    change_init(&change, NULL);
    change_set_id(&change, RECORD_ROSTER, &id, ROSTER_DEVICE, device);
    change_set_text(&change, RECORD_ROSTER, &id, ROSTER_STATE, state);
    change_set_text(&change, RECORD_ROSTER, &id, ROSTER_VALID, valid);
    change_set_text(&change, RECORD_ROSTER, &id, ROSTER_REASON, reason);
    change_set_id(&change, RECORD_ROSTER, &id, ROSTER_BY, &store->author);
    change_set_text(&change, RECORD_ROSTER, &id, ROSTER_AT, now);
    change_set_text(&change, RECORD_ROSTER, &id, FIELD_WITHDRAWN, NULL);
    enum err_code code = store_save(store, &change, label, err);
    change_clear(&change);
    free(label);
    free(name);
    return code;
}

enum err_code team_accept(struct store *store, const struct ident *device, const char *reason,
                          struct err *err)
{
    struct team_device known;
    enum err_code code = load_one(store, device, &known, err);

    if (code == ERR_OK && known.self && known.revoked) {
        code = err_set(err, ERR_DENIED, _("this laptop was revoked"));
        err_hint(err, _("only another laptop of the team can accept it again"));
    } else if (code == ERR_OK && !known.accepted)
        code = write_entry(store, device, "accepted", NULL, reason, _("accepted"), err);
    device_clear_texts(&known);
    return code;
}

static void take_end(sqlite3_stmt *stmt, void *context)
{
    struct chain_ends *ends = context;
    struct chain_end end = {.scope = db_ident(stmt, 0),
                            .epoch = (uint64_t)sqlite3_column_int64(stmt, 1),
                            .sequence = (uint64_t)sqlite3_column_int64(stmt, 2)};

    if (!db_hash(stmt, 3, &end.name))
        return;
    ends->items = mem_grow(ends->items, ends->count, &ends->capacity, sizeof *ends->items);
    ends->items[ends->count++] = end;
}

/* Its chains as they end in this file: what it wrote until now stays. */
static enum err_code load_ends(struct store *store, const struct ident *device, char **valid,
                               struct err *err)
{
    struct chain_ends ends = {0};
    sqlite3_stmt *stmt = db_use(store, sql[SQL_ENDS], err);

    if (stmt != NULL)
        db_bind_ident(stmt, 1, device);
    enum err_code code = query_each(store, stmt, take_end, &ends, err);
    if (code == ERR_OK)
        *valid = chain_ends_text(&ends);
    chain_ends_clear(&ends);
    return code;
}

static enum err_code check_revoke(const struct team_device *known, const char *reason,
                                  struct err *err)
{
    if (known->self)
        return err_set(err, ERR_DENIED, _("this laptop can't revoke itself"));
    if (reason == NULL || reason[strspn(reason, " \n\t")] == '\0')
        return err_set(err, ERR_USAGE, _("the reason is empty"));
    return ERR_OK;
}

enum err_code team_revoke(struct store *store, const struct ident *device, const char *reason,
                          struct err *err)
{
    struct team_device known;
    char *valid = NULL;
    enum err_code code = load_one(store, device, &known, err);

    if (code == ERR_OK)
        code = check_revoke(&known, reason, err);
    if (code == ERR_OK)
        code = load_ends(store, device, &valid, err);
    if (code == ERR_OK)
        code = write_entry(store, device, "revoked", valid, reason, _("revoked"), err);
    device_clear_texts(&known);
    free(valid);
    return code;
}

/* ---- keys ------------------------------------------------------------------------------------ */

static bool find_key(struct store *store, const struct team_device *device,
                     uint8_t key[DEVICE_PUBLIC_SIZE])
{
    struct row row;
    struct ident of_key = ident_none();

    if (device->self) {
        memcpy(key, store->device->public_key, DEVICE_PUBLIC_SIZE);
        return true;
    }
    if (store_get(store, RECORD_DEVICE, &device->id, &row, NULL) != ERR_OK)
        return false;
    const struct value *value = row_value(&row, DEVICE_KEY);
    if (value->kind == VALUE_IS_BYTES && value->length == DEVICE_PUBLIC_SIZE) {
        memcpy(key, value->bytes, DEVICE_PUBLIC_SIZE);
        of_key = device_id_of(key);
    }
    row_clear(&row);
    return ident_equal(&of_key, &device->id); /* the id is made of the key: nobody swaps it */
}

enum err_code team_keys(struct store *store, struct team_key **keys, size_t *count, struct err *err)
{
    struct team team;
    size_t capacity = 0;
    enum err_code code = load_roster(store, &team, err);

    *keys = NULL;
    *count = 0;
    for (size_t i = 0; i < team.count && code == ERR_OK; i++) {
        struct team_key key = {.device = team.items[i].id};
        if (!team.items[i].accepted || !find_key(store, &team.items[i], key.key))
            continue;
        *keys = mem_grow(*keys, *count, &capacity, sizeof **keys);
        (*keys)[(*count)++] = key;
    }
    team_clear(&team);
    return code;
}

enum err_code team_waiting(struct store *store, uint64_t *count, struct err *err)
{
    int64_t answer = 0;
    enum err_code code = query_int(store, db_use(store, sql[SQL_ALL_WAITING], err), &answer, err);

    *count = (uint64_t)answer;
    return code;
}
