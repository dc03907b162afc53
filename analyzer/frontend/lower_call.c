#include "frontend/lower.h"

/* ---- macros around calls ---- */

typedef struct search {
    dl_lower *l;
    const dl_file *file;
    unsigned offset, end;
    CXCursor found;
    bool is_found;
} search;

static enum CXChildVisitResult search_cursor(CXCursor cursor, CXCursor parent, CXClientData data)
{
    search *s = data;
    dl_place place;

    (void)parent;
    if (!clang_isExpression(clang_getCursorKind(cursor)))
        return CXChildVisit_Recurse;
    place = dl_lower_place(s->l, cursor);
    if (place.span.file == s->file && place.span.offset == s->offset && place.span.end == s->end) {
        s->found = cursor;
        s->is_found = true;
        return CXChildVisit_Break;
    }
    return CXChildVisit_Recurse;
}

static const dl_expr *lower_again(dl_fn *fn, CXCursor cursor)
{
    bool was_pure = fn->is_pure, was_spoiled = fn->is_spoiled;
    const dl_expr *made;

    fn->is_pure = true;
    fn->is_spoiled = false;
    made = dl_lower_expr(fn, cursor);
    if (fn->is_spoiled)
        made = dl_expr_unknown(fn->l, made->span, NULL, NULL);
    fn->is_pure = was_pure;
    fn->is_spoiled = was_spoiled;
    return made;
}

static const dl_expr *lower_macro_arg(dl_fn *fn, const CXCursor *in, const dl_file *file, dl_text_range range)
{
    search s = {.l = fn->l, .file = file, .offset = range.offset, .end = range.end};

    if (in) {
        clang_visitChildren(*in, search_cursor, &s);
        if (s.is_found)
            return lower_again(fn, s.found);
    }
    return dl_lower_text(fn, file, range.offset, range.end);
}

/* `in`: the call whose operands may hold the arguments. */
void dl_lower_take_macro(dl_fn *fn, dl_instr *call, const dl_expansion *macro, const CXCursor *in)
{
    dl_text_ranges ranges = {0};
    const dl_expr **args;
    unsigned end;

    call->macro = macro->name;
    if (!dl_lower_text_args(fn->l, macro->file, macro->offset + (unsigned)strlen(macro->name), &ranges, &end))
        return;
    args = DL_NEW_ARRAY(fn->l->arena, ranges.count, const dl_expr *);
    for (size_t i = 0; i < ranges.count; i++)
        args[i] = lower_macro_arg(fn, in, macro->file, ranges.at[i]);
    call->macro_args = args;
    call->macro_arg_count = ranges.count;
}

/* Beside what the macro turns into. */
static bool says_more(const dl_api *api)
{
    return api->performs.count || api->write_count || api->store_count || api->zero_count || api->copy_count ||
           api->move_count || api->out_count || api->callback_count || api->initialised.count || api->copied.count ||
           api->kept.count || api->freed.count;
}

static bool is_known_without_call(dl_fn *fn, const dl_expansion *e)
{
    const dl_api *api;

    if (e->has_call || !fn->l->unit->facts)
        return false;
    api = dl_facts_api(fn->l->unit->facts, e->name);
    if (api && api->expands_to && e->has_node && !says_more(api))
        return false; /* what it turns into is there to be read */
    return api && (api->is_macro || !api->is_known_only);
}

/* `whole`: the expansion that these bytes are, whose statements speak for the macros in its arguments; or NULL. */
static void markers_in(dl_fn *fn, const dl_file *file, unsigned from, unsigned until, const dl_expansion *whole)
{
    dl_lower *l = fn->l;
    size_t low = 0, high = l->expansions.count;

    if (!file || fn->is_pure || fn->inits || from >= until)
        return;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        const dl_expansion *e = &l->expansions.at[middle];

        if ((uintptr_t)e->file < (uintptr_t)file || (e->file == file && e->offset < from))
            low = middle + 1;
        else
            high = middle;
    }
    for (; low < l->expansions.count; low++) {
        const dl_expansion *e = &l->expansions.at[low];
        dl_instr call = {.kind = DL_I_CALL, .is_macro_only = true};

        if (e->file != file || e->offset >= until)
            break;
        if (!is_known_without_call(fn, e) || (whole && e != whole && e->has_node))
            continue;
        call.span = dl_lower_span_at(l, file, e->offset, e->end);
        dl_lower_take_macro(fn, &call, e, NULL);
        dl_emit(fn, call);
    }
}

