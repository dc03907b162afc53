/* lower_seen.c: what the tree has of a body, for the comparison with what the lexer sees. */
#include "frontend/lower.h"

static char char_at(const dl_file *file, unsigned at)
{
    return at < file->size ? file->text[at] : '\0';
}

static bool is_letter(char c)
{
    return dl_text_is_letter(c) || (unsigned char)c >= 0x80;
}

typedef struct seeing {
    dl_lower *l;
    const dl_file *file;
    dl_seen_list *out;
    dl_text_ranges broken;
} seeing;

static bool is_partial(const seeing *s, unsigned offset)
{
    for (size_t i = 0; i < s->broken.count; i++)
        if (offset >= s->broken.at[i].offset && offset < s->broken.at[i].end)
            return true;
    return false;
}

static void see(seeing *s, dl_event_kind_seen kind, const dl_place *place, unsigned offset)
{
    dl_seen seen = {.kind = kind, .offset = place->from ? place->span.offset : offset, .end = place->span.end};

    if (place->span.file != s->file)
        return;
    seen.is_partial = is_partial(s, seen.offset);
    dl_vec_push(s->l->arena, s->out, seen);
}

/* The operator between two operands: what stands behind the left one. */
static unsigned operator_offset(seeing *s, CXCursor cursor, const dl_place *place)
{
    dl_cursors children = {0};
    dl_place left;

    dl_lower_children(s->l, cursor, &children);
    if (children.count == 0)
        return place->span.offset;
    left = dl_lower_place(s->l, children.at[0]);
    if (left.span.file != place->span.file)
        return place->span.offset;
    return dl_lower_skip_space(left.span.file, left.span.end, place->span.end);
}

static unsigned call_offset(seeing *s, CXCursor cursor, const dl_place *place)
{
    dl_cursors children = {0};
    const dl_file *file;
    unsigned offset;
    CXCursor callee;

    dl_lower_children(s->l, cursor, &children);
    if (children.count == 0)
        return place->span.offset;
    callee = dl_strip(s->l, children.at[0]);
    if (clang_getCursorKind(callee) != CXCursor_DeclRefExpr && clang_getCursorKind(callee) != CXCursor_MemberRefExpr)
        return place->span.offset;
    if (!dl_lower_offset(s->l, clang_getCursorLocation(callee), &file, &offset) || file != place->span.file)
        return place->span.offset;
    return offset;
}

static void see_variable(seeing *s, CXCursor cursor, const dl_place *place)
{
    CXCursor init = clang_Cursor_getVarDeclInitializer(cursor);
    dl_span name = dl_lower_name_span(s->l, cursor);
    unsigned at, end = place->span.end;

    if (s->l->unit->is_cpp && name.file && !place->from)
        see(s, DL_SEEN_OBJECT, place, name.offset);
    if (clang_Cursor_isNull(init) || !name.file || place->from) {
        if (!clang_Cursor_isNull(init))
            see(s, DL_SEEN_ASSIGN, place, place->span.offset);
        return;
    }
    if (char_at(name.file, dl_lower_skip_space(name.file, name.end, end)) == '(')
        see(s, DL_SEEN_CALL, place, name.offset); /* `Lock<T> name(x);` reads like a call */
    for (at = name.end; at < end; at = dl_lower_token_end(name.file, at, end)) {
        at = dl_lower_skip_space(name.file, at, end);
        if (at < end && name.file->text[at] == '=') {
            see(s, DL_SEEN_ASSIGN, place, at);
            return;
        }
    }
}

/* `auto [a, b] = value` */
static void see_binding(seeing *s, CXCursor cursor, const dl_place *place)
{
    dl_span open = dl_lower_name_span(s->l, cursor);
    unsigned at = open.offset, end = place->span.end;

    if (!open.file || place->from)
        return;
    while (at < end && open.file->text[at] != ']')
        at = dl_lower_skip_space(open.file, dl_lower_token_end(open.file, at, end), end);
    at = at < end ? dl_lower_skip_space(open.file, at + 1, end) : end;
    if (at < end && open.file->text[at] == '=')
        see(s, DL_SEEN_ASSIGN, place, at);
}

/* `name = value` between the brackets of a lambda */
static void see_capture(seeing *s, CXCursor cursor, const dl_place *place)
{
    dl_span name = dl_lower_name_span(s->l, clang_getCursorReferenced(cursor));
    unsigned at = name.file ? dl_lower_skip_space(name.file, name.end, (unsigned)name.file->size) : 0;

    if (name.file && !place->from && char_at(name.file, at) == '=')
        see(s, DL_SEEN_ASSIGN, place, at);
}

