/* test_search.c - everything written is found by its words, in both scripts, and nothing withdrawn.
 */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "fixture.h"
#include "place.h"
#include "store/evidence.h"
#include "store/findings.h"
#include "store/internal.h"
#include "store/search.h"
#include "store/search_parts.h"
#include "store/verify.h"
#include "store/walk.h"
#include "suites.h"

static size_t found(struct fixture *fixture, const char *text, const struct ident *audit,
                    const struct ident *requirements)
{
    struct search_hits hits;
    struct search_query query = {
        .text = text, .audit = audit, .requirements_of = requirements, .language = "en"};

    CU_ASSERT_EQUAL_FATAL(search_run(fixture->store, &query, &hits, NULL), ERR_OK);
    size_t count = hits.count;
    search_hits_clear(&hits);
    return count;
}

static size_t count_of(struct fixture *fixture, const char *text)
{
    return found(fixture, text, NULL, NULL);
}

static struct ident add_evidence(struct fixture *fixture, const char *title)
{
    struct ident id;
    struct evidence_new what = {.kind = EVIDENCE_OBSERVATION,
                                .title = title,
                                .detail = "Caf\xc3\xa9 beside gate 12",
                                .checklist = "walk",
                                .item = "gate-log"};

    CU_ASSERT_EQUAL_FATAL(evidence_add(fixture->store, &fixture->audit, &what, NULL, &id, NULL),
                          ERR_OK);
    return id;
}

static void words_are_found(void)
{
    struct fixture fixture;

    fixture_make(&fixture);
    add_evidence(&fixture, "Barrier log 门岗登记本 rev 4");
    CU_ASSERT_EQUAL(count_of(&fixture, "barrier"), 1);
    CU_ASSERT_EQUAL(count_of(&fixture, "BARR"), 1);        /* a beginning, any case */
    CU_ASSERT_EQUAL(count_of(&fixture, "arrier"), 0);      /* not the middle of a Latin word */
    CU_ASSERT_EQUAL(count_of(&fixture, "log barrier"), 1); /* any order */
    CU_ASSERT_EQUAL(count_of(&fixture, "barrier nothing"), 0);
    CU_ASSERT_EQUAL(count_of(&fixture, "cafe"), 1);
    CU_ASSERT_EQUAL(count_of(&fixture, "门岗"), 1);
    CU_ASSERT_EQUAL(count_of(&fixture, "登记"), 1); /* in the middle */
    CU_ASSERT_EQUAL(count_of(&fixture, "门登"), 0); /* not beside each other */
    CU_ASSERT_EQUAL(count_of(&fixture, "记本 rev"), 1);
    CU_ASSERT_EQUAL(count_of(&fixture, "本rev"), 1);
    CU_ASSERT_EQUAL(count_of(&fixture, "门"), 0); /* too short */
    CU_ASSERT_EQUAL(count_of(&fixture, "b"), 0);
    CU_ASSERT_TRUE(count_of(&fixture, "harbour") >= 1); /* the site */
    CU_ASSERT_EQUAL(count_of(&fixture, "north"), 1);    /* an area */
    fixture_verify(&fixture);
    fixture_remove(&fixture);
}

/* Nothing that is typed is taken for the language of the index. */
static void odd_input_is_only_text(void)
{
    static const char *const odd[] = {
        "\"",  "\"\"",   "a\"b", "NEAR(x y)", "ab OR cd", "text : ab", "-ab",
        "^ab", "(",      "ab*",  "{ab}",      "ab AND",   "%%",        "''",
        "+++", "门\"岗", "  ",   "",          "*",        "ab\ncd",    "....ab"};
    struct fixture fixture;

    fixture_make(&fixture);
    for (size_t i = 0; i < sizeof odd / sizeof odd[0]; i++)
        found(&fixture, odd[i], NULL, &fixture.audit);
    char *many = mem_alloc(200001);
    for (int i = 0; i < 100000; i++)
        memcpy(many + i * 2, i % 3 == 0 ? " a" : "ab", 2);
    many[200000] = '\0';
    CU_ASSERT_EQUAL(count_of(&fixture, many), 0);
    free(many);
    fixture_remove(&fixture);
}

