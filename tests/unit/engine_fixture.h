/* engine_fixture.h: a driver's source as text, parsed and scoped as a run does it. For the tests of the engine.
 * The source goes into the current folder under FIXTURE_FILE and is removed again. */
#ifndef DL_TESTS_ENGINE_FIXTURE_H
#define DL_TESTS_ENGINE_FIXTURE_H

#include "arena_fixture.h"

#include "engine/recognise.h"
#include "support/vec.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static dl_arena *rules_arena; /* of the program */
static dl_ruleset *rules;
static dl_facts *facts;

typedef struct loaded {
    dl_driver driver;
    const dl_parse *parse;
    const dl_program *program;
    const dl_model_hit *models;
    size_t model_count;
    dl_scope *scope;
} loaded;

static inline void set_up_rules(void)
{
    dl_status why = {0};

    rules_arena = dl_arena_new(&trap);
    ck_assert_msg(dl_ruleset_load(&rules, NULL, 0, NULL, 0, rules_arena, &why) == DL_OK, "%s:%u: %s", why.file,
                  why.line, why.message);
    ck_assert_int_eq(dl_facts_load(&facts, NULL, 0, rules_arena, &why), DL_OK);
}

static inline void tear_down_rules(void)
{
    dl_arena_free(rules_arena);
}

static inline void write_source(const char *path, const char *source)
{
    FILE *file = fopen(path, "wb");

    ck_assert_ptr_nonnull(file);
    ck_assert_uint_eq(fwrite(source, 1, strlen(source), file), strlen(source));
    ck_assert_int_eq(fclose(file), 0);
}

/* `inf` may be NULL. `set` is what models come from. */
static inline loaded load_with(const dl_ruleset *set, const char *path, const char *source, const dl_inf_fact *inf,
                               size_t inf_count)
{
    static const char *const names[] = {"DriverEntry"};
    static const dl_settings settings = {0};
    loaded made = {0};
    dl_project *project = NULL;
    dl_status why = {0};

    write_source(path, source);
    ck_assert_int_eq(dl_project_find(&project, &path, 1, &settings, names, 1, arena, &why), DL_OK);
    ck_assert_msg(project->driver_count == 1, "no entry routine in\n%s", source);
    made.driver = *project->drivers[0];
    made.driver.inf = inf;
    made.driver.inf_count = inf_count;
    dl_frontend *frontend = dl_frontend_new(facts, arena);
    dl_parse *parse = dl_frontend_parse(frontend, project->drivers[0], arena);
    dl_frontend_free(frontend);
    parse->files = NULL; /* the file goes, too */
    made.parse = parse;
    (void)remove(path);
    ck_assert_msg(made.parse->entry != NULL, "%s in\n%s", made.parse->reason ? made.parse->reason : "", source);
    made.program = made.parse->program;
    dl_scope *first = dl_scope_build(set, made.program, made.parse->entry, NULL, 0, arena);
    made.models = dl_models_recognise(&made.model_count, first, &made.driver, NULL, 0, arena);
    made.scope = dl_scope_with_models(first, made.models, made.model_count);
    return made;
}

static inline loaded load(const char *source)
{
    return load_with(rules, FIXTURE_FILE, source, NULL, 0);
}

static inline dl_guard_context context_of(const loaded *made)
{
    return (dl_guard_context){made->scope, &made->driver, made->models, made->model_count, NULL, NULL, false};
}

static inline const dl_function *function_of(const loaded *made, const char *name)
{
    const dl_function *function = dl_program_function(made->program, name);

    ck_assert_msg(function != NULL, "no function %s", name);
    return function;
}

/* The names, sorted, with blanks between. */
static inline const char *joined(const char *const *at, size_t count)
{
    const char **sorted = DL_NEW_ARRAY(arena, count + 1, const char *);
    dl_text text;

    dl_text_init(&text, arena);
    for (size_t i = 0; i < count; i++) {
        size_t k = i;
        for (; k > 0 && strcmp(sorted[k - 1], at[i]) > 0; k--)
            sorted[k] = sorted[k - 1];
        sorted[k] = at[i];
    }
    for (size_t i = 0; i < count; i++)
        dl_text_printf(&text, "%s%s", i ? " " : "", sorted[i]);
    return dl_text_str(&text);
}

static inline int run_suite(const char *name, TCase *cases)
{
    Suite *suite = suite_create(name);
    SRunner *runner = srunner_create(suite);

    tcase_add_unchecked_fixture(cases, set_up_rules, tear_down_rules);
    tcase_add_checked_fixture(cases, set_up, tear_down);
    suite_add_tcase(suite, cases);
    srunner_run_all(runner, CK_NORMAL);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}

#endif
