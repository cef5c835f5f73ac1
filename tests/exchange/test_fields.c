/* test_fields.c - every field of every record is somewhere in a workbook.
 *
 * Goes through core/record, which a test of the store holds together with data/schema: each field
 * of a record of each type is given a value that is nowhere else, through the ordinary way of
 * saving, and is then looked for in the workbooks of all kinds. Values of codes are not unique: for
 * those another one must change a workbook. A field that is nowhere fails the test, unless it
 * stands in the list of exceptions with the reason; a new one of core/record without a place fails
 * by itself. So do texts that are hostile, in every text field.
 */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include <CUnit/CUnit.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "base/mem.h"
#include "base/text.h"
#include "exchange/export.h"
#include "store/audits.h"
#include "store/evidence.h"
#include "store/findings.h"
#include "store/walk.h"
#include "suites.h"

#ifndef TOP_SRCDIR
#define TOP_SRCDIR "."
#endif

enum { ALL = 0, TYPES = 128, FIELDS = 64, LONG_TEXT = 40000 };

/* Field ALL: the whole record. */
static const struct {
    enum record_type type;
    uint16_t field;
    const char *why;
} exceptions[] = {
    {RECORD_AUDIT_SITE, ALL, "a link: the site stands on the cover"},
    {RECORD_EVIDENCE_LINK, ALL, "a link: both ends show each other's number"},
    {RECORD_PROGRAMME_DECISION, ALL, "of the programme: the screen of decisions, not of an audit"},
    {RECORD_TEAM_MEMBER, TEAM_MEMBER_AUDIT, "what it belongs to"},
    {RECORD_AUDIT_CHECKLIST, AUDIT_CHECKLIST_AUDIT, "what it belongs to"},
    {RECORD_AUDIT_CHECKLIST, AUDIT_CHECKLIST_ID, "a key: the title stands on the cover"},
    {RECORD_AUDIT_CHECKLIST, AUDIT_CHECKLIST_SNAPSHOT, "a key; on the cover it is the digest"},
    {RECORD_AUDIT_CHECKLIST, AUDIT_CHECKLIST_TITLE, "the snapshot has it in every language"},
    {RECORD_AUDIT_CHECKLIST, AUDIT_CHECKLIST_POSITION, "the order of the checklists"},
    {RECORD_ASSESSMENT, ASSESSMENT_AUDIT, "what it belongs to"},
    {RECORD_ASSESSMENT, ASSESSMENT_CHECKLIST, "a key: the requirement is shown"},
    {RECORD_ASSESSMENT, ASSESSMENT_ITEM, "a key: the requirement is shown"},
    {RECORD_ASSESSMENT, ASSESSMENT_REF, "the snapshot has it"},
    {RECORD_ASSESSMENT, ASSESSMENT_UNIT, "a key: another unit is another row"},
    {RECORD_EVIDENCE, EVIDENCE_AUDIT, "what it belongs to"},
    {RECORD_ATTACHMENT, ATTACHMENT_EVIDENCE, "what it belongs to"},
    {RECORD_ATTACHMENT, ATTACHMENT_OBJECT, "where it lies in the file; its SHA-256 is shown"},
    {RECORD_ATTACHMENT, ATTACHMENT_POSITION, "the order of the files"},
    {RECORD_FINDING, FINDING_AUDIT, "what it belongs to"},
    {RECORD_FINDING, FINDING_DRAFT, "the final number takes its place"},
    {RECORD_FINDING, FINDING_MERGED_INTO, "it would stand there instead; see test_team"},
    {RECORD_CRITERION, CRITERION_FINDING, "what it belongs to"},
    {RECORD_CRITERION, CRITERION_CHECKLIST, "a key: the requirement is shown"},
    {RECORD_CRITERION, CRITERION_ITEM, "a key: the requirement is shown"},
    {RECORD_CRITERION, CRITERION_TEXT, "of a requirement it repeats the heading"},
    {RECORD_CRITERION, CRITERION_POSITION, "the order of the criteria"},
    {RECORD_DECISION, DECISION_AUDIT, "what it belongs to"},
    {RECORD_DECISION, DECISION_SUBJECT_TYPE, "names the record, which is shown"},
    {RECORD_DECISION, DECISION_SUBJECT, "names the record, which is shown"},
    {RECORD_DECISION, DECISION_FIELD, "names the field, which is shown"},
    {RECORD_DEPLOYMENT, DEPLOYMENT_AUDIT, "what it belongs to"},
    {RECORD_DEPLOYMENT, DEPLOYMENT_ITEM, "where its row was taken from: the texts are shown"},
    {RECORD_DEPLOYMENT, DEPLOYMENT_POSITION, "the walking order"},
    {RECORD_FOLLOW_UP, FOLLOW_UP_AUDIT, "what it belongs to"},
};

