#include "frontend/lower.h"

static unsigned handler_block(dl_fn *fn, dl_handler *handler)
{
    if (!handler->is_made) {
        handler->block = dl_block_new(fn);
        handler->is_made = true;
    }
    return handler->block;
}

static void choose(dl_fn *fn, unsigned first, unsigned second, dl_span span)
{
    unsigned *to = DL_NEW_ARRAY(fn->l->scratch, 2, unsigned);

    to[0] = first;
    to[1] = second;
    dl_end(fn, (dl_term){.kind = DL_T_CHOICE, .to = to, .to_count = 2, .span = span});
}

void dl_lower_before_call(dl_fn *fn, dl_span span)
{
    unsigned next;

    if (!fn->handler || fn->is_pure || fn->inits)
        return;
    next = dl_block_new(fn);
    choose(fn, next, handler_block(fn, fn->handler), span);
    fn->at = next;
}

static void go_on_raising(dl_fn *fn)
{
    if (fn->handler)
        dl_end_jump(fn, handler_block(fn, fn->handler));
    else
        dl_end(fn, (dl_term){.kind = DL_T_UNREACHABLE});
}

static void lower_guarded(dl_fn *fn, CXCursor body, unsigned end)
{
    dl_exit leave = {.outer = fn->exits, .kind = DL_EXIT_TRY, .leave = end, .scope = fn->scope};

    fn->exits = &leave;
    dl_lower_stmt(fn, body);
    fn->exits = leave.outer;
}

static void lower_finally(dl_fn *fn, CXCursor body, CXCursor finally)
{
    dl_handler *outside = fn->handler, *own = NULL;
    dl_scope *scope = dl_scope_push(fn);
    unsigned end = dl_block_new(fn);
    int saved;

    scope->has_finally = true;
    scope->finally_body = finally;
    if (outside) {
        own = DL_NEW(fn->l->scratch, dl_handler);
        own->outer = outside;
        fn->handler = own;
    }
    lower_guarded(fn, body, end);
    dl_start(fn, end);
    fn->handler = outside;
    dl_scope_pop(fn);
    if (!own || !own->is_made)
        return;
    end = dl_block_new(fn);
    dl_end_jump(fn, end);
    fn->at = own->block;
    saved = fn->abnormal;
    fn->abnormal = 1;
    fn->handler = NULL; /* what undoes does not raise */
    dl_lower_stmt(fn, finally);
    fn->handler = outside;
    fn->abnormal = saved;
    go_on_raising(fn);
    fn->at = end;
}

/* What a filter answers: positive means that the handler runs. */
static void lower_filter(dl_fn *fn, CXCursor filter, unsigned handler)
{
    const dl_expr *value = dl_lower_expr(fn, filter);
    unsigned past;

    if (value->has_value && value->value > 0) {
        dl_end_jump(fn, handler);
        return;
    }
    if (value->has_value) {
        go_on_raising(fn);
        return;
    }
    past = dl_block_new(fn);
    dl_end_branch(fn, value, handler, past, value->span);
    dl_start(fn, past);
    go_on_raising(fn);
}

static void lower_except(dl_fn *fn, CXCursor body, const dl_cursors *parts)
{
    dl_handler *own = DL_NEW(fn->l->scratch, dl_handler);
    unsigned end = dl_block_new(fn), handler = dl_block_new(fn);

    own->outer = fn->handler;
    fn->handler = own;
    lower_guarded(fn, body, end);
    if (!own->is_made) /* what the block reads may raise too */
        choose(fn, end, handler_block(fn, own), dl_lower_place(fn->l, body).span);
    dl_end_jump(fn, end);
    fn->handler = own->outer;
    fn->at = own->block;
    if (parts->count > 1)
        lower_filter(fn, parts->at[0], handler);
    dl_start(fn, handler);
    if (parts->count)
        dl_lower_stmt(fn, parts->at[parts->count - 1]);
    dl_end_jump(fn, end);
    fn->at = end;
}

void dl_lower_seh_try(dl_fn *fn, CXCursor cursor)
{
    dl_cursors children = {0}, parts = {0};

    dl_lower_children(fn->l, cursor, &children);
    if (children.count != 2) {
        dl_emit_lost(fn, dl_lower_place(fn->l, cursor).span, NULL);
        return;
    }
    dl_lower_children(fn->l, children.at[1], &parts);
    if (clang_getCursorKind(children.at[1]) == CXCursor_SEHFinallyStmt && parts.count == 1)
        lower_finally(fn, children.at[0], parts.at[0]);
    else if (clang_getCursorKind(children.at[1]) == CXCursor_SEHExceptStmt)
        lower_except(fn, children.at[0], &parts);
    else
        dl_lower_stmt(fn, children.at[0]);
}

static void lower_catch(dl_fn *fn, CXCursor cursor)
{
    dl_cursors children = {0};

    dl_lower_children(fn->l, cursor, &children);
    (void)dl_scope_push(fn);
    for (size_t i = 0; i < children.count; i++) {
        enum CXCursorKind kind = clang_getCursorKind(children.at[i]);

        if (kind == CXCursor_VarDecl)
            dl_lower_local(fn, children.at[i]);
        else if (clang_isStatement(kind))
            dl_lower_stmt(fn, children.at[i]);
    }
    dl_scope_pop(fn);
}

void dl_lower_cpp_try(dl_fn *fn, CXCursor cursor)
{
    dl_handler *own = DL_NEW(fn->l->scratch, dl_handler);
    unsigned end = dl_block_new(fn);
    dl_cursors children = {0};
    unsigned *to;

    dl_lower_children(fn->l, cursor, &children);
    if (children.count == 0)
        return;
    own->outer = fn->handler;
    fn->handler = own;
    dl_lower_stmt(fn, children.at[0]);
    dl_end_jump(fn, end);
    fn->handler = own->outer;
    if (own->is_made && children.count > 1) {
        to = DL_NEW_ARRAY(fn->l->scratch, children.count, unsigned);
        for (size_t i = 1; i < children.count; i++)
            to[i - 1] = dl_block_new(fn);
        fn->at = own->block;
        dl_end(fn, (dl_term){.kind = DL_T_CHOICE, .to = to, .to_count = children.count - 1});
        for (size_t i = 1; i < children.count; i++) {
            fn->at = to[i - 1];
            lower_catch(fn, children.at[i]);
            dl_end_jump(fn, end);
        }
    }
    fn->at = end;
}

void dl_lower_throw(dl_fn *fn, CXCursor cursor, dl_place place)
{
    dl_cursors children = {0};
    const dl_expr **args = DL_NEW_ARRAY(fn->l->arena, 1, const dl_expr *);
    dl_instr call = {.kind = DL_I_CALL, .span = place.span, .name = dl_lower_name(fn->l, "throw"), .is_noreturn = true};

    dl_lower_children(fn->l, cursor, &children);
    if (children.count) {
        args[0] = dl_lower_expr(fn, children.at[children.count - 1]);
        call.args = args;
        call.arg_count = 1;
    }
    dl_emit(fn, call);
    if (!fn->is_pure && !fn->inits)
        go_on_raising(fn);
}
