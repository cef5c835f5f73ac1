/* bench_export.c - what a register costs beside the library that writes it and the file it is read
 * from.
 *
 *     bench-export [ROWS...]        (else 1000 10000 100000)
 *
 * Compared are two programs that make the same workbook of the same audit file, each in a process
 * of its own:
 *
 * Ours is export_workbook of a register, as `auditwalk export register` does it, from the open file
 * to the renamed workbook.
 *
 * Bare is one SELECT for the nonconformities (all columns of the register, among them the 40 that
 * WORKBOOKS lists, by plain joins, in the same order) and one for the corrective actions, each row
 * written as it comes by libxlsxwriter in constant_memory mode: the same texts, numbers, dates and
 * blanks in as many formats as ours, autofilter, no row heights, no text cleaned or measured.
 *
 * Up to 3,000 findings and actions ours is no such workbook but one with real tables, in the
 * library's default mode, which for the same cells takes about half as long again as
 * constant_memory: at 1,000 rows the ratio is above the bound for that reason, and is printed all
 * the same.
 *
 * Every nonconformity has all its columns filled: criterion, correction, cause with a why, similar
 * case, corrective action, risk review, check of effectiveness; a tenth of the statements is
 * Chinese. Measured are processor time (a busy machine slows both) and the largest resident size of
 * the process; the best of two turns counts. Bounds: 1.2 times bare, 32 MB for 100,000 rows.
 */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>
#include <xlsxwriter.h>

#include "base/clock.h"
#include "base/file.h"
#include "core/code.h"
#include "core/rules.h"
#include "exchange/export.h"
#include "store/audits.h"
#include "store/store.h"

enum { TURNS = 2, MEGABYTE = 1024 };
static const double bound = 1.2;
static const double memory_bound = 32;

static void fail(const char *what, const char *why)
{
    fprintf(stderr, "bench-export: %s: %s\n", what, why);
    exit(EXIT_FAILURE);
}

/* ---- the audit file ---------------------------------------------------------------------------
 */

#define EACH(columns)                                                                              \
    "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?1) " columns
/* Ids as random ones lie: rows that belong together do not lie together. */
#define ID(kind) "CAST(printf('%08x" kind "%06x', (i * 2654435761) % 4294967296, i) AS BLOB)"
#define PERSON(k) "(SELECT id FROM person WHERE name = 'Person ' || ((i + " k ") % 10 + 1))"
#define DAY(k) "date('2026-01-01', printf('+%d days', (i * 7 + " k ") % 300))"
#define TIME(k) DAY(k) " || printf('T%02d:%02d:%02d.000Z', i % 24, i % 60, (i / 60) % 60)"

