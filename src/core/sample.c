/* sample.c - drawing a sample. */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "core/sample.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include <sodium.h>

#include "base/i18n.h"
#include "base/ident.h"
#include "base/mem.h"

enum err_code sample_check(const struct sample *sample, struct err *err)
{
    if (sample->population < 1 || sample->population > SAMPLE_POPULATION_MOST)
        return err_set(err, ERR_USAGE, _("the population is from 1 to %d"), SAMPLE_POPULATION_MOST);
    if (sample->size < 1 || sample->size > sample->population) {
        err_set(err, ERR_USAGE, _("a sample of %lld can't be drawn from %lld"),
                (long long)sample->size, (long long)sample->population);
        err_hint(err, _("draw from 1 to as many as there are"));
        return ERR_USAGE;
    }
    if (sample->size > SAMPLE_SIZE_MOST)
        return err_set(err, ERR_USAGE, _("no more than %d items are drawn"), SAMPLE_SIZE_MOST);
    if (sample->seed == NULL || sample->seed[0] == '\0')
        return err_set(err, ERR_USAGE, _("the seed is empty"));
    return ERR_OK;
}

static uint64_t number_of(const char *seed, uint64_t index)
{
    unsigned char hash[crypto_hash_sha256_BYTES];
    uint64_t number = 0;
    char *text = mem_printf("auditwalk-sample-1:%s:%llu", seed, (unsigned long long)index);

    crypto_hash_sha256(hash, (const unsigned char *)text, strlen(text));
    for (size_t i = 0; i < 8; i++)
        number = number << 8 | hash[i];
    free(text);
    return number;
}

/* Keeps them ascending; false if it is there already. */
static bool insert(uint32_t *items, size_t count, uint32_t item)
{
    size_t at = count;

    while (at > 0 && items[at - 1] > item)
        at--;
    if (at > 0 && items[at - 1] == item)
        return false;
    memmove(items + at + 1, items + at, (count - at) * sizeof *items);
    items[at] = item;
    return true;
}

void sample_draw(const struct sample *sample, uint32_t *items)
{
    uint64_t population = (uint64_t)sample->population;
    uint64_t rest = (UINT64_MAX % population + 1) % population; /* 2^64 mod population */
    size_t count = 0;

    for (uint64_t index = 0; count < (size_t)sample->size; index++) {
        uint64_t number = number_of(sample->seed, index);
        if (number <= UINT64_MAX - rest &&
            insert(items, count, (uint32_t)(number % population) + 1))
            count++;
    }
}

char *sample_text(const uint32_t *items, int64_t size)
{
    struct buf text;

    buf_init(&text);
    for (int64_t i = 0; i < size; i++)
        buf_printf(&text, "%s%u", i > 0 ? ", " : "", (unsigned)items[i]);
    return buf_take(&text);
}

void sample_seed(char out[SAMPLE_SEED_SIZE])
{
    struct ident id = ident_random();
    char text[IDENT_TEXT_SIZE];

    ident_text(&id, text);
    memcpy(out, text, SAMPLE_SEED_SIZE - 1);
    out[SAMPLE_SEED_SIZE - 1] = '\0';
}
