/* walks.c: see walks.h. */
#include "ir/walks.h"

enum { DEEPEST = 64 };

typedef struct walk {
    dl_function *function;
    dl_arena *arena;
    dl_var *pointer;
    const dl_expr *array;    /* over which it walks; NULL: not known yet */
    const dl_type *index;    /* the type of what counts */
    const dl_type *was_type; /* of the pointer */
    bool is_stepped, is_compared;
} walk;

static bool is_pointer(const walk *w, const dl_expr *expr)
{
    return expr && expr->kind == DL_E_VAR && expr->var == w->pointer;
}

/* A variable that is an array, or a member of one: found without following a pointer. */
static bool is_plain_array(const dl_expr *expr)
{
    if (expr->type->kind != DL_TYPE_ARRAY)
        return false;
    while (expr->kind == DL_E_FIELD)
        expr = expr->a;
    return expr->kind == DL_E_VAR && expr->var->storage != DL_PARAM;
}

static const dl_expr *new_expr(const walk *w, dl_expr_kind kind, const dl_type *type, dl_span span, const dl_expr *a,
                               const dl_expr *b)
{
    dl_expr made = {.kind = kind, .type = type, .span = span, .a = a, .b = b};

    return dl_arena_copy(w->arena, &made, sizeof made);
}

static const dl_expr *new_index(const walk *w, dl_span span)
{
    dl_expr made = {.kind = DL_E_VAR, .type = w->index, .span = span, .name = w->pointer->name, .var = w->pointer};

    return dl_arena_copy(w->arena, &made, sizeof made);
}

static const dl_expr *new_element(const walk *w, const dl_expr *use, const dl_expr *index)
{
    return new_expr(w, DL_E_INDEX, w->array->type->element, use->span, w->array, index);
}

/* ---- places of the array ---- */

static const dl_expr *place_in(walk *w, const dl_expr *expr);

/* `ROW *const end = Rows + COUNT;`: of a local that is written once, what it holds; else NULL. */
static const dl_expr *only_value(const walk *w, const dl_var *var)
{
    if (var->storage != DL_LOCAL || var->function != w->function)
        return NULL;
    for (size_t b = 0; b < w->function->block_count; b++)
        for (size_t i = 0; i < w->function->blocks[b].count; i++) {
            const dl_instr *instr = &w->function->blocks[b].instrs[i];

            for (size_t e = 0; e < dl_instr_expr_count(instr); e++)
                if (dl_expr_takes_address(dl_instr_expr(instr, e), var))
                    return NULL;
        }
    return dl_function_only_value(w->function, var);
}

/* … if that is a known place of the array: its index. */
static const dl_expr *end_at(walk *w, const dl_var *var)
{
    const dl_expr *value = only_value(w, var);
    const dl_expr *at = value && value->kind != DL_E_VAR ? place_in(w, value) : NULL;

    return at && at->has_value ? at : NULL;
}

/* As a number with a sign. */
static const dl_expr *with_sign(const walk *w, const dl_expr *index)
{
    dl_expr *made;

    if (!index->type->is_unsigned || (index->has_value && index->value >= 0))
        return index;
    made = dl_arena_copy(w->arena, index, sizeof *made);
    *made = (dl_expr){.kind = DL_E_CAST,
                      .type = w->index,
                      .span = index->span,
                      .a = index,
                      .value = index->value,
                      .has_value = index->has_value};
    return made;
}

/* The index of the place in the array that the pointer leads to, as the code spells it; NULL: it leads elsewhere. Notes
 * the array where that is not known yet. */
static const dl_expr *place_in(walk *w, const dl_expr *expr)
{
    const dl_expr *at;

    if (!expr || expr->kind == DL_E_CAST) /* in steps of another size, or as a number */
        return NULL;
    if (is_pointer(w, expr))
        return new_index(w, expr->span);
    if (expr->kind == DL_E_VAR)
        return end_at(w, expr->var);
    if (expr->kind == DL_E_ADDRESS && expr->a->kind == DL_E_INDEX && is_plain_array(expr->a->a) &&
        !dl_expr_mentions(expr->a->b, w->pointer)) {
        if (!w->array)
            w->array = expr->a->a;
        return dl_expr_same(w->array, expr->a->a) ? with_sign(w, expr->a->b) : NULL;
    }
    if (expr->kind != DL_E_BINARY || (expr->op != DL_OP_ADD && expr->op != DL_OP_SUB) ||
        dl_expr_uncast(expr->b)->type->kind == DL_TYPE_POINTER || dl_expr_mentions(expr->b, w->pointer))
        return NULL;
    at = place_in(w, expr->a);
    if (at && expr->op == DL_OP_ADD && dl_expr_is_null(at))
        return with_sign(w, expr->b);
    if (at) {
        dl_expr *made = dl_arena_copy(w->arena, expr, sizeof *made);

        made->type = w->index;
        made->a = at;
        made->b = with_sign(w, expr->b);
        return made;
    }
    return NULL;
}

static bool is_comparison(dl_op op)
{
    return op >= DL_OP_EQ && op <= DL_OP_GE;
}

/* ---- whether all that is done to it is that ---- */

static bool reads_well(walk *w, const dl_expr *expr, unsigned depth)
{
    if (!expr)
        return true;
    if (depth > DEEPEST)
        return false;
    if (expr->kind == DL_E_BINARY && is_comparison(expr->op) && (is_pointer(w, expr->a) || is_pointer(w, expr->b)) &&
        w->array && place_in(w, expr->a) && place_in(w, expr->b))
        w->is_compared = true;
    return reads_well(w, expr->a, depth + 1) && reads_well(w, expr->b, depth + 1);
}

