/* commands.c - the table of commands, in the order of help, and finding a row of it. */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "cli/cli.h"

#include <stdlib.h>
#include <string.h>

#include "base/text.h"

const struct command *const commands[] = {&command_demo,
                                          &command_new,
                                          &command_audit_new,
                                          &command_audit_edit,
                                          &command_audit_member,
                                          &command_audit_show,
                                          &command_audit_ready,
                                          &command_audit_sign,
                                          &command_audit_issue,
                                          &command_audit_advance,
                                          &command_audit_follow_up,
                                          &command_audit_override,
                                          &command_audit_checklists,
                                          &command_audit_checklist_add,
                                          &command_audit_checklist_remove,
                                          &command_audit_checklist_update,
                                          &command_audit_processes,
                                          &command_audit_process_add,
                                          &command_audit_process_edit,
                                          &command_audit_process_remove,
                                          &command_meeting_add,
                                          &command_meeting_edit,
                                          &command_meeting_withdraw,
                                          &command_meeting_list,
                                          &command_audits,
                                          &command_status,
                                          &command_walk,
                                          &command_assess,
                                          &command_note,
                                          &command_sample,
                                          &command_evidence_add,
                                          &command_evidence_edit,
                                          &command_evidence_link,
                                          &command_evidence_copy,
                                          &command_evidence_withdraw,
                                          &command_evidence_list,
                                          &command_evidence_save,
                                          &command_evidence_watched,
                                          &command_finding_add,
                                          &command_finding_edit,
                                          &command_finding_withdraw,
                                          &command_finding_duplicates,
                                          &command_finding_merge,
                                          &command_finding_separate,
                                          &command_finding_apart,
                                          &command_finding_number,
                                          &command_finding_show,
                                          &command_finding_advance,
                                          &command_action_add,
                                          &command_action_edit,
                                          &command_action_done,
                                          &command_action_extend,
                                          &command_action_withdraw,
                                          &command_action_list,
                                          &command_findings,
                                          &command_deployment_add,
                                          &command_deployment_set,
                                          &command_deployment_list,
                                          &command_process_add,
                                          &command_process_edit,
                                          &command_process_withdraw,
                                          &command_process_list,
                                          &command_site_add,
                                          &command_site_edit,
                                          &command_site_withdraw,
                                          &command_site_list,
                                          &command_area_add,
                                          &command_area_edit,
                                          &command_area_withdraw,
                                          &command_area_list,
                                          &command_person_add,
                                          &command_person_edit,
                                          &command_person_withdraw,
                                          &command_person_list,
                                          &command_export,
                                          &command_export_csv,
                                          &command_export_json,
                                          &command_package_create,
                                          &command_package_show,
                                          &command_merge,
                                          &command_conflicts,
                                          &command_conflicts_resolve,
                                          &command_team_list,
                                          &command_team_accept,
                                          &command_team_revoke,
                                          &command_checklist_list,
                                          &command_checklist_show,
                                          &command_checklist_check,
                                          &command_checklist_import,
                                          &command_checklist_export,
                                          &command_template_check,
                                          &command_template_columns,
                                          &command_search,
                                          &command_filter_list,
                                          &command_filter_keep,
                                          &command_filter_rename,
                                          &command_filter_remove,
                                          &command_config,
                                          &command_log,
                                          &command_verify,
                                          &command_help,
                                          NULL};

const struct command *command_find(const char *name)
{
    for (size_t i = 0; commands[i] != NULL; i++)
        if (strcmp(commands[i]->name, name) == 0 ||
            (commands[i]->alias != NULL && strcmp(commands[i]->alias, name) == 0))
            return commands[i];
    return NULL;
}

/* What follows "word " in a name, or NULL. */
static const char *behind(const char *name, const char *word)
{
    size_t length = strlen(word);

    if (name == NULL || length == 0 || strncmp(name, word, length) != 0 || name[length] != ' ')
        return NULL;
    return name + length + 1;
}

bool command_is_group(const char *word)
{
    for (size_t i = 0; commands[i] != NULL; i++)
        if (behind(commands[i]->name, word) != NULL)
            return true;
    return false;
}

static void add_group_word(struct buf *words, const char *name, const char *group)
{
    const char *word = behind(name, group);

    if (word == NULL)
        return;
    if (words->length > 0)
        buf_puts(words, ", ");
    buf_puts(words, word);
}

char *command_group_words(const char *word)
{
    struct buf words;

    buf_init(&words);
    for (size_t i = 0; commands[i] != NULL; i++) {
        add_group_word(&words, commands[i]->name, word);
        add_group_word(&words, commands[i]->alias, word);
    }
    return buf_take(&words);
}

void nearest_try(struct nearest *nearest, const char *typed, const char *known)
{
    size_t distance = text_distance(typed, known);
    size_t allowed = 1 + strlen(known) / 4;

    if (distance > allowed || (nearest->word != NULL && distance >= nearest->distance))
        return;
    nearest->word = known;
    nearest->distance = distance;
}

const char *command_nearest(const char *word)
{
    struct nearest nearest = {NULL, 0};
    const char *found = NULL;

    for (size_t i = 0; commands[i] != NULL; i++) {
        char *first = mem_strndup(commands[i]->name, strcspn(commands[i]->name, " "));
        size_t before = nearest.distance;
        bool had = nearest.word != NULL;
        nearest_try(&nearest, word, first);
        if (nearest.word == first) {
            found = commands[i]->name;
            nearest.word = found; /* first is freed */
        } else {
            nearest.distance = had ? before : 0;
        }
        free(first);
    }
    return found;
}
