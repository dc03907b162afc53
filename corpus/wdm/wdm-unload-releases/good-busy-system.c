/* The system may sleep again, and the lock is freed. A change of the registration is none of its own. */
#include <ntifs.h>

DRIVER_INITIALIZE DriverEntry;
static DRIVER_UNLOAD Unload;

static PVOID Lock, Busy;

static VOID Unload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    PoUnregisterSystemState(Busy);
    FsRtlFreeAePushLock(Lock);
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    UNREFERENCED_PARAMETER(RegistryPath);
    DriverObject->DriverUnload = Unload;
    Lock = FsRtlAllocateAePushLock(NonPagedPoolNx, 'kcoL');
    if (Lock == NULL)
        return STATUS_INSUFFICIENT_RESOURCES;
    Busy = PoRegisterSystemState(NULL, ES_SYSTEM_REQUIRED | ES_CONTINUOUS);
    if (Busy == NULL) {
        FsRtlFreeAePushLock(Lock);
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    PoRegisterSystemState(Busy, ES_DISPLAY_REQUIRED | ES_CONTINUOUS);
    return STATUS_SUCCESS;
}
