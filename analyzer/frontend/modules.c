/* modules.c: `export module x;`, `import y;`: nobody makes interfaces of modules here. The words are hidden from the
 * parser, and a source of a module is one as any other: what it imports is declared as what a missing header has. */
#include "frontend/sources.h"
#include "frontend/uses.h"

static const dl_token *behind(const dl_tokens *tokens, const dl_token *token)
{
    return token ? dl_token_behind(tokens, (size_t)(token - tokens->at)) : NULL;
}

static void hide(const dl_unit_source *source, const dl_token *from, const dl_token *to)
{
    dl_sources_blank(source, from->offset, to->offset + to->size);
}

/* The `;` of `module x.y:z;`, `import "x";`, `import <x/y>;`; NULL: it is another use of the word. */
static const dl_token *end_of_directive(const dl_tokens *tokens, const dl_token *word)
{
    static const char *const parts[] = {".", ":", "<", "/", "\\", ">", NULL};
    const dl_token *at = behind(tokens, word);

    while (at && (at->kind == DL_TOKEN_NAME || at->kind == DL_TOKEN_STRING || dl_token_is_any(at, parts)))
        at = behind(tokens, at);
    return dl_token_is(at, ";") ? at : NULL;
}

/* The word at `at` begins a declaration of the file. Returns the last token that was hidden, or NULL. */
static const dl_token *hide_words(const dl_unit_source *source, const dl_token *at)
{
    const dl_tokens *tokens = &source->tokens;
    bool is_exported = dl_token_is(at, "export");
    const dl_token *word = is_exported ? behind(tokens, at) : at, *end = NULL;

    if (dl_token_is(word, "module") || dl_token_is(word, "import"))
        end = end_of_directive(tokens, word);
    if (end) {
        hide(source, at, end);
        return end;
    }
    if (!is_exported)
        return NULL;
    hide(source, at, at);
    if (dl_token_is(word, "{")) {
        const dl_token *close = dl_token_close(tokens, (size_t)(word - tokens->at));

        hide(source, word, word);
        if (close)
            hide(source, close, close);
    }
    return at;
}

static void hide_in(const dl_unit_source *source)
{
    const dl_tokens *tokens = &source->tokens;
    const dl_token *last = NULL;
    int depth = 0;

    for (size_t i = dl_tokens_live(tokens, 0); i < tokens->count; i = dl_tokens_live(tokens, i + 1)) {
        const dl_token *at = &tokens->at[i], *hidden = NULL;

        depth += dl_token_is(at, "{") - dl_token_is(at, "}");
        if (dl_token_is(at, "export") || (depth == 0 && (!last || dl_token_is(last, ";") || dl_token_is(last, "}")) &&
                                          (dl_token_is(at, "module") || dl_token_is(at, "import"))))
            hidden = hide_words(source, at);
        if (hidden)
            i = (size_t)(hidden - tokens->at);
        last = hidden ? NULL : at;
    }
}

void dl_sources_hide_modules(const dl_sources *sources)
{
    for (size_t k = 0; k < sources->files.count; k++)
        hide_in(sources->files.at[k]);
}
