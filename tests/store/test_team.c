/* test_team.c - the laptops of a file: who they are, accepting and revoking them. */
#include <CUnit/CUnit.h>
#include <sodium.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/mem.h"
#include "store/fixture.h"
#include "store/project.h"
#include "store/save.h"
#include "store/suites.h"
#include "store/team.h"

static struct device make_device(uint8_t seed_byte, const char *name)
{
    struct device device = {0};
    unsigned char seed[crypto_sign_SEEDBYTES];

    memset(seed, seed_byte, sizeof seed);
    crypto_sign_seed_keypair(device.public_key, device.secret_key, seed);
    device.id = device_id_of(device.public_key);
    strncpy(device.name, name, sizeof device.name - 1);
    device.directory = mem_strdup("/dev/null/none");
    return device;
}

/* The file goes on on this laptop, written to by this person. */
static void hand_over(struct fixture *fixture, const struct device *device, const char *person)
{
    store_close(fixture->store);
    CU_ASSERT_EQUAL_FATAL(store_open(fixture->path, device, 0, &fixture->store, NULL), ERR_OK);
    CU_ASSERT_EQUAL_FATAL(store_set_author(fixture->store, person, NULL), ERR_OK);
}

static void write_something(struct fixture *fixture, const char *name)
{
    struct change change;
    struct ident id = ident_random();

    change_init(&change, NULL);
    change_set_text(&change, RECORD_SITE, &id, SITE_NAME, name);
    CU_ASSERT_EQUAL_FATAL(store_save(fixture->store, &change, NULL, NULL), ERR_OK);
    change_clear(&change);
}

/* Puts a batch of the device into the log (and the tables) as a merge would. */
static void bring(struct fixture *fixture, struct batch *batch, const struct device *device)
{
    struct buf bytes;

    buf_init(&bytes);
    batch->file = store_file_id(fixture->store);
    batch->device = device->id;
    batch_encode(batch, device, &bytes);
    struct hash name = batch_name(bytes.data, bytes.length);
    CU_ASSERT_EQUAL_FATAL(save_insert_batch(fixture->store, batch, &name, &bytes, NULL), ERR_OK);
    CU_ASSERT_EQUAL_FATAL(project_batch(fixture->store, batch, &name, NULL), ERR_OK);
    CU_ASSERT_EQUAL_FATAL(project_chain(fixture->store, batch, &name, NULL), ERR_OK);
    buf_clear(&bytes);
}

static void bring_empty(struct fixture *fixture, const struct device *device, uint64_t sequence,
                        uint64_t lamport, int64_t wall, const char *label)
{
    struct batch batch;

    batch_init(&batch);
    batch.epoch = 1;
    batch.sequence = sequence;
    batch.lamport = lamport;
    batch.wall = wall;
    batch.label = mem_strdup(label);
    bring(fixture, &batch, device);
    batch_clear(&batch);
}

static const struct team_device *find(const struct team *team, const struct ident *id)
{
    for (size_t i = 0; i < team->count; i++)
        if (ident_equal(&team->items[i].id, id))
            return &team->items[i];
    CU_FAIL_FATAL("the device is not in the list");
    return NULL;
}

static void load(struct fixture *fixture, struct team *team)
{
    CU_ASSERT_EQUAL_FATAL(team_list(fixture->store, team, NULL), ERR_OK);
}

static void one_laptop(void)
{
    struct fixture fixture;
    struct team team;
    char fingerprint[FINGERPRINT_SIZE];

    fixture_make(&fixture);
    load(&fixture, &team);
    CU_ASSERT_EQUAL_FATAL(team.count, 1);
    const struct team_device *own = &team.items[0];
    fingerprint_text(&fixture.device.id, fingerprint);
    CU_ASSERT_STRING_EQUAL(own->fingerprint, fingerprint);
    CU_ASSERT_STRING_EQUAL(own->name, fixture.device.name);
    CU_ASSERT_STRING_EQUAL(own->person, "Li Na");
    CU_ASSERT_TRUE(own->self && own->accepted);
    CU_ASSERT_FALSE(own->revoked || own->cloned || own->clock_suspect);
    CU_ASSERT_EQUAL((int64_t)own->batches, fixture_batches(&fixture));
    CU_ASSERT_EQUAL(own->last_wall, clock_now());
    CU_ASSERT_EQUAL(own->waiting, 0);
    team_clear(&team);
    fixture_remove(&fixture);
}

