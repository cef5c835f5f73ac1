/* checklist_file.h - checklist files: YAML or CSV in and out, and what is wrong with one
 * (CHECKLISTS, auditwalk-checklist(5)).
 *
 * A file is hostile until read: bounded size and depth, no aliases, tags or anchors, every error
 * and warning of the file reported in one pass with line and column. Nothing of a file with an
 * error is used.
 */
#ifndef AUDITWALK_EXCHANGE_CHECKLIST_FILE_H
#define AUDITWALK_EXCHANGE_CHECKLIST_FILE_H

#include "base/err.h"
#include "base/mem.h"
#include "core/checklist.h"

enum { CHECKLIST_FILE_LIMIT = 16 * 1024 * 1024, CHECKLIST_DEPTH_LIMIT = 16 };

#define CHECKLIST_FORMAT_VERSION "1"

enum checklist_format { CHECKLIST_YAML, CHECKLIST_CSV, CHECKLIST_FORMAT_COUNT };
extern const struct code_list checklist_formats; /* rows in the order of the enum */

/* What a file is by its name: CSV for NAME.csv, else YAML. */
enum checklist_format checklist_format_of(const char *path);

struct checklist_problem {
    size_t line;   /* from 1 */
    size_t column; /* from 1, in characters */
    bool error;    /* else warning */
    int code;      /* 104 shown as E104 or W204 */
    char *message;
};
struct checklist_problems {
    struct checklist_problem *items;
    size_t count;
    size_t capacity;
    size_t errors;
};

/* Reads a file. ERR_OK: *checklist is complete (problems holds only warnings). ERR_DATA: it is left
 * empty; err has the first error as "FILE:LINE:COLUMN: error E104: message" and how many more there
 * are. problems may be NULL; else it is overwritten, sorted by place, holds the first 1,000 (errors
 * counts all) and is the caller's to clear, also after an error. *checklist is overwritten too. */
enum err_code checklist_file_read(const char *path, struct checklist *checklist,
                                  struct checklist_problems *problems, struct err *err);

/* The same where the name does not say what the file is. */
enum err_code checklist_file_read_as(const char *path, enum checklist_format format,
                                     struct checklist *checklist,
                                     struct checklist_problems *problems, struct err *err);

/* The same from memory; name stands in messages where the path would. */
enum err_code checklist_file_parse(const char *name, const char *bytes, size_t length,
                                   struct checklist *checklist, struct checklist_problems *problems,
                                   struct err *err);
enum err_code checklist_file_parse_as(const char *name, enum checklist_format format,
                                      const char *bytes, size_t length, struct checklist *checklist,
                                      struct checklist_problems *problems, struct err *err);
void checklist_problems_clear(struct checklist_problems *problems);

/* "FILE:12:3: error E104: message", heap. */
char *checklist_problem_text(const char *path, const struct checklist_problem *problem);

/* The checklist as the bytes of a file: equal checklists give equal bytes, and reading them gives
 * the checklist again. Appends to *out. */
void checklist_write(const struct checklist *checklist, enum checklist_format format,
                     struct buf *out);

/* Checks a file wholly and puts it into the user's checklist folder as ID.yaml, or at path, in one
 * step and readable by the user alone; an overlay as ID.overlay.yaml. Refused (ERR_CANTCREAT) if
 * something else stands there, unless replace is set. */
struct checklist_import {
    const char *file;
    enum checklist_format format;
    const char *path; /* NULL: the user's folder */
    bool replace;
};
struct checklist_imported {
    char *id;
    char *version; /* NULL: an overlay */
    char *path;
    char *replaced; /* version that stood there before, NULL: none */
    size_t items;
    size_t warnings;
    bool unchanged; /* the same checklist stood there; nothing was written */
};
enum err_code checklist_file_import(const struct checklist_import *import,
                                    struct checklist_imported *imported, struct err *err);
void checklist_imported_clear(struct checklist_imported *imported);

/* The file of a checklist that the user named by path (contains a slash or ends in .yaml,
 * .yml or .csv) or by id:
 * looked for in $AUDITWALK_CHECKLISTS, the user's data home (auditwalk/checklists),
 * PKGDATADIR/checklists; heap. ERR_USAGE naming the known ids. */
enum err_code checklist_locate(const char *path_or_id, char **path, struct err *err);

/* The file of the user's own folder that has the checklist of an id or, with overlay, lies over it;
 * heap, NULL: none. */
char *checklist_own_file(const char *id, bool overlay);

/* Of libcsv's header, for --version. */
const char *checklist_csv_version(void);

/* Paths of all checklists in those places, first found of an id wins; heap array of heap strings.
 */
enum err_code checklist_list_files(char ***paths, size_t *count, struct err *err);

#endif
