#include <ntddk.h>

/* The routine that the system runs on each processor sets the mark by which the block is freed. */
typedef struct _SHARED {
    PVOID Block;
    BOOLEAN IsReady;
} SHARED, *PSHARED;

static SHARED g_Shared;

DRIVER_INITIALIZE DriverEntry;
DRIVER_UNLOAD SharedUnload;

static VOID MarkReady(PKDPC Dpc, PVOID Context, PVOID SystemArgument1, PVOID SystemArgument2)
{
    PSHARED shared = (PSHARED)Context;

    UNREFERENCED_PARAMETER(Dpc);
    shared->IsReady = TRUE;
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
    g_Shared.IsReady = FALSE;
    g_Shared.Block = ExAllocatePool2(POOL_FLAG_NON_PAGED, 64, 'rahS');
    if (g_Shared.Block == NULL) {
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    KeGenericCallDpc(MarkReady, &g_Shared);
    if (RegistryPath->Length == 0) {
        if (g_Shared.IsReady) {
            ExFreePoolWithTag(g_Shared.Block, 'rahS');
        }
        return STATUS_INVALID_PARAMETER;
    }
    DriverObject->DriverUnload = SharedUnload;
    return STATUS_SUCCESS;
}
