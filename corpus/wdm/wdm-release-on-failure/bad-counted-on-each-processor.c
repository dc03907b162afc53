#include <ntddk.h>

/* The routine runs on each processor: where there are two, it has counted twice. */
typedef struct _START {
    volatile LONG Started;
    PVOID Block;
} START, *PSTART;

DRIVER_INITIALIZE DriverEntry;

static VOID StartOne(PKDPC Dpc, PVOID Context, PVOID SystemArgument1, PVOID SystemArgument2)
{
    PSTART start = (PSTART)Context;

    UNREFERENCED_PARAMETER(Dpc);
    UNREFERENCED_PARAMETER(SystemArgument2);
    InterlockedIncrement(&start->Started);
    KeSignalCallDpcDone(SystemArgument1);
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    START start = {0};

    UNREFERENCED_PARAMETER(DriverObject);
    UNREFERENCED_PARAMETER(RegistryPath);
    start.Block = ExAllocatePool2(POOL_FLAG_NON_PAGED, 64, 'ratS');
    if (start.Block == NULL) {
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    KeGenericCallDpc(StartOne, &start);
    if (start.Started == 1) {
        ExFreePoolWithTag(start.Block, 'ratS');
        return STATUS_NOT_SUPPORTED;
    }
    if (start.Started > 1) {
        return STATUS_NOT_IMPLEMENTED; /* expect: wdm-release-on-failure */
    }
    return STATUS_UNSUCCESSFUL; /* never: there is a processor */
}
