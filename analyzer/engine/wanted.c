/* wanted.c: see wanted.h. An expression may be asked for where each of the places that it is made of may be: where it,
 * a part of it or something that it is a part of is named. */
#include "engine/wanted.h"

#include "engine/footprint.h"
#include "engine/sim.h"

#include <string.h>

/* What is looked for in a function. */
typedef struct naming {
    dl_world *world;
    const dl_function *function;
    const dl_expr *place;
    bool is_told_by_returns;
    const dl_function *asker; /* a helper that asks for it by another name, or NULL */
} naming;

/* ---- places by name ---- */

static const dl_expr *base_of(const dl_expr *place)
{
    bool has_base = place->kind == DL_E_FIELD || place->kind == DL_E_INDEX || place->kind == DL_E_DEREF ||
                    place->kind == DL_E_CAST || place->kind == DL_E_ADDRESS;

    return has_base ? place->a : NULL;
}

/* Elements of one array may be the same one. */
static bool may_be_same(const dl_expr *a, const dl_expr *b)
{
    a = dl_expr_uncast(a);
    b = dl_expr_uncast(b);
    if (a->kind != b->kind)
        return false;
    if (a->kind == DL_E_INDEX && a->b->kind == DL_E_CONST && b->b->kind == DL_E_CONST && a->b->value != b->b->value)
        return false;
    if (a->kind == DL_E_FIELD && !dl_text_equal(a->name, b->name))
        return false;
    return base_of(a) ? may_be_same(a->a, b->a) : dl_expr_same(a, b);
}

static bool may_be_part(const dl_expr *part, const dl_expr *whole)
{
    for (; part; part = base_of(part))
        if (may_be_same(part, whole))
            return true;
    return false;
}

/* Of `p->flag` it is `p->flag` that is asked for, and not all that `p` leads to. */
static bool expr_names(const naming *n, const dl_expr *expr)
{
    expr = dl_expr_uncast(expr);
    if (!expr)
        return false;
    if (!dl_expr_is_place(expr))
        return expr_names(n, expr->a) || expr_names(n, expr->b);
    if (may_be_part(expr, n->place) || may_be_part(n->place, expr))
        return true;
    for (; base_of(expr); expr = base_of(expr))
        if (expr_names(n, expr->b))
            return true;
    return !dl_expr_is_place(expr) && expr_names(n, expr);
}

/* A helper may name the global, or is the one that asks. */
static bool is_reached(const naming *n, const dl_instr *call)
{
    const dl_var *root = dl_expr_root(n->place);
    const dl_reach *reach;

    if (n->asker && call->callee && dl_reach_has(n->world, call->callee, n->asker))
        return true;
    if (!root || (root->storage != DL_GLOBAL && root->storage != DL_STATIC_LOCAL))
        return false;
    reach = call->callee ? dl_reach_of(n->world, call->callee) : NULL;
    if (call->pointer || (reach && reach->is_open))
        return true;
    for (size_t i = 0; reach && i < reach->globals.count; i++)
        if (reach->globals.at[i] == root)
            return true;
    return false;
}

/* As itself, or as a part of what is. */
static bool is_written_whole(const naming *n, const dl_instr *instr)
{
    if (instr->kind == DL_I_CALL)
        return instr->result && instr->result == dl_expr_root(n->place);
    if (instr->kind != DL_I_ASSIGN || instr->op != DL_ASSIGN)
        return false;
    for (const dl_expr *part = n->place; part; part = base_of(part))
        if (dl_expr_same(part, instr->target))
            return true;
    return false;
}

static bool instr_names(const naming *n, const dl_instr *instr)
{
    if (expr_names(n, instr->pointer) || expr_names(n, instr->value) ||
        (instr->target && !is_written_whole(n, instr) && expr_names(n, instr->target)))
        return true;
    for (size_t i = 0; i < instr->arg_count; i++)
        if (expr_names(n, instr->args[i]))
            return true;
    for (size_t i = 0; i < instr->macro_arg_count; i++)
        if (expr_names(n, instr->macro_args[i]))
            return true;
    return instr->kind == DL_I_CALL && is_reached(n, instr);
}

/* ---- over the blocks ---- */

/* `BOOLEAN held = FALSE;` where the function begins: it is the same on all ways. */
static bool is_first_constant(const dl_block *block, const dl_instr *instr)
{
    return block->id == 0 && instr->kind == DL_I_ASSIGN && dl_expr_uncast(instr->value)->kind == DL_E_CONST;
}

/* What a block does with the place. */
typedef struct block_use {
    bool is_named;
    bool is_named_first; /* what the place holds where the block begins */
    bool is_written;     /* anew, before it is named */
    bool may_part;       /* ways may come to differ in it */
} block_use;

static block_use use_in(const naming *n, const dl_block *block)
{
    bool is_tested = expr_names(n, block->term.value);
    bool is_told = is_tested || (n->is_told_by_returns && block->term.kind == DL_T_RETURN);
    block_use use = {.is_named = is_told, .may_part = is_tested};

    for (size_t i = 0; i < block->count; i++) {
        const dl_instr *instr = &block->instrs[i];
        bool is_named = instr_names(n, instr), is_written = is_written_whole(n, instr);

        use.is_named |= is_named;
        use.is_named_first |= is_named && !use.is_written;
        use.is_written |= is_written && !use.is_named_first;
        use.may_part |= is_named || (is_written && !is_first_constant(block, instr));
    }
    use.is_named_first |= is_told && !use.is_written;
    return use;
}

