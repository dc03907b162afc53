/* vec.h: growing arrays in an arena.
 *
 *     DL_VEC(int) numbers = {0};
 *     dl_vec_push(arena, &numbers, 7);
 *     for (size_t i = 0; i < numbers.count; i++) … numbers.at[i] …
 *
 * Growing leaves the old array in the arena: at most twice the final size. */
#ifndef DL_SUPPORT_VEC_H
#define DL_SUPPORT_VEC_H

#include "support/arena.h"

#include <string.h>

#define DL_VEC(type)                                                                                                   \
    struct {                                                                                                           \
        type *at;                                                                                                      \
        size_t count, room;                                                                                            \
    }

/* Appends one element, given as an expression. `vec` is evaluated more than once. */
#define dl_vec_push(arena, vec, ...)                                                                                   \
    do {                                                                                                               \
        if ((vec)->count == (vec)->room)                                                                               \
            (vec)->at = dl_vec_grow((arena), (vec)->at, (vec)->count, &(vec)->room, sizeof *(vec)->at);                \
        (vec)->at[(vec)->count++] = __VA_ARGS__;                                                                       \
    } while (0)

static inline void *dl_vec_grow(dl_arena *arena, const void *at, size_t count, size_t *room, size_t size)
{
    size_t want = *room ? *room * 2 : 8;
    void *made = dl_arena_array(arena, want, size);

    if (at && count)
        memcpy(made, at, count * size);
    *room = want;
    return made;
}

#endif
