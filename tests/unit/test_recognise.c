/* Tests of recognition with the models of rules/: which hold, how firmly, and what they switch off. */
#define FIXTURE_FILE "recognise_fixture.c"
#include "engine_fixture.h"

#define ENTRY "NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)\n"
#define OK "return STATUS_SUCCESS; }\n"
#define ATTACH                                                                                                         \
    "NTSTATUS Add(PDRIVER_OBJECT d, PDEVICE_OBJECT p) { PDEVICE_OBJECT n, l; "                                         \
    "IoCreateDevice(d, 0, NULL, 7, 0, FALSE, &n); l = IoAttachDeviceToDeviceStack(n, p); (void)l; return 0; }\n"
#define SEND "NTSTATUS Di(PDEVICE_OBJECT d, PIRP i) { IoSkipCurrentIrpStackLocation(i); return IoCallDriver(d, i); }\n"
#define PUT "{ DriverObject->DriverExtension->AddDevice = Add; DriverObject->MajorFunction[IRP_MJ_SCSI] = Di; "
#define BUILD                                                                                                          \
    "static void Build(PSCSI_REQUEST_BLOCK s) { s->Function = SRB_FUNCTION_EXECUTE_SCSI; s->CdbLength = 6; }\n"
#define CLAIM "static void Claim(PSCSI_REQUEST_BLOCK s) { s->Function = SRB_FUNCTION_CLAIM_DEVICE; }\n"

static const dl_inf_fact disk_function[] = {{DL_INF_CLASS, "Class", "DiskDrive", "x.inf", 3},
                                            {DL_INF_SECTION, "Manufacturer", "", "x.inf", 5},
                                            {DL_INF_DIRECTIVE, "AddService", "x, 0x00000002, X_Service", "x.inf", 9}};
static const dl_inf_fact disk_filter[] = {{DL_INF_CLASS, "Class", "DiskDrive", "x.inf", 3},
                                          {DL_INF_SECTION, "Manufacturer", "", "x.inf", 5},
                                          {DL_INF_DIRECTIVE, "UpperFilters", "x", "x.inf", 7},
                                          {DL_INF_DIRECTIVE, "AddService", "x,, X_Service", "x.inf", 9}};
static const dl_inf_fact user_mode[] = {{DL_INF_DIRECTIVE, "UmdfService", "x, X_Install", "x.inf", 7}};
static const dl_inf_fact both_modes[] = {{DL_INF_DIRECTIVE, "UmdfService", "x, X_Install", "x.inf", 7},
                                         {DL_INF_DIRECTIVE, "KmdfService", "x, X_Install", "y.inf", 7}};
#define FRAMEWORK_ENTRY                                                                                                \
    ENTRY "{ WDF_DRIVER_CONFIG c; WDF_DRIVER_CONFIG_INIT(&c, NULL); "                                                  \
          "return WdfDriverCreate(DriverObject, RegistryPath, NULL, &c, NULL); }\n"

