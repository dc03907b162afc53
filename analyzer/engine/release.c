/* release.c: what is acquired is undone: what one run for a place of acquisition is told, and what it makes of that. */
#include "engine/linked.h"
#include "engine/release_parts.h"
#include "engine/spread.h"
#include "engine/sum.h"
#include "engine/told.h"

#include <string.h>

/* ---- telling ---- */

/* An object is known by its name: a cast says nothing of it. */
static const char *name_of(const dl_releaser *r, const dl_expr *expr)
{
    return dl_expr_text(dl_expr_uncast(expr), r->judge->arena);
}

void dl_release_label(dl_instance *instance, unsigned slot, const char *name, dl_span span)
{
    instance->labels[slot] = (dl_label){name, span.line, span.file};
    instance->last = span;
}

/* `nullptr` where a handle is not wanted names nothing, nor does what a call has given (`key.get()`). */
static bool is_name(const dl_expr *expr)
{
    const dl_var *root = expr ? dl_expr_root(expr) : NULL;

    return expr && !dl_expr_is_null(expr) && (!root || root->storage != DL_TEMP);
}

static const char *object_name(const dl_releaser *r, const dl_instance *instance, const dl_used *use)
{
    const dl_bind *bind = &instance->binds[0];

    if (use && is_name(use->expr))
        return name_of(r, use->expr);
    return is_name(bind->expr) ? name_of(r, bind->expr) : NULL;
}

void dl_release_see(dl_releaser *r, const dl_sim *sim, const dl_state *state, const dl_event *event,
                    const dl_instance *instance, const dl_used *use, unsigned fault, dl_tri how)
{
    dl_seen seen = {.fault = fault,
                    .is_fault = how != DL_NO,
                    .how = how,
                    .event = event,
                    .instance = instance,
                    .object = object_name(r, instance, use),
                    .instead = r->instead,
                    .span = event->span};

    dl_told_add(r->told, sim, state, &seen);
}

/* What is known of the pointer that may mean the object, for whoever has to decide it by hand. */
static const char *why_unsure(const dl_releaser *r, const dl_sim *sim, const dl_used *use)
{
    if (!use)
        return "it goes into a list, out of which anyone may take it";
    if (r->kind->identity == DL_BY_STRING && use->val.kind == DL_VAL_ADDRESS)
        return "what the string says is not known";
    if (use->val.kind == DL_VAL_SYM)
        switch (dl_symbol_of(sim->world, use->val.id)->kind) {
        case DL_SYM_PHI:
            return "its argument is one of several values";
        case DL_SYM_ELEMENT:
            return "its argument stands at an index that is not known";
        case DL_SYM_OPAQUE:
            return "its argument comes from a routine that was not read";
        case DL_SYM_HAVOC:
            return "its argument comes out of memory that something unknown has written";
        default:
            break;
        }
    return "its argument comes out of memory that was not followed";
}

static void become(dl_releaser *r, dl_sim *sim, dl_state *state, dl_instance *instance, unsigned to,
                   const dl_event *event, dl_tri how, const dl_used *use, const char *text)
{
    instance->state = (unsigned char)to;
    if (how == DL_MAYBE && !instance->is_maybe) {
        instance->is_maybe = true;
        instance->doubt =
            dl_arena_printf(r->judge->arena, "whether %s at %s takes the %s of %s was not decided: %s",
                            dl_event_call_name_or(event, "the call"), dl_judge_where(r->judge, event->span),
                            r->kind->title, dl_judge_where(r->judge, instance->site->span), why_unsure(r, sim, use));
        instance->doubt_span = event->span;
    }
    dl_node_tell(sim, state, event->span, text);
}

/* ---- events ---- */

