/* test_conflicts.c - what two auditors see differently: listed with both positions, decided once.
 */
#include <CUnit/CUnit.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "store/conflicts.h"
#include "store/crew.h"
#include "store/fixture.h"
#include "store/suites.h"
#include "store/tables.h"

enum { LEAD, WANG, ANNA };

static size_t count_conflicts(struct laptop *laptop)
{
    size_t count = 0;

    CU_ASSERT_EQUAL_FATAL(conflicts_count(laptop->store, NULL, &count, NULL), ERR_OK);
    return count;
}

/* The only conflict of the laptop. */
static void only_conflict(struct laptop *laptop, struct conflict *conflict)
{
    struct conflicts list;

    CU_ASSERT_EQUAL_FATAL(conflicts_list(laptop->store, NULL, "en", &list, NULL), ERR_OK);
    CU_ASSERT_EQUAL_FATAL(list.count, 1);
    *conflict = list.items[0];
    list.items[0] = (struct conflict){0};
    conflicts_clear(&list);
}

static enum err_code decide(struct laptop *laptop, enum conflict_take take, size_t side,
                            const char *reason)
{
    struct err err;
    struct conflict conflict;
    struct conflict_choice choice = {.take = take, .side = side, .reason = reason};

    only_conflict(laptop, &conflict);
    enum err_code code = conflict_resolve(laptop->store, &conflict, &choice, &err);
    conflict_clear(&conflict);
    return code;
}

static void expect(struct laptop *laptop, enum record_type type, const struct ident *record,
                   uint16_t field, const char *expected)
{
    char *text = laptop_text(laptop, type, record, field);

    CU_ASSERT_STRING_EQUAL(text, expected);
    free(text);
}

static void expect_result(struct crew *crew, struct laptop *laptop, const char *result,
                          const char *person)
{
    struct row row;

    CU_ASSERT_EQUAL_FATAL(
        store_get(laptop->store, RECORD_ASSESSMENT, &crew->assessment, &row, NULL), ERR_OK);
    CU_ASSERT_STRING_EQUAL(row_text(&row, ASSESSMENT_RESULT), result);
    struct ident by = row_id(&row, ASSESSMENT_BY);
    char *name = store_name(laptop->store, RECORD_PERSON, &by);
    CU_ASSERT_STRING_EQUAL(name, person);
    free(name);
    row_clear(&row);
}

static void same_everywhere(struct crew *crew)
{
    struct buf first;
    struct buf other;

    buf_init(&first);
    buf_init(&other);
    crew_settle(crew);
    laptop_dump(&crew->laptops[0], &first);
    for (int i = 0; i < crew->count; i++) {
        buf_reset(&other);
        laptop_dump(&crew->laptops[i], &other);
        CU_ASSERT_TRUE(tables_equal(&first, &other));
        laptop_verify(&crew->laptops[i]);
    }
    buf_clear(&first);
    buf_clear(&other);
}

/* Wang judges minor with a piece of evidence, Anna conforming with two; the lead has both. */
static void make_opinions(struct crew *crew)
{
    crew_make(crew, 3);
    laptop_attach(crew, &crew->laptops[WANG], "page 12");
    laptop_judge(crew, &crew->laptops[WANG], "minor");
    laptop_attach(crew, &crew->laptops[ANNA], "page 13");
    laptop_attach(crew, &crew->laptops[ANNA], "page 14");
    laptop_judge(crew, &crew->laptops[ANNA], "conforming");
    crew_hand(&crew->laptops[WANG], &crew->laptops[LEAD]);
    crew_hand(&crew->laptops[ANNA], &crew->laptops[LEAD]);
}

