/* One block of state for each processor, the second pointer of each is not tested. */
#include <ntddk.h>

typedef struct _CORE_STATE {
    PVOID Region;
    PVOID Stack;
} CORE_STATE;

static CORE_STATE *Cores;
static ULONG CoreCount;

static VOID FreeCores(VOID)
{
    if (!Cores)
        return;
    for (ULONG i = 0; i < CoreCount; i++) {
        if (Cores[i].Region)
            MmFreeContiguousMemory(Cores[i].Region);
        if (Cores[i].Stack)
            ExFreePoolWithTag(Cores[i].Stack, 'sroC');
    }
    ExFreePoolWithTag(Cores, 'sroC');
    Cores = NULL;
}

static VOID CoreUnload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    FreeCores();
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    PHYSICAL_ADDRESS highest;
    ULONG i;

    UNREFERENCED_PARAMETER(RegistryPath);
    highest.QuadPart = -1;
    CoreCount = KeQueryActiveProcessorCountEx(ALL_PROCESSOR_GROUPS);
    Cores = (CORE_STATE *)ExAllocatePoolWithTag(NonPagedPoolNx, CoreCount * sizeof(CORE_STATE), 'sroC');
    if (!Cores)
        return STATUS_INSUFFICIENT_RESOURCES;
    RtlZeroMemory(Cores, CoreCount * sizeof(CORE_STATE));
    for (i = 0; i < CoreCount; i++) {
        Cores[i].Region = MmAllocateContiguousMemory(PAGE_SIZE, highest);
        Cores[i].Stack = ExAllocatePoolWithTag(NonPagedPoolNx, 4 * PAGE_SIZE, 'sroC');
        if (!Cores[i].Region) {
            FreeCores();
            return STATUS_INSUFFICIENT_RESOURCES;
        }
    }
    DriverObject->DriverUnload = CoreUnload;
    return STATUS_SUCCESS; /* expect: wdm-allocation-failure */
}
