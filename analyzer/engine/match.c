/* match.c: patterns of events against events; see match.h. */
#include "engine/graph.h"
#include "engine/match_parts.h"

#include <string.h>

static bool view_is_named(const dl_event_form *form, const dl_call_view *view)
{
    const char *name = view->api ? view->api->canonical : view->name;

    if (form->any_call)
        return true;
    if (form->trait)
        return view->api && dl_api_has_trait(view->api, form->trait);
    if (dl_name_set_has(form->calls, name) || dl_name_set_has(form->calls, view->name) ||
        dl_name_set_fits(form->call_globs, view->name) || dl_name_set_fits(form->call_globs, name))
        return true;
    if (view->api && form->arg_count == 0 && !form->result)
        for (size_t i = 0; i < view->api->performs.count; i++)
            if (dl_name_set_has(form->calls, view->api->performs.at[i]))
                return true;
    return false;
}

static dl_tri match_arg(dl_match *match, const dl_arg_pattern *arg, const dl_call_view *view)
{
    dl_tri result = DL_NO;
    dl_param_set set;
    int index;

    switch (arg->key) {
    case DL_ARG_NAME:
        index = view->api ? dl_api_param(view->api, arg->name) : -1;
        break;
    case DL_ARG_INDEX:
        index = (int)arg->index;
        break;
    default:
        if (!view->api)
            return DL_NO;
        set = dl_possible_fact_params(view->api, arg->fact);
        for (size_t i = 0; i < set.count && result != DL_YES; i++)
            if (set.at[i] < view->arg_count)
                result =
                    dl_tri_or(result, dl_match_value(match, arg->value, view->vals[set.at[i]], view->args[set.at[i]]));
        return result;
    }
    if (index < 0 || (size_t)index >= view->arg_count)
        return DL_NO;
    if (view->args[index]->kind == DL_E_UNKNOWN)
        return DL_MAYBE;
    return dl_match_value(match, arg->value, view->vals[index], view->args[index]);
}

static dl_tri match_outcome(const dl_event_form *form, const dl_event *event)
{
    bool wants_after = form->outcome != DL_OUTCOME_ANY || form->result;

    if (event->is_after != wants_after)
        return DL_NO;
    if (form->outcome == DL_OUTCOME_ANY)
        return DL_YES;
    if (event->outcome == DL_OUTCOME_ANY)
        return DL_MAYBE;
    return event->outcome == form->outcome ? DL_YES : DL_NO;
}

static dl_tri match_call(dl_match *match, const dl_event_form *form, const dl_event *event)
{
    dl_tri best = DL_NO;
    dl_bind saved[DL_MAX_BINDS], kept[DL_MAX_BINDS];

    memcpy(saved, match->binds, sizeof saved);
    for (size_t v = 0; v < event->view_count && best != DL_YES; v++) {
        const dl_call_view *view = &event->views[v];
        dl_tri result = match_outcome(form, event);

        if (result == DL_NO || !view_is_named(form, view))
            continue;
        memcpy(match->binds, saved, sizeof saved);
        for (size_t i = 0; i < form->arg_count && result != DL_NO; i++)
            result = dl_tri_and(result, match_arg(match, &form->args[i], view));
        if (form->result && result != DL_NO)
            result = dl_tri_and(result, dl_match_value(match, form->result, event->result, NULL));
        if (result > best) {
            best = result;
            memcpy(kept, match->binds, sizeof kept);
        }
    }
    memcpy(match->binds, best == DL_NO ? saved : kept, sizeof saved);
    return best;
}

static bool op_matches(dl_store_op wanted, dl_assign_op op)
{
    switch (wanted) {
    case DL_OPS_ASSIGN:
        return op == DL_ASSIGN;
    case DL_OPS_OR:
        return op == DL_ASSIGN_OR;
    case DL_OPS_AND:
        return op == DL_ASSIGN_AND;
    case DL_OPS_ADD:
        return op == DL_ASSIGN_ADD;
    case DL_OPS_OTHER:
        return op == DL_ASSIGN_OTHER;
    default:
        return true;
    }
}

