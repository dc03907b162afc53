/* unload_end.c: whether anything that runs at the driver's end releases what was acquired, by sets: no path is
 * followed. */
#include "engine/lasting.h"
#include "engine/unload.h"

/* False where the constant is another than the one that the use asks for. */
static bool has_value(const dl_api_use *use, const dl_facts *facts, const dl_expr *constant)
{
    int64_t value = constant->value;

    if (!constant->has_value && !(constant->name && dl_facts_constant(facts, constant->name, &value)))
        return true;
    return use->args_is_number ? value == use->args_number : (value == 0) == use->args_zero;
}

const dl_api_use *dl_unload_use_of(const dl_facts *facts, const dl_api_use *uses, size_t count, const dl_instr *instr)
{
    const dl_api *by_name = instr->name ? dl_facts_api(facts, instr->name) : NULL;
    const dl_api *by_macro = instr->macro ? dl_facts_api(facts, instr->macro) : NULL;

    for (size_t u = 0; u < count && instr->kind == DL_I_CALL; u++) {
        const dl_api *api = by_name && dl_name_set_has(uses[u].calls, by_name->canonical)     ? by_name
                            : by_macro && dl_name_set_has(uses[u].calls, by_macro->canonical) ? by_macro
                                                                                              : NULL;
        int param;
        const dl_expr *arg;

        if (!api)
            continue;
        if (!uses[u].args_name)
            return &uses[u];
        param = dl_api_param(api, uses[u].args_name);
        arg = param >= 0 && (size_t)param < instr->arg_count ? instr->args[param] : NULL;
        arg = dl_expr_uncast(arg);
        if (arg && arg->kind == DL_E_CONST && !has_value(&uses[u], facts, arg))
            continue;
        return &uses[u];
    }
    return NULL;
}

const dl_expr *dl_unload_object_of(const dl_function *function, const dl_api_use *use, const dl_instr *instr)
{
    const dl_expr *expr;

    if (!use->has_object)
        return NULL;
    if (use->object == DL_FACT_RESULT)
        return dl_result_slot(function, instr);
    if (use->object >= instr->arg_count)
        return NULL;
    expr = instr->args[use->object];
    if (use->object_is_deref)
        return expr->kind == DL_E_ADDRESS ? expr->a : NULL;
    return expr;
}

static bool is_global_path(const dl_expr *expr)
{
    while (expr->kind == DL_E_CAST || expr->kind == DL_E_ADDRESS || expr->kind == DL_E_FIELD ||
           (expr->kind == DL_E_INDEX && expr->b->kind == DL_E_CONST))
        expr = expr->a;
    return (expr->kind == DL_E_VAR && (expr->var->storage == DL_GLOBAL || expr->var->storage == DL_STATIC_LOCAL)) ||
           expr->kind == DL_E_FUNCTION;
}

static const dl_expr *plain(const dl_expr *expr)
{
    while (expr->kind == DL_E_CAST || expr->kind == DL_E_ADDRESS)
        expr = expr->a;
    return expr;
}

/* Whether this release may be of that object: no only where both are known and differ. */
static bool may_be_same(const dl_resource *kind, const dl_expr *acquired, const dl_expr *released)
{
    if (!acquired || !released || kind->identity == DL_BY_SINGLE || kind->identity == DL_BY_STRING)
        return true;
    if (!is_global_path(acquired) || !is_global_path(released))
        return true;
    return dl_expr_same(plain(acquired), plain(released));
}

/* What is released was written from what was acquired, or from a local that may hold it. */
static bool is_copied(const dl_judge *judge, const dl_expr *acquired, const dl_expr *released)
{
    const dl_program *program = judge->world->program;

    for (size_t f = 0; f < program->function_count; f++)
        for (size_t b = 0; b < program->functions[f]->block_count; b++)
            for (size_t i = 0; i < program->functions[f]->blocks[b].count; i++) {
                const dl_instr *instr = &program->functions[f]->blocks[b].instrs[i];
                const dl_expr *value = instr->kind == DL_I_ASSIGN ? instr->value : NULL;

                value = dl_expr_uncast(value);
                if (value && instr->target && dl_expr_same(instr->target, plain(released)) &&
                    (dl_expr_same(value, plain(acquired)) ||
                     (value->kind == DL_E_VAR && value->var->storage != DL_GLOBAL && value->var->storage != DL_TEMP)))
                    return true;
            }
    return false;
}

static const dl_role_set *leaving_roles(dl_judge *judge)
{
    dl_role_set *set = DL_NEW(judge->arena, dl_role_set);
    static const char *const ending[] = {"unload",   "driver-cleanup", "device-cleanup", "dispatch",
                                         "callback", "shutdown",       "add-device",     "reinitialize"};

    set->roles = (dl_name_set){ending, sizeof ending / sizeof *ending};
    return set;
}

bool dl_unload_runs_for_sure(dl_judge *judge, const dl_role_set *roles, const dl_function *function)
{
    dl_function_list roots = dl_scope_roots(judge->scope, roles);

    for (size_t r = 0; r < roots.count; r++) {
        dl_name_set own = dl_scope_own_roles(judge->scope, roots.at[r]);

        if (roots.at[r] != function && !dl_scope_calls(judge->scope, roots.at[r], function))
            continue;
        for (size_t i = 0; i < own.count; i++) {
            dl_span where;
            bool is_weak = true;

            if (dl_name_set_has(roles->roles, own.at[i]) &&
                dl_scope_role_given(judge->scope, roots.at[r], own.at[i], &where, &is_weak) && !is_weak)
                return true;
        }
    }
    return false;
}

