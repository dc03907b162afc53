#include "engine/scope_flow.h"

#include "support/table.h"

#include <assert.h>
#include <string.h>

enum { PLACES_MOST = 48, DEPTH_MOST = 8, ROUNDS_MOST = 64, EXPR_DEPTH_MOST = 64, COPIES_MOST = 64 * 1024 };

typedef enum root_kind { ROOT_VAR, ROOT_PARAM, ROOT_TYPE, ROOT_ALL, ROOT_RESULT } root_kind;

struct dl_place {
    dl_place *parent, *root;
    const char *step; /* member name, `[]`, `*` for what a symbolic pointer points to */
    root_kind kind;
    unsigned depth;
    bool is_unknown;
    const dl_instr *opaque; /* of a root */
    unsigned long changed;  /* flow->changes when it or a place below it changed last */
    DL_VEC(dl_held) held;
    DL_VEC(dl_place *) children;
};

typedef struct function_slot {
    const dl_function *function;
    size_t index;
} function_slot;

/* What was copied, and flow->changes when it was: once more only where `from` has changed since. */
typedef struct copied {
    const dl_place *to, *from;
    unsigned long at;
} copied;

struct dl_flow {
    const dl_program *program;
    const dl_facts *facts;
    dl_arena *arena;
    dl_table *apis;    /* name → dl_api or what stands for none */
    dl_place **vars;   /* by id */
    dl_place **params; /* of the entry */
    size_t param_count;
    dl_map *types;        /* structure → type_pair */
    dl_place **results;   /* what a function returns, by its number */
    function_slot *slots; /* function → number */
    size_t slot_count;
    copied *copies; /* by hash of both places */
    size_t copy_count, copy_room;
    unsigned long changes;
    bool is_frozen;
};

typedef struct type_pair {
    dl_place *unresolved; /* stored through pointers of unknown value */
    dl_place *all;        /* stored in any way */
} type_pair;

typedef struct place_list {
    dl_place *at[PLACES_MOST];
    size_t count;
    bool is_unresolved;
} place_list;

static void values_of(dl_flow *flow, const dl_expr *expr, unsigned depth, dl_held_set *out);
static void places_of(dl_flow *flow, const dl_expr *expr, unsigned depth, place_list *out);

/* ---- places ---- */

static dl_place *place_new(dl_flow *flow, root_kind kind)
{
    dl_place *place = DL_NEW(flow->arena, dl_place);

    place->kind = kind;
    place->root = place;
    place->step = "";
    return place;
}

static void note_change(dl_flow *flow, dl_place *place)
{
    flow->changes++;
    for (; place; place = place->parent)
        place->changed = flow->changes;
}

/* NULL: not there, and nothing is made any more. */
static dl_place *child(dl_flow *flow, dl_place *place, const char *step)
{
    if (place->depth >= DEPTH_MOST)
        return place;
    for (size_t i = 0; i < place->children.count; i++)
        if (strcmp(place->children.at[i]->step, step) == 0)
            return place->children.at[i];
    if (flow->is_frozen)
        return NULL;
    dl_place *made = DL_NEW(flow->arena, dl_place);
    made->parent = place;
    made->root = place->root;
    made->kind = place->kind;
    made->step = step;
    made->depth = place->depth + 1;
    dl_vec_push(flow->arena, &place->children, made);
    note_change(flow, made);
    return made;
}

static dl_place *var_place(dl_flow *flow, const dl_var *var)
{
    if (var->id >= flow->program->var_count)
        return NULL;
    if (!flow->vars[var->id] && !flow->is_frozen) {
        flow->vars[var->id] = place_new(flow, ROOT_VAR);
        flow->vars[var->id]->is_unknown = var->is_extern;
    }
    return flow->vars[var->id];
}

static const char *record_key(const dl_record *record)
{
    if (record->tag[0])
        return record->tag;
    return record->name_count ? record->names[0] : NULL;
}

static type_pair *type_places(dl_flow *flow, const dl_record *record)
{
    const char *key = record ? record_key(record) : NULL;
    type_pair *pair = key ? dl_map_get(flow->types, key) : NULL;

    if (!key || pair || flow->is_frozen)
        return pair;
    pair = DL_NEW(flow->arena, type_pair);
    pair->unresolved = place_new(flow, ROOT_TYPE);
    pair->all = place_new(flow, ROOT_ALL);
    dl_map_add(flow->types, key, pair);
    return pair;
}

