/* scope_flow.c: a flow is made: what instructions do, until nothing changes; see scope_flow.h. */
#include "engine/scope_flow_places.h"

#include <string.h>

enum { ROUNDS_MOST = 64, COPIES_MOST = 64 * 1024 };

/* ---- functions, by number ---- */

static size_t slot_of(const dl_flow *flow, const dl_function *function)
{
    size_t slot = (size_t)dl_hash_mix(0, (uint64_t)(uintptr_t)function) & (flow->slot_count - 1);

    while (flow->slots[slot].function && flow->slots[slot].function != function)
        slot = (slot + 1) & (flow->slot_count - 1);
    return slot;
}

int dl_flow_index(const dl_flow *flow, const dl_function *function)
{
    const dl_function_slot *slot = &flow->slots[slot_of(flow, function)];

    return function && slot->function ? (int)slot->index : -1;
}

static void number_functions(dl_flow *flow)
{
    const dl_program *program = flow->program;

    flow->slot_count = 16;
    while (flow->slot_count < 2 * (program->function_count + 1))
        flow->slot_count *= 2;
    flow->slots = DL_NEW_ARRAY(flow->arena, flow->slot_count, dl_function_slot);
    flow->results = DL_NEW_ARRAY(flow->arena, program->function_count + 1, dl_flow_place *);
    for (size_t i = 0; i < program->function_count; i++) {
        flow->slots[slot_of(flow, program->functions[i])] = (dl_function_slot){program->functions[i], i};
        flow->results[i] = dl_flow_place_new(flow, DL_TREE_RESULT);
    }
}

static dl_flow_place *result_place(const dl_flow *flow, const dl_function *function)
{
    int index = dl_flow_index(flow, function);

    return index < 0 ? NULL : flow->results[index];
}

/* ---- what instructions do ---- */

static dl_flow_copied *slot_of_copy(const dl_flow *flow, const dl_flow_place *to, const dl_flow_place *from)
{
    uint64_t hash = dl_hash_mix(dl_hash_mix(0, (uint64_t)(uintptr_t)to), (uint64_t)(uintptr_t)from);
    size_t slot = (size_t)hash & (flow->copy_room - 1);

    while (flow->copies[slot].to && (flow->copies[slot].to != to || flow->copies[slot].from != from))
        slot = (slot + 1) & (flow->copy_room - 1);
    return &flow->copies[slot];
}

static void make_room_for_copy(dl_flow *flow)
{
    dl_flow_copied *old = flow->copies;
    size_t room = flow->copy_room;

    if (room && flow->copy_count < room / 2)
        return;
    flow->copy_room = room ? room * 2 : 64;
    flow->copies = DL_NEW_ARRAY(flow->arena, flow->copy_room, dl_flow_copied);
    for (size_t i = 0; i < room; i++)
        if (old[i].to)
            *slot_of_copy(flow, old[i].to, old[i].from) = old[i];
}

/* Whether there is something in `from` that was not copied yet; it is taken for copied now. Past the
 * most copies `to` may hold anything. */
static bool is_to_copy(dl_flow *flow, dl_flow_place *to, const dl_flow_place *from)
{
    dl_flow_copied *made;

    make_room_for_copy(flow);
    if (flow->copy_count >= COPIES_MOST) {
        dl_flow_place_mark_unknown(flow, to->root);
        return false;
    }
    made = slot_of_copy(flow, to, from);
    if (made->to && made->at >= from->changed)
        return false;
    flow->copy_count += !made->to;
    *made = (dl_flow_copied){to, from, flow->changes};
    return true;
}

static void copy_tree(dl_flow *flow, dl_flow_place *to, dl_flow_place *from)
{
    dl_held_set set = {0};

    if (to == from || !is_to_copy(flow, to, from))
        return;
    for (size_t i = 0; i < from->held.count; i++)
        dl_held_set_add(&set, &from->held.at[i]);
    set.is_unknown = set.is_unknown || from->is_unknown;
    dl_flow_place_add_all(flow, to, &set);
    /* Counted before: the copy of a part of an object into itself must end. */
    size_t count = from->children.count;
    for (size_t i = 0; i < count; i++) {
        dl_flow_place *below = dl_flow_place_below(flow, to, from->children.at[i]->step);
        if (below && below != to)
            copy_tree(flow, below, from->children.at[i]);
    }
}

