/* run.h: from paths to the results of their drivers, on several threads. */
#ifndef DL_CLI_RUN_H
#define DL_CLI_RUN_H

#include "cli/session.h"
#include "engine/engine.h"

/* What one thread works with; it lives until the results are written, as they point into its arena. */
struct dl_worker {
    dl_trap trap;
    dl_arena *arena;  /* of the frontend, and what is kept for the report */
    dl_arena *driver; /* of one driver; reset after it */
    dl_frontend *frontend;
    dl_names *texts; /* of what is kept: most drivers' verdicts say the same */
};

/* Loads the rules, finds the drivers below the operands, parses and analyses each. Never fails as a call:
 * what went wrong has been said, stands in the notices of the result and in the session's status. */
dl_run_result *dl_run(dl_session *session, const dl_engine_options *engine);

/* The rules as the options ask for them; NULL when they do not load, which has then been said. */
dl_ruleset *dl_run_load_rules(dl_session *session, dl_status *why);

/* The drivers below the operands that are there; the others have been said and stand in the notices. */
dl_project *dl_run_find(dl_session *session, const dl_ruleset *rules);

/* Adds notices to those of the run; dl_run_tell says them too. */
void dl_run_note(dl_session *session, dl_run_result *run, const dl_notice *notices, size_t count);
void dl_run_tell(dl_session *session, dl_run_result *run, const dl_notice *notices, size_t count);

/* A result without drivers that says `why`. */
dl_run_result *dl_run_nothing(dl_arena *arena, const dl_status *why);

/* Frees what the threads of a run hold. */
void dl_run_release(dl_session *session);

#endif
