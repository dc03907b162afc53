/* synth_complaint.c: one error of the parser, taken apart, and the names around its place. */
#include "frontend/synth_complaint.h"

#include <string.h>

/* The `n`-th text in single quotes. A quote inside a type is always part of a pair of its own. */
static const char *quoted(const char *text, size_t n, dl_arena *arena)
{
    for (const char *at = strchr(text, '\''); at; at = strchr(at, '\'')) {
        const char *end = strchr(at + 1, '\'');

        if (!end)
            return NULL;
        if (n-- == 0)
            return dl_arena_strndup(arena, at + 1, (size_t)(end - at - 1));
        at = end + 1;
    }
    return NULL;
}

/* `'ULONG' (aka 'unsigned long')` → `'ULONG'`. */
static const char *without_aka(const char *text, dl_arena *arena)
{
    dl_text out;

    dl_text_init(&out, arena);
    while (*text) {
        const char *end = dl_text_starts(text, " (aka '") ? strstr(text, "')") : NULL;

        if (end)
            text = end + 2;
        else
            dl_text_add_char(&out, *text++);
    }
    return dl_text_str(&out);
}

static size_t token_at(const dl_tokens *tokens, unsigned offset)
{
    size_t low = 0, high = tokens->count;

    while (low < high) {
        size_t middle = (low + high) / 2;

        if (tokens->at[middle].offset + tokens->at[middle].size <= offset)
            low = middle + 1;
        else
            high = middle;
    }
    return low < tokens->count && tokens->at[low].offset <= offset ? low : tokens->count;
}

typedef void get_location(CXSourceLocation location, CXFile *file, unsigned *line, unsigned *column, unsigned *offset);

/* Where it is, one way to see it; gives the offset there. */
static unsigned place(dl_complaint *c, CXDiagnostic diagnostic, get_location *get)
{
    CXFile file;
    unsigned offset, column;
    CXString name;
    const char *given;

    get(clang_getDiagnosticLocation(diagnostic), &file, &c->line, &column, &offset);
    name = clang_getFileName(file);
    given = clang_getCString(name);
    c->in_header = given && strcmp(given, DL_UNIT_HEADER) == 0;
    c->source = given ? dl_sources_find(c->s->sources, given) : NULL;
    clang_disposeString(name);
    return offset;
}

/* What a note says of a candidate that does not fit: what its argument should be, and what it is. */
typedef struct candidate {
    const char *wanted, *given;
    unsigned argument;
} candidate;

/* Whether `name` is the name of the type, which a scope may precede: `T` of `N::T`. */
static bool is_name_of(const char *name, const char *type)
{
    size_t size = strlen(name), all = type ? strlen(type) : 0;

    if (!type || all < size || strcmp(type + all - size, name) != 0)
        return false;
    return all == size || (all > size + 1 && memcmp(type + all - size - 2, "::", 2) == 0);
}

/* `candidate … not viable: no known conversion from 'A' to 'B' for 2nd argument`, `… convert argument of incomplete
 * type 'A' to 'B' …`. False: it is none, or of a copy of the class itself, which the compiler thinks of, too. */
static bool read_note(const dl_complaint *c, const char *text, candidate *found)
{
    const char *to = strstr(text, "' to '"), *behind = to ? strstr(to, "' for ") : NULL, *from = to;
    const char *wanted;

    if (!behind || behind[6] < '1' || behind[6] > '9')
        return false;
    while (from > text && from[-1] != '\'')
        from--;
    wanted = to + strlen("' to '");
    wanted = dl_arena_strndup(c->s->arena, wanted, (size_t)(behind - wanted));
    if (strpbrk(wanted, "<&") || is_name_of(dl_bare_type(wanted), c->quoted[0]))
        return false;
    *found = (candidate){wanted, dl_arena_strndup(c->s->arena, from, (size_t)(to - from)), (unsigned)(behind[6] - '1')};
    return true;
}

