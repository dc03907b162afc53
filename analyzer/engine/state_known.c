/* state_known.c: what a path has learned of symbols: narrowing it, and forgetting what nobody can ask for. */
#include "engine/bounds.h"
#include "engine/reckon.h"
#include "engine/state_private.h"
#include "engine/stems.h"

/* ---- knowledge ---- */

dl_known *dl_state_put_known(dl_world *world, dl_state *state, int sym)
{
    unsigned i = dl_known_index(state, sym);
    bool is_there = i < state->known_count && state->known[i].sym == sym;

    dl_state_own_known(world, state, !is_there);
    if (is_there)
        return &state->known[i];
    memmove(state->known + i + 1, state->known + i, (state->known_count - i) * sizeof *state->known);
    state->known[i] = (dl_known){.sym = sym, .mask = dl_symbol_of(world, sym)->base};
    state->known_count++;
    return &state->known[i];
}

void dl_state_forget_apart(dl_world *world, dl_state *state)
{
    for (unsigned i = 0; i < state->known_count; i++)
        if (state->known[i].is_apart)
            dl_state_put_known(world, state, state->known[i].sym)->is_apart = false;
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

/* What is made of no others depends on itself alone, and on the moment. */
static bool is_affected(const dl_world *world, int of, int sym, int moment)
{
    unsigned fate = world->fates.at[of];

    if (fate & DL_FATE_MADE)
        return depends_on(world, of, sym, moment, 0);
    return of == sym || (moment && (fate & DL_FATE_HAVOC) && dl_symbol_of(world, of)->a == moment);
}

bool dl_sym_depends_on(const dl_world *world, int sym, int other)
{
    return is_affected(world, sym, other, 0);
}

void dl_state_forget(dl_world *world, dl_state *state, int sym, int moment)
{
    unsigned i = 0, kept;

    while (i < state->known_count && !is_affected(world, state->known[i].sym, sym, moment))
        i++;
    if (i == state->known_count)
        return;
    dl_state_own_known(world, state, 0);
    for (kept = i; i < state->known_count; i++)
        if (!is_affected(world, state->known[i].sym, sym, moment))
            state->known[kept++] = state->known[i];
    state->known_count = kept;
}

/* What `ch + length` leads into, it still does when `length` is made anew: of what the stems are made is not. */
static int stems_of_aged(dl_world *world, dl_val val, int made)
{
    int stems =
        val.kind == DL_VAL_SYM && dl_symbol_of(world, val.id)->kind == DL_SYM_EXPR ? dl_stems_of_sum(world, val) : 0;

    for (size_t i = 0; i < world->stems.at[stems].count; i++)
        if (is_affected(world, world->stems.at[stems].at[i], made, 0))
            return 0;
    return stems;
}

/* What a place keeps of a value that is made anew, as `made` is: joined values are named by place and moment. */
static dl_val aged(dl_world *world, dl_state *state, dl_loc loc, dl_val val, int made, int moment)
{
    const dl_known *known = val.kind == DL_VAL_SYM ? dl_state_known(state, val.id) : NULL;
    dl_known kept = known ? *known : (dl_known){0};
    dl_symbol wanted = {.kind = DL_SYM_PHI, .a = -1 - moment, .loc = loc, .stems = stems_of_aged(world, val, made)};
    int sym;

    while (sym = dl_sym(world, wanted), wanted.b < DL_SHARED_JOIN && dl_state_is_taken(world, state, state, sym, loc))
        wanted.b++;
    if (wanted.b == DL_SHARED_JOIN)
        return dl_val_sym(sym);
    kept.mask = (unsigned char)dl_val_mask(world, state, val);
    kept.sym = sym;
    *dl_state_put_known(world, state, sym) = kept;
    return dl_val_sym(sym);
}

static void age_cell(dl_world *world, dl_state *state, unsigned i, int made, int moment)
{
    dl_val val = aged(world, state, state->cells[i].loc, dl_cell_val(world, &state->cells[i]), made, moment);

    dl_state_own_cells(world, state, 0);
    state->cells[i].held = dl_held_of(world, val);
}

/* What a call wrote whose status is made anew: its class went by that status. */
static void keep_written(dl_world *world, dl_state *state, int status)
{
    for (unsigned i = 0; i < state->cell_count; i++) {
        int sym =
            state->cells[i].held & DL_HELD_MADE ? dl_symbol_in(world, dl_held_val(world, state->cells[i].held)) : 0;
        unsigned mask;

        if (!sym || dl_symbol_of(world, sym)->partner != status || dl_state_known(state, sym))
            continue;
        mask = dl_val_mask(world, state, dl_val_sym(sym));
        if (mask != dl_symbol_of(world, sym)->base)
            dl_state_put_known(world, state, sym)->mask = (unsigned char)mask;
    }
}

void dl_state_renew(dl_world *world, dl_state *state, int sym, int moment)
{
    unsigned plain = dl_held_sym(world, sym);

    if (!world->follows_one)
        keep_written(world, state, sym);
    for (unsigned i = 0; i < state->cell_count; i++) {
        unsigned held = state->cells[i].held;

        if (held != plain &&
            (!(held & DL_HELD_MADE) || !depends_on(world, dl_symbol_in(world, dl_held_val(world, held)), sym, 0, 0)))
            continue;
        age_cell(world, state, i, sym, moment);
    }
    if (dl_symbol_of(world, sym)->is_chooser) {
        dl_state_own_cells(world, state, 0);
        dl_state_drop_chosen_by(world, state, &sym, 1);
    }
    dl_state_forget(world, state, sym, 0);
}

void dl_state_renew_locals(dl_world *world, dl_state *state, int sym, int moment)
{
    unsigned plain = dl_held_sym(world, sym);

    for (unsigned i = 0; i < state->cell_count; i++)
        if (state->cells[i].held == plain && dl_place_of(world, state->cells[i].loc)->of)
            age_cell(world, state, i, sym, moment);
}

static bool is_plain(const dl_world *world, dl_val val)
{
    return val.kind == DL_VAL_SYM && !dl_sym_is_fuzzy(world, val.id);
}

/* `n == (a != 3)`: which numbers are left of `n` is not worked out, so a branch on it is in doubt. */
static void doubt_equal(dl_world *world, dl_state *state, dl_op op, dl_val left, dl_val right)
{
    if (op == DL_OP_EQ && dl_sym_is_arithmetic(world, left) && is_plain(world, right))
        dl_state_put_known(world, state, right.id)->is_in_sum = true;
    if (op == DL_OP_EQ && dl_sym_is_arithmetic(world, right) && is_plain(world, left))
        dl_state_put_known(world, state, left.id)->is_in_sum = true;
}

static bool narrow_comparison(dl_world *world, dl_state *state, const dl_symbol *symbol, bool holds);

static bool is_of_shared(const dl_world *world, dl_val val)
{
    const dl_symbol *symbol = val.kind == DL_VAL_SYM ? dl_symbol_of(world, val.id) : NULL;

    return symbol &&
           (dl_sym_is_shared(world, val.id) || (symbol->kind == DL_SYM_EXPR && (is_of_shared(world, *symbol->left) ||
                                                                                is_of_shared(world, *symbol->right))));
}

/* What the low bits were zero of may be zero, or only have others: that no test tells the two apart is a doubt. */
static void doubt_rest(dl_world *world, dl_state *state, const dl_symbol *symbol)
{
    int64_t k;

    if (symbol->left->kind == DL_VAL_SYM && !dl_val_constant(world, state, *symbol->left, &k))
        dl_state_put_known(world, state, symbol->left->id)->is_joined = true;
}

bool dl_state_narrow(dl_world *world, dl_state *state, dl_val val, unsigned mask)
{
    unsigned now = dl_val_mask(world, state, val), left = now & mask;
    const dl_symbol *symbol;

    if (left == 0)
        return false;
    if (val.kind != DL_VAL_SYM || left == now || is_of_shared(world, val))
        return true;
    dl_state_put_known(world, state, val.id)->mask = (unsigned char)left;
    symbol = dl_symbol_of(world, val.id);
    /* Null is there only where the call has failed; anything else, where null was there before, only where it has not.
     */
    if (symbol->partner && (left == DL_ZERO || (symbol->was_null && (left & DL_ZERO) == 0)))
        return dl_state_narrow(world, state, dl_val_sym(symbol->partner), left == DL_ZERO ? DL_NEG : DL_ZERO | DL_POS);
    if (symbol->kind != DL_SYM_EXPR)
        return true;
    if (symbol->op >= DL_OP_EQ && (left == DL_ZERO || (left & DL_ZERO) == 0) &&
        !narrow_comparison(world, state, symbol, left != DL_ZERO))
        return false;
    if ((symbol->b & DL_RECKON_SHRUNK) && left == DL_ZERO)
        doubt_rest(world, state, symbol);
    return !dl_sym_is_reckoned(world, val.id) || dl_reckon_narrow(world, state, val.id, left);
}

void dl_known_set_bits(dl_known *known, uint32_t ones, uint32_t zeroes)
{
    known->has_bits = (ones | zeroes) != 0;
    known->has_other = known->has_other && !known->has_bits;
    if (!known->has_other)
        known->other = (int64_t)((uint64_t)ones << 32 | zeroes);
}

void dl_known_bits(const dl_known *known, uint32_t *ones, uint32_t *zeroes)
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
        dl_known_bits(known, ones, zeroes);
    if (dl_val_constant(world, state, val, &k)) {
        *ones = (uint32_t)(uint64_t)k;
        *zeroes = ~*ones;
    }
}

