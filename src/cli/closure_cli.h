/* closure_cli.h - what the commands of a finding's closure share. */
#ifndef AUDITWALK_CLI_CLOSURE_CLI_H
#define AUDITWALK_CLI_CLOSURE_CLI_H

#include "cli/cli.h"
#include "store/closure.h"

/* An option and the field of a record that it writes; a table ends with NULL. */
struct closure_option_field {
    const char *option;
    uint16_t field;
};

/* The finding of a word: of --audit, else of any audit, since its way goes on after issue. */
enum err_code closure_cli_finding(struct session *session, const char *word, struct ident *id,
                                  struct err *err);
enum err_code closure_cli_action(struct session *session, const char *word, struct ident *id,
                                 struct err *err);

/* Writes a record of what is given; nothing if none of the options is. */
enum err_code closure_cli_put(struct session *session, const struct ident *finding,
                              enum record_type type, const struct ident *record,
                              const struct closure_option_field *fields, struct ident *id,
                              struct err *err);

/* auditwalk status --due: status 1 and a line each while something is overdue, else silence. */
enum err_code status_due(struct session *session, struct err *err);

#endif
