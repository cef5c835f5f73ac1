/* report_model.c - the structs of a report: made, linked and freed. */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "exchange/report_model.h"
#include "exchange/report_pack.h"

#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/text.h"

const char *report_label(const char *language, const char *msgid)
{
    return translate(language, msgid);
}

bool report_is_both(const struct report *report)
{
    return translate_is_both(report->language);
}

void report_local_pair(const char *language, const struct local_text *text, char **first,
                       char **other)
{
    bool both = translate_is_both(language);
    const char *one = local_text_get(text, both ? TRANSLATE_FIRST : language);
    const char *two = both ? local_text_get(text, TRANSLATE_SECOND) : "";

    mem_replace(first, one);
    mem_replace(other, strcmp(one, two) == 0 ? "" : two);
}

char *report_local(const char *language, const struct local_text *text)
{
    if (!translate_is_both(language))
        return mem_strdup(local_text_get(text, language));
    return translate_join(local_text_get(text, TRANSLATE_FIRST),
                          local_text_get(text, TRANSLATE_SECOND));
}

const char *report_gap_label(enum report_gap gap)
{
    static const char *const labels[GAP_COUNT] = {
        N_("Excluded without a reason"), N_("Nonconforming without a finding"),
        N_("Conforming without evidence"), N_("Not assessed"),
        N_("To be assessed again: the question has changed")};
    return labels[gap];
}

/* Every text of a struct by its place, so that making and freeing can't forget one. */
struct texts {
    const size_t *offsets;
    size_t count;
};
#define TEXTS(table)                                                                               \
    {                                                                                              \
        table, sizeof(table) / sizeof(table)[0]                                                    \
    }
#define AT(type, member) offsetof(struct type, member)

static const size_t person_offsets[] = {AT(report_person, name), AT(report_person, unit),
                                        AT(report_person, statement), AT(report_person, note)};
static const struct texts person_texts = TEXTS(person_offsets);

static const size_t checklist_offsets[] = {
    AT(report_checklist, id), AT(report_checklist, title), AT(report_checklist, version),
    AT(report_checklist, standard), AT(report_checklist, digest)};
static const struct texts checklist_texts = TEXTS(checklist_offsets);

static const size_t row_offsets[] = {
    AT(report_row, checklist),     AT(report_row, list),           AT(report_row, review),
    AT(report_row, item),          AT(report_row, clause),         AT(report_row, ref),
    AT(report_row, heading),       AT(report_row, question),       AT(report_row, look_for),
    AT(report_row, heading_other), AT(report_row, question_other), AT(report_row, look_for_other),
    AT(report_row, places),        AT(report_row, wording),        AT(report_row, unit),
    AT(report_row, site),          AT(report_row, area),           AT(report_row, sample),
    AT(report_row, note),          AT(report_row, auditor),        AT(report_row, assessed_at)};
static const struct texts row_texts = TEXTS(row_offsets);

static const size_t finding_offsets[] = {AT(report_finding, number),
                                         AT(report_finding, audit),
                                         AT(report_finding, grade_reason),
                                         AT(report_finding, title),
                                         AT(report_finding, statement),
                                         AT(report_finding, objective_evidence),
                                         AT(report_finding, requirement),
                                         AT(report_finding, refs),
                                         AT(report_finding, clauses),
                                         AT(report_finding, edition),
                                         AT(report_finding, criteria),
                                         AT(report_finding, site),
                                         AT(report_finding, process),
                                         AT(report_finding, area),
                                         AT(report_finding, consequence),
                                         AT(report_finding, sample),
                                         AT(report_finding, raised_by),
                                         AT(report_finding, raised_at),
                                         AT(report_finding, acknowledged_by),
                                         AT(report_finding, acknowledged_at),
                                         AT(report_finding, auditee_position),
                                         AT(report_finding, auditor_position),
                                         AT(report_finding, recurrence_of),
                                         AT(report_finding, merged_into),
                                         AT(report_finding, also_raised),
                                         AT(report_finding, closed_at),
                                         AT(report_finding, correction),
                                         AT(report_finding, correction_owner),
                                         AT(report_finding, correction_due),
                                         AT(report_finding, correction_done),
                                         AT(report_finding, cause),
                                         AT(report_finding, similar),
                                         AT(report_finding, actions),
                                         AT(report_finding, action_owners),
                                         AT(report_finding, action_due),
                                         AT(report_finding, action_done),
                                         AT(report_finding, system_change),
                                         AT(report_finding, risk_review),
                                         AT(report_finding, criterion),
                                         AT(report_finding, verified_by),
                                         AT(report_finding, verified_at)};
