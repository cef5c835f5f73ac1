/* test_team.c - two laptops in one process: packages, the plan of a merge, conflicts, duplicates,
 * histories and the team, all by keys; what was decided is read back from the file.
 */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/mem.h"
#include "exchange/package.h"
#include "stage.h"
#include "store/conflicts.h"
#include "store/consolidate.h"
#include "suites.h"
#include "ui/form.h"
#include "ui/screens.h"

#define PASSPHRASE "gate two at night"

/* Li Na leads, on the stage; Wang Wei works on another laptop. */
struct pair {
    struct stage stage;
    struct device device; /* Wang Wei's */
    struct store *store;
    char fingerprint[FINGERPRINT_SIZE];
};

static void must(enum err_code code, const struct err *err)
{
    if (code != ERR_OK)
        printf("\n    %s (%s)\n", err->message, err->hint);
    CU_ASSERT_EQUAL_FATAL(code, ERR_OK);
}

/* ---- two laptops ----------------------------------------------------------------------------- */

/* A package of everything: for a laptop, or (NULL) with the passphrase. */
static void pack(struct store *store, struct device *device, const struct device *to,
                 const char *path)
{
    struct err err = {0};
    struct team_key receiver;
    struct package_counts counts;
    struct package_options options = {.key = {.device = device}};

    if (to != NULL) {
        receiver.device = to->id;
        memcpy(receiver.key, to->public_key, sizeof receiver.key);
        options.receivers = &receiver;
        options.receiver_count = 1;
    } else {
        options.key.passphrase = PASSPHRASE;
        options.key.passphrase_length = strlen(PASSPHRASE);
    }
    must(package_create(store, path, &options, &counts, &err), &err);
}

static void other_laptop(struct pair *pair)
{
    struct err err = {0};
    char *home = stage_path(&pair->stage, "wang");

    setenv("XDG_DATA_HOME", home, 1);
    must(device_load(&pair->device, &err), &err);
    setenv("XDG_DATA_HOME", pair->stage.directory, 1);
    fingerprint_text(&pair->device.id, pair->fingerprint);
    free(home);
}

/* Wang Wei's file starts from the lead's package. */
static void start_from_lead(struct pair *pair)
{
    struct err err = {0};
    struct package *package = NULL;
    struct merge_plan *plan = NULL;
    struct package_key key = {.device = &pair->device};
    struct merge_options options = {.accept_first = true};

    must(package_open("lead.awpack", &key, &package, NULL, NULL, &err), &err);
    must(store_create_for_merge("wang.audit", &pair->device, &package_info(package)->file,
                                "Wang Wei", &pair->store, &err),
         &err);
    must(merge_plan_build(pair->store, package_content(package), 1, &options, &plan, &err), &err);
    must(merge_apply(plan, NULL, NULL, &err), &err);
    merge_plan_free(plan);
    package_close(package);
}

static void pair_make(struct pair *pair)
{
    memset(pair, 0, sizeof *pair);
    stage_make_audit(&pair->stage);
    other_laptop(pair);
    pack(pair->stage.store, &pair->stage.device, &pair->device, "lead.awpack");
    start_from_lead(pair);
}

static void pair_remove(struct pair *pair)
{
    store_close(pair->store);
    stage_remove(&pair->stage);
    device_clear(&pair->device);
}

static void assess(struct store *store, const struct ident *audit, const char *item,
                   enum result result, const char *note)
{
    struct err err = {0};

    must(assessment_set(store, audit, "small", item, result, note, NULL, &err), &err);
}

static void raise_finding(struct store *store, const struct ident *audit, const char *statement)
{
    struct err err = {0};
    struct ident id;
    const char *refs[] = {"8.4-d"};
    struct finding_new what = {
        .grade = GRADE_MINOR, .statement = statement, .refs = refs, .ref_count = 1};

    must(finding_add(store, audit, &what, &id, &err), &err);
}

/* Both judge one requirement, differently, and find the same fence open. */
static void disagree(struct pair *pair)
{
    const struct ident *audit = &pair->stage.audit;

    assess(pair->stage.store, audit, "8.4-c", RESULT_CONFORMING, "The log was complete.");
    assess(pair->store, audit, "8.4-c", RESULT_MINOR, "三天没有签名。");
    assess(pair->store, audit, "4.1-1", RESULT_CONFORMING, NULL);
    raise_finding(pair->stage.store, audit, "The fence at the yard stands open at night.");
    raise_finding(pair->store, audit, "The fence at the yard stood open at night.");
    pack(pair->store, &pair->device, &pair->stage.device, "wang.awpack");
}

