/* graph.c: see graph.h. */
#include "engine/wanted.h"
#include "ir/loops.h"

#include "support/table.h"

#include <stdlib.h>

/* ---- order ---- */

static void number_blocks(const dl_function *function, unsigned *order, dl_arena *arena)
{
    size_t n = function->block_count, top = 0;
    unsigned next = (unsigned)n;
    unsigned *stack = DL_NEW_ARRAY(arena, n + 1, unsigned);
    size_t *at = DL_NEW_ARRAY(arena, n + 1, size_t);
    bool *seen = DL_NEW_ARRAY(arena, n + 1, bool);

    if (n == 0)
        return;
    stack[top] = 0;
    seen[0] = true;
    for (;;) {
        const dl_term *term = &function->blocks[stack[top]].term;

        if (at[stack[top]] < dl_term_count(term)) {
            unsigned to = dl_term_to(term, at[stack[top]]++);

            if (!seen[to]) {
                seen[to] = true;
                stack[++top] = to;
            }
            continue;
        }
        order[stack[top]] = --next;
        if (top-- == 0)
            break;
    }
}

/* ---- post-dominators (Cooper, Harvey, Kennedy, A Simple, Fast Dominance Algorithm) ---- */

enum { NONE = DL_GRAPH_NONE };

typedef struct walk {
    unsigned *stack, *at, top;
} walk;

/* Blocks in post-order of the graph turned round, from its exits. */
static size_t number_from_exits(const dl_function *function, unsigned *number, unsigned *by_number, dl_arena *arena)
{
    size_t n = function->block_count, count = 0;
    walk w = {.stack = DL_NEW_ARRAY(arena, n + 1, unsigned), .at = DL_NEW_ARRAY(arena, n + 1, unsigned)};

    for (size_t exit = 0; exit < n; exit++) {
        if (dl_term_count(&function->blocks[exit].term) || number[exit] != NONE)
            continue;
        w.top = 0;
        w.stack[w.top++] = (unsigned)exit;
        number[exit] = (unsigned)n; /* seen */
        while (w.top) {
            unsigned b = w.stack[w.top - 1];
            const dl_block *block = &function->blocks[b];

            if (w.at[b] < block->pred_count) {
                unsigned pred = block->preds[w.at[b]++];

                if (number[pred] == NONE) {
                    number[pred] = (unsigned)n;
                    w.stack[w.top++] = pred;
                }
                continue;
            }
            w.top--;
            by_number[count] = b;
            number[b] = (unsigned)count++;
        }
    }
    return count;
}

static unsigned meet(const dl_graph *t, unsigned a, unsigned b)
{
    while (a != b) {
        while (t->number[a] < t->number[b])
            a = t->parent[a];
        while (t->number[b] < t->number[a])
            b = t->parent[b];
    }
    return a;
}

static void find_post_dominators(dl_graph *t, dl_arena *arena)
{
    const dl_function *function = t->function;
    size_t n = function->block_count, count;
    unsigned *by_number = DL_NEW_ARRAY(arena, n + 1, unsigned);
    bool changed = true;

    t->parent = DL_NEW_ARRAY(arena, n + 1, unsigned);
    t->number = DL_NEW_ARRAY(arena, n + 1, unsigned);
    for (size_t b = 0; b <= n; b++)
        t->parent[b] = t->number[b] = NONE;
    count = number_from_exits(function, t->number, by_number, arena);
    t->number[n] = (unsigned)n;
    t->parent[n] = (unsigned)n;
    while (changed) {
        changed = false;
        for (size_t i = count; i-- > 0;) {
            unsigned b = by_number[i], up = NONE;
            const dl_term *term = &function->blocks[b].term;

            if (dl_term_count(term) == 0)
                up = (unsigned)n;
            for (size_t k = 0; k < dl_term_count(term); k++) {
                unsigned to = dl_term_to(term, k);

                if (t->parent[to] != NONE)
                    up = up == NONE ? to : meet(t, up, to);
            }
            changed |= up != t->parent[b];
            t->parent[b] = up;
        }
    }
}

/* Whether `block` always comes to `to`. */
static bool comes_to(const dl_graph *graph, unsigned block, unsigned to)
{
    while (block != to && block != graph->function->block_count && graph->parent[block] != NONE)
        block = graph->parent[block];
    return block == to;
}

