/* report_model.h - what a report or a register says, as plain structs in one language or in two.
 *
 * Filled from the audit file inside one read transaction (report_load), worked out once
 * (report_finish), then only read: the writers of workbooks know this and no store. Texts are heap,
 * owned by the report, never NULL, "" where not known; times are UTC ISO 8601 and dates YYYY-MM-DD
 * as in the file; codes are rows of their lists, -1 where not known. In a report of both languages
 * (report_is_both) texts that checklists have in both are there twice, the second in a member
 * "..._other" that is "" where it says the same; what people typed is there once.
 */
#ifndef AUDITWALK_EXCHANGE_REPORT_MODEL_H
#define AUDITWALK_EXCHANGE_REPORT_MODEL_H

#include "base/ident.h"
#include "base/translate.h"
#include "core/checklist.h"
#include "core/rules.h"
#include "exchange/photo.h"
#include "store/store.h"

#define REPORT_FORMAT_ARG(n) TRANSLATE_FORMAT_ARG(n)

/* A heading or a label in the language of a report ("both": English and Chinese with a slash, see
 * translate.h; formats go through translate_words). The one place that chooses it. */
const char *report_label(const char *language, const char *msgid) REPORT_FORMAT_ARG(2);

/* A text of a checklist in the language, in "both" the two joined; heap. */
char *report_local(const char *language, const struct local_text *text);

/* The same with the second language in a slot of its own. Replaces both slots. */
void report_local_pair(const char *language, const struct local_text *text, char **first,
                       char **other);

/* One line "label: value" of the cover or the summary. */
enum report_field_kind { REPORT_TEXT, REPORT_DATE, REPORT_CODE };
struct report_field {
    const char *label; /* msgid, borrowed */
    enum report_field_kind kind;
    const struct code_list *codes; /* REPORT_CODE: text is a word of it */
    char *text;
};
struct report_fields {
    struct report_field *items;
    size_t count;
    size_t capacity;
};

struct report_person {
    char *name;
    int role;
    char *unit;
    char *statement;
    char *note;
};

struct report_checklist {
    char *id;
    char *title;
    char *version;
    char *standard;
    char *digest; /* hexadecimal */
};

/* Places in another array of the report, in its order. */
struct report_links {
    size_t *items;
    size_t count;
    size_t capacity;
};

/* One requirement of a checklist as it was audited. */
struct report_row {
    struct ident assessment;
    char *checklist;
    char *list;   /* title of the checklist where the audit has several, else "" */
    char *review; /* version that was answered, if the question has changed since; else "" */
    char *item;
    char *clause;
    char *ref; /* as people write it */
    char *heading;
    char *heading_other;
    char *question;
    char *question_other;
    char *look_for; /* one entry a line */
    char *look_for_other;
    char *places;  /* where it is asked, comma separated */
    char *wording; /* of the user's overlay, only where it was asked for */
    char *unit;    /* site or process that it was assessed for, where the scope has several */
    char *site;    /* the unit, or where the area is in which it was assessed */
    int obligation;
    int result;
    int method;
    char *area;
    char *sample; /* in words */
    char *note;
    char *auditor;
    char *assessed_at;
    struct report_links evidence;
    struct report_links findings;
};

struct report_finding {
    struct ident id;
    struct ident audit_id;
    struct ident site_id;
    char *number; /* the final one, else the draft */
    char *audit;
    int grade;
    char *grade_reason;
    char *title;
    char *statement;
    char *objective_evidence;
    char *requirement;
    char *refs; /* requirements as people write them, comma separated */
    char *clauses;
    char *edition;  /* the standards these are of */
    char *criteria; /* criteria that are no requirement of a checklist, one a line */
    char *site;     /* its own, else that of the area */
    char *process;
    char *area;
    char *consequence;
    int risk;
    int source;
    char *sample; /* of its requirements, in words, one a line */
    char *raised_by;
    char *raised_at;
    char *acknowledged_by;
    char *acknowledged_at;
    int disputed; /* row of code_yes_partly_no */
    char *auditee_position;
    char *auditor_position;
    char *recurrence_of;  /* numbers */
    struct ident counted; /* the finding in which it is counted, mostly itself */
    char *merged_into;    /* its number, "" if it is itself */
    char *also_raised;    /* numbers of those that are counted in it */
    int state;
    char *closed_at;
    long days_open; /* to the closing or to today; -1 unknown */
    /* The way to closure, of the current round; several a line each. */
    char *correction;
    char *correction_owner;
    char *correction_due;
    char *correction_done;
    int cause_method;
    char *cause; /* whys and root cause */
    int cause_category;
    char *similar;
    char *actions;
    char *action_owners;
    char *action_due;
    char *action_done;
    char *system_change;
    char *risk_review;
    char *criterion;
    char *verified_by;
    char *verified_at;
    int effect;
    int64_t extensions;
    int64_t days_overdue; /* of the latest due; -1: nothing is late */
    struct report_links rows;
    struct report_links evidence;
};

