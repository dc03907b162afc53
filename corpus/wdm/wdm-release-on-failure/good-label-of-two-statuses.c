/* The label is entered with two statuses, and both ask for the release. */
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

    UNREFERENCED_PARAMETER(RegistryPath);
    Shelf = ExAllocatePool2(POOL_FLAG_NON_PAGED, 64, POOL_TAG);
    if (Shelf == NULL)
        return STATUS_INSUFFICIENT_RESOURCES;
    status = RtlCheckRegistryKey(RTL_REGISTRY_SERVICES, L"Shelf\\Parameters");
    if (!NT_SUCCESS(status)) {
        status = STATUS_NOT_FOUND;
        goto Cleanup;
    }
    Index = ExAllocatePool2(POOL_FLAG_NON_PAGED, 64, POOL_TAG);
    if (Index == NULL) {
        status = STATUS_INSUFFICIENT_RESOURCES;
        goto Cleanup;
    }
    DriverObject->DriverUnload = ShelfUnload;
Cleanup:
    if (!NT_SUCCESS(status))
        ExFreePoolWithTag(Shelf, POOL_TAG);
    return status;
}