static const struct texts finding_texts = TEXTS(finding_offsets);

static const size_t evidence_offsets[] = {
    AT(report_evidence, number),      AT(report_evidence, title),
    AT(report_evidence, detail),      AT(report_evidence, source),
    AT(report_evidence, area),        AT(report_evidence, asked),
    AT(report_evidence, observed_at), AT(report_evidence, collected_by),
    AT(report_evidence, collected_at)};
static const struct texts evidence_texts = TEXTS(evidence_offsets);

static const size_t attachment_offsets[] = {
    AT(report_attachment, name), AT(report_attachment, media_type), AT(report_attachment, sha256)};
static const struct texts attachment_texts = TEXTS(attachment_offsets);

static const size_t opinion_offsets[] = {
    AT(report_opinion, state),  AT(report_opinion, kind),       AT(report_opinion, subject),
    AT(report_opinion, field),  AT(report_opinion, positions),  AT(report_opinion, decision),
    AT(report_opinion, reason), AT(report_opinion, decided_by), AT(report_opinion, decided_at)};
static const struct texts opinion_texts = TEXTS(opinion_offsets);

static const size_t merge_offsets[] = {AT(report_merge, package),   AT(report_merge, sender),
                                       AT(report_merge, packed_at), AT(report_merge, merged_by),
                                       AT(report_merge, merged_at), AT(report_merge, accepted)};
static const struct texts merge_texts = TEXTS(merge_offsets);

static const size_t action_offsets[] = {
    AT(report_action, number),     AT(report_action, finding), AT(report_action, audit),
    AT(report_action, text),       AT(report_action, owner),   AT(report_action, due),
    AT(report_action, done),       AT(report_action, proof),   AT(report_action, evidence),
    AT(report_action, system_text)};
static const struct texts action_texts = TEXTS(action_offsets);

static const size_t audit_offsets[] = {AT(report_audit, number), AT(report_audit, title),
                                       AT(report_audit, date)};
static const struct texts audit_texts = TEXTS(audit_offsets);

static const size_t annex_offsets[] = {AT(report_annex, kind), AT(report_annex, of),
                                       AT(report_annex, text)};
static const struct texts annex_texts = TEXTS(annex_offsets);

static const size_t previous_offsets[] = {
    AT(report_previous, number),      AT(report_previous, audit),
    AT(report_previous, statement),   AT(report_previous, verified_by),
    AT(report_previous, verified_at), AT(report_previous, note)};
static const struct texts previous_texts = TEXTS(previous_offsets);

static const size_t deployment_offsets[] = {
    AT(report_deployment, site),         AT(report_deployment, area),
    AT(report_deployment, what),         AT(report_deployment, planned_hours),
    AT(report_deployment, planned_spec), AT(report_deployment, found_hours),
    AT(report_deployment, found_spec),   AT(report_deployment, checked_by),
    AT(report_deployment, checked_at),   AT(report_deployment, evidence),
    AT(report_deployment, finding),      AT(report_deployment, note)};
static const struct texts deployment_texts = TEXTS(deployment_offsets);

static const size_t meeting_offsets[] = {AT(report_meeting, held_on), AT(report_meeting, hours),
                                         AT(report_meeting, place), AT(report_meeting, people),
                                         AT(report_meeting, notes)};
static const struct texts meeting_texts = TEXTS(meeting_offsets);

static const size_t line_offsets[] = {AT(report_line, cells[0]), AT(report_line, cells[1]),
                                      AT(report_line, cells[2]), AT(report_line, cells[3])};
static const struct texts line_texts = TEXTS(line_offsets);

static const size_t clause_offsets[] = {AT(report_clause, checklist), AT(report_clause, list),
                                        AT(report_clause, clause), AT(report_clause, title),
                                        AT(report_clause, title_other)};
static const struct texts clause_texts = TEXTS(clause_offsets);

static const size_t report_offsets[] = {
    AT(report, language), AT(report, organization),    AT(report, number), AT(report, title),
    AT(report, lead),     AT(report, confidentiality), AT(report, today),  AT(report, from),
    AT(report, to),       AT(report, choice),          AT(report, digest)};
static const struct texts report_texts = TEXTS(report_offsets);

static char **text_at(void *record, size_t offset)
{
    return (char **)(void *)((char *)record + offset);
}

static void texts_init(void *record, const struct texts *texts)
{
    for (size_t i = 0; i < texts->count; i++)
        *text_at(record, texts->offsets[i]) = mem_strdup("");
}

static void texts_clear(void *record, const struct texts *texts)
{
    for (size_t i = 0; i < texts->count; i++)
        free(*text_at(record, texts->offsets[i]));
}

