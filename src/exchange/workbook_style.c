/* workbook_style.c - formats and safe cells of a workbook. */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "exchange/workbook_style.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"

enum {
    ROW_HEIGHT_MAX = 405, /* Excel: 409 points */
    PART_BYTES = 12000,   /* far below the 32,767 characters of a cell, even when all is escaped */
    URL_LIMIT = 65000     /* Excel: 65,530 links a sheet */
};

enum {
    INK = 0x1F2933,
    FAINT = 0x52606D,
    LINE = 0x9AA5B1,
    SHADE = 0xE4E9EF,
    STRESS = 0xD5DCE5,
    LINK_INK = 0x0B4F8A,
    ROOM = 0xFFF9E0 /* what is to be filled in */
};

struct look {
    double size;
    bool bold;
    bool italic;
    bool wrap;
    uint8_t align;
    uint8_t border;
    lxw_color_t color;
    lxw_color_t fill; /* 0: none */
    const char *number_format;
};

#define DATE_FORMAT "yyyy\\-mm\\-dd"
#define STAMP_FORMAT "yyyy\\-mm\\-dd\\ hh:mm"

static const struct look looks[STYLE_COUNT] = {
    [STYLE_TITLE] = {18, true, false, false, LXW_ALIGN_LEFT, 0, INK, 0, NULL},
    [STYLE_SUBTITLE] = {10, false, false, false, LXW_ALIGN_LEFT, 0, FAINT, 0, NULL},
    [STYLE_SECTION] = {12, true, false, false, LXW_ALIGN_LEFT, 0, INK, 0, NULL},
    [STYLE_LABEL] = {10, true, false, true, LXW_ALIGN_LEFT, LXW_BORDER_HAIR, INK, SHADE, NULL},
    [STYLE_VALUE] = {10, false, false, true, LXW_ALIGN_LEFT, LXW_BORDER_HAIR, INK, 0, "@"},
    [STYLE_VALUE_DATE] = {10, false, false, true, LXW_ALIGN_LEFT, LXW_BORDER_HAIR, INK, 0,
                          DATE_FORMAT},
    [STYLE_VALUE_PERCENT] = {12, true, false, false, LXW_ALIGN_LEFT, LXW_BORDER_HAIR, INK, 0,
                             "0.0%"},
    [STYLE_VALUE_NUMBER] = {10, false, false, false, LXW_ALIGN_LEFT, LXW_BORDER_HAIR, INK, 0, "0"},
    [STYLE_VALUE_DECIMAL] = {10, false, false, false, LXW_ALIGN_RIGHT, LXW_BORDER_HAIR, INK, 0,
                             "0.0"},
    [STYLE_NOTE] = {9, false, true, true, LXW_ALIGN_LEFT, 0, FAINT, 0, NULL},
    [STYLE_HEADER] = {10, true, false, true, LXW_ALIGN_LEFT, LXW_BORDER_THIN, INK, SHADE, NULL},
    [STYLE_TEXT] = {10, false, false, true, LXW_ALIGN_LEFT, LXW_BORDER_HAIR, INK, 0, "@"},
    [STYLE_KEY] = {10, true, false, true, LXW_ALIGN_LEFT, LXW_BORDER_HAIR, INK, 0, "@"},
    [STYLE_LINK] = {10, false, false, true, LXW_ALIGN_LEFT, LXW_BORDER_HAIR, LINK_INK, 0, "@"},
    [STYLE_CENTER] = {10, false, false, true, LXW_ALIGN_CENTER, LXW_BORDER_HAIR, INK, 0, "@"},
    [STYLE_NUMBER] = {10, false, false, false, LXW_ALIGN_RIGHT, LXW_BORDER_HAIR, INK, 0, "#,##0"},
    [STYLE_PERCENT] = {10, false, false, false, LXW_ALIGN_RIGHT, LXW_BORDER_HAIR, INK, 0, "0.0%"},
    [STYLE_DATE] = {10, false, false, false, LXW_ALIGN_LEFT, LXW_BORDER_HAIR, INK, 0, DATE_FORMAT},
    [STYLE_STAMP] = {10, false, false, false, LXW_ALIGN_LEFT, LXW_BORDER_HAIR, INK, 0,
                     STAMP_FORMAT},
    [STYLE_MONO] = {9, false, false, true, LXW_ALIGN_LEFT, LXW_BORDER_HAIR, INK, 0, "@"},
    [STYLE_LINE] = {10, false, false, true, LXW_ALIGN_LEFT, 0, INK, 0, "@"},
    [STYLE_INPUT] = {10, false, false, true, LXW_ALIGN_LEFT, LXW_BORDER_THIN, INK, ROOM, "@"},
    [STYLE_INPUT_DATE] = {10, false, false, false, LXW_ALIGN_LEFT, LXW_BORDER_THIN, INK, ROOM,
                          DATE_FORMAT},
    [STYLE_BOX] = {10, false, false, true, LXW_ALIGN_LEFT, LXW_BORDER_THIN, INK, 0, NULL},
};

