/* frontend_fixture.h: a source as text, parsed as a run does it. The source goes into the current folder
 * and is removed again. For the tests of the frontend. */
#ifndef DL_TESTS_FRONTEND_FIXTURE_H
#define DL_TESTS_FRONTEND_FIXTURE_H

#include "frontend/frontend.h"

#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static dl_trap trap;
static dl_arena *arena;
static dl_frontend *frontend;

static inline void set_up(void)
{
    dl_status why = {0};
    dl_facts *facts;

    arena = dl_arena_new(&trap);
    ck_assert_ptr_nonnull(arena);
    ck_assert_msg(dl_facts_load(&facts, NULL, 0, arena, &why) == DL_OK, "%s:%u: %s", why.file, why.line, why.message);
    frontend = dl_frontend_new(facts, arena);
}

static inline void tear_down(void)
{
    dl_frontend_free(frontend);
    dl_arena_free(arena);
}

static inline void write_file(const char *path, const char *text)
{
    FILE *file = fopen(path, "wb");

    ck_assert_ptr_nonnull(file);
    ck_assert_uint_eq(fwrite(text, 1, strlen(text), file), strlen(text));
    ck_assert_int_eq(fclose(file), 0);
}

/* `source` as the file `path`, whose entry routine is DriverEntry. */
static inline const dl_parse *parse_with(const char *path, const char *source, const dl_settings *settings)
{
    static const char *const names[] = {"DriverEntry"};
    dl_status why = {0};
    dl_project *project;
    const dl_parse *parse;

    write_file(path, source);
    ck_assert_int_eq(dl_project_find(&project, &path, 1, settings, names, 1, arena, &why), DL_OK);
    ck_assert_uint_eq(project->driver_count, 1);
    parse = dl_frontend_parse(frontend, project->drivers[0], arena);
    (void)remove(path);
    return parse;
}

static inline const dl_parse *parse_source(const char *path, const char *source)
{
    static const dl_settings settings;

    return parse_with(path, source, &settings);
}

#endif
