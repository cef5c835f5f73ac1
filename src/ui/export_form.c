/* export_form.c - what to export, in which language, where to; writes it with progress.
 *
 * A refused or cancelled export leaves the form as it was typed and the old file as it was.
 */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/file.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/text.h"
#include "base/translate.h"
#include "exchange/export.h"
#include "exchange/lists.h"
#include "exchange/template.h"
#include "store/findings.h"
#include "ui/dialog.h"
#include "ui/form.h"
#include "ui/language.h"
#include "ui/paths.h"
#include "ui/screens.h"

enum {
    FIELD_KIND,
    FIELD_LIST,
    FIELD_SCOPE,
    FIELD_FINDING,
    FIELD_FROM,
    FIELD_TO,
    FIELD_LANGUAGE,
    FIELD_EVIDENCE,
    FIELD_LEVEL,
    FIELD_TEMPLATE,
    FIELD_PATH
};

static const char *const languages[] = {"en", "zh_CN", TRANSLATE_BOTH};
enum { LANGUAGE_COUNT = sizeof languages / sizeof languages[0] };

struct export_form {
    struct screen screen;
    struct form form;
    struct ident audit;                   /* none: all */
    char *number;                         /* of the audit, "" */
    enum export_kind kinds[EXPORT_COUNT]; /* in the order of the choice, before the two of lists */
    size_t kind_count;
    const struct list_kind **lists; /* in the order of theirs */
    char *suggested;                /* the path the form filled in, NULL: none yet */
    enum export_kind kind;          /* that was chosen last */
};

static struct export_form *form_of(const struct screen *screen)
{
    return (struct export_form *)(uintptr_t)screen;
}

/* ---- writing --------------------------------------------------------------------------------- */

static const struct ident *audit_of(const struct export_form *export)
{
    return ident_is_none(&export->audit) ? NULL : &export->audit;
}

/* Behind the workbooks stand the formats of lists. */
static bool is_list(const struct export_form *export)
{
    return form_choice(&export->form, FIELD_KIND) >= (int)export->kind_count;
}

static enum export_kind chosen_kind(const struct export_form *export)
{
    int index = form_choice(&export->form, FIELD_KIND);

    return export->kinds[index > 0 && !is_list(export) ? index : 0];
}

static const char *chosen_language(const struct export_form *export)
{
    int index = form_choice(&export->form, FIELD_LANGUAGE);

    return languages[index > 0 ? index : 0];
}

enum { ABOUT_AUDIT, ABOUT_ALL };

/* What the workbook is about: the audit the form was opened on, or all. */
static const struct ident *chosen_audit(const struct export_form *export)
{
    bool all = export_kinds[chosen_kind(export)].subject == EXPORT_OF_FILE &&
               form_choice(&export->form, FIELD_SCOPE) == ABOUT_ALL;

    return all ? NULL : audit_of(export);
}

static bool is_folder(const struct export_form *export)
{
    return export_kinds[chosen_kind(export)].sheets == NULL;
}

/* The folder beside the workbook, NULL: none; heap. */
static char *chosen_evidence(const struct export_form *export)
{
    const char *typed = form_text(&export->form, FIELD_EVIDENCE);
    bool checklist = export_kinds[chosen_kind(export)].subject == EXPORT_OF_CHECKLIST;

    return *typed != '\0' && !is_folder(export) && !checklist ? path_typed(typed) : NULL;
}

/* A date of the period; NULL: open, or the kind has none. */
static const char *chosen_date(const struct export_form *export, int field)
{
    const char *date = form_text(&export->form, field);

    return export_kinds[chosen_kind(export)].period && date[0] != '\0' ? date : NULL;
}

static enum err_code read_template(const struct export_form *export, struct template *template,
                                   struct export_request *request, struct err *err)
{
    const char *typed = form_text(&export->form, FIELD_TEMPLATE);

    if (*typed == '\0' || is_folder(export))
        return ERR_OK;
    char *path = path_typed(typed);
    enum err_code code = template_read(path, template, NULL, err);
    request->template = template;
    free(path);
    return code;
}

/* The finding a response is asked for; none: all that are open. */
static struct ident chosen_finding(const struct export_form *export)
{
    return export_kinds[chosen_kind(export)].finding ? form_choice_id(&export->form, FIELD_FINDING)
                                                     : ident_none();
}