static void accepted_once_and_again(void)
{
    struct fixture fixture;
    struct team team;
    struct device other = make_device(7, "laptop-7");

    fixture_make(&fixture);
    hand_over(&fixture, &other, "Wang Wei");
    write_something(&fixture, "Terminal");
    fixture_reopen(&fixture);
    load(&fixture, &team);
    CU_ASSERT_EQUAL_FATAL(team.count, 2);
    CU_ASSERT_TRUE(team.items[0].self);
    CU_ASSERT_FALSE(team.items[1].accepted || team.items[1].revoked);
    CU_ASSERT_STRING_EQUAL(team.items[1].name, "laptop-7");
    CU_ASSERT_STRING_EQUAL(team.items[1].person, "Wang Wei");
    CU_ASSERT_STRING_EQUAL(team.items[1].decided_by, "");
    CU_ASSERT_EQUAL(team.items[1].batches, 2);
    team_clear(&team);
    CU_ASSERT_EQUAL(team_accept(fixture.store, &other.id, NULL, NULL), ERR_OK);
    int64_t batches = fixture_batches(&fixture);
    CU_ASSERT_EQUAL(team_accept(fixture.store, &other.id, NULL, NULL), ERR_OK);
    CU_ASSERT_EQUAL(team_accept(fixture.store, &fixture.device.id, NULL, NULL), ERR_OK);
    CU_ASSERT_EQUAL(fixture_batches(&fixture), batches);
    load(&fixture, &team);
    CU_ASSERT_TRUE(find(&team, &other.id)->accepted);
    CU_ASSERT_STRING_EQUAL(find(&team, &other.id)->decided_by, "Li Na");
    CU_ASSERT_STRING_EQUAL(find(&team, &other.id)->decided_at, "2026-03-09T10:00:00.000Z");
    team_clear(&team);
    fixture_verify(&fixture);
    free(other.directory);
    fixture_remove(&fixture);
}

/* Revoking keeps what the device wrote until now, chain by chain. */
static void revoked_up_to_here(void)
{
    struct fixture fixture;
    struct team team;
    struct device other = make_device(7, "laptop-7");
    struct chain_ends ends;
    struct row row;
    struct ident programme = ident_none();

    fixture_make(&fixture);
    hand_over(&fixture, &other, "Wang Wei");
    write_something(&fixture, "Terminal");
    fixture_set(&fixture, RECORD_AUDIT, &fixture.audit, AUDIT_SCOPE, "all of it");
    fixture_reopen(&fixture);
    CU_ASSERT_EQUAL(team_accept(fixture.store, &other.id, NULL, NULL), ERR_OK);
    CU_ASSERT_EQUAL(team_revoke(fixture.store, &other.id, " ", NULL), ERR_USAGE);
    CU_ASSERT_EQUAL(team_revoke(fixture.store, &other.id, NULL, NULL), ERR_USAGE);
    CU_ASSERT_EQUAL(team_revoke(fixture.store, &fixture.device.id, "lost", NULL), ERR_DENIED);
    CU_ASSERT_EQUAL(team_revoke(fixture.store, &other.id, "lost", NULL), ERR_OK);
    load(&fixture, &team);
    CU_ASSERT_TRUE(find(&team, &other.id)->revoked);
    CU_ASSERT_FALSE(find(&team, &other.id)->accepted);
    CU_ASSERT_STRING_EQUAL(find(&team, &other.id)->reason, "lost");
    team_clear(&team);
    const struct ident_part part = {other.id.bytes, IDENT_SIZE};
    struct ident entry = ident_derive("roster", &part, 1);
    CU_ASSERT_EQUAL_FATAL(store_get(fixture.store, RECORD_ROSTER, &entry, &row, NULL), ERR_OK);
    CU_ASSERT_TRUE_FATAL(chain_ends_parse(row_text(&row, ROSTER_VALID), &ends));
    CU_ASSERT_EQUAL(ends.count, 2);
    CU_ASSERT_EQUAL(chain_ends_find(&ends, &programme, 1)->sequence, 2);
    CU_ASSERT_EQUAL(chain_ends_find(&ends, &fixture.audit, 1)->sequence, 1);
    chain_ends_clear(&ends);
    row_clear(&row);
    CU_ASSERT_EQUAL(team_accept(fixture.store, &other.id, "found again", NULL), ERR_OK);
    load(&fixture, &team);
    CU_ASSERT_TRUE(find(&team, &other.id)->accepted);
    CU_ASSERT_FALSE(find(&team, &other.id)->revoked);
    team_clear(&team);
    free(other.directory);
    fixture_remove(&fixture);
}

