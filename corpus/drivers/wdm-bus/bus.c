/* bus.c: the crate itself is a device; its modules would be children. */
#include "crate.h"

NTSTATUS CrateAddDevice(PDRIVER_OBJECT DriverObject, PDEVICE_OBJECT PhysicalDevice)
{
    PCRATE_DEVICE crate;
    PDEVICE_OBJECT device;
    NTSTATUS status;

    PAGED_CODE();
    status = IoCreateDevice(DriverObject, sizeof(CRATE_DEVICE), NULL, FILE_DEVICE_BUS_EXTENDER, FILE_DEVICE_SECURE_OPEN,
                            FALSE, &device);
    if (!NT_SUCCESS(status))
        return status;
    crate = device->DeviceExtension;
    RtlZeroMemory(crate, sizeof(*crate));
    crate->Self = device;
    crate->PhysicalDevice = PhysicalDevice;
    status = IoRegisterDeviceInterface(PhysicalDevice, &GUID_BUS_TYPE_INTERNAL, NULL, &crate->InterfaceName);
    if (!NT_SUCCESS(status)) {
        IoDeleteDevice(device);
        return status;
    }
    crate->Lower = IoAttachDeviceToDeviceStack(device, PhysicalDevice);
    if (crate->Lower == NULL) {
        RtlFreeUnicodeString(&crate->InterfaceName);
        IoDeleteDevice(device);
        return STATUS_NO_SUCH_DEVICE;
    }
    device->Flags |= DO_POWER_PAGABLE;
    device->Flags &= ~DO_DEVICE_INITIALIZING;
    return STATUS_SUCCESS;
}

static NTSTATUS CratePassOn(PCRATE_DEVICE Crate, PIRP Irp)
{
    IoSkipCurrentIrpStackLocation(Irp);
    return IoCallDriver(Crate->Lower, Irp);
}

NTSTATUS CratePnp(PDEVICE_OBJECT Device, PIRP Irp)
{
    PCRATE_DEVICE crate = Device->DeviceExtension;
    NTSTATUS status;

    switch (IoGetCurrentIrpStackLocation(Irp)->MinorFunction) {
    case IRP_MN_START_DEVICE:
        (void)IoSetDeviceInterfaceState(&crate->InterfaceName, TRUE);
        Irp->IoStatus.Status = STATUS_SUCCESS;
        return CratePassOn(crate, Irp);
    case IRP_MN_REMOVE_DEVICE:
        (void)IoSetDeviceInterfaceState(&crate->InterfaceName, FALSE);
        RtlFreeUnicodeString(&crate->InterfaceName);
        Irp->IoStatus.Status = STATUS_SUCCESS;
        status = CratePassOn(crate, Irp);
        IoDetachDevice(crate->Lower);
        IoDeleteDevice(Device);
        return status;
    default:
        return CratePassOn(crate, Irp);
    }
}

NTSTATUS CratePower(PDEVICE_OBJECT Device, PIRP Irp)
{
    return CratePassOn(Device->DeviceExtension, Irp);
}

NTSTATUS CrateControl(PDEVICE_OBJECT Device, PIRP Irp)
{
    UNREFERENCED_PARAMETER(Device);
    Irp->IoStatus.Status = STATUS_INVALID_DEVICE_REQUEST;
    Irp->IoStatus.Information = 0;
    IoCompleteRequest(Irp, IO_NO_INCREMENT);
    return STATUS_INVALID_DEVICE_REQUEST;
}

NTSTATUS CrateCreateClose(PDEVICE_OBJECT Device, PIRP Irp)
{
    UNREFERENCED_PARAMETER(Device);
    Irp->IoStatus.Status = STATUS_SUCCESS;
    Irp->IoStatus.Information = 0;
    IoCompleteRequest(Irp, IO_NO_INCREMENT);
    return STATUS_SUCCESS;
}