void dl_lower_macros_in(dl_fn *fn, const dl_file *file, unsigned from, unsigned until)
{
    markers_in(fn, file, from, until, NULL);
}

void dl_lower_macro_whole(dl_fn *fn, const dl_expansion *whole)
{
    markers_in(fn, whole->file, whole->offset, whole->end, whole);
}

bool dl_lower_unread_macro(dl_fn *fn, const dl_file *file, unsigned at, unsigned end)
{
    dl_lower *l = fn->l;
    dl_expansion macro = {.file = file, .offset = at, .outer = -1};
    dl_instr call = {.kind = DL_I_CALL, .is_macro_only = true};
    dl_text_ranges args = {0};
    unsigned name_end = dl_lower_token_end(file, at, end);
    const dl_api *api;

    macro.name = dl_name_n(l->names, file->text + at, name_end - at);
    api = l->unit->facts ? dl_facts_api(l->unit->facts, macro.name) : NULL;
    if (!api || !api->is_macro || !dl_lower_text_args(l, file, name_end, &args, &macro.end) || macro.end > end)
        return false;
    if (dl_lower_skip_space(file, macro.end, end) + 1 < end)
        return false;
    call.span = dl_lower_span_at(l, file, at, macro.end);
    dl_lower_take_macro(fn, &call, &macro, NULL);
    dl_emit(fn, call);
    if (l->seen.count)
        dl_vec_push(l->arena, &l->seen.at[l->seen.count - 1], (dl_seen){DL_SEEN_MACRO, at, macro.end, false, false});
    return true;
}

/* ---- calls ---- */

bool dl_lower_is_noreturn(dl_fn *fn, const char *name, CXCursor decl)
{
    const dl_api *api = name && fn->l->unit->facts ? dl_facts_api(fn->l->unit->facts, name) : NULL;
    CXString type;
    bool is_it;

    if (api && api->is_noreturn)
        return true;
    if (clang_Cursor_isNull(decl))
        return false;
    type = clang_getTypeSpelling(clang_getCursorType(decl));
    is_it = clang_getCString(type) && strstr(clang_getCString(type), "noreturn");
    clang_disposeString(type);
    return is_it;
}

const dl_expr *dl_emit_call(dl_fn *fn, dl_instr call, const dl_type *result)
{
    const dl_expr *value;

    dl_lower_before_call(fn, call.span);
    call.kind = DL_I_CALL;
    if (call.name && !call.callee) {
        call.is_traced = dl_map_get(fn->l->unit->traced, call.name);
        call.is_leaving = dl_map_get(fn->l->unit->leaving, call.name);
    }
    if (result && result->kind != DL_TYPE_VOID && !fn->is_pure && !fn->inits)
        call.result = dl_temp_new(fn, result, call.span);
    dl_emit(fn, call);
    value = call.result ? dl_expr_var(fn->l, call.result, call.span) : dl_expr_unknown(fn->l, call.span, NULL, NULL);
    if (call.is_noreturn)
        dl_end(fn, (dl_term){.kind = DL_T_UNREACHABLE, .span = call.span});
    return value;
}

typedef struct call_parts {
    CXCursor cursor, decl, callee;
    bool has_callee;
    bool is_method;        /* with an object */
    bool object_is_first;  /* of an operator: the object is the first argument */
    const dl_expr *object; /* of a call through a pointer to a member, or NULL */
    CXType function;
    dl_place place;
} call_parts;

static CXType function_type(CXType type)
{
    type = clang_getCanonicalType(type);
    while (type.kind == CXType_Pointer || type.kind == CXType_LValueReference || type.kind == CXType_RValueReference)
        type = clang_getCanonicalType(clang_getPointeeType(type));
    return type;
}

