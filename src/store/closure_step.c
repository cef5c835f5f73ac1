/* closure_step.c - taking a finding one step on, in one save with all that belongs to the step. */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "store/closure.h"

#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/i18n.h"
#include "core/rules.h"
#include "store/audits.h"
#include "store/closure_parts.h"
#include "store/query.h"

static const char next_draft_sql[] =
    "SELECT max(CAST(substr(draft, length(?2) + 1) AS INTEGER)) FROM finding"
    " WHERE audit = ?1 AND substr(draft, 1, length(?2)) = ?2";

/* ---- records of steps and overrides ---------------------------------------------------------- */

void closure_add_step(struct store *store, struct change *change, const struct ident *audit,
                      const struct ident *finding, const struct step_words *words)
{
    struct ident id = ident_random();
    char now[CLOCK_ISO_SIZE];

    clock_now_iso(now);
    change_set_id(change, RECORD_STEP, &id, STEP_AUDIT, audit);
    if (finding != NULL)
        change_set_id(change, RECORD_STEP, &id, STEP_FINDING, finding);
    change_set_text(change, RECORD_STEP, &id, STEP_ACTION, words->action);
    change_set_text(change, RECORD_STEP, &id, STEP_FROM, words->from);
    change_set_text(change, RECORD_STEP, &id, STEP_TO, words->to);
    change_set_text(change, RECORD_STEP, &id, STEP_PERSON, words->person);
    change_set_text(change, RECORD_STEP, &id, STEP_NOTE, words->note);
    change_set_id(change, RECORD_STEP, &id, STEP_BY, &store->author);
    change_set_text(change, RECORD_STEP, &id, STEP_AT, now);
}

void closure_add_override(struct store *store, struct change *change, const struct ident *audit,
                          const char *kind, const struct ident *person, const struct ident *finding,
                          const char *reason)
{
    struct ident none = ident_none();
    const struct ident *about = finding != NULL ? finding : &none;
    struct ident_part parts[] = {{audit->bytes, IDENT_SIZE},
                                 {kind, strlen(kind)},
                                 {person->bytes, IDENT_SIZE},
                                 {about->bytes, IDENT_SIZE}};
    struct ident id = ident_derive("override", parts, 4);
    char now[CLOCK_ISO_SIZE];

    clock_now_iso(now);
    change_set_id(change, RECORD_OVERRIDE, &id, OVERRIDE_AUDIT, audit);
    change_set_text(change, RECORD_OVERRIDE, &id, OVERRIDE_KIND, kind);
    change_set_id(change, RECORD_OVERRIDE, &id, OVERRIDE_PERSON, person);
    change_set_id(change, RECORD_OVERRIDE, &id, OVERRIDE_FINDING, about);
    change_set_text(change, RECORD_OVERRIDE, &id, OVERRIDE_REASON, reason);
    change_set_id(change, RECORD_OVERRIDE, &id, OVERRIDE_BY, &store->author);
    change_set_text(change, RECORD_OVERRIDE, &id, OVERRIDE_AT, now);
    change_set_text(change, RECORD_OVERRIDE, &id, FIELD_WITHDRAWN, NULL);
}

/* ---- what a step writes beside the state ------------------------------------------------------
 */

struct stepping {
    struct store *store;
    const struct closure *closure;
    const struct closure_given *given;
    const struct closure_rule *rule;
    struct closure_facts facts;
    struct change change;
    char now[CLOCK_ISO_SIZE];
};

static void set_text(struct stepping *stepping, uint16_t field, const char *text)
{
    change_set_text(&stepping->change, RECORD_FINDING, &stepping->closure->finding.id, field, text);
}

static enum err_code add_judgement(struct stepping *stepping, struct err *err)
{
    const struct closure_given *given = stepping->given;
    const struct closure *closure = stepping->closure;
    struct ident id = closure_id(RECORD_EFFECTIVENESS, &closure->finding.id, closure->round);
    struct change *change = &stepping->change;
    struct ident evidence = ident_none();
    enum err_code code = ERR_OK;

    if (given->evidence != NULL && given->evidence[0] != '\0')
        code = closure_evidence(stepping->store, &closure->audit, given->evidence, &evidence, err);
    if (code != ERR_OK)
        return code;
    change_set_text(change, RECORD_EFFECTIVENESS, &id, EFFECTIVENESS_RESULT,
                    code_at(&code_effects, stepping->facts.effect)->word);
    change_set_text(change, RECORD_EFFECTIVENESS, &id, EFFECTIVENESS_NOTE, given->note);
    change_set_id(change, RECORD_EFFECTIVENESS, &id, EFFECTIVENESS_EVIDENCE, &evidence);
    change_set_id(change, RECORD_EFFECTIVENESS, &id, EFFECTIVENESS_BY, &stepping->store->author);
    change_set_text(change, RECORD_EFFECTIVENESS, &id, EFFECTIVENESS_AT, stepping->now);
    return ERR_OK;
}

