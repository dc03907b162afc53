/* eval_compare.c: what a comparison of two values comes to. */
#include "engine/bounds.h"
#include "engine/effects.h"
#include "engine/eval_parts.h"
#include "engine/reckon.h"

bool dl_eval_order_addresses(const dl_world *world, dl_val a, dl_val b, int64_t *x, int64_t *y)
{
    const dl_place *left, *right;

    if (a.kind != DL_VAL_ADDRESS || b.kind != DL_VAL_ADDRESS)
        return false;
    left = dl_place_of(world, a.id);
    right = dl_place_of(world, b.id);
    if (left->kind != DL_LOC_INDEX || right->kind != DL_LOC_INDEX || left->parent != right->parent)
        return false;
    *x = left->index;
    *y = right->index;
    return true;
}

static bool compare(dl_op op, int64_t a, int64_t b)
{
    switch (op) {
    case DL_OP_EQ:
        return a == b;
    case DL_OP_NE:
        return a != b;
    case DL_OP_LT:
        return a < b;
    case DL_OP_LE:
        return a <= b;
    case DL_OP_GT:
        return a > b;
    default:
        return a >= b;
    }
}

/* What the sides of a comparison are compared as. WIDE: one is a pointer, or an unsigned number of more bits than a
 * word: the other becomes one, and its sign a bit of it. */
typedef enum compared_as { AS_SIGNED, AS_UNSIGNED, AS_WORDS, AS_WIDE } compared_as;

static bool is_wide(const dl_type *type)
{
    return type->kind == DL_TYPE_POINTER || (type->kind == DL_TYPE_INT && type->is_unsigned && type->size == 8);
}

/* Integers that are promoted or widened keep what they are: none of an unsigned type is negative. */
static bool is_never_negative(const dl_expr *expr)
{
    while (expr->type->kind == DL_TYPE_INT && !expr->type->is_unsigned && expr->kind == DL_E_CAST &&
           expr->a->type->kind == DL_TYPE_INT && expr->a->type->size < expr->type->size)
        expr = expr->a;
    return expr->type->kind == DL_TYPE_INT && expr->type->is_unsigned;
}

static compared_as compared_as_of(const dl_expr *a, const dl_expr *b)
{
    bool are_small = a->type->kind == DL_TYPE_INT && b->type->kind == DL_TYPE_INT && a->type->size >= 1 &&
                     a->type->size <= 4 && b->type->size >= 1 && b->type->size <= 4;

    if (are_small && (dl_eval_is_word(a->type) || dl_eval_is_word(b->type)))
        return AS_WORDS;
    if (is_wide(a->type) || is_wide(b->type))
        return AS_WIDE;
    return is_never_negative(a) || is_never_negative(b) ? AS_UNSIGNED : AS_SIGNED;
}

/* Larger ranks, larger numbers. Of what is wider than a word, or was promoted, negative says nothing. */
static unsigned rank_of(unsigned class, compared_as as)
{
    return as == AS_SIGNED || class != DL_NEG ? class : as == AS_UNSIGNED ? DL_POS : 2 * DL_POS;
}

/* An order decided by classes: against zero, or with nothing in common. */
static dl_tri compare_classes(dl_op op, unsigned a, unsigned b, compared_as as)
{
    bool less = false, equal = false, more = false;

    for (unsigned class = 1; class <= 4; class <<= 1)
        for (unsigned other = 1; other <= 4; other <<= 1) {
            unsigned x = rank_of(class, as), y = rank_of(other, as);

            if (!(a & class) || !(b & other))
                continue;
            less |= x < y || (x == y && x != DL_ZERO);
            more |= x > y || (x == y && x != DL_ZERO);
            equal |= x == y;
        }
    switch (op) {
    case DL_OP_LT:
        return !less ? DL_NO : !equal && !more ? DL_YES : DL_MAYBE;
    case DL_OP_LE:
        return !less && !equal ? DL_NO : !more ? DL_YES : DL_MAYBE;
    case DL_OP_GT:
        return !more ? DL_NO : !equal && !less ? DL_YES : DL_MAYBE;
    default:
        return !more && !equal ? DL_NO : !less ? DL_YES : DL_MAYBE;
    }
}

static bool differs_from(const dl_state *state, dl_val val, int64_t k)
{
    const dl_known *known = val.kind == DL_VAL_SYM ? dl_state_known(state, val.id) : NULL;

    return known && known->has_other && known->other == k;
}

/* An unsigned view of a status: `(ULONG)status < 0x80000000` asks for its sign. The operator that asks it of zero, or
   DL_OP_NONE. */
