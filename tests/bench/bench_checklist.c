/* bench_checklist.c - what checking a checklist costs beside the parser that it stands on.
 *
 *     bench-checklist [FILE]        (else the shipped ISO 28000 one)
 *
 * Both are measured in turn in one run, in processor time, so that a busy machine slows both; the
 * best of each counts.
 */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <yaml.h>

#include "base/file.h"
#include "exchange/checklist_file.h"

#ifndef TOP_SRCDIR
#define TOP_SRCDIR "."
#endif

enum { TURNS = 30, BOUND = 3 };

static double milliseconds(void)
{
    struct timespec now;

    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return (double)now.tv_sec * 1e3 + (double)now.tv_nsec / 1e6;
}

/* Every event of the file, looked at and thrown away. */
static double parse_alone(const struct buf *bytes)
{
    yaml_parser_t parser;
    double start = milliseconds();
    bool more = true;

    if (!yaml_parser_initialize(&parser))
        abort();
    yaml_parser_set_input_string(&parser, (const unsigned char *)bytes->data, bytes->length);
    while (more) {
        yaml_event_t event;
        if (!yaml_parser_parse(&parser, &event))
            abort();
        more = event.type != YAML_STREAM_END_EVENT;
        yaml_event_delete(&event);
    }
    yaml_parser_delete(&parser);
    return milliseconds() - start;
}

/* What `auditwalk checklist check` does: reading from disk, checking, making the checklist. */
static double check(const char *path)
{
    struct checklist checklist;
    struct checklist_problems problems;
    struct err err;
    double start = milliseconds();

    if (checklist_file_read(path, &checklist, &problems, &err) != ERR_OK) {
        fprintf(stderr, "bench: %s\n", err.message);
        exit(EXIT_FAILURE);
    }
    checklist_problems_clear(&problems);
    checklist_clear(&checklist);
    return milliseconds() - start;
}

int main(int argc, char **argv)
{
    const char *path = argc > 1 ? argv[1] : TOP_SRCDIR "/checklists/iso28000-2022.yaml";
    struct buf bytes;
    struct err err;
    double alone = 1e9;
    double whole = 1e9;

    buf_init(&bytes);
    if (file_read(path, CHECKLIST_FILE_LIMIT, &bytes, &err) != ERR_OK) {
        fprintf(stderr, "bench: %s\n", err.message);
        return EXIT_FAILURE;
    }
    for (int i = 0; i < TURNS; i++) {
        double one = parse_alone(&bytes);
        double other = check(path);
        alone = one < alone ? one : alone;
        whole = other < whole ? other : whole;
    }
    printf("checklist check, %zu KB: %.1f ms; libyaml alone: %.1f ms; ratio %.2f (bound %d)\n",
           bytes.length / 1024, whole, alone, whole / alone, BOUND);
    buf_clear(&bytes);
    return EXIT_SUCCESS;
}
