/* drain.c: see drain.h. */
#include "engine/drain.h"

#include "engine/footprint.h"
#include "engine/linked.h"

typedef struct dl_drain {
    const bool *is_in; /* of each block */
    bool calls;        /* a routine that each round finds anew */
    bool takes;        /* something out of a list */
} dl_drain;

/* Of each block the loop of that kind that its test leaves or passes by, or NULL. */
struct dl_drains {
    const dl_drain **tests; /* NULL: the function has none */
};

/* ---- which loops there are ---- */

static bool is_written_in(const dl_function *function, const bool *is_in, const dl_var *var)
{
    for (size_t b = 0; b < function->block_count; b++)
        for (size_t i = 0; is_in[b] && i < function->blocks[b].count; i++) {
            const dl_instr *instr = &function->blocks[b].instrs[i];

            if (instr->result == var || (instr->kind == DL_I_ASSIGN && dl_expr_root(instr->target) == var))
                return true;
        }
    return false;
}

/* Whether the value is another one in each round. */
static bool is_new_each_round(const dl_function *function, const bool *is_in, const dl_expr *expr)
{
    for (; expr; expr = expr->a)
        if ((expr->kind == DL_E_VAR && is_written_in(function, is_in, expr->var)) ||
            is_new_each_round(function, is_in, expr->b))
            return true;
    return false;
}

static bool calls_through_pointer(const dl_instr *instr)
{
    return instr->kind == DL_I_CALL && instr->pointer && !instr->name;
}

static bool calls_found(const dl_function *function, const bool *is_in, const dl_instr *call)
{
    return calls_through_pointer(call) && is_new_each_round(function, is_in, call->pointer);
}

/* A helper that is given something new, or nothing, and calls a routine that it finds there. */
static bool helper_calls(dl_world *world, const dl_function *function, const bool *is_in, const dl_instr *call)
{
    const dl_reach *reach = call->callee ? dl_reach_of(world, call->callee) : NULL;
    bool is_given = call->arg_count == 0;

    for (size_t i = 0; i < call->arg_count; i++)
        is_given |= is_new_each_round(function, is_in, call->args[i]);
    if (!reach || !reach->is_open || !is_given)
        return false;
    for (size_t f = 0; f < reach->functions.count; f++)
        for (size_t b = 0; b < reach->functions.at[f]->block_count; b++) {
            const dl_block *block = &reach->functions.at[f]->blocks[b];

            for (size_t i = 0; i < block->count; i++)
                if (calls_through_pointer(&block->instrs[i]))
                    return true;
        }
    return false;
}

static void look_through(dl_world *world, const dl_function *function, dl_drain *drain)
{
    for (size_t b = 0; b < function->block_count; b++) {
        const dl_block *block = &function->blocks[b];
        const dl_instr test = {.kind = DL_I_EVAL, .value = block->term.value};

        for (size_t i = 0; drain->is_in[b] && i < block->count; i++) {
            drain->calls |= calls_found(function, drain->is_in, &block->instrs[i]) ||
                            helper_calls(world, function, drain->is_in, &block->instrs[i]);
            drain->takes |= dl_linked_is_taken_by(world, &block->instrs[i]);
        }
        drain->takes |= drain->is_in[b] && dl_linked_is_taken_by(world, &test);
    }
}

static bool is_same_text(const dl_block *a, const dl_block *b)
{
    return a->term.kind == DL_T_BRANCH && b->term.kind == DL_T_BRANCH && a->term.span.file == b->term.span.file &&
           a->term.span.offset == b->term.span.offset;
}

/* `ok = step->Do()`, `%1 = call step->Do(); ok = %1`. */
static bool is_answer_of_routine(const dl_function *function, const bool *is_in, const dl_var *var, bool is_copy)
{
    for (size_t b = 0; b < function->block_count; b++)
        for (size_t i = 0; is_in[b] && i < function->blocks[b].count; i++) {
            const dl_instr *instr = &function->blocks[b].instrs[i];
            const dl_expr *from = instr->kind == DL_I_ASSIGN ? dl_expr_uncast(instr->value) : NULL;

            if (instr->kind == DL_I_CALL && instr->result == var && (instr->callee || instr->pointer))
                return true;
            if (!is_copy && from && from->kind == DL_E_VAR && dl_expr_root(instr->target) == var &&
                is_answer_of_routine(function, is_in, from->var, true))
                return true;
        }
    return false;
}

