/* demo_large.c - the demo organization after forty years: a thousand audits, to measure with.
 *
 * The words are those of the demo's last audit, dealt out again and again; which result and which
 * finding stands where follows from the audit's and the requirement's place alone. Every record
 * goes through the ordinary write path, a few saves an audit, since each costs a sync.
 */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "exchange/demo_parts.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "core/rules.h"
#include "store/audits.h"

enum {
    AUDITS_A_YEAR = 25,
    DAYS_A_YEAR = 365,
    FINDINGS = 50,
    RUNNING = 5,       /* the newest audits are still in fieldwork */
    ITEMS_A_SAVE = 100 /* a change looks for each cell among its others */
};

/* What is dealt out: no chance in it, so that two files of one day say the same. */
static unsigned deal(unsigned audit, unsigned place, unsigned count)
{
    uint32_t mixed = audit * 2654435761U ^ place * 2246822519U;

    mixed ^= mixed >> 15;
    mixed *= 2246822519U;
    mixed ^= mixed >> 13;
    return mixed % count;
}

static enum err_code create_audit(struct demo_scene *scene, unsigned index, int year,
                                  struct err *err)
{
    unsigned place = deal(index, 1, DEMO_SITE_COUNT);
    char first[CLOCK_DATE_SIZE];
    char last[CLOCK_DATE_SIZE];
    const char *people[] = {demo_people[DEMO_LI].name, demo_people[DEMO_WRONA].name};

    demo_date(scene->midnight, 0, first);
    demo_date(scene->midnight, 4, last);
    char *number = mem_printf("IA-%d-%02u", year, index % AUDITS_A_YEAR + 1);
    char *title = mem_printf("%s · %s", _(demo_processes[deal(index, 2, DEMO_PROCESS_COUNT)].name),
                             _(demo_sites[place].name));
    struct audit_new what = {.number = number,
                             .title = title,
                             .type = "internal",
                             .planned_from = first,
                             .planned_to = last,
                             .sites = &scene->ids->sites[place],
                             .site_count = 1,
                             .leads = people,
                             .lead_count = 2};
    enum err_code code = audit_create(scene->store, &what, scene->checklist, &scene->id, err);
    free(number);
    free(title);
    return code;
}

/* Nine of ten conform; the rest is spread over the other results. */
static enum result result_at(unsigned index, unsigned place)
{
    static const enum result rare[] = {RESULT_OFI, RESULT_MINOR, RESULT_MAJOR, RESULT_NA,
                                       RESULT_NOT_COVERED};
    unsigned number = deal(index, place + 16, 50);

    return number < 5 ? rare[number] : RESULT_CONFORMING;
}

static void add_assessment(struct demo_scene *scene, unsigned index, unsigned place)
{
    const struct checklist_item *item = &scene->checklist->items[place];
    struct ident id = demo_assessment_of(scene, item->id);
    struct change *change = &scene->change;
    enum result result = result_at(index, place);

    change_set_id(change, RECORD_ASSESSMENT, &id, ASSESSMENT_AUDIT, &scene->id);
    demo_set_word(change, RECORD_ASSESSMENT, &id, ASSESSMENT_CHECKLIST, scene->checklist->id);
    demo_set_word(change, RECORD_ASSESSMENT, &id, ASSESSMENT_ITEM, item->id);
    demo_set_word(change, RECORD_ASSESSMENT, &id, ASSESSMENT_REF, item->ref);
    demo_set_word(change, RECORD_ASSESSMENT, &id, ASSESSMENT_RESULT,
                  code_at(&code_results, (int)result)->word);
    if (result == RESULT_NA || result == RESULT_NOT_COVERED) {
        const struct demo_audit *from = &demo_audits[DEMO_AUDIT_COUNT - 1];
        demo_set_words(
            change, RECORD_ASSESSMENT, &id, ASSESSMENT_NOTE, scene->midnight,
            from->assessments[deal(index, place, (unsigned)from->assessment_count)].note);
    }
    change_set_id(change, RECORD_ASSESSMENT, &id, ASSESSMENT_BY,
                  &scene->ids->people[place % 2 == 0 ? DEMO_LI : DEMO_WRONA]);
    demo_set_time(change, RECORD_ASSESSMENT, &id, ASSESSMENT_AT, scene->midnight,
                  DEMO_AT((int)place / 60, 9, (int)place % 60 * 8));
}

