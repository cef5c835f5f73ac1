/* command_team.c - auditwalk team list, accept, revoke: the laptops of a file and whom it trusts.
 */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "cli/cli.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/clock.h"
#include "base/i18n.h"
#include "exchange/listing.h"
#include "store/team.h"

/* ---- list ------------------------------------------------------------------------------------ */

static const struct column columns[] = {
    {N_("Fingerprint"), false, false}, {N_("Laptop"), false, false}, {N_("Person"), false, true},
    {N_("State"), false, false},       {N_("Saves"), true, false},   {N_("Last"), false, false},
    {N_("Waiting"), true, false},      {N_("Remark"), false, true},
};

static void state_cell(struct table *table, const struct team_device *device)
{
    if (device->self)
        table_cell(table, TONE_GOOD, _("this laptop"));
    else if (device->revoked)
        table_cell(table, TONE_BAD, _("revoked"));
    else if (device->accepted)
        table_cell(table, TONE_GOOD, _("accepted"));
    else
        table_cell(table, TONE_WARN, _("not accepted"));
}

/* What is out of order, else why the laptop was accepted or revoked. */
static char *remark(const struct team_device *device)
{
    struct buf text;

    buf_init(&text);
    if (device->cloned)
        buf_puts(&text, _("two laptops write with this key"));
    if (device->clock_suspect)
        buf_printf(&text, "%s%s", text.length > 0 ? "; " : "", _("clock suspect"));
    if (text.length == 0)
        buf_puts(&text, device->reason);
    return buf_take(&text);
}

static void add_line(struct table *table, const struct team_device *device)
{
    char last[17] = "";
    char *what = remark(device);

    if (device->last_wall != 0)
        clock_local_stamp(device->last_wall, last);
    table_cell(table, TONE_PLAIN, device->fingerprint);
    table_cell(table, TONE_PLAIN, device->name);
    table_cell(table, TONE_PLAIN, device->person);
    state_cell(table, device);
    table_number(table, TONE_PLAIN, (size_t)device->batches);
    table_cell(table, device->clock_suspect ? TONE_WARN : TONE_PLAIN, last);
    table_number(table, TONE_WARN, (size_t)device->waiting);
    table_cell(table, device->cloned ? TONE_BAD : TONE_PLAIN, what);
    free(what);
}

static enum err_code print_list(struct store *store, struct err *err)
{
    struct team team = {0};
    enum err_code code = team_list(store, &team, err);

    if (code == ERR_OK) {
        struct table *table = table_new(columns, sizeof columns / sizeof columns[0]);
        for (size_t i = 0; i < team.count; i++)
            add_line(table, &team.items[i]);
        table_print(table);
    }
    team_clear(&team);
    return code;
}

static enum err_code run_list(struct session *session, const struct args *args, struct err *err)
{
    struct buf json;
    enum err_code code = session_open(session, OPEN_TO_READ, err);

    if (code != ERR_OK || !args_has(args, "json"))
        return code == ERR_OK ? print_list(session->store, err) : code;
    buf_init(&json);
    return output_json(listing_team(session->store, &json, err), &json);
}

static const struct option list_options[] = {
    {"json", 0, ARGUMENT_NONE, 0, NULL, NULL, N_("as JSON")},
    {NULL, 0, ARGUMENT_NONE, 0, NULL, NULL, NULL}};

const struct command command_team_list = {
    .name = "team list",
    .summary = N_("list the laptops of the file, their fingerprints and whom it trusts"),
    .details = N_("Two people compare the fingerprint of a laptop on both screens, face to face or "
                  "by phone, before one accepts it."),
    .options = list_options,
    .run = run_list};

/* ---- accept and revoke ----------------------------------------------------------------------- */

typedef enum err_code decide_function(struct store *store, const struct ident *device,
                                      const char *reason, struct err *err);

static enum err_code decide(struct session *session, const struct args *args,
                            decide_function *function, const char *what, struct err *err)
{
    struct ident device;
    char fingerprint[FINGERPRINT_SIZE];
    enum err_code code = session_open(session, OPEN_TO_WRITE, err);

    if (code == ERR_OK)
        code = team_find(session->store, args->words[0], &device, err);
    if (code == ERR_OK)
        code = function(session->store, &device, args_text(args, "reason"), err);
    if (code != ERR_OK)
        return code;
    fingerprint_text(&device, fingerprint);
    printf("%s  %s\n", fingerprint, what);
    return ERR_OK;
}

static enum err_code run_accept(struct session *session, const struct args *args, struct err *err)
{
    return decide(session, args, team_accept, _("accepted"), err);
}

static enum err_code run_revoke(struct session *session, const struct args *args, struct err *err)
{
    return decide(session, args, team_revoke, _("revoked: what it writes from now on stays out"),
                  err);
}

static const struct option accept_options[] = {
    {"reason", 0, ARGUMENT_LINE, 0, NULL, "TEXT", N_("how you know whose laptop it is")},
    {NULL, 0, ARGUMENT_NONE, 0, NULL, NULL, NULL}};

const struct command command_team_accept = {
    .name = "team accept",
    .words = "FINGERPRINT|NAME",
    .summary = N_("trust a laptop: what it wrote may be merged"),
    .details = N_("The acceptance travels in packages: who trusts this laptop trusts that one too. "
                  "A laptop that the file does not know yet is named by its whole fingerprint."),
    .options = accept_options,
    .word_kind = ARGUMENT_LINE,
    .words_min = 1,
    .words_max = 1,
    .run = run_accept};

static const struct option revoke_options[] = {
    {"reason", 0, ARGUMENT_LINE, OPTION_REQUIRED, NULL, "TEXT", N_("why, for example: stolen")},
    {NULL, 0, ARGUMENT_NONE, 0, NULL, NULL, NULL}};

const struct command command_team_revoke = {
    .name = "team revoke",
    .words = "FINGERPRINT|NAME",
    .summary = N_("trust a laptop no more: what it writes from now on stays out"),
    .details = N_("What this file has of it already still counts, up to its last save here."),
    .options = revoke_options,
    .word_kind = ARGUMENT_LINE,
    .words_min = 1,
    .words_max = 1,
    .run = run_revoke};
