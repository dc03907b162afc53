/* call_api.c: a call of a known API: its outcomes, what it gives, and what the monitor is told of it; see step.h. */
#include "engine/at_entry.h"
#include "engine/effects.h"
#include "engine/linked.h"
#include "engine/step.h"
#include "engine/unasked.h"

#include <string.h>

enum { MOST_OWN_ROUNDS = 8 };

static bool is_in_local(const dl_world *world, dl_loc loc)
{
    return dl_place_of(world, loc)->of != NULL;
}

/* Whether what the call gave before is still there; for what is not followed a variable that waits for the next one is
 * no place for it. */
static bool holds_former(const dl_sim *sim, const dl_state *state, const dl_instr *instr)
{
    for (unsigned i = 0; i < state->cell_count; i++) {
        dl_val val = dl_cell_val(sim->world, &state->cells[i]);
        const dl_symbol *symbol = val.kind == DL_VAL_SYM ? dl_symbol_of(sim->world, val.id) : NULL;

        if (symbol && symbol->instr == instr && symbol->a == sim->frame->context &&
            (instr == sim->monitor.followed || !is_in_local(sim->world, state->cells[i].loc)) &&
            (symbol->kind == DL_SYM_OUT ||
             (symbol->kind == DL_SYM_RESULT && symbol->api && symbol->api->result == DL_RESULT_POINTER)) &&
            dl_val_mask(sim->world, state, val) != DL_ZERO)
            return true;
    }
    return false;
}

/* A call in a decided loop gives a thing of its own in each of the first rounds; one that is followed, in any loop,
 * another one while that of the first round is there. */
static int round_context(dl_sim *sim, const dl_state *state, const dl_instr *instr)
{
    uint64_t round = 0;

    for (unsigned i = 0; i < state->round_count && sim->frame->rounds <= MOST_OWN_ROUNDS; i++)
        round = dl_hash_mix(round, state->rounds[i]);
    if (!round && holds_former(sim, state, instr))
        round = DL_LATER_ROUND;
    return round ? dl_context_of(sim->world, sim->frame->context, NULL, round) : sim->frame->context;
}

int dl_sim_moment(dl_sim *sim, dl_state *state)
{
    int moment = dl_context_of(sim->world, sim->frame->context, sim->instr, 0);

    dl_state_forget(sim->world, state, 0, moment);
    return moment;
}
/* A function of the index alone: what its type or the kernel's naming says of its result. */
static dl_result_kind result_kind(const dl_instr *instr, const dl_api *api)
{
    const char *name = api->name;

    if (!api->is_known_only || api->result != DL_RESULT_VALUE)
        return api->result;
    if (instr->result && dl_text_equal(instr->result->type->spelling, "NTSTATUS"))
        return DL_RESULT_NTSTATUS;
    if ((dl_text_starts(name, "Zw") || dl_text_starts(name, "Nt")) && name[2] >= 'A' && name[2] <= 'Z')
        return DL_RESULT_NTSTATUS;
    return DL_RESULT_VALUE;
}

/* Of one function where `callee` is it, else of what has the name. */
static const dl_instr *find_first_call(const dl_program *program, const dl_instr *otherwise, const dl_function *callee)
{
    for (size_t f = 0; f < program->function_count; f++)
        for (size_t b = 0; b < program->functions[f]->block_count; b++) {
            const dl_block *block = &program->functions[f]->blocks[b];

            for (size_t i = 0; i < block->count; i++) {
                const dl_instr *instr = &block->instrs[i];

                if (instr->kind == DL_I_CALL &&
                    (callee ? instr->callee == callee : dl_text_equal(instr->name, otherwise->name)))
                    return instr;
            }
        }
    return otherwise;
}

const dl_instr *dl_step_first_call(dl_world *world, const dl_instr *call, const dl_function *callee)
{
    const void *key = callee ? (const void *)callee : call->name;
    const dl_instr *found = dl_table_get(&world->first_calls, key);

    if (!found) {
        found = find_first_call(world->program, call, callee);
        dl_table_set(&world->first_calls, key, (void *)(uintptr_t)found);
    }
    return found;
}

