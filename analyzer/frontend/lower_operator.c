/* lower_operator.c: operators: what they make, write, and choose between. */
#include "frontend/lower.h"

static dl_op binary_op(enum CXBinaryOperatorKind kind)
{
    switch (kind) {
    case CXBinaryOperator_Mul:
    case CXBinaryOperator_MulAssign:
        return DL_OP_MUL;
    case CXBinaryOperator_Div:
    case CXBinaryOperator_DivAssign:
        return DL_OP_DIV;
    case CXBinaryOperator_Rem:
    case CXBinaryOperator_RemAssign:
        return DL_OP_REM;
    case CXBinaryOperator_Add:
    case CXBinaryOperator_AddAssign:
        return DL_OP_ADD;
    case CXBinaryOperator_Sub:
    case CXBinaryOperator_SubAssign:
        return DL_OP_SUB;
    case CXBinaryOperator_Shl:
    case CXBinaryOperator_ShlAssign:
        return DL_OP_SHL;
    case CXBinaryOperator_Shr:
    case CXBinaryOperator_ShrAssign:
        return DL_OP_SHR;
    case CXBinaryOperator_And:
    case CXBinaryOperator_AndAssign:
        return DL_OP_AND;
    case CXBinaryOperator_Xor:
    case CXBinaryOperator_XorAssign:
        return DL_OP_XOR;
    case CXBinaryOperator_Or:
    case CXBinaryOperator_OrAssign:
        return DL_OP_OR;
    case CXBinaryOperator_LT:
        return DL_OP_LT;
    case CXBinaryOperator_GT:
        return DL_OP_GT;
    case CXBinaryOperator_LE:
        return DL_OP_LE;
    case CXBinaryOperator_GE:
        return DL_OP_GE;
    case CXBinaryOperator_EQ:
        return DL_OP_EQ;
    case CXBinaryOperator_NE:
        return DL_OP_NE;
    default:
        return DL_OP_NONE;
    }
}

static dl_assign_op assign_op(enum CXBinaryOperatorKind kind)
{
    switch (kind) {
    case CXBinaryOperator_OrAssign:
        return DL_ASSIGN_OR;
    case CXBinaryOperator_AndAssign:
        return DL_ASSIGN_AND;
    case CXBinaryOperator_AddAssign:
        return DL_ASSIGN_ADD;
    case CXBinaryOperator_SubAssign:
        return DL_ASSIGN_SUB;
    case CXBinaryOperator_Assign:
        return DL_ASSIGN;
    default:
        return DL_ASSIGN_OTHER;
    }
}

const dl_expr *dl_expr_assigned(const dl_expr *target, const dl_expr *value)
{
    const dl_expr *inner = dl_expr_uncast(value);

    if (inner->kind == DL_E_CONST || inner->kind == DL_E_FUNCTION || inner->kind == DL_E_STRING || inner->has_value)
        return value;
    return target;
}

const dl_expr *dl_lower_assignment(dl_fn *fn, CXCursor cursor, dl_place place)
{
    enum CXBinaryOperatorKind kind = clang_getCursorBinaryOperatorKind(cursor);
    dl_cursors children = {0};
    const dl_expr *target, *value;
    bool was_init = fn->is_init;

    dl_lower_operands(fn->l, cursor, &children);
    if (children.count != 2)
        return dl_expr_unknown(fn->l, place.span, NULL, NULL);
    value = dl_lower_expr(fn, children.at[1]);
    target = dl_lower_expr(fn, children.at[0]);
    if (assign_op(kind) == DL_ASSIGN_OTHER) /* `a ^= b`: the whole value */
        value = dl_expr_binary(fn->l, binary_op(kind), target, value, target->type, place.span);
    fn->is_init = false;
    dl_emit(fn, (dl_instr){.kind = DL_I_ASSIGN,
                           .span = place.span,
                           .target = target,
                           .value = value,
                           .op = assign_op(kind),
                           .macro = place.from ? place.from->name : NULL});
    fn->is_init = was_init;
    return kind == CXBinaryOperator_Assign ? dl_expr_assigned(target, value) : target;
}

const dl_expr *dl_lower_in_temp(dl_fn *fn, const dl_expr *value)
{
    const dl_var *temp = dl_temp_new(fn, value->type, value->span);
    const dl_expr *made = dl_expr_var(fn->l, temp, value->span);
    bool was_init = fn->is_init;

    fn->is_init = false;
    dl_emit_assign(fn, made, value, value->span);
    fn->is_init = was_init;
    return made;
}

const dl_expr *dl_lower_step(dl_fn *fn, CXCursor operand, bool is_up, bool is_post, dl_place place)
{
    const dl_expr *target = dl_lower_expr(fn, operand), *before = target;

    if (is_post)
        before = dl_lower_in_temp(fn, target);
    dl_emit(fn, (dl_instr){.kind = DL_I_ASSIGN,
                           .span = place.span,
                           .target = target,
                           .value = dl_expr_const(fn->l, 1, fn->l->type_int, place.span),
                           .op = is_up ? DL_ASSIGN_ADD : DL_ASSIGN_SUB});
    return before;
}

