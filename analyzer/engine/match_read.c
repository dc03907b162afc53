/* match_read.c: the pattern `{"readBy": [roles]}`: which routines read a place; see match_parts.h. */
#include "engine/match_parts.h"
#include "engine/unread.h"
#include <string.h>

/* The expression reads the variable, or the named member of it. */
static bool mentions(const dl_expr *expr, const dl_var *var, const char *field)
{
    if (!expr)
        return false;
    if (!field && expr->var == var)
        return true;
    if (field && expr->kind == DL_E_FIELD && dl_text_equal(expr->name, field) && mentions(expr->a, var, NULL))
        return true;
    return mentions(expr->a, var, field) || mentions(expr->b, var, field);
}

static bool function_mentions(const dl_function *function, const dl_var *var, const char *field)
{
    for (size_t b = 0; b < function->block_count; b++) {
        const dl_block *block = &function->blocks[b];

        for (size_t i = 0; i < block->count; i++) {
            const dl_instr *instr = &block->instrs[i];

            for (size_t a = 0; a < instr->arg_count; a++)
                if (mentions(instr->args[a], var, field))
                    return true;
            if (mentions(instr->value, var, field) || (instr->target && mentions(instr->target->a, var, field)))
                return true;
        }
        if (mentions(block->term.value, var, field))
            return true;
    }
    return false;
}

/* The address of the variable, or a pointer that stands for it. */
static bool is_way_to(const dl_expr *expr, const dl_var *var)
{
    expr = dl_expr_uncast(expr);
    if (expr && expr->kind == DL_E_ADDRESS)
        expr = dl_expr_uncast(expr->a);
    return expr && expr->kind == DL_E_VAR && expr->var == var;
}

enum { DEEPEST_READ = 4 };

/* Whether the function reads the variable, or the member of it: or hands it on to one that does, as an argument or the
 * object of a method, or by a local that leads there. */
static bool reads_part(const dl_function *function, const dl_var *var, const char *field, unsigned depth)
{
    if (function_mentions(function, var, field))
        return true;
    for (size_t b = 0; field && depth < DEEPEST_READ && b < function->block_count; b++)
        for (size_t i = 0; i < function->blocks[b].count; i++) {
            const dl_instr *instr = &function->blocks[b].instrs[i];
            const dl_function *callee = instr->kind == DL_I_CALL ? instr->callee : NULL;

            for (size_t a = 0; callee && a < instr->arg_count && a < callee->param_count; a++)
                if (is_way_to(instr->args[a], var) && reads_part(callee, callee->params[a], field, depth + 1))
                    return true;
            if (instr->kind == DL_I_ASSIGN && instr->target->kind == DL_E_VAR && instr->target->var != var &&
                instr->target->var->function && is_way_to(instr->value, var) &&
                reads_part(function, instr->target->var, field, depth + 1))
                return true;
        }
    return false;
}

dl_tri dl_match_read_by(dl_match *match, dl_name_set roles, dl_val val)
{
    dl_world *world = match->sim->world;
    dl_role_set set = {.roles = roles};
    const char *field = NULL;
    const dl_var *var = dl_match_variable(world, dl_eval_pointee(match->sim, match->state, val), &field);
    dl_function_list functions;

    if (!var || dl_loc_is_persistent(world, dl_loc_var(world, var)) != DL_YES)
        return DL_NO;
    functions = dl_scope_functions(match->scope, &set);
    for (size_t i = 0; i < functions.count; i++)
        if (reads_part(functions.at[i], var, field, 0))
            return DL_YES;
    return dl_scope_has_served_unseen(match->scope, &set) && dl_unread_names_var(world->unread, var) &&
                   (!field || dl_unread_names(world->unread, field))
               ? DL_MAYBE
               : DL_NO;
}
