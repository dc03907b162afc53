#include <ntddk.h>

DRIVER_INITIALIZE DriverEntry;
static DRIVER_UNLOAD Unload;
static DRIVER_DISPATCH Dispatch;

static NTSTATUS Dispatch(PDEVICE_OBJECT DeviceObject, PIRP Irp)
{
    UNREFERENCED_PARAMETER(DeviceObject);
    Irp->IoStatus.Status = STATUS_SUCCESS;
    Irp->IoStatus.Information = 0;
    IoCompleteRequest(Irp, IO_NO_INCREMENT);
    return STATUS_SUCCESS;
}

static VOID Unload(PDRIVER_OBJECT DriverObject)
{
    IoDeleteDevice(DriverObject->DeviceObject);
}

static VOID StoreRequests(PDRIVER_DISPATCH *Table)
{
    Table[IRP_MJ_CREATE] = Dispatch;
    Table[IRP_MJ_CLOSE] = Dispatch;
}

/* Helpers that only DriverEntry calls store while the driver is initialised. */
static VOID StoreEntryPoints(PDRIVER_OBJECT DriverObject)
{
    StoreRequests(DriverObject->MajorFunction);
    DriverObject->DriverUnload = Unload;
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    PDEVICE_OBJECT device;

    UNREFERENCED_PARAMETER(RegistryPath);
    StoreEntryPoints(DriverObject);
    return IoCreateDevice(DriverObject, 0, NULL, FILE_DEVICE_UNKNOWN, FILE_DEVICE_SECURE_OPEN, FALSE, &device);
}
/* not-applicable */
