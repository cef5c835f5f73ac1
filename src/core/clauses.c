/* clauses.c - lists of clauses and requirements: reading them, what they cover, writing them. */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "core/clauses.h"

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "base/text.h"
#include "core/ref.h"

/* Bytes of one entry. Reading tries every sign of it, so one without end would never be done with.
 */
enum { ENTRY_MOST = 200 };

/* ---- pieces of text -------------------------------------------------------------------------- */

static const char *const separators[] = {",", ";", "\n", "，", "；", "、"};
static const char *const range_signs[] = {"–", "—", "~", "～", "..", "至", "-"};

#define COUNT(array) (sizeof(array) / sizeof(array)[0])

static size_t sign_at(const char *text, const char *const *signs, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (strncmp(text, signs[i], strlen(signs[i])) == 0)
            return strlen(signs[i]);
    return 0;
}

static char *trimmed(const char *text, size_t length)
{
    while (length > 0 && (*text == ' ' || *text == '\t')) {
        text++;
        length--;
    }
    while (length > 0 && (text[length - 1] == ' ' || text[length - 1] == '\t'))
        length--;
    return mem_strndup(text, length);
}

/* The next entry, trimmed; *at goes behind it. NULL at the end. */
static char *next_entry(const char **at)
{
    size_t length = 0;

    if (**at == '\0')
        return NULL;
    while ((*at)[length] != '\0' && sign_at(*at + length, separators, COUNT(separators)) == 0)
        length++;
    char *entry = trimmed(*at, length);
    *at += length;
    *at += sign_at(*at, separators, COUNT(separators));
    return entry;
}

/* ---- what the audit asks --------------------------------------------------------------------- */

static bool is_of(const struct clause_item *item, const char *checklist)
{
    return strcmp(item->checklist, checklist) == 0;
}

static bool has_checklist(const struct clause_catalog *catalog, const char *checklist)
{
    for (size_t i = 0; i < catalog->count; i++)
        if (is_of(&catalog->items[i], checklist))
            return true;
    return false;
}

static bool has_clause(const struct clause_catalog *catalog, const char *checklist,
                       const char *clause)
{
    for (size_t i = 0; i < catalog->count && clause[0] != '\0'; i++)
        if (is_of(&catalog->items[i], checklist) && clause_inside(catalog->items[i].clause, clause))
            return true;
    return false;
}

static const char *find_item(const struct clause_catalog *catalog, const char *checklist,
                             const char *typed)
{
    char *ref = ref_normalise(typed);
    const char *found = NULL;

    for (size_t i = 0; i < catalog->count && found == NULL; i++) {
        const struct clause_item *item = &catalog->items[i];
        bool same =
            strcmp(item->item, typed) == 0 || (item->ref[0] != '\0' && strcmp(item->ref, ref) == 0);
        if (same && is_of(item, checklist))
            found = item->item;
    }
    free(ref);
    return found;
}

static struct clause_entry *add(struct clause_set *set, const char *checklist, const char *from)
{
    set->items = mem_grow(set->items, set->count, &set->capacity, sizeof *set->items);
    struct clause_entry *entry = &set->items[set->count++];
    *entry = (struct clause_entry){.checklist = mem_strdup(checklist), .from = mem_strdup(from)};
    return entry;
}

/* "9.1–9.3"; a hyphen may belong to a reference, so every one is tried. */
static bool take_range(const struct clause_catalog *catalog, const char *checklist,
                       const char *typed, struct clause_set *set)
{
    bool taken = false;

    for (const char *at = typed; *at != '\0' && !taken; at++) {
        size_t sign = sign_at(at, range_signs, COUNT(range_signs));
        if (sign == 0)
            continue;
        char *from = trimmed(typed, (size_t)(at - typed));
        char *to = trimmed(at + sign, strlen(at + sign));
        taken = has_clause(catalog, checklist, from) && has_clause(catalog, checklist, to) &&
                text_compare_natural(from, to) <= 0;
        if (taken)
            add(set, checklist, from)->to = mem_strdup(to);
        free(from);
        free(to);
    }
    return taken;
}

static bool take_from(const struct clause_catalog *catalog, const char *checklist,
                      const char *typed, struct clause_set *set)
{
    const char *item = NULL;

    if (has_clause(catalog, checklist, typed)) {
        add(set, checklist, typed);
        return true;
    }
    item = find_item(catalog, checklist, typed);
    if (item != NULL) {
        add(set, checklist, item)->single = true;
        return true;
    }
    return take_range(catalog, checklist, typed, set);
}

