/* stub_cut.c: a stub header in pieces: a unit gets what it needs, and not what real headers declare. */
#include "frontend/stub.h"

#include <string.h>

static bool is(const dl_tokens *tokens, size_t i, const char *text)
{
    return i < tokens->count && dl_token_is(&tokens->at[i], text);
}

/* Whether a `}` ends the declaration that begins at `first`. */
static bool ends_with_brace(const dl_tokens *tokens, size_t first)
{
    static const char *const words[] = {"typedef", "struct", "union", "enum", "class", "const", "extern"};

    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (is(tokens, first, words[i]))
            return false;
    return true;
}

static size_t declaration_end(const dl_tokens *tokens, size_t first)
{
    int depth = 0;

    for (size_t i = first; i < tokens->count; i++) {
        const dl_token *token = &tokens->at[i];

        if (token->is_directive || token->kind != DL_TOKEN_PUNCT || token->size != 1)
            continue;
        if (strchr("([{", *token->text))
            depth++;
        else if (strchr(")]}", *token->text))
            depth--;
        if (depth == 0 && (*token->text == ';' || (*token->text == '}' && ends_with_brace(tokens, first))))
            return i + 1;
    }
    return tokens->count;
}

/* `extern "C" {`, `}`: they hold what stands between them, as directives do. */
static size_t structure_end(const dl_tokens *tokens, size_t i)
{
    if (is(tokens, i, "}"))
        return i + 1;
    if (is(tokens, i, "extern") && i + 2 < tokens->count && tokens->at[i + 1].kind == DL_TOKEN_STRING &&
        is(tokens, i + 2, "{"))
        return i + 3;
    if (tokens->at[i].is_hash && !is(tokens, i + 1, "define"))
        return dl_tokens_directive_end(tokens, i);
    return i;
}

/* Both the name's pieces and the piece's names are few: no room is kept for more. */
static void add_name(dl_stub *stub, dl_stub_piece *piece, const char *name, bool is_macro)
{
    dl_stub_name *known = dl_map_get(stub->names, name);
    const dl_stub_name **names;
    unsigned *pieces;

    if (!known) {
        known = DL_NEW(stub->arena, dl_stub_name);
        known->name = dl_arena_strdup(stub->arena, name);
        dl_map_set(stub->names, known->name, known);
    }
    known->is_macro = known->is_macro || is_macro;
    for (size_t i = 0; i < piece->name_count; i++)
        if (piece->names[i] == known)
            return;
    names = (const dl_stub_name **)piece->names;
    names[piece->name_count++] = known;
    pieces = DL_NEW_ARRAY(stub->arena, known->piece_count + 1, unsigned);
    for (size_t i = 0; i < known->piece_count; i++)
        pieces[i] = known->pieces[i];
    pieces[known->piece_count++] = (unsigned)stub->pieces.count;
    known->pieces = pieces;
}

/* `namespace NAME {`: many open it. */
static bool is_namespace(const dl_tokens *tokens, const char *name)
{
    for (size_t i = 0; i + 1 < tokens->count; i++)
        if (is(tokens, i, "namespace") && is(tokens, i + 1, name))
            return true;
    return false;
}

static void add_names(dl_stub *stub, dl_stub_piece *piece, const dl_tokens *tokens, dl_arena *scratch)
{
    dl_uses uses;

    dl_uses_init(&uses, scratch);
    dl_uses_add(&uses, tokens);
    piece->names = DL_NEW_ARRAY(scratch, uses.list.count + tokens->count + 1, const dl_stub_name *);
    for (size_t i = 0; i < uses.list.count; i++)
        if ((uses.list.at[i]->is_declared || uses.list.at[i]->is_macro) && !is_namespace(tokens, uses.list.at[i]->name))
            add_name(stub, piece, uses.list.at[i]->name, uses.list.at[i]->is_macro);
    /* what is asked for without its name */
    for (size_t i = 0; i + 1 < tokens->count && piece->name_count == 0; i++)
        if (is(tokens, i, "namespace") || is(tokens, i, "operator"))
            add_name(stub, piece, dl_token_str(&tokens->at[i + 1], scratch), false);
    piece->names = dl_arena_copy(stub->arena, piece->names, piece->name_count * sizeof *piece->names);
}

