/* idle.c: see idle.h. */
#include "engine/idle.h"

#include "engine/ask.h"
#include "engine/effects.h"
#include "engine/footprint.h"

/* ---- which blocks the loop has ---- */

/* From the edges that lead back to the head, against the edges. */
static const bool *blocks_of(dl_sim *sim, const dl_graph *graph, unsigned head)
{
    size_t n = graph->function->block_count;
    bool *is_in = DL_NEW_ARRAY(sim->world->scratch, n + 1, bool);
    unsigned *work = DL_NEW_ARRAY(sim->world->scratch, n + 1, unsigned);

    dl_graph_collect_loop(graph, head, is_in, work);
    return is_in;
}

static bool leaves_for(const dl_block *block, const bool *is_in, unsigned out)
{
    if (block->term.kind == DL_T_RETURN || dl_term_count(&block->term) == 0)
        return false;
    for (size_t i = 0; i < dl_term_count(&block->term); i++)
        if (!is_in[dl_term_to(&block->term, i)] && dl_term_to(&block->term, i) != out)
            return false;
    return true;
}

/* ---- what it touches ---- */

static bool has_member(const dl_expr *expr, const char *name)
{
    for (; expr; expr = expr->a)
        if ((expr->kind == DL_E_FIELD && dl_text_equal(expr->name, name)) || has_member(expr->b, name))
            return true;
    return false;
}

static bool is_slot_in(const dl_expr *expr, const dl_expr *slot, const dl_var *root)
{
    return slot->kind == DL_E_FIELD ? has_member(expr, slot->name) : dl_expr_mentions(expr, root);
}

static bool has_address_of(const dl_expr *expr, const dl_var *var)
{
    return expr && ((expr->kind == DL_E_ADDRESS && dl_expr_root(expr->a) == var) || has_address_of(expr->a, var) ||
                    has_address_of(expr->b, var));
}

static bool is_pointed_to(const dl_function *function, const dl_var *var)
{
    for (size_t b = 0; b < function->block_count; b++)
        for (size_t i = 0; i < function->blocks[b].count; i++) {
            const dl_instr *instr = &function->blocks[b].instrs[i];

            if (has_address_of(instr->value, var))
                return true;
            for (size_t a = 0; a < instr->arg_count; a++)
                if (has_address_of(instr->args[a], var))
                    return true;
        }
    return false;
}

/* Whether a pointer may lead to the slot, or to what it is a part of. */
static bool is_in_reach(const dl_frame *frame, const dl_expr *slot)
{
    const dl_var *var = slot->kind == DL_E_VAR ? slot->var : NULL;

    if (!var || dl_var_is_static(var))
        return true;
    for (; frame; frame = frame->up)
        if (is_pointed_to(frame->function, var))
            return true;
    return false;
}

static bool are_unlike(const dl_type *a, const dl_type *b)
{
    return !dl_type_is_aggregate(a) && !dl_type_is_aggregate(b) && (a->kind != b->kind || a->size != b->size);
}

/* Numbers and pointers that are members of different names lie apart, whatever leads to them. */
static bool are_other_members(const dl_expr *a, const dl_expr *b)
{
    return a->kind == DL_E_FIELD && b->kind == DL_E_FIELD && !dl_type_is_aggregate(a->type) &&
           !dl_type_is_aggregate(b->type) && !dl_text_equal(a->name, b->name);
}

/* A pointer that a call writes through: not to what stands in its arguments, but to whatever it leads to. */
static bool writes_behind(const dl_sim *sim, const dl_instr *call)
{
    const dl_api *api = dl_called_by(sim->world, call).by_name;

    for (size_t i = 0; !call->callee && i < call->arg_count; i++) {
        const dl_expr *arg = dl_expr_uncast(call->args[i]);

        if (arg->kind != DL_E_ADDRESS && arg->kind != DL_E_STRING && arg->type->kind == DL_TYPE_POINTER &&
            !(api && dl_effects_only_reads(api, (unsigned)i)))
            return true;
    }
    return false;
}

/* The address of what the slot is a part of, or of what leads to it. */
static bool gives_part(const dl_expr *arg, const dl_expr *slot)
{
    const dl_expr *given = dl_expr_uncast(arg);

    return dl_expr_mentions(slot, dl_expr_root(given->kind == DL_E_ADDRESS ? given->a : given));
}

/* By its name, as a part of what is written, or behind a pointer. */
static bool instr_touches(const dl_sim *sim, const dl_frame *frame, const dl_instr *instr, const dl_expr *slot)
{
    const dl_var *root = dl_expr_root(slot);
    const dl_expr *target = instr->target;
    bool is_part = slot->kind != DL_E_VAR;

    if (is_slot_in(target, slot, root) || is_slot_in(instr->value, slot, root) ||
        (instr->result && dl_expr_mentions(slot, instr->result)) ||
        (is_part && target && (!root || dl_expr_mentions(slot, dl_expr_root(target)))))
        return true;
    for (size_t i = 0; i < instr->arg_count; i++)
        if (is_slot_in(instr->args[i], slot, root) || (is_part && gives_part(instr->args[i], slot)))
            return true;
    for (size_t i = 0; i < instr->macro_arg_count; i++)
        if (is_slot_in(instr->macro_args[i], slot, root))
            return true;
    return ((target && dl_expr_is_behind_pointer(target) && !are_unlike(target->type, slot->type) &&
             !are_other_members(target, slot)) ||
            writes_behind(sim, instr)) &&
           is_in_reach(frame, slot);
}

