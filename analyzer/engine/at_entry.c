/* at_entry.c: what a call is known to give in the entry routine alone; see at_entry.h. */
#include "engine/at_entry.h"

#include "engine/ask.h"
#include "engine/footprint.h"

static bool acquires(const dl_resource *kind, dl_called called)
{
    return dl_api_is_among(called.by_name, kind->acquire, kind->acquire_count) ||
           dl_api_is_among(called.by_macro, kind->acquire, kind->acquire_count);
}

/* A routine that a known function runs higher than its caller. */
static bool runs_higher(const dl_world *world, const dl_instr *call)
{
    const dl_api *through = call->through ? dl_facts_api(world->facts, call->through) : NULL;

    return through && dl_api_has_trait(through, "at-raised-irql");
}

static bool function_acquires(dl_world *world, const dl_function *function, const dl_resource *kind)
{
    for (size_t b = 0; b < function->block_count; b++)
        for (size_t i = 0; i < function->blocks[b].count; i++) {
            const dl_instr *instr = &function->blocks[b].instrs[i];

            if (instr->kind == DL_I_CALL && (runs_higher(world, instr) || acquires(kind, dl_called_by(world, instr))))
                return true;
        }
    return false;
}

static bool is_changed(dl_world *world, const dl_api *api)
{
    const dl_reach *reach = dl_reach_of(world, world->entry);

    for (size_t k = 0; k < api->zero_in_entry.count; k++) {
        const dl_resource *kind = dl_facts_resource(world->facts, api->zero_in_entry.at[k]);

        for (size_t f = 0; f < reach->functions.count; f++)
            if (function_acquires(world, reach->functions.at[f], kind))
                return true;
    }
    return false;
}

bool dl_at_entry_is_zero(dl_world *world, const dl_api *api)
{
    static const bool answers[] = {false, true};
    const bool *known;

    if (!world->at_entry || world->enters_at_any_irql || api->zero_in_entry.count == 0)
        return false;
    known = dl_table_get(&world->zero_in_entry, api);
    if (!known) {
        known = &answers[!is_changed(world, api)];
        dl_table_set(&world->zero_in_entry, api, (void *)(uintptr_t)known);
    }
    return *known;
}
