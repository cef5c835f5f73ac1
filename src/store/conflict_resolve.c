/* conflict_resolve.c - a person decides: one save that supersedes the positions, and says why. */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/i18n.h"
#include "base/text.h"
#include "core/closure.h"
#include "store/audits.h"
#include "store/conflicts_parts.h"
#include "store/save.h"
#include "store/shown.h"

/* ---- may it be decided so? ------------------------------------------------------------------- */

static bool same_sides(const struct conflict *a, const struct conflict *b)
{
    bool same = a->side_count == b->side_count;

    for (size_t i = 0; i < a->side_count && same; i++)
        same = operation_ref_equal(&a->sides[i].ref, &b->sides[i].ref);
    return same;
}

/* Exactly the sides that were on screen: one that came since would be decided away unseen. */
static enum err_code check_current(struct store *store, const struct conflict *conflict,
                                   struct err *err)
{
    struct conflict now;
    bool current = conflict_find(store, conflict->id, NULL, &now, NULL) == ERR_OK &&
                   same_sides(conflict, &now);

    conflict_clear(&now);
    if (current)
        return ERR_OK;
    err_set(err, ERR_BUSY, _("%s has changed since it was shown"), conflict->subject);
    return err_hint(err, _("look at it again, then decide"));
}

static bool is_state(const struct conflict *conflict)
{
    return (conflict->type == RECORD_FINDING && conflict->field == FINDING_STATE) ||
           (conflict->type == RECORD_AUDIT && conflict->field == AUDIT_STATE);
}

static enum err_code check_choice(const struct conflict *conflict,
                                  const struct conflict_choice *choice, struct err *err)
{
    if (choice->reason == NULL || choice->reason[0] == '\0') {
        err_set(err, ERR_USAGE, _("a decision needs its reason"));
        return err_hint(err, _("give --reason"));
    }
    if (choice->take == TAKE_SIDE && choice->side >= conflict->side_count)
        return err_set(err, ERR_USAGE, _("there is no side %c"), (int)('A' + choice->side % 26));
    if (choice->take == TAKE_BOTH && conflict->kind != CONFLICT_TEXT) {
        err_set(err, ERR_DENIED, _("only texts can be taken both"));
        return err_hint(err, _("take one side"));
    }
    if (choice->take == TAKE_VALUE && conflict->kind == CONFLICT_WITHDRAWAL)
        return err_set(err, ERR_DENIED, _("it stays or it is withdrawn: take one side"));
    if (choice->take == TAKE_VALUE && is_state(conflict)) /* no step leads there unseen */
        return err_set(err, ERR_DENIED, _("a state changes by its steps only: take one side"));
    return ERR_OK;
}

/* A value given by hand must be one that the field can have. */
static enum err_code check_value(const struct field *field, const struct value *value,
                                 struct err *err)
{
    char *words = NULL;

    if (field->type != VALUE_CODE || value->kind == VALUE_IS_NULL)
        return ERR_OK;
    if (value->kind == VALUE_IS_TEXT && code_find(field->codes, value->bytes) != NULL)
        return ERR_OK;
    words = code_words(field->codes);
    err_set(err, ERR_USAGE, _("there is no %s '%s'"), field->codes->name,
            value->kind == VALUE_IS_TEXT ? value->bytes : "?");
    err_hint(err, _("there are: %s"), words);
    free(words);
    return ERR_USAGE;
}

/* ---- what it becomes ------------------------------------------------------------------------- */

static struct value join_sides(const struct conflict *conflict)
{
    const char **texts = mem_zalloc(conflict->side_count, sizeof *texts);
    size_t count = 0;

    for (size_t i = conflict->side_count; i-- > 0;) /* what was written first stands first */
        if (conflict->sides[i].value.kind == VALUE_IS_TEXT)
            texts[count++] = conflict->sides[i].value.bytes;
    char *joined = conflict_join_texts(texts, count);
    struct value value = value_text(joined);
    free(joined);
    free(texts);
    return value;
}

static struct value chosen_value(const struct conflict *conflict,
                                 const struct conflict_choice *choice)
{
    switch (choice->take) {
    case TAKE_SIDE:
        return value_copy(&conflict->sides[choice->side].value);
    case TAKE_BOTH:
        return join_sides(conflict);
    case TAKE_VALUE:
        break;
    }
    return value_copy(&choice->value);
}

/* The cells that go with the chosen one take what the same save wrote into them. */
static enum err_code follow_side(struct store *store, const struct conflict *conflict,
                                 const struct conflict_side *side, const struct heads *heads,
                                 struct change *change, struct err *err)
{
    const struct record *record = record_find((int)conflict->type);
    struct fold_context context = {.store = store};

    for (size_t i = 0; i < heads->count; i++) {
        const struct head *head = &heads->items[i];
        struct value value;
        struct ident device;
        if (conflict_leader(record->type, head->field) != conflict->field ||
            memcmp(head->ref.batch, side->ref.batch, HEAD_BATCH_SIZE) != 0)
            continue;
        enum err_code code = fold_value(&context, head, &value, &device, err);
        if (code != ERR_OK)
            return code;
        change_set(change, conflict->type, &conflict->record, head->field, value);
    }
    return ERR_OK;
}

/* An opinion of one's own is the author's, now. */
static void follow_author(struct store *store, const struct conflict *conflict,
                          struct change *change)
{
    char now[CLOCK_ISO_SIZE];

