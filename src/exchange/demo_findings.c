/* demo_findings.c - evidence with its photos, and the findings of one audit of the demo. */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "exchange/demo_parts.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "core/rules.h"
#include "store/evidence.h"

/* ---- evidence -------------------------------------------------------------------------------- */

static void link_evidence(struct demo_scene *scene, const struct ident *evidence, uint16_t field,
                          const struct ident *to)
{
    struct ident id = link_id(evidence, to);

    change_set_id(&scene->change, RECORD_EVIDENCE_LINK, &id, EVIDENCE_LINK_EVIDENCE, evidence);
    change_set_id(&scene->change, RECORD_EVIDENCE_LINK, &id, field, to);
}

static void link_to_requirements(struct demo_scene *scene, const struct ident *evidence,
                                 const char *refs)
{
    for (char *ref = NULL; (ref = demo_next_word(&refs)) != NULL; free(ref)) {
        struct ident assessment = demo_assessment_of(scene, ref);
        if (checklist_find(scene->checklist, ref) != NULL)
            link_evidence(scene, evidence, EVIDENCE_LINK_ASSESSMENT, &assessment);
    }
}

/* "E-k7q2-3": numbered as the store numbers them on this laptop. */
static void set_number(struct demo_scene *scene, enum record_type type, const struct ident *id,
                       uint16_t field, const char *letter, size_t number)
{
    char name[5];

    ident_short(&scene->device->id, name);
    char *text = mem_printf("%s-%s-%zu", letter, name, number);
    change_set_text(&scene->change, type, id, field, text);
    free(text);
}

static void add_one_evidence(struct demo_scene *scene, const struct demo_evidence *from,
                             size_t number, const struct ident *id)
{
    struct change *change = &scene->change;
    int64_t midnight = scene->midnight;

    change_set_id(change, RECORD_EVIDENCE, id, EVIDENCE_AUDIT, &scene->id);
    set_number(scene, RECORD_EVIDENCE, id, EVIDENCE_NUMBER, "E", number);
    demo_set_word(change, RECORD_EVIDENCE, id, EVIDENCE_KIND,
                  code_at(&code_evidence_kinds, (int)from->kind)->word);
    demo_set_words(change, RECORD_EVIDENCE, id, EVIDENCE_TITLE, midnight, from->title);
    demo_set_words(change, RECORD_EVIDENCE, id, EVIDENCE_DETAIL, midnight, from->detail);
    demo_set_words(change, RECORD_EVIDENCE, id, EVIDENCE_SOURCE, midnight, from->source);
    if (from->area != DEMO_NOWHERE)
        change_set_id(change, RECORD_EVIDENCE, id, EVIDENCE_AREA, &scene->ids->areas[from->area]);
    demo_set_words(change, RECORD_EVIDENCE, id, EVIDENCE_ASKED, midnight, from->asked);
    demo_set_time(change, RECORD_EVIDENCE, id, EVIDENCE_OBSERVED_AT, midnight, from->at);
    change_set_id(change, RECORD_EVIDENCE, id, EVIDENCE_BY, &scene->ids->people[from->by]);
    demo_set_time(change, RECORD_EVIDENCE, id, EVIDENCE_AT, midnight, from->at + 2);
    demo_set_word(change, RECORD_EVIDENCE, id, EVIDENCE_CONFIDENTIALITY, from->confidentiality);
}

/* Numbers run in the order of time, as they would have in the field. */
static size_t evidence_number(const struct demo_audit *audit, size_t which)
{
    size_t number = 1;

    for (size_t i = 0; i < audit->evidence_count; i++)
        if (audit->evidence[i].at < audit->evidence[which].at ||
            (i < which && audit->evidence[i].at == audit->evidence[which].at))
            number++;
    return number;
}

static size_t finding_number(const struct demo_audit *audit, size_t which)
{
    size_t number = 1;

    for (size_t i = 0; i < audit->finding_count; i++)
        if (audit->findings[i].at < audit->findings[which].at ||
            (i < which && audit->findings[i].at == audit->findings[which].at))
            number++;
    return number;
}

