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
    case DL_COMMAND_TEST_RULES:
        dl_command_test_rules(session);
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

typedef struct guarded_call {
    dl_session *session;
    int argc;
    char **argv;
    const char *fault; /* what went wrong before; NULL at first */
    bool is_done;
} guarded_call;

/* Leaves `is_done` unset when memory ran out. */
static void run_guarded(void *self)
{
    guarded_call *call = self;
    dl_session *session = call->session;

    session->arena = dl_arena_new(&session->trap);
    if (!session->arena || setjmp(session->trap.back) != 0)
        return;
    start(session, call->argc, call->argv);
    call->is_done = true;
}

/* Tries to leave reports that are valid, if empty. */
static void recover_guarded(void *self)
{
    guarded_call *call = self;
    dl_session *session = call->session;
    dl_status why = {0};

    session->arena = dl_arena_new(&session->trap);
    if (!session->arena || setjmp(session->trap.back) != 0)
        return;
    dl_text_init(&session->out, session->arena);
    if (dl_options_parse(&session->options, call->argc, call->argv, session->arena, &why) == DL_OK &&
        session->options.command == DL_COMMAND_CHECK)
        dl_command_check_failed(session, call->fault);
    call->is_done = true;
}

/* Threads of the parser that were given up may still read what the run holds. */
static bool has_strays(const dl_session *session)
{
    return atomic_load(&session->strays->all) > 0;
}

/* Returns whether there is something to write to standard output. */
static bool run_or_recover(guarded_call *call)
{
    dl_session *session = call->session;

    if (!dl_run_guarded(run_guarded, call)) {
        call->fault = "an internal fault of drvlint";
        session->arena = NULL; /* nobody knows in what state it was left */
        session->workers = NULL;
        session->worker_count = 0;
    } else if (!call->is_done) {
        call->fault = "out of memory";
        if (!has_strays(session)) {
            dl_run_release(session);
            dl_arena_free(session->arena);
        }
        session->arena = NULL;
    }
    if (!call->fault)
        return true;
    (void)fprintf(stderr, "drvlint: error: %s\n", call->fault);
    session->status = DL_EXIT_FAULT;
    call->is_done = false;
    return dl_run_guarded(recover_guarded, call) && call->is_done;
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
    dl_strays strays = {0};
    dl_session session = {.status = DL_EXIT_CLEAN, .strays = &strays};
    guarded_call call = {.session = &session, .argc = argc, .argv = argv};

    dl_catch_faults();
    if (run_or_recover(&call) && !write_out(&session)) {
        (void)fprintf(stderr, "drvlint: error: standard output cannot be written\n");
        dl_session_raise(&session, DL_EXIT_FAULT);
    }
    if (has_strays(&session))
        dl_exit_now((int)session.status);
    dl_run_release(&session);
    dl_arena_free(session.arena);
    return (int)session.status;
}
