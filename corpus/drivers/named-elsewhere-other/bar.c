/* A makefile in another folder defines the macro, but builds a source of that folder. */
/* verdict: legacy-nonpnp-undo-device-and-link cd-symlink-fail-delete-device violated */
#include <ntddk.h>

DRIVER_INITIALIZE DriverEntry;
DRIVER_UNLOAD BarUnload;
DRIVER_DISPATCH BarOpenClose;

static UNICODE_STRING Link = RTL_CONSTANT_STRING(L"\\DosDevices\\Bar");

VOID BarUnload(PDRIVER_OBJECT DriverObject)
{
    IoDeleteSymbolicLink(&Link);
    IoDeleteDevice(DriverObject->DeviceObject);
}

NTSTATUS BarOpenClose(PDEVICE_OBJECT DeviceObject, PIRP Irp)
{
    UNREFERENCED_PARAMETER(DeviceObject);
    Irp->IoStatus.Status = STATUS_SUCCESS;
    Irp->IoStatus.Information = 0;
    IoCompleteRequest(Irp, IO_NO_INCREMENT);
    return STATUS_SUCCESS;
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    UNICODE_STRING name = RTL_CONSTANT_STRING(L"\\Device\\Bar");
    PDEVICE_OBJECT device = NULL;
    NTSTATUS status;

    UNREFERENCED_PARAMETER(RegistryPath);
    DriverObject->MajorFunction[IRP_MJ_CREATE] = BarOpenClose;
    DriverObject->MajorFunction[IRP_MJ_CLOSE] = BarOpenClose;
    DriverObject->DriverUnload = BarUnload;
    status = IoCreateDevice(DriverObject, 0, &name, FILE_DEVICE_UNKNOWN, FILE_DEVICE_SECURE_OPEN, FALSE, &device);
    if (!NT_SUCCESS(status))
        return status;
    status = IoCreateSymbolicLink(&Link, &name);
    if (!NT_SUCCESS(status)) {
#ifdef BAR_UNDOES
        IoDeleteDevice(device);
#endif
        return status; /* expect: legacy-nonpnp-undo-device-and-link */
    }
    return STATUS_SUCCESS;
}
