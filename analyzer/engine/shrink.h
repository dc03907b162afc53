/* shrink.h: what a narrower type leaves of a number: `(UCHAR)flags`, `Extension->IsOpen = flags & 0x100`. */
#ifndef DL_ENGINE_SHRINK_H
#define DL_ENGINE_SHRINK_H

#include "engine/sim.h"

/* Whether the integer type may lose bits of the expression, by the types that it is made of. */
bool dl_shrinks(const dl_expr *expr, const dl_type *to);
/* What is left of the expression's value there. Where dl_shrinks says no, the value itself. */
dl_val dl_shrunk(dl_sim *sim, const dl_state *state, const dl_expr *expr, const dl_type *to, dl_val val);

#endif
