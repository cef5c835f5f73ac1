/* keymap.c - see keymap.h. */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "ui/keymap.h"

#include <stdlib.h>
#include <string.h>

#include <unistr.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "base/text.h"

enum { NEAR = 4 }; /* edits, for "did you mean" */

struct keymap {
    struct binding *rows; /* as many as the table has, in its order */
    char **where;         /* by row: the line that changed it; NULL */
};

struct keymap *keymap_new(void)
{
    struct keymap *keymap = mem_zalloc(1, sizeof *keymap);

    keymap->rows = mem_dup(key_table, key_binding_count * sizeof *key_table);
    keymap->where = mem_zalloc(key_binding_count, sizeof *keymap->where);
    return keymap;
}

void keymap_free(struct keymap *keymap)
{
    if (keymap == NULL)
        return;
    for (size_t i = 0; i < key_binding_count; i++)
        free(keymap->where[i]);
    free(keymap->where);
    free(keymap->rows);
    free(keymap);
}

void keymap_use(const struct keymap *keymap)
{
    keys_use(keymap != NULL ? keymap->rows : key_table);
}

/* ---- names ----------------------------------------------------------------------------------- */

/* "next open" as "next-open", "N/A" as "n-a". */
static void add_words(struct buf *name, const char *text)
{
    bool gap = false;

    for (; *text != '\0'; text++) {
        char c = *text >= 'A' && *text <= 'Z' ? (char)(*text - 'A' + 'a') : *text;
        bool letter = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
        if (letter && gap)
            buf_putc(name, '-');
        if (letter)
            buf_putc(name, c);
        gap = !letter;
    }
}

char *keymap_name(const struct binding *row)
{
    struct buf name;

    buf_init(&name);
    add_words(&name, keys_context_title(row->context));
    buf_putc(&name, '.');
    add_words(&name, row->label);
    return buf_take(&name);
}

int keymap_key(const char *name)
{
    char known[KEY_NAME_SIZE];
    ucs4_t c = 0;
    int length = (int)strlen(name);

    if (length > 0 && u8_strmbtouc(&c, (const uint8_t *)name) == length)
        return keys_is_text((int)c) && c != ' ' ? (int)c : 0;
    for (int key = 1; key <= K_SPACE; key++)
        if (strcasecmp(keys_name(key, known), name) == 0)
            return key;
    for (int key = K_SPECIAL; key <= K_F12; key++)
        if (strcasecmp(keys_name(key, known), name) == 0)
            return key;
    return 0;
}

/* ---- one row --------------------------------------------------------------------------------- */

/* Dialogs answer by keys that their own text names. */
static bool may_change(const struct binding *row)
{
    return row->context != CONTEXT_DIALOG;
}

static bool types_text(enum context context)
{
    while (context != CONTEXT_GLOBAL && keys_parent(context) != context)
        context = keys_parent(context);
    return context != CONTEXT_GLOBAL;
}

static size_t find_row(const char *name, struct err *err)
{
    size_t best = SIZE_MAX;
    char *nearest = NULL;

    for (size_t i = 0; i < key_binding_count; i++) {
        char *known = keymap_name(&key_table[i]);
        if (may_change(&key_table[i]) && strcmp(known, name) == 0) {
            free(known);
            free(nearest);
            return i;
        }
        size_t distance = text_distance(name, known);
        if (may_change(&key_table[i]) && distance < best) {
            best = distance;
            mem_replace(&nearest, known);
        }
        free(known);
    }
    err_set(err, ERR_USAGE, _("there is no action \"%s\""), name);
    if (nearest != NULL && best <= NEAR && best < strlen(name))
        err_hint(err, _("did you mean %s?"), nearest);
    free(nearest);
    return SIZE_MAX;
}

static bool parse_keys(const struct binding *row, const char *text, int keys[BINDING_KEYS],
                       struct err *err)
{
    char *copy = mem_strdup(text);
    char *rest = NULL;
    size_t count = 0;
    bool good = true;

