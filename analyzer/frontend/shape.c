/* shape.c: what a name is, by the tokens around its uses; see shape.h. */
#include "frontend/shape_parts.h"

#include "kernel/wdk_index.h"

#include <string.h>

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
    return !before_it || dl_token_is_any(before_it, statement_ends) || dl_token_is_any(before_it, qualifiers) ||
           (before_it->kind == DL_TOKEN_STRING); /* extern "C" T f(); */
}

static bool is_operand(const dl_token *token)
{
    static const char *const prefixes[] = {"(", "&", "*", "-", "~", "!", "{", "++", "--", "::", NULL};

    return token && (token->kind != DL_TOKEN_PUNCT || dl_token_is_any(token, prefixes)) &&
           (dl_token_is(token, "sizeof") || !dl_token_is_any(token, words));
}

bool dl_shape_is_known_type(const dl_token *token)
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
    const dl_token *type = dl_token_is(p, ",") ? dl_occurrence_step(at, p, -1) : NULL,
                   *open = type ? dl_occurrence_step(at, type, -1) : NULL;

    return dl_token_is_name(type) && dl_token_is(open, "(") &&
           dl_token_is_any(dl_occurrence_step(at, open, -1), takes_member);
}

const dl_token *dl_shape_offset_member(const dl_occurrence *at)
{
    const dl_token *p = dl_occurrence_before(at), *n = dl_occurrence_behind(at),
                   *member = dl_token_is(n, ",") ? dl_occurrence_step(at, n, 1) : NULL;

    p = dl_token_is(p, "struct") || dl_token_is(p, "union") ? dl_occurrence_step(at, p, -1) : p;
    if (!dl_token_is_name(member))
        return NULL;
    if (dl_token_is(p, "(") && dl_token_is_any(dl_occurrence_step(at, p, -1), takes_member))
        return member;
    if (dl_token_is(p, ",") &&
        dl_token_is(dl_occurrence_step(at, member, 1), ")")) { /* CONTAINING_RECORD(p, T, member) */
        const dl_token *open = p;
        int depth = 0;

        for (int steps = 0; open && steps < 64 && depth >= 0; steps++) {
            open = dl_occurrence_step(at, open, -1);
            depth += dl_token_is(open, ")") - dl_token_is(open, "(");
        }
        if (open && dl_token_is(dl_occurrence_step(at, open, -1), "CONTAINING_RECORD"))
            return member;
    }
    return NULL;
}

/* `(NAME)x`, `(NAME *)x`: `n` is the token behind the name. The parentheses of `if (NAME) x` are those of the `if`. */
static bool is_cast(const dl_occurrence *at, const dl_token *p, const dl_token *n)
{
    static const char *const statements[] = {"if", "while", "switch", NULL};
    const dl_token *outer, *after;
    bool has_star = false;

    if (!dl_token_is(p, "("))
        return dl_token_is(p, "<") &&
               (dl_token_is(n, ">") || (dl_token_is(n, "*") && dl_token_is(dl_occurrence_step(at, n, 1), ">"))) &&
               !dl_token_is_name(dl_occurrence_step(at, n, 1));
    for (; dl_token_is(n, "*") || dl_token_is(n, "const"); n = dl_occurrence_step(at, n, 1))
        has_star = has_star || dl_token_is(n, "*");
    if (!dl_token_is(n, ")"))
        return false;
    if (has_star)
        return true;
    outer = dl_occurrence_step(at, p, -1);
    after = dl_occurrence_step(at, n, 1);
    if (dl_token_is(outer, ")") || dl_token_is(outer, "]") ||
        (dl_token_is_name(outer) && !dl_token_is_any(outer, words)) || dl_token_is(outer, "sizeof") ||
        dl_token_is_any(outer, statements))
        return false;
    if (dl_token_is(after, "{"))
        return false;
    if (dl_token_is(after, "&") || dl_token_is(after, "*") ||
        dl_token_is(after, "-")) /* could as well be an operator between two */
        return dl_shape_is_known_type(&at->tokens->at[at->at]) && after->offset == n->offset + n->size;
    return is_operand(after);
}

