/* spared.h: memory that a function takes for a while, and goes on without where there is none.
 * Owns: nothing. */
#ifndef DL_ENGINE_SPARED_H
#define DL_ENGINE_SPARED_H

#include "engine/value.h"

/* `block = allocate(…); if (block) { …; free(block); }`: the way without the block comes to what follows at once, and
 * no status that is asked there was set on the other. Or the way without it notes a failure, and the block is freed at
 * the end on every way on which there is one. */
bool dl_is_spared(dl_world *world, const dl_function *function, const dl_instr *site);

#endif
