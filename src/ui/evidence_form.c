/* evidence_form.c - evidence on one line, more fields behind Tab.
 *
 * Place, time and author are taken from the walk; a path typed or pasted into the file field is
 * attached with the save. Editing existing evidence changes its texts only.
 */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/file.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "core/ref.h"
#include "store/audits.h"
#include "store/evidence.h"
#include "ui/dialog.h"
#include "ui/form.h"
#include "ui/paths.h"
#include "ui/screens.h"
#include "ui/sticky.h"

enum {
    FIELD_TITLE,
    FIELD_KIND,
    FIELD_FILE,
    FIELD_FILES,
    FIELD_EACH,
    FIELD_DETAIL,
    FIELD_SOURCE,
    FIELD_ASKED,
    FIELD_AREA,
    FIELD_CONFIDENTIALITY,
    FIELD_TAKEN /* hidden: path of the chosen photo, and when it was taken */
};

struct evidence_form {
    struct screen screen;
    struct form form;
    struct ident audit;
    struct ident finding;
    struct ident evidence; /* none: new */
    char *checklist;
    char *item;
    char *ref;
    char *number; /* of the evidence that is edited */
    char *photo;  /* its path, and when it was taken ("": not known) */
    char observed_at[CLOCK_ISO_SIZE];
    char **paths; /* several files that are chosen already, with the times of their photos */
    char (*taken)[CLOCK_ISO_SIZE];
    size_t path_count;
};

static struct evidence_form *form_of(const struct screen *screen)
{
    return (struct evidence_form *)(uintptr_t)screen;
}

static void keep_at(struct evidence_form *evidence, struct app *app);

/* ---- saving ---------------------------------------------------------------------------------- */

/* One piece with all files, or one for each. */
static enum err_code save_several(struct evidence_form *evidence, struct app *app,
                                  struct evidence_new *what, const struct object_options *options,
                                  struct err *err)
{
    const char **paths = mem_zalloc(evidence->path_count + 1, sizeof *paths);
    const char **taken = mem_zalloc(evidence->path_count + 1, sizeof *taken);
    struct ident id;

    for (size_t i = 0; i < evidence->path_count; i++) {
        paths[i] = evidence->paths[i];
        taken[i] = evidence->taken[i][0] != '\0' ? evidence->taken[i] : NULL;
    }
    what->paths = paths;
    what->path_count = evidence->path_count;
    what->observed_at = taken[0];
    enum err_code code =
        form_choice(&evidence->form, FIELD_EACH) == 1
            ? evidence_add_each(app->store, &evidence->audit, what, taken, options, NULL, err)
            : evidence_add(app->store, &evidence->audit, what, options, &id, err);
    free(paths);
    free(taken);
    return code;
}

static enum err_code save_new(struct evidence_form *evidence, struct app *app,
                              struct progress *progress, struct err *err)
{
    const struct form *form = &evidence->form;
    struct ident area = form_choice_id(form, FIELD_AREA);
    char *path = path_typed(form_text(form, FIELD_FILE));
    const char *paths[] = {path};
    bool taken = evidence->observed_at[0] != '\0' && strcmp(path, evidence->photo) == 0;
    struct object_options options = {.progress = progress_bytes, .context = progress};
    struct evidence_new what = {.kind = form_choice(form, FIELD_KIND),
                                .title = form_text(form, FIELD_TITLE),
                                .detail = form_text(form, FIELD_DETAIL),
                                .source = form_text(form, FIELD_SOURCE),
                                .asked = form_text(form, FIELD_ASKED),
                                .confidentiality = form_text(form, FIELD_CONFIDENTIALITY),
                                .observed_at = taken ? evidence->observed_at : NULL,
                                .area = ident_is_none(&area) ? NULL : &area,
                                .checklist = evidence->checklist,
                                .item = evidence->item,
                                .finding =
                                    ident_is_none(&evidence->finding) ? NULL : &evidence->finding,
                                .paths = paths,
                                .path_count = path[0] != '\0' ? 1 : 0};
    struct ident id;
    enum err_code code =
        evidence->path_count > 0
            ? save_several(evidence, app, &what, &options, err)
            : evidence_add(app->store, &evidence->audit, &what, &options, &id, err);

