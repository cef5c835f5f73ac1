/* test_directory.c - the organization, the meetings and the team of an audit, by keys alone; what
 * was done is read back from the file.
 */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "stage.h"
#include "store/programme.h"
#include "store/ready.h"
#include "store/directory.h"
#include "suites.h"
#include "ui/screens.h"

static struct stage stage;

static size_t count_of(enum record_type type)
{
    struct rows rows;

    CU_ASSERT_EQUAL_FATAL(directory_list(stage.store, &stage.audit, type, &rows, NULL), ERR_OK);
    size_t count = rows.count;
    rows_clear(&rows);
    return count;
}

static void resize_through(void)
{
    static const int sizes[][2] = {{16, 60}, {40, 120}, {5, 20}, {16, 59}, {1, 1}, {24, 80}};

    for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++)
        stage_size(&stage, sizes[i][0], sizes[i][1]);
}

static void organization_is_entered(void)
{
    struct row row;
    struct ident id;

    stage_make_audit(&stage);
    stage_show(&stage, organization_screen_new(), 24, 80);
    stage_has(&stage, "Organization · Processes");
    stage_key(&stage, 'a');
    stage_type(&stage, "Seal control");
    stage_key(&stage, K_TAB);
    stage_type(&stage, "Eve Lund");
    stage_key(&stage, K_CONTROL('s'));
    stage_has(&stage, "Seal control");
    stage_has(&stage, "Eve Lund");
    resize_through();
    for (size_t i = 0; i < 5; i++) /* through all lists, and back to the first */
        stage_key(&stage, K_TAB);
    stage_key(&stage, K_BACK_TAB);
    stage_has(&stage, "Organization · Processes");
    stage_key(&stage, K_BACK_TAB);
    stage_has(&stage, "Organization · People");
    stage_has(&stage, "Eve Lund");
    stage_key(&stage, K_BACK_TAB);
    stage_has(&stage, "Areas in walking order");
    resize_through();
    CU_ASSERT_EQUAL_FATAL(programme_find(stage.store, RECORD_PROCESS, "Seal control", &id, NULL),
                          ERR_OK);
    CU_ASSERT_EQUAL_FATAL(store_get(stage.store, RECORD_PROCESS, &id, &row, NULL), ERR_OK);
    CU_ASSERT_FALSE(row_is_null(&row, PROCESS_OWNER));
    row_clear(&row);
    stage_remove(&stage);
}

static void areas_are_moved(void)
{
    const struct closure_text texts[] = {{AREA_NAME, "Roof"}, {AREA_SITE, "Harbour"}};
    struct rows rows;

    stage_make_audit(&stage); /* Gate 2, then the yard */
    CU_ASSERT_EQUAL_FATAL(directory_put(stage.store, NULL, RECORD_AREA, NULL, texts, 2, NULL, NULL),
                          ERR_OK);
    stage_show(&stage, organization_screen_new(), 24, 80);
    stage_key(&stage, 'K');
    stage_has(&stage, "Only sites and areas");
    stage_key(&stage, K_TAB);
    stage_key(&stage, K_TAB);
    stage_key(&stage, 'J'); /* the gate: behind the yard */
    stage_key(&stage, 'J'); /* behind the roof, it stays selected */
    stage_key(&stage, 'J'); /* it is the last */
    CU_ASSERT_EQUAL_FATAL(directory_list(stage.store, NULL, RECORD_AREA, &rows, NULL), ERR_OK);
    CU_ASSERT_EQUAL_FATAL(rows.count, 3);
    CU_ASSERT_STRING_EQUAL(row_text(&rows.items[1], AREA_NAME), "Roof");
    CU_ASSERT_STRING_EQUAL(row_text(&rows.items[2], AREA_NAME), "Gate 2");
    rows_clear(&rows);
    stage_key(&stage, 'K');
    stage_key(&stage, 'd');
    stage_type(&stage, "built over");
    stage_key(&stage, K_ENTER);
    CU_ASSERT_EQUAL(count_of(RECORD_AREA), 2);
    stage_lacks(&stage, "Gate 2");
    stage_remove(&stage);
}

