/* test_directory.c - processes, sites, areas, people and meetings: written, refused, in order, and
 * what independence makes of them.
 */
#include <CUnit/CUnit.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "store/audits.h"
#include "store/fixture.h"
#include "store/programme.h"
#include "store/ready.h"
#include "store/directory.h"
#include "store/suites.h"

static struct fixture fixture;

static enum err_code put(enum record_type type, const struct ident *record,
                         const struct closure_text *texts, size_t count, struct ident *id)
{
    struct err err = {0};
    enum err_code code =
        directory_put(fixture.store, &fixture.audit, type, record, texts, count, id, &err);

    CU_ASSERT_TRUE(code == ERR_OK || err.message[0] != '\0');
    return code;
}

static struct ident named(enum record_type type, const char *name)
{
    struct ident id;

    CU_ASSERT_EQUAL_FATAL(programme_find(fixture.store, type, name, &id, NULL), ERR_OK);
    return id;
}

static size_t count_of(enum record_type type)
{
    struct rows rows;

    CU_ASSERT_EQUAL_FATAL(directory_list(fixture.store, &fixture.audit, type, &rows, NULL), ERR_OK);
    size_t count = rows.count;
    rows_clear(&rows);
    return count;
}

/* ---- processes and people -------------------------------------------------------------------- */

static struct ident add_process(const char *name, const char *owner)
{
    const struct closure_text texts[] = {
        {PROCESS_NAME, name},      {PROCESS_OWNER, owner},
        {PROCESS_SITE, "Harbour"}, {PROCESS_IMPORTANCE, "critical"},
        {PROCESS_RISK, "high"},    {PROCESS_CHANGED_ON, "2026-01-31"}};
    struct ident id;

    CU_ASSERT_EQUAL_FATAL(put(RECORD_PROCESS, NULL, texts, 6, &id), ERR_OK);
    return id;
}

static void process_is_written(void)
{
    struct row row;

    fixture_make(&fixture);
    struct ident id = add_process("Seals", "Ada Bo");
    CU_ASSERT_EQUAL_FATAL(store_get(fixture.store, RECORD_PROCESS, &id, &row, NULL), ERR_OK);
    struct ident owner = row_id(&row, PROCESS_OWNER);
    struct ident ada = named(RECORD_PERSON, "Ada Bo"); /* made with it */
    CU_ASSERT_TRUE(ident_equal(&owner, &ada));
    CU_ASSERT_STRING_EQUAL(row_text(&row, PROCESS_RISK), "high");
    row_clear(&row);
    const struct closure_text changed[] = {{PROCESS_NAME, "Seal control"}, {PROCESS_OWNER, ""}};
    CU_ASSERT_EQUAL(put(RECORD_PROCESS, &id, changed, 2, NULL), ERR_OK);
    CU_ASSERT_EQUAL_FATAL(store_get(fixture.store, RECORD_PROCESS, &id, &row, NULL), ERR_OK);
    CU_ASSERT_STRING_EQUAL(row_text(&row, PROCESS_NAME), "Seal control");
    CU_ASSERT_TRUE(row_is_null(&row, PROCESS_OWNER));
    CU_ASSERT_STRING_EQUAL(row_text(&row, PROCESS_IMPORTANCE), "critical"); /* not given: stays */
    row_clear(&row);
    fixture_verify(&fixture);
    fixture_remove(&fixture);
}

