/* editor.c - the text of a field: inserting, erasing, undo, moving along it. What needs the wrapped
 * lines is in editor_view.c, the external editor in editor_external.c. Knows no screen.
 */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "ui/editor.h"

#include <stdlib.h>
#include <string.h>

#include <unistr.h>

#include "base/i18n.h"
#include "ui/editor_internal.h"

enum { UNDO_BYTES = 8 * 1024 * 1024 };

void editor_init(struct editor *editor, enum text_kind kind, size_t limit)
{
    memset(editor, 0, sizeof *editor);
    editor->kind = kind;
    editor->limit = limit > 0 ? limit : TEXT_LIMIT;
    editor->goal = -1;
    editor->width = 40;
    editor->rows = 1;
    buf_init(&editor->text);
}

static void forget_undo(struct editor *editor)
{
    for (size_t i = 0; i < editor->undo_count; i++)
        free(editor->undo[i].text);
    editor->undo_count = 0;
    editor->typing = false;
}

void editor_clear(struct editor *editor)
{
    forget_undo(editor);
    buf_clear(&editor->text);
    text_lines_clear(&editor->lines);
}

const char *editor_text(const struct editor *editor)
{
    return editor->text.length > 0 ? editor->text.data : "";
}

bool editor_is_empty(const struct editor *editor)
{
    return editor->text.length == 0;
}

static void set_text(struct editor *editor, const char *text, size_t caret)
{
    buf_reset(&editor->text);
    buf_puts(&editor->text, text);
    editor->caret = caret < editor->text.length ? caret : editor->text.length;
    editor->goal = -1;
    editor->wrapped = false;
    editor_select_none(editor);
}

void editor_set(struct editor *editor, const char *text)
{
    forget_undo(editor);
    set_text(editor, text != NULL ? text : "", TEXT_LIMIT * 2);
    editor->top = 0;
    editor->changed = false;
    editor->refused = false;
}

static void drop_oldest(struct editor *editor)
{
    free(editor->undo[0].text);
    editor->undo_count--;
    memmove(editor->undo, editor->undo + 1, editor->undo_count * sizeof editor->undo[0]);
}

/* Keeps the text as it is now for undo; a run of typed characters is one step. */
static void remember(struct editor *editor, bool typing)
{
    bool joins = typing && editor->typing;
    editor->typing = typing;
    if (joins)
        return;
    if (editor->undo_count == EDITOR_UNDO)
        drop_oldest(editor);
    while (editor->undo_count > 1 && (editor->undo_count + 1) * editor->text.length > UNDO_BYTES)
        drop_oldest(editor);
    editor->undo[editor->undo_count++] =
        (struct editor_state){mem_strdup(editor_text(editor)), editor->caret};
}

void editor_touch(struct editor *editor)
{
    editor->changed = true;
    editor->wrapped = false;
    editor->refused = false;
    editor->goal = -1;
}

void editor_replace(struct editor *editor, const char *text)
{
    if (strcmp(editor_text(editor), text != NULL ? text : "") == 0)
        return; /* an editor that was only looked into changed nothing */
    remember(editor, false);
    set_text(editor, text, TEXT_LIMIT * 2);
    editor_touch(editor);
}

enum err_code editor_value(const struct editor *editor, char **out, struct err *err)
{
    return text_clean(editor_text(editor), editor->text.length, editor->kind, out, err);
}

/* text_clean drops white space at the ends, which belongs to a piece of text: bars keep it. */
static char *clean_piece(const struct editor *editor, const char *bytes, size_t length,
                         struct err *err)
{
    struct buf buf;
    char *out = NULL;
    if (length > TEXT_LIMIT - 2) {
        text_clean(bytes, length, editor->kind, &out, err);
        return out;
    }
    buf_init(&buf);
    buf_putc(&buf, '|');
    buf_add(&buf, bytes, length);
    buf_putc(&buf, '|');
    if (text_clean(buf.data, buf.length, editor->kind, &out, err) == ERR_OK) {
        size_t size = strlen(out);
        memmove(out, out + 1, size - 2);
        out[size - 2] = '\0';
    }
    buf_clear(&buf);
    return out;
}

