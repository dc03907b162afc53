#include "project/lex.h"

#include "support/vec.h"

#include <string.h>

typedef DL_VEC(dl_token) token_list;
typedef DL_VEC(dl_comment) comment_list;

typedef struct lexer {
    const char *text;
    size_t size, at;
    unsigned line;
    bool in_directive, at_line_start;
    token_list tokens;
    comment_list *comments; /* NULL: they are not wanted */
    dl_arena *arena;
} lexer;

/* What may stand between the backslash and the line end of a splice. */
static const char blanks[] = " \t\v\f";

size_t dl_splice_size(const char *text)
{
    size_t size = 1;

    if (*text != '\\')
        return 0;
    size += strspn(text + size, blanks);
    size += text[size] == '\r';
    return text[size] == '\n' ? size + 1 : 0;
}

static size_t splice_size(const lexer *lx, size_t i)
{
    return dl_splice_size(lx->text + i);
}

/* The first character from `i` on that is of no splice. */
static size_t unspliced(const lexer *lx, size_t i)
{
    for (size_t size = splice_size(lx, i); size > 0; size = splice_size(lx, i))
        i += size;
    return i;
}

/* What each character is: of a name, a digit, space within a line, any other. */
static const char kinds[] = "s........s.sss.."
                            "................"
                            "s...n..........."
                            "dddddddddd......"
                            ".nnnnnnnnnnnnnnn"
                            "nnnnnnnnnnn....n"
                            ".nnnnnnnnnnnnnnn"
                            "nnnnnnnnnnn....."
                            "nnnnnnnnnnnnnnnn"
                            "nnnnnnnnnnnnnnnn"
                            "nnnnnnnnnnnnnnnn"
                            "nnnnnnnnnnnnnnnn"
                            "nnnnnnnnnnnnnnnn"
                            "nnnnnnnnnnnnnnnn"
                            "nnnnnnnnnnnnnnnn"
                            "nnnnnnnnnnnnnnnn";

static char kind_of(char c)
{
    return kinds[(unsigned char)c];
}

static bool is_name_start(char c)
{
    return kind_of(c) == 'n';
}

static bool is_digit(char c)
{
    return kind_of(c) == 'd';
}

static bool is_of_name(char c)
{
    return is_name_start(c) || is_digit(c);
}

/* Each byte of a source comes by here: the array grows without being cleared. */
static void grow_tokens(lexer *lx)
{
    size_t room = lx->tokens.room * 2;
    dl_token *made = dl_arena_alloc_raw(lx->arena, room * sizeof *made);

    memcpy(made, lx->tokens.at, lx->tokens.count * sizeof *made);
    dl_arena_drop(lx->arena, lx->tokens.at);
    lx->tokens.at = made;
    lx->tokens.room = room;
}

static void push(lexer *lx, dl_token_kind kind, size_t from, unsigned line)
{
    const char *text = lx->text + from;
    bool is_hash =
        kind == DL_TOKEN_PUNCT && lx->at_line_start && (*text == '#' || (*text == '%' && lx->text[lx->at - 1] == ':'));

    if (lx->tokens.count == lx->tokens.room)
        grow_tokens(lx);
    lx->in_directive = lx->in_directive || is_hash;
    lx->at_line_start = false;
    lx->tokens.at[lx->tokens.count++] = (dl_token){.kind = (uint8_t)kind,
                                                   .is_directive = lx->in_directive,
                                                   .is_hash = is_hash,
                                                   .offset = (unsigned)from,
                                                   .size = (unsigned)(lx->at - from),
                                                   .line = line,
                                                   .text = text};
}

/* Of the line end at `at`: whether a backslash joins the next line to what began at `from`. */
static bool is_spliced(const char *from, const char *at)
{
    if (at > from && at[-1] == '\r')
        at--;
    while (at > from && strchr(blanks, at[-1]))
        at--;
    return at > from && at[-1] == '\\';
}

const char *dl_line_end(const char *from, const char *end)
{
    const char *at = memchr(from, '\n', (size_t)(end - from));

    while (at && is_spliced(from, at))
        at = memchr(at + 1, '\n', (size_t)(end - at) - 1);
    return at ? at : end;
}

