/* search.c - asking the index, and saying where each hit is. */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "store/search_parts.h"

#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "core/ref.h"
#include "store/query.h"

enum { BEFORE = 24, EXCERPT = 160, WORDS = 16 };

/* ---- what was typed -------------------------------------------------------------------------- */

struct words {
    char *text;
    const char *items[WORDS];
    size_t count;
};

static bool has_letters(const char *text, size_t least)
{
    size_t count = 0;

    free(text_letters(text, &count));
    return count >= least;
}

bool search_is_enough(const char *text)
{
    return has_letters(text, SEARCH_LETTERS);
}

static void words_split(const char *text, struct words *words)
{
    char *rest = NULL;

    *words = (struct words){.text = mem_strdup(text)};
    for (char *word = strtok_r(words->text, " \n", &rest); word != NULL && words->count < WORDS;
         word = strtok_r(NULL, " \n", &rest))
        if (has_letters(word, 1))
            words->items[words->count++] = word;
}

/* Every word a phrase of which the last token may go on: "gate lo" * . A quote is doubled, nothing
 * else has a meaning inside. Heap. */
static char *match_of(const struct words *words)
{
    struct buf match;

    buf_init(&match);
    for (size_t i = 0; i < words->count; i++) {
        char *spaced = text_spaced(words->items[i]);
        buf_puts(&match, i > 0 ? " AND \"" : "\"");
        for (const char *c = spaced; *c != '\0'; c++) {
            if (*c == '"')
                buf_putc(&match, '"');
            buf_putc(&match, *c);
        }
        buf_puts(&match, "\" *");
        free(spaced);
    }
    return buf_take(&match);
}

/* ---- the text of a hit ----------------------------------------------------------------------- */

static const char *stands_in(const char *text, const struct words *words)
{
    for (size_t i = 0; i < words->count; i++) {
        const char *at = strcasestr(text, words->items[i]);
        if (at != NULL)
            return at;
    }
    return NULL;
}

/* One line from a little before the first word on. */
static char *excerpt(const char *text, const struct words *words)
{
    const char *at = stands_in(text, words);
    size_t start = at != NULL ? (size_t)(at - text) : 0;
    size_t end = start;

    for (int i = 0; i < BEFORE && start > 0; i++)
        start -= text_grapheme_previous(text, start);
    while (text[end] != '\0' && end - start < EXCERPT)
        end += text_grapheme_next(text + end);
    char *part = mem_strndup(text + start, end - start);
    for (char *c = part; *c != '\0'; c++)
        if (*c == '\n')
            *c = ' ';
    char *line = mem_printf("%s%s%s", start > 0 ? "…" : "", part, text[end] != '\0' ? "…" : "");
    free(part);
    return line;
}

/* The field in which a word stands; else the first that has text. */
static const struct field *field_found(const struct row *row, const struct words *words)
{
    const struct field *first = NULL;

    for (size_t i = 0; i < row->record->field_count; i++) {
        const struct field *field = &row->record->fields[i];
        const char *text = row_text(row, field->number);
        if (text[0] == '\0' || !search_has_field(row->record, field))
            continue;
        if (stands_in(text, words) != NULL)
            return field;
        first = first != NULL ? first : field;
    }
    return first;
}

/* ---- records --------------------------------------------------------------------------------- */

static struct search_hit *add_hit(struct search_hits *hits)
{
    hits->items = mem_grow(hits->items, hits->count, &hits->capacity, sizeof *hits->items);
    struct search_hit *hit = &hits->items[hits->count++];
    *hit = (struct search_hit){.what = ""};
    return hit;
}

static char *name_of(struct store *store, const struct row *row)
{
    struct ident owner;

    switch (row->record->type) {
    case RECORD_ASSESSMENT: {
        const char *ref = row_text(row, ASSESSMENT_REF);
        return ref_display(ref[0] != '\0' ? ref : row_text(row, ASSESSMENT_ITEM));
    }
    case RECORD_ATTACHMENT:
        owner = row_id(row, ATTACHMENT_EVIDENCE);
        return store_name(store, RECORD_EVIDENCE, &owner);
    case RECORD_CRITERION:
        owner = row_id(row, CRITERION_FINDING);
        return store_name(store, RECORD_FINDING, &owner);
    default:
        return store_name(store, row->record->type, &row->id);
    }
}

static struct ident audit_behind(struct store *store, const struct row *row)
{
    struct ident owner;

    if (row->record->type == RECORD_ATTACHMENT) {
        owner = row_id(row, ATTACHMENT_EVIDENCE);
        return record_audit(store, RECORD_EVIDENCE, &owner);
    }
    if (row->record->type == RECORD_CRITERION) {
        owner = row_id(row, CRITERION_FINDING);
        return record_audit(store, RECORD_FINDING, &owner);
    }
    return ident_none();
}