/* A new device is also DriverObject->DeviceObject. */
static void write_other_names(dl_releaser *r, dl_sim *sim, dl_state *state, dl_val val)
{
    for (size_t i = 0; i < r->kind->also_at.count; i++) {
        dl_path_pattern path;
        dl_match match;
        dl_loc places[4];
        bool some;

        if (!dl_path_pattern_read(&path, r->kind->also_at.at[i], sim->world->facts, r->judge->arena))
            continue;
        dl_match_init(&match, r->judge, sim, state);
        if (dl_match_places(&match, &path, places, 4, &some) == 1)
            dl_state_write(sim->world, state, places[0], val);
    }
}

/* What is seen of the one that is followed need not be so of the others: whether these are left is asked where the root
 * returns. */
static void doubt_others(const dl_sim *sim, dl_state *state)
{
    dl_state_own_instances(sim->world, state);
    state->instances[0].has_others = true;
}

static const char *why_others(const dl_releaser *r)
{
    return dl_arena_printf(r->judge->arena,
                           "the %s of %s is acquired in a loop, of which one stands for all: check by hand that those "
                           "of earlier rounds are released",
                           r->kind->title, dl_judge_where(r->judge, r->site->span));
}

/* A local that holds nothing but what the place has made in this very call of its function: what is done to that, the
 * run of the first round has shown. */
static bool is_of_this_call(const dl_releaser *r, const dl_sim *sim, const dl_expr *expr)
{
    const dl_expr *slot = dl_result_slot(r->site_function, r->site);

    expr = expr ? dl_expr_uncast(expr) : NULL;
    return expr && slot && slot->kind == DL_E_VAR && expr->kind == DL_E_VAR && expr->var == slot->var &&
           slot->var->storage == DL_LOCAL && sim->frame->function == r->site_function &&
           dl_function_only_value(r->site_function, slot->var);
}

/* While others of its place are held: what is released may be one of them. */
static void see_other(dl_releaser *r, dl_sim *sim, const dl_state *state, const dl_instance *instance,
                      const dl_used *use)
{
    const dl_symbol *symbol = use->val.kind == DL_VAL_SYM ? dl_symbol_of(sim->world, use->val.id) : NULL;
    bool is_of_other_place = symbol && (symbol->kind == DL_SYM_RESULT || symbol->kind == DL_SYM_OUT) &&
                             !dl_sym_is_fuzzy(sim->world, use->val.id) && symbol->instr != r->site;

    if (instance->has_others && !is_of_other_place && !is_of_this_call(r, sim, use->expr) &&
        !dl_release_is_null(sim, state, use->val))
        dl_told_doubt(r->told, ~(unsigned)DL_FAULT_LEAK, why_others(r));
}

/* Another one is acquired while the first is held. False: it is the next of a row. */
static bool tell_of_rounds(dl_releaser *r, dl_sim *sim, dl_state *state)
{
    dl_told_rounds(r->told, dl_release_is_reachable(sim, state, &state->instances[0]));
    if (dl_row_goes_on(r, sim, state, &state->instances[0])) {
        dl_state_own_instances(sim->world, state);
        state->instances[0].is_row = true;
        return false;
    }
    doubt_others(sim, state);
    return true;
}

