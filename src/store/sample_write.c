/* sample_write.c - recording the sample that was drawn for a requirement. */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "store/walk.h"

#include <stdlib.h>

#include "base/i18n.h"
#include "core/ref.h"
#include "store/audits.h"
#include "store/query.h"
#include "store/walk_parts.h"

static void set_drawn(struct change *change, const struct ident *id, const struct sample *sample)
{
    uint32_t *items = mem_zalloc((size_t)sample->size, sizeof *items);

    sample_draw(sample, items);
    char *drawn = sample_text(items, sample->size);
    change_set_int(change, RECORD_ASSESSMENT, id, ASSESSMENT_SAMPLE_POPULATION, sample->population);
    change_set_text(change, RECORD_ASSESSMENT, id, ASSESSMENT_SAMPLE_METHOD, "random");
    change_set_int(change, RECORD_ASSESSMENT, id, ASSESSMENT_SAMPLE_SIZE, sample->size);
    change_set_text(change, RECORD_ASSESSMENT, id, ASSESSMENT_SAMPLE_SEED, sample->seed);
    change_set_text(change, RECORD_ASSESSMENT, id, ASSESSMENT_SAMPLE_DRAWN, drawn);
    /* What failed in the sample before says nothing about this one. */
    change_set(change, RECORD_ASSESSMENT, id, ASSESSMENT_SAMPLE_FAILURES, value_null());
    free(drawn);
    free(items);
}

/* The item's reference as the checklist has it. */
static enum err_code load_ref(struct store *store, const struct ident *audit, const char *checklist,
                              const char *item, char **ref, struct err *err)
{
    struct walk_detail detail;
    enum err_code code = audit_require_open(store, audit, err);

    if (code == ERR_OK)
        code = walk_detail(store, audit, checklist, item, "en", &detail, err);
    if (code != ERR_OK)
        return code;
    *ref = mem_strdup(detail.line.ref);
    walk_detail_clear(&detail);
    return ERR_OK;
}

static enum err_code save(struct store *store, const struct ident *audit, const char *checklist,
                          const char *item, const struct sample *sample, int64_t failures,
                          struct err *err)
{
    struct change change;
    char *ref = NULL;
    enum err_code code = load_ref(store, audit, checklist, item, &ref, err);

    if (code != ERR_OK)
        return code;
    change_init(&change, audit);
    struct ident id = walk_touch(&change, audit, checklist, item, ref);
    if (sample != NULL)
        set_drawn(&change, &id, sample);
    else
        change_set_int(&change, RECORD_ASSESSMENT, &id, ASSESSMENT_SAMPLE_FAILURES, failures);
    char *shown = ref_display(ref[0] != '\0' ? ref : item);
    char *label = mem_printf(_("%s sample"), shown);
    code = store_save(store, &change, label, err);
    free(label);
    free(shown);
    free(ref);
    change_clear(&change);
    return code;
}

enum err_code assessment_sample(struct store *store, const struct ident *audit,
                                const char *checklist, const char *item,
                                const struct sample *sample, struct err *err)
{
    enum err_code code = sample_check(sample, err);

    return code == ERR_OK ? save(store, audit, checklist, item, sample, 0, err) : code;
}

enum err_code assessment_sample_failures(struct store *store, const struct ident *audit,
                                         const char *checklist, const char *item, int64_t failures,
                                         struct err *err)
{
    struct row row;
    struct ident id = assessment_id(audit, checklist, item, NULL);
    int64_t size = 0;

    if (store_get(store, RECORD_ASSESSMENT, &id, &row, NULL) == ERR_OK) {
        size = row_int(&row, ASSESSMENT_SAMPLE_SIZE);
        row_clear(&row);
    }
    if (size < 1) {
        err_set(err, ERR_USAGE, _("no sample has been drawn for this requirement"));
        err_hint(err, _("draw one first: population and size"));
        return ERR_USAGE;
    }
    if (failures < 0 || failures > size)
        return err_set(err, ERR_USAGE, _("of %lld items %lld can't have failed"), (long long)size,
                       (long long)failures);
    return save(store, audit, checklist, item, NULL, failures, err);
}
