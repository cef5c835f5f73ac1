/* test_demo.c - the demo file: complete, sound, in agreement with itself, and never over another.
 */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include <CUnit/CUnit.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/file.h"
#include "base/mem.h"
#include "exchange/demo.h"
#include "exchange/demo_data.h"
#include "store/audits.h"
#include "store/closure.h"
#include "store/evidence.h"
#include "store/object.h"
#include "store/ready.h"
#include "store/verify.h"
#include "suites.h"

#ifndef TOP_SRCDIR
#define TOP_SRCDIR "."
#endif

enum { ALL_REQUIREMENTS = 265, PHOTO_LIMIT = 60 * 1024 };

/* A home of our own, and the environment as it was, to be put back. */
static const char *const variables[] = {"HOME", "XDG_DATA_HOME", "AUDITWALK_CHECKLISTS",
                                        "TZ",   "AUDITWALK_NOW", "TMPDIR"};
enum { VARIABLE_COUNT = sizeof variables / sizeof variables[0] };

static char *saved[VARIABLE_COUNT];
static char *home;
static char *path;
static struct device device;
static struct store *store;

static void put_back_environment(void)
{
    for (size_t i = 0; i < VARIABLE_COUNT; i++) {
        if (saved[i] != NULL)
            setenv(variables[i], saved[i], 1);
        else
            unsetenv(variables[i]);
        free(saved[i]);
        saved[i] = NULL;
    }
}

static void remove_tree(const char *tree)
{
    char *command = mem_printf("rm -rf '%s'", tree);

    if (system(command) != 0) /* no CU_ASSERT outside of a test */
        fprintf(stderr, "demo: %s is still there\n", tree);
    free(command);
}

static int set_up(void)
{
    struct err err = {0};
    char *data = NULL;

    for (size_t i = 0; i < VARIABLE_COUNT; i++)
        saved[i] = mem_strdup(getenv(variables[i]));
    home = mem_strdup("/tmp/test-demo.XXXXXX");
    if (mkdtemp(home) == NULL)
        return 1;
    data = file_join(home, "data");
    setenv("HOME", home, 1);
    setenv("XDG_DATA_HOME", data, 1);
    setenv("AUDITWALK_CHECKLISTS", TOP_SRCDIR "/checklists", 1);
    setenv("TZ", "UTC", 1);
    setenv("AUDITWALK_NOW", "2026-11-23T14:32:07Z", 1);
    free(data);
    path = file_join(home, "demo.audit");
    if (device_load(&device, &err) != ERR_OK ||
        demo_create(path, &device, &store, &err) != ERR_OK) {
        fprintf(stderr, "demo: %s (%s)\n", err.message, err.hint);
        return 1;
    }
    return 0;
}

static int tear_down(void)
{
    store_close(store);
    store = NULL;
    device_clear(&device);
    remove_tree(home);
    put_back_environment();
    free(home);
    free(path);
    return 0;
}

/* ---- counts ---------------------------------------------------------------------------------- */

static size_t count_of(enum record_type type, uint16_t where, struct value equals)
{
    const struct list_query query = {.type = type, .where = where, .equals = equals};
    struct rows rows = {0};
    struct err err;

    CU_ASSERT_EQUAL(store_list(store, &query, &rows, &err), ERR_OK);
    size_t count = rows.count;
    rows_clear(&rows);
    value_clear(&equals);
    return count;
}

static struct ident audit_of(const struct demo_audit *audit)
{
    struct ident id;
    struct err err;

    CU_ASSERT_EQUAL(audit_find(store, audit->number, &id, &err), ERR_OK);
    return id;
}

static void test_programme(void)
{
    CU_ASSERT_EQUAL(count_of(RECORD_ORGANIZATION, 0, value_null()), 1);
    CU_ASSERT_EQUAL(count_of(RECORD_SITE, 0, value_null()), DEMO_SITE_COUNT);
    CU_ASSERT_EQUAL(count_of(RECORD_AREA, 0, value_null()), DEMO_AREA_COUNT);
    CU_ASSERT_EQUAL(count_of(RECORD_PERSON, 0, value_null()), DEMO_PERSON_COUNT);
    CU_ASSERT_EQUAL(count_of(RECORD_PROCESS, 0, value_null()), DEMO_PROCESS_COUNT);
    CU_ASSERT_EQUAL(count_of(RECORD_AUDIT, 0, value_null()), DEMO_AUDIT_COUNT);
    CU_ASSERT_EQUAL(count_of(RECORD_ATTACHMENT, 0, value_null()), 2);
    for (size_t i = 0; i < DEMO_AREA_COUNT; i++)
        CU_ASSERT_PTR_NOT_NULL(code_find(&code_places, demo_areas[i].place));
    CU_ASSERT_STRING_EQUAL(store_author_name(store), demo_people[DEMO_LI].name);
}

