/* stack.c: see stack.h. */
#include "engine/stack.h"

#include <string.h>

typedef struct dl_stack {
    const dl_expr *counter, *array;
    struct dl_stack *next; /* of the same variable */
} dl_stack;

static bool is_by(const dl_expr *index, const dl_expr *counter)
{
    index = dl_expr_uncast(index);
    return dl_expr_same(index, counter) ||
           (index->kind == DL_E_BINARY && index->op == DL_OP_SUB && dl_expr_same(dl_expr_uncast(index->a), counter));
}

/* The array of the image that the expression takes an element of by the counter, or NULL. */
static const dl_expr *array_by(const dl_expr *expr, const dl_expr *counter)
{
    const dl_expr *found = NULL;

    for (; expr && !found; expr = expr->a) {
        if (expr->kind == DL_E_INDEX && is_by(expr->b, counter) && expr->a->type->kind == DL_TYPE_ARRAY) {
            const dl_var *root = dl_expr_root(expr->a);

            return root && dl_var_is_static(root) && dl_expr_is_place(expr->a) ? expr->a : NULL;
        }
        found = array_by(expr->b, counter);
    }
    return found;
}

static const dl_expr *array_in(const dl_instr *instr, const dl_expr *counter)
{
    const dl_expr *found = array_by(instr->target, counter);

    found = found ? found : array_by(instr->value, counter);
    found = found ? found : array_by(instr->pointer, counter);
    for (size_t i = 0; i < instr->arg_count && !found; i++)
        found = array_by(instr->args[i], counter);
    return found;
}

static void add_stack(dl_world *world, const dl_expr *counter, const dl_expr *array)
{
    const dl_var *root = dl_expr_root(counter);
    dl_stack *first = dl_table_get(world->stacks, root), *made;

    for (const dl_stack *at = first; at; at = at->next)
        if (dl_expr_same(at->counter, counter) && dl_expr_same(at->array, array))
            return;
    made = DL_NEW(world->arena, dl_stack);
    *made = (dl_stack){counter, array, first};
    dl_table_set(world->stacks, root, made);
}

static void find_in(dl_world *world, const dl_function *function)
{
    const dl_graph *graph = dl_graph_of(world, function);

    for (size_t c = 0; c < graph->counted.count; c++) {
        const dl_expr *counter = graph->counted.at[c].expr;
        const dl_var *root = dl_expr_root(counter);

        if (!graph->counted.at[c].goes_down || !root || !dl_var_is_static(root))
            continue;
        for (size_t b = 0; b < function->block_count; b++)
            for (size_t i = 0; i < function->blocks[b].count; i++) {
                const dl_expr *array = array_in(&function->blocks[b].instrs[i], counter);

                if (array)
                    add_stack(world, counter, array);
            }
    }
}

static const dl_stack *stacks_of(dl_world *world, const dl_expr *counter)
{
    if (!world->stacks) {
        world->stacks = DL_NEW(world->arena, dl_table);
        dl_table_init(world->stacks, world->arena);
        for (size_t f = 0; f < world->program->function_count; f++)
            find_in(world, world->program->functions[f]);
    }
    return dl_table_get(world->stacks, dl_expr_root(counter));
}

/* Whether the place lies in one of the first elements. */
static bool is_within(const dl_world *world, dl_loc loc, dl_loc array, int64_t count)
{
    const dl_place *place;

    if (loc == array || !dl_loc_is_below(world, loc, array))
        return false;
    for (place = dl_place_of(world, loc); place->parent != array; place = dl_place_of(world, loc))
        loc = place->parent;
    return place->kind == DL_LOC_INDEX && place->index < count;
}

/* 0: one of several, or not known. */
static uint64_t which(const dl_world *world, dl_val val)
{
    switch (val.kind) {
    case DL_VAL_CONST:
        return (uint64_t)val.k * 4u + 1u;
    case DL_VAL_FUNCTION:
        return dl_hash_bytes(val.name, strlen(val.name), 1);
    case DL_VAL_ADDRESS:
        return (uint64_t)val.id * 4u + 2u;
    case DL_VAL_SYM:
        return dl_sym_is_fuzzy(world, val.id) ? 0 : (uint64_t)val.id * 4u + 3u;
    default:
        return 0;
    }
}

static uint64_t hash_elements(dl_sim *sim, const dl_state *state, dl_loc array, int64_t count, uint64_t hash)
{
    for (unsigned i = 0; i < state->cell_count; i++) {
        dl_val val = dl_cell_val(sim->world, &state->cells[i]);
        uint64_t what = which(sim->world, val);

        if (what && is_within(sim->world, state->cells[i].loc, array, count))
            hash = dl_hash_mix(dl_hash_mix(hash, (uint64_t)state->cells[i].loc), what);
    }
    return hash;
}

uint64_t dl_stack_hash(dl_sim *sim, dl_state *state, const dl_expr *counter, int64_t count)
{
    uint64_t hash = 0;

    if (count <= 0 || !dl_expr_root(counter))
        return 0;
    for (const dl_stack *stack = stacks_of(sim->world, counter); stack; stack = stack->next) {
        dl_loc array = dl_expr_same(stack->counter, counter) ? dl_eval_place(sim, state, stack->array) : DL_NOWHERE;

        if (array)
            hash = hash_elements(sim, state, array, count, dl_hash_mix(hash, (uint64_t)array));
    }
    return hash;
}
