/* finding_form.c - a finding, with everything known filled in.
 *
 * Raised from the walk it has grade, criterion, place and the evidence linked to the requirement;
 * what is left is one sentence. Rules are core's (finding_check): a refused save keeps what was
 * typed.
 */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "core/ref.h"
#include "store/audits.h"
#include "store/evidence.h"
#include "store/findings.h"
#include "ui/dialog.h"
#include "ui/form.h"
#include "ui/screens.h"

enum {
    FIELD_STATEMENT,
    FIELD_GRADE,
    FIELD_REFS,
    FIELD_OBJECTIVE_EVIDENCE,
    FIELD_REQUIREMENT,
    FIELD_GRADE_REASON,
    FIELD_CONSEQUENCE,
    FIELD_RISK,
    FIELD_SOURCE,
    FIELD_TITLE,
    FIELD_SITE,
    FIELD_AREA,
    FIELD_PROCESS,
    FIELD_EVIDENCE
};

enum { EVIDENCE_MAX = 64, REFS_MAX = 64 };

struct finding_form {
    struct screen screen;
    struct form form;
    struct ident audit;
    struct ident finding; /* none: new */
    char *number;
    struct ident evidence[EVIDENCE_MAX]; /* in the order of the choice */
    size_t evidence_count;
};

static struct finding_form *form_of(const struct screen *screen)
{
    return (struct finding_form *)(uintptr_t)screen;
}

/* ---- saving ---------------------------------------------------------------------------------- */

/* Where the next separator stands, and how long it is; the end of the text: 0. */
static const char *next_separator(const char *text, size_t *length)
{
    static const char *const separators[] = {",", ";", "，", "；", "、"};

    for (; *text != '\0'; text++) {
        for (size_t i = 0; i < sizeof separators / sizeof separators[0]; i++) {
            *length = strlen(separators[i]);
            if (strncmp(text, separators[i], *length) == 0)
                return text;
        }
    }
    *length = 0;
    return text;
}

/* "8.4 c), 8.4 (1)" at commas and semicolons, in place; returns how many. */
static size_t split_refs(char *text, const char *refs[REFS_MAX])
{
    size_t count = 0;
    size_t separator = 0;

    do {
        text += strspn(text, " ");
        char *end = text + (next_separator(text, &separator) - text);
        if (separator > 0)
            *end = '\0';
        if (*text != '\0' && count < REFS_MAX)
            refs[count++] = text;
        text = end + separator;
    } while (separator > 0);
    return count;
}

static void fill_places(const struct form *form, struct finding_new *what, struct ident places[3])
{
    places[0] = form_choice_id(form, FIELD_SITE);
    places[1] = form_choice_id(form, FIELD_AREA);
    places[2] = form_choice_id(form, FIELD_PROCESS);
    what->site = ident_is_none(&places[0]) ? NULL : &places[0];
    what->area = ident_is_none(&places[1]) ? NULL : &places[1];
    what->process = ident_is_none(&places[2]) ? NULL : &places[2];
}

static enum err_code save_new(struct finding_form *finding, struct app *app, struct err *err)
{
    const struct form *form = &finding->form;
    struct ident evidence[EVIDENCE_MAX];
    struct ident places[3];
    struct ident id;
    const char *refs[REFS_MAX];
    char *typed = mem_strdup(form_text(form, FIELD_REFS));
    struct finding_new what = {.grade = (enum grade)form_choice(form, FIELD_GRADE),
                               .title = form_text(form, FIELD_TITLE),
                               .statement = form_text(form, FIELD_STATEMENT),
                               .objective_evidence = form_text(form, FIELD_OBJECTIVE_EVIDENCE),
                               .requirement = form_text(form, FIELD_REQUIREMENT),
                               .grade_reason = form_text(form, FIELD_GRADE_REASON),
                               .consequence = form_text(form, FIELD_CONSEQUENCE),
                               .risk = form_text(form, FIELD_RISK),
                               .source = form_text(form, FIELD_SOURCE),
                               .refs = refs,
                               .evidence = evidence};

    what.ref_count = split_refs(typed, refs);
    fill_places(form, &what, places);
    for (size_t i = 0; i < finding->evidence_count; i++)
        if (form_chosen(form, FIELD_EVIDENCE) & (1UL << i))
            evidence[what.evidence_count++] = finding->evidence[i];
    enum err_code code = finding_add(app->store, &finding->audit, &what, &id, err);
    free(typed);
    return code;
}