static void test_records_of_audits(void)
{
    for (size_t i = 0; i < DEMO_AUDIT_COUNT; i++) {
        const struct demo_audit *audit = &demo_audits[i];
        struct ident id = audit_of(audit);
        struct tally tally;
        size_t findings[GRADE_COUNT];
        size_t evidence = 0;
        struct err err;
        CU_ASSERT_EQUAL(audit_tally(store, &id, &tally, findings, &evidence, &err), ERR_OK);
        CU_ASSERT_EQUAL(tally_total(&tally), ALL_REQUIREMENTS);
        CU_ASSERT_EQUAL(tally_assessed(&tally), audit->otherwise == RESULT_NOT_ASSESSED
                                                    ? audit->assessment_count
                                                    : ALL_REQUIREMENTS);
        CU_ASSERT_EQUAL(evidence, audit->evidence_count);
        CU_ASSERT_EQUAL(count_of(RECORD_TEAM_MEMBER, TEAM_MEMBER_AUDIT, value_id(&id)),
                        audit->team_count);
        CU_ASSERT_EQUAL(count_of(RECORD_AUDIT_PROCESS, AUDIT_PROCESS_AUDIT, value_id(&id)),
                        audit->process_count);
        CU_ASSERT_EQUAL(count_of(RECORD_AUDIT_SITE, AUDIT_SITE_AUDIT, value_id(&id)),
                        audit->site_count);
        CU_ASSERT_EQUAL(count_of(RECORD_FINDING, FINDING_AUDIT, value_id(&id)),
                        audit->finding_count);
    }
}

static void test_running_audit(void)
{
    struct ident id = audit_of(&demo_audits[DEMO_AUDIT_COUNT - 1]);
    struct tally tally;
    size_t findings[GRADE_COUNT];
    size_t evidence = 0;
    struct err err;

    CU_ASSERT_EQUAL(audit_tally(store, &id, &tally, findings, &evidence, &err), ERR_OK);
    CU_ASSERT(tally_percent(&tally) >= 55 && tally_percent(&tally) <= 65);
    for (size_t i = 0; i < RESULT_COUNT; i++)
        CU_ASSERT(tally.by[i] > 0);
    for (size_t i = 0; i < GRADE_COUNT; i++)
        CU_ASSERT(findings[i] > 0);
}

/* ---- agreement ------------------------------------------------------------------------------- */

static bool names(const char *list, const char *word)
{
    size_t length = strlen(word);

    for (const char *at = strstr(list, word); at != NULL; at = strstr(at + 1, word))
        if ((at == list || at[-1] == ' ') && (at[length] == ' ' || at[length] == '\0'))
            return true;
    return false;
}

static size_t count_words(const char *list)
{
    size_t count = 0;

    for (const char *at = list; *at != '\0'; at += strcspn(at, " ")) {
        at += strspn(at, " ");
        count += *at != '\0';
    }
    return count;
}

/* Every word of refs is the ref of a requirement that has a record in the audit. */
static void check_refs(const struct ident *audit, const char *refs)
{
    const struct list_query query = {
        .type = RECORD_ASSESSMENT, .where = ASSESSMENT_AUDIT, .equals = value_id(audit)};
    struct rows rows = {0};
    size_t found = 0;

    CU_ASSERT_EQUAL(store_list(store, &query, &rows, NULL), ERR_OK);
    for (size_t i = 0; i < rows.count; i++)
        found += names(refs, row_text(&rows.items[i], ASSESSMENT_REF));
    CU_ASSERT_EQUAL(found, count_words(refs));
    if (found != count_words(refs))
        fprintf(stderr, "refs: %s\n", refs);
    rows_clear(&rows);
    struct value equals = query.equals;
    value_clear(&equals);
}

