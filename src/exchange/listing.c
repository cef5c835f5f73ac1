/* listing.c - audits, findings, evidence, status, checklists and verification as JSON (jansson).
 *
 * Reads through the store's lists only and knows no SQL. A text or time that is not set is null, so
 * that a script can tell it from one that was set to something. Nothing here is translated.
 */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "exchange/listing.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "core/rules.h"
#include "exchange/listing_parts.h"
#include "store/audit_checklists.h"
#include "store/audits.h"
#include "store/conflicts.h"
#include "store/evidence.h"
#include "store/findings.h"
#include "store/team.h"
#include "store/walk.h"

/* ---- tallies ---- */

static void set_conformity(json_t *object, const struct tally *tally)
{
    int tenths = tally_conformity(tally);

    json_object_set_new(object, "conformity", tenths < 0 ? json_null() : json_real(tenths / 10.0));
}

/* ---- audits ---- */

static json_t *audit_object(const struct audit_line *line)
{
    json_t *object = json_object();
    json_t *findings = json_object();

    listing_set_id(object, "id", &line->id);
    listing_set_text(object, "number", line->number);
    listing_set_text(object, "title", line->title);
    listing_set_text(object, "state", code_at(&code_audit_states, (int)line->state)->word);
    listing_set_text(object, "type", line->type);
    listing_set_text(object, "planned_from", line->planned_from);
    listing_set_text(object, "planned_to", line->planned_to);
    listing_set_list(object, "sites", line->sites, ",");
    listing_set_text(object, "lead", line->lead);
    listing_set_tally(object, &line->tally);
    for (size_t i = 0; i < GRADE_COUNT; i++)
        listing_set_count(findings, code_grades.rows[i].word, line->findings[i]);
    json_object_set_new(object, "findings", findings);
    listing_set_count(object, "evidence", line->evidence);
    return object;
}

enum err_code listing_audits(struct store *store, struct buf *out, struct err *err)
{
    struct audit_lines lines = {0};
    enum err_code code = audits_list(store, &lines, err);

    if (code == ERR_OK) {
        json_t *array = json_array();
        for (size_t i = 0; i < lines.count; i++)
            json_array_append_new(array, audit_object(&lines.items[i]));
        listing_append(out, array);
    }
    audit_lines_clear(&lines);
    return code;
}

/* ---- evidence ---- */

static json_t *attachment_object(const struct row *row)
{
    const struct value *sha256 = row_value(row, ATTACHMENT_SHA256);
    json_t *object = json_object();

    listing_set_text(object, "name", row_text(row, ATTACHMENT_NAME));
    json_object_set_new(object, "size", json_integer(row_int(row, ATTACHMENT_SIZE)));
    if (sha256 != NULL && sha256->kind == VALUE_IS_BYTES && sha256->length == HASH_SIZE) {
        struct hash hash;
        char text[HASH_TEXT_SIZE];
        memcpy(hash.bytes, sha256->bytes, HASH_SIZE);
        hash_text(&hash, text);
        listing_set_text(object, "sha256", text);
    } else {
        listing_set_text(object, "sha256", NULL);
    }
    listing_set_text(object, "media_type", row_text(row, ATTACHMENT_MEDIA_TYPE));
    return object;
}

static enum err_code set_attachments(struct store *store, const struct ident *evidence,
                                     json_t *object, struct err *err)
{
    struct rows rows = {0};
    json_t *array = json_array();
    struct list_query query = {.type = RECORD_ATTACHMENT,
                               .where = ATTACHMENT_EVIDENCE,
                               .equals = value_id(evidence),
                               .order = ATTACHMENT_POSITION};
    enum err_code code = store_list(store, &query, &rows, err);

    for (size_t i = 0; code == ERR_OK && i < rows.count; i++)
        json_array_append_new(array, attachment_object(&rows.items[i]));
    json_object_set_new(object, "attachments", array);
    rows_clear(&rows);
    value_clear(&query.equals);
    return code;
}

