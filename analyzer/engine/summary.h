/* summary.h: what a helper did when it was run before in surroundings that are the same as far as it can see.
 *
 * A helper reads and writes what it is handed, the globals that it and its own helpers name, and what pointers in
 * these lead to: its footprint. The rest of a state it leaves alone (the frame rule of separation logic: O'Hearn,
 * Reynolds, Yang, CSL 2001). So of two states that are equal in the footprint it makes the same of the one as of the
 * other, and the exits of the first run can be put together with the rest of the second. That holds across runs,
 * as places, symbols and contexts have one number in all of them, as long as the monitor is told nothing in the
 * helper: no instruction in it is one that the monitor listens for, and no object that it follows is in the footprint.
 *
 * Owns: summaries live in the world's arena; past a limit no more are kept. */
#ifndef DL_ENGINE_SUMMARY_H
#define DL_ENGINE_SUMMARY_H

#include "engine/step.h"

typedef struct dl_pending dl_pending;

/* Adds the exits of `frame`'s function from `state`, its parameters bound, where they are known. Else false; then
 * `*pending` is not NULL if they are worth knowing, and dl_summary_keep is to be called behind the run. */
bool dl_summary_find(dl_sim *sim, const dl_frame *frame, const dl_state *state, dl_states *exits, dl_pending **pending);
/* The run of the helper has come to these exits, its own variables still in them. */
void dl_summary_keep(dl_sim *sim, dl_pending *pending, const dl_states *exits);

#endif
