#include <ntddk.h>

DRIVER_STARTIO StartIo;
VOID Begin(PDEVICE_OBJECT Device, PIRP Irp);

VOID Begin(PDEVICE_OBJECT Device, PIRP Irp)
{
    IoMarkIrpPending(Irp);
    IoStartPacket(Device, Irp, NULL, NULL);
}

VOID StartIo(PDEVICE_OBJECT Device, PIRP Irp)
{
    Irp->IoStatus.Status = STATUS_SUCCESS;
    IoCompleteRequest(Irp, IO_NO_INCREMENT);
    IoStartNextPacket(Device, FALSE);
}
