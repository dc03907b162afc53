/* pnp.c: claims a drive, stacks on it, and lets it go. */
#include "spool.h"

#ifdef ALLOC_PRAGMA
#pragma alloc_text(PAGE, SpoolAddDevice)
#pragma alloc_text(PAGE, SpoolClaim)
#endif

NTSTATUS SpoolClaim(PDEVICE_OBJECT Port, BOOLEAN Release)
{
    SCSI_REQUEST_BLOCK srb;

    PAGED_CODE();
    RtlZeroMemory(&srb, sizeof(srb));
    srb.Length = sizeof(srb);
    if (Release)
        srb.Function = SRB_FUNCTION_RELEASE_DEVICE;
    else
        srb.Function = SRB_FUNCTION_CLAIM_DEVICE;
    return SpoolSend(Port, &srb, IOCTL_SCSI_EXECUTE_NONE);
}

NTSTATUS SpoolAddDevice(PDRIVER_OBJECT DriverObject, PDEVICE_OBJECT PhysicalDevice)
{
    PSPOOL_DRIVER spool = (PSPOOL_DRIVER)IoGetDriverObjectExtension(DriverObject, (PVOID)SpoolAddDevice);
    PDEVICE_OBJECT device = NULL;
    PSPOOL_DRIVE drive;
    NTSTATUS status;

    PAGED_CODE();
    if (spool == NULL || !NT_SUCCESS(SpoolClaim(PhysicalDevice, FALSE)))
        return STATUS_SUCCESS; /* another driver has it */

    status = IoCreateDevice(DriverObject, sizeof(SPOOL_DRIVE), NULL, FILE_DEVICE_TAPE, FILE_DEVICE_SECURE_OPEN, FALSE,
                            &device);
    if (NT_SUCCESS(status)) {
        drive = device->DeviceExtension;
        drive->Physical = PhysicalDevice;
        drive->Timeout = 180;
        IoInitializeRemoveLock(&drive->Lock, SPOOL_TAG, 0, 0);
        drive->Port = IoAttachDeviceToDeviceStack(device, PhysicalDevice);
        if (drive->Port != NULL) {
            InterlockedIncrement(&spool->Drives);
            device->Flags |= DO_DIRECT_IO | (drive->Port->Flags & DO_POWER_PAGABLE);
            device->Flags &= ~DO_DEVICE_INITIALIZING;
            return STATUS_SUCCESS;
        }
        IoDeleteDevice(device);
        status = STATUS_NO_SUCH_DEVICE;
    }
    SpoolClaim(PhysicalDevice, TRUE);
    return status;
}

NTSTATUS SpoolPnp(PDEVICE_OBJECT Device, PIRP Irp)
{
    PSPOOL_DRIVE drive = Device->DeviceExtension;
    PIO_STACK_LOCATION stack = IoGetCurrentIrpStackLocation(Irp);
    NTSTATUS status;

    status = IoAcquireRemoveLock(&drive->Lock, Irp);
    if (!NT_SUCCESS(status)) {
        Irp->IoStatus.Status = status;
        IoCompleteRequest(Irp, IO_NO_INCREMENT);
        return status;
    }
    if (stack->MinorFunction != IRP_MN_REMOVE_DEVICE) {
        status = SpoolForward(Device, Irp);
        IoReleaseRemoveLock(&drive->Lock, Irp);
        return status;
    }
    IoReleaseRemoveLockAndWait(&drive->Lock, Irp);
    SpoolClaim(drive->Port, TRUE);
    Irp->IoStatus.Status = STATUS_SUCCESS;
    status = SpoolForward(Device, Irp);
    IoDetachDevice(drive->Port);
    IoDeleteDevice(Device);
    return status;
}

NTSTATUS SpoolPower(PDEVICE_OBJECT Device, PIRP Irp)
{
    PSPOOL_DRIVE drive = Device->DeviceExtension;

    PoStartNextPowerIrp(Irp);
    IoSkipCurrentIrpStackLocation(Irp);
    return PoCallDriver(drive->Port, Irp);
}
