/* release_runs.c: the runs that are made for a place of acquisition: one for each way to it, so that the states of many
 * objects add up and do not multiply; one more for releases of what was never acquired. */
#include "engine/release_parts.h"
#include "engine/step.h"

#include <string.h>

void dl_release_tell_of_more_ways(dl_releaser *r, dl_span span)
{
    dl_told_doubt(r->told, ~0u,
                  dl_arena_printf(r->judge->arena, "the %s of %s is acquired in more ways than are followed",
                                  r->kind->title, dl_judge_where(r->judge, span)));
}

void dl_release_follow_later(dl_releaser *r, uint64_t context, bool is_round, const dl_event *event)
{
    for (size_t i = 0; i < r->other_count; i++)
        if (r->others[i].key == context)
            return;
    if (r->other_count < DL_MOST_WAYS)
        r->others[r->other_count++] = (dl_release_way){context, is_round};
    else
        dl_release_tell_of_more_ways(r, event->span);
}

/* ---- what is asked before a run ---- */

static bool frees_storage(const dl_facts *facts, const dl_resource *kind)
{
    const dl_api *api = kind->release_count ? dl_facts_api(facts, kind->release[0].calls.at[0]) : NULL;

    return api && api->freed.count > 0;
}

/* Whether what belongs to the one kind is nothing for the routine of the other: lists and locks, or blocks of memory.
 */
static bool is_crossing(const dl_facts *facts, const dl_resource *kind, const dl_resource *other)
{
    return kind != other && kind->identity == other->identity &&
           (kind->identity == DL_BY_STORAGE || kind->identity == DL_BY_HANDLE) && frees_storage(facts, kind) &&
           frees_storage(facts, other);
}

static void find_crossing(dl_releaser *r)
{
    const dl_facts *facts = r->judge->world->facts;
    size_t count;
    const dl_resource *const *kinds = dl_facts_resources(facts, &count);

    r->crossing = DL_NEW_ARRAY(r->judge->arena, count + 1, const dl_resource *);
    for (size_t i = 0; i < count; i++)
        if (is_crossing(facts, r->kind, kinds[i]))
            r->crossing[r->crossing_count++] = kinds[i];
}

/* Whether one routine releases objects of both kinds. */
static bool is_sharing(const dl_resource *kind, const dl_resource *other)
{
    for (size_t u = 0; u < kind->release_count; u++)
        for (size_t o = 0; o < other->release_count; o++)
            if (dl_name_set_has(other->release[o].calls, kind->release[u].calls.at[0]))
                return true;
    return false;
}

/* Its objects are given out by some calls, and referenced once more by others. */
static bool has_references(const dl_resource *kind)
{
    size_t count = 0;

    for (size_t u = 0; u < kind->acquire_count; u++)
        count += dl_release_makes_reference(&kind->acquire[u]);
    return count > 0 && count < kind->acquire_count;
}

/* References to one object are counted: its kinds are those of handles, which one routine releases. */
static void find_sharing(dl_releaser *r)
{
    size_t count;
    const dl_resource *const *kinds = dl_facts_resources(r->judge->world->facts, &count);

    r->sharing = DL_NEW_ARRAY(r->judge->arena, count + 1, const dl_resource *);
    for (size_t i = 0; r->kind->identity == DL_BY_HANDLE && i < count; i++)
        if (kinds[i]->identity == DL_BY_HANDLE && has_references(kinds[i]) && is_sharing(r->kind, kinds[i]))
            r->sharing[r->sharing_count++] = kinds[i];
}

/* `row + i`, which a call writes through: the element, as if it were spelled `row[i]`; NULL: it is no such thing. */
static const dl_expr *element_at(dl_arena *arena, const dl_expr *pointer)
{
    const dl_expr *sum = dl_expr_uncast(pointer);
    dl_expr *array, *element;

    if (sum->kind == DL_E_ADDRESS && !sum->decays) /* `(PVOID *)&row[i]` */
        return sum->a;
    if (sum->kind != DL_E_BINARY || sum->op != DL_OP_ADD || sum->a->type->kind != DL_TYPE_POINTER ||
        !sum->a->type->element || sum->b->type->kind == DL_TYPE_POINTER)
        return NULL;
    array = DL_NEW(arena, dl_expr);
    *array = (dl_expr){.kind = DL_E_DEREF, .type = sum->a->type->element, .span = sum->span, .a = sum->a};
    element = DL_NEW(arena, dl_expr);
    *element = (dl_expr){.kind = DL_E_INDEX, .type = sum->a->type->element, .span = sum->span, .a = array, .b = sum->b};
    return element;
}

static const dl_expr *row_slot_of(const dl_releaser *r)
{
    const dl_facts *facts = r->judge->world->facts;
    const dl_api *api = r->site->name ? dl_facts_api(facts, r->site->name) : NULL;
    const dl_expr *slot = dl_release_slot_of(r->kind, facts, r->site_function, r->site);

    for (size_t u = 0; !slot && api && u < r->kind->acquire_count; u++) {
        const dl_api_use *use = &r->kind->acquire[u];

        if (dl_name_set_has(use->calls, api->canonical) && use->has_object && use->object < r->site->arg_count &&
            use->object_is_deref)
            slot = element_at(r->judge->arena, r->site->args[use->object]);
    }
    return slot;
}

