/* value.h: abstract memory: places, symbols, values, states.
 *
 * A value is a constant, a symbol (something unknown that keeps its identity through copies),
 * the address of a place, a function, or `unset`. What is known of a symbol is a set of
 * classes (negative, zero, positive) and maybe one constant: that one domain serves NTSTATUS (failure
 * is negative), pointers (null is zero), BOOLEAN and plain integers.
 *
 * Places and symbols are interned in a world, so that equal ones have equal numbers: states can be
 * compared and joined. A state is a set of cells, sorted by place. What no cell tells is told by the
 * nearest cell above it (a zeroed structure, a copy) or by the place's beginning.
 *
 * Owns: worlds and states live in the arena they are made in. */
#ifndef DL_ENGINE_VALUE_H
#define DL_ENGINE_VALUE_H

#include "engine/tri.h"
#include "ir/ir.h"
#include "ruleset/rule.h"
#include "support/table.h"
#include "support/vec.h"

/* ---- places ---- */

typedef int dl_loc; /* 0: no place */
enum { DL_NOWHERE = 0 };

typedef enum dl_loc_kind {
    DL_LOC_VAR,    /* a variable */
    DL_LOC_OBJECT, /* what symbol `sym` points to */
    DL_LOC_FIELD,
    DL_LOC_INDEX,
    DL_LOC_ANY,   /* an element whose index is not known; that of symbol `sym`, where it is one value for a while */
    DL_LOC_EACH,  /* what every element without a cell of its own holds */
    DL_LOC_STRING /* a literal */
} dl_loc_kind;

typedef struct dl_place {
    dl_loc_kind kind;
    dl_loc parent;
    const dl_var *var;
    int sym;
    const char *field;
    int64_t index;
    const dl_expr *string;
    dl_loc root;
    unsigned depth;
    dl_loc any;             /* the innermost unknown index on the way to it, itself included; 0: none */
    dl_loc each;            /* its element that stands for each, where that is held; 0: not yet */
    int initial;            /* the symbol of what it held when the root began; 0: not yet */
    bool has_below : 1;     /* some place below it is held */
    bool has_chosen : 1;    /* some element of it is known by its index's symbol */
    bool is_led_to : 1;     /* of a root: a joined pointer may lead to it, or to a part of it */
    bool is_overlaid : 1;   /* it lies in a union, or is a part of what does */
    bool is_deepest : 1;    /* an unknown one of all that lies below its parent, on a path that is not made longer */
    bool has_begin : 1;     /* the next one is known */
    bool begins_zero : 1;   /* no initialiser says anything of it: see dl_state_begins_zero */
    unsigned short overlay; /* of a member that does: see dl_type_overlay */
    const dl_type *seen;    /* of an object that no type is known of: what it was seen as first, or NULL */
    const dl_var *of;       /* the local or parameter that it is a part of, or NULL */
} dl_place;

/* Of a place, what is asked of every cell of a state where a block begins: apart, so that little memory is read. */
typedef struct dl_place_life {
    unsigned owner; /* number of the function that the local or parameter is of, which it is a part of; 0: none */
    unsigned var;   /* its id */
    int object;     /* symbol of the object that it is in; 0: it is in none */
    bool is_chosen; /* an element, or of one, that the symbol of its index alone tells */
} dl_place_life;

typedef struct dl_loc_range {
    dl_loc first, last;
} dl_loc_range;

/* ---- symbols ---- */

typedef enum dl_sym_kind {
    DL_SYM_PARAM,   /* of the root: a is its number */
    DL_SYM_INITIAL, /* what place `loc` held when the root began */
    DL_SYM_RESULT,  /* returned by call `instr` in context a */
    DL_SYM_OUT, /* written by call `instr` in context a through parameter b, or to a part of what it leads to, `loc` */
    DL_SYM_PHI, /* joined at block a for place `loc`: identity lost; b tells apart those of several times */
    DL_SYM_HAVOC,   /* place `loc` after something unknown wrote there: a tells when */
    DL_SYM_ELEMENT, /* element of `loc` at an unknown index; a = DL_WRITTEN: one of them was written on the path */
    DL_SYM_EXPR,    /* op over values: the same operands give the same symbol */
    DL_SYM_NAMED,   /* a constant of unknown value */
    DL_SYM_OPAQUE   /* returned by a callee nothing is known of */
} dl_sym_kind;

enum { DL_JOINED_BY_ALIAS = -0x40000000 }; /* a of a PHI: what a store through a joined pointer may have left */
/* Likewise of a HAVOC, and of the mark that it is read below: where it went there is not known. */
enum { DL_LEFT_BY_ALIAS = -2 - DL_JOINED_BY_ALIAS };
/* b of a HAVOC, and k of the mark that it is read below: on a way that was joined more was known of what is there. */
enum { DL_LOST_BY_JOIN = 1 };
enum { DL_SHARED_JOIN = 4 }; /* b of a PHI that several values share: nothing is known of them, nor which is which */
/* Added to b of an OUT: the call's outcome was not told apart; twice where the slot was null before, three times where
 * it was not, and keeps that if the call fails. */
