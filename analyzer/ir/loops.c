#include "ir/loops.h"

#include "ir/elements.h"
#include "ir/walks.h"

#include <string.h>

/* Blocks of a loop that is looked at; each is walked from once. */
enum { LARGEST = 1000 };

/* ---- the graph ---- */

typedef struct graph {
    dl_function *function;
    dl_arena *arena;
    dl_block *blocks; /* the function's own, still writable here */
    size_t count;
    bool *is_in, *seen; /* of each block, for one loop or walk at a time */
    unsigned *work;
} graph;

static void fill_preds(graph *g)
{
    unsigned **next = DL_NEW_ARRAY(g->arena, g->count, unsigned *);

    for (size_t i = 0; i < g->count; i++)
        g->blocks[i].pred_count = 0;
    for (size_t i = 0; i < g->count; i++)
        for (size_t j = 0; j < dl_term_count(&g->blocks[i].term); j++)
            g->blocks[dl_term_to(&g->blocks[i].term, j)].pred_count++;
    for (size_t i = 0; i < g->count; i++)
        g->blocks[i].preds = next[i] = DL_NEW_ARRAY(g->arena, g->blocks[i].pred_count, unsigned);
    for (unsigned i = 0; i < g->count; i++)
        for (size_t j = 0; j < dl_term_count(&g->blocks[i].term); j++)
            *next[dl_term_to(&g->blocks[i].term, j)]++ = i;
}

typedef struct back_edge {
    unsigned from, to;
} back_edge;
typedef struct back_edges {
    back_edge *at;
    size_t count;
} back_edges;