static void acquire(dl_releaser *r, dl_sim *sim, dl_state *state, const dl_event *event, const dl_used *use)
{
    dl_instance *instance = dl_release_tracked(state);
    bool failed = event->outcome == DL_OUTCOME_FAILURE, is_again = instance != NULL;
    bool is_stale =
        failed && dl_val_is_of_call(sim->world, use->val, event->instr); /* the object of an earlier round */

    r->has_come = true;
    if (instance && instance->state == LIVE) { /* the same place again, in a loop: one stands for all */
        if (failed && r->row)
            return;
        if (tell_of_rounds(r, sim, state)) {
            instance->is_maybe = true;
            instance->doubt = why_others(r);
            instance->doubt_span = event->span;
        }
        return;
    }
    if (instance && failed && instance->state != FAILED)
        return; /* what became of the one of the round before stands */
    if (!instance)
        instance = dl_state_add_instance(sim->world, state);
    if (!instance)
        return;
    dl_state_forget_apart(sim->world, state);
    memset(instance, 0, sizeof *instance);
    instance->site = event->instr;
    instance->round = dl_context_key(sim->world, event->context);
    instance->state = failed ? FAILED : LIVE;
    instance->is_again = is_again;
    if (r->sharing_count && dl_release_makes_reference(use->as)) /* another one is there already */
        instance->spare = MOST_SPARE;
    instance->binds[0] = (dl_bind){.is_bound = true,
                                   .has_val = true,
                                   .loc = use->loc,
                                   .val = is_stale ? dl_val_unset() : use->val,
                                   .expr = use->expr ? use->expr : dl_result_slot(r->site_function, r->site)};
    dl_release_label(instance, 0, "acquired", event->span);
    dl_row_begin(r, sim, state, instance);
    if (failed) {
        dl_node_tell(sim, state, event->span,
                     dl_arena_printf(sim->world->scratch, "%s fails here", dl_event_call_name_or(event, "the call")));
        return;
    }
    if (r->kind->identity == DL_BY_HANDLE) /* what was acquired has a handle: `if (Id != 0)` later holds */
        (void)dl_state_narrow(sim->world, state, use->val, DL_NEG | DL_POS);
    if (r->kind->also_at.count && !(sim->world->has_lists && sim->world->at_entry))
        write_other_names(r, sim, state, use->val);
    dl_told_evidence(r->told, event->span, r->kind->title, dl_event_call_name_or(event, "the call"));
    dl_node_tell(sim, state, event->span,
                 dl_arena_printf(sim->world->scratch, "%s succeeds: %s acquired",
                                 dl_event_call_name_or(event, "the call"), r->kind->title));
}

/* The kind's objects were there before: that the acquisition failed does not make them null. */
static bool is_of_given_objects(const dl_resource *kind)
{
    for (size_t u = 0; u < kind->acquire_count; u++)
        if (!kind->acquire[u].has_object || kind->acquire[u].object_is_deref ||
            kind->acquire[u].object == DL_FACT_RESULT)
            return false;
    return kind->acquire_count > 0;
}

/* Acquired once more at another place, by the same thread: as many releases are due. */
static void acquire_again(const dl_releaser *r, dl_sim *sim, const dl_state *state, dl_instance *instance,
                          const dl_event *event)
{
    dl_used use;

    if (!instance || event->outcome == DL_OUTCOME_FAILURE ||
        !dl_release_find_use(r->kind, sim, (dl_state *)(uintptr_t)state, r->kind->acquire, r->kind->acquire_count,
                             event, &use) ||
        dl_release_same_object(r->kind, sim, state, instance, &use) != DL_YES)
        return;
    if (instance->state == LIVE)
        instance->state = NESTED;
    else if (instance->state >= NESTED && instance->state < MOST_NESTED)
        instance->state++;
}

bool dl_release_is_reference(const dl_releaser *r, const dl_api *by_name, const dl_api *by_macro)
{
    for (size_t k = 0; k < r->sharing_count; k++)
        for (size_t u = 0; u < r->sharing[k]->acquire_count; u++)
            if (dl_release_makes_reference(&r->sharing[k]->acquire[u]) &&
                dl_release_is_use(&r->sharing[k]->acquire[u], 1, by_name, by_macro))
                return true;
    return false;
}

void dl_release_reference(const dl_releaser *r, dl_sim *sim, dl_state *state, const dl_event *event)
{
    dl_instance *instance = dl_release_tracked(state);
    bool is_one = false;
    dl_used use;

    if (!instance || instance->spare == MOST_SPARE || event->outcome == DL_OUTCOME_FAILURE)
        return;
    for (size_t k = 0; k < r->sharing_count && !is_one; k++)
        for (size_t u = 0; u < r->sharing[k]->acquire_count && !is_one; u++)
            is_one = dl_release_makes_reference(&r->sharing[k]->acquire[u]) &&
                     dl_release_find_use(r->sharing[k], sim, state, &r->sharing[k]->acquire[u], 1, event, &use) &&
                     dl_release_same_object(r->kind, sim, state, instance, &use) != DL_NO;
    if (is_one) {
        dl_state_own_instances(sim->world, state);
        dl_release_tracked(state)->spare++;
    }
}