static void add_finding(struct demo_scene *scene, unsigned index, unsigned number)
{
    const struct demo_audit *audit = &demo_audits[DEMO_AUDIT_COUNT - 1];
    const struct demo_finding *from =
        &audit->findings[deal(index, number, (unsigned)audit->finding_count)];
    struct change *change = &scene->change;
    struct ident id = ident_random();

    change_set_id(change, RECORD_FINDING, &id, FINDING_AUDIT, &scene->id);
    demo_set_draft(scene, &id, number + 1);
    demo_set_word(change, RECORD_FINDING, &id, FINDING_GRADE,
                  code_at(&code_grades, (int)from->grade)->word);
    demo_set_words(change, RECORD_FINDING, &id, FINDING_TITLE, scene->midnight, from->title);
    demo_set_words(change, RECORD_FINDING, &id, FINDING_STATEMENT, scene->midnight,
                   from->statement);
    demo_set_word(change, RECORD_FINDING, &id, FINDING_STATE,
                  code_at(&code_finding_states, FINDING_RAISED)->word);
    change_set_id(change, RECORD_FINDING, &id, FINDING_RAISED_BY, &scene->ids->people[from->by]);
    demo_set_time(change, RECORD_FINDING, &id, FINDING_RAISED_AT, scene->midnight,
                  DEMO_AT((int)number / 10, 9, (int)number % 10 * 40));
    demo_add_criteria(scene, &id, from->refs);
}

static enum err_code save_part(struct demo_scene *scene, struct err *err)
{
    enum err_code code = store_save(scene->store, &scene->change, NULL, err);

    change_clear(&scene->change);
    change_init(&scene->change, &scene->id);
    return code;
}

static enum err_code fill_audit(struct demo_scene *scene, unsigned index, bool running,
                                struct err *err)
{
    enum err_code code = ERR_OK;
    unsigned count = (unsigned)scene->checklist->item_count;

    change_init(&scene->change, &scene->id);
    for (unsigned i = 0; i < count && code == ERR_OK; i++) {
        add_assessment(scene, index, i);
        if (i % ITEMS_A_SAVE == ITEMS_A_SAVE - 1)
            code = save_part(scene, err);
    }
    for (unsigned i = 0; i < FINDINGS && code == ERR_OK; i++)
        add_finding(scene, index, i);
    if (!running)
        demo_set_word(&scene->change, RECORD_AUDIT, &scene->id, AUDIT_STATE, "closed");
    if (code == ERR_OK)
        code = save_part(scene, err);
    change_clear(&scene->change);
    return code;
}

enum err_code demo_add_large(struct store *store, const struct device *device,
                             const struct checklist *checklist, const struct demo_ids *ids,
                             int64_t now, const struct demo_many *many, struct err *err)
{
    enum err_code code = ERR_OK;
    unsigned audits = many->audits;
    char today[CLOCK_DATE_SIZE];
    int year = 0;

    clock_local_date(now, today);
    if (sscanf(today, "%d", &year) != 1)
        return err_set(err, ERR_INTERNAL, "today is %s", today);
    for (unsigned i = 0; i < audits && code == ERR_OK; i++) {
        int years = (int)((audits - 1 - i) / AUDITS_A_YEAR);
        int days = (int)((audits - 1 - i) % AUDITS_A_YEAR) * DAYS_A_YEAR / AUDITS_A_YEAR;
        struct demo_scene scene = {.store = store,
                                   .device = device,
                                   .checklist = checklist,
                                   .ids = ids,
                                   .midnight = demo_midnight(now, years * DAYS_A_YEAR + days + 7)};
        if (many->progress != NULL && !many->progress(many->context, i * 100 / audits))
            return err_set(err, ERR_CANCELLED, _("stopped; no file was made"));
        code = create_audit(&scene, i, year - years, err);
        if (code == ERR_OK)
            code = fill_audit(&scene, i, i + RUNNING >= audits, err);
    }
    return code;
}
