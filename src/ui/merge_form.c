/* merge_form.c - a package to merge: its path, its passphrase; then its plan.
 *
 * A signer whom nobody accepted yet is shown with the whole fingerprint, to be compared with the
 * one on the sender's screen; only then the plan follows. At first start the package becomes a new
 * file: its fingerprint is compared in any case.
 */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "exchange/package.h"
#include "ui/dialog.h"
#include "ui/form.h"
#include "ui/paths.h"
#include "ui/plan_screen.h"
#include "ui/screens.h"

enum { FIELD_PACKAGE, FIELD_PASSPHRASE, FIELD_FILE, FIELD_PERSON };

struct merge_form {
    struct screen screen;
    struct form form;
    bool fresh;              /* into a new file */
    struct package *package; /* read, waiting for the answer about its signer */
};

static struct merge_form *form_of(const struct screen *screen)
{
    return (struct merge_form *)(uintptr_t)screen;
}

/* ---- the plan -------------------------------------------------------------------------------- */

static unsigned push_plan(struct merge_form *merge, struct app *app, struct store *store,
                          const struct ident *accepted)
{
    struct plan_start start = {.package = merge->package,
                               .store = store,
                               .fresh = merge->fresh,
                               .accepted = accepted != NULL ? *accepted : ident_none()};

    merge->package = NULL;
    return app_push(app, plan_screen_new(&start));
}

static unsigned start_fresh(struct merge_form *merge, struct app *app)
{
    char *path = path_typed(form_text(&merge->form, FIELD_FILE));
    struct store *store = NULL;
    struct err err;
    enum err_code code =
        store_create_for_merge(path, app->device, &package_info(merge->package)->file,
                               form_text(&merge->form, FIELD_PERSON), &store, &err);

    free(path);
    if (code == ERR_OK)
        return push_plan(merge, app, store, NULL);
    app_error(app, &err);
    return REACT_DONE;
}

static unsigned signer_accepted(struct app *app, void *owner)
{
    struct merge_form *merge = owner;
    struct ident sender = package_info(merge->package)->sender;

    return merge->fresh ? start_fresh(merge, app) : push_plan(merge, app, app->store, &sender);
}

/* ---- the signer ------------------------------------------------------------------------------ */

static unsigned ask_signer(struct merge_form *merge, struct app *app)
{
    const struct package_info *info = package_info(merge->package);
    char stamp[17];
    struct buf text;

    clock_local_stamp(info->created, stamp);
    buf_init(&text);
    buf_printf(&text, _("The package was signed on %s on a laptop that nobody here has accepted:"),
               stamp);
    buf_printf(&text, "\n\n%s%s%s\n\n%s\n\n", info->sender_person,
               info->sender_person[0] != '\0' && info->sender_name[0] != '\0' ? " · " : "",
               info->sender_name, info->fingerprint);
    buf_puts(&text,
             _("Its names are only what it says of itself. Ask its user to press T on the list of "
               "audits, and compare the whole fingerprint on both screens. Accept it only if "
               "every group is the same: from then on all that it signs is trusted."));
    struct dialog_confirm confirm = {.title = _("Accept this laptop?"),
                                     .text = text.data,
                                     .yes = _("both are the same: accept"),
                                     .no = _("do not accept"),
                                     .done = signer_accepted,
                                     .owner = merge};
    unsigned reactions = dialog_confirm(app, &confirm);
    buf_clear(&text);
    return reactions;
}

/* A revoked one is not asked about: the plan refuses it, and says why. */
static enum err_code is_unknown(struct app *app, const struct ident *sender, bool *unknown,
                                struct err *err)
{
    struct team team = {0};
    enum err_code code = team_list(app->store, &team, err);

    *unknown = code == ERR_OK;
    for (size_t i = 0; i < team.count; i++)
        if (ident_equal(&team.items[i].id, sender) &&
            (team.items[i].self || team.items[i].accepted || team.items[i].revoked))
            *unknown = false;
    team_clear(&team);
    return code;
}

static unsigned go_on(struct merge_form *merge, struct app *app)
{
    bool unknown = true;
    struct err err;

    if (!merge->fresh &&
        is_unknown(app, &package_info(merge->package)->sender, &unknown, &err) != ERR_OK) {
        app_error(app, &err);
        return REACT_DONE;
    }
    return unknown ? ask_signer(merge, app) : push_plan(merge, app, app->store, NULL);
}