/* What a routine has answered that was called in the loop says that a step failed, not that there is none left. */
static bool asks_of_failure(const dl_function *function, const bool *is_in, const dl_expr *cond)
{
    for (; cond; cond = cond->a) {
        if (dl_text_equal(cond->type->spelling, "NTSTATUS") || asks_of_failure(function, is_in, cond->b) ||
            (cond->kind == DL_E_VAR && is_answer_of_routine(function, is_in, cond->var, false)))
            return true;
    }
    return false;
}

/* The test of a loop stands behind its body, and once more before it. */
static bool is_tested_before(const dl_function *function, const bool *is_in, const dl_block *block)
{
    for (size_t b = 0; b < function->block_count; b++)
        if (is_in[b] && is_same_text(&function->blocks[b], block))
            return true;
    return false;
}

static void note_tests(struct dl_drains *drains, const dl_function *function, const dl_drain *drain, unsigned head)
{
    for (size_t b = 0; b < function->block_count; b++) {
        const dl_block *block = &function->blocks[b];

        if (block->term.kind != DL_T_BRANCH || asks_of_failure(function, drain->is_in, block->term.value))
            continue;
        for (int way = 0; way < 2; way++) {
            unsigned other = block->term.to[!way];

            if (!drain->is_in[block->term.to[way]] &&
                (drain->is_in[b] ? drain->is_in[other]
                                 : other == head && is_tested_before(function, drain->is_in, block)))
                drains->tests[b] = drain;
        }
    }
}

/* `IsListEmpty(&List)`, `entry = ExInterlockedRemoveHeadList(&List, &Lock)`: whether a list gives any more. */
static bool is_answer_of_list(dl_world *world, const dl_function *function, const dl_var *var, bool is_copy)
{
    for (size_t b = 0; b < function->block_count; b++)
        for (size_t i = 0; i < function->blocks[b].count; i++) {
            const dl_instr *instr = &function->blocks[b].instrs[i];
            const dl_expr *from = instr->kind == DL_I_ASSIGN ? dl_expr_uncast(instr->value) : NULL;

            if (instr->kind == DL_I_CALL && instr->result == var && !instr->callee &&
                dl_linked_is_taken_by(world, instr))
                return true;
            if (!is_copy && from && from->kind == DL_E_VAR && dl_expr_root(instr->target) == var &&
                is_answer_of_list(world, function, from->var, true))
                return true;
        }
    return false;
}

static bool asks_list(dl_world *world, const dl_function *function, const dl_expr *cond)
{
    const dl_instr test = {.kind = DL_I_EVAL, .value = cond};

    if (dl_linked_is_taken_by(world, &test))
        return true;
    for (; cond; cond = cond->a)
        if ((cond->kind == DL_E_VAR && is_answer_of_list(world, function, cond->var, false)) ||
            asks_list(world, function, cond->b))
            return true;
    return false;
}

/* `while (UndoOne())`: a helper that takes one thing out of a list, and tells whether there was one. */
static void note_helper(dl_world *world, struct dl_drains *drains, const dl_function *function)
{
    dl_drain *drain = DL_NEW(world->arena, dl_drain);
    bool *is_in = DL_NEW_ARRAY(world->arena, function->block_count + 1, bool);

    for (size_t b = 0; b < function->block_count; b++)
        is_in[b] = true;
    drain->is_in = is_in;
    look_through(world, function, drain);
    for (size_t b = 0; b < function->block_count && drain->takes; b++)
        if (function->blocks[b].term.kind == DL_T_BRANCH &&
            asks_list(world, function, function->blocks[b].term.value)) {
            if (!drains->tests)
                drains->tests = DL_NEW_ARRAY(world->arena, function->block_count, const dl_drain *);
            drains->tests[b] = drains->tests[b] ? drains->tests[b] : drain;
        }
}

