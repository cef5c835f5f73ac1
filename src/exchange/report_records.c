/* report_records.c - findings and evidence for a report, and what links them. */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "exchange/report_load.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "core/ref.h"
#include "store/consolidate.h"

enum { PROGRESS_STEP = 64 };

/* ---- findings ----------------------------------------------------------------------------------
 */

/* Adds text behind what is there unless it is one of the parts already. */
static void join_once(char **slot, const char *text, const char *separator)
{
    size_t length = strlen(text);

    if (length == 0)
        return;
    for (const char *at = *slot; (at = strstr(at, text)) != NULL; at += length) {
        bool starts = at == *slot || strchr(", \n", at[-1]) != NULL;
        if (starts && (at[length] == '\0' || strchr(",\n", at[length]) != NULL))
            return;
    }
    char *joined = **slot == '\0' ? mem_strdup(text) : mem_printf("%s%s%s", *slot, separator, text);
    free(*slot);
    *slot = joined;
}

/* "8.4 c): 25 of 340, random" */
static void add_sample(struct loader *loader, const struct row *row, struct report_finding *finding)
{
    char *words = loader_sample(loader, &finding->audit_id, row_text(row, CRITERION_CHECKLIST),
                                row_text(row, CRITERION_ITEM), &finding->site_id);

    if (*words != '\0') {
        char *ref = ref_display(row_text(row, CRITERION_REF));
        char *line = mem_printf("%s%s%s", ref, *ref != '\0' ? ": " : "", words);
        join_once(&finding->sample, line, "\n");
        free(line);
        free(ref);
    }
    free(words);
}

static void add_criterion(struct loader *loader, const struct row *row,
                          struct report_finding *finding)
{
    const char *ref = row_text(row, CRITERION_REF);
    const char *checklist = row_text(row, CRITERION_CHECKLIST);

    if (*ref != '\0') {
        char *shown = ref_display(ref);
        join_once(&finding->refs, shown, ", ");
        free(shown);
    }
    if (*row_text(row, CRITERION_CLAUSE) != '\0') {
        join_once(&finding->clauses, row_text(row, CRITERION_CLAUSE), ", ");
    } else if (*ref != '\0') {
        char *clause = ref_clause(ref);
        join_once(&finding->clauses, clause, ", ");
        free(clause);
    }
    if (*checklist != '\0')
        add_sample(loader, row, finding);
    if (*checklist != '\0')
        join_once(&finding->edition, loader_standard(loader, &finding->audit_id, checklist), ", ");
    /* The text of a requirement only repeats the heading of the checklist. */
    if (*ref == '\0')
        join_once(&finding->criteria, row_text(row, CRITERION_TEXT), "\n");
}

/* The criteria that were recorded for one finding, for it or for the one in which it is counted. */
static enum err_code load_criteria(struct loader *loader, const struct ident *of,
                                   struct report_finding *finding, struct err *err)
{
    struct rows rows;
    enum err_code code = loader_list(loader, RECORD_CRITERION, CRITERION_FINDING, of,
                                     CRITERION_POSITION, &rows, err);

    for (size_t i = 0; code == ERR_OK && i < rows.count; i++)
        add_criterion(loader, &rows.items[i], finding);
    rows_clear(&rows);
    return code;
}

/* Plain texts of the record by field. */
static void fill_texts(const struct row *row, struct report_finding *finding)
{
    const char *number = row_text(row, FINDING_NUMBER);

    mem_replace(&finding->number, *number != '\0' ? number : row_text(row, FINDING_DRAFT));
    mem_replace(&finding->grade_reason, row_text(row, FINDING_GRADE_REASON));
    mem_replace(&finding->title, row_text(row, FINDING_TITLE));
    mem_replace(&finding->statement, row_text(row, FINDING_STATEMENT));
    mem_replace(&finding->objective_evidence, row_text(row, FINDING_OBJECTIVE_EVIDENCE));
    mem_replace(&finding->requirement, row_text(row, FINDING_REQUIREMENT));
    mem_replace(&finding->consequence, row_text(row, FINDING_CONSEQUENCE));
    mem_replace(&finding->raised_at, row_text(row, FINDING_RAISED_AT));
    mem_replace(&finding->acknowledged_by, row_text(row, FINDING_ACKNOWLEDGED_BY));
    mem_replace(&finding->acknowledged_at, row_text(row, FINDING_ACKNOWLEDGED_AT));
    mem_replace(&finding->auditee_position, row_text(row, FINDING_AUDITEE_POSITION));
    mem_replace(&finding->auditor_position, row_text(row, FINDING_AUDITOR_POSITION));
    mem_replace(&finding->closed_at, row_text(row, FINDING_CLOSED_AT));
    if (*finding->number == '\0') {
        char short_name[5];
        ident_short(&row->id, short_name);
        mem_replace(&finding->number, short_name);
    }
}

