/* demo_play.c - does what the demo's stories tell: steps, records of closure, signatures,
 * deployment, by the functions that screens and commands use, so that every rule holds.
 */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "exchange/demo_parts.h"

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "store/audits.h"
#include "store/closure.h"
#include "store/deployment.h"
#include "store/ready.h"
#include "store/directory.h"

/* ---- what the rows name ---------------------------------------------------------------------- */

static const struct ident *find_finding(const struct demo_scene *scene, const char *key)
{
    for (size_t i = 0; key != NULL && i < scene->book->scene_count; i++) {
        const struct demo_scene *each = &scene->book->scenes[i];
        for (size_t j = 0; j < each->audit->finding_count; j++)
            if (strcmp(each->audit->findings[j].key, key) == 0)
                return &each->findings[j];
    }
    return NULL;
}

static const struct ident *find_evidence(const struct demo_scene *scene, const char *key)
{
    for (size_t i = 0; key != NULL && i < scene->book->scene_count; i++) {
        const struct demo_scene *each = &scene->book->scenes[i];
        for (size_t j = 0; j < each->audit->evidence_count; j++)
            if (strcmp(each->audit->evidence[j].key, key) == 0)
                return &each->evidence[j];
    }
    return NULL;
}

static const struct ident *find_made(const struct demo_scene *scene, const char *key)
{
    for (size_t i = 0; key != NULL && i < scene->book->made_count; i++)
        if (strcmp(scene->book->made[i].key, key) == 0)
            return &scene->book->made[i].id;
    return NULL;
}

static void keep_made(const struct demo_scene *scene, const char *key, const struct ident *id)
{
    struct demo_book *book = scene->book;

    if (key != NULL && find_made(scene, key) == NULL && book->made_count < DEMO_MADE_MAX)
        book->made[book->made_count++] = (struct demo_made){key, *id};
}

static char *id_text(const struct ident *id)
{
    char text[IDENT_TEXT_SIZE];

    if (id == NULL)
        return NULL;
    ident_text(id, text);
    return mem_strdup(text);
}

/* A text as people read it, a date, a code word; a record by its id or its name. */
static char *field_text(const struct demo_scene *scene, enum record_type type,
                        const struct demo_field *from)
{
    const struct field *field = record_field(record_find((int)type), from->field);

    switch (field->type) {
    case VALUE_TEXT:
    case VALUE_DATE:
        return demo_say(scene->midnight, from->text);
    case VALUE_ID:
        if (field->target == RECORD_EVIDENCE)
            return id_text(find_evidence(scene, from->text));
        if (field->target == RECORD_FINDING)
            return id_text(find_finding(scene, from->text));
        return mem_strdup(_(from->text));
    default:
        return mem_strdup(from->text);
    }
}

struct fields {
    struct closure_text items[DEMO_FIELDS_MAX];
    char *texts[DEMO_FIELDS_MAX];
    size_t count;
};

static void fields_fill(struct fields *fields, const struct demo_scene *scene,
                        enum record_type type, const struct demo_event *event)
{
    *fields = (struct fields){0};
    while (fields->count < DEMO_FIELDS_MAX && event->fields[fields->count].field != 0) {
        const struct demo_field *from = &event->fields[fields->count];
        fields->texts[fields->count] = field_text(scene, type, from);
        fields->items[fields->count] =
            (struct closure_text){from->field, fields->texts[fields->count]};
        fields->count++;
    }
}

static void fields_clear(struct fields *fields)
{
    for (size_t i = 0; i < fields->count; i++)
        free(fields->texts[i]);
}

/* ---- the acts -------------------------------------------------------------------------------- */

static enum err_code go(struct demo_scene *scene, const struct demo_event *event, struct err *err)
{
    struct ident audit = scene->id;
    enum err_code code =
        event->key != NULL ? audit_find(scene->store, event->key, &audit, err) : ERR_OK;

    if (code == ERR_OK)
        code =
            audit_advance(scene->store, &audit, (enum audit_action)event->what, event->text, err);
    return code;
}

/* The open nonconformities of all audits made before. */
static enum err_code follow(struct demo_scene *scene, struct err *err)
{
    struct ident earlier[DEMO_AUDIT_COUNT];
    size_t count = scene->book->scene_count - 1;
    size_t taken = 0;

    for (size_t i = 0; i < count; i++)
        earlier[i] = scene->book->scenes[i].id;
    return audit_follow_up(scene->store, &scene->id, earlier, count, &taken, err);
}