/* `object.method`, not an object that is itself a member: of an operator's call, that is what comes first. */
static bool names_function(dl_lower *l, CXCursor callee)
{
    CXCursor member = dl_strip(l, callee), named = clang_getCursorReferenced(member);

    return clang_getCursorKind(member) == CXCursor_MemberRefExpr &&
           (clang_Cursor_isNull(named) || clang_getCursorKind(named) != CXCursor_FieldDecl);
}

static call_parts parts_of(dl_fn *fn, CXCursor cursor)
{
    call_parts parts = {.cursor = cursor, .decl = clang_getCursorReferenced(cursor)};
    dl_cursors children = {0};
    enum CXCursorKind kind;

    parts.place = dl_lower_place(fn->l, cursor);
    dl_lower_children(fn->l, cursor, &children);
    if (children.count && clang_isExpression(clang_getCursorKind(children.at[0]))) {
        parts.callee = children.at[0];
        parts.has_callee = true;
    }
    kind = clang_Cursor_isNull(parts.decl) ? CXCursor_InvalidFile : clang_getCursorKind(parts.decl);
    if (kind == CXCursor_CXXMethod || kind == CXCursor_ConversionFunction || kind == CXCursor_Destructor) {
        parts.is_method = !clang_CXXMethod_isStatic(parts.decl);
        parts.object_is_first = parts.is_method && parts.has_callee && !names_function(fn->l, parts.callee);
    }
    if (!clang_Cursor_isNull(parts.decl))
        parts.function = function_type(clang_getCursorType(parts.decl));
    return parts;
}

static bool is_function_decl(CXCursor decl)
{
    enum CXCursorKind kind = clang_Cursor_isNull(decl) ? CXCursor_InvalidFile : clang_getCursorKind(decl);

    return kind == CXCursor_FunctionDecl || kind == CXCursor_CXXMethod || kind == CXCursor_Constructor ||
           kind == CXCursor_Destructor || kind == CXCursor_ConversionFunction || kind == CXCursor_FunctionTemplate;
}

static bool wants_reference(CXType function, int index)
{
    CXType type;

    if (function.kind != CXType_FunctionProto || index < 0 || index >= clang_getNumArgTypes(function))
        return false;
    type = clang_getCanonicalType(clang_getArgType(function, (unsigned)index));
    return type.kind == CXType_LValueReference || type.kind == CXType_RValueReference;
}

/* What a reference is bound to. To a routine it is the routine. */
const dl_expr *dl_lower_reference_to(dl_fn *fn, const dl_expr *value)
{
    if (value->kind == DL_E_FUNCTION && value->type->kind == DL_TYPE_FUNCTION)
        return value;
    if (!dl_expr_is_place(value) && !fn->is_pure && !fn->inits && value->kind != DL_E_UNKNOWN)
        value = dl_lower_in_temp(fn, value);
    if (!dl_expr_is_place(value))
        return value;
    return dl_expr_address(fn->l, value, dl_lower_pointer_to(fn->l, value->type), value->span);
}

static const dl_expr *object_of(dl_fn *fn, const call_parts *parts)
{
    CXCursor member = dl_strip(fn->l, parts->callee);
    dl_cursors children = {0};
    const dl_expr *base;

    dl_lower_children(fn->l, member, &children);
    for (size_t i = 0; i < children.count; i++) {
        if (!clang_isExpression(clang_getCursorKind(children.at[i])))
            continue;
        base = dl_lower_expr(fn, children.at[i]);
        dl_unnamed_note(fn, children.at[i], base); /* `Lock(mutex).Name()` */
        return base->type->kind == DL_TYPE_POINTER ? base : dl_lower_reference_to(fn, base);
    }
    return dl_lower_this(fn, parts->place.span);
}

/* A default argument: libclang shows an expression without parts for it. */
static bool is_left_out(dl_lower *l, CXCursor given)
{
    dl_cursors parts = {0};

    if (clang_getCursorKind(given) != CXCursor_UnexposedExpr)
        return false;
    dl_lower_children(l, given, &parts);
    return parts.count == 0;
}

