/* release_monitor.c: what a run for one place of acquisition is told, and what concerns it: see release.c. */
#include "engine/linked.h"
#include "engine/release_parts.h"
#include "engine/spread.h"
#include "engine/static_end.h"
#include "engine/sum.h"

#include <string.h>

/* An object whose class was not followed, or that was given a lambda, may undo anything when it goes. */
static bool is_scope_guard(const dl_instr *call)
{
    const char *colons = call->name ? strstr(call->name, "::") : NULL;

    for (size_t i = 0; i < call->arg_count; i++)
        if (call->args[i]->type->spelling && strstr(call->args[i]->type->spelling, "lambda"))
            return true;
    return colons && strncmp(call->name, colons + 2, (size_t)(colons - call->name)) == 0 &&
           strlen(colons + 2) == (size_t)(colons - call->name);
}

/* A copy of a structure that holds the object. */
static bool is_in_record(dl_sim *sim, dl_state *state, const dl_expr *arg, dl_val object)
{
    dl_loc whole =
        arg->type->kind == DL_TYPE_RECORD && dl_expr_is_place(arg) ? dl_eval_place(sim, state, arg) : DL_NOWHERE;

    for (unsigned i = 0; whole && i < state->cell_count; i++)
        if (dl_loc_is_below(sim->world, state->cells[i].loc, whole) &&
            dl_val_equal(dl_sum_base(sim->world, dl_cell_val(sim->world, &state->cells[i])), object))
            return true;
    return false;
}

static void on_opaque(void *self, dl_sim *sim, dl_state *state, const dl_instr *instr, const char *name,
                      const dl_val *args, size_t count)
{
    dl_releaser *r = self;
    dl_instance *instance = dl_release_tracked(state);
    bool given = false;

    if (r->site)
        dl_release_see_unfollowed(r->judge, r->unfollowed, instr, name);
    if (!instance || instance->state != LIVE)
        return;
    dl_state_own_instances(sim->world, state);
    instance = dl_release_tracked(state);
    for (size_t i = 0; i < count; i++) {
        dl_loc loc = args[i].kind == DL_VAL_ADDRESS ? args[i].id : DL_NOWHERE;

        given |= dl_val_equal(dl_sum_base(sim->world, args[i]), instance->binds[0].val);
        given |= loc && instance->binds[0].loc && dl_loc_is_below(sim->world, instance->binds[0].loc, loc);
        given |= i < instr->arg_count && is_in_record(sim, state, instr->args[i], instance->binds[0].val);
    }
    if (!given && !is_scope_guard(instr) &&
        (!dl_release_is_reachable(sim, state, instance) ||
         (name && !instr->pointer && !instr->callee && dl_release_is_hidden(r, sim, state, instance))))
        return;
    instance->is_maybe = true;
    instance->doubt = dl_arena_printf(
        r->judge->arena, "%s, called at %s, %s and can reach the %s", name ? name : dl_judge_called(r->judge, instr),
        dl_judge_where(r->judge, instr->span), dl_judge_why_unread(r->judge, name, instr->span), r->kind->title);
    instance->doubt_span = instr->span;
}

/* Whether a successful return hands what is kept to the driver's life. What needs no undoing at its end, as a lock that
 * is held, is not for that. */
static bool is_handed_over(const dl_releaser *r)
{
    return (r->kind->identity == DL_BY_HANDLE || r->kind->identity == DL_BY_STORAGE) &&
           r->kind->unload != DL_UNLOAD_AUTOMATIC;
}

/* The entry has undone it and returns, and its owner, which lives, goes now or with the driver: so the owner's callback
 * undoes it again. */
static void see_undone_again(dl_releaser *r, const dl_sim *sim, const dl_state *state, const dl_event *event,
                             const dl_instance *instance)
{
    dl_seen seen = {.fault = DL_FAULT_DOUBLE_RELEASE,
                    .is_fault = true,
                    .how = r->cleanup.is_sure ? DL_YES : DL_MAYBE,
                    .event = event,
                    .instance = instance,
                    .object = dl_release_object_name(r, instance, NULL),
                    .span = instance->last};

    if (r->kind->identity == DL_BY_SINGLE && instance->state == RELEASED && !instance->is_maybe && r->cleanup.owner &&
        (state->flags & DL_STATE_OWNER))
        dl_told_add(r->told, sim, state, &seen);
}

