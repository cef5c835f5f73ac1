/* test_audits.c - making, listing and finding audits; the programme they stand on. */
#include <CUnit/CUnit.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "store/audits.h"
#include "store/fixture.h"
#include "store/programme.h"
#include "store/suites.h"
#include "store/walk.h"

static void a_new_audit_is_complete(void)
{
    struct fixture fixture;
    struct row row;

    fixture_make(&fixture);
    CU_ASSERT_EQUAL_FATAL(store_get(fixture.store, RECORD_AUDIT, &fixture.audit, &row, NULL),
                          ERR_OK);
    CU_ASSERT_STRING_EQUAL(row_text(&row, AUDIT_NUMBER), "IA-2026-01");
    CU_ASSERT_STRING_EQUAL(row_text(&row, AUDIT_STATE), "fieldwork");
    CU_ASSERT_STRING_EQUAL(row_text(&row, AUDIT_TYPE), "internal");
    CU_ASSERT_STRING_EQUAL(row_text(&row, AUDIT_CRITERIA), "ISO 28000:2022");
    CU_ASSERT_STRING_EQUAL(row_text(&row, AUDIT_CREATED_AT), "2026-03-09T10:00:00.000Z");
    struct ident by = row_id(&row, AUDIT_CREATED_BY);
    struct ident author = store_author(fixture.store);
    CU_ASSERT_TRUE(ident_equal(&by, &author));
    row_clear(&row);
    fixture_verify(&fixture);
    fixture_remove(&fixture);
}

static void the_list_has_the_newest_number_first(void)
{
    struct fixture fixture;
    struct audit_lines lines;

    fixture_make(&fixture);
    fixture_audit(&fixture, "IA-2026-10");
    fixture_audit(&fixture, "IA-2026-9");
    fixture_set(&fixture, RECORD_AUDIT, &fixture.audit, AUDIT_PLANNED_FROM, "2026-03-09");
    CU_ASSERT_EQUAL(assessment_set(fixture.store, &fixture.audit, "walk", "context",
                                   RESULT_CONFORMING, NULL, NULL, NULL),
                    ERR_OK);
    CU_ASSERT_EQUAL_FATAL(audits_list(fixture.store, &lines, NULL), ERR_OK);
    CU_ASSERT_EQUAL_FATAL(lines.count, 3);
    CU_ASSERT_STRING_EQUAL(lines.items[0].number, "IA-2026-10");
    CU_ASSERT_STRING_EQUAL(lines.items[1].number, "IA-2026-9");
    const struct audit_line *line = &lines.items[2];
    CU_ASSERT_STRING_EQUAL(line->number, "IA-2026-01");
    CU_ASSERT_STRING_EQUAL(line->sites, "Harbour");
    CU_ASSERT_STRING_EQUAL(line->lead, "Li Na");
    CU_ASSERT_STRING_EQUAL(line->planned_from, "2026-03-09");
    CU_ASSERT_STRING_EQUAL(line->planned_to, "");
    CU_ASSERT_EQUAL(line->state, AUDIT_FIELDWORK);
    CU_ASSERT_EQUAL(tally_total(&line->tally), FIXTURE_ITEMS);
    CU_ASSERT_EQUAL(tally_assessed(&line->tally), 1);
    CU_ASSERT_EQUAL(tally_assessed(&lines.items[0].tally), 0);
    audit_lines_clear(&lines);
    fixture_set(&fixture, RECORD_AUDIT, &fixture.audit, FIELD_WITHDRAWN, "entered twice");
    CU_ASSERT_EQUAL_FATAL(audits_list(fixture.store, &lines, NULL), ERR_OK);
    CU_ASSERT_EQUAL(lines.count, 2);
    audit_lines_clear(&lines);
    fixture_remove(&fixture);
}

static enum err_code create(struct fixture *fixture, const struct audit_new *what, struct err *err)
{
    struct ident id;

    enum err_code code = audit_create(fixture->store, what, &fixture->checklist, &id, err);
    CU_ASSERT_EQUAL(code == ERR_OK, !ident_is_none(&id));
    return code;
}

