/* workbook_inputs.c - the inputs of a management review (9.3.2), named in our own words: what the
 * file knows of each, and marked room for what it can't know.
 */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "exchange/workbook_pack.h"

#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "exchange/workbook_page.h"

static const unsigned widths[] = {24, 30, 30, 30, 24};
enum { COLUMNS = sizeof widths / sizeof widths[0], LAST = COLUMNS - 1, ROOM_POINTS = 54 };
enum { MORE_LIMIT = 3 };
enum { PAGE_POINTS = 590, SECTION_POINTS = 40, TITLE_POINTS = 65 };

static const struct code inputs[] = {
    {"a", N_("a) Earlier decisions and what became of them"), " ", ' ', TONE_PLAIN},
    {"b", N_("b) What changed around us and inside"), " ", ' ', TONE_PLAIN},
    {"c", N_("c) What interested parties now expect"), " ", ' ', TONE_PLAIN},
    {"d) 1", N_("d) 1) Nonconformities and actions over time"), " ", ' ', TONE_PLAIN},
    {"d) 2", N_("d) 2) Measurements over time"), " ", ' ', TONE_PLAIN},
    {"d) 3", N_("d) 3) Audits over time"), " ", ' ', TONE_PLAIN},
    {"e", N_("e) Where we can get better"), " ", ' ', TONE_PLAIN},
    {"f", N_("f) Audits, and how we keep to law and agreements"), " ", ' ', TONE_PLAIN},
    {"g", N_("g) What outsiders tell us, complaints too"), " ", ' ', TONE_PLAIN},
    {"h", N_("h) How well security works"), " ", ' ', TONE_PLAIN},
    {"i", N_("i) Objectives and targets: how far we got"), " ", ' ', TONE_PLAIN},
    {"j", N_("j) Where the corrective actions stand"), " ", ' ', TONE_PLAIN},
    {"k", N_("k) What earlier reviews left to follow up"), " ", ' ', TONE_PLAIN},
    {"l", N_("l) Circumstances, law and other duties that change"), " ", ' ', TONE_PLAIN},
    {"m", N_("m) What is recommended"), " ", ' ', TONE_PLAIN},
    {NULL, NULL, NULL, 0, TONE_PLAIN}};
const struct code_list pack_inputs = {"review input", inputs, INPUT_COUNT};

/* ---- what the file says ------------------------------------------------------------------------
 */

struct speech {
    const struct book *book;
    const struct report *report;
    const struct report_pack *pack;
    struct buf text;
};

/* One statement a line. Takes the text. */
static void say(struct speech *speech, char *text)
{
    buf_puts(&speech->text, speech->text.length > 0 && *text != '\0' ? "\n" : "");
    buf_puts(&speech->text, text);
    free(text);
}

#define SAY(speech, ...) say(speech, translate_words((speech)->report->language, __VA_ARGS__))

/* The whole period. */
static void sum_all(const struct report *report, struct pack_sums *sums)
{
    const char *first = *report->from != '\0' ? report->from : "0000-01-01";
    const char *last = *report->to != '\0' ? report->to : report->today;

    pack_sum(report, first, last, sums);
}

static void say_changes(struct speech *speech)
{
    const struct report_pack *pack = speech->pack;

    if (pack->changes.count > 0)
        SAY(speech, N_("Processes that changed in the period: %zu."), pack->changes.count);
    for (size_t i = 0; i < pack->changes.count; i++) {
        const struct pack_change *change = &pack->changes.items[i];
        char *risk = book_code(speech->book, &code_importance, change->risk);
        say(speech,
            mem_printf("%s  %s%s%s%s%s%s", change->day, change->process,
                       *change->site != '\0' ? ", " : "", change->site,
                       *change->note != '\0' ? ": " : "", change->note, *risk != '\0' ? " " : ""));
        if (*risk != '\0')
            buf_printf(&speech->text, "(%s: %s)", book_label(speech->book, N_("Risk")), risk);
        free(risk);
    }
}

