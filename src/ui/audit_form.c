/* audit_form.c - planning an audit: number, title, checklist, site, dates; and editing the plan. */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/file.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "exchange/checklist_file.h"
#include "store/audit_checklists.h"
#include "store/audits.h"
#include "store/programme.h"
#include "store/ready.h"
#include "ui/dialog.h"
#include "ui/form.h"
#include "ui/screens.h"

enum {
    FIELD_NUMBER,
    FIELD_TITLE,
    FIELD_TYPE,
    FIELD_CHECKLIST,
    FIELD_FURTHER,
    FIELD_SITES,
    FIELD_NEW_SITE,
    FIELD_OBJECTIVES,
    FIELD_SCOPE,
    FIELD_FROM,
    FIELD_TO
};

enum { TYPE_FOLLOW_UP = 1 };               /* of code_audit_types */
enum { SITES_MAX = 64, FURTHER_MAX = 64 }; /* what a multiple choice can hold */

struct audit_form {
    struct screen screen;
    struct form form;
    struct ident sites[SITES_MAX];
    size_t site_count;
    char **paths; /* of the checklists, in the order of the choice */
    size_t path_count;
    struct ident made;
    struct ident edited;   /* none: a new audit */
    char *number;          /* of the one edited */
    struct ident followed; /* whose open nonconformities the new one takes; none */
    char *followed_number;
};

static struct audit_form *audit_form_of(const struct screen *screen)
{
    return (struct audit_form *)(uintptr_t)screen;
}

/* ---- saving ---------------------------------------------------------------------------------- */

/* A site typed by name is made first; it stays even if the audit is then refused, and is the one
 * that is meant the next time. */
static enum err_code add_site(struct audit_form *audit, struct app *app, struct ident *sites,
                              size_t *count, struct err *err)
{
    const char *name = form_text(&audit->form, FIELD_NEW_SITE);
    struct change change;
    struct ident id;

    if (name[0] == '\0' || *count == SITES_MAX)
        return ERR_OK;
    if (programme_find(app->store, RECORD_SITE, name, &id, NULL) == ERR_OK) {
        sites[(*count)++] = id;
        return ERR_OK;
    }
    id = ident_random();
    change_init(&change, NULL);
    change_set_text(&change, RECORD_SITE, &id, SITE_NAME, name);
    change_set_int(&change, RECORD_SITE, &id, SITE_POSITION, (int64_t)audit->site_count + 1);
    enum err_code code = store_save(app->store, &change, name, err);
    change_clear(&change);
    if (code == ERR_OK)
        sites[(*count)++] = id;
    return code;
}

/* Those chosen beside the first, behind it; the audit is there already. */
static enum err_code add_further(struct audit_form *audit, struct app *app, const char *first,
                                 struct err *err)
{
    unsigned long chosen = form_chosen(&audit->form, FIELD_FURTHER);
    enum err_code code = ERR_OK;

    for (size_t i = 0; i < audit->path_count && i < FURTHER_MAX && code == ERR_OK; i++) {
        struct checklist checklist;
        if ((chosen & (1UL << i)) == 0)
            continue;
        code = checklist_file_read(audit->paths[i], &checklist, NULL, err);
        if (code == ERR_OK && strcmp(checklist.id, first) != 0)
            code = audit_checklist_add(app->store, &audit->made, &checklist, err);
        checklist_clear(&checklist);
    }
    return code;
}

/* A further checklist that can't be read must be known before the audit is made. */
static enum err_code check_further(const struct audit_form *audit, struct err *err)
{
    unsigned long chosen = form_chosen(&audit->form, FIELD_FURTHER);
    enum err_code code = ERR_OK;

    for (size_t i = 0; i < audit->path_count && i < FURTHER_MAX && code == ERR_OK; i++) {
        struct checklist checklist;
        if ((chosen & (1UL << i)) == 0)
            continue;
        code = checklist_file_read(audit->paths[i], &checklist, NULL, err);
        checklist_clear(&checklist);
    }
    return code;
}

static enum err_code save(struct audit_form *audit, struct app *app, struct err *err)
{
    struct ident sites[SITES_MAX];
    size_t count = 0;
    struct checklist checklist;
    int chosen = form_choice(&audit->form, FIELD_CHECKLIST);