bool dl_lower_default_of(dl_lower *l, CXCursor function, int param, CXCursor *value)
{
    dl_cursors values = {0};

    if (clang_Cursor_isNull(function) || param < 0 || param >= clang_Cursor_getNumArguments(function))
        return false;
    dl_lower_operands(l, clang_Cursor_getArgument(function, (unsigned)param), &values);
    if (values.count == 0)
        return false;
    *value = values.at[values.count - 1];
    return true;
}

/* `return m_handle;`, NULL: it does something else. */
static const char *member_returned(dl_lower *l, CXCursor method)
{
    CXCursor body = clang_getNullCursor();
    dl_cursors parts = {0};

    dl_lower_children(l, method, &parts);
    for (size_t i = 0; i < parts.count; i++)
        if (clang_getCursorKind(parts.at[i]) == CXCursor_CompoundStmt)
            body = parts.at[i];
    for (unsigned depth = 0; depth < 2 && !clang_Cursor_isNull(body); depth++) { /* the body, the statement */
        dl_lower_children(l, body, &parts);
        if (parts.count != 1 || (depth == 0 && clang_getCursorKind(parts.at[0]) != CXCursor_ReturnStmt))
            return NULL;
        body = parts.at[0];
    }
    if (clang_Cursor_isNull(body) || clang_getCursorKind(body = dl_strip(l, body)) != CXCursor_MemberRefExpr)
        return NULL;
    dl_lower_operands(l, body, &parts);
    return parts.count && clang_getCursorKind(parts.at[0]) != CXCursor_CXXThisExpr
               ? NULL
               : dl_lower_string(l, clang_getCursorSpelling(body));
}

/* `object.m_handle`, NULL: the class has no such member of its own. */
static const dl_expr *member_of(dl_fn *fn, const dl_expr *object, CXType type, const char *name)
{
    const dl_layout *layout = dl_lower_layout(fn->l, type);

    for (size_t i = 0; i < layout->count; i++)
        if (dl_text_equal(dl_lower_string(fn->l, clang_getCursorSpelling(layout->fields[i])), name))
            return dl_expr_member(fn->l, object, layout->fields[i], object->span);
    return NULL;
}

/* What the operator makes of the object; without a name: one of several, nobody knows which. */
static const dl_expr *operator_called(dl_fn *fn, const dl_expr *object, const char *name, const dl_function *callee,
                                      const dl_type *type)
{
    const dl_expr **args = DL_NEW_ARRAY(fn->l->arena, 1, const dl_expr *);

    args[0] = dl_lower_reference_to(fn, object);
    return dl_emit_call(
        fn, (dl_instr){.span = object->span, .name = name, .callee = callee, .args = args, .arg_count = 1}, type);
}

const dl_expr *dl_lower_converted(dl_fn *fn, const dl_expr *value, CXCursor given)
{
    CXCursor method;
    CXType type = clang_getCursorType(given);
    const dl_expr *member;
    const char *name;
    size_t count = fn->l->unit->is_cpp && value->type->kind == DL_TYPE_RECORD && dl_expr_is_place(value)
                       ? dl_object_conversions(fn->l, type, &method)
                       : 0;

    if (count == 0)
        return value;
    name = count == 1 ? member_returned(fn->l, method) : NULL;
    member = name ? member_of(fn, value, type, name) : NULL;
    if (member)
        return member;
    if (dl_template_is_made(clang_getTypeDeclaration(clang_getCanonicalType(type))) || fn->is_pure || fn->inits)
        return value;
    if (count > 1)
        return operator_called(fn, value, dl_arena_printf(fn->l->arena, "%s::operator", value->type->spelling), NULL,
                               dl_lower_type(fn->l, clang_getCursorResultType(method)));
    return operator_called(fn, value, dl_lower_function_name(fn->l, method), dl_lower_function_of(fn->l, method),
                           dl_lower_type(fn->l, clang_getCursorResultType(method)));
}