static void run_once(dl_releaser *r, const dl_function *root, const dl_state *start)
{
    dl_sim *sim = DL_NEW(r->judge->scratch, dl_sim);
    dl_monitor monitor = dl_release_monitor(r);

    dl_told_begin(r->told);
    if (r->site) {
        const dl_expr *slot = dl_release_slot_of(r->kind, r->judge->world->facts, r->site_function, r->site);

        if (slot)
            dl_track_slot(sim, r->site_function, slot);
        dl_release_track_owner(r, sim);
    }
    for (size_t i = 0; i < r->apart.count; i++)
        dl_track_slot(sim, r->apart.at[i].function, r->apart.at[i].expr);
    sim->root_result = dl_root_result(r->judge, root);
    sim->is_coarse = r->judge->is_coarse;
    r->judge->root = root;
    dl_sim_run(sim, r->judge->world, &monitor, root, start);
    dl_told_end(r->told, sim);
    dl_arena_reset(r->judge->scratch); /* nothing of the run is kept there */
}

/* A release of null that hangs on which of the ways was come by that have met: seen by a run that keeps them apart. */
static void run_apart(dl_releaser *r, const dl_function *root, const dl_state *start)
{
    dl_releaser finer = *r;

    if (r->site || r->judge->is_coarse || dl_told_gave_up_in(r->told) || !dl_release_tell_ways_apart(&finer, root))
        return;
    finer.told = dl_told_new(r->kind, r->cleanup.discharge, r->judge->is_coarse, r->judge->arena);
    run_once(&finer, root, start);
    if (!dl_told_gave_up_in(finer.told))
        r->told = finer.told;
}

/* Where a run meets a limit, the further ones would as a rule, and the verdict is open already. */
static void run_others(const dl_releaser *first, const dl_function *root, const dl_state *start)
{
    for (size_t i = 0; i < first->other_count && !dl_told_gave_up_in(first->told); i++) {
        dl_releaser *r = dl_arena_copy(first->judge->arena, first, sizeof *first);

        r->context = first->others[i];
        memcpy(r->others, first->others, sizeof r->others); /* known already: runs of their own */
        r->others[i] = first->context;
        r->has_come = false;
        r->row = NULL;
        r->giver = NULL;
        run_once(r, root, start);
        if (!r->has_come && !dl_told_gave_up_in(r->told)) /* values that met otherwise make other rounds */
            dl_release_tell_of_more_ways(r, r->site->span);
    }
}

/* ---- what a pointer leads to ---- */

void dl_release_see_unfollowed(dl_judge *judge, dl_unfollowed *list, const dl_instr *call, const char *name)
{
    if (name || !call->pointer)
        return;
    for (size_t i = 0; i < list->calls.count; i++)
        if (list->calls.at[i] == call)
            return;
    dl_vec_push(judge->arena, &list->calls, call);
}

const char *dl_release_beyond(dl_judge *judge, const dl_resource *kind, const dl_instr *site,
                              const dl_function *site_function, const dl_unfollowed *list)
{
    for (size_t i = 0; i < list->calls.count; i++) {
        const dl_instr *call = list->calls.at[i];
        dl_function_list targets = dl_scope_targets(judge->scope, call, NULL);

        for (size_t t = 0; t < targets.count; t++)
            if (dl_scope_calls(judge->scope, targets.at[t], site_function) &&
                dl_release_leaves(judge, kind, site, site_function, targets.at[t]))
                return dl_arena_printf(judge->arena, "%s, called at %s, may be %s, which acquires the %s of %s",
                                       dl_judge_called(judge, call), dl_judge_where(judge, call->span),
                                       targets.at[t]->name, kind->title, dl_judge_where(judge, site->span));
    }
    return NULL;
}

/* What such a routine leaves may be there at each return, and nothing here says what becomes of it. */
static void tell_of_beyond(dl_releaser *r)
{
    const char *beyond =
        r->site ? dl_release_beyond(r->judge, r->kind, r->site, r->site_function, r->unfollowed) : NULL;

    if (!beyond)
        return;
    dl_told_doubt(r->told, ~0u, beyond);
    dl_told_success(r->told, DL_MAYBE);
}

dl_told *dl_release_follow(dl_judge *judge, dl_followed_place *place, const dl_function *site_function)
{
    dl_releaser *r = DL_NEW(judge->arena, dl_releaser);

    *r = (dl_releaser){.judge = judge,
                       .kind = place->kind,
                       .site = place->site,
                       .site_function = site_function,
                       .is_asked_of_success = place->is_asked_of_success,
                       .cleanup = dl_release_cleanup(judge, place->kind),
                       .unfollowed = DL_NEW(judge->arena, dl_unfollowed),
                       .is_kept_somewhere = DL_NEW(judge->arena, bool)};
    r->other_cleanup = dl_release_other_cleanup(r);
    find_crossing(r);
    find_sharing(r);
    dl_release_find_unload(r);
    if (r->site)
        r->rows = dl_row_of(r, row_slot_of(r));
    r->told = dl_told_new(r->kind, r->cleanup.discharge, judge->is_coarse, judge->arena);
    run_once(r, place->root, place->start);
    run_apart(r, place->root, place->start);
    run_others(r, place->root, place->start);
    tell_of_beyond(r);
    place->is_kept_somewhere = *r->is_kept_somewhere;
    return r->told;
}
