/* test_consolidate.c - two findings for one fact: what counts, merging, separating, keeping apart,
 * candidates, final numbers, and the decisions that are left behind. */
#include <CUnit/CUnit.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "core/rules.h"
#include "store/audits.h"
#include "store/conflicts.h"
#include "store/consolidate.h"
#include "store/evidence.h"
#include "store/findings.h"
#include "store/fixture.h"
#include "store/internal.h"
#include "store/suites.h"
#include "store/walk.h"

static struct ident raise_at(struct fixture *fixture, enum grade grade, const char *ref,
                             const char *title, const char *statement, const struct ident *site)
{
    const struct finding_new what = {.grade = grade,
                                     .title = title,
                                     .statement = statement,
                                     .grade_reason = "the customer asks for it",
                                     .site = site,
                                     .refs = &ref,
                                     .ref_count = 1};
    struct ident id;

    CU_ASSERT_EQUAL_FATAL(finding_add(fixture->store, &fixture->audit, &what, &id, NULL), ERR_OK);
    return id;
}

static struct ident raise_one(struct fixture *fixture, enum grade grade, const char *ref)
{
    return raise_at(fixture, grade, ref, NULL, "Not signed.", NULL);
}

static void merge(struct fixture *fixture, const struct ident *finding, const struct ident *other)
{
    struct err err = {0};

    CU_ASSERT_EQUAL(finding_merge(fixture->store, finding, other, "one fact", &err), ERR_OK);
    if (err.code != ERR_OK)
        printf("\n%s\n", err.message);
}

/* What a merge of two laptops may leave behind, past the rules. */
static void point(struct fixture *fixture, const struct ident *finding, const struct ident *into)
{
    struct change change;

    change_init(&change, &fixture->audit);
    change_set_id(&change, RECORD_FINDING, finding, FINDING_MERGED_INTO, into);
    CU_ASSERT_EQUAL_FATAL(store_save(fixture->store, &change, NULL, NULL), ERR_OK);
    change_clear(&change);
}

static char *last_digits(const struct finding_lines *lines)
{
    struct buf text;

    buf_init(&text);
    for (size_t i = 0; i < lines->count; i++) {
        const struct finding_line *line = &lines->items[i];
        buf_printf(&text, "%s%s", i > 0 ? " " : "", strrchr(line->number, '-') + 1);
        if (line->merged_into[0] != '\0')
            buf_printf(&text, ">%s", strrchr(line->merged_into, '-') + 1);
    }
    return buf_take(&text);
}

static void expect_list(struct fixture *fixture, bool with_merged, const char *expected)
{
    struct finding_lines lines;
    const struct finding_query query = {
        .audit = &fixture->audit, .with_merged = with_merged, .sort = FINDING_BY_RAISED};

    CU_ASSERT_EQUAL_FATAL(findings_list(fixture->store, &query, &lines, NULL), ERR_OK);
    char *got = last_digits(&lines);
    CU_ASSERT_STRING_EQUAL(got, expected);
    if (strcmp(got, expected) != 0)
        printf("\n%s\n", got);
    free(got);
    finding_lines_clear(&lines);
}

static size_t tally_of(struct fixture *fixture, enum grade grade)
{
    struct tally tally;
    size_t findings[GRADE_COUNT];

    CU_ASSERT_EQUAL_FATAL(
        audit_tally(fixture->store, &fixture->audit, &tally, findings, NULL, NULL), ERR_OK);
    return findings[grade];
}

/* What an item is marked with is what its right pane lists. */
static size_t marks_open(struct fixture *fixture, const struct walk_item *item)
{
    struct finding_lines by_id = {0};
    struct finding_lines by_item;
    struct finding_query query = {.ids = item->raised, .id_count = item->findings, .brief = true};
    struct finding_query all = {
        .audit = &fixture->audit, .assessment = &item->id, .checklist = "walk", .item = item->item};

    if (item->findings > 0)
        CU_ASSERT_EQUAL(findings_list(fixture->store, &query, &by_id, NULL), ERR_OK);
    CU_ASSERT_EQUAL(findings_list(fixture->store, &all, &by_item, NULL), ERR_OK);
    CU_ASSERT_EQUAL_FATAL(by_id.count, by_item.count);
    for (size_t i = 0; i < by_id.count; i++)
        CU_ASSERT_TRUE(ident_equal(&by_id.items[i].id, &by_item.items[i].id));
    finding_lines_clear(&by_item);
    finding_lines_clear(&by_id);
    return item->findings;
}

