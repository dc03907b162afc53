/* possible.c: whether an instruction can be what a pattern of events describes; see possible.h. */
#include "engine/possible_parts.h"
#include "engine/sim.h"
#include "support/vec.h"

#include <string.h>

/* ---- calls ---- */

static bool api_named(const dl_event_form *form, const dl_api *api, const char *name)
{
    if (form->any_call || dl_name_set_has(form->calls, name) || dl_name_set_fits(form->call_globs, name))
        return true;
    if (!api)
        return false;
    if (dl_name_set_has(form->calls, api->canonical) || dl_name_set_fits(form->call_globs, api->canonical))
        return true;
    if (form->trait && dl_api_has_trait(api, form->trait))
        return true;
    for (size_t i = 0; !form->arg_count && i < api->performs.count; i++)
        if (dl_name_set_has(form->calls, api->performs.at[i]))
            return true;
    return false;
}

/* The ways to see a call: the macro as spelled, and the function. */
typedef struct view {
    const char *name;
    const dl_api *api;
    const dl_expr *const *args;
    size_t count;
    const dl_function *body;
} view;

enum { VIEWS_MOST = 2 };

static size_t views_of(const dl_scope *scope, const dl_instr *call, view *views)
{
    size_t count = 0;

    if (call->kind != DL_I_CALL)
        return 0;
    if (call->macro) {
        bool has_own = call->macro_args || call->is_macro_only;
        views[count++] = (view){call->macro, dl_scope_fact(scope, call->macro), has_own ? call->macro_args : call->args,
                                has_own ? call->macro_arg_count : call->arg_count, NULL};
    }
    const char *name = dl_scope_called(scope, call);
    if (!name)
        return count;
    view by_name = {name, call->callee ? NULL : dl_scope_fact(scope, name), call->args, call->arg_count, call->callee};
    if (!call->callee && call->arg_count >= 2 && call->args[1]->kind == DL_E_CONST && call->args[1]->has_value) {
        const dl_api *api = dl_facts_api_with_value(dl_scope_facts(scope), name, call->args[1]->value);
        by_name.api = api ? api : by_name.api;
    }
    views[count++] = by_name;
    return count;
}

static dl_tri match_arg_at(const dl_scope *scope, const dl_arg_pattern *arg, const view *seen, int index)
{
    if (index < 0)
        return DL_MAYBE;
    if (!seen->args || (size_t)index >= seen->count)
        return DL_NO;
    return dl_possible_value(scope, arg->value, seen->args[index]);
}

dl_param_set dl_possible_fact_params(const dl_api *api, dl_arg_fact fact)
{
    switch (fact) {
    case DL_FACT_KEPT:
        return api->kept;
    case DL_FACT_FREED:
        return api->freed;
    case DL_FACT_INITIALISED:
        return api->initialised;
    default:
        return api->copied;
    }
}

static dl_tri match_arg_fact(const dl_scope *scope, const dl_arg_pattern *arg, const view *seen)
{
    dl_param_set set;
    dl_tri best = DL_NO;

    if (!seen->api)
        return DL_MAYBE;
    set = dl_possible_fact_params(seen->api, arg->fact);
    for (size_t i = 0; i < set.count; i++)
        best = dl_tri_or(best, match_arg_at(scope, arg, seen, (int)set.at[i]));
    return best;
}

static int param_named(const view *seen, const char *name)
{
    if (seen->api)
        return dl_api_param(seen->api, name);
    for (size_t i = 0; seen->body && i < seen->body->param_count; i++)
        if (strcmp(seen->body->params[i]->name, name) == 0)
            return (int)i;
    return -1;
}

static dl_tri match_views(const dl_scope *scope, const dl_event_form *form, const view *views, size_t count)
{
    dl_tri best = DL_NO;

    for (size_t i = 0; i < count; i++) {
        dl_tri all = api_named(form, views[i].api, views[i].name) ? DL_YES : DL_NO;
        for (size_t k = 0; k < form->arg_count && all != DL_NO; k++) {
            const dl_arg_pattern *arg = &form->args[k];
            dl_tri one = arg->key == DL_ARG_FACT ? match_arg_fact(scope, arg, &views[i])
                         : arg->key == DL_ARG_NAME
                             ? match_arg_at(scope, arg, &views[i], param_named(&views[i], arg->name))
                             : match_arg_at(scope, arg, &views[i], (int)arg->index);
            all = dl_tri_and(all, one);
        }
        best = dl_tri_or(best, all);
    }
    return best;
}

