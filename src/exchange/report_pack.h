/* report_pack.h - what a management review (ISO 28000:2022, 9.3) is told beside the findings: the
 * audits of its period, which clauses they covered, what is still to be done, what came back.
 *
 * Part of a report whose scope asks for it; ownership and empty texts as in report_model.h.
 */
#ifndef AUDITWALK_EXCHANGE_REPORT_PACK_H
#define AUDITWALK_EXCHANGE_REPORT_PACK_H

#include "exchange/report_model.h"

enum pack_progress { PACK_DONE, PACK_RUNNING, PACK_NOT_BEGUN, PACK_CANCELLED, PACK_PROGRESS_COUNT };

/* An audit that has a day in the period: by its actual dates, else the planned ones, else the day
 * it was entered. */
struct pack_audit {
    struct ident id;
    char *number;
    char *title;
    int type;
    int state;
    char *sites;
    char *lead;
    char *planned_from;
    char *planned_to;
    char *actual_from;
    char *actual_to;
    char *begins; /* the days by which it belongs to the period */
    char *ends;
    enum pack_progress progress;
    int64_t days_late; /* behind its planned last day; -1: not late */
    int64_t requirements;
    int64_t assessed;
    int conformity; /* tenths of a percent, -1: nothing was judged */
    int64_t findings[GRADE_COUNT];
    int64_t per_audit; /* nonconformities */
    int64_t deployed;  /* rows of the deployment that were looked at */
    int64_t failing;   /* of them */
    char *conclusion;
    char *effectiveness;
    char *recommendations;
};

/* A clause of a checklist over all audits of the period. */
struct pack_clause {
    char *checklist;
    char *list; /* its title where the audits used several, else "" */
    char *clause;
    char *title;
    char *title_other;
    bool chapter;
    int64_t audits; /* in which something of it was assessed */
    char *last;     /* number of the latest of them */
    char *last_day;
    int64_t days_since; /* -1: never */
    int64_t nonconformities;
    struct tally *tallies; /* one an audit, in the order of the audits */
};

/* Something that is still to be done about a finding of the pack. */
struct pack_due {
    const char *kind; /* msgid */
    char *number;     /* of the action, "" for others */
    char *finding;
    char *audit;
    int grade;
    int state; /* of the finding */
    char *text;
    char *owner;
    char *due;
    int64_t days_overdue; /* -1: not late */
    int64_t age;          /* days since the finding was raised */
};

/* A nonconformity that was there before. */
struct pack_again {
    const char *how; /* msgid */
    char *number;
    char *audit;
    int grade;
    char *raised_at;
    char *earlier;
    char *earlier_audit;
    char *earlier_day;
    char *refs; /* what they have in common */
    char *statement;
};

/* A process that changed in the period. */
struct pack_change {
    char *process;
    char *site;
    char *day;
    int risk; /* row of code_importance */
    char *note;
};

/* Requirements that were looked at: assessed, but not as not covered. */
size_t pack_covered(const struct tally *tally);

struct report_pack {
    REPORT_LIST(struct pack_audit) audits; /* the earliest first */
    REPORT_LIST(struct pack_clause) clauses;
    REPORT_LIST(struct pack_due) dues;    /* the latest due first */
    REPORT_LIST(struct pack_again) again; /* as the findings */
    REPORT_LIST(struct pack_change) changes;
};

void report_pack_free(struct report_pack *pack); /* NULL allowed */

/* What a period says in numbers; findings that are counted in others do not count. Days are local
 * and both included. */
struct pack_sums {
    size_t raised[GRADE_COUNT];
    size_t closed;       /* nonconformities, as all below */
    size_t open;         /* at the end of the last day */
    size_t closing_days; /* of those that were closed, together */
    size_t actions_done;
};
void pack_sum(const struct report *report, const char *first, const char *last,
              struct pack_sums *sums);

/* The pieces of the period: months, or quarters from two years on, or years from eight on; from its
 * first day, or the first thing that is known, to its last, or today. Heap array of *count. */
struct pack_piece {
    char label[24]; /* "2026-03", "2026 Q1", "2026" */
    char first[11];
    char last[11];
};
struct pack_piece *pack_pieces(const struct report *report, size_t *count);

#endif
