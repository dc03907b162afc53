#include "frontend/uses.h"

#include "frontend/shape.h"

#include <string.h>

void dl_uses_init(dl_uses *uses, dl_arena *arena)
{
    memset(uses, 0, sizeof *uses);
    uses->arena = arena;
    uses->by_name = dl_map_new(arena);
}

static dl_use *use_of(dl_uses *uses, const dl_token *token)
{
    const char *name;
    void **at = dl_map_at(uses->by_name, token->text, token->size, &name);
    dl_use *use = *at;

    if (!use) {
        *at = use = DL_NEW(uses->arena, dl_use);
        use->name = name;
        dl_vec_push(uses->arena, &uses->list, use);
    }
    return use;
}

const dl_use *dl_uses_of(const dl_uses *uses, const dl_token *token)
{
    return dl_map_get_n(uses->by_name, token->text, token->size);
}

/* Most names stand in one or two places. */
static void note(const dl_uses *uses, dl_occurrences *list, dl_occurrence here)
{
    if (list->count == list->room) {
        size_t room = list->room ? list->room * 2 : 1;
        dl_occurrence *at = dl_arena_array(uses->arena, room, sizeof *at);

        if (list->count)
            memcpy(at, list->at, list->count * sizeof *at);
        list->at = at;
        list->room = room;
    }
    list->at[list->count++] = here;
}

const dl_use *dl_uses_get(const dl_uses *uses, const char *name)
{
    return dl_map_get(uses->by_name, name);
}

static bool is_passed_over(const dl_token *token)
{
    return token->is_directive || token->is_dead;
}

/* Of the `#define` that `at` stands in: its first token, or `at` when it is another directive. */
static size_t define_body(const dl_tokens *tokens, size_t at)
{
    size_t hash = at, body;

    while (hash > 0 && !tokens->at[hash].is_hash)
        hash--;
    if (hash + 2 >= tokens->count || !dl_token_is(&tokens->at[hash + 1], "define"))
        return at;
    body = hash + 3;
    if (body < tokens->count && tokens->at[body].is_directive && dl_token_is(&tokens->at[body], "(") &&
        tokens->at[body].offset == tokens->at[hash + 2].offset + tokens->at[hash + 2].size)
        while (body < tokens->count && tokens->at[body].is_directive && !dl_token_is(&tokens->at[body++], ")"))
            continue;
    return body;
}

const dl_token *dl_token_before(const dl_tokens *tokens, size_t at)
{
    if (at < tokens->count && tokens->at[at].is_directive)
        return at > define_body(tokens, at) ? &tokens->at[at - 1] : NULL;
    while (at > 0)
        if (!is_passed_over(&tokens->at[--at]))
            return &tokens->at[at];
    return NULL;
}

const dl_token *dl_token_behind(const dl_tokens *tokens, size_t at)
{
    if (tokens->at[at].is_directive) {
        at++;
        return at < tokens->count && tokens->at[at].is_directive && !tokens->at[at].is_hash ? &tokens->at[at] : NULL;
    }
    at = dl_tokens_live(tokens, at + 1);
    return at < tokens->count ? &tokens->at[at] : NULL;
}

const dl_token *dl_token_close(const dl_tokens *tokens, size_t open)
{
    size_t at = open;
    int depth = 0;

    if (!tokens->at[open].is_directive) {
        at = dl_tokens_close(tokens, open);
        return at < tokens->count ? &tokens->at[at] : NULL;
    }
    for (; at < tokens->count && tokens->at[at].is_directive && (at == open || !tokens->at[at].is_hash); at++) {
        if (tokens->at[at].kind != DL_TOKEN_PUNCT || tokens->at[at].size != 1)
            continue;
        if (strchr("([{", *tokens->at[at].text))
            depth++;
        else if (strchr(")]}", *tokens->at[at].text) && --depth == 0)
            return &tokens->at[at];
    }
    return NULL;
}

/* ---- what a file declares ---- */

typedef enum scope_kind { SCOPE_OPEN, SCOPE_RECORD, SCOPE_ENUM, SCOPE_BODY } scope_kind;

