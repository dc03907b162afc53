/* told.h: what the runs for one place of acquisition have seen. Checks that ask about the same place differ only in
 * which faults they judge, and at which returns: so the place is run once for a driver, and each check is told what
 * was seen there.
 * Owns: everything lives in the arena of the result. */
#ifndef DL_ENGINE_TOLD_H
#define DL_ENGINE_TOLD_H

#include "engine/judge.h"

typedef struct dl_seen {
    unsigned fault; /* DL_FAULT_…; a leak is seen at every return */
    bool is_fault;  /* false: it could have been one here */
    bool is_unsure; /* a return: whether the object was released is in doubt */
    dl_tri how;     /* but for leaks: those are judged by what is returned */
    const dl_event *event;
    const dl_instance *instance;
    const char *object; /* NULL: it has no name */
    const char *instead;
    dl_span span;
    const char *doubt;
    const char *others; /* a return: why others of the place may be left, or NULL */
} dl_seen;

typedef struct dl_told dl_told;

/* `is_coarse`: of runs that join more ways than the checks may have to tell apart (dl_judge_try). */
dl_told *dl_told_new(const dl_resource *kind, const char *discharge, bool is_coarse, dl_arena *arena);
bool dl_told_is_coarse(const dl_told *told);
/* What is seen from here on is of a new run. */
void dl_told_begin(dl_told *told);
/* `WHAT: NAME` */
void dl_told_evidence(dl_told *told, dl_span span, const char *what, const char *name);
/* Of checks that ask for one of the faults. */
void dl_told_doubt(dl_told *told, unsigned faults, const char *reason);
/* Of the same thing seen twice, the firmer path is kept, then the shorter. */
void dl_told_add(dl_told *told, const dl_sim *sim, const dl_state *state, const dl_seen *seen);
/* The run has ended; its memory is about to be used again. */
void dl_told_end(dl_told *told, const dl_sim *sim);
/* The root may succeed here; `held`: with the object, as far as the run knows. */
void dl_told_success(dl_told *told, dl_tri held);
/* One more is acquired while the first of a loop is held: on doubtful ways it is not known which is which. `is_kept`:
 * the first is then where it outlives the root. */
void dl_told_rounds(dl_told *told, bool is_kept);
/* Whether that was ever told: else the runs have not seen that the place acquires anything. */
bool dl_told_was_there(const dl_told *told);
/* Whether the object is there at some success of the root: yes or no where all runs for the place agree on what they
 * know. */
dl_tri dl_told_is_held(const dl_told *told);
/* Whether the object may be there at some return of the root. */
bool dl_told_is_left(const dl_told *told);
/* Edges that the runs have visited. */
unsigned long dl_told_visits(const dl_told *told);
/* Where a run has met a limit, or NULL. */
const dl_function *dl_told_gave_up_in(const dl_told *told);
/* Judges what was seen as the check asks for it. */
void dl_told_tell(dl_told *told, dl_judge *judge, const dl_check *check, dl_tally *tally);

#endif