/* `models` without those that always hold; a thin one has a `?`. */
static const struct {
    const char *what, *source;
    const dl_inf_fact *inf;
    size_t inf_count;
    const char *models;
} cases[] = {
    {"nothing but an entry", ENTRY "{ " OK, NULL, 0, ""},
    {"a framework driver",
     ENTRY "{ WDF_DRIVER_CONFIG c; WDF_DRIVER_CONFIG_INIT(&c, NULL); "
           "return WdfDriverCreate(DriverObject, RegistryPath, NULL, &c, NULL); }\n",
     NULL, 0, "kmdf"},
    {"a framework driver by its headers alone",
     "#include <wdf.h>\nNTSTATUS Other(PDRIVER_OBJECT d);\n" ENTRY "{ return Other(DriverObject); }\n", NULL, 0,
     "kmdf?"},
    {"headers of what is called nowhere", "#include <wdf.h>\n" ENTRY "{ " OK, NULL, 0, ""},
    {"headers of what the driver makes itself",
     "#include <fltKernel.h>\nVOID FltInitializePushLock(PVOID l) { (void)l; }\n" ENTRY
     "{ FltDeletePushLock(RegistryPath); " OK,
     NULL, 0, ""},
    {"headers of what only a routine without a role calls",
     "#include <wdf.h>\nNTSTATUS Add(WDFDRIVER d, PWDFDEVICE_INIT i) { WDFDEVICE n; (void)d; "
     "return WdfDeviceCreate(&i, NULL, &n); }\n" ENTRY "{ " OK,
     NULL, 0, "kmdf?"},
    {"headers do not count beside a call",
     "#include <wdf.h>\nPFLT_FILTER f;\n" ENTRY "{ return FltRegisterFilter(DriverObject, NULL, &f); }\n", NULL, 0,
     "minifilter"},
    {"a call that the entry does not reach",
     "void Dead(PDRIVER_OBJECT d, PUNICODE_STRING r) { WdfDriverCreate(d, r, NULL, NULL, NULL); }\n" ENTRY "{ " OK,
     NULL, 0, ""},
    {"a control device outside Plug and Play",
     ENTRY "{ PDEVICE_OBJECT d; return IoCreateDevice(DriverObject, 0, NULL, 0x22, 0, FALSE, &d); }\n", NULL, 0,
     "legacy-nonpnp"},
    {"a control device beside AddDevice",
     "NTSTATUS Add(PDRIVER_OBJECT d, PDEVICE_OBJECT p) { (void)d; (void)p; return 0; }\n" ENTRY
     "{ PDEVICE_OBJECT d; DriverObject->DriverExtension->AddDevice = Add; "
     "return IoCreateDevice(DriverObject, 0, NULL, 0x22, 0, FALSE, &d); }\n",
     NULL, 0, "wdm-pnp"},
    {"Plug and Play by a declaration",
     "DRIVER_ADD_DEVICE Add;\nVOID Un(PDRIVER_OBJECT d) { (void)d; }\n" ENTRY "{ DriverObject->DriverUnload = Un; " OK,
     NULL, 0, "wdm-pnp"},
    {"a library's entry that does nothing", "DRIVER_ADD_DEVICE Add;\n" ENTRY "{ " OK, NULL, 0, ""},
    {"a user-mode driver",
     "#include <wudfwdm.h>\n" ENTRY "{ WDF_DRIVER_CONFIG c; WDF_DRIVER_CONFIG_INIT(&c, NULL); "
     "return WdfDriverCreate(DriverObject, RegistryPath, NULL, &c, NULL); }\n",
     NULL, 0, "kmdf umdf2?"},
    {"a user-mode driver by the system's header of programs",
     "#include <Windows.h>\n#include <wdf.h>\n" ENTRY "{ WDF_DRIVER_CONFIG c; WDF_DRIVER_CONFIG_INIT(&c, NULL); "
     "return WdfDriverCreate(DriverObject, RegistryPath, NULL, &c, NULL); }\n",
     NULL, 0, "kmdf umdf2?"},
    {"a header that programs and drivers share",
     "#include <ntddk.h>\n#include <wdf.h>\n#include <windows.h>\n" ENTRY
     "{ WDF_DRIVER_CONFIG c; WDF_DRIVER_CONFIG_INIT(&c, NULL); "
     "return WdfDriverCreate(DriverObject, RegistryPath, NULL, &c, NULL); }\n",
     NULL, 0, "kmdf"},
    {"a user-mode driver by its INF", FRAMEWORK_ENTRY, user_mode, 1, "kmdf umdf2"},
    {"a driver built for both modes", FRAMEWORK_ENTRY, both_modes, 2, "kmdf umdf2"},
    {"an attach alone is thin", ATTACH ENTRY "{ Add(DriverObject, NULL); " OK, NULL, 0, "legacy-nonpnp wdm-pnp?"},
    {"a class driver through the class library",
     ENTRY "{ CLASS_INIT_DATA c = {0}; return ClassInitialize(DriverObject, RegistryPath, &c); }\n", NULL, 0,
     "any-miniport storage-class"},
    {"a class driver by its INF", ENTRY "{ " OK, disk_function, 3, "storage-class?"},
    {"the INF of a filter is none of a class driver", ENTRY "{ " OK, disk_filter, 4, "storage-filter?"},
    {"a class driver by its claim of the device",
     ATTACH SEND CLAIM ENTRY "{ SCSI_REQUEST_BLOCK s; Claim(&s); DriverObject->DriverExtension->AddDevice = Add; "
                             "DriverObject->MajorFunction[IRP_MJ_READ] = Di; " OK,
     NULL, 0, "storage-class? wdm-pnp"},
    {"a filter may build requests, but claims nothing",
     "#include <srb.h>\n" ATTACH SEND BUILD ENTRY "{ SCSI_REQUEST_BLOCK s; Build(&s); "
     "DriverObject->DriverExtension->AddDevice = Add; DriverObject->MajorFunction[IRP_MJ_READ] = Di; " OK,
     NULL, 0, "storage-filter? wdm-pnp"},
    {"a filter that passes requests on", "#include <srb.h>\n" ATTACH SEND ENTRY PUT OK, NULL, 0,
     "storage-filter? wdm-pnp"},
    {"a filter of another stack", ATTACH SEND ENTRY PUT OK, NULL, 0, "wdm-pnp"},
    {"a claim without an attach", CLAIM ENTRY "{ SCSI_REQUEST_BLOCK s; Claim(&s); " OK, NULL, 0, ""},
};

static const char *models_of(const loaded *made)
{
    const char **at = DL_NEW_ARRAY(arena, made->model_count + 1, const char *);
    size_t count = 0;

    for (size_t i = 0; i < made->model_count; i++)
        if (!made->models[i].model->always)
            at[count++] = dl_arena_printf(arena, "%s%s", made->models[i].model->id, made->models[i].is_thin ? "?" : "");
    return joined(at, count);
}

