#include <portcls.h>
#include <ks.h>

extern "C" DRIVER_INITIALIZE DriverEntry;
DRIVER_ADD_DEVICE LuteAddDevice;
NTSTATUS LuteStart(PDEVICE_OBJECT Device, PIRP Irp, PRESOURCELIST Resources);

extern BOOLEAN LuteIsCapture(PUNICODE_STRING Path);
static const KSDEVICE_DESCRIPTOR LuteDescriptor = {0};

NTSTATUS LuteAddDevice(PDRIVER_OBJECT DriverObject, PDEVICE_OBJECT PhysicalDeviceObject)
{
    return PcAddAdapterDevice(DriverObject, PhysicalDeviceObject, LuteStart, 6, 0);
}

extern "C" NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    NTSTATUS status;

    if (LuteIsCapture(RegistryPath))
        status = KsInitializeDriver(DriverObject, RegistryPath, &LuteDescriptor);
    else
        status = PcInitializeAdapterDriver(DriverObject, RegistryPath, LuteAddDevice);
    return status;
}
