/* filter.c - criteria of lists: from words, to words, and whether a row meets them. */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "core/filter.h"

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "base/text.h"
#include "core/clauses.h"

static const struct code list_rows[] = {
    [FILTER_WALK] = {"walk", N_("Walk"), " ", ' ', TONE_PLAIN},
    [FILTER_FINDINGS] = {"findings", N_("Findings"), " ", ' ', TONE_PLAIN},
    [FILTER_EVIDENCE] = {"evidence", N_("Evidence"), " ", ' ', TONE_PLAIN},
    [FILTER_ACTIONS] = {"actions", N_("Actions"), " ", ' ', TONE_PLAIN},
    [FILTER_LIST_COUNT] = {NULL, NULL, NULL, 0, TONE_PLAIN}};
const struct code_list filter_lists = {"list", list_rows, FILTER_LIST_COUNT};

enum {
    WALK = 1 << FILTER_WALK,
    FINDINGS = 1 << FILTER_FINDINGS,
    EVIDENCE = 1 << FILTER_EVIDENCE,
    ACTIONS = 1 << FILTER_ACTIONS,
    EVERY = WALK | FINDINGS | EVIDENCE | ACTIONS
};

const struct filter_row filter_rows[FILTER_CRITERION_COUNT] = {
    [FILTER_RESULT] = {"result", N_("Result"), FILTER_CODES, &code_results, WALK},
    [FILTER_GRADE] = {"grade", N_("Grade"), FILTER_CODES, &code_grades, WALK | FINDINGS | ACTIONS},
    [FILTER_STATE] = {"state", N_("State"), FILTER_CODES, &code_finding_states, FINDINGS | ACTIONS},
    [FILTER_KIND] = {"kind", N_("Kind"), FILTER_CODES, &code_evidence_kinds, EVIDENCE},
    [FILTER_CLAUSE] = {"clause", N_("Clause"), FILTER_WORDS, NULL, EVERY},
    [FILTER_AREA] = {"area", N_("Area"), FILTER_WORDS, NULL, EVERY},
    [FILTER_PROCESS] = {"process", N_("Process"), FILTER_WORDS, NULL, EVERY},
    [FILTER_AUTHOR] = {"author", N_("Person"), FILTER_WORDS, NULL, EVERY},
    [FILTER_FROM] = {"from", N_("From"), FILTER_DATE, NULL, EVERY},
    [FILTER_TO] = {"to", N_("To"), FILTER_DATE, NULL, EVERY},
    [FILTER_TEXT] = {"text", N_("Text"), FILTER_WORDS, NULL, EVERY},
    [FILTER_OVERDUE] = {"overdue", N_("Overdue"), FILTER_FLAG, NULL, WALK | FINDINGS | ACTIONS},
    [FILTER_DONE] = {"done", N_("With those done"), FILTER_FLAG, NULL, ACTIONS}};

bool filter_fits(enum filter_list list, enum filter_criterion criterion)
{
    return (filter_rows[criterion].lists >> list & 1U) != 0;
}

/* ---- life ------------------------------------------------------------------------------------ */

void filter_clear(struct filter *filter)
{
    free(filter->name);
    for (int i = 0; i < FILTER_CRITERION_COUNT; i++)
        free(filter->texts[i]);
    *filter = (struct filter){0};
}

void filter_copy(struct filter *to, const struct filter *from)
{
    struct filter copy = {.name = mem_strdup(from->name)};

    for (int i = 0; i < FILTER_CRITERION_COUNT; i++) {
        copy.bits[i] = from->bits[i];
        copy.texts[i] = mem_strdup(from->texts[i]);
    }
    filter_clear(to);
    *to = copy;
}

bool filter_is_empty(const struct filter *filter)
{
    for (int i = 0; i < FILTER_CRITERION_COUNT; i++)
        if (filter->bits[i] != 0 || filter->texts[i] != NULL)
            return false;
    return true;
}

bool filter_equal(const struct filter *a, const struct filter *b)
{
    for (int i = 0; i < FILTER_CRITERION_COUNT; i++) {
        const char *left = a->texts[i] != NULL ? a->texts[i] : "";
        const char *right = b->texts[i] != NULL ? b->texts[i] : "";
        if (a->bits[i] != b->bits[i] || strcmp(left, right) != 0)
            return false;
    }
    return true;
}

/* ---- dates ----------------------------------------------------------------------------------- */

enum { DAYS_MOST = 36500 };

