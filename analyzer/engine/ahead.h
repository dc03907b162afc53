/* ahead.h: whether anything that the monitor acts on may still come on the ways from where a state is. Where nothing
 * does, and the monitor has nothing to say of the state when the root returns, the state need not be followed on.
 * A helper whose exits are remembered (summary.h) is told nothing: so what is not settled before it is not settled in
 * it either, and it is run to its end.
 * Owns: what is found lives in the run's memory. */
#ifndef DL_ENGINE_AHEAD_H
#define DL_ENGINE_AHEAD_H

#include "engine/step.h"

/* Marks in a frame whether something lies behind the call that it stands for: `instr` of the frame above it. To be
 * asked before the frame runs. */
void dl_ahead_enter(dl_sim *sim, dl_frame *frame, const dl_instr *instr);
/* Whether the state, at the beginning of the block, needs no following. */
bool dl_ahead_is_settled(dl_sim *sim, const dl_frame *frame, unsigned block, const dl_state *state);
/* The same of one that is about to enter the frame's function. */
bool dl_ahead_is_settled_before(dl_sim *sim, const dl_frame *frame, const dl_state *state);

#endif