static size_t slot_of(const dl_flow *flow, const dl_function *function)
{
    size_t slot = (size_t)dl_hash_mix(0, (uint64_t)(uintptr_t)function) & (flow->slot_count - 1);

    while (flow->slots[slot].function && flow->slots[slot].function != function)
        slot = (slot + 1) & (flow->slot_count - 1);
    return slot;
}

int dl_flow_index(const dl_flow *flow, const dl_function *function)
{
    const function_slot *slot = &flow->slots[slot_of(flow, function)];

    return function && slot->function ? (int)slot->index : -1;
}

static void number_functions(dl_flow *flow)
{
    const dl_program *program = flow->program;

    flow->slot_count = 16;
    while (flow->slot_count < 2 * (program->function_count + 1))
        flow->slot_count *= 2;
    flow->slots = DL_NEW_ARRAY(flow->arena, flow->slot_count, function_slot);
    flow->results = DL_NEW_ARRAY(flow->arena, program->function_count + 1, dl_place *);
    for (size_t i = 0; i < program->function_count; i++) {
        flow->slots[slot_of(flow, program->functions[i])] = (function_slot){program->functions[i], i};
        flow->results[i] = place_new(flow, ROOT_RESULT);
    }
}

static dl_place *result_place(const dl_flow *flow, const dl_function *function)
{
    int index = dl_flow_index(flow, function);

    return index < 0 ? NULL : flow->results[index];
}

static void list_add(place_list *list, dl_place *place)
{
    if (!place)
        return;
    for (size_t i = 0; i < list->count; i++)
        if (list->at[i] == place)
            return;
    if (list->count == PLACES_MOST)
        list->is_unresolved = true;
    else
        list->at[list->count++] = place;
}

/* ---- sets of values ---- */

static bool held_same(const dl_held *a, const dl_held *b)
{
    return a->place == b->place && a->function == b->function && (a->place || dl_text_equal(a->name, b->name));
}

static void set_add(dl_held_set *set, const dl_held *held)
{
    for (size_t i = 0; i < set->count; i++)
        if (held_same(&set->at[i], held))
            return;
    if (set->count == DL_HELD_MOST)
        set->is_unknown = true;
    else
        set->at[set->count++] = *held;
}

static void place_mark_unknown(dl_flow *flow, dl_place *place)
{
    if (place->is_unknown)
        return;
    place->is_unknown = true;
    note_change(flow, place);
}

static void place_add(dl_flow *flow, dl_place *place, const dl_held *held)
{
    for (size_t i = 0; i < place->held.count; i++)
        if (held_same(&place->held.at[i], held))
            return;
    if (place->held.count == DL_HELD_MOST) {
        place_mark_unknown(flow, place);
        return;
    }
    dl_vec_push(flow->arena, &place->held, *held);
    note_change(flow, place);
}

static void place_add_all(dl_flow *flow, dl_place *place, const dl_held_set *set)
{
    for (size_t i = 0; i < set->count; i++)
        place_add(flow, place, &set->at[i]);
    if (set->is_unknown)
        place_mark_unknown(flow, place);
}

static void add_place(dl_held_set *set, dl_place *place, const dl_expr *origin)
{
    if (place)
        set_add(set, &(dl_held){.place = place, .origin = origin});
}

static void add_function(dl_held_set *set, const dl_expr *expr)
{
    set_add(set, &(dl_held){.name = expr->name ? expr->name : "", .function = expr->function, .origin = expr});
}

/* What is stored at a place. A symbolic pointer that nobody set points to a symbolic object. */
static void place_read(dl_flow *flow, dl_place *place, dl_held_set *out)
{
    for (size_t i = 0; i < place->held.count; i++)
        set_add(out, &place->held.at[i]);
    /* Of an extern object nothing is known but what is stored here. */
    if (place->is_unknown || place->root->is_unknown || place->root->opaque)
        out->is_unknown = true;
    if (place->kind == ROOT_PARAM && !place->held.count)
        add_place(out, child(flow, place, "*"), NULL);
}

/* ---- expressions ---- */

