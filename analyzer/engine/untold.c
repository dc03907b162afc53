/* untold.c: see untold.h. */
#include "engine/untold.h"

#include "engine/ask.h"
#include "engine/footprint.h"

/* A callee without a source has answered it or written it, or a file keeps it that was not found. */
static bool is_unseen(const dl_world *world, dl_val val)
{
    const dl_symbol *symbol = val.kind == DL_VAL_SYM ? dl_symbol_of(world, val.id) : NULL;
    const dl_place *root;

    if (!symbol)
        return false;
    if (symbol->kind == DL_SYM_EXPR)
        return is_unseen(world, *symbol->left) || is_unseen(world, *symbol->right);
    if (symbol->kind == DL_SYM_INITIAL) {
        root = dl_place_of(world, dl_place_of(world, symbol->loc)->root);
        return root->kind == DL_LOC_VAR && root->var->is_extern;
    }
    return symbol->kind == DL_SYM_OPAQUE || symbol->kind == DL_SYM_NAMED ||
           (symbol->kind == DL_SYM_HAVOC && symbol->b != DL_LOST_BY_JOIN);
}

/* A member that the key holds, since it is asked for where the routine returns. */
static bool is_of_place(const dl_sim *sim, const dl_expr *target)
{
    for (; target; target = target->a)
        for (size_t i = 0; target->kind == DL_E_FIELD && i < sim->place_count; i++)
            for (dl_loc loc = sim->places[i]; loc; loc = dl_place_of(sim->world, loc)->parent)
                if (dl_text_equal(dl_place_of(sim->world, loc)->field, target->name))
                    return true;
    return false;
}

/* What has no source may do it, where it is given what a pointer of the routine's leads to. */
static bool hands_on(const dl_sim *sim, const dl_instr *instr)
{
    if (instr->kind != DL_I_CALL || instr->callee || dl_called_by(sim->world, instr).by_name ||
        dl_call_is_message(instr))
        return false;
    for (size_t i = 0; i < instr->arg_count; i++) {
        const dl_expr *given = dl_expr_uncast(instr->args[i]);

        if (given->kind == DL_E_VAR && given->var->storage != DL_TEMP && given->type->kind == DL_TYPE_POINTER)
            return true;
    }
    return false;
}

static bool does_what_is_asked(dl_sim *sim, const dl_block *block)
{
    for (size_t i = 0; i < block->count; i++) {
        const dl_instr *instr = &block->instrs[i];

        if (dl_control_concerns(sim, instr) || hands_on(sim, instr) ||
            (instr->kind == DL_I_ASSIGN && is_of_place(sim, instr->target)))
            return true;
    }
    return false;
}

static bool helpers_do(dl_sim *sim, const dl_block *block)
{
    for (size_t i = 0; i < block->count; i++) {
        const dl_reach *reach = block->instrs[i].callee ? dl_reach_of(sim->world, block->instrs[i].callee) : NULL;

        for (size_t f = 0; reach && f < reach->functions.count; f++)
            for (size_t b = 0; b < reach->functions.at[f]->block_count; b++)
                if (does_what_is_asked(sim, &reach->functions.at[f]->blocks[b]))
                    return true;
    }
    return false;
}

bool dl_untold_is_passed(dl_sim *sim, const dl_frame *frame, const dl_block *block, int by, dl_val asked)
{
    const dl_function *function = frame->function;
    unsigned head = block->term.to[!by], behind = block->term.to[by];
    bool *is_in, does = false;

    if (!function->blocks[head].is_loop_head || !is_unseen(sim->world, asked))
        return false;
    is_in = DL_NEW_ARRAY(sim->world->scratch, function->block_count + 1, bool);
    dl_graph_collect_loop(frame->info->graph, head, is_in,
                          DL_NEW_ARRAY(sim->world->scratch, function->block_count + 1, unsigned));
    for (size_t b = 0; !is_in[block->id] && !is_in[behind] && b < function->block_count && !does; b++)
        does = is_in[b] && (does_what_is_asked(sim, &function->blocks[b]) || helpers_do(sim, &function->blocks[b]));
    return does;
}