bool filter_date(const char *text, const char *today, char out[CLOCK_DATE_SIZE])
{
    char *end = NULL;
    int64_t ms = 0;

    if (clock_is_date(text)) {
        memcpy(out, text, CLOCK_DATE_SIZE);
        return true;
    }
    if (strncmp(text, "today", 5) != 0)
        return false;
    const char *rest = text + 5;
    long days = rest[0] == '+' || rest[0] == '-' ? strtol(rest, &end, 10) : 0;
    bool good = rest[0] == '\0' || (end != NULL && end > rest + 1 && *end == '\0' &&
                                    rest[1] != '-' && rest[1] != '+' && rest[1] != ' ');
    if (!good || days > DAYS_MOST || days < -DAYS_MOST)
        return false;
    char *noon = mem_printf("%sT12:00:00.000Z", today);
    good = clock_parse(noon, &ms);
    free(noon);
    if (good) {
        char iso[CLOCK_ISO_SIZE];
        clock_iso(ms + (int64_t)days * 86400000, iso);
        memcpy(out, iso, CLOCK_DATE_SIZE - 1);
        out[CLOCK_DATE_SIZE - 1] = '\0';
    }
    return good;
}

/* ---- words ----------------------------------------------------------------------------------- */

static enum err_code set_codes(struct filter *filter, enum filter_criterion criterion,
                               const char *value, struct err *err)
{
    const struct filter_row *row = &filter_rows[criterion];
    unsigned bits = 0;
    char *words = mem_strdup(value);
    char *rest = NULL;
    enum err_code code = ERR_OK;

    for (char *word = strtok_r(words, ", ", &rest); word != NULL && code == ERR_OK;
         word = strtok_r(NULL, ", ", &rest)) {
        int index = code_index(row->codes, word);
        if (index >= 0) {
            bits |= 1U << index;
            continue;
        }
        char *known = code_words(row->codes);
        err_set(err, ERR_USAGE, _("%s: unknown word \"%s\""), row->word, word);
        code = err_hint(err, _("known are: %s"), known);
        free(known);
    }
    free(words);
    if (code == ERR_OK)
        filter->bits[criterion] = bits;
    return code;
}

enum err_code filter_set(struct filter *filter, enum filter_criterion criterion, const char *value,
                         struct err *err)
{
    const struct filter_row *row = &filter_rows[criterion];
    char date[CLOCK_DATE_SIZE];

    if (row->form == FILTER_CODES)
        return set_codes(filter, criterion, value, err);
    if (row->form == FILTER_FLAG) {
        filter->bits[criterion] = value[0] != '\0';
        return ERR_OK;
    }
    if (row->form == FILTER_DATE && value[0] != '\0' && !filter_date(value, "2026-01-01", date)) {
        err_set(err, ERR_USAGE, _("%s: \"%s\" is no date"), row->word, value);
        return err_hint(err, "%s", _("write it as 2026-03-12, or as today, today-30, today+7"));
    }
    mem_replace(&filter->texts[criterion], value[0] != '\0' ? value : NULL);
    return ERR_OK;
}

char *filter_get(const struct filter *filter, enum filter_criterion criterion)
{
    const struct filter_row *row = &filter_rows[criterion];
    struct buf out;

    if (row->form == FILTER_FLAG)
        return mem_strdup(filter->bits[criterion] != 0 ? "yes" : "");
    if (row->form != FILTER_CODES)
        return mem_strdup(filter->texts[criterion] != NULL ? filter->texts[criterion] : "");
    buf_init(&out);
    for (size_t i = 0; i < row->codes->count; i++)
        if (filter->bits[criterion] >> i & 1U)
            buf_printf(&out, "%s%s", out.length > 0 ? "," : "", row->codes->rows[i].word);
    return buf_take(&out);
}

/* ---- for people ------------------------------------------------------------------------------ */

static void describe_codes(const struct filter *filter, enum filter_criterion criterion,
                           struct buf *out)
{
    const struct code_list *codes = filter_rows[criterion].codes;
    bool first = true;

    if (filter->bits[criterion] == 0)
        return;
    buf_printf(out, "%s", out->length > 0 ? " · " : "");
    for (size_t i = 0; i < codes->count; i++) {
        if ((filter->bits[criterion] >> i & 1U) == 0)
            continue;
        buf_printf(out, "%s%s", first ? "" : ", ", _(codes->rows[i].label));
        first = false;
    }
}

