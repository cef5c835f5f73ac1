/* watch.c - long work of a command: how far it is, on a terminal, and Ctrl-C, which stops it with
 * nothing half done.
 */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "cli/watch.h"

#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "base/i18n.h"

enum { FIRST_MS = 500, NEXT_MS = 200 };

static volatile sig_atomic_t stopped;

static void on_signal(int number)
{
    (void)number;
    stopped = 1;
}

static int64_t milliseconds(void)
{
    struct timespec now;

    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

void watch_begin(struct watch *watch, const char *what)
{
    struct sigaction stop = {.sa_handler = on_signal};

    *watch = (struct watch){.what = what, .terminal = isatty(STDERR_FILENO) == 1};
    watch->next = milliseconds() + FIRST_MS;
    stopped = 0;
    sigemptyset(&stop.sa_mask);
    sigaction(SIGINT, &stop, &watch->interrupt);
    sigaction(SIGTERM, &stop, &watch->terminate);
    /* Where it is ignored (nohup, a background job) it stays ignored. */
    if (watch->interrupt.sa_handler == SIG_IGN)
        sigaction(SIGINT, &watch->interrupt, NULL);
    if (watch->terminate.sa_handler == SIG_IGN)
        sigaction(SIGTERM, &watch->terminate, NULL);
}

bool watch_percent(void *context, unsigned percent)
{
    struct watch *watch = context;

    if (!watch->terminal || stopped != 0)
        return stopped == 0;
    int64_t now = milliseconds();
    if (now >= watch->next) {
        fputc('\r', stderr);
        fprintf(stderr, _("%s: %3u%%  (Ctrl-C stops)"), watch->what, percent);
        fflush(stderr);
        watch->next = now + NEXT_MS;
        watch->shown = true;
    }
    return true;
}

void watch_end(struct watch *watch)
{
    if (watch->shown)
        fputs("\r\x1b[K", stderr);
    sigaction(SIGINT, &watch->interrupt, NULL);
    sigaction(SIGTERM, &watch->terminate, NULL);
}
