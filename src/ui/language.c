/* language.c - which language gettext answers in. */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "ui/language.h"

#include <locale.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"

static const struct {
    const char *tag;
    const char *name;
} languages[] = {{"en", "English"}, {"zh_CN", "中文"}};
enum { LANGUAGES = sizeof languages / sizeof languages[0] };

static size_t find(const char *tag)
{
    for (size_t i = 0; tag != NULL && i < LANGUAGES; i++)
        if (strcmp(languages[i].tag, tag) == 0)
            return i;
    return 0;
}

/* True if a locale name or LANGUAGE list begins with Chinese. */
static bool is_chinese(const char *name)
{
    return name != NULL && strncmp(name, "zh", 2) == 0;
}

const char *language_current(void)
{
    const char *list = getenv("LANGUAGE");
    if (list != NULL && list[0] != '\0')
        return languages[is_chinese(list) ? 1 : 0].tag;
    static const char *const variables[] = {"LC_ALL", "LC_MESSAGES", "LANG"};
    for (size_t i = 0; i < 3; i++) {
        const char *value = getenv(variables[i]);
        if (value != NULL && value[0] != '\0')
            return languages[is_chinese(value) ? 1 : 0].tag;
    }
    return languages[0].tag;
}

#ifdef ENABLE_NLS
/* Plain C and POSIX ignore LANGUAGE: messages then come from C.UTF-8. */
static void leave_c_locale(void)
{
    const char *name = setlocale(LC_MESSAGES, NULL);
    if (name == NULL || strcmp(name, "C") == 0 || strcmp(name, "POSIX") == 0)
        setlocale(LC_MESSAGES, "C.UTF-8");
}

extern int _nl_msg_cat_cntr; /* gettext looks its catalogues up again when this changes */
#endif

void language_set(const char *tag)
{
#ifdef ENABLE_NLS
    leave_c_locale();
    setenv("LANGUAGE", languages[find(tag)].tag, 1);
    ++_nl_msg_cat_cntr;
#else
    (void)tag;
#endif
}

const char *language_next(const char *tag)
{
    return languages[(find(tag) + 1) % LANGUAGES].tag;
}

const char *language_name(const char *tag)
{
    return languages[find(tag)].name;
}
