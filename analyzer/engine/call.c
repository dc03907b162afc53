/* call.c: calls: of helpers, which are run in place; of known APIs, by their facts; of what is not known. */
#include "engine/ahead.h"
#include "engine/ask.h"
#include "engine/doubt.h"
#include "engine/effects.h"
#include "engine/footprint.h"
#include "engine/question.h"
#include "engine/summary.h"

#include <string.h>

const dl_api *dl_sim_api(dl_sim *sim, const dl_state *state, const char *name, const dl_expr *const *args, size_t count)
{
    const dl_api *valued = NULL;
    int64_t k;
    dl_val value;

    if (!name)
        return NULL;
    if (count >= 2 && dl_text_equal(name, "memset")) {
        value = dl_eval(sim, (dl_state *)state, args[1]);
        if (dl_val_constant(sim->world, state, value, &k))
            valued = dl_facts_api_with_value(sim->world->facts, name, k);
    }
    return valued ? valued : dl_world_api(sim->world, name);
}

void dl_step_write_result(dl_sim *sim, dl_state *state, const dl_instr *instr, dl_val value)
{
    dl_loc to;

    if (!instr->result)
        return;
    to = dl_loc_var(sim->world, instr->result);
    if (dl_type_is_aggregate(instr->result->type) && value.kind == DL_VAL_ADDRESS)
        dl_state_copy_object(sim->world, state, to, value.id);
    else
        dl_state_write(sim->world, state, to, value);
}

static void fill_view(dl_sim *sim, dl_state *state, dl_call_view *view, const char *name, const dl_expr *const *args,
                      size_t count)
{
    view->name = name;
    view->args = args;
    view->arg_count = count < DL_MAX_ARGS ? count : DL_MAX_ARGS;
    view->api = dl_sim_api(sim, state, name, args, count);
    for (size_t i = 0; i < view->arg_count; i++)
        view->vals[i] = dl_eval(sim, state, view->args[i]);
}

/* A callee that is not run may do anything to what it is given. */
static void forget_given(dl_sim *sim, dl_state *state, const dl_call_view *view)
{
    for (size_t i = 0; i < view->arg_count; i++) {
        dl_loc loc = dl_eval_pointee(sim, state, view->vals[i]);

        if (loc)
            dl_effects_havoc_reachable(sim, state, loc);
    }
}

static void tell_opaque(dl_sim *sim, dl_state *state, const dl_instr *instr, const dl_call_view *view, const char *name)
{
    if (sim->is_quiet)
        return;
    if (!(state->flags & DL_STATE_OPAQUE)) {
        state->flags |= DL_STATE_OPAQUE;
        state->opaque = name ? name : dl_expr_text(instr->pointer, sim->world->arena);
        state->opaque_span = instr->span;
    }
    dl_vec_push(sim->world->scratch, &sim->opaques, ((dl_opaque){instr, name}));
    if (sim->monitor.opaque)
        sim->monitor.opaque(sim->monitor.self, sim, state, instr, name, view->vals, view->arg_count);
}

static void write_opaque_result(dl_sim *sim, dl_state *state, const dl_instr *instr)
{
    int sym = dl_sym(sim->world, (dl_symbol){.kind = DL_SYM_OPAQUE, .instr = instr, .a = sim->frame->context});

    dl_state_renew(sim->world, state, sym, dl_context_of(sim->world, sim->frame->context, instr, 0));
    dl_step_write_result(sim, state, instr, dl_val_sym(sym));
}

static void call_opaque(dl_sim *sim, dl_state *state, const dl_instr *instr, const dl_call_view *view, const char *name)
{
    if (!dl_call_is_message(instr)) {
        forget_given(sim, state, view);
        tell_opaque(sim, state, instr, view, name);
    }
    write_opaque_result(sim, state, instr);
}

static bool calls_unknown(dl_world *world, const dl_function *function)
{
    for (size_t b = 0; b < function->block_count; b++)
        for (size_t i = 0; i < function->blocks[b].count; i++) {
            const dl_instr *instr = &function->blocks[b].instrs[i];

            if (instr->kind == DL_I_CALL && !instr->callee && !(instr->name && dl_world_api(world, instr->name)) &&
                !dl_call_is_message(instr))
                return true;
        }
    return false;
}

