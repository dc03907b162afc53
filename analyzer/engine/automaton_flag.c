/* automaton_flag.c: flags that a driver keeps, and the branches that set them, for propagate; see automaton_parts.h. */
#include "engine/automaton_parts.h"

bool dl_machine_is_flag(const dl_instr *instr)
{
    const dl_expr *root = instr->target;

    if (!dl_expr_is_place(root))
        return false;
    if (instr->op == DL_ASSIGN)
        return dl_type_is_boolean(instr->target->type);
    while (root->kind == DL_E_FIELD)
        root = root->a;
    return instr->op == DL_ASSIGN_OR && root->kind == DL_E_VAR;
}

bool dl_machine_has_flag(const dl_block *block)
{
    for (size_t i = 0; i < block->count; i++) {
        const dl_instr *instr = &block->instrs[i];
        const dl_expr *value = instr->kind == DL_I_ASSIGN ? dl_expr_uncast(instr->value) : NULL;

        if (value && value->kind == DL_E_CONST && value->value != 0 && dl_machine_is_flag(instr))
            return true;
    }
    return false;
}

static bool returns_apart(const dl_graph *graph, unsigned way, unsigned from)
{
    for (unsigned b = 0; b < graph->function->block_count; b++)
        if (graph->function->blocks[b].term.kind == DL_T_RETURN && dl_graph_always_comes(graph, way, b) &&
            !dl_graph_always_comes(graph, from, b))
            return true;
    return false;
}

bool dl_machine_sets_flag(dl_world *world, const dl_function *function, const dl_term *term)
{
    const dl_graph *graph = dl_graph_of(world, function);

    for (size_t i = 0; i < term->to_count; i++) {
        unsigned to = term->to[i], other = term->to[term->to_count - 1 - i];
        const dl_block *way = &function->blocks[to];

        if (way->pred_count == 1 && dl_machine_has_flag(way) &&
            (way->term.kind == DL_T_RETURN || !returns_apart(graph, other, to)))
            return true;
    }
    return false;
}
