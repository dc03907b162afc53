/* The status that cleaning up gives takes the place of the failure: no later question sees it, and the index stays. */
#include <ntddk.h>

#define POOL_TAG 'draH'

DRIVER_INITIALIZE DriverEntry;
DRIVER_UNLOAD ShelfUnload;

static PVOID Shelf;
static PUCHAR Index;

VOID ShelfUnload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    ExFreePoolWithTag(Shelf, POOL_TAG);
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    NTSTATUS status, closed;

    UNREFERENCED_PARAMETER(RegistryPath);
    Shelf = ExAllocatePool2(POOL_FLAG_NON_PAGED, 64, POOL_TAG);
    if (Shelf == NULL)
        return STATUS_INSUFFICIENT_RESOURCES;
    status = RtlCheckRegistryKey(RTL_REGISTRY_SERVICES, L"Shelf\\Parameters");
    if (!NT_SUCCESS(status)) {
        status = closed = ZwFlushKey(NULL);
        if (!NT_SUCCESS(closed))
            KdPrint(("not flushed: 0x%08x\n", closed));
        if (!NT_SUCCESS(status))
            ExFreePoolWithTag(Shelf, POOL_TAG);
        return STATUS_UNSUCCESSFUL; /* expect: wdm-release-on-failure */
    }
    Index = (PUCHAR)Shelf + 16;
    DriverObject->DriverUnload = ShelfUnload;
    return STATUS_SUCCESS;
}
