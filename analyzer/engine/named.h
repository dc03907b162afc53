/* named.h: what a driver cannot do, since none of its files names what does it. Asked where the parser did not see
 * all: an unread callee, a lost statement. Read when first asked for. RULES: docs/engine.md, what no file names.
 *
 * Owns: all in the arena given. Fails: never; where not every file of the driver could be read, everything may be. */
#ifndef DL_ENGINE_NAMED_H
#define DL_ENGINE_NAMED_H

#include "engine/scope.h"
#include "project/mentions.h"

typedef struct dl_named dl_named;

/* A routine that facts are known of, by the name that a file has for it. */
typedef struct dl_named_api {
    const char *name;
    const dl_api *api;
} dl_named_api;

/* `files` NULL: nothing is known of the names. */
dl_named *dl_named_new(dl_index *files, const dl_driver *driver, const dl_scope *scope, dl_arena *arena);
/* The names of the driver's files; NULL: not all of them could be read. */
const dl_mentions *dl_named_mentions(dl_named *named);
/* Why not all could be read, as a clause, or NULL. */
const char *dl_named_gap(dl_named *named);
/* Whether a file names a routine that acquires, or one that releases, an object of the kind. */
bool dl_named_resource(dl_named *named, const dl_resource *kind);
/* Whether a file names a call that the pattern may mean; of what is no call: yes. */
bool dl_named_event(dl_named *named, const dl_event_pattern *event);
/* Whether the function, of which statements were lost, may hold such an event, or name that function. By the text of
 * its body, and of macros: an event that is no call or no store to a member may stand anywhere. */
bool dl_named_may_hold(dl_named *named, const dl_function *function, const dl_event_pattern *event);
bool dl_named_may_name(dl_named *named, const dl_function *function, const char *name);
/* Whether the callee, of which nothing is known, may give its caller an object of the kind to release. It does not
 * - where no file names what acquires or releases such a thing;
 * - where it is the system's and its name says nothing of giving, or it belongs to another part of the system than what
 *   acquires such a thing. The system's is what the driver declares as imported, or what is named as the kernel's
 * exports are, and no file defines;
 * - where it is of a library without sources, returns nothing but a status, or a number too narrow for a handle, and is
 * not told where to put anything. */
bool dl_named_may_give(dl_named *named, const dl_instr *call, const dl_resource *kind);
/* Whether some source of the driver defines a function of that name: which of several a call is of may be open, but
 * their bodies, or the names in them, are known. */
bool dl_named_is_defined(dl_named *named, const char *name);
/* Whether the callee, of which nothing is known, is the system's, by the above. */
bool dl_named_is_of_system(dl_named *named, const dl_instr *call);
/* Whether a file names a routine that puts what it makes into a list of the system's. */
bool dl_named_pushes(dl_named *named);
/* A routine that acquires an object of the kind and that a text of the driver names, so that it may be looked up by it
 * and called through a pointer; NULL: none. */
const char *dl_named_by_text(dl_named *named, const dl_resource *kind);
/* By the name of the call alone; `api`: what the facts know of it, or NULL. */
bool dl_named_is_of_call(const dl_event_form *form, const dl_api *api, const char *name);
/* The last member of the path, or NULL. */
const char *dl_named_member(const dl_path_pattern *path);

#endif
