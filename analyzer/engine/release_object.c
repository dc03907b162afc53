/* release_object.c: the object that a run for release follows: which one a call means, and what else has it. */
#include "engine/effects.h"
#include "engine/release_parts.h"

#include "engine/footprint.h"
#include "engine/signal.h"
#include "engine/step.h"
#include "engine/sum.h"
#include "engine/unload.h"

#include <string.h>

/* ---- uses of a kind ---- */

/* `ACTION | FLAG` asks for the action, whatever the flag's value is. */
static bool asks_for(const dl_facts *facts, const dl_expr *expr, int64_t number)
{
    int64_t value;

    expr = dl_expr_uncast(expr);
    if (expr && expr->kind == DL_E_BINARY && expr->op == DL_OP_OR)
        return asks_for(facts, expr->a, number) || asks_for(facts, expr->b, number);
    if (!expr || expr->kind != DL_E_CONST)
        return false;
    value = expr->value;
    return (expr->has_value || (expr->name && dl_facts_constant(facts, expr->name, &value))) && value == number;
}

/* Whether an argument tells that the call is this half of the routine. */
static dl_tri is_half(const dl_api_use *use, const dl_call_view *view, const dl_world *world, const dl_state *state)
{
    int param = dl_api_param(view->api, use->args_name);
    unsigned mask;
    int64_t number;

    if (param < 0 || (size_t)param >= view->arg_count)
        return DL_NO;
    if (use->args_is_number && asks_for(world->facts, view->args[param], use->args_number))
        return DL_YES;
    if (use->args_is_number && dl_val_constant(world, state, view->vals[param], &number))
        return number == use->args_number ? DL_YES : DL_NO;
    mask = dl_val_mask(world, state, view->vals[param]);
    if (use->args_is_number || ((mask & DL_ZERO) && (mask & ~(unsigned)DL_ZERO)))
        return DL_MAYBE;
    return ((mask & DL_ZERO) != 0) == use->args_zero ? DL_YES : DL_NO;
}

/* A BOOLEAN that two ways have left differently may ask for what is acquired. */
static bool is_this_half(const dl_api_use *use, const dl_call_view *view, const dl_world *world, const dl_state *state)
{
    dl_tri half = is_half(use, view, world, state);
    int param = dl_api_param(view->api, use->args_name);

    return half == DL_YES || (half == DL_MAYBE && !use->args_is_number && use->args_zero &&
                              dl_val_mask(world, state, view->vals[param]) != DL_ALL);
}

static bool view_uses(const dl_api_use *use, const dl_call_view *view, const dl_world *world, const dl_state *state)
{
    return view->api && dl_name_set_has(use->calls, view->api->canonical) &&
           dl_signal_may_come(world, use, view->args, view->arg_count) &&
           (!use->args_name || is_this_half(use, view, world, state));
}

dl_tri dl_release_is_undoing(const dl_world *world, const dl_state *state, const dl_call_view *view)
{
    size_t count;
    const dl_resource *const *kinds = dl_facts_resources(world->facts, &count);

    for (size_t k = 0; view->api && k < count; k++)
        for (size_t u = 0; u < kinds[k]->release_count; u++) {
            const dl_api_use *use = &kinds[k]->release[u];

            if (dl_name_set_has(use->calls, view->api->canonical))
                return use->args_name ? is_half(use, view, world, state) : DL_YES;
        }
    return DL_NO;
}

bool dl_release_may_be(const dl_api_use *use, const dl_event *event, const dl_world *world, const dl_state *state)
{
    for (size_t v = 0; use->args_name && v < event->view_count; v++)
        if (event->views[v].api && dl_name_set_has(use->calls, event->views[v].api->canonical) &&
            is_half(use, &event->views[v], world, state) == DL_NO)
            return false;
    return true;
}

/* What the name of the call has more than that of its family. */
static dl_val rest_of_name(const dl_call_view *view)
{
    return dl_val_function(view->name + strlen(view->api->canonical) - 1);
}

