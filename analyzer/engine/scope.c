#include "engine/scope.h"

#include "engine/scope_flow.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

typedef struct given {
    bool is_own, is_weak, is_in; /* holds the role; on weak evidence; is reached from one that holds it */
    dl_span where;
} given;

typedef struct role_entry {
    const char *id;
    given *of;       /* by function number */
    bool has_unseen; /* something that takes this role was given what we could not see */
    dl_span unseen;
} role_entry;

typedef struct named_use {
    dl_function_use use;
    const dl_expr *expr; /* of an address */
} named_use;

typedef struct function_info {
    DL_VEC(unsigned) callees;
    DL_VEC(named_use) uses;
    const dl_function_use *use_list;
    DL_VEC(dl_opaque_call) opaque;
    bool is_target; /* of a call through a pointer */
    bool is_reached;
} function_info;

typedef struct pointer_call {
    const dl_instr *call;
    dl_function_list targets;
    bool is_complete;
    const char *name;
} pointer_call;

struct dl_scope {
    dl_arena *arena;
    const dl_ruleset *rules;
    const dl_facts *facts;
    const dl_program *program;
    const dl_function *entry;
    dl_flow *flow;
    const dl_model *entry_model;
    int driver_object, registry_path;
    function_info *info; /* by function number */
    DL_VEC(role_entry *) roles;
    DL_VEC(pointer_call) pointer_calls; /* by address of the instruction */
};

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

static function_info *info_of(const dl_scope *scope, const dl_function *function)
{
    int index = dl_flow_index(scope->flow, function);

    return index < 0 ? NULL : &scope->info[index];
}

static bool set_has(const dl_name_set *set, const char *name)
{
    for (size_t i = 0; i < set->count; i++)
        if (strcmp(set->at[i], name) == 0)
            return true;
    return false;
}

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

