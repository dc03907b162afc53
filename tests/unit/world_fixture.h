/* world_fixture.h: abstract memory over one source that all tests of a program share. For the tests of values; the
 * program sets `made` in its own set_up_source, an unchecked fixture. */
#ifndef DL_TESTS_WORLD_FIXTURE_H
#define DL_TESTS_WORLD_FIXTURE_H

#include "engine_fixture.h"

#include "engine/sim.h"

static loaded made;
static dl_arena *source_arena; /* of the program: what `made` is in */
static dl_arena *scratch;      /* of one test */
static dl_world *world;

static inline void tear_down_source(void)
{
    dl_arena_free(source_arena);
    tear_down_rules();
}

static inline void set_up_world(void)
{
    set_up();
    scratch = dl_arena_new(&trap);
    ck_assert_ptr_nonnull(scratch);
    world = dl_world_new(facts, made.program, made.parse->entry, arena, scratch);
    dl_sim_globals(world);
}

static inline void tear_down_world(void)
{
    dl_arena_free(scratch);
    tear_down();
}

#endif
