/* test_merge.c - laptops that merge in any order end with the same file.
 *
 * AUDITWALK_TEST_SEED=N plays one history again, AUDITWALK_TEST_ROUNDS=N plays so many.
 */
#include <CUnit/CUnit.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/clock.h"
#include "store/crew.h"
#include "store/fixture.h"
#include "store/rounds.h"
#include "store/suites.h"
#include "store/tables.h"
#include "store/verify.h"

enum { HISTORIES = 100, HISTORIES_WHEN_SLOW = 8, CRASHES = 30, CRASHES_WHEN_SLOW = 6 };

struct chance {
    uint64_t state;
};

static uint64_t any(struct chance *chance, uint64_t below)
{
    chance->state = chance->state * 6364136223846793005U + 1442695040888963407U;
    return (chance->state >> 33) % below;
}

static struct laptop *any_laptop(struct crew *crew, struct chance *chance)
{
    return &crew->laptops[any(chance, (uint64_t)crew->count)];
}

/* ---- random work ----------------------------------------------------------------------------- */

static void random_write(struct crew *crew, struct laptop *laptop, struct chance *chance)
{
    static const char *const results[] = {"conforming", "minor", "not-assessed", NULL};
    static const char *const texts[] = {"one", "two\nlines", "三", NULL};
    static const char *const reasons[] = {"a mistake", NULL};
    char content[32];

    switch (any(chance, 7)) {
    case 0:
        laptop_judge(crew, laptop, results[any(chance, 4)]);
        break;
    case 1:
        laptop_write(crew, laptop, RECORD_FINDING, &crew->finding, FINDING_STATEMENT,
                     texts[any(chance, 4)]);
        break;
    case 2:
        laptop_write(crew, laptop, RECORD_FINDING, &crew->finding, FIELD_WITHDRAWN,
                     reasons[any(chance, 2)]);
        break;
    case 3:
        laptop_write(crew, laptop, RECORD_EVIDENCE, &crew->evidence, EVIDENCE_TITLE,
                     texts[any(chance, 4)]);
        break;
    case 4:
        laptop_write(crew, laptop, RECORD_EVIDENCE, &crew->evidence, FIELD_WITHDRAWN,
                     reasons[any(chance, 2)]);
        break;
    case 5:
        laptop_write(crew, laptop, RECORD_PERSON, &crew->finding, PERSON_NOTE,
                     texts[any(chance, 4)]);
        break;
    default:
        snprintf(content, sizeof content, "content %u", (unsigned)any(chance, 1000));
        laptop_attach(crew, laptop, content);
        break;
    }
}

/* All of it, or a part: batches and content that wait until the rest comes. */
static void random_hand(struct laptop *from, struct laptop *to, struct chance *chance)
{
    struct parcel parcel;
    struct err err = {0};

    parcel_make(&parcel, from);
    for (size_t i = parcel.package.batch_count; any(chance, 3) == 0 && i-- > 0;)
        if (any(chance, 3) == 0)
            parcel_drop(&parcel, i);
    for (size_t i = parcel.package.object_count; any(chance, 4) == 0 && i-- > 0;)
        if (any(chance, 2) == 0)
            parcel_drop_object(&parcel, i);
    enum err_code code = laptop_take(to, &parcel, 1, NULL, &err);
    if (code != ERR_OK)
        printf("\n%s\n", err.message);
    CU_ASSERT_EQUAL_FATAL(code, ERR_OK);
    parcel_clear(&parcel);
    laptop_verify(to); /* also with gaps */
}

/* Ring, star, chain or mesh. */
static void random_exchange(struct crew *crew, struct chance *chance, uint64_t topology)
{
    uint64_t count = (uint64_t)crew->count;
    uint64_t from = any(chance, count);
    uint64_t to = topology == 0   ? (from + 1) % count
                  : topology == 1 ? (from == 0 ? any(chance, count) : 0)
                  : topology == 2 ? (from + 1 < count ? from + 1 : from)
                                  : any(chance, count);

    if (from != to)
        random_hand(&crew->laptops[from], &crew->laptops[to], chance);
}

static void random_time(struct chance *chance)
{
    char text[CLOCK_ISO_SIZE];

    clock_iso(1773050400000 + (int64_t)any(chance, 2000) * 86400000 - 86400000000, text);
    fixture_time(text);
}

/* ---- all the same at the end ----------------------------------------------------------------- */

static bool is_nothing_new(struct laptop *from, struct laptop *to)
{
    struct parcel parcel;
    struct merge_plan *plan = NULL;

    parcel_make(&parcel, from);
    CU_ASSERT_EQUAL_FATAL(laptop_plan(to, &parcel, &plan, NULL), ERR_OK);
    bool nothing = merge_plan_summary(plan)->nothing_new;
    merge_plan_free(plan);
    parcel_clear(&parcel);
    return nothing;
}

static bool all_the_same(struct crew *crew)
{
    struct buf first;
    struct buf other;
    bool same = true;

    buf_init(&first);
    buf_init(&other);
    laptop_dump(&crew->laptops[0], &first);
    for (int i = 0; i < crew->count && same; i++) {
        buf_reset(&other);
        laptop_dump(&crew->laptops[i], &other);
        same = tables_equal(&first, &other);
        same = same && laptop_count(&crew->laptops[i], "SELECT count(*) FROM pending_batch") == 0 &&
               laptop_count(&crew->laptops[i], "SELECT count(*) FROM superseded_unknown") == 0;
        same = same && is_nothing_new(&crew->laptops[0], &crew->laptops[i]);
        laptop_verify(&crew->laptops[i]);
    }
    buf_clear(&first);
    buf_clear(&other);
    return same;
}