    if (chosen < 0 || (size_t)chosen >= audit->path_count)
        return err_set(err, ERR_USAGE, _("no checklist is chosen"));
    enum err_code code = checklist_file_read(audit->paths[chosen], &checklist, NULL, err);
    if (code == ERR_OK)
        code = check_further(audit, err);
    if (code != ERR_OK) {
        checklist_clear(&checklist);
        return code;
    }
    for (size_t i = 0; i < audit->site_count; i++)
        if (form_chosen(&audit->form, FIELD_SITES) & (1UL << i))
            sites[count++] = audit->sites[i];
    code = add_site(audit, app, sites, &count, err);
    struct audit_new what = {.number = form_text(&audit->form, FIELD_NUMBER),
                             .title = form_text(&audit->form, FIELD_TITLE),
                             .type = form_text(&audit->form, FIELD_TYPE),
                             .objectives = form_text(&audit->form, FIELD_OBJECTIVES),
                             .scope = form_text(&audit->form, FIELD_SCOPE),
                             .planned_from = form_text(&audit->form, FIELD_FROM),
                             .planned_to = form_text(&audit->form, FIELD_TO),
                             .sites = sites,
                             .site_count = count};
    if (code == ERR_OK)
        code = audit_create(app->store, &what, &checklist, &audit->made, err);
    if (code == ERR_OK)
        code = add_further(audit, app, checklist.id, err);
    if (code == ERR_OK && !ident_is_none(&audit->followed))
        code = audit_follow_up(app->store, &audit->made, &audit->followed, 1, &count, err);
    checklist_clear(&checklist);
    return code;
}

struct plan_field {
    int id;
    uint16_t field;
};

static const struct plan_field plan_fields[] = {
    {FIELD_TITLE, AUDIT_TITLE},           {FIELD_TYPE, AUDIT_TYPE},
    {FIELD_FROM, AUDIT_PLANNED_FROM},     {FIELD_TO, AUDIT_PLANNED_TO},
    {FIELD_OBJECTIVES, AUDIT_OBJECTIVES}, {FIELD_SCOPE, AUDIT_SCOPE}};

static enum err_code save_plan(struct audit_form *audit, struct app *app, struct err *err)
{
    struct change change;
    enum err_code code = audit_require_open(app->store, &audit->edited, err);

    if (code != ERR_OK)
        return code;
    change_init(&change, &audit->edited);
    for (size_t i = 0; i < sizeof plan_fields / sizeof plan_fields[0]; i++)
        change_set_text(&change, RECORD_AUDIT, &audit->edited, plan_fields[i].field,
                        form_text(&audit->form, plan_fields[i].id));
    code = store_save(app->store, &change, audit->number, err);
    change_clear(&change);
    return code;
}

static unsigned act(struct screen *base, struct app *app, const struct input *input)
{
    struct audit_form *audit = audit_form_of(base);
    struct err err;
    unsigned flags = form_act(&audit->form, app, input);

    if (!(flags & REACT_SUBMIT))
        return flags;
    enum err_code code =
        ident_is_none(&audit->edited) ? save(audit, app, &err) : save_plan(audit, app, &err);
    unsigned result = app_result(app, code, &err);
    /* An audit that was made is not made again, even if a further checklist could not be added. */
    return code == ERR_OK || !ident_is_none(&audit->made) ? result | REACT_POP : result;
}

static void keep(struct screen *base, struct app *app, bool sync)
{
    form_keep(&audit_form_of(base)->form, app, sync);
}

static unsigned finish(struct screen *base, struct app *app)
{
    form_keep_end(&audit_form_of(base)->form, app);
    struct audit_form *audit = audit_form_of(base);

    if (ident_is_none(&audit->made))
        return REACT_DONE;
    return app_push(app, walk_screen_new(&audit->made)) | REACT_RELOAD;
}

/* ---- making ---------------------------------------------------------------------------------- */

/* "IA-2026-04": one more than the highest of this year, so that nobody has to think of one. */
static char *next_number(struct app *app)
{
    struct audit_lines audits;
    char today[CLOCK_DATE_SIZE];
    char prefix[16];
    long highest = 0;

    clock_local_date(clock_now(), today);
    snprintf(prefix, sizeof prefix, "IA-%.4s-", today);
    if (audits_list(app->store, &audits, NULL) == ERR_OK) {
        for (size_t i = 0; i < audits.count; i++) {
            const char *number = audits.items[i].number;
            if (strncmp(number, prefix, strlen(prefix)) != 0)
                continue;
            long value = strtol(number + strlen(prefix), NULL, 10);
            highest = value > highest && value < 10000 ? value : highest;
        }
        audit_lines_clear(&audits);
    }
    return mem_printf("%s%02ld", prefix, highest + 1);
}

