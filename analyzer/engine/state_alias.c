/* state_alias.c: a joined pointer may lead to several places that have names of their own: what is written through it
 * may be written there, and the other way round. */
#include "engine/state_private.h"

enum { MOST_LEADS = 8 };

typedef DL_VEC(dl_loc) loc_list;

static bool is_element(const dl_place *place)
{
    return place->kind == DL_LOC_INDEX || place->kind == DL_LOC_ANY || place->kind == DL_LOC_EACH;
}

/* Whether the two may be one place, as far as their indexes tell. */
static bool may_be_same(const dl_world *world, dl_loc a, dl_loc b)
{
    const dl_place *one = dl_place_of(world, a), *other = dl_place_of(world, b);

    if (a == b)
        return true;
    if (!one->parent || !other->parent)
        return false;
    if (is_element(one) && is_element(other))
        return (one->kind != DL_LOC_INDEX || other->kind != DL_LOC_INDEX || one->index == other->index) &&
               may_be_same(world, one->parent, other->parent);
    return one->kind == DL_LOC_FIELD && other->kind == DL_LOC_FIELD && one->field == other->field &&
           may_be_same(world, one->parent, other->parent);
}

/* A place for both, where they differ by indexes alone; DL_NOWHERE: they do not. */
static dl_loc common_place(dl_world *world, dl_loc a, dl_loc b)
{
    dl_place one = *dl_place_of(world, a), other = *dl_place_of(world, b);
    dl_loc parent;

    if (a == b)
        return a;
    if (!one.parent || !other.parent || is_element(&one) != is_element(&other) ||
        (one.kind == DL_LOC_FIELD && one.field != other.field))
        return DL_NOWHERE;
    parent = common_place(world, one.parent, other.parent);
    if (!parent)
        return DL_NOWHERE;
    if (one.kind == DL_LOC_FIELD)
        return dl_loc_field(world, parent, one.field);
    return one.kind == DL_LOC_INDEX && other.kind == DL_LOC_INDEX && one.index == other.index
               ? dl_loc_index(world, parent, one.index)
               : dl_loc_any(world, parent);
}

/* ---- sets of places ---- */

static void put_in_order(dl_world *world, loc_list *list, dl_loc loc)
{
    size_t at = list->count;

    for (size_t i = 0; i < list->count; i++)
        if (list->at[i] == loc)
            return;
    dl_vec_push(world->scratch, list, loc);
    for (; at > 0 && list->at[at - 1] > loc; at--)
        list->at[at] = list->at[at - 1];
    list->at[at] = loc;
}

/* Elements of one array are any of it: or a pointer that walks it would have a new set each round. */
static void add_lead(dl_world *world, loc_list *list, dl_loc loc)
{
    for (size_t i = 0; i < list->count; i++) {
        dl_loc common = common_place(world, list->at[i], loc);

        if (!common)
            continue;
        memmove(list->at + i, list->at + i + 1, (list->count - i - 1) * sizeof *list->at);
        list->count--;
        loc = common;
        break;
    }
    put_in_order(world, list, loc);
}

/* What stands behind another joined pointer is left out: a pointer that goes on from itself would have no end. */
static void add_leads_of(dl_world *world, loc_list *list, dl_val val)
{
    const dl_place *root;

    if (val.kind == DL_VAL_SYM) {
        dl_leads leads = world->leads.at[dl_symbol_of(world, val.id)->leads];

        for (size_t i = 0; i < leads.count; i++)
            add_lead(world, list, leads.at[i]);
    }
    if (val.kind != DL_VAL_ADDRESS)
        return;
    root = dl_place_of(world, dl_place_of(world, val.id)->root);
    if (root->kind == DL_LOC_VAR || (root->kind == DL_LOC_OBJECT && dl_symbol_of(world, root->sym)->kind != DL_SYM_PHI))
        add_lead(world, list, dl_loc_unchosen(world, val.id));
}

static int find_leads(dl_world *world, const loc_list *list, bool is_inside)
{
    for (size_t i = 1; i < world->leads.count; i++)
        if (world->leads.at[i].count == list->count && world->leads.at[i].is_inside == is_inside &&
            memcmp(world->leads.at[i].at, list->at, list->count * sizeof *list->at) == 0)
            return (int)i;
    for (size_t i = 0; i < list->count; i++)
        world->places.at[dl_place_of(world, list->at[i])->root].is_led_to = true;
    dl_vec_push(
        world->arena, &world->leads,
        (dl_leads){dl_arena_copy(world->arena, list->at, list->count * sizeof *list->at), list->count, is_inside});
    return (int)(world->leads.count - 1);
}

