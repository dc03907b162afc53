/* ask.h: what may concern a monitor, asked of code before it is run. */
#ifndef DL_ENGINE_ASK_H
#define DL_ENGINE_ASK_H

#include "engine/sim.h"

/* What the facts tell of what an instruction calls: by its name, and as the macro that it is spelled as; NULL: nothing.
 */
typedef struct dl_called {
    const dl_api *by_name, *by_macro;
} dl_called;

static inline dl_called dl_called_by(dl_world *world, const dl_instr *instr)
{
    return (dl_called){.by_name = instr->name ? dl_world_api(world, instr->name) : NULL,
                       .by_macro = instr->macro ? dl_world_api(world, instr->macro) : NULL};
}

/* Whether the instruction concerns the monitor, while it follows an object or while not. */
typedef bool dl_concern(dl_sim *sim, const dl_instr *instr, bool has_instances);

/* Whether the test that a block ends with does; false: it ends with none. */
bool dl_ask_test(dl_sim *sim, dl_concern *concern, const dl_term *term, bool has_instances);
/* Whether anything in the function itself does, its helpers aside. */
bool dl_ask_body(dl_sim *sim, dl_concern *concern, const dl_function *function, bool has_instances);
/* Whether the monitor, one that says what it is told, may be told something by the function itself. */
bool dl_ask_tells(dl_sim *sim, const dl_function *function, bool has_instances);
/* A call of what does not come back. */
bool dl_ask_is_stop(dl_world *world, const dl_instr *instr);
/* The first such call in the function, or in a helper of it; NULL: there is none. */
const dl_instr *dl_ask_stop(dl_world *world, const dl_function *function);

#endif