static void fill_name(struct loader *loader, const struct row *row, uint16_t field,
                      enum record_type type, char **slot)
{
    struct ident id = row_id(row, field);

    mem_replace(slot, loader_name(loader, type, &id));
}

static void fill_finding(struct loader *loader, const struct row *row,
                         struct report_finding *finding)
{
    finding->id = row->id;
    finding->audit_id = row_id(row, FINDING_AUDIT);
    finding->site_id = row_id(row, FINDING_SITE);
    finding->grade = row_code(row, FINDING_GRADE);
    finding->risk = row_code(row, FINDING_RISK);
    finding->source = row_code(row, FINDING_SOURCE);
    finding->state = row_code(row, FINDING_STATE);
    if (!row_is_null(row, FINDING_DISPUTED))
        finding->disputed =
            code_index(&code_yes_partly_no, row_int(row, FINDING_DISPUTED) != 0 ? "yes" : "no");
    fill_texts(row, finding);
    fill_name(loader, row, FINDING_AUDIT, RECORD_AUDIT, &finding->audit);
    struct ident area = row_id(row, FINDING_AREA);
    mem_replace(&finding->site, loader_site(loader, &finding->site_id, &area));
    fill_name(loader, row, FINDING_PROCESS, RECORD_PROCESS, &finding->process);
    fill_name(loader, row, FINDING_AREA, RECORD_AREA, &finding->area);
    fill_name(loader, row, FINDING_RAISED_BY, RECORD_PERSON, &finding->raised_by);
    fill_name(loader, row, FINDING_RECURRENCE_OF, RECORD_FINDING, &finding->recurrence_of);
}

static enum err_code fill_counted(struct loader *loader, const struct row *row,
                                  struct report_finding *finding, struct err *err)
{
    finding->counted = row->id;
    if (row_is_null(row, FINDING_MERGED_INTO))
        return ERR_OK;
    enum err_code code = finding_counted_in(loader->store, &row->id, &finding->counted, err);
    if (code == ERR_OK && !ident_equal(&finding->counted, &row->id))
        mem_replace(&finding->merged_into, loader_name(loader, RECORD_FINDING, &finding->counted));
    return code;
}

static struct report_finding *finding_of(struct report *report, const struct ident *id)
{
    for (size_t i = 0; i < report->findings.count; i++)
        if (ident_equal(&report->findings.items[i].id, id))
            return &report->findings.items[i];
    return NULL;
}

/* What was merged adds its criteria to the finding that counts, and its number. */
static enum err_code add_merged(struct loader *loader, struct err *err)
{
    struct report *report = loader->report;
    enum err_code code = ERR_OK;

    for (size_t i = 0; code == ERR_OK && i < report->findings.count; i++) {
        struct report_finding *finding = &report->findings.items[i];
        if (report_counts(finding))
            continue;
        struct report_finding *whole = finding_of(report, &finding->counted);
        if (whole == NULL)
            continue;
        join_once(&whole->also_raised, finding->number, ", ");
        code = load_criteria(loader, &finding->id, whole, err);
    }
    return code;
}

enum err_code loader_finding(struct loader *loader, const struct row *row,
                             struct report_finding *finding, struct err *err)
{
    fill_finding(loader, row, finding);
    enum err_code code = fill_counted(loader, row, finding, err);
    return code == ERR_OK ? load_criteria(loader, &finding->id, finding, err) : code;
}

enum err_code loader_finding_part(struct loader *loader, const struct ident *part,
                                  struct report_finding *finding, struct err *err)
{
    join_once(&finding->also_raised, loader_name(loader, RECORD_FINDING, part), ", ");
    return load_criteria(loader, part, finding, err);
}

enum err_code loader_findings(struct loader *loader, struct err *err)
{
    const struct ident *audit = loader->scope->audit;
    struct rows rows;
    enum err_code code = loader_list(loader, RECORD_FINDING, audit != NULL ? FINDING_AUDIT : 0,
                                     audit, FINDING_RAISED_AT, &rows, err);

    for (size_t i = 0; code == ERR_OK && i < rows.count; i++) {
        struct report_finding *finding = report_add_finding(loader->report);
        code = loader_finding(loader, &rows.items[i], finding, err);
        if (code == ERR_OK && i % PROGRESS_STEP == 0)
            code = loader_progress(loader, 10 + (unsigned)(i * 10 / rows.count), err);
    }
    rows_clear(&rows);
    return code == ERR_OK ? add_merged(loader, err) : code;
}

