/* evidence_write.c - recording evidence with its files, and linking it. */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "store/evidence.h"

#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/file.h"
#include "base/i18n.h"
#include "base/text.h"
#include "core/ref.h"
#include "store/audits.h"
#include "store/query.h"
#include "store/walk.h"
#include "store/walk_parts.h"

enum evidence_write_sql { SQL_NEXT, SQL_KNOWN, SQL_POSITION, SQL_FINDING };

static const char *const sql[] = {
    [SQL_NEXT] = "SELECT max(CAST(substr(number, length(?2) + 1) AS INTEGER)) FROM evidence"
                 " WHERE audit = ?1 AND substr(number, 1, length(?2)) = ?2",
    [SQL_KNOWN] = "SELECT audit, number FROM evidence WHERE id = ?1 AND withdrawn IS NULL",
    [SQL_POSITION] = "SELECT max(position) FROM attachment WHERE evidence = ?1",
    [SQL_FINDING] = "SELECT coalesce(number, draft) FROM finding WHERE id = ?1 AND audit = ?2"
                    " AND withdrawn IS NULL"};

/* One save: the record that is written and the files that go with it. */
struct writing {
    struct ident audit;
    struct ident id;
    char *number;
    const char *const *paths;
    size_t path_count;
    int64_t position; /* of the first file */
    const struct object_options *options;
};

static void writing_clear(struct writing *writing)
{
    free(writing->number);
}

/* ---- files ----------------------------------------------------------------------------------- */

/* The file's own name as data. Bytes that are no UTF-8 become '_': the name is not worth refusing
 * the evidence. */
static char *attachment_name(const char *path)
{
    const char *name = file_base_name(path);
    char *clean = NULL;

    if (text_clean(name, strlen(name), TEXT_LINE, &clean, NULL) == ERR_OK && clean[0] != '\0')
        return clean;
    free(clean);
    clean = mem_strdup(name[0] != '\0' ? name : "file");
    for (char *at = clean; *at != '\0'; at++)
        if ((unsigned char)*at < ' ' || (unsigned char)*at > '~')
            *at = '_';
    return clean;
}

static void set_value(struct change *change, const struct ident *id, uint16_t field,
                      struct value value)
{
    change_set(change, RECORD_ATTACHMENT, id, field, value);
}

static enum err_code attach(struct store *store, struct change *change,
                            const struct writing *writing, size_t index, struct err *err)
{
    struct object_info info;
    struct ident id = ident_random();
    const char *path = writing->paths[index];

    enum err_code code = object_put_file(store, path, writing->options, &info, err);
    if (code != ERR_OK)
        return code;
    char *name = attachment_name(path);
    set_value(change, &id, ATTACHMENT_EVIDENCE, value_id(&writing->id));
    set_value(change, &id, ATTACHMENT_OBJECT, value_bytes(info.hash.bytes, HASH_SIZE));
    set_value(change, &id, ATTACHMENT_SHA256, value_bytes(info.sha256.bytes, HASH_SIZE));
    set_value(change, &id, ATTACHMENT_NAME, value_text(name));
    set_value(change, &id, ATTACHMENT_MEDIA_TYPE, value_text(info.media_type));
    set_value(change, &id, ATTACHMENT_SIZE, value_int((int64_t)info.size));
    set_value(change, &id, ATTACHMENT_POSITION, value_int(writing->position + (int64_t)index));
    free(name);
    return ERR_OK;
}

/* Runs inside the save's transaction: one file that fails takes all with it. */
static enum err_code attach_all(struct store *store, struct change *change, void *context,
                                struct err *err)
{
    const struct writing *writing = context;
    enum err_code code = ERR_OK;

    for (size_t i = 0; i < writing->path_count && code == ERR_OK; i++)
        code = attach(store, change, writing, i, err);
    return code;
}

/* ---- links ----------------------------------------------------------------------------------- */

static void link_to(struct change *change, const struct ident *evidence, uint16_t field,
                    const struct ident *target)
{
    struct ident id = link_id(evidence, target);

    change_set_id(change, RECORD_EVIDENCE_LINK, &id, EVIDENCE_LINK_EVIDENCE, evidence);
    change_set_id(change, RECORD_EVIDENCE_LINK, &id, field, target);
    /* A link that was taken away comes back. */
    change_set_text(change, RECORD_EVIDENCE_LINK, &id, FIELD_WITHDRAWN, NULL);
}

