/* graph.h: what the graph of a function tells whatever is asked of it: made once for each driver.
 * Owns: graphs live in the world's arena. Work and memory are linear in the function's blocks and instructions, and
 * in the lengths of the lives of its variables. */
#ifndef DL_ENGINE_GRAPH_H
#define DL_ENGINE_GRAPH_H

#include "engine/value.h"

#include <limits.h>

enum { DL_GRAPH_NONE = INT_MAX };

/* Ids of variables: by rising id, or, where that takes no more room, a bit for each from the lowest on. */
typedef struct dl_live {
    DL_VEC(unsigned) ids;
    uint64_t *bits; /* NULL: the ids tell */
} dl_live;

/* A target that goes up or down: in a loop it holds ever new constants, else one more at most. */
typedef struct dl_counted {
    const dl_expr *expr;
    bool goes_down, is_in_loop;
} dl_counted;

typedef struct dl_graph {
    const dl_function *function;
    unsigned owner;  /* its number in the world */
    unsigned *order; /* reverse post-order number of each block; 0 also of what is never reached */
    unsigned *by_order;
    /* The tree of post-dominators: the parent of a block is the next one that all ways out of it come to. The block
     * count stands for what is behind all exits; DL_GRAPH_NONE: no way out. Numbers rise toward the root. */
    unsigned *parent, *number;
    DL_VEC(dl_counted) counted;
    unsigned flags; /* locals that only ever hold constants, and are tested: what ways through it are told apart by */
    dl_live *live;  /* of each block: variables that are read from there on, unless kept */
    struct dl_wanted_list *wanted; /* wanted.c's */
} dl_graph;

typedef DL_VEC(const dl_var *) dl_vars;

/* Variables that something is read through: control expressions, by bit, or (0) what is always asked for. */
typedef struct dl_holder {
    const dl_var *var;
    unsigned controls;
} dl_holder;
typedef DL_VEC(dl_holder) dl_holders;

const dl_graph *dl_graph_of(dl_world *world, const dl_function *function);
/* Whether its function comes to the instruction again, in a loop. */
bool dl_graph_is_repeated(dl_world *world, const dl_instr *instr);
/* Marks the blocks of the loop with this head, from the edges that lead back to it, against the edges; what is marked
 * already is not gone through. `work` has room for all blocks. */
void dl_graph_collect_loop(const dl_graph *graph, unsigned head, bool *is_in, unsigned *work);
/* Whether some but not all ways of a branch always come to one of the wanted blocks (control dependence). */
bool dl_graph_guards(const dl_graph *graph, const dl_term *term, const bool *wanted);
/* Whether all ways out of the block come to the other one. */
bool dl_graph_always_comes(const dl_graph *graph, unsigned block, unsigned to);
/* Forgets what no one reads any more when the block begins: of this function's variables, those that are neither
 * live, nor kept, nor held for one of the wanted controls, nor bound by an instance. */
void dl_state_drop_dead(dl_world *world, dl_state *state, const dl_graph *graph, unsigned block, const dl_holders *held,
                        unsigned wanted);
/* Whether what the variable holds when the block begins may be read later. */
bool dl_graph_is_live(const dl_graph *graph, unsigned block, unsigned var);

#endif
