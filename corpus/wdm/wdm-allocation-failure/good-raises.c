/* not-applicable */
#include <ntddk.h>

typedef struct _STATE {
    ULONG Users, Limit;
} STATE, *PSTATE;

static PSTATE g_State, g_Old;

DRIVER_INITIALIZE DriverEntry;
DRIVER_UNLOAD Unload;

VOID Unload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    ExFreePoolWithTag(g_Old, 'dlOS');
    ExFreePoolWithTag(g_State, 'etaS');
}

/* Both allocations raise an exception where there is no memory: what they return is never null. */
NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    NTSTATUS status = STATUS_SUCCESS;

    UNREFERENCED_PARAMETER(RegistryPath);
    __try {
        g_State = ExAllocatePool2(POOL_FLAG_NON_PAGED | POOL_FLAG_RAISE_ON_FAILURE, sizeof(STATE), 'etaS');
        g_State->Users = 0;
        g_Old = ExAllocatePoolWithTag(NonPagedPoolNx | POOL_RAISE_IF_ALLOCATION_FAILURE, sizeof(STATE), 'dlOS');
        g_Old->Limit = 1;
    } __except (EXCEPTION_EXECUTE_HANDLER) {
        status = GetExceptionCode();
        if (g_State != NULL) {
            ExFreePoolWithTag(g_State, 'etaS');
        }
    }
    if (NT_SUCCESS(status)) {
        DriverObject->DriverUnload = Unload;
    }
    return status;
}
