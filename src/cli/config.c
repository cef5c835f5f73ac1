/* config.c - reading the configuration file. */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "cli/cli.h"

#include <ctype.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "base/i18n.h"
#include "base/text.h"

enum { CONFIG_LIMIT = 1024 * 1024, CONFIG_MIB_MAX = 1024 * 1024 };

/* Takes a value; false if it is none of this key. */
typedef bool config_take(struct config *config, const char *value);

static bool take_person(struct config *config, const char *value)
{
    mem_replace(&config->person, value);
    return true;
}

static void take_path(char **slot, const char *value)
{
    const char *home = getenv("HOME");

    free(*slot);
    *slot = strncmp(value, "~/", 2) == 0 && home != NULL ? file_join(home, value + 2)
                                                         : mem_strdup(value);
}

static bool take_file(struct config *config, const char *value)
{
    take_path(&config->file, value);
    return true;
}

static bool take_template(struct config *config, const char *value)
{
    if (value[0] != '/' && strncmp(value, "~/", 2) != 0)
        return false;
    take_path(&config->template, value);
    return true;
}

static bool take_photos(struct config *config, const char *value)
{
    if (value[0] != '/' && strncmp(value, "~/", 2) != 0)
        return false;
    take_path(&config->photos, value);
    return true;
}

static bool take_capture(struct config *config, const char *value)
{
    if (strstr(value, "{file}") == NULL)
        return false;
    mem_replace(&config->capture, value);
    return true;
}

static bool take_theme(struct config *config, const char *value)
{
    if (theme_find(value) < 0)
        return false;
    mem_replace(&config->theme, value);
    return true;
}

static bool take_language(struct config *config, const char *value)
{
    char *tag = locale_tag(value);

    if (tag == NULL)
        return false;
    free(config->language);
    config->language = tag;
    return true;
}

static bool take_limit(struct config *config, const char *value)
{
    char *end = NULL;

    errno = 0;
    long mib = isdigit((unsigned char)value[0]) ? strtol(value, &end, 10) : 0;
    if (errno != 0 || mib < 1 || mib > CONFIG_MIB_MAX || *end != '\0')
        return false;
    config->attachment_limit = (uint64_t)mib * 1024 * 1024;
    return true;
}

static const struct config_key {
    const char *name;
    config_take *take;
    const char *expects; /* msgid */
} config_keys[] = {
    {"person", take_person, N_("a name")},
    {"file", take_file, N_("the path of an audit file")},
    {"language", take_language, N_("a language such as en or zh_CN")},
    {"theme", take_theme, N_("default, mono or high-contrast")},
    {"photos", take_photos, N_("a folder, from / or ~/")},
    {"capture", take_capture, N_("a command with {file} where the photo is to be written")},
    {"template", take_template, N_("a template of workbooks, from / or ~/")},
    {"attachment-limit-mib", take_limit, N_("a number of mebibytes from 1 to 1048576")},
};
enum { CONFIG_KEY_COUNT = sizeof config_keys / sizeof config_keys[0] };

/* "colour.title = black on yellow"; false if name is no colour. */
static bool set_colour(struct config *config, const char *place, const char *name,
                       const char *value)
{
    struct nearest nearest = {NULL, 0};
    struct err err = {0};
    int style;

    if (strncmp(name, "colour.", 7) != 0 && strncmp(name, "color.", 6) != 0)
        return false;
    const char *word = strchr(name, '.') + 1;
    style = theme_style_find(word);
    for (int i = 0; i < STYLE_COUNT; i++)
        nearest_try(&nearest, word, theme_style_word((enum style)i));
    char *full = mem_printf("colour.%s", nearest.word != NULL ? nearest.word : "");
    if (style < 0 && nearest.word != NULL)
        message_note(_("%s: unknown key \"%s\", ignored (did you mean %s?)"), place, name, full);
    else if (style < 0)
        message_note(_("%s: unknown key \"%s\", ignored (see auditwalk-config(5))"), place, name);
    else if (theme_look_parse(value, &config->looks.own[style], &err) != ERR_OK)
        message_note(_("%s: %s is ignored: %s"), place, name, err.message);
    else
        config->looks.set[style] = true;
    free(full);
    return true;
}