/* Edges to a block that the depth-first walk is still inside of. */
static back_edges find_back_edges(graph *g)
{
    enum { NEW, OPEN, DONE };
    struct {
        unsigned id;
        size_t next;
    } *stack = dl_arena_array(g->arena, g->count + 1, sizeof *stack);
    unsigned char *mark = DL_NEW_ARRAY(g->arena, g->count, unsigned char);
    size_t depth = 0, edges = 0;
    back_edges out = {0};

    for (size_t i = 0; i < g->count; i++)
        edges += dl_term_count(&g->blocks[i].term);
    out.at = DL_NEW_ARRAY(g->arena, edges, back_edge);
    mark[0] = OPEN;
    stack[depth++].id = 0;
    while (depth) {
        unsigned id = stack[depth - 1].id;

        if (stack[depth - 1].next < dl_term_count(&g->blocks[id].term)) {
            unsigned to = dl_term_to(&g->blocks[id].term, stack[depth - 1].next++);

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

/* ---- natural loops ---- */

typedef struct loop {
    graph *g;
    dl_loop is;
    bool *is_in; /* of each block */
    unsigned step_block;
    size_t step_at;
} loop;

size_t dl_loops_collect(const dl_block *blocks, bool *is_in, unsigned *work, size_t left)
{
    size_t size = 0;

    while (left) {
        const dl_block *block = &blocks[work[--left]];

        size++;
        for (size_t i = 0; i < block->pred_count; i++) {
            unsigned pred = block->preds[i];

            if (is_in[pred])
                continue;
            is_in[pred] = true;
            work[left++] = pred;
        }
    }
    return size;
}

/* Blocks from which the latch is reached without passing the head. */
static size_t collect_body(loop *l)
{
    l->is_in = l->g->is_in;
    memset(l->is_in, 0, l->g->count * sizeof *l->is_in);
    l->is_in[l->is.head] = l->is_in[l->is.latch] = true;
    l->g->work[0] = l->is.latch;
    return 1 + dl_loops_collect(l->g->blocks, l->is_in, l->g->work, l->is.head != l->is.latch);
}

/* Whether a round can get from one block to another inside the loop, not through `without`,
 * and not through the head again. Begins behind `from`. */
static bool reaches(const loop *l, unsigned from, unsigned to, unsigned without)
{
    bool *seen = l->g->seen;
    unsigned *work = l->g->work;
    size_t left = 0;

    memset(seen, 0, l->g->count * sizeof *seen);
    work[left++] = from;
    while (left) {
        const dl_term *term = &l->g->blocks[work[--left]].term;

        for (size_t i = 0; i < dl_term_count(term); i++) {
            unsigned next = dl_term_to(term, i);

            if (next == to && next != without)
                return true;
            if (!l->is_in[next] || next == l->is.head || next == without || seen[next])
                continue;
            seen[next] = true;
            work[left++] = next;
        }
    }
    return false;
}

static bool is_every_round(const loop *l, unsigned block)
{
    return block == l->is.head || block == l->is.latch || !reaches(l, l->is.head, l->is.latch, block);
}

static bool is_var(const dl_expr *e, const dl_var *var)
{
    return e && e->kind == DL_E_VAR && e->var == var;
}

/* A variable that the function has to itself, or a member of one that shares its storage with no other. */
static bool may_be_index(const dl_expr *e)
{
    for (; e->kind == DL_E_FIELD; e = e->a)
        if (!e->a->type->record || e->a->type->record->is_union || dl_type_overlay(e->a->type, e->name) != 0)
            return false;
    return e->kind == DL_E_VAR && !dl_var_is_static(e->var);
}

/* Whether the place is a structure that the index is a member of. */
static bool is_around(const dl_expr *place, const dl_expr *index)
{
    while (index->kind == DL_E_FIELD) {
        index = index->a;
        if (dl_expr_same(place, index))
            return true;
    }
    return false;
}

/* +1, -1, or 0 when the instruction is no step of one. */
static int64_t step_of(const dl_instr *in, const dl_expr *index)
{
    const dl_expr *value = in->value;

    if (in->op == DL_ASSIGN_ADD || in->op == DL_ASSIGN_SUB) {
        if (!value->has_value || value->value != 1)
            return 0;
        return in->op == DL_ASSIGN_ADD ? 1 : -1;
    }
    value = dl_expr_uncast(value);
    if (in->op != DL_ASSIGN || value->kind != DL_E_BINARY || !dl_expr_same(dl_expr_uncast(value->a), index) ||
        !value->b->has_value || value->b->value != 1)
        return 0;
    return value->op == DL_OP_ADD ? 1 : value->op == DL_OP_SUB ? -1 : 0;
}

/* `%1 = i; i -= 1; branch %1 > 0`: the index that the temporary holds as it was before the step, or NULL. */
static const dl_expr *index_before(const loop *l, const dl_var *temporary)
{
    const dl_block *latch = &l->g->blocks[l->is.latch];

    for (size_t i = 0; temporary->storage == DL_TEMP && i + 1 < latch->count; i++) {
        const dl_instr *copy = &latch->instrs[i], *step = copy + 1;
        const dl_expr *from = copy->kind == DL_I_ASSIGN ? dl_expr_uncast(copy->value) : NULL;

        if (from && copy->op == DL_ASSIGN && is_var(copy->target, temporary) && may_be_index(from) &&
            step->kind == DL_I_ASSIGN && dl_expr_same(step->target, from) && step_of(step, from) != 0)
            return from;
    }
    return NULL;
}

/* The test that ends a round: `index op bound`, or with the sides exchanged. */
static bool read_test(loop *l, bool is_exchanged)
{
    const dl_term *term = &l->g->blocks[l->is.latch].term;
    const dl_expr *test = term->value, *a, *b;
    dl_op op = DL_OP_NE;

    if (term->kind != DL_T_BRANCH || !test ||
        (test->kind != DL_E_BINARY && test->kind != DL_E_VAR && test->kind != DL_E_FIELD))
        return false;
    if (test->kind != DL_E_BINARY) { /* `while (i--)` */
        dl_expr *zero = DL_NEW(l->g->arena, dl_expr);

        *zero = (dl_expr){.kind = DL_E_CONST, .type = test->type, .span = test->span, .has_value = true};
        a = test;
        b = zero;
    } else {
        op = test->op;
        a = dl_expr_uncast(test->a);
        b = dl_expr_uncast(test->b);
    }
    op = term->to[0] == l->is.head ? op : dl_op_negated(op);
    if (is_exchanged) {
        const dl_expr *other = a;

        a = b;
        b = other;
        op = dl_op_turned(op);
    }
    if (!may_be_index(a))
        return false;
    l->is.place = a->kind == DL_E_VAR ? index_before(l, a->var) : NULL;
    l->is.asks_before = l->is.place != NULL;
    if (!l->is.place)
        l->is.place = a;
    l->is.index = l->is.place->kind == DL_E_VAR ? l->is.place->var : NULL;
    l->is.bound = b;
    l->is.op = op;
    return op == DL_OP_LT || op == DL_OP_LE || op == DL_OP_GT || op == DL_OP_GE || op == DL_OP_NE;
}

static bool instr_takes_address(const dl_instr *in, const dl_var *var)
{
    bool takes = dl_expr_takes_address(in->target, var) || dl_expr_takes_address(in->value, var);

    for (size_t i = 0; i < in->arg_count && !takes; i++)
        takes = dl_expr_takes_address(in->args[i], var);
    return takes;
}

/* Whether it takes the address of the index, or of what that is a member of. */
static bool lends(const dl_expr *e, const dl_expr *index, unsigned depth)
{
    if (!e || depth > 64)
        return e != NULL;
    return (e->kind == DL_E_ADDRESS && (dl_expr_same(e->a, index) || is_around(e->a, index))) ||
           lends(e->a, index, depth + 1) || lends(e->b, index, depth + 1);
}

static bool instr_lends(const dl_instr *in, const dl_expr *index)
{
    bool is_lent = lends(in->target, index, 0) || lends(in->value, index, 0);

    for (size_t i = 0; i < in->arg_count && !is_lent; i++)
        is_lent = lends(in->args[i], index, 0);
    return is_lent;
}

/* Exactly one write of the index in the loop: the step; nobody else can write it. */
static bool read_step(loop *l)
{
    const dl_var *root = dl_expr_root(l->is.place);
    bool is_found = false;

    for (unsigned i = 0; i < l->g->count; i++) {
        const dl_block *block = &l->g->blocks[i];

        for (size_t j = 0; j < block->count; j++) {
            const dl_instr *in = &block->instrs[j];

            if (instr_lends(in, l->is.place))
                return false;
            if (!l->is_in[i])
                continue;
            if (in->result == root || (in->kind == DL_I_LOST && is_var(in->value, root)) ||
                (in->target && is_around(in->target, l->is.place)))
                return false;
            if ((in->kind != DL_I_ASSIGN && in->kind != DL_I_ZERO) || !dl_expr_same(in->target, l->is.place))
                continue;
            l->is.step = in->kind == DL_I_ASSIGN ? step_of(in, l->is.place) : 0;
            if (is_found || l->is.step == 0)
                return false;
            is_found = true;
            l->step_block = i;
            l->step_at = j;
        }
    }
    if (!is_found)
        return false;
    l->is.steps_first = l->step_block == l->is.head && l->step_at == 0 &&
                        (l->is.head != l->is.latch || l->g->blocks[l->is.head].count > 1);
    l->is.asks_before |= l->is.steps_first;
    return is_every_round(l, l->step_block);
}

/* The constant that the index has where the loop is entered. */
static void read_first(loop *l)
{
    const dl_block *head = &l->g->blocks[l->is.head];
    int64_t stepped = l->is.steps_first ? l->is.step : 0;
    unsigned at = 0;
    size_t outside = 0;

    for (size_t i = 0; i < head->pred_count; i++)
        if (!l->is_in[head->preds[i]]) {
            at = head->preds[i];
            outside++;
        }
    for (unsigned steps = 0; outside == 1 && steps < 32; steps++) {
        const dl_block *block = &l->g->blocks[at];

        for (size_t j = block->count; j-- > 0;) {
            const dl_instr *in = &block->instrs[j];

            if (in->kind == DL_I_ASSIGN && is_around(in->target, l->is.place))
                return;
            if ((in->kind != DL_I_ASSIGN && in->kind != DL_I_ZERO) ||
                !(dl_expr_same(in->target, l->is.place) || is_around(in->target, l->is.place)))
                continue;
            if (l->is.asks_before && !stepped && in->kind == DL_I_ASSIGN && step_of(in, l->is.place) == l->is.step) {
                stepped = l->is.step; /* by the test before the loop */
                continue;
            }
            l->is.has_first = in->kind == DL_I_ZERO || (in->op == DL_ASSIGN && in->value->has_value);
            l->is.first = (in->kind == DL_I_ZERO ? 0 : in->value->value) + stepped;
            return;
        }
        outside = block->pred_count;
        at = outside ? block->preds[0] : 0;
    }
}

/* Only the test may end the loop, or not every index is met. */
static bool has_other_exit(const loop *l)
{
    for (unsigned i = 0; i < l->g->count; i++) {
        const dl_term *term = &l->g->blocks[i].term;

        if (!l->is_in[i] || i == l->is.latch)
            continue;
        for (size_t j = 0; j < dl_term_count(term); j++)
            if (!l->is_in[dl_term_to(term, j)])
                return true;
        if (term->kind == DL_T_RETURN)
            return true;
    }
    return false;
}

/* Of a local that is written once, a constant, and whose address nobody has: that. */
static const dl_expr *only_value(const loop *l, const dl_var *var)
{
    if (var->storage != DL_LOCAL || var->function != l->g->function)
        return NULL;
    for (size_t i = 0; i < l->g->count; i++)
        for (size_t j = 0; j < l->g->blocks[i].count; j++)
            if (instr_takes_address(&l->g->blocks[i].instrs[j], var))
                return NULL;
    return dl_function_only_value(l->g->function, var);
}

static void set_bounds(const loop *l, dl_range *range)
{
    const dl_expr *ends_at = l->is.bound->kind == DL_E_VAR ? only_value(l, l->is.bound->var) : l->is.bound;
    int64_t bound = ends_at ? ends_at->value : 0;

    if (!l->is.has_first || !ends_at || !ends_at->has_value || bound > INT64_MAX - 2 || bound < INT64_MIN + 2)
        return;
    bound += l->is.asks_before ? l->is.step : 0;
    if (l->is.step > 0 && (l->is.op == DL_OP_LT || (l->is.op == DL_OP_NE && l->is.first <= bound))) {
        *range = (dl_range){.loop = range->loop, .known = true, .first = l->is.first, .last = bound - 1};
    } else if (l->is.step > 0 && l->is.op == DL_OP_LE) {
        *range = (dl_range){.loop = range->loop, .known = true, .first = l->is.first, .last = bound};
    } else if (l->is.step < 0 && (l->is.op == DL_OP_GT || (l->is.op == DL_OP_NE && l->is.first >= bound))) {
        *range = (dl_range){.loop = range->loop, .known = true, .first = bound + 1, .last = l->is.first};
    } else if (l->is.step < 0 && l->is.op == DL_OP_GE) {
        *range = (dl_range){.loop = range->loop, .known = true, .first = bound, .last = l->is.first};
    }
}

typedef struct marker {
    const loop *l;
    const dl_range *each, *ended, *some; /* reached in each round, in each that ends, in some */
    bool is_each;                        /* in a block that each round that ends comes to */
} marker;

static void mark(const marker *m, const dl_expr *e, unsigned depth)
{
    if (!e || depth > 64)
        return;
    if (e->kind == DL_E_INDEX && dl_expr_same(dl_expr_uncast(e->b), m->l->is.place))
        ((dl_expr *)(uintptr_t)e)->range = !m->is_each ? m->some : m->l->is.ends_by_test ? m->each : m->ended;
    mark(m, e->a, depth + 1);
    mark(m, e->b, depth + 1);
}

static void mark_instr(const marker *m, const dl_instr *in)
{
    for (size_t i = 0; i < dl_instr_expr_count(in); i++)
        mark(m, dl_instr_expr(in, i), 0);
}

/* Indexes that are read before the step has the round's value. */
static void mark_body(const loop *l, const marker *base)
{
    for (unsigned i = 0; i < l->g->count; i++) {
        const dl_block *block = &l->g->blocks[i];
        marker m = *base;
        size_t count = block->count;

        if (!l->is_in[i])
            continue;
        if (l->is.steps_first)
            ;
        else if (i == l->step_block)
            count = l->step_at;
        else if (l->step_block == l->is.latch ? false : reaches(l, l->step_block, i, l->is.head))
            continue;
        m.is_each = is_every_round(l, i);
        for (size_t j = 0; j < count; j++)
            mark_instr(&m, &block->instrs[j]);
        if (i != l->step_block || l->is.steps_first)
            mark(&m, block->term.value, 0);
    }
}

static bool is_written_in(const loop *l, const dl_var *var)
{
    for (unsigned i = 0; i < l->g->count; i++)
        for (size_t j = 0; l->is_in[i] && j < l->g->blocks[i].count; j++) {
            const dl_instr *in = &l->g->blocks[i].instrs[j];

            if (in->target && in->kind != DL_I_CALL && dl_expr_root(in->target) == var)
                return true;
        }
    return false;
}

/* Which element stands at the index is another matter than the index. */
static bool tells_rounds(const loop *l, const dl_expr *e, unsigned depth)
{
    if (!e || depth > 64)
        return e != NULL;
    if (dl_expr_same(e, l->is.place))
        return true;
    if (e->kind == DL_E_VAR)
        return e->var->storage != DL_TEMP && is_written_in(l, e->var);
    if (e->kind == DL_E_INDEX && dl_expr_same(dl_expr_uncast(e->b), l->is.place))
        return tells_rounds(l, e->a, depth + 1);
    return tells_rounds(l, e->a, depth + 1) || tells_rounds(l, e->b, depth + 1);
}

static bool is_even(const loop *l)
{
    for (unsigned i = 0; i < l->g->count; i++) {
        const dl_term *term = &l->g->blocks[i].term;

        if (l->is_in[i] && i != l->is.latch && (term->kind == DL_T_BRANCH || term->kind == DL_T_SWITCH) &&
            tells_rounds(l, term->value, 0))
            return false;
    }
    return true;
}

static void find_range(graph *g, back_edge edge)
{
    loop l = {.g = g, .is = {.head = edge.to, .latch = edge.from}};
    dl_range *each, *ended, *some;
    dl_loop *kept;
    marker base = {.l = &l};

    if (collect_body(&l) > LARGEST)
        return;
    if (!(read_test(&l, false) && read_step(&l)) && !(read_test(&l, true) && read_step(&l)))
        return;
    read_first(&l);
    l.is.ends_by_test = !has_other_exit(&l);
    l.is.is_even = is_even(&l);
    kept = dl_arena_copy(g->arena, &l.is, sizeof l.is);
    g->blocks[edge.to].loop = kept;
    some = DL_NEW(g->arena, dl_range);
    some->loop = kept;
    set_bounds(&l, some);
    ended = dl_arena_copy(g->arena, some, sizeof *some);
    ended->is_each_ended = true;
    each = dl_arena_copy(g->arena, ended, sizeof *ended);
    each->is_each = true;
    base.each = each;
    base.ended = ended;
    base.some = some;
    mark_body(&l, &base);
}

static void find_ranges(graph *g, const back_edges *edges)
{
    for (size_t i = 0; i < edges->count; i++) {
        size_t same = 0;

        for (size_t j = 0; j < edges->count; j++)
            same += edges->at[j].to == edges->at[i].to;
        if (same == 1)
            find_range(g, edges->at[i]);
    }
}

void dl_loops_find(dl_function *function, dl_arena *arena)
{
    graph g = {.function = function,
               .arena = arena,
               .blocks = (dl_block *)(uintptr_t)function->blocks,
               .count = function->block_count};
    back_edges edges;

    if (g.count == 0)
        return;
    g.is_in = DL_NEW_ARRAY(arena, g.count, bool);
    g.seen = DL_NEW_ARRAY(arena, g.count, bool);
    g.work = DL_NEW_ARRAY(arena, g.count + 1, unsigned);
    fill_preds(&g);
    edges = find_back_edges(&g);
    if (edges.count > LARGEST)
        return;
    if (edges.count && !function->lends_locals) {
        dl_walks_count(function, arena);
        dl_elements_spell(function, arena);
    }
    find_ranges(&g, &edges);
    if (edges.count && !function->lends_locals && dl_elements_name(function, arena))
        find_ranges(&g, &edges); /* of what is named now, too */
}
