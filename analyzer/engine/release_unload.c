/* release_unload.c: the unload routine run from where the entry succeeds: what the entry has released already, or the
 * routine itself, is released there once more. */
#include "engine/lasting.h"
#include "engine/release_parts.h"
#include "engine/unload.h"

/* ---- what is asked before a run ---- */

/* How many calls in the routine and what it calls release an object of the kind. */
static size_t count_releases(const dl_judge *judge, const dl_function *unload, const dl_resource *kind)
{
    const dl_program *program = judge->world->program;
    size_t count = 0;

    for (size_t f = 0; f < program->function_count; f++) {
        const dl_function *function = program->functions[f];

        if (!dl_release_is_in(judge, function, kind) ||
            (function != unload && !dl_scope_calls(judge->scope, unload, function)))
            continue;
        count += function == unload ? 0 : 1; /* it may be called twice */
        for (size_t b = 0; b < function->block_count; b++)
            for (size_t i = 0; i < function->blocks[b].count; i++)
                count +=
                    dl_release_calls(judge->world, &function->blocks[b].instrs[i], kind->release, kind->release_count);
    }
    return count;
}

/* How many places acquire such an object. `is_open`: what stays where it is may be set up anew, or referenced once
 * more, by a routine that runs between the two. */
static size_t count_places(const dl_releaser *r, bool *is_open)
{
    const dl_program *program = r->judge->world->program;
    dl_world *world = r->judge->world;
    size_t count = 0;

    for (size_t f = 0; f < program->function_count; f++)
        for (size_t b = 0; b < program->functions[f]->block_count; b++)
            for (size_t i = 0; i < program->functions[f]->blocks[b].count; i++) {
                const dl_instr *instr = &program->functions[f]->blocks[b].instrs[i];
                bool acquires = dl_release_calls(world, instr, r->kind->acquire, r->kind->acquire_count);
                bool references = instr->kind == DL_I_CALL &&
                                  dl_release_is_reference(r, instr->name ? dl_world_api(world, instr->name) : NULL,
                                                          instr->macro ? dl_world_api(world, instr->macro) : NULL);

                count += acquires;
                if (((acquires && r->kind->identity != DL_BY_HANDLE) || references) &&
                    dl_unload_runs_between(r->judge, program->functions[f]))
                    *is_open = true;
            }
    return count;
}

static bool names(const dl_expr *expr, const dl_expr *place)
{
    return expr && (dl_expr_same(expr, place) || names(expr->a, place) || names(expr->b, place));
}

/* Whether what the call returns is asked somewhere in its function: a branch of it may be meant for the failure. */
static bool is_asked(const dl_releaser *r)
{
    const dl_expr *slot = dl_result_slot(r->site_function, r->site);

    for (size_t b = 0; r->site->result && b < r->site_function->block_count; b++) {
        const dl_term *term = &r->site_function->blocks[b].term;

        if ((term->kind == DL_T_BRANCH || term->kind == DL_T_SWITCH) && term->value &&
            (dl_expr_mentions(term->value, r->site->result) || (slot && names(term->value, slot))))
            return true;
    }
    return false;
}

/* Whether the entry may know that the acquisition has failed, and where it fails no exception is raised. */
static bool may_go_without(const dl_releaser *r)
{
    dl_world *world = r->judge->world;
    const dl_api *api = r->site->name ? dl_world_api(world, r->site->name) : NULL;

    return r->unload && r->kind->identity == DL_BY_HANDLE && api && !dl_api_has_trait(api, "may-raise") &&
           !dl_sim_is_told_to_raise(world, api, r->site) && is_asked(r);
}

/* Whether one object can be told from others there: of what there is one of, such as lives until then. */
static bool is_asked_at_end(const dl_resource *kind)
{
    return kind->identity == DL_BY_HANDLE || kind->identity == DL_BY_STORAGE ||
           (kind->identity == DL_BY_SINGLE && kind->unload != DL_UNLOAD_AUTOMATIC);
}

enum { DEEPEST = 16 };

