/* release.c: what is acquired is undone: what becomes of the object that one run for a place of acquisition follows. */
#include "engine/release_parts.h"
#include "engine/spread.h"

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

const char *dl_release_object_name(const dl_releaser *r, const dl_instance *instance, const dl_used *use)
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
                    .object = dl_release_object_name(r, instance, use),
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

void dl_release_become(dl_releaser *r, dl_sim *sim, dl_state *state, dl_instance *instance, unsigned to,
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

/* ---- the object ---- */

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

const char *dl_release_why_others(const dl_releaser *r)
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
        dl_told_doubt(r->told, ~(unsigned)DL_FAULT_LEAK, dl_release_why_others(r));
}

bool dl_release_tell_of_rounds(dl_releaser *r, dl_sim *sim, dl_state *state)
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

void dl_release_acquire(dl_releaser *r, dl_sim *sim, dl_state *state, const dl_event *event, const dl_used *use)
{
    dl_instance *instance = dl_release_tracked(state);
    bool failed = event->outcome == DL_OUTCOME_FAILURE, is_again = instance != NULL;
    bool is_stale =
        failed && dl_val_is_of_call(sim->world, use->val, event->instr); /* the object of an earlier round */

    r->has_come = true;
    if (instance && instance->state == LIVE) { /* the same place again, in a loop: one stands for all */
        if (failed && r->row)
            return;
        if (dl_release_tell_of_rounds(r, sim, state)) {
            instance->is_maybe = true;
            instance->doubt = dl_release_why_others(r);
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

void dl_release_acquire_again(const dl_releaser *r, dl_sim *sim, const dl_state *state, dl_instance *instance,
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
        dl_release_become(r, sim, state, instance, same == DL_YES ? RELEASED : UNSURE, event, same, use,
                          dl_arena_printf(sim->world->scratch, "%s releases the %s",
                                          dl_event_call_name_or(event, "the call"), r->kind->title));
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

bool dl_release_cross(dl_releaser *r, dl_sim *sim, dl_state *state, const dl_event *event)
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

void dl_release_use(dl_releaser *r, dl_sim *sim, dl_state *state, const dl_event *event, const dl_used *use)
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
