/* test_drafts.c - forms and prompts keep what is typed until it is saved or thrown away. */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "stage.h"
#include "store/draft.h"
#include "suites.h"
#include "ui/dialog.h"
#include "ui/fields_form.h"
#include "ui/form.h"
#include "ui/screens.h"

static size_t draft_count(const struct stage *stage)
{
    struct drafts all;
    const struct store *store = stage->store != NULL ? stage->store : stage->app->store;

    drafts_list(store, &all);
    size_t count = all.count;
    drafts_clear(&all);
    return count;
}

/* Ends the program as a crash does: no screen is left, the drafts stay. */
static void crash(struct stage *stage)
{
    stage_reopen(stage);
}

static void a_form_comes_back_with_its_fields(void)
{
    struct stage stage;

    stage_make_audit(&stage);
    stage_show(&stage, walk_screen_new(&stage.audit), 24, 80);
    stage_key(&stage, 'f');
    CU_ASSERT_EQUAL(draft_count(&stage), 0); /* opened, nothing typed */
    stage_type(&stage, "Gate 门 open");
    stage_key(&stage, K_BACK_TAB);
    stage_key(&stage, K_LEFT); /* another grade */
    CU_ASSERT_EQUAL(draft_count(&stage), 1);
    crash(&stage);
    CU_ASSERT_EQUAL(draft_count(&stage), 1);
    stage_show(&stage, audits_screen_new(), 24, 80);
    stage_has(&stage, "Typed, but not saved");
    stage_has(&stage, "Gate 门 open");
    stage_key(&stage, K_ENTER);
    stage_has(&stage, "here it is again");
    stage_has(&stage, "Gate 门 open");
    stage_has(&stage, "Minor"); /* the grade that was chosen */
    stage_key(&stage, K_ESCAPE);
    stage_has(&stage, "What you typed is not saved.");
    stage_key(&stage, 'y');
    CU_ASSERT_EQUAL(draft_count(&stage), 0);
    stage_remove(&stage);
}

static void a_note_comes_back_and_is_saved(void)
{
    struct stage stage;

    stage_make_audit(&stage);
    stage_show(&stage, walk_screen_new(&stage.audit), 24, 80);
    stage_key(&stage, 't');
    stage_type(&stage, "half");
    crash(&stage);
    stage_show(&stage, walk_screen_new(&stage.audit), 24, 80);
    stage_key(&stage, 't');
    stage_has(&stage, "here it is again");
    stage_type(&stage, " done");
    stage_key(&stage, K_CONTROL('s'));
    CU_ASSERT_EQUAL(draft_count(&stage), 0);
    struct walk_detail detail = stage_detail(&stage, "4.1-1");
    CU_ASSERT_STRING_EQUAL(detail.note, "half done");
    walk_detail_clear(&detail);
    stage_remove(&stage);
}

static void text_taken_back_is_not_kept(void)
{
    struct stage stage;

    stage_make_audit(&stage);
    stage_show(&stage, walk_screen_new(&stage.audit), 24, 80);
    stage_key(&stage, 't');
    stage_type(&stage, "x");
    CU_ASSERT_EQUAL(draft_count(&stage), 1);
    stage_key(&stage, K_ESCAPE);
    stage_key(&stage, 'y');
    CU_ASSERT_EQUAL(draft_count(&stage), 0);
    stage_remove(&stage);
}

