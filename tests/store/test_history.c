/* test_history.c - who changed what: the history of a record, the list of saves, finding a record.
 */
#include <CUnit/CUnit.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/mem.h"
#include "core/rules.h"
#include "store/evidence.h"
#include "store/findings.h"
#include "store/fixture.h"
#include "store/history.h"
#include "store/project.h"
#include "store/save.h"
#include "store/suites.h"
#include "store/walk.h"

static struct device make_device(uint8_t seed_byte)
{
    struct device device = {0};
    unsigned char seed[crypto_sign_SEEDBYTES];

    memset(seed, seed_byte, sizeof seed);
    crypto_sign_seed_keypair(device.public_key, device.secret_key, seed);
    device.id = device_id_of(device.public_key);
    return device;
}

/* One batch of another laptop in the audit, as a merge brings it. Takes the batch over. */
static struct hash bring(struct fixture *fixture, struct batch *batch, const struct device *device)
{
    struct buf bytes;

    buf_init(&bytes);
    batch->file = store_file_id(fixture->store);
    batch->scope = fixture->audit;
    batch->device = device->id;
    batch->epoch = 1;
    batch_encode(batch, device, &bytes);
    struct hash name = batch_name(bytes.data, bytes.length);
    CU_ASSERT_EQUAL_FATAL(save_insert_batch(fixture->store, batch, &name, &bytes, NULL), ERR_OK);
    CU_ASSERT_EQUAL_FATAL(project_batch(fixture->store, batch, &name, NULL), ERR_OK);
    CU_ASSERT_EQUAL_FATAL(project_chain(fixture->store, batch, &name, NULL), ERR_OK);
    buf_clear(&bytes);
    batch_clear(batch);
    return name;
}

static struct operation *add(struct batch *batch, uint32_t type, const struct ident *record,
                             uint16_t field, const char *text)
{
    struct operation *operation = batch_add(batch);

    operation->type = type;
    operation->record = *record;
    operation->field = field;
    operation->value = value_text(text);
    return operation;
}

static struct ident raise_one(struct fixture *fixture)
{
    const char *ref = "8.4 c)";
    const struct finding_new what = {
        .grade = GRADE_MINOR, .statement = "Not signed.", .refs = &ref, .ref_count = 1};
    struct ident id;

    CU_ASSERT_EQUAL_FATAL(finding_add(fixture->store, &fixture->audit, &what, &id, NULL), ERR_OK);
    return id;
}

static void load(struct fixture *fixture, const struct ident *finding, struct history *history)
{
    CU_ASSERT_EQUAL_FATAL(history_of(fixture->store, RECORD_FINDING, finding, history, NULL),
                          ERR_OK);
}

/* The lines of one field as "from>to", separated by "; ". */
static void expect(const struct history *history, uint16_t field, const char *expected)
{
    struct buf out;

    buf_init(&out);
    for (size_t i = 0; i < history->count; i++)
        if (history->items[i].field == field)
            buf_printf(&out, "%s%s>%s", out.length > 0 ? "; " : "", history->items[i].from,
                       history->items[i].to);
    char *got = buf_take(&out);
    if (strcmp(got, expected) != 0)
        printf("\n%s\n", got);
    CU_ASSERT_STRING_EQUAL(got, expected);
    free(got);
}

