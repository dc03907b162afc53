#include "engine/answer.h"

#include "engine/ask.h"
#include "engine/step.h"

#include <string.h>

/* Whether the variable, or a cast of it, is given to the call, other than first. */
static bool is_given(const dl_instr *call, const dl_var *var)
{
    for (size_t i = 1; i < call->arg_count; i++) {
        const dl_expr *given = dl_expr_uncast(call->args[i]);

        if (given->kind == DL_E_VAR && given->var == var)
            return true;
    }
    return false;
}

/* Whether a call gives the object, whose address it is given first, what the call at `site` returned: it is made of it.
 */
static bool is_built_on(dl_sim *sim, dl_state *state, dl_loc object, const dl_instr *site)
{
    const dl_function *function = sim->frame->function;

    if (!site || !site->result)
        return false;
    for (size_t b = 0; b < function->block_count; b++)
        for (size_t i = 0; i < function->blocks[b].count; i++) {
            const dl_instr *call = &function->blocks[b].instrs[i];
            dl_val to;

            if (call->kind != DL_I_CALL || call->callee || !is_given(call, site->result))
                continue;
            to = dl_eval(sim, state, call->args[0]);
            if (to.kind == DL_VAL_ADDRESS && to.id == object)
                return true;
        }
    return false;
}

/* Whether the argument is what the instance follows, or an object that was made of it; or asks about that
 * (`unlikely(block == NULL)`). */
static bool asks_about(dl_sim *sim, dl_state *state, const dl_expr *arg, const dl_instance *instance)
{
    dl_val given;

    if (!arg)
        return false;
    given = dl_eval(sim, state, arg);
    if (given.kind == DL_VAL_ADDRESS && is_built_on(sim, state, given.id, instance->site))
        return true;
    if (given.kind == DL_VAL_SYM && (dl_val_equal(given, instance->value) ||
                                     (instance->binds[0].has_val && dl_val_equal(given, instance->binds[0].val))))
        return true;
    arg = dl_expr_uncast(arg);
    return (arg->kind == DL_E_BINARY || arg->kind == DL_E_UNARY) &&
           (asks_about(sim, state, arg->a, instance) || asks_about(sim, state, arg->b, instance));
}

/* Whether what is tested was answered by a callee that nothing is known of, and that was asked about what an instance
 * follows, or about an object that was made of it: it may be the very test of that. */
static bool is_answer_about_any(dl_sim *sim, dl_state *state, dl_val tested)
{
    const dl_symbol *symbol =
        state->instance_count && tested.kind == DL_VAL_SYM ? dl_symbol_of(sim->world, tested.id) : NULL;

    if (symbol && symbol->kind == DL_SYM_EXPR)
        return is_answer_about_any(sim, state, *symbol->left) || is_answer_about_any(sim, state, *symbol->right);
    if (!symbol || symbol->kind != DL_SYM_OPAQUE || !symbol->instr)
        return false;
    for (size_t a = 0; a < symbol->instr->arg_count; a++)
        for (size_t i = 0; i < state->instance_count; i++)
            if (asks_about(sim, state, symbol->instr->args[a], &state->instances[i]))
                return true;
    return false;
}

/* A status, or a pointer that is no address of a variable: how a step went may be seen of it. By reference, too. */
static bool says_outcome(const dl_expr *arg)
{
    arg = dl_expr_uncast(arg);
    if (arg->kind == DL_E_ADDRESS)
        return dl_text_equal(arg->a->type->spelling, "NTSTATUS") || arg->a->type->kind == DL_TYPE_POINTER;
    return dl_text_equal(arg->type->spelling, "NTSTATUS") || arg->type->kind == DL_TYPE_POINTER;
}

/* `Result r(status)`, `r.Ok()`: calls of two routines of which nothing is known, about objects of one type; the former
 * is told how a step went. */
static bool is_made_of_outcome(dl_world *world, const dl_instr *asking, const dl_instr *making)
{
    const dl_expr *asked = dl_expr_uncast(asking->args[0]), *made;

    if (making->kind != DL_I_CALL || making->callee || !making->name || making->arg_count < 2 ||
        asked->kind != DL_E_ADDRESS || asked->a->type->kind != DL_TYPE_RECORD || dl_called_by(world, making).by_name)
        return false;
    made = dl_expr_uncast(making->args[0]);
    if (made->kind != DL_E_ADDRESS || !dl_text_equal(made->a->type->canonical, asked->a->type->canonical))
        return false;
    for (size_t a = 1; a < making->arg_count; a++)
        if (says_outcome(making->args[a]))
            return true;
    return false;
}