/* "key.walk.note = t"; false if name is no key. */
static bool set_keys(struct config *config, const char *place, const char *name, const char *value)
{
    struct err err = {0};

    if (strncmp(name, "key.", 4) != 0)
        return false;
    if (keymap_set(config->keymap, name + 4, value, place, &err) != ERR_OK)
        message_note(err.hint[0] != '\0' ? _("%s: %s is ignored: %s (%s)")
                                         : _("%s: %s is ignored: %s"),
                     place, name, err.message, err.hint);
    return true;
}

static void warn_unknown(const char *place, const char *name)
{
    struct nearest nearest = {NULL, 0};

    for (size_t i = 0; i < CONFIG_KEY_COUNT; i++)
        nearest_try(&nearest, name, config_keys[i].name);
    if (nearest.word != NULL)
        message_note(_("%s: unknown key \"%s\", ignored (did you mean %s?)"), place, name,
                     nearest.word);
    else
        message_note(_("%s: unknown key \"%s\", ignored (see auditwalk-config(5))"), place, name);
}

static void set_key(struct config *config, const char *place, const char *name, const char *value)
{
    if (set_colour(config, place, name, value) || set_keys(config, place, name, value))
        return;
    for (size_t i = 0; i < CONFIG_KEY_COUNT; i++) {
        if (strcmp(config_keys[i].name, name) != 0)
            continue;
        if (value[0] == '\0' || !config_keys[i].take(config, value))
            message_note(_("%s: %s can't be \"%s\", ignored (it is %s)"), place, name, value,
                         _(config_keys[i].expects));
        return;
    }
    warn_unknown(place, name);
}

/* Cuts blanks at both ends, in place. */
static char *trim(char *text)
{
    size_t length = strlen(text);

    while (length > 0 && isspace((unsigned char)text[length - 1]))
        text[--length] = '\0';
    return text + strspn(text, " \t");
}

static void read_line(struct config *config, const char *place, char *line)
{
    char *name = trim(line);
    char *equals = strchr(name, '=');

    if (name[0] == '\0' || name[0] == '#')
        return;
    if (equals == NULL) {
        message_note(_("%s: no \"=\" in this line, ignored (write key = value)"), place);
        return;
    }
    *equals = '\0';
    set_key(config, place, trim(name), trim(equals + 1));
}

static void read_lines(struct config *config, const char *path, char *text)
{
    size_t number = 1;

    for (char *line = text; line != NULL; number++) {
        char *next = strchr(line, '\n');
        if (next != NULL)
            *next++ = '\0';
        char *place = mem_printf("%s:%zu", path, number);
        read_line(config, place, line);
        free(place);
        line = next;
    }
}

static void tell_conflict(void *context, const char *message)
{
    (void)context;
    message_note("%s", message);
}

void config_load(struct config *config)
{
    struct err err = {0};
    struct buf bytes;
    char *clean = NULL;
    char *home = file_config_home();
    char *path = home != NULL ? file_join(home, "config") : NULL;

    *config = (struct config){.keymap = keymap_new()};
    buf_init(&bytes);
    if (path != NULL && access(path, F_OK) == 0) {
        enum err_code code = file_read(path, CONFIG_LIMIT, &bytes, &err);
        if (code == ERR_OK && bytes.length > 0)
            code = text_clean(bytes.data, bytes.length, TEXT_BLOCK, &clean, &err);
        if (code != ERR_OK)
            message_note(_("%s is ignored: %s"), path, err.message);
        else if (clean != NULL)
            read_lines(config, path, clean);
    }
    keymap_check(config->keymap, tell_conflict, NULL);
    free(clean);
    buf_clear(&bytes);
    free(path);
    free(home);
}

void config_clear(struct config *config)
{
    free(config->person);
    free(config->file);
    free(config->theme);
    free(config->language);
    keymap_use(NULL);
    keymap_free(config->keymap);
    free(config->photos);
    free(config->capture);
    free(config->template);
    *config = (struct config){0};
}
