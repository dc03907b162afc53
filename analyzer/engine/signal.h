/* signal.h: whether a wait may be the wait for a routine of the driver's own: for a thread's object, or for what the
 * thread signals. */
#ifndef DL_ENGINE_SIGNAL_H
#define DL_ENGINE_SIGNAL_H

#include "engine/value.h"

/* Whether what the call is given may be what the use asks for: false where it is the address of a dispatcher object
 * that is the driver's own, and that no routine of the use's role signals. */
bool dl_signal_may_come(const dl_world *world, const dl_api_use *use, const dl_expr *const *args, size_t count);
/* The same, of the world's driver; `self` is its scope. */
bool dl_signal_is_of(const void *self, const char *role, const dl_expr *object);

#endif