static enum err_code add_evidence(struct store *store, const struct evidence_line *line,
                                  json_t *array, struct err *err)
{
    struct row row = {0};
    enum err_code code = store_get(store, RECORD_EVIDENCE, &line->id, &row, err);

    if (code != ERR_OK)
        return code;
    json_t *object = json_object();
    listing_set_id(object, "id", &line->id);
    listing_set_text(object, "number", line->number);
    listing_set_text(object, "kind", code_at(&code_evidence_kinds, line->kind)->word);
    listing_set_text(object, "title", line->title);
    listing_set_text(object, "detail", row_text(&row, EVIDENCE_DETAIL));
    listing_set_text(object, "source", row_text(&row, EVIDENCE_SOURCE));
    listing_set_list(object, "refs", line->refs, ",");
    listing_set_list(object, "findings", line->findings, ",");
    listing_set_text(object, "collected_by", line->collected_by);
    listing_set_text(object, "collected_at", line->collected_at);
    listing_set_text(object, "observed_at", row_text(&row, EVIDENCE_OBSERVED_AT));
    code = set_attachments(store, &line->id, object, err);
    json_array_append_new(array, object);
    row_clear(&row);
    return code;
}

enum err_code listing_evidence(struct store *store, const struct ident *audit,
                               const struct filter *filter, struct buf *out, struct err *err)
{
    struct evidence_lines lines = {0};
    enum err_code code = evidence_list(
        store, &(struct evidence_query){.audit = audit, .filter = filter}, &lines, err);
    json_t *array = json_array();

    for (size_t i = 0; code == ERR_OK && i < lines.count; i++)
        code = add_evidence(store, &lines.items[i], array, err);
    if (code == ERR_OK)
        listing_append(out, array);
    else
        json_decref(array);
    evidence_lines_clear(&lines);
    return code;
}

/* ---- status ---- */

static enum err_code set_chapters(struct store *store, const struct ident *audit, json_t *object,
                                  struct err *err)
{
    struct clause_tallies tallies = {0};
    enum err_code code = audit_chapters(store, audit, "en", &tallies, err);
    json_t *array = json_array();

    for (size_t i = 0; code == ERR_OK && i < tallies.count; i++) {
        const struct clause_tally *tally = &tallies.items[i];
        json_t *chapter = json_object();
        if (tally->clause[0] == '\0') { /* told under "checklists" */
            json_decref(chapter);
            continue;
        }
        if (tally->checklist[0] != '\0')
            listing_set_text(chapter, "checklist", tally->checklist);
        listing_set_text(chapter, "clause", tally->clause);
        listing_set_text(chapter, "title", tally->title);
        listing_set_tally(chapter, &tally->tally);
        set_conformity(chapter, &tally->tally);
        json_array_append_new(array, chapter);
    }
    json_object_set_new(object, "chapters", array);
    clause_tallies_clear(&tallies);
    return code;
}

static enum err_code set_checklists(struct store *store, const struct ident *audit, json_t *object,
                                    struct err *err)
{
    struct audit_checklists lists = {0};
    enum err_code code = audit_checklists_list(store, audit, "en", &lists, err);
    json_t *array = json_array();

    for (size_t i = 0; code == ERR_OK && i < lists.count; i++) {
        const struct audit_checklist *list = &lists.items[i];
        json_t *entry = json_object();
        listing_set_text(entry, "id", list->checklist);
        listing_set_text(entry, "version", list->version);
        listing_set_text(entry, "title", list->title);
        listing_set_tally(entry, &list->tally);
        json_object_set_new(entry, "again", json_integer((json_int_t)list->again));
        json_array_append_new(array, entry);
    }
    json_object_set_new(object, "checklists", array);
    audit_checklists_clear(&lists);
    return code;
}

static void add_missing(json_t *array, const struct walk_item *item, const char *what)
{
    const char *name = item->ref != NULL && item->ref[0] != '\0' ? item->ref : item->item;
    char *text = mem_printf("%s: %s", name, what);

    json_array_append_new(array, json_string(text));
    free(text);
}

/* What the audit still lacks as far as lists can tell: reasons, findings, evidence. */
static enum err_code set_missing(struct store *store, const struct ident *audit, json_t *object,
                                 struct err *err)
{
    struct walk_items items = {0};
    enum err_code code = walk_items(store, audit, WALK_CLAUSE, "", "en", &items, err);
    json_t *array = json_array();
    size_t bare = 0;

