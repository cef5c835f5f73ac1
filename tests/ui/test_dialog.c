/* test_dialog.c - the stack of screens, dialogs over it, messages, help, sizes. */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "suites.h"
#include "ui/app.h"
#include "ui/dialog.h"

/* A screen that counts what happens to it. */
struct probe {
    struct screen screen;
    int loads;
    int closed_with;
    size_t chosen;
    char text[64];
    bool refuse;
};

static char *probe_title(const struct screen *screen, const struct app *app)
{
    (void)screen;
    (void)app;
    return mem_strdup("港口安全 Harbour");
}

static enum context probe_context(const struct screen *screen)
{
    (void)screen;
    return CONTEXT_WALK;
}

static enum err_code probe_load(struct screen *screen, struct app *app, struct err *err)
{
    (void)app;
    (void)err;
    ((struct probe *)screen)->loads++;
    return ERR_OK;
}

static void probe_draw(struct screen *screen, struct app *app, struct canvas *canvas,
                       struct area area)
{
    (void)screen;
    (void)app;
    draw_text(canvas, area.row, area.column, area.columns, STYLE_NORMAL, "body");
}

static unsigned on_yes(struct app *app, void *owner)
{
    (void)app;
    ((struct probe *)owner)->closed_with = 1;
    return REACT_RELOAD;
}

static unsigned on_choice(struct app *app, void *owner, size_t index)
{
    (void)app;
    ((struct probe *)owner)->chosen = index;
    return REACT_REDRAW;
}

static bool on_text(struct app *app, void *owner, const char *text, unsigned *reactions,
                    struct err *err)
{
    struct probe *probe = owner;
    (void)app;
    if (probe->refuse) {
        err_set(err, ERR_DENIED, "not now");
        return false;
    }
    strncpy(probe->text, text, sizeof probe->text - 1);
    *reactions = REACT_RELOAD;
    return true;
}

static unsigned probe_act(struct screen *screen, struct app *app, const struct input *input)
{
    static const char *const labels[] = {"Gate 1", "Gate 2", "码头"};
    struct probe *probe = (struct probe *)screen;
    switch (input->action) {
    case ACTION_CONFORMS:
        return dialog_confirm(app, &(struct dialog_confirm){.title = "Withdraw",
                                                            .text = "Withdraws F-1.",
                                                            .yes = "Withdraw",
                                                            .opener = input->event.key,
                                                            .done = on_yes,
                                                            .owner = probe});
    case ACTION_PLACE:
        return dialog_choose(
            app,
            &(struct dialog_choose){
                .title = "Place", .labels = labels, .count = 3, .done = on_choice, .owner = probe});
    case ACTION_NOTE:
        return dialog_prompt(app, &(struct dialog_prompt){.title = "Note",
                                                          .label = "Note on 8.4 c)",
                                                          .kind = TEXT_LINE,
                                                          .required = true,
                                                          .done = on_text,
                                                          .owner = probe});
    case ACTION_EXPORT:
        return dialog_message(app, TONE_NOTICE, "Title", "A message\n\nof lines");
    default:
        return REACT_NONE;
    }
}

static void probe_close(struct screen *screen)
{
    (void)screen; /* the test's own */
}

static const struct screen_ops probe_ops = {.title = probe_title,
                                            .context = probe_context,
                                            .load = probe_load,
                                            .draw = probe_draw,
                                            .act = probe_act,
                                            .close = probe_close};

static struct app *start(struct probe *probe, int rows, int columns)
{
    struct app *app = app_new(&(struct app_options){.language = "en"}, rows, columns);
    memset(probe, 0, sizeof *probe);
    probe->screen.ops = &probe_ops;
    app_push(app, &probe->screen);
    app_paint(app);
    return app;
}

static void frame_has_title_and_footer(void)
{
    struct probe probe;
    struct app *app = start(&probe, 24, 80);
    CU_ASSERT_EQUAL(probe.loads, 1);
    CU_ASSERT(screen_has(app->canvas, "港口安全 Harbour"));
    CU_ASSERT(screen_has(app->canvas, "?=help"));
    CU_ASSERT(screen_has(app->canvas, "c conforms"));
    screen_is(app->canvas, 1, "body");
    app_message(app, TONE_BAD, "no room on the disk");
    app_paint(app);
    screen_is(app->canvas, 23, " no room on the disk");
    app_feed_key(app, 'z');
    app_paint(app);
    CU_ASSERT(screen_has(app->canvas, "c conforms"));
    app_free(app);
}

