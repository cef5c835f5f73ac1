/* cli.h - the commands: one const table row each, from which parsing, help, manual and completion
 * are made.
 *
 * A command reads its words and options from struct args (already cleaned and checked), asks the
 * rooms below and prints to standard output. Messages go to standard error; what a run function
 * returns becomes the exit status.
 */
#ifndef AUDITWALK_CLI_CLI_H
#define AUDITWALK_CLI_CLI_H

#include <signal.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "base/mem.h"
#include "core/code.h"
#include "core/value.h"
#include "store/device.h"
#include "store/object.h"
#include "store/store.h"
#include "ui/keymap.h"
#include "ui/theme.h"

/* ---- options (options.c) --------------------------------------------------------------------- */

/* What stands behind an option or as a word, and so how it is checked at the door. A path is taken
 * byte by byte: a file may have any name. */
enum argument_kind {
    ARGUMENT_NONE, /* an option without a value */
    ARGUMENT_LINE,
    ARGUMENT_BLOCK,
    ARGUMENT_CODE, /* a word of option.codes */
    ARGUMENT_DATE,
    ARGUMENT_NUMBER, /* digits, below a thousand million */
    ARGUMENT_LANGUAGE,
    ARGUMENT_PATH
};

enum option_flags { OPTION_REQUIRED = 1, OPTION_MANY = 2 };

/* A table of these ends with a row whose name is NULL. */
struct option {
    const char *name; /* without the hyphens */
    char letter;      /* 0: none */
    enum argument_kind kind;
    unsigned flags;
    const struct code_list *codes; /* ARGUMENT_CODE */
    const char *value;             /* placeholder, "FILE" */
    const char *help;              /* msgid */
};

struct session;
struct args;

struct command {
    const char *name;  /* "evidence add" */
    const char *alias; /* "evidence new", or NULL */
    const char *words; /* placeholders of what it takes beside options, "REF RESULT"; NULL: none */
    const char *summary;          /* msgid, one line */
    const char *details;          /* msgid, a paragraph more, or NULL */
    const struct option *options; /* NULL: none */
    enum argument_kind word_kind;
    size_t words_min;
    size_t words_max;
    enum err_code (*run)(struct session *session, const struct args *args, struct err *err);
    bool both_languages; /* takes --lang both */
};

struct given {
    const struct option *option;
    char *text; /* clean; NULL for an option without a value */
};

struct args {
    const struct command *command; /* NULL: none was named */
    struct given *given;
    size_t given_count;
    size_t given_capacity;
    char **words; /* behind the command; without a command all of them */
    size_t word_count;
    size_t word_capacity;
};

extern const struct option global_options[];

/* Reads the command line. ERR_USAGE, ERR_DATA (not UTF-8) with the option in the message; args is
 * filled as far as it went and must be cleared in any case. */
enum err_code args_parse(int argc, char *const *argv, struct args *args, struct err *err);
void args_clear(struct args *args);

/* Required options and the number of words; not asked for when help is wanted. */
enum err_code args_check(const struct args *args, struct err *err);

/* The value of an option of the command or a global one: NULL if not given; borrowed. */
const char *args_text(const struct args *args, const char *name);
bool args_has(const struct args *args, const char *name);

/* The row of the word in the option's list, -1 if not given. */
int args_code(const struct args *args, const char *name);

/* Of an ARGUMENT_NUMBER; other if it is not given. */
size_t args_number(const struct args *args, const char *name, size_t other);

/* All values in their order; heap array of borrowed texts, NULL if there are none. */
const char **args_list(const struct args *args, const char *name, size_t *count);

/* A word of a list, with the nearest one in the message if there is no such word. what: "--grade"
 * or "RESULT". */
enum err_code code_check(const struct code_list *list, const char *what, const char *word,
                         int *index, struct err *err);

/* ---- the table (commands.c) ------------------------------------------------------------------ */

