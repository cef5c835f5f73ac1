/* media_type.h - what a file is, by its content. */
#ifndef AUDITWALK_STORE_MEDIA_TYPE_H
#define AUDITWALK_STORE_MEDIA_TYPE_H

#include <stddef.h>

enum { MEDIA_TYPE_SIZE = 96, MEDIA_TYPE_SNIFF = 64 * 1024 };

/* The media type of content that begins with these bytes; more than MEDIA_TYPE_SNIFF of them are
 * not looked at. By libmagic where it is built in and installed, else as media_type_quick does. */
void media_type_tell(const char *bytes, size_t length, char out[MEDIA_TYPE_SIZE]);

/* By a few signatures of our own: what auditors bring along. For long lists. */
void media_type_quick(const char *bytes, size_t length, char out[MEDIA_TYPE_SIZE]);

/* libmagic's version number, 0 if it is not there. */
int media_type_library_version(void);

#endif