/* The member of the type objects that a member expression means, below `[]` steps; NULL: none. */
static dl_place *member_of_type(dl_flow *flow, const dl_expr *expr, bool all)
{
    if (expr->kind == DL_E_INDEX) {
        dl_place *array = member_of_type(flow, expr->a, all);
        return array ? child(flow, array, "[]") : NULL;
    }
    if (expr->kind != DL_E_FIELD || !expr->a || !expr->name)
        return NULL;
    type_pair *pair = type_places(flow, expr->a->type->record);
    return pair ? child(flow, all ? pair->all : pair->unresolved, expr->name) : NULL;
}

static void places_of_field(dl_flow *flow, const dl_expr *expr, unsigned depth, place_list *out)
{
    place_list bases = {0};

    places_of(flow, expr->a, depth, &bases);
    out->is_unresolved = out->is_unresolved || bases.is_unresolved;
    for (size_t i = 0; i < bases.count; i++) {
        if (bases.at[i]->kind == ROOT_TYPE && expr->a->type->record)
            list_add(out, member_of_type(flow, expr, false));
        else
            list_add(out, child(flow, bases.at[i], expr->name ? expr->name : ""));
    }
}

static void places_of_index(dl_flow *flow, const dl_expr *expr, unsigned depth, place_list *out)
{
    place_list bases = {0};

    /* `p[i]` of a pointer is where the pointer points: arrays decay to their elements. */
    if (expr->a->kind == DL_E_DEREF && expr->a->type->kind != DL_TYPE_ARRAY) {
        places_of(flow, expr->a, depth, out);
        return;
    }
    places_of(flow, expr->a, depth, &bases);
    out->is_unresolved = out->is_unresolved || bases.is_unresolved;
    for (size_t i = 0; i < bases.count; i++)
        list_add(out, child(flow, bases.at[i], "[]"));
}

static void places_of_deref(dl_flow *flow, const dl_expr *expr, unsigned depth, place_list *out)
{
    dl_held_set values = {0};

    if (expr->a->kind == DL_E_ADDRESS) {
        places_of(flow, expr->a->a, depth, out);
        return;
    }
    values_of(flow, expr->a, depth, &values);
    bool found = false;
    for (size_t i = 0; i < values.count; i++) {
        if (!values.at[i].place)
            continue;
        list_add(out, values.at[i].place);
        found = true;
    }
    if (found && !values.is_unknown)
        return;
    out->is_unresolved = true;
    type_pair *pair = type_places(flow, expr->type->record);
    if (pair)
        list_add(out, pair->unresolved);
}

static void places_of(dl_flow *flow, const dl_expr *expr, unsigned depth, place_list *out)
{
    if (!expr || depth >= EXPR_DEPTH_MOST) {
        out->is_unresolved = true;
        return;
    }
    depth++;
    switch (expr->kind) {
    case DL_E_VAR:
        list_add(out, var_place(flow, expr->var));
        break;
    case DL_E_FIELD:
        places_of_field(flow, expr, depth, out);
        break;
    case DL_E_INDEX:
        places_of_index(flow, expr, depth, out);
        break;
    case DL_E_DEREF:
        places_of_deref(flow, expr, depth, out);
        break;
    case DL_E_CAST:
        places_of(flow, expr->a, depth, out);
        break;
    default:
        out->is_unresolved = true;
        break;
    }
}

static void values_of_address(dl_flow *flow, const dl_expr *expr, unsigned depth, dl_held_set *out)
{
    place_list places = {0};

    if (expr->a && expr->a->kind == DL_E_FUNCTION) {
        add_function(out, expr->a);
        return;
    }
    places_of(flow, expr->a, depth, &places);
    for (size_t i = 0; i < places.count; i++)
        add_place(out, places.at[i], expr);
    if (places.is_unresolved)
        out->is_unknown = true;
}

static void values_of_storage(dl_flow *flow, const dl_expr *expr, unsigned depth, dl_held_set *out)
{
    place_list places = {0};

    places_of(flow, expr, depth, &places);
    for (size_t i = 0; i < places.count; i++)
        place_read(flow, places.at[i], out);
    dl_place *member = member_of_type(flow, expr, places.is_unresolved);
    if (member)
        place_read(flow, member, out);
    if (places.is_unresolved)
        out->is_unknown = true;
}

