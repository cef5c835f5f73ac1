/* lists_kinds.c - the lists that can be had as CSV and JSON: one row of a table each, with what
 * gives its records.
 */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "exchange/lists_parts.h"

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "core/ref.h"
#include "exchange/checklist_file.h"
#include "exchange/listing.h"
#include "exchange/report_load.h"
#include "exchange/report_stream.h"
#include "store/audits.h"
#include "store/conflicts.h"
#include "store/consolidate.h"
#include "store/evidence.h"
#include "store/history.h"
#include "store/search.h"
#include "store/team.h"

enum { PAGE = 200 };

#define WRITE(name)                                                                                \
    static enum err_code name(const struct list_request *request, struct list_writer *writer,      \
                              struct err *err)

/* Rows that stand one after the other. */
static enum err_code write_rows(struct list_writer *writer, const void *items, size_t count,
                                size_t size, struct err *err)
{
    enum err_code code = ERR_OK;

    for (size_t i = 0; i < count && code == ERR_OK; i++)
        code = list_row(writer, (const char *)items + i * size, err);
    return code;
}

static enum err_code write_list(struct list_writer *writer, const struct list_columns *columns,
                                const void *items, size_t count, size_t size, struct err *err)
{
    enum err_code code = list_begin(writer, columns->items, columns->count, err);

    writer->expected = count;
    return code == ERR_OK ? write_rows(writer, items, count, size, err) : code;
}
#define WRITE_LINES(writer, columns, lines, err)                                                   \
    write_list(writer, &(columns), (lines).items, (lines).count, sizeof *(lines).items, err)

/* ---- sheets of the report of an audit ----------------------------------------------------------
 */

static enum err_code load_report(const struct list_request *request, struct list_writer *writer,
                                 struct err *err)
{
    const struct report_scope scope = {.audit = request->audit, .with_rows = true};

    return report_load(request->store, &scope, &writer->report, err);
}

static enum err_code write_table(struct list_writer *writer, const struct table *table,
                                 const void *items, size_t count, size_t size, struct err *err)
{
    const struct list_columns columns = {table->columns, table->column_count};

    return write_list(writer, &columns, items, count, size, err);
}

#define WRITE_SHEET(name, table, list)                                                             \
    WRITE(name)                                                                                    \
    {                                                                                              \
        enum err_code code = load_report(request, writer, err);                                    \
        return code == ERR_OK ? write_table(writer, &(table), writer->report.list.items,           \
                                            writer->report.list.count,                             \
                                            sizeof *writer->report.list.items, err)                \
                              : code;                                                              \
    }
WRITE_SHEET(write_requirements, table_checklist, rows)
WRITE_SHEET(write_clauses, table_matrix, clauses)
WRITE_SHEET(write_deployment, table_deployment, deployment)
WRITE_SHEET(write_previous, table_previous, previous)
WRITE_SHEET(write_opinions, table_opinions, opinions)
WRITE_SHEET(write_merges, table_merges, merges)

/* ---- findings and actions, one at a time -------------------------------------------------------
 */

static enum err_code stream(struct list_writer *writer, enum report_list list, struct err *err)
{
    const struct report_source *source = writer->report.source;
    const void *record = NULL;
    enum err_code code = source->start(source->context, list, &writer->expected, err);

    while (code == ERR_OK) {
        code = source->next(source->context, &record, err);
        if (code != ERR_OK || record == NULL)
            break;
        code = list_row(writer, record, err);
    }
    return code;
}

static enum err_code stream_list(const struct list_request *request, struct list_writer *writer,
                                 enum report_list list, const struct column *columns, size_t count,
                                 struct err *err)
{
    const struct report_scope scope = {.audit = request->audit};
    const struct report_choice choice = {.with_merged = request->merged,
                                         .finding = request->finding,
                                         .owner = request->owner,
                                         .within = request->within,
                                         .only_open = !request->all};
    struct report_stream *reading = NULL;
    enum err_code code = report_stream_open(request->store, &scope, &writer->report, &reading, err);