static size_t marks_of(struct fixture *fixture, const char *item)
{
    struct walk_items items;
    size_t findings = 0;

    CU_ASSERT_EQUAL_FATAL(
        walk_items(fixture->store, &fixture->audit, WALK_CLAUSE, "", "en", &items, NULL), ERR_OK);
    for (size_t i = 0; i < items.count; i++)
        if (strcmp(items.items[i].item, item) == 0)
            findings = marks_open(fixture, &items.items[i]);
    walk_items_clear(&items);
    return findings;
}

static void counted_in(struct fixture *fixture, const struct ident *finding,
                       const struct ident *expected)
{
    struct ident counted;

    CU_ASSERT_EQUAL(finding_counted_in(fixture->store, finding, &counted, NULL), ERR_OK);
    CU_ASSERT_TRUE(ident_equal(&counted, expected));
}

/* ---- what counts ----------------------------------------------------------------------------- */

static void a_merged_one_counts_once(void)
{
    struct fixture fixture;

    fixture_make(&fixture);
    struct ident a = raise_one(&fixture, GRADE_MINOR, "8.4 c)");
    fixture_time("2026-03-09T11:00:00.000Z");
    struct ident b = raise_one(&fixture, GRADE_MINOR, "8.4 (1)");
    CU_ASSERT_EQUAL(tally_of(&fixture, GRADE_MINOR), 2);
    merge(&fixture, &a, &b);
    CU_ASSERT_EQUAL(tally_of(&fixture, GRADE_MINOR), 1);
    expect_list(&fixture, false, "2");
    expect_list(&fixture, true, "2 1>2");
    counted_in(&fixture, &a, &b);
    counted_in(&fixture, &b, &b);
    CU_ASSERT_EQUAL(marks_of(&fixture, "gate-log"), 1); /* as the other one's requirement */
    CU_ASSERT_EQUAL(marks_of(&fixture, "gate-people"), 1);
    fixture_verify(&fixture);
    CU_ASSERT_EQUAL(finding_separate(fixture.store, &a, "two gates", NULL), ERR_OK);
    expect_list(&fixture, false, "2 1");
    CU_ASSERT_EQUAL(tally_of(&fixture, GRADE_MINOR), 2);
    fixture_remove(&fixture);
}

static void one_undo_takes_a_merge_back(void)
{
    struct fixture fixture;
    struct decision_lines lines;

    fixture_make(&fixture);
    struct ident a = raise_one(&fixture, GRADE_MINOR, "8.4 c)");
    struct ident b = raise_one(&fixture, GRADE_MINOR, "8.4 c)");
    int64_t batches = fixture_batches(&fixture);
    merge(&fixture, &a, &b);
    CU_ASSERT_EQUAL(fixture_batches(&fixture), batches + 1);
    merge(&fixture, &a, &b);
    CU_ASSERT_EQUAL(fixture_batches(&fixture), batches + 1);
    CU_ASSERT_EQUAL(store_undo(fixture.store, NULL, NULL), ERR_OK);
    expect_list(&fixture, false, "2 1");
    CU_ASSERT_EQUAL(decisions_list(fixture.store, &fixture.audit, "en", &lines, NULL), ERR_OK);
    CU_ASSERT_EQUAL(lines.count, 0);
    decision_lines_clear(&lines);
    fixture_remove(&fixture);
}

