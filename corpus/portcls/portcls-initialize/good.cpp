#include <portcls.h>

extern "C" DRIVER_INITIALIZE DriverEntry;
DRIVER_ADD_DEVICE LuteAddDevice;
NTSTATUS LuteStart(PDEVICE_OBJECT Device, PIRP Irp, PRESOURCELIST Resources);

NTSTATUS LuteAddDevice(PDRIVER_OBJECT DriverObject, PDEVICE_OBJECT PhysicalDeviceObject)
{
    return PcAddAdapterDevice(DriverObject, PhysicalDeviceObject, LuteStart, 6, 0);
}

extern "C" NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    return PcInitializeAdapterDriver(DriverObject, RegistryPath, LuteAddDevice);
}
