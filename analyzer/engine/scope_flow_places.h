/* scope_flow_places.h: the places of a flow, what they hold, and what an expression means in them. Private to
 * scope_flow*.c; see scope_flow.h.
 *
 * Owns: places live as long as the flow, in its arena; sets and lists are the caller's. While the flow is made, a place
 * comes to be when it is first asked for; once it is frozen, what is not there is NULL. Fails: never. A set or list
 * that is full says that something else may be in it. */
#ifndef DL_ENGINE_SCOPE_FLOW_PLACES_H
#define DL_ENGINE_SCOPE_FLOW_PLACES_H

#include "engine/scope_flow.h"
#include "support/table.h"

/* What a tree of places begins with: a variable; the object of a parameter of the entry; what is stored in a structure
 * through pointers of unknown value, and in any way; what a function returns. */
typedef enum dl_flow_tree { DL_TREE_VAR, DL_TREE_PARAM, DL_TREE_TYPE, DL_TREE_ALL, DL_TREE_RESULT } dl_flow_tree;

struct dl_flow_place {
    dl_flow_place *parent, *root;
    const char *step; /* member name, `[]`, `*` for what a symbolic pointer points to */
    dl_flow_tree kind;
    unsigned depth;
    bool is_unknown;
    const dl_instr *opaque; /* of a root */
    unsigned long changed;  /* flow->changes when it or a place below it changed last */
    DL_VEC(dl_held) held;
    DL_VEC(dl_flow_place *) children;
    dl_map *by_step; /* the same; NULL: they are few */
};

typedef struct dl_function_slot {
    const dl_function *function;
    size_t index;
} dl_function_slot;

/* What was copied, and flow->changes when it was: once more only where `from` has changed since. */
typedef struct dl_flow_copied {
    const dl_flow_place *to, *from;
    unsigned long at;
} dl_flow_copied;

struct dl_flow {
    const dl_program *program;
    const dl_facts *facts;
    dl_arena *arena;
    dl_table *apis;         /* name → dl_api or what stands for none */
    dl_flow_place **vars;   /* by id */
    dl_flow_place **params; /* of the entry */
    size_t param_count;
    dl_map *types;           /* structure → dl_type_pair */
    dl_flow_place **results; /* what a function returns, by its number */
    dl_function_slot *slots; /* function → number */
    size_t slot_count;
    dl_flow_copied *copies; /* by hash of both places */
    size_t copy_count, copy_room;
    unsigned long changes;
    bool is_frozen;
};

typedef struct dl_type_pair {
    dl_flow_place *unresolved; /* stored through pointers of unknown value */
    dl_flow_place *all;        /* stored in any way */
} dl_type_pair;

enum { DL_FLOW_LIST_MOST = 48 };
typedef struct dl_flow_place_list {
    dl_flow_place *at[DL_FLOW_LIST_MOST];
    size_t count;
    bool is_unresolved;
} dl_flow_place_list;

/* ---- places ---- */

dl_flow_place *dl_flow_place_new(dl_flow *flow, dl_flow_tree kind);
/* The place one step below; below the deepest the place itself. */
dl_flow_place *dl_flow_place_below(dl_flow *flow, dl_flow_place *place, const char *step);
/* NULL: not a variable of the program. */
dl_flow_place *dl_flow_var_place(dl_flow *flow, const dl_var *var);
/* NULL: a structure without a name. */
dl_type_pair *dl_flow_type_places(dl_flow *flow, const dl_record *record);
/* The place, and all that it is a part of, have changed. */
void dl_flow_note_change(dl_flow *flow, dl_flow_place *place);
/* NULL is not added. */
void dl_flow_place_list_add(dl_flow_place_list *list, dl_flow_place *place);

/* ---- what places hold ---- */

void dl_held_set_add(dl_held_set *set, const dl_held *held);
void dl_flow_place_add(dl_flow *flow, dl_flow_place *place, const dl_held *held);
void dl_flow_place_add_all(dl_flow *flow, dl_flow_place *place, const dl_held_set *set);
/* Something else may be stored there. */
void dl_flow_place_mark_unknown(dl_flow *flow, dl_flow_place *place);
/* Adds to `out` what is stored there. A symbolic pointer that nobody set points to a symbolic object. */
void dl_flow_place_read(dl_flow *flow, dl_flow_place *place, dl_held_set *out);

/* ---- expressions ---- */

/* Adds to `out` the places that an lvalue may be, or what an expression may be worth. `depth`: how deep `expr` lies in
 * the one asked about; 0 from outside. */
void dl_flow_places_of(dl_flow *flow, const dl_expr *expr, unsigned depth, dl_flow_place_list *out);
void dl_flow_values_of(dl_flow *flow, const dl_expr *expr, unsigned depth, dl_held_set *out);
/* The member of the type objects that a member expression means, below `[]` steps; NULL: none. `all`: the one that any
 * store to it reaches, else the one that stores through unknown pointers do. */
dl_flow_place *dl_flow_member_of_type(dl_flow *flow, const dl_expr *expr, bool all);

#endif
