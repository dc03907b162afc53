/* Where the named device cannot be made, one without a name will do: each has a status of its own. */
#include <ntddk.h>

DRIVER_INITIALIZE DriverEntry;
DRIVER_UNLOAD Unload;
DRIVER_DISPATCH Open;

static PDEVICE_OBJECT Named, Unnamed;

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    UNICODE_STRING name = RTL_CONSTANT_STRING(L"\\Device\\Meter");
    NTSTATUS first, second;

    UNREFERENCED_PARAMETER(RegistryPath);
    first = IoCreateDevice(DriverObject, 0, &name, FILE_DEVICE_UNKNOWN, FILE_DEVICE_SECURE_OPEN, FALSE, &Named);
    if (!NT_SUCCESS(first)) {
        second = IoCreateDevice(DriverObject, 0, NULL, FILE_DEVICE_UNKNOWN, FILE_DEVICE_SECURE_OPEN, FALSE, &Unnamed);
        if (!NT_SUCCESS(second))
            return second;
    }
    DriverObject->MajorFunction[IRP_MJ_CREATE] = Open;
    DriverObject->MajorFunction[IRP_MJ_CLOSE] = Open;
    DriverObject->DriverUnload = Unload;
    return STATUS_SUCCESS;
}

VOID Unload(PDRIVER_OBJECT DriverObject)
{
    while (DriverObject->DeviceObject)
        IoDeleteDevice(DriverObject->DeviceObject);
}

NTSTATUS Open(PDEVICE_OBJECT DeviceObject, PIRP Irp)
{
    UNREFERENCED_PARAMETER(DeviceObject);
    Irp->IoStatus.Status = STATUS_SUCCESS;
    Irp->IoStatus.Information = 0;
    IoCompleteRequest(Irp, IO_NO_INCREMENT);
    return STATUS_SUCCESS;
}