    free(path);
    if (code == ERR_OK)
        sticky_set(app, form_text(form, FIELD_ASKED), form_text(form, FIELD_CONFIDENTIALITY));
    return code;
}

static enum err_code save_texts(struct evidence_form *evidence, struct app *app,
                                struct progress *progress, struct err *err)
{
    struct object_options options = {.progress = progress_bytes, .context = progress};
    const struct form *form = &evidence->form;
    const struct ident *id = &evidence->evidence;
    struct ident area = form_choice_id(form, FIELD_AREA);
    int kind = form_choice(form, FIELD_KIND);
    char *path = path_typed(form_text(form, FIELD_FILE));
    const char *paths[] = {path};
    struct change change;

    change_init(&change, &evidence->audit);
    change_set_text(&change, RECORD_EVIDENCE, id, EVIDENCE_TITLE, form_text(form, FIELD_TITLE));
    change_set_text(&change, RECORD_EVIDENCE, id, EVIDENCE_KIND,
                    code_at(&code_evidence_kinds, kind)->word);
    change_set_text(&change, RECORD_EVIDENCE, id, EVIDENCE_DETAIL, form_text(form, FIELD_DETAIL));
    change_set_text(&change, RECORD_EVIDENCE, id, EVIDENCE_SOURCE, form_text(form, FIELD_SOURCE));
    change_set_text(&change, RECORD_EVIDENCE, id, EVIDENCE_ASKED, form_text(form, FIELD_ASKED));
    change_set_text(&change, RECORD_EVIDENCE, id, EVIDENCE_CONFIDENTIALITY,
                    form_text(form, FIELD_CONFIDENTIALITY));
    change_set_id(&change, RECORD_EVIDENCE, id, EVIDENCE_AREA, &area);
    enum err_code code =
        evidence_edit(app->store, id, &change, paths, path[0] != '\0' ? 1 : 0, &options, err);
    change_clear(&change);
    free(path);
    return code;
}

static enum err_code save(struct evidence_form *evidence, struct app *app, struct err *err)
{
    struct progress progress;

    progress_begin(&progress, app, _("Storing the file"));
    enum err_code code = ident_is_none(&evidence->evidence)
                             ? save_new(evidence, app, &progress, err)
                             : save_texts(evidence, app, &progress, err);
    progress_end(&progress);
    return code;
}

/* A file that can't be attached is said at its field, with what was typed still there. */
static bool file_is_fine(struct evidence_form *evidence, const struct app *app)
{
    char *path = path_typed(form_text(&evidence->form, FIELD_FILE));
    struct err err;
    int fd = -1;
    uint64_t size = 0;
    bool fine = true;

    if (path[0] != '\0') {
        fine = store_refuse_itself(app->store, path, &err) == ERR_OK &&
               file_open_regular(path, &fd, &size, &err) == ERR_OK;
        if (fine)
            close(fd);
        else
            form_error(&evidence->form, FIELD_FILE, err.message);
    }
    free(path);
    return fine;
}

static void paths_free(struct evidence_form *evidence)
{
    for (size_t i = 0; i < evidence->path_count; i++)
        free(evidence->paths[i]);
    free(evidence->paths);
    free(evidence->taken);
    evidence->paths = NULL;
    evidence->taken = NULL;
    evidence->path_count = 0;
}

/* The next piece: what it says is new, where, who and what kind it is stays. */
static unsigned begin_next(struct evidence_form *evidence, struct app *app)
{
    static const int emptied[] = {FIELD_TITLE, FIELD_FILE, FIELD_TAKEN, FIELD_DETAIL, FIELD_SOURCE};
    struct form *form = &evidence->form;

    form_keep_end(form, app);
    for (size_t i = 0; i < sizeof emptied / sizeof emptied[0]; i++)
        form_set_text(form, emptied[i], "");
    if (evidence->path_count > 0) {
        form_hide(form, FIELD_FILES, true);
        form_hide(form, FIELD_EACH, true);
        form_hide(form, FIELD_FILE, false);
    }
    paths_free(evidence);
    mem_replace(&evidence->photo, NULL);
    evidence->observed_at[0] = '\0';
    form_focus(form, FIELD_TITLE);
    form_set_clean(form);
    keep_at(evidence, app);
    app_message(app, TONE_GOOD, "%s", _("recorded; the next one"));
    return REACT_DONE;
}