#define ADD(list)                                                                                  \
    ((list).items = mem_grow((list).items, (list).count, &(list).capacity, sizeof *(list).items),  \
     &(list).items[(list).count++])

void report_init(struct report *report, const char *language)
{
    char today[CLOCK_DATE_SIZE];

    *report = (struct report){0};
    texts_init(report, &report_texts);
    mem_replace(&report->language, language != NULL ? language : "en");
    clock_local_date(clock_now(), today);
    mem_replace(&report->today, today);
}

void report_add_field(struct report_fields *fields, const char *label, enum report_field_kind kind,
                      const struct code_list *codes, const char *text)
{
    *ADD(*fields) = (struct report_field){label, kind, codes, mem_strdup(text)};
}

struct report_person *report_add_person(struct report *report)
{
    struct report_person *person = ADD(report->people);

    *person = (struct report_person){.role = -1};
    texts_init(person, &person_texts);
    return person;
}

struct report_checklist *report_add_checklist(struct report *report)
{
    struct report_checklist *checklist = ADD(report->checklists);

    *checklist = (struct report_checklist){0};
    texts_init(checklist, &checklist_texts);
    return checklist;
}

struct report_row *report_add_row(struct report *report)
{
    struct report_row *row = ADD(report->rows);

    *row = (struct report_row){.obligation = -1, .method = -1};
    texts_init(row, &row_texts);
    return row;
}

struct report_finding *report_add_finding(struct report *report)
{
    struct report_finding *finding = ADD(report->findings);

    *finding = (struct report_finding){.grade = -1,
                                       .risk = -1,
                                       .source = -1,
                                       .disputed = -1,
                                       .state = -1,
                                       .days_open = -1,
                                       .cause_method = -1,
                                       .cause_category = -1,
                                       .effect = -1,
                                       .days_overdue = -1};
    texts_init(finding, &finding_texts);
    return finding;
}

struct report_evidence *report_add_evidence(struct report *report)
{
    struct report_evidence *evidence = ADD(report->evidence);

    *evidence = (struct report_evidence){.kind = -1, .confidentiality = -1};
    texts_init(evidence, &evidence_texts);
    return evidence;
}

struct report_attachment *report_add_attachment(struct report_evidence *evidence)
{
    evidence->attachments = mem_grow(evidence->attachments, evidence->attachment_count,
                                     &evidence->attachment_capacity, sizeof *evidence->attachments);
    struct report_attachment *attachment = &evidence->attachments[evidence->attachment_count++];
    *attachment = (struct report_attachment){0};
    texts_init(attachment, &attachment_texts);
    return attachment;
}

struct report_image *report_add_image(struct report *report)
{
    struct report_image *image = ADD(report->images);

    *image = (struct report_image){0};
    return image;
}

struct report_opinion *report_add_opinion(struct report *report)
{
    struct report_opinion *opinion = ADD(report->opinions);

    *opinion = (struct report_opinion){0};
    texts_init(opinion, &opinion_texts);
    return opinion;
}

struct report_merge *report_add_merge(struct report *report)
{
    struct report_merge *merge = ADD(report->merges);

    *merge = (struct report_merge){0};
    texts_init(merge, &merge_texts);
    return merge;
}

struct report_clause *report_add_clause(struct report *report)
{
    struct report_clause *clause = ADD(report->clauses);

    *clause = (struct report_clause){.first_row = SIZE_MAX};
    texts_init(clause, &clause_texts);
    return clause;
}

struct report_action *report_add_action(struct report *report)
{
    struct report_action *action = ADD(report->actions);

    *action = (struct report_action){.grade = -1, .state = -1, .system = -1, .days_overdue = -1};
    texts_init(action, &action_texts);
    return action;
}

struct report_audit *report_add_audit(struct report *report)
{
    struct report_audit *audit = ADD(report->audits);

    *audit = (struct report_audit){.state = -1};
    texts_init(audit, &audit_texts);
    return audit;
}

struct report_annex *report_add_annex(struct report *report)
{
    struct report_annex *line = ADD(report->annex);

    *line = (struct report_annex){0};
    texts_init(line, &annex_texts);
    return line;
}

struct report_previous *report_add_previous(struct report *report)
{
    struct report_previous *previous = ADD(report->previous);

    *previous = (struct report_previous){.grade = -1, .state = -1, .effect = -1};
    texts_init(previous, &previous_texts);
    return previous;
}

struct report_deployment *report_add_deployment(struct report *report)
{
    struct report_deployment *deployment = ADD(report->deployment);

