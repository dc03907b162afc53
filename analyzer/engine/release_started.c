/* release_started.c: an entry that waits for what it has started has the objects that this leaves, if nobody else is to
 * undo them where the entry fails. */
#include "engine/footprint.h"
#include "engine/release_parts.h"

/* Whether it is what a thread or a work item runs. */
static bool is_started(const dl_judge *judge, const dl_function *function)
{
    dl_name_set roles = dl_scope_roles(judge->scope, function);

    return dl_name_set_has(roles, "thread") || dl_name_set_has(roles, "worker");
}

/* ---- whether the entry may fail once it has waited ---- */

static bool waits(const dl_api *api)
{
    return api && dl_api_has_trait(api, "waits");
}

static void on_event(void *self, dl_sim *sim, dl_state *state, const dl_event *event)
{
    bool *fails = self;
    bool is_wait = false;

    for (size_t v = 0; v < event->view_count; v++)
        is_wait |= event->kind == DL_ON_CALL && event->is_after && waits(event->views[v].api);
    if (is_wait && state->instance_count == 0)
        (void)dl_state_add_instance(sim->world, state);
    if (event->kind == DL_ON_RETURN && state->instance_count && event->is_failure != DL_NO)
        *fails = true;
}

/* What nothing is known of may wait, too. */
static void on_opaque(void *self, dl_sim *sim, dl_state *state, const dl_instr *instr, const char *name,
                      const dl_val *args, size_t count)
{
    (void)self;
    (void)instr;
    (void)name;
    (void)args;
    (void)count;
    if (state->instance_count == 0)
        (void)dl_state_add_instance(sim->world, state);
}

static bool is_relevant(void *self, const dl_instr *instr, const dl_api *by_name, const dl_api *by_macro)
{
    (void)self;
    return instr->kind == DL_I_CALL && (waits(by_name) || waits(by_macro));
}

static bool is_told(void *self, const dl_instr *instr, const dl_api *by_name, const dl_api *by_macro,
                    bool has_instances)
{
    return !has_instances && is_relevant(self, instr, by_name, by_macro);
}

static bool run_behind_wait(dl_judge *judge)
{
    const dl_function *entry = judge->world->entry;
    dl_sim *sim = DL_NEW(judge->scratch, dl_sim);
    bool fails = false;
    dl_monitor monitor = {
        .self = &fails, .event = on_event, .opaque = on_opaque, .is_relevant = is_relevant, .is_told = is_told};

    sim->root_result = dl_root_result(judge, entry);
    dl_sim_run(sim, judge->world, &monitor, entry, NULL);
    fails |= sim->gave_up || sim->unfollowed || sim->degraded;
    judge->visits += sim->visits;
    dl_arena_reset(judge->scratch);
    return fails;
}

/* Asked once a driver. */
static bool may_fail_behind_wait(dl_judge *judge)
{
    if (!judge->fails_waiting)
        judge->fails_waiting = run_behind_wait(judge) ? 1 : -1;
    return judge->fails_waiting > 0;
}

/* ---- what it has started ---- */

static void ask_routine(dl_judge *judge, const dl_check *check, const dl_resource *kind, const dl_function *routine)
{
    const dl_world *world = judge->world;

    for (size_t f = 0; f < world->beside_count; f++) {
        size_t count;
        const dl_instr *const *sites = dl_release_acquiring(judge, world->beside[f], kind, &count);

        if (!dl_reach_has(judge->world, routine, world->beside[f]))
            continue;
        for (size_t i = 0; i < count; i++)
            if (dl_release_leaves(judge, kind, sites[i], world->beside[f], routine) && may_fail_behind_wait(judge))
                dl_judge_doubt(judge, dl_judge_tally(judge, check, check->covers),
                               dl_arena_printf(judge->arena,
                                               "%s, for which %s may wait, may have left the %s of %s when that fails",
                                               routine->name, world->entry->name, kind->title,
                                               dl_judge_where(judge, sites[i]->span)));
    }
}

void dl_release_ask_started(dl_judge *judge, const dl_check *check, const dl_resource *kind)
{
    const dl_world *world = judge->world;

    if (!world->at_entry || kind->owner || !(check->faults & DL_FAULT_LEAK) ||
        !(check->on & (DL_ON_FAILURE | DL_ON_ANY_RETURN)) || !dl_reach_of(judge->world, world->entry)->waits ||
        dl_release_is_reached(judge, world->entry, kind))
        return;
    for (size_t f = 0; f < world->beside_count; f++)
        if (is_started(judge, world->beside[f]) && !dl_reach_has(judge->world, world->entry, world->beside[f]))
            ask_routine(judge, check, kind, world->beside[f]);
}
