/* report_checklists.c - the requirements of an audit's checklists into its report, and those of a
 * checklist alone.
 */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "exchange/report_load.h"

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "core/ref.h"
#include "store/snapshot.h"

static bool row_hash(const struct row *row, uint16_t field, struct hash *hash)
{
    const struct value *value = row_value(row, field);

    if (value == NULL || value->kind != VALUE_IS_BYTES || value->length != HASH_SIZE)
        return false;
    memcpy(hash->bytes, value->bytes, HASH_SIZE);
    return true;
}

/* What its requirements are of: a standard, else the checklist itself. */
static const char *edition_of(const struct loader *loader, const struct checklist *checklist)
{
    return checklist->standard != NULL
               ? checklist->standard
               : local_text_get(&checklist->title, loader->report->language);
}

static void remember_standard(struct loader *loader, const struct ident *audit, const char *id,
                              const char *standard)
{
    loader->standards = mem_grow(loader->standards, loader->standard_count,
                                 &loader->standard_capacity, sizeof *loader->standards);
    loader->standards[loader->standard_count++] = (struct loader_standard){
        *audit, mem_strdup(id), mem_strdup(standard != NULL ? standard : "")};
}

/* The edition of a checklist by its digest: audits of many years share few. "" if it can't be read.
 */
static const char *edition_known(struct loader *loader, const struct hash *digest)
{
    struct checklist checklist;

    for (size_t i = 0; i < loader->edition_count; i++)
        if (hash_equal(&loader->editions[i].digest, digest))
            return loader->editions[i].standard;
    checklist_init(&checklist);
    bool read = snapshot_load(loader->store, digest, &checklist, NULL) == ERR_OK;
    loader->editions = mem_grow(loader->editions, loader->edition_count, &loader->edition_capacity,
                                sizeof *loader->editions);
    struct loader_edition *edition = &loader->editions[loader->edition_count++];
    *edition =
        (struct loader_edition){*digest, mem_strdup(read ? edition_of(loader, &checklist) : "")};
    checklist_clear(&checklist);
    return edition->standard;
}

/* A register only wants to know the editions; a checklist that can't be read leaves it empty. */
static void load_standards(struct loader *loader, const struct ident *audit)
{
    struct rows rows;

    remember_standard(loader, audit, "", "");
    if (loader_list(loader, RECORD_AUDIT_CHECKLIST, AUDIT_CHECKLIST_AUDIT, audit,
                    AUDIT_CHECKLIST_POSITION, &rows, NULL) != ERR_OK)
        return;
    for (size_t i = 0; i < rows.count; i++) {
        struct hash digest;
        if (row_hash(&rows.items[i], AUDIT_CHECKLIST_SNAPSHOT, &digest))
            remember_standard(loader, audit, row_text(&rows.items[i], AUDIT_CHECKLIST_ID),
                              edition_known(loader, &digest));
    }
    rows_clear(&rows);
}

const char *loader_standard(struct loader *loader, const struct ident *audit, const char *checklist)
{
    bool known = false;

    for (int turn = 0; turn < 2; turn++) {
        for (size_t i = 0; i < loader->standard_count; i++) {
            const struct loader_standard *standard = &loader->standards[i];
            if (!ident_equal(&standard->audit, audit))
                continue;
            known = true;
            if (strcmp(standard->checklist, checklist) == 0)
                return standard->standard;
        }
        if (known)
            break;
        load_standards(loader, audit);
    }
    return "";
}

static void take(char **slot, char *text)
{
    free(*slot);
    *slot = text;
}

/* A phrase on a line of its own, or behind a comma. */
static void add_phrase(struct buf *words, const char *separator, char *phrase)
{
    buf_puts(words, words->length > 0 ? separator : "");
    buf_puts(words, phrase);
    free(phrase);
}

/* "25 of 340", whatever of it is known. */
static void add_size(struct buf *words, const char *language, const struct row *row)
{
    long long size = (long long)row_int(row, ASSESSMENT_SAMPLE_SIZE);
    long long population = (long long)row_int(row, ASSESSMENT_SAMPLE_POPULATION);
    bool sized = !row_is_null(row, ASSESSMENT_SAMPLE_SIZE);

    if (sized && !row_is_null(row, ASSESSMENT_SAMPLE_POPULATION))
        add_phrase(words, "", translate_words(language, N_("%lld of %lld"), size, population));
    else if (sized)
        buf_printf(words, "%lld", size);
    else if (!row_is_null(row, ASSESSMENT_SAMPLE_POPULATION))
        add_phrase(words, "", translate_words(language, N_("out of %lld"), population));
}