static bool is_written_well(walk *w, const dl_instr *instr)
{
    if (instr->kind != DL_I_ASSIGN)
        return false;
    if (instr->op == DL_ASSIGN)
        return place_in(w, instr->value) != NULL;
    if ((instr->op != DL_ASSIGN_ADD && instr->op != DL_ASSIGN_SUB) || !instr->value->has_value)
        return false;
    w->is_stepped = true;
    return true;
}

static bool is_looked_at_well(walk *w, const dl_instr *instr)
{
    bool writes = is_pointer(w, instr->target);

    if (instr->result == w->pointer || (instr->kind == DL_I_LOST && dl_expr_mentions(instr->value, w->pointer)) ||
        (writes && !is_written_well(w, instr)))
        return false;
    for (size_t e = 0; e < dl_instr_expr_count(instr); e++)
        if (dl_expr_takes_address(dl_instr_expr(instr, e), w->pointer) || !reads_well(w, dl_instr_expr(instr, e), 0))
            return false;
    return true;
}

/* A step of the pointer is one element. */
static bool is_of_elements(const walk *w)
{
    const dl_type *step = w->was_type->element, *element = w->array->type->element;

    return step && element && dl_text_equal(step->canonical, element->canonical);
}

static bool is_walk(walk *w)
{
    for (unsigned round = 0; round < 2; round++) /* comparisons may stand before what tells the array */
        for (size_t b = 0; b < w->function->block_count; b++) {
            const dl_block *block = &w->function->blocks[b];

            for (size_t i = 0; i < block->count; i++)
                if (!is_looked_at_well(w, &block->instrs[i]))
                    return false;
            if (dl_expr_takes_address(block->term.value, w->pointer) || !reads_well(w, block->term.value, 0))
                return false;
        }
    return w->array && w->is_stepped && w->is_compared && is_of_elements(w);
}

/* ---- as an index ---- */

static const dl_expr *counted(walk *w, const dl_expr *expr, unsigned depth)
{
    const dl_expr *a, *b;
    dl_expr *made;

    if (!expr || depth > DEEPEST || !dl_expr_mentions(expr, w->pointer))
        return expr;
    if (is_pointer(w, expr)) {
        const dl_expr *element = new_element(w, expr, new_index(w, expr->span));

        return new_expr(w, DL_E_ADDRESS, w->was_type, expr->span, element, NULL);
    }
    if (expr->kind == DL_E_DEREF && is_pointer(w, expr->a))
        return new_element(w, expr, new_index(w, expr->span));
    if (expr->kind == DL_E_INDEX && dl_expr_is_step(expr) && is_pointer(w, expr->a->a)) {
        dl_expr sum = {.kind = DL_E_BINARY,
                       .op = DL_OP_ADD,
                       .type = w->index,
                       .span = expr->span,
                       .a = new_index(w, expr->span),
                       .b = counted(w, expr->b, depth + 1)};

        return new_element(w, expr, dl_arena_copy(w->arena, &sum, sizeof sum));
    }
    a = expr->kind == DL_E_BINARY && (is_comparison(expr->op) || expr->op == DL_OP_SUB) ? place_in(w, expr->a) : NULL;
    b = a ? place_in(w, expr->b) : NULL;
    if (!a || !b) {
        a = counted(w, expr->a, depth + 1);
        b = counted(w, expr->b, depth + 1);
    }
    made = dl_arena_copy(w->arena, expr, sizeof *made);
    made->a = a;
    made->b = b;
    return made;
}

static void count_args(walk *w, const dl_expr *const **args, size_t count)
{
    const dl_expr **made = DL_NEW_ARRAY(w->arena, count + 1, const dl_expr *);

    for (size_t i = 0; i < count; i++)
        made[i] = counted(w, (*args)[i], 0);
    *args = made;
}

static void count_instr(walk *w, dl_instr *instr)
{
    if (is_pointer(w, instr->target)) {
        if (instr->op == DL_ASSIGN)
            instr->value = place_in(w, instr->value);
        instr->target = new_index(w, instr->target->span);
        return;
    }
    instr->target = counted(w, instr->target, 0);
    instr->value = counted(w, instr->value, 0);
    instr->pointer = counted(w, instr->pointer, 0);
    count_args(w, &instr->args, instr->arg_count);
    count_args(w, &instr->macro_args, instr->macro_arg_count);
}

static void count(walk *w)
{
    dl_block *blocks = (dl_block *)(uintptr_t)w->function->blocks; /* its own, still writable here */

    for (size_t b = 0; b < w->function->block_count; b++) {
        for (size_t i = 0; i < blocks[b].count; i++)
            count_instr(w, (dl_instr *)(uintptr_t)&blocks[b].instrs[i]);
        blocks[b].term.value = counted(w, blocks[b].term.value, 0);
    }
    w->pointer->type = w->index;
    w->pointer->name = dl_arena_printf(w->arena, "%s - %s", w->pointer->name, dl_expr_text(w->array, w->arena));
}

void dl_walks_count(dl_function *function, dl_arena *arena)
{
    /* as wide as the difference of two pointers, and as that one with a sign: `while (--w >= Rows)` comes to an end */
    static const dl_type count_type = {
        .kind = DL_TYPE_INT, .spelling = "LONG_PTR", .canonical = "long long", .count = -1, .size = 8};

    if (function->lost_count)
        return;
    for (size_t i = 0; i < function->local_count; i++) {
        walk w = {.function = function,
                  .arena = arena,
                  .pointer = (dl_var *)(uintptr_t)function->locals[i],
                  .index = &count_type};

        w.was_type = w.pointer->type;
        if (w.pointer->storage == DL_LOCAL && w.pointer->type->kind == DL_TYPE_POINTER && is_walk(&w))
            count(&w);
    }
}