/* A plan that was sent back is reviewed anew; an emergency stays one. */
static void drop_review(struct stepping *stepping)
{
    const struct closure *closure = stepping->closure;
    const struct row *review = closure_current(closure, &closure->reviews, RISK_REVIEW_ROUND);

    if (review != NULL && !stepping->facts.exempt)
        change_set_text(&stepping->change, RECORD_RISK_REVIEW, &review->id, RISK_REVIEW_RESULT,
                        NULL);
}

static enum err_code add_effects(struct stepping *stepping, struct err *err)
{
    const struct ident *finding = &stepping->closure->finding.id;

    switch (stepping->rule->action) {
    case FINDING_ACKNOWLEDGE:
        set_text(stepping, FINDING_ACKNOWLEDGED_BY, stepping->given->person);
        set_text(stepping, FINDING_ACKNOWLEDGED_AT, stepping->now);
        break;
    case FINDING_DISPUTE:
        change_set_int(&stepping->change, RECORD_FINDING, finding, FINDING_DISPUTED, 1);
        set_text(stepping, FINDING_AUDITEE_POSITION, stepping->given->note);
        break;
    case FINDING_SETTLE:
        change_set_int(&stepping->change, RECORD_FINDING, finding, FINDING_DISPUTED, 0);
        set_text(stepping, FINDING_AUDITOR_POSITION, stepping->given->note);
        break;
    case FINDING_REJECT:
        drop_review(stepping);
        break;
    case FINDING_VERIFY:
    case FINDING_FAIL:
        return add_judgement(stepping, err);
    case FINDING_CLOSE:
        set_text(stepping, FINDING_CLOSED_AT, stepping->now);
        break;
    default:
        break;
    }
    return ERR_OK;
}

static const char *state_word(enum finding_state state)
{
    return code_at(&code_finding_states, (int)state)->word;
}

static const char *action_word(const struct stepping *stepping)
{
    return code_at(&code_finding_actions, (int)stepping->rule->action)->word;
}

static enum err_code save_step(struct stepping *stepping, struct err *err)
{
    const struct closure_rule *rule = stepping->rule;
    const struct closure *closure = stepping->closure;
    const struct closure_given *given = stepping->given;
    const struct step_words words = {action_word(stepping), state_word(rule->from),
                                     state_word(rule->to), given->person, given->note};
    enum err_code code = add_effects(stepping, err);

    if (code != ERR_OK)
        return code;
    if (rule->from != rule->to)
        set_text(stepping, FINDING_STATE, words.to);
    closure_add_step(stepping->store, &stepping->change, &closure->audit, &closure->finding.id,
                     &words);
    if (rule->who == WHO_INDEPENDENT && stepping->facts.is_owner && given->override != NULL &&
        given->override[0] != '\0')
        closure_add_override(stepping->store, &stepping->change, &closure->audit, "verifier",
                             &stepping->store->author, &closure->finding.id, given->override);
    char *label = mem_printf("%s: %s", closure->number,
                             _(code_at(&code_finding_actions, (int)rule->action)->label));
    code = store_save(stepping->store, &stepping->change, label, err);
    free(label);
    return code;
}

/* ---- a recurrence ---------------------------------------------------------------------------- */

/* Against the same requirements, in the audit in which it was seen again. */
static enum err_code add_criteria(struct stepping *stepping, const struct ident *id,
                                  struct err *err)
{
    struct rows rows;
    struct list_query query = {.type = RECORD_CRITERION,
                               .where = CRITERION_FINDING,
                               .equals = value_id(&stepping->closure->finding.id),
                               .order = CRITERION_POSITION};
    enum err_code code = store_list(stepping->store, &query, &rows, err);

    value_clear(&query.equals);
    if (code != ERR_OK)
        return code;
    for (size_t i = 0; i < rows.count; i++) {
        const struct row *row = &rows.items[i];
        struct ident criterion =
            criterion_id(id, row_text(row, CRITERION_CHECKLIST), row_text(row, CRITERION_ITEM));
        for (size_t j = 0; j < row->record->field_count; j++)
            change_set(&stepping->change, RECORD_CRITERION, &criterion,
                       row->record->fields[j].number, value_copy(&row->values[j]));
        change_set_id(&stepping->change, RECORD_CRITERION, &criterion, CRITERION_FINDING, id);
    }
    rows_clear(&rows);
    return ERR_OK;
}