/* One of the checklists that are here, or several of them. */
static void add_choice(struct audit_form *audit, const struct form_spec *spec)
{
    struct form_choice *choices = mem_zalloc(audit->path_count + 1, sizeof *choices);
    char **labels = mem_zalloc(audit->path_count + 1, sizeof *labels);
    struct form_spec filled = *spec;

    for (size_t i = 0; i < audit->path_count; i++) {
        const char *name = file_base_name(audit->paths[i]);
        labels[i] = mem_strndup(name, strlen(name) - strlen(".yaml"));
        choices[i].label = labels[i];
        if (strcmp(labels[i], "iso28000-2022") == 0 && spec->kind == FORM_CHOICE)
            filled.selected = (int)i;
    }
    filled.choices = choices;
    filled.choice_count = audit->path_count;
    if (spec->kind == FORM_MULTI && filled.choice_count > FURTHER_MAX)
        filled.choice_count = FURTHER_MAX;
    form_add(&audit->form, &filled);
    for (size_t i = 0; i < audit->path_count; i++)
        free(labels[i]);
    free(labels);
    free(choices);
}

static void add_checklists(struct audit_form *audit)
{
    checklist_list_files(&audit->paths, &audit->path_count, NULL);
    add_choice(audit, &(struct form_spec){.id = FIELD_CHECKLIST,
                                          .kind = FORM_CHOICE,
                                          .label = _("Checklist"),
                                          .selected = audit->path_count > 0 ? 0 : -1,
                                          .required = true});
}

static void add_further_checklists(struct audit_form *audit)
{
    if (audit->path_count > 1)
        add_choice(audit, &(struct form_spec){.id = FIELD_FURTHER,
                                              .kind = FORM_MULTI,
                                              .label = _("Further checklists")});
}

static void add_sites(struct audit_form *audit, struct app *app)
{
    struct rows sites;
    struct form_choice choices[SITES_MAX];
    struct list_query query = {.type = RECORD_SITE, .order = SITE_POSITION, .limit = SITES_MAX};

    if (store_list(app->store, &query, &sites, NULL) != ERR_OK)
        return;
    for (size_t i = 0; i < sites.count; i++) {
        choices[i] = (struct form_choice){row_text(&sites.items[i], SITE_NAME), sites.items[i].id};
        audit->sites[i] = sites.items[i].id;
    }
    audit->site_count = sites.count;
    if (sites.count > 0)
        form_add(&audit->form, &(struct form_spec){.id = FIELD_SITES,
                                                   .kind = FORM_MULTI,
                                                   .label = _("Sites"),
                                                   .choices = choices,
                                                   .choice_count = sites.count});
    rows_clear(&sites);
    form_add(&audit->form,
             &(struct form_spec){.id = FIELD_NEW_SITE,
                                 .kind = FORM_LINE,
                                 .label = _("Another site"),
                                 .hint = _("A name that is not in the list yet, or nothing")});
}

static const char *text_of(const struct row *row, uint16_t field)
{
    return row != NULL ? row_text(row, field) : NULL;
}

static void add_name(struct audit_form *audit, struct app *app, const struct row *row)
{
    struct form *form = &audit->form;
    char *number = row != NULL ? mem_strdup(audit->number) : next_number(app);
    bool follows = !ident_is_none(&audit->followed);
    int type = row != NULL ? row_code(row, AUDIT_TYPE) : follows ? TYPE_FOLLOW_UP : 0;
    char *about = follows ? mem_printf(_("Follow-up of %s"), audit->followed_number) : NULL;

    form_add(form, &(struct form_spec){.id = FIELD_NUMBER,
                                       .kind = row != NULL ? FORM_STATIC : FORM_LINE,
                                       .label = _("Number"),
                                       .value = number,
                                       .required = row == NULL});
    form_add(form, &(struct form_spec){.id = FIELD_TITLE,
                                       .kind = FORM_LINE,
                                       .label = _("Title"),
                                       .value = follows ? about : text_of(row, AUDIT_TITLE),
                                       .required = true});
    form_add(form, &(struct form_spec){.id = FIELD_TYPE,
                                       .kind = FORM_CHOICE,
                                       .label = _("Type"),
                                       .codes = &code_audit_types,
                                       .selected = type});
    free(about);
    free(number);
}

