/* The table of the context is made on machines with a time-stamp counter alone. Who frees the context does not ask
 * whether there is one: where there is none, and the thread routine cannot be registered, null is freed. The two ways
 * have met before, where the context has another name. */
#include <ntddk.h>

typedef struct _METER {
    ULONG Size;
    PVOID Table;
} METER, *PMETER;

DRIVER_INITIALIZE DriverEntry;
static DRIVER_UNLOAD Unload;
static CREATE_THREAD_NOTIFY_ROUTINE OnThread;

static PMETER Meter;

static VOID OnThread(HANDLE Process, HANDLE Thread, BOOLEAN IsCreated)
{
    UNREFERENCED_PARAMETER(Process);
    UNREFERENCED_PARAMETER(Thread);
    UNREFERENCED_PARAMETER(IsCreated);
}

static NTSTATUS FillMeter(PMETER meter)
{
    meter->Size = sizeof(*meter);
    if (ExIsProcessorFeaturePresent(PF_RDTSC_INSTRUCTION_AVAILABLE)) {
        meter->Table = ExAllocatePool2(POOL_FLAG_NON_PAGED, PAGE_SIZE, 'lbTM');
        if (meter->Table == NULL)
            return STATUS_INSUFFICIENT_RESOURCES;
    }
    return STATUS_SUCCESS;
}

static NTSTATUS MakeMeter(PMETER *Made)
{
    PMETER meter = ExAllocatePool2(POOL_FLAG_NON_PAGED, sizeof(*meter), 'tmTM');
    NTSTATUS status;

    if (meter == NULL)
        return STATUS_INSUFFICIENT_RESOURCES;
    status = FillMeter(meter);
    if (!NT_SUCCESS(status)) {
        ExFreePoolWithTag(meter, 'tmTM');
        return status;
    }
    *Made = meter;
    return STATUS_SUCCESS;
}

static VOID FreeMeter(PMETER meter)
{
    ExFreePoolWithTag(meter->Table, 'lbTM'); /* expect: wdm-release-on-failure */
    ExFreePoolWithTag(meter, 'tmTM');
}

static VOID Unload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    PsRemoveCreateThreadNotifyRoutine(OnThread);
    FreeMeter(Meter);
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    NTSTATUS status;

    UNREFERENCED_PARAMETER(RegistryPath);
    DriverObject->DriverUnload = Unload;
    status = MakeMeter(&Meter);
    if (!NT_SUCCESS(status))
        return status;
    status = PsSetCreateThreadNotifyRoutine(OnThread);
    if (!NT_SUCCESS(status))
        FreeMeter(Meter);
    return status;
}