/* "CHECKLIST:" in front, or nothing; *rest gets what follows. */
static char *prefix_of(const struct clause_catalog *catalog, const char *typed, const char **rest)
{
    static const char *const colons[] = {":", "："};

    *rest = typed;
    for (const char *at = typed; *at != '\0'; at++) {
        size_t sign = sign_at(at, colons, COUNT(colons));
        if (sign == 0)
            continue;
        char *checklist = trimmed(typed, (size_t)(at - typed));
        if (has_checklist(catalog, checklist)) {
            *rest = at + sign + strspn(at + sign, " ");
            return checklist;
        }
        free(checklist);
    }
    return NULL;
}

static bool take_entry(const struct clause_catalog *catalog, const char *typed,
                       struct clause_set *set)
{
    const char *rest = NULL;
    const char *last = "";
    bool taken = false;
    if (strlen(typed) > ENTRY_MOST)
        return false;
    char *checklist = prefix_of(catalog, typed, &rest);

    if (checklist != NULL) {
        taken = rest[0] == '\0' || take_from(catalog, checklist, rest, set);
        if (rest[0] == '\0')
            add(set, checklist, "");
        free(checklist);
        return taken;
    }
    for (size_t i = 0; i < catalog->count && !taken; i++) {
        if (strcmp(catalog->items[i].checklist, last) == 0)
            continue;
        last = catalog->items[i].checklist;
        taken = take_from(catalog, last, typed, set);
    }
    if (!taken && has_checklist(catalog, typed)) {
        add(set, typed, "");
        taken = true;
    }
    return taken;
}

/* ---- reading --------------------------------------------------------------------------------- */

/* The chapters of the audit, or the clauses of the chapter that was meant. */
static char *near_clauses(const struct clause_catalog *catalog, const char *typed)
{
    struct buf text;
    size_t chapter = strcspn(typed, ". –-:");
    const char *last = "";

    buf_init(&text);
    for (int inside = 1; inside >= 0 && text.length == 0; inside--)
        for (size_t i = 0; i < catalog->count && text.length < 160; i++) {
            const char *clause = catalog->items[i].clause;
            size_t length = inside ? strlen(clause) : strcspn(clause, ".");
            bool fits = !inside || (strncmp(clause, typed, chapter) == 0 && chapter > 0 &&
                                    (clause[chapter] == '.' || clause[chapter] == '\0'));
            bool again = strncmp(clause, last, length) == 0 &&
                         (last[length] == '\0' || (!inside && last[length] == '.'));
            if (!fits || again)
                continue;
            buf_printf(&text, "%s%.*s", text.length > 0 ? ", " : "", (int)length, clause);
            last = clause;
        }
    return buf_take(&text);
}

static enum err_code refuse(const struct clause_catalog *catalog, const char *typed,
                            struct err *err)
{
    char *near = near_clauses(catalog, typed);

    err_set(err, ERR_USAGE, _("'%s' is no clause or requirement of the audit's checklists"), typed);
    if (near[0] != '\0')
        err_hint(err, _("near it are: %s"), near);
    else
        err_hint(err, "%s", _("the audit has no checklist"));
    free(near);
    return ERR_USAGE;
}

static void note_unknown(char **unknown, const char *typed)
{
    char *longer =
        (*unknown)[0] == '\0' ? mem_strdup(typed) : mem_printf("%s, %s", *unknown, typed);

    free(*unknown);
    *unknown = longer;
}

enum err_code clauses_read(const char *text, const struct clause_catalog *catalog,
                           struct clause_set *set, char **unknown, struct err *err)
{
    enum err_code code = ERR_OK;
    size_t count = 0;

    *set = (struct clause_set){0};
    if (unknown != NULL)
        *unknown = mem_strdup("");
    for (char *typed = next_entry(&text); typed != NULL && code == ERR_OK;
         typed = next_entry(&text)) {
        if (typed[0] != '\0' && ++count > CLAUSES_MOST && unknown == NULL) {
            err_set(err, ERR_USAGE, _("more than %d clauses in one list"), CLAUSES_MOST);
            code = err_hint(err, "%s", _("a chapter stands for all its clauses: 8"));
        } else if (typed[0] != '\0' && count <= CLAUSES_MOST && !take_entry(catalog, typed, set)) {
            if (unknown != NULL)
                note_unknown(unknown, typed);
            else
                code = refuse(catalog, typed, err);
        }
        free(typed);
        if (code != ERR_OK)
            break;
    }
    if (code != ERR_OK)
        clauses_clear(set);
    return code;
}

void clauses_clear(struct clause_set *set)
{
    for (size_t i = 0; i < set->count; i++) {
        free(set->items[i].checklist);
        free(set->items[i].from);
        free(set->items[i].to);
    }
    free(set->items);
    *set = (struct clause_set){0};
}

/* ---- what it covers -------------------------------------------------------------------------- */

static bool entry_covers(const struct clause_entry *entry, const struct clause_item *item)
{
    if (!is_of(item, entry->checklist))
        return false;
    if (entry->single)
        return strcmp(item->item, entry->from) == 0;
    if (entry->to == NULL)
        return entry->from[0] == '\0' || clause_inside(item->clause, entry->from);
    return text_compare_natural(item->clause, entry->from) >= 0 &&
           (text_compare_natural(item->clause, entry->to) <= 0 ||
            clause_inside(item->clause, entry->to));
}

