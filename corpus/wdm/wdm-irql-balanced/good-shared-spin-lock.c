/* Readers share the lock, and give it back whatever they find. */
#include <ntddk.h>

DRIVER_INITIALIZE DriverEntry;

static EX_SPIN_LOCK g_Lock;
static LIST_ENTRY g_Rows;
static ULONG g_Count;
static PIRP g_Pending;

static NTSTATUS CountRows(PUNICODE_STRING Path)
{
    KIRQL irql;

    irql = ExAcquireSpinLockShared(&g_Lock);
    for (PLIST_ENTRY row = g_Rows.Flink; row != &g_Rows; row = row->Flink) {
        g_Count++;
    }
    if (g_Count < Path->Length) {
        ExReleaseSpinLockShared(&g_Lock, irql);
        return STATUS_TOO_MANY_NODES;
    }
    ExReleaseSpinLockShared(&g_Lock, irql);
    return STATUS_SUCCESS;
}

static NTSTATUS AskPending(VOID)
{
    KIRQL irql;

    IoAcquireCancelSpinLock(&irql);
    if (g_Pending == NULL) {
        IoReleaseCancelSpinLock(irql);
        return STATUS_NOT_FOUND;
    }
    g_Pending = NULL;
    IoReleaseCancelSpinLock(irql);
    return STATUS_SUCCESS;
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    KIRQL irql;
    NTSTATUS status;

    irql = ExAcquireSpinLockExclusive(&g_Lock);
    InitializeListHead(&g_Rows);
    g_Pending = DriverObject->DeviceObject ? DriverObject->DeviceObject->CurrentIrp : NULL;
    ExReleaseSpinLockExclusive(&g_Lock, irql);
    status = CountRows(RegistryPath);
    if (!NT_SUCCESS(status)) {
        return status;
    }
    status = AskPending();
    return status;
}