START_TEST(models_are_recognised)
{
    loaded made = load_with(rules, FIXTURE_FILE, cases[_i].source, cases[_i].inf, cases[_i].inf_count);

    ck_assert_msg(strcmp(models_of(&made), cases[_i].models) == 0, "%s: '%s'", cases[_i].what, models_of(&made));
    for (size_t i = 0; i < made.model_count; i++)
        ck_assert_uint_gt(made.models[i].evidence_count, 0);
}
END_TEST

static const dl_model_hit *hit_of(const loaded *made, const char *id)
{
    for (size_t i = 0; i < made->model_count; i++)
        if (strcmp(made->models[i].model->id, id) == 0)
            return &made->models[i];
    return NULL;
}

START_TEST(evidence_names_its_kind_and_line)
{
    loaded made =
        load_with(rules, FIXTURE_FILE,
                  ENTRY "{ CLASS_INIT_DATA c = {0};\nreturn ClassInitialize(DriverObject, RegistryPath, &c); }\n",
                  disk_function, 3);
    const dl_model_hit *hit = hit_of(&made, "storage-class");

    ck_assert_ptr_nonnull(hit);
    ck_assert_uint_eq(hit->evidence_count, 2);
    ck_assert_str_eq(hit->evidence[0].kind, "call");
    ck_assert_str_eq(hit->evidence[0].detail, "ClassInitialize");
    ck_assert_uint_eq(hit->evidence[0].line, 3);
    ck_assert_str_eq(hit->evidence[1].kind, "inf");
    ck_assert_str_eq(hit->evidence[1].detail, "Class = DiskDrive");
    ck_assert_uint_eq(hit->evidence[1].line, 3);
    ck_assert(!hit->is_thin);
}
END_TEST

START_TEST(a_model_that_was_asked_for_holds)
{
    static const char *const asked[] = {"ata-miniport"};
    loaded made = load(ENTRY "{ " OK);
    size_t count = 0;
    const dl_model_hit *hits = dl_models_recognise(&count, made.scope, &made.driver, asked, 1, arena);
    bool found = false;

    for (size_t i = 0; i < count; i++)
        found = found || (strcmp(hits[i].model->id, "ata-miniport") == 0 && !hits[i].is_thin &&
                          strcmp(hits[i].evidence[0].kind, "asked") == 0);
    ck_assert(found);
}
END_TEST

#define FRAMEWORK(flags)                                                                                               \
    "ULONG g;\n" ENTRY "{ WDF_DRIVER_CONFIG c; WDF_DRIVER_CONFIG_INIT(&c, NULL); " flags                               \
    "return WdfDriverCreate(DriverObject, RegistryPath, NULL, &c, NULL); }\n"

static const struct {
    const char *source, *rule;
    bool is_there, is_disabled, is_doubtful;
} switched[] = {
    {FRAMEWORK(""), "wdm-dispatch-table", true, true, false},
    {FRAMEWORK("c.DriverInitFlags |= WdfDriverInitNoDispatchOverride; "), "wdm-dispatch-table", true, false, false},
    {FRAMEWORK("c.DriverInitFlags = g; "), "wdm-dispatch-table", true, false, true},
    {FRAMEWORK(""), "kmdf-driver-create-required", true, false, false},
    {FRAMEWORK(""), "minifilter-register-then-start", false, false, false},
    {ENTRY "{ " OK, "kmdf-driver-create-required", false, false, false},
    {ENTRY "{ " OK, "wdm-dispatch-table", true, false, false},
    {ENTRY "{ CLASS_INIT_DATA c = {0}; return ClassInitialize(DriverObject, RegistryPath, &c); }\n",
     "wdm-pnp-adddevice", true, false, false},
};

START_TEST(models_bring_and_switch_off_rules)
{
    loaded made = load(switched[_i].source);
    dl_guard_context context = context_of(&made);
    size_t count = 0;
    const dl_rule_use *uses = dl_rules_of_models(&count, &context, arena), *found = NULL;

    for (size_t i = 0; i < count; i++)
        if (strcmp(uses[i].rule->id, switched[_i].rule) == 0)
            found = &uses[i];
    ck_assert_msg((found != NULL) == switched[_i].is_there, "%s", switched[_i].rule);
    if (!found)
        return;
    ck_assert_msg(found->is_disabled == switched[_i].is_disabled, "%s in\n%s", switched[_i].rule, switched[_i].source);
    ck_assert_msg(found->is_doubtful == switched[_i].is_doubtful, "%s", switched[_i].rule);
    ck_assert_int_eq(found->why != NULL, found->is_disabled);
}
END_TEST

#define COUNT(table) ((int)(sizeof(table) / sizeof *(table)))

int main(void)
{
    TCase *tests = tcase_create("recognise");

    tcase_add_loop_test(tests, models_are_recognised, 0, COUNT(cases));
    tcase_add_test(tests, evidence_names_its_kind_and_line);
    tcase_add_test(tests, a_model_that_was_asked_for_holds);
    tcase_add_loop_test(tests, models_bring_and_switch_off_rules, 0, COUNT(switched));
    return run_suite("recognise", tests);
}
