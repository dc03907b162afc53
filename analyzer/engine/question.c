#include "engine/question.h"

#include "engine/ask.h"
#include "engine/step.h"

#include <string.h>

enum { MOST_HELPERS = 3, MOST_DEEP = 16 }; /* that ask by others; of an expression */

typedef struct reader {
    dl_world *world;
    const dl_function *function;
    bool asks; /* the system, once at least */
} reader;

/* ---- what a helper reads and changes ---- */

static bool is_own(const dl_function *function, const dl_var *var)
{
    return var->function == function && !dl_var_is_static(var);
}

static bool is_fixed(const reader *r, const dl_expr *expr, unsigned depth)
{
    if (!expr)
        return true;
    if (depth > MOST_DEEP)
        return false;
    switch (expr->kind) {
    case DL_E_CONST:
    case DL_E_STRING:
    case DL_E_SIZEOF:
        return true;
    case DL_E_VAR:
        return is_own(r->function, expr->var) || (expr->var->is_const && expr->var->init_count > 0);
    case DL_E_DEREF: /* what stands at an address of the system's may change */
        return dl_expr_root(expr) && is_fixed(r, expr->a, depth + 1);
    case DL_E_FIELD:
    case DL_E_INDEX:
    case DL_E_ADDRESS:
    case DL_E_UNARY:
    case DL_E_BINARY:
    case DL_E_CAST:
        return is_fixed(r, expr->a, depth + 1) && is_fixed(r, expr->b, depth + 1);
    case DL_E_UNKNOWN:
    case DL_E_FUNCTION:
        break;
    }
    return false;
}

static bool asks_by(dl_world *world, const dl_function *function, unsigned depth);

static bool is_fixed_call(reader *r, const dl_instr *call, unsigned depth)
{
    const dl_api *api = call->name ? dl_world_api(r->world, call->name) : NULL;
    bool is_asked = api && (api->is_stable || dl_api_has_trait(api, "answers-to-content"));

    if (dl_call_is_message(call) || (api && api->is_ignored))
        return true;
    for (size_t i = 0; i < call->arg_count; i++)
        if (!is_fixed(r, call->args[i], 0))
            return false;
    if (call->callee) {
        is_asked = asks_by(r->world, call->callee, depth + 1);
        r->asks |= is_asked;
        return is_asked;
    }
    r->asks |= is_asked;
    return is_asked || (api && dl_api_has_trait(api, "computes"));
}

/* `VERSION v = { sizeof(v) };` of a structure that is declared nowhere. */
static bool is_fixed_init(const reader *r, const dl_instr *instr)
{
    const dl_expr *target = instr->target, *value = instr->value;

    if (target->kind == DL_E_UNKNOWN)
        target = target->a;
    if (value->kind == DL_E_UNKNOWN && !value->a && !value->b)
        value = NULL;
    return target && target->kind == DL_E_VAR && is_own(r->function, target->var) && is_fixed(r, value, 0);
}

static bool is_fixed_instr(reader *r, const dl_instr *instr, unsigned depth)
{
    if (instr->kind == DL_I_ASSIGN && instr->is_init && is_fixed_init(r, instr))
        return true;
    switch (instr->kind) {
    case DL_I_CALL:
        return !instr->pointer && !instr->is_macro_only && is_fixed_call(r, instr, depth);
    case DL_I_ASSIGN:
    case DL_I_ZERO:
        return dl_expr_root(instr->target) && is_own(r->function, dl_expr_root(instr->target)) &&
               !dl_expr_is_behind_pointer(instr->target) && is_fixed(r, instr->target, 0) &&
               is_fixed(r, instr->value, 0);
    case DL_I_EVAL:
        return is_fixed(r, instr->value, 0);
    case DL_I_ENTER:
    case DL_I_LEAVE:
        return true;
    case DL_I_LOST:
        break;
    }
    return false;
}

static bool read_function(dl_world *world, const dl_function *function, unsigned depth)
{
    reader r = {.world = world, .function = function};

    if (function->lost_count || function->has_lost_params || function->is_method || function->lends_locals)
        return false;
    for (size_t b = 0; b < function->block_count; b++) {
        const dl_block *block = &function->blocks[b];

        for (size_t i = 0; i < block->count; i++)
            if (!is_fixed_instr(&r, &block->instrs[i], depth))
                return false;
        if (block->term.kind == DL_T_CHOICE || !is_fixed(&r, block->term.value, 0))
            return false;
    }
    return r.asks;
}

static bool asks_by(dl_world *world, const dl_function *function, unsigned depth)
{
    static const bool yes = true, no = false;
    const bool *known = dl_table_get(&world->questions, function);

    if (!known) {
        if (depth > MOST_HELPERS) /* or it calls itself */
            return false;
        known = read_function(world, function, depth) ? &yes : &no;
        dl_table_set(&world->questions, function, (void *)(uintptr_t)known);
    }
    return *known;
}

/* ---- a call of one ---- */

/* A status may be returned for what it is: no answer, but an outcome. */
static bool is_answer(const dl_type *type)
{
    return type->kind == DL_TYPE_POINTER || type->kind == DL_TYPE_BOOL || type->kind == DL_TYPE_ENUM ||
           dl_type_is_boolean(type) || (type->kind == DL_TYPE_INT && type->is_unsigned);
}

static bool would_tell(dl_sim *sim, const dl_state *state, const dl_function *function)
{
    if (!sim->monitor.is_told)
        return false;
    for (size_t b = 0; b < function->block_count; b++)
        for (size_t i = 0; i < function->blocks[b].count; i++) {
            const dl_instr *instr = &function->blocks[b].instrs[i];
            dl_called called = dl_called_by(sim->world, instr);

            if (instr->kind != DL_I_CALL)
                continue;
            if (sim->monitor.is_told(sim->monitor.self, instr, called.by_name, called.by_macro,
                                     state->instance_count > 0) ||
                (instr->callee && would_tell(sim, state, instr->callee)))
                return true;
        }
    return false;
}

/* One number for all arguments; false: one of them is neither a constant nor a text. */
static bool sum_args(const dl_sim *sim, const dl_state *state, const dl_call_view *view, uint64_t *sum)
{
    *sum = view->arg_count;
    for (size_t i = 0; i < view->arg_count; i++) {
        dl_val val = view->vals[i];
        const char *text = val.kind == DL_VAL_ADDRESS ? dl_val_text(sim->world, val) : NULL;
        int64_t number = 0;

        if (!text && !dl_val_constant(sim->world, state, val, &number))
            return false;
        *sum = dl_hash_mix(*sum, text ? dl_hash_bytes(text, strlen(text), 0) : (uint64_t)number);
    }
    return true;
}

bool dl_question_answer(dl_sim *sim, const dl_state *state, const dl_instr *call, const dl_function *callee,
                        const dl_call_view *view, dl_val *answer)
{
    dl_symbol symbol = {.kind = DL_SYM_RESULT, .is_asked_for = true};
    dl_val given;
    uint64_t sum;

    if (!call->result || !is_answer(call->result->type) || view->arg_count != callee->param_count ||
        !asks_by(sim->world, callee, 0) || !sum_args(sim, state, view, &sum) || would_tell(sim, state, callee))
        return false;
    given = dl_val_const((int64_t)sum, NULL);
    symbol.instr = dl_step_first_call(sim->world, call, callee);
    symbol.left = &given;
    *answer = dl_val_sym(dl_sym(sim->world, symbol));
    return true;
}
