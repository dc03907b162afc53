/* cycles.c: the strongly connected parts of the calls, by Tarjan's way (SIAM J. Comput. 1, 1972), without recursion:
 * chains of calls may be long. */
#include "engine/cycles.h"

#include "support/vec.h"

/* A function that was come to; `block` and `instr` are where its calls are read on. */
typedef struct node {
    const dl_function *function;
    struct node *caller; /* on the way that is walked; NULL: it began there */
    unsigned number, low;
    bool is_open; /* its part is not known yet */
    size_t block, instr;
} node;

typedef struct walk {
    dl_arena *scratch;
    dl_table nodes;
    DL_VEC(node *) open;
    unsigned count;
    dl_table *cyclic;
} walk;

static node *enter(walk *w, const dl_function *function, node *caller)
{
    node *made = DL_NEW(w->scratch, node);

    *made = (node){.function = function, .caller = caller, .is_open = true};
    made->number = made->low = ++w->count;
    dl_table_set(&w->nodes, function, made);
    dl_vec_push(w->scratch, &w->open, made);
    return made;
}

static void lower(node *at, unsigned low)
{
    if (low < at->low)
        at->low = low;
}

static const dl_function *next_callee(node *at)
{
    for (; at->block < at->function->block_count; at->block++, at->instr = 0)
        while (at->instr < at->function->blocks[at->block].count) {
            const dl_function *callee = at->function->blocks[at->block].instrs[at->instr++].callee;

            if (callee)
                return callee;
        }
    return NULL;
}

/* All that its calls lead to is walked: it may be the first of its part. */
static void leave(walk *w, node *at)
{
    size_t first = w->open.count;

    if (at->caller)
        lower(at->caller, at->low);
    if (at->low != at->number)
        return;
    do {
        first--;
        w->open.at[first]->is_open = false;
    } while (w->open.at[first] != at);
    for (size_t i = first; w->open.count - first > 1 && i < w->open.count; i++)
        dl_table_set(w->cyclic, w->open.at[i]->function, w->open.at[i]);
    w->open.count = first;
}

static void walk_from(walk *w, const dl_function *root)
{
    node *at = enter(w, root, NULL);

    while (at) {
        const dl_function *callee = next_callee(at);
        node *found = callee ? dl_table_get(&w->nodes, callee) : NULL;

        if (!callee) {
            leave(w, at);
            at = at->caller;
        } else if (!found) {
            at = enter(w, callee, at);
        } else {
            if (found == at)
                dl_table_set(w->cyclic, callee, at);
            if (found->is_open)
                lower(at, found->number);
        }
    }
}

void dl_cycles_find(dl_table *cyclic, const dl_program *program, dl_arena *arena)
{
    walk w = {.scratch = arena, .cyclic = cyclic};

    dl_table_init(&w.nodes, arena);
    for (size_t i = 0; i < program->function_count; i++)
        if (!dl_table_get(&w.nodes, program->functions[i]))
            walk_from(&w, program->functions[i]);
}
