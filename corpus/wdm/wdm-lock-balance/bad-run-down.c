/* The table is in use for ever: unload waits for a release that nobody makes. */
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
    if (!ExAcquireRundownProtection(&Users)) /* expect: wdm-lock-balance */
        return STATUS_DELETE_PENDING;
    Table = ExAllocatePoolWithTag(NonPagedPoolNx, 64, 'lbaT');
    if (Table == NULL) {
        ExReleaseRundownProtection(&Users);
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    return STATUS_SUCCESS;
}
