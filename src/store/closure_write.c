/* closure_write.c - writing the records of a finding's closure; every rule holds here. */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "store/closure.h"

#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/i18n.h"
#include "store/audits.h"
#include "store/closure_parts.h"
#include "store/programme.h"
#include "store/query.h"

enum closure_write_sql { SQL_NEXT_ACTION, SQL_NEXT_WHY, SQL_EVIDENCE, SQL_ANY_EVIDENCE };

static const char *const sql[] = {
    [SQL_NEXT_ACTION] =
        "SELECT max(CAST(substr(number, length(?2) + 1) AS INTEGER)) FROM corrective_action"
        " WHERE audit = ?1 AND substr(number, 1, length(?2)) = ?2",
    [SQL_NEXT_WHY] = "SELECT coalesce(max(position), 0) + 1 FROM cause WHERE finding = ?1",
    [SQL_EVIDENCE] = "SELECT id FROM evidence WHERE withdrawn IS NULL AND (id = ?2 OR"
                     " lower(number) = lower(?3)) AND audit = ?1 ORDER BY id",
    [SQL_ANY_EVIDENCE] = ("SELECT id FROM evidence WHERE withdrawn IS NULL AND (id = ?2 OR"
                          " lower(number) = lower(?3)) AND ?1 IS NOT NULL ORDER BY id")};

/* ---- the types ------------------------------------------------------------------------------- */

enum { FIELDS_MAX = 8, NEEDED_MAX = 3 };

/* What the store sets itself, and what a form or command may. needed: must not be empty. */
struct closure_type {
    enum record_type type;
    bool one_a_round; /* its id is of finding and round */
    uint16_t finding;
    uint16_t round; /* 0: none */
    uint16_t by;
    uint16_t at;
    uint16_t done; /* setting it is reported by the author */
    uint16_t done_by;
    uint16_t fields[FIELDS_MAX];
    uint16_t needed[NEEDED_MAX];
};

static const struct closure_type types[] = {
    {RECORD_CORRECTION,
     false,
     CORRECTION_FINDING,
     0,
     CORRECTION_BY,
     CORRECTION_AT,
     CORRECTION_DONE,
     CORRECTION_DONE_BY,
     {CORRECTION_KIND, CORRECTION_TEXT, CORRECTION_OWNER, CORRECTION_DUE, CORRECTION_DONE,
      CORRECTION_PROOF, CORRECTION_EVIDENCE},
     {CORRECTION_KIND, CORRECTION_TEXT}},
    {RECORD_CAUSE_ANALYSIS,
     true,
     CAUSE_ANALYSIS_FINDING,
     CAUSE_ANALYSIS_ROUND,
     CAUSE_ANALYSIS_BY,
     CAUSE_ANALYSIS_AT,
     0,
     0,
     {CAUSE_ANALYSIS_METHOD, CAUSE_ANALYSIS_ROOT, CAUSE_ANALYSIS_CATEGORY},
     {CAUSE_ANALYSIS_METHOD}},
    {RECORD_CAUSE,
     false,
     CAUSE_FINDING,
     CAUSE_ROUND,
     0,
     0,
     0,
     0,
     {CAUSE_TEXT, CAUSE_CATEGORY},
     {CAUSE_TEXT}},
    {RECORD_SIMILAR_CASE,
     false,
     SIMILAR_FINDING,
     0,
     SIMILAR_BY,
     SIMILAR_AT,
     0,
     0,
     {SIMILAR_PLACE, SIMILAR_SITE, SIMILAR_RESULT, SIMILAR_NOTE},
     {SIMILAR_PLACE, SIMILAR_RESULT}},
    {RECORD_ACTION,
     false,
     CORRECTIVE_FINDING,
     CORRECTIVE_ROUND,
     CORRECTIVE_BY,
     CORRECTIVE_AT,
     CORRECTIVE_DONE,
     CORRECTIVE_DONE_BY,
     {CORRECTIVE_TEXT, CORRECTIVE_OWNER, CORRECTIVE_DUE, CORRECTIVE_SYSTEM, CORRECTIVE_SYSTEM_TEXT,
      CORRECTIVE_DONE, CORRECTIVE_PROOF, CORRECTIVE_EVIDENCE},
     {CORRECTIVE_TEXT}},
    {RECORD_RISK_REVIEW,
     true,
     RISK_REVIEW_FINDING,
     RISK_REVIEW_ROUND,
     RISK_REVIEW_BY,
     RISK_REVIEW_AT,
     0,
     0,
     {RISK_REVIEW_KIND, RISK_REVIEW_RESULT, RISK_REVIEW_TEXT},
     {RISK_REVIEW_KIND, RISK_REVIEW_TEXT}},
    {RECORD_EFFECTIVENESS,
     true,
     EFFECTIVENESS_FINDING,
     EFFECTIVENESS_ROUND,
     0,
     0,
     0,
     0,
     {EFFECTIVENESS_CRITERION, EFFECTIVENESS_NOT_BEFORE, EFFECTIVENESS_ASSIGNED},
     {EFFECTIVENESS_CRITERION, EFFECTIVENESS_NOT_BEFORE}}};

