/* lists_write.c - rows of a list as CSV or JSON, into a file or wherever the caller wants the
 * bytes.
 *
 * Cells come from the sources of columns, as in workbooks, and are written as they come.
 */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "exchange/lists_parts.h"

#include <errno.h>
#include <jansson.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "exchange/export.h"

enum { FLUSH_BYTES = 64 * 1024, PROGRESS_STEP = 64, WHOLE_NUMBERS = 1 << 30 };

static const char *const words[LIST_FORMAT_COUNT] = {"csv", "json"};

const char *list_format_word(enum list_format format)
{
    return words[format];
}

/* ---- bytes ------------------------------------------------------------------------------------
 */

static int write_file(int fd, const char *bytes, size_t length)
{
    while (length > 0) {
        ssize_t done = write(fd, bytes, length);
        if (done < 0 && errno == EINTR)
            continue;
        if (done <= 0)
            return done < 0 ? errno : EIO;
        bytes += done;
        length -= (size_t)done;
    }
    return 0;
}

static enum err_code flush(struct list_writer *writer, struct err *err)
{
    const struct list_request *request = writer->request;
    const char *bytes = writer->out.data != NULL ? writer->out.data : "";
    int number = request->path != NULL ? write_file(writer->replace.fd, bytes, writer->out.length)
                                       : request->put(request->out, bytes, writer->out.length);

    buf_reset(&writer->out);
    if (number == 0)
        return ERR_OK;
    if (request->path == NULL) {
        err_errno(err, number, _("standard output can't be written"));
        if (err != NULL)
            err->code = ERR_IO;
        return ERR_IO;
    }
    err_set(err, ERR_CANTCREAT, _("cannot write '%s': %s"), request->path, strerror(number));
    err_hint(err, _("choose another place; the file there is as it was"));
    return ERR_CANTCREAT;
}

/* ---- CSV --------------------------------------------------------------------------------------
 */

/* What a spreadsheet may run or take off: =, +, -, @ and their full width forms, behind any blanks;
 * and an apostrophe, so that taking one off is right for every text. */
static bool is_formula(const char *text)
{
    static const char *const wide[] = {"\xEF\xBC\x9D", "\xEF\xBC\x8B", "\xEF\xBC\x8D",
                                       "\xEF\xBC\xA0"};

    if (*text == '\'')
        return true;
    for (;;) {
        if (*text == ' ' || *text == '\n')
            text++;
        else if (strncmp(text, "\xC2\xA0", 2) == 0)
            text += 2;
        else if (strncmp(text, "\xE3\x80\x80", 3) == 0)
            text += 3;
        else
            break;
    }
    if (*text != '\0' && strchr("=+-@", *text) != NULL)
        return true;
    for (size_t i = 0; i < sizeof wide / sizeof wide[0]; i++)
        if (strncmp(text, wide[i], 3) == 0)
            return true;
    return false;
}

/* Quoted where RFC 4180 wants it, and where blanks stand at the ends, which some readers drop. */
static void csv_text(struct buf *out, const char *text)
{
    size_t length = strlen(text);
    bool guard = is_formula(text);
    bool quote = strpbrk(text, ",;\t\"\r\n") != NULL ||
                 (length > 0 && (text[0] == ' ' || text[length - 1] == ' '));

    buf_puts(out, quote ? "\"" : "");
    buf_puts(out, guard ? "'" : "");
    if (!quote) {
        buf_add(out, text, length);
        return;
    }
    for (const char *at = text; *at != '\0'; at++) {
        if (*at == '"')
            buf_putc(out, '"');
        buf_putc(out, *at);
    }
    buf_putc(out, '"');
}

static void put_number(struct buf *out, double number)
{
    if (number == (double)(int64_t)number)
        buf_printf(out, "%lld", (long long)number);
    else
        buf_printf(out, "%.4g", number);
}

static void csv_time(struct buf *out, const struct table_cell *cell)
{
    char stamp[17];
    bool known = cell->kind == CELL_STAMP && report_local_stamp(cell->text, stamp);

    if (known || report_local_date(cell->text, stamp)) {
        buf_puts(out, stamp);
        return;
    }
    char *clean = book_clean(cell->text);
    csv_text(out, clean);
    free(clean);
}

/* ---- JSON -------------------------------------------------------------------------------------
 */

static void json_text(struct buf *out, const char *text)
{
    json_t *string = json_string(text);
    char *shown = json_dumps(string, JSON_ENCODE_ANY);

    buf_puts(out, shown != NULL ? shown : "null");
    free(shown);
    json_decref(string);
}

/* ---- cells ------------------------------------------------------------------------------------
 */

