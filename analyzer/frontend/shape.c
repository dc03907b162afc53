#include "frontend/shape.h"

#include "kernel/wdk_index.h"

#include <string.h>

static bool is(const dl_token *token, const char *text)
{
    return token && dl_token_is(token, text);
}

static bool is_any(const dl_token *token, const char *const *texts)
{
    for (; token && *texts; texts++)
        if (dl_token_is(token, *texts))
            return true;
    return false;
}

static bool is_name(const dl_token *token)
{
    return token && token->kind == DL_TOKEN_NAME;
}

static const dl_token *step(const dl_occurrence *at, const dl_token *token, int direction)
{
    size_t i = (size_t)(token - at->tokens->at);

    return direction < 0 ? dl_token_before(at->tokens, i) : dl_token_behind(at->tokens, i);
}

static const dl_token *before(const dl_occurrence *at)
{
    return dl_token_before(at->tokens, at->at);
}

static const dl_token *behind(const dl_occurrence *at)
{
    return dl_token_behind(at->tokens, at->at);
}

static const dl_token *close_of(const dl_occurrence *at, const dl_token *open)
{
    return dl_token_close(at->tokens, (size_t)(open - at->tokens->at));
}

static const char *const operators_spelled[] = {"and", "or", "not", "xor", "const", "noexcept", "override", NULL};
static const char *const statement_ends[] = {";", "{", "}", NULL};
static const char *const qualifiers[] = {"const",     "static",  "volatile", "extern", "register", "unsigned",
                                         "signed",    "inline",  "struct",   "union",  "enum",     "typedef",
                                         "constexpr", "mutable", "virtual",  NULL};
static const char *const words[] = {"return",   "goto",      "else",    "do",       "case",     "sizeof", "delete",
                                    "throw",    "new",       "if",      "while",    "for",      "switch", "default",
                                    "break",    "continue",  "and",     "or",       "not",      "__try",  "try",
                                    "__except", "__finally", "__leave", "operator", "co_await", NULL};

static bool begins_declaration(const dl_token *before_it)
{
    return !before_it || is_any(before_it, statement_ends) || is_any(before_it, qualifiers) ||
           (before_it->kind == DL_TOKEN_STRING); /* extern "C" T f(); */
}

static bool is_operand(const dl_token *token)
{
    static const char *const prefixes[] = {"(", "&", "*", "-", "~", "!", "{", "++", "--", "::", NULL};

    return token && (token->kind != DL_TOKEN_PUNCT || is_any(token, prefixes)) &&
           (dl_token_is(token, "sizeof") || !is_any(token, words));
}

static bool is_known_type(const dl_token *token)
{
    char name[96];

    if (token->size >= sizeof name)
        return false;
    memcpy(name, token->text, token->size);
    name[token->size] = '\0';
    return dl_wdk_find_struct(name) || dl_wdk_find_enum(name) || dl_wdk_find_callback(name) ||
           (name[0] == 'P' && strspn(name, "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_") == token->size);
}

static const char *const takes_member[] = {
    "FIELD_OFFSET", "UFIELD_OFFSET", "RTL_SIZEOF_THROUGH_FIELD", "RTL_FIELD_SIZE",
    "FIELD_SIZE",   "offsetof",      "RTL_SIZEOF_THROUGH",       NULL};

/* The member in `FIELD_OFFSET(T, member)`. */
static bool is_offset_member(const dl_occurrence *at, const dl_token *p)
{
    const dl_token *type = is(p, ",") ? step(at, p, -1) : NULL, *open = type ? step(at, type, -1) : NULL;

    return is_name(type) && is(open, "(") && is_any(step(at, open, -1), takes_member);
}

/* `FIELD_OFFSET(T, member)` and the like: the member at an occurrence of T, or NULL. */
static const dl_token *offset_member(const dl_occurrence *at)
{
    const dl_token *p = before(at), *n = behind(at), *member = is(n, ",") ? step(at, n, 1) : NULL;

    p = is(p, "struct") || is(p, "union") ? step(at, p, -1) : p;
    if (!is_name(member))
        return NULL;
    if (is(p, "(") && is_any(step(at, p, -1), takes_member))
        return member;
    if (is(p, ",") && is(step(at, member, 1), ")")) { /* CONTAINING_RECORD(p, T, member) */
        const dl_token *open = p;
        int depth = 0;

        for (int steps = 0; open && steps < 64 && depth >= 0; steps++) {
            open = step(at, open, -1);
            depth += is(open, ")") - is(open, "(");
        }
        if (open && is(step(at, open, -1), "CONTAINING_RECORD"))
            return member;
    }
    return NULL;
}