typedef struct scanner {
    dl_uses *uses;
    const dl_tokens *tokens;
    DL_VEC(scope_kind) scopes;
    size_t parens;
    unsigned body;
    bool in_value; /* behind the `=` of a declaration at file scope */
} scanner;

static bool is_punct(const dl_token *token, const char *text)
{
    return token && token->kind == DL_TOKEN_PUNCT && dl_token_is(token, text);
}

static scope_kind scope_now(const scanner *s)
{
    return s->scopes.count ? s->scopes.at[s->scopes.count - 1] : SCOPE_OPEN;
}

/* What the `{` at `i` opens. */
static scope_kind scope_of(const scanner *s, size_t i)
{
    const dl_token *before = dl_token_before(s->tokens, i);
    size_t back = i;

    if (scope_now(s) == SCOPE_BODY)
        return SCOPE_BODY;
    if (before && before->kind == DL_TOKEN_STRING)
        return SCOPE_OPEN; /* extern "C" */
    for (int steps = 0; back > 0 && steps < 32; steps++) {
        const dl_token *token = &s->tokens->at[--back];

        if (is_passed_over(token))
            continue;
        if (dl_token_is(token, "enum"))
            return SCOPE_ENUM;
        if (dl_token_is(token, "struct") || dl_token_is(token, "union") || dl_token_is(token, "class"))
            return SCOPE_RECORD;
        if (dl_token_is(token, "namespace"))
            return SCOPE_OPEN;
        if (token->kind == DL_TOKEN_PUNCT && !is_punct(token, ":") && !is_punct(token, "::") && !is_punct(token, ",") &&
            !is_punct(token, "<") && !is_punct(token, ">"))
            break;
    }
    return SCOPE_BODY;
}

/* `EVT_X Name;`, `DRIVER_X Name;` declare functions. */
static bool is_role_type(const dl_token *token)
{
    static const char *const ends[] = {"_ROUTINE", "_CALLBACK", "_FUNCTION", "_HANDLER", "_FN"};
    char name[80];

    if (token->size >= sizeof name)
        return false;
    memcpy(name, token->text, token->size);
    name[token->size] = '\0';
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
        if (dl_text_ends(name, ends[i]) && name[0] != 'P')
            return true;
    return dl_text_starts(name, "EVT_") || dl_text_starts(name, "DRIVER_");
}

/* `return x;`, `goto x;` declare nothing. */
static bool is_word_of_statements(const dl_token *token)
{
    static const char *const words[] = {"return", "goto",   "else",  "do",  "case",
                                        "sizeof", "delete", "throw", "new", "co_return"};

    for (size_t k = 0; k < sizeof words / sizeof *words; k++)
        if (dl_token_is(token, words[k]))
            return true;
    return false;
}

/* In the brackets of a body: whether `(T *x` or `, T &x` before `i` can declare something, as no operand can. */
static bool is_in_parameters(const scanner *s, size_t i)
{
    const dl_token *at = &s->tokens->at[i], *behind = dl_token_behind(s->tokens, i);
    int depth = 0;

    for (int steps = 0; at && steps < 64 && depth >= 0; steps++) {
        at = dl_token_before(s->tokens, (size_t)(at - s->tokens->at));
        depth += is_punct(at, ")") - is_punct(at, "(");
    }
    at = at && depth < 0 ? dl_token_before(s->tokens, (size_t)(at - s->tokens->at)) : NULL;
    return at && (is_punct(at, "]") || dl_token_is(at, "catch") || dl_token_is(at, "for") ||
                  (is_punct(behind, "=") && (dl_token_is(at, "if") || dl_token_is(at, "while"))));
}

