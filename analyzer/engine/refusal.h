/* refusal.h: unload routines that may refuse, such as a filter's: then the driver stays, and they are called again.
 * Owns: nothing. */
#ifndef DL_ENGINE_REFUSAL_H
#define DL_ENGINE_REFUSAL_H

#include "engine/judge.h"

/* Whether the function may run in an unload routine that refuses then: it is one, and writes what outlives it on a way
 * to a refusal, or is called on such a way. */
bool dl_refusal_may_follow(const dl_judge *judge, const dl_function *function);

#endif
