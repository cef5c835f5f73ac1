/* test_clock.c - calendar, parsing, the frozen clock and the local zone. */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "base/clock.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "suites.h"

static void set_zone(const char *zone)
{
    setenv("TZ", zone, 1);
    tzset();
}

static void iso_of_moments(void)
{
    static const struct {
        int64_t ms;
        const char *text;
    } cases[] = {{0, "1970-01-01T00:00:00.000Z"},
                 {-1, "1969-12-31T23:59:59.999Z"},
                 {INT64_C(951782399999), "2000-02-28T23:59:59.999Z"},
                 {INT64_C(951782400000), "2000-02-29T00:00:00.000Z"},
                 {INT64_C(1795474500000), "2026-11-23T22:55:00.000Z"},
                 {INT64_C(-62135596800000), "0001-01-01T00:00:00.000Z"},
                 {INT64_C(253402300799999), "9999-12-31T23:59:59.999Z"},
                 {INT64_MIN, "0001-01-01T00:00:00.000Z"},
                 {INT64_MAX, "9999-12-31T23:59:59.999Z"}};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char text[CLOCK_ISO_SIZE];
        clock_iso(cases[i].ms, text);
        CU_ASSERT_STRING_EQUAL(text, cases[i].text);
    }
}

/* Every day of the calendar against the C library, there and back. */
static void every_day_agrees(void)
{
    int bad = 0;
    for (int64_t day = -719162; day < 2932897; day += 3) {
        char expected[32];
        char text[CLOCK_ISO_SIZE];
        time_t seconds = (time_t)(day * 86400);
        struct tm tm;
        gmtime_r(&seconds, &tm);
        strftime(expected, sizeof expected, "-%m-%dT", &tm);
        clock_iso(day * 86400000, text);
        int64_t back = -1;
        bad += strncmp(text + 4, expected, strlen(expected)) != 0 ||
               atoi(text) != tm.tm_year + 1900 || !clock_parse(text, &back) ||
               back != day * 86400000;
    }
    CU_ASSERT_EQUAL(bad, 0);
}

static void parse_takes_times(void)
{
    static const struct {
        const char *text;
        int64_t ms;
    } cases[] = {{"1970-01-01T00:00Z", 0},
                 {"1970-01-01T00:00:01Z", 1000},
                 {"1970-01-01T00:00:01.5Z", 1500},
                 {"1970-01-01T00:00:01.25Z", 1250},
                 {"1970-01-01T00:00:01.123999999Z", 1123},
                 {"1969-12-31T23:59:59.999Z", -1}};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        int64_t ms = 77;
        CU_ASSERT(clock_parse(cases[i].text, &ms));
        CU_ASSERT_EQUAL(ms, cases[i].ms);
    }
}

static void parse_refuses_the_rest(void)
{
    static const char *const cases[] = {"",
                                        "2026",
                                        "2026-11-23",
                                        "2026-11-23T",
                                        "2026-11-23T22:55",
                                        "2026-11-23T22:55:00",
                                        "2026-11-23T22:55:00.Z",
                                        "2026-11-23T22:55.5Z",
                                        "2026-11-23T24:00:00Z",
                                        "2026-11-23T23:60:00Z",
                                        "2026-11-23T23:59:60Z",
                                        "2026-11-23 22:55:00Z",
                                        "2026-11-23T22:55:00+08:00",
                                        "2026-11-23T22:55:00Zx",
                                        "2026-11-23t22:55:00z",
                                        " 2026-11-23T22:55:00Z",
                                        "2026-02-30T00:00:00Z",
                                        "26-11-23T22:55:00Z",
                                        "2026-1-23T22:55:00Z",
                                        "+026-11-23T22:55:00Z",
                                        "2026-11-23T22:55:0",
                                        "2026-11-23T\xef\xbc\x92\xef\xbc\x92:55:00Z"};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        int64_t ms = 77;
        CU_ASSERT_FALSE(clock_parse(cases[i], &ms));
        CU_ASSERT_EQUAL(ms, 77);
    }
    int64_t ms;
    CU_ASSERT_FALSE(clock_parse(NULL, &ms));
}