/* What of an attached file can be shown (report_photos.c). */
enum report_photo {
    REPORT_PHOTO_NONE,    /* it is no image, or nobody asked */
    REPORT_PHOTO_SHOWN,   /* its image is in the report */
    REPORT_PHOTO_BROKEN,  /* it can't be read */
    REPORT_PHOTO_OTHER,   /* a kind of image that is not read */
    REPORT_PHOTO_LEFT_OUT /* there are too many */
};
struct report_image {
    struct hash object;
    struct photo photo;
};

struct report_attachment {
    char *name;
    char *media_type;
    char *sha256;
    int64_t size;
    struct hash object;
    enum report_photo state;
    size_t image; /* REPORT_PHOTO_SHOWN: place in images */
};

struct report_evidence {
    struct ident id;
    char *number;
    int kind;
    char *title;
    char *detail;
    char *source;
    char *area;
    char *asked;
    char *observed_at;
    char *collected_by;
    char *collected_at;
    int confidentiality;
    struct report_attachment *attachments;
    size_t attachment_count;
    size_t attachment_capacity;
    struct report_links rows;
    struct report_links findings;
};

/* A point on which people differed: one that is open, or what was decided and why. */
struct report_opinion {
    char *state; /* in words: open, or what kind of decision */
    char *kind;  /* of disagreement, in words; "" for a decision */
    char *subject;
    char *field;     /* label */
    char *positions; /* a line each, with who holds it */
    char *decision;
    char *reason;
    char *decided_by;
    char *decided_at;
};

/* That the work of another laptop was merged. */
struct report_merge {
    char *package; /* hash, hexadecimal */
    char *sender;
    char *packed_at;
    char *merged_by;
    char *merged_at;
    int64_t batches;
    int64_t known;
    int64_t waiting;
    int64_t records_new;
    int64_t records_changed;
    int64_t conflicts;
    char *accepted; /* laptops that were accepted with it */
};

struct report_action {
    struct ident finding_id;
    char *number;
    char *finding;
    char *audit;
    int grade;
    int state; /* of the finding */
    char *text;
    char *owner;
    char *due;
    char *done;
    char *proof;
    char *evidence; /* its number */
    int system;     /* row of code_yes_partly_no */
    char *system_text;
    int64_t extensions;
    int64_t days_overdue; /* -1: not late */
};

/* A nonconformity of an earlier audit that this one followed up. */
struct report_previous {
    char *number;
    char *audit;
    int grade;
    int state;
    char *statement;
    int effect;
    char *verified_by;
    char *verified_at;
    char *note;
};

/* Planned against found; counts -1 where not given. */
struct report_deployment {
    char *site;
    char *area;
    int kind;
    char *what;
    int64_t planned_count;
    char *planned_hours;
    char *planned_spec;
    int64_t found_count;
    char *found_hours;
    char *found_spec;
    int working;
    char *checked_by;
    char *checked_at;
    char *evidence;
    char *finding;
    char *note;
};

struct report_meeting {
    int kind; /* row of code_meeting_kinds */
    char *held_on;
    char *hours;
    char *place;
    char *people;
    char *notes;
};

/* A record of which other sheets show a part, with all its fields. */
struct report_annex {
    char *kind; /* in words */
    char *of;   /* what it belongs to, or is called */
    char *text; /* a line a field */
};

/* A line of the cover: who signed, what was corrected after issue, who was let off a rule. */
enum { REPORT_LINE_CELLS = 4 };
struct report_line {
    int step; /* row of code_sign_steps, else -1 */
    char *cells[REPORT_LINE_CELLS];
};

/* Results of a chapter ("8") or a clause ("8.4"). */
struct report_clause {
    char *checklist;
    char *list; /* as in a row */
    char *clause;
    char *title;
    char *title_other;
    bool chapter;
    struct tally tally;
    size_t evidenced; /* requirements with evidence */
    size_t findings[GRADE_COUNT];
    size_t first_row; /* in rows */
};

/* What charts need of a nonconformity that counts, for all of them also where their records come
 * one at a time. */
struct report_age {
    int8_t grade;
    bool open;
    int32_t days_open; /* as in a finding */
    char raised[11];   /* local date, "" where not known */
    char closed[11];
};

/* Lists that may be too long to stand in the report. Then report.source gives their records one at
 * a time, in the order of their sheet, and the lists of the report are empty. */
enum report_list { REPORT_LIST_NONCONFORMITIES, REPORT_LIST_FINDINGS, REPORT_LIST_ACTIONS };
struct report_source {
    void *context;
    size_t total;   /* records of all lists, for the progress */
    size_t counted; /* findings that count */
    enum err_code (*start)(void *context, enum report_list list, size_t *count, struct err *err);
    /* The next record, valid until the next call; NULL: that was all. */
    enum err_code (*next)(void *context, const void **record, struct err *err);
};