static dl_tri match_call(const dl_scope *scope, const dl_event_form *form, const dl_instr *call)
{
    view views[VIEWS_MOST];

    return match_views(scope, form, views, views_of(scope, call, views));
}

/* ---- stores ---- */

static dl_tri match_op(dl_store_op wanted, dl_assign_op op)
{
    switch (wanted) {
    case DL_OPS_ANY:
        return DL_YES;
    case DL_OPS_ASSIGN:
        return op == DL_ASSIGN ? DL_YES : DL_NO;
    case DL_OPS_OR:
        return op == DL_ASSIGN_OR ? DL_YES : DL_NO;
    case DL_OPS_AND:
        return op == DL_ASSIGN_AND ? DL_YES : DL_NO;
    case DL_OPS_ADD:
        return op == DL_ASSIGN_ADD || op == DL_ASSIGN_SUB ? DL_YES : DL_NO;
    case DL_OPS_OTHER:
        return op == DL_ASSIGN_OTHER ? DL_YES : DL_NO;
    }
    return DL_NO;
}

static dl_tri match_span(dl_store_span wanted, const dl_expr *target, bool is_whole)
{
    const dl_range *range = NULL;

    if (wanted == DL_SPAN_ANY)
        return DL_YES;
    for (const dl_expr *at = target; at && !range; at = at->a)
        range = at->range;
    bool is_range = is_whole || (range && range->is_each);
    /* One store or many, as its condition goes. */
    if (range && !range->is_each && wanted == DL_SPAN_ONE)
        return DL_MAYBE;
    return is_range == (wanted == DL_SPAN_RANGE) ? DL_YES : DL_NO;
}

/* A store of a whole object writes what the path names in it. */
static dl_tri match_whole(const dl_scope *scope, const dl_path_pattern *path, const dl_expr *target)
{
    dl_tri best = DL_NO;

    /* From a capture that nothing binds here any object may be meant: say no more than that. */
    for (size_t count = path->root == DL_ROOT_CAPTURE ? 1 : 0; count < path->count && best != DL_YES; count++)
        best = dl_tri_or(best, dl_possible_steps(scope, path, count, target));
    if (path->root == DL_ROOT_CAPTURE && best == DL_NO)
        best = DL_MAYBE;
    return best;
}

typedef struct store_seen {
    const dl_expr *target;
    const dl_expr *value; /* NULL: zero, or a copy when `is_copy` */
    dl_assign_op op;
    bool is_whole, is_copy;
    bool is_elsewhere; /* surely in no object that the entry is given */
} store_seen;

static const dl_type no_type = {.kind = DL_TYPE_OTHER, .spelling = "", .canonical = ""};
static const dl_expr zero = {.kind = DL_E_CONST, .type = &no_type, .has_value = true};

static dl_tri match_stored_value(const dl_scope *scope, const dl_event_form *form, const store_seen *store)
{
    if (!form->value)
        return DL_YES;
    if (store->op != DL_ASSIGN && store->op != DL_ASSIGN_OR)
        return DL_MAYBE; /* what comes out depends on what was there */
    if (store->value)
        return dl_possible_value(scope, form->value, store->value);
    if (store->is_copy)
        return form->value->kind == DL_V_CAPTURE || form->value->kind == DL_V_ANY ? DL_YES : DL_MAYBE;
    return dl_possible_value(scope, form->value, &zero);
}

static dl_tri match_place(const dl_scope *scope, const dl_path_pattern *path, const store_seen *store)
{
    return store->is_elsewhere ? dl_possible_steps(scope, path, path->count, store->target)
                               : dl_possible_path(scope, path, store->target);
}

static dl_tri match_any_place(const dl_scope *scope, const dl_path_pattern *paths, size_t count,
                              const store_seen *store)
{
    dl_tri where = DL_NO;

    for (size_t i = 0; i < count; i++) {
        where = dl_tri_or(where, match_place(scope, &paths[i], store));
        if (store->is_whole)
            where = dl_tri_or(where, match_whole(scope, &paths[i], store->target));
    }
    return where;
}

/* What is stored, and how, in a place that may be the one that is meant. */
static dl_tri match_what(const dl_scope *scope, const dl_event_form *form, const store_seen *store, dl_tri where)
{
    if (where == DL_NO)
        return DL_NO;
    where = dl_tri_and(where, match_op(form->op, store->op));
    where = dl_tri_and(where, match_span(form->span, store->target, store->is_whole));
    return where == DL_NO ? DL_NO : dl_tri_and(where, match_stored_value(scope, form, store));
}

