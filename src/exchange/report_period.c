/* report_period.c - which findings a report is about: by when they were raised and closed. */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "exchange/report_model.h"

#include <string.h>

#include "base/clock.h"
#include "base/i18n.h"
#include "base/mem.h"

/* Dates of the file compare as texts. A finding without a readable date belongs to every period:
 * it must not get lost. */
bool report_dates_in_period(const char *raised, const char *closed,
                            const struct report_period *period)
{
    if (raised[0] == '\0')
        return true;
    if (period->to != NULL && strcmp(raised, period->to) > 0)
        return false;
    if (period->from == NULL || strcmp(raised, period->from) >= 0)
        return true;
    return period->with_open && (closed[0] == '\0' || strcmp(closed, period->from) >= 0);
}

bool report_in_period(const struct report_finding *finding, const struct report_period *period)
{
    char raised[CLOCK_DATE_SIZE] = "";
    char closed[CLOCK_DATE_SIZE] = "";

    report_local_date(finding->raised_at, raised);
    report_local_date(finding->closed_at, closed);
    return report_dates_in_period(raised, closed, period);
}

struct choice {
    const struct report_period *period;
    const struct ident *finding;
};

static bool is_chosen(const struct report_finding *finding, const void *context)
{
    const struct choice *choice = context;

    if (choice->finding != NULL)
        return ident_equal(choice->finding, &finding->id);
    if (choice->period->unsettled && (!report_is_nonconformity(finding) ||
                                      !report_counts(finding) || finding->state == FINDING_CLOSED))
        return false;
    return report_in_period(finding, choice->period);
}

void report_choose(struct report *report, const struct report_period *period,
                   const struct ident *finding)
{
    const struct choice choice = {period, finding};

    report_keep_findings(report, is_chosen, &choice);
}

char *report_period_words(const char *language, const struct report_period *period)
{
    const char *from = period->from;
    const char *to = period->to;
    bool open = period->with_open;

    if (from != NULL && to != NULL)
        return open ? translate_words(language, N_("raised or still open from %s to %s"), from, to)
                    : translate_words(language, N_("raised from %s to %s"), from, to);
    if (from != NULL)
        return open ? translate_words(language, N_("raised or still open since %s"), from)
                    : translate_words(language, N_("raised since %s"), from);
    if (to != NULL)
        return translate_words(language, N_("raised until %s"), to);
    return mem_strdup("");
}
