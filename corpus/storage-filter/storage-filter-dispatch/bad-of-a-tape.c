/* model: storage-filter */
#include <ntddk.h>
#include <ntddtape.h>

typedef struct _SHADE_EXTENSION {
    PDEVICE_OBJECT Lower;
    LONG64 Moves;
} SHADE_EXTENSION, *PSHADE_EXTENSION;

DRIVER_INITIALIZE DriverEntry;
DRIVER_UNLOAD ShadeUnload;
DRIVER_ADD_DEVICE ShadeAddDevice;
DRIVER_DISPATCH ShadePass, ShadeCount, ShadePnp, ShadePower;

NTSTATUS ShadePass(PDEVICE_OBJECT DeviceObject, PIRP Irp)
{
    PSHADE_EXTENSION shade = (PSHADE_EXTENSION)DeviceObject->DeviceExtension;

    IoSkipCurrentIrpStackLocation(Irp);
    return IoCallDriver(shade->Lower, Irp);
}

NTSTATUS ShadeCount(PDEVICE_OBJECT DeviceObject, PIRP Irp)
{
    InterlockedIncrement64(&((PSHADE_EXTENSION)DeviceObject->DeviceExtension)->Moves);
    return ShadePass(DeviceObject, Irp);
}

NTSTATUS ShadePower(PDEVICE_OBJECT DeviceObject, PIRP Irp)
{
    PoStartNextPowerIrp(Irp);
    IoSkipCurrentIrpStackLocation(Irp);
    return PoCallDriver(((PSHADE_EXTENSION)DeviceObject->DeviceExtension)->Lower, Irp);
}

NTSTATUS ShadePnp(PDEVICE_OBJECT DeviceObject, PIRP Irp)
{
    PSHADE_EXTENSION shade = (PSHADE_EXTENSION)DeviceObject->DeviceExtension;
    UCHAR minor = IoGetCurrentIrpStackLocation(Irp)->MinorFunction;
    NTSTATUS status = ShadePass(DeviceObject, Irp);

    if (minor == IRP_MN_REMOVE_DEVICE) {
        IoDetachDevice(shade->Lower);
        IoDeleteDevice(DeviceObject);
    }
    return status;
}

NTSTATUS ShadeAddDevice(PDRIVER_OBJECT DriverObject, PDEVICE_OBJECT PhysicalDeviceObject)
{
    PDEVICE_OBJECT device;
    PSHADE_EXTENSION shade;
    NTSTATUS status;

    status = IoCreateDevice(DriverObject, sizeof(SHADE_EXTENSION), NULL, FILE_DEVICE_TAPE, FILE_DEVICE_SECURE_OPEN,
                            FALSE, &device);
    if (!NT_SUCCESS(status)) {
        return status;
    }
    shade = (PSHADE_EXTENSION)device->DeviceExtension;
    shade->Lower = IoAttachDeviceToDeviceStack(device, PhysicalDeviceObject);
    if (shade->Lower == NULL) {
        IoDeleteDevice(device);
        return STATUS_UNSUCCESSFUL;
    }
    device->Flags |= shade->Lower->Flags & (DO_DIRECT_IO | DO_BUFFERED_IO | DO_POWER_PAGABLE);
    device->Characteristics |= shade->Lower->Characteristics & FILE_CHARACTERISTICS_PROPAGATED;
    device->Flags &= ~DO_DEVICE_INITIALIZING;
    return STATUS_SUCCESS;
}

VOID ShadeUnload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    UNREFERENCED_PARAMETER(RegistryPath);
    DriverObject->MajorFunction[IRP_MJ_CREATE] = ShadePass;
    DriverObject->MajorFunction[IRP_MJ_CLOSE] = ShadePass;
    DriverObject->MajorFunction[IRP_MJ_SYSTEM_CONTROL] = ShadePass;
    DriverObject->MajorFunction[IRP_MJ_DEVICE_CONTROL] = ShadeCount;
    DriverObject->MajorFunction[IRP_MJ_POWER] = ShadePower;
    DriverObject->MajorFunction[IRP_MJ_PNP] = ShadePnp;
    DriverObject->DriverExtension->AddDevice = ShadeAddDevice;
    DriverObject->DriverUnload = ShadeUnload;
    return STATUS_SUCCESS; /* expect: storage-filter-dispatch */
}
