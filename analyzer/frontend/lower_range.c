/* lower_range.c: `for (auto x : range)`. */
#include "frontend/lower.h"

static const dl_expr *address_of(dl_fn *fn, const dl_expr *object)
{
    return dl_expr_address(fn->l, object, dl_lower_pointer_to(fn->l, object->type), object->span);
}

typedef struct range_loop {
    CXCursor var, range, body;
} range_loop;

static void bind_element(dl_fn *fn, const range_loop *loop, const dl_expr *element)
{
    enum CXTypeKind kind = clang_getCanonicalType(clang_getCursorType(loop->var)).kind;
    bool is_reference = kind == CXType_LValueReference || kind == CXType_RValueReference;
    bool is_binding = dl_is_binding(fn->l, loop->var);
    const dl_expr *object;
    const dl_var *var;

    if ((element->kind == DL_E_INDEX || element->kind == DL_E_DEREF) &&
        is_reference) { /* another name of the element, or of its parts */
        if (is_binding)
            dl_bind_parts(fn, loop->var, element);
        else
            dl_cursor_put(fn->l->scratch, &fn->l->aliases, loop->var, (void *)(uintptr_t)element);
        return;
    }
    var = dl_lower_var_of(fn, loop->var);
    object = dl_expr_var(fn->l, var, var->span);
    dl_scope_add(fn, var);
    dl_emit(fn, (dl_instr){.kind = DL_I_ENTER, .span = var->span, .var = var});
    dl_emit_assign(fn, object, element, var->span);
    if (is_binding)
        dl_bind_parts(fn, loop->var,
                      is_reference ? dl_expr_deref(fn->l, object, var->type->element, var->span) : object);
}

static void lower_rounds(dl_fn *fn, const range_loop *loop, const dl_expr *element, unsigned again, unsigned end)
{
    dl_exit out = {.outer = fn->exits, .kind = DL_EXIT_LOOP, .leave = end, .again = again, .scope = fn->scope};

    (void)dl_scope_push(fn);
    bind_element(fn, loop, element);
    fn->exits = &out;
    dl_lower_stmt(fn, loop->body);
    fn->exits = out.outer;
    dl_scope_pop(fn);
}

/* While the test holds: the body with the element, and one step on. */
static void lower_steps(dl_fn *fn, const range_loop *loop, const dl_expr *at, const dl_expr *test,
                        const dl_expr *element, dl_span span)
{
    unsigned body = dl_block_new(fn), again = dl_block_new(fn), end = dl_block_new(fn);
    const dl_expr *one = dl_expr_const(fn->l, 1, fn->l->type_int, span);

    dl_end_branch(fn, test, body, end, span);
    dl_start(fn, body);
    lower_rounds(fn, loop, element, again, end);
    dl_start(fn, again);
    dl_emit(fn, (dl_instr){.kind = DL_I_ASSIGN, .span = span, .target = at, .value = one, .op = DL_ASSIGN_ADD});
    dl_end_branch(fn, test, body, end, span);
    fn->at = end;
}

static void lower_array_loop(dl_fn *fn, const range_loop *loop, const dl_expr *array, dl_span span)
{
    dl_lower *l = fn->l;
    const dl_expr *index = dl_expr_var(l, dl_temp_new(fn, l->type_int, span), span);
    const dl_expr *bound = dl_expr_const(l, array->type->count, l->type_int, span);
    const dl_expr *test = dl_expr_binary(l, DL_OP_LT, index, bound, l->type_int, span);

    dl_emit_assign(fn, index, dl_expr_const(l, 0, l->type_int, span), span);
    lower_steps(fn, loop, index, test, dl_expr_index(l, array, index, array->type->element, span), span);
}

/* While `at` is not behind the last. */
static void lower_walk(dl_fn *fn, const range_loop *loop, const dl_expr *at, const dl_expr *test, dl_span span)
{
    lower_steps(fn, loop, at, test, dl_expr_deref(fn->l, at, at->type->element, span), span);
}

/* A `std::span`. */
static bool lower_span_loop(dl_fn *fn, const range_loop *loop, const dl_expr *range, dl_span span)
{
    const dl_expr *at, *past;

    if (!dl_span_range(fn, range, clang_getCursorType(loop->range), &at, &past))
        return false;
    lower_walk(fn, loop, at, dl_expr_binary(fn->l, DL_OP_NE, at, past, fn->l->type_int, span), span);
    return true;
}

static const dl_expr *call_of(dl_fn *fn, CXCursor method, const dl_expr *range)
{
    const dl_expr **args = DL_NEW_ARRAY(fn->l->arena, 1, const dl_expr *);

    args[0] = address_of(fn, range);
    return dl_emit_call(fn,
                        (dl_instr){.span = range->span,
                                   .name = dl_lower_function_name(fn->l, method),
                                   .callee = dl_lower_function_of(fn->l, method),
                                   .args = args,
                                   .arg_count = 1},
                        dl_lower_type(fn->l, clang_getCursorResultType(method)));
}