static bool touches_key(const dl_sim *sim, const dl_frame *frame, const dl_instr *instr)
{
    for (size_t i = 0; i < sim->handle_count; i++)
        if (instr_touches(sim, frame, instr, sim->handles[i]))
            return true;
    for (const dl_frame *above = frame; above; above = above->up)
        for (size_t i = 0; i < above->info->control_count; i++)
            if (instr_touches(sim, frame, instr, above->info->controls[i]))
                return true;
    return false;
}

/* A test of it tells states apart. */
static bool asks_key(const dl_sim *sim, const dl_frame *frame, const dl_term *term)
{
    const dl_instr asked = {.kind = DL_I_EVAL, .value = term->value};

    return term->value && touches_key(sim, frame, &asked);
}

/* The followed object may be what is stored: who holds it is another question then. */
static bool lets_go(const dl_instr *instr)
{
    const dl_expr *value = instr->value ? dl_expr_uncast(instr->value) : NULL;

    return instr->pointer || instr->kind == DL_I_LOST ||
           (instr->kind == DL_I_ASSIGN && instr->target->kind != DL_E_VAR && value && value->kind != DL_E_CONST &&
            (instr->target->type->kind == DL_TYPE_POINTER || dl_type_is_aggregate(instr->target->type) ||
             instr->target->type->kind == DL_TYPE_OTHER));
}

static bool may_leave(const dl_api *api)
{
    return api && (api->expands_to || api->is_noreturn);
}

/* Nobody knows what it does, or whether it comes back: behind the loop it makes a difference that there was no round.
 */
static bool is_unknown(const dl_instr *call, dl_called called)
{
    if (call->is_noreturn || may_leave(called.by_name) || may_leave(called.by_macro))
        return true;
    return !call->callee && !called.by_name && !called.by_macro && (call->name || !call->is_macro_only) &&
           !dl_call_is_message(call);
}

static bool is_told_at(dl_sim *sim, const dl_instr *instr, bool has_instances)
{
    dl_called called = dl_called_by(sim->world, instr);

    if (instr->kind == DL_I_CALL && is_unknown(instr, called))
        return true;
    return sim->monitor.event &&
           sim->monitor.is_told(sim->monitor.self, instr, called.by_name, called.by_macro, has_instances);
}

static bool is_block_idle(dl_sim *sim, const dl_frame *frame, const dl_block *block, bool has_instances)
{
    for (size_t i = 0; i < block->count; i++) {
        const dl_instr *instr = &block->instrs[i];

        if (lets_go(instr) || is_told_at(sim, instr, has_instances) || touches_key(sim, frame, instr))
            return false;
    }
    return !dl_ask_test(sim, is_told_at, &block->term, has_instances) && !asks_key(sim, frame, &block->term);
}

/* What is called in it, with its own helpers. */
static bool are_helpers_idle(dl_sim *sim, const dl_frame *frame, const dl_block *block, bool has_instances)
{
    for (size_t i = 0; i < block->count; i++) {
        const dl_function *callee = block->instrs[i].callee;
        const dl_reach *reach = callee ? dl_reach_of(sim->world, callee) : NULL;

        if (reach && reach->is_open)
            return false;
        for (size_t f = 0; reach && f < reach->functions.count; f++)
            for (size_t b = 0; b < reach->functions.at[f]->block_count; b++)
                if (!is_block_idle(sim, frame, &reach->functions.at[f]->blocks[b], has_instances))
                    return false;
    }
    return true;
}

static bool is_idle(dl_sim *sim, const dl_frame *frame, bool has_instances, unsigned head, unsigned out)
{
    const dl_function *function = frame->function;
    const bool *is_in = blocks_of(sim, frame->info->graph, head);

    if (is_in[out])
        return false;
    for (size_t b = 0; b < function->block_count; b++)
        if (is_in[b] && (!leaves_for(&function->blocks[b], is_in, out) ||
                         !is_block_idle(sim, frame, &function->blocks[b], has_instances) ||
                         !are_helpers_idle(sim, frame, &function->blocks[b], has_instances)))
            return false;
    return true;
}

/* Of the loop with this head, in the chain of calls that was asked of last: the answer hangs on nothing else. */
struct dl_idle_answer {
    int context;
    unsigned out;
    signed char known[2]; /* while the monitor follows no object, and while it does; 0: not asked yet */
};

bool dl_idle_loop(dl_sim *sim, const dl_frame *frame, const dl_state *state, unsigned head, unsigned out)
{
    dl_function_info *info = dl_control_info(sim, frame->function);
    bool has_instances = state->instance_count > 0;
    struct dl_idle_answer *answer;

    if ((sim->monitor.event && !sim->monitor.is_told) || sim->place_count || sim->tells_ways)
        return false;
    if (!info->idle)
        info->idle = DL_NEW_ARRAY(sim->world->scratch, frame->function->block_count + 1, struct dl_idle_answer);
    answer = &info->idle[head];
    if (answer->context != frame->context || answer->out != out)
        *answer = (struct dl_idle_answer){.context = frame->context, .out = out};
    if (!answer->known[has_instances])
        answer->known[has_instances] = is_idle(sim, frame, has_instances, head, out) ? 1 : -1;
    return answer->known[has_instances] > 0;
}
