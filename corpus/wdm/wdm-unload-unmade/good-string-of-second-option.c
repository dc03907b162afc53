#include <ntddk.h>

/* The registry's routine makes the buffer of the string that the second entry of the table names. */
/* not-applicable */
DRIVER_INITIALIZE DriverEntry;
static DRIVER_UNLOAD Unload;

static ULONG g_Mode;
static UNICODE_STRING g_Server;

static VOID Unload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    ExFreePool(g_Server.Buffer);
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    RTL_QUERY_REGISTRY_TABLE options[3];

    DriverObject->DriverUnload = Unload;
    RtlZeroMemory(options, sizeof(options));
    options[0].Flags = RTL_QUERY_REGISTRY_DIRECT | RTL_QUERY_REGISTRY_TYPECHECK;
    options[0].Name = L"Mode";
    options[0].EntryContext = &g_Mode;
    options[0].DefaultType = REG_DWORD << RTL_QUERY_REGISTRY_TYPECHECK_SHIFT;
    options[1].Flags =
        RTL_QUERY_REGISTRY_DIRECT | RTL_QUERY_REGISTRY_REQUIRED | RTL_QUERY_REGISTRY_TYPECHECK;
    options[1].Name = L"Server";
    options[1].EntryContext = &g_Server;
    options[1].DefaultType = REG_SZ << RTL_QUERY_REGISTRY_TYPECHECK_SHIFT;
    return RtlQueryRegistryValues(RTL_REGISTRY_ABSOLUTE, RegistryPath->Buffer, options, NULL, NULL);
}