    if (code != ERR_OK)
        return code;
    report_stream_choose(reading, &choice);
    if (list != REPORT_LIST_ACTIONS)
        report_stream_with_evidence(reading);
    code = list_begin(writer, columns, count, err);
    if (code == ERR_OK)
        code = stream(writer, list, err);
    report_stream_close(reading);
    return code;
}

/* The columns of the register, and what a list shows beside them. */
static enum err_code write_findings_as(const struct list_request *request,
                                       struct list_writer *writer, enum report_list list,
                                       struct err *err)
{
    size_t first = table_register.column_count;
    size_t count = first + list_finding_columns.count;
    struct column *columns = mem_zalloc(count, sizeof *columns);

    memcpy(columns, table_register.columns, first * sizeof *columns);
    memcpy(columns + first, list_finding_columns.items,
           list_finding_columns.count * sizeof *columns);
    enum err_code code = stream_list(request, writer, list, columns, count, err);
    free(columns);
    return code;
}

WRITE(write_findings)
{
    return write_findings_as(request, writer, REPORT_LIST_FINDINGS, err);
}

WRITE(write_nonconformities)
{
    return write_findings_as(request, writer, REPORT_LIST_NONCONFORMITIES, err);
}

WRITE(write_actions)
{
    return stream_list(request, writer, REPORT_LIST_ACTIONS, table_actions.columns,
                       table_actions.column_count, err);
}

WRITE(write_due)
{
    const struct due_query query = {.audit = request->audit,
                                    .finding = request->finding,
                                    .owner = request->owner,
                                    .within = request->within,
                                    .with_done = request->all};
    struct due_lines lines;
    enum err_code code = due_list(request->store, &query, &lines, err);

    if (code == ERR_OK)
        code = WRITE_LINES(writer, list_due_columns, lines, err);
    due_lines_clear(&lines);
    return code;
}

/* ---- evidence, a page at a time ----------------------------------------------------------------
 */

/* The record is made part of a report that holds only what it is linked to, so that the columns of
 * the sheet serve. */
static void link_names(struct report *report, const char *names, bool findings)
{
    size_t evidence = report->evidence.count - 1;

    for (const char *at = names; *at != '\0';) {
        size_t length = strcspn(at, ",");
        char *name = mem_strndup(at, length);
        if (findings) {
            mem_replace(&report_add_finding(report)->number, name);
            report_link_proof(report, evidence, report->findings.count - 1);
        } else {
            char *shown = ref_display(name);
            mem_replace(&report_add_row(report)->ref, shown);
            free(shown);
            report_link_evidence(report, evidence, report->rows.count - 1);
        }
        free(name);
        at += length;
        at += strspn(at, ", ");
    }
}

static enum err_code write_one(struct list_writer *writer, struct loader *loader,
                               const struct evidence_line *line, struct err *err)
{
    struct report *report = &writer->report;
    struct row row = {0};
    enum err_code code = store_get(loader->store, RECORD_EVIDENCE, &line->id, &row, err);

    if (code != ERR_OK)
        return code;
    report_drop_rows(report);
    report_drop_findings(report);
    report_drop_evidence(report);
    code = loader_evidence_of(loader, &row, err);
    row_clear(&row);
    if (code != ERR_OK)
        return code;
    link_names(report, line->refs, false);
    link_names(report, line->findings, true);
    return list_row(writer, report->evidence.items, err);
}

/* The evidence of one audit, the newest first. */
static enum err_code write_evidence_of(struct list_writer *writer, struct loader *loader,
                                       const struct ident *audit, struct err *err)
{
    struct evidence_lines page = {0};
    struct evidence_lines before = {0};
    enum err_code code = ERR_OK;

    do {
        const struct evidence_query query = {
            .audit = audit,
            .after = before.count > 0 ? &before.items[before.count - 1] : NULL,
            .limit = PAGE};
        code = evidence_list(loader->store, &query, &page, err);
        evidence_lines_clear(&before);
        for (size_t i = 0; i < page.count && code == ERR_OK; i++)
            code = write_one(writer, loader, &page.items[i], err);
        before = page;
        page = (struct evidence_lines){0};
        loader_forget_names(loader);
    } while (code == ERR_OK && before.count == PAGE);
    evidence_lines_clear(&before);
    return code;
}

