/* lower_stmt.c: statements, and the functions that they are of. */
#include "frontend/lower.h"

enum { DEEPEST = 300 };

static void lower_kind(dl_fn *fn, CXCursor cursor, dl_place place);

/* ---- declarations ---- */

/* Where the value begins that the text gives a variable behind its name; 0: it gives none. */
static unsigned value_begin(const dl_file *file, unsigned at)
{
    unsigned end = (unsigned)file->size;

    at = dl_lower_skip_space(file, at, end);
    while (at < end && file->text[at] == '[') {
        while (at < end && file->text[at] != ']')
            at++;
        at = dl_lower_skip_space(file, at + 1, end);
    }
    return at + 1 < end && file->text[at] == '=' && file->text[at + 1] != '=' ? dl_lower_skip_space(file, at + 1, end)
                                                                              : 0;
}

void dl_lower_lost_lasting(dl_fn *fn, CXCursor decl, const dl_var *var)
{
    dl_span name = dl_lower_name_span(fn->l, decl);

    fn->is_init = true;
    if (name.file && !dl_lower_place(fn->l, decl).from && value_begin(name.file, name.end))
        dl_emit_assign(fn, dl_expr_var(fn->l, var, name), dl_expr_unknown(fn->l, name, NULL, NULL), name);
}

static void lower_static_local(dl_fn *fn, CXCursor decl)
{
    dl_var *var = (dl_var *)(uintptr_t)dl_lower_var_of(fn, decl);
    CXCursor init = clang_Cursor_getVarDeclInitializer(decl);
    dl_instrs inits = {0};
    dl_fn still = {.l = fn->l, .function = fn->function, .inits = &inits, .abnormal = -1, .scope = fn->scope};

    dl_scope_add(fn, var);
    if (var->init_count)
        return;
    if (clang_Cursor_isNull(init)) {
        dl_lower_lost_lasting(&still, decl, var);
    } else {
        dl_lower_init(&still, dl_expr_var(fn->l, var, var->span), clang_getCursorType(decl), init);
        dl_object_fill_all_slots(&still, dl_expr_var(fn->l, var, var->span), clang_getCursorType(decl), 0);
    }
    var->inits = dl_arena_copy(fn->l->arena, inits.at, inits.count * sizeof *inits.at);
    var->init_count = inits.count;
    dl_object_end_lasting(&still, var, decl);
}

/* Where the value that stands here ends: before a `;`, or a `,` outside of brackets. */
static unsigned value_end(const dl_file *file, unsigned at)
{
    unsigned end = (unsigned)file->size, depth = 0;

    for (; at < end; at = dl_lower_skip_space(file, dl_lower_token_end(file, at, end), end)) {
        char c = file->text[at];

        if (depth == 0 && (c == ';' || c == ',' || c == ')' || c == '}'))
            break;
        if (c == '(' || c == '[' || c == '{')
            depth++;
        else if (c == ')' || c == ']' || c == '}')
            depth--;
    }
    return at;
}

/* The parser keeps a variable whose initialiser it could not read: it does not begin without a value. */
static void lower_lost_init(dl_fn *fn, CXCursor decl, const dl_var *var)
{
    dl_span name = dl_lower_name_span(fn->l, decl);
    const dl_file *file = name.file;
    const dl_expr *value;
    unsigned at, end;
    bool was_init;

    if (!file || fn->is_pure || fn->inits || dl_lower_place(fn->l, decl).from)
        return;
    at = value_begin(file, name.end);
    if (!at)
        return;
    end = dl_lower_skip_space_back(file, at, value_end(file, at));
    value =
        at < end && file->text[at] != '{' ? dl_lower_text(fn, file, at, end) : dl_expr_unknown(fn->l, name, NULL, NULL);
    was_init = fn->is_init;
    fn->is_init = true;
    dl_emit_assign(fn, dl_expr_var(fn->l, var, name), value, name);
    fn->is_init = was_init;
}

static void begin_lambda(dl_fn *fn, const dl_var *var, CXCursor lambda)
{
    const dl_closure *closure = dl_closure_of_lambda(fn->l, lambda);

    dl_lower_captures(fn, lambda);
    if (closure)
        dl_closure_make(fn, closure, dl_expr_var(fn->l, var, var->span), var->span);
}