static const char *const filling[] = {
    EACH("INSERT INTO person (id, heads, name) SELECT " ID("aa") ", x'', 'Person ' || i FROM n"
                                                                 " WHERE i <= 10"),
    EACH("INSERT INTO site (id, heads, name) SELECT " ID("ab") ", x'', 'Terminal ' || i FROM n"
                                                               " WHERE i <= 3"),
    EACH("INSERT INTO area (id, heads, name) SELECT " ID("ac") ", x'', 'Gate ' || i FROM n"
                                                               " WHERE i <= 5"),
    EACH("INSERT INTO process (id, heads, name) SELECT " ID("ad") ", x'', 'Process ' || i FROM n"
                                                                  " WHERE i <= 3"),
    EACH("INSERT INTO finding (id, heads, audit, number, grade, grade_reason, title, statement,"
         " objective_evidence, requirement, site, process, area, consequence, risk, source,"
         " raised_by, raised_at, acknowledged_by, acknowledged_at, disputed, auditee_position,"
         " auditor_position, recurrence_of, state, closed_at) SELECT " ID(
             "b0") ", x'',"
                   " (SELECT id FROM audit LIMIT 1), printf('NC-2026-%06d', i),"
                   " CASE i % 5 WHEN 0 THEN 'major' ELSE 'minor' END,"
                   " 'Single lapse of a working control, found at ' || i || ' of the posts.',"
                   " 'Seal log not signed at exit ' || i,"
                   " CASE i % 10 WHEN 0 THEN '第' || i || "
                   "'号出口的封条记录未经当班主管签字，且与闸口放行单的时间不符，"
                   "无法证明货柜离场前已核对封条号。' ELSE 'Of the containers that left by exit ' "
                   "|| i ||"
                   " ' in the week of the audit, several had no seal number in the log, and the "
                   "shift leader"
                   " had signed the page without asking for the missing ones.' END,"
                   " 'Seal log, pages ' || i || ' to ' || (i + 4) || ', seen with the shift "
                   "leader; release"
                   " slips of the same days, which do have the numbers.',"
                   " 'Seals of leaving containers are checked and the check is recorded before "
                   "release.',"
                   " (SELECT id FROM site WHERE name = 'Terminal ' || (i % 3 + 1)),"
                   " (SELECT id FROM process WHERE name = 'Process ' || (i % 3 + 1)),"
                   " (SELECT id FROM area WHERE name = 'Gate ' || (i % 5 + 1)),"
                   " 'A container could leave with another seal than the one it came with.',"
                   " CASE i % 3 WHEN 0 THEN 'high' WHEN 1 THEN 'medium' ELSE 'low' END, "
                   "'audit', " PERSON("0") ", " TIME("0") ", 'Zhao Min', " TIME(
                       "3") ", i % 2, 'We see it as one lapse.',"
                            " 'The log of three weeks shows more than one.', " ID(
                                "b0") ","
                                      " CASE i % 4 WHEN 0 THEN 'closed' ELSE 'implemented' END,"
                                      " CASE i % 4 WHEN 0 THEN date('2026-01-01', printf('+%d "
                                      "days', i * 7 % 300 + 20)) ||"
                                      " 'T10:00:00.000Z' END FROM n"),
    EACH("INSERT INTO criterion (id, heads, finding, checklist, item, ref, clause, position) "
         "SELECT " ID("b1") ", x'', " ID("b0") ", 'small', 'two', '8.2', '8.2', 1 FROM n"),
    EACH("INSERT INTO correction (id, heads, finding, text, owner, due, done_on, proof) SELECT " ID(
        "b2") ", x'', " ID("b0") ", 'Missing numbers were read from the release slips and entered"
                                 " the same day.', " PERSON("1") ", " DAY("10") ", " DAY(
                                     "11") ", 'Log' FROM n"),
    EACH("INSERT INTO cause_analysis (id, heads, finding, round, method, root, category) "
         "SELECT " ID("b3") ", x'', " ID(
             "b0") ", 0, 'five-whys', 'The form has no place for a second seal, so that"
                   " people learned to leave it out.', 'procedure' FROM n"),
    EACH("INSERT INTO cause (id, heads, finding, round, position, text) SELECT " ID(
        "b4") ", x'', " ID("b0") ", 0, 1, 'The second seal was not written down.' FROM n"),
    EACH("INSERT INTO similar_case (id, heads, finding, place, result) SELECT " ID(
        "b5") ", x'', " ID("b0") ", 'Gate ' || (i % 7), 'found' FROM n"),
    EACH(
        "INSERT INTO corrective_action (id, heads, finding, audit, number, round, text, owner, due,"
        " system_change, system_text, done_on, proof) SELECT " ID("b6") ", x'', " ID(
            "b0") ", (SELECT id FROM audit LIMIT 1), printf('A-2026-%06d', i), 0, 'New form with "
                  "two"
                  " seals, taught to all shifts, old pads taken away.', " PERSON("2") ", " DAY(
                      "30") ", 'yes', 'Form 12', CASE i % 2 WHEN 0 THEN " DAY("29") " END, 'Form' "
                                                                                    "FROM n"),
    EACH("INSERT INTO risk_review (id, heads, finding, round, kind, text) SELECT " ID(
        "b7") ", x'', " ID("b0") ", 0, 'review', 'No new risk: the form is longer, the check is the"
                                 " same.' FROM n"),
    EACH(
        "INSERT INTO effectiveness (id, heads, finding, round, criterion, verified_by, verified_at,"
        " result) SELECT " ID("b8") ", x'', " ID(
            "b0") ", 0, 'No page without a second seal number in"
                  " four weeks.', " PERSON("3") ", " TIME("80") ", 'effective' FROM n"),
    "ANALYZE"};

