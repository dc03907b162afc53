/* bounds.h: between which numbers a path has found a symbol to be, by comparing it with constants: behind `n > 5` there
 * is no `n < 4`, behind `n < 0xFFFFFFFF` no `n == 0xFFFFFFFF`, and no USHORT is above 65535.
 *
 * A symbol is compared as a number of some type, its view: `(LONG)n` and `n` are ordered in two ways, and `(UCHAR)n` is
 * another number. A state keeps the bounds of one view of a symbol, the first that it was compared as; what is found of
 * it as another one is not kept, but where the number is the same in both. */
#ifndef DL_ENGINE_BOUNDS_H
#define DL_ENGINE_BOUNDS_H

#include "engine/value.h"

/* The view of a type; 0: none that has bounds. */
int dl_bounds_view(const dl_type *type);
/* In `b` of the symbol of a comparison with a constant: the view, from this bit on. */
enum { DL_VIEW_SHIFT = 6 };

/* Whether `val op k` holds. */
dl_tri dl_bounds_decide(const dl_world *world, const dl_state *state, dl_op op, dl_val val, int64_t k, int view);
/* `val op k` holds; false: it cannot. */
bool dl_bounds_narrow(dl_world *world, dl_state *state, dl_val val, dl_op op, int64_t k, int view);

/* Whether it is the sum of a symbol and a number, as C adds them: then what `k` comes to without it. */
bool dl_bounds_summand(const dl_world *world, const dl_state *state, dl_val val, dl_val *of, int64_t *k);
/* Whether nothing that is known of the symbol in such a sum of words is lost in it. */
bool dl_bounds_sum_is_exact(const dl_world *world, const dl_state *state, dl_val val);
/* `val op k` holds of a sum of a symbol and a number: what that says of the symbol. False: it cannot hold. Where
 * not all of it is kept, that is noted: a branch on the symbol is in doubt. */
bool dl_bounds_narrow_sum(dl_world *world, dl_state *state, dl_val val, dl_op op, int64_t k, int view);

typedef struct dl_bounds {
    int64_t low, high; /* in the order of the view */
} dl_bounds;
/* Between which numbers the path has found the symbol to be, as a number of its own type; false: it was compared with
 * none. */
bool dl_bounds_found(const dl_state *state, dl_val val, dl_bounds *found);

/* ---- of a symbol, where two states meet ---- */

/* Between which numbers it is on one of the two ways at least; `is_apart`: some between are on none of them. */
dl_bounds dl_bounds_of_both(const dl_known *one, const dl_known *other, int view, bool *is_apart);
/* Puts them down where they say more than the rest that is known. */
void dl_bounds_put(dl_known *known, dl_bounds bounds, int view);

#endif
