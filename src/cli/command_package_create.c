/* command_package_create.c - auditwalk package create: saves and files for other laptops. */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "cli/cli.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "exchange/package.h"
#include "store/audits.h"
#include "store/shown.h"

/* What the options name. */
struct wanted {
    struct ident *audits;
    size_t audit_count;
    struct team_key *receivers;
    size_t receiver_count;
    char *passphrase;
    size_t passphrase_length;
};

static void wanted_clear(struct wanted *wanted)
{
    free(wanted->audits);
    free(wanted->receivers);
    passphrase_clear(wanted->passphrase, wanted->passphrase_length);
}

static enum err_code read_passphrase(const struct args *args, struct wanted *wanted,
                                     struct err *err)
{
    const char *path = args_text(args, "passphrase-file");

    if (path == NULL)
        return ERR_OK;
    if (args_has(args, "to")) {
        err_set(err, ERR_USAGE, _("--to and --passphrase-file do not go together"));
        return err_hint(err, _("a package is sealed for laptops or with a passphrase"));
    }
    return passphrase_read(path, &wanted->passphrase, &wanted->passphrase_length, err);
}

static enum err_code find_audits(struct session *session, struct wanted *wanted, struct err *err)
{
    size_t count = 0;
    const char **numbers = args_list(session->args, "audit", &count);
    enum err_code code = ERR_OK;

    wanted->audits = mem_zalloc(count, sizeof *wanted->audits);
    for (size_t i = 0; i < count && code == ERR_OK; i++)
        code = audit_find(session->store, numbers[i], &wanted->audits[wanted->audit_count++], err);
    free(numbers);
    return code;
}

/* ---- receivers ------------------------------------------------------------------------------- */

static enum err_code no_team(struct err *err)
{
    err_set(err, ERR_USAGE, _("no other laptop is accepted in this file yet"));
    return err_hint(err,
                    _("give --passphrase-file FILE and tell the passphrase, or accept a laptop "
                      "that has sent a package: auditwalk team accept"));
}

static enum err_code add_receiver(struct session *session, const char *text,
                                  const struct team_key *keys, size_t count, struct wanted *wanted,
                                  struct err *err)
{
    struct ident device;

    enum err_code code = team_find(session->store, text, &device, err);
    if (code != ERR_OK)
        return err_prefix(err, "--to");
    for (size_t i = 0; i < count; i++) {
        if (!ident_equal(&keys[i].device, &device))
            continue;
        wanted->receivers[wanted->receiver_count++] = keys[i];
        return ERR_OK;
    }
    char *name = shown_device(session->store, &device);
    err_set(err, ERR_DENIED, _("--to: %s is not accepted, or its key is not known here yet"), name);
    free(name);
    return err_hint(err, _("auditwalk team list tells; the first package for a laptop is sealed "
                           "with --passphrase-file"));
}

static enum err_code find_receivers(struct session *session, struct wanted *wanted, struct err *err)
{
    size_t named = 0;
    size_t count = 0;
    struct team_key *keys = NULL;

    if (wanted->passphrase != NULL)
        return ERR_OK;
    enum err_code code = team_keys(session->store, &keys, &count, err);
    const char **texts = args_list(session->args, "to", &named);
    if (code == ERR_OK && named == 0 && count < 2)
        code = no_team(err);
    if (code == ERR_OK && named == 0) {
        wanted->receivers = keys;
        wanted->receiver_count = count;
        keys = NULL;
    } else {
        wanted->receivers = mem_zalloc(named, sizeof *wanted->receivers);
    }
    for (size_t i = 0; i < named && code == ERR_OK; i++)
        code = add_receiver(session, texts[i], keys, count, wanted, err);
    free(texts);
    free(keys);
    return code;
}

/* ---- telling --------------------------------------------------------------------------------- */

/* "laptop-7 (k7q2), laptop-9 (x0zw)": all but this one. */
static char *receiver_names(struct session *session, const struct wanted *wanted)
{
    struct buf names;

    buf_init(&names);
    for (size_t i = 0; i < wanted->receiver_count; i++) {
        if (ident_equal(&wanted->receivers[i].device, &session->device.id))
            continue;
        char *name = shown_device(session->store, &wanted->receivers[i].device);
        buf_printf(&names, "%s%s", names.length > 0 ? ", " : "", name);
        free(name);
    }
    return buf_take(&names);
}

static void print_counts(struct session *session, const struct wanted *wanted, const char *path,
                         const struct package_counts *counts)
{
    char fingerprint[FINGERPRINT_SIZE];
    char *shown = printable(path);

    printf(_("%s  packed: saves %zu, files %zu (%llu bytes), size %llu bytes\n"), shown,
           counts->batches, counts->objects, (unsigned long long)counts->object_bytes,
           (unsigned long long)counts->file_bytes);
    free(shown);
    if (counts->receivers == 0) {
        puts(_("Opens with the passphrase, and on this laptop"));
    } else {
        char *names = receiver_names(session, wanted);
        char *clean = printable(names);
        if (clean[0] != '\0')
            printf(_("Opens on: %s, and on this laptop\n"), clean);
        else
            puts(_("Opens on this laptop only"));
        free(clean);
        free(names);
    }
    fingerprint_text(&session->device.id, fingerprint);
    printf(_("Fingerprint of this laptop: %s\n"), fingerprint);
}

