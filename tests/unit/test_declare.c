/* Tests of the form `declare`: prototypes of the entry, and who may use what is in a section. */
#include "engine/declare.h"

#define FIXTURE_FILE "declare_fixture.c"
#include "engine_fixture.h"

#define ENTRY "NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)\n"
#define OK "return STATUS_SUCCESS; }\n"

static const dl_check *check_of(const char *id)
{
    const dl_rule *rule = dl_ruleset_rule(rules, id);

    ck_assert_msg(rule != NULL, "no rule %s", id);
    ck_assert_int_eq(rule->checks[0].form, DL_FORM_DECLARE);
    return &rule->checks[0];
}

static dl_declare_result check(const char *id, const char *path, const char *source)
{
    loaded *made = DL_NEW(arena, loaded);

    *made = load_with(rules, path, source, NULL, 0);
    dl_guard_context context = context_of(made);
    return dl_declare_check(&context, check_of(id), arena);
}

/* ---- prototypes ---- */

static const struct {
    const char *source;
    const char *problem; /* NULL: none */
} prototypes[] = {
    {ENTRY "{ " OK, NULL},
    {"NTSTATUS DriverEntry(IN struct _DRIVER_OBJECT *d, IN PUNICODE_STRING r) { return 0; }\n", NULL},
    {"NTSTATUS DriverEntry(_In_ DRIVER_OBJECT *d, _In_ UNICODE_STRING *r) { return 0; }\n", NULL},
    {"LONG DriverEntry(PDRIVER_OBJECT d, PUNICODE_STRING r) { return 0; }\n", NULL},
    {"ULONG DriverEntry(PVOID a, PVOID b) { return 0; }\n", NULL},
    {"NTSTATUS DriverEntry(PVOID a, PVOID b) { return 0; }\n", NULL},
    {"ULONG DriverEntry(IN PVOID a, void *b) { return 0; }\n", NULL},
    {"DRIVER_INITIALIZE DriverEntry;\n" ENTRY "{ " OK, NULL},
    {"VOID DriverEntry(PDRIVER_OBJECT d, PUNICODE_STRING r) { }\n", "returns void instead of NTSTATUS"},
    {"DRIVER_INITIALIZE DriverEntry;\nVOID DriverEntry(PDRIVER_OBJECT d, PUNICODE_STRING r) { }\n",
     "returns void instead of NTSTATUS"},
    {"NTSTATUS DriverEntry(VOID) { return 0; }\n", "has 0 parameters instead of 2"},
    {"BOOLEAN DriverEntry(PDRIVER_OBJECT d, PUNICODE_STRING r) { return 0; }\n", "returns BOOLEAN instead of NTSTATUS"},
    {"NTSTATUS DriverEntry(PDRIVER_OBJECT d) { return 0; }\n", "has 1 parameter instead of 2"},
    {"NTSTATUS DriverEntry(PDRIVER_OBJECT d, PUNICODE_STRING r, ULONG n) { return 0; }\n",
     "has 3 parameters instead of 2"},
    {"NTSTATUS DriverEntry(PUNICODE_STRING r, PDRIVER_OBJECT d) { return 0; }\n",
     "has PUNICODE_STRING as parameter 1 instead of PDRIVER_OBJECT"},
    {"NTSTATUS DriverEntry(PDRIVER_OBJECT d, PWSTR r) { return 0; }\n",
     "has PWSTR as parameter 2 instead of PUNICODE_STRING"},
};

START_TEST(the_entry_has_a_documented_type)
{
    dl_declare_result result = check("wdm-entry-prototype", FIXTURE_FILE, prototypes[_i].source);

    if (!prototypes[_i].problem) {
        ck_assert_msg(result.verdict == DL_SATISFIED, "%s%s", prototypes[_i].source,
                      result.fault_count ? result.faults[0].problem : result.reason);
        ck_assert_uint_eq(result.evidence_count, 1);
        return;
    }
    ck_assert_msg(result.verdict == DL_VIOLATED, "%s", prototypes[_i].source);
    ck_assert_uint_eq(result.fault_count, 1);
    ck_assert_str_eq(result.faults[0].problem, prototypes[_i].problem);
    ck_assert_str_eq(result.faults[0].subject->name, "DriverEntry");
}
END_TEST

static const struct {
    const char *source;
    bool is_good;
} linkages[] = {
    {"extern \"C\" " ENTRY "{ " OK, true},
    {"extern \"C\" DRIVER_INITIALIZE DriverEntry;\n" ENTRY "{ " OK, true},
    {"extern \"C\" {\n" ENTRY "{ " OK "}\n", true},
    {ENTRY "{ " OK, false},
};

START_TEST(in_cpp_the_entry_has_c_linkage)
{
    dl_declare_result result = check("wdm-entry-prototype", "declare_fixture.cpp", linkages[_i].source);

    ck_assert_msg(result.verdict == (linkages[_i].is_good ? DL_SATISFIED : DL_VIOLATED), "%s", linkages[_i].source);
    if (!linkages[_i].is_good)
        ck_assert_ptr_nonnull(strstr(result.faults[0].problem, "extern \"C\""));
}
END_TEST

/* ---- sections ---- */

#define INIT(name) "#ifdef ALLOC_PRAGMA\n#pragma alloc_text(INIT, " #name ")\n#endif\n"
#define UNLOAD "VOID Un(PDRIVER_OBJECT d);\n"