/* Storage is that of the place itself, not of what it points to. */
static dl_tri match_target(const dl_scope *scope, const dl_value_pattern *pattern, const dl_expr *target)
{
    dl_tri all = DL_YES;

    if (pattern->kind == DL_V_STORAGE)
        return dl_possible_lies_in(target, pattern->is_persistent);
    if (pattern->kind != DL_V_ALL_OF)
        return dl_possible_value(scope, pattern, target);
    for (size_t i = 0; i < pattern->inner_count; i++)
        all = dl_tri_and(all, match_target(scope, pattern->inner[i], target));
    return all;
}

static dl_tri match_store(const dl_scope *scope, const dl_event_form *form, const store_seen *store)
{
    dl_tri where = match_any_place(scope, form->paths, form->path_count, store);

    if (form->target)
        where = dl_tri_or(where, match_target(scope, form->target, store->target));
    return match_what(scope, form, store, where);
}

/* What a pointer argument points to, as far as it is spelled. */
static const dl_expr *spelled_object(const dl_expr *arg)
{
    arg = dl_expr_uncast(arg);
    if (!arg || arg->kind != DL_E_ADDRESS)
        return arg;
    arg = dl_expr_uncast(arg->a);
    return arg && arg->kind == DL_E_INDEX ? arg->a : arg;
}

/* What a call stores by what its facts say of it, the one of that number; false: there are not so many. */
static bool store_of_call(const dl_scope *scope, const dl_instr *call, size_t number, store_seen *store)
{
    const dl_expr *const *args = NULL;
    size_t count = 0;
    const dl_api *api = dl_scope_api(scope, call, &args, &count);
    unsigned to;

    if (!api || number >= api->zero_count + api->copy_count + api->move_count)
        return false;
    *store = (store_seen){.is_whole = true, .is_copy = number >= api->zero_count};
    if (number < api->zero_count)
        to = api->zeroes[number].param;
    else if (number < api->zero_count + api->copy_count)
        to = api->copies[number - api->zero_count].to.param;
    else
        to = api->moves[number - api->zero_count - api->copy_count].to;
    store->target = to < count ? spelled_object(args[to]) : NULL;
    return true;
}

/* What the instruction stores, the store of that number; without a target: nothing that is spelled. False: there are
 * not so many. */
static bool store_of(const dl_scope *scope, const dl_instr *instr, size_t number, store_seen *store)
{
    if (instr->kind == DL_I_CALL)
        return store_of_call(scope, instr, number, store);
    if ((instr->kind != DL_I_ASSIGN && instr->kind != DL_I_ZERO) || number > 0 || !instr->target ||
        (instr->target->kind == DL_E_VAR && instr->target->var->storage == DL_TEMP))
        return false;
    *store = (store_seen){.target = instr->target};
    store->op = instr->kind == DL_I_ASSIGN ? dl_expr_update(instr, &store->value) : instr->op;
    store->is_whole = instr->kind == DL_I_ZERO || store->target->type->kind == DL_TYPE_RECORD ||
                      store->target->type->kind == DL_TYPE_ARRAY;
    if (store->is_whole) {
        store->is_copy = instr->kind != DL_I_ZERO;
        store->value = NULL;
    }
    return true;
}

static dl_tri match_store_instr(const dl_scope *scope, const dl_event_form *form, const dl_instr *instr)
{
    dl_tri best = DL_NO;
    store_seen store;

    for (size_t i = 0; store_of(scope, instr, i, &store); i++)
        best = dl_tri_or(best, store.target ? match_store(scope, form, &store) : DL_NO);
    return best;
}

/* ---- reads ---- */

static dl_tri match_within(const dl_scope *scope, const dl_event_form *form, const dl_expr *expr, unsigned depth)
{
    dl_tri best = DL_NO;

    if (!expr || depth > 64)
        return DL_NO;
    if (form->kind == DL_ON_DEREF)
        best = expr->kind == DL_E_DEREF ? dl_possible_value(scope, form->value, expr->a) : DL_NO;
    else if (!dl_possible_is_plain(expr))
        best = dl_possible_value(scope, form->value, expr);
    if (best != DL_YES)
        best = dl_tri_or(best, match_within(scope, form, expr->a, depth + 1));
    if (best != DL_YES)
        best = dl_tri_or(best, match_within(scope, form, expr->b, depth + 1));
    return best;
}