/* Whether the stars before `i` follow a type: a name that itself begins a statement or a parameter. */
static bool follows_type(const scanner *s, size_t i)
{
    const dl_token *at = dl_token_before(s->tokens, i);
    const dl_token *first;

    while (at && (is_punct(at, "*") || is_punct(at, "&")))
        at = dl_token_before(s->tokens, (size_t)(at - s->tokens->at));
    if (!at || at->kind != DL_TOKEN_NAME || is_word_of_statements(at))
        return is_punct(at, ">");
    first = dl_token_before(s->tokens, (size_t)(at - s->tokens->at));
    if (scope_now(s) == SCOPE_BODY && (is_punct(first, "(") || is_punct(first, ",")) && s->parens > 0)
        return is_in_parameters(s, i);
    return !first || is_punct(first, ";") || is_punct(first, "{") || is_punct(first, "}") || is_punct(first, ",") ||
           is_punct(first, "(") || is_punct(first, ")") || is_punct(first, "::") ||
           (first->kind == DL_TOKEN_NAME && !is_word_of_statements(first));
}

/* Whether the `,` before `i` goes on with a declaration: `TYPE a, b;`. */
static bool follows_declarator(const scanner *s, size_t i)
{
    size_t at = i;
    int depth = 0;

    if (s->parens > 0)
        return false;
    for (int steps = 0; at > 0 && steps < 64; steps++) {
        const dl_token *token = &s->tokens->at[--at];

        if (is_passed_over(token) || token->kind != DL_TOKEN_PUNCT || token->size != 1)
            continue;
        if (strchr(")]}", *token->text))
            depth++;
        else if (strchr("([{", *token->text) && --depth < 0)
            break;
        else if (*token->text == ';' && depth == 0)
            break;
    }
    at = dl_tokens_live(s->tokens, at + 1);
    return at + 1 < i && s->tokens->at[at].kind == DL_TOKEN_NAME && !is_word_of_statements(&s->tokens->at[at]) &&
           (s->tokens->at[dl_tokens_live(s->tokens, at + 1)].kind == DL_TOKEN_NAME ||
            is_punct(&s->tokens->at[dl_tokens_live(s->tokens, at + 1)], "*"));
}

/* `TYPE (*name)(`, `TYPE (NTAPI *name)(`: the name at `i` is a type; but not in `f(T *x) {`. */
static bool opens_declarator(const scanner *s, size_t i)
{
    size_t at = dl_tokens_live(s->tokens, dl_tokens_live(s->tokens, i + 1) + 1);
    bool has_word = at < s->tokens->count && s->tokens->at[at].kind == DL_TOKEN_NAME;
    const dl_token *close;

    if (has_word)
        at = dl_tokens_live(s->tokens, at + 1);
    if (at >= s->tokens->count || !is_punct(&s->tokens->at[at], "*"))
        return false;
    at = dl_tokens_live(s->tokens, at + 1);
    close = at < s->tokens->count && s->tokens->at[at].kind == DL_TOKEN_NAME ? dl_token_behind(s->tokens, at) : NULL;
    return is_punct(close, ")") &&
           (!has_word || is_punct(dl_token_behind(s->tokens, (size_t)(close - s->tokens->at)), "("));
}

/* `T _Acquires_lock_(x) f(`: the bracket before `f` closes an annotation. */
static bool is_annotated(const scanner *s, const dl_token *close)
{
    size_t at = (size_t)(close - s->tokens->at);
    const dl_token *name;
    int depth = 0;

    for (int steps = 0; steps < 64; steps++) {
        const dl_token *token = &s->tokens->at[at];

        depth += is_punct(token, ")") - is_punct(token, "(");
        if (depth == 0 || at == 0)
            break;
        at--;
    }
    name = dl_token_before(s->tokens, at);
    if (depth != 0 || !name || name->kind != DL_TOKEN_NAME ||
        !dl_shape_is_annotation(dl_token_str(name, s->uses->arena)))
        return false;
    name = dl_token_before(s->tokens, (size_t)(name - s->tokens->at));
    return name &&
           (name->kind == DL_TOKEN_NAME || is_punct(name, "*") || (is_punct(name, ")") && is_annotated(s, name)));
}

