/* sim.c: the run of a function, block by block; see sim.h. */
#include "engine/ask.h"
#include "engine/doubt.h"
#include "engine/footprint.h"
#include "engine/key.h"
#include "engine/raise.h"
#include "engine/sim_parts.h"
#include "engine/waiting.h"

#include <string.h>

const dl_node *dl_node_add(dl_sim *sim, dl_state *state, dl_node node)
{
    dl_node *made = dl_arena_copy(sim->world->scratch, &node, sizeof node);

    made->parent = state->trace;
    made->length = state->trace ? state->trace->length + 1 : 1;
    made->depth = sim->frame->depth;
    state->trace = made;
    return made;
}

bool dl_node_is_of_witness(const dl_node *node)
{
    switch (node->kind) {
    case DL_NODE_ENTER:
    case DL_NODE_LEAVE:
    case DL_NODE_EXCEPTION:
        return true;
    case DL_NODE_BRANCH:
    case DL_NODE_CASE:
        return node->was_open;
    case DL_NODE_STORE:
        return node->text != NULL;
    case DL_NODE_CALL:
        return node->outcome == DL_OUTCOME_FAILURE;
    default:
        return false;
    }
}

void dl_node_tell(dl_sim *sim, dl_state *state, dl_span span, const char *text)
{
    dl_node_add(sim, state, (dl_node){.kind = DL_NODE_STORE, .span = span, .text = text});
}

int dl_step_where(const dl_frame *frame, unsigned block)
{
    return frame->context * 8192 + (int)block + 1;
}

/* ---- the run ---- */

static void finish_block(dl_sim *sim, dl_frame *frame, dl_worklist *list, const dl_block *block, dl_state *state,
                         dl_states *exits)
{
    const dl_term *term = &block->term;

    switch (term->kind) {
    case DL_T_JUMP:
        dl_sim_arrive(sim, frame, list, term->to[0], state);
        break;
    case DL_T_BRANCH:
        dl_sim_branch(sim, frame, list, block, state);
        break;
    case DL_T_SWITCH:
        dl_sim_switch(sim, frame, list, term, state);
        break;
    case DL_T_CHOICE:
        for (size_t i = 0; i < term->to_count; i++) {
            dl_state *way = dl_state_copy(sim->world, state);

            if (i > 0 && dl_raise_cannot_come(sim, frame, term))
                break;
            if (i > 0) {
                dl_doubt_stay(way, "an exception here would have to be raised", term->span);
                way->flags |= dl_raise_is_own(sim, frame, term) ? DL_STATE_UNFOLLOWED : 0u;
                dl_node_add(sim, way, (dl_node){.kind = DL_NODE_EXCEPTION, .span = term->span});
            }
            dl_sim_arrive(sim, frame, list, term->to[i], way);
        }
        break;
    case DL_T_RETURN:
        dl_sim_return(sim, frame, term, state, exits);
        break;
    default:
        break;
    }
}

enum {
    MOST_MEMORY = 40 * 1024 * 1024,
    FIRST = 8,
    HEAVY = 2,
    HOPELESS = 4,
    MOST_HEAVY = 3,
    VISITS_A_BLOCK = 32,
    MEMORY_A_BLOCK = 16 * 1024
};

/* Which part of the budget a run gets. A monitor makes a run longer, so one without must do with less before the rounds
 * of loops are joined in all. Where they are, a run is short or will not end: the less likely so the more have not. */
static size_t share_of(const dl_sim *sim)
{
    if (!sim->monitor.event)
        return sim->joins_rounds ? 1 : FIRST;
    return !sim->joins_rounds ? 1 : sim->world->endless < MOST_HEAVY ? HEAVY : HOPELESS;
}

/* A long routine gets more. */
static bool is_spent(const dl_sim *sim)
{
    size_t share = share_of(sim);
    size_t blocks = sim->root->block_count;

    return sim->is_refused || sim->visits > (sim->most_visits + VISITS_A_BLOCK * blocks) / share ||
           dl_arena_used(sim->world->scratch) - sim->first_byte > (MOST_MEMORY + MEMORY_A_BLOCK * blocks) / share;
}

/* Of which class that is which the call has returned: no variable of the key holds it yet. */
static uint64_t class_returned(dl_sim *sim, dl_state *state, const dl_instr *call)
{
    dl_expr result = {.kind = DL_E_VAR, .var = call->result};
    uint64_t class;

    if (!call->result)
        return 0;
    result.type = call->result->type;
    result.span = call->span;
    sim->is_quiet = true;
    class = dl_key_class(sim, state, &result, DL_EXACT_NONE);
    sim->is_quiet = false;
    return class;
}

/* Of more states than `most` those that the key holds equal are one: the calls of one block would multiply the ways
 * that each comes back in otherwise. `behind`: the call that they come from, or NULL. */
static void merge_alike(dl_sim *sim, dl_frame *frame, const dl_block *block, dl_states *now, size_t most,
                        const dl_instr *behind)
{
    DL_VEC(dl_key) keys = {0};
    size_t kept = 0;

    if (now->count <= most)
        return;
    for (size_t i = 0; i < now->count; i++) {
        dl_key own = dl_key_within(sim, now->at[i], frame);
        size_t same = 0;

        own.hash = dl_hash_mix(own.hash, now->at[i]->answer); /* the next call may be given the object */
        if (behind)
            own.hash = dl_hash_mix(own.hash, class_returned(sim, now->at[i], behind));
        while (same < kept && keys.at[same].hash != own.hash)
            same++;
        if (same < kept) {
            (void)dl_state_join(sim->world, now->at[same], now->at[i], dl_step_where(frame, block->id));
            continue;
        }
        dl_vec_push(sim->world->scratch, &keys, own);
        now->at[kept++] = now->at[i];
    }
    now->count = kept;
}

