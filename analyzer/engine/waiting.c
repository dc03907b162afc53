/* waiting.c: see waiting.h. */
#include "engine/waiting.h"

#include "engine/ahead.h"
#include "engine/doubt.h"
#include "engine/key.h"

/* What the run of one waiting state has brought here last. */
typedef struct arrival {
    unsigned block; /* where that one waits, and which of those there it is */
    size_t index;
    unsigned long run;
    dl_state *state;
} arrival;

typedef struct waiting {
    dl_key key; /* has_key: else nothing else has come there that it is to be told from */
    dl_state *state;
    const dl_state *done;     /* what was run last, once more has come; or NULL */
    DL_VEC(arrival) arrivals; /* what `state` was joined of; of one it is the very state */
    bool is_dirty, has_key;
    bool is_stale; /* of one of the arrivals there is a newer one than was joined */
    bool is_mixed; /* it was joined of more than its arrivals: these are not asked any more */
} waiting;

typedef struct block_table {
    DL_VEC(waiting) at;
} block_table;

struct dl_worklist {
    block_table *blocks;
    uint64_t *ready; /* by order: blocks with a dirty state */
    size_t lowest;   /* no word before it has a bit */
    size_t words;
    bool has_loops; /* else nothing is run twice */
    unsigned block; /* running now: the one with this index at this block, in this run of all */
    size_t index;
    unsigned long run;
};

enum { MOST_ARRIVALS = 8 }; /* past them all that has ever come is kept */

dl_worklist *dl_waiting_new(dl_sim *sim, const dl_frame *frame)
{
    const dl_function *function = frame->function;
    dl_arena *scratch = sim->world->scratch;
    dl_worklist *list = DL_NEW(scratch, dl_worklist);

    list->blocks = DL_NEW_ARRAY(scratch, function->block_count + 1, block_table);
    list->words = function->block_count / 64 + 1;
    list->ready = DL_NEW_ARRAY(scratch, list->words, uint64_t);
    list->block = (unsigned)function->block_count; /* nothing that waits */
    for (size_t b = 0; b < function->block_count && !list->has_loops; b++)
        list->has_loops = function->blocks[b].is_loop_head;
    return list;
}

static void make_ready(dl_worklist *list, const dl_frame *frame, unsigned block)
{
    unsigned order = frame->info->graph->order[block];

    list->ready[order / 64] |= (uint64_t)1 << (order % 64);
    if (order / 64 < list->lowest)
        list->lowest = order / 64;
}

/* ---- joining ---- */

static void merge_into(dl_sim *sim, waiting *into, const dl_state *state, int where)
{
    bool is_shorter =
        into->is_dirty && state->trace && into->state->trace && state->trace->length < into->state->trace->length;

    if (!into->is_dirty && !into->done) { /* what was run is kept, to be compared with */
        into->done = into->state;
        into->state = dl_state_copy(sim->world, into->state);
    }
    if (dl_state_join(sim->world, into->state, state, where))
        into->is_dirty = true;
    if (is_shorter && !((state->flags & ~into->state->flags) & DL_STATE_DOUBT))
        into->state->trace = state->trace;
}

/* What is doubtful of a way is told by what has come there before, too: a way that nothing new has come by is not run
 * again, and its share of a branch is that of an earlier run. */
static void meet_doubts(dl_state *fresh, const dl_state *old)
{
    dl_state both = *old; /* its doubts alone */

    (void)dl_doubt_meet(&both, fresh);
    dl_state_prefer_firm(&both, fresh);
    fresh->flags = (fresh->flags & ~(unsigned)DL_STATE_DOUBTS) | (both.flags & DL_STATE_DOUBTS);
    fresh->trace = both.trace;
    fresh->parted = both.parted;
    if (both.doubt || !(fresh->flags & DL_STATE_JUMP)) {
        fresh->doubt = both.doubt;
        fresh->doubt_span = both.doubt_span;
    }
}

/* Joins the arrivals anew. */
static void refresh(dl_sim *sim, waiting *here, int where)
{
    dl_state *fresh = here->arrivals.at[0].state;

    if (here->arrivals.count > 1)
        fresh = dl_state_copy(sim->world, fresh);
    for (size_t i = 1; i < here->arrivals.count; i++)
        (void)dl_state_join(sim->world, fresh, here->arrivals.at[i].state, where);
    meet_doubts(fresh, here->state);
    here->state = fresh;
    here->is_stale = false;
}

static void mix(dl_sim *sim, waiting *into, const dl_state *state, int where)
{
    if (into->is_stale)
        refresh(sim, into, where);
    into->is_mixed = true;
    merge_into(sim, into, state, where);
}

static void note_arrival(dl_sim *sim, const dl_worklist *list, waiting *into, dl_state *state)
{
    if (list->has_loops)
        dl_vec_push(sim->world->scratch, &into->arrivals,
                    (arrival){.block = list->block, .index = list->index, .run = list->run, .state = state});
}