static struct dl_drains *find_drains(dl_world *world, const dl_graph *graph)
{
    const dl_function *function = graph->function;
    struct dl_drains *drains = DL_NEW(world->arena, struct dl_drains);

    for (unsigned head = 0; head < function->block_count; head++) {
        dl_drain *drain = function->blocks[head].is_loop_head ? DL_NEW(world->arena, dl_drain) : NULL;
        bool *is_in;

        if (!drain)
            continue;
        is_in = DL_NEW_ARRAY(world->arena, function->block_count + 1, bool);
        dl_graph_collect_loop(graph, head, is_in, DL_NEW_ARRAY(world->scratch, function->block_count + 1, unsigned));
        drain->is_in = is_in;
        look_through(world, function, drain);
        if (!drain->calls && !drain->takes)
            continue;
        if (!drains->tests)
            drains->tests = DL_NEW_ARRAY(world->arena, function->block_count, const dl_drain *);
        note_tests(drains, function, drain, head);
    }
    if (function != world->entry)
        note_helper(world, drains, function);
    return drains;
}

/* ---- whether it concerns the monitor ---- */

static bool names_static(const dl_instr *call)
{
    for (size_t i = 0; i < call->arg_count; i++) {
        const dl_expr *arg = dl_expr_uncast(call->args[i]);
        const dl_var *root = dl_expr_root(arg->kind == DL_E_ADDRESS ? arg->a : arg);

        if (root && dl_var_is_static(root))
            return true;
    }
    return false;
}

/* Whether the call may undo what is no value that the list gives: what its place, its routine or its text tells, or
 * what a global leads to. */
static bool undoes_other(dl_sim *sim, const dl_state *state, const dl_instr *instr)
{
    const dl_reach *reach = instr->callee ? dl_reach_of(sim->world, instr->callee) : NULL;

    if (!dl_control_concerns(sim, instr))
        return false;
    for (unsigned i = 0; i < state->instance_count; i++)
        if (state->instances[i].binds[0].val.kind != DL_VAL_SYM)
            return true;
    if (names_static(instr))
        return true;
    for (size_t f = 0; reach && f < reach->functions.count; f++)
        for (size_t b = 0; b < reach->functions.at[f]->block_count; b++) {
            const dl_block *block = &reach->functions.at[f]->blocks[b];

            for (size_t i = 0; i < block->count; i++)
                if (names_static(&block->instrs[i]) && dl_control_concerns(sim, &block->instrs[i]))
                    return true;
        }
    return false;
}

static bool is_unknown(const dl_sim *sim, const dl_instr *call)
{
    const dl_world *world = sim->world;
    size_t count = 0;

    if (!calls_through_pointer(call))
        return false;
    if (world->find_targets)
        world->find_targets(world->scope_self, call, &count);
    return count == 0;
}

static const dl_drain *drain_at(dl_sim *sim, const dl_frame *frame, const dl_block *block)
{
    struct dl_drains *drains = frame->info->drains;

    if (!drains) {
        drains = dl_table_get(&sim->world->drains, frame->function);
        drains = drains ? drains : find_drains(sim->world, frame->info->graph);
        dl_control_info(sim, frame->function)->drains = drains;
        dl_table_set(&sim->world->drains, frame->function, drains);
    }
    return drains->tests ? drains->tests[block->id] : NULL;
}

bool dl_drain_is_asked(dl_sim *sim, const dl_frame *frame, const dl_state *state, const dl_block *block)
{
    const dl_function *function = frame->function;
    const dl_drain *drain = drain_at(sim, frame, block);

    if (!drain)
        return false;
    for (size_t b = 0; b < function->block_count; b++)
        for (size_t i = 0; drain->is_in[b] && i < function->blocks[b].count; i++) {
            const dl_instr *instr = &function->blocks[b].instrs[i];

            if (drain->calls && (is_unknown(sim, instr) || dl_control_concerns(sim, instr)))
                return true;
            if (drain->takes && undoes_other(sim, state, instr))
                return true;
        }
    return false;
}
