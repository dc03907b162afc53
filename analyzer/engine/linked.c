/* linked.c: see linked.h. */
#include "engine/linked.h"

#include "engine/effects.h"
#include "engine/footprint.h"
#include "engine/step.h"

#include <string.h>

/* ---- what is asked for ---- */

typedef struct asker {
    dl_world *world;
    const dl_push_fact *fact; /* of the first call that pushes */
    const dl_type *list;      /* the structure that its list begins in */
    bool is_asked;
} asker;

static const dl_type *structure(const dl_expr *pointer)
{
    const dl_type *type = dl_expr_uncast(pointer)->type;

    return type->kind == DL_TYPE_POINTER && type->element && type->element->record ? type->element : NULL;
}

static const dl_api *api_of(dl_world *world, const dl_instr *instr)
{
    return instr->kind == DL_I_CALL && instr->name ? dl_world_api(world, instr->name) : NULL;
}

static void find_push(void *self, const dl_instr *instr)
{
    asker *a = self;
    const dl_api *api = api_of(a->world, instr);

    if (a->fact || !api || api->push_count == 0 || api->pushes[0].list >= instr->arg_count)
        return;
    a->list = structure(instr->args[api->pushes[0].list]);
    a->fact = a->list ? &api->pushes[0] : NULL;
}

/* A local that nothing but a call fills: another's structure, which the entry was not given. */
static bool is_of_another(const dl_expr *list)
{
    const dl_expr *pointer = list->kind == DL_E_DEREF ? dl_expr_uncast(list->a) : NULL;
    const dl_function *function =
        pointer && pointer->kind == DL_E_VAR && pointer->var->storage == DL_LOCAL ? pointer->var->function : NULL;

    for (size_t b = 0; function && b < function->block_count; b++)
        for (size_t i = 0; i < function->blocks[b].count; i++) {
            const dl_instr *instr = &function->blocks[b].instrs[i];

            if (instr->kind == DL_I_ASSIGN && instr->target->kind == DL_E_VAR && instr->target->var == pointer->var &&
                !dl_expr_is_null(instr->value))
                return false;
        }
    return function != NULL;
}

static void find_ask(asker *a, const dl_expr *expr)
{
    for (; expr && !a->is_asked; expr = expr->a) {
        a->is_asked = expr->kind == DL_E_FIELD && expr->a->type->record == a->list->record &&
                      dl_text_equal(expr->name, a->fact->member) && !is_of_another(expr->a);
        find_ask(a, expr->b);
    }
}

static void find_asks(void *self, const dl_instr *instr)
{
    asker *a = self;

    find_ask(a, instr->value);
    find_ask(a, instr->target);
    for (size_t i = 0; i < instr->arg_count; i++)
        find_ask(a, instr->args[i]);
}

static void for_each_instr(const dl_reach *reach, void (*visit)(void *self, const dl_instr *instr), void *self)
{
    for (size_t f = 0; f < reach->functions.count; f++)
        for (size_t b = 0; b < reach->functions.at[f]->block_count; b++) {
            const dl_block *block = &reach->functions.at[f]->blocks[b];

            for (size_t i = 0; i < block->count; i++)
                visit(self, &block->instrs[i]);
        }
}

void dl_linked_begin(dl_world *world)
{
    const dl_reach *reach = dl_reach_of(world, world->entry);
    asker a = {.world = world};

    world->takes_out = DL_MAYBE;
    for_each_instr(reach, find_push, &a);
    if (!a.fact)
        return;
    for_each_instr(reach, find_asks, &a);
    for (size_t f = 0; f < reach->functions.count; f++)
        for (size_t b = 0; b < reach->functions.at[f]->block_count; b++)
            find_ask(&a, reach->functions.at[f]->blocks[b].term.value);
    world->has_lists = a.is_asked;
    if (a.is_asked && !reach->is_open && world->driver_object >= 0 &&
        (size_t)world->driver_object < world->entry->param_count &&
        world->entry->params[world->driver_object]->type->kind == DL_TYPE_POINTER &&
        world->entry->params[world->driver_object]->type->element->record == a.list->record)
        world->empty_list =
            dl_loc_field(world, dl_loc_object(world, dl_sym_param(world, world->driver_object)), a.fact->member);
}

