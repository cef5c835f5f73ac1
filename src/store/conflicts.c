/* conflicts.c - the cells that laptops disagree about, with both positions. */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "store/conflicts.h"

#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/i18n.h"
#include "base/text.h"
#include "core/team.h"
#include "store/conflicts_parts.h"
#include "store/log_read.h"
#include "store/query.h"
#include "store/shown.h"

static void side_clear(struct conflict_side *side)
{
    value_clear(&side->value);
    free(side->text);
    free(side->author);
    free(side->device);
}

void conflict_clear(struct conflict *conflict)
{
    for (size_t i = 0; i < conflict->side_count; i++)
        side_clear(&conflict->sides[i]);
    free(conflict->sides);
    free(conflict->audit_number);
    free(conflict->subject);
    *conflict = (struct conflict){0};
}

void conflicts_clear(struct conflicts *conflicts)
{
    for (size_t i = 0; i < conflicts->count; i++)
        conflict_clear(&conflicts->items[i]);
    free(conflicts->items);
    *conflicts = (struct conflicts){0};
}

/* ---- which ----------------------------------------------------------------------------------- */

/* Eight characters of the base 32 in which short names are written. */
static void make_id(struct conflict *conflict)
{
    uint8_t type = (uint8_t)conflict->type;
    uint8_t field[2] = {(uint8_t)(conflict->field >> 8), (uint8_t)conflict->field};
    struct ident_part parts[] = {
        {&type, 1}, {conflict->record.bytes, IDENT_SIZE}, {field, sizeof field}};
    struct ident id = ident_derive("conflict", parts, 3);
    char fingerprint[FINGERPRINT_SIZE];

    fingerprint_text(&id, fingerprint);
    memcpy(conflict->id, fingerprint, 4);
    memcpy(conflict->id + 4, fingerprint + 5, 4);
    conflict->id[8] = '\0';
}

static enum err_code load_cells(struct store *store, const struct ident *audit,
                                struct conflicts *conflicts, struct err *err)
{
    bool row = false;
    sqlite3_stmt *stmt = db_use(store,
                                "SELECT type, record, field, scope FROM conflict"
                                " WHERE ?1 IS NULL OR scope = ?1 ORDER BY type, record, field",
                                err);

    if (stmt == NULL)
        return err_code_of(err);
    db_bind_ident(stmt, 1, audit);
    enum err_code code = db_step(store, stmt, &row, err);
    while (code == ERR_OK && row) {
        conflicts->items = mem_grow(conflicts->items, conflicts->count, &conflicts->capacity,
                                    sizeof *conflicts->items);
        struct conflict *conflict = &conflicts->items[conflicts->count++];
        *conflict = (struct conflict){.type = (enum record_type)sqlite3_column_int(stmt, 0),
                                      .record = db_ident(stmt, 1),
                                      .field = (uint16_t)sqlite3_column_int(stmt, 2),
                                      .audit = db_ident(stmt, 3)};
        make_id(conflict);
        code = db_step(store, stmt, &row, err);
    }
    db_done(store, stmt);
    return code;
}

enum err_code conflicts_count(struct store *store, const struct ident *audit, size_t *count,
                              struct err *err)
{
    int64_t answer = 0;
    sqlite3_stmt *stmt =
        db_use(store, "SELECT count(*) FROM conflict WHERE ?1 IS NULL OR scope = ?1", err);

    if (stmt != NULL)
        db_bind_ident(stmt, 1, audit);
    enum err_code code = query_int(store, stmt, &answer, err);
    *count = (size_t)answer;
    return code;
}

/* ---- sides ----------------------------------------------------------------------------------- */

