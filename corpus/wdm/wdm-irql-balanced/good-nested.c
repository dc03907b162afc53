#include <ntddk.h>

DRIVER_INITIALIZE DriverEntry;
DRIVER_UNLOAD Unload;

static ERESOURCE g_Lock;
static ULONG g_Users;

static VOID CountUser(VOID)
{
    KeEnterCriticalRegion();
    ExAcquireResourceExclusiveLite(&g_Lock, TRUE);
    g_Users++;
    ExReleaseResourceLite(&g_Lock);
    KeLeaveCriticalRegion();
}

VOID Unload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    ExDeleteResourceLite(&g_Lock);
}

/* The region and the lock may be entered again by who is inside. */
NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    UNREFERENCED_PARAMETER(RegistryPath);
    ExInitializeResourceLite(&g_Lock);
    KeEnterCriticalRegion();
    ExAcquireResourceExclusiveLite(&g_Lock, TRUE);
    CountUser();
    ExReleaseResourceLite(&g_Lock);
    KeLeaveCriticalRegion();
    DriverObject->DriverUnload = Unload;
    return STATUS_SUCCESS;
}