static dl_op sign_question(dl_op op, const dl_type *type, int64_t k)
{
    if (type->kind != DL_TYPE_INT || type->size != 4)
        return DL_OP_NONE;
    if (k == 0x80000000LL || k == 0xC0000000LL || k == INT32_MIN)
        return op == DL_OP_LT ? DL_OP_GE : op == DL_OP_GE ? DL_OP_LT : DL_OP_NONE;
    if (k == 0x7FFFFFFFLL)
        return op == DL_OP_LE ? DL_OP_GE : op == DL_OP_GT ? DL_OP_LT : DL_OP_NONE;
    return DL_OP_NONE;
}

/* No unsigned number is below zero. The operator that asks the same of zero. */
static dl_op zero_question(dl_op op, int64_t k)
{
    if (k == 0)
        return op == DL_OP_GT ? DL_OP_NE : op == DL_OP_LE ? DL_OP_EQ : DL_OP_NONE;
    return k != 1 ? DL_OP_NONE : op == DL_OP_LT ? DL_OP_EQ : op == DL_OP_GE ? DL_OP_NE : DL_OP_NONE;
}

/* `-x > 0` and `(ULONG)x >> 30 == 3` ask for the sign of x: `a` becomes that, and the operator is one against zero. */
static dl_op see_through(const dl_world *world, const dl_state *state, dl_op op, dl_val *a, int64_t y)
{
    const dl_symbol *symbol = a->kind == DL_VAL_SYM ? dl_symbol_of(world, a->id) : NULL;
    int64_t by;

    if (!symbol || symbol->kind != DL_SYM_EXPR)
        return DL_OP_NONE;
    if (symbol->op == DL_OP_NEG && y == 0) {
        *a = *symbol->left;
        return dl_op_turned(op);
    }
    if (symbol->op == DL_OP_SHR && y == 3 && (op == DL_OP_EQ || op == DL_OP_NE) &&
        dl_val_constant(world, state, *symbol->right, &by) && by == 30) {
        *a = *symbol->left;
        return op == DL_OP_EQ ? DL_OP_LT : DL_OP_GE;
    }
    return DL_OP_NONE;
}

/* `length < MAXULONG`: an unsigned word that is held as a negative number becomes a large one. */
static dl_val widened(dl_val val, const dl_expr *from, const dl_expr *other)
{
    if (val.kind == DL_VAL_CONST && dl_eval_is_word(from->type) && other->type->kind == DL_TYPE_INT &&
        other->type->size == 8)
        val.k &= UINT32_MAX;
    return val;
}

/* A number of more bits than a word is no status that is spelled as one. */
static bool is_large(int64_t k, compared_as as)
{
    return as != AS_WORDS && k > INT32_MAX;
}

/* What is asked; in the end maybe of zero. */
typedef struct comparison {
    dl_op op;
    compared_as as;
    bool is_unsigned; /* what is negative is larger than all else */
    dl_val a, b;
    bool has_x, has_y; /* they are these constants */
    int64_t x, y;
} comparison;

static comparison comparison_of(const dl_world *world, const dl_state *state, const dl_expr *expr, dl_val a, dl_val b)
{
    comparison c = {.op = expr->op,
                    .as = compared_as_of(expr->a, expr->b),
                    .a = widened(a, expr->a, expr->b),
                    .b = widened(b, expr->b, expr->a)};

    c.is_unsigned = c.op > DL_OP_NE && (c.as == AS_WORDS || c.as == AS_WIDE);
    c.has_x = dl_val_constant(world, state, c.a, &c.x);
    c.has_y = dl_val_constant(world, state, c.b, &c.y);
    if (c.has_x && c.has_y && c.as == AS_WORDS) {
        c.x &= UINT32_MAX;
        c.y &= UINT32_MAX;
    } else if (c.has_x && c.has_y) {
        c.x = dl_eval_as_type(c.x, expr->a->type);
        c.y = dl_eval_as_type(c.y, expr->b->type);
    }
    if (c.as == AS_WIDE && !(c.has_x && c.x <= INT32_MAX) && !(c.has_y && c.y <= INT32_MAX))
        c.as = AS_UNSIGNED;
    return c;
}

