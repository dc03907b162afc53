/* place.c: places and symbols, each held once. */
#include "engine/value.h"

#include <inttypes.h>
#include <string.h>

/* ---- interning ---- */

enum { FIRST_ROOM = 512 };

dl_world *dl_world_new(const dl_facts *facts, const dl_program *program, const dl_function *entry, dl_arena *arena,
                       dl_arena *scratch)
{
    dl_world *world = DL_NEW(arena, dl_world);

    world->arena = arena;
    world->scratch = scratch;
    world->facts = facts;
    world->program = program;
    world->entry = entry;
    dl_table_init(&world->graphs, arena);
    dl_table_init(&world->apis, arena);
    dl_table_init(&world->repeated, arena);
    dl_table_init(&world->first_calls, arena);
    dl_table_init(&world->questions, arena);
    dl_table_init(&world->unraising, arena);
    dl_table_init(&world->zero_in_entry, arena);
    dl_table_init(&world->drains, arena);
    dl_table_init(&world->keepers, arena);
    dl_table_init(&world->fields, arena);
    dl_table_init(&world->owners, arena);
    dl_table_init(&world->made, arena);
    dl_table_init(&world->made_types, arena);
    world->field_names = dl_names_new(arena);
    world->var_count = program->var_count + 1;
    world->var_locs = DL_NEW_ARRAY(arena, world->var_count, dl_loc);
    world->place_room = world->symbol_room = FIRST_ROOM;
    world->place_table = DL_NEW_ARRAY(arena, world->place_room, int);
    world->symbol_table = DL_NEW_ARRAY(arena, world->symbol_room, int);
    dl_vec_push(arena, &world->contexts, (dl_context){0}); /* number 0: the root */
    dl_vec_push(arena, &world->places, (dl_place){0});
    dl_vec_push(arena, &world->lives, (dl_place_life){0});
    dl_vec_push(arena, &world->symbols, (dl_symbol){0});
    dl_vec_push(arena, &world->fates, 0);
    dl_vec_push(arena, &world->parts, (dl_parts){0});
    dl_vec_push(arena, &world->owned, (dl_loc_range){0});
    dl_vec_push(arena, &world->leads, (dl_leads){0});
    dl_vec_push(arena, &world->stems, (dl_stems){0});
    return world;
}

const dl_api *dl_world_api(dl_world *world, const char *name)
{
    static const char none = 0;
    const void *found = dl_table_get(&world->apis, name);

    if (!found) {
        const dl_api *api = dl_facts_api(world->facts, name);

        found = api ? (const void *)api : &none;
        dl_table_set(&world->apis, name, (void *)(uintptr_t)found);
    }
    return found == &none ? NULL : found;
}

unsigned dl_world_owner(dl_world *world, const dl_function *function)
{
    uintptr_t number = (uintptr_t)dl_table_get(&world->owners, function);

    if (!number) {
        number = world->owned.count;
        dl_table_set(&world->owners, function, (void *)number);
        dl_vec_push(world->arena, &world->owned, (dl_loc_range){0});
    }
    return (unsigned)number;
}

static uint64_t hash_pointer(uint64_t hash, const void *pointer)
{
    return dl_hash_mix(hash, (uint64_t)(uintptr_t)pointer);
}

static uint64_t hash_place(const dl_place *place)
{
    uint64_t hash = dl_hash_mix(place->kind, (uint64_t)place->parent);

    hash = hash_pointer(hash, place->var);
    hash = dl_hash_mix(hash, (uint64_t)place->sym);
    hash = hash_pointer(hash, place->field);
    hash = dl_hash_mix(hash, (uint64_t)place->index);
    return hash_pointer(hash, place->string);
}

static bool place_equal(const dl_place *a, const dl_place *b)
{
    return a->kind == b->kind && a->parent == b->parent && a->var == b->var && a->sym == b->sym &&
           a->index == b->index && a->string == b->string && a->field == b->field;
}

