/* ask.c: see ask.h. */
#include "engine/ask.h"

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
