/* report_load.c - fills a report from the audit file: cover, team, and what the others load. */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "exchange/report_load.h"

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "base/text.h"
#include "exchange/evidence_folder.h"
#include "exchange/report_trend.h"
#include "store/programme.h"
#include "store/ready.h"

/* What the cover says of the audit, in its order, and what the summary says. */
static const uint16_t cover_fields[] = {
    AUDIT_NUMBER,      AUDIT_TITLE,       AUDIT_TYPE,      AUDIT_STATE,   AUDIT_CLIENT,
    AUDIT_OBJECTIVES,  AUDIT_SCOPE,       AUDIT_CRITERIA,  AUDIT_METHODS, AUDIT_PLANNED_FROM,
    AUDIT_PLANNED_TO,  AUDIT_ACTUAL_FROM, AUDIT_ACTUAL_TO, AUDIT_FOLLOWS, AUDIT_CONFIDENTIALITY,
    AUDIT_DISTRIBUTION};
static const uint16_t conclusion_fields[CONCLUSION_COUNT] = {
    [CONCLUSION_WORDS] = AUDIT_CONCLUSION,
    [CONCLUSION_EFFECTIVENESS] = AUDIT_EFFECTIVENESS,
    [CONCLUSION_OBJECTIVES_MET] = AUDIT_OBJECTIVES_MET,
    [CONCLUSION_GOOD_PRACTICE] = AUDIT_GOOD_PRACTICE,
    [CONCLUSION_OBSTACLES] = AUDIT_OBSTACLES,
    [CONCLUSION_NOT_COVERED] = AUDIT_NOT_COVERED,
    [CONCLUSION_SAMPLING] = AUDIT_SAMPLING,
    [CONCLUSION_DIVERGING] = AUDIT_DIVERGING,
    [CONCLUSION_RECOMMENDATIONS] = AUDIT_RECOMMENDATIONS};

enum err_code loader_progress(const struct loader *loader, unsigned percent, struct err *err)
{
    const struct report_scope *scope = loader->scope;

    if (scope->progress == NULL || scope->progress(scope->context, percent))
        return ERR_OK;
    return err_set(err, ERR_CANCELLED, _("the export was stopped; nothing was written"));
}

const char *loader_name(struct loader *loader, enum record_type type, const struct ident *id)
{
    size_t low = 0;
    size_t high = loader->name_count;

    if (ident_is_none(id))
        return "";
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int order = ident_compare(&loader->names[middle].id, id);
        if (order == 0)
            return loader->names[middle].name;
        if (order < 0)
            low = middle + 1;
        else
            high = middle;
    }
    loader->names =
        mem_grow(loader->names, loader->name_count, &loader->name_capacity, sizeof *loader->names);
    memmove(loader->names + low + 1, loader->names + low,
            (loader->name_count - low) * sizeof *loader->names);
    loader->names[low] = (struct loader_name){*id, store_name(loader->store, type, id)};
    loader->name_count++;
    return loader->names[low].name;
}

const char *loader_site(struct loader *loader, const struct ident *site, const struct ident *area)
{
    struct row row = {0};
    struct ident of = *site;

    if (ident_is_none(site) && !ident_is_none(area) &&
        store_get(loader->store, RECORD_AREA, area, &row, NULL) == ERR_OK) {
        of = row_id(&row, AREA_SITE);
        row_clear(&row);
    }
    return loader_name(loader, RECORD_SITE, &of);
}

enum err_code loader_list(struct loader *loader, enum record_type type, uint16_t where,
                          const struct ident *id, uint16_t order, struct rows *rows,
                          struct err *err)
{
    struct list_query query = {.type = type, .where = where, .order = order};

    *rows = (struct rows){0};
    if (where != 0)
        query.equals = value_id(id);
    enum err_code code = store_list(loader->store, &query, rows, err);
    value_clear(&query.equals);
    return code;
}

void loader_forget_names(struct loader *loader)
{
    for (size_t i = 0; i < loader->name_count; i++)
        free(loader->names[i].name);
    loader->name_count = 0;
}

void loader_clear(struct loader *loader)
{
    loader_forget_names(loader);
    free(loader->names);
    for (size_t i = 0; i < loader->edition_count; i++)
        free(loader->editions[i].standard);
    free(loader->editions);
    for (size_t i = 0; i < loader->standard_count; i++) {
        free(loader->standards[i].checklist);
        free(loader->standards[i].standard);
    }
    free(loader->standards);
    *loader = (struct loader){0};
}

/* ---- cover -------------------------------------------------------------------------------------
 */