static size_t open_conflicts(struct store *store)
{
    struct err err = {0};
    size_t count = 0;

    must(conflicts_count(store, NULL, &count, &err), &err);
    return count;
}

/* ---- driving --------------------------------------------------------------------------------- */

static const int sizes[][2] = {{16, 60}, {24, 80}, {40, 120}, {5, 20}, {1, 1}, {50, 250}};
enum { SIZE_COUNT = sizeof sizes / sizeof sizes[0] };

/* Every size in turn, then back: nothing breaks, nothing is lost. */
static void resize_through(struct stage *stage)
{
    int rows = stage->app->canvas->rows;
    int columns = stage->app->canvas->columns;
    char *before = canvas_text(stage->app->canvas);

    for (size_t i = 0; i < SIZE_COUNT; i++)
        stage_size(stage, sizes[i][0], sizes[i][1]);
    stage_size(stage, rows, columns);
    char *after = canvas_text(stage->app->canvas);
    CU_ASSERT_STRING_EQUAL(after, before);
    free(before);
    free(after);
}

static void read_package(struct stage *stage, const char *path)
{
    stage_type(stage, "m");
    stage_has(stage, "Merge a package");
    stage_type(stage, path);
    stage_key(stage, K_CONTROL('s'));
}

/* From the list of audits to the plan of Wang Wei's package. */
static void go_to_plan(struct pair *pair, int rows, int columns)
{
    struct stage *stage = &pair->stage;

    stage_show(stage, audits_screen_new(), rows, columns);
    stage_type(stage, "T");
    read_package(stage, "wang.awpack");
    stage_has(stage, pair->fingerprint);
    stage_type(stage, "y");
    stage_has(stage, "Merge plan");
}

static void merge_wang(struct pair *pair, int rows, int columns)
{
    struct stage *stage = &pair->stage;

    pair_make(pair);
    disagree(pair);
    go_to_plan(pair, rows, columns);
    stage_type(stage, "ay");
    stage_has(stage, "Merged");
}

/* ---- tests: the plan ------------------------------------------------------------------------- */

static void a_signer_is_compared_before_anything_is_merged(void)
{
    struct pair pair;
    struct stage *stage = &pair.stage;

    pair_make(&pair);
    disagree(&pair);
    stage_show(stage, audits_screen_new(), 24, 80);
    stage_type(stage, "T");
    read_package(stage, "wang.awpack");
    stage_has(stage, "Accept this laptop?");
    stage_has(stage, "Wang Wei");
    stage_has(stage, pair.fingerprint);
    resize_through(stage);
    stage_type(stage, "m"); /* the key that led here is no answer */
    stage_has(stage, "Accept this laptop?");
    stage_key(stage, K_ENTER); /* no, as long as nobody says yes */
    stage_has(stage, "wang.awpack");
    stage_lacks(stage, "Merge plan");
    stage_key(stage, K_CONTROL('s'));
    stage_type(stage, "y");
    stage_has(stage, "Merge plan");
    stage_key(stage, K_ESCAPE); /* leaving the plan accepts nobody */
    stage_key(stage, K_ESCAPE);
    stage_type(stage, "y");
    stage_has(stage, "this laptop");
    stage_lacks(stage, "Wang Wei");
    pair_remove(&pair);
}

static void the_plan_tells_all_and_writes_nothing(void)
{
    struct pair pair;
    struct stage *stage = &pair.stage;

    pair_make(&pair);
    disagree(&pair);
    go_to_plan(&pair, 24, 80);
    stage_has(stage, "wang.awpack from Wang Wei");
    stage_has(stage, "New conflicts: Diverging opinions 1 · Text 1");
    stage_has(stage, "conflicts: 2");
    stage_has(stage, "8.4 c) Gate log");
    stage_has(stage, "The fence at the yard stood open");
    resize_through(stage);
    stage_key(stage, K_ENTER);
    stage_has(stage, "Cells in which laptops will disagree: 2");
    stage_key(stage, K_ENTER);
    stage_type(stage, "i");
    stage_has(stage, "Enter close");
    stage_key(stage, K_ENTER);
    stage_type(stage, "a");
    stage_has(stage, "Merge?");
    stage_key(stage, K_ENTER);
    stage_has(stage, "nothing is written yet");
    stage_key(stage, K_ESCAPE);
    CU_ASSERT_EQUAL(open_conflicts(stage->store), 0);
    CU_ASSERT_EQUAL(stage_result(stage, "4.1-1"), RESULT_NOT_ASSESSED);
    pair_remove(&pair);
}

