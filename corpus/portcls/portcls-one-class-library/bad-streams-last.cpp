#include <portcls.h>
#include <ks.h>

extern "C" DRIVER_INITIALIZE DriverEntry;
DRIVER_ADD_DEVICE LuteAddDevice;
NTSTATUS LuteStart(PDEVICE_OBJECT Device, PIRP Irp, PRESOURCELIST Resources);

static const KSDEVICE_DESCRIPTOR LuteDescriptor = {0};

NTSTATUS LuteAddDevice(PDRIVER_OBJECT DriverObject, PDEVICE_OBJECT PhysicalDeviceObject)
{
    return PcAddAdapterDevice(DriverObject, PhysicalDeviceObject, LuteStart, 6, 0);
}

extern "C" NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    NTSTATUS status;

    status = PcInitializeAdapterDriver(DriverObject, RegistryPath, LuteAddDevice);
    if (!NT_SUCCESS(status))
        return status;
    return KsInitializeDriver(DriverObject, RegistryPath, &LuteDescriptor); /* expect: portcls-one-class-library */
}