/* The list that was chosen, of the audit the form is about or of all. */
static struct list_request list_request(const struct export_form *export, const struct app *app)
{
    int index = form_choice(&export->form, FIELD_LIST);
    int format = form_choice(&export->form, FIELD_KIND) - (int)export->kind_count;
    const struct list_kind *kind = export->lists[index > 0 ? index : 0];
    bool all = form_choice(&export->form, FIELD_SCOPE) == ABOUT_ALL;
    struct list_request request = {.kind = kind,
                                   .format = format == LIST_JSON ? LIST_JSON : LIST_CSV,
                                   .store = app->store,
                                   .within = -1,
                                   .all = true,
                                   .language = chosen_language(export)};

    if ((kind->takes & LIST_NEEDS_AUDIT) != 0 || ((kind->takes & LIST_OF_AUDIT) != 0 && !all))
        request.audit = audit_of(export);
    return request;
}

static unsigned write_list(struct export_form *export, struct app *app, const char *path)
{
    struct list_request request = list_request(export, app);
    struct progress progress;
    struct err err;
    size_t rows = 0;

    err_clear(&err);
    request.path = path;
    request.progress = progress_percent;
    request.context = &progress;
    progress_begin(&progress, app, _("Writing the list"));
    enum err_code code = list_write(&request, &rows, &err);
    progress_end(&progress);
    if (code == ERR_OK)
        app_message(app, TONE_GOOD, _("%s is written (rows: %zu)"), path, rows);
    else
        app_error(app, &err);
    return code == ERR_OK ? REACT_DONE | REACT_POP : REACT_DONE;
}

static enum err_code run(struct export_form *export, struct app *app, const char *path,
                         struct export_result *result, struct err *err)
{
    struct template template = {0};
    struct progress progress;
    char *evidence = chosen_evidence(export);
    int level = form_choice(&export->form, FIELD_LEVEL);
    struct ident finding = chosen_finding(export);
    struct export_request request = {.kind = chosen_kind(export),
                                     .audit = chosen_audit(export),
                                     .finding = ident_is_none(&finding) ? NULL : &finding,
                                     .from = chosen_date(export, FIELD_FROM),
                                     .to = chosen_date(export, FIELD_TO),
                                     .language = chosen_language(export),
                                     .path = path,
                                     .evidence = evidence,
                                     .progress = progress_percent,
                                     .context = &progress};

    if (level >= 0)
        request.evidence_level = code_at(&code_confidentiality, level)->word;
    enum err_code code = read_template(export, &template, &request, err);
    if (code != ERR_OK) {
        free(evidence);
        return code;
    }
    progress_begin(&progress, app,
                   is_folder(export) ? _("Copying the evidence files") : _("Writing the workbook"));
    code = export_workbook(app->store, &request, result, err);
    progress_end(&progress);
    template_clear(&template);
    free(evidence);
    return code;
}

static char *told(const struct export_form *export, const char *path,
                  const struct export_result *result)
{
    char *evidence = chosen_evidence(export);
    char *text;

    if (is_folder(export))
        text = mem_printf(_("%s is written (evidence files: %zu, left out: %zu)"), path,
                          result->files, result->left_out);
    else if (evidence != NULL)
        text = mem_printf(_("%s is written (sheets: %zu, findings: %zu), and %s (evidence files: "
                            "%zu, left out: %zu)"),
                          path, result->sheets, result->findings, evidence, result->files,
                          result->left_out);
    else
        text = mem_printf(_("%s is written (sheets: %zu, findings: %zu)"), path, result->sheets,
                          result->findings);
    free(evidence);
    return text;
}

/* On the message line if it fits there. */
static void tell(const struct export_form *export, struct app *app, const char *path,
                 const struct export_result *result)
{
    char *text = told(export, path, result);

    if ((int)text_width(text) <= app->canvas->columns - 2)
        app_message(app, TONE_GOOD, "%s", text);
    else
        dialog_message(app, TONE_GOOD, _("Export"), text);
    free(text);
}

static unsigned write_workbook(struct app *app, void *owner)
{
    struct export_form *export = owner;
    struct export_result result = {0};
    struct err err;
    char *path = NULL;
    char *typed = path_typed(form_text(&export->form, FIELD_PATH));

    err_clear(&err);
    enum err_code code = file_absolute(typed, &path, &err);
    free(typed);
    if (code == ERR_OK && is_list(export)) {
        unsigned reactions = write_list(export, app, path);
        free(path);
        return reactions;
    }
    if (code == ERR_OK)
        code = run(export, app, path, &result, &err);
    if (code == ERR_OK)
        tell(export, app, path, &result);
    else
        app_error(app, &err);
    free(path);
    return code == ERR_OK ? REACT_DONE | REACT_POP : REACT_DONE;
}

