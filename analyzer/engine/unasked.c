#include "engine/unasked.h"

/* Where the outcome is: what the call puts it in, and the local that this is copied to, or NULL. */
typedef struct outcome {
    const dl_var *result, *copy;
} outcome;

static bool reads(const outcome *o, const dl_expr *expr)
{
    return dl_expr_mentions(expr, o->result) || (o->copy && dl_expr_mentions(expr, o->copy));
}

static bool is_plain_local(const dl_world *world, const dl_function *function, const dl_var *var)
{
    return var->function == function && var->storage == DL_LOCAL && !world->is_kept[var->id];
}

/* `status = %1` */
static bool copies(const dl_world *world, const dl_function *function, const outcome *o, const dl_instr *instr)
{
    const dl_expr *value = instr->kind == DL_I_ASSIGN && instr->op == DL_ASSIGN ? dl_expr_uncast(instr->value) : NULL;

    return value && value->kind == DL_E_VAR && value->var == o->result && instr->target->kind == DL_E_VAR &&
           is_plain_local(world, function, instr->target->var);
}

static bool writes(const dl_instr *instr, const dl_var *var)
{
    return instr->result == var || (instr->kind == DL_I_ASSIGN && instr->op == DL_ASSIGN &&
                                    instr->target->kind == DL_E_VAR && instr->target->var == var);
}

/* Whether the instruction reads the outcome, but to copy it. */
static bool asks(const outcome *o, const dl_instr *instr)
{
    for (size_t i = 0; i < dl_instr_expr_count(instr); i++) {
        const dl_expr *expr = dl_instr_expr(instr, i);

        if (expr && !(expr == instr->target && expr->kind == DL_E_VAR && instr->op == DL_ASSIGN) && reads(o, expr))
            return true;
    }
    return false;
}

bool dl_outcome_is_unasked(dl_world *world, const dl_function *function, const dl_instr *call)
{
    const dl_graph *graph = dl_graph_of(world, function);
    const dl_block *block = dl_function_block(function, call);
    outcome o = {.result = call->result};

    if (!o.result || !o.result->is_read)
        return true;
    if (!block)
        return false;
    for (const dl_instr *instr = call + 1; instr < block->instrs + block->count; instr++) {
        if (!o.copy && copies(world, function, &o, instr))
            o.copy = instr->target->var;
        else if (!(instr->kind == DL_I_CALL && dl_call_is_message(instr)) && asks(&o, instr))
            return false;
        else if (o.copy && writes(instr, o.copy))
            return true;
    }
    if (reads(&o, block->term.value))
        return false;
    for (size_t i = 0; i < dl_term_count(&block->term); i++) {
        unsigned to = dl_term_to(&block->term, i);

        if (dl_graph_is_live(graph, to, o.result->id) || (o.copy && dl_graph_is_live(graph, to, o.copy->id)))
            return false;
    }
    return true;
}
