/* session.h: one run of the program: what every command is given, and what it leaves.
 * Results go to `out`, which main writes to standard output; talk goes to standard error at once. */
#ifndef DL_CLI_SESSION_H
#define DL_CLI_SESSION_H

#include "cli/options.h"
#include "support/platform.h"

/* Exit statuses, and what wins when several apply: fault, usage, findings, input. */
typedef enum dl_exit {
    DL_EXIT_CLEAN = 0,
    DL_EXIT_FINDINGS = 1,
    DL_EXIT_USAGE = 2,
    DL_EXIT_INPUT = 3,
    DL_EXIT_FAULT = 4
} dl_exit;

typedef struct dl_worker dl_worker;

typedef struct dl_session {
    dl_trap trap; /* of `arena` */
    dl_arena *arena;
    dl_options options;
    dl_text out;
    dl_exit status;
    dl_strays *strays;  /* of the parser; main's, as they may be there to the end */
    dl_worker *workers; /* what the threads of a run hold; see run.h */
    size_t worker_count;
} dl_session;

/* Raises the status to `other` where that wins. */
void dl_session_raise(dl_session *session, dl_exit other);
dl_exit dl_exit_of(dl_code code);

/* One message to standard error: `FILE:LINE:COLUMN: error: …`, or `drvlint: error: …` without a file. */
void dl_say_failure(const dl_status *why);
/* Says it, and raises the status. */
void dl_session_fail(dl_session *session, const dl_status *why);
void dl_say_notice(const dl_notice *notice);

/* The commands. Each leaves its result in `out` and its status in `status`. */
void dl_command_check(dl_session *session);
void dl_command_trace(dl_session *session);
void dl_command_rules(dl_session *session);
void dl_command_explain(dl_session *session);
void dl_command_test_rules(dl_session *session);
void dl_command_dump_ir(dl_session *session);

/* After memory ran out: the reports of `check`, valid and without drivers, in place of what `out` held.
 * The session's arena is new. */
void dl_command_check_failed(dl_session *session, const char *message);

#endif
