/* state.c: what a path has written: cells, read and written. */
#include "engine/state_private.h"

#include "engine/beside.h"
#include "engine/lasting.h"

#include <stdio.h>
#include <string.h>

/* ---- sharing ---- */

typedef struct copied {
    dl_state state;
    dl_shares shares;
} copied;

dl_state *dl_state_copy(dl_world *world, const dl_state *state)
{
    copied *made = dl_arena_alloc_raw(world->scratch, sizeof *made);

    made->state = *state;
    made->state.shares = &made->shares;
    made->shares = (dl_shares){true, true, true};
    if (state->shares)
        *state->shares = (dl_shares){true, true, true};
    return &made->state;
}

void *dl_state_grown(dl_world *world, const void *from, unsigned count, unsigned room, size_t size)
{
    void *made = dl_arena_alloc_raw(world->scratch, room * size);

    if (count)
        memcpy(made, from, count * size);
    return made;
}

void dl_state_own_cells(dl_world *world, dl_state *state, unsigned more)
{
    bool is_shared = state->shares && state->shares->cells;

    if (!is_shared && state->cell_count + more <= state->cell_room)
        return;
    state->cell_room = state->cell_count + more + (is_shared ? 4 : state->cell_count / 4 + 8);
    state->cells = dl_state_grown(world, state->cells, state->cell_count, state->cell_room, sizeof *state->cells);
    if (state->shares)
        state->shares->cells = false;
}

void dl_state_own_known(dl_world *world, dl_state *state, unsigned more)
{
    bool is_shared = state->shares && state->shares->known;

    if (!is_shared && state->known_count + more <= state->known_room)
        return;
    state->known_room = state->known_count + more + (is_shared ? 2 : state->known_count / 4 + 8);
    state->known = dl_state_grown(world, state->known, state->known_count, state->known_room, sizeof *state->known);
    if (state->shares)
        state->shares->known = false;
}

void dl_state_own_instances(dl_world *world, dl_state *state)
{
    if (!state->shares || !state->shares->instances)
        return;
    state->instances =
        dl_state_grown(world, state->instances, state->instance_count, state->instance_count, sizeof *state->instances);
    state->instance_room = state->instance_count;
    state->shares->instances = false;
}

dl_instance *dl_state_add_instance(dl_world *world, dl_state *state)
{
    if (state->instance_count == DL_MAX_INSTANCES)
        return NULL;
    dl_state_own_instances(world, state);
    if (state->instance_count == state->instance_room) {
        state->instance_room += 2;
        state->instances = dl_state_grown(world, state->instances, state->instance_count, state->instance_room,
                                          sizeof *state->instances);
    }
    memset(&state->instances[state->instance_count], 0, sizeof *state->instances);
    return &state->instances[state->instance_count++];
}

/* ---- cells ---- */

const dl_cell *dl_state_cell(const dl_state *state, dl_loc loc)
{
    unsigned i = dl_cell_index(state, loc);

    return i < state->cell_count && state->cells[i].loc == loc ? &state->cells[i] : NULL;
}

/* A table that the system has filled with its defaults holds no null. */
static unsigned char initial_classes(const dl_world *world, dl_loc loc)
{
    const dl_place *place = dl_place_of(world, loc), *array;
    const dl_type *type;
    const dl_struct_fact *fact = NULL;

    if (place->kind == DL_LOC_FIELD && dl_state_is_made_sized(world, loc))
        return DL_POS;
    if (place->kind != DL_LOC_INDEX && place->kind != DL_LOC_ANY)
        return DL_ALL;
    array = dl_place_of(world, place->parent);
    type = array->kind == DL_LOC_FIELD ? dl_loc_type(world, array->parent) : NULL;
    if (type && type->record)
        for (size_t i = 0; i < type->record->name_count && !fact; i++)
            fact = dl_facts_struct(world->facts, type->record->names[i]);
    if (!fact && type)
        fact = dl_facts_struct(world->facts, type->spelling);
    return fact && dl_text_equal(fact->array, array->field) ? DL_NEG | DL_POS : DL_ALL;
}

/* What files that were not read may store to. */
static bool is_stored_elsewhere(const dl_var *var)
{
    return var->is_shared && var->init_count == 0 && !var->is_const;
}

