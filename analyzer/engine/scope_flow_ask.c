/* scope_flow_ask.c: what is asked of a flow once it is made: values at the end of paths, and what a call means. */
#include "engine/scope_flow_places.h"

#include <assert.h>
#include <string.h>

/* Frozen, the analysis makes nothing new: the cast is from the outer const alone. */
static dl_flow *thawed(const dl_flow *flow)
{
    assert(flow->is_frozen);
    return (dl_flow *)flow;
}

void dl_flow_values(const dl_flow *flow, const dl_expr *expr, dl_held_set *out)
{
    dl_flow_values_of(thawed(flow), expr, 0, out);
}

const dl_flow_place *dl_flow_param(const dl_flow *flow, unsigned number)
{
    return number < flow->param_count ? flow->params[number] : NULL;
}

/* Members from the object to the place are exactly `fields`. */
static bool stands_at(const dl_flow_place *place, const char *const *fields, size_t count)
{
    for (; place->parent; place = place->parent) {
        if (strcmp(place->step, "[]") == 0 || strcmp(place->step, "*") == 0)
            continue;
        if (!count || strcmp(place->step, fields[--count]) != 0)
            return false;
    }
    return count == 0;
}

bool dl_flow_is_at(const dl_flow *flow, const dl_expr *lvalue, unsigned param, const char *const *fields, size_t count)
{
    const dl_flow_place *object = dl_flow_param(flow, param);
    dl_flow_place_list places = {0};

    dl_flow_places_of(thawed(flow), lvalue, 0, &places);
    for (size_t i = 0; object && i < places.count; i++)
        if (places.at[i]->root == object && stands_at(places.at[i], fields, count))
            return true;
    return false;
}

bool dl_flow_is_of_param(const dl_flow *flow, const dl_expr *lvalue)
{
    dl_flow_place_list places = {0};

    dl_flow_places_of(thawed(flow), lvalue, 0, &places);
    for (size_t i = 0; i < places.count; i++)
        if (places.at[i]->kind == DL_TREE_PARAM)
            return true;
    return false;
}

const dl_instr *dl_flow_opaque(const dl_flow *flow, const dl_flow_place *place)
{
    (void)flow;
    return place ? place->root->opaque : NULL;
}

/* The structure itself and, if the place holds a pointer, what that points to. */
static void list_add_behind(dl_flow *flow, dl_flow_place_list *list, dl_flow_place *place)
{
    dl_flow_place_list_add(list, place);
    for (size_t i = 0; i < place->held.count; i++)
        dl_flow_place_list_add(list, place->held.at[i].place);
    dl_flow_place_list_add(list, dl_flow_place_below(flow, place, "*"));
}

static void list_add_members(dl_flow_place_list *list, dl_flow_place *place)
{
    for (size_t i = 0; i < place->children.count; i++) {
        dl_flow_place_list_add(list, place->children.at[i]);
        if (strcmp(place->children.at[i]->step, "*") != 0)
            list_add_members(list, place->children.at[i]);
    }
}

static void take_step(dl_flow *flow, dl_flow_place_list *list, const dl_step *step)
{
    dl_flow_place_list next = {.is_unresolved = list->is_unresolved}, behind = {0};

    for (size_t i = 0; i < list->count; i++) {
        list_add_behind(flow, &behind, list->at[i]);
        next.is_unresolved = next.is_unresolved || list->at[i]->is_unknown;
    }
    for (size_t i = 0; i < behind.count; i++) {
        switch (step->kind) {
        case DL_STEP_FIELD:
            dl_flow_place_list_add(&next, dl_flow_place_below(flow, behind.at[i], step->field));
            break;
        case DL_STEP_EACH_FIELD:
            list_add_members(&next, behind.at[i]);
            break;
        case DL_STEP_INDEX:
        case DL_STEP_EACH_INDEX:
        case DL_STEP_BY:
            dl_flow_place_list_add(&next, dl_flow_place_below(flow, behind.at[i], "[]"));
            dl_flow_place_list_add(&next, behind.at[i]);
            break;
        case DL_STEP_DEREF:
            dl_flow_place_list_add(&next, behind.at[i]);
            break;
        }
    }
    *list = next;
}

static void follow(dl_flow *flow, dl_flow_place_list *list, const dl_step *steps, size_t count, dl_held_set *out)
{
    for (size_t i = 0; i < count; i++)
        take_step(flow, list, &steps[i]);
    for (size_t i = 0; i < list->count; i++)
        dl_flow_place_read(flow, list->at[i], out);
    if (list->is_unresolved)
        out->is_unknown = true;
}

