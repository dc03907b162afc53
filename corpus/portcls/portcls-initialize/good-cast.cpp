#include <portcls.h>

extern "C" DRIVER_INITIALIZE DriverEntry;
DRIVER_ADD_DEVICE LuteAddDevice;
NTSTATUS LuteStart(PDEVICE_OBJECT Device, PIRP Irp, PRESOURCELIST Resources);

static NTSTATUS LuteAdd(void *Driver, void *Device)
{
    return PcAddAdapterDevice((PDRIVER_OBJECT)Driver, (PDEVICE_OBJECT)Device, LuteStart, 6, 0);
}

extern "C" NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    NTSTATUS status;

    status = PcInitializeAdapterDriver(DriverObject, RegistryPath, (PDRIVER_ADD_DEVICE)LuteAdd);
    if (!NT_SUCCESS(status))
        DbgPrint("lute: 0x%x\n", status);
    return status;
}