/* `T f(…) NAME;`: the bracket before NAME closes parameters, so that NAME is an attribute. */
static bool is_function(const scanner *s, const dl_token *close)
{
    const dl_token *at = close, *type;
    int depth = 0;

    for (int steps = 0; at && steps < 200; steps++) {
        depth += is_punct(at, ")") - is_punct(at, "(");
        at = dl_token_before(s->tokens, (size_t)(at - s->tokens->at));
        if (depth == 0)
            break;
    }
    if (!at || depth != 0 || at->kind != DL_TOKEN_NAME || (at->size > 1 && at->text[0] == '_') ||
        dl_token_is(at, "alignas"))
        return false;
    type = dl_token_before(s->tokens, (size_t)(at - s->tokens->at));
    return type && ((type->kind == DL_TOKEN_NAME && !dl_token_is(type, "typedef")) || is_punct(type, "*"));
}

static void declare_itself(dl_use *use)
{
    use->is_declared = true;
    use->made_by = NULL;
}

static bool opens_type(const dl_token *token)
{
    return dl_token_is(token, "struct") || dl_token_is(token, "union") || dl_token_is(token, "enum") ||
           dl_token_is(token, "class");
}

/* `struct [[nodiscard]] NAME`, `class __declspec(…) NAME`, `struct alignas(8) NAME`: `close` is what stands before. */
static bool is_attributed_type(const scanner *s, const dl_token *close)
{
    const dl_token *at = close;
    int depth = 0;

    if (!is_punct(close, "]") && !is_punct(close, ")"))
        return false;
    for (int steps = 0; at && steps < 32; steps++) {
        depth += is_punct(at, "]") + is_punct(at, ")") - is_punct(at, "[") - is_punct(at, "(");
        at = dl_token_before(s->tokens, (size_t)(at - s->tokens->at));
        if (depth == 0)
            break;
    }
    if (at && depth == 0 && is_punct(close, ")")) /* what takes the brackets */
        at = dl_token_before(s->tokens, (size_t)(at - s->tokens->at));
    return at && depth == 0 && opens_type(at);
}

/* `_In_ TYPE)`: what stands behind it is no name of a parameter. */
static bool is_annotation(const scanner *s, const dl_token *token)
{
    return token->text[0] == '_' && token->kind == DL_TOKEN_NAME &&
           dl_shape_is_annotation(dl_token_str(token, s->uses->arena));
}

/* `class C : public NAME,` */
static bool is_way_of_base(const dl_token *token)
{
    return token && (dl_token_is(token, "public") || dl_token_is(token, "protected") || dl_token_is(token, "private") ||
                     dl_token_is(token, "virtual"));
}

/* A word of the build's own that says something of the parameter before it. */
static bool is_behind_parameter(const scanner *s, const dl_token *word)
{
    return scope_now(s) != SCOPE_BODY && s->parens > 0 && dl_shape_is_behind_parameter(s->tokens, word);
}

/* What follows a name that may be declared; `PVOID Name OPTIONAL` declares it, too. */
static const dl_token *behind_name(const scanner *s, size_t i)
{
    const dl_token *behind = dl_token_behind(s->tokens, i);

    return behind && is_behind_parameter(s, behind) ? dl_token_behind(s->tokens, (size_t)(behind - s->tokens->at))
                                                    : behind;
}

