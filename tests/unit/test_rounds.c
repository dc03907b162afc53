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

/* What the tokens tell is known before the parser complains, and of the stub no more is given than is named. */
static const struct {
    const char *what, *path, *source;
    unsigned rounds;
} sources[] = {
    {"a function of one pointer", "a.c",
     "static __inline VOID Fill(ULONG *x)\n{ *x = 0; }\n" ENTRY
     "{ ULONG n; UNREFERENCED_PARAMETER(RegistryPath); Fill(&n); return STATUS_SUCCESS; }",
     1},
    {"a constant behind a greater-than sign", "a.c",
     ENTRY "{ ULONG n = Ask(DriverObject); if (RegistryPath->Length > MOST_BYTES) return STATUS_INVALID_PARAMETER;\n"
           "return n > MOST_OTHERS ? STATUS_UNSUCCESSFUL : STATUS_SUCCESS; }",
     1},
    {"a parameter's type without a name", "a.c",
     "NTSTATUS Start(_In_ PDEVICE_OBJECT, _In_ PPLACELIST);\n" ENTRY "{ return Start(NULL, NULL); }", 1},
    {"a type of a number that begins with P", "a.c",
     ENTRY "{ PIN_COUNT n = 0; while (n < 4) n += RegistryPath->Length; return n & 1; }", 1},
    {"a record by the members of its pointer", "a.c",
     ENTRY "{ THING own; PTHING p = &own; p->Size = sizeof(THING); return Use(p, &own); }", 1},
    {"a record that a function gives", "a.c", ENTRY "{ THING one; one.Low = 0; one = Make(); return Use(&one); }", 1},
    {"members behind a cast", "a.c",
     ENTRY "{ PVOID p = Get(RegistryPath); ((OWN *)p)->Low = 1; ((POTHER)p)->High = 2;\n"
           "return sizeof(OWN) + ((POTHER)p)->High; }",
     1},
    {"a place that is cast", "a.c",
     "#define CLEAR(x) x.Length = 0\n#define SKIP(x) (ULONG_PTR)x += 2\n#define NEXT(x) { ULONG_PTR n = 1; "
     "(ULONG_PTR)((x)) = n; }\n" ENTRY
     "{ PUCHAR p = Get(RegistryPath); UNICODE_STRING s; ULONG_PTR q; CLEAR(s); SKIP(p);\n"
     "NEXT(q); (ULONG_PTR)p += 4; ((PUCHAR)p) = (PUCHAR)Get(&s); (VOID)Use(p, q); return STATUS_SUCCESS; }",
     1},
    {"a structure that the system gives", "a.c",
     ENTRY "{ LARGE_INTEGER a, b; a = KeQueryPerformanceCounter(NULL); b = KeQueryPerformanceCounter(&a);\n"
           "return b.QuadPart > a.QuadPart ? STATUS_SUCCESS : Use(RegistryPath); }",
     1},
    {"what the compiler says of itself", "a.c",
     "#if !defined(_MSC_VER) || _MSC_VER < 1900 || !defined(_M_X64) || defined(__cplusplus)\n#error\n#endif\n" ENTRY
     "{ return sizeof(__INT64_TYPE__) == 8 ? STATUS_SUCCESS : Use(RegistryPath); }",
     1},
    {"the same in C++", "a.cpp",
     "#if !defined(_MSC_VER) || !defined(_WIN64) || __cplusplus < 202002L || !defined(__cpp_lambdas)\n#error\n#endif\n"
     "extern \"C\" " ENTRY "{ return Use(RegistryPath); }",
     1},
    {"templates that own an object", "a.cpp",
     "#include <memory>\n#include <wrl.h>\nextern \"C\" " ENTRY
     "{ std::unique_ptr<OWN> own = std::make_unique<OWN>(RegistryPath); Microsoft::WRL::ComPtr<IThing> thing;\n"
     "if (!own || !thing.Get()) return STATUS_UNSUCCESSFUL;\nreturn Use(own.get(), &thing); }",
     1},
    {"one of these of the source's own", "a.cpp",
     "namespace std { template <class T> class unique_ptr { T *p;\npublic: unique_ptr(T *held) : p(held) {}\n"
     "~unique_ptr() { Drop(p); }\nT *Held() { return p; } }; }\nextern \"C\" " ENTRY
     "{ std::unique_ptr<UNICODE_STRING> own(RegistryPath); return Use(own.Held()); }",
     1},
    {"a condition on a macro of the stub", "a.c",
     "#if NTDDI_VERSION < NTDDI_WIN8\n#error\n#endif\n#ifndef NT_SUCCESS\n#error\n#endif\n" ENTRY
     "{ return STATUS_SUCCESS; }",
     1},
    {"a name of the stub that a macro puts together", "a.c",
     "#define OF(kind) P##kind##_MUTEX\n" ENTRY "{ OF(FAST) mutex = Find(RegistryPath); return Use(mutex); }", 2},
};

START_TEST(rounds_are_as_few_as_tokens_allow)
{
    const dl_parse *parse = parse_source(sources[_i].path, sources[_i].source);

    ck_assert_msg(parse->status == DL_PARSE_COMPLETE, "%s: %s", sources[_i].what, parse->reason);
    ck_assert_msg(parse->rounds == sources[_i].rounds, "%s: %u rounds", sources[_i].what, parse->rounds);
    ck_assert_msg(parse->unresolved == 0, "%s: %u errors", sources[_i].what, parse->unresolved);
}
END_TEST

/* One use wants one structure, the other another: what either teaches, the other takes back. */
START_TEST(rounds_that_go_in_a_circle_end)
{
    const dl_parse *parse = parse_source("test_rounds.input.c", ENTRY "{ THING *t = First(DriverObject); GUID g;\n"
                                                                      " LARGE_INTEGER n; GetBoth(&g, &n);\n"
                                                                      " t->Kind = g;\n t->Kind = n;\n"
                                                                      " return STATUS_SUCCESS; }");

    ck_assert_uint_eq(parse->rounds, 3);
    ck_assert_uint_eq(parse->unresolved, 1); /* either of the two */
    ck_assert_uint_eq(parse->lost, 0);
}
END_TEST

START_TEST(time_is_looked_at_between_rounds)
{
    const dl_parse *parse;

    dl_frontend_limit(frontend, 1e-9, NULL);
    parse = parse_source("test_rounds.input.cpp", two_rounds);
    ck_assert_int_eq(parse->status, DL_PARSE_DEGRADED);
    ck_assert_uint_eq(parse->rounds, 1);
    ck_assert_uint_eq(parse->lost, 1);
    ck_assert_uint_eq(parse->notice_count, 1);
    ck_assert_ptr_nonnull(strstr(parse->notices[0].message, "stopped after round 1"));
    parse = parse_source("test_rounds.input.c", one_round); /* whole after it: nothing was cut short */
    ck_assert_int_eq(parse->status, DL_PARSE_COMPLETE);
    dl_frontend_limit(frontend, 0, NULL);
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
    tcase_add_loop_test(tests, rounds_are_as_few_as_tokens_allow, 0, sizeof sources / sizeof *sources);
    tcase_add_test(tests, rounds_that_go_in_a_circle_end);
    tcase_add_test(tests, time_is_looked_at_between_rounds);
    suite_add_tcase(suite, tests);
    runner = srunner_create(suite);
    srunner_run_all(runner, CK_ENV);
    failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
