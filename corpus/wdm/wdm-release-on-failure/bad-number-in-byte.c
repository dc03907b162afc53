/* Of a number that is not zero a byte may keep nothing: whether the number can be that large is not known. */
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
    UCHAR kept = (UCHAR)count;
    PVOID block = NULL;
    NTSTATUS status;

    DriverObject->DriverUnload = Unload;
    if (count) {
        block = ExAllocatePool2(POOL_FLAG_NON_PAGED, count, 'kolB');
        if (!block)
            return STATUS_INSUFFICIENT_RESOURCES;
    }
    status = PsSetLoadImageNotifyRoutine(NULL);
    if (!NT_SUCCESS(status)) {
        if (kept)
            ExFreePoolWithTag(block, 'kolB');
        return status; /* expect: wdm-release-on-failure */
    }
    PsRemoveLoadImageNotifyRoutine(NULL);
    if (block)
        ExFreePoolWithTag(block, 'kolB');
    return STATUS_SUCCESS;
}
