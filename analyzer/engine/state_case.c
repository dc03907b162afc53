/* state_case.c: whether what one state says is a case of what another one says: see dl_state_is_case_of. */
#include "engine/state_private.h"

enum { MOST_DIFFERENT = 4 };

/* Where the one holds a number, and the other a symbol that may be that number. */
typedef struct difference {
    dl_loc loc;
    int64_t k;
    int sym;
} difference;

typedef struct comparison {
    dl_world *world;
    const dl_state *special, *general;
    difference at[MOST_DIFFERENT];
    size_t count;
} comparison;

/* A value of its own, not the outcome of a call, nor what a place has held all along: nothing but a cell holds it. It
 * was ordered against a number, as counts are: of what is only told apart (a kind, flags) a rule may ask for the number
 * that stands on the other way. */
static bool is_free(const comparison *c, int sym, dl_loc loc)
{
    const dl_symbol *symbol = dl_symbol_of(c->world, sym);
    const dl_known *known = dl_state_known(c->general, sym);

    if (!known || !known->view)
        return false;
    if (symbol->kind == DL_SYM_RESULT)
        return !symbol->api || symbol->api->result == DL_RESULT_VALUE;
    return symbol->kind == DL_SYM_OPAQUE || (symbol->kind == DL_SYM_HAVOC && symbol->loc == loc);
}

static bool add_difference(comparison *c, const dl_cell *special, const dl_cell *general)
{
    dl_world *world = c->world;
    dl_val k, val;

    if (!special || !general || special->loc != general->loc || c->count == MOST_DIFFERENT)
        return false;
    k = dl_cell_val(world, special);
    val = dl_cell_val(world, general);
    if (val.kind == DL_MARK_HAVOC)
        val = dl_state_read(world, c->general, general->loc);
    if (k.kind != DL_VAL_CONST || val.kind != DL_VAL_SYM || !is_free(c, val.id, general->loc))
        return false;
    for (size_t i = 0; i < c->count; i++)
        if (c->at[i].sym == val.id)
            return false;
    c->at[c->count++] = (difference){special->loc, k.k, val.id};
    return true;
}

static bool has_few_differences(comparison *c)
{
    const dl_cell *one = c->special->cells, *one_end = one + c->special->cell_count;
    const dl_cell *other = c->general->cells, *other_end = other + c->general->cell_count;

    while (one < one_end && other < other_end) {
        if ((one->loc != other->loc || !dl_held_equal(c->world, one->held, other->held)) &&
            !add_difference(c, one, other))
            return false;
        one++;
        other++;
    }
    return one == one_end && other == other_end && c->count > 0;
}

static bool is_of_difference(const comparison *c, int sym)
{
    for (size_t i = 0; i < c->count; i++)
        if (sym == c->at[i].sym || dl_sym_depends_on(c->world, sym, c->at[i].sym))
            return true;
    return false;
}

/* Nothing else holds one of these symbols, or what is made of one. */
static bool are_held_once(const comparison *c)
{
    const dl_state *general = c->general;

    for (unsigned i = 0; i < general->cell_count; i++) {
        int sym = dl_symbol_in(c->world, dl_cell_val(c->world, &general->cells[i]));
        bool is_at = false;

        for (size_t d = 0; d < c->count; d++)
            is_at |= c->at[d].loc == general->cells[i].loc;
        if (!is_at && sym && is_of_difference(c, sym))
            return false;
    }
    for (unsigned i = 0; i < general->instance_count; i++)
        for (unsigned b = 0; b < DL_MAX_BINDS; b++)
            if (general->instances[i].binds[b].is_bound && general->instances[i].binds[b].has_val &&
                is_of_difference(c, dl_symbol_in(c->world, general->instances[i].binds[b].val)))
                return false;
    return true;
}

static const dl_known *next_other(const comparison *c, const dl_known *known, const dl_known *end)
{
    while (known < end && is_of_difference(c, known->sym))
        known++;
    return known;
}

/* Of all others both know the same. */
static bool knows_the_same(const comparison *c)
{
    const dl_known *one = c->special->known, *one_end = one + c->special->known_count;
    const dl_known *other = c->general->known, *other_end = other + c->general->known_count;

    for (;; one++, other++) {
        one = next_other(c, one, one_end);
        other = next_other(c, other, other_end);
        if (one == one_end || other == other_end)
            return one == one_end && other == other_end;
        if (!dl_known_is_same(one, other))
            return false;
    }
}

bool dl_state_is_case_of(dl_world *world, const dl_state *special, const dl_state *general)
{
    comparison c = {.world = world, .special = special, .general = general};
    dl_state *tried;

    if (!has_few_differences(&c) || !are_held_once(&c) || !knows_the_same(&c))
        return false;
    tried = dl_state_copy(world, general);
    for (size_t i = 0; i < c.count; i++)
        if (!dl_state_fix(world, tried, dl_val_sym(c.at[i].sym), c.at[i].k, true))
            return false;
    return true;
}