/* Over several steps, and back where one of them does not stand. */
static void chains_are_followed(void)
{
    struct fixture fixture;

    fixture_make(&fixture);
    struct ident a = raise_one(&fixture, GRADE_MINOR, "8.4 c)");
    struct ident b = raise_one(&fixture, GRADE_MINOR, "8.4 c)");
    struct ident c = raise_one(&fixture, GRADE_MINOR, "8.4 c)");
    merge(&fixture, &a, &b);
    merge(&fixture, &b, &c);
    expect_list(&fixture, true, "3 2>3 1>3");
    char *also = finding_also_raised(fixture.store, &c);
    CU_ASSERT_PTR_NOT_NULL(strchr(also, ','));
    free(also);
    CU_ASSERT_EQUAL(tally_of(&fixture, GRADE_MINOR), 1);
    CU_ASSERT_EQUAL(marks_of(&fixture, "gate-log"), 1);
    fixture_set(&fixture, RECORD_FINDING, &c, FIELD_WITHDRAWN, "a slip");
    expect_list(&fixture, true, "2 1>2");
    CU_ASSERT_EQUAL(tally_of(&fixture, GRADE_MINOR), 1);
    fixture_set(&fixture, RECORD_FINDING, &b, FIELD_WITHDRAWN, "a slip too");
    expect_list(&fixture, true, "1");
    counted_in(&fixture, &b, &b);
    fixture_remove(&fixture);
}

static void circles_hide_nothing(void)
{
    struct fixture fixture;
    struct ident ids[5];
    struct ident *smallest = &ids[1];

    fixture_make(&fixture);
    for (size_t i = 0; i < 5; i++)
        ids[i] = raise_one(&fixture, GRADE_MINOR, "8.4 c)");
    point(&fixture, &ids[0], &ids[1]); /* leads into the circle of 1, 2 and 3 */
    point(&fixture, &ids[1], &ids[2]);
    point(&fixture, &ids[2], &ids[3]);
    point(&fixture, &ids[3], &ids[1]);
    point(&fixture, &ids[4], &ids[4]); /* itself */
    for (size_t i = 2; i < 4; i++)
        if (ident_compare(&ids[i], smallest) < 0)
            smallest = &ids[i];
    CU_ASSERT_EQUAL(tally_of(&fixture, GRADE_MINOR), 2);
    CU_ASSERT_EQUAL(marks_of(&fixture, "gate-log"), 2);
    for (size_t i = 0; i < 4; i++)
        counted_in(&fixture, &ids[i], smallest);
    counted_in(&fixture, &ids[4], &ids[4]);
    struct finding_lines lines;
    const struct finding_query query = {.audit = &fixture.audit};
    CU_ASSERT_EQUAL_FATAL(findings_list(fixture.store, &query, &lines, NULL), ERR_OK);
    CU_ASSERT_EQUAL(lines.count, 2);
    for (size_t i = 0; i < lines.count; i++)
        CU_ASSERT_TRUE(ident_equal(&lines.items[i].id, smallest) ||
                       ident_equal(&lines.items[i].id, &ids[4]));
    finding_lines_clear(&lines);
    fixture_remove(&fixture);
}

/* What points out of the audit, or to nothing, still counts here. */
static void nothing_vanishes_into_nowhere(void)
{
    struct fixture fixture;
    struct ident nobody = ident_random();

    fixture_make(&fixture);
    struct ident a = raise_one(&fixture, GRADE_MINOR, "8.4 c)");
    struct ident first = fixture.audit;
    fixture.audit = fixture_audit(&fixture, "IA-2026-02");
    struct ident b = raise_one(&fixture, GRADE_MINOR, "8.4 c)");
    fixture.audit = first;
    point(&fixture, &a, &b);
    CU_ASSERT_EQUAL(tally_of(&fixture, GRADE_MINOR), 1);
    expect_list(&fixture, true, "1");
    point(&fixture, &a, &nobody);
    expect_list(&fixture, false, "1");
    fixture_remove(&fixture);
}

/* Points findings anywhere at random, straight in the table: it is only a projection. */
static void scatter(struct fixture *fixture, const struct ident *ids, size_t count, unsigned *seed)
{
    for (size_t i = 0; i < count; i++) {
        sqlite3_stmt *stmt = db_use(fixture->store,
                                    "UPDATE finding SET merged_into = ?2, withdrawn = ?3"
                                    " WHERE id = ?1",
                                    NULL);
        CU_ASSERT_PTR_NOT_NULL_FATAL(stmt);
        *seed = *seed * 1103515245u + 12345u;
        unsigned dice = *seed >> 16;
        db_bind_ident(stmt, 1, &ids[i]);
        if (dice % 4 != 0)
            db_bind_ident(stmt, 2, &ids[dice / 4 % count]);
        db_bind_text(stmt, 3, dice / 64 % 8 == 0 ? "gone" : NULL);
        CU_ASSERT_EQUAL_FATAL(db_finish(fixture->store, stmt, NULL), ERR_OK);
    }
}