/* Pieces of evidence this author linked to what the record is about. */
static enum err_code count_evidence(struct store *store, const struct conflict *conflict,
                                    const struct ident *author, size_t *count, struct err *err)
{
    static const char *const of_assessment =
        "SELECT count(DISTINCT e.id) FROM evidence_link l JOIN evidence e ON e.id = l.evidence"
        " WHERE l.assessment = ?1 AND l.withdrawn IS NULL AND e.withdrawn IS NULL"
        " AND e.collected_by = ?2";
    static const char *const of_finding =
        "SELECT count(DISTINCT e.id) FROM evidence_link l JOIN evidence e ON e.id = l.evidence"
        " WHERE l.finding = ?1 AND l.withdrawn IS NULL AND e.withdrawn IS NULL"
        " AND e.collected_by = ?2";
    int64_t answer = 0;

    if (conflict->type != RECORD_ASSESSMENT && conflict->type != RECORD_FINDING)
        return ERR_OK;
    sqlite3_stmt *stmt =
        db_use(store, conflict->type == RECORD_ASSESSMENT ? of_assessment : of_finding, err);
    if (stmt != NULL) {
        db_bind_ident(stmt, 1, &conflict->record);
        db_bind_ident(stmt, 2, author);
    }
    enum err_code code = query_int(store, stmt, &answer, err);
    *count = (size_t)answer;
    return code;
}

static enum err_code load_side(struct store *store, const struct conflict *conflict,
                               const struct head *head, struct position *position, struct err *err)
{
    struct batch batch;
    bool found = false;

    *position = (struct position){.head = *head};
    enum err_code code = log_read(store, head->ref.batch, &batch, NULL, &found, err);
    if (code == ERR_OK && found && head->ref.index < batch.count) {
        struct conflict_side *side = &position->side;
        position->device = batch.device;
        side->ref = head->ref;
        side->value = value_copy(&batch.operations[head->ref.index].value);
        side->author = shown_person(store, &batch.author);
        side->device = shown_device(store, &batch.device);
        side->wall = batch.wall;
        code = count_evidence(store, conflict, &batch.author, &side->evidence, err);
    }
    batch_clear(&batch);
    return code;
}

static int position_compare(const void *left, const void *right)
{
    const struct position *a = left;
    const struct position *b = right;

    return fold_rank(&b->head, &b->device, &a->head, &a->device);
}

/* The heads of a cell, the one with the highest rank first. */
enum err_code conflict_positions(struct store *store, const struct conflict *conflict,
                                 const struct heads *heads, uint16_t field,
                                 struct positions *positions, struct err *err)
{
    size_t count = heads_of(heads, field, NULL, 0);
    struct head *list = mem_zalloc(count, sizeof *list);
    enum err_code code = ERR_OK;

    *positions = (struct positions){0};
    positions->items = mem_zalloc(count, sizeof *positions->items);
    heads_of(heads, field, list, count);
    for (size_t i = 0; i < count && code == ERR_OK; i++)
        code = load_side(store, conflict, &list[i], &positions->items[positions->count++], err);
    free(list);
    if (positions->count > 1)
        qsort(positions->items, positions->count, sizeof *positions->items, position_compare);
    if (code != ERR_OK)
        positions_clear(positions);
    return code;
}

void positions_clear(struct positions *positions)
{
    for (size_t i = 0; i < positions->count; i++)
        side_clear(&positions->items[i].side);
    free(positions->items);
    *positions = (struct positions){0};
}

static void take_side(struct conflict *conflict, struct position *position)
{
    conflict->sides[conflict->side_count++] = position->side;
    position->side = (struct conflict_side){0};
}

static struct conflict_side *find_value(const struct conflict *conflict, const struct value *value)
{
    for (size_t i = 0; i < conflict->side_count; i++)
        if (value_equal(&conflict->sides[i].value, value))
            return &conflict->sides[i];
    return NULL;
}

static void add_name(char **names, const char *name)
{
    if (name == NULL || (*names != NULL && strcmp(*names, name) == 0))
        return;
    char *both =
        mem_printf("%s%s%s", *names != NULL ? *names : "", *names != NULL ? ", " : "", name);
    free(*names);
    *names = both;
}

/* Another who says the same: one side, with both names. */
static void join_side(struct conflict_side *side, const struct conflict_side *other)
{
    add_name(&side->author, other->author);
    add_name(&side->device, other->device);
    side->evidence += other->evidence;
}

