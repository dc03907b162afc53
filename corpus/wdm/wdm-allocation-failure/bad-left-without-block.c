/* A helper that returns nothing leaves the driver without the block that it is to keep. */
#include <ntddk.h>

DRIVER_INITIALIZE DriverEntry;
static DRIVER_UNLOAD Unload;

static PULONG Counters;

static VOID Unload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    if (Counters != NULL)
        ExFreePoolWithTag(Counters, 'nuoC');
}

static VOID MakeCounters(VOID)
{
    PULONG counters;

    counters = ExAllocatePoolWithTag(NonPagedPoolNx, 16 * sizeof(ULONG), 'nuoC');
    if (counters == NULL)
        return;
    RtlZeroMemory(counters, 16 * sizeof(ULONG));
    Counters = counters;
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    UNREFERENCED_PARAMETER(RegistryPath);
    MakeCounters();
    DriverObject->DriverUnload = Unload;
    return STATUS_SUCCESS; /* expect: wdm-allocation-failure */
}