/* ---- evidence ----------------------------------------------------------------------------------
 */

static void fill_attachment(const struct row *row, struct report_attachment *attachment)
{
    const struct value *sha = row_value(row, ATTACHMENT_SHA256);
    const struct value *object = row_value(row, ATTACHMENT_OBJECT);

    mem_replace(&attachment->name, row_text(row, ATTACHMENT_NAME));
    mem_replace(&attachment->media_type, row_text(row, ATTACHMENT_MEDIA_TYPE));
    attachment->size = row_int(row, ATTACHMENT_SIZE);
    if (object != NULL && object->kind == VALUE_IS_BYTES && object->length == HASH_SIZE)
        memcpy(attachment->object.bytes, object->bytes, HASH_SIZE);
    if (sha != NULL && sha->kind == VALUE_IS_BYTES && sha->length == HASH_SIZE) {
        struct hash hash;
        char hex[HASH_TEXT_SIZE];
        memcpy(hash.bytes, sha->bytes, HASH_SIZE);
        hash_text(&hash, hex);
        mem_replace(&attachment->sha256, hex);
    }
}

static enum err_code load_attachments(struct loader *loader, struct report_evidence *evidence,
                                      struct err *err)
{
    struct rows rows;
    enum err_code code = loader_list(loader, RECORD_ATTACHMENT, ATTACHMENT_EVIDENCE, &evidence->id,
                                     ATTACHMENT_POSITION, &rows, err);

    for (size_t i = 0; code == ERR_OK && i < rows.count; i++)
        fill_attachment(&rows.items[i], report_add_attachment(evidence));
    rows_clear(&rows);
    return code;
}

static void fill_evidence(struct loader *loader, const struct row *row,
                          struct report_evidence *evidence)
{
    evidence->id = row->id;
    evidence->kind = row_code(row, EVIDENCE_KIND);
    evidence->confidentiality = row_code(row, EVIDENCE_CONFIDENTIALITY);
    mem_replace(&evidence->number, row_text(row, EVIDENCE_NUMBER));
    mem_replace(&evidence->title, row_text(row, EVIDENCE_TITLE));
    mem_replace(&evidence->detail, row_text(row, EVIDENCE_DETAIL));
    mem_replace(&evidence->source, row_text(row, EVIDENCE_SOURCE));
    mem_replace(&evidence->asked, row_text(row, EVIDENCE_ASKED));
    mem_replace(&evidence->observed_at, row_text(row, EVIDENCE_OBSERVED_AT));
    mem_replace(&evidence->collected_at, row_text(row, EVIDENCE_AT));
    fill_name(loader, row, EVIDENCE_AREA, RECORD_AREA, &evidence->area);
    fill_name(loader, row, EVIDENCE_BY, RECORD_PERSON, &evidence->collected_by);
}

enum err_code loader_evidence_of(struct loader *loader, const struct row *row, struct err *err)
{
    struct report_evidence *evidence = report_add_evidence(loader->report);

    fill_evidence(loader, row, evidence);
    return load_attachments(loader, evidence, err);
}

enum err_code loader_evidence(struct loader *loader, struct err *err)
{
    struct rows rows;
    enum err_code code = loader_list(loader, RECORD_EVIDENCE, EVIDENCE_AUDIT, loader->scope->audit,
                                     EVIDENCE_AT, &rows, err);

    for (size_t i = 0; code == ERR_OK && i < rows.count; i++) {
        code = loader_evidence_of(loader, &rows.items[i], err);
        if (code == ERR_OK && i % PROGRESS_STEP == 0)
            code = loader_progress(loader, 20 + (unsigned)(i * 2 / rows.count), err);
    }
    rows_clear(&rows);
    return code;
}

/* ---- links -------------------------------------------------------------------------------------
 */

/* Places by id, sorted. */
struct place {
    struct ident id;
    size_t index;
};

static int by_place(const void *a, const void *b)
{
    return ident_compare(&((const struct place *)a)->id, &((const struct place *)b)->id);
}

static const struct place *find_place(const struct place *places, size_t count,
                                      const struct ident *id)
{
    struct place key = {*id, 0};

    return count == 0 ? NULL : bsearch(&key, places, count, sizeof *places, by_place);
}

static struct place *row_places(const struct report *report)
{
    struct place *places = mem_zalloc(report->rows.count + 1, sizeof *places);

