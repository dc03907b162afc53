/* naming.c: see naming.h. */
#include "engine/naming.h"

static dl_naming *entry_of(dl_world *world, const dl_var *var)
{
    dl_naming *naming = dl_table_get(world->naming, var);

    if (!naming) {
        naming = DL_NEW(world->arena, dl_naming);
        dl_table_set(world->naming, var, naming);
    }
    return naming;
}

/* `value`: of a global, or NULL: it stands in the function of that number. */
static void note_expr(dl_world *world, const dl_expr *expr, const dl_expr *value, unsigned function)
{
    for (; expr; expr = expr->a) {
        const dl_var *var = expr->var;

        if (var && dl_var_is_static(var)) {
            dl_naming *naming = entry_of(world, var);

            if (value && (!naming->values.count || naming->values.at[naming->values.count - 1] != value))
                dl_vec_push(world->arena, &naming->values, value);
            if (!value && (!naming->functions.count || naming->functions.at[naming->functions.count - 1] != function))
                dl_vec_push(world->arena, &naming->functions, function);
        }
        note_expr(world, expr->b, value, function);
    }
}

static void note_function(dl_world *world, unsigned number)
{
    const dl_function *function = world->program->functions[number];

    for (size_t b = 0; b < function->block_count; b++) {
        const dl_block *block = &function->blocks[b];

        note_expr(world, block->term.value, NULL, number);
        for (size_t i = 0; i < block->count; i++) {
            const dl_instr *instr = &block->instrs[i];

            for (size_t e = 0; e < dl_instr_expr_count(instr); e++)
                note_expr(world, dl_instr_expr(instr, e), NULL, number);
        }
    }
}

static void note_all(dl_world *world)
{
    const dl_program *program = world->program;

    world->naming = DL_NEW(world->arena, dl_table);
    dl_table_init(world->naming, world->arena);
    for (size_t f = 0; f < program->function_count; f++)
        note_function(world, (unsigned)f);
    for (size_t g = 0; g < program->global_count; g++)
        for (size_t i = 0; i < program->globals[g]->init_count; i++)
            note_expr(world, program->globals[g]->inits[i].value, program->globals[g]->inits[i].value, 0);
}

const dl_naming *dl_naming_of(dl_world *world, const dl_var *var)
{
    static const dl_naming none;
    const dl_naming *naming;

    if (!world->naming)
        note_all(world);
    naming = dl_table_get(world->naming, var);
    return naming ? naming : &none;
}
