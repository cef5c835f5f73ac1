/* child.c - runs other programs. */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "base/child.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <poll.h>
#include <signal.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/file.h"
#include "base/mem.h"

#ifndef PKGLIBEXECDIR
#define PKGLIBEXECDIR "/usr/local/libexec/auditwalk"
#endif

char *child_find(const char *name, const char *variable)
{
    const char *set = getenv(variable);
    char own[PATH_MAX];
    ssize_t length = readlink("/proc/self/exe", own, sizeof own - 1);

    if (set != NULL && set[0] == '/')
        return mem_strdup(set);
    own[length > 0 ? length : 0] = '\0';
    char *slash = strrchr(own, '/');
    if (slash != NULL) {
        *slash = '\0';
        char *beside = file_join(own, name);
        if (access(beside, X_OK) == 0)
            return beside;
        free(beside);
    }
    return file_join(PKGLIBEXECDIR, name);
}

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

/* Reads what it writes, ends it if that is too much or takes too long, and waits for it. */
static char *finish(pid_t pid, int output, size_t limit, int64_t end, size_t *length)
{
    struct buf out;

    buf_init(&out);
    bool whole = collect(output, limit, end, &out);
    close(output);
    if (!whole)
        kill(pid, SIGKILL);
    if (wait_for(pid) != 0 || !whole) {
        buf_clear(&out);
        return NULL;
    }
    *length = out.length;
    return buf_take(&out);
}

char *child_output(char *const *words, const char *input, size_t limit, int ms)
{
    int ends[2];
    size_t length;
    int fd = open(input, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK);

    if (fd < 0)
        return NULL;
    if (pipe2(ends, O_CLOEXEC) != 0) {
        close(fd);
        return NULL;
    }
    pid_t pid = fork();
    if (pid == 0)
        become(words, fd, ends[1]);
    close(fd);
    close(ends[1]);
    if (pid < 0) {
        close(ends[0]);
        return NULL;
    }
    return finish(pid, ends[0], limit, now_ms() + ms, &length);
}

/* ---- bytes in hand --------------------------------------------------------------------------- */

/* A socket rather than a pipe: writing to one that is closed raises no signal if it is asked not
 * to.
 */
bool child_start(struct child *child, char *const *words, int ms)
{
    int in[2];
    int out[2];

    *child = (struct child){.input = -1, .output = -1, .end = now_ms() + ms, .failed = true};
    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, in) != 0)
        return false;
    if (pipe2(out, O_CLOEXEC) != 0) {
        close(in[0]);
        close(in[1]);
        return false;
    }
    child->pid = fork();
    if (child->pid == 0)
        become(words, in[1], out[1]);
    close(in[1]);
    close(out[1]);
    if (child->pid < 0) {
        close(in[0]);
        close(out[0]);
        child->pid = 0;
        return false;
    }
    child->input = in[0];
    child->output = out[0];
    child->failed = false;
    return true;
}

bool child_feed(struct child *child, const void *bytes, size_t length)
{
    const char *at = bytes;

    while (length > 0 && !child->failed) {
        struct pollfd wait = {.fd = child->input, .events = POLLOUT};
        int64_t left = child->end - now_ms();
        int ready = left > 0 ? poll(&wait, 1, (int)left) : 0;
        if (ready < 0 && errno == EINTR)
            continue;
        ssize_t sent = ready > 0 ? send(child->input, at, length, MSG_NOSIGNAL | MSG_DONTWAIT) : -1;
        if (sent < 0 && ready > 0 && (errno == EAGAIN || errno == EINTR))
            continue;
        if (sent < 0) {
            child->failed = true;
            break;
        }
        at += sent;
        length -= (size_t)sent;
    }
    return !child->failed;
}

char *child_collect(struct child *child, size_t limit, size_t *length)
{
    *length = 0;
    if (child->pid == 0)
        return NULL;
    close(child->input);
    if (child->failed)
        kill(child->pid, SIGKILL);
    char *bytes = finish(child->pid, child->output, limit, child->end, length);
    if (child->failed) {
        free(bytes);
        bytes = NULL;
    }
    *child = (struct child){.input = -1, .output = -1, .failed = true};
    return bytes;
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
