/* lower_object.c: how objects of classes begin and how they end. */
#include "frontend/lower.h"

enum { DEEPEST_OBJECT = 16, MOST_ELEMENTS = 16 };

/* ---- classes ---- */

/* Where the members of a class are written: of an instantiated template, libclang shows only the template's. */
static CXCursor pattern_of(dl_lower *l, CXType type)
{
    CXCursor decl = clang_getTypeDeclaration(clang_getCanonicalType(type));
    CXCursor definition = clang_getCursorDefinition(decl), from;
    dl_cursors children = {0};

    if (!clang_Cursor_isNull(definition))
        decl = definition;
    from = clang_getSpecializedCursorTemplate(decl);
    if (clang_Cursor_isNull(from))
        return decl;
    dl_lower_children(l, decl, &children);
    if (children.count)
        return decl;
    definition = clang_getCursorDefinition(from);
    return clang_Cursor_isNull(definition) ? from : definition;
}

static bool take_member(const dl_cursors *members, enum CXCursorKind kind, CXCursor *found)
{
    for (size_t i = 0; i < members->count; i++) {
        if (clang_getCursorKind(members->at[i]) != kind)
            continue;
        if (kind == CXCursor_Constructor && !clang_CXXConstructor_isDefaultConstructor(members->at[i]))
            continue;
        *found = members->at[i];
        return true;
    }
    return false;
}

static bool find_member(dl_lower *l, CXType type, enum CXCursorKind kind, CXCursor *found)
{
    dl_cursors members = {0};

    dl_template_members(l, type, &members);
    if (take_member(&members, kind, found))
        return true;
    dl_lower_children(l, pattern_of(l, type), &members);
    return take_member(&members, kind, found);
}

bool dl_object_method(dl_lower *l, CXType type, const char *name, CXCursor *found)
{
    dl_cursors members = {0};
    bool is_any = false;

    dl_object_own_members(l, type, &members);
    for (size_t i = 0; i < members.count; i++) {
        if (clang_getCursorKind(members.at[i]) != CXCursor_CXXMethod ||
            clang_Cursor_getNumArguments(members.at[i]) != 0 ||
            !dl_text_equal(dl_lower_string(l, clang_getCursorSpelling(members.at[i])), name) ||
            (is_any && clang_CXXMethod_isConst(members.at[i])))
            continue;
        *found = members.at[i];
        is_any = true;
    }
    return is_any;
}

static void take_bases(dl_lower *l, CXType type, bool with_virtual, dl_cx_types *bases)
{
    dl_cursors children = {0};

    bases->count = 0;
    dl_lower_children(l, pattern_of(l, type), &children);
    for (size_t i = 0; i < children.count; i++)
        if (clang_getCursorKind(children.at[i]) == CXCursor_CXXBaseSpecifier &&
            (with_virtual || !clang_isVirtualBase(children.at[i])))
            dl_vec_push(l->scratch, bases, dl_template_base(l, type, children.at[i]));
}

void dl_object_bases(dl_lower *l, CXType type, dl_cx_types *bases)
{
    take_bases(l, type, true, bases);
}

void dl_object_own_bases(dl_lower *l, CXType type, dl_cx_types *bases)
{
    take_bases(l, type, false, bases);
}

bool dl_object_is_record(CXType type)
{
    return clang_getCanonicalType(type).kind == CXType_Record;
}

/* `operator HANDLE() const`, but for `explicit operator bool`. */
static bool is_conversion(CXCursor member)
{
    return clang_getCursorKind(member) == CXCursor_ConversionFunction && !clang_CXXMethod_isExplicit(member) &&
           clang_getCanonicalType(clang_getCursorResultType(member)).kind != CXType_Bool;
}

