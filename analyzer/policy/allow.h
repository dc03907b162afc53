/* allow.h: what a source says of findings in it: comments `drvlint: allow(RULE, RULE) reason`, and the directives
 * `#pragma warning(suppress: N)` and `#pragma warning(disable: N)` (and `prefast`), which drivers have for Microsoft's
 * analyser. Text in, statements out: whether a rule of such a name is there is not asked.
 * Owns: all in the arena given. */
#ifndef DL_POLICY_ALLOW_H
#define DL_POLICY_ALLOW_H

#include "support/arena.h"

typedef struct dl_allow {
    const char *const *names; /* of rules, as written; of a directive's number: `C28131` */
    size_t name_count;
    const char *reason;   /* of a directive without one: the directive */
    const char *fault;    /* what is wrong with the comment, which then names nothing; else NULL */
    unsigned line;        /* where it stands */
    unsigned first, last; /* the lines that it speaks of; 0: none */
    bool is_directive;
} dl_allow;

typedef struct dl_allow_list {
    const dl_allow *at;
    size_t count;
} dl_allow_list;

/* A comment behind code speaks of its line; any other of the next statement, or the head of the function or block, that
 * begins behind it: directives are passed over. So is what stands in `#if 0`. `text` is UTF-8 and terminated. */
dl_allow_list dl_allow_comments(const char *text, size_t size, dl_arena *arena);
/* `suppress` speaks of the next statement, `disable` of all up to the `default`, `enable` or `pop` that ends it.
 */
dl_allow_list dl_allow_directives(const char *text, size_t size, dl_arena *arena);

#endif
