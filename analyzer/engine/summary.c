/* summary.c: see summary.h. */
#include "engine/summary.h"

#include "engine/ask.h"
#include "engine/footprint.h"

#include <string.h>

enum { FEWEST_BLOCKS = 2, MOST_BYTES = 6 * 1024 * 1024, FIRST_ROOM = 256 };

/* What a witness may show of a node. */
typedef struct step {
    const dl_instr *instr;
    const dl_expr *cond;
    const char *name;
    dl_span span;
    unsigned length; /* counted from the entry */
    int failed_sym;
    unsigned short depth;
    unsigned char kind, outcome;
    bool taken, was_open;
} step;

typedef struct kept_exit {
    const dl_cell *cells; /* of the footprint, and new ones */
    const dl_known *known;
    const step *steps; /* the oldest first */
    unsigned cell_count, known_count, step_count;
    unsigned flags;
    const char *doubt, *opaque; /* NULL: as at the entry */
    bool is_parted;             /* a doubt of the entry's is divided, or one of its own came */
    dl_span doubt_span, opaque_span, return_span;
    dl_val returned;
    uint64_t answer;
} kept_exit;

typedef struct summary {
    struct summary *next;
    uint64_t hash;
    const dl_function *degraded;
    const char *unknown_jump;
    dl_span unknown_jump_span;
    bool has_rounds;
    const dl_opaque *opaques; /* callees that nothing is known of */
    size_t opaque_count;
    kept_exit *exits;
    size_t exit_count;
} summary;

struct dl_summaries {
    summary **table;
    size_t room, count, bytes;
};

struct dl_pending {
    uint64_t hash;
    const dl_state *entry;
    bool *is_cell_in, *is_known_in;
    const dl_function *degraded;
    const char *unknown_jump;
    dl_span unknown_jump_span;
    bool has_rounds;
    size_t first_opaque; /* of those that the run comes to */
    dl_parted parted;
};

static struct dl_summaries *summaries_of(dl_world *world)
{
    struct dl_summaries *made = world->summaries;

    if (!made) {
        world->summaries = made = DL_NEW(world->arena, struct dl_summaries);
        made->room = FIRST_ROOM;
        made->table = DL_NEW_ARRAY(world->arena, made->room, summary *);
    }
    return made;
}

/* ---- the key ---- */

static uint64_t hash_expr(uint64_t hash, const dl_expr *expr)
{
    for (; expr; expr = expr->a) {
        hash = dl_hash_mix(hash, expr->kind * 64u + expr->op);
        hash = dl_hash_mix(hash, expr->var ? expr->var->id + 1u : 0);
        hash = dl_hash_mix(hash, (uint64_t)expr->value);
        for (const char *c = expr->name; c && *c; c++)
            hash = dl_hash_mix(hash, (unsigned char)*c);
        hash = hash_expr(hash, expr->b);
    }
    return hash;
}

/* Whether the helper may change what the expression is worth. */
static bool is_expr_in(dl_sim *sim, dl_state *state, const dl_expr *expr)
{
    if (!expr)
        return false;
    if (dl_expr_is_place(expr)) {
        dl_loc loc = dl_eval_place(sim, state, expr);

        if (loc && dl_footprint_has_place(sim->world, loc))
            return true;
    }
    return is_expr_in(sim, state, expr->a) || is_expr_in(sim, state, expr->b);
}

/* What tells states apart in the helper and its own helpers. */
static uint64_t hash_own_controls(dl_sim *sim, const dl_function *function, const dl_reach *to)
{
    uint64_t *known = &dl_control_info(sim, function)->controls_below, hash = 1;

    if (*known)
        return *known;
    for (size_t f = 0; f < to->functions.count; f++) {
        const dl_function_info *info = dl_control_info(sim, to->functions.at[f]);

        hash = dl_hash_mix(hash, info->control_count);
        for (size_t i = 0; i < info->control_count; i++)
            hash = dl_hash_mix(hash_expr(hash, info->controls[i]), (uint64_t)info->exact[i]);
    }
    *known = hash;
    return hash;
}

