/* release_nothing.c: releases of what was never acquired, in the run that follows no acquisition: paths on which the
 * object was acquired are kept apart from those that passed by. */
#include "engine/beside.h"
#include "engine/level.h"
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

const dl_expr *dl_release_slot_of(const dl_resource *kind, const dl_facts *facts, const dl_function *function,
                                  const dl_instr *instr)
{
    const dl_api *api = instr->name ? dl_facts_api(facts, instr->name) : NULL;

    for (size_t u = 0; u < kind->acquire_count; u++) {
        const dl_api_use *use = &kind->acquire[u];

        if (!api || !dl_name_set_has(use->calls, api->canonical) || !use->has_object)
            continue;
        if (use->object == DL_FACT_RESULT)
            return dl_result_slot(function, instr);
        if (use->object < instr->arg_count && use->object_is_deref && instr->args[use->object]->kind == DL_E_ADDRESS)
            return instr->args[use->object]->a;
    }
    return NULL;
}

/* ---- ways that were told apart by a member, and have met ---- */

/* `Free(Context)`, where `context->Buffer` is null on one of two ways here: it is another value for the run. */
static void note_met(dl_releaser *r, dl_sim *sim, const dl_state *state, const dl_used *use)
{
    const dl_expr *member = use->expr ? dl_expr_uncast(use->expr) : NULL;
    dl_spelled_places *met = &r->met;

    if (!member || member->kind != DL_E_FIELD || use->val.kind != DL_VAL_SYM || met->count == DL_MAX_HANDLES ||
        dl_symbol_of(sim->world, use->val.id)->kind != DL_SYM_PHI ||
        !(dl_val_mask(sim->world, state, use->val) & DL_ZERO))
        return;
    for (size_t i = 0; i < met->count; i++)
        if (dl_expr_same(met->at[i].expr, member))
            return;
    met->at[met->count].function = sim->frame->function;
    met->at[met->count++].expr = member;
}

/* False: there is no room for more. */
static bool add_apart(void *self, const dl_function *function, const dl_expr *place)
{
    dl_spelled_places *apart = &((dl_releaser *)self)->apart;

    for (size_t i = 0; i < apart->count; i++)
        if (apart->at[i].function == function && dl_expr_same(apart->at[i].expr, place))
            return true;
    if (apart->count < DL_MAX_HANDLES) {
        apart->at[apart->count].function = function;
        apart->at[apart->count++].expr = place;
    }
    return apart->count < DL_MAX_HANDLES;
}

/* Where it is released ways have met before: a parameter's part tells none apart there. */
static bool add_apart_released(void *self, const dl_function *function, const dl_expr *place)
{
    const dl_var *var = dl_expr_root(place);

    if (var && var->storage == DL_PARAM)
        return ((dl_releaser *)self)->apart.count < DL_MAX_HANDLES;
    return add_apart(self, function, place);
}

/* The names of the member where an object is acquired into it. */
static void walk_acquired(const dl_releaser *r, dl_level_walk *walk, const dl_expr *member)
{
    for (size_t f = 0; f < walk->count; f++) {
        const dl_function *function = walk->functions[f];

        for (size_t b = 0; b < function->block_count; b++)
            for (size_t i = 0; i < function->blocks[b].count; i++) {
                const dl_expr *slot =
                    dl_release_slot_of(r->kind, r->judge->world->facts, function, &function->blocks[b].instrs[i]);

                if (slot && dl_level_is_same_member(slot, member))
                    dl_level_walk_names(walk, function, slot);
            }
    }
}

bool dl_release_tell_ways_apart(dl_releaser *r, const dl_function *root)
{
    const dl_program *program = r->judge->world->program;
    const dl_function **functions = DL_NEW_ARRAY(r->judge->arena, program->function_count + 1, const dl_function *);
    dl_level_walk walk = {.arena = r->judge->arena, .functions = functions, .self = r};

    if (r->met.count == 0)
        return false;
    for (size_t f = 0; f < program->function_count; f++)
        if (program->functions[f] == root || dl_scope_calls(r->judge->scope, root, program->functions[f]))
            functions[walk.count++] = program->functions[f];
    for (size_t m = 0; m < r->met.count; m++) {
        walk.see = add_apart;
        walk_acquired(r, &walk, r->met.at[m].expr);
        walk.see = add_apart_released;
        dl_level_walk_names(&walk, r->met.at[m].function, r->met.at[m].expr);
    }
    return r->apart.count > 0;
}

void dl_release_of_nothing(dl_releaser *r, dl_sim *sim, dl_state *state, const dl_event *event, const dl_used *use)
{
    bool is_handle = r->kind->identity == DL_BY_HANDLE;
    dl_instance none = {0};
    dl_tri how = DL_NO;

    if (is_handle) {
        how = dl_release_is_this_null(sim, state, use) ? DL_YES : DL_NO;
        note_met(r, sim, state, use);
    } else if (r->kind->identity != DL_BY_STRING && is_named(sim->world, r->kind, use->val) &&
               !is_noted(r, sim, state, use))
        how = sim->world->at_entry ? is_passed_by(r, sim, state, use) : is_never_made(r, state, use);
    if (how == DL_YES && is_handle && is_set_beside(sim, state, use))
        how = DL_MAYBE;
    if (how != DL_NO && !is_handle && dl_release_is_element(sim, state, use->expr))
        how = DL_NO;
    if (is_handle || how != DL_NO)
        dl_release_see(r, sim, state, event, &none, use, DL_FAULT_RELEASE_UNACQUIRED, how);
}
