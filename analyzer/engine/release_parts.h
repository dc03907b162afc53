/* release_parts.h: between release.c, which follows what one place acquires, release_monitor.c, which is told what a
 * run comes to, release_runs.c, which makes the runs for it, and release_places.c, which knows the places and what is
 * asked of each. Private to them. */
#ifndef DL_ENGINE_RELEASE_PARTS_H
#define DL_ENGINE_RELEASE_PARTS_H

#include "engine/judge.h"
#include "engine/told.h"

typedef struct dl_followed_place {
    const dl_resource *kind;
    const dl_instr *site; /* NULL: releases of what was never acquired */
    const dl_function *root;
    const dl_state *start;
    bool is_asked_of_success; /* what a system routine keeps is handed over */
    bool is_kept_somewhere;   /* out: whether that made, or would make, a difference */
    dl_told *told;
} dl_followed_place;

/* Runs the root for the place, once for each way that leads to it, and keeps what is seen, in the judge's arena. */
dl_told *dl_release_follow(dl_judge *judge, dl_followed_place *place, const dl_function *site_function);

/* Calls through pointers that runs for a place came to, of which it is not known what they run. */
typedef struct dl_unfollowed {
    DL_VEC(const dl_instr *) calls;
} dl_unfollowed;

/* `name`: of what is called; what has one is known in another way. */
void dl_release_see_unfollowed(dl_judge *judge, dl_unfollowed *list, const dl_instr *call, const char *name);
/* The first of them that may be a routine which leaves what the place acquires, in words; NULL: none. That routine is
 * run for it: the scratch memory is used again. */
const char *dl_release_beyond(dl_judge *judge, const dl_resource *kind, const dl_instr *site,
                              const dl_function *site_function, const dl_unfollowed *list);
/* Whether the routine, run by itself, may leave what the place acquires. */
bool dl_release_leaves(dl_judge *judge, const dl_resource *kind, const dl_instr *site, const dl_function *site_function,
                       const dl_function *routine);
/* Whether a call, by its name or as a macro, is one of the uses; either may be NULL. */
bool dl_release_is_use(const dl_api_use *uses, size_t count, const dl_api *by_name, const dl_api *by_macro);
bool dl_release_calls(dl_world *world, const dl_instr *instr, const dl_api_use *uses, size_t count);
/* Whether the function itself calls a release of the kind. */
bool dl_release_is_in(const dl_judge *judge, const dl_function *function, const dl_resource *kind);
/* Whether it does, or a helper of it. */
bool dl_release_is_reached(const dl_judge *judge, const dl_function *function, const dl_resource *kind);

/* What ends objects of a kind behind an entry that fails: a callback that the framework runs with an object of its own.
 */
typedef struct dl_cleanup {
    const dl_resource *owner;   /* that object; NULL: no such callback contains a release */
    bool is_sure;               /* each way through it comes to that */
    const dl_function *routine; /* the callback, where there is one for the one owner; else NULL */
    const char *discharge;      /* when nothing does, for messages */
} dl_cleanup;
dl_cleanup dl_release_cleanup(const dl_judge *judge, const dl_resource *kind);

/* ---- a run ---- */

enum { DL_MOST_WAYS = 24 };

/* Of the object, as states of its instance. UNSURE: what was released may have been another one. From NESTED on it was
 * acquired again, so many times less one. */
enum { NONE, LIVE, RELEASED, HANDED, FAILED, UNSURE, NESTED, MOST_NESTED = NESTED + 6 };
enum { MOST_SPARE = 7 }; /* so many, or more than are counted */

/* What a run follows: the calls that lead to the site, or one round of a loop on them. */
typedef struct dl_release_way {
    uint64_t key;
    bool is_round;
} dl_release_way;

/* Places as a function spells them. */
typedef struct dl_spelled_places {
    struct {
        const dl_function *function;
        const dl_expr *expr;
    } at[DL_MAX_HANDLES];
    size_t count;
} dl_spelled_places;

typedef struct dl_row dl_row;

