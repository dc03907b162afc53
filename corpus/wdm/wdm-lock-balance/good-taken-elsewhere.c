/* A library without sources acquires the lock that it is given: who releases it then may hold it. */
#include <ntddk.h>

/* verdict: wdm-lock-balance - undetermined */

DRIVER_INITIALIZE DriverEntry;
DRIVER_UNLOAD GateUnload;

/* undetermined-ok */
VOID GateLibEnter(PFAST_MUTEX Mutex);

static FAST_MUTEX GateMutex;
static ULONG GateCount;

VOID GateUnload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    UNREFERENCED_PARAMETER(RegistryPath);
    ExInitializeFastMutex(&GateMutex);
    GateLibEnter(&GateMutex);
    GateCount++;
    ExReleaseFastMutex(&GateMutex);
    DriverObject->DriverUnload = GateUnload;
    return STATUS_SUCCESS;
}
