/* unload_left.c: which objects live where the entry succeeds: what a run that follows one place of acquisition is told;
 * see unload.h. */
#include "engine/linked.h"
#include "engine/sum.h"
#include "engine/unload.h"

#include <string.h>

/* Of an instance. GONE: or it may be; LENT: held, and given to a function that was not read; RENAMED: released, if it
 * is the one that an earlier round of a loop has made. */
enum { HELD = DL_UNLOAD_HELD, GONE, LISTED, KEPT, LENT, RENAMED };

bool dl_unload_may_be_text(dl_sim *sim, dl_state *state, dl_val val)
{
    dl_val own = state->instances[0].binds[0].val;

    return dl_val_same_text(sim->world, own, dl_eval_literal(sim, state, val)) != DL_NO;
}

/* The object of a release or a hand-over is the tracked one, as far as can be said before the call. */
static bool is_tracked(const dl_leaver *l, dl_sim *sim, dl_state *state, const dl_event *event, const dl_api_use *use)
{
    dl_val val;

    if (!dl_release_may_be(use, event, sim->world, state))
        return false;
    if (!use->has_object || use->object >= event->views[0].arg_count)
        return true;
    val = event->views[0].vals[use->object];
    if (l->kind->identity == DL_BY_STRING)
        return dl_unload_may_be_text(sim, state, val);
    val = dl_eval_use(sim, state, use, val, NULL);
    return dl_val_same(sim->world, state, val, state->instances[0].binds[0].val) != DL_NO;
}

/* The call was made again since: what it made in an earlier round has another name. */
static bool is_renamed(dl_sim *sim, const dl_state *state, const dl_event *event, const dl_api_use *use)
{
    dl_val val =
        use->has_object && use->object < event->views[0].arg_count ? event->views[0].vals[use->object] : dl_val_unset();

    return state->instances[0].is_again && val.kind == DL_VAL_SYM && dl_sym_is_fuzzy(sim->world, val.id);
}

/* The call without a source that said where the place is; NULL: none did. */
static const dl_instr *keeper_of(const dl_world *world, dl_loc loc)
{
    const dl_place *root = loc ? dl_place_of(world, dl_place_of(world, loc)->root) : NULL;
    const dl_symbol *symbol = root && root->kind == DL_LOC_OBJECT ? dl_symbol_of(world, root->sym) : NULL;

    return symbol && symbol->kind == DL_SYM_OPAQUE ? symbol->instr : NULL;
}

static void acquired(dl_leaver *l, dl_sim *sim, dl_state *state, const dl_event *event)
{
    const dl_api_use *use = dl_unload_use_of(sim->world, l->kind->acquire, l->kind->acquire_count, event->instr);
    dl_instance *instance;

    if (state->instance_count == 0)
        (void)dl_state_add_instance(sim->world, state);
    instance = &state->instances[0];
    memset(instance, 0, sizeof *instance);
    instance->state = HELD;
    instance->binds[0] = (dl_bind){.is_bound = true, .has_val = true, .val = event->result};
    dl_node_tell(
        sim, state, event->span,
        dl_arena_printf(sim->world->scratch, "%s succeeds: %s acquired", dl_event_call_name(event), l->kind->title));
    if (use && use->has_object && use->object != DL_FACT_RESULT && use->object < event->views[0].arg_count) {
        dl_val val = event->views[0].vals[use->object];
        dl_loc loc = DL_NOWHERE;
        const dl_instr *keeper;

        instance->binds[0].val = dl_eval_use(sim, state, use, val, &loc);
        keeper = keeper_of(sim->world, loc);
        if (keeper) {
            instance->state = KEPT;
            l->keeper = keeper;
        }
        if (l->kind->identity == DL_BY_STRING)
            instance->binds[0].val = dl_release_name(sim, state, val);
    }
}

