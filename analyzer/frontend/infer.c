#include "frontend/infer.h"

#include "frontend/shape.h"
#include "frontend/synth_items.h"
#include "kernel/wdk_index.h"

#include <string.h>

static const dl_token *before(const dl_tokens *tokens, const dl_token *token)
{
    return dl_token_before(tokens, (size_t)(token - tokens->at));
}

static const dl_token *behind(const dl_tokens *tokens, const dl_token *token)
{
    return dl_token_behind(tokens, (size_t)(token - tokens->at));
}

/* ---- variables ---- */

static bool is_qualifier(const dl_token *token)
{
    static const char *const words[] = {"const", "static", "extern", "volatile", "register", "struct", "CONST", "IN"};

    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (dl_token_is(token, words[i]))
            return true;
    return false;
}

/* What stands before a type where a declaration begins; annotations and qualifiers may. */
static bool begins(const dl_occurrence *at, const dl_token *token)
{
    const dl_tokens *tokens = at->tokens;

    while (dl_token_is_name(token) && (is_qualifier(token) || token->text[0] == '_'))
        token = before(tokens, token);
    if (dl_token_is(token, ")")) { /* `_In_reads_(n)` */
        for (int depth = 0; token; token = before(tokens, token)) {
            depth += dl_token_is(token, ")") - dl_token_is(token, "(");
            if (depth == 0)
                break;
        }
        token = token ? before(tokens, token) : NULL;
        return token && dl_token_is_name(token) && token->text[0] == '_';
    }
    return !token || dl_token_is(token, ";") || dl_token_is(token, "{") || dl_token_is(token, "}") ||
           (!at->in_body && (dl_token_is(token, "(") || dl_token_is(token, ",")));
}

/* The type that the declarator at an occurrence gives; NULL: it is none. `is_other`: it is one of another kind. */
static const char *declared_type(const dl_uses *uses, const dl_occurrence *at, bool *is_other)
{
    const dl_tokens *tokens = at->tokens;
    const dl_token *type = dl_token_before(tokens, at->at), *then = dl_token_behind(tokens, at->at), *maker;
    size_t stars = 0;

    *is_other = false;
    maker = dl_token_is(type, "(") ? before(tokens, type) : NULL;
    if (dl_token_is(maker, "DEFINE_GUID") && !at->in_body)
        return "GUID";
    if (!(dl_token_is(then, ";") || dl_token_is(then, "=") || dl_token_is(then, ",") || dl_token_is(then, ")") ||
          dl_token_is(then, "[")))
        return NULL;
    for (; dl_token_is(type, "*") || dl_token_is(type, "const"); type = before(tokens, type))
        stars += dl_token_is(type, "*");
    if (!dl_token_is_name(type) || is_qualifier(type) || !begins(at, before(tokens, type)))
        return NULL;
    *is_other = stars > 1 || dl_token_is(then, "[");
    return dl_arena_printf(uses->arena, "%.*s%s", (int)type->size, type->text, stars ? " *" : "");
}

const char *dl_infer_variable(const dl_uses *uses, const dl_use *use)
{
    const char *type = NULL;

    for (size_t i = 0; use && i < use->plain.count; i++) {
        bool is_other;
        const char *found = declared_type(uses, &use->plain.at[i], &is_other);

        if (is_other || (found && type && strcmp(found, type) != 0))
            return NULL;
        type = found ? found : type;
    }
    return type;
}

bool dl_infer_is_record(const char *type)
{
    static const char *const ours[] = {
        "GUID",           "UNICODE_STRING", "NDIS_STRING",       "ANSI_STRING",      "STRING",          "LARGE_INTEGER",
        "ULARGE_INTEGER", "LIST_ENTRY",     "SINGLE_LIST_ENTRY", "PHYSICAL_ADDRESS", "IO_STATUS_BLOCK", NULL};
    const dl_wdk_struct *known = dl_wdk_find_struct(type);

    for (size_t i = 0; ours[i]; i++)
        if (strcmp(ours[i], type) == 0)
            return true;
    return known && dl_text_starts(known->names, type) &&
           (known->names[strlen(type)] == ',' || known->names[strlen(type)] == '\0');
}

/* ---- values ---- */

