/* test_trust.c - whose saves a merge takes: accepted, vouched for and revoked laptops. */
#include <CUnit/CUnit.h>
#include <stdlib.h>
#include <string.h>

#include "store/stranger.h"
#include "store/suites.h"
#include "store/team.h"

enum { LEAD, WANG, ANNA };

/* ---- who may ----------------------------------------------------------------------------------
 */

static void unknown_signer(void)
{
    struct crew crew;
    struct parcel parcel;
    struct device device = stranger_device(9);
    struct err err;
    char fingerprint[FINGERPRINT_SIZE];
    struct team team;

    crew_make(&crew, 1);
    parcel_make(&parcel, &crew.laptops[LEAD]);
    struct hash first = parcel_introduce(&crew, &parcel, &device);
    parcel_sign_next(&crew, &parcel, &device, &first, 2, "Gate");
    parcel_send_as(&parcel, &device);
    laptop_refuses(&crew.laptops[LEAD], &parcel, 1, ERR_DENIED, &err);
    fingerprint_text(&device.id, fingerprint);
    CU_ASSERT_PTR_NOT_NULL(strstr(err.message, fingerprint));
    CU_ASSERT_EQUAL(laptop_take(&crew.laptops[LEAD], &parcel, 1, &device.id, &err), ERR_OK);
    CU_ASSERT_EQUAL(laptop_sites(&crew.laptops[LEAD]), 1);
    CU_ASSERT_EQUAL_FATAL(team_list(crew.laptops[LEAD].store, &team, NULL), ERR_OK);
    CU_ASSERT_EQUAL_FATAL(team.count, 2);
    CU_ASSERT_TRUE(team.items[1].accepted);
    team_clear(&team);
    laptop_verify(&crew.laptops[LEAD]);
    parcel_clear(&parcel);
    crew_remove(&crew);
}

/* Trusting whoever sends is for new files; in another one it means nothing. */
static void first_sender_only_into_a_new_file(void)
{
    struct crew crew;
    struct parcel parcel;
    struct merge_plan *plan = NULL;
    struct merge_options options = {.accept_first = true};
    struct device device = stranger_device(9);
    struct err err;

    crew_make(&crew, 1);
    parcel_make(&parcel, &crew.laptops[LEAD]);
    parcel_introduce(&crew, &parcel, &device);
    parcel_send_as(&parcel, &device);
    CU_ASSERT_EQUAL(
        merge_plan_build(crew.laptops[LEAD].store, &parcel.package, 1, &options, &plan, &err),
        ERR_DENIED);
    CU_ASSERT_PTR_NULL(plan);
    parcel_clear(&parcel);
    crew_remove(&crew);
}

/* A trusted sender brings saves of somebody whom nobody accepted. */
static void stranger_behind_a_friend(void)
{
    struct crew crew;
    struct parcel parcel;
    struct device device = stranger_device(9);
    struct err err;

    crew_make(&crew, 2);
    parcel_make(&parcel, &crew.laptops[WANG]);
    parcel_introduce(&crew, &parcel, &device);
    laptop_refuses(&crew.laptops[LEAD], &parcel, 1, ERR_DENIED, &err);
    parcel_clear(&parcel);
    crew_remove(&crew);
}

static void sender_with_another_key(void)
{
    struct crew crew;
    struct parcel parcel;
    struct device device = stranger_device(9);
    struct err err;

    crew_make(&crew, 2);
    parcel_make(&parcel, &crew.laptops[WANG]);
    memcpy(parcel.package.key, device.public_key, DEVICE_PUBLIC_SIZE);
    laptop_refuses(&crew.laptops[LEAD], &parcel, 1, ERR_DATA, &err);
    parcel_clear(&parcel);
    crew_remove(&crew);
}

