#include "engine/raise.h"

#include "engine/ask.h"

#include <string.h>

static const char raises_with[] = "raises-with-", raises_without[] = "raises-without-";

/* The flag that the API has a trait for, which begins so and ends with the flag's name. */
static bool find_flag(const dl_world *world, const dl_api *api, const char *trait, int64_t *flag)
{
    for (size_t i = 0; api && i < api->traits.count; i++)
        if (dl_text_starts(api->traits.at[i], trait) &&
            dl_facts_constant(world->facts, api->traits.at[i] + strlen(trait), flag))
            return true;
    return false;
}

/* Whether the first argument has the flag: maybe where it is not known. */
static dl_tri has_flag(const dl_instr *call, int64_t flag)
{
    if (call->arg_count == 0 || !call->args[0]->has_value)
        return DL_MAYBE;
    return (call->args[0]->value & flag) != 0 ? DL_YES : DL_NO;
}

bool dl_sim_never_fails(const dl_world *world, const dl_api *api, const dl_instr *call)
{
    int64_t flag;

    return dl_api_has_trait(api, "never-fails") ||
           (find_flag(world, api, raises_with, &flag) && has_flag(call, flag) == DL_YES) ||
           (find_flag(world, api, raises_without, &flag) && has_flag(call, flag) == DL_NO);
}

bool dl_sim_is_told_to_raise(const dl_world *world, const dl_api *api, const dl_instr *call)
{
    int64_t flag;

    return find_flag(world, api, raises_with, &flag) && has_flag(call, flag) != DL_NO;
}

static bool never_raises(dl_world *world, const dl_function *function, unsigned depth);

/* A call in a helper that may run in any state. */
static bool call_never_raises(dl_world *world, const dl_instr *call, unsigned depth)
{
    const dl_api *api;

    if (call->callee)
        return never_raises(world, call->callee, depth + 1);
    if (dl_call_is_message(call))
        return true;
    api = call->name ? dl_facts_api(world->facts, call->name) : NULL;
    if (!api || dl_sim_is_told_to_raise(world, api, call))
        return false;
    return dl_facts_raises_for_memory(api);
}

static bool never_raises(dl_world *world, const dl_function *function, unsigned depth)
{
    enum { DEEPEST = 6 }; /* or it calls itself */
    static const bool yes = true, no = false;
    const bool *known = dl_table_get(&world->unraising, function);

    if (known || depth > DEEPEST)
        return known && *known;
    known = function->lost_count ? &no : &yes;
    for (size_t b = 0; b < function->block_count && *known; b++)
        for (size_t i = 0; i < function->blocks[b].count && *known; i++) {
            const dl_instr *instr = &function->blocks[b].instrs[i];

            if (instr->kind == DL_I_LOST || (instr->kind == DL_I_CALL && !call_never_raises(world, instr, depth)))
                known = &no;
        }
    dl_table_set(&world->unraising, function, (void *)(uintptr_t)known);
    return *known;
}

bool dl_raise_cannot_come(dl_sim *sim, const dl_frame *frame, const dl_term *term)
{
    const dl_block *block = &frame->function->blocks[term->to[0]];
    const dl_instr *call = block->count ? &block->instrs[0] : NULL;
    const dl_api *api;

    if (!call || call->kind != DL_I_CALL || !call->name)
        return false;
    if (call->callee)
        return never_raises(sim->world, call->callee, 0);
    api = dl_facts_api(sim->world->facts, call->name);
    return !dl_sim_is_told_to_raise(sim->world, api, call) && dl_facts_raises_for_memory(api);
}

bool dl_raise_is_own(dl_sim *sim, const dl_frame *frame, const dl_term *term)
{
    const dl_block *block = &frame->function->blocks[term->to[0]];
    const dl_function *callee = block->count && block->instrs[0].kind == DL_I_CALL ? block->instrs[0].callee : NULL;

    return callee && dl_ask_stop(sim->world, callee);
}
