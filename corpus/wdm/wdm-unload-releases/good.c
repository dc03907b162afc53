#include <ntddk.h>

static PVOID g_Cache; /* lives as long as the driver */

DRIVER_INITIALIZE DriverEntry;
DRIVER_UNLOAD CacheUnload;

VOID CacheUnload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    KdPrint(("cache: unload\n"));
    ExFreePool(g_Cache);
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    UNREFERENCED_PARAMETER(RegistryPath);
    g_Cache = ExAllocatePool2(POOL_FLAG_NON_PAGED, 65536, 'hcaC');
    if (g_Cache == NULL) {
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    DriverObject->DriverUnload = CacheUnload;
    return STATUS_SUCCESS;
}
