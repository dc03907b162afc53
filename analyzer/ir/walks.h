/* walks.h: pointers that walk over an array, as indexes. Run by loops.c on each finished function.
 *
 *     for (w = Workers; w < Workers + COUNT; w++)          for (k = 0; k < COUNT; k++)
 *         w->Thread = thread;                       →          Workers[k].Thread = thread;
 *
 * The pointer must be a local whose address is taken nowhere, that is only ever set to places of one array and stepped
 * by constants, and compared with such a place. The index is the variable itself, under the name `w - Workers`. */
#ifndef DL_IR_WALKS_H
#define DL_IR_WALKS_H

#include "ir/ir.h"

void dl_walks_count(dl_function *function, dl_arena *arena);

#endif