static void test_references(void)
{
    for (size_t i = 0; i < DEMO_AUDIT_COUNT; i++) {
        const struct demo_audit *audit = &demo_audits[i];
        struct ident id = audit_of(audit);
        for (size_t k = 0; k < audit->evidence_count; k++)
            check_refs(&id, audit->evidence[k].refs);
        for (size_t k = 0; k < audit->finding_count; k++)
            check_refs(&id, audit->findings[k].refs);
        for (size_t k = 0; k < audit->assessment_count; k++)
            check_refs(&id, audit->assessments[k].ref);
    }
}

static bool is_evidence_key(const struct demo_audit *audit, const char *keys)
{
    size_t found = 0;

    for (size_t i = 0; i < audit->evidence_count; i++)
        found += names(keys, audit->evidence[i].key);
    return found == count_words(keys);
}

/* What the rules of core ask: reasons for exclusions, worst grade as the result, evidence behind
 * every nonconformity. */
static void test_rules(void)
{
    for (size_t i = 0; i < DEMO_AUDIT_COUNT; i++) {
        const struct demo_audit *audit = &demo_audits[i];
        for (size_t k = 0; k < audit->assessment_count; k++) {
            const struct demo_assessment *row = &audit->assessments[k];
            enum result worst = RESULT_NOT_ASSESSED;
            CU_ASSERT_PTR_NULL(result_missing(row->result, row->note));
            for (size_t f = 0; f < audit->finding_count; f++) {
                enum result result = grade_result(audit->findings[f].grade);
                if (names(audit->findings[f].refs, row->ref) && result_is_worse(result, worst))
                    worst = result;
            }
            CU_ASSERT(!result_is_worse(worst, row->result));
            if (row->result == RESULT_MINOR || row->result == RESULT_MAJOR)
                CU_ASSERT_EQUAL(worst, row->result);
        }
        for (size_t f = 0; f < audit->finding_count; f++) {
            CU_ASSERT_EQUAL(demo_areas[audit->findings[f].area].site, audit->findings[f].site);
            CU_ASSERT(count_words(audit->findings[f].evidence) > 0);
            CU_ASSERT(is_evidence_key(audit, audit->findings[f].evidence));
        }
    }
}

/* Open and closed, disputed, with several criteria, seen before: one of each at least. */
static void test_life_of_findings(void)
{
    const struct list_query query = {.type = RECORD_FINDING};
    struct rows rows = {0};
    size_t states[FINDING_STATE_COUNT] = {0};
    size_t disputed = 0;
    size_t recurring = 0;

    CU_ASSERT_EQUAL(store_list(store, &query, &rows, NULL), ERR_OK);
    for (size_t i = 0; i < rows.count; i++) {
        const struct row *row = &rows.items[i];
        int state = row_code(row, FINDING_STATE);
        CU_ASSERT_FATAL(state >= 0 && row_code(row, FINDING_RISK) >= 0);
        CU_ASSERT_EQUAL(state == FINDING_CLOSED, !row_is_null(row, FINDING_CLOSED_AT));
        CU_ASSERT(state != FINDING_CLOSED || !row_is_null(row, FINDING_NUMBER));
        CU_ASSERT(row_int(row, FINDING_DISPUTED) == 0 ||
                  !row_is_null(row, FINDING_AUDITEE_POSITION));
        states[state]++;
        disputed += row_int(row, FINDING_DISPUTED) == 1;
        recurring += !row_is_null(row, FINDING_RECURRENCE_OF);
    }
    rows_clear(&rows);
    CU_ASSERT_EQUAL(states[FINDING_CLOSED], 4);
    CU_ASSERT(states[FINDING_RAISED] > 0 && states[FINDING_ACKNOWLEDGED] > 0);
    CU_ASSERT(states[FINDING_CONTAINED] > 0 && states[FINDING_PROPOSED] > 0);
    CU_ASSERT(states[FINDING_ACCEPTED] > 0);
    CU_ASSERT_EQUAL(disputed, 1);
    CU_ASSERT_EQUAL(recurring, 1);
    CU_ASSERT(count_of(RECORD_CRITERION, 0, value_null()) >
              demo_audits[0].finding_count + demo_audits[2].finding_count);
}

/* ---- the way to closure ---------------------------------------------------------------------- */

