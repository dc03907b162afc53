/* Tests of guards and of what is possible at all, on real sources. */
#define FIXTURE_FILE "guard_fixture.c"
#include "engine_fixture.h"

#define ENTRY "NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)\n"
#define OK "return STATUS_SUCCESS; }\n"
#define POSSIBLE(event) "{\"possible\": {" event "}}"

/* A rule set of one rule with the guard; the facts are the real ones. */
static const dl_guard *guard_of(const char *text)
{
    static const char model[] =
        "{\"schema\": \"drvlint-model-1\", \"id\": \"wdm\", \"title\": \"t\", \"codes\": \"DRV01\","
        "\"recognise\": {\"always\": true}}";
    static const char requirements[] = "{\"schema\": \"drvlint-requirements-1\", \"requirements\": {}}";
    const char *rule = dl_arena_printf(
        arena,
        "{\"schema\": \"drvlint-rule-1\", \"id\": \"wdm-rule\", \"code\": \"DRV0199\", \"model\": \"wdm\","
        "\"title\": \"t\", \"why\": \"w\", \"fix\": \"f\", \"level\": \"error\", \"strength\": \"must\","
        "\"requirements\": [], \"source\": [{\"document\": \"d\"}], \"when\": %s,"
        "\"check\": [{\"form\": \"require\", \"event\": {\"call\": \"IoCreateDevice\"}}]}",
        text);
    const dl_source_text files[] = {{"rules/requirements.json", requirements, sizeof requirements - 1},
                                    {"rules/wdm/model.json", model, sizeof model - 1},
                                    {"rules/wdm/wdm-rule.json", rule, strlen(rule)}};
    dl_status why = {0};
    dl_ruleset *set = NULL;

    ck_assert_msg(dl_ruleset_load_texts(&set, facts, files, 3, 3, NULL, 0, arena, &why) == DL_OK, "%s: %s", text,
                  why.message);
    return set->rules[0]->when;
}

