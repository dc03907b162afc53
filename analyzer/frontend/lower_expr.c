/* lower_expr.c: expressions, by what their cursors are. */
#include "frontend/lower.h"

/* ---- what a cursor is ---- */

bool dl_is_broken(CXCursor cursor)
{
    CXType type = clang_getCursorType(cursor);

    return type.kind == CXType_Dependent || type.kind == CXType_Overload;
}

void dl_lower_operands(dl_lower *l, CXCursor cursor, dl_cursors *out)
{
    size_t kept = 0;

    dl_lower_children(l, cursor, out);
    for (size_t i = 0; i < out->count; i++)
        if (clang_isExpression(clang_getCursorKind(out->at[i])))
            out->at[kept++] = out->at[i];
    out->count = kept;
}

bool dl_is_wrapper(dl_lower *l, CXCursor cursor, CXCursor *inner)
{
    enum CXCursorKind kind = clang_getCursorKind(cursor);
    dl_cursors children = {0};

    if (kind != CXCursor_UnexposedExpr && kind != CXCursor_ParenExpr)
        return false;
    dl_lower_children(l, cursor, &children);
    if (children.count != 1 || !clang_isExpression(clang_getCursorKind(children.at[0])))
        return false;
    *inner = children.at[0];
    return true;
}

CXCursor dl_strip(dl_lower *l, CXCursor cursor)
{
    CXCursor inner;

    while (dl_is_wrapper(l, cursor, &inner))
        cursor = inner;
    return cursor;
}

/* ---- constants ---- */

bool dl_lower_evaluate(CXCursor cursor, int64_t *value)
{
    CXEvalResult result;
    bool is_known = false;

    if (dl_is_broken(cursor))
        return false;
    result = clang_Cursor_Evaluate(cursor);
    if (!result)
        return false;
    if (clang_EvalResult_getKind(result) == CXEval_Int) {
        *value = clang_EvalResult_isUnsignedInt(result) ? (int64_t)clang_EvalResult_getAsUnsigned(result)
                                                        : (int64_t)clang_EvalResult_getAsLongLong(result);
        is_known = true;
    }
    clang_EvalResult_dispose(result);
    return is_known;
}

static const dl_expr *lower_literal(dl_fn *fn, CXCursor cursor, dl_place place)
{
    int64_t value;
    dl_expr *made;

    if (dl_lower_evaluate(cursor, &value))
        return dl_expr_const(fn->l, value, dl_lower_type_of(fn->l, cursor), place.span);
    made = dl_expr_new(fn->l, DL_E_CONST, dl_lower_type_of(fn->l, cursor), place.span);
    made->name = dl_lower_name(fn->l, dl_span_text(place.span, 80, fn->l->scratch));
    return made;
}

static const dl_expr *lower_named_zero(dl_fn *fn, CXCursor cursor, dl_place place, const char *name)
{
    dl_expr *made = dl_expr_const(fn->l, 0, dl_lower_type_of(fn->l, cursor), place.span);

    made->name = dl_lower_name(fn->l, name);
    return made;
}

static const dl_expr *lower_enumerator(dl_fn *fn, CXCursor decl, const dl_type *type, dl_span span)
{
    dl_expr *made = dl_expr_const(fn->l, clang_getEnumConstantDeclValue(decl), type, span);
    int64_t value = made->value;
    bool is_changed;

    made->name = dl_lower_string(fn->l, clang_getCursorSpelling(decl));
    made->has_value = dl_lower_is_in_user_file(fn->l, clang_getCursorLocation(decl)) ||
                      dl_lower_is_real(fn->l, made->name, &value, &is_changed);
    made->is_synthesized = !made->has_value;
    made->value = made->has_value ? value : 0;
    return made;
}

/* ---- strings ---- */

static bool is_clock_macro(const char *name)
{
    return dl_text_equal(name, "__DATE__") || dl_text_equal(name, "__TIME__") || dl_text_equal(name, "__TIMESTAMP__");
}

/* The text without the marks of what was made up. */
static const char *without_marks(dl_lower *l, const char *text)
{
    static const char mark[] = DL_MADE_UP_TEXT;
    dl_text out;

    dl_text_init(&out, l->scratch);
    for (const char *at = text, *end; *at; at = end) {
        end = strstr(at, mark);
        dl_text_add_n(&out, at, end ? (size_t)(end - at) : strlen(at));
        end = end ? end + sizeof mark - 1 : at + strlen(at);
    }
    return dl_text_str(&out);
}