void demo_add_evidence(struct demo_scene *scene)
{
    for (size_t i = 0; i < scene->audit->evidence_count && i < DEMO_EVIDENCE_MAX; i++) {
        const struct demo_evidence *from = &scene->audit->evidence[i];
        scene->evidence[i] = ident_random();
        add_one_evidence(scene, from, evidence_number(scene->audit, i), &scene->evidence[i]);
        link_to_requirements(scene, &scene->evidence[i], from->refs);
    }
}

/* ---- findings -------------------------------------------------------------------------------- */

void demo_add_criteria(struct demo_scene *scene, const struct ident *finding, const char *refs)
{
    struct change *change = &scene->change;
    const char *checklist = scene->checklist->id;
    int position = 1;

    for (char *ref = NULL; (ref = demo_next_word(&refs)) != NULL; free(ref)) {
        struct ident id = criterion_id(finding, checklist, ref);
        const struct checklist_item *item = checklist_find(scene->checklist, ref);
        if (item == NULL) /* the user's own edition of the checklist lacks it */
            continue;
        change_set_id(change, RECORD_CRITERION, &id, CRITERION_FINDING, finding);
        demo_set_word(change, RECORD_CRITERION, &id, CRITERION_CHECKLIST, checklist);
        change_set_int(change, RECORD_CRITERION, &id, CRITERION_POSITION, position++);
        demo_set_word(change, RECORD_CRITERION, &id, CRITERION_ITEM, item->id);
        demo_set_word(change, RECORD_CRITERION, &id, CRITERION_REF, item->ref);
        demo_set_word(change, RECORD_CRITERION, &id, CRITERION_CLAUSE, item->clause);
        demo_set_word(change, RECORD_CRITERION, &id, CRITERION_TEXT,
                      checklist_item_heading(item, "en"));
    }
}

static void link_to_finding(struct demo_scene *scene, const struct ident *finding, const char *keys)
{
    for (size_t i = 0; i < scene->audit->evidence_count && i < DEMO_EVIDENCE_MAX; i++)
        if (demo_has_word(keys, scene->audit->evidence[i].key))
            link_evidence(scene, &scene->evidence[i], EVIDENCE_LINK_FINDING, finding);
}

static void add_finding_texts(struct demo_scene *scene, const struct demo_finding *from,
                              const struct ident *id)
{
    const struct {
        uint16_t field;
        const char *text;
    } texts[] = {{FINDING_GRADE_REASON, from->grade_reason},
                 {FINDING_TITLE, from->title},
                 {FINDING_STATEMENT, from->statement},
                 {FINDING_OBJECTIVE_EVIDENCE, from->objective_evidence},
                 {FINDING_REQUIREMENT, from->requirement},
                 {FINDING_CONSEQUENCE, from->consequence},
                 {FINDING_AUDITOR_POSITION, from->auditor_position}};

    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++)
        demo_set_words(&scene->change, RECORD_FINDING, id, texts[i].field, scene->midnight,
                       texts[i].text);
    demo_set_word(&scene->change, RECORD_FINDING, id, FINDING_NUMBER, from->number);
    demo_set_word(&scene->change, RECORD_FINDING, id, FINDING_RISK, from->risk);
    demo_set_word(&scene->change, RECORD_FINDING, id, FINDING_SOURCE,
                  from->source != NULL ? from->source : "audit");
    demo_set_word(&scene->change, RECORD_FINDING, id, FINDING_STATE,
                  code_at(&code_finding_states, FINDING_RAISED)->word);
    demo_set_word(&scene->change, RECORD_FINDING, id, FINDING_GRADE,
                  code_at(&code_grades, (int)from->grade)->word);
}