/* What a site has of each clause: the column of a site in the matrix. */
struct report_site_clause {
    struct tally tally;
    struct report_links findings; /* those that count */
};
struct report_site {
    char *name;                         /* "": what belongs to no site */
    struct report_site_clause *clauses; /* one a clause of the report */
};

/* An audit of the file, for trends and coverage over audits (report_trend.h). */
struct report_audit {
    struct ident id;
    char *number;
    char *title;
    char *date; /* when it was, or is planned, to end; "" */
    int state;
    struct tally tally;
    size_t evidenced; /* requirements with evidence */
    size_t grades[GRADE_COUNT];
};

/* What report.conclusion holds, in this order; nothing where there is no audit. */
enum report_conclusion {
    CONCLUSION_WORDS,
    CONCLUSION_EFFECTIVENESS,
    CONCLUSION_OBJECTIVES_MET,
    CONCLUSION_GOOD_PRACTICE,
    CONCLUSION_OBSTACLES,
    CONCLUSION_NOT_COVERED,
    CONCLUSION_SAMPLING,
    CONCLUSION_DIVERGING,
    CONCLUSION_RECOMMENDATIONS,
    CONCLUSION_COUNT
};

/* What an issued report should not have. */
enum report_gap {
    GAP_EXCLUSION,  /* not applicable or not covered without a reason */
    GAP_FINDING,    /* a nonconforming result without a finding */
    GAP_EVIDENCE,   /* conforming without evidence */
    GAP_UNASSESSED, /* no result yet */
    GAP_AGAIN,      /* the question has changed since the result was given */
    GAP_COUNT
};
const char *report_gap_label(enum report_gap gap); /* msgid */

#define REPORT_LIST(type)                                                                          \
    struct {                                                                                       \
        type *items;                                                                               \
        size_t count;                                                                              \
        size_t capacity;                                                                           \
    }

struct report {
    char *language; /* "en", "zh_CN", "both" */
    char *organization;
    char *number; /* of the audit; "" in a register of all audits */
    char *title;
    char *lead;
    char *confidentiality; /* word, "" */
    char *today;           /* local date of the export */
    char *from;            /* of the period, "" where it is open; dates as in the file */
    char *to;
    char *choice; /* in words, which findings are in it; "": all */
    bool issued;
    int64_t revision; /* corrections after issue so far */
    char *digest;     /* of the state of the audit, hexadecimal; "" */
    struct report_fields cover;
    struct report_fields conclusion;
    REPORT_LIST(char *) sites;
    REPORT_LIST(char *) processes;
    REPORT_LIST(struct report_person) people;
    REPORT_LIST(struct report_checklist) checklists;
    REPORT_LIST(struct report_row) rows;
    REPORT_LIST(struct report_finding) findings;
    REPORT_LIST(struct report_evidence) evidence;
    REPORT_LIST(struct report_opinion) opinions; /* open ones first */
    REPORT_LIST(struct report_merge) merges;     /* oldest first */
    REPORT_LIST(struct report_action) actions;   /* the latest due first */
    REPORT_LIST(struct report_previous) previous;
    REPORT_LIST(struct report_deployment) deployment; /* in walking order */
    REPORT_LIST(struct report_annex) annex;
    REPORT_LIST(struct report_age) ages;         /* of nonconformities that count */
    struct report_source *source;                /* NULL: all records are in the lists */
    REPORT_LIST(struct report_meeting) meetings; /* by date */
    REPORT_LIST(struct report_line) signs;       /* of the last revision */
    REPORT_LIST(struct report_line) revisions;
    REPORT_LIST(struct report_line) overrides;
    REPORT_LIST(struct report_image) images; /* each content once */
    size_t photos_left_out;
    REPORT_LIST(struct report_audit) audits; /* of the file, oldest first (report_load_audits) */
    struct report_pack *pack;                /* NULL: not asked for */
    /* Worked out by report_finish. */
    REPORT_LIST(struct report_clause) clauses; /* chapters before what they hold */
    struct tally tally;
    size_t grades[GRADE_COUNT];
    struct report_links gaps[GAP_COUNT];         /* rows */
    REPORT_LIST(struct report_site) site_matrix; /* those of the audit, others, "" where needed */
};

/* An empty report; language NULL: English. */
void report_init(struct report *report, const char *language);
void report_clear(struct report *report);

/* Frees the findings and the actions of other findings than those for which keep holds. */
void report_keep_findings(struct report *report,
                          bool (*keep)(const struct report_finding *finding, const void *context),
                          const void *context);

/* The ids of all findings, sorted; heap. And whether one is among them. */
struct ident *report_finding_ids(const struct report *report);
bool report_has_finding(const struct report *report, const struct ident *ids,
                        const struct ident *id);

