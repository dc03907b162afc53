/* wanted.h: where in a function something may still be asked for. A control expression tells no states apart behind its
 * last mention, nor before it is written anew: the ways that it has parted may meet there.
 * Owns: what was worked out lives as long as the world. */
#ifndef DL_ENGINE_WANTED_H
#define DL_ENGINE_WANTED_H

#include "engine/graph.h"

/* Of each block of the function whether what the expression holds may be asked for, by it or by a temporary that was
 * read from it: from where the block begins; anywhere within it and behind it. */
typedef struct dl_wanted {
    bool *from, *within;
} dl_wanted;

/* What is known of a function: the graph's. */
typedef struct dl_wanted_known {
    const dl_expr *expr;
    bool is_told_by_returns;
    const dl_function *asker;
    dl_wanted wanted;
} dl_wanted_known;

struct dl_wanted_list {
    dl_wanted_known *at;
    size_t count, room;
};

/* is_told_by_returns: each return asks for it, whatever is returned there: `if (!NT_SUCCESS(status)) return
 * STATUS_UNSUCCESSFUL;`. asker: a helper that asks for it by another name, or NULL. */
dl_wanted dl_wanted_of(dl_world *world, const dl_graph *graph, const dl_expr *expr, bool is_told_by_returns,
                       const dl_function *asker);

#endif
