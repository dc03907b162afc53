#include "frontend/lower.h"

#include <stdlib.h>

/* ---- text ---- */

static bool is_word(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '$' ||
           (unsigned char)c >= 0x80;
}

static bool is_space(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f' || c == '\v';
}

static char char_at(const dl_file *file, unsigned at)
{
    return at < file->size ? file->text[at] : '\0';
}

static unsigned comment_end(const dl_file *file, unsigned at, unsigned end)
{
    bool is_line = char_at(file, at + 1) == '/';

    for (at += 2; at < end; at++) {
        if (is_line && file->text[at] == '\n' && file->text[at - 1] != '\\')
            return at;
        if (!is_line && file->text[at] == '*' && char_at(file, at + 1) == '/')
            return at + 2;
    }
    return end;
}

unsigned dl_lower_skip_space(const dl_file *file, unsigned offset, unsigned end)
{
    while (offset < end && offset < file->size) {
        char c = file->text[offset];

        if (is_space(c) || (c == '\\' && (char_at(file, offset + 1) == '\n' || char_at(file, offset + 1) == '\r')))
            offset++;
        else if (c == '/' && (char_at(file, offset + 1) == '/' || char_at(file, offset + 1) == '*'))
            offset = comment_end(file, offset, end);
        else
            break;
    }
    return offset;
}

static unsigned quoted_end(const dl_file *file, unsigned at, unsigned end)
{
    char quote = file->text[at++];

    while (at < end && file->text[at] != quote && file->text[at] != '\n')
        at += file->text[at] == '\\' ? 2 : 1;
    return at < end ? at + 1 : end;
}

unsigned dl_lower_token_end(const dl_file *file, unsigned offset, unsigned end)
{
    unsigned at = offset;

    if (end > file->size)
        end = (unsigned)file->size;
    if (at >= end)
        return end;
    if (is_word(file->text[at])) {
        while (at < end && is_word(file->text[at]))
            at++;
        if (at < end && (file->text[at] == '"' || file->text[at] == '\'') && at - offset <= 2)
            return quoted_end(file, at, end);
        if (file->text[offset] >= '0' && file->text[offset] <= '9')
            while (at < end && (is_word(file->text[at]) || file->text[at] == '.' || file->text[at] == '\''))
                at++;
        return at;
    }
    if (file->text[at] == '"' || file->text[at] == '\'')
        return quoted_end(file, at, end);
    if (file->text[at] == '-' && char_at(file, at + 1) == '>')
        return at + 2;
    return at + 1;
}

unsigned dl_lower_skip_space_back(const dl_file *file, unsigned offset, unsigned end)
{
    while (end > offset && is_space(file->text[end - 1]))
        end--;
    return end;
}

static void add_arg(dl_lower *l, const dl_file *file, unsigned offset, unsigned end, dl_text_ranges *out)
{
    offset = dl_lower_skip_space(file, offset, end);
    dl_vec_push(l->scratch, out, (dl_text_range){offset, dl_lower_skip_space_back(file, offset, end)});
}

bool dl_lower_text_args(dl_lower *l, const dl_file *file, unsigned name_end, dl_text_ranges *out, unsigned *end)
{
    unsigned size = (unsigned)file->size, at = dl_lower_skip_space(file, name_end, size), begin, depth = 0;

    if (at >= size || file->text[at] != '(')
        return false;
    begin = ++at;
    for (;;) {
        at = dl_lower_skip_space(file, at, size);
        if (at >= size)
            return false;
        if (strchr("([{", file->text[at]) && file->text[at]) {
            depth++;
        } else if (depth && strchr(")]}", file->text[at])) {
            depth--;
        } else if (file->text[at] == ')') {
            break;
        } else if (depth == 0 && file->text[at] == ',') {
            add_arg(l, file, begin, at, out);
            begin = at + 1;
        }
        at = dl_lower_token_end(file, at, size);
    }
    add_arg(l, file, begin, at, out);
    if (out->count == 1 && out->at[0].offset >= out->at[0].end)
        out->count = 0;
    *end = at + 1;
    return true;
}

/* ---- lines ---- */

static const dl_lines *lines_of(dl_lower *l, const dl_file *file)
{
    DL_VEC(unsigned) starts = {0};

    for (size_t i = 0; i < l->lines.count; i++)
        if (l->lines.at[i].file == file)
            return &l->lines.at[i];
    dl_vec_push(l->scratch, &starts, 0);
    for (unsigned i = 0; i < file->size; i++)
        if (file->text[i] == '\n')
            dl_vec_push(l->scratch, &starts, i + 1);
    dl_vec_push(l->scratch, &l->lines, (dl_lines){file, starts.at, starts.count});
    return &l->lines.at[l->lines.count - 1];
}

