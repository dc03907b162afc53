/* unload_end.c: whether anything that runs at the driver's end releases what was acquired, by sets: no path is
 * followed. */
#include "engine/lasting.h"
#include "engine/naming.h"
#include "engine/signal.h"
#include "engine/unload.h"
#include "engine/unread.h"

#include <string.h>

/* False where the constant is another than the one that the use asks for. */
static bool has_value(const dl_api_use *use, const dl_facts *facts, const dl_expr *constant)
{
    int64_t value = constant->value;

    if (!constant->has_value && !(constant->name && dl_facts_constant(facts, constant->name, &value)))
        return true;
    return use->args_is_number ? value == use->args_number : (value == 0) == use->args_zero;
}

const dl_api_use *dl_unload_use_of(dl_world *world, const dl_api_use *uses, size_t count, const dl_instr *instr)
{
    const dl_api *by_name, *by_macro;

    if (instr->kind != DL_I_CALL)
        return NULL;
    by_name = instr->name ? dl_world_api(world, instr->name) : NULL;
    by_macro = instr->macro ? dl_world_api(world, instr->macro) : NULL;
    for (size_t u = 0; u < count; u++) {
        const dl_api *api = by_name && dl_name_set_has(uses[u].calls, by_name->canonical)     ? by_name
                            : by_macro && dl_name_set_has(uses[u].calls, by_macro->canonical) ? by_macro
                                                                                              : NULL;
        int param;
        const dl_expr *arg;

        if (!api || !dl_signal_may_come(world, &uses[u], instr->args, instr->arg_count))
            continue;
        if (!uses[u].args_name)
            return &uses[u];
        param = dl_api_param(api, uses[u].args_name);
        arg = param >= 0 && (size_t)param < instr->arg_count ? instr->args[param] : NULL;
        arg = dl_expr_uncast(arg);
        if (arg && arg->kind == DL_E_CONST && !has_value(&uses[u], world->facts, arg))
            continue;
        return &uses[u];
    }
    return NULL;
}

const dl_expr *dl_unload_object_of(dl_world *world, const dl_function *function, const dl_api_use *use,
                                   const dl_instr *instr)
{
    if (!use->has_object)
        return NULL;
    if (use->object == DL_FACT_RESULT)
        return dl_result_slot(function, instr);
    if (use->object >= instr->arg_count)
        return NULL;
    return dl_use_expr(world, use, instr->args[use->object]);
}

