/* record_links.c - what is linked to a finding or a piece of evidence, for its screen. */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "ui/record_screen.h"

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "core/ref.h"
#include "store/evidence.h"
#include "store/findings.h"
#include "ui/record_text.h"

static enum err_code list_of(struct app *app, enum record_type type, uint16_t where,
                             const struct ident *id, uint16_t order, struct rows *rows,
                             struct err *err)
{
    struct value equals = value_id(id);
    struct list_query query = {.type = type, .where = where, .equals = equals, .order = order};
    enum err_code code = store_list(app->store, &query, rows, err);

    value_clear(&equals);
    return code;
}

/* In the language of the screen, as the audit's checklist says it; else as it was recorded. Heap.
 */
static char *criterion_text(const struct record_screen *screen, struct app *app,
                            const struct row *row)
{
    struct walk_detail detail;

    if (walk_detail(app->store, &screen->audit, row_text(row, CRITERION_CHECKLIST),
                    row_text(row, CRITERION_ITEM), app->language, &detail, NULL) != ERR_OK)
        return mem_strdup(row_text(row, CRITERION_TEXT));
    char *text = mem_strdup(detail.line.heading);
    walk_detail_clear(&detail);
    return text;
}

static enum err_code add_criteria(struct record_screen *screen, struct app *app, struct err *err)
{
    struct rows rows;
    enum err_code code = list_of(app, RECORD_CRITERION, CRITERION_FINDING, &screen->id,
                                 CRITERION_POSITION, &rows, err);

    if (code != ERR_OK)
        return code;
    if (rows.count > 0)
        record_add_heading(screen, _("Criteria"));
    for (size_t i = 0; i < rows.count; i++) {
        const struct row *row = &rows.items[i];
        const char *own = row_text(row, CRITERION_REF);
        char *ref = ref_display(own[0] != '\0' ? own : row_text(row, CRITERION_ITEM));
        record_add(screen, ENTRY_TEXT, ref, criterion_text(screen, app, row));
        free(ref);
    }
    rows_clear(&rows);
    return ERR_OK;
}

static enum err_code add_evidence(struct record_screen *screen, struct app *app, struct err *err)
{
    struct evidence_lines lines;
    struct evidence_query query = {.finding = &screen->id};
    enum err_code code = evidence_list(app->store, &query, &lines, err);

    if (code != ERR_OK)
        return code;
    record_add_heading(screen, _("Evidence"));
    if (lines.count == 0)
        record_add(screen, ENTRY_TEXT, "", mem_strdup(_("No evidence is linked.")))->style =
            STYLE_WARN;
    for (size_t i = 0; i < lines.count; i++) {
        const struct evidence_line *line = &lines.items[i];
        char *files = line->attachments > 0 ? mem_printf(" [+%zu]", line->attachments) : NULL;
        struct entry *entry =
            record_add(screen, ENTRY_RECORD, line->number,
                       mem_printf("%s%s", line->title, files != NULL ? files : ""));
        entry->type = RECORD_EVIDENCE;
        entry->id = line->id;
        free(files);
    }
    evidence_lines_clear(&lines);
    return ERR_OK;
}

/* ---- what evidence is linked to -------------------------------------------------------------- */

static void add_assessment(struct record_screen *screen, struct app *app, const struct row *row)
{
    const struct field *result = record_field(row->record, ASSESSMENT_RESULT);
    const struct value *value = row_value(row, ASSESSMENT_RESULT);
    const char *own = row_text(row, ASSESSMENT_REF);
    char *ref = ref_display(own[0] != '\0' ? own : row_text(row, ASSESSMENT_ITEM));
    char *text = record_text_value(app->store, result, value, app->canvas);

    if (text[0] == '\0') {
        free(text);
        text = mem_strdup(_(code_at(&code_results, RESULT_NOT_ASSESSED)->label));
    }
    record_add(screen, ENTRY_TEXT, ref, text)->style = record_field_style(result, value);
    free(ref);
}

static void add_finding(struct record_screen *screen, struct app *app, const struct row *row)
{
    const struct code *grade = code_at(&code_grades, row_code(row, FINDING_GRADE));
    const char *title = row_text(row, FINDING_TITLE);
    char *name = store_name(app->store, RECORD_FINDING, &row->id);
    char ascii[2];
    struct entry *entry =
        record_add(screen, ENTRY_RECORD, name,
                   mem_printf("%s %s", draw_symbol(app->canvas, grade, ascii),
                              title[0] != '\0' ? title : row_text(row, FINDING_STATEMENT)));

    entry->style = theme_tone(grade->tone);
    entry->type = RECORD_FINDING;
    entry->id = row->id;
    free(name);
}

