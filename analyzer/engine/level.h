/* level.h: numbers that say how far something has come (`context->Stage`), and other places, as a helper asks for them
 * and as those who call it spell them.
 * Owns: expressions that are made live in the arena that is given. */
#ifndef DL_ENGINE_LEVEL_H
#define DL_ENGINE_LEVEL_H

#include "ir/ir.h"

/* `this->status` with what is given for `this`: `result.status`; of a parameter, what is given for it. NULL: it is
 * none, and no member of an argument. */
const dl_expr *dl_level_given(dl_arena *arena, const dl_expr *member, const dl_instr *call);
/* A number; not of a structure that was made up, of which a member may be anything. */
bool dl_level_is_number(const dl_expr *control);
/* `Undo(Globals.Level)`, `Undo(context)` that asks `context->Level`: a number that says what there is to undo, of what
 * the function is given. */
bool dl_level_is_of_parameter(const dl_expr *control);
/* `CONTEXT *c = (CONTEXT *)given;`, `= &given->Part;`, `= device->DeviceExtension;`, and `c->Stage` asks: the same by
 * the name of the parameter. NULL: it is none such. */
const dl_expr *dl_level_by_parameter(dl_arena *arena, const dl_function *function, const dl_expr *control);
/* Whether the function sets a member that may be such a number. */
bool dl_level_is_set_in(const dl_function *function);
/* Whether both are the same member of the same structure, by whatever pointers. */
bool dl_level_is_same_member(const dl_expr *a, const dl_expr *b);
/* The places that the function sets which are the same member of the same structure: at most `room` of them go to
 * `set`. Returns how many. */
size_t dl_level_set_in(const dl_function *function, const dl_expr *control, const dl_expr **set, size_t room);

/* ---- what a place is called ---- */

/* Goes through the names of a place: as a function spells it, and as those who call the function do, a few calls up
 * (`c->Buffer` of `Fill(c)`, and `Context->Buffer` of whoever calls that with `Context`). */
typedef struct dl_level_walk {
    dl_arena *arena;
    const dl_function *const *functions; /* whose calls are looked at */
    size_t count;
    bool (*see)(void *self, const dl_function *function, const dl_expr *place); /* false: its callers are not asked */
    void *self;
    unsigned asked; /* how often callers were, of all places that the walk was given: it has an end */
} dl_level_walk;

void dl_level_walk_names(dl_level_walk *walk, const dl_function *function, const dl_expr *place);

#endif
