/* lower_pass.c: copying and moving an object whose class leaves it to the compiler: each base and member in turn, as
 * its own class has it. */
#include "frontend/lower.h"

enum { DEEPEST_PART = 16, MOST_ELEMENTS = 16 };

static bool is_for(CXCursor member, dl_passing how, bool is_move)
{
    if (how.is_assignment)
        return clang_getCursorKind(member) == CXCursor_CXXMethod &&
               (is_move ? clang_CXXMethod_isMoveAssignmentOperator(member)
                        : clang_CXXMethod_isCopyAssignmentOperator(member));
    return clang_getCursorKind(member) == CXCursor_Constructor &&
           (is_move ? clang_CXXConstructor_isMoveConstructor(member) : clang_CXXConstructor_isCopyConstructor(member));
}

/* The constructor or operator that a class of the user's has for it. */
static bool find_own(dl_lower *l, CXType type, dl_passing how, CXCursor *found)
{
    dl_cursors members = {0};

    dl_object_own_members(l, type, &members);
    for (int is_move = how.is_move; is_move >= 0; is_move--)
        for (size_t i = 0; i < members.count; i++)
            if (is_for(members.at[i], how, is_move)) {
                *found = members.at[i];
                return !clang_CXXMethod_isDefaulted(*found) &&
                       clang_getCursorAvailability(*found) != CXAvailability_NotAvailable;
            }
    return false;
}

/* Whether code of the user's runs for some part of it. */
static bool runs_code(dl_lower *l, CXType type, dl_passing how, unsigned depth)
{
    const dl_layout *layout;
    dl_cx_types bases = {0};
    CXCursor own;
    int64_t count;

    type = dl_object_element(type, &count);
    if (!dl_object_is_record(type) || dl_object_is_union(type) || dl_object_is_closure(l, type) || depth > DEEPEST_PART)
        return false;
    if (find_own(l, type, how, &own))
        return true;
    dl_object_bases(l, type, &bases);
    for (size_t i = 0; i < bases.count; i++)
        if (runs_code(l, bases.at[i], how, depth + 1))
            return true;
    layout = dl_lower_layout(l, type);
    for (size_t i = 0; i < layout->count; i++)
        if (runs_code(l, clang_getCursorType(layout->fields[i]), how, depth + 1))
            return true;
    return false;
}

/* Whether the class, or a part of it, may not be copied: an argument of it is always one made for the call. */
static bool cannot_copy(dl_lower *l, CXType type, unsigned depth)
{
    const dl_layout *layout;
    dl_cursors members = {0};
    dl_cx_types bases = {0};
    int64_t count;

    type = dl_object_element(type, &count);
    if (!dl_object_is_record(type) || dl_object_is_union(type) || dl_object_is_closure(l, type) || depth > DEEPEST_PART)
        return false;
    dl_object_own_members(l, type, &members);
    for (size_t i = 0; i < members.count; i++)
        if (clang_getCursorKind(members.at[i]) == CXCursor_Constructor &&
            clang_CXXConstructor_isCopyConstructor(members.at[i]))
            return clang_getCursorAvailability(members.at[i]) == CXAvailability_NotAvailable;
    dl_object_bases(l, type, &bases);
    for (size_t i = 0; i < bases.count; i++)
        if (cannot_copy(l, bases.at[i], depth + 1))
            return true;
    layout = dl_lower_layout(l, type);
    for (size_t i = 0; i < layout->count; i++)
        if (cannot_copy(l, clang_getCursorType(layout->fields[i]), depth + 1))
            return true;
    return false;
}

/* The driver's, of which all that ends is seen. */
static bool ends_visibly(dl_lower *l, CXType type)
{
    return dl_object_is_record(type) && dl_object_ends(l, type) &&
           dl_lower_is_in_user_file(l, clang_getCursorLocation(clang_getTypeDeclaration(clang_getCanonicalType(type))));
}

bool dl_pass_is_own(dl_lower *l, CXType type)
{
    return l->unit->is_cpp &&
           (runs_code(l, type, (dl_passing){.is_move = true}, 0) || cannot_copy(l, type, 0) || ends_visibly(l, type));
}

static void pass_flat(dl_fn *fn, const dl_expr *target, const dl_expr *source, dl_passing how)
{
    bool was_init = fn->is_init;

    fn->is_init = !how.is_assignment;
    dl_emit_assign(fn, target, source, how.span);
    fn->is_init = was_init;
}

static const dl_expr *part_of(dl_fn *fn, const dl_expr *object, CXCursor field)
{
    return dl_expr_member(fn->l, object, field, object->span);
}