static void one_that_nobody_knows_yet(void)
{
    struct fixture fixture;
    struct team team;
    struct ident stranger = {{1, 2, 3}};
    struct ident found;
    char fingerprint[FINGERPRINT_SIZE];

    fixture_make(&fixture);
    fingerprint_text(&stranger, fingerprint);
    CU_ASSERT_EQUAL(team_find(fixture.store, fingerprint, &found, NULL), ERR_OK);
    CU_ASSERT_TRUE(ident_equal(&found, &stranger));
    CU_ASSERT_EQUAL(team_accept(fixture.store, &stranger, "read out by phone", NULL), ERR_OK);
    load(&fixture, &team);
    CU_ASSERT_TRUE(find(&team, &stranger)->accepted);
    CU_ASSERT_STRING_EQUAL(find(&team, &stranger)->name, "");
    CU_ASSERT_EQUAL(find(&team, &stranger)->last_wall, 0);
    team_clear(&team);
    fixture_remove(&fixture);
}

static void write_state(struct fixture *fixture, const struct device *writer,
                        const struct ident *about, const char *state, uint64_t lamport)
{
    struct batch batch;
    const struct ident_part part = {about->bytes, IDENT_SIZE};

    batch_init(&batch);
    batch.epoch = 1;
    batch.sequence = 1;
    batch.lamport = lamport;
    batch.wall = clock_now();
    struct operation *operation = batch_add(&batch);
    operation->type = RECORD_ROSTER;
    operation->record = ident_derive("roster", &part, 1);
    operation->field = ROSTER_STATE;
    operation->value = value_text(state);
    bring(fixture, &batch, writer);
    batch_clear(&batch);
}

/* One accepts it again while another revokes it: whatever is shown, it is not trusted. */
static void revoked_wins_a_dispute(void)
{
    for (int order = 0; order < 2; order++) {
        struct fixture fixture;
        struct team team;
        struct device one = make_device(7, "laptop-7");
        struct device two = make_device(8, "laptop-8");
        struct ident stranger = {{1, 2, 3}};

        fixture_make(&fixture);
        CU_ASSERT_EQUAL(team_accept(fixture.store, &stranger, NULL, NULL), ERR_OK);
        write_state(&fixture, &one, &stranger, "revoked", order == 0 ? 5 : 900);
        write_state(&fixture, &two, &stranger, "accepted", 500);
        load(&fixture, &team);
        CU_ASSERT_TRUE(find(&team, &stranger)->revoked);
        CU_ASSERT_FALSE(find(&team, &stranger)->accepted);
        team_clear(&team);
        CU_ASSERT_EQUAL(team_accept(fixture.store, &stranger, "asked", NULL), ERR_OK);
        load(&fixture, &team);
        CU_ASSERT_TRUE(find(&team, &stranger)->accepted);
        team_clear(&team);
        free(one.directory);
        free(two.directory);
        fixture_remove(&fixture);
    }
}

static void a_revoked_laptop_does_not_accept_itself(void)
{
    struct fixture fixture;
    struct team team;
    struct device other = make_device(7, "laptop-7");

    fixture_make(&fixture);
    hand_over(&fixture, &other, "Wang Wei");
    CU_ASSERT_EQUAL(team_revoke(fixture.store, &fixture.device.id, "lost", NULL), ERR_OK);
    fixture_reopen(&fixture);
    CU_ASSERT_EQUAL(team_accept(fixture.store, &fixture.device.id, NULL, NULL), ERR_DENIED);
    load(&fixture, &team);
    CU_ASSERT_TRUE(team.items[0].self && team.items[0].revoked && team.items[0].accepted);
    team_clear(&team);
    free(other.directory);
    fixture_remove(&fixture);
}

