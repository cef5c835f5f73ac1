/* clock.h - time: UTC ISO 8601 with milliseconds in files, local time on screen.
 *
 * $AUDITWALK_NOW (ISO 8601, or seconds since 1970) or $SOURCE_DATE_EPOCH freeze it for tests and
 * for workbooks that are the same bytes twice.
 */
#ifndef AUDITWALK_BASE_CLOCK_H
#define AUDITWALK_BASE_CLOCK_H

#include <stdbool.h>
#include <stdint.h>

enum { CLOCK_ISO_SIZE = 25, CLOCK_DATE_SIZE = 11 };

int64_t clock_now(void); /* milliseconds since 1970-01-01T00:00:00Z */

/* "2026-11-23T22:55:00.000Z" */
void clock_iso(int64_t ms, char out[CLOCK_ISO_SIZE]);
void clock_now_iso(char out[CLOCK_ISO_SIZE]);

/* Reads "2026-11-23T22:55:00.000Z" (fraction and seconds optional); false if it is not a time. */
bool clock_parse(const char *text, int64_t *ms);

/* Reads and checks a calendar date "2026-11-23". */
bool clock_is_date(const char *text);

/* The local calendar date / wall time of a moment, "2026-11-23", "14:32:07", "2026-11-23 14:32". */
void clock_local_date(int64_t ms, char out[CLOCK_DATE_SIZE]);
void clock_local_time(int64_t ms, char out[9]);
void clock_local_stamp(int64_t ms, char out[17]);

/* Minutes east of UTC of the local zone at that moment (for the change log's wall time). */
int clock_zone_minutes(int64_t ms);

/* Whole days from date a to date b ("YYYY-MM-DD", valid), negative if b is earlier. */
long clock_days_between(const char *a, const char *b);

#endif