static unsigned count_lines(const char *from, const char *end)
{
    unsigned count = 0;

    for (; (from = memchr(from, '\n', (size_t)(end - from))) != NULL; from++)
        count++;
    return count;
}

static void skip_line_comment(lexer *lx)
{
    const char *from = lx->text + lx->at, *end = dl_line_end(from, lx->text + lx->size);

    lx->line += count_lines(from, end);
    lx->at = (size_t)(end - lx->text);
}

/* From its `/`, to behind its `*` and `/`, which splices may stand between. */
static void skip_block_comment(lexer *lx)
{
    const char *from = lx->text + lx->at, *at = lx->text + unspliced(lx, lx->at + 1) + 1, *end = lx->text + lx->size;

    for (lx->at = lx->size; at < end && (at = memchr(at, '*', (size_t)(end - at))) != NULL; at++) {
        size_t slash = unspliced(lx, (size_t)(at - lx->text) + 1);

        if (lx->text[slash] == '/') {
            lx->at = slash + 1;
            break;
        }
    }
    lx->line += count_lines(from, lx->text + lx->at);
}

/* Whether a comment begins at the `/` there; its second character. */
static char opens_comment(const lexer *lx)
{
    char second = lx->text[unspliced(lx, lx->at + 1)];

    return second == '/' || second == '*' ? second : '\0';
}

static void skip_comment(lexer *lx)
{
    size_t from = lx->at;
    unsigned line = lx->line;

    if (opens_comment(lx) == '/')
        skip_line_comment(lx);
    else
        skip_block_comment(lx);
    if (lx->comments)
        dl_vec_push(lx->arena, lx->comments,
                    (dl_comment){(unsigned)from, (unsigned)(lx->at - from), line, lx->line, lx->tokens.count});
}

/* White space, comments and splices; a line end closes a directive. */
static void skip_space(lexer *lx)
{
    while (lx->at < lx->size) {
        char c = lx->text[lx->at];
        size_t splice;

        if (kind_of(c) == 's') {
            lx->at++;
        } else if (c == '\n') {
            lx->at++;
            lx->line++;
            lx->in_directive = false;
            lx->at_line_start = true;
        } else if (c == '\\' && (splice = splice_size(lx, lx->at)) > 0) {
            lx->at += splice;
            lx->line++;
        } else if (c == '/' && opens_comment(lx)) {
            skip_comment(lx);
        } else {
            return;
        }
    }
}

/* To behind the closing quote, or to the end of the line when there is none. */
static void skip_quoted(lexer *lx, char quote)
{
    lx->at++;
    while (lx->at < lx->size && lx->text[lx->at] != quote && lx->text[lx->at] != '\n') {
        size_t from = lx->at;

        if (lx->text[from] != '\\') {
            lx->at++;
            continue;
        }
        lx->at = unspliced(lx, from);
        if (lx->at == from) { /* an escape, whose second character may stand behind splices */
            lx->at = unspliced(lx, from + 1);
            lx->at += lx->at < lx->size && lx->text[lx->at] != '\n';
        }
        lx->line += count_lines(lx->text + from, lx->text + lx->at);
    }
    if (lx->at < lx->size && lx->text[lx->at] == quote)
        lx->at++;
    if (lx->at > lx->size)
        lx->at = lx->size;
}

/* `R"tag(…)tag"`, from its `"`. A tag that is none ends it at the next quote. */
static void skip_raw_string(lexer *lx)
{
    size_t tag = lx->at + 1, size = 0;

    while (size < 16 && lx->text[tag + size] && !strchr(" ()\\\t\v\f\r\n\"", lx->text[tag + size]))
        size++;
    if (lx->text[tag + size] != '(') {
        const char *end = memchr(lx->text + tag, '"', lx->size - tag);
        size_t at = end ? (size_t)(end - lx->text) + 1 : lx->size;

        lx->line += count_lines(lx->text + tag, lx->text + at);
        lx->at = at;
        return;
    }
    for (lx->at = tag + size; lx->at < lx->size; lx->at++) {
        if (lx->text[lx->at] == '\n')
            lx->line++;
        if (lx->text[lx->at] == ')' && lx->at + size + 1 < lx->size &&
            memcmp(lx->text + lx->at + 1, lx->text + tag, size) == 0 && lx->text[lx->at + 1 + size] == '"') {
            lx->at += size + 2;
            return;
        }
    }
}

