/* lower_loop.c: while, do and for. */
#include "frontend/lower.h"

typedef struct loop_parts {
    CXCursor init, var, test, step, body;
    bool has_init, has_var, has_test, has_step;
} loop_parts;

static void lower_body(dl_fn *fn, CXCursor body, unsigned again, unsigned end, const CXCursor *head)
{
    dl_exit out = {.outer = fn->exits, .kind = DL_EXIT_LOOP, .leave = end, .again = again, .scope = fn->scope};
    dl_span span = head ? dl_lower_place(fn->l, *head).span : (dl_span){0};

    fn->exits = &out;
    dl_lower_inner(fn, body, span.end, span.file);
    fn->exits = out.outer;
}

static void lower_loop_test(dl_fn *fn, const loop_parts *p, unsigned body, unsigned end)
{
    if (p->has_test)
        dl_lower_test(fn, p->test, body, end);
    else
        dl_end_jump(fn, body);
}

/* `while (T x = next())`: each round has an object of its own, which ends behind the step. */
static void lower_var_loop(dl_fn *fn, const loop_parts *p)
{
    unsigned body = dl_block_new(fn), again = dl_block_new(fn), end = dl_block_new(fn);
    size_t held;

    (void)dl_scope_push(fn);
    dl_lower_local(fn, p->var);
    lower_loop_test(fn, p, body, end);
    dl_start(fn, body);
    lower_body(fn, p->body, again, end, p->has_step ? &p->step : NULL);
    dl_start(fn, again);
    if (p->has_step)
        dl_lower_effect(fn, p->step);
    dl_scopes_leave(fn, fn->scope->parent, (size_t)-1, DL_LEAVE_END);
    held = fn->scope->vars.count;
    dl_lower_local(fn, p->var);
    fn->scope->vars.count = held; /* at the end the object of the last round is there, from wherever it is come to */
    lower_loop_test(fn, p, body, end);
    fn->at = end;
    dl_scope_pop(fn);
}

/* if (test) do { body; again: step } while (test) */
static void lower_loop(dl_fn *fn, const loop_parts *p)
{
    unsigned body, again, end;

    if (p->has_var) {
        lower_var_loop(fn, p);
        return;
    }
    body = dl_block_new(fn);
    again = dl_block_new(fn);
    end = dl_block_new(fn);
    lower_loop_test(fn, p, body, end);
    dl_start(fn, body);
    lower_body(fn, p->body, again, end, p->has_step ? &p->step : p->has_test ? &p->test : NULL);
    dl_start(fn, again);
    if (p->has_step)
        dl_lower_effect(fn, p->step);
    lower_loop_test(fn, p, body, end);
    fn->at = end;
}

void dl_lower_while(dl_fn *fn, CXCursor cursor)
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

void dl_lower_do(dl_fn *fn, CXCursor cursor)
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
    dl_lower_test(fn, children.at[1], body, end);
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

static void put_part(loop_parts *p, CXCursor child, unsigned which)
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

void dl_lower_for(dl_fn *fn, CXCursor cursor, dl_place place)
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
        put_part(&p, children.at[i], which);
    }
    p.body = children.at[children.count - 1];
    (void)dl_scope_push(fn);
    if (p.has_init)
        dl_lower_stmt(fn, p.init);
    lower_loop(fn, &p);
    dl_scope_pop(fn);
}
