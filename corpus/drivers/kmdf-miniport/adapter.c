/* adapter.c: devices. */
#include "thrush.h"

NTSTATUS ThrushAddDevice(PDRIVER_OBJECT DriverObject, PDEVICE_OBJECT PhysicalDeviceObject)
{
    return PcAddAdapterDevice(DriverObject, PhysicalDeviceObject, ThrushStartDevice, 2, 0);
}

NTSTATUS ThrushStartDevice(PDEVICE_OBJECT DeviceObject, PIRP Irp, PRESOURCELIST ResourceList)
{
    UNREFERENCED_PARAMETER(DeviceObject);
    UNREFERENCED_PARAMETER(Irp);
    UNREFERENCED_PARAMETER(ResourceList);
    return Thrush.IsReady ? STATUS_SUCCESS : STATUS_DEVICE_NOT_READY;
}