static unsigned act(struct screen *base, struct app *app, const struct input *input)
{
    struct evidence_form *evidence = form_of(base);
    struct err err;

    /* The path of a file dropped on the terminal arrives as a paste: it goes where it belongs. */
    if (input->event.type == EVENT_PASTE && form_focused(&evidence->form) != FIELD_FILE) {
        char *path = path_pasted(input->event.paste, input->event.paste_length);
        if (path != NULL) {
            form_set_text(&evidence->form, FIELD_FILE, path);
            form_focus(&evidence->form, FIELD_FILE);
            app_message(app, TONE_NOTICE, _("%s will be attached"), file_base_name(path));
            free(path);
            return REACT_DONE;
        }
    }
    bool again = input->action == ACTION_SAVE_NEXT && ident_is_none(&evidence->evidence);
    struct input pressed = *input;
    if (input->action == ACTION_SAVE_NEXT)
        pressed.action = ACTION_SAVE;
    unsigned flags = form_act(&evidence->form, app, &pressed);
    if (!(flags & REACT_SUBMIT))
        return flags;
    if (!file_is_fine(evidence, app))
        return REACT_DONE;
    enum err_code code = save(evidence, app, &err);
    unsigned result = app_result(app, code, &err);
    if (code == ERR_OK && again)
        return begin_next(evidence, app);
    return code == ERR_OK ? REACT_DONE | REACT_POP : result;
}

static void keep(struct screen *base, struct app *app, bool sync)
{
    form_keep(&form_of(base)->form, app, sync);
}

static unsigned finish(struct screen *base, struct app *app)
{
    form_keep_end(&form_of(base)->form, app);
    return REACT_DONE | REACT_RELOAD;
}

/* ---- making ---------------------------------------------------------------------------------- */

/* All areas of the file in walking order; the place on the walk is chosen already. */
static void add_area(struct evidence_form *evidence, struct app *app, const struct row *row)
{
    struct rows areas;
    struct list_query query = {.type = RECORD_AREA, .order = AREA_POSITION};
    struct ident chosen = row != NULL ? row_id(row, EVIDENCE_AREA) : app->area;
    int selected = -1;

    if (store_list(app->store, &query, &areas, NULL) != ERR_OK)
        return;
    struct form_choice *choices = mem_zalloc(areas.count + 1, sizeof *choices);
    for (size_t i = 0; i < areas.count; i++) {
        choices[i] = (struct form_choice){row_text(&areas.items[i], AREA_NAME), areas.items[i].id};
        if (ident_equal(&areas.items[i].id, &chosen))
            selected = (int)i;
    }
    form_add(&evidence->form, &(struct form_spec){.id = FIELD_AREA,
                                                  .kind = FORM_CHOICE,
                                                  .label = _("Area"),
                                                  .choices = choices,
                                                  .choice_count = areas.count,
                                                  .selected = selected});
    free(choices);
    rows_clear(&areas);
}

static const char *text_of(const struct row *row, uint16_t field)
{
    return row != NULL ? row_text(row, field) : NULL;
}

/* Several files that are chosen already: their names, and what becomes of them. */
static void add_files(struct evidence_form *evidence)
{
    const struct form_choice choices[] = {{.label = _("one piece of evidence with all files")},
                                          {.label = _("a piece for each file")}};
    struct buf names;

    buf_init(&names);
    for (size_t i = 0; i < evidence->path_count; i++)
        buf_printf(&names, "%s%s", i > 0 ? ", " : "", file_base_name(evidence->paths[i]));
    form_add(&evidence->form,
             &(struct form_spec){
                 .id = FIELD_FILES, .kind = FORM_STATIC, .label = _("Files"), .value = names.data});
    form_add(&evidence->form, &(struct form_spec){.id = FIELD_EACH,
                                                  .kind = FORM_CHOICE,
                                                  .label = _("They become"),
                                                  .choices = choices,
                                                  .choice_count = 2,
                                                  .selected = 0,
                                                  .required = true});
    form_hide(&evidence->form, FIELD_FILE, true);
    buf_clear(&names);
}

