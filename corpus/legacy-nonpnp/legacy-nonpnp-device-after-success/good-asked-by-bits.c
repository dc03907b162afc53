/* The status is asked for its upper bits, and its answer kept in flags that are joined by `&`. */
#include <ntddk.h>

#define VANE_TAG 'enaV'

DRIVER_INITIALIZE DriverEntry;
DRIVER_UNLOAD VaneUnload;
DRIVER_DISPATCH VaneCreate;

static PDEVICE_OBJECT Device;
static PVOID Wind;

NTSTATUS VaneCreate(PDEVICE_OBJECT DeviceObject, PIRP Irp)
{
    UNREFERENCED_PARAMETER(DeviceObject);
    Irp->IoStatus.Status = STATUS_SUCCESS;
    Irp->IoStatus.Information = 0;
    IoCompleteRequest(Irp, IO_NO_INCREMENT);
    return STATUS_SUCCESS;
}

VOID VaneUnload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    ExFreePoolWithTag(Wind, VANE_TAG);
    IoDeleteDevice(Device);
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    BOOLEAN isMade, isFailed;
    NTSTATUS status;

    UNREFERENCED_PARAMETER(RegistryPath);
    DriverObject->MajorFunction[IRP_MJ_CREATE] = VaneCreate;
    DriverObject->MajorFunction[IRP_MJ_CLOSE] = VaneCreate;
    DriverObject->DriverUnload = VaneUnload;
    status = IoCreateDevice(DriverObject, 0, NULL, FILE_DEVICE_UNKNOWN, FILE_DEVICE_SECURE_OPEN, FALSE, &Device);
    isMade = NT_SUCCESS(status);
    if (isMade) {
        Wind = ExAllocatePool2(POOL_FLAG_PAGED, 64, VANE_TAG);
        if (Wind == NULL)
            status = STATUS_INSUFFICIENT_RESOURCES;
    }
    isFailed = (status & 0xC0000000) != 0;
    if (isFailed & isMade)
        IoDeleteDevice(Device);
    return status;
}