/* Behind a joined pointer that was found behind another one: what leads to itself would have no end. */
static bool is_far(const dl_world *world, dl_loc loc)
{
    int pointer = dl_life_of(world, loc)->object;

    for (int joined = 0; pointer && dl_symbol_of(world, pointer)->leads; joined++) {
        if (joined)
            return true;
        pointer = dl_life_of(world, dl_symbol_of(world, pointer)->loc)->object;
    }
    return false;
}

static bool leads_inside(const dl_world *world, dl_val val)
{
    return val.kind == DL_VAL_SYM && world->leads.at[dl_symbol_of(world, val.id)->leads].is_inside;
}

int dl_leads_of_both(dl_world *world, dl_val a, dl_val b, dl_loc loc)
{
    bool is_inside = leads_inside(world, a) || leads_inside(world, b);
    loc_list list = {0};

    if (a.kind != DL_VAL_ADDRESS && b.kind != DL_VAL_ADDRESS &&
        !(a.kind == DL_VAL_SYM && dl_symbol_of(world, a.id)->leads) &&
        !(b.kind == DL_VAL_SYM && dl_symbol_of(world, b.id)->leads))
        return 0;
    if (is_far(world, loc))
        return 0;
    add_leads_of(world, &list, a);
    add_leads_of(world, &list, b);
    if (list.count > MOST_LEADS) { /* the variables that they are parts of: of those there are only so many */
        loc_list roots = {0};

        for (size_t i = 0; i < list.count; i++)
            put_in_order(world, &roots, dl_place_of(world, list.at[i])->root);
        list = roots;
        is_inside = true;
    }
    return list.count ? find_leads(world, &list, is_inside) : 0;
}

/* All of the object, since bytes may be counted to any part of it. */
static void add_whole(dl_world *world, loc_list *list, dl_val val)
{
    const dl_symbol *symbol = val.kind == DL_VAL_SYM ? dl_symbol_of(world, val.id) : NULL;
    dl_leads leads = world->leads.at[symbol ? symbol->leads : 0];

    for (size_t i = 0; i < leads.count; i++)
        put_in_order(world, list, dl_place_of(world, leads.at[i])->root);
    if (val.kind == DL_VAL_ADDRESS && dl_place_of(world, dl_place_of(world, val.id)->root)->kind != DL_LOC_STRING)
        put_in_order(world, list, dl_place_of(world, val.id)->root);
    if (symbol && symbol->object && !dl_sym_is_fuzzy(world, val.id))
        put_in_order(world, list, symbol->object);
}

int dl_leads_of_sum(dl_world *world, dl_val a, dl_val b)
{
    loc_list list = {0};

    add_whole(world, &list, a);
    add_whole(world, &list, b);
    return list.count ? find_leads(world, &list, true) : 0;
}

/* ---- writing ---- */

/* A whole that may be overwritten is not known any more. */
static void forget_whole(dl_world *world, dl_state *state, dl_loc loc)
{
    dl_val unknown = {.kind = DL_MARK_HAVOC, .id = DL_LEFT_BY_ALIAS};
    dl_loc any = dl_place_of(world, loc)->any;

    loc = any ? dl_place_of(world, any)->parent : loc;
    dl_state_note_overwriting(world, state, loc);
    dl_state_forget(world, state, 0, unknown.id);
    dl_state_write_one(world, state, loc, unknown);
}

static void write_maybe(dl_world *world, dl_state *state, dl_loc loc, dl_val val)
{
    if (val.kind >= DL_MARK_ZERO) {
        forget_whole(world, state, loc);
    } else if (dl_place_of(world, loc)->any) {
        dl_state_write_weak(world, state, loc, val, DL_JOINED_BY_ALIAS);
    } else {
        dl_state_note_overwriting(world, state, loc);
        dl_state_write_one(
            world, state, loc,
            dl_state_join_values(world, state, state, dl_state_read(world, state, loc), val, loc, DL_JOINED_BY_ALIAS));
    }
}

