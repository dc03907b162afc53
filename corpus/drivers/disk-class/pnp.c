/* pnp.c: devices come and go. */
#include "medium.h"

NTSTATUS MediumAddDevice(PDRIVER_OBJECT DriverObject, PDEVICE_OBJECT PhysicalDevice)
{
    PFUNCTIONAL_DEVICE_EXTENSION extension;
    PDEVICE_OBJECT device;
    NTSTATUS status;

    status = ClassCreateDeviceObject(DriverObject, "\\Device\\Medium0", PhysicalDevice, TRUE, &device);
    if (!NT_SUCCESS(status))
        return status;

    extension = device->DeviceExtension;
    extension->LowerPdo = PhysicalDevice;
    extension->CommonExtension.LowerDeviceObject = IoAttachDeviceToDeviceStack(device, PhysicalDevice);
    if (extension->CommonExtension.LowerDeviceObject == NULL) {
        IoDeleteDevice(device);
        return STATUS_NO_SUCH_DEVICE;
    }
    device->Flags &= ~DO_DEVICE_INITIALIZING;
    return STATUS_SUCCESS;
}

NTSTATUS MediumInitDevice(PDEVICE_OBJECT Device)
{
    PFUNCTIONAL_DEVICE_EXTENSION extension = Device->DeviceExtension;
    PMEDIUM_DATA data = extension->CommonExtension.DriverData;

    data->SectorShift = 9;
    data->IsWritable = TRUE;
    return STATUS_SUCCESS;
}

NTSTATUS MediumStartDevice(PDEVICE_OBJECT Device)
{
    return ClassReadDriveCapacity(Device);
}

NTSTATUS MediumStopDevice(PDEVICE_OBJECT Device, UCHAR Type)
{
    UNREFERENCED_PARAMETER(Device);
    UNREFERENCED_PARAMETER(Type);
    return STATUS_SUCCESS;
}

NTSTATUS MediumRemoveDevice(PDEVICE_OBJECT Device, UCHAR Type)
{
    UNREFERENCED_PARAMETER(Device);
    UNREFERENCED_PARAMETER(Type);
    return STATUS_SUCCESS;
}

VOID MediumUnload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
}