static void a_merge_is_told_and_never_done_twice(void)
{
    struct pair pair;
    struct stage *stage = &pair.stage;

    merge_wang(&pair, 24, 80);
    stage_has(stage, "New conflicts: 2.");
    stage_has(stage, "may describe one fact: 1");
    stage_key(stage, K_ENTER);
    stage_has(stage, "open conflicts: 2");
    stage_has(stage, "Last merge 2026-03-31");
    stage_has(stage, "accepted");
    read_package(stage, "wang.awpack");
    stage_has(stage, "Nothing new");
    stage_has(stage, "merged before");
    stage_type(stage, "a");
    stage_has(stage, "There is nothing to merge");
    stage_lacks(stage, "Merge?");
    CU_ASSERT_EQUAL(stage_result(stage, "4.1-1"), RESULT_CONFORMING);
    CU_ASSERT_EQUAL(open_conflicts(stage->store), 2);
    pair_remove(&pair);
}

static void bad_packages_leave_the_form(void)
{
    struct pair pair;
    struct stage *stage = &pair.stage;

    pair_make(&pair);
    stage_write(stage, "bad.awpack", "AWPACK1\nnothing");
    stage_show(stage, audits_screen_new(), 24, 80);
    stage_type(stage, "T");
    read_package(stage, "bad.awpack");
    stage_key(stage, K_ENTER); /* a dialog, if the reason was long */
    stage_has(stage, "bad.awpack");
    stage_lacks(stage, "Merge plan");
    stage_key(stage, K_ESCAPE);
    stage_type(stage, "y");
    read_package(stage, "port.audit");
    stage_key(stage, K_ENTER);
    stage_has(stage, "port.audit");
    stage_lacks(stage, "Merge plan");
    pair_remove(&pair);
}

static void a_merge_is_taken_back(void)
{
    struct pair pair;
    struct stage *stage = &pair.stage;

    merge_wang(&pair, 24, 80);
    stage->app->owns_store = true; /* it is closed and opened again */
    stage->store = NULL;
    stage_key(stage, K_ENTER);
    stage_type(stage, "U");
    stage_has(stage, "Take the last merge back?");
    stage_type(stage, "U");
    stage_has(stage, "Take the last merge back?");
    stage_type(stage, "y");
    stage_has(stage, "open conflicts: 0");
    stage_lacks(stage, "Wang Wei");
    stage_has(stage, "The merge is taken back");
    CU_ASSERT_EQUAL(stage_result(stage, "4.1-1"), RESULT_NOT_ASSESSED);
    CU_ASSERT_EQUAL(access("port.audit.undone-merge", F_OK), 0);
    CU_ASSERT_STRING_EQUAL(store_author_name(stage->app->store), "Li Na");
    stage_type(stage, "Uy");
    CU_ASSERT_PTR_NOT_NULL(stage->app->store); /* there is no second one: still open */
    pair_remove(&pair);
}

static void first_start_from_a_package(void)
{
    struct pair pair;
    struct stage fresh = {0};

    pair_make(&pair);
    pack(pair.stage.store, &pair.stage.device, NULL, "lead.awpack");
    fresh.device = pair.device;
    fresh.audit = pair.stage.audit;
    stage_show(&fresh, audits_screen_new(), 24, 80);
    stage_type(&fresh, "jjj");
    stage_key(&fresh, K_ENTER);
    stage_has(&fresh, "Merge a package into a new file");
    stage_type(&fresh, "lead.awpack");
    stage_key(&fresh, K_TAB);
    stage_type(&fresh, PASSPHRASE);
    stage_lacks(&fresh, "gate two");
    stage_has(&fresh, "•••••••••••••••••");
    stage_key(&fresh, K_TAB);
    stage_type(&fresh, "mine.audit");
    stage_key(&fresh, K_TAB);
    stage_type(&fresh, "王伟");
    stage_key(&fresh, K_CONTROL('s'));
    stage_has(&fresh, "Accept this laptop?");
    stage_type(&fresh, "y");
    stage_has(&fresh, "Merge plan · mine.audit");
    resize_through(&fresh);
    stage_key(&fresh, K_ESCAPE);
    CU_ASSERT_NOT_EQUAL(access("mine.audit", F_OK), 0); /* left: no file stays */
    stage_key(&fresh, K_CONTROL('s'));
    stage_type(&fresh, "yay");
    stage_has(&fresh, "Merged");
    stage_key(&fresh, K_ENTER);
    stage_has(&fresh, "Port · mine.audit · 王伟");
    stage_has(&fresh, "IA-2026-01");
    CU_ASSERT_EQUAL(access("mine.audit", F_OK), 0);
    app_free(fresh.app);
    pair_remove(&pair);
}

