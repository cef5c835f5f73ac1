/* photos_screen.c - the files that came last into the watched folder, with what the selected one
 * shows. Enter goes on to the evidence it is for; nothing is attached before that is saved.
 */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/file.h"
#include "base/folder.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "store/evidence.h"
#include "store/media_type.h"
#include "base/child.h"
#include "ui/editor.h"
#include "ui/flow.h"
#include "ui/list.h"
#include "ui/preview.h"
#include "ui/screens.h"
#include "ui/term.h"

enum { FILES_MOST = 500, HEAD_BYTES = 4096, FACT_ROWS = 5 };

struct photos_screen {
    struct screen screen;
    struct photos_spec spec;
    char *checklist;
    char *item;
    char *ref;
    char *folder;
    struct folder_files files;
    struct list list;
    char **marked; /* names */
    size_t marked_count;
    size_t marked_capacity;
    int64_t saved_at;  /* when the form was opened: a save since then has used the marks */
    struct area shown; /* where the photo goes */
    /* Of the selected file; loaded when it is drawn. */
    char *path;
    struct preview preview;
    char media_type[MEDIA_TYPE_SIZE];
    char *known; /* numbers of the evidence that has the same content, "" for none */
};

static struct photos_screen *photos_of(const struct screen *screen)
{
    return (struct photos_screen *)(uintptr_t)screen;
}

/* ---- loading --------------------------------------------------------------------------------- */

static void forget_selected(struct photos_screen *photos)
{
    preview_clear(&photos->preview);
    mem_replace(&photos->path, NULL);
    mem_replace(&photos->known, NULL);
}

/* ---- marks ----------------------------------------------------------------------------------- */

static void marks_free(struct photos_screen *photos)
{
    for (size_t i = 0; i < photos->marked_count; i++)
        free(photos->marked[i]);
    photos->marked_count = 0;
}

static bool is_marked(const struct photos_screen *photos, const char *name)
{
    for (size_t i = 0; i < photos->marked_count; i++)
        if (strcmp(photos->marked[i], name) == 0)
            return true;
    return false;
}

static void unmark(struct photos_screen *photos, const char *name)
{
    size_t kept = 0;

    for (size_t i = 0; i < photos->marked_count; i++) {
        if (strcmp(photos->marked[i], name) == 0)
            free(photos->marked[i]);
        else
            photos->marked[kept++] = photos->marked[i];
    }
    photos->marked_count = kept;
}

/* Marks the selected file or takes its mark away, and goes on to the next. */
static unsigned mark(struct photos_screen *photos)
{
    long index = list_selected(&photos->list);

    if (index < 0)
        return REACT_HANDLED;
    const char *name = photos->files.items[index].name;
    if (is_marked(photos, name)) {
        unmark(photos, name);
    } else {
        photos->marked = mem_grow(photos->marked, photos->marked_count, &photos->marked_capacity,
                                  sizeof *photos->marked);
        photos->marked[photos->marked_count++] = mem_strdup(name);
    }
    list_select(&photos->list, (size_t)index + 1);
    return REACT_DONE;
}

static enum err_code load(struct screen *base, struct app *app, struct err *err)
{
    struct photos_screen *photos = photos_of(base);

    if (photos->marked_count > 0 && app->saved_at != photos->saved_at)
        marks_free(photos);
    photos->saved_at = app->saved_at;
    forget_selected(photos);
    folder_files_clear(&photos->files);
    mem_replace(&photos->folder, app->photos);
    enum err_code code = folder_newest(app->photos, FILES_MOST, &photos->files, err);
    list_set_count(&photos->list, photos->files.count);
    return code;
}

static void read_type(const char *path, char out[MEDIA_TYPE_SIZE])
{
    char head[HEAD_BYTES];
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY);
    ssize_t got = fd >= 0 ? read(fd, head, sizeof head) : -1;

    if (fd >= 0)
        close(fd);
    media_type_quick(head, got > 0 ? (size_t)got : 0, out);
}

