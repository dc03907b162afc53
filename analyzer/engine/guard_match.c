#include "engine/guard.h"
#include "engine/sim.h"

#include <string.h>

static const dl_role_set any_role = {.is_any = true};

/* ---- constants ---- */

static bool known_value(const dl_expr *expr, int64_t *value)
{
    int64_t left, right;

    expr = dl_expr_uncast(expr);
    if (!expr)
        return false;
    if (expr->kind == DL_E_CONST) {
        *value = expr->value;
        return expr->has_value;
    }
    if (expr->kind == DL_E_UNARY && known_value(expr->a, &left)) {
        *value = expr->op == DL_OP_NEG ? -left : expr->op == DL_OP_BITNOT ? ~left : !left;
        return true;
    }
    if (expr->kind != DL_E_BINARY || !known_value(expr->a, &left) || !known_value(expr->b, &right))
        return false;
    switch (expr->op) {
    case DL_OP_OR:
        *value = left | right;
        return true;
    case DL_OP_AND:
        *value = left & right;
        return true;
    case DL_OP_SHL:
        *value = right >= 0 && right < 63 ? (int64_t)((uint64_t)left << right) : 0;
        return right >= 0 && right < 63;
    default:
        return false;
    }
}

/* The name of a constant is among those that are or-ed together. */
static bool names_bit(const dl_expr *expr, const char *name)
{
    expr = dl_expr_uncast(expr);
    if (!expr)
        return false;
    if ((expr->name && expr->kind == DL_E_CONST && strcmp(expr->name, name) == 0) ||
        (expr->macro && strcmp(expr->macro, name) == 0))
        return true;
    return expr->kind == DL_E_BINARY && expr->op == DL_OP_OR && (names_bit(expr->a, name) || names_bit(expr->b, name));
}

static bool is_made_of_constants(const dl_expr *expr)
{
    expr = dl_expr_uncast(expr);
    if (!expr)
        return false;
    if (expr->kind == DL_E_BINARY && expr->op == DL_OP_OR)
        return is_made_of_constants(expr->a) && is_made_of_constants(expr->b);
    return expr->kind == DL_E_CONST;
}

static dl_tri bits_by_name(const dl_value_pattern *pattern, const dl_expr *expr)
{
    bool is_whole = is_made_of_constants(expr);
    dl_tri all = pattern->has_only ? DL_MAYBE : DL_YES;

    for (size_t i = 0; i < pattern->bits_set.count; i++)
        if (!names_bit(expr, pattern->bits_set.at[i]))
            all = dl_tri_and(all, is_whole ? DL_NO : DL_MAYBE);
    for (size_t i = 0; i < pattern->bits_clear.count; i++)
        all = dl_tri_and(all, names_bit(expr, pattern->bits_clear.at[i]) ? DL_NO : is_whole ? DL_YES : DL_MAYBE);
    return all;
}

static dl_tri match_bits(const dl_value_pattern *pattern, const dl_expr *expr)
{
    int64_t value;

    if (!pattern->has_masks || !known_value(expr, &value))
        return bits_by_name(pattern, expr);
    bool holds = (value & pattern->set_mask) == pattern->set_mask && !(value & pattern->clear_mask) &&
                 (!pattern->has_only || !(value & ~pattern->only_mask));
    return holds ? DL_YES : DL_NO;
}

/* ---- values ---- */

static bool is_address(const dl_expr *expr)
{
    return expr->kind == DL_E_FUNCTION || expr->kind == DL_E_STRING || expr->kind == DL_E_ADDRESS;
}

static dl_tri match_class(dl_class wanted, const dl_expr *expr)
{
    int64_t value;

    expr = dl_expr_uncast(expr);
    if (known_value(expr, &value))
        return (value == 0) == (wanted == DL_CLASS_ZERO) ? DL_YES : DL_NO;
    if (is_address(expr))
        return wanted == DL_CLASS_NONZERO ? DL_YES : DL_NO;
    return DL_MAYBE;
}