/* Wang accepts Anna; the lead, who knows only Wang, trusts her by that. */
static void vouched(void)
{
    struct crew crew;
    struct parcel parcels[2];
    struct merge_plan *plan = NULL;
    struct merge_options options = {0};
    struct err err;

    crew_make(&crew, 2);
    struct laptop *anna = crew_add(&crew);
    CU_ASSERT_EQUAL(team_accept(crew.laptops[WANG].store, &anna->device.id, NULL, &err), ERR_OK);
    CU_ASSERT_EQUAL_FATAL(store_create_for_merge(anna->path, &anna->device, &crew.file,
                                                 anna->person, &anna->store, &err),
                          ERR_OK);
    CU_ASSERT_EQUAL(store_set_author(anna->store, anna->person, &err), ERR_OK);
    parcel_make(&parcels[0], &crew.laptops[WANG]);
    CU_ASSERT_EQUAL(laptop_take(anna, parcels, 1, &crew.laptops[WANG].device.id, &err), ERR_OK);
    parcel_clear(&parcels[0]);
    laptop_judge(&crew, anna, "minor");
    parcel_make(&parcels[0], anna);
    parcel_make(&parcels[1], &crew.laptops[WANG]);
    struct merge_package packages[2] = {parcels[0].package, parcels[1].package};
    CU_ASSERT_EQUAL_FATAL(
        merge_plan_build(crew.laptops[LEAD].store, packages, 2, &options, &plan, &err), ERR_OK);
    const struct merge_summary *summary = merge_plan_summary(plan);
    CU_ASSERT_EQUAL_FATAL(summary->vouched_count, 1);
    CU_ASSERT_TRUE(ident_equal(&summary->vouched[0].id, &anna->device.id));
    CU_ASSERT_STRING_EQUAL(summary->vouched[0].name, "laptop-2");
    CU_ASSERT_EQUAL(merge_apply(plan, NULL, NULL, &err), ERR_OK);
    merge_plan_free(plan);
    laptop_verify(&crew.laptops[LEAD]);
    parcel_clear(&parcels[0]);
    parcel_clear(&parcels[1]);
    crew_settle(&crew);
    crew_remove(&crew);
}

/* ---- revoked ----------------------------------------------------------------------------------
 */

static void revoke(struct crew *crew, int at)
{
    struct err err;

    CU_ASSERT_EQUAL_FATAL(
        team_revoke(crew->laptops[LEAD].store, &crew->laptops[at].device.id, "lost", &err), ERR_OK);
}

static void revoked_sender(void)
{
    struct crew crew;
    struct parcel parcel;
    struct err err;

    crew_make(&crew, 3);
    crew_settle(&crew);
    revoke(&crew, ANNA);
    laptop_judge(&crew, &crew.laptops[ANNA], "minor");
    parcel_make(&parcel, &crew.laptops[ANNA]);
    laptop_refuses(&crew.laptops[LEAD], &parcel, 1, ERR_DENIED, &err);
    CU_ASSERT_PTR_NOT_NULL(strstr(err.message, "revoked"));
    /* Accepted anew in the same breath. */
    CU_ASSERT_EQUAL(
        laptop_take(&crew.laptops[LEAD], &parcel, 1, &crew.laptops[ANNA].device.id, &err), ERR_OK);
    CU_ASSERT_EQUAL(laptop_count(&crew.laptops[LEAD], "SELECT count(*) FROM assessment"), 1);
    CU_ASSERT_EQUAL(laptop_count(&crew.laptops[LEAD], "SELECT count(*) FROM roster"
                                                      " WHERE reason IS NOT NULL"
                                                      " OR valid IS NOT NULL"),
                    0);
    parcel_clear(&parcel);
    crew_remove(&crew);
}

/* What Anna wrote before the end comes through Wang, what she wrote later is left out. */
static void up_to_the_end(void)
{
    struct crew crew;
    struct merge_plan *plan = NULL;
    struct parcel parcel;
    struct err err;

    crew_make(&crew, 3);
    laptop_judge(&crew, &crew.laptops[ANNA], "minor");
    crew_hand(&crew.laptops[ANNA], &crew.laptops[LEAD]);
    revoke(&crew, ANNA);
    laptop_judge(&crew, &crew.laptops[ANNA], "major");   /* after the end */
    crew_hand(&crew.laptops[ANNA], &crew.laptops[WANG]); /* who does not know yet */
    /* Wang learns of it: what he has stays, but nobody else takes it. */
    parcel_make(&parcel, &crew.laptops[WANG]);
    CU_ASSERT_EQUAL_FATAL(laptop_plan(&crew.laptops[LEAD], &parcel, &plan, &err), ERR_OK);
    CU_ASSERT_EQUAL(merge_plan_summary(plan)->batches_refused, 1);
    CU_ASSERT_EQUAL(merge_apply(plan, NULL, NULL, &err), ERR_OK);
    merge_plan_free(plan);
    char *result =
        laptop_text(&crew.laptops[LEAD], RECORD_ASSESSMENT, &crew.assessment, ASSESSMENT_RESULT);
    CU_ASSERT_STRING_EQUAL(result, "minor");
    free(result);
    CU_ASSERT_EQUAL(laptop_waiting(&crew.laptops[LEAD]), 0);
    laptop_verify(&crew.laptops[LEAD]);
    parcel_clear(&parcel);
    crew_remove(&crew);
}