/* ---- tests: packages ------------------------------------------------------------------------- */

static void a_package_is_written_with_a_passphrase(void)
{
    struct pair pair;
    struct stage *stage = &pair.stage;
    struct err err = {0};
    struct package *package = NULL;
    struct package_key key = {.passphrase = "long enough", .passphrase_length = 11};

    pair_make(&pair);
    stage_show(stage, team_screen_new(), 24, 80);
    stage_type(stage, "p");
    stage_has(stage, "who knows a passphrase"); /* no other laptop is accepted */
    stage_key(stage, K_TAB);
    stage_key(stage, K_TAB);
    stage_key(stage, K_TAB);
    stage_type(stage, "short");
    stage_key(stage, K_CONTROL('s'));
    stage_has(stage, "too short");
    stage_key(stage, K_CONTROL('u'));
    stage_type(stage, "long enough");
    stage_key(stage, K_CONTROL('s'));
    stage_has(stage, "not the same as above");
    stage_type(stage, "long enough");
    resize_through(stage);
    stage_key(stage, K_TAB);
    stage_key(stage, K_CONTROL('u'));
    stage_type(stage, "night.awpack");
    stage_lacks(stage, "long enough");
    stage_key(stage, K_CONTROL('s'));
    stage_has(stage, "is written");
    must(package_open("night.awpack", &key, &package, NULL, NULL, &err), &err);
    CU_ASSERT_STRING_EQUAL(package_info(package)->sender_person, "Li Na");
    CU_ASSERT_EQUAL(package_info(package)->audit_count, 1);
    package_close(package);
    pair_remove(&pair);
}

static void a_package_for_laptops_asks_before_it_replaces(void)
{
    struct pair pair;
    struct stage *stage = &pair.stage;
    struct err err = {0};
    struct package *package = NULL;
    struct package_key key = {.device = &pair.device};

    merge_wang(&pair, 24, 80);
    stage_key(stage, K_ENTER);
    stage_type(stage, "p");
    stage_has(stage, "[x] Wang Wei");
    stage_key(stage, K_RIGHT); /* some audits: which? */
    stage_has(stage, "[ ] IA-2026-01");
    stage_key(stage, K_CONTROL('s'));
    stage_has(stage, "choose at least one");
    stage_key(stage, K_SPACE);
    for (int i = 0; i < 5; i++)
        stage_key(stage, K_TAB);
    stage_key(stage, K_CONTROL('u'));
    stage_type(stage, "wang.awpack");
    stage_key(stage, K_CONTROL('s'));
    stage_has(stage, "Replace the file?");
    stage_key(stage, K_ENTER);
    stage_has(stage, "New package");
    stage_key(stage, K_CONTROL('s'));
    stage_type(stage, "y");
    stage_has(stage, "Laptops");
    must(package_open("wang.awpack", &key, &package, NULL, NULL, &err), &err);
    CU_ASSERT_TRUE(ident_equal(&package_info(package)->sender, &stage->device.id));
    CU_ASSERT_FALSE(package_info(package)->every_audit);
    package_close(package);
    pair_remove(&pair);
}

/* ---- tests: conflicts ------------------------------------------------------------------------ */

static void open_first_conflict(struct pair *pair, int rows, int columns)
{
    merge_wang(pair, rows, columns);
    stage_type(&pair->stage, "y");
    stage_has(&pair->stage, "Conflicts · all audits");
    stage_has(&pair->stage, "8.4 c) Gate log");
    resize_through(&pair->stage);
    stage_key(&pair->stage, K_ENTER);
    stage_has(&pair->stage, "Conflict 1 of 2 · Diverging opinions · IA-2026-01");
}