static void values_of(dl_flow *flow, const dl_expr *expr, unsigned depth, dl_held_set *out)
{
    if (!expr)
        return;
    if (depth >= EXPR_DEPTH_MOST) {
        out->is_unknown = true;
        return;
    }
    depth++;
    switch (expr->kind) {
    case DL_E_FUNCTION:
        add_function(out, expr);
        break;
    case DL_E_ADDRESS:
        values_of_address(flow, expr, depth, out);
        break;
    case DL_E_CAST:
        values_of(flow, expr->a, depth, out);
        break;
    case DL_E_BINARY:
        if (expr->op >= DL_OP_EQ)
            break;
        values_of(flow, expr->a, depth, out);
        values_of(flow, expr->b, depth, out);
        break;
    case DL_E_VAR:
    case DL_E_FIELD:
    case DL_E_INDEX:
    case DL_E_DEREF:
        values_of_storage(flow, expr, depth, out);
        break;
    case DL_E_UNKNOWN:
        out->is_unknown = true;
        values_of(flow, expr->a, depth, out);
        values_of(flow, expr->b, depth, out);
        break;
    case DL_E_CONST:
    case DL_E_STRING:
    case DL_E_UNARY:
    case DL_E_SIZEOF:
        break;
    }
}

/* ---- what instructions do ---- */

static copied *slot_of_copy(const dl_flow *flow, const dl_place *to, const dl_place *from)
{
    uint64_t hash = dl_hash_mix(dl_hash_mix(0, (uint64_t)(uintptr_t)to), (uint64_t)(uintptr_t)from);
    size_t slot = (size_t)hash & (flow->copy_room - 1);

    while (flow->copies[slot].to && (flow->copies[slot].to != to || flow->copies[slot].from != from))
        slot = (slot + 1) & (flow->copy_room - 1);
    return &flow->copies[slot];
}

static void make_room_for_copy(dl_flow *flow)
{
    copied *old = flow->copies;
    size_t room = flow->copy_room;

    if (room && flow->copy_count < room / 2)
        return;
    flow->copy_room = room ? room * 2 : 64;
    flow->copies = DL_NEW_ARRAY(flow->arena, flow->copy_room, copied);
    for (size_t i = 0; i < room; i++)
        if (old[i].to)
            *slot_of_copy(flow, old[i].to, old[i].from) = old[i];
}

/* Whether there is something in `from` that was not copied yet; it is taken for copied now. Past the most copies `to`
 * may hold anything. */
static bool is_to_copy(dl_flow *flow, dl_place *to, const dl_place *from)
{
    copied *made;

    make_room_for_copy(flow);
    if (flow->copy_count >= COPIES_MOST) {
        place_mark_unknown(flow, to->root);
        return false;
    }
    made = slot_of_copy(flow, to, from);
    if (made->to && made->at >= from->changed)
        return false;
    flow->copy_count += !made->to;
    *made = (copied){to, from, flow->changes};
    return true;
}

static void copy_tree(dl_flow *flow, dl_place *to, dl_place *from)
{
    dl_held_set set = {0};

    if (to == from || !is_to_copy(flow, to, from))
        return;
    for (size_t i = 0; i < from->held.count; i++)
        set_add(&set, &from->held.at[i]);
    set.is_unknown = set.is_unknown || from->is_unknown;
    place_add_all(flow, to, &set);
    /* Counted before: the copy of a part of an object into itself must end. */
    size_t count = from->children.count;
    for (size_t i = 0; i < count; i++) {
        dl_place *below = child(flow, to, from->children.at[i]->step);
        if (below && below != to)
            copy_tree(flow, below, from->children.at[i]);
    }
}

static void copy_object(dl_flow *flow, const place_list *to, const place_list *from)
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
    place_list places = {0};

    /* Places are made for null, too: what was written can be asked for afterwards. */
    places_of(flow, target, 0, &places);
    for (size_t i = 0; i < places.count; i++)
        place_add_all(flow, places.at[i], values);
    dl_place *all = member_of_type(flow, target, true);
    if (all)
        place_add_all(flow, all, values);
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
        place_list to = {0}, from = {0};
        places_of(flow, instr->target, 0, &to);
        places_of(flow, instr->value, 0, &from);
        copy_object(flow, &to, &from);
        return;
    }
    values_of(flow, instr->value, 0, &values);
    store(flow, instr->target, &values);
}