static void add_hooks(dl_stub *stub, const dl_tokens *tokens)
{
    for (size_t i = 0; i < tokens->count; i++)
        if (tokens->at[i].kind == DL_TOKEN_NAME && dl_text_starts(tokens->at[i].text, "DL_MORE_")) {
            dl_stub_hook hook = {dl_token_str(&tokens->at[i], stub->arena), (unsigned)stub->pieces.count};

            if (dl_map_add(stub->hooks_known, hook.name, stub))
                dl_vec_push(stub->arena, &stub->hooks, hook);
        }
}

static void add_piece(dl_stub *stub, const dl_tokens *tokens, size_t first, size_t end, bool is_structure,
                      bool keeps_tokens, dl_arena *scratch)
{
    dl_stub_piece piece = {.is_structure = is_structure};
    const dl_token *last = &tokens->at[end - 1];
    size_t from = tokens->at[first].offset, size = last->offset + last->size - from;
    dl_tokens own = {tokens->text, tokens->size, tokens->at + first, end - first};

    if (keeps_tokens)
        piece.tokens = own;
    piece.text = dl_arena_printf(stub->arena, "%.*s\n", (int)size, tokens->text + from);
    if (!is_structure)
        add_names(stub, &piece, &own, scratch);
    add_hooks(stub, &own);
    dl_vec_push(scratch, &stub->pieces, piece);
}

void dl_stub_cut(dl_stub *stub, const dl_tokens *tokens, bool keeps_tokens, dl_arena *scratch)
{
    for (size_t i = 0; i < tokens->count;) {
        size_t end = structure_end(tokens, i);
        bool is_structure = end > i;

        if (!is_structure)
            end = tokens->at[i].is_hash ? dl_tokens_directive_end(tokens, i) : declaration_end(tokens, i);
        add_piece(stub, tokens, i, end, is_structure, keeps_tokens, scratch);
        i = end;
    }
}

/* ---- what is left of a piece ---- */

typedef struct declarator {
    size_t stars;
    const dl_token *name;
} declarator;

/* The last `,`-separated `*NAME` before `end`; false for another form. */
static bool read_declarator(const dl_tokens *tokens, size_t first, size_t end, declarator *out)
{
    out->stars = 0;
    if (end <= first || tokens->at[end - 1].kind != DL_TOKEN_NAME)
        return false;
    out->name = &tokens->at[end - 1];
    for (size_t i = end - 1; i > first && is(tokens, i - 1, "*"); i--)
        out->stars++;
    return true;
}

static void write_name(dl_text *out, const char *type, size_t type_size, const declarator *declared)
{
    dl_text_printf(out, "typedef %.*s %.*s%.*s;\n", (int)type_size, type, (int)declared->stars, "****",
                   (int)declared->name->size, declared->name->text);
}

/* `typedef TYPE A, *B;` of which some names are declared: the others, alone. */
const char *dl_stub_piece_left(const dl_stub_piece *piece, dl_is_known *is_known, const void *self, dl_arena *arena)
{
    const dl_tokens *tokens = &piece->tokens;
    size_t first = 1, begin, known = 0;
    const char *type;
    size_t type_size;
    declarator one;
    dl_text out;

    for (size_t i = 0; i < piece->name_count; i++)
        known += is_known(self, piece->names[i]->name);
    if (piece->is_structure || known == 0)
        return piece->text;
    if (known == piece->name_count || !is(tokens, 0, "typedef"))
        return "";
    while (first < tokens->count && !is(tokens, first, "{") && !is(tokens, first, ","))
        first++;
    if (is(tokens, first, "{"))
        first = dl_tokens_close(tokens, first) + 1;
    else
        for (first--; first > 2 && is(tokens, first - 1, "*");)
            first--;
    if (first >= tokens->count || first < 2)
        return "";
    type = tokens->at[1].text; /* of a structure: its tag */
    type_size = (size_t)(tokens->at[first].text - type);
    if (is(tokens, 3, "{") || is(tokens, 2, "{"))
        type_size = is(tokens, 3, "{") ? (size_t)(tokens->at[2].text + tokens->at[2].size - type) : 0;
    if (type_size == 0)
        return "";
    dl_text_init(&out, arena);
    begin = first;
    for (size_t i = first; i < tokens->count; i++) {
        if (!is(tokens, i, ",") && !is(tokens, i, ";"))
            continue;
        if (read_declarator(tokens, begin, i, &one) && one.stars < 4 && !is_known(self, dl_token_str(one.name, arena)))
            write_name(&out, type, type_size, &one);
        begin = i + 1;
    }
    return dl_text_str(&out);
}