static void both_sides_and_both_notes_are_seen(void)
{
    struct pair pair;
    struct stage *stage = &pair.stage;

    open_first_conflict(&pair, 40, 120);
    stage_has(stage, "Who signs the gate log?");
    stage_has(stage, "✓ Conforming");
    stage_has(stage, "▲ Minor nonconformity");
    stage_has(stage, "Li Na · ");
    stage_has(stage, "Wang Wei · ");
    stage_has(stage, "Note: The log was complete.");
    stage_has(stage, "Note: 三天没有签名。");
    stage_has(stage, "evidence linked by this author: 0");
    resize_through(stage);
    stage_size(stage, 24, 80); /* below each other */
    stage_has(stage, "├");
    stage_has(stage, "✓ Conforming");
    stage_has(stage, "▲ Minor nonconformity");
    stage_size(stage, 16, 60); /* one at a time, or as they fit */
    stage_key(stage, K_TAB);
    stage_has(stage, "B");
    resize_through(stage);
    stage_key(stage, K_ESCAPE);
    stage_key(stage, K_ESCAPE);
    stage_key(stage, K_ESCAPE);
    stage_has(stage, "conflicts: 2 · Port");
    stage_key(stage, K_ENTER);
    stage_has(stage, "conflicts: 2 · IA-2026-01");
    stage_type(stage, "C");
    stage_has(stage, "Conflicts · IA-2026-01");
    pair_remove(&pair);
}

/* Which side says a text, "a" or "b". */
static const char *key_of(struct store *store, size_t index, const char *text)
{
    struct err err = {0};
    struct conflicts conflicts = {0};
    const char *key = "?";

    must(conflicts_list(store, NULL, "en", &conflicts, &err), &err);
    for (size_t i = 0; index < conflicts.count && i < conflicts.items[index].side_count; i++)
        if (strcmp(conflicts.items[index].sides[i].text, text) == 0)
            key = i == 0 ? "a" : "b";
    conflicts_clear(&conflicts);
    return key;
}

/* What fits nowhere is scrolled, one side at a time, the others told in one line. */
static void long_texts_are_scrolled(void)
{
    struct pair pair;
    struct stage *stage = &pair.stage;
    struct buf note;

    pair_make(&pair);
    buf_init(&note);
    for (int i = 1; i <= 30; i++)
        buf_printf(&note, "Shift %d 没有签名, the log says nothing of it.\n", i);
    assess(stage->store, &stage->audit, "8.4-c", RESULT_CONFORMING, "All is well.");
    assess(pair.store, &stage->audit, "8.4-c", RESULT_CONFORMING, note.data);
    buf_clear(&note);
    pack(pair.store, &pair.device, &stage->device, "wang.awpack");
    go_to_plan(&pair, 24, 80);
    stage_type(stage, "ayy");
    stage_key(stage, K_ENTER);
    stage_has(stage, "Conflict 1 of 1 · Text");
    stage_has(stage, "A (1 of 2)");
    stage_has(stage, "[A ");
    stage_has(stage, " B ");
    stage_key(stage, K_TAB);
    stage_has(stage, "B (2 of 2)");
    stage_has(stage, "[B ");
    if (strcmp(key_of(stage->store, 0, "All is well."), "b") == 0)
        stage_key(stage, K_TAB);
    stage_has(stage, "Shift 1 ");
    stage_lacks(stage, "Shift 30 ");
    stage_type(stage, "G");
    stage_has(stage, "Shift 30 ");
    stage_lacks(stage, "Shift 2 ");
    stage_type(stage, "kg");
    stage_has(stage, "Shift 1 ");
    resize_through(stage);
    stage_size(stage, 40, 120); /* beside each other again */
    stage_has(stage, "All is well.");
    stage_has(stage, "Shift 1 ");
    pair_remove(&pair);
}

static void a_side_is_taken_with_a_reason(void)
{
    struct pair pair;
    struct stage *stage = &pair.stage;
    struct err err = {0};
    struct decision_lines decisions = {0};

    open_first_conflict(&pair, 24, 80);
    stage_type(stage, key_of(stage->store, 0, "Minor nonconformity"));
    stage_has(stage, "Take");
    stage_has(stage, "Reason");
    resize_through(stage);
    stage_key(stage, K_ENTER);
    stage_has(stage, "something must stand here");
    stage_type(stage, "三天的签名确实缺失");
    stage_key(stage, K_ENTER);
    stage_has(stage, "Conflict 1 of 1 · Text");
    stage_has(stage, "saved 10:00:00");
    CU_ASSERT_EQUAL(open_conflicts(stage->store), 1);
    CU_ASSERT_EQUAL(stage_result(stage, "8.4-c"), RESULT_MINOR);
    must(decisions_list(stage->store, &stage->audit, "en", &decisions, &err), &err);
    CU_ASSERT_EQUAL_FATAL(decisions.count, 1);
    CU_ASSERT_STRING_EQUAL(decisions.items[0].reason, "三天的签名确实缺失");
    decision_lines_clear(&decisions);
    stage_type(stage, "u"); /* a decision with its reason does not go by a slip */
    stage_has(stage, "nothing to undo");
    CU_ASSERT_EQUAL(stage_result(stage, "8.4-c"), RESULT_MINOR);
    pair_remove(&pair);
}

