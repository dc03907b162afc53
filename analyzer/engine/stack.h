/* stack.h: arrays that a global counts, as a cleanup that takes back what was put there empties them from the last:
 * `while (Count > 0) { STEP *step = &Steps[--Count]; step->Undo(step->Context); }`. Of two ways that have put the same
 * number of other steps there, each undoes its own: what stands in the elements is a part of the key.
 * Owns: what was found lives as long as the world. Fails: never. */
#ifndef DL_ENGINE_STACK_H
#define DL_ENGINE_STACK_H

#include "engine/sim.h"

/* What the elements below `count` hold, where that is one thing, of all arrays that are emptied by the
 * counter; 0: there is none. */
uint64_t dl_stack_hash(dl_sim *sim, dl_state *state, const dl_expr *counter, int64_t count);

#endif