static dl_tri match_member_of(const dl_match *match, const dl_value_pattern *target, dl_loc loc)
{
    const dl_world *world = match->sim->world;

    while ((loc = dl_place_of(world, loc)->parent) != DL_NOWHERE) {
        const dl_type *type = dl_loc_type(world, loc);

        for (size_t i = 0; type && i < target->names.count; i++)
            if (dl_type_named(type, target->names.at[i]))
                return DL_YES;
    }
    return DL_NO;
}

static dl_tri match_target(dl_match *match, const dl_value_pattern *target, const dl_event *event)
{
    if (target->kind == DL_V_STORAGE)
        return dl_match_storage(match, target, event->target, event->target_expr);
    if (target->kind == DL_V_CAPTURE) {
        const dl_bind *bind =
            target->capture >= 0 && target->capture < DL_MAX_BINDS ? &match->binds[target->capture] : NULL;

        if (bind && bind->is_bound && bind->loc)
            return dl_loc_is_below(match->sim->world, event->target, bind->loc) ||
                           dl_loc_is_below(match->sim->world, bind->loc, event->target)
                       ? DL_YES
                       : DL_NO;
        return dl_match_capture(match, target->capture, (dl_val){.kind = DL_MARK_UNSET}, event->target,
                                event->target_expr);
    }
    if (target->kind == DL_V_ALL_OF) {
        dl_tri result = DL_YES;

        for (size_t i = 0; i < target->inner_count; i++)
            result = dl_tri_and(result, match_target(match, target->inner[i], event));
        return result;
    }
    if (target->kind == DL_V_NOT)
        return dl_tri_not(match_target(match, target->inner[0], event));
    if (target->kind == DL_V_MEMBER_OF)
        return match_member_of(match, target, event->target);
    if (target->kind == DL_V_TYPE)
        return dl_match_value(match, target, event->value, event->target_expr);
    return DL_MAYBE;
}

/* Whether the store is to as many elements as the form says. In a loop that is not understood a variable may count
 * through all of them. */
static dl_tri match_span(const dl_match *match, const dl_event_form *form, const dl_event *event)
{
    const dl_expr *target = event->target_expr;
    const dl_expr *index = target && target->kind == DL_E_INDEX ? dl_expr_uncast(target->b) : NULL;

    if (form->span != DL_SPAN_ONE && form->span != DL_SPAN_RANGE)
        return DL_YES;
    while (index && index->kind == DL_E_FIELD)
        index = index->a;
    if (index && index->kind == DL_E_VAR && !event->range && event->instr &&
        dl_graph_is_repeated(match->sim->world, event->instr))
        return DL_MAYBE;
    return event->is_range == (form->span == DL_SPAN_RANGE) ? DL_YES : DL_NO;
}

/* No where a routine of these roles runs, by whomever it was called; maybe in a helper that such a one has, too. */
static dl_tri match_outside(const dl_match *match, const dl_event_form *form, const dl_event *event)
{
    dl_function_list roots;

    if (!form->has_outside)
        return DL_YES;
    roots = dl_scope_roots(match->scope, &form->outside);
    for (const dl_frame *frame = match->sim->frame; frame; frame = frame->up)
        for (size_t i = 0; i < roots.count; i++)
            if (roots.at[i] == frame->function)
                return DL_NO;
    return dl_scope_in(match->scope, event->function, &form->outside) ? DL_MAYBE : DL_YES;
}

static dl_tri match_store(dl_match *match, const dl_event_form *form, const dl_event *event)
{
    dl_bind saved[DL_MAX_BINDS], kept[DL_MAX_BINDS];
    dl_tri where = DL_NO, span = match_span(match, form, event);

    if (event->target == DL_NOWHERE || !op_matches(form->op, event->op) || span == DL_NO)
        return DL_NO;
    memcpy(saved, match->binds, sizeof saved);
    memcpy(kept, saved, sizeof kept);
    for (size_t i = 0; i < form->path_count && where != DL_YES; i++) {
        dl_tri result;

        memcpy(match->binds, saved, sizeof saved);
        result = dl_match_path(match, &form->paths[i], event);
        if (result > where) {
            where = result;
            memcpy(kept, match->binds, sizeof kept);
        }
    }
    memcpy(match->binds, kept, sizeof kept);
    if (form->path_count == 0 && form->target)
        where = match_target(match, form->target, event);
    where = dl_tri_and(where, span);
    if (where != DL_NO)
        where = dl_tri_and(where, match_outside(match, form, event));
    if (where == DL_NO)
        return DL_NO;
    return form->value ? dl_tri_and(where, dl_match_value(match, form->value, event->value, event->value_expr)) : where;
}

