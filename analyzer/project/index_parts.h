/* index_parts.h: a file that is indexed. Between index.c (functions, variables) and index_rest.c. Private to them. */
#ifndef DL_PROJECT_INDEX_PARTS_H
#define DL_PROJECT_INDEX_PARTS_H

#include "project/index.h"
#include "project/lex.h"
#include "support/vec.h"

#include <stddef.h>

/* A name, and what was met of it last: in the body whose number `body` is, at `at` in the lists of that. */
typedef struct dl_index_name_entry {
    unsigned number, body, at;
    char text[];
} dl_index_name_entry;

struct dl_index {
    dl_arena *arena;
    dl_map *by_path;
    struct dl_name_slot *name_slots; /* open addressing */
    size_t name_room, name_count;
    unsigned bodies; /* so far; the rest of a file counts as one */
    dl_map *stubs;   /* the names in the stub headers; NULL: not asked for yet */
};

/* The one text of the name, which dl_index_entry_of takes. */
const char *dl_index_intern(dl_index *index, const char *name, size_t size);
static inline dl_index_name_entry *dl_index_entry_of(const char *name)
{
    return (dl_index_name_entry *)(uintptr_t)(name - offsetof(dl_index_name_entry, text));
}

/* `NAME (…)` in the declaration at hand; `name` of an operator is the word `operator`. */
typedef struct dl_name_group {
    size_t name, open, close;
} dl_name_group;

typedef struct dl_indexer {
    dl_index *index;
    const dl_tokens *tokens;
    dl_arena *scratch;
    DL_VEC(dl_indexed_function) functions;
    DL_VEC(dl_indexed_variable) variables;
    DL_VEC(const char *) statics; /* declared so before they are defined */
    DL_VEC(const char *) nested;  /* of each brace that is entered: a namespace's name, "" without one; NULL: none's */
    DL_VEC(dl_name_group) groups;
    DL_VEC(size_t) declared;      /* the tokens that name what file scope declares */
    DL_VEC(const char *) records; /* the names of typedefs of structures */
    size_t from;                  /* where the declaration at hand begins */
    size_t worded_end;            /* its words up to there are known; 0: none */
    unsigned words;
    bool is_initialised, has_record, is_template;
} dl_indexer;

static inline const dl_token *dl_indexer_token(const dl_indexer *x, size_t i)
{
    return &x->tokens->at[i];
}

/* No token past the last is anything. */
static inline bool dl_indexer_is(const dl_indexer *x, size_t i, const char *text)
{
    return i < x->tokens->count && dl_token_is(dl_indexer_token(x, i), text);
}

static inline bool dl_indexer_is_any(const dl_indexer *x, size_t i, const char *const *texts)
{
    return i < x->tokens->count && dl_token_is_any(dl_indexer_token(x, i), texts);
}

static inline bool dl_indexer_is_name(const dl_indexer *x, size_t i)
{
    return i < x->tokens->count && dl_indexer_token(x, i)->kind == DL_TOKEN_NAME;
}

/* The live token behind it. */
static inline size_t dl_indexer_next(const dl_indexer *x, size_t i)
{
    return dl_tokens_live(x->tokens, i + 1);
}
/* The live token before `i` within the declaration; `count`: none. */
static inline size_t dl_indexer_previous(const dl_indexer *x, size_t i)
{
    while (i > x->from)
        if (!dl_indexer_token(x, --i)->is_directive && !dl_indexer_token(x, i)->is_dead)
            return i;
    return x->tokens->count;
}
bool dl_indexer_is_directive(const dl_indexer *x, size_t i, const char *const *words);
/* The name that the token is, which the index holds once. */
const char *dl_indexer_intern(const dl_indexer *x, size_t i);

/* Behind the brackets of its indexes. */
size_t dl_indexer_behind_indexes(const dl_indexer *x, size_t i);
/* Whether it is a member that something else than a comparison or a call is done with. */
bool dl_indexer_is_stored(const dl_indexer *x, size_t i);
/* Of a function that is defined, with its head and its body: the members that it may store to, and of what. */
void dl_index_stores(dl_indexer *x, dl_indexed_function *function, const dl_name_group *of, size_t open, size_t close);
/* Of a `typedef struct … Name, *Pointer;` the names, at the `;` in `end`. */
void dl_index_records(dl_indexer *x, size_t end);

/* While the tokens are there, once the functions and declarations are read. */
dl_indexed_rest *dl_index_rest(dl_indexer *x);

#endif