static void widen(dl_loc_range *range, dl_loc loc)
{
    if (!range->first)
        range->first = loc;
    range->last = loc; /* places rise */
}

static void add_life(dl_world *world, const dl_place *place)
{
    const dl_place *root = dl_place_of(world, place->root);
    dl_loc loc = (dl_loc)world->lives.count;
    bool is_local = place->of && place->of->function;
    dl_place_life life = {.owner = is_local ? dl_world_owner(world, place->of->function) : 0,
                          .var = is_local ? place->of->id : 0,
                          .object = root->kind == DL_LOC_OBJECT ? root->sym : 0,
                          .is_chosen = place->any && dl_place_of(world, place->any)->sym};

    dl_vec_push(world->arena, &world->lives, life);
    if (life.owner)
        widen(&world->owned.at[life.owner], loc);
    if (life.is_chosen)
        widen(&world->owned.at[0], loc);
}

static dl_loc intern_place(dl_world *world, dl_place place)
{
    size_t i;

    if (world->places.count * 2 > world->place_room) {
        size_t room = world->place_room * 2;
        int *table = DL_NEW_ARRAY(world->arena, room, int);

        for (size_t n = 1; n < world->places.count; n++) {
            i = (size_t)hash_place(&world->places.at[n]) & (room - 1);
            while (table[i])
                i = (i + 1) & (room - 1);
            table[i] = (int)n;
        }
        world->place_table = table;
        world->place_room = room;
    }
    i = (size_t)hash_place(&place) & (world->place_room - 1);
    while (world->place_table[i]) {
        if (place_equal(&world->places.at[world->place_table[i]], &place))
            return world->place_table[i];
        i = (i + 1) & (world->place_room - 1);
    }
    world->place_table[i] = (int)world->places.count;
    place.root = place.parent ? world->places.at[place.parent].root : (dl_loc)world->places.count;
    place.depth = place.parent ? world->places.at[place.parent].depth + 1 : 0;
    place.any = place.kind == DL_LOC_ANY ? (dl_loc)world->places.count
                : place.parent           ? world->places.at[place.parent].any
                                         : DL_NOWHERE;
    if (place.parent) {
        place.of = world->places.at[place.parent].of;
        world->places.at[place.parent].has_below = true;
        if (place.kind == DL_LOC_EACH)
            world->places.at[place.parent].each = (dl_loc)world->places.count;
        if (place.kind == DL_LOC_FIELD)
            place.overlay = (unsigned short)dl_type_overlay(dl_loc_type(world, place.parent), place.field);
        place.is_overlaid = place.overlay || world->places.at[place.parent].is_overlaid;
    } else if (place.kind == DL_LOC_VAR && place.var->storage != DL_STATIC_LOCAL && place.var->function) {
        place.of = place.var;
    }
    dl_vec_push(world->arena, &world->places, place);
    add_life(world, &place);
    return (dl_loc)(world->places.count - 1);
}

dl_loc dl_loc_var(dl_world *world, const dl_var *var)
{
    dl_loc *known = var->id < world->var_count ? &world->var_locs[var->id] : NULL;

    if (known && *known && dl_place_of(world, *known)->var == var)
        return *known;
    if (!known)
        return intern_place(world, (dl_place){.kind = DL_LOC_VAR, .var = var});
    *known = intern_place(world, (dl_place){.kind = DL_LOC_VAR, .var = var});
    return *known;
}

enum { DEEPEST_PLACE = 24 };

/* A list walked in a loop makes ever longer paths: past this depth they are one. */
static bool is_too_deep(const dl_world *world, dl_loc parent)
{
    unsigned depth = 0;

    for (dl_loc at = parent; at && depth < DEEPEST_PLACE; depth++) {
        const dl_place *place = dl_place_of(world, at);

        if (place->parent)
            at = place->parent;
        else if (place->kind == DL_LOC_OBJECT && dl_symbol_of(world, place->sym)->kind == DL_SYM_INITIAL)
            at = dl_symbol_of(world, place->sym)->loc;
        else
            return false;
    }
    return depth >= DEEPEST_PLACE;
}