void dl_lower_local(dl_fn *fn, CXCursor decl)
{
    CXCursor init = clang_Cursor_getVarDeclInitializer(decl);
    size_t unnamed = fn->unnamed.count;
    const dl_var *var;

    if (clang_Cursor_hasVarDeclExternalStorage(decl) == 1)
        return;
    if (clang_Cursor_hasVarDeclGlobalStorage(decl) == 1) {
        lower_static_local(fn, decl);
        return;
    }
    var = dl_lower_var_of(fn, decl);
    dl_emit(fn, (dl_instr){.kind = DL_I_ENTER, .span = var->span, .var = var});
    /* its type could not be made up: what became of it says nothing, unless it is whatever its value is */
    if (clang_isInvalidDeclaration(decl) &&
        (clang_Cursor_isNull(init) || clang_getCursorType(decl).kind != CXType_Auto))
        dl_emit_lost(fn, var->span, NULL);
    if (!clang_Cursor_isNull(init) && clang_getCursorKind(dl_strip(fn->l, init)) == CXCursor_LambdaExpr)
        begin_lambda(fn, var, dl_strip(fn->l, init));
    else if (dl_lower_run_at_end(fn, decl, var))
        (void)0; /* it is not written */
    else if (!clang_Cursor_isNull(init))
        dl_lower_init(fn, dl_expr_var(fn->l, var, var->span), clang_getCursorType(decl), init);
    else
        lower_lost_init(fn, decl, var);
    dl_unnamed_end(fn, unnamed, var->span);
    dl_scope_add_local(fn, var, decl);
}

static void lower_decl_stmt(dl_fn *fn, CXCursor cursor)
{
    dl_cursors children = {0};

    dl_lower_children(fn->l, cursor, &children);
    for (size_t i = 0; i < children.count; i++)
        if (clang_getCursorKind(children.at[i]) == CXCursor_VarDecl)
            dl_lower_local(fn, children.at[i]);
        else if (dl_is_binding(fn->l, children.at[i]))
            dl_lower_binding(fn, children.at[i]);
}

/* ---- blocks ---- */

/* Behind the opening bracket, or what one macro opens with it and another closes: `ENTER(); … LEAVE();`. */
static unsigned inside_begin(dl_fn *fn, const dl_place *whole)
{
    const dl_expansion *opens =
        whole->from || !whole->span.file ? NULL : dl_lower_expansion_from(fn->l, whole->span.file, whole->span.offset);

    return opens ? opens->end : whole->span.offset + 1;
}

static unsigned inside_end(dl_fn *fn, const dl_place *whole)
{
    const dl_expansion *closes =
        whole->from || !whole->span.file ? NULL : dl_lower_expansion_at(fn->l, whole->span.file, whole->span.end - 1);

    return closes && closes->end == whole->span.end ? closes->offset : whole->span.end - 1;
}

static void lower_statements(dl_fn *fn, CXCursor compound)
{
    dl_place whole = dl_lower_place(fn->l, compound);
    const dl_expansion *outer = fn->macro, *last = NULL;
    dl_cursors children = {0};
    unsigned at = inside_begin(fn, &whole), until = inside_end(fn, &whole);

    dl_lower_children(fn->l, compound, &children);
    for (size_t i = 0; i < children.count; i++) {
        dl_place place = dl_lower_place(fn->l, children.at[i]);
        dl_span span = place.span;

        if (!whole.from && span.file == whole.span.file && span.offset > at)
            dl_lower_gap(fn, span.file, at, span.offset);
        if (place.from && place.from == last) /* the next statement of the same macro */
            fn->macro = last;
        dl_lower_stmt(fn, children.at[i]);
        fn->macro = outer;
        last = place.from;
        if (span.file == whole.span.file && span.end > at)
            at = span.end;
    }
    if (!whole.from && until > at)
        dl_lower_gap(fn, whole.span.file, at, until);
}

static void lower_compound(dl_fn *fn, CXCursor cursor)
{
    (void)dl_scope_push(fn);
    lower_statements(fn, cursor);
    dl_scope_pop(fn);
}

