/* rows.h - reading whole records by the tables of core/record. Not for other rooms. */
#ifndef AUDITWALK_STORE_ROWS_H
#define AUDITWALK_STORE_ROWS_H

#include "store/internal.h"

/* "SELECT id, heads, <every field> FROM table" */
void rows_select(struct buf *sql, const struct record *record);

/* Frees the texts of queries that the store keeps; when it is closed. */
void rows_forget(struct store *store);

/* The row of a statement made of rows_select. */
void rows_read(sqlite3_stmt *stmt, const struct record *record, struct row *row);

/* A row of which every value is null. */
void rows_blank(const struct record *record, const struct ident *id, struct row *row);

/* A copy of the value if the field's column can hold it, else null: operations of others may carry
 * anything, and STRICT tables refuse what does not fit. */
struct value rows_fit(const struct field *field, const struct value *value);

#endif