/* A text made clean once more: a file that was tampered with must not steer a terminal. */
static void put_text(struct list_writer *writer, const char *text)
{
    char *clean = book_is_plain(text) ? NULL : book_clean(text);
    const char *shown = clean != NULL ? clean : text;

    if (writer->request->format == LIST_CSV)
        csv_text(&writer->out, shown);
    else if (*shown == '\0')
        buf_puts(&writer->out, "null");
    else
        json_text(&writer->out, shown);
    free(clean);
}

static const char *cell_text(const struct list_writer *writer, const struct table_cell *cell)
{
    bool csv = writer->request->format == LIST_CSV;

    if (cell->codes != NULL) {
        if (cell->code < 0 || (size_t)cell->code >= cell->codes->count)
            return cell->text != NULL ? cell->text : "";
        const struct code *code = &cell->codes->rows[cell->code];
        return csv ? book_label(&writer->book, code->label) : code->word;
    }
    if (!csv && cell->word != NULL)
        return cell->word;
    if (cell->owned != NULL)
        return cell->owned;
    return cell->text != NULL ? cell->text : "";
}

static void put_cell(struct list_writer *writer, const struct table_cell *cell)
{
    bool csv = writer->request->format == LIST_CSV;

    switch (cell->kind) {
    case CELL_EMPTY:
    case CELL_PHOTO: /* left out with its column */
        buf_puts(&writer->out, csv ? "" : "null");
        return;
    case CELL_NUMBER:
        put_number(&writer->out, cell->number);
        return;
    case CELL_DATE:
    case CELL_STAMP:
        if (csv)
            csv_time(&writer->out, cell);
        else
            put_text(writer, cell->text);
        return;
    case CELL_TEXT:
        put_text(writer, cell_text(writer, cell));
        return;
    }
}

/* ---- cells of several entries: links, attached files ------------------------------------------
 */

/* In CSV the entries are joined, in JSON an array. */
struct entries {
    struct list_writer *writer;
    const char *separator;
    struct buf joined;
    size_t count;
};

static void entries_begin(struct entries *entries, struct list_writer *writer,
                          const char *separator)
{
    *entries = (struct entries){.writer = writer, .separator = separator};
    if (writer->request->format == LIST_JSON)
        buf_putc(&writer->out, '[');
}

static void entries_end(struct entries *entries)
{
    struct list_writer *writer = entries->writer;

    if (writer->request->format == LIST_JSON)
        buf_putc(&writer->out, ']');
    else
        put_text(writer, entries->joined.data != NULL ? entries->joined.data : "");
    buf_clear(&entries->joined);
}

static void entries_text(struct entries *entries, const char *text)
{
    struct list_writer *writer = entries->writer;
    bool first = entries->count++ == 0;

    if (writer->request->format == LIST_JSON) {
        buf_puts(&writer->out, first ? "" : ", ");
        put_text(writer, text);
        return;
    }
    buf_puts(&entries->joined, first ? "" : entries->separator);
    buf_puts(&entries->joined, text);
}

static void put_links(struct list_writer *writer, const struct column *column, const void *record)
{
    const struct report_links *links = table_links(column, record);
    struct entries entries;

    entries_begin(&entries, writer, ", ");
    for (size_t i = 0; i < links->count; i++)
        entries_text(&entries, table_link_text(&writer->book, column, links->items[i]));
    entries_end(&entries);
}

static void put_parts(struct list_writer *writer, const struct column *column, const void *record,
                      size_t count)
{
    struct entries entries;

    entries_begin(&entries, writer, "\n");
    for (size_t part = 0; part < count; part++) {
        struct table_cell cell = {0};
        column->source(&writer->book, column, record, part, &cell);
        if (cell.kind == CELL_NUMBER && writer->request->format == LIST_JSON) {
            buf_puts(&writer->out, entries.count++ == 0 ? "" : ", ");
            put_number(&writer->out, cell.number);
        } else if (cell.kind == CELL_NUMBER) {
            char *digits = mem_printf("%.0f", cell.number);
            entries_text(&entries, digits);
            free(digits);
        } else {
            entries_text(&entries, cell_text(writer, &cell));
        }
        free(cell.owned);
    }
    entries_end(&entries);
}

static void put_column(struct list_writer *writer, const struct column *column, const void *record)
{
    struct table_cell cell = {0};

    if (column->source == source_links) {
        put_links(writer, column, record);
        return;
    }
    column->source(&writer->book, column, record, 0, &cell);
    if (column->source == source_flag && writer->request->format == LIST_JSON)
        buf_puts(&writer->out, cell.code == code_index(cell.codes, "yes") ? "true" : "false");
    else if (column->many)
        put_parts(writer, column, record, cell.parts);
    else
        put_cell(writer, &cell);
    free(cell.owned);
}