static const dl_expr *lower_string(dl_fn *fn, CXCursor cursor, dl_place place)
{
    CXString printed = clang_getCursorSpelling(cursor);
    dl_expr *made = dl_expr_new(fn->l, DL_E_STRING, dl_lower_type_of(fn->l, cursor), place.span);
    const char *text = dl_lower_read_string(fn->l, clang_getCString(printed) ? clang_getCString(printed) : ""), *mark;

    clang_disposeString(printed);
    mark = strstr(text, DL_MADE_UP_TEXT);
    made->is_synthesized = mark != NULL;
    made->value = mark ? mark - text : 0;
    made->name = dl_lower_name(fn->l, mark ? without_marks(fn->l, text) : text);
    if (place.from && is_clock_macro(place.from->name))
        made->name = place.from->name; /* the same input gives the same output */
    return made;
}

/* ---- names ---- */

static const dl_expr *lower_function_name(dl_fn *fn, CXCursor decl, dl_span span)
{
    dl_expr *made;

    if (dl_lower_is_virtual(decl)) /* which one its address leads to depends on the object */
        return dl_expr_unknown(fn->l, span, NULL, NULL);
    made = dl_expr_new(fn->l, DL_E_FUNCTION, dl_lower_type_of(fn->l, decl), span);
    made->name = dl_lower_function_name(fn->l, decl);
    made->function = dl_lower_function_of(fn->l, decl);
    if (!made->function)
        made->function = dl_lower_function_named(fn->l, made->name);
    if (!made->function && (made->function = dl_lower_scoped_body(fn->l, decl)) != NULL)
        made->name = made->function->name;
    made->is_synthesized = dl_unit_is_synthesized(fn->l->unit, made->name);
    return made;
}

/* What the name is another one for, or NULL. Each use is an expression of its own: it gets its own range. */
static const dl_expr *lower_alias(dl_fn *fn, CXCursor decl, dl_span span)
{
    const dl_expr *alias = dl_cursor_get(&fn->l->aliases, decl);
    dl_expr *made;

    for (const dl_given *at = fn->given; at && !alias; at = at->outer)
        if (clang_equalCursors(at->param, decl))
            alias = at->value;
    if (!alias)
        return NULL;
    made = DL_NEW(fn->l->arena, dl_expr);
    *made = *alias;
    made->span = span;
    return made;
}

const dl_expr *dl_lower_variable(dl_fn *fn, CXCursor decl, dl_span span)
{
    const dl_expr *alias = lower_alias(fn, decl, span), *captured;
    const dl_var *var;
    dl_expr *made;

    if (alias)
        return alias;
    captured = dl_closure_captured(fn, decl, span);
    if (captured)
        return captured;
    var = dl_lower_var_of(fn, decl);
    made = dl_expr_var(fn->l, var, span);
    dl_lower_guard_used(fn, var, span);
    made->is_synthesized = var->is_extern && dl_unit_is_synthesized(fn->l->unit, var->name);
    if (dl_lower_is_reference(clang_getCursorType(decl)))
        return dl_expr_deref(fn->l, made, var->type->element, span);
    return made;
}

/* What a name declares, as an expression; NULL for what is none. */
static const dl_expr *lower_decl(dl_fn *fn, CXCursor decl, const dl_type *type, dl_span span)
{
    switch (clang_getCursorKind(decl)) {
    case CXCursor_VarDecl:
    case CXCursor_ParmDecl:
        return dl_lower_variable(fn, decl, span);
    case CXCursor_FunctionDecl:
    case CXCursor_CXXMethod:
    case CXCursor_Constructor:
    case CXCursor_Destructor:
    case CXCursor_ConversionFunction:
    case CXCursor_FunctionTemplate:
        return lower_function_name(fn, decl, span);
    case CXCursor_EnumConstantDecl:
        return lower_enumerator(fn, decl, type, span);
    case CXCursor_UnexposedDecl: /* one of `auto [a, b]`, or what was made of a variable's template */
        return clang_Cursor_hasVarDeclGlobalStorage(decl) == 1 ? dl_lower_variable(fn, decl, span)
                                                               : lower_alias(fn, decl, span);
    default:
        return NULL;
    }
}

