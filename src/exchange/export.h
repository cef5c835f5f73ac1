/* export.h - workbooks out of the audit file (WORKBOOKS).
 *
 * Store -> report model (plain structs in one language) -> writer -> temporary file beside ->
 * rename. The file at path stays as it was unless ERR_OK is returned; two exports of one state are
 * the same bytes.
 */
#ifndef AUDITWALK_EXCHANGE_EXPORT_H
#define AUDITWALK_EXCHANGE_EXPORT_H

#include "core/checklist.h"
#include "store/store.h"

enum export_kind {
    EXPORT_REPORT,
    EXPORT_REGISTER,
    EXPORT_PACK,
    EXPORT_CHECKLIST,
    EXPORT_FILLED,
    EXPORT_RESPONSE,
    EXPORT_KIND_COUNT,                   /* of workbooks; behind them: */
    EXPORT_EVIDENCE = EXPORT_KIND_COUNT, /* a folder of files */
    EXPORT_COUNT
};

/* What a kind is about. */
enum export_subject {
    EXPORT_OF_AUDIT,     /* one audit */
    EXPORT_OF_CHECKLIST, /* one audit, or a checklist without any */
    EXPORT_OF_FILE       /* all audits, unless one is named */
};

/* A kind of workbook is one row of the table in workbook_kinds.c: commands, dialogs and the writer
 * read it there. */
struct book;
struct export_kind_row {
    const char *word;   /* for commands and names of files */
    const char *option; /* that makes this one of the kind with that word, without hyphens; NULL */
    const char *label;  /* msgid */
    enum export_subject subject;
    bool pack;        /* a management review, which looks back at what was open, too */
    bool finding;     /* may be about one finding; else about the open nonconformities */
    bool period;      /* may be about a period */
    bool with_rows;   /* shows requirements and evidence, not findings alone */
    bool photos;      /* shows the photos of the evidence */
    bool counts_rows; /* what was written is told in requirements, not in findings */
    void (*sheets)(
        struct book *book); /* adds and writes all sheets; errors are in the book. NULL: a folder */
};
extern const struct export_kind_row export_kinds[EXPORT_COUNT];

struct template;
struct export_request {
    enum export_kind kind;
    const struct ident *audit; /* report: needed; register: NULL takes all audits */
    /* A blank checklist to print: this one, else (NULL) those of the audit. */
    const struct checklist *checklist;
    const struct ident *finding; /* of the audit; NULL: all that the kind shows */
    bool wording;     /* with the texts of the user's own overlays, which else never leave them */
    const char *from; /* of the period, dates; NULL: open. For kinds that have one */
    const char *to;
    const char *language; /* "en", "zh_CN", "both" side by side; NULL: en */
    const char *path;     /* workbook to write, or folder to make */
    /* A folder for the evidence files beside the workbook (NULL: none): of the audit, or of all in
     * a folder each. It must not be there or be empty. */
    const char *evidence;
    const char *evidence_level;      /* word of code_confidentiality: nothing above it; NULL: all */
    const struct template *template; /* looks of the user's own (template.h); NULL: none */
    size_t large; /* rows of records from which memory is kept constant; 0: the usual */
    /* Asked now and then; false stops with ERR_CANCELLED. NULL allowed. */
    bool (*progress)(void *context, unsigned percent);
    void *context;
};

struct export_result {
    size_t sheets;
    size_t rows;
    size_t findings;
    size_t records;  /* requirements */
    size_t files;    /* of evidence */
    size_t left_out; /* above the level */
};

/* store may be NULL for a checklist that is given. Workbook and folder come into being when both
 * are complete. */
enum err_code export_workbook(struct store *store, const struct export_request *request,
                              struct export_result *result, struct err *err);

/* The kind of a word ("report", "register") with this option or none (NULL), -1 if unknown. */
int export_kind_find(const char *word, const char *option);

/* "checklist --filled", as it is typed behind export; heap. */
char *export_kind_typed(enum export_kind kind);

/* Refuses a period whose last day is before its first. Dates or NULL. */
enum err_code export_check_period(const char *from, const char *to, struct err *err);

/* "IA-2026-03-report.xlsx" (a folder: "IA-2026-03-evidence") in the current directory, made of the
 * number of what the request is about with what file names can't hold replaced; heap. */
char *export_default_name(struct store *store, const struct export_request *request);

/* A number as a part of a file name: what Windows, macOS and Linux all take; nothing hidden, no
 * option, no way out. Heap. */
char *export_name_part(const char *number);

/* The version of the library that writes workbooks; NULL if it is not installed. */
const char *export_library_version(void);

#endif
