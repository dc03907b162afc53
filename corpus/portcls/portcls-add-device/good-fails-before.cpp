#include <portcls.h>

extern "C" DRIVER_INITIALIZE DriverEntry;
DRIVER_ADD_DEVICE LuteAddDevice;
NTSTATUS LuteStart(PDEVICE_OBJECT Device, PIRP Irp, PRESOURCELIST Resources);

static NTSTATUS LuteTune(ULONG *Frets)
{
    *Frets = RtlRandomEx(Frets);
    return *Frets > 8 ? STATUS_SUCCESS : STATUS_UNSUCCESSFUL;
}

NTSTATUS LuteAddDevice(PDRIVER_OBJECT DriverObject, PDEVICE_OBJECT PhysicalDeviceObject)
{
    ULONG frets = 0;

    if (!NT_SUCCESS(LuteTune(&frets)))
        return STATUS_DEVICE_CONFIGURATION_ERROR;
    return PcAddAdapterDevice(DriverObject, PhysicalDeviceObject, LuteStart, 6, 0);
}

extern "C" NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    return PcInitializeAdapterDriver(DriverObject, RegistryPath, LuteAddDevice);
}
