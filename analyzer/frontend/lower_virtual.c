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

/* ---- virtual destructors ---- */

static bool destructor_of(dl_lower *l, CXType type, CXCursor *found)
{
    dl_cursors members = {0};

    dl_object_own_members(l, type, &members);
    for (size_t i = 0; i < members.count; i++)
        if (clang_getCursorKind(members.at[i]) == CXCursor_Destructor) {
            *found = members.at[i];
            return true;
        }
    return false;
}

static void find_virtual_bases(dl_lower *l, CXType type, dl_cx_types *found, unsigned depth);

/* Its own is virtual, or that of a class which it extends. */
static bool ends_virtually(dl_lower *l, CXType type, unsigned depth)
{
    dl_cx_types bases = {0};
    CXCursor destructor;

    if (clang_getCanonicalType(type).kind != CXType_Record || depth > DEEPEST_CLASS)
        return false;
    if (destructor_of(l, type, &destructor) && clang_CXXMethod_isVirtual(destructor))
        return true;
    find_virtual_bases(l, type, &bases, depth);
    return bases.count > 0;
}

static void find_virtual_bases(dl_lower *l, CXType type, dl_cx_types *found, unsigned depth)
{
    dl_cx_types bases = {0};

    dl_object_bases(l, type, &bases);
    for (size_t i = 0; i < bases.count; i++)
        if (ends_virtually(l, bases.at[i], depth + 1))
            dl_vec_push(l->scratch, found, bases.at[i]);
}

/* The classes that the destructor became virtual in. */
static void find_roots(dl_lower *l, CXType type, dl_cx_types *roots, unsigned depth)
{
    dl_cx_types bases = {0};

    find_virtual_bases(l, type, &bases, depth);
    for (size_t i = 0; i < bases.count && depth <= DEEPEST_CLASS; i++)
        find_roots(l, bases.at[i], roots, depth + 1);
    if (bases.count == 0)
        dl_vec_push(l->scratch, roots, type);
}

bool dl_lower_ends_virtually(dl_lower *l, CXType type)
{
    return l->unit->is_cpp && ends_virtually(l, type, 0) &&
           dl_lower_is_in_user_file(l, clang_getCursorLocation(clang_getTypeDeclaration(clang_getCanonicalType(type))));
}

/* Not one that the compiler makes. */
static bool has_written_destructor(dl_lower *l, CXType type, CXCursor *destructor)
{
    return destructor_of(l, type, destructor) && !clang_CXXMethod_isDefaulted(*destructor);
}

static const dl_expr *end_slot(dl_fn *fn, const dl_expr *object, CXType root, dl_span span)
{
    const char *name = dl_lower_string(fn->l, clang_getTypeSpelling(clang_getCanonicalType(root)));

    return dl_expr_field(fn->l, object, dl_lower_name(fn->l, dl_arena_printf(fn->l->scratch, "~%s()", name)),
                         dl_lower_pointer_to(fn->l, fn->l->type_other), span);
}

/* Whether its end does more than that of the one base that ends. */
static bool adds_to_end(dl_lower *l, CXType type)
{
    const dl_layout *layout = dl_lower_layout(l, type);
    dl_cx_types bases = {0};
    size_t ending = 0;

    for (size_t i = 0; i < layout->count; i++)
        if (dl_object_field_ends(l, layout->fields[i]))
            return true;
    dl_object_bases(l, type, &bases);
    for (size_t i = 0; i < bases.count; i++)
        ending += dl_object_ends(l, bases.at[i]);
    return ending > 1;
}

/* `Class::~Class` that the compiler makes: a function of its own, as the slots lead to it. */
static const dl_function *made_destructor(dl_lower *l, CXType type, CXCursor root)
{
    CXCursor decl = clang_getTypeDeclaration(clang_getCanonicalType(type)), defaulted;
    dl_function *function = dl_cursor_get(&l->made_ends, clang_getCanonicalCursor(decl));
    const char *name = dl_lower_string(l, clang_getCursorSpelling(decl));
    const dl_function *shown = destructor_of(l, type, &defaulted) ? dl_lower_function_of(l, defaulted) : NULL;

    if (function || shown)
        return function ? function : shown;
    function = dl_lower_add_body(l, decl, clang_getNullCursor(),
                                 dl_lower_name(l, dl_arena_printf(l->scratch, "%s::~%s", name, name)));
    l->bodies.at[l->bodies.count - 1].is_made_end = true;
    function->type = dl_lower_type(l, clang_getCursorType(root));
    function->end = function->span;
    function->is_static = true;
    function->is_method = true;
    dl_cursor_put(l->scratch, &l->made_ends, clang_getCanonicalCursor(decl), function);
    return function;
}

/* What `delete` of a pointer to a base calls. */
static void fill_end(dl_fn *fn, const dl_expr *object, CXType type)
{
    dl_lower *l = fn->l;
    dl_cx_types roots = {0};
    CXCursor destructor;
    bool is_written;

    if (!dl_lower_ends_virtually(l, type))
        return;
    find_roots(l, type, &roots, 0);
    is_written = has_written_destructor(l, type, &destructor);
    for (size_t i = 0; i < roots.count; i++) {
        bool is_root = clang_equalTypes(clang_getCanonicalType(type), clang_getCanonicalType(roots.at[i]));
        dl_expr *value;

        if (!is_written && ((!is_root && !adds_to_end(l, type)) || !destructor_of(l, roots.at[i], &destructor)))
            continue; /* that of the base */
        value = dl_expr_new(l, DL_E_FUNCTION, dl_lower_type_of(l, destructor), object->span);
        value->function = is_written ? dl_lower_function_of(l, destructor) : made_destructor(l, type, destructor);
        value->name = is_written ? dl_lower_function_name(l, destructor) : value->function->name;
        dl_emit_assign(fn, end_slot(fn, object, roots.at[i], object->span), value, object->span);
    }
}

void dl_lower_virtual_end(dl_fn *fn, const dl_expr *pointer, CXType type, dl_span span)
{
    dl_lower *l = fn->l;
    const dl_expr *object = dl_expr_deref(l, pointer, dl_lower_type(l, type), span);
    const dl_expr **args = DL_NEW_ARRAY(l->arena, 1, const dl_expr *);
    dl_cx_types roots = {0};

    args[0] = pointer;
    find_roots(l, type, &roots, 0);
    dl_emit(fn, (dl_instr){.kind = DL_I_CALL,
                           .span = span,
                           .pointer = end_slot(fn, object, roots.at[0], span),
                           .args = args,
                           .arg_count = 1});
}

/* ---- slots ---- */

void dl_object_fill_slots(dl_fn *fn, const dl_expr *object, CXType type)
{
    dl_cursors members = {0};
    bool was_init = fn->is_init;

    dl_object_own_members(fn->l, type, &members);
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
    fill_end(fn, object, type);
    fn->is_init = was_init;
}

void dl_object_fill_all_slots(dl_fn *fn, const dl_expr *object, CXType type, unsigned depth)
{
    dl_cx_types bases = {0};

    if (!fn->l->unit->is_cpp || clang_getCanonicalType(type).kind != CXType_Record || depth > DEEPEST_CLASS)
        return;
    dl_object_bases(fn->l, type, &bases);
    for (size_t i = 0; i < bases.count; i++)
        dl_object_fill_all_slots(fn, object, bases.at[i], depth + 1);
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
