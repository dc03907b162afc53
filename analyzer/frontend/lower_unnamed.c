/* lower_unnamed.c: objects without a name, and what ends them: the expression that they stand in, or the scope of the
 * reference that is bound to one. What becomes a variable, a member or a result is none. */
#include "frontend/lower.h"

enum { DEEPEST_OBJECT = 16 };

static bool is_cast(enum CXCursorKind kind)
{
    return kind == CXCursor_CXXFunctionalCastExpr || kind == CXCursor_CStyleCastExpr ||
           kind == CXCursor_CXXStaticCastExpr || kind == CXCursor_CXXConstCastExpr;
}

/* Whether the expression makes an object of its own, of this class, and is no place where one is. */
static bool makes_object(dl_lower *l, CXCursor cursor, CXType *type, unsigned depth)
{
    CXCursor made = dl_strip(l, cursor), decl;
    enum CXCursorKind kind = clang_getCursorKind(made);
    dl_cursors parts = {0};

    *type = clang_getCursorType(made);
    if (depth > DEEPEST_OBJECT || !dl_object_is_record(*type))
        return false;
    if (kind == CXCursor_InitListExpr || kind == CXCursor_CompoundLiteralExpr)
        return true;
    if (kind == CXCursor_CallExpr) {
        decl = clang_getCursorReferenced(made);
        return !clang_Cursor_isNull(decl) && (clang_getCursorKind(decl) == CXCursor_Constructor ||
                                              dl_object_is_record(clang_getCursorResultType(decl)));
    }
    dl_lower_operands(l, made, &parts);
    if (is_cast(kind))
        return parts.count && makes_object(l, parts.at[parts.count - 1], type, depth + 1);
    if (kind == CXCursor_ConditionalOperator && parts.count == 3) {
        CXType other;

        return makes_object(l, parts.at[1], &other, depth + 1) && makes_object(l, parts.at[2], &other, depth + 1);
    }
    return false;
}

/* The object that a place is part of, or that is seen as one of a base: a variable. NULL: it is reached otherwise. */
static const dl_expr *whole_of(const dl_expr *place)
{
    for (;;) {
        if (place->kind == DL_E_FIELD || place->kind == DL_E_CAST)
            place = place->a;
        else if (place->kind == DL_E_INDEX && place->a->type->kind == DL_TYPE_ARRAY)
            place = place->a;
        else if (place->kind == DL_E_DEREF && dl_expr_uncast(place->a)->kind == DL_E_ADDRESS)
            place = dl_expr_uncast(place->a)->a;
        else
            return place->kind == DL_E_VAR ? place : NULL;
    }
}

/* Where it stands among those that have not ended; their count: it is not there. */
static size_t find_unnamed(const dl_fn *fn, const dl_var *var)
{
    size_t at = 0;

    while (at < fn->unnamed.count && fn->unnamed.at[at].object->var != var)
        at++;
    return at;
}

void dl_unnamed_note(dl_fn *fn, CXCursor cursor, const dl_expr *value)
{
    const dl_expr *object;
    CXType type;

    if (!fn->l->unit->is_cpp || fn->is_pure || fn->inits || !makes_object(fn->l, cursor, &type, 0))
        return;
    object = whole_of(value);
    if (object && object->var->storage == DL_TEMP && object->type->kind == DL_TYPE_RECORD &&
        dl_object_ends(fn->l, type) && find_unnamed(fn, object->var) == fn->unnamed.count)
        dl_vec_push(fn->l->scratch, &fn->unnamed, (dl_unnamed){.object = object, .type = type});
}

void dl_unnamed_keep(dl_fn *fn, size_t first, const dl_expr *place)
{
    const dl_expr *object = dl_expr_is_place(place) ? whole_of(place) : NULL;
    size_t at = object ? find_unnamed(fn, object->var) : fn->unnamed.count;

    if (at < first || at == fn->unnamed.count)
        return;
    dl_scope_add_object(fn, fn->unnamed.at[at].object, fn->unnamed.at[at].type);
    for (fn->unnamed.count--; at < fn->unnamed.count; at++)
        fn->unnamed.at[at] = fn->unnamed.at[at + 1];
}

/* `flag = made` at the end of a block that may be closed already. */
static void set_flag(dl_fn *fn, unsigned block, const dl_expr *flag, bool made)
{
    dl_instr set = {.kind = DL_I_ASSIGN, .span = flag->span, .target = flag, .op = DL_ASSIGN};

    set.value = dl_expr_const(fn->l, made, flag->type, flag->span);
    dl_vec_push(fn->l->scratch, &fn->drafts.at[block]->instrs, set);
}

/* Where the value may lead into the object, that stays until the whole expression ends, which asks a flag. */
static void leave_to_whole(dl_fn *fn, dl_unnamed *one, unsigned head, dl_span span)
{
    bool is_first = !one->is_made;

    if (is_first)
        one->is_made = dl_expr_var(fn->l, dl_temp_new(fn, fn->l->type_int, span), span);
    set_flag(fn, head, one->is_made, false);
    if (is_first)
        set_flag(fn, fn->at, one->is_made, true);
}

void dl_unnamed_may_be(dl_fn *fn, size_t first, unsigned head, dl_span span)
{
    for (size_t i = first; i < fn->unnamed.count; i++)
        leave_to_whole(fn, &fn->unnamed.at[i], head, span);
}

static void end_one(dl_fn *fn, dl_unnamed one, dl_span span)
{
    unsigned made, behind;

    if (!one.is_made) {
        dl_object_end(fn, one.object, one.type, span);
        return;
    }
    made = dl_block_new(fn);
    behind = dl_block_new(fn);
    dl_end_branch(fn, one.is_made, made, behind, span);
    dl_start(fn, made);
    dl_object_end(fn, one.object, one.type, span);
    dl_start(fn, behind);
}

void dl_unnamed_end(dl_fn *fn, size_t first, dl_span span)
{
    while (fn->unnamed.count > first)
        end_one(fn, fn->unnamed.at[--fn->unnamed.count], span);
}

void dl_unnamed_leave(dl_fn *fn, size_t first, dl_span span)
{
    for (size_t i = fn->unnamed.count; i-- > first;)
        end_one(fn, fn->unnamed.at[i], span);
}
