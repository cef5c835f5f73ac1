/* dialog_pick.c - choosing one of a list, and asking for a text. */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "ui/dialog.h"

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "ui/dialog_internal.h"
#include "ui/drafts.h"
#include "ui/editor.h"
#include "ui/list.h"

enum { PICK_COLUMNS = 60, BLOCK_ROWS = 8 };

static int fitting(struct area area, int wanted)
{
    return area.columns - 8 < wanted ? area.columns - 8 : wanted;
}

/* ---- one of a list -----------------------------------------------------------------------------
 */

struct pick {
    struct screen screen;
    char *title;
    char **labels;
    size_t count;
    struct list list;
    bool chosen;
    unsigned (*done)(struct app *app, void *owner, size_t index);
    void *owner;
};

static void pick_row(void *owner, size_t index, int width, struct list_row *row)
{
    const struct pick *pick = owner;
    (void)width;
    list_cell(row, 0, STYLE_NORMAL, pick->labels[index]);
}

static const char *pick_empty(void *owner)
{
    (void)owner;
    return _("There is nothing to choose from.");
}

static const struct list_ops pick_list_ops = {.row = pick_row, .empty = pick_empty};

static enum context pick_context(const struct screen *screen)
{
    const struct pick *pick = (const struct pick *)screen;
    return list_context(&pick->list, CONTEXT_DIALOG);
}

static void pick_draw(struct screen *screen, struct app *app, struct canvas *canvas,
                      struct area area)
{
    struct pick *pick = (struct pick *)screen;
    int rows = pick->count < 1 ? 1 : pick->count > 1000 ? 1000 : (int)pick->count;
    const struct hint hints[] = {{"Enter", _("choose")}, {"Esc", _("leave")}, {"/", _("find")}};
    (void)app;
    struct area inside =
        dialog_frame(canvas, pick->title, STYLE_HEADING, rows + 2, fitting(area, PICK_COLUMNS));
    struct area line = area_take_bottom(&inside, 1);
    draw_hints(canvas, line.row, line.column, line.columns, hints, 3);
    if (inside.rows > rows)
        area_take_bottom(&inside, 1);
    list_draw(&pick->list, canvas, inside, true);
}

/* The keys of lists, without those that do something outside the dialog. */
static unsigned pick_act(struct screen *screen, struct app *app, const struct input *input)
{
    struct pick *pick = (struct pick *)screen;
    struct input own = *input;
    bool finding = pick->list.finding;
    (void)app;
    if (input->event.type == EVENT_KEY)
        own.action = keys_lookup(CONTEXT_LIST, input->event.key);
    unsigned flags = list_act(&pick->list, &own);
    pick->chosen = (flags & REACT_OPENED) != 0;
    if (pick->chosen || (!finding && own.action == ACTION_BACK))
        return REACT_DONE | REACT_POP;
    return (flags & REACT_REDRAW) | REACT_HANDLED;
}

static unsigned pick_finish(struct screen *screen, struct app *app)
{
    struct pick *pick = (struct pick *)screen;
    long selected = list_selected(&pick->list);
    if (!pick->chosen || selected == LIST_NONE)
        return REACT_NONE;
    return pick->done(app, pick->owner, (size_t)selected);
}

static void pick_close(struct screen *screen)
{
    struct pick *pick = (struct pick *)screen;
    for (size_t i = 0; i < pick->count; i++)
        free(pick->labels[i]);
    free(pick->labels);
    free(pick->title);
    list_clear(&pick->list);
    free(pick);
}

static const struct screen_ops pick_ops = {.context = pick_context,
                                           .modal = true,
                                           .draw = pick_draw,
                                           .act = pick_act,
                                           .finish = pick_finish,
                                           .close = pick_close};

