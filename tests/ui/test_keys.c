/* test_keys.c - the key table: nothing twice, everything explained, and no typing lost to it. */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "suites.h"
#include "ui/keys.h"

static void no_key_twice_in_a_context(void)
{
    for (size_t i = 0; i < key_binding_count; i++) {
        for (size_t k = 0; k < BINDING_KEYS && key_bindings[i].keys[k] != 0; k++) {
            char name[KEY_NAME_SIZE];
            enum action found = keys_lookup(key_bindings[i].context, key_bindings[i].keys[k]);
            if (found != key_bindings[i].action)
                printf("\n    %s: %s\n", keys_context_title(key_bindings[i].context),
                       keys_name(key_bindings[i].keys[k], name));
            CU_ASSERT_EQUAL(found, key_bindings[i].action);
        }
    }
}

static void no_action_twice_in_a_context(void)
{
    for (size_t i = 0; i < key_binding_count; i++)
        for (size_t j = 0; j < i; j++)
            CU_ASSERT_FALSE(key_bindings[i].context == key_bindings[j].context &&
                            key_bindings[i].action == key_bindings[j].action);
}

static void every_row_is_explained(void)
{
    bool seen[ACTION_COUNT] = {false};
    for (size_t i = 0; i < key_binding_count; i++) {
        const struct binding *row = &key_bindings[i];
        CU_ASSERT(row->label != NULL && row->label[0] != '\0');
        CU_ASSERT(row->help != NULL && strlen(row->help) > strlen("abc"));
        CU_ASSERT(row->keys[0] != 0);
        seen[row->action] = true;
    }
    for (int action = ACTION_NONE + 1; action < ACTION_COUNT; action++)
        CU_ASSERT(seen[action]);
    for (int context = 0; context < CONTEXT_COUNT; context++)
        CU_ASSERT_PTR_NOT_NULL(keys_context_title((enum context)context));
}

static void typing_contexts_bind_no_text(void)
{
    static const enum context typing[] = {
        CONTEXT_ROOT,         CONTEXT_EDITOR,        CONTEXT_LINE,    CONTEXT_BLOCK,
        CONTEXT_FORM,         CONTEXT_EVIDENCE_FORM, CONTEXT_EXPORT,  CONTEXT_FINDING_FORM,
        CONTEXT_PACKAGE_FORM, CONTEXT_MERGE_FORM,    CONTEXT_PALETTE, CONTEXT_SEARCH};
    for (size_t i = 0; i < sizeof typing / sizeof typing[0]; i++)
        for (int key = K_SPACE; key < 0x7f; key++)
            CU_ASSERT_EQUAL(keys_lookup(typing[i], key), ACTION_NONE);
}

static void nearer_contexts_win(void)
{
    CU_ASSERT_EQUAL(keys_lookup(CONTEXT_LIST, 'n'), ACTION_NEXT_MATCH);
    CU_ASSERT_EQUAL(keys_lookup(CONTEXT_WALK, 'n'), ACTION_NA);
    CU_ASSERT_EQUAL(keys_lookup(CONTEXT_WALK, 'j'), ACTION_DOWN);
    CU_ASSERT_EQUAL(keys_lookup(CONTEXT_WALK, 'L'), ACTION_LANGUAGE);
    CU_ASSERT_EQUAL(keys_lookup(CONTEXT_WALK, K_F1), ACTION_HELP);
    CU_ASSERT_EQUAL(keys_lookup(CONTEXT_WALK, 0x5b89), ACTION_NONE);
}

static void every_list_moves_alike(void)
{
    static const int keys[] = {
        'j', 'k', 'g', 'G', K_UP, K_DOWN, K_PAGE_UP, K_PAGE_DOWN, K_CONTROL('d'), K_CONTROL('u')};
    for (int context = CONTEXT_LIST; context <= CONTEXT_HELP; context++)
        for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++)
            CU_ASSERT_EQUAL(keys_lookup((enum context)context, keys[i]),
                            keys_lookup(CONTEXT_LIST, keys[i]));
}

static void keys_have_names(void)
{
    char out[KEY_NAME_SIZE];
    CU_ASSERT_STRING_EQUAL(keys_name('c', out), "c");
    CU_ASSERT_STRING_EQUAL(keys_name(K_CONTROL('s'), out), "Ctrl-S");
    CU_ASSERT_STRING_EQUAL(keys_name(K_TAB, out), "Tab");
    CU_ASSERT_STRING_EQUAL(keys_name(K_CTRL_END, out), "Ctrl-End");
    CU_ASSERT_STRING_EQUAL(keys_name(K_F12, out), "F12");
    CU_ASSERT_STRING_EQUAL(keys_name(0x4e2d, out), "中");
    char *all = keys_names(keys_find(CONTEXT_WALK, ACTION_NOT_ASSESSED));
    CU_ASSERT_STRING_EQUAL(all, "0 - BackSpace");
    free(all);
}

static void footer_drops_what_does_not_fit(void)
{
    struct canvas *canvas = canvas_new(1, 80);
    keys_draw_footer(canvas, 0, 0, 80, CONTEXT_WALK);
    char *row = canvas_row(canvas, 0);
    CU_ASSERT_PTR_EQUAL(strstr(row, "c conforms  o OFI  m minor  M major  n n/a  e evidence"), row);
    CU_ASSERT_PTR_NULL(strstr(row, "…"));
    free(row);
    for (int width = 0; width < 80; width++)
        keys_draw_footer(canvas, 0, 0, width, CONTEXT_FORM);
    canvas_free(canvas);
}

CU_ErrorCode test_keys_add(void)
{
    static const struct suite_test tests[] = {
        {"no key twice in a context", no_key_twice_in_a_context},
        {"no action twice in a context", no_action_twice_in_a_context},
        {"every row is explained, every action has a key", every_row_is_explained},
        {"where text is typed no printable key is bound", typing_contexts_bind_no_text},
        {"nearer contexts win", nearer_contexts_win},
        {"every list moves alike", every_list_moves_alike},
        {"keys have names", keys_have_names},
        {"the footer drops what does not fit", footer_drops_what_does_not_fit},
        {NULL, NULL}};
    return suite_add("keys", tests);
}
