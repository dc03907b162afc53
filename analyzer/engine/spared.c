#include "engine/spared.h"

#include "engine/graph.h"

typedef struct branch {
    unsigned with, without; /* blocks */
} branch;

/* Whether `value` asks for the variable; `is_null` turns where it is so for null. */
static bool asks(const dl_expr *value, const dl_var *var, bool *is_null)
{
    for (; value; value = value->a) {
        if (value->kind == DL_E_VAR)
            return value->var == var;
        if (value->kind == DL_E_UNARY && value->op == DL_OP_NOT)
            *is_null = !*is_null;
        else if (value->kind == DL_E_BINARY && (value->op == DL_OP_EQ || value->op == DL_OP_NE) &&
                 dl_expr_is_null(dl_expr_uncast(value->b)))
            *is_null ^= value->op == DL_OP_EQ;
        else if (value->kind != DL_E_CAST)
            return false;
    }
    return false;
}

static bool read_branch(const dl_term *term, const dl_var *var, branch *out)
{
    bool is_null = false;

    if (term->kind != DL_T_BRANCH || !asks(term->value, var, &is_null))
        return false;
    *out = (branch){term->to[is_null ? 1 : 0], term->to[is_null ? 0 : 1]};
    return true;
}

static bool is_status(const dl_type *type)
{
    return dl_text_equal(type->spelling, "NTSTATUS") || dl_text_equal(type->spelling, "NDIS_STATUS") ||
           dl_text_equal(type->canonical, "long") || dl_text_equal(type->canonical, "int");
}

/* A status that is asked behind the branch is set. */
static bool sets_status(const dl_graph *graph, unsigned behind, const dl_instr *instr)
{
    const dl_expr *place = instr->kind == DL_I_ASSIGN ? instr->target : NULL;

    for (size_t i = 0;; i++) {
        if (place && place->kind == DL_E_VAR && is_status(place->var->type) &&
            (place->var->storage == DL_GLOBAL || dl_graph_is_live(graph, behind, place->var->id)))
            return true;
        if (instr->kind != DL_I_CALL || i >= instr->arg_count)
            return false;
        place = dl_expr_uncast(instr->args[i]);
        place = place->kind == DL_E_ADDRESS ? place->a : NULL;
    }
}

static bool frees(const dl_world *world, const dl_instr *instr, const dl_var *var)
{
    const dl_api *api = instr->kind == DL_I_CALL && instr->name ? dl_facts_api(world->facts, instr->name) : NULL;

    for (size_t i = 0; api && i < instr->arg_count; i++) {
        const dl_expr *given = dl_expr_uncast(instr->args[i]);

        if (given->kind == DL_E_VAR && given->var == var && dl_param_set_has(api->freed, (unsigned)i))
            return true;
    }
    return false;
}

/* All ways from the one block to where both ways meet again: whether the block of memory is freed on them, and no
 * status set. */
static bool ends_there(dl_world *world, const dl_graph *graph, const branch *ways, const dl_var *var)
{
    const dl_function *function = graph->function;
    bool *seen = DL_NEW_ARRAY(world->scratch, function->block_count, bool), is_freed = false;
    unsigned *todo = DL_NEW_ARRAY(world->scratch, function->block_count, unsigned);
    size_t count = 0;

    todo[count++] = ways->with;
    seen[ways->with] = true;
    while (count) {
        const dl_block *block = &function->blocks[todo[--count]];

        for (size_t i = 0; i < block->count; i++) {
            if (sets_status(graph, ways->without, &block->instrs[i]))
                return false;
            is_freed |= frees(world, &block->instrs[i], var);
        }
        for (size_t i = 0; i < dl_term_count(&block->term); i++) {
            unsigned to = dl_term_to(&block->term, i);

            if (to != ways->without && !seen[to])
                todo[count++] = to;
            seen[to] = true;
        }
    }
    return is_freed;
}

/* Whether the way without it does nothing but leave a function that tells its caller nothing. */
static bool only_leaves(const dl_world *world, const dl_function *function, const branch *ways)
{
    const dl_block *block = &function->blocks[ways->without];

    if (function == world->entry || block->term.kind != DL_T_RETURN || block->term.value)
        return false;
    for (size_t i = 0; i < block->count; i++)
        if (block->instrs[i].kind != DL_I_CALL || !dl_call_is_message(&block->instrs[i]))
            return false;
    return true;
}

/* A step of a status to a failure, in the block that runs without the memory. */
static bool notes_failure(const dl_function *function, const branch *ways)
{
    const dl_block *block = &function->blocks[ways->without];

    for (size_t i = 0; i < block->count; i++) {
        const dl_instr *instr = &block->instrs[i];
        const dl_expr *value = instr->kind == DL_I_ASSIGN ? dl_expr_uncast(instr->value) : NULL;

        if (value && instr->target->kind == DL_E_VAR && is_status(instr->target->var->type) &&
            value->kind == DL_E_CONST && value->has_value && value->value < 0)
            return true;
    }
    return false;
}

/* `if (!p) status = STATUS_NO_MEMORY; … if (p) Free(p); return STATUS_SUCCESS;`: the function notes that it has no
 * memory, goes through the steps that need it without doing them, and frees what there is in any case, before it
 * returns something else. */
static bool is_freed_in_the_end(dl_world *world, const dl_graph *graph, unsigned from, const branch *ways,
                                const dl_var *var)
{
    const dl_function *function = graph->function;

    if (!notes_failure(function, ways))
        return false;
    for (unsigned b = 0; b < function->block_count; b++) {
        const dl_block *freeing;
        branch asked;

        if (b == from || !read_branch(&function->blocks[b].term, var, &asked) || !dl_graph_always_comes(graph, from, b))
            continue;
        freeing = &function->blocks[asked.with];
        for (size_t i = 0; i < freeing->count; i++)
            if (frees(world, &freeing->instrs[i], var))
                return true;
    }
    return false;
}

bool dl_is_spared(dl_world *world, const dl_function *function, const dl_instr *site)
{
    const dl_expr *slot = dl_result_slot(function, site);
    const dl_graph *graph;
    branch ways;

    if (!slot || slot->kind != DL_E_VAR || slot->var->storage != DL_LOCAL)
        return false;
    graph = dl_graph_of(world, function);
    for (size_t b = 0; b < function->block_count; b++)
        if (dl_block_holds(&function->blocks[b], site))
            return read_branch(&function->blocks[b].term, slot->var, &ways) && ways.with != ways.without &&
                   (is_freed_in_the_end(world, graph, (unsigned)b, &ways, slot->var) ||
                    ((graph->parent[b] == ways.without || only_leaves(world, function, &ways)) &&
                     ends_there(world, graph, &ways, slot->var)));
    return false;
}