void dl_lower_inner(dl_fn *fn, CXCursor cursor, unsigned from, const dl_file *file)
{
    dl_place place = dl_lower_place(fn->l, cursor);

    if (clang_getCursorKind(cursor) == CXCursor_NullStmt && place.span.file && !place.from &&
        place.span.file->text[place.span.offset] != ';') {
        dl_lower_dropped(fn, place.span.file, place.span.offset);
        return;
    }
    if (file && file == place.span.file && from < place.span.offset && !place.from)
        dl_lower_macros_in(fn, file, from, place.span.offset);
    (void)dl_scope_push(fn);
    dl_lower_stmt(fn, cursor);
    dl_scope_pop(fn);
}

/* ---- if ---- */

static bool is_followed_by(dl_fn *fn, CXCursor cursor, char c)
{
    dl_span span = dl_lower_place(fn->l, cursor).span;
    unsigned at;

    if (!span.file)
        return false;
    at = dl_lower_skip_space(span.file, span.end, (unsigned)span.file->size);
    return at < span.file->size && span.file->text[at] == c;
}

/* What stands before the condition of if and switch in C++; the index of the condition. */
static size_t lower_head(dl_fn *fn, const dl_cursors *children)
{
    size_t at = 0;

    while (at + 1 < children->count) {
        enum CXCursorKind kind = clang_getCursorKind(children->at[at]);

        if (kind == CXCursor_VarDecl)
            dl_lower_local(fn, children->at[at]);
        else if (kind == CXCursor_DeclStmt || kind == CXCursor_NullStmt ||
                 (fn->l->unit->is_cpp && is_followed_by(fn, children->at[at], ';') && at + 2 < children->count))
            dl_lower_stmt(fn, children->at[at]);
        else
            break;
        at++;
    }
    return at;
}

void dl_lower_test(dl_fn *fn, CXCursor test, unsigned yes, unsigned no)
{
    dl_place place = dl_lower_place(fn->l, test);

    if (!place.from || place.from != fn->macro)
        dl_lower_macros_in(fn, place.span.file, place.span.offset, place.span.end);
    dl_lower_whole_condition(fn, test, yes, no);
}

bool dl_is_constexpr_if(dl_lower *l, CXCursor cursor)
{
    dl_span span = dl_lower_place(l, cursor).span;
    unsigned at;

    if (!l->unit->is_cpp || !span.file || span.end < span.offset + strlen("if"))
        return false;
    at = dl_lower_skip_space(span.file, span.offset + (unsigned)strlen("if"), span.end);
    return strncmp(span.file->text + at, "constexpr", strlen("constexpr")) == 0;
}

/* `if constexpr`: in what a template was made into, the way that is not taken has lost its statements. */
static bool lower_constexpr_if(dl_fn *fn, CXCursor cursor)
{
    dl_span span = dl_lower_place(fn->l, cursor).span;
    dl_cursors children = {0};
    size_t test, taken;
    int64_t value;

    if (!dl_is_constexpr_if(fn->l, cursor))
        return false;
    dl_lower_children(fn->l, cursor, &children);
    (void)dl_scope_push(fn);
    test = lower_head(fn, &children);
    if (test + 1 < children.count && dl_lower_evaluate(children.at[test], &value)) {
        taken = test + (value ? 1 : 2);
        if (taken < children.count)
            dl_lower_stmt(fn, children.at[taken]);
    } else {
        dl_emit_lost(fn, span, NULL);
    }
    dl_scope_pop(fn);
    return true;
}

static void lower_if(dl_fn *fn, CXCursor cursor)
{
    unsigned end = dl_block_new(fn), pushed = 0;

    for (;;) {
        dl_cursors children = {0};
        unsigned yes = dl_block_new(fn), no = dl_block_new(fn);
        size_t at;
        dl_span span;

        dl_lower_children(fn->l, cursor, &children);
        (void)dl_scope_push(fn);
        pushed++;
        at = lower_head(fn, &children);
        if (at + 1 >= children.count) {
            dl_emit_lost(fn, dl_lower_place(fn->l, cursor).span, NULL);
            break;
        }
        dl_lower_test(fn, children.at[at], yes, no);
        span = dl_lower_place(fn->l, children.at[at]).span;
        dl_start(fn, yes);
        dl_lower_inner(fn, children.at[at + 1], span.end, span.file);
        dl_end_jump(fn, end);
        dl_start(fn, no);
        if (at + 2 >= children.count)
            break;
        /* an else-if chain is a loop here, or a long one would use up the stack */
        cursor = children.at[at + 2];
        if (clang_getCursorKind(cursor) != CXCursor_IfStmt || dl_is_constexpr_if(fn->l, cursor) || fn->is_overflow) {
            span = dl_lower_place(fn->l, children.at[at + 1]).span;
            dl_lower_inner(fn, cursor, span.end, span.file);
            break;
        }
    }
    dl_end_jump(fn, end);
    fn->at = end;
    while (pushed--)
        dl_scope_pop(fn);
}