static dl_tri match_use(dl_match *match, const dl_event_form *form, const dl_event *event)
{
    const dl_value_pattern *value = form->value;

    if (value && value->kind == DL_V_CAPTURE && value->path.count == 0 && value->capture < DL_MAX_BINDS) {
        const dl_bind *bind = &match->binds[value->capture];

        if (!bind->is_bound)
            return DL_NO;
        if (event->is_handed && event->value_expr && event->value_expr->kind == DL_E_ADDRESS &&
            event->value_expr->a->type->kind != DL_TYPE_RECORD)
            return DL_NO; /* the address of a variable: what is in it is not read */
        if (bind->loc && event->place && dl_loc_is_below(match->sim->world, event->place, bind->loc))
            return dl_loc_is_one(match->sim->world, event->place) ? DL_YES : DL_MAYBE;
        if (event->is_handed)
            return DL_NO;
        if (event->place && !dl_loc_is_one(match->sim->world, event->place))
            return DL_MAYBE;                                /* what each element holds has one name */
        if (!bind->has_val || bind->val.kind != DL_VAL_SYM) /* null is no object */
            return DL_NO;
        if (dl_val_mask(match->sim->world, match->state, bind->val) == DL_ZERO) /* nor is what is as null as it */
            return event->value.kind == DL_VAL_SYM && event->value.id == bind->val.id ? DL_YES : DL_NO;
        return dl_val_same(match->sim->world, match->state, event->value, bind->val);
    }
    return value ? dl_match_value(match, value, event->value, event->value_expr) : DL_YES;
}

/* Reading through something of unknown value is no news: only what is surely the object counts. */
static dl_tri only_sure(dl_tri tri)
{
    return tri == DL_YES ? DL_YES : DL_NO;
}

/* What one name stands for need not be one object: a part of what a call made, where it was called more than once; what
 * something unknown wrote, more than once; what the links of a list lead to, which routines of the system set. */
static bool is_any_of_several(const dl_world *world, dl_val val)
{
    int sym = val.kind == DL_VAL_ADDRESS ? dl_life_of(world, val.id)->object : val.kind == DL_VAL_SYM ? val.id : 0;
    const dl_symbol *symbol = sym ? dl_symbol_of(world, sym) : NULL;
    const dl_place *place = symbol && symbol->loc ? dl_place_of(world, symbol->loc) : NULL;

    if (!symbol)
        return false;
    if (val.kind == DL_VAL_ADDRESS && (symbol->kind == DL_SYM_RESULT || symbol->kind == DL_SYM_OUT))
        return true;
    return symbol->kind == DL_SYM_HAVOC || symbol->kind == DL_SYM_OPAQUE ||
           (place && place->kind == DL_LOC_FIELD &&
            (strcmp(place->field, "Flink") == 0 || strcmp(place->field, "Blink") == 0));
}

/* `*Out = NULL;`: behind the address of a pointer stands the pointer, and nothing behind that is touched. */
static bool is_slot(const dl_world *world, dl_val pointer)
{
    const dl_type *type = pointer.kind == DL_VAL_ADDRESS ? dl_loc_type(world, pointer.id) : NULL;

    return type && type->kind == DL_TYPE_POINTER;
}

/* `if (m_filter)` in the end of an object without a name, which the path has begun with null: no object that lasts is
 * asked for. */
