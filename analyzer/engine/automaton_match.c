/* automaton_match.c: whether an event is one that an edge or a fault of a machine waits for;
 * see automaton_parts.h. */
#include "engine/automaton_parts.h"
#include "engine/context.h"

#include <string.h>

/* What undoes a step by the same routine is none. */
static dl_tri is_essential_step(const dl_match *match, const dl_event *event)
{
    dl_tri result = DL_NO;

    for (size_t v = 0; v < event->view_count; v++)
        if (event->views[v].api && event->views[v].api->is_essential)
            result =
                dl_tri_or(result, dl_tri_not(dl_release_is_undoing(match->sim->world, match->state, &event->views[v])));
    return result;
}

dl_tri dl_machine_same_call(const dl_machine *m, dl_match *match, const dl_event *event, const dl_event_pattern *call,
                            dl_outcome outcome)
{
    dl_event any = *event;
    dl_tri result = DL_NO;

    if (event->kind != DL_ON_CALL || !event->is_after)
        return DL_NO;
    if (outcome != DL_OUTCOME_ANY && event->outcome != outcome)
        return DL_NO;
    if (call) { /* a pattern with `result` is matched behind the call, any other before it */
        result = dl_match_event(match, call, &any);
        any.is_after = false;
        any.outcome = DL_OUTCOME_ANY;
        if (result != DL_YES)
            result = dl_tri_or(result, dl_match_event(match, call, &any));
    }
    if (result != DL_YES && m->check->essential_calls)
        result = dl_tri_or(result, is_essential_step(match, event));
    return result;
}

static bool returns_var(const dl_function *function, const dl_var *var)
{
    for (size_t b = 0; b < function->block_count; b++) {
        const dl_term *term = &function->blocks[b].term;
        const dl_expr *value = term->kind == DL_T_RETURN ? dl_expr_uncast(term->value) : NULL;

        if (value && value->kind == DL_E_VAR && value->var == var)
            return true;
    }
    return false;
}

/* Where what the call gives is kept: by the helper that it stands in, or, where that returns it, by what has called
 * that. */
static const dl_expr *kept_at(const dl_world *world, const dl_instr *call, int context)
{
    while (call->result && call->result->function) {
        const dl_function *function = call->result->function;
        const dl_expr *slot = dl_result_slot(function, call);
        const dl_var *var = !slot ? call->result : slot->kind == DL_E_VAR ? slot->var : NULL;

        context = dl_context_of_call(world, context);
        if (context <= 0 || !var || dl_var_is_static(var) || !returns_var(function, var))
            return slot;
        call = world->contexts.at[context].instr;
        context = world->contexts.at[context].parent;
    }
    return NULL;
}

/* What is put elsewhere takes the place of none. */
static bool is_for_another(const dl_instance *instance, const dl_event *event)
{
    const dl_expr *first = dl_result_slot(event->function, instance->site),
                  *then = dl_result_slot(event->function, event->instr);

    return first && then && !dl_expr_same(first, then);
}

/* The same of a block, which a helper may return. */
static bool is_other_block(const dl_sim *sim, const dl_instance *instance, const dl_event *event)
{
    const dl_symbol *block = instance->value.kind == DL_VAL_SYM ? dl_symbol_of(sim->world, instance->value.id) : NULL;
    const dl_expr *first = NULL, *then = NULL;

    if (!block || block->kind != DL_SYM_RESULT || block->instr != instance->site)
        return is_for_another(instance, event);
    first = kept_at(sim->world, instance->site, block->a);
    then = kept_at(sim->world, event->instr, sim->frame->context);
    return first && then && !dl_expr_same(first, then);
}

/* Whether two arguments are the addresses of variables, or of members, that keep what was made: of different ones. */
static bool are_kept_apart(const dl_expr *first, const dl_expr *then)
{
    first = dl_expr_uncast(first);
    then = dl_expr_uncast(then);
    if (!first || !then || first->kind != DL_E_ADDRESS || then->kind != DL_E_ADDRESS)
        return false;
    first = first->a;
    then = then->a;
    if (first->kind == DL_E_FIELD && then->kind == DL_E_FIELD)
        return !dl_text_equal(first->name, then->name);
    return first->kind == DL_E_VAR && then->kind == DL_E_VAR && first->var != then->var &&
           dl_var_is_static(first->var) && dl_var_is_static(then->var);
}