dl_val dl_release_name(dl_sim *sim, const dl_state *state, dl_val string)
{
    dl_val name = dl_eval_literal(sim, state, string), buffer;
    const dl_place *place, *root;

    if (dl_val_text(sim->world, name) || string.kind != DL_VAL_ADDRESS)
        return name;
    root = dl_place_of(sim->world, dl_place_of(sim->world, string.id)->root);
    if (root->kind != DL_LOC_VAR || root->var->storage != DL_LOCAL)
        return name;
    buffer = dl_state_read(sim->world, state, dl_loc_field(sim->world, string.id, "Buffer"));
    if (buffer.kind != DL_VAL_ADDRESS || dl_loc_is_fuzzy(sim->world, buffer.id) ||
        dl_loc_is_persistent(sim->world, buffer.id) == DL_NO)
        return name;
    place = dl_place_of(sim->world, buffer.id);
    return dl_val_address(place->kind == DL_LOC_INDEX && place->index == 0 ? place->parent : buffer.id);
}

bool dl_release_find_use(const dl_resource *kind, dl_sim *sim, dl_state *state, const dl_api_use *uses, size_t count,
                         const dl_event *event, dl_used *out)
{
    for (size_t u = 0; u < count; u++)
        for (size_t v = 0; v < event->view_count; v++) {
            const dl_call_view *view = &event->views[v];
            const dl_api_use *use = &uses[u];

            if (!view_uses(use, view, sim->world, state))
                continue;
            *out = (dl_used){.as = use};
            if (kind->identity == DL_BY_NAME)
                out->val = rest_of_name(view);
            if (!use->has_object && kind->identity == DL_BY_HANDLE) /* told by something else: it may be any */
                out->val = dl_val_sym(dl_sym(sim->world, (dl_symbol){.kind = DL_SYM_HAVOC, .a = -2}));
            if (!use->has_object || kind->identity == DL_BY_NAME)
                return true;
            if (use->object == DL_FACT_RESULT) {
                out->val = event->result;
                return true;
            }
            if (use->object >= view->arg_count)
                continue;
            out->val = view->vals[use->object];
            out->expr = view->args[use->object];
            if (use->object_is_deref) {
                const dl_expr *meant = dl_use_expr(sim->world, use, out->expr);

                out->val = dl_eval_use(sim, state, use, out->val, &out->loc);
                out->expr = meant ? meant : out->expr;
            } else if (kind->identity == DL_BY_STRING) {
                out->val = dl_release_name(sim, state, out->val);
            } else if (kind->identity == DL_BY_HANDLE) {
                out->val = dl_val_begun(sim->world, out->val);
            }
            return true;
        }
    return false;
}

bool dl_release_is_use(const dl_api_use *uses, size_t count, const dl_api *by_name, const dl_api *by_macro)
{
    return dl_api_is_among(by_name, uses, count) || dl_api_is_among(by_macro, uses, count);
}

bool dl_release_calls(dl_world *world, const dl_instr *instr, const dl_api_use *uses, size_t count)
{
    return instr->kind == DL_I_CALL &&
           dl_release_is_use(uses, count, instr->name ? dl_world_api(world, instr->name) : NULL,
                             instr->macro ? dl_world_api(world, instr->macro) : NULL);
}

/* A value that was joined of others than the object. */
static bool is_apart(const dl_state *state, dl_val val)
{
    const dl_known *known = val.kind == DL_VAL_SYM ? dl_state_known(state, val.id) : NULL;

    return known && known->is_apart;
}

static dl_loc storage_at(dl_world *world, dl_val val)
{
    return val.kind == DL_VAL_ADDRESS ? val.id : val.kind == DL_VAL_SYM ? dl_loc_object(world, val.id) : DL_NOWHERE;
}

/* Whether what one leads to is, or begins with, what the other leads to: the first element of a block is the block. */
static dl_tri is_same_storage(dl_world *world, dl_val one, dl_val other)
{
    dl_loc a = storage_at(world, one), b = storage_at(world, other);
    dl_loc above = dl_loc_is_below(world, a, b) ? b : a, loc = above == a ? b : a;
    dl_tri same = dl_loc_is_below(world, loc, above) ? DL_YES : DL_NO;

    for (; same != DL_NO && loc != above; loc = dl_place_of(world, loc)->parent) {
        const dl_place *place = dl_place_of(world, loc);

        if (place->kind == DL_LOC_INDEX && place->index != 0)
            return DL_NO;
        if (place->kind == DL_LOC_ANY)
            same = DL_MAYBE;
    }
    return same;
}

