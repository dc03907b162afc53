/* lower_offset.c: members that are told by where they stand in their structure: `(PUCHAR)p + FIELD_OFFSET(T, m)` is
 * `&((T *)p)->m`. */
#include "frontend/lower.h"

static const dl_expr *step_into(dl_fn *fn, const dl_expr *base, CXCursor member, dl_span span)
{
    return dl_expr_member(fn->l, base, clang_getCursorReferenced(member), span);
}

/* The member of the structure at null; NULL where that is not all there is to it. */
static const dl_expr *member_at_null(dl_fn *fn, const dl_cursors *parts, dl_span span)
{
    const dl_type *type = dl_lower_type(fn->l, clang_getCursorType(parts->at[0]));
    const dl_expr *null = dl_expr_const(fn->l, 0, dl_lower_pointer_to(fn->l, type), span);
    const dl_expr *made = dl_expr_deref(fn->l, null, type, span);

    if (type->kind != DL_TYPE_RECORD)
        return NULL;
    for (size_t i = 1; i < parts->count; i++) {
        if (clang_getCursorKind(parts->at[i]) != CXCursor_MemberRef)
            return NULL;
        made = step_into(fn, made, parts->at[i], span);
    }
    return made;
}

const dl_expr *dl_lower_offsetof(dl_fn *fn, CXCursor cursor, const dl_cursors *parts, dl_place place)
{
    dl_expr *made;
    int64_t value;

    if (parts->count < 2 || clang_getCursorKind(parts->at[0]) != CXCursor_TypeRef ||
        clang_getCursorKind(parts->at[1]) != CXCursor_MemberRef || !dl_lower_evaluate(cursor, &value))
        return NULL;
    made = dl_expr_const(fn->l, value, dl_lower_type_of(fn->l, cursor), place.span);
    made->a = member_at_null(fn, parts, place.span);
    return made;
}

static const dl_expr *pointed_at_null(const dl_expr *pointer)
{
    const dl_expr *inner = dl_expr_uncast(pointer);

    return inner->kind == DL_E_ADDRESS && dl_expr_is_at_null(inner->a) ? inner->a : NULL;
}

const dl_expr *dl_lower_offset_of_null(dl_fn *fn, CXCursor cast, const dl_expr *pointer, dl_place place)
{
    const dl_type *type = dl_lower_type_of(fn->l, cast);
    const dl_expr *member = type->kind == DL_TYPE_INT ? pointed_at_null(pointer) : NULL;
    dl_expr *made;
    int64_t value;

    if (!member || !dl_lower_evaluate(cast, &value))
        return NULL;
    made = dl_expr_const(fn->l, value, type, place.span);
    made->a = member;
    return made;
}

/* What an offset is that of: `&((T *)0)->m`, too. NULL: it is no offset of a member. */
static const dl_expr *member_of(const dl_expr *offset)
{
    const dl_expr *inner = dl_expr_uncast(offset);

    return inner->kind == DL_E_CONST ? inner->a : pointed_at_null(inner);
}

/* A pointer that is counted in bytes: as one to bytes, or as a number. */
static bool is_in_bytes(const dl_expr *pointer)
{
    if (pointer->type->kind == DL_TYPE_INT)
        return dl_expr_uncast(pointer)->type->kind == DL_TYPE_POINTER;
    return pointer->type->kind == DL_TYPE_POINTER && pointer->type->element &&
           (pointer->type->element->size == 1 || pointer->type->element->kind == DL_TYPE_VOID);
}

/* The same member of what the pointer leads to. */
static const dl_expr *moved_to(dl_fn *fn, const dl_expr *member, const dl_expr *pointer, dl_span span)
{
    const dl_expr *from = dl_expr_uncast(pointer);

    if (member->kind == DL_E_FIELD) {
        dl_expr *made = dl_arena_copy(fn->l->arena, member, sizeof *member);

        made->a = moved_to(fn, member->a, pointer, span);
        made->span = span;
        return made;
    }
    from = dl_expr_cast(fn->l, from->type->kind == DL_TYPE_POINTER ? from : pointer,
                        dl_lower_pointer_to(fn->l, member->type), span, true);
    return dl_expr_deref(fn->l, from, member->type, span);
}

const dl_expr *dl_lower_at_offset(dl_fn *fn, const dl_expr *pointer, const dl_expr *offset, const dl_type *type,
                                  dl_span span)
{
    const dl_expr *member = member_of(offset);

    if (!member || !is_in_bytes(pointer))
        return NULL;
    member = moved_to(fn, member, pointer, span);
    return dl_expr_cast(fn->l, dl_expr_address(fn->l, member, dl_lower_pointer_to(fn->l, member->type), span), type,
                        span, true);
}
