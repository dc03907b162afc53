/* The comments of allow.h. */
#include "policy/allow.h"

#include "policy/allow_parts.h"
#include "support/text.h"
#include "support/vec.h"

#include <string.h>

enum { MOST_LINES = 24 };

static const char mark[] = "drvlint:";
#define FORM "a suppression is written 'drvlint: allow(RULE, RULE) reason'"

typedef struct reader {
    const dl_tokens *tokens;
    dl_code_behind behind;
    DL_VEC(dl_allow) found;
    dl_arena *arena;
} reader;

/* ---- which lines it speaks of ---- */

unsigned dl_token_last_line(const dl_token *token)
{
    unsigned line = token->line;

    for (unsigned i = 0; i < token->size; i++)
        line += token->text[i] == '\n';
    return line;
}

static int depth_of(const dl_token *token)
{
    if (dl_token_is(token, "(") || dl_token_is(token, "["))
        return 1;
    return dl_token_is(token, ")") || dl_token_is(token, "]") ? -1 : 0;
}

/* Up to its semicolon or brace: the type of a function, what annotates it and its name have lines of their own. */
static unsigned last_line(const dl_tokens *tokens, size_t first)
{
    static const char *const ends[] = {";", "{", "}", NULL};
    unsigned last = tokens->at[first].line;
    int depth = 0;

    for (size_t i = first; i < tokens->count && tokens->at[i].line < tokens->at[first].line + MOST_LINES;
         i = dl_tokens_live(tokens, i + 1)) {
        last = dl_token_last_line(&tokens->at[i]);
        depth += depth_of(&tokens->at[i]);
        if (depth <= 0 && dl_token_is_any(&tokens->at[i], ends))
            break;
    }
    return last;
}

void dl_code_find(dl_code_behind *code, const dl_tokens *tokens, size_t next)
{
    if (code->first > 0 && code->asked <= next && next <= code->at)
        return;
    code->asked = next;
    code->at = dl_tokens_live(tokens, next);
    code->first = code->at < tokens->count ? tokens->at[code->at].line : 0;
    code->last = code->first ? last_line(tokens, code->at) : 0;
}

static void find_lines(reader *in, const dl_comment *comment, dl_allow *made)
{
    const dl_token *before = comment->next > 0 ? &in->tokens->at[comment->next - 1] : NULL;

    if (before && dl_token_last_line(before) == comment->line) {
        made->first = made->last = comment->line;
        return;
    }
    dl_code_find(&in->behind, in->tokens, comment->next);
    made->first = in->behind.first;
    made->last = in->behind.last;
}

/* ---- what it says ---- */

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n' || c == '\f' || c == '\v';
}

static const char *skip_blank(const char *at)
{
    while (is_blank(*at))
        at++;
    return at;
}

static bool is_pattern(const char *name)
{
    return strpbrk(name, "*?[") != NULL;
}

/* The names between the brackets. Returns why there are none, or NULL. */
static const char *read_names(dl_allow *made, const char *at, const char *end, dl_arena *arena)
{
    DL_VEC(const char *) names = {0};

    for (;;) {
        const char *comma = memchr(at, ',', (size_t)(end - at));
        const char *name = dl_text_trimmed(at, comma ? comma : end, arena);

        if (!*name)
            return "a name of a rule is missing; " FORM;
        if (is_pattern(name))
            return dl_arena_printf(arena, "'%s' is a pattern: a suppression names its rules one by one", name);
        dl_vec_push(arena, &names, name);
        if (!comma)
            break;
        at = comma + 1;
    }
    made->names = names.at;
    made->name_count = names.count;
    return NULL;
}

/* The reason with its white space folded; what sets it off from the brackets is none of it. */
static const char *read_reason(const char *at, dl_arena *arena)
{
    dl_text text;

    dl_text_init(&text, arena);
    at += strspn(at, " \t\r\n:-");
    while (*at) {
        size_t size = strcspn(at, " \t\r\n\f\v");

        if (text.count)
            dl_text_add_char(&text, ' ');
        dl_text_add_n(&text, at, size);
        at = skip_blank(at + size);
    }
    return dl_text_str(&text);
}

