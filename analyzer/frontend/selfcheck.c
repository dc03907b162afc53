#include "frontend/parse.h"
#include "frontend/sources.h"

#include <stdlib.h>
#include <string.h>

/* Clang drops the whole statement around a name it does not know, without a trace in the tree. So what the
 * lexer sees in a body is looked for in what lowering saw. */

typedef struct event {
    dl_event_kind_seen kind;
    size_t token;
} event;

typedef DL_VEC(unsigned) offset_list;

typedef struct byte_range {
    unsigned offset, end;
} byte_range;

typedef struct checker {
    dl_unit *unit;
    const dl_unit_source *source;
    const dl_seen_list *seen;
    DL_VEC(byte_range) skipped; /* inactive arms of conditionals, in the file at hand */
    offset_list conversions;    /* where the tree has `TYPE(…)` */
    offset_list expressions;    /* where the tree has names, literals and calls, in the file at hand; sorted */
    DL_VEC(event) events;
    DL_VEC(dl_lost) lost;
    size_t open_dos;
    unsigned body;    /* where it begins */
    CXFile last_file; /* of the declaration before; whether it is the file at hand */
    bool is_at_hand;
} checker;

static const dl_token *before(const checker *c, size_t i)
{
    while (i > 0)
        if (!c->source->tokens.at[--i].is_directive && !c->source->tokens.at[i].is_dead)
            return &c->source->tokens.at[i];
    return NULL;
}

static const dl_token *behind(const checker *c, size_t i)
{
    i = dl_tokens_live(&c->source->tokens, i + 1);
    return i < c->source->tokens.count ? &c->source->tokens.at[i] : NULL;
}

static size_t index_of(const checker *c, const dl_token *token)
{
    return (size_t)(token - c->source->tokens.at);
}

static bool is_one_of(const dl_token *token, const char *const *words)
{
    for (; *words; words++)
        if (dl_token_is(token, *words))
            return true;
    return false;
}

/* ---- what the lexer sees ---- */

static void add(checker *c, dl_event_kind_seen kind, size_t token)
{
    event e = {kind, token};

    dl_vec_push(c->unit->arena, &c->events, e);
}

/* `do … while (x);`: the loop stands at its `do`. */
static bool ends_do(checker *c, size_t i)
{
    const dl_token *p = before(c, i), *open = behind(c, i);
    size_t close;

    if (c->open_dos == 0 || !(dl_token_is(p, "}") || dl_token_is(p, ";")) || !dl_token_is(open, "("))
        return false;
    close = dl_tokens_close(&c->source->tokens, index_of(c, open));
    if (close >= c->source->tokens.count || !dl_token_is(behind(c, close), ";"))
        return false;
    c->open_dos--;
    return true;
}

static bool is_statement_word(checker *c, size_t i)
{
    const dl_token *token = &c->source->tokens.at[i];

    if (dl_token_is(token, "if"))
        add(c, DL_SEEN_IF, i);
    else if (dl_token_is(token, "for"))
        add(c, DL_SEEN_LOOP, i);
    else if (dl_token_is(token, "do")) {
        add(c, DL_SEEN_LOOP, i);
        c->open_dos++;
    } else if (dl_token_is(token, "while")) {
        if (!ends_do(c, i))
            add(c, DL_SEEN_LOOP, i);
    } else if (dl_token_is(token, "switch"))
        add(c, DL_SEEN_SWITCH, i);
    else if (dl_token_is(token, "return"))
        add(c, DL_SEEN_RETURN, i);
    else if (dl_token_is(token, "goto"))
        add(c, DL_SEEN_GOTO, i);
    else
        return false;
    return true;
}

/* Whether the `)` at `i` ends the arguments of a `new`. */
static bool follows_new(const checker *c, size_t i)
{
    const dl_token *at = &c->source->tokens.at[i];
    int depth = 0;

    for (; at; at = before(c, index_of(c, at))) {
        depth += dl_token_is(at, ")") - dl_token_is(at, "(");
        if (depth == 0)
            return dl_token_is(before(c, index_of(c, at)), "new");
    }
    return false;
}

