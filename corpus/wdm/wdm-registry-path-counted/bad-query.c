#include <ntddk.h>

DRIVER_INITIALIZE DriverEntry;

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    RTL_QUERY_REGISTRY_TABLE table[2];
    ULONG limit = 0;

    UNREFERENCED_PARAMETER(DriverObject);
    RtlZeroMemory(table, sizeof table);
    table[0].Flags = RTL_QUERY_REGISTRY_DIRECT;
    table[0].Name = L"Limit";
    table[0].EntryContext = &limit;
    RtlQueryRegistryValues(RTL_REGISTRY_ABSOLUTE, RegistryPath->Buffer, table, NULL, NULL); /* expect: wdm-registry-path-counted */
    return limit > 64 ? STATUS_INVALID_PARAMETER : STATUS_SUCCESS;
}
