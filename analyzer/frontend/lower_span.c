/* lower_span.c: `std::span`, which is a pointer and a count: how one is made, and what its methods give. */
#include "frontend/lower.h"

typedef struct span_parts {
    const dl_expr *first, *count; /* of an object: places */
} span_parts;

static bool is_of_std(dl_lower *l, CXCursor class_decl, const char *name)
{
    CXCursor parent = clang_getCursorSemanticParent(class_decl);

    return dl_text_equal(dl_lower_string(l, clang_getCursorSpelling(class_decl)), name) &&
           clang_getCursorKind(parent) == CXCursor_Namespace &&
           dl_text_equal(dl_lower_string(l, clang_getCursorSpelling(parent)), "std") &&
           !dl_lower_is_in_user_file(l, clang_getCursorLocation(class_decl));
}

/* The one of the stub, whose members are known. */
static bool is_span(dl_lower *l, CXType type)
{
    CXType canonical = clang_getCanonicalType(type);

    return l->unit->is_cpp && canonical.kind == CXType_Record &&
           is_of_std(l, clang_getTypeDeclaration(canonical), "span") && dl_lower_layout(l, canonical)->count == 2;
}

static span_parts parts_of(dl_fn *fn, const dl_expr *object, CXType type)
{
    const dl_layout *layout = dl_lower_layout(fn->l, clang_getCanonicalType(type));

    return (span_parts){dl_expr_member(fn->l, object, layout->fields[0], object->span),
                        dl_expr_member(fn->l, object, layout->fields[1], object->span)};
}

static const dl_expr *number(dl_fn *fn, int64_t value, const span_parts *parts)
{
    return dl_expr_const(fn->l, value, parts->count->type, parts->count->span);
}

/* The element at that index; NULL: of what it consists is not known. */
static const dl_expr *element_at(dl_fn *fn, const span_parts *parts, const dl_expr *index)
{
    const dl_type *type = parts->first->type->element;

    if (parts->first->type->kind != DL_TYPE_POINTER || !type)
        return NULL;
    return dl_expr_index(fn->l, dl_expr_deref(fn->l, parts->first, type, index->span), index, type, index->span);
}

static const dl_expr *address_at(dl_fn *fn, const span_parts *parts, const dl_expr *index)
{
    const dl_expr *element = element_at(fn, parts, index);

    return element ? dl_expr_address(fn->l, element, parts->first->type, index->span) : NULL;
}

static const dl_expr *less(dl_fn *fn, const span_parts *parts, const dl_expr *by)
{
    return dl_expr_binary(fn->l, DL_OP_SUB, parts->count, by, parts->count->type, by->span);
}

static void set(dl_fn *fn, const span_parts *object, const dl_expr *first, const dl_expr *count, dl_span span)
{
    dl_emit_assign(fn, object->first, first, span);
    dl_emit_assign(fn, object->count, count, span);
}

/* What an array, an object that is one, or another span gives. False: it is none of them. */
static bool parts_given(dl_fn *fn, CXCursor given, const span_parts *object, span_parts *out)
{
    dl_lower *l = fn->l;
    CXType type = clang_getCanonicalType(clang_getCursorType(given));
    const dl_expr *value;

    if (type.kind != CXType_ConstantArray && !is_span(l, type) &&
        (type.kind != CXType_Record || !is_of_std(l, clang_getTypeDeclaration(type), "array")))
        return false;
    value = dl_lower_expr(fn, given);
    dl_unnamed_note(fn, given, value);
    if (is_span(l, type) && dl_expr_is_place(value)) {
        *out = parts_of(fn, value, type);
        return true;
    }
    value = dl_lower_array_in(fn, value, type);
    if (value->type->kind != DL_TYPE_ARRAY || value->type->count < 0) {
        *out = (span_parts){dl_expr_unknown(l, value->span, value, NULL), dl_expr_unknown(l, value->span, value, NULL)};
        return true;
    }
    *out = (span_parts){dl_expr_address(l,
                                        dl_expr_index(l, value, dl_expr_const(l, 0, l->type_int, value->span),
                                                      value->type->element, value->span),
                                        object->first->type, value->span),
                        number(fn, value->type->count, object)};
    return true;
}

