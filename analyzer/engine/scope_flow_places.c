/* scope_flow_places.c: places of a flow and what they hold; see scope_flow_places.h. */
#include "engine/scope_flow_places.h"

#include <string.h>

enum { DEPTH_MOST = 8, EXPR_DEPTH_MOST = 64, CHILDREN_FEW = 16 };

/* ---- places ---- */

dl_flow_place *dl_flow_place_new(dl_flow *flow, dl_flow_tree kind)
{
    dl_flow_place *place = DL_NEW(flow->arena, dl_flow_place);

    place->kind = kind;
    place->root = place;
    place->step = "";
    return place;
}

void dl_flow_note_change(dl_flow *flow, dl_flow_place *place)
{
    flow->changes++;
    for (; place; place = place->parent)
        place->changed = flow->changes;
}

static dl_flow_place *find_child(const dl_flow_place *place, const char *step)
{
    if (place->by_step)
        return dl_map_get(place->by_step, step);
    for (size_t i = 0; i < place->children.count; i++)
        if (strcmp(place->children.at[i]->step, step) == 0)
            return place->children.at[i];
    return NULL;
}

/* Of few children each is looked at; more are found by a map. */
static void add_child(dl_flow *flow, dl_flow_place *place, dl_flow_place *child)
{
    dl_vec_push(flow->arena, &place->children, child);
    if (place->by_step)
        dl_map_set(place->by_step, child->step, child);
    if (place->by_step || place->children.count < CHILDREN_FEW)
        return;
    place->by_step = dl_map_new(flow->arena);
    for (size_t i = 0; i < place->children.count; i++)
        dl_map_set(place->by_step, place->children.at[i]->step, place->children.at[i]);
}

dl_flow_place *dl_flow_place_below(dl_flow *flow, dl_flow_place *place, const char *step)
{
    dl_flow_place *made;

    if (place->depth >= DEPTH_MOST)
        return place;
    made = find_child(place, step);
    if (made || flow->is_frozen)
        return made;
    made = DL_NEW(flow->arena, dl_flow_place);
    made->parent = place;
    made->root = place->root;
    made->kind = place->kind;
    made->step = step;
    made->depth = place->depth + 1;
    add_child(flow, place, made);
    dl_flow_note_change(flow, made);
    return made;
}

