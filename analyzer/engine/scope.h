/* scope.h: which functions matter, and as what. Call graph and roles of a driver,
 * found without paths: the order of statements plays no part here, so what is said
 * of pointers is an over-approximation. RULES: docs/rules.md, scopes and roles.
 *
 * Owns: all in the arena given to dl_scope_build; read-only afterwards.
 * Fails: never. A set without members is an answer. Lists are in the order of the
 * program's functions, calls and uses in the order of the text: same input, same answer. */
#ifndef DL_ENGINE_SCOPE_H
#define DL_ENGINE_SCOPE_H

#include "engine/result.h"
#include "engine/tri.h"
#include "support/table.h"

typedef struct dl_scope dl_scope;

typedef struct dl_function_list {
    const dl_function *const *at;
    size_t count;
} dl_function_list;

/* Models give roles of their own and say which parameter of the entry is which. Recognition
 * needs a scope itself: build one with no models first, then dl_scope_with_models with the hits. */
dl_scope *dl_scope_build(const dl_ruleset *rules, const dl_program *program, const dl_function *entry,
                         const dl_model_hit *models, size_t model_count, dl_arena *arena);
/* As dl_scope_build with these models, where `first` was built without: what does not depend on them is shared. */
dl_scope *dl_scope_with_models(const dl_scope *first, const dl_model_hit *models, size_t model_count);

const dl_program *dl_scope_program(const dl_scope *scope);
const dl_function *dl_scope_entry(const dl_scope *scope);
const dl_facts *dl_scope_facts(const dl_scope *scope);
/* As dl_facts_api, of a name that the program or the rules hold. */
const dl_api *dl_scope_fact(const dl_scope *scope, const char *name);
const dl_ruleset *dl_scope_rules(const dl_scope *scope);
/* The model whose `entry` tells of the driver's entry routine, the most special first; NULL: none. */
const dl_model *dl_scope_entry_model(const dl_scope *scope);
/* Parameter number of the entry, or -1. */
int dl_scope_driver_object(const dl_scope *scope);
int dl_scope_registry_path(const dl_scope *scope);

/* ---- roles ---- */

/* Functions that hold the role themselves, by an address stored or handed over: the roots. `callback` stands
 * for itself and for the finer `…-callback` roles. Of `any`: all roots. `{"not": …}`: roots of every other role. */
dl_function_list dl_scope_roots(const dl_scope *scope, const dl_role_set *in);
/* Roots and the helpers that they reach. */
dl_function_list dl_scope_functions(const dl_scope *scope, const dl_role_set *in);
bool dl_scope_in(const dl_scope *scope, const dl_function *function, const dl_role_set *in);
/* The first role of those that it holds, or a caller of it. NULL: none. */
const char *dl_scope_role_in(const dl_scope *scope, const dl_function *function, const dl_role_set *in);
/* Whether one of them calls it for sure: not only by calls through pointers, or of virtual methods, that may be of
 * several functions. */
bool dl_scope_surely_in(const dl_scope *scope, const dl_function *function, const dl_role_set *in);
/* Roles of a function, helpers' roles included; none: nothing reaches it. */
dl_name_set dl_scope_roles(const dl_scope *scope, const dl_function *function);
/* Roles that it holds itself. */
dl_name_set dl_scope_own_roles(const dl_scope *scope, const dl_function *function);
/* How a function came to a role of its own: where its address was given. False: it does not hold it itself.
 * `is_weak`: only a role type it was declared with, or an address that went where no fact says what it is for. */
bool dl_scope_role_given(const dl_scope *scope, const dl_function *function, const char *role, dl_span *where,
                         bool *is_weak);
/* Where possible.c keeps what it has seen of a function of the program; NULL there: nothing yet. */
struct dl_possible_seen **dl_scope_seen(const dl_scope *scope, const dl_function *function);
/* Likewise, by the paths of a rule: what may be stored there. */
dl_table *dl_scope_stores(const dl_scope *scope);
/* Reached from the entry or a function of any role. */
bool dl_scope_reaches(const dl_scope *scope, const dl_function *function);
/* `to` is `from` or called by it, directly or not. */
bool dl_scope_calls(const dl_scope *scope, const dl_function *from, const dl_function *to);
/* It is another entry routine of the driver's, or called by one: DllInitialize, where DriverEntry is looked at. */
bool dl_scope_is_of_other_entry(const dl_scope *scope, const dl_function *function);
/* A role of which no function is known although something that could have brought one was not seen:
 * a degraded or opaque part. `where` is that part. */
bool dl_scope_role_unknown(const dl_scope *scope, const char *role, dl_span *where);
/* One of the roles of the set was given what could not be seen: the body of that routine was not read. */
bool dl_scope_has_unseen(const dl_scope *scope, const dl_role_set *in, dl_span *where);
/* Likewise, of those too that serve requests. */
bool dl_scope_has_served_unseen(const dl_scope *scope, const dl_role_set *in);

