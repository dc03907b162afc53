/* cycles.h: which functions call themselves, by way of others too.
 * Owns: nothing; what it needs is in the arena given. Fails: never. */
#ifndef DL_ENGINE_CYCLES_H
#define DL_ENGINE_CYCLES_H

#include "ir/ir.h"
#include "support/table.h"

/* Adds the functions that do to `cyclic`, in time linear in calls. Calls through pointers are not followed. */
void dl_cycles_find(dl_table *cyclic, const dl_program *program, dl_arena *arena);

#endif