typedef struct dl_releaser {
    dl_judge *judge;
    dl_told *told; /* what is seen, for all checks that ask for it */
    const dl_resource *kind;
    const dl_instr *site; /* NULL: no acquisition is followed */
    const dl_function *site_function;
    dl_release_way context;              /* key 0: that of the first time */
    dl_release_way others[DL_MOST_WAYS]; /* further ones, each by a run of its own */
    size_t other_count;
    bool has_come;             /* it was acquired in this context */
    bool is_asked_of_success;  /* what a system routine keeps is handed over */
    bool *is_kept_somewhere;   /* of all runs for the place: whether that made, or would make, a difference */
    bool may_be_kept;          /* a system routine may have kept it on some way of this run so far */
    dl_unfollowed *unfollowed; /* of all runs for the place */
    dl_cleanup cleanup;
    const dl_function
        *other_cleanup;           /* a callback of objects that are none of the owner's, which releases such a thing */
    const dl_function *unload;    /* which may release what the entry has released; or NULL */
    bool is_unload_given;         /* to a library or the system, which calls it once that call has succeeded */
    bool is_only_one;             /* nothing else in the driver acquires such an object */
    bool releases_twice;          /* it has more than one release of the kind */
    bool may_go_without;          /* the entry may succeed, and know that it has no such object */
    const dl_expr *passed_by;     /* the global that is its place, where the entry may pass by what makes it, or NULL */
    const dl_resource **crossing; /* kinds whose releases are nothing for this one */
    size_t crossing_count;
    bool has_failed;             /* on the way that the unload routine is run behind */
    const dl_state *left;        /* what that way left */
    const dl_resource **sharing; /* kinds released by the same routine, of which a call may make a reference more */
    size_t sharing_count;
    const char *instead; /* what a crossed release ought to have been */
    /* The place acquires one for each element of an array, which loops empty, as far as it is reached from there. */
    dl_row *rows;
    dl_row *row;           /* the one that the object which is followed is the first of; NULL: none */
    const dl_instr *giver; /* the place, or the call by which, through wrappers alone, what it has made is got */
    /* Where no acquisition is followed: members that are released and were null on some of the ways that have met, and
     * what keeps these ways apart. */
    dl_spelled_places met, apart;
} dl_releaser;

dl_monitor dl_release_monitor(dl_releaser *r);
/* Another way to the site was seen: it gets a run of its own, or the verdict is open. */
void dl_release_follow_later(dl_releaser *r, uint64_t context, bool is_round, const dl_event *event);
void dl_release_tell_of_more_ways(dl_releaser *r, dl_span span);

/* ---- release_started.c: what a thread or a work item leaves, for which the entry may wait ---- */

/* Raises a doubt where the entry may fail while objects of the kind may be there that a routine which it has started
 * has left. */
void dl_release_ask_started(dl_judge *judge, const dl_check *check, const dl_resource *kind);

/* ---- release_owner.c: the owner's callback behind an entry that fails ---- */

/* A routine that the code sets as the cleanup callback of some object, and that releases such a thing; but for the
 * owner's own. NULL: there is none. */
const dl_function *dl_release_other_cleanup(const dl_releaser *r);
/* Ways on which what the callback releases is there are kept apart from those on which it is not. */
void dl_release_track_owner(const dl_releaser *r, dl_sim *sim);
/* Whether an object that is held at the return goes with its owner, or may. Runs the callback, where there is one. */
bool dl_release_goes_with_owner(dl_releaser *r, dl_sim *sim, const dl_state *state, const dl_event *event);

/* ---- release_rows.c: what a loop acquires for each element of an array, and another one releases ---- */

/* `slot`: where the place of acquisition puts the object. NULL: it fills no row, or nothing empties it. */
dl_row *dl_row_of(const dl_releaser *r, const dl_expr *slot);
/* The first of a row was acquired. */
void dl_row_begin(dl_releaser *r, dl_sim *sim, dl_state *state, dl_instance *instance);
/* Whether what is acquired while the first is held is the next of its row. */
bool dl_row_goes_on(const dl_releaser *r, dl_sim *sim, dl_state *state, const dl_instance *instance);
/* The place acquires on another way than the one that is followed: where it fills the same row again, what stood there
 * is not told by the row any more. */
void dl_row_refill(const dl_releaser *r, dl_sim *sim, dl_state *state);
/* A branch is left by this way: it may be that into a loop that empties the row, or that out of it. */
void dl_row_pass(dl_releaser *r, dl_sim *sim, dl_state *state, const dl_block *block, unsigned to);

/* ---- release_unload.c: the unload routine behind an entry that succeeds ---- */

/* Whether the routine is asked about, for the kind. */
void dl_release_find_unload(dl_releaser *r);
/* Where the entry has released the object, and something that lasts still leads to it. */
bool dl_release_is_dangling(const dl_releaser *r, const dl_state *state);
/* Where the entry goes on though the acquisition has failed. */
bool dl_release_is_missing(const dl_releaser *r, const dl_state *state);
/* Whether the API is given a routine that runs when the driver goes; NULL: none. */
bool dl_release_takes_unload(const dl_api *api);
/* Whether the call, by its name or as a macro, is given the unload routine, which is stored nowhere by the driver. */
bool dl_release_gives_unload(const dl_releaser *r, const dl_api *by_name, const dl_api *by_macro);
/* Whether the call releases what was made of such a call: nobody calls the routine any more. */
bool dl_release_takes_unload_back(const dl_releaser *r, const dl_api *by_name, const dl_api *by_macro);
/* At a success of the entry: runs the routine, if it may release what was released before, or was not acquired. */
void dl_release_unload(dl_releaser *r, dl_sim *sim, dl_state *state);
/* Likewise, at a success that never came to what makes it. */
void dl_release_unload_unmade(dl_releaser *r, dl_sim *sim, dl_state *state);

