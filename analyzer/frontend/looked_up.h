/* looked_up.h: calls through pointers to routines of the system that the driver looks up by their names, or that it
 * keeps the address of.
 *
 * Owns: nothing; what it writes is in the program. Fails: never. */
#ifndef DL_FRONTEND_LOOKED_UP_H
#define DL_FRONTEND_LOOKED_UP_H

#include "ir/ir.h"
#include "kernel/facts.h"

/* `MmGetSystemRoutineAddress(L"ObRegisterCallbacks")` is kept in what is called `pObRegisterCallbacks`, or is of a type
 * that is, or in a variable or member that is given nothing else: a call through such a pointer gets the name of that
 * routine. The text is the last one that its string was given in the block, or the only one that it is given at all.
 * `static const API Os = {PsSetLoadImageNotifyRoutine, …}` says the same of its members. Only of routines that facts
 * are known of, and that a text of the program names; of several the longest name that fits. */
void dl_name_looked_up(const dl_program *program, const dl_facts *facts, dl_arena *scratch);

#endif
