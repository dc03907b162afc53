/* Tests of the scope: roles, callees and where the driver object goes, on real sources. */
#define FIXTURE_FILE "scope_fixture.c"
#include "engine_fixture.h"

#define ENTRY "NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)\n"
#define UNLOAD "VOID Un(PDRIVER_OBJECT d) { (void)d; }\n"
#define DISPATCH "NTSTATUS Di(PDEVICE_OBJECT d, PIRP i) { (void)d; (void)i; return 0; }\n"
#define OK "return STATUS_SUCCESS; }\n"

/* ---- roles ---- */

static const struct {
    const char *what, *source, *function, *own, *all;
} roles[] = {
    {"the entry", ENTRY "{ " OK, "DriverEntry", "entry", "entry"},
    {"a store of the unload routine", UNLOAD ENTRY "{ DriverObject->DriverUnload = Un; " OK, "Un", "unload", "unload"},
    {"a loop over the table",
     DISPATCH ENTRY "{ ULONG i; for (i = 0; i <= IRP_MJ_MAXIMUM_FUNCTION; i++) "
                    "DriverObject->MajorFunction[i] = Di; " OK,
     "Di", "dispatch", "dispatch"},
    {"chained stores",
     DISPATCH ENTRY "{ DriverObject->MajorFunction[IRP_MJ_CREATE] = "
                    "DriverObject->MajorFunction[IRP_MJ_CLOSE] = Di; " OK,
     "Di", "dispatch", "dispatch"},
    {"a helper with a parameter of another name",
     UNLOAD "static void Init(PDRIVER_OBJECT d) { d->DriverUnload = Un; }\n" ENTRY "{ Init(DriverObject); " OK, "Un",
     "unload", "unload"},
    {"a global that holds the driver object",
     "PDRIVER_OBJECT g;\n" DISPATCH "static void Init(void) { g->MajorFunction[IRP_MJ_PNP] = Di; }\n" ENTRY
     "{ g = DriverObject; Init(); " OK,
     "Di", "dispatch", "dispatch"},
    {"a local that holds the driver extension",
     "NTSTATUS Add(PDRIVER_OBJECT d, PDEVICE_OBJECT p) { (void)d; (void)p; return 0; }\n" ENTRY
     "{ PDRIVER_EXTENSION e = DriverObject->DriverExtension; e->AddDevice = Add; " OK,
     "Add", "add-device", "add-device"},
    {"parameters without a type",
     UNLOAD "ULONG DriverEntry(PVOID a, PVOID b) { (void)b; ((PDRIVER_OBJECT)a)->DriverUnload = Un; return 0; }\n",
     "Un", "unload", "unload"},
    {"a store of a routine that nothing reaches",
     UNLOAD "void Dead(PDRIVER_OBJECT d) { d->DriverUnload = Un; }\n" ENTRY "{ " OK, "Un", "", ""},
    {"a registration structure",
     "NTSTATUS FUn(FLT_FILTER_UNLOAD_FLAGS f) { (void)f; return 0; }\n"
     "const FLT_REGISTRATION r = { .Size = sizeof(FLT_REGISTRATION), .FilterUnloadCallback = FUn };\n"
     "PFLT_FILTER f;\n" ENTRY "{ return FltRegisterFilter(DriverObject, &r, &f); }\n",
     "FUn", "filter-unload unload", "filter-unload unload"},
    {"a table behind a registration structure",
     "FLT_PREOP_CALLBACK_STATUS Pre(PFLT_CALLBACK_DATA d, PCFLT_RELATED_OBJECTS o, PVOID *c)"
     "{ (void)d; (void)o; (void)c; return FLT_PREOP_SUCCESS_NO_CALLBACK; }\n"
     "const FLT_OPERATION_REGISTRATION ops[] = { { IRP_MJ_CREATE, 0, Pre, NULL }, { IRP_MJ_OPERATION_END } };\n"
     "const FLT_REGISTRATION r = { .Size = sizeof(FLT_REGISTRATION), .OperationRegistration = ops };\n"
     "PFLT_FILTER f;\n" ENTRY "{ return FltRegisterFilter(DriverObject, &r, &f); }\n",
     "Pre", "flt-callback", "flt-callback"},
    {"a structure filled by statements",
     "NTSTATUS FUn(FLT_FILTER_UNLOAD_FLAGS f) { (void)f; return 0; }\nPFLT_FILTER f;\n" ENTRY
     "{ FLT_REGISTRATION r; RtlZeroMemory(&r, sizeof(r)); r.FilterUnloadCallback = FUn; "
     "return FltRegisterFilter(DriverObject, &r, &f); }\n",
     "FUn", "filter-unload unload", "filter-unload unload"},
    {"the second argument of an initialiser",
     "NTSTATUS Add(WDFDRIVER d, PWDFDEVICE_INIT i) { (void)d; (void)i; return 0; }\n" ENTRY
     "{ WDF_DRIVER_CONFIG c; WDF_DRIVER_CONFIG_INIT(&c, Add); return WdfDriverCreate(DriverObject, RegistryPath, "
     "WDF_NO_OBJECT_ATTRIBUTES, &c, WDF_NO_HANDLE); }\n",
     "Add", "add-device", "add-device"},
    {"a member set after the initialiser",
     "VOID EvtUn(WDFDRIVER d) { (void)d; }\n" ENTRY
     "{ WDF_DRIVER_CONFIG c; WDF_DRIVER_CONFIG_INIT(&c, NULL); c.EvtDriverUnload = EvtUn; "
     "return WdfDriverCreate(DriverObject, RegistryPath, NULL, &c, NULL); }\n",
     "EvtUn", "unload", "unload"},
    {"the cleanup of the driver object",
     "VOID EvtCl(WDFOBJECT d) { (void)d; }\n" ENTRY
     "{ WDF_DRIVER_CONFIG c; WDF_OBJECT_ATTRIBUTES a; WDF_OBJECT_ATTRIBUTES_INIT(&a); a.EvtCleanupCallback = EvtCl; "
     "WDF_DRIVER_CONFIG_INIT(&c, NULL); return WdfDriverCreate(DriverObject, RegistryPath, &a, &c, NULL); }\n",
     "EvtCl", "driver-cleanup", "driver-cleanup"},
    {"a copy of a structure whose part is filled afterwards in the text",
     UNLOAD
     "typedef struct { PDRIVER_UNLOAD U; } IN;\ntypedef struct { ULONG N; IN I; } OUTER;\nOUTER from, to, last;\n"
     "static void Copy(void) { to = from; last = to; }\n"
     "static void Fill(void) { from.I.U = Un; }\n" ENTRY "{ Fill(); Copy(); DriverObject->DriverUnload = last.I.U; " OK,
     "Un", "unload", "unload"},
    {"a structure copied into one below it",
     UNLOAD "typedef struct _T { struct _T *Next; PDRIVER_UNLOAD U; } T;\nT a, b;\n" ENTRY
            "{ a.Next = &b; b.Next = &a; *a.Next = *b.Next; a.U = Un; RtlCopyMemory(b.Next, a.Next, sizeof(T)); "
            "*a.Next = a; DriverObject->DriverUnload = b.U; " OK,
     "Un", "unload", "unload"},
    {"a function handed to a call",
     "VOID Re(PDRIVER_OBJECT d, PVOID c, ULONG n) { (void)d; (void)c; (void)n; }\n" ENTRY
     "{ IoRegisterDriverReinitialization(DriverObject, Re, NULL); " OK,
     "Re", "reinitialize", "reinitialize"},
    {"an address of which nothing says what for",
     "VOID (*g)(PVOID);\nVOID Work(PVOID c) { (void)c; }\n" ENTRY "{ g = Work; " OK, "Work", "callback", "callback"},
    {"an address that is only a name for something",
     "VOID Tag(PVOID c) { (void)c; }\n" ENTRY
     "{ PVOID e = IoGetDriverObjectExtension(DriverObject, (PVOID)Tag); if (e) return STATUS_UNSUCCESSFUL; "
     "return IoAllocateDriverObjectExtension(DriverObject, &Tag, 8, &e); }\n",
     "Tag", "", ""},
    {"an address that is a name, and elsewhere more",
     "VOID (*g)(PVOID);\nVOID Tag(PVOID c) { (void)c; }\n" ENTRY
     "{ g = Tag; IoGetDriverObjectExtension(DriverObject, (PVOID)Tag); " OK,
     "Tag", "callback", "callback"},
    {"a function that is only called", "static void Help(void) { }\n" ENTRY "{ Help(); " OK, "Help", "", "entry"},
    {"a helper of two roles",
     "static void Help(void) { }\nVOID Un(PDRIVER_OBJECT d) { (void)d; Help(); }\n" ENTRY
     "{ DriverObject->DriverUnload = Un; Help(); " OK,
     "Help", "", "entry unload"},
    {"the entry that calls its unload routine", UNLOAD ENTRY "{ DriverObject->DriverUnload = Un; Un(DriverObject); " OK,
     "Un", "unload", "entry unload"},
    {"a declared type, where the store was not understood",
     "DRIVER_DISPATCH Di;\nvoid Put(PDRIVER_DISPATCH f);\n" DISPATCH ENTRY "{ Put(Di); " OK, "Di", "dispatch",
     "dispatch"},
};