/* By a routine that gives back too, an argument of which the code shows only here. */
static bool is_acquisition(const dl_leaver *l, const dl_sim *sim, const dl_state *state, const dl_event *event)
{
    const dl_api_use *use = dl_unload_use_of(sim->world, l->kind->acquire, l->kind->acquire_count, event->instr);

    return !use || dl_release_may_be(use, event, sim->world, state);
}

static bool is_followed(dl_leaver *l, const dl_sim *sim, const dl_event *event)
{
    uint64_t key = dl_context_chain_key(sim->world, event->context);
    size_t i = 0;

    while (i < l->chains->count && l->chains->keys[i] != key)
        i++;
    if (i == l->chains->count && i < DL_MOST_CHAINS)
        l->chains->keys[l->chains->count++] = key;
    l->chains->is_more |= i == DL_MOST_CHAINS;
    return i == l->chain || l->chain == DL_ALL_CHAINS;
}

bool dl_unload_is_installer(const dl_api *api)
{
    for (size_t i = 0; i < api->write_count; i++) {
        const dl_fact_path *path = &api->writes[i].path;

        if (path->count && dl_text_equal(path->steps[path->count - 1].field, "DriverUnload"))
            return true;
    }
    return false;
}

static bool is_null(const dl_sim *sim, const dl_state *state, dl_val val)
{
    return val.kind == DL_VAL_UNSET || dl_val_mask(sim->world, state, val) == DL_ZERO;
}

/* The library is given a routine of the driver's for its end, or may be. */
static bool is_hooked(dl_sim *sim, dl_state *state, const dl_call_view *view)
{
    for (size_t i = 0; i < view->api->callback_count; i++) {
        const dl_callback_fact *fact = &view->api->callbacks[i];
        dl_loc loc;

        if ((!dl_text_equal(fact->role, "unload") && !dl_text_equal(fact->role, "driver-cleanup")) ||
            fact->path.param >= view->arg_count)
            continue;
        loc = dl_eval_fact_path(sim, state, view, dl_val_null(), &fact->path);
        if (!is_null(sim, state, loc ? dl_state_read(sim->world, state, loc) : view->vals[fact->path.param]))
            return true;
    }
    return false;
}

/* What an API sets to a function of its own holds its name in parentheses. */
static const char *installer_of(dl_leaver *l, dl_sim *sim, dl_state *state)
{
    dl_match match;
    dl_loc place;
    bool some;
    dl_val val;

    dl_match_init(&match, l->judge, sim, state);
    if (dl_match_places(&match, dl_judge_slot(l->judge, DL_SLOT_UNLOAD), &place, 1, &some) != 1)
        return NULL;
    val = dl_state_read(sim->world, state, place);
    return val.kind == DL_VAL_FUNCTION && val.name[0] == '('
               ? dl_arena_strndup(l->judge->arena, val.name + 1, strlen(val.name) - 2)
               : NULL;
}

/* Whether nothing holds the object but variables of the functions that run: what is not found when the driver goes is
 * not left for its end. */
static bool is_held_by_locals(const dl_sim *sim, const dl_state *state, dl_val object)
{
    for (unsigned i = 0; i < state->cell_count; i++)
        if (dl_val_equal(dl_cell_val(sim->world, &state->cells[i]), object) &&
            dl_loc_is_persistent(sim->world, state->cells[i].loc) != DL_NO)
            return false;
    return object.kind == DL_VAL_SYM;
}

/* What is stored behind a call that may have released it is held all the same. */
static void settle_lent(const dl_sim *sim, dl_state *state)
{
    bool is_lost;

    if (state->instance_count == 0 || state->instances[0].state != LENT)
        return;
    is_lost = is_held_by_locals(sim, state, state->instances[0].binds[0].val);
    dl_state_own_instances(sim->world, state);
    state->instances[0].state = is_lost ? KEPT : HELD;
}

/* For the witness: a way that is there for sure, else a shorter one. */
static bool is_better(const dl_state *state, const dl_state *held)
{
    bool is_doubtful = (state->flags & DL_STATE_DOUBT) != 0, was_doubtful = (held->flags & DL_STATE_DOUBT) != 0;

    if (is_doubtful != was_doubtful)
        return was_doubtful;
    return state->trace && held->trace && state->trace->length + 1 < held->trace->length;
}

