/* release_hidden.c: objects that a callee without a source cannot come by: all that holds them are globals of one file,
 * whose address nobody takes, and no function that names these can be called from elsewhere. */
#include "engine/naming.h"
#include "engine/release_parts.h"
#include "engine/sum.h"
#include "support/table.h"

/* ---- what is handed out ---- */

static bool names_function(const dl_expr *expr, const dl_function *function, unsigned depth)
{
    if (!expr || depth > 64)
        return expr != NULL;
    return (expr->kind == DL_E_FUNCTION && (expr->function == function || dl_text_equal(expr->name, function->name))) ||
           names_function(expr->a, function, depth + 1) || names_function(expr->b, function, depth + 1);
}

/* `DriverObject->DriverUnload = Unload;`: the system calls it, when the driver goes. */
static bool is_for_system(const dl_world *world, const dl_instr *instr)
{
    const dl_var *root = instr->kind == DL_I_ASSIGN ? dl_expr_root(instr->target) : NULL;

    return root && world->driver_object < (int)world->entry->param_count &&
           root == world->entry->params[world->driver_object];
}

static bool is_handed_out_in(const dl_world *world, const dl_function *by, const dl_function *function)
{
    for (size_t b = 0; b < by->block_count; b++) {
        for (size_t i = 0; i < by->blocks[b].count; i++) {
            const dl_instr *instr = &by->blocks[b].instrs[i];

            for (size_t k = 0; k < dl_instr_expr_count(instr); k++)
                if (names_function(dl_instr_expr(instr, k), function, 0) && !is_for_system(world, instr))
                    return true;
        }
        if (names_function(by->blocks[b].term.value, function, 0))
            return true;
    }
    return by->lost_count > 0;
}

static bool is_in_initialiser(const dl_var *var, const dl_function *function)
{
    for (size_t i = 0; i < var->init_count; i++)
        if (names_function(var->inits[i].value, function, 0))
            return true;
    return false;
}

/* In the initialiser of a global, or of a static local. */
static bool is_in_table(const dl_program *program, const dl_function *function)
{
    for (size_t v = 0; v < program->global_count; v++)
        if (is_in_initialiser(program->globals[v], function))
            return true;
    for (size_t f = 0; f < program->function_count; f++)
        for (size_t v = 0; v < program->functions[f]->local_count; v++)
            if (is_in_initialiser(program->functions[f]->locals[v], function))
                return true;
    return false;
}

/* Whether somebody else than the functions that were read, and the system, may call it. */
static bool is_called_from_elsewhere(const dl_world *world, const dl_function *function)
{
    const dl_program *program = world->program;

    if (function == world->entry)
        return false;
    if (!function->is_static || is_in_table(program, function))
        return true;
    for (size_t f = 0; f < program->function_count; f++)
        if (is_handed_out_in(world, program->functions[f], function))
            return true;
    return false;
}

/* ---- the globals ---- */

static bool lends(const dl_function *function, const dl_var *var)
{
    for (size_t b = 0; b < function->block_count; b++) {
        for (size_t i = 0; i < function->blocks[b].count; i++) {
            const dl_instr *instr = &function->blocks[b].instrs[i];

            for (size_t k = 0; k < dl_instr_expr_count(instr); k++)
                if (dl_expr_takes_address(dl_instr_expr(instr, k), var))
                    return true;
        }
        if (dl_expr_takes_address(function->blocks[b].term.value, var))
            return true;
    }
    return false;
}

static bool find_of_file(const dl_releaser *r, const dl_var *var)
{
    dl_world *world = r->judge->world;
    const dl_program *program = world->program;
    const dl_naming *naming = dl_naming_of(world, var);

    if (var->storage != DL_GLOBAL || var->is_shared || var->is_extern || naming->values.count)
        return false;
    for (size_t n = 0; n < naming->functions.count; n++) {
        const dl_function *by = program->functions[naming->functions.at[n]];

        if (lends(by, var))
            return false;
        for (size_t f = 0; f < program->function_count; f++)
            if ((program->functions[f] == by || dl_scope_calls(r->judge->scope, program->functions[f], by)) &&
                is_called_from_elsewhere(world, program->functions[f]))
                return false;
    }
    return true;
}

/* Whether only the file comes by it, and nothing of that can be called while the callee runs. Asked once a driver. */
static bool is_of_file(const dl_releaser *r, const dl_var *var)
{
    static const bool yes = true, no = false;
    dl_world *world = r->judge->world;
    const bool *known;

    if (!world->hidden) {
        world->hidden = DL_NEW(world->arena, dl_table);
        dl_table_init(world->hidden, world->arena);
    }
    known = dl_table_get(world->hidden, var);
    if (!known) {
        known = find_of_file(r, var) ? &yes : &no;
        dl_table_set(world->hidden, var, (void *)known);
    }
    return known == &yes;
}

bool dl_release_is_hidden(const dl_releaser *r, dl_sim *sim, const dl_state *state, const dl_instance *instance)
{
    const dl_bind *bind = &instance->binds[0];
    bool is_held = false;

    if (r->kind->identity != DL_BY_HANDLE || bind->val.kind != DL_VAL_SYM ||
        dl_sym_is_fuzzy(sim->world, bind->val.id) || instance->may_be_held || instance->is_listed)
        return false;
    for (unsigned i = 0; i < state->cell_count; i++) {
        const dl_place *root = dl_place_of(sim->world, dl_place_of(sim->world, state->cells[i].loc)->root);

        if (dl_loc_is_persistent(sim->world, state->cells[i].loc) == DL_NO)
            continue;
        if (dl_release_leads_into(sim->world, &state->cells[i], bind->val))
            return false;
        if (!dl_val_equal(dl_sum_base(sim->world, dl_cell_val(sim->world, &state->cells[i])), bind->val))
            continue;
        if (root->kind != DL_LOC_VAR || !is_of_file(r, root->var))
            return false;
        is_held = true;
    }
    return is_held;
}
