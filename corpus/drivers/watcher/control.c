/* The device that a reader opens. */
#include "watcher.h"

UNICODE_STRING WatcherLink = RTL_CONSTANT_STRING(L"\\DosDevices\\Watcher");
static UNICODE_STRING WatcherName = RTL_CONSTANT_STRING(L"\\Device\\Watcher");
static UNICODE_STRING WatcherSddl = RTL_CONSTANT_STRING(L"D:P(A;;GA;;;SY)(A;;GA;;;BA)");
static const GUID WatcherClass = {0x0b4f9d2e, 0x51aa, 0x4c0e, {0x9b, 0x61, 0x2d, 0x47, 0x10, 0x8c, 0x55, 0x3f}};

static DRIVER_DISPATCH WatcherOpenClose;
static DRIVER_DISPATCH WatcherRead;

static NTSTATUS Complete(PIRP Irp, NTSTATUS Status, ULONG_PTR Information)
{
    Irp->IoStatus.Status = Status;
    Irp->IoStatus.Information = Information;
    IoCompleteRequest(Irp, IO_NO_INCREMENT);
    return Status;
}

static NTSTATUS WatcherOpenClose(PDEVICE_OBJECT DeviceObject, PIRP Irp)
{
    UNREFERENCED_PARAMETER(DeviceObject);
    return Complete(Irp, STATUS_SUCCESS, 0);
}

static NTSTATUS WatcherRead(PDEVICE_OBJECT DeviceObject, PIRP Irp)
{
    ULONG *out = Irp->AssociatedIrp.SystemBuffer;

    UNREFERENCED_PARAMETER(DeviceObject);
    if (IoGetCurrentIrpStackLocation(Irp)->Parameters.Read.Length < sizeof *out) {
        return Complete(Irp, STATUS_BUFFER_TOO_SMALL, 0);
    }
    ExAcquireFastMutex(&Watcher.Lock);
    *out = Watcher.Count;
    ExReleaseFastMutex(&Watcher.Lock);
    return Complete(Irp, STATUS_SUCCESS, sizeof *out);
}

NTSTATUS WatcherCreateControl(PDRIVER_OBJECT DriverObject)
{
    NTSTATUS status;

    DriverObject->MajorFunction[IRP_MJ_CREATE] = WatcherOpenClose;
    DriverObject->MajorFunction[IRP_MJ_CLOSE] = WatcherOpenClose;
    DriverObject->MajorFunction[IRP_MJ_READ] = WatcherRead;
    status = IoCreateDeviceSecure(DriverObject, 0, &WatcherName, FILE_DEVICE_UNKNOWN, FILE_DEVICE_SECURE_OPEN, FALSE,
                                  &WatcherSddl, &WatcherClass, &Watcher.Device);
    if (!NT_SUCCESS(status)) {
        return status;
    }
    Watcher.Device->Flags |= DO_BUFFERED_IO;
    status = IoCreateSymbolicLink(&WatcherLink, &WatcherName);
    if (!NT_SUCCESS(status)) {
        IoDeleteDevice(Watcher.Device);
        Watcher.Device = NULL;
    }
    return status;
}

VOID WatcherDeleteControl(VOID)
{
    IoDeleteSymbolicLink(&WatcherLink);
    IoDeleteDevice(Watcher.Device);
    Watcher.Device = NULL;
}