/* `(NAME)x`, `(NAME *)x`: `n` is the token behind the name. */
static bool is_cast(const dl_occurrence *at, const dl_token *p, const dl_token *n)
{
    const dl_token *outer, *after;
    bool has_star = false;

    if (!is(p, "("))
        return is(p, "<") && (is(n, ">") || (is(n, "*") && is(step(at, n, 1), ">"))) && !is_name(step(at, n, 1));
    for (; is(n, "*") || is(n, "const"); n = step(at, n, 1))
        has_star = has_star || is(n, "*");
    if (!is(n, ")"))
        return false;
    if (has_star)
        return true;
    outer = step(at, p, -1);
    after = step(at, n, 1);
    if (is(outer, ")") || is(outer, "]") || (is_name(outer) && !is_any(outer, words)) || is(outer, "sizeof"))
        return false;
    if (is(after, "{"))
        return false;
    if (is(after, "&") || is(after, "*") || is(after, "-")) /* could as well be an operator between two */
        return is_known_type(&at->tokens->at[at->at]) && after->offset == n->offset + n->size;
    return is_operand(after);
}

/* `ComPtr<NAME>`, of the templates in library.h.in */
static bool is_held_type(const dl_occurrence *at, const dl_token *p)
{
    static const char *const holders[] = {"ComPtr",     "unique_ptr",  "shared_ptr",  "vector",
                                          "HandleT",    "make_unique", "make_shared", "initializer_list",
                                          "pair",       "array",       "span",        "optional",
                                          "lock_guard", "scoped_lock", "unique_lock", NULL};

    return is(p, "<") && is_any(step(at, p, -1), holders);
}

/* `class C : public NAME` */
static bool is_base(const dl_occurrence *at)
{
    static const char *const ways[] = {"public", "protected", "private", "virtual", NULL};
    const dl_token *n = behind(at);

    return is_any(before(at), ways) && (is(n, ",") || is(n, "{"));
}

/* `NAME x`, `NAME *x`, where a declaration may begin. */
static bool is_declaring(const dl_occurrence *at, const dl_token *p, const dl_token *n)
{
    const dl_token *first = n;
    bool can_begin = begins_declaration(p);
    size_t stars = 0;

    if (is_name(n) && !is_any(n, words) &&
        (can_begin || is(p, "(") || is(p, ",") || is(p, ")") || is(p, "<") || is(p, ":")))
        return true;
    if (!at->in_body && (is(p, "(") || is(p, ",")) && (is(n, ",") || is(n, ")")))
        return is_known_type(&at->tokens->at[at->at]); /* a parameter without a name */
    for (; is(first, "*") || is(first, "&") || is(first, "const"); first = step(at, first, 1))
        stars += !is(first, "const");
    if (stars == 0)
        return false;
    if (is_name(first) && !is_any(first, words)) {
        const dl_token *then = step(at, first, 1);

        if (can_begin &&
            (is(then, ";") || is(then, "=") || is(then, ",") || is(then, "[") || is(then, "(") || is(then, "{")))
            return true;
        return !at->in_body && (is(p, "(") || is(p, ",") || is(p, ")") || is_name(p));
    }
    return !at->in_body && (is(first, ",") || is(first, ")")) && (is(p, "(") || is(p, ",") || is_name(p));
}

static bool is_annotation_token(const dl_token *token);

/* `NAME NTSTATUS f(…)`, `NAME T *f(…)` at file scope: the type is the next name. */
static bool is_before_type(const dl_uses *uses, const dl_occurrence *at, const dl_token *p, const dl_token *n)
{
    static const char *const types[] = {"NTSTATUS", "VOID",      "BOOLEAN", "BOOL",   "UCHAR",     "USHORT",
                                        "ULONG",    "LONG",      "UINT32",  "INT32",  "ULONGLONG", "LONGLONG",
                                        "UINT64",   "ULONG_PTR", "SIZE_T",  "HANDLE", "DWORD",     "HRESULT",
                                        "bool",     "void",      "int",     NULL};
    const dl_token *then;
    const dl_use *type;

    if (at->in_body || !begins_declaration(p) || !is_name(n) || is_any(n, words) || is_any(n, qualifiers))
        return false;
    type = dl_uses_of(uses, n);
    if (!is_any(n, types) && !is_known_type(n) && !(type && type->is_declared && !type->is_macro))
        return false;
    for (then = step(at, n, 1); is(then, "*") || is(then, "&") || is_annotation_token(then); then = step(at, then, 1))
        continue;
    if (is_name(then) && is_name(step(at, then, 1)))
        then = step(at, then, 1); /* behind a calling convention */
    return is_name(then) && is(step(at, then, 1), "(");
}

