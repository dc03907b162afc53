/* state_join_known.c: what is known of symbols where states meet. */
#include "engine/bounds.h"
#include "engine/state_private.h"

bool dl_known_is_same(const dl_known *x, const dl_known *y)
{
    return x->sym == y->sym && x->mask == y->mask && x->has_equal == y->has_equal && x->k == y->k &&
           x->has_other == y->has_other && x->other == y->other && x->all_functions == y->all_functions &&
           x->maybe_unset == y->maybe_unset && x->is_joined == y->is_joined && x->has_bits == y->has_bits &&
           x->view == y->view && x->is_in_sum == y->is_in_sum && x->is_apart == y->is_apart;
}

static bool same_known_list(const dl_state *state, const dl_known *known, unsigned count)
{
    if (state->known_count != count)
        return false;
    for (unsigned i = 0; state->known != known && i < count; i++)
        if (!dl_known_is_same(&state->known[i], &known[i]))
            return false;
    return true;
}

bool dl_state_knows_same(const dl_state *a, const dl_state *b)
{
    return same_known_list(a, b->known, b->known_count);
}

static bool excludes(const dl_known *known, int64_t k)
{
    return known->has_equal ? known->k != k : (known->has_other && known->other == k) || !(known->mask & dl_mask_of(k));
}

/* The one is a constant, and the other of a class that does not hold it: both together are less than their classes. */
static bool loses_constant(const dl_known *known, const dl_known *other)
{
    return known->has_equal && known->k != 0 &&
           (other->has_equal ? other->k != known->k : !(other->mask & dl_mask_of(known->k)));
}

/* False: nothing is known of it any more. */
static bool join_one(const dl_world *world, dl_known *known, const dl_known *other)
{
    bool loses = loses_constant(known, other) || loses_constant(other, known);
    bool keeps_own = known->has_other && excludes(other, known->other);
    bool keeps_other = !keeps_own && other->has_other && excludes(known, other->other);
    int view = known->view ? known->view : other->view;
    bool is_apart = false;
    dl_bounds bounds = {0, 0};
    uint32_t ones[2], zeroes[2];

    if (view)
        bounds = dl_bounds_of_both(known, other, view, &is_apart);
    dl_known_bits(known, &ones[0], &zeroes[0]);
    dl_known_bits(other, &ones[1], &zeroes[1]);
    known->is_joined = known->is_joined || other->is_joined || loses || is_apart;
    known->is_in_sum = known->is_in_sum || other->is_in_sum;
    known->is_apart = known->is_apart && other->is_apart;
    known->mask |= other->mask;
    known->has_equal = known->has_equal && other->has_equal && known->k == other->k;
    if (keeps_other && !known->has_bits)
        known->other = other->other;
    known->has_other = keeps_own || (keeps_other && !known->has_bits);
    known->all_functions = known->all_functions && other->all_functions;
    known->maybe_unset = known->maybe_unset || other->maybe_unset;
    if (!known->has_equal)
        known->k = 0;
    if (!known->has_other && known->has_equal) /* that says them all */
        dl_known_set_bits(known, 0, 0);
    else if (!known->has_other)
        dl_known_set_bits(known, ones[0] & ones[1], zeroes[0] & zeroes[1]);
    if (view && !known->has_equal)
        dl_bounds_put(known, bounds, view);
    return known->mask != world->fates.at[known->sym] >> DL_FATE_BASE_SHIFT || known->has_equal || known->has_other ||
           known->all_functions || known->maybe_unset || known->is_joined || known->is_in_sum || known->has_bits ||
           known->is_apart || known->view;
}

/* Whether join_one leaves it so, where both know the same. */
static bool stays_as_it_is(const dl_world *world, const dl_known *known)
{
    if (known->has_equal)
        return !known->has_bits && (known->has_other || known->other == 0);
    return known->k == 0 && (known->has_other || known->has_bits == (known->other != 0)) &&
           (known->mask != world->fates.at[known->sym] >> DL_FATE_BASE_SHIFT || known->has_other || known->is_joined);
}

void *dl_join_room(dl_world *world, size_t size)
{
    if (world->join_room < size) {
        world->join_room = size * 2;
        world->join_memory = dl_arena_alloc_raw(world->arena, world->join_room);
    }
    return world->join_memory;
}

/* What one of the two knows of a joined value and the other does not: on the other's ways it may be anything, if it
 * holds it. What it does not hold it never reads, so there the one's knowledge stays. */
typedef struct question {
    unsigned made;         /* which of those made */
    bool of_before;        /* whether that one holds it; else `from` */
    const dl_known *other; /* of_before: what the way that comes knows; NULL: `into` knows nothing */
    const dl_known *own;   /* and `into`, since its cells were joined, or NULL */
} question;

typedef struct known_join {
    dl_known *made;
    question *questions;
    unsigned count, question_count;
} known_join;

static void ask(known_join *join, const dl_known *known, question asked)
{
    asked.made = join->count;
    join->made[join->count++] = *known;
    join->questions[join->question_count++] = asked;
}