static void on_return(dl_leaver *l, dl_sim *sim, dl_state *state, const dl_event *event)
{
    unsigned left;

    settle_lent(sim, state);
    left = event->is_success != DL_NO && state->instance_count ? state->instances[0].state : GONE;
    l->is_listed |= left == LISTED;
    l->is_kept |= left == KEPT;
    l->is_renamed |= left == RENAMED;
    if (left != HELD)
        return;
    if (state->flags & DL_STATE_UNFOLLOWED) {
        l->unsure = l->unsure ? l->unsure : dl_state_copy(sim->world, state);
        return;
    }
    if (l->wants_installer && !l->installed_by)
        l->installed_by = installer_of(l, sim, state);
    l->is_live |= !l->wants_installer || l->installed_by;
    if (!l->held || is_better(state, l->held)) {
        dl_state *held = dl_state_copy(sim->world, state);

        held->flags &= DL_STATE_DOUBT; /* that it is held on some way is enough, if that is one */
        dl_node_tell(sim, held, event->span,
                     dl_arena_printf(sim->world->scratch, "%s succeeds here, and leaves it", sim->root->name));
        l->held = held;
    }
}

static void on_event(void *self, dl_sim *sim, dl_state *state, const dl_event *event)
{
    dl_leaver *l = self;
    const dl_api_use *use;
    dl_instance *instance;

    if (event->kind == DL_ON_RETURN) {
        on_return(l, sim, state, event);
        return;
    }
    if (event->kind != DL_ON_CALL)
        return;
    dl_state_own_instances(sim->world, state);
    instance = state->instance_count ? &state->instances[0] : NULL;
    if (!event->is_after) {
        for (size_t v = 0; l->wants_installer && v < event->view_count; v++)
            l->is_hooked |= event->views[v].api && dl_unload_is_installer(event->views[v].api) &&
                            is_hooked(sim, state, &event->views[v]);
        if (!instance || (instance->state != HELD && instance->state != LENT))
            return;
        use = dl_unload_use_of(sim->world, l->kind->release, l->kind->release_count, event->instr);
        if (use && is_tracked(l, sim, state, event, use))
            instance->state = GONE;
        else if (use && is_renamed(sim, state, event, use))
            instance->state = RENAMED;
        use = dl_unload_use_of(sim->world, l->kind->consumed_by, l->kind->consumed_count, event->instr);
        if (use && is_tracked(l, sim, state, event, use) && dl_release_is_taken(l->judge, l->kind, event))
            instance->taker = event->instr;
        return;
    }
    if (event->outcome == DL_OUTCOME_FAILURE) {
        /* What an earlier round of a loop left has another name from now on: that it is released is not seen. */
        if (instance && event->instr == l->site && is_followed(l, sim, event))
            instance->is_again = true;
        return;
    }
    if (event->instr == l->site) {
        if (is_acquisition(l, sim, state, event) && is_followed(l, sim, event))
            acquired(l, sim, state, event);
    } else if (instance && instance->taker == event->instr) {
        instance->state = GONE;
    } else if (instance && (instance->state == HELD || instance->state == LENT) &&
               dl_release_is_linked(sim, state, event, instance) && dl_linked_takes_out(sim->world)) {
        instance->state = LISTED;
    }
}

/* `Handle::Handle`, which need not have the object that it makes among its arguments. */
static bool is_constructor(const char *name)
{
    const char *method = name ? dl_text_last_name(name) : "";
    size_t length = strlen(method);

    return name && (size_t)(method - name) >= length + 2 && strncmp(method - length - 2, method, length) == 0 &&
           (method - length - 2 == name || method[-(ptrdiff_t)length - 3] == ':');
}