/* `T f(…) NAME;` at file scope */
static bool is_behind_parameters(const dl_occurrence *at, const dl_token *p, const dl_token *n)
{
    const dl_token *name = p;
    int depth = 0;

    if (at->in_body || at->in_record || !is(p, ")") || !(is(n, ";") || is(n, "{")))
        return false;
    for (; name; name = step(at, name, -1)) {
        depth += is(name, ")") - is(name, "(");
        if (depth == 0)
            break;
    }
    name = name ? step(at, name, -1) : NULL;
    return is_name(name) && name->text[0] != '_' && (is_name(step(at, name, -1)) || is(step(at, name, -1), "*"));
}

/* The argument of what takes a literal only, or a string. */
static bool is_string(const dl_occurrence *at, const dl_token *p)
{
    static const char *const takes[] = {"RTL_CONSTANT_STRING",
                                        "NDIS_STRING_CONST",
                                        "RtlInitUnicodeString",
                                        "RtlInitAnsiString",
                                        "NdisInitUnicodeString",
                                        "RtlUnicodeStringInit",
                                        NULL};
    const dl_token *open = p;

    if (is(p, ","))
        for (int steps = 0; open && steps < 12 && !is(open, "("); steps++)
            open = step(at, open, -1);
    return is(open, "(") && is_any(step(at, open, -1), takes) && (is(p, ",") || !is(behind(at), ",")) &&
           is(behind(at), ")");
}

/* `"a" NAME "b"` */
static bool is_beside_string(const dl_occurrence *at, const dl_token *p, const dl_token *n)
{
    return at->in_body && ((p && p->kind == DL_TOKEN_STRING) || (n && n->kind == DL_TOKEN_STRING));
}

static bool is_label(const dl_token *p, const dl_token *n)
{
    return is(p, "goto") || (is(n, ":") && (is_any(p, statement_ends) || is(p, ")") || is(p, ":")));
}

/* NAME(…) that stands alone at file scope. */
static bool is_file_statement(const dl_occurrence *at, const dl_token *p, const dl_token *n)
{
    const dl_token *close;

    if (at->in_body || !is(n, "(") || !(begins_declaration(p) || is(p, ")")) || is_any(p, qualifiers))
        return false;
    close = close_of(at, n);
    return close && !is(step(at, close, 1), "{") && !is(step(at, close, 1), "=");
}

static bool is_function_type(const dl_uses *uses, const dl_occurrence *at, const dl_token *p, const dl_token *n)
{
    const dl_use *declared;

    if (at->in_body || at->in_record || !begins_declaration(p) || !is_name(n) || !is(step(at, n, 1), ";"))
        return false;
    declared = dl_uses_of(uses, n);
    if (!declared)
        return false;
    for (size_t i = 0; i < declared->plain.count; i++) {
        const dl_occurrence *other = &declared->plain.at[i];
        const dl_token *type = before(other);

        if (!other->in_body && is(behind(other), "(") && (is_name(type) || is(type, "*") || is(type, "::")))
            return true;
    }
    return false;
}

static bool has_function_type_name(const char *name)
{
    static const char *const ends[] = {"_ROUTINE", "_CALLBACK", "_FUNCTION", "_HANDLER", "_FN"};

    if (dl_text_starts(name, "EVT_") || dl_text_starts(name, "DRIVER_") || dl_text_starts(name, "DXGKDDI_"))
        return true;
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
        if (dl_text_ends(name, ends[i]) && !dl_text_starts(name, "P"))
            return true;
    return dl_wdk_find_callback(name) && !dl_text_starts(name, "P") && !dl_text_starts(name, "LP");
}

/* `T name;` at file scope, of a name that says what it is. */
static bool is_declared_alone(const dl_occurrence *at, const dl_token *p, const dl_token *n)
{
    return !at->in_body && begins_declaration(p) && is_name(n) && is(step(at, n, 1), ";");
}

static bool is_annotation_token(const dl_token *token)
{
    char name[64];

    if (!token)
        return false;
    if (is(token, "IN") || is(token, "OUT") || is(token, "OPTIONAL") || is(token, "CONST") || is(token, "const") ||
        is(token, "THIS_"))
        return true;
    if (token->size >= sizeof name || token->text[0] != '_')
        return false;
    memcpy(name, token->text, token->size);
    name[token->size] = '\0';
    return dl_shape_is_annotation(name);
}

