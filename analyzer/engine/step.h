/* step.h: the parts of the simulation: sim.c runs blocks and joins states (sim_parts.h), step.c executes an
 * instruction, call.c a call, call_api.c one of a known API, recurse.c one of what is running already. Private to
 * these. States are changed in place. */
#ifndef DL_ENGINE_STEP_H
#define DL_ENGINE_STEP_H

#include "engine/sim.h"

typedef DL_VEC(dl_state *) dl_states;

/* step.c */
void dl_step_emit(dl_sim *sim, dl_state *state, dl_event *event);
/* `ok = NT_SUCCESS(status)`, `return NT_SUCCESS(status);`: where the call's outcome is known already, no branch will
 * ask for it any more, so that the monitor is told of a test here. Not of a pointer that is asked in a `return`: a
 * helper that made it answers so whether it is there, and its caller has yet to ask. */
void dl_step_tell_answer(dl_sim *sim, dl_state *state, const dl_expr *value, bool is_returned);
/* Any instruction but a call. */
void dl_step_plain(dl_sim *sim, dl_state *state, const dl_instr *instr);

/* call.c: `out` gets the states behind the call: none where it does not come back. */
void dl_step_call(dl_sim *sim, dl_state *state, const dl_instr *instr, dl_states *out);
/* What the call returns goes where the instruction puts it. */
void dl_step_write_result(dl_sim *sim, dl_state *state, const dl_instr *instr, dl_val value);

/* call_api.c: likewise, of the known API that the view `effective` of the call names. */
void dl_step_call_api(dl_sim *sim, dl_state *state, const dl_instr *instr, const dl_call_view *views, size_t count,
                      size_t effective, dl_states *out);

/* The first call of the function `callee`, or, where that is NULL, of what `call` names, in the order of the text: it
 * stands for all whose answer does not change. `call` itself where there is none. */
const dl_instr *dl_step_first_call(dl_world *world, const dl_instr *call, const dl_function *callee);

/* recurse.c */
/* As dl_sim_function, of a helper that may call itself. */
void dl_recurse_run(dl_sim *sim, dl_frame *frame, dl_state *start, dl_states *exits);
/* A call of what `running` runs, its parameters bound in `state`: adds the exits that are known so far. False: there
 * are too many ways into it. */
bool dl_recurse_again(dl_sim *sim, dl_frame *running, dl_state *state, dl_states *exits);
/* Whether the function, or one that has called it, has called itself: a variable stands for those of all its runs. */
bool dl_recurse_is_within(const dl_frame *frame);

/* sim.c */
void dl_sim_function(dl_sim *sim, dl_frame *frame, dl_state *start, dl_states *exits);
/* A number for the block of this activation: joined values are named by it. */
enum { DL_BLOCKS_A_CONTEXT = 8192 };
int dl_step_where(const dl_frame *frame, unsigned block);

/* sim_return.c: `exits` gets what the caller goes on with. */
void dl_sim_return(dl_sim *sim, dl_frame *frame, const dl_term *term, dl_state *state, dl_states *exits);

/* Of these frames the one that runs the function, or NULL. */
static inline dl_frame *dl_frame_running(dl_frame *frame, const dl_function *function)
{
    while (frame && frame->function != function)
        frame = frame->up;
    return frame;
}

static inline bool dl_type_is_aggregate(const dl_type *type)
{
    return type->kind == DL_TYPE_RECORD || type->kind == DL_TYPE_ARRAY;
}

#endif