/* The one call of the function by its name. NULL: there is none, or more than one. */
static const dl_instr *only_call(const dl_judge *judge, const dl_function *function, const dl_function **caller)
{
    const dl_program *program = judge->world->program;
    const dl_instr *call = NULL;

    for (size_t f = 0; f < program->function_count; f++)
        for (size_t b = 0; b < program->functions[f]->block_count; b++)
            for (size_t i = 0; i < program->functions[f]->blocks[b].count; i++) {
                if (program->functions[f]->blocks[b].instrs[i].callee != function)
                    continue;
                if (call)
                    return NULL;
                call = &program->functions[f]->blocks[b].instrs[i];
                *caller = program->functions[f];
            }
    return call;
}

/* Whether the function is called once by its name, from where the entry comes to, and what calls it likewise. */
static bool is_called_once(const dl_judge *judge, const dl_function *function)
{
    for (unsigned depth = 0; depth <= DEEPEST; depth++)
        if (function == dl_scope_entry(judge->scope))
            return true;
        else if (!only_call(judge, function, &function))
            return false;
    return false;
}

static const dl_expr *root_of(const dl_expr *place)
{
    while (place && place->kind == DL_E_FIELD)
        place = place->a;
    return place;
}

/* Where a pointer of the function leads to, or a parameter of it as its one caller gives it. */
static const dl_expr *led_to(const dl_judge *judge, const dl_function **function, const dl_expr *pointer)
{
    const dl_instr *call;

    pointer = dl_expr_uncast(pointer);
    for (unsigned depth = 0; depth < DEEPEST && pointer->kind == DL_E_VAR && pointer->var->storage == DL_PARAM;
         depth++) {
        call = only_call(judge, *function, function);
        if (!call || pointer->var->index >= call->arg_count)
            return NULL;
        pointer = dl_expr_uncast(call->args[pointer->var->index]);
    }
    return pointer->kind == DL_E_ADDRESS ? pointer->a : NULL;
}

static bool is_of(const dl_expr *value, const dl_var *var)
{
    return value && dl_expr_uncast(value)->kind == DL_E_VAR && dl_expr_uncast(value)->var == var;
}

/* Where the function puts what the variable holds: into the one place that it is copied to, or it returns it to what
 * calls it. */
static const dl_expr *handed_to(const dl_judge *judge, const dl_function **function, const dl_var *var)
{
    const dl_function *from = *function;
    const dl_expr *target = NULL;
    const dl_instr *call;
    bool is_returned = false;

    for (size_t b = 0; b < from->block_count; b++) {
        is_returned |= from->blocks[b].term.kind == DL_T_RETURN && is_of(from->blocks[b].term.value, var);
        for (size_t i = 0; i < from->blocks[b].count; i++) {
            const dl_instr *instr = &from->blocks[b].instrs[i];

            if (instr->kind != DL_I_ASSIGN || instr->op != DL_ASSIGN || !is_of(instr->value, var))
                continue;
            if (target)
                return NULL;
            target = instr->target;
        }
    }
    if (target || !is_returned)
        return is_returned ? NULL : target;
    call = only_call(judge, from, function);
    return call ? dl_result_slot(*function, call) : NULL;
}

/* Where the one place that acquires such an object keeps it, by itself or by what calls it: a global, or a member of
 * one. NULL: in none, or it may come to it more than once. */
static const dl_expr *only_global(const dl_releaser *r)
{
    const dl_api_use *use = dl_unload_use_of(r->judge->world, r->kind->acquire, r->kind->acquire_count, r->site);
    const dl_function *function = r->site_function;
    const dl_expr *object = use ? dl_unload_object_of(r->judge->world, function, use, r->site) : NULL;
    const dl_expr *place = object ? dl_expr_uncast(object) : NULL, *root;
    bool is_storage = r->kind->identity == DL_BY_STORAGE;

    if (!is_called_once(r->judge, function))
        return NULL;
    if (place && is_storage)
        place = led_to(r->judge, &function, place);
    root = root_of(place);
    for (unsigned depth = 0; depth < DEEPEST && place && root && !is_storage; depth++, root = root_of(place)) {
        if (place->kind == DL_E_DEREF)
            place = led_to(r->judge, &function, place->a);
        else if (place->kind == DL_E_VAR && place->var->function && !dl_var_is_static(place->var))
            place = handed_to(r->judge, &function, place->var);
        else
            break;
    }
    return root && root->kind == DL_E_VAR && dl_var_is_static(root->var) &&
                   !dl_lasting_may_change_unread(r->judge, root->var, NULL)
               ? place
               : NULL;
}

