/* index_rest.c: what stands in a file outside of the bodies of its functions; see index.h. */
#include "project/index_parts.h"

#include <string.h>

typedef struct rest_reader {
    dl_indexer *x;
    DL_VEC(const char *) names;
    DL_VEC(unsigned) lines;
    DL_VEC(const char *) declared;
    DL_VEC(const char *) statements;
    DL_VEC(const char *) texts;
    DL_VEC(dl_indexed_include) includes;
    bool is_pasting;
} rest_reader;

static void add_name(rest_reader *r, size_t i)
{
    const char *name = dl_indexer_intern(r->x, i);
    dl_index_name_entry *met = dl_index_entry_of(name);

    if (met->body == r->x->index->bodies)
        return;
    met->body = r->x->index->bodies;
    dl_vec_push(r->x->scratch, &r->names, name);
    dl_vec_push(r->x->scratch, &r->lines, dl_indexer_token(r->x, i)->line);
}

/* `"Name"` and `L"Name"`: a routine is looked up by it. */
static void add_text(rest_reader *r, const dl_token *token)
{
    const char *text = memchr(token->text, '"', token->size);
    size_t size = 0, most = text ? token->size - (size_t)(text - token->text) : 0;

    if (most < 3 || text[most - 1] != '"')
        return;
    for (text++; size < most - 2; size++)
        if (!dl_text_is_word(text[size]))
            return;
    dl_vec_push(r->x->scratch, &r->texts, dl_index_intern(r->x->index, text, size));
}

static void add_include(rest_reader *r, const dl_token *name)
{
    const dl_tokens *tokens = r->x->tokens;
    const char *from = tokens->text + name->offset + 1;
    char close = name->text[0] == '<' ? '>' : '"';
    size_t size = strcspn(from, "\">\r\n");

    if ((name->text[0] == '<' || name->text[0] == '"') && size > 0 && from[size] == close)
        dl_vec_push(r->x->scratch, &r->includes,
                    (dl_indexed_include){dl_index_intern(r->x->index, from, size), close == '"'});
}

/* At the `#`; returns the token behind the directive. */
static size_t read_directive(rest_reader *r, size_t hash)
{
    const dl_indexer *x = r->x;
    size_t end = dl_tokens_directive_end(x->tokens, hash);
    static const char *const including[] = {"include", "import", "include_next", NULL};
    static const char *const defining[] = {"define", NULL};

    if (end > hash + 2 && dl_indexer_is_directive(x, hash, including))
        add_include(r, dl_indexer_token(x, hash + 2));
    if (!dl_indexer_is_directive(x, hash, defining))
        return end;
    for (size_t i = hash + 2; i < end; i++) {
        if (dl_indexer_is_name(x, i))
            add_name(r, i);
        else if (dl_indexer_token(x, i)->kind == DL_TOKEN_STRING)
            add_text(r, dl_indexer_token(x, i));
        r->is_pasting =
            r->is_pasting || dl_indexer_is(x, i, "##") || (dl_indexer_is(x, i, "#") && dl_indexer_is(x, i + 1, "#"));
    }
    return end;
}

/* `NAME;`: a macro, if it is anything. */
static bool is_statement(const dl_indexer *x, size_t i)
{
    const dl_token *name = dl_indexer_token(x, i);

    if (i == 0 || !dl_indexer_is(x, i + 1, ";") ||
        !(dl_indexer_token(x, i - 1)->is_directive || dl_indexer_is(x, i - 1, ";") || dl_indexer_is(x, i - 1, "{") ||
          dl_indexer_is(x, i - 1, "}") || dl_indexer_is(x, i - 1, ")") || dl_indexer_is(x, i - 1, "else")))
        return false;
    for (unsigned k = 0; k < name->size; k++)
        if (name->text[k] >= 'a' && name->text[k] <= 'z')
            return false;
    return true;
}

static void read_rest(rest_reader *r)
{
    const dl_indexer *x = r->x;
    size_t declared = 0, function = 0, count = x->tokens->count;

    x->index->bodies++;
    for (size_t i = 0; i < count; i++) {
        const dl_token *token = dl_indexer_token(x, i);

        while (function < x->functions.count && token->offset > x->functions.at[function].close)
            function++;
        while (declared < x->declared.count && x->declared.at[declared] < i)
            declared++;
        if (token->is_dead)
            continue;
        if (token->is_hash) {
            i = read_directive(r, i) - 1;
            continue;
        }
        if (token->kind == DL_TOKEN_STRING)
            add_text(r, token);
        if (token->kind == DL_TOKEN_NAME && is_statement(x, i))
            dl_vec_push(x->scratch, &r->statements, dl_indexer_intern(x, i));
        if (declared < x->declared.count && x->declared.at[declared] == i)
            dl_vec_push(x->scratch, &r->declared, dl_indexer_intern(x, i));
        else if (token->kind == DL_TOKEN_NAME &&
                 !(function < x->functions.count && token->offset > x->functions.at[function].open))
            add_name(r, i);
    }
}

dl_indexed_rest *dl_index_rest(dl_indexer *x)
{
    dl_arena *arena = x->index->arena;
    dl_indexed_rest *rest = DL_NEW(arena, dl_indexed_rest);
    rest_reader r = {.x = x};

    read_rest(&r);
    rest->names = dl_arena_copy(arena, r.names.at, r.names.count * sizeof *r.names.at);
    rest->lines = dl_arena_copy(arena, r.lines.at, r.lines.count * sizeof *r.lines.at);
    rest->name_count = r.names.count;
    rest->declared = dl_arena_copy(arena, r.declared.at, r.declared.count * sizeof *r.declared.at);
    rest->declared_count = r.declared.count;
    rest->records = dl_arena_copy(arena, x->records.at, x->records.count * sizeof *x->records.at);
    rest->record_count = x->records.count;
    rest->statements = dl_arena_copy(arena, r.statements.at, r.statements.count * sizeof *r.statements.at);
    rest->statement_count = r.statements.count;
    rest->texts = dl_arena_copy(arena, r.texts.at, r.texts.count * sizeof *r.texts.at);
    rest->text_count = r.texts.count;
    rest->includes = dl_arena_copy(arena, r.includes.at, r.includes.count * sizeof *r.includes.at);
    rest->include_count = r.includes.count;
    rest->is_pasting = r.is_pasting;
    return rest;
}