static unsigned ask_replace(struct export_form *export, struct app *app, const char *path)
{
    char *text = mem_printf(is_list(export)
                                ? _("%s exists already. The list takes its place; what is in it "
                                    "now is lost.")
                                : _("%s exists already. The new workbook takes its place; what is "
                                    "in it now is lost."),
                            path);
    struct dialog_confirm confirm = {.title = _("Replace the file?"),
                                     .text = text,
                                     .yes = _("replace"),
                                     .done = write_workbook,
                                     .owner = export};
    unsigned reactions = dialog_confirm(app, &confirm);

    free(text);
    return reactions;
}

static bool check_period(struct export_form *export)
{
    struct err err;

    err_clear(&err);
    if (is_list(export))
        return true;
    if (export_check_period(chosen_date(export, FIELD_FROM), chosen_date(export, FIELD_TO), &err) ==
        ERR_OK)
        return true;
    form_error(&export->form, FIELD_TO, _("this is before the first day"));
    return false;
}

static unsigned submit(struct export_form *export, struct app *app)
{
    if (!check_period(export))
        return REACT_DONE;
    char *path = path_typed(form_text(&export->form, FIELD_PATH));
    struct stat status;
    unsigned reactions = REACT_DONE;

    if (stat(path, &status) != 0 || (is_folder(export) && S_ISDIR(status.st_mode)))
        reactions = write_workbook(app, export); /* it looks itself whether a folder is empty */
    else if (is_folder(export))
        form_error(&export->form, FIELD_PATH, _("a file has this name: a new folder is needed"));
    else if (S_ISREG(status.st_mode))
        reactions = ask_replace(export, app, path);
    else
        form_error(&export->form, FIELD_PATH,
                   S_ISDIR(status.st_mode) ? _("this is a folder: add the name of the file")
                                           : _("this is not a regular file"));
    free(path);
    return reactions;
}

/* ---- acting ---------------------------------------------------------------------------------- */

static void show_list_fields(struct export_form *export, const struct app *app)
{
    static const int others[] = {FIELD_FINDING,  FIELD_FROM,  FIELD_TO,
                                 FIELD_EVIDENCE, FIELD_LEVEL, FIELD_TEMPLATE};
    const struct list_request request = list_request(export, app);

    for (size_t i = 0; i < sizeof others / sizeof others[0]; i++)
        form_hide(&export->form, others[i], true);
    form_hide(&export->form, FIELD_LIST, false);
    form_hide(&export->form, FIELD_LANGUAGE, request.format == LIST_JSON);
    form_hide(&export->form, FIELD_SCOPE,
              audit_of(export) == NULL || (request.kind->takes & LIST_OF_AUDIT) == 0);
}

/* Only what means something for the kind. */
static void show_fields(struct export_form *export, const struct app *app)
{
    bool folder = is_folder(export);
    bool beside = !folder && export_kinds[chosen_kind(export)].subject != EXPORT_OF_CHECKLIST;
    bool files = folder || (beside && *form_text(&export->form, FIELD_EVIDENCE) != '\0');
    bool period = export_kinds[chosen_kind(export)].period;

    if (is_list(export)) {
        show_list_fields(export, app);
        return;
    }
    form_hide(&export->form, FIELD_LIST, true);
    form_hide(&export->form, FIELD_LANGUAGE, false);
    form_hide(&export->form, FIELD_SCOPE,
              audit_of(export) == NULL ||
                  export_kinds[chosen_kind(export)].subject != EXPORT_OF_FILE);
    form_hide(&export->form, FIELD_EVIDENCE, !beside);
    form_hide(&export->form, FIELD_LEVEL, !files);
    form_hide(&export->form, FIELD_TEMPLATE, folder);
    form_hide(&export->form, FIELD_FINDING, !export_kinds[chosen_kind(export)].finding);
    form_hide(&export->form, FIELD_FROM, !period);
    form_hide(&export->form, FIELD_TO, !period);
}

/* Another kind has another name, as long as nobody typed one. */
static void suggest(struct export_form *export, struct app *app)
{
    enum export_kind kind = chosen_kind(export);
    struct ident finding = chosen_finding(export);

    if (kind != export->kind &&
        !is_list(export)) /* a review looks at all audits, the others at this one */
        form_set_choice(&export->form, FIELD_SCOPE,
                        export_kinds[kind].pack ? ABOUT_ALL : ABOUT_AUDIT);
    export->kind = kind;
    if (export->suggested != NULL &&
        strcmp(form_text(&export->form, FIELD_PATH), export->suggested) != 0)
        return;
    free(export->suggested);
    if (is_list(export)) {
        const struct list_request request = list_request(export, app);
        export->suggested = list_default_name(&request);
    } else {
        const struct export_request request = {.kind = kind,
                                               .audit = chosen_audit(export),
                                               .finding =
                                                   ident_is_none(&finding) ? NULL : &finding};
        export->suggested = export_default_name(app->store, &request);
    }
    if (strcmp(form_text(&export->form, FIELD_PATH), export->suggested) != 0)
        form_set_text(&export->form, FIELD_PATH, export->suggested);
}