dl_flow_place *dl_flow_var_place(dl_flow *flow, const dl_var *var)
{
    if (var->id >= flow->program->var_count)
        return NULL;
    if (!flow->vars[var->id] && !flow->is_frozen) {
        flow->vars[var->id] = dl_flow_place_new(flow, DL_TREE_VAR);
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

dl_type_pair *dl_flow_type_places(dl_flow *flow, const dl_record *record)
{
    const char *key = record ? record_key(record) : NULL;
    dl_type_pair *pair = key ? dl_map_get(flow->types, key) : NULL;

    if (!key || pair || flow->is_frozen)
        return pair;
    pair = DL_NEW(flow->arena, dl_type_pair);
    pair->unresolved = dl_flow_place_new(flow, DL_TREE_TYPE);
    pair->all = dl_flow_place_new(flow, DL_TREE_ALL);
    dl_map_add(flow->types, key, pair);
    return pair;
}

/* ---- sets of values ---- */

static bool held_same(const dl_held *a, const dl_held *b)
{
    return a->place == b->place && a->function == b->function && (a->place || dl_text_equal(a->name, b->name));
}

void dl_held_set_add(dl_held_set *set, const dl_held *held)
{
    for (size_t i = 0; i < set->count; i++)
        if (held_same(&set->at[i], held))
            return;
    if (set->count == DL_HELD_MOST)
        set->is_unknown = true;
    else
        set->at[set->count++] = *held;
}

void dl_flow_place_mark_unknown(dl_flow *flow, dl_flow_place *place)
{
    if (place->is_unknown)
        return;
    place->is_unknown = true;
    dl_flow_note_change(flow, place);
}

void dl_flow_place_add(dl_flow *flow, dl_flow_place *place, const dl_held *held)
{
    for (size_t i = 0; i < place->held.count; i++)
        if (held_same(&place->held.at[i], held))
            return;
    if (place->held.count == DL_HELD_MOST) {
        dl_flow_place_mark_unknown(flow, place);
        return;
    }
    dl_vec_push(flow->arena, &place->held, *held);
    dl_flow_note_change(flow, place);
}

void dl_flow_place_add_all(dl_flow *flow, dl_flow_place *place, const dl_held_set *set)
{
    for (size_t i = 0; i < set->count; i++)
        dl_flow_place_add(flow, place, &set->at[i]);
    if (set->is_unknown)
        dl_flow_place_mark_unknown(flow, place);
}

static void add_place(dl_held_set *set, dl_flow_place *place, const dl_expr *origin)
{
    if (place)
        dl_held_set_add(set, &(dl_held){.place = place, .origin = origin});
}

void dl_flow_place_read(dl_flow *flow, dl_flow_place *place, dl_held_set *out)
{
    for (size_t i = 0; i < place->held.count; i++)
        dl_held_set_add(out, &place->held.at[i]);
    /* Of an extern object nothing is known but what is stored here. */
    if (place->is_unknown || place->root->is_unknown || place->root->opaque)
        out->is_unknown = true;
    if (place->kind == DL_TREE_PARAM && !place->held.count)
        add_place(out, dl_flow_place_below(flow, place, "*"), NULL);
}

void dl_flow_place_list_add(dl_flow_place_list *list, dl_flow_place *place)
{
    if (!place)
        return;
    for (size_t i = 0; i < list->count; i++)
        if (list->at[i] == place)
            return;
    if (list->count == DL_FLOW_LIST_MOST)
        list->is_unresolved = true;
    else
        list->at[list->count++] = place;
}

static void add_function(dl_held_set *set, const dl_expr *expr)
{
    dl_held_set_add(set, &(dl_held){.name = expr->name ? expr->name : "", .function = expr->function, .origin = expr});
}

/* ---- expressions ---- */

dl_flow_place *dl_flow_member_of_type(dl_flow *flow, const dl_expr *expr, bool all)
{
    if (expr->kind == DL_E_INDEX) {
        dl_flow_place *array = dl_flow_member_of_type(flow, expr->a, all);
        return array ? dl_flow_place_below(flow, array, "[]") : NULL;
    }
    if (expr->kind != DL_E_FIELD || !expr->a || !expr->name)
        return NULL;
    dl_type_pair *pair = dl_flow_type_places(flow, expr->a->type->record);
    return pair ? dl_flow_place_below(flow, all ? pair->all : pair->unresolved, expr->name) : NULL;
}

static void places_of_field(dl_flow *flow, const dl_expr *expr, unsigned depth, dl_flow_place_list *out)
{
    dl_flow_place_list bases = {0};

    dl_flow_places_of(flow, expr->a, depth, &bases);
    out->is_unresolved = out->is_unresolved || bases.is_unresolved;
    for (size_t i = 0; i < bases.count; i++) {
        if (bases.at[i]->kind == DL_TREE_TYPE && expr->a->type->record)
            dl_flow_place_list_add(out, dl_flow_member_of_type(flow, expr, false));
        else
            dl_flow_place_list_add(out, dl_flow_place_below(flow, bases.at[i], expr->name ? expr->name : ""));
    }
}

static void places_of_index(dl_flow *flow, const dl_expr *expr, unsigned depth, dl_flow_place_list *out)
{
    dl_flow_place_list bases = {0};

    /* `p[i]` of a pointer is where the pointer points: arrays decay to their elements. */
    if (dl_expr_is_step(expr)) {
        dl_flow_places_of(flow, expr->a, depth, out);
        return;
    }
    dl_flow_places_of(flow, expr->a, depth, &bases);
    out->is_unresolved = out->is_unresolved || bases.is_unresolved;
    for (size_t i = 0; i < bases.count; i++)
        dl_flow_place_list_add(out, dl_flow_place_below(flow, bases.at[i], "[]"));
}

static void places_of_deref(dl_flow *flow, const dl_expr *expr, unsigned depth, dl_flow_place_list *out)
{
    dl_held_set values = {0};

    if (expr->a->kind == DL_E_ADDRESS) {
        dl_flow_places_of(flow, expr->a->a, depth, out);
        return;
    }
    dl_flow_values_of(flow, expr->a, depth, &values);
    bool found = false;
    for (size_t i = 0; i < values.count; i++) {
        if (!values.at[i].place)
            continue;
        dl_flow_place_list_add(out, values.at[i].place);
        found = true;
    }
    if (found && !values.is_unknown)
        return;
    out->is_unresolved = true;
    dl_type_pair *pair = dl_flow_type_places(flow, expr->type->record);
    if (pair)
        dl_flow_place_list_add(out, pair->unresolved);
}

void dl_flow_places_of(dl_flow *flow, const dl_expr *expr, unsigned depth, dl_flow_place_list *out)
{
    if (!expr || depth >= EXPR_DEPTH_MOST) {
        out->is_unresolved = true;
        return;
    }
    depth++;
    switch (expr->kind) {
    case DL_E_VAR:
        dl_flow_place_list_add(out, dl_flow_var_place(flow, expr->var));
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
        dl_flow_places_of(flow, expr->a, depth, out);
        break;
    default:
        out->is_unresolved = true;
        break;
    }
}

static void values_of_address(dl_flow *flow, const dl_expr *expr, unsigned depth, dl_held_set *out)
{
    dl_flow_place_list places = {0};

    if (expr->a && expr->a->kind == DL_E_FUNCTION) {
        add_function(out, expr->a);
        return;
    }
    dl_flow_places_of(flow, expr->a, depth, &places);
    for (size_t i = 0; i < places.count; i++)
        add_place(out, places.at[i], expr);
    if (places.is_unresolved)
        out->is_unknown = true;
}

static void values_of_storage(dl_flow *flow, const dl_expr *expr, unsigned depth, dl_held_set *out)
{
    dl_flow_place_list places = {0};

    dl_flow_places_of(flow, expr, depth, &places);
    for (size_t i = 0; i < places.count; i++)
        dl_flow_place_read(flow, places.at[i], out);
    dl_flow_place *member = dl_flow_member_of_type(flow, expr, places.is_unresolved);
    if (member)
        dl_flow_place_read(flow, member, out);
    if (places.is_unresolved)
        out->is_unknown = true;
}

static bool is_of_bytes(const dl_type *type)
{
    return type->kind == DL_TYPE_POINTER && type->element && type->element->kind == DL_TYPE_INT &&
           type->element->size == 1;
}

/* From the address of a member back to what it is a member of. Of a variable's own address it is not known what it is
 * in, as of the head of a list. */
static void values_of_holders(dl_flow *flow, const dl_expr *expr, unsigned depth, dl_held_set *out)
{
    dl_held_set values = {0};

    dl_flow_values_of(flow, expr, depth, &values);
    out->is_unknown = out->is_unknown || values.is_unknown;
    for (size_t i = 0; i < values.count; i++) {
        dl_flow_place *place = values.at[i].place;

        if (!place)
            continue;
        dl_held_set_add(out, &values.at[i]);
        for (place = place->parent; place; place = place->parent)
            add_place(out, place, values.at[i].origin);
        out->is_unknown = out->is_unknown || !values.at[i].place->parent;
    }
}

void dl_flow_values_of(dl_flow *flow, const dl_expr *expr, unsigned depth, dl_held_set *out)
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
        dl_flow_values_of(flow, expr->a, depth, out);
        break;
    case DL_E_BINARY:
        if (expr->op >= DL_OP_EQ)
            break;
        if (expr->op == DL_OP_SUB && is_of_bytes(expr->a->type)) {
            values_of_holders(flow, expr->a, depth, out);
            break;
        }
        dl_flow_values_of(flow, expr->a, depth, out);
        dl_flow_values_of(flow, expr->b, depth, out);
        break;
    case DL_E_VAR:
    case DL_E_FIELD:
    case DL_E_INDEX:
    case DL_E_DEREF:
        values_of_storage(flow, expr, depth, out);
        break;
    case DL_E_UNKNOWN:
        out->is_unknown = true;
        dl_flow_values_of(flow, expr->a, depth, out);
        dl_flow_values_of(flow, expr->b, depth, out);
        break;
    case DL_E_CONST:
    case DL_E_STRING:
    case DL_E_UNARY:
    case DL_E_SIZEOF:
        break;
    }
}