/* Every row of the stories took effect: nothing is told that is not on record. */
static void test_stories(void)
{
    size_t wanted[DEMO_MEET + 1] = {0};

    for (size_t i = 0; i < DEMO_AUDIT_COUNT; i++)
        for (size_t k = 0; k < demo_stories[i].count; k++)
            wanted[demo_stories[i].events[k].act]++;
    CU_ASSERT_EQUAL(count_of(RECORD_STEP, 0, value_null()), wanted[DEMO_STEP] + wanted[DEMO_GO]);
    CU_ASSERT_EQUAL(count_of(RECORD_EXTENSION, 0, value_null()), wanted[DEMO_EXTEND]);
    CU_ASSERT_EQUAL(count_of(RECORD_OVERRIDE, 0, value_null()), wanted[DEMO_OVERRIDE]);
    CU_ASSERT_EQUAL(count_of(RECORD_DEPLOYMENT, 0, value_null()), wanted[DEMO_DEPLOY]);
    CU_ASSERT_EQUAL(count_of(RECORD_MEETING, 0, value_null()), wanted[DEMO_MEET]);
    CU_ASSERT_EQUAL(count_of(RECORD_SIGN_OFF, 0, value_null()), wanted[DEMO_SIGN] + 2);
    CU_ASSERT_EQUAL(count_of(RECORD_FOLLOW_UP, 0, value_null()), 5);
    for (int type = RECORD_CORRECTION; type <= RECORD_EXTENSION; type++)
        CU_ASSERT(count_of((enum record_type)type, 0, value_null()) > 0);
}

/* What was signed is what was issued, by the device that says so. */
static void test_signatures(void)
{
    for (size_t i = 0; i < 2; i++) {
        struct ident id = audit_of(&demo_audits[i]);
        struct sign_lines lines;
        CU_ASSERT_EQUAL_FATAL(audit_signatures(store, &id, &lines, NULL), ERR_OK);
        CU_ASSERT_EQUAL(lines.count, SIGN_STEP_COUNT);
        for (size_t k = 0; k < lines.count; k++)
            CU_ASSERT(lines.items[k].valid && lines.items[k].current);
        sign_lines_clear(&lines);
    }
}

/* Late, to come and done: the lists of what is due show each. */
static void test_due(void)
{
    const struct due_query query = {.within = -1, .with_done = true};
    struct due_lines lines;
    size_t late = 0;
    size_t done = 0;
    size_t extended = 0;

    CU_ASSERT_EQUAL_FATAL(due_list(store, &query, &lines, NULL), ERR_OK);
    for (size_t i = 0; i < lines.count; i++) {
        late += lines.items[i].overdue > 0;
        done += lines.items[i].done[0] != '\0';
        extended += lines.items[i].extensions > 0;
    }
    CU_ASSERT_EQUAL(late, 2);
    CU_ASSERT(done > 8 && lines.count > done + 4);
    CU_ASSERT_EQUAL(extended, 2);
    due_lines_clear(&lines);
}

/* ---- times ----------------------------------------------------------------------------------- */

static void check_times(enum record_type type, uint16_t field, const char *now)
{
    const struct list_query query = {.type = type};
    struct rows rows = {0};
    size_t filled = 0;

    CU_ASSERT_EQUAL(store_list(store, &query, &rows, NULL), ERR_OK);
    for (size_t i = 0; i < rows.count; i++) {
        const char *time = row_text(&rows.items[i], field);
        CU_ASSERT(strcmp(time, now) < 0);
        filled += time[0] != '\0';
    }
    CU_ASSERT(filled > 0);
    rows_clear(&rows);
}

static void test_times_are_past(void)
{
    char now[CLOCK_ISO_SIZE];

    clock_now_iso(now);
    check_times(RECORD_ASSESSMENT, ASSESSMENT_AT, now);
    check_times(RECORD_EVIDENCE, EVIDENCE_OBSERVED_AT, now);
    check_times(RECORD_EVIDENCE, EVIDENCE_AT, now);
    check_times(RECORD_FINDING, FINDING_RAISED_AT, now);
    check_times(RECORD_FINDING, FINDING_ACKNOWLEDGED_AT, now);
    check_times(RECORD_FINDING, FINDING_CLOSED_AT, now);
    check_times(RECORD_STEP, STEP_AT, now);
    check_times(RECORD_DEPLOYMENT, DEPLOYMENT_AT, now);
    check_times(RECORD_SIGN_OFF, SIGN_OFF_AT, now);
    check_times(RECORD_AUDIT, AUDIT_CREATED_AT, now);
    check_times(RECORD_AUDIT, AUDIT_ACTUAL_FROM, now);
}

