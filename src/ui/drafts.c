/* drafts.c - keeping what was typed, and going back to where it was typed. */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "ui/drafts.h"

#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/text.h"
#include "ui/dialog.h"
#include "ui/screens.h"

enum { WORDS = 6, TITLE_COLUMNS = 18 };

/* ---- keeping --------------------------------------------------------------------------------- */

static struct hash hash_of(const struct draft *draft)
{
    struct buf all;

    buf_init(&all);
    for (size_t i = 0; i < draft->count; i++)
        buf_printf(&all, "%s %zu %s\n", draft->fields[i].name, strlen(draft->fields[i].text),
                   draft->fields[i].text);
    struct hash hash = hash_bytes(all.length > 0 ? all.data : "", all.length);
    buf_clear(&all);
    return hash;
}

bool keeper_begin(struct keeper *keeper, struct app *app, const char *place, const char *title,
                  struct draft *draft)
{
    memset(keeper, 0, sizeof *keeper);
    if (app->store == NULL || place == NULL)
        return false;
    keeper->place = mem_strdup(place);
    keeper->title = mem_strdup(title != NULL ? title : "");
    keeper->kept = draft_find(app->store, place, draft);
    return keeper->kept;
}

static void warn(struct app *app, const struct err *err)
{
    if (!app->draft_warned)
        app_message(app, TONE_WARN, _("what you type is not kept until it is saved: %s"),
                    err->message);
    app->draft_warned = true;
}

void keeper_keep(struct keeper *keeper, struct app *app, struct draft *draft, bool sync)
{
    struct err err;
    struct hash hash = hash_of(draft);

    if (keeper->place == NULL || app->store == NULL)
        return;
    if (draft->count == 0) {
        if (keeper->kept)
            draft_remove(app->store, keeper->place);
        keeper->kept = keeper->unsynced = false;
        return;
    }
    if (keeper->kept && hash_equal(&hash, &keeper->last) && !(sync && keeper->unsynced))
        return;
    draft->place = mem_strdup(keeper->place);
    draft->title = mem_strdup(keeper->title);
    draft->at = clock_now();
    if (draft_write(app->store, draft, sync, &err) != ERR_OK)
        warn(app, &err);
    keeper->kept = true;
    keeper->last = hash;
    keeper->unsynced = !sync;
    app->unsynced = app->unsynced || !sync;
}

void keeper_end(struct keeper *keeper, struct app *app)
{
    if (keeper->kept && keeper->place != NULL && app->store != NULL)
        draft_remove(app->store, keeper->place);
    keeper->kept = false;
}

void keeper_clear(struct keeper *keeper)
{
    free(keeper->place);
    free(keeper->title);
    memset(keeper, 0, sizeof *keeper);
}

void drafts_say_restored(struct app *app, const struct draft *draft)
{
    char when[17];

    clock_local_stamp(draft->at, when);
    app_message(app, TONE_NOTICE, _("Typed at %s and not saved: here it is again"), when);
}

/* ---- places ---------------------------------------------------------------------------------- */

char *draft_place_item(const char *word, const struct ident *audit, const char *checklist,
                       const char *item)
{
    char id[IDENT_TEXT_SIZE];

    ident_text(audit, id);
    return mem_printf("%s %s %s %s", word, id, checklist != NULL ? checklist : "-",
                      item != NULL ? item : "-");
}

char *draft_place_record(const char *word, const struct ident *id)
{
    char text[IDENT_TEXT_SIZE];

    ident_text(id, text);
    return mem_printf("%s %s", word, text);
}

struct draft_place {
    char *text;
    const char *words[WORDS];
    size_t count;
    struct ident id; /* of the second word */
    bool has_id;
    const char *checklist; /* NULL for "-" */
    const char *item;
};

static void place_parse(const char *text, struct draft_place *place)
{
    char *rest = NULL;

    *place = (struct draft_place){.text = mem_strdup(text)};
    for (char *word = strtok_r(place->text, " ", &rest); word != NULL && place->count < WORDS;
         word = strtok_r(NULL, " ", &rest))
        place->words[place->count++] = word;
    place->has_id = place->count > 1 && ident_parse(place->words[1], &place->id);
    if (place->count > 3 && strcmp(place->words[3], "-") != 0) {
        place->checklist = place->words[2];
        place->item = place->words[3];
    }
}

static bool is(const struct draft_place *place, const char *word)
{
    return place->count > 0 && strcmp(place->words[0], word) == 0;
}

/* Text for an item: the walk at it, below the form, as if it had been opened there. */
static unsigned open_at_item(struct app *app, const struct draft_place *place)
{
    struct screen *walk = walk_screen_at(&place->id, place->checklist, place->item);
    struct ident finding;
    size_t depth = app->depth;

    app_push(app, walk);
    if (app->depth != depth + 1)
        return REACT_DONE;
    if (is(place, "note"))
        return walk_screen_note(walk, app);
    if (is(place, "sample"))
        return app_perform(app, ACTION_SAMPLE, 0);
    char *ref = walk_screen_ref(walk);
    unsigned reactions = REACT_DONE;
    if (is(place, "evidence-new")) {
        bool linked = place->count > 4 && ident_parse(place->words[4], &finding);
        reactions = app_push(app, evidence_form_new(app, &(struct evidence_form_spec){
                                                             .audit = place->id,
                                                             .checklist = place->checklist,
                                                             .item = place->item,
                                                             .ref = ref,
                                                             .kind = EVIDENCE_OBSERVATION,
                                                             .finding = linked ? &finding : NULL}));
    } else {
        reactions = app_push(
            app, finding_form_new(app, &(struct finding_form_spec){.audit = place->id,
                                                                   .checklist = place->checklist,
                                                                   .item = place->item,
                                                                   .ref = ref,
                                                                   .grade = GRADE_OFI}));
    }
    free(ref);
    return reactions;
}