/* Whatever points where: every finding that stands is counted in exactly one that counts, and lists
 * show these once. */
static void every_finding_is_counted_once(void)
{
    enum { COUNT = 7, ROUNDS = 300 };
    struct fixture fixture;
    struct ident ids[COUNT];
    unsigned seed = 28000;

    fixture_make(&fixture);
    for (size_t i = 0; i < COUNT; i++)
        ids[i] = raise_one(&fixture, GRADE_MINOR, "8.4 c)");
    for (int round = 0; round < ROUNDS; round++) {
        struct finding_lines all;
        struct finding_lines counted;
        size_t parts = 0;
        struct finding_query query = {.audit = &fixture.audit, .with_merged = true};
        scatter(&fixture, ids, COUNT, &seed);
        CU_ASSERT_EQUAL_FATAL(findings_list(fixture.store, &query, &all, NULL), ERR_OK);
        query.with_merged = false;
        CU_ASSERT_EQUAL_FATAL(findings_list(fixture.store, &query, &counted, NULL), ERR_OK);
        CU_ASSERT_EQUAL(tally_of(&fixture, GRADE_MINOR), counted.count);
        CU_ASSERT_EQUAL(marks_of(&fixture, "gate-log"), counted.count);
        CU_ASSERT(all.count == 0 || counted.count > 0);
        for (size_t i = 0; i < counted.count; i++) {
            const char *merged = counted.items[i].merged;
            counted_in(&fixture, &counted.items[i].id, &counted.items[i].id);
            CU_ASSERT_STRING_EQUAL(counted.items[i].merged_into, "");
            parts += merged[0] != '\0' ? 2 : 1;
            for (; (merged = strchr(merged, ',')) != NULL; merged++)
                parts++;
        }
        CU_ASSERT_EQUAL(parts, all.count);
        finding_lines_clear(&all);
        finding_lines_clear(&counted);
    }
    fixture_remove(&fixture);
}

static void the_survivor_has_it_all(void)
{
    struct fixture fixture;
    struct ident evidence;
    struct finding_lines lines;
    struct evidence_lines pieces;

    fixture_make(&fixture);
    struct ident a = raise_one(&fixture, GRADE_MINOR, "8.4 c)");
    struct ident b = raise_one(&fixture, GRADE_MINOR, "8.4 (1)");
    const struct evidence_new piece = {.title = "Gate log", .finding = &a};
    CU_ASSERT_EQUAL_FATAL(
        evidence_add(fixture.store, &fixture.audit, &piece, NULL, &evidence, NULL), ERR_OK);
    merge(&fixture, &a, &b);
    const struct finding_query query = {.audit = &fixture.audit};
    CU_ASSERT_EQUAL_FATAL(findings_list(fixture.store, &query, &lines, NULL), ERR_OK);
    CU_ASSERT_EQUAL_FATAL(lines.count, 1);
    CU_ASSERT_TRUE(ident_equal(&lines.items[0].id, &b));
    CU_ASSERT_EQUAL(lines.items[0].evidence, 1);
    CU_ASSERT_STRING_EQUAL(lines.items[0].refs, "8.4-1, 8.4-c");
    CU_ASSERT_PTR_NOT_NULL(strstr(lines.items[0].merged, "-1"));
    finding_lines_clear(&lines);
    const struct evidence_query of = {.finding = &b};
    CU_ASSERT_EQUAL_FATAL(evidence_list(fixture.store, &of, &pieces, NULL), ERR_OK);
    CU_ASSERT_EQUAL_FATAL(pieces.count, 1);
    CU_ASSERT_PTR_NOT_NULL(strstr(pieces.items[0].findings, "-2"));
    CU_ASSERT_PTR_NULL(strchr(pieces.items[0].findings, ','));
    evidence_lines_clear(&pieces);
    struct ident requirement = assessment_id(&fixture.audit, "walk", "gate-log", NULL);
    struct finding_query against = {.assessment = &requirement};
    CU_ASSERT_EQUAL_FATAL(findings_list(fixture.store, &against, &lines, NULL), ERR_OK);
    CU_ASSERT_EQUAL_FATAL(lines.count, 1);
    CU_ASSERT_TRUE(ident_equal(&lines.items[0].id, &b));
    finding_lines_clear(&lines);
    against.with_merged = true;
    CU_ASSERT_EQUAL_FATAL(findings_list(fixture.store, &against, &lines, NULL), ERR_OK);
    CU_ASSERT_EQUAL(lines.count, 2);
    finding_lines_clear(&lines);
    fixture_remove(&fixture);
}

