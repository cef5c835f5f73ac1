/* command_evidence_watched.c - auditwalk evidence watched: the files of the watched folder, newest
 * first, as p on the walk shows them. */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "cli/cli.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/file.h"
#include "base/folder.h"
#include "base/i18n.h"
#include "store/evidence.h"
#include "store/media_type.h"

enum { FILES_MOST = 500, HEAD_BYTES = 4096 };

static const struct column columns[] = {{N_("Changed"), false, false},
                                        {N_("Size"), true, false},
                                        {N_("Type"), false, false},
                                        {N_("Attached to"), false, false},
                                        {N_("File"), false, true}};

/* What is known of a file beside its name; the caller frees both texts. */
struct facts {
    char *path;
    char type[MEDIA_TYPE_SIZE];
    char *known; /* numbers of the evidence that has the same content, "" */
};

static void read_facts(struct session *session, const char *folder, const struct folder_file *file,
                       struct facts *facts)
{
    char head[HEAD_BYTES];

    *facts = (struct facts){.path = file_join(folder, file->name)};
    if (session->store != NULL &&
        (store_refuse_itself(session->store, facts->path, NULL) != ERR_OK ||
         evidence_with_file(session->store, facts->path, &facts->known, NULL) != ERR_OK))
        facts->known = NULL;
    if (facts->known == NULL)
        facts->known = mem_strdup("");
    if (session->store != NULL && store_refuse_itself(session->store, facts->path, NULL) != ERR_OK)
        return; /* reading the audit file here would drop its locks */
    int fd = open(facts->path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY);
    ssize_t got = fd >= 0 ? read(fd, head, sizeof head) : -1;
    if (fd >= 0)
        close(fd);
    media_type_quick(head, got > 0 ? (size_t)got : 0, facts->type);
}

static void facts_clear(struct facts *facts)
{
    free(facts->path);
    free(facts->known);
}

static void put_json(struct session *session, const char *folder, const struct folder_files *files)
{
    struct buf json;
    char when[CLOCK_ISO_SIZE];

    buf_init(&json);
    buf_putc(&json, '[');
    for (size_t i = 0; i < files->count; i++) {
        const struct folder_file *file = &files->items[i];
        struct facts facts;
        read_facts(session, folder, file, &facts);
        clock_iso(file->changed_at, when);
        char *name = printable(file->name);
        buf_puts(&json, i > 0 ? ",\n  {\"name\": " : "\n  {\"name\": ");
        output_json_text(&json, name);
        buf_printf(&json, ", \"size\": %llu, \"changed_at\": \"%s\", \"media_type\": ",
                   (unsigned long long)file->size, when);
        output_json_text(&json, facts.type);
        buf_puts(&json, ", \"attached_to\": ");
        output_json_text(&json, facts.known);
        buf_putc(&json, '}');
        free(name);
        facts_clear(&facts);
    }
    buf_puts(&json, files->count > 0 ? "\n]\n" : "]\n");
    output_buf(&json);
}

static void put_table(struct session *session, const char *folder, const struct folder_files *files)
{
    struct table *table = table_new(columns, sizeof columns / sizeof columns[0]);

    for (size_t i = 0; i < files->count; i++) {
        const struct folder_file *file = &files->items[i];
        char when[17];
        struct facts facts;
        read_facts(session, folder, file, &facts);
        clock_local_stamp(file->changed_at, when);
        char *name = printable(file->name);
        char *size = mem_printf("%llu", (unsigned long long)file->size);
        table_cell(table, TONE_PLAIN, when);
        table_cell(table, TONE_PLAIN, size);
        table_cell(table, TONE_PLAIN, facts.type);
        table_cell(table, TONE_WARN, facts.known);
        table_cell(table, TONE_PLAIN, name);
        free(size);
        free(name);
        facts_clear(&facts);
    }
    table_print(table);
}

static enum err_code run(struct session *session, const struct args *args, struct err *err)
{
    struct folder_files files = {0};
    const char *given = args_text(args, "folder");
    const char *folder = given != NULL ? given : session->config.photos;
    enum err_code code = ERR_OK;

    if (folder == NULL) {
        err_set(err, ERR_USAGE, "%s", _("no folder is watched"));
        return err_hint(err, "%s", _("set photos = FOLDER in the configuration, or give --folder"));
    }
    if (session_file(session) != NULL)
        code = session_open(session, OPEN_TO_READ, err);
    if (code == ERR_OK)
        code = folder_newest(folder, args_number(args, "limit", FILES_MOST), &files, err);
    if (code == ERR_OK && args_has(args, "json"))
        put_json(session, folder, &files);
    else if (code == ERR_OK && files.count == 0)
        printf("%s\n", _("no files"));
    else if (code == ERR_OK)
        put_table(session, folder, &files);
    folder_files_clear(&files);
    return code;
}

static const struct option options[] = {
    {"folder", 0, ARGUMENT_PATH, 0, NULL, "FOLDER",
     N_("another folder than the one of the configuration")},
    {"limit", 0, ARGUMENT_NUMBER, 0, NULL, "COUNT", N_("at most so many, the newest (else 500)")},
    {"json", 0, ARGUMENT_NONE, 0, NULL, NULL, N_("as JSON")},
    {NULL, 0, ARGUMENT_NONE, 0, NULL, NULL, NULL}};

const struct command command_evidence_watched = {
    .name = "evidence watched",
    .summary = N_("list the files of the watched folder, the newest first"),
    .details = N_("What a phone or camera put there, to be attached with evidence add. With an "
                  "audit file it also tells which evidence has the same content already."),
    .options = options,
    .run = run};
