/* evidence_folder.c - copies evidence files out of the audit file and says what they are. */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "exchange/evidence_folder.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <sodium.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "base/text.h"
#include "base/translate.h"
#include "store/object.h"

/* Components of a path: the longest that any file system takes is 255 bytes. */
enum { FOLDER_BYTES = 60, NUMBER_BYTES = 40, NAME_BYTES = 120, README_COLUMNS = 76 };

/* ---- confidentiality ------------------------------------------------------------------------- */

/* The list is in the order of use; this is the order of secrecy. */
static int rank(int level)
{
    static const char *const words[] = {"public", "internal", "confidential", "restricted"};

    for (int i = 0; level >= 0 && i < 4; i++)
        if (strcmp(code_at(&code_confidentiality, level)->word, words[i]) == 0)
            return i;
    return 1;
}

bool confidentiality_allows(int most, int level)
{
    return most < 0 || rank(level) <= rank(most);
}

static const char *level_label(const char *language, int level)
{
    return report_label(language, level >= 0 ? code_at(&code_confidentiality, level)->label
                                             : N_("Confidentiality not said"));
}

/* ---- one file -------------------------------------------------------------------------------- */

struct copying {
    struct evidence_folder *folder;
    const char *name;
    int fd;
    crypto_hash_sha256_state sha;
    uint64_t done;      /* bytes of the audit */
    uint64_t total;     /* of it */
    struct err *err;    /* never NULL while a file is copied */
    enum err_code code; /* of what went wrong here */
};

static bool go_on(struct copying *copying)
{
    const struct evidence_folder *folder = copying->folder;
    uint64_t total = copying->total > 0 ? copying->total : 1;
    unsigned percent = 30 + (unsigned)((double)copying->done / (double)total * 65);

    if (folder->progress == NULL || folder->progress(folder->context, percent < 95 ? percent : 95))
        return true;
    copying->code =
        err_set(copying->err, ERR_CANCELLED, _("the export was stopped; nothing was written"));
    return false;
}

static bool copy_bytes(void *context, const void *bytes, size_t length)
{
    struct copying *copying = context;

    crypto_hash_sha256_update(&copying->sha, bytes, length);
    copying->done += length;
    copying->code = folder_file_write(&copying->folder->replace, copying->name, copying->fd, bytes,
                                      length, copying->err);
    return copying->code == ERR_OK && go_on(copying);
}

/* ERR_DATA unless the bytes are those that were recorded. */
static enum err_code check_sum(struct copying *copying, const struct report_attachment *file)
{
    struct hash sum;
    char hex[HASH_TEXT_SIZE];

    crypto_hash_sha256_final(&copying->sha, sum.bytes);
    hash_text(&sum, hex);
    if (strcmp(hex, file->sha256) == 0)
        return ERR_OK;
    err_set(copying->err, ERR_DATA, _("the content is not what was recorded when it was attached"));
    err_hint(copying->err, _("auditwalk verify tells more"));
    return ERR_DATA;
}

static enum err_code copy_file(struct copying *copying, struct store *store,
                               const struct report_attachment *file)
{
    struct folder_replace *replace = &copying->folder->replace;
    struct err reading = {0};
    enum err_code code = folder_file_open(replace, copying->name, &copying->fd, copying->err);

    if (code != ERR_OK)
        return code;
    crypto_hash_sha256_init(&copying->sha);
    copying->code = ERR_OK;
    code = object_read(store, &file->object, copy_bytes, copying, &reading);
    if (copying->code != ERR_OK) /* it was stopped from here */
        code = copying->code;
    else if (code != ERR_OK)
        *copying->err = reading;
    else
        code = check_sum(copying, file);
    enum err_code closed = folder_file_close(replace, copying->name, copying->fd,
                                             code == ERR_OK ? copying->err : NULL);
    return code == ERR_OK ? closed : code;
}

/* ---- names ----------------------------------------------------------------------------------- */

/* Where the files of a report go: a folder for each finding and each requirement that needs one. */
struct places {
    const char *prefix; /* "", or ends in a slash */
    char **findings;    /* by place in the report; NULL: not asked for yet */
    char **refs;        /* refs and their folders in turns */
    size_t ref_count;
    size_t ref_capacity;
};

static char *new_folder(struct evidence_folder *folder, const char *prefix, const char *text)
{
    char *safe = file_name_safe(text, FOLDER_BYTES);
    char *path = mem_printf("%s%s", prefix, safe);
    char *taken = file_names_take(&folder->folders, path);

    free(path);
    free(safe);
    return taken;
}