static void splice(struct editor *editor, size_t start, size_t end, const char *bytes,
                   size_t length)
{
    struct buf *text = &editor->text;
    size_t behind = text->length - end;
    buf_reserve(text, length + 1);
    memmove(text->data + start + length, text->data + end, behind);
    if (length > 0)
        memcpy(text->data + start, bytes, length);
    text->length = start + length + behind;
    text->data[text->length] = '\0';
    editor->caret = start + length;
    editor_touch(editor);
}

static bool insert(struct editor *editor, const char *bytes, size_t length, bool typing)
{
    char *clean = clean_piece(editor, bytes, length, &editor->refusal);
    if (clean == NULL) {
        editor->refused = true;
        return false;
    }
    size_t size = strlen(clean);
    size_t start = editor->caret;
    size_t end = editor->caret;
    editor_selection(editor, &start, &end);
    bool fits = editor->text.length - (end - start) + size <= editor->limit;
    if (!fits) {
        err_set(&editor->refusal, ERR_DATA, _("no room: the field takes %zu bytes"), editor->limit);
    } else if (size > 0) {
        remember(editor, typing && start == end); /* what was replaced begins a step */
        editor->typing = typing;
        splice(editor, start, end, clean, size);
        editor_select_none(editor);
    }
    editor->refused = !fits;
    free(clean);
    return fits;
}

bool editor_insert(struct editor *editor, const char *bytes, size_t length)
{
    return insert(editor, bytes, length, false);
}

static bool erase(struct editor *editor, size_t start, size_t end)
{
    if (start >= end)
        return false;
    remember(editor, false);
    splice(editor, start, end, "", 0);
    return true;
}

bool editor_erase_selection(struct editor *editor)
{
    size_t start;
    size_t end;
    bool any = editor_selection(editor, &start, &end);
    editor_select_none(editor);
    return any && erase(editor, start, end);
}

static size_t before_caret(const struct editor *editor)
{
    return editor->caret - text_grapheme_previous(editor_text(editor), editor->caret);
}

static size_t behind_caret(const struct editor *editor)
{
    return editor->caret + text_grapheme_next(editor_text(editor) + editor->caret);
}

static size_t line_start(const struct editor *editor)
{
    const char *text = editor_text(editor);
    size_t at = editor->caret;
    while (at > 0 && text[at - 1] != '\n')
        at--;
    return at;
}

static size_t line_end(const struct editor *editor)
{
    return editor->caret + strcspn(editor_text(editor) + editor->caret, "\n");
}

/* Words end where the class of the characters changes. */
enum class { CLASS_BLANK, CLASS_SIGN, CLASS_WIDE, CLASS_WORD };

static enum class class_at(const char *text) {
    unsigned char c = (unsigned char)text[0]; if (c == ' ' || c == '\n') return CLASS_BLANK;
    if (c < 0x80) return strchr("!\"#$%&'()*+,-./:;<=>?@[\\]^`{|}~", c) != NULL ? CLASS_SIGN
                                                                                : CLASS_WORD;
    return text_width_n(text, text_grapheme_next(text)) == 2 ? CLASS_WIDE : CLASS_WORD;
}

static size_t word_left(const struct editor *editor)
{
    const char *text = editor_text(editor);
    size_t at = editor->caret;
    enum class want = CLASS_BLANK;
    while (at > 0) {
        size_t before = at - text_grapheme_previous(text, at);
        enum class is = class_at(text + before);
        if (want == CLASS_BLANK)
            want = is;
        else if (is != want)
            break;
        at = before;
    }
    return at;
}

static size_t word_right(const struct editor *editor)
{
    const char *text = editor_text(editor);
    size_t at = editor->caret;
    enum class want = CLASS_BLANK;
    while (at < editor->text.length) {
        enum class is = class_at(text + at);
        if (want == CLASS_BLANK)
            want = is;
        else if (is != want)
            break;
        at += text_grapheme_next(text + at);
    }
    return at;
}

static bool undo(struct editor *editor)
{
    if (editor->undo_count == 0)
        return false;
    struct editor_state state = editor->undo[--editor->undo_count];
    set_text(editor, state.text, state.caret);
    editor_touch(editor);
    editor->typing = false;
    free(state.text);
    return true;
}