/* `line` is what the answer names, 0 for none. */
static const struct {
    const char *guard, *source;
    dl_tri value;
    unsigned line;
} possible[] = {
    /* calls */
    {POSSIBLE("\"call\": \"IoCreateDevice\""), ENTRY "{ " OK, DL_NO, 0},
    {POSSIBLE("\"call\": \"IoCreateDevice\""),
     ENTRY "{ PDEVICE_OBJECT d;\nreturn IoCreateDevice(DriverObject, 0, NULL, 0x22, 0, FALSE, &d); }\n", DL_YES, 3},
    {POSSIBLE("\"call\": \"IoCreateDevice\""),
     "static void H(PDRIVER_OBJECT o) { PDEVICE_OBJECT d;\n(void)IoCreateDevice(o, 0, NULL, 0x22, 0, FALSE, &d); "
     "}\n" ENTRY "{ H(DriverObject); " OK,
     DL_YES, 2},
    {POSSIBLE("\"call\": \"IoCreateDevice\""),
     "void Dead(PDRIVER_OBJECT o) { PDEVICE_OBJECT d; (void)IoCreateDevice(o, 0, NULL, 0x22, 0, FALSE, &d); }\n" ENTRY
     "{ " OK,
     DL_NO, 0},
    {POSSIBLE("\"call\": \"IoCreateDevice\", \"args\": {\"Exclusive\": \"nonzero\"}"),
     ENTRY "{ PDEVICE_OBJECT d; return IoCreateDevice(DriverObject, 0, NULL, 0x22, 0, FALSE, &d); }\n", DL_NO, 0},
    {POSSIBLE("\"call\": \"IoCreateDevice\", \"args\": {\"Exclusive\": \"nonzero\"}"),
     ENTRY "{ PDEVICE_OBJECT d;\nreturn IoCreateDevice(DriverObject, 0, NULL, 0x22, 0, TRUE, &d); }\n", DL_YES, 3},
    {POSSIBLE("\"call\": \"IoCreateDevice\", \"args\": {\"Exclusive\": \"nonzero\"}"),
     "BOOLEAN g;\n" ENTRY "{ PDEVICE_OBJECT d;\nreturn IoCreateDevice(DriverObject, 0, NULL, 0x22, 0, g, &d); }\n",
     DL_MAYBE, 4},
    {POSSIBLE("\"call\": \"IoCreateDevice\", \"args\": {\"DriverObject\": \"@driver-object\"}"),
     ENTRY "{ PDEVICE_OBJECT d; PVOID p = DriverObject;\nreturn IoCreateDevice(p, 0, NULL, 0x22, 0, FALSE, &d); }\n",
     DL_YES, 3},
    {POSSIBLE("\"call\": \"IoCreateDevice\", \"args\": {\"DriverObject\": \"@registry-path\"}"),
     ENTRY "{ PDEVICE_OBJECT d; return IoCreateDevice(DriverObject, 0, NULL, 0x22, 0, FALSE, &d); }\n", DL_NO, 0},
    {POSSIBLE("\"call\": \"Wdf*\", \"in\": \"any\""),
     "VOID Un(PDRIVER_OBJECT d) { (void)d;\nWdfDriverMiniportUnload(NULL); }\n" ENTRY
     "{ DriverObject->DriverUnload = Un; " OK,
     DL_YES, 2},
    {POSSIBLE("\"call\": \"Wdf*\", \"in\": [\"entry\"]"),
     "VOID Un(PDRIVER_OBJECT d) { (void)d; WdfDriverMiniportUnload(NULL); }\n" ENTRY
     "{ DriverObject->DriverUnload = Un; " OK,
     DL_NO, 0},
    {POSSIBLE("\"call\": {\"trait\": \"port-initializer\"}"),
     ENTRY "{ CLASS_INIT_DATA c = {0};\nreturn ClassInitialize(DriverObject, RegistryPath, &c); }\n", DL_YES, 3},
    {POSSIBLE("\"call\": \"IoAllocateDriverObjectExtension\""),
     ENTRY "{ CLASS_INIT_DATA c = {0};\nreturn ClassInitialize(DriverObject, RegistryPath, &c); }\n", DL_YES, 3},
    {POSSIBLE("\"call\": \"RtlZeroMemory\""), ENTRY "{ ULONG x;\nmemset(&x, 0, sizeof(x)); " OK, DL_YES, 3},
    {POSSIBLE("\"call\": \"RtlZeroMemory\""), ENTRY "{ ULONG x; memset(&x, 1, sizeof(x)); " OK, DL_NO, 0},
    /* stores */
    {POSSIBLE("\"store\": \"@driver-object->DriverUnload\""), ENTRY "{\nDriverObject->DriverUnload = NULL; " OK, DL_YES,
     3},
    {POSSIBLE("\"store\": \"@driver-object->DriverUnload\", \"value\": \"function\""),
     ENTRY "{ DriverObject->DriverUnload = NULL; " OK, DL_NO, 0},
    {POSSIBLE("\"store\": \"@driver-object->DriverUnload\""),
     "static void H(PVOID p) {\n((PDRIVER_OBJECT)p)->DriverUnload = NULL; }\n" ENTRY "{ H(DriverObject); " OK, DL_YES,
     2},
    {POSSIBLE("\"store\": \"@driver-object->DriverExtension->AddDevice\""),
     ENTRY "{ PDRIVER_EXTENSION e = DriverObject->DriverExtension;\ne->AddDevice = NULL; " OK, DL_YES, 3},
    {POSSIBLE("\"store\": \"@driver-object->MajorFunction[IRP_MJ_PNP]\""),
     ENTRY "{\nDriverObject->MajorFunction[IRP_MJ_PNP] = NULL; " OK, DL_YES, 3},
    {POSSIBLE("\"store\": \"@driver-object->MajorFunction[IRP_MJ_PNP]\""),
     ENTRY "{ DriverObject->MajorFunction[IRP_MJ_POWER] = NULL; " OK, DL_NO, 0},
    {POSSIBLE("\"store\": \"@driver-object->MajorFunction[IRP_MJ_PNP]\""),
     ENTRY "{ ULONG i; for (i = 0; i <= IRP_MJ_MAXIMUM_FUNCTION; i++)\nDriverObject->MajorFunction[i] = NULL; " OK,
     DL_YES, 3},
    {POSSIBLE("\"store\": \"@driver-object->MajorFunction[IRP_MJ_PNP]\", \"span\": \"one\""),
     ENTRY "{ ULONG i; for (i = 0; i <= IRP_MJ_MAXIMUM_FUNCTION; i++) DriverObject->MajorFunction[i] = NULL; " OK,
     DL_NO, 0},
    {POSSIBLE("\"store\": \"@driver-object->MajorFunction[IRP_MJ_PNP]\", \"span\": \"one\""),
     ENTRY "{ ULONG i; for (i = 0; i <= IRP_MJ_MAXIMUM_FUNCTION; i++)\nif (!DriverObject->MajorFunction[i])\n"
           "DriverObject->MajorFunction[i] = NULL; " OK,
     DL_MAYBE, 4},
    {POSSIBLE("\"store\": \"SCSI_REQUEST_BLOCK.Function\""),
     ENTRY "{ SCSI_REQUEST_BLOCK s; PSCSI_REQUEST_BLOCK p = &s;\np->Function = 0; " OK, DL_YES, 3},
    {POSSIBLE("\"store\": \"SCSI_REQUEST_BLOCK.Function\""),
     ENTRY "{ SCSI_REQUEST_BLOCK s; PSCSI_REQUEST_BLOCK p = &s; p->Length = 0; " OK, DL_NO, 0},
    {POSSIBLE("\"store\": \"SCSI_REQUEST_BLOCK.Function\""),
     ENTRY "{ SCSI_REQUEST_BLOCK s;\nRtlZeroMemory(&s, sizeof(s)); " OK, DL_YES, 3},
    {POSSIBLE("\"store\": \"WDF_DRIVER_CONFIG.DriverInitFlags\", \"value\": {\"bits\": {\"set\": "
              "[\"WdfDriverInitNoDispatchOverride\"]}}"),
     ENTRY "{ WDF_DRIVER_CONFIG c;\nc.DriverInitFlags |= WdfDriverInitNoDispatchOverride; " OK, DL_YES, 3},
    {POSSIBLE("\"store\": \"WDF_DRIVER_CONFIG.DriverInitFlags\", \"value\": {\"bits\": {\"set\": "
              "[\"WdfDriverInitNoDispatchOverride\"]}}"),
     ENTRY "{ WDF_DRIVER_CONFIG c; c.DriverInitFlags |= WdfDriverInitNonPnpDriver; " OK, DL_NO, 0},
    {POSSIBLE("\"store\": \"WDF_DRIVER_CONFIG.DriverInitFlags\", \"value\": {\"bits\": {\"set\": "
              "[\"WdfDriverInitNoDispatchOverride\"]}}"),
     ENTRY
     "{ WDF_DRIVER_CONFIG c;\nc.DriverInitFlags |= WdfDriverInitNonPnpDriver | WdfDriverInitNoDispatchOverride; " OK,
     DL_YES, 3},
    {POSSIBLE("\"store\": \"DEVICE_OBJECT.Flags\", \"op\": \"and\""),
     "PDEVICE_OBJECT d;\n" ENTRY "{\nd->Flags &= ~DO_DEVICE_INITIALIZING; " OK, DL_YES, 4},
    {POSSIBLE("\"store\": \"DEVICE_OBJECT.Flags\", \"op\": \"and\""),
     "PDEVICE_OBJECT d;\n" ENTRY "{ d->Flags |= DO_BUFFERED_IO; " OK, DL_NO, 0},
    /* reads and tests */
    {POSSIBLE("\"test\": \"@registry-path\", \"is\": \"null\""),
     ENTRY "{\nif (RegistryPath == NULL) return STATUS_UNSUCCESSFUL; " OK, DL_YES, 3},
    {POSSIBLE("\"test\": \"@registry-path\", \"is\": \"null\""), ENTRY "{ " OK, DL_NO, 0},
    {POSSIBLE("\"deref\": \"@registry-path\""), ENTRY "{ USHORT n;\nn = RegistryPath->Length; (void)n; " OK, DL_YES, 3},
    {POSSIBLE("\"deref\": \"@registry-path\""), ENTRY "{ PVOID p = RegistryPath; (void)p; " OK, DL_NO, 0},
};