const dl_expr *dl_lower_named(dl_fn *fn, const char *name, dl_span span)
{
    dl_lower *l = fn->l;
    const dl_var *var = dl_scope_find(fn, name);
    const dl_function *function;
    const CXCursor *constant;
    dl_expr *made;
    int64_t value;

    if (!name[0])
        return NULL;
    if (!var)
        var = dl_map_get(l->globals_by_name, name);
    if (var)
        return dl_expr_var(l, var, span);
    constant = dl_map_get(l->constants_by_name, name);
    if (constant)
        return lower_enumerator(fn, *constant, dl_lower_type_of(fn->l, *constant), span);
    function = dl_lower_body_named(l, name);
    if (function) {
        made = dl_expr_new(l, DL_E_FUNCTION, function->type, span);
        made->name = name;
        made->function = function;
        return made;
    }
    if (!l->unit->facts || !dl_facts_constant(l->unit->facts, name, &value))
        return NULL;
    made = dl_expr_const(l, value, l->type_int, span);
    made->name = name;
    return made;
}

/* The one function that a set of overloads is, or a null cursor. A role type that is made up declares another type than
 * the prototype that follows it: to the parser these are two functions. */
static CXCursor only_function(CXCursor overloads)
{
    unsigned count = clang_getNumOverloadedDecls(overloads), plain = 0;
    CXCursor found = clang_getNullCursor();

    for (unsigned i = 0; i < count; i++) {
        CXCursor decl = clang_getOverloadedDecl(overloads, i);
        enum CXTypeKind kind = clang_getCursorType(decl).kind;

        if (clang_getCursorKind(decl) != CXCursor_FunctionDecl)
            return clang_getNullCursor();
        if (count > 1 && (kind == CXType_Typedef || kind == CXType_Elaborated))
            continue;
        found = decl;
        plain++;
    }
    return plain == 1 ? found : clang_getNullCursor();
}

static const dl_expr *lower_reference(dl_fn *fn, CXCursor cursor, dl_place place)
{
    CXCursor decl = clang_getCursorReferenced(cursor);
    const char *name = dl_lower_string(fn->l, clang_getCursorSpelling(cursor));
    const dl_expr *made = NULL;
    dl_cursors given = {0};
    dl_expr *unknown;

    if (!clang_Cursor_isNull(decl) && clang_getCursorKind(decl) == CXCursor_OverloadedDeclRef) {
        if (!name[0])
            name = dl_lower_string(fn->l, clang_getCursorSpelling(decl));
        if (clang_getNumOverloadedDecls(decl) == 1)
            decl = clang_getOverloadedDecl(decl, 0);
        else if (!clang_Cursor_isNull(only_function(decl)))
            decl = only_function(decl);
    }
    if (!clang_Cursor_isNull(decl))
        made = lower_decl(fn, decl, dl_lower_type_of(fn->l, cursor), place.span);
    if (!made)
        made = dl_lower_named(fn, name, place.span);
    if (made)
        return made;
    if (!name[0] && clang_Cursor_isNull(decl)) { /* what was given for a parameter of a template */
        dl_lower_operands(fn->l, cursor, &given);
        if (given.count == 1)
            return dl_lower_expr(fn, given.at[0]);
    }
    unknown = dl_expr_unknown(fn->l, place.span, NULL, NULL);
    unknown->name = name[0] ? name : NULL;
    return unknown;
}

static const dl_expr *lower_member(dl_fn *fn, CXCursor cursor, dl_place place)
{
    CXCursor decl = clang_getCursorReferenced(cursor);
    const char *name = dl_lower_string(fn->l, clang_getCursorSpelling(cursor));
    dl_cursors children = {0};
    const dl_expr *base;

    if (!clang_Cursor_isNull(decl) && clang_getCursorKind(decl) != CXCursor_FieldDecl) {
        const dl_expr *made = lower_decl(fn, decl, dl_lower_type_of(fn->l, cursor), place.span);

        if (made)
            return made;
    }
    dl_lower_operands(fn->l, cursor, &children);
    base = children.count ? dl_lower_expr(fn, children.at[0]) : dl_lower_this(fn, place.span);
    if (children.count)
        dl_unnamed_note(fn, children.at[0], base);
    if (base->type->kind == DL_TYPE_POINTER)
        base = dl_expr_deref(fn->l, base, base->type->element, children.count ? base->span : place.span);
    if (!name[0] || strchr(name, '(')) {
        /* an anonymous member adds no step; a missing one is unknown */
        if (!clang_Cursor_isNull(decl) && clang_getCursorKind(decl) == CXCursor_FieldDecl)
            return base;
        return dl_expr_unknown(fn->l, place.span, base, NULL);
    }
    if (clang_Cursor_isNull(decl) || clang_getCursorKind(decl) != CXCursor_FieldDecl)
        return dl_expr_field(fn->l, base, name, dl_lower_type_of(fn->l, cursor), place.span);
    base = dl_expr_member(fn->l, base, decl, place.span);
    if (dl_lower_is_reference(clang_getCursorType(decl)))
        base = dl_expr_deref(fn->l, base, base->type->element, place.span);
    return base;
}