static void both_texts_are_kept(void)
{
    struct pair pair;
    struct stage *stage = &pair.stage;

    open_first_conflict(&pair, 24, 80);
    stage_type(stage, "+"); /* a result can't be two */
    stage_has(stage, "Only texts can both be kept");
    stage_type(stage, "n");
    stage_has(stage, "Conflict 2 of 2 · Text");
    stage_type(stage, "p");
    stage_has(stage, "Conflict 1 of 2");
    stage_type(stage, "n+");
    stage_has(stage, "Keep both texts");
    stage_type(stage, "each saw other days");
    stage_key(stage, K_ENTER);
    struct walk_detail detail = stage_detail(stage, "8.4-c");
    CU_ASSERT_PTR_NOT_NULL(strstr(detail.note, "The log was complete."));
    CU_ASSERT_PTR_NOT_NULL(strstr(detail.note, "三天没有签名。"));
    walk_detail_clear(&detail);
    CU_ASSERT_EQUAL(open_conflicts(stage->store), 1);
    pair_remove(&pair);
}

static void something_else_is_written(void)
{
    struct pair pair;
    struct stage *stage = &pair.stage;

    open_first_conflict(&pair, 24, 80);
    stage_type(stage, "e");
    stage_has(stage, "Opportunity for improvement");
    stage_type(stage, "/Opportunity");
    stage_key(stage, K_ENTER);
    stage_key(stage, K_ENTER);
    stage_has(stage, "Take: Opportunity for improvement");
    stage_type(stage, "agreed by both");
    stage_key(stage, K_ENTER);
    stage_has(stage, "Conflict 1 of 1");
    stage_type(stage, "e"); /* starts with both texts */
    stage_has(stage, "The log was complete.");
    stage_type(stage, " Agreed.");
    stage_key(stage, K_CONTROL('s'));
    stage_has(stage, "Take: ");
    stage_type(stage, "agreed by both");
    stage_key(stage, K_ENTER);
    CU_ASSERT_EQUAL(open_conflicts(stage->store), 0);
    stage_has(stage, "No conflicts");
    struct walk_detail detail = stage_detail(stage, "8.4-c");
    CU_ASSERT_EQUAL(detail.line.result, RESULT_OFI);
    CU_ASSERT_PTR_NOT_NULL(strstr(detail.note, " Agreed."));
    walk_detail_clear(&detail);
    pair_remove(&pair);
}

/* ---- tests: duplicates, numbers, histories, the team ----------------------------------------- */

static void duplicates_are_merged_and_that_is_taken_back(void)
{
    struct pair pair;
    struct stage *stage = &pair.stage;
    struct finding_lines findings;

    merge_wang(&pair, 24, 80);
    stage_key(stage, K_ENTER);
    stage_type(stage, "D");
    stage_has(stage, "pairs: 1");
    stage_has(stage, "yard stands");
    stage_has(stage, "yard stood");
    resize_through(stage);
    stage_type(stage, ">");
    stage_has(stage, "Merge F-");
    stage_type(stage, "one fence");
    stage_key(stage, K_ENTER);
    stage_has(stage, "No two findings look alike.");
    stage_findings(stage, &findings);
    CU_ASSERT_EQUAL(findings.count, 1);
    finding_lines_clear(&findings);
    stage_type(stage, "u");
    stage_has(stage, "pairs: 1");
    stage_findings(stage, &findings);
    CU_ASSERT_EQUAL(findings.count, 2);
    finding_lines_clear(&findings);
    stage_type(stage, "x");
    stage_has(stage, "apart");
    stage_type(stage, "two gates");
    stage_key(stage, K_ENTER);
    stage_has(stage, "No two findings look alike.");
    stage_findings(stage, &findings);
    CU_ASSERT_EQUAL(findings.count, 2);
    finding_lines_clear(&findings);
    pair_remove(&pair);
}