    if (conflict->type != RECORD_ASSESSMENT || conflict->field != ASSESSMENT_RESULT)
        return;
    struct ident author = store_author(store);
    clock_now_iso(now);
    change_set_id(change, conflict->type, &conflict->record, ASSESSMENT_BY, &author);
    change_set_text(change, conflict->type, &conflict->record, ASSESSMENT_AT, now);
}

/* ---- the record of it ------------------------------------------------------------------------ */

/* As much of a text as all of them together can have; whole ones stay in the history. */
static size_t part_length(const char *text, size_t sides)
{
    size_t length = strlen(text);
    size_t most = TEXT_LIMIT / (2 * sides);

    if (length <= most)
        return length;
    while (most > 0 && ((unsigned char)text[most] & 0xc0) == 0x80)
        most--;
    return most;
}

static char *positions_text(const struct conflict *conflict)
{
    struct buf text;
    char date[CLOCK_DATE_SIZE];

    buf_init(&text);
    for (size_t i = 0; i < conflict->side_count; i++) {
        const struct conflict_side *side = &conflict->sides[i];
        size_t length = part_length(side->text, conflict->side_count);
        clock_local_date(side->wall, date);
        buf_puts(&text, i > 0 ? "\n" : "");
        buf_add(&text, side->text, length);
        buf_printf(&text, "%s: %s, %s, %s", side->text[length] != '\0' ? "..." : "", side->author,
                   side->device, date);
    }
    return buf_take(&text);
}

static void add_decision(struct store *store, const struct conflict *conflict,
                         const struct field *field, const struct value *value, const char *reason,
                         struct change *change)
{
    bool programme = ident_is_none(&conflict->audit);
    enum record_type type = programme ? RECORD_PROGRAMME_DECISION : RECORD_DECISION;
    struct ident id = ident_random();
    struct ident author = store_author(store);
    char now[CLOCK_ISO_SIZE];
    char *positions = positions_text(conflict);
    char *taken = shown_value(store, field, value);

    if (conflict->kind == CONFLICT_WITHDRAWAL && value->kind == VALUE_IS_NULL)
        mem_replace(&taken, _("It stays"));
    clock_now_iso(now);
    change_set_id(change, type, &id, DECISION_AUDIT, programme ? NULL : &conflict->audit);
    change_set_text(change, type, &id, DECISION_KIND, "conflict");
    change_set_text(change, type, &id, DECISION_SUBJECT_TYPE,
                    record_find((int)conflict->type)->name);
    change_set_id(change, type, &id, DECISION_SUBJECT, &conflict->record);
    change_set_int(change, type, &id, DECISION_FIELD, conflict->field);
    change_set_text(change, type, &id, DECISION_TAKEN, taken);
    change_set_text(change, type, &id, DECISION_POSITIONS, positions);
    change_set_text(change, type, &id, DECISION_REASON, reason);
    change_set_id(change, type, &id, DECISION_BY, &author);
    change_set_text(change, type, &id, DECISION_AT, now);
    free(taken);
    free(positions);
}

/* ---- all of it ------------------------------------------------------------------------------- */

static enum err_code save_decision(struct store *store, const struct conflict *conflict,
                                   const struct conflict_choice *choice, const struct heads *heads,
                                   struct err *err)
{
    const struct field *field = record_field(record_find((int)conflict->type), conflict->field);
    struct value value = chosen_value(conflict, choice);
    struct change change;
    enum err_code code = check_value(field, &value, err);

    change_init(&change, ident_is_none(&conflict->audit) ? NULL : &conflict->audit);
    if (code == ERR_OK) {
        change_set(&change, conflict->type, &conflict->record, conflict->field, value_copy(&value));
        if (choice->take == TAKE_SIDE)
            code =
                follow_side(store, conflict, &conflict->sides[choice->side], heads, &change, err);
        else
            follow_author(store, conflict, &change);
    }
    if (code == ERR_OK) {
        add_decision(store, conflict, field, &value, choice->reason, &change);
        char *reason = text_ellipsis(choice->reason, 60);
        char *subject = text_ellipsis(conflict->subject, 60);
        char *label = mem_printf("%s: %s", subject, reason);
        code = store_save(store, &change, label, err);
        free(label);
        free(subject);
        free(reason);
    }
    change_clear(&change);
    value_clear(&value);
    return code;
}

enum err_code conflict_resolve(struct store *store, const struct conflict *conflict,
                               const struct conflict_choice *choice, struct err *err)
{
    struct projected projected;

    enum err_code code = check_choice(conflict, choice, err);
    if (code == ERR_OK && !ident_is_none(&conflict->audit))
        code = closure_is_open_field(conflict->type, conflict->field)
                   ? audit_require_closure(store, &conflict->audit, err)
                   : audit_require_open(store, &conflict->audit, err);
    if (code != ERR_OK)
        return code;
    code =
        project_load(store, record_find((int)conflict->type), &conflict->record, &projected, err);
    if (code == ERR_OK)
        code = check_current(store, conflict, err);
    if (code == ERR_OK)
        code = save_decision(store, conflict, choice, &projected.heads, err);
    projected_clear(&projected);
    if (code == ERR_OK) { /* undo would settle the cell on what was shown, with no reason */
        undo_stack_clear(&store->undo);
        undo_stack_clear(&store->redo);
    }
    return code;
}