START_TEST(functions_have_the_roles_that_they_are_given)
{
    loaded made = load(roles[_i].source);
    const dl_function *function = function_of(&made, roles[_i].function);
    dl_name_set own = dl_scope_own_roles(made.scope, function), all = dl_scope_roles(made.scope, function);

    ck_assert_msg(strcmp(joined(own.at, own.count), roles[_i].own) == 0, "%s: own roles '%s'", roles[_i].what,
                  joined(own.at, own.count));
    ck_assert_msg(strcmp(joined(all.at, all.count), roles[_i].all) == 0, "%s: roles '%s'", roles[_i].what,
                  joined(all.at, all.count));
    ck_assert_int_eq(dl_scope_reaches(made.scope, function), *roles[_i].all != '\0');
}
END_TEST

START_TEST(evidence_of_a_role_names_the_line_and_its_weight)
{
    loaded made = load(UNLOAD "VOID (*g)(PVOID); VOID Work(PVOID c) { (void)c; }\n" ENTRY "{\n"
                              "  DriverObject->DriverUnload = Un;\n"
                              "  g = Work; " OK);
    dl_span where = {0};
    bool is_weak = true;

    ck_assert(dl_scope_role_given(made.scope, function_of(&made, "Un"), "unload", &where, &is_weak));
    ck_assert_uint_eq(where.line, 5);
    ck_assert(!is_weak);
    ck_assert(dl_scope_role_given(made.scope, function_of(&made, "Work"), "callback", &where, &is_weak));
    ck_assert_uint_eq(where.line, 6);
    ck_assert(is_weak);
    ck_assert(!dl_scope_role_given(made.scope, function_of(&made, "Work"), "unload", NULL, NULL));
}
END_TEST