    for (size_t i = 0; code == ERR_OK && i < items.count; i++) {
        const struct walk_item *item = &items.items[i];
        if (result_missing(item->result, item->has_note ? "noted" : NULL) != NULL)
            add_missing(array, item, "excluded without a reason");
        if (item->again)
            add_missing(array, item, "to be assessed again: the question has changed");
        if (result_has_finding(item->result) && item->findings == 0)
            add_missing(array, item, "result without a finding");
        if (item->result == RESULT_CONFORMING && item->evidence == 0)
            bare++;
    }
    if (bare > 0) {
        char *text = mem_printf("conforming without evidence: %zu", bare);
        json_array_append_new(array, json_string(text));
        free(text);
    }
    json_object_set_new(object, "missing", array);
    walk_items_clear(&items);
    return code;
}

/* Places or methods; a requirement may stand in several. */
static enum err_code set_groups(struct store *store, const struct ident *audit, json_t *object,
                                const char *key, enum walk_order order, struct err *err)
{
    struct walk_groups groups = {0};
    enum err_code code = walk_groups(store, audit, order, "en", &groups, err);
    json_t *array = json_array();

    for (size_t i = 0; code == ERR_OK && i < groups.count; i++) {
        json_t *group = json_object();
        listing_set_text(group, "key", groups.items[i].key);
        listing_set_text(group, "title", groups.items[i].title);
        listing_set_tally(group, &groups.items[i].tally);
        set_conformity(group, &groups.items[i].tally);
        json_array_append_new(array, group);
    }
    json_object_set_new(object, key, array);
    walk_groups_clear(&groups);
    return code;
}

/* {"major": {"raised": 1, ...}, ...}, with those states only that some have. */
static enum err_code set_states(struct store *store, const struct ident *audit, json_t *object,
                                struct err *err)
{
    struct finding_counts counts;
    enum err_code code = findings_count(store, audit, &counts, err);
    json_t *grades = json_object();

    for (int grade = 0; code == ERR_OK && grade < GRADE_COUNT; grade++) {
        json_t *states = json_object();
        for (int state = 0; state < FINDING_STATE_COUNT; state++)
            if (counts.by[grade][state] > 0)
                listing_set_count(states, code_at(&code_finding_states, state)->word,
                                  counts.by[grade][state]);
        json_object_set_new(grades, code_at(&code_grades, grade)->word, states);
    }
    json_object_set_new(object, "finding_states", grades);
    return code;
}

/* What the team has left to decide or to hand over. */
static enum err_code set_open(struct store *store, const struct ident *audit, json_t *object,
                              struct err *err)
{
    size_t conflicts = 0;
    uint64_t waiting = 0;
    enum err_code code = conflicts_count(store, audit, &conflicts, err);

    if (code == ERR_OK)
        code = team_waiting(store, &waiting, err);
    listing_set_count(object, "conflicts", conflicts);
    listing_set_count(object, "waiting_saves", (size_t)waiting);
    return code;
}

static enum err_code set_status(struct store *store, const struct audit_line *line, json_t *object,
                                struct err *err)
{
    enum err_code code = set_chapters(store, &line->id, object, err);

    set_conformity(object, &line->tally);
    if (code == ERR_OK)
        code = set_checklists(store, &line->id, object, err);
    if (code == ERR_OK)
        code = set_groups(store, &line->id, object, "places", WALK_AREA, err);
    if (code == ERR_OK)
        code = set_groups(store, &line->id, object, "processes", WALK_PROCESS, err);
    if (code == ERR_OK)
        code = set_groups(store, &line->id, object, "methods", WALK_METHOD, err);
    if (code == ERR_OK)
        code = set_states(store, &line->id, object, err);
    if (code == ERR_OK)
        code = set_missing(store, &line->id, object, err);
    if (code == ERR_OK)
        code = set_open(store, &line->id, object, err);
    return code;
}

enum err_code listing_status(struct store *store, const struct ident *audit, struct buf *out,
                             struct err *err)
{
    struct audit_lines lines = {0};
    const struct audit_line *line = NULL;
    json_t *object = NULL;
    enum err_code code = audits_list(store, &lines, err);

