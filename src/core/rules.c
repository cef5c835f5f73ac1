/* rules.c - the rules of an audit, as pure functions. */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "core/rules.h"

#include <string.h>

#include "base/i18n.h"

size_t tally_total(const struct tally *tally)
{
    size_t total = 0;

    for (int i = 0; i < RESULT_COUNT; i++)
        total += tally->by[i];
    return total;
}

size_t tally_assessed(const struct tally *tally)
{
    return tally_total(tally) - tally->by[RESULT_NOT_ASSESSED];
}

unsigned tally_percent(const struct tally *tally)
{
    size_t total = tally_total(tally);

    return total == 0 ? 0 : (unsigned)(tally_assessed(tally) * 100 / total);
}

int tally_conformity(const struct tally *tally)
{
    size_t good = tally->by[RESULT_CONFORMING] + tally->by[RESULT_OFI];
    size_t judged = good + tally->by[RESULT_MINOR] + tally->by[RESULT_MAJOR];

    return judged == 0 ? -1 : (int)((good * 1000 + judged / 2) / judged);
}

static bool is_blank(const char *text)
{
    return text == NULL || text[strspn(text, " \n")] == '\0';
}

const char *result_missing(enum result result, const char *note)
{
    if (!is_blank(note))
        return NULL;
    if (result == RESULT_NA)
        return N_("say in the note why it does not apply");
    if (result == RESULT_NOT_COVERED)
        return N_("say in the note why it was not covered");
    return NULL;
}

bool result_has_finding(enum result result)
{
    return result == RESULT_OFI || result == RESULT_MINOR || result == RESULT_MAJOR;
}

enum err_code result_check(enum result result, enum obligation obligation, const char *note,
                           struct err *err)
{
    bool nonconformity = result == RESULT_MINOR || result == RESULT_MAJOR;

    if (!nonconformity || obligation != OBLIGATION_SHOULD || !is_blank(note))
        return ERR_OK;
    err_set(err, ERR_DENIED,
            _("the standard only recommends this, so it is no nonconformity by itself"));
    return err_hint(err, _("grade it as an opportunity, or say why in the note"));
}

enum grade result_grade(enum result result)
{
    switch (result) {
    case RESULT_MAJOR:
        return GRADE_MAJOR;
    case RESULT_MINOR:
        return GRADE_MINOR;
    default:
        return GRADE_OFI;
    }
}

enum result grade_result(enum grade grade)
{
    switch (grade) {
    case GRADE_MAJOR:
        return RESULT_MAJOR;
    case GRADE_MINOR:
        return RESULT_MINOR;
    case GRADE_OFI:
        return RESULT_OFI;
    default:
        return RESULT_CONFORMING;
    }
}

static int severity(enum result result)
{
    static const int rank[RESULT_COUNT] = {
        [RESULT_CONFORMING] = 1, [RESULT_OFI] = 2, [RESULT_MINOR] = 3, [RESULT_MAJOR] = 4};

    return rank[result];
}

bool result_is_worse(enum result a, enum result b)
{
    return severity(a) > severity(b);
}

bool source_needs_criterion(const char *source)
{
    return is_blank(source) || strcmp(source, "audit") == 0;
}

enum err_code finding_check(const struct finding_draft *draft, struct err *err)
{
    if (is_blank(draft->statement)) {
        err_set(err, ERR_DENIED, _("the finding has no statement"));
        return err_hint(err, _("say in one sentence what was found"));
    }
    if (draft->criteria == 0 && source_needs_criterion(draft->source)) {
        err_set(err, ERR_DENIED, _("the finding has no criterion"));
        return err_hint(err, _("name its requirement, or a source other than the audit"));
    }
    bool nonconformity = draft->grade == GRADE_MAJOR || draft->grade == GRADE_MINOR;
    if (nonconformity && draft->criteria > 0 && draft->recommendations == draft->criteria &&
        is_blank(draft->grade_reason)) {
        err_set(err, ERR_DENIED,
                _("the standard only recommends this, so it is no nonconformity by itself"));
        return err_hint(err, _("grade it as an opportunity, or give a reason for the grade"));
    }
    return ERR_OK;
}

enum err_code audit_check_open(enum audit_state state, const char *number, struct err *err)
{
    if (state < AUDIT_ISSUED)
        return ERR_OK;
    err_set(err, ERR_DENIED, _("audit %s is %s and can't be changed"), number,
            _(code_at(&code_audit_states, (int)state)->label));
    err_hint(err,
             _("choose an audit that is still open; an issued report is corrected with: auditwalk "
               "audit advance %s revise"),
             number);
    return ERR_DENIED;
}

static struct ident_part part_text(const char *text)
{
    return text == NULL ? (struct ident_part){"", 0} : (struct ident_part){text, strlen(text)};
}

static struct ident_part part_id(const struct ident *id)
{
    return id == NULL ? (struct ident_part){"", 0} : (struct ident_part){id->bytes, IDENT_SIZE};
}

struct ident assessment_id(const struct ident *audit, const char *checklist, const char *item,
                           const struct ident *unit)
{
    struct ident_part parts[] = {part_id(audit), part_text(checklist), part_text(item),
                                 part_id(unit)};

    return ident_derive("assessment", parts, 4);
}

struct ident link_id(const struct ident *from, const struct ident *to)
{
    struct ident_part parts[] = {part_id(from), part_id(to)};

    return ident_derive("link", parts, 2);
}

struct ident criterion_id(const struct ident *finding, const char *checklist, const char *ref)
{
    struct ident_part parts[] = {part_id(finding), part_text(checklist), part_text(ref)};

    return ident_derive("criterion", parts, 3);
}

struct ident person_id(const struct ident *file, const char *name)
{
    struct ident_part parts[] = {part_id(file), part_text(name)};

    return ident_derive("person", parts, 2);
}
