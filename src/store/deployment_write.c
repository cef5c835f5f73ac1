/* deployment_write.c - writing deployment rows: planned, found, from a checklist, and their
 * findings.
 */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "store/deployment.h"

#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/i18n.h"
#include "store/audits.h"
#include "store/closure_parts.h"
#include "store/findings.h"
#include "store/programme.h"
#include "store/query.h"

enum { COUNT_LIMIT = 1000000 };

static const uint16_t fields[] = {
    DEPLOYMENT_SITE,         DEPLOYMENT_AREA,          DEPLOYMENT_KIND,
    DEPLOYMENT_WHAT,         DEPLOYMENT_PLANNED_COUNT, DEPLOYMENT_PLANNED_HOURS,
    DEPLOYMENT_PLANNED_SPEC, DEPLOYMENT_FOUND_COUNT,   DEPLOYMENT_FOUND_HOURS,
    DEPLOYMENT_FOUND_SPEC,   DEPLOYMENT_WORKING,       DEPLOYMENT_EVIDENCE,
    DEPLOYMENT_FINDING,      DEPLOYMENT_NOTE};

const uint16_t *deployment_fields(size_t *count)
{
    *count = sizeof fields / sizeof fields[0];
    return fields;
}

static bool is_blank(const char *text)
{
    return text == NULL || text[strspn(text, " \n\t")] == '\0';
}

/* ---- one field ------------------------------------------------------------------------------- */

static enum err_code put_count(struct change *change, const struct ident *id, uint16_t field,
                               const char *text, struct err *err)
{
    char *end = NULL;
    long count = text[0] >= '0' && text[0] <= '9' ? strtol(text, &end, 10) : -1;

    if (count < 0 || *end != '\0' || count > COUNT_LIMIT)
        return err_set(err, ERR_USAGE, _("'%s' is no count"), text);
    change_set_int(change, RECORD_DEPLOYMENT, id, field, count);
    return ERR_OK;
}

static enum err_code put_id(struct store *store, struct change *change, const struct ident *id,
                            const struct field *field, const char *text, struct err *err)
{
    struct ident found = ident_none();
    enum err_code code = ERR_OK;

    if (field->target == RECORD_EVIDENCE)
        code = closure_evidence(store, &change->audit, text, &found, err);
    else if (field->target == RECORD_FINDING)
        code = finding_find(store, &change->audit, text, &found, err);
    else
        code = programme_find(store, field->target, text, &found, err);
    if (code == ERR_OK)
        change_set_id(change, RECORD_DEPLOYMENT, id, field->number, &found);
    return code;
}

static enum err_code put_field(struct store *store, struct change *change, const struct ident *id,
                               const struct closure_text *given, struct err *err)
{
    const struct field *field = record_field(record_find(RECORD_DEPLOYMENT), given->field);
    bool allowed = false;

    for (size_t i = 0; i < sizeof fields / sizeof fields[0]; i++)
        allowed = allowed || fields[i] == given->field;
    if (!allowed || field == NULL)
        return err_set(err, ERR_INTERNAL, "field %d is not written so", (int)given->field);
    if (is_blank(given->text)) {
        change_set(change, RECORD_DEPLOYMENT, id, given->field, value_null());
        return ERR_OK;
    }
    if (field->type == VALUE_INT)
        return put_count(change, id, given->field, given->text, err);
    if (field->type == VALUE_ID)
        return put_id(store, change, id, field, given->text, err);
    if (field->type == VALUE_CODE && code_find(field->codes, given->text) == NULL) {
        char *words = code_words(field->codes);
        err_set(err, ERR_USAGE, _("%s: '%s' is not known here"), _(field->label), given->text);
        err_hint(err, _("known are: %s"), words);
        free(words);
        return ERR_USAGE;
    }
    change_set_text(change, RECORD_DEPLOYMENT, id, given->field, given->text);
    return ERR_OK;
}

/* ---- a row ----------------------------------------------------------------------------------- */

static const char *given_text(const struct closure_text *texts, size_t count, uint16_t field)
{
    for (size_t i = count; i-- > 0;)
        if (texts[i].field == field)
            return texts[i].text != NULL ? texts[i].text : "";
    return NULL;
}

/* A new row says what it is about; none loses that. */
static enum err_code check_row(const struct closure_text *texts, size_t count, bool is_new,
                               struct err *err)
{
    static const uint16_t needed[] = {DEPLOYMENT_KIND, DEPLOYMENT_WHAT};

