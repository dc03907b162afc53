#include "frontend/lower.h"

enum { MOST_IN_RANGE = 512 };

void dl_emit_init(dl_fn *fn, dl_instr instr)
{
    bool was_init = fn->is_init;

    fn->is_init = true;
    dl_emit(fn, instr);
    fn->is_init = was_init;
}

static void assign(dl_fn *fn, const dl_expr *target, const dl_expr *value)
{
    dl_emit_init(fn, (dl_instr){.kind = DL_I_ASSIGN,
                                .span = value->span.file ? value->span : target->span,
                                .target = target,
                                .value = value,
                                .op = DL_ASSIGN});
}

/* The items of a list, shared by the aggregates that take from it when inner braces are left out. */
typedef struct item_list {
    dl_cursors items;
    size_t at;
    bool is_braced; /* the aggregate at hand has the braces: designators are its own */
} item_list;

static void init_list(dl_fn *fn, const dl_expr *target, CXType type, CXCursor list);
static void init_part(dl_fn *fn, const dl_expr *target, CXType type, item_list *list);

static bool is_aggregate(CXType type)
{
    type = clang_getCanonicalType(type);
    return type.kind == CXType_Record || type.kind == CXType_ConstantArray || type.kind == CXType_IncompleteArray ||
           type.kind == CXType_VariableArray;
}

static bool is_list(dl_fn *fn, CXCursor cursor, CXCursor *list)
{
    *list = dl_strip(fn->l, cursor);
    if (clang_getCursorKind(*list) == CXCursor_CompoundLiteralExpr) {
        dl_cursors children = {0};

        dl_lower_children(fn->l, *list, &children);
        for (size_t i = 0; i < children.count; i++)
            if (clang_getCursorKind(children.at[i]) == CXCursor_InitListExpr)
                *list = children.at[i];
    }
    return clang_getCursorKind(*list) == CXCursor_InitListExpr;
}

/* `{}`, `{0}`, `{{0}}`: zero and nothing else. */
static bool is_zero_list(dl_fn *fn, CXCursor list)
{
    for (unsigned depth = 0; depth < 64; depth++) {
        dl_cursors items = {0};
        CXCursor inner;
        const dl_expr *value;

        dl_lower_children(fn->l, list, &items);
        if (items.count == 0)
            return true;
        if (items.count != 1)
            return false;
        if (is_list(fn, items.at[0], &inner)) {
            list = inner;
            continue;
        }
        inner = dl_strip(fn->l, items.at[0]);
        if (clang_getCursorKind(inner) != CXCursor_IntegerLiteral)
            return false;
        value = dl_lower_expr(fn, inner);
        return value->has_value && value->value == 0 && !value->name;
    }
    return false;
}

/* ---- designators ---- */

static bool designator_parts(dl_fn *fn, CXCursor item, dl_cursors *parts)
{
    dl_place place;

    if (clang_getCursorKind(item) != CXCursor_UnexposedExpr)
        return false;
    dl_lower_children(fn->l, item, parts);
    if (parts->count < 2)
        return false;
    if (clang_getCursorKind(parts->at[0]) == CXCursor_MemberRef)
        return true;
    place = dl_lower_place(fn->l, item);
    if (place.from) /* out of a macro: nothing else of no type stands in a list */
        return clang_getCursorType(item).kind == CXType_Void;
    return place.span.file && place.span.file->text[place.span.offset] == '[';
}

static bool is_range(dl_fn *fn, CXCursor first, CXCursor second)
{
    dl_span a = dl_lower_place(fn->l, first).span, b = dl_lower_place(fn->l, second).span;

    if (!a.file || a.file != b.file)
        return false;
    return strncmp(a.file->text + dl_lower_skip_space(a.file, a.end, b.offset), "...", 3) == 0;
}

typedef struct designated {
    const dl_expr *target;
    CXType type;
} designated;