static void two_opinions(void)
{
    struct crew crew;
    struct err err;
    struct conflict conflict;

    make_opinions(&crew);
    only_conflict(&crew.laptops[LEAD], &conflict);
    CU_ASSERT_EQUAL(conflict.kind, CONFLICT_OPINION);
    CU_ASSERT_EQUAL(conflict.field, ASSESSMENT_RESULT);
    CU_ASSERT_TRUE(ident_equal(&conflict.record, &crew.assessment));
    CU_ASSERT_TRUE(ident_equal(&conflict.audit, &crew.audit));
    CU_ASSERT_STRING_EQUAL(conflict.audit_number, "IA-2026-01");
    CU_ASSERT_PTR_NOT_NULL(strstr(conflict.subject, "Gate log"));
    CU_ASSERT_EQUAL_FATAL(conflict.side_count, 2);
    CU_ASSERT_TRUE(conflict.sides[0].shown);
    CU_ASSERT_FALSE(conflict.sides[1].shown);
    for (size_t i = 0; i < 2; i++) {
        const struct conflict_side *side = &conflict.sides[i];
        bool wang = strcmp(side->author, "Wang Wei") == 0;
        CU_ASSERT_STRING_EQUAL(side->value.bytes, wang ? "minor" : "conforming");
        CU_ASSERT_STRING_EQUAL(side->author, wang ? "Wang Wei" : "Anna Berg");
        CU_ASSERT_PTR_NOT_NULL(strstr(side->device, wang ? "laptop-1" : "laptop-2"));
        CU_ASSERT_EQUAL(side->evidence, wang ? 1 : 2);
        CU_ASSERT_FALSE(side->clock_suspect);
    }
    conflict_clear(&conflict);
    CU_ASSERT_EQUAL(conflict_find(crew.laptops[LEAD].store, "zzzz", "en", &conflict, &err),
                    ERR_USAGE);
    laptop_verify(&crew.laptops[LEAD]);
    crew_remove(&crew);
}

static void only_what_may_be_decided(void)
{
    struct err err;
    struct crew crew;
    struct laptop *lead = &crew.laptops[LEAD];
    struct value wrong = value_text("splendid");
    struct value right = value_text("major");
    struct conflict conflict;

    make_opinions(&crew);
    CU_ASSERT_EQUAL(decide(lead, TAKE_SIDE, 0, ""), ERR_USAGE);
    CU_ASSERT_EQUAL(decide(lead, TAKE_SIDE, 0, NULL), ERR_USAGE);
    CU_ASSERT_EQUAL(decide(lead, TAKE_SIDE, 2, "why"), ERR_USAGE);
    CU_ASSERT_EQUAL(decide(lead, TAKE_BOTH, 0, "why"), ERR_DENIED);
    only_conflict(lead, &conflict);
    struct conflict_choice choice = {.take = TAKE_VALUE, .value = wrong, .reason = "why"};
    CU_ASSERT_EQUAL(conflict_resolve(lead->store, &conflict, &choice, &err), ERR_USAGE);
    CU_ASSERT_EQUAL(count_conflicts(lead), 1);
    choice.value = right; /* a third opinion, the lead's own */
    CU_ASSERT_EQUAL(conflict_resolve(lead->store, &conflict, &choice, &err), ERR_OK);
    expect_result(&crew, lead, "major", "Li Na");
    CU_ASSERT_EQUAL(conflict_resolve(lead->store, &conflict, &choice, &err), ERR_BUSY);
    conflict_clear(&conflict);
    value_clear(&wrong);
    value_clear(&right);
    same_everywhere(&crew);
    crew_remove(&crew);
}

/* Takes the side of this person, and everything is as that person left it, on every laptop. */
static void take_side_of(const char *person, const char *result)
{
    struct crew crew;
    struct conflict conflict;
    struct decision_lines lines;

    make_opinions(&crew);
    struct laptop *lead = &crew.laptops[LEAD];
    only_conflict(lead, &conflict);
    size_t side = strcmp(conflict.sides[0].author, person) == 0 ? 0 : 1;
    conflict_clear(&conflict);
    CU_ASSERT_EQUAL(decide(lead, TAKE_SIDE, side, "seen on site"), ERR_OK);
    CU_ASSERT_EQUAL(count_conflicts(lead), 0);
    expect_result(&crew, lead, result, person);
    CU_ASSERT_EQUAL_FATAL(decisions_list(lead->store, &crew.audit, "en", &lines, NULL), ERR_OK);
    CU_ASSERT_EQUAL_FATAL(lines.count, 1);
    CU_ASSERT_STRING_EQUAL(lines.items[0].reason, "seen on site");
    CU_ASSERT_STRING_EQUAL(lines.items[0].decided_by, "Li Na");
    CU_ASSERT_PTR_NOT_NULL(strstr(lines.items[0].positions, "Wang Wei"));
    CU_ASSERT_PTR_NOT_NULL(strstr(lines.items[0].positions, "Anna Berg"));
    decision_lines_clear(&lines);
    same_everywhere(&crew);
    for (int i = 0; i < crew.count; i++) { /* nobody decides twice */
        CU_ASSERT_EQUAL(count_conflicts(&crew.laptops[i]), 0);
        expect_result(&crew, &crew.laptops[i], result, person);
        CU_ASSERT_EQUAL(laptop_count(&crew.laptops[i], "SELECT count(*) FROM decision"), 1);
    }
    crew_remove(&crew);
}