    *deployment = (struct report_deployment){
        .kind = -1, .planned_count = -1, .found_count = -1, .working = -1};
    texts_init(deployment, &deployment_texts);
    return deployment;
}

struct report_meeting *report_add_meeting(struct report *report)
{
    struct report_meeting *meeting = ADD(report->meetings);

    *meeting = (struct report_meeting){.kind = -1};
    texts_init(meeting, &meeting_texts);
    return meeting;
}

static void line_init(struct report_line *line)
{
    *line = (struct report_line){.step = -1};
    texts_init(line, &line_texts);
}

struct report_line *report_add_sign(struct report *report)
{
    struct report_line *line = ADD(report->signs);

    line_init(line);
    return line;
}

struct report_line *report_add_revision(struct report *report)
{
    struct report_line *line = ADD(report->revisions);

    line_init(line);
    return line;
}

struct report_line *report_add_override(struct report *report)
{
    struct report_line *line = ADD(report->overrides);

    line_init(line);
    return line;
}

void report_add_name(struct report *report, bool process, const char *name)
{
    if (process)
        *ADD(report->processes) = mem_strdup(name);
    else
        *ADD(report->sites) = mem_strdup(name);
}

static void fields_clear(struct report_fields *fields)
{
    for (size_t i = 0; i < fields->count; i++)
        free(fields->items[i].text);
    free(fields->items);
}

static void names_clear(char **names, size_t count)
{
    for (size_t i = 0; i < count; i++)
        free(names[i]);
    free(names);
}

void report_add_age(struct report *report, const struct report_age *age)
{
    *ADD(report->ages) = *age;
}

void report_drop_rows(struct report *report)
{
    for (size_t i = 0; i < report->rows.count; i++) {
        texts_clear(&report->rows.items[i], &row_texts);
        free(report->rows.items[i].evidence.items);
        free(report->rows.items[i].findings.items);
    }
    report->rows.count = 0;
}

void report_drop_findings(struct report *report)
{
    for (size_t i = 0; i < report->findings.count; i++) {
        texts_clear(&report->findings.items[i], &finding_texts);
        free(report->findings.items[i].rows.items);
        free(report->findings.items[i].evidence.items);
    }
    report->findings.count = 0;
}

static int by_ident(const void *a, const void *b)
{
    return ident_compare(a, b);
}

struct ident *report_finding_ids(const struct report *report)
{
    struct ident *ids = mem_zalloc(report->findings.count + 1, sizeof *ids);

    for (size_t i = 0; i < report->findings.count; i++)
        ids[i] = report->findings.items[i].id;
    qsort(ids, report->findings.count, sizeof *ids, by_ident);
    return ids;
}

bool report_has_finding(const struct report *report, const struct ident *ids,
                        const struct ident *id)
{
    return bsearch(id, ids, report->findings.count, sizeof *ids, by_ident) != NULL;
}

/* The actions of findings that were taken out. */
static void drop_actions(struct report *report)
{
    struct ident *ids = report_finding_ids(report);
    size_t kept = 0;

    for (size_t i = 0; i < report->actions.count; i++) {
        if (report_has_finding(report, ids, &report->actions.items[i].finding_id))
            report->actions.items[kept++] = report->actions.items[i];
        else
            texts_clear(&report->actions.items[i], &action_texts);
    }
    report->actions.count = kept;
    free(ids);
}

void report_keep_findings(struct report *report,
                          bool (*keep)(const struct report_finding *finding, const void *context),
                          const void *context)
{
    size_t kept = 0;

    for (size_t i = 0; i < report->findings.count; i++) {
        struct report_finding *finding = &report->findings.items[i];
        if (keep(finding, context)) {
            report->findings.items[kept++] = *finding;
            continue;
        }
        texts_clear(finding, &finding_texts);
        free(finding->rows.items);
        free(finding->evidence.items);
    }
    report->findings.count = kept;
    drop_actions(report);
}

void report_drop_evidence(struct report *report)
{
    for (size_t i = 0; i < report->evidence.count; i++) {
        struct report_evidence *evidence = &report->evidence.items[i];
        for (size_t j = 0; j < evidence->attachment_count; j++)
            texts_clear(&evidence->attachments[j], &attachment_texts);
        free(evidence->attachments);
        free(evidence->rows.items);
        free(evidence->findings.items);
        texts_clear(evidence, &evidence_texts);
    }
    report->evidence.count = 0;
}

static void lines_free(struct report_line *lines, size_t count)
{
    for (size_t i = 0; i < count; i++)
        texts_clear(&lines[i], &line_texts);
    free(lines);
}