dl_tri dl_release_same_object(const dl_resource *kind, dl_sim *sim, const dl_state *state, const dl_instance *instance,
                              const dl_used *use)
{
    const dl_bind *bind = &instance->binds[0];

    if (kind->identity == DL_BY_SINGLE)
        return DL_YES;
    if (kind->identity == DL_BY_STRING && use->val.kind == DL_VAL_ADDRESS && bind->val.kind == DL_VAL_ADDRESS) {
        const dl_place *a = dl_place_of(sim->world, use->val.id), *b = dl_place_of(sim->world, bind->val.id);

        if (a->kind == DL_LOC_STRING && b->kind == DL_LOC_STRING)
            return dl_sim_doubts(sim, dl_val_same_text(sim->world, use->val, bind->val));
        /* Two counted strings of which one is not known may hold one text. */
        return use->val.id == bind->val.id ? DL_YES : dl_sim_doubts(sim, DL_MAYBE);
    }
    if (use->val.kind == DL_VAL_UNSET && bind->val.kind == DL_VAL_UNSET)
        return DL_YES;
    if (kind->identity == DL_BY_STORAGE && (use->val.kind == DL_VAL_ADDRESS || bind->val.kind == DL_VAL_ADDRESS)) {
        dl_tri same = is_same_storage(sim->world, use->val, bind->val);

        if (same != DL_NO)
            return dl_sim_doubts(sim, same);
    }
    if (bind->val.kind == DL_VAL_SYM && is_apart(state, use->val))
        return DL_NO;
    return dl_sim_doubts(sim, dl_val_same(sim->world, state, use->val, bind->val));
}

bool dl_release_is_null(dl_sim *sim, const dl_state *state, dl_val val)
{
    if (val.kind == DL_VAL_SYM && dl_sym_is_fuzzy(sim->world, val.id)) /* one of several, some of which may be none */
        (void)dl_sim_doubts(sim, DL_MAYBE);
    return val.kind == DL_VAL_UNSET || (val.kind != DL_MARK_UNSET && dl_val_mask(sim->world, state, val) == DL_ZERO);
}

static bool has_index(const dl_expr *expr)
{
    return expr && (expr->kind == DL_E_INDEX || has_index(expr->a));
}

/* The byte that an object begins with which was made in an array of bytes. */
static bool is_storage(const dl_world *world, const dl_place *byte, const dl_place *part)
{
    const dl_type *bytes = byte->kind == DL_LOC_INDEX ? dl_loc_type(world, byte->parent) : NULL;

    return part && part->kind == DL_LOC_FIELD && bytes && bytes->kind == DL_TYPE_ARRAY && bytes->element &&
           bytes->element->size == 1;
}

bool dl_release_is_element(dl_sim *sim, dl_state *state, const dl_expr *expr)
{
    const dl_place *part = NULL;

    expr = dl_expr_uncast(expr);
    if (!expr || has_index(expr))
        return expr != NULL;
    if (!dl_expr_is_place(expr))
        return false;
    for (dl_loc loc = dl_eval_place(sim, state, expr); loc; loc = part->parent) {
        const dl_place *place = dl_place_of(sim->world, loc);

        if ((place->kind == DL_LOC_INDEX || place->kind == DL_LOC_ANY) && !is_storage(sim->world, place, part))
            return true;
        part = place;
    }
    return false;
}

static bool is_made_by_call(const dl_world *world, dl_val val)
{
    dl_sym_kind kind = val.kind == DL_VAL_SYM ? dl_symbol_of(world, val.id)->kind : DL_SYM_PHI;

    return kind == DL_SYM_RESULT || kind == DL_SYM_OUT;
}

/* The element of an index that is known, which holds the null that a call returned. What a call left in a slot hangs on
 * its status, which has one name for all rounds. */
static bool is_known_element(dl_sim *sim, dl_state *state, const dl_used *use)
{
    const dl_expr *expr = dl_expr_uncast(use->expr);
    dl_loc loc = expr && dl_expr_is_place(expr) ? dl_eval_place(sim, state, expr) : DL_NOWHERE;

    return loc && !dl_loc_is_fuzzy(sim->world, loc) && !(state->flags & DL_STATE_ROUNDS) &&
           use->val.kind == DL_VAL_SYM && dl_symbol_of(sim->world, use->val.id)->kind == DL_SYM_RESULT;
}

