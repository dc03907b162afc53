/* tally.c: entry, and the devices that it attaches. */
#include "tally.h"

#ifdef ALLOC_PRAGMA
#pragma alloc_text(INIT, DriverEntry)
#pragma alloc_text(PAGE, TallyAddDevice)
#pragma alloc_text(PAGE, TallyUnload)
#endif

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    PDRIVER_DISPATCH *slot = DriverObject->MajorFunction;
    ULONG i;

    UNREFERENCED_PARAMETER(RegistryPath);
    for (i = 0; i <= IRP_MJ_MAXIMUM_FUNCTION; i++, slot++)
        *slot = TallyPassOn;

    DriverObject->MajorFunction[IRP_MJ_READ] = DriverObject->MajorFunction[IRP_MJ_WRITE] = TallyReadWrite;
    DriverObject->MajorFunction[IRP_MJ_PNP] = TallyPnp;
    DriverObject->MajorFunction[IRP_MJ_POWER] = TallyPower;

    DriverObject->DriverExtension->AddDevice = TallyAddDevice;
    DriverObject->DriverUnload = TallyUnload;
    return STATUS_SUCCESS;
}

VOID TallyUnload(PDRIVER_OBJECT DriverObject)
{
    PAGED_CODE();
    UNREFERENCED_PARAMETER(DriverObject);
}

NTSTATUS TallyAddDevice(PDRIVER_OBJECT DriverObject, PDEVICE_OBJECT PhysicalDevice)
{
    PTALLY_DEVICE extension;
    PDEVICE_OBJECT device;
    NTSTATUS status;

    PAGED_CODE();
    status = IoCreateDevice(DriverObject, sizeof(TALLY_DEVICE), NULL, FILE_DEVICE_DISK, 0, FALSE, &device);
    if (!NT_SUCCESS(status))
        return status;
    extension = device->DeviceExtension;
    RtlZeroMemory(extension, sizeof(*extension));
    extension->Self = device;
    IoInitializeRemoveLock(&extension->RemoveLock, 'ylaT', 0, 0);
    extension->Lower = IoAttachDeviceToDeviceStack(device, PhysicalDevice);
    if (extension->Lower == NULL) {
        IoDeleteDevice(device);
        return STATUS_NO_SUCH_DEVICE;
    }
    device->Flags |= extension->Lower->Flags & (DO_DIRECT_IO | DO_BUFFERED_IO | DO_POWER_PAGABLE);
    device->Characteristics = extension->Lower->Characteristics;
    device->Flags &= ~DO_DEVICE_INITIALIZING;
    return STATUS_SUCCESS;
}
