/* record_text.c - how the screens of records say what the file holds, and withdraw a record.
 *
 * Knows the tables of core/record and no particular screen.
 */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "ui/record_text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "core/ref.h"
#include "core/value.h"
#include "store/shown.h"
#include "ui/dialog.h"

/* ---- texts ----------------------------------------------------------------------------------- */

char *record_text_refs(const char *refs)
{
    struct buf text;

    buf_init(&text);
    while (refs != NULL && *refs != '\0') {
        size_t length = strcspn(refs, ",");
        char *ref = mem_strndup(refs, length);
        char *shown = ref_display(ref);
        buf_printf(&text, "%s%s", text.length > 0 ? ", " : "", shown);
        free(shown);
        free(ref);
        refs += length;
        refs += strspn(refs, ", ");
    }
    return buf_take(&text);
}

void record_text_stamp(const char *iso, char out[RECORD_STAMP_SIZE])
{
    int64_t ms = 0;

    out[0] = '\0';
    if (iso != NULL && clock_parse(iso, &ms))
        clock_local_stamp(ms, out);
}

void record_text_wall(int64_t wall, bool suspect, char out[RECORD_WALL_SIZE])
{
    char stamp[RECORD_STAMP_SIZE] = "";

    if (wall != 0)
        clock_local_stamp(wall, stamp);
    snprintf(out, RECORD_WALL_SIZE, "%s%s", stamp, suspect && wall != 0 ? "?" : "");
}

static const struct {
    enum record_type type;
    const char *label;
} type_labels[] = {{RECORD_ORGANIZATION, N_("Organization")},
                   {RECORD_SITE, N_("Site")},
                   {RECORD_AREA, N_("Area")},
                   {RECORD_PROCESS, N_("Process")},
                   {RECORD_PERSON, N_("Person")},
                   {RECORD_DEVICE, N_("Laptop")},
                   {RECORD_ROSTER, N_("Acceptance")},
                   {RECORD_MERGE, N_("Merge")},
                   {RECORD_PROGRAMME_DECISION, N_("Decision")},
                   {RECORD_AUDIT, N_("Audit")},
                   {RECORD_AUDIT_SITE, N_("Site of the audit")},
                   {RECORD_AUDIT_PROCESS, N_("Process audited")},
                   {RECORD_TEAM_MEMBER, N_("Team member")},
                   {RECORD_AUDIT_CHECKLIST, N_("Checklist")},
                   {RECORD_ASSESSMENT, N_("Requirement")},
                   {RECORD_EVIDENCE, N_("Evidence")},
                   {RECORD_ATTACHMENT, N_("File")},
                   {RECORD_EVIDENCE_LINK, N_("Link of evidence")},
                   {RECORD_FINDING, N_("Finding")},
                   {RECORD_CRITERION, N_("Criterion")},
                   {RECORD_DECISION, N_("Decision")},
                   {RECORD_CORRECTION, N_("Correction")},
                   {RECORD_CAUSE_ANALYSIS, N_("Cause analysis")},
                   {RECORD_CAUSE, N_("Why")},
                   {RECORD_SIMILAR_CASE, N_("Similar case")},
                   {RECORD_ACTION, N_("Corrective action")},
                   {RECORD_RISK_REVIEW, N_("Risk review")},
                   {RECORD_EFFECTIVENESS, N_("Effectiveness check")},
                   {RECORD_EXTENSION, N_("Extension")},
                   {RECORD_SIGN_OFF, N_("Sign-off")},
                   {RECORD_REVISION, N_("Revision")},
                   {RECORD_STEP, N_("Step")},
                   {RECORD_OVERRIDE, N_("Override")},
                   {RECORD_DEPLOYMENT, N_("Deployment")},
                   {RECORD_FOLLOW_UP, N_("Followed up")},
                   {RECORD_MEETING, N_("Meeting")}};

const char *record_text_type(enum record_type type)
{
    for (size_t i = 0; i < sizeof type_labels / sizeof type_labels[0]; i++)
        if (type_labels[i].type == type)
            return _(type_labels[i].label);
    return "";
}

char *record_text_conflicts(size_t count)
{
    return count == 0 ? mem_strdup("") : mem_printf(_("conflicts: %zu · "), count);
}

char *record_text_flat(const char *text)
{
    char *flat = mem_strdup(text != NULL ? text : "");

    for (char *at = flat; *at != '\0'; at++)
        if (*at == '\n')
            *at = ' ';
    return flat;
}