/* Where one side is a constant that asks for the sign of the other, or for zero. */
static void ask_of_zero(const dl_world *world, const dl_state *state, const dl_expr *expr, comparison *c)
{
    const dl_expr *open = c->has_y ? expr->a : expr->b;
    dl_op op = c->has_y ? c->op : dl_op_turned(c->op), asked = DL_OP_NONE;
    dl_val val = c->has_y ? c->a : c->b;
    int64_t k = c->has_y ? c->y : c->x;

    if (c->has_x == c->has_y)
        return;
    if (open->type->is_unsigned)
        asked = sign_question(op, open->type, k);
    if (asked == DL_OP_NONE && (c->as == AS_WORDS || is_never_negative(open)))
        asked = zero_question(op, k);
    if (asked == DL_OP_NONE)
        asked = see_through(world, state, op, &val, k);
    if (asked != DL_OP_NONE)
        *c = (comparison){.op = asked, .as = AS_SIGNED, .a = val, .b = dl_val_null(), .has_y = true};
}

/* `n - 7 == 0` is `n == 7`. */
static void ask_of_summand(const dl_world *world, const dl_state *state, comparison *c)
{
    if (c->op <= DL_OP_NE && c->has_y && !c->has_x && dl_bounds_summand(world, state, c->a, &c->a, &c->y))
        c->b = dl_val_const(c->y, NULL);
}

static bool is_of_call_that_fails(const dl_world *world, dl_val val)
{
    const dl_symbol *symbol = dl_symbol_of(world, val.id);

    return symbol->kind == DL_SYM_OUT ||
           (symbol->kind == DL_SYM_RESULT && symbol->api && dl_effects_failure_mask(symbol->api->result));
}

/* Two calls that were not tested may both have failed. */
static bool may_both_be_null(const dl_world *world, const dl_state *state, dl_val a, dl_val b)
{
    return is_of_call_that_fails(world, a) && is_of_call_that_fails(world, b) &&
           (dl_val_mask(world, state, a) & dl_val_mask(world, state, b) & DL_ZERO);
}

enum { LOWEST_SENTINEL = -16 };

/* What a call that succeeded gives out is no number that says that there is nothing: INVALID_HANDLE_VALUE, -1. */
static bool is_given_out(const dl_world *world, dl_val val)
{
    const dl_symbol *symbol = val.kind == DL_VAL_SYM ? dl_symbol_of(world, val.id) : NULL;

    return symbol && symbol->kind == DL_SYM_OUT && symbol->b < DL_OUT_OPEN;
}

static dl_tri are_equal(const dl_world *world, const dl_state *state, const comparison *c, bool are_pointers)
{
    dl_tri same = dl_val_same(world, state, c->a, c->b);

    if ((c->has_y && differs_from(state, c->a, c->y)) || (c->has_x && differs_from(state, c->b, c->x)))
        same = DL_NO;
    if (are_pointers && c->has_y && c->y < 0 && c->y >= LOWEST_SENTINEL && is_given_out(world, c->a))
        same = DL_NO;
    /* Distinct symbols may hold the same number all the same, unless they are pointers. */
    if (same == DL_NO && c->a.kind == DL_VAL_SYM && c->b.kind == DL_VAL_SYM &&
        (are_pointers ? may_both_be_null(world, state, c->a, c->b)
                      : (dl_val_mask(world, state, c->a) & dl_val_mask(world, state, c->b)) != 0))
        return DL_MAYBE;
    return c->a.kind != DL_VAL_UNSET && c->b.kind != DL_VAL_UNSET ? same : DL_MAYBE;
}

static dl_tri decide(const dl_world *world, const dl_state *state, comparison c, bool are_pointers)
{
    if (dl_eval_order_addresses(world, c.a, c.b, &c.x, &c.y))
        return compare(c.op, c.x, c.y) ? DL_YES : DL_NO;
    if (c.has_x && c.has_y && c.as == AS_WIDE && (c.x < 0) != (c.y < 0) && c.op > DL_OP_NE)
        return compare(c.op, c.y, c.x) ? DL_YES : DL_NO;
    if (c.has_x && c.has_y)
        return compare(c.op, c.x, c.y) ? DL_YES : DL_NO;
    if (c.op == DL_OP_EQ)
        return are_equal(world, state, &c, are_pointers);
    if (c.op == DL_OP_NE)
        return dl_tri_not(are_equal(world, state, &c, are_pointers));
    return compare_classes(c.op, c.has_x && is_large(c.x, c.as) ? DL_POS : dl_val_mask(world, state, c.a),
                           c.has_y && is_large(c.y, c.as) ? DL_POS : dl_val_mask(world, state, c.b), c.as);
}

/* `n <= 5` where `n > 5` was asked before: what is known of that. */
static dl_tri told_by_opposite(dl_sim *sim, const dl_state *state, const comparison *c, int how)
{
    dl_val opposite = dl_eval_symbol(sim, dl_op_negated(c->op), c->a, c->b, how, DL_ZERO | DL_POS);
    unsigned mask = dl_val_mask(sim->world, state, opposite);

    return !(mask & DL_ZERO) ? DL_NO : mask == DL_ZERO ? DL_YES : DL_MAYBE;
}

