/* test_chart.c - bars of symbols: their parts, other canvases, and the screen of results. */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include <stdint.h>

#include "stage.h"
#include "suites.h"
#include "ui/chart.h"
#include "ui/screens.h"

static const size_t mixed[RESULT_COUNT] = {
    [RESULT_NOT_ASSESSED] = 4, [RESULT_CONFORMING] = 10, [RESULT_OFI] = 4, [RESULT_MINOR] = 2};
static const struct chart chart = {&code_results, RESULT_CONFORMING, mixed};

static void parts_are_in_proportion(void)
{
    int columns[4];
    const size_t values[] = {50, 25, 25, 0};
    const size_t thirds[] = {1, 1, 1, 0};

    chart_split(values, 4, 100, 20, columns);
    CU_ASSERT(columns[0] == 10 && columns[1] == 5 && columns[2] == 5 && columns[3] == 0);
    chart_split(values, 4, 200, 20, columns);
    CU_ASSERT(columns[0] == 5 && columns[1] + columns[2] == 5);
    chart_split(thirds, 4, 3, 10, columns);
    CU_ASSERT_EQUAL(columns[0] + columns[1] + columns[2], 10);
}

static void rare_parts_are_seen(void)
{
    int columns[4];
    const size_t values[] = {9997, 1, 1, 1};
    const size_t huge[] = {SIZE_MAX / 2, SIZE_MAX / 4, 1, 0};

    chart_split(values, 4, 10000, 10, columns);
    CU_ASSERT(columns[0] == 7 && columns[1] == 1 && columns[2] == 1 && columns[3] == 1);
    chart_split(values, 4, 10000, 2, columns); /* no room for all */
    CU_ASSERT_EQUAL(columns[0] + columns[1] + columns[2] + columns[3], 2);
    chart_split(values, 4, 10000, 0, columns);
    CU_ASSERT_EQUAL(columns[0] + columns[1] + columns[2] + columns[3], 0);
    chart_split(huge, 4, 1, 12, columns); /* a scale that is too small is none */
    CU_ASSERT(columns[0] + columns[1] + columns[2] <= 12 && columns[2] == 1);
}

static void nothing_is_no_bar(void)
{
    int columns[4];
    const size_t nothing[RESULT_COUNT] = {0};
    const struct chart empty = {&code_results, 0, nothing};
    struct canvas *canvas = canvas_new(2, 20);

    chart_split(nothing, 4, 0, 20, columns);
    CU_ASSERT_EQUAL(columns[0] + columns[1] + columns[2] + columns[3], 0);
    CU_ASSERT_EQUAL(chart_draw_bar(canvas, 0, 0, 20, &empty, 0), 0);
    chart_draw_legend(canvas, canvas_area(canvas), &empty);
    screen_is(canvas, 0, "");
    canvas_free(canvas);
}

static void symbols_and_colours_tell_the_parts(void)
{
    struct canvas *canvas = canvas_new(1, 30);

    CU_ASSERT_EQUAL(chart_draw_bar(canvas, 0, 2, 20, &chart, 20), 20);
    screen_is(canvas, 0, "  ✓✓✓✓✓✓✓✓✓✓◆◆◆◆▲▲····");
    CU_ASSERT_EQUAL(canvas_style(canvas, 0, 2), STYLE_GOOD);
    CU_ASSERT_EQUAL(canvas_style(canvas, 0, 17), STYLE_WARN);
    canvas_clear(canvas);
    canvas->ascii = true;
    chart_draw_bar(canvas, 0, 0, 10, &chart, 20);
    screen_is(canvas, 0, "+++++oo!..");
    canvas_clear(canvas);
    canvas->plain = true;
    chart_draw_bar(canvas, 0, 0, 14, &chart, 20);
    screen_is(canvas, 0, "10 Conforming~");
    canvas_free(canvas);
}

static void the_legend_takes_the_rows_it_needs(void)
{
    struct canvas *canvas = canvas_new(3, 50);

    chart_draw_legend(canvas, canvas_area(canvas), &chart);
    screen_is(canvas, 0, "✓ 10 Conforming  ◆ 4 Opportunity for improvement");
    screen_is(canvas, 1, "▲ 2 Minor nonconformity  · 4 Not assessed");
    canvas_clear(canvas);
    chart_draw_legend(canvas, (struct area){0, 0, 1, 50}, &chart);
    screen_is(canvas, 1, "");
    canvas_free(canvas);
}

static void results_of_an_audit(void)
{
    struct stage stage;

    stage_make_audit(&stage);
    stage_add_finding(&stage, "8.4-c", GRADE_MINOR, "Entries are not signed.", NULL);
    stage_show(&stage, walk_screen_new(&stage.audit), 24, 80);
    stage_key(&stage, 'r');
    stage_has(&stage, "Results · IA-2026-01");
    stage_has(&stage, "by 1[Clause] 2 Area");
    stage_has(&stage, "1/4 ");
    stage_has(&stage, "▲ 1 Minor nonconformity  · 3 Not assessed");
    stage_has(&stage, "conformity 0.0%");
    stage_key(&stage, '2');
    stage_has(&stage, "2[Area]");
    stage_has(&stage, "Gate");
    stage_key(&stage, K_TAB);
    stage_has(&stage, "3[Process]");
    stage_has(&stage, "No process covers");
    stage_key(&stage, K_TAB);
    stage_has(&stage, "4[Method]");
    stage_has(&stage, "Interview");
    stage_key(&stage, '5');
    stage_has(&stage, "○ 1 raised");
    stage_key(&stage, K_ENTER);
    stage_has(&stage, "Findings · IA-2026-01");
    stage_key(&stage, 'q');
    stage_key(&stage, '1');
    stage_key(&stage, 'G');
    stage_key(&stage, K_ENTER); /* the first that is open in the last chapter */
    stage_has(&stage, "Seal count");
    stage_remove(&stage);
}

static void results_in_plain_and_small(void)
{
    struct stage stage;

    stage_make_audit(&stage);
    stage_show(&stage, results_screen_new(&stage.audit), 16, 60);
    stage_has(&stage, "· 4 Not assessed");
    stage.app->canvas->plain = true;
    stage_size(&stage, 24, 80);
    stage_has(&stage, "3 Not assessed");
    stage_lacks(&stage, "··");
    stage_size(&stage, 5, 20);
    stage_size(&stage, 40, 200);
    stage_remove(&stage);
}

CU_ErrorCode test_chart_add(void)
{
    static const struct suite_test tests[] = {
        {"parts are in proportion", parts_are_in_proportion},
        {"rare parts are seen", rare_parts_are_seen},
        {"nothing is no bar", nothing_is_no_bar},
        {"symbols and colours tell the parts", symbols_and_colours_tell_the_parts},
        {"the legend takes the rows it needs", the_legend_takes_the_rows_it_needs},
        {"results of an audit", results_of_an_audit},
        {"results in plain and small", results_in_plain_and_small},
        {NULL, NULL}};

    return suite_add("chart", tests);
}