static void taking_one_side(void)
{
    take_side_of("Wang Wei", "minor");
    take_side_of("Anna Berg", "conforming");
}

/* The decision comes to one who has only one of the positions, and before the other. */
static void decision_before_positions(void)
{
    struct crew crew;

    make_opinions(&crew);
    CU_ASSERT_EQUAL(decide(&crew.laptops[LEAD], TAKE_SIDE, 0, "why"), ERR_OK);
    crew_hand(&crew.laptops[LEAD], &crew.laptops[WANG]);
    CU_ASSERT_EQUAL(count_conflicts(&crew.laptops[WANG]), 0);
    crew_hand(&crew.laptops[ANNA], &crew.laptops[WANG]);
    CU_ASSERT_EQUAL(count_conflicts(&crew.laptops[WANG]), 0);
    same_everywhere(&crew);
    crew_remove(&crew);
}

/* A third opinion that comes after the screen was read is not decided away unseen. */
static void one_more_opinion_meanwhile(void)
{
    struct err err;
    struct crew crew;
    struct conflict conflict;
    struct conflict_choice choice = {.take = TAKE_SIDE, .reason = "why"};

    crew_make(&crew, 4);
    laptop_judge(&crew, &crew.laptops[1], "minor");
    laptop_judge(&crew, &crew.laptops[2], "conforming");
    laptop_judge(&crew, &crew.laptops[3], "major");
    crew_hand(&crew.laptops[1], &crew.laptops[LEAD]);
    crew_hand(&crew.laptops[2], &crew.laptops[LEAD]);
    only_conflict(&crew.laptops[LEAD], &conflict);
    crew_hand(&crew.laptops[3], &crew.laptops[LEAD]);
    CU_ASSERT_EQUAL(conflict_resolve(crew.laptops[LEAD].store, &conflict, &choice, &err), ERR_BUSY);
    conflict_clear(&conflict);
    only_conflict(&crew.laptops[LEAD], &conflict);
    CU_ASSERT_EQUAL(conflict.side_count, 3);
    CU_ASSERT_EQUAL(conflict_resolve(crew.laptops[LEAD].store, &conflict, &choice, &err), ERR_OK);
    conflict_clear(&conflict);
    CU_ASSERT_EQUAL(count_conflicts(&crew.laptops[LEAD]), 0);
    same_everywhere(&crew);
    crew_remove(&crew);
}

static void same_judgement_is_none(void)
{
    struct crew crew;

    crew_make(&crew, 3);
    fixture_time("2026-03-09T11:00:00.000Z");
    laptop_judge(&crew, &crew.laptops[WANG], "minor");
    fixture_time("2026-03-09T12:00:00.000Z");
    laptop_judge(&crew, &crew.laptops[ANNA], "minor");
    same_everywhere(&crew);
    CU_ASSERT_EQUAL(count_conflicts(&crew.laptops[LEAD]), 0);
    crew_remove(&crew);
}

static void not_assessed_never_beats_assessed(void)
{
    struct crew crew;

    crew_make(&crew, 3);
    laptop_judge(&crew, &crew.laptops[LEAD], "not-assessed");
    same_everywhere(&crew);
    laptop_judge(&crew, &crew.laptops[WANG], "minor");
    for (int i = 0; i < 5; i++) { /* many saves: a higher counter */
        laptop_judge(&crew, &crew.laptops[ANNA], "conforming");
        laptop_judge(&crew, &crew.laptops[ANNA], "not-assessed");
    }
    same_everywhere(&crew);
    CU_ASSERT_EQUAL(count_conflicts(&crew.laptops[LEAD]), 0);
    expect_result(&crew, &crew.laptops[LEAD], "minor", "Wang Wei");
    expect_result(&crew, &crew.laptops[ANNA], "minor", "Wang Wei");
    crew_remove(&crew);
}

