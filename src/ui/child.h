/* child.h - other programs: no shell is involved, what they are given are words. */
#ifndef AUDITWALK_UI_CHILD_H
#define AUDITWALK_UI_CHILD_H

#include <stddef.h>

/* Runs a program with a file as its input and nothing else, and gives what it wrote (heap, a
 * NUL behind it); NULL if it failed, wrote more than limit bytes or took longer than ms. */
char *child_output(char *const *words, const char *input, size_t limit, int ms);

/* Runs a program on the terminal and waits. Its exit status, 127 if there is no such program, -1 if
 * it was killed. */
int child_run(char *const *words);

#endif
