/* demo_data.h - what the demo says, as constant tables: demo.c makes records of them.
 *
 * All people, companies, document numbers and events are invented. Visible texts are msgids; where
 * one holds "{-21}", the calendar date that many days after (here: before) the first day of the
 * audit is put in its place, so that a demo is always fresh. Times are minutes from midnight
 * (local) of that first day, see DEMO_AT.
 */
#ifndef AUDITWALK_EXCHANGE_DEMO_DATA_H
#define AUDITWALK_EXCHANGE_DEMO_DATA_H

#include <stddef.h>

#include "core/code.h"

#define DEMO_AT(day, hour, minute) (((day)*24 + (hour)) * 60 + (minute))

/* Rows of the tables below name each other by these; each enum is in the order of its table. */
enum demo_site { DEMO_HARBOUR, DEMO_DEPOT, DEMO_OFFICE, DEMO_SITE_COUNT };

enum demo_area {
    DEMO_GATE_1,
    DEMO_GATE_2,
    DEMO_TRUCK_PARK,
    DEMO_STAFF_DOOR,
    DEMO_GUARD_POST,
    DEMO_FENCE_NORTH,
    DEMO_FENCE_EAST,
    DEMO_KEY_STORE,
    DEMO_TERMINAL_SECURITY,
    DEMO_YARD,
    DEMO_REEFERS,
    DEMO_WAREHOUSE,
    DEMO_DOCK,
    DEMO_CAGE,
    DEMO_BERTH_1,
    DEMO_BERTH_2,
    DEMO_WORKSHOP,
    DEMO_CABINS,
    DEMO_ASSEMBLY,
    DEMO_DEPOT_GATE,
    DEMO_DEPOT_POST,
    DEMO_DEPOT_FENCE,
    DEMO_DEPOT_RAIL,
    DEMO_DEPOT_YARD,
    DEMO_DEPOT_SHED,
    DEMO_RECEPTION,
    DEMO_MAIL,
    DEMO_CONTROL,
    DEMO_SECURITY,
    DEMO_SERVERS,
    DEMO_IT,
    DEMO_HR,
    DEMO_PROCUREMENT,
    DEMO_LEGAL,
    DEMO_MANAGEMENT,
    DEMO_TRAINING,
    DEMO_AREA_COUNT,
    DEMO_NOWHERE = DEMO_AREA_COUNT /* no area */
};

enum demo_person {
    DEMO_LI,
    DEMO_WRONA,
    DEMO_DIALLO,
    DEMO_SOLBERG,
    DEMO_MENDES,
    DEMO_RAMAN,
    DEMO_HAAS,
    DEMO_CONTI,
    DEMO_ADEYEMI,
    DEMO_OKAFOR,
    DEMO_LINDQVIST,
    DEMO_BRANDT,
    DEMO_TAN,
    DEMO_KARIM,
    DEMO_PERSON_COUNT
};

enum demo_process {
    DEMO_ACCESS,
    DEMO_SEALS,
    DEMO_SURVEILLANCE,
    DEMO_RELEASE,
    DEMO_EQUIPMENT,
    DEMO_VETTING,
    DEMO_RAIL_HANDOVER,
    DEMO_SUPPLIERS,
    DEMO_PROCESS_COUNT,
    DEMO_NO_PROCESS = DEMO_PROCESS_COUNT
};

struct demo_organization {
    const char *name;
    const char *scope;
    const char *address;
    const char *contact;
    const char *policy;
    const char *note;
};
struct demo_site_row {
    const char *name;
    const char *kind;
    const char *address;
    const char *note;
};
struct demo_area_row {
    enum demo_site site;
    const char *name;
    const char *place; /* word of code_places */
    const char *note;
};
struct demo_person_row {
    const char *name; /* the same in every language */
    const char *unit;
    const char *roles;
    const char *contact;
    const char *competence;
    const char *proof;
    int valid_days; /* competence ends that many days after the fieldwork began; 0: none given */
};
struct demo_process_row {
    const char *name;
    enum demo_person owner;
    enum demo_site site;    /* DEMO_SITE_COUNT: all */
    const char *importance; /* words of code_importance */
    const char *risk;
    int changed_day; /* last change, days after the fieldwork began */
    const char *note;
    const char *clauses; /* what it is audited against */
};