static void what_makes_no_sense_is_refused(void)
{
    struct fixture fixture;
    struct err err;

    fixture_make(&fixture);
    int64_t batches = fixture_batches(&fixture);
    CU_ASSERT_EQUAL(create(&fixture, &(struct audit_new){.number = ""}, &err), ERR_USAGE);
    CU_ASSERT_EQUAL(create(&fixture, &(struct audit_new){.number = "IA-2026-01"}, &err), ERR_USAGE);
    CU_ASSERT_PTR_NOT_NULL(strstr(err.message, "IA-2026-01"));
    CU_ASSERT_EQUAL(create(&fixture, &(struct audit_new){.number = "2", .type = "odd"}, &err),
                    ERR_USAGE);
    CU_ASSERT_PTR_NOT_NULL(strstr(err.hint, "supplier"));
    CU_ASSERT_EQUAL(
        create(&fixture, &(struct audit_new){.number = "2", .planned_from = "2026-02-30"}, &err),
        ERR_USAGE);
    CU_ASSERT_EQUAL(create(&fixture,
                           &(struct audit_new){.number = "2",
                                               .planned_from = "2026-03-09",
                                               .planned_to = "2026-03-08"},
                           &err),
                    ERR_USAGE);
    CU_ASSERT_EQUAL(fixture_batches(&fixture), batches);
    fixture_remove(&fixture);
}

static void the_team_is_made_of_names(void)
{
    static const char *const leads[] = {"Wang Wei", "Li Na", "Wang Wei"};
    const struct audit_new what = {.number = "IA-2", .leads = leads, .lead_count = 3};
    struct fixture fixture;
    struct audit_lines lines;
    struct ident person;

    fixture_make(&fixture);
    CU_ASSERT_EQUAL(create(&fixture, &what, NULL), ERR_OK);
    CU_ASSERT_EQUAL_FATAL(audits_list(fixture.store, &lines, NULL), ERR_OK);
    CU_ASSERT_STRING_EQUAL(lines.items[1].lead, "Wang Wei");
    audit_lines_clear(&lines);
    CU_ASSERT_EQUAL(programme_find(fixture.store, RECORD_PERSON, "wang wei", &person, NULL),
                    ERR_OK);
    struct ident file = store_file_id(fixture.store);
    struct ident expected = person_id(&file, "Wang Wei");
    CU_ASSERT_TRUE(ident_equal(&person, &expected));
    fixture_verify(&fixture);
    fixture_remove(&fixture);
}

static void undoing_an_audit_takes_it_away(void)
{
    struct fixture fixture;
    struct audit_lines lines;
    char *label = NULL;

    fixture_make(&fixture);
    CU_ASSERT_EQUAL(store_undo(fixture.store, &label, NULL), ERR_OK);
    CU_ASSERT_STRING_EQUAL(label, "audit IA-2026-01");
    free(label);
    CU_ASSERT_EQUAL_FATAL(audits_list(fixture.store, &lines, NULL), ERR_OK);
    CU_ASSERT_EQUAL(lines.count, 0);
    audit_lines_clear(&lines);
    CU_ASSERT_EQUAL(store_redo(fixture.store, NULL, NULL), ERR_OK);
    CU_ASSERT_EQUAL_FATAL(audits_list(fixture.store, &lines, NULL), ERR_OK);
    CU_ASSERT_EQUAL_FATAL(lines.count, 1);
    CU_ASSERT_EQUAL(tally_total(&lines.items[0].tally), FIXTURE_ITEMS);
    CU_ASSERT_STRING_EQUAL(lines.items[0].lead, "Li Na");
    audit_lines_clear(&lines);
    fixture_remove(&fixture);
}