static void add_recurrence(struct stepping *stepping, const struct ident *id, const char *draft)
{
    static const uint16_t kept[] = {FINDING_GRADE,       FINDING_GRADE_REASON, FINDING_TITLE,
                                    FINDING_REQUIREMENT, FINDING_SITE,         FINDING_PROCESS,
                                    FINDING_AREA,        FINDING_CONSEQUENCE,  FINDING_RISK,
                                    FINDING_SOURCE};
    const struct row *old = &stepping->closure->finding;
    struct change *change = &stepping->change;

    for (size_t i = 0; i < sizeof kept / sizeof kept[0]; i++)
        if (!row_is_null(old, kept[i]))
            change_set(change, RECORD_FINDING, id, kept[i], value_copy(row_value(old, kept[i])));
    change_set_id(change, RECORD_FINDING, id, FINDING_AUDIT, stepping->given->audit);
    change_set_text(change, RECORD_FINDING, id, FINDING_DRAFT, draft);
    change_set_text(change, RECORD_FINDING, id, FINDING_STATEMENT, stepping->given->note);
    change_set_id(change, RECORD_FINDING, id, FINDING_RECURRENCE_OF, &old->id);
    change_set_id(change, RECORD_FINDING, id, FINDING_RAISED_BY, &stepping->store->author);
    change_set_text(change, RECORD_FINDING, id, FINDING_RAISED_AT, stepping->now);
    change_set_text(change, RECORD_FINDING, id, FINDING_STATE, state_word(FINDING_RAISED));
}

/* The closed one stays as it is: a new finding says that it is back. */
static enum err_code reopen(struct stepping *stepping, struct ident *made, struct err *err)
{
    struct ident id = ident_random();
    char *draft = NULL;

    if (stepping->given->audit == NULL) {
        err_set(err, ERR_USAGE, _("no audit is named in which it was seen again"));
        err_hint(err, _("name an audit that is still open"));
        return ERR_USAGE;
    }
    enum err_code code = audit_require_open(stepping->store, stepping->given->audit, err);
    if (code == ERR_OK)
        code = query_next_number(stepping->store, next_draft_sql, 'F', stepping->given->audit,
                                 &draft, err);
    if (code != ERR_OK)
        return code;
    change_clear(&stepping->change);
    change_init(&stepping->change, stepping->given->audit);
    add_recurrence(stepping, &id, draft);
    code = add_criteria(stepping, &id, err);
    if (code == ERR_OK) {
        char *label = mem_printf(_("%s recurs as %s"), stepping->closure->number, draft);
        code = store_save(stepping->store, &stepping->change, label, err);
        free(label);
    }
    if (code == ERR_OK && made != NULL)
        *made = id;
    free(draft);
    return code;
}

/* ---- the step -------------------------------------------------------------------------------- */

static enum err_code advance(struct stepping *stepping, enum finding_action action,
                             struct ident *made, struct err *err)
{
    struct closure_day day;
    struct closure_given given = *stepping->given;
    enum err_code code = ERR_OK;

    if (action == FINDING_VERIFY && given.effect < 0)
        given.effect = EFFECT_EFFECTIVE;
    if (action != FINDING_REOPEN)
        code = audit_require_closure(stepping->store, &stepping->closure->audit, err);
    if (code == ERR_OK)
        code =
            closure_facts(stepping->store, stepping->closure, &given, &day, &stepping->facts, err);
    if (code == ERR_OK)
        code = closure_check(&stepping->facts, action, &stepping->rule, err);
    if (code == ERR_OK)
        code = action == FINDING_REOPEN ? reopen(stepping, made, err) : save_step(stepping, err);
    return code;
}

enum err_code finding_advance(struct store *store, const struct ident *finding,
                              enum finding_action action, const struct closure_given *given,
                              struct ident *made, struct err *err)
{
    struct closure closure;
    struct stepping stepping = {.store = store, .closure = &closure, .given = given};
    enum err_code code = closure_load(store, finding, &closure, err);

    if (made != NULL)
        *made = ident_none();
    if (code != ERR_OK)
        return code;
    clock_now_iso(stepping.now);
    change_init(&stepping.change, &closure.audit);
    code = advance(&stepping, action, made, err);
    change_clear(&stepping.change);
    closure_clear(&closure);
    return code;
}
