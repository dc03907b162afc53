#include "frontend/lower.h"

enum { DEEPEST = 300 };

static void lower_kind(dl_fn *fn, CXCursor cursor, dl_place place);

/* ---- declarations ---- */

static void lower_static_local(dl_fn *fn, CXCursor decl)
{
    dl_var *var = (dl_var *)(uintptr_t)dl_lower_var_of(fn, decl);
    CXCursor init = clang_Cursor_getVarDeclInitializer(decl);
    dl_instrs inits = {0};
    dl_fn still = {.l = fn->l, .function = fn->function, .inits = &inits, .abnormal = -1, .scope = fn->scope};

    dl_scope_add(fn, var);
    if (clang_Cursor_isNull(init) || var->init_count)
        return;
    dl_lower_init(&still, dl_expr_var(fn->l, var, var->span), clang_getCursorType(decl), init);
    var->inits = dl_arena_copy(fn->l->arena, inits.at, inits.count * sizeof *inits.at);
    var->init_count = inits.count;
}

void dl_end_unnamed(dl_fn *fn, size_t first, dl_span span)
{
    while (fn->unnamed.count > first) {
        dl_unnamed last = fn->unnamed.at[--fn->unnamed.count];

        dl_object_end(fn, last.object, last.type, span);
    }
}

void dl_lower_local(dl_fn *fn, CXCursor decl)
{
    CXCursor init = clang_Cursor_getVarDeclInitializer(decl);
    const dl_var *var;

    if (clang_Cursor_hasVarDeclExternalStorage(decl) == 1)
        return;
    if (clang_Cursor_hasVarDeclGlobalStorage(decl) == 1) {
        lower_static_local(fn, decl);
        return;
    }
    var = dl_lower_var_of(fn, decl);
    dl_emit(fn, (dl_instr){.kind = DL_I_ENTER, .span = var->span, .var = var});
    if (!clang_Cursor_isNull(init) && clang_getCursorKind(dl_strip(fn->l, init)) == CXCursor_LambdaExpr)
        dl_lower_captures(fn, dl_strip(fn->l, init));
    else if (!clang_Cursor_isNull(init))
        dl_lower_init(fn, dl_expr_var(fn->l, var, var->span), clang_getCursorType(decl), init);
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

static void lower_statements(dl_fn *fn, CXCursor compound)
{
    dl_place whole = dl_lower_place(fn->l, compound);
    const dl_expansion *outer = fn->macro, *last = NULL;
    dl_cursors children = {0};
    unsigned at = whole.span.offset + 1;

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
    if (!whole.from && whole.span.end > at + 1)
        dl_lower_gap(fn, whole.span.file, at, whole.span.end - 1);
}

static void lower_compound(dl_fn *fn, CXCursor cursor)
{
    (void)dl_scope_push(fn);
    lower_statements(fn, cursor);
    dl_scope_pop(fn);
}

/* A statement under if, else or a loop. */
static void lower_inner(dl_fn *fn, CXCursor cursor, unsigned from, const dl_file *file)
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

static void lower_test(dl_fn *fn, CXCursor test, unsigned yes, unsigned no)
{
    dl_place place = dl_lower_place(fn->l, test);

    if (!place.from || place.from != fn->macro)
        dl_lower_macros_in(fn, place.span.file, place.span.offset, place.span.end);
    dl_lower_condition(fn, test, yes, no);
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
        lower_test(fn, children.at[at], yes, no);
        span = dl_lower_place(fn->l, children.at[at]).span;
        dl_start(fn, yes);
        lower_inner(fn, children.at[at + 1], span.end, span.file);
        dl_end_jump(fn, end);
        dl_start(fn, no);
        if (at + 2 >= children.count)
            break;
        /* an else-if chain is a loop here, or a long one would use up the stack */
        cursor = children.at[at + 2];
        if (clang_getCursorKind(cursor) != CXCursor_IfStmt || dl_is_constexpr_if(fn->l, cursor) || fn->is_overflow) {
            span = dl_lower_place(fn->l, children.at[at + 1]).span;
            lower_inner(fn, cursor, span.end, span.file);
            break;
        }
    }
    dl_end_jump(fn, end);
    fn->at = end;
    while (pushed--)
        dl_scope_pop(fn);
}

/* ---- loops ---- */