/* `TYPE (*)(…)`, `TYPE (NTAPI *)(…)`, `TYPE (CLASS::*)(…)` of a cast: what is no operand stands before the `)`. */
static bool opens_pointer_type(const checker *c, size_t i)
{
    const dl_token *at = behind(c, index_of(c, behind(c, i)));

    while (at && (at->kind == DL_TOKEN_NAME || dl_token_is(at, "::")))
        at = behind(c, index_of(c, at));
    return dl_token_is(at, "*") && dl_token_is(behind(c, index_of(c, at)), ")");
}

/* What stands behind the brackets that open at `at`, of each dimension. */
static const dl_token *behind_dimensions(const checker *c, const dl_token *at)
{
    while (dl_token_is(at, "[")) {
        size_t close = dl_tokens_close(&c->source->tokens, index_of(c, at));

        at = close < c->source->tokens.count ? behind(c, close) : NULL;
    }
    return at;
}

/* `TYPE (*name)(…)`, `TYPE (NTAPI *name[2])(…)`, `TYPE (*name)[3]`: no call. */
static bool opens_declarator(const checker *c, size_t i)
{
    static const char *const conventions[] = {"NTAPI", "WINAPI",    "CALLBACK",   "APIENTRY", "FASTCALL", "STDCALL",
                                              "CDECL", "__stdcall", "__fastcall", "__cdecl",  "FLTAPI",   NULL};
    const dl_token *open = behind(c, i), *star = behind(c, index_of(c, open)), *name, *close;
    const dl_token *p = before(c, i);

    if (star && is_one_of(star, conventions))
        star = behind(c, index_of(c, star));
    name = dl_token_is(star, "*") ? behind(c, index_of(c, star)) : NULL;
    close = name && name->kind == DL_TOKEN_NAME ? behind_dimensions(c, behind(c, index_of(c, name))) : NULL;
    if (!dl_token_is(close, ")") || !(dl_token_is(p, ";") || dl_token_is(p, "{") || dl_token_is(p, "}")))
        return false;
    name = behind(c, index_of(c, close));
    return dl_token_is(name, "(") || dl_token_is(name, "[");
}

/* What stands before a `(` and is not called. */
/* clang-format off */
static const char *const not_called[] = {
    "sizeof", "except", "__except", "__try", "try", "finally", "__finally", "catch", "__declspec", "__pragma",
    "__attribute__", "_Alignas", "alignas", "_Alignof", "alignof", "__alignof", "__alignof__", "decltype", "typeof",
    "__typeof__", "noexcept", "offsetof", "__builtin_offsetof", "__asm", "__asm__", "asm", "_asm", "typeid",
    "static_assert", "_Static_assert", "_Pragma", "__if_exists", "void", "int", "char", "long", "short", "unsigned",
    "float", "double", "bool", "case", "else", "operator", "new", "constexpr", "explicit", "C_ASSERT", "__uuidof", NULL};
/* clang-format on */

/* `Function<TYPE(…)>`: a template is given a type of functions. */
static bool is_function_type_argument(const checker *c, const dl_token *p, size_t close)
{
    const dl_token *name = p && dl_token_is(p, "<") ? before(c, index_of(c, p)) : NULL;
    const dl_token *then = close < c->source->tokens.count ? behind(c, close) : NULL;

    if (!name || name->kind != DL_TOKEN_NAME || !(dl_token_is(then, ">") || dl_token_is(then, ">>")))
        return false;
    then = behind(c, index_of(c, then));
    return then &&
           (then->kind == DL_TOKEN_NAME || dl_token_is(then, "(") || dl_token_is(then, "{") || dl_token_is(then, ">") ||
            dl_token_is(then, "*") || dl_token_is(then, "&") || dl_token_is(then, "&&") || dl_token_is(then, ","));
}

