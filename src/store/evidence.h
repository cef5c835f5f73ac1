/* evidence.h - audit evidence with its files, and what it is linked to. */
#ifndef AUDITWALK_STORE_EVIDENCE_H
#define AUDITWALK_STORE_EVIDENCE_H

#include "store/object.h"
#include "store/store.h"

struct filter;

struct evidence_line {
    struct ident id;
    char *number; /* "E-k7q2-3" */
    int kind;     /* row of code_evidence_kinds */
    char *title;
    char *refs;     /* requirements it is linked to, comma separated */
    char *findings; /* numbers of the findings that count it as theirs */
    char *collected_by;
    char *collected_at;
    size_t attachments;
};
struct evidence_lines {
    struct evidence_line *items;
    size_t count;
    size_t capacity;
};

/* Which: all of an audit, or those linked to an assessment or a finding (ids; NULL: not asked for).
 * Newest first. limit 0: all; after (NULL: from the start) continues behind that line. */
struct evidence_query {
    const struct ident *audit;
    const struct ident *assessment;
    const struct ident *finding;
    const struct evidence_line *after;
    size_t limit;
    const struct filter *filter; /* NULL; else audit must be given, and the limit is not kept */
};
enum err_code evidence_list(struct store *store, const struct evidence_query *query,
                            struct evidence_lines *lines, struct err *err);
void evidence_lines_clear(struct evidence_lines *lines);

/* By its number ("E-k7q2-3", case does not matter) or the 32 hexadecimal digits of its id. */
enum err_code evidence_find(struct store *store, const struct ident *audit, const char *text,
                            struct ident *id, struct err *err);

/* New evidence. Texts are borrowed, NULL where unknown; checklist and item: the requirement it is
 * linked to (NULL: none); finding: linked to it too (NULL). paths: files to attach, all or none. */
struct evidence_new {
    int kind;
    const char *title;
    const char *detail;
    const char *source;
    const char *asked;
    const char *confidentiality;
    const char *observed_at; /* ISO time; NULL: now */
    const struct ident *area;
    const char *checklist;
    const char *item;
    const struct ident *finding;
    const char *const *paths;
    size_t path_count;
};
enum err_code evidence_add(struct store *store, const struct ident *audit,
                           const struct evidence_new *what, const struct object_options *options,
                           struct ident *id, struct err *err);

/* A piece of evidence for each file, all in one save, which one undo takes back, or none: titles
 * are numbered ("Seal (2)"), without one they are the names of the files. observed_at: for each
 * file, NULL where not known (then as what says); ids: as many, NULL. */
enum err_code evidence_add_each(struct store *store, const struct ident *audit,
                                const struct evidence_new *what, const char *const *observed_at,
                                const struct object_options *options, struct ident *ids,
                                struct err *err);

/* The same evidence once more, for another requirement of its audit: texts and files, but its own
 * number, author and time of recording. */
enum err_code evidence_copy(struct store *store, const struct ident *evidence,
                            const struct ident *assessment, struct ident *id, struct err *err);

/* The number that the next evidence of this laptop gets: heap. */
enum err_code evidence_next_number(struct store *store, const struct ident *audit, char **number,
                                   struct err *err);

/* The numbers of the evidence that has a file of the same content already, comma separated (heap,
 * "" for none). Reads the file; one that can't be attached is no duplicate. */
enum err_code evidence_with_file(struct store *store, const char *path, char **numbers,
                                 struct err *err);

/* Attaches one more file. */
enum err_code evidence_attach(struct store *store, const struct ident *evidence, const char *path,
                              const struct object_options *options, struct err *err);

/* Writes a change of the evidence's texts (scope: its audit) and attaches files, all in one save or
 * nothing. The change gets the cells of the files too. */
enum err_code evidence_edit(struct store *store, const struct ident *evidence,
                            struct change *change, const char *const *paths, size_t path_count,
                            const struct object_options *options, struct err *err);

enum err_code evidence_link(struct store *store, const struct ident *evidence,
                            const struct ident *assessment, const struct ident *finding,
                            struct err *err);

/* Several pieces of one audit linked to requirements and findings of it, all in one save. */
struct evidence_targets {
    const struct ident *assessments;
    size_t assessment_count;
    const struct ident *findings;
    size_t finding_count;
};
enum err_code evidence_link_all(struct store *store, const struct ident *evidence, size_t count,
                                const struct evidence_targets *targets, struct err *err);

#endif