/* Wang changes his mind without changing who judged: Anna must not be shown beside his result. */
static void companions_follow(void)
{
    struct crew crew;

    crew_make(&crew, 3);
    laptop_judge(&crew, &crew.laptops[WANG], "conforming");
    same_everywhere(&crew);
    laptop_judge(&crew, &crew.laptops[ANNA], "ofi");
    for (int i = 0; i < 4; i++)
        laptop_judge(&crew, &crew.laptops[WANG], i % 2 == 0 ? "major" : "minor");
    same_everywhere(&crew);
    CU_ASSERT_EQUAL(count_conflicts(&crew.laptops[LEAD]), 1); /* the result; not who, not when */
    expect_result(&crew, &crew.laptops[LEAD], "minor", "Wang Wei");
    CU_ASSERT_EQUAL(decide(&crew.laptops[LEAD], TAKE_SIDE, 1, "she was there"), ERR_OK);
    expect_result(&crew, &crew.laptops[LEAD], "ofi", "Anna Berg");
    same_everywhere(&crew);
    expect_result(&crew, &crew.laptops[WANG], "ofi", "Anna Berg");
    crew_remove(&crew);
}

/* ---- texts ----------------------------------------------------------------------------------- */

static void write_statement(struct crew *crew, int at, const char *text)
{
    laptop_write(crew, &crew->laptops[at], RECORD_FINDING, &crew->finding, FINDING_STATEMENT, text);
}

static void expect_statement(struct crew *crew, int at, const char *text)
{
    expect(&crew->laptops[at], RECORD_FINDING, &crew->finding, FINDING_STATEMENT, text);
}

static void both_texts(void)
{
    struct crew crew;

    crew_make(&crew, 3);
    write_statement(&crew, WANG, "Fence open\n\nat post 12\nby day");
    write_statement(&crew, ANNA, "Fence open\n\nat post 12");
    same_everywhere(&crew);
    CU_ASSERT_EQUAL(decide(&crew.laptops[LEAD], TAKE_BOTH, 0, "both are right"), ERR_OK);
    same_everywhere(&crew);
    for (int i = 0; i < 3; i++) {
        char *text =
            laptop_text(&crew.laptops[i], RECORD_FINDING, &crew.finding, FINDING_STATEMENT);
        CU_ASSERT_PTR_NOT_NULL(strstr(text, "by day"));
        CU_ASSERT_EQUAL(strcspn(text, "F"), 0);
        free(text);
        CU_ASSERT_EQUAL(count_conflicts(&crew.laptops[i]), 0);
    }
    crew_remove(&crew);
}

static void edited_text(void)
{
    struct err err;
    struct crew crew;
    struct conflict conflict;
    struct value edited = value_text("Fence open at two posts");
    struct conflict_choice choice = {.take = TAKE_VALUE, .value = edited, .reason = "merged"};

    crew_make(&crew, 3);
    write_statement(&crew, WANG, "at post 12");
    write_statement(&crew, ANNA, "at post 13");
    same_everywhere(&crew);
    only_conflict(&crew.laptops[LEAD], &conflict);
    CU_ASSERT_EQUAL(conflict.kind, CONFLICT_TEXT);
    CU_ASSERT_EQUAL(conflict_resolve(crew.laptops[LEAD].store, &conflict, &choice, &err), ERR_OK);
    conflict_clear(&conflict);
    value_clear(&edited);
    same_everywhere(&crew);
    expect_statement(&crew, ANNA, "Fence open at two posts");
    CU_ASSERT_EQUAL(count_conflicts(&crew.laptops[ANNA]), 0);
    crew_remove(&crew);
}

/* Emptied here, changed there: a disagreement with a side that says nothing. */
static void emptied_text(void)
{
    struct crew crew;
    struct conflict conflict;

    crew_make(&crew, 3);
    write_statement(&crew, WANG, NULL);
    write_statement(&crew, ANNA, "at post 13");
    same_everywhere(&crew);
    only_conflict(&crew.laptops[LEAD], &conflict);
    CU_ASSERT_EQUAL_FATAL(conflict.side_count, 2);
    size_t empty = conflict.sides[0].value.kind == VALUE_IS_NULL ? 0 : 1;
    CU_ASSERT_STRING_EQUAL(conflict.sides[empty].text, "(emptied)");
    conflict_clear(&conflict);
    CU_ASSERT_EQUAL(decide(&crew.laptops[LEAD], TAKE_SIDE, empty, "not needed"), ERR_OK);
    same_everywhere(&crew);
    expect_statement(&crew, WANG, "");
    crew_remove(&crew);
}