static size_t find_conversions(dl_lower *l, CXType type, CXCursor *found, unsigned depth)
{
    dl_cursors members = {0};
    dl_cx_types bases = {0};
    size_t count = 0;

    dl_template_members(l, type, &members);
    for (unsigned from = 0; from < 2 && count == 0; from++) {
        if (from == 1)
            dl_lower_children(l, pattern_of(l, type), &members);
        for (size_t i = 0; i < members.count; i++)
            if (is_conversion(members.at[i])) {
                *found = members.at[i];
                count++;
            }
    }
    dl_object_bases(l, type, &bases);
    for (size_t i = 0; i < bases.count && count == 0 && depth < DEEPEST_OBJECT; i++)
        count = find_conversions(l, bases.at[i], found, depth + 1);
    return count;
}

size_t dl_object_conversions(dl_lower *l, CXType type, CXCursor *found)
{
    return dl_object_is_record(type) ? find_conversions(l, type, found, 0) : 0;
}

bool dl_object_is_union(CXType type)
{
    return clang_getCursorKind(clang_getTypeDeclaration(clang_getCanonicalType(type))) == CXCursor_UnionDecl;
}

bool dl_object_is_closure(const dl_lower *l, CXType type)
{
    return dl_cursor_get(&l->lambdas, clang_getTypeDeclaration(clang_getCanonicalType(type))) != NULL;
}

CXType dl_object_element(CXType type, int64_t *count)
{
    CXType canonical = clang_getCanonicalType(type);

    *count = 1;
    while (canonical.kind == CXType_ConstantArray) {
        *count *= clang_getArraySize(canonical);
        canonical = clang_getCanonicalType(clang_getArrayElementType(canonical));
    }
    return canonical;
}

void dl_object_own_members(dl_lower *l, CXType type, dl_cursors *out)
{
    dl_template_members(l, type, out);
    if (out->count == 0)
        dl_lower_children(l, pattern_of(l, type), out);
}

static void add_members(dl_lower *l, CXType type, dl_cursors *out, unsigned depth)
{
    dl_cursors members = {0};
    dl_cx_types bases = {0};

    if (!l->unit->is_cpp || !dl_object_is_record(type) || depth > DEEPEST_OBJECT)
        return;
    dl_object_own_members(l, type, &members);
    for (size_t i = 0; i < members.count; i++)
        dl_vec_push(l->scratch, out, members.at[i]);
    dl_object_bases(l, type, &bases);
    for (size_t i = 0; i < bases.count; i++)
        add_members(l, bases.at[i], out, depth + 1);
}

void dl_object_members(dl_lower *l, CXType type, dl_cursors *out)
{
    out->count = 0;
    add_members(l, type, out, 0);
}

/* `Class::~Class`, also of a template, whose destructor libclang calls `~Class<T>`. */
static const char *plain_name(dl_lower *l, CXCursor decl)
{
    const char *name = dl_lower_function_name(l, decl), *method = strstr(name, "::");
    size_t size = strcspn(method ? method : name, "<");

    return dl_name_n(l->names, name, (size_t)((method ? method : name) - name) + size);
}

/* ---- what a call of an unseen function makes ---- */

/* Of WIL, the guidelines' library and the library of the next standard. */
static bool is_known_guard(const char *name)
{
    return dl_text_equal(name, "scope_exit") || dl_text_equal(name, "scope_exit_log") || dl_text_equal(name, "finally");
}

bool dl_object_runs_at_end(dl_lower *l, CXCursor decl, CXCursor *given)
{
    CXCursor init = clang_Cursor_getVarDeclInitializer(decl), call, made, parent;

    if (!l->unit->is_cpp || clang_Cursor_isNull(init) || clang_getCursorType(decl).kind != CXType_Auto)
        return false;
    call = dl_strip(l, init);
    made = clang_getCursorReferenced(call);
    if (clang_getCursorKind(call) != CXCursor_CallExpr || clang_Cursor_isNull(made) ||
        clang_getCursorKind(made) != CXCursor_FunctionDecl || clang_Cursor_getNumArguments(call) < 1)
        return false;
    parent = clang_getCursorSemanticParent(made);
    if (clang_getCursorKind(parent) != CXCursor_Namespace ||
        !dl_lower_is_made_up(l, dl_lower_string(l, clang_getCursorSpelling(parent))) ||
        !is_known_guard(dl_lower_string(l, clang_getCursorSpelling(made))))
        return false;
    *given = clang_Cursor_getArgument(call, (unsigned)clang_Cursor_getNumArguments(call) - 1);
    return true;
}