void report_drop_actions(struct report *report)
{
    for (size_t i = 0; i < report->actions.count; i++)
        texts_clear(&report->actions.items[i], &action_texts);
    report->actions.count = 0;
}

static void closure_free(struct report *report)
{
    report_drop_actions(report);
    free(report->actions.items);
    free(report->ages.items);
    for (size_t i = 0; i < report->annex.count; i++)
        texts_clear(&report->annex.items[i], &annex_texts);
    free(report->annex.items);
    for (size_t i = 0; i < report->previous.count; i++)
        texts_clear(&report->previous.items[i], &previous_texts);
    free(report->previous.items);
    for (size_t i = 0; i < report->deployment.count; i++)
        texts_clear(&report->deployment.items[i], &deployment_texts);
    free(report->deployment.items);
    for (size_t i = 0; i < report->meetings.count; i++)
        texts_clear(&report->meetings.items[i], &meeting_texts);
    free(report->meetings.items);
    lines_free(report->signs.items, report->signs.count);
    lines_free(report->revisions.items, report->revisions.count);
    lines_free(report->overrides.items, report->overrides.count);
}

static void images_free(struct report *report)
{
    for (size_t i = 0; i < report->images.count; i++)
        photo_clear(&report->images.items[i].photo);
    free(report->images.items);
}

static void sites_free(struct report *report)
{
    for (size_t i = 0; i < report->site_matrix.count; i++) {
        struct report_site *site = &report->site_matrix.items[i];
        for (size_t j = 0; j < report->clauses.count; j++)
            free(site->clauses[j].findings.items);
        free(site->clauses);
        free(site->name);
    }
    free(report->site_matrix.items);
    for (size_t i = 0; i < report->audits.count; i++)
        texts_clear(&report->audits.items[i], &audit_texts);
    free(report->audits.items);
}

void report_clear(struct report *report)
{
    images_free(report);
    sites_free(report);
    report_pack_free(report->pack);
    report_drop_rows(report);
    free(report->rows.items);
    report_drop_findings(report);
    free(report->findings.items);
    report_drop_evidence(report);
    free(report->evidence.items);
    for (size_t i = 0; i < report->opinions.count; i++)
        texts_clear(&report->opinions.items[i], &opinion_texts);
    free(report->opinions.items);
    for (size_t i = 0; i < report->merges.count; i++)
        texts_clear(&report->merges.items[i], &merge_texts);
    free(report->merges.items);
    closure_free(report);
    for (size_t i = 0; i < report->people.count; i++)
        texts_clear(&report->people.items[i], &person_texts);
    free(report->people.items);
    for (size_t i = 0; i < report->checklists.count; i++)
        texts_clear(&report->checklists.items[i], &checklist_texts);
    free(report->checklists.items);
    for (size_t i = 0; i < report->clauses.count; i++)
        texts_clear(&report->clauses.items[i], &clause_texts);
    free(report->clauses.items);
    for (int i = 0; i < GAP_COUNT; i++)
        free(report->gaps[i].items);
    names_clear(report->sites.items, report->sites.count);
    names_clear(report->processes.items, report->processes.count);
    fields_clear(&report->cover);
    fields_clear(&report->conclusion);
    texts_clear(report, &report_texts);
    *report = (struct report){0};
}

static void link_add(struct report_links *links, size_t index)
{
    for (size_t i = 0; i < links->count; i++)
        if (links->items[i] == index)
            return;
    *ADD(*links) = index;
}

void report_link_finding(struct report *report, size_t row, size_t finding)
{
    if (report_counts(&report->findings.items[finding]))
        link_add(&report->rows.items[row].findings, finding);
    link_add(&report->findings.items[finding].rows, row);
}

void report_link_evidence(struct report *report, size_t evidence, size_t row)
{
    link_add(&report->rows.items[row].evidence, evidence);
    link_add(&report->evidence.items[evidence].rows, row);
}

void report_link_proof(struct report *report, size_t evidence, size_t finding)
{
    link_add(&report->findings.items[finding].evidence, evidence);
    if (report_counts(&report->findings.items[finding]))
        link_add(&report->evidence.items[evidence].findings, finding);
}

bool report_local_date(const char *time, char out[11])
{
    int64_t ms;

    if (clock_is_date(time)) {
        memcpy(out, time, 11);
        return true;
    }
    if (!clock_parse(time, &ms))
        return false;
    clock_local_date(ms, out);
    return true;
}

bool report_local_stamp(const char *time, char out[17])
{
    int64_t ms;

    if (!clock_parse(time, &ms))
        return false;
    clock_local_stamp(ms, out);
    return true;
}
