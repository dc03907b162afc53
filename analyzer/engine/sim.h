/* sim.h: runs a root function and its helpers over abstract states, path by path,
 * merging what the key holds equal; tells a monitor each event.
 *
 * The key of a state at a block is the monitor's instances, and the class of each control
 * expression of the functions that are being run: what returns and guards of events depend on,
 * at most DL_MAX_CONTROLS a function besides the handles that the monitor tracks. More than
 * DL_MAX_KEYS keys at one block are merged, and what follows is only possible. */
#ifndef DL_ENGINE_SIM_H
#define DL_ENGINE_SIM_H

#include "engine/context.h"
#include "engine/graph.h"

enum {
    DL_MAX_CONTROLS = 4, /* that are asked for at one block */
    DL_MAX_CONTROLS_IN_ALL = 12,
    DL_MAX_SOURCES = 4, /* temporaries that controls are set from, besides */
    DL_MAX_ANSWERS = 3, /* members of an object that a helper returns */
    DL_MAX_HANDLES = 4,
    DL_MAX_KEYS = 64,
    DL_MAX_DEPTH = 12,
    DL_MAX_VISITS = 14000,
    DL_MAX_VISITS_IN_ALL = 800000, /* of all runs for one driver; then each gets DL_FEW_VISITS */
    DL_FEW_VISITS = 2000,
    DL_MAX_ARGS = 24
};

/* One way to see a call: as the macro the user spelled or as the function called. */
typedef struct dl_call_view {
    const char *name;
    const dl_api *api; /* NULL: a function of the driver, or unknown */
    const dl_expr *const *args;
    size_t arg_count;
    dl_val vals[DL_MAX_ARGS];
} dl_call_view;

typedef struct dl_event {
    dl_event_kind kind;
    dl_span span;
    const dl_instr *instr;
    const dl_function *function; /* where it stands */
    unsigned depth;
    int context;
    /* call */
    bool is_after;      /* effects are done, the outcome is known */
    dl_outcome outcome; /* after: any, where it was not split */
    const dl_call_view *views;
    size_t view_count;
    dl_val result;
    /* store */
    dl_loc target;
    const dl_expr *target_expr, *value_expr;
    dl_assign_op op;
    bool is_range, is_init;
    const dl_range *range;
    bool is_whole; /* zeroing or copying of a whole object */
    /* store, return, test, use, deref */
    dl_val value;
    const dl_expr *cond; /* test: the whole condition of the branch, or NULL */
    /* return: whether the root returns such a value */
    dl_tri is_success, is_failure;
    /* use: the place that is read, or whose address is handed over */
    dl_loc place;
    bool is_handed;
} dl_event;

typedef struct dl_sim dl_sim;

/* Whether an instruction concerns the monitor, by what is known of its call (see ask.h), while it follows an object or
 * while not. */
typedef bool dl_monitor_question(void *self, const dl_instr *instr, const dl_api *by_name, const dl_api *by_macro,
                                 bool has_instances);

typedef struct dl_monitor {
    void *self;
    /* Something happens in `state`; the monitor may change state->instances, once they are the state's own
     * (dl_state_own_instances). */
    void (*event)(void *self, dl_sim *sim, dl_state *state, const dl_event *event);
    /* A callee nothing is known of, or that is run already, got these values; name may be NULL. */
    void (*opaque)(void *self, dl_sim *sim, dl_state *state, const dl_instr *instr, const char *name,
                   const dl_val *args, size_t count);
    /* Whether an event of the monitor's may happen at this instruction. */
    bool (*is_relevant)(void *self, const dl_instr *instr, const dl_api *by_name, const dl_api *by_macro);
    /* Whether the outcome of this call makes a difference: then it is split at once. */
    bool (*is_split)(void *self, const dl_instr *instr, const dl_api *by_name, const dl_api *by_macro);
    /* Whether this call makes a thing of its own in each round of a decided loop; NULL: none does. */
    bool (*is_apart)(void *self, const dl_instr *instr);
    const dl_instr *followed; /* the call whose objects are followed one by one, or NULL */
    /* Whether the monitor may act on what it is told at this instruction, if the objects that it follows are nowhere
     * near. NULL: at any. */
    dl_monitor_question *is_told;
    /* Whether the monitor has nothing more to say of the state, at returns too, as long as it comes to no instruction
     * for which can_unsettle is true (NULL: never). Such a state is not followed on where none lies ahead. */
    bool (*is_settled)(void *self, const dl_state *state);
    /* Whether the monitor may act at this instruction on a settled state. */
    dl_monitor_question *can_unsettle;
    /* A helper returns this value. */
    void (*leave)(void *self, dl_sim *sim, dl_state *state, dl_val returned);
    /* Drops instances of what no place holds any more, if nothing else may happen to them; NULL: none. */
    void (*forget)(void *self, dl_sim *sim, dl_state *state);
    /* A branch is left for that block; NULL: nobody asks. */
    void (*passes)(void *self, dl_sim *sim, dl_state *state, const dl_block *block, unsigned to);
    bool wants_reads; /* use and deref events */
} dl_monitor;