/* `.member = value` in an initialiser */
static void see_designator(seeing *s, CXCursor cursor, const dl_place *place)
{
    dl_cursors children = {0};
    unsigned at;
    dl_span last;

    dl_lower_children(s->l, cursor, &children);
    if (children.count < 2 || clang_getCursorKind(children.at[0]) != CXCursor_MemberRef || place->from)
        return;
    last = dl_lower_place(s->l, children.at[children.count - 2]).span;
    if (last.file != s->file)
        return;
    at = dl_lower_skip_space(last.file, last.end, place->span.end);
    if (char_at(last.file, at) == '=')
        see(s, DL_SEEN_ASSIGN, place, at);
}

/* `Name(`: the lowering makes a call of it all the same. */
static bool is_broken_call(const dl_file *file, const dl_place *place)
{
    unsigned at = place->span.offset, end = dl_lower_token_end(file, at, place->span.end);

    return is_letter(file->text[at]) && char_at(file, dl_lower_skip_space(file, end, place->span.end)) == '(';
}

/* `object.callee(…)`: likewise. */
static bool is_broken_call_through(const seeing *s, CXCursor cursor, const dl_place *place)
{
    dl_cursors children = {0};
    dl_text_ranges ranges = {0};
    dl_span callee;
    unsigned end;

    dl_lower_children(s->l, cursor, &children);
    if (children.count == 0 || !clang_isExpression(clang_getCursorKind(children.at[0])))
        return false;
    callee = dl_lower_place(s->l, children.at[0]).span;
    return callee.file == place->span.file && callee.end > place->span.offset &&
           dl_lower_text_args(s->l, callee.file, callee.end, &ranges, &end) && end == place->span.end;
}

static bool is_assignment_at(const dl_file *file, unsigned at)
{
    if (file->text[at] == '=')
        return char_at(file, at + 1) != '=';
    return strchr("|&+-*/^", file->text[at]) && char_at(file, at + 1) == '=';
}

/* `HANDLE()`: what is made of nothing shows its type. */
static bool is_type_alone(const dl_cursors *children)
{
    return children->count == 1 && clang_getCursorKind(children->at[0]) == CXCursor_TypeRef;
}

/* An expression that the parser could not finish, though it knows the type. */
static void see_typed_broken(seeing *s, CXCursor cursor, const dl_place *place)
{
    dl_cursors children = {0};
    unsigned at;

    if (place->from || place->span.file != s->file)
        return;
    dl_lower_children(s->l, cursor, &children);
    if ((children.count != 1 || is_type_alone(&children) || dl_unseen_is_made(s->l, cursor)) &&
        is_broken_call(s->file, place))
        see(s, DL_SEEN_CALL, place, place->span.offset);
    else if (children.count > 1 && is_broken_call_through(s, cursor, place))
        see(s, DL_SEEN_CALL, place, call_offset(s, cursor, place));
    if (children.count != 2)
        return;
    at = operator_offset(s, cursor, place);
    if (at > place->span.offset && at < place->span.end && is_assignment_at(s->file, at))
        see(s, DL_SEEN_ASSIGN, place, at);
}

/* What the lowering reads from the text is whole; of the rest only parts are known. */
static void see_broken(seeing *s, CXCursor cursor, const dl_place *place)
{
    const dl_file *file = place->span.file;
    unsigned at = operator_offset(s, cursor, place);
    CXCursor inner;

    if (dl_is_wrapper(s->l, cursor, &inner) && dl_is_broken(inner))
        return; /* the inner one speaks */
    if (file != s->file || place->from) {
        dl_vec_push(s->l->scratch, &s->broken, (dl_text_range){place->span.offset, place->span.end});
    } else if (is_broken_call(file, place)) {
        see(s, DL_SEEN_CALL, place, place->span.offset);
    } else if (is_broken_call_through(s, cursor, place)) {
        see(s, DL_SEEN_CALL, place, call_offset(s, cursor, place));
    } else if (at > place->span.offset && at < place->span.end && is_assignment_at(file, at)) {
        see(s, DL_SEEN_ASSIGN, place, at);
    } else {
        dl_vec_push(s->l->scratch, &s->broken, (dl_text_range){place->span.offset, place->span.end});
    }
}

