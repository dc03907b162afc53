/* allow_parts.h: what comments and directives share. Private to allow.c and pragma.c. */
#ifndef DL_POLICY_ALLOW_PARTS_H
#define DL_POLICY_ALLOW_PARTS_H

#include "project/lex.h"

/* The code behind some place of a source. Zeroed at first; asked for places in order. */
typedef struct dl_code_behind {
    size_t asked;         /* the token from which it was looked for */
    size_t at;            /* its first token */
    unsigned first, last; /* its lines: of a statement, or of the head of a function or block; 0: there is none */
} dl_code_behind;

/* What begins at the token `next` or behind it, where that is no directive and not switched off. */
void dl_code_find(dl_code_behind *code, const dl_tokens *tokens, size_t next);

unsigned dl_token_last_line(const dl_token *token);

#endif
