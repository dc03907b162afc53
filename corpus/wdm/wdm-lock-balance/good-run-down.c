/* What is held while the table is made is released in either case. */
#include <ntddk.h>

DRIVER_INITIALIZE DriverEntry;
static DRIVER_UNLOAD Unload;

static EX_RUNDOWN_REF Users;
static PVOID Table;

static VOID Unload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    ExWaitForRundownProtectionRelease(&Users);
    ExFreePoolWithTag(Table, 'lbaT');
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    UNREFERENCED_PARAMETER(RegistryPath);
    DriverObject->DriverUnload = Unload;
    ExInitializeRundownProtection(&Users);
    if (!ExAcquireRundownProtection(&Users))
        return STATUS_DELETE_PENDING;
    Table = ExAllocatePoolWithTag(NonPagedPoolNx, 64, 'lbaT');
    ExReleaseRundownProtection(&Users);
    return Table != NULL ? STATUS_SUCCESS : STATUS_INSUFFICIENT_RESOURCES;
}
