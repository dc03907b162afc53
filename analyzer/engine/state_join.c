/* state_join.c: states that meet: see dl_state_join. */
#include "engine/doubt.h"
#include "engine/reckon.h"
#include "engine/state_private.h"
#include "engine/stems.h"

/* What a state knows of a value. */
typedef struct knowledge {
    unsigned mask;
    bool is_function, may_be_unset, is_constant;
    int64_t k;
    uint32_t ones, zeroes;
} knowledge;

/* Of a plain symbol that nothing is known of. */
static bool may_be_anything(const dl_world *world, const dl_known *known, dl_val val)
{
    return !known && !(world->fates.at[val.id] & DL_FATE_EXPR) &&
           world->fates.at[val.id] >> DL_FATE_BASE_SHIFT == DL_ALL;
}

static knowledge tell(const dl_world *world, const dl_state *state, dl_val val)
{
    const dl_known *known = val.kind == DL_VAL_SYM ? dl_state_known(state, val.id) : NULL;
    knowledge told = {.mask = known ? known->mask : dl_val_mask(world, state, val),
                      .is_function = val.kind == DL_VAL_FUNCTION || (known && known->all_functions),
                      .may_be_unset = val.kind == DL_VAL_UNSET || (known && known->maybe_unset)};

    if (known && known->has_equal) {
        told.is_constant = true;
        told.k = known->k;
    } else if (val.kind == DL_VAL_SYM) {
        told.is_constant = told.mask == DL_ZERO;
        if (!may_be_anything(world, known, val))
            dl_reckon_bits(world, state, val, &told.ones, &told.zeroes);
    } else {
        told.is_constant = dl_val_constant(world, state, val, &told.k);
    }
    if (told.is_constant) {
        told.ones = (uint32_t)(uint64_t)told.k;
        told.zeroes = ~told.ones;
    }
    return told;
}

/* Whether the value is surely none of what the run follows. */
static bool is_apart(const dl_world *world, const dl_state *state, dl_val val)
{
    const dl_bind *bind = state->instance_count ? &state->instances[0].binds[0] : NULL;
    const dl_known *known;

    if (!world->follows_one || !bind || !bind->is_bound || !bind->has_val || bind->val.kind != DL_VAL_SYM ||
        dl_sym_is_fuzzy(world, bind->val.id))
        return false;
    if (val.kind != DL_VAL_SYM)
        return val.kind != DL_VAL_CONST || val.k == 0;
    known = dl_state_known(state, val.id);
    return (known && known->is_apart) || dl_val_same(world, state, val, bind->val) == DL_NO;
}

static void forget_one(dl_world *world, dl_state *state, int sym)
{
    unsigned i = dl_known_index(state, sym);

    if (i == state->known_count || state->known[i].sym != sym)
        return;
    dl_state_own_known(world, state, 0);
    state->known_count--;
    memmove(state->known + i, state->known + i + 1, (state->known_count - i) * sizeof *state->known);
}

/* `status = c ? First() : Second();`: what a call returned, and nobody has asked yet, but whether it is some one code
 * (`if (status == STATUS_OBJECT_PATH_NOT_FOUND) status = Second();`). */
static bool is_untested(const dl_world *world, const dl_state *state, dl_val val)
{
    const dl_symbol *symbol = val.kind == DL_VAL_SYM ? dl_symbol_of(world, val.id) : NULL;
    const dl_known *known = symbol ? dl_state_known(state, val.id) : NULL;

    if (!symbol || (known && (known->has_equal || known->is_joined)) ||
        (~dl_val_mask(world, state, val) & (DL_NEG | DL_ZERO)) != 0)
        return false;
    return symbol->is_untested ||
           (symbol->kind == DL_SYM_RESULT && symbol->api && symbol->api->result == DL_RESULT_NTSTATUS);
}

/* Two states whose values are joined one by one. */
typedef struct meeting {
    dl_state *into;
    const dl_state *other;
    bool is_walk; /* the cells of neither change meanwhile, and the places asked about are those where they differ */
    unsigned asked;
    int where;
} meeting;

enum { FEW_ASKED = 4 };