void dl_release_find_unload(dl_releaser *r)
{
    static const char *const name[] = {"unload"};
    static const dl_role_set roles = {.roles = {name, 1}};
    dl_function_list roots = dl_scope_roots(r->judge->scope, &roles);
    bool is_open = false;
    size_t count;

    if (!r->site || !is_asked_at_end(r->kind) || roots.count != 1 ||
        !dl_unload_runs_for_sure(r->judge, &roles, roots.at[0]))
        return;
    r->is_only_one = count_places(r, &is_open) == 1;
    if (is_open)
        return;
    count = count_releases(r->judge, roots.at[0], r->kind);
    r->unload = count ? roots.at[0] : NULL;
    r->releases_twice = count > 1;
    r->may_go_without = may_go_without(r);
    if (r->unload && r->is_only_one && !r->kind->is_again_harmless && !r->kind->nests)
        r->passed_by = only_global(r);
    r->is_unload_given = r->unload && dl_possible_stored_in(r->judge->scope, r->unload->name,
                                                            dl_judge_slot(r->judge, DL_SLOT_UNLOAD), 1) == DL_NO;
}

bool dl_release_takes_unload(const dl_api *api)
{
    for (size_t i = 0; api && i < api->callback_count; i++)
        if (dl_text_equal(api->callbacks[i].role, "unload"))
            return true;
    return false;
}

static bool is_unloader(const dl_facts *facts, const dl_resource *kind)
{
    for (size_t u = 0; u < kind->acquire_count; u++)
        for (size_t n = 0; n < kind->acquire[u].calls.count; n++)
            if (dl_release_takes_unload(dl_facts_api(facts, kind->acquire[u].calls.at[n])))
                return true;
    return false;
}

bool dl_release_takes_unload_back(const dl_releaser *r, const dl_api *by_name, const dl_api *by_macro)
{
    const dl_facts *facts = r->judge->world->facts;
    size_t count;
    const dl_resource *const *kinds = dl_facts_resources(facts, &count);

    for (size_t i = 0; r->is_unload_given && (by_name || by_macro) && i < count; i++)
        if (dl_release_is_use(kinds[i]->release, kinds[i]->release_count, by_name, by_macro) &&
            is_unloader(facts, kinds[i]))
            return true;
    return false;
}

bool dl_release_gives_unload(const dl_releaser *r, const dl_api *by_name, const dl_api *by_macro)
{
    return r->is_unload_given && (dl_release_takes_unload(by_name) || dl_release_takes_unload(by_macro));
}

bool dl_release_is_dangling(const dl_releaser *r, const dl_state *state)
{
    const dl_world *world = r->judge->world;
    dl_val object = state->instances[0].binds[0].val;

    if (!r->unload || state->instances[0].is_maybe || state->instances[0].is_again || state->instances[0].is_row)
        return false;
    if ((r->is_only_one && r->kind->also_at.count) || r->kind->identity == DL_BY_SINGLE)
        return true;
    if (object.kind == DL_VAL_ADDRESS)
        return dl_loc_is_persistent(world, object.id) == DL_YES;
    for (unsigned i = 0; i < state->cell_count; i++)
        if (dl_val_equal(dl_cell_val(world, &state->cells[i]), object) &&
            dl_loc_is_persistent(world, state->cells[i].loc) == DL_YES)
            return true;
    return false;
}

bool dl_release_is_missing(const dl_releaser *r, const dl_state *state)
{
    const dl_instance *instance = &state->instances[0];

    return r->may_go_without && instance->state == FAILED && !instance->is_maybe && !instance->is_again;
}

/* ---- the run ---- */

