/* lower_closure.c: what a lambda has of its own is kept in the object that it is: copies of variables, and what
 * references lead to. Other variables that it only refers to are those of the function around it. */
#include "frontend/lower.h"

enum { DEEPEST_PARENT = 16 };

typedef struct capture {
    CXCursor decl;
    const char *name;
    const dl_type *type; /* of what is kept: of a reference, its pointer */
    bool is_reference;
} capture;

struct dl_closure {
    DL_VEC(capture) captures;
    const dl_type *type;
    const dl_type *self; /* of the `this` that it keeps, or NULL */
};

static bool is_local(CXCursor decl)
{
    return clang_getCursorKind(decl) == CXCursor_ParmDecl ||
           (clang_getCursorKind(decl) == CXCursor_VarDecl && clang_Cursor_hasVarDeclGlobalStorage(decl) != 1);
}

/* Whether it is declared in the lambda of that class, or in one that stands in it. */
static bool is_inside(CXCursor decl, CXCursor class_decl)
{
    for (unsigned depth = 0; depth < DEEPEST_PARENT; depth++) {
        CXCursor parent = clang_getCursorSemanticParent(decl);

        if (clang_equalCursors(parent, class_decl))
            return true;
        if (clang_Cursor_isNull(parent) || clang_isTranslationUnit(clang_getCursorKind(parent)))
            return false;
        decl = parent;
    }
    return false;
}

static const capture *find(const dl_closure *closure, CXCursor decl)
{
    CXCursor canonical = clang_getCanonicalCursor(decl);

    for (size_t i = 0; i < closure->captures.count; i++)
        if (clang_equalCursors(closure->captures.at[i].decl, canonical))
            return &closure->captures.at[i];
    return NULL;
}

static void add(dl_lower *l, dl_closure *closure, CXCursor decl, bool is_reference)
{
    const dl_type *type = dl_lower_type(l, clang_getCursorType(decl));

    if (find(closure, decl) || dl_cursor_get(&l->aliases, decl))
        return;
    dl_vec_push(l->scratch, &closure->captures,
                (capture){.decl = clang_getCanonicalCursor(decl),
                          .name = dl_lower_string(l, clang_getCursorSpelling(decl)),
                          .type = type,
                          .is_reference = is_reference});
}

/* ---- what is kept ---- */

/* `[name = value]`: where the value stands. */
static bool begins_capture(const dl_cursors *children, CXCursor value)
{
    for (size_t i = 0; i < children->count; i++) {
        CXCursor init;

        if (clang_getCursorKind(children->at[i]) != CXCursor_VariableRef || !dl_lower_is_capture(children->at[i]))
            continue;
        init = clang_Cursor_getVarDeclInitializer(clang_getCursorReferenced(children->at[i]));
        if (!clang_Cursor_isNull(init) &&
            clang_equalLocations(clang_getCursorLocation(init), clang_getCursorLocation(value)))
            return true;
    }
    return false;
}

/* A copy is one assignment: nothing of the user's makes or ends it. */
static bool is_plain(dl_lower *l, CXType type)
{
    return clang_getCanonicalType(type).kind != CXType_ConstantArray && !dl_lower_is_reference(type) &&
           !dl_pass_is_own(l, type);
}

static void take_copies(dl_lower *l, dl_closure *closure, const dl_cursors *children)
{
    for (size_t i = 0; i < children->count; i++) {
        CXCursor child = children->at[i], named = clang_getNullCursor(), value = dl_strip(l, child);
        CXType type;

        if (clang_getCursorKind(child) == CXCursor_VariableRef && dl_lower_is_capture(child))
            named = clang_getCursorReferenced(child);
        else if (clang_getCursorKind(value) == CXCursor_DeclRefExpr && !begins_capture(children, child))
            named = clang_getCursorReferenced(value);
        if (clang_Cursor_isNull(named) || !is_local(named))
            continue;
        type = clang_getCursorType(named);
        if (dl_lower_is_reference(type) && clang_getCursorKind(child) != CXCursor_VariableRef)
            type = clang_getPointeeType(clang_getCanonicalType(type));
        if (is_plain(l, type))
            add(l, closure, named, false);
    }
}

typedef struct body_search {
    dl_lower *l;
    dl_closure *closure;
    CXCursor class_decl;
    const dl_closure *around;
} body_search;

/* Of the variables that it refers to: references, and what the lambda around it keeps. */
static enum CXChildVisitResult take_reference(CXCursor cursor, CXCursor parent, CXClientData data)
{
    body_search *search = data;
    CXCursor decl;

    (void)parent;
    if (clang_getCursorKind(cursor) != CXCursor_DeclRefExpr)
        return CXChildVisit_Recurse;
    decl = clang_getCursorReferenced(cursor);
    if (clang_Cursor_isNull(decl) || !is_local(decl) || is_inside(decl, search->class_decl))
        return CXChildVisit_Continue;
    if (dl_lower_is_reference(clang_getCursorType(decl)) || (search->around && find(search->around, decl)))
        add(search->l, search->closure, decl, true);
    return CXChildVisit_Continue;
}

typedef struct self_search {
    CXType object; /* of the method around it */
    CXType found;
} self_search;

static enum CXVisitorResult take_self(CXCursor field, CXClientData data)
{
    self_search *search = data;
    CXType type = clang_getCanonicalType(clang_getCursorType(field));
    CXType object = clang_getCanonicalType(clang_getPointeeType(type));

    if (type.kind == CXType_Pointer &&
        clang_equalCursors(clang_getTypeDeclaration(object), clang_getTypeDeclaration(search->object)))
        search->found = type;
    return CXVisit_Continue;
}