static bool is_own_constant(dl_match *match, const dl_event *event)
{
    const dl_world *world = match->sim->world;
    dl_loc loc = event->value.kind == DL_VAL_CONST && dl_expr_is_place(event->value_expr)
                     ? dl_eval_place(match->sim, match->state, event->value_expr)
                     : DL_NOWHERE;
    const dl_place *root = loc ? dl_place_of(world, dl_place_of(world, loc)->root) : NULL;

    return root && root->kind == DL_LOC_VAR && root->var->storage == DL_TEMP;
}

/* Where no more is said of the value than its type, any object is meant but such a one. */
static dl_tri match_test(dl_match *match, const dl_event_form *form, const dl_event *event)
{
    dl_tri result = form->value ? dl_match_value(match, form->value, event->value, event->value_expr) : DL_YES;

    if (result != DL_NO && form->value && form->value->kind == DL_V_TYPE && is_own_constant(match, event))
        return DL_NO;
    return form->is ? dl_tri_and(result, dl_match_value(match, form->is, event->value, event->value_expr)) : result;
}

static dl_tri match_form(dl_match *match, const dl_event_form *form, const dl_event *event)
{
    dl_tri result;

    if (form->kind != event->kind)
        return DL_NO;
    if (form->has_in && !form->in.is_any && !dl_scope_in(match->scope, event->function, &form->in))
        return DL_NO;
    switch (form->kind) {
    case DL_ON_CALL:
        return match_call(match, form, event);
    case DL_ON_STORE:
        return match_store(match, form, event);
    case DL_ON_RETURN:
        result = form->returned == DL_OUTCOME_SUCCESS   ? event->is_success
                 : form->returned == DL_OUTCOME_FAILURE ? event->is_failure
                                                        : DL_YES;
        if (form->value)
            result = dl_tri_and(result, dl_match_value(match, form->value, event->value, event->value_expr));
        /* What a call returned is no constant of the driver's. */
        return form->value && event->value.kind == DL_VAL_SYM && result == DL_MAYBE ? DL_NO : result;
    case DL_ON_TEST:
        return match_test(match, form, event);
    case DL_ON_USE:
        return only_sure(match_use(match, form, event));
    case DL_ON_DEREF:
        if (is_slot(match->sim->world, event->value))
            return DL_NO;
        result = form->value ? dl_match_value(match, form->value, event->value, event->value_expr) : DL_YES;
        return is_any_of_several(match->sim->world, event->value) && result == DL_YES ? DL_MAYBE : only_sure(result);
    }
    return DL_NO;
}

dl_tri dl_match_event(dl_match *match, const dl_event_pattern *pattern, const dl_event *event)
{
    dl_bind saved[DL_MAX_BINDS], kept[DL_MAX_BINDS];
    dl_tri best = DL_NO;

    memcpy(saved, match->binds, sizeof saved);
    for (size_t i = 0; i < pattern->count && best != DL_YES; i++) {
        dl_tri result;

        memcpy(match->binds, saved, sizeof saved);
        result = match_form(match, &pattern->forms[i], event);
        if (result > best) {
            best = result;
            match->form = &pattern->forms[i];
            memcpy(kept, match->binds, sizeof kept);
        }
    }
    memcpy(match->binds, best == DL_NO ? saved : kept, sizeof saved);
    return dl_sim_doubts(match->sim, best);
}

bool dl_match_arg(const dl_event *event, const char *name, dl_val *val, const dl_expr **expr)
{
    for (size_t v = 0; v < event->view_count; v++) {
        const dl_call_view *view = &event->views[v];
        int index = -1;

        if (!view->api)
            continue;
        if (name[0] == '#') {
            dl_param_set set =
                dl_possible_fact_params(view->api, strcmp(name, "#kept") == 0          ? DL_FACT_KEPT
                                                   : strcmp(name, "#freed") == 0       ? DL_FACT_FREED
                                                   : strcmp(name, "#initialised") == 0 ? DL_FACT_INITIALISED
                                                                                       : DL_FACT_COPIED);
            index = set.count ? (int)set.at[0] : -1;
        } else {
            index = dl_api_param(view->api, name);
        }
        if (index >= 0 && (size_t)index < view->arg_count) {
            *val = view->vals[index];
            *expr = view->args[index];
            return true;
        }
    }
    return false;
}