static dl_tri match_constants(const dl_scope *scope, const dl_value_pattern *pattern, const dl_expr *expr)
{
    int64_t value, named;

    if (dl_name_set_fits(pattern->names, expr->macro))
        return DL_YES;
    expr = dl_expr_uncast(expr);
    if (dl_name_set_fits(pattern->names, expr->macro))
        return DL_YES;
    if ((expr->kind == DL_E_CONST || expr->kind == DL_E_FUNCTION) && dl_name_set_fits(pattern->names, expr->name))
        return DL_YES;
    if (expr->kind == DL_E_VAR && dl_name_set_has(pattern->names, expr->var->name))
        return DL_YES;
    if (!known_value(expr, &value))
        return expr->kind == DL_E_CONST || is_address(expr) ? DL_NO : DL_MAYBE;
    for (size_t i = 0; i < pattern->number_count; i++)
        if (pattern->numbers[i] == value)
            return DL_YES;
    for (size_t i = 0; i < pattern->names.count; i++)
        if (!dl_facts_constant(dl_scope_facts(scope), pattern->names.at[i], &named))
            return expr->name ? DL_NO : DL_MAYBE; /* a bare number may be what the name stands for */
        else if (named == value)
            return DL_YES;
    return DL_NO;
}

static bool function_has_role_type(const dl_scope *scope, const dl_function_value *value, const dl_name_set *types)
{
    const dl_program *program = dl_scope_program(scope);

    for (size_t i = 0; value->function && i < value->function->role_count; i++)
        if (dl_name_set_fits(*types, value->function->roles[i]))
            return true;
    for (size_t i = 0; i < program->declared_count; i++)
        if (strcmp(program->declared[i].name, value->name) == 0 && dl_name_set_fits(*types, program->declared[i].role))
            return true;
    return false;
}

dl_tri dl_possible_stored_in(const dl_scope *scope, const char *function, const dl_path_pattern *paths, size_t count)
{
    const char *const name[] = {function};
    const dl_value_pattern value = {
        .kind = DL_V_FUNCTION_IS, .text = function, .capture = -1, .function = {.names = {name, 1}}};
    const dl_event_form form = {.kind = DL_ON_STORE, .paths = paths, .path_count = count, .value = &value};
    const dl_event_pattern event = {.forms = &form, .count = 1, .text = "a store"};

    return dl_possible_event(scope, &event, &any_role, NULL);
}

static dl_tri function_is(const dl_scope *scope, const dl_function_pattern *pattern, const dl_function_value *value)
{
    if (pattern->names.count && !dl_name_set_fits(pattern->names, value->name))
        return DL_NO;
    if (pattern->role_types.count && !function_has_role_type(scope, value, &pattern->role_types))
        return DL_NO;
    if (pattern->stored_count) {
        dl_tri stored = dl_possible_stored_in(scope, value->name, pattern->stored_in, pattern->stored_count);

        if (stored != DL_YES)
            return stored;
    }
    if (!pattern->section && !pattern->roles.count)
        return DL_YES;
    if (!value->function)
        return DL_MAYBE;
    if (pattern->section && !(value->function->section && dl_text_glob(pattern->section, value->function->section)))
        return DL_NO;
    dl_name_set own = dl_scope_own_roles(scope, value->function);
    bool has = !pattern->roles.count;
    for (size_t i = 0; i < own.count && !has; i++)
        has = dl_name_set_has(pattern->roles, own.at[i]);
    return has ? DL_YES : DL_NO;
}

static dl_tri match_function(const dl_scope *scope, const dl_value_pattern *pattern, const dl_expr *expr)
{
    dl_function_value direct;
    size_t count = 1;
    bool is_complete = true;
    dl_tri best = DL_NO;

    expr = dl_expr_uncast(expr);
    if (expr->kind == DL_E_ADDRESS && expr->a && expr->a->kind == DL_E_FUNCTION)
        expr = expr->a;
    if (expr->kind == DL_E_CONST || expr->kind == DL_E_STRING)
        return DL_NO;
    if (expr->kind == DL_E_FUNCTION) {
        direct = (dl_function_value){expr->name, expr->function};
        return pattern->kind == DL_V_FUNCTION ? DL_YES : function_is(scope, &pattern->function, &direct);
    }
    dl_arena *arena = dl_scope_program(scope)->arena;
    const dl_function_value *values = dl_scope_function_values(scope, expr, &count, &is_complete, arena);
    for (size_t i = 0; i < count; i++)
        best = dl_tri_or(best,
                         pattern->kind == DL_V_FUNCTION ? DL_YES : function_is(scope, &pattern->function, &values[i]));
    return best == DL_NO && !is_complete ? DL_MAYBE : best;
}