/* ---- rules ----------------------------------------------------------------------------------- */

static void the_rules_hold(void)
{
    struct fixture fixture;
    struct err err;

    fixture_make(&fixture);
    struct store *store = fixture.store;
    struct ident first = fixture.audit;
    fixture.audit = fixture_audit(&fixture, "IA-2026-02");
    struct ident elsewhere = raise_one(&fixture, GRADE_MINOR, "8.4 c)");
    fixture.audit = first;
    struct ident a = raise_one(&fixture, GRADE_MINOR, "8.4 c)");
    struct ident b = raise_one(&fixture, GRADE_MINOR, "8.4 c)");
    struct ident c = raise_one(&fixture, GRADE_MINOR, "8.4 c)");
    struct ident gone = raise_one(&fixture, GRADE_MINOR, "8.4 c)");
    struct ident nobody = ident_random();
    fixture_set(&fixture, RECORD_FINDING, &gone, FIELD_WITHDRAWN, "a slip");
    int64_t batches = fixture_batches(&fixture);
    CU_ASSERT_EQUAL(finding_merge(store, &a, &b, " ", &err), ERR_USAGE);
    CU_ASSERT_EQUAL(finding_merge(store, &a, &b, NULL, &err), ERR_USAGE);
    CU_ASSERT_EQUAL(finding_merge(store, &a, &a, "one", &err), ERR_DENIED);
    CU_ASSERT_EQUAL(finding_merge(store, &a, &elsewhere, "one", &err), ERR_DENIED);
    CU_ASSERT_EQUAL(finding_merge(store, &a, &gone, "one", &err), ERR_DENIED);
    CU_ASSERT_EQUAL(finding_merge(store, &gone, &a, "one", &err), ERR_DENIED);
    CU_ASSERT_EQUAL(finding_merge(store, &a, &nobody, "one", &err), ERR_USAGE);
    CU_ASSERT_EQUAL(finding_separate(store, &a, "two", &err), ERR_DENIED);
    CU_ASSERT_EQUAL(finding_keep_apart(store, &a, &b, "", &err), ERR_USAGE);
    CU_ASSERT_EQUAL(finding_keep_apart(store, &a, &elsewhere, "two", &err), ERR_DENIED);
    CU_ASSERT_EQUAL(fixture_batches(&fixture), batches);
    merge(&fixture, &a, &b);
    merge(&fixture, &b, &c);
    CU_ASSERT_EQUAL(finding_merge(store, &b, &a, "one", &err), ERR_DENIED);
    CU_ASSERT_EQUAL(finding_merge(store, &c, &a, "one", &err), ERR_DENIED);
    merge(&fixture, &a, &c); /* elsewhere, but not round */
    CU_ASSERT_EQUAL(finding_separate(store, &a, " ", &err), ERR_USAGE);
    fixture_set(&fixture, RECORD_AUDIT, &fixture.audit, AUDIT_STATE, "issued");
    CU_ASSERT_EQUAL(finding_separate(store, &a, "two", &err), ERR_DENIED);
    fixture_remove(&fixture);
}

