/* The buffer is freed when a request asks for another one. None need come before the driver goes. */
/* verdict: wdm-unload-releases de-unload-undoes-entry undetermined */
#include <ntddk.h>

#define REQUEST_TAG 'tseR'

typedef struct _EXTENSION {
    PVOID Buffer;
} EXTENSION, *PEXTENSION;

DRIVER_INITIALIZE DriverEntry;
static DRIVER_UNLOAD Unload;
static DRIVER_DISPATCH Open;
static DRIVER_DISPATCH Renew;

static NTSTATUS Finish(PIRP Irp, NTSTATUS Status)
{
    Irp->IoStatus.Status = Status;
    Irp->IoStatus.Information = 0;
    IoCompleteRequest(Irp, IO_NO_INCREMENT);
    return Status;
}

static NTSTATUS Open(PDEVICE_OBJECT Device, PIRP Irp)
{
    UNREFERENCED_PARAMETER(Device);
    return Finish(Irp, STATUS_SUCCESS);
}

static NTSTATUS Renew(PDEVICE_OBJECT Device, PIRP Irp)
{
    PEXTENSION extension = Device->DeviceExtension;
    PVOID buffer = ExAllocatePool2(POOL_FLAG_NON_PAGED, 256, REQUEST_TAG);

    if (!buffer)
        return Finish(Irp, STATUS_INSUFFICIENT_RESOURCES);
    ExFreePoolWithTag(extension->Buffer, REQUEST_TAG);
    extension->Buffer = buffer;
    return Finish(Irp, STATUS_SUCCESS);
}

static VOID Unload(PDRIVER_OBJECT DriverObject)
{
    UNICODE_STRING link = RTL_CONSTANT_STRING(L"\\DosDevices\\Request");

    IoDeleteSymbolicLink(&link);
    IoDeleteDevice(DriverObject->DeviceObject);
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    UNICODE_STRING name = RTL_CONSTANT_STRING(L"\\Device\\Request");
    UNICODE_STRING link = RTL_CONSTANT_STRING(L"\\DosDevices\\Request");
    PDEVICE_OBJECT device;
    PEXTENSION extension;
    NTSTATUS status;

    UNREFERENCED_PARAMETER(RegistryPath);
    status = IoCreateDevice(DriverObject, sizeof(EXTENSION), &name, FILE_DEVICE_UNKNOWN, FILE_DEVICE_SECURE_OPEN,
                            FALSE, &device);
    if (!NT_SUCCESS(status))
        return status;
    extension = device->DeviceExtension;
    extension->Buffer = ExAllocatePool2(POOL_FLAG_NON_PAGED, 256, REQUEST_TAG);
    if (!extension->Buffer) {
        IoDeleteDevice(device);
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    status = IoCreateSymbolicLink(&link, &name);
    if (!NT_SUCCESS(status)) {
        ExFreePoolWithTag(extension->Buffer, REQUEST_TAG);
        IoDeleteDevice(device);
        return status;
    }
    DriverObject->MajorFunction[IRP_MJ_CREATE] = Open;
    DriverObject->MajorFunction[IRP_MJ_CLOSE] = Open;
    DriverObject->MajorFunction[IRP_MJ_DEVICE_CONTROL] = Renew;
    DriverObject->DriverUnload = Unload;
    device->Flags &= ~DO_DEVICE_INITIALIZING;
    return STATUS_SUCCESS;
}
