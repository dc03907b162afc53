/* lower_broken.c: expressions that the parser gave up on: the text says what the tree does not. */
#include "frontend/lower.h"

/* ---- calls ---- */

/* The operand that stands at the range: from the tree, else from the text. */
static const dl_expr *broken_operand(dl_fn *fn, const dl_file *file, dl_text_range range, const dl_cursors *children,
                                     bool is_converted)
{
    for (size_t i = 0; i < children->count; i++) {
        dl_span span = dl_lower_place(fn->l, children->at[i]).span;

        if (span.file == file && span.offset == range.offset && span.end == range.end) {
            const dl_expr *value = dl_lower_expr(fn, children->at[i]);

            return is_converted ? dl_lower_converted(fn, value, children->at[i]) : value;
        }
    }
    return dl_lower_text(fn, file, range.offset, range.end);
}

static void name_broken_call(dl_fn *fn, dl_instr *call, const char *name)
{
    call->name = name;
    call->callee = dl_lower_body_named(fn->l, name);
}

/* The variable of that name which leads to a routine, or NULL. */
static const dl_expr *pointer_named(dl_fn *fn, const dl_file *file, unsigned offset, unsigned end)
{
    const dl_expr *callee = dl_lower_text(fn, file, offset, end);

    return callee->kind == DL_E_VAR && callee->type->kind == DL_TYPE_POINTER && callee->type->element &&
                   callee->type->element->kind == DL_TYPE_FUNCTION
               ? callee
               : NULL;
}

/* `Name(…)` or `callee(…)` whose operands or name did not fit: what is left of it is a call all the same. */
static const dl_expr *lower_broken_call(dl_fn *fn, CXCursor cursor, const dl_cursors *children)
{
    dl_place place = dl_lower_place(fn->l, cursor);
    const dl_file *file = place.span.file;
    dl_instr call = {.kind = DL_I_CALL, .span = place.span, .is_discarded = fn->is_discarding};
    const dl_expansion *macro;
    dl_text_ranges ranges = {0};
    const dl_expr **args;
    unsigned callee_end, end;
    bool is_named;

    if (dl_lower_guard_call(fn, cursor))
        return dl_expr_unknown(fn->l, place.span, NULL, NULL);
    if (!file || place.from || fn->is_pure || fn->inits || place.span.offset >= place.span.end)
        return NULL;
    callee_end = dl_lower_token_end(file, place.span.offset, place.span.end);
    is_named = file->text[place.span.offset] == '_' ||
               ((file->text[place.span.offset] | 32) >= 'a' && (file->text[place.span.offset] | 32) <= 'z');
    if (!is_named || !dl_lower_text_args(fn->l, file, callee_end, &ranges, &end) || end != place.span.end) {
        if (children->count == 0 || !clang_isExpression(clang_getCursorKind(children->at[0])))
            return NULL;
        is_named = false;
        ranges.count = 0;
        callee_end = dl_lower_place(fn->l, children->at[0]).span.end;
        if (callee_end <= place.span.offset || !dl_lower_text_args(fn->l, file, callee_end, &ranges, &end) ||
            end != place.span.end)
            return NULL;
    }
    fn->is_discarding = false;
    if (is_named)
        call.pointer = pointer_named(fn, file, place.span.offset, callee_end);
    if (is_named && !call.pointer) {
        name_broken_call(fn, &call,
                         dl_name_n(fn->l->names, file->text + place.span.offset, callee_end - place.span.offset));
    } else if (!is_named) {
        call.pointer = dl_lower_expr(fn, children->at[0]);
        if (call.pointer->kind == DL_E_DEREF)
            call.pointer = call.pointer->a;
        if (call.pointer->kind == DL_E_FUNCTION && call.pointer->name)
            name_broken_call(fn, &call, call.pointer->name);
        call.pointer = call.name ? NULL : call.pointer;
    }
    args = DL_NEW_ARRAY(fn->l->arena, ranges.count, const dl_expr *);
    for (size_t i = 0; i < ranges.count; i++)
        args[i] = broken_operand(fn, file, ranges.at[i], children, !call.callee);
    call.args = args;
    call.arg_count = ranges.count;
    macro = is_named ? dl_lower_expansion_from(fn->l, file, place.span.offset) : NULL;
    if (macro)
        dl_lower_take_macro(fn, &call, macro, NULL);
    call.is_noreturn = dl_lower_is_noreturn(fn, call.name, clang_getNullCursor());
    return dl_emit_call(fn, call, dl_lower_type(fn->l, clang_getCursorType(cursor)));
}

/* ---- operators and members ---- */

typedef struct spelled_op {
    const char *text;
    bool is_assignment;
    dl_assign_op assign;
    dl_op op;
} spelled_op;