START_TEST(possible_asks_what_some_reached_function_does)
{
    const dl_guard *guard = guard_of(possible[_i].guard);
    loaded made = load(possible[_i].source);
    dl_guard_context context = context_of(&made);
    dl_guard_result result = dl_guard_eval(&context, guard, NULL, arena);

    ck_assert_msg(result.value == possible[_i].value, "%s in\n%sis %d: %s", possible[_i].guard, possible[_i].source,
                  (int)result.value, result.reason);
    ck_assert_msg(result.where.line == possible[_i].line, "%s in\n%sat line %u", possible[_i].guard,
                  possible[_i].source, result.where.line);
    ck_assert(*result.reason != '\0');
}
END_TEST

/* What is not there is told with all that was asked for: the call itself may well be there. */
static const struct {
    const char *guard, *reason;
} absent[] = {
    {"{\"possible\": \"IoCreateDevice\"}", "no call of IoCreateDevice is reached"},
    {POSSIBLE("\"call\": \"IoCreateDevice\", \"args\": {\"Exclusive\": \"nonzero\"}"),
     "no call of IoCreateDevice with Exclusive nonzero is reached"},
    {"{\"possible\": [{\"call\": \"IoCreateDevice\", \"outcome\": \"success\"}, {\"store\": \"DEVICE_OBJECT.Flags\"}]}",
     "no success of IoCreateDevice, and no store to DEVICE_OBJECT.Flags is reached"},
};

