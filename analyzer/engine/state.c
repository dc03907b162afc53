/* state.c: what a path has written and learned; reading, narrowing, joining. */
#include "engine/graph.h"

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

static void *grown(dl_world *world, const void *from, unsigned count, unsigned room, size_t size)
{
    void *made = dl_arena_alloc_raw(world->scratch, room * size);

    if (count)
        memcpy(made, from, count * size);
    return made;
}

/* Room of its own for `more` cells. */
static void own_cells(dl_world *world, dl_state *state, unsigned more)
{
    bool is_shared = state->shares && state->shares->cells;

    if (!is_shared && state->cell_count + more <= state->cell_room)
        return;
    state->cell_room = state->cell_count + more + (is_shared ? 4 : state->cell_count / 4 + 8);
    state->cells = grown(world, state->cells, state->cell_count, state->cell_room, sizeof *state->cells);
    if (state->shares)
        state->shares->cells = false;
}

static void own_known(dl_world *world, dl_state *state, unsigned more)
{
    bool is_shared = state->shares && state->shares->known;

    if (!is_shared && state->known_count + more <= state->known_room)
        return;
    state->known_room = state->known_count + more + (is_shared ? 2 : state->known_count / 4 + 8);
    state->known = grown(world, state->known, state->known_count, state->known_room, sizeof *state->known);
    if (state->shares)
        state->shares->known = false;
}

void dl_state_own_instances(dl_world *world, dl_state *state)
{
    if (!state->shares || !state->shares->instances)
        return;
    state->instances =
        grown(world, state->instances, state->instance_count, state->instance_count, sizeof *state->instances);
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
        state->instances =
            grown(world, state->instances, state->instance_count, state->instance_room, sizeof *state->instances);
    }
    memset(&state->instances[state->instance_count], 0, sizeof *state->instances);
    return &state->instances[state->instance_count++];
}

/* ---- cells ---- */

