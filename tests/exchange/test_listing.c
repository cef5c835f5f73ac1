/* test_listing.c - the JSON of a checklist and of a verification: keys, arrays, null for what is
 * not set. */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include <CUnit/CUnit.h>
#include <jansson.h>
#include <string.h>

#include "exchange/checklist_file.h"
#include "exchange/listing.h"
#include "suites.h"

#ifndef TOP_SRCDIR
#define TOP_SRCDIR "."
#endif

static const char *text_at(const json_t *object, const char *key)
{
    const char *text = json_string_value(json_object_get(object, key));

    return text != NULL ? text : "(none)";
}

/* Takes the output and clears it. */
static json_t *parse(struct buf *out)
{
    json_t *document = json_loadb(out->data, out->length, 0, NULL);

    CU_ASSERT_PTR_NOT_NULL_FATAL(document);
    CU_ASSERT_EQUAL(out->data[out->length - 1], '\n');
    buf_clear(out);
    return document;
}

static void checklist_has_every_field(void)
{
    struct checklist checklist;
    struct buf out;

    buf_init(&out);
    CU_ASSERT_EQUAL_FATAL(checklist_file_read(TOP_SRCDIR "/tests/fixtures/checklists/good.yaml",
                                              &checklist, NULL, NULL),
                          ERR_OK);
    listing_checklist(&checklist, &out);
    checklist_clear(&checklist);
    json_t *document = parse(&out);
    CU_ASSERT_STRING_EQUAL(text_at(document, "id"), "yard-demo");
    CU_ASSERT_STRING_EQUAL(text_at(json_object_get(document, "title"), "zh_CN"), "场区出入巡查");
    CU_ASSERT_EQUAL(json_array_size(json_object_get(document, "clauses")), 2);
    const json_t *items = json_object_get(document, "items");
    CU_ASSERT_EQUAL(json_array_size(items), 2);
    const json_t *item = json_array_get(items, 0);
    CU_ASSERT_STRING_EQUAL(text_at(item, "ref"), "8.4-c");
    CU_ASSERT_STRING_EQUAL(text_at(item, "obligation"), "should");
    CU_ASSERT_STRING_EQUAL(text_at(item, "pdca"), "check");
    CU_ASSERT_EQUAL(json_array_size(json_object_get(item, "methods")), 2);
    CU_ASSERT_EQUAL(json_array_size(json_object_get(item, "places")), 2);
    const json_t *look_for = json_object_get(item, "look_for");
    CU_ASSERT_EQUAL(json_array_size(json_object_get(look_for, "en")), 2);
    CU_ASSERT_TRUE(json_is_true(json_object_get(item, "documented")));
    CU_ASSERT_TRUE(json_is_null(json_object_get(json_array_get(items, 1), "pdca")));
    json_decref(document);
}

static void verification_names_its_problems(void)
{
    char problem[] = "batch 7 has a wrong signature";
    char *problems[] = {problem};
    struct verify_report report = {.batches = 9, .object_bytes = 5000000000};
    struct buf out;

    buf_init(&out);
    listing_verify(&report, &out);
    json_t *document = parse(&out);
    CU_ASSERT_TRUE(json_is_true(json_object_get(document, "intact")));
    CU_ASSERT_EQUAL(json_integer_value(json_object_get(document, "object_bytes")), 5000000000);
    json_decref(document);
    report.problems = problems;
    report.problem_count = 1;
    listing_verify(&report, &out);
    document = parse(&out);
    CU_ASSERT_TRUE(json_is_false(json_object_get(document, "intact")));
    CU_ASSERT_EQUAL(json_array_size(json_object_get(document, "problems")), 1);
    json_decref(document);
}

static void sides_have_letters(void)
{
    char letter[CONFLICT_LETTER_SIZE];

    listing_conflict_letter(0, letter);
    CU_ASSERT_STRING_EQUAL(letter, "A");
    listing_conflict_letter(25, letter);
    CU_ASSERT_STRING_EQUAL(letter, "Z");
    listing_conflict_letter(26, letter);
    CU_ASSERT_STRING_EQUAL(letter, "27");
    listing_conflict_letter(1233, letter);
    CU_ASSERT_STRING_EQUAL(letter, "1234");
}

CU_ErrorCode test_listing_add(void)
{
    CU_pSuite suite = CU_add_suite("listing", NULL, NULL);

    if (suite == NULL || CU_ADD_TEST(suite, checklist_has_every_field) == NULL ||
        CU_ADD_TEST(suite, verification_names_its_problems) == NULL ||
        CU_ADD_TEST(suite, sides_have_letters) == NULL)
        return CU_get_error();
    return CUE_SUCCESS;
}
