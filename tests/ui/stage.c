/* stage.c - a private home with an audit file and an app without a terminal on it. */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "stage.h"

#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "base/mem.h"
#include "exchange/checklist_file.h"
#include "store/audits.h"
#include "suites.h"

static const char small_checklist[] =
    "format: \"1\"\n"
    "id: small\n"
    "version: \"1\"\n"
    "language: en\n"
    "title: {en: Small walk, zh_CN: 小清单}\n"
    "source: {standard: \"ISO 28000:2022\"}\n"
    "clauses:\n"
    "  - {clause: \"4\", title: {en: Context, zh_CN: 组织环境}}\n"
    "  - {clause: \"4.1\", title: {en: Issues, zh_CN: 议题}}\n"
    "  - {clause: \"8\", title: {en: Operation, zh_CN: 运行}}\n"
    "  - {clause: \"8.4\", title: {en: Controls, zh_CN: 控制}}\n"
    "items:\n"
    "  - {id: \"4.1-1\", ref: \"4.1-1\", clause: \"4.1\", ask: {en: Are issues known?, zh_CN: "
    "议题?},\n"
    "     topic: {en: Issues known, zh_CN: 已知议题}, methods: [interview]}\n"
    "  - {id: \"8.4-c\", ref: \"8.4-c\", clause: \"8.4\", ask: {en: Who signs the gate log?,\n"
    "     zh_CN: 谁签登记?}, topic: {en: Gate log, zh_CN: 出入登记}, methods: [records],\n"
    "     places: [gate], look_for: {en: [Thirty days of logs, Two names]}, documented: true}\n"
    "  - {id: \"8.4-d\", ref: \"8.4-d\", clause: \"8.4\", ask: {en: Are seals counted?,\n"
    "     zh_CN: 封条是否清点?}, topic: {en: Seal count, zh_CN: 封条清点}, methods: "
    "[observation],\n"
    "     places: [gate, yard]}\n"
    "  - {id: own-1, clause: \"8.4\", obligation: own, ask: {en: Is the fence walked?,\n"
    "     zh_CN: 是否巡视围栏?}, topic: {en: Fence walk, zh_CN: 围栏巡视}, places: [yard]}\n";

static void must(enum err_code code, const struct err *err)
{
    if (code != ERR_OK)
        printf("\n    %s (%s)\n", err->message, err->hint);
    CU_ASSERT_EQUAL_FATAL(code, ERR_OK);
}

char *stage_path(const struct stage *stage, const char *name)
{
    return file_join(stage->directory, name);
}

void stage_write(const struct stage *stage, const char *name, const char *text)
{
    struct err err = {0};
    char *path = stage_path(stage, name);

    must(file_write_atomic(path, text, strlen(text), &err), &err);
    free(path);
}

void stage_make(struct stage *stage)
{
    struct err err = {0};
    char directory[] = "/tmp/auditwalk-test-XXXXXX";

    ident_init();
    *stage = (struct stage){0};
    CU_ASSERT_PTR_NOT_NULL_FATAL(mkdtemp(directory));
    stage->directory = mem_strdup(directory);
    stage->before = getcwd(NULL, 0);
    CU_ASSERT_EQUAL_FATAL(chdir(directory), 0);
    stage->path = stage_path(stage, "port.audit");
    char *checklists = stage_path(stage, "checklists");
    CU_ASSERT_EQUAL_FATAL(mkdir(checklists, 0700), 0);
    setenv("HOME", directory, 1);
    setenv("XDG_DATA_HOME", directory, 1);
    setenv("XDG_STATE_HOME", directory, 1);
    setenv("XDG_CONFIG_HOME", directory, 1);
    setenv("TZ", "UTC", 1);
    setenv("AUDITWALK_NOW", "2026-03-31T10:00:00.000Z", 1);
    setenv("AUDITWALK_CHECKLISTS", checklists, 1);
    unsetenv("AUDITWALK_PERSON");
    stage_write(stage, "checklists/small.yaml", small_checklist);
    free(checklists);
    must(device_load(&stage->device, &err), &err);
}

/* A site with two places, one of which is of a kind that the checklist names. */
static struct ident add_site(struct stage *stage)
{
    struct err err = {0};
    struct change change;
    struct ident site = ident_random();
    struct ident areas[] = {ident_random(), ident_random()};

    change_init(&change, NULL);
    change_set_text(&change, RECORD_SITE, &site, SITE_NAME, "Harbour");
    change_set_int(&change, RECORD_SITE, &site, SITE_POSITION, 1);
    for (int i = 0; i < 2; i++) {
        change_set_id(&change, RECORD_AREA, &areas[i], AREA_SITE, &site);
        change_set_text(&change, RECORD_AREA, &areas[i], AREA_NAME, i == 0 ? "Gate 2" : "堆场");
        change_set_text(&change, RECORD_AREA, &areas[i], AREA_PLACE, i == 0 ? "gate" : "yard");
        change_set_int(&change, RECORD_AREA, &areas[i], AREA_POSITION, i + 1);
    }
    must(store_save(stage->store, &change, "site", &err), &err);
    change_clear(&change);
    return site;
}

