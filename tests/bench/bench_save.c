/* bench_save.c - what one save costs: ours against one 4 KiB write plus fdatasync, in one run.
 *
 *     make bench, or tests/bench/bench-save DIRECTORY for another disk
 *
 * The two alternate, so that a machine whose speed drifts slows both. Prints medians and their
 * ratio.
 */
#include <fcntl.h>
#include <ftw.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "base/mem.h"
#include "core/code.h"
#include "store/store.h"

enum { ROUNDS = 301 };

static double now(void)
{
    struct timespec time;

    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec * 1e3 + (double)time.tv_nsec / 1e6;
}

static int compare(const void *a, const void *b)
{
    double left = *(const double *)a;
    double right = *(const double *)b;

    return (left > right) - (left < right);
}

static double median(double times[ROUNDS])
{
    qsort(times, ROUNDS, sizeof *times, compare);
    return times[ROUNDS / 2];
}

static void die(const struct err *err)
{
    fprintf(stderr, "bench-save: %s\n", err->message);
    exit(1);
}

static double time_floor(int fd, off_t at)
{
    static const char page[4096] = "x";
    double start = now();

    if (pwrite(fd, page, sizeof page, at) != (ssize_t)sizeof page || fdatasync(fd) != 0)
        exit(1);
    return now() - start;
}

/* A text that no index has, or the state, by which lists find it. */
static double time_save(struct store *store, const struct ident *audit, const struct ident *finding,
                        uint16_t field, int round)
{
    struct change change;
    struct err err;
    char *text = field == FINDING_STATE ? mem_strdup(code_finding_states.rows[round % 2].word)
                                        : mem_printf("round %d", round);
    double start = now();

    change_init(&change, audit);
    change_set_text(&change, RECORD_FINDING, finding, field, text);
    if (store_save(store, &change, text, &err) != ERR_OK)
        die(&err);
    double took = now() - start;
    change_clear(&change);
    free(text);
    return took;
}

static int remove_entry(const char *path, const struct stat *status, int type, struct FTW *walk)
{
    (void)status;
    (void)type;
    (void)walk;
    return remove(path);
}

int main(int argc, char **argv)
{
    static double ours[ROUNDS];
    static double states[ROUNDS];
    static double floor[ROUNDS];
    struct device device;
    struct store *store = NULL;
    struct err err;
    char *directory = mem_printf("%s/bench-save-XXXXXX", argc > 1 ? argv[1] : "/tmp");

    if (mkdtemp(directory) == NULL)
        return 1;
    setenv("XDG_DATA_HOME", directory, 1);
    char *path = mem_printf("%s/bench.audit", directory);
    char *raw = mem_printf("%s/raw", directory);
    if (device_load(&device, &err) != ERR_OK ||
        store_create(path, &device, "Bench", "Bench", &store, &err) != ERR_OK)
        die(&err);
    int fd = open(raw, O_CREAT | O_RDWR | O_CLOEXEC, 0600);
    struct ident audit = ident_random();
    struct ident finding = ident_random();
    for (int i = 0; i < ROUNDS; i++) {
        floor[i] = time_floor(fd, (off_t)4096 * i);
        ours[i] = time_save(store, &audit, &finding, FINDING_STATEMENT, i);
        states[i] = time_save(store, &audit, &finding, FINDING_STATE, i);
    }
    double save = median(ours);
    double state = median(states);
    double write = median(floor);
    printf("save %.3f ms, 4 KiB write and fdatasync %.3f ms, ratio %.2f\n", save, write,
           save / write);
    printf("save of a state, which is in indexes, %.3f ms, ratio %.2f\n", state, state / write);
    store_close(store);
    close(fd);
    nftw(directory, remove_entry, 16, FTW_DEPTH | FTW_PHYS);
    free(raw);
    free(path);
    free(directory);
    device_clear(&device);
    return 0;
}
