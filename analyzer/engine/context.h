/* context.h: chains of calls, by number. The same chain has the same number in every run for a driver, so that what a
 * helper left in one run can be found again in another. Number 0 is the root.
 * Owns: the table lives in the world's arena. */
#ifndef DL_ENGINE_CONTEXT_H
#define DL_ENGINE_CONTEXT_H

#include "engine/value.h"

/* The chain that goes from `parent` through the call `instr`; where that is NULL, the round of a decided loop. */
int dl_context_of(dl_world *world, int parent, const dl_instr *instr, uint64_t round);
enum { DL_LATER_ROUND = 0x5eed }; /* of an undecided loop, any but the first */
/* Whether it is such a round. */
bool dl_context_is_later_round(const dl_world *world, int context);
/* The chain of calls, rounds of decided loops included; and the calls alone. By where they stand. */
uint64_t dl_context_key(const dl_world *world, int context);
uint64_t dl_context_chain_key(const dl_world *world, int context);
/* The chain up to its last call: without the round of a loop that stands behind that. */
int dl_context_of_call(const dl_world *world, int context);
/* Whether the chain begins with the one of `above`; itself counts. True also of what is no number of a chain. */
bool dl_context_is_below(const dl_world *world, int context, int above);

#endif
