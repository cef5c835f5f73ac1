/* child.c - runs other programs. */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "ui/child.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/mem.h"

static int64_t now_ms(void)
{
    struct timespec time;

    clock_gettime(CLOCK_MONOTONIC, &time);
    return (int64_t)time.tv_sec * 1000 + time.tv_nsec / 1000000;
}

/* Signals as a program expects to find them. */
static void reset_signals(void)
{
    sigset_t none;

    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);
    signal(SIGINT, SIG_DFL);
    signal(SIGQUIT, SIG_DFL);
    signal(SIGTSTP, SIG_DFL);
    signal(SIGPIPE, SIG_DFL);
}

static int wait_for(pid_t child)
{
    int status = 0;

    while (waitpid(child, &status, 0) < 0 && errno == EINTR)
        ;
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

/* In the child: the file, a pipe, and nowhere for what it complains about. */
static void become(char *const *words, int input, int output)
{
    int null = open("/dev/null", O_WRONLY);

    reset_signals();
    if (null < 0 || dup2(input, STDIN_FILENO) < 0 || dup2(output, STDOUT_FILENO) < 0 ||
        dup2(null, STDERR_FILENO) < 0)
        _exit(126);
    execv(words[0], words);
    _exit(127);
}

/* False if it is too much or takes too long. */
static bool collect(int fd, size_t limit, int64_t end, struct buf *out)
{
    char bytes[4096];

    for (;;) {
        struct pollfd wait = {.fd = fd, .events = POLLIN};
        int64_t left = end - now_ms();
        int ready = left > 0 ? poll(&wait, 1, (int)left) : 0;
        if (ready < 0 && errno == EINTR)
            continue;
        ssize_t got = ready > 0 ? read(fd, bytes, sizeof bytes) : -1;
        if (got == 0)
            return true;
        if (got < 0 || out->length + (size_t)got > limit)
            return false;
        buf_add(out, bytes, (size_t)got);
    }
}

char *child_output(char *const *words, const char *input, size_t limit, int ms)
{
    int ends[2];
    struct buf out;
    int fd = open(input, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK);

    if (fd < 0)
        return NULL;
    if (pipe2(ends, O_CLOEXEC) != 0) {
        close(fd);
        return NULL;
    }
    pid_t child = fork();
    if (child == 0)
        become(words, fd, ends[1]);
    close(fd);
    close(ends[1]);
    buf_init(&out);
    bool whole = child > 0 && collect(ends[0], limit, now_ms() + ms, &out);
    close(ends[0]);
    if (child > 0 && !whole)
        kill(child, SIGKILL);
    if (child < 0 || wait_for(child) != 0 || !whole) {
        buf_clear(&out);
        return NULL;
    }
    return buf_take(&out);
}

int child_run(char *const *words)
{
    struct sigaction ignore = {.sa_handler = SIG_IGN};
    struct sigaction interrupt;
    struct sigaction quit;

    sigemptyset(&ignore.sa_mask);
    sigaction(SIGINT, &ignore, &interrupt);
    sigaction(SIGQUIT, &ignore, &quit);
    pid_t child = fork();
    if (child == 0) {
        reset_signals();
        execvp(words[0], words);
        _exit(127);
    }
    int status = child > 0 ? wait_for(child) : -1;
    sigaction(SIGINT, &interrupt, NULL);
    sigaction(SIGQUIT, &quit, NULL);
    return status;
}
