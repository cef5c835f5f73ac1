/* workbook_write.c - opens, fills and closes a workbook; says what went wrong. */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "exchange/workbook.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "exchange/workbook_sheets.h"

enum {
    PROPERTY_LIMIT = 255, /* characters of a document property */
    ROOM_SPARE = 256 * 1024,
    ROOM_STEP = 1024 * 1024, /* of text, asked for at once */
    ROOM_ESCAPED = 6         /* "&" takes five bytes, and something stands around it */
};

char *workbook_continued(const struct book *book)
{
    if (book->continued == 0)
        return NULL;
    return book_words(book,
                      N_("Texts too long for one cell go on in the rows below "
                         "them. Records with such texts: %zu."),
                      book->continued);
}

/* The library writes its warnings to standard error, in the middle of a screen. */
static int silence_begin(void)
{
    int saved = fcntl(STDERR_FILENO, F_DUPFD_CLOEXEC, STDERR_FILENO + 1);
    int null = open("/dev/null", O_WRONLY | O_CLOEXEC);

    fflush(stderr);
    if (null >= 0 && null != STDERR_FILENO) {
        dup2(null, STDERR_FILENO);
        close(null);
    }
    return saved;
}

static void silence_end(int saved)
{
    fflush(stderr);
    if (saved >= 0) {
        dup2(saved, STDERR_FILENO);
        close(saved);
    } else {
        close(STDERR_FILENO); /* it was closed before */
    }
}

static char *property(const char *text)
{
    char *clean = book_clean(text);

    book_cut(clean, PROPERTY_LIMIT);
    return clean;
}

static void set_properties(struct book *book)
{
    const struct report *report = book->report;
    char *title =
        mem_printf("%s %s", book_label(book, export_kinds[book->job->kind].label), report->number);
    char *author = property(*report->lead != '\0' ? report->lead : report->organization);
    char *company = property(report->organization);
    char *subject = property(report->title);
    char *clean = property(title);
    lxw_doc_properties properties = {.title = clean,
                                     .subject = subject,
                                     .author = author,
                                     .company = company,
                                     .created = (time_t)(clock_now() / 1000)};

    book_keep(book, workbook_set_properties(book->workbook, &properties));
    free(clean);
    free(subject);
    free(company);
    free(author);
    free(title);
}

bool workbook_is_large(const struct report *report, size_t limit)
{
    return report->source != NULL ||
           report->rows.count + report->findings.count + report->evidence.count >
               (limit > 0 ? limit : WORKBOOK_LARGE);
}

static bool open_book(struct book *book)
{
    char *tmpdir = mem_strdup(book->job->tmpdir);

    book->large = workbook_is_large(book->report, book->job->large);
    lxw_workbook_options options = {.constant_memory = book->large ? LXW_TRUE : LXW_FALSE,
                                    .tmpdir = tmpdir,
                                    .use_zip64 = LXW_FALSE};
    book->workbook = workbook_new_opt(book->job->path, &options);
    free(tmpdir);
    return book->workbook != NULL;
}

static enum err_code full(const struct workbook_job *job, struct err *err)
{
    err_set(err, ERR_CANTCREAT, _("cannot write '%s': no space left on the disk"), job->shown);
    err_hint(err, _("free some space or choose another place; the file there is as it was"));
    return ERR_CANTCREAT;
}

/* Takes room in the file to be and gives it back: 0, or the errno value that says why there is
 * none.
 */
static int try_room(const struct book *book, uint64_t bytes)
{
    int fd = open(book->job->path, O_WRONLY | O_CREAT | O_CLOEXEC, 0600);

    if (fd < 0)
        return errno;
    int number = posix_fallocate(fd, 0, (off_t)bytes);
    if (ftruncate(fd, 0) != 0 && number == 0)
        number = errno;
    if (close(fd) != 0 && number == 0)
        number = errno;
    /* A file system that can't tell is no reason to refuse. */
    return number == EINVAL || number == EOPNOTSUPP ? 0 : number;
}

/* The library does not look whether its temporary files could be written whole and would make a
 * damaged workbook of what it finds in them. So room for them and for the workbook is taken before,
 * in the file to be, and given back. */
static int take_room(const struct book *book)
{
    return try_room(book, book->bytes * 2 + ROOM_SPARE);
}