/* The second lock or device of a driver does not stand in for the first, unless the status of each is kept. */
static bool makes_another(const dl_api *api, const dl_instance *instance, const dl_event *event)
{
    const dl_instr *first = instance->site, *then = event->instr;

    for (size_t i = 0; then && i < api->out_count; i++) {
        const unsigned param = api->out[i].param;

        if (api->out[i].success == DL_OUT_NONNULL && param < first->arg_count && param < then->arg_count &&
            are_kept_apart(first->args[param], then->args[param]))
            return !is_for_another(instance, event);
    }
    return false;
}

/* What a newer form of a routine has behind the older one's name: `Ex`, `Ex2`, `Secure`, a number. */
static bool is_form(const char *rest)
{
    static const char *const words[] = {"Ex", "Secure"};

    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (dl_text_starts(rest, words[i])) {
            rest += strlen(words[i]);
            break;
        }
    return rest[strspn(rest, "0123456789")] == '\0';
}

/* `CmRegisterCallbackEx` and `CmRegisterCallback`, `IoCreateDeviceSecure` and `IoCreateDevice`. */
static bool is_form_of(const dl_api *api, const dl_api *other)
{
    const char *longer = strlen(api->canonical) > strlen(other->canonical) ? api->canonical : other->canonical;
    const char *shorter = longer == api->canonical ? other->canonical : api->canonical;

    return dl_text_starts(longer, shorter) && is_form(longer + strlen(shorter));
}

/* The same API again, or another form of it, for the same thing; of allocations, any that the rule lists is a fallback
 * when it goes to the same place. */
static bool is_retry(const dl_sim *sim, const dl_instance *instance, const dl_event *event)
{
    const dl_api *first = dl_machine_api_of(sim->world, instance);

    if (!first)
        return true;
    for (size_t v = 0; v < event->view_count; v++)
        if (event->views[v].api &&
            (is_form_of(event->views[v].api, first) ||
             (first->result == DL_RESULT_POINTER && event->views[v].api->result == DL_RESULT_POINTER)))
            return first->result == DL_RESULT_POINTER ? !is_other_block(sim, instance, event)
                                                      : !makes_another(first, instance, event);
    return false;
}

/* `mapped = NT_SUCCESS(status)`: of which call's outcome, where that is known; else what is no symbol. */
static dl_val told_by(const dl_match *match, const dl_expr *stored)
{
    if (!stored || (stored->kind != DL_E_BINARY && stored->kind != DL_E_UNARY))
        return dl_val_unset();
    return dl_eval_tested(match->sim, match->state, stored, NULL);
}

/* A store to the variable that holds the status; of what was merged it may be the status. */
static bool replaces_status(const dl_match *match, const dl_instance *instance, const dl_event *event)
{
    const dl_world *world = match->sim->world;
    dl_val held = event->target ? dl_state_read(match->sim->world, match->state, event->target) : dl_val_unset();

    return dl_val_same(world, match->state, held, instance->value) == DL_YES ||
           (held.kind == DL_VAL_SYM && dl_symbol_of(world, held.id)->kind == DL_SYM_PHI);
}

/* Whether the block asks but a local that nothing has written since the failure was asked for. */
static bool asks_older(const dl_function *function, const dl_term *term, unsigned asked, const bool *is_behind)
{
    const dl_expr *value = dl_expr_uncast(term->value);

    while (value && value->kind == DL_E_UNARY)
        value = dl_expr_uncast(value->a);
    if (term->kind != DL_T_BRANCH || !value || value->kind != DL_E_VAR || value->var->storage != DL_LOCAL)
        return false;
    for (unsigned b = 0; b < function->block_count; b++)
        for (size_t i = 0; i < function->blocks[b].count; i++) {
            const dl_instr *instr = &function->blocks[b].instrs[i];
            bool is_written =
                instr->result == value->var || (instr->target && dl_expr_root(instr->target) == value->var);

            if ((is_written && (is_behind[b] || b == asked)) || dl_expr_takes_address(instr->value, value->var))
                return false;
            for (size_t a = 0; a < instr->arg_count; a++)
                if (dl_expr_takes_address(instr->args[a], value->var))
                    return false;
        }
    return true;
}

