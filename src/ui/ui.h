/* ui.h - the room's public header: what the command line may use, and an index of its files.
 *
 *   theme     roles to colours               list      the one list widget
 *   draw      painting into a cell grid      editor    the one text editor
 *   input     keys, pastes, mouse as events  form      fields in a column
 *   keys      the one table of keys          dialog    message, confirm, choose, prompt, progress
 *   screen    what a screen is               term      the terminal library, nowhere else
 *   app       the stack of screens           language  changing the language while running
 */
#ifndef AUDITWALK_UI_UI_H
#define AUDITWALK_UI_UI_H

#include "ui/app.h"
#include "ui/language.h"
#include "ui/theme.h"

#endif