static enum err_code link_requirement(struct store *store, struct change *change,
                                      const struct ident *evidence, const struct ident *audit,
                                      const struct ident *assessment, char **shown, struct err *err)
{
    char *checklist = NULL;
    char *item = NULL;
    char *ref = NULL;

    enum err_code code = walk_identify(store, audit, assessment, &checklist, &item, &ref, err);
    if (code == ERR_OK) {
        struct ident id = walk_touch(change, audit, checklist, item, ref);
        link_to(change, evidence, EVIDENCE_LINK_ASSESSMENT, &id);
        free(*shown);
        *shown = ref_display(ref[0] != '\0' ? ref : item);
    }
    free(checklist);
    free(item);
    free(ref);
    return code;
}

static enum err_code link_finding(struct store *store, struct change *change,
                                  const struct ident *evidence, const struct ident *audit,
                                  const struct ident *finding, char **shown, struct err *err)
{
    char *number = NULL;
    sqlite3_stmt *stmt = db_use(store, sql[SQL_FINDING], err);

    if (stmt != NULL) {
        db_bind_ident(stmt, 1, finding);
        db_bind_ident(stmt, 2, audit);
    }
    enum err_code code = query_text(store, stmt, &number, err);
    if (code == ERR_OK && number == NULL)
        code = err_set(err, ERR_USAGE, _("the audit has no such finding"));
    if (code != ERR_OK)
        return code;
    link_to(change, evidence, EVIDENCE_LINK_FINDING, finding);
    free(*shown);
    *shown = number;
    return ERR_OK;
}

/* ---- new evidence ---------------------------------------------------------------------------- */

static bool is_given(const char *text)
{
    return text != NULL && text[0] != '\0';
}

static enum err_code check_new(const struct evidence_new *what, struct err *err)
{
    int64_t ms = 0;

    if (!is_given(what->title) && !is_given(what->detail) && what->path_count == 0) {
        err_set(err, ERR_USAGE, _("the evidence says nothing"));
        err_hint(err, _("give it a title, or a file to attach"));
        return ERR_USAGE;
    }
    if (what->kind < 0 || (size_t)what->kind >= code_evidence_kinds.count)
        return err_set(err, ERR_USAGE, _("this kind of evidence is not known"));
    if (is_given(what->confidentiality) &&
        code_find(&code_confidentiality, what->confidentiality) == NULL) {
        char *words = code_words(&code_confidentiality);
        err_set(err, ERR_USAGE, _("'%s' is no degree of confidentiality"), what->confidentiality);
        err_hint(err, _("known are: %s"), words);
        free(words);
        return ERR_USAGE;
    }
    if (is_given(what->observed_at) && !clock_parse(what->observed_at, &ms)) {
        err_set(err, ERR_USAGE, _("'%s' is not a time"), what->observed_at);
        err_hint(err, _("write it as in 2026-03-09T14:32Z"));
        return ERR_USAGE;
    }
    return ERR_OK;
}

static void set_text(struct change *change, const struct ident *id, uint16_t field,
                     const char *text)
{
    if (is_given(text))
        change_set_text(change, RECORD_EVIDENCE, id, field, text);
}

static void set_title(struct change *change, const struct ident *id,
                      const struct evidence_new *what)
{
    if (is_given(what->title) || what->path_count == 0) {
        set_text(change, id, EVIDENCE_TITLE, what->title);
        return;
    }
    char *name = attachment_name(what->paths[0]);
    set_text(change, id, EVIDENCE_TITLE, name);
    free(name);
}

static void set_times(struct change *change, const struct ident *id,
                      const struct evidence_new *what)
{
    char now[CLOCK_ISO_SIZE];
    char observed[CLOCK_ISO_SIZE];
    int64_t ms = 0;

    clock_now_iso(now);
    set_text(change, id, EVIDENCE_AT, now);
    if (is_given(what->observed_at) && clock_parse(what->observed_at, &ms)) {
        clock_iso(ms, observed);
        set_text(change, id, EVIDENCE_OBSERVED_AT, observed);
    } else {
        set_text(change, id, EVIDENCE_OBSERVED_AT, now);
    }
}

