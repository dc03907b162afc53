/* The status is set to success where the ways with and without the rules have met again: that says nothing of a driver
 * that can do without them. */
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
    Rules = ExAllocatePool2(POOL_FLAG_PAGED, 64, 'eluR');
    if (Rules != NULL)
        RtlFillMemory(Rules, 64, 1);
    status = STATUS_SUCCESS;
Exit:
    return status; /* expect: wdm-allocation-failure */
}