/* One side for each value; one that says nothing only where nobody says anything. */
static void choose_sides(struct conflict *conflict, struct positions *positions)
{
    conflict->sides = mem_zalloc(positions->count, sizeof *conflict->sides);
    for (size_t i = 0; i < positions->count; i++) {
        struct position *position = &positions->items[i];
        struct conflict_side *same = find_value(conflict, &position->side.value);
        if (conflict_is_silent(conflict->type, conflict->field, &position->side.value))
            continue;
        if (same != NULL)
            join_side(same, &position->side);
        else
            take_side(conflict, position);
    }
    if (conflict->side_count > 0)
        conflict->sides[0].shown = true;
}

/* ---- withdrawn here, written to there -------------------------------------------------------- */

/* Among all other heads of the record, the newest writing that is not in a withdrawal's save. */
static bool newest_writing(const struct heads *heads, const struct positions *withdrawals,
                           struct head *newest)
{
    bool any = false;

    for (size_t i = 0; i < heads->count; i++) {
        bool own = heads->items[i].field == FIELD_WITHDRAWN;
        for (size_t j = 0; j < withdrawals->count && !own; j++)
            own = memcmp(withdrawals->items[j].head.ref.batch, heads->items[i].ref.batch,
                         HEAD_BATCH_SIZE) == 0;
        if (own)
            continue;
        int order = any ? (heads->items[i].lamport > newest->lamport) -
                              (heads->items[i].lamport < newest->lamport)
                        : 1;
        if (order == 0)
            order = memcmp(heads->items[i].ref.batch, newest->ref.batch, HEAD_BATCH_SIZE);
        if (order > 0)
            *newest = heads->items[i];
        any = true;
    }
    return any;
}

/* A: it stays, by whoever wrote to it last; then the withdrawals. */
static enum err_code withdrawal_sides(struct store *store, struct conflict *conflict,
                                      const struct heads *heads, struct positions *withdrawals,
                                      struct err *err)
{
    struct position stays = {0};
    struct head newest;
    enum err_code code = ERR_OK;

    if (newest_writing(heads, withdrawals, &newest))
        code = load_side(store, conflict, &newest, &stays, err);
    if (code != ERR_OK)
        return code;
    conflict->sides = mem_zalloc(withdrawals->count + 1, sizeof *conflict->sides);
    value_clear(&stays.side.value);
    stays.side.shown = true;
    take_side(conflict, &stays);
    for (size_t i = 0; i < withdrawals->count; i++)
        if (withdrawals->items[i].side.value.kind != VALUE_IS_NULL &&
            find_value(conflict, &withdrawals->items[i].side.value) == NULL)
            take_side(conflict, &withdrawals->items[i]);
    return ERR_OK;
}

/* ---- in words -------------------------------------------------------------------------------- */

static char *side_text(struct store *store, const struct conflict *conflict,
                       const struct field *field, const struct conflict_side *side)
{
    if (conflict->kind != CONFLICT_WITHDRAWAL)
        return side->value.kind == VALUE_IS_NULL ? mem_strdup(_("(emptied)"))
                                                 : shown_value(store, field, &side->value);
    if (side->value.kind == VALUE_IS_NULL)
        return mem_strdup(_("It stays"));
    char *reason = shown_value(store, field, &side->value);
    char *text = mem_printf(_("Withdrawn: %s"), reason);
    free(reason);
    return text;
}

static enum err_code file_made(struct store *store, int64_t *made, struct err *err)
{
    char *text = NULL;

    *made = 0;
    enum err_code code =
        query_text(store, db_use(store, "SELECT created_at FROM audit_file", err), &text, err);
    if (code == ERR_OK && text != NULL)
        clock_parse(text, made);
    free(text);
    return code;
}

static enum err_code describe(struct store *store, const char *language, struct conflict *conflict,
                              const struct field *field, struct err *err)
{
    int64_t made = 0;
    enum err_code code = file_made(store, &made, err);

    for (size_t i = 0; i < conflict->side_count; i++) {
        struct conflict_side *side = &conflict->sides[i];
        side->text = side_text(store, conflict, field, side);
        side->clock_suspect = clock_is_suspect(side->wall, made, clock_now());
        if (side->author == NULL)
            side->author = mem_strdup("");
        if (side->device == NULL)
            side->device = mem_strdup("");
    }
    conflict->label = field->label;
    conflict->subject = shown_subject(store, conflict->type, &conflict->record, language);
    conflict->audit_number = store_name(store, RECORD_AUDIT, &conflict->audit);
    return code;
}