static void copy_object(dl_flow *flow, const dl_flow_place_list *to, const dl_flow_place_list *from)
{
    for (size_t i = 0; i < to->count; i++)
        for (size_t j = 0; j < from->count; j++)
            copy_tree(flow, to->at[i], from->at[j]);
}

static bool may_hold_pointer(const dl_type *type)
{
    switch (type->kind) {
    case DL_TYPE_VOID:
    case DL_TYPE_BOOL:
    case DL_TYPE_ENUM:
    case DL_TYPE_FLOAT:
        return false;
    case DL_TYPE_INT:
        return type->size >= 8;
    default:
        return true;
    }
}

static void store(dl_flow *flow, const dl_expr *target, const dl_held_set *values)
{
    dl_flow_place_list places = {0};

    /* Places are made for null, too: what was written can be asked for afterwards. */
    dl_flow_places_of(flow, target, 0, &places);
    for (size_t i = 0; i < places.count; i++)
        dl_flow_place_add_all(flow, places.at[i], values);
    dl_flow_place *all = dl_flow_member_of_type(flow, target, true);
    if (all)
        dl_flow_place_add_all(flow, all, values);
}

static void do_assign(dl_flow *flow, const dl_instr *instr)
{
    dl_held_set values = {0};

    if (!instr->target || !instr->value)
        return;
    if (!may_hold_pointer(instr->target->type)) {
        store(flow, instr->target, &values);
        return;
    }
    if (instr->target->type->kind == DL_TYPE_RECORD) {
        dl_flow_place_list to = {0}, from = {0};
        dl_flow_places_of(flow, instr->target, 0, &to);
        dl_flow_places_of(flow, instr->value, 0, &from);
        copy_object(flow, &to, &from);
        return;
    }
    dl_flow_values_of(flow, instr->value, 0, &values);
    store(flow, instr->target, &values);
}

static void bind_call(dl_flow *flow, const dl_instr *call, const dl_function *body)
{
    /* The object of a method comes first and may have no parameter. */
    size_t skip = call->arg_count > body->param_count && body->is_method ? call->arg_count - body->param_count : 0;

    for (size_t i = 0; i < body->param_count && i + skip < call->arg_count; i++) {
        dl_flow_place *param = dl_flow_var_place(flow, body->params[i]);
        const dl_expr *arg = call->args[i + skip];
        if (!param || !may_hold_pointer(body->params[i]->type))
            continue;
        if (body->params[i]->type->kind == DL_TYPE_RECORD) {
            dl_flow_place_list to = {.at = {param}, .count = 1}, from = {0};
            dl_flow_places_of(flow, arg, 0, &from);
            copy_object(flow, &to, &from);
            continue;
        }
        dl_held_set values = {0};
        dl_flow_values_of(flow, arg, 0, &values);
        dl_flow_place_add_all(flow, param, &values);
    }
    dl_flow_place *result = call->result ? dl_flow_var_place(flow, call->result) : NULL;
    dl_flow_place *returned = result_place(flow, body);
    if (result && returned)
        copy_tree(flow, result, returned);
}

/* `*p = f` by the system: a pointer to a function pointer handed over comes back with an unknown value. */
static void lose_out_arguments(dl_flow *flow, const dl_instr *call, bool is_opaque)
{
    for (size_t i = 0; i < call->arg_count; i++) {
        const dl_type *type = call->args[i]->type;
        const dl_type *to = type->kind == DL_TYPE_POINTER ? type->element : NULL;
        bool gets_function = to && to->kind == DL_TYPE_POINTER && to->element && to->element->kind == DL_TYPE_FUNCTION;
        dl_held_set values = {0};
        if (!is_opaque && !gets_function)
            continue;
        dl_flow_values_of(flow, call->args[i], 0, &values);
        for (size_t k = 0; k < values.count; k++) {
            dl_flow_place *place = values.at[k].place;
            if (!place)
                continue;
            if (gets_function)
                dl_flow_place_mark_unknown(flow, place);
            if (is_opaque && !place->root->opaque) {
                place->root->opaque = call;
                dl_flow_note_change(flow, place->root);
            }
        }
    }
}