static void see_name(checker *c, size_t i)
{
    static const char *const may_precede[] = {"return",   "else", "do",  "case", "goto", "throw",
                                              "co_await", "not",  "and", "or",   NULL};
    const dl_token *token = &c->source->tokens.at[i], *p;
    size_t close;

    if (is_statement_word(c, i) || !dl_token_is(behind(c, i), "(") || is_one_of(token, not_called) ||
        c->source->parsed[token->offset] == ' ') /* the parser was not given it */
        return;
    p = before(c, i);
    if (p && p->kind == DL_TOKEN_NAME && !is_one_of(p, may_precede))
        return; /* `TYPE name(…)` */
    close = dl_tokens_close(&c->source->tokens, index_of(c, behind(c, i)));
    if (c->unit->is_cpp && close < c->source->tokens.count && dl_token_is(behind(c, close), "{") &&
        !dl_token_is(p, "(") && !dl_token_is(p, "!") && !dl_token_is(p, ".") && !dl_token_is(p, "->") &&
        !dl_token_is(p, "=") && token->offset > c->body)
        return; /* a method of a local class */
    if (dl_token_is(p, "~"))
        return; /* a destructor */
    if (opens_declarator(c, i) || opens_pointer_type(c, i))
        return;
    if (dl_token_is(p, ")") && follows_new(c, index_of(c, p)))
        return; /* `new (place) TYPE(…)` */
    if (c->unit->is_cpp && is_function_type_argument(c, p, close))
        return;
    add(c, DL_SEEN_CALL, i);
}

/* `.member = value`, `[3] = value` in an initialiser; `[=]` of a lambda; `using T = …`. */
static bool is_no_assignment(const checker *c, size_t i)
{
    const dl_token *p = before(c, i), *dot;

    if (!p || dl_token_is(p, "[") || dl_token_is(p, "operator"))
        return true;
    if (dl_token_is(p, "]")) {
        const dl_token *open = p;
        int depth = 0;

        while (open && (depth += dl_token_is(open, "]") - dl_token_is(open, "[")) > 0)
            open = before(c, index_of(c, open));
        p = open ? before(c, index_of(c, open)) : NULL;
        return dl_token_is(p, "{") || dl_token_is(p, ",");
    }
    if (p->kind != DL_TOKEN_NAME)
        return false;
    dot = before(c, index_of(c, p));
    if (dl_token_is(dot, "using"))
        return true;
    if (!dl_token_is(dot, "."))
        return false;
    dot = before(c, index_of(c, dot));
    return dl_token_is(dot, "{") || dl_token_is(dot, ",");
}

static void see_punct(checker *c, size_t i)
{
    static const char *const assigning[] = {"+=", "-=", "*=", "/=", "%=", "&=", "|=", "^=", "<<=", ">>=", NULL};
    const dl_token *token = &c->source->tokens.at[i];

    if (is_one_of(token, assigning) || (dl_token_is(token, "=") && !is_no_assignment(c, i)))
        add(c, DL_SEEN_ASSIGN, i);
}

/* `Scope::Lock<TYPE> name;`, `Lock<TYPE> name{…}` at the beginning of a statement: what the object does when it goes
 * would be missed with it. Those that are made with `(…)` and `=` are seen as calls and assignments. */
static void see_object(checker *c, size_t i)
{
    static const char *const starts[] = {";", "{", "}", NULL}, *const stops[] = {";", "{", "}", "&&", "||", NULL};
    const dl_token *p = before(c, i), *at = behind(c, i);
    int depth = 0;

    while (dl_token_is(p, "::") && before(c, index_of(c, p))) {
        p = before(c, index_of(c, p));
        p = p->kind == DL_TOKEN_NAME ? before(c, index_of(c, p)) : p;
    }
    if (!dl_token_is(at, "<") || (p && !is_one_of(p, starts)))
        return;
    do {
        depth += dl_token_is(at, "<") - dl_token_is(at, ">") - 2 * dl_token_is(at, ">>");
        at = behind(c, index_of(c, at));
    } while (depth > 0 && at && !is_one_of(at, stops));
    if (depth != 0 || !at || at->kind != DL_TOKEN_NAME)
        return;
    p = behind(c, index_of(c, at));
    if (dl_token_is(p, ";") || dl_token_is(p, "{"))
        add(c, DL_SEEN_OBJECT, index_of(c, at));
}

