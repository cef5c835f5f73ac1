/* command_conflicts_resolve.c - auditwalk conflicts resolve: a person decides, with a reason. */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "cli/cli.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/i18n.h"
#include "exchange/listing.h"
#include "store/conflicts.h"
#include "store/programme.h"

/* ---- --take ---------------------------------------------------------------------------------- */

static bool is_letter_of(size_t side, const char *word)
{
    char letter[CONFLICT_LETTER_SIZE];

    listing_conflict_letter(side, letter);
    return word[0] != '\0' && toupper((unsigned char)word[0]) == letter[0] &&
           strcmp(word + 1, letter + 1) == 0;
}

static enum err_code read_take(const struct conflict *conflict, const char *word,
                               struct conflict_choice *choice, struct err *err)
{
    char last[CONFLICT_LETTER_SIZE];

    if (strcmp(word, "both") == 0) {
        choice->take = TAKE_BOTH;
        return ERR_OK;
    }
    choice->take = TAKE_SIDE;
    for (size_t i = 0; i < conflict->side_count; i++) {
        if (is_letter_of(i, word)) {
            choice->side = i;
            return ERR_OK;
        }
    }
    listing_conflict_letter(conflict->side_count - 1, last);
    err_set(err, ERR_USAGE, _("--take: there is no side \"%s\" of conflict %s"), word,
            conflict->id);
    return err_hint(err, _("A to %s, or both"), last);
}

/* ---- --value --------------------------------------------------------------------------------- */

static enum err_code not_of_kind(const char *what, const char *text, struct err *err)
{
    err_set(err, ERR_USAGE, _("--value: \"%s\" is no %s"), text, what);
    return err_hint(err, _("or take a side as it is, with --take"));
}

static enum err_code read_number(const char *text, struct value *value, struct err *err)
{
    char *end = NULL;
    long long number = strtoll(text, &end, 10);

    if (strlen(text) > 18 || end == text || *end != '\0')
        return not_of_kind(_("whole number"), text, err);
    *value = value_int(number);
    return ERR_OK;
}

static enum err_code read_id(struct store *store, const struct field *field, const char *text,
                             struct value *value, struct err *err)
{
    struct ident id;

    if (field->target != RECORD_SITE && field->target != RECORD_AREA &&
        field->target != RECORD_PROCESS && field->target != RECORD_PERSON) {
        err_set(err, ERR_USAGE, _("--value: %s can't be given by name"), _(field->label));
        return err_hint(err, _("take a side, with --take"));
    }
    enum err_code code = programme_find(store, field->target, text, &id, err);
    if (code == ERR_OK)
        *value = value_id(&id);
    return code;
}

static enum err_code read_code(const struct field *field, const char *text, struct value *value,
                               struct err *err)
{
    int index = 0;
    enum err_code code = code_check(field->codes, "--value", text, &index, err);

    if (code == ERR_OK)
        *value = value_text(text);
    return code;
}

/* What is given instead of a side, as the field wants it; an empty text empties the field. */
static enum err_code read_value(struct store *store, const struct conflict *conflict,
                                const char *text, struct value *value, struct err *err)
{
    int64_t moment = 0;
    const struct field *field = record_field(record_find((int)conflict->type), conflict->field);

    *value = value_null();
    if (text[0] == '\0')
        return ERR_OK;
    switch (field->type) {
    case VALUE_CODE:
        return read_code(field, text, value, err);
    case VALUE_INT:
        return read_number(text, value, err);
    case VALUE_ID:
        return read_id(store, field, text, value, err);
    case VALUE_BYTES:
        return not_of_kind(_(field->label), text, err);
    case VALUE_DATE:
        if (!clock_is_date(text))
            return not_of_kind(_("date"), text, err);
        break;
    case VALUE_TIME:
        if (!clock_parse(text, &moment))
            return not_of_kind(_("time"), text, err);
        break;
    default:
        break;
    }
    *value = value_text(text);
    return ERR_OK;
}

/* ---- the command ----------------------------------------------------------------------------- */

static enum err_code choose(struct session *session, const struct conflict *conflict,
                            struct conflict_choice *choice, struct err *err)
{
    const struct args *args = session->args;

    if (!args_has(args, "value"))
        return read_take(conflict, args_text(args, "take"), choice, err);
    choice->take = TAKE_VALUE;
    return read_value(session->store, conflict, args_text(args, "value"), &choice->value, err);
}

static enum err_code check(const struct args *args, struct err *err)
{
    if (args_has(args, "take") != args_has(args, "value"))
        return ERR_OK;
    err_set(err, ERR_USAGE, _("conflicts resolve: give either --take or --value"));
    return err_hint(err, _("--take A takes the first side as it is, --value TEXT another value"));
}

static enum err_code tell(struct session *session, const struct conflict *conflict, struct err *err)
{
    size_t left = 0;
    char *subject = printable(conflict->subject);
    enum err_code code = conflicts_count(session->store, NULL, &left, err);

    printf(_("%s  decided: %s, %s (conflicts left: %zu)\n"), conflict->id, subject,
           _(conflict->label), left);
    free(subject);
    return code;
}

static enum err_code run(struct session *session, const struct args *args, struct err *err)
{
    struct conflict conflict = {0};
    struct conflict_choice choice = {.value = value_null(), .reason = args_text(args, "reason")};
    enum err_code code = check(args, err);

    if (code == ERR_OK)
        code = session_open(session, OPEN_TO_WRITE, err);
    if (code == ERR_OK)
        code = conflict_find(session->store, args->words[0], session->language, &conflict, err);
    if (code == ERR_OK)
        code = choose(session, &conflict, &choice, err);
    if (code == ERR_OK)
        code = conflict_resolve(session->store, &conflict, &choice, err);
    if (code == ERR_OK)
        code = tell(session, &conflict, err);
    value_clear(&choice.value);
    conflict_clear(&conflict);
    return code;
}

static const struct option options[] = {
    {"take", 0, ARGUMENT_LINE, 0, NULL, "A|B|both",
     N_("the side to take, by its letter; both keeps two texts, one under the other")},
    {"value", 0, ARGUMENT_BLOCK, 0, NULL, "TEXT",
     N_("take neither side but this: a text, a word of the list, a name; empty empties it")},
    {"reason", 0, ARGUMENT_BLOCK, OPTION_REQUIRED, NULL, "TEXT", N_("why")},
    {NULL, 0, ARGUMENT_NONE, 0, NULL, NULL, NULL}};

const struct command command_conflicts_resolve = {
    .name = "conflicts resolve",
    .words = "ID",
    .summary = N_("decide a conflict"),
    .details = N_("ID is the first word of auditwalk conflicts; its beginning is enough. The "
                  "decision travels in packages, so nobody decides twice; both positions and the "
                  "reason stay in the file and the report. The auditor, time and place of a result "
                  "follow the side that is taken."),
    .options = options,
    .word_kind = ARGUMENT_LINE,
    .words_min = 1,
    .words_max = 1,
    .run = run};