bool dl_shape_is_annotation(const char *name)
{
    static const char *const old[] = {
        "__in",       "__out",        "__inout",   "__deref",    "__drv_",        "__bcount",   "__ecount",
        "__field",    "__struct",     "__success", "__reserved", "__checkReturn", "__range",    "__nullterminated",
        "__notnull",  "__maybenull",  "__post",    "__pre",      "__opt",         "__control_", "__kernel_",
        "__typefix",  "__byte",       "__elem",    "__possibly", "__in_",         "__callback", "__allowed",
        "__analysis", "__on_failure", "__gcc_",    "__volatile_"};
    size_t size;

    if (name[0] != '_') /* as all of them begin */
        return false;
    size = strlen(name);
    if (size > 3 && name[1] >= 'A' && name[1] <= 'Z' && name[2] >= 'a' && name[2] <= 'z' && name[size - 1] == '_')
        return true;
    if (dl_text_starts(name, "_IRQL") || dl_text_starts(name, "_SA_"))
        return true;
    for (size_t i = 0; name[1] == '_' && i < sizeof old / sizeof *old; i++)
        if (dl_text_starts(name, old[i]) && strcmp(name, "__inline") != 0 && strcmp(name, "__int64") != 0 &&
            strcmp(name, "__int32") != 0 && strcmp(name, "__int16") != 0 && strcmp(name, "__int8") != 0)
            return true;
    return false;
}

/* The token before, annotations passed over: `_In_ T x`, `_In_reads_(n) T *x`. */
static const dl_token *before_annotations(const dl_occurrence *at)
{
    const dl_token *p = before(at);

    for (;;) {
        const dl_token *name = p;
        int depth = 0;

        if (is(p, ")"))
            for (name = p; name; name = step(at, name, -1)) {
                depth += is(name, ")") - is(name, "(");
                if (depth == 0) {
                    name = step(at, name, -1);
                    break;
                }
            }
        if (!is_name(name) || !is_annotation_token(name))
            return p;
        p = step(at, name, -1);
    }
}

typedef struct role_counts {
    size_t labels, types, calls, annotations, cases, variables, statements, functions, namespaces, values, lvalues,
        strings, whole_statements, loops;
} role_counts;

/* A place that something is stored to, or a part of it named. */
static bool is_variable(const dl_occurrence *at, const dl_token *p, const dl_token *n)
{
    static const char *const marks[] = {"->", ".", "[", "=", "++", "+=", "|=", "&=", "--", NULL};
    const dl_token *outer = is(p, "&") ? step(at, p, -1) : NULL;

    if (is_any(n, marks))
        return true;
    return is(p, "&") && !is_name(outer) && !is(outer, ")") && !is(outer, "]") && outer &&
           outer->kind != DL_TOKEN_NUMBER;
}

/* `::name` is no part of a namespace. */
static const dl_token *behind_global(const dl_occurrence *at, const dl_token *p)
{
    const dl_token *outer = is(p, "::") ? step(at, p, -1) : NULL;

    return is(p, "::") && !(is_name(outer) && !is_any(outer, words)) && !is(outer, ">") ? outer : p;
}

/* `NAME(…)` as a statement whose `;` is the macro's. */
static bool is_own_statement(const dl_occurrence *at, const dl_token *p, const dl_token *n)
{
    const dl_token *close =
        at->in_body && is(n, "(") && (is_any(p, statement_ends) || is(p, ")")) ? close_of(at, n) : NULL;
    const dl_token *then = close ? step(at, close, 1) : NULL;

    return then && then->line > close->line && (is(then, "}") || is_name(then)) && !is_any(then, operators_spelled);
}

/* What says of itself that it is the head of a loop. */
static bool is_loop_head(const char *name, const dl_occurrence *at, const dl_token *n)
{
    static const char *const parts[] = {"FOR_EACH", "FOREACH", "for_each", "foreach", "ForEach"};
    const dl_token *close = is(n, "(") && at->in_body ? close_of(at, n) : NULL, *then;
    bool says = false;

    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        says = says || strstr(name, parts[i]);
    then = says && close ? step(at, close, 1) : NULL;
    return then && (is(then, "{") || is(then, "(") || is(then, "*") || is_name(then));
}