static void bad_records_are_refused(void)
{
    const struct closure_text blank[] = {{PROCESS_NAME, " \n"}};
    const struct closure_text word[] = {{PROCESS_NAME, "Other"}, {PROCESS_RISK, "huge"}};
    const struct closure_text date[] = {{PROCESS_NAME, "Other"},
                                        {PROCESS_CHANGED_ON, "2026-02-30"}};
    const struct closure_text site[] = {{PROCESS_NAME, "Other"}, {PROCESS_SITE, "Moon"}};
    const struct closure_text same[] = {{PROCESS_NAME, "sEALS"}};
    const struct closure_text nowhere[] = {{AREA_NAME, "Roof"}};
    const struct closure_text roof[] = {{AREA_NAME, "Quay"}, {AREA_SITE, "Harbour"}};

    fixture_make(&fixture);
    add_process("Seals", "Ada Bo");
    int64_t before = fixture_batches(&fixture);
    CU_ASSERT_EQUAL(put(RECORD_PROCESS, NULL, NULL, 0, NULL), ERR_USAGE);
    CU_ASSERT_EQUAL(put(RECORD_PROCESS, NULL, blank, 1, NULL), ERR_USAGE);
    CU_ASSERT_EQUAL(put(RECORD_PROCESS, NULL, word, 2, NULL), ERR_USAGE);
    CU_ASSERT_EQUAL(put(RECORD_PROCESS, NULL, date, 2, NULL), ERR_USAGE);
    CU_ASSERT_EQUAL(put(RECORD_PROCESS, NULL, site, 2, NULL), ERR_USAGE);
    CU_ASSERT_EQUAL(put(RECORD_PROCESS, NULL, same, 1, NULL), ERR_USAGE);
    CU_ASSERT_EQUAL(put(RECORD_AREA, NULL, nowhere, 1, NULL), ERR_USAGE);
    CU_ASSERT_EQUAL(put(RECORD_AREA, NULL, roof, 2, NULL), ERR_USAGE); /* is there already */
    CU_ASSERT_EQUAL(put(RECORD_FINDING, NULL, same, 1, NULL), ERR_INTERNAL);
    struct ident none = ident_random();
    CU_ASSERT_EQUAL(put(RECORD_PROCESS, &none, same, 1, NULL), ERR_USAGE);
    CU_ASSERT_EQUAL(fixture_batches(&fixture), before);
    fixture_remove(&fixture);
}

/* What others stand on stays; the rest goes with its reason and may come back. */
static void withdrawing(void)
{
    const struct closure_text person[] = {{PERSON_NAME, "Eve Lund"}, {PERSON_UNIT, "Yard"}};
    struct err err = {0};

    fixture_make(&fixture);
    struct ident id = add_process("Seals", "Ada Bo");
    struct ident ada = named(RECORD_PERSON, "Ada Bo");
    CU_ASSERT_EQUAL(directory_withdraw(fixture.store, RECORD_PERSON, &ada, "left", &err),
                    ERR_DENIED);
    CU_ASSERT_PTR_NOT_NULL(strstr(err.message, "Seals"));
    CU_ASSERT_EQUAL(directory_withdraw(fixture.store, RECORD_SITE, &fixture.site, "sold", NULL),
                    ERR_DENIED);
    CU_ASSERT_EQUAL(directory_withdraw(fixture.store, RECORD_PROCESS, &id, "  ", NULL), ERR_USAGE);
    CU_ASSERT_EQUAL(directory_withdraw(fixture.store, RECORD_PROCESS, &id, "merged", NULL), ERR_OK);
    CU_ASSERT_EQUAL(count_of(RECORD_PROCESS), 0);
    CU_ASSERT_EQUAL(directory_withdraw(fixture.store, RECORD_PERSON, &ada, "left", NULL), ERR_OK);
    size_t people = count_of(RECORD_PERSON);
    CU_ASSERT_EQUAL_FATAL(put(RECORD_PERSON, NULL, person, 2, &id), ERR_OK);
    CU_ASSERT_EQUAL(put(RECORD_PERSON, NULL, person, 2, NULL), ERR_USAGE);
    CU_ASSERT_EQUAL(directory_withdraw(fixture.store, RECORD_PERSON, &id, "left", NULL), ERR_OK);
    CU_ASSERT_EQUAL(put(RECORD_PERSON, NULL, person, 2, NULL), ERR_OK); /* is back */
    CU_ASSERT_EQUAL(count_of(RECORD_PERSON), people + 1);
    fixture_verify(&fixture);
    fixture_remove(&fixture);
}

/* ---- order ----------------------------------------------------------------------------------- */

