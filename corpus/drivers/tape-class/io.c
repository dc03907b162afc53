/* io.c: builds SCSI requests for the port driver. */
#include "reel.h"

static NTSTATUS ReelSend(PREEL_DEVICE Device, PSCSI_REQUEST_BLOCK Srb)
{
    IO_STATUS_BLOCK result;
    KEVENT done;
    PIRP irp;
    NTSTATUS status;

    KeInitializeEvent(&done, NotificationEvent, FALSE);
    irp = IoBuildDeviceIoControlRequest(IOCTL_SCSI_EXECUTE_IN, Device->Lower, Srb->DataBuffer, Srb->DataTransferLength,
                                        Srb->DataBuffer, Srb->DataTransferLength, TRUE, &done, &result);
    if (irp == NULL)
        return STATUS_INSUFFICIENT_RESOURCES;
    IoGetNextIrpStackLocation(irp)->Parameters.Scsi.Srb = Srb;
    status = IoCallDriver(Device->Lower, irp);
    if (status == STATUS_PENDING) {
        KeWaitForSingleObject(&done, Executive, KernelMode, FALSE, NULL);
        status = result.Status;
    }
    return status;
}

NTSTATUS ReelInquire(PREEL_DEVICE Device)
{
    SCSI_REQUEST_BLOCK srb;
    UCHAR answer[36];
    PCDB cdb = (PCDB)srb.Cdb;

    RtlZeroMemory(&srb, sizeof(srb));
    srb.Length = sizeof(SCSI_REQUEST_BLOCK);
    srb.Function = SRB_FUNCTION_EXECUTE_SCSI;
    srb.CdbLength = 6;
    srb.DataBuffer = answer;
    srb.DataTransferLength = sizeof(answer);
    cdb->CDB6GENERIC.OperationCode = SCSIOP_INQUIRY;
    srb.Cdb[4] = sizeof(answer);
    return ReelSend(Device, &srb);
}

NTSTATUS ReelCreateClose(PDEVICE_OBJECT Device, PIRP Irp)
{
    UNREFERENCED_PARAMETER(Device);
    Irp->IoStatus.Status = STATUS_SUCCESS;
    Irp->IoStatus.Information = 0;
    IoCompleteRequest(Irp, IO_NO_INCREMENT);
    return STATUS_SUCCESS;
}

NTSTATUS ReelReadWrite(PDEVICE_OBJECT Device, PIRP Irp)
{
    return ReelPassOn(Device, Irp);
}

NTSTATUS ReelControl(PDEVICE_OBJECT Device, PIRP Irp)
{
    return ReelPassOn(Device, Irp);
}

NTSTATUS ReelPassOn(PDEVICE_OBJECT Device, PIRP Irp)
{
    PREEL_DEVICE extension = Device->DeviceExtension;

    IoSkipCurrentIrpStackLocation(Irp);
    return IoCallDriver(extension->Lower, Irp);
}