static void add_fields(struct loader *loader, const struct row *row, const uint16_t *numbers,
                       size_t count, struct report_fields *fields)
{
    for (size_t i = 0; i < count; i++) {
        const struct field *field = record_field(row->record, numbers[i]);
        const char *text = row_text(row, numbers[i]);
        enum report_field_kind kind = REPORT_TEXT;
        if (field->type == VALUE_DATE || field->type == VALUE_TIME)
            kind = REPORT_DATE;
        if (field->type == VALUE_CODE)
            kind = REPORT_CODE;
        if (field->type == VALUE_ID) {
            struct ident id = row_id(row, numbers[i]);
            text = loader_name(loader, field->target, &id);
        }
        report_add_field(fields, field->label, kind, field->codes, text);
    }
}

static void load_audit(struct loader *loader, const struct row *row)
{
    struct report *report = loader->report;
    int state = row_code(row, AUDIT_STATE);

    mem_replace(&report->number, row_text(row, AUDIT_NUMBER));
    mem_replace(&report->title, row_text(row, AUDIT_TITLE));
    mem_replace(&report->confidentiality, row_text(row, AUDIT_CONFIDENTIALITY));
    report->issued = state == AUDIT_ISSUED || state == AUDIT_FOLLOW_UP || state == AUDIT_CLOSED;
    add_fields(loader, row, cover_fields, sizeof cover_fields / sizeof *cover_fields,
               &report->cover);
    add_fields(loader, row, conclusion_fields, CONCLUSION_COUNT, &report->conclusion);
}

/* Which version of the report it is, and the digest of what it is about. */
static enum err_code load_state(struct loader *loader, struct err *err)
{
    struct report *report = loader->report;
    struct hash digest;
    char hex[HASH_TEXT_SIZE];
    enum err_code code =
        audit_revision(loader->store, loader->scope->audit, &report->revision, err);

    if (code == ERR_OK)
        code = audit_digest(loader->store, loader->scope->audit, &digest, err);
    if (code != ERR_OK)
        return code;
    hash_text(&digest, hex);
    mem_replace(&report->digest, hex);
    return ERR_OK;
}

static enum err_code load_team(struct loader *loader, struct err *err)
{
    struct rows rows;
    enum err_code code = loader_list(loader, RECORD_TEAM_MEMBER, TEAM_MEMBER_AUDIT,
                                     loader->scope->audit, 0, &rows, err);

    /* Leads first, then by the order of the roles. */
    for (int turn = 0; code == ERR_OK && turn <= (int)code_team_roles.count; turn++) {
        int role = turn < (int)code_team_roles.count ? turn : -1;
        for (size_t i = 0; i < rows.count; i++) {
            const struct row *row = &rows.items[i];
            struct ident id = row_id(row, TEAM_MEMBER_PERSON);
            struct row person = {0};
            if (row_code(row, TEAM_MEMBER_ROLE) != role)
                continue;
            struct report_person *line = report_add_person(loader->report);
            line->role = role;
            mem_replace(&line->name, loader_name(loader, RECORD_PERSON, &id));
            mem_replace(&line->statement, row_text(row, TEAM_MEMBER_STATEMENT));
            mem_replace(&line->note, row_text(row, TEAM_MEMBER_NOTE));
            if (role == 0 && *loader->report->lead == '\0')
                mem_replace(&loader->report->lead, line->name);
            if (store_get(loader->store, RECORD_PERSON, &id, &person, NULL) == ERR_OK) {
                mem_replace(&line->unit, row_text(&person, PERSON_UNIT));
                row_clear(&person);
            }
        }
    }
    rows_clear(&rows);
    return code;
}

static int by_name(const void *a, const void *b)
{
    return text_compare_natural(*(char *const *)a, *(char *const *)b);
}

static enum err_code load_places(struct loader *loader, bool processes, struct err *err)
{
    struct rows rows;
    enum err_code code = loader_list(loader, processes ? RECORD_AUDIT_PROCESS : RECORD_AUDIT_SITE,
                                     processes ? AUDIT_PROCESS_AUDIT : AUDIT_SITE_AUDIT,
                                     loader->scope->audit, 0, &rows, err);

    for (size_t i = 0; code == ERR_OK && i < rows.count; i++) {
        struct ident id =
            row_id(&rows.items[i], processes ? AUDIT_PROCESS_PROCESS : AUDIT_SITE_SITE);
        report_add_name(loader->report, processes,
                        loader_name(loader, processes ? RECORD_PROCESS : RECORD_SITE, &id));
    }
    rows_clear(&rows);
    char **names = processes ? loader->report->processes.items : loader->report->sites.items;
    size_t count = processes ? loader->report->processes.count : loader->report->sites.count;
    if (count > 1)
        qsort(names, count, sizeof *names, by_name);
    return code;
}

static enum err_code load_organization(struct loader *loader, struct err *err)
{
    struct row row = {0};
    enum err_code code = organization_get(loader->store, &row, err);

