/* lower_effect.c: expressions as branches, and for their effect alone. */
#include "frontend/lower.h"

static bool is_truth_operator(CXCursor cursor, bool *is_and)
{
    enum CXBinaryOperatorKind kind;

    if (clang_getCursorKind(cursor) != CXCursor_BinaryOperator)
        return false;
    kind = clang_getCursorBinaryOperatorKind(cursor);
    *is_and = kind == CXBinaryOperator_LAnd;
    return kind == CXBinaryOperator_LAnd || kind == CXBinaryOperator_LOr;
}

static void branch_on(dl_fn *fn, CXCursor cursor, unsigned yes, unsigned no)
{
    size_t unnamed = fn->unnamed.count;
    const dl_expr *value = dl_lower_expr(fn, cursor);

    while (value->kind == DL_E_CAST && value->type->kind == DL_TYPE_BOOL && !value->macro)
        value = value->a;
    if (fn->unnamed.count > unnamed && value->kind != DL_E_VAR)
        value = dl_lower_in_temp(fn, value);
    dl_unnamed_end(fn, unnamed, value->span);
    if (value->has_value)
        dl_end_jump(fn, value->value ? yes : no);
    else
        dl_end_branch(fn, value, yes, no, value->span);
}

static void lower_truth_operands(dl_fn *fn, CXCursor inner, bool is_and, unsigned yes, unsigned no)
{
    dl_cursors children = {0};
    unsigned middle = dl_block_new(fn);

    dl_lower_operands(fn->l, inner, &children);
    if (children.count != 2) {
        branch_on(fn, inner, yes, no);
        return;
    }
    dl_lower_condition(fn, children.at[0], is_and ? middle : yes, is_and ? no : middle);
    dl_start(fn, middle);
    dl_lower_condition(fn, children.at[1], yes, no);
}

void dl_lower_condition(dl_fn *fn, CXCursor cursor, unsigned yes, unsigned no)
{
    CXCursor inner = dl_strip(fn->l, cursor);
    const dl_expansion *saved = fn->inside;
    dl_cursors children = {0};
    dl_place place;
    bool is_and, is_not;

    is_not = clang_getCursorKind(inner) == CXCursor_UnaryOperator &&
             clang_getCursorUnaryOperatorKind(inner) == CXUnaryOperator_LNot;
    if (fn->depth >= DL_DEEPEST_EXPR || (!is_not && !is_truth_operator(inner, &is_and))) {
        branch_on(fn, cursor, yes, no);
        return;
    }
    place = dl_lower_place(fn->l, inner);
    fn->depth++;
    fn->inside = place.from;
    if (is_not) {
        dl_lower_operands(fn->l, inner, &children);
        if (children.count == 1)
            dl_lower_condition(fn, children.at[0], no, yes);
        else
            branch_on(fn, inner, yes, no);
    } else {
        lower_truth_operands(fn, inner, is_and, yes, no);
    }
    fn->inside = saved;
    fn->depth--;
}

/* The name is a whole statement. */
static bool is_bare_name(dl_fn *fn, CXCursor cursor, dl_place place)
{
    const dl_file *file = place.span.file;
    unsigned end;

    if (clang_getCursorKind(dl_strip(fn->l, cursor)) != CXCursor_DeclRefExpr || place.from || fn->is_discarding ||
        !file)
        return false;
    end = dl_lower_skip_space(file, place.span.end, (unsigned)file->size);
    return end < file->size && file->text[end] == ';';
}

/* `BAIL;` with the macro's definition nowhere: only one that holds statements stands alone. It may leave the function.
 */
static void effect_of_unread_macro(dl_fn *fn, const dl_expr *name, dl_place place)
{
    dl_emit(fn, (dl_instr){.kind = DL_I_CALL,
                           .span = place.span,
                           .name = name->name,
                           .is_leaving = true,
                           .macro = place.from ? place.from->name : NULL});
}

static void effect_of_value(dl_fn *fn, CXCursor cursor, dl_place place)
{
    size_t before = dl_lower_work_done(fn);
    const dl_expr *value = dl_lower_expr(fn, cursor);

    bool has_worked = dl_lower_work_done(fn) != before;

    dl_unnamed_note(fn, cursor, value);
    if (value->kind == DL_E_UNKNOWN && (!has_worked || value->a))
        dl_emit_lost(fn, place.span, value);
    else if (is_bare_name(fn, cursor, place) && value->is_synthesized && !has_worked)
        effect_of_unread_macro(fn, value, place);
    else if (value->kind != DL_E_CONST && value->kind != DL_E_FUNCTION && !has_worked)
        dl_emit(fn, (dl_instr){.kind = DL_I_EVAL,
                               .span = place.span,
                               .value = value,
                               .macro = place.from ? place.from->name : NULL});
}