static enum err_code write_evidence_pages(const struct list_request *request,
                                          struct list_writer *writer, struct loader *loader,
                                          struct err *err)
{
    struct audit_heads heads = {0};

    if (request->audit != NULL)
        return write_evidence_of(writer, loader, request->audit, err);
    enum err_code code = audits_heads(request->store, &heads, err);
    for (size_t i = 0; i < heads.count && code == ERR_OK; i++)
        code = write_evidence_of(writer, loader, &heads.items[i].id, err);
    audit_heads_clear(&heads);
    return code;
}

WRITE(write_evidence)
{
    const struct report_scope scope = {.audit = request->audit};
    struct loader loader = {.store = request->store, .scope = &scope, .report = &writer->report};
    enum err_code code =
        list_begin(writer, table_evidence.columns, table_evidence.column_count, err);

    if (code == ERR_OK)
        code = store_begin_read(request->store, err);
    if (code != ERR_OK)
        return code;
    code = write_evidence_pages(request, writer, &loader, err);
    store_end_read(request->store);
    loader_clear(&loader);
    return code;
}

/* ---- audits, teams ------------------------------------------------------------------------------
 */

WRITE(write_audits)
{
    struct audit_lines lines = {0};
    enum err_code code = audits_list(request->store, &lines, err);

    if (code == ERR_OK)
        code = WRITE_LINES(writer, list_audit_columns, lines, err);
    audit_lines_clear(&lines);
    return code;
}

static enum err_code write_sides(struct list_writer *writer, const struct conflict *conflict,
                                 struct err *err)
{
    const struct record *record = record_find((int)conflict->type);
    const struct field *field = record != NULL ? record_field(record, conflict->field) : NULL;
    enum err_code code = ERR_OK;

    for (size_t i = 0; i < conflict->side_count && code == ERR_OK; i++) {
        const struct conflict_side *side = &conflict->sides[i];
        struct list_side line = {.id = conflict->id,
                                 .kind = (int)conflict->kind,
                                 .audit = conflict->audit_number,
                                 .subject = conflict->subject,
                                 .field = conflict->label,
                                 .field_word = field != NULL ? field->column : NULL,
                                 .text = side->text,
                                 .author = side->author,
                                 .device = side->device,
                                 .wall = side->wall,
                                 .clock_suspect = side->clock_suspect,
                                 .shown = side->shown,
                                 .evidence = side->evidence};
        listing_conflict_letter(i, line.letter);
        code = list_row(writer, &line, err);
    }
    return code;
}

WRITE(write_conflicts)
{
    struct conflicts conflicts = {0};
    enum err_code code =
        conflicts_list(request->store, request->audit, writer->report.language, &conflicts, err);

    if (code == ERR_OK)
        code = list_begin(writer, list_conflict_columns.items, list_conflict_columns.count, err);
    for (size_t i = 0; i < conflicts.count && code == ERR_OK; i++)
        code = write_sides(writer, &conflicts.items[i], err);
    conflicts_clear(&conflicts);
    return code;
}

WRITE(write_duplicates)
{
    struct duplicates pairs = {0};
    enum err_code code = duplicates_list(request->store, request->audit, &pairs, err);

    if (code == ERR_OK)
        code = WRITE_LINES(writer, list_duplicate_columns, pairs, err);
    duplicates_clear(&pairs);
    return code;
}

WRITE(write_team)
{
    struct team team = {0};
    enum err_code code = team_list(request->store, &team, err);

    if (code == ERR_OK)
        code = WRITE_LINES(writer, list_device_columns, team, err);
    team_clear(&team);
    return code;
}

