/* test_team.c - fingerprints as people read them out, chain ends as files keep them, clocks. */
#include <CUnit/CUnit.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "core/team.h"
#include "suites.h"

static const struct ident sample = {{0x9d, 0xc4, 0x91, 0x01, 0x23, 0x45, 0x67, 0x89, 0xab, 0xcd,
                                     0xef, 0xfe, 0xdc, 0xba, 0x98, 0x76}};

static void a_fingerprint(void)
{
    char text[FINGERPRINT_SIZE];
    char name[5];
    struct ident read;

    fingerprint_text(&sample, text);
    CU_ASSERT_STRING_EQUAL(text, "kq29-2093-8nkr-kayd-xzzd-semr-ersv");
    CU_ASSERT_EQUAL(strlen(text), FINGERPRINT_SIZE - 1);
    ident_short(&sample, name);
    CU_ASSERT_NSTRING_EQUAL(text, name, 4);
    CU_ASSERT_EQUAL(fingerprint_parse(text, &read, NULL), ERR_OK);
    CU_ASSERT_TRUE(ident_equal(&read, &sample));
}

static void all_ids_read_back(void)
{
    char text[FINGERPRINT_SIZE];
    struct ident read;

    for (int i = 0; i < 1000; i++) {
        struct ident id = ident_random();
        fingerprint_text(&id, text);
        CU_ASSERT_EQUAL(fingerprint_parse(text, &read, NULL), ERR_OK);
        CU_ASSERT_TRUE(ident_equal(&read, &id));
    }
}

static void read_as_people_type(void)
{
    struct ident read;

    CU_ASSERT_EQUAL(fingerprint_parse("KQ29 2O93 8NKR KAYD XZZD SEMR ERSV", &read, NULL), ERR_OK);
    CU_ASSERT_TRUE(ident_equal(&read, &sample));
    CU_ASSERT_EQUAL(fingerprint_parse(" kq2920938nkrkaydxzzdsemrersv ", &read, NULL), ERR_OK);
    CU_ASSERT_TRUE(ident_equal(&read, &sample));
}

static void refused(const char *text)
{
    struct ident read;
    struct err err;

    CU_ASSERT_EQUAL(fingerprint_parse(text, &read, &err), ERR_USAGE);
    CU_ASSERT_TRUE(ident_is_none(&read));
    CU_ASSERT_NOT_EQUAL(err.hint[0], '\0');
}

static void what_is_no_fingerprint(void)
{
    refused("");
    refused("kq29");
    refused("kq29-2093-8nkr-kayd-xzzd-semr-ers");
    refused("kq29-2093-8nkr-kayd-xzzd-semr-ersv0");
    refused("kq29-2093-8nkr-kayd-xzzd-semr-ersv-kq29-2093-8nkr-kayd-xzzd-semr-ersv");
    refused("kq29_2093_8nkr_kayd_xzzd_semr_ersv");
    refused("kq29-2093-8nkr-kayd-xzzd-semr-ersu");
    refused("kq29-2093-8nkr-kayd-xzzd-semr-er\xc3\xa4");
}

/* The 26th character carries three bits; with other ones behind them a second text would name the
 * same device. */
static void one_device_has_one_fingerprint(void)
{
    refused("kq29-2093-8nkr-kayd-xzzd-semr-eszk");
}

static void slips_are_found(void)
{
    static const char letters[] = "0123456789abcdefghjkmnpqrstvwxyz";
    char text[FINGERPRINT_SIZE];

    for (size_t at = 0; at < FINGERPRINT_SIZE - 1; at++) {
        fingerprint_text(&sample, text);
        char right = text[at];
        for (const char *wrong = letters; *wrong != '\0' && right != '-'; wrong++) {
            text[at] = *wrong;
            if (*wrong != right)
                refused(text);
        }
        fingerprint_text(&sample, text);
        size_t next = at + 1 < FINGERPRINT_SIZE - 1 && text[at + 1] == '-' ? at + 2 : at + 1;
        if (right == '-' || next >= FINGERPRINT_SIZE - 1 || text[next] == right)
            continue;
        text[at] = text[next];
        text[next] = right;
        refused(text);
    }
}

static void its_beginning(void)
{
    CU_ASSERT_TRUE(fingerprint_begins(&sample, "kq29"));
    CU_ASSERT_TRUE(fingerprint_begins(&sample, "KQ29-2o"));
    CU_ASSERT_TRUE(fingerprint_begins(&sample, "kq29-2093-8nkr-kayd-xzzd-semr-ersv"));
    CU_ASSERT_FALSE(fingerprint_begins(&sample, "kq2"));
    CU_ASSERT_FALSE(fingerprint_begins(&sample, "-kq2-"));
    CU_ASSERT_FALSE(fingerprint_begins(&sample, ""));
    CU_ASSERT_FALSE(fingerprint_begins(&sample, "kq28"));
    CU_ASSERT_FALSE(fingerprint_begins(&sample, "kq29u"));
    CU_ASSERT_FALSE(fingerprint_begins(&sample, "kq29-2093-8nkr-kayd-xzzd-semr-ersv-0"));
}

