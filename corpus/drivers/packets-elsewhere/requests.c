#include <ntddk.h>

DRIVER_DISPATCH DispatchOpen, DispatchRead;
VOID Begin(PDEVICE_OBJECT Device, PIRP Irp);

NTSTATUS DispatchRead(PDEVICE_OBJECT Device, PIRP Irp)
{
    Begin(Device, Irp);
    return STATUS_PENDING;
}

NTSTATUS DispatchOpen(PDEVICE_OBJECT Device, PIRP Irp)
{
    UNREFERENCED_PARAMETER(Device);
    Irp->IoStatus.Status = STATUS_SUCCESS;
    IoCompleteRequest(Irp, IO_NO_INCREMENT);
    return STATUS_SUCCESS;
}
