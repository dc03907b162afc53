/* What is freed early is forgotten, what a request may make anew is another block, and of two devices the list has the
 * newest first. */
#include <ntddk.h>

#define POOL_TAG 'dnaB'

typedef struct _BAND {
    PVOID Scratch;
    PVOID Table;
    PVOID Cache;
    PDEVICE_OBJECT First, Second;
} BAND;

DRIVER_INITIALIZE DriverEntry;
DRIVER_UNLOAD BandUnload;
DRIVER_DISPATCH BandControl;

static BAND Band;

static VOID FreeTables(VOID)
{
    if (Band.Table != NULL) {
        ExFreePoolWithTag(Band.Table, POOL_TAG);
        Band.Table = NULL;
    }
}

VOID BandUnload(PDRIVER_OBJECT DriverObject)
{
    IoDeleteDevice(DriverObject->DeviceObject);
    IoDeleteDevice(Band.First);
    if (Band.Scratch != NULL)
        ExFreePoolWithTag(Band.Scratch, POOL_TAG);
    if (Band.Cache != NULL)
        ExFreePoolWithTag(Band.Cache, POOL_TAG);
    FreeTables();
    FreeTables();
}

NTSTATUS BandControl(PDEVICE_OBJECT DeviceObject, PIRP Irp)
{
    UNREFERENCED_PARAMETER(DeviceObject);
    if (Band.Cache == NULL)
        Band.Cache = ExAllocatePool2(POOL_FLAG_NON_PAGED, 1024, POOL_TAG);
    Irp->IoStatus.Status = STATUS_SUCCESS;
    Irp->IoStatus.Information = 0;
    IoCompleteRequest(Irp, IO_NO_INCREMENT);
    return STATUS_SUCCESS;
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    NTSTATUS status;

    UNREFERENCED_PARAMETER(RegistryPath);
    Band.Scratch = ExAllocatePool2(POOL_FLAG_PAGED, 512, POOL_TAG);
    if (Band.Scratch == NULL)
        return STATUS_INSUFFICIENT_RESOURCES;
    Band.Cache = ExAllocatePool2(POOL_FLAG_NON_PAGED, 1024, POOL_TAG);
    if (Band.Cache == NULL) {
        ExFreePoolWithTag(Band.Scratch, POOL_TAG);
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    RtlCopyMemory(Band.Cache, Band.Scratch, 512);
    ExFreePoolWithTag(Band.Cache, POOL_TAG);
    Band.Cache = NULL;
    Band.Table = ExAllocatePool2(POOL_FLAG_NON_PAGED, 256, POOL_TAG);
    if (Band.Table == NULL) {
        ExFreePoolWithTag(Band.Scratch, POOL_TAG);
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    RtlCopyMemory(Band.Table, Band.Scratch, 256);
    ExFreePoolWithTag(Band.Scratch, POOL_TAG);
    Band.Scratch = NULL;
    status = IoCreateDevice(DriverObject, 0, NULL, FILE_DEVICE_UNKNOWN, FILE_DEVICE_SECURE_OPEN, FALSE, &Band.First);
    if (!NT_SUCCESS(status)) {
        ExFreePoolWithTag(Band.Table, POOL_TAG);
        return status;
    }
    status = IoCreateDevice(DriverObject, 0, NULL, FILE_DEVICE_UNKNOWN, FILE_DEVICE_SECURE_OPEN, FALSE, &Band.Second);
    if (!NT_SUCCESS(status)) {
        IoDeleteDevice(Band.First);
        ExFreePoolWithTag(Band.Table, POOL_TAG);
        return status;
    }
    DriverObject->MajorFunction[IRP_MJ_DEVICE_CONTROL] = BandControl;
    DriverObject->DriverUnload = BandUnload;
    return STATUS_SUCCESS;
}