static void the_index_follows_every_change(void)
{
    struct fixture fixture;

    fixture_make(&fixture);
    struct ident id = add_evidence(&fixture, "Barrier log");
    fixture_set(&fixture, RECORD_EVIDENCE, &id, EVIDENCE_TITLE, "Turnstile list");
    CU_ASSERT_EQUAL(count_of(&fixture, "barrier"), 0);
    CU_ASSERT_EQUAL(count_of(&fixture, "turnstile"), 1);
    CU_ASSERT_EQUAL(store_undo(fixture.store, NULL, NULL), ERR_OK);
    CU_ASSERT_EQUAL(count_of(&fixture, "barrier"), 1);
    CU_ASSERT_EQUAL(record_withdraw(fixture.store, RECORD_EVIDENCE, &id, "wrong", NULL), ERR_OK);
    CU_ASSERT_EQUAL(count_of(&fixture, "barrier"), 0);
    CU_ASSERT_EQUAL(count_of(&fixture, "wrong"), 0);
    CU_ASSERT_EQUAL(store_undo(fixture.store, NULL, NULL), ERR_OK);
    CU_ASSERT_EQUAL(count_of(&fixture, "barrier"), 1);
    fixture_verify(&fixture);
    CU_ASSERT_EQUAL(store_rebuild(fixture.store, NULL, NULL, NULL), ERR_OK);
    CU_ASSERT_EQUAL(count_of(&fixture, "barrier"), 1);
    fixture_verify(&fixture);
    fixture_remove(&fixture);
}

static void a_hit_says_where_it_is(void)
{
    struct fixture fixture;
    struct search_hits hits;

    fixture_make(&fixture);
    CU_ASSERT_EQUAL(assessment_set(fixture.store, &fixture.audit, "walk", "gate-log",
                                   RESULT_CONFORMING, "Seal 4711 was broken", NULL, NULL),
                    ERR_OK);
    struct search_query query = {.text = "4711", .language = "en"};
    CU_ASSERT_EQUAL_FATAL(search_run(fixture.store, &query, &hits, NULL), ERR_OK);
    CU_ASSERT_EQUAL_FATAL(hits.count, 1);
    CU_ASSERT_EQUAL(hits.items[0].type, RECORD_ASSESSMENT);
    CU_ASSERT_STRING_EQUAL(hits.items[0].item, "gate-log");
    CU_ASSERT_STRING_EQUAL(hits.items[0].name, "8.4 c)");
    CU_ASSERT_STRING_EQUAL(hits.items[0].what, "Note");
    CU_ASSERT_STRING_EQUAL(hits.items[0].text, "Seal 4711 was broken");
    CU_ASSERT_TRUE(ident_equal(&hits.items[0].audit, &fixture.audit));
    CU_ASSERT_TRUE(strlen(hits.items[0].audit_number) > 0);
    search_hits_clear(&hits);
    fixture_remove(&fixture);
}

static void requirements_come_first(void)
{
    struct fixture fixture;
    struct search_hits hits;

    fixture_make(&fixture);
    add_evidence(&fixture, "Signed gate log");
    struct search_query query = {
        .text = "gate log", .requirements_of = &fixture.audit, .language = "en"};
    CU_ASSERT_EQUAL_FATAL(search_run(fixture.store, &query, &hits, NULL), ERR_OK);
    CU_ASSERT_EQUAL_FATAL(hits.count, 2);
    CU_ASSERT_EQUAL(hits.items[0].type, 0);
    CU_ASSERT_STRING_EQUAL(hits.items[0].item, "gate-log");
    CU_ASSERT_EQUAL(hits.items[1].type, RECORD_EVIDENCE);
    search_hits_clear(&hits);
    CU_ASSERT_EQUAL(found(&fixture, "8.4 c", NULL, &fixture.audit), 1);
    query.text = "登记";
    query.language = "zh_CN";
    CU_ASSERT_EQUAL_FATAL(search_run(fixture.store, &query, &hits, NULL), ERR_OK);
    CU_ASSERT_EQUAL(hits.count, 1);
    search_hits_clear(&hits);
    fixture_remove(&fixture);
}

static void one_audit_or_all(void)
{
    struct fixture fixture;

    fixture_make(&fixture);
    struct ident other = fixture_audit(&fixture, "IA-2026-77");
    add_evidence(&fixture, "Barrier log");
    CU_ASSERT_EQUAL(found(&fixture, "barrier", &fixture.audit, NULL), 1);
    CU_ASSERT_EQUAL(found(&fixture, "barrier", &other, NULL), 0);
    CU_ASSERT_EQUAL(count_of(&fixture, "barrier"), 1);
    fixture_remove(&fixture);
}

static void pages_go_back_in_time(void)
{
    struct fixture fixture;
    struct search_hits first;
    struct search_hits second;

    fixture_make(&fixture);
    for (int i = 0; i < 5; i++) {
        char time[32];
        snprintf(time, sizeof time, "2026-03-1%dT10:00:00.000Z", i);
        fixture_time(time);
        char *title = mem_printf("Barrier %d", i);
        add_evidence(&fixture, title);
        free(title);
    }
    struct search_query query = {.text = "barrier", .language = "en", .limit = 3};
    CU_ASSERT_EQUAL_FATAL(search_run(fixture.store, &query, &first, NULL), ERR_OK);
    CU_ASSERT_EQUAL_FATAL(first.count, 3);
    CU_ASSERT_STRING_EQUAL(first.items[0].text, "Barrier 4");
    query.before = first.items[2].order;
    CU_ASSERT_EQUAL_FATAL(search_run(fixture.store, &query, &second, NULL), ERR_OK);
    CU_ASSERT_EQUAL_FATAL(second.count, 2);
    CU_ASSERT_STRING_EQUAL(second.items[1].text, "Barrier 0");
    search_hits_clear(&first);
    search_hits_clear(&second);
    fixture_remove(&fixture);
}

