/* loops.h: which indexes a loop runs through. Run once by the frontend on each
 * finished function, before it becomes read-only.
 *
 * For `for (i = A; i <= B; i++) t[i] = v;` and its relatives (`<`, `!=`, counting down, step 1,
 * constants, sizeof quotients or locals that hold one for good as bounds) sets `range` on the
 * INDEX expressions with that variable inside the loop. Loops are lowered with the test copied behind the body
 * (`if (c) do … while (c)`), so that the first round is a block of its own path. */
#ifndef DL_IR_LOOPS_H
#define DL_IR_LOOPS_H

#include "ir/ir.h"

/* Also fills preds, pred_count and is_loop_head. */
void dl_loops_find(dl_function *function, dl_arena *arena);
/* Of the `left` blocks in `work`, which are in already, what leads to them without passing through another that is.
 * `work` has room for all blocks. Returns how many blocks that were, the given ones included. */
size_t dl_loops_collect(const dl_block *blocks, bool *is_in, unsigned *work, size_t left);

#endif