extern const struct command *const commands[]; /* ends with NULL */

/* By name or alias. */
const struct command *command_find(const char *name);

/* True if some command's name begins with this word and has another behind it ("evidence"). */
bool command_is_group(const char *word);

/* "add, list, save": the second words of a group; heap. */
char *command_group_words(const char *word);

/* The command (first words only) nearest to what was typed, or NULL. */
const char *command_nearest(const char *word);

/* The nearest of many words, one a call: *best starts as {NULL, 0}. */
struct nearest {
    const char *word;
    size_t distance;
};
void nearest_try(struct nearest *nearest, const char *typed, const char *known);

extern const struct command command_action_add;
extern const struct command command_action_done;
extern const struct command command_action_edit;
extern const struct command command_action_extend;
extern const struct command command_action_list;
extern const struct command command_action_withdraw;
extern const struct command command_assess;
extern const struct command command_audit_advance;
extern const struct command command_audit_checklist_add;
extern const struct command command_audit_checklists;
extern const struct command command_audit_checklist_remove;
extern const struct command command_audit_checklist_update;
extern const struct command command_audit_edit;
extern const struct command command_audit_follow_up;
extern const struct command command_audit_issue;
extern const struct command command_audit_member;
extern const struct command command_audit_new;
extern const struct command command_audit_override;
extern const struct command command_audit_process_add;
extern const struct command command_audit_process_edit;
extern const struct command command_audit_process_remove;
extern const struct command command_audit_processes;
extern const struct command command_audit_ready;
extern const struct command command_audit_show;
extern const struct command command_audit_sign;
extern const struct command command_audits;
extern const struct command command_checklist_check;
extern const struct command command_config;
extern const struct command command_checklist_export;
extern const struct command command_checklist_import;
extern const struct command command_checklist_list;
extern const struct command command_checklist_show;
extern const struct command command_conflicts;
extern const struct command command_conflicts_resolve;
extern const struct command command_demo;
extern const struct command command_deployment_add;
extern const struct command command_deployment_list;
extern const struct command command_deployment_set;
extern const struct command command_evidence_add;
extern const struct command command_evidence_edit;
extern const struct command command_evidence_list;
extern const struct command command_evidence_save;
extern const struct command command_evidence_watched;
extern const struct command command_evidence_withdraw;
extern const struct command command_export;
extern const struct command command_filter_keep;
extern const struct command command_filter_list;
extern const struct command command_filter_remove;
extern const struct command command_filter_rename;
extern const struct command command_export_csv;
extern const struct command command_export_json;
extern const struct command command_finding_add;
extern const struct command command_finding_advance;
extern const struct command command_finding_apart;
extern const struct command command_finding_duplicates;
extern const struct command command_finding_edit;
extern const struct command command_finding_merge;
extern const struct command command_finding_number;
extern const struct command command_finding_separate;
extern const struct command command_finding_show;
extern const struct command command_finding_withdraw;
extern const struct command command_findings;
extern const struct command command_search;
extern const struct command command_help;
extern const struct command command_log;
extern const struct command command_merge;
extern const struct command command_new;
extern const struct command command_note;
extern const struct command command_sample;
extern const struct command command_evidence_link;
extern const struct command command_evidence_copy;
extern const struct command command_package_create;
extern const struct command command_package_show;
extern const struct command command_process_add;
extern const struct command command_process_edit;
extern const struct command command_process_list;
extern const struct command command_process_withdraw;
extern const struct command command_site_add;
extern const struct command command_site_edit;
extern const struct command command_site_list;
extern const struct command command_site_withdraw;
extern const struct command command_area_add;
extern const struct command command_area_edit;
extern const struct command command_area_list;
extern const struct command command_area_withdraw;
extern const struct command command_person_add;
extern const struct command command_person_edit;
extern const struct command command_person_list;
extern const struct command command_person_withdraw;
extern const struct command command_meeting_add;
extern const struct command command_meeting_edit;
extern const struct command command_meeting_list;
extern const struct command command_meeting_withdraw;
extern const struct command command_status;
extern const struct command command_team_accept;
extern const struct command command_team_list;
extern const struct command command_team_revoke;
extern const struct command command_template_check;
extern const struct command command_template_columns;
extern const struct command command_verify;
extern const struct command command_walk;

