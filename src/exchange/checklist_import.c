/* checklist_import.c - putting a checklist file into the user's folder, checked and in one step. */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "exchange/checklist_overlay.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "base/i18n.h"

void checklist_imported_clear(struct checklist_imported *imported)
{
    free(imported->id);
    free(imported->version);
    free(imported->path);
    free(imported->replaced);
    *imported = (struct checklist_imported){0};
}

/* The file of the user's folder that has it already, else ID.yaml or ID.overlay.yaml; the folder is
 * made if need be. Heap. */
static enum err_code own_path(const char *id, bool overlay, char **path, struct err *err)
{
    char *home = file_data_home();

    *path = checklist_own_file(id, overlay);
    if (*path != NULL || home == NULL) {
        free(home);
        return *path != NULL ? ERR_OK
                             : err_set(err, ERR_CANTCREAT,
                                       _("the folder of your checklists is not known: HOME is not "
                                         "set"));
    }
    char *folder = file_join(home, "checklists");
    char *name = mem_printf(overlay ? "%s.overlay.yaml" : "%s.yaml", id);
    enum err_code code = file_make_directories(folder, err);
    if (code == ERR_OK)
        *path = file_join(folder, name);
    free(name);
    free(folder);
    free(home);
    return code;
}

static bool is_same(const struct checklist *a, const struct checklist *b)
{
    struct buf left;
    struct buf right;

    buf_init(&left);
    buf_init(&right);
    checklist_write(a, CHECKLIST_YAML, &left);
    checklist_write(b, CHECKLIST_YAML, &right);
    bool same = left.length == right.length && memcmp(left.data, right.data, left.length) == 0;
    buf_clear(&left);
    buf_clear(&right);
    return same;
}

/* What stands at the path already: the same checklist, another version, or anything else. */
static enum err_code check_target(const struct checklist_import *import,
                                  const struct checklist *checklist,
                                  struct checklist_imported *imported, struct err *err)
{
    struct checklist there;
    const char *path = imported->path;

    if (access(path, F_OK) != 0)
        return ERR_OK;
    bool readable = checklist_file_read(path, &there, NULL, NULL) == ERR_OK;
    if (readable) {
        imported->replaced = mem_strdup(there.version);
        imported->unchanged = is_same(&there, checklist);
    }
    if (!import->replace && !imported->unchanged && readable)
        err_set(err, ERR_CANTCREAT, _("'%s' is there already: %s %s, and would become %s %s"), path,
                there.id, there.version, checklist->id, checklist->version);
    else if (!import->replace && !imported->unchanged)
        err_set(err, ERR_CANTCREAT, _("'%s' is there already and is no good checklist"), path);
    checklist_clear(&there);
    if (import->replace || imported->unchanged)
        return ERR_OK;
    err_hint(err, _("--replace puts the new one in its place"));
    return ERR_CANTCREAT;
}

/* A YAML file keeps its bytes, with comments and order; another format is written anew. */
static enum err_code put_file(const struct checklist_import *import,
                              const struct checklist *checklist, const char *path,
                              const struct buf *bytes, struct err *err)
{
    struct buf written;

    if (import->format == CHECKLIST_YAML && checklist_format_of(path) == CHECKLIST_YAML)
        return file_write_atomic(path, bytes->data, bytes->length, err);
    buf_init(&written);
    checklist_write(checklist, checklist_format_of(path), &written);
    enum err_code code = file_write_atomic(path, written.data, written.length, err);
    buf_clear(&written);
    return code;
}

static enum err_code install(const struct checklist_import *import, const struct buf *bytes,
                             const struct checklist *checklist, struct checklist_imported *imported,
                             struct err *err)
{
    enum err_code code = ERR_OK;

    imported->id = mem_strdup(checklist->id);
    imported->version = mem_strdup(checklist->version);
    imported->items = checklist->item_count;
    if (import->path != NULL)
        imported->path = mem_strdup(import->path);
    else
        code = own_path(checklist->id, false, &imported->path, err);
    if (code == ERR_OK)
        code = check_target(import, checklist, imported, err);
    if (code == ERR_OK && !imported->unchanged)
        code = put_file(import, checklist, imported->path, bytes, err);
    return code;
}

/* ---- overlays -------------------------------------------------------------------------------- */

static enum err_code check_overlay_target(const struct checklist_import *import,
                                          const struct buf *bytes,
                                          struct checklist_imported *imported, struct err *err)
{
    struct buf there;

    if (access(imported->path, F_OK) != 0)
        return ERR_OK;
    buf_init(&there);
    imported->unchanged = file_read(imported->path, CHECKLIST_FILE_LIMIT, &there, NULL) == ERR_OK &&
                          there.length == bytes->length &&
                          memcmp(there.data, bytes->data, there.length) == 0;
    buf_clear(&there);
    if (import->replace || imported->unchanged)
        return ERR_OK;
    err_set(err, ERR_CANTCREAT, _("'%s' is there already"), imported->path);
    err_hint(err, _("--replace puts the new one in its place"));
    return ERR_CANTCREAT;
}

static enum err_code import_overlay(const struct checklist_import *import, const struct buf *bytes,
                                    struct checklist_imported *imported, struct err *err)
{
    struct checklist_overlay overlay;
    struct checklist_problems problems;

    enum err_code code = checklist_overlay_parse(import->file, bytes, &overlay, &problems, err);
    imported->warnings = problems.count;
    imported->items = overlay.count;
    imported->id = mem_strdup(overlay.checklist);
    if (code == ERR_OK && import->path != NULL)
        imported->path = mem_strdup(import->path);
    else if (code == ERR_OK)
        code = own_path(overlay.checklist, true, &imported->path, err);
    if (code == ERR_OK)
        code = check_overlay_target(import, bytes, imported, err);
    if (code == ERR_OK && !imported->unchanged)
        code = file_write_atomic(imported->path, bytes->data, bytes->length, err);
    checklist_problems_clear(&problems);
    checklist_overlay_clear(&overlay);
    return code;
}

/* ---- all ------------------------------------------------------------------------------------- */

static enum err_code import_checklist(const struct checklist_import *import,
                                      const struct buf *bytes, struct checklist_imported *imported,
                                      struct err *err)
{
    struct checklist checklist;
    struct checklist_problems problems;

    enum err_code code = checklist_file_parse_as(import->file, import->format,
                                                 bytes->data != NULL ? bytes->data : "",
                                                 bytes->length, &checklist, &problems, err);
    imported->warnings = problems.count;
    if (code == ERR_OK)
        code = install(import, bytes, &checklist, imported, err);
    checklist_problems_clear(&problems);
    checklist_clear(&checklist);
    return code;
}

enum err_code checklist_file_import(const struct checklist_import *import,
                                    struct checklist_imported *imported, struct err *err)
{
    struct buf bytes;

    *imported = (struct checklist_imported){0};
    buf_init(&bytes);
    enum err_code code = file_read(import->file, CHECKLIST_FILE_LIMIT, &bytes, err);
    if (code == ERR_OK && import->format == CHECKLIST_YAML && checklist_is_overlay(import->file))
        code = import_overlay(import, &bytes, imported, err);
    else if (code == ERR_OK)
        code = import_checklist(import, &bytes, imported, err);
    if (code != ERR_OK)
        checklist_imported_clear(imported);
    buf_clear(&bytes);
    return code;
}
