/* waiting.h: the states that wait at the blocks of one activation of a function, until they are run. Private to the
 * simulation.
 *
 * States of one key at one block are one. Where a loop begins, it is all that has ever come there, so that it settles;
 * elsewhere what each that leads there has brought last (as in Kildall's equations, A Unified Approach to Global
 * Program Optimization, POPL 1973). In the end each has been run with all that it holds, and what it brought then is
 * all that can come of it. So a value that each round changes has one name in the whole round.
 * Owns: all of it lives in the run's memory. */
#ifndef DL_ENGINE_WAITING_H
#define DL_ENGINE_WAITING_H

#include "engine/sim_parts.h"

/* Of the frame's function, for one activation. */
dl_worklist *dl_waiting_new(dl_sim *sim, const dl_frame *frame);
/* The next state to be run, and its block: in reverse post-order. It stays as it is, and what arrives from then on is
 * of its making. NULL: there is none. */
dl_state *dl_waiting_next(dl_sim *sim, const dl_frame *frame, dl_worklist *list, unsigned *block);

#endif