    for (size_t i = 0; i < report->rows.count; i++)
        places[i] = (struct place){report->rows.items[i].assessment, i};
    qsort(places, report->rows.count, sizeof *places, by_place);
    return places;
}

static struct place *finding_places(const struct report *report)
{
    struct place *places = mem_zalloc(report->findings.count + 1, sizeof *places);

    for (size_t i = 0; i < report->findings.count; i++)
        places[i] = (struct place){report->findings.items[i].id, i};
    qsort(places, report->findings.count, sizeof *places, by_place);
    return places;
}

/* Every line of the requirement: with several sites a finding is shown at each. */
static void link_criterion(struct report *report, const struct row *criterion, size_t finding)
{
    const char *checklist = row_text(criterion, CRITERION_CHECKLIST);
    const char *item = row_text(criterion, CRITERION_ITEM);

    for (size_t i = 0; i < report->rows.count; i++)
        if (strcmp(report->rows.items[i].item, item) == 0 &&
            strcmp(report->rows.items[i].checklist, checklist) == 0)
            report_link_finding(report, i, finding);
}

static enum err_code link_findings(struct loader *loader, const struct place *findings,
                                   struct err *err)
{
    struct report *report = loader->report;
    enum err_code code = ERR_OK;

    for (size_t i = 0; code == ERR_OK && i < report->findings.count; i++) {
        struct rows rows;
        code = loader_list(loader, RECORD_CRITERION, CRITERION_FINDING,
                           &report->findings.items[i].id, CRITERION_POSITION, &rows, err);
        const struct place *whole =
            find_place(findings, report->findings.count, &report->findings.items[i].counted);
        for (size_t j = 0; code == ERR_OK && j < rows.count; j++) {
            link_criterion(report, &rows.items[j], i);
            if (whole != NULL && whole->index != i)
                link_criterion(report, &rows.items[j], whole->index);
        }
        rows_clear(&rows);
    }
    return code;
}

static enum err_code link_one(struct loader *loader, size_t evidence, const struct place *rows,
                              const struct place *findings, struct err *err)
{
    struct report *report = loader->report;
    struct rows links;
    enum err_code code = loader_list(loader, RECORD_EVIDENCE_LINK, EVIDENCE_LINK_EVIDENCE,
                                     &report->evidence.items[evidence].id, 0, &links, err);

    for (size_t i = 0; code == ERR_OK && i < links.count; i++) {
        struct ident row = row_id(&links.items[i], EVIDENCE_LINK_ASSESSMENT);
        struct ident finding = row_id(&links.items[i], EVIDENCE_LINK_FINDING);
        const struct place *place = find_place(rows, report->rows.count, &row);
        if (place != NULL)
            report_link_evidence(report, evidence, place->index);
        place = find_place(findings, report->findings.count, &finding);
        if (place == NULL)
            continue;
        report_link_proof(report, evidence, place->index);
        place = find_place(findings, report->findings.count,
                           &report->findings.items[place->index].counted);
        if (place != NULL)
            report_link_proof(report, evidence, place->index);
    }
    rows_clear(&links);
    return code;
}

static int by_index(const void *a, const void *b)
{
    size_t first = *(const size_t *)a;
    size_t second = *(const size_t *)b;

    return (first > second) - (first < second);
}

static void sort_links(struct report_links *links)
{
    if (links->count > 1)
        qsort(links->items, links->count, sizeof *links->items, by_index);
}

/* Links are stored under random ids: bring them into the order of what they point to. */
static void sort_all_links(struct report *report)
{
    for (size_t i = 0; i < report->rows.count; i++) {
        sort_links(&report->rows.items[i].evidence);
        sort_links(&report->rows.items[i].findings);
    }
    for (size_t i = 0; i < report->findings.count; i++) {
        sort_links(&report->findings.items[i].rows);
        sort_links(&report->findings.items[i].evidence);
    }
    for (size_t i = 0; i < report->evidence.count; i++) {
        sort_links(&report->evidence.items[i].rows);
        sort_links(&report->evidence.items[i].findings);
    }
}

enum err_code loader_link(struct loader *loader, struct err *err)
{
    struct place *rows = row_places(loader->report);
    struct place *findings = finding_places(loader->report);
    enum err_code code = link_findings(loader, findings, err);

    for (size_t i = 0; code == ERR_OK && i < loader->report->evidence.count; i++)
        code = link_one(loader, i, rows, findings, err);
    if (code == ERR_OK)
        sort_all_links(loader->report);
    free(findings);
    free(rows);
    return code;
}