static const char *const unload_name[] = {"unload"}, *const entry_name[] = {"entry"};

static const struct {
    const char *what;
    dl_role_set in;
    const char *roots, *functions;
} sets[] = {
    {"one role", {.roles = {unload_name, 1}}, "Un", "Free Un"},
    {"every role", {.is_any = true}, "DriverEntry Un Work", "DriverEntry Free Init Un Work"},
    {"all but one", {.roles = {entry_name, 1}, .is_not = true}, "Un Work", "Free Un Work"},
};

static const char *names_of(dl_function_list list)
{
    const char **at = DL_NEW_ARRAY(arena, list.count + 1, const char *);

    for (size_t i = 0; i < list.count; i++)
        at[i] = list.at[i]->name;
    return joined(at, list.count);
}

START_TEST(role_sets_select_functions)
{
    loaded made = load("static void Free(void) { }\nstatic void Init(void) { }\nvoid Dead(void) { Free(); }\n"
                       "VOID Un(PDRIVER_OBJECT d) { (void)d; Free(); }\nVOID Work(PVOID c) { (void)c; }\n" ENTRY
                       "{ HANDLE h; Init(); DriverObject->DriverUnload = Un; "
                       "return PsCreateSystemThread(&h, 0, NULL, NULL, NULL, Work, NULL); }\n");

    ck_assert_str_eq(names_of(dl_scope_roots(made.scope, &sets[_i].in)), sets[_i].roots);
    ck_assert_str_eq(names_of(dl_scope_functions(made.scope, &sets[_i].in)), sets[_i].functions);
    ck_assert(!dl_scope_in(made.scope, function_of(&made, "Dead"), &sets[_i].in));
}
END_TEST

static const struct {
    const char *source;
    bool is_unknown;
} unknown_roles[] = {
    {ENTRY "{ (void)DriverObject; " OK, false},
    {"void Other(PDRIVER_OBJECT d);\n" ENTRY "{ Other(DriverObject); " OK, true},
    {"void Other(ULONG d);\n" ENTRY "{ Other(3); " OK, false},
    {"VOID Un(PDRIVER_OBJECT d);\n" ENTRY "{ DriverObject->DriverUnload = Un; " OK, true},
    {UNLOAD ENTRY "{ DriverObject->DriverUnload = Un; " OK, false},
    {"extern const FLT_REGISTRATION r;\nPFLT_FILTER f;\n" ENTRY "{ return FltRegisterFilter(DriverObject, &r, &f); }\n",
     true},
};

START_TEST(a_role_without_functions_may_be_out_of_sight)
{
    loaded made = load(unknown_roles[_i].source);
    dl_span where = {0};

    ck_assert_int_eq(dl_scope_role_unknown(made.scope, "unload", &where), unknown_roles[_i].is_unknown);
    ck_assert_int_eq(where.line != 0, unknown_roles[_i].is_unknown);
}
END_TEST