/* Conditional formats: each also differs without colour. */
static const struct {
    bool bold;
    bool italic;
    lxw_color_t color;
    lxw_color_t fill;
} tone_looks[] = {
    [TONE_PLAIN] = {false, false, 0, 0},
    [TONE_GOOD] = {false, false, 0x1B5E20, 0},
    [TONE_NOTICE] = {false, true, 0x0B4F8A, 0},
    [TONE_WARN] = {true, false, 0x6B4400, 0xFFEFC2},
    [TONE_BAD] = {true, false, 0xFFFFFF, 0x9B1C1C},
    [TONE_MUTED] = {false, true, 0x616E7C, 0},
};

static lxw_format *make_style(struct book *book, const struct look *look)
{
    lxw_format *format = workbook_add_format(book->workbook);

    format_set_font_name(format, book->font);
    format_set_font_size(format, look->size);
    format_set_font_color(format, look->color);
    format_set_align(format, look->align);
    format_set_align(format, LXW_ALIGN_VERTICAL_TOP);
    if (look->bold)
        format_set_bold(format);
    if (look->italic)
        format_set_italic(format);
    if (look->wrap)
        format_set_text_wrap(format);
    if (look->border != 0) {
        format_set_border(format, look->border);
        format_set_border_color(format, LINE);
    }
    if (look->fill != 0)
        format_set_bg_color(format, look->fill);
    if (look->number_format != NULL)
        format_set_num_format(format, look->number_format);
    return format;
}

static lxw_format *make_tone(struct book *book, size_t tone)
{
    lxw_format *format = workbook_add_format(book->workbook);

    if (tone_looks[tone].bold)
        format_set_bold(format);
    if (tone_looks[tone].italic)
        format_set_italic(format);
    format_set_font_color(format, tone_looks[tone].color);
    if (tone_looks[tone].fill != 0)
        format_set_bg_color(format, tone_looks[tone].fill);
    return format;
}

void book_make_styles(struct book *book)
{
    bool han = strncmp(book->report->language, "zh", 2) == 0 || report_is_both(book->report);

    book->han = han;
    book->font = han ? "Microsoft YaHei" : "Calibri";
    book->line_height = han ? 15.0 : 13.0;
    book->part_lines = (size_t)((ROW_HEIGHT_MAX - 6) / book->line_height) - 2;
    for (size_t i = 0; i < STYLE_COUNT; i++)
        book->styles[i] = make_style(book, &looks[i]);
    format_set_unlocked(book->styles[STYLE_INPUT]);
    format_set_unlocked(book->styles[STYLE_INPUT_DATE]);
    format_set_underline(book->styles[STYLE_LINK], LXW_UNDERLINE_SINGLE);
    format_set_align(book->styles[STYLE_HEADER], LXW_ALIGN_VERTICAL_CENTER);
    format_set_align(book->styles[STYLE_SECTION], LXW_ALIGN_VERTICAL_BOTTOM);
    format_set_bottom(book->styles[STYLE_HEADER], LXW_BORDER_MEDIUM);
    for (size_t i = TONE_PLAIN + 1; i < sizeof tone_looks / sizeof *tone_looks; i++)
        book->tones[i] = make_tone(book, i);
    book->emphasis = workbook_add_format(book->workbook);
    /* A ground that is seen in grey, too; bold letters would need more room than rows have. */
    format_set_bg_color(book->emphasis, STRESS);
}

