/* watch.h - long work of a command, done by the caller between begin and end:
 *
 *   struct watch watch;
 *   watch_begin(&watch, _("Writing the workbook"));
 *   request.progress = watch_percent; request.context = &watch;
 *   code = export_workbook(...);
 *   watch_end(&watch);
 *
 * Where standard error is a terminal it says how far the work is, after half a second. SIGINT and
 * SIGTERM make the callback return false instead of ending the program.
 */
#ifndef AUDITWALK_CLI_WATCH_H
#define AUDITWALK_CLI_WATCH_H

#include <signal.h>
#include <stdbool.h>
#include <stdint.h>

struct watch {
    const char *what; /* translated, borrowed */
    bool terminal;
    bool shown;
    int64_t next; /* when it is painted again */
    struct sigaction interrupt;
    struct sigaction terminate;
};

void watch_begin(struct watch *watch, const char *what);
bool watch_percent(void *watch, unsigned percent);
void watch_end(struct watch *watch);

#endif
