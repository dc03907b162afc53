/* question.h: helpers that ask the system what it answers the same each time: its version, whether it has a routine.
 * Owns: nothing; what is found out is kept with the world. */
#ifndef DL_ENGINE_QUESTION_H
#define DL_ENGINE_QUESTION_H

#include "engine/sim.h"

/* `IsAtLeast(6, 2)`, `HasRoutine(L"ExAllocatePool2")`: the helper reads what it is given, its own locals and what the
 * system answers the same each time, changes nothing else, and is given constants and texts: what it returns is one
 * value, wherever it is asked, which is put in `answer`. False: it is to be run, as any other; so it is where the
 * monitor would be told of one of its calls. */
bool dl_question_answer(dl_sim *sim, const dl_state *state, const dl_instr *call, const dl_function *callee,
                        const dl_call_view *view, dl_val *answer);

#endif