/* ---- rows -------------------------------------------------------------------------------------
 */

/* Pictures stay in workbooks, and a second language in what is in two. */
static bool is_shown(const struct list_writer *writer, const struct column *column)
{
    return strcmp(column->key, "photo") != 0 &&
           (column->tongue != TONGUE_SECOND || report_is_both(&writer->report));
}

enum err_code list_begin(struct list_writer *writer, const struct column *columns, size_t count,
                         struct err *err)
{
    writer->columns = mem_zalloc(count, sizeof *columns);
    for (size_t i = 0; i < count; i++)
        if (is_shown(writer, &columns[i]))
            writer->columns[writer->column_count++] = columns[i];
    if (writer->request->format == LIST_JSON) {
        buf_puts(&writer->out, "[");
        return ERR_OK;
    }
    buf_puts(&writer->out, writer->request->bom ? "\xEF\xBB\xBF" : "");
    for (size_t i = 0; i < writer->column_count; i++) {
        const struct column *column = &writer->columns[i];
        buf_puts(&writer->out, i > 0 ? "," : "");
        csv_text(&writer->out,
                 column->literal ? column->heading : book_label(&writer->book, column->heading));
    }
    buf_puts(&writer->out, "\r\n");
    return writer->out.length > FLUSH_BYTES ? flush(writer, err) : ERR_OK;
}

static enum err_code go_on(struct list_writer *writer, struct err *err)
{
    const struct list_request *request = writer->request;
    size_t all = writer->expected > writer->rows ? writer->expected : writer->rows + 1;

    if (request->progress == NULL ||
        request->progress(request->context, (unsigned)(writer->rows * 99 / all)))
        return ERR_OK;
    return err_set(err, ERR_CANCELLED, _("the export was stopped; nothing was written"));
}

enum err_code list_row(struct list_writer *writer, const void *record, struct err *err)
{
    struct buf *out = &writer->out;
    bool json = writer->request->format == LIST_JSON;

    if (writer->rows % PROGRESS_STEP == 0 && go_on(writer, err) != ERR_OK)
        return err_code_of(err);
    if (json)
        buf_puts(out, writer->rows > 0 ? ",\n {" : "\n {");
    for (size_t i = 0; i < writer->column_count; i++) {
        buf_puts(out, i == 0 ? "" : json ? ", " : ",");
        if (json)
            buf_printf(out, "\"%s\": ", writer->columns[i].key);
        put_column(writer, &writer->columns[i], record);
    }
    buf_puts(out, json ? "}" : "\r\n");
    writer->rows++;
    return out->length > FLUSH_BYTES ? flush(writer, err) : ERR_OK;
}

/* ---- a list -----------------------------------------------------------------------------------
 */

const struct list_kind *list_kind_find(const char *word)
{
    for (size_t i = 0; i < list_kind_count; i++)
        if (strcmp(list_kinds[i].word, word) == 0)
            return &list_kinds[i];
    return NULL;
}

char *list_default_name(const struct list_request *request)
{
    char *number = request->audit != NULL ? store_name(request->store, RECORD_AUDIT, request->audit)
                                          : mem_strdup("");
    char *part = export_name_part(number);
    char *name = mem_printf("%s%s%s.%s", part, *part != '\0' ? "-" : "", request->kind->word,
                            words[request->format]);

    free(part);
    free(number);
    return name;
}

static enum err_code write_all(struct list_writer *writer, struct err *err)
{
    const struct list_request *request = writer->request;
    enum err_code code = go_on(writer, err);

    if (code == ERR_OK)
        code = request->kind->write(request, writer, err);
    if (code != ERR_OK)
        return code;
    if (request->format == LIST_JSON)
        buf_puts(&writer->out, writer->rows > 0 ? "\n]\n" : "]\n");
    return flush(writer, err);
}

enum err_code list_write(const struct list_request *request, size_t *rows, struct err *err)
{
    struct list_writer writer = {.request = request};
    enum err_code code = ERR_OK;

    if (request->store != NULL && request->path != NULL)
        code = store_refuse_itself(request->store, request->path, err);
    if (code == ERR_OK && request->path != NULL)
        code = file_replace_begin(&writer.replace, request->path, err);
    if (code != ERR_OK)
        return code;
    report_init(&writer.report, request->language);
    writer.book.report = &writer.report;
    code = write_all(&writer, err);
    if (request->path != NULL && code == ERR_OK)
        code = file_replace_commit(&writer.replace, err);
    else if (request->path != NULL)
        file_replace_abort(&writer.replace);
    if (rows != NULL)
        *rows = writer.rows;
    buf_clear(&writer.out);
    free(writer.columns);
    book_clear_scratch(&writer.book);
    report_clear(&writer.report);
    return code;
}
