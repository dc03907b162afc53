/* index_parts.h: a file that is indexed. Between index.c (functions, variables) and index_rest.c. Private to them. */
#ifndef DL_PROJECT_INDEX_PARTS_H
#define DL_PROJECT_INDEX_PARTS_H

#include "project/index.h"
#include "project/lex.h"
#include "support/vec.h"

/* A name that the body at hand mentions; `body` is the number of that body. */
typedef struct dl_seen_name {
    const char *name;
    unsigned body;
    size_t at; /* in the lists of the body */
} dl_seen_name;

struct dl_index {
    dl_arena *arena;
    dl_map *by_path;
    dl_names *names;
    dl_seen_name *seen; /* open addressing by pointer; entries of other bodies count as free */
    size_t seen_room;
    unsigned bodies;
};

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
    DL_VEC(size_t) declared; /* the tokens that name what file scope declares */
    size_t from;             /* where the declaration at hand begins */
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

static inline bool dl_indexer_is_name(const dl_indexer *x, size_t i)
{
    return i < x->tokens->count && dl_indexer_token(x, i)->kind == DL_TOKEN_NAME;
}

bool dl_indexer_is_directive(const dl_indexer *x, size_t i, const char *const *words);
/* The name that the token is, which the index holds once. */
const char *dl_indexer_intern(const dl_indexer *x, size_t i);

/* What was met of a name since dl_index_start: in the slot is that name, or it is free. */
dl_seen_name *dl_index_seen(dl_index *index, const char *name);
void dl_index_start(dl_index *index, size_t tokens);

/* While the tokens are there, once the functions and declarations are read. */
dl_indexed_rest *dl_index_rest(dl_indexer *x);

#endif