/* ---- switch ---- */

static dl_switch *find_switch(dl_fn *fn)
{
    for (dl_exit *at = fn->exits; at; at = at->outer)
        if (at->kind == DL_EXIT_SWITCH)
            return at->cases;
    return NULL;
}

static void add_case(dl_fn *fn, const dl_expr *first, const dl_expr *last, unsigned block)
{
    dl_switch *into = find_switch(fn);

    if (!into)
        return;
    dl_vec_push(fn->l->scratch, &into->cases,
                (dl_case){.first = first->value,
                          .last = last->value,
                          .value = first,
                          .has_value = first->has_value && last->has_value,
                          .to = block});
}

void dl_lower_dropped_case(dl_fn *fn, const dl_file *file, unsigned at, unsigned end)
{
    unsigned block = dl_block_new(fn);
    const dl_expr *value = dl_lower_text(fn, file, at, end);

    dl_start(fn, block);
    value = value ? value : dl_expr_unknown(fn->l, dl_lower_span_at(fn->l, file, at, end), NULL, NULL);
    add_case(fn, value, value, block);
}

/* Labels of a switch in a row, then what they lead to. */
static void lower_case(dl_fn *fn, CXCursor cursor)
{
    unsigned block = dl_block_new(fn);

    dl_start(fn, block);
    for (;;) {
        enum CXCursorKind kind = clang_getCursorKind(cursor);
        dl_cursors children = {0};

        if (kind != CXCursor_CaseStmt && kind != CXCursor_DefaultStmt) {
            dl_lower_stmt(fn, cursor);
            return;
        }
        dl_lower_children(fn->l, cursor, &children);
        if (kind == CXCursor_DefaultStmt && find_switch(fn))
            find_switch(fn)->fallback = (int)block;
        if (kind == CXCursor_CaseStmt && children.count >= 2)
            add_case(fn, dl_lower_unevaluated(fn, children.at[0]),
                     dl_lower_unevaluated(fn, children.at[children.count > 2 ? 1 : 0]), block);
        if (children.count == 0)
            return;
        cursor = children.at[children.count - 1];
    }
}

static void lower_switch(dl_fn *fn, CXCursor cursor, dl_place place)
{
    unsigned end = dl_block_new(fn), head;
    unsigned *to = DL_NEW_ARRAY(fn->l->scratch, 1, unsigned);
    dl_switch cases = {.fallback = -1};
    dl_exit out = {.outer = fn->exits, .kind = DL_EXIT_SWITCH, .leave = end, .cases = &cases};
    dl_cursors children = {0};
    size_t unnamed = fn->unnamed.count, at;
    const dl_expr *value;

    dl_lower_children(fn->l, cursor, &children);
    (void)dl_scope_push(fn);
    dl_lower_hidden_head(fn, cursor);
    at = lower_head(fn, &children);
    if (at + 1 >= children.count) {
        dl_emit_lost(fn, place.span, NULL);
        dl_scope_pop(fn);
        return;
    }
    value = dl_lower_expr(fn, children.at[at]);
    if (fn->unnamed.count > unnamed)
        value = dl_lower_in_temp(fn, value);
    dl_unnamed_end(fn, unnamed, value->span);
    out.scope = fn->scope;
    head = fn->at;
    fn->at = dl_block_new(fn);
    fn->exits = &out;
    dl_lower_stmt(fn, children.at[at + 1]);
    fn->exits = out.outer;
    dl_end_jump(fn, end);
    fn->at = head;
    to[0] = cases.fallback >= 0 ? (unsigned)cases.fallback : end;
    dl_end(fn, (dl_term){.kind = DL_T_SWITCH,
                         .span = place.span,
                         .value = value,
                         .cases = cases.cases.at,
                         .case_count = cases.cases.count,
                         .to = to,
                         .to_count = 1});
    fn->at = end;
    dl_scope_pop(fn);
}

