#include <wdm.h>

typedef struct _HEATER_EXTENSION {
    PDEVICE_OBJECT Self;
    PDEVICE_OBJECT Lower;
} HEATER_EXTENSION, *PHEATER_EXTENSION;

DRIVER_INITIALIZE DriverEntry;
DRIVER_UNLOAD HeaterUnload;
DRIVER_ADD_DEVICE HeaterAddDevice;
DRIVER_DISPATCH HeaterPass, HeaterPnp, HeaterPower, HeaterSystemControl;

NTSTATUS HeaterPass(PDEVICE_OBJECT DeviceObject, PIRP Irp)
{
    PHEATER_EXTENSION heater = (PHEATER_EXTENSION)DeviceObject->DeviceExtension;

    IoSkipCurrentIrpStackLocation(Irp);
    return IoCallDriver(heater->Lower, Irp);
}

NTSTATUS HeaterPower(PDEVICE_OBJECT DeviceObject, PIRP Irp)
{
    return HeaterPass(DeviceObject, Irp);
}

NTSTATUS HeaterSystemControl(PDEVICE_OBJECT DeviceObject, PIRP Irp)
{
    return HeaterPass(DeviceObject, Irp);
}

NTSTATUS HeaterPnp(PDEVICE_OBJECT DeviceObject, PIRP Irp)
{
    PHEATER_EXTENSION heater = (PHEATER_EXTENSION)DeviceObject->DeviceExtension;
    UCHAR minor = IoGetCurrentIrpStackLocation(Irp)->MinorFunction;
    NTSTATUS status = HeaterPass(DeviceObject, Irp);

    if (minor == IRP_MN_REMOVE_DEVICE) {
        IoDetachDevice(heater->Lower);
        IoDeleteDevice(DeviceObject);
    }
    return status;
}

NTSTATUS HeaterAddDevice(PDRIVER_OBJECT DriverObject, PDEVICE_OBJECT PhysicalDeviceObject)
{
    PDEVICE_OBJECT device;
    PHEATER_EXTENSION heater;
    NTSTATUS status;

    status = IoCreateDevice(DriverObject, sizeof(HEATER_EXTENSION), NULL, FILE_DEVICE_UNKNOWN, FILE_DEVICE_SECURE_OPEN,
                            FALSE, &device);
    if (!NT_SUCCESS(status)) {
        return status;
    }
    heater = (PHEATER_EXTENSION)device->DeviceExtension;
    heater->Self = device;
    heater->Lower = IoAttachDeviceToDeviceStack(device, PhysicalDeviceObject);
    if (heater->Lower == NULL) {
        IoDeleteDevice(device);
        return STATUS_NO_SUCH_DEVICE;
    }
    device->Flags |= DO_POWER_PAGABLE;
    device->Flags &= ~DO_DEVICE_INITIALIZING;
    return STATUS_SUCCESS;
}

VOID HeaterUnload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    UCHAR code;

    UNREFERENCED_PARAMETER(RegistryPath);
    for (code = 0; code <= IRP_MJ_MAXIMUM_FUNCTION; code++) {
        if (code == IRP_MJ_PNP) {
            DriverObject->MajorFunction[code] = HeaterPnp;
        } else if (code == IRP_MJ_POWER) {
            DriverObject->MajorFunction[code] = HeaterPower;
        } else {
            DriverObject->MajorFunction[code] = HeaterPass;
        }
    }
    DriverObject->DriverExtension->AddDevice = HeaterAddDevice;
    DriverObject->DriverUnload = HeaterUnload;
    return STATUS_SUCCESS;
}
