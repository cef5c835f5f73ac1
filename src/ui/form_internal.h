/* form_internal.h - between form.c, form_act.c and form_draw.c only. */
#ifndef AUDITWALK_UI_FORM_INTERNAL_H
#define AUDITWALK_UI_FORM_INTERNAL_H

#include "ui/form.h"

bool form_is_text(const struct form_field *field); /* has an editor that is typed into */
bool form_is_shown(const struct form *form, size_t index);
bool form_can_focus(const struct form *form, size_t index);
/* Focus to the next or previous field; false if there is none. */
bool form_step(struct form *form, bool forward);
void form_set_error(struct form_field *field, const char *message);
/* True if all fields may be saved; else errors stand under them and the first has the focus. */
bool form_check(struct form *form);

#endif
