/* test_evidence.c - evidence with its files, its links and its numbers. */
#include <CUnit/CUnit.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "store/evidence.h"
#include "store/findings.h"
#include "store/fixture.h"
#include "store/suites.h"
#include "store/walk.h"

static struct ident add(struct fixture *fixture, const struct evidence_new *what)
{
    struct ident id;
    struct err err = {0};

    enum err_code code = evidence_add(fixture->store, &fixture->audit, what, NULL, &id, &err);
    if (code != ERR_OK)
        printf("\n%s\n", err.message);
    CU_ASSERT_EQUAL_FATAL(code, ERR_OK);
    return id;
}

static struct ident add_titled(struct fixture *fixture, const char *title, const char *item)
{
    return add(fixture, &(struct evidence_new){.kind = EVIDENCE_OBSERVATION,
                                               .title = title,
                                               .checklist = item != NULL ? "walk" : NULL,
                                               .item = item});
}

static void evidence_shows_what_it_is_linked_to(void)
{
    struct fixture fixture;
    struct evidence_lines lines;
    struct walk_items items;
    char device[5];

    fixture_make(&fixture);
    struct ident id = add_titled(&fixture, "Gate log of March", "gate-log");
    struct ident other = assessment_id(&fixture.audit, "walk", "context", NULL);
    CU_ASSERT_EQUAL(evidence_link(fixture.store, &id, &other, NULL, NULL), ERR_OK);
    const struct evidence_query query = {.audit = &fixture.audit};
    CU_ASSERT_EQUAL_FATAL(evidence_list(fixture.store, &query, &lines, NULL), ERR_OK);
    CU_ASSERT_EQUAL_FATAL(lines.count, 1);
    ident_short(&fixture.device.id, device);
    char *number = mem_printf("E-%s-1", device);
    CU_ASSERT_STRING_EQUAL(lines.items[0].number, number);
    CU_ASSERT_STRING_EQUAL(lines.items[0].refs, "4.1, 8.4-c");
    CU_ASSERT_STRING_EQUAL(lines.items[0].collected_by, "Li Na");
    CU_ASSERT_EQUAL(lines.items[0].kind, EVIDENCE_OBSERVATION);
    free(number);
    evidence_lines_clear(&lines);
    CU_ASSERT_EQUAL_FATAL(
        walk_items(fixture.store, &fixture.audit, WALK_CLAUSE, "8.4", "en", &items, NULL), ERR_OK);
    CU_ASSERT_EQUAL(items.items[0].evidence, 1);
    CU_ASSERT_EQUAL(items.items[0].result, RESULT_NOT_ASSESSED);
    CU_ASSERT_EQUAL(items.items[1].evidence, 0);
    walk_items_clear(&items);
    fixture_set(&fixture, RECORD_EVIDENCE, &id, FIELD_WITHDRAWN, "wrong audit");
    CU_ASSERT_EQUAL_FATAL(
        walk_items(fixture.store, &fixture.audit, WALK_CLAUSE, "8.4", "en", &items, NULL), ERR_OK);
    CU_ASSERT_EQUAL(items.items[0].evidence, 0);
    walk_items_clear(&items);
    fixture_verify(&fixture);
    fixture_remove(&fixture);
}

static void expect_numbers(struct fixture *fixture, const struct evidence_query *query,
                           const char *expected)
{
    struct evidence_lines lines;
    struct buf text;

    CU_ASSERT_EQUAL_FATAL(evidence_list(fixture->store, query, &lines, NULL), ERR_OK);
    buf_init(&text);
    for (size_t i = 0; i < lines.count; i++)
        buf_printf(&text, "%s%s", i > 0 ? " " : "", strrchr(lines.items[i].number, '-') + 1);
    char *got = buf_take(&text);
    CU_ASSERT_STRING_EQUAL(got, expected);
    free(got);
    evidence_lines_clear(&lines);
}

static void lists_go_page_by_page(void)
{
    struct fixture fixture;
    struct evidence_lines lines;

    fixture_make(&fixture);
    for (int i = 0; i < 12; i++)
        add_titled(&fixture, "piece", NULL);
    fixture_time("2026-03-09T11:00:00.000Z");
    add_titled(&fixture, "later", "gate-log");
    struct evidence_query query = {.audit = &fixture.audit, .limit = 3};
    expect_numbers(&fixture, &query, "13 12 11");
    CU_ASSERT_EQUAL_FATAL(evidence_list(fixture.store, &query, &lines, NULL), ERR_OK);
    query.after = &lines.items[2];
    expect_numbers(&fixture, &query, "10 9 8");
    query.after = &lines.items[0];
    query.limit = 0;
    expect_numbers(&fixture, &query, "12 11 10 9 8 7 6 5 4 3 2 1");
    evidence_lines_clear(&lines);
    struct ident assessment = assessment_id(&fixture.audit, "walk", "gate-log", NULL);
    struct ident nothing = assessment_id(&fixture.audit, "walk", "lock-a", NULL);
    const struct evidence_query linked = {.audit = &fixture.audit, .assessment = &assessment};
    const struct evidence_query unlinked = {.audit = &fixture.audit, .assessment = &nothing};
    expect_numbers(&fixture, &linked, "13");
    expect_numbers(&fixture, &unlinked, "");
    fixture_remove(&fixture);
}

