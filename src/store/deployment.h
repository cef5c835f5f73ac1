/* deployment.h - security equipment and people: what the plan puts where, and what was found there
 * (ISO 28000:2022, 9.2.2 d)).
 */
#ifndef AUDITWALK_STORE_DEPLOYMENT_H
#define AUDITWALK_STORE_DEPLOYMENT_H

#include "store/closure.h"
#include "store/store.h"

struct deployment_line {
    struct ident id;
    int64_t position; /* people name a row by it */
    char *item;       /* of the checklist it was made from, "" for one made by hand */
    char *site;
    struct ident area_id;
    char *area;
    int kind; /* row of code_deployment_kinds, -1 */
    char *what;
    int64_t planned_count; /* -1: not given, as found_count */
    char *planned_hours;
    char *planned_spec;
    int64_t found_count;
    char *found_hours;
    char *found_spec;
    int working; /* row of code_yes_partly_no, -1: nobody looked */
    char *checked_by;
    char *checked_at;
    char *evidence; /* number */
    struct ident finding_id;
    char *finding; /* number, "" for none */
    char *note;
    bool checked;
    bool fails; /* less than planned, or not working */
};
struct deployment_lines {
    struct deployment_line *items;
    size_t count;
    size_t capacity;
};

/* In walking order: site, area, position. area NULL: all. */
enum err_code deployment_list(struct store *store, const struct ident *audit,
                              const struct ident *area, struct deployment_lines *lines,
                              struct err *err);
void deployment_lines_clear(struct deployment_lines *lines);

/* By its position ("12") or id. */
enum err_code deployment_find(struct store *store, const struct ident *audit, const char *text,
                              struct ident *id, struct err *err);

/* Writes a row, as closure_put does: DEPLOYMENT_AREA and SITE by name, EVIDENCE and FINDING by
 * number, counts in digits. record NULL: a new one, which needs KIND and WHAT. Who looked and when
 * is set with what was found. Refused once the audit is issued. */
enum err_code deployment_put(struct store *store, const struct ident *audit,
                             const struct ident *record, const struct closure_text *texts,
                             size_t count, struct ident *id, struct err *err);
const uint16_t *deployment_fields(size_t *count);

/* A row for every item of a checklist of the audit, for an area (NULL: none), each once however
 * often and on whatever laptop it is done. language: of the texts. *count: how many are new. */
enum err_code deployment_from_checklist(struct store *store, const struct ident *audit,
                                        const char *checklist, const struct ident *area,
                                        const char *language, size_t *count, struct err *err);

/* The kind of deployment that an item of the checklist "deployment" is about. */
int deployment_kind_of(const char *item);

/* Raises a finding from a row that fails, with what was planned and found as its evidence. refs: as
 * of finding_add, NULL: the item it was made from, else 9.2.2-d. statement NULL: in words of the
 * row. Refused if the row does not fail or has its finding already. */
enum err_code deployment_raise(struct store *store, const struct ident *audit,
                               const struct ident *record, enum grade grade, const char *ref,
                               const char *statement, struct ident *finding, struct err *err);

enum err_code deployment_withdraw(struct store *store, const struct ident *record,
                                  const char *reason, struct err *err);

#endif
