/* possible_value.c: whether an expression can be what a pattern of values or of paths describes; see possible.h. */
#include "engine/possible_parts.h"

#include <string.h>

static const dl_role_set any_role = {.is_any = true};

/* ---- constants ---- */

bool dl_possible_constant(const dl_expr *expr, int64_t *value)
{
    int64_t left, right;

    expr = dl_expr_uncast(expr);
    if (!expr)
        return false;
    if (expr->kind == DL_E_CONST) {
        *value = expr->value;
        return expr->has_value;
    }
    if (expr->kind == DL_E_UNARY && dl_possible_constant(expr->a, &left)) {
        *value = expr->op == DL_OP_NEG ? -left : expr->op == DL_OP_BITNOT ? ~left : !left;
        return true;
    }
    if (expr->kind != DL_E_BINARY || !dl_possible_constant(expr->a, &left) || !dl_possible_constant(expr->b, &right))
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

    if (!pattern->has_masks || !dl_possible_constant(expr, &value))
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
    if (dl_possible_constant(expr, &value))
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
    if (!dl_possible_constant(expr, &value))
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

dl_tri dl_possible_lies_in(const dl_expr *lvalue, bool is_persistent)
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
    bool is_static = dl_var_is_static(lvalue->var);
    return is_static == is_persistent ? DL_YES : DL_NO;
}

static dl_tri match_storage(const dl_value_pattern *pattern, const dl_expr *expr)
{
    expr = dl_expr_uncast(expr);
    if (expr->kind == DL_E_ADDRESS && expr->a)
        return dl_possible_lies_in(expr->a, pattern->is_persistent);
    if (expr->kind == DL_E_CONST)
        return DL_NO;
    return DL_MAYBE;
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
    return dl_sizeof_is_made_up(expr) ? DL_MAYBE : DL_NO;
}

static dl_tri match_inner(const dl_scope *scope, const dl_value_pattern *pattern, const dl_expr *expr)
{
    return pattern->inner_count ? dl_possible_value(scope, pattern->inner[0], expr) : DL_YES;
}

bool dl_possible_is_plain(const dl_expr *expr)
{
    return expr->kind == DL_E_CONST || expr->kind == DL_E_STRING || expr->kind == DL_E_FUNCTION ||
           expr->kind == DL_E_SIZEOF;
}

static dl_tri match_to(const dl_scope *scope, const dl_value_pattern *pattern, const dl_expr *expr)
{
    expr = dl_expr_uncast(expr);
    if (expr->kind == DL_E_ADDRESS)
        return match_inner(scope, pattern, expr->a);
    if (dl_possible_is_plain(expr) && pattern->inner_count &&
        pattern->inner[0]->kind == DL_V_CAPTURE) /* null: no object to bind */
        return DL_YES;
    return dl_possible_is_plain(expr) && expr->kind != DL_E_STRING ? DL_NO : DL_MAYBE;
}

static bool has_global(const dl_program *program, const dl_name_set *names)
{
    for (size_t i = 0; i < program->global_count; i++)
        if (dl_name_set_has(*names, program->globals[i]->name))
            return true;
    return false;
}

static dl_tri match_deref(const dl_scope *scope, const dl_value_pattern *pattern, const dl_expr *expr)
{
    expr = dl_expr_uncast(expr);
    if (expr->kind == DL_E_DEREF)
        return match_inner(scope, pattern, expr->a);
    if (pattern->inner[0]->kind == DL_V_GLOBAL && !has_global(dl_scope_program(scope), &pattern->inner[0]->names))
        return DL_NO;
    return dl_possible_is_plain(expr) || expr->kind == DL_E_ADDRESS ? DL_NO : DL_MAYBE;
}

static dl_tri match_alias(const dl_scope *scope, const dl_value_pattern *pattern, const dl_expr *expr)
{
    if (match_inner(scope, pattern, expr) == DL_YES)
        return DL_YES;
    return dl_possible_is_plain(dl_expr_uncast(expr)) ? DL_NO : DL_MAYBE;
}

