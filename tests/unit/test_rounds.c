/* Tests of what ends the rounds of parsing: a crash of the parser, and time. What was understood by then stays. */
#include "frontend/parse.h"

#include "frontend_fixture.h"

#define ENTRY "NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)\n"

/* What the function gives is learnt from the first round's complaint. */
static const char two_rounds[] = ENTRY "{ PUNKNOWN_PORT port = ::First(DriverObject);\n return Use(port); }";
static const char one_round[] = ENTRY "{ return Use(RegistryPath); }";

START_TEST(crash_of_the_first_round_fails_the_file_alone)
{
    const dl_parse *parse;

    dl_frontend_crash_at(frontend, 1);
    parse = parse_source("test_rounds.input.c", one_round);
    ck_assert_int_eq(parse->status, DL_PARSE_FAILED);
    ck_assert_ptr_null(parse->program);
    ck_assert_str_eq(parse->reason, "the parser crashed in round 1");
    dl_frontend_crash_at(frontend, 0);
    parse = parse_source("test_rounds.input.c", one_round);
    ck_assert_int_eq(parse->status, DL_PARSE_COMPLETE);
}
END_TEST

START_TEST(crash_of_a_later_round_keeps_the_last_good_one)
{
    const dl_parse *parse;

    dl_frontend_crash_at(frontend, 2);
    parse = parse_source("test_rounds.input.cpp", two_rounds);
    ck_assert_int_eq(parse->status, DL_PARSE_DEGRADED);
    ck_assert_str_eq(parse->reason, "DriverEntry: the parser lost call at line 2");
    ck_assert_uint_eq(parse->rounds, 2);
    ck_assert_ptr_nonnull(parse->entry);
    ck_assert_uint_eq(parse->lost, 1); /* the call: what it gives did not fit */
    ck_assert_uint_eq(parse->notice_count, 1);
    ck_assert_str_eq(parse->notices[0].message, "the parser crashed in round 2");
    ck_assert_ptr_nonnull(strstr(parse->notices[0].file, "test_rounds.input.cpp"));
    dl_frontend_crash_at(frontend, 0);
    parse = parse_source("test_rounds.input.cpp", two_rounds);
    ck_assert_msg(parse->status == DL_PARSE_COMPLETE, "%s", parse->reason);
    ck_assert_uint_eq(parse->rounds, 2);
}
END_TEST

START_TEST(time_is_looked_at_between_rounds)
{
    const dl_parse *parse;

    dl_frontend_limit(frontend, 1e-9);
    parse = parse_source("test_rounds.input.cpp", two_rounds);
    ck_assert_int_eq(parse->status, DL_PARSE_DEGRADED);
    ck_assert_uint_eq(parse->rounds, 1);
    ck_assert_uint_eq(parse->lost, 1);
    ck_assert_uint_eq(parse->notice_count, 1);
    ck_assert_ptr_nonnull(strstr(parse->notices[0].message, "stopped after round 1"));
    parse = parse_source("test_rounds.input.c", one_round); /* whole after it: nothing was cut short */
    ck_assert_int_eq(parse->status, DL_PARSE_COMPLETE);
    dl_frontend_limit(frontend, 0);
    parse = parse_source("test_rounds.input.cpp", two_rounds);
    ck_assert_int_eq(parse->status, DL_PARSE_COMPLETE);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("rounds");
    TCase *tests = tcase_create("rounds");
    SRunner *runner;
    int failed;

    tcase_add_checked_fixture(tests, set_up, tear_down);
    tcase_add_test(tests, crash_of_the_first_round_fails_the_file_alone);
    tcase_add_test(tests, crash_of_a_later_round_keeps_the_last_good_one);
    tcase_add_test(tests, time_is_looked_at_between_rounds);
    suite_add_tcase(suite, tests);
    runner = srunner_create(suite);
    srunner_run_all(runner, CK_ENV);
    failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