static arrival *find_arrival(waiting *into, const dl_worklist *list)
{
    for (size_t i = 0; i < into->arrivals.count; i++)
        if (into->arrivals.at[i].block == list->block && into->arrivals.at[i].index == list->index)
            return &into->arrivals.at[i];
    return NULL;
}

/* The same has brought something before: now, or in a run with less than now. */
static void come_again(dl_sim *sim, const dl_worklist *list, waiting *into, arrival *last, dl_state *state, int where)
{
    if (last->run != list->run) {
        if (!into->is_dirty)
            into->done = into->state;
        last->state = state;
        last->run = list->run;
        into->is_dirty = into->is_stale = true;
        return;
    }
    if (into->is_stale || into->arrivals.count > 1) /* else they are the same */
        (void)dl_state_join(sim->world, last->state, state, where);
    if (!into->is_stale)
        merge_into(sim, into, state, where);
}

static void come(dl_sim *sim, const dl_worklist *list, waiting *into, dl_state *state, int where, bool is_head)
{
    arrival *last;

    if (!list->has_loops || is_head || into->is_mixed) {
        mix(sim, into, state, where);
        return;
    }
    last = find_arrival(into, list);
    if (last) {
        come_again(sim, list, into, last, state, where);
        return;
    }
    if (into->arrivals.count == MOST_ARRIVALS) {
        mix(sim, into, state, where);
        return;
    }
    if (into->arrivals.count == 1 && !into->is_stale) /* from here on it is none of them */
        into->state = dl_state_copy(sim->world, into->state);
    note_arrival(sim, list, into, state);
    if (!into->is_stale)
        merge_into(sim, into, state, where);
}

static void add(dl_sim *sim, const dl_worklist *list, block_table *here, waiting made)
{
    made.is_dirty = true;
    note_arrival(sim, list, &made, made.state);
    dl_vec_push(sim->world->scratch, &here->at, made);
}

void dl_sim_arrive(dl_sim *sim, dl_frame *frame, dl_worklist *list, unsigned block, dl_state *state)
{
    block_table *here = &list->blocks[block];
    bool is_head = frame->function->blocks[block].is_loop_head;
    dl_key wanted;
    int where = dl_step_where(frame, block);

    if (dl_ahead_is_settled(sim, frame, block, state))
        return;
    dl_state_drop_dead(sim->world, state, frame->info->graph, block, &frame->info->held,
                       frame->info->wanted_from[block]);
    if (sim->monitor.forget && state->instance_count)
        sim->monitor.forget(sim->monitor.self, sim, state);
    dl_state_drop_known(sim->world, state);
    make_ready(list, frame, block);
    if (here->at.count == 0) {
        add(sim, list, here, (waiting){.state = state});
        return;
    }
    if (!here->at.at[0].has_key) {
        here->at.at[0].key = dl_key_at(sim, here->at.at[0].state, frame, block);
        here->at.at[0].has_key = true;
    }
    wanted = dl_key_at(sim, state, frame, block);
    for (size_t i = 0; i < here->at.count; i++)
        if (here->at.at[i].key.hash == wanted.hash) {
            come(sim, list, &here->at.at[i], state, where, is_head);
            return;
        }
    for (size_t i = 0; here->at.count >= DL_MAX_KEYS && i < here->at.count; i++)
        if (here->at.at[i].key.instances == wanted.instances) {
            mix(sim, &here->at.at[i], state, where);
            here->at.at[i].state->flags |= DL_STATE_MERGED;
            return;
        }
    add(sim, list, here, (waiting){.key = wanted, .has_key = true, .state = state});
}

/* ---- what is run next ---- */

/* Whether what waits is other than when it was run last. */
static bool is_new(dl_sim *sim, waiting *here, int where)
{
    const dl_state *done = here->done;

    if (here->is_stale)
        refresh(sim, here, where);
    here->done = NULL;
    if (!done)
        return true;
    dl_state_drop_known(sim->world, here->state); /* of what was joined, nothing holds what was there before */
    return !dl_state_is_same(sim->world, done, here->state);
}

dl_state *dl_waiting_next(dl_sim *sim, const dl_frame *frame, dl_worklist *list, unsigned *block)
{
    for (;;) {
        unsigned order = 0;
        block_table *here;

        while (list->lowest < list->words && !list->ready[list->lowest])
            list->lowest++;
        if (list->lowest == list->words)
            return NULL;
        while (!(list->ready[list->lowest] >> order & 1))
            order++;
        *block = frame->info->graph->by_order[list->lowest * 64 + order];
        here = &list->blocks[*block];
        for (size_t i = 0; i < here->at.count; i++) {
            waiting *next = &here->at.at[i];
            bool is_due = next->is_dirty && is_new(sim, next, dl_step_where(frame, *block));

            next->is_dirty = false;
            if (!is_due)
                continue;
            list->block = *block;
            list->index = i;
            list->run++;
            return next->state;
        }
        list->ready[list->lowest] &= ~((uint64_t)1 << order);
    }
}
