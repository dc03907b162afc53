/* stems.h: of which pointers with names of their own a joined pointer is one, or leads into what one of them leads to.
 */
#ifndef DL_ENGINE_STEMS_H
#define DL_ENGINE_STEMS_H

#include "engine/value.h"

/* The number, as `stems` of the symbol for the two joined at the place; 0: not known, or too many. */
int dl_stems_of_both(dl_world *world, dl_val a, dl_val b, dl_loc loc);
/* Likewise for what was made of a pointer by arithmetic. */
int dl_stems_of_sum(dl_world *world, dl_val sum);
/* Whether the symbol, which is fuzzy, is a pointer that is surely another than `other`, which is not. */
bool dl_stems_are_others(const dl_world *world, int sym, int other);

#endif
