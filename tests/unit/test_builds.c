/* Tests of project files: each folder of data/projects, or a file in it, gives the drivers and notices that the text
 * beside it shows. */
#include "arena_fixture.h"

#include "project/driver.h"
#include "support/platform.h"

#include <stdlib.h>
#include <string.h>

#define DATA DRVLINT_SOURCE_DIR "/tests/unit/data/projects"

static const char *const names[] = {"DriverEntry", "GsDriverEntry"};

/* ---- a project as text ---- */

static dl_text out;

/* Adds the text with the folder of the data taken out of it. */
static void add_shown(const char *text)
{
    for (const char *at = strstr(text, DATA "/"); at; at = strstr(text, DATA "/")) {
        dl_text_add_n(&out, text, (size_t)(at - text));
        text = at + sizeof DATA;
    }
    dl_text_add(&out, text);
}

static void add_line(const char *what, const char *text)
{
    dl_text_printf(&out, "  %s ", what);
    add_shown(text);
    dl_text_add(&out, "\n");
}

static void add_lines(const char *what, const char *const *texts, size_t count)
{
    for (size_t i = 0; i < count; i++)
        add_line(what, texts[i]);
}

/* What sources other than the entry's are built with, where that is not the same. */
static void add_other_settings(const dl_driver *driver)
{
    for (size_t i = 0; i < driver->source_count; i++) {
        const dl_settings *settings = dl_driver_settings(driver, driver->sources[i]);

        if (settings == driver->settings)
            continue;
        add_line("with its own settings", driver->sources[i]);
        add_lines("  define", settings->defines, settings->define_count);
        add_lines("  forced", settings->forced_includes, settings->forced_count);
    }
}

static void add_driver(const dl_driver *driver)
{
    const dl_settings *settings = driver->settings;

    add_shown(
        dl_arena_printf(arena, "driver %s:%u %s\n", driver->entry_file, driver->entry_line, driver->entry_function));
    if (driver->project)
        add_line("project", driver->project);
    if (driver->target)
        add_line("target", driver->target);
    if (driver->twin)
        add_line("twin of", driver->twin->project);
    if (driver->is_user_mode)
        dl_text_add(&out, "  user mode\n");
    add_lines("source", driver->sources, driver->source_count);
    add_lines("include", settings->include_folders, settings->include_count);
    add_lines("define", settings->defines, settings->define_count);
    add_lines("undefine", settings->undefines, settings->undefine_count);
    add_lines("forced", settings->forced_includes, settings->forced_count);
    add_other_settings(driver);
    for (size_t i = 0; i < driver->property_count; i++)
        add_line("property", dl_arena_printf(arena, "%s=%s", driver->properties[i].name, driver->properties[i].value));
    add_lines("library", driver->libraries, driver->library_count);
    add_lines("link option", driver->link_options, driver->link_option_count);
    for (size_t i = 0; i < driver->inf_count; i++)
        if (driver->inf[i].kind == DL_INF_DIRECTIVE)
            add_line("inf", dl_arena_printf(arena, "%s = %s", driver->inf[i].name, driver->inf[i].value));
}

static const char *shown_project(const dl_project *project)
{
    static const char *const levels[] = {"note", "warning", "error"};

    dl_text_init(&out, arena);
    for (size_t i = 0; i < project->driver_count; i++)
        add_driver(project->drivers[i]);
    for (size_t i = 0; i < project->notice_count; i++) {
        const dl_notice *notice = &project->notices[i];

        add_shown(dl_arena_printf(arena, "%s %s:%u %s\n", levels[notice->level], notice->file ? notice->file : "",
                                  notice->line, notice->message));
    }
    if (project->has_unread)
        dl_text_add(&out, "unread\n");
    if (project->has_empty)
        dl_text_add(&out, "empty\n");
    return dl_text_str(&out);
}

/* ---- the cases ---- */

