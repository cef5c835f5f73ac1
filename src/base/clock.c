/* clock.c - moments, calendar dates and the local zone.
 *
 * The proleptic Gregorian calendar of the years 1 to 9999, the range that four digits of ISO 8601
 * hold; a moment outside is shown as the nearest one inside.
 */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "base/clock.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define MS_PER_SECOND INT64_C(1000)
#define MS_PER_DAY (INT64_C(86400) * MS_PER_SECOND)
#define MS_FIRST (INT64_C(-719162) * MS_PER_DAY)    /* 0001-01-01T00:00:00.000Z */
#define MS_LAST (INT64_C(2932897) * MS_PER_DAY - 1) /* 9999-12-31T23:59:59.999Z */

struct date {
    int year;
    int month; /* 1..12 */
    int day;   /* 1..31 */
};

/* Days since 1970-01-01, and back; years start in March here, so that the leap day comes last
 * (E. G. Richards, Explanatory Supplement to the Astronomical Almanac, 15.11). */
static long days_of_date(struct date date)
{
    long year = date.month <= 2 ? date.year - 1L : date.year;
    long month = date.month <= 2 ? date.month + 9L : date.month - 3L;
    long day_of_year = (153 * month + 2) / 5 + date.day - 1;
    return year * 365 + year / 4 - year / 100 + year / 400 + day_of_year - 719468;
}