struct text_field {
    int id;
    uint16_t field;
};

static const struct text_field text_fields[] = {
    {FIELD_TITLE, FINDING_TITLE},
    {FIELD_STATEMENT, FINDING_STATEMENT},
    {FIELD_OBJECTIVE_EVIDENCE, FINDING_OBJECTIVE_EVIDENCE},
    {FIELD_REQUIREMENT, FINDING_REQUIREMENT},
    {FIELD_GRADE, FINDING_GRADE},
    {FIELD_GRADE_REASON, FINDING_GRADE_REASON},
    {FIELD_CONSEQUENCE, FINDING_CONSEQUENCE},
    {FIELD_RISK, FINDING_RISK},
    {FIELD_SOURCE, FINDING_SOURCE}};

static enum err_code save_existing(struct finding_form *finding, struct app *app, struct err *err)
{
    const struct form *form = &finding->form;
    struct ident places[3];
    struct finding_new what = {0};
    struct change change;

    change_init(&change, &finding->audit);
    for (size_t i = 0; i < sizeof text_fields / sizeof text_fields[0]; i++)
        change_set_text(&change, RECORD_FINDING, &finding->finding, text_fields[i].field,
                        form_text(form, text_fields[i].id));
    fill_places(form, &what, places);
    change_set_id(&change, RECORD_FINDING, &finding->finding, FINDING_SITE, &places[0]);
    change_set_id(&change, RECORD_FINDING, &finding->finding, FINDING_AREA, &places[1]);
    change_set_id(&change, RECORD_FINDING, &finding->finding, FINDING_PROCESS, &places[2]);
    enum err_code code = audit_require_open(app->store, &finding->audit, err);
    if (code == ERR_OK)
        code = finding_check_edit(
            app->store, &finding->finding, (enum grade)form_choice(form, FIELD_GRADE),
            form_text(form, FIELD_STATEMENT), form_text(form, FIELD_GRADE_REASON),
            form_text(form, FIELD_SOURCE), err);
    if (code == ERR_OK)
        code = store_save(app->store, &change, finding->number, err);
    change_clear(&change);
    return code;
}