    for (size_t i = 0; i < sizeof needed / sizeof needed[0]; i++) {
        const char *text = given_text(texts, count, needed[i]);
        if ((text != NULL || is_new) && is_blank(text))
            return err_set(err, ERR_USAGE, _("%s: \"%s\" is empty"), _("deployment"),
                           _(record_field(record_find(RECORD_DEPLOYMENT), needed[i])->label));
    }
    return ERR_OK;
}

static void set_checked(struct store *store, struct change *change, const struct ident *id)
{
    char now[CLOCK_ISO_SIZE];

    clock_now_iso(now);
    change_set_id(change, RECORD_DEPLOYMENT, id, DEPLOYMENT_BY, &store->author);
    change_set_text(change, RECORD_DEPLOYMENT, id, DEPLOYMENT_AT, now);
}

static enum err_code next_position(struct store *store, const struct ident *audit,
                                   int64_t *position, struct err *err)
{
    sqlite3_stmt *stmt = db_use(
        store, "SELECT coalesce(max(position), 0) + 1 FROM deployment WHERE audit = ?1", err);

    *position = 1;
    if (stmt != NULL)
        db_bind_ident(stmt, 1, audit);
    return query_int(store, stmt, position, err);
}

static enum err_code require_row(struct store *store, const struct ident *audit,
                                 const struct ident *record, struct err *err)
{
    struct row row;
    enum err_code code = store_get(store, RECORD_DEPLOYMENT, record, &row, err);

    if (code != ERR_OK)
        return code;
    struct ident of = row_id(&row, DEPLOYMENT_AUDIT);
    bool there = ident_equal(&of, audit) && row_is_null(&row, FIELD_WITHDRAWN);
    row_clear(&row);
    return there ? ERR_OK : err_set(err, ERR_USAGE, _("there is no such %s"), _("deployment"));
}

static enum err_code save_row(struct store *store, struct change *change, const struct ident *id,
                              bool is_new, const struct closure_text *texts, size_t count,
                              struct err *err)
{
    int64_t position = 0;
    enum err_code code = ERR_OK;

    if (is_new) {
        code = next_position(store, &change->audit, &position, err);
        change_set_id(change, RECORD_DEPLOYMENT, id, DEPLOYMENT_AUDIT, &change->audit);
        change_set_int(change, RECORD_DEPLOYMENT, id, DEPLOYMENT_POSITION, position);
    }
    for (size_t i = 0; i < count && code == ERR_OK; i++)
        code = put_field(store, change, id, &texts[i], err);
    if (!is_blank(given_text(texts, count, DEPLOYMENT_FOUND_COUNT)) ||
        !is_blank(given_text(texts, count, DEPLOYMENT_WORKING)))
        set_checked(store, change, id);
    return code == ERR_OK ? store_save(store, change, _("deployment"), err) : code;
}

enum err_code deployment_put(struct store *store, const struct ident *audit,
                             const struct ident *record, const struct closure_text *texts,
                             size_t count, struct ident *id, struct err *err)
{
    struct change change;
    struct ident made = record != NULL ? *record : ident_random();
    enum err_code code = audit_require_open(store, audit, err);

    if (code == ERR_OK && record != NULL)
        code = require_row(store, audit, record, err);
    if (code == ERR_OK)
        code = check_row(texts, count, record == NULL, err);
    if (code != ERR_OK)
        return code;
    change_init(&change, audit);
    code = save_row(store, &change, &made, record == NULL, texts, count, err);
    change_clear(&change);
    if (code == ERR_OK && id != NULL)
        *id = made;
    return code;
}

enum err_code deployment_withdraw(struct store *store, const struct ident *record,
                                  const char *reason, struct err *err)
{
    struct row row;
    struct change change;
    enum err_code code = store_get(store, RECORD_DEPLOYMENT, record, &row, err);

    if (code != ERR_OK)
        return code;
    struct ident audit = row_id(&row, DEPLOYMENT_AUDIT);
    row_clear(&row);
    code = audit_require_open(store, &audit, err);
    if (code == ERR_OK && is_blank(reason))
        code = err_set(err, ERR_USAGE, _("the reason is empty"));
    if (code != ERR_OK)
        return code;
    change_init(&change, &audit);
    change_set_text(&change, RECORD_DEPLOYMENT, record, FIELD_WITHDRAWN, reason);
    code = store_save(store, &change, _("deployment"), err);
    change_clear(&change);
    return code;
}

