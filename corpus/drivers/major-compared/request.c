#include "sluice.h"

/* The member of a stack location has the name of one of a driver object, and is only compared. */
NTSTATUS SluiceRequest(PDEVICE_OBJECT DeviceObject, PIRP Irp)
{
    PSLUICE sluice = (PSLUICE)DeviceObject->DeviceExtension;
    PIO_STACK_LOCATION stack = IoGetCurrentIrpStackLocation(Irp);

    if (stack->MajorFunction == IRP_MJ_CREATE && DeviceObject->DriverObject->FastIoDispatch == NULL) {
        InterlockedIncrement(&sluice->Opened);
    }
    Irp->IoStatus.Status = STATUS_SUCCESS;
    Irp->IoStatus.Information = 0;
    IoCompleteRequest(Irp, IO_NO_INCREMENT);
    return STATUS_SUCCESS;
}
