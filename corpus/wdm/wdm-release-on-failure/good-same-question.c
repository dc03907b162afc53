/* What the routine asked before allocating it asks again before freeing: the answer is the same. */
#include <ntddk.h>

static KSPIN_LOCK Lock;
PVOID Buffer;

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    UNICODE_STRING link = RTL_CONSTANT_STRING(L"\\DosDevices\\Question");
    NTSTATUS status;
    KIRQL irql;

    UNREFERENCED_PARAMETER(DriverObject);
    KeAcquireSpinLock(&Lock, &irql);
    KeReleaseSpinLock(&Lock, irql);
    if (KeGetCurrentIrql() < DISPATCH_LEVEL) {
        Buffer = ExAllocatePool2(POOL_FLAG_PAGED, 512, 'tseQ');
        if (Buffer == NULL)
            return STATUS_INSUFFICIENT_RESOURCES;
    }

    status = IoCreateSymbolicLink(&link, RegistryPath);
    if (!NT_SUCCESS(status)) {
        if (KeGetCurrentIrql() < DISPATCH_LEVEL)
            ExFreePoolWithTag(Buffer, 'tseQ');
        return status;
    }
    return STATUS_SUCCESS;
}