unsigned dialog_choose(struct app *app, const struct dialog_choose *choose)
{
    struct pick *pick = mem_zalloc(1, sizeof *pick);
    pick->screen.ops = &pick_ops;
    pick->title = mem_strdup(choose->title);
    pick->labels = mem_zalloc(choose->count + 1, sizeof *pick->labels);
    pick->count = choose->count;
    for (size_t i = 0; i < choose->count; i++)
        pick->labels[i] = mem_strdup(choose->labels[i]);
    pick->done = choose->done;
    pick->owner = choose->owner;
    list_init(&pick->list, &pick_list_ops, pick);
    list_set_count(&pick->list, pick->count);
    list_select(&pick->list, choose->selected);
    return app_push(app, &pick->screen);
}

/* ---- a text ------------------------------------------------------------------------------------
 */

struct prompt {
    struct screen screen;
    struct dialog_prompt spec; /* its texts are heap */
    struct editor editor;
    struct keeper keeper;
    char error[ERR_MESSAGE_SIZE];
    unsigned reactions;
};

static enum context prompt_context(const struct screen *screen)
{
    const struct prompt *prompt = (const struct prompt *)screen;
    return prompt->spec.kind == TEXT_BLOCK ? CONTEXT_BLOCK : CONTEXT_LINE;
}

static void prompt_draw(struct screen *screen, struct app *app, struct canvas *canvas,
                        struct area area)
{
    struct prompt *prompt = (struct prompt *)screen;
    bool block = prompt->spec.kind == TEXT_BLOCK;
    int rows = block ? BLOCK_ROWS : 1;
    int width = fitting(area, PICK_COLUMNS);
    char save[KEY_NAME_SIZE];
    char editor[KEY_NAME_SIZE];
    int save_key = keys_find(CONTEXT_FORM, ACTION_SAVE)->keys[0];
    int editor_key = keys_find(CONTEXT_BLOCK, ACTION_EXTERNAL)->keys[0];
    const struct hint hints[] = {{block ? keys_name(save_key, save) : "Enter", _("save")},
                                 {"Esc", _("leave")},
                                 {keys_name(editor_key, editor), _("editor")}};
    const char *note = prompt->error[0] != '\0' ? prompt->error : prompt->spec.hint;
    int notes = note != NULL ? draw_block_rows(note, width) : 0;
    (void)app;
    struct area inside =
        dialog_frame(canvas, prompt->spec.title, STYLE_HEADING, rows + notes + 3, width);
    struct area line = area_take_bottom(&inside, 1);
    draw_hints(canvas, line.row, line.column, line.columns, hints, block ? 3 : 2);
    line = area_take_top(&inside, 1);
    draw_text(canvas, line.row, line.column, line.columns, STYLE_LABEL, prompt->spec.label);
    struct area field = area_take_top(&inside, rows);
    if (note != NULL)
        draw_block(canvas, inside, prompt->error[0] != '\0' ? STYLE_ERROR : STYLE_MUTED, note, 0);
    editor_draw(&prompt->editor, canvas, field, true);
}

static unsigned prompt_submit(struct prompt *prompt, struct app *app)
{
    struct err err;
    char *text = NULL;
    err_clear(&err);
    bool good = editor_value(&prompt->editor, &text, &err) == ERR_OK;
    if (good && prompt->spec.required && text[0] == '\0') {
        err_set(&err, ERR_USAGE, "%s", _("something must stand here"));
        good = false;
    }
    if (good)
        good = prompt->spec.done(app, prompt->spec.owner, text, &prompt->reactions, &err);
    free(text);
    if (good)
        return REACT_DONE | REACT_POP;
    memcpy(prompt->error, err.message, sizeof prompt->error);
    return REACT_DONE;
}

static unsigned prompt_leave(struct app *app, void *owner)
{
    (void)app;
    (void)owner;
    return REACT_POP;
}

static unsigned prompt_cancel(struct prompt *prompt, struct app *app)
{
    if (!prompt->editor.changed)
        return REACT_DONE | REACT_POP;
    return dialog_confirm(app, &(struct dialog_confirm){.title = _("Leave?"),
                                                        .text = _("What you typed is not saved."),
                                                        .yes = _("throw it away"),
                                                        .no = _("keep editing"),
                                                        .done = prompt_leave});
}