static void add_fields(struct evidence_form *evidence, struct app *app, const struct row *row,
                       int kind)
{
    struct form *form = &evidence->form;
    int confidentiality = row != NULL
                              ? row_code(row, EVIDENCE_CONFIDENTIALITY)
                              : code_index(&code_confidentiality, app->sticky->confidentiality);

    form_add(form, &(struct form_spec){.id = FIELD_TITLE,
                                       .kind = FORM_LINE,
                                       .label = _("Evidence"),
                                       .hint = _("What you saw, read or heard; Tab for more"),
                                       .value = text_of(row, EVIDENCE_TITLE),
                                       .required = true});
    form_add(form,
             &(struct form_spec){.id = FIELD_KIND,
                                 .kind = FORM_CHOICE,
                                 .label = _("Kind"),
                                 .codes = &code_evidence_kinds,
                                 .selected = row != NULL ? row_code(row, EVIDENCE_KIND) : kind,
                                 .required = true});
    form_add(form, &(struct form_spec){.id = FIELD_FILE,
                                       .kind = FORM_PATH,
                                       .label = _("File"),
                                       .hint = _("Path of a photo or document to attach")});
    if (evidence->path_count > 0)
        add_files(evidence);
    form_add(form, &(struct form_spec){.id = FIELD_DETAIL,
                                       .kind = FORM_BLOCK,
                                       .label = _("Detail"),
                                       .value = text_of(row, EVIDENCE_DETAIL)});
    form_add(form, &(struct form_spec){.id = FIELD_SOURCE,
                                       .kind = FORM_LINE,
                                       .label = _("Source"),
                                       .hint = _("Document number and revision, record id"),
                                       .value = text_of(row, EVIDENCE_SOURCE)});
    form_add(form, &(struct form_spec){.id = FIELD_ASKED,
                                       .kind = FORM_LINE,
                                       .label = _("Asked"),
                                       .hint = _("The role of who was asked, not the name"),
                                       .value = row != NULL ? row_text(row, EVIDENCE_ASKED)
                                                            : app->sticky->asked});
    add_area(evidence, app, row);
    form_add(form, &(struct form_spec){.id = FIELD_CONFIDENTIALITY,
                                       .kind = FORM_CHOICE,
                                       .label = _("Confidentiality"),
                                       .codes = &code_confidentiality,
                                       .selected = confidentiality});
}

static char *title(const struct screen *base, const struct app *app)
{
    const struct evidence_form *evidence = form_of(base);

    if (evidence->number != NULL)
        return mem_printf(_("Evidence %s"), evidence->number);
    char *along = sticky_text(app);
    char *ref = evidence->ref != NULL ? ref_display(evidence->ref) : NULL;
    char *name =
        ref != NULL ? mem_printf(_("New evidence for %s"), ref) : mem_strdup(_("New evidence"));
    char *text = mem_printf("%s%s", name, along);
    free(name);
    free(ref);
    free(along);
    return text;
}

/* Enter saves new evidence; in what is edited it goes to the next field, as in other forms. */
static enum context context(const struct screen *base)
{
    const struct form *form = &form_of(base)->form;

    return form_context(form, form->quick ? CONTEXT_EVIDENCE_FORM : CONTEXT_FORM);
}

static void draw(struct screen *base, struct app *app, struct canvas *canvas, struct area area)
{
    (void)app;
    form_draw(&form_of(base)->form, canvas, area_inset(area, 0, 1));
}

static void close_screen(struct screen *base)
{
    struct evidence_form *evidence = form_of(base);

    form_clear(&evidence->form);
    free(evidence->checklist);
    free(evidence->item);
    free(evidence->ref);
    free(evidence->number);
    free(evidence->photo);
    paths_free(evidence);
    free(evidence);
}

static const struct screen_ops ops = {.title = title,
                                      .context = context,
                                      .draw = draw,
                                      .act = act,
                                      .finish = finish,
                                      .keep = keep,
                                      .close = close_screen};

