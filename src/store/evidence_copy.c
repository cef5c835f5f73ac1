/* evidence_copy.c - the same evidence recorded once more, for another requirement: with its own
 * number, author and time of recording, so that its text can be changed for that requirement. */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "store/evidence.h"

#include <stdlib.h>

#include "base/clock.h"
#include "base/i18n.h"
#include "store/audits.h"
#include "store/query.h"
#include "store/walk_parts.h"

static const uint16_t copied[] = {EVIDENCE_KIND,        EVIDENCE_TITLE,          EVIDENCE_DETAIL,
                                  EVIDENCE_SOURCE,      EVIDENCE_AREA,           EVIDENCE_ASKED,
                                  EVIDENCE_OBSERVED_AT, EVIDENCE_CONFIDENTIALITY};
static const uint16_t copied_of_file[] = {ATTACHMENT_OBJECT, ATTACHMENT_SHA256,
                                          ATTACHMENT_NAME,   ATTACHMENT_MEDIA_TYPE,
                                          ATTACHMENT_SIZE,   ATTACHMENT_POSITION};

static void copy_fields(struct change *change, enum record_type type, const struct ident *id,
                        const struct row *from, const uint16_t *fields, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (!row_is_null(from, fields[i]))
            change_set(change, type, id, fields[i], value_copy(row_value(from, fields[i])));
}

/* The bytes are in the file already; only their names are written again. */
static enum err_code copy_files(struct store *store, struct change *change,
                                const struct ident *evidence, const struct ident *id,
                                struct err *err)
{
    struct rows files = {0};
    struct value owner = value_id(evidence);
    struct list_query query = {.type = RECORD_ATTACHMENT,
                               .where = ATTACHMENT_EVIDENCE,
                               .equals = owner,
                               .order = ATTACHMENT_POSITION};
    enum err_code code = store_list(store, &query, &files, err);

    for (size_t i = 0; i < files.count && code == ERR_OK; i++) {
        struct ident file = ident_random();
        change_set_id(change, RECORD_ATTACHMENT, &file, ATTACHMENT_EVIDENCE, id);
        copy_fields(change, RECORD_ATTACHMENT, &file, &files.items[i], copied_of_file,
                    sizeof copied_of_file / sizeof copied_of_file[0]);
    }
    rows_clear(&files);
    value_clear(&owner);
    return code;
}

static enum err_code link_copy(struct store *store, struct change *change,
                               const struct ident *audit, const struct ident *assessment,
                               const struct ident *id, struct err *err)
{
    char *checklist = NULL;
    char *item = NULL;
    char *ref = NULL;
    enum err_code code = walk_identify(store, audit, assessment, &checklist, &item, &ref, err);

    if (code == ERR_OK) {
        struct ident touched = walk_touch(change, audit, checklist, item, ref);
        struct ident link = link_id(id, &touched);
        change_set_id(change, RECORD_EVIDENCE_LINK, &link, EVIDENCE_LINK_EVIDENCE, id);
        change_set_id(change, RECORD_EVIDENCE_LINK, &link, EVIDENCE_LINK_ASSESSMENT, &touched);
    }
    free(checklist);
    free(item);
    free(ref);
    return code;
}

static enum err_code fill(struct store *store, struct change *change, const struct row *from,
                          const struct ident *assessment, const struct ident *id, char **number,
                          struct err *err)
{
    char now[CLOCK_ISO_SIZE];
    struct ident author = store_author(store);

    clock_now_iso(now);
    enum err_code code = evidence_next_number(store, &change->audit, number, err);
    if (code != ERR_OK)
        return code;
    change_set_id(change, RECORD_EVIDENCE, id, EVIDENCE_AUDIT, &change->audit);
    change_set_text(change, RECORD_EVIDENCE, id, EVIDENCE_NUMBER, *number);
    copy_fields(change, RECORD_EVIDENCE, id, from, copied, sizeof copied / sizeof copied[0]);
    change_set_id(change, RECORD_EVIDENCE, id, EVIDENCE_BY, &author);
    change_set_text(change, RECORD_EVIDENCE, id, EVIDENCE_AT, now);
    code = copy_files(store, change, &from->id, id, err);
    return code == ERR_OK ? link_copy(store, change, &change->audit, assessment, id, err) : code;
}

enum err_code evidence_copy(struct store *store, const struct ident *evidence,
                            const struct ident *assessment, struct ident *id, struct err *err)
{
    struct row from;
    struct change change;
    char *number = NULL;

    *id = ident_none();
    enum err_code code = store_get(store, RECORD_EVIDENCE, evidence, &from, err);
    if (code != ERR_OK)
        return code;
    struct ident audit = row_id(&from, EVIDENCE_AUDIT);
    struct ident made = ident_random();
    change_init(&change, &audit);
    code = audit_require_open(store, &audit, err);
    if (code == ERR_OK)
        code = fill(store, &change, &from, assessment, &made, &number, err);
    if (code == ERR_OK) {
        char *label = mem_printf(_("evidence %s"), number);
        code = store_save(store, &change, label, err);
        free(label);
    }
    if (code == ERR_OK)
        *id = made;
    change_clear(&change);
    free(number);
    row_clear(&from);
    return code;
}
