/* The first device of the driver object is another one each time: the one before it was deleted. */
#include <ntddk.h>

typedef struct _LINE {
    ULONG Number;
    PVOID Buffer;
} LINE;

static NTSTATUS LineOpen(PDEVICE_OBJECT DeviceObject, PIRP Irp)
{
    UNREFERENCED_PARAMETER(DeviceObject);
    Irp->IoStatus.Status = STATUS_SUCCESS;
    Irp->IoStatus.Information = 0;
    IoCompleteRequest(Irp, IO_NO_INCREMENT);
    return STATUS_SUCCESS;
}

VOID LineUnload(PDRIVER_OBJECT DriverObject);

VOID LineUnload(DriverObject)
    PDRIVER_OBJECT DriverObject;
{
    PDEVICE_OBJECT device;

    while ((device = DriverObject->DeviceObject) != NULL) {
        LINE *line = device->DeviceExtension;

        ExFreePoolWithTag(line->Buffer, 'eniL');
        IoDeleteDevice(device);
    }
}

static NTSTATUS MakeLine(PDRIVER_OBJECT DriverObject, ULONG Number)
{
    PDEVICE_OBJECT device;
    NTSTATUS status;

    status = IoCreateDevice(DriverObject, sizeof(LINE), NULL, FILE_DEVICE_UNKNOWN, FILE_DEVICE_SECURE_OPEN, FALSE,
                            &device);
    if (!NT_SUCCESS(status))
        return status;
    ((LINE *)device->DeviceExtension)->Number = Number;
    ((LINE *)device->DeviceExtension)->Buffer = ExAllocatePoolWithTag(PagedPool, 512, 'eniL');
    if (((LINE *)device->DeviceExtension)->Buffer == NULL) {
        IoDeleteDevice(device);
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    device->Flags &= ~DO_DEVICE_INITIALIZING;
    return STATUS_SUCCESS;
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    NTSTATUS status;

    UNREFERENCED_PARAMETER(RegistryPath);
    status = MakeLine(DriverObject, 1);
    if (!NT_SUCCESS(status))
        return status;
    DriverObject->MajorFunction[IRP_MJ_CREATE] = LineOpen;
    DriverObject->MajorFunction[IRP_MJ_CLOSE] = LineOpen;
    DriverObject->DriverUnload = LineUnload;
    return STATUS_SUCCESS;
}