const char *book_label(const struct book *book, const char *msgid)
{
    return report_label(book->report->language, msgid);
}

/* Only symbols that stand for a judgement; letters and blanks are for screens. */
static bool shows_symbol(const struct code_list *codes)
{
    bool judged = false;

    for (size_t i = 0; i < codes->count; i++) {
        if ((unsigned char)codes->rows[i].symbol[0] < 0x80)
            return false;
        judged = judged || codes->rows[i].tone != TONE_PLAIN;
    }
    return judged;
}

char *book_code(const struct book *book, const struct code_list *codes, int index)
{
    if (index < 0 || (size_t)index >= codes->count)
        return mem_strdup("");
    const struct code *code = &codes->rows[index];
    const char *label = book_label(book, code->label);
    if (!shows_symbol(codes))
        return mem_strdup(label);
    return mem_printf("%s %s", code->symbol, label);
}

static struct book_labels *labels_of(struct book *book, const struct code_list *codes)
{
    for (size_t i = 0; i < book->label_count; i++)
        if (book->labels[i].codes == codes)
            return &book->labels[i];
    book->labels =
        mem_grow(book->labels, book->label_count, &book->label_capacity, sizeof *book->labels);
    struct book_labels *labels = &book->labels[book->label_count++];
    labels->codes = codes;
    labels->texts = mem_zalloc(codes->count, sizeof *labels->texts);
    for (size_t i = 0; i < codes->count; i++)
        labels->texts[i] = book_code(book, codes, (int)i);
    return labels;
}

const char *book_code_text(struct book *book, const struct code_list *codes, int index)
{
    if (index < 0 || (size_t)index >= codes->count)
        return "";
    return labels_of(book, codes)->texts[index];
}

static int by_id(const void *a, const void *b)
{
    return ident_compare(&((const struct finding_place *)a)->id,
                         &((const struct finding_place *)b)->id);
}

static void make_places(struct book *book)
{
    const struct report *report = book->report;
    size_t count = report->findings.count;
    size_t *listed = mem_zalloc(count + 1, sizeof *listed);

    for (size_t i = 0; i < book->listed_count; i++)
        listed[(const struct report_finding *)book->listed[i] - report->findings.items] = i + 1;
    free(book->places);
    book->places = mem_zalloc(count + 1, sizeof *book->places);
    for (size_t i = 0; i < count; i++)
        book->places[i] = (struct finding_place){report->findings.items[i].id, i,
                                                 listed[i] > 0 ? listed[i] - 1 : SIZE_MAX};
    qsort(book->places, count, sizeof *book->places, by_id);
    book->places_for = book->listed;
    free(listed);
}

const struct finding_place *book_finding(struct book *book, const struct ident *id)
{
    const struct finding_place key = {.id = *id};

    if (book->report->findings.count == 0 || book->report->source != NULL)
        return NULL; /* of a source nothing is kept */
    if (book->places == NULL || book->places_for != book->listed)
        make_places(book);
    return bsearch(&key, book->places, book->report->findings.count, sizeof *book->places, by_id);
}

void book_clear_scratch(struct book *book)
{
    free(book->places);
    for (size_t i = 0; i < book->label_count; i++) {
        for (size_t j = 0; j < book->labels[i].codes->count; j++)
            free(book->labels[i].texts[j]);
        free(book->labels[i].texts);
    }
    free(book->labels);
    buf_clear(&book->cell);
    text_lines_clear(&book->lines);
}

bool book_keep(struct book *book, lxw_error error)
{
    /* The library does not say why it could not write; errno is still that of its last call. */
    if (book->failed == LXW_NO_ERROR && error != LXW_NO_ERROR)
        book->no_room = errno == ENOSPC || errno == EDQUOT || errno == EFBIG;
    if (book->failed == LXW_NO_ERROR)
        book->failed = error;
    return book->failed == LXW_NO_ERROR;
}

bool book_failed(const struct book *book)
{
    return book->failed != LXW_NO_ERROR || book->cancelled || book->stopped != ERR_OK;
}

void book_stop(struct book *book, enum err_code code)
{
    if (book->stopped == ERR_OK)
        book->stopped = code;
}

