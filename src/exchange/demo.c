/* demo.c - makes the demo's audit file from the tables of demo_data.
 *
 * Few large saves instead of one a record, since each costs a sync; the cells are those that the
 * store's own functions would write, but with the demo's people and times.
 */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "exchange/demo.h"

#include <stdlib.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "core/rules.h"
#include "exchange/checklist_file.h"
#include "exchange/demo_parts.h"

/* ---- the programme --------------------------------------------------------------------------- */

static enum err_code add_organization(struct store *store, struct change *change, struct err *err)
{
    const struct demo_organization *from = &demo_organization;
    struct list_query query = {.type = RECORD_ORGANIZATION, .limit = 1};
    struct rows rows = {0};
    enum err_code code = store_list(store, &query, &rows, err);

    if (code == ERR_OK && rows.count == 1) {
        struct ident id = rows.items[0].id;
        demo_set_words(change, RECORD_ORGANIZATION, &id, ORGANIZATION_SCOPE, 0, from->scope);
        demo_set_words(change, RECORD_ORGANIZATION, &id, ORGANIZATION_ADDRESS, 0, from->address);
        demo_set_words(change, RECORD_ORGANIZATION, &id, ORGANIZATION_CONTACT, 0, from->contact);
        demo_set_words(change, RECORD_ORGANIZATION, &id, ORGANIZATION_POLICY, 0, from->policy);
        demo_set_words(change, RECORD_ORGANIZATION, &id, ORGANIZATION_NOTE, 0, from->note);
    }
    rows_clear(&rows);
    return code;
}

static void add_sites(struct change *change, struct demo_ids *ids)
{
    for (int i = 0; i < DEMO_SITE_COUNT; i++) {
        const struct demo_site_row *from = &demo_sites[i];
        struct ident *id = &ids->sites[i];
        *id = ident_random();
        demo_set_words(change, RECORD_SITE, id, SITE_NAME, 0, from->name);
        demo_set_words(change, RECORD_SITE, id, SITE_KIND, 0, from->kind);
        demo_set_words(change, RECORD_SITE, id, SITE_ADDRESS, 0, from->address);
        change_set_int(change, RECORD_SITE, id, SITE_POSITION, i + 1);
        demo_set_words(change, RECORD_SITE, id, SITE_NOTE, 0, from->note);
    }
    for (int i = 0; i < DEMO_AREA_COUNT; i++) {
        const struct demo_area_row *from = &demo_areas[i];
        struct ident *id = &ids->areas[i];
        *id = ident_random();
        change_set_id(change, RECORD_AREA, id, AREA_SITE, &ids->sites[from->site]);
        demo_set_words(change, RECORD_AREA, id, AREA_NAME, 0, from->name);
        demo_set_word(change, RECORD_AREA, id, AREA_PLACE, from->place);
        change_set_int(change, RECORD_AREA, id, AREA_POSITION, i + 1);
        demo_set_words(change, RECORD_AREA, id, AREA_NOTE, 0, from->note);
    }
}

static void add_people(struct store *store, struct change *change, struct demo_ids *ids,
                       int64_t midnight)
{
    struct ident file = store_file_id(store);

    for (int i = 0; i < DEMO_PERSON_COUNT; i++) {
        const struct demo_person_row *from = &demo_people[i];
        struct ident *id = &ids->people[i];
        *id = person_id(&file, from->name);
        demo_set_word(change, RECORD_PERSON, id, PERSON_NAME, from->name);
        demo_set_words(change, RECORD_PERSON, id, PERSON_UNIT, 0, from->unit);
        demo_set_words(change, RECORD_PERSON, id, PERSON_ROLES, 0, from->roles);
        demo_set_words(change, RECORD_PERSON, id, PERSON_CONTACT, 0, from->contact);
        demo_set_words(change, RECORD_PERSON, id, PERSON_COMPETENCE, 0, from->competence);
        demo_set_words(change, RECORD_PERSON, id, PERSON_COMPETENCE_PROOF, 0, from->proof);
        if (from->valid_days > 0)
            demo_set_date(change, RECORD_PERSON, id, PERSON_COMPETENCE_UNTIL, midnight,
                          from->valid_days);
    }
}

static void add_processes(struct change *change, struct demo_ids *ids, int64_t midnight)
{
    for (int i = 0; i < DEMO_PROCESS_COUNT; i++) {
        const struct demo_process_row *from = &demo_processes[i];
        struct ident *id = &ids->processes[i];
        *id = ident_random();
        demo_set_words(change, RECORD_PROCESS, id, PROCESS_NAME, 0, from->name);
        change_set_id(change, RECORD_PROCESS, id, PROCESS_OWNER, &ids->people[from->owner]);
        if (from->site < DEMO_SITE_COUNT)
            change_set_id(change, RECORD_PROCESS, id, PROCESS_SITE, &ids->sites[from->site]);
        demo_set_word(change, RECORD_PROCESS, id, PROCESS_IMPORTANCE, from->importance);
        demo_set_word(change, RECORD_PROCESS, id, PROCESS_RISK, from->risk);
        demo_set_date(change, RECORD_PROCESS, id, PROCESS_CHANGED_ON, midnight, from->changed_day);
        demo_set_words(change, RECORD_PROCESS, id, PROCESS_NOTE, midnight, from->note);
    }
}

