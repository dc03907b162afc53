#include "engine/scope_private.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

/* What a function is for when it was declared with one of these; any other callback type of the kernel is a `callback`.
 */
static const struct role_type {
    const char *type, *role;
} role_types[] = {
    {"DRIVER_UNLOAD", "unload"},
    {"DRIVER_ADD_DEVICE", "add-device"},
    {"DRIVER_DISPATCH", "dispatch"},
    {"DRIVER_DISPATCH_PAGED", "dispatch"},
    {"DRIVER_DISPATCH_RAISED", "dispatch"},
    {"DRIVER_REINITIALIZE", "reinitialize"},
    {"EVT_WDF_DRIVER_UNLOAD", "unload"},
    {"EVT_WDF_DRIVER_DEVICE_ADD", "add-device"},
};

/* ---- small things ---- */

static role_entry *role_of(dl_scope *scope, const char *id)
{
    for (size_t i = 0; i < scope->roles.count; i++)
        if (strcmp(scope->roles.at[i]->id, id) == 0)
            return scope->roles.at[i];
    role_entry *role = DL_NEW(scope->arena, role_entry);
    role->id = id;
    role->of = DL_NEW_ARRAY(scope->arena, scope->program->function_count + 1, given);
    dl_vec_push(scope->arena, &scope->roles, role);
    return role;
}

/* Returns whether anything is new. */
static bool give(role_entry *role, int function, dl_span where, bool is_weak)
{
    given *at = &role->of[function];

    if (at->is_own && (is_weak || !at->is_weak))
        return false;
    at->is_own = true;
    at->is_weak = is_weak;
    at->where = where;
    return true;
}

static void miss(role_entry *role, dl_span where)
{
    if (role->has_unseen)
        return;
    role->has_unseen = true;
    role->unseen = where;
}

/* ---- uses and calls ---- */

typedef struct use_site {
    dl_scope *scope;
    const dl_function *by;
    const dl_var *holder;
    const dl_instr *instr;
} use_site;

static void add_address_uses(const use_site *site, const dl_expr *expr, unsigned depth)
{
    if (!expr || depth > 64 || expr->kind == DL_E_SIZEOF)
        return;
    if (expr->kind == DL_E_FUNCTION) {
        function_info *info = expr->function ? dl_scope_info(site->scope, expr->function) : NULL;
        named_use use = {{false, site->by, site->holder, site->instr, expr->span}, expr};
        if (info)
            dl_vec_push(site->scope->arena, &info->uses, use);
        return;
    }
    /* A comparison with a routine's address does not give it away. */
    if (expr->kind == DL_E_BINARY && expr->op >= DL_OP_EQ)
        return;
    add_address_uses(site, expr->a, depth + 1);
    add_address_uses(site, expr->b, depth + 1);
}

static void add_call_use(const use_site *site, const dl_instr *call, const dl_function *callee)
{
    function_info *info = dl_scope_info(site->scope, callee);

    if (info)
        dl_vec_push(site->scope->arena, &info->uses,
                    (named_use){{true, site->by, site->holder, call, call->span}, NULL});
}

/* A lambda that is kept by its own type can be called by those only who know the type: by name. */
static bool is_kept_as_closure(const dl_expr *value, const dl_type *as)
{
    return value && value->kind == DL_E_FUNCTION && as->spelling && dl_text_starts(as->spelling, "(lambda at ");
}

/* `IoGetDriverObjectExtension(DriverObject, DriverEntry)`: as a comparison. */
static bool is_name(const use_site *site, const dl_instr *call, size_t number)
{
    const dl_api *api = call->name ? dl_facts_api(site->scope->facts, call->name) : NULL;

    return api && dl_param_set_has(api->compared, (unsigned)number);
}

static void add_argument_uses(const use_site *site, const dl_instr *call, size_t number)
{
    const dl_function *callee = call->callee;

    if (is_name(site, call, number))
        return;
    if (!callee || number >= callee->param_count ||
        !is_kept_as_closure(call->args[number], callee->params[number]->type))
        add_address_uses(site, call->args[number], 0);
}