/* The first such note; a second leaves open which of the overloads is meant. */
static void take_candidate(dl_complaint *c, CXDiagnostic diagnostic)
{
    CXDiagnosticSet notes = clang_getChildDiagnostics(diagnostic); /* it goes with the diagnostic */
    unsigned count = clang_getNumDiagnosticsInSet(notes);
    candidate first = {0}, next;

    for (unsigned i = 0; i < count; i++) {
        CXString spelling = clang_getDiagnosticSpelling(clang_getDiagnosticInSet(notes, i));
        bool is_one = read_note(c, without_aka(clang_getCString(spelling), c->s->arena), &next);

        clang_disposeString(spelling);
        if (is_one && first.wanted) {
            first.given = NULL;
            break;
        }
        if (is_one)
            first = next;
    }
    c->wanted = first.wanted;
    c->argument = first.argument;
    c->given = first.given;
}

bool dl_complaint_take(dl_complaint *c, dl_synth *s, CXDiagnostic diagnostic)
{
    CXString text = clang_getDiagnosticSpelling(diagnostic), name;
    CXFile file;
    unsigned offset, column, line;

    memset(c, 0, sizeof *c);
    c->s = s;
    c->text = without_aka(clang_getCString(text), s->arena);
    clang_disposeString(text);
    for (size_t i = 0; i < 3; i++)
        c->quoted[i] = quoted(c->text, i, s->arena);
    clang_getExpansionLocation(clang_getDiagnosticLocation(diagnostic), &file, &c->line, &column, &offset);
    if (!file)
        return false;
    name = clang_getFileName(file);
    c->used_in = clang_getCString(name) ? dl_sources_find(s->sources, clang_getCString(name)) : NULL;
    c->used_at = c->used_in ? token_at(&c->used_in->tokens, offset) : 0;
    clang_disposeString(name);
    offset = place(c, diagnostic, clang_getSpellingLocation);
    line = c->line;
    if (c->in_header) /* a macro of ours: the place that matters is where it is used */
        offset = place(c, diagnostic, clang_getExpansionLocation);
    if (c->in_header)
        c->line = line;
    c->token = c->source ? token_at(&c->source->tokens, offset) : 0;
    if (dl_complaint_says(c, "no matching "))
        take_candidate(c, diagnostic);
    return true;
}

bool dl_complaint_says(const dl_complaint *c, const char *words)
{
    return strstr(c->text, words) != NULL;
}

bool dl_is_identifier(const char *text)
{
    if (!text || !*text || (*text >= '0' && *text <= '9'))
        return false;
    for (; *text; text++)
        if (!dl_text_is_word(*text) && *text != '$')
            return false;
    return true;
}

const char *dl_bare_type(const char *type)
{
    static const char *const heads[] = {"const ", "volatile ", "struct ", "union ", "enum ", "class "};

    for (size_t i = 0; type && i < sizeof heads / sizeof *heads; i++)
        if (dl_text_starts(type, heads[i])) {
            type += strlen(heads[i]);
            i = (size_t)-1;
        }
    return type;
}

bool dl_is_tagged(const char *type)
{
    return dl_text_starts(dl_text_starts(type, "const ") ? type + strlen("const ") : type, "struct ");
}

const char *dl_complaint_name_before(const dl_complaint *c, size_t token, bool *is_member)
{
    const dl_tokens *tokens = &c->source->tokens;
    const dl_token *at = dl_token_before(tokens, token), *before;
    int depth = 0;

    *is_member = false;
    while (at && (depth > 0 || dl_token_is(at, "]") || dl_token_is(at, ")"))) {
        if (dl_token_is(at, "]") || dl_token_is(at, ")"))
            depth++;
        else if (dl_token_is(at, "[") || dl_token_is(at, "("))
            depth--;
        at = dl_token_before(tokens, (size_t)(at - tokens->at));
    }
    if (!at || at->kind != DL_TOKEN_NAME)
        return NULL;
    before = dl_token_before(tokens, (size_t)(at - tokens->at));
    *is_member = before && (dl_token_is(before, ".") || dl_token_is(before, "->"));
    return dl_token_str(at, c->s->arena);
}

size_t dl_complaint_token_from(const dl_tokens *tokens, size_t at)
{
    return at < tokens->count && tokens->at[at].is_directive ? at : dl_tokens_live(tokens, at);
}

