/* device.c - this laptop's key and what it remembers of the files it wrote.
 *
 * The key file is four lines of text: "auditwalk device 1", "seed HEX", "name TEXT" and "check
 * HEX", the BLAKE2b-256 of the lines before it. The memory of an audit file is one record of fixed
 * size in files/ID. Knows nothing of the audit file itself.
 */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "store/device.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <sodium.h>

#include "base/file.h"
#include "base/i18n.h"
#include "base/text.h"

enum { SEED_TEXT_SIZE = 2 * crypto_sign_SEEDBYTES + 1, FILE_LIMIT = 4096 };

static const char first_line[] = "auditwalk device 1\n";

struct ident device_id_of(const uint8_t public_key[DEVICE_PUBLIC_SIZE])
{
    struct hash hash = hash_bytes(public_key, DEVICE_PUBLIC_SIZE);
    struct ident id;

    memcpy(id.bytes, hash.bytes, IDENT_SIZE);
    return id;
}

void device_clear(struct device *device)
{
    free(device->directory);
    sodium_memzero(device, sizeof *device);
}

/* ---- the text of the key file ---------------------------------------------------------------- */

static void format_key(const uint8_t *seed, const char *name, struct buf *out)
{
    char hex[SEED_TEXT_SIZE];
    char check[HASH_TEXT_SIZE];

    buf_reserve(out, FILE_LIMIT); /* so that growing leaves no copy of the seed behind */
    sodium_bin2hex(hex, sizeof hex, seed, crypto_sign_SEEDBYTES);
    buf_printf(out, "%sseed %s\nname %s\n", first_line, hex, name);
    sodium_memzero(hex, sizeof hex);
    struct hash hash = hash_bytes(out->data, out->length);
    hash_text(&hash, check);
    buf_printf(out, "check %s\n", check);
}

/* The rest of a line that starts with word and a space, *at moved behind it; NULL if it does not.
 */
static const char *take_line(const char **at, const char *word, size_t *length)
{
    size_t skip = strlen(word);
    const char *end = strchr(*at, '\n');

    if (end == NULL || strncmp(*at, word, skip) != 0)
        return NULL;
    const char *start = *at + skip;
    *length = (size_t)(end - start);
    *at = end + 1;
    return start;
}

static bool take_hex(const char *text, size_t length, uint8_t *out, size_t size)
{
    size_t got = 0;

    return length == 2 * size && sodium_hex2bin(out, size, text, length, NULL, &got, NULL) == 0 &&
           got == size;
}

static bool parse_key(const struct buf *bytes, uint8_t *seed, char name[DEVICE_NAME_SIZE])
{
    size_t length = 0;
    struct hash check;
    const char *at = bytes->data;

    if (bytes->length < sizeof first_line || memchr(at, '\0', bytes->length) != NULL ||
        strncmp(at, first_line, sizeof first_line - 1) != 0)
        return false;
    at += sizeof first_line - 1;
    const char *line = take_line(&at, "seed ", &length);
    if (line == NULL || !take_hex(line, length, seed, crypto_sign_SEEDBYTES))
        return false;
    line = take_line(&at, "name ", &length);
    if (line == NULL || length >= DEVICE_NAME_SIZE || !text_is_utf8(line, length))
        return false;
    memcpy(name, line, length);
    name[length] = '\0';
    struct hash hash = hash_bytes(bytes->data, (size_t)(at - bytes->data));
    line = take_line(&at, "check ", &length);
    return line != NULL && take_hex(line, length, check.bytes, HASH_SIZE) &&
           hash_equal(&hash, &check) && *at == '\0';
}

/* ---- reading and making it ------------------------------------------------------------------- */

/* Others must not read the key: what is too open is closed, which is what its owner wants. */
static enum err_code close_to_others(const char *path, struct err *err)
{
    struct stat status;

    if (stat(path, &status) != 0 || (status.st_mode & 077) == 0)
        return ERR_OK;
    if (chmod(path, 0600) == 0)
        return ERR_OK;
    err_set(err, ERR_DENIED, _("the key of this laptop can be read by others: %s"), path);
    err_hint(err, _("take the rights of group and others away: chmod 600"));
    return ERR_DENIED;
}

static enum err_code read_key(const char *path, struct device *device, struct err *err)
{
    struct buf bytes;
    uint8_t seed[crypto_sign_SEEDBYTES];

