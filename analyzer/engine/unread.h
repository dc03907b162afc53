/* unread.h: bodies of functions in the driver's sources that the parser did not read, since nothing that it read leads
 * there: files that only a framework's callbacks reach. What they may do is told by the names that stand in them.
 * RULES: docs/engine.md, unload symmetry.
 *
 * Owns: all in the arena given. Fails: never; where a source could not be read, anything may stand there. */
#ifndef DL_ENGINE_UNREAD_H
#define DL_ENGINE_UNREAD_H

#include "engine/named.h"

typedef struct dl_unread_bodies dl_unread_bodies;

/* `files` NULL: nothing is known of the sources, and nothing is said of them. A routine of C that `named` has nowhere
 * never runs, and is none of these. */
dl_unread_bodies *dl_unread_new(dl_index *files, const dl_driver *driver, const dl_scope *scope, dl_named *named,
                                dl_arena *arena);
/* Whether one is that of the routine: what it may do is told by its names, then. */
bool dl_unread_has(dl_unread_bodies *unread, const char *name);
/* Whether one names the function, which was read. */
bool dl_unread_names_routine(dl_unread_bodies *unread, const dl_function *function);
/* Whether one names the member, or may, since a source was not read. */
bool dl_unread_names(dl_unread_bodies *unread, const char *member);
/* Whether one names the global. */
bool dl_unread_names_var(dl_unread_bodies *unread, const dl_var *var);
/* Whether one names the global as a whole, or anything by the name of the member: else that is not changed there. */
bool dl_unread_names_member_of(dl_unread_bodies *unread, const dl_var *var, const char *member);
/* One that may release an object of the kind, as a clause; NULL: none. `kept_in`: where the object is, or NULL: what
 * leads there has to be named, too. */
const char *dl_unread_release(dl_unread_bodies *unread, const dl_resource *kind, const dl_expr *kept_in);
/* One that names what the event is about, as a clause; NULL: none. Of events that are calls or stores. */
const char *dl_unread_event(dl_unread_bodies *unread, const dl_event_pattern *event);

#endif
