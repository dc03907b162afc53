/* Two devices are made, and Unload deletes the one that the driver object leads to: which that is was not followed. */
/* verdict: legacy-nonpnp-undo-device-and-link cd-unload-deletes undetermined */
#include <ntddk.h>

DRIVER_INITIALIZE DriverEntry;
static DRIVER_UNLOAD Unload;
static DRIVER_DISPATCH Open;

static UNICODE_STRING Name = RTL_CONSTANT_STRING(L"\\Device\\Gauge");
static UNICODE_STRING Link = RTL_CONSTANT_STRING(L"\\DosDevices\\Gauge");

static struct {
    ULONG Readings;
    PDEVICE_OBJECT Device, Second;
} Gauge;

static NTSTATUS Open(PDEVICE_OBJECT DeviceObject, PIRP Irp)
{
    UNREFERENCED_PARAMETER(DeviceObject);
    Irp->IoStatus.Status = STATUS_SUCCESS;
    Irp->IoStatus.Information = 0;
    IoCompleteRequest(Irp, IO_NO_INCREMENT);
    return STATUS_SUCCESS;
}

static VOID Unload(PDRIVER_OBJECT DriverObject)
{
    PDEVICE_OBJECT device = DriverObject->DeviceObject;

    IoDeleteSymbolicLink(&Link);
    if (device != NULL)
        IoDeleteDevice(device);
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    NTSTATUS status;

    UNREFERENCED_PARAMETER(RegistryPath);
    DriverObject->DriverUnload = Unload;
    DriverObject->MajorFunction[IRP_MJ_CREATE] = Open;
    DriverObject->MajorFunction[IRP_MJ_CLOSE] = Open;
    status = IoCreateDevice(DriverObject, 0, &Name, FILE_DEVICE_UNKNOWN, FILE_DEVICE_SECURE_OPEN, FALSE,
                            &Gauge.Device);
    if (!NT_SUCCESS(status))
        return status;
    status = IoCreateDevice(DriverObject, 0, NULL, FILE_DEVICE_UNKNOWN, FILE_DEVICE_SECURE_OPEN, FALSE, &Gauge.Second);
    if (!NT_SUCCESS(status)) {
        IoDeleteDevice(Gauge.Device);
        return status;
    }
    status = IoCreateSymbolicLink(&Link, &Name);
    if (!NT_SUCCESS(status)) {
        IoDeleteDevice(Gauge.Second);
        IoDeleteDevice(Gauge.Device);
    }
    return status;
}