enum { DL_OUT_OPEN = 100 };
enum { DL_WRITTEN = 0x100 }; /* a of an ELEMENT */
enum { DL_NEG = 1, DL_ZERO = 2, DL_POS = 4, DL_ALL = 7 };

typedef struct dl_val dl_val;
typedef struct dl_symbol {
    dl_sym_kind kind;
    dl_loc loc;
    const dl_instr *instr;
    int a, b;
    const char *name;
    dl_op op;
    const struct dl_val *left, *right; /* of an expression */
    unsigned char base;                /* classes it may be of */
    int leads;                         /* of a joined pointer, or of a sum: number of the places it may lead to, or 0 */
    int stems;                         /* of a joined pointer: number of the values that were joined, or 0 */
    bool is_untested;  /* of a joined value: each of those joined was a status that nothing was known of:
                          on each way here it may be of any class */
    const dl_api *api; /* of a result */
    dl_loc object;     /* what it points to; 0: not yet */
    int partner;       /* of what an untested call left in a slot: its result; 0 none */
    bool was_null;     /* that slot was null before, and stays so if the call fails */
    bool is_part;      /* other symbols or places are made of it */
    bool is_chooser;   /* an element of an array is known by it, its index */
    bool is_asked_for; /* of a result: what is known of it is asked for by a call that does not have it */
} dl_symbol;

/* What becomes of what is known of a symbol, apart from the symbol, so that little memory is read. MADE: of others,
 * which are held as long as it is. GOES: once nothing holds it, nobody can ask for it; MAY_GO: an expression, with
 * something that goes. The others: its kind. Above them stand its classes. */
enum {
    DL_FATE_MADE = 1,
    DL_FATE_GOES = 2,
    DL_FATE_PHI = 4,
    DL_FATE_EXPR = 8,
    DL_FATE_HAVOC = 16,
    DL_FATE_MAY_GO = 32,
    DL_FATE_BASE_SHIFT = 8
};

/* The symbols that one is made of: operands, or what an untested call returned, and the pointer it was read behind. */
typedef struct dl_parts {
    int first, second; /* 0: none; a second only behind a first */
} dl_parts;

/* ---- values ---- */

typedef enum dl_val_kind {
    DL_VAL_UNSET,
    DL_VAL_CONST,
    DL_VAL_SYM,
    DL_VAL_ADDRESS,
    DL_VAL_FUNCTION,
    DL_VAL_SIZEOF, /* p: the dl_expr; k: the size where real */
    /* of cells of aggregates only */
    DL_MARK_ZERO,
    DL_MARK_UNSET,
    DL_MARK_HAVOC,
    DL_MARK_COPY
} dl_val_kind;

struct dl_val {
    dl_val_kind kind;
    int id; /* symbol, place */
    int64_t k;
    const char *name; /* spelling of a constant; function */
    const void *p;
};

/* Values are held once in a world, too: a cell has a number for its value, see dl_cell_val. */
typedef struct dl_cell {
    dl_loc loc;
    unsigned held;
} dl_cell;

/* What a path has fixed of a symbol. */
typedef struct dl_known {
    int sym;
    unsigned char mask;
    bool has_equal : 1, has_other : 1; /* equal to k; different from other */
    bool all_functions : 1, maybe_unset : 1;
    bool is_joined : 1; /* on the ways that meet here it had one or the other constant: the classes say less than was
                           known */
    bool is_in_sum : 1; /* what it is a part of, by arithmetic, was compared: that says more of it than is kept */
    bool is_apart : 1;  /* of a joined value: none of those joined is the object that is followed */
    bool has_bits : 1;  /* of a flag word: those surely set, and surely clear, are the halves of `other` */
    unsigned char view; /* bounds.c's: it lies between low and high, as a number of this kind; 0: nothing is known */
    union {
        int64_t k;
        struct {
            int32_t low, high;
        };
    };
    int64_t other;
} dl_known;

/* ---- the monitor: automata instances carried by a state; see automaton.h ---- */