/* A way without an end comes to anything: all that the others do not share counts. */
static bool guards_beside_endless(const dl_graph *graph, const dl_term *term, const bool *wanted)
{
    bool has_end = false;

    for (size_t t = 0; t < dl_term_count(term); t++)
        has_end |= graph->parent[dl_term_to(term, t)] != NONE;
    for (unsigned w = 0; has_end && w < graph->function->block_count; w++) {
        bool all = true;

        for (size_t t = 0; t < dl_term_count(term) && all; t++)
            all = graph->parent[dl_term_to(term, t)] == NONE || comes_to(graph, dl_term_to(term, t), w);
        if (wanted[w] && !all)
            return true;
    }
    return false;
}

bool dl_graph_always_comes(const dl_graph *graph, unsigned block, unsigned to)
{
    return comes_to(graph, block, to);
}

bool dl_graph_guards(const dl_graph *graph, const dl_term *term, const bool *wanted)
{
    unsigned n = (unsigned)graph->function->block_count, end = NONE;

    for (size_t t = 0; t < dl_term_count(term); t++) {
        unsigned to = dl_term_to(term, t);

        if (graph->parent[to] == NONE)
            return guards_beside_endless(graph, term, wanted);
        end = end == NONE ? to : meet(graph, end, to);
    }
    for (size_t t = 0; t < dl_term_count(term); t++)
        for (unsigned b = dl_term_to(term, t); b != end && b != n; b = graph->parent[b])
            if (wanted[b])
                return true;
    return false;
}

/* ---- what is counted ---- */

/* `flag ^= TRUE` goes to and fro, and of `flags = flags | READY` there are no more than bits. */
static bool is_of_bits(const dl_expr *value)
{
    return value->kind == DL_E_BINARY && (value->op == DL_OP_XOR || value->op == DL_OP_OR || value->op == DL_OP_AND);
}

static bool is_counted(const dl_instr *instr)
{
    return instr->kind == DL_I_ASSIGN && !is_of_bits(instr->value) &&
           (instr->op == DL_ASSIGN_ADD || instr->op == DL_ASSIGN_SUB || instr->op == DL_ASSIGN_OTHER ||
            instr->value->kind == DL_E_BINARY);
}

void dl_graph_collect_loop(const dl_graph *graph, unsigned head, bool *is_in, unsigned *work)
{
    const dl_block *blocks = graph->function->blocks;
    size_t count = 0;

    is_in[head] = true;
    for (size_t i = 0; i < blocks[head].pred_count; i++) {
        unsigned pred = blocks[head].preds[i];

        if (graph->order[pred] >= graph->order[head] && !is_in[pred]) {
            is_in[pred] = true;
            work[count++] = pred;
        }
    }
    (void)dl_loops_collect(blocks, is_in, work, count);
}

/* The blocks of all loops: outer ones first, so that each block is come to once. */
static const bool *find_loops(const dl_graph *graph, dl_arena *arena)
{
    size_t n = graph->function->block_count;
    bool *is_in = DL_NEW_ARRAY(arena, n + 1, bool);
    unsigned *work = DL_NEW_ARRAY(arena, n + 1, unsigned);

    for (size_t k = 0; k < n; k++)
        if (graph->function->blocks[graph->by_order[k]].is_loop_head)
            dl_graph_collect_loop(graph, graph->by_order[k], is_in, work);
    return is_in;
}

static void find_counted(dl_graph *graph, dl_world *world)
{
    const bool *is_in_loop = find_loops(graph, world->scratch);

    for (size_t b = 0; b < graph->function->block_count; b++)
        for (size_t i = 0; i < graph->function->blocks[b].count; i++) {
            const dl_instr *instr = &graph->function->blocks[b].instrs[i];

            if (is_counted(instr))
                dl_vec_push(world->arena, &graph->counted,
                            ((dl_counted){instr->target, instr->op == DL_ASSIGN_SUB, is_in_loop[b]}));
        }
}

/* ---- what is read later ---- */

typedef enum mention_kind { READ, WRITTEN } mention_kind;

/* A variable that a block reads before it writes it, or writes first. */
typedef struct mention {
    const dl_var *var;
    unsigned block;
    mention_kind first;
    bool is_written;
    unsigned before; /* 1 + the mention of it in an earlier block; 0: none */
} mention;

