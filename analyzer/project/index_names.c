/* index_names.c: the names of an index, each once, with a number and what was met of it last; see index.h. */
#include "project/index_parts.h"
#include "support/embedded.h"

#include <string.h>

enum { FIRST_ROOM = 1024 };

typedef struct dl_name_slot {
    uint32_t hash, size;
    dl_index_name_entry *entry; /* NULL: free */
} dl_name_slot;

static dl_name_slot *slot_of(dl_name_slot *slots, size_t room, const char *name, size_t size, uint32_t hash)
{
    size_t i = hash & (room - 1);

    while (slots[i].entry &&
           (slots[i].hash != hash || slots[i].size != size || memcmp(slots[i].entry->text, name, size) != 0))
        i = (i + 1) & (room - 1);
    return &slots[i];
}

static void grow(dl_index *index)
{
    size_t room = index->name_room ? index->name_room * 2 : FIRST_ROOM;
    dl_name_slot *slots = DL_NEW_ARRAY(index->arena, room, dl_name_slot);

    for (size_t i = 0; i < index->name_room; i++)
        if (index->name_slots[i].entry) {
            size_t at = index->name_slots[i].hash & (room - 1);

            while (slots[at].entry)
                at = (at + 1) & (room - 1);
            slots[at] = index->name_slots[i];
        }
    dl_arena_drop(index->arena, index->name_slots);
    index->name_slots = slots;
    index->name_room = room;
}

const char *dl_index_intern(dl_index *index, const char *name, size_t size)
{
    uint32_t hash = dl_hash_name(name, size);
    dl_name_slot *slot;

    if ((index->name_count + 1) * 2 > index->name_room)
        grow(index);
    slot = slot_of(index->name_slots, index->name_room, name, size, hash);
    if (!slot->entry) {
        slot->entry = dl_arena_alloc_raw(index->arena, sizeof *slot->entry + size + 1);
        *slot->entry = (dl_index_name_entry){.number = (unsigned)index->name_count++};
        memcpy(slot->entry->text, name, size);
        slot->entry->text[size] = '\0';
        slot->hash = hash;
        slot->size = (uint32_t)size;
    }
    return slot->entry->text;
}

const char *dl_index_name_n(const dl_index *index, const char *name, size_t size)
{
    const dl_name_slot *slot =
        index->name_room ? slot_of(index->name_slots, index->name_room, name, size, dl_hash_name(name, size)) : NULL;

    return slot && slot->entry ? slot->entry->text : NULL;
}

const char *dl_index_name(const dl_index *index, const char *name)
{
    return dl_index_name_n(index, name, strlen(name));
}

size_t dl_index_name_count(const dl_index *index)
{
    return index->name_count;
}

size_t dl_index_number(const char *name)
{
    return dl_index_entry_of(name)->number;
}

/* ---- the stub headers ---- */

bool dl_index_is_of_stubs(dl_index *index, const char *name)
{
    dl_arena *scratch;

    if (index->stubs)
        return dl_map_get(index->stubs, name) != NULL;
    scratch = dl_arena_new(dl_arena_trap(index->arena));
    if (!scratch)
        longjmp(dl_arena_trap(index->arena)->back, 1);
    index->stubs = dl_map_new(index->arena);
    for (size_t i = 0; i < dl_embedded_stubs_count; i++) {
        dl_tokens tokens = dl_lex(dl_embedded_text(&dl_embedded_stubs[i], scratch), dl_embedded_stubs[i].size, scratch);
        const char *kept;

        for (size_t k = 0; k < tokens.count; k++)
            if (tokens.at[k].kind == DL_TOKEN_NAME)
                *dl_map_at(index->stubs, tokens.at[k].text, tokens.at[k].size, &kept) = index;
    }
    dl_arena_free(scratch);
    return dl_map_get(index->stubs, name) != NULL;
}
