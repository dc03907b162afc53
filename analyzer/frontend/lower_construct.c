/* lower_construct.c: what a constructor does before its body, as its list and the class have it. */
#include "frontend/lower.h"

enum { DEEPEST_OBJECT = 16 };

/* The initialiser of a base or member that stands in a constructor's list, or NULL. */
static const CXCursor *named_in(const dl_cursors *list, enum CXCursorKind kind, CXCursor what)
{
    for (size_t i = 0; i + 1 < list->count; i++) {
        if (clang_getCursorKind(list->at[i]) != kind || !clang_isExpression(clang_getCursorKind(list->at[i + 1])))
            continue;
        if (clang_equalCursors(clang_getCanonicalCursor(clang_getCursorReferenced(list->at[i])),
                               clang_getCanonicalCursor(what)))
            return &list->at[i + 1];
    }
    return NULL;
}

static CXCursor class_of(CXType type)
{
    return clang_getTypeDeclaration(clang_getCanonicalType(type));
}

static bool runs_own_constructor(dl_lower *l, CXCursor init)
{
    CXCursor decl = clang_getCursorReferenced(dl_strip(l, init));

    return !clang_Cursor_isNull(decl) && clang_getCursorKind(decl) == CXCursor_Constructor &&
           !clang_CXXMethod_isDefaulted(decl);
}

static void init_bases(dl_fn *fn, const dl_expr *object, CXType type, const dl_cursors *list)
{
    dl_cx_types bases = {0};

    dl_object_own_bases(fn->l, type, &bases);
    for (size_t i = 0; i < bases.count; i++) {
        CXType base = bases.at[i];
        const CXCursor *init = NULL;
        size_t unnamed = fn->unnamed.count;

        for (size_t j = 0; j + 1 < list->count && !init; j++)
            if (clang_getCursorKind(list->at[j]) == CXCursor_TypeRef &&
                clang_equalTypes(clang_getCanonicalType(clang_getCursorType(list->at[j + 1])),
                                 clang_getCanonicalType(base)))
                init = &list->at[j + 1];
        if (!init || (i > 0 && !runs_own_constructor(fn->l, *init))) /* to clear it would clear the bases before */
            dl_object_begin_base(fn, object, base);
        else {
            fn->is_part = true;
            dl_lower_init(fn, object, base, *init);
            fn->is_part = false;
        }
        dl_unnamed_end(fn, unnamed, object->span);
    }
}

/* `member()` of a pointer or an array: libclang shows an expression without parts and without a value. */
static bool is_empty_init(dl_lower *l, CXCursor init, CXType type)
{
    enum CXTypeKind kind = clang_getCanonicalType(type).kind;
    dl_cursors parts = {0};

    if (clang_getCursorKind(init) != CXCursor_UnexposedExpr || (kind != CXType_Pointer && kind != CXType_ConstantArray))
        return false;
    dl_lower_children(l, init, &parts);
    return parts.count == 0;
}

static void init_member(dl_fn *fn, const dl_expr *object, CXCursor field, CXCursor init)
{
    const dl_expr *member = dl_expr_member(fn->l, object, field, object->span);
    size_t unnamed = fn->unnamed.count;

    if (!is_empty_init(fn->l, init, clang_getCursorType(field)))
        dl_lower_init(fn, member, clang_getCursorType(field), init);
    else if (member->type->kind == DL_TYPE_ARRAY)
        dl_emit(fn, (dl_instr){.kind = DL_I_ZERO, .span = member->span, .target = member});
    else
        dl_emit_assign(fn, member, dl_expr_const(fn->l, 0, member->type, member->span), member->span);
    dl_unnamed_end(fn, unnamed, member->span);
}

static bool is_anonymous(dl_lower *l, CXCursor field)
{
    const char *name = dl_lower_string(l, clang_getCursorSpelling(field));

    return dl_object_is_record(clang_getCursorType(field)) && (!name[0] || strchr(name, '('));
}

/* In the order of their declaration, those of anonymous members too. True when the list has one of them. */
static bool init_members(dl_fn *fn, const dl_expr *object, CXType type, const dl_cursors *list, unsigned depth)
{
    const dl_layout *layout = dl_lower_layout(fn->l, type);
    bool any = false;

    for (size_t i = 0; i < layout->count; i++) {
        CXCursor field = layout->fields[i];
        const CXCursor *init = named_in(list, CXCursor_MemberRef, field);

        if (init)
            init_member(fn, object, field, *init);
        else if (depth < DEEPEST_OBJECT && is_anonymous(fn->l, field) &&
                 init_members(fn, object, clang_getCursorType(field), list, depth + 1))
            init = list->at;
        else if (depth == 0 && !dl_object_is_union(type))
            dl_object_begin_field(fn, object, field);
        any |= init != NULL;
    }
    return any;
}

/* Bases, then members, as the list of the constructor or the class has it. */
void dl_object_construct(dl_fn *fn, CXCursor constructor)
{
    CXType type = clang_getCursorType(clang_getCursorSemanticParent(constructor));
    const dl_expr *object = dl_lower_this(fn, fn->function->span);
    const CXCursor *init;
    dl_cursors list = {0};

    if (object->type->kind != DL_TYPE_POINTER || !dl_object_is_record(type))
        return;
    object = dl_expr_deref(fn->l, object, object->type->element, object->span);
    dl_lower_children(fn->l, constructor, &list);
    init = named_in(&list, CXCursor_TypeRef, class_of(type));
    if (init) { /* another constructor of the class does it */
        fn->is_part = true;
        (void)dl_lower_construct(fn, object, type, *init);
        fn->is_part = false;
        dl_unnamed_end(fn, 0, object->span);
        return;
    }
    init_bases(fn, object, type, &list);
    dl_object_fill_slots(fn, object, type);
    (void)init_members(fn, object, type, &list, 0);
}