/* ---- calls ---- */

static const struct {
    const char *what, *source, *targets;
    bool is_complete, is_opaque;
} pointer_calls[] = {
    {"a variable with one function", "static void A(void) { }\n" ENTRY "{ void (*f)(void) = A; f(); " OK, "A", true,
     false},
    {"a constant table",
     "static void A(void) { }\nstatic void B(void) { }\nstatic void (*const t[])(void) = { A, B };\n" ENTRY
     "{ ULONG i; for (i = 0; i < 2; i++) t[i](); " OK,
     "A B", true, false},
    {"a member assigned one function",
     "typedef struct { ULONG n; void (*f)(void); } OPS;\nstatic OPS o;\nstatic void A(void) { }\n"
     "static void Set(OPS *p) { p->f = A; }\n" ENTRY "{ Set(&o); o.f(); " OK,
     "A", true, false},
    {"a function handed to a helper",
     "static void A(void) { }\nstatic void Run(void (*f)(void)) { f(); }\n" ENTRY "{ Run(A); " OK, "A", true, false},
    {"a routine looked up by name",
     ENTRY "{ UNICODE_STRING n; void (*f)(void); RtlInitUnicodeString(&n, L\"X\"); "
           "f = (void (*)(void))MmGetSystemRoutineAddress(&n); f(); " OK,
     "", false, true},
    {"a parameter of unknown value",
     "VOID Work(PVOID c) { ((void (*)(void))c)(); }\n" ENTRY
     "{ HANDLE h; return PsCreateSystemThread(&h, 0, NULL, NULL, NULL, Work, NULL); }\n",
     "", false, true},
};

static const dl_instr *pointer_call_in(const dl_program *program)
{
    for (size_t i = 0; i < program->function_count; i++)
        for (size_t b = 0; b < program->functions[i]->block_count; b++)
            for (size_t k = 0; k < program->functions[i]->blocks[b].count; k++) {
                const dl_instr *instr = &program->functions[i]->blocks[b].instrs[k];
                if (instr->kind == DL_I_CALL && instr->pointer && !instr->callee && !instr->name)
                    return instr;
            }
    return NULL;
}

START_TEST(calls_through_pointers_have_known_targets)
{
    loaded made = load(pointer_calls[_i].source);
    const dl_instr *call = pointer_call_in(made.program);
    bool is_complete = !pointer_calls[_i].is_complete;

    ck_assert_msg(call != NULL, "%s", pointer_calls[_i].what);
    dl_function_list targets = dl_scope_targets(made.scope, call, &is_complete);
    ck_assert_msg(strcmp(names_of(targets), pointer_calls[_i].targets) == 0, "%s: '%s'", pointer_calls[_i].what,
                  names_of(targets));
    ck_assert_msg(is_complete == pointer_calls[_i].is_complete, "%s", pointer_calls[_i].what);
    ck_assert_msg(dl_scope_is_opaque(made.scope, call) == pointer_calls[_i].is_opaque, "%s", pointer_calls[_i].what);
    for (size_t i = 0; i < targets.count; i++)
        ck_assert(dl_scope_calls(made.scope, made.parse->entry, targets.at[i]));
}
END_TEST

START_TEST(a_pointer_with_the_type_of_a_known_routine_calls_it)
{
    loaded made =
        load("typedef NTSTATUS (*PFN_IoOpenDriverRegistryKey)(PDRIVER_OBJECT, ULONG, ULONG, ULONG, PHANDLE);\n" ENTRY
             "{ UNICODE_STRING n; HANDLE h; RtlInitUnicodeString(&n, NameOf(3));\n"
             "PFN_IoOpenDriverRegistryKey f = (PFN_IoOpenDriverRegistryKey)MmGetSystemRoutineAddress(&n);\n"
             "return f(DriverObject, 0, 0, 0, &h); }\n");
    const dl_instr *call = pointer_call_in(made.program);

    ck_assert_ptr_nonnull(call);
    ck_assert_str_eq(dl_scope_called(made.scope, call), "IoOpenDriverRegistryKey");
    ck_assert_ptr_nonnull(dl_scope_api(made.scope, call, NULL, NULL));
    ck_assert(!dl_scope_is_opaque(made.scope, call));
}
END_TEST