enum { DL_MAX_INSTANCES = 24, DL_MAX_BINDS = 8, DL_MAX_LABELS = 4 };
typedef struct dl_bind {
    bool is_bound, has_val;
    dl_loc loc;
    dl_val val;
    const dl_expr *expr; /* as the code spelled it */
} dl_bind;
typedef struct dl_label {
    const char *name;
    unsigned line;
    const dl_file *file;
} dl_label;
typedef struct dl_instance {
    unsigned char state;
    unsigned char spare; /* further references to it were made: so many more releases are due */
    bool is_maybe;       /* a doubtful event moved it: faults are at most undetermined */
    bool is_again;       /* its place was come to before on this path */
    bool is_listed;      /* what holds it was put into a list */
    bool may_be_held;    /* what held it may have been written over, or something else was */
    const char *doubt;   /* why */
    dl_span doubt_span;
    dl_bind binds[DL_MAX_BINDS];
    dl_label labels[DL_MAX_LABELS];       /* events that moved it, the newest last */
    dl_span last;                         /* of the newest */
    const dl_expr *stored, *stored_value; /* of the newest, if it is a store */
    dl_span event_span;                   /* with `undone`: where the pending event stands */
    dl_val value;                         /* status of the call it is about */
    const dl_instr *site;
    uint64_t round;              /* of `site`: its context; of a status: the decided loops that it was failed in */
    unsigned depth;              /* of the frame that knows of it */
    const dl_function *asked_in; /* where its status was asked last, or what that was called from; NULL: nowhere */
    unsigned asked_block, asked_depth;
    dl_loc row;         /* the array that a loop fills with such objects, of which this is the first; or 0 */
    int row_where;      /* the activation that fills it */
    dl_val row_end;     /* how many it makes */
    bool is_row;        /* others of it are held, too */
    bool has_others;    /* others that its place has made are held, of which nothing else is known */
    bool is_past_first; /* the round in which the first was made is over */
    const struct dl_row_drain *drain; /* a loop that releases them all is running, or NULL */
    const dl_instr *taker;            /* a call that takes the object over if it succeeds */
    dl_tri taken;
} dl_instance;

/* ---- witness ---- */

typedef enum dl_node_kind {
    DL_NODE_ENTER,
    DL_NODE_LEAVE,
    DL_NODE_BRANCH,
    DL_NODE_CASE,
    DL_NODE_CALL,
    DL_NODE_STORE,
    DL_NODE_RETURN,
    DL_NODE_EXCEPTION
} dl_node_kind;
typedef struct dl_node {
    const struct dl_node *parent;
    dl_node_kind kind;
    unsigned depth; /* of frames */
    unsigned length;
    const dl_instr *instr;
    const dl_expr *cond;
    dl_span span;
    bool taken;           /* branch: the condition held */
    bool was_open;        /* branch: both ways were possible */
    dl_outcome outcome;   /* call; leave: success where what was returned needs no explanation */
    const char *name;     /* call: as spelled; enter: function */
    int failed_sym;       /* branch: symbol whose class it fixed, or -1 */
    const char *label;    /* the pattern's label that this event matched, or NULL */
    const char *text;     /* what happened to a tracked thing here, or NULL */
    const char *resource; /* for `trace`: its title */
    struct {
        int kind, id;
        int64_t k;
        const char *name;
    } object; /* for `trace`: what was acquired or released */
} dl_node;

/* MERGED: past the cap of keys. DOUBT: a branch depended on what was merged, or something was not understood.
 * JUMP: a macro without a definition was passed that may leave the function.
 * OWNER: the owner of the tracked resource is live. OPAQUE: a callee nothing is known of was called.
 * ROUNDS: with DOUBT: how often a loop ran depended on what was merged.
 * UNFOLLOWED: with DOUBT: a branch asked what is not followed: at the driver's end, what routines that ran before have
 * left; an element at an index that is not known, of an array in which one was written. TRIED: on some way here a call
 * was made whose result another call asks for (`nonnullWhile`). TARGETS: with DOUBT: a pointer was called that may lead
 * to several routines, of which the path has taken one. */
enum { DL_MAX_ROUNDS = 4 };
enum {
    DL_STATE_MERGED = 1,
    DL_STATE_DOUBT = 2,
    DL_STATE_OWNER = 4,
    DL_STATE_OPAQUE = 8,
    DL_STATE_JUMP = 16,
    DL_STATE_TRIED = 32,
    DL_STATE_ROUNDS = 64,
    DL_STATE_UNFOLLOWED = 128,
    DL_STATE_TARGETS = 256,
    DL_STATE_UNLOADS = 512
};
/* What has happened, and tells states apart. */
enum { DL_STATE_HAPPENED = DL_STATE_OWNER | DL_STATE_UNLOADS };
/* What makes a way less sure than another one. */
enum { DL_STATE_DOUBTS = DL_STATE_DOUBT | DL_STATE_ROUNDS | DL_STATE_UNFOLLOWED };

/* Which arrays another state points to as well: they are copied before they are written. */
typedef struct dl_shares {
    bool cells, known, instances;
} dl_shares;

/* With DOUBT: the branch that raised it, if the doubt may end (see doubt.h). */
typedef struct dl_cut dl_cut;
typedef struct dl_doubt {
    unsigned branch; /* 0: none */
    uint64_t share;  /* of its ways */
    const dl_node *before;
    const dl_cut **cuts; /* doubt.c's: what has divided it, for all states in doubt of this branch */
} dl_doubt;

