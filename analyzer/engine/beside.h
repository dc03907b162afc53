/* beside.h: what may run while the entry does: threads, work items, routines that are told of processes or devices. */
#ifndef DL_ENGINE_BESIDE_H
#define DL_ENGINE_BESIDE_H

#include "engine/judge.h"

/* Finds, once for a driver, which functions may run beside the entry, and which members they set: all that it does not
 * call, and their helpers, but those that the system calls of a driver that has started. */
void dl_beside_begin(dl_judge *judge);
/* Whether such a function may have set the member, or one that it lies in, to anything but zero. By names alone: which
 * object is meant, nobody asks. */
bool dl_beside_sets(const dl_world *world, dl_loc loc);
/* Whether such a function may have set the global, or that part of it, to anything but zero. */
bool dl_beside_sets_global(const dl_world *world, dl_loc loc);
/* The entry waits: whatever runs beside it may have set the globals that still hold constants there. */
void dl_beside_pass(dl_sim *sim, dl_state *state);
/* Whether the routine of this name, and its helpers, were read in full, and hand what they are given to nothing that
 * may write there: what it sets beside the entry is among what dl_beside_sets tells. */
bool dl_beside_is_told_of(dl_world *world, const char *routine);
/* Whether a member of this name may be written between the entry's end and the driver's, by what was read or not. */
bool dl_between_sets(dl_judge *judge, const char *member);
/* Whether it may write all of a structure of that type (NULL: not known) at once, or any part of it. */
bool dl_between_sets_whole(dl_judge *judge, const dl_type *structure);

#endif