static void what_is_odd_is_marked(void)
{
    struct fixture fixture;
    struct team team;
    struct device cloned = make_device(7, "laptop-7");
    struct device early = make_device(8, "laptop-8");
    struct device late = make_device(9, "laptop-9");
    int64_t now = 0;

    fixture_make(&fixture);
    now = clock_now();
    bring_empty(&fixture, &cloned, 1, 50, now, "one");
    bring_empty(&fixture, &cloned, 1, 50, now, "other");
    bring_empty(&fixture, &early, 1, 60, 0, "before the file was made");
    bring_empty(&fixture, &early, 2, 40, now, "but earlier");
    bring_empty(&fixture, &late, 1, 50, now + 3600 * 1000, "an hour is a time zone");
    load(&fixture, &team);
    CU_ASSERT_EQUAL(team.count, 4);
    CU_ASSERT_TRUE(find(&team, &cloned.id)->cloned);
    CU_ASSERT_FALSE(find(&team, &cloned.id)->clock_suspect);
    CU_ASSERT_TRUE(find(&team, &early.id)->clock_suspect);
    CU_ASSERT_EQUAL(find(&team, &early.id)->last_wall, 0);
    CU_ASSERT_FALSE(find(&team, &early.id)->cloned);
    CU_ASSERT_FALSE(find(&team, &late.id)->clock_suspect);
    CU_ASSERT_FALSE(team.items[0].cloned);
    for (size_t i = 2; i < team.count; i++)
        CU_ASSERT(strcmp(team.items[i - 1].fingerprint, team.items[i].fingerprint) < 0);
    team_clear(&team);
    free(cloned.directory);
    free(early.directory);
    free(late.directory);
    fixture_remove(&fixture);
}

static void insert_waiting(struct fixture *fixture, const struct ident *device, int64_t sequence)
{
    struct hash name = hash_bytes(&sequence, sizeof sequence);
    sqlite3_stmt *stmt = db_use(fixture->store,
                                "INSERT INTO pending_batch (name, scope, device, epoch, sequence,"
                                " bytes) VALUES (?1, zeroblob(16), ?2, 1, ?3, x'00')",
                                NULL);

    CU_ASSERT_PTR_NOT_NULL_FATAL(stmt);
    db_bind_hash(stmt, 1, &name);
    db_bind_ident(stmt, 2, device);
    sqlite3_bind_int64(stmt, 3, sequence);
    CU_ASSERT_EQUAL_FATAL(db_finish(fixture->store, stmt, NULL), ERR_OK);
}

static void what_waits_is_counted(void)
{
    struct fixture fixture;
    struct team team;
    struct device other = make_device(7, "laptop-7");

    fixture_make(&fixture);
    insert_waiting(&fixture, &other.id, 3);
    insert_waiting(&fixture, &other.id, 4);
    load(&fixture, &team);
    CU_ASSERT_EQUAL(find(&team, &other.id)->waiting, 2);
    CU_ASSERT_EQUAL(find(&team, &other.id)->batches, 0);
    CU_ASSERT_FALSE(find(&team, &other.id)->cloned);
    team_clear(&team);
    bring_empty(&fixture, &other, 4, 50, clock_now(), "the other fourth");
    load(&fixture, &team);
    CU_ASSERT_TRUE(find(&team, &other.id)->cloned);
    team_clear(&team);
    free(other.directory);
    fixture_remove(&fixture);
}

