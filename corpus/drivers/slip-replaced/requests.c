#include "slip.h"

NTSTATUS SlipCreateClose(PDEVICE_OBJECT DeviceObject, PIRP Irp)
{
    Slip.Opens++;
    Slip.Device = DeviceObject->NextDevice;
    Irp->IoStatus.Status = STATUS_SUCCESS;
    Irp->IoStatus.Information = 0;
    IoCompleteRequest(Irp, IO_NO_INCREMENT);
    return STATUS_SUCCESS;
}