/* A call of what nothing is known of. */
typedef struct dl_opaque {
    const dl_instr *call;
    const char *name; /* may be NULL */
} dl_opaque;

typedef struct dl_function_info dl_function_info;
typedef struct dl_frame dl_frame;

struct dl_sim {
    dl_world *world;
    dl_monitor monitor;
    const dl_function *root;
    dl_result_kind root_result; /* how a returned value is classed */
    DL_VEC(dl_state *) exits;   /* of the root, one for each key */
    unsigned long visits, most_visits;
    bool gave_up;      /* past DL_MAX_VISITS or out of scratch memory */
    bool joins_rounds; /* of decided loops: the second attempt, where the first has met a limit */
    bool is_cut;       /* this is it */
    bool is_coarse;    /* no control expressions in the key: see dl_judge_try */
    bool is_refused;   /* what was seen is to be judged by a finer run: this one ends */
    bool has_rounds;   /* some loop was decided */
    size_t first_byte; /* of scratch memory, when the attempt began */
    const dl_function *gave_up_in;
    const dl_function *unfollowed; /* what tells the monitor something was called and not run: in the end, as if the
                                      run had given up there; NULL: none was */
    bool is_quiet;                 /* no events: while keys are made */
    bool tells_derefs, tells_uses; /* of the reads of what a call is given, only these; neither: both */
    dl_frame *frame;               /* running now */
    dl_table *infos;               /* function → dl_function_info */
    const dl_instr *instr;         /* running now */
    bool is_latch;                 /* it is behind the body of a loop */
    DL_VEC(dl_opaque) opaques;     /* that were come to: summary.c's */
    const char *unknown_jump;      /* a macro whose way out is not known was met, or NULL */
    dl_span unknown_jump_span;
    const dl_function *degraded;            /* a function with lost events that was run, or NULL */
    const dl_expr *handles[DL_MAX_HANDLES]; /* tracked slots, as the code spells them */
    const dl_function *handle_functions[DL_MAX_HANDLES];
    size_t handle_count;
    bool tells_addresses;          /* the key holds which variable a slot points to */
    bool tells_ways;               /* each step of a path counts: none goes around a branch in doubt */
    dl_loc places[DL_MAX_HANDLES]; /* whose class the key holds: what an `expect` asks for */
    size_t place_count;
};

/* `ExAllocatePool2(POOL_FLAG_NON_PAGED | POOL_FLAG_RAISE_ON_FAILURE, …)`: the first argument says so. */
bool dl_sim_is_told_to_raise(const dl_world *world, const dl_api *api, const dl_instr *call);

/* What a coarse run does not know is for the finer one to decide, whatever hangs on it. */
static inline dl_tri dl_sim_doubts(dl_sim *sim, dl_tri how)
{
    sim->is_refused |= sim->is_coarse && how == DL_MAYBE;
    return how;
}

/* The call comes back with success alone: it raises an exception where it fails, or is documented not to fail. */
bool dl_sim_never_fails(const dl_world *world, const dl_api *api, const dl_instr *call);

/* Runs `root` from `start` (NULL: nothing known but the world's beginning). Where that meets a limit, the rounds of
 * decided loops are joined in a second attempt: what the first has told the monitor stands, and the second sees all
 * that may happen, so that nothing wrong there is nothing wrong. */