/* A file from before the index gets it when it is opened; verify sees what was changed in it. */
static void an_older_file_is_indexed(void)
{
    struct fixture fixture;

    fixture_make(&fixture);
    add_evidence(&fixture, "Barrier log");
    CU_ASSERT_EQUAL(db_run(fixture.store, "DELETE FROM search", NULL), ERR_OK);
    CU_ASSERT_EQUAL(db_run(fixture.store, "DELETE FROM search_row", NULL), ERR_OK);
    CU_ASSERT_EQUAL(db_run(fixture.store, "DELETE FROM search_state", NULL), ERR_OK);
    CU_ASSERT_EQUAL(count_of(&fixture, "barrier"), 0);
    fixture_reopen(&fixture);
    CU_ASSERT_EQUAL(count_of(&fixture, "barrier"), 1);
    fixture_verify(&fixture);
    CU_ASSERT_EQUAL(db_run(fixture.store, "UPDATE search SET text = 'other'", NULL), ERR_OK);
    struct verify_report report;
    CU_ASSERT_EQUAL(store_verify(fixture.store, NULL, NULL, &report, NULL), ERR_OK);
    CU_ASSERT_TRUE(report.problem_count > 0);
    verify_report_clear(&report);
    fixture_remove(&fixture);
}

/* As merge_apply leaves it: the words come into the index before the next search. */
static void what_a_merge_left_is_found(void)
{
    struct fixture fixture;
    bool behind = false;

    fixture_make(&fixture);
    fixture.store->index_later = true;
    struct ident id = add_evidence(&fixture, "Barrier log 门岗登记本");
    fixture.store->index_later = false;
    CU_ASSERT_EQUAL(search_is_behind(fixture.store, &behind, NULL), ERR_OK);
    CU_ASSERT_TRUE(behind);
    CU_ASSERT_EQUAL(count_of(&fixture, "barrier"), 1);
    CU_ASSERT_EQUAL(search_is_behind(fixture.store, &behind, NULL), ERR_OK);
    CU_ASSERT_FALSE(behind);
    fixture.store->index_later = true;
    fixture_set(&fixture, RECORD_EVIDENCE, &id, EVIDENCE_TITLE, "Seal register");
    fixture.store->index_later = false;
    fixture_verify(&fixture);
    fixture_reopen(&fixture);
    CU_ASSERT_EQUAL(search_is_behind(fixture.store, &behind, NULL), ERR_OK);
    CU_ASSERT_TRUE(behind); /* opening and verifying write nothing */
    CU_ASSERT_EQUAL(count_of(&fixture, "barrier"), 0);
    CU_ASSERT_EQUAL(count_of(&fixture, "seal register"), 1);
    fixture_verify(&fixture);
    fixture_remove(&fixture);
}

static void text_between_blanks(void)
{
    static const char *const pairs[][2] = {{"", ""},
                                           {"gate", "gate"},
                                           {"门岗", " 门 岗 "},
                                           {"a门b", "a 门 b"},
                                           {"カメラ", " カ メ ラ "}};
    for (size_t i = 0; i < sizeof pairs / sizeof pairs[0]; i++) {
        char *spaced = text_spaced(pairs[i][0]);
        const char *expected = pairs[i][1];
        CU_ASSERT_STRING_EQUAL(spaced, expected[0] == ' ' ? expected + 1 : expected);
        free(spaced);
    }
}

CU_ErrorCode test_search_add(void)
{
    CU_pSuite suite = CU_add_suite("search", NULL, NULL);

    CU_add_test(suite, "text between blanks", text_between_blanks);
    CU_add_test(suite, "words are found", words_are_found);
    CU_add_test(suite, "odd input is only text", odd_input_is_only_text);
    CU_add_test(suite, "the index follows every change", the_index_follows_every_change);
    CU_add_test(suite, "a hit says where it is", a_hit_says_where_it_is);
    CU_add_test(suite, "requirements come first", requirements_come_first);
    CU_add_test(suite, "one audit or all", one_audit_or_all);
    CU_add_test(suite, "pages go back in time", pages_go_back_in_time);
    CU_add_test(suite, "an older file is indexed", an_older_file_is_indexed);
    CU_add_test(suite, "what a merge left is found", what_a_merge_left_is_found);
    return CU_get_error();
}
