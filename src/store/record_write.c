/* record_write.c - what is written alike to every record of an audit. */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "store/store.h"

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "store/audits.h"

static uint16_t audit_field(enum record_type type)
{
    switch ((int)type) {
    case RECORD_FINDING:
        return FINDING_AUDIT;
    case RECORD_EVIDENCE:
        return EVIDENCE_AUDIT;
    case RECORD_ASSESSMENT:
        return ASSESSMENT_AUDIT;
    default:
        return 0;
    }
}

struct ident record_audit(struct store *store, enum record_type type, const struct ident *id)
{
    struct row row;

    if (audit_field(type) == 0 || store_get(store, type, id, &row, NULL) != ERR_OK)
        return ident_none();
    struct ident audit = row_id(&row, audit_field(type));
    row_clear(&row);
    return audit;
}

enum err_code record_withdraw(struct store *store, enum record_type type, const struct ident *id,
                              const char *reason, struct err *err)
{
    struct change change;
    struct ident audit = record_audit(store, type, id);
    enum err_code code = audit_require_open(store, &audit, err);

    if (code != ERR_OK)
        return code;
    if (reason[strspn(reason, " \n\t")] == '\0')
        return err_set(err, ERR_USAGE, _("the reason is empty"));
    char *name = store_name(store, type, id);
    char *label = mem_printf(_("%s withdrawn"), name);
    change_init(&change, &audit);
    change_set_text(&change, type, id, FIELD_WITHDRAWN, reason);
    code = store_save(store, &change, label, err);
    change_clear(&change);
    free(label);
    free(name);
    return code;
}