static const struct {
    const char *expected, *operand;
    const char *define, *undefine, *database; /* of the command line, or NULL */
} cases[] = {
    {"items.txt", "items", NULL, NULL, NULL},
    {"items-given.txt", "items/driver.vcxproj", "OWN=3", "OPTION", NULL},
    {"owners.txt", "owners", NULL, NULL, NULL},
    {"owner.txt", "owners/a/a.vcxproj", NULL, NULL, NULL},
    {"solution.txt", "items/all.sln", NULL, NULL, NULL},
    {"solution-new.txt", "owners/both.slnx", NULL, NULL, NULL},
    {"bad-solution.txt", "bad/none.sln", NULL, NULL, NULL},
    {"symbol.txt", "symbol", NULL, NULL, NULL},
    {"symbol-file.txt", "symbol/library/drv.c", NULL, NULL, NULL},
    {"linked.txt", "linked", NULL, NULL, NULL},
    {"linked-file.txt", "linked/pragma/drv.c", NULL, NULL, NULL},
    {"held.txt", "held", NULL, NULL, NULL},
    {"typed.txt", "typed", NULL, NULL, NULL},
    {"tested.txt", "tested", NULL, NULL, NULL},
    {"unnamed.txt", "unnamed", NULL, NULL, NULL},
    {"unnamed-project.txt", "unnamed/header/drv.vcxproj", NULL, NULL, NULL},
    {"unnamed-project.txt", "unnamed/header/drv.cpp", NULL, NULL, NULL},
    {"absent.txt", "absent", NULL, NULL, NULL},
    {"moved.txt", "moved", NULL, NULL, NULL},
    {"absent-solution.txt", "absent/all.sln", NULL, NULL, NULL},
    {"absent-project.txt", "absent/outside/outside.vcxproj", NULL, NULL, NULL},
    {"folder.txt", "folder", NULL, NULL, NULL},
    {"bad.txt", "bad", NULL, NULL, NULL},
    {"bad-text.txt", "bad/text.vcxproj", NULL, NULL, NULL},
    {"bad-laughs.txt", "bad/laughs.vcxproj", NULL, NULL, NULL},
    {"circle.txt", "circle", NULL, NULL, NULL},
    {"system.txt", "system", NULL, NULL, NULL},
    {"old.txt", "old", NULL, NULL, NULL},
    {"old-dirs.txt", "old/dirs", NULL, NULL, NULL},
    {"old-one.txt", "old/drv/SOURCES", NULL, NULL, NULL},
    {"bad-old.txt", "bad-old", NULL, NULL, NULL},
    {"bad-old-one.txt", "bad/sources", NULL, NULL, NULL},
    {"bad-arms.txt", "bad-arms", NULL, NULL, NULL},
    {"bad-arms-one.txt", "bad-arms/open/sources", NULL, NULL, NULL},
    {"commands.txt", "commands", NULL, NULL, NULL},
    {"commands-one.txt", "commands/build/compile_commands.json", NULL, NULL, NULL},
    {"commands-given.txt", "commands/src", NULL, NULL, "commands/build/compile_commands.json"},
    {"commands-file.txt", "commands/src/drv.c", NULL, NULL, "commands/build/compile_commands.json"},
    {"commands-apart.txt", "commands-apart", NULL, NULL, NULL},
    {"bad-commands.txt", "bad-commands", NULL, NULL, NULL},
    {"bad-commands-one.txt", "bad-commands/b/compile_commands.json", NULL, NULL, NULL},
};

START_TEST(project_gives_the_drivers_that_the_text_beside_it_shows)
{
    const char *paths[] = {dl_arena_printf(arena, DATA "/%s", cases[_i].operand)};
    const char *database = cases[_i].database ? dl_arena_printf(arena, DATA "/%s", cases[_i].database) : NULL;
    const dl_settings given = {.defines = &cases[_i].define,
                               .define_count = cases[_i].define != NULL,
                               .undefines = &cases[_i].undefine,
                               .undefine_count = cases[_i].undefine != NULL,
                               .database = database};
    const char *path = dl_arena_printf(arena, DATA "/%s", cases[_i].expected), *expected = "", *shown;
    dl_project *project = NULL;
    dl_status why = {0};
    size_t size = 0;

    ck_assert_int_eq(dl_project_find(&project, paths, 1, &given, names, 2, arena, &why), DL_OK);
    shown = shown_project(project);
    if (getenv("DRVLINT_UPDATE")) /* writes what is shown; to be read before it is kept */
        ck_assert_int_eq(dl_file_write(path, shown, strlen(shown), arena, &why), DL_OK);
    ck_assert_msg(dl_file_read(&expected, &size, path, 1 << 20, arena, &why) == DL_OK, "%s: %s", path, why.message);
    ck_assert_msg(strcmp(shown, expected) == 0, "%s: this is shown:\n%s", path, shown);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("builds");
    TCase *tests = tcase_create("projects");
    SRunner *runner;
    int failed;

    tcase_add_checked_fixture(tests, set_up, tear_down);
    tcase_add_loop_test(tests, project_gives_the_drivers_that_the_text_beside_it_shows, 0,
                        (int)(sizeof cases / sizeof *cases));
    suite_add_tcase(suite, tests);
    runner = srunner_create(suite);
    srunner_run_all(runner, CK_ENV);
    failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