static void say_nonconformities(struct speech *speech)
{
    struct pack_sums sums;
    size_t before = 0;

    sum_all(speech->report, &sums);
    for (size_t i = 0; i < speech->report->findings.count; i++) {
        const struct report_finding *finding = &speech->report->findings.items[i];
        char raised[CLOCK_DATE_SIZE];
        before += report_counts(finding) && report_is_nonconformity(finding) &&
                          *speech->report->from != '\0' &&
                          report_local_date(finding->raised_at, raised) &&
                          strcmp(raised, speech->report->from) < 0
                      ? 1
                      : 0;
    }
    SAY(speech,
        N_("Nonconformities raised in the period: %zu major, %zu minor; closed in it: %zu; "
           "open at its end: %zu."),
        sums.raised[GRADE_MAJOR], sums.raised[GRADE_MINOR], sums.closed, sums.open);
    SAY(speech,
        N_("From before the period: %zu. Came back or against the same requirement as "
           "before: %zu."),
        before, speech->pack->again.count);
    SAY(speech, N_("Corrective actions carried out in the period: %zu."), sums.actions_done);
}

static void say_audit_trend(struct speech *speech)
{
    const struct report_pack *pack = speech->pack;

    SAY(speech, N_("Audits done: %zu, running: %zu, not begun: %zu, cancelled: %zu; late: %zu."),
        pack_count_audits(pack, PACK_DONE), pack_count_audits(pack, PACK_RUNNING),
        pack_count_audits(pack, PACK_NOT_BEGUN), pack_count_audits(pack, PACK_CANCELLED),
        pack_count_late(pack));
    for (size_t i = 0; i < pack->audits.count; i++) {
        const struct pack_audit *audit = &pack->audits.items[i];
        if (audit->conformity >= 0)
            SAY(speech, N_("%s (%s): %d.%d%% conformity, %zu of %zu requirements assessed."),
                audit->number, audit->begins, audit->conformity / 10, audit->conformity % 10,
                (size_t)audit->assessed, (size_t)audit->requirements);
    }
}

static void say_chances(struct speech *speech)
{
    struct pack_sums sums;

    sum_all(speech->report, &sums);
    SAY(speech, N_("Opportunities for improvement raised in the period: %zu; good practice: %zu."),
        sums.raised[GRADE_OFI], sums.raised[GRADE_GOOD_PRACTICE]);
}

static void say_audits(struct speech *speech)
{
    const struct report_pack *pack = speech->pack;

    for (size_t i = 0; i < pack->audits.count; i++) {
        const struct pack_audit *audit = &pack->audits.items[i];
        const char *said = *audit->conclusion != '\0'
                               ? audit->conclusion
                               : book_label(speech->book, N_("no conclusion yet"));
        say(speech, mem_printf("%s (%s \xE2\x80\x93 %s): %s", audit->number, audit->begins,
                               audit->ends, said));
        if (*audit->effectiveness != '\0')
            say(speech, mem_strdup(audit->effectiveness));
    }
    if (pack->audits.count == 0)
        SAY(speech, N_("No audit has a day in this period."));
}

static void say_sources(struct speech *speech)
{
    size_t by[4] = {0};
    size_t none = 0;

    for (size_t i = 0; i < speech->report->findings.count; i++) {
        const struct report_finding *finding = &speech->report->findings.items[i];
        if (!report_counts(finding) || !report_is_nonconformity(finding))
            continue;
        if (finding->source >= 0 && finding->source < 4)
            by[finding->source]++;
        else
            none++;
    }
    SAY(speech,
        N_("Where nonconformities came from: audits %zu, incidents %zu, near misses %zu, "
           "false alarms %zu, not said %zu."),
        by[0], by[1], by[2], by[3], none);
}