START_TEST(what_is_not_there_is_told_in_full)
{
    const dl_guard *guard = guard_of(absent[_i].guard);
    loaded made = load(ENTRY "{ " OK);
    dl_guard_context context = context_of(&made);

    ck_assert_str_eq(dl_guard_eval(&context, guard, NULL, arena).reason, absent[_i].reason);
}
END_TEST

START_TEST(an_opaque_callee_changes_no_answer)
{
    const dl_guard *guard = guard_of(POSSIBLE("\"call\": \"IoCreateDevice\""));
    loaded made = load("void Other(PDRIVER_OBJECT d);\n" ENTRY "{ Other(DriverObject); " OK);
    dl_guard_context context = context_of(&made);

    ck_assert_int_eq(dl_guard_eval(&context, guard, NULL, arena).value, DL_NO);
}
END_TEST

/* The self-check's loss is put in by hand: what the parser loses is not this test's matter. */
START_TEST(a_degraded_function_makes_a_false_answer_unknown)
{
    const dl_guard *guard = guard_of(POSSIBLE("\"call\": \"IoCreateDevice\""));
    loaded made = load("static void H(void) { }\nvoid Dead(void) { }\n" ENTRY "{ H(); " OK);
    dl_guard_context context = context_of(&made);
    dl_lost lost = {.span = {.line = 1}, .kind = "call", .detail = "x()"};
    dl_function *dead = (dl_function *)function_of(&made, "Dead"), *helper = (dl_function *)function_of(&made, "H");

    dead->lost = &lost;
    dead->lost_count = 1;
    ck_assert_int_eq(dl_guard_eval(&context, guard, NULL, arena).value, DL_NO);
    helper->lost = &lost;
    helper->lost_count = 1;
    ck_assert_int_eq(dl_guard_eval(&context, guard, NULL, arena).value, DL_MAYBE);
}
END_TEST

#define COUNT(table) ((int)(sizeof(table) / sizeof *(table)))

static const dl_inf_fact disk_inf[] = {{DL_INF_CLASS, "Class", "DiskDrive", "x.inf", 3},
                                       {DL_INF_SECTION, "X.Services", "", "x.inf", 7},
                                       {DL_INF_DIRECTIVE, "StartType", "0", "x.inf", 9},
                                       {DL_INF_DIRECTIVE, "StartType", "3", "x.inf", 14}};

