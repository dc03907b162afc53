#include <ntddk.h>

static PVOID g_Block;

DRIVER_INITIALIZE DriverEntry;
DRIVER_UNLOAD Unload;

VOID Unload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    ExFreePool(g_Block);
}

/* The opt-in converts the cache-aligned type too. */
NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    UNREFERENCED_PARAMETER(RegistryPath);
    g_Block = ExAllocatePoolWithTag(NonPagedPoolCacheAligned, 64, 'colB'); /* expect: wdm-nx-optin-before-allocation */
    if (g_Block == NULL) {
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    ExInitializeDriverRuntime(DrvRtPoolNxOptIn);
    DriverObject->DriverUnload = Unload;
    return STATUS_SUCCESS;
}