/* A class whose `begin` and `end` give pointers. */
static bool lower_pointer_loop(dl_fn *fn, const range_loop *loop, const dl_expr *range, dl_span span)
{
    dl_lower *l = fn->l;
    const dl_expr *at, *past, *test;
    CXCursor begin, end;

    if (!dl_expr_is_place(range) || !dl_object_method(l, clang_getCursorType(loop->range), "begin", &begin) ||
        !dl_object_method(l, clang_getCursorType(loop->range), "end", &end) ||
        clang_getCanonicalType(clang_getCursorResultType(begin)).kind != CXType_Pointer ||
        clang_getCanonicalType(clang_getCursorResultType(end)).kind != CXType_Pointer)
        return false;
    at = call_of(fn, begin, range);
    past = call_of(fn, end, range);
    test = dl_lower_function_of(l, begin) && dl_lower_function_of(l, end)
               ? dl_expr_binary(l, DL_OP_NE, at, past, l->type_int, span)
               : dl_expr_unknown(l, span, at, past);
    lower_walk(fn, loop, at, test, span);
    return true;
}

static void lower_any_loop(dl_fn *fn, const range_loop *loop, const dl_expr *range, dl_span span)
{
    unsigned body = dl_block_new(fn), again = dl_block_new(fn), end = dl_block_new(fn);

    dl_start(fn, again);
    dl_end_branch(fn, dl_expr_unknown(fn->l, span, range, NULL), body, end, span);
    dl_start(fn, body);
    lower_rounds(fn, loop, dl_expr_unknown(fn->l, range->span, range, NULL), again, end);
    dl_end_jump(fn, again);
    fn->at = end;
}

/* `{a, b, c}`, also as `std::initializer_list<T>{a, b, c}`: the list that the elements stand in. */
static bool find_list(dl_lower *l, CXCursor range, CXCursor *list)
{
    for (unsigned depth = 0; depth < 16; depth++) {
        enum CXCursorKind kind = clang_getCursorKind(range);
        dl_cursors parts = {0};

        if (kind == CXCursor_InitListExpr) {
            *list = range;
            return clang_getCanonicalType(clang_getCursorType(range)).kind == CXType_ConstantArray;
        }
        dl_lower_operands(l, range, &parts);
        if ((kind != CXCursor_UnexposedExpr && kind != CXCursor_CXXFunctionalCastExpr) || parts.count != 1)
            return false;
        range = parts.at[0];
    }
    return false;
}

const dl_expr *dl_lower_array_in(dl_fn *fn, const dl_expr *object, CXType type)
{
    CXCursor class_decl = clang_getTypeDeclaration(clang_getCanonicalType(type)), parent;
    const dl_layout *layout;
    const dl_type *member;

    if (clang_getCanonicalType(type).kind != CXType_Record || !dl_expr_is_place(object) ||
        !dl_text_equal(dl_lower_string(fn->l, clang_getCursorSpelling(class_decl)), "array"))
        return object;
    parent = clang_getCursorSemanticParent(class_decl);
    layout = dl_lower_layout(fn->l, type);
    if (clang_getCursorKind(parent) != CXCursor_Namespace || layout->count != 1 ||
        !dl_text_equal(dl_lower_string(fn->l, clang_getCursorSpelling(parent)), "std"))
        return object;
    member = dl_lower_type(fn->l, clang_getCursorType(layout->fields[0]));
    return member->kind == DL_TYPE_ARRAY
               ? dl_expr_field(fn->l, object, dl_lower_string(fn->l, clang_getCursorSpelling(layout->fields[0])),
                               member, object->span)
               : object;
}

/* What is gone through: an array, where a list makes one. */
static const dl_expr *lower_range(dl_fn *fn, CXCursor range)
{
    CXCursor list;
    const dl_expr *array;
    size_t unnamed = fn->unnamed.count;
    CXType type;

    if (!find_list(fn->l, range, &list)) {
        array = dl_lower_expr(fn, range);
        dl_unnamed_note(fn, range, array);
        dl_unnamed_keep(fn, unnamed, array);
        return dl_lower_array_in(fn, array, clang_getCursorType(range));
    }
    type = clang_getCursorType(list);
    array = dl_expr_var(fn->l, dl_temp_new(fn, dl_lower_type(fn->l, type), dl_lower_place(fn->l, list).span),
                        dl_lower_place(fn->l, list).span);
    dl_lower_init(fn, array, type, list);
    return array;
}

void dl_lower_range_for(dl_fn *fn, CXCursor cursor)
{
    dl_cursors children = {0};
    range_loop loop = {clang_getNullCursor(), clang_getNullCursor(), clang_getNullCursor()};
    dl_span span = dl_lower_place(fn->l, cursor).span;
    const dl_expr *range;

    dl_lower_children(fn->l, cursor, &children);
    (void)dl_scope_push(fn);
    for (size_t i = 0; i < children.count; i++) {
        enum CXCursorKind kind = clang_getCursorKind(children.at[i]);

        if (kind == CXCursor_VarDecl || dl_is_binding(fn->l, children.at[i]))
            loop.var = children.at[i];
        else if (i + 1 == children.count)
            loop.body = children.at[i];
        else if (clang_isExpression(kind))
            loop.range = children.at[i];
    }
    if (clang_Cursor_isNull(loop.var) || clang_Cursor_isNull(loop.range) || clang_Cursor_isNull(loop.body)) {
        dl_emit_lost(fn, span, NULL);
        dl_scope_pop(fn);
        return;
    }
    dl_lower_hidden_head(fn, cursor);
    range = lower_range(fn, loop.range);
    if (range->type->kind == DL_TYPE_ARRAY && range->type->count >= 0)
        lower_array_loop(fn, &loop, range, range->span);
    else if (!lower_span_loop(fn, &loop, range, range->span) && !lower_pointer_loop(fn, &loop, range, range->span))
        lower_any_loop(fn, &loop, range, range->span);
    dl_scope_pop(fn);
}