/* Where more than a few are asked for, what is taken is noted once for all. */
static bool is_taken(dl_world *world, meeting *at, int sym, dl_loc loc)
{
    if (!at->is_walk || ++at->asked <= FEW_ASKED)
        return dl_state_is_taken(world, at->into, at->other, sym, loc);
    if (at->asked == FEW_ASKED + 1)
        dl_state_note_taken(world, at->into, at->other);
    return dl_state_was_taken(world, at->into, sym);
}

/* The name of a joined value: the one that the place has, if it has one from here, else one that nothing else has. */
static int joined_symbol(dl_world *world, meeting *at, dl_val a, dl_val b, dl_loc loc)
{
    int where = at->where;
    dl_symbol wanted = {.kind = DL_SYM_PHI,
                        .a = where,
                        .loc = loc,
                        .leads = dl_leads_of_both(world, a, b, loc),
                        .stems = dl_stems_of_both(world, a, b, loc)};
    const dl_symbol *own = a.kind == DL_VAL_SYM ? dl_symbol_of(world, a.id) : NULL;
    size_t count;
    int sym;

    wanted.is_untested = is_untested(world, at->into, a) && is_untested(world, at->other, b);
    if (own && own->kind == DL_SYM_PHI && own->a == where && own->loc == loc && own->leads == wanted.leads &&
        own->stems == wanted.stems && own->is_untested == wanted.is_untested && !is_taken(world, at, a.id, loc))
        return a.id;
    for (;; wanted.b++) {
        count = world->symbols.count;
        sym = dl_sym(world, wanted);
        if (wanted.b == DL_SHARED_JOIN || world->symbols.count > count || !is_taken(world, at, sym, loc))
            return sym;
    }
}

/* Whether the mark, or the value of a whole, says something of the parts. */
static bool says_something(dl_world *world, const dl_state *state, dl_val whole)
{
    if (whole.kind == DL_MARK_COPY)
        return dl_state_begins_zero(world, state, whole.id);
    return whole.kind != DL_MARK_HAVOC || whole.k == DL_LOST_BY_JOIN;
}

static dl_val join_marks(dl_world *world, const meeting *at, dl_val a, dl_val b)
{
    bool is_lost = says_something(world, at->into, a) || says_something(world, at->other, b);

    return (dl_val){.kind = DL_MARK_HAVOC, .id = -2 - at->where, .k = is_lost ? DL_LOST_BY_JOIN : 0};
}

static dl_val join_values(dl_world *world, meeting *at, dl_val a, dl_val b, dl_loc loc)
{
    dl_state *into = at->into;
    knowledge own, others;
    bool functions, unset, equal, apart;
    dl_known *known;
    int sym;

    if (dl_val_equal(a, b))
        return a;
    if (a.kind == DL_VAL_ADDRESS && b.kind == DL_VAL_ADDRESS &&
        dl_loc_unchosen(world, a.id) == dl_loc_unchosen(world, b.id))
        return dl_val_address(dl_loc_unchosen(world, a.id));
    if (a.kind >= DL_MARK_ZERO || b.kind >= DL_MARK_ZERO)
        return join_marks(world, at, a, b);
    own = tell(world, into, a);
    others = tell(world, at->other, b);
    functions = own.is_function && others.is_function;
    unset = own.may_be_unset || others.may_be_unset;
    equal = own.is_constant && others.is_constant && own.k == others.k;
    apart = is_apart(world, into, a) && is_apart(world, at->other, b);
    sym = joined_symbol(world, at, a, b, loc);
    if (dl_sym_is_shared(world, sym))
        return dl_val_sym(sym);
    if ((own.mask | others.mask) == DL_ALL && !functions && !unset && !equal && !apart &&
        ((own.ones & others.ones) | (own.zeroes & others.zeroes)) == 0) {
        forget_one(world, into, sym);
        return dl_val_sym(sym);
    }
    known = dl_state_put_known(world, into, sym);
    known->mask = (unsigned char)(own.mask | others.mask);
    known->all_functions = functions;
    known->maybe_unset = unset;
    known->is_apart = apart;
    known->has_equal = equal;
    known->view = 0;
    known->k = equal ? own.k : 0;
    known->has_other = false;
    dl_known_set_bits(known, own.ones & others.ones, own.zeroes & others.zeroes);
    return dl_val_sym(sym);
}

