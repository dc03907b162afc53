/* What is made once, by whoever comes first, is there for all: here it is left. */
#include <ntddk.h>

#define POOL_TAG 'egaS'

DRIVER_INITIALIZE DriverEntry;
DRIVER_UNLOAD SageUnload;

static RTL_RUN_ONCE_INIT_FN SageMake;
static RTL_RUN_ONCE SageOnce = RTL_RUN_ONCE_INIT;
static PULONG SageTable;

static ULONG SageMake(PRTL_RUN_ONCE RunOnce, PVOID Parameter, PVOID *Context)
{
    UNREFERENCED_PARAMETER(RunOnce);
    UNREFERENCED_PARAMETER(Parameter);
    UNREFERENCED_PARAMETER(Context);
    SageTable = ExAllocatePool2(POOL_FLAG_NON_PAGED, 64 * sizeof(ULONG), POOL_TAG);
    return SageTable != NULL;
}

static NTSTATUS SageAsk(ULONG Number, PULONG Answer)
{
    NTSTATUS status = RtlRunOnceExecuteOnce(&SageOnce, SageMake, NULL, NULL);

    if (NT_SUCCESS(status))
        *Answer = SageTable[Number % 64];
    return status;
}

VOID SageUnload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    ExFreePoolWithTag(SageTable, POOL_TAG);
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    ULONG first, second;
    NTSTATUS status;

    UNREFERENCED_PARAMETER(RegistryPath);
    status = SageAsk(3, &first);
    if (!NT_SUCCESS(status))
        return status; /* nothing was made */
    status = SageAsk(5, &second);
    if (!NT_SUCCESS(status))
        return status; /* not here: it succeeded before */
    if (first == second) {
        return STATUS_UNSUCCESSFUL; /* expect: wdm-release-on-failure */
    }
    DriverObject->DriverUnload = SageUnload;
    return STATUS_SUCCESS;
}