bool dl_world_is_lasting(const dl_world *world, const dl_var *var, const char *member)
{
    return var->is_const ||
           (var->init_count && world->is_lasting && world->is_lasting(world->is_lasting_self, var, member));
}

static int initial_symbol(dl_world *world, dl_loc loc)
{
    int sym = dl_sym(world, (dl_symbol){.kind = DL_SYM_INITIAL, .loc = loc, .base = initial_classes(world, loc)});

    world->places.at[loc].initial = sym;
    return sym;
}

/* Whether it holds what its initialiser says, as long as the path has not written there. */
static bool is_initialised(const dl_world *world, const dl_state *state, dl_loc loc)
{
    const dl_place *root = dl_place_of(world, dl_place_of(world, loc)->root);

    if (root->kind != DL_LOC_VAR || (root->var->storage != DL_GLOBAL && root->var->storage != DL_STATIC_LOCAL) ||
        root->var->is_extern)
        return false;
    if ((state->flags & DL_STATE_OPAQUE) && is_stored_elsewhere(root->var))
        return false;
    return world->at_entry || dl_world_is_lasting(world, root->var, dl_lasting_member(world, loc));
}

/* Asked at each join of a whole: found once for each place. */
static bool has_no_initialiser(dl_world *world, dl_loc loc)
{
    const dl_state *globals = world->globals;
    dl_place *place = &world->places.at[loc];

    if (!globals || place->has_begin)
        return !globals || place->begins_zero;
    place->has_begin = place->begins_zero = true;
    for (unsigned i = 0; i < globals->cell_count && place->begins_zero; i++)
        place->begins_zero =
            !dl_loc_is_below(world, globals->cells[i].loc, loc) && !dl_loc_is_below(world, loc, globals->cells[i].loc);
    return place->begins_zero;
}

bool dl_state_begins_zero(dl_world *world, const dl_state *state, dl_loc loc)
{
    return is_initialised(world, state, loc) && has_no_initialiser(world, loc);
}

static dl_val initial_value(dl_world *world, const dl_state *state, dl_loc loc)
{
    const dl_place *place = dl_place_of(world, loc), *root = dl_place_of(world, place->root);

    if (root->kind == DL_LOC_VAR && (root->var->storage == DL_LOCAL || root->var->storage == DL_TEMP))
        return dl_val_unset();
    if (root->kind == DL_LOC_VAR && root->var->storage == DL_PARAM && place->parent == 0 &&
        (root->var->function == world->entry ||
         (root->var->function == world->given_driver_object && root->var->index == 0)))
        return dl_val_sym(dl_sym_param(world, (int)root->var->index));
    if (is_initialised(world, state, loc)) {
        if (world->globals) {
            dl_state *globals = world->globals;
            dl_val val;

            world->globals = NULL;
            val = dl_state_read(world, globals, loc);
            world->globals = globals;
            return val;
        }
        return dl_val_null();
    }
    if ((world->at_entry && loc == world->empty_list) || loc == world->never_listed ||
        dl_state_is_zero_still(world, state, loc))
        return dl_val_null();
    return dl_val_sym(place->initial ? place->initial : initial_symbol(world, loc));
}

dl_loc dl_loc_moved(dl_world *world, dl_loc loc, dl_loc above, dl_loc base)
{
    const dl_place *place;
    dl_loc parent;

    if (loc == above)
        return base;
    parent = dl_loc_moved(world, dl_place_of(world, loc)->parent, above, base);
    place = dl_place_of(world, loc);
    switch (place->kind) {
    case DL_LOC_FIELD:
        return dl_loc_field(world, parent, place->field);
    case DL_LOC_INDEX:
        return dl_loc_index(world, parent, place->index);
    case DL_LOC_EACH:
        return dl_loc_each(world, parent);
    default:
        return place->sym ? dl_loc_chosen(world, parent, dl_val_sym(place->sym)) : dl_loc_any(world, parent);
    }
}

