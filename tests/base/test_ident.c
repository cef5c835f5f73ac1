/* test_ident.c - identifiers and hashes; the fixed values stand in files and may never change. */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "base/ident.h"

#include <string.h>

#include "suites.h"

static void random_ids_differ(void)
{
    ident_init();
    ident_init();
    struct ident a = ident_random();
    struct ident b = ident_random();
    struct ident none = ident_none();
    CU_ASSERT_FALSE(ident_equal(&a, &b));
    CU_ASSERT(ident_equal(&a, &a));
    CU_ASSERT_FALSE(ident_is_none(&a));
    CU_ASSERT(ident_is_none(&none));
    CU_ASSERT_EQUAL(ident_compare(&a, &a), 0);
    CU_ASSERT((ident_compare(&a, &b) < 0) == (ident_compare(&b, &a) > 0));
    CU_ASSERT(ident_compare(&none, &a) < 0);
}

static struct ident derive2(const char *domain, const char *a, const char *b)
{
    struct ident_part parts[] = {{a, strlen(a)}, {b, strlen(b)}};
    return ident_derive(domain, parts, 2);
}

static void derived_ids_are_fixed(void)
{
    char text[IDENT_TEXT_SIZE];
    struct ident id = derive2("item", "ab", "c");
    ident_text(&id, text);
    CU_ASSERT_STRING_EQUAL(text, "b4bab32dfd819a26e45495f8ac75dfba");
    struct ident same = derive2("item", "ab", "c");
    CU_ASSERT(ident_equal(&id, &same));
}

static void derived_ids_keep_parts_apart(void)
{
    struct ident_part one = {"abc", 3};
    struct ident_part nothing = {NULL, 0};
    struct ident ids[] = {derive2("item", "ab", "c"),    derive2("item", "a", "bc"),
                          derive2("item", "abc", ""),    derive2("item", "", "abc"),
                          derive2("ite", "mab", "c"),    ident_derive("item", &one, 1),
                          ident_derive("item", NULL, 0), ident_derive("item", &nothing, 1)};
    size_t count = sizeof ids / sizeof ids[0];
    for (size_t i = 0; i < count; i++)
        for (size_t j = i + 1; j < count; j++)
            CU_ASSERT_FALSE(ident_equal(&ids[i], &ids[j]));
}

static void text_and_back(void)
{
    struct ident id = ident_random();
    struct ident back = ident_none();
    char text[IDENT_TEXT_SIZE];
    ident_text(&id, text);
    CU_ASSERT_EQUAL(strlen(text), 32);
    CU_ASSERT(ident_parse(text, &back));
    CU_ASSERT(ident_equal(&id, &back));
    static const char *const bad[] = {"",
                                      "0123456789abcdef0123456789abcde",
                                      "0123456789abcdef0123456789abcdef0",
                                      "0123456789ABCDEF0123456789abcdef",
                                      "0123456789abcdeg0123456789abcdef",
                                      " 123456789abcdef0123456789abcdef",
                                      "0x23456789abcdef0123456789abcdef",
                                      "0123456789abcdef 123456789abcdef"};
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
        CU_ASSERT_FALSE(ident_parse(bad[i], &back));
    CU_ASSERT_FALSE(ident_parse(NULL, &back));
    CU_ASSERT(ident_equal(&id, &back)); /* left alone */
}

static void hashes(void)
{
    char text[HASH_TEXT_SIZE];
    struct hash empty = hash_bytes(NULL, 0);
    hash_text(&empty, text);
    /* BLAKE2b-256 of nothing, and of "abc", as other implementations give them. */
    CU_ASSERT_STRING_EQUAL(text,
                           "0e5751c026e543b2e8ab2eb06099daa1d1e5df47778f7787faab45cdf12fe3a8");
    struct hash abc = hash_bytes("abc", 3);
    hash_text(&abc, text);
    CU_ASSERT_STRING_EQUAL(text,
                           "bddd813c634239723171ef3fee98579b94964e3bb1cb3e427262c8c068d52319");
    struct hash other = hash_bytes("abd", 3);
    CU_ASSERT_FALSE(hash_equal(&abc, &other));
    CU_ASSERT(hash_equal(&abc, &abc));
}

static void short_names(void)
{
    char name[5];
    struct ident id = ident_none();
    ident_short(&id, name);
    CU_ASSERT_STRING_EQUAL(name, "0000");
    memset(id.bytes, 0xff, sizeof id.bytes);
    ident_short(&id, name);
    CU_ASSERT_STRING_EQUAL(name, "zzzz");
    CU_ASSERT(ident_parse("08864298e84a96c6000000000000ffff", &id));
    ident_short(&id, name); /* 00001 00010 00011 00100: 1, 2, 3, 4 */
    CU_ASSERT_STRING_EQUAL(name, "1234");
}

CU_ErrorCode test_ident_add(void)
{
    static const struct suite_test tests[] = {
        {"random ids differ", random_ids_differ},
        {"derived ids are fixed", derived_ids_are_fixed},
        {"derived ids keep parts apart", derived_ids_keep_parts_apart},
        {"text and back", text_and_back},
        {"hashes", hashes},
        {"short names", short_names},
        {NULL, NULL}};
    return suite_add("ident", tests);
}
