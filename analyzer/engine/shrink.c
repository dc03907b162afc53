/* shrink.c: see shrink.h. */
#include "engine/shrink.h"

#include "engine/reckon.h"

enum { DEEPEST = 16 };

static bool holds_number(const dl_type *to, int64_t k)
{
    int bits = (int)to->size * 8;
    int64_t least = to->is_unsigned ? 0 : -((int64_t)1 << (bits - 1));

    return k >= least && k < (int64_t)1 << (to->is_unsigned ? bits : bits - 1);
}

/* Whether it is no number below zero, whose bits above the type's are set. */
static bool is_without_sign(const dl_expr *expr)
{
    while (expr->kind == DL_E_CAST && expr->a->type->kind == DL_TYPE_INT && expr->a->type->size < expr->type->size)
        expr = expr->a;
    if (expr->has_value)
        return expr->value >= 0;
    return expr->type->is_unsigned || expr->op == DL_OP_NOT || expr->op >= DL_OP_EQ;
}

/* By types alone: operands are promoted, and what is made of small numbers may be small. */
static bool fits(const dl_expr *expr, const dl_type *to, unsigned depth)
{
    if (depth > DEEPEST || (expr->type->kind == DL_TYPE_POINTER && to->size == 4)) /* to a smaller one: to a truth */
        return false;
    if (expr->type->kind != DL_TYPE_INT || expr->type->size <= to->size)
        return true;
    if (expr->has_value)
        return holds_number(to, expr->value);
    switch (expr->kind) {
    case DL_E_CAST:
        return fits(expr->a, to, depth + 1);
    case DL_E_UNARY:
        return expr->op == DL_OP_NOT;
    case DL_E_BINARY:
        if (expr->op == DL_OP_AND)
            return (is_without_sign(expr->a) && fits(expr->a, to, depth + 1)) ||
                   (is_without_sign(expr->b) && fits(expr->b, to, depth + 1));
        if (expr->op == DL_OP_OR || expr->op == DL_OP_XOR)
            return fits(expr->a, to, depth + 1) && fits(expr->b, to, depth + 1);
        return expr->op >= DL_OP_EQ || (expr->op == DL_OP_SHR && fits(expr->a, to, depth + 1));
    default:
        return expr->kind == DL_E_CONST || expr->kind == DL_E_SIZEOF;
    }
}

bool dl_shrinks(const dl_expr *expr, const dl_type *to)
{
    return to->kind == DL_TYPE_INT && to->size >= 1 && to->size <= 4 && !fits(expr, to, 0);
}

/* Whether it stands for a type that was made up, as no header declares it: its size is anyone's guess. */
static bool is_made_up(const dl_expr *expr, unsigned depth)
{
    if (!expr || depth > DEEPEST)
        return false;
    if (expr->kind == DL_E_FIELD)
        return expr->is_synthesized || (expr->a->type->record && expr->a->type->record->is_synthesized);
    return expr->is_synthesized || is_made_up(expr->a, depth + 1) || is_made_up(expr->b, depth + 1);
}

/* What a routine without a body answers is meant to fit, as is a constant that is not known. */
static bool is_answer(const dl_world *world, dl_val val)
{
    dl_sym_kind kind = dl_symbol_of(world, val.id)->kind;

    return kind == DL_SYM_RESULT || kind == DL_SYM_OPAQUE || kind == DL_SYM_NAMED;
}

/* Whether the comparison, which holds or not, leaves its left side no more than `most`. */
static bool bounds(dl_op op, bool holds, int64_t k, int64_t most)
{
    op = holds ? op : dl_op_negated(op);
    return (op == DL_OP_LT && k > 0 && k - 1 <= most) || (op == DL_OP_LE && k >= 0 && k <= most);
}

/* `if (length > MAXUSHORT) return …;`: what the path has compared with. */
static bool is_bounded(const dl_world *world, const dl_state *state, dl_val val, int64_t most)
{
    for (unsigned i = 0; i < state->known_count; i++) {
        const dl_known *known = &state->known[i];
        const dl_symbol *symbol = dl_symbol_of(world, known->sym);
        bool holds = !(known->mask & DL_ZERO);

        if (symbol->kind != DL_SYM_EXPR || symbol->op < DL_OP_LT || (!holds && known->mask != DL_ZERO))
            continue;
        if ((dl_val_equal(*symbol->left, val) && symbol->right->kind == DL_VAL_CONST &&
             bounds(symbol->op, holds, symbol->right->k, most)) ||
            (dl_val_equal(*symbol->right, val) && symbol->left->kind == DL_VAL_CONST &&
             bounds(dl_op_turned(symbol->op), holds, symbol->left->k, most)))
            return true;
    }
    return false;
}

/* An address: of one, a word keeps half. */
static bool is_address(const dl_world *world, dl_val val)
{
    const dl_symbol *symbol = dl_symbol_of(world, val.id);

    return symbol->kind == DL_SYM_RESULT && symbol->api && symbol->api->result == DL_RESULT_POINTER;
}

/* Of a handle or a length that is kept in a word nobody asks for what lies above it. */
static bool is_kept(const dl_world *world, const dl_expr *expr, const dl_type *to, dl_val val)
{
    if (is_address(world, val))
        return false;
    return to->size == 4 || is_answer(world, val) || is_made_up(expr, 0);
}

dl_val dl_shrunk(dl_sim *sim, const dl_state *state, const dl_expr *expr, const dl_type *to, dl_val val)
{
    int64_t k, bits, low;
    dl_val kept, made;

    if (val.kind != DL_VAL_SYM || !dl_shrinks(expr, to))
        return val;
    bits = ((int64_t)1 << (to->size * 8)) - 1;
    low = to->is_unsigned ? 0 : -(bits / 2) - 1;
    if (dl_reckon_fits(sim->world, state, val, low, low + bits) || is_bounded(sim->world, state, val, low + bits))
        return val;
    kept = dl_val_const(bits, NULL);
    made = dl_val_sym(
        dl_sym(sim->world, (dl_symbol){.kind = DL_SYM_EXPR,
                                       .op = DL_OP_AND,
                                       .left = &val,
                                       .right = &kept,
                                       .b = DL_RECKON_SHRUNK | (to->is_unsigned ? 0 : DL_RECKON_SHRUNK_SIGNED),
                                       .base = to->is_unsigned ? DL_ZERO | DL_POS : DL_ALL}));
    if (dl_reckon_number(sim->world, state, made.id, &k))
        return dl_val_const(k, NULL);
    return is_kept(sim->world, expr, to, val) ? val : made;
}
