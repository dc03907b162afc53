#include "frontend/lower.h"

enum { DEEPEST_INLINE = 8 };

const dl_expr *dl_lower_this(dl_fn *fn, dl_span span)
{
    const dl_function *function = fn->around ? fn->around : fn->function;
    const dl_expr *kept;

    if (fn->self)
        return fn->self;
    kept = dl_closure_self(fn, span);
    if (kept)
        return kept;
    if (function->param_count && dl_text_equal(function->params[0]->name, "this"))
        return dl_expr_var(fn->l, function->params[0], span);
    return dl_expr_unknown(fn->l, span, NULL, NULL);
}

/* ---- objects ---- */

static void emit_constructor(dl_fn *fn, CXCursor decl, const dl_expr *object, CXCursor call, int count)
{
    const dl_expr **args = DL_NEW_ARRAY(fn->l->arena, (size_t)count + 1, const dl_expr *);

    args[0] = object;
    for (int i = 0; i < count; i++)
        args[i + 1] =
            dl_lower_argument(fn, clang_getCursorType(decl), decl, i, clang_Cursor_getArgument(call, (unsigned)i));
    (void)dl_emit_call(fn,
                       (dl_instr){.span = dl_lower_place(fn->l, call).span,
                                  .name = dl_lower_function_name(fn->l, decl),
                                  .callee = dl_lower_function_of(fn->l, decl),
                                  .args = args,
                                  .arg_count = (size_t)count + 1},
                       NULL);
}

static void init_with(dl_fn *fn, const dl_expr *object, const dl_expr *value, dl_span span)
{
    bool was_init = fn->is_init;

    fn->is_init = true;
    dl_emit_assign(fn, object, value, span);
    fn->is_init = was_init;
}

/* `T()`: what has no constructor of its own is cleared. `T x;` is not, and has no brackets. */
static void clear_if_bracketed(dl_fn *fn, const dl_expr *object, CXCursor call)
{
    dl_place place = dl_lower_place(fn->l, call);

    if (place.from || !place.span.file || place.span.end == 0 || place.span.end > place.span.file->size ||
        place.span.file->text[place.span.end - 1] != ')')
        return;
    dl_emit_init(fn, (dl_instr){.kind = DL_I_ZERO, .span = place.span, .target = object});
}

/* True when `init` runs a constructor, which is then lowered. */
bool dl_lower_construct(dl_fn *fn, const dl_expr *object, CXType type, CXCursor init)
{
    CXCursor call = dl_strip(fn->l, init), decl, inherited;
    bool is_part = fn->is_part;
    CXType base;
    int count;

    fn->is_part = false;
    if (clang_getCursorKind(call) != CXCursor_CallExpr)
        return false;
    decl = clang_getCursorReferenced(call);
    if (clang_Cursor_isNull(decl) || clang_getCursorKind(decl) != CXCursor_Constructor)
        return false;
    count = clang_Cursor_getNumArguments(call);
    if (count < 0)
        count = 0;
    if (clang_CXXMethod_isDefaulted(decl)) {
        if (count == 1) {
            const dl_expr *from = dl_lower_expr(fn, clang_Cursor_getArgument(call, 0));
            dl_passing how = {.is_move = clang_CXXConstructor_isMoveConstructor(decl),
                              .span = dl_lower_place(fn->l, call).span};

            if (dl_pass_kind(fn, clang_Cursor_getArgument(call, 0)) == DL_PASSED_MADE ||
                !dl_pass_object(fn, object, type, from, how))
                init_with(fn, object, from, how.span);
        } else {
            clear_if_bracketed(fn, object, call);
            (is_part ? dl_object_begin_base : dl_object_begin)(fn, object, type);
        }
        return true;
    }
    if (dl_span_construct(fn, object, type, call))
        return true;
    if (!is_part && dl_object_is_record(type))
        dl_object_begin_virtual(fn, object, type, decl);
    if (clang_getCanonicalType(type).kind != CXType_Record)
        dl_object_begin(fn, object, type); /* each element */
    else if (dl_object_inherited(fn->l, type, decl, &base, &inherited)) {
        emit_constructor(fn, inherited, dl_object_address(fn, object), call, count);
        dl_object_begin_rest(fn, object, type, base);
    } else
        emit_constructor(fn, decl, dl_object_address(fn, object), call, count);
    return true;
}

/* ---- lambdas ---- */