/* Integers that are widened keep what they are. */
static const dl_type *type_compared(const dl_expr *expr)
{
    while (expr->kind == DL_E_CAST && expr->type->kind == DL_TYPE_INT && expr->a->type->kind == DL_TYPE_INT &&
           expr->a->type->size < expr->type->size && (expr->a->type->is_unsigned || !expr->type->is_unsigned))
        expr = expr->a;
    return expr->type;
}

/* As what a symbol is compared with a constant: as its own type, if that is the order that C has for the two. Of zero
 * the classes tell all. */
static int view_of(const comparison *c, const dl_expr *expr, dl_val asked)
{
    const dl_type *type;
    bool is_made_unsigned;

    if (c->op != expr->op || !c->has_y || c->has_x || c->y == 0 || c->a.kind != DL_VAL_SYM ||
        !dl_val_equal(c->a, asked))
        return 0;
    type = type_compared(expr->a);
    is_made_unsigned = c->as == AS_WORDS || is_wide(expr->a->type) || is_wide(expr->b->type);
    if ((is_made_unsigned && (!type->is_unsigned || (c->y < 0 && type->size < 4))) ||
        (c->y < 0 && c->as != AS_WORDS && dl_eval_is_word(type)))
        return 0;
    return dl_bounds_view(type);
}

int dl_eval_view(const dl_expr *expr)
{
    return dl_bounds_view(type_compared(expr));
}

/* `5 < n` is `n > 5`, and `b == a` asks what `a == b` does: constants stand on the right, and of two symbols the older
 * one on the left. */
static bool is_turned(const dl_world *world, const dl_state *state, dl_val a, dl_val b)
{
    bool has_a, has_b;
    int64_t k;

    if (b.kind != DL_VAL_SYM || (a.kind != DL_VAL_CONST && a.kind != DL_VAL_SYM))
        return false;
    has_a = dl_val_constant(world, state, a, &k);
    has_b = dl_val_constant(world, state, b, &k);
    return has_a != has_b ? has_a : a.kind == DL_VAL_CONST || b.id < a.id;
}

dl_val dl_eval_comparison(dl_sim *sim, dl_state *state, const dl_expr *expr, dl_val a, dl_val b)
{
    const dl_world *world = sim->world;
    comparison c;
    dl_tri result;
    bool is_reckoned;
    int flags, view;

    if (is_turned(world, state, a, b)) {
        dl_expr turned = *expr;

        turned.op = dl_op_turned(expr->op);
        turned.a = expr->b;
        turned.b = expr->a;
        return dl_eval_comparison(sim, state, &turned, b, a);
    }
    c = comparison_of(world, state, expr, a, b);
    ask_of_summand(world, state, &c);
    ask_of_zero(world, state, expr, &c);
    view = dl_val_equal(c.a, a) || c.op > DL_OP_NE ? view_of(&c, expr, a) : dl_eval_view(expr->a);
    flags = (c.is_unsigned ? DL_RECKON_UNSIGNED : 0) | view << DL_VIEW_SHIFT;
    result = decide(world, state, c, expr->a->type->kind == DL_TYPE_POINTER);
    if (result == DL_MAYBE)
        result = dl_bounds_decide(world, state, c.op, c.a, c.y, view);
    is_reckoned = c.op == expr->op && (dl_sym_is_arithmetic(world, c.a) || dl_sym_is_arithmetic(world, c.b));
    if (result == DL_MAYBE)
        result = told_by_opposite(sim, state, &c, is_reckoned ? dl_eval_words(expr->a, expr->b) | flags : flags);
    if (result != DL_MAYBE)
        return dl_val_const(result == DL_YES, NULL);
    if (is_reckoned)
        return dl_eval_reckoned(sim, state, expr, c.a, c.b, flags, DL_ZERO | DL_POS);
    return dl_eval_symbol(sim, c.op, c.a, c.b, flags, DL_ZERO | DL_POS);
}

dl_tri dl_eval_is_number(dl_sim *sim, dl_state *state, const dl_expr *value, dl_val val, int64_t k)
{
    const dl_expr number = {.kind = DL_E_CONST, .type = value->type, .value = k, .has_value = true};
    const dl_expr equal = {.kind = DL_E_BINARY, .op = DL_OP_EQ, .type = value->type, .a = value, .b = &number};
    dl_val answer = dl_eval_comparison(sim, state, &equal, val, dl_val_const(k, NULL));

    return answer.kind != DL_VAL_CONST ? DL_MAYBE : answer.k ? DL_YES : DL_NO;
}
