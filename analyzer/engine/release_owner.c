/* release_owner.c: the callback that the framework runs with an owner, behind an entry that fails; see
 * release_parts.h. */
#include "engine/footprint.h"
#include "engine/level.h"
#include "engine/release_parts.h"
#include "engine/unload.h"

/* What its run has come to. */
typedef struct ending {
    dl_releaser *r;
    bool is_left;  /* at some return the object is held */
    bool is_taken; /* on some way it may be released */
    bool is_open;  /* something was not followed */
} ending;

/* Whether the object stands in a member of that name, or in none at all. */
static bool may_stand_in(const dl_sim *sim, const dl_state *state, const dl_expr *expr)
{
    bool is_in_member = false;

    expr = expr ? dl_expr_uncast(expr) : NULL;
    for (unsigned c = 0; c < state->cell_count; c++) {
        const dl_place *place = dl_place_of(sim->world, state->cells[c].loc);

        if (place->kind != DL_LOC_FIELD ||
            !dl_val_equal(dl_cell_val(sim->world, &state->cells[c]), state->instances[0].binds[0].val))
            continue;
        if (!expr || expr->kind != DL_E_FIELD || dl_text_equal(expr->name, place->field))
            return true;
        is_in_member = true;
    }
    return !is_in_member;
}

/* What nothing is known of but that it is not null. */
static dl_val anything(dl_world *world)
{
    return dl_val_sym(dl_sym(world, (dl_symbol){.kind = DL_SYM_HAVOC, .a = -6, .base = DL_POS}));
}

/* What the symbol was asked of, or read behind, in the end: of `GetContext(driver)->Table` it is the driver. */
static int found_by(const dl_world *world, int sym)
{
    int next = sym;

    while (next) {
        const dl_symbol *symbol = dl_symbol_of(world, next);

        sym = next;
        next = symbol->kind == DL_SYM_RESULT && symbol->left ? dl_symbol_in(world, *symbol->left)
                                                             : dl_symbol_behind(world, sym);
    }
    return sym;
}

/* What the callback finds by the object that it is given (`GetContext(Object)->Block`): no call is known to have made
 * it. */
static bool may_be_any(const dl_sim *sim, const dl_state *state, const dl_used *use)
{
    int sym = use->val.kind == DL_VAL_ADDRESS ? found_by(sim->world, dl_symbol_in(sim->world, use->val))
                                              : dl_symbol_in(sim->world, use->val);
    const dl_symbol *symbol = sym ? dl_symbol_of(sim->world, sym) : NULL;

    return symbol && dl_val_mask(sim->world, state, use->val) != DL_ZERO &&
           !((symbol->kind == DL_SYM_RESULT || symbol->kind == DL_SYM_OUT) &&
             dl_facts_is_acquisition(sim->world->facts, symbol->api)) &&
           may_stand_in(sim, state, use->expr);
}

static void on_ending_event(void *self, dl_sim *sim, dl_state *state, const dl_event *event)
{
    ending *end = self;
    const dl_resource *kind = end->r->kind;
    dl_used use;

    if (!dl_release_tracked(state))
        return;
    dl_state_own_instances(sim->world, state);
    if (event->kind == DL_ON_RETURN) {
        end->is_left |= dl_release_tracked(state)->state == LIVE;
        end->is_open |= (state->flags & (DL_STATE_OPAQUE | DL_STATE_MERGED | DL_STATE_JUMP)) != 0;
    } else if (event->kind == DL_ON_CALL && !event->is_after &&
               dl_release_find_use(kind, sim, state, kind->release, kind->release_count, event, &use)) {
        dl_release_undo(end->r, sim, state, event, &use);
        end->is_taken |= dl_release_tracked(state)->state != LIVE || may_be_any(sim, state, &use);
    }
}