/* What runs when no command is named: the screens, or help. */
enum err_code screens_run(struct session *session, const struct args *args, struct err *err);

/* ---- help (help.c, manual.c, version.c) ------------------------------------------------------ */

void help_overview(void);
void help_command(const struct command *command);
void help_group(const char *word);
void help_all(void);
void help_words(void);  /* "command TAB option TAB value TAB words TAB summary", for completion */
void help_manual(void); /* the generated sections of auditwalk(1) */
void version_print(void);

/* "auditwalk evidence add --kind KIND [--ref REF] ...", heap. */
char *command_usage(const struct command *command);

/* ---- configuration (config.c), auditwalk-config(5) ---------------------------------------------
 */

/* Owns its texts; NULL or 0 where the file says nothing. */
struct config {
    char *person;
    char *file;
    char *theme;
    char *language;
    char *photos;              /* watched folder */
    char *capture;             /* command */
    char *template;            /* path */
    uint64_t attachment_limit; /* bytes */
    struct theme_looks looks;
    struct keymap *keymap;
};

/* Reads $XDG_CONFIG_HOME/auditwalk/config if there is one. A line that can't be used is a warning
 * on standard error, never a reason not to start. */
void config_load(struct config *config);
void config_clear(struct config *config);

/* ---- session (context.c) --------------------------------------------------------------------- */

/* Long work: "Checking the file: 42%" on standard error where that is a terminal, after a moment.
 *
 *   job_begin(&session->job, _("Checking the file"));
 *   code = store_verify(store, job_percent, &session->job, &report, err);
 *   job_end(&session->job);
 *
 * The callbacks return false once SIGINT, SIGTERM or SIGHUP came; the work then ends with
 * ERR_CANCELLED. what is translated, borrowed. */
enum { JOB_SIGNALS = 3 };
struct job {
    const char *what;
    int64_t started; /* ms */
    int64_t painted; /* 0: not yet */
    bool shows;
    bool begun;
    struct sigaction before[JOB_SIGNALS];
};
void job_begin(struct job *job, const char *what);
bool job_percent(void *job, unsigned percent);
bool job_bytes(void *job, uint64_t done, uint64_t total);
void job_end(struct job *job);

struct session {
    const struct args *args; /* borrowed */
    struct config config;
    struct device device;
    bool has_device;
    struct store *store;
    char *language; /* "en", "zh_CN": what is given to store and exchange */
    bool both;      /* --lang both: for what is written, not for messages */
    struct job job;
};

/* Reads the configuration and settles the language, before anything else can have a message; args
 * are set when they are read. */
void session_init(struct session *session, int argc, char *const *argv);
void session_clear(struct session *session); /* closes the file */

/* The FILE of the screens, -f, $AUDITWALK_FILE, the configuration; NULL: none. Borrowed. */
const char *session_file(const struct session *session);

/* The same; ERR_USAGE if there is none. */
enum err_code session_need_file(const struct session *session, const char **path, struct err *err);

/* --person, $AUDITWALK_PERSON, the configuration, who wrote first into this file on this laptop (if
 * it is open), the login's full name, the login; heap. */
enum err_code session_person(const struct session *session, char **person, struct err *err);

/* This laptop's key; made on first use. */
enum err_code session_device(struct session *session, struct err *err);

/* Opens the audit file: to write (the author is set), or only to read. Prints its notice. */
enum open_purpose { OPEN_TO_READ, OPEN_TO_WRITE };
enum err_code session_open(struct session *session, enum open_purpose purpose, struct err *err);

