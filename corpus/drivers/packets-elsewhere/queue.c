#include <ntddk.h>

VOID Begin(PDEVICE_OBJECT Device, PIRP Irp);

VOID Begin(PDEVICE_OBJECT Device, PIRP Irp)
{
    IoMarkIrpPending(Irp);
    IoStartPacket(Device, Irp, NULL, NULL);
}