/* The records that the links name by one field, under a heading. */
static void add_linked(struct record_screen *screen, struct app *app, const struct rows *links,
                       enum record_type type, const char *heading)
{
    uint16_t field = type == RECORD_FINDING ? EVIDENCE_LINK_FINDING : EVIDENCE_LINK_ASSESSMENT;
    bool headed = false;

    for (size_t i = 0; i < links->count; i++) {
        struct ident id = row_id(&links->items[i], field);
        struct row row;
        if (ident_is_none(&id) || store_get(app->store, type, &id, &row, NULL) != ERR_OK)
            continue;
        if (row_is_null(&row, FIELD_WITHDRAWN)) {
            if (!headed)
                record_add_heading(screen, heading);
            headed = true;
            if (type == RECORD_FINDING)
                add_finding(screen, app, &row);
            else
                add_assessment(screen, app, &row);
        }
        row_clear(&row);
    }
}

static enum err_code add_links(struct record_screen *screen, struct app *app, struct err *err)
{
    struct rows links;
    enum err_code code =
        list_of(app, RECORD_EVIDENCE_LINK, EVIDENCE_LINK_EVIDENCE, &screen->id, 0, &links, err);

    if (code != ERR_OK)
        return code;
    add_linked(screen, app, &links, RECORD_ASSESSMENT, _("Requirements"));
    add_linked(screen, app, &links, RECORD_FINDING, _("Findings"));
    rows_clear(&links);
    return ERR_OK;
}

static void add_file(struct record_screen *screen, struct app *app, const struct row *row)
{
    const struct value *object = row_value(row, ATTACHMENT_OBJECT);
    const struct field *sha = record_field(row->record, ATTACHMENT_SHA256);
    char *size = record_text_size(row_int(row, ATTACHMENT_SIZE));
    struct entry *entry = record_add(screen, ENTRY_FILE, _("File"),
                                     mem_printf("%s · %s · %s", row_text(row, ATTACHMENT_NAME),
                                                size, row_text(row, ATTACHMENT_MEDIA_TYPE)));

    entry->name = mem_strdup(row_text(row, ATTACHMENT_NAME));
    if (object->kind == VALUE_IS_BYTES && object->length == HASH_SIZE)
        memcpy(entry->object.bytes, object->bytes, HASH_SIZE);
    record_add(screen, ENTRY_TEXT, _(sha->label),
               record_text_value(app->store, sha, row_value(row, ATTACHMENT_SHA256), app->canvas))
        ->style = STYLE_MUTED;
    free(size);
}

static enum err_code add_files(struct record_screen *screen, struct app *app, struct err *err)
{
    struct rows rows;
    enum err_code code = list_of(app, RECORD_ATTACHMENT, ATTACHMENT_EVIDENCE, &screen->id,
                                 ATTACHMENT_POSITION, &rows, err);

    if (code != ERR_OK)
        return code;
    if (rows.count > 0)
        record_add_heading(screen, _("Files"));
    for (size_t i = 0; i < rows.count; i++)
        add_file(screen, app, &rows.items[i]);
    rows_clear(&rows);
    return ERR_OK;
}

/* The findings that say the same and went into this one, and the one this went into. */
static enum err_code add_merged(struct record_screen *screen, struct app *app, struct err *err)
{
    struct rows rows;
    struct row other;
    enum err_code code = list_of(app, RECORD_FINDING, FINDING_MERGED_INTO, &screen->id,
                                 FINDING_RAISED_AT, &rows, err);

    if (code != ERR_OK)
        return code;
    if (!ident_is_none(&screen->merged_into) &&
        store_get(app->store, RECORD_FINDING, &screen->merged_into, &other, NULL) == ERR_OK) {
        record_add_heading(screen, _("Counted as"));
        add_finding(screen, app, &other);
        row_clear(&other);
    }
    if (rows.count > 0)
        record_add_heading(screen, _("Merged into this one"));
    for (size_t i = 0; i < rows.count; i++)
        add_finding(screen, app, &rows.items[i]);
    rows_clear(&rows);
    return ERR_OK;
}

enum err_code record_add_links(struct record_screen *screen, struct app *app, struct err *err)
{
    enum err_code code;

    if (screen->type == RECORD_FINDING) {
        code = add_criteria(screen, app, err);
        if (code == ERR_OK)
            code = add_evidence(screen, app, err);
        return code == ERR_OK ? add_merged(screen, app, err) : code;
    }
    code = add_links(screen, app, err);
    return code == ERR_OK ? add_files(screen, app, err) : code;
}