/* ---- the object ---- */

/* What a call acquires, releases, uses. */
typedef struct dl_used {
    dl_val val;
    dl_loc loc;          /* where `val` was read from, behind a pointer that was handed over */
    const dl_expr *expr; /* or NULL */
    const dl_api_use *as;
} dl_used;

/* The object that is followed; NULL: none, so far. */
static inline dl_instance *dl_release_tracked(dl_state *state)
{
    return state->instance_count ? &state->instances[0] : NULL;
}
/* How messages name it, by the use that is at hand or NULL; NULL: it has no name. */
const char *dl_release_object_name(const dl_releaser *r, const dl_instance *instance, const dl_used *use);
/* Its state is `to` from here on; MAYBE: or it is not, since `use`, or a list (NULL), may mean another one. `text`: for
 * the path of a finding. */
void dl_release_become(dl_releaser *r, dl_sim *sim, dl_state *state, dl_instance *instance, unsigned to,
                       const dl_event *event, dl_tri how, const dl_used *use, const char *text);
/* Behind the call that is the place of acquisition: it has made the object, or has failed. */
void dl_release_acquire(dl_releaser *r, dl_sim *sim, dl_state *state, const dl_event *event, const dl_used *use);
/* Another one is acquired while the first is held. False: it is the next of a row. */
bool dl_release_tell_of_rounds(dl_releaser *r, dl_sim *sim, dl_state *state);
/* Why it is not known of the objects of earlier rounds that they are released. */
const char *dl_release_why_others(const dl_releaser *r);
/* Acquired once more at another place, by the same thread: as many releases are due. */
void dl_release_acquire_again(const dl_releaser *r, dl_sim *sim, const dl_state *state, dl_instance *instance,
                              const dl_event *event);
/* Whether the storage is given to the routine of another kind; tells of it. */
bool dl_release_cross(dl_releaser *r, dl_sim *sim, dl_state *state, const dl_event *event);
/* The call uses what it is given: the object, or another one. */
void dl_release_use(dl_releaser *r, dl_sim *sim, dl_state *state, const dl_event *event, const dl_used *use);
/* The call releases what it is given: the object, or another one. */
void dl_release_undo(dl_releaser *r, dl_sim *sim, dl_state *state, const dl_event *event, const dl_used *use);
/* Behind a call that acquires at another place: what was released, or could not be had, is there from then on, as
 * another object, which is followed by a run of its own. */
void dl_release_renew(const dl_releaser *r, dl_sim *sim, dl_state *state, const dl_event *event);
/* The call makes one more reference to what it is given. */
static inline bool dl_release_makes_reference(const dl_api_use *use)
{
    return use->has_object && !use->object_is_deref && use->object != DL_FACT_RESULT;
}
/* A release takes one of the references that are counted; past what is counted there are always more. */
static inline void dl_release_use_spare(dl_instance *instance)
{
    if (instance->spare < MOST_SPARE)
        instance->spare--;
}
/* Whether a call, by its name or as a macro, makes a further reference to what it is given; either may be NULL. */
bool dl_release_is_reference(const dl_releaser *r, const dl_api *by_name, const dl_api *by_macro);
/* Behind a call that does: it takes one more release before the object is released twice. */
void dl_release_reference(const dl_releaser *r, dl_sim *sim, dl_state *state, const dl_event *event);
/* What happened to the object, for messages. */
void dl_release_label(dl_instance *instance, unsigned slot, const char *name, dl_span span);
/* Tells of a fault; no: of where it could have been one. */
void dl_release_see(dl_releaser *r, const dl_sim *sim, const dl_state *state, const dl_event *event,
                    const dl_instance *instance, const dl_used *use, unsigned fault, dl_tri how);
/* What tells a name from others: the literal that the string holds; of a local string the characters that it leads to,
 * if they are no local, as each function has a string of its own for them; else the string. */
dl_val dl_release_name(dl_sim *sim, const dl_state *state, dl_val string);
/* The first of the uses that the event's call is; false: none. */
bool dl_release_find_use(const dl_resource *kind, dl_sim *sim, dl_state *state, const dl_api_use *uses, size_t count,
                         const dl_event *event, dl_used *out);