static void meeting_is_recorded(void)
{
    struct rows rows;

    stage_make_audit(&stage);
    stage_show(&stage, meetings_screen_new(&stage.audit), 24, 80);
    stage_has(&stage, "Nothing here yet");
    stage_key(&stage, 'a');
    stage_type(&stage, "2026-03-30"); /* the kind is that of the first meeting */
    stage_key(&stage, K_TAB);
    stage_type(&stage, "08:30-09:00");
    stage_key(&stage, K_CONTROL('s'));
    stage_has(&stage, "Opening meeting");
    stage_has(&stage, "08:30-09:00");
    resize_through();
    stage_key(&stage, 'H');
    stage_has(&stage, "2026-03-30");
    stage_key(&stage, 'q');
    CU_ASSERT_EQUAL_FATAL(directory_list(stage.store, &stage.audit, RECORD_MEETING, &rows, NULL),
                          ERR_OK);
    CU_ASSERT_EQUAL_FATAL(rows.count, 1);
    CU_ASSERT_STRING_EQUAL(row_text(&rows.items[0], MEETING_ON), "2026-03-30");
    rows_clear(&rows);
    stage_remove(&stage);
}

static void take_into_audit(const struct ident *process)
{
    struct change change;
    struct ident id = ident_random();

    change_init(&change, &stage.audit);
    change_set_id(&change, RECORD_AUDIT_PROCESS, &id, AUDIT_PROCESS_AUDIT, &stage.audit);
    change_set_id(&change, RECORD_AUDIT_PROCESS, &id, AUDIT_PROCESS_PROCESS, process);
    CU_ASSERT_EQUAL(store_save(stage.store, &change, NULL, NULL), ERR_OK);
    change_clear(&change);
}

/* An owner who joins is marked in the choice, and the reason why all the same is asked for. */
static void team_is_chosen(void)
{
    const struct closure_text texts[] = {{PROCESS_NAME, "Seals"}, {PROCESS_OWNER, "Ada Bo"}};
    struct member_lines lines;
    struct ident process;

    stage_make_audit(&stage);
    CU_ASSERT_EQUAL_FATAL(
        directory_put(stage.store, NULL, RECORD_PROCESS, NULL, texts, 2, &process, NULL), ERR_OK);
    take_into_audit(&process);
    stage_show(&stage, members_screen_new(&stage.audit), 24, 80);
    stage_has(&stage, "not independent 0");
    stage_key(&stage, 'o');
    stage_has(&stage, "Nothing speaks against");
    stage_key(&stage, 'a');
    stage_has(&stage, "Ada Bo · ! owns the process Seals");
    stage_key(&stage, K_ENTER); /* she is the first */
    stage_has(&stage, "Auditor in training");
    stage_key(&stage, K_ENTER); /* an auditor, since there is a lead */
    stage_has(&stage, "Why all the same");
    stage_type(&stage, "Nobody else knows the seals");
    stage_key(&stage, K_ENTER);
    stage_has(&stage, "not independent 1");
    resize_through();
    CU_ASSERT_EQUAL_FATAL(audit_members(stage.store, &stage.audit, &lines, NULL), ERR_OK);
    CU_ASSERT_EQUAL_FATAL(lines.count, 2);
    CU_ASSERT_EQUAL(lines.items[1].role, TEAM_AUDITOR);
    CU_ASSERT_STRING_EQUAL(lines.items[1].override, "Nobody else knows the seals");
    member_lines_clear(&lines);
    stage_key(&stage, K_DOWN);
    stage_key(&stage, 'd');
    stage_type(&stage, "ill");
    stage_key(&stage, K_ENTER);
    CU_ASSERT_EQUAL_FATAL(audit_members(stage.store, &stage.audit, &lines, NULL), ERR_OK);
    CU_ASSERT_EQUAL(lines.count, 1);
    member_lines_clear(&lines);
    stage_remove(&stage);
}

static void process_of_the_author(struct ident *process)
{
    const struct closure_text texts[] = {{PROCESS_NAME, "Seals"}, {PROCESS_OWNER, "Li Na"}};

    CU_ASSERT_EQUAL_FATAL(
        directory_put(stage.store, NULL, RECORD_PROCESS, NULL, texts, 2, process, NULL), ERR_OK);
    take_into_audit(process);
}