void dl_linked_share(dl_sim *sim, dl_state *state, const dl_call_view *view)
{
    dl_world *world = sim->world;
    dl_loc first = world->at_entry && !view->api->push_count ? world->empty_list : DL_NOWHERE;

    for (size_t i = 0; first && i < view->arg_count; i++)
        if (dl_eval_pointee(sim, state, view->vals[i]) == dl_place_of(world, first)->parent &&
            dl_val_equal(dl_state_read(world, state, first), dl_val_null()))
            dl_effects_havoc(sim, state, first);
}

/* ---- what is taken out ---- */

bool dl_linked_is_of_empty(dl_sim *sim, dl_state *state, const dl_call_view *view, dl_val *result)
{
    dl_world *world = sim->world;
    bool tells = dl_api_has_trait(view->api, "tells-empty-list");
    dl_loc head = DL_NOWHERE;

    if (view->arg_count && (tells || dl_api_has_trait(view->api, "null-of-empty-list")))
        head = dl_eval_pointee(sim, state, view->vals[0]);
    if (!head || dl_loc_is_fuzzy(world, head) ||
        !dl_val_equal(dl_state_read(world, state, dl_loc_field(world, head, "Flink")), view->vals[0]))
        return false;
    *result = tells ? dl_val_const(1, NULL) : dl_val_null();
    return true;
}

/* The structures of links that the entry, or a helper of it, puts something into a list by. */
typedef struct dl_link_records {
    dl_world *world;
    DL_VEC(const dl_record *) at;
} record_list;

static const dl_record *link_of(const dl_expr *arg)
{
    const dl_type *type = structure(arg);

    return type ? type->record : NULL;
}

static bool is_among(const record_list *records, const dl_record *record)
{
    for (size_t i = 0; i < records->at.count; i++)
        if (records->at.at[i] == record)
            return true;
    return false;
}

static bool reads_links(const record_list *records, const dl_expr *expr)
{
    for (; expr; expr = expr->a) {
        if ((expr->kind == DL_E_FIELD && is_among(records, expr->a->type->record)) || reads_links(records, expr->b))
            return true;
    }
    return false;
}

static bool may_take(const record_list *records, const dl_instr *instr)
{
    const dl_api *api = api_of(records->world, instr);
    bool is_own = instr->callee || (api && (dl_api_has_trait(api, "links") || api->initialised.count));

    if (instr->kind == DL_I_LOST || (instr->kind == DL_I_CALL && !instr->callee && !api && !dl_call_is_message(instr)))
        return true;
    if (reads_links(records, instr->value) || (instr->target && reads_links(records, instr->target->a)))
        return true;
    for (size_t i = 0; i < instr->arg_count; i++)
        if (reads_links(records, instr->args[i]) || (!is_own && is_among(records, link_of(instr->args[i]))))
            return true;
    return false;
}

static void find_links(void *self, const dl_instr *instr)
{
    record_list *records = self;
    const dl_api *api = api_of(records->world, instr);

    for (size_t i = 0; api && dl_api_has_trait(api, "links") && i < instr->arg_count; i++) {
        const dl_record *record = link_of(instr->args[i]);

        if (record && !is_among(records, record))
            dl_vec_push(records->world->arena, &records->at, record);
    }
}

static const record_list *records_of(dl_world *world)
{
    if (!world->links) {
        world->links = DL_NEW(world->arena, record_list);
        world->links->world = world;
        for_each_instr(dl_reach_of(world, world->entry), find_links, world->links);
    }
    return world->links;
}

static bool function_takes(const record_list *records, const dl_function *function)
{
    for (size_t b = 0; b < function->block_count; b++) {
        const dl_block *block = &function->blocks[b];

        if (reads_links(records, block->term.value))
            return true;
        for (size_t i = 0; i < block->count; i++)
            if (may_take(records, &block->instrs[i]))
                return true;
    }
    return false;
}

