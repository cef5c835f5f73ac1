/* command_verify.c - auditwalk verify: is the file what its authors wrote? */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "cli/cli.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/i18n.h"
#include "exchange/listing.h"
#include "store/verify.h"

static void print_report(const struct verify_report *report, const char *path)
{
    for (size_t i = 0; i < report->problem_count; i++)
        printf("%s\n", report->problems[i]);
    if (report->problem_count == 0)
        printf(_("%s  good: saves %zu, devices %zu, attachments %zu (%llu bytes), records %zu\n"),
               path, report->batches, report->devices, report->objects,
               (unsigned long long)report->object_bytes, report->rows);
}

static enum err_code run(struct session *session, const struct args *args, struct err *err)
{
    struct verify_report report = {0};
    struct buf json;

    enum err_code code = session_open(session, OPEN_TO_READ, err);
    if (code == ERR_OK && args_has(args, "rebuild")) {
        job_begin(&session->job, _("Making the records anew"));
        code = store_rebuild(session->store, job_percent, &session->job, err);
        job_end(&session->job);
    }
    if (code == ERR_OK) {
        job_begin(&session->job, _("Checking the file"));
        code = store_verify(session->store, job_percent, &session->job, &report, err);
        job_end(&session->job);
    }
    if (code != ERR_OK) {
        verify_report_clear(&report);
        return code;
    }
    char *path = printable(session_file(session));
    if (args_has(args, "json")) {
        buf_init(&json);
        listing_verify(&report, &json);
        output_buf(&json);
    } else {
        print_report(&report, path);
    }
    if (report.problem_count > 0) {
        err_set(err, ERR_FOUND, _("%s: problems found: %zu"), path, report.problem_count);
        code = err_hint(err, _("keep this file as it is and go on from a backup or a colleague's "
                               "copy"));
    }
    free(path);
    verify_report_clear(&report);
    return code;
}

static const struct option options[] = {
    {"rebuild", 0, ARGUMENT_NONE, 0, NULL, NULL, N_("first make all records anew from the saves")},
    {"json", 0, ARGUMENT_NONE, 0, NULL, NULL, N_("as JSON")},
    {NULL, 0, ARGUMENT_NONE, 0, NULL, NULL, NULL}};

const struct command command_verify = {
    .name = "verify",
    .summary = N_("check that the audit file is what its authors wrote"),
    .details = N_("Checks every save's signature and place in its chain, every attachment's hash, "
                  "and that the records are what the saves say. Problems are listed one a line, "
                  "with exit status 1. Records that another program changed come right with "
                  "--rebuild: the saves are the truth, the records are made of them."),
    .options = options,
    .run = run};
