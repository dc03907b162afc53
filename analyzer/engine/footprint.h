/* footprint.h: what of a state a helper can come by: what it is handed, the globals that it and its own helpers name,
 * and what pointers in these lead to. One footprint at a time is marked in a world: the one that was found last.
 * Owns: everything lives in the world's arena. */
#ifndef DL_ENGINE_FOOTPRINT_H
#define DL_ENGINE_FOOTPRINT_H

#include "engine/context.h"
#include "engine/graph.h"

typedef DL_VEC(dl_loc) dl_locs;

/* What a function and its helpers name, whatever the state. */
typedef struct dl_reach {
    dl_vars globals;
    dl_locs places;                        /* these, or the members of them that alone are named */
    DL_VEC(const dl_record *) pointed;     /* structures that pointers in it lead to */
    dl_table *parted;                      /* footprint.c's: of each global that was asked for */
    DL_VEC(const dl_function *) functions; /* itself included */
    size_t blocks;
    bool is_open;        /* it calls through a pointer: which function, the state tells; or changes a list likewise */
    bool waits;          /* what runs beside it goes on meanwhile, and changes what it does not name */
    bool makes_pointers; /* it calls what gives one: where objects are followed, that goes otherwise */
} dl_reach;

const dl_reach *dl_reach_of(dl_world *world, const dl_function *function);
/* Whether the function is `from`, or a helper of it. */
bool dl_reach_has(dl_world *world, const dl_function *from, const dl_function *function);
/* Whether the function calls itself, by way of helpers too. */
bool dl_reach_is_recursive(dl_world *world, const dl_function *function);

/* Marks the footprint of the function, its parameters bound in `state`. Of each cell and each thing known (arrays of
 * false, as long as the state's): whether it is in it. */
void dl_footprint_find(dl_world *world, const dl_function *function, const dl_reach *to, const dl_state *state,
                       bool *is_cell_in, bool *is_known_in);
/* Of the footprint that was marked last: the globals of which only members are in it, and these. What is known of all
 * of such a structure at once is in the footprint as well, to be read; a helper that writes that, or another member,
 * writes what is not. Lives in scratch. */
typedef struct dl_parted {
    dl_locs roots, members;
} dl_parted;
dl_parted dl_footprint_parted(dl_world *world);
/* Whether the place is a part of such a global, and of none of the members. */
bool dl_parted_is_beside(const dl_world *world, const dl_parted *parted, dl_loc loc);
/* Whether the place, or one that it is a part of, or a part of it, is in the footprint that was marked last. */
bool dl_footprint_has_place(const dl_world *world, dl_loc loc);
/* Whether the helper can come by the symbol: it is handed, or stands for what a place of the footprint held, or can be
 * made again. */
bool dl_footprint_has_symbol(const dl_world *world, int sym);
/* Whether the rest of the state holds something that the helper called in this context names: a run would make it
 * anew. */
bool dl_footprint_is_stale(const dl_world *world, const dl_state *state, int context, const bool *is_cell_in,
                           const bool *is_known_in);

#endif
