/* test_value.c - cells and changes. */
#include <CUnit/CUnit.h>
#include <string.h>

#include "core/value.h"
#include "suites.h"

static void empty_text_is_null(void)
{
    struct value empty = value_text("");
    struct value missing = value_text(NULL);
    struct ident none = ident_none();
    struct value no_id = value_id(&none);

    CU_ASSERT_EQUAL(empty.kind, VALUE_IS_NULL);
    CU_ASSERT_EQUAL(missing.kind, VALUE_IS_NULL);
    CU_ASSERT_EQUAL(no_id.kind, VALUE_IS_NULL);
}

static void values_compare_by_kind_and_content(void)
{
    struct value text = value_text("7");
    struct value bytes = value_bytes("7", 1);
    struct value number = value_int(7);
    struct value copy = value_copy(&text);

    CU_ASSERT_FALSE(value_equal(&text, &bytes));
    CU_ASSERT_FALSE(value_equal(&text, &number));
    CU_ASSERT_TRUE(value_equal(&text, &copy));
    value_clear(&text);
    CU_ASSERT_STRING_EQUAL(copy.bytes, "7");
    value_clear(&copy);
    value_clear(&bytes);
    CU_ASSERT_EQUAL(copy.kind, VALUE_IS_NULL);
}

static void the_last_word_on_a_cell_counts(void)
{
    struct change change;
    struct ident audit = ident_random();
    struct ident record = ident_random();

    change_init(&change, &audit);
    change_set_text(&change, RECORD_FINDING, &record, FINDING_TITLE, "first");
    change_set_text(&change, RECORD_FINDING, &record, FINDING_STATEMENT, "other cell");
    change_set_text(&change, RECORD_FINDING, &record, FINDING_TITLE, "second");
    CU_ASSERT_EQUAL(change.count, 2);
    CU_ASSERT_STRING_EQUAL(change.cells[0].value.bytes, "second");
    change_clear(&change);
    CU_ASSERT_EQUAL(change.count, 0);
}

CU_ErrorCode test_value_add(void)
{
    CU_TestInfo tests[] = {
        {"empty text is null", empty_text_is_null},
        {"values compare by kind and content", values_compare_by_kind_and_content},
        {"the last word on a cell counts", the_last_word_on_a_cell_counts},
        CU_TEST_INFO_NULL};
    CU_SuiteInfo suites[] = {{"core/value", NULL, NULL, NULL, NULL, tests}, CU_SUITE_INFO_NULL};

    return CU_register_suites(suites);
}