static bool exists(struct app *app, enum record_type type, const struct ident *id)
{
    struct row row;

    if (store_get(app->store, type, id, &row, NULL) != ERR_OK)
        return false;
    row_clear(&row);
    return true;
}

static unsigned open_record(struct app *app, const struct draft_place *place, enum record_type type)
{
    switch (type) {
    case RECORD_EVIDENCE:
        return app_push(
            app, evidence_form_new(app, &(struct evidence_form_spec){.evidence = &place->id}));
    case RECORD_FINDING:
        return app_push(app,
                        finding_form_new(app, &(struct finding_form_spec){.finding = &place->id}));
    default:
        return app_push(app, audit_form_edit(app, &place->id));
    }
}

static const struct {
    const char *word;
    enum record_type type; /* of the record that must be there */
    bool item;             /* its words name a requirement of the audit */
} kinds[] = {{"note", RECORD_AUDIT, true},         {"sample", RECORD_AUDIT, true},
             {"evidence-new", RECORD_AUDIT, true}, {"finding-new", RECORD_AUDIT, true},
             {"evidence", RECORD_EVIDENCE, false}, {"finding", RECORD_FINDING, false},
             {"audit", RECORD_AUDIT, false}};

static unsigned open_place(struct app *app, const struct draft *draft)
{
    struct draft_place place;
    unsigned reactions = REACT_NONE;

    place_parse(draft->place, &place);
    if (is(&place, "audit-new"))
        reactions = app_push(app, audit_form_new(app));
    else if (is(&place, "package-new"))
        reactions = app_push(app, package_form_new(app));
    else if (is(&place, "merge-new"))
        reactions = app_push(app, merge_form_new(app));
    else if (is(&place, "export") && place.has_id)
        reactions = app_push(
            app, export_form_new(app, exists(app, RECORD_AUDIT, &place.id) ? &place.id : NULL));
    else if (place.count > 1 && is(&place, "conflict-text"))
        reactions = app_push(app, conflict_screen_new(NULL, place.words[1]));
    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0] && reactions == REACT_NONE; i++) {
        if (!is(&place, kinds[i].word) || !place.has_id || (kinds[i].item && place.count < 4) ||
            !exists(app, kinds[i].type, &place.id))
            continue;
        reactions =
            kinds[i].item ? open_at_item(app, &place) : open_record(app, &place, kinds[i].type);
    }
    if (reactions == REACT_NONE) { /* a reason: it is asked where it was asked before */
        app_message(app, TONE_NOTICE, _("It is there when you come to this again: %s"),
                    draft->title);
        reactions = REACT_DONE;
    }
    free(place.text);
    return reactions;
}

/* ---- offering -------------------------------------------------------------------------------- */

/* What stands in the longest field: people know their text by it, less by a path. */
static const char *sample_of(const struct draft *draft)
{
    const char *longest = "";

    for (size_t i = 0; i < draft->count; i++) {
        const struct draft_field *field = &draft->fields[i];
        bool text = field->name[0] >= '0' && field->name[0] <= '9' && field->text[0] != '\0';
        bool path = longest[0] == '/' || longest[0] == '~';
        bool is_path = field->text[0] == '/' || field->text[0] == '~';
        if (text &&
            (path == is_path ? strlen(field->text) > strlen(longest) : path || longest[0] == '\0'))
            longest = field->text;
    }
    return longest;
}

static char *label_of(const struct draft *draft)
{
    char when[17];
    char *line = NULL;

    clock_local_stamp(draft->at, when);
    if (text_clean(sample_of(draft), strlen(sample_of(draft)), TEXT_LINE, &line, NULL) != ERR_OK)
        line = mem_strdup("");
    char *title = text_ellipsis(draft->title, TITLE_COLUMNS); /* the text is what people know */
    char *label = mem_printf("%s  %s: %s", when + 5, title, line);
    free(title);
    free(line);
    return label;
}

static unsigned draft_chosen(struct app *app, void *owner, size_t index)
{
    struct drafts all;
    unsigned reactions = REACT_DONE;

    (void)owner;
    drafts_list(app->store, &all); /* the order is the one that was shown: nothing changed it */
    if (index < all.count)
        reactions = open_place(app, &all.items[index]);
    drafts_clear(&all);
    return reactions;
}

bool drafts_offer(struct app *app, bool asked)
{
    struct drafts all;

    if (app->store == NULL)
        return false;
    drafts_list(app->store, &all);
    if (all.count == 0 && asked)
        app_message(app, TONE_GOOD, "%s", _("Everything that was typed is saved."));
    char **labels = mem_zalloc(all.count + 1, sizeof *labels);
    const char **shown = mem_zalloc(all.count + 1, sizeof *shown);
    for (size_t i = 0; i < all.count; i++)
        shown[i] = labels[i] = label_of(&all.items[i]);
    size_t count = all.count;
    if (count > 0)
        dialog_choose(app, &(struct dialog_choose){.title = _("Typed, but not saved"),
                                                   .labels = shown,
                                                   .count = count,
                                                   .done = draft_chosen});
    for (size_t i = 0; i < count; i++)
        free(labels[i]);
    free(labels);
    free(shown);
    drafts_clear(&all);
    return count > 0;
}