static void on_ending_opaque(void *self, dl_sim *sim, dl_state *state, const dl_instr *instr, const char *name,
                             const dl_val *args, size_t count)
{
    (void)sim, (void)state, (void)instr, (void)name, (void)args, (void)count;
    ((ending *)self)->is_open = true;
}

static bool is_of_ending(void *self, const dl_instr *instr, const dl_api *by_name, const dl_api *by_macro)
{
    const dl_resource *kind = ((const ending *)self)->r->kind;

    return instr->kind == DL_I_CALL && dl_release_is_use(kind->release, kind->release_count, by_name, by_macro);
}

/* The owner that the symbol is, or that it was found by; 0: none. */
static int owner_of(const dl_releaser *r, dl_world *world, int sym)
{
    const dl_resource *owner = r->cleanup.owner;
    const dl_symbol *symbol;

    sym = found_by(world, sym);
    symbol = sym ? dl_symbol_of(world, sym) : NULL;
    return symbol && symbol->kind == DL_SYM_OUT && symbol->instr &&
                   dl_api_is_among(dl_world_api(world, symbol->instr->name), owner->acquire, owner->acquire_count)
               ? sym
               : 0;
}

/* The owner, which its callback is given: what the call that made it has put somewhere, though only its context may be
 * held still, where a helper has made it; of several, any. */
static dl_val owner_in(const dl_releaser *r, dl_world *world, const dl_state *state)
{
    int found = 0;

    for (unsigned i = 0; i < state->cell_count; i++) {
        int in[2] = {dl_symbol_in(world, dl_cell_val(world, &state->cells[i])),
                     dl_life_of(world, state->cells[i].loc)->object};

        for (size_t n = 0; n < 2; n++) {
            int owner = owner_of(r, world, in[n]);

            if (owner && found && owner != found)
                return anything(world);
            found = owner ? owner : found;
        }
    }
    return found ? dl_val_sym(found) : anything(world);
}

/* Runs the callback from the state in which the entry fails: what the entry has released is seen to be released again
 * there. Whether nothing in it releases what is held still. */
static bool is_left_by_owner(dl_releaser *r, dl_sim *sim, const dl_state *state)
{
    const dl_function *routine = r->cleanup.routine;
    dl_world *world = sim->world;
    ending end = {.r = r};
    dl_monitor monitor = {
        .self = &end, .event = on_ending_event, .opaque = on_ending_opaque, .is_relevant = is_of_ending};
    dl_sim *run = DL_NEW(world->scratch, dl_sim);
    dl_state *start = dl_state_copy(world, state);

    for (size_t i = 0; i < routine->param_count; i++)
        dl_state_write(world, start, dl_loc_var(world, routine->params[i]),
                       i == 0 ? owner_in(r, world, state) : anything(world));
    start->round_count = 0;
    dl_node_tell(sim, start, routine->span,
                 dl_arena_printf(world->scratch, "%s runs, since the entry fails", routine->name));
    run->root_result = dl_root_result(r->judge, routine);
    dl_sim_run(run, world, &monitor, routine, start);
    r->judge->visits += run->visits;
    return end.is_left && !end.is_taken && !end.is_open && !run->gave_up && !run->degraded && !run->unknown_jump;
}

bool dl_release_goes_with_owner(dl_releaser *r, dl_sim *sim, const dl_state *state, const dl_event *event)
{
    if (!r->cleanup.owner || !(state->flags & DL_STATE_OWNER))
        return false;
    return event->is_failure != DL_YES || !r->cleanup.routine || r->kind->identity == DL_BY_SINGLE ||
           !is_left_by_owner(r, sim, state);
}

/* A part of a global keeps ways apart; a parameter's part is that of what its function is given. */
static bool track_global(void *self, const dl_function *function, const dl_expr *place)
{
    const dl_var *root = dl_expr_is_place(place) ? dl_expr_root(place) : NULL;

    if (root && dl_var_is_static(root))
        dl_track_slot(self, function, place);
    return root && root->storage == DL_PARAM;
}

