/* guard.h: what `when` and `applies` ask of a driver, without a path. RULES: docs/rules.md, guards.
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
    bool is_brief;            /* nobody wants the reasons: they are empty, then */
} dl_guard_context;

typedef struct dl_guard_result {
    dl_tri value;
    const char *reason; /* one clause without a full stop, names the line: `no call of FltRegisterFilter is reached` */
    dl_span where;      /* what showed it, or nowhere */
} dl_guard_result;

/* `in` is the role set of the rule, for `possible` without one; NULL: entry. `guard` NULL: true. */
dl_guard_result dl_guard_eval(const dl_guard_context *context, const dl_guard *guard, const dl_role_set *in,
                              dl_arena *arena);

#endif
