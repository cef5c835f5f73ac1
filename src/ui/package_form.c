/* package_form.c - a package to write: what of the file, for whom, where to; with progress.
 *
 * A refused or cancelled package leaves the form as it was typed and the old file as it was.
 */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/clock.h"
#include "base/file.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/text.h"
#include "exchange/package.h"
#include "store/audits.h"
#include "ui/dialog.h"
#include "ui/form.h"
#include "ui/paths.h"
#include "ui/record_text.h"
#include "ui/screens.h"

enum {
    FIELD_WHAT,
    FIELD_AUDITS,
    FIELD_SINCE,
    FIELD_SEAL,
    FIELD_RECEIVERS,
    FIELD_PASSPHRASE,
    FIELD_AGAIN,
    FIELD_PATH
};

enum { WHAT_ALL, WHAT_AUDITS };
enum { SEAL_LAPTOPS, SEAL_PASSPHRASE };
enum { CHOICES_MAX = 64, PASSPHRASE_LEAST = 8 };

struct package_form {
    struct screen screen;
    struct form form;
    struct ident audits[CHOICES_MAX]; /* in the order of the choice */
    size_t audit_count;
    struct team_key keys[CHOICES_MAX]; /* of the laptops that can be sealed for */
    size_t key_count;
};

static struct package_form *form_of(const struct screen *screen)
{
    return (struct package_form *)(uintptr_t)screen;
}

/* ---- writing --------------------------------------------------------------------------------- */

/* What the form says; points into it and into the arrays given. */
static struct package_options options_of(const struct package_form *package, struct app *app,
                                         struct ident *audits, struct team_key *receivers)
{
    const struct form *form = &package->form;
    struct package_options options = {.key = {.device = app->device}};
    unsigned long chosen = form_chosen(form, FIELD_AUDITS);
    unsigned long to = form_chosen(form, FIELD_RECEIVERS);

    for (size_t i = 0; i < package->audit_count && form_choice(form, FIELD_WHAT) == WHAT_AUDITS;
         i++)
        if (chosen >> i & 1)
            audits[options.audit_count++] = package->audits[i];
    options.audits = options.audit_count > 0 ? audits : NULL;
    if (form_choice(form, FIELD_SEAL) == SEAL_PASSPHRASE) {
        options.key.passphrase = form_text(form, FIELD_PASSPHRASE);
        options.key.passphrase_length = strlen(options.key.passphrase);
        return options;
    }
    for (size_t i = 0; i < package->key_count; i++)
        if (to >> i & 1)
            receivers[options.receiver_count++] = package->keys[i];
    options.receivers = receivers;
    return options;
}

static enum err_code run(struct package_form *package, struct app *app, const char *path,
                         struct package_counts *counts, struct err *err)
{
    struct ident audits[CHOICES_MAX];
    struct team_key receivers[CHOICES_MAX];
    struct package_options options = options_of(package, app, audits, receivers);
    char *since = path_typed(form_text(&package->form, FIELD_SINCE));
    struct progress progress;

    options.since = since[0] != '\0' ? since : NULL;
    options.progress = progress_percent;
    options.context = &progress;
    progress_begin(&progress, app, _("Writing the package"));
    enum err_code code = package_create(app->store, path, &options, counts, err);
    progress_end(&progress);
    free(since);
    return code;
}

static void tell(struct app *app, const char *path, const struct package_counts *counts)
{
    char *size = record_text_size((int64_t)counts->file_bytes);
    char *text = mem_printf(_("%s is written and was read back: saves %zu, files %zu, %s"), path,
                            counts->batches, counts->objects, size);

    if ((int)text_width(text) <= app->canvas->columns - 2)
        app_message(app, TONE_GOOD, "%s", text);
    else
        dialog_message(app, TONE_GOOD, _("Package"), text);
    free(text);
    free(size);
}

static unsigned write_package(struct app *app, void *owner)
{
    struct package_form *package = owner;
    struct package_counts counts = {0};
    struct err err;
    char *path = NULL;
    char *typed = path_typed(form_text(&package->form, FIELD_PATH));

    err_clear(&err);
    enum err_code code = file_absolute(typed, &path, &err);
    if (code == ERR_OK)
        code = store_refuse_itself(app->store, path, &err);
    if (code == ERR_OK)
        code = run(package, app, path, &counts, &err);
    if (code == ERR_OK)
        tell(app, path, &counts);
    else
        app_error(app, &err);
    free(path);
    free(typed);
    return code == ERR_OK ? REACT_DONE | REACT_POP : REACT_DONE;
}

static unsigned ask_replace(struct package_form *package, struct app *app, const char *path)
{
    char *text = mem_printf(_("%s exists already. The new package takes its place; what is in it "
                              "now is lost."),
                            path);
    struct dialog_confirm confirm = {.title = _("Replace the file?"),
                                     .text = text,
                                     .yes = _("replace"),
                                     .done = write_package,
                                     .owner = package};
    unsigned reactions = dialog_confirm(app, &confirm);

    free(text);
    return reactions;
}