static void a_merged_finding_is_taken_out_again(void)
{
    struct pair pair;
    struct stage *stage = &pair.stage;
    struct finding_lines findings;
    struct err err = {0};

    merge_wang(&pair, 24, 80);
    stage_findings(stage, &findings);
    CU_ASSERT_EQUAL_FATAL(findings.count, 2);
    struct ident first = findings.items[0].id;
    struct ident second = findings.items[1].id;
    finding_lines_clear(&findings);
    must(finding_merge(stage->store, &first, &second, "one fence", &err), &err);
    stage_show(stage, record_screen_new(RECORD_FINDING, &second), 24, 80);
    stage_type(stage, "S"); /* not this one: it is the one that counts */
    stage_has(stage, "This is not a finding merged");
    stage_type(stage, "G");
    stage_has(stage, "Merged into this one");
    stage_key(stage, K_ENTER);
    stage_type(stage, "G");
    stage_has(stage, "Counted as");
    stage_type(stage, "S");
    stage_has(stage, "out of F-");
    stage_type(stage, "two after all");
    stage_key(stage, K_ENTER);
    stage_lacks(stage, "Counted as");
    stage_findings(stage, &findings);
    CU_ASSERT_EQUAL(findings.count, 2);
    finding_lines_clear(&findings);
    pair_remove(&pair);
}

static void final_numbers_are_given_once(void)
{
    struct stage stage;
    struct finding_lines findings;

    stage_make_audit(&stage);
    raise_finding(stage.store, &stage.audit, "Two seals are missing.");
    stage_show(&stage, findings_screen_new(NULL, NULL), 24, 80);
    stage_type(&stage, "#");
    stage_has(&stage, "Numbers are given in one audit");
    stage_show(&stage, findings_screen_new(&stage.audit, NULL), 24, 80);
    stage_type(&stage, "#");
    stage_has(&stage, "draft number: 1");
    stage_key(&stage, K_ENTER);
    stage_has(&stage, "F-");
    stage_type(&stage, "#y");
    stage_has(&stage, "NC-2026-001");
    stage_has(&stage, "Final numbers given: 1");
    stage_type(&stage, "#");
    stage_has(&stage, "already");
    stage_findings(&stage, &findings);
    CU_ASSERT_EQUAL_FATAL(findings.count, 1);
    CU_ASSERT_STRING_EQUAL(findings.items[0].number, "NC-2026-001");
    finding_lines_clear(&findings);
    stage_remove(&stage);
}

static void a_history_tells_from_what_to_what(void)
{
    struct pair pair;
    struct stage *stage = &pair.stage;

    merge_wang(&pair, 24, 80);
    stage_key(stage, K_ENTER);
    stage_key(stage, K_ESCAPE);
    stage_key(stage, K_ENTER);
    stage_type(stage, "hjjl");
    stage_has(stage, "8.4 c)");
    stage_type(stage, "H");
    stage_has(stage, "History, newest first · 8.4 c) Gate log");
    stage_has(stage, "≠ Conforming");
    stage_has(stage, "≠ Minor nonconformity");
    stage_has(stage, "Wang Wei");
    resize_through(stage);
    stage_type(stage, "/三天");
    stage_key(stage, K_ENTER);
    stage_key(stage, K_ENTER);
    stage_has(stage, "After:");
    stage_has(stage, "三天没有签名。");
    stage_has(stage, "open conflict");
    pair_remove(&pair);
}

static void every_record_has_its_history(void)
{
    struct stage stage;

    stage_make_audit(&stage);
    struct ident evidence =
        stage_add_evidence(&stage, "8.4-c", "Gate log of March", EVIDENCE_RECORD, NULL);
    stage_add_finding(&stage, "8.4-c", GRADE_OFI, "A second name would help", &evidence);
    stage_show(&stage, audits_screen_new(), 24, 80);
    stage_type(&stage, "H");
    stage_has(&stage, "Gate and yard");
    stage_key(&stage, K_ESCAPE);
    stage_type(&stage, "f");
    stage_type(&stage, "H");
    stage_has(&stage, "History, newest first · F-");
    stage_key(&stage, K_ESCAPE);
    stage_key(&stage, K_ENTER);
    stage_type(&stage, "H");
    stage_has(&stage, "A second name would help");
    stage_key(&stage, K_ESCAPE);
    stage_key(&stage, K_ESCAPE);
    stage_key(&stage, K_ESCAPE);
    stage_type(&stage, "V");
    stage_type(&stage, "H");
    stage_has(&stage, "Gate log of March");
    stage_remove(&stage);
}