/* What the answer depends on; NULL: nothing. */
static const dl_val *stable_for(const dl_call_view *view, size_t i)
{
    dl_param_set by = view->api->stable_for;

    return i < by.count && by.at[i] < view->arg_count ? &view->vals[by.at[i]] : NULL;
}

/* The text that the argument is, or that the string behind it holds; NULL: it is not known. */
static const char *text_of(dl_sim *sim, const dl_state *state, dl_val val)
{
    return val.kind == DL_VAL_ADDRESS ? dl_val_text(sim->world, dl_eval_literal(sim, state, val)) : NULL;
}

static bool goes_by_text(const dl_api *api)
{
    return dl_api_has_trait(api, "answers-to-content");
}

/* A literal that stands in two places is one name. */
static dl_val by_text(dl_sim *sim, const dl_state *state, const dl_api *api, dl_val val)
{
    const char *text = goes_by_text(api)            ? text_of(sim, state, val)
                       : val.kind == DL_VAL_ADDRESS ? dl_val_text(sim->world, val)
                                                    : NULL;

    return text ? dl_val_const((int64_t)dl_hash_bytes(text, strlen(text), 0), NULL) : val;
}

/* One name stands for what a call in a loop has made in all its rounds, or those of a helper that a loop calls. */
static bool is_one_of_several(dl_world *world, const dl_symbol *symbol)
{
    if ((symbol->kind != DL_SYM_RESULT && symbol->kind != DL_SYM_OUT && symbol->kind != DL_SYM_OPAQUE) ||
        !symbol->instr)
        return false;
    if (dl_graph_is_repeated(world, symbol->instr))
        return true;
    for (int at = symbol->a; at > 0 && (size_t)at < world->contexts.count; at = world->contexts.at[at].parent)
        if (!world->contexts.at[at].instr || dl_graph_is_repeated(world, world->contexts.at[at].instr))
            return true;
    return false;
}

/* Whether the call gives what the one before gave: not of a joined value, or one of several that have one name. */
static bool is_stable(dl_sim *sim, const dl_state *state, const dl_call_view *view)
{
    for (size_t i = 0; i < view->api->stable_for.count; i++) {
        const dl_val *by = stable_for(view, i);

        if (by && by->kind == DL_VAL_SYM &&
            (dl_sym_is_fuzzy(sim->world, by->id) || is_one_of_several(sim->world, dl_symbol_of(sim->world, by->id))))
            return false;
        if (by && goes_by_text(view->api) && !text_of(sim, state, *by))
            return false;
    }
    return view->api->is_stable;
}

static dl_val result_of(dl_sim *sim, const dl_state *state, const dl_instr *instr, const dl_call_view *view,
                        bool is_stable_call)
{
    const dl_api *api = view->api;
    dl_result_kind kind = result_kind(instr, api);
    dl_symbol symbol = {.kind = DL_SYM_RESULT, .instr = instr, .a = sim->frame->context, .api = api};
    dl_val by[2];

    if (dl_at_entry_is_zero(sim->world, api))
        return dl_val_const(0, NULL);
    if (is_stable_call && instr->name) {
        symbol.instr = dl_step_first_call(sim->world, instr, NULL);
        symbol.a = 0;
        for (size_t i = 0; i < 2; i++)
            if (stable_for(view, i))
                by[i] = by_text(sim, state, api, *stable_for(view, i));
        symbol.left = stable_for(view, 0) ? &by[0] : NULL;
        symbol.right = stable_for(view, 1) ? &by[1] : NULL;
    }
    symbol.base =
        (unsigned char)(dl_effects_success_mask(kind, api->success_codes.count > 0) | dl_effects_failure_mask(kind));
    return dl_val_sym(dl_sym(sim->world, symbol));
}