static const role_entry *find_role(const dl_scope *scope, const char *id)
{
    for (size_t i = 0; i < scope->roles.count; i++)
        if (strcmp(scope->roles.at[i]->id, id) == 0)
            return scope->roles.at[i];
    return NULL;
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

static bool matches(const dl_role_set *in, const char *role)
{
    bool is_named = false;

    if (!in || in->is_any)
        return true;
    for (size_t i = 0; i < in->roles.count && !is_named; i++) {
        const char *name = in->roles.at[i];
        is_named = strcmp(name, role) == 0 || strcmp(name, "any") == 0 ||
                   (strcmp(name, "callback") == 0 && dl_text_ends(role, "-callback"));
    }
    return is_named != in->is_not;
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
        function_info *info = expr->function ? info_of(site->scope, expr->function) : NULL;
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
    function_info *info = info_of(site->scope, callee);

    if (info)
        dl_vec_push(site->scope->arena, &info->uses,
                    (named_use){{true, site->by, site->holder, call, call->span}, NULL});
}

static void add_instr_uses(use_site *site, const dl_instr *instr)
{
    site->instr = instr;
    add_address_uses(site, instr->target, 0);
    add_address_uses(site, instr->value, 0);
    if (instr->kind != DL_I_CALL)
        return;
    if (instr->callee)
        add_call_use(site, instr, instr->callee);
    else if (instr->pointer)
        add_address_uses(site, instr->pointer, 0);
    for (size_t i = 0; i < instr->arg_count; i++)
        add_address_uses(site, instr->args[i], 0);
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

static void add_callee(dl_scope *scope, function_info *info, const dl_function *callee)
{
    int index = dl_flow_index(scope->flow, callee);

    if (index < 0)
        return;
    for (size_t i = 0; i < info->callees.count; i++)
        if (info->callees.at[i] == (unsigned)index)
            return;
    dl_vec_push(scope->arena, &info->callees, (unsigned)index);
}

static void resolve_pointer_call(dl_scope *scope, function_info *info, const dl_instr *call)
{
    dl_held_set values = {0};
    pointer_call found = {.call = call};
    size_t named = 0;

    dl_flow_values(scope->flow, call->pointer, &values);
    const dl_function **targets = DL_NEW_ARRAY(scope->arena, values.count + 1, const dl_function *);
    found.is_complete = !values.is_unknown;
    for (size_t i = 0; i < values.count; i++) {
        const dl_held *held = &values.at[i];
        if (held->function) {
            targets[found.targets.count++] = held->function;
            add_callee(scope, info, held->function);
            info_of(scope, held->function)->is_target = true;
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

static int by_call(const void *left, const void *right)
{
    uintptr_t a = (uintptr_t)((const pointer_call *)left)->call, b = (uintptr_t)((const pointer_call *)right)->call;

    return a < b ? -1 : a > b;
}

static const pointer_call *find_pointer_call(const dl_scope *scope, const dl_instr *call)
{
    pointer_call key = {.call = call};

    if (!scope->pointer_calls.count)
        return NULL;
    return bsearch(&key, scope->pointer_calls.at, scope->pointer_calls.count, sizeof key, by_call);
}

static bool is_through_pointer(const dl_instr *instr)
{
    return instr->kind == DL_I_CALL && !instr->callee && !instr->name && instr->pointer;
}

static void find_callees(dl_scope *scope)
{
    for (size_t i = 0; i < scope->program->function_count; i++) {
        const dl_function *function = scope->program->functions[i];
        for (size_t b = 0; b < function->block_count; b++)
            for (size_t k = 0; k < function->blocks[b].count; k++) {
                const dl_instr *instr = &function->blocks[b].instrs[k];
                if (instr->kind == DL_I_CALL && instr->callee)
                    add_callee(scope, &scope->info[i], instr->callee);
                else if (is_through_pointer(instr))
                    resolve_pointer_call(scope, &scope->info[i], instr);
            }
    }
    if (scope->pointer_calls.count)
        qsort(scope->pointer_calls.at, scope->pointer_calls.count, sizeof *scope->pointer_calls.at, by_call);
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

static void mark_all_in(const dl_scope *scope)
{
    for (size_t r = 0; r < scope->roles.count; r++)
        for (size_t i = 0; i < scope->program->function_count; i++)
            if (scope->roles.at[r]->of[i].is_own)
                mark_in(scope, scope->roles.at[r], (unsigned)i);
}

/* The place where the address was taken; `*is_live` tells whether that place is reached. */
static dl_span origin_of(const dl_scope *scope, const dl_held *held, dl_span otherwise, bool *is_live)
{
    const function_info *info = info_of(scope, held->function);

    *is_live = true;
    for (size_t i = 0; info && i < info->uses.count; i++) {
        const named_use *use = &info->uses.at[i];
        if (use->expr != held->origin)
            continue;
        const function_info *by = use->use.by ? info_of(scope, use->use.by) : NULL;
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
        if (fact->path.param >= count)
            continue;
        const dl_expr *arg = args[fact->path.param];
        dl_flow_values(scope->flow, arg, &values);
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

static bool give_from_role(dl_scope *scope, const dl_role *fact)
{
    role_entry *role = role_of(scope, fact->id);
    bool is_new = false;

    for (size_t i = 0; i < fact->from.count; i++) {
        dl_step steps[8];
        size_t count;
        dl_held_set own = {0}, other = {0};
        dl_span nowhere = {0};
        if (!read_path(scope, fact->from.at[i], steps, sizeof steps / sizeof *steps, &count))
            continue;
        dl_flow_follow_object(scope->flow, scope->driver_object, NULL, steps, count, &own);
        is_new = give_values(scope, role, &own, nowhere, false) || is_new;
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
            applies = dl_model_extends(scope->rules, models[k].model, model->id);
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
            const function_info *by = use->by ? info_of(scope, use->by) : NULL;
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
            if (found && set_has(&found->entry_functions, name))
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
    return scope;
}

const dl_program *dl_scope_program(const dl_scope *scope)
{
    return scope->program;
}

const dl_function *dl_scope_entry(const dl_scope *scope)
{
    return scope->entry;
}

const dl_facts *dl_scope_facts(const dl_scope *scope)
{
    return scope->facts;
}

const dl_ruleset *dl_scope_rules(const dl_scope *scope)
{
    return scope->rules;
}

const dl_model *dl_scope_entry_model(const dl_scope *scope)
{
    return scope->entry_model;
}

int dl_scope_driver_object(const dl_scope *scope)
{
    return scope->driver_object;
}

int dl_scope_registry_path(const dl_scope *scope)
{
    return scope->registry_path;
}

/* ---- questions about roles ---- */

static bool holds(const dl_scope *scope, size_t function, const dl_role_set *in, bool own)
{
    for (size_t r = 0; r < scope->roles.count; r++) {
        const given *at = &scope->roles.at[r]->of[function];
        if ((own ? at->is_own : at->is_in) && matches(in, scope->roles.at[r]->id))
            return true;
    }
    return false;
}

static dl_function_list list_of(const dl_scope *scope, const dl_role_set *in, bool own)
{
    const dl_function **at = DL_NEW_ARRAY(scope->arena, scope->program->function_count + 1, const dl_function *);
    dl_function_list list = {at, 0};

    for (size_t i = 0; i < scope->program->function_count; i++)
        if (holds(scope, i, in, own))
            at[list.count++] = scope->program->functions[i];
    return list;
}

dl_function_list dl_scope_roots(const dl_scope *scope, const dl_role_set *in)
{
    return list_of(scope, in, true);
}

dl_function_list dl_scope_functions(const dl_scope *scope, const dl_role_set *in)
{
    return list_of(scope, in, false);
}

bool dl_scope_in(const dl_scope *scope, const dl_function *function, const dl_role_set *in)
{
    int index = dl_flow_index(scope->flow, function);

    return index >= 0 && holds(scope, (size_t)index, in, false);
}

static dl_name_set roles_of(const dl_scope *scope, const dl_function *function, bool own)
{
    const char **at = DL_NEW_ARRAY(scope->arena, scope->roles.count + 1, const char *);
    dl_name_set set = {at, 0};
    int index = dl_flow_index(scope->flow, function);

    for (size_t r = 0; index >= 0 && r < scope->roles.count; r++) {
        const given *of = &scope->roles.at[r]->of[index];
        if (own ? of->is_own : of->is_in)
            at[set.count++] = scope->roles.at[r]->id;
    }
    return set;
}

dl_name_set dl_scope_roles(const dl_scope *scope, const dl_function *function)
{
    return roles_of(scope, function, false);
}

dl_name_set dl_scope_own_roles(const dl_scope *scope, const dl_function *function)
{
    return roles_of(scope, function, true);
}

bool dl_scope_role_given(const dl_scope *scope, const dl_function *function, const char *role, dl_span *where,
                         bool *is_weak)
{
    const role_entry *entry = find_role(scope, role);
    int index = dl_flow_index(scope->flow, function);

    if (!entry || index < 0 || !entry->of[index].is_own)
        return false;
    if (where)
        *where = entry->of[index].where;
    if (is_weak)
        *is_weak = entry->of[index].is_weak;
    return true;
}

bool dl_scope_reaches(const dl_scope *scope, const dl_function *function)
{
    const function_info *info = info_of(scope, function);

    return info && info->is_reached;
}

static bool calls_to(const dl_scope *scope, bool *seen, unsigned from, unsigned to)
{
    if (from == to)
        return true;
    if (seen[from])
        return false;
    seen[from] = true;
    for (size_t i = 0; i < scope->info[from].callees.count; i++)
        if (calls_to(scope, seen, scope->info[from].callees.at[i], to))
            return true;
    return false;
}

bool dl_scope_calls(const dl_scope *scope, const dl_function *from, const dl_function *to)
{
    int a = dl_flow_index(scope->flow, from), b = dl_flow_index(scope->flow, to);

    if (a < 0 || b < 0)
        return false;
    bool *seen = DL_NEW_ARRAY(scope->arena, scope->program->function_count + 1, bool);
    return calls_to(scope, seen, (unsigned)a, (unsigned)b);
}

/* ---- what was not seen ---- */

/* The first opaque call, in a function that is reached, that the driver object was given to. */
static const dl_instr *opaque_with_driver_object(const dl_scope *scope)
{
    for (size_t i = 0; i < scope->program->function_count; i++) {
        const function_info *info = &scope->info[i];
        for (size_t k = 0; info->is_reached && k < info->opaque.count; k++) {
            const dl_instr *call = info->opaque.at[k].call;
            for (size_t n = 0; n < call->arg_count; n++)
                if (dl_scope_is_param(scope, call->args[n], DL_PARAM_DRIVER_OBJECT, 0) != DL_NO)
                    return call;
        }
    }
    return NULL;
}

bool dl_scope_role_unknown(const dl_scope *scope, const char *role, dl_span *where)
{
    static const dl_role_set any = {.is_any = true};
    const role_entry *entry = find_role(scope, role);
    dl_span at = {0};
    bool is_unknown = false;

    for (size_t i = 0; entry && i < scope->program->function_count; i++)
        if (entry->of[i].is_own)
            return false;
    const dl_instr *opaque = opaque_with_driver_object(scope);
    const dl_function *degraded = dl_scope_degraded(scope, &any);
    if (entry && entry->has_unseen) {
        is_unknown = true;
        at = entry->unseen;
    } else if (opaque) {
        is_unknown = true;
        at = opaque->span;
    } else if (degraded) {
        is_unknown = true;
        at = degraded->lost[0].span;
    }
    if (where)
        *where = at;
    return is_unknown;
}

const dl_function *dl_scope_degraded(const dl_scope *scope, const dl_role_set *in)
{
    for (size_t i = 0; i < scope->program->function_count; i++)
        if (scope->program->functions[i]->lost_count && holds(scope, i, in, false))
            return scope->program->functions[i];
    return NULL;
}

dl_function_list dl_scope_degraded_all(const dl_scope *scope, const dl_role_set *in)
{
    const dl_function **at = DL_NEW_ARRAY(scope->arena, scope->program->function_count + 1, const dl_function *);
    dl_function_list list = {at, 0};

    for (size_t i = 0; i < scope->program->function_count; i++)
        if (scope->program->functions[i]->lost_count && holds(scope, i, in, false))
            at[list.count++] = scope->program->functions[i];
    return list;
}

/* ---- questions about calls ---- */

dl_function_list dl_scope_targets(const dl_scope *scope, const dl_instr *call, bool *complete)
{
    dl_function_list list = {0};
    const pointer_call *found = is_through_pointer(call) ? find_pointer_call(scope, call) : NULL;

    if (call->kind == DL_I_CALL && call->callee) {
        list = (dl_function_list){&call->callee, 1};
        if (complete)
            *complete = true;
        return list;
    }
    if (found)
        list = found->targets;
    if (complete)
        *complete = found && found->is_complete;
    return list;
}

const char *dl_scope_called(const dl_scope *scope, const dl_instr *call)
{
    if (call->name)
        return call->name;
    const pointer_call *found = is_through_pointer(call) ? find_pointer_call(scope, call) : NULL;
    return found ? found->name : NULL;
}

const dl_api *dl_scope_api(const dl_scope *scope, const dl_instr *call, const dl_expr *const **args, size_t *count)
{
    const dl_api *api = call->kind == DL_I_CALL ? dl_flow_api(scope->facts, call, args, count) : NULL;
    const pointer_call *found = !api && is_through_pointer(call) ? find_pointer_call(scope, call) : NULL;

    if (!found || !found->name || found->targets.count)
        return api;
    if (args)
        *args = call->args;
    if (count)
        *count = call->arg_count;
    return dl_facts_api(scope->facts, found->name);
}

const dl_opaque_call *dl_scope_opaque(const dl_scope *scope, const dl_function *function, size_t *count)
{
    const function_info *info = info_of(scope, function);

    *count = info ? info->opaque.count : 0;
    return info ? info->opaque.at : NULL;
}

bool dl_scope_is_opaque(const dl_scope *scope, const dl_instr *call)
{
    if (!is_through_pointer(call))
        return call->kind == DL_I_CALL && dl_flow_is_unknown_name(scope->facts, call);
    const pointer_call *found = find_pointer_call(scope, call);
    if (!found || found->is_complete)
        return !found;
    return !found->name || !dl_facts_api(scope->facts, found->name);
}

const dl_instr *dl_scope_first_call(const dl_scope *scope, const char *canonical, const dl_role_set *in,
                                    const dl_function **by)
{
    for (size_t i = 0; i < scope->program->function_count; i++) {
        const dl_function *function = scope->program->functions[i];
        const dl_instr *first = NULL;
        for (size_t b = 0; holds(scope, i, in, false) && b < function->block_count; b++)
            for (size_t k = 0; k < function->blocks[b].count; k++) {
                const dl_instr *instr = &function->blocks[b].instrs[k];
                if (instr->kind != DL_I_CALL || (first && first->span.offset <= instr->span.offset))
                    continue;
                const dl_api *api = dl_scope_api(scope, instr, NULL, NULL);
                const char *name = dl_scope_called(scope, instr);
                if ((api && strcmp(api->canonical, canonical) == 0) || (name && strcmp(name, canonical) == 0))
                    first = instr;
            }
        if (!first)
            continue;
        if (by)
            *by = function;
        return first;
    }
    return NULL;
}

const dl_function_use *dl_scope_uses(const dl_scope *scope, const dl_function *function, size_t *count)
{
    const function_info *info = info_of(scope, function);

    *count = info ? info->uses.count : 0;
    return info ? info->use_list : NULL;
}

/* ---- questions about values ---- */

static bool is_pointer_to(const dl_type *type, const char *tag)
{
    const dl_record *record = type->kind == DL_TYPE_POINTER && type->element ? type->element->record : NULL;

    return record && strcmp(record->tag, tag) == 0;
}

static int param_number(const dl_scope *scope, dl_param_role role, unsigned number)
{
    switch (role) {
    case DL_PARAM_DRIVER_OBJECT:
        return scope->driver_object;
    case DL_PARAM_REGISTRY_PATH:
        return scope->registry_path;
    case DL_PARAM_NUMBER:
        break;
    }
    return (int)number;
}

bool dl_scope_is_member(const dl_scope *scope, const dl_expr *lvalue, dl_param_role role, unsigned number,
                        const char *const *fields, size_t count)
{
    int index = param_number(scope, role, number);

    return index >= 0 && dl_flow_is_at(scope->flow, lvalue, (unsigned)index, fields, count);
}

dl_tri dl_scope_is_param(const dl_scope *scope, const dl_expr *expr, dl_param_role role, unsigned number)
{
    int index = param_number(scope, role, number);
    const dl_place *place = index >= 0 ? dl_flow_param(scope->flow, (unsigned)index) : NULL;
    dl_held_set values = {0};
    bool found = false;

    if (!place || !expr)
        return DL_NO;
    dl_flow_values(scope->flow, expr, &values);
    for (size_t i = 0; i < values.count && !found; i++)
        found = values.at[i].place == place;
    if (found)
        return values.count == 1 && !values.is_unknown ? DL_YES : DL_MAYBE;
    if (role == DL_PARAM_DRIVER_OBJECT && (values.is_unknown || !values.count))
        return is_pointer_to(expr->type, "_DRIVER_OBJECT") ? DL_MAYBE : DL_NO;
    return DL_NO;
}

const dl_function_value *dl_scope_function_values(const dl_scope *scope, const dl_expr *expr, size_t *count,
                                                  bool *complete, dl_arena *arena)
{
    dl_held_set values = {0};

    dl_flow_values(scope->flow, expr, &values);
    dl_function_value *list = DL_NEW_ARRAY(arena, values.count + 1, dl_function_value);
    *count = 0;
    for (size_t i = 0; i < values.count; i++)
        if (!values.at[i].place)
            list[(*count)++] = (dl_function_value){values.at[i].name, values.at[i].function};
    if (complete)
        *complete = !values.is_unknown && *count == values.count;
    return list;
}
