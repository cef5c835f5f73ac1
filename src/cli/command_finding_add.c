/* command_finding_add.c - auditwalk finding add: a finding against requirements. */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "cli/cli.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/i18n.h"
#include "core/ref.h"
#include "core/rules.h"
#include "store/evidence.h"
#include "store/findings.h"

struct work {
    struct ident audit;
    struct ident site;
    struct ident process;
    struct ident area;
    struct ident *evidence;
    const char **refs;
    struct finding_new what;
};

static enum err_code find_evidence(struct session *session, struct work *work, struct err *err)
{
    enum err_code code = ERR_OK;
    size_t count = 0;
    const char **numbers = args_list(session->args, "evidence", &count);

    work->evidence = mem_zalloc(count + 1, sizeof *work->evidence);
    for (size_t i = 0; i < count && code == ERR_OK; i++)
        code = evidence_find(session->store, &work->audit, numbers[i], &work->evidence[i], err);
    work->what.evidence = work->evidence;
    work->what.evidence_count = count;
    free(numbers);
    return code;
}

static enum err_code resolve(struct session *session, struct work *work, struct err *err)
{
    struct finding_new *what = &work->what;

    enum err_code code = session_audit(session, &work->audit, err);
    if (code == ERR_OK)
        code = find_evidence(session, work, err);
    if (code == ERR_OK)
        code = session_record(session, RECORD_SITE, "site", &work->site, &what->site, err);
    if (code == ERR_OK)
        code =
            session_record(session, RECORD_PROCESS, "process", &work->process, &what->process, err);
    if (code == ERR_OK)
        code = session_record(session, RECORD_AREA, "area", &work->area, &what->area, err);
    return code;
}

static void fill(const struct args *args, struct work *work)
{
    struct finding_new *what = &work->what;

    what->grade = (enum grade)args_code(args, "grade");
    what->title = args_text(args, "title");
    what->statement = args_text(args, "statement");
    what->objective_evidence = args_text(args, "objective-evidence");
    what->requirement = args_text(args, "requirement");
    what->grade_reason = args_text(args, "reason");
    what->consequence = args_text(args, "consequence");
    what->risk = args_text(args, "risk");
    what->source = args_text(args, "source");
    work->refs = args_list(args, "ref", &what->ref_count);
    what->refs = work->refs;
}

/* The number comes first, for scripts. */
static enum err_code tell(struct session *session, const struct work *work, const struct ident *id,
                          struct err *err)
{
    struct row row = {0};

    enum err_code code = store_get(session->store, RECORD_FINDING, id, &row, err);
    if (code != ERR_OK)
        return code;
    const char *number = row_text(&row, FINDING_NUMBER);
    printf("%s  %s ", number[0] != '\0' ? number : row_text(&row, FINDING_DRAFT),
           code_at(&code_grades, (int)work->what.grade)->word);
    for (size_t i = 0; i < work->what.ref_count; i++) {
        char *normal = ref_normalise(work->refs[i]);
        char *shown = ref_display(normal);
        printf("%s %s", i > 0 ? "," : "", shown);
        free(shown);
        free(normal);
    }
    if (work->what.ref_count == 0)
        fputs(_(code_find(&code_finding_sources, work->what.source)->label), stdout);
    putchar('\n');
    row_clear(&row);
    return ERR_OK;
}

static enum err_code run(struct session *session, const struct args *args, struct err *err)
{
    struct ident id;
    struct work work = {0};

    enum err_code code = session_open(session, OPEN_TO_WRITE, err);
    if (code == ERR_OK)
        code = resolve(session, &work, err);
    if (code == ERR_OK) {
        fill(args, &work);
        if (work.what.ref_count == 0 && source_needs_criterion(work.what.source))
            code = err_set(err, ERR_USAGE, _("%s: --%s is missing"), args->command->name, "ref");
        else
            code = finding_add(session->store, &work.audit, &work.what, &id, err);
    }
    if (code == ERR_OK)
        code = tell(session, &work, &id, err);
    free(work.evidence);
    free(work.refs);
    return code;
}

static const struct option options[] = {
    {"audit", 0, ARGUMENT_LINE, 0, NULL, "NUMBER", N_("the audit (else the one that is open)")},
    {"ref", 0, ARGUMENT_LINE, OPTION_MANY, NULL, "REF",
     N_("the requirement it is raised against, 8.4-c; needed unless --source says otherwise")},
    {"grade", 0, ARGUMENT_CODE, OPTION_REQUIRED, &code_grades, "GRADE", N_("how grave it is")},
    {"statement", 0, ARGUMENT_BLOCK, OPTION_REQUIRED, NULL, "TEXT",
     N_("what is not as required, or could be better")},
    {"evidence", 0, ARGUMENT_LINE, OPTION_MANY, NULL, "NUMBER",
     N_("evidence that supports it, by its number")},
    {"title", 0, ARGUMENT_LINE, 0, NULL, "TEXT", N_("a short heading")},
    {"objective-evidence", 0, ARGUMENT_BLOCK, 0, NULL, "TEXT", N_("the facts it rests on")},
    {"requirement", 0, ARGUMENT_BLOCK, 0, NULL, "TEXT", N_("what is required, in words")},
    {"reason", 0, ARGUMENT_BLOCK, 0, NULL, "TEXT", N_("why this grade")},
    {"consequence", 0, ARGUMENT_BLOCK, 0, NULL, "TEXT", N_("what may come of it")},
    {"risk", 0, ARGUMENT_CODE, 0, &code_importance, "WORD", N_("the security risk")},
    {"source", 0, ARGUMENT_CODE, 0, &code_finding_sources, "WORD", N_("how it came to light")},
    {"site", 0, ARGUMENT_LINE, 0, NULL, "NAME", N_("the site it concerns")},
    {"process", 0, ARGUMENT_LINE, 0, NULL, "NAME", N_("the process it concerns")},
    {"area", 0, ARGUMENT_LINE, 0, NULL, "NAME", N_("where in the facility")},
    {NULL, 0, ARGUMENT_NONE, 0, NULL, NULL, NULL}};

const struct command command_finding_add = {
    .name = "finding add",
    .alias = "finding new",
    .summary = N_("raise a finding against one or more requirements"),
    .details = N_("Prints its number first. The results of its requirements follow the worst "
                  "grade that is raised against them. What an incident, a near miss or a complaint "
                  "brought to light may stand without any."),
    .options = options,
    .run = run};