/* Whether the monitor would be told something, were the function run. */
static bool would_tell(dl_sim *sim, const dl_state *state, const dl_reach *reach)
{
    for (size_t i = 0; i < reach->functions.count && sim->monitor.is_told; i++)
        if (calls_unknown(sim->world, reach->functions.at[i]) ||
            dl_ask_tells(sim, reach->functions.at[i], state->instance_count > 0))
            return true;
    return false;
}

/* A function of the driver's that is not followed here: it runs already, and is given what one place stands for in all
 * its runs, or it lies too deep. Nobody knows what it leaves in the globals that it names, nor what it would tell the
 * monitor: what is wrong behind it may not be. */
static void call_unfollowed(dl_sim *sim, dl_state *state, const dl_instr *instr, const dl_function *callee,
                            const dl_call_view *view)
{
    const dl_reach *reach = dl_reach_of(sim->world, callee);
    bool tells = would_tell(sim, state, reach), changes = tells;

    forget_given(sim, state, view);
    for (size_t i = 0; i < reach->globals.count; i++)
        if (!reach->globals.at[i]->is_const) {
            changes = true;
            dl_effects_havoc_reachable(sim, state, dl_loc_var(sim->world, reach->globals.at[i]));
        }
    if (tells) {
        tell_opaque(sim, state, instr, view, callee->name);
        sim->unfollowed = callee;
    }
    write_opaque_result(sim, state, instr);
    if (!changes)
        return;
    dl_doubt_stay(state, dl_arena_printf(sim->world->arena, "what %s does here was not followed", callee->name),
                  instr->span);
    state->flags |= DL_STATE_ROUNDS;
}

static void bind_params(dl_sim *sim, dl_state *state, const dl_function *callee, const dl_call_view *view,
                        const dl_val *vals)
{
    for (size_t i = 0; i < callee->param_count; i++) {
        dl_loc param = dl_loc_var(sim->world, callee->params[i]);

        if (i < view->arg_count && dl_type_is_aggregate(callee->params[i]->type) && dl_expr_is_place(view->args[i]))
            dl_state_copy_object(sim->world, state, param, dl_eval_place(sim, state, view->args[i]));
        else if (i < view->arg_count)
            dl_state_write(sim->world, state, param, vals[i]);
        else
            dl_state_mark(sim->world, state, param, DL_MARK_HAVOC, dl_sim_moment(sim, state));
    }
}

/* Whether what a helper returned needs no explanation: nothing, a status that is no failure, a pointer that is not
 * null. */
static bool is_plain_return(const dl_sim *sim, const dl_state *exit, const dl_instr *instr)
{
    static const char *const statuses[] = {"NTSTATUS", "HRESULT", "NDIS_STATUS"};
    const dl_type *type = instr->result ? instr->result->type : NULL;
    unsigned mask = dl_val_mask(sim->world, exit, exit->returned);

    if (!type || type->kind == DL_TYPE_VOID)
        return true;
    if (type->kind == DL_TYPE_POINTER)
        return mask != DL_ZERO;
    for (size_t i = 0; i < sizeof statuses / sizeof *statuses; i++)
        if (dl_text_equal(type->spelling, statuses[i]))
            return mask != DL_NEG;
    return false;
}

static void come_back(dl_sim *sim, dl_state *exit, const dl_instr *instr, const dl_function *callee, dl_states *out)
{
    dl_node_add(sim, exit,
                (dl_node){.kind = DL_NODE_LEAVE,
                          .span = instr->span,
                          .instr = instr,
                          .name = callee->name,
                          .outcome = is_plain_return(sim, exit, instr) ? DL_OUTCOME_SUCCESS : DL_OUTCOME_ANY});
    dl_vec_push(sim->world->scratch, out, exit);
}

