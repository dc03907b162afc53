/* recurse.c: helpers that call themselves, alone or through others. The ways into such a helper are kept by their keys,
 * each with the exits that are known of it. A call of a helper that is running already goes on from the exits known so
 * far, and the helper is run again until there are no new ones: the least fixpoint. Private to the simulation. */
#include "engine/key.h"
#include "engine/step.h"

enum { MOST_ENTRIES = 8, MOST_RUNS = 40, MOST_EXITS = 16 };

typedef struct entry {
    uint64_t key, coarse; /* with the constants and objects that the parameters hold, and with their classes alone */
    bool has_keys;        /* the first has none until the helper does call itself */
    dl_state *state;
    dl_states exits;
    bool is_dirty;
} entry;

struct dl_recursion {
    entry entries[MOST_ENTRIES];
    size_t count;
    bool is_used; /* it did call itself */
};

/* Which object a parameter leads to: one that a call has given, or a variable. */
static int object_of(const dl_world *world, dl_val val)
{
    dl_sym_kind kind = val.kind == DL_VAL_SYM ? dl_symbol_of(world, val.id)->kind : DL_SYM_PHI;

    return val.kind == DL_VAL_ADDRESS || kind == DL_SYM_RESULT || kind == DL_SYM_OUT ? val.id : 0;
}

static uint64_t entry_key(dl_sim *sim, dl_state *state, dl_frame *frame, bool is_exact)
{
    uint64_t hash = dl_key_at(sim, state, frame, 0).hash;

    for (size_t i = 0; i < frame->function->param_count; i++) {
        dl_val val = dl_state_read(sim->world, state, dl_loc_var(sim->world, frame->function->params[i]));

        hash = dl_hash_mix(hash, dl_val_mask(sim->world, state, val));
        if (is_exact && val.kind == DL_VAL_CONST)
            hash = dl_hash_mix(hash, (uint64_t)val.k);
        else if (is_exact)
            hash = dl_hash_mix(hash, (uint64_t)object_of(sim->world, val));
    }
    return hash;
}

static void add_entry(dl_sim *sim, struct dl_recursion *of, const dl_state *state)
{
    of->entries[of->count++] = (entry){.state = dl_state_copy(sim->world, state), .is_dirty = true};
}

static void make_keys(dl_sim *sim, struct dl_recursion *of, dl_frame *frame)
{
    for (size_t i = 0; i < of->count; i++)
        if (!of->entries[i].has_keys) {
            of->entries[i].key = entry_key(sim, of->entries[i].state, frame, true);
            of->entries[i].coarse = entry_key(sim, of->entries[i].state, frame, false);
            of->entries[i].has_keys = true;
        }
}

/* The entry that the state belongs to; past the most of them one of the same classes. of->count: none. */
static size_t find_entry(dl_sim *sim, struct dl_recursion *of, dl_frame *frame, dl_state *state)
{
    uint64_t key = entry_key(sim, state, frame, true), coarse = entry_key(sim, state, frame, false);
    size_t at = 0;

    make_keys(sim, of, frame);
    while (at < of->count && of->entries[at].key != key)
        at++;
    if (at < MOST_ENTRIES)
        return at;
    for (at = 0; at < of->count && of->entries[at].coarse != coarse;)
        at++;
    return at;
}

/* True: there is something new. */
static bool merge_exit(dl_sim *sim, dl_frame *frame, dl_states *into, dl_state *exit)
{
    uint64_t key = dl_key_within(sim, exit, frame->up).hash;

    for (size_t i = 0; i < into->count; i++)
        if (dl_key_within(sim, into->at[i], frame->up).hash == key &&
            (dl_val_equal(into->at[i]->returned, exit->returned) || into->count >= MOST_EXITS))
            return dl_state_join(sim->world, into->at[i], exit,
                                 dl_step_where(frame, (unsigned)frame->function->block_count + 1));
    dl_vec_push(sim->world->scratch, into, dl_state_copy(sim->world, exit));
    return true;
}

static bool run_entry(dl_sim *sim, dl_frame *frame, struct dl_recursion *of, size_t index)
{
    dl_states found = {0};
    bool is_new = false;

    of->entries[index].is_dirty = false;
    dl_sim_function(sim, frame, dl_state_copy(sim->world, of->entries[index].state), &found);
    for (size_t i = 0; i < found.count; i++)
        is_new |= merge_exit(sim, frame, &of->entries[index].exits, found.at[i]);
    for (size_t i = 0; is_new && i < of->count; i++) /* whoever went on from its exits has more to go on from */
        of->entries[i].is_dirty = true;
    return is_new;
}

void dl_recurse_run(dl_sim *sim, dl_frame *frame, dl_state *start, dl_states *exits)
{
    struct dl_recursion *of = DL_NEW(sim->world->scratch, struct dl_recursion);

    frame->recursion = of;
    add_entry(sim, of, start);
    of->entries[0].is_dirty = false;
    dl_sim_function(sim, frame, start, exits);
    if (!of->is_used)
        return;
    for (size_t i = 0; i < exits->count; i++)
        (void)merge_exit(sim, frame, &of->entries[0].exits, exits->at[i]);
    of->entries[0].is_dirty = true;
    for (unsigned runs = 0;; runs++) {
        size_t next = 0;

        while (next < of->count && !of->entries[next].is_dirty)
            next++;
        if (next == of->count || sim->gave_up)
            break;
        if (runs == MOST_RUNS) {
            sim->gave_up = true;
            sim->gave_up_in = frame->function;
            break;
        }
        (void)run_entry(sim, frame, of, next);
    }
    exits->count = 0;
    for (size_t i = 0; i < of->entries[0].exits.count; i++)
        dl_vec_push(sim->world->scratch, exits, dl_state_copy(sim->world, of->entries[0].exits.at[i]));
}

bool dl_recurse_is_within(const dl_frame *frame)
{
    while (frame && !(frame->recursion && frame->recursion->is_used))
        frame = frame->up;
    return frame != NULL;
}

bool dl_recurse_again(dl_sim *sim, dl_frame *running, dl_state *state, dl_states *exits)
{
    struct dl_recursion *of = running->recursion;
    size_t at = find_entry(sim, of, running, state);

    if (at == MOST_ENTRIES)
        return false;
    of->is_used = true;
    if (at == of->count)
        add_entry(sim, of, state);
    else if (dl_state_join(sim->world, of->entries[at].state, state,
                           dl_step_where(running, (unsigned)running->function->block_count + 2)))
        of->entries[at].is_dirty = true;
    for (size_t i = 0; i < of->entries[at].exits.count; i++)
        dl_vec_push(sim->world->scratch, exits, dl_state_copy(sim->world, of->entries[at].exits.at[i]));
    return true;
}
