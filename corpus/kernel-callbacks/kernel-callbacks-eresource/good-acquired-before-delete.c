/* The last note is written before the lock goes. */
#include <ntddk.h>

static ERESOURCE Lock;
static ULONG Notes;

DRIVER_INITIALIZE DriverEntry;
static DRIVER_UNLOAD Unload;

static VOID Note(VOID)
{
    ExEnterCriticalRegionAndAcquireResourceExclusive(&Lock);
    Notes++;
    ExReleaseResourceAndLeaveCriticalRegion(&Lock);
}

static VOID Unload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    Note();
    ExDeleteResourceLite(&Lock);
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    UNREFERENCED_PARAMETER(RegistryPath);
    ExInitializeResourceLite(&Lock);
    Note();
    DriverObject->DriverUnload = Unload;
    return STATUS_SUCCESS;
}