static void numbers_are_never_used_again(void)
{
    struct fixture fixture;
    const struct evidence_query query = {.audit = &fixture.audit};

    fixture_make(&fixture);
    add_titled(&fixture, "one", NULL);
    add_titled(&fixture, "two", NULL);
    CU_ASSERT_EQUAL(store_undo(fixture.store, NULL, NULL), ERR_OK);
    expect_numbers(&fixture, &query, "1");
    add_titled(&fixture, "three", NULL);
    expect_numbers(&fixture, &query, "3 1");
    fixture_remove(&fixture);
}

static void files_are_attached_all_or_none(void)
{
    struct fixture fixture;
    struct err err;
    struct ident id;
    struct row row;

    fixture_make(&fixture);
    char *good = fixture_file(&fixture, "gate 2.jpg", "\xff\xd8\xff\xe0 not much", 13);
    char *empty = fixture_file(&fixture, "empty.jpg", "", 0);
    const char *both[] = {good, empty};
    struct evidence_new what = {.kind = EVIDENCE_PHOTO, .paths = both, .path_count = 2};
    int64_t batches = fixture_batches(&fixture);
    CU_ASSERT_EQUAL(evidence_add(fixture.store, &fixture.audit, &what, NULL, &id, &err), ERR_DATA);
    CU_ASSERT_EQUAL(fixture_batches(&fixture), batches);
    expect_numbers(&fixture, &(struct evidence_query){.audit = &fixture.audit}, "");
    what.path_count = 1;
    id = add(&fixture, &what);
    CU_ASSERT_EQUAL_FATAL(store_get(fixture.store, RECORD_EVIDENCE, &id, &row, NULL), ERR_OK);
    CU_ASSERT_STRING_EQUAL(row_text(&row, EVIDENCE_TITLE), "gate 2.jpg");
    CU_ASSERT_STRING_EQUAL(row_text(&row, EVIDENCE_OBSERVED_AT), "2026-03-09T10:00:00.000Z");
    row_clear(&row);
    CU_ASSERT_EQUAL(evidence_attach(fixture.store, &id, good, NULL, NULL), ERR_OK);
    struct evidence_lines lines;
    CU_ASSERT_EQUAL_FATAL(evidence_list(fixture.store,
                                        &(struct evidence_query){.audit = &fixture.audit}, &lines,
                                        NULL),
                          ERR_OK);
    CU_ASSERT_EQUAL(lines.items[0].attachments, 2);
    evidence_lines_clear(&lines);
    struct rows rows;
    struct list_query query = {.type = RECORD_ATTACHMENT, .order = ATTACHMENT_POSITION};
    CU_ASSERT_EQUAL_FATAL(store_list(fixture.store, &query, &rows, NULL), ERR_OK);
    CU_ASSERT_EQUAL_FATAL(rows.count, 2);
    CU_ASSERT_STRING_EQUAL(row_text(&rows.items[0], ATTACHMENT_NAME), "gate 2.jpg");
    CU_ASSERT_STRING_EQUAL(row_text(&rows.items[0], ATTACHMENT_MEDIA_TYPE), "image/jpeg");
    CU_ASSERT_EQUAL(row_int(&rows.items[0], ATTACHMENT_SIZE), 13);
    CU_ASSERT_EQUAL(row_int(&rows.items[1], ATTACHMENT_POSITION), 2);
    rows_clear(&rows);
    fixture_verify(&fixture);
    free(good);
    free(empty);
    fixture_remove(&fixture);
}

static void strange_file_names_are_data(void)
{
    struct fixture fixture;
    struct rows rows;
    const struct list_query query = {.type = RECORD_ATTACHMENT};

    fixture_make(&fixture);
    char *path = fixture_file(&fixture, "a\x1b[31m\xff.txt", "text", 4);
    const char *paths[] = {path};
    add(&fixture, &(struct evidence_new){.paths = paths, .path_count = 1});
    CU_ASSERT_EQUAL_FATAL(store_list(fixture.store, &query, &rows, NULL), ERR_OK);
    CU_ASSERT_STRING_EQUAL(row_text(&rows.items[0], ATTACHMENT_NAME), "a_[31m_.txt");
    rows_clear(&rows);
    free(path);
    fixture_remove(&fixture);
}