/* ---- the root's returns ---- */

/* What holds the first of a row may be any element, as far as memory tells: but only the loops of the row write there.
 */
static bool is_in_row(const dl_sim *sim, const dl_instance *instance)
{
    return instance->row && !instance->has_others && instance->may_be_held &&
           dl_loc_is_persistent(sim->world, instance->row) == DL_YES;
}

/* Whether the object is left where the root succeeds hangs on a store of which it is not known where it went, or on
 * what is made of its address. */
static void doubt_holder(dl_releaser *r, dl_sim *sim, const dl_state *state, dl_instance *instance)
{
    bool is_told = dl_release_is_told_by(sim, state, instance);

    if (!(instance->may_be_held || is_told) || instance->is_maybe || instance->is_listed || !is_handed_over(r) ||
        dl_release_is_reachable(sim, state, instance) || is_in_row(sim, instance))
        return;
    instance->is_maybe = true;
    instance->doubt =
        dl_arena_printf(r->judge->arena, "%s the %s of %s was %s", is_told ? "what is made of" : "whether what holds",
                        r->kind->title, dl_judge_where(r->judge, instance->site->span),
                        is_told ? "kept, which was not followed" : "written over was not followed");
    instance->doubt_span = instance->site->span;
}

static void doubt_static_end(dl_releaser *r, const dl_sim *sim, const dl_state *state, dl_instance *instance)
{
    const char *why = dl_static_end_of(r->judge, r->kind, sim, state, instance);

    if (!why)
        return;
    instance->is_maybe = true;
    instance->doubt = why;
    instance->doubt_span = instance->site->span;
}

static dl_tri is_held(const dl_instance *instance)
{
    return instance->state == LIVE || instance->state >= NESTED ? DL_YES : instance->state == UNSURE ? DL_MAYBE : DL_NO;
}

static void on_return(dl_releaser *r, dl_sim *sim, dl_state *state, const dl_event *event)
{
    dl_instance *instance = dl_release_tracked(state);
    dl_seen seen = {.fault = DL_FAULT_LEAK, .event = event, .instance = instance, .span = event->span};
    bool goes;

    if (!instance && r->passed_by && event->is_success == DL_YES)
        dl_release_unload_unmade(r, sim, state);
    if (!instance || !r->site)
        return;
    goes = instance->state != HANDED && dl_release_goes_with_owner(r, sim, state, event);
    if (event->is_success != DL_NO && instance->state != RELEASED && instance->state != FAILED)
        *r->is_kept_somewhere |= r->may_be_kept;
    if (event->is_success != DL_NO)
        dl_told_success(r->told, is_held(instance));
    if (instance->state == LIVE && event->is_success != DL_YES && dl_release_hangs_on_list(sim, state, instance) &&
        dl_linked_takes_out(sim->world)) {
        instance->state = UNSURE;
        instance->is_maybe = true;
        instance->doubt = dl_arena_printf(r->judge->arena,
                                          "what holds the %s of %s went into a list, out of which anyone may take it",
                                          r->kind->title, dl_judge_where(r->judge, instance->site->span));
        instance->doubt_span = instance->site->span;
    }
    if (event->is_success == DL_YES)
        doubt_holder(r, sim, state, instance);
    else if (r->other_cleanup && instance->state == LIVE && !instance->is_maybe && !goes &&
             (r->may_be_kept || dl_release_is_reachable(sim, state, instance))) {
        instance->is_maybe = true;
        instance->doubt = dl_arena_printf(r->judge->arena, "%s, a cleanup callback of another object, may release it",
                                          r->other_cleanup->name);
        instance->doubt_span = instance->site->span;
    }
    if (event->is_success != DL_YES && instance->state == LIVE && !instance->is_maybe && !goes)
        doubt_static_end(r, sim, state, instance);
    seen.is_unsure = instance->state == UNSURE;
    seen.others = instance->has_others ? dl_release_why_others(r) : NULL;
    seen.is_fault =
        (instance->state == LIVE || instance->state >= NESTED) &&
        !(event->is_success == DL_YES && is_handed_over(r) &&
          (instance->is_listed || dl_release_is_reachable(sim, state, instance) || is_in_row(sim, instance))) &&
        !goes;
    seen.object = dl_release_object_name(r, instance, NULL);
    dl_told_add(r->told, sim, state, &seen);
    if (event->is_success == DL_YES)
        dl_release_unload(r, sim, state);
    see_undone_again(r, sim, state, event, instance);
}