/* `auto guard = wil::scope_exit(…)`: what a function that nobody shows makes of a lambda, or of anything
 * when it is a library's and its result was of no known shape. */
static const char *unseen_result(dl_lower *l, CXCursor decl)
{
    CXCursor init = clang_Cursor_getVarDeclInitializer(decl), call, made, parent;
    bool has_lambda = false;

    if (clang_Cursor_isNull(init) || clang_getCursorType(decl).kind != CXType_Auto)
        return NULL;
    call = dl_strip(l, init);
    if (clang_getCursorKind(call) != CXCursor_CallExpr)
        return NULL;
    made = clang_getCursorReferenced(call);
    if (clang_Cursor_isNull(made) || clang_getCursorKind(made) != CXCursor_FunctionDecl ||
        dl_lower_is_in_user_file(l, clang_getCursorLocation(made)))
        return NULL;
    for (int i = 0; i < clang_Cursor_getNumArguments(call); i++) {
        CXCursor arg = dl_strip(l, clang_Cursor_getArgument(call, (unsigned)i));

        has_lambda = has_lambda || clang_getCursorKind(arg) == CXCursor_LambdaExpr;
    }
    parent = clang_getCursorSemanticParent(made);
    if (clang_getCursorKind(parent) == CXCursor_Namespace) {
        if (!dl_lower_is_made_up(l, dl_lower_string(l, clang_getCursorSpelling(parent))))
            return NULL;
        has_lambda = true;
    } else if (!dl_lower_is_made_up(l, dl_lower_string(l, clang_getCursorSpelling(made)))) {
        return NULL;
    }
    return has_lambda ? dl_lower_string(l, clang_getCursorSpelling(made)) : NULL;
}

/* ---- the end ---- */

static bool type_ends(dl_lower *l, CXType type, unsigned depth);

static bool field_ends(dl_lower *l, CXCursor field, unsigned depth)
{
    return type_ends(l, clang_getCursorType(field), depth) || dl_unseen_member(l, field);
}

bool dl_object_field_ends(dl_lower *l, CXCursor field)
{
    return field_ends(l, field, 0);
}

static bool record_ends(dl_lower *l, CXType type, unsigned depth)
{
    const dl_layout *layout;
    dl_cx_types bases = {0};
    CXCursor destructor;

    if (find_member(l, type, CXCursor_Destructor, &destructor) && !clang_CXXMethod_isDefaulted(destructor))
        return true;
    dl_object_bases(l, type, &bases);
    for (size_t i = 0; i < bases.count; i++)
        if (type_ends(l, bases.at[i], depth + 1))
            return true;
    if (dl_object_is_union(type))
        return false;
    layout = dl_lower_layout(l, type);
    for (size_t i = 0; i < layout->count; i++)
        if (field_ends(l, layout->fields[i], depth + 1))
            return true;
    return false;
}

static bool type_ends(dl_lower *l, CXType type, unsigned depth)
{
    static const char yes, no;
    CXCursor decl;
    int64_t count;
    const void *known;

    if (!l->unit->is_cpp || depth > DEEPEST_OBJECT)
        return false;
    if (dl_unseen_class(l, type))
        return true;
    type = dl_object_element(type, &count);
    if (!dl_object_is_record(type) || dl_object_is_closure(l, type))
        return false;
    decl = clang_getTypeDeclaration(type);
    known = dl_cursor_get(&l->endings, decl);
    if (!known) {
        known = dl_unseen_class(l, type) || record_ends(l, type, depth) ? &yes : &no;
        dl_cursor_put(l->scratch, &l->endings, decl, (void *)(uintptr_t)known);
    }
    return known == &yes;
}

