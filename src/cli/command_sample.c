/* command_sample.c - auditwalk sample: draws a sample for a requirement and records it. */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "cli/cli.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/i18n.h"
#include "core/ref.h"
#include "core/sample.h"
#include "store/walk.h"

struct work {
    struct ident audit;
    char *checklist;
    char *item;
};

static enum err_code draw(struct session *session, const struct args *args, const struct work *work,
                          struct err *err)
{
    char seed[SAMPLE_SEED_SIZE];
    const char *given = args_text(args, "seed");
    struct sample sample = {.population = (int64_t)args_number(args, "population", 0),
                            .size = (int64_t)args_number(args, "size", 0),
                            .seed = given != NULL ? given : seed};

    sample_seed(seed);
    return assessment_sample(session->store, &work->audit, work->checklist, work->item, &sample,
                             err);
}

static enum err_code tell(struct session *session, const struct args *args, const struct work *work,
                          struct err *err)
{
    struct row row;
    struct ident id = assessment_id(&work->audit, work->checklist, work->item, NULL);

    enum err_code code = store_get(session->store, RECORD_ASSESSMENT, &id, &row, err);
    if (code != ERR_OK)
        return code;
    char *normal = ref_normalise(args->words[0]);
    char *shown = ref_display(normal);
    char *seed = printable(row_text(&row, ASSESSMENT_SAMPLE_SEED));
    printf(_("%s  %lld of %lld, seed %s: %s\n"), shown,
           (long long)row_int(&row, ASSESSMENT_SAMPLE_SIZE),
           (long long)row_int(&row, ASSESSMENT_SAMPLE_POPULATION), seed,
           row_text(&row, ASSESSMENT_SAMPLE_DRAWN));
    if (!row_is_null(&row, ASSESSMENT_SAMPLE_FAILURES))
        printf(_("failed: %lld\n"), (long long)row_int(&row, ASSESSMENT_SAMPLE_FAILURES));
    free(seed);
    free(shown);
    free(normal);
    row_clear(&row);
    return ERR_OK;
}

static enum err_code check(const struct args *args, struct err *err)
{
    bool drawing = args_has(args, "population") && args_has(args, "size");
    bool half = args_has(args, "population") || args_has(args, "size") || args_has(args, "seed");

    if (drawing || (!half && args_has(args, "failures")))
        return ERR_OK;
    err_set(err, ERR_USAGE, _("sample needs --population and --size, or --failures"));
    err_hint(err, _("auditwalk sample --help tells more"));
    return ERR_USAGE;
}

static enum err_code run(struct session *session, const struct args *args, struct err *err)
{
    struct work work = {0};
    enum err_code code = check(args, err);

    if (code == ERR_OK)
        code = session_open(session, OPEN_TO_WRITE, err);
    if (code == ERR_OK)
        code = session_audit(session, &work.audit, err);
    if (code == ERR_OK)
        code = walk_find(session->store, &work.audit, args->words[0], &work.checklist, &work.item,
                         err);
    if (code == ERR_OK && args_has(args, "size"))
        code = draw(session, args, &work, err);
    if (code == ERR_OK && args_has(args, "failures"))
        code = assessment_sample_failures(session->store, &work.audit, work.checklist, work.item,
                                          (int64_t)args_number(args, "failures", 0), err);
    if (code == ERR_OK)
        code = tell(session, args, &work, err);
    free(work.checklist);
    free(work.item);
    return code;
}

static const struct option options[] = {
    {"audit", 0, ARGUMENT_LINE, 0, NULL, "NUMBER", N_("the audit (else the one that is open)")},
    {"population", 0, ARGUMENT_NUMBER, 0, NULL, "N", N_("how many there are")},
    {"size", 0, ARGUMENT_NUMBER, 0, NULL, "N", N_("how many are drawn, up to 1000")},
    {"seed", 0, ARGUMENT_LINE, 0, NULL, "TEXT", N_("draws the same items again (else by chance)")},
    {"failures", 0, ARGUMENT_NUMBER, 0, NULL, "N", N_("how many of the items drawn failed")},
    {NULL, 0, ARGUMENT_NONE, 0, NULL, NULL, NULL}};

const struct command command_sample = {
    .name = "sample",
    .words = "REF",
    .summary = N_("draw a sample for a requirement"),
    .details =
        N_("The items drawn are numbers from 1 to the population. They follow from the seed, "
           "which is recorded with them: number i is taken from the SHA-256 of "
           "\"auditwalk-sample-1:SEED:i\", so anybody can draw them again."),
    .options = options,
    .word_kind = ARGUMENT_LINE,
    .words_min = 1,
    .words_max = 1,
    .run = run};