static void mark_expansions(seeing *s, CXCursor cursor, bool is_call)
{
    const dl_file *file;
    unsigned offset;
    dl_expansion *at;

    if (!dl_lower_offset(s->l, clang_getCursorLocation(cursor), &file, &offset))
        return;
    for (at = dl_lower_expansion_at(s->l, file, offset); at;
         at = at->outer >= 0 ? &s->l->expansions.at[at->outer] : NULL)
        at->has_node = true;
    if (is_call && dl_lower_offset(s->l, clang_getRangeStart(clang_getCursorExtent(cursor)), &file, &offset)) {
        at = dl_lower_expansion_from(s->l, file, offset);
        if (at)
            at->has_call = true;
    }
}

/* `a = b` of a class is a call of its operator. */
static bool is_assignment_operator(CXCursor cursor)
{
    CXString name = clang_getCursorSpelling(cursor);
    const char *text = clang_getCString(name);
    bool is_it = text && strncmp(text, "operator", 8) == 0 && text[8] && text[strlen(text) - 1] == '=' &&
                 strcmp(text, "operator==") != 0 && strcmp(text, "operator!=") != 0 &&
                 strcmp(text, "operator<=") != 0 && strcmp(text, "operator>=") != 0;

    clang_disposeString(name);
    return is_it;
}

static bool has_no_children(dl_lower *l, CXCursor cursor)
{
    dl_cursors children = {0};

    dl_lower_children(l, cursor, &children);
    return children.count == 0;
}

/* Most of a tree is names, literals and conversions, of which nothing is noted. */
static bool is_of_interest(seeing *s, CXCursor cursor, enum CXCursorKind kind)
{
    dl_cursors children = {0};

    switch (kind) {
    case CXCursor_DeclRefExpr:
    case CXCursor_MemberRefExpr:
    case CXCursor_IntegerLiteral:
    case CXCursor_StringLiteral:
    case CXCursor_CharacterLiteral:
    case CXCursor_ParenExpr:
    case CXCursor_UnaryOperator:
    case CXCursor_CStyleCastExpr:
    case CXCursor_DeclStmt:
    case CXCursor_TypeRef:
    case CXCursor_MemberRef:
    case CXCursor_ParmDecl:
        return false;
    case CXCursor_BinaryOperator:
        return clang_getCursorBinaryOperatorKind(cursor) == CXBinaryOperator_Assign;
    case CXCursor_UnexposedExpr: /* a conversion, else what has parts */
        dl_lower_children(s->l, cursor, &children);
        return children.count != 1 || is_type_alone(&children) || dl_is_broken(cursor) ||
               dl_unseen_is_made(s->l, cursor);
    default:
        return true;
    }
}

static enum CXChildVisitResult see_cursor(CXCursor cursor, CXCursor parent, CXClientData data);

/* What libclang leaves out of the tree. */
static void see_hidden(seeing *s, CXCursor whole)
{
    dl_cursors vars = {0};

    dl_lower_head_vars(s->l, whole, &vars);
    for (size_t i = 0; i < vars.count; i++)
        if (see_cursor(vars.at[i], whole, s) == CXChildVisit_Recurse)
            clang_visitChildren(vars.at[i], see_cursor, s);
}

static enum CXChildVisitResult see_cursor(CXCursor cursor, CXCursor parent, CXClientData data)
{
    seeing *s = data;
    enum CXCursorKind kind = clang_getCursorKind(cursor);
    dl_place place;