static unsigned act(struct screen *base, struct app *app, const struct input *input)
{
    struct export_form *export = form_of(base);

    unsigned flags = form_act(&export->form, app, input);

    return flags & REACT_SUBMIT ? submit(export, app) : flags;
}

/* ---- making ---------------------------------------------------------------------------------- */

static void add_kinds(struct export_form *export)
{
    struct form_choice choices[EXPORT_COUNT + LIST_FORMAT_COUNT];
    size_t count = 0;

    for (int kind = 0; kind < EXPORT_COUNT; kind++) {
        if (export_kinds[kind].subject != EXPORT_OF_FILE && audit_of(export) == NULL)
            continue;
        choices[count] = (struct form_choice){.label = _(export_kinds[kind].label)};
        export->kinds[count++] = (enum export_kind)kind;
    }
    export->kind_count = count;
    choices[count++] = (struct form_choice){.label = _("A list as CSV")};
    choices[count++] = (struct form_choice){.label = _("A list as JSON")};
    form_add(&export->form, &(struct form_spec){.id = FIELD_KIND,
                                                .kind = FORM_CHOICE,
                                                .label = _("Workbook"),
                                                .choices = choices,
                                                .choice_count = count,
                                                .required = true});
}

/* Lists that need no text beside, and an audit only where there is one. */
static void add_lists(struct export_form *export)
{
    struct form_choice *choices = mem_zalloc(list_kind_count, sizeof *choices);
    size_t count = 0;

    export->lists = mem_zalloc(list_kind_count, sizeof *export->lists);
    for (size_t i = 0; i < list_kind_count; i++) {
        const struct list_kind *kind = &list_kinds[i];
        if ((kind->takes & LIST_TEXT) != 0 ||
            ((kind->takes & LIST_NEEDS_AUDIT) != 0 && audit_of(export) == NULL))
            continue;
        choices[count].label = _(kind->label);
        export->lists[count++] = kind;
    }
    form_add(&export->form, &(struct form_spec){.id = FIELD_LIST,
                                                .kind = FORM_CHOICE,
                                                .label = _("List"),
                                                .choices = choices,
                                                .choice_count = count,
                                                .required = true});
    free(choices);
}

/* What can be answered: nonconformities and opportunities that are not closed. */
static void add_findings(struct export_form *export, struct app *app)
{
    const struct finding_query query = {.audit = audit_of(export),
                                        .grades =
                                            1U << GRADE_MAJOR | 1U << GRADE_MINOR | 1U << GRADE_OFI,
                                        .states = (1U << FINDING_CLOSED) - 1};
    struct finding_lines lines = {0};

    if (query.audit != NULL && findings_list(app->store, &query, &lines, NULL) != ERR_OK)
        lines = (struct finding_lines){0};
    struct form_choice *choices = mem_zalloc(lines.count + 1, sizeof *choices);
    choices[0].label = _("all open nonconformities");
    for (size_t i = 0; i < lines.count; i++) {
        choices[i + 1].label = mem_printf("%s %s", lines.items[i].number, lines.items[i].statement);
        choices[i + 1].id = lines.items[i].id;
    }
    form_add(&export->form,
             &(struct form_spec){.id = FIELD_FINDING,
                                 .kind = FORM_CHOICE,
                                 .label = _("Finding"),
                                 .hint = _("Nothing else of the audit is in the form"),
                                 .choices = choices,
                                 .choice_count = lines.count + 1,
                                 .required = true});
    for (size_t i = 0; i < lines.count; i++)
        free((void *)(uintptr_t)choices[i + 1].label);
    free(choices);
    finding_lines_clear(&lines);
}

static void add_scope(struct export_form *export)
{
    const struct form_choice choices[] = {
        [ABOUT_AUDIT] = {.label = export->number}, [ABOUT_ALL] = {.label = _("all audits")}};

    form_add(&export->form, &(struct form_spec){.id = FIELD_SCOPE,
                                                .kind = FORM_CHOICE,
                                                .label = _("Audits"),
                                                .choices = choices,
                                                .choice_count = 2,
                                                .required = true});
}