/* A requirement of two checklists or sites is one folder: its name says the same. */
static const char *ref_folder(struct evidence_folder *folder, struct places *places,
                              const char *ref)
{
    for (size_t i = 0; i < places->ref_count; i += 2)
        if (strcmp(places->refs[i], ref) == 0)
            return places->refs[i + 1];
    places->refs =
        mem_grow(places->refs, places->ref_count, &places->ref_capacity, sizeof *places->refs);
    places->refs[places->ref_count++] = mem_strdup(ref);
    places->refs =
        mem_grow(places->refs, places->ref_count, &places->ref_capacity, sizeof *places->refs);
    places->refs[places->ref_count++] = new_folder(folder, places->prefix, ref);
    return places->refs[places->ref_count - 1];
}

static const char *finding_folder(struct evidence_folder *folder, struct places *places,
                                  const struct report *report, size_t index)
{
    if (places->findings[index] == NULL)
        places->findings[index] =
            new_folder(folder, places->prefix, report->findings.items[index].number);
    return places->findings[index];
}

static void places_clear(struct places *places, size_t findings)
{
    for (size_t i = 0; i < findings; i++)
        free(places->findings[i]);
    for (size_t i = 0; i < places->ref_count; i++)
        free(places->refs[i]);
    free(places->findings);
    free(places->refs);
}

/* "F-1/E-k7q2-3-photo.jpg", a name that nothing has yet; heap. */
static char *name_in(struct evidence_folder *folder, const char *place,
                     const struct report_evidence *evidence, const struct report_attachment *file)
{
    char *number = file_name_safe(evidence->number, NUMBER_BYTES);
    char *safe = file_name_safe(file->name, NAME_BYTES);
    char *path = mem_printf("%s/%s-%s", place, number, safe);
    char *taken = file_names_take(&folder->names, path);

    free(path);
    free(safe);
    free(number);
    return taken;
}

/* ---- the README ------------------------------------------------------------------------------ */

static const char *finding_name(const struct report *report, size_t index)
{
    return report->findings.items[index].number;
}

static const char *row_name(const struct report *report, size_t index)
{
    return report->rows.items[index].ref;
}

/* A text of a file that was tampered with must not steer the terminal that shows the README. */
static void add_clean(struct buf *out, const char *text)
{
    char *clean = NULL;

    if (text_clean(text, strlen(text), TEXT_LINE, &clean, NULL) == ERR_OK)
        buf_puts(out, clean);
    free(clean);
}

static void add_links(struct buf *out, const struct report *report, const char *label,
                      const struct report_links *links,
                      const char *(*name)(const struct report *report, size_t index))
{
    for (size_t i = 0; i < links->count; i++) {
        buf_puts(out, i > 0 ? ", " : label);
        add_clean(out, name(report, links->items[i]));
    }
    buf_puts(out, links->count > 0 ? "\n" : "");
}

static void describe(struct evidence_folder *folder, const struct report *report,
                     const struct report_evidence *evidence, const char *name)
{
    struct buf *out = &folder->list;
    char *findings = mem_printf("    %s: ", report_label(folder->language, N_("Findings")));
    char *rows = mem_printf("    %s: ", report_label(folder->language, N_("Requirements")));

    buf_printf(out, "%s\n    ", name);
    add_clean(out, evidence->number);
    buf_putc(out, ' ');
    add_clean(out, evidence->title);
    buf_printf(out, "\n    %s\n", level_label(folder->language, evidence->confidentiality));
    add_links(out, report, findings, &evidence->findings, finding_name);
    add_links(out, report, rows, &evidence->rows, row_name);
    buf_putc(out, '\n');
    free(rows);
    free(findings);
}

static void add_head(struct buf *out, const struct report *report)
{
    add_clean(out, report->number);
    buf_putc(out, ' ');
    add_clean(out, report->title);
    buf_putc(out, '\n');
    add_clean(out, report->organization);
    buf_printf(out, " \xC2\xB7 %s\n\n", report->today);
}

static bool has_finding(const struct report *report, const struct report_evidence *evidence)
{
    for (size_t i = 0; i < evidence->findings.count; i++)
        if (report_counts(&report->findings.items[evidence->findings.items[i]]))
            return true;
    return false;
}

