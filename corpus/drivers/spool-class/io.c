/* io.c: requests become SCSI requests of the port driver. */
#include "spool.h"

NTSTATUS SpoolSend(PDEVICE_OBJECT Port, PSCSI_REQUEST_BLOCK Srb, ULONG ControlCode)
{
    IO_STATUS_BLOCK result;
    KEVENT done;
    NTSTATUS status;
    PIRP irp;

    KeInitializeEvent(&done, NotificationEvent, FALSE);
    irp = IoBuildDeviceIoControlRequest(ControlCode, Port, NULL, 0, NULL, 0, TRUE, &done, &result);
    if (irp == NULL)
        return STATUS_INSUFFICIENT_RESOURCES;
    IoGetNextIrpStackLocation(irp)->Parameters.Scsi.Srb = Srb;
    Srb->OriginalRequest = irp;
    status = IoCallDriver(Port, irp);
    if (status == STATUS_PENDING) {
        KeWaitForSingleObject(&done, Executive, KernelMode, FALSE, NULL);
        status = result.Status;
    }
    return status;
}

NTSTATUS SpoolForward(PDEVICE_OBJECT Device, PIRP Irp)
{
    IoSkipCurrentIrpStackLocation(Irp);
    return IoCallDriver(((PSPOOL_DRIVE)Device->DeviceExtension)->Port, Irp);
}

NTSTATUS SpoolPassOn(PDEVICE_OBJECT Device, PIRP Irp)
{
    return SpoolForward(Device, Irp);
}

NTSTATUS SpoolOpenClose(PDEVICE_OBJECT Device, PIRP Irp)
{
    UNREFERENCED_PARAMETER(Device);
    Irp->IoStatus.Status = STATUS_SUCCESS;
    Irp->IoStatus.Information = FILE_OPENED;
    IoCompleteRequest(Irp, IO_NO_INCREMENT);
    return STATUS_SUCCESS;
}

NTSTATUS SpoolTransfer(PDEVICE_OBJECT Device, PIRP Irp)
{
    PIO_STACK_LOCATION stack = IoGetCurrentIrpStackLocation(Irp);

    if (stack->Parameters.Read.Length == 0) {
        Irp->IoStatus.Status = STATUS_INVALID_PARAMETER;
        IoCompleteRequest(Irp, IO_NO_INCREMENT);
        return STATUS_INVALID_PARAMETER;
    }
    return SpoolForward(Device, Irp);
}

NTSTATUS SpoolControl(PDEVICE_OBJECT Device, PIRP Irp)
{
    SCSI_REQUEST_BLOCK srb;
    NTSTATUS status;

    if (IoGetCurrentIrpStackLocation(Irp)->Parameters.DeviceIoControl.IoControlCode != IOCTL_TAPE_GET_STATUS)
        return SpoolForward(Device, Irp);
    RtlZeroMemory(&srb, sizeof(srb));
    srb.Length = sizeof(srb);
    srb.Function = SRB_FUNCTION_EXECUTE_SCSI;
    srb.CdbLength = 6;
    srb.Cdb[0] = SCSIOP_TEST_UNIT_READY;
    srb.TimeOutValue = ((PSPOOL_DRIVE)Device->DeviceExtension)->Timeout;
    status = SpoolSend(((PSPOOL_DRIVE)Device->DeviceExtension)->Port, &srb, IOCTL_SCSI_EXECUTE_NONE);
    Irp->IoStatus.Status = status;
    Irp->IoStatus.Information = 0;
    IoCompleteRequest(Irp, IO_NO_INCREMENT);
    return status;
}