/* One helper called from two places acquires two objects: each chain of calls is followed by itself. So is a round of a
   loop that acquires one while the one before is still held. */
static bool is_followed(dl_releaser *r, dl_sim *sim, dl_state *state, const dl_event *event)
{
    uint64_t chain = dl_context_chain_key(sim->world, event->context),
             round = dl_context_key(sim->world, event->context);

    if (r->context.is_round)
        return round == r->context.key;
    if (!r->context.key)
        r->context.key = chain;
    if (chain != r->context.key) {
        dl_release_follow_later(r, chain, false, event);
        return false;
    }
    if (round == chain || state->instance_count == 0 || state->instances[0].state != LIVE ||
        state->instances[0].round == round)
        return true;
    if (state->round_count)
        dl_release_follow_later(r, round, true, event);
    else
        (void)dl_release_tell_of_rounds(r, sim, state);
    return false;
}

/* As a FastIoDispatch that is a member of the driver's data: no list leads through there. */
static bool is_in_driver_object(const dl_world *world, dl_loc loc)
{
    const dl_place *root = dl_place_of(world, dl_place_of(world, loc)->root);

    return root->kind == DL_LOC_OBJECT && dl_symbol_of(world, root->sym)->kind == DL_SYM_PARAM &&
           dl_symbol_of(world, root->sym)->a == world->driver_object;
}

/* A structure with a pointer to its like: LIST_ENTRY. */
static bool is_link_record(const dl_record *record)
{
    for (size_t i = 0; i < record->field_count; i++) {
        const dl_type *field = record->fields[i].type;

        if (field->kind == DL_TYPE_POINTER && field->element && dl_record_is_same(field->element->record, record))
            return true;
    }
    for (size_t i = 0; i < record->base_count; i++)
        if (is_link_record(record->bases[i]))
            return true;
    return false;
}

static bool is_link(const dl_type *type)
{
    return type && type->record && is_link_record(type->record);
}

/* A link may stand in it by which it is found in a list. */
static bool has_link(const dl_record *record)
{
    for (size_t i = 0; i < record->field_count; i++)
        if (is_link(record->fields[i].type))
            return true;
    for (size_t i = 0; i < record->base_count; i++)
        if (has_link(record->bases[i]))
            return true;
    return record->field_count == 0 || record->is_synthesized || record->lacks_fields;
}

/* The address of a part of the object is stored where it outlives the entry: so do lists that drivers link by hand.
 * They are linked by members: `&header[1]` is `header + 1`, by which the object is known. */
static void on_store(dl_releaser *r, dl_sim *sim, dl_state *state, const dl_event *event)
{
    dl_instance *instance = dl_release_tracked(state);
    dl_loc object, entry;
    const dl_type *type;

    if (!instance || instance->state != LIVE || !event->target || !event->value_expr ||
        event->is_whole) /* what is copied is told by where it stands */
        return;
    if (!instance->is_listed && dl_val_equal(dl_sum_base(sim->world, event->value), instance->binds[0].val) &&
        dl_release_is_in_list(sim, state, event->target)) {
        dl_state_own_instances(sim->world, state);
        instance = dl_release_tracked(state);
        instance->is_listed = true;
    }
    object = dl_eval_pointee(sim, state, instance->binds[0].val);
    entry = dl_eval_pointee(sim, state, event->value);
    if (!object || !entry || entry == object || !dl_release_is_part(sim, state, entry, instance) ||
        dl_release_is_part(sim, state, event->target, instance) || is_in_driver_object(sim->world, event->target) ||
        dl_loc_is_persistent(sim->world, event->target) == DL_NO)
        return;
    type = dl_loc_type_made(sim->world, entry);
    if (!is_link(type) && ((type && type->kind == DL_TYPE_RECORD && type->record && !has_link(type->record)) ||
                           dl_val_equal(dl_sum_base(sim->world, event->value), instance->binds[0].val)))
        return;
    *r->is_kept_somewhere = true;
    dl_release_become(r, sim, state, instance, r->is_asked_of_success ? HANDED : UNSURE, event, DL_MAYBE, NULL,
                      dl_arena_printf(sim->world->scratch, "the %s is linked by hand", r->kind->title));
}