static const struct closure_type *type_find(enum record_type type)
{
    for (size_t i = 0; i < sizeof types / sizeof types[0]; i++)
        if (types[i].type == type)
            return &types[i];
    return NULL;
}

const uint16_t *closure_fields(enum record_type type, size_t *count)
{
    const struct closure_type *found = type_find(type);

    *count = 0;
    if (found == NULL)
        return NULL;
    while (*count < FIELDS_MAX && found->fields[*count] != 0)
        (*count)++;
    return found->fields;
}

/* ---- one field ------------------------------------------------------------------------------- */

struct putting {
    struct store *store;
    const struct closure *closure;
    const struct closure_type *type;
    struct ident id;
    struct row row; /* as it is; without values if it is new */
    bool is_new;
    const struct closure_text *texts;
    size_t count;
    struct change change;
    const char *today;
};

static bool is_blank(const char *text)
{
    return text == NULL || text[strspn(text, " \n\t")] == '\0';
}

static const char *label_of(const struct closure_type *type, uint16_t field)
{
    return _(record_field(record_find((int)type->type), field)->label);
}

/* The text a field will have. */
static const char *text_after(const struct putting *putting, uint16_t field)
{
    for (size_t i = putting->count; i-- > 0;)
        if (putting->texts[i].field == field)
            return putting->texts[i].text != NULL ? putting->texts[i].text : "";
    if (putting->is_new)
        return "";
    const struct value *value = row_value(&putting->row, field);
    if (value->kind == VALUE_IS_BYTES)
        return "set";
    return row_text(&putting->row, field);
}

static bool is_given(const struct putting *putting, uint16_t field)
{
    for (size_t i = 0; i < putting->count; i++)
        if (putting->texts[i].field == field)
            return true;
    return false;
}

enum err_code closure_evidence(struct store *store, const struct ident *audit, const char *text,
                               struct ident *id, struct err *err)
{
    struct number_match match;
    enum err_code code = query_by_number(store, sql[SQL_EVIDENCE], audit, text, &match, err);

    /* Of another audit only if this one has none of the number: the follow-up's, mostly. */
    if (code == ERR_OK && match.count == 0)
        code = query_by_number(store, sql[SQL_ANY_EVIDENCE], audit, text, &match, err);
    *id = match.id;
    if (code != ERR_OK)
        return code;
    if (match.count == 0) {
        err_set(err, ERR_USAGE, _("there is no evidence '%s'"), text);
        err_hint(err, _("record it first, in this audit or in the one that follows it up"));
        return ERR_USAGE;
    }
    if (match.count > 1)
        return err_set(err, ERR_USAGE, _("%zu pieces of evidence have the number '%s'"),
                       match.count, text);
    return ERR_OK;
}