static dl_val value_from_above(dl_world *world, const dl_state *state, dl_loc loc, dl_loc above, dl_val val)
{
    switch (val.kind) {
    case DL_MARK_ZERO:
        return world->is_written_since && world->is_written_since(world->is_written_since_self, loc, above)
                   ? dl_val_sym(dl_sym(world, (dl_symbol){.kind = DL_SYM_HAVOC, .loc = loc, .a = -8}))
                   : dl_val_null();
    case DL_MARK_UNSET:
    case DL_VAL_UNSET:
        return dl_val_unset();
    case DL_MARK_COPY:
        return initial_value(world, state, dl_loc_moved(world, loc, above, val.id));
    case DL_VAL_SYM: /* a structure known as a whole only */
        if (dl_val_is_overlaid(world, val))
            return dl_val_overlaid(world, loc);
        return dl_val_sym(dl_sym(world, (dl_symbol){.kind = DL_SYM_HAVOC, .loc = loc, .a = -val.id}));
    case DL_VAL_CONST: /* `LowPart` of what `QuadPart` says: of zero all parts are */
        if (dl_type_whole(dl_loc_type(world, above)))
            return val.k == 0 ? dl_val_null() : dl_val_overlaid(world, loc);
        /* fall through */
    default:
        return dl_val_sym(dl_sym(world, (dl_symbol){.kind = DL_SYM_HAVOC, .loc = loc, .a = val.id, .b = (int)val.k}));
    }
}

enum { MOST_READ = 64, MOST_READ_IN_ALL = 256 };

/* Whether the path has written some element of the array, at an index that it knew or not. */
static bool is_written(const dl_world *world, const dl_state *state, dl_loc array)
{
    const dl_place *place = dl_place_of(world, array);

    if (place->each && dl_state_cell(state, place->each))
        return true;
    for (unsigned i = place->has_below ? dl_cell_index(state, array) : state->cell_count; i < state->cell_count; i++)
        if (state->cells[i].loc != array && dl_loc_is_below(world, state->cells[i].loc, array))
            return true;
    return false;
}

/* Of arrays in arrays, whether the elements of all are more than are read. */
static bool are_many(const dl_world *world, dl_loc any)
{
    int64_t all = 1;

    for (; any && all <= MOST_READ_IN_ALL; any = dl_place_of(world, dl_place_of(world, any)->parent)->any) {
        const dl_type *type = dl_loc_type(world, dl_place_of(world, any)->parent);

        if (!type || type->kind != DL_TYPE_ARRAY || type->count > MOST_READ)
            return false;
        all *= type->count;
    }
    return all > MOST_READ_IN_ALL;
}

/* A joined value that stands for each of several elements: what is found of one says nothing of the others. */
static bool is_one_of_several(const dl_world *world, dl_val val)
{
    return val.kind == DL_VAL_SYM && dl_symbol_of(world, val.id)->kind == DL_SYM_PHI;
}

/* An element at an unknown index: what is common to all of them. */
static dl_val read_any(dl_world *world, const dl_state *state, dl_loc loc, dl_loc any)
{
    dl_loc array = dl_place_of(world, any)->parent;
    const dl_type *type = dl_loc_type(world, array);
    unsigned base = 0;
    bool functions = true, equal = true;
    dl_val first = {.kind = DL_VAL_UNSET};

    if (dl_place_of(world, loc)->is_deepest)
        return dl_val_overlaid(world, loc);
    if (!type || type->kind != DL_TYPE_ARRAY || type->count <= 0 || type->count > MOST_READ)
        return dl_val_sym(dl_sym(
            world,
            (dl_symbol){.kind = DL_SYM_ELEMENT, .loc = loc, .a = is_written(world, state, array) ? DL_WRITTEN : 0}));
    if (are_many(world, any)) /* some of them may have been written */
        return dl_val_sym(dl_sym(world, (dl_symbol){.kind = DL_SYM_ELEMENT, .loc = loc, .a = DL_WRITTEN}));
    for (int64_t k = 0; k < type->count; k++) {
        dl_val val = dl_state_read(world, state, dl_loc_moved(world, loc, any, dl_loc_index(world, array, k)));

        base |= dl_val_mask(world, state, val);
        functions = functions && (val.kind == DL_VAL_FUNCTION);
        if (k == 0)
            first = val;
        else
            equal = equal && dl_val_equal(first, val);
    }
    if (equal && first.kind < DL_MARK_ZERO && !is_one_of_several(world, first))
        return first;
    if (is_written(world, state, array))
        base |= DL_WRITTEN;
    return dl_val_sym(dl_sym(
        world,
        (dl_symbol){.kind = DL_SYM_ELEMENT, .loc = loc, .a = (int)base, .b = functions, .base = (unsigned char)base}));
}

