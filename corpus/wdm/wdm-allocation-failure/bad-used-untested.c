#include <ntddk.h>

typedef struct _STATE {
    KSPIN_LOCK Lock;
    ULONG Users;
} STATE, *PSTATE;

static PSTATE g_State;

DRIVER_INITIALIZE DriverEntry;
DRIVER_UNLOAD Unload;

VOID Unload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    ExFreePool(g_State);
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    UNREFERENCED_PARAMETER(RegistryPath);
    g_State = (PSTATE)ExAllocatePool2(POOL_FLAG_NON_PAGED, sizeof(STATE), 'etaS');
    g_State->Users = 0; /* expect: wdm-allocation-failure */
    KeInitializeSpinLock(&g_State->Lock);
    DriverObject->DriverUnload = Unload;
    return g_State != NULL ? STATUS_SUCCESS : STATUS_INSUFFICIENT_RESOURCES;
}
