/* demo_audit.c - one audit of the demo: its head, its team, its results. */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "exchange/demo_parts.h"

#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/i18n.h"
#include "core/ref.h"
#include "core/rules.h"
#include "store/audits.h"

/* ---- the audit itself ------------------------------------------------------------------------ */

static enum err_code create_audit(struct demo_scene *scene, struct err *err)
{
    const struct demo_audit *from = scene->audit;
    char first[CLOCK_DATE_SIZE];
    char last[CLOCK_DATE_SIZE];
    struct ident sites[DEMO_SITE_COUNT];
    const char *people[DEMO_PERSON_COUNT];

    demo_date(scene->midnight, 0, first);
    demo_date(scene->midnight, from->planned_days - 1, last);
    for (size_t i = 0; i < from->site_count; i++)
        sites[i] = scene->ids->sites[from->sites[i]];
    for (size_t i = 0; i < from->team_count; i++)
        people[i] = demo_people[from->team[i].person].name;
    struct audit_new what = {.number = from->number,
                             .title = _(from->title),
                             .type = from->type,
                             .planned = true,
                             .objectives = _(from->objectives),
                             .scope = _(from->scope),
                             .criteria = _(from->criteria),
                             .planned_from = first,
                             .planned_to = last,
                             .sites = sites,
                             .site_count = from->site_count,
                             .leads = people,
                             .lead_count = from->team_count};
    return audit_create(scene->store, &what, scene->checklist, &scene->id, err);
}

static void add_audit_head(struct demo_scene *scene)
{
    struct change *change = &scene->change;
    const struct demo_audit *from = scene->audit;
    const struct ident *id = &scene->id;

    demo_set_words(change, RECORD_AUDIT, id, AUDIT_METHODS, scene->midnight, from->methods);
    demo_set_date(change, RECORD_AUDIT, id, AUDIT_ACTUAL_FROM, scene->midnight, 0);
    if (from->conclusion != NULL)
        demo_set_date(change, RECORD_AUDIT, id, AUDIT_ACTUAL_TO, scene->midnight, from->days - 1);
    demo_set_words(change, RECORD_AUDIT, id, AUDIT_CLIENT, scene->midnight, from->client);
    demo_set_word(change, RECORD_AUDIT, id, AUDIT_CONFIDENTIALITY, from->confidentiality);
    demo_set_words(change, RECORD_AUDIT, id, AUDIT_DISTRIBUTION, scene->midnight,
                   from->distribution);
    if (scene->earlier != NULL)
        change_set_id(change, RECORD_AUDIT, id, AUDIT_FOLLOWS, &scene->earlier->id);
    demo_set_time(change, RECORD_AUDIT, id, AUDIT_CREATED_AT, scene->midnight, from->created_at);
    change_set_id(change, RECORD_AUDIT, id, AUDIT_CREATED_BY, &scene->ids->people[DEMO_LI]);
}

static void add_conclusions(struct demo_scene *scene)
{
    const struct demo_audit *from = scene->audit;
    const struct {
        uint16_t field;
        const char *text;
    } texts[] = {{AUDIT_CONCLUSION, from->conclusion},
                 {AUDIT_EFFECTIVENESS, from->effectiveness},
                 {AUDIT_OBSTACLES, from->obstacles},
                 {AUDIT_NOT_COVERED, from->not_covered},
                 {AUDIT_DIVERGING, from->diverging},
                 {AUDIT_GOOD_PRACTICE, from->good_practice},
                 {AUDIT_RECOMMENDATIONS, from->recommendations},
                 {AUDIT_SAMPLING, from->sampling}};

    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++)
        demo_set_words(&scene->change, RECORD_AUDIT, &scene->id, texts[i].field, scene->midnight,
                       texts[i].text);
    demo_set_word(&scene->change, RECORD_AUDIT, &scene->id, AUDIT_OBJECTIVES_MET,
                  from->objectives_met);
}

static void add_processes_of_audit(struct demo_scene *scene)
{
    for (size_t i = 0; i < scene->audit->process_count; i++) {
        const struct ident *process = &scene->ids->processes[scene->audit->processes[i]];
        struct ident id = link_id(&scene->id, process);
        change_set_id(&scene->change, RECORD_AUDIT_PROCESS, &id, AUDIT_PROCESS_AUDIT, &scene->id);
        change_set_id(&scene->change, RECORD_AUDIT_PROCESS, &id, AUDIT_PROCESS_PROCESS, process);
        change_set_text(&scene->change, RECORD_AUDIT_PROCESS, &id, AUDIT_PROCESS_CLAUSES,
                        demo_processes[scene->audit->processes[i]].clauses);
    }
}