/* And of what it may change, in those that call it. */
static uint64_t hash_controls(dl_sim *sim, const dl_frame *frame, dl_state *state, uint64_t hash)
{
    for (frame = frame->up; frame; frame = frame->up)
        for (size_t i = 0; i < frame->info->control_count; i++)
            if (frame->info->wanted_within[frame->block] >> i & 1 && is_expr_in(sim, state, frame->info->controls[i]))
                hash = dl_hash_mix(hash_expr(hash, frame->info->controls[i]), (uint64_t)frame->info->exact[i]);
    for (size_t i = 0; i < sim->handle_count; i++)
        if (is_expr_in(sim, state, sim->handles[i]))
            hash = dl_hash_mix(hash_expr(hash, sim->handles[i]), sim->tells_addresses);
    for (size_t i = 0; i < sim->place_count; i++)
        if (dl_footprint_has_place(sim->world, sim->places[i]))
            hash = dl_hash_mix(hash, (uint64_t)sim->places[i]);
    return hash;
}

static uint64_t hash_known(uint64_t hash, const dl_known *known)
{
    hash = dl_hash_mix(hash, (uint64_t)known->sym * 8u + known->mask);
    hash = dl_hash_mix(hash, known->has_equal + 2u * known->has_other + 4u * known->all_functions +
                                 8u * known->maybe_unset + 16u * known->is_joined + 32u * known->has_bits +
                                 64u * known->view + 1024u * known->is_in_sum + 2048u * known->is_apart);
    return dl_hash_mix(dl_hash_mix(hash, (uint64_t)known->k), (uint64_t)known->other);
}

/* Equal for values that are equal as data. */
static uint64_t same_value(const dl_world *world, unsigned held)
{
    return (held & DL_HELD_MASK) == 0 ? world->values.at[held >> DL_HELD_BITS].same * 4u : held;
}

static uint64_t hash_footprint(dl_sim *sim, const dl_frame *frame, const dl_reach *to, dl_state *state,
                               const dl_pending *pending)
{
    const dl_world *world = sim->world;
    uint64_t hash = dl_hash_mix((uint64_t)(uintptr_t)frame->function, (uint64_t)frame->context);

    hash = dl_hash_mix(hash, (uint64_t)(uintptr_t)sim->root);
    hash = dl_hash_mix(hash, world->at_entry + 2u * sim->joins_rounds +
                                 4u * (to->makes_pointers && sim->monitor.is_apart != NULL) +
                                 8u * (state->doubt != NULL) + 16u * (state->opaque != NULL) + 32u * sim->tells_ways +
                                 64u * (state->parted.branch != 0) + 128u * world->past);
    hash = dl_hash_mix(hash, (state->flags & ~(unsigned)DL_STATE_HAPPENED) * 8u + state->round_count);
    for (unsigned i = 0; i < state->cell_count; i++)
        if (pending->is_cell_in[i])
            hash =
                dl_hash_mix(dl_hash_mix(hash, (uint64_t)state->cells[i].loc), same_value(world, state->cells[i].held));
    for (unsigned i = 0; i < state->known_count; i++)
        if (pending->is_known_in[i])
            hash = hash_known(hash, &state->known[i]);
    hash = dl_hash_mix(hash, hash_own_controls(sim, frame->function, to));
    return hash_controls(sim, frame, state, hash);
}

/* Whether an object that the monitor follows is where the helper may come by it. */
static bool has_instance_in(const dl_world *world, const dl_state *state)
{
    for (unsigned i = 0; i < state->instance_count; i++) {
        const dl_instance *instance = &state->instances[i];

        if (instance->value.kind == DL_VAL_SYM && dl_footprint_has_symbol(world, instance->value.id))
            return true;
        for (unsigned b = 0; b < DL_MAX_BINDS; b++) {
            const dl_bind *bind = &instance->binds[b];

            if (bind->loc && dl_footprint_has_place(world, bind->loc))
                return true;
            if (bind->has_val && ((bind->val.kind == DL_VAL_SYM && dl_footprint_has_symbol(world, bind->val.id)) ||
                                  (bind->val.kind == DL_VAL_ADDRESS && dl_footprint_has_place(world, bind->val.id))))
                return true;
        }
    }
    return false;
}