/* "25 of 340, random; 2 failures; drawn: ..." of what is known. */
static char *sample_words(const struct report *report, const struct row *row)
{
    struct buf words;
    const char *language = report->language;
    int method = row_code(row, ASSESSMENT_SAMPLE_METHOD);
    const char *drawn = row_text(row, ASSESSMENT_SAMPLE_DRAWN);
    const char *seed = row_text(row, ASSESSMENT_SAMPLE_SEED);

    buf_init(&words);
    add_size(&words, language, row);
    if (method >= 0)
        add_phrase(
            &words, ", ",
            mem_strdup(report_label(language, code_at(&code_sample_methods, method)->label)));
    if (!row_is_null(row, ASSESSMENT_SAMPLE_FAILURES))
        add_phrase(&words, "\n",
                   translate_words(language, N_("failures: %lld"),
                                   (long long)row_int(row, ASSESSMENT_SAMPLE_FAILURES)));
    /* What was drawn is long: it stands once, behind its name in both languages. */
    if (*drawn != '\0')
        add_phrase(&words, "\n", mem_printf("%s: %s", report_label(language, N_("drawn")), drawn));
    if (*seed != '\0')
        add_phrase(&words, "\n", mem_printf("%s: %s", report_label(language, N_("seed")), seed));
    return buf_take(&words);
}

static void fill_assessment(struct loader *loader, const struct row *row, struct report_row *line)
{
    struct ident unit = row_id(row, ASSESSMENT_UNIT);
    struct ident area = row_id(row, ASSESSMENT_AREA);
    struct ident by = row_id(row, ASSESSMENT_BY);
    const struct ident nowhere = ident_none();
    int result = row_code(row, ASSESSMENT_RESULT);

    line->assessment = row->id;
    line->result = result < 0 ? RESULT_NOT_ASSESSED : result;
    line->method = row_code(row, ASSESSMENT_METHOD);
    const char *name = loader_name(loader, RECORD_SITE, &unit);
    if (*name == '\0')
        name = loader_name(loader, RECORD_PROCESS, &unit);
    mem_replace(&line->unit, name);
    if (*loader_name(loader, RECORD_SITE, &unit) != '\0')
        mem_replace(&line->site, line->unit);
    else
        mem_replace(&line->site, loader_site(loader, &nowhere, &area));
    mem_replace(&line->area, loader_name(loader, RECORD_AREA, &area));
    mem_replace(&line->note, row_text(row, ASSESSMENT_NOTE));
    mem_replace(&line->auditor, loader_name(loader, RECORD_PERSON, &by));
    mem_replace(&line->assessed_at, row_text(row, ASSESSMENT_AT));
    mem_replace(&line->review, row_text(row, ASSESSMENT_REVIEW));
    take(&line->sample, sample_words(loader->report, row));
}

char *loader_sample(struct loader *loader, const struct ident *audit, const char *checklist,
                    const char *item, const struct ident *site)
{
    const struct ident *units[] = {site, NULL};
    char *words = mem_strdup("");

    for (size_t i = 0; i < 2 && *words == '\0'; i++) {
        struct row row = {0};
        struct ident id = assessment_id(audit, checklist, item, units[i]);
        if (store_get(loader->store, RECORD_ASSESSMENT, &id, &row, NULL) != ERR_OK)
            continue;
        take(&words, sample_words(loader->report, &row));
        row_clear(&row);
    }
    return words;
}

/* Known places by their names, others as the checklist has them. */
static char *places_words(const struct report *report, const struct checklist_item *item)
{
    struct buf words;
    const char *at = item->places != NULL ? item->places : "";

    buf_init(&words);
    while (*(at += strspn(at, " ")) != '\0') {
        char *word = mem_strndup(at, strcspn(at, " "));
        const struct code *place = code_find(&code_places, word);
        at += strlen(word);
        buf_printf(&words, "%s%s", words.length > 0 ? ", " : "",
                   place != NULL ? report_label(report->language, place->label) : word);
        free(word);
    }
    return buf_take(&words);
}

