/* edit.c - what the commands that edit and withdraw records have in common. */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "cli/cli.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"

enum err_code edit_check(const struct args *args, struct err *err)
{
    const struct command *command = args->command;

    for (const struct option *row = command->options; row->name != NULL; row++)
        if (strcmp(row->name, "audit") != 0 && args_has(args, row->name))
            return ERR_OK;
    err_set(err, ERR_USAGE, _("%s: nothing to change is given"), command->name);
    return err_hint(err, _("auditwalk %s --help lists them"), command->name);
}

enum err_code edit_check_title(const struct args *args, struct err *err)
{
    const char *title = args_text(args, "title");

    if (title == NULL || title[0] != '\0')
        return ERR_OK;
    return err_set(err, ERR_USAGE, _("%s: --%s is empty"), args->command->name, "title");
}

void edit_texts(const struct args *args, const struct edit_field *fields, enum record_type type,
                const struct ident *id, struct change *change)
{
    for (; fields->option != NULL; fields++)
        if (args_has(args, fields->option))
            change_set_text(change, type, id, fields->field, args_text(args, fields->option));
}

enum err_code edit_place(struct session *session, const struct edit_field *place,
                         enum record_type target, enum record_type type, const struct ident *id,
                         struct change *change, struct err *err)
{
    struct ident found = ident_none();
    const struct ident *chosen = NULL;

    if (!args_has(session->args, place->option))
        return ERR_OK;
    enum err_code code = session_record(session, target, place->option, &found, &chosen, err);
    if (code != ERR_OK)
        return code;
    found = chosen != NULL ? *chosen : ident_none();
    change_set_id(change, type, id, place->field, &found);
    return ERR_OK;
}

void edit_tell(struct session *session, enum record_type type, const struct ident *id,
               const char *what)
{
    char *name = store_name(session->store, type, id);
    char *number = printable(name);

    printf("%s  %s", number, what);
    free(number);
    free(name);
}

enum err_code edit_withdraw(struct session *session, enum record_type type, find_function *find,
                            struct err *err)
{
    struct ident audit;
    struct ident id;
    const struct args *args = session->args;

    enum err_code code = session_open(session, OPEN_TO_WRITE, err);
    if (code == ERR_OK)
        code = session_audit(session, &audit, err);
    if (code == ERR_OK)
        code = find(session->store, &audit, args->words[0], &id, err);
    if (code == ERR_OK)
        code = record_withdraw(session->store, type, &id, args_text(args, "reason"), err);
    if (code != ERR_OK)
        return code;
    edit_tell(session, type, &id, _("withdrawn"));
    putchar('\n');
    return ERR_OK;
}