static void line_at(const dl_lines *lines, unsigned offset, unsigned *line, unsigned *column)
{
    size_t low = 0, high = lines->count;

    while (high - low > 1) {
        size_t middle = low + (high - low) / 2;

        if (lines->starts[middle] <= offset)
            low = middle;
        else
            high = middle;
    }
    *line = (unsigned)low + 1;
    *column = offset - lines->starts[low] + 1;
}

dl_span dl_lower_span_at(dl_lower *l, const dl_file *file, unsigned offset, unsigned end)
{
    dl_span span = {0};
    const dl_lines *lines;

    if (!file)
        return span;
    lines = lines_of(l, file);
    if (offset > file->size)
        offset = (unsigned)file->size;
    if (end > file->size)
        end = (unsigned)file->size;
    if (end < offset)
        end = offset;
    span.file = file;
    span.offset = offset;
    span.end = end;
    line_at(lines, offset, &span.line, &span.column);
    line_at(lines, end, &span.end_line, &span.end_column);
    return span;
}

/* ---- expansions ---- */

static int by_place(const void *left, const void *right)
{
    const dl_expansion *a = left, *b = right;

    if (a->file != b->file)
        return (uintptr_t)a->file < (uintptr_t)b->file ? -1 : 1;
    if (a->offset != b->offset)
        return a->offset < b->offset ? -1 : 1;
    return a->end > b->end ? -1 : a->end < b->end;
}

CXFile dl_lower_cx_file(const dl_lower *l, const dl_file *file)
{
    for (size_t i = 0; i < l->known_files.count; i++)
        if (l->known_files.at[i].file == file)
            return l->known_files.at[i].cx;
    return NULL;
}

bool dl_lower_offset(dl_lower *l, CXSourceLocation location, const dl_file **file, unsigned *offset)
{
    CXFile cx = NULL;

    clang_getFileLocation(location, &cx, NULL, NULL, offset);
    if (!cx)
        return false;
    if (cx != l->last_cx_file) {
        l->last_cx_file = cx;
        l->last_file = dl_unit_file_of(l->unit, cx);
        if (l->last_file && !dl_lower_cx_file(l, l->last_file))
            dl_vec_push(l->scratch, &l->known_files, (dl_known_file){l->last_file, cx});
    }
    *file = l->last_file;
    return *file != NULL;
}

void dl_lower_find_expansions(dl_lower *l, const dl_cursors *found)
{
    for (size_t i = 0; i < found->count; i++) {
        CXSourceRange range = clang_getCursorExtent(found->at[i]);
        dl_expansion made = {.outer = -1};
        const dl_file *end_file;

        if (!dl_lower_offset(l, clang_getRangeStart(range), &made.file, &made.offset) || !made.file->is_user)
            continue;
        if (!dl_lower_offset(l, clang_getRangeEnd(range), &end_file, &made.end) || end_file != made.file)
            continue;
        made.name = dl_lower_string(l, clang_getCursorSpelling(found->at[i]));
        if (made.end < made.offset + strlen(made.name))
            made.end = made.offset + (unsigned)strlen(made.name);
        made.definition = clang_getCursorReferenced(found->at[i]);
        dl_vec_push(l->scratch, &l->expansions, made);
    }
    if (l->expansions.count)
        qsort(l->expansions.at, l->expansions.count, sizeof *l->expansions.at, by_place);
    for (size_t i = 1; i < l->expansions.count; i++) {
        dl_expansion *one = &l->expansions.at[i];
        int outer = (int)i - 1;

        while (outer >= 0 && (l->expansions.at[outer].file != one->file || l->expansions.at[outer].end <= one->offset))
            outer = l->expansions.at[outer].outer;
        one->outer = outer;
    }
}

