/* problems.h - the problems of a file that a person wrote: of a checklist, of a template. */
#ifndef AUDITWALK_CLI_PROBLEMS_H
#define AUDITWALK_CLI_PROBLEMS_H

#include "exchange/checklist_file.h"

/* To standard output; path as it may be shown. */
void problems_print(const char *path, const struct checklist_problems *problems, bool json);

#endif