bool dl_release_is_this_null(dl_sim *sim, dl_state *state, const dl_used *use)
{
    const dl_world *world = sim->world;

    if (!dl_release_is_null(sim, state, use->val) ||
        (is_made_by_call(world, use->val) && dl_context_is_later_round(world, dl_symbol_of(world, use->val.id)->a)))
        return false;
    return !dl_release_is_element(sim, state, use->expr) || is_known_element(sim, state, use);
}

static bool is_in(const dl_world *world, dl_loc loc, dl_val object)
{
    const dl_place *root = dl_place_of(world, dl_place_of(world, loc)->root);

    return root->kind == DL_LOC_OBJECT && object.kind == DL_VAL_SYM && root->sym == object.id;
}

bool dl_release_leads_into(const dl_world *world, const dl_cell *cell, dl_val object)
{
    dl_val val = dl_cell_val(world, cell);

    return val.kind == DL_VAL_ADDRESS && is_in(world, val.id, object) && !is_in(world, cell->loc, object);
}

bool dl_release_is_reachable(dl_sim *sim, const dl_state *state, const dl_instance *instance)
{
    const dl_bind *bind = &instance->binds[0];

    if (bind->val.kind == DL_VAL_FUNCTION)
        return true;
    for (unsigned i = 0; i < state->cell_count; i++) {
        dl_val val = dl_cell_val(sim->world, &state->cells[i]);

        if ((dl_val_equal(dl_sum_base(sim->world, val), bind->val) ||
             dl_release_leads_into(sim->world, &state->cells[i], bind->val)) &&
            dl_loc_is_persistent(sim->world, state->cells[i].loc) != DL_NO)
            return true;
    }
    if (bind->val.kind == DL_VAL_ADDRESS)
        return dl_loc_is_persistent(sim->world, bind->val.id) != DL_NO;
    return !bind->is_bound;
}

/* By arithmetic: `Kept = (ULONG)Block`, `Block | 1`. */
static bool is_made_of(const dl_world *world, dl_val val, dl_val object)
{
    const dl_symbol *symbol = val.kind == DL_VAL_SYM ? dl_symbol_of(world, val.id) : NULL;

    return dl_val_equal(val, object) ||
           (symbol && symbol->kind == DL_SYM_EXPR && symbol->op > DL_OP_NOT && symbol->op < DL_OP_EQ &&
            (is_made_of(world, *symbol->left, object) || is_made_of(world, *symbol->right, object)));
}

bool dl_release_is_told_by(dl_sim *sim, const dl_state *state, const dl_instance *instance)
{
    dl_val object = instance->binds[0].val;

    for (unsigned i = 0; i < state->cell_count && object.kind == DL_VAL_SYM; i++)
        if (is_made_of(sim->world, dl_cell_val(sim->world, &state->cells[i]), object) &&
            dl_loc_is_persistent(sim->world, state->cells[i].loc) != DL_NO)
            return true;
    return false;
}

bool dl_release_is_in_list(dl_sim *sim, const dl_state *state, dl_loc part)
{
    dl_loc mark = dl_effects_linked_mark(sim->world, part);
    const dl_cell *cell = mark ? dl_state_cell(state, mark) : NULL;

    return cell && dl_val_mask(sim->world, state, dl_cell_val(sim->world, cell)) != DL_ZERO;
}

bool dl_release_hangs_on_list(dl_sim *sim, const dl_state *state, const dl_instance *instance)
{
    dl_val object = instance->binds[0].val;

    if (instance->is_listed || dl_release_is_in_list(sim, state, instance->binds[0].loc))
        return true;
    if (object.kind == DL_VAL_ADDRESS)
        return dl_release_is_in_list(sim, state, object.id);
    for (unsigned c = 0; object.kind == DL_VAL_SYM && c < state->cell_count; c++)
        if (dl_val_equal(dl_sum_base(sim->world, dl_cell_val(sim->world, &state->cells[c])), object) &&
            dl_release_is_in_list(sim, state, state->cells[c].loc))
            return true;
    return false;
}

