/* lower_make.c: expressions in the one form that access paths have. */
#include "frontend/lower.h"

dl_expr *dl_expr_new(dl_lower *l, dl_expr_kind kind, const dl_type *type, dl_span span)
{
    dl_expr *made = DL_NEW(l->arena, dl_expr);

    made->kind = kind;
    made->type = type ? type : l->type_other;
    made->span = span;
    return made;
}

dl_expr *dl_expr_var(dl_lower *l, const dl_var *var, dl_span span)
{
    dl_expr *made = dl_expr_new(l, DL_E_VAR, var->type, span);

    made->var = var;
    return made;
}

/* As a variable of the type would hold it. */
static int64_t fit(int64_t value, const dl_type *type)
{
    unsigned bits;
    uint64_t kept;

    if (type->kind == DL_TYPE_BOOL)
        return value != 0;
    if ((type->kind != DL_TYPE_INT && type->kind != DL_TYPE_ENUM) || type->size <= 0 || type->size >= 8)
        return value;
    bits = (unsigned)type->size * 8;
    kept = (uint64_t)value & (((uint64_t)1 << bits) - 1);
    if (!type->is_unsigned && (kept >> (bits - 1)))
        kept |= ~(((uint64_t)1 << bits) - 1);
    return (int64_t)kept;
}

dl_expr *dl_expr_const(dl_lower *l, int64_t value, const dl_type *type, dl_span span)
{
    dl_expr *made = dl_expr_new(l, DL_E_CONST, type, span);

    made->value = fit(value, made->type);
    made->has_value = true;
    return made;
}

dl_expr *dl_expr_unknown(dl_lower *l, dl_span span, const dl_expr *a, const dl_expr *b)
{
    dl_expr *made = dl_expr_new(l, DL_E_UNKNOWN, NULL, span);

    made->a = a;
    made->b = b;
    return made;
}

const dl_expr *dl_expr_field(dl_lower *l, const dl_expr *base, const char *name, const dl_type *type, dl_span span)
{
    dl_expr *made = dl_expr_new(l, DL_E_FIELD, type, span);

    made->a = base;
    made->name = name;
    return made;
}

const dl_expr *dl_expr_member(dl_lower *l, const dl_expr *base, CXCursor field, dl_span span)
{
    const char *name = dl_lower_field_name(l, field);
    dl_expr *made;

    if (!name[0] || strchr(name, '('))
        return base;
    made = dl_expr_new(l, DL_E_FIELD, dl_lower_type(l, clang_getCursorType(field)), span);
    made->a = base;
    made->name = name;
    made->of_type = dl_lower_field_owner(l, field);
    return made;
}

const dl_expr *dl_expr_index(dl_lower *l, const dl_expr *base, const dl_expr *index, const dl_type *type, dl_span span)
{
    dl_expr *made = dl_expr_new(l, DL_E_INDEX, type, span);

    if (base->kind == DL_E_INDEX && base->type->kind != DL_TYPE_ARRAY) { /* `(&table[2])[i]`: it goes on from there */
        index = dl_expr_is_null(base->b) ? index : dl_expr_binary(l, DL_OP_ADD, base->b, index, index->type, span);
        base = base->a;
    }
    made->a = base;
    made->b = index;
    return made;
}

const dl_expr *dl_expr_deref(dl_lower *l, const dl_expr *of, const dl_type *type, dl_span span)
{
    dl_expr *made;

    if (of->kind == DL_E_ADDRESS)
        return of->a;
    if (of->kind == DL_E_FUNCTION)
        return of;
    made = dl_expr_new(l, DL_E_DEREF, type, span);
    made->a = of;
    return made;
}

const dl_expr *dl_expr_address(dl_lower *l, const dl_expr *of, const dl_type *type, dl_span span)
{
    dl_expr *made;

    if (of->kind == DL_E_FUNCTION)
        return of;
    if (of->kind == DL_E_DEREF)
        return of->a;
    made = dl_expr_new(l, DL_E_ADDRESS, type, span);
    made->a = of;
    return made;
}

static bool is_number(const dl_type *type)
{
    return type->kind == DL_TYPE_INT || type->kind == DL_TYPE_ENUM || type->kind == DL_TYPE_BOOL;
}

/* Implied casts between pointers, and those that keep every value, only change the spelling. */
static bool is_same_for_us(const dl_type *to, const dl_type *from, bool is_written)
{
    if (to->canonical == from->canonical || to->kind == DL_TYPE_OTHER || from->kind == DL_TYPE_OTHER)
        return true;
    if (is_written)
        return false;
    if (to->kind == from->kind && (to->kind == DL_TYPE_POINTER || to->kind == DL_TYPE_RECORD))
        return true;
    return is_number(to) && is_number(from) && to->kind != DL_TYPE_BOOL && to->size == from->size &&
           to->is_unsigned == from->is_unsigned;
}

/* `A | B` where a prototype asks for an unsigned number of the same size. */
static bool is_known_number(const dl_type *to, const dl_expr *of, bool is_written)
{
    return !is_written && of->has_value && of->kind == DL_E_BINARY && is_number(to) && is_number(of->type) &&
           to->kind != DL_TYPE_BOOL && to->size == of->type->size;
}

