/* control.c: which expressions belong into the key: a backward slice, one function at a time.
 * A condition guards an event when exactly one of its ways always comes to the event's block
 * (control dependence, by post-dominators). Its operand is a control expression; so is what is returned. */
#include "engine/sim.h"

#include <string.h>

bool dl_expr_same(const dl_expr *a, const dl_expr *b)
{
    if (a == b)
        return true;
    if (!a || !b || a->kind != b->kind)
        return false;
    switch (a->kind) {
    case DL_E_VAR:
        return a->var == b->var;
    case DL_E_FIELD:
        return dl_text_equal(a->name, b->name) && dl_expr_same(a->a, b->a);
    case DL_E_INDEX:
        return dl_expr_same(a->a, b->a) && dl_expr_same(a->b, b->b);
    case DL_E_DEREF:
    case DL_E_ADDRESS:
    case DL_E_CAST:
        return dl_expr_same(a->a, b->a);
    case DL_E_CONST:
        return a->has_value == b->has_value && a->value == b->value &&
               (a->has_value || dl_text_equal(a->name, b->name));
    case DL_E_FUNCTION:
        return dl_text_equal(a->name, b->name);
    case DL_E_UNARY:
    case DL_E_BINARY:
        return a->op == b->op && dl_expr_same(a->a, b->a) && (a->kind == DL_E_UNARY || dl_expr_same(a->b, b->b));
    default:
        return false;
    }
}

static const dl_expr *uncast(const dl_expr *expr)
{
    while (expr && expr->kind == DL_E_CAST)
        expr = expr->a;
    return expr;
}

dl_assign_op dl_expr_update(const dl_instr *assign, const dl_expr **operand)
{
    static const struct {
        dl_op op;
        dl_assign_op means;
        bool is_commutative;
    } ops[] = {{DL_OP_OR, DL_ASSIGN_OR, true},
               {DL_OP_AND, DL_ASSIGN_AND, true},
               {DL_OP_ADD, DL_ASSIGN_ADD, true},
               {DL_OP_SUB, DL_ASSIGN_SUB, false}};
    const dl_expr *value = assign->op == DL_ASSIGN ? uncast(assign->value) : NULL;

    *operand = assign->value;
    for (size_t i = 0; value && value->kind == DL_E_BINARY && i < sizeof ops / sizeof *ops; i++) {
        if (value->op != ops[i].op)
            continue;
        if (dl_expr_same(uncast(value->a), assign->target)) {
            *operand = value->b;
            return ops[i].means;
        }
        if (ops[i].is_commutative && dl_expr_same(uncast(value->b), assign->target)) {
            *operand = value->a;
            return ops[i].means;
        }
    }
    return assign->op;
}

static bool is_lvalue(const dl_expr *expr)
{
    return expr->kind == DL_E_VAR || expr->kind == DL_E_FIELD || expr->kind == DL_E_INDEX || expr->kind == DL_E_DEREF;
}

static bool is_constant(const dl_expr *expr)
{
    while (expr->kind == DL_E_CAST || (expr->kind == DL_E_UNARY && expr->op != DL_OP_NOT))
        expr = expr->a;
    return expr->kind == DL_E_CONST || expr->kind == DL_E_SIZEOF || expr->kind == DL_E_STRING ||
           expr->kind == DL_E_FUNCTION;
}

const dl_expr *dl_control_operand(const dl_facts *facts, const dl_expr *cond)
{
    const dl_macro_fact *macro = cond->macro ? dl_facts_macro(facts, cond->macro) : NULL;
    bool is_class_macro = macro && macro->tests != DL_TESTS_NOTHING;

    while (cond) {
        if (is_lvalue(cond))
            return cond;
        switch (cond->kind) {
        case DL_E_CAST:
            cond = cond->a;
            break;
        case DL_E_UNARY:
            if (cond->op != DL_OP_NOT)
                return cond;
            cond = cond->a;
            break;
        case DL_E_BINARY:
            if (cond->op < DL_OP_EQ && !is_class_macro)
                return cond; /* a flag word: the word itself would say too little */
            if (is_constant(cond->b))
                cond = cond->a;
            else if (is_constant(cond->a))
                cond = cond->b;
            else
                return cond;
            break;
        default:
            return cond->kind == DL_E_CONST ? NULL : cond;
        }
    }
    return NULL;
}

/* ---- bit sets of blocks ---- */

typedef struct bits {
    uint64_t *words;
    size_t count;
} bits;

static bits bits_new(dl_arena *arena, size_t blocks)
{
    bits made = {.count = (blocks + 63) / 64};

    made.words = DL_NEW_ARRAY(arena, made.count, uint64_t);
    return made;
}

static void bits_put(bits set, size_t i)
{
    set.words[i / 64] |= (uint64_t)1 << (i % 64);
}