struct saves {
    struct list_writer *writer;
    struct err *err;
};

static enum err_code take_save(const struct log_line *line, void *context)
{
    struct saves *saves = context;

    return list_row(saves->writer, line, saves->err);
}

WRITE(write_log)
{
    struct saves saves = {writer, err};
    enum err_code code = list_begin(writer, list_save_columns.items, list_save_columns.count, err);

    return code == ERR_OK
               ? log_each(request->store, request->audit, request->limit, take_save, &saves, err)
               : code;
}

WRITE(write_history)
{
    struct history history = {0};
    enum record_type type = RECORD_ORGANIZATION;
    struct ident record = ident_none();
    enum err_code code =
        history_find(request->store, request->audit, request->text, &type, &record, err);

    if (code == ERR_OK)
        code = history_of(request->store, type, &record, &history, err);
    if (code == ERR_OK)
        code = WRITE_LINES(writer, list_history_columns, history, err);
    history_clear(&history);
    return code;
}

/* ---- search, readiness, checklists --------------------------------------------------------------
 */

static enum err_code write_hits(const struct list_request *request, struct list_writer *writer,
                                struct err *err)
{
    const struct ident newest = search_newest_audit(request->store);
    struct search_query query = {.text = request->text,
                                 .audit = request->audit,
                                 .requirements_of =
                                     request->audit != NULL ? request->audit : &newest,
                                 .language = writer->report.language,
                                 .limit = request->limit};
    struct search_hits hits = {0};
    enum err_code code = search_run(request->store, &query, &hits, err);

    if (code == ERR_OK)
        code = write_rows(writer, hits.items, hits.count, sizeof *hits.items, err);
    search_hits_clear(&hits);
    return code;
}

WRITE(write_search)
{
    if (!search_is_enough(request->text)) {
        err_set(err, ERR_USAGE, _("\"%s\" is too short to search for"), request->text);
        return err_hint(err, _("give at least %d letters or characters"), SEARCH_LETTERS);
    }
    enum err_code code = list_begin(writer, list_hit_columns.items, list_hit_columns.count, err);
    return code == ERR_OK ? write_hits(request, writer, err) : code;
}

WRITE(write_ready)
{
    struct ready_list list = {0};
    enum err_code code = audit_ready(request->store, request->audit, AUDIT_ACTION_COUNT,
                                     writer->report.language, &list, err);

    if (code == ERR_OK)
        code = WRITE_LINES(writer, list_ready_columns, list, err);
    ready_list_clear(&list);
    return code;
}

/* One that can't be read is left out, as the list of checklists does. */
static enum err_code write_checklist(struct list_writer *writer, char *path, struct err *err)
{
    struct checklist checklist;
    enum err_code code = ERR_OK;

    checklist_init(&checklist);
    if (checklist_file_read(path, &checklist, NULL, NULL) == ERR_OK) {
        const struct list_checklist line = {
            .id = checklist.id,
            .version = checklist.version,
            .title = local_text_get(&checklist.title, writer->report.language),
            .standard = checklist.standard,
            .path = path,
            .items = checklist.item_count};
        code = list_row(writer, &line, err);
    }
    checklist_clear(&checklist);
    return code;
}

WRITE(write_checklists)
{
    char **paths = NULL;
    size_t count = 0;
    enum err_code code = checklist_list_files(&paths, &count, err);

    (void)request;
    if (code == ERR_OK)
        code = list_begin(writer, list_own_columns.items, list_own_columns.count, err);
    for (size_t i = 0; i < count; i++) {
        if (code == ERR_OK)
            code = write_checklist(writer, paths[i], err);
        free(paths[i]);
    }
    free(paths);
    return code;
}

/* ---- records as they are ------------------------------------------------------------------------
 */

