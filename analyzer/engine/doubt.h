/* doubt.h: doubts that end where the ways of the branch that raised them have all met again.
 * Which way a branch on merged values goes is not known, so a state behind it may be impossible. But one of its ways is
 * taken for sure: where all of them come to one state, that state is as sure as the one before the branch. Each way
 * holds a share of 64; a branch within one divides that way's. Two branches that divide the same share, each on another
 * way of a fork that is no doubt, know nothing of each other: of what the one leaves the other takes but half. Shares
 * add up where states are joined. Only what the monitor and the witness know nothing of may lie between: the joined
 * state's path goes around it. */
#ifndef DL_ENGINE_DOUBT_H
#define DL_ENGINE_DOUBT_H

#include "engine/value.h"

/* Two ways of one state: both are in doubt from here on, and one of them is what happens. To be told before either has
 * a step of its own. What `left` was in doubt of before stays, and only its share is divided. */
void dl_doubt_part(dl_world *world, dl_state *left, dl_state *right, const char *doubt, dl_span span);
/* In doubt from here on, for what does not end with a branch. */
void dl_doubt_stay(dl_state *state, const char *doubt, dl_span span);
/* What the joined state is in doubt of, before its flags are joined. True: the doubt has ended. */
bool dl_doubt_meet(dl_state *into, const dl_state *from);

#endif