/* Marks all blocks that the one leads to. `todo` has room for every block. */
static void mark_behind(const dl_function *function, unsigned block, bool *is_behind, unsigned *todo)
{
    size_t count = 0;

    todo[count++] = block;
    while (count > 0) {
        const dl_term *term = &function->blocks[todo[--count]].term;

        for (size_t i = 0; i < dl_term_count(term); i++) {
            unsigned to = dl_term_to(term, i);

            if (!is_behind[to])
                todo[count++] = to;
            is_behind[to] = true;
        }
    }
}

static bool some_way_always_comes(const dl_graph *graph, const dl_term *term, unsigned to)
{
    for (size_t i = 0; i < dl_term_count(term); i++)
        if (dl_graph_always_comes(graph, dl_term_to(term, i), to))
            return true;
    return false;
}

/* Whether the function returns without having come to the block, whatever is found where it asks of what is older than
 * the failure. */
static bool may_pass_by(const dl_match *match, const dl_function *function, unsigned asked, unsigned to)
{
    const dl_graph *graph = dl_graph_of(match->sim->world, function);
    bool *is_behind = DL_NEW_ARRAY(match->sim->world->scratch, function->block_count, bool);
    bool *is_seen = DL_NEW_ARRAY(match->sim->world->scratch, function->block_count, bool);
    unsigned *todo = DL_NEW_ARRAY(match->sim->world->scratch, function->block_count + 1, unsigned);
    size_t count = 0;

    mark_behind(function, asked, is_behind, todo);
    todo[count++] = asked;
    while (count > 0) {
        unsigned block = todo[--count];
        const dl_term *term = &function->blocks[block].term;

        bool is_decided =
            block != asked && asks_older(function, term, asked, is_behind) && some_way_always_comes(graph, term, to);

        if (term->kind == DL_T_RETURN)
            return true;
        for (size_t i = 0; i < dl_term_count(term); i++) {
            unsigned next = dl_term_to(term, i);

            if (next == to || is_seen[next] || (is_decided && !dl_graph_always_comes(graph, next, to)))
                continue;
            is_seen[next] = true;
            todo[count++] = next;
        }
    }
    return false;
}

/* What runs now comes whatever the status is found to be, where that was asked last: it tells of no such failure. */
static bool comes_anyway(const dl_match *match, const dl_instance *instance)
{
    const dl_frame *frame = match->sim->frame;

    while (frame && frame->depth > instance->asked_depth)
        frame = frame->up;
    return frame && frame->depth == instance->asked_depth && frame->function == instance->asked_in &&
           (dl_graph_always_comes(dl_graph_of(match->sim->world, frame->function), instance->asked_block,
                                  frame->block) ||
            !may_pass_by(match, frame->function, instance->asked_block, frame->block));
}

/* A local of a helper that runs behind where the failure was asked for: its status is its own. */
static bool is_of_later_helper(const dl_match *match, const dl_instance *instance, const dl_event *event)
{
    const dl_expr *target = event->target_expr;

    return match->sim->frame->depth > instance->asked_depth && target && target->kind == DL_E_VAR &&
           !dl_var_is_static(target->var);
}

/* Helpers that a call is looked into for a release. */
enum { MOST_INTO = 3 };

static bool releases(const dl_match *match, const dl_instr *call, unsigned depth);

static bool has_release(const dl_match *match, const dl_function *function, unsigned depth)
{
    for (size_t b = 0; b < function->block_count; b++)
        for (size_t i = 0; i < function->blocks[b].count; i++)
            if (releases(match, &function->blocks[b].instrs[i], depth))
                return true;
    return false;
}

/* A release, or a call of nothing but routines that have one. */
static bool releases(const dl_match *match, const dl_instr *call, unsigned depth)
{
    const dl_facts *facts = match->sim->world->facts;
    dl_function_list targets;

    if (call->kind != DL_I_CALL)
        return false;
    if (call->name && dl_facts_is_release(facts, dl_facts_api(facts, call->name)))
        return true;
    targets = depth < MOST_INTO ? dl_scope_targets(match->scope, call, NULL) : (dl_function_list){0};
    for (size_t i = 0; i < targets.count; i++)
        if (!has_release(match, targets.at[i], depth + 1))
            return false;
    return targets.count > 0;
}

