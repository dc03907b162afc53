/* sim_parts.h: how the ends of blocks are run. Private to sim.c, waiting.c, sim_branch.c and sim_return.c. */
#ifndef DL_ENGINE_SIM_PARTS_H
#define DL_ENGINE_SIM_PARTS_H

#include "engine/step.h"

/* States that are kept apart behind one call, or at the exits of one function, though the key holds them equal. */
enum { DL_MOST_APART = 8 };

/* The states of one activation of a function that wait at its blocks. */
typedef struct dl_worklist dl_worklist;

/* waiting.c: the state, which is taken over, comes to the block. */
void dl_sim_arrive(dl_sim *sim, dl_frame *frame, dl_worklist *list, unsigned block, dl_state *state);

/* sim_branch.c: likewise, to the blocks where the terminator may go. */
void dl_sim_branch(dl_sim *sim, dl_frame *frame, dl_worklist *list, const dl_block *block, dl_state *state);
void dl_sim_switch(dl_sim *sim, dl_frame *frame, dl_worklist *list, const dl_term *term, dl_state *state);

#endif
