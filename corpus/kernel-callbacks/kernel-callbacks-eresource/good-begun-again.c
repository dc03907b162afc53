/* One helper begins the lock, and begins it again once it was deleted. */
#include <ntddk.h>

DRIVER_INITIALIZE DriverEntry;
DRIVER_UNLOAD TableUnload;

static ERESOURCE Lock, Other;

static VOID BeginLock(PERESOURCE Resource)
{
    ExInitializeResourceLite(Resource);
}

VOID TableUnload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    ExDeleteResourceLite(&Other);
    ExDeleteResourceLite(&Lock);
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    UNREFERENCED_PARAMETER(RegistryPath);
    DriverObject->DriverUnload = TableUnload;
    BeginLock(&Lock);
    BeginLock(&Other);
    ExDeleteResourceLite(&Lock);
    BeginLock(&Lock);
    ExReinitializeResourceLite(&Other);
    return STATUS_SUCCESS;
}