typedef struct survey {
    dl_world *world;
    const dl_function *function;
    DL_VEC(mention) mentions; /* one for each variable and block, in order of blocks */
    unsigned *last;           /* by variable: 1 + its newest mention */
    unsigned block;
} survey;

static void add_mention(survey *s, const dl_var *var, mention_kind kind)
{
    mention *m;

    if (!var || var->function != s->function)
        return;
    m = s->last[var->id] ? &s->mentions.at[s->last[var->id] - 1] : NULL;
    if (m && m->block == s->block) {
        m->is_written |= kind == WRITTEN;
        return;
    }
    dl_vec_push(s->world->scratch, &s->mentions, (mention){var, s->block, kind, kind == WRITTEN, s->last[var->id]});
    s->last[var->id] = (unsigned)s->mentions.count;
}

static void add_reads(survey *s, const dl_expr *expr)
{
    for (; expr; expr = expr->a) {
        add_mention(s, expr->var, READ);
        if (expr->b)
            add_reads(s, expr->b);
    }
}

static void survey_instr(survey *s, const dl_instr *instr)
{
    const dl_expr *target = instr->target;
    bool is_plain = target && target->kind == DL_E_VAR && instr->kind == DL_I_ASSIGN && instr->op == DL_ASSIGN;

    add_reads(s, instr->pointer);
    add_reads(s, instr->value);
    for (size_t i = 0; i < instr->arg_count; i++)
        add_reads(s, instr->args[i]);
    for (size_t i = 0; i < instr->macro_arg_count; i++)
        add_reads(s, instr->macro_args[i]);
    if (is_plain)
        add_mention(s, target->var, WRITTEN);
    else
        add_reads(s, target);
    add_mention(s, instr->result, WRITTEN);
    if (instr->kind == DL_I_ENTER)
        add_mention(s, instr->var, WRITTEN);
}

/* A variable is live at a block when some way from there reads it before writing it: back from each reading block. */
static void spread(dl_graph *graph, survey *s, const dl_var *var, unsigned *written, unsigned *live, unsigned *stack,
                   dl_arena *arena)
{
    unsigned mark = var->id + 1, top = 0;

    for (unsigned at = s->last[var->id]; at; at = s->mentions.at[at - 1].before) {
        const mention *m = &s->mentions.at[at - 1];

        if (m->is_written)
            written[m->block] = mark;
        if (m->first == READ) {
            live[m->block] = mark;
            stack[top++] = m->block;
        }
    }
    while (top) {
        unsigned b = stack[--top];
        const dl_block *block = &graph->function->blocks[b];

        dl_vec_push(arena, &graph->live[b].ids, var->id);
        for (size_t i = 0; i < block->pred_count; i++) {
            unsigned pred = block->preds[i];

            if (live[pred] == mark || written[pred] == mark)
                continue;
            live[pred] = mark;
            stack[top++] = pred;
        }
    }
}

enum { BITS_OF_WORD = 64 };

/* A long function has thousands of lives at a block, and each state that comes there asks for each of its variables. */
static void set_bits(dl_live *live, dl_arena *arena)
{
    unsigned first = live->ids.count ? live->ids.at[0] : 0;
    size_t words = live->ids.count ? (live->ids.at[live->ids.count - 1] - first) / BITS_OF_WORD + 1 : 0;

    if (words == 0 || words * sizeof *live->bits > live->ids.count * sizeof *live->ids.at)
        return;
    live->bits = DL_NEW_ARRAY(arena, words, uint64_t);
    for (size_t i = 0; i < live->ids.count; i++) {
        unsigned at = live->ids.at[i] - first;

        live->bits[at / BITS_OF_WORD] |= (uint64_t)1 << at % BITS_OF_WORD;
    }
}

static int by_id(const void *left, const void *right)
{
    unsigned a = (*(const dl_var *const *)left)->id, b = (*(const dl_var *const *)right)->id;

    return a < b ? -1 : a > b;
}

