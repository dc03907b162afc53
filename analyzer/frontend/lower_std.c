/* lower_std.c: functions of the library of C++ of which it is known what they do: they pass on, exchange, choose or
 * compute what they are given. */
#include "frontend/lower.h"

typedef struct std_call {
    const char *name;
    CXCursor cursor;
    int count; /* of arguments */
    dl_span span;
} std_call;

static bool is(const std_call *call, const char *name, int count)
{
    return call->count == count && dl_text_equal(call->name, name);
}

static const dl_expr *argument(dl_fn *fn, const std_call *call, unsigned number)
{
    return dl_lower_expr(fn, clang_Cursor_getArgument(call->cursor, number));
}

/* `std::size(Table)` of an array, which declares how many elements it has. */
static const dl_expr *lower_count(dl_fn *fn, const std_call *call)
{
    const dl_type *of = dl_lower_type_of(fn->l, clang_Cursor_getArgument(call->cursor, 0));

    return of->kind == DL_TYPE_ARRAY && of->count >= 0
               ? dl_expr_const(fn->l, of->count, dl_lower_type_of(fn->l, call->cursor), call->span)
               : NULL;
}

static const dl_expr *lower_exchange(dl_fn *fn, const std_call *call, bool is_swap)
{
    const dl_expr *a, *b, *old;

    if (fn->is_pure || fn->inits)
        return NULL;
    a = argument(fn, call, 0);
    b = argument(fn, call, 1);
    if (!dl_expr_is_place(a) || (is_swap && !dl_expr_is_place(b)))
        return dl_expr_unknown(fn->l, call->span, a, b);
    old = dl_lower_kept(fn, a, call->span);
    dl_emit_assign(fn, a, b, call->span);
    if (is_swap)
        dl_emit_assign(fn, b, old, call->span);
    return old;
}

static const dl_expr *lower_choice_of(dl_fn *fn, const std_call *call, bool is_least)
{
    const dl_expr *a, *b, *made, *is_first;
    unsigned first, second, behind;

    if (dl_lower_cannot_branch(fn))
        return dl_expr_unknown(fn->l, call->span, argument(fn, call, 0), argument(fn, call, 1));
    a = dl_lower_kept(fn, argument(fn, call, 0), call->span);
    b = dl_lower_kept(fn, argument(fn, call, 1), call->span);
    made = dl_expr_var(fn->l, dl_temp_new(fn, dl_lower_type_of(fn->l, call->cursor), call->span), call->span);
    first = dl_block_new(fn);
    second = dl_block_new(fn);
    behind = dl_block_new(fn);
    is_first = dl_expr_binary(fn->l, DL_OP_LT, is_least ? b : a, is_least ? a : b, fn->l->type_int, call->span);
    dl_end_branch(fn, is_first, second, first, call->span);
    dl_start(fn, first);
    dl_emit_assign(fn, made, a, call->span);
    dl_end_jump(fn, behind);
    dl_start(fn, second);
    dl_emit_assign(fn, made, b, call->span);
    dl_start(fn, behind);
    return made;
}

static const dl_expr *lower_end(dl_fn *fn, const std_call *call)
{
    CXType type = clang_getCanonicalType(clang_getCursorType(clang_Cursor_getArgument(call->cursor, 0)));
    const dl_expr *at;

    if (type.kind != CXType_Pointer || fn->is_pure || fn->inits)
        return NULL;
    type = clang_getPointeeType(type);
    at = argument(fn, call, 0);
    dl_object_end(fn, dl_expr_deref(fn->l, at, dl_lower_type(fn->l, type), call->span), type, call->span);
    return dl_expr_const(fn->l, 0, fn->l->type_void, call->span);
}

/* What depends on the arguments alone. */
static bool is_computed(const std_call *call)
{
    static const char *const names[] = {"clamp",     "popcount",       "countr_zero", "countl_zero",
                                        "bit_width", "has_single_bit", "ssize"};

    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (dl_text_equal(call->name, names[i]))
            return true;
    return false;
}

static const dl_expr *lower_computed(dl_fn *fn, const std_call *call)
{
    const dl_expr *a = call->count > 0 ? argument(fn, call, 0) : NULL;
    const dl_expr *b = call->count > 1 ? argument(fn, call, 1) : NULL;

    for (int i = 2; i < call->count; i++)
        b = dl_expr_unknown(fn->l, call->span, b, argument(fn, call, (unsigned)i));
    return dl_expr_unknown(fn->l, call->span, a, b);
}

static bool is_std(dl_fn *fn, CXCursor space)
{
    return clang_getCursorKind(space) == CXCursor_Namespace &&
           dl_text_equal(dl_lower_string(fn->l, clang_getCursorSpelling(space)), "std");
}

/* `std::numeric_limits<T>::max()`: of a class of the library, what takes nothing and is known to the parser. */
static const dl_expr *lower_limit(dl_fn *fn, const std_call *call, CXCursor decl)
{
    int64_t value;

    return call->count == 0 && clang_CXXMethod_isStatic(decl) && dl_lower_evaluate(call->cursor, &value)
               ? dl_expr_const(fn->l, value, dl_lower_type_of(fn->l, call->cursor), call->span)
               : NULL;
}

const dl_expr *dl_lower_std(dl_fn *fn, const char *name, CXCursor decl, CXCursor cursor, dl_span span)
{
    const std_call call = {name, cursor, clang_Cursor_getNumArguments(cursor), span};
    CXCursor parent = clang_Cursor_isNull(decl) ? decl : clang_getCursorSemanticParent(decl);

    if (!is_std(fn, parent))
        return is_std(fn, clang_getCursorSemanticParent(parent)) ? lower_limit(fn, &call, decl) : NULL;
    if (is(&call, "size", 1))
        return lower_count(fn, &call);
    if (is(&call, "exchange", 2) || is(&call, "swap", 2))
        return lower_exchange(fn, &call, is(&call, "swap", 2));
    if (is(&call, "move", 1) || is(&call, "forward", 1) || is(&call, "as_const", 1) || is(&call, "launder", 1))
        return argument(fn, &call, 0);
    if (is(&call, "addressof", 1))
        return dl_lower_reference_to(fn, argument(fn, &call, 0));
    if (is(&call, "to_underlying", 1) || is(&call, "bit_cast", 1))
        return dl_expr_cast(fn->l, argument(fn, &call, 0), dl_lower_type_of(fn->l, cursor), span, true);
    if (is(&call, "min", 2) || is(&call, "max", 2))
        return lower_choice_of(fn, &call, is(&call, "min", 2));
    if (is(&call, "destroy_at", 1))
        return lower_end(fn, &call);
    return is_computed(&call) ? lower_computed(fn, &call) : NULL;
}
