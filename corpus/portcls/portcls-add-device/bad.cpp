#include <portcls.h>

extern "C" DRIVER_INITIALIZE DriverEntry;
DRIVER_ADD_DEVICE LuteAddDevice;
NTSTATUS LuteStart(PDEVICE_OBJECT Device, PIRP Irp, PRESOURCELIST Resources);

NTSTATUS LuteAddDevice(PDRIVER_OBJECT DriverObject, PDEVICE_OBJECT PhysicalDeviceObject)
{
    DbgPrint("lute: %p %p\n", DriverObject, PhysicalDeviceObject);
    return STATUS_SUCCESS; /* expect: portcls-add-device */
}

extern "C" NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    return PcInitializeAdapterDriver(DriverObject, RegistryPath, LuteAddDevice);
}
