/* undetermined-ok: whether another element is meant */
#include <ntddk.h>

/* A routine of another module is given a part of one element, and may change the array. */
typedef struct _CORE {
    PVOID Stack;
    ULONG64 Physical;
} CORE, *PCORE;

UCHAR MeterStartCore(ULONG64 *Physical);

static PCORE g_Cores;

DRIVER_INITIALIZE DriverEntry;
DRIVER_UNLOAD MeterUnload;

static VOID MeterFree(PCORE Cores)
{
    if (Cores[0].Stack != NULL) {
        ExFreePoolWithTag(Cores[0].Stack, 'retM');
    }
    ExFreePoolWithTag(Cores, 'retM');
}

VOID MeterUnload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    MeterFree(g_Cores);
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    ULONG count = KeQueryActiveProcessorCountEx(ALL_PROCESSOR_GROUPS);
    PCORE cores = (PCORE)ExAllocatePool2(POOL_FLAG_NON_PAGED, count * sizeof(CORE), 'retM');

    UNREFERENCED_PARAMETER(RegistryPath);
    if (cores == NULL) {
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    cores[0].Stack = ExAllocatePool2(POOL_FLAG_NON_PAGED, PAGE_SIZE, 'retM');
    if (cores[0].Stack == NULL) {
        MeterFree(cores);
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    if (MeterStartCore(&cores[KeGetCurrentProcessorNumberEx(NULL)].Physical)) {
        MeterFree(cores);
        return STATUS_UNSUCCESSFUL;
    }
    g_Cores = cores;
    DriverObject->DriverUnload = MeterUnload;
    return STATUS_SUCCESS;
}