/* Texts of the file are clean; this holds for any other, too: U+FFFD for what is not UTF-8. */
static char *repair(const char *text)
{
    struct buf out;

    buf_init(&out);
    for (const char *at = text; *at != '\0';) {
        size_t left = strnlen(at, 4);
        size_t length = 1;
        while (length < left && !text_is_utf8(at, length))
            length++;
        if (text_is_utf8(at, length)) {
            buf_add(&out, at, length);
            at += length;
        } else {
            buf_puts(&out, "\xEF\xBF\xBD");
            at++;
        }
    }
    return buf_take(&out);
}

bool book_is_plain(const char *text)
{
    for (; *text != '\0'; text++)
        if ((unsigned char)*text < 0x20 || (unsigned char)*text >= 0x7F)
            return false;
    return true;
}

char *book_clean(const char *text)
{
    char *clean = NULL;

    if (book_is_plain(text))
        return mem_strdup(text);
    if (text_clean(text, strlen(text), TEXT_BLOCK, &clean, NULL) == ERR_OK)
        return clean;
    char *repaired = repair(text);
    if (text_clean(repaired, strlen(repaired), TEXT_BLOCK, &clean, NULL) != ERR_OK)
        clean = mem_strdup("");
    free(repaired);
    return clean;
}

/* ---- parts -------------------------------------------------------------------------------------
 */

static void add_part(struct parts *parts, size_t start, size_t end, size_t lines)
{
    parts->items = mem_grow(parts->items, parts->count, &parts->capacity, sizeof *parts->items);
    parts->items[parts->count++] = (struct part){start, end - start, lines};
}

/* Cuts at characters what is too long for a cell though it takes few columns. */
static size_t cut_bytes(const char *text, size_t start, size_t end)
{
    if (end - start <= PART_BYTES)
        return end;
    end = start + PART_BYTES;
    while (end > start + 1 && ((unsigned char)text[end] & 0xC0) == 0x80)
        end--;
    return end;
}

static void split_lines(const struct book *book, const char *text, struct parts *parts)
{
    size_t start = 0;
    size_t lines = 0;
    size_t end = 0;

    for (size_t i = 0; i < book->lines.count; i++) {
        const struct text_line *line = &book->lines.items[i];
        size_t line_end = line->start + line->length;
        if (lines > 0 && (lines == book->part_lines || line_end - start > PART_BYTES)) {
            add_part(parts, start, end, lines);
            start = line->start;
            lines = 0;
        }
        while ((end = cut_bytes(text, start, line_end)) < line_end) {
            add_part(parts, start, end, 1);
            start = end;
        }
        lines++;
    }
    add_part(parts, start, end, lines);
}

/* How wide text is in a cell, in hundredths of the unit of column widths: that is a digit in 11
 * points, texts are in 10. After the letters of Calibri; those of fonts for Chinese, and of what
 * stands in for them, are up to a fifth wider. Han characters are as wide as the text is high. */
enum { WIDE_FONT = 120, WIDE_CHARACTER = 96, CERTAINTY = 93 };

static const uint8_t letter_units[128] = {
    0,   97,  97,  97,  97,  97,  97,  97,  97,  97,  97,  97,  97,  97,  97,  97,  97, 97,  97,
    97,  97,  97,  97,  97,  97,  97,  97,  97,  97,  97,  97,  97,  48,  48,  64,  97, 97,  160,
    97,  48,  64,  64,  97,  97,  48,  64,  48,  64,  97,  97,  97,  97,  97,  97,  97, 97,  97,
    97,  48,  48,  97,  97,  97,  97,  160, 112, 112, 112, 112, 112, 112, 112, 112, 48, 112, 112,
    112, 160, 112, 112, 112, 112, 112, 112, 112, 112, 112, 160, 112, 112, 112, 64,  64, 64,  97,
    97,  97,  97,  97,  97,  97,  97,  64,  97,  97,  48,  48,  97,  48,  160, 97,  97, 97,  97,
    64,  97,  64,  97,  97,  160, 97,  97,  97,  97,  48,  97,  97,  97,
};

