/* record_text.c - how the screens of records say what the file holds, and withdraw a record.
 *
 * Knows the tables of core/record and no particular screen.
 */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "ui/record_text.h"

#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "core/ref.h"
#include "core/value.h"
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
    case VALUE_INT:
    case VALUE_DATE:
    default:
        return mem_strdup(value->bytes);
    }
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
    struct dialog_prompt prompt = {
        .title = title,
        .label = _("Reason"),
        .hint = _("It leaves the lists and reports; the reason and its history stay in the file."),
        .kind = TEXT_LINE,
        .required = true,
        .done = reason_given,
        .owner = withdrawal};
    unsigned reactions = dialog_prompt(app, &prompt);

    free(title);
    free(name);
    return reactions;
}