static void add_period(struct export_form *export)
{
    form_add(&export->form,
             &(struct form_spec){.id = FIELD_FROM,
                                 .kind = FORM_DATE,
                                 .label = _("From"),
                                 .hint = _("First day of the period; empty: from the beginning")});
    form_add(&export->form, &(struct form_spec){.id = FIELD_TO,
                                                .kind = FORM_DATE,
                                                .label = _("To"),
                                                .hint = _("Last day of the period; empty: today")});
}

static void add_language(struct export_form *export, const struct app *app)
{
    struct form_choice choices[LANGUAGE_COUNT] = {0};
    int selected = 0;

    for (int i = 0; i < LANGUAGE_COUNT; i++) {
        choices[i].label =
            translate_is_both(languages[i]) ? _("both, side by side") : language_name(languages[i]);
        if (strcmp(languages[i], app->language) == 0)
            selected = i;
    }
    form_add(&export->form, &(struct form_spec){.id = FIELD_LANGUAGE,
                                                .kind = FORM_CHOICE,
                                                .label = _("Language"),
                                                .choices = choices,
                                                .choice_count = LANGUAGE_COUNT,
                                                .selected = selected,
                                                .required = true});
}

/* What goes along, how it looks, where it goes. */
static void add_paths(struct export_form *export, const struct app *app)
{
    form_add(&export->form,
             &(struct form_spec){.id = FIELD_EVIDENCE,
                                 .kind = FORM_PATH,
                                 .label = _("Evidence folder"),
                                 .hint = _("The evidence files too, in a new folder beside it")});
    form_add(&export->form,
             &(struct form_spec){.id = FIELD_LEVEL,
                                 .kind = FORM_CHOICE,
                                 .label = _("Evidence up to"),
                                 .hint = _("Files of evidence that is more confidential are left "
                                           "out; none chosen: all of them"),
                                 .codes = &code_confidentiality,
                                 .selected = -1});
    form_add(&export->form,
             &(struct form_spec){.id = FIELD_TEMPLATE,
                                 .kind = FORM_PATH,
                                 .label = _("Template"),
                                 .value = app->template,
                                 .hint = _("Cover, footer, columns of your own; empty: as usual")});
    form_add(&export->form, &(struct form_spec){.id = FIELD_PATH,
                                                .kind = FORM_PATH,
                                                .label = _("File"),
                                                .hint = _("Where the workbook goes; it asks before "
                                                          "it replaces a file"),
                                                .required = true});
}

static void add_fields(struct export_form *export, struct app *app)
{
    add_kinds(export);
    add_lists(export);
    add_scope(export);
    add_findings(export, app);
    add_period(export);
    add_language(export, app);
    add_paths(export, app);
    suggest(export, app);
    show_fields(export, app);
    form_focus(&export->form, FIELD_PATH);
    form_set_clean(&export->form);
}

static char *title(const struct screen *base, const struct app *app)
{
    const struct export_form *export = form_of(base);

    (void)app;
    return mem_printf("%s · %s", _("Export"),
                      export->number[0] != '\0' ? export->number : _("all audits"));
}

static enum context context(const struct screen *base)
{
    return form_context(&form_of(base)->form, CONTEXT_EXPORT);
}

static void draw(struct screen *base, struct app *app, struct canvas *canvas, struct area area)
{
    struct export_form *export = form_of(base);

    suggest(export, app); /* the kind may have been chosen in a dialog */
    show_fields(export, app);
    form_draw(&export->form, canvas, area_inset(area, 0, 1));
}

static void keep(struct screen *base, struct app *app, bool sync)
{
    form_keep(&form_of(base)->form, app, sync);
}

static unsigned finish(struct screen *base, struct app *app)
{
    form_keep_end(&form_of(base)->form, app);
    return REACT_DONE;
}

static void close_screen(struct screen *base)
{
    struct export_form *export = form_of(base);

    form_clear(&export->form);
    free(export->number);
    free(export->suggested);
    free(export->lists);
    free(export);
}

static const struct screen_ops ops = {.title = title,
                                      .context = context,
                                      .draw = draw,
                                      .act = act,
                                      .finish = finish,
                                      .keep = keep,
                                      .close = close_screen};

struct screen *export_form_new(struct app *app, const struct ident *audit)
{
    struct export_form *export = mem_zalloc(1, sizeof *export);

    export->screen.ops = &ops;
    export->audit = audit != NULL ? *audit : ident_none();
    export->number = store_name(app->store, RECORD_AUDIT, &export->audit);
    form_init(&export->form);
    add_fields(export, app);
    char *place = draft_place_record("export", &export->audit);
    char *name = title(&export->screen, app);
    form_keep_at(&export->form, app, place, name);
    free(name);
    free(place);
    return &export->screen;
}