static enum err_code bad_word(const struct field *field, const char *text, struct err *err)
{
    char *words = code_words(field->codes);

    err_set(err, ERR_USAGE, _("%s: '%s' is not known here"), _(field->label), text);
    err_hint(err, _("known are: %s"), words);
    free(words);
    return ERR_USAGE;
}

static enum err_code put_id(struct putting *putting, const struct field *field, const char *text,
                            struct err *err)
{
    struct ident id = ident_none();
    enum err_code code = ERR_OK;

    if (field->target == RECORD_PERSON)
        id = person_for(putting->store, &putting->change, text);
    else if (field->target == RECORD_EVIDENCE)
        code = closure_evidence(putting->store, &putting->closure->audit, text, &id, err);
    else
        code = programme_find(putting->store, field->target, text, &id, err);
    if (code == ERR_OK)
        change_set_id(&putting->change, putting->type->type, &putting->id, field->number, &id);
    return code;
}

static enum err_code put_field(struct putting *putting, const struct closure_text *given,
                               struct err *err)
{
    const struct closure_type *type = putting->type;
    const struct field *field = record_field(record_find((int)type->type), given->field);
    bool allowed = false;

    for (size_t i = 0; i < FIELDS_MAX; i++)
        allowed = allowed || type->fields[i] == given->field;
    if (!allowed || field == NULL)
        return err_set(err, ERR_INTERNAL, "field %d is not written so", (int)given->field);
    if (is_blank(given->text)) {
        change_set(&putting->change, type->type, &putting->id, given->field, value_null());
        return ERR_OK;
    }
    if (field->type == VALUE_ID)
        return put_id(putting, field, given->text, err);
    if (field->type == VALUE_CODE && code_find(field->codes, given->text) == NULL)
        return bad_word(field, given->text, err);
    if (field->type == VALUE_DATE && !clock_is_date(given->text)) {
        err_set(err, ERR_USAGE, _("'%s' is not a date"), given->text);
        err_hint(err, _("write it as year-month-day, for example 2026-03-09"));
        return ERR_USAGE;
    }
    change_set_text(&putting->change, type->type, &putting->id, given->field, given->text);
    return ERR_OK;
}

/* ---- checks ---------------------------------------------------------------------------------- */

/* Done wants its proof, and was not done tomorrow. */
static enum err_code check_done(const struct putting *putting, struct err *err)
{
    bool correction = putting->type->type == RECORD_CORRECTION;
    const char *done = text_after(putting, putting->type->done);
    const char *proof = text_after(putting, correction ? CORRECTION_PROOF : CORRECTIVE_PROOF);
    const char *evidence =
        text_after(putting, correction ? CORRECTION_EVIDENCE : CORRECTIVE_EVIDENCE);

    if (is_blank(done))
        return ERR_OK;
    if (strcmp(done, putting->today) > 0)
        return err_set(err, ERR_USAGE, _("it can't be done on %s: that day is still to come"),
                       done);
    if (is_blank(proof) && is_blank(evidence)) {
        err_set(err, ERR_DENIED, _("done without a proof"));
        err_hint(err, _("say what proves it, or name the evidence"));
        return ERR_DENIED;
    }
    return ERR_OK;
}

static enum err_code check_whole(const struct putting *putting, struct err *err)
{
    const struct closure_type *type = putting->type;

    for (size_t i = 0; i < NEEDED_MAX && type->needed[i] != 0; i++)
        if (is_blank(text_after(putting, type->needed[i])))
            return err_set(err, ERR_USAGE, _("%s: \"%s\" is empty"),
                           _(record_find((int)type->type)->name), label_of(type, type->needed[i]));
    if (type->type == RECORD_ACTION && strcmp(text_after(putting, CORRECTIVE_SYSTEM), "yes") == 0 &&
        is_blank(text_after(putting, CORRECTIVE_SYSTEM_TEXT)))
        return err_set(err, ERR_USAGE, _("say what changes in the management system"));
    if (type->type == RECORD_RISK_REVIEW &&
        strcmp(text_after(putting, RISK_REVIEW_KIND), "review") == 0 &&
        is_blank(text_after(putting, RISK_REVIEW_RESULT)))
        return err_set(err, ERR_USAGE, _("the risk review has no result"));
    return type->done != 0 ? check_done(putting, err) : ERR_OK;
}