dl_val dl_state_join_values(dl_world *world, dl_state *into, const dl_state *other, dl_val a, dl_val b, dl_loc loc,
                            int where)
{
    meeting at = {.into = into, .other = other, .where = where};

    return join_values(world, &at, a, b, loc);
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
                       ? (dl_val){.kind = DL_MARK_COPY, .id = dl_loc_moved(world, loc, at, dl_cell_val(world, cell).id)}
                       : dl_cell_val(world, cell);
    if (dl_state_begins_zero(world, state, loc))
        return (dl_val){.kind = DL_MARK_ZERO};
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

static bool is_of_chosen(const dl_world *world, dl_loc loc)
{
    for (dl_loc at = loc; at; at = dl_place_of(world, at)->parent)
        if (dl_place_of(world, at)->has_chosen)
            return true;
    return false;
}

/* On both ways the element of the index was written: so it is that of the joined index. */
static void join_chosen(dl_world *world, dl_state *into, const dl_cell *own, const dl_state *from,
                        const rejoined *index, int where)
{
    dl_loc array = DL_NOWHERE, to, element = element_above(world, own->loc, index->own, &array);
    const dl_cell *other =
        element ? dl_state_cell(from, dl_loc_moved(world, own->loc, element, element_at(world, array, index->other)))
                : NULL;

    if (!other || dl_cell_is_mark(world, other))
        return;
    to = dl_loc_moved(world, own->loc, element, dl_loc_chosen(world, array, dl_val_sym(index->sym)));
    if (dl_loc_is_chosen(world, to))
        dl_state_put_cell(
            world, into, to,
            dl_state_join_values(world, into, from, dl_cell_val(world, own), dl_cell_val(world, other), to, where));
}

/* Whether the place is of an element that one of these indexes chose. */
static bool is_chosen_by(const dl_world *world, dl_loc loc, const int *syms, size_t count)
{
    dl_loc any = dl_place_of(world, loc)->any;
    int chooser = any ? dl_place_of(world, any)->sym : 0;

    for (size_t n = 0; chooser && n < count; n++)
        if (chooser == syms[n] || dl_sym_depends_on(world, chooser, syms[n]))
            return true;
    return false;
}

void dl_state_drop_chosen_by(dl_world *world, dl_state *state, const int *syms, size_t count)
{
    unsigned kept = 0;

    for (unsigned i = 0; i < state->cell_count; i++) {
        dl_cell cell = state->cells[i];
        dl_loc led_to = (cell.held & DL_HELD_MASK) == DL_HELD_ADDRESS ? (int)(cell.held >> DL_HELD_BITS) : DL_NOWHERE;

        if (dl_place_of(world, cell.loc)->any && is_chosen_by(world, cell.loc, syms, count))
            continue;
        if (led_to && dl_place_of(world, led_to)->any && is_chosen_by(world, led_to, syms, count))
            cell.held = dl_held_of(world, dl_val_address(dl_loc_unchosen(world, led_to)));
        state->cells[kept++] = cell;
    }
    state->cell_count = kept;
}

/* Of elements that joined values chose it is not known any more which they are. */
static void drop_chosen_by_joined(dl_world *world, dl_state *into, const dl_sym_list *made)
{
    int *choosers = NULL;
    size_t count = 0;

    for (size_t n = 0; n < made->count; n++) {
        if (!dl_symbol_of(world, made->at[n])->is_chooser)
            continue;
        if (!choosers)
            choosers = dl_arena_alloc_raw(world->scratch, made->count * sizeof *choosers);
        choosers[count++] = made->at[n];
    }
    if (count)
        dl_state_drop_chosen_by(world, into, choosers, count);
}

static void join_indexes(dl_world *world, dl_state *into, const dl_state *before, const dl_state *from,
                         const rejoined *indexes, size_t count, int where)
{
    int syms[MOST_REJOINED];

    for (size_t n = 0; n < count; n++)
        syms[n] = indexes[n].sym;
    dl_state_drop_chosen_by(world, into, syms, count);
    for (unsigned i = 0; i < before->cell_count; i++)
        if (!dl_cell_is_mark(world, &before->cells[i]) && is_of_chosen(world, before->cells[i].loc))
            for (size_t n = 0; n < count; n++)
                join_chosen(world, into, &before->cells[i], from, &indexes[n], where);
}

static bool is_index(dl_val val)
{
    return val.kind == DL_VAL_CONST || val.kind == DL_VAL_SYM;
}

/* What joined pointers led to on one of the ways is not what they lead to now. */
static void drop_behind_joined(dl_world *world, dl_state *into)
{
    unsigned kept = 0;

    for (unsigned i = 0; i < into->cell_count; i++) {
        int pointer = dl_life_of(world, into->cells[i].loc)->object;

        if (!pointer || !dl_join_has_made(world, pointer))
            into->cells[kept++] = into->cells[i];
    }
    into->cell_count = kept;
}

/* Behind a pointer that is null there is nothing: what the other way knows of the place holds on both. */
static bool is_nothing(const dl_world *world, const dl_state *state, dl_loc loc)
{
    const dl_place *root = dl_place_of(world, dl_place_of(world, loc)->root);

    return root->kind == DL_LOC_OBJECT && dl_val_mask(world, state, dl_val_sym(root->sym)) == DL_ZERO;
}

/* True: there is something that was not there before. `made`: names of values that were joined. */
static bool join_cells(dl_world *world, dl_state *into, const dl_state *before, const dl_state *from, int where,
                       dl_sym_list *made)
{
    bool is_new = false;
    unsigned i = 0, k = 0, count = 0, room = before->cell_count + from->cell_count + 1;
    dl_cell *cells = dl_join_room(world, room * sizeof *cells);
    rejoined indexes[MOST_REJOINED];
    size_t index_count = 0;
    meeting at = {.into = into, .other = from, .where = where, .is_walk = true};

    while (i < before->cell_count || k < from->cell_count) {
        const dl_cell *own = before->cells + i, *other = from->cells + k;
        bool is_own, is_other;
        dl_loc loc;

        if (i < before->cell_count && k < from->cell_count && own->loc == other->loc && own->held == other->held) {
            cells[count++] = *own;
            i++;
            k++;
            continue;
        }
        is_own = i < before->cell_count && (k == from->cell_count || own->loc <= other->loc);
        is_other = k < from->cell_count && (i == before->cell_count || other->loc <= own->loc);
        loc = is_own ? own->loc : other->loc;
        i += is_own;
        k += is_other;
        if (is_own && is_other && dl_held_equal(world, own->held, other->held)) {
            cells[count++] = *own;
            continue;
        }
        if (is_nothing(world, from, loc)) {
            if (is_own)
                cells[count++] = *own;
            continue;
        }
        if (is_nothing(world, before, loc)) {
            if (is_other)
                cells[count++] = *other;
            is_new = true;
            continue;
        }
        if (!dl_loc_is_chosen(world, loc)) { /* else a loop may have chosen another one */
            bool is_mark = (is_own && dl_cell_is_mark(world, own)) || (is_other && dl_cell_is_mark(world, other));
            dl_val a = is_own ? dl_cell_val(world, own) : effective(world, before, loc, is_mark);
            dl_val b = is_other ? dl_cell_val(world, other) : effective(world, from, loc, is_mark);
            dl_val joined = join_values(world, &at, a, b, loc);

            cells[count] = (dl_cell){loc, dl_held_of(world, joined)};
            is_new |= !is_own || !dl_held_equal(world, own->held, cells[count].held);
            count++;
            if (joined.kind == DL_VAL_SYM)
                dl_vec_push(world->arena, made, joined.id);
            if (world->has_chosen && joined.kind == DL_VAL_SYM && is_index(a) && is_index(b) &&
                dl_place_of(world, loc)->of && index_count < MOST_REJOINED)
                indexes[index_count++] = (rejoined){a, b, joined.id};
        } else {
            is_new |= is_own;
        }
    }
    dl_join_note(world, made);
    if (!is_new && index_count == 0 && !dl_join_has_parts(world, made))
        return false;
    into->cells = dl_state_grown(world, cells, count, count, sizeof *cells);
    into->cell_count = into->cell_room = count;
    if (into->shares)
        into->shares->cells = false;
    drop_chosen_by_joined(world, into, made);
    if (index_count)
        join_indexes(world, into, before, from, indexes, index_count, where);
    if (dl_join_has_parts(world, made))
        drop_behind_joined(world, into);
    return (index_count == 0 && !dl_join_has_parts(world, made)) || !same_cells(world, before, into);
}

void dl_state_prefer_firm(dl_state *into, const dl_state *from)
{
    if (!((into->flags & ~from->flags) & DL_STATE_DOUBTS))
        return;
    into->parted = from->parted;
    into->flags &= from->flags | ~(unsigned)DL_STATE_DOUBTS;
    into->trace = from->trace;
    into->doubt = from->flags & DL_STATE_DOUBT ? from->doubt : NULL;
    into->doubt_span = from->doubt_span;
}

bool dl_state_is_same(const dl_world *world, const dl_state *a, const dl_state *b)
{
    return a->flags == b->flags && same_cells(world, a, b) && dl_state_knows_same(a, b);
}

/* Of two ways the one is a case of the other: `if (count > MOST) count = MOST;`, where count may be any number up to
 * that on the way around. No value is joined then. True: that is so; `is_new`: there is more than before. */
static bool join_case(dl_world *world, dl_state *into, const dl_state *from, bool *is_new)
{
    dl_state *copy;

    *is_new = false;
    if (dl_state_is_case_of(world, from, into))
        return true;
    if (!dl_state_is_case_of(world, into, from))
        return false;
    copy = dl_state_copy(world, from);
    into->shares = copy->shares;
    into->cells = copy->cells;
    into->cell_count = copy->cell_count;
    into->cell_room = copy->cell_room;
    into->known = copy->known;
    into->known_count = copy->known_count;
    into->known_room = copy->known_room;
    *is_new = true;
    return true;
}

static bool is_held(const dl_world *world, const dl_state *state, unsigned held)
{
    for (unsigned i = 0; i < state->cell_count; i++)
        if (state->cells[i].held == held && dl_loc_is_persistent(world, state->cells[i].loc) != DL_NO)
            return true;
    return false;
}

/* Each of the two ways has put what the run follows into another place: what it is held by is one of several values. */
static bool note_parted(dl_world *world, dl_state *into, const dl_state *before, const dl_state *from)
{
    const dl_bind *bind = into->instance_count ? &into->instances[0].binds[0] : NULL;
    unsigned held;

    if (!world->follows_one || !bind || !bind->has_val || bind->val.kind != DL_VAL_SYM ||
        into->instances[0].may_be_held)
        return false;
    held = dl_held_sym(world, bind->val.id);
    if (!is_held(world, before, held) || !is_held(world, from, held) || is_held(world, into, held))
        return false;
    dl_state_own_instances(world, into);
    into->instances[0].may_be_held = true;
    return true;
}

static bool join_memory(dl_world *world, dl_state *into, const dl_state *from, int where)
{
    dl_state old = *into;
    const dl_state *before = &old; /* where the cells are the same, nothing of it is written in place */
    bool is_new = false;

    if (!same_cells(world, into, from)) {
        if (join_case(world, into, from, &is_new))
            return is_new;
        before = dl_state_copy(world, into);
        is_new = join_cells(world, into, before, from, where, &world->joined);
        is_new |= note_parted(world, into, before, from);
    } else {
        dl_join_note(world, &world->joined);
    }
    return dl_state_join_known(world, into, before, from, &world->joined) || is_new;
}

bool dl_state_join(dl_world *world, dl_state *into, const dl_state *from, int where)
{
    unsigned flags = into->flags;
    bool is_new;

    world->joined.count = 0;
    is_new = join_memory(world, into, from, where);
    (void)dl_doubt_meet(into, from);
    dl_state_prefer_firm(into, from);
    into->flags |= from->flags & ~(unsigned)DL_STATE_DOUBTS;
    if (!into->doubt && from->doubt && !(from->flags & DL_STATE_DOUBT)) {
        into->doubt = from->doubt;
        into->doubt_span = from->doubt_span;
    }
    if (!into->opaque) {
        into->opaque = from->opaque;
        into->opaque_span = from->opaque_span;
    }
    return is_new || into->flags != flags;
}