static void confirm_defaults_to_no(void)
{
    struct probe probe;
    struct app *app = start(&probe, 24, 80);
    static const int no[] = {K_ENTER, K_ESCAPE, 'n', 'q', K_CONTROL('c')};
    for (size_t i = 0; i < sizeof no / sizeof no[0]; i++) {
        app_feed_key(app, 'c');
        CU_ASSERT_EQUAL(app->depth, 2);
        app_feed_key(app, 'c'); /* the key that opened it does nothing */
        CU_ASSERT_EQUAL(app->depth, 2);
        app_paint(app);
        CU_ASSERT(screen_has(app->canvas, "Withdraws F-1."));
        CU_ASSERT(screen_has(app->canvas, "y Withdraw"));
        app_feed_key(app, no[i]);
        CU_ASSERT_EQUAL(app->depth, 1);
        CU_ASSERT_EQUAL(probe.closed_with, 0);
    }
    CU_ASSERT_EQUAL(probe.loads, 1);
    app_feed_key(app, 'c');
    app_feed_key(app, 'y');
    CU_ASSERT_EQUAL(probe.closed_with, 1);
    CU_ASSERT_EQUAL(probe.loads, 2);
    app_free(app);
}

static void choice_gives_the_index(void)
{
    struct probe probe;
    struct app *app = start(&probe, 24, 80);
    app_feed_key(app, 'a');
    app_feed_key(app, 'j');
    app_feed_key(app, 'j');
    app_paint(app);
    CU_ASSERT(screen_has(app->canvas, "码头"));
    app_feed_key(app, K_ENTER);
    CU_ASSERT_EQUAL(probe.chosen, 2);
    CU_ASSERT_EQUAL(app->depth, 1);
    app_feed_key(app, 'a');
    app_feed_key(app, '/');
    app_feed_text(app, "gate 2");
    app_feed_key(app, K_ENTER);
    app_feed_key(app, K_ENTER);
    CU_ASSERT_EQUAL(probe.chosen, 1);
    app_feed_key(app, 'a');
    app_feed_key(app, '/');
    app_feed_key(app, K_ESCAPE); /* only the search */
    CU_ASSERT_EQUAL(app->depth, 2);
    app_feed_key(app, K_ESCAPE);
    CU_ASSERT_EQUAL(app->depth, 1);
    app_free(app);
}

static void prompt_keeps_a_refused_text(void)
{
    struct probe probe;
    struct app *app = start(&probe, 24, 80);
    app_feed_key(app, 't');
    app_feed_key(app, K_ENTER);
    app_paint(app);
    CU_ASSERT(screen_has(app->canvas, "something must stand here"));
    app_feed_text(app, "  围栏 fence q ");
    probe.refuse = true;
    app_feed_key(app, K_ENTER);
    app_paint(app);
    CU_ASSERT(screen_has(app->canvas, "not now"));
    CU_ASSERT(screen_has(app->canvas, "围栏 fence q"));
    app_feed_key(app, K_ESCAPE); /* asks, since something was typed */
    CU_ASSERT_EQUAL(app->depth, 3);
    app_feed_key(app, K_ENTER); /* keeps editing */
    CU_ASSERT_EQUAL(app->depth, 2);
    probe.refuse = false;
    app_feed_key(app, K_ENTER);
    CU_ASSERT_EQUAL(app->depth, 1);
    CU_ASSERT_STRING_EQUAL(probe.text, "围栏 fence q");
    CU_ASSERT_EQUAL(probe.loads, 2);
    app_feed_key(app, 't');
    app_feed_text(app, "x");
    app_feed_key(app, K_ESCAPE);
    app_feed_key(app, 'y');
    CU_ASSERT_EQUAL(app->depth, 1);
    app_free(app);
}

static void messages_and_long_errors(void)
{
    struct probe probe;
    struct err err;
    struct app *app = start(&probe, 24, 80);
    app_feed_key(app, 'E');
    app_paint(app);
    CU_ASSERT(screen_has(app->canvas, "A message"));
    app_feed_key(app, K_SPACE);
    CU_ASSERT_EQUAL(app->depth, 1);
    err_set(&err, ERR_IO, "short");
    app_error(app, &err);
    CU_ASSERT_EQUAL(app->depth, 1);
    err_hint(&err, "a hint that is so long that it does not fit into one line of the window at "
                   "all, and therefore stands in a dialog");
    app_error(app, &err);
    CU_ASSERT_EQUAL(app->depth, 2);
    app_paint(app);
    CU_ASSERT(screen_has(app->canvas, "stands in a dialog"));
    app_free(app);
}

static void help_is_made_of_the_table(void)
{
    struct probe probe;
    struct app *app = start(&probe, 40, 100);
    app_feed_key(app, '?');
    app_paint(app);
    CU_ASSERT(screen_has(app->canvas, "0 - BackSpace"));
    CU_ASSERT(screen_has(app->canvas, "The requirement is met"));
    app_feed(app, &(struct event){.type = EVENT_RESIZE, .rows = 20, .columns = 60});
    app_paint(app);
    app_feed_key(app, 'G');
    app_feed_key(app, K_ESCAPE);
    CU_ASSERT_EQUAL(app->depth, 1);
    CU_ASSERT_EQUAL(probe.loads, 2); /* a full screen was closed above it */
    app_free(app);
}