static void step_into_field(dl_fn *fn, designated *d, CXCursor member)
{
    CXCursor field = clang_getCursorReferenced(member);

    d->type = clang_getCursorType(field);
    d->target = dl_expr_member(fn->l, d->target, field, dl_lower_place(fn->l, member).span);
}

static void step_into_element(dl_fn *fn, designated *d, const dl_expr *index)
{
    d->type = clang_getArrayElementType(clang_getCanonicalType(d->type));
    d->target = dl_expr_index(fn->l, d->target, index, dl_lower_type(fn->l, d->type), index->span);
}

static void init_designated_value(dl_fn *fn, designated d, const dl_cursors *parts, size_t at)
{
    CXCursor list;

    for (; at + 1 < parts->count; at++) {
        const dl_expr *index;

        if (clang_getCursorKind(parts->at[at]) == CXCursor_MemberRef) {
            step_into_field(fn, &d, parts->at[at]);
            continue;
        }
        index = dl_lower_expr(fn, parts->at[at]);
        if (at + 2 < parts->count && is_range(fn, parts->at[at], parts->at[at + 1])) {
            const dl_expr *last = dl_lower_expr(fn, parts->at[at + 1]);

            if (index->has_value && last->has_value && last->value - index->value < MOST_IN_RANGE) {
                for (int64_t i = index->value; i <= last->value; i++) {
                    designated one = d;

                    step_into_element(fn, &one, dl_expr_const(fn->l, i, index->type, index->span));
                    init_designated_value(fn, one, parts, at + 2);
                }
                return;
            }
            index = dl_expr_unknown(fn->l, index->span, index, last);
            at++;
        }
        step_into_element(fn, &d, index);
    }
    if (is_list(fn, parts->at[at], &list) && is_aggregate(d.type))
        init_list(fn, d.target, d.type, list);
    else
        dl_lower_init(fn, d.target, d.type, parts->at[at]);
}

/* ---- records and arrays ---- */

static bool is_unnamed(dl_fn *fn, CXCursor field)
{
    const char *name = dl_lower_string(fn->l, clang_getCursorSpelling(field));

    return !name[0] || strchr(name, '(');
}

static size_t field_after(const dl_layout *layout, CXCursor member)
{
    CXCursor field = clang_getCursorReferenced(member);

    for (size_t i = 0; i < layout->count; i++)
        if (clang_equalCursors(layout->fields[i], field))
            return i + 1;
    return layout->count;
}

static void init_record(dl_fn *fn, const dl_expr *target, CXType type, item_list *list)
{
    const dl_layout *layout = dl_lower_layout(fn->l, type);
    const dl_type *made = dl_lower_type(fn->l, type);
    bool is_union = made->record && made->record->is_union;
    bool *is_named = DL_NEW_ARRAY(fn->l->scratch, layout->count + 1, bool), is_open = false;
    size_t next = 0;

    while (list->at < list->items.count) {
        CXCursor item = list->items.at[list->at];
        dl_cursors parts = {0};
        CXCursor field;

        if (designator_parts(fn, item, &parts)) {
            if (!list->is_braced)
                return;
            list->at++;
            next = field_after(layout, parts.at[0]);
            is_named[next ? next - 1 : 0] = true;
            init_designated_value(fn, (designated){target, type}, &parts, 0);
            continue;
        }
        if (made->record && made->record->is_synthesized) {
            /* the order of made-up members means nothing: one of them, who knows which, is set */
            const dl_expr *value = dl_lower_expr(fn, item);

            assign(fn, dl_expr_unknown(fn->l, target->span, target, NULL), value);
            if (!is_open && !(value->has_value && value->value == 0))
                assign(fn, target, dl_expr_unknown(fn->l, target->span, NULL, NULL));
            is_open |= !(value->has_value && value->value == 0);
            list->at++;
            continue;
        }
        if (next >= layout->count || (is_union && next > 0))
            break;
        is_named[next] = true;
        field = layout->fields[next++];
        if (is_unnamed(fn, field) && !is_aggregate(clang_getCursorType(field)))
            continue; /* an unnamed bit-field takes nothing */
        if (is_unnamed(fn, field))
            init_part(fn, target, clang_getCursorType(field), list);
        else
            init_part(fn, dl_expr_member(fn->l, target, field, dl_lower_place(fn->l, item).span),
                      clang_getCursorType(field), list);
    }
    for (size_t i = 0; fn->l->unit->is_cpp && !is_union && i < layout->count; i++)
        if (!is_named[i])
            dl_object_begin_field(fn, target, layout->fields[i]);
}

