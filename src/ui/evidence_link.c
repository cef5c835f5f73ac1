/* evidence_link.c - marking evidence in its list, and linking what is marked to requirements and
 * findings in one save.
 */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "store/findings.h"
#include "store/walk.h"
#include "ui/dialog.h"
#include "ui/evidence_screen.h"

enum { TARGETS_MOST = 50 };

/* ---- marks ----------------------------------------------------------------------------------- */

bool evidence_is_marked(const struct evidence_screen *screen, const struct ident *id)
{
    for (size_t i = 0; i < screen->marked.count; i++)
        if (ident_equal(&screen->marked.items[i], id))
            return true;
    return false;
}

static void toggle(struct evidence_screen *screen, const struct ident *id)
{
    struct filter_ids *marked = &screen->marked;

    for (size_t i = 0; i < marked->count; i++)
        if (ident_equal(&marked->items[i], id)) {
            marked->items[i] = marked->items[--marked->count];
            return;
        }
    marked->items =
        mem_grow(marked->items, marked->count, &marked->capacity, sizeof *marked->items);
    marked->items[marked->count++] = *id;
}

/* ---- linking --------------------------------------------------------------------------------- */

/* What is marked, else what is selected. */
static bool choose_evidence(struct evidence_screen *screen)
{
    const struct evidence_line *line = evidence_selected(screen);
    size_t count = screen->marked.count;

    if (count == 0 && line == NULL)
        return false;
    free(screen->chosen);
    screen->chosen = mem_zalloc(count + 1, sizeof *screen->chosen);
    screen->chosen_count = count > 0 ? count : 1;
    if (count == 0)
        screen->chosen[0] = line->id;
    for (size_t i = 0; i < count; i++)
        screen->chosen[i] = screen->marked.items[i];
    return true;
}

unsigned evidence_link_picked(struct evidence_screen *screen, struct app *app)
{
    const struct evidence_targets targets = {.assessments = &screen->pick, .assessment_count = 1};
    struct err err;

    if (!choose_evidence(screen))
        return REACT_HANDLED;
    enum err_code code =
        evidence_link_all(app->store, screen->chosen, screen->chosen_count, &targets, &err);
    unsigned reactions = app_result(app, code, &err);
    return code == ERR_OK ? REACT_DONE | REACT_POP : reactions;
}

/* "8.4 c), F-k7q2-1": requirements and findings of the audit. */
static enum err_code find_targets(struct evidence_screen *screen, struct app *app, char *text,
                                  struct ident assessments[], struct ident findings[],
                                  struct evidence_targets *targets, struct err *err)
{
    char *rest = NULL;
    enum err_code code = ERR_OK;

    for (char *word = strtok_r(text, ",;", &rest); word != NULL && code == ERR_OK;
         word = strtok_r(NULL, ",;", &rest)) {
        char *checklist = NULL;
        char *item = NULL;
        word += strspn(word, " ");
        for (size_t length = strlen(word); length > 0 && word[length - 1] == ' '; length--)
            word[length - 1] = '\0';
        if (word[0] == '\0')
            continue;
        if (targets->assessment_count + targets->finding_count == TARGETS_MOST)
            code = err_set(err, ERR_USAGE, _("more than %d at once"), TARGETS_MOST);
        else if (finding_find(app->store, &screen->audit, word, &findings[targets->finding_count],
                              NULL) == ERR_OK)
            targets->finding_count++;
        else if ((code = walk_find(app->store, &screen->audit, word, &checklist, &item, err)) ==
                 ERR_OK)
            assessments[targets->assessment_count++] =
                assessment_id(&screen->audit, checklist, item, NULL);
        free(checklist);
        free(item);
    }
    return code;
}

static bool targets_given(struct app *app, void *owner, const char *text, unsigned *reactions,
                          struct err *err)
{
    struct evidence_screen *screen = owner;
    struct ident assessments[TARGETS_MOST];
    struct ident findings[TARGETS_MOST];
    struct evidence_targets targets = {.assessments = assessments, .findings = findings};
    char *copy = mem_strdup(text);
    enum err_code code = find_targets(screen, app, copy, assessments, findings, &targets, err);

    free(copy);
    if (code == ERR_OK)
        code = evidence_link_all(app->store, screen->chosen, screen->chosen_count, &targets, err);
    if (code != ERR_OK)
        return false;
    app_saved(app);
    filter_ids_clear(&screen->marked);
    *reactions = REACT_DONE | REACT_RELOAD;
    return true;
}

unsigned evidence_ask_targets(struct evidence_screen *screen, struct app *app)
{
    if (!choose_evidence(screen))
        return REACT_HANDLED;
    char *shown = mem_printf(_("Evidence to link: %zu"), screen->chosen_count);
    struct dialog_prompt prompt = {.title = shown,
                                   .label = _("Counts for"),
                                   .hint = _("Requirements and findings: 8.4 c), F-k7q2-1"),
                                   .kind = TEXT_LINE,
                                   .required = true,
                                   .done = targets_given,
                                   .owner = screen};
    unsigned reactions = dialog_prompt(app, &prompt);
    free(shown);
    return reactions;
}

unsigned evidence_mark(struct evidence_screen *screen)
{
    const struct evidence_line *line = evidence_selected(screen);

    if (line == NULL)
        return REACT_HANDLED;
    toggle(screen, &line->id);
    list_select(&screen->list, (size_t)list_selected(&screen->list) + 1);
    return REACT_DONE;
}
