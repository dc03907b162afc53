/* Whether the driver can do without its table, which a helper makes and hands out at its end, is said nowhere: that the
 * helper answers the failure and nobody asks is no clean driver. */
/* verdict: wdm-allocation-failure de-return-helper-success-on-failure undetermined */
#include <ntddk.h>

typedef struct _TABLE {
    ULONG Count;
    ULONG Entries[64];
} TABLE, *PTABLE;

typedef struct _STATE {
    PTABLE Table;
    ULONG Version;
} STATE;

static STATE g_State;

DRIVER_INITIALIZE DriverEntry;
DRIVER_UNLOAD Unload;

VOID Unload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    if (g_State.Table != NULL) {
        ExFreePoolWithTag(g_State.Table, 'lbaT');
    }
}

static NTSTATUS MakeTable(STATE *State)
{
    PTABLE table = ExAllocatePool2(POOL_FLAG_NON_PAGED, sizeof(TABLE), 'lbaT');

    if (table == NULL) {
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    table->Count = 0;
    State->Table = table;
    return STATUS_SUCCESS;
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    UNREFERENCED_PARAMETER(RegistryPath);
    DriverObject->DriverUnload = Unload;
    MakeTable(&g_State);
    g_State.Version = 2;
    return STATUS_SUCCESS;
}