static unsigned act(struct screen *base, struct app *app, const struct input *input)
{
    struct finding_form *finding = form_of(base);
    struct err err;
    unsigned flags = form_act(&finding->form, app, input);

    if (!(flags & REACT_SUBMIT))
        return flags;
    enum err_code code = ident_is_none(&finding->finding) ? save_new(finding, app, &err)
                                                          : save_existing(finding, app, &err);
    unsigned result = app_result(app, code, &err);
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

static void add_choice(struct finding_form *finding, struct app *app, int id, const char *label,
                       enum record_type type, uint16_t order, const struct ident *chosen)
{
    struct rows rows;
    struct list_query query = {.type = type, .order = order};
    int selected = -1;

    if (store_list(app->store, &query, &rows, NULL) != ERR_OK)
        return;
    struct form_choice *choices = mem_zalloc(rows.count + 1, sizeof *choices);
    for (size_t i = 0; i < rows.count; i++) {
        uint16_t name = type == RECORD_AREA ? AREA_NAME : 10; /* the name of site and process */
        choices[i] = (struct form_choice){row_text(&rows.items[i], name), rows.items[i].id};
        if (chosen != NULL && ident_equal(&rows.items[i].id, chosen))
            selected = (int)i;
    }
    form_add(&finding->form, &(struct form_spec){.id = id,
                                                 .kind = FORM_CHOICE,
                                                 .label = label,
                                                 .choices = choices,
                                                 .choice_count = rows.count,
                                                 .selected = selected});
    free(choices);
    rows_clear(&rows);
}

/* The evidence of the requirement is offered, all of it chosen: it is why the finding is raised. */
static void add_evidence(struct finding_form *finding, struct app *app,
                         const struct finding_form_spec *spec)
{
    struct evidence_lines lines;
    struct form_choice choices[EVIDENCE_MAX];
    char *labels[EVIDENCE_MAX];
    struct ident assessment = assessment_id(&spec->audit, spec->checklist, spec->item, NULL);
    struct evidence_query query = {.assessment = &assessment, .limit = EVIDENCE_MAX};

    if (spec->item == NULL || evidence_list(app->store, &query, &lines, NULL) != ERR_OK)
        return;
    for (size_t i = 0; i < lines.count; i++) {
        labels[i] = mem_printf("%s %s", lines.items[i].number, lines.items[i].title);
        choices[i] = (struct form_choice){labels[i], lines.items[i].id};
        finding->evidence[i] = lines.items[i].id;
    }
    finding->evidence_count = lines.count;
    if (lines.count > 0)
        form_add(&finding->form, &(struct form_spec){.id = FIELD_EVIDENCE,
                                                     .kind = FORM_MULTI,
                                                     .label = _("Evidence"),
                                                     .choices = choices,
                                                     .choice_count = lines.count,
                                                     .chosen = lines.count == EVIDENCE_MAX
                                                                   ? ~0UL
                                                                   : (1UL << lines.count) - 1});
    for (size_t i = 0; i < lines.count; i++)
        free(labels[i]);
    evidence_lines_clear(&lines);
}

static const char *text_of(const struct row *row, uint16_t field)
{
    return row != NULL ? row_text(row, field) : NULL;
}

static void add_texts(struct finding_form *finding, const struct row *row,
                      const struct finding_form_spec *spec)
{
    struct form *form = &finding->form;
    int grade = row != NULL ? row_code(row, FINDING_GRADE) : (int)spec->grade;

    form_add(form, &(struct form_spec){.id = FIELD_GRADE,
                                       .kind = FORM_CHOICE,
                                       .label = _("Grade"),
                                       .codes = &code_grades,
                                       .selected = grade,
                                       .required = true});
    form_add(form, &(struct form_spec){.id = FIELD_STATEMENT,
                                       .kind = FORM_BLOCK,
                                       .label = _("Statement"),
                                       .hint = _("What was found, in one or two sentences"),
                                       .value = text_of(row, FINDING_STATEMENT),
                                       .required = true});
    form_add(form,
             &(struct form_spec){.id = FIELD_OBJECTIVE_EVIDENCE,
                                 .kind = FORM_BLOCK,
                                 .label = _("Objective evidence"),
                                 .hint = _("The facts: what, where, when, how many of how many"),
                                 .value = text_of(row, FINDING_OBJECTIVE_EVIDENCE),
                                 .rows = 2});
    form_add(form, &(struct form_spec){.id = FIELD_REQUIREMENT,
                                       .kind = FORM_BLOCK,
                                       .label = _("Requirement in words"),
                                       .hint = _("In your own words: what should have been there"),
                                       .value = text_of(row, FINDING_REQUIREMENT),
                                       .rows = 2});
    form_add(form, &(struct form_spec){.id = FIELD_GRADE_REASON,
                                       .kind = FORM_LINE,
                                       .label = _("Reason for grade"),
                                       .value = text_of(row, FINDING_GRADE_REASON)});
    form_add(form, &(struct form_spec){.id = FIELD_CONSEQUENCE,
                                       .kind = FORM_LINE,
                                       .label = _("Consequence"),
                                       .value = text_of(row, FINDING_CONSEQUENCE)});
    form_add(form, &(struct form_spec){.id = FIELD_RISK,
                                       .kind = FORM_CHOICE,
                                       .label = _("Risk"),
                                       .codes = &code_importance,
                                       .selected = row != NULL ? row_code(row, FINDING_RISK) : -1});
    form_add(form, &(struct form_spec){
                       .id = FIELD_SOURCE,
                       .kind = FORM_CHOICE,
                       .label = _("Source"),
                       .hint = _("What does not come from the audit needs no requirement"),
                       .codes = &code_finding_sources,
                       .selected = row != NULL && !row_is_null(row, FINDING_SOURCE)
                                       ? row_code(row, FINDING_SOURCE)
                                       : 0});
    form_add(form, &(struct form_spec){.id = FIELD_TITLE,
                                       .kind = FORM_LINE,
                                       .label = _("Short title"),
                                       .value = text_of(row, FINDING_TITLE)});
}

/* The place on the walk, its site and the process that is walked, unless the finding says its own.
 */
static void add_places(struct finding_form *finding, struct app *app, const struct row *row,
                       const struct ident *known)
{
    struct ident area = row != NULL ? row_id(row, FINDING_AREA) : app->area;
    struct ident site = row != NULL ? row_id(row, FINDING_SITE) : ident_none();
    struct ident process = row != NULL     ? row_id(row, FINDING_PROCESS)
                           : known != NULL ? *known
                                           : ident_none();
    struct row place;

    if (row == NULL && !ident_is_none(&area) &&
        store_get(app->store, RECORD_AREA, &area, &place, NULL) == ERR_OK) {
        site = row_id(&place, AREA_SITE);
        row_clear(&place);
    }
    add_choice(finding, app, FIELD_SITE, _("Site"), RECORD_SITE, SITE_POSITION, &site);
    add_choice(finding, app, FIELD_AREA, _("Area"), RECORD_AREA, AREA_POSITION, &area);
    add_choice(finding, app, FIELD_PROCESS, _("Process"), RECORD_PROCESS, PROCESS_NAME, &process);
}

static char *title(const struct screen *base, const struct app *app)
{
    const struct finding_form *finding = form_of(base);

    (void)app;
    return finding->number != NULL ? mem_printf(_("Finding %s"), finding->number)
                                   : mem_strdup(_("New finding"));
}

static enum context context(const struct screen *base)
{
    return form_context(&form_of(base)->form, CONTEXT_FINDING_FORM);
}

static void draw(struct screen *base, struct app *app, struct canvas *canvas, struct area area)
{
    (void)app;
    form_draw(&form_of(base)->form, canvas, area_inset(area, 0, 1));
}

static void close_screen(struct screen *base)
{
    struct finding_form *finding = form_of(base);

    form_clear(&finding->form);
    free(finding->number);
    free(finding);
}

static const struct screen_ops ops = {.title = title,
                                      .context = context,
                                      .draw = draw,
                                      .act = act,
                                      .finish = finish,
                                      .keep = keep,
                                      .close = close_screen};

static void add_criteria(struct finding_form *finding, struct app *app,
                         const struct finding_form_spec *spec)
{
    /* The ref may be missing, or be that of another item too: the name is then the id's. */
    char *known = spec->item != NULL && spec->checklist != NULL
                      ? walk_name(app->store, &spec->audit, spec->checklist, spec->item, spec->ref)
                      : mem_strdup(spec->ref);
    char *ref = known != NULL ? ref_display(known) : mem_strdup("");

    form_add(&finding->form, &(struct form_spec){.id = FIELD_REFS,
                                                 .kind = FORM_LINE,
                                                 .label = _("Requirements"),
                                                 .hint = _("One or more: 8.4 c), 8.6.1 (2)"),
                                                 .value = ref});
    free(ref);
    free(known);
}

static void keep_at(struct finding_form *finding, struct app *app,
                    const struct finding_form_spec *spec)
{
    char *place = finding->number != NULL ? draft_place_record("finding", &finding->finding)
                                          : draft_place_item("finding-new", &finding->audit,
                                                             spec->checklist, spec->item);
    char *name = title(&finding->screen, app);
    char *shown = finding->number == NULL && spec->ref != NULL
                      ? mem_printf("%s %s", name, spec->ref)
                      : mem_strdup(name);

    form_keep_at(&finding->form, app, place, shown);
    free(shown);
    free(name);
    free(place);
}

struct screen *finding_form_new(struct app *app, const struct finding_form_spec *spec)
{
    struct finding_form *finding = mem_zalloc(1, sizeof *finding);
    struct row row = {0};
    bool existing = spec->finding != NULL &&
                    store_get(app->store, RECORD_FINDING, spec->finding, &row, NULL) == ERR_OK;

    finding->screen.ops = &ops;
    finding->audit = spec->audit;
    form_init(&finding->form);
    if (existing) {
        finding->finding = *spec->finding;
        finding->audit = row_id(&row, FINDING_AUDIT);
        finding->number = store_name(app->store, RECORD_FINDING, spec->finding);
    }
    add_texts(finding, existing ? &row : NULL, spec);
    if (!existing) {
        add_criteria(finding, app, spec);
        add_evidence(finding, app, spec);
    }
    add_places(finding, app, existing ? &row : NULL, spec->process);
    form_focus(&finding->form, FIELD_STATEMENT);
    form_set_clean(&finding->form);
    row_clear(&row);
    keep_at(finding, app, spec);
    return &finding->screen;
}
