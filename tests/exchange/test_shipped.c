/* test_shipped.c - the checklists that come with auditwalk: whole, in both languages, each question
 * asked once.
 *
 * tests/fixtures/iso28000-2022-refs.tsv has the refs of the standard and whether each is required
 * or recommended.
 */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include <CUnit/CUnit.h>
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/text.h"
#include "exchange/checklist_file.h"
#include "suites.h"

#ifndef TOP_SRCDIR
#define TOP_SRCDIR "."
#endif

static const char folder[] = TOP_SRCDIR "/checklists";
static const char refs_path[] = TOP_SRCDIR "/tests/fixtures/iso28000-2022-refs.tsv";

enum { REF_COUNT = 265, LOOK_FOR_LEAST = 3, SHIPPED = 6 };

static void read_shipped(const char *name, struct checklist *list)
{
    char *path = file_join(folder, name);
    struct checklist_problems problems;

    CU_ASSERT_EQUAL(checklist_file_read(path, list, &problems, NULL), ERR_OK);
    for (size_t i = 0; i < problems.count; i++) {
        char *text = checklist_problem_text(name, &problems.items[i]);
        printf("\n%s", text);
        free(text);
    }
    CU_ASSERT_EQUAL(problems.count, 0);
    checklist_problems_clear(&problems);
    free(path);
}

static void told(bool holds, const struct checklist *list, const char *id, const char *what)
{
    if (!holds)
        printf("\n%s %s: %s", list->id, id, what);
    CU_ASSERT_TRUE(holds);
}

static size_t count_lines(const char *text)
{
    size_t lines = 0;

    for (; text != NULL && *text != '\0'; text += *text == '\n') {
        text += strcspn(text, "\n");
        lines++;
    }
    return lines;
}

/* ---- what holds for each of them ---- */

static void check_item(const struct checklist *list, const struct checklist_item *item)
{
    static const char *const languages[] = {"en", "zh_CN"};

    for (size_t i = 0; i < 2; i++) {
        const char *language = languages[i];
        told(local_text_exact(&item->ask, language) != NULL, list, item->id, "not asked");
        told(local_text_exact(&item->topic, language) != NULL, list, item->id, "no topic");
        told(count_lines(local_text_exact(&item->look_for, language)) >= LOOK_FOR_LEAST, list,
             item->id, "too few entries of look_for");
    }
    told(item->methods != 0, list, item->id, "no method");
    told(checklist_find_clause(list, item->clause) != NULL, list, item->id, "no heading");
}

