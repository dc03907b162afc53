/* confine.c: the parser opens no file but those that it is given. What a directive asks for is found by the lexer
 * (sources.c); here is what does not rest on how the lexer reads a text: no `#`, wherever it stands, is left before a
 * word that opens a file, unless it is that of an include that is answered. */
#include "frontend/sources.h"

#include <string.h>

/* How far behind its `#` a word is looked for. What stands farther away is not believed to be harmless. */
enum { FARTHEST = 1024, LONGEST_WORD = 32 };

/* A text as the parser reads it: splices are nothing. */
typedef struct view {
    const char *text;
    size_t at, end;
} view;

static char peek(view *in)
{
    for (size_t size = 1; in->at < in->end && size > 0; in->at += size)
        size = dl_splice_size(in->text + in->at);
    return in->at < in->end ? in->text[in->at] : '\0';
}

static char next(view *in)
{
    in->at++;
    return peek(in);
}

/* To behind the comment that begins here; where none does, nothing changes. */
static bool skip_comment(view *in)
{
    view inner = *in;
    char c;

    if (peek(&inner) != '/' || next(&inner) != '*')
        return false;
    for (c = next(&inner); c; c = next(&inner))
        while (c == '*')
            if ((c = next(&inner)) == '/') {
                (void)next(&inner);
                *in = inner;
                return true;
            }
    in->at = in->end;
    return false;
}

/* What may stand between the parts of a directive: blanks, those of Unicode, and comments. */
static void skip_blanks(view *in)
{
    for (char c = peek(in); c; c = peek(in))
        if (strchr(" \t\v\f", c) || (unsigned char)c >= 0x80)
            in->at++;
        else if (!skip_comment(in))
            return;
}

static const char *read_word(view *in, char *word)
{
    size_t size = 0;

    skip_blanks(in);
    for (char c = peek(in); dl_text_is_word(c) && size + 1 < LONGEST_WORD; c = next(in))
        word[size++] = c;
    word[size] = '\0';
    return word;
}

static bool is_one_of(const char *word, const char *const *words)
{
    while (*words && strcmp(*words, word) != 0)
        words++;
    return *words != NULL;
}

/* Whether the directive whose name begins at `in` opens a file, or cannot be read. */
static bool opens_file(view in)
{
    static const char *const directives[] = {"include", "include_next", "import", "embed", "__include_macros", NULL};
    static const char *const pragmas[] = {"include_alias", "clang", "GCC", NULL};
    char word[LONGEST_WORD];

    if (is_one_of(read_word(&in, word), directives))
        return true;
    if (strcmp(word, "pragma") == 0 && is_one_of(read_word(&in, word), pragmas))
        return true;
    return in.at == in.end;
}

/* Behind the `#` or `%:` at `at`; 0: there is none. */
static size_t behind_hash(const char *text, size_t at, size_t end)
{
    view in = {text, at + 1, end};

    if (text[at] == '#')
        return at + 1;
    return text[at] == '%' && peek(&in) == ':' ? in.at + 1 : 0;
}

static void bar_directives(const dl_unit_source *source)
{
    static const char marks[] = "#%";
    char *text = source->parsed;
    size_t size = source->file->size, kept = 0;

    for (size_t at = strcspn(text, marks); at < size; at += 1 + strcspn(text + at + 1, marks)) {
        size_t behind = behind_hash(text, at, size);
        bool is_near_end = size - at <= FARTHEST;

        while (kept < source->includes.count && source->includes.at[kept] < at)
            kept++;
        if (!behind || (kept < source->includes.count && source->includes.at[kept] == at))
            continue;
        if (opens_file((view){text, behind, is_near_end ? size + 1 : at + FARTHEST})) /* its NUL is of the text */
            text[at] = ' ';
    }
}

/* `__has_include("name")`, whose first token stands at `i`: its name; NULL: it is written in another way, and no file
 * is there for it (parse.c). */
static const char *has_include_of(const dl_unit_source *source, size_t i, bool *is_quoted, size_t *end, dl_arena *arena)
{
    const dl_tokens *tokens = &source->tokens;
    const char *from, *to;

    if (!tokens->at[i].is_directive || !dl_token_is(&tokens->at[i], "__has_include") || i + 2 >= tokens->count ||
        !dl_token_is(&tokens->at[i + 1], "("))
        return NULL;
    from = source->parsed + tokens->at[i + 2].offset;
    *is_quoted = *from == '"';
    if (*from != '"' && *from != '<')
        return NULL;
    to = from + 1 + strcspn(from + 1, *is_quoted ? "\"\\\n" : ">\\\n");
    if (*to != (*is_quoted ? '"' : '>') || to[1] != ')')
        return NULL;
    *end = (size_t)(to + 2 - source->parsed);
    return dl_arena_strndup(arena, from + 1, (size_t)(to - from - 1));
}

static void answer_has_include(const dl_sources *s, const dl_unit_source *source, size_t i)
{
    bool is_quoted;
    size_t end, from = source->tokens.at[i].offset;
    const char *name = has_include_of(source, i, &is_quoted, &end, s->arena);

    if (!name)
        return;
    dl_sources_blank(source, from, end);
    source->parsed[from] = dl_sources_has(s, source, name, is_quoted) ? '1' : '0';
}

/* C has no `1'000`: what the lexer takes for a number would be one and the beginning of a character. */
static void part_number(const dl_unit_source *source, const dl_token *number)
{
    for (size_t i = 0; i < number->size; i++)
        if (number->text[i] == '\'')
            source->parsed[number->offset + i] = ' ';
}

void dl_sources_confine(dl_sources *s, bool is_cpp)
{
    for (size_t k = 0; k < s->files.count; k++) {
        const dl_unit_source *source = s->files.at[k];

        for (size_t i = 0; i < source->tokens.count; i++)
            if (source->tokens.at[i].kind == DL_TOKEN_NAME)
                answer_has_include(s, source, i);
            else if (source->tokens.at[i].kind == DL_TOKEN_NUMBER && !is_cpp)
                part_number(source, &source->tokens.at[i]);
        bar_directives(source);
    }
}
