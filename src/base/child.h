/* child.h - other programs: no shell is involved, what they are given are words. */
#ifndef AUDITWALK_BASE_CHILD_H
#define AUDITWALK_BASE_CHILD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

/* Where a program of ours is that others must not see: what the environment variable says (an
 * absolute path); beside this program, where it was built; where it was installed. Heap; there may
 * be no such file. */
char *child_find(const char *name, const char *variable);

/* Runs a program with a file as its input and nothing else, and gives what it wrote (heap, a
 * NUL behind it); NULL if it failed, wrote more than limit bytes or took longer than ms. */
char *child_output(char *const *words, const char *input, size_t limit, int ms);

/* The same with bytes as its input, for a program that writes only when it has read all of it:
 * start, feed as often as needed, collect in any case. False once it is gone or its time is over;
 * then collect gives NULL. */
struct child {
    pid_t pid; /* 0: it could not be started */
    int input;
    int output;
    int64_t end; /* of its time */
    bool failed;
};
bool child_start(struct child *child, char *const *words, int ms);
bool child_feed(struct child *child, const void *bytes, size_t length);
char *child_collect(struct child *child, size_t limit, size_t *length);

/* Runs a program on the terminal and waits. Its exit status, 127 if there is no such program, -1 if
 * it was killed. */
int child_run(char *const *words);

#endif