/* True if what only this form can check is fine; else the field says what is not. */
static bool check(struct package_form *package)
{
    struct form *form = &package->form;
    const char *passphrase = form_text(form, FIELD_PASSPHRASE);

    if (form_choice(form, FIELD_WHAT) == WHAT_AUDITS && form_chosen(form, FIELD_AUDITS) == 0) {
        form_error(form, FIELD_AUDITS, _("choose at least one"));
        return false;
    }
    if (form_choice(form, FIELD_SEAL) != SEAL_PASSPHRASE) {
        if (form_chosen(form, FIELD_RECEIVERS) == 0)
            form_error(form, FIELD_RECEIVERS, _("choose at least one, or a passphrase above"));
        return form_chosen(form, FIELD_RECEIVERS) != 0;
    }
    if (strlen(passphrase) < PASSPHRASE_LEAST) {
        form_error(form, FIELD_PASSPHRASE, _("too short: eight characters at least"));
        return false;
    }
    if (strcmp(passphrase, form_text(form, FIELD_AGAIN)) != 0) {
        form_error(form, FIELD_AGAIN, _("not the same as above"));
        return false;
    }
    return true;
}

static unsigned submit(struct package_form *package, struct app *app)
{
    struct stat status;
    unsigned reactions = REACT_DONE;

    if (!check(package))
        return reactions;
    char *path = path_typed(form_text(&package->form, FIELD_PATH));
    if (stat(path, &status) != 0)
        reactions = write_package(app, package);
    else if (S_ISREG(status.st_mode))
        reactions = ask_replace(package, app, path);
    else
        form_error(&package->form, FIELD_PATH,
                   S_ISDIR(status.st_mode) ? _("this is a folder: add the name of the file")
                                           : _("this is not a regular file"));
    free(path);
    return reactions;
}

/* Only the fields that what was chosen asks for. */
static void hide_others(struct package_form *package)
{
    struct form *form = &package->form;
    bool sealed = form_choice(form, FIELD_SEAL) != SEAL_PASSPHRASE;

    form_hide(form, FIELD_AUDITS, form_choice(form, FIELD_WHAT) != WHAT_AUDITS);
    form_hide(form, FIELD_RECEIVERS, !sealed);
    form_hide(form, FIELD_PASSPHRASE, sealed);
    form_hide(form, FIELD_AGAIN, sealed);
}

static unsigned act(struct screen *base, struct app *app, const struct input *input)
{
    struct package_form *package = form_of(base);
    unsigned flags = form_act(&package->form, app, input);

    hide_others(package);
    return flags & REACT_SUBMIT ? submit(package, app) : flags;
}

/* ---- making ---------------------------------------------------------------------------------- */

static void add_audits(struct package_form *package, struct app *app)
{
    struct form_choice what[] = {[WHAT_ALL] = {.label = _("the whole file: all audits")},
                                 [WHAT_AUDITS] = {.label = _("some audits, and what they need")}};
    struct form_choice choices[CHOICES_MAX] = {0};
    struct audit_lines audits = {0};
    char *labels[CHOICES_MAX];

    form_add(&package->form, &(struct form_spec){.id = FIELD_WHAT,
                                                 .kind = FORM_CHOICE,
                                                 .label = _("What"),
                                                 .choices = what,
                                                 .choice_count = 2,
                                                 .required = true});
    if (audits_list(app->store, &audits, NULL) != ERR_OK)
        return;
    for (size_t i = 0; i < audits.count && i < CHOICES_MAX; i++) {
        labels[i] = mem_printf("%s %s", audits.items[i].number, audits.items[i].title);
        choices[i].label = labels[i];
        package->audits[i] = audits.items[i].id;
        package->audit_count++;
    }
    form_add(&package->form, &(struct form_spec){.id = FIELD_AUDITS,
                                                 .kind = FORM_MULTI,
                                                 .label = _("Audits"),
                                                 .hint = _("Space marks one"),
                                                 .choices = choices,
                                                 .choice_count = package->audit_count});
    for (size_t i = 0; i < package->audit_count; i++)
        free(labels[i]);
    audit_lines_clear(&audits);
}

/* "Wang Wei · laptop-7 (k7q2)"; heap. */
static char *device_label(const struct team *team, const struct ident *id)
{
    char fingerprint[FINGERPRINT_SIZE];

    fingerprint_text(id, fingerprint);
    for (size_t i = 0; i < team->count; i++) {
        const struct team_device *device = &team->items[i];
        if (ident_equal(&device->id, id))
            return mem_printf("%s%s%s (%.4s)", device->person,
                              device->person[0] != '\0' ? " · " : "", device->name, fingerprint);
    }
    return mem_strdup(fingerprint);
}

/* This laptop can open what it wrote anyhow: it is not asked about. */
static void take_keys(struct package_form *package, struct app *app)
{
    struct team_key *keys = NULL;
    size_t count = 0;

    if (team_keys(app->store, &keys, &count, NULL) != ERR_OK)
        return;
    for (size_t i = 0; i < count && package->key_count < CHOICES_MAX; i++)
        if (app->device == NULL || !ident_equal(&keys[i].device, &app->device->id))
            package->keys[package->key_count++] = keys[i];
    free(keys);
}