static dl_tri match_read(const dl_scope *scope, const dl_event_form *form, const dl_instr *instr)
{
    dl_tri best = match_within(scope, form, instr->value, 0);

    /* The target is written, what leads to it is read. */
    if (instr->target && (form->kind == DL_ON_DEREF || instr->op != DL_ASSIGN))
        best = dl_tri_or(best, match_within(scope, form, instr->target, 0));
    else if (instr->target)
        best = dl_tri_or(best, match_within(scope, form, instr->target->a, 0));
    best = dl_tri_or(best, match_within(scope, form, instr->pointer, 0));
    for (size_t i = 0; i < instr->arg_count && best != DL_YES; i++)
        best = dl_tri_or(best, match_within(scope, form, instr->args[i], 0));
    for (size_t i = 0; instr->is_macro_only && i < instr->macro_arg_count && best != DL_YES; i++)
        best = dl_tri_or(best, match_within(scope, form, instr->macro_args[i], 0));
    return best;
}

dl_tri dl_possible_form(const dl_scope *scope, const dl_event_form *form, const dl_instr *instr)
{
    switch (form->kind) {
    case DL_ON_CALL:
        return match_call(scope, form, instr);
    case DL_ON_STORE:
        return match_store_instr(scope, form, instr);
    case DL_ON_USE:
    case DL_ON_DEREF:
        return match_read(scope, form, instr);
    case DL_ON_RETURN:
    case DL_ON_TEST:
        break;
    }
    return DL_NO;
}

/* ---- what ends a block ---- */

static dl_tri match_return(const dl_scope *scope, const dl_event_form *form, const dl_expr *value)
{
    int64_t known;

    if (form->returned != DL_OUTCOME_ANY && value && dl_possible_constant(value, &known) &&
        value->type->kind == DL_TYPE_INT && (known >= 0) != (form->returned == DL_OUTCOME_SUCCESS))
        return DL_NO;
    if (!form->value)
        return DL_YES;
    return value ? dl_possible_value(scope, form->value, value) : DL_NO;
}

static dl_tri match_term(const dl_scope *scope, const dl_event_form *form, const dl_term *term)
{
    bool is_test = term->kind == DL_T_BRANCH || term->kind == DL_T_SWITCH;

    switch (form->kind) {
    case DL_ON_RETURN:
        return term->kind == DL_T_RETURN ? match_return(scope, form, term->value) : DL_NO;
    case DL_ON_TEST:
        return is_test ? match_within(scope, form, term->value, 0) : DL_NO;
    case DL_ON_USE:
    case DL_ON_DEREF:
        return match_within(scope, form, term->value, 0);
    case DL_ON_CALL:
    case DL_ON_STORE:
        break;
    }
    return DL_NO;
}

typedef struct search {
    const dl_scope *scope;
    const dl_event_form *form;
    dl_tri best;
    dl_span where;
} search;

static void search_note(search *at, dl_tri found, dl_span where)
{
    /* Blocks are not in the order of the text. */
    bool is_earlier =
        found != DL_NO && found == at->best && where.file == at->where.file && where.offset < at->where.offset;

    if (found <= at->best && !is_earlier)
        return;
    at->best = found;
    at->where = where;
}

/* ---- what a function does, once for all questions ---- */

typedef struct seen_call {
    const dl_instr *instr;
    view views[VIEWS_MOST];
    size_t count;
} seen_call;

typedef struct seen_store {
    const dl_instr *instr;
    store_seen store;
} seen_store;

struct dl_possible_seen {
    DL_VEC(seen_call) calls;
    DL_VEC(seen_store) stores;
};

static void see_instr(const dl_scope *scope, struct dl_possible_seen *seen, const dl_instr *instr, dl_arena *arena)
{
    seen_call call = {.instr = instr};
    seen_store one = {.instr = instr};

    call.count = views_of(scope, instr, call.views);
    if (call.count)
        dl_vec_push(arena, &seen->calls, call);
    for (size_t i = 0; store_of(scope, instr, i, &one.store); i++) {
        if (!one.store.target)
            continue;
        one.store.is_elsewhere = !dl_scope_may_be_given(scope, one.store.target);
        dl_vec_push(arena, &seen->stores, one);
    }
}

static const struct dl_possible_seen *seen_in(const dl_scope *scope, const dl_function *function)
{
    struct dl_possible_seen **at = dl_scope_seen(scope, function);
    dl_arena *arena = dl_scope_program(scope)->arena;

    if (*at)
        return *at;
    *at = DL_NEW(arena, struct dl_possible_seen);
    for (size_t b = 0; b < function->block_count; b++)
        for (size_t i = 0; i < function->blocks[b].count; i++)
            see_instr(scope, *at, &function->blocks[b].instrs[i], arena);
    return *at;
}