static enum err_code write_records(const struct list_request *request, struct list_writer *writer,
                                   enum record_type type, uint16_t of_audit, uint16_t order,
                                   struct err *err)
{
    struct list_query query = {.type = type, .order = order};
    struct rows rows = {0};
    size_t count = 0;
    struct column *columns = list_record_columns(record_find((int)type), &count);

    if (of_audit != 0 && request->audit != NULL) {
        query.where = of_audit;
        query.equals = value_id(request->audit);
    }
    enum err_code code = store_list(request->store, &query, &rows, err);
    if (code == ERR_OK)
        code = list_begin(writer, columns, count, err);
    for (size_t i = 0; i < rows.count && code == ERR_OK; i++)
        code = list_row(writer, &(struct list_record){request->store, &rows.items[i]}, err);
    rows_clear(&rows);
    value_clear(&query.equals);
    free(columns);
    return code;
}

#define WRITE_RECORDS(name, type, of_audit, order)                                                 \
    WRITE(name)                                                                                    \
    {                                                                                              \
        return write_records(request, writer, type, of_audit, order, err);                         \
    }
WRITE_RECORDS(write_sites, RECORD_SITE, 0, SITE_POSITION)
WRITE_RECORDS(write_areas, RECORD_AREA, 0, AREA_POSITION)
WRITE_RECORDS(write_processes, RECORD_PROCESS, 0, PROCESS_NAME)
WRITE_RECORDS(write_people, RECORD_PERSON, 0, PERSON_NAME)
WRITE_RECORDS(write_members, RECORD_TEAM_MEMBER, TEAM_MEMBER_AUDIT, TEAM_MEMBER_ROLE)

const struct list_kind list_kinds[] = {
    {"audits", N_("Audits"), 0, write_audits},
    {"requirements", N_("Requirements of an audit"), LIST_NEEDS_AUDIT, write_requirements},
    {"clauses", N_("Results by clause"), LIST_NEEDS_AUDIT, write_clauses},
    {"findings", N_("Findings"), LIST_OF_AUDIT | LIST_MERGED, write_findings},
    {"nonconformities", N_("Nonconformities"), LIST_OF_AUDIT, write_nonconformities},
    {"previous", N_("Previous nonconformities"), LIST_NEEDS_AUDIT, write_previous},
    {"actions", N_("Corrective actions"), LIST_OF_AUDIT | LIST_DUE, write_actions},
    {"due", N_("What is due"), LIST_OF_AUDIT | LIST_DUE, write_due},
    {"evidence", N_("Evidence"), LIST_OF_AUDIT, write_evidence},
    {"deployment", N_("Deployment"), LIST_NEEDS_AUDIT, write_deployment},
    {"ready", N_("What is missing"), LIST_NEEDS_AUDIT, write_ready},
    {"opinions", N_("Diverging opinions"), LIST_NEEDS_AUDIT, write_opinions},
    {"conflicts", N_("Conflicts"), LIST_OF_AUDIT, write_conflicts},
    {"duplicates", N_("Findings that may be one"), LIST_OF_AUDIT, write_duplicates},
    {"members", N_("Audit team"), LIST_OF_AUDIT, write_members},
    {"team", N_("Laptops"), 0, write_team},
    {"merges", N_("Merge record"), LIST_NEEDS_AUDIT, write_merges},
    {"log", N_("Saves"), LIST_OF_AUDIT | LIST_LIMIT, write_log},
    {"history", N_("History of a record"), LIST_OF_AUDIT | LIST_TEXT, write_history},
    {"search", N_("What a search finds"), LIST_OF_AUDIT | LIST_LIMIT | LIST_TEXT, write_search},
    {"sites", N_("Sites"), 0, write_sites},
    {"areas", N_("Areas"), 0, write_areas},
    {"processes", N_("Processes"), 0, write_processes},
    {"people", N_("People"), 0, write_people},
    {"checklists", N_("Checklists"), LIST_NO_FILE, write_checklists},
};
const size_t list_kind_count = sizeof list_kinds / sizeof list_kinds[0];