static void after_call(dl_sim *sim, dl_state *state, const dl_instr *instr, const dl_call_view *views, size_t count,
                       size_t effective, dl_outcome outcome, dl_val result, dl_states *out)
{
    dl_event event = {.kind = DL_ON_CALL,
                      .span = instr->span,
                      .instr = instr,
                      .is_after = true,
                      .outcome = outcome,
                      .views = views,
                      .view_count = count,
                      .result = result};
    dl_val nothing;

    dl_node_add(sim, state,
                (dl_node){.kind = DL_NODE_CALL,
                          .span = instr->span,
                          .instr = instr,
                          .outcome = outcome,
                          .name = views[effective].name});
    if (!dl_linked_is_of_empty(sim, state, &views[effective], &nothing))
        dl_effects_apply(sim, state, instr, &views[effective], outcome, result);
    if (result.kind == DL_VAL_SYM && dl_symbol_of(sim->world, result.id)->is_asked_for)
        state->flags |= DL_STATE_TRIED;
    dl_step_write_result(sim, state, instr, result);
    dl_step_emit(sim, state, &event);
    dl_vec_push(sim->world->scratch, out, state);
}

/* What the call with this result has put into a slot: `*Driver` of WdfDriverCreate; 0: nothing that is held still. */
static int made_by(const dl_world *world, const dl_state *state, int result)
{
    const dl_symbol *call = dl_symbol_of(world, result);

    for (unsigned i = 0; i < state->cell_count; i++) {
        dl_val val = dl_cell_val(world, &state->cells[i]);
        const dl_symbol *symbol = val.kind == DL_VAL_SYM ? dl_symbol_of(world, val.id) : NULL;

        if (symbol && symbol->kind == DL_SYM_OUT && symbol->instr == call->instr && symbol->a == call->a)
            return val.id;
    }
    return 0;
}

/* `WdfGetDriver()` is null exactly where no WdfDriverCreate has succeeded, and else what that has made. False: that is
 * not known. */
static bool ask_liveness(dl_sim *sim, dl_state *state, const dl_api *api, dl_val *result)
{
    const dl_resource *kind = dl_facts_resource(sim->world->facts, api->nonnull_while);
    bool is_live = false, was_tried = false;
    int made = 0;

    for (unsigned i = 0; kind && i < state->known_count; i++) {
        const dl_symbol *symbol = dl_symbol_of(sim->world, state->known[i].sym);
        bool acquires = false;

        if (symbol->kind != DL_SYM_RESULT || !symbol->api)
            continue;
        for (size_t u = 0; u < kind->acquire_count; u++)
            for (size_t n = 0; n < kind->acquire[u].calls.count; n++)
                acquires |= dl_text_equal(kind->acquire[u].calls.at[n], symbol->api->canonical);
        if (!acquires)
            continue;
        was_tried = true;
        if ((state->known[i].mask & dl_effects_failure_mask(symbol->api->result)) == 0) {
            is_live = true;
            made = made_by(sim->world, state, state->known[i].sym);
        }
        if (!is_live && (state->known[i].mask & ~dl_effects_failure_mask(symbol->api->result)))
            return false;
    }
    if (made)
        *result = dl_val_sym(made);
    if (is_live)
        return dl_state_narrow(sim->world, state, *result, DL_NEG | DL_POS);
    if (!was_tried && (!sim->world->at_entry || (state->flags & (DL_STATE_TRIED | DL_STATE_OPAQUE | DL_STATE_JUMP))))
        return false;
    *result = dl_val_null();
    return true;
}

/* Whether a slot that the call writes is a control expression: then its class goes with the outcome. */
static bool writes_control(const dl_sim *sim, const dl_call_view *view)
{
    for (size_t i = 0; i < view->api->out_count; i++) {
        unsigned param = view->api->out[i].param;
        const dl_expr *slot = param < view->arg_count ? view->args[param] : NULL;

        slot = dl_expr_uncast(slot);
        if (!slot || slot->kind != DL_E_ADDRESS)
            continue;
        for (const dl_frame *frame = sim->frame; frame; frame = frame->up)
            for (size_t c = 0; c < frame->info->control_count; c++)
                if (dl_expr_same(frame->info->controls[c], slot->a))
                    return true;
        for (size_t h = 0; h < sim->handle_count; h++)
            if (dl_expr_same(sim->handles[h], slot->a))
                return true;
    }
    return false;
}