static void do_api(dl_flow *flow, const dl_api *api, const dl_expr *const *args, size_t count)
{
    for (size_t i = 0; i < api->store_count; i++) {
        const dl_store_fact *fact = &api->stores[i];
        dl_held_set at = {0}, values = {0};
        if (fact->kind != DL_STORED_PARAM || fact->param >= count || fact->path.param >= count)
            continue;
        dl_flow_values_of(flow, args[fact->path.param], 0, &at);
        dl_flow_values_of(flow, args[fact->param], 0, &values);
        for (size_t k = 0; k < at.count; k++) {
            dl_flow_place *place = at.at[k].place;
            for (size_t s = 0; place && s < fact->path.count; s++)
                if (fact->path.steps[s].kind == DL_STEP_FIELD)
                    place = dl_flow_place_below(flow, place, fact->path.steps[s].field);
            if (place)
                dl_flow_place_add_all(flow, place, &values);
        }
    }
    for (size_t i = 0; i < api->move_count; i++) {
        dl_held_set to = {0}, from = {0};
        if (api->moves[i].to >= count || api->moves[i].from >= count)
            continue;
        dl_flow_values_of(flow, args[api->moves[i].to], 0, &to);
        dl_flow_values_of(flow, args[api->moves[i].from], 0, &from);
        for (size_t k = 0; k < to.count; k++)
            for (size_t m = 0; m < from.count; m++)
                if (to.at[k].place && from.at[m].place)
                    copy_tree(flow, to.at[k].place, from.at[m].place);
    }
}

static void do_call(dl_flow *flow, const dl_instr *call)
{
    const dl_expr *const *args = NULL;
    size_t count = 0;

    const dl_api *api = dl_flow_api(flow, call, &args, &count);
    if (api)
        do_api(flow, api, args, count);
    if (call->callee) {
        bind_call(flow, call, call->callee);
        return;
    }
    bool is_opaque = dl_flow_is_unknown_name(flow, call);
    if (call->pointer && !call->name) {
        dl_held_set values = {0};
        dl_flow_values_of(flow, call->pointer, 0, &values);
        is_opaque = !dl_flow_pointer_api(flow->facts, call) && (values.is_unknown || !values.count);
        for (size_t i = 0; i < values.count; i++) {
            if (values.at[i].function)
                bind_call(flow, call, values.at[i].function);
            else if (values.at[i].place || !dl_flow_fact(flow, values.at[i].name))
                is_opaque = true;
        }
    }
    lose_out_arguments(flow, call, is_opaque);
}

static void do_instr(dl_flow *flow, const dl_instr *instr)
{
    if (instr->kind == DL_I_ASSIGN && (instr->op == DL_ASSIGN || instr->op == DL_ASSIGN_OTHER))
        do_assign(flow, instr);
    else if (instr->kind == DL_I_CALL)
        do_call(flow, instr);
    else if (instr->kind == DL_I_LOST && instr->value) {
        dl_held_set unknown = {.is_unknown = true};
        store(flow, instr->value, &unknown);
    }
}

static void do_function(dl_flow *flow, const dl_function *function)
{
    for (size_t i = 0; i < function->local_count; i++)
        for (size_t k = 0; k < function->locals[i]->init_count; k++)
            do_instr(flow, &function->locals[i]->inits[k]);
    for (size_t b = 0; b < function->block_count; b++) {
        const dl_block *block = &function->blocks[b];
        for (size_t i = 0; i < block->count; i++)
            do_instr(flow, &block->instrs[i]);
        const dl_expr *value = block->term.kind == DL_T_RETURN ? block->term.value : NULL;
        dl_flow_place *result = value && may_hold_pointer(value->type) ? result_place(flow, function) : NULL;
        if (!result)
            continue;
        if (value->type->kind == DL_TYPE_RECORD) {
            dl_flow_place_list to = {.at = {result}, .count = 1}, from = {0};
            dl_flow_places_of(flow, value, 0, &from);
            copy_object(flow, &to, &from);
            continue;
        }
        dl_held_set values = {0};
        dl_flow_values_of(flow, value, 0, &values);
        dl_flow_place_add_all(flow, result, &values);
    }
}