/* The operator that stands between two operands, and nothing else. */
static const spelled_op *operator_between(const dl_file *file, unsigned at, unsigned end)
{
    static const spelled_op ops[] = {
        {"=", true, DL_ASSIGN, DL_OP_NONE},        {"|=", true, DL_ASSIGN_OR, DL_OP_NONE},
        {"&=", true, DL_ASSIGN_AND, DL_OP_NONE},   {"+=", true, DL_ASSIGN_ADD, DL_OP_NONE},
        {"-=", true, DL_ASSIGN_SUB, DL_OP_NONE},   {"*=", true, DL_ASSIGN_OTHER, DL_OP_NONE},
        {"/=", true, DL_ASSIGN_OTHER, DL_OP_NONE}, {"^=", true, DL_ASSIGN_OTHER, DL_OP_NONE},
        {"==", false, DL_ASSIGN, DL_OP_EQ},        {"!=", false, DL_ASSIGN, DL_OP_NE},
        {"<=", false, DL_ASSIGN, DL_OP_LE},        {">=", false, DL_ASSIGN, DL_OP_GE},
        {"<", false, DL_ASSIGN, DL_OP_LT},         {">", false, DL_ASSIGN, DL_OP_GT},
        {"+", false, DL_ASSIGN, DL_OP_ADD},        {"-", false, DL_ASSIGN, DL_OP_SUB},
        {"*", false, DL_ASSIGN, DL_OP_MUL},        {"/", false, DL_ASSIGN, DL_OP_DIV},
        {"&", false, DL_ASSIGN, DL_OP_AND},        {"|", false, DL_ASSIGN, DL_OP_OR},
    };

    at = dl_lower_skip_space(file, at, end);
    while (end > at && (file->text[end - 1] == ' ' || file->text[end - 1] == '\t' || file->text[end - 1] == '\n' ||
                        file->text[end - 1] == '\r'))
        end--;
    for (size_t i = 0; i < sizeof ops / sizeof *ops; i++)
        if (end - at == strlen(ops[i].text) && strncmp(file->text + at, ops[i].text, end - at) == 0)
            return &ops[i];
    return NULL;
}

static const dl_expr *lower_broken_binary(dl_fn *fn, const dl_cursors *children, dl_place place)
{
    dl_span left, right;
    const spelled_op *op;
    const dl_expr *a, *b;

    if (children->count != 2 || !place.span.file || place.from)
        return NULL;
    left = dl_lower_place(fn->l, children->at[0]).span;
    right = dl_lower_place(fn->l, children->at[1]).span;
    if (left.file != place.span.file || right.file != place.span.file || left.offset != place.span.offset ||
        right.end != place.span.end || left.end > right.offset)
        return NULL;
    op = operator_between(left.file, left.end, right.offset);
    if (!op)
        return NULL;
    b = dl_lower_expr(fn, children->at[1]);
    a = dl_lower_expr(fn, children->at[0]);
    if (!op->is_assignment)
        return dl_expr_binary(fn->l, op->op, a, b, fn->l->type_int, place.span);
    dl_emit(fn, (dl_instr){.kind = DL_I_ASSIGN, .span = place.span, .target = a, .value = b, .op = op->assign});
    return op->assign == DL_ASSIGN ? dl_expr_assigned(a, b) : a;
}

/* `base->name` of a member that the type lacks. */
static const dl_expr *lower_broken_member(dl_fn *fn, const dl_cursors *children, dl_place place)
{
    const dl_file *file = place.span.file;
    unsigned at, end;
    const dl_expr *base;
    dl_expr *made;
    bool is_arrow;

    if (children->count != 1 || !file || place.from)
        return NULL;
    at = dl_lower_skip_space(file, dl_lower_place(fn->l, children->at[0]).span.end, place.span.end);
    is_arrow = at + 2 < place.span.end && strncmp(file->text + at, "->", 2) == 0;
    if (!is_arrow && (at >= place.span.end || file->text[at] != '.'))
        return NULL;
    at = dl_lower_skip_space(file, at + (is_arrow ? 2 : 1), place.span.end);
    end = dl_lower_token_end(file, at, place.span.end);
    if (end != place.span.end || end <= at)
        return NULL;
    base = dl_lower_expr(fn, children->at[0]);
    if (is_arrow)
        base = dl_expr_deref(fn->l, base, base->type->element, base->span);
    made = dl_expr_new(fn->l, DL_E_FIELD, NULL, place.span);
    made->a = base;
    made->name = dl_name_n(fn->l->names, file->text + at, end - at);
    made->is_synthesized = true;
    return made;
}

const dl_expr *dl_lower_broken(dl_fn *fn, CXCursor cursor, const dl_cursors *children, dl_place place)
{
    const dl_expr *made = lower_broken_call(fn, cursor, children), *first = NULL, *rest = NULL;

    if (!made)
        made = lower_broken_binary(fn, children, place);
    if (!made)
        made = lower_broken_member(fn, children, place);
    if (!made && place.span.file && !place.from) {
        made = dl_lower_text(fn, place.span.file, place.span.offset, place.span.end);
        made = made->kind == DL_E_UNKNOWN ? NULL : made;
    }
    if (made)
        return made;
    for (size_t i = 0; i < children->count; i++) {
        const dl_expr *one;

        if (!clang_isExpression(clang_getCursorKind(children->at[i])))
            continue;
        one = dl_lower_expr(fn, children->at[i]);
        if (!first)
            first = one;
        else
            rest = rest ? dl_expr_unknown(fn->l, place.span, rest, one) : one;
    }
    return dl_expr_unknown(fn->l, place.span, first, rest);
}
