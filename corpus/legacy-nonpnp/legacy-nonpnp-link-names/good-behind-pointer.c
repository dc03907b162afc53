/* The structure that the pointer leads to is the image's own. */
#include <ntddk.h>

DRIVER_INITIALIZE DriverEntry;
static DRIVER_UNLOAD Unload;
static DRIVER_DISPATCH Dispatch;

typedef struct _DOCK {
    PDEVICE_OBJECT Device;
    UNICODE_STRING Name, Link;
} DOCK, *PDOCK;

static DOCK TheDock;
static PDOCK Dock;

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
    UNREFERENCED_PARAMETER(DriverObject);
    IoDeleteSymbolicLink(&Dock->Link);
    IoDeleteDevice(Dock->Device);
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    NTSTATUS status;

    UNREFERENCED_PARAMETER(RegistryPath);
    DriverObject->MajorFunction[IRP_MJ_CREATE] = Dispatch;
    DriverObject->MajorFunction[IRP_MJ_CLOSE] = Dispatch;
    DriverObject->DriverUnload = Unload;
    Dock = &TheDock;
    RtlInitUnicodeString(&Dock->Name, L"\\Device\\Dock");
    RtlInitUnicodeString(&Dock->Link, L"\\DosDevices\\Dock");
    status = IoCreateDevice(DriverObject, 0, &Dock->Name, FILE_DEVICE_UNKNOWN, FILE_DEVICE_SECURE_OPEN, FALSE,
                            &Dock->Device);
    if (!NT_SUCCESS(status))
        return status;
    status = IoCreateSymbolicLink(&Dock->Link, &Dock->Name);
    if (!NT_SUCCESS(status))
        goto Delete;
    return STATUS_SUCCESS;

Delete:
    IoDeleteDevice(Dock->Device);
    return status;
}