const dl_expr *dl_lower_argument(dl_fn *fn, CXType function, CXCursor decl, int param, CXCursor given)
{
    const dl_expr *value;
    CXCursor own;

    if (is_left_out(fn->l, given) && dl_lower_default_of(fn->l, decl, param, &own))
        given = own;
    value = dl_lower_expr(fn, given);
    if (function.kind != CXType_FunctionProto || param >= clang_getNumArgTypes(function)) {
        const dl_expr *object = value;

        value = dl_lower_converted(fn, object, given);
        if (value != object)
            dl_unnamed_note(fn, given, object);
    }
    if (wants_reference(function, param))
        dl_unnamed_note(fn, given, value);
    return wants_reference(function, param) ? dl_lower_reference_to(fn, value) : value;
}

static void take_args(dl_fn *fn, dl_instr *call, const call_parts *parts)
{
    int count = clang_Cursor_getNumArguments(parts->cursor);
    size_t at = 0;
    const dl_expr **args;

    if (count < 0)
        count = 0;
    args = DL_NEW_ARRAY(fn->l->arena, (size_t)count + 1, const dl_expr *);
    if (parts->object)
        args[at++] = parts->object;
    else if (parts->is_method && !parts->object_is_first && parts->has_callee)
        args[at++] = object_of(fn, parts);
    for (int i = 0; i < count; i++) {
        CXCursor given = clang_Cursor_getArgument(parts->cursor, (unsigned)i);

        if (parts->object_is_first && i == 0) {
            const dl_expr *object = dl_lower_expr(fn, given);

            dl_unnamed_note(fn, given, object);
            args[at++] = dl_lower_reference_to(fn, object);
        } else {
            args[at++] = dl_lower_argument(fn, parts->function, parts->decl, parts->object_is_first ? i - 1 : i, given);
        }
    }
    call->args = args;
    call->arg_count = at;
}

/* A name, or the pointer that is called through. */
static void take_callee(dl_fn *fn, dl_instr *call, call_parts *parts)
{
    const dl_expr *callee;

    if (is_function_decl(parts->decl)) {
        call->name = dl_lower_function_name(fn->l, parts->decl);
        if (!parts->is_method || !clang_CXXMethod_isVirtual(parts->decl))
            call->callee = dl_lower_function_of(fn->l, parts->decl);
        if (!call->callee)
            call->callee = dl_lower_function_named(fn->l, call->name);
        if (!call->callee && (call->callee = dl_lower_scoped_body(fn->l, parts->decl)) != NULL)
            call->name = call->callee->name;
        return;
    }
    if (!parts->has_callee) {
        call->pointer = dl_expr_unknown(fn->l, parts->place.span, NULL, NULL);
        return;
    }
    parts->function = function_type(clang_getCursorType(parts->callee));
    if (!dl_lower_through_member(fn, parts->callee, &callee, &parts->object))
        callee = dl_lower_expr(fn, parts->callee);
    if (callee->kind == DL_E_FUNCTION) {
        call->name = callee->name;
        call->callee = callee->function;
        return;
    }
    if (callee->kind == DL_E_UNKNOWN && callee->name) { /* a name that nothing declares */
        call->name = callee->name;
        call->callee = dl_lower_function_named(fn->l, call->name);
        return;
    }
    if (callee->kind == DL_E_DEREF && callee->type->kind == DL_TYPE_FUNCTION)
        callee = callee->a;
    call->pointer = callee;
}

/* The macro that the user spelled for a call: its body holds the call, or its body is the name called. */
static const dl_expansion *macro_of(dl_fn *fn, const dl_place *place)
{
    const dl_expansion *named;

    if (place->from)
        return place->from;
    if (!place->span.file)
        return NULL;
    named = dl_lower_expansion_from(fn->l, place->span.file, place->span.offset);
    return named && named->end < place->span.end ? named : NULL;
}

static bool is_abnormal_termination(const char *name)
{
    return dl_text_equal(name, "AbnormalTermination") || dl_text_equal(name, "_abnormal_termination") ||
           dl_text_equal(name, "__abnormal_termination");
}

const dl_expr *dl_lower_kept(dl_fn *fn, const dl_expr *value, dl_span span)
{
    const dl_expr *kept = dl_expr_var(fn->l, dl_temp_new(fn, value->type, span), span);

    dl_emit_assign(fn, kept, value, span);
    return kept;
}