START_TEST(callees_without_a_body_and_facts_are_opaque)
{
    loaded made =
        load("void Other(ULONG);\nstatic void Mine(void) { }\n" ENTRY "{ PDEVICE_OBJECT d; Mine();\n Other(1);\n"
             "return IoCreateDevice(DriverObject, 0, NULL, 0x22, 0, FALSE, &d); }\n");
    size_t count = 0;
    const dl_opaque_call *calls = dl_scope_opaque(made.scope, made.parse->entry, &count);

    ck_assert_uint_eq(count, 1);
    ck_assert_str_eq(calls[0].name, "Other");
    ck_assert_uint_eq(calls[0].call->span.line, 5);
    (void)dl_scope_opaque(made.scope, function_of(&made, "Mine"), &count);
    ck_assert_uint_eq(count, 0);
}
END_TEST

START_TEST(uses_of_a_function_are_listed)
{
    loaded made = load(UNLOAD ENTRY "{ DriverObject->DriverUnload = Un;\n Un(DriverObject);\n"
                                    "if (DriverObject->DriverUnload == Un) return 1; " OK);
    size_t count = 0;
    const dl_function_use *uses = dl_scope_uses(made.scope, function_of(&made, "Un"), &count);

    ck_assert_uint_eq(count, 2); /* a comparison gives nothing away */
    ck_assert(!uses[0].is_call);
    ck_assert_ptr_eq(uses[0].by, made.parse->entry);
    ck_assert(uses[1].is_call);
    ck_assert_uint_eq(uses[1].span.line, 4);
}
END_TEST

/* ---- values ---- */

static const struct {
    const char *what, *source;
    dl_tri is_driver_object;
} params[] = {
    {"the parameter", ENTRY "{ Probe(DriverObject); " OK, DL_YES},
    {"a copy", ENTRY "{ PVOID p = DriverObject; Probe(p); " OK, DL_YES},
    {"the other parameter", ENTRY "{ Probe(RegistryPath); " OK, DL_NO},
    {"a helper's parameter", "static void H(PVOID x) { Probe(x); }\n" ENTRY "{ H(DriverObject); " OK, DL_YES},
    {"a global",
     "PVOID g;\nVOID Un(PDRIVER_OBJECT d) { (void)d; Probe(g); }\n" ENTRY
     "{ g = DriverObject; DriverObject->DriverUnload = Un; " OK,
     DL_YES},
    {"the parameter of a routine of the system",
     "VOID Un(PDRIVER_OBJECT d) { Probe(d); }\n" ENTRY "{ DriverObject->DriverUnload = Un; " OK, DL_YES},
    {"one of two",
     "DRIVER_OBJECT fake;\n" ENTRY
     "{ PDRIVER_OBJECT p; if (RegistryPath) p = DriverObject; else p = &fake; Probe(p); " OK,
     DL_MAYBE},
    {"another device's driver", "PDEVICE_OBJECT d;\n" ENTRY "{ Probe(d->DriverObject); " OK, DL_MAYBE},
    {"null", ENTRY "{ Probe(NULL); " OK, DL_NO},
};

START_TEST(the_driver_object_is_found_again)
{
    loaded made = load(dl_arena_printf(arena, "void Probe(PVOID p);\n%s", params[_i].source));
    static const dl_role_set any = {.is_any = true};
    const dl_instr *call = dl_scope_first_call(made.scope, "Probe", &any, NULL);

    ck_assert_msg(call != NULL, "%s", params[_i].what);
    ck_assert_msg(dl_scope_is_param(made.scope, call->args[0], DL_PARAM_DRIVER_OBJECT, 0) ==
                      params[_i].is_driver_object,
                  "%s", params[_i].what);
}
END_TEST

#define COUNT(table) ((int)(sizeof(table) / sizeof *(table)))

int main(void)
{
    TCase *cases = tcase_create("scope");

    tcase_add_loop_test(cases, functions_have_the_roles_that_they_are_given, 0, COUNT(roles));
    tcase_add_test(cases, evidence_of_a_role_names_the_line_and_its_weight);
    tcase_add_loop_test(cases, role_sets_select_functions, 0, COUNT(sets));
    tcase_add_loop_test(cases, a_role_without_functions_may_be_out_of_sight, 0, COUNT(unknown_roles));
    tcase_add_loop_test(cases, calls_through_pointers_have_known_targets, 0, COUNT(pointer_calls));
    tcase_add_test(cases, a_pointer_with_the_type_of_a_known_routine_calls_it);
    tcase_add_test(cases, callees_without_a_body_and_facts_are_opaque);
    tcase_add_test(cases, uses_of_a_function_are_listed);
    tcase_add_loop_test(cases, the_driver_object_is_found_again, 0, COUNT(params));
    return run_suite("scope", cases);
}