static void fill(const char *path, int rows)
{
    sqlite3 *db = NULL;

    if (sqlite3_open(path, &db) != SQLITE_OK ||
        sqlite3_exec(db, "PRAGMA synchronous=OFF; BEGIN", NULL, NULL, NULL) != SQLITE_OK)
        fail(path, sqlite3_errmsg(db));
    for (size_t i = 0; i < sizeof filling / sizeof filling[0]; i++) {
        sqlite3_stmt *stmt = NULL;
        if (sqlite3_prepare_v2(db, filling[i], -1, &stmt, NULL) != SQLITE_OK)
            fail(filling[i], sqlite3_errmsg(db));
        sqlite3_bind_int(stmt, 1, rows);
        while (sqlite3_step(stmt) == SQLITE_ROW)
            ;
        if (sqlite3_finalize(stmt) != SQLITE_OK)
            fail(filling[i], sqlite3_errmsg(db));
    }
    if (sqlite3_exec(db, "COMMIT; PRAGMA wal_checkpoint(TRUNCATE)", NULL, NULL, NULL) != SQLITE_OK)
        fail(path, sqlite3_errmsg(db));
    sqlite3_close(db);
}

static void make_checklist(struct checklist *checklist)
{
    checklist_init(checklist);
    checklist->id = mem_strdup("small");
    checklist->version = mem_strdup("1.0.0");
    checklist->language = mem_strdup("en");
    checklist->standard = mem_strdup("ISO 28000:2022");
    local_text_set(&checklist->title, "en", "Small checklist");
    struct checklist_item *item = checklist_add_item(checklist);
    item->id = mem_strdup("two");
    item->ref = mem_strdup("8.2");
    item->clause = mem_strdup("8.2");
    local_text_set(&item->topic, "en", "Seals");
    local_text_set(&item->ask, "en", "How are seals checked?");
}

static int make(const char *path, int rows)
{
    struct device device;
    struct checklist checklist;
    struct store *store = NULL;
    struct ident audit;
    struct err err;
    const struct audit_new what = {.number = "IA-2026-01", .title = "Terminal"};

    make_checklist(&checklist);
    if (device_load(&device, &err) != ERR_OK ||
        store_create(path, &device, "Harbour Co", "Li Na", &store, &err) != ERR_OK ||
        audit_create(store, &what, &checklist, &audit, &err) != ERR_OK)
        fail(path, err.message);
    store_close(store);
    checklist_clear(&checklist);
    fill(path, rows);
    return EXIT_SUCCESS;
}

/* ---- what is measured -------------------------------------------------------------------------
 */