static const char *exception(enum record_type type, uint16_t field)
{
    for (size_t i = 0; i < sizeof exceptions / sizeof exceptions[0]; i++)
        if (exceptions[i].type == type &&
            (exceptions[i].field == ALL || exceptions[i].field == field))
            return exceptions[i].why;
    return NULL;
}

/* ---- an audit with one record of each type ------------------------------------------------------
 */

static const char *const variables[] = {"HOME", "XDG_DATA_HOME", "TZ", "AUDITWALK_NOW"};
enum { VARIABLE_COUNT = sizeof variables / sizeof variables[0] };
static char *saved[VARIABLE_COUNT];
static char *home;
static struct device device;
static struct store *store;
static struct ident audit;
static struct ident other;     /* audit, for what is named from elsewhere */
static struct ident of[TYPES]; /* the record of each type */
static bool existing[TYPES];   /* made by the program, so its links stay */
static FILE *markers;          /* "type.field TAB what to look for" */

static void build_checklist(struct checklist *checklist)
{
    checklist_init(checklist);
    checklist->id = mem_strdup("small");
    checklist->version = mem_strdup("1.0.0");
    checklist->language = mem_strdup("en");
    checklist->standard = mem_strdup("ISO 28000:2022");
    local_text_set(&checklist->title, "en", "Small checklist");
    struct checklist_clause *clause = checklist_add_clause(checklist);
    clause->clause = mem_strdup("8");
    local_text_set(&clause->title, "en", "Operation");
    struct checklist_item *item = checklist_add_item(checklist);
    item->id = mem_strdup("two");
    item->ref = mem_strdup("8.2-a");
    item->clause = mem_strdup("8");
    item->obligation = OBLIGATION_SHALL;
    item->pdca = -1;
    local_text_set(&item->topic, "en", "Gate log");
    local_text_set(&item->ask, "en", "How are entries logged?");
}

/* The only record of a type so far. */
static enum err_code take(enum record_type type, struct err *err)
{
    struct list_query query = {.type = type};
    struct rows rows = {0};
    enum err_code code = store_list(store, &query, &rows, err);

    if (code == ERR_OK && rows.count == 0)
        code = err_set(err, ERR_INTERNAL, "no record of type %d", (int)type);
    if (code == ERR_OK)
        of[type] = rows.items[0].id;
    existing[type] = true;
    rows_clear(&rows);
    return code;
}

static enum err_code fill_audit(struct err *err)
{
    const char *refs[] = {"8.2 a)"};
    char *path = file_join(home, "log.txt");
    const char *paths[] = {path};
    const struct object_options options = {0};
    struct ident finding;
    struct ident evidence = ident_none();
    const struct evidence_new proof = {.kind = EVIDENCE_RECORD,
                                       .title = "Gate log",
                                       .checklist = "small",
                                       .item = "two",
                                       .paths = paths,
                                       .path_count = 1};
    enum err_code code = file_write_atomic(path, "log", 3, err);

    if (code == ERR_OK)
        code = evidence_add(store, &audit, &proof, &options, &evidence, err);
    const struct finding_new what = {.grade = GRADE_MINOR,
                                     .statement = "Two exits lack a signature.",
                                     .refs = refs,
                                     .ref_count = 1,
                                     .evidence = &evidence,
                                     .evidence_count = 1};
    if (code == ERR_OK)
        code = finding_add(store, &audit, &what, &finding, err);
    free(path);
    return code;
}