/* ---- conversions ---- */

const dl_expr *dl_lower_decayed(dl_fn *fn, const dl_expr *array, const dl_type *type, dl_span span)
{
    dl_expr *made;

    if (array->kind == DL_E_STRING || array->kind == DL_E_UNKNOWN)
        return array;
    made = dl_expr_new(fn->l, DL_E_ADDRESS, type, span);
    made->a = dl_expr_index(fn->l, array, dl_expr_const(fn->l, 0, fn->l->type_int, span), array->type->element, span);
    made->decays = true;
    return made;
}

static const dl_expr *convert(dl_fn *fn, const dl_expr *inner, CXCursor cursor, dl_place place, bool is_written)
{
    CXType type = clang_getCursorType(cursor);
    const dl_type *made = dl_lower_type(fn->l, type);

    if (made->kind == DL_TYPE_POINTER && inner->type->kind == DL_TYPE_ARRAY && !dl_lower_is_reference(type))
        return dl_lower_decayed(fn, inner, made, place.span);
    if (made->kind == DL_TYPE_POINTER && inner->kind == DL_E_FUNCTION && !is_written)
        return inner;
    if (made->kind == DL_TYPE_POINTER && inner->kind == DL_E_DEREF && inner->type->kind == DL_TYPE_FUNCTION)
        return inner->a; /* a function decays to the pointer it was reached by */
    return dl_expr_cast(fn->l, inner, made, place.span, is_written);
}

/* `(Block &)object`: the object, seen as that class. */
static const dl_expr *seen_as(dl_lower *l, const dl_expr *object, const dl_type *type, dl_span span)
{
    const dl_expr *address;

    if (object->type->kind == DL_TYPE_RECORD && dl_record_is_same(object->type->record, type->record))
        return object;
    address = dl_expr_address(l, object, dl_lower_pointer_to(l, object->type), span);
    return dl_expr_deref(l, dl_expr_cast(l, address, dl_lower_pointer_to(l, type), span, true), type, span);
}

static const dl_expr *lower_cast(dl_fn *fn, CXCursor cursor, dl_place place)
{
    dl_cursors children = {0};
    const dl_expr *inner, *made;
    const dl_type *type;

    dl_lower_operands(fn->l, cursor, &children);
    if (children.count == 0) /* `T()` */
        return dl_expr_const(fn->l, 0, dl_lower_type_of(fn->l, cursor), place.span);
    inner = dl_lower_expr(fn, children.at[children.count - 1]);
    type = dl_lower_type_of(fn->l, cursor);
    if (type->kind == DL_TYPE_RECORD && dl_expr_is_place(inner) &&
        clang_getCursorKind(cursor) != CXCursor_CXXFunctionalCastExpr) /* of no reference, it has made its object */
        return seen_as(fn->l, inner, type, place.span);
    made = dl_lower_offset_of_null(fn, cursor, inner, place);
    if (made)
        return made;
    made = convert(fn, inner, cursor, place, true);
    if (made != inner && made->kind == DL_E_CAST && inner->kind == DL_E_CAST && !inner->macro &&
        inner->a->type->canonical == made->type->canonical && made->type->kind == DL_TYPE_POINTER)
        return inner->a;
    return made;
}

/* ---- sizeof ---- */