/* The last that begins at or before the byte, in the same file, or -1. */
static int last_before(const dl_lower *l, const dl_file *file, unsigned offset)
{
    dl_expansion key = {.file = file, .offset = offset, .end = 0};
    size_t low = 0, high = l->expansions.count;

    while (low < high) {
        size_t middle = low + (high - low) / 2;

        if (by_place(&l->expansions.at[middle], &key) <= 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low > 0 && l->expansions.at[low - 1].file == file ? (int)low - 1 : -1;
}

dl_expansion *dl_lower_expansion_at(dl_lower *l, const dl_file *file, unsigned offset)
{
    int at = last_before(l, file, offset);

    while (at >= 0 && l->expansions.at[at].end <= offset)
        at = l->expansions.at[at].outer;
    return at >= 0 ? &l->expansions.at[at] : NULL;
}

dl_expansion *dl_lower_expansion_from(dl_lower *l, const dl_file *file, unsigned offset)
{
    int at = last_before(l, file, offset);

    return at >= 0 && l->expansions.at[at].offset == offset ? &l->expansions.at[at] : NULL;
}

/* Whether two bytes inside an expansion stand in different arguments of it. */
static bool is_across_args(dl_lower *l, const dl_expansion *e, unsigned first, unsigned last)
{
    dl_text_ranges args = {0};
    unsigned end;

    if (!dl_lower_text_args(l, e->file, e->offset + (unsigned)strlen(e->name), &args, &end))
        return false;
    for (size_t i = 0; i < args.count; i++)
        if (first >= args.at[i].offset && first < args.at[i].end)
            return last < args.at[i].offset || last >= args.at[i].end;
    return false;
}

/* Which expansion's body the bytes come from; widens them to all of it. libclang gives the place in
 * the argument for what was written there, else the start of the expansion and the end of it. */
static const dl_expansion *origin(dl_lower *l, const dl_file *file, unsigned *begin, unsigned *end)
{
    dl_expansion *from = dl_lower_expansion_from(l, file, *begin), *other;

    if (*end <= *begin)
        *end = from ? from->end : dl_lower_token_end(file, *begin, (unsigned)file->size);
    other = dl_lower_expansion_from(l, file, *end);
    if (other && other != from && *end > *begin)
        *end = other->end; /* the end of an expansion in an argument is given as its start */
    if (from) {
        if (*end < from->end)
            *end = from->end;
        return *end <= from->end ? from : NULL;
    }
    other = *end > 0 ? dl_lower_expansion_at(l, file, *end - 1) : NULL;
    while (other && other->offset > *begin)
        other = other->outer >= 0 ? &l->expansions.at[other->outer] : NULL;
    if (!other || other->end < *end)
        return NULL;
    if (other->end != *end && !is_across_args(l, other, *begin, *end - 1))
        return NULL;
    *begin = other->offset;
    *end = other->end;
    return other;
}

dl_place dl_lower_place(dl_lower *l, CXCursor cursor)
{
    CXSourceRange range = clang_getCursorExtent(cursor);
    dl_place place = {0};
    const dl_file *file, *end_file;
    unsigned begin, end;

    if (!dl_lower_offset(l, clang_getRangeStart(range), &file, &begin))
        return place;
    if (!dl_lower_offset(l, clang_getRangeEnd(range), &end_file, &end) || end_file != file)
        end = begin;
    place.from = origin(l, file, &begin, &end);
    place.is_whole = place.from && begin == place.from->offset && end == place.from->end;
    place.span = dl_lower_span_at(l, file, begin, end);
    return place;
}

dl_span dl_lower_span_range(dl_lower *l, CXSourceRange range)
{
    const dl_file *file, *end_file;
    unsigned begin, end;

    if (!dl_lower_offset(l, clang_getRangeStart(range), &file, &begin))
        return (dl_span){0};
    if (!dl_lower_offset(l, clang_getRangeEnd(range), &end_file, &end) || end_file != file)
        end = begin;
    (void)origin(l, file, &begin, &end);
    return dl_lower_span_at(l, file, begin, end);
}

dl_span dl_lower_name_span(dl_lower *l, CXCursor decl)
{
    const dl_file *file;
    unsigned offset;

    if (!dl_lower_offset(l, clang_getCursorLocation(decl), &file, &offset))
        return (dl_span){0};
    return dl_lower_span_at(l, file, offset, dl_lower_token_end(file, offset, (unsigned)file->size));
}

/* A macro whose body holds no token at all can leave nothing in a tree. */
bool dl_lower_is_empty_macro(dl_lower *l, const dl_expansion *expansion)
{
    CXSourceRange range;
    CXFile file = NULL, end_file = NULL;
    unsigned begin = 0, end = 0;
    size_t size = 0;
    const char *text;

    if (clang_Cursor_isNull(expansion->definition))
        return false;
    range = clang_getCursorExtent(expansion->definition);
    clang_getFileLocation(clang_getRangeStart(range), &file, NULL, NULL, &begin);
    clang_getFileLocation(clang_getRangeEnd(range), &end_file, NULL, NULL, &end);
    text = file && file == end_file ? clang_getFileContents(l->unit->tu, file, &size) : NULL;
    if (!text || end > size)
        return false;
    begin += (unsigned)strlen(expansion->name);
    if (begin < end && text[begin] == '(') {
        while (begin < end && text[begin] != ')')
            begin++;
        begin++;
    }
    return dl_lower_skip_space(&(dl_file){.text = text, .size = end}, begin, end) >= end;
}

/* ---- what the tree has of a body ---- */

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
    dl_seen seen = {kind, place->from ? place->span.offset : offset, place->span.end, false};

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

    if (clang_Cursor_isNull(init) || !name.file || place->from) {
        if (!clang_Cursor_isNull(init))
            see(s, DL_SEEN_ASSIGN, place, place->span.offset);
        return;
    }
    for (at = name.end; at < end; at = dl_lower_token_end(name.file, at, end)) {
        at = dl_lower_skip_space(name.file, at, end);
        if (at < end && name.file->text[at] == '=') {
            see(s, DL_SEEN_ASSIGN, place, at);
            return;
        }
    }
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

    return is_word(file->text[at]) && char_at(file, dl_lower_skip_space(file, end, place->span.end)) == '(';
}

static bool is_assignment_at(const dl_file *file, unsigned at)
{
    if (file->text[at] == '=')
        return char_at(file, at + 1) != '=';
    return strchr("|&+-*/^", file->text[at]) && char_at(file, at + 1) == '=';
}

/* An expression that the parser could not finish, though it knows the type. */
static void see_typed_broken(seeing *s, CXCursor cursor, const dl_place *place)
{
    dl_cursors children = {0};
    unsigned at;

    if (place->from || place->span.file != s->file)
        return;
    dl_lower_children(s->l, cursor, &children);
    if (children.count != 1 && is_broken_call(s->file, place))
        see(s, DL_SEEN_CALL, place, place->span.offset);
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

static enum CXChildVisitResult see_cursor(CXCursor cursor, CXCursor parent, CXClientData data)
{
    seeing *s = data;
    enum CXCursorKind kind = clang_getCursorKind(cursor);
    dl_place place = dl_lower_place(s->l, cursor);

    (void)parent;
    mark_expansions(s, cursor, kind == CXCursor_CallExpr);
    if (kind == CXCursor_CallExpr && place.from)
        s->l->expansions.at[place.from - s->l->expansions.at].has_call = true;
    if (!place.span.file)
        return CXChildVisit_Recurse;
    if (kind == CXCursor_CallExpr)
        see(s, DL_SEEN_CALL, &place, call_offset(s, cursor, &place));
    if (kind == CXCursor_CallExpr && is_assignment_operator(cursor))
        see(s, DL_SEEN_ASSIGN, &place, operator_offset(s, cursor, &place));
    else if (kind == CXCursor_CXXNewExpr)
        see(s, DL_SEEN_CALL, &place, place.span.offset);
    else if (kind == CXCursor_CompoundAssignOperator ||
             (kind == CXCursor_BinaryOperator && clang_getCursorBinaryOperatorKind(cursor) == CXBinaryOperator_Assign))
        see(s, DL_SEEN_ASSIGN, &place, operator_offset(s, cursor, &place));
    else if (kind == CXCursor_VarDecl)
        see_variable(s, cursor, &place);
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
    else if (kind == CXCursor_UnexposedExpr && dl_is_broken(cursor))
        see_broken(s, cursor, &place);
    else if (kind == CXCursor_UnexposedExpr) {
        see_designator(s, cursor, &place);
        see_typed_broken(s, cursor, &place);
    }
    return CXChildVisit_Recurse;
}

void dl_lower_seen(dl_lower *l, const dl_body *body, dl_seen_list *out)
{
    dl_place place = dl_lower_place(l, body->statement);
    seeing s = {l, place.span.file, out, {0}};

    if (!place.span.file)
        return;
    clang_visitChildren(body->cursor, see_cursor, &s);
    for (size_t i = 0; i < l->expansions.count; i++) {
        dl_expansion *e = &l->expansions.at[i];

        if (e->file != place.span.file || e->offset < place.span.offset || e->end > place.span.end)
            continue;
        if (!e->has_node && !dl_lower_is_empty_macro(l, e))
            continue;
        dl_vec_push(l->arena, out, (dl_seen){DL_SEEN_MACRO, e->offset, e->end, is_partial(&s, e->offset)});
    }
}