/* Where the entry has gone on without it: a release of null, found where the entry keeps the object otherwise. */
static void release_missing(dl_releaser *r, dl_sim *sim, dl_state *state, const dl_event *event, const dl_used *use)
{
    const dl_instance *instance = &state->instances[0];
    const dl_expr *expr = use->expr ? dl_expr_uncast(use->expr) : NULL;
    dl_loc loc = expr && dl_expr_is_place(expr) ? dl_eval_place(sim, state, expr) : 0;
    const dl_place *root = loc ? dl_place_of(sim->world, dl_place_of(sim->world, loc)->root) : NULL;

    if (use->as->is_null_harmless || !root || root->kind != DL_LOC_VAR || !dl_var_is_static(root->var) ||
        !dl_release_is_null(sim, state, use->val) || dl_release_is_element(sim, state, use->expr) ||
        dl_release_same_object(r->kind, sim, state, instance, use) == DL_NO || !dl_unload_may_be_set(r->judge, loc))
        return;
    dl_release_see(r, sim, state, event, instance, use, DL_FAULT_RELEASE_UNACQUIRED,
                   r->has_failed || (state->flags & DL_STATE_TARGETS) ? DL_MAYBE : DL_YES);
}

/* `IoDeleteDevice(DriverObject->DeviceObject)`, and it was not asked whether there is one: the only one has gone. */
static bool is_other_name(const dl_releaser *r, dl_sim *sim, dl_state *state, const dl_used *use)
{
    dl_loc named = use->expr && dl_expr_is_place(dl_expr_uncast(use->expr))
                       ? dl_eval_place(sim, state, dl_expr_uncast(use->expr))
                       : 0;

    if (!named || !r->is_only_one || r->other_count || (state->flags & DL_STATE_OPAQUE) ||
        !(dl_val_mask(sim->world, state, use->val) & DL_ZERO))
        return false;
    for (size_t i = 0; i < r->kind->also_at.count; i++) {
        dl_path_pattern path;
        dl_match match;
        dl_loc place;
        bool some;

        if (!dl_path_pattern_read(&path, r->kind->also_at.at[i], sim->world->facts, r->judge->arena))
            continue;
        dl_match_init(&match, r->judge, sim, state);
        if (dl_match_places(&match, &path, &place, 1, &some) == 1 && place == named)
            return true;
    }
    return false;
}

/* Whether the routine has found the value where the entry has left the object; others may have put another one there.
 */
static bool is_from_its_place(const dl_releaser *r, const dl_world *world, dl_val val, dl_val object)
{
    const dl_symbol *symbol = val.kind == DL_VAL_SYM ? dl_symbol_of(world, val.id) : NULL;
    const dl_cell *cell =
        symbol && symbol->kind == DL_SYM_INITIAL && r->left ? dl_state_cell(r->left, symbol->loc) : NULL;

    return cell && dl_val_equal(dl_cell_val(world, cell), object);
}

/* What stands in the object's place, and is released twice: of the object it is not known. */
static void release_of_place(dl_releaser *r, dl_sim *sim, dl_state *state, const dl_event *event, const dl_used *use)
{
    dl_instance *instance = &state->instances[0];
    dl_bind *first = &instance->binds[1];

    if (r->kind->identity != DL_BY_HANDLE || instance->state != LIVE || instance->spare || use->as->is_null_harmless ||
        !is_from_its_place(r, sim->world, use->val, instance->binds[0].val))
        return;
    if (first->has_val && dl_val_equal(first->val, use->val)) {
        dl_release_see(r, sim, state, event, instance, use, DL_FAULT_DOUBLE_RELEASE, DL_MAYBE);
        return;
    }
    dl_state_own_instances(sim->world, state);
    state->instances[0].binds[1] = (dl_bind){.is_bound = true, .has_val = true, .val = use->val};
}

/* Whether the routine has asked what it may have no answer to: the entry may have asked the same. */
static bool has_asked(const dl_releaser *r, const dl_state *state)
{
    for (const dl_node *node = state->trace; node && node != r->left->trace; node = node->parent)
        if (node->kind == DL_NODE_BRANCH && node->was_open)
            return true;
    return false;
}

/* Where the entry has not come to what makes it. */
static void release_unmade(dl_releaser *r, dl_sim *sim, dl_state *state, const dl_event *event, const dl_used *use)
{
    const dl_expr *expr = use->expr ? dl_expr_uncast(use->expr) : NULL;
    dl_loc place = state->instances[0].binds[0].val.id;
    bool is_it = r->kind->identity == DL_BY_STORAGE
                     ? use->val.kind == DL_VAL_ADDRESS && use->val.id == place
                     : expr && dl_expr_is_place(expr) && dl_eval_place(sim, state, expr) == place &&
                           dl_release_is_null(sim, state, use->val);

    if (is_it && !use->as->is_null_harmless)
        dl_release_see(r, sim, state, event, &state->instances[0], use, DL_FAULT_RELEASE_UNACQUIRED,
                       (state->flags & DL_STATE_TARGETS) || has_asked(r, state) ? DL_MAYBE : DL_YES);
}

