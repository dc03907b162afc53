/* A device made to ask for something, and deleted before the driver stays: none is left to send requests to. */
/* not-applicable */
#include <ntddk.h>

DRIVER_INITIALIZE DriverEntry;

static BOOLEAN NameIsFree;

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    UNICODE_STRING name = RTL_CONSTANT_STRING(L"\\Device\\Probe");
    PDEVICE_OBJECT probe;
    NTSTATUS status;

    UNREFERENCED_PARAMETER(RegistryPath);
    status = IoCreateDevice(DriverObject, 0, &name, FILE_DEVICE_UNKNOWN, 0, FALSE, &probe);
    if (!NT_SUCCESS(status))
        return status;
    NameIsFree = TRUE;
    IoDeleteDevice(probe);
    return STATUS_SUCCESS;
}
