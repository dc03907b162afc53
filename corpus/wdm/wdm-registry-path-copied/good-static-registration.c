#include <wdm.h>
#include <hidport.h>

DRIVER_INITIALIZE DriverEntry;
DRIVER_ADD_DEVICE PadAddDevice;
DRIVER_UNLOAD PadUnload;
DRIVER_DISPATCH PadPass;

static HID_MINIDRIVER_REGISTRATION registration = {.Revision = HID_REVISION, .DeviceExtensionSize = 64};

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    for (int i = 0; i <= IRP_MJ_MAXIMUM_FUNCTION; i++)
        DriverObject->MajorFunction[i] = PadPass;
    DriverObject->DriverExtension->AddDevice = PadAddDevice;
    DriverObject->DriverUnload = PadUnload;
    registration.DriverObject = DriverObject;
    registration.RegistryPath = RegistryPath;
    return HidRegisterMinidriver(&registration);
}

NTSTATUS PadAddDevice(PDRIVER_OBJECT DriverObject, PDEVICE_OBJECT Device)
{
    UNREFERENCED_PARAMETER(DriverObject);
    Device->Flags &= ~DO_DEVICE_INITIALIZING;
    return STATUS_SUCCESS;
}

VOID PadUnload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
}

NTSTATUS PadPass(PDEVICE_OBJECT Device, PIRP Irp)
{
    PHID_DEVICE_EXTENSION extension = Device->DeviceExtension;

    IoSkipCurrentIrpStackLocation(Irp);
    return IoCallDriver(extension->NextDeviceObject, Irp);
}
