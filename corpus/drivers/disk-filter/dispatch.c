/* dispatch.c: counts and passes on. */
#include "tally.h"

NTSTATUS TallyPassOn(PDEVICE_OBJECT Device, PIRP Irp)
{
    PTALLY_DEVICE extension = Device->DeviceExtension;

    IoSkipCurrentIrpStackLocation(Irp);
    return IoCallDriver(extension->Lower, Irp);
}

NTSTATUS TallyReadWrite(PDEVICE_OBJECT Device, PIRP Irp)
{
    PTALLY_DEVICE extension = Device->DeviceExtension;

    if (IoGetCurrentIrpStackLocation(Irp)->MajorFunction == IRP_MJ_READ)
        InterlockedIncrement(&extension->Reads);
    else
        InterlockedIncrement(&extension->Writes);
    return TallyPassOn(Device, Irp);
}

NTSTATUS TallyPower(PDEVICE_OBJECT Device, PIRP Irp)
{
    PTALLY_DEVICE extension = Device->DeviceExtension;

    PoStartNextPowerIrp(Irp);
    IoSkipCurrentIrpStackLocation(Irp);
    return PoCallDriver(extension->Lower, Irp);
}

NTSTATUS TallyPnp(PDEVICE_OBJECT Device, PIRP Irp)
{
    PTALLY_DEVICE extension = Device->DeviceExtension;
    NTSTATUS status = IoAcquireRemoveLock(&extension->RemoveLock, Irp);

    if (!NT_SUCCESS(status)) {
        Irp->IoStatus.Status = status;
        IoCompleteRequest(Irp, IO_NO_INCREMENT);
        return status;
    }
    if (IoGetCurrentIrpStackLocation(Irp)->MinorFunction == IRP_MN_REMOVE_DEVICE) {
        IoSkipCurrentIrpStackLocation(Irp);
        status = IoCallDriver(extension->Lower, Irp);
        IoReleaseRemoveLockAndWait(&extension->RemoveLock, Irp);
        IoDetachDevice(extension->Lower);
        IoDeleteDevice(Device);
        return status;
    }
    IoSkipCurrentIrpStackLocation(Irp);
    status = IoCallDriver(extension->Lower, Irp);
    IoReleaseRemoveLock(&extension->RemoveLock, Irp);
    return status;
}