typedef struct dl_state {
    dl_shares *shares; /* NULL: none */
    dl_cell *cells;
    unsigned cell_count, cell_room;
    dl_known *known;
    unsigned known_count, known_room;
    dl_instance *instances;
    unsigned instance_count, instance_room;
    const dl_node *trace;
    unsigned flags;
    uint64_t rounds[DL_MAX_ROUNDS]; /* of decided loops that are being run, the innermost last */
    unsigned round_count;
    dl_span doubt_span; /* where DOUBT came from */
    const char *doubt;
    dl_doubt parted;
    const char *opaque; /* name of that callee */
    dl_span opaque_span;
    dl_val returned; /* at a function's exit */
    uint64_t answer; /* there, and behind the call: of an object that was returned, the classes of its members; or 0 */
    dl_span return_span;
    uint64_t exit_key; /* there, too: what tells it from the other exits */
    bool has_exit_key; /* false: none was there yet to tell it from */
} dl_state;

/* ---- world ---- */

typedef struct dl_held_value {
    dl_val val;
    unsigned same; /* the first one that is equal as data: constants may be spelled in many ways */
} dl_held_value;

typedef struct dl_context {
    int parent;
    const dl_instr *instr; /* NULL: a round of a decided loop */
    uint64_t round;
} dl_context;

/* The places that a joined pointer may lead to: sorted, each once. INSIDE: or to any part of them, as a pointer that
 * was made by counting bytes. */
typedef struct dl_leads {
    const dl_loc *at;
    size_t count;
    bool is_inside;
} dl_leads;

/* The symbols one of which a joined pointer is, where it is no constant and no address: sorted, each once. INSIDE: it
 * is null, or leads into a local, or into what one of them leads to. */
typedef struct dl_stems {
    const int *at;
    size_t count;
    bool is_inside;
} dl_stems;

typedef DL_VEC(int) dl_sym_list;