/* The operand's text where it is written, in a macro's body too. */
static const char *sizeof_text(dl_fn *fn, CXCursor cursor, bool *is_sizeof)
{
    CXFile file = NULL;
    unsigned at = 0, end;
    size_t size = 0;
    const char *text;
    dl_file view = {0};
    dl_text_ranges args = {0};

    clang_getSpellingLocation(clang_getRangeStart(clang_getCursorExtent(cursor)), &file, NULL, NULL, &at);
    text = file ? clang_getFileContents(fn->l->unit->tu, file, &size) : NULL;
    *is_sizeof = text && at + 6 < size && strncmp(text + at, "sizeof", 6) == 0;
    if (!*is_sizeof)
        return NULL;
    view.text = text;
    view.size = size;
    if (!dl_lower_text_args(fn->l, &view, at + 6, &args, &end) || args.count == 0)
        return NULL;
    return dl_lower_name(
        fn->l, dl_span_text((dl_span){.file = &view, .offset = args.at[0].offset, .end = args.at[args.count - 1].end},
                            200, fn->l->scratch));
}

static const char *type_ref_name(dl_fn *fn, CXCursor ref)
{
    return dl_lower_string(fn->l, clang_getCursorSpelling(clang_getCursorReferenced(ref)));
}

/* Of what is made of a template the parser does not show what stands for its parameter; NULL: the name is of none. */
static const dl_type *sizeof_parameter(dl_fn *fn, CXCursor cursor, const char *name)
{
    CXType given = dl_template_argument(fn->l, fn->cursor, name);
    int64_t size;

    if (given.kind == CXType_Invalid || !dl_lower_evaluate(cursor, &size) || clang_Type_getSizeOf(given) != size)
        return NULL;
    return dl_lower_type(fn->l, given);
}

/* `is_known`: the size that the parser gives is that of the type, not of what was made up for its name. */
static const dl_type *sizeof_type(dl_fn *fn, CXCursor cursor, const char *text, bool *is_known)
{
    dl_cursors children = {0};
    const dl_type *type = NULL;

    *is_known = true;
    dl_lower_children(fn->l, cursor, &children);
    for (size_t i = 0; i < children.count; i++)
        if (clang_getCursorKind(children.at[i]) == CXCursor_TypeRef) {
            type = dl_lower_type(fn->l, clang_getCursorType(children.at[i]));
            *is_known = type->record || !dl_lower_is_made_up(fn->l, type_ref_name(fn, children.at[i]));
        }
    if (!type && text)
        type = sizeof_parameter(fn, cursor, text);
    if (type && !children.count)
        return type;
    if (!type || (!*is_known && text && !strpbrk(text, "*[")))
        return dl_lower_type_named(fn->l, text ? text : "?", DL_TYPE_OTHER);
    for (const char *at = text; at && *at; at++)
        if (*at == '*')
            type = dl_lower_pointer_to(fn->l, type);
    if (text && strchr(text, '['))
        type = dl_lower_type_named(fn->l, text, DL_TYPE_ARRAY);
    return type;
}

const dl_expr *dl_lower_unevaluated(dl_fn *fn, CXCursor cursor)
{
    bool was_pure = fn->is_pure, was_spoiled = fn->is_spoiled;
    const dl_expr *made;

    fn->is_pure = true;
    made = dl_lower_expr(fn, cursor);
    fn->is_pure = was_pure;
    fn->is_spoiled = was_spoiled;
    return made;
}

/* What nobody knows the size of: a text that is not known is an array, a name that is not may be of any type, or be
 * one. */
static bool is_made_up(const dl_expr *expr)
{
    return expr && expr->is_synthesized && expr->kind != DL_E_FUNCTION;
}

static const dl_expr *lower_sizeof(dl_fn *fn, CXCursor cursor, dl_place place)
{
    dl_cursors children = {0};
    dl_expr *made = dl_expr_new(fn->l, DL_E_SIZEOF, dl_lower_type_of(fn->l, cursor), place.span);
    bool is_sizeof, is_known = true;
    const char *text = sizeof_text(fn, cursor, &is_sizeof);
    int64_t value;

    dl_lower_operands(fn->l, cursor, &children);
    if (children.count) {
        made->a = dl_lower_unevaluated(fn, children.at[0]);
        made->of_type = dl_lower_type_of(fn->l, children.at[0]);
        if (made->a->kind != DL_E_UNKNOWN)
            made->name = dl_lower_name(fn->l, dl_expr_text(made->a, fn->l->scratch));
    } else {
        made->of_type = sizeof_type(fn, cursor, text, &is_known);
    }
    if (!made->name)
        made->name = text ? text : made->of_type->spelling;
    is_known = is_known && !is_made_up(made->a) && (made->of_type->size >= 0 || made->of_type->kind == DL_TYPE_OTHER);
    made->has_value = is_known && dl_lower_evaluate(cursor, &value);
    if (made->has_value)
        made->value = value;
    if (is_sizeof || children.count)
        return made;
    return made->has_value ? dl_expr_const(fn->l, value, made->type, place.span)
                           : dl_expr_unknown(fn->l, place.span, NULL, NULL);
}

