/* i18n.h - marks the words that users read, so that a translation can replace them.
 *
 * _() translates where it stands, N_() only marks a constant that is translated when it is used.
 * Include it after config.h, which says whether translations are built in.
 */
#ifndef AUDITWALK_BASE_I18N_H
#define AUDITWALK_BASE_I18N_H

#ifdef ENABLE_NLS
#include <libintl.h>
#define _(s) gettext(s)
#define N_(s) (s)
#else
#define _(s) (s)
#define N_(s) (s)
#endif

#endif