static void put_receivers(struct session *session, const struct wanted *wanted, struct buf *json)
{
    char fingerprint[FINGERPRINT_SIZE];

    buf_puts(json, "[");
    fingerprint_text(&session->device.id, fingerprint);
    output_json_text(json, fingerprint);
    for (size_t i = 0; i < wanted->receiver_count; i++) {
        if (ident_equal(&wanted->receivers[i].device, &session->device.id))
            continue;
        fingerprint_text(&wanted->receivers[i].device, fingerprint);
        buf_puts(json, ", ");
        output_json_text(json, fingerprint);
    }
    buf_puts(json, "]");
}

static void print_json(struct session *session, const struct wanted *wanted, const char *path,
                       const struct package_counts *counts)
{
    char hash[HASH_TEXT_SIZE];
    char fingerprint[FINGERPRINT_SIZE];
    char *shown = printable(path);
    struct buf json;

    buf_init(&json);
    hash_text(&counts->hash, hash);
    fingerprint_text(&session->device.id, fingerprint);
    buf_puts(&json, "{\n  \"path\": ");
    output_json_text(&json, shown);
    buf_printf(&json,
               ",\n  \"saves\": %zu,\n  \"objects\": %zu,\n  \"object_bytes\": %llu,\n"
               "  \"bytes\": %llu,\n  \"hash\": \"%s\",\n  \"fingerprint\": \"%s\",\n"
               "  \"passphrase\": %s,\n  \"receivers\": ",
               counts->batches, counts->objects, (unsigned long long)counts->object_bytes,
               (unsigned long long)counts->file_bytes, hash, fingerprint,
               counts->receivers == 0 ? "true" : "false");
    put_receivers(session, wanted, &json);
    buf_puts(&json, "\n}\n");
    output_buf(&json);
    free(shown);
}

/* ---- the command ----------------------------------------------------------------------------- */

static enum err_code create(struct session *session, const struct wanted *wanted, struct err *err)
{
    const struct args *args = session->args;
    const char *path = args_text(args, "output");
    struct package_counts counts;
    const struct package_options options = {
        .audits = wanted->audit_count > 0 ? wanted->audits : NULL,
        .audit_count = wanted->audit_count,
        .since = args_text(args, "since"),
        .receivers = wanted->receiver_count > 0 ? wanted->receivers : NULL,
        .receiver_count = wanted->receiver_count,
        .key = {&session->device, wanted->passphrase, wanted->passphrase_length},
        .progress = job_percent,
        .context = &session->job};

    job_begin(&session->job, _("Writing the package"));
    enum err_code code = package_create(session->store, path, &options, &counts, err);
    job_end(&session->job);
    if (code != ERR_OK)
        return code;
    if (counts.batches == 0)
        message_note("%s", _("nothing is new since that package; this one is empty"));
    if (args_has(args, "json"))
        print_json(session, wanted, path, &counts);
    else
        print_counts(session, wanted, path, &counts);
    return ERR_OK;
}

static enum err_code run(struct session *session, const struct args *args, struct err *err)
{
    struct wanted wanted = {0};

    /* Before the audit file is open: were it the same file, closing it would drop our lock. */
    enum err_code code = read_passphrase(args, &wanted, err);
    if (code == ERR_OK)
        code = session_open(session, OPEN_TO_WRITE, err);
    if (code == ERR_OK)
        code = find_audits(session, &wanted, err);
    if (code == ERR_OK)
        code = find_receivers(session, &wanted, err);
    if (code == ERR_OK)
        code = create(session, &wanted, err);
    wanted_clear(&wanted);
    return code;
}

static const struct option options[] = {
    {"output", 'o', ARGUMENT_PATH, OPTION_REQUIRED, NULL, "FILE",
     N_("the package, usually NAME.awpack")},
    {"audit", 0, ARGUMENT_LINE, OPTION_MANY, NULL, "NUMBER",
     N_("only this audit and the programme (else all; can be repeated)")},
    {"since", 0, ARGUMENT_PATH, 0, NULL, "PACKAGE",
     N_("only what is not in this earlier package, which the receivers have")},
    {"to", 0, ARGUMENT_LINE, OPTION_MANY, NULL, "DEVICE",
     N_("a laptop that can open it: fingerprint, or name of laptop or person (else all that are "
        "accepted; can be repeated)")},
    {"passphrase-file", 0, ARGUMENT_PATH, 0, NULL, "FILE",
     N_("seal it with the first line of FILE instead")},
    {"json", 0, ARGUMENT_NONE, 0, NULL, NULL, N_("as JSON")},
    {NULL, 0, ARGUMENT_NONE, 0, NULL, NULL, NULL}};

const struct command command_package_create = {
    .name = "package create",
    .summary = N_("pack saves and files for other laptops"),
    .details =
        N_("Writes an encrypted and signed package: all of the file, one audit, or what is "
           "new. It is read back and checked before it gets its name. This laptop can always "
           "open it again."),
    .options = options,
    .run = run};
