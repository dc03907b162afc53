/* lower_jump.c: what leaves a statement: break, continue, __leave, return, goto and its labels. */
#include "frontend/lower.h"

static dl_exit *find_exit(dl_fn *fn, bool is_continue)
{
    for (dl_exit *at = fn->exits; at; at = at->outer)
        if (at->kind == DL_EXIT_LOOP || (at->kind == DL_EXIT_SWITCH && !is_continue))
            return at;
    return NULL;
}

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

void dl_lower_break(dl_fn *fn, dl_place place)
{
    const dl_exit *out = find_exit(fn, false);

    leave_to(fn, out, out ? out->leave : 0, place);
}

void dl_lower_continue(dl_fn *fn, dl_place place)
{
    const dl_exit *out = find_exit(fn, true);

    leave_to(fn, out, out ? out->again : 0, place);
}

void dl_lower_leave(dl_fn *fn, dl_place place)
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
    if (value && fn->function->type->kind == DL_TYPE_FUNCTION)
        (void)dl_unseen_hand_over(fn, fn->function->type->element, value, span);
    dl_scopes_leave(fn, NULL, 0, DL_LEAVE_RETURN);
    dl_end(fn, (dl_term){.kind = DL_T_RETURN, .span = span, .value = value, .macro = macro});
}

/* A local object that becomes the result: the caller ends it. `name`: where it stands in the expression. */
static const dl_var *returned_object(dl_fn *fn, CXCursor value, CXCursor *name)
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
    if (clang_getCursorKind(inner) != CXCursor_DeclRefExpr ||
        (clang_getCursorKind(decl) != CXCursor_VarDecl && clang_getCursorKind(decl) != CXCursor_ParmDecl))
        return NULL;
    *name = inner;
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

void dl_lower_return_stmt(dl_fn *fn, CXCursor cursor, dl_place place)
{
    dl_cursors children = {0};
    const dl_expr *value = NULL;
    const dl_var *moved = NULL;
    size_t unnamed = fn->inlined ? fn->inlined->unnamed : 0;

    dl_lower_children(fn->l, cursor, &children);
    if (children.count) {
        CXCursor shown = children.at[0];

        moved = returned_object(fn, children.at[0], &shown);
        value = dl_lower_expr(fn, shown);
        if (dl_is_broken(dl_strip(fn->l, shown)) && value->kind == DL_E_VAR && !place.from)
            dl_lower_see_read(fn->l, DL_SEEN_RETURN, place.span.offset, place.span.end);
        if (dl_is_void_type(clang_getCursorType(children.at[0])))
            value = NULL;
        else
            value = referred(fn, value);
    }
    if (fn->unnamed.count > unnamed && value)
        value = dl_lower_in_temp(fn, value);
    dl_unnamed_leave(fn, unnamed, place.span);
    fn->moved = moved;
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

void dl_lower_goto(dl_fn *fn, CXCursor cursor, dl_place place)
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

void dl_lower_label(dl_fn *fn, CXCursor cursor)
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