static void fill_heading(struct report_row *line, const struct checklist_item *item,
                         const char *language)
{
    bool both = translate_is_both(language);
    const char *first = checklist_item_heading(item, both ? TRANSLATE_FIRST : language);
    const char *other = both ? checklist_item_heading(item, TRANSLATE_SECOND) : "";

    mem_replace(&line->heading, first);
    mem_replace(&line->heading_other, strcmp(first, other) == 0 ? "" : other);
}

static struct report_row *add_item_row(struct loader *loader, const struct checklist *checklist,
                                       const struct checklist_item *item)
{
    const char *language = loader->report->language;
    struct report_row *line = report_add_row(loader->report);

    mem_replace(&line->checklist, checklist->id);
    if (loader->several)
        take(&line->list, report_local(language, &checklist->title));
    mem_replace(&line->item, item->id);
    mem_replace(&line->clause, item->clause != NULL ? item->clause : "");
    take(&line->ref, ref_display(item->ref != NULL ? item->ref : item->id));
    fill_heading(line, item, language);
    report_local_pair(language, &item->ask, &line->question, &line->question_other);
    report_local_pair(language, &item->look_for, &line->look_for, &line->look_for_other);
    take(&line->places, places_words(loader->report, item));
    line->obligation = (int)item->obligation;
    line->assessment = assessment_id(loader->scope->audit, checklist->id, item->id, NULL);
    return line;
}

/* One line a requirement, or one for each site or process that it was assessed for. */
static void add_item(struct loader *loader, const struct checklist *checklist,
                     const struct checklist_item *item, const struct rows *assessments)
{
    bool found = false;

    for (size_t i = 0; i < assessments->count; i++) {
        const struct row *row = &assessments->items[i];
        if (strcmp(row_text(row, ASSESSMENT_ITEM), item->id) != 0 ||
            strcmp(row_text(row, ASSESSMENT_CHECKLIST), checklist->id) != 0)
            continue;
        fill_assessment(loader, row, add_item_row(loader, checklist, item));
        found = true;
    }
    if (!found)
        add_item_row(loader, checklist, item);
}

static bool has_clause(const struct report *report, const char *checklist, const char *clause)
{
    for (size_t i = 0; i < report->clauses.count; i++)
        if (strcmp(report->clauses.items[i].clause, clause) == 0 &&
            strcmp(report->clauses.items[i].checklist, checklist) == 0)
            return true;
    return false;
}

/* The clause as another checklist of the audit about the same standard has it; NULL. */
static const struct report_clause *
clause_elsewhere(const struct report *report, const struct checklist *checklist, const char *clause)
{
    for (size_t i = 0; i < report->clauses.count; i++) {
        const struct report_clause *other = &report->clauses.items[i];
        for (size_t j = 0; j < report->checklists.count && checklist->standard != NULL; j++)
            if (strcmp(other->clause, clause) == 0 &&
                strcmp(report->checklists.items[j].id, other->checklist) == 0 &&
                strcmp(report->checklists.items[j].standard, checklist->standard) == 0)
                return other;
    }
    return NULL;
}

static struct report_clause *add_clause(const struct loader *loader,
                                        const struct checklist *checklist, const char *number)
{
    struct report *report = loader->report;
    struct report_clause *clause = report_add_clause(report);

    mem_replace(&clause->checklist, checklist->id);
    if (loader->several)
        take(&clause->list, report_local(report->language, &checklist->title));
    mem_replace(&clause->clause, number);
    clause->chapter = strchr(number, '.') == NULL;
    return clause;
}

/* Clauses that hold something, chapters before what they hold. Those of one checklist have nothing
 * to do with those of another. */
static void add_clauses(const struct loader *loader, const struct checklist *checklist)
{
    const struct report *report = loader->report;

    for (size_t i = 0; i < checklist->clause_count; i++) {
        const struct checklist_clause *from = &checklist->clauses[i];
        bool used = false;
        for (size_t j = 0; !used && j < checklist->item_count; j++)
            used = checklist->items[j].clause != NULL &&
                   clause_inside(checklist->items[j].clause, from->clause);
        if (!used || has_clause(report, checklist->id, from->clause))
            continue;
        struct report_clause *clause = add_clause(loader, checklist, from->clause);
        report_local_pair(report->language, &from->title, &clause->title, &clause->title_other);
    }
}

