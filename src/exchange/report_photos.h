/* report_photos.h - the small pictures of a report's photos. */
#ifndef AUDITWALK_EXCHANGE_REPORT_PHOTOS_H
#define AUDITWALK_EXCHANGE_REPORT_PHOTOS_H

#include "exchange/report_model.h"

/* As a workbook shows them, in pixels of 1/96 inch; and how many different ones it holds: what
 * writes workbooks keeps all of them in memory, a few tens of kilobytes each. */
enum { REPORT_PHOTO_WIDTH = 152, REPORT_PHOTO_HEIGHT = 114, REPORT_PHOTO_LIMIT = 2000 };

/* After report_load: says of each attached file what there is to show. show false: of a photo only
 * that it is left out. A photo that can't be read is no error. */
enum err_code report_load_photos(struct store *store, const struct report_scope *scope, bool show,
                                 struct report *report, struct err *err);

#endif
