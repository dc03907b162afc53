/* scope_private.h: what a scope holds. For scope.c, which makes it, and scope_ask.c, which answers from it. */
#ifndef DL_ENGINE_SCOPE_PRIVATE_H
#define DL_ENGINE_SCOPE_PRIVATE_H

#include "engine/scope.h"
#include "engine/scope_flow.h"

typedef struct given {
    bool is_own, is_weak, is_in; /* holds the role; on weak evidence; is reached from one that holds it */
    bool is_surely_in;           /* by calls of which it is known what they call, from one that surely holds it */
    dl_span where;
} given;

typedef struct role_entry {
    const char *id;
    given *of;       /* by function number */
    bool has_unseen; /* something that takes this role was given what we could not see */
    dl_span unseen;
} role_entry;

typedef struct named_use {
    dl_function_use use;
    const dl_expr *expr; /* of an address */
} named_use;

typedef struct function_info {
    DL_VEC(unsigned) callees;
    DL_VEC(unsigned) sure_callees; /* those of them that some call surely calls */
    DL_VEC(named_use) uses;
    const dl_function_use *use_list;
    DL_VEC(dl_opaque_call) opaque;
    struct dl_possible_seen *seen; /* see dl_scope_seen */
    const uint64_t *reach;         /* a set of functions by number: see dl_scope_calls; NULL: nobody has asked */
    bool is_target;                /* of a call through a pointer */
    bool is_reached;
} function_info;

typedef struct pointer_call {
    const dl_instr *call;
    dl_function_list targets;
    bool is_complete;
    const char *name;
} pointer_call;

/* The functions of a set of roles: those that hold one, or all that are reached from them. */
typedef struct listed {
    uint64_t roles; /* by position in the scope's */
    bool is_own;
    dl_function_list list;
} listed;

typedef DL_VEC(listed) listed_list;

/* A set of roles that was asked for, by the names it has, and those of the scope's that it means. */
typedef struct meant {
    const char *const *names;
    size_t count;
    bool is_not;
    uint64_t roles;
    struct meant *other; /* whose names stood in the same memory */
} meant;

struct dl_scope {
    dl_arena *arena;
    const dl_ruleset *rules;
    const dl_facts *facts;
    const dl_program *program;
    const dl_function *entry;
    dl_flow *flow;
    const dl_model *entry_model;
    int driver_object, registry_path;
    function_info *info; /* by function number */
    DL_VEC(role_entry *) roles;
    listed_list *lists;                        /* that were asked for; made once the roles are known */
    dl_table *meant;                           /* where the names of a set stand → what sets mean; likewise */
    DL_VEC(pointer_call) pointer_calls;        /* by address of the instruction */
    dl_table *stores;                          /* see dl_scope_stores */
    DL_VEC(const dl_function *) other_entries; /* DllInitialize beside DriverEntry */
    dl_map *called; /* names that some call is known by: its own, its macro's, those of its fact */
};

/* NULL: not a function of the program. */
static inline function_info *dl_scope_info(const dl_scope *scope, const dl_function *function)
{
    int index = dl_flow_index(scope->flow, function);

    return index < 0 ? NULL : &scope->info[index];
}

/* A call through a pointer that names no function. */
bool dl_scope_is_through_pointer(const dl_instr *instr);
const pointer_call *dl_scope_find_pointer_call(const dl_scope *scope, const dl_instr *call);
int dl_scope_by_call(const void *left, const void *right); /* of pointer_call, for sorting and finding */
/* Whether nothing but null is ever put into the pointer, as far as the program shows. */
bool dl_scope_is_null_only(const dl_scope *scope, const dl_expr *expr);
bool dl_scope_role_matches(const dl_role_set *in, const char *role);

#endif
