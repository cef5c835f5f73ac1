/* keys.c - looking keys up, naming them, and the footer made of them. */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "ui/keys.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"

static const struct {
    enum context parent;
    const char *title;
} contexts[CONTEXT_COUNT] = {
    [CONTEXT_ROOT] = {CONTEXT_ROOT, N_("Everywhere")},
    [CONTEXT_GLOBAL] = {CONTEXT_ROOT, N_("General")},
    [CONTEXT_LIST] = {CONTEXT_GLOBAL, N_("Lists")},
    [CONTEXT_AUDITS] = {CONTEXT_LIST, N_("Audits")},
    [CONTEXT_WALK] = {CONTEXT_LIST, N_("Walk")},
    [CONTEXT_WALK_GROUPS] = {CONTEXT_WALK, N_("Walk, left pane")},
    [CONTEXT_FINDINGS] = {CONTEXT_LIST, N_("Findings")},
    [CONTEXT_REGISTER] = {CONTEXT_LIST, N_("Register")},
    [CONTEXT_EVIDENCE] = {CONTEXT_LIST, N_("Evidence")},
    [CONTEXT_EVIDENCE_PICK] = {CONTEXT_LIST, N_("Evidence to link")},
    [CONTEXT_PHOTOS] = {CONTEXT_LIST, N_("Photos and files")},
    [CONTEXT_RECORD] = {CONTEXT_LIST, N_("Finding or evidence")},
    [CONTEXT_CLOSURE] = {CONTEXT_LIST, N_("Path to closure")},
    [CONTEXT_ACTIONS] = {CONTEXT_LIST, N_("Actions due")},
    [CONTEXT_READY] = {CONTEXT_LIST, N_("Sign-off")},
    [CONTEXT_RESULTS] = {CONTEXT_LIST, N_("Results")},
    [CONTEXT_DEPLOYMENT] = {CONTEXT_LIST, N_("Deployment")},
    [CONTEXT_ORGANIZATION] = {CONTEXT_LIST, N_("Organization")},
    [CONTEXT_MEETINGS] = {CONTEXT_LIST, N_("Meetings")},
    [CONTEXT_MEMBERS] = {CONTEXT_LIST, N_("Audit team")},
    [CONTEXT_HISTORY] = {CONTEXT_LIST, N_("History")},
    [CONTEXT_TEAM] = {CONTEXT_LIST, N_("Team and merging")},
    [CONTEXT_PLAN] = {CONTEXT_LIST, N_("Merge plan")},
    [CONTEXT_CONFLICTS] = {CONTEXT_LIST, N_("Conflicts")},
    [CONTEXT_CONFLICT] = {CONTEXT_GLOBAL, N_("Conflict")},
    [CONTEXT_DUPLICATES] = {CONTEXT_LIST, N_("Possible duplicates")},
    [CONTEXT_CHECKLISTS] = {CONTEXT_LIST, N_("Checklists")},
    [CONTEXT_PROCESSES] = {CONTEXT_LIST, N_("Processes and clauses")},
    [CONTEXT_FILTERS] = {CONTEXT_LIST, N_("Filters")},
    [CONTEXT_HELP] = {CONTEXT_LIST, N_("Help")},
    [CONTEXT_EDITOR] = {CONTEXT_ROOT, N_("Text")},
    [CONTEXT_LINE] = {CONTEXT_EDITOR, N_("One line of text")},
    [CONTEXT_BLOCK] = {CONTEXT_EDITOR, N_("Long text")},
    [CONTEXT_FORM] = {CONTEXT_ROOT, N_("Form")},
    [CONTEXT_EVIDENCE_FORM] = {CONTEXT_FORM, N_("Evidence form")},
    [CONTEXT_FINDING_FORM] = {CONTEXT_FORM, N_("Finding form")},
    [CONTEXT_FILTER_FORM] = {CONTEXT_FORM, N_("Filter")},
    [CONTEXT_EXPORT] = {CONTEXT_FORM, N_("Export")},
    [CONTEXT_PACKAGE_FORM] = {CONTEXT_FORM, N_("New package")},
    [CONTEXT_MERGE_FORM] = {CONTEXT_FORM, N_("Merge a package")},
    [CONTEXT_SEARCH] = {CONTEXT_PALETTE, N_("Search")},
    [CONTEXT_PALETTE] = {CONTEXT_ROOT, N_("Actions")},
    [CONTEXT_DIALOG] = {CONTEXT_ROOT, N_("Dialogs")},
};

const struct binding *key_bindings = key_table;

void keys_use(const struct binding *rows)
{
    key_bindings = rows;
}

/* Names of K_SPECIAL keys in their order, up to F1. */
static const char *const names[] = {
    "Up",         "Down",        "Left",       "Right",     "Home",      "End",
    "PgUp",       "PgDn",        "Insert",     "Delete",    "BackSpace", "Shift-Tab",
    "Ctrl-Left",  "Ctrl-Right",  "Ctrl-Home",  "Ctrl-End",  "Shift-Up",  "Shift-Down",
    "Shift-Left", "Shift-Right", "Shift-Home", "Shift-End", "Ctrl-Space"};

enum context keys_parent(enum context context)
{
    return context < CONTEXT_COUNT ? contexts[context].parent : CONTEXT_ROOT;
}

const char *keys_context_title(enum context context)
{
    return contexts[context < CONTEXT_COUNT ? context : CONTEXT_ROOT].title;
}

static bool has_key(const struct binding *binding, int key)
{
    for (size_t i = 0; i < BINDING_KEYS && binding->keys[i] != 0; i++)
        if (binding->keys[i] == key)
            return true;
    return false;
}

