/* unload.h: between unload.c, which compares what the entry leaves with what can release it, unload_left.c, which sees
 * what it leaves, unload_end.c, which looks for releases at the driver's end, and unload_paths.c, which runs the unload
 * routine. Private to them. */
#ifndef DL_ENGINE_UNLOAD_H
#define DL_ENGINE_UNLOAD_H

#include "engine/judge.h"
#include "engine/release_parts.h"

/* One place of acquisition. */
typedef struct dl_unload_site {
    dl_judge *judge;
    const dl_resource *kind;
    const dl_function *by;
    const dl_instr *instr; /* which acquires, in `by` */
    const dl_expr *slot;   /* where it was put first, or NULL */
    bool is_result;        /* it is what the call returns */
    const dl_expr *alone;  /* the slot that nothing but itself leads to; NULL: another place may hold the object */
} dl_unload_site;

/* By its name alone: as what the call releases an object of the kind, or takes it over; NULL: it does neither. */
const dl_api_use *dl_unload_release_of(const dl_unload_site *site, const dl_instr *instr);
typedef struct dl_unload_release {
    const dl_function *function;
    const dl_instr *instr;
} dl_unload_release;
typedef DL_VEC(dl_unload_release) dl_unload_releases;

/* All such calls of the driver for the site's kind, in the order of the text. */
const dl_unload_releases *dl_unload_releases_of(const dl_unload_site *site);
/* Whether the text may be the tracked one's, of instance 0: two that are known and differ name two objects. */
bool dl_unload_may_be_text(dl_sim *sim, dl_state *state, dl_val val);

/* Whether the function runs at any other time than the entry and the unload routine. */
bool dl_unload_runs_between(const dl_judge *judge, const dl_function *function);
/* Whether it runs as the unload routine, or as what cleans up behind the driver. */
bool dl_unload_runs_at_end(const dl_judge *judge, const dl_function *function);
/* Likewise, as the unload routine alone. */
bool dl_unload_is_of_unload(const dl_judge *judge, const dl_function *function);
/* Whether a function that runs between the two may write the place, which is a global or a part of one; of any other
 * place: no. */
bool dl_unload_may_change(dl_judge *judge, dl_loc loc);
/* Likewise the entry, on some of its ways, and also of what lies behind a global. */
bool dl_unload_may_be_set(dl_judge *judge, dl_loc loc);
/* Its first parameter is the driver object. */
bool dl_unload_takes_driver_object(const dl_function *unload);
/* While the unload routine runs from a state of the entry's: whether members of blocks of zeroes were written since. */
void dl_unload_ask_since(dl_judge *judge, bool asks);
/* The state in which the unload routine begins behind this exit of the entry: what may have changed between is unknown.
 */
dl_state *dl_unload_start(dl_judge *judge, const dl_function *unload, const dl_state *exit);
/* `exit`: a successful return of the entry, where instance 0 is held (DL_UNLOAD_HELD). Yes: every way through `unload`
 * from there ends with it held, as far as the code tells; maybe: as far as it was followed. What may have changed
 * between is unknown. `end`, then: the state at such an end, in scratch. */
dl_tri dl_unload_never_releases(const dl_unload_site *site, const dl_function *unload, const dl_state *exit,
                                dl_sim *sim, const dl_state **end);

/* ---- unload_left.c ---- */

/* The state of the instance whose object is held. */
enum { DL_UNLOAD_HELD = 1 };
/* The routine sets DriverUnload to a function of its own, which calls the driver's where one was registered. */
bool dl_unload_is_installer(const dl_api *api);

enum { DL_MOST_CHAINS = 25, DL_ALL_CHAINS };

/* The chains of calls that lead to the place: each acquires an object of its own, and is followed by itself. */
typedef struct dl_chains {
    uint64_t keys[DL_MOST_CHAINS];
    size_t count;
    bool is_more;
    dl_unfollowed unfollowed; /* on the ways to all of them */
} dl_chains;

