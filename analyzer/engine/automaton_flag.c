/* automaton_flag.c: flags that a driver keeps, and the branches that set them, for propagate; see automaton_parts.h. */
#include "engine/automaton_parts.h"

#include <string.h>

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

/* A variable of the driver's, or a member of one. */
static bool is_static_place(const dl_expr *place)
{
    while (place->kind == DL_E_FIELD)
        place = place->a;
    return place->kind == DL_E_VAR && dl_var_is_static(place->var);
}

static dl_loc loc_of(dl_world *world, const dl_expr *place)
{
    return place->kind == DL_E_FIELD ? dl_loc_member(world, loc_of(world, place->a), place->a->type, place->name)
                                     : dl_loc_var(world, place->var);
}

/* A variable, or a member of one, as an expression and as a place. */
static bool is_at(dl_world *world, const dl_expr *expr, dl_loc loc)
{
    const dl_place *place = dl_place_of(world, loc);

    return place->kind == DL_LOC_VAR
               ? expr->kind == DL_E_VAR && expr->var == place->var
               : place->kind == DL_LOC_FIELD && expr->kind == DL_E_FIELD && strcmp(expr->name, place->field) == 0 &&
                     is_at(world, expr->a, place->parent);
}

static bool holds(dl_world *world, const dl_expr *expr, dl_loc loc)
{
    return expr && (is_at(world, expr, loc) || holds(world, expr->a, loc) || holds(world, expr->b, loc));
}

/* Whether some branch of the driver asks for what stands there. */
static bool is_asked(dl_world *world, dl_loc loc)
{
    const dl_program *program = world->program;

    for (size_t f = 0; f < program->function_count; f++)
        for (unsigned b = 0; b < program->functions[f]->block_count; b++) {
            const dl_term *term = &program->functions[f]->blocks[b].term;

            if ((term->kind == DL_T_BRANCH || term->kind == DL_T_SWITCH) && holds(world, term->value, loc))
                return true;
        }
    return false;
}

bool dl_machine_is_note(dl_world *world, const dl_instr *instr)
{
    dl_type_kind kind = instr->target->type->kind;
    const dl_expr *whole = instr->target;

    if (instr->op != DL_ASSIGN || (kind != DL_TYPE_INT && kind != DL_TYPE_ENUM) || !is_static_place(instr->target))
        return false;
    for (const dl_expr *part = instr->target; part->kind == DL_E_FIELD; part = part->a)
        if (part->a->type->record && part->a->type->record->is_union)
            whole = part->a; /* it may be asked for by another name */
    return is_asked(world, loc_of(world, whole));
}

bool dl_machine_notes_outcome(dl_world *world, const dl_state *state, dl_val outcome)
{
    for (unsigned c = 0; outcome.kind == DL_VAL_SYM && c < state->cell_count; c++) {
        dl_loc loc = state->cells[c].loc;
        const dl_place *root = dl_place_of(world, dl_place_of(world, loc)->root);

        if (root->kind == DL_LOC_VAR && dl_var_is_static(root->var) &&
            dl_val_equal(dl_cell_val(world, &state->cells[c]), outcome) && is_asked(world, loc))
            return true;
    }
    return false;
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
