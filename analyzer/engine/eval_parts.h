/* eval_parts.h: between eval.c, which says what an expression is worth, and eval_compare.c, which says it of
 * comparisons. Private to them. */
#ifndef DL_ENGINE_EVAL_PARTS_H
#define DL_ENGINE_EVAL_PARTS_H

#include "engine/sim.h"

bool dl_eval_is_word(const dl_type *type);
/* Which number it is as one of the type. Of an unsigned word the negative ones stay: a status is held as one. */
int64_t dl_eval_as_type(int64_t k, const dl_type *type);
/* `how`: DL_RECKON_…, or 0. */
dl_val dl_eval_symbol(dl_sim *sim, dl_op op, dl_val left, dl_val right, int how, unsigned base);
/* One that is reckoned with: of arithmetic, or of a comparison of what arithmetic gave. */
dl_val dl_eval_reckoned(dl_sim *sim, const dl_state *state, const dl_expr *expr, dl_val left, dl_val right, int flags,
                        unsigned base);
/* Addresses within one array are ordered by their index: both. False: they are none such. */
bool dl_eval_order_addresses(const dl_world *world, dl_val a, dl_val b, int64_t *x, int64_t *y);
/* `expr` compares `a` with `b`. */
dl_val dl_eval_comparison(dl_sim *sim, dl_state *state, const dl_expr *expr, dl_val a, dl_val b);

#endif