static void lex_name(lexer *lx)
{
    size_t from = lx->at, size;
    unsigned line = lx->line;
    const char *text = lx->text + from;
    char next;

    for (;;) {
        size_t splice, at = lx->at;

        while (is_of_name(lx->text[at])) /* the end is none */
            at++;
        lx->at = at;
        splice = lx->text[at] == '\\' ? splice_size(lx, at) : 0;
        if (!splice || !is_of_name(lx->text[at + splice]))
            break;
        lx->at += splice;
        lx->line++;
    }
    size = lx->at - from;
    next = lx->text[lx->at];
    if ((next == '"' || next == '\'') && size <= 3) {
        bool is_raw = text[size - 1] == 'R' && next == '"';
        size_t prefix = is_raw ? size - 1 : size;

        if (prefix == 0 || (prefix == 1 && (*text == 'L' || *text == 'u' || *text == 'U')) ||
            (prefix == 2 && text[0] == 'u' && text[1] == '8')) {
            if (is_raw)
                skip_raw_string(lx);
            else
                skip_quoted(lx, next);
            push(lx, next == '"' ? DL_TOKEN_STRING : DL_TOKEN_CHAR, from, line);
            return;
        }
    }
    push(lx, DL_TOKEN_NAME, from, line);
}

static void lex_number(lexer *lx)
{
    size_t from = lx->at;

    while (lx->at < lx->size) {
        char c = lx->text[lx->at];

        if ((c == '+' || c == '-') && lx->at > from && strchr("eEpP", lx->text[lx->at - 1]) &&
            !(lx->text[from] == '0' && (lx->text[from + 1] | 32) == 'x' && (lx->text[lx->at - 1] | 32) == 'e'))
            lx->at++;
        else if (is_name_start(c) || is_digit(c) || c == '.' ||
                 (c == '\'' && is_name_start(lx->text[lx->at + 1] | 32)) ||
                 (c == '\'' && is_digit(lx->text[lx->at + 1])))
            lx->at++;
        else
            break;
    }
    push(lx, DL_TOKEN_NUMBER, from, lx->line);
}

static void lex_punct(lexer *lx)
{
    static const char *const longest[] = {"<<=", ">>=", "...", "->*", "<=>", "->", "++", "--", "<<",
                                          ">>",  "<=",  ">=",  "==",  "!=",  "&&", "||", "+=", "-=",
                                          "*=",  "/=",  "%=",  "&=",  "|=",  "^=", "::", "##", "%:"};
    size_t from = lx->at;
    char first = lx->text[from], second = lx->text[from + 1];
    bool may_be_long = kind_of(second) == '.' && !strchr("(){}[];,", first) && strchr("=>.-+<&|:#", second);

    for (size_t i = 0; may_be_long && i < sizeof longest / sizeof *longest; i++)
        if (longest[i][0] == first && strncmp(lx->text + from, longest[i], strlen(longest[i])) == 0) {
            lx->at += strlen(longest[i]);
            push(lx, DL_TOKEN_PUNCT, from, lx->line);
            return;
        }
    lx->at = from + 1;
    if (first == '%' && lx->text[unspliced(lx, from + 1)] == ':') /* a directive's */
        lx->at = unspliced(lx, from + 1) + 1;
    push(lx, DL_TOKEN_PUNCT, from, lx->line);
    if (lx->at > from + 1)
        lx->line += count_lines(lx->text + from, lx->text + lx->at);
}

/* Marks what stands between `#if 0` and its `#else`, `#elif` or `#endif`. */
static void mark_dead(token_list *tokens)
{
    size_t depth = 0, dead_depth = 0;
    bool is_dead = false;

    for (size_t i = 0; i < tokens->count; i++) {
        dl_token *token = &tokens->at[i];
        const dl_token *word = token->is_hash && i + 1 < tokens->count ? token + 1 : NULL;

        if (word && (dl_token_is(word, "if") || dl_token_is(word, "ifdef") || dl_token_is(word, "ifndef"))) {
            depth++;
            if (!is_dead && dl_token_is(word, "if") && i + 2 < tokens->count && dl_token_is(token + 2, "0") &&
                (i + 3 == tokens->count || !token[3].is_directive || token[3].is_hash)) {
                is_dead = true;
                dead_depth = depth;
                continue;
            }
        } else if (word && (dl_token_is(word, "else") || dl_token_is(word, "elif") || dl_token_is(word, "endif"))) {
            if (is_dead && depth == dead_depth)
                is_dead = false;
            if (dl_token_is(word, "endif") && depth > 0)
                depth--;
        }
        token->is_dead = is_dead;
    }
}

