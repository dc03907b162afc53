/* The schemas of what a project writes, reports/drvlint-*.schema.json: what the program writes holds, and what is
 * broken in its structure the schema refuses as the program does. */
#include "policy/baseline.h"
#include "schema/json_schema.h"
#include "support/platform.h"
#include "support/text.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>

static dl_trap trap;
static dl_arena *arena;

static void set_up(void)
{
    arena = dl_arena_new(&trap);
    ck_assert_ptr_nonnull(arena);
}

static void tear_down(void)
{
    dl_arena_free(arena);
}

static const dl_json *parse(const char *path, const char *text, size_t size)
{
    const dl_json *root = NULL;
    dl_status why = {0};

    ck_assert_msg(dl_json_parse(&root, path, text, size, arena, &why) == DL_OK, "%s:%u:%u: %s", why.file, why.line,
                  why.column, why.message);
    return root;
}

static const char *fault_of(const char *schema, const char *text)
{
    const char *read = NULL, *path = dl_arena_printf(arena, "%s/reports/%s.schema.json", DRVLINT_SOURCE_DIR, schema);
    json_schema_fault fault;
    dl_status why = {0};
    size_t size = 0;

    ck_assert_msg(dl_file_read(&read, &size, path, 1 << 20, arena, &why) == DL_OK, "%s: %s", path, why.message);
    fault = json_schema_check(parse(path, read, size), parse("text", text, strlen(text)), arena);
    ck_assert_msg(!fault.is_of_schema, "%s", fault.message);
    return fault.message;
}

typedef dl_code read_file(const char *path, dl_status *why);

/* Fails with the place of what is wrong. */
static dl_code load(read_file *read, const char *name, const char *text, dl_status *why)
{
    dl_code code;

    ck_assert_int_eq(dl_file_write(name, text, strlen(text), arena, why), DL_OK);
    code = read(name, why);
    ck_assert_int_eq(remove(name), 0);
    return code;
}

static void both_take(const char *schema, read_file *read, const char *text)
{
    dl_status why = {0};

    ck_assert_msg(!fault_of(schema, text), "%s: %s", text, fault_of(schema, text));
    ck_assert_msg(load(read, "policy.json", text, &why) == DL_OK, "%s: %s", text, why.message);
}

static void both_refuse(const char *schema, read_file *read, const char *text)
{
    dl_status why = {0};

    ck_assert_msg(fault_of(schema, text) != NULL, "the schema takes it: %s", text);
    ck_assert_msg(load(read, "policy.json", text, &why) == DL_USAGE, "the program takes it: %s", text);
    ck_assert_str_eq(why.file, "policy.json");
    ck_assert_uint_gt(why.line, 0);
    ck_assert_uint_gt(why.column, 0);
}

/* ---- baselines ---- */

static dl_code read_baseline(const char *path, dl_status *why)
{
    dl_baseline *baseline;

    return dl_baseline_read(&baseline, path, arena, why);
}

#define BASELINE(findings) "{\"schema\": \"drvlint-baseline-1\", \"findings\": [" findings "]}"
#define FINDING(more)                                                                                                  \
    "{\"rule\": \"r\", \"file\": \"f\", \"function\": \"\", \"fingerprint\": \"0123456789abcdef\"" more "}"

static const char *const baselines[] = {
    BASELINE(""),
    BASELINE(FINDING("")),
    BASELINE(FINDING(", \"count\": 2")),
    "{\"$schema\": \"s\", \"schema\": \"drvlint-baseline-1\", \"root\": \"../..\", \"findings\": []}",
};

static const char *const broken_baselines[] = {
    "[]",
    "{}",
    "{\"schema\": \"drvlint-baseline-1\"}",
    "{\"findings\": []}",
    "{\"schema\": \"drvlint-baseline-2\", \"findings\": []}",
    "{\"schema\": 1, \"findings\": []}",
    "{\"schema\": \"drvlint-baseline-1\", \"findings\": {}}",
    "{\"schema\": \"drvlint-baseline-1\", \"findings\": [], \"more\": 1}",
    "{\"schema\": \"drvlint-baseline-1\", \"findings\": [], \"root\": \"\"}",
    "{\"schema\": \"drvlint-baseline-1\", \"findings\": [], \"root\": 1}",
    BASELINE("1"),
    BASELINE(FINDING(", \"more\": 1")),
    BASELINE(FINDING(", \"count\": 0")),
    BASELINE(FINDING(", \"count\": -1")),
    BASELINE(FINDING(", \"count\": 1.5")),
    BASELINE(FINDING(", \"count\": \"1\"")),
    BASELINE(FINDING(", \"count\": 4294967296")),
    BASELINE("{\"rule\": \"r\", \"file\": \"f\", \"function\": \"\", \"fingerprint\": \"0123456789ABCDEF\"}"),
    BASELINE("{\"rule\": \"r\", \"file\": \"f\", \"function\": \"\", \"fingerprint\": \"0123456789abcde\"}"),
    BASELINE("{\"rule\": \"r\", \"file\": \"f\", \"function\": \"\", \"fingerprint\": 1}"),
    BASELINE("{\"rule\": \"\", \"file\": \"f\", \"function\": \"\", \"fingerprint\": \"0123456789abcdef\"}"),
    BASELINE("{\"file\": \"f\", \"function\": \"\", \"fingerprint\": \"0123456789abcdef\"}"),
    BASELINE("{\"rule\": \"r\", \"function\": \"\", \"fingerprint\": \"0123456789abcdef\"}"),
    BASELINE("{\"rule\": \"r\", \"file\": \"f\", \"fingerprint\": \"0123456789abcdef\"}"),
    BASELINE("{\"rule\": \"r\", \"file\": \"f\", \"function\": \"\"}"),
    BASELINE("{\"rule\": \"r\", \"file\": \"f\", \"function\": 2, \"fingerprint\": \"0123456789abcdef\"}"),
};

START_TEST(baseline_is_taken_by_both)
{
    both_take("drvlint-baseline-1", read_baseline, baselines[_i]);
}
END_TEST

START_TEST(broken_baseline_is_refused_by_both)
{
    both_refuse("drvlint-baseline-1", read_baseline, broken_baselines[_i]);
}
END_TEST

#define COUNT(table) ((int)(sizeof(table) / sizeof *(table)))

int main(void)
{
    Suite *suite = suite_create("policy schema");
    TCase *tests = tcase_create("policy schema");
    SRunner *runner;
    int failed;

    tcase_add_checked_fixture(tests, set_up, tear_down);
    tcase_add_loop_test(tests, baseline_is_taken_by_both, 0, COUNT(baselines));
    tcase_add_loop_test(tests, broken_baseline_is_refused_by_both, 0, COUNT(broken_baselines));
    suite_add_tcase(suite, tests);
    runner = srunner_create(suite);
    srunner_run_all(runner, CK_ENV);
    failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