static void set_fields(struct store *store, struct change *change, const struct writing *writing,
                       const struct evidence_new *what)
{
    const struct ident *id = &writing->id;

    change_set_id(change, RECORD_EVIDENCE, id, EVIDENCE_AUDIT, &writing->audit);
    set_text(change, id, EVIDENCE_NUMBER, writing->number);
    set_text(change, id, EVIDENCE_KIND, code_at(&code_evidence_kinds, what->kind)->word);
    set_title(change, id, what);
    set_text(change, id, EVIDENCE_DETAIL, what->detail);
    set_text(change, id, EVIDENCE_SOURCE, what->source);
    set_text(change, id, EVIDENCE_ASKED, what->asked);
    set_text(change, id, EVIDENCE_CONFIDENTIALITY, what->confidentiality);
    set_times(change, id, what);
    if (what->area != NULL)
        change_set_id(change, RECORD_EVIDENCE, id, EVIDENCE_AREA, what->area);
    change_set_id(change, RECORD_EVIDENCE, id, EVIDENCE_BY, &store->author);
}

static enum err_code set_links(struct store *store, struct change *change,
                               const struct writing *writing, const struct evidence_new *what,
                               struct err *err)
{
    char *shown = NULL;
    enum err_code code = ERR_OK;

    if (what->checklist != NULL && what->item != NULL) {
        struct ident id = assessment_id(&writing->audit, what->checklist, what->item, NULL);
        code = link_requirement(store, change, &writing->id, &writing->audit, &id, &shown, err);
    }
    if (code == ERR_OK && what->finding != NULL)
        code =
            link_finding(store, change, &writing->id, &writing->audit, what->finding, &shown, err);
    free(shown);
    return code;
}

enum err_code evidence_next_number(struct store *store, const struct ident *audit, char **number,
                                   struct err *err)
{
    return query_next_number(store, sql[SQL_NEXT], 'E', audit, number, err);
}

enum err_code evidence_add(struct store *store, const struct ident *audit,
                           const struct evidence_new *what, const struct object_options *options,
                           struct ident *id, struct err *err)
{
    struct writing writing = {.audit = *audit,
                              .id = ident_random(),
                              .paths = what->paths,
                              .path_count = what->path_count,
                              .position = 1,
                              .options = options};
    struct change change;

    *id = ident_none();
    change_init(&change, audit);
    enum err_code code = audit_require_open(store, audit, err);
    if (code == ERR_OK)
        code = check_new(what, err);
    if (code == ERR_OK)
        code = evidence_next_number(store, audit, &writing.number, err);
    if (code == ERR_OK) {
        set_fields(store, &change, &writing, what);
        code = set_links(store, &change, &writing, what, err);
    }
    if (code == ERR_OK) {
        char *label = mem_printf(_("evidence %s"), writing.number);
        code = save_with(store, &change, label, attach_all, &writing, err);
        free(label);
    }
    if (code == ERR_OK)
        *id = writing.id;
    change_clear(&change);
    writing_clear(&writing);
    return code;
}

/* ---- one for each file ----------------------------------------------------------------------- */

struct several {
    struct writing *items;
    size_t count;
};

static enum err_code attach_several(struct store *store, struct change *change, void *context,
                                    struct err *err)
{
    struct several *several = context;
    enum err_code code = ERR_OK;

    for (size_t i = 0; i < several->count && code == ERR_OK; i++)
        code = attach_all(store, change, &several->items[i], err);
    return code;
}

/* "E-k7q2-7" and 2 make "E-k7q2-9"; heap. */
static char *number_after(const char *number, size_t more)
{
    const char *last = strrchr(number, '-');
    unsigned long value = last != NULL ? strtoul(last + 1, NULL, 10) : 0;

    return mem_printf("%.*s-%lu", (int)(last != NULL ? last - number : 0), number, value + more);
}