dl_val dl_state_read(dl_world *world, const dl_state *state, dl_loc loc)
{
    const dl_cell *cell;
    dl_loc any = dl_place_of(world, loc)->any;

    if (loc == DL_NOWHERE)
        return dl_val_sym(dl_sym(world, (dl_symbol){.kind = DL_SYM_HAVOC, .a = -1}));
    cell = dl_state_cell(state, loc);
    if (cell && !dl_cell_is_mark(world, cell))
        return dl_cell_val(world, cell);
    if (any) {
        loc = dl_loc_unchosen(world, loc);
        return read_any(world, state, loc, dl_place_of(world, loc)->any);
    }
    for (dl_loc at = loc; at; at = dl_place_of(world, at)->parent) {
        const dl_place *place = dl_place_of(world, at);

        if (at != loc || cell) {
            const dl_cell *above = dl_state_cell(state, at);

            if (above)
                return value_from_above(world, state, loc, at, dl_cell_val(world, above));
        }
        if (place->overlay && dl_state_is_written_over(world, state, at))
            return dl_val_overlaid(world, loc);
        if (place->kind == DL_LOC_OBJECT && at == loc && place->each && dl_state_cell(state, place->each))
            return dl_cell_val(world, dl_state_cell(state, place->each)); /* behind a pointer, the first is it itself */
        if (place->kind == DL_LOC_INDEX || place->kind == DL_LOC_ANY) {
            dl_loc each = dl_place_of(world, place->parent)->each;
            const dl_cell *filled = each ? dl_state_cell(state, each) : NULL;

            if (filled && at == loc)
                return dl_cell_val(world, filled);
            if (filled)
                return value_from_above(world, state, loc, at, dl_cell_val(world, filled));
        }
    }
    return initial_value(world, state, loc);
}

/* What lies below a place has been interned after it, so it stands behind it. */
static void remove_below(dl_world *world, dl_state *state, dl_loc loc)
{
    unsigned i, kept;

    if (!dl_place_of(world, loc)->has_below)
        return;
    i = dl_cell_index(state, loc);
    i += i < state->cell_count && state->cells[i].loc == loc;
    while (i < state->cell_count && !dl_loc_is_below(world, state->cells[i].loc, loc))
        i++;
    if (i == state->cell_count)
        return;
    dl_state_own_cells(world, state, 0);
    for (kept = i; i < state->cell_count; i++)
        if (!dl_loc_is_below(world, state->cells[i].loc, loc))
            state->cells[kept++] = state->cells[i];
    state->cell_count = kept;
}

void dl_state_put_cell(dl_world *world, dl_state *state, dl_loc loc, dl_val val)
{
    unsigned i = dl_cell_index(state, loc);
    bool is_there = i < state->cell_count && state->cells[i].loc == loc;

    dl_state_own_cells(world, state, !is_there);
    if (!is_there) {
        memmove(state->cells + i + 1, state->cells + i, (state->cell_count - i) * sizeof *state->cells);
        state->cell_count++;
    }
    state->cells[i] = (dl_cell){loc, dl_held_of(world, val)};
}

/* The element that is written may be one that is known by the symbol of its index, unless it is that very one. */
static void drop_chosen(dl_world *world, dl_state *state, dl_loc written)
{
    for (dl_loc at = written; at; at = dl_place_of(world, at)->parent) {
        dl_loc array = dl_place_of(world, at)->parent;
        unsigned kept = 0;

        if (!array || !dl_place_of(world, array)->has_chosen)
            continue;
        dl_state_own_cells(world, state, 0);
        for (unsigned i = 0; i < state->cell_count; i++) {
            dl_loc any = dl_place_of(world, state->cells[i].loc)->any;

            if (!any || any == at || !dl_place_of(world, any)->sym || dl_place_of(world, any)->parent != array)
                state->cells[kept++] = state->cells[i];
        }
        state->cell_count = kept;
    }
}