/* The call only sets the structure up. */
static bool is_set_up(const dl_facts *facts, const dl_instr *call, size_t arg)
{
    const dl_api *api = call->name ? dl_facts_api(facts, call->name) : NULL;

    for (size_t i = 0; api && i < api->zero_count; i++)
        if (api->zeroes[i].param == arg)
            return true;
    return false;
}

/* The local structure is given to nobody: what is put into it goes nowhere. */
static bool is_dead_end(const dl_facts *facts, const dl_function *function, const dl_var *var)
{
    if (!var || var->storage != DL_LOCAL)
        return false;
    for (size_t b = 0; b < function->block_count; b++)
        for (size_t i = 0; i < function->blocks[b].count; i++) {
            const dl_instr *instr = &function->blocks[b].instrs[i];

            if (dl_expr_mentions(instr->value, var) || dl_expr_mentions(instr->pointer, var))
                return false;
            for (size_t a = 0; a < instr->arg_count; a++)
                if (dl_expr_mentions(instr->args[a], var) && !is_set_up(facts, instr, a))
                    return false;
        }
    return true;
}

/* Its address is taken, but comes to nobody who might call it. */
static bool is_never_given(const dl_judge *judge, const dl_function *function)
{
    size_t count;
    const dl_function_use *uses = dl_scope_uses(judge->scope, function, &count);

    for (size_t i = 0; i < count; i++) {
        const dl_expr *target = uses[i].instr && uses[i].instr->kind == DL_I_ASSIGN ? uses[i].instr->target : NULL;

        while (target && (target->kind == DL_E_FIELD || target->kind == DL_E_INDEX))
            target = target->a;
        if (uses[i].is_call || !uses[i].by || !target || target->kind != DL_E_VAR ||
            !is_dead_end(judge->world->facts, uses[i].by, target->var))
            return false;
    }
    return true;
}

dl_tri dl_unload_is_released(dl_judge *judge, const dl_resource *kind, const dl_function *by, const dl_instr *site,
                             const dl_function **releaser)
{
    const dl_facts *facts = judge->world->facts;
    const dl_role_set *roles = leaving_roles(judge);
    dl_function_list functions = dl_scope_functions(judge->scope, roles);
    dl_tri result = DL_NO;
    const dl_api_use *acquire = dl_unload_use_of(facts, kind->acquire, kind->acquire_count, site);
    const dl_expr *acquired = acquire ? dl_unload_object_of(by, acquire, site) : NULL;
    bool is_alone = acquired && kind->identity == DL_BY_HANDLE &&
                    dl_lasting_is_sole_holder(judge, judge->scope, by, site, acquired);

    for (size_t f = 0; f < functions.count; f++)
        for (size_t b = 0; b < functions.at[f]->block_count; b++)
            for (size_t i = 0; i < functions.at[f]->blocks[b].count; i++) {
                const dl_instr *instr = &functions.at[f]->blocks[b].instrs[i];
                const dl_api_use *use = dl_unload_use_of(facts, kind->release, kind->release_count, instr);

                if (!use)
                    use = dl_unload_use_of(facts, kind->consumed_by, kind->consumed_count, instr);
                const dl_expr *released = use ? dl_unload_object_of(functions.at[f], use, instr) : NULL;

                if (!use || (!may_be_same(kind, acquired, released) && !is_copied(judge, acquired, released)))
                    continue;
                if (is_alone && released && !dl_expr_same(plain(acquired), plain(released)))
                    continue;
                if (dl_unload_runs_for_sure(judge, roles, functions.at[f])) {
                    *releaser = functions.at[f];
                    return DL_YES;
                }
                if (is_never_given(judge, functions.at[f]))
                    continue;
                *releaser = functions.at[f];
                result = DL_MAYBE;
            }
    return result;
}

const char *dl_unload_opaque(dl_judge *judge)
{
    dl_role_set set = {0};
    static const char *const ending[] = {"unload", "driver-cleanup", "device-cleanup"};
    dl_function_list functions;

    set.roles = (dl_name_set){ending, sizeof ending / sizeof *ending};
    functions = dl_scope_functions(judge->scope, &set);
    for (size_t f = 0; f < functions.count; f++) {
        size_t count;
        const dl_opaque_call *calls = dl_scope_opaque(judge->scope, functions.at[f], &count);

        for (size_t i = 0; i < count; i++)
            if (!dl_call_is_message(calls[i].call))
                return dl_arena_printf(judge->arena, "%s, called by %s, %s",
                                       calls[i].name ? calls[i].name : dl_judge_called(judge, calls[i].call),
                                       functions.at[f]->name,
                                       dl_judge_why_unread(judge, calls[i].name, calls[i].call->span));
        if (functions.at[f]->lost_count)
            return dl_arena_printf(judge->arena, "%s was not understood in full", functions.at[f]->name);
    }
    return NULL;
}
