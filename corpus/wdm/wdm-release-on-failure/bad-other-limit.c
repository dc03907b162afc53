/* With eight rows the index is made, and stays. */
#include <ntddk.h>

#define POOL_TAG 'draH'

DRIVER_INITIALIZE DriverEntry;
DRIVER_UNLOAD ShelfUnload;

static PVOID Shelf, Index;

VOID ShelfUnload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    if (Index != NULL)
        ExFreePoolWithTag(Index, POOL_TAG);
    ExFreePoolWithTag(Shelf, POOL_TAG);
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    ULONG rows = RegistryPath->MaximumLength / sizeof(WCHAR);
    NTSTATUS status;

    Shelf = ExAllocatePool2(POOL_FLAG_NON_PAGED, 64, POOL_TAG);
    if (Shelf == NULL)
        return STATUS_INSUFFICIENT_RESOURCES;
    if (rows >= 8) {
        Index = ExAllocatePool2(POOL_FLAG_NON_PAGED, rows, POOL_TAG);
        if (Index == NULL) {
            ExFreePoolWithTag(Shelf, POOL_TAG);
            return STATUS_INSUFFICIENT_RESOURCES;
        }
    }
    status = RtlCheckRegistryKey(RTL_REGISTRY_SERVICES, L"Shelf\\Parameters");
    if (!NT_SUCCESS(status)) {
        if (8 < rows)
            ExFreePoolWithTag(Index, POOL_TAG);
        ExFreePoolWithTag(Shelf, POOL_TAG);
        return status; /* expect: wdm-release-on-failure */
    }
    DriverObject->DriverUnload = ShelfUnload;
    return STATUS_SUCCESS;
}
