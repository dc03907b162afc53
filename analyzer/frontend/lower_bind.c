/* lower_bind.c: `auto [a, b] = x;`: an object that has no name of its own, and names of its parts. */
#include "frontend/lower.h"

/* More elements than names would be given to. */
enum { MOST_BOUND = 256 };

bool dl_is_binding(dl_lower *l, CXCursor decl)
{
    return l->unit->is_cpp && clang_getCursorKind(decl) == CXCursor_UnexposedDecl &&
           dl_lower_string(l, clang_getCursorSpelling(decl))[0] == '[';
}

/* The names, in the order of the parts. */
static void find_names(dl_lower *l, CXCursor decl, dl_cursors *out)
{
    size_t kept = 0;

    dl_lower_children(l, decl, out);
    for (size_t i = 0; i < out->count; i++)
        if (clang_getCursorKind(out->at[i]) == CXCursor_UnexposedDecl)
            out->at[kept++] = out->at[i];
    out->count = kept;
}

/* The members that names are given to: those of the class, else those of the one base that has any. */
static void find_fields(dl_lower *l, CXType type, dl_cursors *out)
{
    const dl_layout *layout = dl_lower_layout(l, type);
    dl_cursors members = {0};

    out->count = 0;
    for (size_t i = 0; i < layout->count; i++)
        dl_vec_push(l->scratch, out, layout->fields[i]);
    if (out->count)
        return;
    dl_object_members(l, type, &members);
    for (size_t i = 0; i < members.count; i++)
        if (clang_getCursorKind(members.at[i]) == CXCursor_FieldDecl)
            dl_vec_push(l->scratch, out, members.at[i]);
}

static CXType plain(CXType type)
{
    return clang_getUnqualifiedType(clang_getCanonicalType(clang_getNonReferenceType(clang_getCanonicalType(type))));
}

/* What says by `std::tuple_size` what its parts are has others than its members. */
static bool are_named(const dl_cursors *fields, const dl_cursors *names)
{
    if (fields->count != names->count)
        return false;
    for (size_t i = 0; i < fields->count; i++)
        if (!clang_equalTypes(plain(clang_getCursorType(fields->at[i])), plain(clang_getCursorType(names->at[i]))))
            return false;
    return true;
}

static const dl_expr *field_of(dl_fn *fn, const dl_expr *object, CXCursor field, dl_span span)
{
    const dl_expr *made = dl_expr_member(fn->l, object, field, span);

    return dl_lower_is_reference(clang_getCursorType(field)) ? dl_expr_deref(fn->l, made, made->type->element, span)
                                                             : made;
}

static const dl_expr *element_of(dl_fn *fn, const dl_expr *array, size_t at, dl_span span)
{
    const dl_expr *index = dl_expr_const(fn->l, (int64_t)at, fn->l->type_int, span);

    return dl_expr_index(fn->l, array, index, array->type->element, span);
}

void dl_bind_parts(dl_fn *fn, CXCursor decl, const dl_expr *object)
{
    CXType type = clang_getCanonicalType(clang_getNonReferenceType(clang_getCanonicalType(clang_getCursorType(decl))));
    dl_cursors names = {0}, fields = {0};
    bool has_fields = false;

    find_names(fn->l, decl, &names);
    if (type.kind == CXType_Record) {
        find_fields(fn->l, type, &fields);
        has_fields = are_named(&fields, &names);
    }
    for (size_t i = 0; i < names.count; i++) {
        dl_span span = dl_lower_name_span(fn->l, names.at[i]);
        const dl_expr *part;

        if (has_fields && i < fields.count)
            part = field_of(fn, object, fields.at[i], span);
        else if (object->type->kind == DL_TYPE_ARRAY)
            part = element_of(fn, object, i, span);
        else
            part = dl_expr_unknown(fn->l, span, object, NULL);
        dl_cursor_put(fn->l->scratch, &fn->l->aliases, names.at[i], (void *)(uintptr_t)part);
    }
}

/* An array is copied element by element. */
static bool copy_array(dl_fn *fn, const dl_expr *object, CXCursor init)
{
    dl_cursors parts = {0};
    const dl_expr *from;

    if (object->type->kind != DL_TYPE_ARRAY || clang_getCursorKind(init) != CXCursor_UnexposedExpr)
        return false;
    dl_lower_operands(fn->l, init, &parts);
    if (parts.count == 0)
        return false;
    from = dl_lower_expr(fn, parts.at[0]);
    if (from->type->kind != DL_TYPE_ARRAY)
        return false;
    for (int64_t i = 0; i < object->type->count && i < MOST_BOUND; i++)
        dl_emit_assign(fn, element_of(fn, object, (size_t)i, object->span), element_of(fn, from, (size_t)i, from->span),
                       object->span);
    return true;
}

void dl_lower_binding(dl_fn *fn, CXCursor decl)
{
    CXCursor init = clang_Cursor_getVarDeclInitializer(decl);
    bool was_init = fn->is_init;
    const dl_expr *object;
    const dl_var *var;

    if (clang_Cursor_hasVarDeclGlobalStorage(decl) == 1 || clang_Cursor_isNull(init) ||
        clang_isInvalid(clang_getCursorKind(init))) {
        dl_emit_lost(fn, dl_lower_place(fn->l, decl).span, NULL);
        return;
    }
    var = dl_lower_var_of(fn, decl);
    object = dl_expr_var(fn->l, var, var->span);
    dl_emit(fn, (dl_instr){.kind = DL_I_ENTER, .span = var->span, .var = var});
    fn->is_init = true;
    if (!copy_array(fn, object, init))
        dl_lower_init(fn, object, clang_getCursorType(decl), init);
    fn->is_init = was_init;
    dl_scope_add_local(fn, var, decl);
    if (dl_lower_is_reference(clang_getCursorType(decl)))
        object = dl_expr_deref(fn->l, object, var->type->element, var->span);
    dl_bind_parts(fn, decl, object);
}