static bool is_skipped(const checker *c, unsigned offset)
{
    for (size_t i = 0; i < c->skipped.count; i++)
        if (offset >= c->skipped.at[i].offset && offset < c->skipped.at[i].end)
            return true;
    return false;
}

/* The values of a local enum are no assignments, and the methods of a local class are functions of their own. */
static bool opens_type(const dl_token *token)
{
    static const char *const words[] = {"enum", "struct", "class", "union", NULL};

    return token->kind == DL_TOKEN_NAME && is_one_of(token, words);
}

static size_t behind_type(const checker *c, size_t i)
{
    static const char *const stops[] = {";", "(", ")", "=", "*", "&", ",", NULL};
    const dl_tokens *tokens = &c->source->tokens;
    size_t open = i;

    while (open < tokens->count && !dl_token_is(&tokens->at[open], "{") && !is_one_of(&tokens->at[open], stops))
        open++;
    return open < tokens->count && dl_token_is(&tokens->at[open], "{") ? dl_tokens_close(tokens, open) : i;
}

/* `requires { … }`, `requires (T t) { … }`: what stands there is never run. Behind a `)` or a `>` it is a clause, and
 * what follows its brackets is the body. */
static size_t behind_requirement(const checker *c, size_t i)
{
    const dl_token *p = before(c, i), *open = behind(c, i);
    size_t close;

    if (dl_token_is(open, "(") && !dl_token_is(p, ")") && !dl_token_is(p, ">")) {
        close = dl_tokens_close(&c->source->tokens, index_of(c, open));
        open = close < c->source->tokens.count ? behind(c, close) : NULL;
    }
    return dl_token_is(open, "{") ? dl_tokens_close(&c->source->tokens, index_of(c, open)) : i;
}

static void see_body(checker *c, size_t open, unsigned end)
{
    const dl_tokens *tokens = &c->source->tokens;

    for (size_t i = open + 1; i < tokens->count && tokens->at[i].offset < end; i++) {
        const dl_token *token = &tokens->at[i];

        if (token->is_directive || token->is_dead || is_skipped(c, token->offset))
            continue;
        if (opens_type(token))
            i = behind_type(c, i);
        else if (c->unit->is_cpp && dl_token_is(token, "requires"))
            i = behind_requirement(c, i);
        else if (token->kind == DL_TOKEN_NAME) {
            see_name(c, i);
            if (c->unit->is_cpp)
                see_object(c, i);
        } else if (token->kind == DL_TOKEN_PUNCT)
            see_punct(c, i);
    }
}

/* ---- comparing ---- */

static bool has_expression(const checker *c, unsigned from, unsigned end)
{
    size_t low = 0, high = c->expressions.count;

    while (low < high) {
        size_t middle = (low + high) / 2;

        if (c->expressions.at[middle] < from)
            low = middle + 1;
        else
            high = middle;
    }
    return low < c->expressions.count && c->expressions.at[low] < end;
}

/* A statement can be in the tree while the expression it depends on is not. */
static bool has_its_expression(const checker *c, const event *e)
{
    const dl_tokens *tokens = &c->source->tokens;
    const dl_token *first = behind(c, e->token);
    size_t last;

    if (!first || dl_token_is(first, ";"))
        return true;
    if (e->kind == DL_SEEN_RETURN) {
        for (last = index_of(c, first); last < tokens->count && !dl_token_is(&tokens->at[last], ";"); last++)
            ;
    } else if ((e->kind == DL_SEEN_IF || e->kind == DL_SEEN_SWITCH ||
                (e->kind == DL_SEEN_LOOP && dl_token_is(&tokens->at[e->token], "while"))) &&
               dl_token_is(first, "(")) {
        last = dl_tokens_close(tokens, index_of(c, first));
    } else {
        return true;
    }
    return last >= tokens->count || has_expression(c, first->offset, tokens->at[last].offset);
}