/* Two texts that fit, but not both in one: refused, and nothing unreadable is written. */
static void too_long_together(void)
{
    struct crew crew;
    char *long_text = mem_alloc(TEXT_LIMIT);

    crew_make(&crew, 2);
    memset(long_text, 'a', TEXT_LIMIT - 1);
    long_text[TEXT_LIMIT - 1] = '\0';
    write_statement(&crew, WANG, long_text);
    long_text[0] = 'b';
    write_statement(&crew, LEAD, long_text);
    same_everywhere(&crew);
    CU_ASSERT_EQUAL(decide(&crew.laptops[LEAD], TAKE_BOTH, 0, "why"), ERR_DATA);
    CU_ASSERT_EQUAL(count_conflicts(&crew.laptops[LEAD]), 1);
    laptop_verify(&crew.laptops[LEAD]);
    CU_ASSERT_EQUAL(decide(&crew.laptops[LEAD], TAKE_SIDE, 0, long_text), ERR_OK);
    same_everywhere(&crew);
    free(long_text);
    crew_remove(&crew);
}

/* ---- withdrawn --------------------------------------------------------------------------------
 */

static void make_withdrawal(struct crew *crew)
{
    crew_make(crew, 3);
    laptop_write(crew, &crew->laptops[WANG], RECORD_FINDING, &crew->finding, FIELD_WITHDRAWN,
                 "closed on site");
    write_statement(crew, ANNA, "Fence open at post 13");
    same_everywhere(crew);
}

static void withdrawn_and_edited(void)
{
    struct crew crew;
    struct conflict conflict;

    make_withdrawal(&crew);
    expect(&crew.laptops[LEAD], RECORD_FINDING, &crew.finding, FIELD_WITHDRAWN, "");
    only_conflict(&crew.laptops[LEAD], &conflict);
    CU_ASSERT_EQUAL(conflict.kind, CONFLICT_WITHDRAWAL);
    CU_ASSERT_EQUAL_FATAL(conflict.side_count, 2);
    CU_ASSERT_STRING_EQUAL(conflict.sides[0].text, "It stays");
    CU_ASSERT_STRING_EQUAL(conflict.sides[0].author, "Anna Berg");
    CU_ASSERT_STRING_EQUAL(conflict.sides[1].text, "Withdrawn: closed on site");
    CU_ASSERT_STRING_EQUAL(conflict.sides[1].author, "Wang Wei");
    conflict_clear(&conflict);
    CU_ASSERT_EQUAL(decide(&crew.laptops[LEAD], TAKE_SIDE, 0, "still open"), ERR_OK);
    same_everywhere(&crew);
    CU_ASSERT_EQUAL(count_conflicts(&crew.laptops[WANG]), 0);
    expect(&crew.laptops[WANG], RECORD_FINDING, &crew.finding, FIELD_WITHDRAWN, "");
    expect_statement(&crew, WANG, "Fence open at post 13");
    crew_remove(&crew);
}

static void withdrawn_after_all(void)
{
    struct crew crew;

    make_withdrawal(&crew);
    CU_ASSERT_EQUAL(decide(&crew.laptops[LEAD], TAKE_SIDE, 1, "it was closed"), ERR_OK);
    same_everywhere(&crew);
    for (int i = 0; i < 3; i++) {
        CU_ASSERT_EQUAL(count_conflicts(&crew.laptops[i]), 0);
        expect(&crew.laptops[i], RECORD_FINDING, &crew.finding, FIELD_WITHDRAWN, "closed on site");
    }
    /* Whoever edits it without having seen that makes it visible again. */
    laptop_write(&crew, &crew.laptops[WANG], RECORD_FINDING, &crew.finding, FIELD_WITHDRAWN, NULL);
    same_everywhere(&crew);
    expect(&crew.laptops[ANNA], RECORD_FINDING, &crew.finding, FIELD_WITHDRAWN, "");
    CU_ASSERT_EQUAL(count_conflicts(&crew.laptops[ANNA]), 0);
    crew_remove(&crew);
}

static void two_withdrawals_agree(void)
{
    struct crew crew;

    crew_make(&crew, 3);
    laptop_write(&crew, &crew.laptops[WANG], RECORD_FINDING, &crew.finding, FIELD_WITHDRAWN, "a");
    laptop_write(&crew, &crew.laptops[ANNA], RECORD_FINDING, &crew.finding, FIELD_WITHDRAWN, "b");
    same_everywhere(&crew);
    CU_ASSERT_EQUAL(count_conflicts(&crew.laptops[LEAD]), 0);
    char *reason = laptop_text(&crew.laptops[LEAD], RECORD_FINDING, &crew.finding, FIELD_WITHDRAWN);
    CU_ASSERT_EQUAL(strlen(reason), 1);
    free(reason);
    crew_remove(&crew);
}