typedef struct dl_world {
    dl_arena *arena;   /* places and symbols; lives as long as the driver's analysis */
    dl_arena *scratch; /* states of one run; reset between runs */
    const dl_facts *facts;
    const dl_program *program;
    const dl_function *entry;
    DL_VEC(dl_place) places; /* [0] unused */
    DL_VEC(dl_place_life) lives;
    dl_table owners; /* function → its number */
    DL_VEC(dl_loc_range)
    owned; /* by that number: between which places its locals are, and what is chosen by an index */
    DL_VEC(dl_symbol) symbols;
    DL_VEC(unsigned short) fates; /* by symbol: DL_FATE_ */
    DL_VEC(dl_parts) parts;       /* likewise */
    int *place_table, *symbol_table;
    size_t place_room, symbol_room;
    DL_VEC(dl_held_value) values; /* that cells hold, but for the commonest kinds */
    unsigned *value_table;
    size_t value_room;
    dl_map *functions;           /* name of a function → number of the first such value and one; NULL: there is none */
    DL_VEC(dl_context) contexts; /* context.c's */
    int *context_table;
    size_t context_room;
    DL_VEC(dl_leads) leads;           /* [0] unused */
    DL_VEC(dl_stems) stems;           /* likewise */
    struct dl_summaries *summaries;   /* summary.c's */
    struct dl_footprints *footprints; /* footprint.c's */
    struct dl_table *counted;         /* control.c's: global → what of it goes up or down; NULL: not asked for yet */
    struct dl_table *stacks;          /* stack.c's: global → arrays that it counts; NULL: not asked for yet */
    struct dl_given *given;           /* match_given.c's: what was asked for last; NULL: nothing yet */
    struct dl_table *hidden;          /* release_hidden.c's: global → whether it is; NULL: not asked for yet */
    struct dl_table *naming;          /* naming.c's: variable → dl_naming; NULL: not asked for yet */
    dl_state *globals;                /* initialisers of globals, executed once */
    int driver_object;                /* number of the entry's parameter, or -1 */
    bool has_chosen;                  /* some place does */
    bool follows_one;                 /* the run is about one object, which the first instance of a state is bound to */
    bool enters_at_any_irql;          /* the entry; else at PASSIVE_LEVEL alone */
    bool at_entry;                    /* globals hold their initialisers; else they are unknown */
    const dl_function *given_driver_object; /* a root that is given it, as the entry is, first; or NULL */
    /* Whether a global, or one member of it (NULL: all), holds its initialiser for other roots than the entry, too;
     * NULL: only constants do. */
    bool (*is_lasting)(void *self, const dl_var *var, const char *member);
    void *is_lasting_self;
    /* Whether what the root finds in a global, or behind one, hangs on which routines ran before it and on their ways;
     * NULL: the root does not run at the driver's end. Summaries are kept apart by `past`. */
    bool (*is_of_past)(void *self, dl_loc loc, bool is_pointer);
    void *is_of_past_self;
    /* Whether others may have written the member since all of `above` became zero; NULL: nobody asks. */
    bool (*is_written_since)(void *self, dl_loc loc, dl_loc above);
    void *is_written_since_self;
    unsigned char past;
    struct dl_unread_bodies *unread; /* NULL: nothing is known of bodies that were not read */
    const void *scope_self;          /* of the next two */
    /* All functions that a call through a pointer may be of; none where others may be meant as well. NULL: not asked.
     */
    const dl_function *const *(*find_targets)(const void *self, const dl_instr *call, size_t *count);
    /* signal.c's: whether what the expression points to may be signalled by a routine of the role; NULL: not asked. */
    bool (*is_signalled)(const void *self, const char *role, const dl_expr *object);
    const dl_state *start; /* of other roots: what the entry left, or NULL */
    bool is_heavy;         /* the entry has more paths than the budget allows, whatever is asked */
    dl_loc *var_locs;      /* places of variables, by id */
    size_t var_count;
    unsigned branches;      /* the last number of one that raised a doubt */
    dl_table graphs;        /* function → dl_graph */
    dl_table apis;          /* name, as the program holds it → dl_api or what stands for none */
    dl_map *named;          /* name of a function → it, or the world where several have it; NULL: not asked yet */
    dl_table repeated;      /* instruction → whether a loop comes to it again: graph.c's */
    dl_table first_calls;   /* such a name, or a function → the first call of it in the text */
    dl_table questions;     /* question.c's: function → whether it is one */
    dl_table unraising;     /* raise.c's: function → whether it raises no exception */
    dl_table zero_in_entry; /* at_entry.c's: dl_api → whether it gives zero in the entry */
    dl_table fields;        /* likewise → the one text that places have for it */
    dl_table drains;        /* drain.c's: function → its loops that undo what lists hold */
    dl_table keepers;       /* sim_branch.c's: call → whether another tells what it asks: 1, 2 */
    dl_table made;          /* fact → what stands for the value that it writes: effects.c's */
    dl_table made_types;    /* call → type of what keeps its result: retype.c's */
    dl_names *field_names;
    struct dl_below *below;           /* place.c's */
    bool *is_kept;                    /* variables by id: read other than by name; NULL before the first graph */
    unsigned *mentions;               /* by id: of graph.c, zero between its calls */
    const dl_function *const *beside; /* beside.c's: what may run while the entry does */
    size_t beside_count;
    dl_map *set_beside;                  /* beside.c's: names of members */
    dl_map *parts_beside;                /* likewise, with the structures that they are of */
    dl_table globals_beside;             /* likewise: globals */
    const dl_var *const *written_beside; /* these, in the order in which they were found */
    size_t written_beside_count;
    dl_table told_of_beside;       /* beside.c's: function → whether all that it sets is named */
    dl_map *set_between;           /* likewise, of what runs until the driver's end; NULL: nobody has asked */
    dl_tri takes_out;              /* linked.c's: MAYBE: not asked yet */
    struct dl_link_records *links; /* likewise; NULL: not asked yet */
    bool has_lists;                /* linked.c's: the entry, or a helper of it, asks for a list that calls push to */
    dl_loc empty_list;             /* where such a one begins that is empty when the entry is called, or NOWHERE */
    dl_loc never_listed;           /* where such a one begins that stays empty, as long as the root may ask for it */
    unsigned *marks, mark;         /* by symbol: of dl_state_drop_known */
    size_t mark_room;
    void *join_memory; /* of dl_state_join */
    size_t join_room;
    unsigned *taken, taken_mark; /* by symbol: of dl_state_note_taken */
    size_t taken_room;
    unsigned *joined_marks, joined_mark; /* by symbol: those that the join has made */
    size_t joined_room;
    dl_sym_list joined;  /* names of the values that were joined just now */
    bool *is_single;     /* temporaries by id that only one block mentions */
    unsigned long spent; /* visits of all runs for the driver so far */
    unsigned endless;    /* runs that gave up with the rounds of loops joined */
} dl_world;
/* Whether the global, or that member of it (NULL: all), holds its initialiser whenever a routine runs. */
bool dl_world_is_lasting(const dl_world *world, const dl_var *var, const char *member);

dl_world *dl_world_new(const dl_facts *facts, const dl_program *program, const dl_function *entry, dl_arena *arena,
                       dl_arena *scratch);

/* A number for the value: equal numbers, equal values. Those of symbols and addresses carry them, and MADE: the symbol
 * is made of others, the address is of an object that a symbol points to. */