/* ---- from a checklist ------------------------------------------------------------------------ */

struct making {
    struct change *change;
    struct store *store;
    const struct ident *audit;
    const struct ident *area;
    int64_t position;
    size_t count;
};

/* The same row on every laptop. */
static struct ident row_id_of(const struct making *making, const char *item)
{
    struct ident none = ident_none();
    const struct ident *area = making->area != NULL ? making->area : &none;
    struct ident_part parts[] = {
        {making->audit->bytes, IDENT_SIZE}, {item, strlen(item)}, {area->bytes, IDENT_SIZE}};

    return ident_derive("deployment", parts, 3);
}

static void take_item(sqlite3_stmt *stmt, void *context)
{
    struct making *making = context;
    char *item = db_text(stmt, 0);
    char *heading = db_text(stmt, 1);
    struct ident id = row_id_of(making, item);
    struct change *change = making->change;
    struct row row;

    if (store_get(making->store, RECORD_DEPLOYMENT, &id, &row, NULL) == ERR_OK &&
        !row_is_null(&row, DEPLOYMENT_WHAT)) {
        row_clear(&row);
        free(heading);
        free(item);
        return;
    }
    row_clear(&row);
    change_set_id(change, RECORD_DEPLOYMENT, &id, DEPLOYMENT_AUDIT, making->audit);
    change_set_text(change, RECORD_DEPLOYMENT, &id, DEPLOYMENT_ITEM, item);
    change_set_int(change, RECORD_DEPLOYMENT, &id, DEPLOYMENT_POSITION, making->position++);
    if (making->area != NULL)
        change_set_id(change, RECORD_DEPLOYMENT, &id, DEPLOYMENT_AREA, making->area);
    change_set_text(change, RECORD_DEPLOYMENT, &id, DEPLOYMENT_KIND,
                    code_at(&code_deployment_kinds, deployment_kind_of(item))->word);
    change_set_text(change, RECORD_DEPLOYMENT, &id, DEPLOYMENT_WHAT,
                    heading[0] != '\0' ? heading : item);
    making->count++;
    free(heading);
    free(item);
}

enum err_code deployment_from_checklist(struct store *store, const struct ident *audit,
                                        const char *checklist, const struct ident *area,
                                        const char *language, size_t *count, struct err *err)
{
    struct change change;
    struct making making = {.change = &change, .store = store, .audit = audit, .area = area};
    int64_t items = 0;
    enum err_code code = audit_require_open(store, audit, err);
    sqlite3_stmt *stmt = NULL;

    *count = 0;
    if (code == ERR_OK)
        code = next_position(store, audit, &making.position, err);
    if (code != ERR_OK)
        return code;
    stmt = db_use(store,
                  "SELECT count(*) FROM audit_checklist WHERE audit = ?1 AND checklist = ?2 AND"
                  " withdrawn IS NULL",
                  err);
    if (stmt != NULL) {
        db_bind_ident(stmt, 1, audit);
        db_bind_text(stmt, 2, checklist);
    }
    code = query_int(store, stmt, &items, err);
    if (code == ERR_OK && items == 0) {
        err_set(err, ERR_USAGE, _("the audit has no checklist '%s'"), checklist);
        err_hint(err, _("take it into the audit when it is made"));
        return ERR_USAGE;
    }
    change_init(&change, audit);
    stmt = db_use(store,
                  "SELECT i.item, " QUERY_LANGUAGE("heading", "snapshot_text", "i", "?3")
                      QUERY_ITEMS " AND k.checklist = ?2" QUERY_ITEMS_ORDER,
                  err);
    if (stmt != NULL) {
        db_bind_ident(stmt, 1, audit);
        db_bind_text(stmt, 2, checklist);
        db_bind_text(stmt, 3, language);
    }
    if (code == ERR_OK)
        code = query_each(store, stmt, take_item, &making, err);
    if (code == ERR_OK)
        code = store_save(store, &change, _("deployment"), err);
    change_clear(&change);
    *count = code == ERR_OK ? making.count : 0;
    return code;
}

/* ---- a finding of a failing row ---------------------------------------------------------------
 */