static void add_finding_places(struct demo_scene *scene, const struct demo_finding *from,
                               const struct ident *id)
{
    const struct demo_ids *ids = scene->ids;

    change_set_id(&scene->change, RECORD_FINDING, id, FINDING_SITE, &ids->sites[from->site]);
    if (from->process != DEMO_NO_PROCESS)
        change_set_id(&scene->change, RECORD_FINDING, id, FINDING_PROCESS,
                      &ids->processes[from->process]);
    if (from->area != DEMO_NOWHERE)
        change_set_id(&scene->change, RECORD_FINDING, id, FINDING_AREA, &ids->areas[from->area]);
}

static void add_finding_history(struct demo_scene *scene, const struct demo_finding *from,
                                const struct ident *id)
{
    struct change *change = &scene->change;
    const struct demo_scene *earlier = scene->earlier;

    change_set_id(change, RECORD_FINDING, id, FINDING_RAISED_BY, &scene->ids->people[from->by]);
    demo_set_time(change, RECORD_FINDING, id, FINDING_RAISED_AT, scene->midnight, from->at);
    for (size_t i = 0; earlier != NULL && i < earlier->audit->finding_count; i++)
        if (from->recurrence_of != NULL &&
            strcmp(earlier->audit->findings[i].key, from->recurrence_of) == 0)
            change_set_id(change, RECORD_FINDING, id, FINDING_RECURRENCE_OF, &earlier->findings[i]);
}

void demo_set_draft(struct demo_scene *scene, const struct ident *finding, size_t number)
{
    set_number(scene, RECORD_FINDING, finding, FINDING_DRAFT, "F", number);
}

void demo_add_findings(struct demo_scene *scene)
{
    for (size_t i = 0; i < scene->audit->finding_count && i < DEMO_FINDING_MAX; i++) {
        const struct demo_finding *from = &scene->audit->findings[i];
        struct ident *id = &scene->findings[i];
        *id = ident_random();
        change_set_id(&scene->change, RECORD_FINDING, id, FINDING_AUDIT, &scene->id);
        demo_set_draft(scene, id, finding_number(scene->audit, i));
        add_finding_texts(scene, from, id);
        add_finding_places(scene, from, id);
        add_finding_history(scene, from, id);
        demo_add_criteria(scene, id, from->refs);
        link_to_finding(scene, id, from->evidence);
    }
}

/* ---- photos ---------------------------------------------------------------------------------- */

static const struct demo_file *find_file(const char *name)
{
    for (size_t i = 0; i < demo_file_count; i++)
        if (strcmp(demo_files[i].name, name) == 0)
            return &demo_files[i];
    return NULL;
}

/* Attachments come from files, so the bytes go to one in a private directory for a moment. */
static enum err_code attach(struct demo_scene *scene, const struct ident *evidence,
                            const struct demo_file *file, struct err *err)
{
    const char *place = getenv("TMPDIR");
    char *directory =
        mem_printf("%s/auditwalk.XXXXXX", place != NULL && place[0] == '/' ? place : "/tmp");

    if (mkdtemp(directory) == NULL) {
        err_errno(err, errno, _("%s can't be made"), directory);
        if (err != NULL)
            err->code = ERR_CANTCREAT; /* even where the cause is a missing folder */
        free(directory);
        return ERR_CANTCREAT;
    }
    char *path = file_join(directory, file->name);
    enum err_code code = file_write_atomic(path, file->bytes, file->length, err);
    if (code == ERR_OK)
        code = evidence_attach(scene->store, evidence, path, NULL, err);
    unlink(path);
    rmdir(directory);
    free(path);
    free(directory);
    return code;
}

enum err_code demo_attach_files(struct demo_scene *scene, struct err *err)
{
    enum err_code code = ERR_OK;

    for (size_t i = 0; i < scene->audit->evidence_count && code == ERR_OK; i++) {
        const char *name = scene->audit->evidence[i].file;
        const struct demo_file *file = name != NULL ? find_file(name) : NULL;
        if (file != NULL)
            code = attach(scene, &scene->evidence[i], file, err);
        else if (name != NULL)
            code = err_set(err, ERR_INTERNAL, "the demo has no file %s", name);
    }
    return code;
}