/* `IoDeleteDevice(Device); HasDevice = FALSE;`: it keeps count of what a cleanup has undone. */
static bool takes_back(const dl_match *match, const dl_event *event)
{
    const dl_sim *sim = match->sim;
    const dl_block *block = &sim->frame->function->blocks[sim->frame->block];
    dl_val held = event->target ? dl_state_read(sim->world, match->state, event->target) : dl_val_unset();

    if (dl_val_mask(sim->world, match->state, held) & DL_ZERO)
        return false;
    for (size_t i = 0; i < block->count && &block->instrs[i] != event->instr; i++)
        if (releases(match, &block->instrs[i], 0))
            return true;
    return false;
}

static bool names_var(const dl_block *block, const dl_instr *end, const dl_var *var)
{
    for (size_t i = 0; i < block->count; i++) {
        const dl_instr *instr = &block->instrs[i];

        if (instr == end)
            return false;
        if (dl_expr_mentions(instr->target, var) || dl_expr_mentions(instr->value, var))
            return true;
        for (size_t a = 0; a < instr->arg_count; a++)
            if (dl_expr_mentions(instr->args[a], var))
                return true;
    }
    return dl_expr_mentions(block->term.value, var);
}

/* Whether the function has named the variable between where it asked for the failure and where it is now. */
static bool is_named_between(const dl_match *match, const dl_instance *instance, const dl_event *event,
                             const dl_var *var)
{
    const dl_frame *frame = match->sim->frame;
    const dl_function *function = frame->function;
    dl_arena *scratch = match->sim->world->scratch;
    bool *is_behind = DL_NEW_ARRAY(scratch, function->block_count, bool);
    unsigned *todo = DL_NEW_ARRAY(scratch, function->block_count + 1, unsigned);

    mark_behind(function, instance->asked_block, is_behind, todo);
    is_behind[instance->asked_block] = true;
    for (unsigned b = 0; b < function->block_count; b++) {
        bool is_here = b == frame->block;
        bool *leads = NULL;

        if (!is_behind[b] || !names_var(&function->blocks[b], is_here ? event->instr : NULL, var))
            continue;
        leads = DL_NEW_ARRAY(scratch, function->block_count, bool);
        mark_behind(function, b, leads, todo);
        if (is_here || leads[frame->block])
            return true;
    }
    return false;
}

/* `if (Block != NULL) fill(); status = STATUS_SUCCESS;`: the status is set with the block and without it, and since it
 * was asked whether there is one, no way has noted anything there. */
static bool is_of_both_ways(const dl_match *match, const dl_instance *instance, const dl_event *event)
{
    const dl_expr *target = event->target_expr;

    return target && target->kind == DL_E_VAR && !dl_var_is_static(target->var) &&
           match->sim->frame->depth == instance->asked_depth && comes_anyway(match, instance) &&
           !is_named_between(match, instance, event, target->var);
}

/* Whether a store may say that the driver does without what has failed: what is stored does where it knows of the
 * failure, or takes the place of the status; what another call's outcome is stored as says nothing of this one. */
static bool speaks_of_failure(const dl_machine *m, const dl_match *match, const dl_instance *instance,
                              const dl_event *event)
{
    const dl_expr *stored = dl_expr_uncast(event->value_expr);
    const dl_api *api = dl_machine_api_of(m->judge->world, instance);
    bool is_asked = instance->state != DL_AT_FAILED;
    dl_val told;

    if (m->check->form != DL_FORM_PROPAGATE || event->kind != DL_ON_STORE)
        return true;
    told = told_by(match, stored);
    if (told.kind == DL_VAL_SYM && dl_symbol_of(match->sim->world, told.id)->kind == DL_SYM_RESULT)
        return instance->value.kind == DL_VAL_SYM && instance->value.id == told.id;
    if ((event->is_init && !is_asked) || takes_back(match, event))
        return false;
    if ((event->is_init || is_of_later_helper(match, instance, event)) && !replaces_status(match, instance, event))
        return false;
    if (!stored || !api)
        return true;
    if (api->result == DL_RESULT_POINTER)
        return is_asked && !is_of_both_ways(match, instance, event);
    if (is_asked && !comes_anyway(match, instance))
        return true;
    return !event->is_init && replaces_status(match, instance, event);
}