/* What is shown beside the list, of the file that is selected now. */
static void load_selected(struct photos_screen *photos, struct app *app, bool ascii)
{
    long index = list_selected(&photos->list);

    if (index < 0) {
        forget_selected(photos);
        return;
    }
    char *path = file_join(photos->folder, photos->files.items[index].name);
    if (photos->path != NULL && strcmp(path, photos->path) == 0) {
        free(path);
        return;
    }
    forget_selected(photos);
    if (store_refuse_itself(app->store, path, NULL) != ERR_OK) {
        free(path); /* opening the audit file beside the store would drop its locks */
        return;
    }
    photos->path = path;
    read_type(path, photos->media_type);
    preview_load(path, photos->shown.columns, photos->shown.rows, ascii, &photos->preview);
    if (evidence_with_file(app->store, path, &photos->known, NULL) != ERR_OK)
        photos->known = NULL;
}

/* ---- drawing --------------------------------------------------------------------------------- */

static void draw_row(void *owner, size_t index, int width, struct list_row *row)
{
    const struct photos_screen *photos = owner;
    const struct folder_file *file = &photos->files.items[index];
    char when[17];

    (void)width;
    clock_local_stamp(file->changed_at, when);
    list_cell(row, 1, STYLE_KEY, is_marked(photos, file->name) ? "*" : " ");
    list_cell(row, 16, STYLE_MUTED, when);
    if (file->size < 1048576)
        list_cell_format(row, 8, STYLE_MUTED, "%5.0f kB", (double)file->size / 1024.0);
    else
        list_cell_format(row, 8, STYLE_MUTED, "%5.1f MB", (double)file->size / 1048576.0);
    list_cell(row, 0, STYLE_NORMAL, file->name);
}

static const char *no_rows(void *owner)
{
    (void)owner;
    return _("No files yet. What your phone or camera puts into this folder appears here.");
}

static void draw_facts(const struct photos_screen *photos, struct canvas *canvas, struct area area)
{
    struct flow flow = {.canvas = canvas, .area = area};
    const struct preview *preview = &photos->preview;
    char when[17];

    if (photos->path == NULL)
        return;
    if (preview->text != NULL)
        flow_format(&flow, STYLE_MUTED, 0, "%s · %d x %d", photos->media_type, preview->width,
                    preview->height);
    else
        flow_format(&flow, STYLE_MUTED, 0, "%s", photos->media_type);
    if (preview->taken_at > 0) {
        clock_local_stamp(preview->taken_at, when);
        flow_format(&flow, STYLE_NORMAL, 0, _("taken %s by the camera's clock"), when);
    }
    if (photos->known != NULL && photos->known[0] != '\0')
        flow_format(&flow, STYLE_WARN, 0, _("the same content is attached to %s"), photos->known);
}

static void draw_photo(const struct photos_screen *photos, struct canvas *canvas, struct area area)
{
    const char *line = photos->preview.text;

    for (int row = 0; line != NULL && *line != '\0' && row < area.rows; row++) {
        size_t length = strcspn(line, "\n");
        char *text = mem_strndup(line, length);
        draw_text(canvas, area.row + row, area.column, area.columns, STYLE_NORMAL, text);
        free(text);
        line += length + (line[length] == '\n');
    }
}