void dl_release_renew(const dl_releaser *r, dl_sim *sim, dl_state *state, const dl_event *event)
{
    dl_instance *instance = dl_release_tracked(state);
    dl_used use;

    if (!instance || (instance->state != RELEASED && instance->state != UNSURE && instance->state != FAILED) ||
        r->kind->identity == DL_BY_HANDLE || event->outcome == DL_OUTCOME_FAILURE ||
        !dl_release_find_use(r->kind, sim, state, r->kind->acquire, r->kind->acquire_count, event, &use) ||
        dl_release_same_object(r->kind, sim, state, instance, &use) == DL_NO)
        return;
    dl_state_own_instances(sim->world, state);
    dl_release_tracked(state)->state = HANDED;
}

/* It is given null, by a use that is documented to do nothing then. What was never written is no null. */
static bool is_given_nothing(dl_sim *sim, const dl_state *state, const dl_used *use)
{
    return use->as->is_null_harmless && use->val.kind != DL_VAL_UNSET && dl_release_is_null(sim, state, use->val);
}

/* Null is not the object that was acquired, though one name stands for those of all rounds of a loop. */
static bool is_of_other_round(const dl_releaser *r, dl_sim *sim, dl_state *state, const dl_instance *instance,
                              const dl_used *use)
{
    return r->kind->identity == DL_BY_HANDLE && instance->state != FAILED && dl_release_is_null(sim, state, use->val) &&
           !dl_release_is_element(sim, state, use->expr);
}

/* Memory that was allocated is new: what holds it was put there by the driver. */
static bool is_allocated(const dl_releaser *r)
{
    bool is_result = false;

    for (size_t i = 0; i < r->kind->acquire_count; i++)
        is_result |= r->kind->acquire[i].object == DL_FACT_RESULT &&
                     dl_release_calls(r->judge->world, r->site, &r->kind->acquire[i], 1);
    for (size_t i = 0; i < r->kind->release_count && is_result; i++) {
        const dl_api *api = dl_facts_api(r->judge->world->facts, r->kind->release[i].calls.at[0]);

        if (api && dl_api_has_trait(api, "frees-storage"))
            return true;
    }
    return false;
}

/* What is released was read where nothing ever puts the object. */
static bool is_elsewhere(const dl_releaser *r, const dl_used *use)
{
    return use->expr && r->kind->identity == DL_BY_HANDLE && r->kind->also_at.count == 0 && is_allocated(r) &&
           !dl_spread_may_be_in(r->judge, r->judge->root, r->giver ? r->giver : r->site, use->expr);
}

/* An element of a known index, which is told by its place: in which round it was to be acquired makes no difference. */
static bool is_known_storage(const dl_releaser *r, const dl_sim *sim, const dl_state *state, const dl_used *use)
{
    return r->kind->identity == DL_BY_STORAGE && use->val.kind == DL_VAL_ADDRESS &&
           !dl_loc_is_fuzzy(sim->world, use->val.id) && !(state->flags & DL_STATE_ROUNDS);
}

