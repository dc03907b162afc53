/* docs/rules holds a page for each rule, as `drvlint explain --format markdown` prints it, and none besides. */
#include "ruleset/explain.h"
#include "support/platform.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>

static const char folder[] = DRVLINT_SOURCE_DIR "/docs/rules";
static const char to_write_them[] = "; to write the pages anew: cmake --build build/release --target rule-pages";

static dl_trap trap;
static dl_arena *arena;
static dl_ruleset *rules;

static void set_up(void)
{
    dl_status why = {0};

    arena = dl_arena_new(&trap);
    ck_assert_ptr_nonnull(arena);
    ck_assert_msg(dl_ruleset_load(&rules, NULL, 0, NULL, 0, arena, &why) == DL_OK, "%s", why.message);
}

static void tear_down(void)
{
    dl_arena_free(arena);
}

static void check_page(const char *name, const char *text)
{
    const char *path = dl_path_join(folder, name, arena), *there = "";
    dl_status why = {0};
    size_t size = 0;

    ck_assert_msg(dl_file_read(&there, &size, path, 1 << 22, arena, &why) == DL_OK, "docs/rules/%s: %s%s", name,
                  why.message, to_write_them);
    ck_assert_msg(strcmp(there, text) == 0, "docs/rules/%s is not as its rule and examples are%s", name, to_write_them);
}

START_TEST(pages_are_as_the_rules_are)
{
    dl_text out;

    for (size_t i = 0; i < rules->rule_count; i++) {
        const dl_rule *rule = rules->rules[i];

        dl_text_init(&out, arena);
        dl_explain_page(&out, rules, rule);
        check_page(dl_arena_printf(arena, "%s/%s.md", rule->model, rule->id), dl_text_str(&out));
    }
    dl_text_init(&out, arena);
    dl_explain_index(&out, rules, NULL, NULL);
    check_page("README.md", dl_text_str(&out));
}
END_TEST

static bool visit_page(void *self, const char *path)
{
    const char *name = dl_path_below(path, folder, arena), *id = dl_path_name(name);
    const dl_rule *rule = dl_ruleset_rule(rules, dl_arena_strndup(arena, id, strlen(id) - strlen(".md")));
    size_t *count = self;

    ++*count;
    ck_assert_msg(strcmp(name, "README.md") == 0 ||
                      (rule && strcmp(name, dl_arena_printf(arena, "%s/%s.md", rule->model, rule->id)) == 0),
                  "docs/rules/%s is the page of no rule%s", name, to_write_them);
    return true;
}

START_TEST(there_is_no_page_without_a_rule)
{
    dl_status why = {0};
    size_t count = 0;

    ck_assert_int_eq(dl_folder_walk(folder, visit_page, &count, arena, &why), DL_OK);
    ck_assert_uint_eq(count, rules->rule_count + 1);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("rule pages");
    TCase *tests = tcase_create("pages");
    SRunner *runner;
    int failed;

    tcase_add_checked_fixture(tests, set_up, tear_down);
    tcase_add_test(tests, pages_are_as_the_rules_are);
    tcase_add_test(tests, there_is_no_page_without_a_rule);
    suite_add_tcase(suite, tests);
    runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
