/* scope_flow.h: what pointers may hold, anywhere in a program: an inclusion-based points-to
 * analysis without order, contexts or array positions. Private to the files of the scope.
 *
 * Storage is a tree of places: an object (a variable; what a parameter of the entry points to) and the
 * members below it. A pointer of unknown value points to the type object of its structure: stores through
 * it are seen by every read of that member, and reads through it see every store to that member.
 * Capped: places below eight members fold into one, a set that overflows becomes unknown, and so does an object into
 * which more is copied once very much was. */
#ifndef DL_ENGINE_SCOPE_FLOW_H
#define DL_ENGINE_SCOPE_FLOW_H

#include "ir/ir.h"
#include "kernel/facts.h"
#include "support/vec.h"

typedef struct dl_flow_place dl_flow_place;
typedef struct dl_flow dl_flow;

/* A value: the address of a place, or a function. */
typedef struct dl_held {
    dl_flow_place *place;        /* NULL: a function */
    const char *name;            /* of the function */
    const dl_function *function; /* NULL: no body here */
    const dl_expr *origin;       /* where the address was taken; NULL for a parameter of the entry */
} dl_held;

enum { DL_HELD_MOST = 48 };
typedef struct dl_held_set {
    dl_held at[DL_HELD_MOST];
    size_t count;
    bool is_unknown; /* something else may be in it */
} dl_held_set;

/* `driver_object`: parameter number of the entry, or -1. */
dl_flow *dl_flow_build(const dl_program *program, const dl_function *entry, const dl_facts *facts, int driver_object,
                       dl_arena *arena);

/* Values of an expression, addresses of arrays that decay included. */
void dl_flow_values(const dl_flow *flow, const dl_expr *expr, dl_held_set *out);
/* Position in program->functions; -1: not of the program. */
int dl_flow_index(const dl_flow *flow, const dl_function *function);
/* Whether the lvalue may stand where the path leads from the object of the entry's parameter: pointers on the way
 * are followed, indexes not compared. */
bool dl_flow_is_at(const dl_flow *flow, const dl_expr *lvalue, unsigned param, const char *const *fields, size_t count);
/* Whether the lvalue may stand in what one of the entry's parameters points to. */
bool dl_flow_is_of_param(const dl_flow *flow, const dl_expr *lvalue);
/* What the entry's parameter points to. */
const dl_flow_place *dl_flow_param(const dl_flow *flow, unsigned number);
/* The values found at the end of a path that begins at a pointer with `values` of type `type`. An empty path: they
 * themselves. */
void dl_flow_follow(const dl_flow *flow, const dl_held_set *values, const dl_type *type, const dl_step *steps,
                    size_t count, dl_held_set *out);
/* As above, from the object of the entry's parameter, or of every object of the structure when `tag` is not NULL. */
void dl_flow_follow_object(const dl_flow *flow, int param, const char *tag, const dl_step *steps, size_t count,
                           dl_held_set *out);
/* The first call of unknown effect that was given the object or something in it; NULL: none. */
const dl_instr *dl_flow_opaque(const dl_flow *flow, const dl_flow_place *place);
/* As dl_facts_api, of a name that the program or the rules hold. */
const dl_api *dl_flow_fact(const dl_flow *flow, const char *name);
/* What the facts know of a call, its macro first. NULL: unknown or the driver's own. */
const dl_api *dl_flow_api(const dl_flow *flow, const dl_instr *call, const dl_expr *const **args, size_t *count);
/* A direct call or macro of which nothing is known. Calls through pointers: see the values of the pointer. */
bool dl_flow_is_unknown_name(const dl_flow *flow, const dl_instr *call);
/* The name that a call through a pointer means by its declared type (`PFN_…`), or NULL. */
const char *dl_flow_pointer_api(const dl_facts *facts, const dl_instr *call);

#endif