/* `ComPtr<NAME>`, of the templates in library.h.in */
static bool is_held_type(const dl_occurrence *at, const dl_token *p)
{
    static const char *const holders[] = {
        "ComPtr",        "unique_ptr",  "shared_ptr",  "vector", "HandleT",          "make_unique",
        "make_shared",   "pair",        "array",       "span",   "initializer_list", "optional",
        "lock_guard",    "scoped_lock", "unique_lock", "map",    "unordered_map",    "set",
        "unordered_set", "list",        "deque",       "queue",  "atomic",           "expected",
        "unexpected",    NULL};

    return dl_token_is(p, "<") && dl_token_is_any(dl_occurrence_step(at, p, -1), holders);
}

bool dl_shape_is_base(const dl_occurrence *at)
{
    static const char *const ways[] = {"public", "protected", "private", "virtual", NULL};
    const dl_token *n = dl_occurrence_behind(at);

    return dl_token_is_any(dl_occurrence_before(at), ways) && (dl_token_is(n, ",") || dl_token_is(n, "{"));
}

/* `NAME x`, `NAME *x`, where a declaration may begin. */
static bool is_declaring(const dl_occurrence *at, const dl_token *p, const dl_token *n)
{
    const dl_token *first = n;
    bool can_begin = begins_declaration(p);
    size_t stars = 0;

    if (dl_token_is_name(n) && !dl_token_is_any(n, words) &&
        (can_begin || dl_token_is(p, "(") || dl_token_is(p, ",") || dl_token_is(p, ")") || dl_token_is(p, "<") ||
         dl_token_is(p, ":")))
        return true;
    if (!at->in_body && (dl_token_is(p, "(") || dl_token_is(p, ",")) && (dl_token_is(n, ",") || dl_token_is(n, ")")))
        return dl_shape_is_known_type(&at->tokens->at[at->at]); /* a parameter without a name */
    for (; dl_token_is(first, "*") || dl_token_is(first, "&") || dl_token_is(first, "const");
         first = dl_occurrence_step(at, first, 1))
        stars += !dl_token_is(first, "const");
    if (stars == 0)
        return false;
    if (dl_token_is_name(first) && !dl_token_is_any(first, words)) {
        const dl_token *then = dl_occurrence_step(at, first, 1);

        if (can_begin && (dl_token_is(then, ";") || dl_token_is(then, "=") || dl_token_is(then, ",") ||
                          dl_token_is(then, "[") || dl_token_is(then, "(") || dl_token_is(then, "{")))
            return true;
        return !at->in_body &&
               (dl_token_is(p, "(") || dl_token_is(p, ",") || dl_token_is(p, ")") || dl_token_is_name(p));
    }
    return !at->in_body && (dl_token_is(first, ",") || dl_token_is(first, ")")) &&
           (dl_token_is(p, "(") || dl_token_is(p, ",") || dl_token_is_name(p));
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

    if (at->in_body || !begins_declaration(p) || !dl_token_is_name(n) || dl_token_is_any(n, words) ||
        dl_token_is_any(n, qualifiers))
        return false;
    type = dl_uses_of(uses, n);
    if (!dl_token_is_any(n, types) && !dl_shape_is_known_type(n) && !(type && type->is_declared && !type->is_macro))
        return false;
    for (then = dl_occurrence_step(at, n, 1);
         dl_token_is(then, "*") || dl_token_is(then, "&") || is_annotation_token(then);
         then = dl_occurrence_step(at, then, 1))
        continue;
    if (dl_token_is_name(then) && dl_token_is_name(dl_occurrence_step(at, then, 1)))
        then = dl_occurrence_step(at, then, 1); /* behind a calling convention */
    return dl_token_is_name(then) && dl_token_is(dl_occurrence_step(at, then, 1), "(");
}