static unsigned prompt_external(struct prompt *prompt, struct app *app)
{
    struct err err;
    char *text = NULL;
    err_clear(&err);
    if (editor_external(app->term, editor_text(&prompt->editor), prompt->spec.kind, &text, &err) ==
        ERR_OK)
        editor_replace(&prompt->editor, text);
    else
        app_error(app, &err);
    free(text);
    return REACT_DONE;
}

static unsigned prompt_act(struct screen *screen, struct app *app, const struct input *input)
{
    struct prompt *prompt = (struct prompt *)screen;
    int key = input->event.type == EVENT_KEY ? input->event.key : 0;
    enum action own = keys_lookup(CONTEXT_FORM, key);
    bool selecting = prompt->editor.select != SELECT_NONE && key == K_ESCAPE;
    if (!selecting && (own == ACTION_CANCEL || key == K_ESCAPE))
        return prompt_cancel(prompt, app);
    if (own == ACTION_SAVE || (key == K_ENTER && prompt->spec.kind == TEXT_LINE))
        return prompt_submit(prompt, app);
    if (input->action == ACTION_EXTERNAL)
        return prompt_external(prompt, app);
    unsigned flags = editor_act(&prompt->editor, input);
    prompt->error[0] = '\0';
    if (prompt->editor.refused)
        memcpy(prompt->error, prompt->editor.refusal.message, sizeof prompt->error);
    return flags;
}

static void prompt_keep(struct screen *screen, struct app *app, bool sync)
{
    struct prompt *prompt = (struct prompt *)screen;
    struct draft draft = {.place = NULL};

    if (prompt->keeper.place == NULL)
        return;
    if (prompt->editor.changed)
        draft_add(&draft, "0", editor_text(&prompt->editor));
    keeper_keep(&prompt->keeper, app, &draft, sync);
    draft_clear(&draft);
}

static unsigned prompt_finish(struct screen *screen, struct app *app)
{
    struct prompt *prompt = (struct prompt *)screen;

    keeper_end(&prompt->keeper, app);
    return prompt->reactions;
}

static void free_text(const char *text)
{
    char *own;
    memcpy(&own, &text, sizeof own); /* the copies made below are ours */
    free(own);
}

static void prompt_close(struct screen *screen)
{
    struct prompt *prompt = (struct prompt *)screen;
    free_text(prompt->spec.title);
    free_text(prompt->spec.label);
    free_text(prompt->spec.hint);
    editor_clear(&prompt->editor);
    keeper_clear(&prompt->keeper);
    free(prompt);
}

static const struct screen_ops prompt_ops = {.context = prompt_context,
                                             .modal = true,
                                             .draw = prompt_draw,
                                             .act = prompt_act,
                                             .finish = prompt_finish,
                                             .keep = prompt_keep,
                                             .close = prompt_close};

static void take_kept(struct prompt *prompt, struct app *app, const char *place)
{
    struct draft draft;

    if (!keeper_begin(&prompt->keeper, app, place, prompt->spec.title, &draft))
        return;
    const char *text = draft_text(&draft, "0");
    editor_replace(&prompt->editor, text != NULL ? text : "");
    if (prompt->editor.changed)
        drafts_say_restored(app, &draft);
    draft_clear(&draft);
}

unsigned dialog_prompt(struct app *app, const struct dialog_prompt *spec)
{
    struct prompt *prompt = mem_zalloc(1, sizeof *prompt);
    prompt->screen.ops = &prompt_ops;
    prompt->spec = *spec;
    prompt->spec.title = mem_strdup(spec->title);
    prompt->spec.label = mem_strdup(spec->label);
    prompt->spec.hint = mem_strdup(spec->hint);
    editor_init(&prompt->editor, spec->kind, 0);
    editor_set(&prompt->editor, spec->value);
    prompt->editor.clip = &app->clip;
    prompt->spec.place = NULL; /* the keeper has its own */
    take_kept(prompt, app, spec->place);
    return app_push(app, &prompt->screen);
}
