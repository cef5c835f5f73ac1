/* workbook_pack.h - the sheets of the pack for a management review (ISO 28000:2022, 9.3). Between
 * the workbook files; each writes the sheet that workbook_pack.c added.
 */
#ifndef AUDITWALK_EXCHANGE_WORKBOOK_PACK_H
#define AUDITWALK_EXCHANGE_WORKBOOK_PACK_H

#include "exchange/report_pack.h"
#include "exchange/workbook_table.h"

/* The inputs of 9.3.2 in its order, named in our own words. */
enum pack_input {
    INPUT_EARLIER,
    INPUT_ISSUES,
    INPUT_PARTIES,
    INPUT_NONCONFORMITIES,
    INPUT_MEASUREMENTS,
    INPUT_AUDIT_TREND,
    INPUT_CHANCES,
    INPUT_AUDITS,
    INPUT_OUTSIDERS,
    INPUT_SECURITY,
    INPUT_OBJECTIVES,
    INPUT_ACTIONS,
    INPUT_FOLLOW_UP,
    INPUT_LAW,
    INPUT_RECOMMENDED,
    INPUT_COUNT
};
extern const struct code_list pack_inputs; /* "a) Earlier decisions ..." */
extern const struct code_list
    pack_decisions;                        /* improvement, change of the system, resources, ... */
extern const struct code_list pack_states; /* of a decision */

/* What the file says to an input, one statement a line; "" for nothing. Heap. */
char *pack_statement(const struct book *book, enum pack_input input);

/* The inputs with room for what the file can't know; rows gets where each begins. */
void workbook_pack_inputs(struct book *book, size_t rows[INPUT_COUNT]);
void workbook_pack_trends(struct book *book);
void workbook_pack_programme(struct book *book);
void workbook_pack_results(struct book *book);

/* Audits by how far they are, over the pack. */
size_t pack_count_audits(const struct report_pack *pack, enum pack_progress progress);
size_t pack_count_late(const struct report_pack *pack); /* audits */
size_t pack_count_overdue(const struct report_pack *pack);

/* Tables without records yet; coverage has a column for each audit, which are heap and the table's
 * own. */
extern const struct table table_pack_audits;
extern const struct table table_pack_dues;
extern const struct table table_pack_again;
extern const struct table table_pack_chances;
void pack_coverage_table(const struct book *book, struct table *table);

#endif