/* Of each block of the function. */
static const block_use *survey(const naming *n)
{
    size_t count = n->function->block_count;
    block_use *uses = DL_NEW_ARRAY(n->world->scratch, count + 1, block_use);

    for (size_t b = 0; b < count; b++)
        uses[b] = use_in(n, &n->function->blocks[b]);
    return uses;
}

/* Back from each block that names it. Adds to what was found before. */
static void spread(const naming *n, const block_use *uses, dl_wanted found)
{
    dl_arena *scratch = n->world->scratch;
    size_t count = n->function->block_count;
    bool *leads = DL_NEW_ARRAY(scratch, count + 1, bool);
    unsigned *stack = DL_NEW_ARRAY(scratch, count + 1, unsigned);
    size_t top = 0;

    for (unsigned b = 0; b < count; b++) {
        found.within[b] |= uses[b].is_named;
        leads[b] = uses[b].is_named_first;
        if (leads[b])
            stack[top++] = b;
    }
    while (top) {
        unsigned at = stack[--top];
        const dl_block *block = &n->function->blocks[at];

        found.from[at] = true;
        for (size_t i = 0; i < block->pred_count; i++) {
            unsigned pred = block->preds[i];

            found.within[pred] = true;
            if (leads[pred] || uses[pred].is_written)
                continue;
            leads[pred] = true;
            stack[top++] = pred;
        }
    }
}

/* On from each block where ways may come to differ in it: elsewhere it tells nothing. */
static void spread_on(const naming *n, const block_use *uses, dl_wanted differs)
{
    unsigned *stack = DL_NEW_ARRAY(n->world->scratch, n->function->block_count + 1, unsigned);
    size_t top = 0;

    for (unsigned b = 0; b < n->function->block_count; b++)
        if (uses[b].may_part) {
            differs.within[b] = true;
            stack[top++] = b;
        }
    while (top) {
        const dl_term *term = &n->function->blocks[stack[--top]].term;

        for (size_t i = 0; i < dl_term_count(term); i++) {
            unsigned to = dl_term_to(term, i);

            differs.from[to] = true;
            if (differs.within[to])
                continue;
            differs.within[to] = true;
            stack[top++] = to;
        }
    }
}

/* `%1 = status; …; return %1`: temporaries hold what was read from it. */
static void spread_readers(const naming *n, dl_wanted found)
{
    const dl_function *function = n->function;

    for (size_t b = 0; b < function->block_count; b++)
        for (size_t i = 0; i < function->blocks[b].count; i++) {
            const dl_instr *instr = &function->blocks[b].instrs[i];
            const dl_var *made = instr->kind == DL_I_CALL ? instr->result
                                 : instr->target          ? dl_expr_root(instr->target)
                                                          : NULL;
            dl_expr reader = {.kind = DL_E_VAR, .var = made};

            if (made && made->storage == DL_TEMP && made != dl_expr_root(n->place) && !n->world->is_single[made->id] &&
                instr_names(n, instr)) {
                naming read = {.world = n->world, .function = function, .place = &reader};

                spread(&read, survey(&read), found);
            }
        }
}

static void keep_common(const dl_graph *graph, dl_wanted kept, dl_wanted other)
{
    for (size_t b = 0; b < graph->function->block_count; b++) {
        kept.from[b] &= other.from[b];
        kept.within[b] &= other.within[b];
    }
}

static dl_wanted new_wanted(dl_arena *arena, const dl_graph *graph, bool value)
{
    size_t n = graph->function->block_count + 1;
    dl_wanted made = {DL_NEW_ARRAY(arena, n, bool), DL_NEW_ARRAY(arena, n, bool)};

    memset(made.from, value, n);
    memset(made.within, value, n);
    return made;
}

/* Of each place that the expression is made of. */
static void find_wanted(naming what, const dl_graph *graph, const dl_expr *expr, dl_wanted kept)
{
    const block_use *uses;
    dl_wanted found, differs;

    if (!expr)
        return;
    if (!dl_expr_is_place(expr)) {
        find_wanted(what, graph, expr->a, kept);
        find_wanted(what, graph, expr->b, kept);
        return;
    }
    what.place = expr;
    found = new_wanted(what.world->scratch, graph, false);
    differs = new_wanted(what.world->scratch, graph, false);
    uses = survey(&what);
    spread(&what, uses, found);
    spread_on(&what, uses, differs);
    spread_readers(&what, found);
    keep_common(graph, kept, found);
    keep_common(graph, kept, differs);
}

static const dl_expr *copy_expr(dl_arena *arena, const dl_expr *expr)
{
    dl_expr *made = expr ? dl_arena_copy(arena, expr, sizeof *expr) : NULL;

    if (made) {
        made->a = copy_expr(arena, expr->a);
        made->b = copy_expr(arena, expr->b);
    }
    return made;
}

dl_wanted dl_wanted_of(dl_world *world, const dl_graph *graph, const dl_expr *expr, bool is_told_by_returns,
                       const dl_function *asker)
{
    naming what = {world, graph->function, expr, is_told_by_returns, asker};
    struct dl_wanted_list *known = graph->wanted;
    dl_wanted made;

    for (size_t i = 0; i < known->count; i++)
        if (known->at[i].is_told_by_returns == is_told_by_returns && known->at[i].asker == asker &&
            dl_expr_same(known->at[i].expr, expr))
            return known->at[i].wanted;
    made = new_wanted(world->arena, graph, true);
    if (!dl_reach_is_recursive(world, graph->function)) /* else in another activation */
        find_wanted(what, graph, expr, made);
    dl_vec_push(world->arena, known, (dl_wanted_known){copy_expr(world->arena, expr), is_told_by_returns, asker, made});
    return made;
}