static void find_live(dl_graph *graph, dl_world *world, dl_arena *arena)
{
    const dl_function *function = graph->function;
    size_t n = function->block_count;
    dl_arena *scratch = world->scratch;
    survey s = {.world = world, .function = function};
    unsigned *written = DL_NEW_ARRAY(scratch, n + 1, unsigned), *live = DL_NEW_ARRAY(scratch, n + 1, unsigned);
    unsigned *stack = DL_NEW_ARRAY(scratch, n + 1, unsigned);
    dl_vars vars = {0};

    s.last = world->mentions;
    graph->live = dl_arena_array(arena, n + 1, sizeof *graph->live);
    for (size_t b = 0; b < n; b++) {
        s.block = (unsigned)b;
        for (size_t i = 0; i < function->blocks[b].count; i++)
            survey_instr(&s, &function->blocks[b].instrs[i]);
        add_reads(&s, function->blocks[b].term.value);
    }
    for (size_t i = 0; i < s.mentions.count; i++)
        if (s.mentions.at[i].before == 0)
            dl_vec_push(scratch, &vars, s.mentions.at[i].var);
    if (vars.count)
        qsort(vars.at, vars.count, sizeof *vars.at, by_id);
    for (size_t i = 0; i < vars.count; i++) {
        const mention *last = &s.mentions.at[s.last[vars.at[i]->id] - 1];

        if (last->var->storage == DL_TEMP && !last->before)
            world->is_single[last->var->id] = true;
        else if (!world->is_kept[last->var->id])
            spread(graph, &s, last->var, written, live, stack, arena);
    }
    for (size_t i = 0; i < vars.count; i++)
        s.last[vars.at[i]->id] = 0;
    for (size_t b = 0; b < n; b++)
        set_bits(&graph->live[b], arena);
}

/* ---- variables that are kept whatever is read ---- */

static void keep(dl_world *world, const dl_expr *expr, const dl_function *function, bool is_address)
{
    for (; expr; expr = expr->a) {
        bool is_value = expr->kind == DL_E_DEREF;

        if (expr->var && (is_address || expr->var->function != function))
            world->is_kept[expr->var->id] = true;
        if (expr->b)
            keep(world, expr->b, function, false);
        is_address = expr->kind == DL_E_ADDRESS || (is_address && !is_value);
    }
}

/* What is read other than by its name: whose address is taken, what is no single value, what other functions name. */
static void find_kept(dl_world *world)
{
    const dl_program *program = world->program;

    world->is_kept = DL_NEW_ARRAY(world->arena, program->var_count + 1, bool);
    world->mentions = DL_NEW_ARRAY(world->arena, program->var_count + 1, unsigned);
    world->is_single = DL_NEW_ARRAY(world->arena, program->var_count + 1, bool);
    for (size_t f = 0; f < program->function_count; f++) {
        const dl_function *function = program->functions[f];

        for (size_t i = 0; i < function->local_count; i++) {
            dl_type_kind kind = function->locals[i]->type->kind;

            if (function->locals[i]->storage == DL_STATIC_LOCAL || kind == DL_TYPE_RECORD || kind == DL_TYPE_ARRAY ||
                kind == DL_TYPE_OTHER)
                world->is_kept[function->locals[i]->id] = true;
        }
        for (size_t i = 0; i < function->param_count; i++)
            if (function->params[i]->type->kind == DL_TYPE_RECORD || function->params[i]->type->kind == DL_TYPE_OTHER)
                world->is_kept[function->params[i]->id] = true;
        for (size_t b = 0; b < function->block_count; b++) {
            const dl_block *block = &function->blocks[b];

            for (size_t i = 0; i < block->count; i++) {
                const dl_instr *instr = &block->instrs[i];

                for (size_t e = 0; e < dl_instr_expr_count(instr); e++)
                    keep(world, dl_instr_expr(instr, e), function, false);
            }
            keep(world, block->term.value, function, false);
        }
    }
}

bool dl_graph_is_live(const dl_graph *graph, unsigned block, unsigned var)
{
    const dl_live *live = &graph->live[block];
    size_t low = 0, high = live->ids.count;

    if (high == 0 || var < live->ids.at[0] || var > live->ids.at[high - 1])
        return false;
    if (live->bits)
        return live->bits[(var - live->ids.at[0]) / BITS_OF_WORD] >> (var - live->ids.at[0]) % BITS_OF_WORD & 1;
    while (low < high) {
        size_t middle = (low + high) / 2;

        if (live->ids.at[middle] < var)
            low = middle + 1;
        else
            high = middle;
    }
    return low < live->ids.count && live->ids.at[low] == var;
}

/* ---- flags ---- */

enum { FEWEST_CONSTANTS = 2 }; /* that make a flag */