static void finding_a_laptop(void)
{
    struct fixture fixture;
    struct device other = make_device(7, "laptop-7");
    struct device third = make_device(8, "laptop-8");
    struct ident found;
    struct err err;
    char code[5];

    fixture_make(&fixture);
    hand_over(&fixture, &other, "Wang Wei");
    write_something(&fixture, "Terminal");
    hand_over(&fixture, &third, "Li Na");
    write_something(&fixture, "Depot");
    fixture_reopen(&fixture);
    ident_short(&other.id, code);
    const char *const names[] = {code, "laptop-7", "LAPTOP-7", "wang wei"};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        CU_ASSERT_EQUAL(team_find(fixture.store, names[i], &found, NULL), ERR_OK);
        CU_ASSERT_TRUE(ident_equal(&found, &other.id));
    }
    CU_ASSERT_EQUAL(team_find(fixture.store, "Li Na", &found, &err), ERR_USAGE);
    CU_ASSERT_TRUE(ident_is_none(&found));
    CU_ASSERT_PTR_NOT_NULL(strstr(err.hint, "laptop-8"));
    CU_ASSERT_EQUAL(team_find(fixture.store, "laptop-9", &found, &err), ERR_USAGE);
    CU_ASSERT_PTR_NOT_NULL(strstr(err.hint, "laptop-7"));
    CU_ASSERT_EQUAL(team_find(fixture.store, "", &found, &err), ERR_USAGE);
    char wrong[FINGERPRINT_SIZE];
    fingerprint_text(&other.id, wrong);
    wrong[0] = wrong[0] == '0' ? '2' : '0';
    CU_ASSERT_EQUAL(team_find(fixture.store, wrong, &found, &err), ERR_USAGE);
    CU_ASSERT_PTR_NOT_NULL(strstr(err.message, "mistyped"));
    free(other.directory);
    free(third.directory);
    fixture_remove(&fixture);
}

/* Keys go to the accepted alone; one that does not make its device's id is somebody else's. */
static void keys_of_the_accepted(void)
{
    struct fixture fixture;
    struct device other = make_device(7, "laptop-7");
    struct device third = make_device(8, "laptop-8");
    struct team_key *keys = NULL;
    size_t count = 0;
    struct change change;

    fixture_make(&fixture);
    hand_over(&fixture, &other, "Wang Wei");
    write_something(&fixture, "Terminal");
    hand_over(&fixture, &third, "Chen Yu");
    write_something(&fixture, "Depot");
    fixture_reopen(&fixture);
    CU_ASSERT_EQUAL(team_accept(fixture.store, &other.id, NULL, NULL), ERR_OK);
    CU_ASSERT_EQUAL_FATAL(team_keys(fixture.store, &keys, &count, NULL), ERR_OK);
    CU_ASSERT_EQUAL_FATAL(count, 2);
    CU_ASSERT_TRUE(ident_equal(&keys[0].device, &fixture.device.id));
    CU_ASSERT_EQUAL(memcmp(keys[0].key, fixture.device.public_key, DEVICE_PUBLIC_SIZE), 0);
    CU_ASSERT_TRUE(ident_equal(&keys[1].device, &other.id));
    CU_ASSERT_EQUAL(memcmp(keys[1].key, other.public_key, DEVICE_PUBLIC_SIZE), 0);
    free(keys);
    change_init(&change, NULL);
    change_set(&change, RECORD_DEVICE, &other.id, DEVICE_KEY,
               value_bytes(third.public_key, DEVICE_PUBLIC_SIZE));
    CU_ASSERT_EQUAL_FATAL(store_save(fixture.store, &change, NULL, NULL), ERR_OK);
    change_clear(&change);
    CU_ASSERT_EQUAL_FATAL(team_keys(fixture.store, &keys, &count, NULL), ERR_OK);
    CU_ASSERT_EQUAL(count, 1);
    free(keys);
    free(other.directory);
    free(third.directory);
    fixture_remove(&fixture);
}

CU_ErrorCode test_team_add(void)
{
    CU_pSuite suite = CU_add_suite("team", NULL, NULL);

    CU_add_test(suite, "one laptop", one_laptop);
    CU_add_test(suite, "accepted once and again", accepted_once_and_again);
    CU_add_test(suite, "revoked up to here", revoked_up_to_here);
    CU_add_test(suite, "one that nobody knows yet", one_that_nobody_knows_yet);
    CU_add_test(suite, "revoked wins a dispute", revoked_wins_a_dispute);
    CU_add_test(suite, "a revoked laptop does not accept itself",
                a_revoked_laptop_does_not_accept_itself);
    CU_add_test(suite, "what is odd is marked", what_is_odd_is_marked);
    CU_add_test(suite, "what waits is counted", what_waits_is_counted);
    CU_add_test(suite, "finding a laptop", finding_a_laptop);
    CU_add_test(suite, "keys of the accepted", keys_of_the_accepted);
    return CU_get_error();
}
