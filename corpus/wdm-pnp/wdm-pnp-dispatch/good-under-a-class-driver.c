#include <wdm.h>
#include <hidport.h>

typedef struct _PAD_EXTENSION {
    ULONG Buttons;
} PAD_EXTENSION;

DRIVER_INITIALIZE DriverEntry;
DRIVER_UNLOAD PadUnload;
DRIVER_ADD_DEVICE PadAddDevice;
DRIVER_DISPATCH PadInternalControl, PadPnp, PadPower, PadSystemControl;

NTSTATUS PadInternalControl(PDEVICE_OBJECT DeviceObject, PIRP Irp)
{
    UNREFERENCED_PARAMETER(DeviceObject);
    Irp->IoStatus.Status = STATUS_NOT_SUPPORTED;
    IoCompleteRequest(Irp, IO_NO_INCREMENT);
    return STATUS_NOT_SUPPORTED;
}

NTSTATUS PadPnp(PDEVICE_OBJECT DeviceObject, PIRP Irp)
{
    return PadInternalControl(DeviceObject, Irp);
}

NTSTATUS PadPower(PDEVICE_OBJECT DeviceObject, PIRP Irp)
{
    return PadInternalControl(DeviceObject, Irp);
}

NTSTATUS PadSystemControl(PDEVICE_OBJECT DeviceObject, PIRP Irp)
{
    return PadInternalControl(DeviceObject, Irp);
}

/* The class driver has made the device. */
NTSTATUS PadAddDevice(PDRIVER_OBJECT DriverObject, PDEVICE_OBJECT FunctionalDeviceObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    FunctionalDeviceObject->Flags &= ~DO_DEVICE_INITIALIZING;
    return STATUS_SUCCESS;
}

VOID PadUnload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    HID_MINIDRIVER_REGISTRATION registration;

    DriverObject->MajorFunction[IRP_MJ_INTERNAL_DEVICE_CONTROL] = PadInternalControl;
    DriverObject->MajorFunction[IRP_MJ_PNP] = PadPnp;
    DriverObject->MajorFunction[IRP_MJ_POWER] = PadPower;
    DriverObject->MajorFunction[IRP_MJ_SYSTEM_CONTROL] = PadSystemControl;
    DriverObject->DriverExtension->AddDevice = PadAddDevice;
    DriverObject->DriverUnload = PadUnload;

    RtlZeroMemory(&registration, sizeof(registration));
    registration.Revision = HID_REVISION;
    registration.DriverObject = DriverObject;
    registration.RegistryPath = RegistryPath;
    registration.DeviceExtensionSize = sizeof(PAD_EXTENSION);
    registration.DevicesArePolled = FALSE;
    return HidRegisterMinidriver(&registration);
}
