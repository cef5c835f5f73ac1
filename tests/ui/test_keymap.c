/* test_keymap.c - keys and colours of one's own: named, checked, used. */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "suites.h"
#include "ui/keymap.h"
#include "ui/theme.h"

static void every_row_has_a_name_of_its_own(void)
{
    for (size_t i = 0; i < key_binding_count; i++) {
        char *name = keymap_name(&key_table[i]);
        CU_ASSERT_PTR_NOT_NULL(strchr(name, '.'));
        for (size_t j = 0; j < i; j++) {
            char *other = keymap_name(&key_table[j]);
            if (strcmp(name, other) == 0)
                printf("\n    %s twice\n", name);
            CU_ASSERT_STRING_NOT_EQUAL(name, other);
            free(other);
        }
        free(name);
    }
}

static void every_key_is_read_as_it_is_named(void)
{
    char name[KEY_NAME_SIZE];

    for (size_t i = 0; i < key_binding_count; i++)
        for (size_t k = 0; k < BINDING_KEYS && key_table[i].keys[k] != 0; k++)
            CU_ASSERT_EQUAL(keymap_key(keys_name(key_table[i].keys[k], name)),
                            key_table[i].keys[k] == K_CONTROL('h') ? K_CONTROL('h')
                                                                   : key_table[i].keys[k]);
    CU_ASSERT_EQUAL(keymap_key("ctrl-s"), K_CONTROL('s'));
    CU_ASSERT_EQUAL(keymap_key("门"), 0x95e8);
    CU_ASSERT_EQUAL(keymap_key(""), 0);
    CU_ASSERT_EQUAL(keymap_key("Ctrl-"), 0);
    CU_ASSERT_EQUAL(keymap_key("xx"), 0);
}

struct told {
    int count;
    char last[512];
};

static void tell(void *context, const char *message)
{
    struct told *told = context;

    told->count++;
    snprintf(told->last, sizeof told->last, "%s", message);
}

static void keys_are_changed_and_used(void)
{
    struct keymap *keymap = keymap_new();
    struct told told = {0};

    CU_ASSERT_EQUAL(keymap_set(keymap, "walk.conforms", "~ Ctrl-Y", "config:1", NULL), ERR_OK);
    CU_ASSERT_EQUAL(keymap_set(keymap, "walk.note", "none", "config:2", NULL), ERR_OK);
    keymap_check(keymap, tell, &told);
    CU_ASSERT_EQUAL(told.count, 0);
    keymap_use(keymap);
    CU_ASSERT_EQUAL(keys_lookup(CONTEXT_WALK, '~'), ACTION_CONFORMS);
    CU_ASSERT_EQUAL(keys_lookup(CONTEXT_WALK, K_CONTROL('y')), ACTION_CONFORMS);
    CU_ASSERT_EQUAL(keys_lookup(CONTEXT_WALK, 'c'), ACTION_NONE);
    CU_ASSERT_EQUAL(keys_lookup(CONTEXT_WALK, 't'), ACTION_NONE);
    keymap_use(NULL);
    CU_ASSERT_EQUAL(keys_lookup(CONTEXT_WALK, 'c'), ACTION_CONFORMS);
    keymap_free(keymap);
}

/* Two that change places is fine; one that takes a key of another is not. */
static void conflicts_are_told_and_taken_back(void)
{
    struct keymap *keymap = keymap_new();
    struct told told = {0};

    CU_ASSERT_EQUAL(keymap_set(keymap, "walk.minor", "M", "config:1", NULL), ERR_OK);
    CU_ASSERT_EQUAL(keymap_set(keymap, "walk.major", "m", "config:2", NULL), ERR_OK);
    keymap_check(keymap, tell, &told);
    CU_ASSERT_EQUAL(told.count, 0);
    CU_ASSERT_EQUAL(keymap_set(keymap, "walk.note", "c", "config:3", NULL), ERR_OK);
    keymap_check(keymap, tell, &told);
    CU_ASSERT_EQUAL(told.count, 1);
    CU_ASSERT_PTR_NOT_NULL(strstr(told.last, "config:3: walk.note and walk.conforms"));
    keymap_use(keymap);
    CU_ASSERT_EQUAL(keys_lookup(CONTEXT_WALK, 'c'), ACTION_CONFORMS);
    CU_ASSERT_EQUAL(keys_lookup(CONTEXT_WALK, 't'), ACTION_NOTE);
    CU_ASSERT_EQUAL(keys_lookup(CONTEXT_WALK, 'm'), ACTION_MAJOR);
    keymap_use(NULL);
    keymap_free(keymap);
}

static void what_can_not_be_is_refused(void)
{
    static const char *const bad[][2] = {{"walk.conform", "y"},
                                         {"walk", "y"},
                                         {"", ""},
                                         {"walk.note", "Hyper-X"},
                                         {"walk.note", "a b c d e"},
                                         {"form.save", "x"},
                                         {"text.erase", "门"},
                                         {"form.leave", "none"},
                                         {"general.back", "none"},
                                         {"dialogs.yes", "x"}};
    struct keymap *keymap = keymap_new();
    struct err err = {0};

    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        CU_ASSERT_EQUAL(keymap_set(keymap, bad[i][0], bad[i][1], "config:1", &err), ERR_USAGE);
        CU_ASSERT_NOT_EQUAL(err.message[0], '\0');
    }
    keymap_set(keymap, "walk.conform", "y", "config:1", &err);
    CU_ASSERT_PTR_NOT_NULL(strstr(err.hint, "walk.conforms"));
    keymap_free(keymap);
}

static void colours_in_words(void)
{
    static const char *const good[] = {"own", "red", "black on yellow bold", "own on blue",
                                       "white on red bold dim reverse underline"};
    static const char *const bad[] = {"pink", "red on", "red on red", "on on red", "bold on"};
    struct look look;
    struct err err = {0};

    for (size_t i = 0; i < sizeof good / sizeof good[0]; i++) {
        CU_ASSERT_EQUAL(theme_look_parse(good[i], &look, &err), ERR_OK);
        char *words = theme_look_words(&look);
        CU_ASSERT_STRING_EQUAL(words, good[i]);
        free(words);
    }
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
        CU_ASSERT_EQUAL(theme_look_parse(bad[i], &look, &err), ERR_USAGE);
    for (int i = 0; i < STYLE_COUNT; i++) {
        CU_ASSERT_EQUAL(theme_style_find(theme_style_word((enum style)i)), i);
        for (int theme = 0; theme < THEME_COUNT; theme++) {
            char *words = theme_look_words(theme_look((enum theme)theme, (enum style)i));
            CU_ASSERT_EQUAL(theme_look_parse(words, &look, &err), ERR_OK);
            free(words);
        }
    }
}

CU_ErrorCode test_keymap_add(void)
{
    static const struct suite_test tests[] = {
        {"every row has a name of its own", every_row_has_a_name_of_its_own},
        {"every key is read as it is named", every_key_is_read_as_it_is_named},
        {"keys are changed and used", keys_are_changed_and_used},
        {"conflicts are told and taken back", conflicts_are_told_and_taken_back},
        {"what can't be is refused", what_can_not_be_is_refused},
        {"colours in words", colours_in_words},
        {NULL, NULL}};
    return suite_add("keymap", tests);
}