/* Where an lvalue lies: automatic, persistent, or behind a pointer. */
static dl_tri lies_in(const dl_expr *lvalue, bool persistent)
{
    for (;; lvalue = lvalue->a) {
        lvalue = dl_expr_uncast(lvalue);
        if (!lvalue || lvalue->kind == DL_E_DEREF)
            return DL_MAYBE;
        if (lvalue->kind == DL_E_VAR)
            break;
        if (lvalue->kind != DL_E_FIELD && lvalue->kind != DL_E_INDEX)
            return DL_MAYBE;
    }
    bool is_static = lvalue->var->storage == DL_GLOBAL || lvalue->var->storage == DL_STATIC_LOCAL;
    return is_static == persistent ? DL_YES : DL_NO;
}

static dl_tri match_storage(const dl_value_pattern *pattern, const dl_expr *expr)
{
    expr = dl_expr_uncast(expr);
    if (expr->kind == DL_E_ADDRESS && expr->a)
        return lies_in(expr->a, pattern->is_persistent);
    if (expr->kind == DL_E_CONST)
        return DL_NO;
    return DL_MAYBE;
}

static bool same_name(const char *spelling, size_t size, const char *name)
{
    return strlen(name) == size && memcmp(spelling, name, size) == 0;
}

static bool spells(const char *spelling, const char *name)
{
    static const char *const words[] = {"const ", "volatile ", "struct ", "union ", "enum ", "class "};

    for (size_t i = 0; spelling && i < sizeof words / sizeof *words; i++)
        if (dl_text_starts(spelling, words[i])) {
            spelling += strlen(words[i]);
            i = (size_t)-1;
        }
    if (!spelling)
        return false;
    size_t size = strlen(spelling);
    while (size && (spelling[size - 1] == ' '))
        size--;
    return same_name(spelling, size, name);
}

bool dl_type_named(const dl_type *type, const char *name)
{
    if (!type)
        return false;
    if (spells(type->spelling, name) || spells(type->canonical, name))
        return true;
    if (type->kind == DL_TYPE_POINTER && type->element && type->element->kind == DL_TYPE_RECORD && name[0] == 'P' &&
        type->element->record && type->element->record->tag[0] == '_' &&
        strcmp(type->element->record->tag + 1, name + 1) == 0)
        return true; /* `struct _FILE_OBJECT *`, as templates spell a PFILE_OBJECT */
    if (type->kind != DL_TYPE_RECORD || !type->record)
        return false;
    if (strcmp(type->record->tag, name) == 0 ||
        (type->record->tag[0] == '_' && strcmp(type->record->tag + 1, name) == 0))
        return true; /* a tag alone, where the sources name the pointer only */
    for (size_t i = 0; i < type->record->name_count; i++)
        if (strcmp(type->record->names[i], name) == 0)
            return true;
    return false;
}

static dl_tri match_type(const dl_value_pattern *pattern, const dl_expr *expr)
{
    for (const dl_expr *at = expr; at; at = at->kind == DL_E_CAST ? at->a : NULL)
        for (size_t i = 0; i < pattern->names.count; i++)
            if (dl_type_named(at->type, pattern->names.at[i]))
                return DL_YES;
    return expr->type->kind == DL_TYPE_OTHER ? DL_MAYBE : DL_NO;
}

