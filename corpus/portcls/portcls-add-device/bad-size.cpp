#include <portcls.h>

extern "C" DRIVER_INITIALIZE DriverEntry;
DRIVER_ADD_DEVICE LuteAddDevice;
NTSTATUS LuteStart(PDEVICE_OBJECT Device, PIRP Irp, PRESOURCELIST Resources);

typedef struct _LUTE_EXTENSION {
    ULONG Strings;
    ULONG Frets;
} LUTE_EXTENSION;

NTSTATUS LuteAddDevice(PDRIVER_OBJECT DriverObject, PDEVICE_OBJECT PhysicalDeviceObject)
{
    return PcAddAdapterDevice(DriverObject, PhysicalDeviceObject, LuteStart, 6, sizeof(LUTE_EXTENSION)); /* expect: portcls-add-device */
}

extern "C" NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    return PcInitializeAdapterDriver(DriverObject, RegistryPath, LuteAddDevice);
}