/* What an instruction writes by name; NULL: nothing. */
static const dl_var *written_by(const dl_instr *instr)
{
    return instr->target && instr->target->kind == DL_E_VAR ? instr->target->var : instr->result;
}

static bool is_flag(const dl_graph *graph, const dl_world *world, const dl_var *var)
{
    return var && var->function == graph->function && var->storage == DL_LOCAL && !world->is_kept[var->id] &&
           world->mentions[var->id] >= FEWEST_CONSTANTS && world->mentions[var->id] != UINT_MAX;
}

static void find_flags(dl_graph *graph, dl_world *world)
{
    const dl_function *function = graph->function;
    unsigned *constants = world->mentions; /* stored in each; UINT_MAX: something else is, too */

    for (size_t b = 0; b < function->block_count; b++)
        for (size_t i = 0; i < function->blocks[b].count; i++) {
            const dl_instr *instr = &function->blocks[b].instrs[i];
            const dl_var *var = written_by(instr);
            bool is_constant = instr->kind == DL_I_ASSIGN && dl_expr_uncast(instr->value)->kind == DL_E_CONST;

            if (var && constants[var->id] != UINT_MAX)
                constants[var->id] = is_constant ? constants[var->id] + 1 : UINT_MAX;
        }
    for (size_t b = 0; b < function->block_count; b++) {
        const dl_term *term = &function->blocks[b].term;
        const dl_var *tested = term->kind == DL_T_BRANCH ? dl_expr_root(term->value) : NULL;

        if (!is_flag(graph, world, tested))
            continue;
        graph->flags++;
        constants[tested->id] = 0; /* counted */
    }
    for (size_t b = 0; b < function->block_count; b++)
        for (size_t i = 0; i < function->blocks[b].count; i++)
            if (written_by(&function->blocks[b].instrs[i]))
                constants[written_by(&function->blocks[b].instrs[i])->id] = 0;
}

const dl_graph *dl_graph_of(dl_world *world, const dl_function *function)
{
    dl_graph *graph = dl_table_get(&world->graphs, function);

    if (graph)
        return graph;
    if (!world->is_kept)
        find_kept(world);
    graph = DL_NEW(world->arena, dl_graph);
    graph->function = function;
    graph->owner = dl_world_owner(world, function);
    graph->order = DL_NEW_ARRAY(world->arena, function->block_count + 1, unsigned);
    number_blocks(function, graph->order, world->scratch);
    graph->by_order = DL_NEW_ARRAY(world->arena, function->block_count + 1, unsigned);
    for (unsigned b = 0; b < function->block_count; b++)
        graph->by_order[graph->order[b]] = b;
    find_post_dominators(graph, world->arena);
    find_counted(graph, world);
    find_live(graph, world, world->arena);
    find_flags(graph, world);
    graph->wanted = DL_NEW(world->arena, struct dl_wanted_list);
    dl_table_set(&world->graphs, function, graph);
    return graph;
}

static bool comes_again(dl_world *world, const dl_function *function, unsigned block)
{
    bool *seen = DL_NEW_ARRAY(world->scratch, function->block_count + 1, bool);
    unsigned *work = DL_NEW_ARRAY(world->scratch, function->block_count + 1, unsigned);
    size_t left = 0;

    work[left++] = block;
    while (left) {
        const dl_term *term = &function->blocks[work[--left]].term;

        for (size_t i = 0; i < dl_term_count(term); i++) {
            unsigned to = dl_term_to(term, i);

            if (to == block)
                return true;
            if (!seen[to])
                work[left++] = to;
            seen[to] = true;
        }
    }
    return false;
}

static bool find_again(dl_world *world, const dl_instr *instr)
{
    for (size_t f = 0; f < world->program->function_count; f++) {
        const dl_function *function = world->program->functions[f];

        for (size_t b = 0; b < function->block_count; b++) {
            const dl_block *block = &function->blocks[b];

            for (size_t i = 0; i < block->count; i++)
                if (&block->instrs[i] == instr)
                    return comes_again(world, function, (unsigned)b);
        }
    }
    return true; /* made up: nobody knows */
}

bool dl_graph_is_repeated(dl_world *world, const dl_instr *instr)
{
    void *known = dl_table_get(&world->repeated, instr);

    if (!known) {
        known = (void *)(uintptr_t)(find_again(world, instr) ? 1 : 2);
        dl_table_set(&world->repeated, instr, known);
    }
    return (uintptr_t)known == 1;
}
