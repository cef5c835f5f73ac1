/* workbook_photo.c - photos in the cells of a table, with what they show in words and a link. */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "exchange/workbook_photo.h"

#include <stdlib.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "base/translate.h"
#include "exchange/report_photos.h"

enum { MARGIN = 4, DESCRIPTION_COLUMNS = 200 };

#define POINTS 0.75 /* of a pixel */

static double scale_of(const struct photo *photo)
{
    double wide = REPORT_PHOTO_WIDTH / (double)photo->width;
    double high = REPORT_PHOTO_HEIGHT / (double)photo->height;
    double scale = wide < high ? wide : high;

    return scale < 1 ? scale : 1;
}

double photo_points(const struct photo *photo)
{
    return (photo->height * scale_of(photo) + 2 * MARGIN) * POINTS;
}

/* "E-k7q2-1 Seal missing at Gate 2 (seal.jpg)", for those who can't see it. */
static char *describe(const struct report_evidence *evidence, const struct report_attachment *file)
{
    char *text = mem_printf("%s %s (%s)", evidence->number, evidence->title, file->name);
    char *clean = book_clean(text);
    char *shown = text_ellipsis(clean, DESCRIPTION_COLUMNS);

    free(clean);
    free(text);
    return shown;
}

static char *explain(const struct book *book, const struct report_attachment *file)
{
    switch (file->state) {
    case REPORT_PHOTO_BROKEN:
        return mem_strdup(book_label(book, N_("preview not possible")));
    case REPORT_PHOTO_OTHER:
        return book_words(book, N_("no preview of %s"), file->media_type);
    case REPORT_PHOTO_LEFT_OUT:
        return mem_strdup(book_label(book, N_("left out: too many photos for a workbook")));
    case REPORT_PHOTO_NONE:
    case REPORT_PHOTO_SHOWN:
        break;
    }
    return NULL;
}

void source_photo(const struct book *book, const struct column *column, const void *record,
                  size_t part, struct table_cell *cell)
{
    const struct report_evidence *evidence = record;

    (void)column;
    cell->parts = evidence->attachment_count;
    if (part >= evidence->attachment_count)
        return;
    const struct report_attachment *file = &evidence->attachments[part];
    if (file->state != REPORT_PHOTO_SHOWN) {
        cell->owned = explain(book, file);
        cell->kind = cell->owned != NULL ? CELL_TEXT : CELL_EMPTY;
        return;
    }
    cell->kind = CELL_PHOTO;
    cell->photo = &book->report->images.items[file->image].photo;
    cell->owned = describe(evidence, file);
    bool finding = evidence->findings.count > 0;
    const struct report_links *links = finding ? &evidence->findings : &evidence->rows;
    if (links->count == 0)
        return;
    cell->target = finding ? SHEET_FINDINGS : SHEET_CHECKLIST;
    cell->record = links->items[0];
}

/* Where a click on it leads; NULL: nowhere. Heap. */
static char *address(const struct book *book, const struct table_cell *cell)
{
    const struct sheet *to = &book->sheets[cell->target];

    if (cell->target == SHEET_NONE || to->worksheet == NULL || cell->record >= to->count)
        return NULL;
    char *name = book_reference(to);
    char *url = mem_printf("internal:%s!A%zu", name, to->first[cell->record] + 1);
    free(name);
    return url;
}

void photo_write(struct book *book, struct sheet *sheet, size_t row, unsigned column,
                 const struct table_cell *cell)
{
    double scale = scale_of(cell->photo);
    char *url = address(book, cell);
    /* Moved and made smaller with its row, so that a filter hides it too. */
    lxw_image_options options = {.x_offset = MARGIN,
                                 .y_offset = MARGIN,
                                 .x_scale = scale,
                                 .y_scale = scale,
                                 .object_position = LXW_OBJECT_MOVE_AND_SIZE,
                                 .description = cell->owned,
                                 .url = url};

    book->bytes += cell->photo->length;
    book_keep(book,
              worksheet_insert_image_buffer_opt(sheet->worksheet, (lxw_row_t)row, (lxw_col_t)column,
                                                cell->photo->bytes, cell->photo->length, &options));
    free(url);
}

char *photos_left_out(const struct book *book)
{
    if (book->report->photos_left_out == 0)
        return NULL;
    return book_words(book,
                      N_("Photos that this workbook does not show, because it "
                         "would be too large: %zu. They are in the audit file."),
                      book->report->photos_left_out);
}
