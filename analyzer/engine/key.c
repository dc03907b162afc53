/* key.c: see key.h. */
#include "engine/key.h"

#include "engine/footprint.h"
#include "engine/stack.h"

#include <string.h>

/* One expression of the key that a caller adds. */
typedef struct key_part {
    const dl_expr *expr;
    dl_exactness exact;
} key_part;

/* What the callers of a frame add to the keys in it, and may come to differ while it runs. */
struct dl_key_outer {
    DL_VEC(key_part) controls;
    DL_VEC(const dl_expr *) handles;
};

static uint64_t hash_bind(uint64_t hash, const dl_bind *bind)
{
    hash = dl_hash_mix(hash, (uint64_t)bind->loc);
    hash = dl_hash_mix(hash, (uint64_t)bind->val.kind);
    hash = dl_hash_mix(hash, (uint64_t)bind->val.id);
    return dl_hash_mix(hash, (uint64_t)bind->val.k);
}

static uint64_t hash_instances(const dl_state *state)
{
    uint64_t hash = state->instance_count;

    for (unsigned i = 0; i < state->instance_count; i++) {
        const dl_instance *instance = &state->instances[i];

        hash = dl_hash_mix(hash, instance->spare * 4096u + instance->state * 16u + instance->may_be_held * 8u +
                                     instance->is_listed * 4u + instance->is_again * 2u + instance->is_maybe);
        hash = dl_hash_mix(hash, instance->site ? instance->site->span.offset : 0);
        hash = dl_hash_mix(hash, (uint64_t)instance->row);
        hash = dl_hash_mix(hash, (uint64_t)(instance->has_others ? 8 : 0) + (instance->is_past_first ? 4 : 0) +
                                     (instance->is_row ? 2 : 0) + (instance->drain ? 1 : 0));
        for (unsigned b = 0; b < DL_MAX_BINDS; b++)
            if (instance->binds[b].is_bound)
                hash = hash_bind(dl_hash_mix(hash, b), &instance->binds[b]);
        hash = dl_hash_mix(hash, (uint64_t)instance->value.id * 8u + instance->value.kind);
    }
    return hash;
}

static uint64_t class_at(dl_sim *sim, dl_state *state, dl_loc loc)
{
    dl_val val = dl_state_read(sim->world, state, loc);

    return dl_val_mask(sim->world, state, val) + 8u * (val.kind == DL_VAL_FUNCTION) + 16u * (val.kind == DL_VAL_UNSET);
}

enum { MOST_STEPS = 8 };

/* One that the driver has allocated: the last node of a list of its own, of what is to be undone. */
static bool is_block(const dl_world *world, dl_val val)
{
    return val.kind == DL_VAL_SYM && dl_symbol_is_block(dl_symbol_of(world, val.id));
}

static uint64_t class_of(const dl_sim *sim, const dl_state *state, dl_val val, dl_exactness exact)
{
    if (val.kind == DL_VAL_CONST && (exact >= DL_EXACT_ALL || (exact == DL_EXACT_FIRST && !sim->joins_rounds &&
                                                               val.k >= -1 && val.k <= MOST_STEPS)))
        return (uint64_t)val.k * 64u + 32u;
    if (exact == DL_EXACT_WHICH && val.kind == DL_VAL_FUNCTION && val.name)
        return dl_hash_bytes(val.name, strlen(val.name), 1) * 64u + 16u;
    if (exact >= DL_EXACT_ALL && val.kind == DL_VAL_ADDRESS)
        return (uint64_t)val.id * 64u + 48u;
    if (exact >= DL_EXACT_ALL && is_block(sim->world, val))
        return (uint64_t)val.id * 64u + 56u + dl_val_mask(sim->world, state, val);
    return dl_val_mask(sim->world, state, val) + (val.kind == DL_VAL_UNSET ? 8u : 0u);
}

static bool has_index(const dl_expr *expr)
{
    for (; expr; expr = expr->a)
        if (expr->kind == DL_E_INDEX)
            return true;
    return false;
}

/* Of an element of a row of blocks the class is enough: each round of a loop puts another one there. */
uint64_t dl_key_class(dl_sim *sim, dl_state *state, const dl_expr *expr, dl_exactness exact)
{
    dl_val val = dl_eval(sim, state, expr);
    bool is_row = exact == DL_EXACT_ALL && val.kind == DL_VAL_SYM && has_index(expr);
    uint64_t class = class_of(sim, state, val, is_row ? DL_EXACT_NONE : exact);

    if (exact == DL_EXACT_FIRST && val.kind == DL_VAL_CONST && val.k <= MOST_STEPS)
        class = dl_hash_mix(class, dl_stack_hash(sim, state, expr, val.k));
    return class;
}

/* Which object a slot holds: of the tracked ones 1 + the number of the instance, of others that are variables a number
   above those; 0 none. */