static void call_helper(dl_sim *sim, dl_state *state, const dl_instr *instr, const dl_function *callee,
                        const dl_call_view *view, dl_states *out)
{
    dl_frame frame = {
        .up = sim->frame, .function = callee, .depth = sim->frame->depth + 1, .first_round = state->round_count};
    dl_frame *caller = sim->frame;
    dl_states exits = {0};
    dl_pending *pending;
    dl_val vals[DL_MAX_ARGS];

    frame.context = dl_context_of(sim->world, caller->context, instr, 0);
    frame.info = dl_control_info(sim, callee);
    memcpy(vals, view->vals, sizeof vals);
    bind_params(sim, state, callee, view, vals);
    dl_node_add(sim, state,
                (dl_node){.kind = DL_NODE_ENTER, .span = instr->span, .instr = instr, .name = callee->name});
    dl_ahead_enter(sim, &frame, instr);
    if (dl_ahead_is_settled_before(sim, &frame, state))
        return;
    sim->frame = &frame;
    if (!dl_summary_find(sim, &frame, state, &exits, &pending)) {
        dl_recurse_run(sim, &frame, state, &exits);
        if (pending)
            dl_summary_keep(sim, pending, &exits);
    }
    sim->frame = caller;
    for (size_t i = 0; i < exits.count; i++) {
        dl_state *exit = exits.at[i];

        dl_step_write_result(sim, exit, instr, exit->returned);
        dl_state_drop_locals(sim->world, exit, callee);
        come_back(sim, exit, instr, callee, out);
    }
}

/* ---- a helper that is running already ---- */

static bool is_local_of(const dl_world *world, dl_loc loc, const dl_function *function)
{
    const dl_place *root = dl_place_of(world, dl_place_of(world, loc)->root);

    return root->kind == DL_LOC_VAR && root->var->function == function && root->var->storage != DL_STATIC_LOCAL;
}

/* Whether the place belongs to a frame from the one running now down to `last`. */
static bool is_local_of_cycle(const dl_sim *sim, const dl_frame *last, dl_loc loc)
{
    for (const dl_frame *frame = sim->frame;; frame = frame->up) {
        if (is_local_of(sim->world, loc, frame->function))
            return true;
        if (frame == last)
            return false;
    }
}

/* One place stands for a variable of all activations: what points to one of them cannot be followed. */
static bool can_go_again(const dl_sim *sim, const dl_frame *running, const dl_function *callee,
                         const dl_call_view *view)
{
    if (!running->recursion)
        return false;
    for (size_t i = 0; i < view->arg_count; i++)
        if (view->vals[i].kind == DL_VAL_ADDRESS && is_local_of_cycle(sim, running, view->vals[i].id))
            return false;
    for (size_t i = 0; i < callee->param_count; i++)
        if (dl_type_is_aggregate(callee->params[i]->type))
            return false;
    return true;
}

/* The variables of this activation are there again behind the call. */
static void restore_locals(dl_sim *sim, dl_state *exit, const dl_state *before, const dl_frame *running)
{
    for (unsigned i = 0; i < before->cell_count; i++)
        if (is_local_of_cycle(sim, running, before->cells[i].loc))
            dl_state_write(sim->world, exit, before->cells[i].loc, dl_cell_val(sim->world, &before->cells[i]));
}

static bool call_again(dl_sim *sim, dl_state *state, const dl_instr *instr, dl_frame *running, const dl_call_view *view,
                       dl_states *out)
{
    const dl_function *callee = running->function;
    dl_state *before = dl_state_copy(sim->world, state);
    dl_states exits = {0};
    dl_val vals[DL_MAX_ARGS];

    if (!can_go_again(sim, running, callee, view))
        return false;
    state = dl_state_copy(sim->world, state);
    memcpy(vals, view->vals, sizeof vals);
    for (const dl_frame *frame = sim->frame;; frame = frame->up) {
        dl_state_drop_locals(sim->world, state, frame->function);
        if (frame == running)
            break;
    }
    bind_params(sim, state, callee, view, vals);
    if (!dl_recurse_again(sim, running, state, &exits))
        return false;
    for (size_t i = 0; i < exits.count; i++) {
        dl_state *exit = exits.at[i];
        dl_val returned = exit->returned;

        dl_state_drop_locals(sim->world, exit, callee);
        restore_locals(sim, exit, before, running);
        if (instr->result && dl_type_is_aggregate(instr->result->type)) /* the object went with the locals */
            dl_state_mark(sim->world, exit, dl_loc_var(sim->world, instr->result), DL_MARK_HAVOC, -1);
        else
            dl_step_write_result(sim, exit, instr, returned);
        come_back(sim, exit, instr, callee, out);
    }
    return true;
}