/* ---- the rest ---- */

static const dl_expr *lower_statement_expr(dl_fn *fn, CXCursor cursor, dl_place place)
{
    dl_cursors children = {0}, statements = {0};
    const dl_expr *value = NULL;

    if (dl_lower_cannot_branch(fn))
        return dl_expr_unknown(fn->l, place.span, NULL, NULL);
    dl_lower_children(fn->l, cursor, &children);
    if (children.count != 1)
        return dl_expr_unknown(fn->l, place.span, NULL, NULL);
    dl_lower_children(fn->l, children.at[0], &statements);
    (void)dl_scope_push(fn);
    for (size_t i = 0; i < statements.count; i++) {
        bool is_last = i + 1 == statements.count && !dl_is_void_type(clang_getCursorType(cursor));

        if (is_last && clang_isExpression(clang_getCursorKind(statements.at[i])))
            value = dl_lower_in_temp(fn, dl_lower_expr(fn, statements.at[i]));
        else
            dl_lower_stmt(fn, statements.at[i]);
    }
    dl_scope_pop(fn);
    return value ? value : dl_expr_unknown(fn->l, place.span, NULL, NULL);
}

/* An object made in an expression. */
static const dl_expr *lower_unnamed(dl_fn *fn, CXCursor cursor, CXCursor init, dl_place place)
{
    const dl_var *temp;
    const dl_expr *made;
    bool was_init = fn->is_init;

    temp = dl_temp_new(fn, dl_lower_type_of(fn->l, cursor), place.span);
    made = dl_expr_var(fn->l, temp, place.span);
    fn->is_init = true;
    dl_lower_init(fn, made, clang_getCursorType(cursor), init);
    fn->is_init = was_init;
    return made;
}

/* `T()`, `HANDLE()`: a pointer that is made of nothing. The parser evaluates numbers, and shows no parts of these. */
static bool is_empty_pointer(dl_fn *fn, CXCursor cursor, dl_span span)
{
    const char *text = dl_span_text(span, 200, fn->l->scratch);
    size_t name = strcspn(text, "(");

    return clang_getCanonicalType(clang_getCursorType(cursor)).kind == CXType_Pointer && name > 0 &&
           strcmp(text + name, "()") == 0 && strncmp(text, "__builtin_", strlen("__builtin_")) != 0;
}

/* `a ?: b`, of which the parser shows the condition more than once. A call that did not fit has as many parts. */
static bool is_short_choice(const dl_cursors *parts)
{
    return parts->count == 4 &&
           clang_equalLocations(clang_getCursorLocation(parts->at[0]), clang_getCursorLocation(parts->at[2])) != 0;
}

static const dl_expr *lower_unexposed(dl_fn *fn, CXCursor cursor, dl_place place)
{
    dl_cursors children = {0};
    const dl_expr *made;
    CXCursor inner;
    int64_t value;

    if (dl_is_wrapper(fn->l, cursor, &inner) && !(dl_is_broken(cursor) && !dl_is_broken(inner)) &&
        !dl_unseen_is_made(fn->l, cursor)) {
        made = dl_lower_expr(fn, inner);
        return convert(fn, made, cursor, place, false);
    }
    dl_lower_children(fn->l, cursor, &children);
    if (dl_is_broken(cursor))
        return dl_lower_broken(fn, cursor, &children, place);
    made = dl_lower_offsetof(fn, cursor, &children, place);
    if (made)
        return made;
    if (dl_lower_evaluate(cursor, &value))
        return dl_expr_const(fn->l, value, dl_lower_type_of(fn->l, cursor), place.span);
    dl_lower_operands(fn->l, cursor, &children);
    if (children.count == 0 && is_empty_pointer(fn, cursor, place.span))
        return dl_expr_const(fn->l, 0, dl_lower_type_of(fn->l, cursor), place.span);
    if (is_short_choice(&children))
        return dl_lower_short_choice(fn, cursor, &children, place);
    return dl_lower_broken(fn, cursor, &children, place);
}

