/* ready_parts.h - what the files of ready.h share. Not for other rooms. */
#ifndef AUDITWALK_STORE_READY_PARTS_H
#define AUDITWALK_STORE_READY_PARTS_H

#include "store/internal.h"
#include "store/ready.h"

/* Adds the author's signature under the audit as it is in the file now. */
enum err_code sign_add(struct store *store, struct change *change, const struct ident *audit,
                       enum sign_step step, int64_t revision, const char *note, struct err *err);

#endif