static void finding_an_audit(void)
{
    struct fixture fixture;
    struct ident id;
    struct err err;

    fixture_make(&fixture);
    struct ident second = fixture_audit(&fixture, "IA-2026-02");
    CU_ASSERT_EQUAL(audit_find(fixture.store, "ia-2026-01", &id, NULL), ERR_OK);
    CU_ASSERT_TRUE(ident_equal(&id, &fixture.audit));
    CU_ASSERT_EQUAL(audit_find(fixture.store, NULL, &id, NULL), ERR_OK);
    CU_ASSERT_TRUE(ident_equal(&id, &second));
    CU_ASSERT_EQUAL(assessment_set(fixture.store, &fixture.audit, "walk", "context",
                                   RESULT_CONFORMING, NULL, NULL, NULL),
                    ERR_OK);
    CU_ASSERT_EQUAL(audit_find(fixture.store, NULL, &id, NULL), ERR_OK);
    CU_ASSERT_TRUE(ident_equal(&id, &fixture.audit));
    fixture_set(&fixture, RECORD_AUDIT, &fixture.audit, AUDIT_STATE, "issued");
    CU_ASSERT_EQUAL(audit_find(fixture.store, NULL, &id, NULL), ERR_OK);
    CU_ASSERT_TRUE(ident_equal(&id, &second));
    CU_ASSERT_EQUAL(audit_find(fixture.store, "IA-2026-03", &id, &err), ERR_USAGE);
    CU_ASSERT_PTR_NOT_NULL(strstr(err.hint, "IA-2026-02"));
    CU_ASSERT_EQUAL(audit_require_open(fixture.store, &second, &err), ERR_OK);
    CU_ASSERT_EQUAL(audit_require_open(fixture.store, &fixture.audit, &err), ERR_DENIED);
    fixture_remove(&fixture);
}

static void chapters_have_titles_in_the_language(void)
{
    struct fixture fixture;
    struct clause_tallies chapters;

    fixture_make(&fixture);
    CU_ASSERT_EQUAL_FATAL(audit_chapters(fixture.store, &fixture.audit, "zh_CN", &chapters, NULL),
                          ERR_OK);
    CU_ASSERT_EQUAL_FATAL(chapters.count, 3);
    CU_ASSERT_STRING_EQUAL(chapters.items[0].clause, "4");
    CU_ASSERT_STRING_EQUAL(chapters.items[0].title, "组织环境");
    CU_ASSERT_STRING_EQUAL(chapters.items[2].clause, "8");
    CU_ASSERT_EQUAL(tally_total(&chapters.items[2].tally), 6);
    clause_tallies_clear(&chapters);
    fixture_remove(&fixture);
}

static void names_of_the_programme(void)
{
    struct fixture fixture;
    struct ident id;
    struct row row;
    struct err err;

    fixture_make(&fixture);
    CU_ASSERT_EQUAL_FATAL(organization_get(fixture.store, &row, NULL), ERR_OK);
    CU_ASSERT_STRING_EQUAL(row_text(&row, ORGANIZATION_NAME), "Harbour Ltd");
    row_clear(&row);
    CU_ASSERT_EQUAL(programme_find(fixture.store, RECORD_AREA, "quay", &id, NULL), ERR_OK);
    CU_ASSERT_EQUAL(programme_find(fixture.store, RECORD_AREA, "North gat", &id, &err), ERR_USAGE);
    CU_ASSERT_PTR_NOT_NULL(strstr(err.hint, "North gate"));
    CU_ASSERT_EQUAL(programme_find(fixture.store, RECORD_PROCESS, "any", &id, &err), ERR_USAGE);
    CU_ASSERT_TRUE(err.hint[0] != '\0');
    fixture_remove(&fixture);
}

CU_ErrorCode test_audits_add(void)
{
    CU_pSuite suite = CU_add_suite("audits", NULL, NULL);

    CU_add_test(suite, "a new audit is complete", a_new_audit_is_complete);
    CU_add_test(suite, "the newest number first", the_list_has_the_newest_number_first);
    CU_add_test(suite, "what makes no sense is refused", what_makes_no_sense_is_refused);
    CU_add_test(suite, "the team is made of names", the_team_is_made_of_names);
    CU_add_test(suite, "undoing an audit takes it away", undoing_an_audit_takes_it_away);
    CU_add_test(suite, "finding an audit", finding_an_audit);
    CU_add_test(suite, "chapters in the language", chapters_have_titles_in_the_language);
    CU_add_test(suite, "names of the programme", names_of_the_programme);
    return CU_get_error();
}