/* `T f(…) NAME;` at file scope */
static bool is_behind_parameters(const dl_occurrence *at, const dl_token *p, const dl_token *n)
{
    const dl_token *name = p;
    int depth = 0;

    if (at->in_body || at->in_record || !dl_token_is(p, ")") || !(dl_token_is(n, ";") || dl_token_is(n, "{")))
        return false;
    for (; name; name = dl_occurrence_step(at, name, -1)) {
        depth += dl_token_is(name, ")") - dl_token_is(name, "(");
        if (depth == 0)
            break;
    }
    name = name ? dl_occurrence_step(at, name, -1) : NULL;
    return name && dl_token_is_name(name) && name->text[0] != '_' &&
           (dl_token_is_name(dl_occurrence_step(at, name, -1)) || dl_token_is(dl_occurrence_step(at, name, -1), "*"));
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

    if (dl_token_is(p, ","))
        for (int steps = 0; open && steps < 12 && !dl_token_is(open, "("); steps++)
            open = dl_occurrence_step(at, open, -1);
    return dl_token_is(open, "(") && dl_token_is_any(dl_occurrence_step(at, open, -1), takes) &&
           (dl_token_is(p, ",") || !dl_token_is(dl_occurrence_behind(at), ",")) &&
           dl_token_is(dl_occurrence_behind(at), ")");
}

/* `"a" NAME "b"` */
static bool is_beside_string(const dl_occurrence *at, const dl_token *p, const dl_token *n)
{
    return at->in_body && ((p && p->kind == DL_TOKEN_STRING) || (n && n->kind == DL_TOKEN_STRING));
}

static bool is_label(const dl_token *p, const dl_token *n)
{
    return dl_token_is(p, "goto") ||
           (dl_token_is(n, ":") && (dl_token_is_any(p, statement_ends) || dl_token_is(p, ")") || dl_token_is(p, ":")));
}

/* NAME(…) that stands alone at file scope. */
static bool is_file_statement(const dl_occurrence *at, const dl_token *p, const dl_token *n)
{
    const dl_token *close;

    if (at->in_body || !dl_token_is(n, "(") || !(begins_declaration(p) || dl_token_is(p, ")")) ||
        dl_token_is_any(p, qualifiers))
        return false;
    close = dl_occurrence_close(at, n);
    return close && !dl_token_is(dl_occurrence_step(at, close, 1), "{") &&
           !dl_token_is(dl_occurrence_step(at, close, 1), "=");
}

/* `CLASS::name(…) {`: no variable that begins with what stands in the brackets. */
static bool is_method_definition(const dl_occurrence *at)
{
    const dl_token *open = dl_occurrence_behind(at);
    const dl_token *close = dl_token_is(open, "(") ? dl_occurrence_close(at, open) : NULL;

    return close && dl_token_is(dl_occurrence_before(at), "::") && dl_token_is(dl_occurrence_step(at, close, 1), "{");
}

static bool is_function_type(const dl_uses *uses, const dl_occurrence *at, const dl_token *p, const dl_token *n)
{
    const dl_use *declared;

    if (at->in_body || (at->in_record && !dl_token_is(p, "static")) || !begins_declaration(p) || !dl_token_is_name(n) ||
        !dl_token_is(dl_occurrence_step(at, n, 1), ";"))
        return false;
    declared = dl_uses_of(uses, n);
    if (!declared)
        return false;
    for (size_t i = 0; i < declared->plain.count; i++) {
        const dl_occurrence *other = &declared->plain.at[i];
        const dl_token *type = dl_occurrence_before(other);

        if (at->in_record ? is_method_definition(other)
                          : !other->in_body && dl_token_is(dl_occurrence_behind(other), "(") &&
                                (dl_token_is_name(type) || dl_token_is(type, "*") || dl_token_is(type, "::")))
            return true;
    }
    return false;
}

/* `PFOO` is a pointer to FOO; some families begin with a P that is part of their name. */
static bool has_pointer_name(const char *name)
{
    static const char *const families[] = {"PROTOCOL_", "PSHED_PI_", "PO_FX_", "PROCESSOR_HALT_"};

    for (size_t i = 0; i < sizeof families / sizeof *families; i++)
        if (dl_text_starts(name, families[i]))
            return false;
    return dl_text_starts(name, "P") || dl_text_starts(name, "LP");
}