/* Below there, one stands for whatever is: which, nobody knows. */
static dl_loc below_deepest(dl_world *world, dl_loc parent)
{
    dl_loc loc = parent;

    if (!dl_place_of(world, parent)->is_deepest)
        loc = intern_place(world, (dl_place){.kind = DL_LOC_ANY, .parent = parent});
    world->places.at[loc].is_deepest = true;
    return loc;
}

dl_loc dl_loc_object(dl_world *world, int sym)
{
    const dl_symbol *symbol = dl_symbol_of(world, sym);
    dl_loc object = symbol->object;

    if (object)
        return object;
    if (symbol->loc && dl_place_of(world, symbol->loc)->is_deepest) {
        object = symbol->loc;
    } else if (symbol->kind == DL_SYM_INITIAL && is_too_deep(world, symbol->loc)) {
        object = below_deepest(world, symbol->loc);
    } else {
        object = intern_place(world, (dl_place){.kind = DL_LOC_OBJECT, .sym = sym});
        world->symbols.at[sym].is_part = true;
    }
    world->symbols.at[sym].object = object;
    return object;
}

/* Members and elements that were asked for lately, by parent and name or index: most are asked for again and again. */
enum { MOST_LATELY = 512 };

typedef struct dl_below {
    dl_loc_kind kind;
    dl_loc parent, loc;
    uint64_t step;
} dl_below;

static dl_below *find_lately(dl_world *world, dl_loc_kind kind, dl_loc parent, uint64_t step)
{
    if (!world->below)
        world->below = DL_NEW_ARRAY(world->arena, MOST_LATELY, dl_below);
    return &world->below[dl_hash_mix(step, (uint64_t)parent * 16 + kind) % MOST_LATELY];
}

static bool is_it(const dl_below *lately, dl_loc_kind kind, dl_loc parent, uint64_t step)
{
    return lately->parent == parent && lately->kind == kind && lately->step == step;
}

static dl_loc find_field(dl_world *world, dl_loc parent, const char *field)
{
    const char *held;

    if (is_too_deep(world, parent))
        return below_deepest(world, parent);
    held = dl_table_get(&world->fields, field);
    if (!held) {
        held = dl_name(world->field_names, field);
        dl_table_set(&world->fields, field, (void *)(uintptr_t)held);
    }
    return intern_place(world, (dl_place){.kind = DL_LOC_FIELD, .parent = parent, .field = held});
}

dl_loc dl_loc_field(dl_world *world, dl_loc parent, const char *field)
{
    uint64_t step = (uint64_t)(uintptr_t)field;
    dl_below *lately;

    if (parent == DL_NOWHERE)
        return parent;
    lately = find_lately(world, DL_LOC_FIELD, parent, step);
    if (!is_it(lately, DL_LOC_FIELD, parent, step))
        *lately = (dl_below){DL_LOC_FIELD, parent, find_field(world, parent, field), step};
    return lately->loc;
}

dl_loc dl_loc_index(dl_world *world, dl_loc parent, int64_t index)
{
    dl_below *lately;

    if (parent == DL_NOWHERE)
        return parent;
    lately = find_lately(world, DL_LOC_INDEX, parent, (uint64_t)index);
    if (!is_it(lately, DL_LOC_INDEX, parent, (uint64_t)index))
        *lately =
            (dl_below){DL_LOC_INDEX, parent,
                       is_too_deep(world, parent)
                           ? below_deepest(world, parent)
                           : intern_place(world, (dl_place){.kind = DL_LOC_INDEX, .parent = parent, .index = index}),
                       (uint64_t)index};
    return lately->loc;
}

dl_loc dl_loc_any(dl_world *world, dl_loc parent)
{
    dl_below *lately;

    if (parent == DL_NOWHERE)
        return parent;
    lately = find_lately(world, DL_LOC_ANY, parent, 0);
    if (!is_it(lately, DL_LOC_ANY, parent, 0))
        *lately = (dl_below){DL_LOC_ANY, parent,
                             is_too_deep(world, parent)
                                 ? below_deepest(world, parent)
                                 : intern_place(world, (dl_place){.kind = DL_LOC_ANY, .parent = parent}),
                             0};
    return lately->loc;
}

