/* A byte keeps of a number what it is, where the number was seen to be small enough. */
#include <ntddk.h>

DRIVER_INITIALIZE DriverEntry;
static DRIVER_UNLOAD Unload;

static VOID Unload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    ULONG count = *(PULONG)RegistryPath->Buffer;
    UCHAR kept;
    PVOID block = NULL;
    NTSTATUS status;

    DriverObject->DriverUnload = Unload;
    if (count > 200)
        return STATUS_INVALID_PARAMETER;
    kept = (UCHAR)count;
    if (count) {
        block = ExAllocatePool2(POOL_FLAG_NON_PAGED, count, 'kolB');
        if (!block)
            return STATUS_INSUFFICIENT_RESOURCES;
    }
    status = PsSetLoadImageNotifyRoutine(NULL);
    if (!NT_SUCCESS(status)) {
        if (kept)
            ExFreePoolWithTag(block, 'kolB');
        return status;
    }
    PsRemoveLoadImageNotifyRoutine(NULL);
    if (block)
        ExFreePoolWithTag(block, 'kolB');
    return STATUS_SUCCESS;
}