static bool takes_out(dl_world *world)
{
    const dl_reach *reach = dl_reach_of(world, world->entry);
    const record_list *records = records_of(world);

    if (reach->is_open)
        return true;
    for (size_t f = 0; f < reach->functions.count; f++)
        if (function_takes(records, reach->functions.at[f]))
            return true;
    for (size_t f = 0; f < world->beside_count; f++)
        if (function_takes(records, world->beside[f]))
            return true;
    return false;
}

bool dl_linked_takes_out(dl_world *world)
{
    if (world->at_entry && world->takes_out == DL_MAYBE)
        world->takes_out = takes_out(world) ? DL_YES : DL_NO;
    return !world->at_entry || world->takes_out == DL_YES;
}

bool dl_linked_is_taken_by(dl_world *world, const dl_instr *instr)
{
    const record_list *records = records_of(world);
    const dl_reach *reach = instr->callee ? dl_reach_of(world, instr->callee) : NULL;

    if (records->at.count == 0 || instr->kind == DL_I_LOST)
        return false;
    for (size_t f = 0; reach && f < reach->functions.count; f++)
        if (function_takes(records, reach->functions.at[f]))
            return true;
    return may_take(records, instr);
}

/* ---- what the list leads to ---- */

typedef struct walker {
    const char *next;
    bool is_found;
} walker;

static void find_member(walker *w, const dl_expr *expr)
{
    for (; expr && !w->is_found; expr = expr->a) {
        w->is_found = expr->kind == DL_E_FIELD && dl_text_equal(expr->name, w->next);
        find_member(w, expr->b);
    }
}

static void find_walk(void *self, const dl_instr *instr)
{
    find_member(self, instr->value);
    for (size_t i = 0; i < instr->arg_count; i++)
        find_member(self, instr->args[i]);
}

/* The calls that lead to `by`, and those that put something into a list. */
typedef struct counter {
    dl_world *world;
    const dl_function *by;
    DL_VEC(const dl_function *) callees;
    size_t pushes;
    bool is_several;
} counter;

static void count_pushes(void *self, const dl_instr *instr)
{
    counter *c = self;
    const dl_api *api = api_of(c->world, instr);

    c->is_several |= api && api->push_count && c->pushes++;
    if (instr->kind != DL_I_CALL || !instr->callee || !dl_reach_has(c->world, instr->callee, c->by))
        return;
    for (size_t i = 0; i < c->callees.count; i++)
        c->is_several |= c->callees.at[i] == instr->callee;
    dl_vec_push(c->world->scratch, &c->callees, instr->callee);
}

static bool is_sole(dl_world *world, const dl_function *by)
{
    const dl_reach *reach = dl_reach_of(world, world->entry);
    counter c = {.world = world, .by = by};

    for_each_instr(reach, count_pushes, &c);
    return !reach->is_open && !c.is_several;
}

dl_tri dl_linked_leads_to(dl_world *world, const dl_function *root, const dl_function *by, const dl_instr *made_by,
                          const char *member)
{
    const dl_api *api = api_of(world, made_by);
    const dl_push_fact *fact = api && api->push_count ? &api->pushes[0] : NULL;
    walker w = {.next = fact ? fact->next : NULL};

    if (!fact || (strcmp(fact->member, member) != 0 && strcmp(fact->next, member) != 0))
        return DL_NO;
    if (is_sole(world, by))
        return DL_YES;
    for_each_instr(dl_reach_of(world, root), find_walk, &w);
    return w.is_found ? DL_YES : DL_MAYBE;
}

/* ---- what calls do ---- */

/* One of several, nobody knows which. */
static dl_val any_value(dl_world *world, dl_loc loc)
{
    return dl_val_sym(
        dl_sym(world, (dl_symbol){.kind = DL_SYM_PHI, .a = DL_JOINED_BY_ALIAS, .b = DL_SHARED_JOIN, .loc = loc}));
}

