/* place.h - a private folder with a device and an audit file in it, for tests of the file itself.
 */
#ifndef AUDITWALK_TESTS_STORE_PLACE_H
#define AUDITWALK_TESTS_STORE_PLACE_H

#include "store/store.h"

struct place {
    char *directory;
    char *path; /* of the audit file */
    struct device device;
    struct store *store; /* open, author Li Na */
    struct ident audit;
    struct ident finding;
};

/* Makes all of it; one save named an audit and a finding with the statement "first". */
void place_make(struct place *place);
void place_close(struct place *place);  /* only the store */
void place_reopen(struct place *place); /* must work */
void place_remove(struct place *place);

/* Saves the statement of the finding; the code of store_save. */
enum err_code place_write(struct place *place, const char *statement, struct err *err);

/* The statement of the finding is this. */
void place_expect(struct place *place, const char *statement);

/* Problems that verify finds, -1 if it can't run; the first one in *err. */
int place_problems(struct place *place, struct err *err);

/* Runs SQL on the closed file behind the program's back. */
void place_tamper(struct place *place, const char *sql);

#endif