static void on_event(void *self, dl_sim *sim, dl_state *state, const dl_event *event)
{
    dl_releaser *r = self;
    const dl_resource *kind = r->kind;
    dl_instance *instance;
    dl_used use;

    if (event->kind != DL_ON_CALL || state->instance_count == 0)
        return;
    if (event->is_after) {
        dl_release_renew(r, sim, state, event);
        dl_release_reference(r, sim, state, event);
        return;
    }
    if (!dl_release_find_use(kind, sim, state, kind->release, kind->release_count, event, &use))
        return;
    if (state->instances[0].state == NONE) {
        release_unmade(r, sim, state, event, &use);
        return;
    }
    if (state->instances[0].state == FAILED) {
        release_missing(r, sim, state, event, &use);
        return;
    }
    if (dl_release_same_object(kind, sim, state, &state->instances[0], &use) != DL_YES &&
        !is_other_name(r, sim, state, &use)) {
        release_of_place(r, sim, state, event, &use);
        return;
    }
    dl_state_own_instances(sim->world, state);
    instance = &state->instances[0];
    if (instance->state == RELEASED && instance->spare) {
        dl_release_use_spare(instance);
        return;
    }
    if (instance->state == RELEASED) {
        dl_release_see(r, sim, state, event, instance, &use, DL_FAULT_DOUBLE_RELEASE,
                       r->has_failed || (state->flags & DL_STATE_TARGETS) ? DL_MAYBE : DL_YES);
        return;
    }
    instance->state = RELEASED;
    dl_release_label(instance, 1, "released", event->span);
    dl_node_tell(sim, state, event->span,
                 dl_arena_printf(sim->world->scratch, "%s releases the %s", dl_event_call_name_or(event, "the call"),
                                 kind->title));
}

static bool is_told(void *self, const dl_instr *instr, const dl_api *by_name, const dl_api *by_macro,
                    bool has_instances)
{
    const dl_releaser *r = self;
    const dl_resource *kind = r->kind;

    return has_instances && instr->kind == DL_I_CALL &&
           (dl_release_is_reference(r, by_name, by_macro) ||
            dl_release_is_use(kind->release, kind->release_count, by_name, by_macro) ||
            dl_release_is_use(kind->acquire, kind->acquire_count, by_name, by_macro));
}

static bool is_relevant(void *self, const dl_instr *instr, const dl_api *by_name, const dl_api *by_macro)
{
    return is_told(self, instr, by_name, by_macro, true);
}

static bool is_of_past(void *self, dl_loc loc, bool is_pointer)
{
    return !is_pointer && dl_unload_may_change(self, loc);
}

/* Of several devices the list has another one first than the one that is followed. */
static void forget_other_names(const dl_releaser *r, dl_state *start)
{
    dl_world *world = r->judge->world;

    for (unsigned i = 0; r->kind->also_at.count && i < start->cell_count; i++) {
        const dl_place *root = dl_place_of(world, dl_place_of(world, start->cells[i].loc)->root);

        if (root->kind == DL_LOC_OBJECT && dl_symbol_of(world, root->sym)->kind == DL_SYM_PARAM)
            dl_state_write(world, start, start->cells[i].loc,
                           dl_val_sym(dl_sym(world, (dl_symbol){.kind = DL_SYM_HAVOC, .a = -7})));
    }
}

/* What was released since a call had failed would not be released again if the entry failed too: whether its success is
 * what is wrong, other rules ask. */
static bool has_failed(const dl_state *state)
{
    for (const dl_node *node = state->trace; node; node = node->parent)
        if ((node->kind == DL_NODE_CALL || (node->kind == DL_NODE_BRANCH && node->failed_sym >= 0)) &&
            node->outcome == DL_OUTCOME_FAILURE)
            return true;
    return false;
}

