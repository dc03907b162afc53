/* Each jump goes to the label of what was acquired last. */
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
    NTSTATUS status;
    PVOID scratch;

    UNREFERENCED_PARAMETER(RegistryPath);
    scratch = ExAllocatePool2(POOL_FLAG_NON_PAGED, 64, POOL_TAG);
    if (scratch == NULL)
        return STATUS_INSUFFICIENT_RESOURCES;
    Shelf = ExAllocatePool2(POOL_FLAG_NON_PAGED, 64, POOL_TAG);
    if (Shelf == NULL) {
        status = STATUS_INSUFFICIENT_RESOURCES;
        goto FreeScratch;
    }
    Index = ExAllocatePool2(POOL_FLAG_NON_PAGED, 64, POOL_TAG);
    if (Index == NULL) {
        status = STATUS_INSUFFICIENT_RESOURCES;
        goto FreeShelf;
    }
    status = RtlCheckRegistryKey(RTL_REGISTRY_SERVICES, L"Shelf\\Parameters");
    if (NT_SUCCESS(status)) {
        DriverObject->DriverUnload = ShelfUnload;
        goto FreeScratch;
    }
    ExFreePoolWithTag(Index, POOL_TAG);
FreeShelf:
    ExFreePoolWithTag(Shelf, POOL_TAG);
FreeScratch:
    ExFreePoolWithTag(scratch, POOL_TAG);
    return status;
}
