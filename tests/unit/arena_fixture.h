/* arena_fixture.h: an arena for each test, as a checked fixture. */
#ifndef DL_TESTS_ARENA_FIXTURE_H
#define DL_TESTS_ARENA_FIXTURE_H

#include "support/vec.h" /* before there is an `arena` that its parameters would hide */

#include <check.h>

static dl_trap trap;
static dl_arena *arena; /* of one test */

static inline void set_up(void)
{
    arena = dl_arena_new(&trap);
    ck_assert_ptr_nonnull(arena);
}

static inline void tear_down(void)
{
    dl_arena_free(arena);
}

#endif
