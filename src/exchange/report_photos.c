/* report_photos.c - the small pictures of a report's photos: each content once. */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "exchange/report_photos.h"

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"

/* Twice the pixels that a workbook shows them with, since paper shows more than a screen. */
enum { WIDTH = 2 * REPORT_PHOTO_WIDTH, HEIGHT = 2 * REPORT_PHOTO_HEIGHT };

static struct report_image *known(struct report *report, const struct hash *object)
{
    for (size_t i = 0; i < report->images.count; i++)
        if (hash_equal(&report->images.items[i].object, object))
            return &report->images.items[i];
    return NULL;
}

static size_t add(struct store *store, struct report *report,
                  const struct report_attachment *attachment)
{
    struct report_image *image = known(report, &attachment->object);

    if (image == NULL) {
        image = report_add_image(report);
        image->object = attachment->object;
        photo_of_object(store, &attachment->object, (uint64_t)attachment->size, WIDTH, HEIGHT,
                        &image->photo);
    }
    return (size_t)(image - report->images.items);
}

static void take(struct store *store, struct report *report, struct report_attachment *attachment,
                 bool show)
{
    switch (photo_kind_of(attachment->media_type)) {
    case PHOTO_NONE:
        return;
    case PHOTO_UNKNOWN:
        attachment->state = REPORT_PHOTO_OTHER;
        return;
    case PHOTO_SHOWN:
        break;
    }
    if (!show || (report->images.count >= REPORT_PHOTO_LIMIT &&
                  known(report, &attachment->object) == NULL)) {
        attachment->state = REPORT_PHOTO_LEFT_OUT;
        report->photos_left_out++;
        return;
    }
    attachment->image = add(store, report, attachment);
    attachment->state = report->images.items[attachment->image].photo.bytes != NULL
                            ? REPORT_PHOTO_SHOWN
                            : REPORT_PHOTO_BROKEN;
}

enum err_code report_load_photos(struct store *store, const struct report_scope *scope, bool show,
                                 struct report *report, struct err *err)
{
    size_t count = report->evidence.count;

    for (size_t i = 0; i < count; i++) {
        struct report_evidence *evidence = &report->evidence.items[i];
        for (size_t j = 0; j < evidence->attachment_count; j++) {
            unsigned percent = 22 + (unsigned)(i * 8 / count);
            if (scope->progress != NULL && !scope->progress(scope->context, percent))
                return err_set(err, ERR_CANCELLED,
                               _("the export was stopped; nothing was written"));
            take(store, report, &evidence->attachments[j], show);
        }
    }
    return ERR_OK;
}
