#include <ntddk.h>

/* The second entry of the table that the registry is read with switches on what the unload routine undoes. */
DRIVER_INITIALIZE DriverEntry;
static DRIVER_UNLOAD Unload;

static ULONG g_Verbose;
static ULONG g_Journal;
static PVOID g_Block;

static VOID Unload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    if (g_Block != NULL)
        ExFreePoolWithTag(g_Block, 'nruJ');
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    RTL_QUERY_REGISTRY_TABLE options[3];

    RtlZeroMemory(options, sizeof(options));
    options[0].Flags = RTL_QUERY_REGISTRY_DIRECT | RTL_QUERY_REGISTRY_TYPECHECK;
    options[0].Name = L"Verbose";
    options[0].EntryContext = &g_Verbose;
    options[0].DefaultType = REG_DWORD << RTL_QUERY_REGISTRY_TYPECHECK_SHIFT;
    options[1].Flags = RTL_QUERY_REGISTRY_DIRECT | RTL_QUERY_REGISTRY_TYPECHECK;
    options[1].Name = L"Journal";
    options[1].EntryContext = &g_Journal;
    options[1].DefaultType = REG_DWORD << RTL_QUERY_REGISTRY_TYPECHECK_SHIFT;
    (void)RtlQueryRegistryValues(RTL_REGISTRY_ABSOLUTE, RegistryPath->Buffer, options, NULL, NULL);
    DriverObject->DriverUnload = Unload;
    if (g_Journal) {
        g_Block = ExAllocatePool2(POOL_FLAG_PAGED, 4096, 'nruJ');
        if (g_Block == NULL)
            return STATUS_INSUFFICIENT_RESOURCES;
    }
    return STATUS_SUCCESS;
}
