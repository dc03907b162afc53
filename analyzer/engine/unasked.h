/* unasked.h: calls whose outcome nobody asks for.
 * Owns: nothing. */
#ifndef DL_ENGINE_UNASKED_H
#define DL_ENGINE_UNASKED_H

#include "engine/graph.h"

/* `status = Call(…); ASSERT(NT_SUCCESS(status)); status = Other(…);`, or `Call(…);` alone: what the call returns is
 * read by nothing that runs, but for messages in the same block. */
bool dl_outcome_is_unasked(dl_world *world, const dl_function *function, const dl_instr *call);

#endif