/* Only calls are calls, and few instructions store what is asked for; the rest may stand anywhere. */
static void search_function(search *at, const dl_function *function)
{
    bool is_call = at->form->kind == DL_ON_CALL, is_store = at->form->kind == DL_ON_STORE;
    const struct dl_possible_seen *seen = is_call || is_store ? seen_in(at->scope, function) : NULL;

    for (size_t i = 0; is_call && i < seen->calls.count; i++) {
        const seen_call *call = &seen->calls.at[i];

        search_note(at, match_views(at->scope, at->form, call->views, call->count), call->instr->span);
    }
    for (size_t i = 0; is_store && i < seen->stores.count; i++)
        search_note(at, match_store(at->scope, at->form, &seen->stores.at[i].store), seen->stores.at[i].instr->span);
    for (size_t b = 0; !seen && b < function->block_count; b++) {
        const dl_block *block = &function->blocks[b];

        for (size_t i = 0; i < block->count; i++)
            search_note(at, dl_possible_form(at->scope, at->form, &block->instrs[i]), block->instrs[i].span);
        search_note(at, match_term(at->scope, at->form, &block->term), block->term.span);
    }
}

bool dl_possible_by_name(const dl_scope *scope, const dl_event_form *form)
{
    return form->any_call || form->call_globs.count || form->trait || dl_scope_has_call(scope, form->calls);
}

dl_tri dl_possible_event(const dl_scope *scope, const dl_event_pattern *event, const dl_role_set *in, dl_span *where)
{
    search best = {.scope = scope};

    for (size_t i = 0; event && i < event->count; i++) {
        const dl_event_form *form = &event->forms[i];

        if (form->kind == DL_ON_CALL && !dl_possible_by_name(scope, form))
            continue;
        dl_function_list list = dl_scope_functions(scope, form->has_in ? &form->in : in);
        for (size_t k = 0; k < list.count && best.best != DL_YES; k++) {
            search one = {.scope = scope, .form = form};
            search_function(&one, list.at[k]);
            if (one.best > best.best)
                best = one;
        }
    }
    if (where)
        *where = best.where;
    return best.best;
}

dl_tri dl_possible_in(const dl_scope *scope, const dl_event_pattern *event, const dl_function *function, dl_span *where)
{
    search best = {.scope = scope};

    for (size_t i = 0; i < event->count && best.best != DL_YES; i++) {
        search one = {.scope = scope, .form = &event->forms[i]};

        search_function(&one, function);
        if (one.best > best.best)
            best = one;
    }
    *where = best.where;
    return best.best;
}

/* ---- stores of a function's address ---- */

typedef struct placed_store {
    const store_seen *store;
    dl_tri where; /* whether its target is such a place */
} placed_store;

typedef DL_VEC(placed_store) placed_list;

/* All stores of the driver that may be to one of the places. */
static const placed_list *stores_to(const dl_scope *scope, const dl_path_pattern *paths, size_t count)
{
    static const dl_role_set any_role = {.is_any = true};
    dl_table *known = dl_scope_stores(scope);
    dl_arena *arena = dl_scope_program(scope)->arena;
    placed_list *list = dl_table_get(known, paths);
    dl_function_list functions;

    if (list)
        return list;
    list = DL_NEW(arena, placed_list);
    functions = dl_scope_functions(scope, &any_role);
    for (size_t f = 0; f < functions.count; f++) {
        const struct dl_possible_seen *seen = seen_in(scope, functions.at[f]);

        for (size_t i = 0; i < seen->stores.count; i++) {
            placed_store one = {.store = &seen->stores.at[i].store};

            one.where = match_any_place(scope, paths, count, one.store);
            if (one.where != DL_NO)
                dl_vec_push(arena, list, one);
        }
    }
    dl_table_set(known, paths, list);
    return list;
}

dl_tri dl_possible_stored_in(const dl_scope *scope, const char *function, const dl_path_pattern *paths, size_t count)
{
    const char *const name[] = {function};
    const dl_value_pattern value = {
        .kind = DL_V_FUNCTION_IS, .text = function, .capture = -1, .function = {.names = {name, 1}}};
    const dl_event_form form = {.kind = DL_ON_STORE, .value = &value};
    const placed_list *stores = stores_to(scope, paths, count);
    dl_tri best = DL_NO;

    for (size_t i = 0; i < stores->count && best != DL_YES; i++)
        best = dl_tri_or(best, match_what(scope, &form, stores->at[i].store, stores->at[i].where));
    return best;
}