/* ---- calls ---- */

/* The call through a pointer that stands there, or NULL. */
const dl_instr *dl_scope_pointer_call(const dl_scope *scope, dl_span span);
/* Bodies that a call may run: the one called directly, or what the pointer may hold.
 * `complete` (or NULL) tells whether nothing else can be meant. */
dl_function_list dl_scope_targets(const dl_scope *scope, const dl_instr *call, bool *complete);
/* Name of the function called: the spelled one, or through a pointer that holds one named
 * function or has the type of a known one (`PFN_IoOpenDriverRegistryKey`). NULL: none. */
const char *dl_scope_called(const dl_scope *scope, const dl_instr *call);
/* Whether some call of the program is known by one of the names: its own, its macro's, or those of its fact. */
bool dl_scope_has_call(const dl_scope *scope, dl_name_set names);
/* What the facts say of a call: the macro as spelled before the function, `memset` by its value. `args` and `count`
 * (or NULL) get the arguments that its parameters mean. NULL: unknown, or a function of the driver's own. */
const dl_api *dl_scope_api(const dl_scope *scope, const dl_instr *call, const dl_expr *const **args, size_t *count);

/* A call of which nothing is known: no body, no facts, not in the index of names. */
typedef struct dl_opaque_call {
    const dl_function *in;
    const dl_instr *call;
    const char *name; /* NULL: through a pointer of unknown value */
} dl_opaque_call;
/* Of the function itself, not of its helpers. */
const dl_opaque_call *dl_scope_opaque(const dl_scope *scope, const dl_function *function, size_t *count);
bool dl_scope_is_opaque(const dl_scope *scope, const dl_instr *call);

/* A header of the driver's own that was not found, or NULL; what lies in it is not known. Those in angles and those of
 * the kits declare nothing of the driver's own, `.tmh` ones are made by the build and declare no routine. */
const dl_include *dl_scope_missing_header(const dl_scope *scope);
/* Whether an opaque callee is a kit's or another library's: no file of the driver declares it, and every header that
 * may have done so was read. Such a routine acquires nothing that its documentation, so a fact, does not tell. */
bool dl_scope_is_foreign(const dl_scope *scope, const dl_instr *call);

/* The first opaque call, in a function that is reached, that the driver object was given to; messages do not count.
 * NULL: none. */
const dl_instr *dl_scope_opaque_with_driver_object(const dl_scope *scope);

/* The first call or macro of that canonical name in the functions of `in`, in the order of functions. */
const dl_instr *dl_scope_first_call(const dl_scope *scope, const char *canonical, const dl_role_set *in,
                                    const dl_function **by);

/* A function of the set whose self-check lost something; NULL: none. */
const dl_function *dl_scope_degraded(const dl_scope *scope, const dl_role_set *in);
dl_function_list dl_scope_degraded_all(const dl_scope *scope, const dl_role_set *in);

/* ---- uses of a function ---- */

typedef struct dl_function_use {
    bool is_call;          /* else its address is taken */
    const dl_function *by; /* the function it stands in; NULL: in the initialiser of `holder` */
    const dl_var *holder;
    const dl_instr *instr;
    dl_span span;
} dl_function_use;
const dl_function_use *dl_scope_uses(const dl_scope *scope, const dl_function *function, size_t *count);

/* ---- what a pointer may hold ---- */

/* Whether the expression may be the entry's parameter, anywhere in the driver: yes when only that is seen to go
 * there, maybe when other values are too, or for an unknown pointer to a driver object, no otherwise. */
dl_tri dl_scope_is_param(const dl_scope *scope, const dl_expr *expr, dl_param_role role, unsigned number);
/* Whether the lvalue may be the member that `fields` lead to from what the entry's parameter points to, through
 * pointers on the way and variables that hold them; indexes are not compared. */
bool dl_scope_is_member(const dl_scope *scope, const dl_expr *lvalue, dl_param_role role, unsigned number,
                        const char *const *fields, size_t count);
/* Whether dl_scope_is_member can be true of the lvalue, for some parameter and some members. */
bool dl_scope_may_be_given(const dl_scope *scope, const dl_expr *lvalue);
/* Functions (with a body or not) that the expression may be. `complete`: nothing else, but null, is possible. */
typedef struct dl_function_value {
    const char *name;
    const dl_function *function; /* or NULL: no body here */
} dl_function_value;
const dl_function_value *dl_scope_function_values(const dl_scope *scope, const dl_expr *expr, size_t *count,
                                                  bool *complete, dl_arena *arena);

#endif
