/* snapshot.c - a checklist as bytes that are named by their hash, and back.
 *
 *   checklist := [ "auditwalk-checklist-1", id, version, language / null, standard / null,
 *                  title: texts, [ clause* ], [ item* ] ]
 *   clause    := [ clause, title: texts ]
 *   item      := [ id, ref / null, clause, obligation, topic: texts, ask: texts, look for: texts,
 *                  [ method* ], places / null, pdca / null, documented: 0 / 1 ]
 *   texts     := [ [ language, text ]* ]  in the order of the language tags
 *
 * Closed lists stand as their words. Bytes that are not exactly what the encoder would write are
 * refused, so equal checklists have one name. Unfolding into tables is snapshot_tables.c.
 */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "store/snapshot.h"

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "store/internal.h"
#include "store/wire.h"

enum { SNAPSHOT_LIMIT = 64 * 1024 * 1024, LANGUAGE_LIMIT = 100 };

static const char tag[] = "auditwalk-checklist-1";

/* ---- writing --------------------------------------------------------------------------------- */

static void put_text(struct buf *out, const char *text)
{
    if (text == NULL)
        text = "";
    wire_put_text(out, text, strlen(text));
}

static void put_text_or_null(struct buf *out, const char *text)
{
    if (text == NULL || text[0] == '\0')
        wire_put_null(out);
    else
        put_text(out, text);
}

static int compare_languages(const void *a, const void *b)
{
    const struct local_text_entry *const *left = a;
    const struct local_text_entry *const *right = b;

    return strcmp((*left)->language, (*right)->language);
}

static void put_texts(struct buf *out, const struct local_text *texts)
{
    const struct local_text_entry **order = mem_zalloc(texts->count, sizeof *order);

    for (size_t i = 0; i < texts->count; i++)
        order[i] = &texts->items[i];
    if (texts->count > 1)
        qsort(order, texts->count, sizeof *order, compare_languages);
    wire_put_array(out, texts->count);
    for (size_t i = 0; i < texts->count; i++) {
        wire_put_array(out, 2);
        put_text(out, order[i]->language);
        put_text(out, order[i]->text);
    }
    free(order);
}

static void put_methods(struct buf *out, uint32_t methods)
{
    size_t count = 0;

    for (size_t i = 0; i < code_methods.count; i++)
        count += methods >> i & 1;
    wire_put_array(out, count);
    for (size_t i = 0; i < code_methods.count; i++)
        if (methods >> i & 1)
            put_text(out, code_methods.rows[i].word);
}

enum { ITEM_FIELDS = 11, CHECKLIST_FIELDS = 8 };

static void put_item(struct buf *out, const struct checklist_item *item)
{
    wire_put_array(out, ITEM_FIELDS);
    put_text(out, item->id);
    put_text_or_null(out, item->ref);
    put_text(out, item->clause);
    put_text(out, code_at(&code_obligations, (int)item->obligation)->word);
    put_texts(out, &item->topic);
    put_texts(out, &item->ask);
    put_texts(out, &item->look_for);
    put_methods(out, item->methods);
    put_text_or_null(out, item->places);
    put_text_or_null(out, item->pdca < 0 ? NULL : code_at(&code_pdca, item->pdca)->word);
    wire_put_uint(out, item->documented);
}

void snapshot_encode(const struct checklist *checklist, struct buf *out)
{
    wire_put_array(out, CHECKLIST_FIELDS);
    put_text(out, tag);
    put_text(out, checklist->id);
    put_text(out, checklist->version);
    put_text_or_null(out, checklist->language);
    put_text_or_null(out, checklist->standard);
    put_texts(out, &checklist->title);
    wire_put_array(out, checklist->clause_count);
    for (size_t i = 0; i < checklist->clause_count; i++) {
        wire_put_array(out, 2);
        put_text(out, checklist->clauses[i].clause);
        put_texts(out, &checklist->clauses[i].title);
    }
    wire_put_array(out, checklist->item_count);
    for (size_t i = 0; i < checklist->item_count; i++)
        put_item(out, &checklist->items[i]);
}

/* ---- reading --------------------------------------------------------------------------------- */

/* What text_clean lets in, as far as one pass over the bytes can tell. */
static bool is_clean(const char *text)
{
    for (; *text != '\0'; text++)
        if (((unsigned char)*text < ' ' && *text != '\n') || *text == 0x7f)
            return false;
    return true;
}

static char *checked(struct wire_reader *reader, char *text)
{
    if (text == NULL || is_clean(text))
        return text;
    reader->bad = true;
    free(text);
    return NULL;
}

static char *get_text(struct wire_reader *reader)
{
    return checked(reader, wire_get_text(reader));
}

static char *get_text_or_null(struct wire_reader *reader)
{
    return checked(reader, wire_get_text_or_null(reader));
}

static void expect_array(struct wire_reader *reader, size_t count)
{
    if (wire_get_array(reader) != count)
        reader->bad = true;
}

static void get_texts(struct wire_reader *reader, struct local_text *texts)
{
    size_t count = wire_get_array(reader);

    if (count > LANGUAGE_LIMIT)
        reader->bad = true;
    for (size_t i = 0; i < count && !reader->bad; i++) {
        expect_array(reader, 2);
        char *language = get_text(reader);
        char *text = get_text(reader);
        if (!reader->bad)
            local_text_set(texts, language, text);
        free(language);
        free(text);
    }
}

/* The row of a word in a closed list; a word this version does not know makes the bytes bad. */
static int get_code(struct wire_reader *reader, const struct code_list *list, bool may_be_null)
{
    char *word = may_be_null ? get_text_or_null(reader) : get_text(reader);
    int index = code_index(list, word);

    if (index < 0 && (word != NULL || !may_be_null))
        reader->bad = true;
    free(word);
    return index;
}