/* Where a macro without a definition goes is not known: nothing is said of the paths behind it but what is seen. */
static void may_jump(dl_sim *sim, const char *name, dl_span span)
{
    if (sim->unknown_jump)
        return;
    sim->unknown_jump = name;
    sim->unknown_jump_span = span;
}

static void doubt_jump(dl_state *state, dl_span span)
{
    state->flags |= DL_STATE_JUMP;
    if (!state->doubt) {
        state->doubt = "a macro without a definition may have left the function before";
        state->doubt_span = span;
    }
}

/* The value of the call is read: it stands within an expression. */
static bool is_used(const dl_instr *call)
{
    return call->result && call->result->is_read;
}

/* The local that the call ends the life of, or NULL. */
static const dl_var *ended_by(const dl_instr *call)
{
    const dl_expr *object = call->kind == DL_I_CALL && call->arg_count ? call->args[0] : NULL;

    if (!object || !call->name || !strstr(call->name, "::~") || object->kind != DL_E_ADDRESS ||
        object->a->kind != DL_E_VAR || object->a->var->storage != DL_LOCAL)
        return NULL;
    return object->a->var;
}

/* Where a return stands that the tree does not have, the objects that live there end all the same: by the calls that
 * another return of the function has for them. */
static void end_objects(dl_sim *sim, dl_state *state, dl_states *out)
{
    const dl_function *function = sim->frame->function;
    DL_VEC(const dl_var *) ended = {0};
    dl_states before = {0};

    dl_vec_push(sim->world->scratch, &before, state);
    for (size_t b = 0; b < function->block_count; b++)
        for (size_t i = 0; i < function->blocks[b].count; i++) {
            const dl_instr *instr = &function->blocks[b].instrs[i];
            const dl_var *var = ended_by(instr);
            dl_states after = {0};
            bool is_new = var && dl_state_cell(state, dl_loc_var(sim->world, var));

            for (size_t k = 0; k < ended.count; k++)
                is_new = is_new && ended.at[k] != var;
            if (!is_new)
                continue;
            dl_vec_push(sim->world->scratch, &ended, var);
            for (size_t k = 0; k < before.count; k++)
                dl_step_call(sim, before.at[k], instr, &after);
            before = after;
        }
    *out = before;
}

/* A macro whose definition is not there, but is known to test its argument, and to leave the function when it is a
 * failure. */
static void expand_macro(dl_sim *sim, dl_state *state, const dl_instr *instr, const dl_call_view *view, dl_states *out)
{
    dl_state *failed;
    dl_states ends = {0};
    dl_term *term;

    if (view->arg_count)
        dl_step_emit(sim, state,
                     &(dl_event){.kind = DL_ON_TEST,
                                 .span = instr->span,
                                 .value = view->vals[0],
                                 .value_expr = view->args[0],
                                 .cond = view->args[0]});
    if (strcmp(view->api->expands_to, "return-if-failed") != 0 || view->arg_count == 0) {
        may_jump(sim, view->name, instr->span);
        if (view->arg_count == 0 || dl_state_narrow(sim->world, state, view->vals[0], DL_ZERO | DL_POS))
            dl_vec_push(sim->world->scratch, out, state);
        return;
    }
    failed = dl_state_copy(sim->world, state);
    if (dl_state_narrow(sim->world, failed, view->vals[0], DL_NEG)) {
        term = DL_NEW(sim->world->scratch, dl_term);
        term->kind = DL_T_RETURN;
        term->span = instr->span;
        term->value = view->args[0];
        dl_node_add(sim, failed,
                    (dl_node){.kind = DL_NODE_BRANCH,
                              .span = instr->span,
                              .cond = view->args[0],
                              .taken = false,
                              .was_open = true,
                              .failed_sym = view->vals[0].kind == DL_VAL_SYM ? view->vals[0].id : -1,
                              .outcome = DL_OUTCOME_FAILURE});
        dl_step_emit(
            sim, failed,
            &(dl_event){.kind = DL_ON_TEST, .span = instr->span, .value = view->vals[0], .value_expr = view->args[0]});
        end_objects(sim, failed, &ends);
        for (size_t i = 0; i < ends.count; i++)
            dl_sim_return(sim, sim->frame, term, ends.at[i], sim->frame->exits);
    }
    if (dl_state_narrow(sim->world, state, view->vals[0], DL_ZERO | DL_POS)) {
        dl_step_emit(
            sim, state,
            &(dl_event){.kind = DL_ON_TEST, .span = instr->span, .value = view->vals[0], .value_expr = view->args[0]});
        dl_vec_push(sim->world->scratch, out, state);
    }
}

