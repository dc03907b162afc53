/* Tests of the self-check: what the lexer sees in a body and the tree lacks is named, and nothing else is. */
#include "frontend_fixture.h"

#define COUNT_OF(a) ((int)(sizeof(a) / sizeof *(a)))
#define ENTRY "NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)\n"

static const struct {
    const char *source;
    unsigned events;
    const char *lost; /* kinds, with a blank behind each */
} bodies[] = {
    /* what counts */
    {ENTRY "{ return 0; }", 1, ""},
    {ENTRY "{ int a = 1, b; b = a; b += 2; b++; return b; }", 4, ""},
    {ENTRY "{ if (RegistryPath) { goto out; } out: return 0; }", 3, ""},
    {ENTRY "{ int i; for (i = 0; i < 3; i++) Use(i); while (i) i--; do { i++; } while (i < 3); return 0; }", 6, ""},
    {ENTRY "{ int i = 0; do i++; while (i < 3); switch (i) { default: break; } return 0; }", 4, ""},
    {ENTRY "{ DriverObject->DriverUnload = NULL; DriverObject->MajorFunction[0] = DriverObject->MajorFunction[1] = "
           "NULL; return 0; }",
     4, ""},
    {ENTRY "{ FLT_REGISTRATION r = { .Size = sizeof(r), .Flags = 1 }; int t[2] = { [1] = 3 }; return Use(&r, t); }", 4,
     ""},
    {ENTRY "{ NTSTATUS (*call)(int) = NULL; return call(1) + (*call)(2); }", 3, ""},
    {ENTRY "{ NTSTATUS (NTAPI *call)(int); PVOID (WINAPI *next)(PVOID, int) = NULL; call = NULL; return call(1); }", 4,
     ""},
    {ENTRY "{ int (*row)[3] = rows; int (*steps[2])(int) = {Use, Use}; return steps[1]((*row)[2]); }", 3, ""},
    /* what is not compiled does not count */
    {ENTRY "{\n#if 0\nLost(;\n#endif\n#ifdef NOT_DEFINED\nLost(1); x = ;\n#else\nUse(2);\n#endif\nreturn 0; }", 2, ""},
    {ENTRY "{ /* Lost(1); */ // Lost(2);\n const char *s = \"Lost(3);\"; return 0; }", 2, ""},
    /* macros that leave nothing are not losses, and what stands in them is not missed */
    {"#define NOTHING(x)\n" ENTRY "{ NOTHING(Gone(1)); return 0; }", 3, ""},
    {ENTRY "{ ASSERT(Check(RegistryPath)); KdPrint((\"%d\", Get())); PAGED_CODE(); return 0; }", 6, ""},
    {"#define TRY(x) do { s = (x); if (!NT_SUCCESS(s)) goto out; } while (0)\n" ENTRY
     "{ NTSTATUS s; TRY(First(1)); TRY(Second(2)); out: return s; }",
     5, ""},
    /* a local prototype, a cast, sizeof and a label are no calls */
    {ENTRY "{ NTSTATUS Other(int); int n = sizeof(int) + (int)(3); return n; }", 2, ""},
    /* nor is a cast to a pointer to a function */
    {ENTRY "{ PVOID (*f)(int); f = (PVOID (*)(int))(ULONG_PTR)Get(1); f = (PVOID (NTAPI *)(int))Get(2); return 0; }", 5,
     ""},
    /* a call through a member of a table */
    {ENTRY "{ PFAST_IO_DISPATCH t = DriverObject->FastIoDispatch; if (t->MdlRead) return t->MdlRead(1, 2); return 0; }",
     5, ""},
    /* what the parser cannot read is lost, and only that */
    {ENTRY "{ NTSTATUS s = 0; s = Call(1 2); Other(s); return s; }", 5, "assignment call "},
    {ENTRY "{ if (RegistryPath->->Length) { return 1; } return 0; }", 3, "if "},
    {"#define SLOT(p) p->Tail.Slot[0]\n" ENTRY
     "{ PMADE_UP m = Get(); PVOID v = SLOT(m->Inner->Current); return Use(v); }",
     6, ""},
    {"struct one { int n; };\n" ENTRY
     "{ struct one *o; LIST_FOR_EACH_ENTRY(o, &all, struct one, link) if (o->n) Use(o);\n"
     "LIST_FOR_EACH(o, &all) { Drop(o); } return 0; }",
     6, ""},
    {ENTRY "{ switch (Get()) { case HID_CTL_CODE(1): Use(1); break; case HID_CTL_CODE(2): Use(2); } return 0; }", 7,
     ""},
    {ENTRY "{ NTSTATUS s = ; Use(1); return 0; }", 3, "assignment "},
    /* a label that stands nowhere */
    {ENTRY "{ if (RegistryPath) goto out; return 0; }", 3, "goto "},
};