    buf_init(&bytes);
    enum err_code code = close_to_others(path, err);
    if (code == ERR_OK)
        code = file_read(path, FILE_LIMIT, &bytes, err);
    if (code == ERR_OK && parse_key(&bytes, seed, device->name)) {
        crypto_sign_seed_keypair(device->public_key, device->secret_key, seed);
        device->id = device_id_of(device->public_key);
    } else if (code == ERR_OK) {
        err_set(err, ERR_DATA, _("the key of this laptop is damaged: %s"), path);
        err_hint(err, _("put it back from a backup; or move it away, and this laptop writes "
                        "as a new one"));
        code = ERR_DATA;
    }
    sodium_memzero(seed, sizeof seed);
    if (bytes.data != NULL)
        sodium_memzero(bytes.data, bytes.capacity);
    buf_clear(&bytes);
    return code;
}

static void host_name(char name[DEVICE_NAME_SIZE])
{
    char raw[256] = "";
    char *clean = NULL;

    if (gethostname(raw, sizeof raw - 1) != 0 ||
        text_clean(raw, strlen(raw), TEXT_LINE, &clean, NULL) != ERR_OK || clean[0] == '\0') {
        free(clean);
        clean = mem_strdup("laptop");
    }
    size_t length = strlen(clean);
    if (length >= DEVICE_NAME_SIZE) {
        length = DEVICE_NAME_SIZE - 1;
        while (length > 0 && ((unsigned char)clean[length] & 0xc0) == 0x80)
            length--;
    }
    memcpy(name, clean, length);
    name[length] = '\0';
    free(clean);
}

/* Gives the finished file its name unless another process was faster: 0, or an errno value. */
static int publish(const char *temporary, const char *path)
{
    if (renameat2(AT_FDCWD, temporary, AT_FDCWD, path, RENAME_NOREPLACE) == 0)
        return 0;
    if (errno == EINVAL || errno == ENOSYS) /* this file system can't; a hard link does the same */
        return link(temporary, path) == 0 ? 0 : errno;
    return errno;
}

static int write_key(int fd, const struct buf *text)
{
    size_t done = 0;

    while (done < text->length) {
        ssize_t written = write(fd, text->data + done, text->length - done);
        if (written < 0 && errno != EINTR)
            return errno;
        done += written > 0 ? (size_t)written : 0;
    }
    return fsync(fd) == 0 ? 0 : errno;
}

static enum err_code no_place(const char *directory, struct err *err)
{
    enum err_code code = err_code_of(err);

    err_hint(err,
             _("the key of this laptop is kept there; make %s writable, or set XDG_DATA_HOME "
               "to a folder that is"),
             directory);
    return code;
}

/* Makes a key. If another process makes one at the same time, the first to finish is the one. */
static enum err_code make_key(const char *path, const char *directory, struct err *err)
{
    struct file_replace replace;
    struct buf text;
    uint8_t seed[crypto_sign_SEEDBYTES];
    char name[DEVICE_NAME_SIZE];

    if (file_make_directories(directory, err) != ERR_OK ||
        file_replace_begin(&replace, path, err) != ERR_OK)
        return no_place(directory, err);
    buf_init(&text);
    randombytes_buf(seed, sizeof seed);
    host_name(name);
    format_key(seed, name, &text);
    int number = write_key(replace.fd, &text);
    if (number == 0)
        number = publish(replace.temporary, replace.path);
    enum err_code code = ERR_OK;
    if (number != 0 && number != EEXIST)
        code = err_errno(err, number, _("the key of this laptop can't be written to %s"), path);
    file_replace_abort(&replace); /* the temporary name, if it is still there */
    if (code == ERR_OK)
        file_sync_directory(directory, NULL);
    sodium_memzero(seed, sizeof seed);
    sodium_memzero(text.data, text.capacity);
    buf_clear(&text);
    return code == ERR_OK ? code : no_place(directory, err);
}

enum err_code device_load(struct device *device, struct err *err)
{
    struct stat status;
    enum err_code code = ERR_OK;

    ident_init();
    *device = (struct device){.directory = file_data_home()};
    char *path = file_join(device->directory, "device");
    if (lstat(path, &status) != 0 && errno == ENOENT)
        code = make_key(path, device->directory, err);
    if (code == ERR_OK)
        code = read_key(path, device, err);
    free(path);
    if (code != ERR_OK)
        device_clear(device);
    return code;
}

enum err_code device_renew(struct device *device, struct err *err)
{
    struct device fresh;
    char id[IDENT_TEXT_SIZE];

    ident_text(&device->id, id);
    char *path = file_join(device->directory, "device");
    char *kept = mem_printf("%s-%s", path, id);
    enum err_code code = ERR_OK;
    if (rename(path, kept) != 0)
        code = err_errno(err, errno, _("the key of this laptop can't be put aside: %s"), path);
    if (code == ERR_OK && device_load(&fresh, err) != ERR_OK) {
        code = err_code_of(err);
        if (rename(kept, path) != 0)
            err_hint(err, _("the key of this laptop is now %s"), kept);
    } else if (code == ERR_OK) {
        device_clear(device);
        *device = fresh;
        sodium_memzero(&fresh, sizeof fresh);
    }
    free(kept);
    free(path);
    return code;
}

