/* locale.c - languages, character sets, and where an uninstalled program finds its data. */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "cli/cli.h"

#include <ctype.h>
#include <langinfo.h>
#include <limits.h>
#include <locale.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "base/i18n.h"

#ifndef PKGDATADIR
#define PKGDATADIR "/usr/local/share/auditwalk"
#endif
#ifndef LOCALEDIR
#define LOCALEDIR "/usr/local/share/locale"
#endif

static bool is_utf8(void)
{
    return strcmp(nl_langinfo(CODESET), "UTF-8") == 0;
}

/* Where the program itself lies, heap; NULL if the system does not tell. */
static char *own_directory(void)
{
    char path[PATH_MAX];
    ssize_t length = readlink("/proc/self/exe", path, sizeof path - 1);

    if (length <= 0)
        return NULL;
    path[length] = '\0';
    char *slash = strrchr(path, '/');
    return slash != NULL ? mem_strndup(path, (size_t)(slash - path)) : NULL;
}

/* A program in a build tree: the checklists lie beside it or one level up. */
static void find_checklists(void)
{
    static const char *const places[] = {"checklists", "../checklists"};

    if (getenv("AUDITWALK_CHECKLISTS") != NULL || access(PKGDATADIR "/checklists", R_OK) == 0)
        return;
    char *directory = own_directory();
    for (size_t i = 0; directory != NULL && i < sizeof places / sizeof places[0]; i++) {
        char *path = file_join(directory, places[i]);
        bool there = access(path, R_OK) == 0;
        if (there)
            setenv("AUDITWALK_CHECKLISTS", path, 1);
        free(path);
        if (there)
            break;
    }
    free(directory);
}

static void bind_catalog(void)
{
#ifdef ENABLE_NLS
    const char *directory = getenv("AUDITWALK_LOCALEDIR");

    bindtextdomain("auditwalk", directory != NULL && directory[0] != '\0' ? directory : LOCALEDIR);
    bind_textdomain_codeset("auditwalk", "UTF-8");
    textdomain("auditwalk");
#endif
}

void locale_init(void)
{
    /* gettext ignores LANGUAGE in the plain C locale, and messages are UTF-8 in any case. */
    if (setlocale(LC_ALL, "") == NULL || !is_utf8())
        setlocale(LC_ALL, "C.UTF-8");
    setlocale(LC_NUMERIC, "C"); /* workbooks and JSON have points, not commas */
    bind_catalog();
    find_checklists();
}

void locale_for_screens(void)
{
    setlocale(LC_CTYPE, "");
}

char *locale_tag(const char *text)
{
    size_t length = strcspn(text, ".@");
    char *tag = mem_strndup(text, length);

    for (size_t i = 0; i < length; i++) {
        if (tag[i] == '-')
            tag[i] = '_';
        if (!isalnum((unsigned char)tag[i]) && tag[i] != '_')
            tag[0] = '\0'; /* nothing that could be part of a path */
    }
    if (length < 2 || length > 15 || !isalpha((unsigned char)tag[0]) ||
        !isalpha((unsigned char)tag[1])) {
        free(tag);
        return NULL;
    }
    return tag;
}

void locale_use(const char *tag)
{
    setenv("LANGUAGE", tag, 1);
}