static void decisions_are_kept(void)
{
    struct fixture fixture;
    struct decision_lines lines;

    fixture_make(&fixture);
    struct ident a = raise_at(&fixture, GRADE_MINOR, "8.4 c)", "Gap", "Fence open.", NULL);
    struct ident b = raise_at(&fixture, GRADE_MINOR, "8.4 c)", NULL, "A gap.\nAt F12.", NULL);
    merge(&fixture, &a, &b);
    fixture_time("2026-03-10T10:00:00.000Z");
    CU_ASSERT_EQUAL(finding_separate(fixture.store, &a, "two gaps", NULL), ERR_OK);
    fixture_time("2026-03-11T10:00:00.000Z");
    CU_ASSERT_EQUAL(finding_keep_apart(fixture.store, &b, &a, "300 m apart", NULL), ERR_OK);
    int64_t batches = fixture_batches(&fixture);
    CU_ASSERT_EQUAL_FATAL(decisions_list(fixture.store, &fixture.audit, "en", &lines, NULL),
                          ERR_OK);
    CU_ASSERT_EQUAL_FATAL(lines.count, 3);
    const struct decision_line *merged = &lines.items[0];
    CU_ASSERT_STRING_EQUAL(code_at(&code_decision_kinds, merged->kind)->word, "merged");
    CU_ASSERT_PTR_NOT_NULL(strstr(merged->subject, "Gap"));
    CU_ASSERT_STRING_EQUAL(merged->label, "Merged into");
    CU_ASSERT_PTR_NOT_NULL(strstr(merged->taken, "A gap."));
    CU_ASSERT_PTR_NOT_NULL(strstr(merged->positions, "-1 Gap: Li Na, 2026-03-09\n"));
    CU_ASSERT_PTR_NOT_NULL(strstr(merged->positions, "-2 A gap.: Li Na, 2026-03-09"));
    CU_ASSERT_STRING_EQUAL(merged->reason, "one fact");
    CU_ASSERT_STRING_EQUAL(merged->decided_by, "Li Na");
    CU_ASSERT_STRING_EQUAL(merged->decided_at, "2026-03-09T10:00:00.000Z");
    CU_ASSERT_STRING_EQUAL(code_at(&code_decision_kinds, lines.items[1].kind)->word, "separated");
    CU_ASSERT_STRING_EQUAL(code_at(&code_decision_kinds, lines.items[2].kind)->word, "distinct");
    CU_ASSERT_PTR_NULL(lines.items[2].label);
    decision_lines_clear(&lines);
    /* The other way round it is the same record. */
    CU_ASSERT_EQUAL(finding_keep_apart(fixture.store, &a, &b, "300 m apart", NULL), ERR_OK);
    CU_ASSERT_EQUAL(fixture_batches(&fixture), batches);
    CU_ASSERT_EQUAL(decisions_list(fixture.store, NULL, "en", &lines, NULL), ERR_OK);
    CU_ASSERT_EQUAL(lines.count, 3);
    decision_lines_clear(&lines);
    fixture_remove(&fixture);
}

/* ---- candidates ------------------------------------------------------------------------------ */

static size_t candidates(struct fixture *fixture, struct duplicates *duplicates)
{
    CU_ASSERT_EQUAL_FATAL(duplicates_list(fixture->store, &fixture->audit, duplicates, NULL),
                          ERR_OK);
    return duplicates->count;
}

static void expect_candidates(struct fixture *fixture, size_t expected)
{
    struct duplicates duplicates;

    CU_ASSERT_EQUAL(candidates(fixture, &duplicates), expected);
    duplicates_clear(&duplicates);
}