/* `&((PUCHAR)p)[FIELD_OFFSET(T, m)]` among others. */
static const dl_expr *address_of(dl_fn *fn, const dl_expr *of, const dl_type *type, dl_span span)
{
    const dl_expr *made = of->kind == DL_E_INDEX && of->a->kind == DL_E_DEREF
                              ? dl_lower_at_offset(fn, of->a->a, of->b, type, span)
                              : NULL;

    return made ? made : dl_expr_address(fn->l, of, type, span);
}

const dl_expr *dl_lower_unary(dl_fn *fn, CXCursor cursor, dl_place place)
{
    dl_cursors children = {0};
    enum CXUnaryOperatorKind kind = clang_getCursorUnaryOperatorKind(cursor);
    const dl_expr *of;

    dl_lower_operands(fn->l, cursor, &children);
    if (children.count != 1)
        return dl_expr_unknown(fn->l, place.span, NULL, NULL);
    if (kind == CXUnaryOperator_PostInc || kind == CXUnaryOperator_PostDec)
        return dl_lower_step(fn, children.at[0], kind == CXUnaryOperator_PostInc, true, place);
    if (kind == CXUnaryOperator_PreInc || kind == CXUnaryOperator_PreDec)
        return dl_lower_step(fn, children.at[0], kind == CXUnaryOperator_PreInc, false, place);
    of = dl_lower_expr(fn, children.at[0]);
    switch (kind) {
    case CXUnaryOperator_AddrOf:
        return address_of(fn, of, dl_lower_type_of(fn->l, cursor), place.span);
    case CXUnaryOperator_Deref:
        return dl_expr_deref(fn->l, of, dl_lower_type_of(fn->l, cursor), place.span);
    case CXUnaryOperator_Plus:
    case CXUnaryOperator_Extension:
        return of;
    case CXUnaryOperator_Minus:
        return dl_expr_unary(fn->l, DL_OP_NEG, of, dl_lower_type_of(fn->l, cursor), place.span);
    case CXUnaryOperator_Not:
        return dl_expr_unary(fn->l, DL_OP_BITNOT, of, dl_lower_type_of(fn->l, cursor), place.span);
    case CXUnaryOperator_LNot:
        return dl_expr_unary(fn->l, DL_OP_NOT, of, dl_lower_type_of(fn->l, cursor), place.span);
    default:
        return dl_expr_unknown(fn->l, place.span, of, NULL);
    }
}

/* Where two ways meet with a value each: a temporary. */
typedef struct meeting {
    const dl_var *temp;
    unsigned head, yes, no, end; /* `head`: where the ways have not parted */
    dl_span span;
} meeting;

static meeting meet(dl_fn *fn, const dl_type *type, dl_span span)
{
    return (meeting){dl_temp_new(fn, type, span), fn->at, dl_block_new(fn), dl_block_new(fn), dl_block_new(fn), span};
}

/* `unnamed`: how many objects there were before this way. */
static void meet_with(dl_fn *fn, const meeting *m, const dl_expr *value, size_t unnamed)
{
    bool was_init = fn->is_init;

    fn->is_init = false;
    dl_emit_assign(fn, dl_expr_var(fn->l, m->temp, m->span), value, m->span);
    fn->is_init = was_init;
    dl_unnamed_may_be(fn, unnamed, m->head, m->span); /* what the other parts were told of may lead into it */
    dl_end_jump(fn, m->end);
}

bool dl_lower_cannot_branch(dl_fn *fn)
{
    if (fn->is_pure || fn->inits)
        fn->is_spoiled = true;
    return fn->is_pure || fn->inits;
}

static const dl_expr *lower_truth(dl_fn *fn, CXCursor cursor, dl_place place)
{
    size_t unnamed;
    meeting m;

    if (dl_lower_cannot_branch(fn))
        return dl_expr_unknown(fn->l, place.span, NULL, NULL);
    m = meet(fn, dl_lower_type_of(fn->l, cursor), place.span);
    dl_lower_condition(fn, cursor, m.yes, m.no);
    unnamed = fn->unnamed.count;
    dl_start(fn, m.yes);
    meet_with(fn, &m, dl_expr_const(fn->l, 1, m.temp->type, place.span), unnamed);
    dl_start(fn, m.no);
    meet_with(fn, &m, dl_expr_const(fn->l, 0, m.temp->type, place.span), unnamed);
    fn->at = m.end;
    return dl_expr_var(fn->l, m.temp, place.span);
}

