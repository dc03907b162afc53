/* The directives of allow.h. */
#include "policy/allow.h"

#include "policy/allow_parts.h"
#include "support/text.h"
#include "support/vec.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_OPEN = 64, DEEPEST = 64, LONGEST_NUMBER = 6 };

/* A number that is switched off from a line on. */
typedef struct off {
    const char *name, *reason;
    unsigned line, first;
} off;

typedef struct off_list {
    off at[MOST_OPEN];
    size_t count;
} off_list;

typedef struct reader {
    const dl_tokens *tokens;
    DL_VEC(dl_allow) found;
    off_list open;
    off_list saved[DEEPEST]; /* by `push` */
    size_t depth;
    dl_code_behind behind;
    dl_arena *arena;
} reader;

/* One directive of interest: its tokens behind the bracket. */
typedef struct directive {
    size_t at, end;
    unsigned line;
    const char *reason;
} directive;

static void add_allow(reader *in, const off *one, unsigned last)
{
    const char **name = dl_arena_copy(in->arena, &one->name, sizeof one->name);

    if (last >= one->first && one->first > 0)
        dl_vec_push(in->arena, &in->found,
                    (dl_allow){.names = name,
                               .name_count = 1,
                               .reason = one->reason,
                               .line = one->line,
                               .first = one->first,
                               .last = last,
                               .is_directive = true});
}

static bool has(const off_list *list, const char *name)
{
    for (size_t i = 0; i < list->count; i++)
        if (strcmp(list->at[i].name, name) == 0)
            return true;
    return false;
}

static void switch_on(reader *in, const char *name, unsigned line)
{
    for (size_t i = 0; i < in->open.count; i++)
        if (strcmp(in->open.at[i].name, name) == 0) {
            add_allow(in, &in->open.at[i], line - 1);
            in->open.at[i] = in->open.at[--in->open.count];
            return;
        }
}

static void switch_off(reader *in, const directive *one, const char *name)
{
    if (in->open.count < MOST_OPEN && !has(&in->open, name))
        in->open.at[in->open.count++] = (off){name, one->reason, one->line, one->line};
}

static void push(reader *in)
{
    if (in->depth < DEEPEST)
        in->saved[in->depth] = in->open;
    in->depth++;
}

/* What was switched off or on since then is not any more. */
static void pop(reader *in, unsigned line)
{
    const off_list *saved;

    if (in->depth == 0 || --in->depth >= DEEPEST)
        return;
    saved = &in->saved[in->depth];
    for (size_t i = in->open.count; i-- > 0;)
        if (!has(saved, in->open.at[i].name)) {
            add_allow(in, &in->open.at[i], line - 1);
            in->open.at[i] = in->open.at[--in->open.count];
        }
    for (size_t i = 0; i < saved->count && in->open.count < MOST_OPEN; i++)
        if (!has(&in->open, saved->at[i].name)) {
            in->open.at[in->open.count] = saved->at[i];
            in->open.at[in->open.count++].first = line;
        }
}

static bool is_number(const dl_token *token)
{
    for (unsigned i = 0; i < token->size; i++)
        if (token->text[i] < '0' || token->text[i] > '9')
            return false;
    return token->kind == DL_TOKEN_NUMBER && token->size <= LONGEST_NUMBER;
}

/* `suppress: 28131 28132`, up to the semicolon or the bracket. Returns where it ends. */
static size_t read_clause(reader *in, const directive *one, size_t at)
{
    const dl_token *tokens = in->tokens->at, *word = &tokens[at];

    for (at++; at < one->end && !dl_token_is(&tokens[at], ";"); at++) {
        const char *name;

        if (!is_number(&tokens[at]))
            continue;
        name = dl_arena_printf(in->arena, "C%.*s", (int)tokens[at].size, tokens[at].text);
        if (dl_token_is(word, "suppress")) {
            dl_code_find(&in->behind, in->tokens, one->end);
            add_allow(in, &(off){name, one->reason, one->line, in->behind.first}, in->behind.last);
        } else if (dl_token_is(word, "disable")) {
            switch_off(in, one, name);
        } else if (!dl_token_is(word, "push")) {
            switch_on(in, name, one->line);
        }
    }
    if (dl_token_is(word, "push"))
        push(in);
    else if (dl_token_is(word, "pop"))
        pop(in, one->line);
    return at + 1;
}

/* The text that the author put into the directive, else the directive. */
static const char *reason_of(const reader *in, size_t from, size_t end)
{
    const dl_token *first = &in->tokens->at[from], *last = &in->tokens->at[end - 1];
    dl_text text;

    for (size_t i = from; i < end; i++) {
        const dl_token *token = &in->tokens->at[i];

        if (token->kind == DL_TOKEN_STRING && token->size > 2 && token->text[0] == '"')
            return dl_text_trimmed(token->text + 1, token->text + token->size - 1, in->arena);
    }
    dl_text_init(&text, in->arena);
    for (const char *at = first->text; at < last->text + last->size; at++)
        if (*at != '\n' && *at != '\r' && *at != '\\')
            dl_text_add_char(&text, *at);
    return dl_text_str(&text);
}

/* At the `#` of a directive. */
static void read_directive(reader *in, size_t hash)
{
    static const char *const analysers[] = {"warning", "prefast", NULL};
    const dl_token *tokens = in->tokens->at;
    directive one = {.at = hash + 4, .end = dl_tokens_directive_end(in->tokens, hash), .line = tokens[hash].line};

    if (one.end < one.at || !dl_token_is(&tokens[hash + 1], "pragma") ||
        !dl_token_is_any(&tokens[hash + 2], analysers) || !dl_token_is(&tokens[hash + 3], "("))
        return;
    one.reason = reason_of(in, hash, one.end);
    for (size_t at = one.at; at < one.end;)
        at = read_clause(in, &one, at);
}

static int order(unsigned a, unsigned b)
{
    return (a > b) - (a < b);
}

/* A range is known where it ends; shown is where it begins. */
static int by_place(const void *left, const void *right)
{
    const dl_allow *a = left, *b = right;
    int by = order(a->line, b->line);

    if (by == 0)
        by = order(a->first, b->first);
    return by != 0 ? by : strcmp(a->names[0], b->names[0]);
}

dl_allow_list dl_allow_directives(const char *text, size_t size, dl_arena *arena)
{
    reader *in;
    dl_tokens tokens;

    if (!strstr(text, "pragma"))
        return (dl_allow_list){0};
    in = DL_NEW(arena, reader);
    in->arena = arena;
    tokens = dl_lex(text, size, arena);
    in->tokens = &tokens;
    for (size_t i = 0; i < tokens.count; i++)
        if (tokens.at[i].is_hash && !tokens.at[i].is_dead)
            read_directive(in, i);
    for (size_t i = 0; i < in->open.count; i++)
        add_allow(in, &in->open.at[i], UINT_MAX);
    if (in->found.count > 0)
        qsort(in->found.at, in->found.count, sizeof *in->found.at, by_place);
    return (dl_allow_list){in->found.at, in->found.count};
}