void dl_sim_run(dl_sim *sim, dl_world *world, const dl_monitor *monitor, const dl_function *root,
                const dl_state *start);

/* Executes the initialisers of globals and static locals once. */
void dl_sim_globals(dl_world *world);

/* ---- evaluation, for the monitors too ---- */

dl_val dl_eval(dl_sim *sim, dl_state *state, const dl_expr *expr);
dl_loc dl_eval_place(dl_sim *sim, dl_state *state, const dl_expr *expr);
/* What a condition asks: it holds where the value is of the classes of the mask, and does not where it is of others. */
dl_val dl_eval_asked(dl_sim *sim, dl_state *state, const dl_expr *cond, unsigned *mask);
/* Assumes the condition; false: it cannot hold. */
bool dl_eval_assume(dl_sim *sim, dl_state *state, const dl_expr *cond, bool holds);
dl_val dl_eval_tested(dl_sim *sim, dl_state *state, const dl_expr *cond, const dl_expr **operand);
/* What the address leads to; DL_NOWHERE for what is no pointer. */
dl_loc dl_eval_pointee(dl_sim *sim, const dl_state *state, dl_val pointer);
/* What a use of a resource means by its argument: this itself, what it leads to, or a member of that. `loc`, or NULL:
 * where that stands. */
dl_val dl_eval_use(dl_sim *sim, const dl_state *state, const dl_api_use *use, dl_val given, dl_loc *loc);
/* … and as an expression; NULL where there is none. */
const dl_expr *dl_use_expr(dl_world *world, const dl_api_use *use, const dl_expr *given);
/* What a store of `value` leaves in `target`: in a local, an address keeps which element it is of. */
dl_val dl_eval_to_hold(dl_sim *sim, dl_state *state, const dl_expr *target, const dl_expr *value);
/* The address of the literal whose text a pointer leads to: itself, the array it fills, or the buffer of the counted
   string pointed to; the pointer as it is where the text is not known. */
dl_val dl_eval_literal(dl_sim *sim, const dl_state *state, dl_val pointer);
/* The text of such an address, or NULL. */
const char *dl_val_text(const dl_world *world, dl_val literal);
/* Whether two such texts are the same, in whatever case: maybe, where one is not known, or holds what a macro stands
   for that no file defines. */
dl_tri dl_val_same_text(const dl_world *world, dl_val left, dl_val right);
/* How many bytes at its beginning are surely those of such a text, which must be one; behind them stands what a macro
   stands for that no file defines. */
size_t dl_val_known_text(const dl_world *world, dl_val literal);
/* The place of a path of the facts from a call's parameters. */
dl_loc dl_eval_fact_path(dl_sim *sim, dl_state *state, const dl_call_view *view, dl_val result,
                         const dl_fact_path *path);
/* How reckon.h takes the operands: DL_RECKON_ flags by their types; `right` may be NULL. */
int dl_eval_words(const dl_expr *left, const dl_expr *right);
/* As what a number is compared with constants (bounds.h): widening it changes nothing. */
int dl_eval_view(const dl_expr *expr);
/* Whether the expression, which is worth `val`, is that number. */
dl_tri dl_eval_is_number(dl_sim *sim, dl_state *state, const dl_expr *value, dl_val val, int64_t k);
/* pointer + by */
dl_val dl_eval_shift(dl_sim *sim, dl_state *state, dl_val pointer, int64_t by);
void dl_sim_read_events(dl_sim *sim, dl_state *state, const dl_expr *expr, const dl_instr *instr, bool is_compared);
void dl_sim_deref_event(dl_sim *sim, dl_state *state, dl_val pointer, const dl_expr *expr, const dl_instr *instr);
/* Where the expression leads to a counted string that is not known to be empty: the same of its text. */
void dl_sim_text_event(dl_sim *sim, dl_state *state, dl_val pointer, const dl_expr *expr, const dl_instr *instr);

/* ---- control expressions ---- */

