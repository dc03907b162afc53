#include "support/arena.h"

#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* What is larger than `LARGE` has a block of its own, so that none is left half used for it. */
enum { BLOCK_SIZE = 64 * 1024, LARGE = 8 * 1024, FEW = 256 };

typedef struct block {
    struct block *next, *before; /* before: of a large one, which may go by itself */
    size_t size, used;
    max_align_t memory[];
} block;

struct dl_arena {
    dl_trap *trap;
    block *first, *current; /* of BLOCK_SIZE each */
    block *large;
    size_t handed_out;
};

dl_arena *dl_arena_new(dl_trap *trap)
{
    dl_arena *arena = calloc(1, sizeof *arena);

    if (arena)
        arena->trap = trap;
    return arena;
}

static void free_blocks(block *list)
{
    while (list) {
        block *next = list->next;

        free(list);
        list = next;
    }
}

void dl_arena_free(dl_arena *arena)
{
    if (!arena)
        return;
    free_blocks(arena->first);
    free_blocks(arena->large);
    free(arena);
}

void dl_arena_reset(dl_arena *arena)
{
    free_blocks(arena->large);
    arena->large = NULL;
    arena->current = arena->first;
    if (arena->current)
        arena->current->used = 0;
    arena->handed_out = 0;
}

size_t dl_arena_used(const dl_arena *arena)
{
    return arena->handed_out;
}

dl_trap *dl_arena_trap(const dl_arena *arena)
{
    return arena->trap;
}

DL_NORETURN static void out_of_memory(dl_arena *arena)
{
    longjmp(arena->trap->back, 1);
}

static block *new_block(dl_arena *arena, size_t size)
{
    block *made;

    if (size > SIZE_MAX - sizeof *made)
        out_of_memory(arena);
    made = malloc(sizeof *made + size);
    if (!made)
        out_of_memory(arena);
    made->size = size;
    made->used = 0;
    made->next = made->before = NULL;
    return made;
}

static void *alloc_large(dl_arena *arena, size_t size)
{
    block *made = new_block(arena, size);

    arena->handed_out += size;
    made->used = size;
    made->next = arena->large;
    if (made->next)
        made->next->before = made;
    arena->large = made;
    return made->memory;
}

static void free_large(dl_arena *arena, block *gone)
{
    if (gone->before)
        gone->before->next = gone->next;
    else
        arena->large = gone->next;
    if (gone->next)
        gone->next->before = gone->before;
    free(gone);
}

void dl_arena_drop(dl_arena *arena, const void *memory)
{
    if (!memory)
        return;
#ifdef DL_ARENA_DEBUG
    free_large(arena, (block *)((char *)memory - offsetof(block, memory)));
#else
    enum { NEWEST = 64 }; /* what grows is dropped soon: it is not looked for among all that there are */
    block *at = arena->large;

    for (unsigned i = 0; at && i < NEWEST; i++, at = at->next)
        if (at->memory == memory) {
            free_large(arena, at);
            return;
        }
#endif
}

#ifndef DL_ARENA_DEBUG
/* The next block: one that is left from before the last reset, or a new one behind the current. */
static block *next_block(dl_arena *arena)
{
    block *at = arena->current ? arena->current->next : NULL;

    if (!at) {
        at = new_block(arena, BLOCK_SIZE);
        if (arena->current)
            arena->current->next = at;
        else
            arena->first = at;
    }
    at->used = 0;
    arena->current = at;
    return at;
}
#endif

void *dl_arena_alloc_raw(dl_arena *arena, size_t size)
{
#ifdef DL_ARENA_DEBUG
    return alloc_large(arena, size ? size : 1);
#else
    const size_t align = _Alignof(max_align_t);
    block *at = arena->current;
    void *memory;

    if (size == 0)
        size = 1;
    if (size > SIZE_MAX - align)
        out_of_memory(arena);
    size = (size + align - 1) / align * align;
    if (!at || at->size - at->used < size) {
        if (size > LARGE)
            return alloc_large(arena, size);
        at = next_block(arena);
    }
    memory = (char *)at->memory + at->used;
    at->used += size;
    arena->handed_out += size;
    return memory;
#endif
}

void *dl_arena_alloc(dl_arena *arena, size_t size)
{
    return memset(dl_arena_alloc_raw(arena, size), 0, size ? size : 1);
}

void *dl_arena_array(dl_arena *arena, size_t count, size_t size)
{
    if (size != 0 && count > SIZE_MAX / size)
        out_of_memory(arena);
    return dl_arena_alloc(arena, count * size);
}

void *dl_arena_copy(dl_arena *arena, const void *from, size_t size)
{
    void *made = dl_arena_alloc_raw(arena, size);

    if (size != 0)
        memcpy(made, from, size);
    return made;
}

void *dl_arena_join(dl_arena *arena, const void *first, size_t count, const void *then, size_t more, size_t size)
{
    char *made = dl_arena_array(arena, count + more, size);

    if (count != 0)
        memcpy(made, first, count * size);
    if (more != 0)
        memcpy(made + count * size, then, more * size);
    return made;
}

char *dl_arena_strndup(dl_arena *arena, const char *text, size_t size)
{
    char *made = dl_arena_alloc_raw(arena, size + 1);

    if (size != 0)
        memcpy(made, text, size);
    made[size] = '\0';
    return made;
}

char *dl_arena_strdup(dl_arena *arena, const char *text)
{
    return dl_arena_strndup(arena, text, strlen(text));
}

char *dl_arena_vprintf(dl_arena *arena, const char *format, va_list args)
{
    char few[FEW]; /* most texts are short: they are put together once */
    va_list again;
    char *made;
    int size;

    va_copy(again, args);
    size = vsnprintf(few, sizeof few, format, again);
    va_end(again);
    if (size < 0)
        return dl_arena_strdup(arena, "");
    if ((size_t)size < sizeof few)
        return dl_arena_strndup(arena, few, (size_t)size);
    made = dl_arena_alloc_raw(arena, (size_t)size + 1);
    (void)vsnprintf(made, (size_t)size + 1, format, args);
    return made;
}

char *dl_arena_printf(dl_arena *arena, const char *format, ...)
{
    va_list args;
    char *made;

    va_start(args, format);
    made = dl_arena_vprintf(arena, format, args);
    va_end(args);
    return made;
}