/* Whether the instruction releases such an object, itself or by what it calls. */
static bool comes_to_release(const dl_releaser *r, const dl_instr *instr)
{
    return (instr->callee && dl_release_is_reached(r->judge, instr->callee, r->kind)) ||
           dl_release_calls(r->judge->world, instr, r->kind->release, r->kind->release_count);
}

/* What the function releases, and what it asks before. */
static void track_in(const dl_releaser *r, dl_level_walk *walk, const dl_function *function)
{
    dl_world *world = r->judge->world;
    bool *releases = DL_NEW_ARRAY(r->judge->scratch, function->block_count + 1, bool);

    for (size_t b = 0; b < function->block_count; b++)
        for (size_t i = 0; i < function->blocks[b].count; i++) {
            const dl_instr *instr = &function->blocks[b].instrs[i];
            const dl_api_use *use = dl_unload_use_of(world, r->kind->release, r->kind->release_count, instr);
            const dl_expr *object = use ? dl_unload_object_of(world, function, use, instr) : NULL;

            releases[b] = releases[b] || comes_to_release(r, instr);
            if (object)
                dl_level_walk_names(walk, function, dl_expr_uncast(object));
        }
    for (size_t b = 0; b < function->block_count; b++) {
        const dl_term *term = &function->blocks[b].term;
        const dl_expr *tested = (term->kind == DL_T_BRANCH || term->kind == DL_T_SWITCH) &&
                                        dl_graph_guards(dl_graph_of(world, function), term, releases)
                                    ? dl_control_operand(world->facts, term->value)
                                    : NULL;

        if (tested)
            dl_level_walk_names(walk, function, dl_expr_uncast(tested));
    }
}

void dl_release_track_owner(const dl_releaser *r, dl_sim *sim)
{
    const dl_reach *reach = r->cleanup.routine ? dl_reach_of(r->judge->world, r->cleanup.routine) : NULL;
    dl_level_walk walk = {.arena = r->judge->scratch, .see = track_global, .self = sim};

    if (!reach)
        return;
    walk.functions = reach->functions.at;
    walk.count = reach->functions.count;
    for (size_t f = 0; f < reach->functions.count; f++)
        track_in(r, &walk, reach->functions.at[f]);
}

static bool is_cleanup_slot(const dl_expr *target)
{
    return target && target->kind == DL_E_FIELD &&
           (dl_text_equal(target->name, "EvtCleanupCallback") || dl_text_equal(target->name, "EvtDestroyCallback"));
}

/* Whether it, or a helper of it, calls what releases such objects, or what nobody knows. */
static bool may_release(const dl_releaser *r, const dl_function *callback)
{
    return dl_release_is_reached(r->judge, callback, r->kind) || dl_reach_of(r->judge->world, callback)->is_open;
}

/* What a function that the entry comes to stores as a cleanup callback, and may release such objects. */
static const dl_function *find_cleanup(const dl_releaser *r, const dl_function *function)
{
    for (size_t b = 0; b < function->block_count; b++)
        for (size_t i = 0; i < function->blocks[b].count; i++) {
            const dl_instr *instr = &function->blocks[b].instrs[i];
            const dl_expr *set =
                instr->kind == DL_I_ASSIGN && is_cleanup_slot(instr->target) ? dl_expr_uncast(instr->value) : NULL;

            if (set && set->kind == DL_E_FUNCTION && set->function && set->function != r->cleanup.routine &&
                may_release(r, set->function))
                return set->function;
        }
    return NULL;
}

const dl_function *dl_release_other_cleanup(const dl_releaser *r)
{
    dl_world *world = r->judge->world;
    bool is_open = dl_reach_of(world, world->entry)->is_open;
    const dl_function *found = NULL;

    for (size_t f = 0; f < world->program->function_count && !found; f++)
        if (is_open || dl_reach_has(world, world->entry, world->program->functions[f]))
            found = find_cleanup(r, world->program->functions[f]);
    return found;
}