static enum err_code fill_hit(struct store *store, const struct words *words,
                              struct search_hit *hit, struct err *err)
{
    struct row row;
    enum err_code code = store_get(store, hit->type, &hit->record, &row, err);

    if (code != ERR_OK)
        return code;
    const struct field *field = field_found(&row, words);
    if (ident_is_none(&hit->audit))
        hit->audit = audit_behind(store, &row);
    hit->name = name_of(store, &row);
    hit->what = field != NULL ? field->label : "";
    hit->text = field != NULL ? excerpt(row_text(&row, field->number), words) : mem_strdup("");
    if (hit->type == RECORD_ASSESSMENT) {
        hit->checklist = mem_strdup(row_text(&row, ASSESSMENT_CHECKLIST));
        hit->item = mem_strdup(row_text(&row, ASSESSMENT_ITEM));
    }
    row_clear(&row);
    return ERR_OK;
}

/* CROSS JOIN keeps the index first: its hits come in the order of their ids by themselves. */
static const char records_sql[] =
    "SELECT r.id, r.type, r.record, r.audit FROM search s CROSS JOIN search_row r ON r.id = s.rowid"
    " LEFT JOIN audit a ON a.id = r.audit WHERE s.text MATCH ?1 AND s.rowid < ?2"
    " AND (r.audit IS NULL OR (a.id IS NOT NULL AND a.withdrawn IS NULL))"
    " AND (?3 IS NULL OR r.audit = ?3 OR EXISTS (SELECT 1 FROM attachment t CROSS JOIN evidence e"
    " ON e.id = t.evidence WHERE r.type = 23 AND t.id = r.record AND e.audit = ?3)"
    " OR EXISTS (SELECT 1 FROM criterion c CROSS JOIN finding f ON f.id = c.finding"
    " WHERE r.type = 26 AND c.id = r.record AND f.audit = ?3))"
    " ORDER BY s.rowid DESC LIMIT ?4";

static enum err_code search_records(struct store *store, const struct search_query *query,
                                    const struct words *words, struct search_hits *hits,
                                    struct err *err)
{
    bool row = false;
    size_t first = hits->count;
    sqlite3_stmt *stmt = db_use(store, records_sql, err);

    if (stmt == NULL)
        return err_code_of(err);
    char *match = match_of(words);
    db_bind_text(stmt, 1, match);
    sqlite3_bind_int64(stmt, 2, query->before > 0 ? query->before : INT64_MAX);
    db_bind_ident(stmt, 3, query->audit);
    sqlite3_bind_int64(stmt, 4, query->limit > 0 ? (int64_t)query->limit : -1);
    enum err_code code = db_step(store, stmt, &row, err);
    while (code == ERR_OK && row) {
        struct search_hit *hit = add_hit(hits);
        hit->order = sqlite3_column_int64(stmt, 0);
        hit->type = (enum record_type)sqlite3_column_int(stmt, 1);
        hit->record = db_ident(stmt, 2);
        hit->audit = db_ident(stmt, 3);
        code = db_step(store, stmt, &row, err);
    }
    db_done(store, stmt);
    free(match);
    for (size_t i = first; i < hits->count && code == ERR_OK; i++)
        code = fill_hit(store, words, &hits->items[i], err);
    return code;
}

/* ---- requirements ---------------------------------------------------------------------------- */

/* A single letter is in every text: it is taken for the end of a reference, as c in "8.4 c". */
static bool has_all(const char *text, const char *ref, const struct words *words)
{
    for (size_t i = 0; i < words->count; i++) {
        bool letter = words->items[i][1] == '\0';
        if (!text_contains(letter ? ref : text, words->items[i]))
            return false;
    }
    return words->count > 0;
}

/* Whether a requirement is wanted now: by its reference and heading, or by its other texts only. */
static bool is_wanted(char *const texts[5], const char *ref, const struct words *words, bool head)
{
    char *name = mem_printf("%s\n%s", ref, texts[2]);
    char *all = mem_printf("%s\n%s\n%s", name, texts[3], texts[4]);
    bool by_name = has_all(name, ref, words);
    bool wanted = head ? by_name : !by_name && has_all(all, ref, words);

    free(all);
    free(name);
    return wanted;
}

static bool is_last_item(const struct search_hits *hits, const char *checklist, const char *item)
{
    if (hits->count == 0)
        return false;
    const struct search_hit *last = &hits->items[hits->count - 1];
    return last->type == 0 && strcmp(last->checklist, checklist) == 0 &&
           strcmp(last->item, item) == 0;
}