static void say_security(struct speech *speech)
{
    const struct report *report = speech->report;
    size_t by[4] = {0};
    size_t none = 0;
    size_t checked = 0;
    size_t failing = 0;

    say_sources(speech);
    for (size_t i = 0; i < report->findings.count; i++) {
        const struct report_finding *finding = &report->findings.items[i];
        if (!report_counts(finding) || !report_is_nonconformity(finding) ||
            finding->state == FINDING_CLOSED)
            continue;
        if (finding->risk >= 0 && finding->risk < 4)
            by[finding->risk]++;
        else
            none++;
    }
    SAY(speech,
        N_("Open nonconformities by risk: critical %zu, high %zu, medium %zu, low %zu, not "
           "rated %zu."),
        by[3], by[2], by[1], by[0], none);
    for (size_t i = 0; i < speech->pack->audits.count; i++) {
        checked += (size_t)speech->pack->audits.items[i].deployed;
        failing += (size_t)speech->pack->audits.items[i].failing;
    }
    if (checked > 0)
        SAY(speech,
            N_("Posts, people and equipment looked at where the plan puts them: %zu; less "
               "than planned or not working: %zu."),
            checked, failing);
}

static void say_actions(struct speech *speech)
{
    size_t done = 0;

    for (size_t i = 0; i < speech->report->actions.count; i++)
        done += *speech->report->actions.items[i].done != '\0' ? 1 : 0;
    SAY(speech, N_("Corrective actions: %zu, of them carried out: %zu."),
        speech->report->actions.count, done);
    SAY(speech, N_("Still to be done (corrections, actions, checks): %zu, of them overdue: %zu."),
        speech->pack->dues.count, pack_count_overdue(speech->pack));
}

static void say_follow_up(struct speech *speech)
{
    size_t count = 0;

    for (size_t i = 0; i < speech->pack->audits.count; i++)
        count += speech->pack->audits.items[i].type == code_index(&code_audit_types, "follow-up");
    if (count > 0)
        SAY(speech, N_("Follow-up audits in the period: %zu."), count);
}

static void say_recommendations(struct speech *speech)
{
    for (size_t i = 0; i < speech->pack->audits.count; i++) {
        const struct pack_audit *audit = &speech->pack->audits.items[i];
        if (*audit->recommendations != '\0')
            say(speech, mem_printf("%s: %s", audit->number, audit->recommendations));
    }
}

/* ---- the inputs --------------------------------------------------------------------------------
 */

/* In the order of pack_inputs: what the file says, where more of it is, what people add. */
static const struct {
    void (*say)(struct speech *speech); /* NULL: nothing */
    enum sheet_id more[MORE_LIMIT];     /* ends with SHEET_NONE or the array */
    const char *ask;                    /* msgid */
} rows[INPUT_COUNT] = {
    {NULL, {SHEET_PACK_RESULTS}, N_("Each decision of the last review: done, running, dropped?")},
    {say_changes, {SHEET_NONE}, N_("Market, threats, sites, people, technology: what is new?")},
    {NULL, {SHEET_NONE}, N_("Customers, customs, police, insurers, staff: what do they want now?")},
    {say_nonconformities,
     {SHEET_PACK_TRENDS, SHEET_NONCONFORMITIES, SHEET_PACK_AGAIN},
     N_("What is behind the trend?")},
    {NULL, {SHEET_NONE}, N_("Key figures of the period: alarms, response times, losses, tests")},
    {say_audit_trend,
     {SHEET_PACK_TRENDS, SHEET_PACK_PROGRAMME, SHEET_PACK_COVERAGE},
     N_("What do the audits say about the system as a whole?")},
    {say_chances,
     {SHEET_PACK_CHANCES},
     N_("Ideas from elsewhere: exercises, staff, others' "
        "incidents")},
    {say_audits,
     {SHEET_PACK_AUDITS, SHEET_PACK_COVERAGE},
     N_("Checks of legal and contractual duties: which, with what result?")},
    {NULL, {SHEET_NONE}, N_("Complaints, letters of authorities, questions of customers")},
    {say_security,
     {SHEET_NONCONFORMITIES},
     N_("Incidents and exercises of the period, and what they showed")},
    {NULL, {SHEET_NONE}, N_("Each security objective: target, reached, why not?")},
    {say_actions,
     {SHEET_ACTIONS, SHEET_PACK_DUES, SHEET_PACK_PROGRAMME},
     N_("What holds up the overdue ones?")},
    {say_follow_up, {SHEET_NONE}, N_("Open points of earlier reviews, with owner and date")},
    {NULL, {SHEET_NONE}, N_("New laws, permits, treaties, insurance terms: from when?")},
    {say_recommendations,
     {SHEET_PACK_CHANCES, SHEET_PACK_RESULTS},
     N_("What do you propose to decide?")},
};