    if (code != ERR_OK)
        return code;
    mem_replace(&loader->report->organization, row_text(&row, ORGANIZATION_NAME));
    report_add_field(&loader->report->cover, N_("Organization"), REPORT_TEXT, NULL,
                     row_text(&row, ORGANIZATION_NAME));
    report_add_field(&loader->report->cover, N_("Scope of the management system"), REPORT_TEXT,
                     NULL, row_text(&row, ORGANIZATION_SCOPE));
    row_clear(&row);
    return ERR_OK;
}

/* What is of several audits is as confidential as the most confidential one. */
static enum err_code load_strictest(struct loader *loader, struct err *err)
{
    struct rows audits;
    enum err_code code = loader_list(loader, RECORD_AUDIT, 0, NULL, 0, &audits, err);
    int strictest = -1;

    for (size_t i = 0; code == ERR_OK && i < audits.count; i++) {
        int level = row_code(&audits.items[i], AUDIT_CONFIDENTIALITY);
        if (level >= 0 && (strictest < 0 || !confidentiality_allows(strictest, level)))
            strictest = level;
    }
    if (strictest >= 0)
        mem_replace(&loader->report->confidentiality,
                    code_at(&code_confidentiality, strictest)->word);
    rows_clear(&audits);
    return code;
}

enum err_code loader_cover(struct loader *loader, struct err *err)
{
    struct row audit = {0};
    enum err_code code = load_organization(loader, err);

    if (code == ERR_OK && loader->scope->audit == NULL)
        return load_strictest(loader, err);
    if (code != ERR_OK)
        return code;
    code = store_get(loader->store, RECORD_AUDIT, loader->scope->audit, &audit, err);
    if (code != ERR_OK)
        return code;
    load_audit(loader, &audit);
    row_clear(&audit);
    code = load_state(loader, err);
    if (code == ERR_OK)
        code = load_team(loader, err);
    if (code == ERR_OK)
        code = load_places(loader, false, err);
    if (code == ERR_OK)
        code = load_places(loader, true, err);
    return code;
}

/* What merged findings bring to the one that counts is there by now. */
void loader_choose(struct loader *loader)
{
    const struct report_scope *scope = loader->scope;
    struct report *report = loader->report;
    char *words = report_period_words(report->language, &scope->period);

    mem_replace(&report->choice, words);
    mem_replace(&report->from, scope->period.from != NULL ? scope->period.from : "");
    mem_replace(&report->to, scope->period.to != NULL ? scope->period.to : "");
    report_choose(report, &scope->period, scope->finding);
    free(words);
}

static enum err_code load_all(struct loader *loader, struct err *err)
{
    const struct report_scope *scope = loader->scope;
    bool rows = scope->audit != NULL && scope->with_rows;
    enum err_code code = loader_cover(loader, err);

    if (code == ERR_OK && rows)
        code = loader_checklists(loader, err);
    if (code == ERR_OK)
        code = loader_progress(loader, 10, err);
    if (code == ERR_OK)
        code = loader_findings(loader, err);
    if (code == ERR_OK)
        loader_choose(loader);
    if (code == ERR_OK)
        code = loader_closure(loader, err);
    if (code == ERR_OK)
        code = loader_actions(loader, err);
    if (code == ERR_OK)
        report_choose(loader->report, &scope->period, scope->finding); /* actions, too */
    if (code == ERR_OK && rows)
        code = loader_audit_path(loader, err);
    if (code == ERR_OK && rows)
        code = loader_evidence(loader, err);
    if (code == ERR_OK && rows)
        code = loader_opinions(loader, err);
    if (code == ERR_OK && rows)
        code = loader_merges(loader, err);
    if (code == ERR_OK && rows)
        code = loader_annex(loader, err);
    if (code != ERR_OK)
        return code;
    if (!rows) /* a register shows how audits develop */
        code = report_load_audits(loader->store, loader->report->today, loader->report, err);
    if (code != ERR_OK)
        return code;
    report_sort(loader->report);
    return rows ? loader_link(loader, err) : ERR_OK;
}

enum err_code loader_clauses(const struct loader *loader, const struct ident *audit,
                             struct report *report, struct err *err)
{
    const struct report_scope scope = {.audit = audit};
    struct loader one = {.store = loader->store, .scope = &scope, .report = report};
    enum err_code code = loader_checklists(&one, err);

    loader_clear(&one);
    if (code == ERR_OK)
        report_finish(report);
    return code;
}

enum err_code report_load(struct store *store, const struct report_scope *scope,
                          struct report *report, struct err *err)
{
    struct loader loader = {.store = store, .scope = scope, .report = report};
    enum err_code code = store_begin_read(store, err);

    if (code != ERR_OK)
        return code;
    code = load_all(&loader, err);
    if (code == ERR_OK && scope->with_pack)
        code = loader_pack(&loader, err);
    store_end_read(store);
    loader_clear(&loader);
    if (code == ERR_OK)
        report_finish(report);
    return code;
}