static void describe_text(const struct filter *filter, enum filter_criterion criterion,
                          struct buf *out)
{
    static const char *const formats[FILTER_CRITERION_COUNT] = {
        [FILTER_CLAUSE] = N_("clause %s"), [FILTER_AREA] = "%s",
        [FILTER_PROCESS] = "%s",           [FILTER_AUTHOR] = "%s",
        [FILTER_FROM] = N_("from %s"),     [FILTER_TO] = N_("to %s"),
        [FILTER_TEXT] = "\"%s\""};
    const char *text = filter->texts[criterion];

    if (text == NULL)
        return;
    const char *format = formats[criterion][0] == '%' || formats[criterion][0] == '"'
                             ? formats[criterion]
                             : _(formats[criterion]);
    const char *at = strstr(format, "%s");
    buf_printf(out, "%s%.*s%s%s", out->length > 0 ? " · " : "", (int)(at - format), format, text,
               at + 2);
}

char *filter_describe(const struct filter *filter)
{
    struct buf out;

    if (filter->name != NULL)
        return mem_strdup(filter->name);
    buf_init(&out);
    for (int i = 0; i < FILTER_CRITERION_COUNT; i++) {
        const struct filter_row *row = &filter_rows[i];
        if (row->form == FILTER_CODES)
            describe_codes(filter, (enum filter_criterion)i, &out);
        else if (row->form != FILTER_FLAG)
            describe_text(filter, (enum filter_criterion)i, &out);
        else if (filter->bits[i] != 0)
            buf_printf(&out, "%s%s", out.length > 0 ? " · " : "", _(row->label));
    }
    return buf_take(&out);
}

/* ---- rows ------------------------------------------------------------------------------------ */

static bool is_same(const char *wanted, const char *text)
{
    return text != NULL && text_contains(text, wanted) && text_contains(wanted, text);
}

static bool in_bits(unsigned bits, int index)
{
    return bits == 0 || (index >= 0 && (bits >> index & 1U) != 0);
}

static bool has_clause(const char *wanted, const char *refs)
{
    bool has = wanted == NULL;

    for (const char *at = refs != NULL ? refs : ""; *at != '\0' && !has;) {
        size_t length = strcspn(at, "\n");
        size_t clause_length = strcspn(at, " \n");
        char *clause = mem_strndup(at, clause_length);
        char *ref = mem_strndup(at + clause_length + (at[clause_length] == ' '),
                                length - clause_length - (at[clause_length] == ' '));
        has = clauses_name(wanted, clause, ref);
        free(clause);
        free(ref);
        at += length + (at[length] == '\n');
    }
    return has;
}

static bool has_text(const char *wanted, const struct filter_subject *subject)
{
    if (wanted == NULL)
        return true;
    for (size_t i = 0; i < sizeof subject->texts / sizeof subject->texts[0]; i++)
        if (subject->texts[i] != NULL && text_contains(subject->texts[i], wanted))
            return true;
    return false;
}

static bool in_time(const struct filter *filter, const char *date, const char *today)
{
    char limit[CLOCK_DATE_SIZE];
    const char *from = filter->texts[FILTER_FROM];
    const char *to = filter->texts[FILTER_TO];

    if (from == NULL && to == NULL)
        return true;
    if (date == NULL || date[0] == '\0')
        return false;
    if (from != NULL && filter_date(from, today, limit) && strcmp(date, limit) < 0)
        return false;
    return to == NULL || !filter_date(to, today, limit) || strcmp(date, limit) <= 0;
}

bool filter_passes(const struct filter *filter, const struct filter_subject *subject,
                   const char *today)
{
    const char *area = filter->texts[FILTER_AREA];
    const char *author = filter->texts[FILTER_AUTHOR];
    unsigned grades = filter->bits[FILTER_GRADE];

    return in_bits(filter->bits[FILTER_RESULT], subject->result) &&
           (grades == 0 || (grades & subject->grades) != 0) &&
           in_bits(filter->bits[FILTER_STATE], subject->state) &&
           in_bits(filter->bits[FILTER_KIND], subject->kind) &&
           has_clause(filter->texts[FILTER_CLAUSE], subject->refs) &&
           (area == NULL || is_same(area, subject->area)) &&
           (filter->texts[FILTER_PROCESS] == NULL || subject->in_process) &&
           (author == NULL || is_same(author, subject->author)) &&
           in_time(filter, subject->date, today) && has_text(filter->texts[FILTER_TEXT], subject) &&
           (filter->bits[FILTER_OVERDUE] == 0 || subject->overdue);
}
