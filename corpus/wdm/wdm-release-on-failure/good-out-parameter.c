/* The caller frees what the helper hands out on success, and nothing else. */
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

static NTSTATUS MakeBlock(PVOID *Block)
{
    PVOID made = ExAllocatePool2(POOL_FLAG_NON_PAGED, 64, POOL_TAG);

    if (made == NULL)
        return STATUS_INSUFFICIENT_RESOURCES;
    *Block = made;
    return STATUS_SUCCESS;
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    PVOID first = NULL, second = NULL;
    NTSTATUS status;

    UNREFERENCED_PARAMETER(RegistryPath);
    status = MakeBlock(&first);
    if (!NT_SUCCESS(status))
        return status;
    status = MakeBlock(&second);
    if (!NT_SUCCESS(status)) {
        if (first != NULL)
            ExFreePoolWithTag(first, POOL_TAG);
        return status;
    }
    Shelf = first;
    Index = second;
    DriverObject->DriverUnload = ShelfUnload;
    return STATUS_SUCCESS;
}
