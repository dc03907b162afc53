/* sum.h: where in an object a pointer leads that was made by counting bytes. */
#ifndef DL_ENGINE_SUM_H
#define DL_ENGINE_SUM_H

#include "engine/value.h"

/* Whether a pointer to `element` steps from one to the next of what stands at the place; NULL: it counts bytes. */
bool dl_sum_is_counted(dl_world *world, dl_loc loc, const dl_type *element);
/* Whether a number that is added to the address, as one of the type, goes from element to element. */
bool dl_sum_steps(dl_world *world, dl_val address, const dl_type *type);
/* The places that what `expr` makes of the two values may lead into, as `leads` of its symbol; 0: none is known. */
int dl_sum_leads(dl_world *world, const dl_state *state, const dl_expr *expr, dl_val left, dl_val right);
/* Likewise of any sum of a pointer and a number. */
int dl_sum_leads_by(dl_world *world, const dl_state *state, dl_val pointer, dl_val by);
/* Where the pointer, of this type, leads so many steps on, or back. One that has gone on comes back to what it was:
 * `(HEADER *)(header + 1) - 1`. False: that is not known. */
bool dl_sum_moves(dl_world *world, const dl_state *state, const dl_expr *pointer, dl_val from, dl_val steps,
                  bool is_back, dl_val *to);
/* Whether it is an address that is rounded down, as for an alignment: `(address + 63) & ~63`. */
bool dl_sum_is_rounded(const dl_world *world, const dl_expr *expr, dl_val val, dl_val by);
/* What a pointer was made of that leads so many bytes on, or to an element behind what it leads to (`&header[1]`), or
 * that is the address of its first member; of any other value that itself. */
dl_val dl_sum_base(dl_world *world, dl_val val);
/* Some part of what the pointer leads to, at this distance. */
dl_loc dl_sum_part(dl_world *world, const dl_state *state, dl_val pointer, dl_val by);
/* Whether the place is such a part, or lies in one. */
bool dl_sum_is_part(const dl_world *world, dl_loc loc);
/* The structure of which the member at null is `loc`: CONTAINING_RECORD. DL_NOWHERE: it is not that member. */
dl_loc dl_sum_containing(dl_world *world, dl_loc loc, const dl_expr *member);

#endif