static void finding_evidence(void)
{
    struct fixture fixture;
    struct ident found;
    struct err err;
    char device[5];
    char hex[IDENT_TEXT_SIZE];

    fixture_make(&fixture);
    struct ident id = add_titled(&fixture, "one", NULL);
    ident_short(&fixture.device.id, device);
    char *number = mem_printf("e-%s-1", device);
    CU_ASSERT_EQUAL(evidence_find(fixture.store, &fixture.audit, number, &found, NULL), ERR_OK);
    CU_ASSERT_TRUE(ident_equal(&found, &id));
    ident_text(&id, hex);
    CU_ASSERT_EQUAL(evidence_find(fixture.store, &fixture.audit, hex, &found, NULL), ERR_OK);
    number[strlen(number) - 1] = '2';
    CU_ASSERT_EQUAL(evidence_find(fixture.store, &fixture.audit, number, &found, &err), ERR_USAGE);
    CU_ASSERT_TRUE(err.hint[0] != '\0');
    CU_ASSERT_TRUE(ident_is_none(&found));
    free(number);
    fixture_remove(&fixture);
}

static void what_says_nothing_is_refused(void)
{
    struct fixture fixture;
    struct ident id = ident_random();
    struct err err;

    fixture_make(&fixture);
    struct evidence_new what = {.kind = EVIDENCE_RECORD};
    CU_ASSERT_EQUAL(evidence_add(fixture.store, &fixture.audit, &what, NULL, &id, &err), ERR_USAGE);
    what.title = "log";
    what.observed_at = "yesterday";
    CU_ASSERT_EQUAL(evidence_add(fixture.store, &fixture.audit, &what, NULL, &id, &err), ERR_USAGE);
    what.observed_at = "2026-03-08T23:59Z";
    what.confidentiality = "very";
    CU_ASSERT_EQUAL(evidence_add(fixture.store, &fixture.audit, &what, NULL, &id, &err), ERR_USAGE);
    what.confidentiality = NULL;
    what.checklist = "walk";
    what.item = "no-such-item";
    CU_ASSERT_EQUAL(evidence_add(fixture.store, &fixture.audit, &what, NULL, &id, &err), ERR_USAGE);
    what.item = "crane";
    CU_ASSERT_EQUAL(evidence_add(fixture.store, &fixture.audit, &what, NULL, &id, &err), ERR_OK);
    struct ident nobody = ident_random();
    CU_ASSERT_EQUAL(evidence_link(fixture.store, &id, &nobody, NULL, &err), ERR_USAGE);
    CU_ASSERT_EQUAL(evidence_link(fixture.store, &id, NULL, &nobody, &err), ERR_USAGE);
    CU_ASSERT_EQUAL(evidence_attach(fixture.store, &nobody, "/dev/null", NULL, &err), ERR_USAGE);
    fixture_set(&fixture, RECORD_AUDIT, &fixture.audit, AUDIT_STATE, "closed");
    CU_ASSERT_EQUAL(evidence_add(fixture.store, &fixture.audit, &what, NULL, &id, &err),
                    ERR_DENIED);
    fixture_remove(&fixture);
}