/* ---- what was done before ---- */

/* Whether what the helper does depends on what it can see alone, and is more than a look-up costs. */
static bool is_worth(dl_sim *sim, const dl_frame *frame, const dl_reach *to, const dl_state *state)
{
    if (to->blocks < FEWEST_BLOCKS || to->is_open ||
        (to->waits && sim->world->at_entry && sim->world->written_beside_count > 0) ||
        (sim->monitor.event && !sim->monitor.is_told))
        return false;
    for (size_t i = 0; i < to->functions.count; i++)
        if (dl_frame_running(frame->up, to->functions.at[i]) ||
            (sim->monitor.event && dl_ask_tells(sim, to->functions.at[i], state->instance_count > 0)))
            return false;
    return true;
}

/* The rest of the state and what the helper left, both in order. */
static dl_cell *merge_cells(dl_world *world, const dl_state *state, const bool *is_in, const kept_exit *kept,
                            unsigned *count)
{
    dl_cell *made = dl_arena_alloc_raw(world->scratch, (state->cell_count + kept->cell_count + 1) * sizeof *made);
    unsigned k = 0;

    *count = 0;
    for (unsigned i = 0; i < state->cell_count; i++) {
        if (is_in[i])
            continue;
        while (k < kept->cell_count && kept->cells[k].loc < state->cells[i].loc)
            made[(*count)++] = kept->cells[k++];
        made[(*count)++] = state->cells[i];
    }
    while (k < kept->cell_count)
        made[(*count)++] = kept->cells[k++];
    return made;
}

static dl_known *merge_known(dl_world *world, const dl_state *state, const bool *is_in, const kept_exit *kept,
                             unsigned *count)
{
    dl_known *made = dl_arena_alloc_raw(world->scratch, (state->known_count + kept->known_count + 1) * sizeof *made);
    unsigned k = 0;

    *count = 0;
    for (unsigned i = 0; i < state->known_count; i++) {
        if (is_in[i])
            continue;
        while (k < kept->known_count && kept->known[k].sym < state->known[i].sym)
            made[(*count)++] = kept->known[k++];
        made[(*count)++] = state->known[i];
    }
    while (k < kept->known_count)
        made[(*count)++] = kept->known[k++];
    return made;
}

static const dl_node *replay_steps(dl_world *world, const dl_state *state, const kept_exit *kept)
{
    const dl_node *newest = state->trace;
    unsigned length = newest ? newest->length : 0;

    for (unsigned i = 0; i < kept->step_count; i++) {
        const step *from = &kept->steps[i];
        dl_node *made = DL_NEW(world->scratch, dl_node);

        *made = (dl_node){.parent = newest,
                          .kind = (dl_node_kind)from->kind,
                          .depth = from->depth,
                          .length = from->length + length,
                          .instr = from->instr,
                          .cond = from->cond,
                          .span = from->span,
                          .taken = from->taken,
                          .was_open = from->was_open,
                          .outcome = (dl_outcome)from->outcome,
                          .name = from->name,
                          .failed_sym = from->failed_sym};
        newest = made;
    }
    return newest;
}