/* ---- the programme --------------------------------------------------------------------------- */

static void of_the_programme(void)
{
    struct crew crew;
    struct ident site = ident_random();
    struct conflict conflict;
    struct conflicts none;

    crew_make(&crew, 3);
    laptop_write(&crew, &crew.laptops[LEAD], RECORD_SITE, &site, SITE_NAME, "Gate");
    same_everywhere(&crew);
    laptop_write(&crew, &crew.laptops[WANG], RECORD_SITE, &site, SITE_NAME, "Gate 1");
    laptop_write(&crew, &crew.laptops[ANNA], RECORD_SITE, &site, SITE_NAME, "North gate");
    same_everywhere(&crew);
    only_conflict(&crew.laptops[LEAD], &conflict);
    CU_ASSERT_TRUE(ident_is_none(&conflict.audit));
    conflict_clear(&conflict);
    CU_ASSERT_EQUAL(conflicts_list(crew.laptops[LEAD].store, &crew.audit, "en", &none, NULL),
                    ERR_OK);
    CU_ASSERT_EQUAL(none.count, 0);
    conflicts_clear(&none);
    CU_ASSERT_EQUAL(decide(&crew.laptops[LEAD], TAKE_SIDE, 0, "its sign"), ERR_OK);
    same_everywhere(&crew);
    CU_ASSERT_EQUAL(laptop_count(&crew.laptops[WANG], "SELECT count(*) FROM programme_decision"),
                    1);
    crew_remove(&crew);
}

/* The list and the ids are the same on laptops that merged in another order. */
static void same_list_everywhere(void)
{
    struct crew crew;
    struct conflicts a;
    struct conflicts b;

    crew_make(&crew, 3);
    laptop_judge(&crew, &crew.laptops[WANG], "minor");
    laptop_judge(&crew, &crew.laptops[ANNA], "major");
    write_statement(&crew, WANG, "at post 12");
    write_statement(&crew, ANNA, "at post 13");
    crew_hand(&crew.laptops[ANNA], &crew.laptops[LEAD]);
    crew_hand(&crew.laptops[WANG], &crew.laptops[LEAD]);
    crew_hand(&crew.laptops[WANG], &crew.laptops[ANNA]);
    CU_ASSERT_EQUAL_FATAL(conflicts_list(crew.laptops[LEAD].store, NULL, "en", &a, NULL), ERR_OK);
    CU_ASSERT_EQUAL_FATAL(conflicts_list(crew.laptops[ANNA].store, NULL, "en", &b, NULL), ERR_OK);
    CU_ASSERT_EQUAL_FATAL(a.count, 2);
    CU_ASSERT_EQUAL_FATAL(b.count, 2);
    for (size_t i = 0; i < 2; i++) {
        CU_ASSERT_STRING_EQUAL(a.items[i].id, b.items[i].id);
        for (size_t j = 0; j < 2; j++) {
            CU_ASSERT_TRUE(value_equal(&a.items[i].sides[j].value, &b.items[i].sides[j].value));
            CU_ASSERT_STRING_EQUAL(a.items[i].sides[j].author, b.items[i].sides[j].author);
        }
    }
    conflicts_clear(&a);
    conflicts_clear(&b);
    crew_remove(&crew);
}

CU_ErrorCode test_conflicts_add(void)
{
    CU_TestInfo tests[] = {{"two opinions", two_opinions},
                           {"only what may be decided", only_what_may_be_decided},
                           {"taking one side", taking_one_side},
                           {"the decision comes before the positions", decision_before_positions},
                           {"one more opinion meanwhile", one_more_opinion_meanwhile},
                           {"the same judgement is no conflict", same_judgement_is_none},
                           {"not assessed never beats assessed", not_assessed_never_beats_assessed},
                           {"who and when follow the result", companions_follow},
                           {"both texts", both_texts},
                           {"an edited text", edited_text},
                           {"an emptied text", emptied_text},
                           {"too long together", too_long_together},
                           {"withdrawn and edited", withdrawn_and_edited},
                           {"withdrawn after all", withdrawn_after_all},
                           {"two withdrawals agree", two_withdrawals_agree},
                           {"of the programme", of_the_programme},
                           {"the same list everywhere", same_list_everywhere},
                           CU_TEST_INFO_NULL};
    CU_SuiteInfo suites[] = {{"store/conflicts", NULL, NULL, NULL, NULL, tests},
                             CU_SUITE_INFO_NULL};

    return CU_register_suites(suites);
}