/* Which constants of a control are told apart, besides its class: all of what is not counted, and of a local that no
 * loop counts; the first of what is counted up and down again, as by a cleanup that takes steps back, or outside of
 * loops in what others hold, and of a global that bounds a loop which decides; none of what is counted else. WHICH:
 * all, and of a pointer by which something is called which function or place it leads to. */
typedef enum dl_exactness { DL_EXACT_NONE, DL_EXACT_FIRST, DL_EXACT_ALL, DL_EXACT_WHICH } dl_exactness;

struct dl_function_info {
    const dl_function *function;
    const dl_expr *controls[DL_MAX_CONTROLS_IN_ALL + DL_MAX_SOURCES];
    dl_exactness exact[DL_MAX_CONTROLS_IN_ALL + DL_MAX_SOURCES];
    size_t control_count;
    /* Of each block, by bit, the controls that may be asked for from where it begins; anywhere in it and behind it. */
    uint16_t *wanted_from, *wanted_within;
    const dl_graph *graph;
    dl_holders held;           /* its variables that controls, handles and tracked places are read through */
    bool is_relevant;          /* it or a helper of it holds a relevant instruction */
    signed char tells[2];      /* ask.c's: whether the monitor is told something in it, while it follows no object, and
                                  while it does; 0: not asked yet */
    uint64_t controls_below;   /* summary.c's: of it and its helpers, as one number; 0: not asked yet */
    signed char acts[2];       /* ahead.c's: whether a settled state may be unsettled in it, likewise */
    signed char acts_below[2]; /* ahead.c's: in it or in a helper of it */
    bool *leads[2]; /* ahead.c's: of each block, whether that may happen in it or behind it; NULL: not asked yet */
    unsigned *last_acting[2]; /* ahead.c's: of each block, 2 + the last instruction where it may happen; 1: none; 0: not
                                 asked yet */
    struct dl_idle_answer *idle; /* idle.c's: of each block; NULL: not asked yet */
    struct dl_drains *drains;    /* drain.c's; NULL: not asked yet */
};
dl_function_info *dl_control_info(dl_sim *sim, const dl_function *function);
/* Whether the instruction, or a routine that it may call, may tell the monitor something. */
bool dl_control_concerns(dl_sim *sim, const dl_instr *instr);
/* The lvalue or temporary whose class decides the condition. */
const dl_expr *dl_control_operand(const dl_facts *facts, const dl_expr *cond);
/* Whatever it is cast to, or counted of. */
bool dl_control_is_constant(const dl_expr *expr);
/* Of an object that a function returns by value the first members that are no objects; how many. */
size_t dl_control_answers(dl_arena *arena, const dl_expr *object, const dl_expr *parts[DL_MAX_ANSWERS]);
/* What an assignment does to its target: `x = x | y` is `x |= y`. `operand`: what is added, cleared, assigned. */
dl_assign_op dl_expr_update(const dl_instr *assign, const dl_expr **operand);

struct dl_frame {
    dl_frame *up;
    const dl_function *function;
    const dl_function_info *info;
    int context;
    unsigned depth;
    unsigned block;                 /* running now */
    unsigned rounds;                /* of decided loops, so far */
    unsigned first_round;           /* its own among those of a state */
    void *exits;                    /* states that left the function: sim.c's */
    struct dl_recursion *recursion; /* recurse.c's; NULL: of the root */
    struct dl_key_outer *outer;     /* key.c's; NULL: no key was asked for yet */
    bool has_ahead[2];              /* ahead.c's: of what lies behind the call */
};

const dl_node *dl_node_add(dl_sim *sim, dl_state *state, dl_node node);
/* A number for this instruction in this context: what it writes of unknown value is named by it. What the
 * state knew of values that it wrote before is forgotten. */
int dl_sim_moment(dl_sim *sim, dl_state *state);
/* Whether a witness may show the step, or the way into and out of a helper around one. */
bool dl_node_is_of_witness(const dl_node *node);
/* A step of the witness that tells what happened to a tracked thing. */
void dl_node_tell(dl_sim *sim, dl_state *state, dl_span span, const char *text);
/* API by name for an instruction; honours `memset:0`. */
const dl_api *dl_sim_api(dl_sim *sim, const dl_state *state, const char *name, const dl_expr *const *args,
                         size_t count);

#endif
