/* closure_cli.c - what the commands of a finding's closure share. */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "cli/closure_cli.h"

#include "store/audits.h"
#include "store/findings.h"

enum { FIELDS_MAX = 16 };

/* --audit if it is given. */
static enum err_code choose_audit(struct session *session, struct ident *audit,
                                  const struct ident **chosen, struct err *err)
{
    *chosen = NULL;
    if (!args_has(session->args, "audit"))
        return ERR_OK;
    *chosen = audit;
    return session_audit(session, audit, err);
}

enum err_code closure_cli_finding(struct session *session, const char *word, struct ident *id,
                                  struct err *err)
{
    struct ident audit;
    const struct ident *chosen;
    enum err_code code = choose_audit(session, &audit, &chosen, err);

    return code == ERR_OK ? finding_find(session->store, chosen, word, id, err) : code;
}

enum err_code closure_cli_action(struct session *session, const char *word, struct ident *id,
                                 struct err *err)
{
    struct ident audit;
    const struct ident *chosen;
    enum err_code code = choose_audit(session, &audit, &chosen, err);

    return code == ERR_OK ? action_find(session->store, chosen, word, id, err) : code;
}

enum err_code closure_cli_put(struct session *session, const struct ident *finding,
                              enum record_type type, const struct ident *record,
                              const struct closure_option_field *fields, struct ident *id,
                              struct err *err)
{
    struct closure_text texts[FIELDS_MAX];
    size_t count = 0;

    for (; fields->option != NULL && count < FIELDS_MAX; fields++)
        if (args_has(session->args, fields->option))
            texts[count++] =
                (struct closure_text){fields->field, args_text(session->args, fields->option)};
    if (count == 0)
        return ERR_OK;
    return closure_put(session->store, finding, type, record, texts, count, id, err);
}
