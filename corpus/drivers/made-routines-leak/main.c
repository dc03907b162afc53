/* A macro makes the heads of the routines, and their names: in the other file nothing is called LoomUnload,
 * which forgets the link. */
#include <ntddk.h>

#include "routines.h"

DRIVER_INITIALIZE DriverEntry;

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    UNICODE_STRING name = RTL_CONSTANT_STRING(L"\\Device\\Loom");
    UNICODE_STRING link = RTL_CONSTANT_STRING(L"\\??\\Loom");
    PDEVICE_OBJECT device;
    NTSTATUS status;

    UNREFERENCED_PARAMETER(RegistryPath);
    DriverObject->MajorFunction[IRP_MJ_CREATE] = LoomCreate;
    DriverObject->MajorFunction[IRP_MJ_CLOSE] = LoomClose;
    DriverObject->MajorFunction[IRP_MJ_READ] = LoomRead;
    DriverObject->DriverUnload = LoomUnload;
    status = IoCreateDevice(DriverObject, 0, &name, FILE_DEVICE_UNKNOWN, FILE_DEVICE_SECURE_OPEN, FALSE, &device);
    if (!NT_SUCCESS(status))
        return status;
    status = IoCreateSymbolicLink(&link, &name); /* expect: legacy-nonpnp-undo-device-and-link */
    if (!NT_SUCCESS(status))
        IoDeleteDevice(device);
    return status;
}