static const struct {
    const char *source;
    unsigned events;
} cpp_bodies[] = {
    {ENTRY "{ auto n = ULONG(RegistryPath->Length); return NTSTATUS(n); }", 4},
    {"struct Lock { Lock(int a) { n = a; } ~Lock() { } int n; };\n" ENTRY
     "{ Lock lock(1); Use(Lock(2)); auto p = new (DriverObject) Lock(3); p->~Lock(); return 0; }",
     4},
    {ENTRY
     "{ enum { One = 1, Two = 2 }; struct Local { Local () { } int a = 0; } l; using T = int; T t = One; return t; }",
     2},
    {ENTRY "{ auto f = [=](int a) { return Use(a); }; for (auto &m : DriverObject->MajorFunction) m = nullptr; return "
           "f(1); }",
     7},
    {ENTRY "{ void (*p)(int) = [](int a) { if (a) Use(a); while (a) a--; }; p(1); return 0; }", 6},
    {"DECLARE_INTERFACE_(IThing, IUnknown) { STDMETHOD_(VOID, Go)(THIS_ int) PURE; };\n"
     "class Thing : public IThing, public CUnknown, public IUnshown {\npublic:\nDECLARE_STD_UNKNOWN();\n"
     "DEFINE_STD_CONSTRUCTOR(Thing);\n~Thing();\nFORCEINLINE int Get() { return m; }\nint m;\n};\n" ENTRY
     "{ Thing *t = new(PagedPool, 'gnhT') Thing(nullptr); if (t == nullptr) return 1; return t->Get(); }",
     5},
    {ENTRY "{ OB_OPERATION_REGISTRATION o[] = {{PsProcessType, 1, nullptr, nullptr}};\n"
           "OB_CALLBACK_REGISTRATION r = {1, 1, RTL_CONSTANT_STRING(L\"1\"), nullptr, o}; return Use(&r); }",
     5},
    {"template <class T, int N> struct Held { T all[N]; };\n" ENTRY
     "{ Held<Held<int, 2>, 3> held; Held<int, 1> one{}; int a = 1, b = 2; if (a < b && b > a) return 0; return 1; }",
     7},
    /* calls through members whose operands do not fit */
    {"struct Table { int (*Two)(int (*routine)(int), int n); };\nint Other(int a, int b);\n" ENTRY
     "{ Table t; t.Two = nullptr; t.Two(Other, 1); Table *p = &t; p->Two(Other, 2); (*p).Two (Other, 3);\n"
     "int n = p->Two(Other, 4); return (&t)->Two(Other, n); }",
     9},
    /* what is only asked whether it could be written */
    {ENTRY "{ auto f = [](auto t) requires(sizeof(t) > 1) { Use(t); return requires { t.Gone(); }; };\n"
           "if constexpr (requires(ULONG n) { n.Gone(1); n = 2; }) return 1; return f(1L); }",
     7},
    /* braces and an `=` before the body of a lambda */
    {ENTRY "{ auto f = [x = ULONG{}, y = 3] { return x + y; }; return f(); }", 6},
};

START_TEST(nothing_of_cpp_is_lost_that_is_there)
{
    const dl_parse *parse = parse_source("test_selfcheck.input.cpp", cpp_bodies[_i].source);

    ck_assert_msg(parse->status == DL_PARSE_COMPLETE, "%s\n%s", parse->reason, cpp_bodies[_i].source);
    ck_assert_msg(parse->entry->events == cpp_bodies[_i].events, "%u events in\n%s", parse->entry->events,
                  cpp_bodies[_i].source);
}
END_TEST