/* ---- chain ends ------------------------------------------------------------------------------ */

#define HEX "0123456789abcdef0123456789abcdef"
#define NAME HEX HEX
#define END HEX ":1:7:" NAME

static void chain_ends_read_back(void)
{
    struct chain_ends ends = {0};
    struct chain_ends read;
    struct chain_end items[2] = {{.epoch = 0, .sequence = UINT64_MAX},
                                 {.scope = sample, .epoch = UINT64_MAX, .sequence = 1}};

    items[1].name = hash_bytes("x", 1);
    ends.items = items;
    ends.count = 2;
    char *text = chain_ends_text(&ends);
    CU_ASSERT_TRUE_FATAL(chain_ends_parse(text, &read));
    CU_ASSERT_EQUAL_FATAL(read.count, 2);
    const struct chain_end *found = chain_ends_find(&read, &sample, UINT64_MAX);
    CU_ASSERT_PTR_NOT_NULL_FATAL(found);
    CU_ASSERT_EQUAL(found->sequence, 1);
    CU_ASSERT_TRUE(hash_equal(&found->name, &items[1].name));
    CU_ASSERT_PTR_NULL(chain_ends_find(&read, &sample, 0));
    struct ident none = ident_none();
    CU_ASSERT_EQUAL(chain_ends_find(&read, &none, 0)->sequence, UINT64_MAX);
    chain_ends_clear(&read);
    CU_ASSERT_EQUAL(read.count, 0);
    free(text);
}

static void damaged_ends(const char *text)
{
    struct chain_ends ends;

    CU_ASSERT_FALSE(chain_ends_parse(text, &ends));
    CU_ASSERT_EQUAL(ends.count, 0);
    CU_ASSERT_PTR_NULL(ends.items);
}

static void what_is_no_list_of_ends(void)
{
    struct chain_ends ends;

    CU_ASSERT_TRUE(chain_ends_parse("", &ends));
    CU_ASSERT_EQUAL(ends.count, 0);
    CU_ASSERT_TRUE(chain_ends_parse(END " " END, &ends));
    CU_ASSERT_EQUAL(ends.count, 2);
    chain_ends_clear(&ends);
    damaged_ends(" ");
    damaged_ends("x");
    damaged_ends(END " ");
    damaged_ends(END "  " END);
    damaged_ends(END "," END);
    damaged_ends(END "0");
    damaged_ends(HEX);
    damaged_ends(HEX ":1:7");
    damaged_ends(HEX ":1:7:" HEX);
    damaged_ends(HEX "::7:" NAME);
    damaged_ends(HEX ":01:7:" NAME);
    damaged_ends(HEX ":-1:7:" NAME);
    damaged_ends(HEX ":1: 7:" NAME);
    damaged_ends(HEX ":1:18446744073709551616:" NAME);
    damaged_ends("0123456789ABCDEF0123456789abcdef:1:7:" NAME);
}

/* ---- clocks ---------------------------------------------------------------------------------- */

static void suspect_clocks(void)
{
    const int64_t made = 1767225600000;
    const int64_t now = 1773050400000;
    const int64_t day = 86400000;

    CU_ASSERT_FALSE(clock_is_suspect(made, made, now));
    CU_ASSERT_FALSE(clock_is_suspect(now, made, now));
    CU_ASSERT_FALSE(clock_is_suspect(made - day, made, now));
    CU_ASSERT_TRUE(clock_is_suspect(made - day - 1, made, now));
    CU_ASSERT_FALSE(clock_is_suspect(now + day, made, now));
    CU_ASSERT_TRUE(clock_is_suspect(now + day + 1, made, now));
    CU_ASSERT_TRUE(clock_is_suspect(INT64_MIN, made, now));
    CU_ASSERT_TRUE(clock_is_suspect(INT64_MAX, made, now));
    CU_ASSERT_TRUE(clock_is_suspect(0, made, now));
}

CU_ErrorCode test_team_add(void)
{
    CU_TestInfo tests[] = {{"a fingerprint", a_fingerprint},
                           {"all ids read back", all_ids_read_back},
                           {"read as people type", read_as_people_type},
                           {"what is no fingerprint", what_is_no_fingerprint},
                           {"one device has one fingerprint", one_device_has_one_fingerprint},
                           {"one device has one fingerprint", one_device_has_one_fingerprint},
                           {"slips are found", slips_are_found},
                           {"its beginning", its_beginning},
                           {"chain ends read back", chain_ends_read_back},
                           {"what is no list of ends", what_is_no_list_of_ends},
                           {"suspect clocks", suspect_clocks},
                           CU_TEST_INFO_NULL};
    CU_SuiteInfo suites[] = {{"core/team", NULL, NULL, NULL, NULL, tests}, CU_SUITE_INFO_NULL};

    return CU_register_suites(suites);
}
