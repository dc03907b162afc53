#include <ntddk.h>

/* The system runs the driver's routine before the call comes back: what it sets is set. */
typedef struct _SHARED {
    PVOID Block;
    BOOLEAN IsReady;
} SHARED, *PSHARED;

static SHARED g_Shared;

DRIVER_INITIALIZE DriverEntry;
DRIVER_UNLOAD SharedUnload;

static ULONG_PTR MarkReady(ULONG_PTR Argument)
{
    PSHARED shared = (PSHARED)Argument;

    shared->IsReady = TRUE;
    return 0;
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
    KeIpiGenericCall(MarkReady, (ULONG_PTR)&g_Shared);
    if (RegistryPath->Length == 0) {
        if (g_Shared.IsReady) {
            ExFreePoolWithTag(g_Shared.Block, 'rahS');
        }
        return STATUS_INVALID_PARAMETER;
    }
    DriverObject->DriverUnload = SharedUnload;
    return STATUS_SUCCESS;
}