static const struct {
    const char *guard, *source;
    size_t inf_count;
    dl_tri value;
} others[] = {
    {"{\"declared\": {\"roleType\": \"DRIVER_ADD_DEVICE\"}}", "DRIVER_ADD_DEVICE Add;\n" ENTRY "{ " OK, 0, DL_YES},
    {"{\"declared\": {\"roleType\": \"DRIVER_ADD_DEVICE\"}}", "DRIVER_UNLOAD Un;\n" ENTRY "{ " OK, 0, DL_NO},
    {"{\"declared\": {\"name\": \"DllUnload\"}}", "void DllUnload(void) { }\n" ENTRY "{ " OK, 0, DL_YES},
    {"{\"define\": \"POOL_NX_OPTIN\"}", "#define POOL_NX_OPTIN 1\n" ENTRY "{ " OK, 0, DL_YES},
    {"{\"define\": \"POOL_NX_OPTIN\"}", ENTRY "{ " OK, 0, DL_MAYBE},
    {"{\"includes\": [\"scsi*.h\"]}", "#include <SCSI.h>\n" ENTRY "{ " OK, 0, DL_YES},
    {"{\"includes\": [\"scsi*.h\"]}", "#include <ntddk.h>\n" ENTRY "{ " OK, 0, DL_NO},
    {"{\"inf\": {\"class\": [\"diskdrive\"]}}", ENTRY "{ " OK, 2, DL_YES},
    {"{\"inf\": {\"class\": [\"CDROM\"]}}", ENTRY "{ " OK, 2, DL_NO},
    {"{\"inf\": {\"class\": [\"CDROM\"]}}", ENTRY "{ " OK, 0, DL_MAYBE},
    {"{\"inf\": {\"section\": [\"*.Services\"]}}", ENTRY "{ " OK, 2, DL_YES},
    {"{\"inf\": {\"directive\": [\"starttype\"], \"value\": [\"0\", \"0x0\"]}}", ENTRY "{ " OK, 3, DL_YES},
    {"{\"inf\": {\"directive\": [\"StartType\"], \"value\": [\"3\"]}}", ENTRY "{ " OK, 3, DL_NO},
    {"{\"inf\": {\"directive\": [\"StartType\"], \"value\": [\"0\"]}}", ENTRY "{ " OK, 4, DL_MAYBE},
    {"{\"inf\": {\"directive\": [\"StartType\"], \"value\": [\"0\", \"3\"]}}", ENTRY "{ " OK, 4, DL_YES},
    {"{\"inf\": {\"directive\": [\"StartType\"], \"value\": [\"0\"]}}", ENTRY "{ " OK, 2, DL_NO},
    {"{\"inf\": {\"directive\": [\"StartType\"], \"value\": [\"0\"]}}", ENTRY "{ " OK, 0, DL_MAYBE},
    {"{\"project\": {\"linksWith\": [\"classpnp.lib\"]}}", ENTRY "{ " OK, 0, DL_MAYBE},
    {"{\"model\": \"wdm\"}", ENTRY "{ " OK, 0, DL_YES},
    {"{\"not\": {\"inf\": {\"class\": [\"CDROM\"]}}}", ENTRY "{ " OK, 0, DL_MAYBE},
    {"{\"not\": {\"includes\": [\"scsi.h\"]}}", ENTRY "{ " OK, 0, DL_YES},
    {"{\"allOf\": [{\"model\": \"wdm\"}, {\"includes\": [\"x.h\"]}, {\"inf\": {\"class\": [\"X\"]}}]}", ENTRY "{ " OK,
     0, DL_NO},
    {"{\"allOf\": [{\"model\": \"wdm\"}, {\"inf\": {\"class\": [\"X\"]}}]}", ENTRY "{ " OK, 0, DL_MAYBE},
    {"{\"anyOf\": [{\"includes\": [\"x.h\"]}, {\"inf\": {\"class\": [\"X\"]}}]}", ENTRY "{ " OK, 0, DL_MAYBE},
    {"{\"anyOf\": [{\"inf\": {\"class\": [\"X\"]}}, {\"model\": \"wdm\"}]}", ENTRY "{ " OK, 0, DL_YES},
};