bool clauses_cover(const struct clause_set *set, const struct clause_item *item)
{
    for (size_t i = 0; i < set->count; i++)
        if (entry_covers(&set->items[i], item))
            return true;
    return false;
}

static bool is_number(const char *clause)
{
    return clause[0] >= '0' && clause[0] <= '9' && clause[strspn(clause, "0123456789.")] == '\0';
}

static bool range_names(const char *typed, const char *clause)
{
    bool named = false;

    for (const char *at = typed; *at != '\0' && !named; at++) {
        size_t sign = sign_at(at, range_signs, COUNT(range_signs));
        if (sign == 0)
            continue;
        char *from = trimmed(typed, (size_t)(at - typed));
        char *to = trimmed(at + sign, strlen(at + sign));
        named = is_number(from) && is_number(to) && text_compare_natural(clause, from) >= 0 &&
                (text_compare_natural(clause, to) <= 0 || clause_inside(clause, to));
        free(from);
        free(to);
    }
    return named;
}

bool clauses_name(const char *list, const char *clause, const char *ref)
{
    bool named = false;

    for (char *typed = next_entry(&list); typed != NULL; typed = next_entry(&list)) {
        const char *colon = strchr(typed, ':');
        const char *entry = strlen(typed) > ENTRY_MOST ? ""
                            : colon != NULL            ? colon + 1 + strspn(colon + 1, " ")
                                                       : typed;
        char *wanted = ref_normalise(entry);
        named = named ||
                (entry[0] != '\0' && (clause_inside(clause, entry) || strcmp(wanted, ref) == 0 ||
                                      strcmp(entry, ref) == 0 || range_names(entry, clause)));
        free(wanted);
        free(typed);
    }
    return named;
}

/* ---- writing --------------------------------------------------------------------------------- */

/* Everything of one is in the other; of two that say the same the earlier one stays. */
static bool is_included(const struct clause_set *set, size_t at,
                        const struct clause_catalog *catalog)
{
    for (size_t other = 0; other < set->count; other++) {
        bool all = other != at;
        bool more = false;
        for (size_t i = 0; i < catalog->count && all; i++) {
            bool here = entry_covers(&set->items[at], &catalog->items[i]);
            bool there = entry_covers(&set->items[other], &catalog->items[i]);
            all = !here || there;
            more = more || (there && !here);
        }
        if (all && (more || other < at))
            return true;
    }
    return false;
}

static size_t first_covered(const struct clause_entry *entry, const struct clause_catalog *catalog)
{
    size_t at = 0;

    while (at < catalog->count && !entry_covers(entry, &catalog->items[at]))
        at++;
    return at;
}

/* As people write it; the checklist only where the bare entry would mean another one. */
static void write_entry(const struct clause_entry *entry, const struct clause_catalog *catalog,
                        struct buf *out)
{
    struct clause_set bare = {0};
    char *text = NULL;
    size_t first = first_covered(entry, catalog);

    if (entry->single) {
        const struct clause_item *item = &catalog->items[first];
        text = item->ref[0] != '\0' ? ref_display(item->ref) : mem_strdup(item->item);
        const char *found = find_item(catalog, entry->checklist, text);
        if (found == NULL || strcmp(found, entry->from) != 0)
            mem_replace(&text, entry->from); /* two items share the reference */
    } else {
        text = entry->to != NULL ? mem_printf("%s–%s", entry->from, entry->to)
                                 : mem_strdup(entry->from);
    }
    bool plain = text[0] != '\0' && take_entry(catalog, text, &bare) &&
                 strcmp(bare.items[0].checklist, entry->checklist) == 0;
    buf_printf(out, "%s%s%s%s", out->length > 0 ? ", " : "", plain ? "" : entry->checklist,
               plain || text[0] == '\0' ? "" : ":", text);
    clauses_clear(&bare);
    free(text);
}

char *clauses_text(const struct clause_set *set, const struct clause_catalog *catalog)
{
    struct buf out;
    bool *done = mem_zalloc(set->count + 1, sizeof *done);

    buf_init(&out);
    for (size_t i = 0; i < set->count; i++)
        done[i] = is_included(set, i, catalog);
    for (;;) {
        size_t next = set->count;
        size_t place = 0;
        for (size_t i = 0; i < set->count; i++) {
            size_t first = done[i] ? 0 : first_covered(&set->items[i], catalog);
            if (done[i] || (next < set->count && first >= place))
                continue;
            next = i;
            place = first;
        }
        if (next == set->count)
            break;
        write_entry(&set->items[next], catalog, &out);
        done[next] = true;
    }
    free(done);
    return buf_take(&out);
}