static uint32_t get_methods(struct wire_reader *reader)
{
    size_t count = wire_get_array(reader);
    uint32_t methods = 0;

    for (size_t i = 0; i < count && !reader->bad; i++) {
        int index = get_code(reader, &code_methods, false);
        if (!reader->bad)
            methods |= (uint32_t)1 << index;
    }
    return methods;
}

static char *get_places(struct wire_reader *reader)
{
    char *places = get_text_or_null(reader);
    size_t length = places == NULL ? 0 : strlen(places);

    if (places != NULL && (length < 3 || places[0] != ' ' || places[length - 1] != ' '))
        reader->bad = true;
    return places;
}

static void get_item(struct wire_reader *reader, struct checklist_item *item)
{
    expect_array(reader, ITEM_FIELDS);
    item->id = get_text(reader);
    item->ref = get_text_or_null(reader);
    item->clause = get_text(reader);
    int obligation = get_code(reader, &code_obligations, false);
    item->obligation = obligation < 0 ? OBLIGATION_SHALL : (enum obligation)obligation;
    get_texts(reader, &item->topic);
    get_texts(reader, &item->ask);
    get_texts(reader, &item->look_for);
    item->methods = get_methods(reader);
    item->places = get_places(reader);
    item->pdca = get_code(reader, &code_pdca, true);
    uint64_t documented = wire_get_uint(reader);
    item->documented = documented == 1;
}

static void get_checklist(struct wire_reader *reader, struct checklist *checklist)
{
    expect_array(reader, CHECKLIST_FIELDS);
    char *first = get_text(reader);
    if (first == NULL || strcmp(first, tag) != 0)
        reader->bad = true;
    free(first);
    checklist->id = get_text(reader);
    checklist->version = get_text(reader);
    checklist->language = get_text_or_null(reader);
    checklist->standard = get_text_or_null(reader);
    get_texts(reader, &checklist->title);
    size_t count = wire_get_array(reader);
    for (size_t i = 0; i < count && !reader->bad; i++) {
        struct checklist_clause *clause = checklist_add_clause(checklist);
        expect_array(reader, 2);
        clause->clause = get_text(reader);
        get_texts(reader, &clause->title);
    }
    count = wire_get_array(reader);
    for (size_t i = 0; i < count && !reader->bad; i++)
        get_item(reader, checklist_add_item(checklist));
    if (reader->at != reader->end)
        reader->bad = true;
}

static int compare_ids(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static bool has_unique_ids(const struct checklist *checklist)
{
    const char **ids = mem_zalloc(checklist->item_count, sizeof *ids);
    bool unique = true;

    for (size_t i = 0; i < checklist->item_count; i++)
        ids[i] = checklist->items[i].id;
    if (checklist->item_count > 1)
        qsort(ids, checklist->item_count, sizeof *ids, compare_ids);
    for (size_t i = 1; i < checklist->item_count && unique; i++)
        unique = strcmp(ids[i - 1], ids[i]) != 0;
    free(ids);
    return unique;
}

/* Order of languages and methods, doubled languages: all that would give a second encoding. */
static bool is_what_we_write(const struct checklist *checklist, const void *bytes, size_t length)
{
    struct buf again;

    buf_init(&again);
    snapshot_encode(checklist, &again);
    bool same = again.length == length && memcmp(again.data, bytes, length) == 0;
    buf_clear(&again);
    return same;
}

enum err_code snapshot_decode(const void *bytes, size_t length, struct checklist *checklist,
                              struct err *err)
{
    struct wire_reader reader;

    checklist_init(checklist);
    wire_reader_init(&reader, bytes, length);
    get_checklist(&reader, checklist);
    if (!reader.bad && has_unique_ids(checklist) && is_what_we_write(checklist, bytes, length))
        return ERR_OK;
    checklist_clear(checklist);
    err_set(err, ERR_DATA, _("the snapshot of a checklist can't be read"));
    err_hint(err, _("it is damaged, or a newer auditwalk wrote it"));
    return ERR_DATA;
}

/* ---- in the audit file ----------------------------------------------------------------------- */

static bool collect(void *context, const void *bytes, size_t length)
{
    struct buf *all = context;

    if (all->length + length > SNAPSHOT_LIMIT)
        return false;
    buf_add(all, bytes, length);
    return true;
}

enum err_code snapshot_load(struct store *store, const struct hash *digest,
                            struct checklist *checklist, struct err *err)
{
    struct buf bytes;

    checklist_init(checklist);
    buf_init(&bytes);
    enum err_code code = object_read(store, digest, collect, &bytes, err);
    if (code == ERR_CANCELLED)
        code = err_set(err, ERR_DATA, _("the snapshot of a checklist is too large"));
    if (code == ERR_OK)
        code = snapshot_decode(bytes.data, bytes.length, checklist, err);
    buf_clear(&bytes);
    return code;
}

enum err_code snapshot_put(struct store *store, const struct checklist *checklist,
                           struct hash *digest, struct err *err)
{
    struct object_info info;
    struct checklist written;
    struct buf bytes;

    buf_init(&bytes);
    snapshot_encode(checklist, &bytes);
    /* What is unfolded is what was stored, not what was meant. */
    enum err_code code = snapshot_decode(bytes.data, bytes.length, &written, err);
    if (code == ERR_OK)
        code = object_put_bytes(store, bytes.data, bytes.length, &info, err);
    if (code == ERR_OK)
        code = snapshot_unfold(store, &written, &info.hash, err);
    if (code == ERR_OK)
        *digest = info.hash;
    checklist_clear(&written);
    buf_clear(&bytes);
    return code;
}