bool dl_span_construct(dl_fn *fn, const dl_expr *place, CXType type, CXCursor call)
{
    int count = clang_Cursor_getNumArguments(call);
    dl_span span = dl_lower_place(fn->l, call).span;
    span_parts object, given;

    if (!is_span(fn->l, type) || fn->inits || !dl_expr_is_place(place))
        return false;
    object = parts_of(fn, place, type);
    if (count == 0) {
        set(fn, &object, number(fn, 0, &object), number(fn, 0, &object), span);
        return true;
    }
    if (count == 1 && parts_given(fn, clang_Cursor_getArgument(call, 0), &object, &given)) {
        set(fn, &object, given.first, given.count, span);
        return true;
    }
    if (count != 2 ||
        clang_getCanonicalType(clang_getCursorType(clang_Cursor_getArgument(call, 1))).kind == CXType_Pointer)
        return false;
    given.first = dl_lower_expr(fn, clang_Cursor_getArgument(call, 0));
    given.count = dl_lower_expr(fn, clang_Cursor_getArgument(call, 1));
    set(fn, &object, given.first, given.count, span);
    return true;
}

/* `all.subspan(from)`: the count is left out, or all bits of it are set. */
static bool is_to_end(const dl_instr *call)
{
    return call->arg_count < 3 || (call->args[2]->has_value && call->args[2]->value == -1);
}

/* `all.first(n)`, `all.last(n)`, `all.subspan(from)`, `all.subspan(from, n)`: another one, in a temporary. */
static const dl_expr *part_of(dl_fn *fn, const char *name, const span_parts *object, const dl_instr *call, CXType type)
{
    const dl_expr *n = call->arg_count > 1 ? call->args[1] : NULL, *made, *first, *count;
    bool is_rest = n && dl_text_equal(name, "subspan");
    span_parts parts;

    if (!n || !is_span(fn->l, type))
        return NULL;
    if (!is_rest && !dl_text_equal(name, "first") && !dl_text_equal(name, "last"))
        return NULL;
    count = !is_rest ? n : is_to_end(call) ? less(fn, object, n) : call->args[2];
    first = dl_text_equal(name, "first") ? object->first
            : is_rest                    ? address_at(fn, object, n)
                                         : address_at(fn, object, less(fn, object, n));
    if (!first)
        return NULL;
    made = dl_expr_var(fn->l, dl_temp_new(fn, dl_lower_type(fn->l, type), call->span), call->span);
    parts = parts_of(fn, made, type);
    set(fn, &parts, first, count, call->span);
    return made;
}

const dl_expr *dl_span_call(dl_fn *fn, CXCursor method, const dl_instr *call, CXType result)
{
    CXType type = clang_getCursorType(clang_getCursorSemanticParent(method));
    const char *name = dl_lower_string(fn->l, clang_getCursorSpelling(method));
    const dl_expr *object;
    span_parts parts;

    if (call->arg_count == 0 || !is_span(fn->l, type) || call->args[0]->type->kind != DL_TYPE_POINTER)
        return NULL;
    object = dl_expr_deref(fn->l, call->args[0], call->args[0]->type->element, call->span);
    if (!dl_expr_is_place(object))
        return NULL;
    parts = parts_of(fn, object, type);
    if (dl_text_equal(name, "begin") || dl_text_equal(name, "data"))
        return parts.first;
    if (dl_text_equal(name, "size"))
        return parts.count;
    if (dl_text_equal(name, "end"))
        return address_at(fn, &parts, parts.count);
    if (dl_text_equal(name, "front"))
        return element_at(fn, &parts, number(fn, 0, &parts));
    if (dl_text_equal(name, "back"))
        return element_at(fn, &parts, less(fn, &parts, number(fn, 1, &parts)));
    if (dl_text_equal(name, "operator[]") && call->arg_count == 2)
        return element_at(fn, &parts, call->args[1]);
    if (dl_text_equal(name, "empty"))
        return dl_expr_binary(fn->l, DL_OP_EQ, parts.count, number(fn, 0, &parts), fn->l->type_int, call->span);
    return part_of(fn, name, &parts, call, result);
}

bool dl_span_range(dl_fn *fn, const dl_expr *object, CXType type, const dl_expr **first, const dl_expr **past)
{
    span_parts parts;

    if (!dl_expr_is_place(object) || !is_span(fn->l, type))
        return false;
    parts = parts_of(fn, object, type);
    *past = address_at(fn, &parts, parts.count);
    if (!*past)
        return false;
    *first = dl_lower_kept(fn, parts.first, object->span);
    *past = dl_lower_kept(fn, *past, object->span);
    return true;
}