static unsigned cell_index(const dl_state *state, dl_loc loc)
{
    unsigned low = 0, high = state->cell_count;

    while (low < high) {
        unsigned middle = (low + high) / 2;

        if (state->cells[middle].loc < loc)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

const dl_cell *dl_state_cell(const dl_state *state, dl_loc loc)
{
    unsigned i = cell_index(state, loc);

    return i < state->cell_count && state->cells[i].loc == loc ? &state->cells[i] : NULL;
}

/* A table that the system has filled with its defaults holds no null. */
static unsigned char initial_classes(const dl_world *world, dl_loc loc)
{
    const dl_place *place = dl_place_of(world, loc), *array;
    const dl_type *type;
    const dl_struct_fact *fact = NULL;

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

bool dl_world_is_lasting(const dl_world *world, const dl_var *var)
{
    return var->is_const || (var->init_count && world->is_lasting && world->is_lasting(world->is_lasting_self, var));
}

/* Constants alone, and none of them asks for a block as it is. */
static bool asks_for_zeroes(const dl_expr *flags)
{
    enum { UNINITIALIZED = 2 };

    switch (flags->kind) {
    case DL_E_CAST:
        return asks_for_zeroes(flags->a);
    case DL_E_BINARY:
        return flags->op == DL_OP_OR && asks_for_zeroes(flags->a) && asks_for_zeroes(flags->b);
    case DL_E_CONST:
        return flags->has_value ? (flags->value & UNINITIALIZED) == 0
                                : flags->name && strcmp(flags->name, "POOL_FLAG_UNINITIALIZED") != 0;
    default:
        return false;
    }
}

static bool gives_zeroes(const dl_symbol *symbol)
{
    int flags;

    if (symbol->kind != DL_SYM_RESULT || !symbol->api || !dl_api_has_trait(symbol->api, "gives-zeroes"))
        return false;
    flags = dl_api_param(symbol->api, "Flags");
    return flags < 0 || ((size_t)flags < symbol->instr->arg_count && asks_for_zeroes(symbol->instr->args[flags]));
}

/* Of a member of a block: by the type of what the call's result is put into. NULL: not known. */
static const dl_type *member_type(const dl_world *world, dl_loc loc, const dl_type *block)
{
    const dl_place *place = dl_place_of(world, loc);

    if (!place->parent)
        return block;
    return place->kind == DL_LOC_FIELD ? dl_type_member(member_type(world, place->parent, block), place->field) : NULL;
}

/* A pointer in a block that came zeroed, of which nothing but members was written: what is written through a pointer of
 * another type, or by number, may stand anywhere. */
static bool is_zero_still(const dl_world *world, const dl_state *state, dl_loc loc)
{
    const dl_place *place = dl_place_of(world, loc), *root = dl_place_of(world, place->root);
    const dl_symbol *symbol;
    const dl_expr *slot;
    const dl_type *type;

    if (!world->at_entry || root->kind != DL_LOC_OBJECT || place->kind != DL_LOC_FIELD ||
        (state->flags & DL_STATE_OPAQUE))
        return false;
    symbol = dl_symbol_of(world, root->sym);
    if (!gives_zeroes(symbol) || !symbol->instr->result)
        return false;
    slot = dl_result_slot(symbol->instr->result->function, symbol->instr);
    type = slot && slot->type->kind == DL_TYPE_POINTER ? member_type(world, loc, slot->type->element) : NULL;
    if (!type || type->kind != DL_TYPE_POINTER)
        return false;
    for (unsigned i = 0; i < state->cell_count; i++) {
        dl_loc at = state->cells[i].loc;

        if (dl_place_of(world, at)->root != place->root)
            continue;
        while (dl_place_of(world, at)->depth > 1)
            at = dl_place_of(world, at)->parent;
        if (dl_place_of(world, at)->kind != DL_LOC_FIELD)
            return false;
    }
    return true;
}

static dl_val initial_value(dl_world *world, const dl_state *state, dl_loc loc)
{
    const dl_place *place = dl_place_of(world, loc), *root = dl_place_of(world, place->root);
    bool is_real = world->at_entry || (root->kind == DL_LOC_VAR && dl_world_is_lasting(world, root->var));

    if (root->kind == DL_LOC_VAR && (root->var->storage == DL_LOCAL || root->var->storage == DL_TEMP))
        return dl_val_unset();
    if (root->kind == DL_LOC_VAR && root->var->storage == DL_PARAM && root->var->function == world->entry &&
        place->parent == 0)
        return dl_val_sym(dl_sym_param(world, (int)root->var->index));
    if (root->kind == DL_LOC_VAR && (state->flags & DL_STATE_OPAQUE) && is_stored_elsewhere(root->var))
        is_real = false;
    if (root->kind == DL_LOC_VAR && root->var->storage != DL_PARAM && is_real && !root->var->is_extern) {
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
    if (is_zero_still(world, state, loc))
        return dl_val_null();
    return dl_val_sym(
        dl_sym(world, (dl_symbol){.kind = DL_SYM_INITIAL, .loc = loc, .base = initial_classes(world, loc)}));
}

/* The place that stands to `base` as `loc` stands to `above`. */
static dl_loc move_place(dl_world *world, dl_loc loc, dl_loc above, dl_loc base)
{
    const dl_place *place;
    dl_loc parent;

    if (loc == above)
        return base;
    parent = move_place(world, dl_place_of(world, loc)->parent, above, base);
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
        return dl_val_null();
    case DL_MARK_UNSET:
    case DL_VAL_UNSET:
        return dl_val_unset();
    case DL_MARK_COPY:
        return initial_value(world, state, move_place(world, loc, above, val.id));
    case DL_VAL_SYM: /* a structure known as a whole only */
        return dl_val_sym(dl_sym(world, (dl_symbol){.kind = DL_SYM_HAVOC, .loc = loc, .a = -val.id}));
    default:
        return dl_val_sym(dl_sym(world, (dl_symbol){.kind = DL_SYM_HAVOC, .loc = loc, .a = val.id}));
    }
}

enum { MOST_READ = 64 };

/* An element at an unknown index: what is common to all of them. */
static dl_val read_any(dl_world *world, const dl_state *state, dl_loc loc, dl_loc any)
{
    dl_loc array = dl_place_of(world, any)->parent;
    const dl_type *type = dl_loc_type(world, array);
    unsigned base = 0;
    bool functions = true, equal = true;
    dl_val first = {.kind = DL_VAL_UNSET};

    if (!type || type->kind != DL_TYPE_ARRAY || type->count <= 0 || type->count > MOST_READ)
        return dl_val_sym(dl_sym(world, (dl_symbol){.kind = DL_SYM_ELEMENT, .loc = loc}));
    for (int64_t k = 0; k < type->count; k++) {
        dl_val val = dl_state_read(world, state, move_place(world, loc, any, dl_loc_index(world, array, k)));

        base |= dl_val_mask(world, state, val);
        functions = functions && (val.kind == DL_VAL_FUNCTION);
        if (k == 0)
            first = val;
        else
            equal = equal && dl_val_equal(first, val);
    }
    if (equal && first.kind < DL_MARK_ZERO)
        return first;
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
    i = cell_index(state, loc);
    i += i < state->cell_count && state->cells[i].loc == loc;
    while (i < state->cell_count && !dl_loc_is_below(world, state->cells[i].loc, loc))
        i++;
    if (i == state->cell_count)
        return;
    own_cells(world, state, 0);
    for (kept = i; i < state->cell_count; i++)
        if (!dl_loc_is_below(world, state->cells[i].loc, loc))
            state->cells[kept++] = state->cells[i];
    state->cell_count = kept;
}

static void put_cell(dl_world *world, dl_state *state, dl_loc loc, dl_val val)
{
    unsigned i = cell_index(state, loc);
    bool is_there = i < state->cell_count && state->cells[i].loc == loc;

    own_cells(world, state, !is_there);
    if (!is_there) {
        memmove(state->cells + i + 1, state->cells + i, (state->cell_count - i) * sizeof *state->cells);
        state->cell_count++;
    }
    state->cells[i] = (dl_cell){loc, dl_held_of(world, val)};
}

/* Whether the place is an element, or of one, that the symbol of its index alone tells. */
static bool is_chosen(const dl_world *world, dl_loc loc)
{
    dl_loc any = dl_place_of(world, loc)->any;

    return any && dl_place_of(world, any)->sym;
}

/* The element that is written may be one that is known by the symbol of its index, unless it is that very one. */
static void drop_chosen(dl_world *world, dl_state *state, dl_loc written)
{
    for (dl_loc at = written; at; at = dl_place_of(world, at)->parent) {
        dl_loc array = dl_place_of(world, at)->parent;
        unsigned kept = 0;

        if (!array || !dl_place_of(world, array)->has_chosen)
            continue;
        own_cells(world, state, 0);
        for (unsigned i = 0; i < state->cell_count; i++) {
            dl_loc any = dl_place_of(world, state->cells[i].loc)->any;

            if (!any || any == at || !dl_place_of(world, any)->sym || dl_place_of(world, any)->parent != array)
                state->cells[kept++] = state->cells[i];
        }
        state->cell_count = kept;
    }
}

void dl_state_write(dl_world *world, dl_state *state, dl_loc loc, dl_val val)
{
    if (loc == DL_NOWHERE)
        return;
    drop_chosen(world, state, loc);
    remove_below(world, state, loc);
    put_cell(world, state, loc, val);
}

static dl_val join_values(dl_world *world, dl_state *into, const dl_state *other, dl_val a, dl_val b, dl_loc loc,
                          int where);

void dl_state_write_weak(dl_world *world, dl_state *state, dl_loc loc, dl_val val, int when)
{
    dl_loc array, each;
    dl_val before, joined;

    if (loc == DL_NOWHERE)
        return;
    for (array = loc; array && dl_place_of(world, array)->kind != DL_LOC_ANY;)
        array = dl_place_of(world, array)->parent;
    if (!array) {
        before = dl_state_read(world, state, loc);
        val = join_values(world, state, state, before, val, loc, when);
        dl_state_write(world, state, loc, val);
        return;
    }
    array = dl_place_of(world, array)->parent;
    each = dl_loc_each(world, array);
    before = dl_state_read(world, state, dl_loc_any(world, array));
    joined = join_values(world, state, state, before, val, each, when);
    own_cells(world, state, 1);
    for (unsigned i = 0; i < state->cell_count; i++) { /* elements with cells of their own may be the one */
        const dl_place *place = dl_place_of(world, state->cells[i].loc);

        if (place->kind == DL_LOC_INDEX && place->parent == array && !dl_cell_is_mark(world, &state->cells[i]))
            state->cells[i].held =
                dl_held_of(world, join_values(world, state, state, dl_cell_val(world, &state->cells[i]), val,
                                              state->cells[i].loc, when));
    }
    put_cell(world, state, each, joined);
    drop_chosen(world, state, loc);
    if (is_chosen(world, loc) && val.kind == DL_VAL_SYM && dl_symbol_of(world, val.id)->kind == DL_SYM_RESULT) {
        remove_below(world, state, loc);
        put_cell(world, state, loc, val);
    }
}

void dl_state_mark(dl_world *world, dl_state *state, dl_loc loc, dl_val_kind mark, int when)
{
    dl_state_write(world, state, loc, (dl_val){.kind = mark, .id = when});
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
                mark.id = move_place(world, from, at, mark.id);
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
        /* a global: DL_MARK_COPY reads its initialiser through initial_value */
    }
    for (unsigned i = 0; i < state->cell_count; i++)
        if (state->cells[i].loc != from && dl_loc_is_below(world, state->cells[i].loc, from))
            dl_vec_push(world->scratch, &moved, state->cells[i]);
    dl_state_write(world, state, to, mark);
    for (size_t i = 0; i < moved.count; i++)
        put_cell(world, state, move_place(world, moved.at[i].loc, from, to), dl_cell_val(world, &moved.at[i]));
}

static const dl_var *root_var(const dl_world *world, dl_loc loc)
{
    const dl_place *root = dl_place_of(world, dl_place_of(world, loc)->root);

    return root->kind == DL_LOC_VAR ? root->var : NULL;
}

static bool is_local(const dl_world *world, dl_loc loc, const dl_function *function)
{
    const dl_var *var = loc ? dl_place_of(world, loc)->of : NULL;

    return var && var->function == function;
}

static bool is_bound(const dl_world *world, const dl_state *state, const dl_var *var)
{
    for (unsigned i = 0; i < state->instance_count; i++)
        for (unsigned b = 0; b < DL_MAX_BINDS; b++)
            if (state->instances[i].binds[b].loc && root_var(world, state->instances[i].binds[b].loc) == var)
                return true;
    return false;
}

/* The local that chooses the element, or NULL. */
static const dl_var *index_var(const dl_world *world, dl_loc loc)
{
    const dl_symbol *index = dl_symbol_of(world, dl_place_of(world, dl_place_of(world, loc)->any)->sym);

    while (index->kind == DL_SYM_EXPR)
        index = dl_symbol_of(world, index->left->id);
    return index->loc ? dl_place_of(world, index->loc)->of : NULL;
}

static bool is_dead(const dl_world *world, const dl_state *state, const dl_cell *cell, const dl_graph *graph,
                    unsigned block, const dl_vars *held)
{
    const dl_var *var = dl_place_of(world, cell->loc)->of;

    if (is_chosen(world, cell->loc)) { /* nobody can name the element any more */
        const dl_var *index = index_var(world, cell->loc);

        if (index && index->function == graph->function && !world->is_kept[index->id] &&
            !dl_graph_is_live(graph, block, index))
            return true;
    }
    if (!var || var->function != graph->function)
        return false;
    if (world->is_single[var->id])
        return true;
    if (world->is_kept[var->id] || dl_graph_is_live(graph, block, var))
        return false;
    for (size_t i = 0; i < held->count; i++)
        if (held->at[i] == var)
            return false;
    return !is_bound(world, state, var);
}

void dl_state_drop_dead(dl_world *world, dl_state *state, const dl_graph *graph, unsigned block, const dl_vars *held)
{
    unsigned i = 0, kept;

    while (i < state->cell_count && !is_dead(world, state, &state->cells[i], graph, block, held))
        i++;
    if (i == state->cell_count)
        return;
    own_cells(world, state, 0);
    for (kept = i; i < state->cell_count; i++)
        if (!is_dead(world, state, &state->cells[i], graph, block, held))
            state->cells[kept++] = state->cells[i];
    state->cell_count = kept;
}

static bool is_held(const dl_state *state, int sym)
{
    if (state->returned.kind == DL_VAL_SYM && state->returned.id == sym)
        return true;
    for (unsigned i = 0; i < state->cell_count; i++)
        if (state->cells[i].held == ((unsigned)sym << DL_HELD_BITS | DL_HELD_SYM))
            return true;
    return false;
}

static bool is_dead_join(const dl_world *world, const dl_state *state, int sym, const dl_function *function)
{
    const dl_symbol *symbol = dl_symbol_of(world, sym);

    return symbol->kind == DL_SYM_PHI && is_local(world, symbol->loc, function) && !is_held(state, sym);
}

/* Locals, and elements that are known by a local index alone. */
static bool goes_with(const dl_world *world, dl_loc loc, const dl_function *function)
{
    const dl_var *index = is_chosen(world, loc) ? index_var(world, loc) : NULL;

    return is_local(world, loc, function) || (index && index->function == function);
}

void dl_state_drop_locals(dl_world *world, dl_state *state, const dl_function *function)
{
    unsigned i = 0, kept;

    while (i < state->cell_count && !goes_with(world, state->cells[i].loc, function))
        i++;
    if (i < state->cell_count)
        own_cells(world, state, 0);
    for (kept = i; i < state->cell_count; i++)
        if (!goes_with(world, state->cells[i].loc, function))
            state->cells[kept++] = state->cells[i];
    state->cell_count = kept;
    i = 0;
    if (state->instance_count)
        dl_state_own_instances(world, state);
    for (unsigned n = 0; n < state->instance_count; n++)
        for (unsigned b = 0; b < DL_MAX_BINDS; b++)
            if (is_local(world, state->instances[n].binds[b].loc, function))
                state->instances[n].binds[b].loc = DL_NOWHERE; /* another call makes another one */
    while (i < state->known_count && !is_dead_join(world, state, state->known[i].sym, function))
        i++;
    if (i == state->known_count)
        return;
    own_known(world, state, 0);
    for (kept = i; i < state->known_count; i++)
        if (!is_dead_join(world, state, state->known[i].sym, function))
            state->known[kept++] = state->known[i];
    state->known_count = kept;
}

/* ---- knowledge ---- */

static unsigned known_index(const dl_state *state, int sym)
{
    unsigned low = 0, high = state->known_count;

    while (low < high) {
        unsigned middle = (low + high) / 2;

        if (state->known[middle].sym < sym)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static dl_known *put_known(dl_world *world, dl_state *state, int sym)
{
    unsigned i = known_index(state, sym);
    bool is_there = i < state->known_count && state->known[i].sym == sym;

    own_known(world, state, !is_there);
    if (is_there)
        return &state->known[i];
    memmove(state->known + i + 1, state->known + i, (state->known_count - i) * sizeof *state->known);
    state->known[i] = (dl_known){.sym = sym, .mask = dl_symbol_of(world, sym)->base};
    state->known_count++;
    return &state->known[i];
}

/* Whether a symbol is the one, or is made of it. */
static bool depends_on(const dl_world *world, int of, int sym, int moment, unsigned depth)
{
    const dl_symbol *symbol = dl_symbol_of(world, of);
    const dl_place *root;

    if (of == sym || (moment && symbol->kind == DL_SYM_HAVOC && symbol->a == moment))
        return true;
    if (depth > 8)
        return false;
    if (symbol->kind == DL_SYM_EXPR)
        return (symbol->left->kind == DL_VAL_SYM && depends_on(world, symbol->left->id, sym, moment, depth + 1)) ||
               (symbol->right->kind == DL_VAL_SYM && depends_on(world, symbol->right->id, sym, moment, depth + 1));
    if (symbol->loc == DL_NOWHERE || (symbol->kind != DL_SYM_INITIAL && symbol->kind != DL_SYM_ELEMENT))
        return false;
    root = dl_place_of(world, dl_place_of(world, symbol->loc)->root);
    return root->kind == DL_LOC_OBJECT && depends_on(world, root->sym, sym, moment, depth + 1);
}

void dl_state_forget(dl_world *world, dl_state *state, int sym, int moment)
{
    unsigned i = 0, kept;

    while (i < state->known_count && !depends_on(world, state->known[i].sym, sym, moment, 0))
        i++;
    if (i == state->known_count)
        return;
    own_known(world, state, 0);
    for (kept = i; i < state->known_count; i++)
        if (!depends_on(world, state->known[i].sym, sym, moment, 0))
            state->known[kept++] = state->known[i];
    state->known_count = kept;
}

/* What a place keeps of a value that is made anew: joined values are named by place and moment. */
static dl_val aged(dl_world *world, dl_state *state, dl_loc loc, dl_val val, int moment)
{
    const dl_known *known = dl_state_known(state, val.id);
    dl_known kept = known ? *known : (dl_known){0};
    int sym = dl_sym(world, (dl_symbol){.kind = DL_SYM_PHI, .a = -1 - moment, .loc = loc});

    kept.mask = (unsigned char)dl_val_mask(world, state, val);
    kept.sym = sym;
    *put_known(world, state, sym) = kept;
    return dl_val_sym(sym);
}

void dl_state_renew(dl_world *world, dl_state *state, int sym, int moment)
{
    for (unsigned i = 0; i < state->cell_count; i++) {
        dl_val val = dl_cell_val(world, &state->cells[i]);

        if (val.kind != DL_VAL_SYM || !depends_on(world, val.id, sym, 0, 0))
            continue;
        val = aged(world, state, state->cells[i].loc, val, moment);
        own_cells(world, state, 0);
        state->cells[i].held = dl_held_of(world, val);
    }
    dl_state_forget(world, state, sym, 0);
}

static bool narrow_comparison(dl_world *world, dl_state *state, const dl_symbol *symbol, bool holds);

bool dl_state_narrow(dl_world *world, dl_state *state, dl_val val, unsigned mask)
{
    unsigned now = dl_val_mask(world, state, val), left = now & mask;
    const dl_symbol *symbol;

    if (left == 0)
        return false;
    if (val.kind != DL_VAL_SYM || left == now)
        return true;
    put_known(world, state, val.id)->mask = (unsigned char)left;
    symbol = dl_symbol_of(world, val.id);
    if (symbol->was_null && (left == DL_ZERO || (left & DL_ZERO) == 0))
        return dl_state_narrow(world, state, dl_val_sym(symbol->partner), left == DL_ZERO ? DL_NEG : DL_ZERO | DL_POS);
    if (symbol->kind == DL_SYM_EXPR && symbol->op >= DL_OP_EQ && (left == DL_ZERO || (left & DL_ZERO) == 0))
        return narrow_comparison(world, state, symbol, left != DL_ZERO);
    return true;
}

static void set_bits(dl_known *known, uint32_t ones, uint32_t zeroes)
{
    known->has_bits = (ones | zeroes) != 0;
    known->has_other = known->has_other && !known->has_bits;
    if (!known->has_other)
        known->other = (int64_t)((uint64_t)ones << 32 | zeroes);
}

static void known_bits(const dl_known *known, uint32_t *ones, uint32_t *zeroes)
{
    *ones = known->has_equal  ? (uint32_t)(uint64_t)known->k
            : known->has_bits ? (uint32_t)((uint64_t)known->other >> 32)
                              : 0;
    *zeroes = known->has_equal ? ~*ones : known->has_bits ? (uint32_t)(uint64_t)known->other : 0;
}

void dl_state_bits(const dl_world *world, const dl_state *state, dl_val val, uint32_t *ones, uint32_t *zeroes)
{
    const dl_known *known = val.kind == DL_VAL_SYM ? dl_state_known(state, val.id) : NULL;
    int64_t k;

    *ones = *zeroes = 0;
    if (known)
        known_bits(known, ones, zeroes);
    if (dl_val_constant(world, state, val, &k)) {
        *ones = (uint32_t)(uint64_t)k;
        *zeroes = ~*ones;
    }
}

void dl_state_put_bits(dl_world *world, dl_state *state, dl_val val, uint32_t ones, uint32_t zeroes)
{
    if (val.kind == DL_VAL_SYM && (ones | zeroes) != 0)
        set_bits(put_known(world, state, val.id), ones, zeroes);
}

/* What a comparison is worth: 0 or 1. */
static bool is_truth(const dl_world *world, dl_val val)
{
    const dl_symbol *symbol = val.kind == DL_VAL_SYM ? dl_symbol_of(world, val.id) : NULL;

    return symbol && symbol->kind == DL_SYM_EXPR && symbol->op >= DL_OP_EQ;
}

bool dl_state_fix(dl_world *world, dl_state *state, dl_val val, int64_t k, bool is_equal)
{
    const dl_known *known;
    int64_t now;

    if (dl_val_constant(world, state, val, &now))
        return (now == k) == is_equal;
    if (is_truth(world, val)) {
        if (k != 0 && k != 1)
            return !is_equal;
        if (!is_equal)
            return dl_state_narrow(world, state, val, k ? DL_ZERO : DL_NEG | DL_POS);
    }
    if (is_equal) {
        if (!dl_state_narrow(world, state, val, dl_mask_of(k)))
            return false;
        if (val.kind == DL_VAL_SYM) {
            dl_known *put = put_known(world, state, val.id);

            if (put->has_other && put->other == k)
                return false;
            put->has_equal = true;
            put->k = k;
        }
        return val.kind == DL_VAL_SYM || val.kind == DL_VAL_UNSET;
    }
    if (k == 0)
        return dl_state_narrow(world, state, val, DL_NEG | DL_POS);
    known = val.kind == DL_VAL_SYM ? dl_state_known(state, val.id) : NULL;
    if (val.kind == DL_VAL_SYM && !(known && known->has_other)) {
        dl_known *put = put_known(world, state, val.id);

        put->has_other = true;
        put->has_bits = false;
        put->other = k;
    }
    return true;
}

/* The classes that `x op k` leaves x. */
static unsigned mask_for(dl_op op, int64_t k)
{
    unsigned below = k < 0 ? DL_NEG : k == 0 ? DL_NEG : DL_ALL; /* x < k */
    unsigned above = k > 0 ? DL_POS : k == 0 ? DL_POS : DL_ALL; /* x > k */

    switch (op) {
    case DL_OP_LT:
        return k == 1 ? DL_NEG | DL_ZERO : below;
    case DL_OP_LE:
        return k < 0 ? DL_NEG : k == 0 ? DL_NEG | DL_ZERO : DL_ALL;
    case DL_OP_GT:
        return k == -1 ? DL_POS | DL_ZERO : above;
    case DL_OP_GE:
        return k > 0 ? DL_POS : k == 0 ? DL_POS | DL_ZERO : DL_ALL;
    default:
        return DL_ALL;
    }
}

static bool narrow_comparison(dl_world *world, dl_state *state, const dl_symbol *symbol, bool holds)
{
    dl_val left = *symbol->left, right = *symbol->right;
    dl_op op = holds ? symbol->op : dl_op_negated(symbol->op);
    int64_t k;

    if (!dl_val_constant(world, state, right, &k)) {
        if (!dl_val_constant(world, state, left, &k))
            return true;
        left = right;
        op = dl_op_turned(op);
    }
    if (op == DL_OP_EQ || op == DL_OP_NE)
        return dl_state_fix(world, state, left, k, op == DL_OP_EQ);
    return dl_state_narrow(world, state, left, mask_for(op, k));
}

/* ---- knowledge that nobody can ask for any more ---- */

static void mark_val(dl_world *world, dl_val val);

static void mark_symbol(dl_world *world, int sym)
{
    const dl_symbol *symbol;

    if (world->marks[sym] == world->mark)
        return;
    world->marks[sym] = world->mark;
    if (!world->is_made.at[sym])
        return;
    symbol = dl_symbol_of(world, sym);
    if (symbol->partner)
        mark_symbol(world, symbol->partner);
    if (symbol->left)
        mark_val(world, *symbol->left);
    if (symbol->right)
        mark_val(world, *symbol->right);
    if (symbol->loc)
        mark_val(world, dl_val_address(symbol->loc));
}

static void mark_val(dl_world *world, dl_val val)
{
    if (val.kind == DL_VAL_SYM)
        mark_symbol(world, val.id);
    else if (val.kind == DL_VAL_ADDRESS && dl_place_of(world, dl_place_of(world, val.id)->root)->kind == DL_LOC_OBJECT)
        mark_symbol(world, dl_place_of(world, dl_place_of(world, val.id)->root)->sym);
}

static void mark_held(dl_world *world, const dl_state *state)
{
    for (unsigned i = 0; i < state->cell_count; i++)
        if ((state->cells[i].held & DL_HELD_MASK) == DL_HELD_SYM)
            mark_symbol(world, (int)(state->cells[i].held >> DL_HELD_BITS));
        else if ((state->cells[i].held & DL_HELD_MASK) == DL_HELD_ADDRESS)
            mark_val(world, dl_cell_val(world, &state->cells[i]));
    mark_val(world, state->returned);
    for (unsigned i = 0; i < state->instance_count; i++) {
        mark_val(world, state->instances[i].value);
        for (unsigned b = 0; b < DL_MAX_BINDS; b++) {
            mark_val(world, state->instances[i].binds[b].val);
            mark_val(world, dl_val_address(state->instances[i].binds[b].loc));
        }
    }
}

/* Marks the symbols that the state holds, and those that they are made of, and no others. */
static void mark_anew(dl_world *world, const dl_state *state)
{
    if (world->mark_room < world->symbols.count) {
        world->mark_room = world->symbols.room;
        world->marks = DL_NEW_ARRAY(world->arena, world->mark_room, unsigned);
        world->mark = 0;
    }
    world->mark++;
    mark_held(world, state);
}

/* Whether no state that follows can have this symbol but by keeping it. */
static bool is_gone(const dl_world *world, int sym)
{
    const dl_symbol *symbol = dl_symbol_of(world, sym);

    if (world->marks[sym] == world->mark)
        return false;
    switch (symbol->kind) {
    case DL_SYM_RESULT:
        return !symbol->is_asked_for;
    case DL_SYM_OUT:
    case DL_SYM_OPAQUE:
    case DL_SYM_PHI:
        return true;
    case DL_SYM_EXPR:
        return (symbol->left->kind == DL_VAL_SYM && is_gone(world, symbol->left->id)) ||
               (symbol->right->kind == DL_VAL_SYM && is_gone(world, symbol->right->id));
    default:
        return false;
    }
}

/* Of comparisons that nothing holds, that many are remembered, the newest: the same may be asked again. */
enum { MOST_COMPARED = 64 };

static bool is_unheld_comparison(const dl_world *world, int sym)
{
    return world->marks[sym] != world->mark && dl_symbol_of(world, sym)->kind == DL_SYM_EXPR;
}

/* How many of the oldest are to be forgotten. */
static unsigned count_excess(const dl_world *world, const dl_state *state)
{
    unsigned compared = 0;

    if (state->known_count <= MOST_COMPARED)
        return 0;
    for (unsigned i = 0; i < state->known_count; i++)
        compared += is_unheld_comparison(world, state->known[i].sym) && !is_gone(world, state->known[i].sym);
    return compared > MOST_COMPARED ? compared - MOST_COMPARED : 0;
}

void dl_state_drop_known(dl_world *world, dl_state *state)
{
    unsigned i = 0, kept, excess;

    if (state->known_count == 0)
        return;
    mark_anew(world, state);
    excess = count_excess(world, state);
    while (excess == 0 && i < state->known_count && !is_gone(world, state->known[i].sym))
        i++;
    if (i == state->known_count)
        return;
    own_known(world, state, 0);
    for (kept = i; i < state->known_count; i++) {
        int sym = state->known[i].sym;

        if (is_gone(world, sym))
            continue;
        if (excess && is_unheld_comparison(world, sym))
            excess--;
        else
            state->known[kept++] = state->known[i];
    }
    state->known_count = kept;
}

/* ---- joining ---- */

static bool is_function(const dl_state *state, dl_val val)
{
    const dl_known *known;

    if (val.kind == DL_VAL_FUNCTION)
        return true;
    known = val.kind == DL_VAL_SYM ? dl_state_known(state, val.id) : NULL;
    return known && known->all_functions;
}

static bool may_be_unset(const dl_state *state, dl_val val)
{
    const dl_known *known;

    if (val.kind == DL_VAL_UNSET)
        return true;
    known = val.kind == DL_VAL_SYM ? dl_state_known(state, val.id) : NULL;
    return known && known->maybe_unset;
}

static dl_val join_values(dl_world *world, dl_state *into, const dl_state *other, dl_val a, dl_val b, dl_loc loc,
                          int where)
{
    unsigned mask;
    bool functions, unset, equal;
    int64_t left, right;
    uint32_t ones[2], zeroes[2];
    dl_known *known;
    int sym;

    if (dl_val_equal(a, b))
        return a;
    if (a.kind >= DL_MARK_ZERO || b.kind >= DL_MARK_ZERO)
        return (dl_val){.kind = DL_MARK_HAVOC, .id = -2 - where};
    mask = dl_val_mask(world, into, a) | dl_val_mask(world, other, b);
    functions = is_function(into, a) && is_function(other, b);
    unset = may_be_unset(into, a) || may_be_unset(other, b);
    equal = dl_val_constant(world, into, a, &left) && dl_val_constant(world, other, b, &right) && left == right;
    dl_state_bits(world, into, a, &ones[0], &zeroes[0]);
    dl_state_bits(world, other, b, &ones[1], &zeroes[1]);
    sym = dl_sym(world, (dl_symbol){.kind = DL_SYM_PHI, .a = where, .loc = loc});
    known = put_known(world, into, sym);
    known->mask = (unsigned char)mask;
    known->all_functions = functions;
    known->maybe_unset = unset;
    known->has_equal = equal;
    known->k = equal ? left : 0;
    known->has_other = false;
    set_bits(known, ones[0] & ones[1], zeroes[0] & zeroes[1]);
    if (mask == DL_ALL && !functions && !unset && !equal && !known->has_bits) { /* nothing is known of it */
        memmove(known, known + 1, (size_t)(into->known + into->known_count - known - 1) * sizeof *known);
        into->known_count--;
    }
    return dl_val_sym(sym);
}

static bool same_known(const dl_known *x, const dl_known *y)
{
    return x->sym == y->sym && x->mask == y->mask && x->has_equal == y->has_equal && x->k == y->k &&
           x->has_other == y->has_other && x->other == y->other && x->all_functions == y->all_functions &&
           x->maybe_unset == y->maybe_unset && x->is_joined == y->is_joined && x->has_bits == y->has_bits;
}

static bool same_known_list(const dl_state *state, const dl_known *known, unsigned count)
{
    if (state->known_count != count)
        return false;
    for (unsigned i = 0; state->known != known && i < count; i++)
        if (!same_known(&state->known[i], &known[i]))
            return false;
    return true;
}

static bool same_knowledge(const dl_state *a, const dl_state *b)
{
    return same_known_list(a, b->known, b->known_count);
}

static bool same_cells(const dl_world *world, const dl_state *a, const dl_state *b)
{
    if (a->cell_count != b->cell_count)
        return false;
    for (unsigned i = 0; a->cells != b->cells && i < a->cell_count; i++)
        if (a->cells[i].loc != b->cells[i].loc || !dl_held_equal(world, a->cells[i].held, b->cells[i].held))
            return false;
    return true;
}

/* False: nothing is known of it any more. */
static bool join_one(const dl_world *world, dl_known *known, const dl_known *other)
{
    bool loses = known->has_equal && other->has_equal && known->k != other->k;

    uint32_t ones[2], zeroes[2];

    known_bits(known, &ones[0], &zeroes[0]);
    known_bits(other, &ones[1], &zeroes[1]);
    known->is_joined = known->is_joined || other->is_joined || loses;
    known->mask |= other->mask;
    known->has_equal = known->has_equal && other->has_equal && known->k == other->k;
    known->has_other = known->has_other && other->has_other && known->other == other->other;
    known->all_functions = known->all_functions && other->all_functions;
    known->maybe_unset = known->maybe_unset || other->maybe_unset;
    if (!known->has_equal)
        known->k = 0;
    if (!known->has_other)
        set_bits(known, ones[0] & ones[1], zeroes[0] & zeroes[1]);
    return known->mask != dl_symbol_of(world, known->sym)->base || known->has_equal || known->has_other ||
           known->all_functions || known->maybe_unset || known->is_joined || known->has_bits;
}

/* Memory for what is being joined: most joins find nothing new, and need no memory of their own. */
static void *room_for_join(dl_world *world, size_t size)
{
    if (world->join_room < size) {
        world->join_room = size * 2;
        world->join_memory = dl_arena_alloc_raw(world->arena, world->join_room);
    }
    return world->join_memory;
}

/* A joined value of which the one knows something and the other nothing. */
static bool is_known_to_one(const dl_world *world, const dl_known *known, const dl_state *other)
{
    return dl_symbol_of(world, known->sym)->kind == DL_SYM_PHI && !dl_state_known(other, known->sym);
}

/* What `state` knows, but for joined values that the other holds and knows nothing of: on its ways they may be
 * anything. Of what only one of the two holds, that one's knowledge stays: the other never reads it. */
static const dl_known *known_of_both(dl_world *world, const dl_state *state, const dl_state *other, unsigned *count)
{
    unsigned i = 0, kept;
    dl_known *made;

    *count = state->known_count;
    while (i < state->known_count && !is_known_to_one(world, &state->known[i], other))
        i++;
    if (i == state->known_count)
        return state->known;
    mark_anew(world, other);
    made = grown(world, state->known, i, state->known_count, sizeof *made);
    for (kept = i; i < state->known_count; i++)
        if (world->marks[state->known[i].sym] != world->mark || !is_known_to_one(world, &state->known[i], other))
            made[kept++] = state->known[i];
    *count = kept;
    return made;
}

/* `before`: what `into` was before its cells were joined. True: that has changed. */
static bool join_known(dl_world *world, dl_state *into, const dl_state *before, const dl_state *from)
{
    unsigned count, other_count, i = 0, k = 0, kept = 0;
    const dl_known *own, *other;
    dl_known *made;

    if (same_knowledge(into, from))
        return !same_knowledge(before, into);
    own = known_of_both(world, into, from, &count);
    other = known_of_both(world, from, before, &other_count);
    made = room_for_join(world, (count + other_count + 1) * sizeof *made);
    while (i < count || k < other_count) {
        bool is_own = k == other_count || (i < count && own[i].sym <= other[k].sym);
        bool is_both = is_own && k < other_count && own[i].sym == other[k].sym;
        dl_known known = is_own ? own[i] : other[k];

        if (is_both ? join_one(world, &known, &other[k]) : dl_symbol_of(world, known.sym)->kind == DL_SYM_PHI)
            made[kept++] = known;
        i += is_own;
        k += is_both || !is_own;
    }
    if (same_known_list(before, made, kept)) { /* as it was: no memory of its own */
        into->known = before->known;
        into->known_count = before->known_count;
        into->known_room = before->known_count;
        if (into->shares)
            into->shares->known = true;
        return false;
    }
    into->known = grown(world, made, kept, kept, sizeof *made);
    into->known_count = into->known_room = kept;
    if (into->shares)
        into->shares->known = false;
    return true;
}

static dl_val effective(dl_world *world, const dl_state *state, dl_loc loc, bool is_mark)
{
    const dl_cell *cell = dl_state_cell(state, loc);

    if (cell)
        return dl_cell_val(world, cell);
    if (!is_mark)
        return dl_state_read(world, state, loc);
    for (dl_loc at = dl_place_of(world, loc)->parent; at; at = dl_place_of(world, at)->parent)
        if ((cell = dl_state_cell(state, at)) != NULL)
            return dl_cell_val(world, cell).kind == DL_MARK_COPY
                       ? (dl_val){.kind = DL_MARK_COPY, .id = move_place(world, loc, at, dl_cell_val(world, cell).id)}
                       : dl_cell_val(world, cell);
    return (dl_val){.kind = DL_MARK_COPY, .id = loc}; /* as it began */
}

/* A local that may be an index, and was not the same on the two ways. */
typedef struct rejoined {
    dl_val own, other;
    int sym; /* what it is from here on */
} rejoined;

enum { MOST_REJOINED = 8 };

/* The element with this index that the place is or is a part of, and the array; DL_NOWHERE: of none. */
static dl_loc element_above(const dl_world *world, dl_loc loc, dl_val index, dl_loc *array)
{
    for (dl_loc at = loc; at; at = dl_place_of(world, at)->parent) {
        const dl_place *place = dl_place_of(world, at);
        bool is_it = index.kind == DL_VAL_CONST ? place->kind == DL_LOC_INDEX && place->index == index.k
                                                : place->kind == DL_LOC_ANY && place->sym == index.id;

        if (is_it && dl_place_of(world, place->parent)->has_chosen) {
            *array = place->parent;
            return at;
        }
        if (index.kind == DL_VAL_CONST && index.k == 0 && place->kind == DL_LOC_OBJECT && place->has_chosen) {
            *array = at; /* p[0] is what p points to */
            return at;
        }
    }
    return DL_NOWHERE;
}

static dl_loc element_at(dl_world *world, dl_loc array, dl_val index)
{
    if (index.kind != DL_VAL_CONST)
        return dl_loc_chosen(world, array, index);
    if (index.k == 0 && dl_place_of(world, array)->kind == DL_LOC_OBJECT)
        return array;
    return dl_loc_index(world, array, index.k);
}

/* On both ways the element of the index was written: so it is that of the joined index. What an earlier round of the
 * loop wrote to it is another's. */
static void join_chosen(dl_world *world, dl_state *into, const dl_state *before, const dl_state *from,
                        const rejoined *index, int where)
{
    unsigned kept = 0;

    for (unsigned i = 0; i < into->cell_count; i++) {
        dl_loc any = dl_place_of(world, into->cells[i].loc)->any;

        if (!any || dl_place_of(world, any)->sym != index->sym)
            into->cells[kept++] = into->cells[i];
    }
    into->cell_count = kept;
    for (unsigned i = 0; i < before->cell_count; i++) {
        dl_loc loc = before->cells[i].loc, array = DL_NOWHERE, to;
        dl_loc element =
            dl_cell_is_mark(world, &before->cells[i]) ? DL_NOWHERE : element_above(world, loc, index->own, &array);
        const dl_cell *other =
            element ? dl_state_cell(from, move_place(world, loc, element, element_at(world, array, index->other)))
                    : NULL;

        if (!other || dl_cell_is_mark(world, other))
            continue;
        to = move_place(world, loc, element, dl_loc_chosen(world, array, dl_val_sym(index->sym)));
        if (is_chosen(world, to))
            put_cell(world, into, to,
                     join_values(world, into, from, dl_cell_val(world, &before->cells[i]), dl_cell_val(world, other),
                                 to, where));
    }
}

static bool is_index(dl_val val)
{
    return val.kind == DL_VAL_CONST || val.kind == DL_VAL_SYM;
}

/* True: there is something that was not there before. */
static bool join_cells(dl_world *world, dl_state *into, const dl_state *before, const dl_state *from, int where)
{
    bool is_new = false;
    unsigned i = 0, k = 0, count = 0, room = before->cell_count + from->cell_count + 1;
    dl_cell *cells = room_for_join(world, room * sizeof *cells);
    rejoined indexes[MOST_REJOINED];
    size_t index_count = 0;

    while (i < before->cell_count || k < from->cell_count) {
        bool has_own = i < before->cell_count, has_other = k < from->cell_count;
        const dl_cell *own = has_own ? before->cells + i : from->cells + k;
        const dl_cell *other = has_other ? from->cells + k : own;
        dl_loc loc = !has_other || (has_own && own->loc <= other->loc) ? own->loc : other->loc;
        bool is_own = has_own && own->loc == loc, is_other = has_other && other->loc == loc;
        i += is_own;
        k += is_other;
        if (is_own && is_other && dl_held_equal(world, own->held, other->held)) {
            cells[count++] = *own;
            continue;
        }
        if (!is_chosen(world, loc)) { /* else a loop may have chosen another one */
            bool is_mark = (is_own && dl_cell_is_mark(world, own)) || (is_other && dl_cell_is_mark(world, other));
            dl_val a = is_own ? dl_cell_val(world, own) : effective(world, before, loc, is_mark);
            dl_val b = is_other ? dl_cell_val(world, other) : effective(world, from, loc, is_mark);
            dl_val joined = join_values(world, into, from, a, b, loc, where);

            cells[count] = (dl_cell){loc, dl_held_of(world, joined)};
            is_new |= !is_own || !dl_held_equal(world, own->held, cells[count].held);
            count++;
            if (world->has_chosen && joined.kind == DL_VAL_SYM && is_index(a) && is_index(b) &&
                dl_place_of(world, loc)->of && index_count < MOST_REJOINED)
                indexes[index_count++] = (rejoined){a, b, joined.id};
        } else {
            is_new |= is_own;
        }
    }
    if (!is_new && index_count == 0)
        return false;
    into->cells = grown(world, cells, count, count, sizeof *cells);
    into->cell_count = into->cell_room = count;
    if (into->shares)
        into->shares->cells = false;
    for (size_t n = 0; n < index_count; n++)
        join_chosen(world, into, before, from, &indexes[n], where);
    return !same_cells(world, before, into);
}

bool dl_state_join(dl_world *world, dl_state *into, const dl_state *from, int where)
{
    dl_state old = *into;
    const dl_state *before = &old; /* where the cells are the same, nothing of it is written in place */
    bool is_new = false;

    if (!same_cells(world, into, from)) {
        before = dl_state_copy(world, into);
        is_new = join_cells(world, into, before, from, where);
    }
    is_new |= join_known(world, into, before, from);
    /* The witness is the path without a doubt, if there is one. */
    if ((into->flags & DL_STATE_DOUBT) && !(from->flags & DL_STATE_DOUBT)) {
        into->flags &= ~(unsigned)DL_STATE_DOUBT;
        into->trace = from->trace;
        into->doubt = NULL;
    }
    into->flags |= from->flags & ~(unsigned)DL_STATE_DOUBT;
    if (!into->doubt && from->doubt && !(from->flags & DL_STATE_DOUBT)) {
        into->doubt = from->doubt;
        into->doubt_span = from->doubt_span;
    }
    if (!into->opaque) {
        into->opaque = from->opaque;
        into->opaque_span = from->opaque_span;
    }
    return is_new || before->flags != into->flags;
}