static bool find_lambda(dl_lower *l, CXCursor cursor, CXCursor *lambda, unsigned depth)
{
    CXCursor inner = dl_strip(l, cursor), decl;
    enum CXCursorKind kind = clang_getCursorKind(inner);

    if (kind == CXCursor_LambdaExpr) {
        *lambda = inner;
        return true;
    }
    if (depth > 4)
        return false;
    decl = clang_getCursorReferenced(inner);
    if (kind == CXCursor_DeclRefExpr && clang_getCursorKind(decl) == CXCursor_VarDecl) {
        CXCursor init = clang_Cursor_getVarDeclInitializer(decl);

        return !clang_Cursor_isNull(init) && find_lambda(l, init, lambda, depth + 1);
    }
    if (kind == CXCursor_CallExpr && clang_Cursor_getNumArguments(inner) == 1 && !clang_Cursor_isNull(decl) &&
        clang_getCursorKind(decl) == CXCursor_Constructor)
        return find_lambda(l, clang_Cursor_getArgument(inner, 0), lambda, depth + 1);
    return false;
}

bool dl_lower_find_lambda(dl_lower *l, CXCursor cursor, CXCursor *lambda)
{
    return find_lambda(l, cursor, lambda, 0);
}

static CXCursor lambda_body(dl_lower *l, CXCursor lambda)
{
    dl_cursors children = {0};

    dl_lower_children(l, lambda, &children);
    for (size_t i = children.count; i-- > 0;)
        if (clang_getCursorKind(children.at[i]) == CXCursor_CompoundStmt)
            return children.at[i];
    return clang_getNullCursor();
}

/* `Outer::lambda@12:20`. What is around it comes first in the list of bodies, as its variables are captured. */
static const char *lambda_name(dl_lower *l, CXCursor class_decl, dl_span span, const dl_function **around)
{
    CXCursor outer_decl = clang_getCursorSemanticParent(class_decl), outer_class;
    const dl_function *outer = NULL;
    const char *name = "";

    *around = NULL;
    if (!clang_isTranslationUnit(clang_getCursorKind(outer_decl))) {
        outer_class = clang_getCursorSemanticParent(outer_decl);
        outer = dl_lower_lambda_function(l, outer_class);
        *around = outer ? dl_cursor_get(&l->lambda_methods, outer_class) : dl_lower_function_of(l, outer_decl);
        name = outer ? outer->name : dl_lower_function_name(l, outer_decl);
    }
    return dl_lower_name(l, dl_arena_printf(l->scratch, "%s::lambda@%u:%u", name, span.line, span.column));
}

dl_function *dl_lower_lambda_function(dl_lower *l, CXCursor class_decl)
{
    dl_function *function = dl_cursor_get(&l->lambda_functions, class_decl);
    const CXCursor *lambda = dl_cursor_get(&l->lambdas, class_decl);
    const dl_function *around;
    const char *name;
    CXCursor body;
    dl_span span;

    if (function || !lambda)
        return function;
    body = lambda_body(l, *lambda);
    if (clang_Cursor_isNull(body))
        return NULL;
    span = dl_lower_place(l, *lambda).span;
    name = lambda_name(l, class_decl, span, &around);
    function = dl_lower_add_body(l, *lambda, body, name);
    l->bodies.at[l->bodies.count - 1].around = around;
    if (around)
        dl_cursor_put(l->scratch, &l->lambda_methods, class_decl, (void *)(uintptr_t)around);
    function->instance = dl_template_identity(l, class_decl);
    function->span = span;
    dl_lower_see_lambda(l, span);
    function->is_static = true;
    dl_cursor_put(l->scratch, &l->lambda_functions, class_decl, function);
    return function;
}

bool dl_lower_is_capture(CXCursor reference)
{
    CXCursor decl = clang_getCursorReferenced(reference);

    return clang_getCursorKind(decl) == CXCursor_VarDecl &&
           clang_equalLocations(clang_getCursorLocation(decl), clang_getCursorLocation(reference));
}

void dl_lower_captures(dl_fn *fn, CXCursor lambda)
{
    dl_cursors children = {0};

    if (fn->function)
        fn->function->lends_locals = true;
    dl_lower_children(fn->l, lambda, &children);
    for (size_t i = 0; i < children.count && !fn->is_pure && !fn->inits; i++)
        if (clang_getCursorKind(children.at[i]) == CXCursor_VariableRef && dl_lower_is_capture(children.at[i]))
            dl_lower_local(fn, clang_getCursorReferenced(children.at[i]));
}