static void add_levels(const struct evidence_folder *folder, struct buf *out)
{
    for (int i = 0; i < EVIDENCE_LEVELS; i++) {
        int level = i < (int)code_confidentiality.count ? i : -1;
        if (folder->levels[i] > 0)
            buf_printf(out, "    %s: %zu\n", level_label(folder->language, level),
                       folder->levels[i]);
    }
    if (folder->most < 0)
        return;
    char *text = translate_words(
        folder->language,
        N_("Files of evidence that is more confidential than \"%s\", left out: %zu"),
        level_label(folder->language, folder->most), folder->left_out);
    buf_printf(out, "%s\n", text);
    free(text);
}

/* A paragraph in lines that are read without a window to wrap them. */
static void add_paragraph(const struct evidence_folder *folder, struct buf *out, const char *msgid)
{
    const char *text = report_label(folder->language, msgid);
    struct text_lines lines = {0};

    text_wrap(text, README_COLUMNS, &lines);
    for (size_t i = 0; i < lines.count; i++)
        buf_printf(out, "%.*s\n", (int)lines.items[i].length, text + lines.items[i].start);
    text_lines_clear(&lines);
}

static char *readme(const struct evidence_folder *folder)
{
    const char *language = folder->language;
    struct buf out;

    buf_init(&out);
    buf_printf(&out, "%s\n\n%s", report_label(language, N_("Evidence files")),
               folder->heads.data != NULL ? folder->heads.data : "");
    char *sum = translate_words(language, N_("Files: %zu, bytes: %llu"), folder->files,
                                (unsigned long long)folder->bytes);
    buf_printf(&out, "%s\n", sum);
    free(sum);
    add_levels(folder, &out);
    buf_putc(&out, '\n');
    if (folder->of_findings)
        add_paragraph(folder, &out,
                      N_("Only files of the findings in the workbook beside it are here."));
    add_paragraph(folder, &out,
                  N_("Each file was compared with the hash that was recorded when it "
                     "was attached. To compare them again, in this folder:"));
    buf_puts(&out, "    sha256sum -c SHA256SUMS\n\n");
    add_paragraph(folder, &out,
                  N_("The files are as they were attached. Photos still have what the "
                     "camera wrote into them, such as the time and the place: look "
                     "before you hand them on."));
    buf_putc(&out, '\n');
    buf_puts(&out, folder->list.data != NULL ? folder->list.data : "");
    return buf_take(&out);
}

static enum err_code write_text(struct evidence_folder *folder, const char *name, const char *text,
                                struct err *err)
{
    int fd;
    enum err_code code = folder_file_open(&folder->replace, name, &fd, err);

    if (code != ERR_OK)
        return code;
    code = folder_file_write(&folder->replace, name, fd, text, strlen(text), err);
    enum err_code closed =
        folder_file_close(&folder->replace, name, fd, code == ERR_OK ? err : NULL);
    return code == ERR_OK ? closed : code;
}

/* ---- all of it ------------------------------------------------------------------------------- */

enum err_code evidence_folder_begin(struct evidence_folder *folder, const char *path,
                                    const char *language, struct err *err)
{
    *folder = (struct evidence_folder){.most = -1};
    buf_init(&folder->sums);
    buf_init(&folder->heads);
    buf_init(&folder->list);
    folder->language = mem_strdup(language != NULL ? language : "en");
    free(file_names_take(&folder->names, "README.txt"));
    free(file_names_take(&folder->names, "SHA256SUMS"));
    free(file_names_take(&folder->folders, "README.txt"));
    free(file_names_take(&folder->folders, "SHA256SUMS"));
    enum err_code code = folder_replace_begin(&folder->replace, path, err);
    if (code != ERR_OK)
        evidence_folder_abort(folder);
    return code;
}

static enum err_code add_file(struct copying *copying, struct store *store,
                              const struct report *report, const struct report_evidence *evidence,
                              const struct report_attachment *file, const char *place)
{
    struct evidence_folder *folder = copying->folder;
    char *name = name_in(folder, place, evidence, file);
    struct err inner = {0};
    struct err *outer = copying->err;

    copying->name = name;
    copying->err = &inner;
    enum err_code code = copy_file(copying, store, file);
    copying->err = outer;
    if (code == ERR_OK) {
        int level = evidence->confidentiality;
        folder->levels[level >= 0 && level < EVIDENCE_LEVELS - 1 ? level : EVIDENCE_LEVELS - 1]++;
        folder->files++;
        folder->bytes += (uint64_t)(file->size > 0 ? file->size : 0);
        file_sums_add(&folder->sums, file->sha256, name);
        describe(folder, report, evidence, name);
    } else if (code == ERR_DATA) {
        err_set(outer, code, "%s, %s: %s", evidence->number, file->name, inner.message);
        err_hint(outer, "%s", inner.hint);
    } else if (outer != NULL) {
        *outer = inner;
    }
    free(name);
    return code;
}

