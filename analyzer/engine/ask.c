/* ask.c: see ask.h. */
#include "engine/ask.h"

#include "engine/footprint.h"

static bool is_test(const dl_term *term)
{
    return term->kind == DL_T_BRANCH || term->kind == DL_T_SWITCH;
}

bool dl_ask_test(dl_sim *sim, dl_concern *concern, const dl_term *term, bool has_instances)
{
    static const dl_instr test = {.kind = DL_I_EVAL}; /* stands for any */

    return is_test(term) && concern(sim, &test, has_instances);
}

bool dl_ask_body(dl_sim *sim, dl_concern *concern, const dl_function *function, bool has_instances)
{
    size_t first = 0; /* test: of one, what is said of all */

    while (first < function->block_count && !is_test(&function->blocks[first].term))
        first++;
    if (first < function->block_count && dl_ask_test(sim, concern, &function->blocks[first].term, has_instances))
        return true;
    for (size_t b = 0; b < function->block_count; b++)
        for (size_t i = 0; i < function->blocks[b].count; i++)
            if (concern(sim, &function->blocks[b].instrs[i], has_instances))
                return true;
    return false;
}

static bool is_told_of(dl_sim *sim, const dl_instr *instr, bool has_instances)
{
    dl_called called = dl_called_by(sim->world, instr);

    return sim->monitor.is_told(sim->monitor.self, instr, called.by_name, called.by_macro, has_instances);
}

bool dl_ask_tells(dl_sim *sim, const dl_function *function, bool has_instances)
{
    signed char *known = &dl_control_info(sim, function)->tells[has_instances];

    if (!*known)
        *known = dl_ask_body(sim, is_told_of, function, has_instances) ? 1 : -1;
    return *known > 0;
}

bool dl_ask_is_stop(dl_world *world, const dl_instr *instr)
{
    const dl_api *api = dl_called_by(world, instr).by_name;

    return api && api->is_noreturn;
}

static const dl_instr *stop_in(dl_world *world, const dl_function *function)
{
    for (size_t b = 0; b < function->block_count; b++)
        for (size_t i = 0; i < function->blocks[b].count; i++)
            if (dl_ask_is_stop(world, &function->blocks[b].instrs[i]))
                return &function->blocks[b].instrs[i];
    return NULL;
}

const dl_instr *dl_ask_stop(dl_world *world, const dl_function *function)
{
    const dl_reach *reach = dl_reach_of(world, function);
    const dl_instr *stop = NULL;

    for (size_t f = 0; f < reach->functions.count && !stop; f++)
        stop = stop_in(world, reach->functions.at[f]);
    return stop;
}