/* What the compiler knows by itself and what does nothing. */
static const dl_expr *lower_builtin(dl_fn *fn, const char *name, const call_parts *parts)
{
    const dl_expr *known;
    dl_expr *made;

    if (fn->abnormal >= 0 &&
        (is_abnormal_termination(name) || (parts->place.from && is_abnormal_termination(parts->place.from->name)))) {
        made = dl_expr_const(fn->l, fn->abnormal, fn->l->type_int, parts->place.span);
        made->name = dl_lower_name(fn->l, "AbnormalTermination()");
        return made;
    }
    known = dl_lower_std(fn, name, parts->decl, parts->cursor, parts->place.span);
    if (!known)
        known = dl_lower_each(fn, name, parts->cursor, parts->place.span);
    if (known)
        return known;
    if (dl_text_equal(name, "__builtin_expect") && clang_Cursor_getNumArguments(parts->cursor) > 0)
        return dl_lower_expr(fn, clang_Cursor_getArgument(parts->cursor, 0));
    if (dl_text_equal(name, "__builtin_addressof") && clang_Cursor_getNumArguments(parts->cursor) > 0)
        return dl_lower_reference_to(fn, dl_lower_expr(fn, clang_Cursor_getArgument(parts->cursor, 0)));
    if (dl_text_equal(name, "__noop") || dl_text_equal(name, "__assume") || dl_text_equal(name, "__builtin_assume"))
        return dl_expr_const(fn->l, 0, fn->l->type_int, parts->place.span);
    return NULL;
}

/* An object given by value: a copy of its own, where code of the user's makes it. */
static const dl_expr *lower_passed(dl_fn *fn, CXCursor cursor, const call_parts *parts)
{
    CXCursor given = clang_Cursor_getArgument(cursor, 0);
    CXType type = clang_getCursorType(cursor);
    const dl_expr *value = dl_lower_expr(fn, given), *made;
    dl_passing how = {.is_move = clang_CXXConstructor_isMoveConstructor(parts->decl), .span = parts->place.span};

    if (dl_pass_kind(fn, given) == DL_PASSED_MADE || !fn->l->unit->is_cpp || fn->is_pure)
        return value;
    made = dl_expr_var(fn->l, dl_temp_new(fn, dl_lower_type(fn->l, type), parts->place.span), parts->place.span);
    return dl_pass_object(fn, made, type, value, how) ? made : value;
}

static const dl_expr *lower_object(dl_fn *fn, CXCursor cursor, const call_parts *parts)
{
    CXType type = clang_getCursorType(cursor);
    int count = clang_Cursor_getNumArguments(cursor);
    const dl_expr *object;

    if (count == 1 &&
        (clang_CXXConstructor_isCopyConstructor(parts->decl) || clang_CXXConstructor_isMoveConstructor(parts->decl)))
        return lower_passed(fn, cursor, parts);
    if (fn->is_pure) {
        fn->is_spoiled = true;
        return dl_expr_unknown(fn->l, parts->place.span, NULL, NULL);
    }
    object = dl_expr_var(fn->l, dl_temp_new(fn, dl_lower_type(fn->l, type), parts->place.span), parts->place.span);
    (void)dl_lower_construct(fn, object, type, cursor);
    return object;
}

/* `return memset(block, 0, size);`: what C says of these. */
static bool gives_first(const dl_instr *call)
{
    return call->arg_count == 3 && !call->callee &&
           (dl_text_equal(call->name, "memset") || dl_text_equal(call->name, "memcpy") ||
            dl_text_equal(call->name, "memmove"));
}

/* Of a function that writes its result to what an argument points to (`resultIn`): a function that returned it would
 * be called in an assignment. False: it is none, or the argument leads to no place. */
static bool emit_result_call(dl_fn *fn, dl_instr call)
{
    const dl_api *api =
        call.name && !call.callee && fn->l->unit->facts ? dl_facts_api(fn->l->unit->facts, call.name) : NULL;
    const dl_expr *to = api && api->result_in >= 0 && (size_t)api->result_in < call.arg_count
                            ? dl_expr_uncast(call.args[api->result_in])
                            : NULL;

    if (!to || to->type->kind != DL_TYPE_POINTER || !to->type->element || fn->is_pure || fn->inits)
        return false;
    to = dl_expr_deref(fn->l, to, to->type->element, call.span);
    dl_emit_assign(fn, to, dl_emit_call(fn, call, to->type), call.span);
    return true;
}

