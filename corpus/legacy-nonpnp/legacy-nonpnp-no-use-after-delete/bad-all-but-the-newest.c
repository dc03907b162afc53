#include <ntddk.h>

DRIVER_INITIALIZE DriverEntry;
static DRIVER_UNLOAD Unload;

static DRIVER_DISPATCH Dispatch;

static NTSTATUS Dispatch(PDEVICE_OBJECT DeviceObject, PIRP Irp)
{
    UNREFERENCED_PARAMETER(DeviceObject);
    Irp->IoStatus.Status = STATUS_SUCCESS;
    IoCompleteRequest(Irp, IO_NO_INCREMENT);
    return STATUS_SUCCESS;
}

/* All but the newest, which goes last. */
static VOID DeleteAll(PDRIVER_OBJECT DriverObject)
{
    PDEVICE_OBJECT device, next;

    if (DriverObject->DeviceObject == NULL) {
        return;
    }
    for (device = DriverObject->DeviceObject->NextDevice; device != NULL; device = next) {
        IoDeleteDevice(device);
        next = device->NextDevice; /* expect: legacy-nonpnp-no-use-after-delete */
    }
    IoDeleteDevice(DriverObject->DeviceObject);
}

static VOID Unload(PDRIVER_OBJECT DriverObject)
{
    DeleteAll(DriverObject);
}

static NTSTATUS AddOne(PDRIVER_OBJECT DriverObject, ULONG Number)
{
    PDEVICE_OBJECT device;
    NTSTATUS status;

    status = IoCreateDevice(DriverObject, 0, NULL, FILE_DEVICE_UNKNOWN, FILE_DEVICE_SECURE_OPEN, FALSE, &device);
    if (NT_SUCCESS(status)) {
        device->StackSize = (CCHAR)(1 + Number % 4);
    }
    return status;
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    NTSTATUS status = STATUS_SUCCESS;
    ULONG count = RegistryPath->Length, i;

    DriverObject->DriverUnload = Unload;
    DriverObject->MajorFunction[IRP_MJ_CREATE] = Dispatch;
    DriverObject->MajorFunction[IRP_MJ_CLOSE] = Dispatch;
    for (i = 0; i < count && NT_SUCCESS(status); i++) {
        status = AddOne(DriverObject, i);
    }
    if (NT_SUCCESS(status)) {
        status = AddOne(DriverObject, count);
    }
    if (!NT_SUCCESS(status)) {
        DeleteAll(DriverObject);
    }
    return status;
}
