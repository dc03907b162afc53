#include "engine/refusal.h"

#include "engine/footprint.h"

enum { DEEPEST = 4 };

static bool may_refuse(const dl_function *function, unsigned depth);

static bool is_refusal(const dl_function *function, const dl_expr *value, unsigned depth);

/* Of a local, or of what stands for a call. */
static bool may_hold_refusal(const dl_function *function, const dl_var *var, unsigned depth)
{
    for (size_t b = 0; b < function->block_count; b++)
        for (size_t i = 0; i < function->blocks[b].count; i++) {
            const dl_instr *instr = &function->blocks[b].instrs[i];

            if (instr->kind == DL_I_CALL && instr->result == var &&
                (!instr->callee || may_refuse(instr->callee, depth + 1)))
                return true;
            for (size_t a = 0; instr->kind == DL_I_CALL && a < instr->arg_count; a++)
                if (dl_expr_uncast(instr->args[a])->kind == DL_E_ADDRESS && dl_expr_root(instr->args[a]) == var)
                    return true;
            if (instr->kind != DL_I_CALL && instr->target && dl_expr_root(instr->target) == var &&
                (instr->kind != DL_I_ASSIGN || instr->op != DL_ASSIGN || is_refusal(function, instr->value, depth + 1)))
                return true;
            if (instr->kind == DL_I_ASSIGN && dl_expr_uncast(instr->value)->kind == DL_E_ADDRESS &&
                dl_expr_root(instr->value) == var)
                return true;
        }
    return false;
}

/* Anything but success. */
static bool is_refusal(const dl_function *function, const dl_expr *value, unsigned depth)
{
    value = dl_expr_uncast(value);
    if (value->kind == DL_E_VAR && (value->var->storage == DL_LOCAL || value->var->storage == DL_TEMP))
        return depth > DEEPEST || may_hold_refusal(function, value->var, depth);
    return !(value->kind == DL_E_CONST && value->has_value && value->value == 0);
}

/* It returns anything but success; of a lambda the type tells nothing. */
static bool refuses(const dl_function *function, const dl_term *term, unsigned depth)
{
    return term->kind == DL_T_RETURN && term->value && is_refusal(function, term->value, depth);
}

static bool may_refuse(const dl_function *function, unsigned depth)
{
    for (size_t b = 0; depth <= DEEPEST && b < function->block_count; b++)
        if (refuses(function, &function->blocks[b].term, depth))
            return true;
    return depth > DEEPEST || function->lost_count > 0;
}

/* Of each block, whether a return that refuses may come behind it. */
static bool *find_refusing(dl_arena *arena, const dl_function *unload)
{
    bool *is_before = DL_NEW_ARRAY(arena, unload->block_count + 1, bool);
    unsigned *todo = DL_NEW_ARRAY(arena, unload->block_count + 1, unsigned);
    size_t count = 0;

    for (size_t b = 0; b < unload->block_count; b++)
        if (refuses(unload, &unload->blocks[b].term, 0)) {
            is_before[b] = true;
            todo[count++] = (unsigned)b;
        }
    while (count) {
        const dl_block *block = &unload->blocks[todo[--count]];

        for (size_t i = 0; i < block->pred_count; i++)
            if (!is_before[block->preds[i]]) {
                is_before[block->preds[i]] = true;
                todo[count++] = block->preds[i];
            }
    }
    return is_before;
}

/* What outlives the function: not a local of it. */
static bool writes(const dl_function *function, const dl_instr *instr)
{
    const dl_var *root = instr->target ? dl_expr_root(instr->target) : NULL;

    if (instr->kind == DL_I_CALL) {
        for (size_t i = 0; i < instr->arg_count; i++) {
            const dl_var *given = dl_expr_root(dl_expr_uncast(instr->args[i]));

            if (dl_expr_uncast(instr->args[i])->kind == DL_E_ADDRESS && (!given || given->function != function))
                return true;
        }
        return instr->pointer != NULL;
    }
    return instr->kind == DL_I_LOST ||
           (instr->target && (!root || root->function != function || dl_expr_is_behind_pointer(instr->target)));
}

static bool may_precede(const dl_judge *judge, const dl_function *unload, const dl_function *function)
{
    const bool *is_before = find_refusing(judge->arena, unload);

    if (unload->lost_count)
        return true;
    for (size_t b = 0; b < unload->block_count; b++)
        for (size_t i = 0; i < unload->blocks[b].count && is_before[b]; i++) {
            const dl_instr *instr = &unload->blocks[b].instrs[i];

            if (function == unload ? writes(unload, instr)
                                   : instr->callee && dl_reach_has(judge->world, instr->callee, function))
                return true;
        }
    return false;
}

bool dl_refusal_may_follow(const dl_judge *judge, const dl_function *function)
{
    static const char *const name[] = {"unload"};
    static const dl_role_set unload = {.roles = {name, 1}};
    dl_function_list roots = dl_scope_roots(judge->scope, &unload);

    for (size_t i = 0; i < roots.count; i++)
        if (may_refuse(roots.at[i], 0) && may_precede(judge, roots.at[i], function))
            return true;
    return false;
}