/* Dates in texts are filled in: no "{-21}" is left. */
static void test_no_braces(void)
{
    for (size_t t = 0; t < record_count; t++) {
        const struct list_query query = {.type = records[t].type};
        struct rows rows = {0};
        CU_ASSERT_EQUAL(store_list(store, &query, &rows, NULL), ERR_OK);
        for (size_t i = 0; i < rows.count; i++)
            for (size_t f = 0; f < records[t].field_count; f++)
                if (records[t].fields[f].type == VALUE_TEXT)
                    CU_ASSERT_PTR_NULL(
                        strpbrk(row_text(&rows.items[i], records[t].fields[f].number), "{}"));
        rows_clear(&rows);
    }
}

/* ---- the file -------------------------------------------------------------------------------- */

static void test_verify(void)
{
    struct verify_report report = {0};
    struct err err;

    CU_ASSERT_EQUAL(store_verify(store, NULL, NULL, &report, &err), ERR_OK);
    CU_ASSERT_EQUAL(report.problem_count, 0);
    for (size_t i = 0; i < report.problem_count; i++)
        fprintf(stderr, "verify: %s\n", report.problems[i]);
    verify_report_clear(&report);
}

static bool take_length(void *context, const void *bytes, size_t length)
{
    (void)bytes;
    *(size_t *)context += length;
    return true;
}

static void test_photos(void)
{
    const struct list_query query = {.type = RECORD_ATTACHMENT};
    struct rows rows = {0};
    struct hash hash;

    CU_ASSERT_EQUAL(store_list(store, &query, &rows, NULL), ERR_OK);
    for (size_t i = 0; i < rows.count; i++) {
        const struct row *row = &rows.items[i];
        size_t length = 0;
        memcpy(hash.bytes, row_value(row, ATTACHMENT_OBJECT)->bytes, HASH_SIZE);
        CU_ASSERT_EQUAL(object_read(store, &hash, take_length, &length, NULL), ERR_OK);
        CU_ASSERT_EQUAL((int64_t)length, row_int(row, ATTACHMENT_SIZE));
        CU_ASSERT(length < PHOTO_LIMIT);
        CU_ASSERT_STRING_EQUAL(row_text(row, ATTACHMENT_MEDIA_TYPE), "image/jpeg");
        CU_ASSERT_PTR_NOT_NULL(strstr(row_text(row, ATTACHMENT_NAME), ".jpg"));
    }
    rows_clear(&rows);
}

static void test_undo_has_nothing(void)
{
    CU_ASSERT_EQUAL(store_undo(store, NULL, NULL), ERR_FOUND);
}

/* The bytes of a file that no program has open. */
static struct hash hash_of(const char *name)
{
    struct buf bytes;
    struct err err;

    buf_init(&bytes);
    CU_ASSERT_EQUAL(file_read(name, 64 * 1024 * 1024, &bytes, &err), ERR_OK);
    struct hash hash = hash_bytes(bytes.data, bytes.length);
    buf_clear(&bytes);
    return hash;
}

static void test_second_is_refused(void)
{
    struct store *second = NULL;
    struct err err = {0};

    store_close(store);
    store = NULL;
    struct hash before = hash_of(path);
    CU_ASSERT_EQUAL(demo_create(path, &device, &second, &err), ERR_CANTCREAT);
    CU_ASSERT_PTR_NULL(second);
    struct hash after = hash_of(path);
    CU_ASSERT(hash_equal(&before, &after));
    CU_ASSERT_EQUAL(store_open(path, &device, 0, &store, &err), ERR_OK);
    CU_ASSERT_PTR_NULL(store_notice(store));
}

static void test_without_checklist(void)
{
    char *other = file_join(home, "other.audit");
    struct store *second = NULL;
    struct stat status;
    struct err err = {0};

    setenv("AUDITWALK_CHECKLISTS", home, 1);
    enum err_code code = demo_create(other, &device, &second, &err);
    if (code == ERR_OK) /* an installed checklist was found */
        store_close(second);
    else {
        CU_ASSERT_EQUAL(code, ERR_USAGE);
        CU_ASSERT_PTR_NULL(second);
        CU_ASSERT_NOT_EQUAL(stat(other, &status), 0);
    }
    setenv("AUDITWALK_CHECKLISTS", TOP_SRCDIR "/checklists", 1);
    free(other);
}

