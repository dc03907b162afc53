#include <ntddk.h>

typedef struct _STATE {
    KSPIN_LOCK Lock;
    ULONG Users;
} STATE, *PSTATE;

static PSTATE g_State;
static PVOID g_Scratch;

DRIVER_INITIALIZE DriverEntry;
DRIVER_UNLOAD Unload;

VOID Unload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    ExFreePool(g_Scratch);
    ExFreePool(g_State);
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    UNREFERENCED_PARAMETER(RegistryPath);
    g_State = (PSTATE)ExAllocatePool2(POOL_FLAG_NON_PAGED, sizeof(STATE), 'etaS');
    if (!g_State)
        return STATUS_NO_MEMORY;
    g_State->Users = 0;
    KeInitializeSpinLock(&g_State->Lock);
    g_Scratch = ExAllocatePool2(POOL_FLAG_PAGED, 1024 * 1024, 'rcSs');
    if (!g_Scratch) /* a smaller one will do */
        g_Scratch = ExAllocatePool2(POOL_FLAG_PAGED, 4096, 'rcSs');
    if (!g_Scratch) {
        ExFreePool(g_State);
        return STATUS_NO_MEMORY;
    }
    DriverObject->DriverUnload = Unload;
    return STATUS_SUCCESS;
}