/* ---- any statement ---- */

static void lower_unexposed(dl_fn *fn, CXCursor cursor, dl_place place)
{
    dl_cursors children = {0};

    dl_lower_children(fn->l, cursor, &children);
    for (size_t i = children.count; i-- > 0;) {
        if (clang_isStatement(clang_getCursorKind(children.at[i])) ||
            clang_isExpression(clang_getCursorKind(children.at[i]))) {
            dl_lower_stmt(fn, children.at[i]);
            return;
        }
    }
    dl_emit_lost(fn, place.span, NULL);
}

static bool lower_loop(dl_fn *fn, CXCursor cursor, dl_place place)
{
    switch (clang_getCursorKind(cursor)) {
    case CXCursor_WhileStmt:
        dl_lower_while(fn, cursor);
        return true;
    case CXCursor_DoStmt:
        dl_lower_do(fn, cursor);
        return true;
    case CXCursor_ForStmt:
        dl_lower_for(fn, cursor, place);
        return true;
    case CXCursor_CXXForRangeStmt:
        dl_lower_range_for(fn, cursor);
        return true;
    default:
        return false;
    }
}

static bool lower_jump(dl_fn *fn, CXCursor cursor, dl_place place)
{
    switch (clang_getCursorKind(cursor)) {
    case CXCursor_BreakStmt:
        dl_lower_break(fn, place);
        return true;
    case CXCursor_ContinueStmt:
        dl_lower_continue(fn, place);
        return true;
    case CXCursor_ReturnStmt:
        dl_lower_return_stmt(fn, cursor, place);
        return true;
    case CXCursor_GotoStmt:
    case CXCursor_IndirectGotoStmt:
        dl_lower_goto(fn, cursor, place);
        return true;
    case CXCursor_SEHLeaveStmt:
        dl_lower_leave(fn, place);
        return true;
    default:
        return false;
    }
}

static void lower_kind(dl_fn *fn, CXCursor cursor, dl_place place)
{
    enum CXCursorKind kind = clang_getCursorKind(cursor);

    if (lower_loop(fn, cursor, place) || lower_jump(fn, cursor, place))
        return;
    switch (kind) {
    case CXCursor_CompoundStmt:
        lower_compound(fn, cursor);
        break;
    case CXCursor_DeclStmt:
        lower_decl_stmt(fn, cursor);
        break;
    case CXCursor_NullStmt:
        break;
    case CXCursor_IfStmt:
        if (!lower_constexpr_if(fn, cursor))
            lower_if(fn, cursor);
        break;
    case CXCursor_SwitchStmt:
        lower_switch(fn, cursor, place);
        break;
    case CXCursor_CaseStmt:
    case CXCursor_DefaultStmt:
        lower_case(fn, cursor);
        break;
    case CXCursor_LabelStmt:
        dl_lower_label(fn, cursor);
        break;
    case CXCursor_SEHTryStmt:
        dl_lower_seh_try(fn, cursor);
        break;
    case CXCursor_CXXTryStmt:
        dl_lower_cpp_try(fn, cursor);
        break;
    case CXCursor_UnexposedStmt:
        lower_unexposed(fn, cursor, place);
        break;
    default:
        if (clang_isExpression(kind))
            dl_lower_effect(fn, cursor);
        else
            dl_emit_lost(fn, place.span, NULL);
        break;
    }
}

/* Those that hold other statements look for macros between them themselves. */
static bool is_leaf(enum CXCursorKind kind)
{
    return clang_isExpression(kind) || kind == CXCursor_DeclStmt || kind == CXCursor_ReturnStmt;
}

void dl_lower_stmt(dl_fn *fn, CXCursor cursor)
{
    dl_place place = dl_lower_place(fn->l, cursor);
    const dl_expansion *outer = fn->macro;
    enum CXCursorKind kind = clang_getCursorKind(cursor);
    size_t unnamed = fn->unnamed.count;

    if (fn->is_overflow || fn->depth >= DEEPEST) {
        if (!fn->is_cut)
            dl_emit_lost(fn, place.span, NULL);
        dl_lower_unsee(fn, place.span);
        fn->is_cut = fn->is_overflow;
        return;
    }
    fn->depth++;
    if (is_leaf(kind) && (!place.from || place.from != outer))
        dl_lower_macros_in(fn, place.span.file, place.span.offset, place.span.end);
    else if (place.from && place.from != outer)
        dl_lower_macro_whole(fn, place.from);
    if (place.from)
        fn->macro = place.from;
    lower_kind(fn, cursor, place);
    dl_unnamed_end(fn, unnamed, place.span);
    fn->macro = outer;
    fn->depth--;
}