/* ---- reading --------------------------------------------------------------------------------- */

static enum err_code read_package(struct merge_form *merge, struct app *app, struct err *err)
{
    const char *secret = form_text(&merge->form, FIELD_PASSPHRASE);
    char *path = path_typed(form_text(&merge->form, FIELD_PACKAGE));
    struct package_key key = {.device = app->device,
                              .passphrase = secret[0] != '\0' ? secret : NULL,
                              .passphrase_length = strlen(secret)};
    struct progress progress;
    enum err_code code = app->store == NULL ? ERR_OK : store_refuse_itself(app->store, path, err);

    package_close(merge->package);
    merge->package = NULL;
    if (code == ERR_OK) {
        progress_begin(&progress, app, _("Reading the package"));
        code = package_open(path, &key, &merge->package, progress_percent, &progress, err);
        progress_end(&progress);
    }
    free(path);
    return code;
}

/* A file dropped on the terminal comes as a paste of its path. */
static bool take_dropped(struct merge_form *merge, const struct event *event)
{
    char *path = event->type == EVENT_PASTE && form_focused(&merge->form) == FIELD_PACKAGE
                     ? path_pasted(event->paste, event->paste_length)
                     : NULL;

    if (path != NULL)
        form_set_text(&merge->form, FIELD_PACKAGE, path);
    bool taken = path != NULL;
    free(path);
    return taken;
}

static unsigned act(struct screen *base, struct app *app, const struct input *input)
{
    struct merge_form *merge = form_of(base);
    struct err err;

    if (take_dropped(merge, &input->event))
        return REACT_DONE;
    unsigned flags = form_act(&merge->form, app, input);

    if (!(flags & REACT_SUBMIT))
        return flags;
    if (read_package(merge, app, &err) == ERR_OK)
        return go_on(merge, app);
    app_error(app, &err);
    return REACT_DONE;
}

/* ---- making ---------------------------------------------------------------------------------- */

static void add_fields(struct merge_form *merge)
{
    struct form *form = &merge->form;

    form_add(form, &(struct form_spec){.id = FIELD_PACKAGE,
                                       .kind = FORM_PATH,
                                       .label = _("Package"),
                                       .hint = _("Path of the .awpack file; a dropped file is "
                                                 "taken too"),
                                       .required = true});
    form_add(form, &(struct form_spec){.id = FIELD_PASSPHRASE,
                                       .kind = FORM_SECRET,
                                       .label = _("Passphrase"),
                                       .hint = _("Only if the package was not sealed for this "
                                                 "laptop")});
    if (!merge->fresh)
        return;
    form_add(form, &(struct form_spec){.id = FIELD_FILE,
                                       .kind = FORM_PATH,
                                       .label = _("New audit file"),
                                       .hint = _("A new file; an existing one is never replaced"),
                                       .required = true});
    form_add(form, &(struct form_spec){.id = FIELD_PERSON,
                                       .kind = FORM_LINE,
                                       .label = _("Your name"),
                                       .hint = _("It stands with all you record"),
                                       .value = getenv("AUDITWALK_PERSON"),
                                       .required = true});
}

static char *title(const struct screen *base, const struct app *app)
{
    (void)app;
    return mem_strdup(form_of(base)->fresh ? _("Merge a package into a new file")
                                           : _("Merge a package"));
}

static enum context context(const struct screen *base)
{
    return form_context(&form_of(base)->form, CONTEXT_MERGE_FORM);
}

static void draw(struct screen *base, struct app *app, struct canvas *canvas, struct area area)
{
    (void)app;
    form_draw(&form_of(base)->form, canvas, area_inset(area, 1, 2));
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
    struct merge_form *merge = form_of(base);

    package_close(merge->package);
    form_clear(&merge->form);
    free(merge);
}

static const struct screen_ops ops = {.title = title,
                                      .context = context,
                                      .draw = draw,
                                      .act = act,
                                      .finish = finish,
                                      .keep = keep,
                                      .close = close_screen};

struct screen *merge_form_new(struct app *app)
{
    struct merge_form *merge = mem_zalloc(1, sizeof *merge);

    merge->screen.ops = &ops;
    merge->fresh = app->store == NULL;
    form_init(&merge->form);
    add_fields(merge);
    if (!merge->fresh) {
        char *name = title(&merge->screen, app);
        form_keep_at(&merge->form, app, "merge-new", name);
        free(name);
    }
    return &merge->screen;
}
