/* What is called behind the allocation raises an exception, and the block stays. */
#include <ntddk.h>

#define TAG 'orez'

static PVOID Block;

DRIVER_UNLOAD Unload;
VOID Unload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    ExFreePoolWithTag(Block, TAG);
}

DRIVER_INITIALIZE DriverEntry;
NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    NTSTATUS status = STATUS_SUCCESS;
    PVOID block = NULL;

    UNREFERENCED_PARAMETER(RegistryPath);
    __try {
        block = ExAllocatePoolWithQuotaTag(PagedPool, PAGE_SIZE, TAG);
        RtlZeroMemory(block, PAGE_SIZE);
        if (KeQueryInterruptTime() == 0)
            ExRaiseStatus(STATUS_DEVICE_NOT_READY);
    } __except (EXCEPTION_EXECUTE_HANDLER) {
        status = GetExceptionCode();
    }
    if (!NT_SUCCESS(status))
        return status; /* expect: wdm-release-on-failure */
    Block = block;
    DriverObject->DriverUnload = Unload;
    return STATUS_SUCCESS;
}