static bool splits(const dl_sim *sim, const dl_instr *instr, const dl_call_view *views, size_t count, size_t effective)
{
    if (sim->monitor.is_split &&
        sim->monitor.is_split(sim->monitor.self, instr, views[0].api, count > 1 ? views[1].api : NULL))
        return true;
    return writes_control(sim, &views[effective]) || dl_linked_is_pushed(sim->world, views[effective].api);
}

static bool is_later_round(const dl_sim *sim)
{
    return dl_context_is_later_round(sim->world, sim->frame->context);
}

static bool is_bound(const dl_state *state, dl_val val)
{
    for (unsigned i = 0; i < state->instance_count; i++)
        if (state->instances[i].binds[0].is_bound && dl_val_equal(state->instances[i].binds[0].val, val))
            return true;
    return false;
}

static bool may_be_bound(const dl_world *world, const dl_state *state, dl_val val)
{
    for (unsigned i = 0; i < state->instance_count; i++)
        if (state->instances[i].binds[0].is_bound &&
            dl_val_same(world, state, state->instances[i].binds[0].val, val) != DL_NO)
            return true;
    return false;
}

/* Whether a slot may hold what is followed, and goes on to where the call fails: what is there goes with the outcome.
 * What an earlier round of a loop was given by the same call has the name that this one has. */
static bool may_keep_followed(dl_sim *sim, dl_state *state, const dl_instr *instr, const dl_call_view *view)
{
    for (size_t i = 0; state->instance_count && i < view->api->out_count; i++) {
        const dl_out_fact *out = &view->api->out[i];
        dl_loc loc = out->failure == DL_OUT_UNCHANGED && out->param < view->arg_count
                         ? dl_eval_pointee(sim, state, view->vals[out->param])
                         : DL_NOWHERE;

        dl_val held = loc ? dl_state_read(sim->world, state, loc) : dl_val_unset();

        if (held.kind == DL_VAL_SYM && may_be_bound(sim->world, state, held) &&
            !dl_val_is_of_call(sim->world, held, instr))
            return true;
    }
    return false;
}

/* What a member of its argument was set to before: the address that a list of pages was made for. */
static bool ask_given(dl_sim *sim, dl_state *state, const dl_call_view *view, dl_val *result)
{
    dl_loc loc = view->api->has_given ? dl_eval_fact_path(sim, state, view, *result, &view->api->given) : DL_NOWHERE;
    const dl_cell *cell = loc != DL_NOWHERE ? dl_state_cell(state, loc) : NULL;
    dl_val held = cell ? dl_cell_val(sim->world, cell) : dl_val_unset();

    if ((held.kind == DL_VAL_SYM && is_one_of_several(sim->world, dl_symbol_of(sim->world, held.id))) ||
        (held.kind != DL_VAL_SYM && held.kind != DL_VAL_ADDRESS) ||
        (dl_val_mask(sim->world, state, held) & DL_ZERO)) /* what the call before could not put there may be there */
        return false;
    *result = held;
    return true;
}

/* What a routine of the system has made for the driver, and is there. */
static bool is_made(dl_sim *sim, dl_state *state, const dl_expr *arg)
{
    const dl_symbol *symbol;
    dl_val val;

    sim->is_quiet = true;
    val = dl_eval(sim, state, arg);
    sim->is_quiet = false;
    symbol = val.kind == DL_VAL_SYM ? dl_symbol_of(sim->world, val.id) : NULL;
    return symbol && (symbol->kind == DL_SYM_RESULT || symbol->kind == DL_SYM_OUT) && symbol->api &&
           dl_facts_is_acquisition(sim->world->facts, symbol->api) &&
           (dl_val_mask(sim->world, state, val) & DL_ZERO) == 0;
}

/* `ObReferenceObjectByHandle(thread, …)` of the thread that the driver has just started: a driver that does not ask
 * takes it for granted, and what would follow from a failure is nothing to tell. That it does not ask is for other
 * rules. */