void stage_make_audit(struct stage *stage)
{
    struct err err = {0};
    struct checklist checklist;

    stage_make(stage);
    must(store_create(stage->path, &stage->device, "Port", "Li Na", &stage->store, &err), &err);
    struct ident site = add_site(stage);
    must(checklist_file_parse("small", small_checklist, strlen(small_checklist), &checklist, NULL,
                              &err),
         &err);
    struct audit_new what = {
        .number = "IA-2026-01", .title = "Gate and yard", .sites = &site, .site_count = 1};
    must(audit_create(stage->store, &what, &checklist, &stage->audit, &err), &err);
    checklist_clear(&checklist);
}

static int remove_entry(const char *path, const struct stat *status, int type, struct FTW *walk)
{
    (void)status;
    (void)type;
    (void)walk;
    return remove(path);
}

void stage_remove(struct stage *stage)
{
    app_free(stage->app);
    store_close(stage->store);
    device_clear(&stage->device);
    if (stage->before != NULL && chdir(stage->before) != 0)
        CU_FAIL("the current directory is gone");
    nftw(stage->directory, remove_entry, 16, FTW_DEPTH | FTW_PHYS);
    free(stage->directory);
    free(stage->before);
    free(stage->path);
    unsetenv("AUDITWALK_NOW");
}

/* ---- the app --------------------------------------------------------------------------------- */

void stage_show(struct stage *stage, struct screen *screen, int rows, int columns)
{
    struct app_options options = {
        .store = stage->store, .device = &stage->device, .language = "en"};

    if (stage->app == NULL)
        stage->app = app_new(&options, rows, columns);
    else
        stage_size(stage, rows, columns);
    app_push(stage->app, screen);
    app_paint(stage->app);
}

void stage_reopen(struct stage *stage)
{
    struct err err = {0};

    app_free(stage->app);
    stage->app = NULL;
    store_close(stage->store);
    stage->store = NULL;
    must(store_open(stage->path, &stage->device, 0, &stage->store, &err), &err);
    must(store_set_author(stage->store, "Li Na", &err), &err);
}

void stage_key(struct stage *stage, int key)
{
    app_feed_key(stage->app, key);
    app_paint(stage->app);
}

void stage_type(struct stage *stage, const char *text)
{
    app_feed_text(stage->app, text);
    app_paint(stage->app);
}

void stage_size(struct stage *stage, int rows, int columns)
{
    app_feed(stage->app, &(struct event){.type = EVENT_RESIZE, .rows = rows, .columns = columns});
    app_paint(stage->app);
}

void stage_has(const struct stage *stage, const char *text)
{
    CU_ASSERT_TRUE(screen_has(stage->app->canvas, text));
}

void stage_lacks(const struct stage *stage, const char *text)
{
    char *all = canvas_text(stage->app->canvas);

    if (strstr(all, text) != NULL)
        printf("\n    \"%s\" is in\n%s", text, all);
    CU_ASSERT_PTR_NULL(strstr(all, text));
    free(all);
}

/* ---- what the file says ---------------------------------------------------------------------- */

struct walk_detail stage_detail(const struct stage *stage, const char *ref)
{
    struct err err = {0};
    struct walk_detail detail;
    char *checklist = NULL;
    char *item = NULL;
    struct store *store = stage->store != NULL ? stage->store : stage->app->store;

    must(walk_find(store, &stage->audit, ref, &checklist, &item, &err), &err);
    must(walk_detail(store, &stage->audit, checklist, item, "en", &detail, &err), &err);
    free(checklist);
    free(item);
    return detail;
}

enum result stage_result(const struct stage *stage, const char *ref)
{
    struct walk_detail detail = stage_detail(stage, ref);
    enum result result = detail.line.result;

    walk_detail_clear(&detail);
    return result;
}

void stage_findings(const struct stage *stage, struct finding_lines *lines)
{
    struct err err = {0};
    struct finding_query query = {.audit = &stage->audit, .sort = FINDING_BY_GRADE};

    must(findings_list(stage->store, &query, lines, &err), &err);
}

void stage_evidence(const struct stage *stage, struct evidence_lines *lines)
{
    struct err err = {0};
    struct evidence_query query = {.audit = &stage->audit};

    must(evidence_list(stage->store, &query, lines, &err), &err);
}

struct ident stage_add_evidence(struct stage *stage, const char *item, const char *title, int kind,
                                const char *path)
{
    struct err err = {0};
    struct ident id;
    const char *paths[] = {path};
    struct evidence_new what = {.kind = kind,
                                .title = title,
                                .checklist = "small",
                                .item = item,
                                .paths = paths,
                                .path_count = path != NULL ? 1 : 0};

    must(evidence_add(stage->store, &stage->audit, &what, NULL, &id, &err), &err);
    return id;
}

struct ident stage_add_finding(struct stage *stage, const char *ref, enum grade grade,
                               const char *statement, const struct ident *evidence)
{
    struct err err = {0};
    struct ident id;
    const char *refs[] = {ref};
    struct finding_new what = {.grade = grade,
                               .statement = statement,
                               .refs = refs,
                               .ref_count = 1,
                               .evidence = evidence,
                               .evidence_count = evidence != NULL ? 1 : 0};

    must(finding_add(stage->store, &stage->audit, &what, &id, &err), &err);
    return id;
}