static void declare(scanner *s, size_t i)
{
    const dl_token *before = dl_token_before(s->tokens, i), *behind = behind_name(s, i);
    dl_use *use = use_of(s->uses, &s->tokens->at[i]);
    scope_kind scope = scope_now(s);

    bool is_declarator = before && (before->kind == DL_TOKEN_NAME || is_punct(before, "*") || is_punct(before, "&") ||
                                    (is_punct(before, ">") && !s->uses->is_c));

    if (is_declarator && !is_word_of_statements(before) && !is_annotation(s, before) &&
        !is_behind_parameter(s, &s->tokens->at[i]) && (scope == SCOPE_BODY || s->parens > 0) &&
        (is_punct(behind, ";") || is_punct(behind, ",") || is_punct(behind, ")") || is_punct(behind, "[") ||
         is_punct(behind, "=") || is_punct(behind, "{") || is_punct(behind, ":")) &&
        (before->kind == DL_TOKEN_NAME || follows_type(s, i)))
        use->is_local = true;
    if (scope == SCOPE_BODY) {
        if (is_punct(before, ",") && follows_declarator(s, i) &&
            (is_punct(behind, ";") || is_punct(behind, ",") || is_punct(behind, "=") || is_punct(behind, "[")))
            use->is_local = true;
        return;
    }
    if (scope == SCOPE_ENUM) {
        if (s->parens == 0 && (is_punct(before, "{") || is_punct(before, ",")))
            declare_itself(use);
        return;
    }
    if (before && (opens_type(before) || dl_token_is(before, "namespace") || is_attributed_type(s, before))) {
        if (is_punct(behind, "{") || (behind && dl_token_is(behind, "final")) || is_punct(behind, ":") ||
            (is_punct(behind, ";") && dl_token_is(before, "class")))
            declare_itself(use);
        return;
    }
    if (scope == SCOPE_RECORD) {
        use->is_member = use->is_member || (is_punct(before, "*") && is_punct(behind, ")")) ||
                         (s->parens == 0 && !is_punct(before, ";") && !is_punct(before, "{") &&
                          (is_punct(behind, ";") || is_punct(behind, ",") || is_punct(behind, "[") ||
                           is_punct(behind, ":") || is_punct(behind, "(")));
        return;
    }
    if (s->in_value || is_way_of_base(before) || (is_punct(behind, "(") && opens_declarator(s, i)))
        return;
    if (s->parens == 0 && before && !is_punct(before, ";") && !is_punct(before, "=") && !is_punct(before, "{") &&
        (before->kind == DL_TOKEN_NAME || is_punct(before, "*") || is_punct(before, "&") ||
         (is_punct(before, "}") && !is_punct(behind, "(")) || is_punct(before, ",") ||
         (is_punct(before, ">") && !s->uses->is_c) ||
         (is_punct(before, ")") && !is_function(s, before) && (!is_punct(behind, "(") || is_annotated(s, before)))) &&
        (is_punct(behind, ";") || is_punct(behind, ",") || is_punct(behind, "(") || is_punct(behind, "[") ||
         is_punct(behind, "="))) {
        declare_itself(use);
        if (is_punct(behind, "(") || (before->kind == DL_TOKEN_NAME && is_role_type(before)))
            use->is_function = true;
    }
    if (s->parens == 1 && is_punct(before, "*") && is_punct(behind, ")"))
        declare_itself(use); /* typedef … (*NAME)( */
}

static void declare_made(scanner *s, const char *prefix, const dl_token *name)
{
    dl_token made = *name;

    made.text = dl_arena_printf(s->uses->arena, "%s%.*s", prefix, (int)name->size, name->text);
    made.size = (unsigned)strlen(made.text);
    declare_itself(use_of(s->uses, &made));
}

static void declare_by(dl_use *use, const dl_use *macro)
{
    if (!use->is_declared)
        use->made_by = macro;
    use->is_declared = true;
}

/* `DEFINE_GUID(NAME, …)`, `WDF_DECLARE_CONTEXT_TYPE_WITH_NAME(TYPE, NAME)`: their names are declared. */
static void declare_arguments(scanner *s, size_t i)
{
    const dl_token *token = &s->tokens->at[i], *open = dl_token_behind(s->tokens, i);
    char *name;
    size_t close;

    if (scope_now(s) == SCOPE_BODY || !is_punct(open, "("))
        return;
    name = dl_token_str(token, s->uses->arena);
    if (!dl_text_starts(name, "DEFINE_") && !dl_text_starts(name, "DECLARE_") &&
        !dl_text_starts(name, "WDF_DECLARE_") && strcmp(name, "DL_HANDLE") != 0)
        return;
    close = dl_tokens_close(s->tokens, (size_t)(open - s->tokens->at));
    for (size_t k = (size_t)(open - s->tokens->at) + 1; k < close; k++) {
        const dl_token *arg = &s->tokens->at[k];

        if (arg->kind != DL_TOKEN_NAME || is_passed_over(arg))
            continue;
        if (strcmp(name, "WDF_DECLARE_CONTEXT_TYPE") == 0) {
            declare_made(s, "WdfObjectGet_", arg);
            continue;
        }
        declare_by(use_of(s->uses, arg), use_of(s->uses, token));
        if (strcmp(name, "DL_HANDLE") == 0)
            declare_made(s, "P", arg);
    }
}