static void lower_body(dl_fn *fn, CXCursor body, unsigned again, unsigned end, const CXCursor *head)
{
    dl_exit out = {.outer = fn->exits, .kind = DL_EXIT_LOOP, .leave = end, .again = again, .scope = fn->scope};
    dl_span span = head ? dl_lower_place(fn->l, *head).span : (dl_span){0};

    fn->exits = &out;
    lower_inner(fn, body, span.end, span.file);
    fn->exits = out.outer;
}

typedef struct loop_parts {
    CXCursor init, var, test, step, body;
    bool has_init, has_var, has_test, has_step;
} loop_parts;

static void lower_loop_test(dl_fn *fn, const loop_parts *p, unsigned body, unsigned end)
{
    if (p->has_var)
        dl_lower_local(fn, p->var);
    if (p->has_test)
        lower_test(fn, p->test, body, end);
    else
        dl_end_jump(fn, body);
}

/* if (test) do { body; again: step } while (test) */
static void lower_loop(dl_fn *fn, const loop_parts *p)
{
    unsigned body = dl_block_new(fn), again = dl_block_new(fn), end = dl_block_new(fn);

    lower_loop_test(fn, p, body, end);
    dl_start(fn, body);
    lower_body(fn, p->body, again, end, p->has_step ? &p->step : p->has_test ? &p->test : NULL);
    dl_start(fn, again);
    if (p->has_step)
        dl_lower_effect(fn, p->step);
    lower_loop_test(fn, p, body, end);
    fn->at = end;
}

static void lower_while(dl_fn *fn, CXCursor cursor)
{
    dl_cursors children = {0};
    loop_parts p = {0};

    dl_lower_children(fn->l, cursor, &children);
    if (children.count < 2) {
        dl_emit_lost(fn, dl_lower_place(fn->l, cursor).span, NULL);
        return;
    }
    (void)dl_scope_push(fn);
    p.body = children.at[children.count - 1];
    p.test = children.at[children.count - 2];
    p.has_test = true;
    if (children.count > 2 && clang_getCursorKind(children.at[0]) == CXCursor_VarDecl) {
        p.var = children.at[0];
        p.has_var = true;
    }
    lower_loop(fn, &p);
    dl_scope_pop(fn);
}

static void lower_do(dl_fn *fn, CXCursor cursor)
{
    dl_cursors children = {0};
    unsigned body = dl_block_new(fn), again = dl_block_new(fn), end = dl_block_new(fn);

    dl_lower_children(fn->l, cursor, &children);
    if (children.count != 2) {
        dl_emit_lost(fn, dl_lower_place(fn->l, cursor).span, NULL);
        return;
    }
    dl_start(fn, body);
    lower_body(fn, children.at[0], again, end, NULL);
    dl_start(fn, again);
    lower_test(fn, children.at[1], body, end);
    fn->at = end;
}

/* The two semicolons and the closing parenthesis of a for. */
static bool for_marks(const dl_file *file, unsigned at, unsigned end, unsigned marks[3])
{
    unsigned depth = 0, found = 0;

    at = dl_lower_skip_space(file, dl_lower_token_end(file, at, end), end);
    while (at < end) {
        char c = file->text[at];

        if (c == '(' || c == '[' || c == '{')
            depth++;
        else if (c == ')' || c == ']' || c == '}')
            depth--;
        if (c == ';' && depth == 1 && found < 2)
            marks[found++] = at;
        if (depth == 0) {
            marks[2] = at;
            return found == 2;
        }
        at = dl_lower_skip_space(file, dl_lower_token_end(file, at, end), end);
    }
    return false;
}

static void put_part(dl_fn *fn, loop_parts *p, CXCursor child, unsigned which)
{
    bool is_decl = clang_getCursorKind(child) == CXCursor_VarDecl;

    if (which == 0) {
        p->init = child;
        p->has_init = true;
    } else if (which == 1 && is_decl) {
        p->var = child;
        p->has_var = true;
    } else if (which == 1) {
        p->test = child;
        p->has_test = true;
    } else {
        p->step = child;
        p->has_step = true;
    }
    (void)fn;
}

