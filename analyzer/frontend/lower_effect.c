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

/* How a condition is lowered. */
typedef struct condition {
    bool is_whole;    /* the objects made in it end with it, else with the expression that it is part of */
    unsigned yes, no; /* where a whole one leads */
    size_t first;     /* how many objects there were before it */
} condition;

/* Where one part of a condition leads. */
typedef struct ways {
    unsigned yes, no;
    bool is_maybe; /* other ways lead past this part to where its objects end */
    unsigned head; /* and part from this block */
} ways;

static bool leaves(const condition *all, unsigned to)
{
    return all->is_whole && (to == all->yes || to == all->no);
}

/* Where to jump so that the objects of a whole condition have ended there. */
static unsigned way_out(dl_fn *fn, const condition *all, unsigned to, dl_span span)
{
    unsigned from = fn->at, out;

    if (!leaves(all, to) || fn->unnamed.count == all->first)
        return to;
    out = dl_block_new(fn);
    fn->at = out;
    dl_unnamed_leave(fn, all->first, span);
    dl_end_jump(fn, to);
    fn->at = from;
    return out;
}

static void branch_on(dl_fn *fn, CXCursor cursor, const condition *all, ways to)
{
    size_t unnamed = fn->unnamed.count;
    const dl_expr *value = dl_lower_expr(fn, cursor);

    while (value->kind == DL_E_CAST && value->type->kind == DL_TYPE_BOOL && !value->macro)
        value = value->a;
    if (to.is_maybe)
        dl_unnamed_may_be(fn, unnamed, to.head, value->span);
    if (leaves(all, to.yes) && leaves(all, to.no)) {
        if (fn->unnamed.count > all->first && value->kind != DL_E_VAR)
            value = dl_lower_in_temp(fn, value);
        dl_unnamed_end(fn, all->first, value->span);
    } else {
        to.yes = way_out(fn, all, to.yes, value->span);
        to.no = way_out(fn, all, to.no, value->span);
    }
    if (value->has_value)
        dl_end_jump(fn, value->value ? to.yes : to.no);
    else
        dl_end_branch(fn, value, to.yes, to.no, value->span);
}

static void lower_ways(dl_fn *fn, CXCursor cursor, const condition *all, ways to);

static void lower_truth_operands(dl_fn *fn, CXCursor inner, bool is_and, const condition *all, ways to)
{
    dl_cursors children = {0};
    unsigned middle = dl_block_new(fn);
    ways first = to;

    dl_lower_operands(fn->l, inner, &children);
    if (children.count != 2) {
        branch_on(fn, inner, all, to);
        return;
    }
    if (!to.is_maybe && !leaves(all, is_and ? to.no : to.yes)) {
        to.is_maybe = true;
        to.head = fn->at;
    }
    *(is_and ? &first.yes : &first.no) = middle;
    lower_ways(fn, children.at[0], all, first);
    dl_start(fn, middle);
    lower_ways(fn, children.at[1], all, to);
}

static void lower_ways(dl_fn *fn, CXCursor cursor, const condition *all, ways to)
{
    CXCursor inner = dl_strip(fn->l, cursor);
    const dl_expansion *saved = fn->inside;
    dl_cursors children = {0};
    dl_place place;
    bool is_and, is_not;

    is_not = clang_getCursorKind(inner) == CXCursor_UnaryOperator &&
             clang_getCursorUnaryOperatorKind(inner) == CXUnaryOperator_LNot;
    if (fn->depth >= DL_DEEPEST_EXPR || (!is_not && !is_truth_operator(inner, &is_and))) {
        branch_on(fn, cursor, all, to);
        return;
    }
    place = dl_lower_place(fn->l, inner);
    fn->depth++;
    fn->inside = place.from;
    if (is_not) {
        dl_lower_operands(fn->l, inner, &children);
        if (children.count == 1)
            lower_ways(fn, children.at[0], all, (ways){to.no, to.yes, to.is_maybe, to.head});
        else
            branch_on(fn, inner, all, to);
    } else {
        lower_truth_operands(fn, inner, is_and, all, to);
    }
    fn->inside = saved;
    fn->depth--;
}

void dl_lower_condition(dl_fn *fn, CXCursor cursor, unsigned yes, unsigned no)
{
    lower_ways(fn, cursor, &(condition){0}, (ways){.yes = yes, .no = no});
}

void dl_lower_whole_condition(dl_fn *fn, CXCursor cursor, unsigned yes, unsigned no)
{
    condition all = {.is_whole = true, .yes = yes, .no = no, .first = fn->unnamed.count};

    lower_ways(fn, cursor, &all, (ways){.yes = yes, .no = no});
    fn->unnamed.count = all.first;
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