/* Every form that opens from a screen of the audit: its keys, and what is typed into it. */
static void all_forms_keep_what_is_typed(void)
{
    static const struct {
        const char *keys; /* on the walk, from its first requirement */
        int field;        /* Tabs to a field for text */
        const char *text;
        bool offered; /* Enter on the list of unsaved texts opens the form again */
    } forms[] = {{"e", 0, "Seen at gate 7", true},
                 {"f", 0, "Barrier open 7", true},
                 {"t", 0, "Note seven", true},
                 {"s", 0, "340", true},
                 {"E", 0, "77", true},
                 {"x", 0, "Not asked 7", false}};

    for (size_t i = 0; i < sizeof forms / sizeof forms[0]; i++) {
        struct stage stage;

        stage_make_audit(&stage);
        stage_show(&stage, walk_screen_new(&stage.audit), 24, 80);
        stage_type(&stage, forms[i].keys);
        for (int tab = 0; tab < forms[i].field; tab++)
            stage_key(&stage, K_TAB);
        stage_type(&stage, forms[i].text);
        CU_ASSERT_EQUAL(draft_count(&stage), 1);
        crash(&stage);
        stage_show(&stage, audits_screen_new(), 24, 80);
        stage_has(&stage, "Typed, but not saved");
        stage_has(&stage, forms[i].text);
        stage_key(&stage, K_ENTER);
        if (forms[i].offered)
            stage_has(&stage, "here it is again");
        stage_has(&stage, forms[i].text);
        stage_remove(&stage);
    }
}

static void what_is_written_on_the_way_to_closure_is_kept(void)
{
    struct stage stage;

    stage_make_audit(&stage);
    struct ident finding =
        stage_add_finding(&stage, "8.4-c", GRADE_MINOR, "Entries are not signed.", NULL);
    stage_show(&stage, audits_screen_new(), 24, 80);
    app_push(stage.app, closure_form_new(stage.app, &finding, RECORD_CORRECTION, NULL));
    stage_type(&stage, "Gate guards briefed");
    CU_ASSERT_EQUAL(draft_count(&stage), 1);
    crash(&stage);
    stage_show(&stage, audits_screen_new(), 24, 80);
    stage_has(&stage, "Gate guards briefed");
    stage_key(&stage, K_ESCAPE);
    app_push(stage.app, closure_form_new(stage.app, &finding, RECORD_CORRECTION, NULL));
    app_paint(stage.app);
    stage_has(&stage, "here it is again");
    stage_has(&stage, "Gate guards briefed");
    stage_key(&stage, K_CONTROL('s'));
    CU_ASSERT_EQUAL(draft_count(&stage), 0);
    stage_remove(&stage);
}

/* The team's forms stand over the whole file. */
static void packages_and_merges_keep_their_paths(void)
{
    struct stage stage;

    stage_make_audit(&stage);
    stage_show(&stage, team_screen_new(), 24, 80);
    stage_key(&stage, 'm');
    stage_type(&stage, "/media/stick/wang.awpack");
    stage_key(&stage, K_TAB);
    stage_type(&stage, "secret words");
    crash(&stage);
    stage_show(&stage, audits_screen_new(), 24, 80);
    stage_has(&stage, "/media/stick/wang.awpack");
    stage_key(&stage, K_ENTER);
    stage_has(&stage, "here it is again");
    stage_has(&stage, "/media/stick/wang.awpack");
    stage_lacks(&stage, "•"); /* a passphrase is not kept */
    stage_key(&stage, K_ESCAPE);
    stage_key(&stage, 'y');
    CU_ASSERT_EQUAL(draft_count(&stage), 0);
    stage_remove(&stage);
}

/* A photo that was chosen comes back with the words about it, its time included. */
static void a_chosen_photo_comes_back(void)
{
    struct stage stage;
    struct evidence_lines lines;

    stage_make_audit(&stage);
    stage_write(&stage, "seal.txt", "seal 4711");
    char *path = stage_path(&stage, "seal.txt");
    struct evidence_form_spec spec = {.audit = stage.audit,
                                      .checklist = "small",
                                      .item = "8.4-c",
                                      .ref = "8.4-c",
                                      .kind = EVIDENCE_PHOTO,
                                      .attach = true,
                                      .path = path,
                                      .taken_at = 1774000000000};
    stage_show(&stage, audits_screen_new(), 24, 80);
    app_push(stage.app, evidence_form_new(stage.app, &spec));
    app_paint(stage.app);
    CU_ASSERT_EQUAL(draft_count(&stage), 0); /* chosen, nothing typed */
    stage_type(&stage, "Seal broken");
    crash(&stage);
    stage_show(&stage, audits_screen_new(), 24, 80);
    stage_key(&stage, K_ENTER);
    stage_has(&stage, "here it is again");
    stage_has(&stage, "seal.txt");
    stage_key(&stage, K_CONTROL('s'));
    CU_ASSERT_EQUAL(draft_count(&stage), 0);
    stage_evidence(&stage, &lines);
    CU_ASSERT_EQUAL_FATAL(lines.count, 1);
    CU_ASSERT_STRING_EQUAL(lines.items[0].title, "Seal broken");
    CU_ASSERT_EQUAL(lines.items[0].attachments, 1);
    evidence_lines_clear(&lines);
    free(path);
    stage_remove(&stage);
}