static struct date date_of_days(long days)
{
    days += 719468; /* since 0000-03-01; the years 1 to 9999 keep this positive */
    long era = days / 146097;
    long day_of_era = days % 146097;
    long year_of_era =
        (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
    long day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    long month = (5 * day_of_year + 2) / 153;
    long calendar_month = month < 10 ? month + 3 : month - 9;
    return (struct date){(int)(era * 400 + year_of_era + (calendar_month <= 2)),
                         (int)calendar_month, (int)(day_of_year - (153 * month + 2) / 5 + 1)};
}

static int64_t within_range(int64_t ms)
{
    return ms < MS_FIRST ? MS_FIRST : ms > MS_LAST ? MS_LAST : ms;
}

/* Towards the past, so that a moment before 1970 falls into the right day. */
static int64_t divide_down(int64_t a, int64_t b)
{
    return a / b - (a % b < 0);
}

/* Writes value with exactly count digits and returns what follows them. */
static char *put_digits(char *out, int value, int count)
{
    for (int i = count - 1; i >= 0; i--, value /= 10)
        out[i] = (char)('0' + value % 10);
    return out + count;
}

static char *put_date(char *out, struct date date)
{
    out = put_digits(out, date.year, 4);
    *out++ = '-';
    out = put_digits(out, date.month, 2);
    *out++ = '-';
    return put_digits(out, date.day, 2);
}

/* Reads exactly count digits; NULL in or anything else gives NULL. */
static const char *get_digits(const char *text, int count, int *value)
{
    *value = 0;
    for (int i = 0; text != NULL && i < count; i++, text++) {
        if (*text < '0' || *text > '9')
            return NULL;
        *value = *value * 10 + (*text - '0');
    }
    return text;
}

static const char *get_character(const char *text, char c)
{
    return text != NULL && *text == c ? text + 1 : NULL;
}

static int days_in_month(int year, int month)
{
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    return days[month - 1] + (month == 2 && leap);
}

/* Reads a calendar date and returns what follows it, NULL if it is none. */
static const char *get_date(const char *text, struct date *date)
{
    text = get_digits(text, 4, &date->year);
    text = get_digits(get_character(text, '-'), 2, &date->month);
    text = get_digits(get_character(text, '-'), 2, &date->day);
    if (text == NULL || date->year < 1 || date->month < 1 || date->month > 12 || date->day < 1 ||
        date->day > days_in_month(date->year, date->month))
        return NULL;
    return text;
}

/* Reads "HH:MM", "HH:MM:SS" or "HH:MM:SS.fraction"; digits behind the third are dropped. */
static const char *get_time(const char *text, int64_t *ms)
{
    int hour;
    int minute;
    int second = 0;
    int64_t fraction = 0;
    text = get_digits(text, 2, &hour);
    text = get_digits(get_character(text, ':'), 2, &minute);
    if (text != NULL && *text == ':')
        text = get_digits(text + 1, 2, &second);
    else if (text != NULL && *text == '.')
        return NULL;
    if (text == NULL || hour > 23 || minute > 59 || second > 59)
        return NULL;
    if (*text == '.') {
        if (text[1] < '0' || text[1] > '9')
            return NULL;
        int64_t worth = 100;
        for (text++; *text >= '0' && *text <= '9'; text++, worth /= 10)
            fraction += (*text - '0') * worth;
    }
    *ms = ((hour * INT64_C(60) + minute) * 60 + second) * MS_PER_SECOND + fraction;
    return text;
}

/* A frozen moment from the environment: a time, or whole seconds since 1970. */
static bool frozen(const char *name, int64_t *ms)
{
    const char *text = getenv(name);
    if (text == NULL || *text == '\0')
        return false;
    if (clock_parse(text, ms))
        return true;
    if (*text != '-' && (*text < '0' || *text > '9'))
        return false;
    char *end;
    errno = 0;
    long long seconds = strtoll(text, &end, 10);
    if (errno != 0 || *end != '\0' || end == text || seconds < MS_FIRST / MS_PER_SECOND ||
        seconds > MS_LAST / MS_PER_SECOND)
        return false;
    *ms = seconds * MS_PER_SECOND;
    return true;
}

int64_t clock_now(void)
{
    int64_t ms;
    if (frozen("AUDITWALK_NOW", &ms) || frozen("SOURCE_DATE_EPOCH", &ms))
        return ms;
    struct timespec now = {0, 0};
    clock_gettime(CLOCK_REALTIME, &now);
    return (int64_t)now.tv_sec * MS_PER_SECOND + now.tv_nsec / 1000000;
}

void clock_iso(int64_t ms, char out[CLOCK_ISO_SIZE])
{
    ms = within_range(ms);
    int64_t days = divide_down(ms, MS_PER_DAY);
    int rest = (int)(ms - days * MS_PER_DAY);
    out = put_date(out, date_of_days((long)days));
    *out++ = 'T';
    out = put_digits(out, rest / 3600000, 2);
    *out++ = ':';
    out = put_digits(out, rest / 60000 % 60, 2);
    *out++ = ':';
    out = put_digits(out, rest / 1000 % 60, 2);
    *out++ = '.';
    out = put_digits(out, rest % 1000, 3);
    *out++ = 'Z';
    *out = '\0';
}

void clock_now_iso(char out[CLOCK_ISO_SIZE])
{
    clock_iso(clock_now(), out);
}

bool clock_parse(const char *text, int64_t *ms)
{
    struct date date;
    int64_t time_of_day = 0;
    text = get_character(get_date(text, &date), 'T');
    text = get_character(get_time(text, &time_of_day), 'Z');
    if (text == NULL || *text != '\0')
        return false;
    *ms = days_of_date(date) * MS_PER_DAY + time_of_day;
    return true;
}

bool clock_is_date(const char *text)
{
    struct date date;
    text = get_date(text, &date);
    return text != NULL && *text == '\0';
}

/* The moment in the local zone, or in UTC where the zone would leave the years we can write. */
static struct tm local_time(int64_t ms)
{
    time_t seconds = (time_t)divide_down(within_range(ms), MS_PER_SECOND);
    struct tm tm;
    if (localtime_r(&seconds, &tm) == NULL || tm.tm_year + 1900 < 1 || tm.tm_year + 1900 > 9999) {
        memset(&tm, 0, sizeof tm);
        gmtime_r(&seconds, &tm);
    }
    return tm;
}

static char *put_local_date(char *out, const struct tm *tm)
{
    return put_date(out, (struct date){tm->tm_year + 1900, tm->tm_mon + 1, tm->tm_mday});
}

static char *put_hour_minute(char *out, const struct tm *tm)
{
    out = put_digits(out, tm->tm_hour, 2);
    *out++ = ':';
    return put_digits(out, tm->tm_min, 2);
}

void clock_local_date(int64_t ms, char out[CLOCK_DATE_SIZE])
{
    struct tm tm = local_time(ms);
    *put_local_date(out, &tm) = '\0';
}

void clock_local_time(int64_t ms, char out[9])
{
    struct tm tm = local_time(ms);
    out = put_hour_minute(out, &tm);
    *out++ = ':';
    *put_digits(out, tm.tm_sec, 2) = '\0';
}

void clock_local_stamp(int64_t ms, char out[17])
{
    struct tm tm = local_time(ms);
    out = put_local_date(out, &tm);
    *out++ = ' ';
    *put_hour_minute(out, &tm) = '\0';
}

int clock_zone_minutes(int64_t ms)
{
    struct tm tm = local_time(ms);
    return (int)(tm.tm_gmtoff / 60);
}

long clock_days_between(const char *a, const char *b)
{
    struct date from;
    struct date to;
    if (get_date(a, &from) == NULL || get_date(b, &to) == NULL)
        return 0;
    return days_of_date(to) - days_of_date(from);
}
