/* The pointer holds nothing yet when the first step fails, and is freed all the same. */
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
    NTSTATUS status = STATUS_INSUFFICIENT_RESOURCES;
    PVOID block;

    UNREFERENCED_PARAMETER(RegistryPath);
    Shelf = ExAllocatePool2(POOL_FLAG_NON_PAGED, 64, POOL_TAG);
    if (Shelf == NULL)
        goto Fail;
    block = ExAllocatePool2(POOL_FLAG_NON_PAGED, 64, POOL_TAG);
    if (block == NULL)
        goto Fail;
    Index = block;
    DriverObject->DriverUnload = ShelfUnload;
    return STATUS_SUCCESS;
Fail:
    if (block)
        ExFreePoolWithTag(block, POOL_TAG); /* expect: wdm-release-on-failure */
    if (Shelf)
        ExFreePoolWithTag(Shelf, POOL_TAG);
    return status;
}
