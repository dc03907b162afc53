#include <ntddk.h>

/* The routine that the system runs at once takes the mark away by which the block would be freed. */
typedef struct _SHARED {
    PVOID Block;
    BOOLEAN IsReady;
} SHARED, *PSHARED;

static SHARED g_Common;

DRIVER_INITIALIZE DriverEntry;
DRIVER_UNLOAD CommonUnload;

static ULONG_PTR MarkBusy(ULONG_PTR Argument)
{
    PSHARED shared = (PSHARED)Argument;

    shared->IsReady = FALSE;
    return 0;
}

VOID CommonUnload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    ExFreePoolWithTag(g_Common.Block, 'mmoC');
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    PKIPI_BROADCAST_WORKER mark = MarkBusy;

    g_Common.IsReady = TRUE;
    g_Common.Block = ExAllocatePool2(POOL_FLAG_NON_PAGED, 64, 'mmoC');
    if (g_Common.Block == NULL) {
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    KeIpiGenericCall(mark, (ULONG_PTR)&g_Common);
    if (RegistryPath->Length == 0) {
        if (g_Common.IsReady) {
            ExFreePoolWithTag(g_Common.Block, 'mmoC');
        }
        return STATUS_INVALID_PARAMETER; /* expect: wdm-release-on-failure */
    }
    DriverObject->DriverUnload = CommonUnload;
    return STATUS_SUCCESS;
}