static dl_tri match_sizeof(const dl_value_pattern *pattern, const dl_expr *expr)
{
    expr = dl_expr_uncast(expr);
    if (expr->kind != DL_E_SIZEOF)
        return expr->kind == DL_E_CONST || is_address(expr) ? DL_NO : DL_MAYBE;
    for (size_t i = 0; i < pattern->names.count; i++)
        if (dl_type_named(expr->of_type, pattern->names.at[i]))
            return DL_YES;
    return DL_NO;
}

static dl_tri match_inner(const dl_scope *scope, const dl_value_pattern *pattern, const dl_expr *expr)
{
    return pattern->inner_count ? dl_possible_value(scope, pattern->inner[0], expr) : DL_YES;
}

/* What stands for itself and is no storage. */
static bool is_plain(const dl_expr *expr)
{
    return expr->kind == DL_E_CONST || expr->kind == DL_E_STRING || expr->kind == DL_E_FUNCTION ||
           expr->kind == DL_E_SIZEOF;
}

static dl_tri match_to(const dl_scope *scope, const dl_value_pattern *pattern, const dl_expr *expr)
{
    expr = dl_expr_uncast(expr);
    if (expr->kind == DL_E_ADDRESS)
        return match_inner(scope, pattern, expr->a);
    if (is_plain(expr) && pattern->inner_count && pattern->inner[0]->kind == DL_V_CAPTURE) /* null: no object to bind */
        return DL_YES;
    return is_plain(expr) && expr->kind != DL_E_STRING ? DL_NO : DL_MAYBE;
}

static dl_tri match_deref(const dl_scope *scope, const dl_value_pattern *pattern, const dl_expr *expr)
{
    expr = dl_expr_uncast(expr);
    if (expr->kind == DL_E_DEREF)
        return match_inner(scope, pattern, expr->a);
    return is_plain(expr) || expr->kind == DL_E_ADDRESS ? DL_NO : DL_MAYBE;
}

static dl_tri match_alias(const dl_scope *scope, const dl_value_pattern *pattern, const dl_expr *expr)
{
    if (match_inner(scope, pattern, expr) == DL_YES)
        return DL_YES;
    return is_plain(dl_expr_uncast(expr)) ? DL_NO : DL_MAYBE;
}

static dl_tri match_param(const dl_scope *scope, const dl_value_pattern *pattern, const dl_expr *expr)
{
    if (!pattern->path.count)
        return dl_scope_is_param(scope, expr, pattern->path.param, pattern->path.param_number);
    dl_tri direct = dl_possible_path(scope, &pattern->path, expr);
    expr = dl_expr_uncast(expr);
    return direct == DL_NO && expr->kind == DL_E_VAR ? DL_MAYBE : direct;
}

/* What a capture holds is known on a path only. */
static bool mentions_capture(const dl_value_pattern *pattern)
{
    bool found = pattern->kind == DL_V_CAPTURE;

    for (size_t i = 0; i < pattern->inner_count && !found; i++)
        found = mentions_capture(pattern->inner[i]);
    return found;
}

static dl_tri match_several(const dl_scope *scope, const dl_value_pattern *pattern, const dl_expr *expr)
{
    dl_tri all = pattern->kind == DL_V_ALL_OF ? DL_YES : DL_NO;

    if (pattern->kind == DL_V_NOT)
        return mentions_capture(pattern) ? DL_MAYBE : dl_tri_not(match_inner(scope, pattern, expr));
    for (size_t i = 0; i < pattern->inner_count; i++) {
        dl_tri one = dl_possible_value(scope, pattern->inner[i], expr);
        all = pattern->kind == DL_V_ALL_OF ? dl_tri_and(all, one) : dl_tri_or(all, one);
    }
    return all;
}