static void replay(dl_sim *sim, const dl_state *state, const dl_pending *pending, const summary *found,
                   dl_states *exits)
{
    dl_world *world = sim->world;

    if (!sim->degraded)
        sim->degraded = found->degraded;
    if (!sim->unknown_jump && found->unknown_jump) {
        sim->unknown_jump = found->unknown_jump;
        sim->unknown_jump_span = found->unknown_jump_span;
    }
    sim->has_rounds |= found->has_rounds;
    for (size_t i = 0; i < found->exit_count; i++) {
        const kept_exit *kept = &found->exits[i];
        dl_state *exit = dl_state_copy(world, state);

        exit->cells = merge_cells(world, state, pending->is_cell_in, kept, &exit->cell_count);
        exit->known = merge_known(world, state, pending->is_known_in, kept, &exit->known_count);
        exit->cell_room = exit->cell_count;
        exit->known_room = exit->known_count;
        exit->shares->cells = exit->shares->known = false;
        exit->trace = replay_steps(world, state, kept);
        if (kept->is_parted)
            exit->parted.branch = 0;
        exit->flags = (kept->flags & ~(unsigned)DL_STATE_HAPPENED) | (state->flags & DL_STATE_HAPPENED);
        if (kept->doubt) {
            exit->doubt = kept->doubt;
            exit->doubt_span = kept->doubt_span;
        }
        if (kept->opaque) {
            exit->opaque = kept->opaque;
            exit->opaque_span = kept->opaque_span;
        }
        exit->returned = kept->returned;
        exit->answer = kept->answer;
        exit->return_span = kept->return_span;
        exit->has_exit_key = false;
        for (size_t n = 0; n < found->opaque_count && sim->monitor.opaque; n++) /* what it is given is none of theirs */
            sim->monitor.opaque(sim->monitor.self, sim, exit, found->opaques[n].call, found->opaques[n].name, NULL, 0);
        dl_vec_push(world->scratch, exits, exit);
    }
    for (size_t n = 0; n < found->opaque_count; n++)
        dl_vec_push(world->scratch, &sim->opaques, found->opaques[n]);
}

bool dl_summary_find(dl_sim *sim, const dl_frame *frame, const dl_state *state, dl_states *exits, dl_pending **pending)
{
    dl_world *world = sim->world;
    const dl_reach *to = dl_reach_of(world, frame->function);
    const struct dl_summaries *in = summaries_of(world);
    dl_pending *made;

    *pending = NULL;
    if (!is_worth(sim, frame, to, state))
        return false;
    made = DL_NEW(world->scratch, dl_pending);
    made->entry = dl_state_copy(world, state);
    made->is_cell_in = DL_NEW_ARRAY(world->scratch, state->cell_count + 1, bool);
    made->is_known_in = DL_NEW_ARRAY(world->scratch, state->known_count + 1, bool);
    dl_footprint_find(world, frame->function, to, state, made->is_cell_in, made->is_known_in);
    if (has_instance_in(world, state) ||
        dl_footprint_is_stale(world, state, frame->context, made->is_cell_in, made->is_known_in))
        return false;
    made->parted = dl_footprint_parted(world);
    sim->is_quiet = true;
    made->hash = hash_footprint(sim, frame, to, (dl_state *)(uintptr_t)made->entry, made);
    sim->is_quiet = false;
    for (const summary *at = in->table[made->hash & (in->room - 1)]; at; at = at->next) {
        if (at->hash != made->hash)
            continue;
        replay(sim, state, made, at, exits);
        return true;
    }
    made->degraded = sim->degraded;
    made->unknown_jump = sim->unknown_jump;
    made->unknown_jump_span = sim->unknown_jump_span;
    made->has_rounds = sim->has_rounds;
    made->first_opaque = sim->opaques.count;
    sim->degraded = NULL;
    sim->unknown_jump = NULL;
    sim->has_rounds = false;
    *pending = made;
    return false;
}

/* ---- what is worth keeping ---- */

static void *keep_bytes(dl_world *world, const void *from, size_t size)
{
    world->summaries->bytes += size;
    return size ? dl_arena_copy(world->arena, from, size) : NULL;
}

