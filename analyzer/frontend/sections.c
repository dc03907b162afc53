#include "frontend/parse.h"
#include "frontend/sources.h"

#include <string.h>

typedef struct reader {
    dl_unit *unit;
    dl_program *program;
    const dl_unit_source *source;
} reader;

static dl_span span_at(const reader *r, size_t i)
{
    const dl_token *token = &r->source->tokens.at[i];
    unsigned start = token->offset;
    dl_span span = {r->source->file, token->offset, token->offset + token->size, token->line, 0, token->line, 0};

    while (start > 0 && r->source->file->text[start - 1] != '\n')
        start--;
    span.column = token->offset - start + 1;
    span.end_column = span.column + token->size;
    return span;
}

/* A section's name, from `INIT` or `"INIT"`. */
static const char *section_name(const reader *r, const dl_token *token)
{
    bool is_string = token->kind == DL_TOKEN_STRING && token->size >= 2;

    return dl_name_n(r->unit->names, token->text + is_string, token->size - (is_string ? 2 : 0));
}

static void put(const reader *r, dl_function *function, const char *section, dl_span span)
{
    (void)r;
    if (function->section)
        return;
    function->section = section;
    function->section_span = span;
}

static void put_by_name(const reader *r, const dl_token *name, const char *section, dl_span span)
{
    for (size_t i = 0; i < r->program->function_count; i++) {
        dl_function *function = (dl_function *)r->program->functions[i];

        if (dl_token_is(name, function->name))
            put(r, function, section, span);
    }
}

/* `alloc_text(SECTION, name, …)`, at its `alloc_text`. */
static void read_alloc_text(const reader *r, size_t i)
{
    const dl_tokens *tokens = &r->source->tokens;
    const char *section;

    if (i + 2 >= tokens->count || !dl_token_is(&tokens->at[i + 1], "("))
        return;
    section = section_name(r, &tokens->at[i + 2]);
    for (size_t k = i + 3; k < tokens->count && !dl_token_is(&tokens->at[k], ")"); k++)
        if (tokens->at[k].kind == DL_TOKEN_NAME)
            put_by_name(r, &tokens->at[k], section, span_at(r, k));
}

/* The section that `code_seg(…)` at `i` switches to; NULL: the default. Pushes and pops are followed. */
static const char *read_code_seg(const reader *r, size_t i, const char *now, const char **stack, size_t *depth,
                                 size_t most)
{
    const dl_tokens *tokens = &r->source->tokens;
    const char *named = NULL;
    bool pushes = false, pops = false;

    for (size_t k = i + 1; k < tokens->count && !tokens->at[k].is_hash && !dl_token_is(&tokens->at[k], ")"); k++) {
        pushes = pushes || dl_token_is(&tokens->at[k], "push");
        pops = pops || dl_token_is(&tokens->at[k], "pop");
        if (tokens->at[k].kind == DL_TOKEN_STRING && !named)
            named = section_name(r, &tokens->at[k]);
    }
    if (pushes) {
        if (*depth < most)
            stack[*depth] = now;
        ++*depth;
        return named ? named : now;
    }
    if (pops) {
        if (*depth > 0 && --*depth < most)
            return named ? named : stack[*depth];
        return named;
    }
    return named;
}

/* Gives `section` to the functions whose name stands between two places. */
static void put_between(const reader *r, unsigned from, unsigned to, const char *section, dl_span span)
{
    for (size_t i = 0; section && i < r->program->function_count; i++) {
        dl_function *function = (dl_function *)r->program->functions[i];

        if (function->span.file == r->source->file && function->span.offset >= from && function->span.offset < to)
            put(r, function, section, span);
    }
}

static void read_pragmas(const reader *r)
{
    enum { MOST_PUSHED = 32 };
    const dl_tokens *tokens = &r->source->tokens;
    const char *now = NULL, *stack[MOST_PUSHED];
    size_t depth = 0;
    unsigned since = 0;
    dl_span span = {0};

    for (size_t i = 0; i + 2 < tokens->count; i++) {
        bool is_pragma = tokens->at[i].is_hash && dl_token_is(&tokens->at[i + 1], "pragma");

        is_pragma = is_pragma || (dl_token_is(&tokens->at[i], "__pragma") && dl_token_is(&tokens->at[i + 1], "("));
        if (!is_pragma || tokens->at[i].is_dead)
            continue;
        if (dl_token_is(&tokens->at[i + 2], "alloc_text")) {
            read_alloc_text(r, i + 2);
        } else if (dl_token_is(&tokens->at[i + 2], "code_seg")) {
            put_between(r, since, tokens->at[i].offset, now, span);
            now = read_code_seg(r, i + 2, now, stack, &depth, MOST_PUSHED);
            since = tokens->at[i].offset;
            span = span_at(r, i + 2);
        }
    }
    put_between(r, since, (unsigned)tokens->size, now, span);
}

/* `__declspec(code_seg("X"))` in the declaration that ends with the function's name. */
static void read_declspecs(const reader *r)
{
    const dl_tokens *tokens = &r->source->tokens;

    for (size_t i = 0; i + 2 < tokens->count; i++) {
        unsigned stop;

        if (tokens->at[i].is_directive || tokens->at[i].is_dead || !dl_token_is(&tokens->at[i], "code_seg") ||
            !dl_token_is(&tokens->at[i + 1], "(") || tokens->at[i + 2].kind != DL_TOKEN_STRING)
            continue;
        stop = tokens->at[i].offset;
        for (size_t k = i; k < tokens->count && !dl_token_is(&tokens->at[k], ";") && !dl_token_is(&tokens->at[k], "{");
             k++)
            stop = tokens->at[k].offset + 1;
        put_between(r, tokens->at[i].offset, stop, section_name(r, &tokens->at[i + 2]), span_at(r, i + 2));
    }
}

void dl_sections_read(dl_unit *unit, dl_program *program)
{
    const dl_sources *sources = unit->files;

    for (size_t i = 0; i < sources->files.count; i++) {
        reader r = {unit, program, sources->files.at[i]};

        read_declspecs(&r);
        read_pragmas(&r);
    }
}