static uint64_t object_in(const dl_sim *sim, const dl_state *state, dl_val val)
{
    if (sim->tells_addresses && val.kind == DL_VAL_ADDRESS && dl_place_of(sim->world, val.id)->kind == DL_LOC_VAR)
        return (uint64_t)val.id + DL_MAX_INSTANCES + 1u;

    for (unsigned i = 0; val.kind == DL_VAL_SYM && i < state->instance_count; i++)
        for (unsigned b = 0; b < DL_MAX_BINDS; b++)
            if (state->instances[i].binds[b].has_val && dl_val_equal(state->instances[i].binds[b].val, val))
                return i + 1;
    return 0;
}

static uint64_t hash_handle(dl_sim *sim, dl_state *state, const dl_expr *handle, uint64_t hash)
{
    dl_val val = dl_eval(sim, state, handle);

    return dl_hash_mix(hash, class_of(sim, state, val, DL_EXACT_NONE) + 64u * object_in(sim, state, val));
}

/* ---- what callers add ---- */

/* Whether the function may be run again below the frame: then its variables are written there. */
static bool runs_again(dl_world *world, const dl_frame *frame, const dl_function *function)
{
    return dl_reach_has(world, frame->function, function) || dl_reach_of(world, frame->function)->is_open;
}

/* A variable that only its function names holds one value while a helper runs; and of what is no symbol nothing more
 * can become known. */
static bool is_fixed(dl_sim *sim, dl_state *state, const dl_expr *expr, bool runs_again)
{
    dl_storage storage = expr->kind == DL_E_VAR ? expr->var->storage : DL_GLOBAL;

    return !runs_again && (storage == DL_LOCAL || storage == DL_PARAM || storage == DL_TEMP) &&
           !sim->world->is_kept[expr->var->id] && dl_eval(sim, state, expr).kind != DL_VAL_SYM;
}

static void add_callers(dl_sim *sim, dl_state *state, const dl_frame *frame, struct dl_key_outer *outer)
{
    for (const dl_frame *up = frame->up; up; up = up->up) {
        bool again = runs_again(sim->world, frame, up->function);
        unsigned wanted = up->info->wanted_within[up->block];

        for (size_t i = 0; i < up->info->control_count; i++)
            if (wanted >> i & 1 && !is_fixed(sim, state, up->info->controls[i], again))
                dl_vec_push(sim->world->scratch, &outer->controls,
                            (key_part){up->info->controls[i], up->info->exact[i]});
        for (size_t i = 0; i < sim->handle_count; i++)
            if (sim->handle_functions[i] == up->function && !is_fixed(sim, state, sim->handles[i], again))
                dl_vec_push(sim->world->scratch, &outer->handles, sim->handles[i]);
    }
}

static dl_key key_of(dl_sim *sim, dl_state *state, dl_frame *frame, unsigned wanted)
{
    dl_key made = {.instances = hash_instances(state)};
    uint64_t hash = dl_hash_mix(made.instances, state->flags & DL_STATE_HAPPENED);

    for (unsigned i = 0; i < state->round_count; i++)
        hash = dl_hash_mix(hash, state->rounds[i]);
    sim->is_quiet = true;
    if (!frame->outer) {
        frame->outer = DL_NEW(sim->world->scratch, struct dl_key_outer);
        add_callers(sim, state, frame, frame->outer);
    }
    for (size_t i = 0; i < sim->place_count; i++)
        hash = dl_hash_mix(hash, class_at(sim, state, sim->places[i]));
    for (size_t i = 0; i < frame->info->control_count; i++)
        if (wanted >> i & 1)
            hash = dl_hash_mix(hash, dl_key_class(sim, state, frame->info->controls[i], frame->info->exact[i]));
    for (size_t i = 0; i < sim->handle_count; i++)
        if (!sim->handle_functions[i] || sim->handle_functions[i] == frame->function)
            hash = hash_handle(sim, state, sim->handles[i], hash);
    for (size_t i = 0; i < frame->outer->controls.count; i++)
        hash = dl_hash_mix(
            hash, dl_key_class(sim, state, frame->outer->controls.at[i].expr, frame->outer->controls.at[i].exact));
    for (size_t i = 0; i < frame->outer->handles.count; i++)
        hash = hash_handle(sim, state, frame->outer->handles.at[i], hash);
    sim->is_quiet = false;
    made.hash = hash;
    return made;
}

dl_key dl_key_at(dl_sim *sim, dl_state *state, dl_frame *frame, unsigned block)
{
    return key_of(sim, state, frame, frame->info->wanted_from[block]);
}

dl_key dl_key_within(dl_sim *sim, dl_state *state, dl_frame *frame)
{
    return key_of(sim, state, frame, frame->info->wanted_within[frame->block]);
}
