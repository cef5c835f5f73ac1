/* walk_more.c - what else can be done at a requirement: evidence that is there already, samples. */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "ui/walk_screen.h"

#include <stdlib.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "ui/dialog.h"

enum { OFFERED = 200 };

static unsigned chosen(struct app *app, void *owner, size_t index)
{
    struct walk_screen *walk = owner;
    const struct walk_item *item = walk_selected(walk);
    struct ident copy;
    struct err err;

    if (item == NULL || index >= walk->offered.count)
        return REACT_HANDLED;
    const struct ident *id = &walk->offered.items[index].id;
    return app_result(app, evidence_copy(app->store, id, &item->id, &copy, &err), &err);
}

/* Newest first: what is used again was mostly recorded a moment ago. */
unsigned walk_offer_evidence(struct walk_screen *walk, struct app *app, bool copying)
{
    struct evidence_query query = {.audit = &walk->audit, .limit = OFFERED};
    struct err err;

    const struct walk_item *item = walk_selected(walk);
    if (item == NULL)
        return REACT_HANDLED;
    if (!copying)
        return app_push(app, evidence_screen_pick(&walk->audit, &item->id,
                                                  item->ref[0] != '\0' ? item->ref : item->item));
    evidence_lines_clear(&walk->offered);
    if (evidence_list(app->store, &query, &walk->offered, &err) != ERR_OK) {
        app_error(app, &err);
        return REACT_DONE;
    }
    size_t count = walk->offered.count;
    if (count == 0) {
        app_message(app, TONE_NOTICE, "%s", _("The audit has no evidence yet."));
        return REACT_DONE;
    }
    const char **labels = mem_zalloc(count, sizeof *labels);
    char **texts = mem_zalloc(count, sizeof *texts);
    for (size_t i = 0; i < count; i++) {
        const struct evidence_line *line = &walk->offered.items[i];
        labels[i] = texts[i] = mem_printf("%s  %s", line->number, line->title);
    }
    struct dialog_choose choose = {.title = _("Copy which evidence to here?"),
                                   .labels = labels,
                                   .count = count,
                                   .done = chosen,
                                   .owner = walk};
    unsigned reactions = dialog_choose(app, &choose);
    for (size_t i = 0; i < count; i++)
        free(texts[i]);
    free(texts);
    free(labels);
    return reactions;
}

unsigned walk_open_sample(struct walk_screen *walk, struct app *app)
{
    const struct walk_item *item = walk_selected(walk);

    return item == NULL ? REACT_HANDLED : app_push(app, sample_form_new(app, &walk->audit, item));
}