bool dl_object_ends(dl_lower *l, CXType type)
{
    return type_ends(l, type, 0);
}

static bool has_destructor(dl_lower *l, CXCursor class_template)
{
    dl_cursors members = {0};

    dl_lower_children(l, class_template, &members);
    for (size_t i = 0; i < members.count; i++)
        if (clang_getCursorKind(members.at[i]) == CXCursor_Destructor)
            return true;
    return false;
}

/* `on_failure undo{status, …};` of a class template whose arguments the parser could not work out. */
static const char *undeduced_class(dl_lower *l, CXCursor decl)
{
    dl_cursors children = {0};

    if (clang_getCanonicalType(clang_getCursorType(decl)).kind != CXType_Unexposed)
        return NULL;
    dl_lower_children(l, decl, &children);
    for (size_t i = 0; i < children.count; i++) {
        CXCursor named = clang_getCursorKind(children.at[i]) == CXCursor_TemplateRef
                             ? clang_getCursorReferenced(children.at[i])
                             : clang_getNullCursor();

        if (clang_getCursorKind(named) == CXCursor_ClassTemplate && has_destructor(l, named))
            return dl_lower_string(l, clang_getCursorSpelling(named));
    }
    return NULL;
}

bool dl_object_is_guard(dl_lower *l, CXCursor decl, const char **name)
{
    const char *made = l->unit->is_cpp ? unseen_result(l, decl) : NULL;

    if (!made && l->unit->is_cpp)
        made = dl_unseen_scalar(l, decl);
    if (!made && l->unit->is_cpp)
        made = undeduced_class(l, decl);
    *name = made ? dl_unseen_destructor(l, made) : NULL;
    return made != NULL;
}

const dl_expr *dl_object_address(dl_fn *fn, const dl_expr *object)
{
    return dl_expr_address(fn->l, object, dl_lower_pointer_to(fn->l, object->type), object->span);
}

static void call_on(dl_fn *fn, const char *name, const dl_function *callee, const dl_expr *object, dl_span span)
{
    const dl_expr **args = DL_NEW_ARRAY(fn->l->arena, 1, const dl_expr *);

    args[0] = dl_object_address(fn, object);
    dl_emit(fn,
            (dl_instr){.kind = DL_I_CALL, .span = span, .name = name, .callee = callee, .args = args, .arg_count = 1});
}

/* A constructor that is given nothing: its parameters have values of their own. */
static void construct_plainly(dl_fn *fn, CXCursor constructor, const dl_expr *object)
{
    int count = clang_Cursor_getNumArguments(constructor), known = 0;
    const dl_expr **args = DL_NEW_ARRAY(fn->l->arena, (size_t)(count > 0 ? count : 0) + 1, const dl_expr *);
    CXCursor value;

    args[0] = dl_object_address(fn, object);
    for (; dl_lower_default_of(fn->l, constructor, known, &value); known++)
        args[known + 1] = dl_lower_argument(fn, clang_getCursorType(constructor), clang_getNullCursor(), known, value);
    dl_emit(fn, (dl_instr){.kind = DL_I_CALL,
                           .span = object->span,
                           .name = plain_name(fn->l, constructor),
                           .callee = dl_lower_function_of(fn->l, constructor),
                           .args = args,
                           .arg_count = (size_t)known + 1});
}

static const dl_expr *field_of(dl_fn *fn, const dl_expr *object, CXCursor field)
{
    return dl_expr_member(fn->l, object, field, object->span);
}

static const dl_expr *element_at(dl_fn *fn, const dl_expr *array, CXType element, int64_t at)
{
    const dl_expr *index = at < 0 ? dl_expr_unknown(fn->l, array->span, NULL, NULL)
                                  : dl_expr_const(fn->l, at, fn->l->type_int, array->span);

    return dl_expr_index(fn->l, array, index, dl_lower_type(fn->l, element), array->span);
}