static void from_what_to_what(void)
{
    struct fixture fixture;
    struct history history;
    char code[5];

    fixture_make(&fixture);
    struct ident id = raise_one(&fixture);
    fixture_time("2026-03-09T12:00:00.000Z");
    fixture_set(&fixture, RECORD_FINDING, &id, FINDING_STATEMENT, "Not signed on 3 days.");
    fixture_set(&fixture, RECORD_FINDING, &id, FINDING_GRADE, "major");
    fixture_set(&fixture, RECORD_FINDING, &id, FINDING_STATEMENT, NULL);
    load(&fixture, &id, &history);
    expect(&history, FINDING_STATEMENT,
           ">Not signed.; Not signed.>Not signed on 3 days.; Not signed on 3 days.>");
    expect(&history, FINDING_GRADE,
           ">Minor nonconformity; Minor nonconformity>Major nonconformity");
    expect(&history, FINDING_RAISED_BY, ">Li Na");
    const struct history_line *last = &history.items[history.count - 1];
    ident_short(&fixture.device.id, code);
    char *device = mem_printf("%s (%s)", fixture.device.name, code);
    CU_ASSERT_STRING_EQUAL(last->device, device);
    CU_ASSERT_STRING_EQUAL(last->author, "Li Na");
    CU_ASSERT_STRING_EQUAL(last->action, "set");
    CU_ASSERT_STRING_EQUAL(last->label, "Statement of failure");
    CU_ASSERT_EQUAL(last->wall, clock_now());
    CU_ASSERT_EQUAL(history.items[0].wall, clock_now() - 2 * 3600 * 1000);
    for (size_t i = 0; i < history.count; i++)
        CU_ASSERT_FALSE(history.items[i].contested || history.items[i].clock_suspect);
    free(device);
    history_clear(&history);
    fixture_remove(&fixture);
}

static void undo_and_withdrawal_are_history(void)
{
    struct fixture fixture;
    struct history history;

    fixture_make(&fixture);
    struct ident id = raise_one(&fixture);
    fixture_set(&fixture, RECORD_FINDING, &id, FINDING_STATEMENT, "A slip.");
    CU_ASSERT_EQUAL_FATAL(store_undo(fixture.store, NULL, NULL), ERR_OK);
    CU_ASSERT_EQUAL_FATAL(record_withdraw(fixture.store, RECORD_FINDING, &id, "raised twice", NULL),
                          ERR_OK);
    load(&fixture, &id, &history);
    expect(&history, FINDING_STATEMENT, ">Not signed.; Not signed.>A slip.; A slip.>Not signed.");
    expect(&history, FIELD_WITHDRAWN, ">raised twice");
    history_clear(&history);
    fixture_remove(&fixture);
}

/* Two laptops, one cell; then somebody decides. */
static void both_sides_of_a_dispute(void)
{
    struct fixture fixture;
    struct history history;
    struct device other = make_device(7);
    struct batch batch;

    fixture_make(&fixture);
    struct ident id = raise_one(&fixture);
    batch_init(&batch);
    batch.sequence = 1;
    batch.lamport = 500;
    batch.wall = clock_now() + 72 * 3600 * 1000;
    add(&batch, RECORD_FINDING, &id, FINDING_STATEMENT, "Signed by one guard only.");
    add(&batch, RECORD_FINDING, &id, 4000, "of a later version");
    add(&batch, 4000, &id, FINDING_STATEMENT, "of a later version");
    bring(&fixture, &batch, &other);
    load(&fixture, &id, &history);
    expect(&history, FINDING_STATEMENT, ">Not signed.; >Signed by one guard only.");
    const struct history_line *last = &history.items[history.count - 1];
    CU_ASSERT_TRUE(last->contested && last->clock_suspect);
    CU_ASSERT_STRING_EQUAL(last->author, "");
    size_t contested = 0;
    for (size_t i = 0; i < history.count; i++)
        contested += history.items[i].contested;
    CU_ASSERT_EQUAL(contested, 2);
    history_clear(&history);
    fixture_reopen(&fixture); /* takes over the Lamport time, as a merge does */
    fixture_set(&fixture, RECORD_FINDING, &id, FINDING_STATEMENT, "Decided.");
    load(&fixture, &id, &history);
    expect(&history, FINDING_STATEMENT,
           ">Not signed.; >Signed by one guard only.; "
           "Not signed. | Signed by one guard only.>Decided.");
    for (size_t i = 0; i < history.count; i++)
        CU_ASSERT_FALSE(history.items[i].contested);
    history_clear(&history);
    fixture_remove(&fixture);
}

