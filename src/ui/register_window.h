/* register_window.h - the rows of the register that are near the selected one, for its list.
 *
 * Rows are lines, and headings where the group changes. The owner of the list is the struct
 * register_window itself.
 */
#ifndef AUDITWALK_UI_REGISTER_WINDOW_H
#define AUDITWALK_UI_REGISTER_WINDOW_H

#include "store/register.h"
#include "ui/list.h"

struct register_entry {
    size_t line;
    bool heading; /* of the group that begins with this line */
};

struct register_window {
    struct app *app;
    struct register_query query; /* its owner text is borrowed */
    struct register_lines lines;
    bool top;    /* the first line is the first of all */
    bool bottom; /* the last line is the last of all */
    struct register_entry *entries;
    size_t count;
    size_t capacity;
    size_t total;             /* about how many there are, for the progress of a search */
    struct register_key mark; /* where a search began */
    bool marked;
    bool failed; /* the file could not be read; err says why, until it is shown */
    struct err err;
};
void register_window_clear(struct register_window *window);

/* The first rows; those around a key. */
enum err_code register_window_first(struct register_window *window, struct err *err);
enum err_code register_window_around(struct register_window *window, const struct register_key *key,
                                     struct err *err);

/* The line of a row, NULL for a heading. */
const struct register_line *register_window_line(const struct register_window *window,
                                                 size_t index);
/* The row of a finding; if it is not there, the first row behind where. */
size_t register_window_row(const struct register_window *window, const struct ident *id,
                           size_t where);
/* What is above a group; heap. */
char *register_window_group(const struct register_window *window, const struct register_line *line);

extern const struct list_window_ops register_window_ops;

#endif