static enum err_code add_programme(struct store *store, struct demo_ids *ids, int64_t midnight,
                                   struct err *err)
{
    struct change change;

    change_init(&change, NULL);
    enum err_code code = add_organization(store, &change, err);
    if (code == ERR_OK) {
        add_sites(&change, ids);
        add_people(store, &change, ids, midnight);
        add_processes(&change, ids, midnight);
        code = store_save(store, &change, NULL, err);
    }
    change_clear(&change);
    return code;
}

/* ---- the file -------------------------------------------------------------------------------- */

static enum err_code fill_many(struct store *store, const struct device *device,
                               const struct checklist *checklist, const struct demo_many *many,
                               struct err *err)
{
    struct demo_ids ids;
    int64_t now = clock_now();
    enum err_code code = add_programme(store, &ids, demo_midnight(now, 0), err);

    return code == ERR_OK ? demo_add_large(store, device, checklist, &ids, now, many, err) : code;
}

static enum err_code fill(struct store *store, const struct device *device,
                          const struct checklist *checklist, int64_t now, struct err *err)
{
    struct demo_scene scenes[DEMO_AUDIT_COUNT] = {0};
    struct demo_ids ids;
    struct demo_book book = {.scenes = scenes};
    int newest = demo_audits[DEMO_AUDIT_COUNT - 1].first_day;
    enum err_code code = add_programme(store, &ids, demo_midnight(now, newest), err);

    for (int i = 0; i < DEMO_AUDIT_COUNT && code == ERR_OK; i++) {
        struct demo_scene *scene = &scenes[i];
        *scene = (struct demo_scene){.store = store,
                                     .device = device,
                                     .checklist = checklist,
                                     .audit = &demo_audits[i],
                                     .story = &demo_stories[i],
                                     .book = &book,
                                     .earlier = i > 0 ? &scenes[0] : NULL,
                                     .ids = &ids,
                                     .midnight = demo_midnight(now, demo_audits[i].first_day)};
        book.scene_count = (size_t)i + 1;
        code = demo_play(scene, err);
    }
    return code;
}

/* The file is made the day before its first audit, by the clock of the demo. */
static void begin(int64_t now)
{
    demo_set_clock(demo_midnight(now, demo_audits[0].first_day),
                   demo_audits[0].created_at - DEMO_AT(1, 0, 0));
}

static enum err_code read_checklist(struct checklist *checklist, struct err *err)
{
    char *path = NULL;
    enum err_code code = checklist_locate("iso28000-2022", &path, err);

    if (code == ERR_OK)
        code = checklist_file_read(path, checklist, NULL, err);
    free(path);
    return code;
}

static void remove_all(const char *path)
{
    static const char *const endings[] = {"", "-wal", "-shm", "-journal"};

    for (size_t i = 0; i < sizeof endings / sizeof endings[0]; i++) {
        char *name = mem_printf("%s%s", path, endings[i]);
        unlink(name);
        free(name);
    }
}

/* Opened anew, so that undo in the first session can't take the demo apart. */
static enum err_code finish(struct store *store, const struct device *device, enum err_code code,
                            struct store **out, struct err *err)
{
    char *path = mem_strdup(store_path(store));

    store_close(store);
    if (code == ERR_OK)
        code = store_open(path, device, 0, out, err);
    if (code == ERR_OK)
        code = store_set_author(*out, demo_people[DEMO_LI].name, err);
    if (code != ERR_OK) {
        store_close(*out);
        *out = NULL;
        remove_all(path);
    }
    free(path);
    return code;
}

static enum err_code create(const char *path, const struct device *device,
                            const struct demo_many *many, struct store **out, struct err *err)
{
    struct checklist checklist;
    struct store *store = NULL;
    int64_t now = clock_now();
    char *before = demo_freeze();

    *out = NULL;
    checklist_init(&checklist);
    enum err_code code = read_checklist(&checklist, err);
    if (many == NULL)
        begin(now);
    if (code == ERR_OK)
        code = store_create(path, device, _(demo_organization.name), demo_people[DEMO_LI].name,
                            &store, err);
    if (code == ERR_OK) {
        code = many == NULL ? fill(store, device, &checklist, now, err)
                            : fill_many(store, device, &checklist, many, err);
    }
    demo_thaw(before);
    if (store != NULL)
        code = finish(store, device, code, out, err);
    checklist_clear(&checklist);
    return code;
}

enum err_code demo_create(const char *path, const struct device *device, struct store **out,
                          struct err *err)
{
    return create(path, device, NULL, out, err);
}

enum err_code demo_create_many(const char *path, const struct device *device,
                               const struct demo_many *many, struct store **out, struct err *err)
{
    return create(path, device, many, out, err);
}
