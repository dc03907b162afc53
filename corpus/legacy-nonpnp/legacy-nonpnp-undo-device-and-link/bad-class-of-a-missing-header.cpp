/* The class is declared in a header that is not there. */
#include <ntddk.h>
#include "harbor.h"

static UNICODE_STRING DeviceName = RTL_CONSTANT_STRING(L"\\Device\\Harbor");
static UNICODE_STRING LinkName = RTL_CONSTANT_STRING(L"\\DosDevices\\Harbor");
static PDEVICE_OBJECT Device;

NTSTATUS Harbor::DriverEntry(PDRIVER_OBJECT Driver)
{
    Driver->MajorFunction[IRP_MJ_CREATE] = Harbor::CreateClose;
    Driver->MajorFunction[IRP_MJ_CLOSE] = Harbor::CreateClose;
    Driver->DriverUnload = Harbor::Unload;
    NTSTATUS status = IoCreateDevice(Driver, 0, &DeviceName, FILE_DEVICE_UNKNOWN, FILE_DEVICE_SECURE_OPEN, FALSE, &Device);
    if (!NT_SUCCESS(status))
        return status;
    status = IoCreateSymbolicLink(&LinkName, &DeviceName);
    return status;
}

NTSTATUS Harbor::CreateClose(PDEVICE_OBJECT, PIRP Irp)
{
    Irp->IoStatus.Status = STATUS_SUCCESS;
    Irp->IoStatus.Information = 0;
    IoCompleteRequest(Irp, IO_NO_INCREMENT);
    return STATUS_SUCCESS;
}

void Harbor::Unload(PDRIVER_OBJECT)
{
    IoDeleteSymbolicLink(&LinkName);
    IoDeleteDevice(Device);
}

extern "C" NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    UNREFERENCED_PARAMETER(RegistryPath);
    return Harbor::DriverEntry(DriverObject); /* expect: legacy-nonpnp-undo-device-and-link */
}
