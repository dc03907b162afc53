/* What the routine of the other file leaves is left, though the header that declares it is not there. */
#include <ntddk.h>
#include "berth.h"

DRIVER_INITIALIZE DriverEntry;

PDEVICE_OBJECT BerthDevice;

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    UNICODE_STRING device = RTL_CONSTANT_STRING(L"\\Device\\Berth"), link = RTL_CONSTANT_STRING(L"\\DosDevices\\Berth");
    NTSTATUS status;

    UNREFERENCED_PARAMETER(RegistryPath);
    DriverObject->MajorFunction[IRP_MJ_CREATE] = BerthCreateClose;
    DriverObject->MajorFunction[IRP_MJ_CLOSE] = BerthCreateClose;
    DriverObject->DriverUnload = BerthUnload;
    status =
        IoCreateDevice(DriverObject, 0, &device, FILE_DEVICE_UNKNOWN, FILE_DEVICE_SECURE_OPEN, FALSE, &BerthDevice);
    if (!NT_SUCCESS(status))
        return status;
    status = IoCreateSymbolicLink(&link, &device); /* expect: legacy-nonpnp-undo-device-and-link */
    if (!NT_SUCCESS(status))
        IoDeleteDevice(BerthDevice);
    return status;
}