/* Behind the mark. Returns what is wrong with it, or NULL. */
static const char *read_statement(dl_allow *made, const char *at, dl_arena *arena)
{
    const char *end, *why;
    size_t size = 0;

    at = skip_blank(at);
    while (dl_text_is_word(at[size]) || at[size] == '-')
        size++;
    if (size != strlen("allow") || memcmp(at, "allow", size) != 0)
        return dl_arena_printf(arena, "'%.*s' is nothing that drvlint is told in a comment; " FORM,
                               (int)(size ? size : strcspn(at, " \t\r\n")), at);
    at = skip_blank(at + size);
    if (*at != '(')
        return "'(' is missing behind 'allow'; " FORM;
    end = strchr(at, ')');
    if (!end)
        return "')' is missing behind the rules; " FORM;
    why = read_names(made, at + 1, end, arena);
    if (why)
        return why;
    made->reason = read_reason(end + 1, arena);
    return *made->reason ? NULL : "the reason is missing; " FORM;
}

static void add_statement(reader *in, const dl_comment *comment, const char *text, unsigned line)
{
    dl_allow made = {.line = line, .reason = ""};

    find_lines(in, comment, &made);
    made.fault = read_statement(&made, text, in->arena);
    if (made.fault)
        made.name_count = 0;
    dl_vec_push(in->arena, &in->found, made);
}

/* One line of a comment without what makes it one. `is_first`: the comment's marks stand on it. */
static const char *bare_line(const char *at, size_t size, bool is_first, dl_arena *arena)
{
    const char *end = at + size;

    if (is_first)
        at += 2;
    while (at < end && is_blank(*at))
        at++;
    while (at < end && (*at == '*' || (is_first && (*at == '/' || *at == '!'))))
        at++;
    return dl_text_trimmed(at, end, arena);
}

/* A statement begins where a line of the comment does, and goes on up to its end or to the next statement. */
static void read_comment(reader *in, const dl_comment *comment)
{
    const char *at = in->tokens->text + comment->offset, *end = at + comment->size;
    unsigned line = comment->line, begun = 0;
    dl_text text;

    if (at[1] == '*' && comment->size >= 4 && end[-1] == '/' && end[-2] == '*')
        end -= 2;
    dl_text_init(&text, in->arena);
    for (bool is_first = true; at < end; is_first = false, line++) {
        const char *stop = memchr(at, '\n', (size_t)(end - at));
        const char *bare = bare_line(at, (size_t)((stop ? stop : end) - at), is_first, in->arena);

        if (dl_text_starts(bare, mark)) {
            if (begun)
                add_statement(in, comment, dl_text_str(&text), begun);
            dl_text_init(&text, in->arena);
            dl_text_add(&text, bare + strlen(mark));
            begun = line;
        } else if (begun) {
            dl_text_printf(&text, " %s", bare);
        }
        at = stop ? stop + 1 : end;
    }
    if (begun)
        add_statement(in, comment, dl_text_str(&text), begun);
}

dl_allow_list dl_allow_comments(const char *text, size_t size, dl_arena *arena)
{
    reader in = {.arena = arena};
    dl_comments comments;
    dl_tokens tokens;

    if (!strstr(text, mark))
        return (dl_allow_list){0};
    tokens = dl_lex_comments(&comments, text, size, arena);
    in.tokens = &tokens;
    for (size_t i = 0; i < comments.count; i++) {
        const dl_comment *comment = &comments.at[i];

        if (comment->next == 0 || !tokens.at[comment->next - 1].is_dead)
            read_comment(&in, comment);
    }
    return (dl_allow_list){in.found.at, in.found.count};
}