enum { DL_HELD_SYM = 1, DL_HELD_ADDRESS, DL_HELD_UNSET, DL_HELD_MASK = 3, DL_HELD_MADE = 4, DL_HELD_BITS = 3 };
unsigned dl_held_other(dl_world *world, dl_val val);
static inline unsigned dl_held_sym(const dl_world *world, int sym)
{
    return (unsigned)sym << DL_HELD_BITS | DL_HELD_SYM | (world->fates.at[sym] & DL_FATE_MADE ? DL_HELD_MADE : 0);
}
static inline unsigned dl_held_of(dl_world *world, dl_val val)
{
    switch (val.kind) {
    case DL_VAL_SYM:
        return dl_held_sym(world, val.id);
    case DL_VAL_ADDRESS:
        return (unsigned)val.id << DL_HELD_BITS | DL_HELD_ADDRESS | (world->lives.at[val.id].object ? DL_HELD_MADE : 0);
    case DL_VAL_UNSET:
        return DL_HELD_UNSET;
    default:
        return dl_held_other(world, val);
    }
}
static inline dl_val dl_held_val(const dl_world *world, unsigned held)
{
    switch (held & DL_HELD_MASK) {
    case DL_HELD_SYM:
        return (dl_val){.kind = DL_VAL_SYM, .id = (int)(held >> DL_HELD_BITS)};
    case DL_HELD_ADDRESS:
        return (dl_val){.kind = DL_VAL_ADDRESS, .id = (int)(held >> DL_HELD_BITS)};
    case DL_HELD_UNSET:
        return (dl_val){.kind = DL_VAL_UNSET};
    default:
        return world->values.at[held >> DL_HELD_BITS].val;
    }
}
/* As dl_val_equal. */
static inline bool dl_held_equal(const dl_world *world, unsigned a, unsigned b)
{
    return a == b || (((a | b) & DL_HELD_MASK) == 0 &&
                      world->values.at[a >> DL_HELD_BITS].same == world->values.at[b >> DL_HELD_BITS].same);
}
static inline dl_val dl_cell_val(const dl_world *world, const dl_cell *cell)
{
    return dl_held_val(world, cell->held);
}
static inline bool dl_cell_is_mark(const dl_world *world, const dl_cell *cell)
{
    return (cell->held & DL_HELD_MASK) == 0 && world->values.at[cell->held >> DL_HELD_BITS].val.kind >= DL_MARK_ZERO;
}

/* As dl_facts_api, of a name that the program or the facts hold. */
const dl_api *dl_world_api(dl_world *world, const char *name);
/* The function of the program that the value is; NULL: it is none. */
static inline const dl_function *dl_val_routine(const dl_world *world, dl_val val)
{
    if (val.kind != DL_VAL_FUNCTION)
        return NULL;
    return val.p ? val.p : dl_program_function(world->program, val.name);
}
/* Whether several functions of the program have the name. */
bool dl_world_has_twins(dl_world *world, const char *name);

dl_loc dl_loc_var(dl_world *world, const dl_var *var);
dl_loc dl_loc_object(dl_world *world, int sym);
dl_loc dl_loc_field(dl_world *world, dl_loc parent, const char *field);
/* What stands at the place if it is a `type`, behind a pointer that was cast: the structure that it is the beginning
 * of, or the one that it begins with; else the place itself. */
dl_loc dl_loc_as(dl_world *world, dl_loc loc, const dl_type *type);
/* The pointer to the object of which the value is the address of the first member; else the value itself. */
dl_val dl_val_begun(dl_world *world, dl_val val);
/* The member of that name of a `type` at the place, which may have been declared as another one that is laid out alike.
 * DL_NOWHERE: where it stands there is not known. */
dl_loc dl_loc_member(dl_world *world, dl_loc base, const dl_type *type, const char *name);
dl_loc dl_loc_index(dl_world *world, dl_loc parent, int64_t index);
dl_loc dl_loc_any(dl_world *world, dl_loc parent);
/* The element at this index, which is no constant: what is written there is read there, as long as the index is the
   same value and no other element that may be it is written. */
