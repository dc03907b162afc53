/* pnp.c: stacks on top of the port driver's device. */
#include "reel.h"

NTSTATUS ReelAddDevice(PDRIVER_OBJECT DriverObject, PDEVICE_OBJECT PhysicalDevice)
{
    PREEL_DRIVER_DATA data = IoGetDriverObjectExtension(DriverObject, (PVOID)DriverEntry);
    PDEVICE_OBJECT device;
    PREEL_DEVICE extension;
    NTSTATUS status;

    status = IoCreateDevice(DriverObject, sizeof(REEL_DEVICE), NULL, FILE_DEVICE_TAPE, FILE_DEVICE_SECURE_OPEN, FALSE,
                            &device);
    if (!NT_SUCCESS(status))
        return status;
    extension = device->DeviceExtension;
    extension->Self = device;
    extension->PhysicalDevice = PhysicalDevice;
    extension->Lower = IoAttachDeviceToDeviceStack(device, PhysicalDevice);
    if (extension->Lower == NULL) {
        IoDeleteDevice(device);
        return STATUS_NO_SUCH_DEVICE;
    }
    ExInterlockedInsertTailList(&data->Devices, &extension->Link, &data->Lock);
    device->Flags |= DO_DIRECT_IO;
    device->Flags &= ~DO_DEVICE_INITIALIZING;
    return STATUS_SUCCESS;
}

NTSTATUS ReelPnp(PDEVICE_OBJECT Device, PIRP Irp)
{
    PREEL_DEVICE extension = Device->DeviceExtension;
    PIO_STACK_LOCATION stack = IoGetCurrentIrpStackLocation(Irp);
    NTSTATUS status;

    if (stack->MinorFunction == IRP_MN_REMOVE_DEVICE) {
        PDEVICE_OBJECT lower = extension->Lower;

        IoSkipCurrentIrpStackLocation(Irp);
        status = IoCallDriver(lower, Irp);
        IoDetachDevice(lower);
        IoDeleteDevice(Device);
        return status;
    }
    if (stack->MinorFunction == IRP_MN_START_DEVICE)
        (void)ReelInquire(extension);
    IoSkipCurrentIrpStackLocation(Irp);
    return IoCallDriver(extension->Lower, Irp);
}

NTSTATUS ReelPower(PDEVICE_OBJECT Device, PIRP Irp)
{
    PREEL_DEVICE extension = Device->DeviceExtension;

    IoSkipCurrentIrpStackLocation(Irp);
    return IoCallDriver(extension->Lower, Irp);
}