    for (char *word = strtok_r(copy, " ", &rest); word != NULL && good;
         word = strtok_r(NULL, " ", &rest)) {
        int key = keymap_key(word);
        if (key == 0)
            err_set(err, ERR_USAGE, _("there is no key \"%s\""), word);
        else if (keys_is_text(key) && types_text(row->context))
            err_set(err, ERR_USAGE, _("\"%s\" is text where text is typed"), word);
        else if (count == BINDING_KEYS)
            err_set(err, ERR_USAGE, _("at most %d keys for an action"), (int)BINDING_KEYS);
        good = key != 0 && !(keys_is_text(key) && types_text(row->context)) && count < BINDING_KEYS;
        if (good)
            keys[count++] = key;
    }
    free(copy);
    return good;
}

enum err_code keymap_set(struct keymap *keymap, const char *name, const char *keys,
                         const char *where, struct err *err)
{
    int parsed[BINDING_KEYS] = {0};
    size_t index = find_row(name, err);

    if (index == SIZE_MAX)
        return ERR_USAGE;
    struct binding *row = &keymap->rows[index];
    bool none = strcmp(keys, "none") == 0;
    if (none && (row->action == ACTION_BACK || row->action == ACTION_CANCEL))
        return err_set(err, ERR_USAGE, _("leaving needs a key"));
    if (!none && !parse_keys(row, keys, parsed, err))
        return ERR_USAGE;
    memcpy(row->keys, parsed, sizeof row->keys);
    mem_replace(&keymap->where[index], where);
    return ERR_OK;
}

/* ---- conflicts ------------------------------------------------------------------------------- */

/* A key that both have; 0. */
static int shared_key(const struct binding *a, const struct binding *b)
{
    for (size_t i = 0; i < BINDING_KEYS && a->keys[i] != 0; i++)
        for (size_t j = 0; j < BINDING_KEYS && b->keys[j] != 0; j++)
            if (a->keys[i] == b->keys[j])
                return a->keys[i];
    return 0;
}

static bool take_back(struct keymap *keymap, size_t index, size_t other,
                      void (*tell)(void *context, const char *message), void *context)
{
    char key[KEY_NAME_SIZE];
    struct binding *row = &keymap->rows[index];
    int shared =
        row->context == keymap->rows[other].context ? shared_key(row, &keymap->rows[other]) : 0;

    if (shared == 0 || index == other)
        return false;
    char *name = keymap_name(row);
    char *taken = keymap_name(&keymap->rows[other]);
    char *message = mem_printf(_("%s: %s and %s would both have %s: the keys of %s stay as they "
                                 "were"),
                               keymap->where[index], name, taken, keys_name(shared, key), name);
    tell(context, message);
    free(message);
    free(taken);
    free(name);
    memcpy(row->keys, key_table[index].keys, sizeof row->keys);
    mem_replace(&keymap->where[index], NULL);
    return true;
}

void keymap_check(struct keymap *keymap, void (*tell)(void *context, const char *message),
                  void *context)
{
    bool again = true;

    while (again) { /* what is taken back may meet another change; each is taken back once */
        again = false;
        for (size_t i = key_binding_count; i-- > 0 && !again;)
            for (size_t j = 0; j < key_binding_count && keymap->where[i] != NULL && !again; j++)
                again = take_back(keymap, i, j, tell, context);
    }
}

void keymap_list(const struct keymap *keymap,
                 void (*tell)(void *context, const char *name, const char *keys), void *context)
{
    for (size_t i = 0; i < key_binding_count; i++) {
        if (!may_change(&keymap->rows[i]))
            continue;
        char *name = keymap_name(&keymap->rows[i]);
        char *keys = keys_names(&keymap->rows[i]);
        tell(context, name, keys[0] != '\0' ? keys : "none");
        free(keys);
        free(name);
    }
}