static void a_copy_is_its_own(void)
{
    struct fixture fixture;
    struct ident id;
    struct ident copy;
    struct ident other = {{0}};
    struct evidence_lines lines;

    fixture_make(&fixture);
    char *file = fixture_file(&fixture, "seal.jpg", "seal missing", 12);
    const char *paths[] = {file};
    struct evidence_new what = {.kind = EVIDENCE_PHOTO,
                                .title = "Seal",
                                .source = "Log 7",
                                .checklist = "walk",
                                .item = "gate-log",
                                .paths = paths,
                                .path_count = 1};
    CU_ASSERT_EQUAL_FATAL(evidence_add(fixture.store, &fixture.audit, &what, NULL, &id, NULL),
                          ERR_OK);
    other = assessment_id(&fixture.audit, "walk", "crane", NULL);
    CU_ASSERT_EQUAL_FATAL(evidence_copy(fixture.store, &id, &other, &copy, NULL), ERR_OK);
    struct evidence_query of = {.assessment = &other};
    CU_ASSERT_EQUAL_FATAL(evidence_list(fixture.store, &of, &lines, NULL), ERR_OK);
    CU_ASSERT_EQUAL_FATAL(lines.count, 1);
    CU_ASSERT_TRUE(ident_equal(&lines.items[0].id, &copy));
    CU_ASSERT_FALSE(ident_equal(&lines.items[0].id, &id));
    CU_ASSERT_STRING_EQUAL(lines.items[0].title, "Seal");
    CU_ASSERT_EQUAL(lines.items[0].attachments, 1);
    char *number = mem_strdup(lines.items[0].number);
    evidence_lines_clear(&lines);
    struct evidence_query all = {.audit = &fixture.audit};
    CU_ASSERT_EQUAL_FATAL(evidence_list(fixture.store, &all, &lines, NULL), ERR_OK);
    CU_ASSERT_EQUAL_FATAL(lines.count, 2);
    CU_ASSERT_STRING_NOT_EQUAL(lines.items[0].number, lines.items[1].number);
    evidence_lines_clear(&lines);

    other = ident_random();
    CU_ASSERT_EQUAL(evidence_copy(fixture.store, &id, &other, &copy, NULL), ERR_USAGE);
    CU_ASSERT_TRUE(ident_is_none(&copy));
    fixture_verify(&fixture);
    free(number);
    free(file);
    fixture_remove(&fixture);
}

static void the_same_content_is_noticed(void)
{
    struct fixture fixture;
    struct ident id;
    char *numbers = NULL;

    fixture_make(&fixture);
    char *first = fixture_file(&fixture, "seal.jpg", "seal missing", 12);
    char *again = fixture_file(&fixture, "IMG_2.jpg", "seal missing", 12);
    char *other = fixture_file(&fixture, "other.jpg", "seal is fine", 12);
    const char *paths[] = {first};
    struct evidence_new what = {
        .kind = EVIDENCE_PHOTO, .title = "Seal", .paths = paths, .path_count = 1};
    CU_ASSERT_EQUAL_FATAL(evidence_with_file(fixture.store, again, &numbers, NULL), ERR_OK);
    CU_ASSERT_STRING_EQUAL(numbers, "");
    free(numbers);
    CU_ASSERT_EQUAL_FATAL(evidence_add(fixture.store, &fixture.audit, &what, NULL, &id, NULL),
                          ERR_OK);
    CU_ASSERT_EQUAL_FATAL(evidence_with_file(fixture.store, again, &numbers, NULL), ERR_OK);
    CU_ASSERT_EQUAL(strncmp(numbers, "E-", 2), 0);
    free(numbers);
    CU_ASSERT_EQUAL_FATAL(evidence_with_file(fixture.store, other, &numbers, NULL), ERR_OK);
    CU_ASSERT_STRING_EQUAL(numbers, "");
    free(numbers);
    CU_ASSERT_EQUAL(evidence_with_file(fixture.store, fixture.path, &numbers, NULL), ERR_USAGE);
    CU_ASSERT_EQUAL(evidence_with_file(fixture.store, "/dev/null", &numbers, NULL), ERR_NOINPUT);
    CU_ASSERT_PTR_NULL(numbers);
    free(first);
    free(again);
    free(other);
    fixture_remove(&fixture);
}

static size_t count_evidence(struct fixture *fixture, const struct ident *assessment)
{
    struct evidence_query query = {.audit = &fixture->audit, .assessment = assessment};
    struct evidence_lines lines;

    CU_ASSERT_EQUAL_FATAL(evidence_list(fixture->store, &query, &lines, NULL), ERR_OK);
    size_t count = lines.count;
    evidence_lines_clear(&lines);
    return count;
}