/* False: the path does not come from the entry, or the monitor has said something on it. */
static bool keep_steps(dl_world *world, const dl_state *entry, const dl_state *exit, kept_exit *kept)
{
    unsigned length = entry->trace ? entry->trace->length : 0, count = 0;
    const dl_node *node;
    step *made;

    for (node = exit->trace; node && node != entry->trace; node = node->parent) {
        if (node->text || node->label || node->resource)
            return false;
        count += node == exit->trace || dl_node_is_of_witness(node);
    }
    if (node != entry->trace)
        return false;
    world->summaries->bytes += count * sizeof *made;
    kept->steps = made = DL_NEW_ARRAY(world->arena, count + 1, step);
    kept->step_count = count;
    for (node = exit->trace; node != entry->trace; node = node->parent)
        if (node == exit->trace || dl_node_is_of_witness(node))
            made[--count] = (step){.instr = node->instr,
                                   .cond = node->cond,
                                   .name = node->name,
                                   .span = node->span,
                                   .length = node->length - length,
                                   .failed_sym = node->failed_sym,
                                   .depth = (unsigned short)node->depth,
                                   .kind = (unsigned char)node->kind,
                                   .outcome = (unsigned char)node->outcome,
                                   .taken = node->taken,
                                   .was_open = node->was_open};
    return true;
}

/* Of a structure of which members alone are in the footprint all was written at once. */
static bool changes_all(const dl_world *world, const dl_pending *pending, const dl_state *exit)
{
    for (size_t i = 0; i < pending->parted.roots.count; i++) {
        const dl_cell *before = dl_state_cell(pending->entry, pending->parted.roots.at[i]);
        const dl_cell *behind = dl_state_cell(exit, pending->parted.roots.at[i]);

        if (!before != !behind || (before && !dl_held_equal(world, before->held, behind->held)))
            return true;
    }
    return false;
}

/* A cell that the exit has and the entry has not; false: it is of a member that is not in the footprint. */
static bool take_new(const dl_world *world, const dl_pending *pending, const dl_cell *cell, dl_cell *made,
                     unsigned *count)
{
    made[(*count)++] = *cell;
    return !dl_parted_is_beside(world, &pending->parted, cell->loc);
}

/* What of the exit the entry does not have outside of the footprint. False: something there is not as it was. */
static bool keep_cells(dl_world *world, const dl_pending *pending, const dl_state *exit, kept_exit *kept)
{
    const dl_state *entry = pending->entry;
    dl_cell *made = DL_NEW_ARRAY(world->scratch, exit->cell_count + 1, dl_cell);
    unsigned k = 0, count = 0;

    if (changes_all(world, pending, exit))
        return false;
    for (unsigned i = 0; i < entry->cell_count; i++) {
        if (pending->is_cell_in[i])
            continue;
        while (k < exit->cell_count && exit->cells[k].loc < entry->cells[i].loc)
            if (!take_new(world, pending, &exit->cells[k++], made, &count))
                return false;
        if (k == exit->cell_count || exit->cells[k].loc != entry->cells[i].loc ||
            !dl_held_equal(world, exit->cells[k].held, entry->cells[i].held))
            return false;
        k++;
    }
    while (k < exit->cell_count)
        if (!take_new(world, pending, &exit->cells[k++], made, &count))
            return false;
    kept->cells = keep_bytes(world, made, count * sizeof *made);
    kept->cell_count = count;
    return true;
}

static bool keep_known(dl_world *world, const dl_pending *pending, const dl_state *exit, kept_exit *kept)
{
    const dl_state *entry = pending->entry;
    dl_known *made = DL_NEW_ARRAY(world->scratch, exit->known_count + 1, dl_known);
    unsigned k = 0, count = 0;

    for (unsigned i = 0; i < entry->known_count; i++) {
        if (pending->is_known_in[i])
            continue;
        while (k < exit->known_count && exit->known[k].sym < entry->known[i].sym)
            made[count++] = exit->known[k++];
        if (k == exit->known_count || exit->known[k].sym != entry->known[i].sym)
            continue; /* nobody holds it any more */
        if (hash_known(1, &exit->known[k]) != hash_known(1, &entry->known[i]))
            return false;
        k++;
    }
    while (k < exit->known_count)
        made[count++] = exit->known[k++];
    kept->known = keep_bytes(world, made, count * sizeof *made);
    kept->known_count = count;
    return true;
}