static void leaving_the_first_screen(void)
{
    struct probe probe;
    struct app *app = start(&probe, 24, 80);
    app_feed_key(app, K_ESCAPE);
    CU_ASSERT_FALSE(app->quit);
    CU_ASSERT(app->message[0] != '\0');
    app_feed_key(app, 'q');
    CU_ASSERT(app->quit);
    app_free(app);
}

static void small_windows_break_nothing(void)
{
    struct probe probe;
    struct app *app = start(&probe, 24, 80);
    static const int opening[] = {0, 'c', 'a', 't', 'E', '?'};
    for (size_t i = 0; i < sizeof opening / sizeof opening[0]; i++) {
        app_feed(app, &(struct event){.type = EVENT_RESIZE, .rows = 24, .columns = 80});
        if (opening[i] != 0)
            app_feed_key(app, opening[i]);
        for (int rows = 1; rows < 30; rows += 3) {
            for (int columns = 1; columns < 130; columns += 11) {
                app_feed(app,
                         &(struct event){.type = EVENT_RESIZE, .rows = rows, .columns = columns});
                app_paint(app);
            }
        }
        app_feed(app, &(struct event){.type = EVENT_RESIZE, .rows = 15, .columns = 80});
        app_paint(app);
        CU_ASSERT(screen_has(app->canvas, "80x15"));
        app_feed_key(app, 'q'); /* ignored: nothing can be seen */
        CU_ASSERT_FALSE(app->quit);
        app_feed(app, &(struct event){.type = EVENT_RESIZE, .rows = 24, .columns = 80});
        if (opening[i] != 0)
            app_feed_key(app, K_ESCAPE);
    }
    CU_ASSERT_EQUAL(app->depth, 1);
    app_free(app);
}

static void progress_runs_without_a_terminal(void)
{
    struct probe probe;
    struct progress progress;
    struct app *app = start(&probe, 24, 80);
    progress_begin(&progress, app, "Writing");
    progress.started -= 1000;
    CU_ASSERT(progress_percent(&progress, 42));
    CU_ASSERT(screen_has(app->canvas, "42%"));
    CU_ASSERT(progress_bytes(&progress, 5, 0));
    progress_end(&progress);
    CU_ASSERT_EQUAL(app->depth, 1);
    app_free(app);
}

/* Keys, pastes, clicks and sizes in an order nobody would type; the sanitizers watch. */
static void random_inputs_break_nothing(void)
{
    static const char pasted[] = "安全\xcc\x81 \xff\x1b[A\n";
    struct probe probe;
    struct app *app = start(&probe, 24, 80);
    unsigned long seed = 20261123;
    for (int i = 0; i < 20000; i++) {
        seed = seed * 6364136223846793005UL + 1442695040888963407UL;
        int value = (int)(seed >> 40);
        struct event event = {.type = EVENT_KEY, .key = value % 128};
        if (value % 7 == 0)
            event.key = K_SPECIAL + value % (K_UNKNOWN - K_SPECIAL);
        else if (value % 31 == 0)
            event =
                (struct event){.type = EVENT_RESIZE, .rows = value % 50, .columns = value % 130};
        else if (value % 37 == 0)
            event = (struct event){
                .type = EVENT_PASTE, .paste = pasted, .paste_length = 7 + (size_t)value % 4};
        else if (value % 41 == 0)
            event = (struct event){.type = EVENT_MOUSE,
                                   .mouse = (enum mouse_action)(value % 4),
                                   .row = value % 24,
                                   .column = value % 80};
        app_feed(app, &event);
        app_paint(app);
        if (app->quit) {
            app_free(app);
            app = start(&probe, 24, 80);
        }
    }
    app_free(app);
}

CU_ErrorCode test_dialog_add(void)
{
    static const struct suite_test tests[] = {
        {"the frame has title and footer", frame_has_title_and_footer},
        {"a confirmation defaults to no", confirm_defaults_to_no},
        {"a choice gives the index", choice_gives_the_index},
        {"a prompt keeps a refused text", prompt_keeps_a_refused_text},
        {"messages and long errors", messages_and_long_errors},
        {"help is made of the table", help_is_made_of_the_table},
        {"leaving the first screen", leaving_the_first_screen},
        {"small windows break nothing", small_windows_break_nothing},
        {"progress runs without a terminal", progress_runs_without_a_terminal},
        {"random inputs break nothing", random_inputs_break_nothing},
        {NULL, NULL}};
    return suite_add("dialog", tests);
}
