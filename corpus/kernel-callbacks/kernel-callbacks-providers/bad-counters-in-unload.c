#include <ntddk.h>

DRIVER_INITIALIZE DriverEntry;
static DRIVER_UNLOAD Unload;

static PPCW_REGISTRATION g_Counters;

static VOID Unload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    PCW_REGISTRATION_INFORMATION information;

    UNREFERENCED_PARAMETER(RegistryPath);
    DriverObject->DriverUnload = Unload;
    RtlZeroMemory(&information, sizeof information);
    information.Version = PCW_CURRENT_VERSION;
    return PcwRegister(&g_Counters, &information); /* expect: kernel-callbacks-providers */
}