static bool keep_exit(dl_world *world, const dl_pending *pending, const dl_state *exit, kept_exit *kept)
{
    const dl_state *entry = pending->entry;

    if (exit->instance_count != entry->instance_count)
        return false;
    if (exit->instance_count && exit->instances != entry->instances &&
        memcmp(exit->instances, entry->instances, exit->instance_count * sizeof *exit->instances) != 0)
        return false;
    if (!keep_cells(world, pending, exit, kept) || !keep_known(world, pending, exit, kept) ||
        !keep_steps(world, entry, exit, kept))
        return false;
    kept->flags = exit->flags;
    kept->is_parted = exit->parted.branch != entry->parted.branch || exit->parted.share != entry->parted.share;
    if (exit->doubt != entry->doubt && exit->doubt) {
        kept->doubt = dl_arena_strdup(world->arena, exit->doubt);
        kept->doubt_span = exit->doubt_span;
    }
    if (exit->opaque != entry->opaque && exit->opaque) {
        kept->opaque = dl_arena_strdup(world->arena, exit->opaque);
        kept->opaque_span = exit->opaque_span;
    }
    kept->returned = exit->returned;
    kept->answer = exit->answer;
    kept->return_span = exit->return_span;
    return true;
}

static void grow(dl_world *world)
{
    struct dl_summaries *in = world->summaries;
    size_t room = in->room * 2;
    summary **table = DL_NEW_ARRAY(world->arena, room, summary *);

    for (size_t i = 0; i < in->room; i++)
        while (in->table[i]) {
            summary *moved = in->table[i];

            in->table[i] = moved->next;
            moved->next = table[moved->hash & (room - 1)];
            table[moved->hash & (room - 1)] = moved;
        }
    in->table = table;
    in->room = room;
}

/* Each callee is told of once. */
static void drop_twins(dl_sim *sim, size_t first)
{
    size_t kept = first;

    for (size_t i = first; i < sim->opaques.count; i++) {
        size_t same = first;

        while (same < kept && (sim->opaques.at[same].call != sim->opaques.at[i].call ||
                               !dl_text_equal(sim->opaques.at[same].name, sim->opaques.at[i].name)))
            same++;
        if (same == kept)
            sim->opaques.at[kept++] = sim->opaques.at[i];
    }
    sim->opaques.count = kept;
}

void dl_summary_keep(dl_sim *sim, dl_pending *pending, const dl_states *exits)
{
    dl_world *world = sim->world;
    struct dl_summaries *in = world->summaries;
    summary kept = {.hash = pending->hash,
                    .degraded = sim->degraded,
                    .unknown_jump = sim->unknown_jump,
                    .unknown_jump_span = sim->unknown_jump_span,
                    .has_rounds = sim->has_rounds,
                    .exit_count = exits->count};

    if (pending->degraded)
        sim->degraded = pending->degraded;
    if (pending->unknown_jump) {
        sim->unknown_jump = pending->unknown_jump;
        sim->unknown_jump_span = pending->unknown_jump_span;
    }
    sim->has_rounds |= pending->has_rounds;
    drop_twins(sim, pending->first_opaque);
    if (sim->gave_up || in->bytes > MOST_BYTES)
        return;
    kept.exits = DL_NEW_ARRAY(world->arena, exits->count + 1, kept_exit);
    for (size_t i = 0; i < exits->count; i++) {
        if (!keep_exit(world, pending, exits->at[i], &kept.exits[i]))
            return;
    }
    kept.opaque_count = sim->opaques.count - pending->first_opaque;
    kept.opaques = keep_bytes(world, sim->opaques.at + pending->first_opaque, kept.opaque_count * sizeof *kept.opaques);
    in->bytes += sizeof kept + exits->count * sizeof *kept.exits;
    if (in->count++ >= in->room)
        grow(world);
    kept.next = in->table[kept.hash & (in->room - 1)];
    in->table[kept.hash & (in->room - 1)] = dl_arena_copy(world->arena, &kept, sizeof kept);
}