struct demo_member {
    enum demo_person person;
    const char *role; /* word of code_team_roles */
    const char *statement;
    const char *note;
};
struct demo_assessment {
    const char *ref;
    enum result result;
    enum demo_area area;
    const char *note; /* NULL: none */
};
struct demo_sample {
    const char *ref;
    int population;
    const char *method; /* word of code_sample_methods */
    int size;
    const char *seed;
    const char *drawn;
    int failures;
};
struct demo_evidence {
    const char *key; /* findings name it by this */
    enum evidence_kind kind;
    enum demo_person by;
    int at;
    enum demo_area area;
    const char *title;
    const char *detail;
    const char *source;
    const char *asked;
    const char *refs; /* "8.4-2 8.5.3" */
    const char *confidentiality;
    const char *file; /* name of a row of demo_files, NULL: none */
};
struct demo_finding {
    const char *key;
    const char *number; /* final; NULL: only a draft number */
    enum grade grade;
    enum demo_person by;
    int at;
    const char *title;
    const char *statement;
    const char *objective_evidence;
    const char *requirement; /* what the criterion asks, in our own words */
    const char *grade_reason;
    const char *consequence;
    const char *risk;
    enum demo_site site;
    enum demo_process process;
    enum demo_area area;
    const char *refs;
    const char *evidence; /* keys */
    const char *source;   /* word of code_finding_sources */
    const char *auditor_position;
    const char *recurrence_of; /* key of a finding of the first audit */
};

/* What happened on the way from a finding to its closure, and to the audit itself: done by the
 * store's own functions, as its person, at its time, one after the other. */
enum demo_act {
    DEMO_FILL,     /* the fieldwork: all tables of the audit */
    DEMO_GO,       /* a step of the audit: what is enum audit_action */
    DEMO_SIGN,     /* what is enum sign_step */
    DEMO_FOLLOW,   /* takes the open nonconformities of the audits made before */
    DEMO_REMARK,   /* how a nonconformity that is followed up stands */
    DEMO_OVERRIDE, /* why person audits all the same */
    DEMO_STEP,     /* a step of a finding: what is enum finding_action */
    DEMO_PUT,      /* a record of a finding's path: what is enum record_type */
    DEMO_EXTEND,   /* another due date for an action */
    DEMO_DEPLOY,   /* a row of planned against found */
    DEMO_MEET      /* a meeting */
};

enum { DEMO_FIELDS_MAX = 12 };

struct demo_field {
    unsigned short field; /* of core/record.h */
    const char *text;     /* msgid, word, "{+30}", name, or the key of evidence or of a finding */
};
struct demo_event {
    int at;
    enum demo_person by;
    enum demo_act act;
    const char *finding; /* key */
    int what;
    const char *key;    /* names a record, to go on with it; the audit that takes a step, NULL: this
                           one; the word of a judgement that is not "effective" */
    const char *person; /* who speaks for the auditee, who agreed, whom it is about */
    const char *text;   /* reason, note, judgement */
    const char *evidence; /* key */
    struct demo_field fields[DEMO_FIELDS_MAX];
};

struct demo_audit {
    const char *number;
    const char *title;
    const char *type;
    int first_day; /* days before now */
    int days;      /* of fieldwork that lie behind us */
    int planned_days;
    int created_at;
    const char *objectives;
    const char *criteria;
    const char *scope;
    const char *methods;
    const char *client;
    const char *confidentiality;
    const char *distribution;
    const char *conclusion; /* NULL, like all below: not written yet */
    const char *effectiveness;
    const char *objectives_met;
    const char *obstacles;
    const char *not_covered;
    const char *diverging;
    const char *good_practice;
    const char *recommendations;
    const char *sampling;
    enum result otherwise; /* requirements that are in no row below */
    const char *otherwise_note;
    const enum demo_site *sites;
    size_t site_count;
    const enum demo_process *processes;
    size_t process_count;
    const struct demo_member *team; /* the first is the lead */
    size_t team_count;
    const struct demo_assessment *assessments;
    size_t assessment_count;
    const struct demo_sample *samples;
    size_t sample_count;
    const struct demo_evidence *evidence;
    size_t evidence_count;
    const struct demo_finding *findings;
    size_t finding_count;
};

struct demo_story {
    const struct demo_event *events;
    size_t count;
};

enum { DEMO_AUDIT_COUNT = 3 };

extern const struct demo_organization demo_organization;
extern const struct demo_site_row demo_sites[DEMO_SITE_COUNT];
extern const struct demo_area_row demo_areas[DEMO_AREA_COUNT];
extern const struct demo_person_row demo_people[DEMO_PERSON_COUNT];
extern const struct demo_process_row demo_processes[DEMO_PROCESS_COUNT];
extern const struct demo_audit demo_audits[DEMO_AUDIT_COUNT];  /* the earlier ones first */
extern const struct demo_story demo_stories[DEMO_AUDIT_COUNT]; /* of each, in demo_story.c */

/* The photos, made of data/demo at build time (build-aux/embed-bytes). */
struct demo_file {
    const char *name;
    const unsigned char *bytes;
    size_t length;
};
extern const struct demo_file demo_files[];
extern const size_t demo_file_count;

#endif
