/* lower_guard.c: `auto undo = wil::scope_exit([&] { … });` where the header is not there. What such a variable does is
 * documented: it runs the lambda at the end of its scope, unless it was released before. */
#include "frontend/lower.h"

static const dl_run_at_end *guard_of(const dl_fn *fn, const dl_var *var)
{
    for (size_t i = fn->at_end.count; i-- > 0;)
        if (fn->at_end.at[i]->var == var)
            return fn->at_end.at[i];
    return NULL;
}

static void arm(dl_fn *fn, const dl_run_at_end *run, bool is_armed, dl_span span)
{
    dl_emit_assign(fn, run->is_armed, dl_expr_const(fn->l, is_armed, run->is_armed->type, span), span);
}

bool dl_lower_run_at_end(dl_fn *fn, CXCursor decl, const dl_var *var)
{
    const dl_function *function;
    dl_run_at_end *run;
    CXCursor given, lambda;

    if (fn->is_pure || fn->inits || !dl_object_runs_at_end(fn->l, decl, &given) ||
        !dl_lower_find_lambda(fn->l, given, &lambda))
        return false;
    function = dl_lower_lambda_function(fn->l, clang_getTypeDeclaration(clang_getCursorType(lambda)));
    if (!function)
        return false;
    run = DL_NEW(fn->l->scratch, dl_run_at_end);
    if (dl_closure_of_lambda(fn->l, lambda))
        run->object = dl_lower_expr(fn, given);
    else if (clang_equalCursors(lambda, dl_strip(fn->l, given)))
        dl_lower_captures(fn, lambda);
    run->var = var;
    run->function = function;
    run->is_armed = dl_expr_var(fn->l, dl_temp_new(fn, fn->l->type_int, var->span), var->span);
    dl_vec_push(fn->l->scratch, &fn->at_end, run);
    arm(fn, run, true, var->span);
    return true;
}

void dl_lower_guard_end(dl_fn *fn, const dl_run_at_end *run, dl_span span)
{
    unsigned armed = dl_block_new(fn), behind = dl_block_new(fn);
    const dl_expr **args = DL_NEW_ARRAY(fn->l->arena, 1, const dl_expr *);

    if (run->object)
        args[0] = dl_lower_reference_to(fn, run->object);
    dl_end_branch(fn, run->is_armed, armed, behind, span);
    dl_start(fn, armed);
    dl_emit(fn, (dl_instr){.kind = DL_I_CALL,
                           .span = span,
                           .name = run->function->name,
                           .callee = run->function,
                           .args = args,
                           .arg_count = run->object != NULL});
    dl_start(fn, behind);
}

/* The text of the call up to its end, `undo.release()`, in parts: the variable, and the method. */
static bool read_call(dl_fn *fn, dl_span span, const char **variable, const char **method)
{
    const dl_file *file = span.file;
    unsigned name_end, at, end;

    if (!file || span.offset >= span.end)
        return false;
    name_end = dl_lower_token_end(file, span.offset, span.end);
    at = dl_lower_skip_space(file, name_end, span.end);
    if (at >= span.end || file->text[at] != '.')
        return false;
    *variable = dl_name_n(fn->l->names, file->text + span.offset, name_end - span.offset);
    at = dl_lower_skip_space(file, at + 1, span.end);
    end = dl_lower_token_end(file, at, span.end);
    *method = dl_name_n(fn->l->names, file->text + at, end - at);
    at = dl_lower_skip_space(file, end, span.end);
    at = at < span.end && file->text[at] == '(' ? dl_lower_skip_space(file, at + 1, span.end) : span.end;
    return at < span.end && file->text[at] == ')';
}

bool dl_lower_guard_call(dl_fn *fn, CXCursor call)
{
    dl_place place = dl_lower_place(fn->l, call);
    const dl_run_at_end *run;
    const char *variable, *method;
    bool is_reset;

    if (fn->at_end.count == 0 || fn->is_pure || fn->inits || place.from ||
        !read_call(fn, place.span, &variable, &method))
        return false;
    run = guard_of(fn, dl_scope_find(fn, variable));
    is_reset = dl_text_equal(method, "reset");
    if (!run || (!is_reset && !dl_text_equal(method, "release")))
        return false;
    if (is_reset)
        dl_lower_guard_end(fn, run, place.span);
    arm(fn, run, false, place.span);
    return true;
}

void dl_lower_guard_used(dl_fn *fn, const dl_var *var, dl_span span)
{
    const dl_run_at_end *run = fn->at_end.count && !fn->is_pure && !fn->inits ? guard_of(fn, var) : NULL;

    if (run)
        dl_emit_assign(fn, run->is_armed, dl_expr_unknown(fn->l, span, NULL, NULL), span);
}