void dl_release_undo(dl_releaser *r, dl_sim *sim, dl_state *state, const dl_event *event, const dl_used *use)
{
    dl_instance *instance = dl_release_tracked(state);
    dl_tri same = instance ? dl_release_same_object(r->kind, sim, state, instance, use) : DL_NO;

    if (is_given_nothing(sim, state, use))
        return;
    if (!r->site) {
        dl_release_of_nothing(r, sim, state, event, use);
        return;
    }
    if (instance)
        see_other(r, sim, state, instance, use);
    if (!instance || same == DL_NO || (same == DL_MAYBE && is_elsewhere(r, use)) ||
        is_of_other_round(r, sim, state, instance, use))
        return;
    if (instance->state >= NESTED) {
        instance->state = instance->state == NESTED ? LIVE : instance->state - 1;
        return;
    }
    switch (instance->state) {
    case LIVE:
        if (instance->drain) /* of which element it is makes no difference: see dl_row_pass */
            return;
        if (instance->is_row)
            doubt_others(sim, state);
        dl_release_label(instance, 1, "released", event->span);
        if (same == DL_YES)
            dl_told_evidence(r->told, event->span, "released", dl_event_call_name_or(event, "the call"));
        become(r, sim, state, instance, same == DL_YES ? RELEASED : UNSURE, event, same, use,
               dl_arena_printf(sim->world->scratch, "%s releases the %s", dl_event_call_name_or(event, "the call"),
                               r->kind->title));
        break;
    case RELEASED:
    case UNSURE:
        if (instance->spare) {
            dl_release_use_spare(instance);
            break;
        }
        if (r->kind->is_again_harmless)
            break;
        /* what keeps the result of an earlier round holds, for the engine, this one's, as all elements of a row do;
         * and one routine of a table is called once, though in each round it may be the one */
        dl_release_see(r, sim, state, event, instance, use, DL_FAULT_DOUBLE_RELEASE,
                       same == DL_YES && (instance->is_again || instance->is_row || (state->flags & DL_STATE_TARGETS))
                           ? DL_MAYBE
                           : same);
        break;
    case FAILED:
        if (r->kind->is_again_harmless && r->kind->identity == DL_BY_STORAGE) /* it finds that it has nothing to do */
            break;
        if (same == DL_YES && (is_known_storage(r, sim, state, use) || !dl_release_is_element(sim, state, use->expr) ||
                               dl_release_is_this_null(sim, state, use))) {
            bool sure = r->kind->identity != DL_BY_HANDLE || is_of_given_objects(r->kind) ||
                        dl_release_is_null(sim, state, use->val);

            dl_release_see(r, sim, state, event, instance, use, DL_FAULT_RELEASE_UNACQUIRED, sure ? DL_YES : DL_MAYBE);
        }
        break;
    default:
        break;
    }
}

/* The storage is given to the routine of another kind. */
static bool crossed_release(dl_releaser *r, dl_sim *sim, dl_state *state, const dl_event *event)
{
    dl_instance *instance = dl_release_tracked(state);
    dl_used use;

    if (!instance || instance->state != LIVE || r->crossing_count == 0 ||
        dl_release_find_use(r->kind, sim, state, r->kind->release, r->kind->release_count, event, &use))
        return false;
    for (size_t i = 0; i < r->crossing_count; i++)
        if (dl_release_find_use(r->kind, sim, state, r->crossing[i]->release, r->crossing[i]->release_count, event,
                                &use) &&
            dl_release_same_object(r->kind, sim, state, instance, &use) == DL_YES) {
            r->instead = dl_arena_printf(r->judge->arena, ": it is a %s, for %s", r->kind->title,
                                         r->kind->release_count ? r->kind->release[0].calls.at[0] : "no routine");
            dl_release_see(r, sim, state, event, instance, &use, DL_FAULT_RELEASE_UNACQUIRED, DL_YES);
            r->instead = NULL;
            return true;
        }
    return false;
}