/* Whether the exit leaves the routine in the driver object, or with a library that has taken it; maybe: whether that
 * has is not known. */
static dl_tri is_installed(const dl_releaser *r, dl_sim *sim, dl_state *state)
{
    const dl_path_pattern *slot = dl_judge_slot(r->judge, DL_SLOT_UNLOAD);
    dl_match match;
    dl_loc place;
    bool some;
    dl_val val;

    if (r->is_unload_given)
        return state->flags & DL_STATE_UNLOADS ? DL_YES : DL_MAYBE;
    dl_match_init(&match, r->judge, sim, state);
    if (dl_match_places(&match, slot, &place, 1, &some) != 1)
        return DL_NO;
    val = dl_state_read(sim->world, state, place);
    return val.kind == DL_VAL_FUNCTION && dl_text_equal(val.name, r->unload->name) ? DL_YES : DL_NO;
}

/* Runs the routine behind what a state leaves; for as long as the scratch memory is kept, the run. */
static const dl_sim *run_behind(dl_releaser *r, dl_sim *sim, const dl_function *routine, dl_state *state)
{
    dl_world *world = sim->world;
    dl_monitor monitor = {.self = r, .event = on_event, .is_relevant = is_relevant, .is_told = is_told};
    dl_sim *run = DL_NEW(world->scratch, dl_sim);
    dl_state *start = dl_unload_start(r->judge, routine, state);

    if (!r->is_only_one || r->other_count || (state->flags & DL_STATE_OPAQUE))
        forget_other_names(r, start);
    run->root_result = dl_root_result(r->judge, routine);
    run->is_coarse = sim->is_coarse;
    world->at_entry = false;
    if (world->driver_object == 0 && dl_unload_takes_driver_object(routine))
        world->given_driver_object = routine;
    world->is_of_past = is_of_past;
    world->is_of_past_self = r->judge;
    dl_unload_ask_since(r->judge, true);
    dl_sim_run(run, world, &monitor, routine, start);
    dl_unload_ask_since(r->judge, false);
    world->at_entry = true;
    world->given_driver_object = NULL;
    world->is_of_past = NULL;
    r->judge->visits += run->visits;
    return run;
}

void dl_release_unload(dl_releaser *r, dl_sim *sim, dl_state *state)
{
    const dl_instance *instance = &state->instances[0];
    /* the owner's callback comes behind the unload routine, and may release what that one has released */
    const dl_function *last = state->flags & DL_STATE_OWNER ? r->cleanup.routine : NULL;
    dl_tri installed;
    const dl_sim *run;

    if (!dl_release_is_missing(r, state) &&
        (!dl_release_is_dangling(r, state) ||
         !(instance->state == RELEASED || (instance->state == LIVE && (r->releases_twice || last)))))
        return;
    installed = is_installed(r, sim, state);
    if (installed == DL_NO)
        return;
    r->has_failed = (instance->state == RELEASED && (installed == DL_MAYBE || has_failed(state))) ||
                    (instance->state == FAILED && installed == DL_MAYBE);
    r->left = state;
    run = run_behind(r, sim, r->unload, state);
    for (size_t i = 0; last && i < run->exits.count; i++)
        if (run->exits.at[i]->instance_count && run->exits.at[i]->instances[0].state == RELEASED)
            (void)run_behind(r, sim, last, run->exits.at[i]);
}

void dl_release_unload_unmade(dl_releaser *r, dl_sim *sim, dl_state *state)
{
    dl_instance *instance;
    dl_state *without;
    dl_loc place;

    if (!r->passed_by || r->other_count || (state->flags & (DL_STATE_OPAQUE | DL_STATE_JUMP)) ||
        is_installed(r, sim, state) != DL_YES)
        return;
    place = dl_eval_place(sim, state, r->passed_by);
    without = place ? dl_state_copy(sim->world, state) : NULL;
    instance = without ? dl_state_add_instance(sim->world, without) : NULL;
    if (!instance)
        return;
    instance->site = r->site;
    instance->last = r->site->span;
    instance->binds[0] = (dl_bind){.is_bound = true, .has_val = true, .val = dl_val_address(place)};
    r->left = without;
    (void)run_behind(r, sim, r->unload, without);
}