static bool has_function_type_name(const char *name)
{
    static const char *const ends[] = {"_ROUTINE", "_CALLBACK", "_FUNCTION", "_HANDLER", "_FN"};

    if (dl_text_starts(name, "EVT_") || dl_text_starts(name, "DRIVER_") || dl_text_starts(name, "DXGKDDI_"))
        return true;
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
        if (dl_text_ends(name, ends[i]) && !dl_text_starts(name, "P"))
            return true;
    return dl_wdk_find_callback(name) && !has_pointer_name(name);
}

/* `T name;` at file scope, or static in a class, of a name that says what it is. A member like that holds a pointer. */
static bool is_declared_alone(const dl_occurrence *at, const dl_token *p, const dl_token *n)
{
    return !at->in_body && (!at->in_record || dl_token_is(p, "static")) && begins_declaration(p) &&
           dl_token_is_name(n) && dl_token_is(dl_occurrence_step(at, n, 1), ";");
}

static bool is_annotation_token(const dl_token *token)
{
    char name[64];

    if (!token)
        return false;
    if (dl_token_is(token, "IN") || dl_token_is(token, "OUT") || dl_token_is(token, "OPTIONAL") ||
        dl_token_is(token, "CONST") || dl_token_is(token, "const") || dl_token_is(token, "THIS_"))
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
        /* __inbyte and __int2c are none */
        "__in_",      "__inout",    "__inner",   "__out_",      "__outptr",    "__deref",          "__drv_",
        "__bcount",   "__ecount",   "__field",   "__struct",    "__success",   "__reserved",       "__checkReturn",
        "__range",    "__notnull",  "__post",    "__maybenull", "__pre",       "__nullterminated", "__opt",
        "__control_", "__kernel_",  "__typefix", "__byte",      "__elem",      "__possibly",       "__callback",
        "__allowed",  "__analysis", "__gcc_",    "__volatile_", "__on_failure"};
    size_t size;

    if (name[0] != '_') /* as all of them begin */
        return false;
    size = strlen(name);
    if (size > 3 && name[1] >= 'A' && name[1] <= 'Z' && name[2] >= 'a' && name[2] <= 'z' && name[size - 1] == '_')
        return true;
    if (dl_text_starts(name, "_IRQL") || dl_text_starts(name, "_SA_"))
        return true;
    for (size_t i = 0; name[1] == '_' && i < sizeof old / sizeof *old; i++)
        if (dl_text_starts(name, old[i]))
            return true;
    return strcmp(name, "__in") == 0 || strcmp(name, "__out") == 0;
}

const dl_token *dl_shape_before_annotations(const dl_occurrence *at)
{
    const dl_token *p = dl_occurrence_before(at);

    for (;;) {
        const dl_token *name = p;
        int depth = 0;

        if (dl_token_is(p, ")"))
            for (name = p; name; name = dl_occurrence_step(at, name, -1)) {
                depth += dl_token_is(name, ")") - dl_token_is(name, "(");
                if (depth == 0) {
                    name = dl_occurrence_step(at, name, -1);
                    break;
                }
            }
        if (!dl_token_is_name(name) || !is_annotation_token(name))
            return p;
        p = dl_occurrence_step(at, name, -1);
    }
}

static bool has_case(const dl_token *name, char first, char last)
{
    for (size_t i = 0; i < name->size; i++)
        if (name->text[i] >= first && name->text[i] <= last)
            return true;
    return false;
}

/* `foo_t` is a type, not a parameter, and so is `int`. */
static bool may_name_parameter(const dl_token *name)
{
    static const char *const types[] = {"int",   "char",   "short", "long", "void",
                                        "float", "double", "bool",  "auto", NULL};

    return dl_token_is_name(name) && has_case(name, 'a', 'z') && !dl_token_is_any(name, types) &&
           !dl_token_is_any(name, words) && !dl_token_is_any(name, qualifiers) && !is_annotation_token(name) &&
           !(name->size > 2 && memcmp(name->text + name->size - 2, "_t", 2) == 0);
}