static void count_role(role_counts *c, const dl_uses *uses, const dl_use *use, const dl_occurrence *at)
{
    const dl_token *p = behind_global(at, before_annotations(at)), *n = behind(at);
    bool is_structure = dl_wdk_find_struct(use->name) || dl_wdk_find_enum(use->name);

    if (is_label(p, n))
        c->labels++;
    else if (is_loop_head(use->name, at, n))
        c->loops++;
    else if (is(n, "::"))
        c->namespaces++;
    else if (is(p, "struct") || is(p, "union") || is(p, "enum") || is(p, "::") || is_offset_member(at, p))
        return;
    else if (!is_structure &&
             (is_function_type(uses, at, p, n) || (has_function_type_name(use->name) && is_declared_alone(at, p, n))))
        c->functions++;
    else if (is_file_statement(at, p, n))
        c->statements++;
    else if (is_name(p) && !is_any(p, words) && !is_any(p, qualifiers) && !is(n, "(") && (is_name(n) || is(n, "*")) &&
             !at->in_body)
        c->annotations++;
    else if (is_before_type(uses, at, p, n) || is_behind_parameters(at, p, n))
        c->annotations++;
    else if (is_declaring(at, p, n) || is_cast(at, p, n) || is(p, "new") || offset_member(at) || is_base(at) ||
             is_held_type(at, p))
        c->types++;
    else if (is(n, "(") && close_of(at, n) && is(step(at, close_of(at, n), 1), "="))
        c->lvalues++;
    else if (is_own_statement(at, p, n))
        c->whole_statements++;
    else if (is(n, "("))
        c->calls++;
    else if (is_string(at, p) || is_beside_string(at, p, n))
        c->strings++;
    else if (is(p, "case"))
        c->cases++;
    else if (is_variable(at, p, n))
        c->variables++;
    else
        c->values++;
}

static dl_role_of_name role_in(const role_counts *c)
{
    if (c->loops)
        return DL_NAME_LOOP;
    if (c->functions)
        return DL_NAME_FUNCTION_TYPE;
    if (c->types)
        return DL_NAME_TYPE;
    if (c->annotations && !c->calls && !c->variables)
        return DL_NAME_ANNOTATION;
    if (c->lvalues)
        return DL_NAME_LVALUE_FUNCTION;
    if (c->whole_statements)
        return DL_NAME_STATEMENT;
    if (c->calls)
        return DL_NAME_FUNCTION;
    if (c->strings)
        return DL_NAME_STRING;
    if (c->statements)
        return DL_NAME_STATEMENT_MACRO;
    if (c->cases)
        return DL_NAME_CONSTANT;
    if (c->variables)
        return DL_NAME_VARIABLE;
    if (c->namespaces)
        return DL_NAME_NAMESPACE;
    return c->values ? DL_NAME_CONSTANT : c->labels ? DL_NAME_LABEL : DL_NAME_UNKNOWN;
}

/* A name that only macros spell. The whole text of a macro is what the macro is. */
static void count_in_macros(role_counts *c, const dl_uses *uses, const dl_use *use, unsigned depth)
{
    enum { MOST_NESTED = 3 };

    for (size_t i = 0; i < use->in_macros.count; i++) {
        const dl_occurrence *at = &use->in_macros.at[i];

        if (is_name(behind(at))) /* `f args`, `T x`: who knows */
            continue;
        if (before(at) || behind(at)) {
            count_role(c, uses, use, at);
            continue;
        }
        for (size_t k = 0; at->macro && at->macro != use && k < at->macro->plain.count; k++)
            count_role(c, uses, at->macro, &at->macro->plain.at[k]);
        if (at->macro && at->macro != use && at->macro->plain.count == 0 && depth < MOST_NESTED)
            count_in_macros(c, uses, at->macro, depth + 1);
    }
}

dl_role_of_name dl_shape_role(const dl_uses *uses, const dl_use *use)
{
    role_counts counts = {0};

    if (dl_shape_is_annotation(use->name)) {
        bool with_args = use->plain.count > 0;

        for (size_t i = 0; i < use->plain.count; i++)
            with_args = with_args && is(behind(&use->plain.at[i]), "(");
        return with_args ? DL_NAME_ANNOTATION_WITH_ARGS : DL_NAME_ANNOTATION;
    }
    for (size_t i = 0; i < use->plain.count; i++)
        count_role(&counts, uses, use, &use->plain.at[i]);
    if (use->plain.count == 0)
        count_in_macros(&counts, uses, use, 0);
    return role_in(&counts);
}

static dl_shape stronger(dl_shape left, dl_shape right)
{
    return left > right ? left : right;
}