static bool one_history(uint64_t seed)
{
    struct crew crew;
    struct chance chance = {seed * 7919 + 1};
    uint64_t topology = any(&chance, 4);

    crew_make(&crew, 2 + (int)any(&chance, 4));
    for (uint64_t steps = 4 + any(&chance, 12); steps > 0; steps--) {
        if (any(&chance, 10) == 0)
            random_time(&chance);
        if (crew.count < CREW_MAX && any(&chance, 25) == 0)
            crew_clone(&crew, any_laptop(&crew, &chance));
        if (any(&chance, 5) < 3)
            random_write(&crew, any_laptop(&crew, &chance), &chance);
        else
            random_exchange(&crew, &chance, topology);
    }
    unsigned failed = CU_get_number_of_failures();
    crew_settle(&crew);
    bool good = all_the_same(&crew) && CU_get_number_of_failures() == failed;
    if (!good)
        printf("\nAUDITWALK_TEST_SEED=%llu\n", (unsigned long long)seed);
    crew_remove(&crew);
    return good;
}

static void any_order_ends_the_same(void)
{
    uint64_t seed = rounds_seed(1);
    int rounds = rounds_count(HISTORIES, HISTORIES_WHEN_SLOW);
    bool good = true;

    for (int i = 0; i < rounds && good; i++)
        good = one_history(seed + (uint64_t)i);
    CU_ASSERT_TRUE(good);
}

/* ---- killed in between ----------------------------------------------------------------------- */

static bool count_down(void *context, unsigned percent)
{
    (void)context;
    (void)percent;
    return true;
}

/* In another process, which is killed after a while. */
static bool merge_and_die(struct laptop *laptop, const struct parcel *parcel, unsigned after)
{
    int status = 0;

    laptop_close(laptop);
    pid_t child = fork();
    if (child == 0) {
        struct merge_options options = {0};
        struct merge_plan *plan = NULL;
        if (store_open(laptop->path, &laptop->device, 0, &laptop->store, NULL) != ERR_OK ||
            store_set_author(laptop->store, laptop->person, NULL) != ERR_OK ||
            merge_plan_build(laptop->store, &parcel->package, 1, &options, &plan, NULL) != ERR_OK ||
            merge_apply(plan, count_down, NULL, NULL) != ERR_OK)
            _exit(2);
        _exit(0);
    }
    CU_ASSERT_FATAL(child > 0);
    usleep(after);
    kill(child, SIGKILL);
    waitpid(child, &status, 0);
    laptop_open(laptop);
    return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

/* Before or after, never between; and after it the merge can be done. */
static void killed_at_any_moment(void)
{
    int rounds = rounds_count(CRASHES, CRASHES_WHEN_SLOW);
    struct chance chance = {rounds_seed((uint64_t)getpid())};
    struct crew crew;
    struct parcel parcel;
    char content[32];

    crew_make(&crew, 2);
    for (int i = 0; i < rounds; i++) {
        for (int j = 0; j < 5; j++) {
            snprintf(content, sizeof content, "round %d, file %d", i, j);
            laptop_attach(&crew, &crew.laptops[1], content);
        }
        size_t before = laptop_count(&crew.laptops[0], "SELECT count(*) FROM evidence");
        size_t merges = laptop_count(&crew.laptops[0], "SELECT count(*) FROM merge_record");
        parcel_make(&parcel, &crew.laptops[1]);
        bool done = merge_and_die(&crew.laptops[0], &parcel,
                                  (unsigned)(any(&chance, 30) * any(&chance, 1000)));
        size_t after = laptop_count(&crew.laptops[0], "SELECT count(*) FROM evidence");
        size_t merged = laptop_count(&crew.laptops[0], "SELECT count(*) FROM merge_record");
        CU_ASSERT(after == before || after > before + 4);
        CU_ASSERT_EQUAL(after > before, merged > merges);
        CU_ASSERT(!done || after > before);
        laptop_verify(&crew.laptops[0]);
        if (i % 3 == 0) {
            CU_ASSERT_EQUAL(laptop_take(&crew.laptops[0], &parcel, 1, NULL, NULL), ERR_OK);
            CU_ASSERT_EQUAL(laptop_count(&crew.laptops[0], "SELECT count(*) FROM evidence"),
                            laptop_count(&crew.laptops[1], "SELECT count(*) FROM evidence"));
        }
        parcel_clear(&parcel);
    }
    crew_settle(&crew);
    CU_ASSERT_TRUE(all_the_same(&crew));
    crew_remove(&crew);
}

CU_ErrorCode test_merge_add(void)
{
    CU_TestInfo tests[] = {{"any order ends the same", any_order_ends_the_same},
                           {"killed at any moment", killed_at_any_moment},
                           CU_TEST_INFO_NULL};
    CU_SuiteInfo suites[] = {{"store/merge", NULL, NULL, NULL, NULL, tests}, CU_SUITE_INFO_NULL};

    return CU_register_suites(suites);
}