/* Where the root succeeds, the system routine has the object for the driver. */
static bool keeps_for_driver(dl_releaser *r, dl_sim *sim, dl_state *state, const dl_event *event,
                             const dl_instance *instance)
{
    if ((*r->is_kept_somewhere && !r->is_asked_of_success) || !dl_release_is_kept(sim, state, event, instance))
        return false;
    r->may_be_kept = true;
    *r->is_kept_somewhere |= r->is_asked_of_success;
    return r->is_asked_of_success;
}

/* Blocks and devices, too: what stands in that of another round is another object, and whether there is one is another
 * question. */
static bool is_apart(void *self, const dl_instr *instr)
{
    const dl_releaser *r = self;
    const dl_api *api = instr->name ? dl_world_api(r->judge->world, instr->name) : NULL;

    return instr == r->site || (api && (api->result == DL_RESULT_POINTER || api->push_count));
}

/* A thread's routine, which need not return: this call ends it. */
static bool is_end_of_root(const dl_releaser *r, const dl_api *api)
{
    return api && api->is_noreturn && r->judge->root != r->judge->world->entry;
}

/* Before the call: what it is given may be consumed, released or used by it. */
static void on_call(dl_releaser *r, dl_sim *sim, dl_state *state, const dl_event *event)
{
    const dl_resource *kind = r->kind;
    dl_instance *instance = dl_release_tracked(state);
    dl_used use;

    for (size_t v = 0; r->site && instance && v < event->view_count; v++)
        if (is_end_of_root(r, event->views[v].api))
            dl_told_success(r->told, is_held(instance));
    if (instance && instance->state == LIVE &&
        dl_release_find_use(kind, sim, state, kind->consumed_by, kind->consumed_count, event, &use) &&
        dl_release_is_taken(r->judge, kind, event)) {
        instance->taken = use.loc && use.loc == instance->binds[0].loc
                              ? DL_YES
                              : dl_release_same_object(kind, sim, state, instance, &use);
        instance->taker = instance->taken == DL_NO ? NULL : event->instr; /* on success: see hand_over */
        return;
    }
    if (dl_release_cross(r, sim, state, event))
        return;
    if (dl_release_find_use(kind, sim, state, kind->release, kind->release_count, event, &use))
        dl_release_undo(r, sim, state, event, &use);
    else if (dl_release_find_use(kind, sim, state, kind->uses, kind->use_count, event, &use))
        dl_release_use(r, sim, state, event, &use);
}

/* It is put into a list, out of which the entry takes nothing. */
static bool stays_in_list(dl_sim *sim, const dl_state *state, const dl_event *event, const dl_instance *instance)
{
    return dl_release_is_linked(sim, state, event, instance) && !dl_linked_takes_out(sim->world);
}

/* A routine that is given along with the object, to run later, may be meant to release it. */
static bool leave_to_routine(dl_releaser *r, dl_sim *sim, dl_state *state, dl_instance *instance, const dl_event *event)
{
    const dl_function *taker = dl_release_taker(r->judge, r->kind, event);

    if (!taker || instance->is_maybe || !dl_release_is_given(sim, state, event, instance))
        return false;
    dl_state_own_instances(sim->world, state);
    instance = dl_release_tracked(state);
    instance->is_maybe = true;
    instance->doubt = dl_arena_printf(r->judge->arena, "%s, at %s, is given the %s for %s, which may release it",
                                      dl_event_call_name_or(event, "the call"), dl_judge_where(r->judge, event->span),
                                      r->kind->title, taker->name);
    instance->doubt_span = event->span;
    return true;
}