/* A laptop that had nothing of hers: the revocation comes with her saves, in one plan. */
static void revocation_and_saves_together(void)
{
    struct crew crew;
    struct parcel parcels[2];
    struct err err;

    crew_make(&crew, 4);
    laptop_judge(&crew, &crew.laptops[ANNA], "minor");
    crew_hand(&crew.laptops[ANNA], &crew.laptops[LEAD]);
    revoke(&crew, ANNA);
    laptop_judge(&crew, &crew.laptops[ANNA], "major");
    crew_hand(&crew.laptops[ANNA], &crew.laptops[WANG]);
    parcel_make(&parcels[0], &crew.laptops[WANG]);
    parcel_make(&parcels[1], &crew.laptops[LEAD]);
    struct laptop *fourth = &crew.laptops[3];
    CU_ASSERT_EQUAL(laptop_take(fourth, parcels, 2, NULL, &err), ERR_OK);
    char *result = laptop_text(fourth, RECORD_ASSESSMENT, &crew.assessment, ASSESSMENT_RESULT);
    CU_ASSERT_STRING_EQUAL(result, "minor");
    free(result);
    laptop_verify(fourth);
    parcel_clear(&parcels[0]);
    parcel_clear(&parcels[1]);
    crew_remove(&crew);
}

/* The thief of Anna's laptop accepts a laptop of his own, or Anna's again, after the end. */
static void no_way_back_in(void)
{
    struct crew crew;
    struct parcel parcels[2];
    struct device thief = stranger_device(9);
    struct team team;
    struct err err;

    crew_make(&crew, 4);
    revoke(&crew, ANNA);
    crew_hand(&crew.laptops[LEAD], &crew.laptops[ANNA]); /* so it supersedes the revocation */
    CU_ASSERT_EQUAL(
        team_accept(crew.laptops[ANNA].store, &crew.laptops[ANNA].device.id, NULL, &err),
        ERR_DENIED); /* not by the program itself */
    struct ident_part part = {crew.laptops[ANNA].device.id.bytes, IDENT_SIZE};
    struct ident entry = ident_derive("roster", &part, 1);
    laptop_write(&crew, &crew.laptops[ANNA], RECORD_ROSTER, &entry, ROSTER_STATE, "accepted");
    CU_ASSERT_EQUAL(team_accept(crew.laptops[ANNA].store, &thief.id, NULL, &err), ERR_OK);
    parcel_make(&parcels[0], &crew.laptops[ANNA]);
    parcel_introduce(&crew, &parcels[0], &thief);
    struct laptop *fourth = &crew.laptops[3];
    /* Her own package, to one who did not know: the revocation is in it. */
    laptop_refuses(fourth, parcels, 1, ERR_DENIED, &err);
    /* The same by a trusted hand. */
    parcel_send_as(&parcels[0], &crew.laptops[WANG].device);
    laptop_refuses(fourth, parcels, 1, ERR_DENIED, &err);
    CU_ASSERT_PTR_NOT_NULL(strstr(err.message, "not accepted"));
    CU_ASSERT_EQUAL_FATAL(team_list(fourth->store, &team, NULL), ERR_OK);
    for (size_t i = 0; i < team.count; i++)
        CU_ASSERT_FALSE(ident_equal(&team.items[i].id, &thief.id));
    team_clear(&team);
    parcel_clear(&parcels[0]);
    crew_remove(&crew);
}

/* An entry for Anna under another id, written while she was trusted, changes nothing later. */
static void second_entry_does_not_count(void)
{
    struct crew crew;
    struct parcel parcel;
    struct change change;
    struct err err;
    struct ident beside = {{0xff, 0xff, 0xff}};
    struct ident before = {{0}};

    before.bytes[15] = 1;
    crew_make(&crew, 3);
    for (int i = 0; i < 2; i++) {
        const struct ident *id = i == 0 ? &beside : &before;
        change_init(&change, NULL);
        change_set_id(&change, RECORD_ROSTER, id, ROSTER_DEVICE, &crew.laptops[ANNA].device.id);
        change_set_text(&change, RECORD_ROSTER, id, ROSTER_STATE, "accepted");
        CU_ASSERT_EQUAL_FATAL(store_save(crew.laptops[ANNA].store, &change, NULL, &err), ERR_OK);
        change_clear(&change);
    }
    crew_hand(&crew.laptops[ANNA], &crew.laptops[LEAD]);
    revoke(&crew, ANNA);
    laptop_judge(&crew, &crew.laptops[ANNA], "minor");
    parcel_make(&parcel, &crew.laptops[ANNA]);
    laptop_refuses(&crew.laptops[LEAD], &parcel, 1, ERR_DENIED, &err);
    parcel_clear(&parcel);
    crew_remove(&crew);
}

/* Whoever has the lost laptop writes another past for it: numbers below the end, not leading there.
 */