/* The one symbol that it is made of, with a constant; else 0. */
static int operand_of(const dl_symbol *symbol)
{
    if (symbol->kind != DL_SYM_EXPR || (symbol->left->kind == DL_VAL_SYM) == (symbol->right->kind == DL_VAL_SYM))
        return 0;
    if (symbol->left->kind == DL_VAL_SYM)
        return symbol->right->kind == DL_VAL_CONST ? symbol->left->id : 0;
    return symbol->left->kind == DL_VAL_CONST ? symbol->right->id : 0;
}

/* Whether a symbol means one value until the function ends, a loop joins it anew or a call is made again. */
static bool is_steady(const dl_world *world, int sym)
{
    const dl_symbol *symbol = dl_symbol_of(world, sym);

    switch (symbol->kind) {
    case DL_SYM_EXPR: /* i + 1, BASE + i */
        return operand_of(symbol) && is_steady(world, operand_of(symbol));
    case DL_SYM_PARAM:
    case DL_SYM_RESULT:
    case DL_SYM_OPAQUE:
    case DL_SYM_OUT:
        return true;
    case DL_SYM_INITIAL:
        return !dl_sym_is_fuzzy(world, sym);
    case DL_SYM_PHI:
        return symbol->a >= 0;
    default:
        return false;
    }
}

static dl_loc find_chosen(dl_world *world, dl_loc parent, int index)
{
    dl_loc loc;

    if (is_too_deep(world, parent) || !is_steady(world, index))
        return dl_loc_any(world, parent);
    loc = intern_place(world, (dl_place){.kind = DL_LOC_ANY, .parent = parent, .sym = index});
    world->places.at[parent].has_chosen = world->has_chosen = true;
    world->symbols.at[index].is_part = true;
    for (; index; index = operand_of(&world->symbols.at[index]))
        world->symbols.at[index].is_chooser = true;
    return loc;
}

dl_loc dl_loc_chosen(dl_world *world, dl_loc parent, dl_val index)
{
    uint64_t step = (uint64_t)index.id;
    dl_below *lately;

    if (parent == DL_NOWHERE || index.kind != DL_VAL_SYM)
        return dl_loc_any(world, parent);
    lately = find_lately(world, DL_LOC_ANY, parent, step);
    if (!is_it(lately, DL_LOC_ANY, parent, step))
        *lately = (dl_below){DL_LOC_ANY, parent, find_chosen(world, parent, index.id), step};
    return lately->loc;
}

dl_loc dl_loc_unchosen(dl_world *world, dl_loc loc)
{
    const dl_place *place = dl_place_of(world, loc);
    dl_loc parent;

    if (!place->any || !dl_place_of(world, place->any)->sym)
        return loc;
    if (place->kind == DL_LOC_ANY)
        return dl_loc_any(world, place->parent);
    parent = dl_loc_unchosen(world, place->parent);
    place = dl_place_of(world, loc);
    return place->kind == DL_LOC_FIELD   ? dl_loc_field(world, parent, place->field)
           : place->kind == DL_LOC_INDEX ? dl_loc_index(world, parent, place->index)
                                         : parent;
}

dl_loc dl_loc_each(dl_world *world, dl_loc parent)
{
    if (parent == DL_NOWHERE)
        return parent;
    return intern_place(world, (dl_place){.kind = DL_LOC_EACH, .parent = parent});
}

dl_loc dl_loc_string(dl_world *world, const dl_expr *literal)
{
    return intern_place(world, (dl_place){.kind = DL_LOC_STRING, .string = literal});
}

