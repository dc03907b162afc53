#include "watch.h"

NTSTATUS WatchPass(PDEVICE_OBJECT DeviceObject, PIRP Irp)
{
    PWATCH_DEVICE watch = DeviceObject->DeviceExtension;

    if (DeviceObject == Watch.Control) {
        Irp->IoStatus.Status = STATUS_INVALID_DEVICE_REQUEST;
        IoCompleteRequest(Irp, IO_NO_INCREMENT);
        return STATUS_INVALID_DEVICE_REQUEST;
    }
    IoSkipCurrentIrpStackLocation(Irp);
    return IoCallDriver(watch->Lower, Irp);
}

static VOID Attach(PDEVICE_OBJECT FileSystem)
{
    PDEVICE_OBJECT device;
    PWATCH_DEVICE watch;

    if (!NT_SUCCESS(IoCreateDevice(Watch.Driver, sizeof(WATCH_DEVICE), NULL, FileSystem->DeviceType, 0, FALSE,
                                   &device))) {
        return;
    }
    watch = device->DeviceExtension;
    if (!NT_SUCCESS(IoAttachDeviceToDeviceStackSafe(device, FileSystem, &watch->Lower))) {
        IoDeleteDevice(device);
        return;
    }
    ExAcquireFastMutex(&Watch.Lock);
    InsertTailList(&Watch.Devices, &watch->Link);
    ExReleaseFastMutex(&Watch.Lock);
    device->Flags &= ~DO_DEVICE_INITIALIZING;
}

VOID WatchFileSystem(PDEVICE_OBJECT DeviceObject, BOOLEAN FsActive)
{
    if (FsActive) {
        Attach(DeviceObject);
    }
}
