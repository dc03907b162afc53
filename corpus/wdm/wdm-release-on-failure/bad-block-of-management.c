/* The data block of WMI that was opened is an object with a reference. */
#include <ntddk.h>

static const GUID BatteryGuid = {0x2f8a1b3c, 0x1d2e, 0x4f5a, {1, 2, 3, 4, 5, 6, 7, 8}};
static PVOID Block, Ring;

DRIVER_INITIALIZE DriverEntry;
static DRIVER_UNLOAD Unload;

static VOID Unload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    ExFreePoolWithTag(Ring, 'gniR');
    ObDereferenceObject(Block);
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    NTSTATUS status;

    UNREFERENCED_PARAMETER(RegistryPath);
    status = IoWMIOpenBlock(&BatteryGuid, WMIGUID_QUERY, &Block);
    if (!NT_SUCCESS(status))
        return status;
    Ring = ExAllocatePool2(POOL_FLAG_NON_PAGED, 512, 'gniR');
    if (Ring == NULL)
        return STATUS_INSUFFICIENT_RESOURCES; /* expect: wdm-release-on-failure */
    DriverObject->DriverUnload = Unload;
    return STATUS_SUCCESS;
}
