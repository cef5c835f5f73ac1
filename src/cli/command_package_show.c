/* command_package_show.c - auditwalk package show: whose package this is and what it holds. */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "cli/cli.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/i18n.h"
#include "exchange/package.h"

static const struct column columns[] = {{N_("Audit"), false, true},
                                        {N_("Laptop"), false, false},
                                        {N_("Chain"), true, false},
                                        {N_("Saves"), true, false},
                                        {N_("Last save"), false, false}};

static void print_line(const char *label, const char *text)
{
    char *clean = printable(text);

    printf("%s %s\n", label, clean);
    free(clean);
}

static void print_sender(const struct package_info *info)
{
    char created[17];
    char *from = info->sender_person[0] != '\0'
                     ? mem_printf("%s, %s", info->sender_person, info->sender_name)
                     : mem_strdup(info->sender_name);

    print_line(_("From:"), from);
    free(from);
    print_line(_("Fingerprint:"), info->fingerprint);
    clock_local_stamp(info->created, created);
    print_line(_("Made:"), created);
}

static void print_extent(const struct package_info *info)
{
    char since[HASH_TEXT_SIZE];

    if (!info->partial)
        puts(_("Holds: everything its sender had"));
    if (!info->every_audit)
        puts(_("Holds: only the programme and the audits below"));
    if (info->has_since) {
        hash_text(&info->since, since);
        printf(_("Holds: only what is new since package %.16s\n"), since);
    }
}

static void print_size(const struct package_info *info)
{
    char hash[HASH_TEXT_SIZE];

    printf(_("Contents: saves %zu, files %zu (%llu bytes)\n"), info->batches, info->objects,
           (unsigned long long)info->object_bytes);
    if (info->receivers == 0)
        puts(_("Sealed: with a passphrase"));
    else
        printf(_("Sealed: for laptops: %zu, its sender's included\n"), info->receivers);
    hash_text(&info->hash, hash);
    printf(_("Size: %llu bytes\n"), (unsigned long long)info->file_bytes);
    print_line(_("BLAKE2b-256:"), hash);
}

static void print_audits(const struct package_info *info)
{
    for (size_t i = 0; i < info->audit_count; i++) {
        char *text = mem_printf("%s  %s", info->audits[i].number, info->audits[i].title);
        print_line(_("Audit:"), text);
        free(text);
    }
}

/* The number of the scope's audit, borrowed; a withdrawn audit has none here. */
static const char *scope_name(const struct package_info *info, const struct ident *scope)
{
    if (ident_is_none(scope))
        return _("(programme)");
    for (size_t i = 0; i < info->audit_count; i++)
        if (ident_equal(&info->audits[i].id, scope))
            return info->audits[i].number;
    return _("(withdrawn)");
}

static void print_heads(const struct package_info *info)
{
    struct table *table = table_new(columns, sizeof columns / sizeof columns[0]);
    char text[HASH_TEXT_SIZE];
    char fingerprint[FINGERPRINT_SIZE];

    for (size_t i = 0; i < info->head_count; i++) {
        const struct outgoing_head *head = &info->heads[i];
        table_cell(table, TONE_PLAIN, scope_name(info, &head->end.scope));
        fingerprint_text(&head->device, fingerprint);
        fingerprint[4] = '\0'; /* its first group is the short name */
        table_cell(table, TONE_PLAIN, fingerprint);
        table_number(table, TONE_PLAIN, (size_t)head->end.epoch);
        table_number(table, TONE_PLAIN, (size_t)head->end.sequence);
        hash_text(&head->end.name, text);
        text[16] = '\0';
        table_cell(table, TONE_MUTED, text);
    }
    table_print(table);
}

static void print_info(const struct package_info *info, const char *path)
{
    char *shown = printable(path);
    char *organization = printable(info->organization);

    printf(_("%s  package of %s\n"), shown, organization);
    free(organization);
    free(shown);
    print_sender(info);
    print_extent(info);
    print_audits(info);
    print_size(info);
    print_heads(info);
}

static enum err_code run(struct session *session, const struct args *args, struct err *err)
{
    struct package_key key = {0};
    struct package *package = NULL;
    struct buf json;
    char *passphrase = NULL;
    const char *file = args_text(args, "passphrase-file");
    enum err_code code = ERR_OK;

    /* With a passphrase it can be read where no key can be kept. */
    if (session_device(session, NULL) == ERR_OK)
        key.device = &session->device;
    if (file != NULL)
        code = passphrase_read(file, &passphrase, &key.passphrase_length, err);
    key.passphrase = passphrase;
    if (code == ERR_OK) {
        job_begin(&session->job, _("Reading the package"));
        code = package_open(args->words[0], &key, &package, job_percent, &session->job, err);
        job_end(&session->job);
    }
    passphrase_clear(passphrase, key.passphrase_length);
    if (code == ERR_OK && args_has(args, "json")) {
        buf_init(&json);
        package_listing(package_info(package), &json);
        output_buf(&json);
    } else if (code == ERR_OK) {
        print_info(package_info(package), args->words[0]);
    }
    package_close(package);
    return code;
}

static const struct option options[] = {
    {"passphrase-file", 0, ARGUMENT_PATH, 0, NULL, "FILE", N_("its first line is the passphrase")},
    {"json", 0, ARGUMENT_NONE, 0, NULL, NULL, N_("as JSON")},
    {NULL, 0, ARGUMENT_NONE, 0, NULL, NULL, NULL}};

const struct command command_package_show = {
    .name = "package show",
    .words = "PACKAGE",
    .summary = N_("tell whose package this is and what it holds"),
    .details = N_("Checks the whole package and tells its sender and contents, without merging it. "
                  "Compare the fingerprint with the one that the sender's laptop shows."),
    .options = options,
    .word_kind = ARGUMENT_PATH,
    .words_min = 1,
    .words_max = 1,
    .run = run};