/* Whether the one way always comes to a return of something, and the other need not. */
static bool returns_alone(const dl_graph *graph, unsigned way, unsigned other)
{
    const dl_function *function = graph->function;

    for (unsigned b = 0; b < function->block_count; b++) {
        const dl_expr *value =
            function->blocks[b].term.kind == DL_T_RETURN ? dl_expr_uncast(function->blocks[b].term.value) : NULL;

        if (value && !(value->kind == DL_E_CONST && value->value == 0) && dl_graph_always_comes(graph, way, b) &&
            !dl_graph_always_comes(graph, other, b))
            return true;
    }
    return false;
}

/* `Flags` of `Flags & OPTIONAL`. */
static const dl_expr *word_asked(const dl_expr *expr)
{
    const dl_expr *uncast = dl_expr_uncast(expr);

    return uncast && uncast->kind == DL_E_BINARY && uncast->op == DL_OP_AND &&
                   dl_expr_uncast(uncast->b)->kind == DL_E_CONST
               ? dl_expr_uncast(uncast->a)
               : expr;
}

/* `if (!NT_SUCCESS(status) && step->IsMandatory) return status;`: what the driver keeps of the step says that it can do
 * without it, right where the failure is seen. */
static bool is_told_optional(const dl_match *match, const dl_instance *instance, const dl_event *event)
{
    const dl_frame *frame = match->sim->frame;
    const dl_block *block = &frame->function->blocks[frame->block], *asked;
    const dl_node *node = match->state->trace;
    const dl_expr *flag = word_asked(event->value_expr);
    dl_loc place;
    bool is_behind = false;

    if (instance->state != DL_AT_FAILED_TESTED || frame->function != instance->asked_in ||
        frame->depth != instance->asked_depth || frame->block == instance->asked_block || block->pred_count != 1 ||
        !event->cond || event->cond != block->term.value || block->term.to_count != 2 || !node ||
        node->kind != DL_NODE_BRANCH || node->cond != event->cond || !dl_expr_is_place(flag))
        return false;
    asked = &frame->function->blocks[instance->asked_block];
    for (size_t i = 0; i < asked->term.to_count; i++)
        is_behind = is_behind || asked->term.to[i] == frame->block;
    place = is_behind ? dl_eval_place(match->sim, match->state, flag) : DL_NOWHERE;
    return place && dl_loc_is_persistent(match->sim->world, place) == DL_YES &&
           returns_alone(dl_graph_of(match->sim->world, frame->function), block->term.to[node->taken ? 1 : 0],
                         block->term.to[node->taken ? 0 : 1]);
}

static bool counts_down(const dl_function *function)
{
    for (size_t b = 0; b < function->block_count; b++)
        for (size_t i = 0; i < function->blocks[b].count; i++) {
            const dl_instr *instr = &function->blocks[b].instrs[i];

            if (instr->kind == DL_I_ASSIGN && instr->op == DL_ASSIGN_SUB && instr->target->kind == DL_E_FIELD &&
                instr->target->a->kind == DL_E_DEREF)
                return true;
        }
    return false;
}

/* A routine that counts the users of what it is given down gives it back behind the last one: whether there are others,
 * the counter knows. */
static bool may_have_users(const dl_sim *sim)
{
    for (const dl_frame *frame = sim->frame; frame; frame = frame->up)
        if ((frame == sim->frame || frame->up) && counts_down(frame->function))
            return true;
    return false;
}

/* A status that is known to be zero is not the pointer that is known to be null. */
static bool is_same_thing(const dl_match *match, dl_val tested, dl_val held)
{
    int64_t number;

    if (dl_val_equal(tested, held))
        return true;
    return !dl_val_constant(match->sim->world, match->state, held, &number) &&
           dl_val_same(match->sim->world, match->state, tested, held) == DL_YES;
}

