/* doubt.c: see doubt.h. */
#include "engine/doubt.h"

static const uint64_t whole = UINT64_MAX;

static unsigned count_bits(uint64_t bits)
{
    unsigned count = 0;

    for (; bits; bits &= bits - 1)
        count++;
    return count;
}

/* The upper half of the share; nothing of one that is a single bit. */
static uint64_t half_of(uint64_t share)
{
    uint64_t half = 0;

    for (unsigned n = count_bits(share) / 2, bit = 64; n > 0 && bit-- > 0;)
        if (share >> bit & 1) {
            half |= (uint64_t)1 << bit;
            n--;
        }
    return half;
}

void dl_doubt_part(dl_world *world, dl_state *left, dl_state *right, const char *doubt, dl_span span)
{
    if (!(left->flags & DL_STATE_DOUBT)) {
        left->flags |= DL_STATE_DOUBT;
        left->parted = (dl_doubt){.branch = ++world->branches, .share = whole, .before = left->trace};
        if (!left->doubt) {
            left->doubt = doubt;
            left->doubt_span = span;
        }
    }
    right->flags |= DL_STATE_DOUBT;
    right->doubt = left->doubt;
    right->doubt_span = left->doubt_span;
    right->parted = left->parted;
    right->parted.share = half_of(left->parted.share);
    left->parted.share = right->parted.share ? left->parted.share & ~right->parted.share : 0;
}

void dl_doubt_stay(dl_state *state, const char *doubt, dl_span span)
{
    state->flags |= DL_STATE_DOUBT;
    state->parted.branch = 0;
    if (state->doubt)
        return;
    state->doubt = doubt;
    state->doubt_span = span;
}

/* Whether a path may leave out what lies between the node and the newest one. */
static bool is_of_no_concern(const dl_node *newest, const dl_node *before)
{
    for (; newest && newest != before; newest = newest->parent)
        if (newest->text || newest->label || newest->resource || newest->kind == DL_NODE_EXCEPTION ||
            (newest->kind == DL_NODE_CALL && newest->outcome == DL_OUTCOME_FAILURE))
            return false;
    return newest == before;
}

bool dl_doubt_meet(dl_state *into, const dl_state *from)
{
    if (!(into->flags & from->flags & DL_STATE_DOUBT) || !into->parted.branch ||
        into->parted.branch != from->parted.branch)
        return false;
    into->parted.share |= from->parted.share;
    if (into->parted.share != whole || ((into->flags | from->flags) & DL_STATE_ROUNDS) ||
        !is_of_no_concern(into->trace, into->parted.before) || !is_of_no_concern(from->trace, into->parted.before))
        return false;
    into->flags &= ~(unsigned)DL_STATE_DOUBT;
    into->trace = into->parted.before;
    into->parted.branch = 0;
    if (!(into->flags & DL_STATE_JUMP))
        into->doubt = NULL;
    return true;
}