static void add_instr_uses(use_site *site, const dl_instr *instr)
{
    site->instr = instr;
    add_address_uses(site, instr->target, 0);
    if (!instr->target || !is_kept_as_closure(instr->value, instr->target->type))
        add_address_uses(site, instr->value, 0);
    if (instr->kind != DL_I_CALL)
        return;
    if (instr->callee)
        add_call_use(site, instr, instr->callee);
    else if (instr->pointer)
        add_address_uses(site, instr->pointer, 0);
    for (size_t i = 0; i < instr->arg_count; i++)
        add_argument_uses(site, instr, i);
    for (size_t i = 0; instr->is_macro_only && i < instr->macro_arg_count; i++)
        add_address_uses(site, instr->macro_args[i], 0);
}

static void find_uses(dl_scope *scope)
{
    const dl_program *program = scope->program;

    for (size_t i = 0; i < program->global_count; i++) {
        use_site site = {.scope = scope, .holder = program->globals[i]};
        for (size_t k = 0; k < program->globals[i]->init_count; k++)
            add_instr_uses(&site, &program->globals[i]->inits[k]);
    }
    for (size_t i = 0; i < program->function_count; i++) {
        const dl_function *function = program->functions[i];
        for (size_t k = 0; k < function->local_count; k++) {
            use_site site = {.scope = scope, .by = function, .holder = function->locals[k]};
            for (size_t n = 0; n < function->locals[k]->init_count; n++)
                add_instr_uses(&site, &function->locals[k]->inits[n]);
        }
        use_site site = {.scope = scope, .by = function};
        for (size_t b = 0; b < function->block_count; b++) {
            const dl_block *block = &function->blocks[b];
            for (size_t k = 0; k < block->count; k++)
                add_instr_uses(&site, &block->instrs[k]);
            site.instr = NULL;
            add_address_uses(&site, block->term.value, 0);
        }
    }
}

static int by_offset(const void *left, const void *right)
{
    const named_use *a = left, *b = right;
    const char *file_a = a->use.span.file ? a->use.span.file->path : "";
    const char *file_b = b->use.span.file ? b->use.span.file->path : "";
    int order = strcmp(file_a, file_b);

    if (order)
        return order;
    return a->use.span.offset < b->use.span.offset ? -1 : a->use.span.offset > b->use.span.offset;
}

static void sort_uses(dl_scope *scope)
{
    for (size_t i = 0; i < scope->program->function_count; i++) {
        function_info *info = &scope->info[i];
        if (!info->uses.count)
            continue;
        qsort(info->uses.at, info->uses.count, sizeof *info->uses.at, by_offset);
        dl_function_use *list = DL_NEW_ARRAY(scope->arena, info->uses.count, dl_function_use);
        for (size_t k = 0; k < info->uses.count; k++)
            list[k] = info->uses.at[k].use;
        info->use_list = list;
    }
}

static bool has_number(const unsigned *at, size_t count, unsigned number)
{
    for (size_t i = 0; i < count; i++)
        if (at[i] == number)
            return true;
    return false;
}

static void add_callee(dl_scope *scope, function_info *info, const dl_function *callee, bool is_sure)
{
    int index = dl_flow_index(scope->flow, callee);

    if (index < 0)
        return;
    if (!has_number(info->callees.at, info->callees.count, (unsigned)index))
        dl_vec_push(scope->arena, &info->callees, (unsigned)index);
    if (is_sure && !has_number(info->sure_callees.at, info->sure_callees.count, (unsigned)index))
        dl_vec_push(scope->arena, &info->sure_callees, (unsigned)index);
}

/* Whether objects of the one class are such of the other: only those have one another's methods. */
static bool may_be_of(const dl_type *one, const dl_type *other)
{
    return !one->record || !other->record || dl_record_extends(one->record, other->record) ||
           dl_record_extends(other->record, one->record);
}

/* What the slot of the name is set to, of any object that the call may be for. */
static void add_slot(const dl_expr *slot, const dl_instr *instr, bool is_of_any, dl_held_set *values)
{
    const dl_expr *method = instr->value;

    if (instr->kind != DL_I_ASSIGN || !dl_expr_is_slot(instr->target) || method->kind != DL_E_FUNCTION ||
        !dl_text_equal(instr->target->name, slot->name) ||
        !(is_of_any || may_be_of(instr->target->a->type, slot->a->type)))
        return;
    for (size_t i = 0; i < values->count; i++)
        if (values->at[i].function == method->function && dl_text_equal(values->at[i].name, method->name))
            return;
    if (values->count < DL_HELD_MOST)
        values->at[values->count++] = (dl_held){.name = method->name, .function = method->function, .origin = method};
    else
        values->is_unknown = true;
}