static void bind_call(dl_flow *flow, const dl_instr *call, const dl_function *body)
{
    /* The object of a method comes first and may have no parameter. */
    size_t skip = call->arg_count > body->param_count && body->is_method ? call->arg_count - body->param_count : 0;

    for (size_t i = 0; i < body->param_count && i + skip < call->arg_count; i++) {
        dl_place *param = var_place(flow, body->params[i]);
        const dl_expr *arg = call->args[i + skip];
        if (!param || !may_hold_pointer(body->params[i]->type))
            continue;
        if (body->params[i]->type->kind == DL_TYPE_RECORD) {
            place_list to = {.at = {param}, .count = 1}, from = {0};
            places_of(flow, arg, 0, &from);
            copy_object(flow, &to, &from);
            continue;
        }
        dl_held_set values = {0};
        values_of(flow, arg, 0, &values);
        place_add_all(flow, param, &values);
    }
    dl_place *result = call->result ? var_place(flow, call->result) : NULL;
    dl_place *returned = result_place(flow, body);
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
        values_of(flow, call->args[i], 0, &values);
        for (size_t k = 0; k < values.count; k++) {
            dl_place *place = values.at[k].place;
            if (!place)
                continue;
            if (gets_function)
                place_mark_unknown(flow, place);
            if (is_opaque && !place->root->opaque) {
                place->root->opaque = call;
                note_change(flow, place->root);
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
        values_of(flow, args[fact->path.param], 0, &at);
        values_of(flow, args[fact->param], 0, &values);
        for (size_t k = 0; k < at.count; k++) {
            dl_place *place = at.at[k].place;
            for (size_t s = 0; place && s < fact->path.count; s++)
                if (fact->path.steps[s].kind == DL_STEP_FIELD)
                    place = child(flow, place, fact->path.steps[s].field);
            if (place)
                place_add_all(flow, place, &values);
        }
    }
    static const char *const copying[] = {"RtlCopyMemory", "RtlMoveMemory", "memcpy", "memmove"};
    for (size_t i = 0; i < sizeof copying / sizeof *copying && count >= 2; i++) {
        dl_held_set to = {0}, from = {0};
        if (strcmp(api->name, copying[i]) != 0)
            continue;
        values_of(flow, args[0], 0, &to);
        values_of(flow, args[1], 0, &from);
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
        values_of(flow, call->pointer, 0, &values);
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
        dl_place *result = value && may_hold_pointer(value->type) ? result_place(flow, function) : NULL;
        if (!result)
            continue;
        if (value->type->kind == DL_TYPE_RECORD) {
            place_list to = {.at = {result}, .count = 1}, from = {0};
            places_of(flow, value, 0, &from);
            copy_object(flow, &to, &from);
            continue;
        }
        dl_held_set values = {0};
        values_of(flow, value, 0, &values);
        place_add_all(flow, result, &values);
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
        dl_place *param = var_place(flow, entry->params[i]);
        flow->params[i] = place_new(flow, ROOT_PARAM);
        if (param)
            place_add(flow, param, &(dl_held){.place = flow->params[i]});
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
            dl_place *param = var_place(flow, function->params[k]);
            if (param && points_to_driver_object(function->params[k]->type))
                place_add(flow, param, &(dl_held){.place = flow->params[driver_object]});
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
    flow->vars = DL_NEW_ARRAY(arena, program->var_count + 1, dl_place *);
    flow->param_count = entry ? entry->param_count : 0;
    flow->params = DL_NEW_ARRAY(arena, flow->param_count + 1, dl_place *);
    flow->types = dl_map_new(arena);
    number_functions(flow);
    seed(flow, entry, driver_object);
    for (size_t i = 0; i < program->global_count; i++)
        (void)var_place(flow, program->globals[i]);
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

/* Frozen, the analysis makes nothing new: the cast is from the outer const alone. */
static dl_flow *thawed(const dl_flow *flow)
{
    assert(flow->is_frozen);
    return (dl_flow *)flow;
}

void dl_flow_values(const dl_flow *flow, const dl_expr *expr, dl_held_set *out)
{
    values_of(thawed(flow), expr, 0, out);
}

const dl_place *dl_flow_param(const dl_flow *flow, unsigned number)
{
    return number < flow->param_count ? flow->params[number] : NULL;
}

/* Members from the object to the place are exactly `fields`. */
static bool stands_at(const dl_place *place, const char *const *fields, size_t count)
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
    const dl_place *object = dl_flow_param(flow, param);
    place_list places = {0};

    places_of(thawed(flow), lvalue, 0, &places);
    for (size_t i = 0; object && i < places.count; i++)
        if (places.at[i]->root == object && stands_at(places.at[i], fields, count))
            return true;
    return false;
}

const dl_instr *dl_flow_opaque(const dl_flow *flow, const dl_place *place)
{
    (void)flow;
    return place ? place->root->opaque : NULL;
}

/* The structure itself and, if the place holds a pointer, what that points to. */
static void list_add_behind(dl_flow *flow, place_list *list, dl_place *place)
{
    list_add(list, place);
    for (size_t i = 0; i < place->held.count; i++)
        list_add(list, place->held.at[i].place);
    list_add(list, child(flow, place, "*"));
}

static void list_add_members(place_list *list, dl_place *place)
{
    for (size_t i = 0; i < place->children.count; i++) {
        list_add(list, place->children.at[i]);
        if (strcmp(place->children.at[i]->step, "*") != 0)
            list_add_members(list, place->children.at[i]);
    }
}

static void take_step(dl_flow *flow, place_list *list, const dl_step *step)
{
    place_list next = {.is_unresolved = list->is_unresolved}, behind = {0};

    for (size_t i = 0; i < list->count; i++) {
        list_add_behind(flow, &behind, list->at[i]);
        next.is_unresolved = next.is_unresolved || list->at[i]->is_unknown;
    }
    for (size_t i = 0; i < behind.count; i++) {
        switch (step->kind) {
        case DL_STEP_FIELD:
            list_add(&next, child(flow, behind.at[i], step->field));
            break;
        case DL_STEP_EACH_FIELD:
            list_add_members(&next, behind.at[i]);
            break;
        case DL_STEP_INDEX:
        case DL_STEP_EACH_INDEX:
            list_add(&next, child(flow, behind.at[i], "[]"));
            list_add(&next, behind.at[i]);
            break;
        case DL_STEP_DEREF:
            list_add(&next, behind.at[i]);
            break;
        }
    }
    *list = next;
}

static void follow(dl_flow *flow, place_list *list, const dl_step *steps, size_t count, dl_held_set *out)
{
    for (size_t i = 0; i < count; i++)
        take_step(flow, list, &steps[i]);
    for (size_t i = 0; i < list->count; i++)
        place_read(flow, list->at[i], out);
    if (list->is_unresolved)
        out->is_unknown = true;
}

void dl_flow_follow(const dl_flow *flow, const dl_held_set *values, const dl_type *type, const dl_step *steps,
                    size_t count, dl_held_set *out)
{
    place_list list = {.is_unresolved = values->is_unknown};

    if (!count) {
        for (size_t i = 0; i < values->count; i++)
            set_add(out, &values->at[i]);
        out->is_unknown = out->is_unknown || values->is_unknown;
        return;
    }
    for (size_t i = 0; i < values->count; i++)
        list_add(&list, values->at[i].place);
    const dl_record *record = type->kind == DL_TYPE_POINTER && type->element ? type->element->record : NULL;
    type_pair *pair = list.is_unresolved || !list.count ? type_places(thawed(flow), record) : NULL;
    if (pair) {
        list_add(&list, pair->all);
        list_add(&list, pair->unresolved);
    }
    follow(thawed(flow), &list, steps, count, out);
}

void dl_flow_follow_object(const dl_flow *flow, int param, const char *tag, const dl_step *steps, size_t count,
                           dl_held_set *out)
{
    place_list list = {0};
    const type_pair *pair = tag ? dl_map_get(flow->types, tag) : NULL;

    if (param >= 0 && (size_t)param < flow->param_count)
        list_add(&list, flow->params[param]);
    if (pair)
        list_add(&list, pair->unresolved);
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