/* Beside the list, or below it where that leaves too little. */
static void draw(struct screen *base, struct app *app, struct canvas *canvas, struct area area)
{
    struct photos_screen *photos = photos_of(base);
    bool wide = area.columns >= APP_WIDE_COLUMNS;
    struct area right = wide ? area_take_right(&area, area.columns / 2)
                             : area_take_bottom(&area, area.rows * 3 / 5);
    char *title = mem_printf(_("Files in %s"), photos->folder);

    draw_box(canvas, area, title, STYLE_HEADING);
    list_draw(&photos->list, canvas, area_inset(area, 1, 2), true);
    long index = list_selected(&photos->list);
    draw_box(canvas, right, index >= 0 ? photos->files.items[index].name : "", STYLE_MUTED);
    struct area inside = area_inset(right, 1, 1);
    struct area facts = area_take_bottom(&inside, inside.rows > 2 * FACT_ROWS ? FACT_ROWS : 2);
    photos->shown = inside;
    load_selected(photos, app, canvas->ascii);
    draw_photo(photos, canvas, inside);
    draw_facts(photos, canvas, facts);
    free(title);
}

static char *title(const struct screen *base, const struct app *app)
{
    const struct photos_screen *photos = photos_of(base);

    (void)app;
    if (photos->marked_count > 0)
        return mem_printf(_("Photos and files, newest first · marked: %zu"), photos->marked_count);
    return mem_strdup(_("Photos and files, newest first"));
}

/* ---- keys ------------------------------------------------------------------------------------ */

static unsigned open_form(struct photos_screen *photos, struct app *app, bool chosen)
{
    struct evidence_form_spec spec = {.audit = photos->spec.audit,
                                      .checklist = photos->checklist,
                                      .item = photos->item,
                                      .ref = photos->ref,
                                      .kind = EVIDENCE_PHOTO,
                                      .attach = true};

    if (!chosen)
        return app_push(app, evidence_form_new(app, &spec));
    if (photos->path == NULL)
        return REACT_HANDLED;
    spec.path = photos->path;
    spec.taken_at = photos->preview.taken_at;
    if (strncmp(photos->media_type, "image/", 6) != 0)
        spec.kind = EVIDENCE_DOCUMENT;
    return app_push(app, evidence_form_new(app, &spec));
}

/* When a photo was taken, by the camera's clock; 0: not known. */
static int64_t time_of(const char *path)
{
    struct preview preview = {0};

    preview_load(path, 2, 1, true, &preview);
    int64_t taken = preview.taken_at;
    preview_clear(&preview);
    return taken;
}

/* All that are marked and still there, in the order of the list. */
static unsigned open_marked(struct photos_screen *photos, struct app *app)
{
    const char **paths = mem_zalloc(photos->files.count + 1, sizeof *paths);
    int64_t *taken = mem_zalloc(photos->files.count + 1, sizeof *taken);
    struct evidence_form_spec spec = {.audit = photos->spec.audit,
                                      .checklist = photos->checklist,
                                      .item = photos->item,
                                      .ref = photos->ref,
                                      .kind = EVIDENCE_PHOTO,
                                      .attach = true,
                                      .paths = paths,
                                      .taken = taken};
    char **owned = mem_zalloc(photos->files.count + 1, sizeof *owned);

    for (size_t i = 0; i < photos->files.count; i++) {
        if (!is_marked(photos, photos->files.items[i].name))
            continue;
        char *path = file_join(photos->folder, photos->files.items[i].name);
        if (store_refuse_itself(app->store, path, NULL) != ERR_OK) {
            free(path);
            continue;
        }
        owned[spec.path_count] = path;
        paths[spec.path_count] = path;
        taken[spec.path_count++] = time_of(path);
    }
    unsigned reactions = REACT_HANDLED;
    if (spec.path_count > 0)
        reactions = app_push(app, evidence_form_new(app, &spec));
    for (size_t i = 0; i < spec.path_count; i++)
        free(owned[i]);
    free(owned);
    free(paths);
    free(taken);
    return reactions;
}

/* A name by the time, so that none is written over. */
static char *new_path(const char *folder)
{
    time_t now = (time_t)(clock_now() / 1000);
    struct tm local;
    char name[40] = "";

    localtime_r(&now, &local);
    strftime(name, sizeof name, "photo-%Y%m%d-%H%M%S.jpg", &local);
    return file_join(folder, name);
}