static enum err_code make_store(struct err *err)
{
    struct checklist checklist;
    char *path = file_join(home, "small.audit");
    const struct audit_new what = {.number = "IA-1", .title = "Gate audit"};
    const struct audit_new before = {.number = "IA-0", .title = "Earlier audit"};

    build_checklist(&checklist);
    enum err_code code = device_load(&device, err);
    if (code == ERR_OK)
        code = store_create(path, &device, "Harbour & Sons", "Anna Lindqvist", &store, err);
    if (code == ERR_OK)
        code = audit_create(store, &what, &checklist, &audit, err);
    if (code == ERR_OK)
        code = fill_audit(err);
    checklist_clear(&checklist);
    free(path);
    static const enum record_type made[] = {
        RECORD_ORGANIZATION, RECORD_PERSON,     RECORD_DEVICE,          RECORD_AUDIT,
        RECORD_TEAM_MEMBER,  RECORD_ASSESSMENT, RECORD_AUDIT_CHECKLIST, RECORD_EVIDENCE,
        RECORD_ATTACHMENT,   RECORD_FINDING,    RECORD_EVIDENCE_LINK,   RECORD_CRITERION};
    for (size_t i = 0; code == ERR_OK && i < sizeof made / sizeof made[0]; i++)
        code = take(made[i], err);
    if (code == ERR_OK) {
        build_checklist(&checklist);
        code = audit_create(store, &before, &checklist, &other, err);
        checklist_clear(&checklist);
    }
    for (size_t i = 0; i < record_count; i++)
        if (!existing[records[i].type])
            of[records[i].type] = ident_random();
    return code;
}

static int set_up(void)
{
    struct err err = {0};

    for (size_t i = 0; i < VARIABLE_COUNT; i++)
        saved[i] = mem_strdup(getenv(variables[i]));
    home = mem_strdup("/tmp/test-fields.XXXXXX");
    if (mkdtemp(home) == NULL)
        return 1;
    setenv("HOME", home, 1);
    setenv("XDG_DATA_HOME", home, 1);
    setenv("TZ", "UTC", 1);
    setenv("AUDITWALK_NOW", "2026-11-23T14:32:07Z", 1);
    if (make_store(&err) == ERR_OK)
        return 0;
    fprintf(stderr, "fields: %s\n", err.message);
    return 1;
}

static int tear_down(void)
{
    char *command = mem_printf("rm -rf '%s'", home);

    store_close(store);
    device_clear(&device);
    if (system(command) != 0)
        fprintf(stderr, "fields: %s is still there\n", home);
    for (size_t i = 0; i < VARIABLE_COUNT; i++) {
        if (saved[i] != NULL)
            setenv(variables[i], saved[i], 1);
        else
            unsetenv(variables[i]);
        free(saved[i]);
    }
    free(command);
    free(home);
    return 0;
}

/* ---- values ------------------------------------------------------------------------------------
 */

static unsigned number_of(enum record_type type, uint16_t field)
{
    return (unsigned)type * FIELDS + field;
}

static void note(enum record_type type, const struct field *field, const char *text)
{
    if (exception(type, field->number) == NULL)
        fprintf(markers, "%s.%s\t%s\n", record_find((int)type)->table, field->column, text);
}

/* A day that no other field has. */
static char *day_of(unsigned number)
{
    return mem_printf("%u-%02u-%02u", 1950 + number / 336, number / 28 % 12 + 1, number % 28 + 1);
}

/* The record that a field with an id belongs to, or what else has to be for the rest to be seen;
 * NULL: it names a record of its own. */
