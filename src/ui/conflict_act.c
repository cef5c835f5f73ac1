/* conflict_act.c - deciding a conflict: a side, both, or something else; then the reason.
 *
 * Nothing is written before the reason was given. What a decision writes is the store's.
 */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "ui/conflict_screen.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "ui/dialog.h"
#include "ui/record_text.h"

static const struct field *field_of(const struct conflict *conflict)
{
    return record_field(record_find((int)conflict->type), conflict->field);
}

static bool is_text(const struct conflict *conflict)
{
    const struct field *field = field_of(conflict);

    return conflict->kind != CONFLICT_WITHDRAWAL && field != NULL && field->type == VALUE_TEXT;
}

bool conflict_is_line(const struct conflict *conflict)
{
    const struct field *field = field_of(conflict);

    return field != NULL &&
           (strcmp(field->column, "title") == 0 || strcmp(field->column, "name") == 0 ||
            strcmp(field->column, "number") == 0);
}

/* ---- the reason ------------------------------------------------------------------------------ */

/* After this one the next is shown, or the one before if it was the last. */
static void want_next(struct conflict_screen *screen)
{
    const struct conflicts *all = &screen->conflicts;
    size_t next = screen->at + 1 < all->count ? screen->at + 1 : screen->at - 1;

    if (all->count > 1)
        snprintf(screen->wanted, sizeof screen->wanted, "%s", all->items[next].id);
}

static bool reason_given(struct app *app, void *owner, const char *text, unsigned *reactions,
                         struct err *err)
{
    struct conflict_screen *screen = owner;
    const struct conflict *conflict = conflict_shown(screen);

    screen->choice.reason = text;
    enum err_code code = conflict_resolve(app->store, conflict, &screen->choice, err);
    screen->choice.reason = NULL;
    *reactions = REACT_DONE | REACT_RELOAD;
    if (code == ERR_BUSY) { /* to be looked at again: the reason may not fit any more */
        app_error(app, err);
        return true;
    }
    if (code != ERR_OK)
        return false;
    app_saved(app);
    app_message(app, TONE_GOOD, _("Decided: %s"), conflict->subject);
    want_next(screen);
    if (screen->conflicts.count == 1)
        *reactions = REACT_DONE | REACT_POP;
    return true;
}

/* what: heap, what is going to be taken. */
static unsigned ask_reason(struct conflict_screen *screen, struct app *app, char *what)
{
    unsigned reactions = record_ask_reason(
        app, what, _("All positions and the reason stay in the record of decisions."), reason_given,
        screen);

    free(what);
    return reactions;
}

/* ---- a side, or both ------------------------------------------------------------------------- */

static unsigned take_side(struct conflict_screen *screen, struct app *app, size_t side)
{
    const struct conflict *conflict = conflict_shown(screen);

    if (side >= conflict->side_count) {
        app_message(app, TONE_NOTICE, _("There is no side %c"), conflict_letter(side));
        return REACT_DONE;
    }
    screen->choice = (struct conflict_choice){.take = TAKE_SIDE, .side = side};
    const char *text = conflict->sides[side].text;
    char *flat = record_text_flat(text[0] != '\0'                         ? text
                                  : conflict->kind == CONFLICT_WITHDRAWAL ? _("it stays")
                                                                          : _("(emptied)"));
    char *what = mem_printf(_("Take %c: %s"), conflict_letter(side), flat);
    free(flat);
    return ask_reason(screen, app, what);
}

static unsigned edit_text(struct conflict_screen *screen, struct app *app);

static unsigned take_both(struct conflict_screen *screen, struct app *app)
{
    const struct conflict *conflict = conflict_shown(screen);

    if (!is_text(conflict)) {
        app_message(app, TONE_NOTICE, "%s",
                    _("Only texts can both be kept: take one, or e for something else"));
        return REACT_DONE;
    }
    if (conflict_is_line(conflict))
        return edit_text(screen, app); /* two lines make no title: the words are the person's */
    screen->choice = (struct conflict_choice){.take = TAKE_BOTH};
    return ask_reason(screen, app, mem_strdup(_("Keep both texts")));
}

/* ---- something else -------------------------------------------------------------------------- */

static unsigned take_value(struct conflict_screen *screen, struct app *app, struct value value,
                           const char *shown)
{
    value_clear(&screen->value);
    screen->value = value;
    screen->choice = (struct conflict_choice){.take = TAKE_VALUE, .value = screen->value};
    char *flat = record_text_flat(shown);
    char *what = mem_printf(_("Take: %s"), flat);
    free(flat);
    return ask_reason(screen, app, what);
}

static bool parse_value(const struct field *field, const char *text, struct value *value,
                        struct err *err)
{
    char *end = NULL;

