#include "engine/scope_private.h"
#include "engine/sim.h"
#include "kernel/wdk_index.h"

#include <stdlib.h>
#include <string.h>

static const role_entry *find_role(const dl_scope *scope, const char *id)
{
    for (size_t i = 0; i < scope->roles.count; i++)
        if (strcmp(scope->roles.at[i]->id, id) == 0)
            return scope->roles.at[i];
    return NULL;
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

bool dl_scope_role_matches(const dl_role_set *in, const char *role)
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

int dl_scope_by_call(const void *left, const void *right)
{
    uintptr_t a = (uintptr_t)((const pointer_call *)left)->call, b = (uintptr_t)((const pointer_call *)right)->call;

    return a < b ? -1 : a > b;
}

const pointer_call *dl_scope_find_pointer_call(const dl_scope *scope, const dl_instr *call)
{
    pointer_call key = {.call = call};

    if (!scope->pointer_calls.count)
        return NULL;
    return bsearch(&key, scope->pointer_calls.at, scope->pointer_calls.count, sizeof key, dl_scope_by_call);
}

const dl_instr *dl_scope_pointer_call(const dl_scope *scope, dl_span span)
{
    for (size_t i = 0; i < scope->pointer_calls.count; i++) {
        const dl_instr *call = scope->pointer_calls.at[i].call;

        if (call->span.file == span.file && call->span.offset == span.offset && call->span.end == span.end)
            return call;
    }
    return NULL;
}

bool dl_scope_is_through_pointer(const dl_instr *instr)
{
    return instr->kind == DL_I_CALL && !instr->callee && !instr->name && instr->pointer;
}

/* ---- questions about roles ---- */

/* The first role of those that the function holds, or a caller of it; `surely`: that calls it for sure. NULL: none. */
static const char *role_held(const dl_scope *scope, size_t function, const dl_role_set *in, bool surely)
{
    for (size_t r = 0; r < scope->roles.count; r++) {
        const given *at = &scope->roles.at[r]->of[function];
        if ((surely ? at->is_surely_in : at->is_in) && dl_scope_role_matches(in, scope->roles.at[r]->id))
            return scope->roles.at[r]->id;
    }
    return NULL;
}

enum { ROLES_MOST = 64 }; /* whose lists are kept */

static uint64_t find_meant(const dl_scope *scope, const dl_role_set *in)
{
    uint64_t roles = 0;

    for (size_t r = 0; r < scope->roles.count && r < ROLES_MOST; r++)
        roles |= (uint64_t)dl_scope_role_matches(in, scope->roles.at[r]->id) << r;
    return roles;
}

static bool is_of_set(const meant *known, const dl_role_set *in)
{
    if (known->count != in->roles.count || known->is_not != in->is_not)
        return false;
    for (size_t i = 0; i < known->count; i++)
        if (known->names[i] != in->roles.at[i])
            return false;
    return true;
}

/* Those of the scope's roles that the set means. Each rule asks again and again: names are compared once for a set,
 * which is told by where its names stand. */
static uint64_t roles_meant(const dl_scope *scope, const dl_role_set *in)
{
    meant *first, *known;

    if (!in || in->is_any || !in->roles.count)
        return find_meant(scope, in);
    first = dl_table_get(scope->meant, in->roles.at);
    for (known = first; known && !is_of_set(known, in); known = known->other)
        continue;
    if (known)
        return known->roles;
    known = DL_NEW(scope->arena, meant);
    *known = (meant){.names = dl_arena_copy(scope->arena, in->roles.at, in->roles.count * sizeof *in->roles.at),
                     .count = in->roles.count,
                     .is_not = in->is_not,
                     .roles = find_meant(scope, in),
                     .other = first};
    dl_table_set(scope->meant, in->roles.at, known);
    return known->roles;
}

static dl_function_list make_list(const dl_scope *scope, const dl_role_set *in, bool own)
{
    size_t count = scope->program->function_count, found = 0;
    bool *is_in = DL_NEW_ARRAY(scope->arena, count + 1, bool);
    const dl_function **at;
    dl_function_list list = {0};

    for (size_t r = 0; r < scope->roles.count; r++) {
        const given *of = scope->roles.at[r]->of;

        if (dl_scope_role_matches(in, scope->roles.at[r]->id))
            for (size_t i = 0; i < count; i++)
                is_in[i] |= own ? of[i].is_own : of[i].is_in;
    }
    for (size_t i = 0; i < count; i++)
        found += is_in[i];
    list.at = at = DL_NEW_ARRAY(scope->arena, found + 1, const dl_function *);
    for (size_t i = 0; i < count; i++)
        if (is_in[i])
            at[list.count++] = scope->program->functions[i];
    return list;
}

static dl_function_list list_of(const dl_scope *scope, const dl_role_set *in, bool own)
{
    listed made = {.roles = roles_meant(scope, in), .is_own = own};

    if (scope->roles.count > ROLES_MOST)
        return make_list(scope, in, own);
    for (size_t i = 0; i < scope->lists->count; i++)
        if (scope->lists->at[i].roles == made.roles && scope->lists->at[i].is_own == own)
            return scope->lists->at[i].list;
    made.list = make_list(scope, in, own);
    dl_vec_push(scope->arena, scope->lists, made);
    return made.list;
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
    return dl_scope_role_in(scope, function, in) != NULL;
}

const char *dl_scope_role_in(const dl_scope *scope, const dl_function *function, const dl_role_set *in)
{
    int index = dl_flow_index(scope->flow, function);

    return index >= 0 ? role_held(scope, (size_t)index, in, false) : NULL;
}

bool dl_scope_surely_in(const dl_scope *scope, const dl_function *function, const dl_role_set *in)
{
    int index = dl_flow_index(scope->flow, function);

    return index >= 0 && role_held(scope, (size_t)index, in, true);
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

struct dl_possible_seen **dl_scope_seen(const dl_scope *scope, const dl_function *function)
{
    return &dl_scope_info(scope, function)->seen;
}

dl_table *dl_scope_stores(const dl_scope *scope)
{
    return scope->stores;
}

bool dl_scope_reaches(const dl_scope *scope, const dl_function *function)
{
    const function_info *info = dl_scope_info(scope, function);

    return info && info->is_reached;
}

enum { BITS_OF_WORD = 64 };

static bool has_bit(const uint64_t *set, unsigned number)
{
    return set[number / BITS_OF_WORD] >> number % BITS_OF_WORD & 1;
}

/* The function and all that it calls, directly or not. */
static const uint64_t *reach_of(const dl_scope *scope, unsigned from)
{
    size_t count = scope->program->function_count;
    uint64_t *set = DL_NEW_ARRAY(scope->arena, count / BITS_OF_WORD + 1, uint64_t);
    unsigned *open = DL_NEW_ARRAY(scope->arena, count, unsigned);
    size_t open_count = 1;

    open[0] = from;
    set[from / BITS_OF_WORD] |= (uint64_t)1 << from % BITS_OF_WORD;
    while (open_count) {
        const function_info *info = &scope->info[open[--open_count]];

        for (size_t i = 0; i < info->callees.count; i++) {
            unsigned callee = info->callees.at[i];

            if (has_bit(set, callee))
                continue;
            set[callee / BITS_OF_WORD] |= (uint64_t)1 << callee % BITS_OF_WORD;
            open[open_count++] = callee;
        }
    }
    dl_arena_drop(scope->arena, open);
    return set;
}

bool dl_scope_calls(const dl_scope *scope, const dl_function *from, const dl_function *to)
{
    int a = dl_flow_index(scope->flow, from), b = dl_flow_index(scope->flow, to);
    function_info *info = a < 0 ? NULL : &scope->info[a];

    if (!info || b < 0)
        return false;
    if (!info->reach)
        info->reach = reach_of(scope, (unsigned)a);
    return has_bit(info->reach, (unsigned)b);
}

/* ---- what was not seen ---- */

const dl_instr *dl_scope_opaque_with_driver_object(const dl_scope *scope)
{
    for (size_t i = 0; i < scope->program->function_count; i++) {
        const function_info *info = &scope->info[i];
        for (size_t k = 0; info->is_reached && k < info->opaque.count; k++) {
            const dl_instr *call = info->opaque.at[k].call;
            for (size_t n = 0; n < call->arg_count && !dl_call_is_message(call); n++)
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
    const dl_instr *opaque = dl_scope_opaque_with_driver_object(scope);
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

bool dl_scope_has_unseen(const dl_scope *scope, const dl_role_set *in, dl_span *where)
{
    for (size_t i = 0; i < scope->roles.count; i++) {
        const role_entry *role = scope->roles.at[i];

        /* Routines that serve requests are not read for what they do once more. */
        if (role->has_unseen && strcmp(role->id, "dispatch") != 0 && !dl_text_ends(role->id, "callback") &&
            dl_scope_role_matches(in, role->id)) {
            *where = role->unseen;
            return true;
        }
    }
    return false;
}

bool dl_scope_has_served_unseen(const dl_scope *scope, const dl_role_set *in)
{
    for (size_t i = 0; i < scope->roles.count; i++)
        if (scope->roles.at[i]->has_unseen && dl_scope_role_matches(in, scope->roles.at[i]->id))
            return true;
    return false;
}

const dl_function *dl_scope_degraded(const dl_scope *scope, const dl_role_set *in)
{
    for (size_t i = 0; i < scope->program->function_count; i++)
        if (scope->program->functions[i]->lost_count && role_held(scope, i, in, false))
            return scope->program->functions[i];
    return NULL;
}

dl_function_list dl_scope_degraded_all(const dl_scope *scope, const dl_role_set *in)
{
    const dl_function **at = DL_NEW_ARRAY(scope->arena, scope->program->function_count + 1, const dl_function *);
    dl_function_list list = {at, 0};

    for (size_t i = 0; i < scope->program->function_count; i++)
        if (scope->program->functions[i]->lost_count && role_held(scope, i, in, false))
            at[list.count++] = scope->program->functions[i];
    return list;
}

/* ---- questions about calls ---- */

dl_function_list dl_scope_targets(const dl_scope *scope, const dl_instr *call, bool *complete)
{
    dl_function_list list = {0};
    const pointer_call *found = dl_scope_is_through_pointer(call) ? dl_scope_find_pointer_call(scope, call) : NULL;

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
    const pointer_call *found = dl_scope_is_through_pointer(call) ? dl_scope_find_pointer_call(scope, call) : NULL;
    return found ? found->name : NULL;
}

bool dl_scope_has_call(const dl_scope *scope, dl_name_set names)
{
    for (size_t i = 0; i < names.count; i++)
        if (dl_map_get(scope->called, names.at[i]))
            return true;
    return false;
}

const dl_api *dl_scope_fact(const dl_scope *scope, const char *name)
{
    return dl_flow_fact(scope->flow, name);
}

const dl_api *dl_scope_api(const dl_scope *scope, const dl_instr *call, const dl_expr *const **args, size_t *count)
{
    const dl_api *api = call->kind == DL_I_CALL ? dl_flow_api(scope->flow, call, args, count) : NULL;
    const pointer_call *found =
        !api && dl_scope_is_through_pointer(call) ? dl_scope_find_pointer_call(scope, call) : NULL;

    if (!found || !found->name || found->targets.count)
        return api;
    if (args)
        *args = call->args;
    if (count)
        *count = call->arg_count;
    return dl_flow_fact(scope->flow, found->name);
}

const dl_opaque_call *dl_scope_opaque(const dl_scope *scope, const dl_function *function, size_t *count)
{
    const function_info *info = dl_scope_info(scope, function);

    *count = info ? info->opaque.count : 0;
    return info ? info->opaque.at : NULL;
}

bool dl_scope_is_opaque(const dl_scope *scope, const dl_instr *call)
{
    if (!dl_scope_is_through_pointer(call))
        return call->kind == DL_I_CALL && dl_flow_is_unknown_name(scope->flow, call);
    const pointer_call *found = dl_scope_find_pointer_call(scope, call);
    if (!found || found->is_complete)
        return !found;
    return !found->name || !dl_facts_api(scope->facts, found->name);
}

/* A header that is compiled before all else is the driver's own, however it is asked for. */
static bool is_of_driver(const char *name)
{
    static const char *const names[] = {"pch.h", "stdafx.h", "precomp.h", "precompiled.h"};

    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (dl_text_equal_case(name, names[i]))
            return true;
    return false;
}

const dl_include *dl_scope_missing_header(const dl_scope *scope)
{
    for (size_t i = 0; i < scope->program->include_count; i++) {
        const dl_include *include = &scope->program->includes[i];

        if ((!include->is_found || include->is_guess) && (include->is_quoted || is_of_driver(include->name)) &&
            !dl_text_ends(include->name, ".tmh") && !dl_wdk_is_header(include->name))
            return include;
    }
    return NULL;
}

bool dl_scope_is_foreign(const dl_scope *scope, const dl_instr *call)
{
    const dl_program *program = scope->program;

    if (!call->name || dl_scope_missing_header(scope))
        return false;
    for (size_t i = 0; i < program->declared_count; i++)
        if (strcmp(program->declared[i].name, call->name) == 0)
            return false;
    for (size_t i = 0; i < program->unread_count; i++)
        if (strcmp(program->unread[i].name, call->name) == 0)
            return false;
    return !strstr(call->name, "::");
}

const dl_instr *dl_scope_first_call(const dl_scope *scope, const char *canonical, const dl_role_set *in,
                                    const dl_function **by)
{
    for (size_t i = 0; i < scope->program->function_count; i++) {
        const dl_function *function = scope->program->functions[i];
        const dl_instr *first = NULL;
        for (size_t b = 0; role_held(scope, i, in, false) && b < function->block_count; b++)
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
    const function_info *info = dl_scope_info(scope, function);

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

bool dl_scope_may_be_given(const dl_scope *scope, const dl_expr *lvalue)
{
    return dl_flow_is_of_param(scope->flow, lvalue);
}

dl_tri dl_scope_is_param(const dl_scope *scope, const dl_expr *expr, dl_param_role role, unsigned number)
{
    int index = param_number(scope, role, number);
    const dl_flow_place *place = index >= 0 ? dl_flow_param(scope->flow, (unsigned)index) : NULL;
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