/* What is signed may still be nonsense: it must neither be followed nor hang or crash anything. */
static void nonsense_ends(void)
{
    struct fixture fixture;
    struct history history;
    struct device other = make_device(7);
    struct batch batch;

    fixture_make(&fixture);
    struct ident id = raise_one(&fixture);
    struct ident second = raise_one(&fixture);
    batch_init(&batch);
    batch.sequence = 1;
    batch.lamport = 500;
    batch.label = mem_strdup("\033]0;title\007 label");
    add(&batch, RECORD_FINDING, &second, FINDING_TITLE, "of another record");
    struct hash name = bring(&fixture, &batch, &other);
    batch_init(&batch);
    batch.sequence = 2;
    batch.lamport = 501;
    batch.label = mem_strdup("\033]0;title\007 label");
    struct operation *operation = add(&batch, RECORD_FINDING, &id, FINDING_TITLE, "of this one");
    operation->superseded = mem_zalloc(3, sizeof *operation->superseded);
    operation->superseded_count = 3;
    memcpy(operation->superseded[0].batch, name.bytes, HEAD_BATCH_SIZE);
    memcpy(operation->superseded[1].batch, name.bytes, HEAD_BATCH_SIZE);
    operation->superseded[1].index = 77;
    operation->superseded[2].index = 4000000000u; /* of a batch that is not here */
    bring(&fixture, &batch, &other);
    load(&fixture, &id, &history);
    expect(&history, FINDING_TITLE, ">of this one");
    CU_ASSERT_STRING_EQUAL(history.items[history.count - 1].action, "]0;title label");
    history_clear(&history);
    fixture_remove(&fixture);
}

static void what_was_never_written(void)
{
    struct fixture fixture;
    struct history history;
    struct ident nobody = ident_random();

    fixture_make(&fixture);
    load(&fixture, &nobody, &history);
    CU_ASSERT_EQUAL(history.count, 0);
    history_clear(&history);
    fixture_remove(&fixture);
}

/* ---- saves ----------------------------------------------------------------------------------- */

static void saves_newest_first(void)
{
    struct fixture fixture;
    struct log_lines lines;
    struct device other = make_device(7);
    struct batch batch;

    fixture_make(&fixture);
    raise_one(&fixture);
    fixture_audit(&fixture, "IA-2026-02");
    batch_init(&batch);
    batch.sequence = 1;
    batch.lamport = 500;
    struct ident id = ident_random();
    add(&batch, RECORD_CRITERION, &id, CRITERION_TEXT, "x");
    add(&batch, 4000, &id, 10, "x");
    add(&batch, 70000, &id, 10, "x");
    struct hash name = bring(&fixture, &batch, &other);
    CU_ASSERT_EQUAL_FATAL(log_list(fixture.store, NULL, 0, &lines, NULL), ERR_OK);
    CU_ASSERT_EQUAL_FATAL((int64_t)lines.count, fixture_batches(&fixture));
    CU_ASSERT_TRUE(hash_equal(&lines.items[0].name, &name));
    CU_ASSERT_STRING_EQUAL(lines.items[0].action, "criterion, records of a later version");
    CU_ASSERT_EQUAL(lines.items[0].cells, 3);
    CU_ASSERT_TRUE(lines.items[0].clock_suspect);
    CU_ASSERT_STRING_EQUAL(lines.items[0].audit, "IA-2026-01");
    CU_ASSERT_STRING_EQUAL(lines.items[1].audit, "IA-2026-02");
    CU_ASSERT_STRING_EQUAL(lines.items[1].author, "Li Na");
    CU_ASSERT_FALSE(lines.items[1].clock_suspect);
    CU_ASSERT_STRING_EQUAL(lines.items[lines.count - 1].audit, "");
    for (size_t i = 1; i < lines.count; i++)
        CU_ASSERT(lines.items[i - 1].lamport >= lines.items[i].lamport);
    log_lines_clear(&lines);
    CU_ASSERT_EQUAL_FATAL(log_list(fixture.store, NULL, 2, &lines, NULL), ERR_OK);
    CU_ASSERT_EQUAL(lines.count, 2);
    log_lines_clear(&lines);
    CU_ASSERT_EQUAL_FATAL(log_list(fixture.store, &fixture.audit, 0, &lines, NULL), ERR_OK);
    CU_ASSERT_EQUAL(lines.count, 3);
    for (size_t i = 0; i < lines.count; i++)
        CU_ASSERT_STRING_EQUAL(lines.items[i].audit, "IA-2026-01");
    log_lines_clear(&lines);
    fixture_remove(&fixture);
}

