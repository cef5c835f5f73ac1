/* sticky.c - see sticky.h. */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "ui/sticky.h"

#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/text.h"

enum { FILE_LIMIT = 256 * 1024, LINES_MOST = 100, KEY_SIZE = 2 * IDENT_TEXT_SIZE };

static char *file_name(void)
{
    char *home = file_state_home();
    char *path = home != NULL ? file_join(home, "places") : NULL;

    free(home);
    return path;
}

void sticky_clear(struct sticky *sticky)
{
    mem_replace(&sticky->asked, NULL);
    mem_replace(&sticky->confidentiality, NULL);
}

/* "FILE AUDIT ", which begins the line of an audit. */
static void key_of(const struct app *app, char key[KEY_SIZE])
{
    struct ident file = store_file_id(app->store);

    ident_text(&file, key);
    key[IDENT_TEXT_SIZE - 1] = ' ';
    ident_text(&app->audit, key + IDENT_TEXT_SIZE);
}

static void read_file(struct buf *bytes)
{
    char *path = file_name();

    buf_init(bytes);
    if (path == NULL || file_read(path, FILE_LIMIT, bytes, NULL) != ERR_OK || bytes->length == 0)
        buf_clear(bytes);
    free(path);
}

/* The pieces behind the key: area, asked, confidentiality, between tabs. */
static char *next_piece(const char **at)
{
    size_t length = strcspn(*at, "\t\n");
    char *clean = NULL;

    if (text_clean(*at, length, TEXT_LINE, &clean, NULL) != ERR_OK)
        clean = mem_strdup("");
    *at += length + ((*at)[length] == '\t');
    return clean;
}

static const char *line_of(const struct buf *bytes, const char *key)
{
    size_t length = strlen(key);

    for (const char *at = bytes->length > 0 ? bytes->data : ""; *at != '\0';) {
        if (strncmp(at, key, length) == 0 && at[length] == '\t')
            return at + length + 1;
        at += strcspn(at, "\n");
        at += *at == '\n';
    }
    return NULL;
}

static void take_area(struct app *app, const char *text)
{
    struct ident area;
    struct row row;

    if (!ident_parse(text, &area) ||
        store_get(app->store, RECORD_AREA, &area, &row, NULL) != ERR_OK)
        return;
    if (row_is_null(&row, FIELD_WITHDRAWN) && row_text(&row, AREA_NAME)[0] != '\0')
        app->area = area;
    row_clear(&row);
}

void sticky_load(struct app *app)
{
    char key[KEY_SIZE];
    struct buf bytes;

    app->area = ident_none();
    sticky_clear(app->sticky);
    key_of(app, key);
    read_file(&bytes);
    const char *at = line_of(&bytes, key);
    if (at != NULL) {
        char *area = next_piece(&at);
        char *asked = next_piece(&at);
        char *word = next_piece(&at);
        take_area(app, area);
        if (asked[0] != '\0')
            mem_replace(&app->sticky->asked, asked);
        if (code_find(&code_confidentiality, word) != NULL)
            mem_replace(&app->sticky->confidentiality, word);
        free(area);
        free(asked);
        free(word);
    }
    buf_clear(&bytes);
}

/* The line of this audit first, then those of others. */
static void write_file(const struct app *app)
{
    char key[KEY_SIZE];
    char area[IDENT_TEXT_SIZE] = "";
    struct buf before;
    struct buf after;
    const struct sticky *sticky = app->sticky;
    char *home = file_state_home();
    char *path = file_name();
    size_t lines = 1;

    key_of(app, key);
    read_file(&before);
    buf_init(&after);
    if (!ident_is_none(&app->area))
        ident_text(&app->area, area);
    buf_printf(&after, "%s\t%s\t%s\t%s\n", key, area, sticky->asked != NULL ? sticky->asked : "",
               sticky->confidentiality != NULL ? sticky->confidentiality : "");
    for (const char *at = before.length > 0 ? before.data : ""; *at != '\0' && lines < LINES_MOST;
         lines++) {
        size_t length = strcspn(at, "\n");
        if (strncmp(at, key, strlen(key)) != 0)
            buf_printf(&after, "%.*s\n", (int)length, at);
        at += length + (at[length] == '\n');
    }
    if (path != NULL && home != NULL && file_make_directories(home, NULL) == ERR_OK)
        file_write_atomic(path, after.data, after.length, NULL);
    buf_clear(&before);
    buf_clear(&after);
    free(path);
    free(home);
}

void sticky_set(struct app *app, const char *asked, const char *confidentiality)
{
    mem_replace(&app->sticky->asked, asked != NULL && asked[0] != '\0' ? asked : NULL);
    mem_replace(&app->sticky->confidentiality,
                confidentiality != NULL && confidentiality[0] != '\0' ? confidentiality : NULL);
    if (app->store != NULL && !ident_is_none(&app->audit))
        write_file(app);
}

char *sticky_text(const struct app *app)
{
    struct buf text;
    const struct code *code = code_find(&code_confidentiality, app->sticky->confidentiality);
    char *area = store_name(app->store, RECORD_AREA, &app->area);

    buf_init(&text);
    if (area[0] != '\0')
        buf_printf(&text, _(" · at %s"), area);
    if (app->sticky->asked != NULL)
        buf_printf(&text, " · %s", app->sticky->asked);
    if (code != NULL)
        buf_printf(&text, " · %s", _(code->label));
    free(area);
    return buf_take(&text);
}