dl_loc dl_loc_chosen(dl_world *world, dl_loc parent, dl_val index);
/* The same at an index that nobody knows. */
dl_loc dl_loc_unchosen(dl_world *world, dl_loc loc);
dl_loc dl_loc_each(dl_world *world, dl_loc parent);
dl_loc dl_loc_string(dl_world *world, const dl_expr *literal);
static inline const dl_place *dl_place_of(const dl_world *world, dl_loc loc)
{
    return &world->places.at[loc];
}
static inline const dl_place_life *dl_life_of(const dl_world *world, dl_loc loc)
{
    return &world->lives.at[loc];
}
/* A number for the function, not 0. */
unsigned dl_world_owner(dl_world *world, const dl_function *function);
bool dl_loc_is_below(const dl_world *world, dl_loc loc, dl_loc above); /* itself counts */
/* An element at an unknown index, or behind a pointer of unknown identity. */
bool dl_loc_is_fuzzy(const dl_world *world, dl_loc loc);
/* It is one place while the state lasts: not an element at an index that may be another one each time. */
static inline bool dl_loc_is_one(const dl_world *world, dl_loc loc)
{
    dl_loc any = dl_place_of(world, loc)->any;

    return !any || dl_place_of(world, any)->sym;
}
/* A value that was written as another member of a union, or in an object nobody knows where; or is made of one. */
bool dl_val_is_overlaid(const dl_world *world, dl_val val);
/* What the call wrote behind one of its arguments, this time or another. */
static inline bool dl_val_is_of_call(const dl_world *world, dl_val val, const dl_instr *call)
{
    return val.kind == DL_VAL_SYM && world->symbols.at[val.id].kind == DL_SYM_OUT &&
           world->symbols.at[val.id].instr == call;
}
/* Storage that outlives the root's return: globals, statics, what pointers from outside point to. */
dl_tri dl_loc_is_persistent(const dl_world *world, dl_loc loc);
/* The declared type of what stands there; NULL when the code does not tell. */
const dl_type *dl_loc_type(const dl_world *world, dl_loc loc);
/* Likewise, of a block what its allocator's result is kept in tells. */
const dl_type *dl_loc_type_made(dl_world *world, dl_loc loc);
/* Of a member of an object that the path has made: the size that was asked for of what it leads to
 * (`device->DeviceExtension`); NULL: none. */
const dl_expr *dl_loc_size_asked(const dl_world *world, dl_loc loc);
void dl_loc_print(const dl_world *world, dl_loc loc, dl_text *out);

int dl_sym(dl_world *world, dl_symbol wanted);
/* A parameter of the root. The driver object is there; a path on which it is not (dump mode) is not followed. */
int dl_sym_param(dl_world *world, int number);
static inline const dl_symbol *dl_symbol_of(const dl_world *world, int sym)
{
    return &world->symbols.at[sym];
}
/* The pointer behind which a place lies that the symbol is the first value of; 0: none. */
static inline int dl_symbol_behind(const dl_world *world, int sym)
{
    const dl_symbol *symbol = dl_symbol_of(world, sym);

    return symbol->kind == DL_SYM_INITIAL ? dl_life_of(world, symbol->loc)->object : 0;
}
/* The symbol that a value is, or that the address leads behind; 0: none. */
static inline int dl_symbol_in(const dl_world *world, dl_val val)
{
    return val.kind == DL_VAL_SYM ? val.id : val.kind == DL_VAL_ADDRESS ? dl_life_of(world, val.id)->object : 0;
}
static inline bool dl_sym_is_shared(const dl_world *world, int sym)
{
    return dl_symbol_of(world, sym)->kind == DL_SYM_PHI && dl_symbol_of(world, sym)->b == DL_SHARED_JOIN;
}
/* Whether it is the other, or is made of it. */
bool dl_sym_depends_on(const dl_world *world, int sym, int other);
/* Its identity says nothing: it may be equal to anything. */
bool dl_sym_is_fuzzy(const dl_world *world, int sym);

dl_val dl_val_const(int64_t k, const char *name);
dl_val dl_val_sym(int sym);
dl_val dl_val_address(dl_loc loc);
dl_val dl_val_function(const char *name);
dl_val dl_val_unset(void);
dl_val dl_val_null(void);

/* The class of a number. Status codes of unsigned type lie above INT32_MAX: they are failures all the same. */
unsigned dl_mask_of(int64_t k);
/* The classes a value may be of in this state. */
unsigned dl_val_mask(const dl_world *world, const dl_state *state, dl_val val);
/* Whether two values are the same thing. */
dl_tri dl_val_same(const dl_world *world, const dl_state *state, dl_val a, dl_val b);
bool dl_val_equal(dl_val a, dl_val b); /* as data */
/* A constant that the state knows the value to be. */
bool dl_val_constant(const dl_world *world, const dl_state *state, dl_val val, int64_t *k);
/* The first symbol of those known that is this one or behind it. */
static inline unsigned dl_known_index(const dl_state *state, int sym)
{
    const dl_known *at = state->known;
    unsigned left = state->known_count;

    if (left == 0)
        return 0;
    while (left > 1) { /* without a branch that the processor would have to guess */
        unsigned half = left / 2;

        at = at[half - 1].sym < sym ? at + half : at;
        left -= half;
    }
    return (unsigned)(at - state->known) + (at->sym < sym);
}
/* What is known of the symbol, or NULL. */
static inline const dl_known *dl_state_known(const dl_state *state, int sym)
{
    unsigned i = dl_known_index(state, sym);

    return i < state->known_count && state->known[i].sym == sym ? &state->known[i] : NULL;
}