/* Behind a call that did not fail, or may not have: it has taken the live object over, keeps it, or linked it. */
static void hand_over(dl_releaser *r, dl_sim *sim, dl_state *state, dl_instance *instance, const dl_event *event)
{
    dl_arena *scratch = sim->world->scratch;
    const char *title = r->kind->title;
    bool may_have = event->outcome != DL_OUTCOME_FAILURE;

    if (instance->taker == event->instr && may_have) {
        dl_release_become(r, sim, state, instance, HANDED, event, instance->taken, &(dl_used){0},
                          dl_arena_printf(scratch, "%s is handed over here", title));
    } else if (may_have && keeps_for_driver(r, sim, state, event, instance)) {
        dl_release_become(r, sim, state, instance, HANDED, event, DL_YES, NULL,
                          dl_arena_printf(scratch, "%s keeps the %s", dl_event_call_name_or(event, "the call"), title));
    } else if (may_have && leave_to_routine(r, sim, state, instance, event)) {
        return;
    } else if (!r->is_asked_of_success && stays_in_list(sim, state, event, instance)) {
        dl_state_own_instances(sim->world, state);
        dl_release_tracked(state)->is_listed = true;
    } else if (dl_release_is_linked(sim, state, event, instance)) {
        *r->is_kept_somewhere = true;
        dl_release_become(
            r, sim, state, instance, r->is_asked_of_success ? HANDED : UNSURE, event, DL_MAYBE, NULL,
            dl_arena_printf(scratch, "%s puts the %s into a list", dl_event_call_name_or(event, "the call"), title));
    } else if (!instance->is_listed && dl_release_is_held_by_linked(sim, state, event, instance)) {
        dl_state_own_instances(sim->world, state);
        dl_release_tracked(state)->is_listed = true;
    }
}

static void on_called(dl_releaser *r, dl_sim *sim, dl_state *state, const dl_event *event)
{
    const dl_resource *kind = r->kind, *owner = r->cleanup.owner;
    dl_instance *instance;
    dl_used use;

    if (owner && event->outcome != DL_OUTCOME_FAILURE &&
        dl_release_find_use(kind, sim, state, owner->acquire, owner->acquire_count, event, &use))
        state->flags |= DL_STATE_OWNER;
    for (size_t v = 0; event->outcome == DL_OUTCOME_SUCCESS && v < event->view_count; v++)
        if (dl_release_gives_unload(r, event->views[v].api, NULL))
            state->flags |= DL_STATE_UNLOADS;
    for (size_t v = 0; v < event->view_count && state->flags & DL_STATE_UNLOADS; v++)
        if (dl_release_takes_unload_back(r, event->views[v].api, NULL))
            state->flags &= ~(unsigned)DL_STATE_UNLOADS;
    if (!r->site) {
        dl_release_note(r, sim, state, event);
        return;
    }
    if (event->instr == r->site && event->function == r->site_function &&
        dl_release_find_use(kind, sim, state, kind->acquire, kind->acquire_count, event, &use)) {
        if (is_followed(r, sim, state, event))
            dl_release_acquire(r, sim, state, event, &use);
        else {
            dl_row_refill(r, sim, state);
            dl_release_renew(r, sim, state, event); /* storage that a helper begins again on another way */
        }
        return;
    }
    instance = dl_release_tracked(state);
    if (kind->nests)
        dl_release_acquire_again(r, sim, state, instance, event);
    dl_release_renew(r, sim, state, event);
    dl_release_reference(r, sim, state, event);
    instance = dl_release_tracked(state);
    if (instance && instance->state == LIVE)
        hand_over(r, sim, state, instance, event);
}

static void on_event(void *self, dl_sim *sim, dl_state *state, const dl_event *event)
{
    dl_releaser *r = self;

    if (event->kind != DL_ON_RETURN && event->kind != DL_ON_STORE && event->kind != DL_ON_CALL)
        return;
    dl_state_own_instances(sim->world, state);
    if (event->kind == DL_ON_RETURN)
        on_return(r, sim, state, event);
    else if (event->kind == DL_ON_STORE)
        on_store(r, sim, state, event);
    else if (event->is_after)
        on_called(r, sim, state, event);
    else
        on_call(r, sim, state, event);
}

static bool makes_owner(const dl_releaser *r, const dl_api *by_name, const dl_api *by_macro)
{
    const dl_resource *owner = r->cleanup.owner;

    return owner && dl_release_is_use(owner->acquire, owner->acquire_count, by_name, by_macro);
}

/* Whether the call may be of any object of the kind, of one that is not known to be another as well. */
static bool is_of_kind(const dl_releaser *r, const dl_api *by_name, const dl_api *by_macro)
{
    return dl_release_is_use(r->kind->release, r->kind->release_count, by_name, by_macro) ||
           (r->kind->nests && dl_release_is_use(r->kind->acquire, r->kind->acquire_count, by_name, by_macro)) ||
           dl_release_is_use(r->kind->consumed_by, r->kind->consumed_count, by_name, by_macro) ||
           makes_owner(r, by_name, by_macro) || dl_release_is_reference(r, by_name, by_macro) ||
           (!r->site && dl_release_is_use(r->kind->uses, r->kind->use_count, by_name, by_macro));
}