/* A lambda that is handed on: its body is a function of its own. */
const dl_expr *dl_lower_lambda(dl_fn *fn, CXCursor cursor, dl_place place)
{
    dl_lower *l = fn->l;
    CXType type = clang_getCursorType(cursor);
    dl_function *function = dl_lower_lambda_function(l, clang_getTypeDeclaration(type));
    const dl_closure *closure = dl_closure_of_lambda(l, cursor);
    dl_expr *made;

    dl_lower_captures(fn, cursor);
    if (!function)
        return dl_expr_unknown(l, place.span, NULL, NULL);
    if (closure && !fn->is_pure && !fn->inits)
        return dl_closure_new(fn, closure, place.span);
    made = dl_expr_new(l, DL_E_FUNCTION, dl_lower_type(l, type), place.span);
    made->name = function->name;
    made->function = function;
    return made;
}

static void bind_params(dl_fn *fn, CXCursor lambda, CXCursor call)
{
    dl_cursors children = {0};
    int next = 1; /* the first is the lambda itself */

    dl_lower_children(fn->l, lambda, &children);
    for (size_t i = 0; i < children.count; i++) {
        const dl_var *var;

        if (clang_getCursorKind(children.at[i]) != CXCursor_ParmDecl)
            continue;
        var = dl_lower_var_of(fn, children.at[i]);
        dl_emit(fn, (dl_instr){.kind = DL_I_ENTER, .span = var->span, .var = var});
        if (next < clang_Cursor_getNumArguments(call))
            dl_lower_init(fn, dl_expr_var(fn->l, var, var->span), clang_getCursorType(children.at[i]),
                          clang_Cursor_getArgument(call, (unsigned)next));
        dl_scope_add_local(fn, var, children.at[i]);
        next++;
    }
}

bool dl_lower_lambda_pointer(dl_fn *fn, CXCursor cursor, const dl_expr **value)
{
    dl_cursors children = {0}, inner = {0};
    CXCursor lambda;

    dl_lower_children(fn->l, cursor, &children);
    if (children.count != 1)
        return false;
    dl_lower_children(fn->l, dl_strip(fn->l, children.at[0]), &inner);
    if (inner.count == 0 || !find_lambda(fn->l, inner.at[0], &lambda, 0))
        return false;
    *value = dl_lower_lambda(fn, lambda, dl_lower_place(fn->l, lambda));
    return true;
}

/* Of `[](auto &what) { … }` what the parser made of it for this call: in the lambda itself nothing is known of `what`.
 */
static CXCursor lambda_made(CXCursor lambda, CXCursor call)
{
    CXCursor decl = clang_getCursorReferenced(call);

    return !clang_Cursor_isNull(decl) && clang_getCursorKind(decl) == CXCursor_CXXMethod && dl_template_is_made(decl)
               ? decl
               : lambda;
}

bool dl_lower_lambda_call(dl_fn *fn, CXCursor call, dl_place place, const dl_expr **value)
{
    const dl_type *type;
    dl_inline frame = {.outer = fn->inlined};
    unsigned depth = 0;
    CXCursor made, body;

    if (!fn->l->unit->is_cpp || clang_Cursor_getNumArguments(call) < 1 ||
        !find_lambda(fn->l, clang_Cursor_getArgument(call, 0), &frame.lambda, 0))
        return false;
    if (!dl_text_equal(dl_lower_string(fn->l, clang_getCursorSpelling(call)), "operator()"))
        return false;
    made = lambda_made(frame.lambda, call);
    body = lambda_body(fn->l, made);
    for (const dl_inline *at = fn->inlined; at; at = at->outer) {
        depth++;
        if (clang_equalCursors(at->lambda, frame.lambda))
            return false;
    }
    if (clang_Cursor_isNull(body) || depth >= DEEPEST_INLINE)
        return false;
    type = dl_lower_type(fn->l, clang_getCursorType(call));
    if (type->kind != DL_TYPE_VOID)
        frame.result = dl_temp_new(fn, type, place.span);
    frame.end = dl_block_new(fn);
    frame.scope = fn->scope;
    frame.unnamed = fn->unnamed.count;
    (void)dl_scope_push(fn);
    if (clang_equalCursors(frame.lambda, dl_strip(fn->l, clang_Cursor_getArgument(call, 0))))
        dl_lower_captures(fn, frame.lambda);
    else if (dl_closure_of_lambda(fn->l, frame.lambda))
        frame.object = dl_lower_expr(fn, clang_Cursor_getArgument(call, 0));
    bind_params(fn, made, call);
    fn->inlined = &frame;
    dl_lower_stmt(fn, body);
    fn->inlined = frame.outer;
    dl_scope_pop(fn);
    dl_start(fn, frame.end);
    *value =
        frame.result ? dl_expr_var(fn->l, frame.result, place.span) : dl_expr_unknown(fn->l, place.span, NULL, NULL);
    return true;
}