static void run_block(dl_sim *sim, dl_frame *frame, dl_worklist *list, const dl_block *block, dl_state *state,
                      dl_states *exits)
{
    dl_states now = {0}, next = {0};

    frame->block = block->id;
    dl_vec_push(sim->world->scratch, &now, state);
    for (size_t i = 0; i < block->count; i++) {
        const dl_instr *instr = &block->instrs[i];

        sim->instr = instr;
        sim->is_latch = block->term.kind == DL_T_JUMP && frame->function->blocks[block->term.to[0]].is_loop_head;
        if (instr->kind != DL_I_CALL) {
            for (size_t s = 0; s < now.count; s++)
                dl_step_plain(sim, now.at[s], instr);
            continue;
        }
        next = (dl_states){0};
        if (instr->callee) /* it is run for each */
            merge_alike(sim, frame, block, &now, 1, NULL);
        for (size_t s = 0; s < now.count; s++) {
            sim->instr = instr; /* a helper's were run in between */
            dl_step_call(sim, now.at[s], instr, &next);
        }
        now = next;
        merge_alike(sim, frame, block, &now, DL_MOST_APART, instr);
        sim->visits += (unsigned long)now.count;
        if (is_spent(sim)) {
            sim->gave_up = true;
            sim->gave_up_in = sim->frame->function;
            return;
        }
    }
    for (size_t s = 0; s < now.count; s++)
        finish_block(sim, frame, list, block, now.at[s], exits);
}

void dl_sim_function(dl_sim *sim, dl_frame *frame, dl_state *start, dl_states *exits)
{
    const dl_function *function = frame->function;
    dl_worklist *list;
    dl_state *next;
    unsigned block;

    if (function->lost_count && !sim->degraded)
        sim->degraded = function;
    frame->exits = exits;
    if (function->block_count == 0)
        return;
    list = dl_waiting_new(sim, frame);
    dl_sim_arrive(sim, frame, list, 0, start);
    while (!sim->gave_up && (next = dl_waiting_next(sim, frame, list, &block)) != NULL) {
        sim->visits++;
        if (is_spent(sim)) {
            sim->gave_up = true;
            sim->gave_up_in = sim->frame->function;
            return;
        }
        run_block(sim, frame, list, &function->blocks[block], dl_state_copy(sim->world, next), exits);
    }
}

static void attempt(dl_sim *sim, const dl_state *start)
{
    dl_world *world = sim->world;
    dl_frame frame = {.function = sim->root};
    dl_state *state = start ? dl_state_copy(world, start) : DL_NEW(world->scratch, dl_state);
    dl_states exits = {0};

    sim->gave_up = false;
    sim->first_byte = dl_arena_used(world->scratch);
    sim->frame = &frame;
    frame.info = dl_control_info(sim, sim->root);
    dl_sim_function(sim, &frame, state, &exits);
    world->spent += sim->visits;
    sim->exits.at = exits.at;
    sim->exits.count = exits.count;
    sim->exits.room = exits.room;
    sim->frame = NULL;
}

void dl_sim_run(dl_sim *sim, dl_world *world, const dl_monitor *monitor, const dl_function *root, const dl_state *start)
{
    sim->world = world;
    sim->monitor = *monitor;
    sim->root = root;
    sim->most_visits = world->spent > DL_MAX_VISITS_IN_ALL ? DL_FEW_VISITS : DL_MAX_VISITS;
    if (!sim->infos) {
        sim->infos = DL_NEW(world->scratch, dl_table);
        dl_table_init(sim->infos, world->scratch);
    }
    sim->joins_rounds = world->is_heavy;
    world->follows_one = monitor->followed != NULL;
    attempt(sim, start);
    if (sim->gave_up && sim->has_rounds && !sim->joins_rounds && !sim->is_refused) {
        unsigned long before = sim->visits;

        sim->is_cut = sim->joins_rounds = true;
        sim->visits = 0;
        attempt(sim, start);
        sim->visits += before;
    }
    world->endless += sim->gave_up && !sim->is_refused && sim->joins_rounds && monitor->event;
    if (sim->unfollowed && !sim->gave_up) {
        sim->gave_up = true;
        sim->gave_up_in = sim->unfollowed;
    }
}

static void initialise(dl_sim *sim, dl_state *state, const dl_var *var)
{
    for (size_t i = 0; i < var->init_count; i++) {
        const dl_instr *instr = &var->inits[i];
        dl_loc loc = instr->target ? dl_eval_place(sim, state, instr->target) : DL_NOWHERE;

        if (!loc)
            continue;
        if (instr->kind == DL_I_ZERO)
            dl_state_mark(sim->world, state, loc, DL_MARK_ZERO, 0);
        else if (instr->kind == DL_I_ASSIGN)
            dl_state_write(sim->world, state, loc, dl_eval(sim, state, instr->value));
    }
}

void dl_sim_globals(dl_world *world)
{
    const dl_program *program = world->program;
    dl_arena *scratch = world->scratch;
    dl_sim sim = {.world = world, .is_quiet = true};
    dl_frame frame = {.function = world->entry};
    dl_state *state = DL_NEW(world->arena, dl_state);

    sim.frame = &frame;
    world->scratch = world->arena; /* lives as long as the world */
    world->globals = NULL;
    world->at_entry = true;
    for (size_t i = 0; i < program->global_count; i++)
        initialise(&sim, state, program->globals[i]);
    for (size_t f = 0; f < program->function_count; f++)
        for (size_t i = 0; i < program->functions[f]->local_count; i++)
            if (program->functions[f]->locals[i]->storage == DL_STATIC_LOCAL)
                initialise(&sim, state, program->functions[f]->locals[i]);
    world->globals = state;
    world->scratch = scratch;
}