static void find_slots(dl_scope *scope, const dl_expr *slot, bool is_of_any, dl_held_set *values)
{
    const dl_program *program = scope->program;

    values->count = 0;
    values->is_unknown = false;
    for (size_t i = 0; i < program->global_count; i++)
        for (size_t k = 0; k < program->globals[i]->init_count; k++)
            add_slot(slot, &program->globals[i]->inits[k], is_of_any, values);
    for (size_t i = 0; i < program->function_count; i++)
        for (size_t b = 0; b < program->functions[i]->block_count; b++)
            for (size_t k = 0; k < program->functions[i]->blocks[b].count; k++)
                add_slot(slot, &program->functions[i]->blocks[b].instrs[k], is_of_any, values);
}

/* A virtual call leads to the methods of those classes that objects are made of. Where the class has none, what it
 * extends was not understood. */
static void find_overriders(dl_scope *scope, const dl_expr *slot, dl_held_set *values)
{
    find_slots(scope, slot, false, values);
    if (values->count == 0)
        find_slots(scope, slot, true, values);
}

static void resolve_pointer_call(dl_scope *scope, function_info *info, const dl_instr *call)
{
    dl_held_set values = {0};
    pointer_call found = {.call = call};
    size_t named = 0;

    dl_flow_values(scope->flow, call->pointer, &values);
    if (values.is_unknown && dl_expr_is_slot(call->pointer))
        find_overriders(scope, call->pointer, &values);
    const dl_function **targets = DL_NEW_ARRAY(scope->arena, values.count + 1, const dl_function *);
    found.is_complete = !values.is_unknown;
    for (size_t i = 0; i < values.count; i++) {
        const dl_held *held = &values.at[i];
        if (held->function) {
            targets[found.targets.count++] = held->function;
            add_callee(scope, info, held->function, values.count == 1 && !values.is_unknown);
            dl_scope_info(scope, held->function)->is_target = true;
        } else {
            found.is_complete = false;
        }
        if (!held->place) {
            found.name = held->name;
            named++;
        }
    }
    found.targets.at = targets;
    found.is_complete = found.is_complete && found.targets.count;
    if (named != 1 || values.is_unknown)
        found.name = dl_flow_pointer_api(scope->facts, call);
    dl_vec_push(scope->arena, &scope->pointer_calls, found);
}

static void find_callees(dl_scope *scope)
{
    for (size_t i = 0; i < scope->program->function_count; i++) {
        const dl_function *function = scope->program->functions[i];
        for (size_t b = 0; b < function->block_count; b++)
            for (size_t k = 0; k < function->blocks[b].count; k++) {
                const dl_instr *instr = &function->blocks[b].instrs[k];
                if (instr->kind == DL_I_CALL && instr->callee)
                    add_callee(scope, &scope->info[i], instr->callee, true);
                else if (dl_scope_is_through_pointer(instr))
                    resolve_pointer_call(scope, &scope->info[i], instr);
            }
    }
    if (scope->pointer_calls.count)
        qsort(scope->pointer_calls.at, scope->pointer_calls.count, sizeof *scope->pointer_calls.at, dl_scope_by_call);
}

static void find_opaque(dl_scope *scope)
{
    for (size_t i = 0; i < scope->program->function_count; i++) {
        const dl_function *function = scope->program->functions[i];
        for (size_t b = 0; b < function->block_count; b++)
            for (size_t k = 0; k < function->blocks[b].count; k++) {
                const dl_instr *instr = &function->blocks[b].instrs[k];
                if (instr->kind != DL_I_CALL || !dl_scope_is_opaque(scope, instr))
                    continue;
                dl_vec_push(scope->arena, &scope->info[i].opaque, (dl_opaque_call){function, instr, instr->name});
            }
    }
}

/* ---- roles ---- */