/* New elements at the end, texts "" and codes -1; valid until the next call. */
void report_add_field(struct report_fields *fields, const char *label, enum report_field_kind kind,
                      const struct code_list *codes, const char *text);
struct report_person *report_add_person(struct report *report);
struct report_checklist *report_add_checklist(struct report *report);
struct report_row *report_add_row(struct report *report);
struct report_finding *report_add_finding(struct report *report);
struct report_evidence *report_add_evidence(struct report *report);
struct report_attachment *report_add_attachment(struct report_evidence *evidence);
struct report_image *report_add_image(struct report *report);
struct report_opinion *report_add_opinion(struct report *report);
struct report_merge *report_add_merge(struct report *report);
struct report_clause *report_add_clause(struct report *report);
struct report_action *report_add_action(struct report *report);
struct report_audit *report_add_audit(struct report *report);
struct report_previous *report_add_previous(struct report *report);
struct report_annex *report_add_annex(struct report *report);
struct report_deployment *report_add_deployment(struct report *report);
struct report_meeting *report_add_meeting(struct report *report);
struct report_line *report_add_sign(struct report *report);
struct report_line *report_add_revision(struct report *report);
struct report_line *report_add_override(struct report *report);
void report_add_name(struct report *report, bool process, const char *name);

/* Empty a list again; its memory stays for the next record. */
void report_drop_rows(struct report *report);
void report_drop_findings(struct report *report);
void report_drop_evidence(struct report *report);
void report_drop_actions(struct report *report);

/* Once: sorts findings (grade, requirement, number) and evidence (number). Before linking. */
void report_sort(struct report *report);

/* Links both ways; said twice counts once. To a finding that is counted in another one only from
 * its side: the other one stands at the requirement and at the evidence instead. */
void report_link_finding(struct report *report, size_t row, size_t finding);
void report_link_evidence(struct report *report, size_t evidence, size_t row);
void report_link_proof(struct report *report, size_t evidence, size_t finding);

/* Works out tallies, grades, gaps, days open and the matrix of sites. Clauses must be there
 * (report_add_clause). */
void report_finish(struct report *report);

/* The days a finding was open; between two local dates ("" for not known), -1 unknown. */
void report_finish_finding(const struct report *report, struct report_finding *finding);
long report_days_open(const struct report *report, const char *raised, const char *closed);
void report_add_age(struct report *report, const struct report_age *age);

/* The order of a register: open ones first, the worst and oldest on top. */
struct report_urgency {
    bool closed;
    int grade;
    int64_t raised;    /* ms; least: not known */
    const char *audit; /* numbers */
    const char *number;
    const struct ident *id;
};
int report_compare_urgency(const struct report_urgency *first, const struct report_urgency *second);

/* True for a finding that is counted: not merged into another. */
bool report_counts(const struct report_finding *finding);
bool report_is_nonconformity(const struct report_finding *finding);

/* In English and Chinese side by side. */
bool report_is_both(const struct report *report);

/* The local calendar date of a UTC time, and the time of day with it; false for "" and what is no
 * time. A plain date passes as it is. */
bool report_local_date(const char *time, char out[11]);
bool report_local_stamp(const char *time, char out[17]);

/* Which findings a report is about. With dates (NULL: open on that side): those raised from the one
 * to the other, local days, both included; with_open: and those that were raised before and were
 * still open on the first day. unsettled: only nonconformities that are not closed. */
struct report_period {
    const char *from;
    const char *to;
    bool with_open;
    bool unsettled;
};
bool report_in_period(const struct report_finding *finding, const struct report_period *period);
bool report_dates_in_period(const char *raised, const char *closed, /* local, "": not known */
                            const struct report_period *period);

/* Takes out all findings but those of the scope, and the actions of those that go. */
void report_choose(struct report *report, const struct report_period *period,
                   const struct ident *finding);

/* "raised from 2026-01-01 to 2026-06-30", "" for no period; heap. */
char *report_period_words(const char *language, const struct report_period *period);

/* Fills an init'ed report. audit NULL: the findings of all audits (for the register; no checklist
 * rows and no evidence); with_rows false: the same of one audit. */
struct report_scope {
    const struct ident *audit;
    bool with_rows;
    bool with_pack; /* what a management review is told, report_pack.h */
    struct report_period period;
    const struct ident *finding; /* this one alone; NULL: all that the rest asks for */
    bool (*progress)(void *context, unsigned percent); /* NULL allowed; false: ERR_CANCELLED */
    void *context;
};
/* The same from a checklist alone: rows without answers. */
void report_take_checklist(struct report *report, const struct checklist *checklist);

enum err_code report_load(struct store *store, const struct report_scope *scope,
                          struct report *report, struct err *err);

#endif
