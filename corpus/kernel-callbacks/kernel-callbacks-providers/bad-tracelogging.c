#include <ntddk.h>
#include <TraceLoggingProvider.h>

DRIVER_INITIALIZE DriverEntry;
static DRIVER_UNLOAD Unload;

TRACELOGGING_DEFINE_PROVIDER(g_Provider, "Probe", (0x6ad52b32, 0xd609, 0x4be9, 0xae, 0x07, 0xce, 0x8d, 0xae, 0x93, 0x7e, 0x39));
static PPCW_REGISTRATION g_Counters;

static VOID Unload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    PcwUnregister(g_Counters);
    TraceLoggingUnregister(g_Provider);
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    PCW_REGISTRATION_INFORMATION information;
    NTSTATUS status;

    UNREFERENCED_PARAMETER(RegistryPath);
    DriverObject->DriverUnload = Unload;
    status = TraceLoggingRegister(g_Provider);
    if (!NT_SUCCESS(status)) {
        return status;
    }
    RtlZeroMemory(&information, sizeof information);
    information.Version = PCW_CURRENT_VERSION;
    status = PcwRegister(&g_Counters, &information);
    if (!NT_SUCCESS(status)) {
        return status; /* expect: kernel-callbacks-providers */
    }
    return STATUS_SUCCESS;
}