static void take_item(sqlite3_stmt *stmt, const struct search_query *query,
                      const struct words *words, bool head, struct search_hits *hits)
{
    char *texts[5];

    for (int i = 0; i < 5; i++)
        texts[i] = db_text(stmt, i + 1);
    char *checklist = db_text(stmt, 0);
    char *ref = ref_display(texts[1][0] != '\0' ? texts[1] : texts[0]);
    if (is_wanted(texts, ref, words, head) && !is_last_item(hits, checklist, texts[0])) {
        struct search_hit *hit = add_hit(hits);
        const char *body = stands_in(texts[2], words) != NULL   ? texts[2]
                           : stands_in(texts[3], words) != NULL ? texts[3]
                           : stands_in(texts[4], words) != NULL ? texts[4]
                                                                : texts[2];
        hit->audit = *query->requirements_of;
        hit->name = mem_strdup(ref);
        hit->text = excerpt(body, words);
        hit->checklist = mem_strdup(checklist);
        hit->item = mem_strdup(texts[0]);
    }
    free(ref);
    free(checklist);
    for (int i = 0; i < 5; i++)
        free(texts[i]);
}

/* The texts of one audit's checklists, some hundred rows: read in order, in the language asked for
 * or, where an item lacks it, in any other. */
static enum err_code search_items(struct store *store, const struct search_query *query,
                                  const struct words *words, bool head, struct search_hits *hits,
                                  struct err *err)
{
    bool row = false;
    size_t first = hits->count;
    if (query->requirements_of == NULL || ident_is_none(query->requirements_of))
        return ERR_OK;
    sqlite3_stmt *stmt = db_use(
        store,
        "SELECT k.checklist, i.item, i.ref, t.heading, t.ask, t.look_for"
        " FROM audit_checklist k CROSS JOIN snapshot s ON s.digest = k.snapshot"
        " CROSS JOIN snapshot_item i ON i.snapshot = s.id"
        " CROSS JOIN snapshot_text t ON t.snapshot = s.id AND t.position = i.position"
        " WHERE k.audit = ?1 AND k.withdrawn IS NULL AND (t.language = ?2 OR NOT EXISTS"
        " (SELECT 1 FROM snapshot_text o WHERE o.snapshot = s.id AND o.position = i.position"
        " AND o.language = ?2)) ORDER BY k.position, k.checklist, k.id, i.position, t.language",
        err);

    if (stmt == NULL)
        return err_code_of(err);
    db_bind_ident(stmt, 1, query->requirements_of);
    db_bind_text(stmt, 2, query->language);
    enum err_code code = db_step(store, stmt, &row, err);
    while (code == ERR_OK && row && (query->limit == 0 || hits->count - first < query->limit)) {
        take_item(stmt, query, words, head, hits);
        code = db_step(store, stmt, &row, err);
    }
    db_done(store, stmt);
    return code;
}

/* ---- all of it ------------------------------------------------------------------------------- */

struct ident search_newest_audit(struct store *store)
{
    struct ident newest = ident_none();
    bool row = false;
    sqlite3_stmt *stmt = db_use(store,
                                "SELECT id FROM audit WHERE withdrawn IS NULL"
                                " ORDER BY created_at DESC, number DESC, id LIMIT 1",
                                NULL);

    if (stmt != NULL && db_step(store, stmt, &row, NULL) == ERR_OK && row)
        newest = db_ident(stmt, 0);
    db_done(store, stmt);
    return newest;
}

enum err_code search_run(struct store *store, const struct search_query *query,
                         struct search_hits *hits, struct err *err)
{
    struct words words;
    enum err_code code = search_catch_up(store, err);

    *hits = (struct search_hits){0};
    words_split(query->text, &words);
    if (code == ERR_OK && words.count > 0 && search_is_enough(query->text)) {
        if (query->before == 0)
            code = search_items(store, query, &words, true, hits, err);
        size_t before = hits->count;
        if (code == ERR_OK)
            code = search_records(store, query, &words, hits, err);
        if (code == ERR_OK && (query->limit == 0 || hits->count - before < query->limit))
            code = search_items(store, query, &words, false, hits, err);
    }
    for (size_t i = 0; i < hits->count && code == ERR_OK; i++)
        hits->items[i].audit_number = store_name(store, RECORD_AUDIT, &hits->items[i].audit);
    free(words.text);
    return code;
}

void search_hits_clear(struct search_hits *hits)
{
    for (size_t i = 0; i < hits->count; i++) {
        free(hits->items[i].audit_number);
        free(hits->items[i].name);
        free(hits->items[i].text);
        free(hits->items[i].checklist);
        free(hits->items[i].item);
    }
    free(hits->items);
    *hits = (struct search_hits){0};
}
