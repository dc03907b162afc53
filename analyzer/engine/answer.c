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

/* Whether the callee was asked about what an instance follows, or about an object that was made of it: it may be the
 * very test of that. */
static bool is_about_any(dl_sim *sim, dl_state *state, const dl_instr *asking)
{
    for (size_t a = 0; a < asking->arg_count; a++)
        for (size_t i = 0; i < state->instance_count; i++)
            if (asks_about(sim, state, asking->args[a], &state->instances[i]))
                return true;
    return false;
}

static bool is_status(const dl_type *type)
{
    return dl_text_equal(type->spelling, "NTSTATUS");
}

/* A status, or a pointer that is no address of a variable: how a step went may be seen of it. By reference, too. */
static bool says_outcome(const dl_expr *arg)
{
    const dl_type *type;

    arg = dl_expr_uncast(arg);
    type = arg->kind == DL_E_ADDRESS ? arg->a->type : arg->type;
    return is_status(type) || type->kind == DL_TYPE_POINTER;
}

/* A call of which nothing is known, with an object and more. */
static bool is_unknown_telling(dl_world *world, const dl_instr *instr)
{
    return instr->kind == DL_I_CALL && !instr->callee && instr->name && instr->arg_count >= 2 &&
           !dl_called_by(world, instr).by_name;
}

/* `Result r(status)`, `r.Ok()`: calls of two routines of which nothing is known, about objects of one type; the former
 * is told how a step went. */
static bool is_made_of_outcome(dl_world *world, const dl_instr *asking, const dl_instr *making)
{
    const dl_expr *asked = dl_expr_uncast(asking->args[0]), *made;

    if (asked->kind != DL_E_ADDRESS || asked->a->type->kind != DL_TYPE_RECORD || !is_unknown_telling(world, making))
        return false;
    made = dl_expr_uncast(making->args[0]);
    if (made->kind != DL_E_ADDRESS || !dl_text_equal(made->a->type->canonical, asked->a->type->canonical))
        return false;
    for (size_t a = 1; a < making->arg_count; a++)
        if (says_outcome(making->args[a]))
            return true;
    return false;
}

static bool is_about_status(dl_sim *sim, dl_state *state, const dl_instr *asking)
{
    for (size_t a = 0; a < asking->arg_count; a++) {
        dl_val given = dl_eval(sim, state, asking->args[a]);

        if (given.kind == DL_VAL_SYM && dl_symbol_of(sim->world, given.id)->kind == DL_SYM_RESULT &&
            is_status(dl_expr_uncast(asking->args[a])->type))
            return true;
    }
    return false;
}

/* `StateMark(&State, LINKED)`, `StateTest(&State, LINKED)`: calls of two routines of which nothing is known. */
static bool is_told_of_same(dl_world *world, const dl_instr *asking, const dl_instr *telling)
{
    if (asking->arg_count < 2 || !is_unknown_telling(world, telling) || dl_text_equal(telling->name, asking->name) ||
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

/* Whether the callee answers what another one was told before. */
static bool is_of_keeper(dl_world *world, const dl_instr *asking)
{
    void *known;

    if (!asking->name || asking->callee || asking->arg_count == 0 ||
        (asking->result && is_status(asking->result->type)))
        return false;
    known = dl_table_get(&world->keepers, asking);
    if (!known) {
        known = (void *)(uintptr_t)(find_teller(world, asking) ? 1 : 2);
        dl_table_set(&world->keepers, asking, known);
    }
    return (uintptr_t)known == 1;
}

/* It is asked here what it has been asked elsewhere: `if (IsOn()) Start();`, and then `if (IsOn()) Stop();`. It may say
 * the same each time. */
static bool is_asked_again(dl_world *world, const dl_instr *asking)
{
    const dl_instr *first;

    if (!asking->name || asking->callee || !asking->result || asking->result->type->kind != DL_TYPE_INT ||
        is_status(asking->result->type))
        return false;
    first = dl_step_first_call(world, asking, NULL);
    if (first == asking || first->arg_count != asking->arg_count)
        return false;
    for (size_t a = 0; a < asking->arg_count; a++)
        if (!dl_expr_same(asking->args[a], first->args[a]))
            return false;
    return true;
}

const char *dl_answer_unfollowed(dl_sim *sim, dl_state *state, dl_val tested)
{
    const dl_symbol *symbol = tested.kind == DL_VAL_SYM ? dl_symbol_of(sim->world, tested.id) : NULL;
    const dl_instr *asking = symbol && symbol->kind == DL_SYM_OPAQUE ? symbol->instr : NULL;
    const char *left;

    if (symbol && symbol->kind == DL_SYM_EXPR) {
        left = dl_answer_unfollowed(sim, state, *symbol->left);
        return left ? left : dl_answer_unfollowed(sim, state, *symbol->right);
    }
    if (!asking)
        return NULL;
    if (is_about_any(sim, state, asking) || is_about_status(sim, state, asking) || is_of_keeper(sim->world, asking))
        return "this branch hangs on what a callee without a source says of what it was given";
    return is_asked_again(sim->world, asking)
               ? dl_arena_printf(sim->world->arena,
                                 "this branch asks %s once more, which is not in the sources that were read: it may "
                                 "say the same each time",
                                 asking->name)
               : NULL;
}
