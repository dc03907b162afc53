/* static_end.h: objects of classes in static storage, which no scope ends. The kernel has nothing that does. A driver
 * may bring a runtime of its own that runs their destructors, which the compiler registers with its `atexit`; a library
 * of which a header is missing may come with one. Whether it runs them, and when, is in no source. */
#ifndef DL_ENGINE_STATIC_END_H
#define DL_ENGINE_STATIC_END_H

#include "engine/judge.h"

/* Why what ends a variable may release the instance's object, of that kind, which it holds in this state; NULL: it does
 * not, or no such variable holds it. */
const char *dl_static_end_of(dl_judge *judge, const dl_resource *kind, const dl_sim *sim, const dl_state *state,
                             const dl_instance *instance);

#endif