/* ---- order and post-dominators ---- */

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

static bits *post_dominators(const dl_function *function, const unsigned *order, dl_arena *arena)
{
    size_t n = function->block_count;
    bits *dominated = DL_NEW_ARRAY(arena, n, bits);
    unsigned *by_order = DL_NEW_ARRAY(arena, n + 1, unsigned);
    bool changed = true;

    for (size_t i = 0; i < n; i++) {
        dominated[i] = bits_new(arena, n);
        memset(dominated[i].words, 0xff, dominated[i].count * sizeof(uint64_t));
        by_order[order[i]] = (unsigned)i;
    }
    while (changed) {
        changed = false;
        for (size_t o = n; o-- > 0;) {
            unsigned b = by_order[o];
            const dl_term *term = &function->blocks[b].term;

            for (size_t w = 0; w < dominated[b].count; w++) {
                uint64_t all = dl_term_count(term) ? ~(uint64_t)0 : 0;

                for (size_t t = 0; t < dl_term_count(term); t++)
                    all &= dominated[dl_term_to(term, t)].words[w];
                if (b / 64 == w)
                    all |= (uint64_t)1 << (b % 64);
                if (all != dominated[b].words[w]) {
                    dominated[b].words[w] = all;
                    changed = true;
                }
            }
        }
    }
    return dominated;
}

/* ---- the slice ---- */

/* Something that goes up or down holds ever new constants. */
static bool is_counted(const dl_function *function, const dl_expr *expr)
{
    for (size_t b = 0; b < function->block_count; b++)
        for (size_t i = 0; i < function->blocks[b].count; i++) {
            const dl_instr *instr = &function->blocks[b].instrs[i];

            if (instr->kind != DL_I_ASSIGN || !dl_expr_same(instr->target, expr))
                continue;
            if (instr->op == DL_ASSIGN_ADD || instr->op == DL_ASSIGN_SUB || instr->op == DL_ASSIGN_OTHER ||
                instr->value->kind == DL_E_BINARY)
                return true;
        }
    return false;
}

static bool is_global_root(const dl_expr *expr)
{
    while (expr->kind == DL_E_FIELD || expr->kind == DL_E_CAST ||
           (expr->kind == DL_E_INDEX && expr->b->kind == DL_E_CONST))
        expr = expr->a;
    return expr->kind == DL_E_VAR && (expr->var->storage == DL_GLOBAL || expr->var->storage == DL_STATIC_LOCAL);
}

static bool is_counted_anywhere(const dl_sim *sim, const dl_function *function, const dl_expr *expr)
{
    const dl_program *program = sim->world->program;

    if (!is_global_root(expr))
        return is_counted(function, expr);
    for (size_t f = 0; f < program->function_count; f++)
        if (is_counted(program->functions[f], expr))
            return true;
    return false;
}

static void add_control(dl_sim *sim, dl_function_info *info, const dl_expr *expr, bool wants_temporaries)
{
    if (!expr || info->control_count == DL_MAX_CONTROLS || expr->kind == DL_E_UNKNOWN)
        return;
    while (expr->kind == DL_E_CAST)
        expr = expr->a;
    if (expr->kind == DL_E_CONST || (expr->kind == DL_E_VAR && (expr->var->storage == DL_TEMP) != wants_temporaries))
        return;
    for (size_t i = 0; i < info->control_count; i++)
        if (dl_expr_same(info->controls[i], expr))
            return;
    for (size_t i = 0; i < sim->handle_count; i++)
        if (dl_expr_same(sim->handles[i], expr))
            return;
    info->is_exact[info->control_count] = !is_counted_anywhere(sim, info->function, expr);
    info->controls[info->control_count++] = expr;
}

static bool block_is_relevant(dl_sim *sim, const dl_block *block)
{
    for (size_t i = 0; i < block->count; i++) {
        const dl_instr *instr = &block->instrs[i];
        const dl_api *by_name = instr->name ? dl_facts_api(sim->world->facts, instr->name) : NULL;
        const dl_api *by_macro = instr->macro ? dl_facts_api(sim->world->facts, instr->macro) : NULL;

        if (sim->monitor.is_relevant && sim->monitor.is_relevant(sim->monitor.self, instr, by_name, by_macro))
            return true;
        if (instr->kind == DL_I_CALL && instr->callee && dl_control_info(sim, instr->callee)->is_relevant)
            return true;
    }
    return false;
}

/* A global that decides in a helper must not be merged in the caller. */
static void import_controls(dl_sim *sim, dl_function_info *info)
{
    const dl_function *function = info->function;

    for (size_t b = 0; b < function->block_count; b++)
        for (size_t i = 0; i < function->blocks[b].count; i++) {
            const dl_function *callee = function->blocks[b].instrs[i].callee;
            const dl_function_info *other = callee ? dl_control_info(sim, callee) : NULL;

            for (size_t c = 0; other && other->is_relevant && c < other->control_count; c++)
                if (is_global_root(other->controls[c]))
                    add_control(sim, info, other->controls[c], false);
        }
}

