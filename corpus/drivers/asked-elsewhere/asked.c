/* Whether there is memory is asked of a routine of a library whose source is not here: it may be the test. */
/* verdict: wdm-allocation-failure de-return-helper-success-on-failure undetermined */
#include <ntddk.h>

#define ASKED_TAG 'ksAb'

DRIVER_INITIALIZE DriverEntry;
static DRIVER_UNLOAD Unload;

BOOLEAN LibIsUsable(PVOID Block);

static PVOID Table;

static VOID Unload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    ExFreePoolWithTag(Table, ASKED_TAG);
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    PVOID block = ExAllocatePool2(POOL_FLAG_PAGED, 64, ASKED_TAG);

    UNREFERENCED_PARAMETER(RegistryPath);
    if (!LibIsUsable(block))
        return STATUS_INSUFFICIENT_RESOURCES;
    Table = block;
    DriverObject->DriverUnload = Unload;
    return STATUS_SUCCESS;
}
