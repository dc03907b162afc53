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
    g_Table = ExAllocatePoolWithTag(NonPagedPoolNx, 4096, 'lbaT'); /* expect: wdm-deprecated-pool */
    return g_Table != NULL ? STATUS_SUCCESS : STATUS_INSUFFICIENT_RESOURCES;
}