static bool is_temporary(const dl_expr *expr)
{
    while (expr && expr->kind == DL_E_CAST)
        expr = expr->a;
    return expr && expr->kind == DL_E_VAR && expr->var->storage == DL_TEMP;
}

static void slice(dl_sim *sim, dl_function_info *info)
{
    const dl_function *function = info->function;
    dl_arena *arena = sim->world->scratch;
    size_t n = function->block_count;
    bits *dominated = post_dominators(function, info->order, arena);
    bits wanted = bits_new(arena, n), guards = bits_new(arena, n);

    for (size_t b = 0; b < n; b++)
        if (block_is_relevant(sim, &function->blocks[b])) {
            bits_put(wanted, b);
            info->is_relevant = true;
        }
    for (size_t b = 0; b < n; b++)
        if (function->blocks[b].term.kind == DL_T_RETURN)
            add_control(sim, info, function->blocks[b].term.value, is_temporary(function->blocks[b].term.value));
    for (unsigned round = 0; round < 3; round++) { /* guards, then the guards of these */
        for (size_t b = 0; b < n; b++) {
            const dl_term *term = &function->blocks[b].term;

            if (term->kind != DL_T_BRANCH && term->kind != DL_T_SWITCH)
                continue;
            for (size_t w = 0; w < wanted.count; w++) {
                uint64_t all = ~(uint64_t)0, any = 0;

                for (size_t t = 0; t < dl_term_count(term); t++) {
                    all &= dominated[dl_term_to(term, t)].words[w];
                    any |= dominated[dl_term_to(term, t)].words[w];
                }
                if (any & ~all & wanted.words[w]) {
                    bits_put(guards, b);
                    add_control(sim, info, dl_control_operand(sim->world->facts, term->value), round == 2);
                    break;
                }
            }
        }
        if (round == 0)
            import_controls(sim, info);
        if (round == 0)
            for (size_t w = 0; w < wanted.count; w++)
                wanted.words[w] |= guards.words[w];
    }
}

/* ---- temporaries ---- */

typedef struct mentions {
    unsigned *block; /* 1 + the block that mentions it; 0: none yet */
    bool *several;
    unsigned now;
} mentions;

static void mention_var(mentions *m, const dl_var *var)
{
    if (!var || var->storage != DL_TEMP)
        return;
    m->several[var->id] = m->several[var->id] || (m->block[var->id] && m->block[var->id] != m->now);
    m->block[var->id] = m->now;
}

static void mention(mentions *m, const dl_expr *expr)
{
    if (!expr)
        return;
    mention_var(m, expr->var);
    mention(m, expr->a);
    mention(m, expr->b);
}

static bool *single_temporaries(dl_sim *sim, const dl_function *function)
{
    unsigned count = sim->world->program->var_count + 1;
    mentions m = {.block = DL_NEW_ARRAY(sim->world->scratch, count, unsigned),
                  .several = DL_NEW_ARRAY(sim->world->scratch, count, bool)};

    for (size_t b = 0; b < function->block_count; b++) {
        const dl_block *block = &function->blocks[b];

        m.now = (unsigned)b + 1;
        for (size_t i = 0; i < block->count; i++) {
            const dl_instr *instr = &block->instrs[i];

            mention_var(&m, instr->result);
            mention(&m, instr->pointer);
            mention(&m, instr->target);
            mention(&m, instr->value);
            for (size_t a = 0; a < instr->arg_count; a++)
                mention(&m, instr->args[a]);
            for (size_t a = 0; a < instr->macro_arg_count; a++)
                mention(&m, instr->macro_args[a]);
        }
        mention(&m, block->term.value);
    }
    for (unsigned i = 0; i < count; i++)
        m.several[i] = !m.several[i];
    return m.several;
}

const dl_function_info *dl_control_info(dl_sim *sim, const dl_function *function)
{
    const char *key = dl_arena_printf(sim->world->scratch, "%p", (const void *)function);
    dl_function_info *info = dl_map_get(sim->infos, key);

    if (info)
        return info;
    info = DL_NEW(sim->world->scratch, dl_function_info);
    info->function = function;
    info->order = DL_NEW_ARRAY(sim->world->scratch, function->block_count + 1, unsigned);
    info->is_single = single_temporaries(sim, function);
    dl_map_set(sim->infos, key, info); /* before the slice: recursion ends here */
    number_blocks(function, info->order, sim->world->scratch);
    slice(sim, info);
    return info;
}