/* Whether a callee without a source has answered about a status. */
static bool is_answer_about_status(dl_sim *sim, dl_state *state, dl_val tested)
{
    const dl_symbol *symbol = tested.kind == DL_VAL_SYM ? dl_symbol_of(sim->world, tested.id) : NULL;
    const dl_instr *asking = symbol && symbol->kind == DL_SYM_OPAQUE ? symbol->instr : NULL;

    if (symbol && symbol->kind == DL_SYM_EXPR)
        return is_answer_about_status(sim, state, *symbol->left) || is_answer_about_status(sim, state, *symbol->right);
    for (size_t a = 0; asking && a < asking->arg_count; a++) {
        dl_val given = dl_eval(sim, state, asking->args[a]);

        if (given.kind == DL_VAL_SYM && dl_symbol_of(sim->world, given.id)->kind == DL_SYM_RESULT &&
            dl_text_equal(dl_expr_uncast(asking->args[a])->type->spelling, "NTSTATUS"))
            return true;
    }
    return false;
}

/* `StateMark(&State, LINKED)`, `StateTest(&State, LINKED)`: calls of two routines of which nothing is known. */
static bool is_told_of_same(dl_world *world, const dl_instr *asking, const dl_instr *telling)
{
    if (telling->kind != DL_I_CALL || telling->callee || !telling->name || telling->arg_count < 2 ||
        asking->arg_count < 2 || dl_text_equal(telling->name, asking->name) || dl_called_by(world, telling).by_name ||
        !dl_expr_same(telling->args[0], asking->args[0]))
        return false;
    for (size_t a = 1; a < asking->arg_count && a < telling->arg_count; a++)
        if (dl_expr_same(telling->args[a], asking->args[a]))
            return true;
    return false;
}

static bool find_teller(dl_world *world, const dl_instr *asking)
{
    for (size_t f = 0; f < world->program->function_count; f++)
        for (size_t b = 0; b < world->program->functions[f]->block_count; b++) {
            const dl_block *block = &world->program->functions[f]->blocks[b];

            for (size_t i = 0; i < block->count; i++)
                if (is_told_of_same(world, asking, &block->instrs[i]) ||
                    is_made_of_outcome(world, asking, &block->instrs[i]))
                    return true;
        }
    return false;
}

/* Whether a callee without a source has answered what another one was told before. */
static bool is_answer_of_keeper(dl_sim *sim, dl_val tested)
{
    const dl_symbol *symbol = tested.kind == DL_VAL_SYM ? dl_symbol_of(sim->world, tested.id) : NULL;
    const dl_instr *asking = symbol && symbol->kind == DL_SYM_OPAQUE ? symbol->instr : NULL;
    void *known;

    if (symbol && symbol->kind == DL_SYM_EXPR)
        return is_answer_of_keeper(sim, *symbol->left) || is_answer_of_keeper(sim, *symbol->right);
    if (!asking || !asking->name || asking->callee || asking->arg_count == 0 ||
        (asking->result && dl_text_equal(asking->result->type->spelling, "NTSTATUS")))
        return false;
    known = dl_table_get(&sim->world->keepers, asking);
    if (!known) {
        known = (void *)(uintptr_t)(find_teller(sim->world, asking) ? 1 : 2);
        dl_table_set(&sim->world->keepers, asking, known);
    }
    return (uintptr_t)known == 1;
}

/* A callee without a source that is asked here what it has been asked elsewhere: `if (IsOn()) Start();`, and then
 * `if (IsOn()) Stop();`. It may say the same each time. NULL: not so. */
static const dl_instr *asked_again(dl_sim *sim, dl_val tested)
{
    const dl_symbol *symbol = tested.kind == DL_VAL_SYM ? dl_symbol_of(sim->world, tested.id) : NULL;
    const dl_instr *asking = symbol && symbol->kind == DL_SYM_OPAQUE ? symbol->instr : NULL, *first, *found;

    if (symbol && symbol->kind == DL_SYM_EXPR) {
        found = asked_again(sim, *symbol->left);
        return found ? found : asked_again(sim, *symbol->right);
    }
    if (!asking || !asking->name || asking->callee || !asking->result || asking->result->type->kind != DL_TYPE_INT ||
        dl_text_equal(asking->result->type->spelling, "NTSTATUS"))
        return NULL;
    first = dl_step_first_call(sim->world, asking, NULL);
    if (first == asking || first->arg_count != asking->arg_count)
        return NULL;
    for (size_t a = 0; a < asking->arg_count; a++)
        if (!dl_expr_same(asking->args[a], first->args[a]))
            return NULL;
    return asking;
}

const char *dl_answer_unfollowed(dl_sim *sim, dl_state *state, dl_val tested)
{
    const dl_instr *again = asked_again(sim, tested);

    if (is_answer_about_any(sim, state, tested) || is_answer_about_status(sim, state, tested) ||
        is_answer_of_keeper(sim, tested))
        return "this branch hangs on what a callee without a source says of what it was given";
    return again ? dl_arena_printf(sim->world->arena,
                                   "this branch asks %s once more, which is not in the sources that were read: it may "
                                   "say the same each time",
                                   again->name)
                 : NULL;
}
