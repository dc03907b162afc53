/* The status is set to success on both ways, but over the failure that the one has noted in it. */
#include <ntddk.h>

DRIVER_INITIALIZE DriverEntry;
static DRIVER_UNLOAD Unload;

static PVOID Rules;

static VOID Unload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    if (Rules != NULL)
        ExFreePoolWithTag(Rules, 'eluR');
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    NTSTATUS status;

    if (RegistryPath->Length == 0) {
        status = STATUS_INVALID_PARAMETER;
        goto Exit;
    }
    DriverObject->DriverUnload = Unload;
    status = STATUS_INSUFFICIENT_RESOURCES;
    Rules = ExAllocatePool2(POOL_FLAG_PAGED, 64, 'eluR');
    if (Rules != NULL) {
        RtlFillMemory(Rules, 64, 1);
        status = STATUS_SUCCESS;
    }
    if (!NT_SUCCESS(status))
        DbgPrint("no rules\n");
    status = STATUS_SUCCESS; /* it goes on without them */
Exit:
    return status;
}
