/* Tests of what driver sources look like beside plain C: each form is whole in the IR, down to the calls that are made.
 */
#include "frontend_fixture.h"

#define COUNT_OF(a) ((int)(sizeof(a) / sizeof *(a)))
#define ENTRY "NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)\n"
#define CLASS "class Guard { public: Guard(int a) { Enter(a); n = a; } ~Guard() { Exit(n); } private: int n; };\n"

typedef struct form {
    const char *path, *source;
    const char *calls; /* of the entry, in the order of its blocks, with a blank behind each */
} form;

static const form forms[] = {
    /* macros that return, and that jump */
    {"f.c",
     "#define RETURN_IF(x) do { NTSTATUS s_ = (x); if (!NT_SUCCESS(s_)) return s_; } while (0)\n"
     "#define BAIL(x, l) if (!NT_SUCCESS(s = (x))) goto l\n" ENTRY
     "{ NTSTATUS s; RETURN_IF(One()); BAIL(Two(), out); Three(); out: Four(); return s; }",
     "One Two Three Four "},
    /* annotations of both kinds, the segment of the entry, the old words, the framework's brackets */
    {"f.cpp",
     "WDF_EXTERN_C_START\nDRIVER_INITIALIZE DriverEntry;\nWDF_EXTERN_C_END\n_Use_decl_annotations_ UNKNOWN_INIT_SEG\n"
     "NTSTATUS DriverEntry(_In_ PDRIVER_OBJECT DriverObject, __in IN PUNICODE_STRING RegistryPath)\n"
     "{ return One(DriverObject, RegistryPath); }",
     "One "},
    /* parameters declared behind the list */
    {"f.c",
     "NTSTATUS DriverEntry(DriverObject, RegistryPath)\nIN PDRIVER_OBJECT DriverObject;\n"
     "IN OUT PUNICODE_STRING RegistryPath;\n{ One(DriverObject); return Two(RegistryPath); }",
     "One Two "},
    /* a block that one macro opens, and another closes */
    {"f.c",
     "#define ENTER(...) NTSTATUS s = 0; One(__VA_ARGS__); try {\n"
     "#define LEAVE(...) goto out; out:; } finally { Three(__VA_ARGS__); } return s\n" ENTRY
     "{\n ENTER();\n s = Two(RegistryPath);\n if (!NT_SUCCESS(s))\n  goto out;\n Four();\n LEAVE(1);\n}",
     "One Two Four Three "},
    /* a word behind the name of a parameter */
    {"f.c",
     "VOID Two(IN ULONG a OPTIONAL, IN PVOID b OPTIONAL);\n"
     "static VOID Both(IN ULONG First OPTIONAL, IN OUT PVOID Second OPTIONAL)\n{ Unknown(First, Second); }\n" ENTRY
     "{ Both(1, DriverObject); return One(); }",
     "Both One "},
    /* lines of the preprocessor among the arguments of a call */
    {"f.c",
     ENTRY
     "{ One(DriverObject,\n#if UNKNOWN_VERSION > 3\n Two(),\n#else\n Three(),\n#endif\n RegistryPath); return 0; }",
     "Three One "},
    /* generated headers that are not there, and what is imported */
    {"f.c",
     "#include <ntddk.h>\n#include \"driver.tmh\"\n#include \"Sub\\EventsEtw.h\"\n#include \"messages.h\"\n"
     "#import \"types.tlb\"\n" ENTRY
     "{ WPP_INIT_TRACING(DriverObject, RegistryPath); TraceEvents(TRACE_LEVEL_ERROR, FLAG_X, \"%!STATUS!\", 1);\n"
     "EventRegisterUnknown_Driver(); EventWriteStarted(NULL, MSG_UNKNOWN_STARTED); return One(); }",
     "WPP_INIT_TRACING TraceEvents EventRegisterUnknown_Driver EventWriteStarted One "},
    /* logging of the other kind */
    {"f.cpp",
     "TRACELOGGING_DEFINE_PROVIDER(g_Provider, \"Own\", (0x1, 0x2, 0x3, 0, 0, 0, 0, 0, 0, 0, 0));\n" ENTRY
     "{ TraceLoggingRegister(g_Provider); TraceLoggingWrite(g_Provider, \"Started\", TraceLoggingValue(1, \"n\"));\n"
     "return One(); }",
     NULL},
    /* carriage returns, and bytes of other alphabets */
    {"f.c",
     "NTSTATUS DriverEntry(PDRIVER_OBJECT d,\r\n    PUNICODE_STRING r)\r\n{\r\n    One(d); \\\r\n    Two(r);\r\n"
     "    return 0;\r\n}\r\n",
     "One Two "},
    {"f.c", ENTRY "{ // \xc4\xe3\xba\xc3 \xd6\xd0\n One(\"\xc4\xe3\"); /* \xe9\xe8 */ Two(L\"\xb0\"); return 0; }",
     "One Two "},
    {"f.c", "\xef\xbb\xbf" ENTRY "{ return One(); }", "One "},
    /* classes, namespaces, objects that end with their block */
    {"f.cpp",
     "namespace Own { " CLASS "NTSTATUS Start(int a) { return One(a); } }\n" ENTRY
     "{ Own::Guard g(1); NTSTATUS s = Own::Start(2); return s; }",
     "Guard::Guard Start Guard::~Guard "},
    /* a condition with a declaration; a lambda that is called in place */
    {"f.cpp",
     ENTRY "{ if (auto s = One(); !NT_SUCCESS(s)) return s; int n = [&] { return Two(); }(); return Three(n); }",
     "One Two Three "},
    /* an object of a template, whose declaration reads like a call */
    {"f.cpp",
     "template <class T> struct Lock { Lock(T &t) : m(t) { m.Acquire(); } ~Lock() { m.Release(); } T &m; };\n"
     "struct Mutex { void Acquire() { One(); } void Release() { Two(); } }; Mutex g_Mutex;\n" ENTRY
     "{ Lock<Mutex> lock(g_Mutex); return Three(); }",
     NULL},
    /* constants of a missing header beside texts */
    {"f.c", ENTRY "{ One(\"v\" UNKNOWN_MAJOR \".\" UNKNOWN_MINOR); return 0; }", "One "},
};

