/* The locks of NDIS: a list is filled under a spin lock, a table under a read-write lock, and both ways to fail keep
 * them. */
#include <ndis.h>

DRIVER_INITIALIZE DriverEntry;
static DRIVER_UNLOAD Unload;

static NDIS_SPIN_LOCK g_ListLock;
static PNDIS_RW_LOCK_EX g_TableLock;
static ULONG g_Rows;

static VOID Unload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    NdisFreeRWLock(g_TableLock);
    NdisFreeSpinLock(&g_ListLock);
}

static NTSTATUS FillTable(PUNICODE_STRING Path)
{
    LOCK_STATE_EX state;

    NdisAcquireRWLockWrite(g_TableLock, &state, 0);
    if (Path->Length > 512) {
        return STATUS_NAME_TOO_LONG;
    }
    g_Rows = Path->Length;
    NdisReleaseRWLock(g_TableLock, &state);
    return STATUS_SUCCESS;
}

static NTSTATUS FillList(PUNICODE_STRING Path)
{
    NdisAcquireSpinLock(&g_ListLock);
    if (Path->Length == 0) {
        return STATUS_INVALID_PARAMETER;
    }
    g_Rows++;
    NdisReleaseSpinLock(&g_ListLock);
    return STATUS_SUCCESS;
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    NTSTATUS status;

    g_TableLock = NdisAllocateRWLock(NULL);
    if (g_TableLock == NULL) {
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    NdisAllocateSpinLock(&g_ListLock);
    status = FillTable(RegistryPath);
    if (!NT_SUCCESS(status)) {
        NdisFreeSpinLock(&g_ListLock);
        NdisFreeRWLock(g_TableLock);
        return status; /* expect: wdm-irql-balanced */
    }
    status = FillList(RegistryPath);
    if (!NT_SUCCESS(status)) {
        NdisFreeSpinLock(&g_ListLock);
        NdisFreeRWLock(g_TableLock);
        return status; /* expect: wdm-irql-balanced */
    }
    DriverObject->DriverUnload = Unload;
    return STATUS_SUCCESS;
}