static void init_array(dl_fn *fn, const dl_expr *target, CXType type, item_list *list)
{
    CXType canonical = clang_getCanonicalType(type), element = clang_getArrayElementType(dl_lower_plain_type(type));
    int64_t count = canonical.kind == CXType_ConstantArray ? clang_getArraySize(canonical) : -1, next = 0;

    while (list->at < list->items.count && (count < 0 || next < count || list->is_braced)) {
        CXCursor item = list->items.at[list->at];
        dl_cursors parts = {0};
        dl_span span = dl_lower_place(fn->l, item).span;
        const dl_expr *index;

        if (designator_parts(fn, item, &parts)) {
            bool has_range = parts.count > 2 && is_range(fn, parts.at[0], parts.at[1]);

            if (!list->is_braced)
                return;
            list->at++;
            index = dl_lower_expr(fn, parts.at[has_range ? 1 : 0]);
            next = index->has_value ? index->value + 1 : next + 1;
            init_designated_value(fn, (designated){target, type}, &parts, 0);
            continue;
        }
        if (count >= 0 && next >= count)
            return;
        index = dl_expr_const(fn->l, next++, fn->l->type_int, span);
        init_part(fn, dl_expr_index(fn->l, target, index, dl_lower_type(fn->l, element), span), element, list);
    }
}

static bool is_string_for(dl_fn *fn, CXType type, CXCursor item)
{
    CXType canonical = clang_getCanonicalType(type);

    return canonical.kind != CXType_Record && clang_getCursorKind(dl_strip(fn->l, item)) == CXCursor_StringLiteral &&
           !is_aggregate(clang_getArrayElementType(canonical)) &&
           clang_getCanonicalType(clang_getArrayElementType(canonical)).kind != CXType_Pointer;
}

static void fill(dl_fn *fn, const dl_expr *target, CXType type, item_list *list)
{
    if (fn->depth > 200)
        return;
    fn->depth++;
    if (clang_getCanonicalType(type).kind == CXType_Record)
        init_record(fn, target, type, list);
    else
        init_array(fn, target, type, list);
    fn->depth--;
}

/* One member or element, from the items that are next. */
static void init_part(dl_fn *fn, const dl_expr *target, CXType type, item_list *list)
{
    CXCursor item = list->items.at[list->at], inner;
    CXType item_type = clang_getCanonicalType(clang_getCursorType(item));

    if (!is_aggregate(type)) {
        list->at++;
        dl_lower_init(fn, target, type, item);
        return;
    }
    if (clang_getCursorKind(dl_strip(fn->l, item)) == CXCursor_InitListExpr) {
        list->at++;
        (void)is_list(fn, item, &inner);
        init_list(fn, target, type, inner);
    } else if (is_string_for(fn, type, item) || item_type.kind == CXType_Record || dl_is_broken(item)) {
        list->at++;
        dl_lower_init(fn, target, type, item);
    } else {
        item_list same = {list->items, list->at, false};
        size_t before = same.at;

        fill(fn, target, type, &same);
        list->at = same.at > before ? same.at : before + 1;
    }
}

/* What the class writes at the members that `{}` or `{0}` leaves out. */
static void begin_rest(dl_fn *fn, const dl_expr *target, CXType type, size_t from)
{
    const dl_layout *layout;

    if (!fn->l->unit->is_cpp || clang_getCanonicalType(type).kind != CXType_Record) {
        if (from == 0)
            dl_object_begin(fn, target, type);
        return;
    }
    layout = dl_lower_layout(fn->l, type);
    for (size_t i = from; i < layout->count; i++)
        dl_object_begin_field(fn, target, layout->fields[i]);
}