/* `*a->b.c` at c, `*x` at x, where the star cannot be an operator between two. */
static bool is_pointed_to(const dl_occurrence *at)
{
    static const char *const starts[] = {
        "(", "=", ",", ";", "{", "}", "==", "!=", "&&", "||", "!", "return", "[", NULL};
    const dl_token *p = before(at), *n = behind(at);

    if (!(is(n, ")") || is(n, ";") || is(n, ",") || is(n, "=") || is(n, "==") || is(n, "!=")))
        return false;
    while ((is(p, ".") || is(p, "->")) && is_name(step(at, p, -1)))
        p = step(at, step(at, p, -1), -1);
    if (is(p, "(") && is(n, ")")) /* `*(a->b)` */
        p = step(at, p, -1);
    return at->in_body && is(p, "*") && is_any(step(at, p, -1), starts);
}

dl_shape dl_shape_of(const dl_uses *uses, const dl_occurrence *at)
{
    static const char *const arithmetic[] = {"|=", "&=", "+=", "-=", "++", "--", "<<", ">>", "|",  "%",
                                             "<",  ">",  "<=", ">=", "+",  "-",  "/",  "*",  "^=", NULL};
    const dl_token *n = behind(at);
    bool is_array = false;

    if (is(n, "(")) {
        const dl_token *close = close_of(at, n);

        return close ? DL_SHAPE_CALLED : DL_SHAPE_NONE;
    }
    while (is(n, "[")) {
        n = close_of(at, n);
        n = n ? step(at, n, 1) : NULL;
        is_array = true;
    }
    if (is_array)
        return is(n, ".") ? DL_SHAPE_POINTER_TO_RECORD : DL_SHAPE_ARRAY;
    if (is_pointed_to(at))
        return is(n, ")") && is(step(at, n, 1), "(")   ? DL_SHAPE_CALLED
               : is(n, ")") && is(step(at, n, 1), ".") ? DL_SHAPE_POINTER_TO_RECORD
                                                       : DL_SHAPE_ARRAY;
    if (is(n, "->"))
        return DL_SHAPE_POINTER_TO_RECORD;
    if (is(n, "."))
        return DL_SHAPE_RECORD;
    if (is_any(n, arithmetic))
        return DL_SHAPE_INT;
    if (is(n, "=") || is(n, "==") || is(n, "!=")) {
        const dl_token *value = step(at, n, 1);

        if (is(value, "&") || is(value, "NULL") || is(value, "nullptr") || (value && value->kind == DL_TOKEN_STRING))
            return DL_SHAPE_POINTER;
        if (value && (value->kind == DL_TOKEN_NUMBER || value->kind == DL_TOKEN_CHAR || is(value, "sizeof") ||
                      is(value, "TRUE") || is(value, "FALSE")))
            return DL_SHAPE_INT;
        if (is_name(value) && is(step(at, value, 1), ";")) {
            const dl_use *named = dl_uses_of(uses, value);

            if (named && named->is_function)
                return DL_SHAPE_POINTER;
        }
    }
    return DL_SHAPE_NONE;
}

/* `static_cast<T *>(f(…))`, `(T *)f(…)`. */
static bool is_cast_to_pointer(const dl_occurrence *at)
{
    const dl_token *p = before(at);

    if (!is(p, "("))
        return is(p, ")") && is(step(at, p, -1), "*");
    p = is(step(at, p, -1), ">") ? step(at, step(at, p, -1), -1) : NULL;
    return is(p, "*") || (is_name(p) && p->text[0] == 'P' && is_known_type(p));
}

static dl_shape shape_of_result_at(const dl_occurrence *at)
{
    const dl_token *close = is(behind(at), "(") ? close_of(at, behind(at)) : NULL;
    const dl_token *then = close ? step(at, close, 1) : NULL;

    if (is(then, "->"))
        return DL_SHAPE_POINTER_TO_RECORD;
    if (is(then, "."))
        return DL_SHAPE_RECORD;
    if (is(then, "["))
        return DL_SHAPE_ARRAY;
    return close && is_cast_to_pointer(at) ? DL_SHAPE_POINTER : DL_SHAPE_NONE;
}

dl_shape dl_shape_of_result(const dl_use *use)
{
    dl_shape shape = DL_SHAPE_NONE;

    for (size_t i = 0; i < use->plain.count; i++)
        shape = stronger(shape, shape_of_result_at(&use->plain.at[i]));
    for (size_t i = 0; i < use->in_macros.count; i++)
        shape = stronger(shape, shape_of_result_at(&use->in_macros.at[i]));
    return shape;
}

