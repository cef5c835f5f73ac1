/* conflicts_parts.h - what listing and resolving conflicts share. Not for other rooms. */
#ifndef AUDITWALK_STORE_CONFLICTS_PARTS_H
#define AUDITWALK_STORE_CONFLICTS_PARTS_H

#include "store/conflicts.h"
#include "store/fold.h"
#include "store/project.h"

/* One head of a cell with who wrote it. */
struct position {
    struct conflict_side side;
    struct head head;
    struct ident device;
};
struct positions {
    struct position *items;
    size_t count;
};

enum err_code conflict_positions(struct store *store, const struct conflict *conflict,
                                 const struct heads *heads, uint16_t field,
                                 struct positions *positions, struct err *err);
void positions_clear(struct positions *positions);

#endif
