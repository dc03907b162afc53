#include <ntddk.h>

/* The routine that the system runs on each processor takes the mark away by which the block would be freed. */
typedef struct _SHARED {
    PVOID Block;
    BOOLEAN IsReady;
} SHARED, *PSHARED;

static SHARED g_Shared;

DRIVER_INITIALIZE DriverEntry;
DRIVER_UNLOAD SharedUnload;

static VOID MarkBusy(PKDPC Dpc, PVOID Context, PVOID SystemArgument1, PVOID SystemArgument2)
{
    PSHARED shared = (PSHARED)Context;

    UNREFERENCED_PARAMETER(Dpc);
    if (KeGetCurrentIrql() == DISPATCH_LEVEL) {
        shared->IsReady = FALSE;
    }
    KeSignalCallDpcSynchronize(SystemArgument2);
    KeSignalCallDpcDone(SystemArgument1);
}

VOID SharedUnload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    ExFreePoolWithTag(g_Shared.Block, 'rahS');
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    g_Shared.IsReady = TRUE;
    g_Shared.Block = ExAllocatePool2(POOL_FLAG_NON_PAGED, 64, 'rahS');
    if (g_Shared.Block == NULL) {
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    KeGenericCallDpc(MarkBusy, &g_Shared);
    if (RegistryPath->Length == 0) {
        if (g_Shared.IsReady) {
            ExFreePoolWithTag(g_Shared.Block, 'rahS');
        }
        return STATUS_INVALID_PARAMETER; /* expect: wdm-release-on-failure */
    }
    DriverObject->DriverUnload = SharedUnload;
    return STATUS_SUCCESS;
}
