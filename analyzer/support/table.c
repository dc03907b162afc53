#include "support/table.h"

#include <stdint.h>

enum { FIRST_ROOM = 16 };

static size_t slot_of(const dl_table *table, const void *key)
{
    uint64_t hash = (uint64_t)(uintptr_t)key * 0x9e3779b97f4a7c15u;
    size_t i = (size_t)(hash >> 32) & (table->room - 1);

    while (table->slots[i].key && table->slots[i].key != key)
        i = (i + 1) & (table->room - 1);
    return i;
}

void dl_table_init(dl_table *table, dl_arena *arena)
{
    *table = (dl_table){.arena = arena};
}

void *dl_table_get(const dl_table *table, const void *key)
{
    return table->room ? table->slots[slot_of(table, key)].value : NULL;
}

static void grow(dl_table *table)
{
    dl_table_slot *old = table->slots;
    size_t room = table->room;

    table->room = room ? room * 2 : FIRST_ROOM;
    table->slots = DL_NEW_ARRAY(table->arena, table->room, dl_table_slot);
    for (size_t i = 0; i < room; i++)
        if (old[i].key)
            table->slots[slot_of(table, old[i].key)] = old[i];
    dl_arena_drop(table->arena, old);
}

void dl_table_set(dl_table *table, const void *key, void *value)
{
    size_t i;

    if ((table->count + 1) * 2 > table->room)
        grow(table);
    i = slot_of(table, key);
    table->count += table->slots[i].key == NULL;
    table->slots[i] = (dl_table_slot){key, value};
}
