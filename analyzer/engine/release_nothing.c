/* release_nothing.c: releases of what was never acquired, in the run that follows no acquisition: paths on which the
 * object was acquired are kept apart from those that passed by. */
#include "engine/beside.h"
#include "engine/naming.h"
#include "engine/release_parts.h"
#include "engine/unload.h"

/* Whether the object may be one that the path has acquired. Of handles it is asked whether there was any. */
static bool is_noted(const dl_releaser *r, dl_sim *sim, const dl_state *state, const dl_used *use)
{
    for (unsigned i = 0; i < state->instance_count; i++)
        if (r->kind->identity == DL_BY_HANDLE ||
            dl_release_same_object(r->kind, sim, state, &state->instances[i], use) != DL_NO)
            return true;
    return state->instance_count == DL_MAX_INSTANCES;
}

void dl_release_note(const dl_releaser *r, dl_sim *sim, dl_state *state, const dl_event *event)
{
    dl_instance *instance;
    dl_used use;

    if (event->outcome == DL_OUTCOME_FAILURE ||
        !dl_release_find_use(r->kind, sim, state, r->kind->acquire, r->kind->acquire_count, event, &use) ||
        is_noted(r, sim, state, &use))
        return;
    instance = dl_state_add_instance(sim->world, state);
    instance->state = HANDED;
    if (r->kind->identity != DL_BY_HANDLE)
        instance->binds[0] = (dl_bind){.is_bound = true, .has_val = true, .val = use.val};
}

/* Whether what a call acquires is spelled as what is released is. */
static bool is_named_alike(const dl_releaser *r, const dl_instr *instr, const dl_used *use)
{
    for (size_t u = 0; u < r->kind->acquire_count; u++) {
        const dl_api_use *made = &r->kind->acquire[u];

        if (dl_release_calls(r->judge->world, instr, made, 1) && made->has_object && !made->object_is_deref &&
            made->object < instr->arg_count && use->expr &&
            dl_text_equal(dl_expr_text(dl_expr_uncast(instr->args[made->object]), r->judge->arena),
                          dl_expr_text(dl_expr_uncast(use->expr), r->judge->arena)))
            return true;
    }
    return false;
}

/* Whether the root acquires the object somewhere, on other paths than this one. What runs beside it, or a body that was
 * not understood, may have done so on this path: then maybe. */
static dl_tri is_passed_by(const dl_releaser *r, const dl_sim *sim, const dl_state *state, const dl_used *use)
{
    const dl_program *program = r->judge->world->program;
    dl_tri found = DL_NO;
    bool is_open = (state->flags & (DL_STATE_OPAQUE | DL_STATE_JUMP)) != 0 || sim->degraded;

    for (size_t f = 0; f < program->function_count; f++) {
        const dl_function *function = program->functions[f];
        bool is_of_root = function == r->judge->root || dl_scope_calls(r->judge->scope, r->judge->root, function);

        for (size_t b = 0; b < function->block_count; b++)
            for (size_t i = 0; i < function->blocks[b].count; i++) {
                const dl_instr *instr = &function->blocks[b].instrs[i];

                if (!dl_release_calls(r->judge->world, instr, r->kind->acquire, r->kind->acquire_count))
                    continue;
                is_open |= !is_of_root && dl_unload_runs_between(r->judge, function);
                if (is_of_root && (r->kind->identity == DL_BY_SINGLE || is_named_alike(r, instr, use)))
                    found = DL_YES;
            }
    }
    return found == DL_YES && is_open ? DL_MAYBE : found;
}

/* Whether it is known by what the code names it: a routine, or a variable of the driver's. */
static bool is_named(const dl_world *world, const dl_resource *kind, dl_val val)
{
    const dl_place *root = val.kind == DL_VAL_ADDRESS ? dl_place_of(world, dl_place_of(world, val.id)->root) : NULL;

    return kind->identity == DL_BY_SINGLE || val.kind == DL_VAL_FUNCTION || (root && root->kind == DL_LOC_VAR);
}

/* At the driver's end: whether nothing in the driver has made anything of a variable of the image. A table that leads
 * to it (`{Up, Down, &List}`) may have been gone through to make it. */
static dl_tri is_never_made(const dl_releaser *r, const dl_state *state, const dl_used *use)
{
    dl_world *world = r->judge->world;
    const dl_var *var = dl_place_of(world, dl_place_of(world, use->val.id)->root)->var;

    if (r->kind->identity != DL_BY_STORAGE || !dl_unload_runs_at_end(r->judge, r->judge->root) ||
        !dl_var_is_static(var) || dl_unload_may_be_set(r->judge, use->val.id))
        return DL_NO;
    return (state->flags & (DL_STATE_OPAQUE | DL_STATE_JUMP)) || dl_naming_of(world, var)->values.count ? DL_MAYBE
                                                                                                        : DL_YES;
}

/* Whether the null is what a global began with, and a routine that runs beside the entry may have put an object there.
 */
static bool is_set_beside(dl_sim *sim, dl_state *state, const dl_used *use)
{
    return sim->world->at_entry && use->expr && dl_expr_is_place(dl_expr_uncast(use->expr)) &&
           dl_beside_sets_global(sim->world, dl_eval_place(sim, state, dl_expr_uncast(use->expr)));
}

void dl_release_of_nothing(dl_releaser *r, dl_sim *sim, dl_state *state, const dl_event *event, const dl_used *use)
{
    bool is_handle = r->kind->identity == DL_BY_HANDLE;
    dl_instance none = {0};
    dl_tri how = DL_NO;

    if (is_handle)
        how = dl_release_is_this_null(sim, state, use) ? DL_YES : DL_NO;
    else if (r->kind->identity != DL_BY_STRING && is_named(sim->world, r->kind, use->val) &&
             !is_noted(r, sim, state, use))
        how = sim->world->at_entry ? is_passed_by(r, sim, state, use) : is_never_made(r, state, use);
    if (how == DL_YES && is_handle && is_set_beside(sim, state, use))
        how = DL_MAYBE;
    if (how != DL_NO && !is_handle && dl_release_is_element(sim, state, use->expr))
        how = DL_NO;
    if (is_handle || how != DL_NO)
        dl_release_see(r, sim, state, event, &none, use, DL_FAULT_RELEASE_UNACQUIRED, how);
}