/* `key.reset(…)`, `key->reset(…)` of a class whose header is missing. */
static bool is_unseen_method(const dl_sim *sim, const dl_instr *call)
{
    const dl_expr *method = call->pointer;

    if (method && method->kind == DL_E_DEREF)
        method = method->a;
    return sim->frame->function->is_cpp && method && method->kind == DL_E_FIELD && method->a->type->record &&
           method->a->type->record->is_synthesized;
}

/* An object of a class whose methods were not read, `unique_handle own(handle)`, undoes what it was given when it goes,
 * or keeps it; so may a function that was not read, of what nothing else holds. */
static void on_opaque(void *self, dl_sim *sim, dl_state *state, const dl_instr *instr, const char *name,
                      const dl_val *args, size_t count)
{
    dl_leaver *l = self;
    bool is_given = false, is_method = (name && strstr(name, "::")) || is_unseen_method(sim, instr), is_all;
    dl_val object;

    dl_release_see_unfollowed(l->judge, &l->chains->unfollowed, instr, name);
    if (state->instance_count == 0 || state->instances[0].state != HELD)
        return;
    object = state->instances[0].binds[0].val;
    is_all = l->kind->also_at.count == 0 && is_held_by_locals(sim, state, object);
    if (!is_method && !is_all)
        return;
    is_given = is_all && state->instances[0].is_maybe; /* it was given the variable that held it */
    for (size_t i = is_all || !name || is_constructor(name) ? 0 : 1; i < count; i++)
        is_given = is_given || dl_val_equal(dl_sum_base(sim->world, args[i]), object);
    if (!is_given)
        return;
    dl_state_own_instances(sim->world, state);
    state->instances[0].state = is_method ? KEPT : LENT;
    l->keeper = instr;
}

static bool is_relevant(void *self, const dl_instr *instr, const dl_api *by_name, const dl_api *by_macro)
{
    const dl_leaver *l = self;

    (void)by_name;
    (void)by_macro;
    return instr == l->site || dl_unload_use_of(l->judge->world, l->kind->release, l->kind->release_count, instr);
}

static bool is_told(void *self, const dl_instr *instr, const dl_api *by_name, const dl_api *by_macro,
                    bool has_instances)
{
    const dl_leaver *l = self;
    dl_world *world = l->judge->world;

    if (instr == l->site)
        return true;
    if (l->wants_installer &&
        ((by_name && dl_unload_is_installer(by_name)) || (by_macro && dl_unload_is_installer(by_macro))))
        return true;
    return has_instances && ((by_name && dl_api_has_trait(by_name, "links")) ||
                             dl_unload_use_of(world, l->kind->release, l->kind->release_count, instr) ||
                             dl_unload_use_of(world, l->kind->consumed_by, l->kind->consumed_count, instr));
}

/* The ways of the entry that leave the object, and of a library its routine, are looked at behind the run. */
static bool is_settled(void *self, const dl_state *state)
{
    const dl_leaver *l = self;

    return !l->wants_installer && (state->instance_count == 0 || state->instances[0].state == GONE);
}

static bool can_unsettle(void *self, const dl_instr *instr, const dl_api *by_name, const dl_api *by_macro,
                         bool has_instances)
{
    (void)by_name;
    (void)by_macro;
    (void)has_instances;
    return instr == ((const dl_leaver *)self)->site;
}

static bool is_split(void *self, const dl_instr *instr, const dl_api *by_name, const dl_api *by_macro)
{
    (void)by_name;
    (void)by_macro;
    return instr == ((const dl_leaver *)self)->site ||
           dl_unload_use_of(((const dl_leaver *)self)->judge->world, ((const dl_leaver *)self)->kind->consumed_by,
                            ((const dl_leaver *)self)->kind->consumed_count, instr);
}

dl_monitor dl_leaver_monitor(dl_leaver *l)
{
    return (dl_monitor){.self = l,
                        .event = on_event,
                        .opaque = on_opaque,
                        .is_relevant = is_relevant,
                        .is_told = is_told,
                        .is_settled = is_settled,
                        .can_unsettle = can_unsettle,
                        .is_split = is_split};
}