/* "{file}" in the words of the command is where it is to write. */
static void fill_in(char **words, const char *path)
{
    for (size_t i = 0; words[i] != NULL; i++) {
        char *at = strstr(words[i], "{file}");
        if (at == NULL)
            continue;
        char *word = mem_printf("%.*s%s%s", (int)(at - words[i]), words[i], path, at + 6);
        free(words[i]);
        words[i] = word;
    }
}

static unsigned capture(struct photos_screen *photos, struct app *app)
{
    char **words = app->capture != NULL ? editor_split_words(app->capture) : NULL;

    if (words == NULL) {
        app_message(app, TONE_NOTICE, "%s",
                    _("no camera command is set: capture = COMMAND {file} in the configuration"));
        return REACT_DONE;
    }
    char *path = new_path(photos->folder);
    fill_in(words, path);
    if (app->term != NULL)
        term_suspend(app->term);
    int status = child_run(words);
    if (app->term != NULL)
        term_resume(app->term);
    app->repaint = true;
    if (status == 127)
        app_message(app, TONE_BAD, _("the camera command \"%s\" was not found"), words[0]);
    else if (status != 0)
        app_message(app, TONE_BAD, _("the camera command \"%s\" ended with status %d"), words[0],
                    status);
    else if (access(path, F_OK) != 0)
        app_message(app, TONE_WARN, "%s", _("the camera command wrote no photo"));
    else
        app_message(app, TONE_GOOD, "%s", file_base_name(path));
    free(path);
    editor_free_words(words);
    list_select(&photos->list, 0);
    return REACT_DONE | REACT_RELOAD;
}

static unsigned act(struct screen *base, struct app *app, const struct input *input)
{
    struct photos_screen *photos = photos_of(base);

    if (!photos->list.finding) {
        if (input->action == ACTION_CAPTURE)
            return capture(photos, app);
        if (input->action == ACTION_TYPE_PATH)
            return open_form(photos, app, false);
        if (input->action == ACTION_LOOK_AGAIN)
            return REACT_DONE | REACT_RELOAD;
        if (input->action == ACTION_MARK)
            return mark(photos);
    }
    unsigned flags = list_act(&photos->list, input);
    if (!(flags & REACT_OPENED))
        return flags;
    return photos->marked_count > 0 ? open_marked(photos, app) : open_form(photos, app, true);
}

static enum context context(const struct screen *base)
{
    return list_context(&photos_of(base)->list, CONTEXT_PHOTOS);
}

/* ---- life ------------------------------------------------------------------------------------ */

static void resize(struct screen *base, int rows, int columns)
{
    (void)rows;
    (void)columns;
    forget_selected(photos_of(base)); /* it is shown as large as there is room */
}

static void close_screen(struct screen *base)
{
    struct photos_screen *photos = photos_of(base);

    forget_selected(photos);
    folder_files_clear(&photos->files);
    marks_free(photos);
    free(photos->marked);
    list_clear(&photos->list);
    free(photos->checklist);
    free(photos->item);
    free(photos->ref);
    free(photos->folder);
    free(photos);
}

static const struct list_ops list_ops = {.row = draw_row, .empty = no_rows};

static const struct screen_ops ops = {.title = title,
                                      .context = context,
                                      .load = load,
                                      .draw = draw,
                                      .act = act,
                                      .resize = resize,
                                      .close = close_screen};

struct screen *photos_screen_new(const struct photos_spec *spec)
{
    struct photos_screen *photos = mem_zalloc(1, sizeof *photos);

    photos->screen.ops = &ops;
    photos->spec.audit = spec->audit;
    photos->checklist = mem_strdup(spec->checklist);
    photos->item = mem_strdup(spec->item);
    photos->ref = mem_strdup(spec->ref);
    photos->folder = mem_strdup("");
    list_init(&photos->list, &list_ops, photos);
    return &photos->screen;
}
