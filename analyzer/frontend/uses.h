/* uses.h: what the names of a unit's sources are used as, by their tokens alone. Private to frontend/.
 * It answers, before anything is parsed, which names the sources declare and which they expect. */
#ifndef DL_FRONTEND_USES_H
#define DL_FRONTEND_USES_H

#include "project/lex.h"
#include "support/text.h"
#include "support/vec.h"

typedef struct dl_use dl_use;

/* There is one for each name in the sources: they are kept small. */
typedef struct dl_occurrence {
    const dl_tokens *tokens;
    const dl_use *macro; /* in the text of this one, or NULL */
    unsigned at;
    unsigned body : 30;   /* the number of the function, its parameters included */
    unsigned in_body : 1; /* of a function; else at file scope or in a record */
    unsigned in_record : 1;
} dl_occurrence;

typedef DL_VEC(dl_occurrence) dl_occurrences;

struct dl_use {
    const char *name;
    bool is_declared;         /* at file scope: a function, type, variable, enumerator */
    bool is_function;         /* declared as one, or with the name of a role type */
    bool is_macro;            /* #define */
    bool is_macro_always;     /* … under no condition but that it is not defined yet */
    bool is_member;           /* declared as a member somewhere */
    bool is_local;            /* declared in a body or as a parameter */
    const dl_use *made_by;    /* not declared but by an argument of this macro, `DEFINE_X(NAME)`; or NULL */
    bool is_live;             /* stands outside of macros, or in the text of one that does */
    dl_occurrences plain;     /* not behind `.` or `->`, not on a directive's line */
    dl_occurrences in_macros; /* not behind `.` or `->`, in the text of a macro */
    dl_occurrences members;   /* behind `.` or `->`, or a designator; in macros too */
    dl_occurrence define;
};

typedef struct dl_uses {
    dl_arena *arena;
    bool is_c; /* there are no templates: `>` compares */
    dl_map *by_name;
    DL_VEC(dl_use *) list;          /* in order of appearance */
    DL_VEC(const dl_token *) asked; /* names on the lines of directives that define nothing: conditions */
} dl_uses;

void dl_uses_init(dl_uses *uses, dl_arena *arena);
void dl_uses_add(dl_uses *uses, const dl_tokens *tokens);
/* NULL: the name does not appear. */
const dl_use *dl_uses_get(const dl_uses *uses, const char *name);
const dl_use *dl_uses_of(const dl_uses *uses, const dl_token *token);
/* The last name in the text of a macro that is none of its parameters, or NULL. */
const dl_token *dl_use_last_name(const dl_use *macro);
/* The names in a text that the parser gets beside the files are live. */
void dl_uses_add_live(dl_uses *uses, const char *text);
/* Fills in `is_live`, when all files were added. */
void dl_uses_find_live(dl_uses *uses);

/* The live neighbours of a token; NULL at an end of the file. Of a token in the text of a macro: those there. */
const dl_token *dl_token_before(const dl_tokens *tokens, size_t at);
const dl_token *dl_token_behind(const dl_tokens *tokens, size_t at);
/* What closes the bracket, or NULL. */
const dl_token *dl_token_close(const dl_tokens *tokens, size_t open);

/* Around an occurrence, in its text: the live tokens next to it, next to another token there, and what closes one. */
static inline const dl_token *dl_occurrence_before(const dl_occurrence *at)
{
    return dl_token_before(at->tokens, at->at);
}

static inline const dl_token *dl_occurrence_behind(const dl_occurrence *at)
{
    return dl_token_behind(at->tokens, at->at);
}

static inline const dl_token *dl_occurrence_step(const dl_occurrence *at, const dl_token *token, int direction)
{
    size_t i = (size_t)(token - at->tokens->at);

    return direction < 0 ? dl_token_before(at->tokens, i) : dl_token_behind(at->tokens, i);
}

static inline const dl_token *dl_occurrence_close(const dl_occurrence *at, const dl_token *open)
{
    return dl_token_close(at->tokens, (size_t)(open - at->tokens->at));
}

#endif