/* `TYPE(x)`, and the making of an object, `Scope::TYPE(x)`, of which lowering tells the end. */
static bool is_conversion(const checker *c, const event *e)
{
    const dl_tokens *tokens = &c->source->tokens;
    unsigned offset = tokens->at[e->token].offset;
    const dl_token *open = behind(c, e->token);
    size_t close = open ? dl_tokens_close(tokens, index_of(c, open)) : tokens->count;

    for (size_t i = 0; i < c->conversions.count; i++)
        if (c->conversions.at[i] == offset)
            return true;
    for (size_t i = 0; close < tokens->count && i < c->seen->count; i++)
        if (c->seen->at[i].kind == DL_SEEN_CALL && !c->seen->at[i].is_partial && c->seen->at[i].offset <= offset &&
            c->seen->at[i].end == tokens->at[close].offset + 1)
            return true;
    return false;
}

static bool is_seen(const checker *c, const event *e)
{
    unsigned offset = c->source->tokens.at[e->token].offset;

    for (size_t i = 0; i < c->seen->count; i++) {
        const dl_seen *seen = &c->seen->at[i];

        if (seen->is_partial)
            continue;
        if (seen->offset == offset &&
            (seen->kind == e->kind || (seen->kind == DL_SEEN_MACRO && e->kind == DL_SEEN_CALL)) &&
            (seen->is_read || has_its_expression(c, e)))
            return true;
        /* In the arguments of a macro that is in the tree: it may repeat them, or leave them out. */
        if (seen->kind == DL_SEEN_MACRO && seen->offset < offset && offset < seen->end)
            return true;
        if (seen->kind == DL_SEEN_NOT_TAKEN && seen->offset <= offset && offset < seen->end)
            return true;
    }
    return e->kind == DL_SEEN_CALL && is_conversion(c, e);
}

static unsigned column_of(const dl_file *file, unsigned offset)
{
    unsigned start = offset;

    while (start > 0 && file->text[start - 1] != '\n')
        start--;
    return offset - start + 1;
}

static dl_span span_of(const checker *c, size_t from, size_t last)
{
    const dl_token *first = &c->source->tokens.at[from], *end = &c->source->tokens.at[last];
    dl_span span = {c->source->file, first->offset, end->offset + end->size, first->line, 0, end->line, 0};

    span.column = column_of(span.file, span.offset);
    span.end_column = column_of(span.file, span.end);
    return span;
}

static void lose(checker *c, const event *e)
{
    static const char *const kinds[] = {"call",   "assignment", "if",    "loop",       "switch",
                                        "return", "goto",       "macro", "declaration"};
    const dl_tokens *tokens = &c->source->tokens;
    size_t from = e->token, last = e->token;
    dl_lost lost;

    if (e->kind == DL_SEEN_ASSIGN)
        while (from > 0 && !dl_token_is(&tokens->at[from - 1], ";") && !dl_token_is(&tokens->at[from - 1], "{") &&
               !dl_token_is(&tokens->at[from - 1], "}") && !dl_token_is(&tokens->at[from - 1], ")") &&
               !tokens->at[from - 1].is_directive)
            from--;
    while (last + 1 < tokens->count && !dl_token_is(&tokens->at[last], ";") && !dl_token_is(&tokens->at[last], "{") &&
           last - e->token < 40 && !tokens->at[last + 1].is_directive)
        last++;
    lost.span = span_of(c, from, last);
    lost.kind = kinds[e->kind];
    lost.detail = dl_span_text(lost.span, 80, c->unit->arena);
    dl_vec_push(c->unit->arena, &c->lost, lost);
}

/* ---- per file, per function ---- */

static void read_skipped(checker *c)
{
    CXFile file = clang_getFile(c->unit->tu, c->source->given);
    CXSourceRangeList *list = file ? clang_getSkippedRanges(c->unit->tu, file) : NULL;

    c->skipped.count = 0;
    for (unsigned i = 0; list && i < list->count; i++) {
        byte_range range;

        clang_getFileLocation(clang_getRangeStart(list->ranges[i]), NULL, NULL, NULL, &range.offset);
        clang_getFileLocation(clang_getRangeEnd(list->ranges[i]), NULL, NULL, NULL, &range.end);
        dl_vec_push(c->unit->arena, &c->skipped, range);
    }
    if (list)
        clang_disposeSourceRangeList(list);
}