/* Said once a session and audit, at a result that counts; the key it names takes the reason. */
static void walk_says_who_is_not_independent(void)
{
    struct ident process;
    char *doubt = NULL;

    stage_make_audit(&stage);
    stage_show(&stage, walk_screen_new(&stage.audit), 24, 80);
    stage_key(&stage, 'c');
    stage_lacks(&stage, "Not independent");
    stage_key(&stage, 'A');
    stage_has(&stage, "Nothing speaks against you here");
    process_of_the_author(&process);
    stage_key(&stage, '0');
    stage_lacks(&stage, "Not independent");
    stage_key(&stage, 'c');
    stage_has(&stage, "Not independent (A: all the same, why): you: owns the process Seals");
    CU_ASSERT_EQUAL(stage_result(&stage, "4.1-1"), RESULT_CONFORMING);
    stage_key(&stage, 'o');
    stage_lacks(&stage, "Not independent");
    stage_key(&stage, 'A');
    stage_has(&stage, "Li Na: owns the process Seals");
    stage_type(&stage, "The only one who knows seals");
    stage_key(&stage, K_ENTER);
    CU_ASSERT_EQUAL_FATAL(audit_author_doubt(stage.store, &stage.audit, &doubt, NULL), ERR_OK);
    CU_ASSERT_STRING_EQUAL(doubt, "");
    free(doubt);
    stage_remove(&stage);
}

/* Its form lies over the walk at once; the line is said on it all the same, also once. */
static void a_nonconformity_says_it_too(void)
{
    struct ident process;

    stage_make_audit(&stage);
    process_of_the_author(&process);
    stage_show(&stage, walk_screen_new(&stage.audit), 24, 80);
    stage_key(&stage, 'm');
    stage_has(&stage, "Not independent (A: all the same, why)");
    stage_key(&stage, K_ESCAPE);
    stage_key(&stage, 'c');
    stage_lacks(&stage, "Not independent");
    stage_remove(&stage);
}

/* Role and statement by the form; somebody whom the file does not know yet. */
static void member_is_edited(void)
{
    struct member_lines lines;

    stage_make_audit(&stage);
    stage_show(&stage, members_screen_new(&stage.audit), 24, 80);
    stage_key(&stage, 'a');
    stage_key(&stage, 'G');
    stage_key(&stage, K_ENTER);
    stage_has(&stage, "Somebody new");
    stage_type(&stage, "Tom Reed");
    stage_key(&stage, K_ENTER);
    stage_key(&stage, K_ENTER);
    stage_has(&stage, "Tom Reed");
    stage_has(&stage, "no statement yet");
    stage_key(&stage, K_DOWN);
    stage_key(&stage, K_ENTER);
    stage_key(&stage, K_TAB);
    stage_type(&stage, "I own nothing here.");
    stage_key(&stage, K_CONTROL('s'));
    CU_ASSERT_EQUAL_FATAL(audit_members(stage.store, &stage.audit, &lines, NULL), ERR_OK);
    CU_ASSERT_EQUAL_FATAL(lines.count, 2);
    CU_ASSERT_STRING_EQUAL(lines.items[1].statement, "I own nothing here.");
    CU_ASSERT_EQUAL(lines.items[1].role, TEAM_AUDITOR);
    member_lines_clear(&lines);
    stage_has(&stage, "I own nothing here.");
    stage_remove(&stage);
}

CU_ErrorCode test_directory_add(void)
{
    static CU_TestInfo tests[] = {
        {"the organization is entered", organization_is_entered},
        {"areas are moved", areas_are_moved},
        {"a meeting is recorded", meeting_is_recorded},
        {"a team is chosen", team_is_chosen},
        {"the walk says who is not independent", walk_says_who_is_not_independent},
        {"a nonconformity says it too", a_nonconformity_says_it_too},
        {"a member is edited", member_is_edited},
        CU_TEST_INFO_NULL};
    static CU_SuiteInfo suites[] = {{"organization and team", NULL, NULL, NULL, NULL, tests},
                                    CU_SUITE_INFO_NULL};

    return CU_register_suites(suites);
}