static void candidates_are_proposed(void)
{
    struct fixture fixture;
    struct duplicates duplicates;

    fixture_make(&fixture);
    struct ident b =
        raise_at(&fixture, GRADE_MINOR, "8.4 c)", NULL, "The fence is open at post F12.", NULL);
    fixture_time("2026-03-09T09:00:00.000Z");
    struct ident a = raise_at(&fixture, GRADE_MAJOR, "8.4 c)", "Fence",
                              "Fence open at post F12, seen twice.", NULL);
    raise_at(&fixture, GRADE_MINOR, "8.4 c)", NULL, "Visitors wear no badges.", NULL);
    raise_at(&fixture, GRADE_MINOR, "8.4 (1)", NULL, "The fence is open at post F12.", NULL);
    raise_at(&fixture, GRADE_GOOD_PRACTICE, "8.4 c)", NULL, "The fence is open at post F12.", NULL);
    CU_ASSERT_EQUAL_FATAL(candidates(&fixture, &duplicates), 1);
    const struct duplicate *pair = &duplicates.items[0];
    CU_ASSERT_TRUE(ident_equal(&pair->left, &a)); /* raised first */
    CU_ASSERT_TRUE(ident_equal(&pair->right, &b));
    CU_ASSERT_STRING_EQUAL(pair->left_text, "Fence\nFence open at post F12, seen twice.");
    CU_ASSERT_STRING_EQUAL(pair->right_text, "The fence is open at post F12.");
    CU_ASSERT_STRING_EQUAL(pair->left_author, "Li Na");
    CU_ASSERT_STRING_EQUAL(pair->refs, "8.4-c");
    CU_ASSERT(pair->similarity >= 60 && pair->similarity < 100);
    duplicates_clear(&duplicates);
    merge(&fixture, &b, &a);
    expect_candidates(&fixture, 0);
    CU_ASSERT_EQUAL(finding_separate(fixture.store, &b, "two", NULL), ERR_OK);
    expect_candidates(&fixture, 1);
    CU_ASSERT_EQUAL(finding_keep_apart(fixture.store, &a, &b, "two holes", NULL), ERR_OK);
    expect_candidates(&fixture, 0);
    CU_ASSERT_EQUAL(store_undo(fixture.store, NULL, NULL), ERR_OK);
    expect_candidates(&fixture, 1);
    CU_ASSERT_EQUAL_FATAL(duplicates_list(fixture.store, NULL, &duplicates, NULL), ERR_OK);
    CU_ASSERT_EQUAL(duplicates.count, 1);
    duplicates_clear(&duplicates);
    fixture_remove(&fixture);
}

static void sites_tell_candidates_apart(void)
{
    struct fixture fixture;
    struct ident other = ident_random();

    fixture_make(&fixture);
    fixture_set(&fixture, RECORD_SITE, &other, SITE_NAME, "Depot");
    raise_at(&fixture, GRADE_MINOR, "8.4 c)", NULL, "大门日志没有签字。", &fixture.site);
    raise_at(&fixture, GRADE_MINOR, "8.4 c)", NULL, "大门日志没有签字。", &other);
    expect_candidates(&fixture, 0);
    struct ident last =
        raise_at(&fixture, GRADE_MINOR, "8.4 c)", NULL, "大门的日志没有签字", &other);
    expect_candidates(&fixture, 1);
    fixture_set(&fixture, RECORD_FINDING, &last, FINDING_SITE, NULL);
    expect_candidates(&fixture, 2); /* without a site it may be of either */
    fixture_remove(&fixture);
}

/* ---- numbers --------------------------------------------------------------------------------- */

static void expect_number(struct fixture *fixture, const struct ident *finding,
                          const char *expected)
{
    struct row row;

    CU_ASSERT_EQUAL_FATAL(store_get(fixture->store, RECORD_FINDING, finding, &row, NULL), ERR_OK);
    CU_ASSERT_STRING_EQUAL(row_text(&row, FINDING_NUMBER), expected);
    row_clear(&row);
}

static size_t number(struct fixture *fixture)
{
    size_t given = 99;

    CU_ASSERT_EQUAL(findings_number(fixture->store, &fixture->audit, &given, NULL), ERR_OK);
    return given;
}

static void numbers_in_order(void)
{
    struct fixture fixture;

    fixture_make(&fixture);
    CU_ASSERT_EQUAL(number(&fixture), 0);
    struct ident minor_late = raise_one(&fixture, GRADE_MINOR, "8.10 a)");
    struct ident minor_early = raise_one(&fixture, GRADE_MINOR, "8.4 c)");
    struct ident ofi = raise_one(&fixture, GRADE_OFI, "4.1");
    struct ident major = raise_one(&fixture, GRADE_MAJOR, "8.10 a)");
    struct ident good = raise_one(&fixture, GRADE_GOOD_PRACTICE, "4.1");
    struct ident twin = raise_one(&fixture, GRADE_MINOR, "8.4 c)");
    merge(&fixture, &twin, &minor_early);
    int64_t batches = fixture_batches(&fixture);
    CU_ASSERT_EQUAL(number(&fixture), 5);
    CU_ASSERT_EQUAL(fixture_batches(&fixture), batches + 1);
    expect_number(&fixture, &major, "NC-2026-001");
    expect_number(&fixture, &minor_early, "NC-2026-002");
    expect_number(&fixture, &minor_late, "NC-2026-003");
    expect_number(&fixture, &ofi, "OFI-2026-001");
    expect_number(&fixture, &good, "GP-2026-001");
    expect_number(&fixture, &twin, "");
    CU_ASSERT_EQUAL(number(&fixture), 0);
    fixture_remove(&fixture);
}