bool dl_shape_is_behind_parameter(const dl_tokens *tokens, const dl_token *word)
{
    const dl_token *name, *type, *behind;

    if (!dl_token_is_name(word))
        return false;
    if (dl_token_is(word, "OPTIONAL"))
        return true;
    behind = dl_token_behind(tokens, (size_t)(word - tokens->at));
    name = dl_token_before(tokens, (size_t)(word - tokens->at));
    if (has_case(word, 'a', 'z') || !(dl_token_is(behind, ",") || dl_token_is(behind, ")")) ||
        !may_name_parameter(name))
        return false;
    type = dl_token_before(tokens, (size_t)(name - tokens->at));
    return dl_token_is(type, "*") || dl_token_is(type, "&") ||
           (dl_token_is_name(type) && !dl_token_is_any(type, words) && !dl_token_is_any(type, qualifiers) &&
            !is_annotation_token(type));
}

typedef struct role_counts {
    size_t labels, types, calls, annotations, cases, variables, statements, functions, namespaces, values, lvalues,
        strings, whole_statements, loops;
} role_counts;

/* A place that something is stored to, or a part of it named. */
static bool is_variable(const dl_occurrence *at, const dl_token *p, const dl_token *n)
{
    static const char *const marks[] = {"->", ".", "[", "=", "++", "+=", "|=", "&=", "--", NULL};
    const dl_token *outer = dl_token_is(p, "&") ? dl_occurrence_step(at, p, -1) : NULL;

    if (dl_token_is_any(n, marks))
        return true;
    return dl_token_is(p, "&") && !dl_token_is_name(outer) && !dl_token_is(outer, ")") && !dl_token_is(outer, "]") &&
           outer && outer->kind != DL_TOKEN_NUMBER;
}

/* `::name` is no part of a namespace. */
static const dl_token *behind_global(const dl_occurrence *at, const dl_token *p)
{
    const dl_token *outer = dl_token_is(p, "::") ? dl_occurrence_step(at, p, -1) : NULL;

    return dl_token_is(p, "::") && !(dl_token_is_name(outer) && !dl_token_is_any(outer, words)) &&
                   !dl_token_is(outer, ">")
               ? outer
               : p;
}

/* `NAME(…)` as a statement whose `;` is the macro's. */
static bool is_own_statement(const dl_occurrence *at, const dl_token *p, const dl_token *n)
{
    const dl_token *close =
        at->in_body && dl_token_is(n, "(") && (dl_token_is_any(p, statement_ends) || dl_token_is(p, ")"))
            ? dl_occurrence_close(at, n)
            : NULL;
    const dl_token *then = close ? dl_occurrence_step(at, close, 1) : NULL;

    return then && then->line > close->line && (dl_token_is(then, "}") || dl_token_is_name(then)) &&
           !dl_token_is_any(then, operators_spelled);
}

/* What says of itself that it is the head of a loop. */
static bool is_loop_head(const char *name, const dl_occurrence *at, const dl_token *n)
{
    static const char *const parts[] = {"FOR_EACH", "FOREACH", "for_each", "foreach", "ForEach"};
    const dl_token *close = dl_token_is(n, "(") && at->in_body ? dl_occurrence_close(at, n) : NULL, *then;
    bool says = false;

    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        says = says || strstr(name, parts[i]);
    then = says && close ? dl_occurrence_step(at, close, 1) : NULL;
    return then &&
           (dl_token_is(then, "{") || dl_token_is(then, "(") || dl_token_is(then, "*") || dl_token_is_name(then));
}

/* As the kits spell types, and macros, but no routine: `XYZ_CONFIG`. */
static bool is_spelled_as_type(const dl_token *token)
{
    bool has_underscore = false;

    for (size_t i = 0; i < token->size; i++) {
        has_underscore = has_underscore || token->text[i] == '_';
        if (token->text[i] >= 'a' && token->text[i] <= 'z')
            return false;
    }
    return has_underscore;
}

