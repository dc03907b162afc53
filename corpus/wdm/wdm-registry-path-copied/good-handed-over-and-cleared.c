#include <ntddk.h>

static struct {
    PUNICODE_STRING Path; /* set while DriverEntry runs */
    ULONG Mode;
} Setup;

DRIVER_INITIALIZE DriverEntry;
DRIVER_UNLOAD Unload;

VOID Unload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
}

static VOID SetupMode(VOID)
{
    RTL_QUERY_REGISTRY_TABLE table[2];

    RtlZeroMemory(table, sizeof(table));
    table[0].Flags = RTL_QUERY_REGISTRY_DIRECT | RTL_QUERY_REGISTRY_TYPECHECK;
    table[0].Name = L"Mode";
    table[0].EntryContext = &Setup.Mode;
    (VOID)RtlQueryRegistryValues(RTL_REGISTRY_ABSOLUTE, Setup.Path->Buffer, table, NULL, NULL);
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    Setup.Path = RegistryPath;
    SetupMode();
    Setup.Path = NULL;
    DriverObject->DriverUnload = Unload;
    return STATUS_SUCCESS;
}