/* One of its fields may as well be for another pointer to such an object: then this is kept beside it. */
static const dl_type *self_of(dl_lower *l, CXCursor lambda, CXCursor outer)
{
    self_search search = {.found = {.kind = CXType_Invalid}};

    while (dl_cursor_get(&l->lambdas, clang_getCursorSemanticParent(outer)))
        outer = clang_getCursorSemanticParent(clang_getCursorSemanticParent(outer));
    search.object = clang_getCanonicalType(clang_getCursorType(clang_getCursorSemanticParent(outer)));
    if (!dl_object_is_record(search.object))
        return NULL;
    clang_Type_visitFields(clang_getCanonicalType(clang_getCursorType(lambda)), take_self, &search);
    return search.found.kind == CXType_Invalid ? NULL : dl_lower_type(l, search.found);
}

const dl_closure *dl_closure_of(dl_lower *l, CXCursor class_decl)
{
    dl_closure *closure = dl_cursor_get(&l->closures, class_decl);
    const CXCursor *lambda = dl_cursor_get(&l->lambdas, class_decl);
    body_search search = {.l = l, .class_decl = class_decl};
    CXCursor outer;
    dl_cursors children = {0};

    if (!closure && lambda) {
        closure = DL_NEW(l->scratch, dl_closure);
        closure->type = dl_lower_type(l, clang_getCursorType(*lambda));
        outer = clang_getCursorSemanticParent(class_decl);
        closure->self = self_of(l, *lambda, outer);
        search.closure = closure;
        search.around = dl_closure_of(l, clang_getCursorSemanticParent(outer));
        dl_lower_children(l, *lambda, &children);
        take_copies(l, closure, &children);
        for (size_t i = 0; i < children.count; i++)
            if (clang_getCursorKind(children.at[i]) == CXCursor_CompoundStmt)
                clang_visitChildren(children.at[i], take_reference, &search);
        dl_cursor_put(l->scratch, &l->closures, class_decl, closure);
    }
    return closure && (closure->captures.count || closure->self) ? closure : NULL;
}

const dl_closure *dl_closure_of_lambda(dl_lower *l, CXCursor lambda)
{
    return dl_closure_of(l, clang_getTypeDeclaration(clang_getCursorType(lambda)));
}

/* ---- the object ---- */

static const dl_expr *kept_in(dl_lower *l, const capture *kept, const dl_expr *object, dl_span span)
{
    return dl_expr_field(l, object, kept->name, kept->type, span);
}

static void keep(dl_fn *fn, const dl_expr *place, const dl_expr *value, dl_span span)
{
    dl_emit_init(fn, (dl_instr){.kind = DL_I_ASSIGN, .span = span, .target = place, .value = value, .op = DL_ASSIGN});
}

void dl_closure_make(dl_fn *fn, const dl_closure *closure, const dl_expr *object, dl_span span)
{
    if (closure->self)
        keep(fn, dl_expr_field(fn->l, object, "this", closure->self, span), dl_lower_this(fn, span), span);
    for (size_t i = 0; i < closure->captures.count; i++) {
        const capture *kept = &closure->captures.at[i];
        const dl_expr *value = dl_lower_variable(fn, kept->decl, span);

        keep(fn, kept_in(fn->l, kept, object, span), kept->is_reference ? dl_lower_reference_to(fn, value) : value,
             span);
    }
}

const dl_expr *dl_closure_new(dl_fn *fn, const dl_closure *closure, dl_span span)
{
    const dl_expr *object = dl_expr_var(fn->l, dl_temp_new(fn, closure->type, span), span);

    dl_closure_make(fn, closure, object, span);
    return object;
}

/* Of the lambda whose function this is, or whose that is of which the parser made this one: `[](auto what) { … }`. */
static const dl_closure *own_closure(dl_fn *fn, const dl_expr **object, dl_span span)
{
    const dl_closure *closure;
    CXCursor class_decl;

    if (fn->inits || clang_Cursor_isNull(fn->cursor) || fn->function->param_count == 0)
        return NULL;
    class_decl = clang_getCursorKind(fn->cursor) == CXCursor_LambdaExpr
                     ? clang_getTypeDeclaration(clang_getCursorType(fn->cursor))
                     : clang_getCursorSemanticParent(fn->cursor);
    closure = dl_closure_of(fn->l, class_decl);
    if (closure)
        *object = dl_expr_deref(fn->l, dl_expr_var(fn->l, fn->function->params[0], span), closure->type, span);
    return closure;
}

/* Where the lambda is that is run: of one whose body stands in place the object that is called, else what its function
 * is given. */
static const capture *find_kept(dl_fn *fn, CXCursor decl, const dl_expr **object, dl_span span)
{
    const dl_closure *closure;
    const capture *kept;

    for (const dl_inline *at = fn->inlined; at; at = at->outer) {
        closure = at->object ? dl_closure_of_lambda(fn->l, at->lambda) : NULL;
        kept = closure ? find(closure, decl) : NULL;
        *object = at->object;
        if (kept)
            return kept;
    }
    closure = own_closure(fn, object, span);
    return closure ? find(closure, decl) : NULL;
}

const dl_expr *dl_closure_self(dl_fn *fn, dl_span span)
{
    const dl_expr *object;
    const dl_closure *closure = own_closure(fn, &object, span);

    return closure && closure->self ? dl_expr_field(fn->l, object, "this", closure->self, span) : NULL;
}

const dl_expr *dl_closure_captured(dl_fn *fn, CXCursor decl, dl_span span)
{
    const dl_expr *object, *value;
    const capture *kept;

    if (!fn->l->unit->is_cpp || !is_local(decl))
        return NULL;
    kept = find_kept(fn, decl, &object, span);
    if (!kept)
        return NULL;
    value = kept_in(fn->l, kept, object, span);
    return kept->is_reference ? dl_expr_deref(fn->l, value, kept->type->element, span) : value;
}