static void use_of(dl_releaser *r, dl_sim *sim, dl_state *state, const dl_event *event, const dl_used *use)
{
    dl_instance *instance = dl_release_tracked(state);
    dl_instance none = {0};

    if (!r->site) {
        if (r->kind->identity == DL_BY_HANDLE && dl_release_is_null(sim, state, use->val))
            dl_release_see(r, sim, state, event, &none, use, DL_FAULT_USE_UNACQUIRED, DL_YES);
        return;
    }
    if (instance && (instance->state == RELEASED || instance->state == UNSURE)) {
        dl_tri same = dl_release_same_object(r->kind, sim, state, instance, use);

        if (same != DL_NO)
            dl_release_see(r, sim, state, event, instance, use, DL_FAULT_USE_AFTER_RELEASE, same);
    }
}

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
    if (!given && !is_scope_guard(instr) && !dl_release_is_reachable(sim, state, instance))
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
                    .object = object_name(r, instance, NULL),
                    .span = instance->last};

    if (r->kind->identity == DL_BY_SINGLE && instance->state == RELEASED && !instance->is_maybe && r->cleanup.owner &&
        (state->flags & DL_STATE_OWNER))
        dl_told_add(r->told, sim, state, &seen);
}

/* ---- the root's returns ---- */

/* Whether the object is left where the root succeeds hangs on a store of which it is not known where it went, or on
 * what is made of its address. */
static void doubt_holder(dl_releaser *r, dl_sim *sim, const dl_state *state, dl_instance *instance)
{
    bool is_told = dl_release_is_told_by(sim, state, instance);

    if (!(instance->may_be_held || is_told) || instance->is_maybe || instance->is_listed || !is_handed_over(r) ||
        dl_release_is_reachable(sim, state, instance))
        return;
    instance->is_maybe = true;
    instance->doubt =
        dl_arena_printf(r->judge->arena, "%s the %s of %s was %s", is_told ? "what is made of" : "whether what holds",
                        r->kind->title, dl_judge_where(r->judge, instance->site->span),
                        is_told ? "kept, which was not followed" : "written over was not followed");
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
    seen.is_unsure = instance->state == UNSURE;
    seen.others = instance->has_others ? why_others(r) : NULL;
    seen.is_fault = (instance->state == LIVE || instance->state >= NESTED) &&
                    !(event->is_success == DL_YES && is_handed_over(r) &&
                      (instance->is_listed || dl_release_is_reachable(sim, state, instance))) &&
                    !goes;
    seen.object = object_name(r, instance, NULL);
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
        (void)tell_of_rounds(r, sim, state);
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

    if (!instance || instance->state != LIVE || !event->target || !event->value_expr)
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
    become(r, sim, state, instance, r->is_asked_of_success ? HANDED : UNSURE, event, DL_MAYBE, NULL,
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
    if (crossed_release(r, sim, state, event))
        return;
    if (dl_release_find_use(kind, sim, state, kind->release, kind->release_count, event, &use))
        dl_release_undo(r, sim, state, event, &use);
    else if (dl_release_find_use(kind, sim, state, kind->uses, kind->use_count, event, &use))
        use_of(r, sim, state, event, &use);
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
        become(r, sim, state, instance, HANDED, event, instance->taken, &(dl_used){0},
               dl_arena_printf(scratch, "%s is handed over here", title));
    } else if (may_have && keeps_for_driver(r, sim, state, event, instance)) {
        become(r, sim, state, instance, HANDED, event, DL_YES, NULL,
               dl_arena_printf(scratch, "%s keeps the %s", dl_event_call_name_or(event, "the call"), title));
    } else if (may_have && leave_to_routine(r, sim, state, instance, event)) {
        return;
    } else if (!r->is_asked_of_success && stays_in_list(sim, state, event, instance)) {
        dl_state_own_instances(sim->world, state);
        dl_release_tracked(state)->is_listed = true;
    } else if (dl_release_is_linked(sim, state, event, instance)) {
        *r->is_kept_somewhere = true;
        become(r, sim, state, instance, r->is_asked_of_success ? HANDED : UNSURE, event, DL_MAYBE, NULL,
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
            acquire(r, sim, state, event, &use);
        else
            dl_release_renew(r, sim, state, event); /* storage that a helper begins again on another way */
        return;
    }
    instance = dl_release_tracked(state);
    if (kind->nests)
        acquire_again(r, sim, state, instance, event);
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
