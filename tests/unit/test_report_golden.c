/* Whole reports against tests/reports/NAME. With DRVLINT_ACCEPT set in the environment the files are written instead;
 * the difference is then reviewed as code is. */
#include "test_report_fixture.h"

#include "support/platform.h"

#include <stdio.h>

typedef dl_run_result *make_run(dl_arena *arena);

static const struct {
    const char *file;
    make_run *make;
    dl_report_write *write;
    bool color, verbose, quiet;
    int exit_status;
} cases[] = {
    {"full.txt", full_run, dl_report_text, false, false, false, 1},
    {"full.verbose.txt", full_run, dl_report_text, false, true, false, 1},
    {"full.quiet.txt", full_run, dl_report_text, false, false, true, 1},
    {"full.color.txt", full_run, dl_report_text, true, true, false, 1},
    {"full.trace.txt", full_run, dl_report_trace, false, false, false, 1},
    {"full.trace.dot", full_run, dl_report_dot, false, false, false, 1},
    {"empty.trace.dot", empty_run, dl_report_dot, false, false, false, 3},
    {"full.json", full_run, dl_report_json, false, false, false, 1},
    {"full.sarif", full_run, dl_report_sarif, false, false, false, 1},
    {"clean.txt", clean_run, dl_report_text, false, false, false, 0},
    {"clean.quiet.txt", clean_run, dl_report_text, false, false, true, 0},
    {"clean.json", clean_run, dl_report_json, false, false, false, 0},
    {"clean.sarif", clean_run, dl_report_sarif, false, false, false, 0},
    {"empty.txt", empty_run, dl_report_text, false, false, false, 3},
    {"empty.trace.txt", empty_run, dl_report_trace, false, false, false, 3},
    {"empty.json", empty_run, dl_report_json, false, false, false, 3},
    {"empty.sarif", empty_run, dl_report_sarif, false, false, false, 3},
    {"bare.json", bare_run, dl_report_json, false, false, false, 4},
    {"bare.sarif", bare_run, dl_report_sarif, false, false, false, 4},
};

/* The version of the program is no part of what these files promise. */
static const char *without_version(const char *text, dl_arena *arena)
{
    static const char *const places[] = {"\"" DRVLINT_VERSION "\"", "\"drvlint " DRVLINT_VERSION "\""};
    static const char *const instead[] = {"\"0.0.0\"", "\"drvlint 0.0.0\""};
    dl_text out;

    dl_text_init(&out, arena);
    while (*text) {
        size_t i = 0;

        while (i < COUNT(places) && !dl_text_starts(text, places[i]))
            i++;
        dl_text_add_n(&out, i < COUNT(places) ? instead[i] : text, i < COUNT(places) ? strlen(instead[i]) : 1);
        text += i < COUNT(places) ? strlen(places[i]) : 1;
    }
    return dl_text_str(&out);
}

static void accept_report(const char *path, const char *text)
{
    FILE *file = fopen(path, "wb");

    ck_assert_ptr_nonnull(file);
    ck_assert_uint_eq(fwrite(text, 1, strlen(text), file), strlen(text));
    ck_assert_int_eq(fclose(file), 0);
}

START_TEST(report_is_as_agreed)
{
    fixture of;
    const char *path, *text, *want;
    dl_status why = {0};
    size_t size;

    fixture_init(&of);
    of.options.color = cases[_i].color;
    of.options.verbose = cases[_i].verbose;
    of.options.quiet = cases[_i].quiet;
    of.options.exit_status = cases[_i].exit_status;
    of.options.command_line = "drvlint check drivers";
    path = dl_arena_printf(of.arena, DRVLINT_SOURCE_DIR "/tests/reports/%s", cases[_i].file);
    text = without_version(fixture_write(&of, cases[_i].write, cases[_i].make(of.arena)), of.arena);
    if (getenv("DRVLINT_ACCEPT"))
        accept_report(path, text);
    ck_assert_msg(dl_file_read(&want, &size, path, 1 << 20, of.arena, &why) == DL_OK, "%s: %s", path, why.message);
    ck_assert_str_eq(text, want);
    fixture_clear(&of);
}
END_TEST

/* What a report says does not depend on what was written before, or where in memory the result lies. */
START_TEST(report_is_the_same_twice)
{
    fixture first, second;
    const char *text;

    fixture_init(&first);
    fixture_init(&second);
    text = fixture_write(&first, cases[_i].write, cases[_i].make(first.arena));
    (void)dl_arena_alloc(second.arena, 12345);
    ck_assert_str_eq(fixture_write(&second, cases[_i].write, cases[_i].make(second.arena)), text);
    fixture_clear(&second);
    fixture_clear(&first);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("report.golden");
    TCase *tcase = tcase_create("golden");

    tcase_add_loop_test(tcase, report_is_as_agreed, 0, COUNT(cases));
    tcase_add_loop_test(tcase, report_is_the_same_twice, 0, COUNT(cases));
    suite_add_tcase(suite, tcase);
    return run_suite(suite);
}
