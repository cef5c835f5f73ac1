/* editor_select.c - a part of the text of a field: choosing, erasing, cutting, copying it, and
 * putting what was cut or copied somewhere else.
 */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "ui/editor_internal.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

bool editor_selection(const struct editor *editor, size_t *start, size_t *end)
{
    if (editor->select == SELECT_NONE || editor->anchor > editor->text.length)
        return false;
    *start = editor->anchor < editor->caret ? editor->anchor : editor->caret;
    *end = editor->anchor < editor->caret ? editor->caret : editor->anchor;
    return *start < *end;
}

void editor_select_none(struct editor *editor)
{
    editor->select = SELECT_NONE;
}

void editor_select_from(struct editor *editor, enum select select)
{
    if (editor->select == SELECT_NONE)
        editor->anchor = editor->caret;
    editor->select = select;
}

/* What the same key does without Shift. */
static enum action moving(enum action action)
{
    switch (action) {
    case ACTION_SELECT_LEFT:
        return ACTION_LEFT;
    case ACTION_SELECT_RIGHT:
        return ACTION_RIGHT;
    case ACTION_SELECT_UP:
        return ACTION_LINE_UP;
    case ACTION_SELECT_DOWN:
        return ACTION_LINE_DOWN;
    case ACTION_SELECT_START:
        return ACTION_LINE_START;
    default:
        return ACTION_LINE_END;
    }
}

/* A secret is not shown, so it can't be read out of the field either. */
static bool copy(struct editor *editor)
{
    size_t start;
    size_t end;

    if (editor->clip == NULL || editor->secret || !editor_selection(editor, &start, &end))
        return false;
    free(*editor->clip);
    *editor->clip = mem_strndup(editor_text(editor) + start, end - start);
    return true;
}

static bool put(struct editor *editor)
{
    if (editor->clip == NULL || *editor->clip == NULL)
        return false;
    return editor_insert(editor, *editor->clip, strlen(*editor->clip));
}

static bool act_on_part(struct editor *editor, enum action action, bool *changed)
{
    switch (action) {
    case ACTION_CUT:
        *changed = copy(editor) && editor_erase_selection(editor);
        return true;
    case ACTION_COPY_TEXT:
        if (copy(editor))
            editor_select_none(editor);
        return true;
    case ACTION_PUT:
        *changed = put(editor);
        return true;
    default:
        return false;
    }
}

unsigned editor_act_select(struct editor *editor, enum action action)
{
    bool changed = false;

    if (act_on_part(editor, action, &changed))
        return REACT_DONE | (changed ? REACT_CHANGED : 0U);
    editor->typing = false;
    if (action == ACTION_SELECT) {
        bool begun = editor->select == SELECT_MARK;
        editor_select_none(editor);
        if (!begun)
            editor_select_from(editor, SELECT_MARK);
        return REACT_DONE;
    }
    editor_select_from(editor, editor->select == SELECT_MARK ? SELECT_MARK : SELECT_SHIFT);
    enum action move = moving(action);
    if (move != ACTION_LINE_UP && move != ACTION_LINE_DOWN)
        editor_move(editor, move);
    else if (editor->kind == TEXT_LINE || !editor_move_line(editor, move == ACTION_LINE_DOWN))
        editor_move(editor, move == ACTION_LINE_DOWN ? ACTION_TEXT_END : ACTION_TEXT_START);
    return REACT_DONE;
}