static const struct ident *owner_of(const struct record *record, const struct field *field)
{
    const struct field *first = NULL;

    for (size_t i = 0; i < record->field_count && first == NULL; i++)
        if (record->fields[i].type == VALUE_ID)
            first = &record->fields[i];
    if (record->type == RECORD_TEAM_MEMBER || record->type == RECORD_AUDIT_SITE ||
        record->type == RECORD_AUDIT_PROCESS || record->type == RECORD_STEP)
        return field->target != RECORD_PERSON || record->type == RECORD_TEAM_MEMBER
                   ? &of[field->target]
                   : NULL;
    if (field->target == RECORD_AUDIT)
        return field->number == AUDIT_FOLLOWS && record->type == RECORD_AUDIT ? NULL : &audit;
    if (field->target == RECORD_ACTION ||
        (field == first && (field->target == RECORD_FINDING || field->target == RECORD_SITE)))
        return &of[field->target];
    return NULL;
}

/* The field by which people know a record, and what it needs to be one. */
static uint16_t name_field(enum record_type type)
{
    switch (type) {
    case RECORD_AUDIT:
        return AUDIT_NUMBER;
    case RECORD_AREA:
        return AREA_NAME;
    case RECORD_EVIDENCE:
        return EVIDENCE_NUMBER;
    case RECORD_FINDING:
        return FINDING_NUMBER;
    default:
        return 10;
    }
}

/* A record that only this field names; evidence and findings of another audit. */
static struct ident named(struct change *change, enum record_type type, const char *name)
{
    struct ident id = ident_random();

    change_set_text(change, type, &id, name_field(type), name);
    if (type == RECORD_EVIDENCE)
        change_set_id(change, type, &id, EVIDENCE_AUDIT, &other);
    if (type == RECORD_FINDING) {
        change_set_id(change, type, &id, FINDING_AUDIT, &other);
        change_set_text(change, type, &id, FINDING_GRADE, "ofi");
    }
    return id;
}

/* What the rest depends on is what it must be. */
static const char *needed_code(enum record_type type, const struct field *field)
{
    if (type == RECORD_FINDING && field->number == FINDING_GRADE)
        return "minor";
    if (type == RECORD_AUDIT && field->number == AUDIT_STATE)
        return "fieldwork";
    if (type == RECORD_EFFECTIVENESS && field->number == EFFECTIVENESS_RESULT)
        return "effective";
    if (type == RECORD_TEAM_MEMBER && field->number == TEAM_MEMBER_ROLE)
        return "lead";
    return field->codes->rows[0].word;
}

static bool is_round(const struct field *field)
{
    return strcmp(field->column, "round") == 0;
}

static void set_number(struct change *change, const struct record *record,
                       const struct field *field)
{
    unsigned number = 7000000 + number_of(record->type, field->number);
    char *text = mem_printf("%u", number);

    if (is_round(field) || strcmp(field->column, "revision") == 0) {
        number = 0; /* the current one */
    } else if (strcmp(field->column, "disputed") == 0) {
        number = 1;
    } else {
        note(record->type, field, text);
    }
    change_set_int(change, record->type, &of[record->type], field->number, number);
    free(text);
}

static void set_bytes(struct change *change, const struct record *record, const struct field *field)
{
    unsigned char bytes[HASH_SIZE];
    struct buf hex;

    buf_init(&hex);
    memset(bytes, 0x5A, sizeof bytes);
    bytes[0] = (unsigned char)record->type;
    bytes[1] = (unsigned char)field->number;
    for (size_t i = 0; i < sizeof bytes; i++)
        buf_printf(&hex, "%02x", bytes[i]);
    note(record->type, field, hex.data);
    change_set(change, record->type, &of[record->type], field->number,
               value_bytes(bytes, sizeof bytes));
    buf_clear(&hex);
}

static void set_id(struct change *change, const struct record *record, const struct field *field,
                   const char *name)
{
    const struct ident *owner = owner_of(record, field);

    if (owner != NULL || field->target == 0) {
        if (owner != NULL && !existing[record->type])
            change_set_id(change, record->type, &of[record->type], field->number, owner);
        return;
    }
    struct ident id = named(change, field->target, name);
    note(record->type, field, name);
    change_set_id(change, record->type, &of[record->type], field->number, &id);
}