static const char *calls_of(const dl_function *function)
{
    dl_text out;

    dl_text_init(&out, arena);
    for (size_t i = 0; i < function->block_count; i++)
        for (size_t k = 0; k < function->blocks[i].count; k++) {
            const dl_instr *instr = &function->blocks[i].instrs[k];

            if (instr->kind == DL_I_CALL)
                dl_text_printf(&out, "%s ", instr->name ? instr->name : instr->macro ? instr->macro : "?");
        }
    return dl_text_str(&out);
}

START_TEST(form_is_whole_in_the_ir)
{
    const form *one = &forms[_i];
    const dl_parse *parse =
        parse_source(one->path[2] == 'c' && one->path[3] ? "test_forms.input.cpp" : "test_forms.input.c", one->source);

    ck_assert_msg(parse->status == DL_PARSE_COMPLETE, "%s\n%s", parse->reason, one->source);
    ck_assert_uint_eq(parse->lost, 0);
    ck_assert_uint_gt(parse->entry->events, 0);
    if (one->calls)
        ck_assert_msg(strcmp(calls_of(parse->entry), one->calls) == 0, "calls: %s\n%s", calls_of(parse->entry),
                      one->source);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("forms");
    TCase *tests = tcase_create("forms");
    SRunner *runner;
    int failed;

    tcase_add_checked_fixture(tests, set_up, tear_down);
    tcase_add_loop_test(tests, form_is_whole_in_the_ir, 0, COUNT_OF(forms));
    suite_add_tcase(suite, tests);
    runner = srunner_create(suite);
    srunner_run_all(runner, CK_ENV);
    failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