    if (code != ERR_OK)
        goto out;
    for (size_t i = 0; i < lines.count && line == NULL; i++)
        if (ident_equal(&lines.items[i].id, audit))
            line = &lines.items[i];
    if (line == NULL) {
        code = err_set(err, ERR_USAGE, _("there is no such audit in the file"));
        goto out;
    }
    object = audit_object(line);
    code = set_status(store, line, object, err);
    if (code == ERR_OK)
        listing_append(out, json_incref(object));
out:
    json_decref(object);
    audit_lines_clear(&lines);
    return code;
}

/* ---- checklists ---- */

static void set_local(json_t *object, const char *key, const struct local_text *text)
{
    json_t *languages = json_object();

    for (size_t i = 0; i < text->count; i++)
        listing_set_text(languages, text->items[i].language, text->items[i].text);
    json_object_set_new(object, key, languages);
}

/* The same, each language an array of lines. */
static void set_local_lines(json_t *object, const char *key, const struct local_text *text)
{
    json_t *languages = json_object();

    for (size_t i = 0; i < text->count; i++)
        listing_set_list(languages, text->items[i].language, text->items[i].text, "\n");
    json_object_set_new(object, key, languages);
}

static json_t *method_words(uint32_t methods)
{
    json_t *array = json_array();

    for (size_t i = 0; i < code_methods.count; i++)
        if ((methods >> i & 1) != 0)
            json_array_append_new(array, json_string(code_methods.rows[i].word));
    return array;
}

static json_t *item_object(const struct checklist_item *item)
{
    json_t *object = json_object();

    listing_set_text(object, "id", item->id);
    listing_set_text(object, "ref", item->ref);
    listing_set_text(object, "clause", item->clause);
    listing_set_text(object, "obligation", code_at(&code_obligations, (int)item->obligation)->word);
    set_local(object, "topic", &item->topic);
    set_local(object, "ask", &item->ask);
    set_local_lines(object, "look_for", &item->look_for);
    json_object_set_new(object, "methods", method_words(item->methods));
    listing_set_list(object, "places", item->places, " ");
    listing_set_text(object, "pdca", item->pdca < 0 ? NULL : code_at(&code_pdca, item->pdca)->word);
    json_object_set_new(object, "documented", json_boolean(item->documented));
    return object;
}

void listing_checklist(const struct checklist *checklist, struct buf *out)
{
    json_t *object = json_object();
    json_t *clauses = json_array();
    json_t *items = json_array();

    listing_set_text(object, "id", checklist->id);
    listing_set_text(object, "version", checklist->version);
    listing_set_text(object, "language", checklist->language);
    listing_set_text(object, "standard", checklist->standard);
    set_local(object, "title", &checklist->title);
    for (size_t i = 0; i < checklist->clause_count; i++) {
        json_t *clause = json_object();
        listing_set_text(clause, "clause", checklist->clauses[i].clause);
        set_local(clause, "title", &checklist->clauses[i].title);
        json_array_append_new(clauses, clause);
    }
    for (size_t i = 0; i < checklist->item_count; i++)
        json_array_append_new(items, item_object(&checklist->items[i]));
    json_object_set_new(object, "clauses", clauses);
    json_object_set_new(object, "items", items);
    listing_append(out, object);
}

/* ---- verification ---- */

void listing_verify(const struct verify_report *report, struct buf *out)
{
    json_t *object = json_object();
    json_t *problems = json_array();

    json_object_set_new(object, "intact", json_boolean(report->problem_count == 0));
    listing_set_count(object, "batches", report->batches);
    listing_set_count(object, "operations", report->operations);
    listing_set_count(object, "devices", report->devices);
    listing_set_count(object, "objects", report->objects);
    json_object_set_new(object, "object_bytes", json_integer((json_int_t)report->object_bytes));
    listing_set_count(object, "rows", report->rows);
    for (size_t i = 0; i < report->problem_count; i++)
        json_array_append_new(problems, listing_text_or_null(report->problems[i]));
    json_object_set_new(object, "problems", problems);
    listing_append(out, object);
}
