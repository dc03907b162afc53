/* lower_each.c: functions of the library that go through what two pointers hold between them. */
#include "frontend/lower.h"

static const dl_expr *element_address(dl_lower *l, const dl_expr *array, int64_t index)
{
    const dl_type *element = array->type->element;

    if (!element)
        return dl_expr_unknown(l, array->span, array, NULL);
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

/* `&Class::Method` of a method that the class itself has. */
static bool find_method(dl_lower *l, CXCursor given, CXCursor *method)
{
    CXCursor inner = dl_strip(l, given);
    dl_cursors parts = {0};

    if (clang_getCursorKind(inner) != CXCursor_UnaryOperator)
        return false;
    dl_lower_operands(l, inner, &parts);
    *method = parts.count ? clang_getCursorReferenced(dl_strip(l, parts.at[parts.count - 1])) : clang_getNullCursor();
    return clang_getCursorKind(*method) == CXCursor_CXXMethod && !clang_CXXMethod_isStatic(*method) &&
           !dl_lower_is_virtual(*method) && clang_Cursor_getNumArguments(*method) == 0;
}

static bool is_known_routine(dl_lower *l, CXCursor given)
{
    CXCursor found;
    CXType type;

    return find_method(l, given, &found) ||
           (dl_lower_find_lambda(l, given, &found) && parameter_of(l, found, &type) && !dl_pass_is_own(l, type));
}

/* The call for the element that `at` leads to. */
static void call_for(dl_fn *fn, CXCursor given, const dl_expr *at, dl_instr *made)
{
    dl_lower *l = fn->l;
    const dl_expr *called, *args[2];
    CXCursor lambda, method;
    CXType type;

    if (find_method(l, given, &method)) {
        made->name = dl_lower_function_name(l, method);
        made->callee = dl_lower_function_of(l, method);
        args[made->arg_count++] = at;
    } else if (dl_lower_find_lambda(l, given, &lambda) && parameter_of(l, lambda, &type)) {
        made->callee = dl_lower_lambda_function(l, clang_getTypeDeclaration(clang_getCursorType(lambda)));
        made->name = made->callee ? made->callee->name : NULL;
        called = dl_lower_expr(fn, given);
        if (dl_closure_of_lambda(l, lambda))
            args[made->arg_count++] = dl_object_address(fn, called);
        args[made->arg_count++] =
            dl_lower_is_reference(type) ? at : dl_expr_deref(l, at, at->type->element, made->span);
    }
    made->args = dl_arena_copy(l->arena, args, made->arg_count * sizeof *args);
}

static const dl_expr *lower_for_each(dl_fn *fn, CXCursor routine, const dl_expr *first, const dl_expr *past,
                                     dl_span span)
{
    dl_lower *l = fn->l;
    const dl_expr *at, *test;
    dl_instr call = {.span = span};
    unsigned body, end;

    at = dl_expr_var(l, dl_temp_new(fn, first->type, span), span);
    call_for(fn, routine, at, &call);
    dl_emit_assign(fn, at, first, span);
    past = dl_lower_kept(fn, past, span);
    test = dl_expr_binary(l, DL_OP_NE, at, past, l->type_int, span);
    body = dl_block_new(fn);
    end = dl_block_new(fn);
    dl_end_branch(fn, test, body, end, span);
    dl_start(fn, body);
    (void)dl_emit_call(fn, call, NULL);
    dl_emit(fn, (dl_instr){.kind = DL_I_ASSIGN,
                           .span = span,
                           .target = at,
                           .value = dl_expr_const(l, 1, l->type_int, span),
                           .op = DL_ASSIGN_ADD});
    dl_end_branch(fn, test, body, end, span);
    fn->at = end;
    return dl_expr_unknown(l, span, NULL, NULL);
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

static bool is_space(dl_lower *l, CXCursor decl, const char *name)
{
    return clang_getCursorKind(decl) == CXCursor_Namespace &&
           dl_text_equal(dl_lower_string(l, clang_getCursorSpelling(decl)), name);
}

static bool is_pointer(CXCursor value)
{
    return clang_getCanonicalType(clang_getCursorType(value)).kind == CXType_Pointer;
}

/* NULL: what is called, or for what, is not known; nothing has been lowered then. */
static const dl_expr *lower_pair(dl_fn *fn, const CXCursor *given, dl_span span)
{
    if (fn->is_pure || fn->inits || !is_known_routine(fn->l, given[2]) || !is_pointer(given[0]) ||
        !is_pointer(given[1]))
        return NULL;
    return lower_for_each(fn, given[2], dl_lower_expr(fn, given[0]), dl_lower_expr(fn, given[1]), span);
}

static const dl_expr *lower_whole(dl_fn *fn, const CXCursor *given, dl_span span)
{
    const dl_type *type = dl_lower_type_of(fn->l, given[0]);
    const dl_expr *array;

    if (fn->is_pure || fn->inits || !is_known_routine(fn->l, given[1]) || type->kind != DL_TYPE_ARRAY ||
        type->count < 0)
        return NULL;
    array = dl_lower_expr(fn, given[0]);
    return lower_for_each(fn, given[1], element_address(fn->l, array, 0), element_address(fn->l, array, type->count),
                          span);
}

const dl_expr *dl_lower_each(dl_fn *fn, const char *name, CXCursor call, dl_span span)
{
    CXCursor space = clang_getCursorSemanticParent(clang_getCursorReferenced(call)), given[3];
    int count = clang_Cursor_getNumArguments(call);
    bool is_each = dl_text_equal(name, "for_each");

    for (int i = 0; i < count && i < 3; i++)
        given[i] = clang_Cursor_getArgument(call, (unsigned)i);
    if (is_each && count == 2 && is_space(fn->l, space, "ranges") &&
        is_space(fn->l, clang_getCursorSemanticParent(space), "std"))
        return lower_whole(fn, given, span);
    if (is_each && count == 3 && is_space(fn->l, space, "std"))
        return lower_pair(fn, given, span);
    if (count != 1 || !is_space(fn->l, space, "std"))
        return NULL;
    return dl_text_equal(name, "begin") || dl_text_equal(name, "end")
               ? lower_bound(fn, call, dl_text_equal(name, "end"))
               : NULL;
}