dl_tri dl_possible_value(const dl_scope *scope, const dl_value_pattern *pattern, const dl_expr *expr)
{
    if (!pattern || pattern->kind == DL_V_ANY || pattern->kind == DL_V_CAPTURE)
        return DL_YES;
    if (!expr || expr->kind == DL_E_UNKNOWN)
        return DL_MAYBE;
    switch (pattern->kind) {
    case DL_V_ANY:
    case DL_V_CAPTURE:
        return DL_YES;
    case DL_V_CLASS:
        return match_class(pattern->value_class, expr);
    case DL_V_FUNCTION:
    case DL_V_FUNCTION_IS:
        return match_function(scope, pattern, expr);
    case DL_V_PARAM:
        return match_param(scope, pattern, expr);
    case DL_V_CONSTANTS:
        return match_constants(scope, pattern, expr);
    case DL_V_GLOBAL:
        expr = dl_expr_uncast(expr);
        return expr->kind == DL_E_VAR && dl_name_set_has(pattern->names, expr->var->name) ? DL_YES : DL_NO;
    case DL_V_BITS:
        return match_bits(pattern, expr);
    case DL_V_SIZEOF:
        return match_sizeof(pattern, expr);
    case DL_V_TO:
        return match_to(scope, pattern, expr);
    case DL_V_DEREF:
        return match_deref(scope, pattern, expr);
    case DL_V_ALIAS:
        return match_alias(scope, pattern, expr);
    case DL_V_FROM:
        return is_plain(dl_expr_uncast(expr)) || !dl_possible_event(scope, pattern->event, &any_role, NULL) ? DL_NO
                                                                                                            : DL_MAYBE;
    case DL_V_STORAGE:
        return match_storage(pattern, expr);
    case DL_V_TYPE:
        return match_type(pattern, expr);
    case DL_V_NOT:
    case DL_V_ANY_OF:
    case DL_V_ALL_OF:
        return match_several(scope, pattern, expr);
    case DL_V_UNSET:
    case DL_V_STRING:
    case DL_V_READ_BY:
        break;
    }
    return DL_MAYBE;
}

/* ---- paths ---- */

static dl_tri match_index(const dl_path_step *step, const dl_expr *index, const dl_range *range)
{
    int64_t value;

    if (step->kind == DL_P_EACH || step->kind == DL_P_SOME || step->kind == DL_P_INDEX_CAPTURE)
        return DL_YES;
    if (range && range->known)
        return range->last >= step->first && range->first <= step->last ? DL_YES : DL_NO;
    if (known_value(index, &value))
        return value >= step->first && value <= step->last ? DL_YES : DL_NO;
    index = dl_expr_uncast(index);
    if (index && index->kind == DL_E_CONST && index->name && step->first_name)
        return strcmp(index->name, step->first_name) == 0 ? DL_YES : DL_NO;
    return DL_MAYBE;
}

static dl_tri match_root(const dl_scope *scope, const dl_path_pattern *path, const dl_expr *expr)
{
    switch (path->root) {
    case DL_ROOT_CAPTURE:
        return DL_YES;
    case DL_ROOT_PARAM:
        if (expr->kind == DL_E_DEREF)
            expr = expr->a;
        return dl_scope_is_param(scope, expr, path->param, path->param_number);
    case DL_ROOT_TYPE:
        return dl_type_named(expr->type, path->type) ? DL_YES : DL_NO;
    }
    return DL_NO;
}

/* Whether the lvalue is the root with the first `count` steps. Pointers on the way are followed. */
static dl_tri match_steps(const dl_scope *scope, const dl_path_pattern *path, size_t count, const dl_expr *expr)
{
    expr = dl_expr_uncast(expr);
    if (!expr)
        return DL_NO;
    if (!count)
        return match_root(scope, path, expr);
    const dl_path_step *step = &path->steps[count - 1];
    bool is_member = step->kind == DL_P_FIELD || step->kind == DL_P_EACH_FIELD;
    if (expr->kind == DL_E_DEREF || (expr->kind == DL_E_ADDRESS && expr->a))
        return match_steps(scope, path, count, expr->a);
    if (is_member && expr->kind == DL_E_FIELD) {
        if (step->kind == DL_P_FIELD && !dl_text_equal(expr->name, step->field))
            return DL_NO;
        return match_steps(scope, path, count - 1, expr->a);
    }
    if (expr->kind != DL_E_INDEX)
        return DL_NO;
    if (is_member) /* one of several objects of that kind */
        return match_steps(scope, path, count, expr->a);
    dl_tri index = match_index(step, expr->b, expr->range);
    return index == DL_NO ? DL_NO : dl_tri_and(index, match_steps(scope, path, count - 1, expr->a));
}

