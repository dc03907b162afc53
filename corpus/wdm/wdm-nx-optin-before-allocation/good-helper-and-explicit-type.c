#include <ntddk.h>

#define CACHE_TAG 'hcaC'

static PVOID g_Index, g_Blocks;

DRIVER_INITIALIZE DriverEntry;
DRIVER_UNLOAD Unload;

static VOID OptIn(VOID)
{
    ExInitializeDriverRuntime(DrvRtPoolNxOptIn);
}

VOID Unload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    ExFreePoolWithTag(g_Blocks, CACHE_TAG);
    ExFreePoolWithTag(g_Index, CACHE_TAG);
}

/* What says NonPagedPoolNx itself does not depend on the opt-in. */
NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    UNREFERENCED_PARAMETER(RegistryPath);
    g_Index = ExAllocatePoolWithTag(NonPagedPoolNx, PAGE_SIZE, CACHE_TAG);
    if (g_Index == NULL) {
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    OptIn();
    g_Blocks = ExAllocatePoolWithTag(NonPagedPool, 16 * PAGE_SIZE, CACHE_TAG);
    if (g_Blocks == NULL) {
        ExFreePoolWithTag(g_Index, CACHE_TAG);
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    DriverObject->DriverUnload = Unload;
    return STATUS_SUCCESS;
}
