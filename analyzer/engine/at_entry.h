/* at_entry.h: what a call is known to give in the entry routine, and nowhere else: it runs at PASSIVE_LEVEL
 * (wdm.h, DRIVER_INITIALIZE, Remarks). */
#ifndef DL_ENGINE_AT_ENTRY_H
#define DL_ENGINE_AT_ENTRY_H

#include "engine/value.h"

/* Whether the call gives zero where the world runs the entry: the driver's models know no other IRQL, and none of the
 * kinds of resource that would change that is acquired by the entry or a helper of it. */
bool dl_at_entry_is_zero(dl_world *world, const dl_api *api);

#endif
