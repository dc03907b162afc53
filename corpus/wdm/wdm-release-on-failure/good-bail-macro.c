/* The macro jumps to the label that releases the shelf. */
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

#define BAIL_IF_FAILED(expression, label)                                                                              \
    do {                                                                                                               \
        status = (expression);                                                                                         \
        if (!NT_SUCCESS(status))                                                                                       \
            goto label;                                                                                                \
    } while (0)

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    NTSTATUS status;

    UNREFERENCED_PARAMETER(RegistryPath);
    Shelf = ExAllocatePool2(POOL_FLAG_NON_PAGED, 64, POOL_TAG);
    if (Shelf == NULL)
        return STATUS_INSUFFICIENT_RESOURCES;
    Index = ExAllocatePool2(POOL_FLAG_NON_PAGED, 64, POOL_TAG);
    if (Index == NULL) {
        status = STATUS_INSUFFICIENT_RESOURCES;
        goto FreeShelf;
    }
    BAIL_IF_FAILED(RtlCheckRegistryKey(RTL_REGISTRY_SERVICES, L"Shelf\\Parameters"), FreeBoth);
    DriverObject->DriverUnload = ShelfUnload;
    return STATUS_SUCCESS;
FreeBoth:
    ExFreePoolWithTag(Index, POOL_TAG);
FreeShelf:
    ExFreePoolWithTag(Shelf, POOL_TAG);
    return status;
}