/* A macro of a header that is not there, which leaves the function where what it is given is a failure: so do the
 * objects that end then. Where none does, the engine knows the way out. */
static bool emit_return_if_failed(dl_fn *fn, const dl_instr *call)
{
    const dl_api *api =
        call->name && !call->callee && fn->l->unit->facts ? dl_facts_api(fn->l->unit->facts, call->name) : NULL;
    size_t unnamed = fn->inlined ? fn->inlined->unnamed : 0;
    unsigned fails, goes_on;
    const dl_expr *status, *zero;

    if (!api || !dl_text_equal(api->expands_to, "return-if-failed") || call->arg_count == 0 || fn->is_pure ||
        fn->inits || !dl_scopes_have_exit_code(fn, NULL))
        return false;
    status = call->args[0]->kind == DL_E_VAR ? call->args[0] : dl_lower_in_temp(fn, call->args[0]);
    zero = dl_expr_const(fn->l, 0, fn->l->type_int, call->span);
    goes_on = dl_block_new(fn);
    fails = dl_block_new(fn);
    dl_end_branch(fn, dl_expr_binary(fn->l, DL_OP_GE, status, zero, fn->l->type_int, call->args[0]->span), goes_on,
                  fails, call->span);
    dl_start(fn, fails);
    dl_unnamed_leave(fn, unnamed, call->span);
    dl_lower_return(fn, status, call->span, call->name);
    dl_start(fn, goes_on);
    return true;
}

static const dl_expr *finish_call(dl_fn *fn, dl_instr call, const call_parts *parts, bool is_discarded)
{
    CXType result = clang_getCursorType(parts->cursor);
    const dl_expansion *macro = macro_of(fn, &parts->place);
    const dl_type *type = dl_lower_type(fn->l, result);
    bool is_reference;
    const dl_expr *value;

    if (macro)
        dl_lower_take_macro(fn, &call, macro, &parts->cursor);
    call.span = parts->place.span;
    call.is_discarded = is_discarded;
    call.is_noreturn =
        dl_lower_is_noreturn(fn, call.name, is_function_decl(parts->decl) ? parts->decl : clang_getNullCursor());
    if (call.callee && call.callee->is_method && !parts->is_method)
        call.callee = NULL;
    result = clang_getCanonicalType(clang_getResultType(parts->function));
    is_reference = result.kind == CXType_LValueReference || result.kind == CXType_RValueReference;
    if (emit_result_call(fn, call) || emit_return_if_failed(fn, &call))
        return dl_expr_unknown(fn->l, call.span, NULL, NULL);
    value = dl_run_emit(fn, call, is_reference ? dl_lower_pointer_to(fn->l, type) : type);
    if (gives_first(&call)) /* whatever type it was declared with, if at all */
        return call.args[0];
    return is_reference ? dl_expr_deref(fn->l, value, type, call.span) : value;
}

/* `a = b` of a class whose operator the compiler makes. */
static bool is_plain_assignment(const call_parts *parts)
{
    return parts->object_is_first && clang_getCursorKind(parts->decl) == CXCursor_CXXMethod &&
           (clang_CXXMethod_isCopyAssignmentOperator(parts->decl) ||
            clang_CXXMethod_isMoveAssignmentOperator(parts->decl)) &&
           clang_CXXMethod_isDefaulted(parts->decl) && clang_Cursor_getNumArguments(parts->cursor) == 2;
}

static const dl_expr *lower_record_assignment(dl_fn *fn, const call_parts *parts)
{
    const dl_expr *value = dl_lower_expr(fn, clang_Cursor_getArgument(parts->cursor, 1));
    const dl_expr *target = dl_lower_expr(fn, clang_Cursor_getArgument(parts->cursor, 0));
    dl_passing how = {.is_move = clang_CXXMethod_isMoveAssignmentOperator(parts->decl),
                      .is_assignment = true,
                      .span = parts->place.span};
    CXType type = clang_getCursorType(clang_getCursorSemanticParent(parts->decl));

    dl_unnamed_note(fn, clang_Cursor_getArgument(parts->cursor, 1), value);
    if (!dl_pass_object(fn, target, type, value, how))
        dl_emit_assign(fn, target, value, parts->place.span);
    return target;
}

