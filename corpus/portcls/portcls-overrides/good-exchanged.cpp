#include <portcls.h>

extern "C" DRIVER_INITIALIZE DriverEntry;
DRIVER_ADD_DEVICE LuteAddDevice;
NTSTATUS LuteStart(PDEVICE_OBJECT Device, PIRP Irp, PRESOURCELIST Resources);

NTSTATUS LuteAddDevice(PDRIVER_OBJECT DriverObject, PDEVICE_OBJECT PhysicalDeviceObject)
{
    return PcAddAdapterDevice(DriverObject, PhysicalDeviceObject, LuteStart, 6, 0);
}

static PDRIVER_UNLOAD LutePortUnload;

static NTSTATUS LutePnp(PDEVICE_OBJECT Device, PIRP Irp)
{
    return PcDispatchIrp(Device, Irp);
}

static VOID LuteUnload(PDRIVER_OBJECT DriverObject)
{
    if (LutePortUnload != NULL)
        LutePortUnload(DriverObject);
}

extern "C" NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    NTSTATUS status;

    status = PcInitializeAdapterDriver(DriverObject, RegistryPath, LuteAddDevice);
    if (!NT_SUCCESS(status))
        return status;
    DriverObject->MajorFunction[IRP_MJ_PNP] = LutePnp;
    LutePortUnload = reinterpret_cast<PDRIVER_UNLOAD>(
        InterlockedExchangePointer(reinterpret_cast<PVOID *>(&DriverObject->DriverUnload), reinterpret_cast<PVOID>(LuteUnload)));
    return status;
}