static void describe_member(struct demo_scene *scene, const struct row *row)
{
    struct ident person = row_id(row, TEAM_MEMBER_PERSON);

    for (size_t i = 0; i < scene->audit->team_count; i++) {
        const struct demo_member *from = &scene->audit->team[i];
        if (!ident_equal(&person, &scene->ids->people[from->person]))
            continue;
        demo_set_word(&scene->change, RECORD_TEAM_MEMBER, &row->id, TEAM_MEMBER_ROLE, from->role);
        demo_set_words(&scene->change, RECORD_TEAM_MEMBER, &row->id, TEAM_MEMBER_STATEMENT,
                       scene->midnight, from->statement);
        demo_set_words(&scene->change, RECORD_TEAM_MEMBER, &row->id, TEAM_MEMBER_NOTE,
                       scene->midnight, from->note);
    }
}

/* The members are there since audit_create, with the roles it gives. */
static enum err_code describe_team(struct demo_scene *scene, struct err *err)
{
    struct list_query query = {
        .type = RECORD_TEAM_MEMBER, .where = TEAM_MEMBER_AUDIT, .equals = value_id(&scene->id)};
    struct rows rows = {0};
    enum err_code code = store_list(scene->store, &query, &rows, err);

    for (size_t i = 0; code == ERR_OK && i < rows.count; i++)
        describe_member(scene, &rows.items[i]);
    rows_clear(&rows);
    value_clear(&query.equals);
    return code;
}

/* ---- assessments ----------------------------------------------------------------------------- */

static const struct demo_assessment *find_assessment(const struct demo_audit *audit,
                                                     const char *ref)
{
    for (size_t i = 0; i < audit->assessment_count; i++)
        if (strcmp(audit->assessments[i].ref, ref) == 0)
            return &audit->assessments[i];
    return NULL;
}

static enum result result_of(const struct demo_audit *audit, const char *ref)
{
    const struct demo_assessment *from = find_assessment(audit, ref);

    return from != NULL ? from->result : audit->otherwise;
}

/* The finding that gave the requirement its result: its author and time are the assessment's. */
static const struct demo_finding *finding_behind(const struct demo_audit *audit, const char *ref)
{
    for (size_t i = 0; i < audit->finding_count; i++)
        if (audit->findings[i].grade != GRADE_GOOD_PRACTICE &&
            demo_has_word(audit->findings[i].refs, ref))
            return &audit->findings[i];
    return NULL;
}

static enum demo_person auditor_of(const char *clause)
{
    return clause_inside(clause, "7") || clause_inside(clause, "8") || clause_inside(clause, "10")
               ? DEMO_WRONA
               : DEMO_LI;
}

/* Minute of the number-th of count assessments of one auditor: spread over the days, 09:00 to 12:30
 * and 13:15 to 17:45. */
static int working_minute(size_t number, size_t count, int days)
{
    enum { MORNING = 210, DAY = 480 };

    if (count == 0)
        return DEMO_AT(0, 9, 0);
    int at = (int)((number * 2 + 1) * (size_t)(days * DAY) / (count * 2));
    int minute = at % DAY;

    return DEMO_AT(at / DAY, minute < MORNING ? 9 : 13, 0) +
           (minute < MORNING ? minute : minute - MORNING + 15);
}

/* Not before the last evidence for it was seen. */
static int after_evidence(const struct demo_audit *audit, const char *ref, int minute)
{
    for (size_t i = 0; i < audit->evidence_count; i++)
        if (audit->evidence[i].at >= minute && demo_has_word(audit->evidence[i].refs, ref))
            minute = audit->evidence[i].at + 6;
    return minute;
}

static const char *first_method(uint32_t methods)
{
    for (size_t i = 0; i < code_methods.count; i++)
        if ((methods >> i & 1) != 0)
            return code_methods.rows[i].word;
    return NULL;
}

struct ident demo_assessment_of(const struct demo_scene *scene, const char *ref)
{
    return assessment_id(&scene->id, scene->checklist->id, ref, NULL);
}

static void add_assessment(struct demo_scene *scene, const struct checklist_item *item,
                           enum demo_person by, int minute)
{
    const struct demo_assessment *from = find_assessment(scene->audit, item->id);
    const struct demo_finding *finding = finding_behind(scene->audit, item->id);
    struct ident id = demo_assessment_of(scene, item->id);
    struct change *change = &scene->change;