static bool is_taken_for_granted(dl_sim *sim, dl_state *state, const dl_instr *instr, const dl_api *api)
{
    bool follows = !sim->monitor.event || sim->monitor.is_apart;

    return follows && dl_api_has_trait(api, "sure-of-own") && instr->arg_count && is_made(sim, state, instr->args[0]) &&
           dl_outcome_is_unasked(sim->world, sim->frame->function, instr);
}

static void call_split(dl_sim *sim, dl_state *state, const dl_instr *instr, const dl_call_view *views, size_t count,
                       size_t effective, bool wants_split, dl_states *out)
{
    const dl_api *api = views[effective].api;
    unsigned success = dl_effects_success_mask(api->result, api->success_codes.count > 0);
    unsigned failure = dl_effects_failure_mask(api->result);
    bool is_stable_call = is_stable(sim, state, &views[effective]);
    dl_val result = result_of(sim, state, instr, &views[effective], is_stable_call);

    if ((api->nonnull_while && ask_liveness(sim, state, api, &result)) ||
        dl_linked_is_of_empty(sim, state, &views[effective], &result) ||
        ask_given(sim, state, &views[effective], &result)) {
        after_call(sim, state, instr, views, count, effective, DL_OUTCOME_SUCCESS, result, out);
        return;
    }
    /* The same call again on this path gives a new value; where objects are followed, a pointer stands for those of all
       rounds that are not told apart. */
    if (!is_stable_call && api->result == DL_RESULT_POINTER && sim->monitor.is_apart &&
        (is_bound(state, result) || (!is_later_round(sim) && !holds_former(sim, state, instr)))) {
        dl_effects_doubt_kept(sim, state, result.id);
        if (instr != sim->monitor.followed)
            dl_state_renew_locals(sim->world, state, result.id,
                                  dl_context_of(sim->world, sim->frame->context, instr, 0));
        dl_state_forget(sim->world, state, result.id, 0);
    } else if (!is_stable_call) {
        dl_state_renew(sim->world, state, result.id, dl_context_of(sim->world, sim->frame->context, instr, 0));
        if (!sim->monitor.is_apart)
            dl_effects_unbind_within(sim, state, result.id);
    }
    if (dl_api_has_trait(api, "never-zero"))
        (void)dl_state_narrow(sim->world, state, result, DL_NEG | DL_POS);
    if (failure && (dl_sim_never_fails(sim->world, api, instr) /* it raises then, or does not fail at all */
                    || is_taken_for_granted(sim, state, instr, api))) {
        if (dl_state_narrow(sim->world, state, result, success))
            after_call(sim, state, instr, views, count, effective, DL_OUTCOME_SUCCESS, result, out);
        return;
    }
    if (!wants_split) {
        after_call(sim, state, instr, views, count, effective, failure ? DL_OUTCOME_ANY : DL_OUTCOME_SUCCESS, result,
                   out);
        return;
    }
    {
        dl_state *failed = dl_state_copy(sim->world, state);

        if (dl_state_narrow(sim->world, state, result, success))
            after_call(sim, state, instr, views, count, effective, DL_OUTCOME_SUCCESS, result, out);
        if (dl_state_narrow(sim->world, failed, result, failure))
            after_call(sim, failed, instr, views, count, effective, DL_OUTCOME_FAILURE, result, out);
    }
}

void dl_step_call_api(dl_sim *sim, dl_state *state, const dl_instr *instr, const dl_call_view *views, size_t count,
                      size_t effective, dl_states *out)
{
    int context = sim->frame->context;
    bool wants_split =
        dl_effects_failure_mask(views[effective].api->result) &&
        (splits(sim, instr, views, count, effective) || may_keep_followed(sim, state, instr, &views[effective]));

    if (sim->monitor.is_apart && sim->monitor.is_apart(sim->monitor.self, instr))
        sim->frame->context = round_context(sim, state, instr);
    call_split(sim, state, instr, views, count, effective, wants_split, out);
    sim->frame->context = context;
}
