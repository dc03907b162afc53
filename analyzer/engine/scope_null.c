/* scope_null.c: pointers that nothing but null is ever put into: a wrapper's parameter that every caller leaves out. */
#include "engine/scope_private.h"

enum { DEEPEST = 6, MOST_ASKED = 1000 };

typedef struct asker {
    const dl_scope *scope;
    unsigned asked; /* how many pointers */
} asker;

static bool is_null_only(asker *a, const dl_expr *expr, unsigned depth);

static bool takes_address(const dl_instr *instr, const dl_var *var)
{
    if ((instr->value && dl_expr_takes_address(instr->value, var)) ||
        (instr->target && dl_expr_takes_address(instr->target, var)))
        return true;
    for (size_t i = 0; i < instr->arg_count; i++)
        if (dl_expr_takes_address(instr->args[i], var))
            return true;
    return false;
}

/* In its own function; `*count` counts what puts something into it. */
static bool gets_null_only(asker *a, const dl_var *var, unsigned depth, size_t *count)
{
    for (size_t b = 0; b < var->function->block_count; b++)
        for (size_t i = 0; i < var->function->blocks[b].count; i++) {
            const dl_instr *instr = &var->function->blocks[b].instrs[i];
            bool is_set = instr->target && instr->target->kind == DL_E_VAR && instr->target->var == var;

            if (instr->kind == DL_I_LOST || instr->result == var || takes_address(instr, var))
                return false;
            if (is_set &&
                (instr->kind != DL_I_ASSIGN || instr->op != DL_ASSIGN || !is_null_only(a, instr->value, depth + 1)))
                return false;
            *count += is_set;
        }
    return true;
}

/* No address of the function is taken: the calls that are seen are all. */
static bool is_called_alone(const dl_scope *scope, const dl_function *function)
{
    const function_info *info = dl_scope_info(scope, function);

    for (size_t i = 0; info && i < info->uses.count; i++)
        if (!info->uses.at[i].use.is_call)
            return false;
    return info && function != scope->entry && !function->is_method && !function->has_lost_params;
}

static bool is_given_null_only(asker *a, const dl_var *param, unsigned depth, size_t *count)
{
    const function_info *info = dl_scope_info(a->scope, param->function);

    if (!is_called_alone(a->scope, param->function))
        return false;
    for (size_t i = 0; i < info->uses.count; i++) {
        const dl_instr *call = info->uses.at[i].use.instr;

        if (param->index >= call->arg_count || !is_null_only(a, call->args[param->index], depth + 1))
            return false;
        (*count)++;
    }
    return true;
}

static bool is_null_only(asker *a, const dl_expr *expr, unsigned depth)
{
    const dl_var *var;
    size_t count = 0;

    if (dl_expr_is_null(expr))
        return true;
    expr = dl_expr_uncast(expr);
    var = expr->kind == DL_E_VAR ? expr->var : NULL;
    if (!var || dl_var_is_static(var) || !var->function || depth > DEEPEST || ++a->asked > MOST_ASKED ||
        !gets_null_only(a, var, depth, &count))
        return false;
    return (var->storage != DL_PARAM || is_given_null_only(a, var, depth, &count)) && count > 0;
}

bool dl_scope_is_null_only(const dl_scope *scope, const dl_expr *expr)
{
    return is_null_only(&(asker){.scope = scope}, expr, 0);
}