static void set_field(struct change *change, const struct record *record, const struct field *field)
{
    unsigned number = number_of(record->type, field->number);
    char *name = mem_printf("Mark-%u-", number);
    char *day = day_of(number);
    char *time = mem_printf("%sT10:00:00.000Z", day);

    switch (field->type) {
    case VALUE_TEXT:
        note(record->type, field, name);
        change_set_text(change, record->type, &of[record->type], field->number, name);
        break;
    case VALUE_CODE:
        change_set_text(change, record->type, &of[record->type], field->number,
                        needed_code(record->type, field));
        break;
    case VALUE_INT:
        set_number(change, record, field);
        break;
    case VALUE_DATE:
    case VALUE_TIME:
        note(record->type, field, day);
        change_set_text(change, record->type, &of[record->type], field->number,
                        field->type == VALUE_DATE ? day : time);
        break;
    case VALUE_ID:
        set_id(change, record, field, name);
        break;
    case VALUE_BYTES:
        set_bytes(change, record, field);
        break;
    }
    free(time);
    free(day);
    free(name);
}

/* Keys of records that are there can't be anything. */
static bool is_fixed(const struct record *record, const struct field *field)
{
    const char *why = exception(record->type, field->number);

    return field->number == FIELD_WITHDRAWN || (existing[record->type] && why != NULL);
}

static void set_all(void)
{
    struct change change;
    struct err err = {0};

    change_init(&change, &audit);
    for (size_t i = 0; i < record_count; i++)
        for (size_t j = 0; j < records[i].field_count; j++)
            if (!is_fixed(&records[i], &records[i].fields[j]))
                set_field(&change, &records[i], &records[i].fields[j]);
    CU_ASSERT_EQUAL(store_save(store, &change, NULL, &err), ERR_OK);
    CU_ASSERT_STRING_EQUAL(err.message, "");
    change_clear(&change);
}

/* ---- workbooks ----------------------------------------------------------------------------------
 */

/* Those of every kind, "PREFIX-0.xlsx" and so on; the names in one string. */
static char *export_all(const char *prefix)
{
    struct buf paths;

    buf_init(&paths);
    for (int kind = 0; kind < EXPORT_KIND_COUNT; kind++) {
        char *path = mem_printf("%s/%s-%d.xlsx", home, prefix, kind);
        struct err err = {0};
        const struct export_request request = {
            .kind = (enum export_kind)kind, .audit = &audit, .language = "en", .path = path};
        if (export_workbook(store, &request, NULL, &err) != ERR_OK) {
            fprintf(stderr, "fields: %s: %s\n", path, err.message);
            CU_FAIL("a workbook could not be made");
        }
        buf_printf(&paths, " '%s'", path);
        free(path);
    }
    return buf_take(&paths);
}

static bool script_says(const char *script, const char *arguments)
{
    const char *python = getenv("PYTHON3");
    char *command =
        mem_printf("%s '%s/tests/exchange/%s' %s", python != NULL ? python : "/usr/bin/python3",
                   TOP_SRCDIR, script, arguments);
    int status = system(command);

    free(command);
    return status == 0;
}

static bool can_read(void)
{
    return system("/usr/bin/python3 -c 'import openpyxl' 2>/dev/null") == 0;
}

static void test_every_field(void)
{
    char *list = file_join(home, "markers");

    markers = fopen(list, "w");
    CU_ASSERT_PTR_NOT_NULL_FATAL(markers);
    set_all();
    fclose(markers);
    char *paths = export_all("fields");
    char *arguments = mem_printf("marks '%s' %s", list, paths);
    if (can_read())
        CU_ASSERT(script_says("find_fields.py", arguments));
    free(arguments);
    free(paths);
    free(list);
}

/* ---- codes: another value changes a workbook ----------------------------------------------------
 */

