/* The question is put to the pointer of the block itself. */
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
    PVOID shelf = NULL, index = NULL;

    UNREFERENCED_PARAMETER(RegistryPath);
    shelf = ExAllocatePool2(POOL_FLAG_NON_PAGED, 64, POOL_TAG);
    if (shelf == NULL)
        goto Done;
    index = ExAllocatePool2(POOL_FLAG_NON_PAGED, 64, POOL_TAG);
    if (index == NULL)
        goto Done;
    Shelf = shelf;
    Index = index;
    DriverObject->DriverUnload = ShelfUnload;
    return STATUS_SUCCESS;
Done:
    if (shelf)
        ExFreePoolWithTag(shelf, POOL_TAG);
    return status;
}