/* A failure half way, in the last save. */
static void test_nothing_left_behind(void)
{
    char *other = file_join(home, "other.audit");
    char *journal = file_join(home, "other.audit-wal");
    char *missing = file_join(home, "missing");
    struct store *second = NULL;
    struct stat status;
    struct err err = {0};

    setenv("TMPDIR", missing, 1);
    CU_ASSERT_EQUAL(demo_create(other, &device, &second, &err), ERR_CANTCREAT);
    CU_ASSERT_PTR_NULL(second);
    CU_ASSERT_NOT_EQUAL(stat(other, &status), 0);
    CU_ASSERT_NOT_EQUAL(stat(journal, &status), 0);
    unsetenv("TMPDIR");
    free(other);
    free(journal);
    free(missing);
}

static bool stop_at_half(void *context, unsigned percent)
{
    unsigned *asked = context;

    (*asked)++;
    return percent < 50;
}

static void stopped_no_file_is_left(void)
{
    char *other = mem_printf("%s.stopped", path);
    unsigned asked = 0;
    const struct demo_many many = {.audits = 4, .progress = stop_at_half, .context = &asked};
    struct store *second = NULL;
    struct err err;

    CU_ASSERT_EQUAL(demo_create_many(other, &device, &many, &second, &err), ERR_CANCELLED);
    CU_ASSERT_EQUAL(asked, 3);
    CU_ASSERT_PTR_NULL(second);
    CU_ASSERT_NOT_EQUAL(access(other, F_OK), 0);
    free(other);
}

static void many_audits(void)
{
    char *other = mem_printf("%s.many", path);
    const struct demo_many many = {.audits = 7};
    struct store *second = NULL;
    struct err err;
    struct audit_lines lines = {0};

    CU_ASSERT_EQUAL_FATAL(demo_create_many(other, &device, &many, &second, &err), ERR_OK);
    CU_ASSERT_EQUAL_FATAL(audits_list(second, &lines, &err), ERR_OK);
    CU_ASSERT_EQUAL(lines.count, 7);
    for (size_t i = 0; i < lines.count; i++) {
        const struct audit_line *line = &lines.items[i];
        size_t findings = 0;
        for (size_t grade = 0; grade < GRADE_COUNT; grade++)
            findings += line->findings[grade];
        CU_ASSERT_EQUAL(findings, 50);
        CU_ASSERT_EQUAL(tally_total(&line->tally), 265);
        CU_ASSERT_EQUAL(line->tally.by[RESULT_NOT_ASSESSED], 0);
        CU_ASSERT_EQUAL(line->state, i < 5 ? AUDIT_FIELDWORK : AUDIT_CLOSED);
    }
    audit_lines_clear(&lines);
    store_close(second);
    unlink(other);
    free(other);
}

CU_ErrorCode test_demo_add(void)
{
    static CU_TestInfo tests[] = {{"programme", test_programme},
                                  {"records of all audits", test_records_of_audits},
                                  {"running audit", test_running_audit},
                                  {"references", test_references},
                                  {"rules", test_rules},
                                  {"life of findings", test_life_of_findings},
                                  {"stories", test_stories},
                                  {"signatures", test_signatures},
                                  {"due", test_due},
                                  {"times are past", test_times_are_past},
                                  {"dates filled in", test_no_braces},
                                  {"verify", test_verify},
                                  {"photos", test_photos},
                                  {"nothing to undo", test_undo_has_nothing},
                                  {"second demo refused", test_second_is_refused},
                                  {"without a checklist", test_without_checklist},
                                  {"nothing left behind", test_nothing_left_behind},
                                  {"many audits", many_audits},
                                  {"stopped no file is left", stopped_no_file_is_left},
                                  CU_TEST_INFO_NULL};
    static CU_SuiteInfo suites[] = {{"demo", set_up, tear_down, NULL, NULL, tests},
                                    CU_SUITE_INFO_NULL};

    return CU_register_suites(suites);
}
