/* demo_parts.h - what the files that make the demo share. Not for other modules. */
#ifndef AUDITWALK_EXCHANGE_DEMO_PARTS_H
#define AUDITWALK_EXCHANGE_DEMO_PARTS_H

#include <stdbool.h>

#include "base/clock.h"
#include "core/checklist.h"
#include "core/value.h"
#include "exchange/demo.h"
#include "exchange/demo_data.h"
#include "store/store.h"

enum { DEMO_EVIDENCE_MAX = 64, DEMO_FINDING_MAX = 32 };

struct demo_ids {
    struct ident sites[DEMO_SITE_COUNT];
    struct ident areas[DEMO_AREA_COUNT];
    struct ident people[DEMO_PERSON_COUNT];
    struct ident processes[DEMO_PROCESS_COUNT];
};

/* Records that later events go on with. */
enum { DEMO_MADE_MAX = 64 };
struct demo_made {
    const char *key;
    struct ident id;
};
struct demo_book {
    struct demo_scene *scenes; /* all that were begun */
    size_t scene_count;
    struct demo_made made[DEMO_MADE_MAX];
    size_t made_count;
};

/* One audit while it is made; everything in it is borrowed but the change. */
struct demo_scene {
    struct store *store;
    const struct device *device;
    const struct checklist *checklist;
    const struct demo_audit *audit;
    const struct demo_story *story;
    struct demo_book *book;
    const struct demo_scene *earlier; /* the first audit, NULL for itself */
    const struct demo_ids *ids;
    int64_t midnight; /* local, of the audit's first day */
    struct ident id;
    struct ident evidence[DEMO_EVIDENCE_MAX]; /* in the order of the tables */
    struct ident findings[DEMO_FINDING_MAX];
    struct change change;
};

/* ---- demo_words.c ---- */

/* Local midnight of the day that lies so many days back, in ms since 1970. */
int64_t demo_midnight(int64_t now, int days_back);
void demo_date(int64_t midnight, long day, char out[CLOCK_DATE_SIZE]);

/* From now on the store takes this moment (minutes after the midnight) for the present; the first
 * one gives $AUDITWALK_NOW as it was, for demo_thaw. */
char *demo_freeze(void);
void demo_set_clock(int64_t midnight, int minute);
void demo_thaw(char *before);

/* The text in the program's language with its "{-21}" filled in; heap, NULL for none. */
char *demo_say(int64_t midnight, const char *msgid);

/* Cells: a msgid in the program's language with its "{-21}" filled in; a code or a name that no
 * language changes; the date of a day; the time of a minute. NULL texts are left out. */
void demo_set_words(struct change *change, enum record_type type, const struct ident *id,
                    uint16_t field, int64_t midnight, const char *msgid);
void demo_set_word(struct change *change, enum record_type type, const struct ident *id,
                   uint16_t field, const char *word);
void demo_set_date(struct change *change, enum record_type type, const struct ident *id,
                   uint16_t field, int64_t midnight, long day);
void demo_set_time(struct change *change, enum record_type type, const struct ident *id,
                   uint16_t field, int64_t midnight, int minute);

/* The next word of a list between spaces, *list moves behind it; heap, NULL at the end. */
char *demo_next_word(const char **list);
bool demo_has_word(const char *list, const char *word);

/* ---- demo_audit.c ---- */

/* Makes the audit of the scene, planned, without records; sets scene->id. Then its fieldwork. */
enum err_code demo_add_audit(struct demo_scene *scene, struct err *err);
enum err_code demo_fill_audit(struct demo_scene *scene, struct err *err);

/* The id of the assessment of a requirement. */
struct ident demo_assessment_of(const struct demo_scene *scene, const char *ref);

/* ---- demo_findings.c ---- */

void demo_add_evidence(struct demo_scene *scene); /* to scene->change, as the next */
void demo_add_findings(struct demo_scene *scene);
enum err_code demo_attach_files(struct demo_scene *scene, struct err *err);

/* Of one finding: its criteria by the items' ids, its draft number. */
void demo_add_criteria(struct demo_scene *scene, const struct ident *finding, const char *refs);
void demo_set_draft(struct demo_scene *scene, const struct ident *finding, size_t number);

/* ---- demo_play.c ---- */

/* Does what the story tells of the scene's audit. Moves the clock and the author. */
enum err_code demo_play(struct demo_scene *scene, struct err *err);

/* ---- demo_large.c ---- */

/* So many audits with all their requirements assessed and fifty findings each. */
enum err_code demo_add_large(struct store *store, const struct device *device,
                             const struct checklist *checklist, const struct demo_ids *ids,
                             int64_t now, const struct demo_many *many, struct err *err);

#endif
