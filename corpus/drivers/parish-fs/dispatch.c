#include "parish.h"

static NTSTATUS Complete(PIRP Irp, NTSTATUS Status)
{
    Irp->IoStatus.Status = Status;
    Irp->IoStatus.Information = 0;
    IoCompleteRequest(Irp, IO_DISK_INCREMENT);
    return Status;
}

NTSTATUS ParishCreate(PDEVICE_OBJECT DeviceObject, PIRP Irp)
{
    return Complete(Irp, DeviceObject == Parish.Device ? STATUS_SUCCESS : STATUS_UNRECOGNIZED_VOLUME);
}

NTSTATUS ParishClose(PDEVICE_OBJECT DeviceObject, PIRP Irp)
{
    UNREFERENCED_PARAMETER(DeviceObject);
    return Complete(Irp, STATUS_SUCCESS);
}

NTSTATUS ParishControl(PDEVICE_OBJECT DeviceObject, PIRP Irp)
{
    UNREFERENCED_PARAMETER(DeviceObject);
    KeEnterCriticalRegion();
    ExAcquireResourceSharedLite(&Parish.Lock, TRUE);
    ExReleaseResourceLite(&Parish.Lock);
    KeLeaveCriticalRegion();
    return Complete(Irp, STATUS_UNRECOGNIZED_VOLUME);
}

NTSTATUS ParishShutdown(PDEVICE_OBJECT DeviceObject, PIRP Irp)
{
    UNREFERENCED_PARAMETER(DeviceObject);
    IoUnregisterFileSystem(Parish.Device);
    IoDeleteDevice(Parish.Device);
    return Complete(Irp, STATUS_SUCCESS);
}

static BOOLEAN CheckIfPossible(PFILE_OBJECT FileObject, PLARGE_INTEGER Offset, ULONG Length, BOOLEAN Wait, ULONG Key,
                               BOOLEAN IsRead, PIO_STATUS_BLOCK IoStatus, PDEVICE_OBJECT DeviceObject)
{
    UNREFERENCED_PARAMETER(FileObject);
    UNREFERENCED_PARAMETER(Offset);
    UNREFERENCED_PARAMETER(Length);
    UNREFERENCED_PARAMETER(Wait);
    UNREFERENCED_PARAMETER(Key);
    UNREFERENCED_PARAMETER(IsRead);
    UNREFERENCED_PARAMETER(IoStatus);
    UNREFERENCED_PARAMETER(DeviceObject);
    return FALSE;
}

VOID ParishFillFastIo(PDRIVER_OBJECT DriverObject)
{
    DriverObject->FastIoDispatch = &Parish.FastIo;
    Parish.FastIo.SizeOfFastIoDispatch = sizeof(FAST_IO_DISPATCH);
    Parish.FastIo.FastIoCheckIfPossible = CheckIfPossible;
}