static void mark_in(const dl_scope *scope, role_entry *role, unsigned function)
{
    if (role->of[function].is_in)
        return;
    role->of[function].is_in = true;
    scope->info[function].is_reached = true;
    for (size_t i = 0; i < scope->info[function].callees.count; i++)
        mark_in(scope, role, scope->info[function].callees.at[i]);
}

static void mark_surely_in(const dl_scope *scope, role_entry *role, unsigned function)
{
    if (role->of[function].is_surely_in)
        return;
    role->of[function].is_surely_in = true;
    for (size_t i = 0; i < scope->info[function].sure_callees.count; i++)
        mark_surely_in(scope, role, scope->info[function].sure_callees.at[i]);
}

static void mark_all_in(const dl_scope *scope)
{
    for (size_t r = 0; r < scope->roles.count; r++)
        for (size_t i = 0; i < scope->program->function_count; i++)
            if (scope->roles.at[r]->of[i].is_own) {
                mark_in(scope, scope->roles.at[r], (unsigned)i);
                mark_surely_in(scope, scope->roles.at[r], (unsigned)i);
            }
}

/* The place where the address was taken; `*is_live` tells whether that place is reached. */
static dl_span origin_of(const dl_scope *scope, const dl_held *held, dl_span otherwise, bool *is_live)
{
    const function_info *info = dl_scope_info(scope, held->function);

    *is_live = true;
    for (size_t i = 0; info && i < info->uses.count; i++) {
        const named_use *use = &info->uses.at[i];
        if (use->expr != held->origin)
            continue;
        const function_info *by = use->use.by ? dl_scope_info(scope, use->use.by) : NULL;
        *is_live = !by || by->is_reached;
        return use->use.span;
    }
    return otherwise;
}

static bool give_values(dl_scope *scope, role_entry *role, const dl_held_set *values, dl_span where, bool is_weak)
{
    bool is_new = false, found = false;

    for (size_t i = 0; i < values->count; i++) {
        const dl_held *held = &values->at[i];
        bool is_live = true;
        if (held->place)
            continue;
        found = true;
        if (!held->function) {
            miss(role, held->origin ? held->origin->span : where);
            continue;
        }
        dl_span at = origin_of(scope, held, where, &is_live);
        if (is_live && give(role, dl_flow_index(scope->flow, held->function), at, is_weak))
            is_new = true;
    }
    if (!found && values->is_unknown && !is_weak && where.file)
        miss(role, where);
    return is_new;
}

static bool give_from_call(dl_scope *scope, const dl_instr *call)
{
    const dl_expr *const *args = NULL;
    size_t count = 0;
    bool is_new = false;
    const dl_api *api = dl_scope_api(scope, call, &args, &count);

    for (size_t i = 0; api && i < api->callback_count; i++) {
        const dl_callback_fact *fact = &api->callbacks[i];
        dl_held_set values = {0}, found = {0};
        if (fact->path.param >= count || dl_expr_is_null(args[fact->path.param]))
            continue;
        const dl_expr *arg = args[fact->path.param];
        dl_flow_values(scope->flow, arg, &values);
        if (values.count == 0 && !values.is_unknown && dl_scope_is_null_only(scope, arg))
            continue;
        dl_flow_follow(scope->flow, &values, arg->type, fact->path.steps, fact->path.count, &found);
        if (give_values(scope, role_of(scope, fact->role), &found, call->span, false))
            is_new = true;
    }
    return is_new;
}

/* `@driver-object->DriverExtension->AddDevice`, `@driver-object->MajorFunction[*]` as steps. */
static bool read_path(dl_scope *scope, const char *text, dl_step *steps, size_t most, size_t *count)
{
    static const char root[] = "@driver-object";

    *count = 0;
    if (!dl_text_starts(text, root))
        return false;
    for (text += sizeof root - 1; *text && *count < most; (*count)++) {
        if (*text == '[') {
            steps[*count] = (dl_step){.kind = DL_STEP_EACH_INDEX};
            text += strcspn(text, "]");
            text += *text == ']';
            continue;
        }
        text += strspn(text, "->.");
        size_t size = strcspn(text, "->.[");
        if (!size)
            return false;
        steps[*count] = (dl_step){.kind = *text == '*' ? DL_STEP_EACH_FIELD : DL_STEP_FIELD,
                                  .field = dl_arena_strndup(scope->arena, text, size)};
        text += size;
    }
    return !*text;
}