static const dl_expr *element_at(dl_fn *fn, const dl_expr *array, CXType element, int64_t at)
{
    return dl_expr_index(fn->l, array, dl_expr_const(fn->l, at, fn->l->type_int, array->span),
                         dl_lower_type(fn->l, element), array->span);
}

static void call_own(dl_fn *fn, CXCursor own, const dl_expr *target, const dl_expr *source, dl_passing how)
{
    const dl_expr **args = DL_NEW_ARRAY(fn->l->arena, 2, const dl_expr *);

    args[0] = dl_object_address(fn, target);
    args[1] = dl_object_address(fn, source);
    (void)dl_emit_call(fn,
                       (dl_instr){.span = how.span,
                                  .name = dl_lower_function_name(fn->l, own),
                                  .callee = dl_lower_function_of(fn->l, own),
                                  .args = args,
                                  .arg_count = 2},
                       NULL);
}

/* `is_base`: the object at hand holds more than this class says, so it is not copied as one. */
static void pass(dl_fn *fn, const dl_expr *target, CXType type, const dl_expr *source, dl_passing how, bool is_base,
                 unsigned depth)
{
    const dl_layout *layout;
    dl_cx_types bases = {0};
    CXCursor own;
    int64_t count;
    CXType element = dl_object_element(type, &count);

    if (!is_base && !runs_code(fn->l, type, how, depth)) {
        pass_flat(fn, target, source, how);
        return;
    }
    if (depth > DEEPEST_PART || !dl_object_is_record(element))
        return;
    if (clang_getCanonicalType(type).kind == CXType_ConstantArray) {
        if (count > MOST_ELEMENTS)
            pass_flat(fn, target, source, how);
        for (int64_t i = 0; i < count && count <= MOST_ELEMENTS; i++)
            pass(fn, element_at(fn, target, element, i), element, element_at(fn, source, element, i), how, false,
                 depth + 1);
        return;
    }
    if (find_own(fn->l, type, how, &own)) {
        call_own(fn, own, target, source, how);
        return;
    }
    dl_object_bases(fn->l, type, &bases);
    for (size_t i = 0; i < bases.count; i++)
        pass(fn, target, bases.at[i], source, how, true, depth + 1);
    if (!how.is_assignment)
        dl_object_fill_slots(fn, target, type);
    layout = dl_lower_layout(fn->l, type);
    for (size_t i = 0; i < layout->count; i++) {
        CXCursor field = layout->fields[i];
        const dl_expr *to = part_of(fn, target, field);

        pass(fn, to, clang_getCursorType(field), part_of(fn, source, field), how, to == target, depth + 1);
    }
}

bool dl_pass_object(dl_fn *fn, const dl_expr *target, CXType type, const dl_expr *source, dl_passing how)
{
    if (!fn->l->unit->is_cpp || fn->is_pure || fn->inits || !dl_expr_is_place(source) ||
        !runs_code(fn->l, type, how, 0))
        return false;
    pass(fn, target, type, source, how, false, 0);
    return true;
}

/* `static_cast<T &&>(x)`: libclang shows the type of the object alone. */
static bool is_rvalue_cast(dl_fn *fn, CXCursor cast)
{
    dl_span span = dl_lower_place(fn->l, cast).span;
    const char *text = dl_span_text(span, 200, fn->l->scratch), *from = strchr(text, '<');
    const char *until = from ? strstr(from, ">(") : NULL, *sign = from ? strstr(from, "&&") : NULL;

    return until && sign && sign < until;
}

dl_passed dl_pass_kind(dl_fn *fn, CXCursor value)
{
    CXCursor inner = dl_strip(fn->l, value), decl = clang_getCursorReferenced(inner);
    CXType result;

    switch (clang_getCursorKind(inner)) {
    case CXCursor_CallExpr:
        if (clang_Cursor_isNull(decl) || clang_getCursorKind(decl) == CXCursor_Constructor)
            return DL_PASSED_MADE;
        result = clang_getCanonicalType(clang_getCursorResultType(decl));
        return result.kind == CXType_RValueReference   ? DL_PASSED_MOVED
               : result.kind == CXType_LValueReference ? DL_PASSED_COPIED
                                                       : DL_PASSED_MADE;
    case CXCursor_CXXStaticCastExpr:
        return is_rvalue_cast(fn, inner) ? DL_PASSED_MOVED : DL_PASSED_MADE;
    case CXCursor_DeclRefExpr:
    case CXCursor_MemberRefExpr:
    case CXCursor_ArraySubscriptExpr:
        return DL_PASSED_COPIED;
    case CXCursor_UnaryOperator:
        return clang_getCursorUnaryOperatorKind(inner) == CXUnaryOperator_Deref ? DL_PASSED_COPIED : DL_PASSED_MADE;
    default:
        return DL_PASSED_MADE;
    }
}
