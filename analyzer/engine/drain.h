/* drain.h: loops that undo what lists hold. What went into a list, and so how often such a loop runs and what it
 * undoes, is not followed: nothing is sure in it and behind it that it may have undone. */
#ifndef DL_ENGINE_DRAIN_H
#define DL_ENGINE_DRAIN_H

#include "engine/step.h"

/* Whether the branch, both ways of which seem open, leaves or passes by a loop that calls a routine which each round
 * finds anew, and which may concern the monitor; or one that takes things out of a list into which the entry puts some,
 * and does to the object what concerns it. */
bool dl_drain_is_asked(dl_sim *sim, const dl_frame *frame, const dl_state *state, const dl_block *block);

#endif