void dl_state_write_one(dl_world *world, dl_state *state, dl_loc loc, dl_val val)
{
    drop_chosen(world, state, loc);
    remove_below(world, state, loc);
    if (dl_place_of(world, loc)->is_overlaid)
        dl_state_write_over(world, state, loc);
    dl_state_put_cell(world, state, loc, val);
}

void dl_state_write(dl_world *world, dl_state *state, dl_loc loc, dl_val val)
{
    if (loc == DL_NOWHERE)
        return;
    if (dl_loc_has_aliases(world, loc))
        dl_state_write_aliases(world, state, loc, val);
    dl_state_write_one(world, state, loc, val);
}

void dl_state_note_overwriting(dl_world *world, dl_state *state, dl_loc loc)
{
    for (unsigned i = 0; i < state->instance_count; i++) {
        const dl_bind *bind = &state->instances[i].binds[0];
        bool holds = false;

        for (unsigned c = 0; c < state->cell_count && bind->has_val && !state->instances[i].may_be_held && !holds; c++)
            holds = dl_val_equal(dl_cell_val(world, &state->cells[c]), bind->val) &&
                    dl_loc_is_below(world, state->cells[c].loc, loc);
        if (!holds)
            continue;
        dl_state_own_instances(world, state);
        state->instances[i].may_be_held = true;
    }
}

/* What is stored by a name that one of several places has is held by one of them, of which none surely holds it. */
static void note_holding(dl_world *world, dl_state *state, dl_loc loc, dl_val val)
{
    for (unsigned i = 0; i < state->instance_count; i++) {
        const dl_bind *bind = &state->instances[i].binds[0];

        if (!bind->has_val || state->instances[i].may_be_held || !dl_val_equal(bind->val, val) ||
            dl_loc_is_persistent(world, loc) == DL_NO)
            continue;
        dl_state_own_instances(world, state);
        state->instances[i].may_be_held = true;
    }
}

void dl_state_choose(dl_world *world, dl_state *state, dl_loc loc, dl_val val)
{
    drop_chosen(world, state, loc);
    if (dl_loc_is_chosen(world, loc) && val.kind == DL_VAL_SYM && dl_symbol_of(world, val.id)->kind == DL_SYM_RESULT) {
        remove_below(world, state, loc);
        dl_state_put_cell(world, state, loc, val);
    }
}

void dl_state_write_weak(dl_world *world, dl_state *state, dl_loc loc, dl_val val, int when)
{
    dl_loc array, each;
    dl_val before, joined;

    if (loc == DL_NOWHERE)
        return;
    note_holding(world, state, loc, val);
    for (array = loc; array && dl_place_of(world, array)->kind != DL_LOC_ANY;)
        array = dl_place_of(world, array)->parent;
    if (!array) {
        before = dl_state_read(world, state, loc);
        dl_state_note_overwriting(world, state, loc);
        val = dl_state_join_values(world, state, state, before, val, loc, when);
        dl_state_write(world, state, loc, val);
        return;
    }
    array = dl_place_of(world, array)->parent;
    dl_state_note_overwriting(world, state, array);
    each = dl_loc_each(world, array);
    before = dl_state_read(world, state, dl_loc_any(world, array));
    joined = dl_state_join_values(world, state, state, before, val, each, when);
    dl_state_own_cells(world, state, 1);
    for (unsigned i = 0; i < state->cell_count; i++) { /* elements with cells of their own may be the one */
        const dl_place *place = dl_place_of(world, state->cells[i].loc);

        if (((place->kind == DL_LOC_INDEX && place->parent == array) ||
             (place->kind == DL_LOC_OBJECT && state->cells[i].loc == array)) &&
            !dl_cell_is_mark(world, &state->cells[i]))
            state->cells[i].held =
                dl_held_of(world, dl_state_join_values(world, state, state, dl_cell_val(world, &state->cells[i]), val,
                                                       state->cells[i].loc, when));
    }
    dl_state_put_cell(world, state, each, joined);
    dl_state_choose(world, state, loc, val);
}

void dl_state_mark(dl_world *world, dl_state *state, dl_loc loc, dl_val_kind mark, int when)
{
    dl_state_write(world, state, loc, (dl_val){.kind = mark, .id = when});
}