/* ---- functions ---- */

/* What a function is given of which no parameter is written. */
static const dl_var *object_param(dl_fn *fn, const char *name, CXType type)
{
    dl_var *self = DL_NEW(fn->l->arena, dl_var);

    self->id = fn->l->var_count++;
    self->name = dl_lower_name(fn->l, name);
    self->type = dl_lower_pointer_to(fn->l, dl_lower_type(fn->l, type));
    self->storage = DL_PARAM;
    self->span = fn->function->span;
    self->function = fn->function;
    return self;
}

static void take_params(dl_fn *fn, const dl_body *body)
{
    dl_lower *l = fn->l;
    dl_cursors children = {0};
    DL_VEC(const dl_var *) params = {0};
    int shown = 0;

    if (fn->function->is_method)
        dl_vec_push(l->arena, &params,
                    object_param(fn, "this",
                                 clang_getCursorType(body->is_made_end ? body->cursor
                                                                       : clang_getCursorSemanticParent(body->cursor))));
    else if (clang_getCursorKind(body->cursor) == CXCursor_LambdaExpr && dl_closure_of_lambda(l, body->cursor))
        dl_vec_push(l->arena, &params, object_param(fn, "closure", clang_getCursorType(body->cursor)));
    dl_lower_children(l, body->cursor, &children);
    for (size_t i = 0; i < children.count; i++) {
        dl_var *var;

        if (clang_getCursorKind(children.at[i]) != CXCursor_ParmDecl)
            continue;
        var = dl_lower_var(l, children.at[i], DL_PARAM, fn->function);
        var->index = (unsigned)params.count;
        dl_cursor_put(l->scratch, &l->vars, children.at[i], var);
        dl_vec_push(l->arena, &params, var);
        shown++;
    }
    fn->function->has_lost_params = clang_Cursor_getNumArguments(body->cursor) > shown;
    fn->function->params = params.at;
    fn->function->param_count = params.count;
}

/* Objects taken by value that their callers have made: they end here. */
static void own_params(dl_fn *fn, const dl_body *body)
{
    dl_cursors children = {0};

    if (!fn->l->unit->is_cpp)
        return;
    dl_lower_children(fn->l, body->cursor, &children);
    for (size_t i = 0; i < children.count; i++) {
        CXType type = clang_getCursorType(children.at[i]);
        const dl_var *var = dl_cursor_get(&fn->l->vars, children.at[i]);

        if (clang_getCursorKind(children.at[i]) == CXCursor_ParmDecl && var && dl_pass_is_own(fn->l, type))
            dl_scope_add_object(fn, dl_expr_var(fn->l, var, var->span), type);
    }
}

void dl_lower_function(dl_lower *l, const dl_body *body)
{
    dl_fn fn = {.l = l, .function = body->function, .cursor = body->cursor, .abnormal = -1, .around = body->around};

    take_params(&fn, body);
    fn.at = dl_block_new(&fn);
    (void)dl_scope_push(&fn);
    own_params(&fn, body);
    if (clang_getCursorKind(body->cursor) == CXCursor_Constructor)
        dl_object_construct(&fn, body->cursor);
    else if (clang_getCursorKind(body->cursor) == CXCursor_Destructor)
        dl_object_end_members(&fn, clang_getCursorType(clang_getCursorSemanticParent(body->cursor)));
    else if (body->is_made_end)
        dl_object_end_members(&fn, clang_getCursorType(body->cursor));
    if (clang_getCursorKind(body->statement) == CXCursor_CompoundStmt)
        lower_statements(&fn, body->statement);
    else if (!body->is_made_end)
        dl_lower_stmt(&fn, body->statement);
    dl_lower_return(&fn, NULL, body->function->end, NULL);
    dl_fn_finish(&fn);
}