/* Inside a macro there is no text to look at: the kinds of the parts tell. */
static unsigned guess_part(dl_fn *fn, CXCursor child, size_t i, size_t count)
{
    CXCursor inner = dl_strip(fn->l, child);
    enum CXCursorKind kind = clang_getCursorKind(inner);

    if (count == 3)
        return (unsigned)i;
    if (kind == CXCursor_DeclStmt)
        return 0;
    if (kind == CXCursor_UnaryOperator && clang_getCursorUnaryOperatorKind(inner) <= CXUnaryOperator_PreDec)
        return 2;
    if (kind == CXCursor_CompoundAssignOperator)
        return 2;
    if (kind == CXCursor_BinaryOperator && clang_getCursorBinaryOperatorKind(inner) == CXBinaryOperator_Assign)
        return i == 0 ? 0 : 2;
    return 1;
}

static void lower_for(dl_fn *fn, CXCursor cursor, dl_place place)
{
    dl_cursors children = {0};
    loop_parts p = {0};
    unsigned marks[3];
    bool has_marks;

    dl_lower_children(fn->l, cursor, &children);
    if (children.count == 0) {
        dl_emit_lost(fn, place.span, NULL);
        return;
    }
    has_marks = place.span.file && !place.from && for_marks(place.span.file, place.span.offset, place.span.end, marks);
    for (size_t i = 0; i + 1 < children.count; i++) {
        unsigned offset = dl_lower_place(fn->l, children.at[i]).span.offset, which;

        if (has_marks)
            which = offset < marks[0] ? 0 : offset < marks[1] ? 1 : 2;
        else
            which = guess_part(fn, children.at[i], i, children.count - 1);
        put_part(fn, &p, children.at[i], which);
    }
    p.body = children.at[children.count - 1];
    (void)dl_scope_push(fn);
    if (p.has_init)
        dl_lower_stmt(fn, p.init);
    lower_loop(fn, &p);
    dl_scope_pop(fn);
}

/* ---- switch ---- */

static dl_exit *find_exit(dl_fn *fn, bool is_continue)
{
    for (dl_exit *at = fn->exits; at; at = at->outer)
        if (at->kind == DL_EXIT_LOOP || (at->kind == DL_EXIT_SWITCH && !is_continue))
            return at;
    return NULL;
}

static dl_switch *find_switch(dl_fn *fn)
{
    for (dl_exit *at = fn->exits; at; at = at->outer)
        if (at->kind == DL_EXIT_SWITCH)
            return at->cases;
    return NULL;
}