/* Over the audits of a year, of what was withdrawn too; and only by those who may. */
static void numbers_are_given_once(void)
{
    struct fixture fixture;
    size_t given = 0;
    struct err err;

    fixture_make(&fixture);
    struct ident first = fixture.audit;
    struct ident gone = raise_one(&fixture, GRADE_MINOR, "8.4 c)");
    CU_ASSERT_EQUAL(number(&fixture), 1);
    expect_number(&fixture, &gone, "NC-2026-001");
    fixture_set(&fixture, RECORD_FINDING, &gone, FIELD_WITHDRAWN, "a slip");
    fixture.audit = fixture_audit(&fixture, "IA-2026-02");
    struct ident next = raise_one(&fixture, GRADE_MINOR, "8.4 c)");
    CU_ASSERT_EQUAL(number(&fixture), 1);
    expect_number(&fixture, &next, "NC-2026-002");
    fixture_set(&fixture, RECORD_FINDING, &next, FINDING_NUMBER, "NC-2025-9223372036854775807");
    fixture_set(&fixture, RECORD_AUDIT, &fixture.audit, AUDIT_PLANNED_FROM, "2025-12-30");
    struct ident planned = raise_one(&fixture, GRADE_MINOR, "8.4 c)");
    CU_ASSERT_EQUAL(number(&fixture), 1);
    expect_number(&fixture, &planned, "NC-2025-001");
    fixture_set(&fixture, RECORD_AUDIT, &fixture.audit, AUDIT_ACTUAL_FROM, "2027-01-02");
    struct ident actual = raise_one(&fixture, GRADE_MINOR, "8.4 c)");
    CU_ASSERT_EQUAL(store_set_author(fixture.store, "Wang Wei", NULL), ERR_OK);
    CU_ASSERT_EQUAL(findings_number(fixture.store, &fixture.audit, &given, &err), ERR_DENIED);
    CU_ASSERT_PTR_NOT_NULL(strstr(err.message, "Li Na"));
    CU_ASSERT_EQUAL(given, 0);
    CU_ASSERT_EQUAL(store_set_author(fixture.store, "Li Na", NULL), ERR_OK);
    CU_ASSERT_EQUAL(number(&fixture), 1);
    expect_number(&fixture, &actual, "NC-2027-001");
    fixture.audit = first;
    fixture_set(&fixture, RECORD_AUDIT, &fixture.audit, AUDIT_STATE, "issued");
    CU_ASSERT_EQUAL(findings_number(fixture.store, &fixture.audit, &given, &err), ERR_DENIED);
    fixture_remove(&fixture);
}

CU_ErrorCode test_consolidate_add(void)
{
    CU_pSuite suite = CU_add_suite("consolidate", NULL, NULL);

    CU_add_test(suite, "a merged one counts once", a_merged_one_counts_once);
    CU_add_test(suite, "one undo takes a merge back", one_undo_takes_a_merge_back);
    CU_add_test(suite, "chains are followed", chains_are_followed);
    CU_add_test(suite, "circles hide nothing", circles_hide_nothing);
    CU_add_test(suite, "nothing vanishes into nowhere", nothing_vanishes_into_nowhere);
    CU_add_test(suite, "every finding is counted once", every_finding_is_counted_once);
    CU_add_test(suite, "the survivor has it all", the_survivor_has_it_all);
    CU_add_test(suite, "the rules hold", the_rules_hold);
    CU_add_test(suite, "decisions are kept", decisions_are_kept);
    CU_add_test(suite, "candidates are proposed", candidates_are_proposed);
    CU_add_test(suite, "sites tell candidates apart", sites_tell_candidates_apart);
    CU_add_test(suite, "numbers in order", numbers_in_order);
    CU_add_test(suite, "numbers are given once", numbers_are_given_once);
    return CU_get_error();
}