/* The type of `v`, `*v` that ends an assignment: `token` is behind the `=`. */
static const char *value_type(const dl_uses *uses, const dl_tokens *tokens, const dl_token *token)
{
    bool is_pointed = dl_token_is(token, "*");
    const dl_token *name = is_pointed ? behind(tokens, token) : token;
    const dl_use *use;
    const char *type;
    size_t size;

    if (!dl_token_is_name(name) || !dl_token_is(behind(tokens, name), ";"))
        return NULL;
    use = dl_uses_of(uses, name);
    type = use ? dl_infer_variable(uses, use) : NULL;
    if (!is_pointed && !type && use && !use->is_declared && !use->is_macro && dl_synth_is_guid_name(use->name))
        return "GUID"; /* as synthesis declares it */
    if (!is_pointed || !type)
        return type;
    size = strlen(type);
    if (size > 2 && strcmp(type + size - 2, " *") == 0)
        return dl_arena_strndup(uses->arena, type, size - 2);
    return type[0] == 'P' && dl_infer_is_record(type + 1) ? type + 1 : NULL;
}

/* The head of the path that ends at a token: `a->b[i].c` → a. */
static const dl_token *head_of(const dl_tokens *tokens, const dl_token *token)
{
    for (;;) {
        const dl_token *sign = before(tokens, token), *outer;

        if (!dl_token_is(sign, ".") && !dl_token_is(sign, "->"))
            return token;
        outer = before(tokens, sign);
        while (dl_token_is(outer, "]") || dl_token_is(outer, ")")) {
            for (int depth = 0; outer; outer = before(tokens, outer)) {
                depth += dl_token_is(outer, "]") + dl_token_is(outer, ")") - dl_token_is(outer, "[") -
                         dl_token_is(outer, "(");
                if (depth == 0)
                    break;
            }
            outer = outer ? before(tokens, outer) : NULL;
        }
        if (!dl_token_is_name(outer))
            return NULL;
        token = outer;
    }
}

/* The type of a value that is assigned to a variable as it stands, `v = value;`, or by a star, `v = *value;`. `head`:
 * where the value begins. */
static const char *target_type(const dl_uses *uses, const dl_tokens *tokens, const dl_token *head)
{
    const dl_token *sign = head ? before(tokens, head) : NULL, *name, *outer;
    bool is_pointed = dl_token_is(sign, "*");
    const dl_use *use;
    const char *type;

    sign = is_pointed ? before(tokens, sign) : sign;
    name = dl_token_is(sign, "=") ? before(tokens, sign) : NULL;
    outer = dl_token_is_name(name) ? before(tokens, name) : NULL;
    if (!dl_token_is_name(name) || dl_token_is(outer, ".") || dl_token_is(outer, "->"))
        return NULL;
    use = dl_uses_of(uses, name);
    type = use ? dl_infer_variable(uses, use) : NULL;
    return type && is_pointed ? dl_arena_printf(uses->arena, "%s *", type) : type;
}

/* Whether a type agrees with what was found before. */
static bool agree(const char **type, const char *found)
{
    if (found && *type && strcmp(*type, found) != 0)
        return false;
    *type = found ? found : *type;
    return true;
}

const char *dl_infer_member(const dl_uses *uses, const dl_use *member)
{
    const char *type = NULL;

    for (size_t i = 0; i < member->members.count; i++) {
        const dl_occurrence *at = &member->members.at[i];
        const dl_token *token = &at->tokens->at[at->at], *then = dl_token_behind(at->tokens, at->at);
        const char *found = NULL;

        if (token->is_directive)
            continue;
        if (dl_token_is(then, "="))
            found = value_type(uses, at->tokens, behind(at->tokens, then));
        else if (dl_token_is(then, ";"))
            found = target_type(uses, at->tokens, head_of(at->tokens, token));
        if (!agree(&type, found))
            return NULL;
    }
    return type;
}

const char *dl_infer_result(const dl_uses *uses, const dl_use *function)
{
    const char *type = NULL;

    for (size_t i = 0; i < function->plain.count; i++) {
        const dl_occurrence *at = &function->plain.at[i];
        const dl_token *open = dl_token_behind(at->tokens, at->at), *close;
        const dl_token *token = &at->tokens->at[at->at];
        const char *found = NULL;

        close = dl_token_is(open, "(") ? dl_token_close(at->tokens, (size_t)(open - at->tokens->at)) : NULL;
        if (close && dl_token_is(behind(at->tokens, close), ";"))
            found = target_type(uses, at->tokens, token);
        if (!agree(&type, found))
            return NULL;
    }
    return type;
}
