/* relevance.c: where events of a pattern may stand, by names alone; which calls to split; which slots to track. */
#include "engine/judge.h"
#include "engine/possible.h"

#include <string.h>

/* Of any call, one that has parameters of the kinds that the facts tell of. */
static bool has_such_params(const dl_event_form *form, const dl_api *api)
{
    for (size_t i = 0; i < form->arg_count; i++)
        if (form->args[i].key == DL_ARG_FACT && !(api && dl_possible_fact_params(api, form->args[i].fact).count > 0))
            return false;
    return true;
}

static bool call_is_named(const dl_event_form *form, const char *name, const dl_api *api)
{
    if (!name)
        return false;
    if (form->any_call)
        return has_such_params(form, api);
    if (form->trait)
        return api && dl_api_has_trait(api, form->trait);
    if (dl_name_set_has(form->calls, name) || (api && dl_name_set_has(form->calls, api->canonical)) ||
        dl_name_set_fits(form->call_globs, name))
        return true;
    for (size_t i = 0; api && i < api->performs.count; i++)
        if (dl_name_set_has(form->calls, api->performs.at[i]))
            return true;
    return false;
}

static bool path_is_near(const dl_path_pattern *path, const dl_expr *target)
{
    for (size_t i = 0; i < path->count; i++)
        if (path->steps[i].kind == DL_P_FIELD) {
            const dl_expr *at = target;

            while (at && !(at->kind == DL_E_FIELD && dl_text_equal(at->name, path->steps[i].field)))
                at = at->a;
            if (!at)
                return false;
        }
    return true;
}

bool dl_relevant_form(const dl_event_form *form, const dl_instr *instr, const dl_api *by_name, const dl_api *by_macro)
{
    switch (form->kind) {
    case DL_ON_CALL:
        return instr->kind == DL_I_CALL &&
               (call_is_named(form, instr->name, by_name) || call_is_named(form, instr->macro, by_macro));
    case DL_ON_STORE:
        if (instr->kind != DL_I_ASSIGN && instr->kind != DL_I_ZERO)
            return false;
        if (instr->target->kind == DL_E_VAR && instr->target->var->storage == DL_TEMP)
            return false;
        for (size_t i = 0; i < form->path_count; i++)
            if (path_is_near(&form->paths[i], instr->target))
                return true;
        return form->path_count == 0 && instr->target->kind != DL_E_VAR;
    default:
        return false;
    }
}

bool dl_relevant_pattern(const dl_event_pattern *pattern, const dl_instr *instr, const dl_api *by_name,
                         const dl_api *by_macro)
{
    for (size_t i = 0; i < pattern->count; i++)
        if (dl_relevant_form(&pattern->forms[i], instr, by_name, by_macro))
            return true;
    return false;
}

static bool is_told_form(const dl_event_form *form, const dl_instr *instr, const dl_api *by_name,
                         const dl_api *by_macro)
{
    switch (form->kind) {
    case DL_ON_CALL:
        return dl_relevant_form(form, instr, by_name, by_macro);
    case DL_ON_STORE:
        if (instr->kind == DL_I_CALL) /* one that zeroes what it is given, or copies it */
            return (by_name && (by_name->zero_count || by_name->move_count)) ||
                   (by_macro && (by_macro->zero_count || by_macro->move_count));
        if (instr->kind != DL_I_ASSIGN && instr->kind != DL_I_ZERO)
            return false;
        return form->path_count == 0 || dl_relevant_form(form, instr, by_name, by_macro);
    case DL_ON_RETURN: /* the root's alone */
        return false;
    default:
        return true;
    }
}

/* What a block ends with may be it, somewhere in the driver. */
static bool can_be_tested(dl_judge *judge, const dl_event_form *form)
{
    static const dl_role_set any = {.is_any = true};
    const dl_event_pattern one = {.forms = form, .count = 1};
    void *known = dl_table_get(&judge->tested, form);

    if (!known) {
        known = dl_possible_event(judge->scope, &one, &any, NULL) != DL_NO ? (void *)judge : (void *)judge->world;
        dl_table_set(&judge->tested, form, known);
    }
    return known == judge;
}

/* Whether no value or place that the form asks for rules the event out, whatever the path. */
static bool is_possible(dl_judge *judge, const dl_event_form *form, const dl_instr *instr)
{
    switch (form->kind) {
    case DL_ON_TEST:
        return can_be_tested(judge, form);
    case DL_ON_CALL:
    case DL_ON_STORE:
        return dl_possible_form(judge->scope, form, instr) != DL_NO;
    default:
        return true;
    }
}

bool dl_told_pattern(dl_judge *judge, const dl_event_pattern *pattern, const dl_instr *instr, const dl_api *by_name,
                     const dl_api *by_macro)
{
    for (size_t i = 0; i < pattern->count; i++)
        if (is_told_form(&pattern->forms[i], instr, by_name, by_macro) && is_possible(judge, &pattern->forms[i], instr))
            return true;
    return false;
}

