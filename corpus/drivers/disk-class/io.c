/* io.c: requests that the class library passes on. */
#include "medium.h"

NTSTATUS MediumReadWriteVerification(PDEVICE_OBJECT Device, PIRP Irp)
{
    PFUNCTIONAL_DEVICE_EXTENSION extension = Device->DeviceExtension;
    PMEDIUM_DATA data = extension->CommonExtension.DriverData;
    PIO_STACK_LOCATION stack = IoGetCurrentIrpStackLocation(Irp);
    ULONG mask = (1UL << data->SectorShift) - 1;

    if ((stack->Parameters.Read.Length & mask) != 0 || (stack->Parameters.Read.ByteOffset.LowPart & mask) != 0)
        return STATUS_INVALID_PARAMETER;
    return STATUS_SUCCESS;
}

NTSTATUS MediumDeviceControl(PDEVICE_OBJECT Device, PIRP Irp)
{
    return ClassDeviceControl(Device, Irp);
}

NTSTATUS MediumShutdownFlush(PDEVICE_OBJECT Device, PIRP Irp)
{
    Irp->IoStatus.Status = STATUS_SUCCESS;
    ClassReleaseRemoveLock(Device, Irp);
    ClassCompleteRequest(Device, Irp, IO_NO_INCREMENT);
    return STATUS_SUCCESS;
}