static void end_whole(dl_fn *fn, const dl_expr *object, CXType type, dl_span span, unsigned depth);

static void end_field(dl_fn *fn, const dl_expr *object, CXCursor field, dl_span span, unsigned depth)
{
    const char *unseen = dl_unseen_member(fn->l, field);

    if (unseen)
        call_on(fn, dl_unseen_destructor(fn->l, unseen), NULL, field_of(fn, object, field), span);
    else
        end_whole(fn, field_of(fn, object, field), clang_getCursorType(field), span, depth);
}

/* All of it but for virtual bases. */
static void end_object(dl_fn *fn, const dl_expr *object, CXType type, dl_span span, unsigned depth)
{
    dl_lower *l = fn->l;
    const char *unseen = dl_unseen_class(l, type);
    const dl_layout *layout;
    dl_cx_types bases = {0};
    CXCursor destructor;
    int64_t count;
    CXType element = dl_object_element(type, &count);

    if (unseen) {
        call_on(fn, dl_unseen_destructor(l, unseen), NULL, object, span);
        return;
    }
    if (depth > DEEPEST_OBJECT || !type_ends(l, type, depth))
        return;
    if (clang_getCanonicalType(type).kind == CXType_ConstantArray) {
        for (int64_t i = count; i-- > 0 && count <= MOST_ELEMENTS;)
            end_whole(fn, element_at(fn, object, element, i), element, span, depth + 1);
        if (count > MOST_ELEMENTS)
            end_whole(fn, element_at(fn, object, element, -1), element, span, depth + 1);
        return;
    }
    if (find_member(l, type, CXCursor_Destructor, &destructor) && !clang_CXXMethod_isDefaulted(destructor)) {
        call_on(fn, plain_name(l, destructor), dl_lower_function_of(l, destructor), object, span);
        return;
    }
    layout = dl_lower_layout(l, type);
    for (size_t i = layout->count; i-- > 0;)
        end_field(fn, object, layout->fields[i], span, depth + 1);
    dl_object_own_bases(l, type, &bases);
    for (size_t i = bases.count; i-- > 0;)
        end_object(fn, object, bases.at[i], span, depth + 1);
}

static void end_whole(dl_fn *fn, const dl_expr *object, CXType type, dl_span span, unsigned depth)
{
    dl_cx_types bases = {0};

    end_object(fn, object, type, span, depth);
    dl_object_virtual_bases(fn->l, type, &bases);
    for (size_t i = bases.count; i-- > 0 && depth <= DEEPEST_OBJECT;)
        end_object(fn, object, bases.at[i], span, depth + 1);
}

void dl_object_end(dl_fn *fn, const dl_expr *object, CXType type, dl_span span)
{
    end_whole(fn, object, type, span, 0);
}

void dl_object_end_lasting(dl_fn *fn, dl_var *var, CXCursor decl)
{
    dl_instrs ends = {0}, *outer = fn->inits;
    const dl_expr *object = dl_expr_var(fn->l, var, var->span);
    const char *guard;

    if (!fn->l->unit->is_cpp)
        return;
    fn->inits = &ends;
    if (dl_object_is_guard(fn->l, decl, &guard))
        call_on(fn, guard, NULL, object, var->span);
    else
        dl_object_end(fn, object, clang_getCursorType(decl), var->span);
    fn->inits = outer;
    var->ends = dl_arena_copy(fn->l->arena, ends.at, ends.count * sizeof *ends.at);
    var->end_count = ends.count;
}

void dl_object_end_base(dl_fn *fn, const dl_expr *object, CXType type, dl_span span)
{
    end_object(fn, object, type, span, 0);
}