const dl_token *dl_shape_made_into(const dl_occurrence *at)
{
    const dl_token *open = dl_occurrence_behind(at), *close, *name = NULL, *before = dl_occurrence_before(at);

    if (dl_token_is(before, "::"))
        before = dl_occurrence_step(at, before, -1);
    if (!dl_token_is(before, "=") || !(dl_token_is(open, "{") || dl_token_is(open, "(")))
        return NULL;
    close = dl_occurrence_close(at, open);
    if (!close || !dl_token_is(dl_occurrence_step(at, close, 1), ";"))
        return NULL;
    if (dl_token_is(open, "(") &&
        (dl_occurrence_step(at, open, 1) != close || !is_spelled_as_type(&at->tokens->at[at->at])))
        return NULL;
    name = dl_occurrence_step(at, before, -1);
    return dl_token_is_name(name) && dl_token_is(dl_occurrence_step(at, name, -1), "auto") ? name : NULL;
}

/* `RESULT NAME(…) = 0;` of a class, `= default`, `= delete`: what the `=` behind the parameters says of a method. */
static bool is_method_without_body(const dl_occurrence *at, const dl_token *p, const dl_token *n)
{
    const dl_token *close = dl_token_is(n, "(") ? dl_occurrence_close(at, n) : NULL;
    const dl_token *then = close ? dl_occurrence_step(at, close, 1) : NULL;

    while (dl_token_is(then, "const") || dl_token_is(then, "noexcept") || dl_token_is(then, "override"))
        then = dl_occurrence_step(at, then, 1);
    then = dl_token_is(then, "=") ? dl_occurrence_step(at, then, 1) : NULL;
    return ((dl_token_is_name(p) && !dl_token_is_any(p, words)) || dl_token_is(p, "*") || dl_token_is(p, "&") ||
            dl_token_is(p, ">")) &&
           (dl_token_is(then, "0") || dl_token_is(then, "default") || dl_token_is(then, "delete")) &&
           dl_token_is(dl_occurrence_step(at, then, 1), ";");
}

static void count_role(role_counts *c, const dl_uses *uses, const dl_use *use, const dl_occurrence *at)
{
    const dl_token *p = behind_global(at, dl_shape_before_annotations(at)), *n = dl_occurrence_behind(at);
    bool is_structure = dl_wdk_find_struct(use->name) || dl_wdk_find_enum(use->name);
    bool is_parameter = n && dl_shape_is_behind_parameter(at->tokens, n);

    if (is_label(p, n))
        c->labels++;
    else if (is_loop_head(use->name, at, n))
        c->loops++;
    else if (dl_token_is(n, "::"))
        c->namespaces++;
    else if (dl_token_is(p, "struct") || dl_token_is(p, "union") || dl_token_is(p, "enum") || dl_token_is(p, "::") ||
             is_offset_member(at, p) || is_method_without_body(at, p, n))
        return;
    else if (!is_structure &&
             (is_function_type(uses, at, p, n) || (has_function_type_name(use->name) && is_declared_alone(at, p, n))))
        c->functions++;
    else if (is_file_statement(at, p, n))
        c->statements++;
    else if (dl_token_is_name(p) && !dl_token_is_any(p, words) && !dl_token_is_any(p, qualifiers) &&
             !dl_token_is(n, "(") && (dl_token_is_name(n) || dl_token_is(n, "*")) && !is_parameter && !at->in_body)
        c->annotations++;
    else if (is_before_type(uses, at, p, n) || is_behind_parameters(at, p, n) ||
             (!at->in_body && dl_shape_is_behind_parameter(at->tokens, &at->tokens->at[at->at])))
        c->annotations++;
    else if (is_declaring(at, p, n) || is_cast(at, p, n) || dl_token_is(p, "new") || dl_shape_offset_member(at) ||
             dl_shape_is_base(at) || is_held_type(at, p) || dl_shape_made_into(at))
        c->types++;
    else if (dl_token_is(n, "(") && dl_occurrence_close(at, n) &&
             dl_token_is(dl_occurrence_step(at, dl_occurrence_close(at, n), 1), "="))
        c->lvalues++;
    else if (is_own_statement(at, p, n))
        c->whole_statements++;
    else if (dl_token_is(n, "("))
        c->calls++;
    else if (is_string(at, p) || is_beside_string(at, p, n))
        c->strings++;
    else if (dl_token_is(p, "case"))
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

        if (dl_token_is_name(dl_occurrence_behind(at))) /* `f args`, `T x`: who knows */
            continue;
        if (dl_occurrence_before(at) || dl_occurrence_behind(at)) {
            count_role(c, uses, use, at);
            continue;
        }
        for (size_t k = 0; at->macro && at->macro != use && k < at->macro->plain.count; k++)
            count_role(c, uses, at->macro, &at->macro->plain.at[k]);
        if (at->macro && at->macro != use && at->macro->plain.count == 0 && depth < MOST_NESTED)
            count_in_macros(c, uses, at->macro, depth + 1);
    }
}