/* The audit of --audit; without it the one that audit_find chooses. */
enum err_code session_audit(struct session *session, struct ident *audit, struct err *err);

/* The record that an option names, NULL if the option is not given; *id holds it. */
enum err_code session_record(struct session *session, enum record_type type, const char *option,
                             struct ident *id, const struct ident **chosen, struct err *err);

struct object_options session_object_options(struct session *session);

/* ---- editing (edit.c) ------------------------------------------------------------------------ */

/* An option and the field it changes; a table of these ends with a row whose option is NULL. */
struct edit_field {
    const char *option;
    uint16_t field;
};

/* ERR_USAGE if no option but --audit is given. */
enum err_code edit_check(const struct args *args, struct err *err);

/* ERR_USAGE if --title is given and empty. */
enum err_code edit_check_title(const struct args *args, struct err *err);

/* Adds what is given to the change of a record. */
void edit_texts(const struct args *args, const struct edit_field *fields, enum record_type type,
                const struct ident *id, struct change *change);

/* The same for a site, area or process (target) by its name; an empty name removes it. */
enum err_code edit_place(struct session *session, const struct edit_field *place,
                         enum record_type target, enum record_type type, const struct ident *id,
                         struct change *change, struct err *err);

/* Prints "E-k7q2-3  changed", without the end of the line. */
void edit_tell(struct session *session, enum record_type type, const struct ident *id,
               const char *what);

/* All that evidence withdraw and finding withdraw do. */
typedef enum err_code find_function(struct store *store, const struct ident *audit,
                                    const char *text, struct ident *id, struct err *err);
enum err_code edit_withdraw(struct session *session, enum record_type type, find_function *find,
                            struct err *err);

/* ---- locale (locale.c) ----------------------------------------------------------------------- */

/* Before anything else: UTF-8 messages whatever the environment is, the catalog's place, the place
 * of the checklists for a program that is not installed. */
void locale_init(void);

/* "zh-CN", "zh_CN.UTF-8" as "zh_CN", heap; NULL if it is no language tag. */
char *locale_tag(const char *text);

/* Makes gettext answer in a language; before the first message. */
void locale_use(const char *tag);

/* The terminal's own character set again, for the screens. */
void locale_for_screens(void);

/* ---- output (output.c, table.c) -------------------------------------------------------------- */

/* "auditwalk: message (hint)" on standard error, one line. */
void message_error(const struct err *err);
void message_note(const char *format, ...) BASE_PRINTF(1, 2);

/* Puts "what: " before the message. Returns the code. */
enum err_code err_prefix(struct err *err, const char *what);

/* A name from outside (a path) that is safe to print; heap. */
char *printable(const char *text);

/* The same for a text of many lines, whole; a file that was tampered with must not steer the
 * terminal. Heap. */
char *printable_block(const char *text);

/* Prints and empties. */
void output_buf(struct buf *buf);
enum err_code output_json(enum err_code code, struct buf *json); /* the same if code is ERR_OK */
void output_json_text(struct buf *out, const char *text);        /* appends "text", escaped */

/* Everything printed is written: ERR_IO if not (closed pipe, full disk). Closes standard output. */
enum err_code output_finish(struct err *err);

/* A terminal that shows colours is wanted and there. */
bool output_colour(void);
size_t output_columns(void); /* of the terminal, 0: standard output is none */

/* Lists for people: columns as wide as their content, the flexible one cut where a terminal ends.
 */
struct column {
    const char *title; /* msgid */
    bool right;
    bool flexible;
};
struct table;
struct table *table_new(const struct column *columns, size_t count);
void table_cell(struct table *table, enum tone tone, const char *text); /* next cell; copies */
void table_number(struct table *table, enum tone tone, size_t number);  /* 0 is left empty */
void table_flush(struct table *table); /* prints the rows so far; a long list in pieces */
void table_print(struct table *table); /* prints and frees */

#endif