static const dl_expr *lower_bool(dl_fn *fn, CXCursor cursor, dl_place place)
{
    const dl_expr *made = lower_literal(fn, cursor, place);
    dl_expr *named = dl_arena_copy(fn->l->arena, made, sizeof *made);

    named->name = dl_lower_name(fn->l, made->value ? "true" : "false");
    return named;
}

static const dl_expr *lower_paren(dl_fn *fn, CXCursor cursor, dl_place place)
{
    dl_cursors children = {0};

    dl_lower_operands(fn->l, cursor, &children);
    return children.count == 1 ? dl_lower_expr(fn, children.at[0]) : dl_expr_unknown(fn->l, place.span, NULL, NULL);
}

/* `(T){…}` */
static const dl_expr *lower_compound_literal(dl_fn *fn, CXCursor cursor, dl_place place)
{
    dl_cursors children = {0};

    dl_lower_operands(fn->l, cursor, &children);
    return children.count ? lower_unnamed(fn, cursor, children.at[children.count - 1], place)
                          : dl_expr_unknown(fn->l, place.span, NULL, NULL);
}

/* What has no kind of its own here: its value, if the compiler knows it. */
static const dl_expr *lower_rest(dl_fn *fn, CXCursor cursor, dl_place place)
{
    dl_cursors children = {0};
    int64_t value;

    if (dl_lower_evaluate(cursor, &value))
        return dl_expr_const(fn->l, value, dl_lower_type_of(fn->l, cursor), place.span);
    dl_lower_children(fn->l, cursor, &children);
    return dl_lower_broken(fn, cursor, &children, place);
}

static const dl_expr *lower_kind(dl_fn *fn, CXCursor cursor, dl_place place)
{
    switch (clang_getCursorKind(cursor)) {
    case CXCursor_IntegerLiteral:
    case CXCursor_CharacterLiteral:
    case CXCursor_FloatingLiteral:
        return lower_literal(fn, cursor, place);
    case CXCursor_CXXBoolLiteralExpr:
        return lower_bool(fn, cursor, place);
    case CXCursor_CXXNullPtrLiteralExpr:
        return lower_named_zero(fn, cursor, place, "nullptr");
    case CXCursor_GNUNullExpr:
        return lower_named_zero(fn, cursor, place, "NULL");
    case CXCursor_StringLiteral:
        return lower_string(fn, cursor, place);
    case CXCursor_DeclRefExpr:
        return lower_reference(fn, cursor, place);
    case CXCursor_MemberRefExpr:
        return lower_member(fn, cursor, place);
    case CXCursor_CXXThisExpr:
        return dl_lower_this(fn, place.span);
    case CXCursor_ParenExpr:
        return lower_paren(fn, cursor, place);
    case CXCursor_UnexposedExpr:
        return lower_unexposed(fn, cursor, place);
    case CXCursor_CStyleCastExpr:
    case CXCursor_CXXStaticCastExpr:
    case CXCursor_CXXReinterpretCastExpr:
    case CXCursor_CXXConstCastExpr:
    case CXCursor_CXXDynamicCastExpr:
    case CXCursor_CXXFunctionalCastExpr:
        return lower_cast(fn, cursor, place);
    case CXCursor_UnaryOperator:
        return dl_lower_unary(fn, cursor, place);
    case CXCursor_BinaryOperator:
        return dl_lower_binary(fn, cursor, place);
    case CXCursor_CompoundAssignOperator:
        return dl_lower_assignment(fn, cursor, place);
    case CXCursor_ConditionalOperator:
        return dl_lower_choice(fn, cursor, place);
    case CXCursor_ArraySubscriptExpr:
        return dl_lower_subscript(fn, cursor, place);
    case CXCursor_UnaryExpr:
        return lower_sizeof(fn, cursor, place);
    case CXCursor_CallExpr:
        return dl_lower_call(fn, cursor);
    case CXCursor_StmtExpr:
        return lower_statement_expr(fn, cursor, place);
    case CXCursor_CompoundLiteralExpr:
        return lower_compound_literal(fn, cursor, place);
    case CXCursor_InitListExpr:
        return lower_unnamed(fn, cursor, cursor, place);
    case CXCursor_LambdaExpr:
        return dl_lower_lambda(fn, cursor, place);
    case CXCursor_CXXNewExpr:
        return dl_lower_new(fn, cursor, place);
    case CXCursor_CXXDeleteExpr:
        return dl_lower_delete(fn, cursor, place);
    case CXCursor_CXXThrowExpr:
        dl_lower_throw(fn, cursor, place);
        return dl_expr_unknown(fn->l, place.span, NULL, NULL);
    default:
        return lower_rest(fn, cursor, place);
    }
}

