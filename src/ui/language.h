/* language.h - the language of the program, and changing it while it runs. */
#ifndef AUDITWALK_UI_LANGUAGE_H
#define AUDITWALK_UI_LANGUAGE_H

/* The tag that store and exchange take ("en", "zh_CN") for the environment (LC_ALL, LC_MESSAGES,
 * LANG, LANGUAGE). setlocale must have been called. */
const char *language_current(void);

/* From now on gettext answers in this language. "en" gives the msgids. */
void language_set(const char *tag);

/* The one after it, for the key that changes it; and its own name ("English", "中文"). */
const char *language_next(const char *tag);
const char *language_name(const char *tag);

#endif