static enum err_code fill(struct store *store, const char *language, struct conflict *conflict,
                          struct err *err)
{
    const struct record *record = record_find((int)conflict->type);
    const struct field *field = record == NULL ? NULL : record_field(record, conflict->field);
    struct projected projected;
    struct positions positions;

    if (field == NULL)
        return err_set(err, ERR_DATA, _("a conflict of a kind this version does not know"));
    conflict->kind = conflict_kind_of(record, field);
    enum err_code code = project_load(store, record, &conflict->record, &projected, err);
    if (code == ERR_OK)
        code =
            conflict_positions(store, conflict, &projected.heads, conflict->field, &positions, err);
    if (code == ERR_OK) {
        if (conflict->kind == CONFLICT_WITHDRAWAL)
            code = withdrawal_sides(store, conflict, &projected.heads, &positions, err);
        else
            choose_sides(conflict, &positions);
        positions_clear(&positions);
    }
    projected_clear(&projected);
    return code == ERR_OK ? describe(store, language, conflict, field, err) : code;
}

/* ---- lists ----------------------------------------------------------------------------------- */

static int conflict_compare(const void *left, const void *right)
{
    const struct conflict *a = left;
    const struct conflict *b = right;
    int order = (a->kind > b->kind) - (a->kind < b->kind);

    if (order == 0)
        order = text_compare_natural(a->subject, b->subject);
    if (order == 0)
        order = (a->field > b->field) - (a->field < b->field);
    return order != 0 ? order : strcmp(a->id, b->id);
}

enum err_code conflicts_list(struct store *store, const struct ident *audit, const char *language,
                             struct conflicts *conflicts, struct err *err)
{
    *conflicts = (struct conflicts){0};
    enum err_code code = load_cells(store, audit, conflicts, err);
    for (size_t i = 0; i < conflicts->count && code == ERR_OK; i++)
        code = fill(store, language, &conflicts->items[i], err);
    if (code != ERR_OK) {
        conflicts_clear(conflicts);
        return code;
    }
    if (conflicts->count > 1)
        qsort(conflicts->items, conflicts->count, sizeof *conflicts->items, conflict_compare);
    return ERR_OK;
}

/* Read as fingerprints are: case does not matter. */
static bool begins(const struct conflict *conflict, const char *text)
{
    size_t length = strlen(text);

    return length >= 4 && length < CONFLICT_ID_SIZE && strncasecmp(conflict->id, text, length) == 0;
}

static enum err_code no_such(const struct conflicts *conflicts, const char *text, struct err *err)
{
    struct texts known = {0};

    for (size_t i = 0; i < conflicts->count; i++)
        texts_add(&known, conflicts->items[i].id);
    char *near = texts_near(&known, text);
    err_set(err, ERR_USAGE, _("there is no open conflict '%s'"), text);
    if (near[0] != '\0')
        err_hint(err, _("there are: %s"), near);
    else
        err_hint(err, _("none is open"));
    free(near);
    texts_clear(&known);
    return ERR_USAGE;
}

enum err_code conflict_find(struct store *store, const char *id, const char *language,
                            struct conflict *conflict, struct err *err)
{
    struct conflicts all = {0};
    size_t at = 0;
    size_t matches = 0;

    *conflict = (struct conflict){0};
    enum err_code code = load_cells(store, NULL, &all, err);
    for (size_t i = 0; i < all.count && code == ERR_OK; i++)
        if (begins(&all.items[i], id)) {
            at = i;
            matches++;
        }
    if (code == ERR_OK && matches > 1)
        code = err_set(err, ERR_USAGE, _("'%s' begins more than one conflict"), id);
    else if (code == ERR_OK && matches == 0)
        code = no_such(&all, id, err);
    if (code == ERR_OK) {
        *conflict = all.items[at];
        all.items[at] = (struct conflict){0};
        code = fill(store, language, conflict, err);
        if (code != ERR_OK)
            conflict_clear(conflict);
    }
    conflicts_clear(&all);
    return code;
}
