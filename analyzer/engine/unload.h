/* unload.h: between unload.c, which compares what the entry leaves with what can release it, and unload_paths.c, which
 * runs the unload routine. Private to them. */
#ifndef DL_ENGINE_UNLOAD_H
#define DL_ENGINE_UNLOAD_H

#include "engine/judge.h"

/* One place of acquisition. */
typedef struct dl_unload_site {
    dl_judge *judge;
    const dl_resource *kind;
} dl_unload_site;

/* By its name alone: a release, or a call that takes the object over. */
bool dl_unload_is_release(const dl_unload_site *site, const dl_instr *instr);
/* Whether the call may be one of the tracked object's: instance 0 of the state. */
bool dl_unload_may_release(const dl_unload_site *site, dl_sim *sim, dl_state *state, const dl_event *event);

/* Whether the function runs at any other time than the entry and the unload routine. */
bool dl_unload_runs_between(const dl_judge *judge, const dl_function *function);
/* `exit`: a successful return of the entry, where instance 0 is held (state 1). Yes: every way through `unload` from
 * there ends with it held, as far as the code tells. What may have changed between is unknown. `end`, then: the state
 * at such an end, in scratch. */
bool dl_unload_never_releases(const dl_unload_site *site, const dl_function *unload, const dl_state *exit, dl_sim *sim,
                              const dl_state **end);

#endif