char *record_text_size(int64_t bytes)
{
    static const char *const units[] = {"KiB", "MiB", "GiB"};
    double size = (double)bytes / 1024.0;
    size_t unit = 0;

    if (bytes < 1024)
        return mem_printf(_("%lld bytes"), (long long)bytes);
    while (size >= 1024.0 && unit + 1 < sizeof units / sizeof units[0]) {
        size /= 1024.0;
        unit++;
    }
    return mem_printf(_("%.1f %s (%lld bytes)"), size, units[unit], (long long)bytes);
}

static char *code_text(const struct field *field, const char *word, const struct canvas *canvas)
{
    const struct code *code = code_find(field->codes, word);
    char ascii[2];

    if (code == NULL)
        return mem_strdup(word); /* of a newer version: better its word than nothing */
    const char *symbol = canvas != NULL ? draw_symbol(canvas, code, ascii) : code->symbol;
    if (symbol[0] == ' ' || code->tone == TONE_PLAIN)
        return mem_strdup(_(code->label));
    return mem_printf("%s %s", symbol, _(code->label));
}

static char *id_text(struct store *store, const struct field *field, const struct value *value)
{
    struct ident id;

    if (value->length != IDENT_SIZE || field->target == 0)
        return mem_strdup("");
    memcpy(id.bytes, value->bytes, IDENT_SIZE);
    return store_name(store, field->target, &id);
}

static char *bytes_text(const struct value *value)
{
    struct buf text;

    buf_init(&text);
    for (size_t i = 0; i < value->length; i++)
        buf_printf(&text, "%02x", (unsigned)(unsigned char)value->bytes[i]);
    return buf_take(&text);
}

static char *int_text(const struct field *field, int64_t integer)
{
    if (strcmp(field->column, "disputed") == 0)
        return mem_strdup(integer != 0 ? _("yes") : _("no"));
    return mem_printf("%lld", (long long)integer);
}

char *record_text_value(struct store *store, const struct field *field, const struct value *value,
                        const struct canvas *canvas)
{
    char stamp[RECORD_STAMP_SIZE];

    if (value->kind == VALUE_IS_NULL)
        return mem_strdup("");
    if (value->kind == VALUE_IS_INT)
        return int_text(field, value->integer);
    switch (field->type) {
    case VALUE_CODE:
        return code_text(field, value->bytes, canvas);
    case VALUE_TIME:
        record_text_stamp(value->bytes, stamp);
        return mem_strdup(stamp[0] != '\0' ? stamp : value->bytes);
    case VALUE_ID:
        return id_text(store, field, value);
    case VALUE_BYTES:
        return bytes_text(value);
    case VALUE_TEXT:
        return shown_value(store, field, value); /* the words of a step are not for people */
    case VALUE_INT:
    case VALUE_DATE:
    default:
        return mem_strdup(value->bytes);
    }
}

unsigned record_ask_reason(struct app *app, const char *title, const char *hint,
                           bool (*done)(struct app *app, void *owner, const char *text,
                                        unsigned *reactions, struct err *err),
                           void *owner)
{
    char *place = mem_printf("reason %s", title);
    struct dialog_prompt prompt = {.title = title,
                                   .place = place,
                                   .label = _("Reason"),
                                   .hint = hint,
                                   .kind = TEXT_LINE,
                                   .required = true,
                                   .done = done,
                                   .owner = owner};

    unsigned reactions = dialog_prompt(app, &prompt);
    free(place);
    return reactions;
}

/* ---- withdrawing ----------------------------------------------------------------------------- */

static bool reason_given(struct app *app, void *owner, const char *text, unsigned *reactions,
                         struct err *err)
{
    const struct withdrawal *withdrawal = owner;
    char *name = store_name(app->store, withdrawal->type, &withdrawal->id);
    bool done = record_withdraw(app->store, withdrawal->type, &withdrawal->id, text, err) == ERR_OK;

    if (done) {
        app_saved(app);
        app_message(app, TONE_NOTICE, _("%s is withdrawn; u takes that back"), name);
        *reactions = REACT_DONE | REACT_RELOAD;
    }
    free(name);
    return done;
}

unsigned record_ask_withdraw(struct app *app, struct withdrawal *withdrawal)
{
    char *name = store_name(app->store, withdrawal->type, &withdrawal->id);
    char *title = mem_printf(_("Withdraw %s"), name);
    unsigned reactions = record_ask_reason(
        app, title,
        _("It leaves the lists and reports; the reason and its history stay in the file."),
        reason_given, withdrawal);

    free(title);
    free(name);
    return reactions;
}