/* ---- finding --------------------------------------------------------------------------------- */

static void found(struct fixture *fixture, const struct ident *audit, const char *text,
                  enum record_type expected, const struct ident *id)
{
    enum record_type type = 0;
    struct ident record;
    struct err err = {0};

    CU_ASSERT_EQUAL(history_find(fixture->store, audit, text, &type, &record, &err), ERR_OK);
    CU_ASSERT_EQUAL(err.code, ERR_OK);
    CU_ASSERT_EQUAL(type, expected);
    CU_ASSERT_TRUE(ident_equal(&record, id));
}

static void not_found(struct fixture *fixture, const char *text, const char *says)
{
    enum record_type type = 0;
    struct ident record;
    struct err err = {0};

    CU_ASSERT_EQUAL(history_find(fixture->store, &fixture->audit, text, &type, &record, &err),
                    ERR_USAGE);
    CU_ASSERT_TRUE(ident_is_none(&record));
    CU_ASSERT_PTR_NOT_NULL(strstr(err.message, says));
}

static void whatever_people_name(void)
{
    struct fixture fixture;
    struct ident evidence;
    char code[5];
    char id[IDENT_TEXT_SIZE];

    fixture_make(&fixture);
    ident_short(&fixture.device.id, code);
    char *draft = mem_printf("f-%s-1", code);
    char *piece_number = mem_printf("E-%s-1", code);
    struct ident finding = raise_one(&fixture);
    struct ident assessment = assessment_id(&fixture.audit, "walk", "gate-log", NULL);
    const struct evidence_new piece = {.title = "Gate log"};
    CU_ASSERT_EQUAL_FATAL(
        evidence_add(fixture.store, &fixture.audit, &piece, NULL, &evidence, NULL), ERR_OK);
    const struct ident *audit = &fixture.audit;
    found(&fixture, audit, "8.4 c)", RECORD_ASSESSMENT, &assessment);
    found(&fixture, NULL, "gate-log", RECORD_ASSESSMENT, &assessment);
    found(&fixture, audit, draft, RECORD_FINDING, &finding);
    found(&fixture, NULL, draft, RECORD_FINDING, &finding);
    found(&fixture, audit, piece_number, RECORD_EVIDENCE, &evidence);
    found(&fixture, audit, "IA-2026-01", RECORD_AUDIT, &fixture.audit);
    ident_text(&fixture.site, id);
    found(&fixture, audit, id, RECORD_SITE, &fixture.site);
    CU_ASSERT_EQUAL(record_withdraw(fixture.store, RECORD_FINDING, &finding, "twice", NULL),
                    ERR_OK);
    found(&fixture, audit, draft, RECORD_FINDING, &finding);
    not_found(&fixture, "9.9 z)", "9.9");
    not_found(&fixture, "E-none-1", "E-none-1");
    not_found(&fixture, "NC-2026-001", "NC-2026-001");
    not_found(&fixture, "something", "something");
    not_found(&fixture, "", "''");
    not_found(&fixture, "0123456789abcdef0123456789abcdef", "0123456789abcdef");
    free(piece_number);
    free(draft);
    fixture_remove(&fixture);
}

CU_ErrorCode test_history_add(void)
{
    CU_pSuite suite = CU_add_suite("history", NULL, NULL);

    CU_add_test(suite, "from what to what", from_what_to_what);
    CU_add_test(suite, "undo and withdrawal are history", undo_and_withdrawal_are_history);
    CU_add_test(suite, "both sides of a dispute", both_sides_of_a_dispute);
    CU_add_test(suite, "nonsense ends", nonsense_ends);
    CU_add_test(suite, "what was never written", what_was_never_written);
    CU_add_test(suite, "saves newest first", saves_newest_first);
    CU_add_test(suite, "whatever people name", whatever_people_name);
    return CU_get_error();
}
