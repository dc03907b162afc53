#include <portcls.h>

extern "C" DRIVER_INITIALIZE DriverEntry;
DRIVER_ADD_DEVICE LuteAddDevice;
NTSTATUS LuteStart(PDEVICE_OBJECT Device, PIRP Irp, PRESOURCELIST Resources);

NTSTATUS LuteAddDevice(PDRIVER_OBJECT DriverObject, PDEVICE_OBJECT PhysicalDeviceObject)
{
    return PcAddAdapterDevice(DriverObject, PhysicalDeviceObject, LuteStart, 6, 0);
}

static struct {
    PDRIVER_UNLOAD Unload;
    PUNICODE_STRING Path;
} LutePort;

static NTSTATUS LutePnp(PDEVICE_OBJECT Device, PIRP Irp)
{
    return PcDispatchIrp(Device, Irp);
}

static VOID LuteUnload(PDRIVER_OBJECT DriverObject)
{
    if (LutePort.Unload != NULL)
        LutePort.Unload(DriverObject);
}

extern "C" NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    NTSTATUS status;

    status = PcInitializeAdapterDriver(DriverObject, RegistryPath, LuteAddDevice);
    if (!NT_SUCCESS(status))
        return status;
    LutePort.Unload = DriverObject->DriverUnload;
    DriverObject->DriverUnload = LuteUnload;
    return status;
}