/* The members written in a list; the object is zero already. */
static void init_list(dl_fn *fn, const dl_expr *target, CXType type, CXCursor cursor)
{
    item_list list = {.is_braced = true};

    dl_lower_children(fn->l, cursor, &list.items);
    if (is_zero_list(fn, cursor)) {
        begin_rest(fn, target, type, list.items.count);
        return;
    }
    if (list.items.count == 1 && is_string_for(fn, type, list.items.at[0])) {
        assign(fn, target, dl_lower_expr(fn, dl_strip(fn->l, list.items.at[0])));
        return;
    }
    fill(fn, target, type, &list);
}

/* ---- anything ---- */

/* Not a member of an object whose constructor runs: what that is bound to ends all the same. */
static bool is_part_of_local(const dl_expr *target)
{
    while (target->kind == DL_E_FIELD || target->kind == DL_E_INDEX)
        target = target->a;
    return target->kind == DL_E_VAR && target->var->storage == DL_LOCAL;
}

static void init_reference(dl_fn *fn, const dl_expr *target, CXCursor init)
{
    size_t unnamed = fn->unnamed.count;
    const dl_expr *value = dl_lower_expr(fn, init);
    bool is_place =
        value->kind == DL_E_VAR || value->kind == DL_E_FIELD || value->kind == DL_E_INDEX || value->kind == DL_E_DEREF;

    dl_unnamed_note(fn, init, value);
    if (is_place && is_part_of_local(target))
        dl_unnamed_keep(fn, unnamed, value);
    if (!is_place && !fn->inits && value->kind != DL_E_UNKNOWN) {
        value = dl_lower_in_temp(fn, value);
        is_place = true;
    }
    if (is_place)
        value = dl_expr_address(fn->l, value, target->type, value->span);
    assign(fn, target, value);
}

static void init_scalar_list(dl_fn *fn, const dl_expr *target, CXType type, CXCursor list)
{
    dl_cursors items = {0};

    dl_lower_children(fn->l, list, &items);
    if (items.count)
        dl_lower_init(fn, target, type, items.at[0]);
    else
        assign(fn, target, dl_expr_const(fn->l, 0, target->type, dl_lower_place(fn->l, list).span));
}

static bool is_same_class(CXType a, CXType b)
{
    a = clang_getUnqualifiedType(clang_getCanonicalType(a));
    b = clang_getUnqualifiedType(clang_getCanonicalType(b));
    return a.kind == CXType_Record && clang_equalTypes(a, b) != 0;
}

/* An item of a list, whose constructor libclang does not show: it has the list as it was written. */
static bool pass_item(dl_fn *fn, const dl_expr *target, CXType type, CXCursor item)
{
    dl_passed passed;

    if (!fn->l->unit->is_cpp || !is_same_class(type, clang_getCursorType(item)))
        return false;
    type = clang_getUnqualifiedType(type);
    passed = dl_pass_kind(fn, item);
    return passed != DL_PASSED_MADE &&
           dl_pass_object(fn, target, type, dl_lower_expr(fn, item),
                          (dl_passing){.is_move = passed == DL_PASSED_MOVED, .span = target->span});
}

/* What a function returns that does nothing else. */
static bool find_returned(dl_lower *l, CXCursor function, CXCursor *value)
{
    dl_cursors parts = {0}, inner = {0};

    dl_lower_children(l, function, &parts);
    if (parts.count == 0 || clang_getCursorKind(parts.at[parts.count - 1]) != CXCursor_CompoundStmt)
        return false;
    dl_lower_children(l, parts.at[parts.count - 1], &inner);
    if (inner.count != 1 || clang_getCursorKind(inner.at[0]) != CXCursor_ReturnStmt)
        return false;
    dl_lower_children(l, inner.at[0], &parts);
    if (parts.count != 1)
        return false;
    *value = dl_strip(l, parts.at[0]);
    if (clang_getCursorKind(*value) == CXCursor_CXXFunctionalCastExpr) { /* `TYPE{…}` */
        dl_lower_operands(l, *value, &inner);
        *value = inner.count == 1 ? inner.at[0] : *value;
    }
    return true;
}