/* What keeps, links or is to run later concerns the object where that is what it is given. */
static bool is_relevant(void *self, const dl_instr *instr, const dl_api *by_name, const dl_api *by_macro)
{
    const dl_releaser *r = self;

    if (instr->kind != DL_I_CALL)
        return false;
    if (instr == r->site)
        return true;
    if (r->is_asked_of_success && ((by_name && by_name->kept.count > 0) || (by_macro && by_macro->kept.count > 0)))
        return true;
    if (r->site && dl_release_may_have_taker(r->judge, r->kind, instr))
        return true;
    if ((by_name && dl_api_has_trait(by_name, "links")) || (by_macro && dl_api_has_trait(by_macro, "links")))
        return true;
    return is_of_kind(r, by_name, by_macro);
}

static bool is_told(void *self, const dl_instr *instr, const dl_api *by_name, const dl_api *by_macro,
                    bool has_instances)
{
    const dl_releaser *r = self;

    if (instr->kind != DL_I_CALL)
        return false;
    if (instr == r->site || makes_owner(r, by_name, by_macro) || dl_release_gives_unload(r, by_name, by_macro) ||
        dl_release_takes_unload_back(r, by_name, by_macro))
        return true;
    if (r->site && !has_instances)
        return false;
    if (is_end_of_root(r, by_name))
        return true;
    for (size_t i = 0; i < r->crossing_count; i++)
        if (dl_release_is_use(r->crossing[i]->release, r->crossing[i]->release_count, by_name, by_macro))
            return true;
    return (r->site ? is_of_kind(r, by_name, by_macro) : is_relevant(self, instr, by_name, by_macro)) ||
           dl_release_is_use(r->kind->uses, r->kind->use_count, by_name, by_macro) ||
           dl_release_is_use(r->kind->acquire, r->kind->acquire_count, by_name, by_macro);
}

/* A leak, and what a system routine or a list may have, are judged at returns. */
static bool is_settled(void *self, const dl_state *state)
{
    const dl_releaser *r = self;
    const dl_instance *instance = state->instance_count ? &state->instances[0] : NULL;

    if (!instance)
        return !r->passed_by;
    if (instance->has_others)
        return false;
    return instance->state == HANDED || (instance->state == FAILED && !dl_release_is_missing(r, state)) ||
           (instance->state == RELEASED && !r->cleanup.owner && !dl_release_is_dangling(r, state));
}

static bool can_unsettle(void *self, const dl_instr *instr, const dl_api *by_name, const dl_api *by_macro,
                         bool has_instances)
{
    const dl_releaser *r = self;

    if (instr->kind != DL_I_CALL || instr == r->site)
        return instr == r->site;
    if (r->site && !has_instances)
        return false;
    return dl_release_is_use(r->kind->release, r->kind->release_count, by_name, by_macro) ||
           dl_release_is_use(r->kind->uses, r->kind->use_count, by_name, by_macro);
}

static bool is_split(void *self, const dl_instr *instr, const dl_api *by_name, const dl_api *by_macro)
{
    const dl_releaser *r = self;

    return instr == r->site || dl_release_is_use(r->kind->consumed_by, r->kind->consumed_count, by_name, by_macro) ||
           (r->kind->nests && dl_release_is_use(r->kind->acquire, r->kind->acquire_count, by_name, by_macro)) ||
           makes_owner(r, by_name, by_macro) || dl_release_gives_unload(r, by_name, by_macro) ||
           (r->site && dl_release_may_have_taker(r->judge, r->kind, instr));
}

static void passes(void *self, dl_sim *sim, dl_state *state, const dl_block *block, unsigned to)
{
    dl_row_pass(self, sim, state, block, to);
}

dl_monitor dl_release_monitor(dl_releaser *r)
{
    return (dl_monitor){.self = r,
                        .event = on_event,
                        .opaque = on_opaque,
                        .is_relevant = is_relevant,
                        .is_told = is_told,
                        .is_settled = is_settled,
                        .can_unsettle = can_unsettle,
                        .is_split = is_split,
                        .is_apart = is_apart,
                        .passes = r->rows ? passes : NULL,
                        .followed = r->site};
}