/* Through a variable that holds a part of the driver object. */
static dl_tri match_places(const dl_scope *scope, const dl_path_pattern *path, const dl_expr *target)
{
    const char *fields[16];
    size_t count = 0;
    bool has_index = false;

    for (size_t i = 0; i < path->count; i++) {
        if (path->steps[i].kind == DL_P_FIELD && count < sizeof fields / sizeof *fields)
            fields[count++] = path->steps[i].field;
        else if (path->steps[i].kind == DL_P_EACH_FIELD)
            return DL_NO;
        else
            has_index = true;
    }
    if (path->root != DL_ROOT_PARAM || !path->count ||
        !dl_scope_is_member(scope, target, path->param, path->param_number, fields, count))
        return DL_NO;
    if (!has_index)
        return DL_YES;
    const dl_path_step *last = &path->steps[path->count - 1];
    target = dl_expr_uncast(target);
    if (last->kind != DL_P_FIELD && target->kind == DL_E_INDEX)
        return match_index(last, target->b, target->range);
    return DL_MAYBE;
}

dl_tri dl_possible_path(const dl_scope *scope, const dl_path_pattern *path, const dl_expr *target)
{
    dl_tri direct = target ? match_steps(scope, path, path->count, target) : DL_NO;

    return direct == DL_NO && target ? match_places(scope, path, target) : direct;
}

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

bool dl_call_named(const dl_scope *scope, const dl_event_form *form, const dl_instr *call)
{
    view views[2];
    size_t count = views_of(scope, call, views);

    for (size_t i = 0; i < count; i++)
        if (api_named(form, views[i].api, views[i].name))
            return true;
    return false;
}

static dl_tri match_arg_at(const dl_scope *scope, const dl_arg_pattern *arg, const view *seen, int index)
{
    if (index < 0)
        return DL_MAYBE;
    if (!seen->args || (size_t)index >= seen->count)
        return DL_NO;
    return dl_possible_value(scope, arg->value, seen->args[index]);
}