static enum err_code add_part(struct store *store, struct change *change,
                              const struct writing *writing, const struct evidence_new *what,
                              size_t index, const char *observed_at, struct err *err)
{
    struct evidence_new part = *what;
    char *title = is_given(what->title) ? mem_printf("%s (%zu)", what->title, index + 1) : NULL;

    part.title = title;
    part.paths = writing->paths;
    part.path_count = 1;
    if (observed_at != NULL)
        part.observed_at = observed_at;
    set_fields(store, change, writing, &part);
    enum err_code code = set_links(store, change, writing, &part, err);
    free(title);
    return code;
}

static enum err_code add_parts(struct store *store, struct change *change,
                               const struct evidence_new *what, const char *const *observed_at,
                               struct several *several, struct err *err)
{
    char *first = NULL;
    const struct writing *pattern = &several->items[0];
    enum err_code code = evidence_next_number(store, &pattern->audit, &first, err);

    for (size_t i = 0; i < several->count && code == ERR_OK; i++) {
        struct writing *writing = &several->items[i];
        *writing = (struct writing){.audit = pattern->audit,
                                    .id = ident_random(),
                                    .number = number_after(first, i),
                                    .paths = &what->paths[i],
                                    .path_count = 1,
                                    .position = 1,
                                    .options = pattern->options};
        code = add_part(store, change, writing, what, i,
                        observed_at != NULL ? observed_at[i] : NULL, err);
    }
    free(first);
    return code;
}

enum err_code evidence_add_each(struct store *store, const struct ident *audit,
                                const struct evidence_new *what, const char *const *observed_at,
                                const struct object_options *options, struct ident *ids,
                                struct err *err)
{
    struct several several = {.items = mem_zalloc(what->path_count + 1, sizeof *several.items),
                              .count = what->path_count};
    struct change change;

    several.items[0] = (struct writing){.audit = *audit, .options = options};
    change_init(&change, audit);
    enum err_code code = audit_require_open(store, audit, err);
    if (code == ERR_OK)
        code = check_new(what, err);
    if (code == ERR_OK)
        code = add_parts(store, &change, what, observed_at, &several, err);
    if (code == ERR_OK && several.count > 0) {
        char *label = mem_printf(_("evidence %s to %s"), several.items[0].number,
                                 several.items[several.count - 1].number);
        code = save_with(store, &change, label, attach_several, &several, err);
        free(label);
    }
    for (size_t i = 0; i < several.count; i++) {
        if (ids != NULL && code == ERR_OK)
            ids[i] = several.items[i].id;
        writing_clear(&several.items[i]);
    }
    free(several.items);
    change_clear(&change);
    return code;
}

/* ---- more of what is there ------------------------------------------------------------------- */

struct known {
    struct ident audit;
    char *number;
};

static void take_known(sqlite3_stmt *stmt, void *context)
{
    struct known *known = context;

    known->audit = db_ident(stmt, 0);
    known->number = db_text(stmt, 1);
}

/* The audit and number of evidence that may be changed. */
static enum err_code load_known(struct store *store, const struct ident *evidence,
                                struct known *known, struct err *err)
{
    sqlite3_stmt *stmt = db_use(store, sql[SQL_KNOWN], err);

    if (stmt != NULL)
        db_bind_ident(stmt, 1, evidence);
    enum err_code code = query_each(store, stmt, take_known, known, err);
    if (code == ERR_OK && known->number == NULL)
        code = err_set(err, ERR_USAGE, _("there is no such evidence"));
    return code == ERR_OK ? audit_require_open(store, &known->audit, err) : code;
}

static enum err_code last_position(struct store *store, const struct ident *evidence, int64_t *last,
                                   struct err *err)
{
    sqlite3_stmt *stmt = db_use(store, sql[SQL_POSITION], err);

    if (stmt != NULL)
        db_bind_ident(stmt, 1, evidence);
    return query_int(store, stmt, last, err);
}