/* Whether what `val` points to holds the object, itself or by what it points to in turn. */
static bool holds(dl_sim *sim, dl_state *state, dl_val val, dl_val object)
{
    enum { MOST_FOLLOWED = 16 };
    dl_loc to_follow[MOST_FOLLOWED];
    size_t count = 0;

    to_follow[count++] = dl_eval_pointee(sim, state, val);
    for (size_t i = 0; i < count; i++)
        for (unsigned c = 0; to_follow[i] && c < state->cell_count; c++) {
            dl_val inner = dl_cell_val(sim->world, &state->cells[c]);
            bool is_new = true;
            dl_loc to;

            if (!dl_loc_is_below(sim->world, state->cells[c].loc, to_follow[i]))
                continue;
            if (dl_val_equal(dl_sum_base(sim->world, inner), object))
                return true;
            if (inner.kind != DL_VAL_ADDRESS && inner.kind != DL_VAL_SYM)
                continue;
            to = dl_eval_pointee(sim, state, inner);
            for (size_t k = 0; k < count; k++)
                is_new = is_new && to_follow[k] != to;
            if (is_new && count < MOST_FOLLOWED)
                to_follow[count++] = to;
        }
    return false;
}

bool dl_release_is_kept(dl_sim *sim, dl_state *state, const dl_event *event, const dl_instance *instance)
{
    for (size_t v = 0; v < event->view_count; v++) {
        const dl_call_view *view = &event->views[v];

        for (size_t i = 0; view->api && i < view->api->kept.count; i++)
            if (view->api->kept.at[i] < view->arg_count &&
                (dl_val_equal(dl_sum_base(sim->world, view->vals[view->api->kept.at[i]]), instance->binds[0].val) ||
                 holds(sim, state, view->vals[view->api->kept.at[i]], instance->binds[0].val)))
                return true;
    }
    return false;
}

static bool is_pointer_to_function(const dl_type *type)
{
    return type->kind == DL_TYPE_POINTER && type->element && type->element->kind == DL_TYPE_FUNCTION;
}

/* Whether one of the routines that the pointer may lead to releases the kind. */
static bool may_release(const dl_judge *judge, const dl_resource *kind, const dl_expr *pointer)
{
    size_t count;
    bool is_complete;
    const dl_function_value *held =
        dl_scope_function_values(judge->scope, pointer, &count, &is_complete, judge->scratch);

    for (size_t i = 0; i < count; i++)
        if (held[i].function && dl_release_is_reached(judge, held[i].function, kind))
            return true;
    return !is_complete;
}

bool dl_release_may_have_taker(const dl_judge *judge, const dl_resource *kind, const dl_instr *call)
{
    for (size_t i = 0; call->kind == DL_I_CALL && !call->callee && i < call->arg_count; i++) {
        const dl_expr *named = dl_expr_uncast(call->args[i]);

        if (named->kind == DL_E_ADDRESS)
            named = dl_expr_uncast(named->a);
        if (named->kind == DL_E_FUNCTION ? named->function && dl_release_is_reached(judge, named->function, kind)
                                         : is_pointer_to_function(named->type) && may_release(judge, kind, named))
            return true;
    }
    return false;
}

const dl_function *dl_release_taker(const dl_judge *judge, const dl_resource *kind, const dl_event *event)
{
    for (size_t v = 0; !event->instr->callee && v < event->view_count; v++)
        for (size_t i = 0; i < event->views[v].arg_count && i < DL_MAX_ARGS; i++) {
            dl_val given = event->views[v].vals[i];
            const dl_function *routine = dl_val_routine(judge->world, given);

            if (routine && dl_release_is_reached(judge, routine, kind))
                return routine;
        }
    return NULL;
}

bool dl_release_is_given(dl_sim *sim, dl_state *state, const dl_event *event, const dl_instance *instance)
{
    for (size_t v = 0; v < event->view_count; v++)
        for (size_t i = 0; i < event->views[v].arg_count && i < DL_MAX_ARGS; i++) {
            dl_val given = event->views[v].vals[i];

            if (dl_val_equal(dl_sum_base(sim->world, given), instance->binds[0].val) ||
                holds(sim, state, given, instance->binds[0].val))
                return true;
        }
    return false;
}

