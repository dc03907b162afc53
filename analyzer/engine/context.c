/* context.c: see context.h. */
#include "engine/context.h"

#include <string.h>

enum { FIRST_ROOM = 256 };

static uint64_t hash_context(const dl_context *context)
{
    uint64_t hash = dl_hash_mix((uint64_t)context->parent, (uint64_t)(uintptr_t)context->instr);

    return dl_hash_mix(hash, context->round);
}

static bool is_same(const dl_context *a, const dl_context *b)
{
    return a->parent == b->parent && a->instr == b->instr && a->round == b->round;
}

static size_t slot_of(const dl_world *world, const dl_context *wanted)
{
    size_t i = (size_t)hash_context(wanted) & (world->context_room - 1);

    while (world->context_table[i] && !is_same(&world->contexts.at[world->context_table[i]], wanted))
        i = (i + 1) & (world->context_room - 1);
    return i;
}

static void grow(dl_world *world)
{
    world->context_room = world->context_room ? world->context_room * 2 : FIRST_ROOM;
    world->context_table = DL_NEW_ARRAY(world->arena, world->context_room, int);
    for (size_t n = 1; n < world->contexts.count; n++)
        world->context_table[slot_of(world, &world->contexts.at[n])] = (int)n;
}

int dl_context_of(dl_world *world, int parent, const dl_instr *instr, uint64_t round)
{
    dl_context wanted = {.parent = parent, .instr = instr, .round = round};
    size_t slot;

    if (world->contexts.count * 2 >= world->context_room)
        grow(world);
    slot = slot_of(world, &wanted);
    if (!world->context_table[slot]) {
        world->context_table[slot] = (int)world->contexts.count;
        dl_vec_push(world->arena, &world->contexts, wanted);
    }
    return world->context_table[slot];
}

bool dl_context_is_later_round(const dl_world *world, int context)
{
    const dl_context *at = &world->contexts.at[context];

    return context > 0 && !at->instr && at->round == DL_LATER_ROUND;
}

/* What a fold expression is made into, `(blocks.Make() && ...)`, stands at one place: the calls there are of other
 * objects, or of what was made of a template for other types. */
static uint64_t place_of(const dl_instr *call)
{
    const char *instance = call->callee ? call->callee->instance : NULL;
    uint64_t hash = call->span.offset + 1u;

    for (size_t i = 0; i < call->arg_count; i++) {
        const dl_expr *given = dl_expr_uncast(call->args[i]);
        const dl_var *root = dl_expr_root(given->kind == DL_E_ADDRESS ? given->a : given);

        if (root && (root->storage == DL_PARAM || dl_var_is_static(root)))
            hash = dl_hash_mix(hash, root->id);
    }
    return instance ? dl_hash_bytes(instance, strlen(instance), hash) : hash;
}

uint64_t dl_context_key(const dl_world *world, int context)
{
    uint64_t hash = 1;

    for (; context > 0; context = world->contexts.at[context].parent)
        hash = dl_hash_mix(hash, world->contexts.at[context].instr ? place_of(world->contexts.at[context].instr)
                                                                   : world->contexts.at[context].round);
    return hash;
}

uint64_t dl_context_chain_key(const dl_world *world, int context)
{
    uint64_t hash = 1;

    for (; context > 0; context = world->contexts.at[context].parent)
        if (world->contexts.at[context].instr)
            hash = dl_hash_mix(hash, place_of(world->contexts.at[context].instr));
    return hash;
}

bool dl_context_is_below(const dl_world *world, int context, int above)
{
    if (context < 0 || (size_t)context >= world->contexts.count)
        return true;
    while (context > above)
        context = world->contexts.at[context].parent;
    return context == above;
}

int dl_context_of_call(const dl_world *world, int context)
{
    while (context > 0 && !world->contexts.at[context].instr)
        context = world->contexts.at[context].parent;
    return context;
}