static const struct binding *row_of_key(enum context context, int key)
{
    for (size_t i = 0; i < key_binding_count; i++)
        if (key_bindings[i].context == context && has_key(&key_bindings[i], key))
            return &key_bindings[i];
    return NULL;
}

enum action keys_lookup(enum context context, int key)
{
    for (;;) {
        const struct binding *row = key != 0 ? row_of_key(context, key) : NULL;
        if (row != NULL)
            return row->action;
        if (keys_parent(context) == context)
            return ACTION_NONE;
        context = keys_parent(context);
    }
}

const struct binding *keys_find(enum context context, enum action action)
{
    for (;;) {
        for (size_t i = 0; i < key_binding_count; i++)
            if (key_bindings[i].context == context && key_bindings[i].action == action)
                return &key_bindings[i];
        if (keys_parent(context) == context)
            return NULL;
        context = keys_parent(context);
    }
}

static void encode(int key, char *out)
{
    unsigned c = (unsigned)key;
    if (c < 0x80) {
        *out++ = (char)c;
    } else if (c < 0x800) {
        *out++ = (char)(0xc0 | c >> 6);
        *out++ = (char)(0x80 | (c & 0x3f));
    } else if (c < 0x10000) {
        *out++ = (char)(0xe0 | c >> 12);
        *out++ = (char)(0x80 | (c >> 6 & 0x3f));
        *out++ = (char)(0x80 | (c & 0x3f));
    } else {
        *out++ = (char)(0xf0 | c >> 18);
        *out++ = (char)(0x80 | (c >> 12 & 0x3f));
        *out++ = (char)(0x80 | (c >> 6 & 0x3f));
        *out++ = (char)(0x80 | (c & 0x3f));
    }
    *out = '\0';
}

const char *keys_name(int key, char out[KEY_NAME_SIZE])
{
    if (key == K_TAB)
        return "Tab";
    if (key == K_ENTER)
        return "Enter";
    if (key == K_ESCAPE)
        return "Esc";
    if (key == K_SPACE)
        return "Space";
    if (key >= K_F1 && key <= K_F12)
        snprintf(out, KEY_NAME_SIZE, "F%d", (key - K_F1) % 12 + 1);
    else if (key >= K_SPECIAL && key < K_F1)
        return names[key - K_SPECIAL];
    else if (key > 0 && key < K_SPACE)
        snprintf(out, KEY_NAME_SIZE, "Ctrl-%c", (char)(key + '@'));
    else if (keys_is_text(key))
        encode(key, out);
    else
        return "?";
    return out;
}

char *keys_names(const struct binding *binding)
{
    struct buf buf;
    char name[KEY_NAME_SIZE];
    buf_init(&buf);
    for (size_t i = 0; i < BINDING_KEYS && binding->keys[i] != 0; i++) {
        if (i > 0)
            buf_putc(&buf, ' ');
        buf_puts(&buf, keys_name(binding->keys[i], name));
    }
    return buf_take(&buf);
}

char *keys_names_in(const struct binding *binding, enum context context)
{
    struct buf buf;
    char name[KEY_NAME_SIZE];
    buf_init(&buf);
    for (size_t i = 0; i < BINDING_KEYS && binding->keys[i] != 0; i++) {
        if (keys_lookup(context, binding->keys[i]) != binding->action)
            continue;
        if (buf.length > 0)
            buf_putc(&buf, ' ');
        buf_puts(&buf, keys_name(binding->keys[i], name));
    }
    return buf_take(&buf);
}

bool keys_is_text(int key)
{
    return key >= K_SPACE && key < K_SPECIAL && !(key >= 0x7f && key < 0xa0) &&
           !(key >= 0xd800 && key < 0xe000);
}

/* The footer's rows: those a nearer context does not replace. */
enum { FOOTER_ROWS = 40 };

struct footer {
    const struct binding *rows[FOOTER_ROWS];
    size_t count;
};

static bool footer_has(const struct footer *footer, enum action action)
{
    for (size_t i = 0; i < footer->count; i++)
        if (footer->rows[i]->action == action)
            return true;
    return false;
}

static int by_rank(const void *a, const void *b)
{
    const struct binding *left = *(const struct binding *const *)a;
    const struct binding *right = *(const struct binding *const *)b;
    return left->rank != right->rank ? left->rank - right->rank : left < right ? -1 : left > right;
}

/* A row of the table that a nearer context declared without a rank hides the farther one too. */
static void collect(struct footer *footer, enum context context)
{
    for (enum context at = context;; at = keys_parent(at)) {
        for (size_t i = 0; i < key_binding_count && footer->count < FOOTER_ROWS; i++) {
            const struct binding *row = &key_bindings[i];
            if (row->context == at && row->rank > 0 && !footer_has(footer, row->action) &&
                keys_find(context, row->action) == row &&
                keys_lookup(context, row->keys[0]) == row->action)
                footer->rows[footer->count++] = row;
        }
        if (keys_parent(at) == at)
            break;
    }
    qsort(footer->rows, footer->count, sizeof(footer->rows[0]), by_rank);
}

void keys_draw_footer(struct canvas *canvas, int row, int column, int width, enum context context)
{
    struct footer footer = {.count = 0};
    struct hint hints[FOOTER_ROWS];
    char key[FOOTER_ROWS][KEY_NAME_SIZE];
    collect(&footer, context);
    for (size_t i = 0; i < footer.count; i++)
        hints[i] =
            (struct hint){keys_name(footer.rows[i]->keys[0], key[i]), _(footer.rows[i]->label)};
    draw_hints(canvas, row, column, width, hints, footer.count);
}
