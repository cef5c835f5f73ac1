/* version.c - the version, and the libraries at work.
 *
 * The headers of SQLite, the workbook, YAML, JSON and terminal libraries belong to the rooms that
 * use them; their functions that tell the version are asked for by name.
 */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "cli/cli.h"

#include <cbor.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistring/version.h>
#ifdef HAVE_LIBMAGIC
#include <magic.h>
#endif

#include "base/i18n.h"
#include "exchange/checklist_file.h"
#include "exchange/export.h"
#include "store/media_type.h"

#ifndef PACKAGE_VERSION
#define PACKAGE_VERSION "0"
#endif

extern const char *sqlite3_libversion(void);
extern const char *yaml_get_version_string(void);
extern const char *jansson_version_str(void);
extern const char *curses_version(void);

static void print_library(const char *name, const char *built, const char *running)
{
    if (built != NULL)
        printf("  %-14s %s (%s %s)\n", name, running, _("built with"), built);
    else
        printf("  %-14s %s\n", name, running);
}

static void print_unistring(void)
{
    char built[16];
    char running[16];
    int now = _libunistring_version;

    snprintf(built, sizeof built, "%d.%d.%d", _LIBUNISTRING_VERSION >> 16,
             (_LIBUNISTRING_VERSION >> 8) & 0xff, _LIBUNISTRING_VERSION & 0xff);
    snprintf(running, sizeof running, "%d.%d.%d", now >> 16, (now >> 8) & 0xff, now & 0xff);
    print_library("libunistring", built, running);
}

static void print_magic(void)
{
#ifdef HAVE_LIBMAGIC
    char built[16];
    char running[16];
    int version = media_type_library_version();

    snprintf(built, sizeof built, "%d.%02d", MAGIC_VERSION / 100, MAGIC_VERSION % 100);
    snprintf(running, sizeof running, "%d.%02d", version / 100, version % 100);
    print_library("libmagic", built, running);
#else
    print_library("libmagic", NULL, _("no"));
#endif
}

void version_print(void)
{
    char cbor[32];
    const char *workbooks = export_library_version();

    printf("auditwalk %s\n", PACKAGE_VERSION);
    print_library("SQLite", NULL, sqlite3_libversion());
    print_library("libsodium", SODIUM_VERSION_STRING, sodium_version_string());
    print_unistring();
    snprintf(cbor, sizeof cbor, "%d.%d.%d", CBOR_MAJOR_VERSION, CBOR_MINOR_VERSION,
             CBOR_PATCH_VERSION);
    print_library("libcbor", NULL, cbor);
    print_library("libyaml", NULL, yaml_get_version_string());
    print_library("libcsv", NULL, checklist_csv_version());
    print_library("jansson", NULL, jansson_version_str());
    print_library("libxlsxwriter", NULL, workbooks != NULL ? workbooks : _("no"));
    print_library("ncurses", NULL, curses_version());
    print_magic();
#ifdef ENABLE_NLS
    print_library("gettext", NULL, _("yes"));
#else
    print_library("gettext", NULL, _("no"));
#endif
}
