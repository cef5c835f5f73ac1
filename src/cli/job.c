/* job.c - long work of a command: how far it is, on a terminal, and stopping it by Ctrl-C with
 * nothing half done.
 *
 * The line stands on standard error alone and is wiped off again, so that neither pipes nor files
 * ever have it. A signal only sets a flag, which the work looks at between two pieces; a second one
 * ends the program as it always did, and the file is then as after a power cut.
 */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "cli/cli.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "base/i18n.h"
#include "base/text.h"

enum { JOB_DELAY = 300, JOB_PAUSE = 100, JOB_COLUMNS = 79 };

static const int job_signals[JOB_SIGNALS] = {SIGINT, SIGTERM, SIGHUP};
static volatile sig_atomic_t asked_to_stop; /* all that a signal can reach */

static void on_signal(int number)
{
    (void)number;
    asked_to_stop = 1;
}

static int64_t milliseconds_now(void)
{
    struct timespec now;

    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static bool can_show(void)
{
    const char *term = getenv("TERM");

    return isatty(STDERR_FILENO) && term != NULL && term[0] != '\0' && strcmp(term, "dumb") != 0;
}

void job_begin(struct job *job, const char *what)
{
    struct sigaction stop = {.sa_handler = on_signal, .sa_flags = (int)SA_RESETHAND};

    *job = (struct job){.what = what, .started = milliseconds_now(), .shows = can_show()};
    asked_to_stop = 0;
    sigemptyset(&stop.sa_mask);
    for (size_t i = 0; i < JOB_SIGNALS; i++) {
        sigaction(job_signals[i], NULL, &job->before[i]);
        if (job->before[i].sa_handler != SIG_IGN) /* nohup */
            sigaction(job_signals[i], &stop, NULL);
    }
    job->begun = true;
}

/* As wide as any terminal is, so that it never wraps: then it could not be wiped off. */
static void paint(const struct job *job, unsigned percent)
{
    char *line =
        mem_printf(_("%s: %u%% (Ctrl-C stops it, nothing is left half done)"), job->what, percent);
    size_t columns = JOB_COLUMNS;
    char *shown = text_ellipsis(line, columns);

    fprintf(stderr, "\r\033[K%s", shown);
    fflush(stderr);
    free(shown);
    free(line);
}

bool job_percent(void *context, unsigned percent)
{
    struct job *job = context;
    int64_t now = milliseconds_now();

    if (job->shows && now - job->started >= JOB_DELAY && now - job->painted >= JOB_PAUSE) {
        paint(job, percent < 100 ? percent : 100);
        job->painted = now;
    }
    return !asked_to_stop;
}

bool job_bytes(void *job, uint64_t done, uint64_t total)
{
    return job_percent(job, total == 0 ? 0 : (unsigned)((double)done / (double)total * 100.0));
}

void job_end(struct job *job)
{
    if (!job->begun)
        return;
    if (job->painted != 0)
        fputs("\r\033[K", stderr);
    for (size_t i = 0; i < JOB_SIGNALS; i++)
        sigaction(job_signals[i], &job->before[i], NULL);
    job->begun = false;
}
