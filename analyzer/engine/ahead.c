/* ahead.c: see ahead.h. */
#include "engine/ahead.h"

#include "engine/ask.h"
#include "engine/footprint.h"

/* ---- what acts ---- */

static bool does_instr_act(dl_sim *sim, const dl_instr *instr, bool has_instances)
{
    dl_called called = dl_called_by(sim->world, instr);

    if (instr->kind == DL_I_CALL && (instr->pointer || (called.by_name && called.by_name->expands_to) ||
                                     (called.by_macro && called.by_macro->expands_to)))
        return true;
    return sim->monitor.can_unsettle(sim->monitor.self, instr, called.by_name, called.by_macro, has_instances);
}

/* By the function's own instructions. */
static bool does_body_act(dl_sim *sim, const dl_function *function, bool has_instances)
{
    signed char *known = &dl_control_info(sim, function)->acts[has_instances];

    if (!*known)
        *known = dl_ask_body(sim, does_instr_act, function, has_instances) ? 1 : -1;
    return *known > 0;
}

static bool does_one_act(dl_sim *sim, const dl_reach *reach, bool has_instances)
{
    for (size_t i = 0; i < reach->functions.count; i++)
        if (does_body_act(sim, reach->functions.at[i], has_instances))
            return true;
    return false;
}

/* With its helpers. */
static bool does_function_act(dl_sim *sim, const dl_function *function, bool has_instances)
{
    signed char *known = &dl_control_info(sim, function)->acts_below[has_instances];

    if (!*known)
        *known = does_one_act(sim, dl_reach_of(sim->world, function), has_instances) ? 1 : -1;
    return *known > 0;
}

static bool does_step_act(dl_sim *sim, const dl_instr *instr, bool has_instances)
{
    return does_instr_act(sim, instr, has_instances) ||
           (instr->kind == DL_I_CALL && instr->callee && does_function_act(sim, instr->callee, has_instances));
}

/* ---- what lies ahead ---- */

static bool leads_on(const dl_term *term, const bool *leads)
{
    for (size_t i = 0; i < dl_term_count(term); i++)
        if (leads[dl_term_to(term, i)])
            return true;
    return false;
}

/* Of each block of the function whether something acts in it or behind it. A function that calls itself goes on in
 * another activation, where it was called: there all of it lies ahead. */
static const bool *find_leads(dl_sim *sim, const dl_function *function, bool has_instances)
{
    dl_function_info *info = dl_control_info(sim, function);
    size_t n = function->block_count;
    bool *leads = info->leads[has_instances], is_new = true, all;

    if (leads)
        return leads;
    info->leads[has_instances] = leads = DL_NEW_ARRAY(sim->world->scratch, n + 1, bool);
    all = dl_reach_is_recursive(sim->world, function) && does_function_act(sim, function, has_instances);
    for (size_t b = 0; b < n; b++) {
        leads[b] = all || dl_ask_test(sim, does_instr_act, &function->blocks[b].term, has_instances);
        for (size_t i = 0; i < function->blocks[b].count && !leads[b]; i++)
            leads[b] = does_step_act(sim, &function->blocks[b].instrs[i], has_instances);
    }
    while (is_new) {
        is_new = false;
        for (size_t k = n; k-- > 0;) {
            unsigned b = info->graph->by_order[k];

            if (!leads[b] && leads_on(&function->blocks[b].term, leads))
                leads[b] = is_new = true;
        }
    }
    return leads;
}

/* Whether something acts in the block behind the instruction of that number. */
static bool does_rest_act(dl_sim *sim, const dl_function *function, const dl_block *block, size_t at,
                          bool has_instances)
{
    dl_function_info *info = dl_control_info(sim, function);
    unsigned **last = &info->last_acting[has_instances];

    if (!*last)
        *last = DL_NEW_ARRAY(sim->world->scratch, function->block_count, unsigned);
    if (!(*last)[block->id]) {
        size_t i = block->count;

        while (i > 0 && !does_step_act(sim, &block->instrs[i - 1], has_instances))
            i--;
        (*last)[block->id] = (unsigned)i + 1;
    }
    return (*last)[block->id] > at + 2;
}

/* Most often in the one that is running. NULL: made up by the simulation, it stands in none. */
static const dl_block *block_of(const dl_frame *frame, const dl_instr *instr)
{
    const dl_block *running = &frame->function->blocks[frame->block];

    return dl_block_holds(running, instr) ? running : dl_function_block(frame->function, instr);
}

static bool lies_behind(dl_sim *sim, const dl_frame *frame, const dl_instr *call, bool has_instances)
{
    const dl_block *block = block_of(frame, call);

    if (!block)
        return true;
    return does_rest_act(sim, frame->function, block, (size_t)(call - block->instrs), has_instances) ||
           dl_ask_test(sim, does_instr_act, &block->term, has_instances) ||
           leads_on(&block->term, find_leads(sim, frame->function, has_instances));
}

void dl_ahead_enter(dl_sim *sim, dl_frame *frame, const dl_instr *instr)
{
    for (int h = 0; h < 2 && sim->monitor.is_settled; h++)
        frame->has_ahead[h] = frame->up->has_ahead[h] || lies_behind(sim, frame->up, instr, h);
}

bool dl_ahead_is_settled(dl_sim *sim, const dl_frame *frame, unsigned block, const dl_state *state)
{
    bool h = state->instance_count > 0;

    return sim->monitor.is_settled && !frame->has_ahead[h] && sim->monitor.is_settled(sim->monitor.self, state) &&
           !find_leads(sim, frame->function, h)[block];
}

bool dl_ahead_is_settled_before(dl_sim *sim, const dl_frame *frame, const dl_state *state)
{
    return frame->function->block_count > 0 && dl_ahead_is_settled(sim, frame, 0, state);
}
