/* lvalue_cast.c: `(T)x = y;`, which the compiler of the WDK takes for `x = y;`, and the parser for an error. The cast
 * is hidden before the first parse, where a statement begins with it; elsewhere the parser's complaint tells. C alone.
 */
#include "frontend/sources.h"
#include "frontend/uses.h"

static const dl_token *behind(const dl_tokens *tokens, const dl_token *token)
{
    return token ? dl_token_behind(tokens, (size_t)(token - tokens->at)) : NULL;
}

static const dl_token *close_of(const dl_tokens *tokens, const dl_token *open)
{
    return dl_token_close(tokens, (size_t)(open - tokens->at));
}

/* The bracket that ends `(T)`, `(struct T *)`; NULL: it is none. */
static const dl_token *cast_end(const dl_tokens *tokens, const dl_token *open)
{
    const dl_token *at = dl_token_is(open, "(") ? behind(tokens, open) : NULL;

    if (!at || at->kind != DL_TOKEN_NAME)
        return NULL;
    while (at && (at->kind == DL_TOKEN_NAME || dl_token_is(at, "*")))
        at = behind(tokens, at);
    return dl_token_is(at, ")") ? at : NULL;
}

/* What stands behind the place `*a->b[c].d`, `(x)[1]` that begins at `at`; NULL: it is none. */
static const dl_token *behind_place(const dl_tokens *tokens, const dl_token *at)
{
    while (dl_token_is(at, "*"))
        at = behind(tokens, at);
    if (!at || !(at->kind == DL_TOKEN_NAME || dl_token_is(at, "(")))
        return NULL;
    at = behind(tokens, dl_token_is(at, "(") ? close_of(tokens, at) : at);
    while (dl_token_is(at, ".") || dl_token_is(at, "->") || dl_token_is(at, "["))
        at = behind(tokens, dl_token_is(at, "[") ? close_of(tokens, at) : behind(tokens, at));
    return at;
}

static bool is_assignment(const dl_token *token)
{
    static const char *const signs[] = {"=", "+=", "-=", "*=", "/=", "%=", "&=", "|=", "^=", "<<=", ">>="};

    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
        if (dl_token_is(token, signs[i]))
            return true;
    return false;
}

static void hide_cast(const dl_unit_source *source, size_t i)
{
    const dl_tokens *tokens = &source->tokens;
    const dl_token *first = &tokens->at[i], *inner = behind(tokens, first), *close = cast_end(tokens, first), *then;

    if (close) {
        then = behind_place(tokens, behind(tokens, close));
    } else { /* `((T)x) = y` */
        first = inner;
        close = cast_end(tokens, first);
        then = close ? behind_place(tokens, behind(tokens, close)) : NULL;
        then = dl_token_is(then, ")") ? behind(tokens, then) : NULL;
    }
    if (close && is_assignment(then))
        dl_sources_blank(source, first->offset, close->offset + 1);
}

/* `#define NAME(x) …`: the bracket at `i` opens no expression. */
static bool opens_parameters(const dl_tokens *tokens, size_t i)
{
    return i >= 2 && tokens->at[i].is_directive && dl_token_is(&tokens->at[i - 2], "define") &&
           tokens->at[i - 1].offset + tokens->at[i - 1].size == tokens->at[i].offset;
}

void dl_sources_hide_lvalue_casts(const dl_sources *sources)
{
    for (size_t k = 0; k < sources->files.count; k++) {
        const dl_unit_source *source = sources->files.at[k];

        for (size_t i = 0; i < source->tokens.count; i++) {
            const dl_token *before;

            if (!dl_token_is(&source->tokens.at[i], "(") || source->tokens.at[i].is_dead ||
                opens_parameters(&source->tokens, i))
                continue;
            before = dl_token_before(&source->tokens, i);
            if (!before || dl_token_is(before, ";") || dl_token_is(before, "{") || dl_token_is(before, "}"))
                hide_cast(source, i);
        }
    }
}