static void track(scanner *s, size_t i)
{
    const dl_token *token = &s->tokens->at[i];

    if (token->kind != DL_TOKEN_PUNCT || token->size != 1)
        return;
    if (*token->text == '=' && s->parens == 0)
        s->in_value = true;
    else if (strchr(",;{}>", *token->text))
        s->in_value = false;
    if (*token->text == '(' || *token->text == '[') {
        s->parens++;
    } else if (*token->text == ')' || *token->text == ']') {
        s->parens -= s->parens > 0;
    } else if (*token->text == '{') {
        scope_kind opened = scope_of(s, i); /* the vector changes while it is pushed to */

        dl_vec_push(s->uses->arena, &s->scopes, opened);
        s->parens = 0;
    } else if (*token->text == '}') {
        bool was_body = scope_now(s) == SCOPE_BODY;

        s->scopes.count -= s->scopes.count > 0;
        s->body += was_body && scope_now(s) != SCOPE_BODY;
        s->parens = 0;
    } else if (*token->text == ';') {
        s->parens = 0;
    }
}

/* `#ifndef NAME` before its `#define`: the next directive before the one at `hash`. */
static bool is_guarded_by_itself(const dl_tokens *tokens, size_t hash)
{
    const dl_token *name = &tokens->at[hash + 2];

    for (size_t i = hash; i-- > 0;)
        if (tokens->at[i].is_hash)
            return dl_token_is(&tokens->at[i + 1], "ifndef") && tokens->at[i + 2].size == name->size &&
                   memcmp(tokens->at[i + 2].text, name->text, name->size) == 0;
    return false;
}

/* Where the `#define` at `i` has its name, when it is one. `depth`: conditionals around it. */
static void add_define(dl_uses *uses, const dl_tokens *tokens, size_t i, size_t depth)
{
    const dl_occurrence here = {.tokens = tokens, .at = (unsigned)i + 2};
    dl_use *use;

    if (i + 2 >= tokens->count || !tokens->at[i].is_hash || tokens->at[i].is_dead ||
        !dl_token_is(&tokens->at[i + 1], "define") || !tokens->at[i + 2].is_directive)
        return;
    use = use_of(uses, &tokens->at[i + 2]);
    use->is_macro = true;
    use->is_macro_always = use->is_macro_always || depth == 0 || is_guarded_by_itself(tokens, i);
    use->define = here;
}

/* Whether the token is named in the list of the macro that is defined at `hash`. */
static bool is_parameter(const dl_tokens *tokens, size_t hash, size_t i)
{
    const dl_token *token = &tokens->at[i];
    size_t body = define_body(tokens, i);

    for (size_t k = hash + 3; k < body && k < tokens->count; k++)
        if (tokens->at[k].size == token->size && memcmp(tokens->at[k].text, token->text, token->size) == 0)
            return true;
    return false;
}

/* The body of a macro expects its names too. Where its text will stand is not known. */
static void add_in_define(dl_uses *uses, const dl_tokens *tokens, size_t i)
{
    const dl_token *before = dl_token_before(tokens, i);
    dl_occurrence here = {.tokens = tokens, .at = (unsigned)i, .in_body = true};
    size_t hash = i;
    dl_use *use;

    while (!tokens->at[hash].is_hash)
        hash--;
    if (is_parameter(tokens, hash, i))
        return;
    use = use_of(uses, &tokens->at[i]);
    here.macro = hash + 2 < tokens->count ? use_of(uses, &tokens->at[hash + 2]) : NULL;

    if (is_punct(before, "->") || is_punct(before, "."))
        note(uses, &use->members, here);
    else if (i >= define_body(tokens, i))
        note(uses, &use->in_macros, here);
}

/* Whether the file as a whole stands under `#ifndef NAME`, `#if !defined(NAME)`. */
static bool has_guard(const dl_tokens *tokens)
{
    return tokens->count > 3 && tokens->at[0].is_hash &&
           (dl_token_is(&tokens->at[1], "ifndef") ||
            (dl_token_is(&tokens->at[1], "if") && dl_token_is(&tokens->at[2], "!")));
}