static bool has_loc(const loc_list *list, dl_loc loc)
{
    for (size_t i = 0; i < list->count; i++)
        if (list->at[i] == loc)
            return true;
    return false;
}

/* `lead` may be the place that is written, one that it is a part of, or a part of it. `written`: what was behind the
 * pointer, for another of the places that it leads to. */
static void write_behind(dl_world *world, dl_state *state, int pointer, dl_loc lead, dl_loc loc, dl_val val,
                         loc_list *written)
{
    unsigned depth = dl_place_of(world, lead)->depth;
    dl_loc at = loc, object;

    if (dl_place_of(world, loc)->depth < depth) {
        while (dl_place_of(world, lead)->depth > dl_place_of(world, loc)->depth)
            lead = dl_place_of(world, lead)->parent;
        object = may_be_same(world, loc, lead) ? dl_loc_object(world, pointer) : DL_NOWHERE;
        if (object && !has_loc(written, object)) {
            dl_vec_push(world->scratch, written, object);
            forget_whole(world, state, object);
        }
        return;
    }
    while (dl_place_of(world, at)->depth > depth)
        at = dl_place_of(world, at)->parent;
    if (!may_be_same(world, at, lead))
        return;
    object = dl_loc_moved(world, loc, at, dl_loc_object(world, pointer));
    if (has_loc(written, object))
        return;
    dl_vec_push(world->scratch, written, object);
    write_maybe(world, state, object, val);
}

static bool has_root(const dl_world *world, dl_leads leads, dl_loc root)
{
    for (size_t i = 0; i < leads.count; i++)
        if (dl_place_of(world, leads.at[i])->root == root)
            return true;
    return false;
}

/* Whether some place that the one leads to may be a part of what the other leads to, or of `root`. */
static bool may_meet(const dl_world *world, dl_leads leads, dl_leads others, dl_loc root)
{
    if (has_root(world, leads, root))
        return true;
    for (size_t i = 0; i < others.count; i++)
        if (has_root(world, leads, dl_place_of(world, others.at[i])->root))
            return true;
    return false;
}

/* The joined pointers that the state holds which may lead to the written object, by its name or by those that the
 * pointer which was written through leads to; but for this one. */
static loc_list held_pointers(dl_world *world, const dl_state *state, dl_loc root, dl_leads own, int but)
{
    loc_list found = {0};

    for (unsigned i = 0; i < state->cell_count; i++) {
        dl_val val = dl_cell_val(world, &state->cells[i]);
        int leads = val.kind == DL_VAL_SYM && val.id != but ? dl_symbol_of(world, val.id)->leads : 0;

        if (leads && may_meet(world, world->leads.at[leads], own, root))
            put_in_order(world, &found, val.id);
    }
    return found;
}

void dl_state_write_aliases(dl_world *world, dl_state *state, dl_loc loc, dl_val val)
{
    dl_loc root = dl_place_of(world, loc)->root;
    int pointer = dl_place_of(world, root)->kind == DL_LOC_OBJECT ? dl_place_of(world, root)->sym : 0;
    dl_leads own = pointer ? world->leads.at[dl_symbol_of(world, pointer)->leads] : (dl_leads){0};
    loc_list held = held_pointers(world, state, root, own, pointer), names = {0};

    dl_vec_push(world->scratch, &names, loc);
    for (size_t i = 0; i < own.count && own.is_inside; i++)
        forget_whole(world, state, own.at[i]);
    for (size_t i = 0; i < own.count && !own.is_inside; i++) {
        dl_vec_push(world->scratch, &names, dl_loc_moved(world, loc, root, own.at[i]));
        write_maybe(world, state, names.at[i + 1], val);
    }
    for (size_t p = 0; p < held.count; p++) {
        dl_leads leads = world->leads.at[dl_symbol_of(world, held.at[p])->leads];
        loc_list written = {0};

        if (own.is_inside || leads.is_inside) {
            forget_whole(world, state, dl_loc_object(world, held.at[p]));
            continue;
        }
        for (size_t i = 0; i < leads.count; i++)
            for (size_t k = 0; k < names.count; k++)
                if (dl_place_of(world, leads.at[i])->root == dl_place_of(world, names.at[k])->root)
                    write_behind(world, state, held.at[p], leads.at[i], names.at[k], val, &written);
    }
}