static void add_receivers(struct package_form *package, struct app *app)
{
    struct form_choice choices[CHOICES_MAX] = {0};
    struct team team = {0};
    char *labels[CHOICES_MAX];

    if (team_list(app->store, &team, NULL) != ERR_OK)
        team = (struct team){0};
    for (size_t i = 0; i < package->key_count; i++)
        choices[i].label = labels[i] = device_label(&team, &package->keys[i].device);
    form_add(
        &package->form,
        &(struct form_spec){
            .id = FIELD_RECEIVERS,
            .kind = FORM_MULTI,
            .label = _("Laptops"),
            .hint = package->key_count > 0
                        ? _("Space marks one; only those can open the package, and this one")
                        : _("No other laptop is accepted: only this one could open it; choose "
                            "a passphrase above"),
            .choices = choices,
            .choice_count = package->key_count,
            .chosen = package->key_count >= CHOICES_MAX ? ~0UL : (1UL << package->key_count) - 1});
    for (size_t i = 0; i < package->key_count; i++)
        free(labels[i]);
    team_clear(&team);
}

static void add_seal(struct package_form *package, struct app *app)
{
    struct form_choice seal[] = {[SEAL_LAPTOPS] = {.label = _("laptops of the team")},
                                 [SEAL_PASSPHRASE] = {.label = _("who knows a passphrase")}};
    struct form *form = &package->form;

    take_keys(package, app);
    form_add(form, &(struct form_spec){.id = FIELD_SEAL,
                                       .kind = FORM_CHOICE,
                                       .label = _("Sealed for"),
                                       .choices = seal,
                                       .choice_count = 2,
                                       .selected =
                                           package->key_count > 0 ? SEAL_LAPTOPS : SEAL_PASSPHRASE,
                                       .required = true});
    add_receivers(package, app);
    form_add(form, &(struct form_spec){.id = FIELD_PASSPHRASE,
                                       .kind = FORM_SECRET,
                                       .label = _("Passphrase"),
                                       .hint = _("Tell it by another way than the package")});
    form_add(form,
             &(struct form_spec){.id = FIELD_AGAIN, .kind = FORM_SECRET, .label = _("Once more")});
}

/* "port-mb5j-2026-03-31.awpack": packages of several laptops lie in one folder. */
static char *suggested_path(const struct app *app)
{
    const char *name = file_base_name(store_path(app->store));
    const char *dot = strrchr(name, '.');
    size_t length = dot != NULL && dot != name ? (size_t)(dot - name) : strlen(name);
    char today[CLOCK_DATE_SIZE];
    char own[5] = "";

    clock_local_date(clock_now(), today);
    if (app->device != NULL)
        ident_short(&app->device->id, own);
    return mem_printf("%.*s-%s-%s.awpack", (int)length, name, own, today);
}

static void add_fields(struct package_form *package, struct app *app)
{
    struct form *form = &package->form;
    char *path = suggested_path(app);

    add_audits(package, app);
    form_add(form, &(struct form_spec){.id = FIELD_SINCE,
                                       .kind = FORM_PATH,
                                       .label = _("Only new since"),
                                       .hint = _("Path of an earlier package that the others have "
                                                 "merged; or nothing")});
    add_seal(package, app);
    form_add(form, &(struct form_spec){.id = FIELD_PATH,
                                       .kind = FORM_PATH,
                                       .label = _("File"),
                                       .hint = _("Where the package goes; it asks before it "
                                                 "replaces a file"),
                                       .value = path,
                                       .required = true});
    hide_others(package);
    form_focus(form, FIELD_WHAT);
    form_set_clean(form);
    free(path);
}

static char *title(const struct screen *base, const struct app *app)
{
    (void)base;
    return mem_printf(_("New package · %s"), file_base_name(store_path(app->store)));
}

static enum context context(const struct screen *base)
{
    return form_context(&form_of(base)->form, CONTEXT_PACKAGE_FORM);
}

static void draw(struct screen *base, struct app *app, struct canvas *canvas, struct area area)
{
    struct package_form *package = form_of(base);

    (void)app;
    hide_others(package); /* a choice may have been made in a dialog */
    form_draw(&package->form, canvas, area_inset(area, 1, 2));
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
    struct package_form *package = form_of(base);

    form_clear(&package->form);
    free(package);
}

static const struct screen_ops ops = {.title = title,
                                      .context = context,
                                      .draw = draw,
                                      .act = act,
                                      .finish = finish,
                                      .keep = keep,
                                      .close = close_screen};

struct screen *package_form_new(struct app *app)
{
    struct package_form *package = mem_zalloc(1, sizeof *package);

    package->screen.ops = &ops;
    form_init(&package->form);
    add_fields(package, app);
    char *name = title(&package->screen, app);
    form_keep_at(&package->form, app, "package-new", name);
    free(name);
    return &package->screen;
}
