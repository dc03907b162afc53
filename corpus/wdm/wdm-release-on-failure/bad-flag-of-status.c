/* The flag that the cleanup asks is set before the status is known, and says the contrary. */
#include <ntddk.h>

#define POOL_TAG 'draH'

DRIVER_INITIALIZE DriverEntry;
DRIVER_UNLOAD ShelfUnload;

static PVOID Shelf, Index;

VOID ShelfUnload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    ExFreePoolWithTag(Index, POOL_TAG);
    ExFreePoolWithTag(Shelf, POOL_TAG); /* expect: wdm-release-on-failure */
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    NTSTATUS status;
    BOOLEAN isMade = FALSE, hasFailed = FALSE;

    UNREFERENCED_PARAMETER(RegistryPath);
    Shelf = ExAllocatePool2(POOL_FLAG_NON_PAGED, 64, POOL_TAG);
    if (Shelf == NULL)
        return STATUS_INSUFFICIENT_RESOURCES;
    isMade = TRUE;
    Index = ExAllocatePool2(POOL_FLAG_NON_PAGED, 64, POOL_TAG);
    if (Index == NULL) {
        hasFailed = TRUE;
        status = STATUS_INSUFFICIENT_RESOURCES;
    } else {
        status = STATUS_SUCCESS;
        DriverObject->DriverUnload = ShelfUnload;
    }
    if (isMade && !hasFailed)
        ExFreePoolWithTag(Shelf, POOL_TAG);
    return status; /* expect: wdm-release-on-failure */
}