/* ---- the whole ---- */

static bool points_to_driver_object(const dl_type *type)
{
    const dl_record *record = type->kind == DL_TYPE_POINTER && type->element ? type->element->record : NULL;

    if (!record)
        return false;
    if (strcmp(record->tag, "_DRIVER_OBJECT") == 0)
        return true;
    for (size_t i = 0; i < record->name_count; i++)
        if (strcmp(record->names[i], "DRIVER_OBJECT") == 0)
            return true;
    return false;
}

static void mark_called(const dl_function *function, const dl_function **called, size_t *count)
{
    for (size_t b = 0; b < function->block_count; b++)
        for (size_t i = 0; i < function->blocks[b].count; i++) {
            const dl_function *callee = function->blocks[b].instrs[i].callee;
            bool is_new = callee != NULL;
            for (size_t k = 0; is_new && k < *count; k++)
                is_new = called[k] != callee;
            if (is_new)
                called[(*count)++] = callee;
        }
}

/* A driver object that the system hands to a routine of the driver is the driver's own. */
static void seed(dl_flow *flow, const dl_function *entry, int driver_object)
{
    const dl_program *program = flow->program;
    const dl_function **called = DL_NEW_ARRAY(flow->arena, program->function_count + 1, const dl_function *);
    size_t count = 0;

    for (size_t i = 0; entry && i < entry->param_count; i++) {
        dl_flow_place *param = dl_flow_var_place(flow, entry->params[i]);
        flow->params[i] = dl_flow_place_new(flow, DL_TREE_PARAM);
        if (param)
            dl_flow_place_add(flow, param, &(dl_held){.place = flow->params[i]});
    }
    if (!entry || driver_object < 0 || (size_t)driver_object >= entry->param_count)
        return;
    for (size_t i = 0; i < program->function_count; i++)
        mark_called(program->functions[i], called, &count);
    for (size_t i = 0; i < program->function_count; i++) {
        const dl_function *function = program->functions[i];
        bool is_called = function == entry;
        for (size_t k = 0; !is_called && k < count; k++)
            is_called = called[k] == function;
        for (size_t k = 0; !is_called && k < function->param_count; k++) {
            dl_flow_place *param = dl_flow_var_place(flow, function->params[k]);
            if (param && points_to_driver_object(function->params[k]->type))
                dl_flow_place_add(flow, param, &(dl_held){.place = flow->params[driver_object]});
        }
    }
}

dl_flow *dl_flow_build(const dl_program *program, const dl_function *entry, const dl_facts *facts, int driver_object,
                       dl_arena *arena)
{
    dl_flow *flow = DL_NEW(arena, dl_flow);
    unsigned long before = 0;

    flow->changes = 1;
    flow->program = program;
    flow->facts = facts;
    flow->arena = arena;
    flow->apis = DL_NEW(arena, dl_table);
    dl_table_init(flow->apis, arena);
    flow->vars = DL_NEW_ARRAY(arena, program->var_count + 1, dl_flow_place *);
    flow->param_count = entry ? entry->param_count : 0;
    flow->params = DL_NEW_ARRAY(arena, flow->param_count + 1, dl_flow_place *);
    flow->types = dl_map_new(arena);
    number_functions(flow);
    seed(flow, entry, driver_object);
    for (size_t i = 0; i < program->global_count; i++)
        (void)dl_flow_var_place(flow, program->globals[i]);
    for (unsigned round = 0; before != flow->changes && round < ROUNDS_MOST; round++) {
        before = flow->changes;
        for (size_t i = 0; i < program->global_count; i++)
            for (size_t k = 0; k < program->globals[i]->init_count; k++)
                do_instr(flow, &program->globals[i]->inits[k]);
        for (size_t i = 0; i < program->function_count; i++)
            do_function(flow, program->functions[i]);
    }
    flow->is_frozen = true;
    return flow;
}

/* ---- questions ---- */
