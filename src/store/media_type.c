/* media_type.c - tells files apart by their content.
 *
 * libmagic is taken into the process when the first file comes: the screens start without it.
 */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "store/media_type.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#ifdef HAVE_LIBMAGIC
#include <dlfcn.h>
#include <magic.h>
#endif

#include "base/text.h"

/* ---- our own --------------------------------------------------------------------------------- */

struct signature {
    const char *bytes;
    size_t length;
    const char *media_type;
};

static const struct signature signatures[] = {
    {"\xff\xd8\xff", 3, "image/jpeg"},   {"\x89PNG\r\n\x1a\n", 8, "image/png"},
    {"%PDF-", 5, "application/pdf"},     {"GIF8", 4, "image/gif"},
    {"II*\0", 4, "image/tiff"},          {"MM\0*", 4, "image/tiff"},
    {"PK\x03\x04", 4, "application/zip"}};

static bool contains(const char *bytes, size_t length, const char *word)
{
    return memmem(bytes, length, word, strlen(word)) != NULL;
}

/* An Office Open XML document is a ZIP whose first entries tell what it is. */
static const char *zip_type(const char *bytes, size_t length)
{
    if (!contains(bytes, length, "[Content_Types].xml"))
        return "application/zip";
    if (contains(bytes, length, "xl/"))
        return "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    if (contains(bytes, length, "word/"))
        return "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
    if (contains(bytes, length, "ppt/"))
        return "application/vnd.openxmlformats-officedocument.presentationml.presentation";
    return "application/zip";
}

/* Text may be cut inside its last character, since only the beginning is looked at. */
static bool is_text(const char *bytes, size_t length)
{
    for (size_t cut = 0; cut < 4 && cut <= length; cut++)
        if (text_is_utf8(bytes, length - cut))
            return true;
    return false;
}

static const char *by_signature(const char *bytes, size_t length)
{
    for (size_t i = 0; i < sizeof signatures / sizeof signatures[0]; i++) {
        const struct signature *known = &signatures[i];
        if (length < known->length || memcmp(bytes, known->bytes, known->length) != 0)
            continue;
        bool zip = strcmp(known->media_type, "application/zip") == 0;
        return zip ? zip_type(bytes, length) : known->media_type;
    }
    return is_text(bytes, length) ? "text/plain" : "application/octet-stream";
}

/* What a library says is shown and exported, so it must look like a media type. */
static void keep(const char *type, char out[MEDIA_TYPE_SIZE])
{
    static const char allowed[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
                                  "0123456789.+-/_";

    if (type == NULL || strlen(type) >= MEDIA_TYPE_SIZE || strchr(type, '/') == NULL ||
        type[strspn(type, allowed)] != '\0')
        type = "application/octet-stream";
    snprintf(out, MEDIA_TYPE_SIZE, "%s", type);
}

void media_type_quick(const char *bytes, size_t length, char out[MEDIA_TYPE_SIZE])
{
    keep(by_signature(bytes, length < MEDIA_TYPE_SNIFF ? length : MEDIA_TYPE_SNIFF), out);
}

/* ---- libmagic -------------------------------------------------------------------------------- */

#ifdef HAVE_LIBMAGIC

struct library {
    void *handle;
    __typeof__(magic_open) *open;
    __typeof__(magic_load) *load;
    __typeof__(magic_buffer) *buffer;
    __typeof__(magic_close) *close;
    __typeof__(magic_version) *version;
};

static bool find(void *handle, const char *name, void *call, size_t size)
{
    void *found = dlsym(handle, name);

    memcpy(call, &found, size);
    return found != NULL;
}

/* False if it is not installed: then our own signatures have to do. */
static bool library_load(struct library *library)
{
    void *handle = dlopen(MAGIC_SONAME, RTLD_LAZY | RTLD_LOCAL);

    library->handle = handle;
    if (handle == NULL)
        return false;
    bool found = find(handle, "magic_open", &library->open, sizeof library->open) &&
                 find(handle, "magic_load", &library->load, sizeof library->load) &&
                 find(handle, "magic_buffer", &library->buffer, sizeof library->buffer) &&
                 find(handle, "magic_close", &library->close, sizeof library->close) &&
                 find(handle, "magic_version", &library->version, sizeof library->version);
    if (!found)
        dlclose(handle);
    return found;
}

static bool ask_library(const char *bytes, size_t length, char out[MEDIA_TYPE_SIZE])
{
    struct library library;

    if (!library_load(&library))
        return false;
    magic_t magic = library.open(MAGIC_MIME_TYPE);
    bool loaded = magic != NULL && library.load(magic, NULL) == 0;
    const char *type = loaded ? library.buffer(magic, bytes, length) : NULL;
    if (type != NULL)
        keep(type, out);
    if (magic != NULL)
        library.close(magic);
    dlclose(library.handle);
    return type != NULL;
}

int media_type_library_version(void)
{
    struct library library;

    if (!library_load(&library))
        return 0;
    int version = library.version();
    dlclose(library.handle);
    return version;
}

#else

static bool ask_library(const char *bytes, size_t length, char out[MEDIA_TYPE_SIZE])
{
    (void)bytes;
    (void)length;
    (void)out;
    return false;
}

int media_type_library_version(void)
{
    return 0;
}

#endif

void media_type_tell(const char *bytes, size_t length, char out[MEDIA_TYPE_SIZE])
{
    length = length < MEDIA_TYPE_SNIFF ? length : MEDIA_TYPE_SNIFF;
    if (!ask_library(bytes, length, out))
        media_type_quick(bytes, length, out);
}