static bool is_object_like(const dl_expansion *expansion)
{
    return expansion->end == expansion->offset + strlen(expansion->name);
}

/* What the settings define the macro as; NULL: they do not. */
static const char *defined_as(const dl_lower *l, const char *name)
{
    const dl_settings *settings =
        l->unit->driver ? dl_driver_settings(l->unit->driver, dl_unit_main_file(l->unit)->path) : NULL;
    size_t size = strlen(name);

    for (size_t i = settings ? settings->define_count : 0; i-- > 0;) {
        const char *text = settings->defines[i];

        if (dl_define_is_of(text, name, size))
            return text[size] ? text + size + 1 : "1";
    }
    return NULL;
}

static bool is_number(const char *text)
{
    text += strspn(text, " (-");
    if (*text < '0' || *text > '9')
        return false;
    text += strspn(text, "0123456789abcdefABCDEFxXuUlL");
    return text[strspn(text, " )")] == '\0';
}

/* Whether what the macro stands for is what its author wrote. What the settings define is in no file, and may be a name
 * that was made up. */
static bool is_value_known(const dl_fn *fn, const dl_expansion *from)
{
    const char *text;
    CXFile file;

    if (clang_Cursor_isNull(from->definition))
        return false;
    if (dl_lower_is_in_user_file(fn->l, clang_getCursorLocation(from->definition)))
        return true;
    clang_getSpellingLocation(clang_getCursorLocation(from->definition), &file, NULL, NULL, NULL);
    text = file ? NULL : defined_as(fn->l, from->name);
    return text && is_number(text);
}

/* Keeps the user's spelling of what a macro gave. */
static const dl_expr *name_macro(dl_fn *fn, const dl_expr *e, const dl_expansion *from)
{
    dl_expr *made;
    bool is_changed;

    if (e->kind == DL_E_VAR && e->var->storage == DL_TEMP)
        return e;
    if (!is_object_like(from) || !(e->kind == DL_E_CONST || (e->has_value && e->kind != DL_E_SIZEOF))) {
        made = dl_arena_copy(fn->l->arena, e, sizeof *e);
        made->macro = from->name;
        return made;
    }
    made = dl_expr_new(fn->l, DL_E_CONST, e->type, e->span);
    made->macro = made->name = from->name;
    made->a = e->kind == DL_E_CONST ? e->a : NULL;
    made->value = e->value;
    if (is_value_known(fn, from))
        made->has_value = e->has_value;
    else
        made->has_value =
            dl_lower_is_real(fn->l, from->name, &made->value, &is_changed) && (e->has_value || is_changed);
    made->is_synthesized = !made->has_value;
    if (!made->has_value)
        made->value = 0;
    return made;
}

size_t dl_lower_work_done(const dl_fn *fn)
{
    return fn->drafts.count + fn->instr_count;
}

const dl_expr *dl_lower_expr(dl_fn *fn, CXCursor cursor)
{
    dl_place place = dl_lower_place(fn->l, cursor);
    const dl_expansion *saved = fn->inside;
    const dl_expr *made;
    size_t before = dl_lower_work_done(fn);

    if (fn->is_pure) {
        made = dl_cursor_get(&fn->values, cursor);
        if (made)
            return made;
    }
    if (fn->depth >= DL_DEEPEST_EXPR) {
        made = dl_expr_unknown(fn->l, place.span, NULL, NULL);
        dl_emit_lost(fn, place.span, made);
        dl_lower_unsee(fn, place.span);
        return made;
    }
    fn->depth++;
    fn->inside = place.from;
    made = lower_kind(fn, cursor, place);
    fn->inside = saved;
    fn->depth--;
    if (place.from && place.from != saved && place.is_whole)
        made = name_macro(fn, made, place.from);
    if (!fn->is_pure && !fn->inits && dl_lower_work_done(fn) != before)
        dl_cursor_put(fn->l->scratch, &fn->values, cursor, (void *)(uintptr_t)made);
    return made;
}