void dl_uses_add(dl_uses *uses, const dl_tokens *tokens)
{
    enum { MOST_NESTED = 64 };
    scanner s = {uses, tokens, {0}, 0, 0, false};
    size_t depths[MOST_NESTED], nested = 0, guards = has_guard(tokens);
    bool in_define = false;

    for (size_t i = 0; i < tokens->count; i++) {
        const dl_token *token = &tokens->at[i], *before;
        dl_occurrence here = {.tokens = tokens,
                              .at = (unsigned)i,
                              .body = s.body & 0x3FFFFFFF,
                              .in_body = scope_now(&s) == SCOPE_BODY,
                              .in_record = scope_now(&s) == SCOPE_RECORD};

        if (token->is_dead)
            continue;
        if (token->is_hash && i + 1 < tokens->count) {
            const dl_token *word = token + 1;

            in_define = dl_token_is(word, "define");
            if (dl_token_is(word, "if") || dl_token_is(word, "ifdef") || dl_token_is(word, "ifndef")) {
                if (nested < MOST_NESTED)
                    depths[nested] = s.scopes.count;
                nested++;
            } else if (dl_token_is(word, "else") || dl_token_is(word, "elif")) {
                if (nested > 0 && nested <= MOST_NESTED && s.scopes.count > depths[nested - 1])
                    s.scopes.count = depths[nested - 1];
            } else if (dl_token_is(word, "endif")) {
                nested -= nested > 0;
            }
            add_define(uses, tokens, i, nested > guards ? nested - guards : 0);
        }
        if (token->kind != DL_TOKEN_NAME) {
            if (!token->is_directive)
                track(&s, i);
            continue;
        }
        if (token->is_directive) {
            if (in_define)
                add_in_define(uses, tokens, i);
            else if (!token[-1].is_hash)
                dl_vec_push(uses->arena, &uses->asked, token);
            continue;
        }
        before = dl_token_before(tokens, i);
        if (is_punct(before, "->") || is_punct(before, ".")) {
            dl_use *use = use_of(uses, token);

            note(uses, &use->members, here);
        } else {
            dl_use *use = use_of(uses, token);

            declare(&s, i);
            declare_arguments(&s, i);
            note(uses, &use->plain, here);
        }
    }
}

static bool becomes_live(const dl_use *use)
{
    if (use->plain.count > 0)
        return true;
    for (size_t i = 0; i < use->in_macros.count; i++)
        if (use->in_macros.at[i].macro && use->in_macros.at[i].macro->is_live)
            return true;
    return false;
}

void dl_uses_add_live(dl_uses *uses, const char *text)
{
    dl_tokens tokens = dl_lex(text, strlen(text), uses->arena);

    for (size_t i = 0; i < tokens.count; i++) {
        dl_use *use = tokens.at[i].kind == DL_TOKEN_NAME
                          ? dl_map_get_n(uses->by_name, tokens.at[i].text, tokens.at[i].size)
                          : NULL;

        if (use)
            use->is_live = true;
    }
}

void dl_uses_find_live(dl_uses *uses)
{
    enum { MOST_NESTED = 8 };
    bool is_changed = true;

    for (int round = 0; is_changed && round < MOST_NESTED; round++) {
        is_changed = false;
        for (size_t i = 0; i < uses->list.count; i++)
            if (!uses->list.at[i]->is_live && becomes_live(uses->list.at[i]))
                uses->list.at[i]->is_live = is_changed = true;
    }
}

const dl_token *dl_use_last_name(const dl_use *macro)
{
    const dl_tokens *tokens = macro->define.tokens;
    const dl_token *last = NULL;

    if (!macro->is_macro || !tokens || macro->define.at < 2)
        return NULL;
    for (size_t i = macro->define.at + 1; i < tokens->count && tokens->at[i].is_directive && !tokens->at[i].is_hash;
         i++)
        if (tokens->at[i].kind == DL_TOKEN_NAME && i >= define_body(tokens, i) &&
            !is_parameter(tokens, macro->define.at - 2, i))
            last = &tokens->at[i];
    return last;
}
