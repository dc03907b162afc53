/* arena.h: memory by lifetime. Everything the analysis makes lives in an arena
 * and goes with it; nothing is freed singly, because IR, states and findings
 * point into each other (save the old arrays of growing tables).
 *
 * Out of memory: an allocation never returns NULL. It unwinds to the trap that
 * the arena was made with (one per worker, set in the command); the command
 * reports DL_NO_MEMORY. So no caller tests for NULL, and no caller may hold
 * what only it can release across an allocation, except libclang's own objects,
 * whose loss at that point is accepted: the process is about to end.
 *
 * With DL_ARENA_DEBUG each allocation is its own malloc, so that memory tools
 * see every edge. */
#ifndef DL_SUPPORT_ARENA_H
#define DL_SUPPORT_ARENA_H

#include "support/status.h"

#include <setjmp.h>
#include <stddef.h>

/* Where an allocation that fails goes. Set with `if (setjmp(trap.back)) …`. */
typedef struct dl_trap {
    jmp_buf back;
} dl_trap;

typedef struct dl_arena dl_arena;

/* Returns NULL only here. `trap` outlives the arena. */
dl_arena *dl_arena_new(dl_trap *trap);
/* Accepts NULL. */
void dl_arena_free(dl_arena *arena);
/* Forgets everything, keeps the memory for the next use. */
void dl_arena_reset(dl_arena *arena);
/* Bytes handed out since the last reset. */
size_t dl_arena_used(const dl_arena *arena);
dl_trap *dl_arena_trap(const dl_arena *arena);

/* Zeroed memory aligned for any type. */
void *dl_arena_alloc(dl_arena *arena, size_t size);
/* Likewise, but with any bytes in it: for what is written at once. */
void *dl_arena_alloc_raw(dl_arena *arena, size_t size);
/* `count` elements of `size`; an overflow counts as no memory. */
void *dl_arena_array(dl_arena *arena, size_t count, size_t size);
void *dl_arena_copy(dl_arena *arena, const void *from, size_t size);
/* The elements of both arrays, one behind the other. */
void *dl_arena_join(dl_arena *arena, const void *first, size_t count, const void *then, size_t more, size_t size);
/* Frees what nothing points to any more, where it is large enough to have memory of its own; else does nothing.
 * Accepts NULL. */
void dl_arena_drop(dl_arena *arena, const void *memory);
char *dl_arena_strdup(dl_arena *arena, const char *text);
char *dl_arena_strndup(dl_arena *arena, const char *text, size_t size);
char *dl_arena_printf(dl_arena *arena, const char *format, ...) DL_PRINTF(2, 3);
char *dl_arena_vprintf(dl_arena *arena, const char *format, va_list args);

#define DL_NEW(arena, type) ((type *)dl_arena_alloc((arena), sizeof(type)))
#define DL_NEW_ARRAY(arena, count, type) ((type *)dl_arena_array((arena), (count), sizeof(type)))

#endif