bool dl_pattern_splits(const dl_event_pattern *pattern, const dl_instr *instr, const dl_api *by_name,
                       const dl_api *by_macro)
{
    for (size_t i = 0; i < pattern->count; i++) {
        const dl_event_form *form = &pattern->forms[i];

        if (form->kind == DL_ON_CALL && (form->outcome != DL_OUTCOME_ANY || form->result) && !form->any_call &&
            dl_relevant_form(form, instr, by_name, by_macro))
            return true;
    }
    return false;
}

bool dl_pattern_reads(const dl_event_pattern *pattern)
{
    for (size_t i = 0; i < pattern->count; i++)
        if (pattern->forms[i].kind == DL_ON_USE || pattern->forms[i].kind == DL_ON_DEREF)
            return true;
    return false;
}

void dl_track_slot(dl_sim *sim, const dl_function *function, const dl_expr *slot)
{
    const dl_expr *root = slot;

    while (root->a)
        root = root->a;
    for (size_t i = 0; i < sim->handle_count; i++)
        if (dl_expr_same(sim->handles[i], slot))
            return;
    if (sim->handle_count == DL_MAX_HANDLES)
        return;
    sim->handles[sim->handle_count] = slot;
    /* A global's slot means the same in every frame. */
    sim->handle_functions[sim->handle_count++] =
        root->kind == DL_E_VAR && dl_var_is_static(root->var) ? NULL : function;
}

/* A variable that points to one of several structures, and what `?:` makes it of. */
static void track_pointer(dl_sim *sim, const dl_function *function, const dl_expr *pointer)
{
    dl_track_slot(sim, function, pointer);
    for (size_t b = 0; b < function->block_count; b++)
        for (size_t i = 0; i < function->blocks[b].count; i++) {
            const dl_instr *instr = &function->blocks[b].instrs[i];

            if (instr->kind == DL_I_ASSIGN && dl_expr_same(instr->target, pointer) && instr->value->kind == DL_E_VAR &&
                instr->value->var->storage == DL_TEMP)
                dl_track_slot(sim, function, instr->value);
        }
}

/* Whether the check remembers what a call writes through an argument, or returns. */
static bool has_slot(const dl_event_form *form)
{
    for (size_t a = 0; a < form->arg_count; a++)
        if (form->args[a].value->kind == DL_V_TO && form->args[a].value->inner[0]->kind == DL_V_CAPTURE)
            return true;
    return form->result != NULL;
}

static void track_in(dl_sim *sim, const dl_scope *scope, const dl_function *function, const dl_event_form *form)
{
    for (size_t b = 0; b < function->block_count; b++)
        for (size_t i = 0; i < function->blocks[b].count; i++) {
            const dl_instr *instr = &function->blocks[b].instrs[i];
            const dl_api *by_name, *by_macro;

            if (instr->kind != DL_I_CALL)
                continue;
            by_name = instr->name ? dl_scope_fact(scope, instr->name) : NULL;
            by_macro = instr->macro ? dl_scope_fact(scope, instr->macro) : NULL;
            if (!dl_relevant_form(form, instr, by_name, by_macro))
                continue;
            for (size_t a = 0; a < form->arg_count; a++) {
                int index = form->args[a].key == DL_ARG_NAME && by_name ? dl_api_param(by_name, form->args[a].name)
                            : form->args[a].key == DL_ARG_INDEX         ? (int)form->args[a].index
                                                                        : -1;
                const dl_value_pattern *value = form->args[a].value;

                if (value->kind != DL_V_TO || value->inner[0]->kind != DL_V_CAPTURE || index < 0 ||
                    (size_t)index >= instr->arg_count)
                    continue;
                if (instr->args[index]->kind == DL_E_ADDRESS && instr->args[index]->a->type->kind != DL_TYPE_RECORD)
                    dl_track_slot(sim, function, instr->args[index]->a);
                else if (instr->args[index]->kind == DL_E_VAR) /* one of several structures: each is asked */
                    track_pointer(sim, function, instr->args[index]);
            }
            if (form->result && dl_result_slot(function, instr))
                dl_track_slot(sim, function, dl_result_slot(function, instr));
        }
}

void dl_track_handles(dl_sim *sim, const dl_scope *scope, const dl_event_pattern *pattern, const dl_role_set *in)
{
    dl_function_list functions = dl_scope_functions(scope, in);

    for (size_t i = 0; i < pattern->count; i++) {
        const dl_event_form *form = &pattern->forms[i];

        if (form->kind != DL_ON_CALL || form->any_call || !has_slot(form) || !dl_possible_by_name(scope, form))
            continue;
        for (size_t f = 0; f < functions.count; f++)
            track_in(sim, scope, functions.at[f], form);
    }
}