static void add_case(dl_fn *fn, const dl_cursors *children, unsigned block)
{
    dl_switch *into = find_switch(fn);
    const dl_expr *first = dl_lower_unevaluated(fn, children->at[0]);
    const dl_expr *last = children->count > 2 ? dl_lower_unevaluated(fn, children->at[1]) : first;

    if (!into)
        return;
    dl_vec_push(fn->l->scratch, &into->cases,
                (dl_case){.first = first->value,
                          .last = last->value,
                          .value = first,
                          .has_value = first->has_value && last->has_value,
                          .to = block});
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
            add_case(fn, &children, block);
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
    const dl_expr *value;
    size_t at;

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

/* ---- jumps ---- */

static void leave_to(dl_fn *fn, const dl_exit *out, unsigned block, dl_place place)
{
    unsigned *to;

    if (!out) {
        dl_emit_lost(fn, place.span, NULL);
        return;
    }
    dl_scopes_leave(fn, out->scope, SIZE_MAX, DL_LEAVE_JUMP);
    to = DL_NEW_ARRAY(fn->l->scratch, 1, unsigned);
    to[0] = block;
    dl_end(fn, (dl_term){.kind = DL_T_JUMP,
                         .span = place.span,
                         .to = to,
                         .to_count = 1,
                         .macro = place.from ? place.from->name : NULL});
}

static void lower_leave(dl_fn *fn, dl_place place)
{
    const dl_exit *out = fn->exits;

    while (out && out->kind != DL_EXIT_TRY)
        out = out->outer;
    leave_to(fn, out, out ? out->leave : 0, place);
}

void dl_lower_return(dl_fn *fn, const dl_expr *value, dl_span span, const char *macro)
{
    const dl_inline *frame = fn->inlined;
    dl_scope *until = frame ? frame->scope : NULL;

    if (frame) {
        if (value && frame->result)
            dl_emit_assign(fn, dl_expr_var(fn->l, frame->result, span), value, span);
        dl_scopes_leave(fn, until, SIZE_MAX, DL_LEAVE_RETURN);
        dl_end_jump(fn, frame->end);
        return;
    }
    if (value && value->kind != DL_E_CONST && dl_scopes_have_exit_code(fn, NULL) &&
        !(value->kind == DL_E_VAR && value->var->storage == DL_TEMP))
        value = dl_lower_in_temp(fn, value);
    dl_scopes_leave(fn, NULL, 0, DL_LEAVE_RETURN);
    dl_end(fn, (dl_term){.kind = DL_T_RETURN, .span = span, .value = value, .macro = macro});
}

/* A local object that becomes the result: the caller ends it. */
static const dl_var *returned_object(dl_fn *fn, CXCursor value)
{
    CXCursor inner = dl_strip(fn->l, value), decl = clang_getCursorReferenced(inner);

    if (!fn->l->unit->is_cpp || clang_getCanonicalType(clang_getCursorType(value)).kind != CXType_Record)
        return NULL;
    if (clang_getCursorKind(inner) == CXCursor_CallExpr && clang_Cursor_getNumArguments(inner) == 1 &&
        clang_getCursorKind(decl) == CXCursor_Constructor &&
        (clang_CXXConstructor_isMoveConstructor(decl) || clang_CXXConstructor_isCopyConstructor(decl))) {
        inner = dl_strip(fn->l, clang_Cursor_getArgument(inner, 0));
        decl = clang_getCursorReferenced(inner);
    }
    if (clang_getCursorKind(inner) != CXCursor_DeclRefExpr || clang_getCursorKind(decl) != CXCursor_VarDecl)
        return NULL;
    return dl_lower_var_of(fn, decl);
}

/* Of a function that returns a reference: where the value stands. */
static const dl_expr *referred(dl_fn *fn, const dl_expr *value)
{
    const dl_type *type = fn->function->type->element;
    size_t size = type && type->kind == DL_TYPE_POINTER ? strlen(type->spelling) : 0;

    if (fn->inlined || size == 0 || type->spelling[size - 1] != '&' ||
        !(value->kind == DL_E_VAR || value->kind == DL_E_FIELD || value->kind == DL_E_INDEX ||
          value->kind == DL_E_DEREF))
        return value;
    return dl_expr_address(fn->l, value, dl_lower_pointer_to(fn->l, value->type), value->span);
}

static void lower_return_stmt(dl_fn *fn, CXCursor cursor, dl_place place)
{
    dl_cursors children = {0};
    const dl_expr *value = NULL;

    dl_lower_children(fn->l, cursor, &children);
    if (children.count) {
        value = dl_lower_expr(fn, children.at[0]);
        if (dl_is_void_type(clang_getCursorType(children.at[0])))
            value = NULL;
        else
            value = referred(fn, value);
    }
    if (fn->unnamed.count && value)
        value = dl_lower_in_temp(fn, value);
    dl_end_unnamed(fn, 0, place.span);
    fn->moved = children.count ? returned_object(fn, children.at[0]) : NULL;
    dl_lower_return(fn, value, place.span, place.from ? place.from->name : NULL);
    fn->moved = NULL;
}

/* By name: the cursors of a label and of what refers to it are not equal. */
static dl_label *label_of(dl_fn *fn, CXCursor cursor)
{
    const char *name = dl_lower_string(fn->l, clang_getCursorSpelling(cursor));
    dl_label *label;

    for (size_t i = 0; i < fn->labels.count; i++)
        if (fn->labels.at[i]->name == name)
            return fn->labels.at[i];
    label = DL_NEW(fn->l->scratch, dl_label);
    label->name = name;
    label->block = dl_block_new(fn);
    dl_vec_push(fn->l->scratch, &fn->labels, label);
    return label;
}

static void lower_goto(dl_fn *fn, CXCursor cursor, dl_place place)
{
    dl_cursors children = {0};
    dl_goto made = {.block = fn->at, .scope = fn->scope, .handler = fn->handler, .abnormal = fn->abnormal};

    dl_lower_children(fn->l, cursor, &children);
    if (children.count != 1 || clang_getCursorKind(children.at[0]) != CXCursor_LabelRef) {
        dl_emit_lost(fn, place.span, NULL);
        dl_end(fn, (dl_term){.kind = DL_T_UNREACHABLE, .span = place.span});
        return;
    }
    made.label = label_of(fn, children.at[0]);
    made.var_count = fn->scope ? fn->scope->vars.count : 0;
    made.span = place.span;
    made.macro = place.from ? place.from->name : NULL;
    dl_vec_push(fn->l->scratch, &fn->gotos, made);
    fn->at = dl_block_new(fn);
}

static void lower_label(dl_fn *fn, CXCursor cursor)
{
    dl_label *label = label_of(fn, cursor);
    dl_cursors children = {0};

    if (label->is_placed) /* a copy of a __finally block has its own */
        label->block = dl_block_new(fn);
    dl_start(fn, label->block);
    label->is_placed = true;
    label->scope = fn->scope;
    label->var_count = fn->scope ? fn->scope->vars.count : 0;
    dl_lower_children(fn->l, cursor, &children);
    if (children.count)
        dl_lower_stmt(fn, children.at[children.count - 1]);
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

static void lower_kind(dl_fn *fn, CXCursor cursor, dl_place place)
{
    enum CXCursorKind kind = clang_getCursorKind(cursor);

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
    case CXCursor_WhileStmt:
        lower_while(fn, cursor);
        break;
    case CXCursor_DoStmt:
        lower_do(fn, cursor);
        break;
    case CXCursor_ForStmt:
        lower_for(fn, cursor, place);
        break;
    case CXCursor_CXXForRangeStmt:
        dl_lower_range_for(fn, cursor);
        break;
    case CXCursor_SwitchStmt:
        lower_switch(fn, cursor, place);
        break;
    case CXCursor_CaseStmt:
    case CXCursor_DefaultStmt:
        lower_case(fn, cursor);
        break;
    case CXCursor_BreakStmt: {
        const dl_exit *out = find_exit(fn, false);

        leave_to(fn, out, out ? out->leave : 0, place);
        break;
    }
    case CXCursor_ContinueStmt: {
        const dl_exit *out = find_exit(fn, true);

        leave_to(fn, out, out ? out->again : 0, place);
        break;
    }
    case CXCursor_ReturnStmt:
        lower_return_stmt(fn, cursor, place);
        break;
    case CXCursor_GotoStmt:
    case CXCursor_IndirectGotoStmt:
        lower_goto(fn, cursor, place);
        break;
    case CXCursor_LabelStmt:
        lower_label(fn, cursor);
        break;
    case CXCursor_SEHTryStmt:
        dl_lower_seh_try(fn, cursor);
        break;
    case CXCursor_SEHLeaveStmt:
        lower_leave(fn, place);
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
    dl_end_unnamed(fn, unnamed, place.span);
    fn->macro = outer;
    fn->depth--;
}

/* ---- functions ---- */

static void take_params(dl_fn *fn, const dl_body *body)
{
    dl_lower *l = fn->l;
    dl_cursors children = {0};
    DL_VEC(const dl_var *) params = {0};

    if (fn->function->is_method) {
        dl_var *self = DL_NEW(l->arena, dl_var);

        self->id = l->var_count++;
        self->name = dl_lower_name(l, "this");
        self->type =
            dl_lower_pointer_to(l, dl_lower_type(l, clang_getCursorType(clang_getCursorSemanticParent(body->cursor))));
        self->storage = DL_PARAM;
        self->span = fn->function->span;
        self->function = fn->function;
        dl_vec_push(l->arena, &params, self);
    }
    dl_lower_children(l, body->cursor, &children);
    for (size_t i = 0; i < children.count; i++) {
        dl_var *var;

        if (clang_getCursorKind(children.at[i]) != CXCursor_ParmDecl)
            continue;
        var = dl_lower_var(l, children.at[i], DL_PARAM, fn->function);
        var->index = (unsigned)params.count;
        dl_cursor_put(l->scratch, &l->vars, children.at[i], var);
        dl_vec_push(l->arena, &params, var);
    }
    fn->function->params = params.at;
    fn->function->param_count = params.count;
}

void dl_lower_function(dl_lower *l, const dl_body *body)
{
    dl_fn fn = {.l = l, .function = body->function, .abnormal = -1, .around = body->around};

    take_params(&fn, body);
    fn.at = dl_block_new(&fn);
    (void)dl_scope_push(&fn);
    if (clang_getCursorKind(body->cursor) == CXCursor_Constructor)
        dl_object_construct(&fn, body->cursor);
    else if (clang_getCursorKind(body->cursor) == CXCursor_Destructor)
        dl_object_end_members(&fn, body->cursor);
    if (clang_getCursorKind(body->statement) == CXCursor_CompoundStmt)
        lower_statements(&fn, body->statement);
    else
        dl_lower_stmt(&fn, body->statement);
    dl_lower_return(&fn, NULL, body->function->end, NULL);
    dl_fn_finish(&fn);
}
