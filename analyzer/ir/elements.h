/* elements.h: pointers to the elements of an array, by what they lead to. Run by loops.c on each finished function.
 *
 * Where a local surely holds the address of the element at a loop's index, that element is what is named:
 *
 *     WORKER *worker = &Workers[i];            WORKER *worker = &Workers[i];
 *     worker->Thread = thread;          →      Workers[i].Thread = thread;
 *     Start(worker);                           Start(&Workers[i]);
 *
 * The local must be written once in the function and its address be taken nowhere. Between there and a use neither the
 * index may be written, nor what the array is found by. */
#ifndef DL_IR_ELEMENTS_H
#define DL_IR_ELEMENTS_H

#include "ir/ir.h"

/* `worker = Workers + i` becomes `worker = &Workers[i]`, where `i` is a local. */
void dl_elements_spell(dl_function *function, dl_arena *arena);
/* Names the elements. Their indexes must have their ranges (loops.h); what is named anew has none. Returns whether
 * anything is. */
bool dl_elements_name(dl_function *function, dl_arena *arena);

#endif
