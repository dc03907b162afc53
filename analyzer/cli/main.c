/* main.c: the door: options, command, standard output, exit status. */
#include "cli/run.h"
#include "support/platform.h"

static void run_command(dl_session *session)
{
    switch (session->options.command) {
    case DL_COMMAND_CHECK:
        dl_command_check(session);
        break;
    case DL_COMMAND_TRACE:
        dl_command_trace(session);
        break;
    case DL_COMMAND_RULES:
        dl_command_rules(session);
        break;
    case DL_COMMAND_EXPLAIN:
        dl_command_explain(session);
        break;
    case DL_COMMAND_DUMP_IR:
        dl_command_dump_ir(session);
        break;
    }
}

static void start(dl_session *session, int argc, char **argv)
{
    dl_status why = {0};

    dl_text_init(&session->out, session->arena);
    if (dl_options_parse(&session->options, argc, argv, session->arena, &why) != DL_OK) {
        dl_say_failure(&why);
        (void)fprintf(stderr, "try '%s --help'\n", dl_command_name(session->options.command));
        session->status = DL_EXIT_USAGE;
    } else if (session->options.wants_help) {
        dl_options_help(&session->out, session->options.command);
    } else if (session->options.wants_version) {
        dl_text_add(&session->out, "drvlint " DRVLINT_VERSION "\n");
    } else {
        run_command(session);
    }
}

/* Returns false when memory ran out. */
static bool run_guarded(dl_session *session, int argc, char **argv)
{
    session->arena = dl_arena_new(&session->trap);
    if (!session->arena || setjmp(session->trap.back) != 0)
        return false;
    start(session, argc, argv);
    return true;
}

/* Gives the memory back and tries to leave reports that are valid, if empty. */
static bool recover(dl_session *session, int argc, char **argv)
{
    dl_status why = {0};

    (void)fprintf(stderr, "drvlint: error: out of memory\n");
    session->status = DL_EXIT_FAULT;
    dl_run_release(session);
    dl_arena_free(session->arena);
    session->arena = dl_arena_new(&session->trap);
    if (!session->arena || setjmp(session->trap.back) != 0)
        return false;
    dl_text_init(&session->out, session->arena);
    if (dl_options_parse(&session->options, argc, argv, session->arena, &why) == DL_OK &&
        session->options.command == DL_COMMAND_CHECK)
        dl_command_check_failed(session, "out of memory");
    return true;
}

static bool write_out(const dl_session *session)
{
    bool is_good;

    dl_stdout_binary();
    is_good = fwrite(dl_text_str(&session->out), 1, session->out.count, stdout) == session->out.count;
    return fclose(stdout) == 0 && is_good;
}

int main(int argc, char **argv)
{
    dl_session session = {.status = DL_EXIT_CLEAN};

    if ((run_guarded(&session, argc, argv) || recover(&session, argc, argv)) && !write_out(&session)) {
        (void)fprintf(stderr, "drvlint: error: standard output cannot be written\n");
        dl_session_raise(&session, DL_EXIT_FAULT);
    }
    dl_run_release(&session);
    dl_arena_free(session.arena);
    return (int)session.status;
}