/* How many columns of text, as text_wrap counts them, a line of a cell holds. A part of the width
 * is kept back, since a line may have more wide letters than the text has on average. */
static size_t line_room(const struct book *book, const char *text, unsigned columns)
{
    size_t units = 0;
    size_t letters = 0;
    bool ascii = true;

    for (const char *at = text; *at != '\0'; at++) {
        ascii = ascii && (unsigned char)*at < 0x80;
        if ((unsigned char)*at >= 0x80 || *at == '\n')
            continue;
        units += letter_units[(unsigned char)*at];
        letters++;
    }
    if (book->han)
        units = units * WIDE_FONT / 100;
    size_t others = ascii ? 0 : text_width(text) - letters;
    units += others * WIDE_CHARACTER;
    if (letters + others == 0 || columns < 4)
        return columns > 2 ? columns - 1 : 2;
    size_t room = (size_t)(columns - 1) * CERTAINTY * (letters + others) / units;
    return room > 2 ? room : 2;
}

/* The lines that ASCII text takes when it breaks at blanks only: never fewer than with all breaks
 * there are, so that nothing is cut, at a fraction of the time. 0: it is not ASCII. */
static size_t plain_lines(const char *text, size_t room)
{
    size_t lines = 1;
    size_t used = 0;

    for (const char *at = text; *at != '\0';) {
        const char *word = at;
        while ((unsigned char)*at > ' ' && (unsigned char)*at < 0x80)
            at++;
        if ((unsigned char)*at >= 0x80)
            return 0;
        size_t length = (size_t)(at - word);
        if (used > 0 && used + length > room) {
            lines++;
            used = 0;
        }
        for (; length > room; length -= room) /* a word that is cut */
            lines++;
        used += length;
        if (*at == '\n') {
            lines++;
            used = 0;
            at++;
        } else if (*at != '\0') {
            used++;
            at++;
        }
    }
    return lines;
}

void book_whole(const char *text, size_t lines, struct parts *parts)
{
    parts->count = 0;
    add_part(parts, 0, strlen(text), lines);
}

void book_split(struct book *book, const char *text, unsigned columns, struct parts *parts)
{
    size_t length = strlen(text);
    size_t room = line_room(book, text, columns);

    parts->count = 0;
    if (length <= room && memchr(text, '\n', length) == NULL) {
        add_part(parts, 0, length, 1);
        return;
    }
    size_t lines = length <= PART_BYTES ? plain_lines(text, room) : 0;
    if (lines > 0 && lines <= book->part_lines) {
        add_part(parts, 0, length, lines);
        return;
    }
    text_wrap(text, room, &book->lines);
    split_lines(book, text, parts);
}

double book_height(const struct book *book, size_t lines)
{
    double height = (double)lines * book->line_height + 4;

    return height < ROW_HEIGHT_MAX ? height : ROW_HEIGHT_MAX;
}

/* ---- cells -------------------------------------------------------------------------------------
 */

/* Excel reads "_x0041_" in a string as a character code: its underscore must be one itself. */
static void escape(const char *text, size_t length, struct buf *out)
{
    for (size_t i = 0; i < length; i++) {
        bool coded = length - i >= 7 && text[i] == '_' && text[i + 1] == 'x' &&
                     strspn(text + i + 2, "0123456789abcdefABCDEF") >= 4 && text[i + 6] == '_';
        buf_puts(out, coded ? "_x005F_" : "");
        if (!coded)
            buf_putc(out, text[i]);
    }
}

char *book_escaped(const char *text)
{
    struct buf out;

    buf_init(&out);
    escape(text, strlen(text), &out);
    return buf_take(&out);
}

/* UTF-8 never has fewer bytes than UTF-16 has units. */
void book_cut(char *text, size_t characters)
{
    static const char dots[] = "\xE2\x80\xA6";
    size_t at = 0;

    if (strlen(text) <= characters)
        return;
    for (size_t length; text[at] != '\0'; at += length) {
        length = text_grapheme_next(text + at);
        if (length == 0 || at + length > characters - (sizeof dots - 1))
            break;
    }
    memcpy(text + at, dots, sizeof dots);
}