static dl_tri match_arg_fact(const dl_scope *scope, const dl_arg_pattern *arg, const view *seen)
{
    const dl_api *api = seen->api;
    const dl_param_set *set = NULL;
    dl_tri best = DL_NO;

    if (!api)
        return DL_MAYBE;
    switch (arg->fact) {
    case DL_FACT_KEPT:
        set = &api->kept;
        break;
    case DL_FACT_FREED:
        set = &api->freed;
        break;
    case DL_FACT_INITIALISED:
        set = &api->initialised;
        break;
    case DL_FACT_COPIED:
        set = &api->copied;
        break;
    }
    for (size_t i = 0; set && i < set->count; i++)
        best = dl_tri_or(best, match_arg_at(scope, arg, seen, (int)set->at[i]));
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

static dl_tri match_call(const dl_scope *scope, const dl_event_form *form, const dl_instr *call)
{
    view views[2];
    size_t count = views_of(scope, call, views);
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
        best = dl_tri_or(best, match_steps(scope, path, count, target));
    if (path->root == DL_ROOT_CAPTURE && best == DL_NO)
        best = DL_MAYBE;
    return best;
}

typedef struct store_seen {
    const dl_expr *target;
    const dl_expr *value; /* NULL: zero, or a copy when `is_copy` */
    dl_assign_op op;
    bool is_whole, is_copy;
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

static dl_tri match_store(const dl_scope *scope, const dl_event_form *form, const store_seen *store)
{
    dl_tri where = DL_NO;

    for (size_t i = 0; i < form->path_count; i++) {
        where = dl_tri_or(where, dl_possible_path(scope, &form->paths[i], store->target));
        if (store->is_whole)
            where = dl_tri_or(where, match_whole(scope, &form->paths[i], store->target));
    }
    if (form->target && form->target->kind == DL_V_STORAGE)
        where = dl_tri_or(where, lies_in(store->target, form->target->is_persistent));
    else if (form->target)
        where = dl_tri_or(where, dl_possible_value(scope, form->target, store->target));
    if (where == DL_NO)
        return DL_NO;
    where = dl_tri_and(where, match_op(form->op, store->op));
    where = dl_tri_and(where, match_span(form->span, store->target, store->is_whole));
    return where == DL_NO ? DL_NO : dl_tri_and(where, match_stored_value(scope, form, store));
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

static dl_tri match_call_store(const dl_scope *scope, const dl_event_form *form, const dl_instr *call)
{
    const dl_expr *const *args = NULL;
    size_t count = 0;
    const dl_api *api = dl_scope_api(scope, call, &args, &count);
    dl_tri best = DL_NO;

    for (size_t i = 0; api && i < api->zero_count; i++) {
        store_seen store = {.is_whole = true};
        if (api->zeroes[i].param >= count)
            continue;
        store.target = spelled_object(args[api->zeroes[i].param]);
        best = dl_tri_or(best, store.target ? match_store(scope, form, &store) : DL_NO);
    }
    for (size_t i = 0; api && i < api->copy_count; i++) {
        store_seen store = {.is_whole = true, .is_copy = true};
        if (api->copies[i].to.param >= count)
            continue;
        store.target = spelled_object(args[api->copies[i].to.param]);
        best = dl_tri_or(best, store.target ? match_store(scope, form, &store) : DL_NO);
    }
    return best;
}

static dl_tri match_store_instr(const dl_scope *scope, const dl_event_form *form, const dl_instr *instr)
{
    if (instr->kind == DL_I_CALL)
        return match_call_store(scope, form, instr);
    if (instr->kind != DL_I_ASSIGN && instr->kind != DL_I_ZERO)
        return DL_NO;
    store_seen store = {.target = instr->target};

    store.op = instr->kind == DL_I_ASSIGN ? dl_expr_update(instr, &store.value) : instr->op;
    if (!store.target || (store.target->kind == DL_E_VAR && store.target->var->storage == DL_TEMP))
        return DL_NO;
    store.is_whole = instr->kind == DL_I_ZERO || store.target->type->kind == DL_TYPE_RECORD ||
                     store.target->type->kind == DL_TYPE_ARRAY;
    if (store.is_whole) {
        store.is_copy = instr->kind != DL_I_ZERO;
        store.value = NULL;
    }
    return match_store(scope, form, &store);
}

/* ---- reads ---- */

static dl_tri match_within(const dl_scope *scope, const dl_event_form *form, const dl_expr *expr, unsigned depth)
{
    dl_tri best = DL_NO;

    if (!expr || depth > 64)
        return DL_NO;
    if (form->kind == DL_ON_DEREF)
        best = expr->kind == DL_E_DEREF ? dl_possible_value(scope, form->value, expr->a) : DL_NO;
    else if (!is_plain(expr))
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

dl_tri dl_possible_form(const dl_scope *scope, const dl_event_form *form, const dl_function *function,
                        const dl_instr *instr)
{
    (void)function;
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

    if (form->returned != DL_OUTCOME_ANY && value && known_value(value, &known) && value->type->kind == DL_TYPE_INT &&
        (known >= 0) != (form->returned == DL_OUTCOME_SUCCESS))
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

static void search_function(search *at, const dl_function *function)
{
    for (size_t b = 0; b < function->block_count; b++) {
        const dl_block *block = &function->blocks[b];
        for (size_t i = 0; i < block->count; i++)
            search_note(at, dl_possible_form(at->scope, at->form, function, &block->instrs[i]), block->instrs[i].span);
        search_note(at, match_term(at->scope, at->form, &block->term), block->term.span);
    }
}

dl_tri dl_possible_event(const dl_scope *scope, const dl_event_pattern *event, const dl_role_set *in, dl_span *where)
{
    search best = {.scope = scope};

    for (size_t i = 0; event && i < event->count; i++) {
        const dl_event_form *form = &event->forms[i];
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
