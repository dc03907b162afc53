/* The block that the global holds is released, but the global was emptied before. */
#include <ntddk.h>

#define POOL_TAG 'draH'

DRIVER_INITIALIZE DriverEntry;
DRIVER_UNLOAD ShelfUnload;

static PVOID Shelf, Index;

VOID ShelfUnload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    ExFreePoolWithTag(Index, POOL_TAG);
    ExFreePoolWithTag(Shelf, POOL_TAG);
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    PVOID block;
    NTSTATUS status;

    UNREFERENCED_PARAMETER(RegistryPath);
    block = ExAllocatePool2(POOL_FLAG_NON_PAGED, 64, POOL_TAG);
    if (block == NULL)
        return STATUS_INSUFFICIENT_RESOURCES;
    Shelf = block;
    status = RtlCheckRegistryKey(RTL_REGISTRY_SERVICES, L"Shelf\\Parameters");
    if (!NT_SUCCESS(status)) {
        Shelf = NULL;
        if (Shelf != NULL)
            ExFreePoolWithTag(Shelf, POOL_TAG);
        return status; /* expect: wdm-release-on-failure */
    }
    Index = ExAllocatePool2(POOL_FLAG_NON_PAGED, 64, POOL_TAG);
    if (Index == NULL) {
        ExFreePoolWithTag(Shelf, POOL_TAG);
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    DriverObject->DriverUnload = ShelfUnload;
    return STATUS_SUCCESS;
}