bool dl_loc_is_below(const dl_world *world, dl_loc loc, dl_loc above)
{
    unsigned depth = dl_place_of(world, above)->depth;

    if (dl_place_of(world, loc)->root != dl_place_of(world, above)->root)
        return false;
    while (dl_place_of(world, loc)->depth > depth)
        loc = dl_place_of(world, loc)->parent;
    return loc == above && loc != DL_NOWHERE;
}

dl_tri dl_loc_is_persistent(const dl_world *world, dl_loc loc)
{
    const dl_place *root;

    if (loc == DL_NOWHERE)
        return DL_MAYBE;
    root = dl_place_of(world, dl_place_of(world, loc)->root);
    if (root->kind == DL_LOC_STRING)
        return DL_YES;
    if (root->kind == DL_LOC_VAR)
        return dl_var_is_static(root->var) ? DL_YES : DL_NO;
    switch (dl_symbol_of(world, root->sym)->kind) {
    case DL_SYM_PARAM:
    case DL_SYM_OUT:
        return DL_YES;
    case DL_SYM_RESULT:
        return dl_symbol_is_block(dl_symbol_of(world, root->sym)) ? DL_YES : DL_MAYBE;
    case DL_SYM_INITIAL:
        return dl_loc_is_persistent(world, dl_symbol_of(world, root->sym)->loc);
    default:
        return DL_MAYBE;
    }
}

/* What a call wrote behind one of its arguments is of the type that the argument points to. */
static const dl_type *out_type(const dl_symbol *symbol)
{
    const dl_instr *call = symbol->instr;
    size_t param = (size_t)symbol->b % DL_OUT_OPEN;
    const dl_expr *arg;

    if (!call || symbol->b < 0 || param >= call->arg_count)
        return NULL;
    arg = call->args[param];
    while (arg->kind == DL_E_CAST && arg->a && arg->a->type && arg->a->type->kind == DL_TYPE_POINTER)
        arg = arg->a;
    return arg->type && arg->type->kind == DL_TYPE_POINTER ? arg->type->element : NULL;
}

const dl_type *dl_loc_type(const dl_world *world, dl_loc loc)
{
    const dl_place *place = dl_place_of(world, loc);
    const dl_type *type = NULL;
    const dl_symbol *symbol;

    if (loc == DL_NOWHERE)
        return NULL;
    switch (place->kind) {
    case DL_LOC_VAR:
        return place->var->type;
    case DL_LOC_OBJECT:
        symbol = dl_symbol_of(world, place->sym);
        if (symbol->kind == DL_SYM_PARAM && (unsigned)symbol->a < world->entry->param_count)
            type = world->entry->params[symbol->a]->type;
        else if (symbol->kind == DL_SYM_INITIAL)
            type = dl_loc_type(world, symbol->loc);
        else if (symbol->kind == DL_SYM_OUT)
            type = symbol->loc ? dl_loc_type(world, symbol->loc) : out_type(symbol);
        else if (symbol->kind == DL_SYM_RESULT && symbol->instr && symbol->instr->result)
            type = symbol->instr->result->type;
        return type && type->kind == DL_TYPE_POINTER ? type->element : NULL;
    case DL_LOC_FIELD:
        return dl_type_member(dl_loc_type(world, place->parent), place->field);
    case DL_LOC_STRING:
        return NULL;
    default:
        type = dl_loc_type(world, place->parent);
        return type && type->kind == DL_TYPE_ARRAY ? type->element : type;
    }
}

static void print_sym(const dl_world *world, int sym, dl_text *out)
{
    const dl_symbol *symbol = dl_symbol_of(world, sym);

    switch (symbol->kind) {
    case DL_SYM_PARAM:
        dl_text_add(out, (unsigned)symbol->a < world->entry->param_count ? world->entry->params[symbol->a]->name : "?");
        break;
    case DL_SYM_INITIAL:
        dl_loc_print(world, symbol->loc, out);
        break;
    default:
        dl_text_printf(out, "#%d", sym);
    }
}

