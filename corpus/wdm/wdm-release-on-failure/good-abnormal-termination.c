/* An exception frees the block, and so does a body that was left with a failure. */
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
    NTSTATUS status = STATUS_UNSUCCESSFUL;

    UNREFERENCED_PARAMETER(RegistryPath);
    Shelf = ExAllocatePool2(POOL_FLAG_NON_PAGED, 64, POOL_TAG);
    if (Shelf == NULL)
        return STATUS_INSUFFICIENT_RESOURCES;
    __try {
        __try {
            Index = ExAllocatePool2(POOL_FLAG_NON_PAGED, 64, POOL_TAG);
            if (Index == NULL) {
                status = STATUS_INSUFFICIENT_RESOURCES;
                __leave;
            }
            status = STATUS_SUCCESS;
        } __finally {
            if (Index == NULL)
                KdPrint(("no index\n"));
        }
    } __finally {
        if (AbnormalTermination() || !NT_SUCCESS(status))
            ExFreePoolWithTag(Shelf, POOL_TAG);
    }
    if (NT_SUCCESS(status))
        DriverObject->DriverUnload = ShelfUnload;
    return status;
}