void dl_state_forget_rest(dl_world *world, dl_state *state, dl_loc loc, int when)
{
    dl_state_put_cell(world, state, loc, (dl_val){.kind = DL_MARK_HAVOC, .id = when});
}

void dl_state_copy_object(dl_world *world, dl_state *state, dl_loc to, dl_loc from)
{
    DL_VEC(dl_cell) moved = {0};
    const dl_cell *whole;
    dl_val mark = {.kind = DL_MARK_COPY, .id = from};

    if (to == DL_NOWHERE || to == from)
        return;
    if (from == DL_NOWHERE) {
        dl_state_mark(world, state, to, DL_MARK_HAVOC, -1);
        return;
    }
    for (dl_loc at = from; at; at = dl_place_of(world, at)->parent) {
        whole = dl_state_cell(state, at);
        if (whole && dl_cell_is_mark(world, whole)) {
            mark = dl_cell_val(world, whole);
            if (mark.kind == DL_MARK_COPY)
                mark.id = dl_loc_moved(world, from, at, mark.id);
            break;
        }
        if (whole) {
            mark = at == from ? dl_cell_val(world, whole) : (dl_val){.kind = DL_MARK_HAVOC, .id = -1};
            break;
        }
    }
    if (mark.kind == DL_MARK_COPY && mark.id == from) { /* nothing above: its beginning tells */
        const dl_place *root = dl_place_of(world, dl_place_of(world, from)->root);

        if (root->kind == DL_LOC_VAR && (root->var->storage == DL_LOCAL || root->var->storage == DL_TEMP))
            mark = (dl_val){.kind = DL_MARK_UNSET};
        else if (dl_state_begins_zero(world, state, from))
            mark = (dl_val){.kind = DL_MARK_ZERO};
        /* a global: DL_MARK_COPY reads its initialiser through initial_value */
    }
    for (unsigned i = 0; i < state->cell_count; i++)
        if (state->cells[i].loc != from && dl_loc_is_below(world, state->cells[i].loc, from))
            dl_vec_push(world->scratch, &moved, state->cells[i]);
    dl_state_write(world, state, to, mark);
    for (size_t i = 0; i < moved.count; i++)
        dl_state_put_cell(world, state, dl_loc_moved(world, moved.at[i].loc, from, to),
                          dl_cell_val(world, &moved.at[i]));
}

static const dl_var *root_var(const dl_world *world, dl_loc loc)
{
    const dl_place *root = dl_place_of(world, dl_place_of(world, loc)->root);

    return root->kind == DL_LOC_VAR ? root->var : NULL;
}

static bool is_bound(const dl_world *world, const dl_state *state, const dl_var *var)
{
    for (unsigned i = 0; i < state->instance_count; i++)
        for (unsigned b = 0; b < DL_MAX_BINDS; b++)
            if (state->instances[i].binds[b].loc && root_var(world, state->instances[i].binds[b].loc) == var)
                return true;
    return false;
}

/* The local that chooses the element, or NULL: then nothing tells when nobody can name it any more. */
static const dl_var *index_var(const dl_world *world, dl_loc loc)
{
    const dl_symbol *index = dl_symbol_of(world, dl_place_of(world, dl_place_of(world, loc)->any)->sym);

    while (index->kind == DL_SYM_EXPR)
        index = dl_symbol_of(world, index->left->id);
    return index->loc ? dl_place_of(world, index->loc)->of : NULL;
}

/* Nobody can name the element any more. */
static bool is_past_choice(const dl_world *world, dl_loc loc, const dl_graph *graph, unsigned block)
{
    const dl_var *index = index_var(world, loc);

    return index && index->function == graph->function && !world->is_kept[index->id] &&
           !dl_graph_is_live(graph, block, index->id);
}

static bool is_dead(const dl_world *world, const dl_state *state, dl_loc loc, const dl_graph *graph, unsigned block,
                    const dl_holders *held, unsigned wanted)
{
    const dl_place_life *life = dl_life_of(world, loc);
    const dl_var *var;

    if (life->is_chosen && is_past_choice(world, loc, graph, block))
        return true;
    if (life->owner != graph->owner)
        return false;
    if (world->is_single[life->var])
        return true;
    if (world->is_kept[life->var] || dl_graph_is_live(graph, block, life->var))
        return false;
    var = dl_place_of(world, loc)->of;
    for (size_t i = 0; i < held->count; i++)
        if (held->at[i].var == var && (!held->at[i].controls || held->at[i].controls & wanted))
            return false;
    return !is_bound(world, state, var);
}