/* The list that a constructor initialises by is read as the body is. */
START_TEST(lost_initialiser_is_told)
{
    const dl_parse *parse =
        parse_source("test_selfcheck.input.cpp",
                     "struct Base { Base(int) {} };\n"
                     "struct Two : Base { Two(int n) : Base(n), a{}, b(n), c(Get(n)) {} int a, b, c; };\n"
                     "struct One { One(int n) : a{}, b(n), c(Get(1 2)) {} int a, b, c; };\n" ENTRY
                     "{ One one(1); Two two(1); return two.c; }");
    const dl_function *whole = dl_program_function(parse->program, "Two::Two"),
                      *lost = dl_program_function(parse->program, "One::One");

    ck_assert_uint_eq(whole->events, 4);
    ck_assert_uint_eq(whole->lost_count, 0);
    ck_assert_uint_eq(lost->lost_count, 2);
    ck_assert_str_eq(lost->lost[0].kind, "call");
    ck_assert_int_eq(parse->status, DL_PARSE_DEGRADED);
}
END_TEST

START_TEST(lost_is_what_the_tree_lacks)
{
    const dl_parse *parse = parse_source("test_selfcheck.input.c", bodies[_i].source);
    const dl_function *entry = parse->entry;
    dl_text lost;

    ck_assert_msg(entry != NULL, "%s\n%s", parse->reason, bodies[_i].source);
    dl_text_init(&lost, arena);
    for (size_t i = 0; i < entry->lost_count; i++)
        dl_text_printf(&lost, "%s ", entry->lost[i].kind);
    ck_assert_msg(strcmp(dl_text_str(&lost), bodies[_i].lost) == 0, "lost: %s\n%s", dl_text_str(&lost),
                  bodies[_i].source);
    ck_assert_msg(entry->events == bodies[_i].events, "%u events in\n%s", entry->events, bodies[_i].source);
    ck_assert_int_eq(parse->status, *bodies[_i].lost ? DL_PARSE_DEGRADED : DL_PARSE_COMPLETE);
    ck_assert_int_eq(parse->reason != NULL, *bodies[_i].lost != '\0');
}
END_TEST

START_TEST(lost_event_has_its_place)
{
    const dl_parse *parse =
        parse_source("test_selfcheck.input.c", ENTRY "{\n    Use(1);\n    Lost(2 3);\n    return 0;\n}");
    const dl_lost *lost = parse->entry->lost;

    ck_assert_uint_eq(parse->entry->lost_count, 1);
    ck_assert_uint_eq(lost->span.line, 4);
    ck_assert_uint_eq(lost->span.column, 5);
    ck_assert_str_eq(lost->detail, "Lost(2 3);");
    ck_assert_ptr_nonnull(strstr(parse->reason, "line 4"));
}
END_TEST

START_TEST(object_of_an_unseen_template_is_lost)
{
    const dl_parse *parse =
        parse_source("test_selfcheck.input.cpp", ENTRY "{ lib::unique<HANDLE, 3> key; return Use(&key); }");

    ck_assert_uint_eq(parse->entry->lost_count, 1);
    ck_assert_str_eq(parse->entry->lost[0].kind, "declaration");
}
END_TEST

START_TEST(helper_of_the_file_degrades_it)
{
    const dl_parse *parse =
        parse_source("test_selfcheck.input.c", "static int Help(void) { return (1 2); }\n" ENTRY "{ return Help(); }");

    ck_assert_int_eq(parse->status, DL_PARSE_DEGRADED);
    ck_assert_uint_eq(parse->entry->lost_count, 0);
    ck_assert_uint_eq(parse->lost, 1);
}
END_TEST

