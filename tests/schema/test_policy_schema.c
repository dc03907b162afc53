/* The schemas of what a project writes, reports/drvlint-*.schema.json: what the program writes holds, and what is
 * broken in its structure the schema refuses as the program does. */
#include "policy/baseline.h"
#include "policy/config.h"
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

/* ---- configurations ---- */

static dl_code read_config(const char *path, dl_status *why)
{
    dl_config config;

    return dl_config_read(&config, path, true, arena, why);
}

static const char *const configs[] = {
    "{}",
    "{\"$schema\": \"s\", \"model\": \"kmdf\", \"enable\": [], \"disable\": [\"wdm\", \"kmdf-*\"]}",
    "{\"level\": {\"wdm\": \"note\", \"DRV0101\": \"error\"}, \"failOn\": \"never\", \"strict\": true}",
    "{\"define\": [\"A\", \"B=1\", \"_c2=\"], \"undefine\": \"D\", \"timeout\": 0.5}",
    "{\"include\": [\".\", \"no/such/folder\", \"a/../b\"], \"baseline\": \"base.json\", \"timeout\": 600}",
    "\xEF\xBB\xBF{\"strict\": false}\r\n",
};

static const char *const broken_configs[] = {
    "[]",
    "1",
    "{\"models\": \"kmdf\"}",
    "{\"model\": \"\"}",
    "{\"model\": 1}",
    "{\"model\": [\"kmdf\", 1]}",
    "{\"model\": [\"kmdf\", \"kmdf\"]}",
    "{\"rules\": {}}",
    "{\"enable\": null}",
    "{\"disable\": [[\"wdm\"]]}",
    "{\"level\": [\"wdm\"]}",
    "{\"level\": {\"wdm\": \"fatal\"}}",
    "{\"level\": {\"wdm\": 1}}",
    "{\"failOn\": \"high\"}",
    "{\"failOn\": 1}",
    "{\"strict\": \"yes\"}",
    "{\"define\": {\"A\": 1}}",
    "{\"undefine\": [\"\"]}",
    "{\"include\": true}",
    "{\"baseline\": [\"b.json\"]}",
    "{\"baseline\": \"\"}",
    "{\"timeout\": 0}",
    "{\"timeout\": -1}",
    "{\"timeout\": 601}",
    "{\"timeout\": \"10\"}",
    "{\"$schema\": 1}",
    "{\"report\": \"json=x\"}",
    "{\"writeBaseline\": \"x\"}",
    "{\"wdk\": \"x\"}",
};

START_TEST(configuration_is_taken_by_both)
{
    both_take("drvlint-config-1", read_config, configs[_i]);
}
END_TEST

START_TEST(broken_configuration_is_refused_by_both)
{
    both_refuse("drvlint-config-1", read_config, broken_configs[_i]);
}
END_TEST

START_TEST(configuration_of_the_documentation_is_one)
{
    const char *path = DRVLINT_SOURCE_DIR "/docs/configuration.md", *mark = "```json\n", *text = NULL, *from, *end,
               *one;
    dl_status why = {0};
    size_t size = 0;

    ck_assert_msg(dl_file_read(&text, &size, path, 1 << 20, arena, &why) == DL_OK, "%s", why.message);
    from = strstr(text, mark);
    ck_assert_ptr_nonnull(from);
    from += strlen(mark);
    end = strstr(from, "```");
    ck_assert_ptr_nonnull(end);
    one = dl_arena_strndup(arena, from, (size_t)(end - from));
    ck_assert_msg(!fault_of("drvlint-config-1", one), "%s", fault_of("drvlint-config-1", one));
}
END_TEST

/* What a schema cannot say. */
static const char *const refused_configs[] = {
    "{\"rules\": \"/etc\"}",
    "{\"rules\": \"C:/rules\"}",
    "{\"rules\": \"\\\\server\\\\rules\"}",
    "{\"rules\": \"..\"}",
    "{\"rules\": \"a/../../b\"}",
    "{\"rules\": \"a\\\\..\\\\..\\\\b\"}",
    "{\"rules\": \"no/such/folder\"}",
    "{\"include\": [\"include\", \"../include\"]}",
    "{\"include\": \"/usr/include\"}",
    "{\"baseline\": \"../base.json\"}",
    "{\"baseline\": \"/dev/zero\"}",
    "{\"define\": \"1X\"}",
    "{\"define\": \"=1\"}",
    "{\"define\": \"A=1\\n#include \\\"x\\\"\"}",
    "{\"define\": \"A B\"}",
    "{\"undefine\": \"A=1\"}",
    "{\"level\": {\"\": \"note\"}}",
    "{\"strict\": true, \"strict\": false}",
};

START_TEST(configuration_leads_to_nothing_outside)
{
    dl_status why = {0};

    ck_assert_msg(load(read_config, "policy.json", refused_configs[_i], &why) == DL_USAGE, "it is taken: %s",
                  refused_configs[_i]);
    ck_assert_uint_eq(why.line, 1);
    ck_assert_uint_gt(why.column, 1);
}
END_TEST

/* Cut off at every byte, and with every byte changed: it is read, or its place is told. */
static void damage(read_file *read, const char *text)
{
    static const char changes[] = "\"{}[],:0/.\\\x80";
    size_t size = strlen(text);
    char *copy = dl_arena_strdup(arena, text);

    for (size_t i = 0; i < 2 * size; i++) {
        size_t at = i % size;
        dl_status why = {0};

        copy[at] = (char)(i < size ? '\0' : changes[at % (sizeof changes - 1)]);
        if (load(read, "policy.json", copy, &why) != DL_OK)
            ck_assert_msg(*why.message && *why.file && why.line && why.column, "'%s' has no place: %s", why.message,
                          copy);
        copy[at] = text[at];
    }
}

START_TEST(damaged_file_is_refused_or_read)
{
    int count = sizeof configs / sizeof *configs;

    if (_i < count)
        damage(read_config, configs[_i]);
    else
        damage(read_baseline, baselines[_i - count]);
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
    tcase_add_loop_test(tests, configuration_is_taken_by_both, 0, COUNT(configs));
    tcase_add_test(tests, configuration_of_the_documentation_is_one);
    tcase_add_loop_test(tests, broken_configuration_is_refused_by_both, 0, COUNT(broken_configs));
    tcase_add_loop_test(tests, configuration_leads_to_nothing_outside, 0, COUNT(refused_configs));
    tcase_add_loop_test(tests, damaged_file_is_refused_or_read, 0, COUNT(configs) + COUNT(baselines));
    suite_add_tcase(suite, tests);
    runner = srunner_create(suite);
    srunner_run_all(runner, CK_ENV);
    failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