/* Takes the cells from `from` up to `end` out. */
static void close_gap(dl_state *state, unsigned from, unsigned end)
{
    memmove(state->cells + from, state->cells + end, (state->cell_count - end) * sizeof *state->cells);
    state->cell_count -= end - from;
}

/* The cells that may be of the function's locals, or known by the symbol of their index: those from `first` on. */
static unsigned find_owned(const dl_world *world, const dl_state *state, unsigned owner, unsigned *first)
{
    dl_loc_range own = world->owned.at[owner], chosen = world->owned.at[0];

    if (chosen.first && (!own.first || chosen.first < own.first))
        own.first = chosen.first;
    if (chosen.last > own.last)
        own.last = chosen.last;
    *first = dl_cell_index(state, own.first);
    return dl_cell_index(state, own.last + 1);
}

void dl_state_drop_dead(dl_world *world, dl_state *state, const dl_graph *graph, unsigned block, const dl_holders *held,
                        unsigned wanted)
{
    unsigned i, kept, end = find_owned(world, state, graph->owner, &i);

    while (i < end && !is_dead(world, state, state->cells[i].loc, graph, block, held, wanted))
        i++;
    if (i >= end)
        return;
    dl_state_own_cells(world, state, 0);
    for (kept = i; i < end; i++)
        if (!is_dead(world, state, state->cells[i].loc, graph, block, held, wanted))
            state->cells[kept++] = state->cells[i];
    close_gap(state, kept, end);
}

static bool is_held(const dl_world *world, const dl_state *state, int sym)
{
    unsigned held = dl_held_sym(world, sym);

    if (state->returned.kind == DL_VAL_SYM && state->returned.id == sym)
        return true;
    for (unsigned i = 0; i < state->cell_count; i++)
        if (held == state->cells[i].held)
            return true;
    return false;
}

static bool is_dead_join(const dl_world *world, const dl_state *state, int sym, unsigned owner)
{
    const dl_symbol *symbol = dl_symbol_of(world, sym);

    return symbol->kind == DL_SYM_PHI && dl_loc_is_local(world, symbol->loc, owner) && !is_held(world, state, sym);
}

/* Locals, and elements that are known by a local index alone. */
static bool goes_with(const dl_world *world, dl_loc loc, const dl_function *function, unsigned owner)
{
    const dl_var *index = dl_loc_is_chosen(world, loc) ? index_var(world, loc) : NULL;

    return dl_loc_is_local(world, loc, owner) || (index && index->function == function);
}

static void drop_binds(dl_world *world, dl_state *state, unsigned owner)
{
    for (unsigned n = 0; n < state->instance_count; n++)
        for (unsigned b = 0; b < DL_MAX_BINDS; b++)
            if (dl_loc_is_local(world, state->instances[n].binds[b].loc, owner)) {
                dl_state_own_instances(world, state);
                state->instances[n].binds[b].loc = DL_NOWHERE; /* another call makes another one */
            }
}

void dl_state_drop_locals(dl_world *world, dl_state *state, const dl_function *function)
{
    unsigned owner = dl_world_owner(world, function), i, kept, end = find_owned(world, state, owner, &i);

    while (i < end && !goes_with(world, state->cells[i].loc, function, owner))
        i++;
    if (i < end)
        dl_state_own_cells(world, state, 0);
    for (kept = i; i < end; i++)
        if (!goes_with(world, state->cells[i].loc, function, owner))
            state->cells[kept++] = state->cells[i];
    if (kept < end)
        close_gap(state, kept, end);
    drop_binds(world, state, owner);
    i = 0;
    while (i < state->known_count && !is_dead_join(world, state, state->known[i].sym, owner))
        i++;
    if (i == state->known_count)
        return;
    dl_state_own_known(world, state, 0);
    for (kept = i; i < state->known_count; i++)
        if (!is_dead_join(world, state, state->known[i].sym, owner))
            state->known[kept++] = state->known[i];
    state->known_count = kept;
}