void dl_loc_print(const dl_world *world, dl_loc loc, dl_text *out)
{
    const dl_place *place = dl_place_of(world, loc);
    const dl_place *parent;

    switch (place->kind) {
    case DL_LOC_VAR:
        dl_text_add(out, place->var->name);
        return;
    case DL_LOC_OBJECT:
        dl_text_add_char(out, '*');
        print_sym(world, place->sym, out);
        return;
    case DL_LOC_STRING:
        dl_text_add(out, "\"\"");
        return;
    case DL_LOC_FIELD:
        parent = dl_place_of(world, place->parent);
        if (parent->kind == DL_LOC_OBJECT) {
            print_sym(world, parent->sym, out);
            dl_text_printf(out, "->%.*s", (int)dl_member_name_size(place->field), place->field);
        } else {
            dl_loc_print(world, place->parent, out);
            dl_text_printf(out, ".%.*s", (int)dl_member_name_size(place->field), place->field);
        }
        return;
    default:
        parent = dl_place_of(world, place->parent);
        if (parent->kind == DL_LOC_OBJECT)
            print_sym(world, parent->sym, out);
        else
            dl_loc_print(world, place->parent, out);
        if (place->kind == DL_LOC_INDEX)
            dl_text_printf(out, "[%" PRId64 "]", place->index);
        else
            dl_text_add(out, "[]");
    }
}

static uint64_t hash_val(uint64_t hash, const dl_val *val)
{
    hash = dl_hash_mix(hash, (uint64_t)val->kind);
    hash = dl_hash_mix(hash, (uint64_t)val->id);
    hash = dl_hash_mix(hash, (uint64_t)val->k);
    if (val->kind == DL_VAL_FUNCTION && val->name)
        hash = dl_hash_bytes(val->name, strlen(val->name), hash);
    return hash_pointer(hash, val->p);
}

static uint64_t hash_symbol(const dl_symbol *symbol)
{
    uint64_t hash = dl_hash_mix(symbol->kind, (uint64_t)symbol->loc);

    hash = hash_pointer(hash, symbol->instr);
    hash = dl_hash_mix(hash, (uint64_t)symbol->a);
    hash = dl_hash_mix(hash, (uint64_t)symbol->b);
    hash = dl_hash_mix(hash, (uint64_t)symbol->op);
    hash = dl_hash_mix(hash, (uint64_t)symbol->leads << 1 | symbol->is_untested);
    hash = dl_hash_mix(hash, (uint64_t)symbol->stems);
    if (symbol->name)
        hash = dl_hash_bytes(symbol->name, strlen(symbol->name), hash);
    if (symbol->left)
        hash = hash_val(hash, symbol->left);
    if (symbol->right)
        hash = hash_val(hash, symbol->right);
    return hash;
}

static bool operand_equal(const dl_val *a, const dl_val *b)
{
    return a == b || (a && b && dl_val_equal(*a, *b));
}

static bool symbol_equal(const dl_symbol *a, const dl_symbol *b)
{
    return a->kind == b->kind && a->loc == b->loc && a->instr == b->instr && a->a == b->a && a->b == b->b &&
           a->op == b->op && a->leads == b->leads && a->stems == b->stems && a->is_untested == b->is_untested &&
           dl_text_equal(a->name, b->name) && operand_equal(a->left, b->left) && operand_equal(a->right, b->right);
}

/* ---- values that cells hold ---- */

static bool held_exactly(const dl_val *a, const dl_val *b)
{
    return a->kind == b->kind && a->id == b->id && a->k == b->k && a->p == b->p && a->name == b->name;
}

static uint64_t hash_held(const dl_val *val)
{
    uint64_t hash = dl_hash_mix((uint64_t)val->kind, (uint64_t)val->id);

    hash = dl_hash_mix(hash, (uint64_t)val->k);
    return hash_pointer(hash_pointer(hash, val->p), val->name);
}

/* Where the value stands in the table, or is to stand. */
static size_t find_held(const dl_world *world, const dl_val *val)
{
    size_t i = (size_t)hash_held(val) & (world->value_room - 1);

    while (world->value_table[i] && !held_exactly(&world->values.at[world->value_table[i] - 1].val, val))
        i = (i + 1) & (world->value_room - 1);
    return i;
}