static void add_untitled(const struct loader *loader, const struct checklist *checklist,
                         const char *number)
{
    const struct report_clause *known = clause_elsewhere(loader->report, checklist, number);
    char *title = mem_strdup(known != NULL ? known->title : "");
    char *other = mem_strdup(known != NULL ? known->title_other : "");
    struct report_clause *clause = add_clause(loader, checklist, number); /* moves the known one */

    take(&clause->title, title);
    take(&clause->title_other, other);
}

/* A clause that items name and no list of clauses has: without a title, so that nothing is lost. */
static void add_missing_clauses(const struct loader *loader, const struct checklist *checklist)
{
    for (size_t i = 0; i < checklist->item_count; i++) {
        const char *clause = checklist->items[i].clause != NULL ? checklist->items[i].clause : "";
        for (size_t length = strcspn(clause, "."); length > 0;) {
            char *part = mem_strndup(clause, length);
            if (!has_clause(loader->report, checklist->id, part)) {
                add_untitled(loader, checklist, part);
            }
            free(part);
            length = clause[length] == '\0' ? 0 : length + 1 + strcspn(clause + length + 1, ".");
        }
    }
}

static void add_checklist(struct loader *loader, const struct row *row, const struct hash *digest,
                          const struct checklist *checklist)
{
    struct report_checklist *line = report_add_checklist(loader->report);
    char *title = report_local(loader->report->language, &checklist->title);
    char hex[HASH_TEXT_SIZE];

    hash_text(digest, hex);
    mem_replace(&line->id, row_text(row, AUDIT_CHECKLIST_ID));
    mem_replace(&line->version, row_text(row, AUDIT_CHECKLIST_VERSION));
    mem_replace(&line->title, *title != '\0' ? title : row_text(row, AUDIT_CHECKLIST_TITLE));
    mem_replace(&line->standard, checklist->standard != NULL ? checklist->standard : "");
    mem_replace(&line->digest, hex);
    remember_standard(loader, loader->scope->audit, line->id, edition_of(loader, checklist));
    free(title);
}

static enum err_code load_checklist(struct loader *loader, const struct row *row,
                                    const struct rows *assessments, struct err *err)
{
    struct checklist checklist;
    struct hash digest;

    if (!row_hash(row, AUDIT_CHECKLIST_SNAPSHOT, &digest))
        return err_set(err, ERR_DATA, _("the checklist '%s' of the audit has no content"),
                       row_text(row, AUDIT_CHECKLIST_ID));
    checklist_init(&checklist);
    enum err_code code = snapshot_load(loader->store, &digest, &checklist, err);
    if (code == ERR_OK) {
        add_checklist(loader, row, &digest, &checklist);
        add_clauses(loader, &checklist);
        add_missing_clauses(loader, &checklist);
        for (size_t i = 0; i < checklist.item_count; i++)
            add_item(loader, &checklist, &checklist.items[i], assessments);
    }
    checklist_clear(&checklist);
    return code;
}

void report_take_checklist(struct report *report, const struct checklist *checklist)
{
    const struct ident nobody = ident_none();
    const struct report_scope scope = {.audit = &nobody};
    struct loader loader = {.scope = &scope, .report = report};
    struct report_checklist *line = report_add_checklist(report);

    mem_replace(&line->id, checklist->id);
    mem_replace(&line->version, checklist->version);
    take(&report->organization, report_local(report->language, &checklist->title));
    mem_replace(&report->title, report->organization);
    mem_replace(&report->number, checklist->version);
    add_clauses(&loader, checklist);
    add_missing_clauses(&loader, checklist);
    for (size_t i = 0; i < checklist->item_count; i++)
        add_item_row(&loader, checklist, &checklist->items[i]);
}

enum err_code loader_checklists(struct loader *loader, struct err *err)
{
    struct rows checklists;
    struct rows assessments = {0};

    enum err_code code =
        loader_list(loader, RECORD_AUDIT_CHECKLIST, AUDIT_CHECKLIST_AUDIT, loader->scope->audit,
                    AUDIT_CHECKLIST_POSITION, &checklists, err);
    if (code == ERR_OK)
        code = loader_list(loader, RECORD_ASSESSMENT, ASSESSMENT_AUDIT, loader->scope->audit, 0,
                           &assessments, err);
    loader->several = checklists.count > 1;
    for (size_t i = 0; code == ERR_OK && i < checklists.count; i++)
        code = load_checklist(loader, &checklists.items[i], &assessments, err);
    rows_clear(&assessments);
    rows_clear(&checklists);
    return code;
}