dl_tri dl_machine_edge_matches(const dl_machine *m, const dl_machine_edge *e, dl_match *match,
                               const dl_instance *instance, const dl_event *event)
{
    dl_tri how;

    switch (e->kind) {
    case DL_EDGE_FAILS:
        if (event->instr && event->instr->is_discarded && !m->check->mandatory)
            return DL_NO;
        if (instance->site && instance->site != event->instr)
            return DL_NO;
        return dl_machine_same_call(m, match, event, e->on, DL_OUTCOME_FAILURE);
    case DL_EDGE_SUCCEEDS:
        if (!is_retry(match->sim, instance, event))
            return DL_NO;
        return dl_machine_same_call(m, match, event, e->on, DL_OUTCOME_SUCCESS);
    case DL_EDGE_CALLED:
        if (instance->site && instance->site != event->instr)
            return DL_NO;
        return dl_machine_same_call(m, match, event, e->on, DL_OUTCOME_ANY);
    case DL_EDGE_TOLERATED:
        if (event->kind == DL_ON_TEST && event->value.kind == DL_VAL_SYM && instance->value.kind == DL_VAL_SYM &&
            instance->value.id == event->value.id) {
            const dl_known *known = dl_state_known(match->state, event->value.id);

            return known && known->has_equal ? DL_YES : DL_NO;
        }
        return DL_NO;
    case DL_EDGE_OPTIONAL:
        return event->kind == DL_ON_TEST && is_told_optional(match, instance, event) ? DL_YES : DL_NO;
    case DL_EDGE_TESTED:
        if (event->kind == DL_ON_TEST && event->value.kind == DL_VAL_SYM) {
            if (instance->value.kind == DL_VAL_SYM && instance->value.id == event->value.id)
                return DL_YES;
            for (unsigned b = 0; b < DL_MAX_BINDS; b++)
                if (instance->binds[b].is_bound && instance->binds[b].has_val &&
                    is_same_thing(match, event->value, instance->binds[b].val))
                    return DL_YES;
        }
        /* An out-parameter that was emptied before and is compared with null. */
        if (event->kind == DL_ON_TEST && event->value_expr)
            for (unsigned b = 0; b < DL_MAX_BINDS; b++)
                if (instance->binds[b].is_bound && instance->binds[b].loc &&
                    instance->binds[b].loc == dl_eval_place(match->sim, match->state, event->value_expr))
                    return DL_YES;
        return DL_NO;
    default:
        if (!speaks_of_failure(m, match, instance, event))
            return DL_NO;
        how = dl_match_event(match, e->on, event);
        return how == DL_YES && m->judges_uses && !e->is_discharge && event->kind == DL_ON_CALL &&
                       may_have_users(match->sim)
                   ? DL_MAYBE
                   : how;
    }
}

/* A constant is another status, unless a test on the path has found it equal. */
static dl_tri other_status(const dl_match *match, dl_val returned, dl_val status)
{
    int64_t k;

    if (returned.kind == DL_VAL_CONST && !dl_val_constant(match->sim->world, match->state, status, &k))
        return DL_YES;
    return dl_tri_not(dl_val_same(match->sim->world, match->state, returned, status));
}

/* The name of a macro in the condition that tests a status, or NULL. */
static const char *status_macro(const dl_facts *facts, const dl_expr *cond)
{
    const dl_macro_fact *macro = cond && cond->macro ? dl_facts_macro(facts, cond->macro) : NULL;
    const char *found = macro && macro->tests != DL_TESTS_NOTHING ? macro->name : NULL;

    if (!cond || found)
        return found;
    found = status_macro(facts, cond->a);
    return found ? found : status_macro(facts, cond->b);
}

/* NT_SUCCESS of what is no status: TRUE and any pointer may look like success, NULL and FALSE always do. */
static dl_tri is_wrong_test(const dl_match *match, const dl_instance *instance, const dl_event *event)
{
    const dl_api *api = dl_machine_api_of(match->sim->world, instance);

    if (event->kind != DL_ON_TEST || event->value.kind != DL_VAL_SYM || instance->value.kind != DL_VAL_SYM ||
        event->value.id != instance->value.id || !api)
        return DL_NO;
    if (api->result != DL_RESULT_BOOLEAN && api->result != DL_RESULT_POINTER)
        return DL_NO;
    return status_macro(match->sim->world->facts, event->cond) ? DL_YES : DL_NO;
}

/* `*Out = device; return status;`, `x = Helper();`: what is only handed on is not used yet, and whoever has it then may
 * ask the status first. */
static bool is_handed_on(const dl_event *event)
{
    const dl_instr *instr = event->instr;

    return event->kind == DL_ON_USE && instr && instr->kind == DL_I_ASSIGN && instr->op == DL_ASSIGN &&
           dl_expr_uncast(instr->value) == dl_expr_uncast(event->value_expr);
}

/* `unique_device::~unique_device(&device)` of a class that nobody shows: it ends what holds nothing, too. */
static bool is_unseen_end(const dl_event *event)
{
    const dl_instr *instr = event->instr;

    return event->kind == DL_ON_USE && instr && instr->kind == DL_I_CALL && !instr->callee && instr->name &&
           strstr(instr->name, "::~");
}