static void laptops_are_revoked_and_accepted(void)
{
    struct pair pair;
    struct stage *stage = &pair.stage;

    merge_wang(&pair, 40, 120);
    stage_key(stage, K_ENTER);
    stage_has(stage, pair.fingerprint);
    resize_through(stage);
    stage_type(stage, "r"); /* not this laptop itself */
    stage_has(stage, "can't be revoked here");
    stage_type(stage, "a");
    stage_has(stage, "always trusted");
    stage_type(stage, "j");
    stage_key(stage, K_ENTER);
    stage_has(stage, "Fingerprint  ");
    stage_key(stage, K_ENTER);
    stage_type(stage, "r");
    stage_has(stage, "never merged");
    stage_type(stage, "lost at the depot");
    stage_key(stage, K_ENTER);
    stage_has(stage, "revoked");
    stage_has(stage, "lost at the depot");
    raise_finding(pair.store, &stage->audit, "Written after it was lost.");
    pack(pair.store, &pair.device, &stage->device, "late.awpack");
    read_package(stage, "late.awpack"); /* refused, and nobody is asked to accept it */
    stage_lacks(stage, "Accept this laptop?");
    stage_lacks(stage, "Merge plan");
    stage_key(stage, K_ENTER);
    stage_key(stage, K_ESCAPE);
    stage_type(stage, "y");
    stage_type(stage, "a");
    stage_has(stage, "Accept this laptop?");
    stage_has(stage, pair.fingerprint);
    stage_type(stage, "a"); /* the key that opened it is no answer */
    stage_has(stage, "Accept this laptop?");
    stage_type(stage, "y");
    stage_lacks(stage, "revoked");
    pair_remove(&pair);
}

static void a_secret_is_never_painted(void)
{
    struct canvas *canvas = canvas_new(4, 40);
    struct form form;

    form_init(&form);
    form_add(&form, &(struct form_spec){.id = 1, .kind = FORM_SECRET, .label = "Passphrase"});
    for (const char *at = "open sesame"; *at != '\0'; at++)
        form_act(&form, NULL, &(struct input){.event = {.type = EVENT_KEY, .key = *at}});
    form_draw(&form, canvas, canvas_area(canvas));
    char *text = canvas_text(canvas);
    CU_ASSERT_PTR_NULL(strstr(text, "sesame"));
    CU_ASSERT_PTR_NOT_NULL(strstr(text, "•••••••••••"));
    CU_ASSERT_STRING_EQUAL(form_text(&form, 1), "open sesame");
    free(text);
    form_clear(&form);
    canvas_free(canvas);
}

static const struct suite_test tests[] = {
    {"a signer is compared before anything is merged",
     a_signer_is_compared_before_anything_is_merged},
    {"the plan tells all and writes nothing", the_plan_tells_all_and_writes_nothing},
    {"a merge is told and never done twice", a_merge_is_told_and_never_done_twice},
    {"bad packages leave the form", bad_packages_leave_the_form},
    {"a merge is taken back", a_merge_is_taken_back},
    {"first start from a package", first_start_from_a_package},
    {"a package is written with a passphrase", a_package_is_written_with_a_passphrase},
    {"a package for laptops asks before it replaces",
     a_package_for_laptops_asks_before_it_replaces},
    {"both sides and both notes are seen", both_sides_and_both_notes_are_seen},
    {"long texts are scrolled", long_texts_are_scrolled},
    {"a side is taken with a reason", a_side_is_taken_with_a_reason},
    {"both texts are kept", both_texts_are_kept},
    {"something else is written", something_else_is_written},
    {"duplicates are merged and that is taken back", duplicates_are_merged_and_that_is_taken_back},
    {"a merged finding is taken out again", a_merged_finding_is_taken_out_again},
    {"final numbers are given once", final_numbers_are_given_once},
    {"a history tells from what to what", a_history_tells_from_what_to_what},
    {"every record has its history", every_record_has_its_history},
    {"laptops are revoked and accepted", laptops_are_revoked_and_accepted},
    {"a secret is never painted", a_secret_is_never_painted},
    {NULL, NULL}};

CU_ErrorCode test_team_add(void)
{
    return suite_add("team", tests);
}