/* Is the change about nothing but an action being done / does it judge the plan? */
static void sort_fields(const struct putting *putting, bool *done, bool *other)
{
    *done = false;
    *other = putting->is_new;
    for (size_t i = 0; i < putting->count; i++) {
        uint16_t field = putting->texts[i].field;
        bool of_done =
            field == CORRECTIVE_DONE || field == CORRECTIVE_PROOF || field == CORRECTIVE_EVIDENCE;
        *done = *done || of_done;
        *other = *other || !of_done;
    }
}

static enum err_code check_rules(const struct putting *putting, const struct closure_facts *facts,
                                 struct err *err)
{
    enum record_type type = putting->type->type;
    bool done = false;
    bool other = true;
    enum err_code code = ERR_OK;

    if (putting->type->round != 0 && !putting->is_new &&
        row_int(&putting->row, putting->type->round) != putting->closure->round)
        return err_set(err, ERR_DENIED, _("%s: this belongs to an earlier attempt"),
                       putting->closure->number);
    if (type == RECORD_ACTION)
        sort_fields(putting, &done, &other);
    if (type == RECORD_RISK_REVIEW)
        done = strcmp(text_after(putting, RISK_REVIEW_KIND), "emergency") != 0;
    if (other)
        code = closure_check_record(type, facts, type == RECORD_RISK_REVIEW && done, err);
    if (code == ERR_OK && done && type == RECORD_ACTION)
        code = closure_check_record(type, facts, true, err);
    return code == ERR_OK ? check_whole(putting, err) : code;
}

/* ---- the change ------------------------------------------------------------------------------ */

static enum err_code add_position(struct putting *putting, struct err *err)
{
    int64_t position = 1;
    sqlite3_stmt *stmt = db_use(putting->store, sql[SQL_NEXT_WHY], err);

    if (stmt != NULL)
        db_bind_ident(stmt, 1, &putting->closure->finding.id);
    enum err_code code = query_int(putting->store, stmt, &position, err);
    change_set_int(&putting->change, RECORD_CAUSE, &putting->id, CAUSE_POSITION, position);
    return code;
}

static enum err_code add_number(struct putting *putting, struct err *err)
{
    char *number = NULL;
    const struct ident *audit = &putting->closure->audit;
    enum err_code code =
        query_next_number(putting->store, sql[SQL_NEXT_ACTION], 'A', audit, &number, err);

    if (code == ERR_OK) {
        change_set_text(&putting->change, RECORD_ACTION, &putting->id, CORRECTIVE_NUMBER, number);
        change_set_id(&putting->change, RECORD_ACTION, &putting->id, CORRECTIVE_AUDIT, audit);
    }
    free(number);
    return code;
}

/* Whom and when a record has; once, but anew for what one record a round says. */
static enum err_code add_frame(struct putting *putting, struct err *err)
{
    const struct closure_type *type = putting->type;
    char now[CLOCK_ISO_SIZE];

    clock_now_iso(now);
    if (putting->is_new) {
        change_set_id(&putting->change, type->type, &putting->id, type->finding,
                      &putting->closure->finding.id);
        if (type->round != 0)
            change_set_int(&putting->change, type->type, &putting->id, type->round,
                           putting->closure->round);
    }
    if (type->by != 0 && (putting->is_new || type->one_a_round)) {
        change_set_id(&putting->change, type->type, &putting->id, type->by,
                      &putting->store->author);
        change_set_text(&putting->change, type->type, &putting->id, type->at, now);
    }
    if (type->done != 0 && is_given(putting, type->done))
        change_set_id(&putting->change, type->type, &putting->id, type->done_by,
                      is_blank(text_after(putting, type->done)) ? NULL : &putting->store->author);
    if (putting->is_new && type->type == RECORD_CAUSE)
        return add_position(putting, err);
    if (putting->is_new && type->type == RECORD_ACTION)
        return add_number(putting, err);
    return ERR_OK;
}

