/* ir_fixture.h: a file of tests/ir through the real frontend. */
#ifndef DL_TESTS_IR_FIXTURE_H
#define DL_TESTS_IR_FIXTURE_H

#include "frontend/frontend.h"
#include "support/platform.h"

#include <check.h>
#include <stdlib.h>

typedef struct ir_fixture {
    dl_trap trap;
    dl_arena *arena;
    dl_frontend *frontend;
    dl_parse *parse;
} ir_fixture;

/* The entry of each file is the function `test`. */
static inline const dl_program *ir_fixture_open(ir_fixture *f, const char *path)
{
    static const char *const entries[] = {"test"};
    static const dl_settings settings;
    dl_status why = {0};
    dl_facts *facts;
    dl_project *project;

    f->arena = dl_arena_new(&f->trap);
    ck_assert_ptr_nonnull(f->arena);
    if (setjmp(f->trap.back))
        ck_abort_msg("out of memory");
    ck_assert_msg(dl_facts_load(&facts, NULL, 0, f->arena, &why) == DL_OK, "%s:%u: %s", why.file, why.line,
                  why.message);
    ck_assert_msg(dl_project_find(&project, &path, 1, &settings, entries, 1, f->arena, &why) == DL_OK, "%s",
                  why.message);
    ck_assert_msg(project->driver_count == 1, "%s: no function 'test'", path);
    f->frontend = dl_frontend_new(facts, f->arena);
    f->parse = dl_frontend_parse(f->frontend, project->drivers[0], f->arena);
    ck_assert_msg(f->parse->program != NULL, "%s: %s", path, f->parse->reason);
    return f->parse->program;
}

static inline void ir_fixture_close(ir_fixture *f)
{
    dl_frontend_free(f->frontend);
    dl_arena_free(f->arena);
}

#endif
