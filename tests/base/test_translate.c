/* test_translate.c - messages in another language than the program's, and in two. */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "base/translate.h"

#include <CUnit/CUnit.h>
#include <locale.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "suites.h"

/* The catalog of the build, where there is one. */
static bool has_chinese(void)
{
#ifdef ENABLE_NLS
    const char *directory = getenv("AUDITWALK_LOCALEDIR");
    char *path =
        mem_printf("%s/zh_CN/LC_MESSAGES/auditwalk.mo", directory != NULL ? directory : "");
    bool there = directory != NULL && access(path, R_OK) == 0;

    free(path);
    if (!there)
        return false;
    bindtextdomain("auditwalk", directory);
    bind_textdomain_codeset("auditwalk", "UTF-8");
    textdomain("auditwalk");
    return true;
#else
    return false;
#endif
}

static void joins_texts(void)
{
    static const struct {
        const char *first;
        const char *second;
        const char *joined;
    } rows[] = {{"Yes", "是", "Yes / 是"},
                {"Yes", "Yes", "Yes"},
                {"Yes", "", "Yes"},
                {"", "是", "是"},
                {"", "", ""},
                {"Done.", "完成。", "Done. 完成。"},
                {"Site:", "场所：", "Site: 场所："}};

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char *joined = translate_join(rows[i].first, rows[i].second);
        CU_ASSERT_STRING_EQUAL(joined, rows[i].joined);
        free(joined);
    }
}

static void gives_msgids(void)
{
    CU_ASSERT_STRING_EQUAL(translate("en", "Cover"), "Cover");
    CU_ASSERT_STRING_EQUAL(translate("xx", "Cover"), "Cover");
    CU_ASSERT_STRING_EQUAL(translate("both", ""), "");
    CU_ASSERT_STRING_EQUAL(translate("zh_CN", ""), "");
    CU_ASSERT_STRING_EQUAL(translate("both", "no such message at all"), "no such message at all");
    /* What was given out stays, however many follow. */
    const char *kept = translate("both", "kept");
    for (int i = 0; i < 5000; i++) {
        char *msgid = mem_printf("message %d", i);
        CU_ASSERT_STRING_EQUAL(translate("both", msgid), msgid);
        free(msgid);
    }
    CU_ASSERT_PTR_EQUAL(translate("both", "kept"), kept);
    CU_ASSERT_STRING_EQUAL(kept, "kept");
}

static void gives_chinese(void)
{
    char *before = mem_strdup(getenv("LANGUAGE") != NULL ? getenv("LANGUAGE") : "");

    if (!has_chinese()) {
        skip("gives_chinese", "no catalog");
        free(before);
        return;
    }
    setenv("LANGUAGE", "en", 1);
    CU_ASSERT_STRING_EQUAL(translate("zh_CN", "Cover"), "封面");
    CU_ASSERT_STRING_EQUAL(translate("both", "Cover"), "Cover / 封面");
    CU_ASSERT_STRING_EQUAL(getenv("LANGUAGE"), "en");
    CU_ASSERT_STRING_EQUAL(_("Cover"), "Cover");
    /* A format has its arguments once. */
    CU_ASSERT_STRING_EQUAL(translate("both", "Page %s of %s"), "Page %s of %s");
    char *words = translate_words("both", "Page %s of %s", "1", "2");
    CU_ASSERT_PTR_EQUAL(strstr(words, "Page 1 of 2 / "), words);
    CU_ASSERT(strlen(words) > strlen("Page 1 of 2 / "));
    free(words);
    words = translate_words("en", "Page %s of %s", "1", "2");
    CU_ASSERT_STRING_EQUAL(words, "Page 1 of 2");
    free(words);
    setenv("LANGUAGE", before, 1);
    free(before);
}

/* In the plain C locale, which ignores LANGUAGE, too; everything is as it was afterwards. */
static void turns_and_back(void)
{
    struct translate_turn turn;
    char *locale = mem_strdup(setlocale(LC_MESSAGES, NULL));

    if (!has_chinese()) {
        skip("turns_and_back", "no catalog");
        free(locale);
        return;
    }
    setlocale(LC_MESSAGES, "C");
    unsetenv("LANGUAGE");
    CU_ASSERT_STRING_EQUAL(translate("zh_CN", "Summary"), "汇总");
    translate_turn(&turn, "zh_CN");
    CU_ASSERT_STRING_EQUAL(_("Cover"), "封面");
    translate_back(&turn);
    CU_ASSERT_STRING_EQUAL(_("Cover"), "Cover");
    CU_ASSERT_PTR_NULL(getenv("LANGUAGE"));
    CU_ASSERT_STRING_EQUAL(setlocale(LC_MESSAGES, NULL), "C");
    translate_turn(&turn, "both");
    CU_ASSERT_STRING_EQUAL(_("Cover"), "Cover");
    translate_back(&turn);
    setlocale(LC_MESSAGES, locale);
    free(locale);
}

CU_ErrorCode test_translate_add(void)
{
    static const struct suite_test tests[] = {{"joins texts", joins_texts},
                                              {"gives msgids", gives_msgids},
                                              {"gives Chinese", gives_chinese},
                                              {"turns and back", turns_and_back},
                                              {NULL, NULL}};
    return suite_add("translate", tests);
}
