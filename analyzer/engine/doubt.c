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

/* What a branch divides, and which of it goes to the right. */
struct dl_cut {
    uint64_t within, right;
    const dl_cut *next;
};

/* What of the share no branch before has divided from its lowest bit. */
static uint64_t undivided(const dl_cut *cuts, uint64_t share)
{
    uint64_t lowest = share & (~share + 1);

    for (const dl_cut *cut = cuts; cut; cut = cut->next)
        share &=
            !(lowest & cut->within) ? ~cut->within : cut->within & (lowest & cut->right ? cut->right : ~cut->right);
    return share;
}

/* What of the share goes to the right: half of each part that is undivided yet. 0: it cannot be divided so often. */
static uint64_t divide(dl_world *world, const dl_doubt *parted)
{
    dl_cut *cut = DL_NEW(world->scratch, dl_cut);
    uint64_t rest = parted->share;

    *cut = (dl_cut){.within = parted->share, .next = *parted->cuts};
    while (rest) {
        uint64_t part = undivided(cut->next, rest), half = half_of(part);

        if (!half)
            return 0;
        cut->right |= half;
        rest &= ~part;
    }
    *parted->cuts = cut;
    return cut->right;
}

void dl_doubt_part(dl_world *world, dl_state *left, dl_state *right, const char *doubt, dl_span span)
{
    uint64_t share;

    if (!(left->flags & DL_STATE_DOUBT)) {
        left->flags |= DL_STATE_DOUBT;
        left->parted = (dl_doubt){.branch = ++world->branches, .share = whole, .before = left->trace};
        left->parted.cuts = DL_NEW(world->scratch, const dl_cut *);
        *left->parted.cuts = NULL;
        if (!left->doubt) {
            left->doubt = doubt;
            left->doubt_span = span;
        }
    }
    right->flags |= DL_STATE_DOUBT;
    right->doubt = left->doubt;
    right->doubt_span = left->doubt_span;
    share = left->parted.branch ? divide(world, &left->parted) : 0;
    if (!share)
        left->parted = (dl_doubt){0};
    right->parted = left->parted;
    right->parted.share = share;
    left->parted.share &= ~share;
}

void dl_doubt_stay(dl_state *state, const char *doubt, dl_span span)
{
    state->flags |= DL_STATE_DOUBT;
    state->parted = (dl_doubt){0};
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
    if (((into->flags | from->flags) & DL_STATE_ROUNDS) || !is_of_no_concern(into->trace, into->parted.before) ||
        !is_of_no_concern(from->trace, into->parted.before))
        return false;
    into->parted.share |= from->parted.share;
    if (into->parted.share != whole)
        return false;
    into->flags &= ~(unsigned)(DL_STATE_DOUBT | DL_STATE_UNFOLLOWED);
    if (!(into->flags & DL_STATE_JUMP))
        into->doubt = NULL;
    into->trace = into->parted.before;
    into->parted = (dl_doubt){0};
    return true;
}