void dl_flow_follow(const dl_flow *flow, const dl_held_set *values, const dl_type *type, const dl_step *steps,
                    size_t count, dl_held_set *out)
{
    dl_flow_place_list list = {.is_unresolved = values->is_unknown};

    if (!count) {
        for (size_t i = 0; i < values->count; i++)
            dl_held_set_add(out, &values->at[i]);
        out->is_unknown = out->is_unknown || values->is_unknown;
        return;
    }
    for (size_t i = 0; i < values->count; i++)
        dl_flow_place_list_add(&list, values->at[i].place);
    const dl_record *record = type->kind == DL_TYPE_POINTER && type->element ? type->element->record : NULL;
    dl_type_pair *pair = list.is_unresolved || !list.count ? dl_flow_type_places(thawed(flow), record) : NULL;
    if (pair) {
        dl_flow_place_list_add(&list, pair->all);
        dl_flow_place_list_add(&list, pair->unresolved);
    }
    follow(thawed(flow), &list, steps, count, out);
}

void dl_flow_follow_object(const dl_flow *flow, int param, const char *tag, const dl_step *steps, size_t count,
                           dl_held_set *out)
{
    dl_flow_place_list list = {0};
    const dl_type_pair *pair = tag ? dl_map_get(flow->types, tag) : NULL;

    if (param >= 0 && (size_t)param < flow->param_count)
        dl_flow_place_list_add(&list, flow->params[param]);
    if (pair)
        dl_flow_place_list_add(&list, pair->unresolved);
    follow(thawed(flow), &list, steps, count, out);
}

/* ---- calls and facts ---- */

const dl_api *dl_flow_fact(const dl_flow *flow, const char *name)
{
    static const char none = 0;
    const void *found = dl_table_get(flow->apis, name);

    if (!found) {
        const dl_api *api = dl_facts_api(flow->facts, name);

        found = api ? (const void *)api : &none;
        dl_table_set(flow->apis, name, (void *)(uintptr_t)found);
    }
    return found == &none ? NULL : found;
}

const dl_api *dl_flow_api(const dl_flow *flow, const dl_instr *call, const dl_expr *const **args, size_t *count)
{
    const dl_api *api = call->macro ? dl_flow_fact(flow, call->macro) : NULL;

    /* A macro that only the index of names has says less than the function that it leads to. */
    if (api && !(api->is_known_only && call->name)) {
        bool has_own = call->macro_args || call->is_macro_only;
        if (args)
            *args = has_own ? call->macro_args : call->args;
        if (count)
            *count = has_own ? call->macro_arg_count : call->arg_count;
        return api;
    }
    if (!call->name || call->callee)
        return NULL;
    if (args)
        *args = call->args;
    if (count)
        *count = call->arg_count;
    if (call->arg_count >= 2 && call->args[1]->kind == DL_E_CONST && call->args[1]->has_value) {
        api = dl_facts_api_with_value(flow->facts, call->name, call->args[1]->value);
        if (api)
            return api;
    }
    return dl_flow_fact(flow, call->name);
}

bool dl_flow_is_unknown_name(const dl_flow *flow, const dl_instr *call)
{
    const dl_macro_fact *macro = call->macro ? dl_facts_macro(flow->facts, call->macro) : NULL;

    if (call->is_macro_only || !call->name || call->callee || (macro && macro->is_ignored))
        return false;
    /* What the compiler and the stub headers put in place themselves. */
    if (dl_text_starts(call->name, "__builtin_") || dl_text_starts(call->name, "dl_") ||
        dl_text_starts(call->name, "_Interlocked"))
        return false;
    return !dl_flow_api(flow, call, NULL, NULL);
}

const char *dl_flow_pointer_api(const dl_facts *facts, const dl_instr *call)
{
    static const char *const prefixes[] = {"PFN_", "PFN", "pfn", "P_"};

    for (const dl_expr *at = call->pointer; at; at = at->kind == DL_E_DEREF || at->kind == DL_E_CAST ? at->a : NULL)
        for (size_t i = 0; i < sizeof prefixes / sizeof *prefixes; i++) {
            const char *type = at->type->spelling;
            if (type && dl_text_starts(type, prefixes[i]) && dl_facts_api(facts, type + strlen(prefixes[i])))
                return dl_facts_api(facts, type + strlen(prefixes[i]))->name;
        }
    return NULL;
}
