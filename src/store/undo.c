/* undo.c - taking back the saves of this session, as new batches.
 *
 * Nothing is erased: a record that the save made is withdrawn, a cell gets its earlier value again.
 * The session remembers the last UNDO_DEPTH saves.
 */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "store/save.h"

void undo_entry_clear(struct undo_entry *entry)
{
    for (size_t i = 0; i < entry->count; i++) {
        value_clear(&entry->cells[i].before);
        value_clear(&entry->cells[i].after);
    }
    free(entry->cells);
    free(entry->label);
    *entry = (struct undo_entry){0};
}

void undo_stack_clear(struct undo_stack *stack)
{
    for (size_t i = 0; i < stack->count; i++)
        undo_entry_clear(&stack->entries[i]);
    stack->count = 0;
}

static void stack_push(struct undo_stack *stack, struct undo_entry *entry)
{
    if (stack->count == UNDO_DEPTH) {
        undo_entry_clear(&stack->entries[0]);
        memmove(&stack->entries[0], &stack->entries[1],
                (UNDO_DEPTH - 1) * sizeof stack->entries[0]);
        stack->count--;
    }
    stack->entries[stack->count++] = *entry;
    *entry = (struct undo_entry){0};
}

void undo_push(struct store *store, struct undo_entry *entry)
{
    undo_stack_clear(&store->redo);
    stack_push(&store->undo, entry);
}

/* How a cell goes back (or forth again). */
static void build_cell(const struct undo_cell *cell, bool back, struct change *change)
{
    const struct record *record = record_find((int)cell->type);

    if (!cell->created || (record->subject != 0 && cell->field > record->subject)) {
        change_set(change, cell->type, &cell->record, cell->field,
                   value_copy(back ? &cell->before : &cell->after));
    } else if (record->subject == 0) {
        /* The record stays in the log and can come back; its cells keep what they said. */
        change_set_text(change, cell->type, &cell->record, FIELD_WITHDRAWN, back ? "undone" : NULL);
    }
}

/* The change that leads back (or forth again) over an entry. */
static void build_change(const struct undo_entry *entry, bool back, struct change *change)
{
    change_init(change, &entry->audit);
    for (size_t i = 0; i < entry->count; i++)
        build_cell(&entry->cells[i], back, change);
}

static enum err_code step(struct store *store, struct undo_stack *from, struct undo_stack *to,
                          bool back, char **label, struct err *err)
{
    struct change change;
    struct save save = {0};

    struct undo_entry entry = from->entries[from->count - 1];
    char *text = mem_printf("%s: %s", back ? "undo" : "redo", entry.label ? entry.label : "");
    build_change(&entry, back, &change);
    enum err_code code = db_begin(store, err);
    if (code == ERR_OK) {
        code = save_in_transaction(store, &change, text, &save, err);
        if (code == ERR_OK)
            code = save_commit(store, &save, err);
        else
            db_rollback(store);
    }
    change_clear(&change);
    free(text);
    if (code != ERR_OK) {
        save_dropped(&save);
        return code;
    }
    if (label != NULL)
        *label = mem_strdup(entry.label != NULL ? entry.label : "");
    from->count--;
    stack_push(to, &entry);
    save_remember(store, &save);
    return ERR_OK;
}

enum err_code store_undo(struct store *store, char **label, struct err *err)
{
    if (store->undo.count == 0)
        return err_set(err, ERR_FOUND, _("there is nothing to undo since the program started"));
    return step(store, &store->undo, &store->redo, true, label, err);
}

enum err_code store_redo(struct store *store, char **label, struct err *err)
{
    if (store->redo.count == 0)
        return err_set(err, ERR_FOUND, _("there is nothing to redo"));
    return step(store, &store->redo, &store->undo, false, label, err);
}