static bool is_global_path(const dl_expr *expr)
{
    while (expr->kind == DL_E_CAST || expr->kind == DL_E_ADDRESS || expr->kind == DL_E_FIELD ||
           (expr->kind == DL_E_INDEX && expr->b->kind == DL_E_CONST))
        expr = expr->a;
    return (expr->kind == DL_E_VAR && dl_var_is_static(expr->var)) || expr->kind == DL_E_FUNCTION;
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

static bool is_in(const dl_expr *part, const dl_expr *whole)
{
    for (; part; part = part->kind == DL_E_FIELD || part->kind == DL_E_INDEX ? part->a : NULL)
        if (dl_expr_same(part, whole))
            return true;
    return false;
}

static bool is_local(const dl_expr *value)
{
    return value->kind == DL_E_VAR && value->var->storage != DL_GLOBAL && value->var->storage != DL_TEMP;
}

static bool stores_param(const dl_api *api, size_t param)
{
    for (size_t i = 0; api && i < api->store_count; i++)
        if (api->stores[i].kind == DL_STORED_PARAM && api->stores[i].param == param)
            return true;
    return false;
}

/* Assignments and calls that may write a variable, a part of it, or what it leads to, in the order of the text. */
typedef struct writers {
    DL_VEC(const dl_instr *) instrs;
} writers;

static const char behind_pointer; /* what writes behind any pointer */

/* A member behind a pointer, or a whole structure there. */
static bool is_behind_pointer(const dl_expr *place)
{
    if (place->kind != DL_E_FIELD && place->type->kind != DL_TYPE_RECORD)
        return false;
    while (place->kind == DL_E_FIELD || place->kind == DL_E_INDEX || place->kind == DL_E_CAST)
        place = place->a;
    return place->kind == DL_E_DEREF;
}

static const void *key_of(const dl_expr *place)
{
    static const char rootless;
    const dl_var *root = dl_expr_root(place);

    return root ? (const void *)root : &rootless;
}

static void note_writer(dl_judge *judge, const void *key, const dl_instr *instr)
{
    writers *list = dl_table_get(&judge->writers, key);

    if (!list) {
        list = DL_NEW(judge->arena, writers);
        dl_table_set(&judge->writers, key, list);
    }
    if (list->instrs.count == 0 || list->instrs.at[list->instrs.count - 1] != instr)
        dl_vec_push(judge->arena, &list->instrs, instr);
}

static void note_places(dl_judge *judge, const dl_instr *instr)
{
    if (instr->kind == DL_I_ASSIGN && instr->target)
        note_writer(judge, key_of(instr->target), instr);
    if (instr->kind == DL_I_ASSIGN && instr->target && is_behind_pointer(instr->target))
        note_writer(judge, &behind_pointer, instr);
    for (size_t a = 0; instr->kind == DL_I_CALL && a < instr->arg_count; a++) {
        const dl_expr *given = dl_expr_uncast(instr->args[a]);

        if (given->kind == DL_E_ADDRESS)
            note_writer(judge, key_of(given->a), instr);
    }
}

/* Large drivers are asked about many objects, and releases of each: the code is gone through once. */
static const writers *writers_by(dl_judge *judge, const void *key)
{
    static const writers none;
    const dl_program *program = judge->world->program;
    const writers *found;

    if (!judge->writers.arena) {
        dl_table_init(&judge->writers, judge->arena);
        for (size_t f = 0; f < program->function_count; f++)
            for (size_t b = 0; b < program->functions[f]->block_count; b++)
                for (size_t i = 0; i < program->functions[f]->blocks[b].count; i++)
                    note_places(judge, &program->functions[f]->blocks[b].instrs[i]);
    }
    found = dl_table_get(&judge->writers, key);
    return found ? found : &none;
}

static const writers *writers_of(dl_judge *judge, const dl_expr *place)
{
    return writers_by(judge, key_of(place));
}

/* A call that is given what was acquired, or stores a local, and is given where what is released stands. */
static bool is_copied_by(const dl_facts *facts, const dl_instr *call, const dl_expr *acquired, const dl_expr *released)
{
    const dl_api *api = call->name ? dl_facts_api(facts, call->name) : NULL;

    for (size_t a = 0; a < call->arg_count; a++) {
        const dl_expr *given = dl_expr_uncast(call->args[a]);

        if (!dl_expr_same(given, acquired) && !(is_local(given) && stores_param(api, a)))
            continue;
        for (size_t b = 0; b < call->arg_count; b++) {
            const dl_expr *to = dl_expr_uncast(call->args[b]);

            if (to->kind == DL_E_ADDRESS && is_in(released, to->a))
                return true;
        }
    }
    return false;
}

/* Whether the place, or a part of it, was written from what was acquired: a temporary, or a place in between. */
static bool holds_copy(dl_judge *judge, const dl_expr *place, const dl_expr *acquired)
{
    const writers *to = dl_expr_is_place(place) ? writers_of(judge, place) : NULL;

    for (size_t i = 0; to && i < to->instrs.count; i++) {
        const dl_instr *instr = to->instrs.at[i];

        if (instr->kind == DL_I_ASSIGN && is_in(instr->target, place) &&
            dl_expr_same(dl_expr_uncast(instr->value), acquired))
            return true;
    }
    return false;
}

/* `Kept = Path`, of which `Path.Buffer` was acquired, and `Kept.Buffer` is released. */
static bool copies_whole(dl_judge *judge, const dl_instr *instr, const dl_expr *value, const dl_expr *acquired,
                         const dl_expr *released)
{
    return instr->target->type->kind == DL_TYPE_RECORD && is_in(released, instr->target) &&
           (is_in(acquired, value) || is_local(value) || holds_copy(judge, value, acquired));
}

/* `UNICODE_STRING`: a driver has many, and one is not the other. */
static bool is_counted_text(const dl_record *record)
{
    return dl_text_equal(record->tag, "_UNICODE_STRING") || dl_text_equal(record->tag, "_STRING");
}

/* The same member of a structure of one kind: a callback of the device releases what stands in its extension. Of a
 * text it has to be the same text of what it stands in. */
static bool is_same_member(const dl_expr *a, const dl_expr *b)
{
    while (a->kind == DL_E_FIELD && b->kind == DL_E_FIELD && dl_text_equal(a->name, b->name) && a->a->type->record &&
           b->a->type->record && dl_text_equal(a->a->type->canonical, b->a->type->canonical)) {
        if (!is_counted_text(a->a->type->record))
            return true;
        a = a->a;
        b = b->a;
    }
    return false;
}

/* Whether the expression has the address of the place, or of what it stands in. */
static bool leads_to(const dl_expr *expr, const dl_expr *place)
{
    if (!expr || expr->kind == DL_E_SIZEOF)
        return false;
    if (expr->kind == DL_E_ADDRESS && is_in(place, expr->a))
        return true;
    return leads_to(expr->a, place) || leads_to(expr->b, place);
}

/* Whether some pointer may lead to the member of a global. */
static bool is_pointed_to(dl_judge *judge, const dl_expr *member)
{
    const dl_program *program = judge->world->program;
    const dl_naming *naming = dl_naming_of(judge->world, dl_expr_root(member));

    for (size_t f = 0; f < naming->functions.count; f++) {
        const dl_function *function = program->functions[naming->functions.at[f]];

        for (size_t b = 0; b < function->block_count; b++)
            for (size_t i = 0; i < function->blocks[b].count; i++) {
                const dl_instr *instr = &function->blocks[b].instrs[i];
                bool is_led = leads_to(instr->value, member);

                for (size_t a = 0; a < instr->arg_count; a++)
                    is_led = is_led || leads_to(instr->args[a], member);
                if (is_led)
                    return true;
            }
    }
    for (size_t i = 0; i < naming->values.count; i++)
        if (leads_to(naming->values.at[i], member))
            return true;
    return false;
}

/* Whether the place behind a pointer may be the member of a global, or what that stands in. */
static bool may_be_behind(const dl_expr *place, const dl_expr *member)
{
    if (is_same_member(place, member))
        return true;
    if (place->type->kind != DL_TYPE_RECORD || !is_behind_pointer(place))
        return false;
    for (member = member->a; member; member = member->kind == DL_E_FIELD ? member->a : NULL)
        if (dl_text_equal(member->type->canonical, place->type->canonical))
            return true;
    return false;
}

/* Both are members of globals: what stands in the one may come to the other by pointers (`data->Old = data->Path`,
 * `*data = saved`). */
static bool is_copied_behind_pointer(dl_judge *judge, const dl_expr *acquired, const dl_expr *released)
{
    const writers *const lists[] = {writers_by(judge, &behind_pointer), writers_of(judge, released)};

    if (released->kind != DL_E_FIELD || acquired->kind != DL_E_FIELD)
        return false;
    for (size_t k = 0; k < 2; k++)
        for (size_t i = 0; i < lists[k]->instrs.count; i++) {
            const dl_instr *instr = lists[k]->instrs.at[i];
            const dl_expr *value = instr->kind == DL_I_ASSIGN ? dl_expr_uncast(instr->value) : NULL;
            bool is_behind = value && may_be_behind(value, acquired);

            if (!value || !(is_in(released, instr->target) ? is_behind : may_be_behind(instr->target, released)))
                continue;
            if ((is_behind && is_pointed_to(judge, acquired)) ||
                ((is_local(value) || is_in(acquired, value)) && is_pointed_to(judge, released)))
                return true;
        }
    return false;
}

/* What is released was written from what was acquired, or from a local that may hold it. */
static bool is_copied(dl_judge *judge, const dl_expr *acquired, const dl_expr *released)
{
    const writers *to = writers_of(judge, plain(released));

    for (size_t i = 0; i < to->instrs.count; i++) {
        const dl_instr *instr = to->instrs.at[i];
        const dl_expr *value = instr->kind == DL_I_ASSIGN ? dl_expr_uncast(instr->value) : NULL;

        if (value && copies_whole(judge, instr, value, plain(acquired), plain(released)))
            return true;
        if (value && dl_expr_same(instr->target, plain(released)) &&
            (dl_expr_same(value, plain(acquired)) || is_local(value) || holds_copy(judge, value, plain(acquired))))
            return true;
        if (instr->kind == DL_I_CALL && is_copied_by(judge->world->facts, instr, plain(acquired), plain(released)))
            return true;
    }
    return false;
}

static bool is_result(const dl_program *program, const dl_var *var)
{
    for (size_t f = 0; f < program->function_count; f++)
        for (size_t b = 0; b < program->functions[f]->block_count; b++)
            for (size_t i = 0; i < program->functions[f]->blocks[b].count; i++)
                if (program->functions[f]->blocks[b].instrs[i].kind == DL_I_CALL &&
                    program->functions[f]->blocks[b].instrs[i].result == var)
                    return true;
    return false;
}

bool dl_unload_holds_results(dl_judge *judge, const dl_expr *place)
{
    const writers *to = writers_of(judge, place);

    for (size_t i = 0; i < to->instrs.count; i++) {
        const dl_expr *value = to->instrs.at[i]->kind == DL_I_ASSIGN ? dl_expr_uncast(to->instrs.at[i]->value) : NULL;

        if (!value || !(value->has_value || (value->kind == DL_E_VAR && value->var->storage == DL_TEMP &&
                                             is_result(judge->world->program, value->var))))
            return false;
    }
    return true;
}

static const char *const leaving[] = {"dispatch", "unload",     "driver-cleanup", "device-cleanup", "callback",
                                      "shutdown", "add-device", "reinitialize",   "context-cleanup"};

static const dl_role_set leaving_roles = {.roles = {leaving, sizeof leaving / sizeof *leaving}};
static const dl_role_set leaving_unasked = {.roles = {leaving + 1, sizeof leaving / sizeof *leaving - 1}};

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

const dl_api_use *dl_unload_release_of(const dl_unload_site *site, const dl_instr *instr)
{
    dl_world *world = site->judge->world;
    const dl_api_use *use = dl_unload_use_of(world, site->kind->release, site->kind->release_count, instr);

    return use ? use : dl_unload_use_of(world, site->kind->consumed_by, site->kind->consumed_count, instr);
}

static void find_releases(const dl_unload_site *site, dl_unload_releases *found)
{
    const dl_program *program = site->judge->world->program;

    for (size_t f = 0; f < program->function_count; f++)
        for (size_t b = 0; b < program->functions[f]->block_count; b++)
            for (size_t i = 0; i < program->functions[f]->blocks[b].count; i++) {
                const dl_instr *instr = &program->functions[f]->blocks[b].instrs[i];

                if (dl_unload_release_of(site, instr))
                    dl_vec_push(site->judge->arena, found, ((dl_unload_release){program->functions[f], instr}));
            }
}

const dl_unload_releases *dl_unload_releases_of(const dl_unload_site *site)
{
    dl_judge *judge = site->judge;
    dl_unload_releases *found;

    if (!judge->unload_releases.arena)
        dl_table_init(&judge->unload_releases, judge->arena);
    found = dl_table_get(&judge->unload_releases, site->kind);
    if (!found) {
        found = DL_NEW(judge->arena, dl_unload_releases);
        dl_table_set(&judge->unload_releases, site->kind, found);
        find_releases(site, found);
    }
    return found;
}

/* `*Table`: the slot may be lent to the helper. */
static bool is_behind_parameter(const dl_expr *expr)
{
    return expr->kind == DL_E_DEREF && dl_expr_uncast(expr->a)->kind == DL_E_VAR;
}

/* The structure that the pointer is declared to lead to, or NULL. */
static const dl_record *record_behind(const dl_expr *pointer)
{
    const dl_type *type = dl_expr_uncast(pointer)->type;
    const dl_record *record = type->kind == DL_TYPE_POINTER && type->element ? type->element->record : NULL;

    return record && record->tag[0] && !record->is_synthesized && !record->is_union ? record : NULL;
}

/* A structure begins where its first member does. */
static bool begins_with(const dl_record *record, const dl_record *other)
{
    for (unsigned depth = 0; record && depth < 16; depth++) {
        if (record->is_union || record->is_synthesized || strcmp(record->tag, other->tag) == 0)
            return true;
        record = record->field_count ? record->fields[0].type->record : NULL;
    }
    return false;
}

/* A wait for an event is none for the timer. */
static bool is_other_structure(const dl_unload_site *site, const dl_expr *released)
{
    const dl_record *own = site->slot && site->kind->identity == DL_BY_STORAGE ? record_behind(site->slot) : NULL;
    const dl_record *other = own ? record_behind(released) : NULL;

    return other && !begins_with(own, other) && !begins_with(other, own);
}

bool dl_unload_is_other(const dl_unload_site *site, const dl_function *function, const dl_instr *instr)
{
    const dl_api_use *use = dl_unload_release_of(site, instr);
    const dl_expr *released = use ? dl_unload_object_of(site->judge->world, function, use, instr) : NULL;

    if (released && is_other_structure(site, released))
        return true;
    if (!site->alone)
        return false;
    return released && !is_behind_parameter(plain(released)) && !dl_expr_same(plain(site->alone), plain(released)) &&
           !dl_expr_same(site->slot, plain(released));
}

dl_unload_site dl_unload_site_of(dl_judge *judge, const dl_resource *kind, const dl_function *by, const dl_instr *instr)
{
    const dl_api_use *acquire = dl_unload_use_of(judge->world, kind->acquire, kind->acquire_count, instr);
    const dl_expr *slot = acquire ? dl_unload_object_of(judge->world, by, acquire, instr) : NULL;
    bool is_result = acquire && acquire->object == DL_FACT_RESULT;
    const dl_expr *alone = slot && kind->identity == DL_BY_HANDLE
                               ? dl_lasting_sole_holder(judge, judge->scope, by, instr, slot, is_result)
                               : NULL;

    return (dl_unload_site){judge, kind, by, instr, slot, is_result, alone};
}

/* What is asked of each release that is found. */
typedef struct wanted {
    const dl_unload_site *site;
    const dl_expr *acquired;
} wanted;

bool dl_unload_runs_at_end(const dl_judge *judge, const dl_function *function)
{
    static const char *const ending[] = {"unload", "driver-cleanup"};
    static const dl_role_set set = {.roles = {ending, sizeof ending / sizeof *ending}};

    return dl_scope_in(judge->scope, function, &set);
}

bool dl_unload_is_of_unload(const dl_judge *judge, const dl_function *function)
{
    static const char *const name[] = {"unload"};
    static const dl_role_set set = {.roles = {name, 1}};

    return dl_scope_in(judge->scope, function, &set);
}

/* A routine that runs at other times may release others of the kind: only what it spells as the object is it. */
static bool is_same_for_sure(const wanted *w, const dl_function *function, const dl_expr *released)
{
    dl_identity by = w->site->kind->identity;

    if ((by != DL_BY_HANDLE && by != DL_BY_STORAGE) || !w->acquired || !released)
        return true;
    return dl_unload_runs_at_end(w->site->judge, function) || dl_expr_same(plain(w->acquired), plain(released)) ||
           is_same_member(plain(w->acquired), plain(released)) || is_copied(w->site->judge, w->acquired, released);
}

/* By dispatch routines alone, and none of those is asked when a device is removed: a request need not have come. */
static bool runs_on_request(const wanted *w, const dl_function *function)
{
    static const char *const requests[] = {"dispatch"};
    static const dl_role_set set = {.roles = {requests, 1}};
    dl_judge *judge = w->site->judge;
    dl_function_list roots = dl_scope_roots(judge->scope, &set);

    if (!dl_scope_in(judge->scope, function, &set) || dl_unload_runs_for_sure(judge, &leaving_unasked, function))
        return false;
    for (size_t r = 0; r < roots.count; r++)
        if ((roots.at[r] == function || dl_scope_calls(judge->scope, roots.at[r], function)) &&
            dl_possible_stored_in(judge->scope, roots.at[r]->name, dl_judge_slot(judge, DL_SLOT_PNP), 1) != DL_NO)
            return false;
    return true;
}

static dl_tri releases(const wanted *w, const dl_function *function, const dl_instr *instr)
{
    const dl_api_use *use = dl_unload_release_of(w->site, instr);
    dl_judge *judge = w->site->judge;
    const dl_expr *released;

    if (!use || dl_unload_is_other(w->site, function, instr))
        return DL_NO;
    released = dl_unload_object_of(judge->world, function, use, instr);
    if (!may_be_same(w->site->kind, w->acquired, released) && !is_copied(judge, w->acquired, released) &&
        !is_copied_behind_pointer(judge, plain(w->acquired), plain(released)))
        return DL_NO;
    if (!dl_scope_in(judge->scope, function, &leaving_roles))
        return w->site->kind->identity != DL_BY_SINGLE && dl_unload_runs_between(judge, function) ? DL_MAYBE : DL_NO;
    if (dl_unload_runs_for_sure(judge, &leaving_roles, function))
        return is_same_for_sure(w, function, released) && !runs_on_request(w, function) ? DL_YES : DL_MAYBE;
    return is_never_given(judge, function) ? DL_NO : DL_MAYBE;
}

dl_tri dl_unload_may_release(const dl_unload_site *site, const dl_expr *acquired, const dl_unload_release *release)
{
    return releases(&(wanted){site, acquired}, release->function, release->instr);
}

dl_tri dl_unload_is_released(const dl_unload_site *site, const dl_function *by, const dl_instr *instr,
                             const dl_function **releaser)
{
    const dl_unload_releases *all = dl_unload_releases_of(site);
    dl_tri result = DL_NO;
    const dl_api_use *acquire =
        dl_unload_use_of(site->judge->world, site->kind->acquire, site->kind->acquire_count, instr);
    const wanted w = {site, acquire ? dl_unload_object_of(site->judge->world, by, acquire, instr) : NULL};

    for (size_t i = 0; i < all->count; i++) {
        dl_tri found = releases(&w, all->at[i].function, all->at[i].instr);

        if (found == DL_NO || (found == DL_MAYBE && result == DL_YES))
            continue;
        *releaser = all->at[i].function;
        result = found;
        if (found == DL_YES && !dl_unload_is_of_unload(site->judge, all->at[i].function))
            break;
    }
    return result;
}

bool dl_unload_is_registered(dl_judge *judge, const dl_function *function)
{
    return dl_scope_in(judge->scope, function, &leaving_roles)
               ? dl_unload_runs_for_sure(judge, &leaving_roles, function)
               : dl_unload_runs_between(judge, function);
}

/* ---- what was kept of a library's routine ---- */

/* The variable or member that the pointer is read from, or NULL. */
static const dl_expr *read_from(const dl_expr *pointer)
{
    pointer = dl_expr_uncast(pointer);
    if (pointer->kind == DL_E_DEREF) /* `(*Saved)(DriverObject)` */
        pointer = dl_expr_uncast(pointer->a);
    return pointer->kind == DL_E_FIELD || (pointer->kind == DL_E_VAR && dl_var_is_static(pointer->var)) ? pointer
                                                                                                        : NULL;
}

static bool is_same_place(const dl_expr *a, const dl_expr *b)
{
    if (a->kind != b->kind)
        return false;
    return a->kind == DL_E_VAR ? a->var == b->var : dl_text_equal(a->name, b->name);
}

static bool is_driver_unload(const dl_expr *value)
{
    value = dl_expr_uncast(value);
    return value->kind == DL_E_FIELD && dl_text_equal(value->name, "DriverUnload");
}

/* `Saved(DriverObject)`, where all that is ever stored in `Saved` is what stood in DriverObject->DriverUnload: the
 * unload routine of the library that put it there knows nothing of what the driver holds. */
static bool is_saved_unload(const dl_judge *judge, const dl_instr *call)
{
    const dl_program *program = judge->world->program;
    const dl_expr *from = call->pointer ? read_from(call->pointer) : NULL;
    bool is_saved = false;

    for (size_t f = 0; from && f < program->function_count; f++)
        for (size_t b = 0; b < program->functions[f]->block_count; b++)
            for (size_t i = 0; i < program->functions[f]->blocks[b].count; i++) {
                const dl_instr *instr = &program->functions[f]->blocks[b].instrs[i];

                if (instr->kind != DL_I_ASSIGN || !is_same_place(instr->target, from))
                    continue;
                if (!is_driver_unload(instr->value) && !dl_expr_is_null(instr->value))
                    return false;
                is_saved |= is_driver_unload(instr->value);
            }
    return is_saved;
}

const char *dl_unload_opaque(dl_judge *judge)
{
    dl_role_set set = {0};
    static const char *const ending[] = {"unload", "driver-cleanup", "device-cleanup"};
    dl_function_list functions;
    dl_span where;

    set.roles = (dl_name_set){ending, sizeof ending / sizeof *ending};
    functions = dl_scope_functions(judge->scope, &set);
    for (size_t f = 0; f < functions.count; f++) {
        size_t count;
        const dl_opaque_call *calls = dl_scope_opaque(judge->scope, functions.at[f], &count);

        for (size_t i = 0; i < count; i++)
            if (!dl_call_is_message(calls[i].call) && !is_saved_unload(judge, calls[i].call))
                return dl_arena_printf(judge->arena, "%s, called by %s, %s",
                                       calls[i].name ? calls[i].name : dl_judge_called(judge, calls[i].call),
                                       functions.at[f]->name,
                                       dl_judge_why_unread(judge, calls[i].name, calls[i].call->span));
        if (functions.at[f]->lost_count)
            return dl_arena_printf(judge->arena, "%s was not understood in full", functions.at[f]->name);
    }
    if (dl_scope_has_unseen(judge->scope, &set, &where))
        return dl_arena_printf(judge->arena, "which routine is set at %s for the driver's end was not seen",
                               dl_judge_where(judge, where));
    return NULL;
}

/* The routine that `DriverObject->MajorFunction[IRP_MJ_SHUTDOWN] = …` sets; NULL: the instruction is none. Without its
 * headers the index is known by its text alone. */
static const dl_expr *shutdown_routine(dl_judge *judge, const dl_instr *instr)
{
    enum { LONGEST = 200 };
    const dl_expr *routine = instr->kind == DL_I_ASSIGN && instr->value ? dl_expr_uncast(instr->value) : NULL;
    const dl_expr *slots = routine && instr->target->kind == DL_E_INDEX ? instr->target->a : NULL;

    if (!slots || slots->kind != DL_E_FIELD || !dl_text_equal(slots->name, "MajorFunction") ||
        dl_expr_is_null(routine) || !instr->span.file)
        return NULL;
    return strstr(dl_span_text(instr->span, LONGEST, judge->arena), "IRP_MJ_SHUTDOWN") ? routine : NULL;
}

/* Why what the routine does was not seen in full, as a clause, or NULL. */
static const char *why_shutdown_unseen(dl_judge *judge, const dl_expr *routine)
{
    const dl_driver *driver = judge->guards->driver;

    if (driver && driver->missing_source)
        return dl_arena_printf(judge->arena, "may call what is in %s, which the project builds and which is not there",
                               dl_path_name(driver->missing_source));
    /* What a body in the driver's sources names is known: see dl_unread_release. */
    if (routine->kind == DL_E_FUNCTION &&
        (routine->function || (judge->guards->unread && dl_unread_has(judge->guards->unread, routine->name))))
        return NULL;
    return "was not read";
}

const char *dl_unload_unseen_shutdown(dl_judge *judge, const dl_resource *kind)
{
    const dl_program *program = judge->world->program;

    for (size_t f = 0; f < program->function_count; f++)
        for (size_t b = 0; b < program->functions[f]->block_count; b++)
            for (size_t i = 0; i < program->functions[f]->blocks[b].count; i++) {
                const dl_instr *instr = &program->functions[f]->blocks[b].instrs[i];
                const dl_expr *routine = shutdown_routine(judge, instr);
                const char *why = routine ? why_shutdown_unseen(judge, routine) : NULL;

                if (why)
                    return dl_arena_printf(judge->arena,
                                           "what serves the request for shutdown (%s) %s, and may release the %s",
                                           dl_judge_where(judge, instr->span), why, kind->title);
            }
    return NULL;
}