/* `UNICODE_STRING Name = L"\\Device\\Name"_us;` of what no code runs for: a constexpr function that only puts its
 * arguments together. False: it is no such call. */
static bool init_with_result(dl_fn *fn, const dl_expr *target, CXType type, CXCursor init)
{
    dl_lower *l = fn->l;
    CXCursor call = dl_strip(l, init), decl = clang_getCursorReferenced(call), value = clang_getNullCursor();
    int count = clang_Cursor_getNumArguments(call);
    const dl_given *outer = fn->given;
    dl_given *given = NULL;

    if (!fn->inits || clang_getCursorKind(call) != CXCursor_CallExpr || clang_Cursor_isNull(decl) ||
        clang_getCursorKind(decl) != CXCursor_FunctionDecl || fn->depth >= DL_DEEPEST_EXPR)
        return false;
    if (!dl_template_is_made(decl))
        decl = clang_getCursorDefinition(decl);
    if (clang_Cursor_isNull(decl) || count != clang_Cursor_getNumArguments(decl) || !find_returned(l, decl, &value))
        return false;
    for (int i = 0; i < count; i++) {
        dl_given *made = DL_NEW(l->scratch, dl_given);

        made->outer = given;
        made->param = clang_Cursor_getArgument(decl, (unsigned)i);
        made->value = dl_lower_expr(fn, clang_Cursor_getArgument(call, (unsigned)i));
        given = made;
    }
    fn->given = given;
    fn->depth++;
    dl_lower_init(fn, target, type, value);
    fn->depth--;
    fn->given = outer;
    return true;
}

/* `const Status status{Make()};`: one object of the very class becomes the whole. */
static bool is_whole_in_list(dl_fn *fn, CXType type, CXCursor list, CXCursor *whole)
{
    dl_cursors items = {0};

    dl_lower_operands(fn->l, list, &items);
    if (!fn->l->unit->is_cpp || items.count != 1 || !is_same_class(type, clang_getCursorType(items.at[0])) ||
        clang_getCursorKind(dl_strip(fn->l, items.at[0])) == CXCursor_InitListExpr)
        return false;
    *whole = items.at[0];
    return true;
}

void dl_lower_init(dl_fn *fn, const dl_expr *target, CXType type, CXCursor init)
{
    CXType canonical = clang_getCanonicalType(type);
    const dl_expr *value;
    CXCursor list, whole;

    if (canonical.kind == CXType_LValueReference || canonical.kind == CXType_RValueReference) {
        init_reference(fn, target, init);
        return;
    }
    if (is_list(fn, init, &list) && is_whole_in_list(fn, type, list, &whole)) {
        dl_lower_init(fn, target, type, whole);
        return;
    }
    if (is_list(fn, init, &list)) {
        dl_place place = dl_lower_place(fn->l, list);

        if (!is_aggregate(type)) {
            init_scalar_list(fn, target, type, list);
            return;
        }
        dl_emit_init(fn, (dl_instr){.kind = DL_I_ZERO, .span = place.span, .target = target});
        init_list(fn, target, type, list);
        return;
    }
    if ((canonical.kind == CXType_Record || canonical.kind == CXType_ConstantArray) &&
        dl_lower_construct(fn, target, type, init))
        return;
    if (is_aggregate(type) && is_string_for(fn, type, init))
        init = dl_strip(fn->l, init);
    if (canonical.kind == CXType_Record &&
        (pass_item(fn, target, canonical, init) || init_with_result(fn, target, type, init)))
        return;
    value = dl_lower_expr(fn, init);
    if (canonical.kind == CXType_Pointer &&
        value->type->kind == DL_TYPE_ARRAY) /* an item of a list, as it was written */
        value = dl_lower_decayed(fn, value, target->type, value->span);
    assign(fn, target, value);
}
