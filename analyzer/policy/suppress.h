/* suppress.h: the suppressions that stand in a driver's sources, held against what was found in it. */
#ifndef DL_POLICY_SUPPRESS_H
#define DL_POLICY_SUPPRESS_H

#include "engine/result.h"

/* Puts the finding aside: one reason more. */
void dl_suppress(dl_finding *finding, dl_suppression by, dl_arena *arena);

/* Marks the findings that the sources suppress, and lists what suppresses them. Of the files that were read, by their
 * text; the result is one of dl_engine_run, not yet kept. Verdicts stay as they are. */
void dl_suppress_in_sources(dl_driver_result *result, const dl_ruleset *rules, dl_arena *arena);

/* What is to be said of the comments of all drivers: a warning for each that is not as it should be, a note for each
 * that suppresses nothing in any driver. Of rules that are switched off nothing is said. */
const dl_notice *dl_suppress_notices(size_t *count, const dl_run_result *run, dl_arena *arena);

#endif