static enum err_code step(struct demo_scene *scene, const struct demo_event *event, struct err *err)
{
    char *person = demo_say(scene->midnight, event->person);
    char *note = demo_say(scene->midnight, event->text);
    char *evidence = id_text(find_evidence(scene, event->evidence));
    const struct closure_given given = {.person = person,
                                        .note = note,
                                        .evidence = evidence,
                                        .effect = code_index(&code_effects, event->key)};
    enum err_code code = finding_advance(scene->store, find_finding(scene, event->finding),
                                         (enum finding_action)event->what, &given, NULL, err);

    free(person);
    free(note);
    free(evidence);
    return code;
}

static enum err_code put(struct demo_scene *scene, const struct demo_event *event, struct err *err)
{
    struct fields fields;
    struct ident id;
    enum record_type type = (enum record_type)event->what;

    fields_fill(&fields, scene, type, event);
    enum err_code code =
        closure_put(scene->store, find_finding(scene, event->finding), type,
                    find_made(scene, event->key), fields.items, fields.count, &id, err);
    fields_clear(&fields);
    if (code == ERR_OK)
        keep_made(scene, event->key, &id);
    return code;
}

static enum err_code extend(struct demo_scene *scene, const struct demo_event *event,
                            struct err *err)
{
    char *due = demo_say(scene->midnight, event->fields[0].text);
    char *reason = demo_say(scene->midnight, event->text);
    enum err_code code =
        action_extend(scene->store, find_made(scene, event->key), due, event->person, reason, err);

    free(due);
    free(reason);
    return code;
}

static enum err_code deploy(struct demo_scene *scene, const struct demo_event *event,
                            struct err *err)
{
    struct fields fields;

    fields_fill(&fields, scene, RECORD_DEPLOYMENT, event);
    enum err_code code =
        deployment_put(scene->store, &scene->id, NULL, fields.items, fields.count, NULL, err);
    fields_clear(&fields);
    return code;
}

static enum err_code meet(struct demo_scene *scene, const struct demo_event *event, struct err *err)
{
    struct fields fields;

    fields_fill(&fields, scene, RECORD_MEETING, event);
    enum err_code code = directory_put(scene->store, &scene->id, RECORD_MEETING, NULL, fields.items,
                                      fields.count, NULL, err);
    fields_clear(&fields);
    return code;
}

static enum err_code speak(struct demo_scene *scene, const struct demo_event *event,
                           struct err *err)
{
    char *text = demo_say(scene->midnight, event->text);
    enum err_code code = ERR_OK;

    if (event->act == DEMO_SIGN)
        code = audit_sign(scene->store, &scene->id, (enum sign_step)event->what, text, err);
    else if (event->act == DEMO_OVERRIDE)
        code = audit_override(scene->store, &scene->id, event->person, NULL, text, err);
    else
        code = follow_up_note(scene->store, &scene->id, find_finding(scene, event->finding), text,
                              err);
    free(text);
    return code;
}

static enum err_code act(struct demo_scene *scene, const struct demo_event *event, struct err *err)
{
    switch (event->act) {
    case DEMO_FILL:
        return demo_fill_audit(scene, err);
    case DEMO_GO:
        return go(scene, event, err);
    case DEMO_FOLLOW:
        return follow(scene, err);
    case DEMO_STEP:
        return step(scene, event, err);
    case DEMO_PUT:
        return put(scene, event, err);
    case DEMO_EXTEND:
        return extend(scene, event, err);
    case DEMO_DEPLOY:
        return deploy(scene, event, err);
    case DEMO_MEET:
        return meet(scene, event, err);
    case DEMO_SIGN:
    case DEMO_REMARK:
    case DEMO_OVERRIDE:
        return speak(scene, event, err);
    }
    return ERR_OK;
}

enum err_code demo_play(struct demo_scene *scene, struct err *err)
{
    enum err_code code = store_set_author(scene->store, demo_people[DEMO_LI].name, err);

    demo_set_clock(scene->midnight, scene->audit->created_at);
    if (code == ERR_OK)
        code = demo_add_audit(scene, err);
    for (size_t i = 0; i < scene->story->count && code == ERR_OK; i++) {
        const struct demo_event *event = &scene->story->events[i];
        demo_set_clock(scene->midnight, event->at);
        code = store_set_author(scene->store, demo_people[event->by].name, err);
        if (code == ERR_OK)
            code = act(scene, event, err);
    }
    return code;
}