/* What is found behind a pointer is read before the call, and what the call uses is used by it. What a helper is given,
 * it uses itself, or does not; a message only tells it. */
static void read_args(dl_sim *sim, dl_state *state, const dl_instr *instr, const dl_function *callee,
                      dl_event_kind kind)
{
    bool is_compared;

    if (!sim->monitor.wants_reads)
        return;
    is_compared = callee || dl_call_is_message(instr);
    sim->tells_derefs = kind == DL_ON_DEREF;
    sim->tells_uses = kind == DL_ON_USE;
    for (size_t i = 0; i < instr->arg_count; i++)
        dl_sim_read_events(sim, state, instr->args[i], instr, is_compared);
    sim->tells_derefs = sim->tells_uses = false;
}

/* What the call itself reads or writes behind its arguments. */
static void tell_touched(dl_sim *sim, dl_state *state, const dl_instr *instr, const dl_call_view *views, size_t count)
{
    for (size_t v = 0; v < count && sim->monitor.wants_reads; v++) {
        const dl_api *api = views[v].api;

        for (size_t i = 0; api && i < views[v].arg_count; i++)
            if (dl_effects_touches(api, (unsigned)i))
                dl_sim_deref_event(sim, state, views[v].vals[i], views[v].args[i], instr);
            else if (dl_effects_reads_text(api, (unsigned)i))
                dl_sim_text_event(sim, state, views[v].vals[i], views[v].args[i], instr);
    }
}

/* `name`, `callee`: what is called, as far as it is known. */
static void step_to(dl_sim *sim, dl_state *state, const dl_instr *instr, const char *name, const dl_function *callee,
                    dl_states *out)
{
    dl_call_view views[2]; /* filled as far as they are counted */
    size_t count = 0, effective = 0;

    if (name || !instr->is_macro_only)
        fill_view(sim, state, &views[count++], name, instr->args, instr->arg_count);
    if (instr->macro && dl_world_api(sim->world, instr->macro)) {
        fill_view(sim, state, &views[count], instr->macro, instr->macro_args, instr->macro_arg_count);
        if (count == 0 || (!views[0].api && !callee))
            effective = count;
        count++;
    }
    if (count == 0) {
        dl_vec_push(sim->world->scratch, out, state);
        return;
    }
    read_args(sim, state, instr, callee, DL_ON_DEREF);
    tell_touched(sim, state, instr, views, count);
    dl_step_emit(
        sim, state,
        &(dl_event){.kind = DL_ON_CALL, .span = instr->span, .instr = instr, .views = views, .view_count = count});
    read_args(sim, state, instr, callee, DL_ON_USE);
    if (instr->is_noreturn || (views[effective].api && views[effective].api->is_noreturn))
        return;
    if (views[effective].api && views[effective].api->expands_to && !callee && !instr->is_macro_only) {
        expand_macro(sim, state, instr, &views[effective], out);
        return;
    }
    if (callee && effective == 0 && !(views[0].api && !views[0].api->is_known_only && views[0].api->is_ignored)) {
        dl_frame *running = dl_frame_running(sim->frame, callee);
        dl_val answer;

        if (!running && dl_question_answer(sim, state, instr, callee, &views[0], &answer)) {
            dl_step_write_result(sim, state, instr, answer);
            dl_vec_push(sim->world->scratch, out, state);
            return;
        }
        if (running && call_again(sim, state, instr, running, &views[0], out))
            return;
        if (running || sim->frame->depth + 1 >= DL_MAX_DEPTH) {
            call_unfollowed(sim, state, instr, callee, &views[0]);
            dl_vec_push(sim->world->scratch, out, state);
        } else {
            call_helper(sim, state, instr, callee, &views[0], out);
        }
    } else if (views[effective].api) {
        dl_step_call_api(sim, state, instr, views, count, effective, out);
    } else {
        /* A name in capitals that nothing declares may be a macro that leaves the function; not within an expression.
         */
        if (instr->is_leaving || (dl_is_in_capitals(name) && !is_used(instr) && !dl_call_is_message(instr))) {
            may_jump(sim, name, instr->span);
            doubt_jump(state, instr->span);
        }
        dl_node_add(sim, state, (dl_node){.kind = DL_NODE_CALL, .span = instr->span, .instr = instr, .name = name});
        call_opaque(sim, state, instr, &views[effective], name);
        dl_vec_push(sim->world->scratch, out, state);
    }
}