static unsigned add_held(dl_world *world, const dl_val *val, unsigned same)
{
    unsigned number = (unsigned)world->values.count;

    if (((size_t)number + 1) * 2 > world->value_room) {
        world->value_room = world->value_room ? world->value_room * 2 : FIRST_ROOM;
        world->value_table = DL_NEW_ARRAY(world->arena, world->value_room, unsigned);
        for (unsigned n = 0; n < number; n++)
            world->value_table[find_held(world, &world->values.at[n].val)] = n + 1;
    }
    dl_vec_push(world->arena, &world->values, (dl_held_value){*val, same});
    world->value_table[find_held(world, val)] = number + 1;
    return number;
}

/* The first value that is equal as data, however it is spelled; the next number where there is none. */
static unsigned find_same(dl_world *world, dl_val val)
{
    unsigned number, count = (unsigned)world->values.count;
    uintptr_t first;

    if (val.kind != DL_VAL_FUNCTION && val.name) {
        val.name = NULL;
        number = dl_held_other(world, val) >> DL_HELD_BITS; /* which may move the values */
        return world->values.at[number].same;
    }
    if (val.kind != DL_VAL_FUNCTION || !val.name)
        return count;
    if (!world->functions)
        world->functions = dl_map_new(world->arena);
    first = (uintptr_t)dl_map_get(world->functions, val.name);
    if (!first)
        dl_map_set(world->functions, val.name, (void *)((uintptr_t)count + 1));
    return first ? world->values.at[first - 1].same : count;
}

unsigned dl_held_other(dl_world *world, dl_val val)
{
    unsigned found = world->value_room ? world->value_table[find_held(world, &val)] : 0, same;

    if (found)
        return (found - 1) << DL_HELD_BITS;
    same = find_same(world, val);
    return add_held(world, &val, same) << DL_HELD_BITS;
}

/* The answer does not change, or some API's result says whether this call has ever succeeded. */
static bool is_asked_for(const dl_world *world, const dl_api *api)
{
    return api && (api->is_stable || (world->facts && dl_facts_is_asked_for(world->facts, api)));
}

static bool is_in_object(const dl_world *world, dl_loc loc)
{
    return dl_place_of(world, dl_place_of(world, loc)->root)->kind == DL_LOC_OBJECT;
}

static bool may_go(const dl_world *world, const dl_val *operand)
{
    return operand && operand->kind == DL_VAL_SYM && (world->fates.at[operand->id] & (DL_FATE_GOES | DL_FATE_MAY_GO));
}

static unsigned short fate_of(const dl_world *world, const dl_symbol *symbol)
{
    bool is_made =
        symbol->partner || symbol->left || symbol->right || (symbol->loc && is_in_object(world, symbol->loc));
    unsigned fate = (is_made ? DL_FATE_MADE : 0u) | (unsigned)symbol->base << DL_FATE_BASE_SHIFT;

    switch (symbol->kind) {
    case DL_SYM_RESULT:
        fate |= symbol->is_asked_for ? 0 : DL_FATE_GOES;
        break;
    case DL_SYM_OUT:
    case DL_SYM_OPAQUE:
        fate |= DL_FATE_GOES;
        break;
    case DL_SYM_PHI:
        fate |= DL_FATE_GOES | DL_FATE_PHI;
        break;
    case DL_SYM_EXPR:
        fate |= DL_FATE_EXPR;
        fate |= may_go(world, symbol->left) || may_go(world, symbol->right) ? DL_FATE_MAY_GO : 0;
        break;
    case DL_SYM_HAVOC:
        fate |= DL_FATE_HAVOC;
        break;
    default:
        break;
    }
    return (unsigned short)fate;
}

