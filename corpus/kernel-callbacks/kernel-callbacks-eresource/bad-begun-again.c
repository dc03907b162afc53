/* The helper begins a lock that it has begun before: the system has it on its list twice. */
#include <ntddk.h>

DRIVER_INITIALIZE DriverEntry;
DRIVER_UNLOAD TableUnload;

static ERESOURCE Lock, Other;

static VOID BeginLock(PERESOURCE Resource)
{
    ExInitializeResourceLite(Resource); /* expect: kernel-callbacks-eresource */
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
    BeginLock(&Lock);
    ExReinitializeResourceLite(&Other);
    return STATUS_SUCCESS;
}