/* Where what is not known is stored in that member of the entry's driver object; no file: nowhere. */
static dl_span store_of_unknown(const dl_scope *scope, const dl_step *steps, size_t count)
{
    const char *fields[8];
    size_t field_count = 0;

    for (size_t i = 0; i < count; i++)
        if (steps[i].kind == DL_STEP_FIELD)
            fields[field_count++] = steps[i].field;
    for (size_t i = 0; i < scope->program->function_count; i++) {
        const dl_function *function = scope->program->functions[i];

        for (size_t b = 0; scope->info[i].is_reached && b < function->block_count; b++)
            for (size_t k = 0; k < function->blocks[b].count; k++) {
                const dl_instr *instr = &function->blocks[b].instrs[k];
                dl_held_set values = {0};

                if (instr->kind != DL_I_ASSIGN || !instr->target || instr->target->kind == DL_E_VAR ||
                    !dl_flow_is_at(scope->flow, instr->target, (unsigned)scope->driver_object, fields, field_count))
                    continue;
                dl_flow_values(scope->flow, instr->value, &values);
                if (values.is_unknown)
                    return instr->span;
            }
    }
    return (dl_span){0};
}

static bool give_from_role(dl_scope *scope, const dl_role *fact)
{
    role_entry *role = role_of(scope, fact->id);
    bool is_new = false;

    for (size_t i = 0; i < fact->from.count; i++) {
        dl_step steps[8];
        size_t count;
        dl_held_set own = {0}, other = {0};
        dl_span nowhere = {0}, unknown;
        if (!read_path(scope, fact->from.at[i], steps, sizeof steps / sizeof *steps, &count))
            continue;
        dl_flow_follow_object(scope->flow, scope->driver_object, NULL, steps, count, &own);
        is_new = give_values(scope, role, &own, nowhere, false) || is_new;
        unknown = own.is_unknown && !role->has_unseen ? store_of_unknown(scope, steps, count) : nowhere;
        if (unknown.file)
            miss(role, unknown);
        /* A driver object that came from elsewhere is most likely the same one. */
        dl_flow_follow_object(scope->flow, -1, "_DRIVER_OBJECT", steps, count, &other);
        is_new = give_values(scope, role, &other, nowhere, true) || is_new;
    }
    for (size_t i = 0; i < fact->functions.count; i++) {
        const dl_function *function = dl_program_function(scope->program, fact->functions.at[i]);
        if (function)
            is_new = give(role, dl_flow_index(scope->flow, function), function->span, false) || is_new;
    }
    return is_new;
}

static bool give_from_roles(dl_scope *scope, const dl_model_hit *models, size_t model_count)
{
    size_t count = 0;
    bool is_new = false;
    const dl_role *const *roles = dl_facts_roles(scope->facts, &count);

    for (size_t i = 0; i < count; i++)
        is_new = give_from_role(scope, roles[i]) || is_new;
    for (size_t i = 0; i < scope->rules->model_count; i++) {
        const dl_model *model = scope->rules->models[i];
        bool applies = false;
        for (size_t k = 0; k < model_count && !applies; k++)
            applies = dl_model_extends(models[k].model, model->id);
        for (size_t k = 0; applies && k < model->role_count; k++)
            is_new = give_from_role(scope, &model->roles[k]) || is_new;
    }
    return is_new;
}

static bool is_address_taken(const function_info *info)
{
    for (size_t i = 0; i < info->uses.count; i++)
        if (!info->uses.at[i].use.is_call)
            return true;
    return false;
}

static dl_span first_address(const function_info *info)
{
    for (size_t i = 0; i < info->uses.count; i++)
        if (!info->uses.at[i].use.is_call)
            return info->uses.at[i].use.span;
    return (dl_span){0};
}

static bool give_from_declarations(dl_scope *scope)
{
    bool is_new = false;

    for (size_t i = 0; i < scope->program->function_count; i++) {
        const dl_function *function = scope->program->functions[i];
        if (function == scope->entry || !is_address_taken(&scope->info[i]))
            continue;
        for (size_t k = 0; k < function->role_count; k++)
            for (size_t n = 0; n < sizeof role_types / sizeof *role_types; n++)
                if (strcmp(function->roles[k], role_types[n].type) == 0)
                    is_new = give(role_of(scope, role_types[n].role), (int)i, first_address(&scope->info[i]), true) ||
                             is_new;
    }
    return is_new;
}