static void expect_order(const char *const *names, size_t count)
{
    struct rows rows;

    CU_ASSERT_EQUAL_FATAL(directory_list(fixture.store, NULL, RECORD_AREA, &rows, NULL), ERR_OK);
    CU_ASSERT_EQUAL_FATAL(rows.count, count);
    for (size_t i = 0; i < count; i++)
        CU_ASSERT_STRING_EQUAL(row_text(&rows.items[i], AREA_NAME), names[i]);
    rows_clear(&rows);
}

static void walking_order(void)
{
    const struct closure_text depot[] = {{SITE_NAME, "Depot"}};
    const struct closure_text fence[] = {{AREA_NAME, "Fence"}, {AREA_SITE, "Depot"}};
    const struct closure_text roof[] = {{AREA_NAME, "Roof"}, {AREA_SITE, "Harbour"}};
    static const char *const added[] = {"Quay",       "Back yard", "North gate",
                                        "South gate", "Roof",      "Fence"};
    static const char *const first[] = {"Roof",       "Quay",       "Back yard",
                                        "North gate", "South gate", "Fence"};
    static const char *const middle[] = {"Quay",       "Roof",       "Back yard",
                                         "North gate", "South gate", "Fence"};
    struct ident id;
    struct ident other;

    fixture_make(&fixture);
    CU_ASSERT_EQUAL(put(RECORD_SITE, NULL, depot, 1, NULL), ERR_OK);
    CU_ASSERT_EQUAL(put(RECORD_AREA, NULL, fence, 2, &other), ERR_OK);
    CU_ASSERT_EQUAL(put(RECORD_AREA, NULL, roof, 2, &id), ERR_OK);
    expect_order(added, 6);
    CU_ASSERT_EQUAL(directory_place(fixture.store, RECORD_AREA, &id, 1, NULL), ERR_OK);
    expect_order(first, 6);
    CU_ASSERT_EQUAL(directory_place(fixture.store, RECORD_AREA, &id, 2, NULL), ERR_OK);
    expect_order(middle, 6);
    CU_ASSERT_EQUAL(directory_place(fixture.store, RECORD_AREA, &id, 99, NULL), ERR_OK);
    expect_order(added, 6);
    CU_ASSERT_EQUAL(directory_place(fixture.store, RECORD_AREA, &id, -5, NULL), ERR_OK);
    expect_order(first, 6);
    CU_ASSERT_EQUAL(directory_place(fixture.store, RECORD_PERSON, &id, 1, NULL), ERR_INTERNAL);
    fixture_verify(&fixture);
    fixture_remove(&fixture);
}

/* ---- meetings -------------------------------------------------------------------------------- */

static struct ident add_meeting(const char *kind, const char *date)
{
    const struct closure_text texts[] = {
        {MEETING_KIND, kind}, {MEETING_ON, date}, {MEETING_PEOPLE, "Li Na\nHenrik"}};
    struct ident id;

    CU_ASSERT_EQUAL_FATAL(put(RECORD_MEETING, NULL, texts, 3, &id), ERR_OK);
    return id;
}

static void meetings_of_an_audit(void)
{
    const struct closure_text no_day[] = {{MEETING_KIND, "opening"}};
    const struct closure_text notes[] = {{MEETING_NOTES, "Agreed."}};
    struct rows rows;
    struct ident id;

    fixture_make(&fixture);
    struct ident closing = add_meeting("closing", "2026-03-05");
    struct ident opening = add_meeting("opening", "2026-03-03");
    CU_ASSERT_EQUAL(put(RECORD_MEETING, NULL, no_day, 1, NULL), ERR_USAGE);
    CU_ASSERT_EQUAL_FATAL(
        directory_list(fixture.store, &fixture.audit, RECORD_MEETING, &rows, NULL), ERR_OK);
    CU_ASSERT_EQUAL_FATAL(rows.count, 2);
    CU_ASSERT_TRUE(ident_equal(&rows.items[0].id, &opening));
    rows_clear(&rows);
    CU_ASSERT_EQUAL(meeting_find(fixture.store, &fixture.audit, "2", &id, NULL), ERR_OK);
    CU_ASSERT_TRUE(ident_equal(&id, &closing));
    CU_ASSERT_EQUAL(meeting_find(fixture.store, &fixture.audit, "3", &id, NULL), ERR_USAGE);
    CU_ASSERT_EQUAL(meeting_find(fixture.store, &fixture.audit, "", &id, NULL), ERR_USAGE);
    CU_ASSERT_EQUAL(put(RECORD_MEETING, &closing, notes, 1, NULL), ERR_OK);
    CU_ASSERT_EQUAL(directory_withdraw(fixture.store, RECORD_MEETING, &opening, "twice", NULL),
                    ERR_OK);
    CU_ASSERT_EQUAL(count_of(RECORD_MEETING), 1);
    fixture_verify(&fixture);
    fixture_remove(&fixture);
}

