/* The project runs a script, and says itself what the macro is: the device is deleted. */
/* verdict: legacy-nonpnp-undo-device-and-link cd-symlink-fail-delete-device satisfied */
#include <ntddk.h>

DRIVER_INITIALIZE DriverEntry;
DRIVER_UNLOAD StaithUnload;
DRIVER_DISPATCH StaithOpenClose;

static UNICODE_STRING Link = RTL_CONSTANT_STRING(L"\\DosDevices\\Staith");

VOID StaithUnload(PDRIVER_OBJECT DriverObject)
{
    IoDeleteSymbolicLink(&Link);
    IoDeleteDevice(DriverObject->DeviceObject);
}

NTSTATUS StaithOpenClose(PDEVICE_OBJECT DeviceObject, PIRP Irp)
{
    UNREFERENCED_PARAMETER(DeviceObject);
    Irp->IoStatus.Status = STATUS_SUCCESS;
    Irp->IoStatus.Information = 0;
    IoCompleteRequest(Irp, IO_NO_INCREMENT);
    return STATUS_SUCCESS;
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    UNICODE_STRING name = RTL_CONSTANT_STRING(L"\\Device\\Staith");
    PDEVICE_OBJECT device = NULL;
    NTSTATUS status;

    UNREFERENCED_PARAMETER(RegistryPath);
    DriverObject->MajorFunction[IRP_MJ_CREATE] = StaithOpenClose;
    DriverObject->MajorFunction[IRP_MJ_CLOSE] = StaithOpenClose;
    DriverObject->DriverUnload = StaithUnload;
    status = IoCreateDevice(DriverObject, 0, &name, FILE_DEVICE_UNKNOWN, FILE_DEVICE_SECURE_OPEN, FALSE, &device);
    if (!NT_SUCCESS(status))
        return status;
    status = IoCreateSymbolicLink(&Link, &name);
    if (!NT_SUCCESS(status)) {
#ifdef STAITH_UNDOES
        IoDeleteDevice(device);
#endif
        return status;
    }
    return STATUS_SUCCESS;
}
