/* The system may never sleep again, and the lock is kept. */
#include <ntifs.h>

DRIVER_INITIALIZE DriverEntry;
static DRIVER_UNLOAD Unload;

static PVOID Lock, Busy;

static VOID Unload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    UNREFERENCED_PARAMETER(RegistryPath);
    DriverObject->DriverUnload = Unload;
    Lock = FsRtlAllocateAePushLock(NonPagedPoolNx, 'kcoL'); /* expect: wdm-unload-releases */
    if (Lock == NULL)
        return STATUS_INSUFFICIENT_RESOURCES;
    Busy = PoRegisterSystemState(NULL, ES_SYSTEM_REQUIRED | ES_CONTINUOUS); /* expect: wdm-unload-releases */
    if (Busy == NULL)
        return STATUS_INSUFFICIENT_RESOURCES; /* expect: wdm-release-on-failure */
    PoRegisterSystemState(Busy, ES_DISPLAY_REQUIRED | ES_CONTINUOUS);
    return STATUS_SUCCESS;
}
