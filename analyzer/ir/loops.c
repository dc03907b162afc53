#include "ir/loops.h"

/* ---- the graph ---- */

static size_t successor_count(const dl_term *term)
{
    return term->to_count + term->case_count;
}

static unsigned successor(const dl_term *term, size_t i)
{
    return i < term->to_count ? term->to[i] : term->cases[i - term->to_count].to;
}

typedef struct graph {
    dl_function *function;
    dl_arena *arena;
    dl_block *blocks; /* the function's own, still writable here */
    size_t count;
} graph;

static void fill_preds(graph *g)
{
    unsigned **next = DL_NEW_ARRAY(g->arena, g->count, unsigned *);

    for (size_t i = 0; i < g->count; i++)
        g->blocks[i].pred_count = 0;
    for (size_t i = 0; i < g->count; i++)
        for (size_t j = 0; j < successor_count(&g->blocks[i].term); j++)
            g->blocks[successor(&g->blocks[i].term, j)].pred_count++;
    for (size_t i = 0; i < g->count; i++)
        g->blocks[i].preds = next[i] = DL_NEW_ARRAY(g->arena, g->blocks[i].pred_count, unsigned);
    for (unsigned i = 0; i < g->count; i++)
        for (size_t j = 0; j < successor_count(&g->blocks[i].term); j++)
            *next[successor(&g->blocks[i].term, j)]++ = i;
}

typedef struct back_edge { unsigned from, to; } back_edge;
typedef struct back_edges {
    back_edge *at;
    size_t count;
} back_edges;

/* Edges to a block that the depth-first walk is still inside of. */
static back_edges find_back_edges(graph *g)
{
    enum { NEW, OPEN, DONE };
    struct { unsigned id; size_t next; } *stack = dl_arena_array(g->arena, g->count + 1, sizeof *stack);
    unsigned char *mark = DL_NEW_ARRAY(g->arena, g->count, unsigned char);
    size_t depth = 0, edges = 0;
    back_edges out = {0};

    for (size_t i = 0; i < g->count; i++)
        edges += successor_count(&g->blocks[i].term);
    out.at = DL_NEW_ARRAY(g->arena, edges, back_edge);
    mark[0] = OPEN;
    stack[depth++].id = 0;
    while (depth) {
        unsigned id = stack[depth - 1].id;

        if (stack[depth - 1].next < successor_count(&g->blocks[id].term)) {
            unsigned to = successor(&g->blocks[id].term, stack[depth - 1].next++);

            if (mark[to] == OPEN) {
                g->blocks[to].is_loop_head = true;
                out.at[out.count++] = (back_edge){id, to};
            } else if (mark[to] == NEW) {
                mark[to] = OPEN;
                stack[depth].id = to;
                stack[depth++].next = 0;
            }
        } else {
            mark[id] = DONE;
            depth--;
        }
    }
    return out;
}

void dl_loops_find(dl_function *function, dl_arena *arena)
{
    graph g = {function, arena, (dl_block *)(uintptr_t)function->blocks, function->block_count};

    if (g.count == 0)
        return;
    fill_preds(&g);
    (void)find_back_edges(&g);
}