enum { BYTES_OF_TOKEN = 8 }; /* or more, mostly: with the comments and the space before it */

static dl_tokens lex(const char *text, size_t size, comment_list *comments, dl_arena *arena)
{
    lexer lx = {.text = text, .size = size, .line = 1, .at_line_start = true, .comments = comments, .arena = arena};
    dl_tokens tokens = {text, size, NULL, 0};

    if (size >= 3 && memcmp(text, "\xEF\xBB\xBF", 3) == 0)
        lx.at = 3;
    lx.tokens.room = size / BYTES_OF_TOKEN + 1;
    lx.tokens.at = dl_arena_alloc_raw(arena, lx.tokens.room * sizeof *lx.tokens.at);
    for (;;) {
        char c;

        skip_space(&lx);
        if (lx.at >= lx.size)
            break;
        c = text[lx.at];
        if (is_name_start(c)) {
            lex_name(&lx);
        } else if (is_digit(c) || (c == '.' && is_digit(text[lx.at + 1]))) {
            lex_number(&lx);
        } else if (c == '"' || c == '\'') {
            size_t from = lx.at;
            unsigned line = lx.line;

            skip_quoted(&lx, c);
            push(&lx, c == '"' ? DL_TOKEN_STRING : DL_TOKEN_CHAR, from, line);
        } else {
            lex_punct(&lx);
        }
    }
    mark_dead(&lx.tokens);
    tokens.at = lx.tokens.at;
    tokens.count = lx.tokens.count;
    return tokens;
}

dl_tokens dl_lex(const char *text, size_t size, dl_arena *arena)
{
    return lex(text, size, NULL, arena);
}

dl_tokens dl_lex_comments(dl_comments *comments, const char *text, size_t size, dl_arena *arena)
{
    comment_list list = {0};
    dl_tokens tokens = lex(text, size, &list, arena);

    comments->at = list.at;
    comments->count = list.count;
    return tokens;
}

char *dl_token_str(const dl_token *token, dl_arena *arena)
{
    char *text = dl_arena_strndup(arena, token->text, token->size);
    size_t count = 0;

    for (size_t i = 0; i < token->size; i++)
        if (!(token->kind == DL_TOKEN_NAME && strchr("\\\r\n \t\v\f", text[i])))
            text[count++] = text[i];
    text[count] = '\0';
    return text;
}

size_t dl_tokens_directive_end(const dl_tokens *tokens, size_t i)
{
    for (i++; i < tokens->count && tokens->at[i].is_directive && !tokens->at[i].is_hash; i++)
        continue;
    return i;
}

size_t dl_tokens_close(const dl_tokens *tokens, size_t open)
{
    enum { MOST_NESTED = 64 };
    int depth = 0, at_if[MOST_NESTED];
    size_t nested = 0;

    for (size_t i = open; i < tokens->count; i++) {
        const dl_token *token = &tokens->at[i];

        if (token->is_hash && i + 1 < tokens->count && !token->is_dead) {
            if (dl_token_is(token + 1, "if") || dl_token_is(token + 1, "ifdef") || dl_token_is(token + 1, "ifndef")) {
                if (nested < MOST_NESTED)
                    at_if[nested] = depth;
                nested++;
            } else if (dl_token_is(token + 1, "else") || dl_token_is(token + 1, "elif")) {
                if (nested > 0 && nested <= MOST_NESTED)
                    depth = at_if[nested - 1];
            } else if (dl_token_is(token + 1, "endif") && nested > 0) {
                nested--;
            }
        }
        if (token->is_dead || token->is_directive || token->kind != DL_TOKEN_PUNCT || token->size != 1)
            continue;
        if (strchr("([{", *token->text))
            depth++;
        else if (strchr(")]}", *token->text) && --depth == 0)
            return i;
    }
    return tokens->count;
}