bool dl_shape_is_own_word(const dl_use *use)
{
    for (size_t i = 0; i < use->plain.count; i++)
        if (is_label(before(&use->plain.at[i]), behind(&use->plain.at[i])))
            return true;
    return (use->is_local || use->is_member) && use->name[0] >= 'a' && use->name[0] <= 'z';
}

void dl_shape_scoped(const dl_use *use, dl_visit_name *visit, void *self, dl_arena *arena)
{
    for (size_t i = 0; i < use->plain.count; i++) {
        const dl_occurrence *at = &use->plain.at[i];
        const dl_token *name = is(behind(at), "::") ? step(at, behind(at), 1) : NULL;
        const dl_token *then = is_name(name) ? step(at, name, 1) : NULL;

        if (!then || is(then, "::"))
            continue;
        while (is(then, "*") && is_name(step(at, then, 1)) && is(step(at, step(at, then, 1), 1), ";"))
            then = step(at, then, 1);
        visit(self, dl_token_str(name, arena),
              is(then, "(")                           ? DL_SHAPE_CALLED
              : is_name(then) && !is_any(then, words) ? DL_SHAPE_RECORD
                                                      : DL_SHAPE_NONE);
    }
}

bool dl_shape_is_listed(const dl_use *type)
{
    for (size_t i = 0; i < type->plain.count; i++) {
        const dl_occurrence *at = &type->plain.at[i];
        const dl_token *n = behind(at);

        n = is_name(n) ? step(at, n, 1) : NULL;
        while (is(n, "[")) {
            n = close_of(at, n);
            n = n ? step(at, n, 1) : NULL;
        }
        n = is(n, "=") ? step(at, n, 1) : n;
        while (is(n, "{"))
            n = step(at, n, 1);
        if (n && is(step(at, n, -1), "{") && !is(n, ".") && !is(n, "}") && !is(n, "0"))
            return true;
    }
    return false;
}

dl_shape dl_shape_of_value(const dl_uses *uses, const dl_use *use)
{
    dl_shape shape = DL_SHAPE_NONE;

    for (size_t i = 0; i < use->plain.count; i++)
        shape = stronger(shape, dl_shape_of(uses, &use->plain.at[i]));
    for (size_t i = 0; i < use->in_macros.count; i++)
        shape = stronger(shape, dl_shape_of(uses, &use->in_macros.at[i]));
    return shape;
}

dl_shape dl_shape_of_member(const dl_uses *uses, const dl_use *use)
{
    dl_shape shape = DL_SHAPE_NONE;

    for (size_t i = 0; i < use->members.count; i++)
        shape = stronger(shape, dl_shape_of(uses, &use->members.at[i]));
    return shape;
}

static void members_behind(const dl_uses *uses, const dl_occurrence *at, dl_visit_name *visit, void *self,
                           dl_arena *arena)
{
    const dl_token *n = behind(at);

    while (is(n, "[") || is(n, "(")) {
        n = close_of(at, n);
        n = n ? step(at, n, 1) : NULL;
    }
    if (is(n, ".") || is(n, "->")) {
        n = step(at, n, 1);
        if (is_name(n)) {
            dl_occurrence member = *at;

            member.at = (unsigned)(n - at->tokens->at);

            visit(self, dl_token_str(n, arena), dl_shape_of(uses, &member));
        }
    }
}

void dl_shape_members(const dl_uses *uses, const dl_use *use, dl_visit_name *visit, void *self, dl_arena *arena)
{
    for (size_t i = 0; i < use->plain.count; i++)
        members_behind(uses, &use->plain.at[i], visit, self, arena);
    for (size_t i = 0; i < use->in_macros.count; i++)
        members_behind(uses, &use->in_macros.at[i], visit, self, arena);
    for (size_t i = 0; i < use->members.count; i++)
        members_behind(uses, &use->members.at[i], visit, self, arena);
}

/* The variable that an occurrence of a type declares, or NULL. */
static const dl_token *declared_with(const dl_occurrence *at, size_t *stars)
{
    const dl_token *n = behind(at);

    for (*stars = 0; is(n, "*") || is(n, "const") || is(n, "&"); n = step(at, n, 1))
        *stars += is(n, "*");
    return is_name(n) ? n : NULL;
}

/* Whether a use of a variable's name can be of the variable that the occurrence of a type declares. */
static bool can_reach(const dl_occurrence *type, const dl_occurrence *use, bool is_member)
{
    if (type->in_record || is_member)
        return type->in_record && is_member;
    if (type->in_body || is(before_annotations(type), "(") || is(before_annotations(type), ","))
        return use->tokens == type->tokens && use->body == type->body;
    return true;
}