static double seconds(void)
{
    struct timespec now;

    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

static int ours(const char *path, const char *workbook)
{
    struct device device;
    struct store *store = NULL;
    struct err err;
    const struct export_request request = {
        .kind = EXPORT_REGISTER, .language = "en", .path = workbook};

    if (device_load(&device, &err) != ERR_OK ||
        store_open(path, &device, STORE_READ_ONLY, &store, &err) != ERR_OK)
        fail(path, err.message);
    double start = seconds();
    if (export_workbook(store, &request, NULL, &err) != ERR_OK)
        fail(workbook, err.message);
    printf("%.6f\n", seconds() - start);
    store_close(store);
    return EXIT_SUCCESS;
}

/* ---- the bare program -------------------------------------------------------------------------
 */

enum bare_kind { BARE_TEXT, BARE_CODE, BARE_DATE, BARE_NUMBER };
struct bare_column {
    const char *heading;
    enum bare_kind kind;
    const struct code_list *codes;
};

#define T(heading)                                                                                 \
    {                                                                                              \
        heading, BARE_TEXT, NULL                                                                   \
    }
#define D(heading)                                                                                 \
    {                                                                                              \
        heading, BARE_DATE, NULL                                                                   \
    }
#define N(heading)                                                                                 \
    {                                                                                              \
        heading, BARE_NUMBER, NULL                                                                 \
    }
#define C(heading, list)                                                                           \
    {                                                                                              \
        heading, BARE_CODE, &list                                                                  \
    }

static const struct bare_column register_columns[] = {T("Number"),
                                                      C("Grade", code_grades),
                                                      T("Reason for the grade"),
                                                      C("State", code_finding_states),
                                                      T("Audit"),
                                                      D("Raised"),
                                                      T("Raised by"),
                                                      T("Clauses"),
                                                      T("Edition"),
                                                      T("Requirements"),
                                                      T("Other criteria"),
                                                      T("Requirement in words"),
                                                      T("Title"),
                                                      T("Statement of failure"),
                                                      T("Objective evidence"),
                                                      T("Sample"),
                                                      T("Site"),
                                                      T("Process"),
                                                      T("Area"),
                                                      C("Source", code_finding_sources),
                                                      T("Consequence"),
                                                      C("Risk", code_importance),
                                                      T("Acknowledged by"),
                                                      D("Acknowledged"),
                                                      C("Disputed", code_yes_partly_no),
                                                      T("Auditee's position"),
                                                      T("Auditor's position"),
                                                      T("Correction"),
                                                      T("Owner of the correction"),
                                                      T("Correction due"),
                                                      T("Correction done"),
                                                      C("Cause analysis", code_cause_methods),
                                                      T("Cause"),
                                                      C("Kind of cause", code_cause_categories),
                                                      T("Similar cases"),
                                                      T("Corrective actions"),
                                                      T("Owner"),
                                                      T("Due"),
                                                      T("Done"),
                                                      T("Risk review"),
                                                      T("System change needed"),
                                                      T("Criterion of effectiveness"),
                                                      T("Verified by"),
                                                      D("Verified"),
                                                      C("Effectiveness", code_effects),
                                                      D("Closed"),
                                                      N("Days open"),
                                                      N("Days overdue"),
                                                      N("Extensions"),
                                                      T("Recurrence of"),
                                                      T("Also raised as")};

/* Every record has one of each kind here, so that plain joins give what aggregates would. */
#define ONE(table, x)                                                                              \
    " LEFT JOIN " table " " x " ON " x ".finding = f.id AND " x ".withdrawn IS NULL"
#define NAME(table, x, id) " LEFT JOIN " table " " x " ON " x ".id = " id

static const char register_sql[] =
    "SELECT coalesce(f.number, f.draft), f.grade, f.grade_reason, f.state, a.number, f.raised_at,"
    " p1.name, k.clause, 'ISO 28000:2022', k.ref, NULL, f.requirement, f.title, f.statement,"
    " f.objective_evidence, NULL, s.name, r.name, g.name, f.source, f.consequence, f.risk,"
    " f.acknowledged_by, f.acknowledged_at, CASE f.disputed WHEN 0 THEN 'no' ELSE 'yes' END,"
    " f.auditee_position, f.auditor_position, c.text, p2.name, c.due, c.done_on, n.method,"
    " w.text || char(10) || n.root, n.category, m.place || ': Found', t.text, p3.name, t.due,"
    " t.done_on, 'Risk review: ' || v.text, t.system_text, e.criterion, p4.name, e.verified_at,"
    " e.result, f.closed_at,"
    " CAST(julianday(date(coalesce(f.closed_at, ?1))) - julianday(date(f.raised_at)) AS INTEGER),"
    " CASE WHEN t.done_on IS NULL AND t.due < ?1 THEN"
    " CAST(julianday(?1) - julianday(t.due) AS INTEGER) END,"
    " (SELECT count(*) FROM extension x WHERE x.corrective_action = t.id AND x.withdrawn IS NULL),"
    " coalesce(b.number, b.draft), NULL"
    " FROM (SELECT id FROM finding WHERE withdrawn IS NULL AND merged_into IS NULL"
    " AND grade IN ('major', 'minor') ORDER BY state = 'closed', grade, raised_at, number"
    " LIMIT -1) o CROSS JOIN finding f ON f.id = o.id CROSS JOIN audit a ON a.id = f.audit" ONE(
        "criterion", "k") ONE("correction", "c") ONE("cause_analysis", "n") ONE("cause", "w")
        ONE("similar_case", "m") ONE("corrective_action", "t") ONE("risk_review", "v")
            ONE("effectiveness", "e") NAME("person", "p1", "f.raised_by")
                NAME("person", "p2", "c.owner") NAME("person", "p3", "t.owner")
                    NAME("person", "p4", "e.verified_by") NAME("site", "s", "f.site")
                        NAME("process", "r", "f.process") NAME("area", "g", "f.area")
                            NAME("finding", "b", "f.recurrence_of");

static const struct bare_column action_columns[] = {T("Number"),
                                                    T("Finding"),
                                                    T("Audit"),
                                                    C("Grade", code_grades),
                                                    C("State", code_finding_states),
                                                    T("Action"),
                                                    T("Owner"),
                                                    D("Due"),
                                                    N("Days overdue"),
                                                    N("Extensions"),
                                                    D("Done"),
                                                    T("Proof"),
                                                    T("Evidence"),
                                                    C("System change needed", code_yes_partly_no),
                                                    T("What changes in the system")};

static const char action_sql[] =
    "SELECT x.number, coalesce(f.number, f.draft), a.number, f.grade, f.state, x.text,"
    " (SELECT name FROM person WHERE id = x.owner), x.due,"
    " CASE WHEN x.done_on IS NULL AND x.due < ?1 THEN"
    " CAST(julianday(?1) - julianday(x.due) AS INTEGER) END,"
    " (SELECT count(*) FROM extension e WHERE e.corrective_action = x.id AND e.withdrawn IS NULL),"
    " x.done_on, x.proof, NULL, x.system_change, x.system_text"
    " FROM (SELECT id FROM corrective_action WHERE withdrawn IS NULL"
    " ORDER BY done_on IS NOT NULL, due, number LIMIT -1) o CROSS JOIN corrective_action x ON x.id "
    "= o.id"
    " CROSS JOIN finding f ON f.id = x.finding CROSS JOIN audit a ON a.id = f.audit";

/* The labels as ours shows them, made once. */
struct bare_label {
    const struct code *code;
    char *text;
};
struct bare {
    struct bare_label labels[64];
    size_t label_count;
    lxw_workbook *workbook;
    lxw_format *formats[4];
    lxw_format *heading;
    sqlite3 *db;
};

static lxw_format *bare_format(lxw_workbook *workbook, const char *number_format)
{
    lxw_format *format = workbook_add_format(workbook);

    format_set_font_name(format, "Calibri");
    format_set_font_size(format, 10);
    format_set_align(format, LXW_ALIGN_VERTICAL_TOP);
    format_set_text_wrap(format);
    format_set_border(format, LXW_BORDER_HAIR);
    format_set_num_format(format, number_format);
    return format;
}

static void bare_date(const struct bare *bare, lxw_worksheet *sheet, lxw_row_t row,
                      lxw_col_t column, const char *text)
{
    lxw_datetime date = {0};

    if (sscanf(text, "%4d-%2d-%2d", &date.year, &date.month, &date.day) == 3)
        worksheet_write_datetime(sheet, row, column, &date, bare->formats[BARE_DATE]);
}

static const char *bare_label(struct bare *bare, const struct code_list *codes, const char *word)
{
    const struct code *code = code_find(codes, word);
    bool judged = (unsigned char)codes->rows[0].symbol[0] >= 0x80;

    for (size_t i = 0; i < bare->label_count; i++)
        if (bare->labels[i].code == code)
            return bare->labels[i].text;
    if (bare->label_count == sizeof bare->labels / sizeof bare->labels[0])
        return code->label;
    bare->labels[bare->label_count] = (struct bare_label){
        code, judged ? mem_printf("%s %s", code->symbol, code->label) : mem_strdup(code->label)};
    return bare->labels[bare->label_count++].text;
}

static void bare_cell(struct bare *bare, lxw_worksheet *sheet, lxw_row_t row, lxw_col_t column,
                      const struct bare_column *what, sqlite3_stmt *stmt)
{
    const char *text = (const char *)sqlite3_column_text(stmt, column);
    lxw_format *format = bare->formats[what->kind];

    if (text == NULL || *text == '\0')
        worksheet_write_blank(sheet, row, column, format);
    else if (what->kind == BARE_NUMBER)
        worksheet_write_number(sheet, row, column, sqlite3_column_double(stmt, column), format);
    else if (what->kind == BARE_DATE)
        bare_date(bare, sheet, row, column, text);
    else if (what->kind == BARE_CODE)
        worksheet_write_string(sheet, row, column, bare_label(bare, what->codes, text), format);
    else
        worksheet_write_string(sheet, row, column, text, format);
}

static void bare_sheet(struct bare *bare, const char *name, const char *sql,
                       const struct bare_column *columns, size_t count)
{
    lxw_worksheet *sheet = workbook_add_worksheet(bare->workbook, name);
    sqlite3_stmt *stmt = NULL;
    char today[CLOCK_DATE_SIZE];
    lxw_row_t row = 0;

    clock_local_date(clock_now(), today);
    if (sqlite3_prepare_v2(bare->db, sql, -1, &stmt, NULL) != SQLITE_OK)
        fail(name, sqlite3_errmsg(bare->db));
    sqlite3_bind_text(stmt, 1, today, -1, SQLITE_STATIC);
    for (size_t i = 0; i < count; i++)
        worksheet_write_string(sheet, row, (lxw_col_t)i, columns[i].heading, bare->heading);
    for (row++; sqlite3_step(stmt) == SQLITE_ROW; row++)
        for (size_t i = 0; i < count; i++)
            bare_cell(bare, sheet, row, (lxw_col_t)i, &columns[i], stmt);
    if (sqlite3_finalize(stmt) != SQLITE_OK)
        fail(name, sqlite3_errmsg(bare->db));
    worksheet_autofilter(sheet, 0, 0, row - 1, (lxw_col_t)(count - 1));
    worksheet_freeze_panes(sheet, 1, 1);
}

static int bare(const char *path, const char *workbook)
{
    struct bare bare = {0};
    char *directory = mem_strndup(workbook, (size_t)(file_base_name(workbook) - workbook - 1));
    lxw_workbook_options options = {.constant_memory = LXW_TRUE, .tmpdir = directory};
    double start = seconds();

    if (sqlite3_open_v2(path, &bare.db, SQLITE_OPEN_READONLY, NULL) != SQLITE_OK)
        fail(path, sqlite3_errmsg(bare.db));
    bare.workbook = workbook_new_opt(workbook, &options);
    bare.formats[BARE_TEXT] = bare_format(bare.workbook, "@");
    bare.formats[BARE_CODE] = bare.formats[BARE_TEXT];
    bare.formats[BARE_DATE] = bare_format(bare.workbook, "yyyy\\-mm\\-dd");
    bare.formats[BARE_NUMBER] = bare_format(bare.workbook, "#,##0");
    bare.heading = bare_format(bare.workbook, "@");
    bare_sheet(&bare, "Nonconformities", register_sql, register_columns,
               sizeof register_columns / sizeof register_columns[0]);
    bare_sheet(&bare, "Corrective actions", action_sql, action_columns,
               sizeof action_columns / sizeof action_columns[0]);
    if (workbook_close(bare.workbook) != LXW_NO_ERROR)
        fail(workbook, "not written");
    sqlite3_close(bare.db);
    for (size_t i = 0; i < bare.label_count; i++)
        free(bare.labels[i].text);
    printf("%.6f\n", seconds() - start);
    free(directory);
    return EXIT_SUCCESS;
}

/* ---- measuring --------------------------------------------------------------------------------
 */

struct measure {
    double seconds;
    double megabytes;
};

/* Runs this program again, so that it starts small; takes the number it prints. */
static struct measure run(char *program, const char *word, const char *path, const char *other)
{
    struct measure measure = {0, 0};
    struct rusage usage;
    char line[64] = "";
    int pipes[2];
    int status = 0;

    if (pipe(pipes) != 0)
        fail(word, "no pipe");
    pid_t child = fork();
    if (child == 0) {
        char *arguments[] = {program, (char *)(uintptr_t)word, (char *)(uintptr_t)path,
                             (char *)(uintptr_t)other, NULL};
        dup2(pipes[1], STDOUT_FILENO);
        close(pipes[0]);
        execv("/proc/self/exe", arguments);
        _exit(127);
    }
    close(pipes[1]);
    ssize_t length = read(pipes[0], line, sizeof line - 1);
    close(pipes[0]);
    if (wait4(child, &status, 0, &usage) != child || status != 0)
        fail(word, "did not end well");
    measure.seconds = length > 0 ? strtod(line, NULL) : 0;
    measure.megabytes = (double)usage.ru_maxrss / MEGABYTE;
    return measure;
}

static struct measure best(char *program, const char *word, const char *path, const char *other)
{
    struct measure first = run(program, word, path, other);

    for (int i = 1; i < TURNS; i++) {
        struct measure again = run(program, word, path, other);
        if (again.seconds < first.seconds)
            first.seconds = again.seconds;
        if (again.megabytes > first.megabytes)
            first.megabytes = again.megabytes;
    }
    return first;
}

static void compare(char *program, const char *directory, const char *rows)
{
    char *path = mem_printf("%s/%s.audit", directory, rows);
    char *our_book = mem_printf("%s/%s-ours.xlsx", directory, rows);
    char *bare_book = mem_printf("%s/%s-bare.xlsx", directory, rows);

    run(program, "--make", path, rows);
    struct measure mine = best(program, "--ours", path, our_book);
    struct measure floor = best(program, "--bare", path, bare_book);
    printf(
        "register of %s rows: %.2f s, %.1f MB; bare: %.2f s, %.1f MB; ratio %.2f (bound %.1f%s)\n",
        rows, mine.seconds, mine.megabytes, floor.seconds, floor.megabytes,
        mine.seconds / floor.seconds, bound,
        strtol(rows, NULL, 10) < 100000  ? ""
        : mine.megabytes <= memory_bound ? "; within 32 MB"
                                         : "; over 32 MB");
    fflush(stdout);
    if (getenv("KEEP") == NULL) {
        unlink(path);
        unlink(our_book);
        unlink(bare_book);
    }
    free(bare_book);
    free(our_book);
    free(path);
}

int main(int argc, char **argv)
{
    static const char *const usual[] = {"1000", "10000", "100000"};
    char directory[] = "/tmp/bench-export.XXXXXX";

    if (argc == 4 && strcmp(argv[1], "--make") == 0)
        return make(argv[2], (int)strtol(argv[3], NULL, 10));
    if (argc == 4 && strcmp(argv[1], "--ours") == 0)
        return ours(argv[2], argv[3]);
    if (argc == 4 && strcmp(argv[1], "--bare") == 0)
        return bare(argv[2], argv[3]);
    if (mkdtemp(directory) == NULL)
        fail(directory, "can't be made");
    setenv("HOME", directory, 1);
    setenv("XDG_DATA_HOME", directory, 1);
    for (int i = 0; i < (argc > 1 ? argc - 1 : 3); i++)
        compare(argv[0], directory, argc > 1 ? argv[i + 1] : usual[i]);
    if (getenv("KEEP") == NULL) {
        char *device = mem_printf("%s/auditwalk/device", directory);
        unlink(device);
        free(device);
    } else {
        printf("kept in %s\n", directory);
    }
    return EXIT_SUCCESS;
}