    mark_expansions(s, cursor, kind == CXCursor_CallExpr);
    if (kind == CXCursor_SwitchStmt || kind == CXCursor_CXXForRangeStmt)
        see_hidden(s, cursor);
    if (!is_of_interest(s, cursor, kind))
        return CXChildVisit_Recurse;
    place = dl_lower_place(s->l, cursor);
    if (kind == CXCursor_CallExpr && place.from)
        s->l->expansions.at[place.from - s->l->expansions.at].has_call = true;
    if (!place.span.file)
        return CXChildVisit_Recurse;
    if (kind == CXCursor_CallExpr)
        see(s, DL_SEEN_CALL, &place, call_offset(s, cursor, &place));
    if (kind == CXCursor_CallExpr && is_assignment_operator(cursor))
        see(s, DL_SEEN_ASSIGN, &place, operator_offset(s, cursor, &place));
    else if (kind == CXCursor_CXXNewExpr || kind == CXCursor_CXXFunctionalCastExpr) /* `T(x)` reads like a call */
        see(s, DL_SEEN_CALL, &place, place.span.offset);
    else if (kind == CXCursor_CompoundAssignOperator ||
             (kind == CXCursor_BinaryOperator && clang_getCursorBinaryOperatorKind(cursor) == CXBinaryOperator_Assign))
        see(s, DL_SEEN_ASSIGN, &place, operator_offset(s, cursor, &place));
    else if (kind == CXCursor_VarDecl)
        see_variable(s, cursor, &place);
    else if (kind == CXCursor_UnexposedDecl && dl_is_binding(s->l, cursor))
        see_binding(s, cursor, &place);
    else if (kind == CXCursor_VariableRef && dl_lower_is_capture(cursor))
        see_capture(s, cursor, &place);
    else if (kind == CXCursor_IfStmt)
        see(s, DL_SEEN_IF, &place, place.span.offset);
    else if (kind == CXCursor_ForStmt || kind == CXCursor_WhileStmt || kind == CXCursor_DoStmt ||
             kind == CXCursor_CXXForRangeStmt)
        see(s, DL_SEEN_LOOP, &place, place.span.offset);
    else if (kind == CXCursor_SwitchStmt)
        see(s, DL_SEEN_SWITCH, &place, place.span.offset);
    else if (kind == CXCursor_ReturnStmt)
        see(s, DL_SEEN_RETURN, &place, place.span.offset);
    else if (kind == CXCursor_GotoStmt || kind == CXCursor_IndirectGotoStmt)
        see(s, DL_SEEN_GOTO, &place, place.span.offset);
    else if (kind == CXCursor_CompoundStmt && clang_getCursorKind(parent) == CXCursor_IfStmt &&
             dl_is_constexpr_if(s->l, parent) && has_no_children(s->l, cursor))
        see(s, DL_SEEN_NOT_TAKEN, &place, place.span.offset);
    else if (kind == CXCursor_UnexposedExpr && dl_is_broken(cursor))
        see_broken(s, cursor, &place);
    else if (kind == CXCursor_UnexposedExpr) {
        see_designator(s, cursor, &place);
        see_typed_broken(s, cursor, &place);
    }
    return CXChildVisit_Recurse;
}

/* `member(value)`, `Base(value)` of a constructor reads like a call. */
static void see_initialisers(seeing *s, CXCursor constructor)
{
    dl_cursors children = {0};

    dl_lower_children(s->l, constructor, &children);
    for (size_t i = 0; i < children.count; i++) {
        dl_place place = dl_lower_place(s->l, children.at[i]);

        if (clang_isReference(clang_getCursorKind(children.at[i])))
            see(s, DL_SEEN_CALL, &place, place.span.offset);
    }
}

void dl_lower_seen(dl_lower *l, const dl_body *body, dl_seen_list *out)
{
    dl_place place = dl_lower_place(l, body->statement);
    seeing s = {l, place.span.file, out, {0}};
    unsigned from = place.span.offset;

    if (!place.span.file)
        return;
    see(&s, DL_SEEN_BODY, &place, place.span.offset);
    if (clang_getCursorKind(body->cursor) == CXCursor_Constructor) {
        dl_span name = dl_lower_name_span(l, body->cursor);

        see_initialisers(&s, body->cursor);
        from = name.file == place.span.file && name.end < from ? name.end : from;
    }
    clang_visitChildren(body->cursor, see_cursor, &s);
    for (size_t i = dl_lower_first_expansion(l, place.span.file, from); i < l->expansions.count; i++) {
        dl_expansion *e = &l->expansions.at[i];

        if (e->file != place.span.file || e->offset >= place.span.end)
            break;
        if (e->end > place.span.end)
            continue;
        if (!e->has_node && !dl_lower_is_empty_macro(l, e))
            continue;
        dl_vec_push(l->arena, out, (dl_seen){DL_SEEN_MACRO, e->offset, e->end, is_partial(&s, e->offset), false});
    }
}

static void mark(dl_lower *l, dl_span span, bool is_partial)
{
    dl_seen_list *list = l->seen.count ? &l->seen.at[l->seen.count - 1] : NULL;

    for (size_t i = 0; list && i < list->count; i++)
        if (list->at[i].offset >= span.offset && list->at[i].offset < span.end)
            list->at[i].is_partial = is_partial;
}

void dl_lower_unsee(dl_fn *fn, dl_span span)
{
    mark(fn->l, span, true);
}

void dl_lower_see_lambda(dl_lower *l, dl_span span)
{
    mark(l, span, false);
}