enum err_code evidence_attach(struct store *store, const struct ident *evidence, const char *path,
                              const struct object_options *options, struct err *err)
{
    struct known known = {0};
    struct change change;
    int64_t last = 0;

    enum err_code code = load_known(store, evidence, &known, err);
    if (code == ERR_OK)
        code = last_position(store, evidence, &last, err);
    if (code == ERR_OK) {
        struct writing writing = {.audit = known.audit,
                                  .id = *evidence,
                                  .paths = &path,
                                  .path_count = 1,
                                  .position = last + 1,
                                  .options = options};
        char *name = attachment_name(path);
        char *label = mem_printf(_("%s: %s attached"), known.number, name);
        change_init(&change, &known.audit);
        code = save_with(store, &change, label, attach_all, &writing, err);
        change_clear(&change);
        free(label);
        free(name);
    }
    free(known.number);
    return code;
}

enum err_code evidence_edit(struct store *store, const struct ident *evidence,
                            struct change *change, const char *const *paths, size_t path_count,
                            const struct object_options *options, struct err *err)
{
    struct known known = {0};
    int64_t last = 0;

    enum err_code code = load_known(store, evidence, &known, err);
    if (code == ERR_OK)
        code = last_position(store, evidence, &last, err);
    if (code == ERR_OK) {
        struct writing writing = {.audit = known.audit,
                                  .id = *evidence,
                                  .paths = paths,
                                  .path_count = path_count,
                                  .position = last + 1,
                                  .options = options};
        code = save_with(store, change, known.number, attach_all, &writing, err);
    }
    free(known.number);
    return code;
}

enum err_code evidence_link(struct store *store, const struct ident *evidence,
                            const struct ident *assessment, const struct ident *finding,
                            struct err *err)
{
    struct known known = {0};
    struct change change;
    char *shown = NULL;

    enum err_code code = load_known(store, evidence, &known, err);
    change_init(&change, &known.audit);
    if (code == ERR_OK && assessment != NULL)
        code = link_requirement(store, &change, evidence, &known.audit, assessment, &shown, err);
    if (code == ERR_OK && finding != NULL)
        code = link_finding(store, &change, evidence, &known.audit, finding, &shown, err);
    if (code == ERR_OK) {
        char *label = mem_printf(_("%s linked to %s"), known.number, shown != NULL ? shown : "");
        code = store_save(store, &change, label, err);
        free(label);
    }
    change_clear(&change);
    free(shown);
    free(known.number);
    return code;
}

/* Adds the links of one piece; *shown gets the last target. */
static enum err_code link_one(struct store *store, struct change *change,
                              const struct ident *evidence, const struct ident *audit,
                              const struct evidence_targets *targets, char **shown, struct err *err)
{
    enum err_code code = ERR_OK;

    for (size_t i = 0; i < targets->assessment_count && code == ERR_OK; i++)
        code =
            link_requirement(store, change, evidence, audit, &targets->assessments[i], shown, err);
    for (size_t i = 0; i < targets->finding_count && code == ERR_OK; i++)
        code = link_finding(store, change, evidence, audit, &targets->findings[i], shown, err);
    return code;
}

enum err_code evidence_link_all(struct store *store, const struct ident *evidence, size_t count,
                                const struct evidence_targets *targets, struct err *err)
{
    struct change change;
    struct ident audit = ident_none();
    char *shown = NULL;
    char *first = NULL;
    enum err_code code = ERR_OK;

    change_init(&change, NULL);
    for (size_t i = 0; i < count && code == ERR_OK; i++) {
        struct known known = {0};
        code = load_known(store, &evidence[i], &known, err);
        if (code == ERR_OK && i == 0) {
            audit = known.audit;
            change_clear(&change);
            change_init(&change, &audit);
        } else if (code == ERR_OK && !ident_equal(&audit, &known.audit)) {
            code = err_set(err, ERR_USAGE, _("%s is evidence of another audit"), known.number);
        }
        if (code == ERR_OK)
            code = link_one(store, &change, &evidence[i], &audit, targets, &shown, err);
        if (i == 0)
            mem_replace(&first, known.number);
        free(known.number);
    }
    if (code == ERR_OK && count > 0) {
        const char *to = shown != NULL ? shown : "";
        char *label = count == 1 ? mem_printf(_("%s linked to %s"), first, to)
                                 : mem_printf(_("%zu pieces of evidence linked to %s"), count, to);
        code = store_save(store, &change, label, err);
        free(label);
    }
    change_clear(&change);
    free(shown);
    free(first);
    return code;
}
