/* key.h: what tells states apart where ways meet: the monitor's instances, and the classes of what guards events and
 * returns in all functions that are being run. */
#ifndef DL_ENGINE_KEY_H
#define DL_ENGINE_KEY_H

#include "engine/sim.h"

typedef struct dl_key {
    uint64_t hash;
    uint64_t instances; /* what of it the monitor's instances make */
} dl_key;

/* The key of the state while `frame` is run: where a block of it begins; within the block that runs. Keys are compared
 * within one run of its function only: what cannot change in one is left out. */
dl_key dl_key_at(dl_sim *sim, dl_state *state, dl_frame *frame, unsigned block);
dl_key dl_key_within(dl_sim *sim, dl_state *state, dl_frame *frame);
/* The classes that the value may be of, as a number; its constant, where that is to be told. */
uint64_t dl_key_class(dl_sim *sim, dl_state *state, const dl_expr *expr, dl_exactness exact);

#endif