/* What a destructor of the class does behind its body, on every way out of it. */
void dl_object_end_members(dl_fn *fn, CXType type)
{
    const dl_expr *object = dl_lower_this(fn, fn->function->span);
    dl_cx_types bases = {0};
    const dl_layout *layout;

    if (object->type->kind != DL_TYPE_POINTER || !dl_object_is_record(type))
        return;
    object = dl_expr_deref(fn->l, object, object->type->element, object->span);
    dl_object_own_bases(fn->l, type, &bases);
    for (size_t i = 0; i < bases.count; i++)
        dl_scope_add_base(fn, object, bases.at[i]);
    layout = dl_lower_layout(fn->l, type);
    for (size_t i = 0; i < layout->count && !dl_object_is_union(type); i++)
        dl_scope_add_field(fn, field_of(fn, object, layout->fields[i]), layout->fields[i]);
}

/* ---- the beginning ---- */

static void begin_object(dl_fn *fn, const dl_expr *object, CXType type, unsigned depth);
static void begin_whole(dl_fn *fn, const dl_expr *object, CXType type, unsigned depth);

/* What stands before the member's name is of its type: `decltype(&Routine) next;`, `Ring<8> ring;`. */
static bool is_of_type(dl_lower *l, CXCursor field, CXCursor child, size_t count)
{
    dl_span name = dl_lower_name_span(l, field);
    dl_place place = dl_lower_place(l, child);
    const char *type;

    if (name.file && place.span.file == name.file && !place.from)
        return place.span.offset < name.offset;
    type = dl_lower_string(l, clang_getTypeSpelling(clang_getCursorType(field)));
    return count == 1 && dl_text_starts(type, "decltype(");
}

static bool initialiser_of(dl_lower *l, CXCursor field, CXCursor *init)
{
    dl_cursors children = {0};

    dl_lower_operands(l, field, &children);
    if (children.count == 0 || clang_Cursor_isBitField(field)) /* libclang shows its width alone */
        return false;
    *init = children.at[children.count - 1];
    return !is_of_type(l, field, *init, children.count);
}

static bool has_initialiser(dl_lower *l, CXCursor field)
{
    CXType type = clang_getCanonicalType(clang_getCursorType(field));
    enum CXCursorKind kind;
    CXCursor init;

    if (!initialiser_of(l, field, &init))
        return false;
    kind = clang_getCursorKind(dl_strip(l, init));
    /* the bound of an array is a child of the member as well */
    return type.kind != CXType_ConstantArray || kind == CXCursor_InitListExpr || kind == CXCursor_StringLiteral;
}

static void begin_field(dl_fn *fn, const dl_expr *object, CXCursor field, unsigned depth)
{
    CXType type = clang_getCursorType(field);
    const dl_expr *outer = fn->self;
    CXCursor init = clang_getNullCursor();
    size_t unnamed = fn->unnamed.count;

    if (!has_initialiser(fn->l, field)) {
        begin_whole(fn, field_of(fn, object, field), type, depth + 1);
        return;
    }
    (void)initialiser_of(fn->l, field, &init);
    fn->self = dl_object_address(fn, object);
    dl_lower_init(fn, field_of(fn, object, field), type, init);
    dl_unnamed_end(fn, unnamed, object->span);
    fn->self = outer;
}

/* `begun`: the base that has begun already, or NULL. */
static void begin_members(dl_fn *fn, const dl_expr *object, CXType type, const CXType *begun, unsigned depth)
{
    const dl_layout *layout = dl_lower_layout(fn->l, type);
    dl_cx_types bases = {0};

    dl_object_own_bases(fn->l, type, &bases);
    for (size_t i = 0; i < bases.count; i++)
        if (!begun || !clang_equalTypes(bases.at[i], *begun))
            begin_object(fn, object, bases.at[i], depth + 1);
    dl_object_fill_slots(fn, object, type);
    for (size_t i = 0; i < layout->count; i++)
        if (!dl_object_is_union(type) || has_initialiser(fn->l, layout->fields[i]))
            begin_field(fn, object, layout->fields[i], depth);
}