/* A form with a secret: the secret is in no file. */
enum { NAME, SECRET };

static void secrets_are_never_kept(void)
{
    struct stage stage;
    struct form form;
    struct draft draft;
    struct input input = {.event = {.type = EVENT_KEY, .key = 'x'}};

    stage_make_audit(&stage);
    stage_show(&stage, walk_screen_new(&stage.audit), 24, 80);
    form_init(&form);
    form_add(&form, &(struct form_spec){.id = SECRET, .kind = FORM_SECRET, .label = "Secret"});
    form_add(&form, &(struct form_spec){.id = NAME, .kind = FORM_LINE, .label = "Name"});
    form_focus(&form, SECRET);
    form_keep_at(&form, stage.app, "test", "Test");
    form_act(&form, stage.app, &input);
    form_keep(&form, stage.app, false);
    CU_ASSERT_EQUAL(draft_count(&stage), 0);
    form_focus(&form, NAME);
    form_act(&form, stage.app, &input);
    form_keep(&form, stage.app, true);
    CU_ASSERT_TRUE(draft_find(stage.store, "test", &draft));
    CU_ASSERT_STRING_EQUAL(draft_text(&draft, "0"), "x");
    CU_ASSERT_PTR_NULL(draft_text(&draft, "1"));
    draft_clear(&draft);
    form_keep_end(&form, stage.app);
    CU_ASSERT_EQUAL(draft_count(&stage), 0);
    form_clear(&form);
    stage_remove(&stage);
}

/* Places that another program wrote lead nowhere, and break nothing. */
static void odd_places_are_told(void)
{
    static const char *const places[] = {"",
                                         "note",
                                         "note x y z",
                                         "finding zz",
                                         "conflict-text",
                                         "reason Withdraw E-1",
                                         "finding 00000000000000000000000000000001",
                                         "note 00000000000000000000000000000001 small 8.4-c",
                                         "evidence-new 00000000000000000000000000000001 - -"};
    struct stage stage;

    stage_make_audit(&stage);
    for (size_t i = 0; i < sizeof places / sizeof places[0]; i++) {
        struct draft draft = {.place = mem_strdup(places[i]), .title = mem_strdup("Odd"), .at = 1};
        draft_add(&draft, "0", "text");
        draft_add(&draft, "focus", "99");
        draft_add(&draft, "caret", "99999999999999999999999");
        CU_ASSERT_EQUAL(draft_write(stage.store, &draft, false, NULL), ERR_OK);
        draft_clear(&draft);
        stage_show(&stage, audits_screen_new(), 24, 80);
        stage_key(&stage, K_ENTER);
        stage_key(&stage, K_ESCAPE);
        app_free(stage.app);
        stage.app = NULL;
        draft_remove(stage.store, places[i]);
    }
    stage_remove(&stage);
}

CU_ErrorCode test_drafts_add(void)
{
    static const struct suite_test tests[] = {
        {"a form comes back with its fields", a_form_comes_back_with_its_fields},
        {"a note comes back and is saved", a_note_comes_back_and_is_saved},
        {"text taken back is not kept", text_taken_back_is_not_kept},
        {"all forms keep what is typed", all_forms_keep_what_is_typed},
        {"what is written on the way to closure is kept",
         what_is_written_on_the_way_to_closure_is_kept},
        {"packages and merges keep their paths", packages_and_merges_keep_their_paths},
        {"a chosen photo comes back", a_chosen_photo_comes_back},
        {"secrets are never kept", secrets_are_never_kept},
        {"odd places are told", odd_places_are_told},
        {NULL, NULL}};
    return suite_add("drafts", tests);
}