/* The text of a cell with an end: where it is whole and has no such code, itself. */
static const char *cell_text(struct book *book, const char *text, size_t length)
{
    bool coded = memmem(text, length, "_x", 2) != NULL;

    if (!coded && text[length] == '\0')
        return text;
    buf_reset(&book->cell);
    if (coded)
        escape(text, length, &book->cell);
    else
        buf_add(&book->cell, text, length);
    return book->cell.data;
}

void book_part(struct book *book, struct sheet *sheet, size_t row, unsigned column,
               const char *text, size_t length, enum style style)
{
    if (length == 0) {
        book_blank(book, sheet, row, column, style);
        return;
    }
    const char *cell = cell_text(book, text, length);
    book->bytes += length + BOOK_CELL_BYTES;
    book_keep(book, worksheet_write_string(sheet->worksheet, (lxw_row_t)row, (lxw_col_t)column,
                                           cell, book->styles[style]));
}

void book_text(struct book *book, struct sheet *sheet, size_t row, unsigned column,
               const char *text, enum style style)
{
    char *own = book_is_plain(text) ? NULL : book_clean(text);
    const char *clean = own != NULL ? own : text;

    book_part(book, sheet, row, column, clean, cut_bytes(clean, 0, strlen(clean)), style);
    free(own);
}

void book_number(struct book *book, struct sheet *sheet, size_t row, unsigned column, double number,
                 enum style style)
{
    book->bytes += BOOK_CELL_BYTES;
    book_keep(book, worksheet_write_number(sheet->worksheet, (lxw_row_t)row, (lxw_col_t)column,
                                           number, book->styles[style]));
}

void book_blank(struct book *book, struct sheet *sheet, size_t row, unsigned column,
                enum style style)
{
    book->bytes += BOOK_CELL_BYTES / 2;
    book_keep(book, worksheet_write_blank(sheet->worksheet, (lxw_row_t)row, (lxw_col_t)column,
                                          book->styles[style]));
}

static int two(const char *digits)
{
    return (digits[0] - '0') * 10 + (digits[1] - '0');
}

bool book_date(struct book *book, struct sheet *sheet, size_t row, unsigned column,
               const char *time, bool with_time, enum style style)
{
    char stamp[17];
    bool timed = with_time && report_local_stamp(time, stamp);

    if (!timed && !report_local_date(time, stamp))
        return false;
    lxw_datetime value = {
        two(stamp) * 100 + two(stamp + 2), two(stamp + 5), two(stamp + 8), 0, 0, 0};
    if (value.year < 1900)
        return false; /* before the calendar of workbooks */
    if (timed) {
        value.hour = two(stamp + 11);
        value.min = two(stamp + 14);
    }
    book->bytes += BOOK_CELL_BYTES;
    book_keep(book, worksheet_write_datetime(sheet->worksheet, (lxw_row_t)row, (lxw_col_t)column,
                                             &value, book->styles[style]));
    return true;
}

void book_link(struct book *book, struct sheet *sheet, size_t row, unsigned column,
               const char *text, size_t length, enum sheet_id target, size_t target_row)
{
    book_link_to(book, sheet, row, column, text, length, &book->sheets[target], target_row);
}

void book_link_to(struct book *book, struct sheet *sheet, size_t row, unsigned column,
                  const char *text, size_t length, const struct sheet *to, size_t target_row)
{
    if (length == 0 || to->worksheet == NULL || sheet->urls >= URL_LIMIT) {
        book_part(book, sheet, row, column, text, length, STYLE_TEXT);
        return;
    }
    char *name = book_reference(to);
    char *url = mem_printf("internal:%s!A%zu", name, target_row + 1);
    const char *cell = cell_text(book, text, length);
    sheet->urls++;
    book->bytes += length + 3 * BOOK_CELL_BYTES;
    book_keep(book, worksheet_write_url_opt(sheet->worksheet, (lxw_row_t)row, (lxw_col_t)column,
                                            url, book->styles[STYLE_LINK], cell, NULL));
    free(url);
    free(name);
}

void book_set_height(struct book *book, struct sheet *sheet, size_t row, double points)
{
    sheet->points += points;
    book_keep(book, worksheet_set_row(sheet->worksheet, (lxw_row_t)row, points, NULL));
}
