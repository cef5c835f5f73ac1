/* test_err.c - the error shape stays one safe line whatever it is given. */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "base/err.h"

#include <errno.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "suites.h"

/* One line of valid UTF-8 without control characters. */
static bool is_safe(const char *text)
{
    if (!text_is_utf8(text, strlen(text)))
        return false;
    for (; *text != '\0'; text++)
        if ((unsigned char)*text < 0x20 || *text == 0x7f ||
            ((unsigned char)*text == 0xc2 && (unsigned char)text[1] < 0xa0))
            return false;
    return true;
}

static void set_fills_and_returns(void)
{
    struct err err;
    memset(&err, 'x', sizeof err);
    CU_ASSERT_EQUAL(err_set(&err, ERR_DATA, "row %d of %s", 7, "list.csv"), ERR_DATA);
    CU_ASSERT_EQUAL(err.code, ERR_DATA);
    CU_ASSERT_STRING_EQUAL(err.message, "row 7 of list.csv");
    CU_ASSERT_STRING_EQUAL(err.hint, "");
    CU_ASSERT_EQUAL(err_hint(&err, "look at %s", "line 8"), ERR_DATA);
    CU_ASSERT_STRING_EQUAL(err.message, "row 7 of list.csv");
    CU_ASSERT_STRING_EQUAL(err.hint, "look at line 8");
    err_set(&err, ERR_IO, "again");
    CU_ASSERT_STRING_EQUAL(err.hint, "");
    err_clear(&err);
    CU_ASSERT_EQUAL(err.code, ERR_OK);
    CU_ASSERT_STRING_EQUAL(err.message, "");
}

static void null_is_allowed(void)
{
    CU_ASSERT_EQUAL(err_set(NULL, ERR_BUSY, "%d", 1), ERR_BUSY);
    CU_ASSERT_EQUAL(err_hint(NULL, "%d", 1), ERR_INTERNAL);
    CU_ASSERT_EQUAL(err_errno(NULL, ENOENT, "%d", 1), ERR_NOINPUT);
    err_clear(NULL);
}

static void an_argument_may_be_the_message(void)
{
    struct err err;
    err_set(&err, ERR_DATA, "inner");
    err_set(&err, ERR_IO, "outer: %s", err.message);
    CU_ASSERT_STRING_EQUAL(err.message, "outer: inner");
}

static void hostile_text_is_cleaned(void)
{
    static const struct {
        const char *in;
        const char *out;
    } cases[] = {
        {"a\nb\tc\r", "a b c "},
        {"\x1b[2J", " [2J"},
        {"a\x7f", "a\xef\xbf\xbd"},
        {"\xc2\x9b"
         "2J",
         "\xef\xbf\xbd"
         "2J"},
        {"\xff\xfe", "\xef\xbf\xbd\xef\xbf\xbd"},
        {"\xe5\xae", "\xef\xbf\xbd\xef\xbf\xbd"},
        {"\xc0\xaf", "\xef\xbf\xbd\xef\xbf\xbd"},
        {"\xe2\x80\xae"
         "cod.exe",
         "\xef\xbf\xbd"
         "cod.exe"},
        {"\xe2\x80\xa8", "\xef\xbf\xbd"},
        {"\xe5\xae\xa1\xe6\xa0\xb8 8.10", "\xe5\xae\xa1\xe6\xa0\xb8 8.10"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct err err;
        err_set(&err, ERR_DATA, "%s", cases[i].in);
        CU_ASSERT_STRING_EQUAL(err.message, cases[i].out);
        err_hint(&err, "%s", cases[i].in);
        CU_ASSERT_STRING_EQUAL(err.hint, cases[i].out);
        CU_ASSERT(is_safe(err.message));
    }
}

static void every_length_is_cut_between_characters(void)
{
    static const char *const units[] = {"x", "\xe5\xae\xa1", "\xf0\x9f\x98\x80", "\xff", "\x01"};
    char text[2 * ERR_MESSAGE_SIZE + 8];
    for (size_t unit = 0; unit < sizeof units / sizeof units[0]; unit++) {
        for (size_t lead = 0; lead < 4; lead++) {
            memset(text, 'a', lead);
            text[lead] = '\0';
            while (strlen(text) < sizeof text - 8) {
                strcat(text, units[unit]);
                if (strlen(text) < ERR_HINT_SIZE - 4)
                    continue;
                struct err err;
                err_set(&err, ERR_DATA, "%s", text);
                err_hint(&err, "%s", text);
                bool whole = strcmp(err.message, text) == 0;
                size_t length = strlen(err.message);
                if (memchr(err.message, 0, sizeof err.message) == NULL ||
                    memchr(err.hint, 0, sizeof err.hint) == NULL || !is_safe(err.message) ||
                    !is_safe(err.hint) ||
                    (unit < 3 && !whole && strcmp(err.message + length - 3, "\xe2\x80\xa6") != 0) ||
                    (unit < 3 && whole != (strlen(text) < ERR_MESSAGE_SIZE)))
                    CU_FAIL("a long text was cut badly");
            }
        }
    }
}

static void errno_picks_code_and_keeps_reason(void)
{
    static const struct {
        int number;
        enum err_code code;
    } cases[] = {{ENOENT, ERR_NOINPUT},
                 {EACCES, ERR_DENIED},
                 {EPERM, ERR_DENIED},
                 {EROFS, ERR_CANTCREAT},
                 {ENOSPC, ERR_CANTCREAT},
                 {EDQUOT, ERR_CANTCREAT},
                 {EEXIST, ERR_CANTCREAT},
                 {EIO, ERR_IO},
                 {EINVAL, ERR_IO},
                 {0, ERR_IO},
                 {-5, ERR_IO}};
    char path[4096];
    memset(path, 'p', sizeof path - 1);
    path[sizeof path - 1] = '\0';
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct err err;
        CU_ASSERT_EQUAL(err_errno(&err, cases[i].number, "cannot open '%s'", path), cases[i].code);
        CU_ASSERT_EQUAL(err.code, cases[i].code);
        const char *reason = strerror(cases[i].number);
        CU_ASSERT(strlen(err.message) < ERR_MESSAGE_SIZE);
        CU_ASSERT_STRING_EQUAL(err.message + strlen(err.message) - strlen(reason), reason);
        CU_ASSERT_STRING_EQUAL(err.hint, "");
    }
    struct err err;
    err_errno(&err, ENOENT, "cannot open '%s'", "a");
    CU_ASSERT_STRING_EQUAL(err.message, "cannot open 'a': No such file or directory");
}

static void exit_statuses(void)
{
    static const int expected[ERR_CODE_COUNT] = {0, 1, 64, 65, 66, 70, 73, 74, 75, 77, 1};
    for (int code = 0; code < ERR_CODE_COUNT; code++)
        CU_ASSERT_EQUAL(err_exit_status((enum err_code)code), expected[code]);
    CU_ASSERT_EQUAL(err_exit_status(ERR_CODE_COUNT), 70);
}

CU_ErrorCode test_err_add(void)
{
    static const struct suite_test tests[] = {
        {"set fills and returns", set_fills_and_returns},
        {"NULL is allowed", null_is_allowed},
        {"an argument may be the message", an_argument_may_be_the_message},
        {"hostile text is cleaned", hostile_text_is_cleaned},
        {"every length is cut between characters", every_length_is_cut_between_characters},
        {"errno picks the code and keeps the reason", errno_picks_code_and_keeps_reason},
        {"exit statuses", exit_statuses},
        {NULL, NULL}};
    return suite_add("err", tests);
}