size_t dl_complaint_token_behind(const dl_tokens *tokens, size_t at)
{
    const dl_token *next = at < tokens->count ? dl_token_behind(tokens, at) : NULL;

    return next ? (size_t)(next - tokens->at) : tokens->count;
}

const char *dl_complaint_name_behind(const dl_complaint *c, size_t token, bool *is_member)
{
    const dl_tokens *tokens = &c->source->tokens;
    size_t at = dl_complaint_token_from(tokens, token);
    const char *name = NULL;

    *is_member = false;
    while (at < tokens->count && tokens->at[at].kind != DL_TOKEN_NAME) {
        if (!strchr("&*(!~-:", *tokens->at[at].text))
            return NULL;
        at = dl_complaint_token_behind(tokens, at);
    }
    while (at < tokens->count && tokens->at[at].kind == DL_TOKEN_NAME) {
        size_t next = dl_complaint_token_behind(tokens, at);

        name = dl_token_str(&tokens->at[at], c->s->arena);
        while (next < tokens->count && (dl_token_is(&tokens->at[next], "[") || dl_token_is(&tokens->at[next], "("))) {
            const dl_token *close = dl_token_close(tokens, next);

            next = close ? dl_complaint_token_behind(tokens, (size_t)(close - tokens->at)) : tokens->count;
        }
        if (next >= tokens->count || !(dl_token_is(&tokens->at[next], ".") || dl_token_is(&tokens->at[next], "->")))
            return name;
        *is_member = true;
        at = dl_complaint_token_behind(tokens, next);
    }
    return name;
}

const char *dl_complaint_declared_type(const dl_complaint *c, const char *name)
{
    const dl_tokens *tokens = &c->source->tokens;

    for (size_t i = c->token; i-- > 1;) {
        size_t next = dl_complaint_token_behind(tokens, i);

        if (dl_token_is(&tokens->at[i], name) && tokens->at[i - 1].kind == DL_TOKEN_NAME && next < tokens->count &&
            strchr(";=,)", *tokens->at[next].text))
            return dl_token_str(&tokens->at[i - 1], c->s->arena);
    }
    return NULL;
}

size_t dl_complaint_argument_end(const dl_tokens *tokens, size_t open, unsigned number)
{
    size_t close = dl_tokens_close(tokens, open), at;

    for (at = dl_complaint_token_behind(tokens, open); at < close; at = dl_complaint_token_behind(tokens, at)) {
        if (dl_token_is(&tokens->at[at], "(") || dl_token_is(&tokens->at[at], "["))
            at = dl_tokens_close(tokens, at);
        else if (dl_token_is(&tokens->at[at], ",") && number-- == 0)
            break;
    }
    return at;
}

bool dl_complaint_move_to_argument(dl_complaint *c, const char *name)
{
    const dl_tokens *tokens = &c->source->tokens;
    size_t hash = c->token, open, at;
    const char *macro;
    unsigned wanted = 0;

    while (hash > 0 && hash < tokens->count && !tokens->at[hash].is_hash)
        hash--;
    if (!name || !c->used_in || hash + 3 >= tokens->count || !tokens->at[hash].is_hash ||
        !dl_token_is(&tokens->at[hash + 1], "define") || !dl_token_is(&tokens->at[hash + 3], "("))
        return false;
    macro = dl_token_str(&tokens->at[hash + 2], c->s->arena);
    for (at = hash + 4; at < c->token && !dl_token_is(&tokens->at[at], name); at++) {
        if (dl_token_is(&tokens->at[at], ")"))
            return false;
        wanted += dl_token_is(&tokens->at[at], ",");
    }
    tokens = &c->used_in->tokens;
    open = dl_complaint_token_behind(tokens, c->used_at);
    if (at >= c->token || c->used_at >= tokens->count || !dl_token_is(&tokens->at[c->used_at], macro) ||
        open >= tokens->count || !dl_token_is(&tokens->at[open], "("))
        return false;
    c->source = c->used_in;
    c->token = dl_complaint_argument_end(tokens, open, wanted);
    c->used_in = NULL;
    return c->token < tokens->count;
}