static bool takes_arguments(const dl_occurrences *places)
{
    for (size_t i = 0; i < places->count; i++)
        if (!dl_token_is(dl_occurrence_behind(&places->at[i]), "("))
            return false;
    return places->count > 0;
}

dl_role_of_name dl_shape_role(const dl_uses *uses, const dl_use *use)
{
    role_counts counts = {0};

    if (dl_shape_is_annotation(use->name))
        return takes_arguments(use->plain.count ? &use->plain : &use->in_macros) ? DL_NAME_ANNOTATION_WITH_ARGS
                                                                                 : DL_NAME_ANNOTATION;
    for (size_t i = 0; i < use->plain.count; i++)
        count_role(&counts, uses, use, &use->plain.at[i]);
    if (use->plain.count == 0)
        count_in_macros(&counts, uses, use, 0);
    return role_in(&counts);
}

bool dl_shape_is_own_word(const dl_use *use)
{
    for (size_t i = 0; i < use->plain.count; i++)
        if (is_label(dl_occurrence_before(&use->plain.at[i]), dl_occurrence_behind(&use->plain.at[i])))
            return true;
    return (use->is_local || use->is_member) && use->name[0] >= 'a' && use->name[0] <= 'z';
}

/* The name behind `::`, which follows `token`; or NULL. */
static const dl_token *scoped_behind(const dl_occurrence *at, const dl_token *token)
{
    const dl_token *name = dl_token_is(token, "::") ? dl_occurrence_step(at, token, 1) : NULL;

    return dl_token_is_name(name) ? name : NULL;
}

static dl_shape shape_of_scoped(const dl_occurrence *at, const dl_token *then)
{
    while (dl_token_is(then, "*") && dl_token_is_name(dl_occurrence_step(at, then, 1)) &&
           dl_token_is(dl_occurrence_step(at, dl_occurrence_step(at, then, 1), 1), ";"))
        then = dl_occurrence_step(at, then, 1);
    return dl_token_is(then, "(")                                    ? DL_SHAPE_CALLED
           : dl_token_is_name(then) && !dl_token_is_any(then, words) ? DL_SHAPE_RECORD
                                                                     : DL_SHAPE_NONE;
}

void dl_shape_scoped(const dl_use *use, const char *inner, dl_visit_name *visit, void *self, dl_arena *arena)
{
    for (size_t i = 0; i < use->plain.count; i++) {
        const dl_occurrence *at = &use->plain.at[i];
        const dl_token *name = scoped_behind(at, dl_occurrence_behind(at)), *then;

        if (inner && !dl_token_is(name, inner))
            continue;
        if (inner)
            name = scoped_behind(at, dl_occurrence_step(at, name, 1));
        then = name ? dl_occurrence_step(at, name, 1) : NULL;
        if (then && !dl_token_is(then, "::"))
            visit(self, dl_token_str(name, arena), shape_of_scoped(at, then));
    }
}

void dl_shape_inner_scopes(const dl_use *use, dl_visit_name *visit, void *self, dl_arena *arena)
{
    for (size_t i = 0; i < use->plain.count; i++) {
        const dl_occurrence *at = &use->plain.at[i];
        const dl_token *name = scoped_behind(at, dl_occurrence_behind(at));

        if (name && scoped_behind(at, dl_occurrence_step(at, name, 1)))
            visit(self, dl_token_str(name, arena), DL_SHAPE_NONE);
    }
}