/* Of the photo that was chosen; back from a draft the form has it from there. */
static void take_photo(struct evidence_form *evidence)
{
    const char *taken = form_text(&evidence->form, FIELD_TAKEN);
    const char *when = strrchr(taken, ' ');

    if (when == NULL || strlen(when + 1) >= sizeof evidence->observed_at)
        return;
    memcpy(evidence->observed_at, when + 1, strlen(when + 1) + 1);
    free(evidence->photo);
    evidence->photo = mem_strndup(taken, (size_t)(when - taken));
}

static void set_photo(struct evidence_form *evidence, const struct evidence_form_spec *spec)
{
    char when[CLOCK_ISO_SIZE] = "";
    struct form *form = &evidence->form;

    form_add(form, &(struct form_spec){.id = FIELD_TAKEN, .kind = FORM_LINE});
    form_hide(form, FIELD_TAKEN, true);
    if (spec->path == NULL)
        return;
    form_set_text(form, FIELD_FILE, spec->path);
    form_focus(form, FIELD_TITLE);
    form_keep_along(form, FIELD_FILE);
    form_keep_along(form, FIELD_TAKEN);
    if (spec->taken_at <= 0)
        return;
    clock_iso(spec->taken_at, when);
    char *taken = mem_printf("%s %s", spec->path, when);
    form_set_text(form, FIELD_TAKEN, taken);
    free(taken);
}

static void keep_at(struct evidence_form *evidence, struct app *app)
{
    char finding[IDENT_TEXT_SIZE];
    char *name = title(&evidence->screen, app);
    char *place = evidence->number != NULL ? draft_place_record("evidence", &evidence->evidence)
                                           : draft_place_item("evidence-new", &evidence->audit,
                                                              evidence->checklist, evidence->item);

    if (!ident_is_none(&evidence->finding)) {
        ident_text(&evidence->finding, finding);
        char *longer = mem_printf("%s %s", place, finding);
        free(place);
        place = longer;
    }
    form_keep_at(&evidence->form, app, place, name);
    free(name);
    free(place);
}

static void take_paths(struct evidence_form *evidence, const struct evidence_form_spec *spec)
{
    evidence->path_count = spec->path_count;
    evidence->paths = mem_zalloc(spec->path_count + 1, sizeof *evidence->paths);
    evidence->taken = mem_zalloc(spec->path_count + 1, sizeof *evidence->taken);
    for (size_t i = 0; i < spec->path_count; i++) {
        evidence->paths[i] = mem_strdup(spec->paths[i]);
        if (spec->taken != NULL && spec->taken[i] > 0)
            clock_iso(spec->taken[i], evidence->taken[i]);
    }
}

struct screen *evidence_form_new(struct app *app, const struct evidence_form_spec *spec)
{
    struct evidence_form *evidence = mem_zalloc(1, sizeof *evidence);
    struct row row = {0};
    bool existing = spec->evidence != NULL &&
                    store_get(app->store, RECORD_EVIDENCE, spec->evidence, &row, NULL) == ERR_OK;

    evidence->screen.ops = &ops;
    evidence->audit = spec->audit;
    evidence->checklist = mem_strdup(spec->checklist);
    evidence->item = mem_strdup(spec->item);
    /* A requirement of an own checklist may have no reference: its id names it then. */
    evidence->ref = mem_strdup(spec->ref != NULL && spec->ref[0] != '\0' ? spec->ref : spec->item);
    if (spec->finding != NULL)
        evidence->finding = *spec->finding;
    if (existing) {
        evidence->evidence = *spec->evidence;
        evidence->audit = row_id(&row, EVIDENCE_AUDIT);
        evidence->number = mem_strdup(row_text(&row, EVIDENCE_NUMBER));
    }
    take_paths(evidence, spec);
    form_init(&evidence->form);
    evidence->form.quick = !existing;
    evidence->form.quick_fields = evidence->path_count > 0 ? 4 : spec->attach ? 3 : 1;
    add_fields(evidence, app, existing ? &row : NULL, spec->kind);
    if (spec->attach && evidence->path_count == 0)
        form_focus(&evidence->form, FIELD_FILE);
    else if (evidence->path_count > 0)
        form_focus(&evidence->form, FIELD_TITLE);
    set_photo(evidence, spec);
    form_set_clean(&evidence->form);
    row_clear(&row);
    keep_at(evidence, app);
    take_photo(evidence);
    return &evidence->screen;
}