/* Where an action puts the caret; the caret itself for all other actions. */
static size_t target(const struct editor *editor, enum action action)
{
    switch (action) {
    case ACTION_LEFT:
        return before_caret(editor);
    case ACTION_RIGHT:
        return behind_caret(editor);
    case ACTION_WORD_LEFT:
        return word_left(editor);
    case ACTION_WORD_RIGHT:
        return word_right(editor);
    case ACTION_LINE_START:
        return line_start(editor);
    case ACTION_LINE_END:
        return line_end(editor);
    case ACTION_TEXT_START:
        return 0;
    case ACTION_TEXT_END:
        return editor->text.length;
    default:
        return editor->caret;
    }
}

void editor_move(struct editor *editor, enum action action)
{
    editor->caret = target(editor, action);
    editor->goal = -1;
    editor->typing = false;
}

static bool change(struct editor *editor, enum action action)
{
    if (action >= ACTION_ERASE && action <= ACTION_ERASE_LINE_END && editor_erase_selection(editor))
        return true;
    switch (action) {
    case ACTION_ERASE:
        return erase(editor, before_caret(editor), editor->caret);
    case ACTION_ERASE_NEXT:
        return erase(editor, editor->caret, behind_caret(editor));
    case ACTION_ERASE_WORD:
        return erase(editor, word_left(editor), editor->caret);
    case ACTION_ERASE_LINE:
        return erase(editor, line_start(editor), editor->caret);
    case ACTION_ERASE_LINE_END:
        return erase(editor, editor->caret, line_end(editor));
    case ACTION_NEW_LINE:
        return insert(editor, "\n", 1, false);
    case ACTION_EDIT_UNDO:
        return undo(editor);
    default:
        return false;
    }
}

static unsigned changed(bool did)
{
    return REACT_DONE | (did ? REACT_CHANGED : 0U);
}

static unsigned act_text(struct editor *editor, int key)
{
    uint8_t bytes[6];
    int length = u8_uctomb(bytes, (ucs4_t)key, sizeof bytes);
    return changed(length > 0 && insert(editor, (const char *)bytes, (size_t)length, key != ' '));
}

/* Moving without Shift ends what was selected with it. */
static void end_selection(struct editor *editor)
{
    if (editor->select == SELECT_SHIFT)
        editor_select_none(editor);
}

static unsigned act_key(struct editor *editor, int key)
{
    if (keys_is_text(key))
        return act_text(editor, key);
    if (editor->select != SELECT_NONE && key == K_ESCAPE) {
        editor_select_none(editor);
        return REACT_DONE;
    }
    enum action action =
        keys_lookup(editor->kind == TEXT_BLOCK ? CONTEXT_BLOCK : CONTEXT_LINE, key);
    if (action >= ACTION_SELECT && action <= ACTION_PUT)
        return editor_act_select(editor, action);
    if (action >= ACTION_LEFT && action <= ACTION_LINE_DOWN)
        end_selection(editor);
    if (action >= ACTION_LEFT && action <= ACTION_TEXT_END) {
        editor_move(editor, action);
        return REACT_DONE;
    }
    if (action == ACTION_LINE_UP || action == ACTION_LINE_DOWN)
        return editor_move_line(editor, action == ACTION_LINE_DOWN) ? REACT_DONE : REACT_NONE;
    if (action >= ACTION_ERASE && action <= ACTION_EDIT_UNDO)
        return changed(change(editor, action));
    return REACT_NONE;
}

/* The run of characters of one class that the caret stands in or before. */
static void select_word(struct editor *editor)
{
    size_t at = editor->caret + text_grapheme_next(editor_text(editor) + editor->caret);
    editor->caret = at;
    editor->anchor = word_left(editor);
    editor->caret = editor->anchor;
    editor->caret = word_right(editor);
    editor->select = SELECT_SHIFT;
}

unsigned editor_act(struct editor *editor, const struct input *input)
{
    const struct event *event = &input->event;
    if (event->type == EVENT_KEY)
        return act_key(editor, event->key);
    if (event->type == EVENT_PASTE)
        return changed(insert(editor, event->paste, event->paste_length, false));
    if (event->type == EVENT_MOUSE && event->mouse <= MOUSE_DOUBLE &&
        area_contains(editor->area, event->row, event->column)) {
        editor_select_none(editor);
        editor_click(editor, event->row - editor->area.row, event->column - editor->area.column);
        if (event->mouse == MOUSE_DOUBLE)
            select_word(editor);
        return REACT_DONE;
    }
    return REACT_NONE;
}