/* Under each finding that has it, else under the first of its requirements. */
static enum err_code add_evidence(struct copying *copying, struct store *store,
                                  const struct report *report, struct places *places,
                                  const struct report_evidence *evidence,
                                  const struct report_attachment *file)
{
    struct evidence_folder *folder = copying->folder;
    bool placed = false;
    enum err_code code = ERR_OK;

    for (size_t i = 0; code == ERR_OK && i < evidence->findings.count; i++) {
        size_t finding = evidence->findings.items[i];
        if (!report_counts(&report->findings.items[finding]))
            continue;
        const char *place = finding_folder(folder, places, report, finding);
        code = add_file(copying, store, report, evidence, file, place);
        placed = true;
    }
    if (placed || code != ERR_OK)
        return code;
    const char *ref =
        evidence->rows.count > 0 ? row_name(report, evidence->rows.items[0]) : "other";
    return add_file(copying, store, report, evidence, file, ref_folder(folder, places, ref));
}

static uint64_t bytes_of(const struct evidence_folder *folder, const struct report *report)
{
    uint64_t total = 0;

    for (size_t i = 0; i < report->evidence.count; i++) {
        const struct report_evidence *evidence = &report->evidence.items[i];
        uint64_t times = evidence->findings.count > 1 ? evidence->findings.count : 1;
        if (!confidentiality_allows(folder->most, evidence->confidentiality) ||
            (folder->of_findings && !has_finding(report, evidence)))
            continue;
        for (size_t j = 0; j < evidence->attachment_count; j++)
            total += (uint64_t)evidence->attachments[j].size * times;
    }
    return total;
}

enum err_code evidence_folder_add(struct evidence_folder *folder, struct store *store,
                                  const struct report *report, const char *prefix, struct err *err)
{
    char *below = *prefix != '\0' ? new_folder(folder, "", prefix) : mem_strdup("");
    char *slashed = mem_printf("%s%s", below, *below != '\0' ? "/" : "");
    struct copying copying = {
        .folder = folder, .fd = -1, .total = bytes_of(folder, report), .err = err};
    struct places places = {.prefix = slashed,
                            .findings =
                                mem_zalloc(report->findings.count + 1, sizeof *places.findings)};
    enum err_code code = ERR_OK;

    size_t before = folder->files + folder->left_out;

    for (size_t i = 0; code == ERR_OK && i < report->evidence.count; i++) {
        const struct report_evidence *evidence = &report->evidence.items[i];
        if (folder->of_findings && !has_finding(report, evidence))
            continue;
        if (!confidentiality_allows(folder->most, evidence->confidentiality)) {
            folder->left_out += evidence->attachment_count;
            continue;
        }
        for (size_t j = 0; code == ERR_OK && j < evidence->attachment_count; j++)
            code =
                add_evidence(&copying, store, report, &places, evidence, &evidence->attachments[j]);
    }
    /* Of several audits only those that have something here are named. */
    if (*prefix == '\0' || folder->files + folder->left_out > before)
        add_head(&folder->heads, report);
    places_clear(&places, report->findings.count);
    free(slashed);
    free(below);
    return code;
}

enum err_code evidence_folder_finish(struct evidence_folder *folder, struct err *err)
{
    char *text = readme(folder);
    char hex[HASH_TEXT_SIZE];
    struct hash sum;

    crypto_hash_sha256(sum.bytes, (const unsigned char *)text, strlen(text));
    hash_text(&sum, hex);
    file_sums_add(&folder->sums, hex, "README.txt");
    enum err_code code = write_text(folder, "README.txt", text, err);
    if (code == ERR_OK)
        code = write_text(folder, "SHA256SUMS", folder->sums.data, err);
    free(text);
    return code;
}

enum err_code evidence_folder_commit(struct evidence_folder *folder, struct err *err)
{
    enum err_code code = folder_replace_commit(&folder->replace, err);

    evidence_folder_abort(folder);
    return code;
}

void evidence_folder_abort(struct evidence_folder *folder)
{
    if (folder->language == NULL)
        return;
    folder_replace_abort(&folder->replace);
    file_names_clear(&folder->names);
    file_names_clear(&folder->folders);
    buf_clear(&folder->sums);
    buf_clear(&folder->heads);
    buf_clear(&folder->list);
    free(folder->language);
    folder->language = NULL;
}