static bool has_own_role(const dl_scope *scope, size_t function)
{
    for (size_t r = 0; r < scope->roles.count; r++)
        if (scope->roles.at[r]->of[function].is_own)
            return true;
    return false;
}

/* An address that is reached and went where nothing says what for: the system may call it. */
static bool give_to_escaped(dl_scope *scope)
{
    bool is_new = false;

    for (size_t i = 0; i < scope->program->function_count; i++) {
        const function_info *info = &scope->info[i];
        if (info->is_target || has_own_role(scope, i))
            continue;
        for (size_t k = 0; k < info->uses.count; k++) {
            const dl_function_use *use = &info->uses.at[k].use;
            const function_info *by = use->by ? dl_scope_info(scope, use->by) : NULL;
            if (use->is_call || (by && !by->is_reached))
                continue;
            is_new = give(role_of(scope, "callback"), (int)i, use->span, true) || is_new;
            break;
        }
    }
    return is_new;
}

static bool give_from_calls(dl_scope *scope)
{
    bool is_new = false;

    for (size_t i = 0; i < scope->program->function_count; i++) {
        const dl_function *function = scope->program->functions[i];
        for (size_t b = 0; scope->info[i].is_reached && b < function->block_count; b++)
            for (size_t k = 0; k < function->blocks[b].count; k++)
                if (function->blocks[b].instrs[k].kind == DL_I_CALL)
                    is_new = give_from_call(scope, &function->blocks[b].instrs[k]) || is_new;
    }
    return is_new;
}

static void find_roles(dl_scope *scope, const dl_model_hit *models, size_t model_count)
{
    role_entry *entry = role_of(scope, "entry");
    int index = dl_flow_index(scope->flow, scope->entry);
    bool is_new = true;

    scope->lists = DL_NEW(scope->arena, listed_list);
    scope->meant = DL_NEW(scope->arena, dl_table);
    dl_table_init(scope->meant, scope->arena);
    scope->stores = DL_NEW(scope->arena, dl_table);
    dl_table_init(scope->stores, scope->arena);
    if (index >= 0)
        give(entry, index, scope->entry->span, false);
    while (is_new) {
        mark_all_in(scope);
        is_new = give_from_calls(scope);
        is_new = give_from_roles(scope, models, model_count) || is_new;
        if (!is_new)
            is_new = give_from_declarations(scope);
        if (!is_new)
            is_new = give_to_escaped(scope);
    }
}

/* ---- the whole ---- */

/* The nearest model with an `entry`, `model` itself first. */
static const dl_model *model_with_entry(const dl_ruleset *rules, const dl_model *model, unsigned depth)
{
    if (model->has_entry || depth > 16)
        return model->has_entry ? model : NULL;
    for (size_t i = 0; i < model->extends.count; i++) {
        const dl_model *base = dl_ruleset_model(rules, model->extends.at[i]);
        const dl_model *found = base ? model_with_entry(rules, base, depth + 1) : NULL;
        if (found)
            return found;
    }
    return NULL;
}

static void find_entry_model(dl_scope *scope, const dl_model_hit *models, size_t model_count)
{
    const dl_ruleset *rules = scope->rules;
    const char *name = scope->entry ? scope->entry->name : "";

    /* First those that were recognised, then what holds always. */
    for (size_t pass = 0; pass < 2 && !scope->entry_model; pass++)
        for (size_t i = 0; i < model_count && !scope->entry_model; i++) {
            const dl_model *found =
                models[i].model->always == (pass == 1) ? model_with_entry(rules, models[i].model, 0) : NULL;
            if (found && dl_name_set_has(found->entry_functions, name))
                scope->entry_model = found;
        }
    for (size_t i = 0; !model_count && i < rules->model_count && !scope->entry_model; i++)
        if (rules->models[i]->always && rules->models[i]->has_entry)
            scope->entry_model = rules->models[i];
    int count = scope->entry ? (int)scope->entry->param_count : 0;
    scope->driver_object = scope->entry_model ? scope->entry_model->driver_object : 0;
    scope->registry_path = scope->entry_model ? scope->entry_model->registry_path : 1;
    if (scope->driver_object >= count)
        scope->driver_object = -1;
    if (scope->registry_path >= count)
        scope->registry_path = -1;
}