/* False: the call, by its name one of the use's, is the other half of a routine that does both. */
bool dl_release_may_be(const dl_api_use *use, const dl_event *event, const dl_world *world, const dl_state *state);
/* Whether a call that takes an object over for a routine leaves it to one that may release it; false: neither that
 * routine nor another but the entry and the unload routine does. */
bool dl_release_is_taken(const dl_judge *judge, const dl_resource *kind, const dl_event *event);
/* Whether a call of what has no body may be given a routine of the driver's that may release objects of the kind … */
bool dl_release_may_have_taker(const dl_judge *judge, const dl_resource *kind, const dl_instr *call);
/* … and which one it is given; NULL: none. */
const dl_function *dl_release_taker(const dl_judge *judge, const dl_resource *kind, const dl_event *event);
/* Whether the call is given the object, or what leads to it. */
bool dl_release_is_given(dl_sim *sim, dl_state *state, const dl_event *event, const dl_instance *instance);
dl_tri dl_release_same_object(const dl_resource *kind, dl_sim *sim, const dl_state *state, const dl_instance *instance,
                              const dl_used *use);
/* Nothing was ever acquired there. */
bool dl_release_is_null(dl_sim *sim, const dl_state *state, dl_val val);
/* As dl_release_is_null, where it is known that this one is meant: not what has one name for all rounds of a loop, of
 * which one has failed, nor an element whose index may be another. */
bool dl_release_is_this_null(dl_sim *sim, dl_state *state, const dl_used *use);
/* Which element an index means is seldom known: nothing is said of null ones. A helper that is given an element's
 * address names no index. */
bool dl_release_is_element(dl_sim *sim, dl_state *state, const dl_expr *expr);
/* Whether an opaque callee could have got at the object. */
bool dl_release_is_reachable(dl_sim *sim, const dl_state *state, const dl_instance *instance);
/* The cell, which does not lie in the block itself, holds the address of a part of it: from there CONTAINING_RECORD
 * comes back to the block. */
bool dl_release_leads_into(const dl_world *world, const dl_cell *cell, dl_val object);
/* Whether no callee without a source comes by it: it stands in globals of one file alone, and none of the functions
 * that name these can be called by what was not read. */
bool dl_release_is_hidden(const dl_releaser *r, dl_sim *sim, const dl_state *state, const dl_instance *instance);
/* Whether what outlives the root's return is made of the handle, by arithmetic. */
bool dl_release_is_told_by(dl_sim *sim, const dl_state *state, const dl_instance *instance);
/* Whether a system routine keeps it, by what the event's call is given. */
bool dl_release_is_kept(dl_sim *sim, dl_state *state, const dl_event *event, const dl_instance *instance);
/* Whether the place lies in the object, or in what begins behind a header of it: `&((ITEM *)(header + 1))->Link`. */
bool dl_release_is_part(dl_sim *sim, const dl_state *state, dl_loc loc, const dl_instance *instance);
/* Whether a part of the object goes into a list, whose links are not followed: who takes it out again has the object.
 */
bool dl_release_is_linked(dl_sim *sim, const dl_state *state, const dl_event *event, const dl_instance *instance);
/* Whether a structure goes into a list that holds the object: the next round of a loop may have forgotten it. */
bool dl_release_is_held_by_linked(dl_sim *sim, dl_state *state, const dl_event *event, const dl_instance *instance);
/* Whether the place is a part of a structure that was put into a list. */
bool dl_release_is_in_list(dl_sim *sim, const dl_state *state, dl_loc part);
/* Whether a structure that was put into a list holds the object, or is its storage: who empties the list has it. */
bool dl_release_hangs_on_list(dl_sim *sim, const dl_state *state, const dl_instance *instance);

/* ---- release_nothing.c: where no acquisition is followed ---- */

/* What a call that acquires an object of the kind writes it to, as the function spells it; NULL: not known. */
const dl_expr *dl_release_slot_of(const dl_resource *kind, const dl_facts *facts, const dl_function *function,
                                  const dl_instr *call);
/* Behind a run on which ways have met that were told apart by a member which is released: what that member is called
 * where it is written, and by those who call on. False: there is no more to be known. */
bool dl_release_tell_ways_apart(dl_releaser *r, const dl_function *root);

/* Behind a call that may have acquired an object of the kind. */
void dl_release_note(const dl_releaser *r, dl_sim *sim, dl_state *state, const dl_event *event);
/* A release of what is null, or was not acquired on any way here. */
void dl_release_of_nothing(dl_releaser *r, dl_sim *sim, dl_state *state, const dl_event *event, const dl_used *use);

#endif
