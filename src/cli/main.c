/* main.c - reads the command line, runs the command, turns what came of it into an exit status. */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "cli/cli.h"

#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/i18n.h"
#include "base/ident.h"

/* A caller may have closed the standard streams: an audit file opened next would take their place
 * and get our messages. Each is opened the way round that it is not used. */
static void keep_streams(void)
{
    static const int modes[] = {O_WRONLY, O_RDONLY, O_RDONLY};

    for (int fd = 0; fd < 3; fd++)
        if (fcntl(fd, F_GETFD) < 0 && open("/dev/null", modes[fd]) != fd)
            _exit(err_exit_status(ERR_IO));
}

static void help_asked(const struct args *args)
{
    if (args->command != NULL)
        help_command(args->command);
    else if (args->word_count > 0 && command_is_group(args->words[0]))
        help_group(args->words[0]);
    else
        help_overview();
}

static enum err_code dispatch(struct session *session, const struct args *args, struct err *err)
{
    if (session->both && (args->command == NULL || !args->command->both_languages)) {
        err_set(err, ERR_USAGE,
                _("--lang both is for workbooks, in which two languages can stand "
                  "side by side"));
        return err_hint(err, _("en or zh_CN; both only for: export"));
    }
    if (args->command == NULL)
        return screens_run(session, args, err);
    enum err_code code = args_check(args, err);
    return code == ERR_OK ? args->command->run(session, args, err) : code;
}

static enum err_code run(int argc, char *const *argv, struct err *err)
{
    struct args args;
    struct session session;

    session_init(&session, argc, argv);
    session.args = &args;
    enum err_code code = args_parse(argc, argv, &args, err);
    if (code == ERR_OK) {
        if (args_has(&args, "version"))
            version_print();
        else if (args_has(&args, "help"))
            help_asked(&args);
        else
            code = dispatch(&session, &args, err);
    }
    session_clear(&session);
    args_clear(&args);
    return code;
}

int main(int argc, char **argv)
{
    struct err err = {0};
    struct err output = {0};

    keep_streams();
    signal(SIGXFSZ, SIG_IGN); /* a limit on file sizes is a full disk, not an end */
    signal(SIGPIPE, SIG_IGN); /* a pipe that closed is an error of output, with its message */
    locale_init();
    ident_init();
    enum err_code code = run(argc, argv, &err);
    if (code != ERR_OK)
        message_error(&err);
    if (output_finish(&output) != ERR_OK) {
        message_error(&output);
        if (code == ERR_OK)
            code = output.code;
    }
    return err_exit_status(code);
}
