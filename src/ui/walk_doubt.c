/* walk_doubt.c - who assesses an audit without being independent in it is told so, once a session;
 * the reason why all the same is put on record here. Nothing is refused: the report shows both.
 */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "ui/walk_screen.h"

#include <stdlib.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "store/ready.h"
#include "ui/record_text.h"

static bool was_told(const struct app *app, const struct ident *audit)
{
    for (size_t i = 0; i < app->doubted_count; i++)
        if (ident_equal(&app->doubted[i], audit))
            return true;
    return false;
}

/* What an error says stays on the line: the warning comes with the next result. */
void walk_tell_doubt(struct walk_screen *walk, struct app *app)
{
    char *doubt = NULL;

    if (app->message[0] != '\0' || was_told(app, &walk->audit) ||
        audit_author_doubt(app->store, &walk->audit, &doubt, NULL) != ERR_OK)
        return;
    if (doubt[0] != '\0') {
        app_message(app, TONE_WARN, _("Not independent (A: all the same, why): you: %s"), doubt);
        app->doubted = mem_grow(app->doubted, app->doubted_count, &app->doubted_capacity,
                                sizeof *app->doubted);
        app->doubted[app->doubted_count++] = walk->audit;
    }
    free(doubt);
}

static bool override_now(struct app *app, void *owner, const char *text, unsigned *reactions,
                         struct err *err)
{
    struct walk_screen *walk = owner;

    if (audit_override(app->store, &walk->audit, store_author_name(app->store), NULL, text, err) !=
        ERR_OK)
        return false;
    app_saved(app);
    *reactions = REACT_DONE | REACT_RELOAD;
    return true;
}

unsigned walk_ask_override(struct walk_screen *walk, struct app *app)
{
    char *doubt = NULL;
    struct err err;

    if (audit_author_doubt(app->store, &walk->audit, &doubt, &err) != ERR_OK) {
        app_error(app, &err);
        return REACT_DONE;
    }
    unsigned reactions = REACT_DONE;
    if (doubt[0] == '\0') {
        app_message(app, TONE_NOTICE, "%s",
                    _("Nothing speaks against you here, or the reason is on record"));
    } else {
        char *heading = mem_printf("%s: %s", store_author_name(app->store), doubt);
        reactions = record_ask_reason(app, heading, _("Why all the same; the report shows it."),
                                      override_now, walk);
        free(heading);
    }
    free(doubt);
    return reactions;
}
