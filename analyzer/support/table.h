/* table.h: a map from pointers to pointers, by identity. Lives in `arena`. One thread only. */
#ifndef DL_SUPPORT_TABLE_H
#define DL_SUPPORT_TABLE_H

#include "support/arena.h"

typedef struct dl_table_slot {
    const void *key; /* NULL: free */
    void *value;
} dl_table_slot;

typedef struct dl_table {
    dl_arena *arena;
    dl_table_slot *slots;
    size_t room, count;
} dl_table;

void dl_table_init(dl_table *table, dl_arena *arena);
/* NULL when the key is not there. */
void *dl_table_get(const dl_table *table, const void *key);
/* `key` is not NULL; what it stood for before is replaced. */
void dl_table_set(dl_table *table, const void *key, void *value);

#endif