    if (field->type == VALUE_INT) {
        errno = 0;
        long long number = strtoll(text, &end, 10);
        if (errno != 0 || end == text || *end != '\0') {
            err_set(err, ERR_USAGE, _("\"%s\" is not a number"), text);
            return false;
        }
        *value = value_int(number);
        return true;
    }
    if (field->type == VALUE_DATE && !clock_is_date(text)) {
        err_set(err, ERR_USAGE, "%s", _("not a date: write it like 2026-03-31"));
        return false;
    }
    *value = value_text(text);
    return true;
}

static bool text_given(struct app *app, void *owner, const char *text, unsigned *reactions,
                       struct err *err)
{
    struct conflict_screen *screen = owner;
    struct value value;

    if (!parse_value(field_of(conflict_shown(screen)), text, &value, err))
        return false;
    *reactions = take_value(screen, app, value, text);
    return true;
}

/* Starts with all that was written: to strike out is easier than to type. Heap. */
static char *start_text(const struct conflict *conflict)
{
    const char **texts = mem_zalloc(conflict->side_count, sizeof *texts);
    struct buf line;
    char *joined;

    for (size_t i = 0; i < conflict->side_count; i++)
        texts[i] = conflict->sides[i].text;
    if (conflict_is_line(conflict)) {
        buf_init(&line);
        for (size_t i = 0; i < conflict->side_count; i++)
            buf_printf(&line, "%s%s", i > 0 ? " / " : "", texts[i]);
        joined = buf_take(&line);
    } else {
        joined = conflict_join_texts(texts, conflict->side_count);
    }
    free(texts);
    return joined;
}

static unsigned edit_text(struct conflict_screen *screen, struct app *app)
{
    const struct conflict *conflict = conflict_shown(screen);
    bool text = is_text(conflict);
    char *value = text ? start_text(conflict) : mem_strdup(conflict->sides[0].text);
    char *place = mem_printf("conflict-text %s", conflict->id);
    struct dialog_prompt prompt = {.title = conflict->subject,
                                   .place = place,
                                   .label = _(conflict->label),
                                   .value = value,
                                   .kind =
                                       text && !conflict_is_line(conflict) ? TEXT_BLOCK : TEXT_LINE,
                                   .required = true,
                                   .done = text_given,
                                   .owner = screen};
    unsigned reactions = dialog_prompt(app, &prompt);

    free(place);
    free(value);
    return reactions;
}

static unsigned code_chosen(struct app *app, void *owner, size_t index)
{
    struct conflict_screen *screen = owner;
    const struct code *code = &field_of(conflict_shown(screen))->codes->rows[index];

    return take_value(screen, app, value_text(code->word), _(code->label));
}

static unsigned choose_code(struct conflict_screen *screen, struct app *app)
{
    const struct conflict *conflict = conflict_shown(screen);
    const struct code_list *codes = field_of(conflict)->codes;
    const char **labels = mem_zalloc(codes->count, sizeof *labels);
    const struct value *first = &conflict->sides[0].value;
    int selected = first->kind == VALUE_IS_TEXT ? code_index(codes, first->bytes) : 0;

    for (size_t i = 0; i < codes->count; i++)
        labels[i] = _(codes->rows[i].label);
    struct dialog_choose choose = {.title = _(conflict->label),
                                   .labels = labels,
                                   .count = codes->count,
                                   .selected = selected > 0 ? (size_t)selected : 0,
                                   .done = code_chosen,
                                   .owner = screen};
    unsigned reactions = dialog_choose(app, &choose);
    free(labels);
    return reactions;
}

static unsigned edit(struct conflict_screen *screen, struct app *app)
{
    const struct conflict *conflict = conflict_shown(screen);
    const struct field *field = field_of(conflict);

    if (conflict->kind != CONFLICT_WITHDRAWAL && field != NULL) {
        if (field->type == VALUE_CODE)
            return choose_code(screen, app);
        if (field->type == VALUE_TEXT || field->type == VALUE_INT || field->type == VALUE_DATE)
            return edit_text(screen, app);
    }
    app_message(app, TONE_NOTICE, "%s", _("There is nothing to write here: take one of the sides"));
    return REACT_DONE;
}

unsigned conflict_act_on_it(struct conflict_screen *screen, struct app *app,
                            const struct input *input)
{
    if (conflict_shown(screen) == NULL)
        return REACT_NONE;
    switch (input->action) {
    case ACTION_TAKE_LEFT:
        return take_side(screen, app, 0);
    case ACTION_TAKE_RIGHT:
        return take_side(screen, app, 1);
    case ACTION_TAKE_OTHER:
        return take_side(screen, app, (size_t)(input->event.key - 'a'));
    case ACTION_OPEN:
        return take_side(screen, app, screen->focus);
    case ACTION_TAKE_BOTH:
        return take_both(screen, app);
    case ACTION_EDIT:
        return edit(screen, app);
    default:
        return REACT_NONE;
    }
}