static enum err_code explain(const struct workbook_job *job, lxw_error error, int number,
                             struct err *err)
{
    switch (error) {
    case LXW_ERROR_MEMORY_MALLOC_FAILED:
        return err_set(err, ERR_INTERNAL, _("not enough memory for the workbook"));
    case LXW_ERROR_CREATING_XLSX_FILE:
    case LXW_ERROR_CREATING_TMPFILE:
    case LXW_ERROR_READING_TMPFILE:
    case LXW_ERROR_ZIP_FILE_OPERATION:
    case LXW_ERROR_ZIP_PARAMETER_ERROR:
    case LXW_ERROR_ZIP_BAD_ZIP_FILE:
    case LXW_ERROR_ZIP_INTERNAL_ERROR:
    case LXW_ERROR_ZIP_FILE_ADD:
    case LXW_ERROR_ZIP_CLOSE:
        if (number == ENOSPC || number == EDQUOT || number == EFBIG)
            return full(job, err);
        err_set(err, ERR_CANTCREAT, _("cannot write '%s': %s"), job->shown,
                number != 0 ? strerror(number) : lxw_strerror(error));
        err_hint(err, _("choose another place; the file there is as it was"));
        return ERR_CANTCREAT;
    default:
        return err_set(err, ERR_INTERNAL, _("the workbook could not be made: %s"),
                       lxw_strerror(error));
    }
}

bool workbook_need(struct book *book, size_t bytes, size_t cells)
{
    uint64_t need = bytes + cells * BOOK_CELL_BYTES;

    if (!book->large || book->bytes + need <= book->room)
        return true;
    if (need < ROOM_STEP)
        need = ROOM_STEP;
    int number = try_room(book, need * ROOM_ESCAPED + ROOM_SPARE);
    if (number != 0)
        book_stop(book, explain(book->job, LXW_ERROR_ZIP_FILE_OPERATION, number, book->err));
    book->room = book->bytes + need;
    return number == 0;
}

static void book_clear(struct book *book)
{
    for (size_t i = 0; i < SHEET_COUNT; i++) {
        free(book->sheets[i].name);
        free(book->sheets[i].first);
        free(book->sheets[i].parts);
        free(book->sheets[i].lines);
    }
    buf_clear(&book->left_out);
    for (size_t i = 0; i < book->own_count; i++)
        free(book->own_sheets[i].name);
    free(book->own_sheets);
    book_clear_scratch(book);
}

static bool progress(struct book *book, unsigned percent)
{
    const struct workbook_job *job = book->job;

    if (job->progress != NULL && !job->progress(job->context, percent))
        book->cancelled = true;
    return !book_failed(book);
}

/* Writes all sheets into the open workbook. */
static void fill(struct book *book)
{
    book_make_styles(book);
    set_properties(book);
    export_kinds[book->job->kind].sheets(book);
    progress(book, 85);
}

/* Packs the file, or frees everything. */
static enum err_code finish(struct book *book, struct err *err)
{
    enum err_code code = ERR_OK;
    int number;

    if (book->stopped != ERR_OK)
        code = book->stopped;
    else if (book->cancelled)
        code = err_set(err, ERR_CANCELLED, _("the export was stopped; nothing was written"));
    else if (book->failed != LXW_NO_ERROR)
        code = explain(book->job, book->failed, book->no_room ? ENOSPC : 0, err);
    else if ((number = take_room(book)) != 0)
        code = explain(book->job, LXW_ERROR_ZIP_FILE_OPERATION, number, err);
    if (code != ERR_OK) {
        lxw_workbook_free(book->workbook);
        return code;
    }
    errno = 0;
    lxw_error error = workbook_close(book->workbook);
    return error == LXW_NO_ERROR ? ERR_OK : explain(book->job, error, errno, err);
}

/* One fact is one finding, however many laptops raised it. */
static size_t counted(const struct report *report)
{
    size_t count = 0;

    if (report->source != NULL)
        return report->source->counted;

    for (size_t i = 0; i < report->findings.count; i++)
        count += report_counts(&report->findings.items[i]);
    return count;
}

enum err_code workbook_write(const struct report *report, const struct workbook_job *job,
                             struct export_result *result, struct err *err)
{
    struct err own;
    struct book book = {
        .report = report, .job = job, .failed = LXW_NO_ERROR, .err = err != NULL ? err : &own};
    enum err_code code = workbook_library_load(err);

    if (code != ERR_OK)
        return code;
    int saved = silence_begin();
    if (open_book(&book)) {
        fill(&book);
        code = finish(&book, err);
    } else {
        code = explain(job, LXW_ERROR_MEMORY_MALLOC_FAILED, 0, err);
    }
    silence_end(saved);
    if (code == ERR_OK && result != NULL)
        *result = (struct export_result){.sheets = book.sheet_count,
                                         .rows = book.rows,
                                         .findings = counted(report),
                                         .records = report->rows.count};
    book_clear(&book);
    return code;
}
