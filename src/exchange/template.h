/* template.h - how the user's own workbooks look: cover lines, logo, footer, columns
 * (auditwalk-template(5)).
 *
 * A YAML file, read with the care of a checklist: bounded, no anchors, every problem of the file in
 * one pass with line and column, and nothing of a file with an error is used.
 */
#ifndef AUDITWALK_EXCHANGE_TEMPLATE_H
#define AUDITWALK_EXCHANGE_TEMPLATE_H

#include "core/checklist.h"
#include "exchange/checklist_file.h"
#include "exchange/photo.h"

enum {
    TEMPLATE_FILE_LIMIT = 256 * 1024,
    TEMPLATE_LOGO_LIMIT = 8 * 1024 * 1024,
    TEMPLATE_COVER_LINES = 20,
    TEMPLATE_LINE_LIMIT = 500,   /* characters */
    TEMPLATE_FOOTER_COLUMNS = 80 /* on the screen; Excel takes 255 characters for all of a footer */
};

/* On the cover, in pixels of 1/96 inch. */
enum { TEMPLATE_LOGO_WIDTH = 300, TEMPLATE_LOGO_HEIGHT = 72 };

/* The columns of a sheet in their order; keys of workbook_tables.h, borrowed. */
struct template_sheet {
    const char *key;
    const char **columns; /* heap array */
    size_t count;
    size_t capacity;
};

struct template
{
    struct local_text cover[TEMPLATE_COVER_LINES];
    size_t cover_count;
    struct local_text footer; /* empty: the name of the organization */
    struct photo logo;        /* twice the size it is shown with; no bytes: none */
    struct template_sheet *sheets;
    size_t count;
    size_t capacity;
};

/* ERR_OK: *template is complete. ERR_DATA: it is empty; err has the first error as
 * "FILE:LINE:COLUMN: error E151: message". problems may be NULL; else it is overwritten, sorted by
 * place, and the caller's to clear, also after an error. */
enum err_code template_read(const char *path, struct template *template,
                            struct checklist_problems *problems, struct err *err);
/* The same of bytes that are there already; path is for messages and for where the logo lies. */
enum err_code template_parse(const char *path, const struct buf *bytes, struct template *template,
                             struct checklist_problems *problems, struct err *err);
void template_clear(struct template *template);

/* What the template says of a sheet; NULL: nothing, or no template. */
const struct template_sheet *template_sheet(const struct template *template, const char *key);

#endif
