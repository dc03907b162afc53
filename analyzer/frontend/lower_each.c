/* lower_each.c: functions of the library that go through what two pointers hold between them. */
#include "frontend/lower.h"

static const dl_expr *element_address(dl_lower *l, const dl_expr *array, int64_t index)
{
    const dl_type *element = array->type->element;

    if (array->type->kind != DL_TYPE_ARRAY || array->type->count < 0 || !element)
        return NULL;
    return dl_expr_address(
        l, dl_expr_index(l, array, dl_expr_const(l, index, l->type_int, array->span), element, array->span),
        dl_lower_pointer_to(l, element), array->span);
}

/* The only parameter of a lambda that is no template. */
static bool parameter_of(dl_lower *l, CXCursor lambda, CXType *type)
{
    dl_cursors children = {0};
    unsigned count = 0;

    dl_lower_children(l, lambda, &children);
    for (size_t i = 0; i < children.count; i++)
        if (clang_getCursorKind(children.at[i]) == CXCursor_ParmDecl) {
            *type = clang_getCanonicalType(clang_getCursorType(children.at[i]));
            count++;
        }
    if (count != 1)
        return false;
    return dl_lower_is_reference(*type) ? clang_getPointeeType(*type).kind != CXType_Unexposed
                                        : type->kind != CXType_Unexposed && type->kind != CXType_Auto;
}

static const dl_expr *lower_for_each(dl_fn *fn, CXCursor call, dl_span span)
{
    dl_lower *l = fn->l;
    const dl_expr *at, *past, *called, *test, *args[2];
    const dl_function *function;
    unsigned body, end;
    dl_instr made;
    CXCursor lambda;
    CXType type;
    size_t count = 0;

    if (fn->is_pure || fn->inits || !dl_lower_find_lambda(l, clang_Cursor_getArgument(call, 2), &lambda) ||
        !parameter_of(l, lambda, &type) || dl_pass_is_own(l, type) ||
        clang_getCanonicalType(clang_getCursorType(clang_Cursor_getArgument(call, 0))).kind != CXType_Pointer)
        return NULL;
    function = dl_lower_lambda_function(l, clang_getTypeDeclaration(clang_getCursorType(lambda)));
    at = dl_lower_kept(fn, dl_lower_expr(fn, clang_Cursor_getArgument(call, 0)), span);
    past = dl_lower_kept(fn, dl_lower_expr(fn, clang_Cursor_getArgument(call, 1)), span);
    called = dl_lower_expr(fn, clang_Cursor_getArgument(call, 2));
    if (dl_closure_of_lambda(l, lambda))
        args[count++] = dl_object_address(fn, called);
    args[count++] = dl_lower_is_reference(type) ? at : dl_expr_deref(l, at, at->type->element, span);
    made = (dl_instr){.span = span, .name = function ? function->name : NULL, .callee = function, .arg_count = count};
    made.args = dl_arena_copy(l->arena, args, count * sizeof *args);
    if (!function)
        made.pointer = called;
    test = dl_expr_binary(l, DL_OP_NE, at, past, l->type_int, span);
    body = dl_block_new(fn);
    end = dl_block_new(fn);
    dl_end_branch(fn, test, body, end, span);
    dl_start(fn, body);
    (void)dl_emit_call(fn, made, NULL);
    dl_emit(fn, (dl_instr){.kind = DL_I_ASSIGN,
                           .span = span,
                           .target = at,
                           .value = dl_expr_const(l, 1, l->type_int, span),
                           .op = DL_ASSIGN_ADD});
    dl_end_branch(fn, test, body, end, span);
    fn->at = end;
    return called;
}

/* `std::begin(Table)`, `std::end(Table)` of an array. */
static const dl_expr *lower_bound(dl_fn *fn, CXCursor call, bool is_end)
{
    CXCursor array = clang_Cursor_getArgument(call, 0);
    const dl_type *type = dl_lower_type_of(fn->l, array);

    return type->kind == DL_TYPE_ARRAY && type->count >= 0
               ? element_address(fn->l, dl_lower_expr(fn, array), is_end ? type->count : 0)
               : NULL;
}

const dl_expr *dl_lower_each(dl_fn *fn, const char *name, CXCursor call, dl_span span)
{
    int count = clang_Cursor_getNumArguments(call);

    if (count == 1 && (dl_text_equal(name, "begin") || dl_text_equal(name, "end")))
        return lower_bound(fn, call, dl_text_equal(name, "end"));
    return count == 3 && dl_text_equal(name, "for_each") ? lower_for_each(fn, call, span) : NULL;
}