/* A meeting is part of what is signed; an audit without one has the digest it always had. */
static void meetings_are_signed(void)
{
    const struct closure_text notes[] = {{MEETING_NOTES, "Agreed."}};
    struct hash none;
    struct hash one;
    struct hash other;

    fixture_make(&fixture);
    CU_ASSERT_EQUAL(audit_digest(fixture.store, &fixture.audit, &none, NULL), ERR_OK);
    struct ident id = add_meeting("daily", "2026-03-04");
    CU_ASSERT_EQUAL(audit_digest(fixture.store, &fixture.audit, &one, NULL), ERR_OK);
    CU_ASSERT_FALSE(hash_equal(&none, &one));
    CU_ASSERT_EQUAL(put(RECORD_MEETING, &id, notes, 1, NULL), ERR_OK);
    CU_ASSERT_EQUAL(audit_digest(fixture.store, &fixture.audit, &other, NULL), ERR_OK);
    CU_ASSERT_FALSE(hash_equal(&one, &other));
    fixture_set(&fixture, RECORD_AUDIT, &fixture.audit, AUDIT_STATE, "issued");
    CU_ASSERT_EQUAL(put(RECORD_MEETING, &id, notes, 1, NULL), ERR_DENIED);
    CU_ASSERT_EQUAL(directory_withdraw(fixture.store, RECORD_MEETING, &id, "late", NULL),
                    ERR_DENIED);
    fixture_remove(&fixture);
}

/* ---- independence ---------------------------------------------------------------------------- */

static void set_unit(const char *name, const char *unit)
{
    const struct closure_text texts[] = {{PERSON_UNIT, unit}};
    struct ident id = named(RECORD_PERSON, name);

    CU_ASSERT_EQUAL(put(RECORD_PERSON, &id, texts, 1, NULL), ERR_OK);
}

static void audit_process(const struct ident *process)
{
    struct change change;
    struct ident id = ident_random();

    change_init(&change, &fixture.audit);
    change_set_id(&change, RECORD_AUDIT_PROCESS, &id, AUDIT_PROCESS_AUDIT, &fixture.audit);
    change_set_id(&change, RECORD_AUDIT_PROCESS, &id, AUDIT_PROCESS_PROCESS, process);
    CU_ASSERT_EQUAL(store_save(fixture.store, &change, NULL, NULL), ERR_OK);
    change_clear(&change);
}

static void expect_doubt(const char *name, const char *word)
{
    struct ident id = named(RECORD_PERSON, name);
    char *doubt = NULL;

    CU_ASSERT_EQUAL_FATAL(audit_doubt(fixture.store, &fixture.audit, &id, &doubt, NULL), ERR_OK);
    if (word == NULL)
        CU_ASSERT_STRING_EQUAL(doubt, "");
    if (word != NULL)
        CU_ASSERT_PTR_NOT_NULL(strstr(doubt, word));
    free(doubt);
}

static void expect_author_doubt(const char *word)
{
    char *doubt = NULL;

    CU_ASSERT_EQUAL_FATAL(audit_author_doubt(fixture.store, &fixture.audit, &doubt, NULL), ERR_OK);
    if (word == NULL)
        CU_ASSERT_STRING_EQUAL(doubt, "");
    if (word != NULL)
        CU_ASSERT_PTR_NOT_NULL(strstr(doubt, word));
    free(doubt);
}