void dl_linked_push(dl_sim *sim, dl_state *state, const dl_call_view *view, const dl_push_fact *fact)
{
    dl_world *world = sim->world;
    dl_val made, before;
    dl_loc list, slot;

    if (!world->has_lists || !world->at_entry || fact->param >= view->arg_count || fact->list >= view->arg_count)
        return;
    slot = dl_eval_pointee(sim, state, view->vals[fact->param]);
    list = dl_eval_pointee(sim, state, view->vals[fact->list]);
    if (!slot || !list)
        return;
    list = dl_loc_field(world, list, fact->member);
    made = dl_state_read(world, state, slot);
    before = dl_state_read(world, state, list);
    if (made.kind != DL_VAL_SYM)
        return;
    slot = dl_loc_field(world, dl_loc_object(world, made.id), fact->next);
    /* the same name as that of an earlier round, which is another object */
    dl_state_write(world, state, slot, dl_val_equal(before, made) ? any_value(world, slot) : before);
    dl_state_write(world, state, list, made);
}

/* `DRIVER_OBJECT.DeviceObject`, of a structure that a pointer leads to. */
static bool is_first(const dl_world *world, dl_loc loc, const dl_unlink_fact *fact)
{
    const dl_place *place = dl_place_of(world, loc);
    const dl_type *type;

    if (place->kind != DL_LOC_FIELD || strcmp(place->field, fact->member) != 0 ||
        dl_place_of(world, place->parent)->kind != DL_LOC_OBJECT)
        return false;
    type = dl_loc_type(world, place->parent);
    return type && dl_type_named(type, fact->record);
}

static bool is_next(const dl_world *world, dl_loc loc, const dl_unlink_fact *fact)
{
    const dl_place *place = dl_place_of(world, loc);

    return place->kind == DL_LOC_FIELD && strcmp(place->field, fact->next) == 0 &&
           dl_place_of(world, place->parent)->kind == DL_LOC_OBJECT;
}

static bool is_link(const dl_world *world, dl_loc loc, const dl_unlink_fact *fact)
{
    return is_first(world, loc, fact) || is_next(world, loc, fact);
}

/* Where the list is not followed: what is known to lead to the one that is gone leads to the next. */
static void remove_known(dl_sim *sim, dl_state *state, dl_val gone, dl_val next, const dl_unlink_fact *fact)
{
    dl_world *world = sim->world;
    dl_loc from = dl_symbol_of(world, gone.id)->loc; /* most often it was found there */
    DL_VEC(dl_loc) links = {0};

    if (from && is_link(world, from, fact) && dl_val_equal(dl_state_read(world, state, from), gone))
        dl_vec_push(world->scratch, &links, from);
    for (unsigned i = 0; i < state->cell_count; i++)
        if (dl_val_equal(dl_cell_val(world, &state->cells[i]), gone) && is_link(world, state->cells[i].loc, fact))
            dl_vec_push(world->scratch, &links, state->cells[i].loc);
    for (size_t i = 0; i < links.count; i++)
        dl_state_write(world, state, links.at[i], next);
}

void dl_linked_remove(dl_sim *sim, dl_state *state, const dl_call_view *view, const dl_unlink_fact *fact)
{
    dl_world *world = sim->world;
    dl_val gone = fact->param < view->arg_count ? view->vals[fact->param] : dl_val_unset(), next;
    DL_VEC(dl_loc) links = {0};

    if (gone.kind != DL_VAL_SYM)
        return;
    next = dl_state_read(world, state, dl_loc_field(world, dl_loc_object(world, gone.id), fact->next));
    if (!world->has_lists || !world->at_entry) {
        remove_known(sim, state, gone, next, fact);
        return;
    }
    for (unsigned i = 0; i < state->cell_count; i++)
        if (is_link(world, state->cells[i].loc, fact))
            dl_vec_push(world->scratch, &links, state->cells[i].loc);
    for (size_t i = 0; i < links.count; i++) {
        dl_tri same = dl_val_same(world, state, dl_state_read(world, state, links.at[i]), gone);

        if (same == DL_YES)
            dl_state_write(world, state, links.at[i], next);
        else if (same == DL_MAYBE)
            dl_state_write_weak(world, state, links.at[i], next, dl_step_where(sim->frame, 0));
    }
}