/* One that the entry calls, or that calls it (a wrapper of either), is a part of it. */
static void find_other_entries(dl_scope *scope)
{
    for (size_t f = 0; f < scope->program->function_count; f++) {
        const dl_function *function = scope->program->functions[f];
        bool is_entry = false;

        for (size_t i = 0; i < scope->rules->model_count; i++)
            is_entry |= dl_name_set_has(scope->rules->models[i]->entry_functions, function->name);
        if (is_entry && scope->entry && !dl_scope_calls(scope, scope->entry, function) &&
            !dl_scope_calls(scope, function, scope->entry))
            dl_vec_push(scope->arena, &scope->other_entries, function);
    }
}

bool dl_scope_is_of_other_entry(const dl_scope *scope, const dl_function *function)
{
    for (size_t i = 0; i < scope->other_entries.count; i++)
        if (dl_scope_calls(scope, scope->other_entries.at[i], function))
            return true;
    return false;
}

static char yes;

static void note_called(dl_scope *scope, const dl_api *api)
{
    if (!api)
        return;
    (void)dl_map_add(scope->called, api->canonical, &yes);
    for (size_t i = 0; i < api->performs.count; i++)
        (void)dl_map_add(scope->called, api->performs.at[i], &yes);
}

static void note_call(dl_scope *scope, const dl_instr *call)
{
    const char *name = dl_scope_called(scope, call);

    if (call->macro && dl_map_add(scope->called, call->macro, &yes))
        note_called(scope, dl_scope_fact(scope, call->macro));
    if (name && dl_map_add(scope->called, name, &yes))
        note_called(scope, dl_scope_fact(scope, name));
    if (name && call->arg_count >= 2 && call->args[1]->kind == DL_E_CONST && call->args[1]->has_value)
        note_called(scope, dl_facts_api_with_value(scope->facts, name, call->args[1]->value));
}

static void find_called(dl_scope *scope)
{
    const dl_program *program = scope->program;

    scope->called = dl_map_new(scope->arena);
    for (size_t f = 0; f < program->function_count; f++)
        for (size_t b = 0; b < program->functions[f]->block_count; b++) {
            const dl_block *block = &program->functions[f]->blocks[b];

            for (size_t i = 0; i < block->count; i++)
                if (block->instrs[i].kind == DL_I_CALL)
                    note_call(scope, &block->instrs[i]);
        }
}

dl_scope *dl_scope_build(const dl_ruleset *rules, const dl_program *program, const dl_function *entry,
                         const dl_model_hit *models, size_t model_count, dl_arena *arena)
{
    dl_scope *scope = DL_NEW(arena, dl_scope);

    scope->arena = arena;
    scope->rules = rules;
    scope->facts = rules->facts;
    scope->program = program;
    scope->entry = entry;
    find_entry_model(scope, models, model_count);
    scope->flow = dl_flow_build(program, entry, scope->facts, scope->driver_object, arena);
    scope->info = DL_NEW_ARRAY(arena, program->function_count + 1, function_info);
    find_uses(scope);
    sort_uses(scope);
    find_callees(scope);
    find_opaque(scope);
    find_roles(scope, models, model_count);
    find_called(scope);
    find_other_entries(scope);
    return scope;
}

dl_scope *dl_scope_with_models(const dl_scope *first, const dl_model_hit *models, size_t model_count)
{
    dl_scope *scope = dl_arena_copy(first->arena, first, sizeof *first);

    scope->entry_model = NULL;
    scope->roles.at = NULL;
    scope->roles.count = scope->roles.room = 0;
    find_entry_model(scope, models, model_count);
    if (scope->driver_object != first->driver_object) /* what flows from it is another */
        return dl_scope_build(first->rules, first->program, first->entry, models, model_count, first->arena);
    scope->info = dl_arena_copy(scope->arena, first->info, (scope->program->function_count + 1) * sizeof *scope->info);
    for (size_t i = 0; i < scope->program->function_count; i++)
        scope->info[i].is_reached = false;
    find_roles(scope, models, model_count);
    return scope;
}