static enum err_code save_record(struct putting *putting, struct err *err)
{
    enum err_code code = add_frame(putting, err);

    for (size_t i = 0; i < putting->count && code == ERR_OK; i++)
        code = put_field(putting, &putting->texts[i], err);
    if (code != ERR_OK)
        return code;
    char *label = mem_printf("%s: %s", putting->closure->number,
                             _(record_find((int)putting->type->type)->name));
    code = store_save(putting->store, &putting->change, label, err);
    free(label);
    return code;
}

/* The record named, else a new one, else the one of this round. */
static enum err_code choose_record(struct putting *putting, const struct ident *record,
                                   struct err *err)
{
    const struct closure_type *type = putting->type;
    struct ident finding = putting->closure->finding.id;

    putting->id = record != NULL ? *record : ident_random();
    if (record == NULL && type->one_a_round)
        putting->id = closure_id(type->type, &finding, putting->closure->round);
    enum err_code code = store_get(putting->store, type->type, &putting->id, &putting->row,
                                   record != NULL ? err : NULL);
    if (code == ERR_USAGE && record == NULL) {
        putting->is_new = true;
        return ERR_OK;
    }
    if (code != ERR_OK)
        return code;
    struct ident of = row_id(&putting->row, type->finding);
    if (!ident_equal(&of, &finding) || !row_is_null(&putting->row, FIELD_WITHDRAWN))
        return err_set(err, ERR_USAGE, _("there is no such %s"),
                       _(record_find((int)type->type)->name));
    return ERR_OK;
}

static enum err_code put(struct putting *putting, const struct ident *record, struct err *err)
{
    const struct closure_given nothing = {.effect = -1};
    struct closure_facts facts;
    struct closure_day day;
    enum err_code code = audit_require_closure(putting->store, &putting->closure->audit, err);

    if (code == ERR_OK)
        code = choose_record(putting, record, err);
    if (code == ERR_OK)
        code = closure_facts(putting->store, putting->closure, &nothing, &day, &facts, err);
    putting->today = day.today;
    if (code == ERR_OK)
        code = check_rules(putting, &facts, err);
    if (code != ERR_OK)
        return code;
    change_init(&putting->change, &putting->closure->audit);
    code = save_record(putting, err);
    change_clear(&putting->change);
    return code;
}

enum err_code closure_put(struct store *store, const struct ident *finding, enum record_type type,
                          const struct ident *record, const struct closure_text *texts,
                          size_t count, struct ident *id, struct err *err)
{
    struct closure closure;
    struct putting putting = {.store = store,
                              .closure = &closure,
                              .type = type_find(type),
                              .texts = texts,
                              .count = count};

    if (id != NULL)
        *id = ident_none();
    if (putting.type == NULL)
        return err_set(err, ERR_INTERNAL, "not a record of the path");
    enum err_code code = closure_load(store, finding, &closure, err);
    if (code != ERR_OK)
        return code;
    code = put(&putting, record, err);
    if (code == ERR_OK && id != NULL)
        *id = putting.id;
    row_clear(&putting.row);
    closure_clear(&closure);
    return code;
}

struct ident closure_finding(struct store *store, enum record_type type, const struct ident *record)
{
    const struct closure_type *found = type_find(type);
    struct row row;

    if (found == NULL || store_get(store, type, record, &row, NULL) != ERR_OK)
        return ident_none();
    struct ident finding = row_id(&row, found->finding);
    row_clear(&row);
    return finding;
}
