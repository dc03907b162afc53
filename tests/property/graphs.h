/* graphs.h: random programs, as IR, and what every path through them does: the engine's opposite, for small ones.
 *
 * A program is an entry routine and maybe helpers, over a few variables: a status, flags, a handle, inputs of unknown
 * value, pointers to flags. Its calls are `Ev0` … `Ev3` (an event, no result), `St0` and `St1` (succeed or fail),
 * `Acq(&h)`, `Rel(h)` and `Use(h)`. With values there are more flags than a state's key holds, and they are compared.
 * With places handles stand in locals, a global, members of two structures, elements of an array and what a helper is
 * given, are copied between those, and come from `h = Make()` as well; helpers take a place, a handle and a flag, and
 * one returns a handle. Every instruction and terminator stands on a line of its own. */
#ifndef DL_TESTS_PROPERTY_GRAPHS_H
#define DL_TESTS_PROPERTY_GRAPHS_H

#include "ir/ir.h"
#include "support/vec.h"

enum { EVENTS = 4, STATUSES = 2, MOST_LINES = 640, MEMBERS = 3 /* of a structure: `a`, `b`, `c`; of an array */ };

typedef struct random {
    uint64_t state;
} random_source;
void random_seed(random_source *random, uint64_t seed, uint64_t number);
unsigned random_below(random_source *random, unsigned bound);
bool random_percent(random_source *random, unsigned percent);

typedef struct shape {
    unsigned blocks, instrs; /* at most, of the entry */
    bool has_loops, has_helper, has_handles, has_values, has_pointers;
    bool has_ranges; /* inputs are compared with several numbers, and one of them has no sign */
    bool has_bits;
    bool has_places; /* see above; with handles */
    bool has_uses;   /* of handles */
    bool has_unload; /* the entry stores a routine in DriverUnload; with places */
    bool is_long;    /* few returns before the last block, and ways that soon meet again */
} shape;

typedef struct made_program {
    dl_program program;
    const dl_function *entry, *unload; /* NULL: there is none */
    unsigned line_count;
    unsigned inputs; /* values that inputs are tried with */
} made_program;
const made_program *make_program(random_source *random, const shape *wanted, dl_arena *arena);

/* ---- what happens on a path ---- */

typedef enum happening {
    HAPPENS_EVENT,                                /* + number */
    HAPPENS_SUCCESS = EVENTS,                     /* of a status call: + number */
    HAPPENS_FAILURE = HAPPENS_SUCCESS + STATUSES, /* likewise */
    HAPPENS_RETURN_SUCCESS = HAPPENS_FAILURE + STATUSES,
    HAPPENS_RETURN_FAILURE,
    HAPPENINGS
} happening;

/* A machine over these, as the engine's automata are: on each event first the errors, then the first transition. */
enum { MOST_STATES = 5, MOST_RULES = 8 };
typedef struct machine_rule {
    unsigned in; /* set of states */
    happening on;
    unsigned to; /* of a transition */
} machine_rule;
typedef struct machine {
    unsigned states, start;
    machine_rule moves[MOST_RULES], errors[MOST_RULES];
    size_t move_count, error_count;
    bool is_release; /* instead: leaks at failing returns, and double releases */
    bool is_unload;  /* a release: asked for behind the unload routine, at the lines where objects were acquired */
    bool is_use;     /* a release: asked for uses behind it, of which the first is one */
    bool is_duty;    /* asked for as `require` or `order` with `if` */
} machine;

typedef struct truth {
    /* By line. What is left behind the unload routine is asked for where some way of the entry leaves it on all ways of
     * that routine, and is borne out by one of these; what the routine releases once more is told where that is sure.
     */
    bool is_wanted[MOST_LINES];    /* to be found, or the verdict open */
    bool is_borne_out[MOST_LINES]; /* by some path */
    bool is_whole;                 /* every path was followed to its end */
    unsigned long paths;
} truth;
void follow_all_paths(const made_program *made, const machine *wanted, unsigned long most_paths, truth *out,
                      dl_arena *arena);

#endif
