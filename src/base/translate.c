/* translate.c - messages by language. gettext knows one language at a time, that of $LANGUAGE: it
 * is changed for a moment, once for each message, and what it said is kept.
 */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "base/translate.h"

#include <locale.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"

/* What was translated already. It only grows, up to the number of messages there are, and an entry
 * never changes: texts that were given out stay. */
struct memo_entry {
    char *language; /* NULL: free */
    char *msgid;
    const char *text;
};
static struct {
    struct memo_entry *entries;
    size_t room; /* a power of two, at least twice the count */
    size_t count;
} memo;
enum { MEMO_ROOM = 1024 };

static size_t hash_of(const char *language, const char *msgid)
{
    uint64_t hash = 1469598103934665603U; /* FNV-1a */

    for (; *language != '\0'; language++)
        hash = (hash ^ (unsigned char)*language) * 1099511628211U;
    for (; *msgid != '\0'; msgid++)
        hash = (hash ^ (unsigned char)*msgid) * 1099511628211U;
    return (size_t)hash;
}

/* The entry of the message, or the free one where it belongs. */
static struct memo_entry *memo_find(const char *language, const char *msgid)
{
    size_t at = hash_of(language, msgid) & (memo.room - 1);

    while (memo.entries[at].language != NULL && (strcmp(memo.entries[at].msgid, msgid) != 0 ||
                                                 strcmp(memo.entries[at].language, language) != 0))
        at = (at + 1) & (memo.room - 1);
    return &memo.entries[at];
}

static void memo_make_room(void)
{
    struct memo_entry *old = memo.entries;
    size_t count = memo.room;

    if (memo.room > 0 && memo.count * 2 < memo.room)
        return;
    memo.room = memo.room == 0 ? MEMO_ROOM : memo.room * 2;
    memo.entries = mem_zalloc(memo.room, sizeof *memo.entries);
    for (size_t i = 0; i < count; i++)
        if (old[i].language != NULL)
            *memo_find(old[i].language, old[i].msgid) = old[i];
    free(old);
}

/* ---- one language ---------------------------------------------------------------------------- */

bool translate_is_both(const char *language)
{
    return strcmp(language, TRANSLATE_BOTH) == 0;
}

#ifdef ENABLE_NLS
extern int _nl_msg_cat_cntr; /* gettext looks its catalogues up again when this changes */

static void set_language(const char *tag)
{
    if (tag != NULL)
        setenv("LANGUAGE", tag, 1);
    else
        unsetenv("LANGUAGE");
    ++_nl_msg_cat_cntr;
}

void translate_turn(struct translate_turn *turn, const char *language)
{
    const char *before = getenv("LANGUAGE");
    const char *locale = setlocale(LC_MESSAGES, NULL);

    *turn = (struct translate_turn){.language = before != NULL ? mem_strdup(before) : NULL};
    /* Plain C and POSIX ignore LANGUAGE. */
    if (locale == NULL || strcmp(locale, "C") == 0 || strcmp(locale, "POSIX") == 0) {
        turn->locale = mem_strdup(locale != NULL ? locale : "C");
        setlocale(LC_MESSAGES, "C.UTF-8");
    }
    set_language(translate_is_both(language) ? TRANSLATE_FIRST : language);
}

void translate_back(struct translate_turn *turn)
{
    set_language(turn->language);
    if (turn->locale != NULL)
        setlocale(LC_MESSAGES, turn->locale);
    free(turn->language);
    free(turn->locale);
    *turn = (struct translate_turn){0};
}
#else
void translate_turn(struct translate_turn *turn, const char *language)
{
    (void)language;
    *turn = (struct translate_turn){0};
}

void translate_back(struct translate_turn *turn)
{
    (void)turn;
}
#endif

static const char *translate_one(const char *language, const char *msgid)
{
    struct translate_turn turn;

    if (strcmp(language, TRANSLATE_FIRST) == 0)
        return msgid;
    translate_turn(&turn, language);
    const char *text = _(msgid);
    translate_back(&turn);
    return text;
}

/* ---- both ------------------------------------------------------------------------------------ */

static bool ends_a_sentence(const char *text)
{
    size_t length = strlen(text);

    return length > 0 && strchr(".:!?", text[length - 1]) != NULL;
}

char *translate_join(const char *first, const char *second)
{
    if (*second == '\0' || strcmp(first, second) == 0)
        return mem_strdup(first);
    if (*first == '\0')
        return mem_strdup(second);
    return mem_printf("%s%s%s", first, ends_a_sentence(first) ? " " : " / ", second);
}

static bool has_conversion(const char *msgid)
{
    for (const char *at = msgid; (at = strchr(at, '%')) != NULL; at++)
        if (at[1] != '\0' && strchr("%0123456789.+-#lzhjcdiuxXsfg", at[1]) != NULL)
            return true;
    return false;
}

static const char *translate_new(const char *language, const char *msgid)
{
    if (!translate_is_both(language))
        return mem_strdup(translate_one(language, msgid));
    if (has_conversion(msgid))
        return mem_strdup(translate_one(TRANSLATE_FIRST, msgid));
    return translate_join(translate_one(TRANSLATE_FIRST, msgid),
                          translate_one(TRANSLATE_SECOND, msgid));
}

const char *translate(const char *language, const char *msgid)
{
    if (*msgid == '\0')
        return ""; /* gettext has its header there */
    memo_make_room();
    struct memo_entry *entry = memo_find(language, msgid);
    if (entry->language == NULL) {
        *entry = (struct memo_entry){mem_strdup(language), mem_strdup(msgid),
                                     translate_new(language, msgid)};
        memo.count++;
    }
    return entry->text;
}

static char *TRANSLATE_PRINTF(1, 0) print(const char *format, va_list arguments)
{
    va_list again;
    va_copy(again, arguments);
    int length = vsnprintf(NULL, 0, format, again);
    va_end(again);
    if (length < 0)
        return mem_strdup("");
    char *text = mem_zalloc((size_t)length + 1, 1);
    vsnprintf(text, (size_t)length + 1, format, arguments);
    return text;
}

char *translate_words(const char *language, const char *msgid, ...)
{
    bool both = translate_is_both(language);
    va_list arguments;

    va_start(arguments, msgid);
    char *first = print(translate(both ? TRANSLATE_FIRST : language, msgid), arguments);
    va_end(arguments);
    if (!both)
        return first;
    va_start(arguments, msgid);
    char *second = print(translate(TRANSLATE_SECOND, msgid), arguments);
    va_end(arguments);
    char *joined = translate_join(first, second);
    free(second);
    free(first);
    return joined;
}
