/* idle.h: loops that change nothing of what is asked. How often such a loop runs is of no account: where it has come to
 * its end, the state is as sure as it was before. That it does come to its end is taken for granted. */
#ifndef DL_ENGINE_IDLE_H
#define DL_ENGINE_IDLE_H

#include "engine/step.h"

/* Whether the loop that begins at the block `head` of the frame's function is left for `out` alone, and neither tells
 * the monitor anything, nor touches what keys are made of, nor lets a pointer out of sight, nor calls what is not
 * known. */
bool dl_idle_loop(dl_sim *sim, const dl_frame *frame, const dl_state *state, unsigned head, unsigned out);

#endif