static void who_is_not_independent(void)
{
    const struct member_given auditor = {.name = "Ada Bo", .role = "auditor", .note = "Seals"};
    const struct member_given auditee = {.name = "Eve Lund", .role = "auditee"};
    struct member_lines lines;
    struct ready_list list;

    fixture_make(&fixture);
    struct ident seals = add_process("Seals", "Ada Bo");
    CU_ASSERT_EQUAL(audit_member_set(fixture.store, &fixture.audit, &auditor, NULL), ERR_OK);
    CU_ASSERT_EQUAL(audit_member_set(fixture.store, &fixture.audit, &auditee, NULL), ERR_OK);
    expect_doubt("Ada Bo", NULL); /* her process is not audited */
    audit_process(&seals);
    expect_doubt("Ada Bo", "Seals");
    expect_doubt("Li Na", NULL);
    set_unit("Ada Bo", "Gate");
    set_unit("Li Na", " gate ");
    expect_doubt("Li Na", "Ada Bo");
    set_unit("Li Na", "Audit");
    set_unit("Eve Lund", "Audit");
    expect_doubt("Li Na", "Eve Lund");
    expect_author_doubt("Eve Lund");
    CU_ASSERT_EQUAL(
        audit_override(fixture.store, &fixture.audit, "Li Na", NULL, "Nobody else here", NULL),
        ERR_OK);
    expect_author_doubt(NULL); /* on record: the doubt itself stays in the list of the team */
    expect_doubt("Li Na", "Eve Lund");
    CU_ASSERT_EQUAL(store_undo(fixture.store, NULL, NULL), ERR_OK);
    expect_author_doubt("Eve Lund");
    CU_ASSERT_EQUAL_FATAL(audit_members(fixture.store, &fixture.audit, &lines, NULL), ERR_OK);
    CU_ASSERT_EQUAL_FATAL(lines.count, 3);
    CU_ASSERT_EQUAL(lines.items[0].role, TEAM_LEAD);
    CU_ASSERT_STRING_EQUAL(lines.items[1].note, "Seals");
    CU_ASSERT_STRING_EQUAL(lines.items[2].doubt, ""); /* the auditee does not audit */
    CU_ASSERT_STRING_EQUAL(lines.items[1].override, "");
    member_lines_clear(&lines);
    CU_ASSERT_EQUAL(
        audit_override(fixture.store, &fixture.audit, "Ada Bo", NULL, "Nobody else can", NULL),
        ERR_OK);
    CU_ASSERT_EQUAL_FATAL(audit_members(fixture.store, &fixture.audit, &lines, NULL), ERR_OK);
    CU_ASSERT_STRING_EQUAL(lines.items[1].override, "Nobody else can");
    member_lines_clear(&lines);
    /* The gate says the same: of the two only the one without a reason. */
    CU_ASSERT_EQUAL_FATAL(
        audit_ready(fixture.store, &fixture.audit, AUDIT_REPORT, "en", &list, NULL), ERR_OK);
    size_t found = 0;
    for (size_t i = 0; i < list.count; i++)
        found += list.items[i].gate == GATE_AUDITOR;
    CU_ASSERT_EQUAL(found, 1);
    ready_list_clear(&list);
    fixture_verify(&fixture);
    fixture_remove(&fixture);
}

CU_ErrorCode test_directory_add(void)
{
    CU_TestInfo tests[] = {{"a process is written", process_is_written},
                           {"bad records are refused", bad_records_are_refused},
                           {"withdrawing", withdrawing},
                           {"walking order", walking_order},
                           {"meetings of an audit", meetings_of_an_audit},
                           {"meetings are signed", meetings_are_signed},
                           {"who is not independent", who_is_not_independent},
                           CU_TEST_INFO_NULL};
    CU_SuiteInfo suites[] = {{"store/directory", NULL, NULL, NULL, NULL, tests},
                             CU_SUITE_INFO_NULL};

    return CU_register_suites(suites);
}
