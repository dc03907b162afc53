/* guard.h: questions that need no path: guards, and whether an event can happen at all.
 * Owns: nothing; texts are in the arena given. Fails: never. */
#ifndef DL_ENGINE_GUARD_H
#define DL_ENGINE_GUARD_H

#include "engine/named.h"
#include "engine/unread.h"

typedef struct dl_guard_context {
    const dl_scope *scope;
    const dl_driver *driver;
    const dl_model_hit *models;
    size_t model_count;
    dl_named *named;          /* NULL: nothing is known of the names */
    dl_unread_bodies *unread; /* NULL: nothing is known of the sources */
} dl_guard_context;

typedef struct dl_guard_result {
    dl_tri value;
    const char *reason; /* one clause without a full stop, names the line: `no call of FltRegisterFilter is reached` */
    dl_span where;      /* what showed it, or nowhere */
} dl_guard_result;

/* `in` is the role set of the rule, for `possible` without one; NULL: entry. `guard` NULL: true. */
dl_guard_result dl_guard_eval(const dl_guard_context *context, const dl_guard *guard, const dl_role_set *in,
                              dl_arena *arena);

/* Whether some instruction of the functions of `in` (of each form's own `in`, where it has one) can be the event.
 * NO is certain for what was seen: nothing matches (an opaque callee or a lost statement is not asked).
 * YES: name, constants and path match. MAYBE: it depends on what only a path knows.
 * `where` (or NULL) gets the first instruction that gave the answer. Outcomes are not asked. */
dl_tri dl_possible_event(const dl_scope *scope, const dl_event_pattern *event, const dl_role_set *in, dl_span *where);

/* Whether the function's address is stored in one of the places, anywhere in the driver. */
dl_tri dl_possible_stored_in(const dl_scope *scope, const char *function, const dl_path_pattern *paths, size_t count);

/* The parts of it, for one instruction and one alternative. `in` is not asked. */
dl_tri dl_possible_form(const dl_scope *scope, const dl_event_form *form, const dl_function *function,
                        const dl_instr *instr);
/* A capture matches everything. */
dl_tri dl_possible_value(const dl_scope *scope, const dl_value_pattern *pattern, const dl_expr *expr);
/* Whether the lvalue may be an object that the path names: type roots, members, indexes. */
dl_tri dl_possible_path(const dl_scope *scope, const dl_path_pattern *path, const dl_expr *target);

/* Whether a call's name (canonical, glob, trait, macro; not its arguments) is one of the form's; by what it `performs`
 * too when the form has no `args`. */
bool dl_call_named(const dl_scope *scope, const dl_event_form *form, const dl_instr *call);
bool dl_type_named(const dl_type *type, const char *name); /* typedef name, tag, or spelling; qualifiers ignored */

#endif
