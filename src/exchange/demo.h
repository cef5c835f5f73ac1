/* demo.h - the demo organization: a fictional container terminal operator with three audits.
 *
 * Built through the ordinary write path, so that a demo file is a file like any other.
 */
#ifndef AUDITWALK_EXCHANGE_DEMO_H
#define AUDITWALK_EXCHANGE_DEMO_H

#include "store/store.h"

/* Makes a new audit file at path (ERR_CANTCREAT if it exists) and leaves it open in *out. The
 * author is set to the demo's lead auditor. On failure nothing is left behind. */
enum err_code demo_create(const char *path, const struct device *device, struct store **out,
                          struct err *err);

/* The same organization with many audits, 265 assessments and 50 findings each, to see how the
 * program does on a file larger than anybody's: DEMO_MANY take a minute or two. */
enum { DEMO_MANY = 1000 };
struct demo_many {
    unsigned audits;
    /* Asked before each audit; false stops with ERR_CANCELLED, and the file goes. NULL: never. */
    bool (*progress)(void *context, unsigned percent);
    void *context;
};
enum err_code demo_create_many(const char *path, const struct device *device,
                               const struct demo_many *many, struct store **out, struct err *err);

#endif