char *pack_statement(const struct book *book, enum pack_input input)
{
    struct speech speech = {.book = book, .report = book->report, .pack = book->report->pack};

    buf_init(&speech.text);
    if (rows[input].say != NULL)
        rows[input].say(&speech);
    return buf_take(&speech.text);
}

static void write_more(struct page *page, const enum sheet_id more[MORE_LIMIT])
{
    struct book *book = page->book;

    if (more[0] == SHEET_NONE)
        return;
    book_set_height(book, page->sheet, page->row, book_height(book, 1) + 2);
    page_span(page, 0, 0, book_label(book, N_("More on")), STYLE_LABEL);
    for (unsigned i = 0; i < LAST; i++) {
        const struct sheet *to = i < MORE_LIMIT ? &book->sheets[more[i]] : NULL;
        if (i >= MORE_LIMIT || more[i] == SHEET_NONE)
            book_blank(book, page->sheet, page->row, i + 1, STYLE_VALUE);
        else
            book_link_to(book, page->sheet, page->row, i + 1, to->name, strlen(to->name), to, 0);
    }
    page->row++;
}

/* Points that an input takes on paper. */
static double points_of(struct book *book, const char *text)
{
    struct parts parts = {0};
    size_t lines = 0;
    unsigned width = 0;

    for (unsigned i = 1; i < COLUMNS; i++)
        width += widths[i];
    book_split(book, text, width, &parts);
    for (size_t i = 0; i < parts.count; i++)
        lines += parts.items[i].lines;
    free(parts.items);
    return (double)lines * book->line_height + 3 * book_height(book, 1) + ROOM_POINTS +
           SECTION_POINTS;
}

/* used: points of the paper that are written on; an input is not cut by the end of a page. */
static void write_input(struct page *page, enum pack_input input, double *used)
{
    struct book *book = page->book;
    char *text = pack_statement(book, input);
    double points = points_of(book, text);

    if (*used + points > PAGE_POINTS) {
        page_break(page);
        *used = 0;
    }
    *used += points;
    page_section(page, code_at(&pack_inputs, (int)input)->label);
    page_pair(page, N_("From the file"),
              *text != '\0' ? text : book_label(book, N_("The file has nothing on this.")));
    write_more(page, rows[input].more);
    page_pair(page, N_("To be added"), book_label(book, rows[input].ask));
    book_set_height(book, page->sheet, page->row, ROOM_POINTS);
    page_span(page, 0, 0, "", STYLE_LABEL);
    page_span(page, 1, LAST, "", STYLE_INPUT);
    page->row++;
    free(text);
}

void workbook_pack_inputs(struct book *book, size_t begins[INPUT_COUNT])
{
    struct page page;
    char *subtitle = book_subtitle(book, "");

    page_begin(&page, book, SHEET_PACK_INPUTS, widths, COLUMNS);
    page_title(&page, book_label(book, N_("Inputs of the review")), subtitle);
    page_note(&page, book_label(book, N_("Tinted fields are to be filled in: what stands there no "
                                         "audit can know.")));
    double used = TITLE_POINTS;
    for (int i = 0; i < INPUT_COUNT && !book_failed(book); i++) {
        begins[i] = page.row + 1;
        write_input(&page, (enum pack_input)i, &used);
    }
    page_end(&page);
    free(subtitle);
}
