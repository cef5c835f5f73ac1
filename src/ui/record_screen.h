/* record_screen.h - the state of the screen of one record, shared by its files. Not for others.
 *
 *   record_screen.c  its fields, lines, keys
 *   record_links.c   what is linked to it: criteria, evidence, findings, files
 */
#ifndef AUDITWALK_UI_RECORD_SCREEN_H
#define AUDITWALK_UI_RECORD_SCREEN_H

#include "store/object.h"
#include "ui/list.h"
#include "ui/screens.h"

enum entry_kind { ENTRY_TEXT, ENTRY_HEADING, ENTRY_RECORD, ENTRY_FILE };

/* A field, a link or a file, before it is wrapped to the width. */
struct entry {
    enum entry_kind kind;
    enum style style;
    char *label;
    char *text;
    enum record_type type; /* ENTRY_RECORD: what Enter opens */
    struct ident id;
    struct hash object; /* ENTRY_FILE: what Enter saves */
    char *name;
};

struct line {
    size_t entry;
    bool first; /* the one with the label */
    char *text;
};

struct record_screen {
    struct screen screen;
    enum record_type type;
    struct ident id;
    struct ident audit;
    struct ident merged_into; /* the finding that counts instead; none */
    char *name;
    char *audit_number;
    struct entry *entries;
    size_t entry_count;
    size_t entry_capacity;
    struct line *lines;
    size_t line_count;
    size_t line_capacity;
    struct list list;
    size_t saving; /* entry whose file is being saved */
};

/* Takes text over; label is copied. Valid until the next call. */
struct entry *record_add(struct record_screen *screen, enum entry_kind kind, const char *label,
                         char *text);
void record_add_heading(struct record_screen *screen, const char *text);
enum style record_field_style(const struct field *field, const struct value *value);

/* All that is linked to the record, behind its own fields. */
enum err_code record_add_links(struct record_screen *screen, struct app *app, struct err *err);

#endif