/* ---- what it remembers ----------------------------------------------------------------------- */

enum {
    MEMORY_MARK = 8,
    MEMORY_EPOCH = MEMORY_MARK,
    MEMORY_LAST = MEMORY_EPOCH + 8,
    MEMORY_CHECK = MEMORY_LAST + HASH_SIZE,
    MEMORY_SIZE = MEMORY_CHECK + IDENT_SIZE
};

static const uint8_t memory_mark[MEMORY_MARK] = {'A', 'W', 'M', 'E', 'M', 'O', '1', '\n'};

/* Covers whose and what file's memory it is, so that a file copied to another name is foreign. */
static struct ident memory_check(const struct device *device, const struct ident *file,
                                 const uint8_t *record)
{
    struct ident_part parts[] = {
        {device->id.bytes, IDENT_SIZE}, {file->bytes, IDENT_SIZE}, {record, MEMORY_CHECK}};

    return ident_derive("device-memory", parts, 3);
}

static char *memory_path(const struct device *device, const struct ident *file, bool make)
{
    char name[IDENT_TEXT_SIZE];
    char *directory = file_join(device->directory, "files");

    ident_text(file, name);
    if (make)
        file_make_directories(directory, NULL);
    char *path = file_join(directory, name);
    free(directory);
    return path;
}

bool device_recall(const struct device *device, const struct ident *file,
                   struct device_memory *memory)
{
    uint8_t record[MEMORY_SIZE + 1]; /* one more, to notice a longer file */
    char *path = memory_path(device, file, false);
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);

    free(path);
    if (fd < 0)
        return false;
    ssize_t got = pread(fd, record, sizeof record, 0);
    close(fd);
    if (got != MEMORY_SIZE || memcmp(record, memory_mark, MEMORY_MARK) != 0)
        return false;
    struct ident check = memory_check(device, file, record);
    if (memcmp(check.bytes, record + MEMORY_CHECK, IDENT_SIZE) != 0)
        return false;
    memory->epoch = 0;
    for (size_t i = 8; i-- > 0;)
        memory->epoch = memory->epoch << 8 | record[MEMORY_EPOCH + i];
    memcpy(memory->last.bytes, record + MEMORY_LAST, HASH_SIZE);
    return true;
}

static int open_memory(const struct device *device, const struct ident *file)
{
    for (int attempt = 0; attempt < 2; attempt++) {
        char *path = memory_path(device, file, attempt > 0);
        int fd = open(path, O_WRONLY | O_CREAT | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK, 0600);
        free(path);
        if (fd >= 0 || errno != ENOENT)
            return fd;
    }
    return -1;
}

void device_remember(const struct device *device, const struct ident *file,
                     const struct device_memory *memory)
{
    uint8_t record[MEMORY_SIZE];
    int fd = open_memory(device, file);

    if (fd < 0)
        return;
    memcpy(record, memory_mark, MEMORY_MARK);
    for (size_t i = 0; i < 8; i++)
        record[MEMORY_EPOCH + i] = (uint8_t)(memory->epoch >> (8 * i));
    memcpy(record + MEMORY_LAST, memory->last.bytes, HASH_SIZE);
    struct ident check = memory_check(device, file, record);
    memcpy(record + MEMORY_CHECK, check.bytes, IDENT_SIZE);
    /* A torn record has a wrong check and counts as none, so a failure needs no answer. */
    bool written = pwrite(fd, record, sizeof record, 0) == (ssize_t)sizeof record;
    if (!written && ftruncate(fd, 0) != 0)
        written = false;
    close(fd);
}

/* ---- how files were closed ------------------------------------------------------------------- */

static char *closed_path(const struct device *device, const struct ident *file)
{
    char *memory = memory_path(device, file, true);
    char *path = mem_printf("%s.closed", memory);

    free(memory);
    return path;
}

bool device_closed_as(const struct device *device, const struct ident *file, const char *stamp)
{
    char known[DEVICE_STAMP_SIZE];
    char *path = closed_path(device, file);
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
    ssize_t got = fd >= 0 ? read(fd, known, sizeof known) : -1;

    if (fd >= 0)
        close(fd);
    free(path);
    return got > 0 && (size_t)got == strlen(stamp) && memcmp(known, stamp, (size_t)got) == 0;
}

void device_note_closed(const struct device *device, const struct ident *file, const char *stamp)
{
    if (device_closed_as(device, file, stamp))
        return;
    char *path = closed_path(device, file);
    int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK, 0600);

    free(path);
    if (fd < 0)
        return;
    /* Half a stamp is none. */
    if (write(fd, stamp, strlen(stamp)) < 0 && ftruncate(fd, 0) != 0)
        errno = 0;
    close(fd);
}