START_TEST(long_entry_is_read_to_its_end)
{
    enum { BRANCHES = 10000 };
    const dl_parse *parse;
    dl_text source;

    dl_text_init(&source, arena);
    dl_text_add(&source, ENTRY "{\n");
    for (unsigned i = 0; i < BRANCHES; i++)
        dl_text_printf(&source, "if (RegistryPath->Length > %u) Use(%u);\n", i, i);
    dl_text_add(&source, "return 0; }");
    parse = parse_source("test_selfcheck.input.c", dl_text_str(&source));
    ck_assert_int_eq(parse->status, DL_PARSE_COMPLETE);
    ck_assert_uint_eq(parse->entry->events, 2 * BRANCHES + 1);
    ck_assert_uint_ge(parse->entry->block_count, 2 * BRANCHES);
}
END_TEST

START_TEST(entry_that_does_not_parse_fails)
{
    const dl_parse *parse = parse_source("test_selfcheck.input.c", "enum { A = \n" ENTRY "{ return 0; }");

    ck_assert_int_eq(parse->status, DL_PARSE_FAILED);
    ck_assert_ptr_null(parse->program);
    ck_assert_ptr_null(parse->entry);
    ck_assert_ptr_nonnull(parse->reason);
}
END_TEST

static const struct {
    const char *source, *section;
} sections[] = {
    {ENTRY "{ return 0; }", NULL},
    {"DRIVER_INITIALIZE DriverEntry;\n#pragma alloc_text(INIT, DriverEntry)\n" ENTRY "{ return 0; }", "INIT"},
    {"#ifdef ALLOC_PRAGMA\n#pragma alloc_text (PAGE, Other)\n#pragma alloc_text (\"INIT\", Some, "
     "DriverEntry)\n#endif\n" ENTRY "{ return 0; }",
     "INIT"},
    {"#pragma code_seg(\"INIT\")\n" ENTRY "{ return 0; }\n#pragma code_seg()\n", "INIT"},
    {"#pragma code_seg(\"PAGE\")\nint f(void) { return 1; }\n#pragma code_seg()\n" ENTRY "{ return 0; }", NULL},
    {"#pragma code_seg(push, \"PAGE\")\n#pragma code_seg(push, \"INIT\")\n#pragma code_seg(pop)\n" ENTRY
     "{ return 0; }",
     "PAGE"},
    {"__declspec(code_seg(\"INIT\")) " ENTRY "{ return 0; }", "INIT"},
    {"__pragma(code_seg(push))\n__pragma(code_seg(\"INIT\"))\n" ENTRY "{ return 0; }\n__pragma(code_seg(pop))\n",
     "INIT"},
    {"__declspec(code_seg(\"INIT\")) int f(void);\n" ENTRY "{ return 0; }", NULL},
};

START_TEST(section_of_a_function_is_read)
{
    const dl_parse *parse = parse_source("test_selfcheck.input.c", sections[_i].source);

    ck_assert_msg(parse->entry != NULL, "%s", sections[_i].source);
    if (sections[_i].section)
        ck_assert_str_eq(parse->entry->section, sections[_i].section);
    else
        ck_assert_ptr_null(parse->entry->section);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("selfcheck");
    TCase *tests = tcase_create("selfcheck");
    SRunner *runner;
    int failed;

    tcase_set_timeout(tests, 120);
    tcase_add_checked_fixture(tests, set_up, tear_down);
    tcase_add_loop_test(tests, lost_is_what_the_tree_lacks, 0, COUNT_OF(bodies));
    tcase_add_loop_test(tests, nothing_of_cpp_is_lost_that_is_there, 0, COUNT_OF(cpp_bodies));
    tcase_add_test(tests, lost_initialiser_is_told);
    tcase_add_test(tests, lost_event_has_its_place);
    tcase_add_test(tests, object_of_an_unseen_template_is_lost);
    tcase_add_test(tests, helper_of_the_file_degrades_it);
    tcase_add_test(tests, long_entry_is_read_to_its_end);
    tcase_add_test(tests, entry_that_does_not_parse_fails);
    tcase_add_loop_test(tests, section_of_a_function_is_read, 0, COUNT_OF(sections));
    suite_add_tcase(suite, tests);
    runner = srunner_create(suite);
    srunner_run_all(runner, CK_ENV);
    failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