/* What a variable of the type is used as, its stars and the brackets of an array taken off. */
static dl_shape without_declarator(dl_shape shape, size_t stars, bool is_array)
{
    if (stars == 0 && !is_array)
        return shape;
    return shape == DL_SHAPE_POINTER_TO_RECORD ? DL_SHAPE_RECORD : DL_SHAPE_NONE;
}

/* `((T *)x)->m`, `((PT)&y)->m`: the operator before the member, or NULL. */
static const dl_token *member_of_cast(const dl_occurrence *at, bool *has_star)
{
    const dl_token *p = before(at), *n = behind(at);

    if (is(p, "struct") || is(p, "union"))
        p = step(at, p, -1);
    p = is(p, "(") ? step(at, p, -1) : NULL;
    *has_star = is(n, "*");
    n = *has_star ? step(at, n, 1) : n;
    if (!is(p, "(") || !is(n, ")"))
        return NULL;
    n = close_of(at, p);
    n = n ? step(at, n, 1) : NULL;
    return is(n, "->") ? n : NULL;
}

dl_shape dl_shape_of_type(const dl_uses *uses, const dl_use *type, bool *has_stars, bool *is_held)
{
    dl_shape shape = DL_SHAPE_NONE;

    *has_stars = *is_held = false;
    for (size_t i = 0; i < type->plain.count; i++) {
        size_t stars;
        const dl_token *name = declared_with(&type->plain.at[i], &stars);
        const dl_use *variable = name ? dl_uses_of(uses, name) : NULL;
        dl_shape found;
        bool has_star;

        if (offset_member(&type->plain.at[i]) || is_base(&type->plain.at[i]))
            shape = stronger(shape, DL_SHAPE_RECORD);
        if (member_of_cast(&type->plain.at[i], &has_star)) {
            shape = stronger(shape, has_star ? DL_SHAPE_RECORD : DL_SHAPE_POINTER_TO_RECORD);
            *has_stars = *has_stars || has_star;
        }
        if (stars > 0)
            *has_stars = true;
        if (!variable)
            continue;
        found = DL_SHAPE_NONE;
        for (size_t k = 0; k < variable->plain.count; k++)
            if (can_reach(&type->plain.at[i], &variable->plain.at[k], false))
                found = stronger(found, dl_shape_of(uses, &variable->plain.at[k]));
        for (size_t k = 0; k < variable->members.count; k++)
            if (can_reach(&type->plain.at[i], &variable->members.at[k], true))
                found = stronger(found, dl_shape_of(uses, &variable->members.at[k]));
        found = without_declarator(found, stars, is(step(&type->plain.at[i], name, 1), "["));
        *is_held = *is_held || (found == DL_SHAPE_RECORD && stars == 0 &&
                                (type->plain.at[i].in_body || (variable->is_declared && !variable->is_local)));
        shape = stronger(shape, found);
    }
    return shape;
}

void dl_shape_type_members(const dl_uses *uses, const dl_use *type, dl_visit_name *visit, void *self, dl_arena *arena)
{
    for (size_t i = 0; i < type->plain.count; i++) {
        size_t stars;
        const dl_token *name = declared_with(&type->plain.at[i], &stars);
        const dl_use *variable = name ? dl_uses_of(uses, name) : NULL;
        const dl_token *member = offset_member(&type->plain.at[i]);
        bool has_star;
        const dl_token *arrow = member_of_cast(&type->plain.at[i], &has_star);

        if (arrow && is_name(step(&type->plain.at[i], arrow, 1))) {
            dl_occurrence reached = type->plain.at[i];

            reached.at = (unsigned)(step(&reached, arrow, 1) - reached.tokens->at);
            visit(self, dl_token_str(&reached.tokens->at[reached.at], arena), dl_shape_of(uses, &reached));
        }
        if (member) {
            const dl_token *then =
                dl_token_behind(type->plain.at[i].tokens, (size_t)(member - type->plain.at[i].tokens->at));

            visit(self, dl_token_str(member, arena), is(then, "[") ? DL_SHAPE_INNER_ARRAY : DL_SHAPE_NONE);
        }
        for (size_t k = 0; variable && k < variable->plain.count; k++)
            if (can_reach(&type->plain.at[i], &variable->plain.at[k], false))
                members_behind(uses, &variable->plain.at[k], visit, self, arena);
        for (size_t k = 0; variable && k < variable->members.count; k++)
            if (can_reach(&type->plain.at[i], &variable->members.at[k], true))
                members_behind(uses, &variable->members.at[k], visit, self, arena);
    }
}