START_TEST(guards_ask_what_is_declared_included_and_installed)
{
    const dl_guard *guard = guard_of(others[_i].guard);
    loaded made = load_with(rules, FIXTURE_FILE, others[_i].source, disk_inf, others[_i].inf_count);
    dl_guard_context context = context_of(&made);
    dl_guard_result result = dl_guard_eval(&context, guard, NULL, arena);

    ck_assert_msg(result.value == others[_i].value, "%s in\n%sis %d: %s", others[_i].guard, others[_i].source,
                  (int)result.value, result.reason);
}
END_TEST

static const dl_project_property disk_properties[] = {{"DriverType", "WDM"}, {"KMDF_VERSION_MAJOR", ""}};
static const char *const disk_libraries[] = {"ClassPnP.lib", "ntstrsafe.lib"};
static const char *const disk_options[] = {"/INTEGRITYCHECK"};
static const char *const disk_defines[] = {"POOL_NX_OPTIN=1", "POOL_ZERO_DOWN_LEVEL_SUPPORT=0"};
static const dl_settings disk_settings = {.defines = disk_defines, .define_count = 2};

/* What a project, and one of which a sheet is missing, answers. */
static const struct {
    const char *guard;
    dl_tri whole, partial;
} projects[] = {
    {"{\"project\": {\"property\": {\"drivertype\": [\"W*\"]}}}", DL_YES, DL_YES},
    {"{\"project\": {\"property\": {\"DriverType\": [\"KMDF\"]}}}", DL_NO, DL_MAYBE},
    {"{\"project\": {\"property\": {\"KMDF_VERSION_MAJOR\": [\"*\"]}}}", DL_NO, DL_MAYBE},
    {"{\"project\": {\"property\": {\"Other\": [\"*\"]}}}", DL_NO, DL_MAYBE},
    {"{\"project\": {\"linksWith\": [\"x.lib\", \"classpnp.lib\"]}}", DL_YES, DL_YES},
    {"{\"project\": {\"linksWith\": [\"x.lib\"]}}", DL_NO, DL_MAYBE},
    {"{\"project\": {\"linkOption\": [\"?integritycheck\"]}}", DL_YES, DL_YES},
    {"{\"project\": {\"linkOption\": [\"/kernel\"]}}", DL_NO, DL_MAYBE},
    {"{\"define\": \"POOL_NX_OPTIN\"}", DL_YES, DL_YES},
    {"{\"define\": \"POOL_NX\"}", DL_NO, DL_MAYBE},
    {"{\"define\": \"POOL_ZERO_DOWN_LEVEL_SUPPORT\"}", DL_NO, DL_NO},
};

START_TEST(guards_ask_the_project)
{
    const dl_guard *guard = guard_of(projects[_i].guard);
    loaded made = load(ENTRY "{ " OK);
    dl_guard_context context = context_of(&made);
    dl_driver driver = *context.driver;

    driver.project = "disk.vcxproj";
    driver.settings = &disk_settings;
    driver.properties = disk_properties;
    driver.property_count = COUNT(disk_properties);
    driver.libraries = disk_libraries;
    driver.library_count = COUNT(disk_libraries);
    driver.link_options = disk_options;
    driver.link_option_count = COUNT(disk_options);
    context.driver = &driver;
    ck_assert_msg(dl_guard_eval(&context, guard, NULL, arena).value == projects[_i].whole, "%s", projects[_i].guard);
    driver.is_partial = true;
    ck_assert_msg(dl_guard_eval(&context, guard, NULL, arena).value == projects[_i].partial, "%s", projects[_i].guard);
}
END_TEST

int main(void)
{
    TCase *cases = tcase_create("guard");

    tcase_add_loop_test(cases, possible_asks_what_some_reached_function_does, 0, COUNT(possible));
    tcase_add_loop_test(cases, what_is_not_there_is_told_in_full, 0, COUNT(absent));
    tcase_add_test(cases, an_opaque_callee_changes_no_answer);
    tcase_add_test(cases, a_degraded_function_makes_a_false_answer_unknown);
    tcase_add_loop_test(cases, guards_ask_what_is_declared_included_and_installed, 0, COUNT(others));
    tcase_add_loop_test(cases, guards_ask_the_project, 0, COUNT(projects));
    return run_suite("guard", cases);
}