static enum CXChildVisitResult note_expression(CXCursor cursor, CXCursor parent, CXClientData data)
{
    checker *c = data;
    enum CXCursorKind kind = clang_getCursorKind(cursor);
    CXFile file;
    unsigned offset;

    (void)parent;
    if (kind == CXCursor_CXXFunctionalCastExpr) {
        clang_getExpansionLocation(clang_getCursorLocation(cursor), &file, NULL, NULL, &offset);
        dl_vec_push(c->unit->arena, &c->conversions, offset);
    }
    if (kind == CXCursor_UnexposedExpr || kind == CXCursor_ParenExpr || !clang_isExpression(kind))
        return CXChildVisit_Recurse;
    clang_getExpansionLocation(clang_getCursorLocation(cursor), &file, NULL, NULL, &offset);
    if (file)
        dl_vec_push(c->unit->arena, &c->expressions, offset);
    return CXChildVisit_Recurse;
}

static enum CXChildVisitResult note_declaration(CXCursor cursor, CXCursor parent, CXClientData data)
{
    checker *c = data;
    CXFile file;
    enum CXCursorKind kind = clang_getCursorKind(cursor);

    if (kind == CXCursor_LinkageSpec || kind == CXCursor_Namespace || kind == CXCursor_UnexposedDecl)
        return CXChildVisit_Recurse; /* may hold what another file has */
    clang_getExpansionLocation(clang_getCursorLocation(cursor), &file, NULL, NULL, NULL);
    if (!file && clang_isExpression(kind)) /* what the parser put around something, as the conversion of a lambda */
        return CXChildVisit_Recurse;
    if (file != c->last_file) {
        c->last_file = file;
        c->is_at_hand = file && dl_unit_file_of(c->unit, file) == c->source->file;
    }
    if (!c->is_at_hand)
        return CXChildVisit_Continue;
    if (kind == CXCursor_TypedefDecl || kind == CXCursor_EnumDecl)
        return CXChildVisit_Continue;
    return note_expression(cursor, parent, data);
}

static int by_offset(const void *left, const void *right)
{
    unsigned a = *(const unsigned *)left, b = *(const unsigned *)right;

    return a < b ? -1 : a > b;
}

static void read_expressions(checker *c)
{
    c->expressions.count = c->conversions.count = 0;
    c->last_file = NULL;
    c->is_at_hand = false;
    clang_visitChildren(clang_getTranslationUnitCursor(c->unit->tu), note_declaration, c);
    if (c->expressions.count)
        qsort(c->expressions.at, c->expressions.count, sizeof *c->expressions.at, by_offset);
}

static const dl_unit_source *source_of(const dl_unit *unit, const dl_file *file)
{
    const dl_sources *sources = unit->files;

    for (size_t i = 0; i < sources->files.count; i++)
        if (sources->files.at[i]->file == file)
            return sources->files.at[i];
    return NULL;
}

