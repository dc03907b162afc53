#include <ntddk.h>

DRIVER_INITIALIZE DriverEntry;
DRIVER_UNLOAD SieveUnload;
DRIVER_ADD_DEVICE SieveAddDevice;
DRIVER_DISPATCH SievePass, SievePower, SievePnp;

typedef struct _SIEVE_EXTENSION {
    PDEVICE_OBJECT Lower;
} SIEVE_EXTENSION, *PSIEVE_EXTENSION;

NTSTATUS SievePass(PDEVICE_OBJECT DeviceObject, PIRP Irp)
{
    PSIEVE_EXTENSION extension = (PSIEVE_EXTENSION)DeviceObject->DeviceExtension;

    IoSkipCurrentIrpStackLocation(Irp);
    return IoCallDriver(extension->Lower, Irp);
}

NTSTATUS SievePower(PDEVICE_OBJECT DeviceObject, PIRP Irp)
{
    return SievePass(DeviceObject, Irp);
}

NTSTATUS SievePnp(PDEVICE_OBJECT DeviceObject, PIRP Irp)
{
    PSIEVE_EXTENSION extension = (PSIEVE_EXTENSION)DeviceObject->DeviceExtension;
    PIO_STACK_LOCATION stack = IoGetCurrentIrpStackLocation(Irp);
    NTSTATUS status;

    if (stack->MinorFunction != IRP_MN_REMOVE_DEVICE) {
        return SievePass(DeviceObject, Irp);
    }
    IoSkipCurrentIrpStackLocation(Irp);
    status = IoCallDriver(extension->Lower, Irp);
    IoDetachDevice(extension->Lower);
    IoDeleteDevice(DeviceObject);
    return status;
}

NTSTATUS SieveAddDevice(PDRIVER_OBJECT DriverObject, PDEVICE_OBJECT PhysicalDeviceObject)
{
    PDEVICE_OBJECT device;
    PSIEVE_EXTENSION extension;
    NTSTATUS status;

    status = IoCreateDevice(DriverObject, sizeof(SIEVE_EXTENSION), NULL, FILE_DEVICE_UNKNOWN, 0, FALSE, &device);
    if (!NT_SUCCESS(status)) {
        return status;
    }
    extension = (PSIEVE_EXTENSION)device->DeviceExtension;
    extension->Lower = IoAttachDeviceToDeviceStack(device, PhysicalDeviceObject);
    if (extension->Lower == NULL) {
        IoDeleteDevice(device);
        return STATUS_NO_SUCH_DEVICE;
    }
    device->Flags |= extension->Lower->Flags & (DO_BUFFERED_IO | DO_DIRECT_IO | DO_POWER_PAGABLE);
    device->Flags &= ~DO_DEVICE_INITIALIZING;
    return STATUS_SUCCESS;
}

VOID SieveUnload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
}

/* The loop stops one short of IRP_MJ_PNP, the last slot, which is stored by itself. */
NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    ULONG i;

    UNREFERENCED_PARAMETER(RegistryPath);
    for (i = 0; i < IRP_MJ_MAXIMUM_FUNCTION; i++) {
        DriverObject->MajorFunction[i] = SievePass;
    }
    DriverObject->MajorFunction[IRP_MJ_POWER] = SievePower;
    DriverObject->MajorFunction[IRP_MJ_PNP] = SievePnp;
    DriverObject->DriverExtension->AddDevice = SieveAddDevice;
    DriverObject->DriverUnload = SieveUnload;
    return STATUS_SUCCESS;
}