const dl_expr *dl_expr_cast(dl_lower *l, const dl_expr *of, const dl_type *type, dl_span span, bool is_written)
{
    dl_expr *made;

    if (type->kind == DL_TYPE_VOID || is_same_for_us(type, of->type, is_written))
        return of;
    if ((of->kind == DL_E_CONST && type->kind != DL_TYPE_RECORD && type->kind != DL_TYPE_FLOAT) ||
        is_known_number(type, of, is_written)) {
        made = dl_arena_copy(l->arena, of, sizeof *of);
        made->type = type;
        made->span = span;
        if (made->has_value)
            made->value = fit(made->value, type);
        return made;
    }
    made = dl_expr_new(l, DL_E_CAST, type, span);
    made->a = of;
    if (of->has_value) {
        made->has_value = true;
        made->value = fit(of->value, type);
    }
    return made;
}

static bool compute_unsigned(dl_op op, uint64_t a, uint64_t b, int64_t *out)
{
    switch (op) {
    case DL_OP_DIV:
        *out = b ? (int64_t)(a / b) : 0;
        return b != 0;
    case DL_OP_REM:
        *out = b ? (int64_t)(a % b) : 0;
        return b != 0;
    case DL_OP_SHR:
        *out = b < 64 ? (int64_t)(a >> b) : 0;
        return b < 64;
    case DL_OP_LT:
        *out = a < b;
        return true;
    case DL_OP_LE:
        *out = a <= b;
        return true;
    case DL_OP_GT:
        *out = a > b;
        return true;
    case DL_OP_GE:
        *out = a >= b;
        return true;
    default:
        return false;
    }
}

static bool compute_signed(dl_op op, int64_t a, int64_t b, int64_t *out)
{
    bool can_divide = b != 0 && !(a == INT64_MIN && b == -1);

    switch (op) {
    case DL_OP_DIV:
        *out = can_divide ? a / b : 0;
        return can_divide;
    case DL_OP_REM:
        *out = can_divide ? a % b : 0;
        return can_divide;
    case DL_OP_SHR:
        *out = b >= 0 && b < 64 ? a >> b : 0;
        return b >= 0 && b < 64;
    case DL_OP_LT:
        *out = a < b;
        return true;
    case DL_OP_LE:
        *out = a <= b;
        return true;
    case DL_OP_GT:
        *out = a > b;
        return true;
    case DL_OP_GE:
        *out = a >= b;
        return true;
    default:
        return false;
    }
}

static bool compute(dl_op op, const dl_expr *a, const dl_expr *b, int64_t *out)
{
    uint64_t x = (uint64_t)a->value, y = (uint64_t)b->value;

    switch (op) {
    case DL_OP_ADD:
        *out = (int64_t)(x + y);
        return true;
    case DL_OP_SUB:
        *out = (int64_t)(x - y);
        return true;
    case DL_OP_MUL:
        *out = (int64_t)(x * y);
        return true;
    case DL_OP_AND:
        *out = (int64_t)(x & y);
        return true;
    case DL_OP_OR:
        *out = (int64_t)(x | y);
        return true;
    case DL_OP_XOR:
        *out = (int64_t)(x ^ y);
        return true;
    case DL_OP_SHL:
        *out = y < 64 ? (int64_t)(x << y) : 0;
        return y < 64;
    case DL_OP_EQ:
        *out = x == y;
        return true;
    case DL_OP_NE:
        *out = x != y;
        return true;
    default:
        return a->type->is_unsigned || b->type->is_unsigned ? compute_unsigned(op, x, y, out)
                                                            : compute_signed(op, a->value, b->value, out);
    }
}

static bool is_plain_number(const dl_expr *e)
{
    return e->kind == DL_E_CONST && e->has_value && !e->name;
}

const dl_expr *dl_expr_binary(dl_lower *l, dl_op op, const dl_expr *a, const dl_expr *b, const dl_type *type,
                              dl_span span)
{
    dl_expr *made = dl_expr_new(l, DL_E_BINARY, type, span);
    int64_t value;

    made->op = op;
    made->a = a;
    made->b = b;
    if (!a->has_value || !b->has_value || !compute(op, a, b, &value))
        return made;
    if (is_plain_number(a) && is_plain_number(b))
        return dl_expr_const(l, value, type, span);
    made->has_value = true;
    made->value = fit(value, made->type);
    return made;
}

const dl_expr *dl_expr_unary(dl_lower *l, dl_op op, const dl_expr *of, const dl_type *type, dl_span span)
{
    dl_expr *made = dl_expr_new(l, DL_E_UNARY, type, span);
    uint64_t x = (uint64_t)of->value;

    made->op = op;
    made->a = of;
    if (!of->has_value)
        return made;
    made->has_value = true;
    made->value = fit(op == DL_OP_NOT ? x == 0 : op == DL_OP_NEG ? (int64_t)(0 - x) : (int64_t)~x, made->type);
    return is_plain_number(of) ? dl_expr_const(l, made->value, type, span) : made;
}