/* "planned: 2, 24 h, fixed; found: 1, 08-20, fixed; working: no" */
static char *compare_text(const struct row *row)
{
    struct buf out;
    int working = row_code(row, DEPLOYMENT_WORKING);
    static const uint16_t parts[][3] = {
        {DEPLOYMENT_PLANNED_COUNT, DEPLOYMENT_PLANNED_HOURS, DEPLOYMENT_PLANNED_SPEC},
        {DEPLOYMENT_FOUND_COUNT, DEPLOYMENT_FOUND_HOURS, DEPLOYMENT_FOUND_SPEC}};

    buf_init(&out);
    for (size_t i = 0; i < 2; i++) {
        buf_printf(&out, "%s%s", i > 0 ? "; " : "", i == 0 ? _("planned:") : _("found:"));
        if (!row_is_null(row, parts[i][0]))
            buf_printf(&out, " %lld", (long long)row_int(row, parts[i][0]));
        for (size_t j = 1; j < 3; j++)
            if (!row_is_null(row, parts[i][j]))
                buf_printf(&out, ", %s", row_text(row, parts[i][j]));
    }
    if (working >= 0)
        buf_printf(&out, "; %s %s", _("working:"), _(code_at(&code_yes_partly_no, working)->label));
    return buf_take(&out);
}

static int64_t count_of(const struct row *row, uint16_t field)
{
    return row_is_null(row, field) ? -1 : row_int(row, field);
}

static enum err_code check_failing(const struct row *row, struct err *err)
{
    struct ident finding = row_id(row, DEPLOYMENT_FINDING);

    if (!deployment_fails(count_of(row, DEPLOYMENT_PLANNED_COUNT),
                          count_of(row, DEPLOYMENT_FOUND_COUNT), row_code(row, DEPLOYMENT_WORKING)))
        return err_set(err, ERR_DENIED, _("\"%s\" is as planned: there is nothing to raise"),
                       row_text(row, DEPLOYMENT_WHAT));
    if (!ident_is_none(&finding))
        return err_set(err, ERR_DENIED, _("\"%s\" has its finding already"),
                       row_text(row, DEPLOYMENT_WHAT));
    return ERR_OK;
}

static enum err_code raise_row(struct store *store, const struct ident *audit,
                               const struct row *row, const struct finding_new *what,
                               struct ident *finding, struct err *err)
{
    struct change change;
    enum err_code code = finding_add(store, audit, what, finding, err);

    if (code != ERR_OK)
        return code;
    change_init(&change, audit);
    change_set_id(&change, RECORD_DEPLOYMENT, &row->id, DEPLOYMENT_FINDING, finding);
    code = store_save(store, &change, row_text(row, DEPLOYMENT_WHAT), err);
    change_clear(&change);
    return code;
}

enum err_code deployment_raise(struct store *store, const struct ident *audit,
                               const struct ident *record, enum grade grade, const char *ref,
                               const char *statement, struct ident *finding, struct err *err)
{
    struct row row;
    enum err_code code = require_row(store, audit, record, err);

    *finding = ident_none();
    if (code == ERR_OK)
        code = store_get(store, RECORD_DEPLOYMENT, record, &row, err);
    if (code != ERR_OK)
        return code;
    code = check_failing(&row, err);
    if (code == ERR_OK) {
        const char *item = row_text(&row, DEPLOYMENT_ITEM);
        const char *refs[] = {ref != NULL ? ref : item[0] != '\0' ? item : "9.2.2-d"};
        struct ident area = row_id(&row, DEPLOYMENT_AREA);
        struct ident site = row_id(&row, DEPLOYMENT_SITE);
        struct ident evidence = row_id(&row, DEPLOYMENT_EVIDENCE);
        char *compared = compare_text(&row);
        char *words = mem_printf("%s: %s", row_text(&row, DEPLOYMENT_WHAT), compared);
        const struct finding_new what = {.grade = grade,
                                         .title = row_text(&row, DEPLOYMENT_WHAT),
                                         .statement = is_blank(statement) ? words : statement,
                                         .objective_evidence = compared,
                                         .site = &site,
                                         .area = &area,
                                         .refs = refs,
                                         .ref_count = 1,
                                         .evidence = &evidence,
                                         .evidence_count = ident_is_none(&evidence) ? 0 : 1};
        code = raise_row(store, audit, &row, &what, finding, err);
        free(words);
        free(compared);
    }
    row_clear(&row);
    return code;
}
