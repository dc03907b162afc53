/* lex.h: C and C++ source as tokens, without a preprocessor. For the scan for entry
 * routines, the includes of a file, the names it uses, and the self-check.
 * Offsets are bytes; a token may hold line splices. Comments are passed over. */
#ifndef DL_PROJECT_LEX_H
#define DL_PROJECT_LEX_H

#include "support/arena.h"

#include <stdint.h>
#include <string.h>

typedef enum dl_token_kind {
    DL_TOKEN_NAME,
    DL_TOKEN_NUMBER,
    DL_TOKEN_STRING,
    DL_TOKEN_CHAR,
    DL_TOKEN_PUNCT
} dl_token_kind;

typedef struct dl_token {
    uint8_t kind;
    bool is_directive; /* stands on the line of a preprocessor directive; its `#` included */
    bool is_hash;      /* begins such a line */
    bool is_dead;      /* inside `#if 0` */
    unsigned offset, size;
    unsigned line;
    const char *text; /* interned by nobody: `size` bytes of the source */
} dl_token;

typedef struct dl_tokens {
    const char *text;
    size_t size;
    const dl_token *at;
    size_t count;
} dl_tokens;

/* The bytes of a line splice at the beginning of a terminated text (backslash, blanks, line end); 0: there is none. */
size_t dl_splice_size(const char *text);
/* The line end behind `from` that no splice takes away, or `end`. */
const char *dl_line_end(const char *from, const char *end);

/* `text` is UTF-8 and terminated; the tokens point into it. */
dl_tokens dl_lex(const char *text, size_t size, dl_arena *arena);

typedef struct dl_comment {
    unsigned offset, size; /* with the marks around it */
    unsigned line, end_line;
    size_t next; /* the token behind it; all there are where none is */
} dl_comment;

typedef struct dl_comments {
    const dl_comment *at;
    size_t count;
} dl_comments;

/* As dl_lex, and the comments, in order. */
dl_tokens dl_lex_comments(dl_comments *comments, const char *text, size_t size, dl_arena *arena);

/* No token, NULL, is nothing. In line, so that the size of a literal is known where it is compared. */
static inline bool dl_token_is(const dl_token *token, const char *text)
{
    size_t size = strlen(text);

    return token && token->size == size && memcmp(token->text, text, size) == 0;
}

/* One of the texts, which end with NULL. */
static inline bool dl_token_is_any(const dl_token *token, const char *const *texts)
{
    for (; token && *texts; texts++)
        if (dl_token_is(token, *texts))
            return true;
    return false;
}

static inline bool dl_token_is_name(const dl_token *token)
{
    return token && token->kind == DL_TOKEN_NAME;
}

char *dl_token_str(const dl_token *token, dl_arena *arena);
/* The token that closes the `(`, `[` or `{` at `open`, directive lines passed over; `count` when none does.
 * A conditional whose arms open the same bracket twice counts once. */
size_t dl_tokens_close(const dl_tokens *tokens, size_t open);
/* The token behind the directive that `i` stands in. */
size_t dl_tokens_directive_end(const dl_tokens *tokens, size_t i);
/* The next token at or behind `i` that is neither dead nor on a directive's line; `count` when none is. */
static inline size_t dl_tokens_live(const dl_tokens *tokens, size_t i)
{
    while (i < tokens->count && (tokens->at[i].is_dead || tokens->at[i].is_directive))
        i++;
    return i;
}

#endif