/* `p->~TYPE()` that leads to whatever object it is, or of a class whose destructor the compiler makes: its members end.
 * False: it is no such call. */
static bool lower_written_end(dl_fn *fn, const call_parts *parts)
{
    const dl_expr *object;
    bool is_dynamic;
    CXType type;

    if (clang_Cursor_isNull(parts->decl) || clang_getCursorKind(parts->decl) != CXCursor_Destructor ||
        !parts->has_callee)
        return false;
    type = clang_getCursorType(clang_getCursorSemanticParent(parts->decl));
    is_dynamic = clang_Cursor_isDynamicCall(parts->cursor) && dl_lower_ends_virtually(fn->l, type);
    if (!is_dynamic && !clang_CXXMethod_isDefaulted(parts->decl))
        return false;
    object = object_of(fn, parts);
    if (object->type->kind != DL_TYPE_POINTER)
        return false;
    if (is_dynamic && object->kind != DL_E_ADDRESS)
        dl_lower_virtual_end(fn, object, type, parts->place.span);
    else
        dl_object_end(fn, dl_expr_deref(fn->l, object, object->type->element, object->span), type, parts->place.span);
    return true;
}

const dl_expr *dl_lower_call(dl_fn *fn, CXCursor cursor)
{
    call_parts parts = parts_of(fn, cursor);
    dl_instr call = {.kind = DL_I_CALL};
    bool is_discarded = fn->is_discarding;
    const dl_expr *value;

    fn->is_discarding = false;
    if (dl_lower_guard_call(fn, cursor))
        return dl_expr_unknown(fn->l, parts.place.span, NULL, NULL);
    if (!clang_Cursor_isNull(parts.decl) && clang_getCursorKind(parts.decl) == CXCursor_Constructor)
        return lower_object(fn, cursor, &parts);
    if (!clang_Cursor_isNull(parts.decl) && clang_getCursorKind(parts.decl) == CXCursor_ConversionFunction &&
        dl_lower_lambda_pointer(fn, cursor, &value))
        return value;
    if (fn->is_pure || fn->inits) { /* what it gave is not known here */
        if (is_function_decl(parts.decl)) {
            value = lower_builtin(fn, dl_lower_function_name(fn->l, parts.decl), &parts);
            if (value)
                return value;
        }
        fn->is_spoiled = true;
        return dl_expr_unknown(fn->l, parts.place.span, NULL, NULL);
    }
    if (dl_lower_lambda_call(fn, cursor, parts.place, &value))
        return value;
    if (is_plain_assignment(&parts))
        return lower_record_assignment(fn, &parts);
    if (lower_written_end(fn, &parts))
        return dl_expr_unknown(fn->l, parts.place.span, NULL, NULL);
    take_callee(fn, &call, &parts);
    value = call.name ? lower_builtin(fn, call.name, &parts) : NULL;
    if (!value && call.name && !call.callee)
        value = dl_lower_interlocked(fn, call.name, cursor, parts.place.span);
    if (value)
        return value;
    take_args(fn, &call, &parts);
    call.span = parts.place.span;
    value = parts.is_method && !call.callee ? dl_span_call(fn, parts.decl, &call, clang_getCursorType(cursor)) : NULL;
    if (value)
        return value;
    if (call.name && !call.callee)
        dl_run_routine(fn, &call);
    if (parts.is_method)
        dl_lower_virtual_call(fn, &call, cursor, parts.decl, parts.place.span);
    if (call.callee && !call.callee->is_method && parts.is_method && call.arg_count) { /* a lambda */
        call.name = call.callee->name;
        if (!dl_closure_of(fn->l, clang_getCursorSemanticParent(parts.decl))) { /* its object says nothing */
            call.args++;
            call.arg_count--;
        }
    }
    return finish_call(fn, call, &parts, is_discarded);
}
