/* lower_virtual.c: virtual methods, as what a compiler makes of them: an object of a class that has such methods holds
 * a pointer to each, which its constructors set, the base's first; a call goes through it. Pointers to members. */
#include "frontend/lower.h"

enum { DEEPEST_CLASS = 16 };

/* The same for a method and for those that override it: its name and what it takes. */
static const char *slot_of(dl_lower *l, CXCursor method)
{
    int count = clang_Cursor_getNumArguments(method);
    dl_text text;

    dl_text_init(&text, l->scratch);
    dl_text_printf(&text, "%s(", dl_lower_string(l, clang_getCursorSpelling(method)));
    for (int i = 0; i < count; i++) {
        CXType type = clang_getCanonicalType(clang_getCursorType(clang_Cursor_getArgument(method, (unsigned)i)));

        dl_text_printf(&text, "%s%s", i ? ", " : "", dl_lower_string(l, clang_getTypeSpelling(type)));
    }
    dl_text_add(&text, clang_CXXMethod_isConst(method) ? ") const" : ")");
    return dl_lower_name(l, dl_text_str(&text));
}

bool dl_lower_is_virtual(CXCursor method)
{
    return clang_getCursorKind(method) == CXCursor_CXXMethod && clang_CXXMethod_isVirtual(method);
}

/* Of a class that the system declares what is behind such a pointer is the system's. */
static bool is_own(dl_lower *l, CXCursor method)
{
    return dl_lower_is_in_user_file(l, clang_getCursorLocation(method));
}

static const dl_expr *slot_in(dl_fn *fn, const dl_expr *object, CXCursor method, dl_span span)
{
    const dl_type *type = dl_lower_pointer_to(fn->l, dl_lower_type_of(fn->l, method));

    return dl_expr_field(fn->l, object, slot_of(fn->l, method), type, span);
}

void dl_object_fill_slots(dl_fn *fn, const dl_expr *object, CXType type)
{
    dl_cursors members = {0};
    bool was_init = fn->is_init;

    dl_lower_children(fn->l, clang_getTypeDeclaration(clang_getCanonicalType(type)), &members);
    fn->is_init = true;
    for (size_t i = 0; i < members.count; i++) {
        CXCursor method = members.at[i];
        dl_expr *value;

        if (!dl_lower_is_virtual(method) || clang_CXXMethod_isPureVirtual(method) || !is_own(fn->l, method))
            continue;
        value = dl_expr_new(fn->l, DL_E_FUNCTION, dl_lower_type_of(fn->l, method), object->span);
        value->name = dl_lower_function_name(fn->l, method);
        value->function = dl_lower_function_of(fn->l, method);
        dl_emit_assign(fn, slot_in(fn, object, method, object->span), value, object->span);
    }
    fn->is_init = was_init;
}

void dl_object_fill_all_slots(dl_fn *fn, const dl_expr *object, CXType type, unsigned depth)
{
    dl_cursors members = {0};

    if (!fn->l->unit->is_cpp || clang_getCanonicalType(type).kind != CXType_Record || depth > DEEPEST_CLASS)
        return;
    dl_lower_children(fn->l, clang_getTypeDeclaration(clang_getCanonicalType(type)), &members);
    for (size_t i = 0; i < members.count; i++)
        if (clang_getCursorKind(members.at[i]) == CXCursor_CXXBaseSpecifier)
            dl_object_fill_all_slots(fn, object, clang_getCursorType(members.at[i]), depth + 1);
    dl_object_fill_slots(fn, object, type);
}

void dl_lower_virtual_call(dl_fn *fn, dl_instr *call, CXCursor cursor, CXCursor method, dl_span span)
{
    const dl_expr *object = call->arg_count ? call->args[0] : NULL;

    if (!dl_lower_is_virtual(method) || call->callee || !object)
        return;
    if (!clang_Cursor_isDynamicCall(cursor) || object->kind == DL_E_ADDRESS) { /* of an object of this very class */
        call->callee = dl_lower_function_of(fn->l, method);
        return;
    }
    if (!is_own(fn->l, method) || object->type->kind != DL_TYPE_POINTER || !object->type->element)
        return;
    call->name = NULL;
    call->pointer = slot_in(fn, dl_expr_deref(fn->l, object, object->type->element, object->span), method, span);
}

/* ---- pointers to members ---- */

/* `object.*pointer`, `object->*pointer`: what is called through, and the object it is called for. */
bool dl_lower_through_member(dl_fn *fn, CXCursor callee, const dl_expr **pointer, const dl_expr **object)
{
    CXCursor inner = dl_strip(fn->l, callee);
    enum CXBinaryOperatorKind kind;
    dl_cursors operands = {0};

    if (clang_getCursorKind(inner) != CXCursor_BinaryOperator)
        return false;
    kind = clang_getCursorBinaryOperatorKind(inner);
    if (kind != CXBinaryOperator_PtrMemD && kind != CXBinaryOperator_PtrMemI)
        return false;
    dl_lower_operands(fn->l, inner, &operands);
    if (operands.count != 2)
        return false;
    *object = dl_lower_expr(fn, operands.at[0]);
    if (kind == CXBinaryOperator_PtrMemD)
        *object = dl_lower_reference_to(fn, *object);
    *pointer = dl_lower_expr(fn, operands.at[1]);
    return true;
}