static void change_code(const struct record *record, const struct field *field, const char *word)
{
    struct change change;
    struct err err = {0};

    change_init(&change, &audit);
    change_set_text(&change, record->type, &of[record->type], field->number, word);
    CU_ASSERT_EQUAL(store_save(store, &change, NULL, &err), ERR_OK);
    change_clear(&change);
}

static void test_every_code(void)
{
    char *before = export_all("before");

    for (size_t i = 0; i < record_count; i++) {
        for (size_t j = 0; j < records[i].field_count; j++) {
            const struct record *record = &records[i];
            const struct field *field = &record->fields[j];
            if (field->type != VALUE_CODE || exception(record->type, field->number) != NULL ||
                (record->type == RECORD_AUDIT && field->number == AUDIT_STATE))
                continue; /* which stands on the cover: test_report.c */
            const char *now = needed_code(record->type, field);
            size_t last = field->codes->count - 1;
            bool is_last = strcmp(field->codes->rows[last].word, now) == 0;
            change_code(record, field, field->codes->rows[is_last ? last - 1 : last].word);
            char *after = export_all("after");
            char *arguments =
                mem_printf("differ '%s.%s' %s %s", record->table, field->column, before, after);
            if (can_read())
                CU_ASSERT(script_says("find_fields.py", arguments));
            change_code(record, field, now);
            free(arguments);
            free(after);
        }
    }
    free(before);
}

/* ---- texts that are hostile ---------------------------------------------------------------------
 */

static char *hostile(size_t which)
{
    static const char *const texts[] = {"=HYPERLINK(\"http://x\",\"y\")",
                                        "+1",
                                        "-1+2",
                                        "@SUM(A1)",
                                        "=cmd|' /C calc'!A0",
                                        "_x0041_ & <b>'\"</b> ]]> &#x1;",
                                        "\xF0\x9F\x94\x92 \xF0\xA0\xAE\xB7 e\xCC\x81\xCC\xA3",
                                        "a\tb\x1b[31mc\x07 \xE2\x80\xAE\xE2\x81\xA6 bidi",
                                        "one\n\n\ntwo\r\nthree"};
    enum { COUNT = sizeof texts / sizeof texts[0] };
    char *clean = NULL;

    if (which % (COUNT + 1) < COUNT) {
        const char *text = texts[which % (COUNT + 1)];
        text_clean(text, strlen(text), TEXT_BLOCK, &clean, NULL);
        return clean;
    }
    struct buf out;
    buf_init(&out);
    while (out.length < LONG_TEXT)
        buf_printf(&out, "%zu=\xE9\x97\xB8\xE5\x8F\xA3 <&> ", out.length);
    return buf_take(&out);
}

static void set_hostile(size_t turn)
{
    struct change change;
    struct err err = {0};

    change_init(&change, &audit);
    for (size_t i = 0; i < record_count; i++) {
        for (size_t j = 0; j < records[i].field_count; j++) {
            const struct field *field = &records[i].fields[j];
            if (field->type != VALUE_TEXT || is_fixed(&records[i], field))
                continue;
            char *text = hostile(turn + i + j);
            change_set_text(&change, records[i].type, &of[records[i].type], field->number, text);
            free(text);
        }
    }
    CU_ASSERT_EQUAL(store_save(store, &change, NULL, &err), ERR_OK);
    CU_ASSERT_STRING_EQUAL(err.message, "");
    change_clear(&change);
}

static void test_hostile_texts(void)
{
    for (size_t turn = 0; turn < 10; turn += 3) {
        set_hostile(turn);
        char *paths = export_all("hostile");
        if (can_read())
            CU_ASSERT(script_says("check_workbook.py", paths));
        free(paths);
    }
}

CU_ErrorCode test_fields_add(void)
{
    CU_pSuite suite = CU_add_suite("fields", set_up, tear_down);

    if (suite == NULL || CU_ADD_TEST(suite, test_every_field) == NULL ||
        CU_ADD_TEST(suite, test_every_code) == NULL ||
        CU_ADD_TEST(suite, test_hostile_texts) == NULL)
        return CU_get_error();
    return CUE_SUCCESS;
}