enum { MOST_TARGETS = 4 };

/* `Steps[i].Start`: one of several that are each called in their turn. */
static bool is_in_table(const dl_function *function, const dl_expr *pointer, unsigned depth)
{
    enum { DEEPEST = 3 };

    for (; pointer && pointer->kind != DL_E_INDEX; pointer = pointer->a) {
        if (pointer->kind != DL_E_VAR || pointer->var->function != function || depth == DEEPEST)
            continue;
        for (size_t b = 0; b < function->block_count; b++) /* `Part *part = Parts[i]; part->Stop();` */
            for (size_t i = 0; i < function->blocks[b].count; i++) {
                const dl_instr *instr = &function->blocks[b].instrs[i];

                if (instr->kind == DL_I_ASSIGN && instr->target->kind == DL_E_VAR &&
                    instr->target->var == pointer->var && is_in_table(function, instr->value, depth + 1))
                    return true;
            }
    }
    return pointer != NULL;
}

/* The value of the pointer was lost, but there are only these that it can hold: each is a way on. */
static bool step_to_each(dl_sim *sim, dl_state *state, const dl_instr *instr, dl_states *out)
{
    const dl_world *world = sim->world;
    size_t count = 0;
    const dl_function *const *targets =
        world->find_targets ? world->find_targets(world->scope_self, instr, &count) : NULL;

    if (count == 0 || count > MOST_TARGETS)
        return false;
    /* which of a table's the loop has come to is what was lost */
    if ((state->flags & DL_STATE_ROUNDS) || (count > 1 && is_in_table(sim->frame->function, instr->pointer, 0)))
        return false;
    if (dl_expr_is_slot(instr->pointer) && (state->flags & DL_STATE_OPAQUE)) /* it may make objects of other classes */
        return false;
    if (count > 1) {
        dl_doubt_stay(state,
                      dl_arena_printf(world->arena, "which function %s leads to depends on values that were merged",
                                      dl_expr_text(instr->pointer, world->arena)),
                      instr->span);
        state->flags |= DL_STATE_TARGETS;
    }
    for (size_t i = 0; i < count; i++)
        step_to(sim, i + 1 < count ? dl_state_copy(sim->world, state) : state, instr, targets[i]->name, targets[i],
                out);
    return true;
}

void dl_step_call(dl_sim *sim, dl_state *state, const dl_instr *instr, dl_states *out)
{
    const char *name = instr->name;
    const dl_function *callee = instr->callee;

    if (instr->pointer) {
        dl_val pointer = dl_eval(sim, state, instr->pointer);

        if (pointer.kind == DL_VAL_FUNCTION) {
            name = pointer.name;
            callee = dl_val_routine(sim->world, pointer);
        } else if (!name && instr->pointer->type->kind == DL_TYPE_POINTER &&
                   dl_text_starts(instr->pointer->type->spelling, "PFN_") &&
                   dl_facts_api(sim->world->facts, instr->pointer->type->spelling + strlen("PFN_"))) {
            name = instr->pointer->type->spelling + strlen("PFN_");
        } else if (!name && pointer.kind == DL_VAL_SYM && step_to_each(sim, state, instr, out)) {
            return;
        }
    }
    step_to(sim, state, instr, name, callee, out);
}