static void effect_of_branches(dl_fn *fn, CXCursor inner)
{
    unsigned yes = dl_block_new(fn), no = dl_block_new(fn), end = dl_block_new(fn);
    dl_cursors children = {0};

    dl_lower_operands(fn->l, inner, &children);
    dl_lower_condition(fn, children.at[0], yes, no);
    dl_start(fn, yes);
    dl_lower_effect(fn, children.at[1]);
    dl_end_jump(fn, end);
    dl_start(fn, no);
    if (children.count > 2)
        dl_lower_effect(fn, children.at[2]);
    dl_end_jump(fn, end);
    fn->at = end;
}

static void effect_of_truth(dl_fn *fn, CXCursor inner)
{
    unsigned end = dl_block_new(fn);

    dl_lower_condition(fn, inner, end, end);
    dl_start(fn, end);
}

static void lower_effect_of(dl_fn *fn, CXCursor cursor, CXCursor inner, dl_place place)
{
    enum CXCursorKind kind = clang_getCursorKind(inner);
    dl_cursors children = {0};
    bool is_and;

    dl_lower_operands(fn->l, inner, &children);
    if (kind == CXCursor_BinaryOperator && clang_getCursorBinaryOperatorKind(inner) == CXBinaryOperator_Comma &&
        children.count == 2) {
        dl_lower_part_effect(fn, children.at[0]);
        dl_lower_part_effect(fn, children.at[1]);
    } else if (is_truth_operator(inner, &is_and) && !dl_lower_cannot_branch(fn)) {
        effect_of_truth(fn, inner);
    } else if (kind == CXCursor_ConditionalOperator && children.count == 3 && !dl_lower_cannot_branch(fn)) {
        effect_of_branches(fn, inner);
    } else if (kind == CXCursor_UnaryOperator && children.count == 1 &&
               clang_getCursorUnaryOperatorKind(inner) >= CXUnaryOperator_PostInc &&
               clang_getCursorUnaryOperatorKind(inner) <= CXUnaryOperator_PreDec) {
        enum CXUnaryOperatorKind op = clang_getCursorUnaryOperatorKind(inner);

        (void)dl_lower_step(fn, children.at[0], op == CXUnaryOperator_PostInc || op == CXUnaryOperator_PreInc, false,
                            place);
    } else {
        effect_of_value(fn, cursor, place);
    }
}

static bool is_cast_to_void(CXCursor cursor)
{
    enum CXCursorKind kind = clang_getCursorKind(cursor);

    return (kind == CXCursor_CStyleCastExpr || kind == CXCursor_CXXStaticCastExpr ||
            kind == CXCursor_CXXFunctionalCastExpr) &&
           dl_is_void_type(clang_getCursorType(cursor));
}

void dl_lower_part_effect(dl_fn *fn, CXCursor cursor)
{
    CXCursor inner = dl_strip(fn->l, cursor);
    dl_place place = dl_lower_place(fn->l, cursor);
    const dl_expansion *saved = fn->inside;
    bool was_discarding = fn->is_discarding;

    if (is_cast_to_void(inner) && fn->depth < DL_DEEPEST_EXPR) {
        dl_cursors children = {0};

        dl_lower_operands(fn->l, inner, &children);
        fn->inside = place.from;
        fn->depth++;
        fn->is_discarding = true;
        if (children.count)
            dl_lower_part_effect(fn, children.at[children.count - 1]);
        fn->is_discarding = was_discarding;
        fn->depth--;
        fn->inside = saved;
        return;
    }
    if (clang_getCursorKind(inner) != CXCursor_CallExpr && clang_getCursorKind(inner) != CXCursor_DeclRefExpr &&
        !dl_is_broken(inner))
        fn->is_discarding = false;
    lower_effect_of(fn, cursor, inner, place);
    fn->is_discarding = was_discarding;
}

void dl_lower_effect(dl_fn *fn, CXCursor cursor)
{
    size_t unnamed = fn->unnamed.count;

    dl_lower_part_effect(fn, cursor);
    dl_unnamed_end(fn, unnamed, dl_lower_place(fn->l, cursor).span);
}
