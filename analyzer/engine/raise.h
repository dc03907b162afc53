/* raise.h: where an exception may come from in a guarded block. What only reads or writes memory raises none here: the
 * entry has no user's memory, and an address of the system's that is not valid stops the system.
 * Owns: nothing; what is found out is kept with the world. */
#ifndef DL_ENGINE_RAISE_H
#define DL_ENGINE_RAISE_H

#include "engine/sim.h"

/* Of the call that a CHOICE stands before: it raises none. A routine of the system that is known, and not for that, or
 * a helper that calls nothing else. */
bool dl_raise_cannot_come(dl_sim *sim, const dl_frame *frame, const dl_term *term);
/* It is a helper of the driver's that raises exceptions by itself: in which of its cases is not followed to the
 * handler. */
bool dl_raise_is_own(dl_sim *sim, const dl_frame *frame, const dl_term *term);

#endif
