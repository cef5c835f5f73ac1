/* verify.c - checks an audit file against its own log: the report, and all checks in their order.
 *
 * Every batch must be what its name says, signed by its device and next in its chain; folding all
 * of them into a scratch database must give exactly the tables that are there; every object must
 * have its hash.
 */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "store/verify_parts.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "store/schema.h"

void verify_report_clear(struct verify_report *report)
{
    for (size_t i = 0; i < report->problem_count; i++)
        free(report->problems[i]);
    free(report->problems);
    *report = (struct verify_report){0};
}

void verify_problem(struct verification *check, const char *format, ...)
{
    struct verify_report *report = check->report;
    struct err text;
    char line[ERR_MESSAGE_SIZE];
    va_list arguments;

    if (report->problem_count >= VERIFY_PROBLEM_LIMIT)
        return;
    va_start(arguments, format);
    vsnprintf(line, sizeof line, format, arguments);
    va_end(arguments);
    err_set(&text, ERR_FOUND, "%s", line); /* makes it safe to show: parts come from the file */
    report->problems = mem_grow(report->problems, report->problem_count, &report->problem_capacity,
                                sizeof *report->problems);
    report->problems[report->problem_count++] = mem_strdup(text.message);
}

enum err_code verify_tell(struct verification *check, unsigned percent, struct err *err)
{
    if (check->progress == NULL || check->progress(check->context, percent))
        return ERR_OK;
    return err_set(err, ERR_CANCELLED, _("the check was stopped"));
}

/* ---- all of it ------------------------------------------------------------------------------- */

static enum err_code check_pages(struct verification *check, struct err *err)
{
    bool row = false;
    sqlite3_stmt *stmt = db_use(check->store, "PRAGMA integrity_check(20)", err);

    if (stmt == NULL)
        return err_code_of(err);
    enum err_code code = db_step(check->store, stmt, &row, err);
    while (code == ERR_OK && row) {
        char *answer = db_text(stmt, 0);
        if (strcmp(answer, "ok") != 0)
            verify_problem(check, "SQLite: %s", answer);
        free(answer);
        code = db_step(check->store, stmt, &row, err);
    }
    db_done(check->store, stmt);
    return code;
}

static enum err_code open_scratch(struct verification *check, struct err *err)
{
    struct store *scratch = mem_zalloc(1, sizeof *scratch);

    scratch->path = mem_strdup(_("the temporary database"));
    scratch->scratch = true;
    check->scratch = scratch;
    enum err_code code = db_open(scratch, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, err);
    if (code == ERR_OK)
        code = schema_upgrade(scratch, 0, err);
    return code == ERR_OK ? db_begin(scratch, err) : code;
}

static enum err_code run_checks(struct verification *check, struct err *err)
{
    static enum err_code (*const steps[])(struct verification *, struct err *) = {
        check_pages,    verify_batches,         verify_chains,  verify_pending,
        verify_objects, verify_missing_objects, verify_records, verify_snapshots,
        verify_schema,  verify_references};
    enum err_code code = open_scratch(check, err);

    for (size_t i = 0; i < sizeof steps / sizeof steps[0] && code == ERR_OK; i++)
        code = steps[i](check, err);
    check->report->devices = check->key_count;
    return code == ERR_OK ? verify_tell(check, 100, err) : code;
}

enum err_code store_verify(struct store *store, bool (*progress)(void *context, unsigned percent),
                           void *context, struct verify_report *report, struct err *err)
{
    struct verification check = {
        .store = store, .report = report, .progress = progress, .context = context};

    *report = (struct verify_report){0};
    enum err_code code = run_checks(&check, err);
    store_close(check.scratch);
    free(check.keys);
    return code;
}