static void begin_object(dl_fn *fn, const dl_expr *object, CXType type, unsigned depth)
{
    CXCursor constructor;
    int64_t count;
    CXType element = dl_object_element(type, &count);

    if (depth > DEEPEST_OBJECT || !dl_object_is_record(element) || !fn->l->unit->is_cpp)
        return;
    if (clang_getCanonicalType(type).kind == CXType_ConstantArray) {
        for (int64_t i = 0; i < count && count <= MOST_ELEMENTS; i++)
            begin_whole(fn, element_at(fn, object, element, i), element, depth + 1);
        if (count > MOST_ELEMENTS)
            begin_whole(fn, element_at(fn, object, element, -1), element, depth + 1);
        return;
    }
    if (find_member(fn->l, type, CXCursor_Constructor, &constructor) && !clang_CXXMethod_isDefaulted(constructor))
        construct_plainly(fn, constructor, object);
    else
        begin_members(fn, object, type, NULL, depth);
}

void dl_object_begin_virtual(dl_fn *fn, const dl_expr *object, CXType type, CXCursor constructor)
{
    dl_cx_types bases = {0};

    dl_object_virtual_bases(fn->l, type, &bases);
    if (!dl_object_begins_plainly(fn->l, type, constructor))
        dl_emit_lost(fn, object->span, object);
    for (size_t i = 0; i < bases.count; i++)
        begin_object(fn, object, bases.at[i], 1);
}

static void begin_whole(dl_fn *fn, const dl_expr *object, CXType type, unsigned depth)
{
    CXCursor constructor;

    if (!find_member(fn->l, type, CXCursor_Constructor, &constructor) || clang_CXXMethod_isDefaulted(constructor))
        constructor = clang_getNullCursor();
    if (dl_object_is_record(type) && depth <= DEEPEST_OBJECT)
        dl_object_begin_virtual(fn, object, type, constructor);
    begin_object(fn, object, type, depth);
}

void dl_object_begin(dl_fn *fn, const dl_expr *object, CXType type)
{
    begin_whole(fn, object, type, 0);
}

void dl_object_begin_base(dl_fn *fn, const dl_expr *object, CXType type)
{
    begin_object(fn, object, type, 0);
}

void dl_object_begin_rest(dl_fn *fn, const dl_expr *object, CXType type, CXType base)
{
    begin_members(fn, object, type, &base, 0);
}

static bool takes_the_same(CXCursor a, CXCursor b)
{
    int count = clang_Cursor_getNumArguments(a);

    if (count < 0 || count != clang_Cursor_getNumArguments(b))
        return false;
    for (int i = 0; i < count; i++)
        if (!clang_equalTypes(clang_getCanonicalType(clang_getCursorType(clang_Cursor_getArgument(a, (unsigned)i))),
                              clang_getCanonicalType(clang_getCursorType(clang_Cursor_getArgument(b, (unsigned)i)))))
            return false;
    return true;
}

/* `using Base::Base;`: the parser makes a constructor without a body, under the name of the base. */
bool dl_object_inherited(dl_lower *l, CXType type, CXCursor decl, CXType *base, CXCursor *constructor)
{
    const char *name = dl_lower_string(l, clang_getCursorSpelling(decl)),
               *own =
                   dl_lower_string(l, clang_getCursorSpelling(clang_getTypeDeclaration(clang_getCanonicalType(type))));
    size_t length = strcspn(name, "<");
    dl_cursors members = {0};
    dl_cx_types bases = {0};

    if (strlen(own) == length && strncmp(own, name, length) == 0)
        return false;
    dl_object_bases(l, type, &bases);
    for (size_t i = 0; i < bases.count; i++) {
        dl_object_own_members(l, bases.at[i], &members);
        for (size_t j = 0; j < members.count; j++)
            if (clang_getCursorKind(members.at[j]) == CXCursor_Constructor && takes_the_same(members.at[j], decl)) {
                *base = bases.at[i];
                *constructor = members.at[j];
                return true;
            }
    }
    return false;
}

void dl_object_begin_field(dl_fn *fn, const dl_expr *object, CXCursor field)
{
    begin_field(fn, object, field, 0);
}