/* The first token at or behind the offset. */
static size_t token_at(const dl_tokens *tokens, unsigned offset)
{
    size_t low = 0, high = tokens->count;

    while (low < high) {
        size_t middle = (low + high) / 2;

        if (tokens->at[middle].offset < offset)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* Where the body begins, its `{`. Of a constructor that has a list of initialisers, the `:` before them. */
static size_t body_open(checker *c, const dl_function *function)
{
    const dl_tokens *tokens = &c->source->tokens;
    unsigned depth = 0;

    c->body = function->span.end;
    for (size_t i = 0; i < c->seen->count; i++)
        if (c->seen->at[i].kind == DL_SEEN_BODY && c->seen->at[i].offset > c->body)
            c->body = c->seen->at[i].offset;
    for (size_t i = token_at(tokens, function->span.end);
         i < tokens->count && tokens->at[i].offset < function->end.offset; i++) {
        const dl_token *token = &tokens->at[i];

        if (token->is_directive || token->is_dead || is_skipped(c, token->offset))
            continue;
        if (dl_token_is(token, "{") && token->offset >= c->body)
            return i;
        depth += dl_token_is(token, "(") || dl_token_is(token, "[");
        depth -= depth > 0 && (dl_token_is(token, ")") || dl_token_is(token, "]"));
        if (dl_token_is(token, ":") && depth == 0)
            return i;
    }
    return tokens->count;
}

/* Arms that may be compiled, or not: see lower_arm.c; and jumps to a label that stands nowhere. */
static void lose_arms_and_jumps(checker *c, const dl_function *function)
{
    for (size_t b = 0; b < function->block_count; b++)
        for (size_t i = 0; i < function->blocks[b].count; i++) {
            const dl_instr *instr = &function->blocks[b].instrs[i];
            dl_lost lost = {.span = instr->span, .kind = "#if"};

            const char *text = instr->span.file ? instr->span.file->text + instr->span.offset : "";

            if (instr->kind == DL_I_LOST && strncmp(text, "goto", 4) == 0)
                lost.kind = "goto";
            else if (instr->kind != DL_I_LOST || *text != '#')
                continue;
            else if (dl_unit_why_open(c->unit, instr->span.file, instr->span.offset))
                lost.kind = dl_unit_why_open(c->unit, instr->span.file, instr->span.offset);
            lost.detail = dl_span_text(lost.span, 80, c->unit->arena);
            dl_vec_push(c->unit->arena, &c->lost, lost);
        }
}

static void check_function(checker *c, dl_function *function)
{
    size_t open = body_open(c, function);

    c->events.count = 0;
    c->open_dos = 0;
    memset(&c->lost, 0, sizeof c->lost);
    if (open < c->source->tokens.count)
        see_body(c, open, function->end.offset);
    for (size_t i = 0; i < c->events.count; i++)
        if (!is_seen(c, &c->events.at[i]))
            lose(c, &c->events.at[i]);
    lose_arms_and_jumps(c, function);
    function->events = (unsigned)c->events.count;
    function->lost = c->lost.at;
    function->lost_count = c->lost.count;
}

static void note_syntax_error(dl_program *program, const dl_file *file, unsigned offset, unsigned line, unsigned column)
{
    for (size_t i = 0; i < program->function_count; i++) {
        dl_function *function = (dl_function *)program->functions[i];
        dl_lost *lost;

        if (!file || function->span.file != file || offset < function->span.offset || offset >= function->end.end ||
            function->lost_count > 0)
            continue;
        lost = DL_NEW(program->arena, dl_lost);
        lost->span = (dl_span){file, offset, offset + 1, line, column, line, column + 1};
        lost->kind = "syntax";
        lost->detail =
            dl_span_text((dl_span){file, offset, function->end.end, line, column, line, column}, 40, program->arena);
        function->lost = lost;
        function->lost_count = 1;
    }
}

/* The parser goes on behind a syntax error with what it guesses: the body is not what was written. */
static void note_syntax_errors(dl_unit *unit, dl_program *program)
{
    unsigned count = clang_getNumDiagnostics(unit->tu);

    for (unsigned i = 0; i < count; i++) {
        CXDiagnostic diagnostic = clang_getDiagnostic(unit->tu, i);
        CXString text = clang_getDiagnosticSpelling(diagnostic);
        CXFile file;
        unsigned offset, line, column;

        clang_getExpansionLocation(clang_getDiagnosticLocation(diagnostic), &file, &line, &column, &offset);
        if (clang_getDiagnosticSeverity(diagnostic) >= CXDiagnostic_Error && file &&
            dl_text_starts(clang_getCString(text), "expected "))
            note_syntax_error(program, dl_unit_file_of(unit, file), offset, line, column);
        clang_disposeString(text);
        clang_disposeDiagnostic(diagnostic);
    }
}

void dl_selfcheck(dl_unit *unit, dl_program *program, const dl_seen_list *seen)
{
    checker c = {.unit = unit};

    for (size_t i = 0; i < program->function_count; i++) {
        dl_function *function = (dl_function *)program->functions[i];
        const dl_unit_source *source = function->span.file ? source_of(unit, function->span.file) : NULL;

        if (!source)
            continue;
        if (source != c.source) {
            c.source = source;
            read_skipped(&c);
            read_expressions(&c);
        }
        c.seen = &seen[i];
        check_function(&c, function);
    }
    note_syntax_errors(unit, program);
}