static dl_tri match_param(const dl_scope *scope, const dl_value_pattern *pattern, const dl_expr *expr)
{
    if (!pattern->path.count)
        return dl_scope_is_param(scope, expr, pattern->path.param, pattern->path.param_number);
    dl_tri direct = dl_possible_path(scope, &pattern->path, expr);
    expr = dl_expr_uncast(expr);
    return direct == DL_NO && expr->kind == DL_E_VAR ? DL_MAYBE : direct;
}

/* The call whose answer, and nothing else, the temporary holds; NULL: it may hold something else. */
static const dl_instr *find_giver(const dl_var *temporary)
{
    const dl_function *function = temporary->storage == DL_TEMP ? temporary->function : NULL;
    const dl_instr *call = NULL;

    for (size_t b = 0; function && b < function->block_count; b++)
        for (size_t i = 0; i < function->blocks[b].count; i++) {
            const dl_instr *instr = &function->blocks[b].instrs[i];

            if (instr->target && dl_expr_root(instr->target) == temporary)
                return NULL;
            if (instr->kind != DL_I_CALL || instr->result != temporary)
                continue;
            if (call)
                return NULL;
            call = instr;
        }
    return call;
}

/* A helper hands on what it was given by others; a known routine gives what is its own. */
static bool gives_its_own(const dl_scope *scope, const dl_instr *call)
{
    const dl_expr *const *args;
    size_t count;
    const dl_api *api = call->callee || call->pointer || call->macro ? NULL : dl_scope_api(scope, call, &args, &count);

    return api && !api->zero_in_entry.count && !api->has_given && !api->expands_to;
}

static dl_tri match_from(const dl_scope *scope, const dl_value_pattern *pattern, const dl_expr *expr)
{
    const dl_instr *giver;
    dl_tri best = DL_NO;

    expr = dl_expr_uncast(expr);
    if (dl_possible_is_plain(expr))
        return DL_NO;
    giver = expr->kind == DL_E_VAR ? find_giver(expr->var) : NULL;
    if (!giver || !gives_its_own(scope, giver))
        return dl_possible_event(scope, pattern->event, &any_role, NULL) == DL_NO ? DL_NO : DL_MAYBE;
    for (size_t i = 0; i < pattern->event->count; i++)
        best = dl_tri_or(best, dl_possible_form(scope, &pattern->event->forms[i], giver));
    return best;
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
        return match_from(scope, pattern, expr);
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
    case DL_V_GIVEN_TO:
    case DL_V_MEMBER_OF:
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
    if (dl_possible_constant(index, &value))
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

dl_tri dl_possible_steps(const dl_scope *scope, const dl_path_pattern *path, size_t count, const dl_expr *expr)
{
    expr = dl_expr_uncast(expr);
    if (!expr)
        return DL_NO;
    if (!count)
        return match_root(scope, path, expr);
    const dl_path_step *step = &path->steps[count - 1];
    bool is_member = step->kind == DL_P_FIELD || step->kind == DL_P_EACH_FIELD;
    if (expr->kind == DL_E_DEREF || (expr->kind == DL_E_ADDRESS && expr->a))
        return dl_possible_steps(scope, path, count, expr->a);
    if (is_member && expr->kind == DL_E_FIELD) {
        if (step->kind == DL_P_FIELD && !dl_text_equal(expr->name, step->field))
            return DL_NO;
        return dl_possible_steps(scope, path, count - 1, expr->a);
    }
    if (expr->kind != DL_E_INDEX)
        return DL_NO;
    if (is_member) /* one of several objects of that kind */
        return dl_possible_steps(scope, path, count, expr->a);
    dl_tri index = match_index(step, expr->b, expr->range);
    return index == DL_NO ? DL_NO : dl_tri_and(index, dl_possible_steps(scope, path, count - 1, expr->a));
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
    dl_tri direct = target ? dl_possible_steps(scope, path, path->count, target) : DL_NO;

    return direct == DL_NO && target ? match_places(scope, path, target) : direct;
}