    minute = finding != NULL ? finding->at : after_evidence(scene->audit, item->id, minute);
    by = finding != NULL ? finding->by : by;
    change_set_id(change, RECORD_ASSESSMENT, &id, ASSESSMENT_AUDIT, &scene->id);
    demo_set_word(change, RECORD_ASSESSMENT, &id, ASSESSMENT_CHECKLIST, scene->checklist->id);
    demo_set_word(change, RECORD_ASSESSMENT, &id, ASSESSMENT_ITEM, item->id);
    demo_set_word(change, RECORD_ASSESSMENT, &id, ASSESSMENT_REF, item->ref);
    demo_set_word(change, RECORD_ASSESSMENT, &id, ASSESSMENT_RESULT,
                  code_at(&code_results, (int)result_of(scene->audit, item->id))->word);
    demo_set_words(change, RECORD_ASSESSMENT, &id, ASSESSMENT_NOTE, scene->midnight,
                   from != NULL ? from->note : scene->audit->otherwise_note);
    demo_set_word(change, RECORD_ASSESSMENT, &id, ASSESSMENT_METHOD, first_method(item->methods));
    if (from != NULL && from->area != DEMO_NOWHERE)
        change_set_id(change, RECORD_ASSESSMENT, &id, ASSESSMENT_AREA,
                      &scene->ids->areas[from->area]);
    change_set_id(change, RECORD_ASSESSMENT, &id, ASSESSMENT_BY, &scene->ids->people[by]);
    demo_set_time(change, RECORD_ASSESSMENT, &id, ASSESSMENT_AT, scene->midnight, minute);
}

static size_t count_assessed(const struct demo_scene *scene, enum demo_person by)
{
    size_t count = 0;

    for (size_t i = 0; i < scene->checklist->item_count; i++) {
        const struct checklist_item *item = &scene->checklist->items[i];
        if (result_of(scene->audit, item->id) != RESULT_NOT_ASSESSED &&
            auditor_of(item->clause) == by)
            count++;
    }
    return count;
}

static void add_assessments_by(struct demo_scene *scene, enum demo_person by)
{
    size_t count = count_assessed(scene, by);
    size_t number = 0;

    for (size_t i = 0; i < scene->checklist->item_count; i++) {
        const struct checklist_item *item = &scene->checklist->items[i];
        if (result_of(scene->audit, item->id) == RESULT_NOT_ASSESSED ||
            auditor_of(item->clause) != by)
            continue;
        add_assessment(scene, item, by, working_minute(number++, count, scene->audit->days));
    }
}

static void add_samples(struct demo_scene *scene)
{
    struct change *change = &scene->change;

    for (size_t i = 0; i < scene->audit->sample_count; i++) {
        const struct demo_sample *from = &scene->audit->samples[i];
        struct ident id = demo_assessment_of(scene, from->ref);
        if (checklist_find(scene->checklist, from->ref) == NULL)
            continue;
        change_set_int(change, RECORD_ASSESSMENT, &id, ASSESSMENT_SAMPLE_POPULATION,
                       from->population);
        demo_set_word(change, RECORD_ASSESSMENT, &id, ASSESSMENT_SAMPLE_METHOD, from->method);
        change_set_int(change, RECORD_ASSESSMENT, &id, ASSESSMENT_SAMPLE_SIZE, from->size);
        demo_set_word(change, RECORD_ASSESSMENT, &id, ASSESSMENT_SAMPLE_SEED, from->seed);
        demo_set_words(change, RECORD_ASSESSMENT, &id, ASSESSMENT_SAMPLE_DRAWN, scene->midnight,
                       from->drawn);
        change_set_int(change, RECORD_ASSESSMENT, &id, ASSESSMENT_SAMPLE_FAILURES, from->failures);
    }
}

/* ---- all of it ------------------------------------------------------------------------------- */

enum err_code demo_add_audit(struct demo_scene *scene, struct err *err)
{
    enum err_code code = create_audit(scene, err);

    if (code != ERR_OK)
        return code;
    change_init(&scene->change, &scene->id);
    add_audit_head(scene);
    add_processes_of_audit(scene);
    code = describe_team(scene, err);
    if (code == ERR_OK)
        code = store_save(scene->store, &scene->change, NULL, err);
    change_clear(&scene->change);
    return code;
}

enum err_code demo_fill_audit(struct demo_scene *scene, struct err *err)
{
    change_init(&scene->change, &scene->id);
    add_conclusions(scene);
    add_assessments_by(scene, DEMO_LI);
    add_assessments_by(scene, DEMO_WRONA);
    add_samples(scene);
    demo_add_evidence(scene);
    demo_add_findings(scene);
    enum err_code code = store_save(scene->store, &scene->change, NULL, err);
    change_clear(&scene->change);
    return code == ERR_OK ? demo_attach_files(scene, err) : code;
}
