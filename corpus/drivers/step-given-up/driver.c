#include <ntddk.h>

/* A step has no memory, all is undone, and the driver stays loaded: whether it can do without is not known. */
/* verdict: wdm-allocation-failure de-return-helper-success-on-failure undetermined */

static PVOID g_Queue;
static PVOID g_Cache;

DRIVER_INITIALIZE DriverEntry;
DRIVER_UNLOAD StepUnload;

static VOID Undo(VOID)
{
    if (g_Cache != NULL) {
        ExFreePoolWithTag(g_Cache, 'petS');
        g_Cache = NULL;
    }
    if (g_Queue != NULL) {
        ExFreePoolWithTag(g_Queue, 'petS');
        g_Queue = NULL;
    }
}

static NTSTATUS MakeBoth(VOID)
{
    g_Queue = ExAllocatePool2(POOL_FLAG_NON_PAGED, 64, 'petS');
    if (g_Queue == NULL) {
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    g_Cache = ExAllocatePool2(POOL_FLAG_NON_PAGED, 64, 'petS');
    return g_Cache != NULL ? STATUS_SUCCESS : STATUS_INSUFFICIENT_RESOURCES;
}

VOID StepUnload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    Undo();
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    UNREFERENCED_PARAMETER(RegistryPath);
    DriverObject->DriverUnload = StepUnload;
    if (!NT_SUCCESS(MakeBoth())) {
        Undo();
    }
    return STATUS_SUCCESS;
}