static void join_both(const dl_world *world, known_join *join, const dl_known *own, const dl_known *other)
{
    dl_known known = *own;

    if (dl_known_is_same(own, other) && stays_as_it_is(world, own))
        join->made[join->count++] = known;
    else if (join_one(world, &known, other))
        join->made[join->count++] = known;
}

static bool is_made_of(const dl_world *world, int sym, const dl_sym_list *joined)
{
    if (!(world->fates.at[sym] & DL_FATE_MADE))
        return false;
    for (size_t i = 0; i < joined->count; i++)
        if (sym != joined->at[i] && dl_symbol_of(world, joined->at[i])->is_part &&
            dl_sym_depends_on(world, sym, joined->at[i]))
            return true;
    return false;
}

void dl_join_note(dl_world *world, const dl_sym_list *joined)
{
    if (world->joined_room < world->symbols.count) {
        world->joined_room = world->symbols.room;
        world->joined_marks = DL_NEW_ARRAY(world->arena, world->joined_room, unsigned);
        world->joined_mark = 0;
    }
    world->joined_mark++;
    for (size_t i = 0; i < joined->count; i++)
        world->joined_marks[joined->at[i]] = world->joined_mark;
}

bool dl_join_has_parts(const dl_world *world, const dl_sym_list *made)
{
    for (size_t i = 0; i < made->count; i++)
        if (dl_symbol_of(world, made->at[i])->is_part)
            return true;
    return false;
}

/* Of each symbol that one of the two knows something of. */
static void merge_known(const dl_world *world, known_join *join, const dl_state *into, const dl_state *before,
                        const dl_state *from, const dl_sym_list *joined)
{
    bool has_made = dl_join_has_parts(world, joined);
    const dl_known *own = into->known, *own_end = own + into->known_count;
    const dl_known *other = from->known, *other_end = other + from->known_count;
    const dl_known *was = before->known, *was_end = was + before->known_count;

    while (own < own_end || other < other_end) {
        int sym = other == other_end || (own < own_end && own->sym <= other->sym) ? own->sym : other->sym;
        bool is_own = own < own_end && own->sym == sym, is_other = other < other_end && other->sym == sym;
        bool is_phi = world->fates.at[sym] & DL_FATE_PHI;

        while (was < was_end && was->sym < sym)
            was++;
        if (is_phi && dl_join_has_made(world, sym)) { /* what the other knows is of what had this name before */
            if (is_own)
                join->made[join->count++] = *own;
        } else if (has_made && is_made_of(world, sym, joined))
            ;
        else if (is_own && is_other && is_phi && (was == was_end || was->sym != sym))
            ask(join, own, (question){.of_before = true, .other = other, .own = own});
        else if (is_own && is_other)
            join_both(world, join, own, other);
        else if (is_own && is_phi)
            ask(join, own, (question){.own = own});
        else if (is_phi && was < was_end && was->sym == sym)
            join->made[join->count++] = *other;
        else if (is_phi)
            ask(join, other, (question){.of_before = true, .other = other});
        own += is_own;
        other += is_other;
    }
}

/* Answers what was asked of one of the two; symbol 0 stands for what is known no more. */
static void answer(dl_world *world, known_join *join, const dl_state *state, bool of_before)
{
    bool is_marked = false;

    for (unsigned i = 0; i < join->question_count; i++) {
        const question *asked = &join->questions[i];
        dl_known *known = &join->made[asked->made];

        if (asked->of_before != of_before)
            continue;
        if (!is_marked)
            dl_state_mark_held(world, state);
        is_marked = true;
        if (world->marks[known->sym] == world->mark ? !asked->own || !of_before
                                                    : asked->own && of_before && !join_one(world, known, asked->other))
            known->sym = 0;
    }
}

static void drop_unknown(known_join *join)
{
    unsigned kept = 0;

    for (unsigned i = 0; i < join->count; i++)
        if (join->made[i].sym)
            join->made[kept++] = join->made[i];
    join->count = kept;
}

bool dl_state_join_known(dl_world *world, dl_state *into, const dl_state *before, const dl_state *from,
                         const dl_sym_list *joined)
{
    unsigned most = into->known_count + from->known_count + 1;
    known_join join = {0};
    void *behind;

    if (dl_state_knows_same(into, from) && joined->count == 0)
        return !dl_state_knows_same(before, into);
    join.made = dl_join_room(world, most * (sizeof *join.made + sizeof *join.questions));
    behind = join.made + most;
    join.questions = behind;
    merge_known(world, &join, into, before, from, joined);
    if (join.question_count) {
        answer(world, &join, from, false);
        answer(world, &join, before, true);
        drop_unknown(&join);
    }
    if (same_known_list(before, join.made, join.count)) { /* as it was: no memory of its own */
        into->known = before->known;
        into->known_count = before->known_count;
        into->known_room = before->known_count;
        if (into->shares)
            into->shares->known = true;
        return false;
    }
    into->known = dl_state_grown(world, join.made, join.count, join.count, sizeof *join.made);
    into->known_count = into->known_room = join.count;
    if (into->shares)
        into->shares->known = false;
    return true;
}
