/* models: storage-filter? wdm-filter? wdm-pnp */
#include <ntddk.h>
#include <ntdddisk.h>

DRIVER_INITIALIZE DriverEntry;
DRIVER_ADD_DEVICE CensusAddDevice;
DRIVER_UNLOAD CensusUnload;
DRIVER_DISPATCH CensusPass;

typedef struct {
    PDEVICE_OBJECT Lower;
} CENSUS_EXTENSION;

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    UNREFERENCED_PARAMETER(RegistryPath);
    for (ULONG i = 0; i <= IRP_MJ_MAXIMUM_FUNCTION; i++)
        DriverObject->MajorFunction[i] = CensusPass;
    DriverObject->DriverExtension->AddDevice = CensusAddDevice;
    DriverObject->DriverUnload = CensusUnload;
    return STATUS_SUCCESS;
}

NTSTATUS CensusAddDevice(PDRIVER_OBJECT DriverObject, PDEVICE_OBJECT Device)
{
    PDEVICE_OBJECT filter;
    CENSUS_EXTENSION *extension;
    NTSTATUS status = IoCreateDevice(DriverObject, sizeof(CENSUS_EXTENSION), NULL, FILE_DEVICE_DISK, FILE_DEVICE_SECURE_OPEN, FALSE, &filter);

    if (!NT_SUCCESS(status))
        return status;
    extension = filter->DeviceExtension;
    extension->Lower = IoAttachDeviceToDeviceStack(filter, Device);
    if (!extension->Lower) {
        IoDeleteDevice(filter);
        return STATUS_NO_SUCH_DEVICE;
    }
    filter->Flags |= extension->Lower->Flags & (DO_DIRECT_IO | DO_BUFFERED_IO | DO_POWER_PAGABLE);
    filter->Flags &= ~DO_DEVICE_INITIALIZING;
    return STATUS_SUCCESS;
}

VOID CensusUnload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
}

NTSTATUS CensusPass(PDEVICE_OBJECT Device, PIRP Irp)
{
    CENSUS_EXTENSION *extension = Device->DeviceExtension;
    PDEVICE_OBJECT lower = extension->Lower;
    PIO_STACK_LOCATION stack = IoGetCurrentIrpStackLocation(Irp);
    BOOLEAN isRemoved = stack->MajorFunction == IRP_MJ_PNP && stack->MinorFunction == IRP_MN_REMOVE_DEVICE;
    NTSTATUS status;

    IoSkipCurrentIrpStackLocation(Irp);
    status = IoCallDriver(lower, Irp);
    if (isRemoved) {
        IoDetachDevice(lower);
        IoDeleteDevice(Device);
    }
    return status;
}