static const dl_expr *add_offset(dl_fn *fn, dl_op op, const dl_expr *a, const dl_expr *b, CXCursor cursor,
                                 dl_place place)
{
    const dl_type *type = dl_lower_type_of(fn->l, cursor);
    const dl_expr *made = op == DL_OP_ADD ? dl_lower_at_offset(fn, a, b, type, place.span) : NULL;

    if (op == DL_OP_ADD && !made)
        made = dl_lower_at_offset(fn, b, a, type, place.span);
    return made ? made : dl_expr_binary(fn->l, op, a, b, type, place.span);
}

const dl_expr *dl_lower_binary(dl_fn *fn, CXCursor cursor, dl_place place)
{
    enum CXBinaryOperatorKind kind = clang_getCursorBinaryOperatorKind(cursor);
    dl_cursors children = {0};
    const dl_expr *a, *b;
    dl_op op = binary_op(kind);

    if (kind == CXBinaryOperator_Assign)
        return dl_lower_assignment(fn, cursor, place);
    if (kind == CXBinaryOperator_LAnd || kind == CXBinaryOperator_LOr)
        return lower_truth(fn, cursor, place);
    dl_lower_operands(fn->l, cursor, &children);
    if (children.count != 2)
        return dl_expr_unknown(fn->l, place.span, NULL, NULL);
    if (kind == CXBinaryOperator_Comma) {
        dl_lower_part_effect(fn, children.at[0]);
        return dl_lower_expr(fn, children.at[1]);
    }
    a = dl_lower_expr(fn, children.at[0]);
    b = dl_lower_expr(fn, children.at[1]);
    if (op == DL_OP_NONE)
        return dl_expr_unknown(fn->l, place.span, a, b);
    return add_offset(fn, op, a, b, cursor, place);
}

const dl_expr *dl_lower_choice(dl_fn *fn, CXCursor cursor, dl_place place)
{
    dl_cursors children = {0};
    int64_t value;
    size_t unnamed;
    meeting m;

    dl_lower_operands(fn->l, cursor, &children);
    if (children.count != 3)
        return dl_expr_unknown(fn->l, place.span, NULL, NULL);
    if (dl_lower_cannot_branch(fn)) {
        if (dl_lower_evaluate(children.at[0], &value))
            return dl_lower_expr(fn, children.at[value ? 1 : 2]);
        return dl_expr_unknown(fn->l, place.span, NULL, NULL);
    }
    m = meet(fn, dl_lower_type_of(fn->l, cursor), place.span);
    dl_lower_condition(fn, children.at[0], m.yes, m.no);
    unnamed = fn->unnamed.count;
    dl_start(fn, m.yes);
    meet_with(fn, &m, dl_lower_expr(fn, children.at[1]), unnamed);
    unnamed = fn->unnamed.count;
    dl_start(fn, m.no);
    meet_with(fn, &m, dl_lower_expr(fn, children.at[2]), unnamed);
    fn->at = m.end;
    return dl_expr_var(fn->l, m.temp, place.span);
}

const dl_expr *dl_lower_short_choice(dl_fn *fn, CXCursor cursor, const dl_cursors *children, dl_place place)
{
    const dl_expr *value;
    size_t unnamed;
    meeting m;

    if (dl_lower_cannot_branch(fn))
        return dl_expr_unknown(fn->l, place.span, NULL, NULL);
    m = meet(fn, dl_lower_type_of(fn->l, cursor), place.span);
    value = dl_lower_expr(fn, children->at[0]);
    unnamed = fn->unnamed.count;
    dl_end_branch(fn, value, m.yes, m.no, value->span);
    dl_start(fn, m.yes);
    meet_with(fn, &m, value, unnamed);
    dl_start(fn, m.no);
    meet_with(fn, &m, dl_lower_expr(fn, children->at[children->count - 1]), unnamed);
    fn->at = m.end;
    return dl_expr_var(fn->l, m.temp, place.span);
}

const dl_expr *dl_lower_subscript(dl_fn *fn, CXCursor cursor, dl_place place)
{
    dl_cursors children = {0};
    const dl_expr *base, *index;

    dl_lower_operands(fn->l, cursor, &children);
    if (children.count != 2)
        return dl_expr_unknown(fn->l, place.span, NULL, NULL);
    base = dl_lower_expr(fn, children.at[0]);
    index = dl_lower_expr(fn, children.at[1]);
    if (base->type->kind != DL_TYPE_POINTER && base->type->kind != DL_TYPE_ARRAY &&
        (index->type->kind == DL_TYPE_POINTER || index->type->kind == DL_TYPE_ARRAY)) {
        const dl_expr *other = base;

        base = index;
        index = other;
    }
    if (base->kind == DL_E_ADDRESS && base->decays)
        base = base->a->a;
    else if (base->type->kind == DL_TYPE_POINTER)
        base = dl_expr_deref(fn->l, base, base->type->element, base->span);
    return dl_expr_index(fn->l, base, index, dl_lower_type_of(fn->l, cursor), place.span);
}