static int compare_texts(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* No two questions of the checklist are the same, in either language. */
static void check_asks(const struct checklist *list, const char *language)
{
    const char **asks = mem_zalloc(list->item_count + 1, sizeof *asks);

    for (size_t i = 0; i < list->item_count; i++)
        asks[i] = local_text_get(&list->items[i].ask, language);
    qsort(asks, list->item_count, sizeof *asks, compare_texts);
    for (size_t i = 1; i < list->item_count; i++)
        told(strcmp(asks[i - 1], asks[i]) != 0, list, language, asks[i]);
    free(asks);
}

static void check_names(const struct checklist *list)
{
    told(local_text_exact(&list->title, "en") != NULL &&
             local_text_exact(&list->title, "zh_CN") != NULL,
         list, "title", "lacks a language");
    for (size_t i = 0; i < list->clause_count; i++)
        told(local_text_exact(&list->clauses[i].title, "en") != NULL &&
                 local_text_exact(&list->clauses[i].title, "zh_CN") != NULL,
             list, list->clauses[i].clause, "its title lacks a language");
}

static void all_are_good_and_bilingual(void)
{
    DIR *stream = opendir(folder);
    size_t count = 0;

    CU_ASSERT_PTR_NOT_NULL_FATAL(stream);
    for (struct dirent *entry; (entry = readdir(stream)) != NULL;) {
        const char *suffix = strrchr(entry->d_name, '.');
        struct checklist list;
        if (suffix == NULL || strcmp(suffix, ".yaml") != 0)
            continue;
        read_shipped(entry->d_name, &list);
        char *expected = mem_printf("%s.yaml", list.id != NULL ? list.id : "?");
        CU_ASSERT_STRING_EQUAL(entry->d_name, expected);
        free(expected);
        check_names(&list);
        for (size_t i = 0; i < list.item_count; i++)
            check_item(&list, &list.items[i]);
        check_asks(&list, "en");
        check_asks(&list, "zh_CN");
        checklist_clear(&list);
        count++;
    }
    closedir(stream);
    CU_ASSERT_EQUAL(count, SHIPPED);
}

static void they_are_as_long_as_they_should_be(void)
{
    static const struct {
        const char *name;
        size_t least;
    } lengths[] = {
        {"iso28000-2022.yaml", REF_COUNT}, {"iso28000-9.2.yaml", 25}, {"facility-walk.yaml", 60},
        {"deployment.yaml", 10},           {"documents.yaml", 10},    {"own-requirements.yaml", 5}};

    for (size_t i = 0; i < sizeof lengths / sizeof lengths[0]; i++) {
        struct checklist list;
        read_shipped(lengths[i].name, &list);
        CU_ASSERT_TRUE(list.item_count >= lengths[i].least);
        checklist_clear(&list);
    }
}

/* ---- the standard ---- */

struct standard_ref {
    char ref[24];
    char obligation[16];
};

static size_t read_refs(struct standard_ref refs[REF_COUNT + 1])
{
    FILE *file = fopen(refs_path, "r");
    size_t count = 0;

    CU_ASSERT_PTR_NOT_NULL_FATAL(file);
    while (count <= REF_COUNT &&
           fscanf(file, "%23s %15s", refs[count].ref, refs[count].obligation) == 2)
        count++;
    fclose(file);
    return count;
}

static void every_requirement_is_asked_about_once(void)
{
    struct standard_ref refs[REF_COUNT + 1];
    struct checklist list;
    size_t count = read_refs(refs);

    CU_ASSERT_EQUAL_FATAL(count, REF_COUNT);
    read_shipped("iso28000-2022.yaml", &list);
    CU_ASSERT_EQUAL(list.item_count, REF_COUNT);
    for (size_t i = 0; i < count; i++) {
        const struct checklist_item *found = NULL;
        size_t times = 0;
        for (size_t j = 0; j < list.item_count; j++) {
            const char *ref = list.items[j].ref;
            if (ref == NULL || strcmp(ref, refs[i].ref) != 0)
                continue;
            found = &list.items[j];
            times++;
        }
        told(times == 1, &list, refs[i].ref, "not asked about exactly once");
        told(found != NULL && strcmp(code_at(&code_obligations, (int)found->obligation)->word,
                                     refs[i].obligation) == 0,
             &list, refs[i].ref, "another obligation");
    }
    checklist_clear(&list);
}

/* What the others are tied to is in the standard: a ref of it, or one of its clauses. */
static void the_others_name_what_there_is(void)
{
    static const char *const names[] = {"facility-walk.yaml", "deployment.yaml", "documents.yaml",
                                        "iso28000-9.2.yaml"};
    struct checklist standard;

    read_shipped("iso28000-2022.yaml", &standard);
    for (size_t n = 0; n < sizeof names / sizeof names[0]; n++) {
        struct checklist list;
        read_shipped(names[n], &list);
        for (size_t i = 0; i < list.item_count; i++) {
            const struct checklist_item *item = &list.items[i];
            bool known = false;
            for (size_t j = 0; j < standard.item_count && item->ref != NULL; j++)
                known = known || strcmp(standard.items[j].ref, item->ref) == 0 ||
                        strcmp(standard.items[j].clause, item->ref) == 0;
            told(known, &list, item->id, "its ref is not in the standard");
        }
        checklist_clear(&list);
    }
    checklist_clear(&standard);
}

CU_ErrorCode test_shipped_add(void)
{
    CU_pSuite suite = CU_add_suite("shipped", NULL, NULL);

    if (suite == NULL || CU_ADD_TEST(suite, all_are_good_and_bilingual) == NULL ||
        CU_ADD_TEST(suite, they_are_as_long_as_they_should_be) == NULL ||
        CU_ADD_TEST(suite, every_requirement_is_asked_about_once) == NULL ||
        CU_ADD_TEST(suite, the_others_name_what_there_is) == NULL)
        return CU_get_error();
    return CUE_SUCCESS;
}