typedef struct dl_leaver {
    dl_judge *judge;
    const dl_resource *kind;
    const dl_instr *site;
    dl_chains *chains;
    size_t chain;             /* the one that is followed; DL_ALL_CHAINS: where only whether one is held is asked */
    bool is_live;             /* at some successful return */
    bool is_listed;           /* likewise, in a list out of which the entry takes something */
    bool is_kept;             /* likewise, where a callee without a source said: what it belongs to may release it */
    bool is_renamed;          /* likewise, where it is not known which round's is released */
    const dl_state *unsure;   /* likewise, behind a branch that asks what is not followed; or NULL */
    const dl_instr *keeper;   /* that callee */
    bool wants_installer;     /* the driver has no unload routine of its own: a library must have set one */
    const char *installed_by; /* the library's routine that did, or NULL */
    bool is_hooked;           /* ... and may have been given one of the driver's */
    const dl_state *held;     /* where the entry succeeds with the object: for the witness */
} dl_leaver;

/* What it is told, it notes in `l`. */
dl_monitor dl_leaver_monitor(dl_leaver *l);

/* ---- unload_end.c ---- */

/* The use that the call is, by its name or as a macro; NULL: none, or a constant argument is another than it asks for.
 */
const dl_api_use *dl_unload_use_of(dl_world *world, const dl_api_use *uses, size_t count, const dl_instr *instr);
/* What the use is of, as the call in `function` spells it; NULL: it is not spelled. */
const dl_expr *dl_unload_object_of(dl_world *world, const dl_function *function, const dl_api_use *use,
                                   const dl_instr *instr);
/* Of the object that `instr`, in `by`, acquires. */
dl_unload_site dl_unload_site_of(dl_judge *judge, const dl_resource *kind, const dl_function *by,
                                 const dl_instr *instr);
/* A release of the kind that names another place than the one that alone leads to the object. */
bool dl_unload_is_other(const dl_unload_site *site, const dl_function *function, const dl_instr *instr);
/* Whether anything that runs at the driver's end releases what `instr`, in `by`, has acquired: no only where both
 * objects are known and differ; maybe by a function that nothing was seen to register, its declared type apart, or by
 * one that runs at other times, of an object that may be another. `releaser`: that function; of several that do for
 * sure, one that the unload routine does not run, if there is one. */
dl_tri dl_unload_is_released(const dl_unload_site *site, const dl_function *by, const dl_instr *instr,
                             const dl_function **releaser);
/* Whether all that the global, or a part of it, is ever assigned are constants and what calls return right there. */
bool dl_unload_holds_results(dl_judge *judge, const dl_expr *place);
/* Whether this release may be of what stands in `acquired` (NULL: not known where), and is made before the driver has
 * gone. */
dl_tri dl_unload_may_release(const dl_unload_site *site, const dl_expr *acquired, const dl_unload_release *release);
/* Whether the releaser, of which the answer was maybe, was seen to be registered. */
bool dl_unload_is_registered(dl_judge *judge, const dl_function *function);
/* Why the end was not seen in full: a call of what was not read, or a body not understood; or NULL. */
const char *dl_unload_opaque(dl_judge *judge);
/* Why the request for shutdown may release what is left, as that of a file system does: its routine was not read; or
 * NULL. */
const char *dl_unload_unseen_shutdown(dl_judge *judge, const dl_resource *kind);
/* Whether a root of these roles was seen to be registered, and runs the function. */
bool dl_unload_runs_for_sure(dl_judge *judge, const dl_role_set *roles, const dl_function *function);

/* ---- unload_rows.c: of a row that a loop fills, the element that no loop at the driver's end comes to ---- */

/* With its index as a constant. NULL: each element may be released, or which are is not known. */
const dl_expr *dl_unload_missed_element(const dl_unload_site *site, const dl_expr *acquired);

#endif