static const struct {
    const char *what, *source;
    dl_verdict_kind verdict;
    const char *user, *role;
    unsigned line;
} uses[] = {
    {"nothing in the section", ENTRY "{ " OK, DL_NOT_APPLICABLE, NULL, NULL, 0},
    {"the entry itself", ENTRY ";\n" INIT(DriverEntry) ENTRY "{ " OK, DL_SATISFIED, NULL, NULL, 0},
    {"a helper of the entry", "static void H(void);\n" INIT(H) "static void H(void) { }\n" ENTRY "{ H(); " OK,
     DL_SATISFIED, NULL, NULL, 0},
    {"the unload routine",
     UNLOAD INIT(Un) "VOID Un(PDRIVER_OBJECT d) { (void)d; }\n" ENTRY "{\nDriverObject->DriverUnload = Un; " OK,
     DL_VIOLATED, "DriverEntry", "unload", 8},
    {"a helper that the unload routine calls",
     "static void H(void);\n" UNLOAD INIT(
         H) "static void H(void) { }\nVOID Un(PDRIVER_OBJECT d) { (void)d;\nH(); }\n" ENTRY
            "{ H(); DriverObject->DriverUnload = Un; " OK,
     DL_VIOLATED, "Un", "unload", 8},
    {"a helper of a helper, both in the section",
     "static void H(void);\nstatic void G(void);\n" INIT(H)
         INIT(G) "static void H(void) { }\nstatic void G(void) { H(); }\n" ENTRY "{ G(); " OK,
     DL_SATISFIED, NULL, NULL, 0},
    {"a reinitialisation routine",
     "VOID Re(PDRIVER_OBJECT d, PVOID c, ULONG n);\n" INIT(
         Re) "VOID Re(PDRIVER_OBJECT d, PVOID c, ULONG n) { (void)d; (void)c; (void)n; }\n" ENTRY
             "{ IoRegisterDriverReinitialization(DriverObject, Re, NULL); " OK,
     DL_SATISFIED, NULL, NULL, 0},
    {"a thread",
     "VOID Th(PVOID c);\n" INIT(Th) "VOID Th(PVOID c) { (void)c; }\n" ENTRY
                                    "{ HANDLE h;\nreturn PsCreateSystemThread(&h, 0, NULL, NULL, NULL, Th, NULL); }\n",
     DL_VIOLATED, "DriverEntry", "thread", 8},
    {"an address kept for nobody knows what",
     "VOID (*g)(PVOID);\nVOID Th(PVOID c);\n" INIT(Th) "VOID Th(PVOID c) { (void)c; }\n" ENTRY "{ g = Th; " OK,
     DL_UNDETERMINED, NULL, NULL, 0},
    {"a table of steps that the entry runs",
     "static void A(void);\n" INIT(A) "static void A(void) { }\nstatic void (*const t[])(void) = { A };\n" ENTRY
                                      "{ t[0](); " OK,
     DL_SATISFIED, NULL, NULL, 0},
};

#define GUARD                                                                                                          \
    "template <class F> struct Guard { F &&f; Guard(F &&g) : f(static_cast<F &&>(g)) { } ~Guard() { f(); } };\n"       \
    "template <class F> Guard<F> At(F &&f) { return Guard<F>(static_cast<F &&>(f)); }\nvoid (*kept)();\n"              \
    "#pragma code_seg(\"INIT\")\n"

static const struct {
    const char *what, *source;
    dl_verdict_kind verdict;
} lambdas[] = {
    {"one that an object of the entry's calls", GUARD ENTRY "{ auto undo = At([] { DbgPrint(\"x\"); }); " OK,
     DL_SATISFIED},
    {"one that is kept as a pointer", GUARD ENTRY "{ kept = [] { DbgPrint(\"x\"); }; " OK, DL_UNDETERMINED},
};

START_TEST(a_lambda_of_the_init_section_is_code_of_it)
{
    dl_declare_result result = check("wdm-init-section-escape", "declare_fixture.cpp", lambdas[_i].source);

    ck_assert_msg(result.verdict == lambdas[_i].verdict, "%s: %d, %s", lambdas[_i].what, (int)result.verdict,
                  result.reason);
}
END_TEST

START_TEST(code_of_the_init_section_is_used_while_the_entry_runs)
{
    dl_declare_result result = check("wdm-init-section-escape", FIXTURE_FILE, uses[_i].source);

    ck_assert_msg(result.verdict == uses[_i].verdict, "%s: %d, %s", uses[_i].what, (int)result.verdict, result.reason);
    if (result.verdict != DL_VIOLATED)
        return;
    ck_assert_uint_eq(result.fault_count, 1);
    ck_assert_str_eq(result.faults[0].user, uses[_i].user);
    ck_assert_str_eq(result.faults[0].role, uses[_i].role);
    ck_assert_uint_eq(result.faults[0].span.line, uses[_i].line);
    ck_assert(!result.faults[0].is_possible);
    ck_assert_ptr_nonnull(result.faults[0].declared.file);
}
END_TEST

#define COUNT(table) ((int)(sizeof(table) / sizeof *(table)))

int main(void)
{
    TCase *cases = tcase_create("declare");

    tcase_add_loop_test(cases, the_entry_has_a_documented_type, 0, COUNT(prototypes));
    tcase_add_loop_test(cases, in_cpp_the_entry_has_c_linkage, 0, COUNT(linkages));
    tcase_add_loop_test(cases, a_lambda_of_the_init_section_is_code_of_it, 0, COUNT(lambdas));
    tcase_add_loop_test(cases, code_of_the_init_section_is_used_while_the_entry_runs, 0, COUNT(uses));
    return run_suite("declare", cases);
}