dl_state *dl_state_copy(dl_world *world, const dl_state *state);
dl_val dl_state_read(dl_world *world, const dl_state *state, dl_loc loc);
/* The cell of `loc` itself, or NULL. */
const dl_cell *dl_state_cell(const dl_state *state, dl_loc loc);
/* Whether the whole place holds zeroes, as long as the path has not written there. */
bool dl_state_begins_zero(dl_world *world, const dl_state *state, dl_loc loc);
void dl_state_write(dl_world *world, dl_state *state, dl_loc loc, dl_val val);
/* Of what one of several elements was written, by each that it may be: the one of its index is worth that. */
void dl_state_choose(dl_world *world, dl_state *state, dl_loc loc, dl_val val);
/* As write, where it is not sure that this is the place. */
void dl_state_write_weak(dl_world *world, dl_state *state, dl_loc loc, dl_val val, int when);
void dl_state_mark(dl_world *world, dl_state *state, dl_loc loc, dl_val_kind mark, int when);
/* The result of a call that gives a block of zeroes; or what a member of an object that a call has made leads to, where
 * that comes zeroed with it: the trait `gives-zeroed-MEMBER`. */
bool dl_symbol_gives_zeroes(const dl_world *world, const dl_symbol *symbol);
/* The result of a call that gives a block, or another object, which outlives the routine. */
static inline bool dl_symbol_is_block(const dl_symbol *symbol)
{
    return symbol->kind == DL_SYM_RESULT && symbol->api && symbol->api->returns_persistent;
}
/* A part of a union is written: what the number that is all of it is worth is not known any more. */
void dl_state_write_part(dl_world *world, dl_state *state, dl_loc whole, dl_loc part);
/* What an object holds that nobody wrote there is unknown since `when`; what was written there stays. */
void dl_state_forget_rest(dl_world *world, dl_state *state, dl_loc loc, int when);
/* to = *from, structures member by member. */
void dl_state_copy_object(dl_world *world, dl_state *state, dl_loc to, dl_loc from);
/* Where the two are structures of different types: what both have at the same place, from the first member on, is
 * copied, and the rest unknown. False: they are not. */
bool dl_state_copy_across(dl_world *world, dl_state *state, dl_loc to, dl_loc from);
/* A new instance, zeroed; NULL when there are DL_MAX_INSTANCES. Moves the others. */
dl_instance *dl_state_add_instance(dl_world *world, dl_state *state);
/* The bits that are known of a value; and that these are known of one. */
void dl_state_bits(const dl_world *world, const dl_state *state, dl_val val, uint32_t *ones, uint32_t *zeroes);
void dl_state_put_bits(dl_world *world, dl_state *state, dl_val val, uint32_t ones, uint32_t zeroes);
/* Before instances are written in place. */
void dl_state_own_instances(dl_world *world, dl_state *state);
/* What stands at the place, or below it, may be written over: notes it for the instances whose object that holds. */
void dl_state_note_overwriting(dl_world *world, dl_state *state, dl_loc loc);
/* Forgets places rooted in this function's variables. */
void dl_state_drop_locals(dl_world *world, dl_state *state, const dl_function *function);
/* Narrows a value to the classes of `mask`; false: it cannot be. */
bool dl_state_narrow(dl_world *world, dl_state *state, dl_val val, unsigned mask);
/* What is known of a symbol (or, where it is 0, of what was written at a moment), and of all that is made of it, is
 * void. */
void dl_state_forget(dl_world *world, dl_state *state, int sym, int moment);
/* Forgets what is known of symbols that neither the state holds nor anything later can come by. */
void dl_state_drop_known(dl_world *world, dl_state *state);
/* What was joined of others than the object that the run follows may be the one that it follows from here on. */
void dl_state_forget_apart(dl_world *world, dl_state *state);
/* Whether some place still holds the value, so that code can come by it; true where that is not known. */
/* The places that the sum of the two values may lead into, as `leads` of its symbol; 0: none of them leads anywhere. */
int dl_leads_of_sum(dl_world *world, dl_val a, dl_val b);
bool dl_state_leads_to(dl_world *world, const dl_state *state, int sym);
/* The symbol stands for a new value from now on (the call is made again, at this moment): what holds the last one, or
 * what was made of it, keeps its class but no longer goes with it. */
void dl_state_renew(dl_world *world, dl_state *state, int sym, int moment);
/* Likewise, of what locals hold alone. */
void dl_state_renew_locals(dl_world *world, dl_state *state, int sym, int moment);
bool dl_state_fix(dl_world *world, dl_state *state, dl_val val, int64_t k, bool is_equal);
/* Joins `from` into `into` at block `where`; true when `into` changed. */
bool dl_state_join(dl_world *world, dl_state *into, const dl_state *from, int where);
/* The witness is the path without a doubt, if there is one, or with the lesser one. */
void dl_state_prefer_firm(dl_state *into, const dl_state *from);
/* Whether they hold and know the same, and are marked alike. */
bool dl_state_is_same(const dl_world *world, const dl_state *a, const dl_state *b);

#endif