static void dates(void)
{
    static const char *const good[] = {"2026-11-23", "2024-02-29", "2000-02-29", "0001-01-01",
                                       "9999-12-31"};
    static const char *const bad[] = {"",           "2026-11-2",  "2026-11-233", "2026/11/23",
                                      "2026-00-10", "2026-13-10", "2026-04-31",  "2023-02-29",
                                      "1900-02-29", "0000-01-01", "2026-11-00",  "-026-11-23",
                                      "23-11-2026", "2026-1a-23"};
    for (size_t i = 0; i < sizeof good / sizeof good[0]; i++)
        CU_ASSERT(clock_is_date(good[i]));
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
        CU_ASSERT_FALSE(clock_is_date(bad[i]));
    CU_ASSERT_FALSE(clock_is_date(NULL));
    CU_ASSERT_EQUAL(clock_days_between("2026-11-23", "2026-11-23"), 0);
    CU_ASSERT_EQUAL(clock_days_between("2024-02-28", "2024-03-01"), 2);
    CU_ASSERT_EQUAL(clock_days_between("2023-02-28", "2023-03-01"), 1);
    CU_ASSERT_EQUAL(clock_days_between("2026-11-23", "2025-11-23"), -365);
    CU_ASSERT_EQUAL(clock_days_between("0001-01-01", "9999-12-31"), 3652058);
}

static void the_clock_can_be_frozen(void)
{
    unsetenv("SOURCE_DATE_EPOCH");
    setenv("AUDITWALK_NOW", "2026-11-23T22:55:00.123Z", 1);
    char text[CLOCK_ISO_SIZE];
    clock_now_iso(text);
    CU_ASSERT_STRING_EQUAL(text, "2026-11-23T22:55:00.123Z");
    setenv("AUDITWALK_NOW", "12", 1); /* read at each call */
    CU_ASSERT_EQUAL(clock_now(), 12000);
    setenv("AUDITWALK_NOW", "-12", 1);
    CU_ASSERT_EQUAL(clock_now(), -12000);
    setenv("SOURCE_DATE_EPOCH", "99", 1);
    CU_ASSERT_EQUAL(clock_now(), -12000);
    static const char *const useless[] = {
        "", "soon", "12x", " 12", "+12", "-", "99999999999999999999", "1e3", "2026-11-23"};
    for (size_t i = 0; i < sizeof useless / sizeof useless[0]; i++) {
        setenv("AUDITWALK_NOW", useless[i], 1);
        CU_ASSERT_EQUAL(clock_now(), 99000);
    }
    unsetenv("AUDITWALK_NOW");
    CU_ASSERT_EQUAL(clock_now(), 99000);
    unsetenv("SOURCE_DATE_EPOCH");
    int64_t before = (int64_t)time(NULL) * 1000 - 1000;
    int64_t now = clock_now();
    CU_ASSERT(now >= before && now < before + 60000);
}

static void local_times(void)
{
    char date[CLOCK_DATE_SIZE];
    char clock[9];
    char stamp[17];
    const int64_t ms = INT64_C(1795474500999); /* 2026-11-23T22:55:00.999Z */
    set_zone("CST-8");
    clock_local_date(ms, date);
    clock_local_time(ms, clock);
    clock_local_stamp(ms, stamp);
    CU_ASSERT_STRING_EQUAL(date, "2026-11-24");
    CU_ASSERT_STRING_EQUAL(clock, "06:55:00");
    CU_ASSERT_STRING_EQUAL(stamp, "2026-11-24 06:55");
    CU_ASSERT_EQUAL(clock_zone_minutes(ms), 480);
    set_zone("NST3:30NDT,M3.2.0,M11.1.0");
    CU_ASSERT_EQUAL(clock_zone_minutes(ms), -210);
    CU_ASSERT_EQUAL(clock_zone_minutes(INT64_C(1782000000000)), -150);
    clock_local_stamp(-1, stamp);
    CU_ASSERT_STRING_EQUAL(stamp, "1969-12-31 20:29");
    clock_local_date(INT64_MIN, date); /* the year 0 in that zone: shown in UTC */
    CU_ASSERT_STRING_EQUAL(date, "0001-01-01");
    set_zone("CST-8");
    clock_local_date(INT64_MAX, date);
    CU_ASSERT_STRING_EQUAL(date, "9999-12-31");
    unsetenv("TZ");
    tzset();
}

CU_ErrorCode test_clock_add(void)
{
    static const struct suite_test tests[] = {{"ISO 8601 of moments", iso_of_moments},
                                              {"every day agrees", every_day_agrees},
                                              {"parse takes times", parse_takes_times},
                                              {"parse refuses the rest", parse_refuses_the_rest},
                                              {"dates", dates},
                                              {"the clock can be frozen", the_clock_can_be_frozen},
                                              {"local times", local_times},
                                              {NULL, NULL}};
    return suite_add("clock", tests);
}
