/* not-applicable */
#include <ntddk.h>

DRIVER_INITIALIZE DriverEntry;
static DRIVER_UNLOAD Unload;

static PVOID g_Table;

static VOID Unload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    ExFreePool(g_Table);
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    UNREFERENCED_PARAMETER(RegistryPath);
    DriverObject->DriverUnload = Unload;
    g_Table = ExAllocatePool2(POOL_FLAG_NON_PAGED, 4096, 'lbaT');
    return g_Table != NULL ? STATUS_SUCCESS : STATUS_INSUFFICIENT_RESOURCES;
}