static void add_plan(struct form *form, const struct row *row)
{
    form_add(form, &(struct form_spec){.id = FIELD_FROM,
                                       .kind = FORM_DATE,
                                       .label = _("Planned from"),
                                       .hint = _("YYYY-MM-DD; t for today"),
                                       .value = text_of(row, AUDIT_PLANNED_FROM)});
    form_add(form, &(struct form_spec){.id = FIELD_TO,
                                       .kind = FORM_DATE,
                                       .label = _("Planned to"),
                                       .value = text_of(row, AUDIT_PLANNED_TO)});
    form_add(form, &(struct form_spec){.id = FIELD_OBJECTIVES,
                                       .kind = FORM_BLOCK,
                                       .label = _("Objectives"),
                                       .value = text_of(row, AUDIT_OBJECTIVES)});
    form_add(form, &(struct form_spec){.id = FIELD_SCOPE,
                                       .kind = FORM_BLOCK,
                                       .label = _("Scope"),
                                       .value = text_of(row, AUDIT_SCOPE)});
}

/* row: the audit that is edited, or NULL. Its number, checklist and sites stay as they are. */
static void add_fields(struct audit_form *audit, struct app *app, const struct row *row)
{
    add_name(audit, app, row);
    if (row == NULL) {
        add_checklists(audit);
        add_sites(audit, app);
    }
    add_plan(&audit->form, row);
    if (row == NULL)
        add_further_checklists(audit);
    form_focus(&audit->form, FIELD_TITLE);
    form_set_clean(&audit->form);
}

static char *title(const struct screen *base, const struct app *app)
{
    const struct audit_form *audit = audit_form_of(base);

    (void)app;
    return audit->number == NULL ? mem_strdup(_("New audit"))
                                 : mem_printf(_("Audit %s"), audit->number);
}

static enum context context(const struct screen *base)
{
    return form_context(&audit_form_of(base)->form, CONTEXT_FORM);
}

static void draw(struct screen *base, struct app *app, struct canvas *canvas, struct area area)
{
    (void)app;
    form_draw(&audit_form_of(base)->form, canvas, area_inset(area, 0, 1));
}

static void close_screen(struct screen *base)
{
    struct audit_form *audit = audit_form_of(base);

    for (size_t i = 0; i < audit->path_count; i++)
        free(audit->paths[i]);
    free(audit->paths);
    form_clear(&audit->form);
    free(audit->number);
    free(audit->followed_number);
    free(audit);
}

static const struct screen_ops ops = {.title = title,
                                      .context = context,
                                      .draw = draw,
                                      .act = act,
                                      .finish = finish,
                                      .keep = keep,
                                      .close = close_screen};

static struct audit_form *form_new(void)
{
    struct audit_form *audit = mem_zalloc(1, sizeof *audit);

    audit->screen.ops = &ops;
    form_init(&audit->form);
    return audit;
}

static void keep_at(struct audit_form *audit, struct app *app)
{
    char *name = title(&audit->screen, app);
    char *place = audit->number != NULL ? draft_place_record("audit", &audit->edited)
                                        : mem_strdup("audit-new");

    form_keep_at(&audit->form, app, place, name);
    free(name);
    free(place);
}

struct screen *audit_form_new(struct app *app)
{
    struct audit_form *audit = form_new();

    add_fields(audit, app, NULL);
    keep_at(audit, app);
    return &audit->screen;
}

struct screen *audit_form_follow(struct app *app, const struct ident *earlier)
{
    struct audit_form *audit = form_new();

    audit->followed = *earlier;
    audit->followed_number = store_name(app->store, RECORD_AUDIT, earlier);
    add_fields(audit, app, NULL);
    keep_at(audit, app);
    return &audit->screen;
}

struct screen *audit_form_edit(struct app *app, const struct ident *id)
{
    struct audit_form *audit = form_new();
    struct row row;

    if (store_get(app->store, RECORD_AUDIT, id, &row, NULL) != ERR_OK)
        return &audit->screen; /* nothing to edit: an empty form, which only Esc leaves */
    audit->edited = *id;
    audit->number = mem_strdup(row_text(&row, AUDIT_NUMBER));
    add_fields(audit, app, &row);
    row_clear(&row);
    keep_at(audit, app);
    return &audit->screen;
}