bool dl_release_is_held_by_linked(dl_sim *sim, dl_state *state, const dl_event *event, const dl_instance *instance)
{
    for (size_t v = 0; v < event->view_count; v++) {
        const dl_call_view *view = &event->views[v];

        for (size_t i = 0; view->api && dl_api_has_trait(view->api, "links") && i < view->api->kept.count; i++) {
            size_t at = view->api->kept.at[i];
            dl_loc entry = at < view->arg_count ? dl_eval_pointee(sim, state, view->vals[at]) : DL_NOWHERE;

            if (entry &&
                holds(sim, state, dl_val_address(dl_place_of(sim->world, entry)->root), instance->binds[0].val))
                return true;
        }
    }
    return false;
}

bool dl_release_is_part(dl_sim *sim, const dl_state *state, dl_loc loc, const dl_instance *instance)
{
    dl_loc object = dl_eval_pointee(sim, state, instance->binds[0].val);
    const dl_place *root = dl_place_of(sim->world, dl_place_of(sim->world, loc)->root);

    if (!object || dl_loc_is_below(sim->world, loc, object))
        return object != DL_NOWHERE;
    return root->kind == DL_LOC_OBJECT && dl_place_of(sim->world, loc)->kind == DL_LOC_FIELD &&
           dl_val_equal(dl_sum_base(sim->world, dl_val_sym(root->sym)), instance->binds[0].val);
}

/* `&Lines[i].Entry`: the lines of one block, each of which goes into the list by itself. Who takes one out has not got
 * the block. */
static bool is_of_each(const dl_expr *entry)
{
    const dl_expr *part = dl_expr_uncast(entry);

    part = part->kind == DL_E_ADDRESS ? part->a : NULL;
    while (part && part->kind == DL_E_FIELD)
        part = part->a;
    return part && part->kind == DL_E_INDEX && dl_expr_uncast(part->b)->kind != DL_E_CONST;
}

bool dl_release_is_linked(dl_sim *sim, const dl_state *state, const dl_event *event, const dl_instance *instance)
{
    for (size_t v = 0; v < event->view_count; v++) {
        const dl_call_view *view = &event->views[v];

        for (size_t i = 0; view->api && dl_api_has_trait(view->api, "links") && i < view->api->kept.count; i++) {
            size_t at = view->api->kept.at[i];
            dl_loc entry = at < view->arg_count ? dl_eval_pointee(sim, state, view->vals[at]) : DL_NOWHERE;

            if (entry && !is_of_each(view->args[at]) && dl_release_is_part(sim, state, entry, instance))
                return true;
        }
    }
    return false;
}

/* Whether a routine other than the entry and the unload routine releases such an object, or `taker` may unseen. */
static bool may_be_released_by(const dl_judge *judge, const dl_resource *kind, const dl_function *taker)
{
    const dl_program *program = judge->world->program;

    for (size_t f = 0; f < program->function_count; f++) {
        const dl_function *function = program->functions[f];
        bool is_taker = function == taker || dl_scope_calls(judge->scope, taker, function);
        size_t opaque;

        (void)dl_scope_opaque(judge->scope, function, &opaque);
        if (is_taker && (opaque || function->lost_count))
            return true;
        if ((is_taker || dl_unload_runs_between(judge, function)) && dl_release_is_in(judge, function, kind))
            return true;
    }
    return dl_unread_release(judge->guards->unread, kind, NULL) != NULL;
}

bool dl_release_is_taken(const dl_judge *judge, const dl_resource *kind, const dl_event *event)
{
    for (size_t v = 0; v < event->view_count; v++) {
        const dl_call_view *view = &event->views[v];

        for (size_t c = 0; view->api && c < view->api->callback_count; c++) {
            const dl_fact_path *path = &view->api->callbacks[c].path;
            const dl_function *taker = path->count == 0 && path->param < view->arg_count
                                           ? dl_val_routine(judge->world, view->vals[path->param])
                                           : NULL;

            if (taker && !may_be_released_by(judge, kind, taker))
                return false;
        }
    }
    return true;
}
