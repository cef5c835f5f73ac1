/* fields_form.h - a form over fields of one record, made from the table of its type. */
#ifndef AUDITWALK_UI_FIELDS_FORM_H
#define AUDITWALK_UI_FIELDS_FORM_H

#include "store/closure.h"
#include "ui/app.h"

/* Saves what was changed. owner is that of the spec: the finding, audit or action it belongs to;
 * record NULL: a new one. The form stays open on an error. */
typedef enum err_code fields_save(struct store *store, const struct ident *owner,
                                  enum record_type type, const struct ident *record,
                                  const struct closure_text *texts, size_t count, struct err *err);

/* Copied, but fields must stay valid; title is translated. */
struct fields_form_spec {
    const char *title;
    enum record_type type;
    struct ident owner;
    const struct ident *record; /* NULL: a new one */
    const uint16_t *fields;
    size_t count;
    fields_save *save;
};
struct screen *fields_form_new(struct app *app, const struct fields_form_spec *spec);

/* The record of a finding's path: all its fields, but of an action those of the plan. */
struct screen *closure_form_new(struct app *app, const struct ident *finding, enum record_type type,
                                const struct ident *record);

/* An action is carried out, with its proof; another due date for it. */
struct screen *action_done_form_new(struct app *app, const struct ident *action);
struct screen *action_extend_form_new(struct app *app, const struct ident *action);

#endif