bool dl_machine_is_held(const dl_machine *m, const dl_event *event)
{
    const dl_instr *instr = event->instr;

    return event->kind == DL_ON_USE && instr && instr->kind == DL_I_CALL && dl_scope_is_opaque(m->judge->scope, instr);
}

/* `if (status == COLLISION) device = Other();`: the place holds something else than what the call left in it. */
static bool is_replaced(const dl_match *match, const dl_instance *instance, const dl_event *event)
{
    if (event->kind != DL_ON_USE || event->is_handed || event->value.kind >= DL_MARK_ZERO ||
        (event->value.kind == DL_VAL_SYM && dl_sym_is_fuzzy(match->sim->world, event->value.id)))
        return false;
    for (unsigned b = 0; b < DL_MAX_BINDS; b++) {
        const dl_bind *bind = &instance->binds[b];

        if (bind->is_bound && bind->has_val && bind->loc && bind->loc == event->place)
            return !dl_val_equal(bind->val, event->value);
    }
    return false;
}

dl_tri dl_machine_fault_matches(const dl_machine_fault *f, dl_match *match, const dl_instance *instance,
                                const dl_event *event)
{
    dl_tri result;

    if (f->kind == DL_JUDGED_WRONG_TEST)
        return is_wrong_test(match, instance, event);
    if (f->kind == DL_JUDGED_EARLY_USE && event->kind == DL_ON_RETURN && event->value.kind == DL_VAL_SYM &&
        instance->value.kind == DL_VAL_SYM && event->value.id == instance->value.id) {
        f->tally->is_triggered |= (f->in & dl_bit(instance->state)) != 0;
        return DL_NO; /* the caller tests what is returned */
    }
    if (f->kind == DL_JUDGED_EARLY_USE &&
        (is_handed_on(event) || is_unseen_end(event) || is_replaced(match, instance, event)))
        return DL_NO;
    if (f->kind == DL_JUDGED_EARLY_USE && !f->on && event->kind == DL_ON_RETURN)
        return instance->is_maybe ? DL_MAYBE : DL_NO;
    if (f->kind == DL_JUDGED_EARLY_USE && !f->on) {
        if (event->kind != DL_ON_USE && event->kind != DL_ON_DEREF)
            return DL_NO;
        if (event->kind == DL_ON_USE && event->is_handed)
            return DL_NO;
        for (unsigned b = 0; b < DL_MAX_BINDS; b++) {
            const dl_bind *bind = &instance->binds[b];

            if (!bind->is_bound)
                continue;
            if ((bind->loc && event->place == bind->loc) ||
                (bind->has_val && bind->val.kind == DL_VAL_SYM && event->value.kind == DL_VAL_SYM &&
                 event->value.id == bind->val.id))
                return DL_YES;
        }
        return DL_NO;
    }
    result = f->on ? dl_match_event(match, f->on, event) : DL_NO;
    if (f->kind == DL_JUDGED_OTHER_STATUS && result != DL_NO) {
        if (result == DL_YES && (f->in & dl_bit(instance->state)))
            f->tally->is_triggered = true; /* this status, too, is one that was judged */
        result = dl_tri_and(result, other_status(match, event->value, instance->value));
    }
    return result;
}

/* `(StorPortInitialize)`, as effects.c calls what that has put somewhere. */
static bool is_put_by(const char *name, const char *call)
{
    size_t length = strlen(call);

    return name[0] == '(' && strncmp(name + 1, call, length) == 0 && strcmp(name + 1 + length, ")") == 0;
}

bool dl_machine_is_undone(const dl_machine *m, const dl_event *event)
{
    const dl_event_pattern *after = m->check->form == DL_FORM_FORBID ? m->check->after : NULL;
    const dl_expr *pointer = after && event->kind == DL_ON_CALL && event->view_count ? event->instr->pointer : NULL;
    const dl_type *routine = pointer ? pointer->type->element : NULL;
    const char *name = routine && routine->kind == DL_TYPE_FUNCTION && routine->element->kind == DL_TYPE_VOID
                           ? event->views[0].name
                           : NULL;

    for (size_t i = 0; name && i < after->count; i++)
        for (size_t k = 0; k < after->forms[i].calls.count; k++)
            if (is_put_by(name, after->forms[i].calls.at[k]))
                return true;
    return false;
}
