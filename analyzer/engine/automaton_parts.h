/* automaton_parts.h: the machine that a check of a path form is compiled into: states, edges, faults. Between
 * automaton.c, which runs it, automaton_compile.c, automaton_match.c and automaton_leave.c. Private to them.
 * Owns: a machine and what it points to live in the judge's scratch, as long as its run. Fails: never. */
#ifndef DL_ENGINE_AUTOMATON_PARTS_H
#define DL_ENGINE_AUTOMATON_PARTS_H

#include "engine/judge.h"

/* A state that nothing leaves. */
enum { DL_AT_GONE = 31, DL_MOST_EDGES = 40, DL_MOST_FAULTS = 24 };

/* States of propagate. A failure that was tested is one that the driver knows of. */
enum { DL_AT_FAILED = 1, DL_AT_FAILED_TESTED = 2 };

/* A state of examine. */
enum { DL_AT_TESTED = 2 };

/* What moves an instance: the edge's event; its call that fails, succeeds, or is made; a test of what the call gave; a
 * test that has found one status code; one of what says that the driver can do without. */
typedef enum dl_edge_kind {
    DL_EDGE_EVENT,
    DL_EDGE_FAILS,
    DL_EDGE_SUCCEEDS,
    DL_EDGE_CALLED,
    DL_EDGE_TESTED,
    DL_EDGE_TOLERATED,
    DL_EDGE_OPTIONAL
} dl_edge_kind;

typedef struct dl_machine_edge {
    dl_edge_kind kind;
    unsigned from; /* set of states */
    const dl_event_pattern *on;
    unsigned to;
    bool is_discharge; /* doubt suffices */
    bool keeps_event;  /* remembers where it stands: forbid with `undone` */
    bool is_unclear;   /* what it leads to is in doubt */
    const char *label;
    unsigned kinds; /* of events that may match */
} dl_machine_edge;

/* Which edges and faults, as bits by index. */
typedef struct dl_machine_parts {
    uint64_t edges;
    unsigned faults;
} dl_machine_parts;

/* What makes a fault: its event; a return with another status than the call that failed gave; a use of what is not
 * tested yet; a test by a macro that does not fit. */
typedef enum dl_judged_kind {
    DL_JUDGED_EVENT,
    DL_JUDGED_OTHER_STATUS,
    DL_JUDGED_EARLY_USE,
    DL_JUDGED_WRONG_TEST
} dl_judged_kind;

typedef struct dl_machine_fault {
    dl_judged_kind kind;
    unsigned in; /* set of states */
    const dl_event_pattern *on;
    const char *message;
    dl_tally *tally;
    bool at_last; /* stands at the event that moved the instance */
    bool at_event_span;
    bool is_absence;   /* an opaque callee may have done what is missed */
    bool of_doubt;     /* only of an instance in doubt: whether what came was what is asked for */
    unsigned captures; /* that what it judges names in any case */
    unsigned kinds;
} dl_machine_fault;

typedef struct dl_machine {
    dl_judge *judge;
    const dl_check *check;
    dl_machine_edge edges[DL_MOST_EDGES];
    size_t edge_count;
    dl_machine_fault faults[DL_MOST_FAULTS];
    size_t fault_count;
    unsigned start;
    unsigned waiting; /* of require and order with `if`: the duty exists, and is not met */
    bool by_call;     /* propagate, examine: an instance for each call */
    bool judges_uses; /* nothing is a fault but that what an instance is bound to is used */
    dl_tally *tally;
    unsigned kinds;     /* of events that any edge or fault may match */
    bool is_by_name;    /* every edge and fault that a call may match names what is called */
    dl_table named;     /* call → which edges and faults may name it */
    dl_table handed;    /* variable → the machine, or its world where none of the rule's calls is given it */
    dl_map *used_names; /* name of a place → whether what stands there is used: automaton_used.c's; NULL: not asked */
} dl_machine;

static inline unsigned dl_bit(unsigned state)
{
    return 1u << state;
}

void dl_machine_compile(dl_machine *m, dl_judge *judge, const dl_check *check);

/* The event is the call of the pattern, or an essential one of a check that asks about these, with that outcome. */
dl_tri dl_machine_same_call(const dl_machine *m, dl_match *match, const dl_event *event, const dl_event_pattern *call,
                            dl_outcome outcome);
dl_tri dl_machine_edge_matches(const dl_machine *m, const dl_machine_edge *e, dl_match *match,
                               const dl_instance *instance, const dl_event *event);
/* Notes with the fault's tally what it was asked about. */
dl_tri dl_machine_fault_matches(const dl_machine_fault *f, dl_match *match, const dl_instance *instance,
                                const dl_event *event);

/* What is known of the call that an instance is about; NULL: nothing is, or it is about none. */
static inline const dl_api *dl_machine_api_of(const dl_world *world, const dl_instance *instance)
{
    const char *name = instance->site ? instance->site->name : NULL;

    return name ? dl_facts_api(world->facts, name) : NULL;
}

/* Of a value that says by its sign whether something has failed; false for NULL. */
bool dl_machine_is_status(const dl_type *type);
/* A BOOLEAN, wherever it is; a bit of a word that is, or is in, a variable: behind a pointer it may be the device's. */
bool dl_machine_is_flag(const dl_instr *instr);
/* A number or an enumerator that a variable of the driver's, or a member of one, is set to, where some branch of the
 * driver asks for it. */
bool dl_machine_is_note(dl_world *world, const dl_instr *instr);
/* Whether the block sets a flag to what is not zero. */
bool dl_machine_has_flag(const dl_block *block);
/* Whether one way of the branch sets one to what is not zero, and the other does not return instead. */
bool dl_machine_sets_flag(dl_world *world, const dl_function *function, const dl_term *term);
/* Whether an outcome that nobody has asked for stands in such a place, for which some branch asks. */
bool dl_machine_notes_outcome(dl_world *world, const dl_state *state, dl_val outcome);
/* Of the test of an outcome: whether that goes nowhere but into a flag; maybe: whether the driver can do without what
 * it keeps note of so is for its author to say. */
dl_tri dl_machine_keeps_outcome(dl_sim *sim, const dl_state *state, dl_val outcome, const dl_event *event);
/* The monitor's `leave`. */
void dl_machine_leave(void *self, dl_sim *sim, dl_state *state, dl_val returned);

/* `DriverObject->DriverUnload(DriverObject)`: whether a routine is called that returns nothing, and that the call
 * behind which something is forbidden has put there itself: it takes back what that has done. */
bool dl_machine_is_undone(const dl_machine *m, const dl_event *event);
/* A value is given to a callee that nobody shows: that may do no more than keep it. */
bool dl_machine_is_held(const dl_machine *m, const dl_event *event);
/* Whether the call, which has no body here, may be one that moves an instance. */
bool dl_machine_is_step(const dl_machine *m, const dl_instr *call);
/* Whether nothing is a fault but a use. */
bool dl_machine_judges_uses(const dl_machine *m);
/* A monitor's, there: drops instances of what nothing leads to any more. */
void dl_machine_forget(void *self, dl_sim *sim, dl_state *state);
/* There: whether one of the first `count` of the state is like it. One name stands for what is read at an unknown
 * index, each time: another one of that name tells no more. */
bool dl_machine_is_there(const dl_world *world, const dl_state *state, unsigned count, const dl_instance *instance);
/* Of a new instance, there: whether one like it is followed already, or nothing that the root reaches uses what stands
 * in the place in which the object was found, by the names of members and variables. */
bool dl_machine_is_needless(dl_machine *m, dl_sim *sim, const dl_state *state, const dl_instance *instance);

#endif