static void fork_below_the_end(void)
{
    struct crew crew;
    struct parcel parcel;
    struct batch batch;
    struct merge_plan *plan = NULL;
    struct err err;

    crew_make(&crew, 3);
    struct laptop *anna = &crew.laptops[ANNA];
    for (int i = 0; i < 3; i++)
        laptop_judge(&crew, anna, i % 2 == 0 ? "minor" : "major");
    crew_hand(anna, &crew.laptops[LEAD]);
    revoke(&crew, ANNA);
    parcel_make(&parcel, &crew.laptops[WANG]);
    batch_next(&crew, &batch, &anna->device, NULL, 1, "Never said");
    batch.scope = crew.audit;
    batch.operations[0].type = RECORD_FINDING;
    batch.operations[0].field = FINDING_STATEMENT;
    parcel_sign(&parcel, &batch, &anna->device);
    batch_clear(&batch);
    CU_ASSERT_EQUAL_FATAL(laptop_plan(&crew.laptops[LEAD], &parcel, &plan, &err), ERR_OK);
    CU_ASSERT_EQUAL(merge_plan_summary(plan)->batches_refused, 1);
    CU_ASSERT_EQUAL(merge_plan_summary(plan)->batches_waiting, 0);
    merge_plan_free(plan);
    /* One who has the revocation but not the saves yet: they come, the other past does not. */
    crew_hand(&crew.laptops[LEAD], &crew.laptops[WANG]);
    CU_ASSERT_EQUAL(laptop_take(&crew.laptops[WANG], &parcel, 1, NULL, &err), ERR_OK);
    CU_ASSERT_EQUAL(laptop_count(&crew.laptops[WANG], "SELECT count(*) FROM finding"), 1);
    CU_ASSERT_EQUAL(laptop_count(&crew.laptops[WANG], "SELECT count(*) FROM assessment"), 1);
    parcel_clear(&parcel);
    crew_remove(&crew);
}

/* The lead revoked Anna knowing her saves; another who knows only the revocation gets her first
 * save, then her last: nothing is lost. */
static void saves_before_the_end_wait_for_it(void)
{
    struct crew crew;
    struct parcel parcel;
    struct parcel rest;
    struct err err;

    crew_make(&crew, 3);
    const struct ident *anna = &crew.laptops[ANNA].device.id;
    laptop_judge(&crew, &crew.laptops[ANNA], "minor");
    laptop_judge(&crew, &crew.laptops[ANNA], "major");
    crew_hand(&crew.laptops[ANNA], &crew.laptops[LEAD]);
    revoke(&crew, ANNA);
    parcel_make(&parcel, &crew.laptops[LEAD]);
    parcel_drop(&parcel, parcel_find(&parcel, anna, &crew.audit, 2));
    CU_ASSERT_EQUAL(laptop_take(&crew.laptops[WANG], &parcel, 1, NULL, &err), ERR_OK);
    CU_ASSERT_EQUAL(laptop_waiting(&crew.laptops[WANG]), 1); /* it may lead to the end */
    parcel_make(&rest, &crew.laptops[LEAD]);
    CU_ASSERT_EQUAL(laptop_take(&crew.laptops[WANG], &rest, 1, NULL, &err), ERR_OK);
    CU_ASSERT_EQUAL(laptop_waiting(&crew.laptops[WANG]), 0);
    char *result =
        laptop_text(&crew.laptops[WANG], RECORD_ASSESSMENT, &crew.assessment, ASSESSMENT_RESULT);
    CU_ASSERT_STRING_EQUAL(result, "major");
    free(result);
    laptop_verify(&crew.laptops[WANG]);
    parcel_clear(&parcel);
    parcel_clear(&rest);
    crew_remove(&crew);
}

CU_ErrorCode test_trust_add(void)
{
    CU_TestInfo tests[] = {
        {"an unknown signer", unknown_signer},
        {"the first sender, only into a new file", first_sender_only_into_a_new_file},
        {"a stranger behind a friend", stranger_behind_a_friend},
        {"a sender with another's key", sender_with_another_key},
        {"vouched for", vouched},
        {"a revoked sender", revoked_sender},
        {"up to the end", up_to_the_end},
        {"revocation and saves together", revocation_and_saves_together},
        {"no way back in", no_way_back_in},
        {"a second entry does not count", second_entry_does_not_count},
        {"a fork below the end", fork_below_the_end},
        {"saves before the end wait for it", saves_before_the_end_wait_for_it},
        CU_TEST_INFO_NULL};
    CU_SuiteInfo suites[] = {{"store/trust", NULL, NULL, NULL, NULL, tests}, CU_SUITE_INFO_NULL};

    return CU_register_suites(suites);
}
