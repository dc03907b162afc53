#include <ntddk.h>
#include <TraceLoggingProvider.h>

/* What the fields of an event are made by releases nothing. */
DRIVER_INITIALIZE DriverEntry;
static DRIVER_UNLOAD Unload;

TRACELOGGING_DEFINE_PROVIDER(g_Provider, "Example.Sluice", (0x0b5d2a71, 0x3c44, 0x4b0e, 0x9a, 0x12, 0x6d, 0x5e, 0x01, 0xc3, 0x7f, 0x28));

static PVOID g_Table;
static PCALLBACK_OBJECT g_Callback;

static VOID Unload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    ObDereferenceObject(g_Callback);
    ExFreePoolWithTag(g_Table, 'ulS');
    TraceLoggingUnregister(g_Provider);
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    UNICODE_STRING name = RTL_CONSTANT_STRING(L"\\Callback\\PowerState");
    OBJECT_ATTRIBUTES attributes;
    NTSTATUS status;

    DriverObject->DriverUnload = Unload;
    g_Table = ExAllocatePool2(POOL_FLAG_NON_PAGED, 512, 'ulS');
    if (g_Table == NULL)
        return STATUS_INSUFFICIENT_RESOURCES;
    TraceLoggingRegister(g_Provider);
    InitializeObjectAttributes(&attributes, &name, OBJ_CASE_INSENSITIVE, NULL, NULL);
    status = ExCreateCallback(&g_Callback, &attributes, FALSE, TRUE);
    if (!NT_SUCCESS(status)) {
        TraceLoggingWrite(g_Provider, "NoCallback", TraceLoggingNTStatus(status, "Status"),
                          TraceLoggingPointer(g_Table), TraceLoggingUnicodeString(RegistryPath, "Path"));
        TraceLoggingUnregister(g_Provider);
        return status; /* expect: wdm-release-on-failure */
    }
    return STATUS_SUCCESS;
}