void dl_state_put_bits(dl_world *world, dl_state *state, dl_val val, uint32_t ones, uint32_t zeroes)
{
    if (val.kind == DL_VAL_SYM && (ones | zeroes) != 0)
        dl_known_set_bits(dl_state_put_known(world, state, val.id), ones, zeroes);
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
    if (is_of_shared(world, val))
        return true;
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
            dl_known *put = dl_state_put_known(world, state, val.id);

            if (put->has_other && put->other == k)
                return false;
            put->has_equal = true;
            put->view = 0;
            put->k = k;
        }
        return val.kind == DL_VAL_SYM || val.kind == DL_VAL_UNSET;
    }
    if (k == 0)
        return dl_state_narrow(world, state, val, DL_NEG | DL_POS);
    known = val.kind == DL_VAL_SYM ? dl_state_known(state, val.id) : NULL;
    if (val.kind == DL_VAL_SYM && !(known && known->has_other)) {
        dl_known *put = dl_state_put_known(world, state, val.id);

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

/* The same of unsigned numbers, of which the negative ones are the largest. */
static unsigned unsigned_mask_for(dl_op op, int64_t k)
{
    bool is_small = k >= 0 && k <= INT32_MAX;

    switch (op) {
    case DL_OP_LT:
        return !is_small ? DL_ALL : k <= 1 ? DL_ZERO : DL_ZERO | DL_POS;
    case DL_OP_LE:
        return !is_small ? DL_ALL : k == 0 ? DL_ZERO : DL_ZERO | DL_POS;
    case DL_OP_GT:
        return k < 0 ? DL_NEG : DL_NEG | DL_POS;
    case DL_OP_GE:
        return k < 0 ? DL_NEG : k == 0 ? DL_ALL : DL_NEG | DL_POS;
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
        if (!dl_val_constant(world, state, left, &k)) {
            doubt_equal(world, state, op, left, right);
            return true;
        }
        left = right;
        op = dl_op_turned(op);
    } else if (!dl_bounds_narrow(world, state, left, op, k, symbol->b >> DL_VIEW_SHIFT)) {
        return false;
    }
    if (dl_sym_is_counted(world, left) && !dl_bounds_narrow_sum(world, state, left, op, k, symbol->b >> DL_VIEW_SHIFT))
        return false;
    if (op == DL_OP_EQ || op == DL_OP_NE)
        return dl_state_fix(world, state, left, k, op == DL_OP_EQ);
    return dl_state_narrow(world, state, left,
                           symbol->b & DL_RECKON_UNSIGNED ? unsigned_mask_for(op, k) : mask_for(op, k));
}

/* ---- knowledge that nobody can ask for any more ---- */

static void mark_symbol(dl_world *world, int sym)
{
    while (sym && world->marks[sym] != world->mark) {
        const dl_parts *parts = &world->parts.at[sym];

        world->marks[sym] = world->mark;
        if (parts->second)
            mark_symbol(world, parts->second);
        sym = parts->first;
    }
}

static void mark_val(dl_world *world, dl_val val)
{
    mark_symbol(world, dl_symbol_in(world, val));
}

static void mark_instance(dl_world *world, const dl_instance *instance)
{
    mark_val(world, instance->value);
    for (unsigned b = 0; b < DL_MAX_BINDS; b++) {
        mark_val(world, instance->binds[b].val);
        mark_symbol(world, dl_life_of(world, instance->binds[b].loc)->object);
    }
}

static void mark_instances(dl_world *world, const dl_state *state)
{
    for (unsigned i = 0; i < state->instance_count; i++)
        mark_instance(world, &state->instances[i]);
}

static void mark_cell(dl_world *world, const dl_cell *cell)
{
    unsigned number = cell->held >> DL_HELD_BITS;

    if ((cell->held & (DL_HELD_MASK | DL_HELD_MADE)) == DL_HELD_SYM)
        world->marks[number] = world->mark;
    else if ((cell->held & DL_HELD_MASK) == DL_HELD_SYM)
        mark_symbol(world, (int)number);
    else if ((cell->held & (DL_HELD_MASK | DL_HELD_MADE)) == (DL_HELD_ADDRESS | DL_HELD_MADE))
        mark_symbol(world, dl_life_of(world, (dl_loc)number)->object);
}

static void begin_marks(dl_world *world)
{
    if (world->mark_room < world->symbols.count) {
        world->mark_room = world->symbols.room;
        world->marks = DL_NEW_ARRAY(world->arena, world->mark_room, unsigned);
        world->mark = 0;
    }
    world->mark++;
}

void dl_state_mark_held(dl_world *world, const dl_state *state)
{
    begin_marks(world);
    for (unsigned i = 0; i < state->cell_count; i++)
        mark_cell(world, &state->cells[i]);
    mark_val(world, state->returned);
    mark_instances(world, state);
}

/* Those that both hold in the same place; not what stands at `but`, nor behind the pointer. */
static void mark_held_by_both(dl_world *world, const dl_state *state, const dl_state *other, dl_loc but, int pointer)
{
    begin_marks(world);
    for (unsigned i = 0, k = 0; i < state->cell_count; i++) {
        const dl_cell *cell = &state->cells[i];

        while (k < other->cell_count && other->cells[k].loc < cell->loc)
            k++;
        if (k == other->cell_count)
            break;
        if (other->cells[k].loc == cell->loc && cell->loc != but && dl_life_of(world, cell->loc)->object != pointer &&
            dl_held_equal(world, cell->held, other->cells[k].held))
            mark_cell(world, cell);
    }
    mark_instances(world, state);
}

static bool is_bound(const dl_state *state, int sym)
{
    for (unsigned i = 0; i < state->instance_count; i++)
        for (unsigned b = 0; b < DL_MAX_BINDS; b++)
            if (state->instances[i].binds[b].val.kind == DL_VAL_SYM && state->instances[i].binds[b].val.id == sym)
                return true;
    return false;
}

/* `object`: the pointer that the cell lies behind which holds it, itself or in a part. */
static void note_taken(dl_world *world, int sym, int object)
{
    while (sym && world->marks[sym] != world->mark) {
        const dl_parts *parts = &world->parts.at[sym];

        world->marks[sym] = world->mark;
        if (sym != object)
            world->taken[sym] = world->taken_mark;
        if (parts->second)
            note_taken(world, parts->second, object);
        sym = parts->first;
    }
}

void dl_state_note_taken(dl_world *world, const dl_state *one, const dl_state *other)
{
    begin_marks(world);
    if (world->taken_room < world->mark_room) {
        world->taken_room = world->mark_room;
        world->taken = DL_NEW_ARRAY(world->arena, world->taken_room, unsigned);
        world->taken_mark = 0;
    }
    world->taken_mark++;
    for (unsigned i = 0, k = 0; i < one->cell_count && k < other->cell_count; i++) {
        const dl_cell *cell = &one->cells[i];
        int sym;

        while (k < other->cell_count && other->cells[k].loc < cell->loc)
            k++;
        if (k == other->cell_count || other->cells[k].loc != cell->loc || other->cells[k].held != cell->held)
            continue;
        sym = dl_symbol_in(world, dl_cell_val(world, cell));
        if (!sym)
            continue;
        world->mark++;
        note_taken(world, sym, dl_life_of(world, cell->loc)->object);
    }
    world->mark++;
    mark_instances(world, one);
}

bool dl_state_was_taken(const dl_world *world, const dl_state *one, int sym)
{
    bool is_part = dl_symbol_of(world, sym)->is_part;

    if ((size_t)sym < world->taken_room && world->taken[sym] == world->taken_mark)
        return true;
    return is_part ? (size_t)sym < world->mark_room && world->marks[sym] == world->mark : is_bound(one, sym);
}

/* The first cell from `i` on that holds it; the count of cells: none. Four at once, since all are asked for every
 * joined value. */
static unsigned find_holder(const dl_state *state, unsigned held, unsigned i)
{
    const dl_cell *cells = state->cells;

    while (i + 4 <= state->cell_count && !((cells[i].held == held) | (cells[i + 1].held == held) |
                                           (cells[i + 2].held == held) | (cells[i + 3].held == held)))
        i += 4;
    while (i < state->cell_count && cells[i].held != held)
        i++;
    return i;
}

bool dl_state_is_taken(dl_world *world, const dl_state *one, const dl_state *other, int sym, dl_loc loc)
{
    unsigned held = dl_held_of(world, dl_val_sym(sym));

    if (dl_symbol_of(world, sym)->is_part) {
        mark_held_by_both(world, one, other, loc, sym);
        return world->marks[sym] == world->mark;
    }
    if (is_bound(one, sym))
        return true;
    for (unsigned i = find_holder(one, held, 0); i < one->cell_count; i = find_holder(one, held, i + 1)) {
        const dl_cell *cell = one == other ? &one->cells[i] : dl_state_cell(other, one->cells[i].loc);

        if (one->cells[i].loc != loc && cell && cell->held == held)
            return true;
    }
    return false;
}

/* Whether no state that follows can have this symbol but by keeping it. */
static bool is_gone(const dl_world *world, int sym)
{
    const dl_symbol *symbol;
    unsigned fate = world->fates.at[sym];

    if (!(fate & (DL_FATE_GOES | DL_FATE_MAY_GO)) || world->marks[sym] == world->mark)
        return false;
    if (fate & DL_FATE_GOES)
        return true;
    symbol = dl_symbol_of(world, sym);
    return (symbol->left->kind == DL_VAL_SYM && is_gone(world, symbol->left->id)) ||
           (symbol->right->kind == DL_VAL_SYM && is_gone(world, symbol->right->id));
}

/* Of comparisons that nothing holds, that many are remembered, the newest: the same may be asked again. */
enum { MOST_COMPARED = 16 };

static bool is_unheld_comparison(const dl_world *world, int sym)
{
    return world->marks[sym] != world->mark && (world->fates.at[sym] & DL_FATE_EXPR);
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
    dl_state_mark_held(world, state);
    excess = count_excess(world, state);
    while (excess == 0 && i < state->known_count && !is_gone(world, state->known[i].sym))
        i++;
    if (i == state->known_count)
        return;
    dl_state_own_known(world, state, 0);
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

static bool leads_to(dl_world *world, const dl_state *state, int sym, unsigned depth);

enum { FEW_STEPS = 3 };

/* Whether anything leads to the place: to what a call has made, if it is a part of that. */
static bool is_led_to(dl_world *world, const dl_state *state, dl_loc loc, unsigned depth)
{
    const dl_place *root = dl_place_of(world, dl_place_of(world, loc)->root);
    dl_sym_kind kind = root->kind == DL_LOC_OBJECT ? dl_symbol_of(world, root->sym)->kind : DL_SYM_OPAQUE;

    return (kind != DL_SYM_RESULT && kind != DL_SYM_OUT) || depth == 0 ||
           leads_to(world, state, root->sym, depth > FEW_STEPS ? FEW_STEPS : depth - 1);
}

static bool leads_to(dl_world *world, const dl_state *state, int sym, unsigned depth)
{
    const dl_symbol *symbol = dl_symbol_of(world, sym);
    unsigned held = dl_held_sym(world, sym);
    const dl_place *root;

    for (unsigned i = 0; i < state->cell_count; i++) {
        const dl_place *below =
            (state->cells[i].held & DL_HELD_MASK) == DL_HELD_ADDRESS
                ? dl_place_of(world, dl_place_of(world, dl_cell_val(world, &state->cells[i]).id)->root)
                : NULL;

        if ((state->cells[i].held == held || (below && below->kind == DL_LOC_OBJECT && below->sym == sym)) &&
            is_led_to(world, state, state->cells[i].loc, depth))
            return true;
    }
    if (symbol->kind != DL_SYM_INITIAL) /* nobody writes down what a place holds that has not been written */
        return symbol->kind != DL_SYM_RESULT && symbol->kind != DL_SYM_OUT && symbol->kind != DL_SYM_PHI;
    if (dl_state_read(world, state, symbol->loc).id != sym)
        return false;
    root = dl_place_of(world, dl_place_of(world, symbol->loc)->root);
    return root->kind != DL_LOC_OBJECT || depth == 0 || leads_to(world, state, root->sym, depth - 1);
}

bool dl_state_leads_to(dl_world *world, const dl_state *state, int sym)
{
    enum { DEPTH = 16 };

    return (state->returned.kind == DL_VAL_SYM && state->returned.id == sym) || leads_to(world, state, sym, DEPTH);
}
