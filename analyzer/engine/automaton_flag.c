/* automaton_flag.c: whether an outcome goes into a flag that the driver keeps, for propagate; see automaton_parts.h. */
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

static bool sets_flag(const dl_block *block)
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

        if (way->pred_count == 1 && sets_flag(way) &&
            (way->term.kind == DL_T_RETURN || !returns_apart(graph, other, to)))
            return true;
    }
    return false;
}

/* Whether the instruction reads the local, but to say what it is. */
static bool reads(const dl_instr *instr, const dl_var *local)
{
    if ((instr->value && dl_expr_mentions(instr->value, local)) ||
        (instr->target && instr->target->kind != DL_E_VAR && dl_expr_mentions(instr->target, local)))
        return true;
    for (size_t i = 0; i < instr->arg_count && !dl_call_is_message(instr); i++)
        if (dl_expr_mentions(instr->args[i], local))
            return true;
    return false;
}

/* Whether the instruction gives the local another value. */
static bool writes(const dl_instr *instr, const dl_var *local)
{
    return instr->result == local ||
           (instr->op == DL_ASSIGN && instr->target && instr->target->kind == DL_E_VAR && instr->target->var == local);
}

/* Whether nobody asks for what the local holds behind the block. */
static bool is_forgotten(dl_sim *sim, const dl_function *function, unsigned block, const dl_var *local)
{
    bool *is_seen = DL_NEW_ARRAY(sim->world->scratch, function->block_count, bool);
    unsigned *todo = DL_NEW_ARRAY(sim->world->scratch, function->block_count + 1, unsigned);
    size_t count = 0;

    todo[count++] = block;
    while (count > 0) {
        unsigned id = todo[--count];
        const dl_block *at = &function->blocks[id];
        bool is_first = id == block && !is_seen[id], is_over = false;

        for (size_t i = 0; i < at->count && !is_over && !is_first; i++) {
            if (reads(&at->instrs[i], local))
                return false;
            is_over = writes(&at->instrs[i], local);
        }
        if (!is_over && !is_first && at->term.value && dl_expr_mentions(at->term.value, local))
            return false;
        for (size_t i = 0; !is_over && i < dl_term_count(&at->term); i++) {
            unsigned to = dl_term_to(&at->term, i);

            if (!is_seen[to])
                todo[count++] = to;
            is_seen[to] = true;
        }
    }
    return true;
}

/* `if (NT_SUCCESS(status)) HasIt = TRUE; else DbgPrint("without it: %x", status);`: on either way something of its own
 * is done before the two meet, and that of the failure is to say so. */
static bool says_so(const dl_function *function, const dl_term *term)
{
    unsigned said = 0, met = 0;

    for (size_t i = 0; i < term->to_count; i++) {
        const dl_block *way = &function->blocks[term->to[i]];

        if (way->term.kind != DL_T_JUMP || way->pred_count != 1 || (i > 0 && way->term.to[0] != met))
            return false;
        met = way->term.to[0];
        said += way->count > 0 && dl_call_is_message(&way->instrs[way->count - 1]);
    }
    return said == 1;
}

/* `if (!NT_SUCCESS(status)) Handle = NULL;`: what is kept says that there is none. */
static bool clears_what_is_kept(const dl_function *function, const dl_term *term)
{
    for (size_t i = 0; i < term->to_count; i++) {
        const dl_block *way = &function->blocks[term->to[i]];
        const dl_instr *last = way->pred_count == 1 && way->count ? &way->instrs[way->count - 1] : NULL;
        const dl_var *root = last && last->target ? dl_expr_root(last->target) : NULL;

        if (root && dl_var_is_static(root) && last->kind == DL_I_ASSIGN && last->op == DL_ASSIGN &&
            last->target->type->kind == DL_TYPE_POINTER && dl_expr_is_null(last->value))
            return true;
    }
    return false;
}

static bool is_one_sided(const dl_term *term, unsigned behind)
{
    return term->to[0] == behind || term->to[1] == behind;
}

/* `if (…) …;`, or with an `else` that says so: neither way does more than what stands there before the two meet. */
static bool meet_again(const dl_function *function, const dl_term *term)
{
    unsigned behind[2];

    if (term->to_count != 2)
        return false;
    for (size_t i = 0; i < 2; i++) {
        const dl_block *way = &function->blocks[term->to[i]];

        behind[i] = way->pred_count == 1 && way->term.kind == DL_T_JUMP ? way->term.to[0] : term->to[i];
    }
    return behind[0] == behind[1] && (is_one_sided(term, behind[0]) || says_so(function, term));
}

/* `if (NT_SUCCESS(Register(…))) Globals.HasIt = TRUE;`: the outcome goes nowhere but into a flag, as in
 * `HasIt = NT_SUCCESS(Register(…))`; likewise by way of a local that nobody asks again, where the failure is spoken of.
 * Maybe: where it is not. */
dl_tri dl_machine_keeps_outcome(dl_sim *sim, const dl_event *event)
{
    const dl_function *function = sim->frame->function;
    const dl_term *term = &function->blocks[sim->frame->block].term;
    const dl_expr *asked = dl_expr_uncast(event->value_expr);
    bool sets;

    if (!event->cond || event->cond != term->value || !asked || asked->kind != DL_E_VAR ||
        (asked->var->storage != DL_TEMP && asked->var->storage != DL_LOCAL))
        return DL_NO;
    sets = dl_machine_sets_flag(sim->world, function, term);
    if (sets && asked->var->storage == DL_TEMP)
        return DL_YES;
    if ((!sets && !clears_what_is_kept(function, term)) || !meet_again(function, term) ||
        !is_forgotten(sim, function, sim->frame->block, asked->var))
        return DL_NO;
    return sets && says_so(function, term) ? DL_YES : DL_MAYBE;
}