static void each_file_its_own_piece(void)
{
    struct fixture fixture;
    struct ident ids[2];
    struct err err = {0};

    fixture_make(&fixture);
    char *first = fixture_file(&fixture, "IMG_1.jpg", "one", 3);
    char *second = fixture_file(&fixture, "IMG_2.jpg", "two", 3);
    const char *paths[] = {first, second};
    const char *taken[] = {"2026-03-09T08:00:00.000Z", NULL};
    struct evidence_new what = {.kind = EVIDENCE_PHOTO,
                                .title = "Seal",
                                .checklist = "walk",
                                .item = "gate-log",
                                .paths = paths,
                                .path_count = 2};
    int64_t batches = fixture_batches(&fixture);
    CU_ASSERT_EQUAL_FATAL(
        evidence_add_each(fixture.store, &fixture.audit, &what, taken, NULL, ids, &err), ERR_OK);
    CU_ASSERT_EQUAL(fixture_batches(&fixture), batches + 1);
    for (size_t i = 0; i < 2; i++) {
        struct row row;
        char title[] = "Seal (1)";
        title[6] = (char)('1' + i);
        CU_ASSERT_EQUAL_FATAL(store_get(fixture.store, RECORD_EVIDENCE, &ids[i], &row, NULL),
                              ERR_OK);
        CU_ASSERT_STRING_EQUAL(row_text(&row, EVIDENCE_TITLE), title);
        bool as_taken = strcmp(row_text(&row, EVIDENCE_OBSERVED_AT), taken[0]) == 0;
        CU_ASSERT_EQUAL(as_taken, i == 0);
        row_clear(&row);
    }
    CU_ASSERT_EQUAL(count_evidence(&fixture, NULL), 2);
    CU_ASSERT_EQUAL(store_undo(fixture.store, NULL, NULL), ERR_OK);
    CU_ASSERT_EQUAL(count_evidence(&fixture, NULL), 0);
    /* One that can't be read takes all with it. */
    paths[1] = "/no/such/file.jpg";
    CU_ASSERT_EQUAL(evidence_add_each(fixture.store, &fixture.audit, &what, NULL, NULL, NULL, &err),
                    ERR_NOINPUT);
    CU_ASSERT_EQUAL(count_evidence(&fixture, NULL), 0);
    fixture_verify(&fixture);
    free(first);
    free(second);
    fixture_remove(&fixture);
}

static void several_are_linked_in_one_save(void)
{
    struct fixture fixture;
    struct ident ids[3];
    struct err err = {0};
    struct evidence_new what = {.kind = EVIDENCE_OBSERVATION, .title = "Seen"};

    fixture_make(&fixture);
    for (size_t i = 0; i < 2; i++)
        CU_ASSERT_EQUAL_FATAL(
            evidence_add(fixture.store, &fixture.audit, &what, NULL, &ids[i], NULL), ERR_OK);
    const struct ident items[] = {assessment_id(&fixture.audit, "walk", "policy", NULL),
                                  assessment_id(&fixture.audit, "walk", "crane", NULL)};
    const struct evidence_targets targets = {.assessments = items, .assessment_count = 2};
    int64_t batches = fixture_batches(&fixture);
    CU_ASSERT_EQUAL(evidence_link_all(fixture.store, ids, 2, &targets, &err), ERR_OK);
    CU_ASSERT_EQUAL(fixture_batches(&fixture), batches + 1);
    CU_ASSERT_EQUAL(count_evidence(&fixture, &items[0]), 2);
    CU_ASSERT_EQUAL(count_evidence(&fixture, &items[1]), 2);
    CU_ASSERT_EQUAL(store_undo(fixture.store, NULL, NULL), ERR_OK);
    CU_ASSERT_EQUAL(count_evidence(&fixture, &items[0]), 0);
    /* All or none: what is no evidence of the audit takes the rest with it. */
    ids[2] = ident_random();
    CU_ASSERT_EQUAL(evidence_link_all(fixture.store, ids, 3, &targets, &err), ERR_USAGE);
    CU_ASSERT_EQUAL(count_evidence(&fixture, &items[0]), 0);
    struct ident other = fixture_audit(&fixture, "IA-2");
    CU_ASSERT_EQUAL_FATAL(evidence_add(fixture.store, &other, &what, NULL, &ids[2], NULL), ERR_OK);
    CU_ASSERT_EQUAL(evidence_link_all(fixture.store, ids, 3, &targets, &err), ERR_USAGE);
    CU_ASSERT_EQUAL(count_evidence(&fixture, &items[0]), 0);
    fixture_remove(&fixture);
}

CU_ErrorCode test_evidence_add(void)
{
    CU_pSuite suite = CU_add_suite("evidence", NULL, NULL);

    CU_add_test(suite, "what it is linked to", evidence_shows_what_it_is_linked_to);
    CU_add_test(suite, "lists go page by page", lists_go_page_by_page);
    CU_add_test(suite, "numbers are never used again", numbers_are_never_used_again);
    CU_add_test(suite, "files, all or none", files_are_attached_all_or_none);
    CU_add_test(suite, "a copy is its own", a_copy_is_its_own);
    CU_add_test(suite, "the same content is noticed", the_same_content_is_noticed);
    CU_add_test(suite, "each file its own piece", each_file_its_own_piece);
    CU_add_test(suite, "several are linked in one save", several_are_linked_in_one_save);
    CU_add_test(suite, "strange file names are data", strange_file_names_are_data);
    CU_add_test(suite, "finding evidence", finding_evidence);
    CU_add_test(suite, "what says nothing is refused", what_says_nothing_is_refused);
    return CU_get_error();
}