static dl_parts parts_of(const dl_world *world, const dl_symbol *symbol)
{
    bool is_expr = symbol->kind == DL_SYM_EXPR;
    int first = is_expr ? dl_symbol_in(world, *symbol->left) : symbol->partner;
    int second = is_expr ? dl_symbol_in(world, *symbol->right) : dl_life_of(world, symbol->loc)->object;

    return first ? (dl_parts){first, second} : (dl_parts){second, 0};
}

static void make_part(dl_world *world, const dl_val *operand)
{
    if (operand && operand->kind == DL_VAL_SYM)
        world->symbols.at[operand->id].is_part = true;
}

int dl_sym(dl_world *world, dl_symbol wanted)
{
    size_t i;

    if (world->symbols.count * 2 > world->symbol_room) {
        size_t room = world->symbol_room * 2;
        int *table = DL_NEW_ARRAY(world->arena, room, int);

        for (size_t n = 1; n < world->symbols.count; n++) {
            i = (size_t)hash_symbol(&world->symbols.at[n]) & (room - 1);
            while (table[i])
                i = (i + 1) & (room - 1);
            table[i] = (int)n;
        }
        world->symbol_table = table;
        world->symbol_room = room;
    }
    i = (size_t)hash_symbol(&wanted) & (world->symbol_room - 1);
    while (world->symbol_table[i]) {
        if (symbol_equal(&world->symbols.at[world->symbol_table[i]], &wanted))
            return world->symbol_table[i];
        i = (i + 1) & (world->symbol_room - 1);
    }
    world->symbol_table[i] = (int)world->symbols.count;
    if (wanted.base == 0)
        wanted.base = DL_ALL;
    wanted.is_asked_for |= wanted.kind == DL_SYM_RESULT && is_asked_for(world, wanted.api);
    make_part(world, wanted.left);
    make_part(world, wanted.right);
    if (wanted.left)
        wanted.left = dl_arena_copy(world->arena, wanted.left, sizeof *wanted.left);
    if (wanted.right)
        wanted.right = dl_arena_copy(world->arena, wanted.right, sizeof *wanted.right);
    dl_vec_push(world->arena, &world->symbols, wanted);
    dl_vec_push(world->arena, &world->fates, fate_of(world, &wanted));
    dl_vec_push(world->arena, &world->parts, parts_of(world, &wanted));
    return (int)(world->symbols.count - 1);
}

bool dl_loc_is_fuzzy(const dl_world *world, dl_loc loc)
{
    for (; loc; loc = dl_place_of(world, loc)->parent) {
        const dl_place *place = dl_place_of(world, loc);

        if (place->kind == DL_LOC_ANY)
            return true;
        if (place->kind == DL_LOC_OBJECT && dl_sym_is_fuzzy(world, place->sym))
            return true;
    }
    return false;
}

int dl_sym_param(dl_world *world, int number)
{
    bool is_given = world->at_entry || world->given_driver_object;
    bool is_driver_object = is_given && number == world->driver_object;

    return dl_sym(world, (dl_symbol){.kind = DL_SYM_PARAM, .a = number, .base = is_driver_object ? DL_POS : DL_ALL});
}

bool dl_sym_is_fuzzy(const dl_world *world, int sym)
{
    const dl_symbol *symbol = dl_symbol_of(world, sym);

    switch (symbol->kind) {
    case DL_SYM_PHI:
    case DL_SYM_HAVOC:
    case DL_SYM_ELEMENT:
    case DL_SYM_OPAQUE:
        return true;
    case DL_SYM_EXPR:
        return true;
    case DL_SYM_INITIAL:
        return dl_loc_is_fuzzy(world, symbol->loc);
    default:
        return false;
    }
}

bool dl_world_has_twins(dl_world *world, const char *name)
{
    const dl_program *program = world->program;

    if (!world->named) {
        world->named = dl_map_new(world->arena);
        for (size_t i = 0; i < program->function_count; i++) {
            const char *own = program->functions[i]->name;

            dl_map_set(world->named, own,
                       dl_map_get(world->named, own) ? (void *)world : (void *)(uintptr_t)program->functions[i]);
        }
    }
    return dl_map_get(world->named, name) == (void *)world;
}
